# mh-case show: a full case is one page of 80 columns, in a file and a pipe too, with labels in the user's language.

load common
load fixture

# One case with something of everything; the tests only read it.
setup_file() {
	common_setup
	fixture_store zorg
	export MH_NOW=2026-03-20
	cat > partners.yaml <<-END
		format: mh-partners/1
		partners:
		  - {code: vrouwenopvang-midden, name: Vrouwenopvang Midden, column: care, services: [shelter], profile: {shelter: [minimal]}}
	END
	mh-refer partner import partners.yaml --quiet > /dev/null
	S=$(mh-signal add --received 2026-02-27 --sector police --form labour --municipality GM0193 --may-be-told nothing)
	mh-signal mention "$S" --role victim --sex female --age-band 23-plus --country NG --quiet > /dev/null
	C=$(mh-case open --signals "$S" --group third-country --coordinator anna --opened 2026-03-01)
	export C
	(
		mh-case event "$C" residence reflection-granted --on 2026-03-02 --scope standard
		mh-case event "$C" residence monthly-report --planned --on 2026-04-02
		mh-case event "$C" criminal intake-held --on 2026-03-05
		mh-case stay admit "$C" --partner vrouwenopvang-midden --place womens --on 2026-03-03 --until 2026-06-02
		mh-case need add "$C" --service legal-aid --partner vrouwenopvang-midden
		mh-case plan add "$C" --review 2026-04-15 --agreed yes --goal - <<< 'a home of her own'
		mh-case programme start "$C" --programme exit --partner vrouwenopvang-midden --review 2026-05-01
		mh-case document add "$C" --paper passport --kept partner --on 2026-03-04 --ends 2027-01-01
		mh-case cost add "$C" --item housing --payer state --amount 1250.50
		mh-case cost add "$C" --item support --payer state --amount 49.50 --minutes 90
		mh-case cost add "$C" --item coordination --payer found --minutes 45
		mh-case party add "$C" --as lawyer --partner vrouwenopvang-midden --name - <<< 'Mr. Advocaat'
		mh-case consent add "$C" --purpose shelter --partner vrouwenopvang-midden --fields minimal,identity,care --signatory person --until 2026-09-01
		mh-case task add "$C" --do call --due 2026-03-25 --at 14:30 --partner vrouwenopvang-midden
		mh-case task done "$(mh-case task add "$C" --do visit --due 2026-03-24)"
		echo 'Ada Verzonnen' | mh-case identity set "$C" --name -
	) > /dev/null 2>&1
}
teardown_file() { common_teardown; }
setup() { cd "$T" || return 1; unset COLUMNS; }
teardown() { :; }

# one_page FILE: its widest line fits 80 columns, and nothing was cut.
one_page() {
	local width
	width=$(wc -L < "$1")
	[ "$width" -le 80 ] || { echo "$width columns wide"; cat "$1"; return 1; }
	[ "$(grep -c … "$1")" -eq 0 ]
}

# says FILE TEXT...: each of them stands on a line of it.
says() {
	local file=$1 text
	shift
	for text in "$@"; do
		grep -qE -- "$text" "$file" || { echo "\"$text\" is missing"; cat "$file"; return 1; }
	done
}

@test "a full case fits 80 columns in a file and a pipe, with labels, and nothing is cut" {
	mh-case show "$C" > page
	one_page page
	says page "^coordinator: +anna" "^Residence +reflection period +2026-03-16 ! +apply for the allowance" "^Criminal case +intake by the police" \
		"planned: monthly report" "^Care +in shelter" "^NE-2026-0001 .*legal aid" "^PL-2026-0001 +2026-03-20 +2026-04-15 +yes" \
		"^PR-2026-0001 +exit programme" "^ST-2026-0001 +vrouwenopvang-midden +women's" "^DO-2026-0001 +passport" \
		"^the State +1300.00 +90" "^municipality where the person was found +45" "^total +1300.00 +135" "^PA-2026-0001 +lawyer" \
		"^N-2026-0001" "^TK-2026-0001 +call +2026-03-25 +14:30" "^2026-03-03 +Care +admitted to shelter +women's shelter"
	[ "$(grep -c "TK-2026-0002\|Advocaat\|Verzonnen\|cosm\|labour-\|third-country" page)" -eq 0 ]
	mh-case show "$C" | cmp - page
}

@test "the page is as wide in Dutch, whose words are longer, and an id is never broken" {
	LANGUAGE=nl mh-case show "$C" > page
	one_page page
	says page "^coördinator: +anna" "^Strafzaak" "^behoeften" "^plannen" "^programma's" "^verblijven" "^stukken" "^kosten per betaler" "^wie betrokken is" \
		"^toestemmingen" "^open taken" "^laatste gebeurtenissen" "^het Rijk +1300.00 +90" "^totaal" "2026-03-02 +Verblijfsrecht +bedenktijd verleend +standaard"
	for id in NE PL PR ST DO PA TK; do
		grep -q "^$id-2026-0001 " page || { echo "$id is broken"; cat page; return 1; }
	done
}

@test "a wider terminal, or COLUMNS, gives a wider page; a terminal without colour says the same" {
	COLUMNS=130 mh-case show "$C" > wide
	[ "$(wc -L < wide)" -gt 80 ]
	[ "$(wc -L < wide)" -le 130 ]
	mh-case show "$C" > page
	script -qec "stty cols 80; NO_COLOR=1 mh-case show $C" /dev/null | tr -d '\r' | cmp - page
}

@test "names stand on the page only with --identity and a key, and it is as wide" {
	mh-case show "$C" --identity --purpose coordination > page
	one_page page
	says page "Ada Verzonnen"
}
