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

outbox() { find "$(spool_of region)/outbox/$1" -name '*.asc' | wc -l; }

# The shelter has accepted, by consent, and the file with the name waits in the outbox.
name_waits() {
	region_case > /dev/null
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal,identity --on 2026-03-01 --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${CONSENT[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
	mh-refer accept R-2026-0001 --quiet > /dev/null
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null
	rm -f "$(spool_of region)"/outbox/shelter/*.asc
	mh-refer send R-2026-0001 --quiet > /dev/null
}

@test "a name that has not gone does not go: its file is taken out, that is on record, and no resend makes it again" {
	name_waits
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"N-2026-0001: 1 file that had not gone was taken out of the outbox"* ]]
	same 1 outbox shelter
	same $'id,stopped\nD-2026-0001,\nD-2026-0002,2026-03-02' mh-refer disclosures --columns id,stopped --format csv
	carry region shelter
	as shelter
	mh-refer receive --format csv --quiet > rows
	grep -q "^R-2026-0001,withdrawal,region,withdrawn," rows
	lacks update rows
	as region
	# a withdrawal that was lost goes again, and nothing else
	run mh-refer resend R-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"R-2026-0001: 2 messages lie in the outbox again"* ]]	# with our receipt of the acceptance
	[[ "$output" == *"R-2026-0001: 2 messages that tell of the person were not sent again: R-2026-0001: is withdrawn: what tells of the person is not sent again"* ]]
	carry region shelter
	as shelter
	mh-refer receive --format csv --quiet > rows
	grep -q "^R-2026-0001,withdrawal,region,.*came before" rows
	as region
	mh-store check --quiet
}

@test "a referral that is withdrawn and had not gone stays here, with a resend too" {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	cp -r "$(spool_of region)/outbox/shelter" kept
	run mh-refer withdraw R-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"R-2026-0001: 1 file that had not gone was taken out of the outbox"* ]]
	same 1 outbox shelter
	rm "$(spool_of region)"/outbox/shelter/*.asc
	# a program that was broken off in between would have left it there
	cp kept/*.asc "$(spool_of region)/outbox/shelter/"
	printf 'format: mh-transport/1\nsend: "true"\n' > transport.yaml
	chmod 600 transport.yaml
	mh-refer sync --transport transport.yaml 2>&1 | grep -q "shelter: files that stay in the outbox: 1: they tell of a person, and their referral was withdrawn"
	rm "$(spool_of region)"/outbox/shelter/*.asc
	mh-refer resend R-2026-0001 --quiet > /dev/null
	same 1 outbox shelter
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null || true
	refused 1 "nothing was found" mh-refer list
}

@test "what has gone is not called stopped, and what is under way by consent is not sent again" {
	name_waits
	mkdir gone
	mv "$(spool_of region)"/outbox/shelter/*.asc gone/
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal,identity --answer withdrawn --on 2026-03-02 --quiet > /dev/null
	# our receipt of the acceptance tells of nobody
	mh-refer resend R-2026-0001 > /dev/null 2> said
	grep -q "R-2026-0001: 1 messages lie in the outbox again" said
	grep -q "R-2026-0001: 2 messages that tell of the person were not sent again: .*withdrew consent" said
	rm "$(spool_of region)"/outbox/shelter/*.asc
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" != *"had not gone"* ]]
	same 1 outbox shelter
	same $'id,stopped\nD-2026-0001,\nD-2026-0002,' mh-refer disclosures --columns id,stopped --format csv
}

@test "who was registered by consent is on the agenda until somebody told the centre, and books it" {
	region_case > /dev/null
	sed 's/shelter: .minimal, identity, contact, request./registration: [minimal, identity, exploitation, request, contact]/' partners.yaml > more.yaml
	mh-refer partner import more.yaml --quiet > /dev/null
	mh-case consent add C-2026-0001 --purpose registration --fields minimal,identity,exploitation,request,contact --on 2026-03-01 --quiet > /dev/null
	mh-refer register C-2026-0001 --to centre "${CONSENT[@]}" -o reg.asc --quiet > /dev/null
	refused 3 "N-2026-0001: is not withdrawn: mh-case consent withdraw N-2026-0001 comes first" mh-case consent withdraw N-2026-0001 --told centre
	run mh-case consent withdraw N-2026-0001 --quiet
	[ "$status" -eq 0 ]
	[[ "$output" == *"centre got data on it: tell them by phone that it was withdrawn, then give the same command with --told centre"* ]]
	same "2026-03-02 N-2026-0001 " waits
	mh-case agenda --source referral 2>&1 | grep -q "tell centre that it was withdrawn, and book it"
	mh-refer overdue 2>&1 | grep -q "N-2026-0001: withdrawn on 2026-03-02, and centre has data on it: tell them by phone, then mh-case consent withdraw N-2026-0001 --told centre"
	refused 1 "nobody: no such partner" mh-case consent withdraw N-2026-0001 --told nobody
	refused 1 "N-2026-0001: of this partner nothing waits here" mh-case consent withdraw N-2026-0001 --told shelter
	refused 3 "--on 2026-03-03: is in the future" mh-case consent withdraw N-2026-0001 --told centre --on 2026-03-03
	mh-case consent withdraw N-2026-0001 --told centre
	refused 1 "of this partner nothing waits here" mh-case consent withdraw N-2026-0001 --told centre
	refused 3 "was not given (withdrawn)" mh-case consent withdraw N-2026-0001
	same "" waits
	refused 1 "nothing was found" mh-refer overdue
	same $'told\n2026-03-02' mh-refer disclosures --columns told --format csv
}

@test "a suspended partner who has the name is withdrawn from at once, and to be called" {
	name_waits
	carry region shelter
	mh-refer partner suspend shelter --reason - --quiet <<< "laptop weg" > /dev/null
	run mh-case consent withdraw N-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"shelter got data on it, R-2026-0001: tell them by phone that it was withdrawn"* ]]
	same withdrawn state_of region R-2026-0001
	same 0 outbox shelter
	same "2026-03-02 R-2026-0001 " waits
	same R-2026-0001 mh-refer overdue --format ids
	mh-refer record R-2026-0001 received --by phone --from - --quiet <<< "the warden" > /dev/null
	same "" waits
	refused 1 "nothing was found" mh-refer overdue
	mh-store check --quiet
}
