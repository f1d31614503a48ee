# mh-refer: partners, the gate, and conversations that end in equal states on both sides.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; }

# --- partners

@test "an import shows what differs, then applies it; again it changes nothing" {
	sed -i 's/    services: .shelter.$/    services: [shelter, medical]/' partners.yaml
	run mh-refer partner import partners.yaml
	[ "$status" -eq 0 ]
	grep -qxF '~ shelter: services: shelter -> medical;shelter' <<< "$output"
	grep -qxF '~ centre: services: shelter -> medical;shelter' <<< "$output"
	[[ $output != +* && $output != *$'\n'+* ]]
	run mh-refer partner import partners.yaml
	[ "$status" -eq 0 ]
	grep -qF "nothing differs" <<< "$output"
	same $'code,services\nshelter,"medical;shelter"' mh-refer partner list --where code=shelter --columns code,services --format csv
}

@test "--dry-run shows the same and writes nothing" {
	echo '  - {code: fier, name: Fier, column: care, profile: {shelter: [minimal]}}' >> partners.yaml
	before=$(mh-store log --format csv)
	run mh-refer partner import partners.yaml --dry-run
	[ "$status" -eq 0 ]
	grep -qxF '+ fier: partner: Fier' <<< "$output"
	grep -qxF '+ fier: profile shelter: minimal' <<< "$output"
	grep -qF 'nothing was written' <<< "$output"
	[ "$(mh-store log --format csv)" = "$before" ]
	mh-refer partner import partners.yaml --quiet
	same $'code\nfier' mh-refer partner list --where code=fier --columns code --format csv
}

@test "a changed fingerprint is refused until somebody confirms it by another way" {
	sed "s/code: mallory/code: shelter/" <(partners_file mallory) > changed.yaml
	new=$(key_of mallory)
	refused 6 "partner shelter: its fingerprint changes from $(key_of shelter) to $new" mh-refer partner import changed.yaml
	REFUSED_INPUT=<(echo Jansen) refused 6 "give --confirm-key" mh-refer partner import changed.yaml --confirm-key "$(key_of centre)" --confirmed-how phone --confirmed-with -
	same $'fingerprint\n'"$(key_of shelter)" mh-refer partner list --where code=shelter --columns fingerprint --format csv
	echo Jansen | mh-refer partner import changed.yaml --confirm-key "$new" --confirmed-how meeting --confirmed-with - --quiet
	same $'fingerprint\n'"$new" mh-refer partner list --where code=shelter --columns fingerprint --format csv
}

@test "a key that is not what its fingerprint says is refused, and nothing is kept" {
	sed "s/fingerprint: .*/fingerprint: $(key_of mallory)/; s/code: region/code: fier/" <(partners_file region) > wrong.yaml
	refused 5 "$(key_of mallory)" mh-refer partner import wrong.yaml
	refused 1 "nothing was found" mh-refer partner list --where code=fier
}

@test "every problem of a partner file is named with its place" {
	cat > bad.yaml <<-END
		format: mh-partners/1
		partners:
		  - code: Fier Zwolle
		    name: Fier
		    colum: care
		    capacity: many
		    fingerprint: ABCD
		    profile: {sheltre: [minimal], shelter: [all], medical: minimal}
		  - just a word
	END
	run mh-refer partner import bad.yaml
	[ "$status" -eq 3 ]
	grep -qF 'bad.yaml:3:11: code "Fier Zwolle": expected a word' <<< "$output"
	grep -qF 'colum: unknown key; nearest: column' <<< "$output"
	grep -qF 'capacity "many": expected a whole number' <<< "$output"
	grep -qF 'fingerprint and public-key go together' <<< "$output"
	grep -qF 'nearest: shelter' <<< "$output"
	grep -qF 'not a code of catalogue data-group' <<< "$output"
	grep -qF 'expected a list of groups of data' <<< "$output"
	grep -qF 'bad.yaml:9:5: expected a map' <<< "$output"
	[ "$(sort <<< "$output" | uniq -d | wc -l)" -eq 0 ]
	[ "${lines[-1]}" = "mh-refer: nothing was imported: $((${#lines[@]} - 1)) problems" ]
	refused 3 "is no partner file: it begins with format: mh-partners/1" mh-refer partner import <(echo "format: mh-map/1")
	refused 3 "no-such.yaml" mh-refer partner import no-such.yaml
}

@test "a throw-away key has no place in a real store" {
	become real
	mkdir -m 700 "$T/real" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	mh_bare_home "$GNUPGHOME"
	key=$(mh_key_text "real exchange" "a test of a real store" | mh_make_keys "$GNUPGHOME")
	own=$(mh_key_text "real keyholder" "a test of a real store" | mh_make_keys "$GNUPGHOME")
	mh-store init --org real --name Real --org-key "$key" --keyholder "$own" --accept-plain-disk "a test" --quiet
	find "$BUILD/share/mh/data/catalogues" -name '*.yaml' | sort | xargs mh-store apply --quiet
	refused 6 "throw-away key" mh-refer partner import partners.yaml
	refused 1 "nothing was found" mh-refer partner list
}

@test "show has a partner's profile and agreements" {
	mh-refer agreement add --with shelter --kind data --name "Gegevens 2026" --signed 2026-01-05 --review 2027-01-05
	run mh-refer partner show shelter
	[ "$status" -eq 0 ]
	grep -qF "Organisation shelter" <<< "$output"
	grep -qF "(sealed)" <<< "$output"
	grep -qF "Gegevens 2026" <<< "$output"
	mh-refer partner show shelter --purpose coordination | grep -qF "000-0000001"
	same $'kind,partner,review\ndata,O-2026-0001,2027-01-05' mh-refer agreement list --columns kind,partner,review --format csv
	refused 1 "fier: no such partner" mh-refer partner show fier
	refused 2 "--with is missing" mh-refer agreement add --kind data --name X --signed 2026-01-05
	refused 3 "signed" mh-refer agreement add --with shelter --kind data --name X
	refused 3 "nearest: data" mh-refer agreement add --with shelter --kind dat --name X --signed 2026-01-05
}

# --- the gate

gate() { mh-refer send C-2026-0001 --to shelter --purpose shelter "$@"; }

@test "the gate stays closed until every lock is open, and nothing is written" {
	region_case
	before=$(mh-store log --format csv)
	refused 6 "basis: no basis is recorded: give --basis" gate
	refused 6 "secrecy: nothing lifts the holder's secrecy" gate
	refused 6 "give --special-basis" gate --basis public-task --secrecy legal-duty
	refused 6 "give --article" gate --basis public-task --special-basis social-protection --secrecy legal-duty
	refused 6 "names who was consulted" gate --basis public-task --special-basis social-protection --article wmo-5.1.1 --secrecy conflict-of-duties
	refused 6 "basis: no consent of the person for purpose shelter and partner shelter" gate "${CONSENT[@]}"
	refused 6 "partner shelter has no profile for purpose medical" mh-refer send C-2026-0001 --to shelter --purpose medical "${DUTY[@]}"
	[ "$(mh-store log --format csv)" = "$before" ]
	[ ! -e "$(spool_of region)/outbox" ]
	gate "${DUTY[@]}"
}

@test "a conflict of duties names who was consulted, sealed" {
	region_case
	echo "gedragsdeskundige" | gate --basis public-task --special-basis social-protection --article wmo-5.1.1 --secrecy conflict-of-duties --consulted -
	mh-refer show R-2026-0001 | grep -F consulted | grep -qF "(sealed)"
	refused 2 "--consulted" gate --basis public-task --special-basis social-protection --article wmo-5.1.1 --secrecy conflict-of-duties --consulted "gedragsdeskundige"
}

@test "consent opens the gate, its withdrawal closes it at once, its end too" {
	region_case
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --answer given --on 2026-03-01 --until 2026-03-20
	gate "${CONSENT[@]}"
	MH_NOW=2026-03-21T12:00:00Z refused 6 "has ended" gate "${CONSENT[@]}"
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --answer withdrawn --on 2026-03-02
	refused 6 "withdrew consent" gate "${CONSENT[@]}"
}

@test "what a source forbids is not passed on" {
	as region
	mh-case open --sex female --form labour --onward ask-source --quiet
	refused 6 "C-2026-0001 may be passed on only when its source agrees" gate "${DUTY[@]}"
	mh-case open --sex female --form labour --onward no --quiet
	refused 6 "C-2026-0002 may not be passed on" mh-refer send C-2026-0002 --to shelter --purpose shelter "${DUTY[@]}"
}

@test "what the person said in another of her records counts, whichever of them was merged into which" {
	region_case
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --answer given --on 2026-03-01 --quiet > /dev/null
	mh-case open --sex female --form labour --quiet > /dev/null
	mh-case consent add C-2026-0002 --purpose shelter --fields minimal --answer refused --on 2026-03-02 --quiet > /dev/null
	gate "${CONSENT[@]}" > /dev/null
	mh-signal merge P-2026-0001 P-2026-0002 --quiet > /dev/null
	refused 6 "refused" gate "${CONSENT[@]}"
	mh-signal merge --undo P-2026-0002 --quiet > /dev/null
	gate "${CONSENT[@]}" > /dev/null
	mh-signal merge P-2026-0002 P-2026-0001 --quiet > /dev/null
	refused 6 "refused" gate "${CONSENT[@]}"
	mh-case open --sex female --form labour --onward no --quiet > /dev/null
	gate "${DUTY[@]}" > /dev/null
	mh-signal merge P-2026-0003 P-2026-0002 --quiet > /dev/null
	refused 6 "C-2026-0003 may not be passed on" gate "${DUTY[@]}"
}

@test "a signal of the person's other record forbids too, with no case opened from it" {
	region_case
	printf 'received: 2026-03-01\nsector: coa\nform: labour\nonward: "no"\nmentions:\n  - {name: "Ana"}\n' | mh-signal add -f - --quiet > /dev/null
	gate "${DUTY[@]}" > /dev/null
	mh-signal merge P-2026-0001 M-2026-0001 --quiet > /dev/null
	refused 6 "S-2026-0001 may not be passed on" gate "${DUTY[@]}"
}

@test "send says what is missing or wrong" {
	region_case
	refused 2 "--to is missing" mh-refer send C-2026-0001 --purpose shelter
	refused 1 "fier: no such partner" mh-refer send C-2026-0001 --to fier --purpose shelter
	refused 3 "purpose: is required" mh-refer send C-2026-0001 --to shelter "${DUTY[@]}"
	refused 3 "nearest: shelter" mh-refer send C-2026-0001 --to shelter --purpose shleter "${DUTY[@]}"
	refused 3 "nearest: shelter" gate "${DUTY[@]}" --ask shleter
	refused 2 "at most 30 days" gate "${DUTY[@]}" --days 31
	refused 2 "--days: 0: a number of 1 or more is expected" gate "${DUTY[@]}" --days 0
	refused 2 "--groups is for the identity" gate "${DUTY[@]}" --groups identity
	refused 5 "partner ggd has no OpenPGP key: send with --by" mh-refer send C-2026-0001 --to ggd --purpose medical "${DUTY[@]}"
	refused 1 "C-2026-0009: no such case" mh-refer send C-2026-0009 --to shelter --purpose shelter
	refused 2 "S-2026-0001" mh-refer send S-2026-0001 --to shelter --purpose shelter
	refused 1 "nothing was found" mh-refer list
}

@test "a file that cannot be written leaves nothing in the store" {
	region_case
	touch "$T/not-a-folder"
	refused 3 "not-a-folder" gate "${DUTY[@]}" --spool "$T/not-a-folder"
	refused 1 "nothing was found" mh-refer list
	refused 1 "nothing was found" mh-refer disclosures
}

@test "a page that cannot be written is no disclosure" {
	region_case
	mh-refer send C-2026-0001 --to ggd --purpose medical --ask medical "${DUTY[@]}" --by phone --quiet > /dev/null
	echo zuster | mh-refer record R-2026-0001 accepted --by phone --on 2026-03-02 --from - --quiet > /dev/null
	before=$(mh-store log --format csv)
	ln -s nowhere link.txt
	refused 3 "no-folder/x.txt: cannot be written" mh-refer send R-2026-0001 -o no-folder/x.txt
	refused 3 "link.txt: is a link" mh-refer send R-2026-0001 -o link.txt
	refused 3 "cannot be written: File name too long" mh-refer send R-2026-0001 -o "$(printf 'x%.0s' {1..300})"
	refused 3 "no-folder/x.txt: cannot be written" mh-refer send C-2026-0001 --to ggd --purpose medical "${DUTY[@]}" --by phone -o no-folder/x.txt
	[ "$(mh-store log --format csv)" = "$before" ]
	same 1 eval 'mh-refer disclosures --format ids | wc -l'
	refused 6 "" mh-refer send C-2026-0001 --to ggd --purpose medical --by phone -o closed.txt
	[ ! -e closed.txt ]
	mh-refer send R-2026-0001 -o identity.txt --quiet > /dev/null
	grep -qF "Ana Verzonnen" identity.txt
}

@test "what a killed program left in the outbox is ended: given its name, or removed" {
	region_case
	gate "${DUTY[@]}" --quiet
	outbox=$(spool_of region)/outbox/shelter
	id=$(gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt "$outbox"/*.asc 2> /dev/null | sed -n "s/^id: '*\([0-9a-f]*\)'*/\1/p")
	mv "$outbox"/*.asc "$outbox/.$id"
	echo half > "$outbox/.00112233445566778899aabbccddeeff"
	mkdir "$T/none"
	refused 1 "no files wait" mh-refer receive "$T/none"
	[ "$(find "$outbox" -name '.*' -type f | wc -l)" -eq 0 ]
	[ "$(find "$outbox" -name '*.asc' -type f | wc -l)" -eq 1 ]
	as shelter
	same R-2026-0001 mh-refer receive "$outbox" --format ids --quiet
}

# --- conversations

@test "the whole way: small part, receipt, acceptance, identity, start, finish" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask "shelter;medical" "${DUTY[@]}"
	carry region shelter
	as shelter
	same $'id,kind,partner,state,result\nR-2026-0001,referral,region,received,booked' mh-refer receive --format csv --quiet
	mh-refer show R-2026-0001 --purpose shelter > shown
	grep -qF "18 to 22" shown
	lacks "Ana\|Verzonnen\|2001" shown
	[ "$(find "$(spool_of shelter)/inbox" -type f | wc -l)" -eq 0 ]
	[ "$(find "$(spool_of shelter)/done" -type f | wc -l)" -eq 1 ]
	as region
	refused 6 "identity follows on acceptance: it is sent" mh-refer send R-2026-0001
	as shelter
	echo "vanaf maandag" | mh-refer accept R-2026-0001 --note - --quiet
	carry shelter region
	as region
	run mh-refer receive
	grep -qF "identity may follow: mh-refer send R-2026-0001" <<< "$output"
	mh-refer show R-2026-0001 --purpose shelter | grep -qF "vanaf maandag"
	same R-2026-0001 mh-refer send R-2026-0001 --quiet
	carry region shelter
	as shelter
	mh-refer receive --quiet
	mh-refer show R-2026-0001 --purpose shelter | grep -qF "Ana Verzonnen"
	mh-refer start R-2026-0001 --quiet
	mh-refer finish R-2026-0001 --outcome helped --quiet
	carry shelter region
	as region
	mh-refer receive --quiet
	same done state_of region R-2026-0001
	same done state_of shelter R-2026-0001
	as region
	same $'fields\npurpose help urgency age-band sex\ngroups person-uid country name born contact' mh-refer disclosures --columns fields --format csv
	mh-store check
	as shelter
	mh-store check
}

@test "declining needs a reason, and says it" {
	sent_referral
	refused 3 "declining needs a reason" mh-refer decline R-2026-0001
	refused 3 "nearest: full" mh-refer decline R-2026-0001 --reason ful
	same R-2026-0001 mh-refer decline R-2026-0001 --reason full --quiet
	refused 6 "accept is not possible in state declined: possible now: nothing" mh-refer accept R-2026-0001
	carry shelter region
	as region
	mh-refer receive --quiet
	same $'state,reason\ndeclined,full' mh-refer list --columns state,reason --format csv
	refused 6 "identity follows on acceptance: it is declined" mh-refer send R-2026-0001
}

@test "a waiting list, then a place" {
	sent_referral
	mh-refer wait R-2026-0001 --quiet
	refused 6 "wait is not possible in state waiting: possible now: accept, decline" mh-refer wait R-2026-0001
	mh-refer accept R-2026-0001 --quiet
	carry shelter region
	as region
	mh-refer receive --quiet
	same accepted state_of region R-2026-0001
	same accepted state_of shelter R-2026-0001
}

@test "a withdrawal and an acceptance that cross end in equal states" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet
	as region
	mh-refer withdraw R-2026-0001 --quiet
	carry shelter region
	carry region shelter
	mh-refer receive --quiet
	as shelter
	mh-refer receive --quiet
	same withdrawn state_of region R-2026-0001
	same withdrawn state_of shelter R-2026-0001
	refused 6 "start is not possible in state withdrawn" mh-refer start R-2026-0001
}

@test "each side has its own moves" {
	sent_referral
	refused 6 "withdraw is for the side that asks" mh-refer withdraw R-2026-0001
	refused 2 "--to is missing" mh-refer send R-2026-0001
	as region
	refused 6 "accept is for the side that was asked" mh-refer accept R-2026-0001
	refused 6 "decline is for the side that was asked" mh-refer decline R-2026-0001 --reason full
	refused 1 "R-2026-0009: no such referral" mh-refer withdraw R-2026-0009
}

@test "a late message changes nothing: the newest answer counts" {
	sent_referral
	mh-refer wait R-2026-0001 --quiet
	mkdir "$T/slow"
	mv "$(spool_of shelter)"/outbox/region/*.asc "$T/slow/"
	mh-refer accept R-2026-0001 --quiet
	carry shelter region
	as region
	mh-refer receive --quiet
	run mh-refer receive "$T/slow" --format csv --quiet
	grep -qxF "R-2026-0001,answer,shelter,accepted,came too late to change it" <<< "$output"
	same accepted state_of region R-2026-0001
}

@test "a file that comes before the one that begins its conversation waits for it" {
	region_case
	mkdir "$T/in"
	mh-refer send C-2026-0001 --to centre --purpose shelter "${DUTY[@]}" --quiet
	mv "$(spool_of region)"/outbox/centre/*.asc "$T/in/2.asc"
	mh-refer withdraw R-2026-0001 --quiet
	mv "$(spool_of region)"/outbox/centre/*.asc "$T/in/1.asc"
	as centre
	refused 7 "belongs to no conversation with region that is known here; it waits for the file that begins it" mh-refer receive "$T/in/1.asc"
	run mh-refer receive "$T/in" --format csv --quiet
	[ "$status" -eq 0 ]
	[ "${lines[1]}" = "R-2026-0001,referral,region,received,booked" ]
	[ "${lines[2]}" = "R-2026-0001,withdrawal,region,withdrawn,booked" ]
}

@test "a withdrawal that comes before its request is kept in the inbox until that comes, or it expires" {
	region_case
	mh-refer send C-2026-0001 --to centre --purpose shelter "${DUTY[@]}" --quiet
	mv "$(spool_of region)"/outbox/centre/*.asc request.asc
	mh-refer withdraw R-2026-0001 --quiet
	mv "$(spool_of region)"/outbox/centre/*.asc withdrawal.asc
	as centre
	inbox=$(spool_of centre)/inbox
	REFUSED_INPUT=withdrawal.asc refused 7 "it lies in the inbox" mh-refer receive -
	cmp withdrawal.asc "$inbox"/*.asc
	refused 7 "it waits for the file that begins it" mh-refer receive
	cmp withdrawal.asc "$inbox"/*.asc
	refused 1 "nothing was found" mh-refer list
	cp request.asc "$inbox/later.asc"
	mh-refer receive --quiet
	same withdrawn state_of centre R-2026-0001
	[ -z "$(ls "$inbox")" ]
	mh-store check --quiet
	# one whose request never comes is refused when it has expired
	as shelter
	text=$(gpg --homedir "$T/centre/gpg" --batch --quiet --decrypt withdrawal.asc 2> /dev/null | sed "s/centre/shelter/; s/$(key_of centre)/$(key_of shelter)/; /^#/d")
	gpg --homedir "$T/region/gpg" --batch --quiet --armor --trust-model always --compress-algo none -u "$(key_of region)" -r "$(key_of shelter)" \
		--sign --encrypt <<< "$text" > alone.asc
	REFUSED_INPUT=alone.asc refused 7 "it lies in the inbox" mh-refer receive -
	export MH_NOW=2026-04-20T12:00:00Z
	refused 3 "expired on" mh-refer receive
	[ -z "$(ls "$(spool_of shelter)/inbox")" ]
	[ "$(ls "$(spool_of shelter)/refused" | wc -l)" -eq 2 ]
}

@test "a pipe that nobody writes to is no file; what was read and refused is gone after 30 days" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet
	carry region shelter
	as shelter
	mkfifo pipe
	refused 3 "pipe: is no regular file: give -" timeout 10 mh-refer receive pipe
	echo nonsense > "$(spool_of shelter)/inbox/bad.asc"
	mh-refer receive --quiet > /dev/null 2>&1 || true
	count() { find "$(spool_of shelter)/done" "$(spool_of shelter)/refused" -type f | wc -l; }
	[ "$(count)" -eq 3 ]
	export MH_NOW=2026-03-31T12:00:00Z
	refused 1 "no files wait" mh-refer receive
	[ "$(count)" -eq 3 ]
	export MH_NOW=2026-04-01T12:00:01Z
	refused 1 "no files wait" mh-refer receive
	[ "$(count)" -eq 0 ]
	# the store still knows that it came
	sqlite3 "$T/shelter/data/mh/region.db" "SELECT count(*) FROM message WHERE length(files) = 64 AND direction = 'in'" | grep -qx 1
}

@test "ids compose: what comes in is accepted through a pipe" {
	region_case
	for i in 1 2 3; do
		mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet
	done
	carry region shelter
	as shelter
	mh-refer receive --format ids --quiet | mh-refer accept - --quiet
	same $'state\naccepted\naccepted\naccepted' mh-refer list --columns state --format csv
}

@test "receive reads files, folders and standard input" {
	region_case
	for i in 1 2 3; do
		mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet
	done
	as shelter
	refused 1 "no files wait" mh-refer receive
	set -- "$(spool_of region)"/outbox/shelter/*.asc
	same R-2026-0001 mh-refer receive "$1" --format ids --quiet
	same R-2026-0002 mh-refer receive - --format ids --quiet < "$2"
	mkdir "$T/stick"
	cp "$3" "$T/stick/"
	echo "no exchange file" > "$T/stick/readme.txt"
	same R-2026-0003 mh-refer receive "$T/stick" --format ids --quiet
	[ -e "$T/stick/${3##*/}" ]
	refused 3 "no-such.asc" mh-refer receive no-such.asc
}

@test "the outbox tells nothing: random names, equal sizes, 0600, public-key packets only" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet
	mkdir "$T/out"
	cp "$(spool_of shelter)"/outbox/region/*.asc "$T/out/"
	carry shelter region
	as region
	mh-refer receive --quiet
	mh-refer send R-2026-0001 --quiet
	cp "$(spool_of region)"/outbox/shelter/*.asc "$T/out/"
	[ "$(find "$T/out" -type f | wc -l)" -ge 3 ]
	for f in "$T"/out/*.asc; do
		[[ ${f##*/} =~ ^[0-9a-f]{32}\.asc$ ]]
	done
	[ "$(find "$(spool_of region)/outbox" -type f ! -perm 600 | wc -l)" -eq 0 ]
	# Armored lines may differ by the few bytes of a signature's length; the packets hold 4 KiB of text each.
	[ "$(find "$T/out" -type f -printf '%s\n' | awk 'NR == 1 { low = high = $1 } $1 < low { low = $1 } $1 > high { high = $1 } END { print high - low < 16 }')" -eq 1 ]
}

@test "a partner without these tools reads our files with plain gpg" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet
	gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt "$(spool_of region)"/outbox/shelter/*.asc 2> gpg.err > text
	grep -qF "Good signature" gpg.err
	grep -qx "format: mh-exchange/1" text
	grep -qx "  purpose: shelter" text
	[ $(($(stat -c %s text) % 4096)) -eq 0 ]
	lacks "Ana\|Verzonnen\|2001" text
}

@test "consent that was withdrawn after the acceptance stops the identity" {
	region_case
	mh-case consent add C-2026-0001 --purpose shelter --fields "minimal;identity" --answer given --on 2026-03-01
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${CONSENT[@]}" --quiet
	carry region shelter
	as shelter
	mh-refer receive --quiet
	mh-refer accept R-2026-0001 --quiet
	carry shelter region
	as region
	mh-refer receive --quiet
	refused 6 "does not cover data group contact" mh-refer send R-2026-0001 --groups "identity;contact"
	refused 6 "may not have data group residence" mh-refer send R-2026-0001 --groups residence
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --answer withdrawn --on 2026-03-02
	refused 6 "withdrew consent" mh-refer send R-2026-0001
	same $'groups\nminimal' mh-refer disclosures --columns groups --format csv
}

@test "identity needs a keyholder; the answer of the other side does not" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet
	carry shelter region
	as region
	gpg --batch --quiet --yes --delete-secret-keys "$KEYHOLDER"
	mh-refer receive --quiet
	refused 5 "keyholder" mh-refer send R-2026-0001
	same $'groups\nminimal' mh-refer disclosures --columns groups --format csv
}

@test "a request is led on: through the centre to the shelter" {
	region_case
	mh-refer send C-2026-0001 --to centre --purpose shelter --ask placing "${DUTY[@]}" --quiet
	carry region centre
	as centre
	mh-refer receive --quiet
	same R-2026-0002 mh-refer send R-2026-0001 --to shelter --ask shelter "${DUTY[@]}" --quiet
	carry centre shelter
	as shelter
	mh-refer receive --quiet
	mh-refer accept R-2026-0001 --quiet
	carry shelter centre
	as centre
	mh-refer receive --quiet
	refused 1 "nobody is known with it yet" mh-refer send R-2026-0002
	mh-refer accept R-2026-0001 --quiet
	carry centre region
	as region
	mh-refer receive --quiet
	mh-refer send R-2026-0001 --quiet
	carry region centre
	as centre
	mh-refer receive --quiet
	same $'sex,urgency\nfemale,high' mh-refer list --where direction=out --columns sex,urgency --format csv
}

@test "what was lost is sent again: the same messages, and those that arrived do nothing" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet
	rm "$(spool_of region)"/outbox/shelter/*.asc
	same R-2026-0001 mh-refer resend R-2026-0001 --quiet
	carry region shelter
	as shelter
	mh-refer receive --quiet
	mh-refer accept R-2026-0001 --quiet
	rm "$(spool_of shelter)"/outbox/region/*.asc
	mh-refer resend R-2026-0001 --quiet
	carry shelter region
	as region
	mh-refer receive --quiet
	same accepted state_of region R-2026-0001
	echo "met spoed" | mh-refer send R-2026-0001 --quiet
	rm "$(spool_of region)"/outbox/shelter/*.asc
	mh-refer resend R-2026-0001 --quiet
	carry region shelter
	as shelter
	run mh-refer receive --format csv --quiet
	grep -qxF "R-2026-0001,referral,region,,came before: nothing was done" <<< "$output"
	grep -qxF "R-2026-0001,update,region,accepted,booked" <<< "$output"
	mh-store check
}

@test "resend passes the gate again, and sends nothing that has expired or went by phone" {
	region_case
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --answer given --on 2026-03-01
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${CONSENT[@]}" --quiet
	MH_NOW=2026-04-20T12:00:00Z refused 1 "none of our messages is still alive" mh-refer resend R-2026-0001
	mh-case consent add C-2026-0001 --purpose shelter --fields minimal --answer withdrawn --on 2026-03-02
	rm "$(spool_of region)"/outbox/shelter/*.asc
	refused 6 "withdrew consent" mh-refer resend R-2026-0001
	[ -z "$(ls -A "$(spool_of region)/outbox/shelter")" ]
	mh-refer send C-2026-0001 --to ggd --purpose medical "${DUTY[@]}" --by phone --quiet > page
	refused 6 "did not go by files" mh-refer resend R-2026-0002
	refused 1 "R-2026-0009: no such referral" mh-refer resend R-2026-0009
}

# --- without OpenPGP

@test "by phone: the same gate, a page, a disclosure, and an answer that is not signed" {
	region_case
	refused 6 "basis: no basis" mh-refer send C-2026-0001 --to ggd --purpose medical --by phone
	mh-refer send C-2026-0001 --to ggd --purpose medical --ask medical "${DUTY[@]}" --by phone > page
	grep -qF "R-2026-0001" page
	grep -qF "GGD Voorbeeld" page
	lacks "Ana\|Verzonnen" page
	same $'channel,basis\nphone,public-task' mh-refer disclosures --columns channel,basis --format csv
	same received state_of region R-2026-0001
	refused 2 "--by is missing" mh-refer record R-2026-0001 accepted
	refused 2 "--from is missing" mh-refer record R-2026-0001 accepted --by phone
	refused 2 "take no value on the command line" mh-refer record R-2026-0001 accepted --by phone --from "de verpleegkundige"
	echo zuster > who
	REFUSED_INPUT=who refused 3 "lies in the future" mh-refer record R-2026-0001 accepted --by phone --from - --on 2026-03-03
	REFUSED_INPUT=who refused 3 "declining needs a reason" mh-refer record R-2026-0001 declined --by phone --from -
	REFUSED_INPUT=who refused 6 "withdrawn is nothing that the other side can say" mh-refer record R-2026-0001 withdrawn --by phone --from -
	same R-2026-0001 mh-refer record R-2026-0001 accepted --by phone --on 2026-03-02 --from - --quiet < who
	same $'state,answered\naccepted,2026-03-02' mh-refer list --columns state,answered --format csv
	mh-refer show R-2026-0001 | grep -F answer | grep -qwF no
	REFUSED_INPUT=who refused 6 "is accepted: waiting comes too late" mh-refer record R-2026-0001 waiting --by phone --from -
	mh-refer send R-2026-0001 -o identity.txt --quiet
	[ "$(stat -c %a identity.txt)" = 600 ]
	grep -qF "Ana Verzonnen" identity.txt
	refused 3 "exists: it is not overwritten" mh-refer send R-2026-0001 -o identity.txt
}

# --- what waits

@test "overdue shows what waits too long; what nobody answered expires on both sides" {
	sent_referral
	as region
	refused 1 "nothing was found" mh-refer overdue
	MH_NOW=2026-03-06T12:00:00Z same R-2026-0001 mh-refer overdue --format ids
	as shelter
	MH_NOW=2026-04-02T12:00:00Z refused 6 "expired without an answer" mh-refer accept R-2026-0001
	for name in region shelter; do
		as "$name"
		MH_NOW=2026-04-02T12:00:00Z mh-refer receive --quiet > /dev/null 2>&1 || true
	done
	same expired state_of region R-2026-0001
	same expired state_of shelter R-2026-0001
}

@test "what expired stays overdue in the agenda until it is sent again, withdrawn, or its case is closed" {
	waiting() { mh-case agenda --source referral --format csv 2> /dev/null | tail -n +2 | cut -d , -f 1,4; }
	region_case > /dev/null
	ask=(mh-refer send C-2026-0001 --purpose shelter --ask shelter "${DUTY[@]}" --quiet --to)
	"${ask[@]}" shelter > /dev/null
	"${ask[@]}" centre > /dev/null
	export MH_NOW=2026-04-02T12:00:00Z
	mh-refer receive --quiet > /dev/null 2>&1 || true
	same expired state_of region R-2026-0001
	same $'overdue,R-2026-0001\noverdue,R-2026-0002' waiting
	refused 1 "overdue: 2" mh-case agenda --source referral --check
	mh-refer withdraw R-2026-0002 --quiet > /dev/null
	same "overdue,R-2026-0001" waiting
	"${ask[@]}" shelter > /dev/null
	[[ "$(waiting)" == *,R-2026-0003 && "$(waiting)" != *R-2026-0001* ]]
	export MH_NOW=2026-05-20T12:00:00Z
	mh-refer receive --quiet > /dev/null 2>&1 || true
	same "overdue,R-2026-0003" waiting
	mh-case close C-2026-0001 --outcome on-own-feet --quiet > /dev/null
	same "" waiting
}

@test "for a case that is closed nothing is sent" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet > /dev/null
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null
	mh-case close C-2026-0001 --outcome on-own-feet --force - --quiet <<< "a test" > /dev/null
	before=$(find "$(spool_of region)/outbox" -type f | sort)
	refused 6 "C-2026-0001: the case is closed; mh-case reopen C-2026-0001 takes it up again" mh-refer send R-2026-0001
	refused 6 "C-2026-0001: the case is closed; mh-case reopen C-2026-0001 takes it up again" mh-refer send C-2026-0001 --to centre --purpose shelter --ask shelter "${DUTY[@]}"
	refused 6 "C-2026-0001: the case is closed; mh-case reopen C-2026-0001 takes it up again" mh-refer send C-2026-0001 --to ggd --by phone --purpose medical "${DUTY[@]}"
	same $'id\nD-2026-0001' mh-refer disclosures --columns id --format csv
	same "$before" eval "find '$(spool_of region)/outbox' -type f | sort"
	mh-case reopen C-2026-0001 --quiet > /dev/null
	mh-refer send R-2026-0001 --quiet > /dev/null
}

@test "what a killed program left in the outbox half written is removed" {
	region_case > /dev/null
	mkdir -p -m 700 "$(spool_of region)/outbox/shelter"
	for name in .mh-0123456789abcdef .mh-other .keep; do
		echo "half a file" > "$(spool_of region)/outbox/shelter/$name"
	done
	mh-refer send C-2026-0001 --to centre --purpose shelter "${DUTY[@]}" --quiet > /dev/null
	same $'.keep\n.mh-other' ls -A "$(spool_of region)/outbox/shelter"
	echo "half a file" > "$(spool_of region)/outbox/shelter/.mh-fedcba9876543210"
	mh-refer receive --quiet > /dev/null 2>&1 || true
	same $'.keep\n.mh-other' ls -A "$(spool_of region)/outbox/shelter"
}

@test "disclosures are found by person, partner and period" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet
	MH_NOW=2026-03-05T12:00:00Z mh-refer send C-2026-0001 --to centre --purpose shelter "${DUTY[@]}" --quiet
	same $'id\nD-2026-0001' mh-refer disclosures --partner shelter --columns id --format csv
	same $'id\nD-2026-0001\nD-2026-0002' mh-refer disclosures --person P-2026-0001 --columns id --format csv
	same $'id\nD-2026-0002' mh-refer disclosures --from 2026-03-03 --columns id --format csv
	same $'id\nD-2026-0001' mh-refer disclosures --to 2026-03-02 --columns id --format csv
	refused 1 "nothing was found" mh-refer disclosures --from 2026-03-06
	refused 1 "fier: no such partner" mh-refer disclosures --partner fier
	refused 1 "P-2026-0009: no such person" mh-refer disclosures --person P-2026-0009
}

# --- the pages

@test "mh-exchange.5 names every field of head and bodies" {
	fields=$(sed -n 's/^\t{ "\([a-z-]*\)", [0-9]*, MH_.*/\1/p' "$ROOT/lib/exchange/letters.c" | sort -u)
	[ "$(wc -l <<< "$fields")" -gt 20 ]
	for field in $fields; do
		grep -qE "^\.It Ic ([a-z-]+ , )?$field( ,|$)" "$ROOT/man/mh-exchange.5" || { echo "$field is not in mh-exchange.5"; return 1; }
	done
	sed -n 's/^\t{ \(MH_GROUP_MINIMAL\|"[a-z]*"\), "\([a-z-]*\)" },.*/\2/p' "$ROOT/lib/chain/group.c" | while read -r field; do
		grep -qw -- "$field" "$ROOT/man/mh-exchange.5" || { echo "$field is not in mh-exchange.5"; return 1; }
	done
}

@test "every kind of message has its section, and its code" {
	sed -n 's/^\t{ "\([a-z-]*\)", \(true\|false\), .*/\1/p' "$ROOT/lib/exchange/letters.c" > kinds
	[ "$(wc -l < kinds)" -eq 11 ]
	while read -r kind; do
		grep -qE "^\.Ss Body of an? $kind$" "$ROOT/man/mh-exchange.5"
		mh-store codes message-kind --format csv | grep -q "^$kind,"
	done < kinds
	# The life of a referral and its catalogue have the same words.
	diff <(grep -oE '= N_\("[a-z]+"\)' "$ROOT/lib/chain/referral.c" | sed 's/.*"\(.*\)".*/\1/' | sort) \
		<(mh-store codes referral-state --columns code --format csv | tail -n +2 | grep -v '^unknown\|^not-asked' | sort)
}
