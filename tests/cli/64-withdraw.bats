# A consent that is withdrawn: the gate closes at once, and everybody who got data on it is told.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; }

# The region's case, with a consent on which the shelter (by file) and the GGD (by phone) got data.
shared_case() {
	region_case > /dev/null
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --on 2026-03-01 --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${CONSENT[@]}" --quiet > /dev/null
	mh-refer send C-2026-0001 --to centre --purpose shelter --ask shelter --by phone "${CONSENT[@]}" --quiet > /dev/null
}

@test "withdrawal makes a message for each referral, and names who must be called" {
	shared_case
	carry region shelter
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"R-2026-0001: withdrawn; to be carried to shelter: "*".asc"* ]]
	[[ "$output" == *"centre got data on it, R-2026-0002: tell them by phone that it was withdrawn"* ]]
	refused 6 "withdrew consent" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${CONSENT[@]}"
	carry region shelter
	as shelter
	mh-refer receive --quiet
	[ "$(state_of shelter R-2026-0001)" = withdrawn ]
	[ "$(state_of region R-2026-0001)" = withdrawn ]
	as region
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"centre got data on it, R-2026-0002: tell them by phone"* && "$output" != *"R-2026-0001"* ]]
	mh-refer record R-2026-0002 received --by phone --from - --quiet <<< "the nurse" > /dev/null
	refused 3 "N-2026-0001: was not given (withdrawn)" mh-case consent withdraw N-2026-0001
}

waits() { mh-case agenda --source referral --format jsonl | jq -r '[.day, .id, .who] | join(" ")'; }

@test "who has no OpenPGP is to be called: it is said with --quiet too, and waits until somebody books that they know" {
	region_case > /dev/null
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --on 2026-03-01 --quiet > /dev/null
	mh-refer send C-2026-0001 --to centre --purpose shelter --ask shelter --by phone "${CONSENT[@]}" --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter --by phone "${CONSENT[@]}" --quiet > /dev/null
	mh-refer record R-2026-0002 declined --reason full --by phone --from - --quiet <<< "the warden" > /dev/null
	run mh-case consent withdraw N-2026-0001 --quiet
	[ "$status" -eq 0 ]
	[[ "$output" == *"centre got data on it, R-2026-0001: tell them by phone that it was withdrawn, then mh-refer record R-2026-0001 received"* ]]
	[[ "$output" == *"shelter got data on it, R-2026-0002: tell them by phone that it was withdrawn"* ]]
	same "2026-03-02 R-2026-0001 
2026-03-02 R-2026-0002 " waits
	same "R-2026-0001
R-2026-0002" mh-refer overdue --format ids
	mh-refer record R-2026-0001 received --by phone --from - --quiet <<< "the nurse" > /dev/null
	same R-2026-0002 mh-refer overdue --format ids
	mh-refer record R-2026-0002 received --by phone --from - --quiet <<< "the warden" > /dev/null
	same "" waits
	refused 1 "" mh-refer overdue --format ids
	[ "$(state_of region R-2026-0001)" = withdrawn ]
	[ "$(state_of region R-2026-0002)" = declined ]
}

@test "what was not confirmed is overdue until it is" {
	shared_case
	carry region shelter
	mh-case consent withdraw N-2026-0001 --quiet
	overdue() { mh-refer overdue --format ids 2>&1 | grep -x R-2026-0001 || true; }
	same "" overdue
	MH_NOW=2026-03-05T12:00:00Z
	same R-2026-0001 overdue
	MH_NOW=2026-03-02T12:00:00Z
	carry region shelter
	as shelter
	mh-refer receive --quiet
	carry shelter region
	as region
	mh-refer receive --quiet
	MH_NOW=2026-03-05T12:00:00Z
	same "" overdue
}

@test "who can't be told by a message now, is told when the same command is given again; the gate is closed meanwhile" {
	shared_case
	carry region shelter
	mkdir -m 700 away
	mv "$(spool_of region)" away/spool
	touch "$(spool_of region)"
	refused 3 "the consent is withdrawn, but not everybody could be told" mh-case consent withdraw N-2026-0001
	grep -q "shelter got data on it, R-2026-0001: tell them by phone" refused.err
	rm "$(spool_of region)"
	mv away/spool "$(spool_of region)"
	refused 6 "withdrew consent" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${CONSENT[@]}"
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"R-2026-0001: withdrawn; to be carried to shelter: "* ]]
}

@test "a referral that is done is not withdrawn by a message: its partner is called" {
	shared_case
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
	mh-refer decline R-2026-0001 --reason full --quiet > /dev/null
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"shelter got data on it, R-2026-0001: tell them by phone that it was withdrawn"* ]]
	[ "$(state_of region R-2026-0001)" = declined ]
}
