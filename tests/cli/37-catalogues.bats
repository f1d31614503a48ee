# The shipped catalogues are whole, and say what nobody has checked.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

codes() { mh-store codes "$1" --columns code,nl,checked,details --format jsonl; }
count() { codes "$1" | wc -l; }

@test "lists that come from elsewhere have every code" {
	same 11 bash -c 'mh-store codes municipality --format jsonl | grep -c "\"code\":\"GM"'
	[ "$(count safety-region)" -eq 25 ]
	[ "$(count police-unit)" -eq 11 ]	# ten units and the national one
	[ "$(count industry)" -eq 21 ]
	[ "$(count country)" -eq 250 ]	# the 249 of ISO 3166-1, and stateless
	[ "$(count control)" -eq 17 ]
	[ "$(count recruitment)" -eq 10 ]
	[ "$(count form)" -eq 11 ]
	[ "$(count sector)" -eq 15 ]
}

@test "codes of HTCDS are spelt as the standard spells them" {
	codes relation | jq -r .code | sort > got
	printf 'Acquainted\nFamilial\nFriend\nIntimatePartner\nUnaquainted\n' | cmp - got
	codes control | jq -r .code | paste -sd ' ' > got
	echo "DebtBondage TakesEarnings RestrictsFinancialAccess Threats PsychologicalAbuse PhysicalAbuse SexualAbuse FalsePromises PsychoactiveSubstances RestrictsMovement RestrictsMedicalCare ExcessiveWorkingHours UsesChildren ThreatOfLawEnforcement WithholdsNecessities WithholdsDocuments Other" > want
	diff <(tr ' ' '\n' < want | sort) <(tr ' ' '\n' < got | sort)
}

@test "every municipality of the region has its safety region and police unit" {
	codes municipality | jq -r 'select(.code | startswith("GM")) | .details' > details
	[ "$(grep -c '^safety-region: VR04$' details)" -eq 11 ]
	[ "$(grep -c '^police-unit: oost-nederland$' details)" -eq 11 ]
}

@test "what is recalled is marked unverified" {
	for list in industry safety-region suspect-ground grading; do
		same unverified bash -c "mh-store codes $list --format jsonl | jq -r .checked | sort -u"
	done
	same unverified bash -c 'mh-store codes indicator --format jsonl | jq -r "select(.code | startswith(\"ilo-\")) | .checked" | sort -u'
}

@test "every code has a Dutch label" {
	cd "$ROOT/lib/data"
	run grep -nE '^      - \{code:' catalogues/*.yaml
	[ "${#lines[@]}" -gt 500 ]
	run bash -c "grep -nE '^      - \{code:' catalogues/*.yaml | grep -v ' nl: '"
	[ -z "$output" ]
}

@test "every scope of a workflow's event has a label, which a case's page shows" {
	sed -n '/^  scope:/,$s/.*{code: \([^,]*\),.*/\1/p' "$ROOT/lib/data/catalogues/care.yaml" | sort > labels
	sed -n 's/^    scopes: \[\(.*\)\]/\1/p' "$ROOT"/lib/data/workflows/*.yaml | tr -d ' ' | tr , '\n' | sort -u > scopes
	[ "$(wc -l < scopes)" -gt 30 ]
	run comm -23 scopes labels
	[ "$output" = "" ]
	[ "$(sort labels | uniq -d)" = "" ]
}
