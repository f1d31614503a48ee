# mh-report: counts against a hand count, what a public reader may not see, reports, every refusal.

load common
load fixture

# Fifty signals: by hand, per year 2023 20, 2024 30; labour 2023 12, 2024 25; criminal 8, 5 (three of these labour too);
# begging 2024 3; no other. The police reported those of an odd number, the coordinators the others.
signals() {
	echo 'Number;Day;Form;Sector;Town;Person'
	awk 'function line(day, form, town) {
			printf "D-%d;%s;%s;%s;%s;%s\n", ++n, day, form, n % 2 ? "police" : "regional-care", town, n <= 4 ? "same" : "p" n
		}
		BEGIN {
			for (i = 0; i < 12; i++) line("2023-04-01", "labour", "GM0193")
			for (i = 0; i < 8; i++) line("2023-09-15", "criminal", "GM0150")
			for (i = 0; i < 22; i++) line("2024-02-29", "labour", "GM0193")
			for (i = 0; i < 2; i++) line("2024-06-30", "criminal", "GM0150")
			for (i = 0; i < 3; i++) line("2024-07-01", "\"labour;criminal\"", "GM0150")
			for (i = 0; i < 3; i++) line("2024-12-31", "begging", "")
		}'
}

map() {
	cat <<-END
		format: mh-map/1
		name: desk
		source: desk
		date: yyyy-mm-dd
		columns:
		  Number: external-id
		  Day: received
		  Form: form
		  Sector: sector
		  Town: {field: municipality, empty: unknown}
		  Person: mention.person-ref
	END
}

setup_file() {
	# shellcheck source=tests/cli/common.bash
	source "$BATS_TEST_DIRNAME/common.bash"
	common_setup
	fixture_store coordinator
	map > map.yaml
	signals > desk.csv
	mh-signal import desk.csv --map map.yaml --quiet
	export BASE=$T
	export MH_STORE=$XDG_DATA_HOME/mh/region.db MH_CONFIG=$XDG_CONFIG_HOME/mh
}

teardown_file() {
	T=$BASE
	common_teardown
}

# Each test reads the store of the file: changes are made to a copy.
setup() {
	T=$(mktemp -d "${MH_TESTS:-/tmp}/tXXXXXX")
	cd "$T" || return 1
	XDG_DATA_HOME=$BASE/coordinator/data XDG_CONFIG_HOME=$BASE/coordinator/config
	GNUPGHOME=$BASE/coordinator/gpg
	export T XDG_DATA_HOME XDG_CONFIG_HOME GNUPGHOME MH_NOW=2026-03-02
	unset MH_STORE MH_CONFIG
}

teardown() { cd / && rm -rf "$T"; }

# Changes go to a copy of the store.
own_store() {
	cp -r "$BASE/coordinator" own
	export XDG_DATA_HOME=$T/own/data XDG_CONFIG_HOME=$T/own/config
}

# none GREP-ARGUMENTS: no such line is there.
none() {
	if grep "$@"; then
		return 1
	fi
}

# The lines of a table that are not all 0.
filled() { "$@" | grep -v '^[a-zA-Z0-9-]*,[^,]*\(,0\)*$'; }

@test "the numbers are those of a hand count" {
	same "form,label,2023,2024,total
labour,labour exploitation,12,25,37
criminal,criminal exploitation,8,5,13
begging,forced begging,0,3,3
total,Total,20,30,50" filled mh-report table --measure signals --rows form --columns year --internal --format csv
	same "sector,label,2023-Q2,2023-Q3,2024-Q1,2024-Q2,2024-Q3,2024-Q4,total
police,police,6,4,11,1,2,1,25
regional-care,regional care coordination,6,4,11,1,1,2,25
total,Total,12,8,22,2,3,3,50" filled mh-report table -m signals -r sector -c quarter --internal --format csv
	same "municipality,label,signals
GM0150,Deventer,5
unknown,unknown,3
total,Total,8" filled mh-report table -m signals -r municipality --period 2024-06..2024-12 --internal --format csv
}

@test "a person counts once, however often reported" {
	# Fifty mentions, four of them of one person.
	same "year,label,victims
2023,2023,17
2024,2024,30
total,Total,47" mh-report table -m victims -r year --internal --format csv
}

@test "a condition and another date narrow it" {
	same "year,label,signals
2024,2024,3
total,Total,3" mh-report table -m signals -r year --where 'form=criminal and form=labour' --internal --format csv
	same "year,label,signals
empty,not filled in,50
total,Total,50" mh-report table -m signals -r year --date observed-from --internal --format csv
}

@test "without a terminal no number from 1 to 4 is shown, and none can be had by subtraction" {
	mh-report table -m signals -r form -c year --format csv > public.csv
	none -E ',[1-4](,|$)' public.csv
	# Forms overlap, so that sums do not tell the 3 of begging: it is hidden, and nothing beside it.
	same "begging,forced begging,0,x,x" grep '^begging' public.csv
	same 2 sh -c "grep -o ',x' public.csv | wc -l"
	# Sectors do not: no row and no column has one x alone.
	mh-report table -m signals -r sector -c quarter --format csv > sectors.csv
	awk -F, 'NR > 1 { alone = 0
			for (i = 3; i <= NF; i++) if ($i == "x") { alone++; down[i]++ }
			if (alone == 1) exit 1 }
		END { for (i in down) { found = 1; if (down[i] == 1) exit 1 } exit !found }' sectors.csv
	for rows in form sector municipality state channel; do
		for format in table csv jsonl html; do
			mh-report table -m signals -r "$rows" -c month --format "$format" | sed '/<style>/,/<\/style>/d' > page
			none -E '(,|:|  |<td>|<td class="sum">)[1-4](,|\}|  |</td>|$)' page
		done
	done
}

@test "rounded to multiples of 5 sums still hold, and it is said" {
	mh-report table -m signals -r sector -c quarter --round --format csv > rounded.csv
	awk -F, 'NR == 1 { next } { sum = 0; for (i = 3; i < NF; i++) { sum += $i; down[i] += $i }; down[NF] += $NF
			if (sum != $NF) exit 1
			for (i = 3; i <= NF; i++) { if ($i % 5) exit 1; last[i] = $i } }
		END { for (i in down) if (down[i] != 2 * last[i]) exit 1; exit NR < 3 }' rounded.csv
	none 'x' rounded.csv
	mh-report table -m signals -r sector -c quarter --round > rounded.txt
	grep -q '^All numbers are rounded to multiples of 5' rounded.txt
	mh-report run council --period 2023..2024 --round -o rounded.html --quiet
	grep -q 'All numbers are rounded to multiples of 5' rounded.html
	sed '/<style>/,/<\/style>/d' rounded.html > page
	none -E '<td>[1-4]</td>|<td>x</td>' page
	refused 2 '--round: goes neither with --threshold nor with --internal' mh-report table -m signals -r form --round --internal
	refused 2 '--round: goes neither with --threshold nor with --internal' mh-report run council --period 2024 --round --threshold 9 -o no.html
	[ ! -e no.html ]
}

@test "who reported most of it learns no more than others" {
	own_store
	# add FORM COUNT OPTION...
	add() {
		local form=$1 n
		for ((n = 1; n <= $2; n++)); do
			mh-signal add --received "2025-01-0$n" --sector police --form "$form" --may-be-told nothing --quiet "${@:3}"
		done
	}
	add begging 2
	add organ 6
	add labour 7
	mh-report table -m signals -r form --period 2025 --format csv > public.csv
	same 2 grep -c ',x$' public.csv		# 2 and 6, whose sum is 8
	# Who reported all of the 6 would see that the 2 is below 5: one more is hidden.
	for signal in $(mh-signal list --where 'received>=2025-01-01 and form=organ' --format ids); do
		mh-signal edit "$signal" --reporter police-east --quiet
	done
	mh-report table -m signals -r form --period 2025 --format csv > public.csv
	grep -q '^labour,.*,x$' public.csv
}

@test "a higher threshold hides more, and an internal file says what it is" {
	same "form,label,signals
labour,labour exploitation,37
criminal,criminal exploitation,x
begging,forced begging,x
total,Total,50" filled mh-report table -m signals -r form --threshold 20 --format csv
	own_store
	mh-report table -m signals -r form --internal > page
	grep -q '^Internal: small numbers are not hidden' page
	mh-report run council --period 2023..2024 --internal -o internal.html --quiet
	[ "$(stat -c %a internal.html)" = 600 ]
	grep -q 'class="mark-internal">Internal' internal.html
	grep -q '<td>3</td>' internal.html
	mh-store log --limit 2 --format csv | grep -q 'mh-report run --period --output --internal --quiet'
}

@test "a public report leaves no trace in the log, an internal one does" {
	own_store
	mh-store log --format csv > before
	mh-report run council --period 2023..2024 -o public.html --quiet
	mh-store log --format csv | cmp before -
	mh-report run council --period 2023..2024 -o internal.html --internal --quiet
	[ "$(mh-store log --format csv | wc -l)" -eq $(($(wc -l < before) + 1)) ]
}

@test "a terminal shows a colleague all numbers, and others' view by a threshold" {
	script -qec "mh-report table -m signals -r form -c year --no-color" /dev/null > screen
	grep -q 'forced begging  *0  *3  *3' screen
	none 'not shown' screen
	script -qec "mh-report table -m signals -r form -c year --no-color --threshold 5" /dev/null > screen
	grep -q 'forced begging  *0  *x  *x' screen
	grep -q 'Numbers from 1 to 4 are not shown' screen
	run script -qec "mh-report run council --period 2024" /dev/null
	[ "$status" -eq 2 ]
	[[ $output == *"a page is no text for a terminal: give --output FILE"* ]]
}

@test "the council's report has its parts, in both languages" {
	mh-report run council --period 2023..2024 --language nl -o nl.html --quiet
	mh-report run council --period 2023..2024 --language en > en.html
	grep -q '<html lang="nl">' nl.html
	grep -q 'Wat er in 2023 tot en met 2024 is gemeld' nl.html
	grep -q 'What was reported in 2023 to 2024' en.html
	[ "$(grep -c '<h2 id="s[0-9]"' nl.html)" -eq 5 ]
	[ "$(grep -c '<caption>' nl.html)" -ge 2 ]
	grep -q '<svg .*role="img"' nl.html
	grep -q 'Zij zegt niet dat er meer of minder mensenhandel was' nl.html
	grep -q '<tr class="change">' nl.html
	grep -qE '<li>definitie council [0-9a-f]{16}</li>' nl.html
	grep -qE '<li>codelijst form [0-9a-f]{16}</li>' nl.html
	none -E '<td( class="sum")?>[1-4]</td>|value[a-z ]*">[1-4]</text>' nl.html en.html
	none -qiE '<script|https?:|url\(|@import' nl.html en.html
}

@test "the same bytes again: later, elsewhere, without a key and without a terminal" {
	mh-report run council --period 2023..2024 -o one.html --quiet
	mkdir bare
	env -i PATH="$PATH" HOME="$T/bare" LC_ALL=C.UTF-8 TZ=America/Lima MH_NOW=2027-01-01 \
		setsid mh-report run council --period 2023..2024 --language en \
		--store "$XDG_DATA_HOME/mh/region.db" --config "$XDG_CONFIG_HOME/mh" < /dev/null > two.html 2> said
	cmp one.html two.html
	[ ! -s said ]
	[ -z "$(ls -A bare)" ]
}

@test "a relative period moves with the day, and the same day gives the same" {
	mh-report run council --period last-year -o a.html --quiet
	MH_NOW=2025-06-01 mh-report run council --period last-year -o b.html --quiet
	mh-report run council --period 2024 | cmp - b.html
	grep -q '<dd>2025</dd>' a.html
}

@test "as of a day the numbers are those of that day" {
	own_store
	MH_NOW=2026-05-05 mh-signal add --received 2024-03-03 --sector police --form labour --quiet > /dev/null
	same "year,label,signals
2023,2023,20
2024,2024,31
total,Total,51" mh-report table -m signals -r year --format csv
	export MH_NOW=2026-05-05
	same "year,label,signals
2023,2023,20
2024,2024,30
total,Total,50" mh-report table -m signals -r year --format csv --as-of 2026-04-01
	mh-report run council --period 2023..2024 --as-of 2026-04-01 > then.html
	grep -q 'the end of 1 April 2026' then.html
	mh-report run council --period 2023..2024 --as-of 2026-04-01 | cmp - then.html
}

@test "lists say what there is" {
	same "report,audience,title
chain,partners,The chain against human trafficking
council,public,Human trafficking in the region" mh-report list --format csv
	mh-report measures cases --format csv > cases.csv
	grep -qx 'cases,form,Form of exploitation,form' cases.csv
	none '^signals' cases.csv
	mh-report measures --format csv | cut -d , -f 1 | sort -u > measures.csv
	printf 'advice\ncases\nconsents\nmeasure\noutreach\nreferrals\nregistrations\nsignals\nvictims\n' | cmp - measures.csv
}

@test "what does not exist is refused, with what is near" {
	refused 2 'mh-report: --measure is missing' mh-report table
	refused 2 'mh-report: --rows is missing' mh-report table --measure signals
	refused 2 'mh-report: signal: no such measure; nearest: signals' mh-report table --measure signal --rows form
	refused 2 'mh-report: froms: no such dimension; nearest: form' mh-report table -m signals -r froms
	refused 2 'mh-report: sex: no such dimension' mh-report table -m signals -r form -c sex
	refused 2 'mh-report: form: rows and columns are the same' mh-report table -m signals -r form -c form
	refused 2 'mh-report: opened: no such date' mh-report table -m signals -r form --date opened
	refused 2 'mh-report: beds: no such measure' mh-report measures beds
	refused 2 'narrative' mh-report table -m signals -r form --where narrative=x
	refused 2 'colour' mh-report table -m signals -r form --where colour=x
	refused 2 '"pdf"' mh-report table -m signals -r form --format pdf
	refused 2 '"de"' mh-report run council --period 2024 --language de
	refused 3 'council-2 (mh-report/1): is not in the store' mh-report run council-2 --period 2024
}

@test "periods that are none are refused" {
	refused 2 'mh-report: --period: 2024-Q5: not a period' mh-report run council --period 2024-Q5
	refused 2 'ends before it begins' mh-report run council --period 2024..2023
	refused 2 'longer than 480 months' mh-report table -m signals -r form --period 1900..2024
	refused 2 '--period is missing' mh-report run council
	refused 2 'an operand is missing: report' mh-report run --period 2024
}

@test "options that contradict each other are refused" {
	refused 2 '--threshold 1: hides nothing' mh-report table -m signals -r form --threshold 1
	refused 2 '--threshold: 0: a number of 1 or more is expected' mh-report table -m signals -r form --threshold 0
	refused 6 '--threshold 2: below 5 would show small numbers: give more, or --internal to show all' \
		mh-report run council --period 2024 --threshold 2 -o low.html
	refused 6 '--threshold 4: below 5' mh-report table -m signals -r form --threshold 4 --format csv
	[ ! -s refused.out ]
	[ ! -e low.html ]
	refused 2 'an internal page hides nothing' mh-report table -m signals -r form --threshold 9 --internal
	refused 2 '--output goes with --format html and xlsx' mh-report table -m signals -r form --format csv --output x.csv
	[ ! -e x.csv ]
}

@test "where the page cannot be written nothing is left" {
	refused 3 'no/such/folder' mh-report run council --period 2024 -o no/such/folder/page.html
	[ ! -e no ]
	echo '<!DOCTYPE html>old' > page.html
	mh-report run council --period 2024 -o page.html --quiet
	grep -q '</html>' page.html
}

@test "a page is not written over the store, what belongs to it, or anything that is no page" {
	own_store
	store=$XDG_DATA_HOME/mh/region.db
	export MH_STORE=$store MH_CONFIG=$XDG_CONFIG_HOME/mh
	key=$(find "$XDG_CONFIG_HOME/mh" -name match-key)
	ln "$store" other.html
	ln -s "$XDG_CONFIG_HOME/mh" way
	mkdir -m 700 "${store%.db}.spool"
	echo 'format: mh-map/1' > kept.yaml
	sha256sum "$store" "$key" kept.yaml > before
	for file in "$store" "$store-wal" "$store-shm" "$XDG_DATA_HOME/mh/../mh/region.db" other.html; do
		refused 3 "$file: is the store itself" mh-report run council --period 2024 -o "$file"
		refused 3 "$file: is the store itself" mh-report table -m signals -r form --format html --internal -o "$file"
	done
	for file in "$key" "$XDG_CONFIG_HOME/mh/new.html" way/new.html "${store%.db}.spool/new.html"; do
		refused 3 "$file: lies in a folder that the store keeps for itself" mh-report run council --period 2024 -o "$file"
	done
	refused 3 "kept.yaml: exists and is no report that was made before" mh-report run council --period 2024 -o kept.yaml
	sha256sum --check --quiet before
	: > empty.html
	mh-report run council --period 2024 -o empty.html --quiet
	mh-report run council --period 2024 -o empty.html --quiet
	grep -q '</html>' empty.html
}

@test "a page for everyone can be read by everyone, and nothing but a file is replaced" {
	umask 022
	mh-report run council --period 2024 -o page.html --quiet
	[ "$(stat -c %a page.html)" = 644 ]
	chmod 660 page.html
	mh-report run council --period 2024 -o page.html --quiet
	[ "$(stat -c %a page.html)" = 660 ]
	ln -s page.html link.html
	mkfifo pipe
	refused 3 'link.html: is a link: name the file itself' mh-report run council --period 2024 -o link.html
	refused 3 'pipe: is a pipe: write to standard output' mh-report run council --period 2024 -o pipe
	refused 3 '/dev/full: is a device' mh-report run council --period 2024 -o /dev/full
	[ -L link.html ] && [ -p pipe ] && [ -c /dev/full ]
}

@test "an entry of the log that changed no record changes no page" {
	own_store
	mh-report run council --period 2024 -o before.html --quiet
	mh-report run council --period 2024 --internal -o internal.html --quiet
	mh-report run council --period 2024 | cmp - before.html
	mh-signal add --received 2026-03-01 --sector police --form labour > /dev/null
	run cmp -s before.html <(mh-report run council --period 2024)
	[ "$status" -eq 1 ]
}

@test "before anything was applied it is said what to do" {
	become bare
	mkdir -m 700 bare "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	export GNUPGHOME=$BASE/coordinator/gpg
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(gpg --list-secret-keys --with-colons | awk -F: '/^sec/ { want = 1 } want && /^fpr/ { print $10; want = 0 }')
	mh-store init --demo --org bare --name Bare --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --accept-plain-disk "a test" --quiet
	refused 3 'is not in the store: apply it with mh-store apply' mh-report table -m signals -r form
	refused 3 'is not in the store: apply it with mh-store apply' mh-report run council --period 2024
}

@test "without a store it is said how to make one" {
	refused 4 'make one with mh-store init' env XDG_DATA_HOME="$T/none" mh-report list
}

@test "a wrong definition is refused with every place, and an internal one without --internal" {
	own_store
	cat > wrong.yaml <<-END
		format: mh-report/1
		name: wrong
		audience: all
		title: {en: Wrong}
		sections:
		  - title: One
		    parts:
		      - table: T
		        measure: signals
		        rows: froms
		      - chart: C
		        measure: signal
		        rows: year
	END
	refused 3 'wrong.yaml:3:' mh-store apply wrong.yaml
	grep -q 'wrong.yaml:10:.*did you mean "form"' refused.err
	grep -q 'wrong.yaml:12:.*did you mean "signals"' refused.err
	cat > inside.yaml <<-END
		format: mh-report/1
		name: inside
		audience: internal
		title: {en: Inside}
		sections:
		  - title: One
		    parts:
		      - table: T
		        measure: signals
		        rows: form
	END
	mh-store apply --quiet inside.yaml > /dev/null
	refused 6 'inside: is for internal use: give --internal' mh-report run inside --period 2024 -o inside.html
	[ ! -e inside.html ]
	mh-report run inside --period 2024 -o inside.html --internal --quiet
	grep -q '>3</td>' inside.html
}

@test "a condition in a definition that cannot be read names the part" {
	own_store
	cat > odd.yaml <<-END
		format: mh-report/1
		name: odd
		audience: public
		title: {en: Odd}
		sections:
		  - title: One
		    parts:
		      - table: By colour
		        measure: signals
		        rows: form
		        where: colour=red
	END
	mh-store apply --quiet odd.yaml > /dev/null
	refused 2 'By colour: ' mh-report run odd --period 2024
}

@test "labels from a catalogue cannot break a page or drive a terminal" {
	own_store
	cat > evil.yaml <<-END
		format: mh-catalogue/1
		name: evil
		catalogues:
		  form:
		    source: test
		    checked: 2026-03-01
		    codes:
		      - {code: begging, en: "<script>alert(1)</script>&", nl: "<b>"}
	END
	mh-store apply --quiet evil.yaml > /dev/null
	mh-report run council --period 2023..2024 > page.html
	none '<script' page.html
	grep -q '&lt;script&gt;alert(1)&lt;/script&gt;&amp;' page.html
}

@test "GnuPG is never started" {
	mkdir trap
	printf '#!/bin/sh\ntouch %s/started\nexit 1\n' "$T" > trap/gpg
	chmod 755 trap/gpg
	cp trap/gpg trap/gpgconf
	cp trap/gpg trap/gpg-connect-agent
	PATH="$T/trap:$PATH" mh-report run council --period 2023..2024 > /dev/null
	PATH="$T/trap:$PATH" mh-report table -m victims -r sex > /dev/null
	[ ! -e started ]
}

@test "a reader that goes away ends it quietly" {
	mh-report run council --period 2023..2024 2> said | head -c 1 > /dev/null
	[ ! -s said ]
}

@test "a table as a spreadsheet: protected like any file, numbers as such, replaced by the next one" {
	mh-report table -m signals -r form --format xlsx -o table.xlsx --quiet
	unzip -tq table.xlsx
	mh-report table -m signals -r form --format csv > table.csv
	[ "$(unzip -p table.xlsx xl/worksheets/sheet1.xml | grep -o '<row ' | wc -l)" -eq "$(wc -l < table.csv)" ]
	number=$(tail -n 1 table.csv | cut -d , -f 3)
	if [ "$number" = x ]; then
		unzip -p table.xlsx xl/sharedStrings.xml | grep -q '<t>x</t>'
	else
		unzip -p table.xlsx xl/worksheets/sheet1.xml | grep -q "<v>$number</v>"
	fi
	cp table.xlsx first.xlsx
	mh-report table -m signals -r form --format xlsx -o table.xlsx --quiet
	cmp table.xlsx first.xlsx
	refused 2 "--format xlsx: a spreadsheet is no text: give --output FILE" mh-report table -m signals -r form --format xlsx
	mh-report table -m signals -r form --format xlsx --internal -o own.xlsx --quiet
	[ "$(stat -c %a own.xlsx)" = 600 ]
}

# cells FILE N [SIGN]: what stands in the cells of the Nth sheet, one a line, numbers as they are kept, texts behind the sign.
cells() {
	awk -v sign="${3-}" 'FNR == NR { if (/^<si>/) { gsub(/<[^>]*>/, ""); words[n++] = $0 } next }
		/^<c .*<v>/ { text = / t="s"/; sub(/.*<v>/, ""); sub(/<\/v>.*/, ""); print text ? sign words[$0] : $0 }' \
		<(unzip -p "$1" xl/sharedStrings.xml | sed 's/<si>/\n<si>/g') <(unzip -p "$1" "xl/worksheets/sheet$2.xml" | sed 's/<c /\n<c /g')
}

# sheets FILE: how many there are.
sheets() {
	unzip -p "$1" xl/workbook.xml | grep -o '<sheet name=' | wc -l
}

# numbers FILE: those of the sheets without a chart, and x, sorted; whole numbers only, as a page writes them between td.
numbers() {
	for ((n = 2; n <= $(sheets "$1"); n++)); do
		unzip -p "$1" "xl/worksheets/sheet$n.xml" | grep -q '<drawing' || cells "$1" "$n" "'"
	done | sed "s/^'x\$/x/" | grep -xE 'x|-?[0-9]+' | sort
}

page_numbers() {
	grep -o '<td[^>]*>[^<%]*</td>' "$1" | sed 's/<[^>]*>//g; s/[,+]//g; s/−/-/' | grep -xE 'x|-?[0-9]+' | sort
}

@test "a report as a spreadsheet: the numbers of the page and nothing that it hides, the same bytes" {
	mh-report run council --period 2023..2024 --language en --format xlsx -o council.xlsx --quiet
	unzip -tq council.xlsx
	mh-report run council --period 2023..2024 --language en > council.html
	[ "$(page_numbers council.html | wc -l)" -gt 50 ]
	diff <(page_numbers council.html) <(numbers council.xlsx)
	page_numbers council.html | grep -qx x
	[ "$(numbers council.xlsx | grep -cx '[1-4]')" -eq 0 ]
	[ "$(unzip -p council.xlsx 'xl/worksheets/*.xml' 'xl/charts/*.xml' | grep -c '<f>')" -eq 0 ]
	mh-report run council --period 2023..2024 --language en --format xlsx -o - | cmp - council.xlsx
	MH_NOW=2026-05-05 mh-report run council --period 2023..2024 --language en --format xlsx -o council.xlsx.again --quiet
	cmp council.xlsx council.xlsx.again

	# the first sheet says what it is, each other one is called by its number and title, has its heading fixed, and a source
	cells council.xlsx 1 > first
	grep -qx 'Human trafficking in the region' first
	grep -qx 'Contents' first
	grep -qx 'everyone' first
	grep -q '^Numbers from 1 to 4 are not shown' first
	grep -q '^definition council [0-9a-f]\{16\}$' first
	unzip -p council.xlsx xl/workbook.xml | grep -o '<sheet name="[^"]*"' | sed 's/.*name="//; s/"$//' > names
	[ "$(tail -n +2 names | awk '$1 != NR || length > 31' | wc -l)" -eq 0 ]
	for ((n = 2; n <= $(sheets council.xlsx); n++)); do
		cells council.xlsx "$n" > sheet
		grep -q '^There was nothing\|^These numbers are too small' sheet || unzip -p council.xlsx "xl/worksheets/sheet$n.xml" | grep -q 'state="frozen"'
		grep -q '^Source: registration of ' sheet
	done
	[ "$(unzip -l council.xlsx | grep -c 'xl/charts/chart')" -eq "$(grep -c '<svg' council.html)" ]

	mh-report run council --period 2023..2024 --format xlsx --language nl -o nl.xlsx --quiet
	cells nl.xlsx 1 | grep -qx 'Inhoud'
	mh-report run council --period 2023..2024 --language en --format xlsx --round -o rounded.xlsx --quiet
	mh-report run council --period 2023..2024 --language en --round > rounded.html
	diff <(page_numbers rounded.html) <(numbers rounded.xlsx)
	mh-report run council --period 2023..2024 --language en --format xlsx --internal -o own.xlsx --quiet
	mh-report run council --period 2023..2024 --language en --internal > own.html
	diff <(page_numbers own.html) <(numbers own.xlsx)
	[ "$(stat -c %a own.xlsx)" = 600 ]
	for ((n = 1; n <= $(sheets own.xlsx); n++)); do
		[ "$(cells own.xlsx "$n" | head -n 1)" = "Internal: small numbers are not hidden. Not to be passed on." ]
		unzip -p own.xlsx "xl/worksheets/sheet$n.xml" | grep -q '<oddHeader>.*Internal: small numbers'
	done
	refused 2 "--format xlsx: a spreadsheet is no text: give --output FILE" mh-report run council --period 2024 --format xlsx
	refused 2 '"ods"' mh-report run council --period 2024 --format ods
}

@test "a report for programs: each number of the page with its codes, and nothing that the page hides" {
	mh-report run council --period 2023..2024 --language en --format jsonl > council.jsonl
	mh-report run council --period 2023..2024 --language en > council.html
	[ "$(jq -r 'select(.what == "title") | .text' council.jsonl)" = "Human trafficking in the region" ]
	[ "$(jq -r 'select(.part == "Signals by form of exploitation" and .row == "labour" and .column == "2024") | "\(.measure) \(.label) \(.value)"' council.jsonl)" \
		= "signals labour exploitation 25" ]
	[ "$(jq -r 'select(.what == "number" and .value != "x" and .value > 0 and .value < 5) | .value' council.jsonl | wc -l)" -eq 0 ]
	sed '/class="change"/d' council.html > plain.html
	# those of the tables and trends; of a trend the page has changes too, which are made of its numbers
	diff <(page_numbers plain.html) \
		<(jq -r 'select(.what == "number") | "\(.part)\t\(.value)"' council.jsonl | grep -v "^\(Signals per year\|$(sed -n 's/^<p class="title">\(.*\)<.p>/\1/p' council.html | paste -sd'|' | sed 's/|/\\|/g')\)	" | cut -f 2 | sort)
	jq -r 'select(.what == "protection") | .text' council.jsonl | grep -q '^Numbers from 1 to 4 are not shown'
	mh-report run council --period 2023..2024 --language en --format jsonl | cmp - council.jsonl
	[ "$(mh-report run council --period 2023..2024 --format csv | grep -c '^number,')" -eq "$(grep -c '"what":"number"' council.jsonl)" ]
	mh-report run council --period 2024 --format jsonl --internal | head -n 1 | grep -q '"what":"internal"'
	mh-store log --limit 1 --format csv | grep -q 'mh-report run --period --format --internal'
	refused 2 '--output goes with --format html and xlsx' mh-report run council --period 2024 --format jsonl -o council.txt
}

@test "words in a spreadsheet of a report are words; what cannot be the name of a sheet is left out; x is not drawn" {
	cat > odd.yaml <<-'END'
		format: mh-report/1
		name: odd
		audience: public
		title: {en: "=1+1", nl: "=1+1"}
		sections:
		  - title: {en: "@SUM(1)", nl: "@SUM(1)"}
		    parts:
		      - text: {en: "=HYPERLINK(1)", nl: "=HYPERLINK(1)"}
		      - chart: {en: "=A/B: [forms] of 'all' that is far too long for a name", nl: "=A"}
		        measure: signals
		        rows: form
		      - chart: {en: "=A/B: [forms] of 'all' that is far too long for a name", nl: "=A"}
		        measure: signals
		        rows: year
		        columns: form
		        shape: lines
		      - table: {en: "None", nl: "Geen"}
		        measure: signals
		        rows: sector
		        where: form=organ
	END
	mh-store apply --quiet odd.yaml > /dev/null
	mh-report run odd --period 2023..2024 --language en --format xlsx -o odd.xlsx --quiet
	unzip -tq odd.xlsx
	unzip -p odd.xlsx xl/workbook.xml | grep -q '<sheet name="1 =A B forms of all that is far" .*<sheet name="2 =A B forms of all that is far" .*<sheet name="3 None"'
	[ "$(unzip -p odd.xlsx 'xl/worksheets/*.xml' | grep -c '<f>')" -eq 0 ]
	cells odd.xlsx 1 | grep -qx '=HYPERLINK(1)'
	unzip -p odd.xlsx xl/charts/chart1.xml > bars.xml
	unzip -p odd.xlsx xl/charts/chart2.xml > lines.xml
	grep -q '<c:barDir val="bar"/>' bars.xml
	grep -q '<c:lineChart>' lines.xml
	grep -q '<a:t> =A/B: \[forms\]' bars.xml
	grep -q '<c:min val="0"/>' bars.xml
	cells odd.xlsx 2 | grep -qx x
	[ "$(sed 's/<c:val>/\n<c:val>/g; s/<.c:val>/\n/g' bars.xml lines.xml | grep '^<c:val>' | grep -c '<c:v>x\|strRef')" -eq 0 ]
	cells odd.xlsx 2 | grep -q '^The columns on the right have the same numbers once more'
	cells odd.xlsx 4 | grep -qx 'There was nothing to count in this period.'
	sed -i "s/=HYPERLINK(1)/$(printf 'word %.0s' {1..7000})/" odd.yaml
	mh-store apply --quiet odd.yaml > /dev/null
	refused 3 '--format xlsx: a cell is longer than the 32767 characters that a spreadsheet holds: use html' \
		mh-report run odd --period 2024 --format xlsx -o long.xlsx
	[ ! -e long.xlsx ]
}
