# Following signals up: response times, feedback to reporters, the agenda.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

add() { mh-signal add --sector police --form labour "$@"; }
listed() { mh-signal list --format ids --sort id "$@" | paste -sd ' '; }

# A partner of this code, who may have that in its profile.
partner() {
	printf 'format: mh-partners/1\npartners:\n  - code: %s\n    name: Made-up\n    column: security\n    profile: {coordination: [%s]}\n' "$1" "$2" > partner.yaml
	mh-refer partner import partner.yaml --quiet > /dev/null
}

@test "signals whose response time has passed are overdue, by their urgency, until somebody decides" {
	add --received 2026-03-01 --urgency acute
	add --received 2026-02-25 --urgency high
	add --received 2026-02-13
	add --received 2026-02-13 --urgency acute
	mh-signal triage S-2026-0004 --to closed --reason duplicate --quiet
	refused 1 "nothing was found" env MH_NOW=2026-02-14 mh-signal list --overdue
	MH_NOW=2026-03-03 same "S-2026-0001 S-2026-0002 S-2026-0003" listed --overdue
	MH_NOW=2026-03-03 same "S-2026-0001" listed --overdue --where urgency=acute
	# ten workdays behind Friday the 13th end on the 27th: overdue from the 28th on
	MH_NOW=2026-02-27 refused 1 "nothing was found" mh-signal list --overdue --where urgency=normal
	MH_NOW=2026-02-28 same "S-2026-0003" listed --overdue --where urgency=normal
	mh-signal triage S-2026-0001 S-2026-0002 --to assessed --quiet
	MH_NOW=2026-03-03 same "S-2026-0001 S-2026-0002 S-2026-0003" listed --overdue
	mh-signal triage S-2026-0001 S-2026-0002 --to closed --reason no-indication --quiet
	MH_NOW=2026-03-03 same "S-2026-0003" listed --overdue
}

@test "overdue is asked as of a day too" {
	MH_NOW=2026-02-10 add --received 2026-02-09 --urgency acute
	MH_NOW=2026-02-20 mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	same "S-2026-0001" listed --overdue --as-of 2026-02-15
	refused 1 "nothing was found" mh-signal list --overdue --as-of 2026-02-10
	refused 1 "nothing was found" mh-signal list --overdue
}

@test "reporters are to be told what may be told: the receipt, and at the end the outcome" {
	add --may-be-told received
	add --may-be-told outcome
	add --may-be-told nothing
	add --may-be-told unknown
	same "S-2026-0001 S-2026-0002" listed --feedback-due
	same W-2026-0001 mh-signal feedback S-2026-0001 --told received
	same W-2026-0002 mh-signal feedback S-2026-0002 --told received --on 2026-03-02 --by hand
	refused 1 "nothing was found" mh-signal list --feedback-due
	mh-signal triage S-2026-0001 S-2026-0002 S-2026-0003 --to closed --reason no-indication --quiet
	same "S-2026-0002" listed --feedback-due
	mh-signal feedback S-2026-0002 --told outcome > /dev/null
	refused 1 "nothing was found" mh-signal list --feedback-due
	same $'told,ended\nreceived,2026-03-02\noutcome,2026-03-02\n,2026-03-02\n,' mh-signal list --columns told,ended --format csv --sort id
	# taken up again, another end is another outcome
	mh-signal triage S-2026-0002 --to assessed --quiet
	same $'told,ended\nreceived,' mh-signal list --columns told,ended --format csv --where id=S-2026-0002
	mh-signal triage S-2026-0002 --to advice --reason informed --quiet
	same "S-2026-0002" listed --feedback-due
	run mh-signal show S-2026-0002
	[[ "$output" == *"W-2026-0002  2026-03-02"*"W-2026-0003  2026-03-02"* ]]
	mh-store check --quiet
}

@test "where nobody asked what may be told, that is to be asked, but for who is anonymous" {
	add --received 2026-02-20
	add --received 2026-02-20 --may-be-told not-asked
	add --received 2026-02-20 --may-be-told unknown
	mh-signal add --sector anonymous --form labour --received 2026-02-20
	same "S-2026-0001 S-2026-0002" listed --feedback-due
	mh-case agenda --source feedback --format csv | tr -d '"' | tail -n +2 | sort > agenda
	[[ "$(head -n 1 agenda)" == "overdue,2026-02-27,feedback,S-2026-0001,feedback-ask,ask what the reporter may be told"* ]]
	[ "$(wc -l < agenda)" -eq 2 ]
	mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	same "S-2026-0001 S-2026-0002" listed --feedback-due
	mh-signal edit S-2026-0001 --may-be-told outcome
	mh-signal edit S-2026-0002 --may-be-told nothing
	same "S-2026-0001" listed --feedback-due
	[[ "$(mh-case agenda --source feedback --format csv | tail -n 1)" == *feedback-outcome* ]]
}

@test "the same word twice is told of, unless it was on another day" {
	add --may-be-told outcome --received 2026-02-20
	mh-signal feedback S-2026-0001 --told received --on 2026-02-25 --quiet > id
	refused 1 'S-2026-0001: the reporter was told "received" on 2026-02-25 already (W-2026-0001): if it was told again, give --on with the other day' \
		mh-signal feedback S-2026-0001 --told received
	refused 1 "already (W-2026-0001)" mh-signal feedback S-2026-0001 --told received --on 2026-02-25
	same W-2026-0002 mh-signal feedback S-2026-0001 --told received --on 2026-02-27
	mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	mh-signal feedback S-2026-0001 --told outcome --quiet > id
	refused 1 'told "outcome" on 2026-03-02 already (W-2026-0003)' mh-signal feedback S-2026-0001 --told outcome
	# Another end is another outcome, also on the same day.
	mh-signal triage S-2026-0001 --to assessed --quiet
	mh-signal triage S-2026-0001 --to closed --reason duplicate --quiet
	same W-2026-0004 mh-signal feedback S-2026-0001 --told outcome
}

@test "the outcome told lets the receipt be" {
	add --may-be-told outcome
	mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	mh-signal feedback S-2026-0001 --told outcome > /dev/null
	mh-signal feedback S-2026-0001 --told received > /dev/null
	same $'told\noutcome' mh-signal list --columns told --format csv
}

@test "what feedback refuses" {
	add
	add --may-be-told received --received 2026-02-20
	add --may-be-told nothing
	add --may-be-told outcome
	refused 2 "--told is missing: received or outcome" mh-signal feedback S-2026-0001
	refused 2 '--told: "everything" is none of: received outcome' mh-signal feedback S-2026-0001 --told everything
	refused 6 "S-2026-0001: nobody has recorded what the reporter may be told" mh-signal feedback S-2026-0001 --told received
	refused 6 'S-2026-0002: the reporter may be told "received", and no more' mh-signal feedback S-2026-0002 --told outcome
	refused 6 'S-2026-0003: the reporter may be told "nothing", and no more' mh-signal feedback S-2026-0003 --told received
	refused 3 "S-2026-0004: has not ended, so there is no outcome to tell" mh-signal feedback S-2026-0004 --told outcome
	refused 3 "--on 2026-03-03: lies in the future" mh-signal feedback S-2026-0002 --told received --on 2026-03-03
	refused 3 "--on 2026-02-19: lies before the signal came in, 2026-02-20" mh-signal feedback S-2026-0002 --told received --on 2026-02-19
	refused 2 "--by" mh-signal feedback S-2026-0002 --told received --by pigeon
	refused 1 "nobody: no such partner" mh-signal feedback S-2026-0002 --told received --partner nobody
	refused 1 "S-2026-0009: no such signal" mh-signal feedback S-2026-0009 --told received
	refused 3 "--basis hope: not a code of catalogue basis" mh-signal feedback S-2026-0002 --told received --basis hope
	mh-signal feedback S-2026-0002 --told received --dry-run --quiet
	[ "$(mh-signal list --where told=received --format ids --quiet | wc -l)" -eq 0 ]
	refused 1 "nothing was found" mh-refer disclosures
}

@test "word to a partner is a disclosure: the receipt tells nothing of a person" {
	partner police-east none
	add --reporter police-east --may-be-told outcome --victim female
	same W-2026-0001 mh-signal feedback S-2026-0001 --told received
	same $'partner,person,purpose,groups,fields,basis,channel
O-2026-0001,,coordination,none,received,public-task,phone' mh-refer disclosures --columns partner,person,purpose,groups,fields,basis,channel --format csv
	[[ "$(mh-signal show S-2026-0001)" == *"W-2026-0001"*"D-2026-0001"* ]]
}

@test "an outcome to a partner passes the gate, lock by lock, or stays here" {
	partner police-east outcome
	echo p1 | add --reporter police-east --may-be-told outcome --source desk --victim female,person-ref=-
	mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	tell() { mh-signal feedback S-2026-0001 --told outcome "$@"; }
	refused 6 "basis: no basis is recorded" tell --secrecy legal-duty
	grounds=(--basis public-task --special-basis substantial-interest --article wmo-5.1.1)
	refused 6 "secrecy: nothing lifts the holder's secrecy" tell "${grounds[@]}"
	refused 6 "secrecy: a conflict of duties names who was consulted" tell "${grounds[@]}" --secrecy conflict-of-duties
	refused 6 "profile: partner police-east has no profile for purpose care" tell "${grounds[@]}" --secrecy legal-duty --purpose care
	refused 1 "nothing was found" mh-refer disclosures
	same W-2026-0001 bash -c "echo 'the lawyer' | mh-signal feedback S-2026-0001 --told outcome ${grounds[*]} --secrecy conflict-of-duties --consulted - --by secure-mail"
	same $'person,groups,fields,basis,secrecy,channel
P-2026-0001,outcome,state reason,public-task,conflict-of-duties,secure-mail' mh-refer disclosures --person P-2026-0001 --columns person,groups,fields,basis,secrecy,channel --format csv
	! grep -qa "the lawyer" "$XDG_DATA_HOME"/mh/region.db*
}

@test "a partner's profile decides whether it gets an outcome; who reported can be named" {
	partner police-east none
	add --reporter police-east --may-be-told outcome
	mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	refused 6 "profile: partner police-east may not have data group outcome for purpose coordination" mh-signal feedback S-2026-0001 --told outcome \
		--basis public-task --special-basis substantial-interest --article wmo-5.1.1 --secrecy legal-duty
	add --may-be-told received
	mh-signal feedback S-2026-0002 --told received --partner police-east > /dev/null
	[ "$(mh-refer disclosures --format ids | wc -l)" -eq 1 ]
}

@test "the agenda has what reporters are to be told, and a response time by urgency" {
	add --received 2026-02-20 --may-be-told outcome
	run mh-case agenda --source feedback --format csv
	[[ "${lines[1]}" == "overdue,2026-02-27,feedback,S-2026-0001,feedback-received,"* ]]
	mh-signal feedback S-2026-0001 --told received > /dev/null
	same "nothing is due" bash -c 'mh-case agenda --source feedback --format csv 2>&1 > /dev/null | sed "s/.*: //"'
	mh-signal triage S-2026-0001 --to closed --reason no-indication --quiet
	run mh-case agenda --source feedback --format csv
	[[ "${lines[1]}" == "later,2026-03-16,feedback,S-2026-0001,feedback-outcome,"* ]]
	refused 1 "overdue: 1" env MH_NOW=2026-03-17 mh-case agenda --check
}

@test "a case that is opened from a signal ends it, with its day" {
	add --may-be-told outcome --victim female
	mh-case open --no-look --signals S-2026-0001 > /dev/null
	same $'state,ended\ncase,2026-03-02' mh-signal list --columns state,ended --format csv
	same "S-2026-0001" listed --feedback-due
}
