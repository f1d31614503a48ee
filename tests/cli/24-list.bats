# Lists and single records, alike for every kind: tried on signals.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
	echo "eerste regel"$'\n'"een lange tweede regel die niet op een regel van tachtig kolommen past en dus wordt afgebroken" |
		mh-signal add --received 2026-02-01 --sector police --form "labour;criminal" --municipality GM0193 --narrative - > ids
	mh-signal add --received 2026-02-03 --sector citizen --form labour --urgency acute >> ids
	mh-signal add --received 2026-02-02 --sector police --form sexual-domestic --municipality GM0150 >> ids
}

# refused STATUS SENTENCE COMMAND...
refused() {
	local status_wanted=$1 sentence=$2
	shift 2
	run "$@"
	[ "$status" -eq "$status_wanted" ] || { echo "status $status: $output"; return 1; }
	[ "$output" = "mh-signal: $sentence" ] || { echo "$output"; return 1; }
}

@test "a table has labels, CSV has codes, ids are ids" {
	run mh-signal list --columns id,municipality,form
	[ "${lines[0]}" = "id           municipality  form" ]
	[ "${lines[2]}" = "S-2026-0001  Zwolle        criminal exploitation, labour exploitation" ]
	run mh-signal list --columns " id , municipality,form" --format csv
	[ "${lines[0]}" = "id,municipality,form" ]
	[ "${lines[1]}" = 'S-2026-0001,GM0193,"criminal;labour"' ]
	diff ids <(mh-signal list --format ids)
}

@test "in Dutch headings and labels are Dutch, and CSV stays as it is" {
	LANGUAGE=nl run mh-signal list --columns id,received,form --where urgency=acute
	[ "${lines[0]}" = "nummer       ontvangen   vorm" ]
	[ "${lines[2]}" = "S-2026-0002  2026-02-03  arbeidsuitbuiting" ]
	diff <(LANGUAGE=nl mh-signal list --format csv) <(mh-signal list --format csv)
	LANGUAGE=nl run mh-signal show S-2026-0001
	[ "${lines[0]}" = "nummer:    S-2026-0001" ]
	[[ "$output" == *"verhaal:   (verzegeld)"* ]]
}

@test "conditions, order and limit" {
	found() {
		local wanted=$1
		shift
		[ "$(mh-signal list --format ids "$@" | tr '\n' ' ')" = "$wanted" ] || { mh-signal list "$@"; return 1; }
	}
	found "S-2026-0001 S-2026-0002 " --where form=labour
	found "S-2026-0001 " --where "form=labour and form=criminal"
	found "S-2026-0003 " --where "form!=labour"
	found "S-2026-0001 S-2026-0003 " --where "sector = police"
	found "S-2026-0002 S-2026-0003 " --where "received>2026-02-01"
	found "S-2026-0003 " --where "received > 2026-02-01 and received <= 2026-02-02"
	found "S-2026-0002 " --where "municipality="
	found "S-2026-0002 S-2026-0003 S-2026-0001 " --sort -received
	found "S-2026-0001 S-2026-0003 S-2026-0002 " --sort -sector,received
	found "S-2026-0002 S-2026-0003 " --sort -received --limit 2
	found "S-2026-0001 S-2026-0002 " --open --limit 2
	[ "$(mh-signal list --limit 0 --format ids)" = "$(mh-signal list --format ids)" ]
	found "S-2026-0002 " --where id=S-2026-0002
}

@test "a month or a year is a period, and a kept one counts from its first day" {
	export MH_NOW=2026-04-02
	for day in 2026-02-28 2026-03-01 2026-03-31 2026-04-01; do
		mh-signal add --received "$day" --observed-from "${day%-*}" --sector school --form begging --quiet
	done
	found() {
		local wanted=$1
		shift
		run mh-signal list --format csv --columns "${2:-received}" --where "sector=school and $1"
		[ "$(tail -n +2 <<< "$output" | tr '\n' ' ')" = "$wanted" ] || { echo "$1: $output"; return 1; }
	}
	found "2026-03-01 2026-03-31 " "received=2026-03"
	found "2026-02-28 2026-03-01 2026-03-31 2026-04-01 " "received=2026"
	found "2026-02-28 " "received<2026-03"
	found "2026-02-28 2026-03-01 2026-03-31 " "received<=2026-03"
	found "2026-04-01 " "received>2026-03"
	found "2026-03-01 2026-03-31 2026-04-01 " "received>=2026-03"
	found "2026-02-28 " "received<2026-03-01"
	found "2026-03 2026-03 2026-04 " "observed-from>=2026-03-01" observed-from
	found "2026-02 " "observed-from<2026-03-01" observed-from
	found "2026-02 2026-03 2026-03 " "observed-from<=2026-03-01" observed-from
	found "2026-04 " "observed-from>2026-03-01" observed-from
	refused 2 '--where: received: "yesterday" is no day, month or year such as 2026-03-01, 2026-03 or 2026' mh-signal list --where "received>yesterday"
	refused 2 '--where: received: "2026-02-30" is no day, month or year such as 2026-03-01, 2026-03 or 2026' mh-signal list --where "received=2026-02-30"
	refused 2 "--where: received: != takes a whole day" mh-signal list --where "received!=2026"
}

@test "nothing found is status 1, and said unless --quiet" {
	refused 1 "nothing was found" mh-signal list --where form=begging
	run mh-signal list --where form=begging --quiet
	[ "$status" -eq 1 ]
	[ -z "$output" ]
}

@test "wrong fields, codes and columns are refused, with the nearest right one" {
	refused 2 "--columns: munic: no such field of a signal; nearest: municipality" mh-signal list --columns id,munic
	refused 2 "--columns: xyzzy: no such field of a signal" mh-signal list --columns xyzzy
	refused 2 "--columns: : no such field of a signal" mh-signal list --columns id,,form
	refused 2 "--columns: names are joined by commas, such as id,state" mh-signal list --columns "id form"
	refused 2 '--where: form: "labor" is no code of form; nearest: labour' mh-signal list --where form=labor
	refused 2 "recieved: no such field of signal; nearest: received" mh-signal list --where "recieved=2026-01-01"
	refused 2 '--where: "form": expected field=value' mh-signal list --where form
	refused 2 "recieved: no such field of signal; nearest: received" mh-signal list --sort recieved
}

@test "a sealed field can't be listed, asked for or sorted by" {
	refused 2 "--columns: narrative: is kept sealed, so a list can't print it" mh-signal list --columns id,narrative
	refused 2 "narrative: a sealed field cannot be asked for" mh-signal list --where "narrative~regel"
	refused 2 "narrative: a sealed field cannot be asked for" mh-signal list --sort narrative
	for format in table csv jsonl; do
		run mh-signal show S-2026-0001 --format $format
		[[ "$output" == *"(sealed)"* ]]
		[[ "$output" != *"regel"* ]]
	done
}

@test "a record is shown as lines, or as a row; ids come from a pipe" {
	run mh-signal show S-2026-0003
	[ "$status" -eq 0 ]
	[ "${lines[0]}" = "id:           S-2026-0003" ]
	[ "${lines[1]}" = "received:     2026-02-02" ]
	[[ "$output" != *"narrative"* ]]
	[ "$(mh-signal list --where form=labour --format ids | mh-signal show - --format jsonl | jq -r .id | tr '\n' ' ')" = "S-2026-0001 S-2026-0002 " ]
	[ "$(mh-signal show S-2026-0002 S-2026-0001 --format csv | cut -d , -f 1 | tr '\n' ' ')" = "id S-2026-0002 S-2026-0001 " ]
}

@test "an opened text keeps its lines, is wrapped, and is aligned" {
	run mh-signal show S-2026-0001 --identity --purpose care
	[ "$status" -eq 0 ] || { echo "$output"; return 1; }
	[[ "$output" == *$'narrative:    eerste regel\n              een lange tweede regel die niet op een regel van tachtig kolommen\n              past en dus wordt afgebroken\n'* ]]
}

@test "ids that are none, of another kind, or not there are refused before anything is printed" {
	refused 1 "S-2026-0099: no such signal" mh-signal show S-2026-0001 S-2026-0099
	refused 2 "P-2026-0001: is the id of a person; a signal is asked for, as S-2026-0042" mh-signal show P-2026-0001
	refused 2 "S-1: not an id, such as S-2026-0042" mh-signal show S-1
	run bash -c "printf 'S-2026-0001\nS-2026-0099\n' | mh-signal show -"
	[ "$status" -eq 1 ]
	[ "$output" = "mh-signal: S-2026-0099: no such signal" ]
}

@test "--as-of shows a list as it was at the end of that day" {
	MH_NOW=2026-03-05 mh-signal add --received 2026-03-04 --sector police --form begging
	export MH_NOW=2026-03-06
	[ "$(mh-signal list --format ids | wc -l)" -eq 4 ]
	[ "$(mh-signal list --format ids --as-of 2026-03-04 | wc -l)" -eq 3 ]
	[ "$(mh-signal list --format ids --as-of 2026-03-05 | wc -l)" -eq 4 ]
	refused 1 "nothing was found" mh-signal list --as-of 2026-03-01
	mh-signal list --format ids --as-of 2026-03-05 2> said
	[ ! -s said ]
	mh-signal list --format ids --as-of 2026-03-06 2> said > /dev/null
	[ "$(cat said)" = "mh-signal: as of today: the day is not over, so this can still change" ]
	refused 2 "--as-of 2026-03-07: is in the future: give a day that has been" mh-signal list --as-of 2026-03-07
	refused 2 '--as-of: "2026-03" is not a day such as 2026-03-01' mh-signal list --as-of 2026-03
}

# --- files

sheet() { unzip -p "$1" xl/worksheets/sheet1.xml; }
words() { unzip -p "$1" xl/sharedStrings.xml; }

@test "--output writes any format whole, 0600, not over a file" {
	for format in table csv jsonl ids; do
		mh-signal list --format $format -o "list.$format"
		diff <(mh-signal list --format $format) "list.$format"
		[ "$(stat -c %a "list.$format")" = 600 ]
	done
	refused 3 "list.csv: exists: it is not overwritten; name another file" mh-signal list --format csv -o list.csv
	diff <(mh-signal list --format csv) <(mh-signal list --format csv --output -)
	refused 2 "urgncy: no such field of signal; nearest: urgency" mh-signal list --where urgncy=acute -o none.csv
	[ ! -e none.csv ]
	refused 1 "nothing was found" mh-signal list --where urgency=high --format csv -o none.csv
	[ "$(cat none.csv)" = "id,received,urgency,municipality,sector,form,state" ]
	run mh-signal list --format csv -o no/such.csv
	[ "$status" -eq 3 ]
}

@test "xlsx: numbers and days are such, all else is text, the heading stays; the same data makes the same bytes" {
	printf 'format: mh-partners/1\npartners:\n  - {code: x, name: "=1+1", column: care, capacity: 12}\n' > partners.yaml
	mh-refer partner import partners.yaml --quiet > /dev/null
	mh-refer agreement add --with x --kind data --name "_x0041_" --signed 2026-02-14 --quiet > /dev/null
	mh-refer partner list --columns name,capacity --format xlsx -o one.xlsx
	[ "$(stat -c %a one.xlsx)" = 600 ]
	unzip -tq one.xlsx
	sheet one.xlsx | grep -q 'state="frozen"'
	sheet one.xlsx | grep -q '<c r="A2" t="s"><v>2</v></c><c r="B2"><v>12</v></c>'
	words one.xlsx | grep -q '<t>=1+1</t>'
	[ "$(sheet one.xlsx | grep -c '<f>')" -eq 0 ]
	# 2026-02-14 is day 46067 of a spreadsheet; what it would read as a character by its number is spelled out.
	mh-refer agreement list --columns signed,name --format xlsx -o two.xlsx
	sheet two.xlsx | grep -q '<c r="A2" s="[0-9]*"><v>46067</v></c>'
	unzip -p two.xlsx xl/styles.xml | grep -q 'formatCode="yyyy-mm-dd"'
	words two.xlsx | grep -q '<t>_x005F_x0041_</t>'
	MH_NOW=2026-03-05 mh-refer agreement list --columns signed,name --format xlsx -o again.xlsx
	cmp two.xlsx again.xlsx
	mh-refer agreement list --columns signed,name --format xlsx --output - | cmp - two.xlsx
	refused 2 "--format xlsx: a spreadsheet is no text: give --output FILE" mh-signal list --format xlsx
	refused 2 "--excel-nl goes with --format csv" mh-signal list --format xlsx --excel-nl -o x.xlsx
	[ ! -e x.xlsx ]
}
