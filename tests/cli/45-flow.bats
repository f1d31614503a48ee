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
	same $'purpose|finding shelter|\nhelp|shelter|\nurgency|high|\nage-band|18 to 22|\nsex|female|' lines now
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
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE partner SET state = 'suspended' WHERE code = 'centre'"
	printf 'format: mh-transport/1\nsend: "true"\n' > "$transport"
	mh-refer sync 2>&1 | grep -qxF 'mh-refer: centre: files that stay in the outbox: 1: centre: is suspended: nothing may be sent to it'
	[ "$(outbox centre)" -eq 1 ]
	mh-refer sync 2>&1 | grep -qxF 'mh-refer: stranger: files that stay in the outbox: 1: no partner of this code is known here'
}

@test "sync carries what this store made and nothing else, out of a folder of its own" {
	two_waiting
	local box
	box="$(spool_of region)/outbox/shelter"
	printf 'format: mh-transport/1\nsend: cp "$1" "%s/post/$2/"\n' "$T" > "$transport"
	chmod 600 "$transport"
	echo "Ana Verzonnen" > "$box/note.asc"
	echo "Ana Verzonnen" > "$box/0123456789abcdef0123456789abcdef.asc"
	cp "$(spool_of region)"/outbox/centre/*.asc "$box/"
	run mh-refer sync
	[ "$status" -eq 0 ]
	grep -qxF 'mh-refer: shelter: files carried: 1' <<< "$output"
	grep -qxF 'mh-refer: shelter: files that stay in the outbox: 3: this store did not make them for it: look at them, and take them out' <<< "$output"
	[ "$(find "$T/post/shelter" -name '*.asc' | wc -l)" -eq 1 ]
	rm -r "$box"
	mkdir -m 777 "$T/open"
	ln -s "$T/open" "$box"
	refused 3 "outbox/shelter: is no folder, and a link is not followed: put a folder in its place" mh-refer resend R-2026-0001
	[ -z "$(ls -A "$T/open")" ]
	touch "$T/open/x.asc"
	mh-refer sync 2>&1 | grep -q "shelter: files that stay in the outbox: 1: .*outbox/shelter: is no folder"
	rm "$box"
	mkdir -m 777 "$box"
	refused 3 "outbox/shelter: others can use it: its mode is 777; chmod 700 makes it its owner's alone" mh-refer resend R-2026-0001
	chmod 700 "$box"
	mh-refer resend R-2026-0001 --quiet > /dev/null
}

@test "a transport file that is missing, wrong, or that others can write is refused" {
	two_waiting
	refused 3 "transport.yaml: cannot be read" mh-refer sync
	printf 'format: mh-transport/1\nsnd: cp\npartners: [shelter]\n' > "$transport"
	chmod 600 "$transport"
	run mh-refer sync
	[ "$status" -eq 3 ]
	grep -qF 'transport.yaml:2:1: no such key; did you mean "send"?' <<< "$output" || { echo "$output"; return 1; }
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

# --- suggest

# Partners of every sort beside those of the chain, and their beds.
many_partners() {
	cat > many.yaml <<-END
		format: mh-partners/1
		partners:
		  - {code: landelijk, name: Landelijk Centrum, column: care, services: [placing], targets: [women, men, families, third-country, own-or-eu], profile: {shelter: [minimal], registration: [minimal, identity, exploitation]}}
		  - {code: cosm, name: COSM, column: care, services: [shelter-reflection], targets: [women, third-country], profile: {shelter: [minimal]}}
		  - {code: vrouwen, name: Vrouwenopvang, column: care, services: [shelter], targets: [women], municipalities: [GM0193, GM0150], profile: {shelter: [minimal]}}
		  - {code: mannen, name: Mannenopvang, column: care, services: [shelter], targets: [men], profile: {shelter: [minimal]}}
		  - {code: elders, name: Opvang elders, column: care, services: [shelter], municipalities: [GM0150], profile: {shelter: [minimal]}}
		  - {code: gezin, name: Gezinsopvang, column: care, services: [shelter], targets: [families, couples], profile: {shelter: [minimal]}}
		  - {code: jeugd, name: Jeugdhulp, column: care, services: [shelter-youth], targets: [minors], profile: {youth: [minimal]}}
		  - {code: coa, name: COA, column: security, services: [shelter-asylum], profile: {shelter: [minimal]}}
	END
	mh-refer partner import many.yaml --quiet > /dev/null
	mh-refer partner capacity vrouwen --place womens --beds 4 --from 2026-01-01 --quiet > /dev/null
	mh-refer partner capacity gezin --place social --beds 0 --from 2026-01-01 --quiet > /dev/null
}

# found OPTION...: "partner usable rule why" of each proposal.
found() { mh-refer suggest "$C" --format jsonl "$@" 2> said | jq -r '"\(.partner)|\(.usable)|\(.rule // "")|\(.why)"'; }
# rule OPTION...: the rule that fits.
rule() { found --need shelter "$@" | cut -d'|' -f3 | sort -u; }

@test "partners are ranked for a need by rule, target group, municipality, free beds and answers, every reason in words" {
	many_partners
	C=$(mh-case open --sex female --age-band 18-22 --country NL --form labour --municipality GM0193 --quiet)
	mh-case edit "$C" --group own --minor no --quiet > /dev/null
	mh-case need add "$C" --service shelter --on 2026-03-01 --quiet > /dev/null
	found > proposals
	grep -qF 'shelter: rule own-or-eu: Dutch or EU adult' said
	[ "$(head -n 1 proposals)" = 'vrouwen|yes|own-or-eu|offers shelter; is there for women; serves Zwolle; 4 of 4 beds free today, 0 wait; was not asked before' ]
	grep -qF 'mannen|no|own-or-eu|target group: is not there for women; offers shelter' proposals
	grep -qF 'elders|no|own-or-eu|does not serve Zwolle; offers shelter' proposals
	grep -qF 'gezin|no|own-or-eu|full today: 0 of 0 beds are taken, 0 wait; target group: is not there for women' proposals
	grep -qF 'landelijk|yes|own-or-eu|offers placing in shelter by the national centre' proposals
	[ "$(cut -d'|' -f2 proposals | uniq | tr '\n' ' ')" = "yes no " ]
	found --situation children > proposals
	grep -qF 'gezin|no|children|full today' proposals
	grep -qF 'vrouwen|no|children|target group: is not there for adults with children' proposals
	mh-refer send "$C" --to mannen --purpose shelter --ask shelter "${DUTY[@]}" --by phone --quiet > /dev/null
	mh-refer record R-2026-0001 accepted --on 2026-03-02 --by phone --from - <<< "Piet" --quiet > /dev/null
	found | grep -qF 'answered in time: 1 of 1'
}

@test "who alone places is said, and rules follow residence, age and what the case does not hold" {
	many_partners
	C=$(mh-case open --sex female --age-band 18-22 --country NG --form labour --quiet)
	mh-case edit "$C" --group third-country --minor no --quiet > /dev/null
	mh-case event "$C" residence reflection-offered --on 2026-02-01 --quiet > /dev/null
	mh-case event "$C" residence reflection-granted --on 2026-02-02 --scope standard --quiet > /dev/null
	found --need shelter > proposals
	grep -qF 'landelijk|yes|reflection|places there: placing in shelter by the national centre' proposals
	grep -qF 'cosm|no|reflection|may not be asked by us: only who offers "placing in shelter by the national centre" places there' proposals
	grep -qF 'vrouwen|no|reflection|offers shelter, and by the rule of routing it goes elsewhere' proposals
	[ "$(rule --situation children)" = reflection-children ]
	[ "$(rule --situation night)" = night ]
	refused 1 "no partner offers emergency bed" mh-refer suggest "$C" --need shelter-emergency --situation night
	mh-case event "$C" residence reflection-ended --on 2026-02-20 --scope no-report --quiet > /dev/null
	[ "$(rule)" = reflection-ended ]
	[ "$(rule --situation dublin)" = asylum ]
	found --need shelter --situation asylum | grep -qF 'coa|yes|asylum|offers reception of asylum seekers (COA)'
	[ "$(rule --situation couple)" = couple ]
	C=$(mh-case open --sex female --age-band minor --country NG --form labour --quiet)
	mh-case edit "$C" --group third-country --quiet > /dev/null
	[ "$(rule)" = minor ]
	[ "$(rule --situation unaccompanied)" = unaccompanied ]
	mh-refer suggest "$C" --need shelter 2>&1 | grep -qF 'unverified'
}

@test "a suggestion says what it lacks, and refuses what it does not know" {
	many_partners
	C=$(mh-case open --sex female --form labour --quiet)
	refused 1 "$C: no need is open: give --need" mh-refer suggest "$C"
	refused 2 "--need bed: is no code of catalogue service" mh-refer suggest "$C" --need bed
	refused 2 "--situation poor: is no code of catalogue situation" mh-refer suggest "$C" --need shelter --situation poor
	refused 1 "no partner offers legal aid" mh-refer suggest "$C" --need legal-aid
	found --need shelter > proposals
	grep -qF 'no rule of routing fits: the case does not say: minor;' said
	cat > wrong.yaml <<-END
		format: mh-routing/1
		name: own
		rules:
		  - {code: a, en: a, nl: a, need: [shelter], when: {note: x}, exclusive: yes, source: own, checked: yesterday}
	END
	run mh-store apply wrong.yaml
	[ "$status" -eq 3 ]
	grep -qF '"note" is no field of a case that can be read without a key' <<< "$output"
	grep -qF 'expected "need" and "to"' <<< "$output"
	grep -qF 'expected "placed-by": who alone places there?' <<< "$output"
	grep -qF 'a date, or unverified, is expected here' <<< "$output"
}

# --- register

CENTRE=(--basis consent --special-basis explicit-consent --article uavg-22 --secrecy consent)
DECREE=(--basis legal-obligation --special-basis criminal-authority --article wpg-18 --secrecy legal-duty)

@test "a victim is registered by consent: the columns that profile and consent allow, sealed for the centre, and on record" {
	many_partners
	sed 's/      shelter: .minimal, identity, contact, request.$/&\n      registration: [minimal, identity, exploitation]/' partners.yaml > more.yaml
	mh-refer partner import more.yaml --quiet > /dev/null
	region_case > /dev/null
	refused 6 "no consent of the person for purpose registration" mh-refer register C-2026-0001 --to centre "${CENTRE[@]}" -o row.asc
	mh-case consent add C-2026-0001 --purpose registration --fields "minimal;exploitation" --on 2026-03-01 --quiet > /dev/null
	run mh-refer register C-2026-0001 --to centre "${CENTRE[@]}" --dossier with-shelter -o row.asc
	[ "$status" -eq 0 ]
	grep -qF 'RG-2026-0001: known, and not told, by profile or consent: prs_SecondName, prs_Birthdate, prs_Citizenship' <<< "$output"
	as centre
	gpg --homedir "$T/centre/gpg" --batch --quiet --decrypt "$T/row.asc" 2> /dev/null > row
	grep -q '^format: mh-list/1' row
	grep -qF '"Feminine"' row
	grep -qF '"ForcedLabour"' row
	lacks Verzonnen row
	as region
	same $'id,case,dossier,ground,channel\nRG-2026-0001,C-2026-0001,with-shelter,consent,exchange' mh-refer registrations --columns id,case,dossier,ground,channel --format csv
	mh-refer disclosures --format jsonl | jq -e 'select(.partner == "O-2026-0003" or .purpose == "registration") | .fields | test("vic_TypeOfExploitation")' > /dev/null
	mh-case consent withdraw N-2026-0001 2>&1 | grep -qF 'centre got data on it: tell them by phone'
	same RG-2026-0001 mh-refer register RG-2026-0001 --reference - --quiet <<< "CM-2026-77"
	refused 2 "--reference - alone is added" mh-refer register RG-2026-0001 --to centre
}

@test "a reporter's own decree needs no consent, but shelter does; by phone a page is printed, and the number that was given is kept" {
	many_partners
	region_case > /dev/null
	refused 6 "shelter is asked for with the person's consent alone" mh-refer register C-2026-0001 --to landelijk "${DECREE[@]}" --by phone --dossier with-shelter
	mh-refer register C-2026-0001 --to landelijk "${DECREE[@]}" --by phone --reference - > page <<< "CM-2026-78" 2> /dev/null
	grep -qxF 'REGISTRATION (confidential)' page
	grep -qxF 'prs_SecondName: Ana Verzonnen' page
	grep -qxF 'vic_TypeOfExploitation: ForcedLabour' page
	lacks '18 uur' page
	same $'dossier,ground,channel\nregistration,decree,phone' mh-refer registrations --columns dossier,ground,channel --format csv
	mh-store history RG-2026-0001 --format jsonl > history && lacks CM-2026-78 history
	mh-refer register C-2026-0001 --to landelijk --already-by police-east --on 2026-02-01 --quiet > /dev/null
	same $'ground\nalready' mh-refer registrations --where ground=already --columns ground --format csv
	[ "$(mh-refer disclosures --format ids | wc -l)" -eq 1 ]	# what another did is no disclosure of ours
	refused 2 "--to is missing" mh-refer register C-2026-0001 --by phone
	refused 2 "--output is missing" mh-refer register C-2026-0001 --to landelijk "${DECREE[@]}"
	refused 2 "nothing is sent, so it has no basis" mh-refer register C-2026-0001 --to landelijk --already-by police-east --by phone
	refused 6 "has no profile for purpose registration" mh-refer register C-2026-0001 --to cosm "${DECREE[@]}" --by phone
}

@test "those who refused to be registered are counted" {
	region_case > /dev/null
	mh-case consent add C-2026-0001 --purpose registration --fields minimal --answer refused --on 2026-03-01 --quiet > /dev/null
	refused 6 "the person refused consent for purpose registration" mh-refer register C-2026-0001 --to centre "${CENTRE[@]}" --by phone
	mh-report table --measure consents --rows answer --columns year --where 'purpose=registration' --internal --format csv | grep -qx 'refused,refused,1,1'
}

# --- acute danger

@test "acute danger overrides secrecy alone, in words, and makes a task to inform the person" {
	region_case > /dev/null
	danger=(--basis vital-interest --special-basis vital-interest --article wmo-5.1.1 --secrecy acute-danger)
	refused 6 "only where a person is led to a partner and that is acute" mh-refer send C-2026-0001 --to shelter --purpose shelter "${danger[@]}"
	refused 6 "acute danger is said in words" mh-refer send C-2026-0001 --to shelter --purpose shelter --urgency acute "${danger[@]}"
	REFUSED_INPUT=<(echo x) refused 6 "has no profile for purpose medical" mh-refer send C-2026-0001 --to shelter --purpose medical --urgency acute "${danger[@]}" --consulted -
	REFUSED_INPUT=<(echo x) refused 6 "no basis is recorded" mh-refer send C-2026-0001 --to shelter --purpose shelter --urgency acute --secrecy acute-danger --consulted -
	mh-refer send C-2026-0001 --to shelter --purpose shelter --urgency acute "${danger[@]}" --consulted - --quiet <<< "dader staat voor de deur; besloten door de coordinator" > /dev/null
	same $'case,do,due,state\nC-2026-0001,inform,2026-03-02,open' mh-case task list --columns case,do,due,state --format csv
	same $'secrecy\nacute-danger' mh-refer disclosures --columns secrecy --format csv
}
