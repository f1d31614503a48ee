# The hidden number: mh-report estimate, of published tables and of the store's own lists. What is expected was computed by other programs.

load common
load fixture

D=$ROOT/tests/data/mse

# value PART NAME [KEY]: of the rows in out.jsonl.
value() { jq -r --arg p "$1" --arg n "$2" --arg k "${3:-value}" 'select(.part == $p and (.name // "") == $n) | .[$k]' out.jsonl; }
# near GOT WANT RELATIVE
near() { awk -v a="$1" -v b="$2" -v t="$3" 'BEGIN { d = a - b; if (d < 0) d = -d; if (b < 0) b = -b; exit !(a != "" && d <= t * b) }' || { echo "$1 is not $2 to $3"; return 1; }; }
estimate() { mh-report estimate --replicates 100 "$@"; }
table() { printf '%s\n' "$@" > t.csv; }

@test "every row of the published results, by the command" {
	tail -n +2 "$D/EXPECTED.csv" | while IFS=, read -r set lists n threshold filled empty total intercept _ _ _ deviance aic; do
		estimate --histories "$D/$set.csv" --significance "$threshold" --format jsonl > out.jsonl 2> said || [ $? -eq 1 ]
		[ "$(value data lists) $(value data persons)" = "$lists $n" ]
		jq -r 'select(.part == "model") | [.value, .aic, .code] | @tsv' out.jsonl > model
		read -r got_total got_aic code < model
		[ "$code" -eq 0 ]
		near "$got_total" "$total" 1e-6
		near "$got_aic" "$aic" 1e-6
		near "$(value fit intercept)" "$intercept" 1e-6
		near "$(value fit deviance)" "$deviance" 1e-6
		[ "$(jq -r 'select(.part == "term") | .name' out.jsonl | tr -d '*' | sort | tr '\n' ' ')" = \
			"$(echo "$filled $empty" | tr ' ' '\n' | grep . | sort | tr '\n' ' ')" ]
	done
}

@test "the answer has two digits, and what it is made of" {
	mh-report estimate --histories "$D/UKdat_5.csv" > out
	grep -qx 'In all about 11,000: between [0-9,]*00 and 1[0-9],000.' out
	grep -q 'not a count of victims' out
	tr '\n' ' ' < out | grep -q 'in the model: A.×.B, B.×.E, C.×.E, A.×.C, D.×.E, B.×.D\.'
	grep -q 'Best model by BIC  *22,991' out
	grep -q 'This cannot be tested' <(tr '\n' ' ' < out)
	mh-report estimate --histories "$D/UKdat_5.csv" --language nl > out
	grep -q '^In totaal ongeveer 11.000: tussen' out
	grep -q 'AIC 127,599' out
}

@test "the answer says where Chao's bound or the model's fit speaks against it" {
	mh-report estimate --histories "$D/UKdat_5.csv" | tr '\n' ' ' > out
	grep -q "Chao's lower bound lies above this interval" out
	[ "$(grep -c 'more than chance explains' out)" -eq 0 ]
	mh-report estimate --histories "$D/Kosovo.csv" | tr '\n' ' ' > out
	grep -q 'misses what was seen by more than chance explains' out
	[ "$(grep -c 'lies above this interval' out)" -eq 0 ]
	mh-report estimate --histories "$D/Kosovo.csv" --format jsonl > out.jsonl
	[ "$(value fit misfit)" -eq 1 ]
	[ "$(value fit below-chao)" -eq 0 ]
}

@test "profile limits and models by BIC" {
	estimate --histories "$D/UKdat_5.csv" --select bic --interval profile --format jsonl --internal > out.jsonl 2> said || [ $? -eq 1 ]
	grep -q 'more than a quarter' said	# with one person less another model is the best
	near "$(value estimate bic-best)" 22991.331 1e-6
	jq -r 'select(.part == "ranked") | [.value, .bic, .weight] | @tsv' out.jsonl | head -2 > ranked
	read -r total bic weight < ranked
	near "$total" 22991.331 1e-6
	near "$bic" 196.5398 1e-6
	near "$weight" 0.33 0.5
	near "$(sed -n 2p ranked | cut -f 1)" 12262.412 1e-6
	estimate --histories "$D/Kosovo.csv" --interval profile --format jsonl > out.jsonl
	near "$(value estimate profile low)" 12525.19 0.0005
	near "$(value estimate profile high)" 16542.84 0.0005
	[ "$(value headline total high)" -eq 17000 ]
}

@test "a model without an estimate is refused by its code, and all are listed for three lists" {
	estimate --histories "$D/Artificial_3.csv" --format jsonl > out.jsonl 2> said || [ $? -eq 1 ]
	jq -r 'select(.part == "ranked") | "\(.code) \(.name)"' out.jsonl | sort > codes
	diff - codes <<-END
		0 A*C
		0 A*C B*C
		0 B*C
		0 main effects
		1 A*B
		1 A*B A*C
		1 A*B B*C
		2 A*B A*C B*C
		2 A*B A*C B*C A*B*C
	END
	near "$(value ranked 'A*C B*C')" 296 1e-6
	refused 1 'The model has no estimate' estimate --histories "$D/Artificial_3.csv" --model 'A*B'
	refused 1 'The model has no estimate' estimate --histories "$D/Artificial_3.csv" --select pairs
	estimate --histories "$D/Artificial_3.csv" --model 'A*C,B*C' --format jsonl > out.jsonl 2> said || [ $? -eq 1 ]
	near "$(value model 'A*C B*C')" 296 1e-6
}

@test "the order of lists and rows changes nothing" {
	for set in NewOrl Western Ned; do
		awk -F, '{ for (i = NF - 1; i > 0; i--) printf "%s,", $i; print $NF }' "$D/$set.csv" > turned.csv
		{ head -n 1 turned.csv; tail -n +2 turned.csv | sort -r; } > t.csv
		estimate --histories t.csv --format jsonl > turned 2> said || [ $? -eq 1 ]
		estimate --histories "$D/$set.csv" --format jsonl > straight 2> said || [ $? -eq 1 ]
		cmp straight turned
	done
}

@test "threads change nothing, the seed does, and the same seed gives the same bytes" {
	mh-report estimate --histories "$D/NewOrl_5.csv" --threads 1 > one
	mh-report estimate --histories "$D/NewOrl_5.csv" --threads 5 > five
	cmp one five
	mh-report estimate --histories "$D/NewOrl_5.csv" --seed 2 > other
	if cmp -s one other; then false; fi
}

@test "two lists: Chapman's formula, and that nothing can be tested" {
	table A,B,count 1,0,180 0,1,80 1,1,20
	mh-report estimate --histories t.csv --format jsonl > out.jsonl
	near "$(value estimate chapman)" 965.714285714 1e-9
	near "$(value formula lincoln-petersen)" 1000 1e-9
	jq -r 'select(.part == "assumption") | .text' out.jsonl | grep -q 'cannot be tested at all'
	mh-report estimate --histories t.csv > out
	grep -q '^In all about 970' out
	refused 2 'two lists have no model' estimate --histories t.csv --model 'A*B'
}

@test "no number, and why" {
	table A,B,count 1,0,50 0,1,40
	refused 1 'Nobody is on both lists' mh-report estimate --histories t.csv
	grep -qx 'No number can be given.' "$T/refused.out"
	grep -q '2,100, which is no more than a floor' "$T/refused.out"
	table A,B,C,count 1,0,0,10 0,1,0,12 0,0,1,9 1,1,0,5 0,1,1,6
	refused 1 'Fewer than 50 persons' estimate --histories t.csv
	grep -q 'Seen were 42 persons' "$T/refused.out"
	refused 1 'Fewer than 10 persons were seen on two lists' estimate --histories "$D/Artificial_3.csv"
	refused 1 'more than a quarter' estimate --histories "$D/Western.csv"
	table A,B,count 1,0,900 0,1,9 1,1,1
	refused 1 'no number can be given' estimate --histories t.csv
	grep -q '^- Fewer than 10 persons were seen on two lists' "$T/refused.out"
	table A,B,C,count 1,0,0,3000 0,1,0,4000 0,0,1,5000 1,1,0,1 1,0,1,1
	refused 1 'Fewer than 10' estimate --histories t.csv --select main --interval wald
	grep -q 'upper end is more than ten times its lower end' "$T/refused.out"
	estimate --histories t.csv --format jsonl > out.jsonl 2> said || [ $? -eq 1 ]
	[ "$(value headline total text)" = refused ]
	[ "$(value headline total)" = null ]
}

@test "tables that are refused, each with its sentence" {
	table A,count 1,5
	refused 3 'there are 1; an estimate leans on' mh-report estimate --histories t.csv
	table A,B 1,0
	refused 3 'no column "count"' mh-report estimate --histories t.csv
	table A,B,C,count 1,0,0,5 0,1,0,-4
	refused 3 't.csv: row 2, column count, value "-4": a count cannot be negative' mh-report estimate --histories t.csv
	table A,B,C,count 1,0,0,5 0,1,0,2.5
	refused 3 'row 2, column count, value "2.5": a count is a whole number' mh-report estimate --histories t.csv
	table A,B,C,count 1,0,0,5 1,0,0,6
	refused 3 'row 1 has the same lists and another count' mh-report estimate --histories t.csv
	table A,B,C,count 1,0,0,5 0,1,0,4 0,0,1,4
	refused 3 'all overlaps are empty' mh-report estimate --histories t.csv
	table A,B,C,count 1,0,0,5 0,1,0,4 1,1,0,4
	refused 3 'list C: has no members' mh-report estimate --histories t.csv
	table A,B,count 1,0,5 0,0,9
	refused 3 'who are on no list cannot have been counted' mh-report estimate --histories t.csv
	table A,B,count 1,2,5
	refused 3 'neither 1 (on the list) nor 0' mh-report estimate --histories t.csv
	table A,B,count 1,0,0 0,1,0
	refused 3 'nobody is on them' mh-report estimate --histories t.csv
	table A,B,count 1,x,-3 0,1,y
	refused 3 't.csv: refused: 3 problems' mh-report estimate --histories t.csv
	refused 3 'No such file' mh-report estimate --histories none.csv
	{ printf 'L%d,' $(seq 17); echo count; } > t.csv
	refused 3 'at most 16 can be compared' mh-report estimate --histories t.csv
}

@test "unknown is never 0 in silence; a row that is repeated counts once" {
	table A,B,C,count 1,0,0,50 0,1,?,40 1,1,0,20 0,0,1,40 1,0,1,20
	refused 3 'unknown is not the same as 0' estimate --histories t.csv
	estimate --histories t.csv --unknown-absent --format jsonl > out.jsonl
	[ "$(value data unknown-read-as-absent)" -eq 40 ]
	estimate --histories t.csv --unknown-absent | grep -q '40 times it was not known'
	table A,B,count 1,0,60 0,1,60 1,1,20 1,0,60
	mh-report estimate --histories t.csv --format jsonl > out.jsonl
	[ "$(value data persons) $(value data rows-repeated)" = "140 x" ]
}

@test "options that do not go together" {
	refused 2 '--period: goes with the store' mh-report estimate --histories "$D/Western.csv" --period 2025
	refused 2 '--merge: goes with the store' mh-report estimate --histories "$D/Western.csv" --merge a,b=c
	refused 2 '--unknown-absent: goes with --histories' mh-report estimate --unknown-absent
	refused 2 '--significance: "2"' mh-report estimate --histories "$D/Western.csv" --significance 2
	refused 2 '--significance: goes with --select stepwise' mh-report estimate --histories "$D/Western.csv" --select main --significance 0.1
	refused 2 '--model: is the model itself' mh-report estimate --histories "$D/Western.csv" --select main --model 'A*B'
	refused 2 '--replicates 5: give 100' mh-report estimate --histories "$D/Western.csv" --replicates 5
	refused 2 '--threads 65: 64 at most' mh-report estimate --histories "$D/Western.csv" --threads 65
	refused 2 'X: no such list' mh-report estimate --histories "$D/Western.csv" --model 'A*X'
	refused 2 'a term is two lists' mh-report estimate --histories "$D/Western.csv" --model 'A'
	refused 2 '--select bic: of 8 lists' mh-report estimate --histories "$D/NewOrl.csv" --select bic
	refused 2 'a spreadsheet is no text' mh-report estimate --histories "$D/Western.csv" --format xlsx
	refused 2 '--output goes with --format html and xlsx' mh-report estimate --histories "$D/Western.csv" -o out
	refused 2 '--excel-nl goes with --format csv' mh-report estimate --histories "$D/Western.csv" --excel-nl
}

@test "small overlaps are hidden from everyone, with one more, and shown with --internal" {
	estimate --histories "$D/UKdat.csv" --format jsonl > out.jsonl
	[ "$(jq -r 'select(.part == "overlap" or .part == "list") | .value' out.jsonl | grep -cx '[1-4]')" -eq 0 ]
	[ "$(value overlap 'A*D') $(value overlap 'B*E') $(value overlap 'E*F') $(value overlap 'A*E')" = "x x x 0" ]
	[ "$(value overlap 'B*F')" = 6 ]	# A and D have 5 in common: the further one
	[ "$(value term 'B*E' p)" = null ]
	estimate --histories "$D/UKdat.csv" --internal --format jsonl > out.jsonl
	[ "$(value overlap 'A*D') $(value overlap 'B*E') $(value overlap 'B*F')" = "5 1 6" ]
	near "$(value term 'B*E' p)" 1e-6 1000
}

@test "a hidden overlap cannot be found from sizes and persons, where it is the only one" {
	table A,B,count 1,0,100 0,1,80 1,1,3
	mh-report estimate --histories t.csv --format jsonl > out.jsonl 2> said || [ $? -eq 1 ]
	[ "$(value overlap 'A*B') $(value list A) $(value list B) $(value data persons)" = "x 103 x 183" ]
	[ -z "$(value data seen-once-percent)$(value estimate chapman)$(value estimate chao)$(value formula chapman)" ]
	mh-report estimate --histories t.csv > out 2> said || [ $? -eq 1 ]
	grep -q '^2 B  *x' out
	run grep -E 'Chapman|Chao|stand on one' out
	[ "$status" -eq 1 ]
	table A,B,count 1,0,2 0,1,1 1,1,1
	mh-report estimate --histories t.csv > out 2> said || [ $? -eq 1 ]
	grep -q '^x persons on 2 lists' out
}

@test "a page and a spreadsheet, the same bytes each time" {
	estimate --histories "$D/Ned.csv" --format html -o page.html --quiet
	estimate --histories "$D/Ned.csv" --format html | cmp - page.html
	grep -q '<svg .*role="img"' page.html
	grep -q 'class="whisker"' page.html
	if grep -E '<script|src=|href="http|url\(' page.html; then false; fi
	estimate --histories "$D/Ned.csv" --format html --internal -o page.html --quiet
	grep -q 'Small cells\|small numbers are not hidden' page.html
	estimate --histories "$D/Ned.csv" --format xlsx -o sheet.xlsx --quiet
	unzip -p sheet.xlsx xl/charts/chart1.xml > chart.xml
	grep -q '<c:hiLowLines' chart.xml
	[ "$(grep -o '<c:symbol val="[a-z_]*"' chart.xml | grep -vcE '"(circle|x)"')" -eq 0 ]
	cp sheet.xlsx before.xlsx
	estimate --histories "$D/Ned.csv" --format xlsx -o sheet.xlsx --quiet
	cmp before.xlsx sheet.xlsx
	echo text > mine.txt
	refused 3 'is no report that was made before' estimate --histories "$D/Ned.csv" --format html -o mine.txt
	estimate --histories "$D/Ned.csv" --format csv --excel-nl | head -1 | grep -q 'part;name;value'
}

# The register of 8,234 persons as a store (35-register.bats has the same rows), with what an honest count must name.
register() {
	fixture_store coordinator
	local data=$ROOT/tests/data
	awk -v series=register -f "$data/entries.awk" "$data/comensha_list_overlap_2010_2015.csv" /dev/null /dev/null /dev/null /dev/null > entries.csv
	cat > map.yaml <<-END
		format: mh-map/1
		name: register
		source: register
		columns: {nr: external-id, received: received, sector: sector, form: form, person: mention.person-ref, sex: mention.sex, age-band: mention.age-band, country: mention.country}
	END
	head -n 1 entries.csv > some.csv
	grep -E ',20(1[0-5])-' entries.csv >> some.csv
	mh-signal import some.csv --map map.yaml --quiet
}

@test "the register of 8,234 persons from the store equals the table" {
	register
	mh-report estimate --period 2010..2015 --lists sector --internal --format jsonl > store.jsonl
	cp store.jsonl out.jsonl
	[ "$(value data persons) $(value data lists)" = "8234 6" ]
	jq -r 'select(.part == "model") | .value' store.jsonl > total
	near "$(cat total)" 111139.371230 1e-6
	# the same table, its columns called as the store's lists are: the same rows, but for what only the store knows
	sed '1s/.*/labour-inspectorate,border-police,other,police,shelter-youth,regional-care,count/' "$ROOT/tests/data/comensha_list_overlap_2010_2015.csv" > t.csv
	mh-report estimate --histories t.csv --internal --format jsonl > table.jsonl
	diff <(jq -c 'select(.part != "list")' table.jsonl) <(jq -c 'select(.part != "list")' store.jsonl)

	# for everyone: two digits, nothing small, no likelihoods
	estimate --format jsonl > out.jsonl
	[ "$(jq -r 'select(.part == "model") | "\(.value) \(.aic)"' out.jsonl)" = "110000 null" ]
	[ "$(jq -r 'select(.part == "overlap") | .value' out.jsonl | grep -cx '[1-4]')" -eq 0 ]
	[ -z "$(jq -r 'select(.part == "fit" and .name == "deviance")' out.jsonl)" ]
	estimate --language nl --format html > page.html
	grep -q '1 politie\|Koninklijke Marechaussee' page.html
	mh-store log --format csv | grep -q 'mh-report estimate --'

	# as a part of a report, whose tables hide a list's size for its sake
	cat > hidden.yaml <<-END
		format: mh-report/1
		name: hidden
		audience: public
		title: {en: The hidden number, nl: Het verborgen aantal}
		sections:
		  - title: {en: "In {period}", nl: "In {period}"}
		    parts:
		      - estimate: {en: How many, nl: Hoeveel}
		        lists: sector
		        merge: police,border-police=investigation
		        note: {en: A note, nl: Een noot}
		      - table: {en: By reporter, nl: Naar melder}
		        measure: victims
		        rows: sector
	END
	mh-store apply --quiet hidden.yaml > /dev/null
	mh-report run hidden --period 2010..2015 --language en > page.html
	mh-report run hidden --period 2010..2015 --language en | cmp - page.html
	grep -q '<h3>What other ways say</h3>' page.html
	grep -q 'In all about [0-9,]*: between' page.html
	grep -q '<svg .*aria-labelledby="e0t e0d"' page.html
	grep -q '<p>A note</p>' page.html
	mh-report run hidden --period 2010..2015 --language en --format xlsx -o hidden.xlsx --quiet
	mh-report run hidden --period 2010..2015 --language en --format xlsx -o - | cmp - hidden.xlsx
	unzip -p hidden.xlsx xl/sharedStrings.xml > words
	grep -o 'In all about [0-9,]*: between [0-9,]* and [0-9,]*' page.html > lead
	grep -qF "$(cat lead)" words
	grep -q '<t>A note</t>' words
	# what stands in its tables is what stands in those of the page; below one of them the chart, drawn from it
	figure() { grep -o "<th scope=\"row\">$1</th>.*" page.html | sed 's/<.tr>.*//; s/<[^>]*>/ /g; s/[^0-9 ]//g; s/  */ /g; s/^ //; s/ $//'; }
	[ "$(figure 'Model, BCa bootstrap')" = "$(unzip -p hidden.xlsx xl/charts/chart1.xml | sed 's/<c:ser>/\n<c:ser>/g' | grep '^<c:ser>' | sed 's/.*<c:val>//' |
		sed 's/.*<c:pt idx="0"><c:v>\([0-9]*\)<.*/\1/' | tr '\n' ' ' | awk '{ print $2, $1, $3 }')" ]
	unzip -p hidden.xlsx xl/charts/chart1.xml | grep -q '<c:hiLowLines'
	[ "$(unzip -p hidden.xlsx xl/charts/chart1.xml | grep -o '<c:symbol val="[a-z_]*"' | grep -vcE '"(circle|x)"')" -eq 0 ]	# a name that is none makes it damaged
	[ "$(unzip -p hidden.xlsx 'xl/worksheets/*.xml' | grep -o '<v>[1-4]</v></c>' | wc -l)" -eq "$(unzip -p hidden.xlsx 'xl/worksheets/*.xml' | grep -o 't="s"><v>[1-4]</v></c>' | wc -l)" ]
	mh-report run hidden --period 2010..2015 --language en --format jsonl > hidden.jsonl
	[ "$(figure 'Model, BCa bootstrap')" = "$(jq -r 'select(.row == "bca") | .value' hidden.jsonl | paste -sd' ')" ]
	grep -qF "$(cat lead)" <(jq -r 'select(.what == "answer") | .text' hidden.jsonl)
	mh-report run hidden --period 2020 --language en | grep -q 'No number can be given: fewer than two lists'
	sed -i 's/lists: sector/lists: sectors/; s/police,border/polic,border/' hidden.yaml
	refused 3 'must be reporter or sector' mh-store apply hidden.yaml
	sed -i 's/lists: sectors/lists: sector/' hidden.yaml
	mh-store apply --quiet hidden.yaml > /dev/null
	refused 2 'How many: --merge: polic: no such code; nearest: police' mh-report run hidden --period 2010..2015 --language en

	# lists that are taken as one, conditions and days
	estimate --merge police,border-police=investigation --internal --format jsonl > out.jsonl
	[ "$(value data lists)" -eq 5 ]
	[ "$(value list investigation)" -eq $((4812 + 1348 - 44)) ]
	estimate --where 'age-band=minor' --format jsonl > out.jsonl 2> said && return 1
	grep -q 'lists: there are 0' said
	refused 3 'lists: there are 0' estimate --period 2020
	refused 3 'lists: there are 0' estimate --as-of 2026-01-01
	refused 2 'polic: no such code; nearest: police' estimate --merge polic,coa=x
	refused 2 'police: stands there twice' estimate --merge police,coa=x --merge police,school=y
	refused 2 'police: stands there twice' estimate --merge police,police=x
	refused 2 'is a code itself' estimate --merge police,coa=school
	refused 2 'write codes, = and a name' estimate --merge police
	refused 2 'no such date' estimate --date opened
	refused 2 '--period' estimate --period 2025-Q5
}

@test "what the store does not know of its lists is said" {
	fixture_store coordinator
	cat > map.yaml <<-END
		format: mh-map/1
		name: own
		source: own
		columns: {nr: external-id, received: received, sector: sector, form: form, person: mention.person-ref, sex: mention.sex}
	END
	{
		echo nr,received,sector,form,person,sex
		for i in $(seq 30); do
			echo "a$i,2025-03-01,police,labour,p$i,"
			echo "b$i,2025-03-02,$([ "$i" -le 12 ] && echo regional-care || echo unknown),labour,p$i,"
		done
		for i in $(seq 31 60); do echo "c$i,2025-03-03,regional-care,labour,p$i,"; done
		for i in $(seq 61 68); do echo "d$i,2025-03-03,unknown,labour,p$i,"; done
		for i in $(seq 6); do echo "e$i,2025-03-04,police,labour,,female"; done
	} > s.csv
	mh-signal import s.csv --map map.yaml --quiet
	estimate --format jsonl > out.jsonl
	[ "$(value data reporter-unknown)" -eq 8 ]
	[ "$(value data also-reported-by-unknown)" -eq 18 ]
	mh-report estimate > out
	tr '\n' ' ' < out | grep -q '8 persons of whom it is not known who reported them'
	tr '\n' ' ' < out | grep -q '18 persons were also reported by somebody unknown'
	[ "$(value data mentions-not-linked)" -eq 6 ]
	[ "$(value data persons)" -eq 66 ]
}
