# mh-case: consent by rule, and what a person may ask about the own data: access, correction, restriction, erasure; links, export.

load common
load fixture

setup() {
	common_setup
	fixture_store zorg
	export MH_NOW=2026-03-02
	cat > partners.yaml <<-END
		format: mh-partners/1
		partners:
		  - {code: huis, name: Vrouwenhuis, column: care, services: [shelter], profile: {shelter: [minimal, identity, contact]}}
		  - {code: ggd, name: GGD Voorbeeld, column: care, profile: {medical: [minimal, identity]}}
	END
	mh-refer partner import partners.yaml --quiet > /dev/null
	C=$(mh-case open --sex female --age-band 23-plus --country NG --coordinator anna)
}

DUTY=(--basis public-task --special-basis social-protection --article wmo-5.1.1 --secrecy legal-duty)
CONSENT=(--basis consent --special-basis explicit-consent --article uavg-22 --secrecy consent)

# child BORN [REGIME]: a case of a child with this birth date; sets K.
child() {
	K=$(mh-case open --sex male --minor yes --regime "${2:-wmo}")
	echo "$1" | mh-case identity set "$K" --born - --quiet > /dev/null
}

# requests COLUMNS: rows of what was asked.
requests() { mh-case request list --columns "$1" --format csv | tail -n +2; }

give() { mh-case consent add "$K" --purpose shelter --fields minimal "$@"; }

@test "who may sign goes by regime and age: youth help 12 to 15 both, Wmo from 12 the person, under 12 a representative" {
	child 2012-06-01 jeugdwet
	refused 6 "signatory person: rule youth-12-15 (Youth help, 12 to 15) has it signed by person-and-representative (the person and a representative)" give
	refused 6 "where the person can't judge the own interest (capacity: no) also by representative" give --signatory representative
	same N-2026-0001 give --signatory person-and-representative
	same N-2026-0002 give --signatory representative --capacity no
	child 2012-06-01
	same N-2026-0003 give
	refused 6 "rule wmo-12-15" give --signatory representative
	child 2016-06-01
	refused 6 "rule under-12" give
	same N-2026-0004 give --signatory guardian
	child 2009-06-01 jeugdwet
	same N-2026-0005 give
	refused 6 "rule from-16" give --signatory guardian
	same N-2026-0006 give --answer refused --signatory guardian
	[ "$(mh-case consent list --format ids | wc -l)" -eq 6 ]
}

@test "CoMensha's form is signed alone from 16, by a representative before, whatever the regime" {
	child 2012-06-01
	refused 6 "rule comensha-under-16" mh-case consent add "$K" --purpose registration --fields minimal
	same N-2026-0001 mh-case consent add "$K" --purpose registration --fields minimal --signatory representative
	child 2009-06-01
	refused 6 "rule comensha-16" mh-case consent add "$K" --purpose registration --fields minimal --signatory person-and-representative
	same N-2026-0002 mh-case consent add "$K" --purpose registration --fields minimal
}

@test "a minor whose age nobody knows needs both; in the month of a birthday the person is the younger" {
	K=$(mh-case open --sex male --minor yes)
	refused 6 "rule minor" give
	same N-2026-0001 give --signatory person-and-representative
	child 2010-03 jeugdwet
	refused 6 "rule youth-12-15" give
	child 2010-02 jeugdwet
	same N-2026-0002 give
}

@test "a representative who may be an offender never signs; another one may, by name" {
	child 2016-06-01
	echo "Oom Verzonnen" | mh-case party add "$K" --as parent --possible-offender yes --name - --quiet > /dev/null
	refused 6 "PA-2026-0001: may be an offender, and never signs for the victim: name who signed instead with --party" give --signatory representative
	refused 6 "PA-2026-0001: may be an offender, and never signs for the victim" give --signatory representative --party PA-2026-0001
	mh-case party add "$K" --as guardian --quiet > /dev/null
	mh-case party add "$K" --as lawyer --quiet > /dev/null
	refused 6 "--party PA-2026-0003: is no parent, guardian or representative in this case" give --signatory guardian --party PA-2026-0003
	refused 1 "PA-2026-0099: no such party" give --signatory guardian --party PA-2026-0099
	same N-2026-0001 give --signatory guardian --party PA-2026-0002
}

@test "the gate leans only on a consent that the rules allow today" {
	child 2012-06-01 jeugdwet
	give --signatory person-and-representative > /dev/null
	mh-refer send "$K" --to huis --purpose shelter --by phone --ask shelter "${CONSENT[@]}" --quiet > /dev/null
	echo "Oom Verzonnen" | mh-case party add "$K" --as parent --possible-offender yes --name - --quiet > /dev/null
	refused 6 "can't be leaned on: PA-2026-0001: may be an offender" mh-refer send "$K" --to huis --purpose shelter --by phone --ask shelter "${CONSENT[@]}"
	# Another rule of the region: the person alone, from now on.
	cat > ours.yaml <<-END
		format: mh-consent/1
		name: ours
		rules:
		  - {code: youth-12-15, en: ours, nl: ons, regime: jeugdwet, age: [12-15], sign: [person], source: covenant, checked: 2026-03-01}
	END
	mh-store apply ours.yaml --quiet > /dev/null
	refused 6 "signatory person-and-representative: rule youth-12-15 (ours) has it signed by person (the person)" \
		mh-refer send "$K" --to huis --purpose shelter --by phone --ask shelter "${CONSENT[@]}"
	same N-2026-0002 give
}

@test "a file of rules is refused whole, with every problem in its place" {
	cat > bad.yaml <<-END
		format: mh-consent/1
		name: bad
		rules:
		  - {code: a, en: a, nl: a, age: [13], sign: [person], source: s, checked: 2026-03-01}
		  - {code: a, en: a, nl: a, age: adult, source: s, checked: soon, signs: person}
	END
	refused 3 "\"13\" is no age here" mh-store apply bad.yaml
	grep -q "expected \"sign\"" refused.err
	grep -q "a date, or unverified, is expected here" refused.err
	grep -q 'rule "a" stands here twice' refused.err
	grep -q "bad.yaml:5:67: no such key; did you mean \"sign\"?" refused.err
}

@test "cases are linked to cases and signals, once, from either end; unlink takes the link away" {
	D=$(mh-case open --sex female --age-band adult)
	mh-signal add --received 2026-02-27 --sector police --form labour --quiet > /dev/null
	same L-2026-0001 mh-case link "$C" "$D" --as maybe-same-person
	same L-2026-0002 mh-case link "$C" S-2026-0001 --as same-network
	run mh-case show "$D"
	[[ "$output" == *"L-2026-0001  $C"*"perhaps the same person"* ]]
	run mh-case show "$C"
	[[ "$output" == *"L-2026-0001  $D"*"L-2026-0002  S-2026-0001"* ]]
	run mh-signal show S-2026-0001
	[[ "$output" == *"L-2026-0002  $C"* ]]
	refused 1 "are linked so already: L-2026-0001" mh-case link "$D" "$C" --as maybe-same-person
	refused 1 "are linked so already: L-2026-0002" mh-case link "$C" S-2026-0001 --as same-network
	refused 3 "is not linked to itself" mh-case link "$C" "$C" --as follow-up
	refused 2 "--as: is required" mh-case link "$C" "$D"
	refused 3 "--as sam-network: not a code of catalogue link; nearest: same-network" mh-case link "$C" "$D" --as sam-network
	refused 3 "--as nope: not a code of catalogue link; " mh-case link "$C" "$D" --as nope
	refused 2 "neither a case, as C-2026-0042, nor a signal" mh-case link "$C" P-2026-0001 --as follow-up
	refused 1 "C-2026-0099: no such case" mh-case link "$C" C-2026-0099 --as follow-up
	mh-case unlink L-2026-0001
	refused 1 "was taken away already" mh-case unlink L-2026-0001
	run mh-case show "$D"
	[[ "$output" != *"L-2026-0001"* ]]
	same L-2026-0003 mh-case link "$D" "$C" --as maybe-same-person
	mh-store check --quiet > /dev/null
}

@test "a restricted case stays here, says so, and is free again when it is lifted" {
	mh-refer send "$C" --to huis --purpose shelter --by phone --ask shelter "${DUTY[@]}" --quiet > /dev/null
	refused 2 "--reason: is required" mh-case restrict "$C"
	run bash -c "echo 'she says the age is wrong' | mh-case restrict $C --reason -"
	[ "$status" -eq 0 ]
	[[ "$output" == *"RQ-2026-0001"* ]]
	[[ "$output" == *"nothing is passed on until it is lifted"*"to be told (AVG art. 19): huis, who got it on 2026-03-02"* ]]
	refused 6 "profile: the use of $C is restricted since 2026-03-02" mh-refer send "$C" --to huis --purpose shelter --by phone --ask shelter "${DUTY[@]}"
	refused 6 "is restricted since 2026-03-02" mh-case export "$C"
	refused 1 "is restricted already, since 2026-03-02" eval "echo again | mh-case restrict $C --reason -"
	run mh-case show "$C"
	[[ "$output" == *"restricted: "*"2026-03-02"* ]]
	same "RQ-2026-0002" mh-case restrict "$C" --lift --quiet
	refused 1 "is not restricted" mh-case restrict "$C" --lift
	mh-refer send "$C" --to huis --purpose shelter --by phone --ask shelter "${DUTY[@]}" --quiet > /dev/null
	same "restrict,person,granted
lift,person,granted" requests right,by,decision
	run strings "$XDG_DATA_HOME/mh/region.db"
	[[ "$output" != *"age is wrong"* ]]
}

@test "a correction is kept sealed, moves the ages, and names who got what was wrong" {
	child 2012-06-01
	printf 'name: Ana Verzonnen\ncontact: 06 fake\n' | mh-case identity set "$K" --file - --quiet > /dev/null
	give > /dev/null
	mh-refer send "$K" --to huis --purpose shelter --by phone --ask shelter "${DUTY[@]}" --quiet > /dev/null
	mh-refer record R-2026-0001 accepted --by phone --on 2026-03-02 --quiet > /dev/null 2>&1 || true
	run bash -c "echo 2011-06-01 | mh-case rectify $K --born - --by guardian"
	[ "$status" -eq 0 ]
	[[ "$output" == *"RQ-2026-0001"* ]]
	same "2027-06" eval "mh-case list --where 'id=$K' --columns turns-16 --format csv | tail -n +2"
	same "rectify,guardian,granted,born" requests right,by,decision,fields
	run bash -c "mh-case rectify $K --sex female"
	[[ "$output" == *"to be told (AVG art. 19): huis, who got it on 2026-03-02 (D-2026-0001"* ]]
	refused 2 "nothing to correct" mh-case rectify "$K"
	refused 2 "takes no value on the command line" mh-case rectify "$K" --name Ana
	refused 3 "--by" mh-case rectify "$K" --sex male --by neighbour
	refused 3 "sex" mh-case rectify "$K" --sex femal
	[ "$(requests id | wc -l)" -eq 2 ]
	run mh-case show "$K" --identity --purpose coordination
	[[ "$output" == *"2011-06-01"* ]]
}

@test "erasing on request needs two keyholders" {
	refused 2 "--reason: is required" mh-case erase "$C"
	refused 3 "--reason whim: not a code of catalogue erase-reason; there are: " mh-case erase "$C" --reason whim
	mh-refer send "$C" --to huis --purpose shelter --by phone --ask shelter "${DUTY[@]}" --quiet > /dev/null
	refused 3 "there are: " mh-case erase "$C" --reason whim --propose list.asc
	! grep -q "art. 19" refused.err
	same "" requests id
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	run mh-case erase "$C" --reason own-request
	[ "$status" -eq 0 ]
	[[ "$output" == *"would be erased: "*"persons: 1"* ]]
	refused 2 "--propose: signs only" mh-case erase "$C" --reason own-request --propose a --proposal b
	refused 2 "--output: goes with --proposal" mh-case erase "$C" --reason own-request -o x
	refused 1 "$C: no erasure is proposed: mh-case erase $C --reason CODE --propose FILE proposes one" mh-case erase "$C" --refuse
	mh-case erase "$C" --reason own-request --propose list.asc --quiet
	same "erase,person,proposed" requests right,by,decision
	refused 2 "--refuse: ends what was proposed, and stands alone" mh-case erase "$C" --refuse --propose other.asc
	same RQ-2026-0001 mh-case erase "$C" --refuse
	same "erase,person,refused" requests right,by,decision
	refused 1 "$C: no erasure is proposed" mh-case erase "$C" --reason own-request --proposal list.asc
	mv list.asc refused.asc
	mh-case erase "$C" --reason own-request --by guardian --propose list.asc --quiet
	same RQ-2026-0002 mh-case erase "$C" --withdraw
	rm list.asc
	mh-case erase "$C" --reason own-request --propose list.asc --quiet
	same "erase,person,refused
erase,guardian,withdrawn
erase,person,proposed" requests right,by,decision
	refused 3 "list.asc: exists" mh-case erase "$C" --reason own-request --propose list.asc
	refused 5 "a second keyholder must sign this" mh-case erase "$C" --reason own-request --proposal list.asc
	mh-case show "$C" > /dev/null
	rm list.asc
	mh_bare_home "$T/second"
	second=$(mh_key_text "second keyholder" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$T/second")
	gpg --homedir "$T/second" --batch --quiet --export "$second" | gpg --batch --quiet --import
	mh-store keyholder add --quiet "$second" > /dev/null
	gpg --batch --quiet --export | gpg --homedir "$T/second" --batch --quiet --import
	mh-case erase "$C" --reason own-request --propose list.asc --quiet
	same 3 eval "mh-case request list --format ids | wc -l"
	run env GNUPGHOME="$T/second" mh-case erase "$C" --reason own-request --proposal list.asc -o statement.asc
	[ "$status" -eq 0 ]
	[[ "$output" == *"erased: "*"persons: 1"* ]]
	[ -s statement.asc ]
	refused 1 "no such case" mh-case show "$C"
	same "" requests id
	mh-store check --quiet > /dev/null
}

# terms: day, record and code of what is due by a term in care.
asked() { mh-case agenda --source term --format jsonl | jq -r 'select(.code == "erasure" or .code == "access") | [.day, .id, .code] | join(" ")'; }

@test "a request waits until it is decided on, closed or not; what was decided and handed over stops its term" {
	mh-case erase "$C" --reason own-request --propose list.asc --quiet
	same "2026-06-02 RQ-2026-0001 erasure" asked
	refused 1 "something is still open" mh-case close "$C" --outcome on-own-feet
	grep -q "RQ-2026-0001: request that is not decided on" refused.err
	echo "she moved abroad" | mh-case close "$C" --outcome on-own-feet --force - --quiet
	same "2026-06-02 RQ-2026-0001 erasure" asked
	mh-case reopen "$C" --quiet
	mh-case event "$C" care erasure-requested --on 2026-03-02 --quiet > /dev/null
	same "2026-06-02 $C erasure" asked
	mh-case event "$C" care access-requested --on 2026-03-02 --quiet > /dev/null
	mh-case erase "$C" --refuse --quiet > /dev/null
	same "2026-04-02 $C access" asked
	mh-case access "$C" --purpose coordination -o draft.yaml --quiet
	decide draft.yaml
	mh-case access "$C" --hand-over draft.yaml --quiet > /dev/null
	same "" asked
	mh-case show "$C" | grep -q "access given"
	mh-store check --quiet > /dev/null
}

# A case with all that may not simply be given: party, note, a signal with its reporter, a suspect.
full_case() {
	cat > signal.yaml <<-END
		received: 2026-02-27
		sector: school
		form: labour
		narrative: The teacher Tina Fictief saw her weep.
		reporter-contact: Tina Fictief
		mentions:
		  - {name: Ana Verzonnen, sex: female, age-band: adult}
		  - {name: Boef Bedacht, role: suspect, ground: wgs}
	END
	mh-signal add -f signal.yaml > /dev/null
	F=$(mh-case open --no-look --signals S-2026-0001 --quiet)
	printf 'name: Ana Verzonnen\nborn: 2001-05-06\n' | mh-case identity set "$F" --no-look --file - --quiet > /dev/null
	echo "Rechercheur Denkbeeld" | mh-case party add "$F" --as detective --name - --quiet > /dev/null
	echo "Spoke with her and with Denkbeeld." | mh-case note add "$F" --text - --quiet > /dev/null
	mh-refer send "$F" --to huis --purpose shelter --by phone --ask shelter "${DUTY[@]}" --quiet > /dev/null
}

# decide DRAFT: every value that is to be decided is kept back.
decide() { sed -i -e 's/give: ask/give: no/' -e "s/ground: ''/ground: third-party/" -e 's/ground: ""/ground: third-party/' "$1"; }

@test "access: a draft marks what names others, nothing is handed over undecided, and what was is on record" {
	full_case
	refused 2 "--purpose: is required" mh-case access "$F" -o draft.yaml
	refused 2 "--output: is required" mh-case access "$F" --purpose coordination
	run mh-case access "$F" --purpose coordination -o draft.yaml
	[ "$status" -eq 0 ]
	[[ "$output" == *"values to decide on: "* ]]
	[ "$(stat -c %a draft.yaml)" = 600 ]
	grep -q "Ana Verzonnen" draft.yaml
	! grep -q "Bedacht" draft.yaml
	refused 3 "draft.yaml: exists" mh-case access "$F" --purpose coordination -o draft.yaml
	refused 3 "is still to be decided: give yes or no, and the ground" mh-case access "$F" --hand-over draft.yaml
	sed -i 's/give: ask/give: no/' draft.yaml
	refused 3 "a ground is needed" mh-case access "$F" --hand-over draft.yaml
	same "" requests id
	decide draft.yaml
	mh-case access "$F" --hand-over draft.yaml > given.txt
	grep -q "Ana Verzonnen" given.txt
	for name in Fictief Denkbeeld Bedacht school; do
		! grep -qi "$name" given.txt || { echo "$name was given"; return 1; }
	done
	grep -q "huis" given.txt
	grep -q "values were left out" given.txt
	grep -q "rights and freedoms of somebody else" given.txt
	grep -q "coordination of care: 1 times" given.txt
	same "access,person,in-part,third-party" requests right,by,decision,grounds
	[[ "$(requests digest)" =~ ^[0-9a-f]{64}$ ]]
	refused 3 "is not in the draft: it was recorded since" mh-case access "$F" --hand-over draft.yaml
	mh-store log --format jsonl | jq -r .command | grep -q "mh-case access --hand-over"
}

@test "access: what a person decides to give is given; a draft that lost a line, or grew old, is refused" {
	full_case
	mh-case access "$F" --purpose coordination -o draft.yaml --quiet
	decide draft.yaml
	cp draft.yaml lost.yaml
	sed -i '/field: born/,/text:/d' lost.yaml
	refused 3 "" mh-case access "$F" --hand-over lost.yaml
	refused 3 "is a draft of $F, not of $C" mh-case access "$C" --hand-over draft.yaml
	sed '/field: opened/,/text:/s/text: .*/text: 2020-01-01/' draft.yaml > bent.yaml
	! cmp -s draft.yaml bent.yaml
	refused 3 "is not what is kept: only words may be shortened" mh-case access "$F" --hand-over bent.yaml
	echo "format: mh-retention/1" > other.yaml
	refused 3 "is no draft of mh-case access" mh-case access "$F" --hand-over other.yaml
	mh-case edit "$F" --urgency high --quiet > /dev/null
	refused 3 "$F: was changed since the draft was made: make another draft" mh-case access "$F" --hand-over draft.yaml
	mh-case access "$F" --purpose coordination -o again.yaml --quiet
	sed -i '/field: text/,/ground:/{s/give: ask/give: yes/;s/ground: .*/ground: nobody-named/}' again.yaml
	decide again.yaml
	mh-case access "$F" --hand-over again.yaml -o given.txt --quiet
	[ "$(stat -c %a given.txt)" = 600 ]
	grep -q "Ana Verzonnen" given.txt
	grep -q "Spoke with her" given.txt
	same "\"nobody-named;third-party\"" requests grounds
}

@test "access: what its source must be asked about is to be decided, value by value" {
	mh-case edit "$C" --onward ask-source --quiet > /dev/null
	mh-case access "$C" --purpose coordination -o draft.yaml --quiet
	grep -q "marks: onward" draft.yaml
}

@test "access: a representative gets nothing where one may be an offender, or the case is shielded; the refusal is on record" {
	child 2016-06-01
	mh-case access "$K" --by guardian --purpose youth -o - > /dev/null
	mh-case edit "$K" --shielded yes --quiet > /dev/null
	refused 6 "is shielded: the person's interest forbids" mh-case access "$K" --by guardian --purpose youth -o draft.yaml
	[ ! -e draft.yaml ]
	mh-case edit "$K" --shielded no --quiet > /dev/null
	mh-case party add "$K" --as parent --possible-offender yes --quiet > /dev/null
	refused 6 "PA-2026-0001 may be an offender: a representative gets to see nothing" mh-case access "$K" --by representative --purpose youth -o draft.yaml
	same "guardian,refused,child-interest
representative,refused,possible-offender" requests by,decision,grounds
	mh-case access "$K" --purpose youth -o - > /dev/null
}

@test "export: all clear fields, or a standard with its report of losses; nothing sealed" {
	full_case
	mh-case export "$F" > own.csv 2> said
	grep -q "^id,person,opened," own.csv
	grep -q "^$F,P-2026-" own.csv
	grep -q "values that are kept sealed, and stay here: 2" said
	! grep -q Verzonnen own.csv
	for map in htcds ctdc; do
		mh-case export "$F" --map $map -o $map.csv 2> said
		grep -q "exported: cases: 1" said
		grep -q "has no column" said
		! grep -qE 'Verzonnen|Fictief|school' $map.csv
		[ "$(wc -l < $map.csv)" -eq 2 ]
	done
	grep -q "Feminine" htcds.csv
	[ "$(stat -c %a htcds.csv)" = 600 ]
	refused 3 "htcds.csv: exists" mh-case export "$F" --map htcds -o htcds.csv
	refused 3 "no such file, and no applied or shipped map" mh-case export "$F" --map nothing
	refused 2 "--format ids: mh-case list prints ids" mh-case export "$F" --format ids
	refused 1 "C-2026-0099: no such case" mh-case export C-2026-0099
}

# second_signal: one that names the person of the full case and its suspect again.
second_signal() {
	cat > second.yaml <<-END
		received: 2026-03-01
		sector: police
		form: labour
		mentions:
		  - {name: Verzonnen Ana, sex: female}
		  - {name: Boef Bedacht, role: suspect, ground: wgs}
	END
	mh-signal add -f second.yaml > /dev/null
}

@test "open and identity set look by themselves where a key opens without asking; without one they say so and go on" {
	full_case
	second_signal
	mv "$GNUPGHOME" away
	mkdir -m 700 "$GNUPGHOME"
	before=$(mh-store log --format ids | wc -l)
	run mh-case open --signals S-2026-0002
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing was looked up: no keyholder's key can be used here without asking; --look --purpose CODE asks for it"* ]]
	[[ "$output" != *"may be the same"* ]]
	run mh-case identity set "${lines[-1]}" --name - <<< "Ana Verzonnen"
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing was looked up"* ]]
	[ "$(mh-store log --format ids | wc -l)" -eq $((before + 2)) ]
	REFUSED_INPUT=<(echo Ana) refused 5 "a keyholder must be at this keyboard" mh-case identity set C-2026-0001 --name - --look --purpose safety
	rm -r "$GNUPGHOME"
	mv away "$GNUPGHOME"
	second_signal
	run mh-case open --signals S-2026-0003
	[ "$status" -eq 0 ]
	[[ "$output" == *"may be the same: "*"the same name"*"looked up for purpose coordination, which is logged; --no-look skips it"* ]]
	[[ "$output" != *Verzonnen* ]]
	other=$(mh-case open --sex female)
	run mh-case identity set "$other" --name - <<< "Ana Verzonnen"
	[ "$status" -eq 0 ]
	[[ "$output" == *"may be the same: P-2026-"*"the same name"* && "$output" != *Verzonnen* ]]
	run mh-case identity set "$other" --name - --purpose safety <<< "Zonder Weerga"
	[[ "$output" == *"looked up for purpose safety, which is logged: nothing that is kept is like it"* ]]
	run mh-case identity set "$other" --name - --no-look <<< "Ana Verzonnen"
	[[ "$output" != *"looked up"* && "$output" != *"may be the same"* ]]
	run mh-case identity set "$other" --born - <<< 1999-01-02
	[[ "$output" != *"looked up"* ]]
	refused 2 "--look: does not go with --no-look" mh-case identity set "$other" --name - --look --no-look
	refused 2 "--purpose: does not go with --no-look" mh-case open --signals S-2026-0003 --purpose care --no-look
}

@test "open --look says who and what is known already, before the case is opened" {
	full_case
	second_signal
	mh-signal link S-2026-0002 "$F" --link follow-up --quiet > /dev/null
	run mh-case open --signals S-2026-0002 --look --purpose safety
	[ "$status" -eq 0 ]
	[[ "$output" == *"S-2026-0002 is linked to $F: follows from it"* ]]
	[[ "$output" == *"may be the same: P-2026-"*"the same name"*"; case $F"* ]]
	[[ "$output" == *"may be the same: M-2026-0002 S-2026-0001 suspect: the same name; case $F"* ]]
	[[ "$output" != *Verzonnen* ]]
	refused 2 "--look: say what is looked up for" mh-case open --signals S-2026-0002 --look
	refused 2 "--look: goes with --signals" mh-case open --look --purpose safety
	refused 2 "--purpose: goes with --signals" mh-case open --purpose safety
}
