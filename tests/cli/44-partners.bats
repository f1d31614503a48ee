# mh-refer partner, agreement and declaration: keys that are looked after, a partner that is blocked, and who signed what.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; }

# revoked NAME: the public key of that organisation with its own revocation in it.
revoked() {
	local home="$T/$1/gpg" key
	key=$(key_of "$1")
	sed 's/^:---/---/' "$home/openpgp-revocs.d/$key.rev" | gpg --homedir "$home" --batch --quiet --import
	gpg --homedir "$home" --armor --export "$key"
}

# without_keyholder COMMAND...: in an account that has no secret keys.
without_keyholder() {
	mkdir -m 700 -p "$T/none"
	GNUPGHOME="$T/none" "$@"
}

@test "what a file has no more stays, and is named; with --remove it goes, and comes back by standing in it" {
	partners_file shelter | sed 's/shelter: .minimal, identity, contact, request./coordination: [minimal]/' > fewer.yaml
	run mh-refer partner import fewer.yaml
	[ "$status" -eq 0 ]
	grep -qxF '+ shelter: profile coordination: minimal' <<< "$output"
	grep -qF 'fewer.yaml: not in it, and kept unless --remove is given: shelter profile shelter, centre' <<< "$output"
	same $'code,state\ncentre,active' mh-refer partner list --where code=centre --columns code,state --format csv
	run mh-refer partner import fewer.yaml --remove --dry-run
	grep -qxF -- '- shelter: profile shelter: contact;identity;minimal;request' <<< "$output"
	grep -qxF -- '- centre: partner: Organisation centre' <<< "$output"
	same $'code,state\ncentre,active' mh-refer partner list --where code=centre --columns code,state --format csv
	mh-refer partner import fewer.yaml --remove --yes --quiet
	same $'code,state\ncentre,left' mh-refer partner list --where code=centre --columns code,state --format csv
	region_case
	refused 6 "may not have data group" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
	REFUSED_INPUT=<(echo weg) refused 1 "centre: is no partner any more" mh-refer partner suspend centre --reason -
	run mh-refer partner import partners.yaml
	grep -qxF '~ centre: state: left -> active' <<< "$output"
	same $'code,state\ncentre,active' mh-refer partner list --where code=centre --columns code,state --format csv
}

@test "on a terminal a person decides, having seen what differs" {
	sed -i 's/    services: .shelter.$/    services: [shelter, medical]/' partners.yaml
	echo no | script -qec "mh-refer partner import partners.yaml" /dev/null > talk || true
	grep -qF '~ shelter: services: shelter -> medical;shelter' talk
	grep -qF 'write these 2 differences?' talk
	same $'code,services\nshelter,shelter' mh-refer partner list --where code=shelter --columns code,services --format csv
	echo yes | script -qec "mh-refer partner import partners.yaml" /dev/null > talk
	same $'code,services\nshelter,"medical;shelter"' mh-refer partner list --where code=shelter --columns code,services --format csv
}

@test "a new key is confirmed by somebody, by another way, and that is kept" {
	sed "s/code: mallory/code: shelter/" <(partners_file mallory) > changed.yaml
	new=$(key_of mallory)
	refused 2 "say also by which way it was confirmed" mh-refer partner import changed.yaml --confirm-key "$new"
	refused 2 "--confirm-key is missing" mh-refer partner import changed.yaml --confirmed-how phone
	REFUSED_INPUT=<(echo Jansen) refused 3 "not a code of catalogue key-check; nearest: phone" mh-refer partner import changed.yaml --confirm-key "$new" --confirmed-how fone --confirmed-with -
	same $'fingerprint\n'"$(key_of shelter)" mh-refer partner list --where code=shelter --columns fingerprint --format csv
	echo "mevrouw Verzonnen" | mh-refer partner import changed.yaml --confirm-key "$new" --confirmed-how phone --confirmed-with - --quiet > /dev/null
	same $'fingerprint,confirmed-how\n'"$new,phone" mh-refer partner list --where code=shelter --columns fingerprint,confirmed-how --format csv
	mh-refer partner show shelter | grep -qF '(sealed)'
	mh-refer partner show shelter --purpose coordination | grep -qF 'mevrouw Verzonnen'
}

@test "a key is one organisation's: under another code it is not taken, nor is our own" {
	sed 's/code: shelter/code: same/' <(partners_file shelter) > same.yaml
	refused 6 "partner same: its fingerprint $(key_of shelter) is that of shelter" mh-refer partner import same.yaml
	sed 's/code: region/code: own/' <(partners_file region) > own.yaml
	refused 6 "partner own: its fingerprint $(key_of region) is that of region" mh-refer partner import own.yaml
	{ partners_file mallory; sed 's/code: mallory/code: two/' <(partner_entry mallory); } > twice.yaml
	refused 3 "nothing was imported: 1 problem" mh-refer partner import twice.yaml
	grep -qF "a partner with this fingerprint stands above" refused.err
	echo "laptop weg" | mh-refer partner suspend shelter --reason - --quiet > /dev/null
	refused 6 "is that of shelter" mh-refer partner import same.yaml
	mh-refer partner import <(partners_file centre) --remove --yes --quiet > /dev/null
	refused 6 "is that of shelter" mh-refer partner import same.yaml
	refused 1 "nothing was found" mh-refer partner list --where code=same
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE partner SET fingerprint = '$(key_of centre)' WHERE code = 'ggd'"
	run mh-refer partner check centre --format csv
	[ "$status" -eq 1 ]
	grep -qF "centre,$(key_of centre),shared," <<< "$output"
}

@test "check says nothing where all keys are good, and exits 1 where one is not" {
	run without_keyholder mh-refer partner check
	[ "$status" -eq 0 ]
	grep -qF '3 keys are good' <<< "$output"
	MH_NOW=$(date -u +%FT%TZ)	# the keys were made now
	gpg --homedir "$T/shelter/gpg" --batch --quiet --quick-set-expire "$(key_of shelter)" 30d
	gpg --homedir "$T/shelter/gpg" --armor --export "$(key_of shelter)" > shelter.asc
	mh-refer partner key import shelter shelter.asc > out
	grep -qF '~ shelter: public-key: ' out
	run without_keyholder mh-refer partner check --format csv
	[ "$status" -eq 1 ]
	grep -qF "shelter,$(key_of shelter),expiring,$(date -u -d '+30 days' +%Y-)" <<< "$output"
	grep -qF "keys: 1 finding" <<< "$output"
	run mh-refer partner check centre
	[ "$status" -eq 0 ]
	MH_NOW=$(date -u -d '+40 days' +%FT%TZ) run mh-refer partner check shelter --format csv
	[ "$status" -eq 1 ]
	grep -qF "shelter,$(key_of shelter),expired," <<< "$output"
	refused 1 "fier: no such partner" mh-refer partner check fier
	refused 1 "keys: 1 finding" mh-refer partner check --as-of "$(date -u +%F)" --format jsonl
	jq -e '.finding == "expiring"' refused.out > found
}

@test "a key that cannot encrypt, and one that was changed, are told apart" {
	home=$T/shelter/gpg
	sub=$(gpg --homedir "$home" --batch --with-colons --list-keys "$(key_of shelter)" | awk -F: '/^sub/ { print 1 }' | head -n 1)
	printf 'key 1\nrevkey\ny\n0\n\ny\nsave\n' | gpg --homedir "$home" --no-tty --quiet --command-fd 0 --edit-key "$(key_of shelter)" 2> /dev/null
	gpg --homedir "$home" --armor --export "$(key_of shelter)" > shelter.asc
	[ "$sub" = 1 ]
	refused 5 "partner shelter: its key cannot both sign and encrypt" mh-refer partner key import shelter shelter.asc
	run without_keyholder mh-refer partner check --format csv	# gpg keeps what it has seen
	[ "$status" -eq 1 ]
	grep -qF "shelter,$(key_of shelter),no-encryption," <<< "$output"
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE partner SET fingerprint = '$(key_of mallory)' WHERE code = 'centre'"
	run without_keyholder mh-refer partner check centre --format csv
	[ "$status" -eq 1 ]
	grep -qF 'fingerprint of partner centre is not what a keyholder signed' <<< "$output"
	grep -qF "centre,$(key_of mallory),changed," <<< "$output"
}

@test "a revocation is taken from a file by anybody, and blocks" {
	region_case
	revoked shelter > revoked.asc
	revoked centre > other.asc
	refused 5 "another key was given" mh-refer partner key import shelter other.asc
	echo niets > none.asc
	refused 3 "none.asc: is neither one armored public key nor the revocation of one" mh-refer partner key import shelter none.asc
	refused 1 "ggd: has no OpenPGP key on record" mh-refer partner key import ggd revoked.asc
	run without_keyholder mh-refer partner key import shelter revoked.asc
	[ "$status" -eq 0 ]
	grep -qF "its key $(key_of shelter) is revoked" <<< "$output"
	run without_keyholder mh-refer partner key import shelter revoked.asc
	grep -qF "known already" <<< "$output"
	run mh-refer partner check --format csv
	[ "$status" -eq 1 ]
	grep -qF "shelter,$(key_of shelter),revoked," <<< "$output"
	refused 5 "revoked" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
	finds "key of shelter: is revoked"
	[ "$(wc -l < found)" -eq 1 ]
	rm -rf "$XDG_CONFIG_HOME"/mh/*/gnupg
	run mh-refer partner check shelter --format csv
	grep -qF ",revoked," <<< "$output"
}

@test "a bare revocation certificate, and a revocation within a partner file, are taken too" {
	sed -n '/:---/,$p' "$T/centre/gpg/openpgp-revocs.d/$(key_of centre).rev" | sed 's/^:---/---/' > centre.rev
	refused 3 "a colon before the line BEGIN" mh-refer partner key import centre "$T/centre/gpg/openpgp-revocs.d/$(key_of centre).rev"
	sed 's/^:---/---/' "$T/centre/gpg/openpgp-revocs.d/$(key_of centre).rev" > whole.rev	# prose and all
	refused 5 "whole.rev: partner shelter: $(key_of shelter): what was given does not revoke this key" mh-refer partner key import shelter whole.rev
	mh-refer partner key import centre whole.rev --quiet
	mh-refer partner key import centre centre.rev 2>&1 | grep -qF "known already"
	run mh-refer partner check centre --format csv
	[ "$status" -eq 1 ]
	grep -qF ",revoked," <<< "$output"
	refused 5 "does not revoke this key" mh-refer partner key import shelter centre.rev
	revoked shelter > /dev/null
	partners_file shelter > with.yaml
	run without_keyholder mh-refer partner import with.yaml
	[ "$status" -eq 0 ]
	grep -qxF "+ shelter: revocation: $(key_of shelter)" <<< "$output"
	run mh-refer partner check shelter --format csv
	grep -qF ",revoked," <<< "$output"
}

@test "a subkey for encryption that has expired is an expired key" {
	home=$T/shelter/gpg
	gpg --homedir "$home" --batch --quiet --quick-set-expire "$(key_of shelter)" seconds=1 '*'
	sleep 2
	MH_NOW=$(date -u +%FT%TZ)
	gpg --homedir "$home" --armor --export "$(key_of shelter)" > shelter.asc
	refused 5 "shelter.asc: partner shelter: its key has expired" mh-refer partner key import shelter shelter.asc
	run without_keyholder mh-refer partner check --format csv
	[ "$status" -eq 1 ]
	grep -qF "shelter,$(key_of shelter),expired," <<< "$output"
	sed "s/$(key_of centre)/$(key_of mallory)/" <(partners_file centre) | sed 's/code: centre/code: new/' > wrong.yaml
	refused 5 "wrong.yaml: partner new: $(key_of mallory): another key was given: $(key_of centre): ask it by another way" mh-refer partner import wrong.yaml
}

@test "beds end no earlier than they begin" {
	refused 3 "--until 2026-03-01: lies before its first day, 2026-03-02" mh-refer partner capacity shelter --place women --beds 3 --from 2026-03-02 --until 2026-03-01
	refused 3 "--until 2026-03-01: lies before its first day, 2026-03-02" mh-refer partner capacity shelter --place women --beds 3 --until 2026-03-01
	refused 1 "nothing was found" mh-refer partner capacity shelter
}

@test "a suspended partner is blocked at once, and what was sent is listed; a keyholder lets it in again" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet > /dev/null
	carry shelter region
	as region
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask medical "${DUTY[@]}" --quiet > /dev/null
	refused 2 "--reason is missing" mh-refer partner suspend shelter
	run without_keyholder mh-refer partner suspend shelter --reason - --since 2026-01-01 --format csv < <(echo "laptop weg")
	[ "$status" -eq 0 ]
	grep -qF "shelter: is suspended: nothing is sent to it, and nothing of it is taken" <<< "$output"
	grep -qF "no keyholder was here to sign it" <<< "$output"
	grep -qF "1 file that had not gone was taken out of the outbox" <<< "$output"
	grep -qE "^D-[0-9]+-0001,[0-9-]+,R-2026-0001,minimal,exchange" <<< "$output"
	grep -qE "^B-[0-9]+-0001,[0-9-]+,R-2026-0001,referral,exchange" <<< "$output"
	refused 6 "partner shelter is suspended: nothing may be sent to it" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
	refused 6 "suspended" mh-refer resend R-2026-0002
	run mh-refer receive
	[ "$status" -ne 0 ]
	grep -qF "is signed by shelter, which is suspended: nothing of it is taken until mh-refer partner suspend --lift" <<< "$output"
	REFUSED_INPUT=<(echo nog eens) refused 1 "shelter: is suspended already" mh-refer partner suspend shelter --reason -
	REFUSED_INPUT=<(echo terug) refused 5 "a keyholder must be at this keyboard" without_keyholder mh-refer partner suspend shelter --lift --reason -
	echo "laptop terug" | mh-refer partner suspend shelter --lift --reason - --quiet
	same $'code,state\nshelter,active' mh-refer partner list --where code=shelter --columns code,state --format csv
	mh-refer resend R-2026-0002 --quiet
	mh-store check --quiet
}

@test "a suspension that was not signed is not lifted by hand" {
	echo "kwijt" | without_keyholder mh-refer partner suspend shelter --reason - --quiet > /dev/null
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE partner SET state = 'active' WHERE code = 'shelter'"
	region_case
	refused 5 "the state of partner shelter is not what a keyholder signed" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
}

@test "key export prints a key, and its fingerprint to be read out" {
	mh-refer partner key export shelter > key.asc 2> said
	gpg --batch --show-keys --with-colons key.asc | grep -qF "$(key_of shelter)"
	grep -qxF "mh-refer: to be read out: $(key_of shelter | sed 's/..../& /g; s/ $//')" said
	mh-refer partner key export --own --output own.asc
	gpg --batch --show-keys --with-colons own.asc | grep -qF "$(key_of region)"
	refused 2 "name a partner, or give --own" mh-refer partner key export
	refused 2 "name a partner, or give --own" mh-refer partner key export shelter --own
	refused 1 "ggd: has no OpenPGP key on record" mh-refer partner key export ggd
}

@test "an agreement has several parties, and its review is on the agenda" {
	same A-2026-0001 mh-refer agreement add --with shelter --with ggd --kind shelter-flow --name Stroom --signed 2026-01-05 --review 2026-03-01
	refused 2 "--with ggd: stands there twice" mh-refer agreement add --with ggd --with ggd --kind data --name X --signed 2026-01-05
	run mh-refer agreement show A-2026-0001
	[ "$status" -eq 0 ]
	grep -qF "Stroom" <<< "$output"
	grep -qF "further parties" <<< "$output"
	grep -qF "ggd" <<< "$output"
	refused 1 "A-2026-0009: no such agreement" mh-refer agreement show A-2026-0009
	mh-case agenda --source agreement --format csv | grep -qF "overdue,2026-03-01,agreement,A-2026-0001"
	mh-refer partner show ggd | grep -qF "A-2026-0001"
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "DELETE FROM agreed" || true
	region_case
	refused 5 "the parties of agreement A-2026-0001" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
}

# --- the declaration of intent

declared() {
	printf 'Wij zetten ons samen in.\n' > intent.txt
	mh-refer declaration new intent.txt --name Intentieverklaring --evaluate 2027-03-01 --on 2026-02-01 > /dev/null
}

# statement KEY=VALUE...: one made by hand, for the shelter, with the lines that are given changed.
statement() {
	local by=$1 text
	shift
	text=$(printf 'format: mh-declaration/1\nsays: signed\ntext: %s\norganisation: shelter\nfingerprint: %s\nat: 2026-03-02T11:00:00Z\ndemo: "yes"\n' \
		"$(b2sum -l 256 intent.txt | cut -d ' ' -f 1)" "$(key_of shelter)")
	for change; do
		text=$(sed "s|^${change%%=*}: .*|${change%%=*}: ${change#*=}|" <<< "$text")
	done
	gpg --homedir "$T/$by/gpg" --batch --quiet --armor --sign --compress-algo none --local-user "$(key_of "$by")" <<< "$text"
}

@test "each organisation signs a statement of its own, and takes the others'" {
	declared
	b2sum -l 256 intent.txt | cut -d ' ' -f 1 > digest
	mh-refer declaration show DV-2026-0001 | grep -qF "$(cat digest)"
	MH_NOW=2027-03-02 mh-case agenda --source agreement --format csv | grep -qF "overdue,2027-03-01,agreement,DV-2026-0001"
	mh-refer declaration sign DV-2026-0001 intent.txt --signatory coordinator --output region.asc
	[ "$(gpg --batch --quiet --decrypt region.asc 2> /dev/null | head -n 1)" = "format: mh-declaration/1" ]
	as shelter
	declared
	same SG-2026-0001 mh-refer declaration add region.asc
	mh-refer declaration add region.asc 2>&1 | grep -qF "on record already"
	mh-refer declaration sign DV-2026-0001 intent.txt > shelter.asc
	as region
	mh-refer declaration add shelter.asc > /dev/null
	mh-refer declaration add --paper DV-2026-0001 --by ggd --signatory directeur --on 2026-02-20 > /dev/null
	same "organisation,name,column,state,version,on,signatory,key
region,Organisation region,,signed,1,2026-03-02,coordinator,good
centre,Organisation centre,care,not-signed,,,,
ggd,GGD Voorbeeld,care,paper,1,2026-02-20,directeur,
shelter,Organisation shelter,care,signed,1,2026-03-02,,good" mh-refer declaration status --format csv
	mh-refer partner show ggd | grep -qF "declaration of intent: signed on paper, version 1, 2026-02-20"
}

@test "changed text, another key, an expired key and a revoked key are each refused in their own way" {
	declared
	printf 'Wij zetten ons apart in.\n' > other.txt
	refused 3 "other.txt: is not the text of DV-2026-0001: it was changed, or is another version" mh-refer declaration sign DV-2026-0001 other.txt
	statement shelter text="$(b2sum -l 256 other.txt | cut -d ' ' -f 1)" > s.asc
	refused 3 "s.asc: is about another text than those on record" mh-refer declaration add s.asc
	statement shelter at=0001-01-01T00:00:00Z > s.asc
	refused 3 "s.asc: " mh-refer declaration add s.asc
	statement mallory > s.asc
	refused 5 "s.asc: message: it is signed by a key" mh-refer declaration add s.asc
	statement shelter fingerprint="$(key_of mallory)" > s.asc
	refused 6 "s.asc: names another key ($(key_of mallory)) than the one by which shelter signed it" mh-refer declaration add s.asc
	statement centre > s.asc
	refused 6 "s.asc: is a statement of shelter, but centre signed it" mh-refer declaration add s.asc
	statement shelter demo='"no"' > s.asc
	refused 6 "s.asc: comes from a real store" mh-refer declaration add s.asc
	statement shelter at=2026-03-02T23:00:00Z > s.asc
	refused 3 "s.asc: was made in the future" mh-refer declaration add s.asc
	statement shelter says=maybe > s.asc
	refused 3 "s.asc: says neither signed nor withdrawn" mh-refer declaration add s.asc
	statement shelter at=gisteren > s.asc
	refused 3 'at "gisteren" is no moment' mh-refer declaration add s.asc
	statement shelter format=mh-exchange/1 > s.asc
	refused 3 "is no statement of mh-declaration/1" mh-refer declaration add s.asc
	refused 3 "message" mh-refer declaration add intent.txt
	statement shelter > good.asc
	gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt good.asc 2> /dev/null | sed s/signed/withdrawn/ > /dev/null
	sed '5s/./A/' good.asc > s.asc
	refused 3 "s.asc" mh-refer declaration add s.asc
	refused 1 "nothing was found" mh-refer declaration list --where name=x
	[ "$(mh-refer declaration status --format csv | grep -c not-signed)" -eq 4 ]
	revoked shelter > revoked.asc
	mh-refer partner key import shelter revoked.asc --quiet
	refused 5 "good.asc: message: the key that signed it was revoked: $(key_of shelter)" mh-refer declaration add good.asc
}

@test "an expired key signs nothing, and what it signed before says that it has expired since" {
	MH_NOW=$(date -u +%FT%TZ)
	declared
	statement shelter at="$(date -u +%FT%TZ)" > good.asc
	mh-refer declaration add good.asc > /dev/null
	statement centre organisation=centre fingerprint="$(key_of centre)" at="$(date -u +%FT%TZ)" > centre.asc
	for who in shelter centre; do
		gpg --homedir "$T/$who/gpg" --batch --quiet --quick-set-expire "$(key_of "$who")" seconds=2
		gpg --homedir "$T/$who/gpg" --armor --export "$(key_of "$who")" > "$who.asc.key"
		gpg --homedir "$(dirname "$(find "$XDG_CONFIG_HOME" -name pubring.kbx)")" --batch --quiet --import "$who.asc.key"
	done
	sleep 3
	region_case
	refused 5 "expired" mh-refer send C-"$(date -u +%Y)"-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
	refused 5 "centre.asc: message: the key that signed it has expired: $(key_of centre)" mh-refer declaration add centre.asc
	MH_NOW=$(date -u +%FT%TZ)
	grep -qF "shelter,Organisation shelter,care,signed,1,$(TZ=Europe/Amsterdam date +%F),,expired" <(mh-refer declaration status --format csv)
}

@test "a signature is taken back, an older statement changes nothing, and a new version is signed anew" {
	declared
	statement shelter at=2026-03-02T10:00:00Z > first.asc
	mh-refer declaration add first.asc > /dev/null
	statement shelter at=2026-03-02T10:30:00Z > twice.asc
	refused 1 "this organisation's last word is that already" mh-refer declaration add twice.asc
	statement shelter says=withdrawn at=2026-03-02T11:00:00Z > back.asc
	mh-refer declaration add back.asc > /dev/null
	refused 3 "an older statement changes nothing" mh-refer declaration add twice.asc
	mh-refer declaration status --format csv | grep -qF "shelter,Organisation shelter,care,withdrawn,1,2026-03-02,,good"
	refused 1 "has not signed it: there is nothing to withdraw" mh-refer declaration withdraw DV-2026-0001
	mh-refer declaration sign DV-2026-0001 intent.txt > /dev/null
	echo "de raad wil niet meer" | MH_NOW=2026-03-03 mh-refer declaration withdraw DV-2026-0001 --reason - > own.asc
	gpg --batch --quiet --decrypt own.asc 2> /dev/null | grep -qxF 'says: withdrawn'
	mh-refer declaration show "$(sqlite3 "$XDG_DATA_HOME/mh/region.db" "SELECT printf('SG-%d-%04d', n / 100000000, n % 100000000) FROM signing ORDER BY n DESC LIMIT 1")" | grep -qF '(sealed)'
	printf 'Wij zetten ons nog meer in.\n' > second.txt
	mh-refer declaration new second.txt --name Intentieverklaring --edition 2 --replaces DV-2026-0001 --on 2026-03-02 > /dev/null
	refused 3 "digest" mh-refer declaration new second.txt --name Weer --edition 3
	mh-refer declaration add --paper DV-2026-0002 --by shelter --signatory directeur --on 2026-03-02 > /dev/null
	same "organisation,state,version
region,withdrawn,1
centre,not-signed,
ggd,not-signed,
shelter,paper,2" eval "mh-refer declaration status --format csv | cut -d , -f 1,4,5"
	refused 2 "say who signed it, in which role, and when" mh-refer declaration add --paper DV-2026-0002 --by ggd --on 2026-03-01
	refused 3 "lies in the future" mh-refer declaration add --paper DV-2026-0002 --by ggd --signatory x --on 2026-04-01
	refused 3 "--on 2026-03-01: lies before the text of DV-2026-0002, which is of 2026-03-02" mh-refer declaration add --paper DV-2026-0002 --by ggd --signatory x --on 2026-03-01
	refused 2 "go with --paper" mh-refer declaration add first.asc --by ggd
	refused 1 "fier: no such partner" mh-refer declaration add --paper DV-2026-0002 --by fier --signatory x --on 2026-03-02
}

@test "the public page says who signed, and nothing about persons; what does not hold is not on it" {
	declared
	refused 2 "give --public with it" mh-refer declaration status --format html
	statement shelter > s.asc
	mh-refer declaration add s.asc > /dev/null
	mh-refer declaration add --paper DV-2026-0001 --by ggd --signatory "directeur Verzonnen" --on 2026-02-20 > /dev/null
	without_keyholder mh-refer declaration status --public --format html --output page.html
	for text in "Organisation shelter" "GGD Voorbeeld" "signed on paper" 2027-03-01 "$(key_of shelter)" "$(b2sum -l 256 intent.txt | cut -d ' ' -f 1)"; do
		grep -qF "$text" page.html
	done
	for text in Verzonnen "Organisation centre" 000-0000001 "<script" "http:"; do
		lacks "$text" page.html
	done
	mh-refer declaration status --public --format csv > public.csv
	lacks centre public.csv
	[ "$(mh-refer declaration status --format csv | grep -c unproven)" -eq 0 ]
	cp "$XDG_DATA_HOME/mh/region.db" kept.db
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE signing SET partner = (SELECT n FROM partner WHERE code = 'centre') WHERE paper = 'no'"
	mh-refer declaration status --format csv | grep -qF "centre,Organisation centre,care,unproven"
	cp kept.db "$XDG_DATA_HOME/mh/region.db"
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE signing SET says = 'withdrawn'"
	[ "$(mh-refer declaration status --format csv | grep -c unproven)" -eq 2 ]
	refused 1 "nothing was found" mh-refer declaration status --public
}

@test "signing gives no right to data" {
	declared
	statement shelter > s.asc
	mh-refer declaration add s.asc > /dev/null
	region_case
	refused 6 "partner shelter has no profile for purpose medical" mh-refer send C-2026-0001 --to shelter --purpose medical "${DUTY[@]}"
	refused 6 "basis: no basis is recorded" mh-refer send C-2026-0001 --to shelter --purpose shelter
}

# --- the report on the chain

# answered COUNT DAY: that many referrals to the shelter, sent on 1 March and answered by phone on the day.
answered() {
	local i id
	for ((i = 0; i < $1; i++)); do
		id=$(mh-refer send C-2026-0001 --to ggd --purpose medical --ask medical --by phone "${DUTY[@]}" --quiet | grep -oE 'R-[0-9-]+' | head -n 1)
		mh-refer record "$id" accepted --on "$2" --by phone --from - --quiet < <(echo balie) > /dev/null
	done
}

@test "the report on the chain: who signed, what was agreed, officer, trainings, answers in time; small numbers stay hidden" {
	declared
	statement shelter > s.asc
	mh-refer declaration add s.asc > /dev/null
	mh-refer agreement add --with shelter --with ggd --kind data --name Covenant --signed 2026-01-05 > /dev/null
	mh-refer agreement add --with ggd --kind reporting-route --name Oud --signed 2020-01-05 --until 2021-01-05 > /dev/null
	cat > town.yaml <<-END
		format: mh-partners/1
		partners:
		  - {code: zwolle, name: Gemeente Zwolle, column: care, type: LocalGovernmentOrganisation, municipalities: [GM0193], attention-officer: Piet Verzonnen}
		  - {code: politie, name: Politie, column: security, type: LawEnforcement, municipalities: [GM0193], address-secret: "yes"}
	END
	mh-refer partner import town.yaml --quiet > /dev/null
	mh-signal outreach add --on 2026-02-10 --audience town-hall --theme labour --partner zwolle > /dev/null
	run mh-report run chain --period 2026 --language en --output page.html
	[ "$status" -eq 0 ]
	tr -d '\n' < page.html | sed 's/<tr/\n<tr/g' > rows
	grep -F 'Gemeente Zwolle' rows | grep -qF '<td>Zwolle</td><td>no</td><td>no</td><td>no</td><td>no</td><td>yes</td><td>1</td><td></td>'
	grep -F 'Organisation shelter' rows | grep -qF '<td>signed (1, 2026-03-02)</td><td>yes</td><td>no</td><td>no</td><td>no</td><td>0</td>'
	grep -F 'GGD Voorbeeld' rows | grep -qF '<td>no</td><td>yes</td><td>no</td><td>no</td>'
	grep -F '>Politie<' rows | grep -qF '<td></td><td>no</td>'
	[ "$(sed -n 's/.*scope="rowgroup"[^>]*>\([^<]*\)<.*/\1/p' rows | paste -sd,)" = "This organisation,Municipalities,Care,Security" ]
	lacks Verzonnen page.html
	lacks 000-0000001 page.html
	mh-report run chain --period 2026 --language en --output again.html
	cmp page.html again.html
	mh-report run chain --period 2026 --language nl | grep -qF 'Antwoorden op tijd'
	[ "$(mh-report run chain --period 2026 --language en --format jsonl | jq -r 'select(.label == "Gemeente Zwolle" and .column == "Trainings") | .value')" -eq 1 ]
	mh-report run chain --period 2026 --language en --format xlsx --output chain.xlsx
	unzip -p chain.xlsx xl/sharedStrings.xml | sed 's/<t>/\n/g; s/<[^>]*>//g' > words
	grep -qx 'Gemeente Zwolle' words
	grep -qx 'signed (1, 2026-03-02)' words
	lacks Verzonnen words
	sed -n 's/.*<th scope="row">\([^<]*\)<.*/\1/p' rows | while read -r name; do grep -qxF "$name" words; done
}

@test "answers in time are shares, hidden where a few persons are behind them" {
	region_case > /dev/null
	answered 3 2026-03-02
	mh-report run chain --period 2026 --language en --output page.html
	tr -d '\n' < page.html | sed 's/<tr/\n<tr/g' | grep -F 'GGD Voorbeeld' | grep -qF '<td class="x">x</td></tr>'
	mh-report run chain --period 2026 --language en --internal --output inside.html
	tr -d '\n' < inside.html | sed 's/<tr/\n<tr/g' | grep -F 'GGD Voorbeeld' | grep -qF '<td>3 of 3</td></tr>'
	mh-report run chain --period 2026 --language en --format xlsx --output few.xlsx
	unzip -p few.xlsx xl/sharedStrings.xml | grep -q '<t>x</t>'
	answered 2 2026-03-02
	mh-report run chain --period 2026 --language en --format xlsx --output more.xlsx
	[ "$(unzip -p more.xlsx xl/sharedStrings.xml | grep -c '<t>x</t>')" -eq 0 ]
	mh-report run chain --period 2026 --language en --output page.html
	tr -d '\n' < page.html | sed 's/<tr/\n<tr/g' | grep -F 'GGD Voorbeeld' | grep -qF '<td>100%</td></tr>'
}

@test "who left gets nothing more, what lies in the outbox neither; its referrals are withdrawn by phone" {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	partners_file centre > fewer.yaml
	run mh-refer partner import fewer.yaml --remove --yes
	[ "$status" -eq 0 ]
	grep -qxF "mh-refer: shelter: 1 file that had not gone was taken out of the outbox" <<< "$output"
	[ -z "$(ls -A "$(spool_of region)/outbox/shelter")" ]
	same $'id,stopped\nD-2026-0001,2026-03-02' mh-refer disclosures --columns id,stopped --format csv
	refused 6 "profile: partner shelter has left: nothing may be sent to it; mh-refer partner import takes it in again" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}"
	refused 6 "shelter has left" mh-refer resend R-2026-0001
	run mh-refer withdraw R-2026-0001
	[ "$status" -eq 0 ]
	grep -qxF "mh-refer: R-2026-0001: withdrawn; tell the other side" <<< "$output"
	same R-2026-0001 mh-refer overdue --format ids
	mh-refer record R-2026-0001 received --by phone --from - --quiet <<< "the warden" > /dev/null
	refused 1 "nothing was found" mh-refer overdue
	mh-store check --quiet
}

@test "what was taken out when a partner left counts as gone when it is sent after all" {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	partners_file centre > fewer.yaml
	mh-refer partner import fewer.yaml --remove --yes --quiet > /dev/null
	mh-refer partner import partners.yaml --quiet > /dev/null
	mh-refer resend R-2026-0001 --quiet > /dev/null
	same $'id,stopped\nD-2026-0001,' mh-refer disclosures --columns id,stopped --format csv
	mh-store check --quiet
}
