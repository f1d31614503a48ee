# mh-case stay: requests, room, moves, leaving, the weekly list; and that the care track goes along.

load common
load fixture

setup() {
	common_setup
	fixture_store zorg
	export MH_NOW=2026-03-20
	cat > partners.yaml <<-END
		format: mh-partners/1
		partners:
		  - {code: huis, name: Vrouwenhuis, column: care, services: [shelter], profile: {shelter: [minimal]}}
		  - {code: cosm, name: Categorale opvang, column: care, services: [shelter-reflection], profile: {shelter: [minimal]}}
	END
	mh-refer partner import partners.yaml --quiet > /dev/null
	for _ in 1 2 3; do
		mh-case open --sex female --age-band 23-plus --country NG --opened 2026-03-01 --coordinator anna > /dev/null
	done
}

stays() { mh-case stay list --columns "$1" --format csv | tail -n +2; }
care() { mh-case list --columns care --format csv --sort id | tail -n +2 | paste -s -d ' '; }
rooms() { mh-case stay occupancy "$@" --format csv | tail -n +2; }

@test "a stay from request to leaving, with the care track beside it" {
	same ST-2026-0001 mh-case stay request C-2026-0001 --partner huis --place womens --on 2026-03-02
	same "waiting" eval "care | cut -d ' ' -f 1"
	same ST-2026-0001 mh-case stay wait ST-2026-0001 --on 2026-03-03
	same ST-2026-0001 mh-case stay admit ST-2026-0001 --on 2026-03-05 --beds 2
	same "shelter" eval "care | cut -d ' ' -f 1"
	same ST-2026-0001 mh-case stay leave ST-2026-0001 --destination own-home --on 2026-03-19
	same "support" eval "care | cut -d ' ' -f 1"
	same "ST-2026-0001,C-2026-0001,2,2026-03-02,2026-03-05,2026-03-19,left,own-home" stays id,case,beds,requested,admitted,left,state,destination
	refused 3 "ST-2026-0001: is left, which is its end" mh-case stay admit ST-2026-0001
}

@test "a stay is refused and withdrawn, and the moves that cannot be are said" {
	mh-case stay request C-2026-0001 --partner huis --place womens --on 2026-03-02 > /dev/null
	mh-case stay request C-2026-0001 --partner cosm --place cosm --on 2026-03-03 > /dev/null
	same ST-2026-0001 mh-case stay refuse ST-2026-0001 --refusal full --on 2026-03-04
	same ST-2026-0002 mh-case stay withdraw ST-2026-0002
	same "refused,full,2026-03-04
withdrawn,," stays state,refusal,refused
	mh-case stay request C-2026-0002 --partner huis --place womens > /dev/null
	refused 3 "ST-2026-0003: --refusal: is required" mh-case stay refuse ST-2026-0003
	mh-case stay admit ST-2026-0003 > /dev/null
	refused 3 "ST-2026-0003: --destination: is required" mh-case stay leave ST-2026-0003
	refused 3 "ST-2026-0002: is withdrawn, which is its end" mh-case stay admit ST-2026-0002
	refused 3 "C-2026-0001: no stay was given" mh-case stay leave C-2026-0001 --destination family
	refused 3 "place" mh-case stay request C-2026-0001 --partner huis
	refused 1 "--partner niets: no such partner" mh-case stay request C-2026-0001 --partner niets --place womens
	refused 3 "partner" mh-case stay request C-2026-0001 --place womens
	refused 3 "--on 2026-03-21: is in the future" mh-case stay request C-2026-0001 --partner huis --place womens --on 2026-03-21
	refused 3 "--beds: a number from 1 to 1000 is expected" mh-case stay request C-2026-0001 --partner huis --place womens --beds 0
	minor=$(mh-case open --age-band minor --country VN --opened 2026-03-01)
	refused 3 "mh-case: $minor: care shelter-requested: a minor has no place" mh-case stay request "$minor" --partner cosm --place cosm
	refused 2 "neither a case nor a stay" mh-case stay admit P-2026-0001
	refused 1 "ST-2026-0009: no such stay" mh-case stay admit ST-2026-0009
}

@test "the care track and the stays say the same, by whatever command" {
	same ST-2026-0001 mh-case stay request C-2026-0001 --partner huis --place womens --on 2026-03-02
	refused 3 "C-2026-0001: care shelter-admitted: is booked with its stay, so that both say the same: mh-case stay admit ST-2026-0001" mh-case event C-2026-0001 care shelter-admitted --scope womens
	refused 3 "care shelter-admitted: is booked with its stay, so that both say the same: mh-case stay admit C-2026-0002" mh-case event C-2026-0002 care shelter-admitted --scope youth
	mh-case event C-2026-0001 care support-started --on 2026-03-02 --quiet > /dev/null
	mh-case event C-2026-0001 care shelter-admitted --planned --on 2026-03-20 --quiet > /dev/null
	MH_NOW=2026-03-21 mh-case stay admit ST-2026-0001 --on 2026-03-20 --quiet > /dev/null
	same "" mh-case agenda --source planned --format ids
	refused 3 "mh-case stay leave ST-2026-0001" mh-case event C-2026-0001 care shelter-left
	refused 3 "C-2026-0001: care care-ended: the person is in shelter, in ST-2026-0001: mh-case stay leave ST-2026-0001 comes first" mh-case event C-2026-0001 care care-ended
	refused 3 "ST-2026-0001: is admitted, so refuse can't be; what can be: leave, move" mh-case stay refuse ST-2026-0001 --refusal full
	mh-store check > /dev/null
	# taken back, and given another day, in both
	mh-case correct E-2026-0003 --undo
	same requested,2026-03-02, stays state,requested,admitted
	mh-case correct E-2026-0001 --on 2026-03-01 --quiet
	same requested,2026-03-01, stays state,requested,admitted
	refused 3 "E-2026-0001: --scope: is what ST-2026-0001 says: take the event back with --undo" mh-case correct E-2026-0001 --scope cosm
	mh-case correct E-2026-0001 --undo
	same withdrawn stays state
	refused 3 "ST-2026-0002: is requested, so move can't be; what can be: wait, admit, refuse, withdraw" \
		eval 'mh-case stay request C-2026-0002 --partner huis --place womens > /dev/null; mh-case stay move ST-2026-0002 --partner cosm --place womens'
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE stay SET state = 'admitted', admitted = '2026-03-02' WHERE requested IS NOT NULL AND state = 'requested'"
	finds 'ST-2026-0002: state "admitted": the care track of its case says "waiting"'
}

@test "a move is taken back in both stays" {
	mh-case stay admit C-2026-0001 --partner huis --place womens --on 2026-03-02 > /dev/null
	mh-case stay move ST-2026-0001 --partner cosm --place social --on 2026-03-05 > /dev/null
	refused 3 "E-2026-0002: --on: is the day of two stays, the later of them ST-2026-0002" mh-case correct E-2026-0002 --on 2026-03-06
	mh-case correct E-2026-0002 --undo
	same "admitted,,
withdrawn,," stays state,left,destination
	mh-case stay leave ST-2026-0001 --destination family --on 2026-03-06 > /dev/null
	refused 3 "care shelter-left on 2026-03-01: not possible in state" mh-case correct E-2026-0003 --on 2026-03-01
	mh-case correct E-2026-0003 --on 2026-03-07
	same "2026-03-07,family" eval "stays left,destination | head -n 1"
	mh-case correct E-2026-0003 --undo
	same "admitted,,
withdrawn,," stays state,left,destination
	mh-store check > /dev/null
}

@test "a full shelter takes nobody without a reason, and one person is in one shelter" {
	same CP-2026-0001 mh-refer partner capacity huis --place womens --beds 2 --from 2026-03-01
	mh-case stay admit C-2026-0001 --partner huis --place womens --on 2026-03-05 --beds 2 > /dev/null
	refused 3 "huis: is full on 2026-03-06: 2 of 2 beds (women's shelter) are taken, and 1 asked for; choose another shelter or day, or --over-capacity - with the reason" mh-case stay admit C-2026-0002 --partner huis --place womens --on 2026-03-06
	same "ST-2026-0002" eval "mh-case stay admit C-2026-0002 --partner huis --place womens --on 2026-03-06 --over-capacity - <<< 'a mattress in the office'"
	refused 3 "the person is in shelter, in ST-2026-0001" mh-case stay admit C-2026-0001 --partner cosm --place cosm
	same "huis,womens,2,3,-1,0,0,0" rooms
	mh-refer partner capacity huis --place womens --beds 4 --from 2026-03-10 > /dev/null
	same "huis,womens,4,3,1,0,0,0" rooms
	same "huis,womens,2,2,0,0,0,0" rooms --on 2026-03-05
	same "huis,womens,2,0,2,0,0,0" rooms --on 2026-03-04
	same "CP-2026-0001,womens,2,2026-03-01
CP-2026-0002,womens,4,2026-03-10" eval "mh-refer partner capacity huis --columns id,place,beds,from --format csv | tail -n +2"
	refused 3 "place" mh-refer partner capacity huis --beds 3
	refused 3 "--beds \"-1\": expected a whole number, 0 or more" mh-refer partner capacity huis --beds -1 --place womens
	refused 1 "niets: no such partner" mh-refer partner capacity niets --beds 1 --place womens
}

@test "occupancy counts nights, requests, refusals of the week and stays that last too long" {
	mh-case stay admit C-2026-0001 --partner huis --place womens --on 2026-03-05 --until 2026-03-12 > /dev/null
	mh-case stay request C-2026-0002 --partner huis --place womens --on 2026-03-10 > /dev/null
	mh-case stay request C-2026-0003 --partner huis --place womens --on 2026-03-11 > /dev/null
	mh-case stay refuse ST-2026-0003 --refusal full --on 2026-03-12 > /dev/null
	same "huis,womens,,1,,1,0,1" rooms --on 2026-03-12
	same "huis,womens,,1,,1,1,1" rooms --on 2026-03-18
	same "huis,womens,,1,,1,1,0" rooms --on 2026-03-19
	same ST-2026-0001 mh-case stay edit ST-2026-0001 --overstay no-housing
	same "no-housing" eval "stays overstay | head -n 1"
	mh-case stay leave ST-2026-0001 --destination family --on 2026-03-19 > /dev/null
	same "huis,womens,,0,,1,0,0" rooms --on 2026-03-19
	refused 2 "nothing to change" mh-case stay edit ST-2026-0001
	refused 3 "--until 2026-03-04: lies before 2026-03-05" mh-case stay edit ST-2026-0001 --until 2026-03-04
	refused 3 "--until 2026-03-18: lies before 2026-03-19" mh-case stay admit C-2026-0001 --partner huis --place womens --on 2026-03-19 --until 2026-03-18
}

@test "a norm that the region's terms have makes a stay an overstay" {
	MH_NOW=2026-07-01 mh-case stay admit C-2026-0001 --partner cosm --place cosm --on 2026-03-05 > /dev/null
	same "cosm,cosm,,1,,0,0,0" rooms --on 2026-06-05
	same "cosm,cosm,,1,,0,1,0" rooms --on 2026-06-06
	# another categorical shelter: the norm goes on from the admission; a women's shelter between them: it begins anew
	export MH_NOW=2026-07-01
	mh-case stay move ST-2026-0001 --partner huis --place cosm --on 2026-05-01 > /dev/null
	same "huis,cosm,,1,,0,0,0" eval "rooms --on 2026-06-05 | grep huis,cosm"
	same "huis,cosm,,1,,0,1,0" eval "rooms --on 2026-06-06 | grep huis,cosm"
	mh-case stay move ST-2026-0002 --partner huis --place womens --on 2026-06-10 > /dev/null
	mh-case stay move ST-2026-0003 --partner cosm --place cosm --on 2026-06-20 > /dev/null
	same "cosm,cosm,,1,,0,0,0" eval "rooms --on 2026-09-20 | grep cosm,cosm"
	same "cosm,cosm,,1,,0,1,0" eval "rooms --on 2026-09-21 | grep cosm,cosm"
}

@test "a move ends one stay and begins another" {
	mh-case stay admit C-2026-0001 --partner cosm --place cosm --on 2026-03-05 > /dev/null
	same ST-2026-0002 mh-case stay move ST-2026-0001 --partner huis --place womens --on 2026-03-18
	same "ST-2026-0001,left,2026-03-18,other-shelter,
ST-2026-0002,admitted,,,ST-2026-0001" stays id,state,left,destination,moved-from
	same "shelter" eval "care | cut -d ' ' -f 1"
	refused 3 "ST-2026-0001: is left, which is its end" mh-case stay move ST-2026-0001 --partner huis --place womens
	refused 2 "C-2026-0001: is no stay" mh-case stay move C-2026-0001 --partner huis --place womens
}

@test "a weekly list brings stays up to date, says who is missing, and is refused whole" {
	mh-case stay request C-2026-0001 --partner huis --place womens --on 2026-03-02 --reference - <<< "A-1" > /dev/null
	mh-case stay admit C-2026-0002 --partner huis --place womens --on 2026-03-03 --reference - <<< "A-2" > /dev/null
	mh-case stay admit C-2026-0003 --partner huis --place womens --on 2026-03-04 > /dev/null
	cat > week.csv <<-END
		reference;admitted;left;destination;until
		A-1;2026-03-06;;;2026-06-01
		A-2;2026-03-03;2026-03-17;family;
	END
	run mh-case stay import week.csv --partner huis --dry-run
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 rows: admitted 1, left 1, changed 0, unchanged 0"* ]]
	[[ "$output" == *"ST-2026-0003: is in this shelter by our records"* ]]
	[[ "$output" == *"nothing was written"* ]]
	same "requested admitted admitted" eval "stays state | paste -s -d ' '"
	mh-case stay import week.csv --partner huis --quiet
	same "ST-2026-0001,admitted,2026-03-06,,2026-06-01,
ST-2026-0002,left,2026-03-03,2026-03-17,,family
ST-2026-0003,admitted,2026-03-04,,," stays id,state,admitted,left,until,destination
	run mh-case stay import week.csv --partner huis
	[[ "$output" == *"2 rows: admitted 0, left 0, changed 0, unchanged 2"* ]]
	cat > week.csv <<-END
		reference,admitted,left,destination
		A-9,2026-03-06,,
		A-1,2026-03-07,,
		A-1,,,
		,,,
		A-2,yesterday,,
	END
	run mh-case stay import week.csv --partner huis
	[ "$status" -eq 3 ]
	[[ "$output" == *"row 1, column reference"*"no stay has this number"* ]]
	[[ "$output" == *"row 2, column admitted"*"another day is known here"* ]]
	[[ "$output" == *"row 3, column reference"*"stands twice"* ]]
	[[ "$output" == *"row 4, column reference"*"is required"* ]]
	[[ "$output" == *"row 5, column admitted"* ]]
	[[ "$output" == *"week.csv: refused; nothing was written"* ]]
	[[ "$output" != *A-9* ]]
	cat > week.csv <<-END
		reference,admitted,left,place,destination,beds
		A-9,2026-13-01,2027-01-01,castle,away,many
		A-2,2026-03-03,2026-03-02,mens,,
	END
	run mh-case stay import week.csv --partner huis
	[ "$status" -eq 3 ]
	for column in reference admitted left place destination beds; do
		[[ "$output" == *"row 1, column $column"* ]] || { echo "column $column is not said"; echo "$output"; return 1; }
	done
	[[ "$output" == *'row 1, column place, value "castle": not a code of catalogue shelter; there are: cosm, '* ]]
	[[ "$output" == *"row 2, column left"*"lies before the day of admission"* && "$output" == *"row 2, column place"*"another kind of place is known here"* ]]
	echo "reference,name" > week.csv
	refused 3 "no column of a shelter's list" mh-case stay import week.csv --partner huis
	echo "admitted" > week.csv
	refused 3 "reference" mh-case stay import week.csv --partner huis
	refused 1 "--partner niets: no such partner" mh-case stay import week.csv --partner niets
	refused 2 "--partner: is required" mh-case stay import week.csv
}

@test "a conference: each party sees the cases that it is involved in, purpose first" {
	mh-case party add C-2026-0001 --as shelter-worker --partner huis > /dev/null
	mh-case stay request C-2026-0002 --partner cosm --place cosm > /dev/null
	same CF-2026-0001 eval "mh-case list --format ids | mh-case conference add --on 2026-03-20 --at 10:00 --purpose safety --invite huis,cosm --cases -"
	same DI-2026-0001 eval "mh-case conference record CF-2026-0001 C-2026-0001 --informed yes --decision - <<< 'another address'"
	mh-case task add C-2026-0001 --do arrange --due 2026-03-25 --partner huis --conference CF-2026-0001 > /dev/null
	same "huis,C-2026-0001,yes,(sealed)
cosm,C-2026-0002,," eval "mh-case conference show CF-2026-0001 --format csv | tail -n +2"
	run mh-case conference show CF-2026-0001 --partner huis
	[ "$status" -eq 0 ]
	[[ "${lines[0]}" == "CF-2026-0001 on 2026-03-20, for Vrouwenhuis (huis)" ]]
	[[ "${lines[1]}" == "purpose: safety of the person" ]]
	[[ "$output" == *"2 other cases: this party is not involved in them"* ]]
	[[ "$output" == *TK-2026-0001* ]]
	[[ "$output" != *C-2026-0002* ]]
	same CF-2026-0001 mh-case conference end CF-2026-0001
	same "CF-2026-0001,2026-03-20,10:00,safety,held" eval "mh-case conference list --format csv | tail -n +2"
	run mh-case read DI-2026-0001 --purpose safety
	[[ "$output" == *"another address"* ]]
}

@test "a conference is refused without cases, partners or sense" {
	refused 3 "name both" mh-case conference add --on 2026-03-20 --purpose safety --invite huis
	refused 3 "--on 2020-05-12: lies before C-2026-0001 was opened (2026-03-01): mend the day" mh-case conference add --on 2020-05-12 --purpose safety --cases C-2026-0001 --invite huis
	refused 3 "name both" mh-case conference add --on 2026-03-20 --purpose safety --cases C-2026-0001
	refused 1 "--invite niets: no such partner" mh-case conference add --on 2026-03-20 --purpose safety --cases C-2026-0001 --invite niets
	refused 1 "C-2026-0099: no such case" mh-case conference add --on 2026-03-20 --purpose safety --cases C-2026-0099 --invite huis
	refused 3 "purpose" mh-case conference add --on 2026-03-20 --cases C-2026-0001 --invite huis
	mh-case close C-2026-0003 --outcome other-region --quiet
	refused 3 "C-2026-0003: the case is closed; mh-case reopen C-2026-0003 takes it up again" mh-case conference add --on 2026-03-20 --purpose safety --cases C-2026-0003 --invite huis
	mh-case conference add --on 2026-03-27 --purpose safety --cases C-2026-0001 --invite huis > /dev/null
	refused 3 "CF-2026-0001: is on 2026-03-27, which is in the future" mh-case conference end CF-2026-0001
	refused 1 "C-2026-0002: is not talked about" mh-case conference record CF-2026-0001 C-2026-0002 --informed no
	refused 2 "nothing to keep" mh-case conference record CF-2026-0001 C-2026-0001
	refused 1 "cosm was not invited" mh-case conference show CF-2026-0001 --partner cosm
	same CF-2026-0001 mh-case conference end CF-2026-0001 --as cancelled
	refused 1 "CF-2026-0001: has ended: cancelled" mh-case conference end CF-2026-0001
	refused 3 "CF-2026-0001: was cancelled" mh-case conference record CF-2026-0001 C-2026-0001 --informed no
}

@test "every night of a stay needs its bed, and so do beds that it gets later" {
	mh-refer partner capacity huis --place womens --beds 2 --from 2026-03-01 > /dev/null
	mh-case stay admit C-2026-0001 --partner huis --place womens --on 2026-03-05 > /dev/null
	mh-case stay admit C-2026-0002 --partner huis --place womens --on 2026-03-12 > /dev/null
	refused 3 "is full on 2026-03-12: 2 of 2 beds" mh-case stay admit C-2026-0003 --partner huis --place womens --on 2026-03-08
	mh-case stay admit C-2026-0003 --partner huis --place womens --on 2026-03-08 --until 2026-03-12 > /dev/null
	refused 3 "mh-case: huis: is full on" mh-case stay edit ST-2026-0001 --beds 2
	mh-refer partner capacity huis --place womens --beds 0 --from 2026-04-01 > /dev/null
	mh-case stay leave ST-2026-0003 --destination family --on 2026-03-12 > /dev/null
	mh-case stay leave ST-2026-0002 --destination family --on 2026-03-20 > /dev/null
	refused 3 "is full on 2026-04-01: 1 of 0 beds" mh-case stay admit C-2026-0003 --partner huis --place womens --on 2026-03-20
}
