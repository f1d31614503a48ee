# mh-case: what it does for the two cases of a coordinator's day, and above all what it refuses.

load common
load fixture

setup() {
	common_setup
	fixture_store zorg
	export MH_NOW=2026-03-02
}

# A third-country adult: a signal of the police, and a case of it. Sets C.
third_country_case() {
	mh-signal add --received 2026-02-27 --may-be-told nothing --sector police --form labour --municipality GM0193 --urgency high --victim female,18-22,NG > /dev/null
	C=$(mh-case open --signals S-2026-0001 --coordinator anna)
}

# An EU adult, from a signal of a citizen. Sets C.
eu_case() {
	mh-signal add --received 2026-02-20 --may-be-told nothing --sector citizen --form sexual-domestic --municipality GM0150 --victim female,23-plus,RO > /dev/null
	C=$(mh-case open --signals S-2026-0001)
}

cells() { mh-case list --columns "$1" --format csv | tail -n +2; }

# Columns of the agenda for programs, without its title.
agenda() { mh-case agenda --format csv "$@" | tail -n +2; }

@test "a third-country adult: signal, case, reflection period, and its end on the right day" {
	third_country_case
	[ "$C" = C-2026-0001 ]
	same "third-country,no,GM0193,labour,high,2026-03-02,anna" cells group,minor,municipality,form,urgency,opened,coordinator
	same "case,victim-presumed,C-2026-0001" eval "mh-signal list --columns state,reason,case --format csv | tail -n +2"
	same E-2026-0001 mh-case event "$C" residence reflection-offered --on 2026-02-28 --quiet
	same E-2026-0002 mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet
	same reflection cells residence
	same "later,2026-03-15,term,C-2026-0001,allowance
later,2026-04-01,term,C-2026-0001,monthly-report
later,2026-06-01,term,C-2026-0001,reflection-period" eval "agenda | cut -d , -f 1-5"
	run mh-case agenda
	[[ "$output" == *"2026-06-01  C-2026-0001  reflection period ends"* ]]
}

@test "a date in the decision beats the computed one, and is doubted when it is too late" {
	third_country_case
	run mh-case event "$C" residence reflection-granted --on 2026-03-01 --scope dublin --until 2026-03-20
	[ "$status" -eq 0 ]
	[[ "$output" != *"look at the decision again"* ]]
	same "2026-03-15,allowance
2026-03-20,reflection-period" eval "agenda --source term | cut -d , -f 2,5"
	mh-signal add --received 2026-02-27 --sector police --form labour --victim male,23-plus,VN > /dev/null
	mh-case open --signals S-2026-0002 > /dev/null
	run mh-case event C-2026-0002 residence reflection-granted --on 2026-03-01 --scope dublin --until 2026-06-01
	[ "$status" -eq 0 ]
	[[ "$output" == *"the decision's end 2026-06-01 is later than the longest term, which ends on 2026-03-31"* ]]
}

@test "an EU adult: women's shelter, no reflection period on the agenda" {
	eu_case
	same eu,no cells group,minor
	mh-case event "$C" care contact-made --on 2026-02-23 --quiet > /dev/null
	printf 'format: mh-partners/1\npartners: [{code: huis, name: Huis, column: care, services: [shelter], profile: {shelter: [minimal]}}]\n' > partners.yaml
	mh-refer partner import partners.yaml --quiet > /dev/null
	mh-case stay request "$C" --partner huis --place womens --on 2026-02-24 --quiet > /dev/null
	same waiting cells care
	mh-case stay admit ST-2026-0001 --on 2026-03-02 --quiet > /dev/null
	same shelter cells care
	same "" eval "agenda --source term"
	run mh-case agenda
	[ "$status" -eq 0 ]
	[[ "$output" == *"nothing is due"* ]]
}

@test "events are refused with what is possible" {
	third_country_case
	refused 3 'C-2026-0001: residence permit-granted on 2026-03-01: not possible in state "nothing yet"; possible: reflection-offered, reflection-declined' \
		mh-case event "$C" residence permit-granted --scope a --on 2026-03-01
	refused 3 'C-2026-0001: residence reflection-grantd: no such event; did you mean "reflection-granted"? There are: reflection-offered, reflection-declined, reflection-granted' mh-case event "$C" residence reflection-grantd
	refused 3 "residnce: no such track; there are: residence, criminal, care, youth" mh-case event "$C" residnce reflection-granted
	refused 3 "--on 2026-03-03: is in the future" mh-case event "$C" residence reflection-granted --on 2026-03-03
	refused 3 '--on "2026-02-30": expected a day that exists' mh-case event "$C" residence reflection-granted --on 2026-02-30
	refused 3 "--until: ends before the event of 2026-03-01" mh-case event "$C" residence reflection-granted --on 2026-03-01 --until 2026-02-28
	refused 3 'scope "dublim" is none of: standard, dublin' mh-case event "$C" residence reflection-granted --scope dublim
	refused 3 "a scope is needed: --scope, one of: cosm, womens" mh-case event "$C" care shelter-admitted
	refused 3 'the youth track is not for this case, whose minor is "no"' mh-case event "$C" youth placed --scope crisis
	refused 1 "C-2026-0099: no such case" mh-case event C-2026-0099 residence reflection-granted
	refused 2 "is the id of a signal; a case is asked for" mh-case event S-2026-0001 residence reflection-granted
	refused 2 "an operand is missing" mh-case event "$C" residence
	refused 2 "too many operands" mh-case event "$C" residence reflection-granted now
	refused 2 "kept sealed" mh-case event "$C" residence reflection-granted --detail "is pregnant"
	refused 1 "nothing was found" mh-case list --where "residence=reflection"
	same 1 eval "mh-store history $C --format csv | tail -n +2 | cut -d , -f 1 | sort -u | wc -l"
}

@test "the reflection period comes once, and nothing slips in before what came after" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-02-01 --quiet > /dev/null
	refused 3 "comes once in a case, and it was on 2026-02-01" mh-case event "$C" residence reflection-granted
	mh-case event "$C" residence monthly-report --on 2026-02-27 --quiet > /dev/null
	refused 3 "monthly-report on 2026-02-27: not possible in state \"reflection period ended\"" \
		mh-case event "$C" residence reflection-ended --scope expired --on 2026-02-20
	same reflection cells residence
	mh-case event "$C" residence reflection-ended --scope expired --on 2026-02-28 --quiet > /dev/null
	same ended cells residence
	mh-store check
}

@test "the reflection period comes once for a person, also in another case" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-02-01 --quiet > /dev/null
	mh-case event "$C" criminal exploitation-ended --on 2026-01-01 --quiet > /dev/null
	mh-case close "$C" --outcome out-of-sight --force - --quiet <<< "a test"
	same C-2026-0002 mh-case open --person P-2026-0001 --form labour
	refused 3 "C-2026-0002: residence reflection-granted: comes once for a person, and it was on 2026-02-01, in C-2026-0001" \
		mh-case event C-2026-0002 residence reflection-granted --on 2026-03-01
	mh-case event C-2026-0002 criminal exploitation-ended --on 2026-02-20 --quiet > /dev/null
	mh-case event C-2026-0002 residence permit-applied --scope a --on 2026-03-01 --quiet > /dev/null
}

@test "an event is corrected, or taken back, when what remains still fits" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-02-10 --quiet > /dev/null
	mh-case event "$C" residence monthly-report --on 2026-02-27 --quiet > /dev/null
	mh-case correct E-2026-0001 --on 2026-02-01 --scope dublin
	same "2026-02-15,allowance
2026-03-03,reflection-period" eval "agenda | cut -d , -f 2,5"
	refused 3 "residence monthly-report on 2026-02-27: not possible" mh-case correct E-2026-0001 --on 2026-02-28
	refused 3 "residence monthly-report on 2026-02-27: not possible" mh-case correct E-2026-0001 --undo
	refused 3 "is in the future" mh-case correct E-2026-0002 --on 2026-03-03
	refused 3 'scope "a" is none of' mh-case correct E-2026-0001 --scope a
	refused 2 "nothing to change" mh-case correct E-2026-0001
	refused 2 "--undo: an event that did not happen has no --on" mh-case correct E-2026-0001 --undo --on 2026-03-01
	refused 1 "E-2026-0099: no such event" mh-case correct E-2026-0099 --undo
	refused 2 "is the id of a case; a event is asked for" mh-case correct "$C" --undo
	same reflection cells residence
	mh-case correct E-2026-0002 --undo
	refused 2 "--undo: of which event? --correct ID names it" mh-case event --undo
	mh-case event --correct E-2026-0001 --undo
	same '""' cells residence
	same "" agenda
	refused 1 "E-2026-0001: was taken back already" mh-case correct E-2026-0001 --on 2026-02-02
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	same reflection cells residence
	same 2026-03-01 eval "mh-case show $C | sed '1,/^last events/d' | grep -o '^2026-[0-9-]*'"
	mh-store check
}

@test "a case is edited, and its past is kept" {
	third_country_case
	mh-case edit "$C" --coordinator bob --stay GM0150
	same "bob,GM0150" cells coordinator,stay
	refused 2 "nothing to change" mh-case edit "$C"
	refused 3 "nearest: GM0150" mh-case edit "$C" --stay GM0151
	refused 3 "form" mh-case edit "$C" --form ""
	refused 1 "C-2026-0099: no such case" mh-case edit C-2026-0099 --coordinator bob
	refused 2 "no such option" mh-case edit "$C" --state closed
	mh-store history "$C" | grep -q anna
}

@test "a state that somebody wrote by hand is found by check" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	mh-store check
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE event SET event = 'reflection-declined'"
	finds 'C-2026-0001: residence: the case says "reflection", its events say "declined"'
}

@test "signals about several persons open several cases; one person is said to be one" {
	mh-signal add --received 2026-02-01 --sector police --form labour --victim male,23-plus,VN --victim male,23-plus,VN > /dev/null
	mh-signal add --received 2026-02-02 --sector police --form criminal --victim male,23-plus,VN > /dev/null
	same "C-2026-0001
C-2026-0002" mh-case open --signals S-2026-0001
	mh-case show C-2026-0002 | grep -q "^S-2026-0001"
	same C-2026-0003 mh-case open --signals S-2026-0002
	mh-signal add --received 2026-02-03 --sector police --form labour --urgency acute --municipality GM0150 --victim female,23-plus > /dev/null
	mh-signal add --received 2026-02-04 --sector school --form criminal --onward ask-source --source school --victim female,MA > /dev/null
	same C-2026-0004 eval "printf 'S-2026-0003\nS-2026-0004\n' | mh-case open --same-person --signals -"
	same "\"criminal;labour\",acute,GM0150,ask-source,school,third-country" \
		eval "mh-case list --where id=C-2026-0004 --columns form,urgency,municipality,onward,source,group --format csv | tail -n +2"
	refused 3 "S-2026-0003: is in case C-2026-0004 already" mh-case open --signals S-2026-0003
}

# Two signals of one source about two persons whom it tells apart by a number.
known_persons() {
	for number in 1 2; do
		printf 'received: 2026-02-01\nsector: police\nform: labour\nsource: police\nmentions:\n  - {role: victim, person-ref: "A-%s"}\n' "$number" > s.yaml
		mh-signal add --file s.yaml > /dev/null
	done
}

@test "two persons are never made one" {
	known_persons
	refused 3 "--same-person: the signals mention P-2026-0001 and P-2026-0002, which are two persons" \
		mh-case open --same-person --signals S-2026-0001,S-2026-0002
	same C-2026-0001 mh-case open --country NL
	refused 3 "--person P-2026-0003: the signals mention P-2026-0001, who is another person" \
		mh-case open --person P-2026-0003 --signals S-2026-0001
	same "C-2026-0002
C-2026-0003" mh-case open --signals S-2026-0001 --signals S-2026-0002
	same "P-2026-0003
P-2026-0001
P-2026-0002" cells person
}

@test "a second signal about a person with an open case joins it" {
	mh-signal add --received 2026-02-01 --sector police --form labour --victim male,23-plus,VN > /dev/null
	C=$(mh-case open --signals S-2026-0001)
	mh-signal add --received 2026-02-05 --sector school --form labour --victim male,23-plus,VN > /dev/null
	run mh-case open --signals S-2026-0002 --person P-2026-0001
	[ "$status" -eq 0 ]
	[[ "$output" == *"P-2026-0001 has this open case"* ]]
	same "C-2026-0001" cells id
	same "C-2026-0001
C-2026-0001" eval "mh-signal list --columns case --format csv | tail -n +2"
}

@test "open is refused, and nothing is left behind" {
	mh-signal add --received 2026-02-01 --sector police --form labour --victim male,23-plus,VN > /dev/null
	mh-signal add --received 2026-02-01 --sector police --form labour --victim male,23-plus,VN > /dev/null
	refused 1 "S-2026-0099: no such signal" mh-case open --signals S-2026-0001,S-2026-0099
	refused 2 "not an id" mh-case open --signals nonsense
	refused 1 "--signals: no ids were given" mh-case open --signals -
	refused 3 "nearest: high" mh-case open --signals S-2026-0001 --urgency hihg
	refused 3 "country" mh-case open --signals S-2026-0001 --country XQ
	refused 3 "--opened" mh-case open --signals S-2026-0001 --opened yesterday
	refused 1 "P-2026-0009: no such person" mh-case open --person P-2026-0009
	refused 2 "standard input is already read for --signals" mh-case open --signals - --note -
	refused 2 "kept sealed" mh-case open --note "is in danger"
	refused 2 "no such option; nearest: --signals" mh-case open --signal S-2026-0001
	refused 2 "takes no operand" mh-case open S-2026-0001
	refused 1 "nothing was found" mh-case list
	same received eval "mh-signal list --where id=S-2026-0001 --columns state --format csv | tail -n +2"
}

@test "a walk-in gets a case without a signal" {
	same C-2026-0001 mh-case open --country NL --age-band minor --sex male --form criminal
	same own,yes,criminal cells group,minor,form
	refused 3 'the residence track is not for this case, whose group is "own"' mh-case event C-2026-0001 residence reflection-offered
	same E-2026-0001 mh-case event C-2026-0001 youth placed --scope specialised --quiet
}

@test "identity is sealed: set from a file, standard input or a prompt, never from the command line" {
	third_country_case
	printf 'name: Ada Verzonnen\nborn: 1999-02\naliases: |\n  Adaeze\n  Addy\n' > identity.yaml
	same P-2026-0001 mh-case identity set "$C" --file identity.yaml
	same P-2026-0001 eval "printf 'Igbo, English' | mh-case identity set $C --language -"
	run mh-case show "$C"
	[[ "$output" != *Ada* && "$output" != *1999* && "$output" != *Igbo* ]]
	run grep -c "Verzonnen" "$XDG_DATA_HOME/mh/region.db"
	[ "$output" = 0 ]
	run mh-case show "$C" --identity --purpose care
	[ "$status" -eq 0 ]
	[[ "$output" == *"Ada Verzonnen"* && "$output" == *"1999-02"* && "$output" == *"Igbo, English"* && "$output" == *"Addy"* ]]
	same "mh-case show --identity --purpose" eval "mh-store log --format csv --limit 1 | tail -n 1 | cut -d , -f 4"
}

@test "an empty standard input erases nothing, an empty line does; a name is one line" {
	third_country_case
	echo 'Ada Verzonnen' | mh-case identity set "$C" --name - --quiet > /dev/null
	refused 3 "--name: standard input is empty: nothing was changed" mh-case identity set "$C" --name -
	printf 'Ada\nVerzonnen\n' > two
	REFUSED_INPUT=two refused 3 "--name: standard input holds more than one line" mh-case identity set "$C" --name -
	mh-case show "$C" --identity --purpose care | grep -qF "Ada Verzonnen"
	echo seen | mh-signal edit S-2026-0001 --narrative - --quiet > /dev/null
	refused 3 "--narrative: standard input is empty: nothing was changed" mh-signal edit S-2026-0001 --narrative -
	mh-signal show S-2026-0001 --identity --purpose care | grep -qw seen
	printf 'one\ntwo\n' | mh-signal edit S-2026-0001 --narrative - --quiet > /dev/null
	mh-signal show S-2026-0001 --identity --purpose care | grep -qw two
	echo | mh-case identity set "$C" --name - --quiet > /dev/null
	mh-case show "$C" --identity --purpose care > page
	[ "$(grep -c Verzonnen page)" -eq 0 ]
}

@test "identity is refused without saying the value" {
	third_country_case
	refused 2 "kept sealed and takes no value on the command line" mh-case identity set "$C" --name Ada
	refused 2 "nothing to keep: give fields" mh-case identity set "$C"
	REFUSED_INPUT=<(printf 'name: x\n') refused 2 "standard input is already read for --file" mh-case identity set "$C" --file - --name -
	printf 'nmae: Ada Verzonnen\nborn: on a Tuesday\n' > wrong.yaml
	refused 3 "wrong.yaml: refused; nothing was written" mh-case identity set "$C" --file wrong.yaml
	grep -q "wrong.yaml:1:1.*a person has no such field" refused.err
	grep -q "wrong.yaml:2:1" refused.err
	[ "$(grep -c "Ada\|Tuesday" refused.err)" -eq 0 ]
	REFUSED_INPUT=<(echo 2026-03-03) refused 3 'born "(sealed)": lies in the future' mh-case identity set "$C" --born -
	REFUSED_INPUT=<(echo 1899-12-31) refused 3 '--born: lies before 1900: mend the year' mh-case identity set "$C" --born -
	REFUSED_INPUT=<(echo 2020-01-01) refused 3 'born "(sealed)": does not go with the age band' mh-case identity set "$C" --born - --age-band 23-plus
	refused 3 "no-such.yaml" mh-case identity set "$C" --file no-such.yaml
	refused 1 "C-2026-0099: no such case" mh-case identity set C-2026-0099 --name -
	refused 2 "--identity: say what it is needed for" mh-case show "$C" --identity
	refused 2 "--purpose: goes with --identity" mh-case show "$C" --purpose care
	refused 2 "purpose curiosity: not a code of catalogue purpose" mh-case show "$C" --identity --purpose curiosity
	refused 2 "shown in a table only" mh-case show "$C" --identity --purpose care --format csv
	mv "$GNUPGHOME" "$T/away"
	mkdir -m 700 "$GNUPGHOME"
	refused 5 "" mh-case show "$C" --identity --purpose care
	[ ! -s refused.out ]
	mh-case show "$C" > /dev/null
	mh-case agenda > /dev/null
}

@test "show gives one page, of the terminal's width, in a file too, and nothing is cut" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	mh-case consent add "$C" --purpose shelter --fields minimal,identity --quiet > /dev/null
	mh-case show "$C" > page
	for text in "coordinator:  anna" "reflection period" "2026-06-01  reflection period ends" signals S-2026-0001 consents N-2026-0001 "last events"; do
		grep -qF "$text" page || { echo "$text is missing"; cat page; return 1; }
	done
	[ "$(grep -c … page)" -eq 0 ]
	script -qec "stty cols 80; NO_COLOR=1 mh-case show $C" /dev/null | tr -d '\r' > narrow
	[ "$(wc -L < narrow)" -le 80 ]
	cmp narrow page
	[ "$(wc -l < page)" -le 60 ]
	same C-2026-0001 mh-case show "$C" --format ids
	refused 1 "C-2026-0099: no such case" mh-case show "$C" C-2026-0099
	[ ! -s refused.out ]
	same 2 eval "printf '$C\n$C\n' | mh-case show - | grep -c '^id: *C-2026-0001'"
}

@test "consents: added, listed, withdrawn, and on the agenda before they end" {
	third_country_case
	same N-2026-0001 mh-case consent add "$C" --purpose shelter --fields identity,minimal --until 2026-03-20 --language en --interpreter yes
	same "C-2026-0001,2026-03-02,shelter,\"identity;minimal\",given,2026-03-20" \
		eval "mh-case consent list $C --columns case,on,purpose,fields,answer,until --format csv | tail -n +2"
	same "later,2026-03-20,consent,N-2026-0001,consent-end,consent ends" eval "agenda --source consent | cut -d , -f 1-6"
	mh-case consent withdraw N-2026-0001 --on 2026-03-02
	same "withdrawn" eval "mh-case consent list --columns answer --format csv | tail -n +2"
	same "" agenda --source consent
	refused 3 "N-2026-0001: was not given (withdrawn)" mh-case consent withdraw N-2026-0001
	refused 1 "N-2026-0099: no such consent" mh-case consent withdraw N-2026-0099
}

@test "an older consent leaves the agenda when a newer answer comes" {
	third_country_case
	mh-case consent add "$C" --purpose shelter --fields minimal --on 2026-01-01 --until 2026-02-01 > /dev/null
	same overdue,N-2026-0001 eval "agenda --source consent | cut -d , -f 1,4"
	mh-case consent add "$C" --purpose care --fields minimal --answer refused > /dev/null
	same overdue,N-2026-0001 eval "agenda --source consent | cut -d , -f 1,4"
	mh-case consent add "$C" --purpose shelter --fields minimal --until 2027-02-01 > /dev/null
	same later,N-2026-0003 eval "agenda --source consent | cut -d , -f 1,4"
}

@test "consents are refused" {
	third_country_case
	refused 3 "purpose" mh-case consent add "$C" --fields minimal
	refused 3 "nearest: shelter" mh-case consent add "$C" --purpose sheltr --fields minimal
	refused 3 "fields" mh-case consent add "$C" --purpose shelter --fields everything
	refused 3 "fields" mh-case consent add "$C" --purpose shelter
	refused 3 "--on 2026-03-03: is in the future" mh-case consent add "$C" --purpose shelter --fields minimal --on 2026-03-03
	refused 3 "--until 2026-03-01: ends before the day of the answer, 2026-03-02" mh-case consent add "$C" --purpose shelter --fields minimal --until 2026-03-01
	refused 1 "--partner nobody: no such partner" mh-case consent add "$C" --purpose shelter --fields minimal --partner nobody
	refused 2 "kept sealed" mh-case consent add "$C" --purpose shelter --fields minimal --note "she hesitated"
	refused 1 "nothing was found" mh-case consent list "$C"
	mh-case consent add "$C" --purpose shelter --fields minimal --on 2026-02-01 > /dev/null
	refused 3 "was given on 2026-02-01, which is later" mh-case consent withdraw N-2026-0001 --on 2026-01-31
	refused 3 "is in the future" mh-case consent withdraw N-2026-0001 --on 2026-04-01
}

# A partner that can be phoned.
phone_partner() {
	cat > partners.yaml <<-END
		format: mh-partners/1
		partners:
		  - code: ggd
		    name: GGD
		    column: care
		    profile:
		      medical: [minimal]
	END
	mh-refer partner import partners.yaml --quiet > /dev/null
}

@test "partners on the agenda: an answer that is waited for, an agreement to review, a consent for one of them" {
	third_country_case
	phone_partner
	mh-refer agreement add --with ggd --kind data --name Covenant --signed 2026-01-15 --review 2026-03-01 --quiet > /dev/null
	mh-refer agreement add --with ggd --kind reporting-route --name Route --signed 2025-06-01 --quiet > /dev/null
	mh-case consent add "$C" --purpose medical --partner ggd --fields minimal --until 2026-04-01 > /dev/null
	mh-refer send "$C" --to ggd --purpose medical --ask medical --by phone --basis public-task --special-basis social-protection \
		--article wmo-5.1.1 --secrecy consent --quiet > /dev/null
	# without a day of its own the answer is asked in five workdays: Mon 2 to Mon 9 March; the route is reviewed after a year
	same "overdue,2026-03-01,agreement,A-2026-0001,ggd
later,2026-03-09,referral,R-2026-0001,ggd
later,2026-04-01,consent,N-2026-0001,ggd
later,2026-06-01,agreement,A-2026-0002,ggd" eval "agenda --who ggd | cut -d , -f 1-4,7"
	echo nurse | mh-refer record R-2026-0001 accepted --on 2026-03-02 --by phone --from - --quiet > /dev/null
	same "" agenda --source referral
	mh-case show "$C" > page
	grep -q "^N-2026-0001.* ggd " page
	grep -q "^R-2026-0001.* ggd " page
}

@test "an unverified term says so, and programs get its source" {
	third_country_case
	mh-case event "$C" care access-requested --on 2026-03-01 --quiet > /dev/null
	same "later,2026-04-01,answer the request for access (unverified),unverified" eval "agenda | cut -d , -f 1,2,6,8- | sed 's/\"[^\"]*\",//'"
	same '"law":"AVG, article 12(3)"' eval "mh-case agenda --format jsonl | grep -o '\"law\":\"[^\"]*\"'"
}

@test "the agenda groups by day, follows MH_NOW, and --check tells cron" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	mh-case agenda --check > /dev/null
	MH_NOW=2026-03-15 same "today,allowance
later,monthly-report
later,reflection-period" eval "agenda --source term | cut -d , -f 1,5"
	MH_NOW=2026-03-30 same "overdue,allowance
this-week,monthly-report
later,reflection-period" eval "agenda | cut -d , -f 1,5"
	MH_NOW=2026-03-30 refused 1 "overdue: 1" mh-case agenda --check
	grep -q "apply for the allowance" refused.out
	MH_NOW=2026-03-30 same allowance,monthly-report eval "agenda --within 7d | cut -d , -f 5 | paste -sd ,"
	# warned of a month ahead: it is there however short the view
	MH_NOW=2026-05-01 same reflection-period eval "agenda --within 1d | cut -d , -f 5 | grep reflection"
	MH_NOW=2026-04-30 same "" eval "agenda --within 1d | cut -d , -f 5 | grep reflection || true"
	same "C-2026-0001
C-2026-0001
C-2026-0001" mh-case agenda --format ids
	MH_NOW=2026-03-10 same C-2026-0001 mh-case list --within 14d --format ids
	MH_NOW=2026-03-02 refused 1 "nothing was found" mh-case list --within 1d
}

@test "signals that nobody decided on are due by their urgency" {
	mh-signal add --received 2026-02-27 --may-be-told nothing --sector police --form labour --urgency acute > /dev/null
	mh-signal add --received 2026-02-27 --may-be-told nothing --sector police --form labour --urgency high > /dev/null
	mh-signal add --received 2026-02-27 --may-be-told nothing --sector police --form labour > /dev/null
	# Fri 27 Feb: 24 hours; three workdays: Wed 4 March; ten: Fri 13 March
	same "overdue,2026-02-28,S-2026-0001
this-week,2026-03-04,S-2026-0002
later,2026-03-13,S-2026-0003" eval "agenda --source signal | cut -d , -f 1,2,4"
	mh-signal triage S-2026-0001 --to forwarded --reason to-police --quiet
	same S-2026-0002 eval "agenda --within 2d | cut -d , -f 4"
}

@test "without the region's terms nothing is lost: a signal is due on its own day" {
	become bare
	mkdir -m 700 "$T/bare" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" bare)
	mh-store init --demo --org bare --name Bare --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	mh-store apply --quiet "$BUILD"/share/mh/data/catalogues/*.yaml "$BUILD"/share/mh/data/workflows/care.yaml > /dev/null
	mh-signal add --received 2026-02-27 --may-be-told nothing --sector police --form labour > /dev/null
	same "overdue,2026-02-27,signal,S-2026-0001,signal-triage,decide on signal" eval "agenda | cut -d , -f 1-6"
}

@test "many signals do not hide a term in the table" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	for day in 01 02 03 04 05 06 07 08 09 10 11 12; do
		mh-signal add --received "2026-01-$day" --may-be-told nothing --sector citizen --form labour --quiet > /dev/null
	done
	run mh-case agenda
	[ "$(grep -c "decide on signal" <<< "$output")" -eq 10 ]
	[[ "$output" == *"overdue: and 2 more"* && "$output" == *"reflection period ends"* ]]
	[ "$(mh-case agenda --source signal | grep -c "decide on signal")" -eq 12 ]
	[ "$(agenda | grep -c signal-triage)" -eq 12 ]
}

@test "the agenda is asked for what one organisation is to do" {
	third_country_case
	mh-case event "$C" residence permit-applied --scope a --on 2026-03-01 --quiet > /dev/null
	mh-case event "$C" care wmo-reported --on 2026-03-01 --quiet > /dev/null
	same "today,ind-decision,ind" eval "agenda --who ind | cut -d , -f 1,5,7"
	same "wmo-inquiry" eval "agenda --who municipality | cut -d , -f 5"
	same allowance eval "agenda --who zorg | cut -d , -f 5"
	phone_partner
	same "" agenda --who ggd
	refused 2 '--who gdd: neither a partner nor a party of a term; nearest: ggd' mh-case agenda --who gdd --check
	refused 2 '--who municipalty: neither a partner nor a party of a term; nearest: municipality' mh-case agenda --who municipalty
	refused 2 '--who nobody-here: neither a partner nor a party of a term; mh-refer partner list' mh-case agenda --who nobody-here
	refused 2 '--within "soon": a length is expected' mh-case agenda --within soon
	refused 2 '--source: "tasks" is none of: term planned signal feedback referral consent agreement key inbox' mh-case agenda --source tasks
}

@test "a store without workflows says how to get them" {
	become bare
	mkdir -m 700 "$T/bare" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" bare)
	mh-store init --demo --org bare --name Bare --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	refused 3 "no workflow is in the store: apply the workflows" mh-case agenda
	refused 3 "is not in the store: apply it with mh-store apply" mh-case open
	refused 1 "nothing was found" mh-case list
	mh-store check
}

@test "the term that held on the starting day counts" {
	mh-signal add --received 2023-05-01 --may-be-told nothing --sector police --form labour --victim female,18-22,NG --victim female,18-22,NG > /dev/null
	mh-case open --signals S-2026-0001 --opened 2023-05-02 > /dev/null
	mh-case event C-2026-0001 residence reflection-granted --on 2023-05-18 --scope dublin --quiet > /dev/null
	mh-case event C-2026-0002 residence reflection-granted --on 2023-05-19 --scope dublin --quiet > /dev/null
	same "2023-06-18,C-2026-0002
2023-08-18,C-2026-0001" eval "agenda | grep reflection-period | cut -d , -f 2,4"
}

@test "a region's own lengths replace the shipped ones" {
	third_country_case
	mh-case event "$C" care access-requested --on 2026-03-01 --quiet > /dev/null
	same 2026-04-01 eval "agenda | cut -d , -f 2"
	sed '/code: access$/,/length:/s/1 month/2 week/' "$BUILD/share/mh/data/terms/care.yaml" > care.yaml
	mh-store apply care.yaml --quiet > /dev/null
	same 2026-03-15 eval "agenda | cut -d , -f 2"
	sed 's/length: 2 week/length: 2 moons/' care.yaml > wrong.yaml
	refused 3 "a length is expected here" mh-store apply wrong.yaml
	grep -q "wrong.yaml:[0-9]*:[0-9]*" refused.err
	mh-store check
	sed 's/code: breach-found/code: breach-seen/' "$BUILD/share/mh/data/workflows/care.yaml" > workflow.yaml
	mh-store apply workflow.yaml --quiet > /dev/null 2> talk
	grep -q 'breach-report: starts "care/breach-found": the workflow has no such event; did you mean "breach-seen"?' talk
	finds 'breach-report: starts "care/breach-found": the workflow has no such event; did you mean "breach-seen"?'
}

@test "a case is closed with its outcome, and taken up again" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	mh-case consent add "$C" --purpose shelter --fields minimal > /dev/null
	refused 2 "--outcome: is required" mh-case close "$C"
	refused 3 "outcome" mh-case close "$C" --outcome happy
	refused 3 "is in the future" mh-case close "$C" --outcome regular-help --on 2026-03-03
	refused 3 "the case was opened on 2026-03-02" mh-case close "$C" --outcome regular-help --on 2026-03-01
	MH_NOW=2026-03-05 mh-case event "$C" care contact-made --quiet > /dev/null
	MH_NOW=2026-03-06 refused 3 "--on 2026-03-04: lies before 2026-03-05, the day of E-2026-0002 (care contact-made): close it on that day or later" \
		mh-case close "$C" --outcome regular-help --on 2026-03-04
	mh-case correct E-2026-0002 --undo
	refused 1 "C-2026-0001: something is still open; to close it so: --force - with the reason" mh-case close "$C" --outcome regular-help
	grep -q "still runs: 2026-06-01, reflection period ends" refused.err
	grep -q "N-2026-0001: consent that is live" refused.err
	refused 3 "--force: standard input is empty: nothing was changed; give the words on standard input" mh-case close "$C" --outcome regular-help --force -
	REFUSED_INPUT=<(echo words) refused 2 "standard input is already read for another field" mh-case close "$C" --outcome regular-help --force - --victim-view -
	mh-case close "$C" --outcome regular-help --force - --quiet <<< "the lawyer goes on with it"
	printf 'It took long, but I was heard.' | mh-case close "$C" --victim-view - --quiet
	refused 2 "--outcome: is required" mh-case close "$C"
	same closed,2026-03-02,regular-help cells state,closed,outcome
	same "" agenda
	refused 1 "is closed already" mh-case close "$C" --outcome regular-help
	refused 3 "C-2026-0001: the case is closed; mh-case reopen C-2026-0001 takes it up again" mh-case event "$C" residence monthly-report
	mh-case reopen "$C"
	same open,, cells state,closed,outcome
	refused 1 "C-2026-0001: is open" mh-case reopen "$C"
	mh-case event "$C" residence monthly-report --quiet > /dev/null
	mh-case close "$C" --outcome out-of-sight --force - --quiet <<< "a test"
	mh-case open --person P-2026-0001 > /dev/null
	refused 3 "the person has another open case" mh-case reopen "$C"
}

@test "Dutch labels where the user's language is Dutch" {
	third_country_case
	mh-case event "$C" residence reflection-granted --on 2026-03-01 --quiet > /dev/null
	LANGUAGE=nl run mh-case agenda
	[ "$status" -eq 0 ]
	[[ "$output" == *"2026-06-01  C-2026-0001  bedenktijd eindigt"* ]]
	LANGUAGE=nl run mh-case show "$C"
	[[ "$output" == *"Verblijfsrecht"* && "$output" == *"bedenktijd verleend"* ]]
	LANGUAGE=nl refused 3 "kan niet in stand „bedenktijd”" mh-case event "$C" residence permit-extended --scope a
	same "residence reflection" eval "LANGUAGE=nl mh-case list --columns residence --format jsonl | grep -o 'residence\|reflection' | paste -sd ' '"
}
