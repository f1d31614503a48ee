# The law of a case: tracks and what may happen on them, what is planned, ages, terms as data, and the agenda as a calendar.

load common
load fixture

setup() {
	common_setup
	fixture_store zorg
	export MH_NOW=2026-03-02
}

# A third-country adult and a case. Sets C.
adult() {
	C=$(mh-case open --country NG --age-band 18-22 --sex female --form labour --coordinator anna)
}

# A third-country minor and a case. Sets C.
minor() {
	C=$(mh-case open --country NG --age-band minor --sex female --form labour)
}

event() { mh-case event "$C" "$@" --quiet > /dev/null; }
agenda() { mh-case agenda --format csv "$@" | tail -n +2; }

# A shelter, for stays.
shelter() {
	printf 'format: mh-partners/1\npartners: [{code: huis, name: Huis, column: care, services: [shelter], profile: {shelter: [minimal]}}]\n' > partners.yaml
	mh-refer partner import partners.yaml --quiet > /dev/null
}
stay() { mh-case stay "$1" "$2" --partner huis --place "$3" --quiet > /dev/null; }

# Rows of one kind of the track command: "rows possible code,more --track criminal".
rows() {
	local what=$1 columns=$2
	shift 2
	mh-case track "$C" "$@" --format jsonl | jq -r "select(.what == \"$what\") | [$(sed 's/[a-z]*/.& \/\/ ""/g' <<< "$columns")] | join(\"|\")"
}

@test "every track goes from its beginning to its end as the facts have it" {
	adult
	event residence reflection-offered --on 2025-10-01
	event residence reflection-granted --on 2025-10-02 --scope standard
	event residence consequences-explained --on 2025-10-03
	event residence monthly-report --on 2025-10-30
	event residence permit-applied --on 2025-11-03 --scope a
	event residence permit-granted --on 2025-11-04 --scope a --until 2026-10-31
	event residence permit-withdrawn --on 2026-02-10
	event residence objection-lodged --on 2026-02-20
	event criminal intake-held --on 2025-10-05
	event criminal report-taken --on 2025-11-01
	event criminal investigation-started --on 2025-11-10
	event criminal prosecution-started --on 2025-12-10
	event criminal trial-started --on 2026-02-01
	event criminal verdict-given --on 2026-02-15 --scope convicted
	event criminal compensation-applied --on 2026-02-20
	event criminal compensation-decided --on 2026-03-01 --scope granted
	for done in contact-made medical-asked tb-test-done medical-done legal-aid-asked legal-aid-given allowance-applied insured registered; do
		event care "$done" --on 2025-10-06
	done
	event care allowance-decided --on 2025-10-20 --scope granted
	same "objection|verdict|contact" eval "mh-case list --columns residence,criminal,care --format csv | tail -n +2 | tr , '|'"
	C=$(mh-case open --country NG --age-band 18-22 --form labour)
	event residence permit-applied --on 2026-02-01 --scope d
	event residence application-withdrawn --on 2026-02-03
	event criminal report-taken --on 2026-02-01
	event criminal not-prosecuted --on 2026-02-10
	event criminal complaint-lodged --on 2026-02-20
	same "ended|complaint" eval "mh-case list --where id=$C --columns residence,criminal --format csv | tail -n +2 | tr , '|'"
	mh-store check
}

@test "a minor has no categorical shelter, and has a youth track" {
	shelter
	minor
	for step in shelter-requested shelter-admitted; do
		refused 3 "$C: care $step: a minor has no place in categorical shelter (COSM): youth care, or Nidos" mh-case event "$C" care "$step" --scope cosm
	done
	LANGUAGE=nl refused 3 "categorale opvang (COSM) is er niet voor een minderjarige" mh-case event "$C" care shelter-requested --scope cosm --planned --on 2026-04-01
	run rows possible code,more --track care
	[[ "$output" == *"shelter-requested|[--scope womens|mens|"* && "$output" != *cosm* ]]
	stay request "$C" youth
	refused 3 "COSM" mh-case event --correct E-2026-0001 --scope cosm
	for step in "custody-inquired --scope nobody" veilig-thuis-reported board-reported board-advised nidos-notified "guardian-requested --scope nidos" \
		"guardian-appointed --scope nidos" "placed --scope protected"; do
		read -ra words <<< "$step"
		event youth "${words[@]}"
	done
	same placed eval "mh-case list --columns youth --format csv | tail -n +2"
	adult
	stay request "$C" cosm
}

@test "a workflow that says wrongly what may never be is refused" {
	sed 's/when: { minor: yes }/when: { minr: yes }/; s/scopes: cosm$/scopes: cosn/' "$BUILD/share/mh/data/workflows/care.yaml" > care.yaml
	refused 3 "not a coded field of a case" mh-store apply care.yaml
	grep -q '"cosn" is no scope of this event' refused.err
	sed 's/- when: { minor: yes }/- en: never/; s/^        en: "a minor.*//' "$BUILD/share/mh/data/workflows/care.yaml" > care.yaml
	refused 3 '"when" is missing' mh-store apply care.yaml
}

@test "ages to come are terms of a month, from a birth date that stays sealed" {
	minor
	echo 2012-05-17 | mh-case identity set "$C" --born - --quiet > /dev/null
	# 12 was in 2024; 16 in May 2028, 18 in May 2030
	same "later,2028-05,term,$C,age-16
later,2030-05,term,$C,age-18" eval "agenda | cut -d , -f 1-5"
	mh-case agenda | grep -q "2028-05 *$C *turns 16"
	mh-case show "$C" > page
	grep -q "2030-05 *turns 18" page
	[ "$(grep -c "05-17" page)" -eq 0 ]
	same "2028-05|age-16
2030-05|age-18" rows runs day,code --track youth
	# due as long as the month lasts; 18 is overdue after it, and warned of half a year before
	same "today,2028-05,age-16" eval "MH_NOW=2028-05-31 agenda | grep age-16 | cut -d , -f 1,2,5"
	same "today,2028-05,age-16" eval "MH_NOW=2028-06-01 agenda | grep age-16 | cut -d , -f 1,2,5"
	same "today,2030-05,age-18" eval "MH_NOW=2030-05-18 agenda | grep age-18 | cut -d , -f 1,2,5"
	same "overdue,2030-05,age-18" eval "MH_NOW=2030-06-01 agenda | grep age-18 | cut -d , -f 1,2,5"
	same 1 eval "MH_NOW=2029-11-01 agenda --within 1d | grep -c age-18"
	# what changes is settled
	export MH_NOW=2028-05-20
	event youth age-16-settled
	same age-18 eval "agenda | cut -d , -f 5"
	# corrected: the month follows; a year alone is a year; taken away: nothing is left
	echo 2012-07-01 | mh-case identity set "$C" --born - --quiet > /dev/null
	same "2028-07
2030-07" eval "agenda | cut -d , -f 2"
	# born on a leap day: 2030 has none, so that 28 February must be over; 2032 has one
	echo 2012-02-29 | mh-case identity set "$C" --born - --quiet > /dev/null
	same "2030-03" eval "agenda | cut -d , -f 2"
	echo 2014-02-29 > no-day
	REFUSED_INPUT=no-day refused 3 "born" mh-case identity set "$C" --born -
	echo 2012 | mh-case identity set "$C" --born - --quiet > /dev/null
	same 2030 eval "agenda | cut -d , -f 2"
	echo Ada | mh-case identity set "$C" --no-look --name - --quiet > /dev/null
	same 2030 eval "agenda | cut -d , -f 2"
	echo | mh-case identity set "$C" --born - --quiet > /dev/null
	same "" agenda
	echo 2030 > born
	REFUSED_INPUT=born MH_NOW=2028-05-20 refused 3 "lies in the future: give a day up to today" mh-case identity set "$C" --born -
	# what the case says of it and the birth date are compared: it decides on shelter
	run mh-case identity set "$C" --born - <<< 2001-05-17
	[[ "$output" == *"$C: by the birth date the person is 18 or older, and the case does not say so: mh-case edit $C --minor no"* ]]
	mh-case edit "$C" --minor no
	run mh-case identity set "$C" --born - <<< 2012-05-17
	[[ "$output" == *"by the birth date the person is under 18, and the case does not say so: mh-case edit $C --minor yes"* ]]
	run mh-case identity set "$C" --born - <<< 2010
	[[ "$output" == P-2026-0001 ]]
	mh-case edit "$C" --minor yes
	echo | mh-case identity set "$C" --born - --quiet > /dev/null
	mh-store fields case --format csv | grep -q '^case,turns-18,.*,clear,agenda,'
	mh-store check
}

@test "a second case of the person has the ages too; closing does not wait for them" {
	minor
	printf 'born: 2015-12\n' | mh-case identity set "$C" --file - --quiet > /dev/null
	same "2027-12,age-12
2031-12,age-16
2033-12,age-18" eval "agenda | cut -d , -f 2,5"
	mh-case close "$C" --outcome regular-help --quiet
	same "" agenda
	C=$(mh-case open --person P-2026-0001 --form labour)
	same "2027-12,C-2026-0002" eval "agenda --source term | head -n 1 | cut -d , -f 2,4"
}

@test "what is planned waits in the agenda, and changes no state until it happened" {
	adult
	event residence reflection-granted --on 2026-02-20
	refused 3 "--on 2026-03-20: is in the future; an event is booked when it has happened, and before that with --planned" \
		mh-case event "$C" residence monthly-report --on 2026-03-20
	refused 2 "--planned: on which day? --on DATE" mh-case event "$C" residence monthly-report --planned
	refused 3 "--on 2026-03-01: is past; what is planned is still to come" mh-case event "$C" residence monthly-report --planned --on 2026-03-01
	refused 3 "no such event" mh-case event "$C" residence permit-grantd --planned --on 2026-04-01
	same E-2026-0002 mh-case event "$C" residence monthly-report --planned --on 2026-03-18
	same E-2026-0003 mh-case event "$C" residence permit-granted --planned --on 2026-05-01
	same reflection eval "mh-case list --columns residence --format csv | tail -n +2"
	same "2026-03-18,E-2026-0002,monthly-report,planned: monthly report to the police
2026-05-01,E-2026-0003,permit-granted,planned: permit granted" eval "agenda --source planned | cut -d , -f 2,4-6"
	same "2026-03-18|E-2026-0002
2026-05-01|E-2026-0003" rows planned day,id --track residence
	mh-case show "$C" | grep -q "2026-03-18 *planned: monthly report"
	mh-store check
	# it comes earlier: the plan stays, and says so
	run mh-case event "$C" residence monthly-report
	[[ "$output" == *"E-2026-0002 is still planned on 2026-03-18; mh-case correct E-2026-0002 --undo drops it"* ]]
	same "overdue,E-2026-0002" eval "MH_NOW=2026-03-20 agenda --source planned | head -n 1 | cut -d , -f 1,4"
	# it happened: the same record, no longer a plan
	MH_NOW=2026-03-20 same E-2026-0002 mh-case event "$C" residence monthly-report --on 2026-03-19 --quiet
	same "2026-03-19|E-2026-0002" eval "rows happened day,id --track residence | tail -n 1"
	# moved, and dropped
	mh-case correct E-2026-0003 --on 2026-05-08
	same "2026-05-08,E-2026-0003" eval "agenda --source planned | cut -d , -f 2,4"
	MH_NOW=2026-03-20 refused 1 "something is still open" mh-case close "$C" --outcome regular-help
	grep -q "E-2026-0003: event that is planned" refused.err
	mh-case correct E-2026-0003 --undo
	same "" agenda --source planned
	same 3 eval "mh-store history E-2026-0003 --format csv | tail -n +2 | cut -d , -f 1 | sort -u | wc -l"
	mh-store check
}

@test "event --correct mends a mistake as correct does" {
	adult
	event residence reflection-granted --on 2026-02-10
	mh-case event --correct E-2026-0001 --on 2026-02-01 --scope dublin
	same "2026-02-01|dublin" rows happened day,more --track residence
	refused 2 "nothing to change" mh-case event --correct E-2026-0001
	refused 2 "leave case, track and event out" mh-case event "$C" residence monthly-report --correct E-2026-0001
	refused 2 "whether it is planned is not changed" mh-case event --correct E-2026-0001 --planned --on 2026-04-01
	refused 3 "is in the future" mh-case event --correct E-2026-0001 --on 2026-03-03
	refused 1 "E-2026-0099: no such event" mh-case event --correct E-2026-0099 --on 2026-03-01
	refused 2 "an operand is missing: the case, the track and the event, or --correct" mh-case event
}

@test "track shows state, past, what may come and what it needs, and terms with their law" {
	adult
	event residence reflection-granted --on 2026-03-01
	event criminal report-taken --on 2026-03-01
	same "reflection|reflection period" rows state code,text --track residence
	same "2026-03-01|reflection-granted|E-2026-0001" rows happened day,code,id --track residence
	same "permit-applied|--scope a|b|c|d|g|other" eval "rows possible code,more --track residence | grep permit-a"
	same "2026-06-01|reflection-period|maximum|Vreemdelingencirculaire B8/3.1|2017-05" eval "rows runs day,code,more,law,checked --track residence | grep period"
	run mh-case track "$C"
	[[ "$output" == *"Residence"*"Criminal case"*"Care"* && "$output" != *Youth* ]]
	run mh-case track "$C" --track criminal
	[[ "$output" == *"reported or cooperating"* && "$output" != *Residence* ]]
	LANGUAGE=nl mh-case track "$C" | grep -q "gebeurd .*bedenktijd verleend"
	refused 3 "residnce: no such track; there are: residence" mh-case track "$C" --track residnce
	refused 1 "C-2026-0099: no such case" mh-case track C-2026-0099
	MH_NOW=2026-03-04 mh-case correct E-2026-0001 --undo
	same "none" eval "MH_NOW=2026-03-05 rows state code --track residence"
	same "reflection" eval "MH_NOW=2026-03-05 rows state code --track residence --as-of 2026-03-02"
	MH_NOW=2026-03-05 same "" agenda --source term
	same reflection-period eval "MH_NOW=2026-03-05 mh-case agenda --as-of 2026-03-02 --format csv | cut -d , -f 5 | grep reflection"
	refused 3 "--as-of: no workflow was in the store on that day, if it was there at all: give a later day" mh-case agenda --as-of 2020-01-01
	MH_NOW=2026-03-05 refused 2 "--source key: is known as it is now only" mh-case agenda --as-of 2026-03-02 --source key
}

@test "a change of law is an edit of one file: old cases keep the old term, new ones get the new" {
	adult
	event residence reflection-granted --on 2026-03-01
	# from 1 April 2026 the period is six months: the definition that holds now gets a last day, the new one a first
	awk '/code: reflection-period/ && !done { first = 1 }
		first { block = block $0 "\n" } !first { print }
		first && /checked:/ { old = new = block; first = 0; done = 1
			sub(/    from: 2000-01-01\n/, "    from: 2000-01-01\n    to: 2026-03-31\n", old)
			sub(/from: 2000-01-01/, "from: 2026-04-01", new); sub(/length: 3 month/, "length: 6 month", new)
			printf "%s%s", old, new }' "$BUILD/share/mh/data/terms/residence.yaml" > residence.yaml
	[ "$(diff "$BUILD/share/mh/data/terms/residence.yaml" residence.yaml | grep -c '^<')" -eq 0 ]
	mh-store apply residence.yaml --quiet > /dev/null
	same "2026-06-01" eval "agenda | grep reflection-period | cut -d , -f 2"
	export MH_NOW=2026-04-01
	C=$(mh-case open --country NG --age-band 18-22 --form labour)
	event residence reflection-granted
	same "2026-06-01,C-2026-0001
2026-10-01,C-2026-0002" eval "agenda | grep reflection-period | cut -d , -f 2,4"
	mh-store check
}

# terms SED: the shipped terms of residence, changed.
terms() { sed "$1" "$BUILD/share/mh/data/terms/residence.yaml" > residence.yaml; }

@test "terms that do not fit the workflows are refused with their place and what may stand there" {
	terms '/code: objection$/,/stops:/s/permit-refused/permit-refusd/; s/scope: dublin/scope: dublim/; s/within: reflection-period/within: reflection-perod/'
	refused 3 '"monthly-report" lies within "reflection-perod", which is not here; did you mean "reflection-period"?' mh-store apply residence.yaml
	grep -q "residence.yaml:$(grep -n reflection-perod residence.yaml | cut -d : -f 1):" refused.err
	terms '/code: objection$/,/stops:/s/permit-refused/permit-refusd/; s/scope: dublin/scope: dublim/; s,care/insured,zorg/insured,'
	line=$(grep -n permit-refusd residence.yaml | cut -d : -f 1)
	refused 3 "residence.yaml:$line: starts \"residence/permit-refusd\": the workflow has no such event; did you mean \"permit-refused\"?" mh-store apply residence.yaml
	[ "$(grep -c 'scope "dublim": no event that starts it has such a scope; did you mean "dublin"?' refused.err)" -eq 2 ]
	grep -q 'stops "zorg/insured": there is no such track; there are: care, criminal, residence, youth, case, age, request, signal' refused.err
	grep -q "nothing was applied: 4 problems" refused.err
	sed 's/code: referral-answer/code: referral-anser/; 0,/scope: acute/s//scope: acuut/' "$BUILD/share/mh/data/terms/region.yaml" > region.yaml
	refused 3 'code "referral-anser": nothing asks for a term of this code; did you mean "referral-answer"?' mh-store apply region.yaml
	grep -q 'scope "acuut": no event that starts it has such a scope; did you mean "acute"?' refused.err
	# the workflow that comes along counts, and not the one that it replaces
	terms 's/permit-refused/permit-denied/'
	refused 3 "permit-denied" mh-store apply residence.yaml
	sed 's/permit-refused/permit-denied/' "$BUILD/share/mh/data/workflows/residence.yaml" > workflow.yaml
	mh-store apply residence.yaml workflow.yaml --quiet > /dev/null
	mh-store check
}

@test "a term that ends while none follows is warned of, and an event says that none holds" {
	adult
	terms '/code: allowance/,/warn:/s/    kind: deadline/    to: 2025-12-31\n    kind: deadline/'
	run mh-store apply residence.yaml
	[ "$status" -eq 0 ]
	[[ "$output" == *'residence.yaml:'*': to "2025-12-31": no definition of term "allowance" follows: what starts it from 2026-01-01 on has no such term'* ]]
	warns 'allowance: to "2025-12-31": no definition of term "allowance" follows'
	run mh-case event "$C" residence reflection-granted --on 2026-03-01
	[[ "$output" == *'reflection-granted on 2026-03-01: no definition of term "allowance" (apply for the allowance (Rvb)) holds on that day, so none runs: mend "from" and "to" in its file, and mh-store apply it'* ]]
	run mh-case correct E-2026-0001 --on 2025-12-31
	[[ "$output" != *"no definition"* ]]
	agenda | grep -q allowance
	sed '/code: cosm-stay/,/warn:/s/    kind: target/    from: 2026-04-01\n    kind: target/' "$BUILD/share/mh/data/terms/care.yaml" > care.yaml
	mh-store apply care.yaml --quiet > /dev/null 2> talk
	[ ! -s talk ]
	shelter
	run mh-case stay admit "$C" --partner huis --place cosm
	[[ "$output" == *'no definition of term "cosm-stay"'* ]]
	run mh-case stay move ST-2026-0001 --partner huis --place womens
	[[ "$output" != *"no definition"* ]]
}

@test "a permit is granted on the ground that was applied for and extended on its own, or it is said why" {
	adult
	event residence permit-applied --on 2026-02-01 --scope a
	refused 3 "$C: residence permit-granted on 2026-02-02: scope \"d\", but permit-applied of 2026-02-01 has \"a\": mend the wrong one with mh-case correct, or say why they differ: --detail -" \
		mh-case event "$C" residence permit-granted --on 2026-02-02 --scope d
	mh-case event "$C" residence permit-granted --on 2026-02-02 --scope d --detail - --quiet > /dev/null <<< "granted so by the IND of its own accord"
	[ "$(rows possible code --track residence | grep -c extended)" -eq 0 ]
	refused 3 "residence permit-extended on 2026-02-20: can't follow permit-granted of 2026-02-02, whose scope is \"d\"" \
		mh-case event "$C" residence permit-extended --on 2026-02-20 --scope a
	REFUSED_INPUT=<(echo because) refused 3 "can't follow permit-granted" mh-case event "$C" residence permit-extended --on 2026-02-20 --scope a --detail -
	# who reports after all applies on another ground
	event residence permit-applied --on 2026-02-21 --scope a
	event residence permit-granted --on 2026-02-22 --scope a
	refused 3 "scope \"b\", but permit-granted of 2026-02-22 has \"a\"" mh-case event "$C" residence permit-extended --on 2026-03-01 --scope b
	event residence permit-extended --on 2026-03-01 --scope a
	# a correction is held to what came after it
	REFUSED_INPUT=<(echo so) refused 3 "permit-extended on 2026-03-01: can't follow permit-granted of 2026-02-22" mh-case correct E-2026-0004 --scope d --detail -
	mh-store check
}

@test "a workflow that binds a scope to what is none is refused" {
	sed 's/scope-of: permit-applied/scope-of: permit-aplied/' "$BUILD/share/mh/data/workflows/residence.yaml" > workflow.yaml
	refused 3 '"permit-aplied" is no event of this track, or one of the two has no scopes' mh-store apply workflow.yaml
	sed 's/then: { minor: no }/then: { minr: no }/' "$BUILD/share/mh/data/workflows/youth.yaml" > workflow.yaml
	refused 3 "not a coded field of a case" mh-store apply workflow.yaml
}

@test "categorical shelter asks the months of birthdays, whatever the case says of minors" {
	adult
	refused 3 "the youth track is not for this case, whose minor is" mh-case event "$C" youth youth-care-requested
	echo 2008-06-15 | mh-case identity set "$C" --born - --quiet > /dev/null
	bar="a minor has no place in categorical shelter (COSM): youth care, or Nidos for who came alone (by the birth date; where that is wrong: mh-case identity set)"
	refused 3 "$bar" mh-case event "$C" care shelter-requested --scope cosm
	[ "$(rows possible more --track care | grep -c cosm)" -eq 0 ]
	event youth youth-care-requested
	# in somebody else's shelter another is asked for: no event of the track, and barred all the same
	shelter
	stay admit "$C" womens
	refused 3 "$bar" mh-case event "$C" care shelter-moved --scope cosm
	refused 3 "$bar" mh-case event "$C" care shelter-moved --scope cosm --planned --on 2026-05-31
	# June: the day is sealed, so the case's own word counts; from July on she is 18 whatever it says
	mh-case event "$C" care shelter-moved --scope cosm --planned --on 2026-06-20 --quiet > /dev/null
	mh-case edit "$C" --minor yes
	refused 3 "a minor has no place" mh-case event "$C" care shelter-moved --scope cosm --planned --on 2026-06-20
	mh-case event "$C" care shelter-moved --scope cosm --planned --on 2026-07-01 --quiet > /dev/null
	export MH_NOW=2026-07-01
	rows possible more --track care | grep -q cosm
	run mh-case event "$C" youth came-of-age
	[[ "$output" == *"$C: minor is \"yes\" here; after came-of-age it is \"no\": mh-case edit $C --minor no"* ]]
	stay move ST-2026-0001 cosm
}

@test "a minor's case is kept under the Jeugdwet, unless another law was named" {
	minor
	same jeugdwet eval "mh-case list --where id=$C --columns regime --format csv | tail -n +2"
	C=$(mh-case open --country NG --age-band minor --form labour --regime wmo)
	same wmo eval "mh-case list --where id=$C --columns regime --format csv | tail -n +2"
	adult
	same wmo eval "mh-case list --where id=$C --columns regime --format csv | tail -n +2"
	mh-signal add --sector police --form labour --victim female,minor,NG --may-be-told nothing > /dev/null
	mh-case open --signals S-2026-0001 > /dev/null
	same jeugdwet eval "mh-case list --where id=C-2026-0004 --columns regime --format csv | tail -n +2"
	mh-signal add --sector police --form labour --victim female,minor,NG --may-be-told nothing --regime wpg-received > /dev/null
	mh-case open --signals S-2026-0002 > /dev/null
	same wpg-received eval "mh-case list --where id=C-2026-0005 --columns regime --format csv | tail -n +2"
}

@test "a day that was damaged in the store is refused by its record, and shown nowhere as another" {
	adult
	event residence reflection-granted --on 2026-03-01
	mh-case task add "$C" --do call --due 2026-03-05 > /dev/null
	db=$XDG_DATA_HOME/mh/region.db
	cp "$db" kept.db
	for damage in 'UPDATE event SET "on" = "2026-02-30":E-2026-0001: on' 'UPDATE event SET "until" = "soon":E-2026-0001: until' 'UPDATE "case" SET opened = "2026-03":C-2026-0001: opened'; do
		cp kept.db "$db"
		sqlite3 "$db" "${damage%%:*}"
		sentence="${damage#*:}: holds no day that exists, since something else than these programs wrote it: see mh-store check, and restore the newest backup from before"
		for command in agenda "agenda --format ics" "show $C" "track $C" "list --within 30d"; do
			read -ra words <<< "$command"
			refused 4 "$sentence" mh-case "${words[@]}"
			[ "$(grep -c 0001-01 refused.out)" -eq 0 ]
		done
		finds "${damage#*:}"
	done
	for damage in 'UPDATE event SET "on" = "":E-2026-0001: on' 'UPDATE event SET "until" = "":E-2026-0001: until'; do
		cp kept.db "$db"
		sqlite3 "$db" "${damage%%:*}"
		refused 4 "${damage#*:}: holds no day that exists" mh-case agenda
	done
	cp kept.db "$db"
	shelter
	stay admit "$C" womens
	for damage in "left = ''" "admitted = '2026-02-31'"; do
		sqlite3 "$db" "UPDATE stay SET $damage"
		for command in "stay occupancy" "stay list" "show $C"; do
			read -ra words <<< "$command"
			refused 4 "ST-2026-0001: ${damage%% *}: holds no day that exists" mh-case "${words[@]}"
		done
		sqlite3 "$db" "UPDATE stay SET left = NULL"
	done
	cp kept.db "$db"
	sqlite3 "$db" "UPDATE task SET due = 'tomorrow'"
	refused 4 "TK-2026-0001: due: holds no day that exists" mh-case agenda
}

@test "who is back has the terms and the state of before" {
	adult
	event residence permit-applied --on 2026-02-09 --scope a
	event residence permit-refused --on 2026-02-20
	event residence departed --on 2026-02-25
	same "" agenda --source term
	refused 3 'residence departed on 2026-02-26: not possible in state "departed"; possible: consequences-explained, returned' mh-case event "$C" residence departed --on 2026-02-26
	event residence returned --on 2026-02-27
	# four weeks from 20 February: 20 March
	same "2026-03-20,objection" eval "agenda --source term | cut -d , -f 2,5"
	same refused rows state code --track residence
	event residence objection-lodged
	sed 's/^    back: yes/    back: yes\n    to: closed/' "$BUILD/share/mh/data/workflows/residence.yaml" > residence.yaml
	refused 3 "an event goes back, or to a state: leave one of the two out" mh-store apply residence.yaml
	sed '/code: returned/,/from:/s/from: .*/from: any/' "$BUILD/share/mh/data/workflows/residence.yaml" > residence.yaml
	refused 3 'nothing lies before the first state: "from" of an event that goes back names others' mh-store apply residence.yaml
}

@test "who declined the reflection period asks for the allowance once the application is there" {
	adult
	event residence reflection-declined --on 2026-02-20
	event residence permit-applied --on 2026-03-02 --scope a
	same "2026-03-16,allowance" eval "agenda --source term | grep allowance | cut -d , -f 2,5"
}

@test "a length, warning, party or day of checking that can't be right is refused" {
	terms '0,/length: 3 month/s//length: 9000 year/; s/length: 2 week/length: 0 month/; s/warn: 2 week/warn: 5 month/; 0,/checked: 2017-05/s//checked: 2130-01-01/; s/who: ind/who: idn/'
	refused 3 "longer than 100 years: mend the number or the unit" mh-store apply residence.yaml
	grep -q 'a term of no length falls on the day itself, and is written as "0 day"' refused.err
	grep -q 'warns before the term begins: mend "warn" or "length"' refused.err
	terms '0,/checked: 2017-05/s//checked: 2130-01-01/; s/who: ind/who: idn/'
	refused 3 'checked "2130-01-01": is still to come' mh-store apply residence.yaml
	grep -q 'who "idn": neither a party whom the law names nor a partner; did you mean "ind"?' refused.err
	shelter
	terms 's/who: ind/who: huis/'
	mh-store apply residence.yaml --quiet > /dev/null
	mh-store check
}

@test "a day out of any sane range is no plan" {
	adult
	refused 3 "--on 2016-03-01: lies more than 10 years before the case was opened (2026-03-02): mend the year; what was so long ago goes into a note: mh-case note add" mh-case event "$C" care contact-made --on 2016-03-01
	mh-case event "$C" care contact-made --on 2016-03-02 --quiet > /dev/null
	refused 3 "--on \"9999-12-31\": lies after 2199: mend the year, or leave out an end that is not known" mh-case event "$C" care contact-made --planned --on 9999-12-31
	refused 3 "--until \"9999-12-31\": lies after 2199" mh-case event "$C" residence reflection-granted --until 9999-12-31
	mh-case event "$C" care contact-made --planned --on 2199-12-31 --quiet > /dev/null
	mh-case agenda --format ics --source planned | tr -d '\r' | grep -qx "DTEND;VALUE=DATE:22000101"
}

@test "a term without a norm runs once the region has given it a length" {
	adult
	same "" agenda
	sed '/code: first-contact/,/length:/s/length: none/length: 5 workday/' "$BUILD/share/mh/data/terms/region.yaml" > region.yaml
	mh-store apply region.yaml --quiet > /dev/null
	# Monday 2 March and five workdays: Monday 9 March
	same "2026-03-09,$C,first-contact" eval "agenda | cut -d , -f 2,4,5"
	mh-case show "$C" | grep -q "Care .*2026-03-09 *first contact"
	event care contact-made
	same "" agenda
}

@test "the agenda as a calendar says the id and the day only, as another program reads it" {
	minor
	event residence reflection-granted --on 2026-03-01
	echo 2012-05-17 | mh-case identity set "$C" --born - --quiet > /dev/null
	mh-case event "$C" residence monthly-report --planned --on 2026-03-30 --quiet > /dev/null
	mh-case agenda --format ics > agenda.ics
	# Debian's own python3 has the reader
	/usr/bin/python3 - agenda.ics > read <<-'END'
		import sys, icalendar
		raw = open(sys.argv[1], "rb").read()
		assert raw.count(b"\n") == raw.count(b"\r\n") and raw.endswith(b"END:VCALENDAR\r\n")
		assert max(len(line) for line in raw.split(b"\r\n")) <= 75
		calendar = icalendar.Calendar.from_ical(raw)
		assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
		events = calendar.walk("VEVENT")
		assert len({str(e["UID"]) for e in events}) == len(events)
		for e in events:
		    assert set(e.keys()) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}, e.keys()
		    assert e["CLASS"] == "CONFIDENTIAL" and e["DTSTAMP"].dt.isoformat() == "2026-03-02T11:00:00+00:00"
		    print(e["SUMMARY"], e["DTSTART"].dt, e["DTEND"].dt)
	END
	same "C-2026-0001 2026-03-15 2026-03-16
E-2026-0002 2026-03-30 2026-03-31
C-2026-0001 2026-04-01 2026-04-02
C-2026-0001 2026-06-01 2026-06-02
C-2026-0001 2028-05-01 2028-06-01
C-2026-0001 2030-05-01 2030-06-01" cat read
	[ "$(grep -ciE 'reflection|police|allowance|turns' agenda.ics)" -eq 0 ]
	# the same item keeps its uid, also when its day moves
	grep ^UID agenda.ics | sort > before
	mh-case correct E-2026-0001 --on 2026-02-28
	mh-case agenda --format ics | grep ^UID | sort > after
	cmp before after
	[ "$(mh-case agenda --format ics --source planned | grep -c BEGIN:VEVENT)" -eq 1 ]
	same "BEGIN:VCALENDAR END:VCALENDAR" eval "mh-case agenda --format ics --source signal | tr -d '\r' | grep CALENDAR$ | paste -sd ' '"
	MH_NOW=2026-05-01 refused 1 "overdue:" mh-case agenda --format ics --check
	refused 2 '--format: "ics" is none of' mh-case list --format ics
}

@test "files of partners that nobody read wait in the agenda" {
	adult
	same "" agenda
	inbox=$XDG_DATA_HOME/mh/region.spool/inbox
	mkdir -p -m 700 "$XDG_DATA_HOME/mh/region.spool" "$inbox"
	touch "$inbox/one.asc"
	same "today,2026-03-02,inbox,inbox,inbox,1 file of a partner waits: mh-refer receive" eval "agenda | cut -d , -f 1-6"
	touch "$inbox/two.asc" "$inbox/.half.asc" "$inbox/note.txt"
	same "2 files of partners wait: mh-refer receive" eval "agenda --source inbox | cut -d , -f 6"
	same "" agenda --source term
	MH_NOW=2026-03-03 same "" agenda --as-of 2026-03-02
}
