# mh-signal import: what goes in, what is refused, and that importing twice changes nothing.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
	cat > map.yaml <<-END
		format: mh-map/1
		name: desk
		source: desk
		date: dd-mm-yyyy
		constants: {channel: import}
		columns:
		  nr: external-id
		  day: received
		  town: {field: municipality, values: {Zwolle: GM0193, Deventer: GM0150}, empty: unknown}
		  who: sector
		  form: {field: form, values: {arbeid: labour, crimineel: criminal}}
		  text: narrative
		  person: mention.person-ref
		  sex: {field: mention.sex, values: {v: female, m: male}}
		  name: mention.name
		ignore: [remark]
	END
	head='nr;day;town;who;form;text;person;sex;name;remark'
	cat > good.csv <<-END
		$head
		A1;01-02-2026;Zwolle;police;arbeid;"long days; no pay";p1;v;Anna Made-Up;x
		A2;2-2-2026;Deventer;school;arbeid,crimineel;;p2;m;;
		A3;2026-02-03;;citizen;arbeid;;p1;v;;
		A1;01-02-2026;Zwolle;police;arbeid;"long days; no pay";p3;m;;
		A4;04/02/2026;Zwolle;police;crimineel;;;;;
	END
}

# Numbers of records, so that "nothing was written" is seen.
records() { echo "$(mh-signal list --format ids --quiet | wc -l)"; }

import() { mh-signal import "$@" --map map.yaml; }

# fails STATUS FILE SENTENCE...: the import has that status and says each of the sentences; nothing is in the store.
fails() {
	local want=$1 file=$2 got=0 sentence
	shift 2
	mh-signal import "$file" --map map.yaml > said 2>&1 || got=$?
	[ "$got" -eq "$want" ] || { echo "status $got"; cat said; return 1; }
	for sentence; do
		grep -qF -- "$sentence" said || { echo "not said: $sentence"; cat said; return 1; }
	done
	[ "$(records)" -eq 0 ] || { echo "something was written"; return 1; }
}

@test "rows become signals, mentions and persons" {
	run import good.csv
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mh-signal: 5 rows read: 4 new, 1 with a further person, 0 updated, 0 unchanged, 0 different, 0 refused" ]
	[ "${lines[1]}" = "mh-signal: mentions that are new: 4; persons that are new: 3" ]
	same "id,received,municipality,sector,form,channel,source
S-2026-0001,2026-02-01,GM0193,police,labour,import,desk
S-2026-0002,2026-02-02,GM0150,school,\"criminal;labour\",import,desk
S-2026-0003,2026-02-03,unknown,citizen,labour,import,desk
S-2026-0004,2026-02-04,GM0193,police,criminal,import,desk" \
		mh-signal list --columns id,received,municipality,sector,form,channel,source --format csv
	run mh-store check
	[ "$status" -eq 0 ]
}

@test "the same reference of a source is the same person in every signal" {
	import good.csv --quiet
	run mh-signal show S-2026-0001 S-2026-0003
	[ "$(grep -c 'P-2026-0001' <<< "$output")" -eq 2 ]
	[ "$(grep -c 'P-2026-0003' <<< "$output")" -eq 1 ]
	sed -i 's/source: desk/source: other/' map.yaml
	import good.csv --quiet
	run mh-signal show S-2026-0005
	[[ "$output" == *P-2026-0004* ]]
}

@test "importing twice changes nothing, and says so" {
	import good.csv --quiet
	cp "$XDG_DATA_HOME/mh/region.db" before.db
	run import good.csv
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mh-signal: 5 rows read: 0 new, 0 with a further person, 0 updated, 5 unchanged, 0 different, 0 refused" ]
	[ "${lines[1]}" = "mh-signal: nothing changes: the store has all of it" ]
	diff <(sqlite3 before.db .dump) <(sqlite3 "$XDG_DATA_HOME/mh/region.db" .dump)
}

@test "a number that comes again needs a person reference: nobody can tell one sealed name from another" {
	again='column nr, value "(sealed)": this number stood in an earlier row, and without a person reference nobody can tell one person from another: give person'
	printf '%s\n' "$head" 'A1;01-02-2026;Zwolle;police;arbeid;;;v;Anna Made-Up;' 'A1;01-02-2026;Zwolle;police;arbeid;;;v;Clara Made-Up;' \
		'A1;01-02-2026;Zwolle;police;arbeid;;;m;Bert Made-Up;' > twice.csv
	fails 3 twice.csv "twice.csv: row 2, $again" "twice.csv: row 3, $again" '2 of 3 rows are refused, and nothing was imported'
	run import twice.csv --rejects bad.csv --update
	[ "$status" -eq 3 ]
	[[ "$output" == *"3 rows read: 1 new, 0 with a further person, 0 updated, 0 unchanged, 0 different, 2 refused"* ]]
	run import twice.csv --rejects again.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *"0 new, 0 with a further person, 0 updated, 1 unchanged, 0 different, 2 refused"* ]]
	[[ "$output" != *"nothing changes"* ]]
	sed -i 's/;;;v;Clara/;;p2;v;Clara/; s/;;;m;Bert/;;p3;m;Bert/' bad.csv
	run import bad.csv
	[[ "$output" == *"2 rows read: 0 new, 2 with a further person"* ]]
	[ "$(mh-signal show S-2026-0001 | grep -c '^M-')" -eq 3 ]
}

@test "a row without a reference behind one that has it is refused, and behind a refused one too" {
	printf '%s\n' "$head" 'A1;01-02-2026;Zwolle;police;arbeid;;p1;v;;' 'A1;01-02-2026;Zwolle;police;arbeid;;;v;;' \
		'A2;31-02-2026;Zwolle;police;arbeid;;;v;;' 'A2;01-02-2026;Zwolle;police;arbeid;;;m;;' \
		'A3;01-02-2026;Zwolle;police;arbeid;;;;;' 'A3;01-02-2026;Zwolle;police;arbeid;;;;;' > twice.csv
	fails 3 twice.csv 'row 2, column nr' 'row 4, column nr' '3 of 6 rows are refused'
	! grep -q 'row 6' said
	sed -i 's/  person: mention.person-ref//; s/\[remark\]/[remark, person]/' map.yaml
	fails 3 twice.csv 'one person from another: give person-ref'
}

@test "rows of one number that contradict each other are named, and what is the same twice is fine" {
	printf '%s\n' "$head" 'A1;01-02-2026;Zwolle;police;arbeid;;p1;v;;' 'A1;01-02-2026;Deventer;police;arbeid;;p1;m;;' \
		'A1;01-02-2026;Zwolle;police;arbeid;;p1;v;;' 'A1;01-02-2026;;police;arbeid;;p2;m;;' 'A2;31-02-2026;Zwolle;police;arbeid;;;;;' \
		'A3;01-02-2026;Zwolle;police;arbeid;;;;;' 'A3;01-02-2026;Zwolle;school;arbeid;;;;;' > twice.csv
	sed -i 's/, empty: unknown//' map.yaml
	other='an earlier row of the same number says something else: mend one of them'
	fails 3 twice.csv "twice.csv: row 2, column town, value \"GM0150\": $other" "row 2, column sex, value \"male\": $other" \
		"row 7, column who, value \"school\": $other" '3 of 7 rows are refused'
	[ "$(grep -c "row [1346]," said)" -eq 0 ]
	sed -i '6d' twice.csv
	for option in --quiet --update; do
		run import twice.csv --rejects "bad$option.csv" "$option"
		[ "$status" -eq 3 ]
		[ "$(tail -n +2 "bad$option.csv" | wc -l)" -eq 2 ]
	done
	same $'municipality,sector\nGM0193,police\nGM0193,police' mh-signal list --columns municipality,sector --format csv
	# A file that corrects what an earlier import said contradicts nothing.
	printf '%s\n' "$head" 'A1;01-02-2026;Deventer;police;arbeid;;p1;v;;' 'A1;01-02-2026;Deventer;police;arbeid;;p2;m;;' > later.csv
	run import later.csv --update
	[ "$status" -eq 0 ]
}

@test "--dry-run says what would be, and writes nothing" {
	run import good.csv --dry-run
	[ "$status" -eq 0 ]
	[[ "$output" == *"4 new, 1 with a further person"*"nothing was written: --dry-run"* ]]
	[ "$(records)" -eq 0 ]
	echo "A9;31-02-2026;Zwolle;police;arbeid;;;;;" >> good.csv
	run import good.csv --dry-run --rejects bad.csv
	[ "$status" -eq 3 ]
	[ ! -e bad.csv ]
	[ "$(records)" -eq 0 ]
}

@test "what differs is left as it is without --update" {
	import good.csv --quiet
	sed -i 's/A4;04.02.2026;Zwolle/A4;05-02-2026;Deventer/; s/p3;m/p3;v/' good.csv
	run import good.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"0 updated, 3 unchanged, 2 different"* ]]
	[[ "$output" == *"--update lets it follow the file"* ]]
	same $'received\n2026-02-04' mh-signal list --where id=S-2026-0004 --columns received --format csv
	run import good.csv --update
	[[ "$output" == *"2 updated, 3 unchanged, 0 different"* ]]
	same $'received,municipality\n2026-02-05,GM0150' mh-signal list --where id=S-2026-0004 --columns received,municipality --format csv
	run import good.csv --update
	[[ "$output" == *"0 updated, 5 unchanged"* ]]
	run mh-store history S-2026-0004 --format csv
	[[ "$output" == *"mh-signal import --map --update,received,2026-02-04,2026-02-05"* ]]
}

@test "an empty cell takes nothing away" {
	import good.csv --quiet
	sed -i 's/^A2;2-2-2026;Deventer;school/A2;2-2-2026;;school/' good.csv
	sed -i 's/, empty: unknown//' map.yaml
	run import good.csv --update
	[[ "$output" == *"5 unchanged"* ]]
}

@test "sealed cells are rewritten only with --update-sealed" {
	import good.csv --quiet
	sed -i 's/long days/short days/' good.csv
	run import good.csv --update
	[[ "$output" == *"5 unchanged"* ]]
	run import good.csv --update-sealed
	[ "$status" -eq 0 ]
	[[ "$output" != *"5 unchanged"* ]]
	run mh-store history S-2026-0001 --format csv
	[[ "$output" == *"mh-signal import --map --update-sealed,narrative,(sealed),(sealed)"* ]]
}

@test "sealed cells stand nowhere in the store's file" {
	import good.csv --quiet
	for word in "long days" Made-Up; do
		! grep -qa "$word" "$XDG_DATA_HOME"/mh/region.db*
	done
}

@test "every problem of every row is said at once, and nothing is written" {
	cat > bad.csv <<-END
		$head
		A1;31-02-2026;Zwole;polise;arbijd;;p1;x;;
		A2;01-02-2026;Zwolle;police;arbeid;;;;;
		;01-02-2026;Zwolle;police;arbeid,bos;;;;;
		A4;;Zwolle;police;;;;;;
		A5;01-02-2026
	END
	fails 3 bad.csv \
		'bad.csv: row 1, column day, value "31-02-2026": expected a day that exists' \
		'bad.csv: row 1, column town, value "Zwole": is not a value of the map; nearest: Zwolle' \
		'bad.csv: row 1, column sex, value "x": is not a value of the map: add it there under values, or mend the cell' \
		'bad.csv: row 1, column form, value "arbijd": is not a value of the map; nearest: arbeid' \
		'bad.csv: row 3, column nr: is empty: without the source' \
		'bad.csv: row 3, column form, value "bos": is not a value of the map' \
		'bad.csv: row 4, column day: is required and was not given: give it' \
		'bad.csv: row 5: line 6 has 2 cells and there are 10 titles: look for a missing delimiter or a quote that is not closed' \
		'bad.csv: 4 of 5 rows are refused, and nothing was imported'
}

@test "a code that is not in the catalogue is refused with the nearest one" {
	printf '%s\nA1;01-02-2026;Zwolle;polise;arbeid;;;;;\n' "$head" > bad.csv
	fails 3 bad.csv 'row 1, column who, value "polise": not a code of catalogue sector; nearest: police'
}

@test "days that have not come, or of another age, are refused" {
	sed -i 's/  text: narrative/  text: observed-to/' map.yaml
	printf '%s\n' "$head" 'A1;03-03-2026;Zwolle;police;arbeid;;;;;' 'A2;01-02-1062;Zwolle;police;arbeid;;;;;' \
		'A3;02-03-2026;Zwolle;police;arbeid;12-2026;;;;' 'A4;02-03-2026;Zwolle;police;arbeid;2026;;;;' \
		'A5;02-03-2026;Zwolle;police;arbeid;;;;;;' > bad.csv
	fails 3 bad.csv 'row 1, column day, value "2026-03-03": lies in the future: give a day up to today' \
		'row 2, column day, value "01-02-1062": lies before 1900: mend the year' \
		'row 3, column text, value "2026-12": lies in the future' \
		'row 5: line 6 has 11 cells and there are 10 titles: look for a delimiter too many, or one in a cell without quotes' \
		'4 of 5 rows are refused'
}

@test "problems of one kind are summed up behind the fiftieth, unless --verbose" {
	(echo "$head"; for i in {1..161}; do echo "A$i;01-02-2026;Ergens;police;arbeid;;;;;"; done
		echo "B1;01-02-2026;Zwolle;police;arbeid;;;x;;") > bad.csv
	fails 3 bad.csv 'bad.csv: row 50, column town' 'row 162, column sex' \
		'bad.csv: town: is not a value of the map: add it there under values, or mend the cell: and 111 more of this kind' \
		'162 of 162 rows are refused'
	[ "$(grep -c 'column town' said)" -eq 50 ]
	run import bad.csv --verbose
	[ "$status" -eq 3 ]
	[ "$(grep -c 'column town' <<< "$output")" -eq 161 ]
	[[ "$output" != *"more of this kind"* ]]
	(echo "$head"; for i in {1..60}; do echo "A$i;32-02-2026;Ergens;zzzz;bos;;;x;;"; done) > bad.csv
	run import bad.csv
	[ "$status" -eq 3 ]
	[ "$(grep -c ': row ' <<< "$output")" -eq 200 ]
	[ "$(sed -n 's/.* and \([0-9]*\) more.*/\1/p' <<< "$output" | awk '{ n += $1 } END { print n }')" -eq 100 ]
}

@test "a value of a sealed field is never repeated" {
	printf '%s\nA1;01-02-2026;Zwolle;police;arbeid;secret\033[2J;;;;\n' "$head" > bad.csv
	fails 3 bad.csv 'row 1, column text, value "(sealed)": holds a control character (U+001B)'
	! grep -q secret said
}

@test "control characters of a file do not reach the terminal" {
	printf '%s\nA1;01-02-2026;Zwo\033[2Jlle;police;arbeid;;;;;\n' "$head" > bad.csv
	fails 3 bad.csv 'row 1, column town'
	! grep -q $'\033' said
}

@test "a suspect without a ground is refused" {
	sed -i 's/  name: mention.name/  name: {field: mention.role, values: {verdachte: suspect}}/' map.yaml
	printf '%s\nA1;01-02-2026;Zwolle;police;arbeid;;p9;m;verdachte;\n' "$head" > bad.csv
	fails 3 bad.csv 'row 1, column ground: a suspect is recorded on a ground only'
}

@test "--rejects: good rows go in, the others come back and are imported once mended" {
	sed -e 's/^A2;2-2-2026/A2;32-2-2026/' -e 's/^A3;2026-02-03;;citizen/A3;2026-02-03;;citizn/' good.csv > mixed.csv
	run import mixed.csv --rejects bad.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *"5 rows read: 2 new, 1 with a further person, 0 updated, 0 unchanged, 0 different, 2 refused"* ]]
	[[ "$output" == *"rows that were not imported: 2; mend them in bad.csv and import that"* ]]
	[ "$(stat -c %a bad.csv)" = 600 ]
	[ "$(head -1 bad.csv)" = "mh-reason;$head" ]
	[[ "$(sed -n 2p bad.csv)" == *'column day'*';A2;32-2-2026;Deventer;school;arbeid,crimineel;;p2;m;;' ]]
	[ "$(wc -l < bad.csv)" -eq 3 ]
	run import bad.csv
	[ "$status" -eq 3 ]
	[ "$(records)" -eq 2 ]
	sed -i 's/;32-2-2026;/;2-2-2026;/; s/;citizn;/;citizen;/' bad.csv
	run import bad.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 rows read: 2 new"* ]]
	run import good.csv
	[[ "$output" == *"5 unchanged"* ]]
}

@test "rejects of rejects have one column with the reason" {
	sed 's/^A2;2-2-2026/A2;32-2-2026/' good.csv > mixed.csv
	! import mixed.csv --rejects one.csv --quiet
	! import one.csv --rejects two.csv --quiet
	[ "$(head -1 two.csv)" = "mh-reason;$head" ]
	[[ "$(sed -n 2p two.csv)" == *';A2;32-2-2026;Deventer;school;arbeid,crimineel;;p2;m;;' ]]
}

@test "a rejects file that exists, or cannot be written, stops the import before it begins" {
	echo mine > bad.csv
	run import good.csv --rejects bad.csv
	[ "$status" -eq 3 ]
	[ "$output" = "mh-signal: bad.csv: exists already: name another file for the rejects" ]
	[ "$(cat bad.csv)" = mine ]
	run import good.csv --rejects none/bad.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *"none/bad.csv: cannot be written"* ]]
	[ "$(records)" -eq 0 ]
}

@test "a file that cannot be read to its end is refused, with --rejects too" {
	printf '%s\nA1;01-02-2026;Zwolle;police;arbeid;;;;;\nA2;01-02-2026;"Zwolle;police;arbeid;;;;;\n' "$head" > bad.csv
	fails 3 bad.csv 'bad.csv:3: a quote (") opens a cell in this row and is never closed' 'cannot be read as CSV to its end: nothing was imported'
	run import bad.csv --rejects out.csv
	[ "$status" -eq 3 ]
	[ ! -e out.csv ]
	[ "$(records)" -eq 0 ]
}

@test "a file that is refused as a whole says each problem once, and counts them" {
	printf 'nr;day;town;who;form;text;person;sex;nmae;extra;remark\n' > titles.csv
	printf '\xff\xfen\0r\0' > wide.csv
	for file in /dev/null none.csv wide.csv titles.csv; do
		run import "$file"
		[ "$status" -eq 3 ]
		mapfile -t lines < <(grep -v ': read as: ' <<< "$output")
		[ "$(sort <<< "$output" | uniq -d | wc -l)" -eq 0 ]
		count=$((${#lines[@]} - 1))
		[ "$count" -ge 1 ]
		plural=problems
		[ "$count" -gt 1 ] || plural=problem
		[ "${lines[$count]}" = "mh-signal: nothing was imported: $count $plural" ]
	done
}

@test "titles must be those of the map" {
	printf 'nr;day;town;who;form;text;person;sex;nmae;extra;remark\n' > bad.csv
	fails 3 bad.csv 'bad.csv:1: column "nmae" is not in the map' 'bad.csv:1: column "extra" is not in the map' \
		'map.yaml:15:3: the file has no column "name"; nearest: nmae'
	: > empty.csv
	fails 3 empty.csv 'empty.csv:1: empty: a row of titles is expected'
	fails 3 none.csv 'none.csv: No such file or directory'
}

@test "a map with mistakes is refused with all of them" {
	sed -i -e 's/values: {v: female/values: {v: femal/' -e 's/nr: external-id/nr: external-idd/' -e 's/^date:/dat:/' map.yaml
	fails 3 good.csv 'map.yaml:4:1: no such key "dat"; nearest: date' \
		'map.yaml:7:7: signal has no field "external-idd"; nearest: external-id' 'mh-signal: nothing was imported: 2 problems'
	sed -i -e 's/external-idd/external-id/' -e 's/^dat:/date:/' map.yaml
	fails 3 good.csv 'map.yaml:14:41: "femal" is not a code of catalogue sex; nearest: female'
	sed -i '/external-id/d' map.yaml
	fails 3 good.csv 'map.yaml:1:1: no column gives external-id'
	refused 3 "nomap: no such file, and no applied or shipped map has this name" mh-signal import good.csv --map nomap
	refused 3 "nomap.yaml" mh-signal import good.csv --map nomap.yaml
	refused 2 "--map is missing" mh-signal import good.csv
	refused 2 "operand is missing" mh-signal import --map map.yaml
}

@test "BOM, CRLF and Windows-1252 are read; the rejects keep them" {
	(printf '\xef\xbb\xbf'; sed 's/$/\r/' good.csv) > bom.csv
	run import bom.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"4 new"* ]]
	printf '%s\nB1;01-02-2026;Zwolle;police;arbeid;caf\xe9;;;;\nB2;01-02-2026;Caf\xe9;police;arbeid;;;;;\n' "$head" > old.csv
	run import old.csv --encoding utf-8
	[ "$status" -eq 3 ]
	[[ "$output" == *'row 1, column text: is not UTF-8: save the file as UTF-8, or say "encoding: windows-1252" in the map'* ]]
	sed -i 's/^date:/encoding: windows-1252\ndate:/' map.yaml
	run import old.csv --rejects bad.csv
	[[ "$output" == *'1 new'* ]]
	[[ "$output" == *'value "Café"'* ]]
	LC_ALL=C grep -q $'\xe9;police' bad.csv
}

@test "several mentions in a row, and none where their cells are empty" {
	cat >> map.yaml <<-END
	END
	sed -i 's/  name: mention.name/  name: mention-2.sex/; s/^constants:.*/constants: {mention.role: witness}/' map.yaml
	sed -i 's/Anna Made-Up/male/' good.csv
	run import good.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"mentions that are new: 5"* ]]
	[ "$(mh-signal show S-2026-0001 | grep -c '^M-.*witness')" -eq 3 ]
	[ "$(mh-signal show S-2026-0004 | grep -c '^M-')" -eq 0 ]
	run import good.csv
	[[ "$output" == *"5 unchanged"* ]]
}

@test "standard input is read as -" {
	run bash -c 'mh-signal import - --map map.yaml < good.csv'
	[ "$status" -eq 0 ]
	[ "$(records)" -eq 4 ]
}

@test "an import that is killed leaves the store as it was" {
	awk -v head="$head" 'BEGIN { print head; for (i = 0; i < 200000; i++) printf "K%d;01-02-2026;Zwolle;police;arbeid;;;;;\n", i }' > many.csv
	mkfifo hold
	(cat many.csv; touch fed; cat hold) | mh-signal import - --map map.yaml --quiet &
	pid=$!
	while [ ! -e fed ]; do kill -0 "$pid" || return 1; done
	kill -KILL "$pid"
	: > hold & wait "$pid" 2> /dev/null || true
	[ "$(records)" -eq 0 ]
	mh-store check --quiet
	import good.csv --quiet
	[ "$(records)" -eq 4 ]
}

@test "the example is imported as its maker meant it" {
	example=$BUILD/share/mh/data/example
	refused 3 "6 of 310 rows are refused" mh-signal import "$example/signals.csv" --map "$example/map.yaml"
	[ "$(records)" -eq 0 ]
	refused 3 "bad.csv" mh-signal import "$example/signals.csv" --map "$example/map.yaml" --rejects bad.csv
	[ "$(records)" -eq 294 ]
	[ "$(wc -l < bad.csv)" -eq 7 ]
}

@test "the shipped map takes a file whose titles are the fields" {
	printf 'external-id,received,sector,form,mention.sex\nX1,2026-02-01,police,labour,female\n' > own.csv
	run mh-signal import own.csv --map fields
	[ "$status" -eq 0 ]
	[[ "$output" == *"1 row read: 1 new"* ]]
	[[ "$(mh-signal show S-2026-0001)" == *"own-list"*female* ]]
}

@test "a map that was applied is used by its name" {
	mh-store apply --quiet map.yaml > /dev/null
	rm map.yaml
	run mh-signal import good.csv --map desk
	[ "$status" -eq 0 ]
	[ "$(records)" -eq 4 ]
	printf 'format: mh-map/1\nname: broken\nsource: x\ncolumns: {a: fomr}\n' > broken.yaml
	refused 3 "nothing was applied" mh-store apply broken.yaml
	grep -qF 'signal has no field "fomr"; nearest: form' refused.err
}

@test "a large import knows its rows again too, and leaves every index as it was" {
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "SELECT name, sql FROM sqlite_schema ORDER BY name" > before
	awk -v head="$head" 'BEGIN { print head
		for (i = 0; i < 22000; i++) printf "K%d;%02d-%02d-2025;Zwolle;police;arbeid;;%s;v;;\n", i, 1 + i % 28, 1 + i % 12, i % 50 ? "" : "p" i % 1000
		print "K3;04-04-2025;Zwolle;police;arbeid;;late;m;;"
		print "K21998;19-03-2025;Zwolle;police;arbeid;;late;v;;" }' > many.csv
	run import many.csv
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "mh-signal: 22002 rows read: 22000 new, 2 with a further person, 0 updated, 0 unchanged, 0 different, 0 refused" ]
	[ "${lines[1]}" = "mh-signal: mentions that are new: 22002; persons that are new: 21" ]
	diff before <(sqlite3 "$XDG_DATA_HOME/mh/region.db" "SELECT name, sql FROM sqlite_schema ORDER BY name")
	mh-store check --quiet
	run import many.csv
	[ "${lines[0]}" = "mh-signal: 22002 rows read: 0 new, 0 with a further person, 0 updated, 22002 unchanged, 0 different, 0 refused" ]
	echo "K9;32-01-2025;Zwolle;police;arbeid;;;;;" >> many.csv
	run import many.csv
	[ "$status" -eq 3 ]
	mh-store check --quiet
}
