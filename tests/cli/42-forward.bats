# mh-signal forward: a signal goes to a partner through the gate, and becomes one signal there.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() {
	chain_copy
	partner_profile '[minimal, exploitation, identity, request]'
}

# partner_profile GROUPS: what the region agreed on with the shelter for purpose care.
partner_profile() {
	printf 'format: mh-partners/1\npartners:\n  - {code: shelter, name: Organisation shelter, column: care, profile: {care: %s}}\n' "$1" > profile.yaml
	as region
	mh-refer partner import profile.yaml --quiet > /dev/null
}

# A signal of the region with all that it can hold: S-2026-0001.
region_signal() {
	as region
	cat > signal.yaml <<-END
		received: 2026-02-20
		observed-from: 2026-02
		municipality: GM0193
		place-detail: Verzonnenstraat 1
		sector: police
		reporter: police-east
		reporter-contact: agent Voorbeeld, 06-00000000
		form: labour
		urgency: high
		narrative: Zij slaapt in de wasstraat
		external-id: PV-7
		source: police
		mentions:
		  - {role: victim, sex: female, age-band: 18-22, country: RO, name: Ana Verzonnen, born: "2004-05", contact: na 18 uur, person-ref: X1}
	END
	mh-signal add --file signal.yaml --quiet "$@"
}

forward() { mh-signal forward S-2026-0001 --to shelter --purpose care "$@"; }
forwarded() { forward "${DUTY[@]}" "$@"; }

# delivered: the file is at the shelter, which is now the one that commands run for.
delivered() {
	carry region shelter
	as shelter
	mh-refer receive "$@"
}

@test "a signal becomes one signal at the partner, as the profile allows; its receipt comes back" {
	region_signal > /dev/null
	same S-2026-0001 forwarded --quiet
	same $'state,reason,ended\nforwarded,to-other,2026-03-02' mh-signal list --columns state,reason,ended --format csv
	same $'id,kind,partner,state,result\nS-2026-0001,signal,region,received,booked' delivered --quiet --format csv
	as shelter
	same $'received,observed-from,municipality,sector,reporter,form,urgency,source,channel,onward,state
2026-03-02,2026-02,GM0193,police,,labour,high,region,exchange,ask-source,received' \
		mh-signal list --columns received,observed-from,municipality,sector,reporter,form,urgency,source,channel,onward,state --format csv
	mh-signal show S-2026-0001 --identity --purpose coordination > shown
	grep -q "Zij slaapt in de wasstraat" shown
	grep -q "Verzonnenstraat 1" shown
	grep -q "Ana Verzonnen" shown
	grep -qE "S-2026-0001" shown
	# Contact is no part of the profile; who reported it, and the police's own numbers, are told to nobody.
	for word in "na 18 uur" "agent Voorbeeld" PV-7 X1; do lacks "$word" shown || return 1; done
	mkdir -p -m 700 "$(spool_of region)/inbox"
	carry shelter region
	as region
	same $'id,kind,partner,state,result\nS-2026-0001,receipt,shelter,forwarded,booked' mh-refer receive --quiet --format csv
	refused 1 "shelter has it already: it was forwarded on 2026-03-02, and its receipt is here" forwarded
	grep -qE "out +signal" <(mh-signal show S-2026-0001)
	grep -qE "in +receipt" <(mh-signal show S-2026-0001)
	mh-store check --quiet > /dev/null
	as shelter
	mh-store check --quiet > /dev/null
}

@test "the same file twice, and the same signal in another file, make one" {
	region_signal > /dev/null
	forwarded --quiet > /dev/null
	cp "$(spool_of region)"/outbox/shelter/*.asc first.asc
	delivered --quiet > /dev/null
	same $'id,kind,partner,state,result\nS-2026-0001,signal,region,,came before: nothing was done' mh-refer receive first.asc --quiet --format csv
	as region
	forwarded 2> talk > /dev/null
	grep -qF "S-2026-0001: went to shelter before, on 2026-03-02, without a receipt so far" talk
	same $'id,kind,partner,state,result\nS-2026-0001,signal,region,received,is here already: stays as it is' delivered --quiet --format csv
	as shelter
	same $'id\nS-2026-0001' mh-signal list --columns id --format csv
	mh-store check --quiet > /dev/null
}

@test "each lock of the gate, and nothing is written" {
	region_signal > /dev/null
	before=$(mh-store log --format csv)
	refused 2 "--to is missing" mh-signal forward S-2026-0001 --purpose care
	refused 2 "--purpose is missing" mh-signal forward S-2026-0001 --to shelter
	refused 1 "fier: no such partner" mh-signal forward S-2026-0001 --to fier --purpose care
	refused 6 "basis: no basis is recorded" forward
	refused 6 "secrecy: nothing lifts the holder's secrecy" forward
	refused 6 "partner shelter has no profile for purpose investigation: agree on one" mh-signal forward S-2026-0001 --to shelter --purpose investigation "${DUTY[@]}"
	refused 6 "partner shelter may not have data group contact for purpose care" forwarded --groups 'minimal;contact'
	refused 2 "--groups address: a signal has none of that" forwarded --groups address
	refused 2 "--purpose carr: not a code of catalogue purpose; nearest: care" mh-signal forward S-2026-0001 --to shelter --purpose carr "${DUTY[@]}"
	refused 2 "--reason no-indication: is no reason for forwarded" forwarded --reason no-indication
	refused 2 '--days "31": a file lives at most 30 days' forwarded --days 31
	refused 2 "--output is for a page, which --by makes" forwarded --output page.txt
	refused 1 "S-2026-0099: no such signal" mh-signal forward S-2026-0099 --to shelter --purpose care "${DUTY[@]}"
	refused 6 "no consent of the person for purpose care" forward "${CONSENT[@]}"
	refused 6 "a conflict of duties names who was consulted" forward "${DUTY[@]/legal-duty/conflict-of-duties}"
	[ "$(mh-store log --format csv)" = "$before" ]
	[ -z "$(find "$(spool_of region)" -name '*.asc' 2> /dev/null)" ]
	same S-2026-0001 forward "${DUTY[@]/legal-duty/conflict-of-duties}" --consulted - --quiet <<< "the confidential adviser"
}

@test "what may not be passed on, and what has ended otherwise, stays" {
	region_signal --onward ask-source > /dev/null
	refused 6 "S-2026-0001 may be passed on only when its source agrees" forwarded
	mh-signal edit S-2026-0001 --onward free --quiet
	mh-signal triage S-2026-0001 --to closed --reason too-little --quiet
	refused 3 "S-2026-0001: cannot go from closed to forwarded" forwarded
	mh-signal triage S-2026-0001 --to assessed --quiet
	same S-2026-0001 forwarded --reason to-other-region --quiet
	same $'reason\nto-other-region' mh-signal list --columns reason --format csv
}

@test "a suspect does not leave, nor is one taken" {
	region_signal > /dev/null
	mh-signal mention S-2026-0001 --role suspect --ground "$(mh-store codes suspect-ground --format csv --columns code | sed -n 2p)" --sex male --quiet > /dev/null
	refused 6 "S-2026-0001: mentions a suspect, who does not leave with a signal" forwarded
	forwarded --without-suspects 2> talk > /dev/null
	grep -qF "mentions of suspects, which stay here: 1" talk
	delivered --quiet > /dev/null
	same 1 sqlite3 "$T/shelter/data/mh/region.db" "SELECT count(*) FROM mention WHERE role = 'victim'"
	same 0 sqlite3 "$T/shelter/data/mh/region.db" "SELECT count(*) FROM mention WHERE role = 'suspect'"
}

@test "the reporter is named only when that may be told, and the sector not of who wishes to stay unnamed" {
	region_signal > /dev/null
	refused 6 "nobody has recorded that its reporter may be named: ask, and record it with mh-signal edit S-2026-0001 --unnamed no" forwarded --reporter
	mh-signal edit S-2026-0001 --unnamed yes --quiet
	refused 6 "its reporter wishes to stay unnamed: leave out --reporter" forwarded --reporter
	forwarded --quiet > /dev/null
	delivered --quiet > /dev/null
	same $'sector,reporter\nunknown,' mh-signal list --columns sector,reporter --format csv
}

@test "with a reporter who may be named" {
	region_signal --unnamed no > /dev/null
	forwarded --reporter --quiet > /dev/null
	delivered --quiet > /dev/null
	same $'sector,reporter\npolice,police-east' mh-signal list --columns sector,reporter --format csv
}

@test "--dry-run shows what would go, opens nothing and writes nothing" {
	region_signal > /dev/null
	before=$(mh-store log --format csv)
	forwarded --dry-run > shown 2> talk
	grep -qF "S-2026-0001: this would go to shelter; groups of data: minimal;exploitation;identity;request; nothing was written: --dry-run" talk
	grep -qE "^.*: \(sealed\)$" shown
	lacks "Ana" shown
	lacks "police-east" shown
	[ "$(mh-store log --format csv)" = "$before" ]
	[ -z "$(find "$(spool_of region)" -name '*.asc' 2> /dev/null)" ]
}

@test "each forwarding is a disclosure, per person, found by partner; it goes with its signal" {
	region_signal > /dev/null
	forwarded --quiet > /dev/null
	same $'partner,person,signal,purpose,groups,basis,secrecy,channel
O-2026-0001,P-2026-0001,S-2026-0001,care,"exploitation;identity;minimal;request",public-task,legal-duty,exchange' \
		mh-refer disclosures --partner shelter --columns partner,person,signal,purpose,groups,basis,secrecy,channel --format csv
	fields=$(mh-refer disclosures --columns fields --format csv | tail -n 1)
	[[ $fields == *narrative* && $fields == *mention.name* && $fields != *contact* && $fields != *reporter* ]]
}

@test "a partner without OpenPGP is told on a page" {
	region_signal > /dev/null
	printf 'format: mh-partners/1\npartners:\n  - {code: ggd, name: GGD Voorbeeld, column: care, profile: {care: [minimal, request]}}\n' > ggd.yaml
	mh-refer partner import ggd.yaml --quiet > /dev/null
	refused 5 "partner ggd has no OpenPGP key: send with --by phone" mh-signal forward S-2026-0001 --to ggd --purpose care "${DUTY[@]}"
	mh-signal forward S-2026-0001 --to ggd --purpose care "${DUTY[@]}" --by phone --output page.txt --quiet > /dev/null
	grep -qF "SIGNAL (confidential)" page.txt
	grep -qF "Zij slaapt in de wasstraat" page.txt
	lacks "Ana Verzonnen" page.txt
	same $'channel\nphone' mh-refer disclosures --columns channel --format csv
	refused 3 "page.txt: exists" mh-signal forward S-2026-0001 --to ggd --purpose care "${DUTY[@]}" --by phone --output page.txt
}

@test "the same person in two signals is one person at the partner" {
	region_signal > /dev/null
	mh-signal add --file <(sed 's/PV-7/PV-8/' signal.yaml) --quiet > /dev/null
	forwarded --quiet > /dev/null
	mh-signal forward S-2026-0002 --to shelter --purpose care "${DUTY[@]}" --quiet > /dev/null
	delivered --quiet > /dev/null
	same 1 sqlite3 "$T/shelter/data/mh/region.db" "SELECT count(DISTINCT person) FROM mention"
	same 2 sqlite3 "$T/shelter/data/mh/region.db" "SELECT count(*) FROM mention"
}

@test "erasing the signal takes its messages, disclosures and files along" {
	region_signal > /dev/null
	forwarded --quiet > /dev/null
	export MH_NOW=2045-01-01T12:00:00Z
	mh-store retain --kind signal --apply --quiet > /dev/null
	for kind in signal mention message disclosure; do
		same 0 sqlite3 "$T/region/data/mh/region.db" "SELECT count(*) FROM $kind"
	done
	[ -z "$(find "$(spool_of region)" -name '*.asc')" ]
	mh-store check --quiet > /dev/null
}

@test "the agenda waits for the receipt of a forwarded signal, and of a signal that came in for a decision" {
	region_signal > /dev/null
	forwarded --days 10 --quiet > /dev/null
	waits() { mh-case agenda --source signal --format csv 2> /dev/null | sed 1d | grep -c "S-2026-0001.*$1"; }
	same 1 waits forward-receipt
	mh-case agenda --source signal --format csv | grep "forward-receipt" | grep "2026-03-12" | grep -q shelter
	forwarded --quiet > /dev/null
	same 1 waits forward-receipt
	delivered --quiet > /dev/null
	same 1 waits signal-triage
	mkdir -p -m 700 "$(spool_of region)/inbox"
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null
	run waits forward-receipt
	[ "$output" = 0 ]
}
