# mh-case agenda: what the parts of cases put into it.

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
	END
	mh-refer partner import partners.yaml --quiet > /dev/null
	C=$(mh-case open --sex female --age-band 23-plus --country RO --opened 2026-03-01)
}

# What parts of cases put into the agenda: when, day, source, id, code, what, who.
agenda() {
	mh-case agenda --format jsonl | jq -r 'select(.source | test("^(task|review|stay|document|conference)$")) |
		"\(.when) \(.day) \(.source) \(.id) \(.code): \(.what) \(.who // "-")"'
}

@test "tasks, reviews, stays, papers and conferences wait on their day" {
	mh-case task add "$C" --do call --due 2026-03-19 --at 14:30 > /dev/null
	mh-case task add --chain --do train --due 2026-04-01 --partner huis > /dev/null
	mh-case plan add "$C" --review 2026-03-25 > /dev/null
	mh-case programme start "$C" --programme exit --review 2026-05-01 > /dev/null
	mh-case stay admit "$C" --partner huis --place womens --until 2026-03-20 > /dev/null
	mh-case document add "$C" --paper permit --kept person --ends 2026-06-01 > /dev/null
	mh-case conference add --on 2026-03-22 --at 10:00 --purpose safety --cases "$C" --invite huis > /dev/null
	same "overdue 2026-03-19 task TK-2026-0001 task: task: call (C-2026-0001, 14:30) -
today 2026-03-20 stay ST-2026-0001 stay-end: stay ends: women's shelter (C-2026-0001) -
this-week 2026-03-22 conference CF-2026-0001 conference: conference: safety of the person (10:00) -
later 2026-03-25 review PL-2026-0001 plan-review: review the plan (C-2026-0001) -
later 2026-04-01 task TK-2026-0002 task: task: train or inform huis
later 2026-05-01 review PR-2026-0001 programme-review: review: exit programme (C-2026-0001) -
later 2026-06-01 document DO-2026-0001 document-end: paper ends: residence document (C-2026-0001) -" agenda
	same "TK-2026-0001 TK-2026-0002" eval "mh-case agenda --source task --format ids | paste -s -d ' '"
	refused 1 "overdue: 1" mh-case agenda --check --source task
}

@test "what has ended waits no longer" {
	mh-case task add "$C" --do call --due 2026-03-19 > /dev/null
	mh-case plan add "$C" --review 2026-03-25 > /dev/null
	mh-case plan add "$C" --review 2026-04-25 > /dev/null
	mh-case programme start "$C" --programme exit --review 2026-05-01 > /dev/null
	mh-case stay request "$C" --partner huis --place womens > /dev/null
	same "PL-2026-0002 PR-2026-0001" eval "mh-case agenda --source review --format ids | paste -s -d ' '"
	same ST-2026-0001 mh-case agenda --source stay --format ids
	mh-case task done TK-2026-0001 > /dev/null
	mh-case programme end PR-2026-0001 --outcome stopped > /dev/null
	mh-case stay admit ST-2026-0001 > /dev/null
	same PL-2026-0002 eval "mh-case agenda --format ids | grep -E '^(TK|PL|PR|ST)'"
	mh-case stay leave ST-2026-0001 --destination family > /dev/null
	mh-case close "$C" --outcome regular-help --quiet
	same "" mh-case agenda --source review --format ids
}

@test "a case's page shows needs, stays, who is involved and tasks" {
	mh-case need add "$C" --service legal-aid > /dev/null
	mh-case stay admit "$C" --partner huis --place womens > /dev/null
	mh-case party add "$C" --as lawyer --name - <<< "Mr. Advocaat" > /dev/null
	mh-case task add "$C" --do call --due 2026-03-25 > /dev/null
	run mh-case show "$C"
	[ "$status" -eq 0 ]
	for word in NE-2026-0001 ST-2026-0001 PA-2026-0001 TK-2026-0001 "legal aid" "women's shelter" lawyer; do
		[[ "$output" == *"$word"* ]] || { echo "$word is not there"; echo "$output"; return 1; }
	done
	[[ "$output" != *Advocaat* ]]
	[ "$(mh-case show "$C" | awk '{ print length($0) }' | sort -n | tail -n 1)" -le 80 ]
}
