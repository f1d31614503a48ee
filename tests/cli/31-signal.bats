# mh-signal add, edit, list, show and triage.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

# nothing STATUS SENTENCE COMMAND...: refused, and no signal is in the store.
nothing() {
	refused "$@"
	[ "$(mh-signal list --format ids --quiet | wc -l)" -eq 0 ]
}

add() { mh-signal add --sector police --form labour "$@"; }

@test "a signal is added in one line, with who is mentioned" {
	same S-2026-0001 add --municipality GM0193 --victim female,23-plus,RO --victim male,minor --witness sex=unknown
	same S-2026-0002 mh-signal add --sector police --received 2026-02-01 --form "labour;criminal"
	same "received,subject,form,urgency,state
2026-03-02,person,labour,normal,received
2026-02-01,person,criminal;labour,normal,received" bash -c 'mh-signal list --columns received,subject,form,urgency,state --format csv | tr -d \"'
	run mh-signal show S-2026-0001
	[[ "$output" == *"M-2026-0001  presumed victim          female   23 and over  Romania"* ]]
	[[ "$output" == *"M-2026-0002  presumed victim          male     under 18"* ]]
	[[ "$output" == *"M-2026-0003  witness                  unknown"* ]]
	mh-store check --quiet
}

@test "a sealed field is read from standard input, and stands nowhere in the clear" {
	echo "twelve hours a day" | add --narrative - > id
	! grep -qa "twelve hours" "$XDG_DATA_HOME"/mh/region.db*
	run mh-signal show "$(cat id)"
	[[ "$output" == *"narrative:"*"(sealed)"* ]]
	run mh-signal show "$(cat id)" --identity --purpose shelter
	[ "$status" -eq 0 ]
	[[ "$output" == *"twelve hours a day"* ]]
	[[ "$(mh-store log --limit 1 --format csv)" == *"mh-signal show --identity --purpose"*shelter* ]]
}

@test "names of mentions are opened with their signal, for a purpose" {
	echo "Anna Made-Up" | add --victim female,name=- > id
	run mh-signal show "$(cat id)" --identity --purpose shelter
	[ "$status" -eq 0 ]
	[[ "$output" == *"Anna Made-Up"* ]]
}

@test "without a keyholder's key nothing is opened" {
	echo "twelve hours" | add --narrative - > id
	export GNUPGHOME="$T/other" && mkdir -m 700 "$GNUPGHOME"
	run mh-signal show "$(cat id)" --identity --purpose shelter
	[ "$status" -eq 5 ]
	[[ "$output" != *"twelve hours"* ]]
}

@test "a signal is read from YAML" {
	cat > signal.yaml <<-END
		received: 2026-02-01
		sector: fairwork
		form: [labour, criminal]
		narrative: |
		  Two lines
		  of text
		source: fairwork
		external-id: FW-1
		mentions:
		  - sex: female
		    name: Anna Made-Up
		    person-ref: c9
		  - {role: suspect, ground: wgs}
	END
	same S-2026-0001 mh-signal add -f signal.yaml
	run mh-signal show S-2026-0001 --identity --purpose shelter
	[[ "$output" == *"of text"*"Anna Made-Up"* ]]
	[[ "$output" == *P-2026-0001* ]]
	refused 3 "S-2026-0001: has this external-id of the same source: it is that signal" mh-signal add -f signal.yaml
	sed -i 's/FW-1/FW-2/' signal.yaml
	same S-2026-0002 bash -c 'mh-signal add -f - < signal.yaml'
	[[ "$(mh-signal show S-2026-0002)" == *P-2026-0001* ]]
}

@test "an option given with a file counts before the file" {
	printf 'sector: school\nform: labour\n' > signal.yaml
	mh-signal add -f signal.yaml --sector coa --urgency high
	same $'sector,urgency\ncoa,high' mh-signal list --columns sector,urgency --format csv
}

@test "YAML with mistakes is refused with the place of each" {
	cat > signal.yaml <<-END
		received: 2026-02-30
		sectr: police
		sector: polise
		form: [labour, [x]]
		state: closed
		mentions:
		  - sex: femal
		    signal: S-2026-0001
		  - just text
		  - role: suspect
	END
	nothing 3 'signal.yaml:1:11: received: expected a day that exists' mh-signal add -f signal.yaml
	for text in 'signal.yaml:2:1: a signal has no field "sectr" that can be given; nearest: sector' 'signal.yaml:4:16: expected a code' \
		'signal.yaml:5:1: a signal has no field "state" that can be given' \
		'signal.yaml:8:5: a mention has no field "signal" that can be given' 'signal.yaml:9:5: expected "field: value" lines'; do
		grep -qF -- "$text" refused.err || { echo "not said: $text"; cat refused.err; return 1; }
	done
	printf 'sector: polise\nform: labour\nmentions:\n  - {sex: femal}\n  - role: suspect\n' > signal.yaml
	nothing 3 'signal.yaml:1:9: sector "polise": not a code of catalogue sector; nearest: police' mh-signal add -f signal.yaml
	grep -qF 'signal.yaml:4:11: sex "femal": not a code of catalogue sex; nearest: female' refused.err
	grep -qF 'signal.yaml:5:5: ground: a suspect is recorded on a ground only' refused.err
	grep -qF 'nothing was written: 3 problems' refused.err
	printf 'sector: police\nmentions: x\n' > signal.yaml
	nothing 3 'signal.yaml:2:11: expected a list' mh-signal add -f signal.yaml
	nothing 3 'none.yaml' mh-signal add -f none.yaml
}

@test "what add refuses" {
	nothing 3 "sector: is required and was not given" mh-signal add --form labour
	nothing 3 'sector "polise": not a code of catalogue sector; nearest: police' mh-signal add --form labour --sector polise
	nothing 3 '--received "yesterday": expected a day' add --received yesterday
	nothing 2 "--narrative: is kept sealed and takes no value on the command line" add --narrative "twelve hours"
	nothing 2 "--state: no such option" add --state closed
	nothing 2 '--victim: "blue": is no code of sex, age-band, country, ground' add --victim blue
	nothing 2 '--victim: "unknown": is a code of sex, age-band, country, ground, relation: write FIELD=unknown' add --victim unknown
	nothing 2 '--victim: "hair": a mention has no such field' add --victim hair=red
	nothing 2 '--victim: "signal": a mention has no such field' add --victim signal=S-2026-0001
	nothing 2 "--victim: --name: is kept sealed and takes no value on the command line" add --victim name=Anna
	nothing 2 "--victim: sex is given twice: give it once, and another person as an option of its own" add --victim female,male
	nothing 2 "--victim: sex is given twice" add --victim sex=female,sex=male
	nothing 2 "--victim: country is given twice" add --victim NL,RO
	nothing 2 "--witness: age-band is given twice" add --witness minor,age-band=23-plus
	nothing 2 "--victim: the role is that of the option: leave out role=" add --victim role=suspect,ground=wgs
	nothing 3 "a suspect is recorded on a ground only" add --suspect male
	nothing 3 "observed-to" add --observed-from 2026-02-02 --observed-to 2026-02-01
	nothing 3 'received "2026-03-03": lies in the future: give a day up to today' add --received 2026-03-03
	nothing 3 '--received "1026-03-01": lies before 1900: mend the year' add --received 1026-03-01
	nothing 3 'observed-from "2026-04": lies in the future' add --observed-from 2026-04
	nothing 2 "standard input can be read for one field only" add --narrative - --victim name=-
	nothing 2 "takes no operand" add S-2026-0001
	REFUSED_INPUT=/dev/null nothing 2 "standard input can be read for one field only" add --narrative - -f -
}

@test "a birth that cannot be is refused without its value, at every way in" {
	# born AGE-BAND DATE: a victim of it in a signal that came in on 2026-02-10
	born() { printf 'sector: police\nform: labour\nreceived: 2026-02-10\n%s\nmentions: [{age-band: %s, born: %s}]\n' "${3:-}" "$1" "$2" > born.yaml; }
	for one in "23-plus 2026-03-03 lies in the future" "23-plus 2020-01-01 does not go with the age band" \
		"minor 2007-02 does not go with the age band" "18-22 2008-02-11 does not go with the age band" "adult 2009 does not go with the age band"; do
		read -r band day text <<< "$one"
		born "$band" "$day"
		nothing 3 "born.yaml:" mh-signal add -f born.yaml
		grep -qF 'born "(sealed)": '"$text" "$T/refused.err" || { cat "$T/refused.err"; return 1; }
		[ "$(grep -cF -- "$day" "$T/refused.err")" -eq 0 ]
	done
	born 23-plus 1899
	nothing 3 "born.yaml:5:38: born: lies before 1900: mend the year" mh-signal add -f born.yaml
	# On the day itself, in the year in which it can be either, and in the days in which it was seen.
	for one in "18-22 2008-02-10" "minor 2008-02-11" "minor 2008" "18-22 2008" "adult 2008"; do
		read -r band day <<< "$one"
		born "$band" "$day"
		mh-signal add -f born.yaml --quiet
	done
	born minor 2007-06-01 "observed-from: 2025-05"
	mh-signal add -f born.yaml --quiet
	mh-signal mention S-2026-0001 --age-band 23-plus --quiet > id
	REFUSED_INPUT=<(echo 2020-01-01) refused 3 'born "(sealed)": does not go with the age band on the day of the signal' mh-signal mention "$(cat id)" --born -
	REFUSED_INPUT=<(echo 2026-03-03) refused 3 'born "(sealed)": lies in the future' mh-signal mention S-2026-0001 --born -
	REFUSED_INPUT=<(echo 2020-01-01) refused 3 'born "(sealed)": does not go' mh-signal mention S-2026-0001 --born - --age-band adult
	mh-signal mention "$(cat id)" --born - --quiet <<< 1990 > out
}

@test "--dry-run adds nothing" {
	run add --dry-run
	[ "$status" -eq 0 ]
	[ "$output" = "mh-signal: nothing was written: --dry-run" ]
	[ "$(mh-signal list --format ids --quiet | wc -l)" -eq 0 ]
}

@test "control characters in a signal do not reach the terminal" {
	printf 'a\tb\xe2\x80\xae c' | add --reporter-contact - > id
	run mh-signal show "$(cat id)" --identity --purpose shelter
	[[ "$output" == *'\u{202e}'* ]]
}

@test "edit changes what is named, and keeps what was" {
	add --urgency normal > id
	mh-signal edit S-2026-0001 --urgency high --municipality GM0193
	same $'urgency,municipality,sector\nhigh,GM0193,police' mh-signal list --columns urgency,municipality,sector --format csv
	[[ "$(mh-store history S-2026-0001 --format csv)" == *"mh-signal edit --municipality --urgency,urgency,normal,high"* ]]
	mh-signal edit S-2026-0001 --municipality ""
	same $'municipality,sector\n,police' mh-signal list --columns municipality,sector --format csv
}

@test "what edit refuses" {
	add > id
	refused 2 "nothing to change: name a field" mh-signal edit S-2026-0001
	refused 1 "S-2026-0009: no such signal" mh-signal edit S-2026-0009 --urgency high
	refused 2 "is the id of a mention" mh-signal edit M-2026-0001 --urgency high
	refused 3 'urgency "hgh": not a code of catalogue urgency; nearest: high' mh-signal edit S-2026-0001 --urgency hgh
	refused 3 "sector: is required and was not given" mh-signal edit S-2026-0001 --sector ""
	refused 3 'received "2027-01-01": lies in the future' mh-signal edit S-2026-0001 --received 2027-01-01
	refused 3 'observed-to "2025": lies before observed-from: mend one of them' mh-signal edit S-2026-0001 --observed-from 2026-02-01 --observed-to 2025
	refused 2 "--source: says which signal of the source it is" mh-signal edit S-2026-0001 --source x
	refused 2 "--external-id: says which signal of the source it is" mh-signal edit S-2026-0001 --external-id -
	refused 2 "operand is missing" mh-signal edit --urgency high
}

@test "a mention is added to a signal, and corrected" {
	add --source desk > id
	same M-2026-0001 mh-signal mention S-2026-0001 --sex female --country RO
	same M-2026-0002 bash -c 'echo c7 | mh-signal mention S-2026-0001 --role witness --person-ref -'
	add --source desk > id
	same M-2026-0003 bash -c 'echo c7 | mh-signal mention S-2026-0002 --person-ref -'
	same M-2026-0001 mh-signal mention M-2026-0001 --age-band minor
	run mh-signal show S-2026-0001 S-2026-0002
	[[ "$output" == *"M-2026-0001  presumed victim               female  under 18  Romania"* ]]
	[ "$(grep -c 'P-2026-0001' <<< "$output")" -eq 2 ]
	mh-signal mention M-2026-0001 --sex male --dry-run --quiet
	[[ "$(mh-signal show S-2026-0001)" == *"M-2026-0001  presumed victim               female"* ]]
}

@test "what mention refuses" {
	add > id
	refused 1 "S-2026-0009: no such signal" mh-signal mention S-2026-0009 --sex female
	refused 1 "M-2026-0009: no such mention" mh-signal mention M-2026-0009 --sex female
	refused 2 "C-2026-0001: neither a signal, as S-2026-0042, nor a mention" mh-signal mention C-2026-0001
	refused 2 "x: neither a signal" mh-signal mention x
	refused 3 "ground: a suspect is recorded on a ground only" mh-signal mention S-2026-0001 --role suspect
	refused 3 'sex "femal": not a code of catalogue sex; nearest: female' mh-signal mention S-2026-0001 --sex femal
	refused 2 "--name: is kept sealed and takes no value on the command line" mh-signal mention S-2026-0001 --name Anna
	mh-signal mention S-2026-0001 --sex female
	refused 2 "nothing to change" mh-signal mention M-2026-0001
	refused 2 "--person-ref: is given once" mh-signal mention M-2026-0001 --person-ref -
	refused 3 "role: is required" mh-signal mention M-2026-0001 --role ""
}

@test "triage goes along the states, with a reason at the end" {
	add > id; add >> id; add >> id
	mh-signal triage S-2026-0001 --to assessed --quiet
	mh-signal list --format ids | mh-signal triage - --to forwarded --reason to-police --quiet
	same $'state,reason\nforwarded,to-police\nforwarded,to-police\nforwarded,to-police' mh-signal list --columns state,reason --format csv
	mh-signal triage S-2026-0001 --to assessed --quiet
	same $'S-2026-0001' mh-signal list --open --format ids
	same $'state,reason\nassessed,' mh-signal list --open --columns state,reason --format csv
}

@test "what triage refuses" {
	add > id; add >> id
	refused 2 "--to is missing" mh-signal triage S-2026-0001
	refused 2 "--to" mh-signal triage S-2026-0001 --to gone
	refused 2 "--to" mh-signal triage S-2026-0001 --to lapsed
	refused 2 "--to closed asks for --reason; reasons: already-known, declined" mh-signal triage S-2026-0001 --to closed
	refused 2 "--reason to-police: is no reason for closed; reasons:" mh-signal triage S-2026-0001 --to closed --reason to-police
	refused 2 "--reason belongs to the end of a signal, and assessed is none" mh-signal triage S-2026-0001 --to assessed --reason duplicate
	refused 1 "S-2026-0009: no such signal" mh-signal triage S-2026-0001 S-2026-0009 --to assessed
	same $'state\nreceived\nreceived' mh-signal list --columns state --format csv
	mh-signal triage S-2026-0001 --to closed --reason duplicate --quiet
	refused 1 "S-2026-0001: is closed already" mh-signal triage S-2026-0001 --to closed --reason duplicate
	refused 3 "S-2026-0001: cannot go from closed to forwarded; it can go to: assessed case" mh-signal triage S-2026-0001 --to forwarded --reason to-police
	refused 2 "not an id" mh-signal triage x --to assessed
}

@test "what show and list refuse" {
	add > id
	refused 2 "--identity asks for --purpose" mh-signal show S-2026-0001 --identity
	refused 2 "--purpose belongs to --identity" mh-signal show S-2026-0001 --purpose shelter
	refused 2 "curiosity: not a code of catalogue purpose" mh-signal show S-2026-0001 --identity --purpose curiosity
	refused 1 "S-2026-0009: no such signal" mh-signal show S-2026-0009
	refused 2 "narrative: a sealed field cannot be asked for" mh-signal list --where 'narrative~x'
	refused 1 "nothing was found" mh-signal list --where sector=school
}

@test "a list of an earlier day shows what was known then" {
	MH_NOW=2026-02-01 add --quiet > id
	MH_NOW=2026-02-10 mh-signal triage S-2026-0001 --to closed --reason duplicate --quiet
	same $'state\nreceived' mh-signal list --columns state --format csv --as-of 2026-02-05
	same $'state\nclosed' mh-signal list --columns state --format csv
}
