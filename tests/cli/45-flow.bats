# mh-refer: where somebody can go, what would be sent and why it may, registering with the national centre, and carrying files.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; }

# --- preview

# lines PART: "what|value|why" of the preview's rows of that part.
lines() { jq -r --arg part "$1" 'select(.part == $part) | "\(.what)|\(.value // "")|\(.why // "")"' preview.jsonl; }

@test "a preview shows what goes now, what follows, each lock with its source, and what stays; nothing is written or sent" {
	region_case > /dev/null
	before=$(mh-store log --format csv)
	mh-refer preview C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --format jsonl > preview.jsonl 2> said
	grep -qF 'nothing was sent, and nothing was written' said
	same $'purpose|finding shelter|\nhelp|shelter|\nurgency|high|\nage-band|18–22|\nsex|female|' lines now
	same $'name|sealed: name|data group identity\nborn|sealed: born|data group identity\ncountry|Romania|data group identity\ncontact|sealed: contact|data group contact' lines on-acceptance
	lines head | grep -qF "to|Organisation shelter (shelter), $(key_of shelter)|"
	lines open | grep -qF 'basis|task in the public interest (6(1)(e)); social security and protection (9(2)(b)); Wmo 2015 art. 5.1.1 (municipality)|as it is given here'
	lines open | grep -qF 'secrecy|lifted by a legal duty to give|as it is given here'
	lines open | grep -qF 'profile|minimal|profile of partner shelter for purpose shelter, which keyholders signed: contact;identity;minimal;request; nothing'
	lines kept | grep -qF 'case||talks, notes, signals'
	[ "$(lines closed)" = "" ]
	[ "$(mh-store log --format csv)" = "$before" ]
	[ ! -d "$(spool_of region)/outbox/shelter" ]
	lacks Verzonnen preview.jsonl
	lacks 2001-05-06 preview.jsonl
}

@test "with a key a preview shows the values themselves, which stands in the log; what stays is never opened" {
	region_case > /dev/null
	printf 'address: Geheimstraat 1\n' | mh-case identity set C-2026-0001 --no-look --file - --quiet > /dev/null
	mh-refer preview C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --open --format jsonl > preview.jsonl
	lines on-acceptance | grep -qxF 'name|Ana Verzonnen|data group identity'
	lines kept | grep -qxF 'address||the profile of partner shelter for purpose shelter has no data group address'
	lacks Geheimstraat preview.jsonl
	mh-store log --limit 1 --format csv | grep -F 'mh-refer preview' | grep -qF shelter
}

@test "closed locks are shown with what to do, and the status is that of send" {
	region_case > /dev/null
	refused 6 "secrecy: nothing lifts the holder's secrecy" mh-refer preview C-2026-0001 --to shelter --purpose medical --ask medical \
		--basis public-task --special-basis social-protection --article wmo-5.1.1
	got=0
	mh-refer preview C-2026-0001 --to shelter --purpose shelter "${CONSENT[@]}" --format jsonl > preview.jsonl 2> /dev/null || got=$?
	[ "$got" -eq 6 ]
	lines closed | grep -qF 'basis|consent (6(1)(a)); explicit consent (9(2)(a)); UAVG art. 22 (explicit consent)|basis: no consent of the person'
	lines kept | grep -qxF 'name||no consent holds that covers data group identity'
	mh-case consent add C-2026-0001 --purpose shelter --fields "minimal;identity" --on 2026-03-01 --quiet > /dev/null
	mh-refer preview C-2026-0001 --to shelter --purpose shelter "${CONSENT[@]}" --format jsonl > preview.jsonl
	lines open | grep -qF 'secrecy|lifted by the person'"'"'s consent|consent N-2026-0001, data groups identity;minimal'
	lines kept | grep -qxF 'contact||consent N-2026-0001 does not cover data group contact'
}

@test "of a referral that was accepted a preview shows who it is; --groups chooses" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet > /dev/null
	carry shelter region
	as region
	mh-refer receive --quiet
	mh-refer preview R-2026-0001 --groups identity --format jsonl > preview.jsonl
	same $'name\nborn\ncountry' jq -r 'select(.part == "now") | .what' preview.jsonl
	lines kept | grep -qxF 'contact||data group contact is not among --groups'
	lines open | grep -qF 'basis|task in the public interest (6(1)(e)); social security and protection (9(2)(b)); Wmo 2015 art. 5.1.1 (municipality)|as it was given with the referral'
	refused 6 "may not have data group address" mh-refer preview R-2026-0001 --groups address
	refused 2 "give --groups alone" mh-refer preview R-2026-0001 --to shelter
	refused 2 "--to is missing" mh-refer preview C-2026-0001 --purpose shelter
	refused 1 "nowhere: no such partner" mh-refer preview C-2026-0001 --to nowhere --purpose shelter
	refused 1 "C-2026-0009" mh-refer preview C-2026-0009 --to shelter --purpose shelter
}

# --- sync

# A referral in the region's outbox for the shelter, and one for the centre.
two_waiting() {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	mh-refer send C-2026-0001 --to centre --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	mkdir -m 700 "$T/post" "$T/post/shelter" "$T/post/centre" "$T/post/region"
	transport=$(dirname "$(find "$XDG_CONFIG_HOME/mh" -name match-key)")/transport.yaml
}

outbox() { find "$(spool_of region)/outbox/$1" -name '*.asc' | wc -l; }

@test "sync carries what lies in the outbox by the user's command, fetches what came, and opens nothing" {
	two_waiting
	cat > "$transport" <<-END
		format: mh-transport/1
		send: cp "\$1" "$T/post/\$2/"
		fetch: for f in "$T"/post/region/*; do [ ! -e "\$f" ] || mv "\$f" "\$1/"; done
	END
	chmod 600 "$transport"
	mv "$GNUPGHOME" "$T/away"
	run mh-refer sync --dry-run
	[ "$status" -eq 0 ]
	grep -qxF 'mh-refer: shelter: files that would be carried: 1' <<< "$output"
	[ "$(outbox shelter)" -eq 1 ]
	run mh-refer sync
	[ "$status" -eq 0 ]
	same $'mh-refer: centre: files carried: 1\nmh-refer: shelter: files carried: 1' echo "$output"
	[ "$(outbox shelter)$(outbox centre)" = 00 ]
	[ "$(ls "$(spool_of region)/done" | wc -l)" -eq 2 ]
	same "" mh-refer sync	# nothing to carry is no news for cron
	as shelter
	mkdir -p -m 700 "$(spool_of shelter)/inbox"
	mv "$T/post/shelter/"*.asc "$(spool_of shelter)/inbox/"
	mh-refer receive --quiet > /dev/null
	mv "$(spool_of shelter)/outbox/region/"*.asc "$T/post/region/"
	echo x > "$T/post/region/list.txt"
	as region
	run mh-refer sync
	[ "$status" -eq 0 ]
	grep -qxF 'mh-refer: fetched into the inbox: files: 1' <<< "$output"
	grep -qF 'not taken in: files: 1: they are no files *.asc' <<< "$output"
	mv "$T/away" "$GNUPGHOME"
	mh-refer receive --quiet > /dev/null
	[ "$(state_of region R-2026-0001)" = received ]
}

@test "what could not be carried stays, is tried again, and nothing is lost or comes twice" {
	two_waiting
	cat > "$transport" <<-END
		format: mh-transport/1
		send: cp "\$1" "$T/post/\$2/"
		partners: {shelter: 'cp "\$1" "$T/post/shelter/" && test -e "$T/line"'}
		fetch: cp "$T/half.asc" "\$1/" && test -e "$T/line"
	END
	chmod 600 "$transport"
	echo half > half.asc
	refused 7 "shelter: the transport command ended with status 1; it is tried again with the next sync; the same for what is to be fetched" mh-refer sync --quiet
	[ "$(outbox shelter)$(outbox centre)" = 10 ]
	[ "$(find "$(spool_of region)/inbox" -name '*.asc' | wc -l)" -eq 0 ]
	touch line
	mh-refer sync --quiet	# carried a second time: it had arrived, only its command failed
	[ "$(outbox shelter)" -eq 0 ]
	[ "$(find "$(spool_of region)/inbox" -name '*.asc' | wc -l)" -eq 1 ]
	as shelter
	mkdir -p -m 700 "$(spool_of shelter)/inbox"
	cp "$T/post/shelter/"*.asc "$(spool_of shelter)/inbox/"
	mh-refer receive --quiet > /dev/null
	cp "$T/post/shelter/"*.asc "$(spool_of shelter)/inbox/"
	mh-refer receive > /dev/null
	same $'id\nR-2026-0001' mh-refer list --columns id --format csv
}

@test "one sync at a time; what is by hand stays, and a suspended partner gets nothing" {
	two_waiting
	printf 'format: mh-transport/1\nsend: cp "$1" "%s/post/$2/"\npartners: {centre: ""}\n' "$T" > "$transport"
	chmod 600 "$transport"
	mh-refer sync --dry-run 2> /dev/null
	exec 9>> "$(spool_of region)/.sync"
	flock 9
	refused 7 "another sync is at work" mh-refer sync
	exec 9>&-
	run mh-refer sync
	[ "$status" -eq 0 ]
	grep -qxF 'mh-refer: centre: files that stay in the outbox: 1: no command carries files to it: carry them by hand' <<< "$output"
	mkdir "$(spool_of region)/outbox/stranger"
	cp "$(spool_of region)/outbox/centre/"*.asc "$(spool_of region)/outbox/stranger/"
	mh-refer sync 2>&1 | grep -qxF 'mh-refer: stranger: files that stay in the outbox: 1: no partner of this code is known here'
}

@test "a transport file that is missing, wrong, or that others can write is refused" {
	two_waiting
	refused 3 "transport.yaml: cannot be read" mh-refer sync
	printf 'format: mh-transport/1\nsnd: cp\npartners: [shelter]\n' > "$transport"
	chmod 600 "$transport"
	run mh-refer sync
	[ "$status" -eq 3 ]
	grep -qF 'transport.yaml:2:1: snd: no such key; did you mean "send"?' <<< "$output"
	grep -qF 'codes of partners with their commands are expected here' <<< "$output"
	printf 'format: mh-transport/1\nsend: "true"\n' > "$transport"
	chmod 620 "$transport"
	refused 3 "others can write it" mh-refer sync
	[ "$(outbox shelter)" -eq 1 ]
	chmod 600 "$transport"
	printf 'format: mh-other/1\n' > other.yaml
	chmod 600 other.yaml
	refused 3 "the format is not mh-transport/1" mh-refer sync --transport other.yaml
}
