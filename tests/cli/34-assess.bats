# mh-signal assess: indicators by list, the rule of a list, what a person concludes.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

add() { mh-signal add --sector police "$@" > /dev/null; }
# rows FIELD...: columns of the assessment of the first signal, without the title.
rows() { mh-signal assess S-2026-0001 --format jsonl | jq -r "$1"; }
result() { rows 'select(.list == "ilo-2009-adult-labour") | .result' | sort -u; }

@test "indicators stand by list as seen, absent and not asked, the Dutch list first" {
	add --form labour
	mh-signal assess S-2026-0001 --seen "labour-pay;labour-debt" --absent labour-no-bank
	mh-signal assess S-2026-0001 > page
	[ "$(head -1 page)" = "S-2026-0001: labour exploitation" ]
	grep -qx "Labour exploitation (Netherlands Labour Authority)" page
	grep -qx "  2 seen, 1 absent, 9 not asked" page
	grep -qx "  seen       labour-pay               underpaid, unpaid or paid late" page
	grep -qx "  absent     labour-no-bank           has no access to bank card or account" page
	grep -qx "  not asked  labour-unsafe            dangerous or unhealthy work" page
	grep -qx "ILO 2009, adult labour exploitation (unverified)" page
	grep -qx "  0 seen, 0 absent, 67 not asked" page
	[ "$(grep -n Netherlands page | cut -d: -f1)" -lt "$(grep -n 'ILO 2009' page | cut -d: -f1)" ]
	grep -q "Absence clears nobody" page
	grep -q "For a minor no means are needed" page
	! grep -q "Sexual exploitation" page
	same $'state\nreceived' mh-signal list --columns state --format csv
}

@test "a list is shown by form, sector or place, or because it was answered; all of them with --all or when no form is known" {
	add --form criminal
	same $'criminal' bash -c 'mh-signal assess S-2026-0001 --format jsonl | jq -r .list | uniq'
	mh-signal edit S-2026-0001 --sector school --place hotel
	same $'criminal\nschool\nhotel' bash -c 'mh-signal assess S-2026-0001 --format jsonl | jq -r .list | uniq'
	mh-signal assess S-2026-0001 --absent sexual-dress
	same $'sexual\ncriminal\nschool\nhotel' bash -c 'mh-signal assess S-2026-0001 --format jsonl | jq -r .list | uniq'
	same $'labour\nsexual\ncriminal\nschool\nhotel\nilo-2009-adult-labour' bash -c 'mh-signal assess S-2026-0001 --all --format jsonl | jq -r .list | uniq'
	add
	same $'labour\nsexual\ncriminal\nilo-2009-adult-labour' bash -c 'mh-signal assess S-2026-0002 --format jsonl | jq -r .list | uniq'
}

@test "the lists are whole: 12 of the labour inspectorate, 67 of ILO in six dimensions" {
	add --form labour
	mh-signal assess S-2026-0001 --format jsonl > all
	[ "$(jq -r 'select(.list == "labour") | .indicator' all | wc -l)" -eq 12 ]
	[ "$(jq -r 'select(.list != "labour") | .group' all | uniq -c | awk '{ print $1 }' | tr '\n' ' ')" = "10 10 16 9 15 7 " ]
	[ "$(jq -r 'select(.list != "labour") | .checked' all | sort -u)" = unverified ]
	[ "$(jq -r 'select(.indicator == "ilo-ex-hours") | .strength' all)" = strong ]
	# strong, medium and weak ones of each dimension, counted in the recalled list by hand
	same "ad 0 5 2 ar 0 12 4 cd 4 10 1 cr 1 9 0 dr 1 8 1 ex 1 7 1" bash -c "jq -r 'select(.list != \"labour\") | .group[4:] + \" \" + .strength' all |
		awk '{ n[\$1, \$2]++; g[\$1] } END { for (k in g) print k, n[k, \"strong\"] + 0, n[k, \"medium\"] + 0, n[k, \"weak\"] + 0 }' | sort | paste -sd ' '"
}

@test "a dimension is met by the rule of 2009, by each of its lines and by nothing less" {
	add --form labour
	met() {
		mh-signal edit S-2026-0001 --indicators "$1" --indicators-absent ""
		rows 'select(.group == "'"$2"'") | .["group-met"]' | sort -u
	}
	same yes met "ilo-cd-documents;ilo-cd-debt" ilo-cd
	same no met "ilo-cd-documents" ilo-cd
	same yes met "ilo-cd-documents;ilo-cd-tasks" ilo-cd
	same yes met "ilo-cd-documents;ilo-cd-exposure" ilo-cd
	same no met "ilo-cd-tasks;ilo-cd-peers" ilo-cd
	same yes met "ilo-cd-tasks;ilo-cd-peers;ilo-cd-lie" ilo-cd
	same yes met "ilo-cd-tasks;ilo-cd-peers;ilo-cd-exposure" ilo-cd
	same no met "ilo-cd-tasks;ilo-cd-exposure" ilo-cd
	same no met "ilo-ad-past;ilo-ad-characteristics" ilo-ad
}

@test "the rule's result goes by what was seen, and an absent indicator is not seen" {
	add --form labour
	exploited="ilo-ex-hours;ilo-ex-salary" deceived="ilo-dr-job;ilo-dr-wages" coerced="ilo-cd-debt;ilo-cd-documents"
	same none result
	mh-signal edit S-2026-0001 --indicators "$deceived"
	same migration-after-deception result
	mh-signal edit S-2026-0001 --indicators "$deceived;$exploited"
	same exploitation-after-deception result
	mh-signal edit S-2026-0001 --indicators "$deceived;$exploited;$coerced"
	same trafficking-presumed result
	[[ "$(mh-signal assess S-2026-0001)" == *"result of its rule (unverified): exploitation, a means of recruitment, and coercion"* ]]
	mh-signal edit S-2026-0001 --indicators "$exploited;$coerced"
	same none result
	mh-signal edit S-2026-0001 --indicators "$exploited" --indicators-absent "$coerced;$deceived"
	same none result
	same received bash -c 'mh-signal list --columns state --format csv | tail -1'
}

@test "where everybody is a minor the rule for adults has no result, and one minor is told" {
	add --form labour --victim minor
	mh-signal assess S-2026-0001 --seen "ilo-ex-hours;ilo-ex-salary;ilo-dr-job;ilo-dr-wages;ilo-cd-debt;ilo-cd-documents"
	same not-for-minors result
	[[ "$(mh-signal assess S-2026-0001)" == *"result of its rule: none, since it is for adults"*"A minor is mentioned"* ]]
	mh-signal mention S-2026-0001 --age-band 23-plus > /dev/null
	same trafficking-presumed result
	[[ "$(mh-signal assess S-2026-0001)" == *"A minor is mentioned"* ]]
}

@test "what is known of a person beats what a mention says of the age" {
	echo p1 | add --form labour --source desk --victim person-ref=-
	mh-signal assess S-2026-0001 --seen "ilo-dr-job;ilo-dr-wages"
	same migration-after-deception result
	mh-case open --no-look --signals S-2026-0001 --age-band minor > /dev/null
	same not-for-minors result
}

@test "an indicator has one answer, the last" {
	add --form labour --indicators "labour-pay;labour-debt" --indicators-absent labour-no-bank
	mh-signal assess S-2026-0001 --seen labour-no-bank --absent labour-pay --not-asked labour-debt
	same $'indicators,indicators-absent\nlabour-no-bank,labour-pay' mh-signal list --columns indicators,indicators-absent --format csv
	mh-signal assess S-2026-0001 --seen labour-no-bank --dry-run --quiet
	same $'indicators,indicators-absent\nlabour-no-bank,labour-pay' mh-signal list --columns indicators,indicators-absent --format csv
}

@test "a sign that was not specified counts in its list" {
	add --form labour --indicators labour
	[[ "$(mh-signal assess S-2026-0001)" == *"1 seen, 0 absent, 12 not asked"*"sign of labour exploitation, not specified"* ]]
}

@test "a person's conclusion is recorded with sealed words, and changes no state" {
	add --form labour
	same J-2026-0001 bash -c 'echo "talked to her twice" | mh-signal assess S-2026-0001 --seen labour-pay --conclusion serious --note -'
	same $'state,conclusion\nreceived,serious' mh-signal list --columns state,conclusion --format csv
	! grep -qa "talked to her" "$XDG_DATA_HOME"/mh/region.db*
	[[ "$(mh-signal show S-2026-0001)" == *"J-2026-0001"* ]]
	[[ "$(mh-signal show S-2026-0001 --identity --purpose safety)" == *"talked to her twice"* ]]
	MH_NOW=2026-03-05 mh-signal assess S-2026-0001 --conclusion attention > /dev/null
	run mh-signal assess S-2026-0001
	[[ "$output" == *"J-2026-0001  2026-03-02"*"serious signals"*"J-2026-0002  2026-03-05"*"points of attention"* ]]
	same S-2026-0001 mh-signal list --where conclusion=attention --format ids
	[[ "$(mh-store history J-2026-0001 --format csv)" == *"mh-signal assess --seen --conclusion --note"* ]]
	mh-store check --quiet
}

@test "assess speaks Dutch" {
	add --form labour
	run env LANGUAGE=nl mh-signal assess S-2026-0001
	[[ "$output" == *"Arbeidsuitbuiting (Nederlandse Arbeidsinspectie)"*"Afwezigheid"* ]]
}

@test "what assess refuses" {
	add --form labour
	refused 1 "S-2026-0009: no such signal" mh-signal assess S-2026-0009
	refused 1 "S-2026-0009: no such signal" mh-signal assess S-2026-0009 --seen labour-pay
	refused 3 'indicators "labour-pey": not a code of catalogue indicator; nearest: labour-pay' mh-signal assess S-2026-0001 --seen labour-pey
	refused 3 'conclusion "seriuos": not a code of catalogue conclusion; nearest: serious' mh-signal assess S-2026-0001 --conclusion seriuos
	refused 3 "conclusion: is required" bash -c 'echo x | mh-signal assess S-2026-0001 --note -'
	refused 2 "--note: is kept sealed and takes no value on the command line" mh-signal assess S-2026-0001 --conclusion serious --note words
	refused 2 "labour-pay: stands in --seen and in --absent: one of them" mh-signal assess S-2026-0001 --seen "labour-debt;labour-pay" --absent labour-pay
	refused 2 "recorded for one signal at a time" mh-signal assess S-2026-0001 S-2026-0001 --seen labour-pay
	refused 2 "--all and --format belong to showing" mh-signal assess S-2026-0001 --seen labour-pay --all
	refused 2 "operand" mh-signal assess
	same $'indicators,conclusion\n,' mh-signal list --columns indicators,conclusion --format csv
}

@test "a region's own list is applied, and a wrong one is refused with every place" {
	cat > own.yaml <<-END
		format: mh-indicators/1
		name: labour
		order: 1
		en: Our own
		groups: [labour]
		forms: [labour]
		source: own
		checked: 2026-03-01
		met:
		  - {other: 1}
		results:
		  - {code: look, en: look again, needs: [labour]}
	END
	mh-store apply own.yaml --quiet > /dev/null
	add --form labour --indicators labour-pay
	[[ "$(mh-signal assess S-2026-0001)" == *"Our own"*"result of its rule: none"* ]]
	cat > wrong.yaml <<-END
		format: mh-indicators/1
		name: wrong
		groups: []
		checked: soon
		colour: red
		met:
		  - {strong: many}
		  - {}
		results:
		  - {code: x, en: x, needs: [y]}
		  - {code: z}
	END
	refused 3 'wrong.yaml:' mh-store apply wrong.yaml
	for text in '"en" is missing' '"source" is missing' '"groups" is missing' "a date, or unverified, is expected here" \
		"no such key here" "a whole number, 0 or more, is expected here" "a line that asks for nothing is always met" \
		'"y" is none of the groups of this list' '"needs" is missing'; do
		grep -qF -- "$text" refused.err || { echo "not said: $text"; cat refused.err; return 1; }
	done
}

@test "a store without lists says what to do" {
	become other
	mkdir -m 700 "$T/other" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r exchange && read -r own; } < <(mh_test_home "$GNUPGHOME" other)
	mh-store init --demo --org other --name Other --org-key "$exchange" --keyholder "$own" --accept-plain-disk test --quiet
	mh-store apply "$BUILD"/share/mh/data/catalogues/*.yaml --quiet > /dev/null
	add --form labour
	refused 3 "lists of indicators: none is in the store: apply them with mh-store apply" mh-signal assess S-2026-0001
}

@test "assess --as-of shows what was known then, and records nothing" {
	export MH_NOW=2026-02-10
	add --form labour --received 2026-02-01
	mh-signal assess S-2026-0001 --seen labour-pay
	export MH_NOW=2026-02-20
	mh-signal assess S-2026-0001 --seen labour-debt
	seen() { mh-signal assess S-2026-0001 --format jsonl "$@" | jq -r 'select(.answer == "seen") | .indicator'; }
	same $'labour-pay\nlabour-debt' seen
	same labour-pay seen --as-of 2026-02-15
	refused 2 "--as-of: shows what was known then" mh-signal assess S-2026-0001 --seen labour-pay --as-of 2026-02-15
}
