# mh-case: what is written down in a case: intake, needs, plans, parties, papers, tasks, notes, costs, programmes; who coordinates.

load common
load fixture

setup() {
	common_setup
	fixture_store zorg
	export MH_NOW=2026-03-02
	cat > partners.yaml <<-END
		format: mh-partners/1
		partners:
		  - {code: huis, name: Vrouwenhuis, column: care, services: [shelter], profile: {shelter: [minimal]}}
	END
	mh-refer partner import partners.yaml --quiet > /dev/null
	C=$(mh-case open --sex female --age-band 23-plus --country NG --coordinator anna)
}

# list NAME COLUMNS: rows of a list for programs, without their title.
list() { mh-case "$1" list "$C" --columns "$2" --format csv | tail -n +2; }

@test "an intake is kept sealed, is read with a key, and says what the victim wants" {
	cat > intake.yaml <<-END
		danger: yes
		offender-knows: no
		contact: only by the shelter, before noon
		pregnant: unknown
		language: Edo, a little English
		wish: a place where nobody finds me
	END
	same IN-2026-0001 mh-case intake "$C" --file intake.yaml
	same "IN-2026-0001,$C,2026-03-02" list intake id,case,on
	run mh-case read "$C" --purpose shelter
	[ "$status" -eq 0 ]
	[[ "$output" == *"a place where nobody finds me"* ]]
	[[ "$output" == *"Edo, a little English"* ]]
	refused 2 "--purpose: is required and was not given" mh-case read "$C"
	run mh-case read IN-2026-0001 --purpose shelter --request
	[ "$status" -eq 0 ]
	[[ "$output" == *"Request for shelter"*"case $C; talk of 2026-03-02 (IN-2026-0001)"*"For whom"*"Safety"*"yes"*"only by the shelter, before noon"* ]]
	[[ "$output" == *"medical needs: not asked"* || "$output" == *"medical: not asked"* ]]
	[[ "$output" == *"What the victim wants"*"a place where nobody finds me"* && "$output" == *"by the gate alone"* ]]
	refused 2 "--request: is of intakes: leave --part out" mh-case read "$C" --purpose shelter --request --part need
	mh-case need add "$C" --service shelter --quiet > /dev/null
	refused 2 "NE-2026-0001: is no intake: --request takes a case" mh-case read NE-2026-0001 --purpose shelter --request
	run strings "$XDG_DATA_HOME/mh/region.db"
	[[ "$output" != *"nobody finds me"* ]]
	mh-case read "$C" --part intake --purpose shelter > /dev/null
	mh-store log --format jsonl | jq -r 'select(.purpose == "shelter").command' | grep -qx "mh-case read --purpose --part"
}

@test "an intake is refused whole: a wrong code, an unknown field, nothing at all, a closed case" {
	printf 'danger: perhaps\nwishes: home\n' > intake.yaml
	refused 3 "intake.yaml:2" mh-case intake "$C" --file intake.yaml
	refused 3 "nothing to keep" mh-case intake "$C"
	echo 'danger: perhaps' > intake.yaml
	refused 3 "danger" mh-case intake "$C" --file intake.yaml
	refused 1 "C-2026-0099: no such case" mh-case intake C-2026-0099 --file intake.yaml
	refused 2 "--wish: standard input is already read for --file" mh-case intake "$C" --file - --wish -
	refused 2 "takes no value on the command line" mh-case intake "$C" --wish home
	mh-case close "$C" --outcome other-region --quiet
	echo 'danger: no' > intake.yaml
	refused 3 "$C: the case is closed; mh-case reopen $C takes it up again" mh-case intake "$C" --file intake.yaml
	refused 1 "" mh-case intake list
}

@test "needs are open until they are arranged, met or dropped" {
	same NE-2026-0001 eval "mh-case need add $C --service shelter --partner huis --wish - <<< 'a room with a lock'"
	same NE-2026-0002 mh-case need add "$C" --service legal-aid --on 2026-03-01
	same NE-2026-0001 mh-case need end NE-2026-0001 --as arranged
	same NE-2026-0001 mh-case need end NE-2026-0001
	same "NE-2026-0001,shelter,met,2026-03-02
NE-2026-0002,legal-aid,open," list need id,service,state,ended
	same NE-2026-0002 eval "mh-case need list --where state=open --format ids"
	refused 1 "NE-2026-0001: has ended: met" mh-case need end NE-2026-0001 --as dropped
	refused 3 "service" mh-case need add "$C" --service shelterr
	refused 3 "service" mh-case need add "$C"
	refused 3 "--on 2026-03-03: is in the future" mh-case need add "$C" --service shelter --on 2026-03-03
	refused 1 "--partner elders: no such partner" mh-case need add "$C" --service shelter --partner elders
	refused 3 "--on 2026-03-03: is in the future" mh-case need end NE-2026-0002 --on 2026-03-03
	refused 3 "NE-2026-0002: --on 2026-02-01: lies before 2026-03-01" mh-case need end NE-2026-0002 --on 2026-02-01
	refused 2 "--as" mh-case need end NE-2026-0002 --as lost
	refused 2 "TK-2026-0001" mh-case need end TK-2026-0001
}

@test "a plan has a goal that is sealed and a day on which it is looked at again" {
	same PL-2026-0001 eval "mh-case plan add $C --review 2026-04-01 --agreed yes --goal - <<< 'first safe, then papers'"
	same "PL-2026-0001,2026-03-02,2026-04-01,yes" list plan id,on,review,agreed
	refused 3 "--review 2026-03-01: lies before 2026-03-02" mh-case plan add "$C" --review 2026-03-01
	run mh-case read PL-2026-0001 --purpose coordination
	[[ "$output" == *"first safe, then papers"* ]]
	refused 3 "agreed" mh-case plan add "$C" --agreed maybe
	refused 2 "takes no value on the command line" mh-case plan add "$C" --goal words
}

@test "who is involved: names are sealed, the part is clear, and it ends once" {
	same PA-2026-0001 eval "mh-case party add $C --as lawyer --from 2026-03-01 --name - <<< 'Mr. Advocaat'"
	same PA-2026-0002 mh-case party add "$C" --as parent --possible-offender yes --partner huis
	same PA-2026-0001 mh-case party end PA-2026-0001
	same "PA-2026-0001,lawyer,2026-03-02,
PA-2026-0002,parent,,yes" list party id,as,until,possible-offender
	refused 1 "PA-2026-0001: has ended: 2026-03-02" mh-case party end PA-2026-0001
	refused 3 "--until 2026-02-01: lies before 2026-03-02" mh-case party add "$C" --as mentor --until 2026-02-01
	refused 3 "as" mh-case party add "$C" --as lawyr
	refused 3 "PA-2026-0002: --until 2026-03-01: lies before 2026-03-02" mh-case party end PA-2026-0002 --on 2026-03-01
	refused 1 "PA-2026-0009: no such party" mh-case party end PA-2026-0009
	run mh-case party list "$C"
	[[ "$output" != *Advocaat* ]]
}

@test "papers: where they are kept, and given back once" {
	same DO-2026-0001 eval "mh-case document add $C --paper passport --kept safe --on 2026-02-28 --number - <<< 'A1234567'"
	same DO-2026-0002 mh-case document add "$C" --paper decision --kept person
	same DO-2026-0001 mh-case document return DO-2026-0001 --on 2026-03-01
	same "DO-2026-0001,passport,person,2026-03-01
DO-2026-0002,decision,person," list document id,paper,kept,returned
	refused 1 "DO-2026-0001: was returned on 2026-03-01" mh-case document return DO-2026-0001
	refused 1 "DO-2026-0002: is with the person" mh-case document return DO-2026-0002
	mh-case document add "$C" --paper passport --kept safe > /dev/null
	refused 3 "DO-2026-0003: --on 2026-03-01: lies before 2026-03-02" mh-case document return DO-2026-0003 --on 2026-03-01
	refused 3 "kept" mh-case document add "$C" --paper passport
}

@test "tasks for a case and for the chain are open, then done or dropped" {
	same TK-2026-0001 eval "mh-case task add $C --do call --due 2026-03-05 --at 14:30 --colleague anna --text - <<< 'ask how the night was'"
	same TK-2026-0002 mh-case task add --chain --do train --due 2026-04-01
	same TK-2026-0003 mh-case task add "$C" --do send --due 2026-03-04 --partner huis
	same TK-2026-0001 mh-case task done TK-2026-0001
	same TK-2026-0003 mh-case task drop TK-2026-0003
	same "TK-2026-0001,call,2026-03-05,14:30,anna,done
TK-2026-0003,send,2026-03-04,,,dropped" list task id,do,due,at,colleague,state
	same TK-2026-0002 eval "mh-case task list --where state=open --format ids"
	refused 1 "TK-2026-0001: has ended: done" mh-case task drop TK-2026-0001
	for end in done drop; do
		refused 3 "TK-2026-0002: --on 2026-03-01: lies before 2026-03-02, on which it was written down" mh-case task "$end" TK-2026-0002 --on 2026-03-01
	done
	refused 3 "--due \"9999-12-31\": lies after 2199: mend the year" mh-case task add "$C" --do call --due 9999-12-31
	refused 3 "--due \"0026-03-05\": lies before 1900: mend the year" mh-case task add "$C" --do call --due 0026-03-05
	refused 2 "no case was given; --chain is for what belongs to none" mh-case task add --do call --due 2026-03-05
	refused 2 "--chain: is for what belongs to no case" mh-case task add "$C" --chain --do call --due 2026-03-05
	refused 2 "--at \"25:00\": a time of day is expected" mh-case task add "$C" --do call --due 2026-03-05 --at 25:00
	refused 3 "due" mh-case task add "$C" --do call
	refused 1 "CF-2026-0001: no such conference" mh-case task add "$C" --do call --due 2026-03-05 --conference CF-2026-0001
	run mh-case task list
	[[ "$output" != *"the night"* ]]
}

@test "a note has words, is sealed, and no command changes it" {
	same NO-2026-0001 eval "mh-case note add $C --with victim --minutes 40 --text - <<< 'she slept well'"
	same "NO-2026-0001,victim,40" list note id,with,minutes
	refused 3 "text" mh-case note add "$C" --with victim
	refused 3 "minutes" mh-case note add "$C" --minutes long --text - 
	refused 3 '--minutes "99999999999": more than 1440, the most that one record can say: mend the number, or write down several' mh-case note add "$C" --minutes 99999999999 --text -
	run mh-case read "$C" --part note --purpose care
	[[ "$output" == *"she slept well"* ]]
	refused 2 "--part case: no part of a case is of this kind" mh-case read "$C" --part case --purpose care
	refused 2 "neither a case nor a part of one" mh-case read P-2026-0001 --purpose care
	refused 1 "nothing was written down" mh-case read "$C" --part need --purpose care
	refused 2 "note edit" mh-case note edit NO-2026-0001
}

@test "a cost keeps the municipalities of its day" {
	mh-case edit "$C" --municipality GM0193 --stay GM0150
	same CO-2026-0001 mh-case cost add "$C" --item housing --on 2026-02-01 --until 2026-02-28 --amount 1250.50 --payer found
	mh-case edit "$C" --stay GM0148
	same CO-2026-0002 mh-case cost add "$C" --item coordination --minutes 90 --payer stay
	same "CO-2026-0001,housing,1250.50,,found,GM0193,GM0150
CO-2026-0002,coordination,,90,stay,GM0193,GM0148" list cost id,item,amount,minutes,payer,found,stay
	refused 3 "neither --amount nor --minutes was given" mh-case cost add "$C" --item housing --payer found
	refused 3 "--until 2026-01-01: lies before 2026-02-01" mh-case cost add "$C" --item housing --payer found --amount 1 --on 2026-02-01 --until 2026-01-01
	refused 3 "amount" mh-case cost add "$C" --item housing --payer found --amount much
	refused 3 '--amount "9999999999999": more than 1000000, the most that one record can say' mh-case cost add "$C" --item housing --payer found --amount 9999999999999
	refused 3 '--amount "1000000.01": more than 1000000' mh-case cost add "$C" --item housing --payer found --amount 1000000.01
}

@test "a programme starts, is looked at again, and ends with an outcome" {
	same PR-2026-0001 mh-case programme start "$C" --programme exit --partner huis --started 2026-03-01 --review 2026-06-01
	refused 3 "--review 2026-02-28: lies before 2026-03-01" mh-case programme start "$C" --programme exit --started 2026-03-01 --review 2026-02-28
	refused 2 "--outcome: is required" mh-case programme end PR-2026-0001
	refused 3 "outcome" mh-case programme end PR-2026-0001 --outcome good
	refused 3 "PR-2026-0001: --on 2026-02-28: lies before 2026-03-01" mh-case programme end PR-2026-0001 --outcome completed --on 2026-02-28
	same PR-2026-0001 mh-case programme end PR-2026-0001 --outcome completed
	same "PR-2026-0001,exit,2026-03-01,2026-03-02,completed" list programme id,programme,started,ended,outcome
	refused 1 "PR-2026-0001: has ended: 2026-03-02" mh-case programme end PR-2026-0001 --outcome lost
	refused 3 "programme" mh-case programme start "$C"
}

@test "cases are handed over for good, and for a time" {
	mh-case assign "$C" --to bert --quiet
	same "bert" eval "mh-case list --columns coordinator --format csv | tail -n +2"
	run mh-case assign --all-of bert --to anna --from 2026-07-01 --until 2026-07-14
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 case: handed to anna"* ]]
	same "anna,2026-07-01,2026-07-14" list assign colleague,from,until
	MH_NOW=2026-07-10 mh-case show "$C" > page
	grep -q "coordinator: *bert" page
	grep -q "meanwhile: *anna, until 2026-07-14" page
	MH_NOW=2026-07-15 mh-case show "$C" > page
	[ "$(grep -c meanwhile page)" -eq 0 ]
	refused 3 "$C: is handed to anna from 2026-07-01 until 2026-07-14 already (AS-2026-0001), which overlaps 2026-07-14 until 2026-07-20: choose days before or after it" mh-case assign "$C" --to carla --from 2026-07-14 --until 2026-07-20
	mh-case assign "$C" --to carla --from 2026-07-15 --until 2026-07-20 --quiet
	refused 3 "$C: bert coordinates it already" mh-case assign "$C" --to bert
	refused 1 "--all-of dirk: coordinates no open case" mh-case assign --all-of dirk --to anna
	refused 2 "--to: is required" mh-case assign "$C"
	refused 2 "one of both" mh-case assign --to anna
	refused 2 "--from: is for a time that ends" mh-case assign "$C" --to anna --from 2026-08-01
	refused 3 "--until 2026-02-01: lies before the first day" mh-case assign "$C" --to anna --until 2026-02-01
}

@test "a dry run writes nothing, and what is erased goes with all its parts" {
	run mh-case need add "$C" --service shelter --dry-run
	[ "$status" -eq 0 ]
	refused 1 "" mh-case need list
	mh-case need add "$C" --service shelter > /dev/null
	mh-case task add "$C" --do call --due 2026-03-05 > /dev/null
	mh-case note add "$C" --text - <<< "gone soon" > /dev/null
	mh-store check > /dev/null
}

@test "closing names all that is open, by its id" {
	mh-case need add "$C" --service shelter > /dev/null
	mh-case task add "$C" --do call --due 2026-03-05 > /dev/null
	mh-case document add "$C" --paper passport --kept safe > /dev/null
	mh-case programme start "$C" --programme exit > /dev/null
	mh-case stay request "$C" --partner huis --place womens > /dev/null
	mh-case document add "$C" --paper decision --kept copy > /dev/null
	refused 1 "something is still open" mh-case close "$C" --outcome regular-help
	for line in "NE-2026-0001: need that is not met" "TK-2026-0001: task that is open" "DO-2026-0001: paper in our safe that was not given back" \
		"PR-2026-0001: programme that has not ended" "ST-2026-0001: stay that has not ended"; do
		grep -qF -- "$line" refused.err
	done
	[ "$(wc -l < refused.err)" -eq 6 ]
	mh-case need end NE-2026-0001 > /dev/null
	mh-case task done TK-2026-0001 > /dev/null
	mh-case document return DO-2026-0001 > /dev/null
	mh-case programme end PR-2026-0001 --outcome stopped > /dev/null
	mh-case stay withdraw ST-2026-0001 > /dev/null
	mh-case close "$C" --outcome regular-help --quiet
}
