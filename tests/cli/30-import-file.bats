# mh-signal import: how a file may be written, what of it is hostile or odd, and how a map brings it into the fields.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
	cat > map.yaml <<-END
		format: mh-map/1
		name: desk
		source: desk
		constants: {sector: police, form: labour}
		columns:
		  nr: external-id
		  day: received
		  text: {field: narrative, optional: yes}
	END
}

import() { mh-signal import "$@" --map map.yaml; }
records() { mh-signal list --format ids --quiet | wc -l; }

# fails SENTENCE...: in.csv is refused with each of the sentences, and nothing is in the store.
fails() {
	local got=0 sentence
	mh-signal import in.csv --map map.yaml > said 2>&1 || got=$?
	[ "$got" -eq 3 ] || { echo "status $got"; cat said; return 1; }
	for sentence; do
		grep -qF -- "mh-signal: $sentence" said || { echo "not said: $sentence"; cat said; return 1; }
	done
	[ "$(records)" -eq 0 ] || { echo "something was written"; return 1; }
}

# reads DIALECT: in.csv is taken without a complaint, and read like that.
reads() {
	run import in.csv
	[ "$status" -eq 0 ] || { echo "$output"; return 1; }
	[ "${lines[-1]}" = "mh-signal: read as: $1" ] || { echo "$output"; return 1; }
}

# received: day and narrative of each signal, as the store has them.
received() { mh-signal list --columns received --format csv --quiet | tail -n +2 | paste -sd' '; }

@test "the dialect is found, and shown" {
	printf 'nr,day,text\nA1,2026-02-01,x\n' > in.csv
	reads "comma (found), ASCII (found), days as yyyy-mm-dd (found)"
	printf 'nr;day;text\r\nA2;31-1-2026;caf\xc3\xa9\r\n' > in.csv
	reads "semicolon (found), UTF-8 (found), days as dd-mm-yyyy (found)"
	printf 'nr\tday\ttext\rA3\t30.12.2025\t"caf\xe9\r\x80 5"\r' > in.csv
	reads "tab (found), Windows-1252 (found), days as dd-mm-yyyy (found)"
	printf '\xef\xbb\xbfsep=|\nnr|day|text\nA4|2026-02-01|x\n' > in.csv
	reads "bar (given), UTF-8 (given), days as yyyy-mm-dd (found)"
	[ "$(received)" = "2026-02-01 2026-01-31 2025-12-30 2026-02-01" ]
	run mh-signal show S-2026-0003 --identity --purpose shelter
	[[ "$output" == *"café"*"€ 5"* ]]
}

@test "what was found is overridden by options, and those of the map by them" {
	printf 'nr;day,x;text\nA1;2026-02-01;caf\xc3\xa9\n' > in.csv
	sed -i 's/  day: received/  "day,x": received/' map.yaml
	run import in.csv --delimiter semicolon --encoding windows-1252 --date yyyy-mm-dd
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = "mh-signal: read as: semicolon (given), Windows-1252 (given), days as yyyy-mm-dd (given)" ]
	run import in.csv --delimiter comma
	[ "$status" -eq 3 ]
	[[ "$output" == *'in.csv:1: column "nr;day" is not in the map'*'read as: comma (given), ASCII (found)'* ]]
	sed -i 's/^constants/delimiter: tab\nencoding: utf-8\ndate: dd-mm-yyyy\nconstants/' map.yaml
	run import in.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *"read as: tab (given), UTF-8 (given)"* ]]
	printf 'nr;day,x;text\nA2;1/2/2026;\n' > in.csv
	run import in.csv --delimiter semicolon
	[ "$status" -eq 0 ]
	[ "$(received)" = "2026-02-01 2026-02-01" ]
	refused 2 "--delimiter" import in.csv --delimiter x
	refused 2 "--encoding" import in.csv --encoding latin
	refused 2 "--date" import in.csv --date mm-dd-yyyy
}

@test "a date with / is refused unless the day is said to come first" {
	printf 'nr,day\nA1,3/4/2025\nA2,3-4-2025\n' > in.csv
	fails 'in.csv: row 1, column day, value "3/4/2025": with / it may have its day or its month first: say --date dd-mm-yyyy, or write 2026-03-01'
	run import in.csv --date dd-mm-yyyy
	[ "$status" -eq 0 ]
	[ "$(received)" = "2025-04-03 2025-04-03" ]
	printf 'nr,day\nA1,12-31-2025\n' > in.csv
	run import in.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *'row 1, column day, value "12-31-2025": expected a day that exists'* ]]
	printf 'nr,day\nA1,31-12-2025\n' > in.csv
	run import in.csv --date yyyy-mm-dd
	[ "$status" -eq 3 ]
	[[ "$output" == *'row 1, column day, value "31-12-2025": expected a day that exists'* ]]
}

@test "a file in two encodings is refused where it shows" {
	printf 'nr,day,text\nA1,2026-02-01,caf\xe9\nA2,2026-02-01,caf\xc3\xa9\nA3,2026-02-01,x\x81\n' > in.csv
	fails 'in.csv: row 2, column text: looks like UTF-8, and other cells like Windows-1252: save the file as UTF-8, or say its encoding' \
		'in.csv: row 3, column text: is neither UTF-8 nor Windows-1252: save the file as UTF-8'
	printf 'nr,day,text\nA1,2026-02-01,caf\xc3\xa9\nA2,2026-02-01,caf\xe9\n' > in.csv
	fails 'in.csv: row 2, column text: is not UTF-8: save the file as UTF-8, or say "encoding: windows-1252" in the map'
}

@test "Windows-1252 behind the mark of UTF-8: the mark is what is wrong" {
	printf '\xef\xbb\xbfnr,day,text\nA1,2026-02-01,caf\xe9\n' > in.csv
	fails 'in.csv: row 1, column text: is not UTF-8, though the file begins with the mark (BOM) of UTF-8: take away the mark, or save the file as UTF-8'
	tail -c +4 in.csv > without.csv
	run import without.csv
	[ "$status" -eq 0 ]
}

@test "an unclosed quote, and one that closes too early" {
	printf 'nr,day,text\nA1,2026-02-01,"x\nA2,2026-02-01,y\n' > in.csv
	fails 'in.csv:2: a quote (") opens a cell in this row and is never closed'
	printf 'nr,day,text\nA1,2026-02-01,"x" y\nA2,2026-02-01,"a 17"" screen"\n' > in.csv
	fails 'in.csv:2: something stands behind the quote (") that closes a cell: double each quote that belongs to the cell'
	printf 'nr,day,text\nA1,2026-02-01,a 17" screen\n' > in.csv
	reads "comma (found), ASCII (found), days as yyyy-mm-dd (found)"
}

@test "a NUL is refused" {
	printf 'nr,day,text\nA1,2026-02-01,x\0y\n' > in.csv
	fails 'in.csv: row 1, column text: holds a NUL byte: remove it'
}

@test "a cell of 1 MiB, and one of more" {
	(printf 'nr,day,text\nA1,2026-02-01,'; head -c 1048576 /dev/zero | tr '\0' x; echo) > in.csv
	fails 'in.csv: row 1, column text, value "(sealed)": longer than 65536 bytes'
	(printf 'nr,day,text\nA1,2026-02-01,"'; head -c 1048577 /dev/zero | tr '\0' x; echo '"') > in.csv
	fails 'in.csv:2: a cell has more than 1048576 bytes: is a quote (") not closed? Else shorten it'
}

@test "10,000 columns" {
	(printf 'nr,day'; printf ',c%d' {3..10000}; echo) > in.csv
	fails 'in.csv:1: a row has more than 1000 cells: leave out columns that are not needed'
}

@test "mixed line ends are read, and a lone CR in a cell is refused" {
	printf 'nr,day,text\r\nA1,2026-02-01,x\nA2,2026-02-01,y\r\nA3,2026-02-01,z\r\nA4,2026-02-01,"z\rz"\n' > in.csv
	reads "comma (found), ASCII (found), days as yyyy-mm-dd (found)"
	[ "$(records)" -eq 4 ]
	printf 'nr,day,text\nA5,2026-\r02-01,x\n' > in.csv
	run import in.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *'in.csv: row 1: line 2 has 2 cells and there are 3 titles: a lone CR ends it; remove it, or put its cell in quotes'* ]]
	[ "$(records)" -eq 4 ]
}

@test "nothing but a BOM, nothing at all, nothing but titles" {
	printf '\xef\xbb\xbf' > in.csv
	fails 'in.csv:1: empty: a row of titles is expected'
	: > in.csv
	fails 'in.csv:1: empty: a row of titles is expected'
	printf 'nr,day,text\n' > in.csv
	reads "comma (found), ASCII (found)"
	[ "${lines[1]}" = "mh-signal: the file has titles and no rows" ]
	[ "$(records)" -eq 0 ]
}

@test "titles that are there twice, or are empty" {
	printf 'nr,day,day,\nA1,2026-02-01,,\n' > in.csv
	fails 'in.csv:1: two columns have the title "day": give one of them another' \
		'in.csv:1: column 4 has no title: give it one, or take the column away' 'nothing was imported: 2 problems'
}

@test "a formula is refused, and a text that only looks like one is taken" {
	printf 'nr,day,text\nA1,2026-02-01,"=HYPERLINK(""http://x"",""y"")"\n=A1,2026-02-01,\nA3,=TODAY(),\n' > in.csv
	fails 'in.csv: row 1, column text, value "(sealed)": is a formula of a spreadsheet: save its value, or put '"' in front if it is text" \
		'in.csv: row 2, column nr, value "(sealed)": is a formula of a spreadsheet' \
		'in.csv: row 3, column day, value "=TODAY()": expected a day that exists'
	printf "nr,day,text\nA1,2026-02-01,'=1+1\nA2,2026-02-01,+31 6 12345678\nA3,2026-02-01,=> see A1\n" > in.csv
	reads "comma (found), ASCII (found), days as yyyy-mm-dd (found)"
	run mh-signal show S-2026-0001 --identity --purpose shelter
	[[ "$output" == *"=1+1"* && "$output" != *"'=1+1"* ]]
}

@test "ten million empty lines are passed over, in little memory" {
	(printf 'nr,day,text\n'; yes '' | head -n 10000000; echo 'A1,2026-02-01,x'; echo 'A2,31-02-2026,x') > in.csv
	command time -q -o memory -f %M mh-signal import in.csv --map map.yaml > said 2>&1 || true
	grep -qF 'in.csv: row 2, column day, value "31-02-2026": expected a day that exists' said
	grep -qF '1 of 2 rows are refused' said
	[ "$(cat memory)" -lt 262144 ]
	sed -i '$d' in.csv
	reads "comma (found), ASCII (found), days as yyyy-mm-dd (found)"
	[ "$(records)" -eq 1 ]
}

@test "a column is ignored by name, on the command line too" {
	printf 'nr,day,text,extra,more\nA1,2026-02-01,x,y,z\n' > in.csv
	fails 'in.csv:1: column "extra" is not in the map: map it, name it under "ignore", or give --ignore' 'in.csv:1: column "more" is not in the map'
	run import in.csv --ignore extra --ignore mroe
	[ "$status" -eq 3 ]
	[[ "$output" == *'in.csv:1: column "more" is not in the map'* ]]
	[[ "$output" == *'in.csv:1: no column "mroe", which --ignore names; nearest: more'* ]]
	refused 2 "--ignore text: the map has this column: take it out of the map" import in.csv --ignore text
	run import in.csv --ignore extra --ignore more
	[ "$status" -eq 0 ]
	[ "$(records)" -eq 1 ]
}

@test "--source names the source, by which rows are known again" {
	printf 'nr,day\nA1,2026-02-01\n' > in.csv
	import in.csv --quiet
	run import in.csv --source other-desk
	[[ "$output" == *"1 row read: 1 new"* ]]
	run import in.csv --source other-desk
	[[ "$output" == *"0 new"*"1 unchanged"* ]]
	same $'source\ndesk\nother-desk' mh-signal list --columns source --format csv
	refused 2 "--source Not A Word: expected a word" import in.csv --source "Not A Word"
	refused 2 "--source : is empty" import in.csv --source ""
}

@test "a set from several values in a cell, and from several columns" {
	cat > map.yaml <<-END
		format: mh-map/1
		name: boxes
		source: boxes
		constants: {sector: police}
		columns:
		  nr: external-id
		  day: received
		  forms: {field: form, values: {werk: labour, bedelen: begging}, separator: " + ", empty: unknown}
		  crime: {field: form, values: {ja: criminal}, as-empty: [nee, "-"]}
	END
	printf 'nr,day,forms,crime\nA1,2026-02-01,werk + bedelen,ja\nA2,2026-02-01,,nee\nA3,2026-02-01,,ja\nA4,2026-02-01,bedelen,-\n' > in.csv
	run import in.csv
	[ "$status" -eq 0 ]
	same $'id,form\nS-2026-0001,"begging;criminal;labour"\nS-2026-0002,unknown\nS-2026-0003,criminal\nS-2026-0004,begging' \
		mh-signal list --columns id,form --format csv
	run import in.csv
	[[ "$output" == *"4 unchanged"* ]]
	printf 'nr,day,forms,crime\nA5,2026-02-01,werk+bedelen,misschien\n' > in.csv
	run import in.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *'row 1, column forms, value "werk+bedelen": is not a value of the map'* ]]
	[[ "$output" == *'row 1, column crime, value "misschien": is not a value of the map'* ]]
}

@test "two victims and a witness in a row, each with a role" {
	cat > map.yaml <<-END
		format: mh-map/1
		name: people
		source: people
		constants: {sector: police, form: labour, mention.role: victim, mention-3.role: witness, mention-3.country: NL}
		columns:
		  nr: external-id
		  day: received
		  victim 1: {field: mention.sex, values: {v: female, m: male}, as-empty: ["-"]}
		  victim 2: {field: mention-2.sex, values: {v: female, m: male}, as-empty: ["-"]}
		  role 2: {field: mention-2.role, values: {getuige: witness}}
		  seen by: {field: mention-3.sex, values: {v: female, m: male}}
	END
	printf 'nr,day,victim 1,victim 2,role 2,seen by\nA1,2026-02-01,v,m,,v\nA2,2026-02-01,v,-,,\nA3,2026-02-01,v,m,getuige,\n' > in.csv
	run import in.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"mentions that are new: 6"* ]]
	same "female 2
male 1" bash -c "mh-signal show S-2026-0001 | grep -E '^M-' | grep -c . > /dev/null; sqlite3 \"$XDG_DATA_HOME/mh/region.db\" \
		\"SELECT sex || ' ' || count(*) FROM mention WHERE signal = (SELECT n FROM signal ORDER BY n LIMIT 1) GROUP BY sex\""
	same $'victim|\nvictim|\nwitness|NL\nvictim|\nvictim|\nwitness|' sqlite3 "$XDG_DATA_HOME/mh/region.db" \
		"SELECT role, coalesce(country, '') FROM mention ORDER BY n"
	run import in.csv
	[[ "$output" == *"3 unchanged"* ]]
	sed -i 's/mention-3.role/mention-4.role/' map.yaml
	run import in.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *'no column gives anything of mention-4'* ]]
}

@test "mended rejects are imported as they are, in the dialect of the file" {
	printf 'sep=|\r\nnr|day|text\r\nA1|32-01-2026|"a | b"\r\nA2|01-02-2026|caf\xe9\r\nA3|2026|"\x80 ""5"""\r\n' > in.csv
	run import in.csv --rejects bad.csv
	[ "$status" -eq 3 ]
	[[ "$output" == *"3 rows read: 1 new"*"2 refused"* ]]
	[ "$(head -1 bad.csv)" = $'sep=|\r' ]
	[ "$(sed -n 2p bad.csv)" = $'mh-reason|nr|day|text\r' ]
	[[ "$(sed -n 3p bad.csv)" == *$'|A1|32-01-2026|"a | b"\r' ]]
	LC_ALL=C grep -q $'|A3|2026|"\x80 ""5"""\r$' bad.csv
	LC_ALL=C sed -i 's/|32-01/|31-01/; s/|2026|/|01-02-2026|/' bad.csv
	run import bad.csv
	[ "$status" -eq 0 ]
	[[ "$output" == *"2 rows read: 2 new"*"Windows-1252 (found)"* ]]
	run mh-signal show S-2026-0003 --identity --purpose shelter
	[[ "$output" == *'€ "5"'* ]]
}

@test "reasons in another language do not change the encoding of the rejects" {
	printf 'nr,day,text\nA1,,x\nA2,2026,caf\xe9\n' > in.csv
	LANGUAGE=nl run import in.csv --rejects bad.csv
	[ "$status" -eq 3 ]
	run import bad.csv --dry-run
	[ "$status" -eq 3 ]
	[[ "$output" != *"looks like UTF-8"* ]]
	[[ "$output" == *"Windows-1252 (found)"* ]]
}

@test "progress with rate and remaining time on a terminal only" {
	awk 'BEGIN { print "nr,day,text"; for (i = 0; i < 6000; i++) print i ",2026-02-01,some text" }' > in.csv
	run import in.csv --dry-run
	[[ "$output" != *$'\r'* ]]
	script -qec "mh-signal import in.csv --map map.yaml --dry-run --quiet" /dev/null > said < /dev/null
	! grep -q 'importing' said
	script -qec "mh-signal import in.csv --map map.yaml" /dev/null > said < /dev/null
	tr '\r' '\n' < said | grep -qE 'importing: [0-9]+ \([0-9]+%\), [0-9]+ a second, [0-9]+ s to go'
}

@test "a correction by --update reaches the person, and rows and conditions of a report agree" {
	cat >> map.yaml <<-END
		  ref: mention.person-ref
		  sex: mention.sex
	END
	printf 'nr,day,ref,sex\nA1,2026-02-01,p1,male\nA2,2026-02-02,p1,\nA3,2026-02-02,,male\n' > in.csv
	import in.csv --quiet
	count() { mh-report table --measure victims --rows sex --internal --quiet --format csv "$@" | grep -v '^sex\|^$\|^other' | paste -sd' '; }
	[ "$(count)" = "female,female,0 male,male,2 total,Total,2" ]
	sed -i '/^A[13]/s/male/female/' in.csv
	run import in.csv --update
	[[ "$output" == *"2 updated, 1 unchanged"* ]]
	[ "$(count)" = "female,female,2 male,male,0 total,Total,2" ]
	[ "$(count --where sex=female)" = "female,female,2 male,male,0 total,Total,2" ]
	[ "$(count --where sex=male)" = "female,female,0 male,male,0 total,Total,0" ]
	# Another mention that says something else of the person does not change what is known of the person.
	mh-signal mention M-2026-0002 --sex male --quiet > /dev/null
	[ "$(count)" = "female,female,2 male,male,0 total,Total,2" ]
	[ "$(count --where sex=male)" = "female,female,0 male,male,0 total,Total,0" ]
	mh-signal mention M-2026-0001 --sex male --quiet > /dev/null
	[ "$(count)" = "female,female,1 male,male,1 total,Total,2" ]
	[ "$(count --where sex=male)" = "female,female,0 male,male,1 total,Total,1" ]
}
