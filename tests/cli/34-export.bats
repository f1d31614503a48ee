# mh-signal export: lists by a map, what they lose, and how sealed values leave. Everybody in it is made up.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; }

# Two signals: one with a victim, a witness and a suspect; one of a place, without anybody.
two() {
	cat > one.yaml <<-END
		received: 2026-02-01
		observed-from: 2025-12
		municipality: GM0193
		sector: police
		form: [labour, criminal]
		industry: F
		narrative: "Long hours; =1+1"
		reporter-contact: "Carla Made-Up"
		source: desk
		external-id: D-1
		mentions:
		  - {name: "Anna Made-Up", born: 1990-03-12, sex: female, country: RO, age-band: 23-plus}
		  - {role: witness, sex: male}
		  - {role: suspect, ground: wgs, name: "Boris Made-Up"}
	END
	mh-signal add -f one.yaml --quiet > id
	mh-signal add --sector school --received 2026-02-02 --form unknown --subject location --quiet > id
}

# table FILE COLUMNS: those columns of a CSV without quotes in it, in this order.
table() {
	tr -d '"' < "$1" | awk -F, -v want="$2" 'NR == 1 { n = split(want, w, ","); for (i = 1; i <= NF; i++) at[$i] = i }
		{ for (i = 1; i <= n; i++) { if (!(w[i] in at)) exit 1; printf "%s%s", $at[w[i]], i < n ? "," : "\n" } }'
}

@test "all fields, a row for each mention, without what is sealed and without suspects" {
	two
	mh-signal export > own.csv 2> said
	[ "$(head -n 1 own.csv | tr , '\n' | wc -l)" -eq "$(($(mh-store fields signal --format csv | tail -n +2 | wc -l) + $(mh-store fields mention --format csv | tail -n +2 | wc -l) + 1))" ]
	[ "$(table own.csv id,received,observed-from,form,mention.role,mention.sex,mention.country,state)" = "id,received,observed-from,form,mention.role,mention.sex,mention.country,state
S-2026-0001,2026-02-01,2025-12,criminal;labour,victim,female,RO,received
S-2026-0001,2026-02-01,2025-12,criminal;labour,witness,male,,received
S-2026-0002,2026-02-02,,unknown,,,,received" ]
	lacks "Made-Up\|Long hours\|1990\|suspect" own.csv
	grep -qF "exported: signals: 2, mentions: 2, rows: 3" said
	grep -qF "mentions of suspects, which never leave by an export: 1" said
	grep -qF "narrative: was left out: it is kept sealed (values: 1)" said
	grep -qF "mention.name: was left out: it is kept sealed (values: 1)" said
	lacks "has no column" said
}

@test "formats, conditions and order are those of a list" {
	two
	[ "$(mh-signal export --where sector=school --format jsonl --quiet | jq -r '.id + " " + .form')" = "S-2026-0002 unknown" ]
	[ "$(mh-signal export --sort=-received --limit 1 --quiet | tail -n +2 | cut -d, -f1)" = S-2026-0002 ]
	[ "$(mh-signal export --format csv --excel-nl --quiet | head -n 1 | cut -d';' -f2)" = received ]
	mh-signal triage S-2026-0002 --to closed --reason duplicate --quiet
	mh-signal export --output list.csv --quiet
	[ "$(table list.csv id,state | tail -n 1)" = "S-2026-0002,closed" ]
	[ "$(stat -c %a list.csv)" = 600 ]
}

@test "an earlier day is exported as it was then" {
	MH_NOW=2026-02-01 mh-signal add --sector police --form labour --victim female --quiet > id
	MH_NOW=2026-02-10 mh-signal mention M-2026-0001 --sex male --quiet > id
	mh-signal export --as-of 2026-02-05 --quiet > then.csv
	[ "$(table then.csv mention.sex | tail -n 1)" = female ]
	mh-signal export --quiet > now.csv
	[ "$(table now.csv mention.sex | tail -n 1)" = male ]
}

@test "a list that was imported is exported by the same map, and imported anew it is the same" {
	cat > map.yaml <<-END
		format: mh-map/1
		name: desk
		source: desk
		date: dd-mm-yyyy
		columns:
		  Nummer: external-id
		  Dag: received
		  Plaats: {field: municipality, values: {Zwolle: GM0193, Deventer: GM0150}}
		  Vorm: {field: form, values: {arbeid: labour, seks: sexual-domestic}, empty: unknown}
		  Melder: sector
		  Geslacht: {field: mention.sex, values: {v: female, m: male}}
		  Geslacht 2: {field: mention-2.sex, values: {v: female, m: male}, optional: yes}
	END
	cat > desk.csv <<-END
		Nummer,Dag,Plaats,Vorm,Melder,Geslacht,Geslacht 2
		D-1,01-02-2026,Zwolle,arbeid;seks,police,v,m
		D-2,02-02-2026,,,school,m,
	END
	mh-signal import desk.csv --map map.yaml --quiet
	mh-signal export --map map.yaml --sealed --plaintext "a test" --purpose coordination -o out.csv --quiet
	sed 's/"//g' out.csv | diff - desk.csv
	run mh-signal import out.csv --map map.yaml
	[[ "$output" == *"2 rows read: 0 new"*"2 unchanged"* ]]
}

@test "HTCDS: the columns of the standard in their order, its codes, and what has no place" {
	two
	mh-signal export --map htcds --quiet > htcds.csv
	[ "$(head -n 1 htcds.csv | tr , '\n' | wc -l)" -eq 84 ]
	[ "$(table htcds.csv org_Type,prs_Gender,prs_Citizenship,vic_TraffickingStatus,vic_TypeOfExploitation,vic_ForcedLabourIndustry,cas_Status,hte_City,hte_Country,hte_Date | tail -n +2)" = \
"LawEnforcement,Feminine,RO,PossibleVictimOfTrafficking,Other;ForcedLabour,F_Construction,Active,Zwolle,NL,2025-12" ]
	lacks "Made-Up\|Long hours" htcds.csv
	mh-signal export --map htcds 2> said > out
	grep -qF "form=criminal: became the cell of all others (times: 1)" said
	grep -qF "mentions of others than victims, who have no row there: 1" said
	grep -qF "signals without a victim, which have no row there: 1" said
	grep -qF "mention.age-band: has no column (values: 1)" said
	grep -qF "urgency: has no column (values: 1)" said
	grep -qF "(unverified): " said
}

@test "CTDC: 27 columns, countries in three letters, flags, only the year" {
	two
	mh-signal export --map ctdc > ctdc.csv 2> said
	[ "$(head -n 1 ctdc.csv | tr , '\n' | wc -l)" -eq 27 ]
	[ "$(table ctdc.csv yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit,isOtherExploit,sectorOfLabourConstruction)" = \
"yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,isForcedLabour,isSexualExploit,isOtherExploit,sectorOfLabourConstruction
2026,Woman,,ROU,NLD,1,,1,1" ]
	grep -qF "received: of the day only the year is left (times: 1)" said
	grep -qF "mention.age-band=23-plus: has no place there (times: 1)" said
	grep -qF "municipality: became the cell of all others (times: 1)" said
	lacks "form=" said
}

@test "who is no victim is none in HTCDS and CTDC; what was not asked, and a place abroad, are empty cells" {
	mh-signal add --sector citizen --form labour --witness male --contact female --quiet > id
	for map in htcds ctdc; do refused 1 "signals without a victim, which have no row there: 1" mh-signal export --map "$map"; done
	mh-signal add --sector citizen --subject phenomenon --form labour --quiet > id
	mh-signal add --sector citizen --municipality abroad --victim female --witness male --quiet > id
	mh-signal export --map htcds > htcds.csv 2> said
	same $'prs_Gender,vic_TypeOfExploitation,hte_City,hte_Country\nFeminine,,,' table htcds.csv prs_Gender,vic_TypeOfExploitation,hte_City,hte_Country
	grep -qF "municipality=abroad: has no place there (times: 1)" said
	grep -qF "mentions of others than victims, who have no row there: 3" said
	grep -qF "signals without a victim, which have no row there: 2" said
	lacks "form=" said
	mh-signal export --map ctdc > ctdc.csv 2> said
	same $'gender,CountryOfExploitation,isForcedLabour,isOtherExploit\nWoman,,,' table ctdc.csv gender,CountryOfExploitation,isForcedLabour,isOtherExploit
	grep -qF "municipality=abroad: has no place there (times: 1)" said
	lacks "form=" said
}

@test "methods of control, recruitment and the relation have their columns in both standards" {
	local all; all=$(mh-store codes control --format csv | tail -n +2 | cut -d, -f1 | tr -d '"' | grep '^[A-Z]' | sort | paste -sd ';')
	[ "$(tr ';' '\n' <<< "$all" | wc -l)" -eq 17 ]
	printf 'received: 2026-02-01\nsector: fairwork\nform: labour\nmentions:\n  - {control: [%s], recruitment: [AtWork, Other], relation: Friend}\n  - {control: [WithholdsDocuments], relation: Unaquainted}\n' \
		"${all//;/, }" > control.yaml
	mh-signal add -f control.yaml --quiet > id
	mh-signal export --map htcds > htcds.csv 2> said
	table htcds.csv vic_MethodsOfControl,vic_MethodOfRecruitment,vic_RelationshipToTrafficker > got
	[ "$(sed -n 2p got | cut -d, -f2-)" = "AtWork;Other,Acquainted" ]
	[ "$(sed -n 3p got)" = "WithholdsDocuments,,Unaquainted" ]
	# Byte for byte the list of the standard's field, but for what has no code of its meaning there; and the 17th of its definitions.
	[ "$(sed -n 2p got | cut -d, -f1 | tr ';' '\n' | sort | paste -sd ' ')" = "DebtBondage ExcessiveWorkingHours FalsePromises Other PhysicalAbuse PhysicalThreats PsychoactiveSubstance PsychologicalAbuse RestrictsFinancialAccess RestrictsMedicalCare RestrictsMovement SexualAbuse TakesEarnings ThreatsLawEnforcement WithholdsDocuments WithholdsNecessities" ]
	grep -qF "mention.control=UsesChildren: became the cell of all others (times: 1)" said
	lacks "mention.*has no column" said
	mh-signal export --map ctdc > ctdc.csv 2> said
	same '1,1,1,1,1,1,1,1,,1,,
,,,,,,,1,,,,' bash -c "tr -d '\"' < ctdc.csv | tail -n +2 | cut -d, -f7-14,24-27"
	grep -qF "mention.control=Other: has no place there (times: 1)" said
	grep -qF "mention.relation=Unaquainted: has no place there (times: 1)" said
	lacks "mention.control: has no column" said
}

@test "shipped maps for export are good, know every country, and nothing is imported by them" {
	for map in htcds ctdc; do
		mh-store apply "$BUILD/share/mh/data/maps/$map.yaml" --dry-run --quiet > out
		echo "a,b" > x.csv
		refused 3 "is a map for export: nothing can be read by it" mh-signal import x.csv --map $map
	done
	mh-store codes country --format csv | tail -n +2 | cut -d, -f1 | tr -d '"' | grep -xE '[A-Z]{2}' | sort > codes
	sed -n '/^  citizenship:/,/^  CountryOfExploitation/p' "$ROOT/lib/data/maps/ctdc.yaml" | grep -oE '[A-Z]{3}: "?[A-Z]{2}\b' | sed 's/.*: "*//' | sort > mapped
	diff codes mapped
}

@test "sealed values lie in plain text only for a reason, in a file of one's own, and the log says so" {
	two
	mh-signal export --sealed --plaintext "court order 12" --purpose investigation -o plain.csv --quiet
	[ "$(stat -c %a plain.csv)" = 600 ]
	grep -q "Anna Made-Up" plain.csv
	grep -qF "Long hours; =1+1" plain.csv
	lacks "Boris" plain.csv
	run mh-store log --limit 1 --format csv
	[[ "$output" == *"mh-signal export --output --sealed --plaintext --purpose --quiet,investigation"*"S-2026-0001 M-2026-0001 M-2026-0002 S-2026-0002"*"in plain text: court order 12"* ]]
}

@test "a partner gets it signed and encrypted, each person's disclosure is on record, and who reported stays here" {
	two
	mh-signal edit S-2026-0001 --municipality GM0150
	mh-signal merge M-2026-0001 M-2026-0002 --quiet > id
	sed -i 's/shelter: \[minimal, identity, contact, request\]/shelter: [minimal, identity, contact, request, exploitation]/' partners.yaml
	mh-refer partner import partners.yaml --quiet > id
	mh-signal export --sealed --to shelter --purpose shelter "${DUTY[@]}" -o list.asc --where sector=police --quiet
	lacks "Made-Up" list.asc
	gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt list.asc > text 2> gpg.err
	grep -qF "Good signature" gpg.err
	grep -qx "format: mh-list/1" text
	grep -qx "to: shelter $(key_of shelter)" text
	grep -qF "Anna Made-Up" text
	lacks "Carla\|Boris" text
	same 'partner,person,purpose,groups,basis,secrecy,channel
shelter,P-2026-0001,shelter,contact;exploitation;identity;minimal;request,public-task,legal-duty,exchange' bash -c \
		"mh-refer disclosures --columns partner,person,purpose,groups,basis,secrecy,channel --format csv | tr -d '\"' | sed 's/^T-2026-[0-9]*/shelter/; s/^[A-Z]-2026-0*[0-9]*,P/shelter,P/'"
	mh-store log --format csv > log
	grep -qF "for partner shelter" log
	mh-store check --quiet
}

@test "a partner's list withholds what forwarding withholds: whose numbers they are, and who wishes to stay unnamed" {
	cat > one.yaml <<-END
		received: 2026-02-01
		observed-from: 2025-12
		sector: lawyer
		reporter: fairwork
		unnamed: yes
		may-be-told: nothing
		source: desk
		external-id: D-77
		mentions: [{name: "Anna Made-Up", sex: female, person-ref: X-55}, {role: witness, sex: male, person-ref: X-56}]
	END
	mh-signal add -f one.yaml --quiet > id
	mh-signal add --sector school --received 2026-02-02 --form unknown --quiet > id
	sed -i 's/shelter: \[minimal, identity, contact, request\]/shelter: [minimal, identity, contact, request, exploitation]/' partners.yaml
	mh-refer partner import partners.yaml --quiet > id
	mh-signal export --sealed --to shelter --purpose shelter "${DUTY[@]}" -o list.asc 2> said
	gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt list.asc 2> gpg.err | sed '1,/^$/d' > text.csv
	for word in lawyer fairwork D-77 X-55 X-56 desk nothing; do lacks "$word" text.csv || return 1; done
	same $'received,observed-from,sector,unnamed,mention.name,mention.role,mention.person-ref
2026-02-01,2025-12,,,Anna Made-Up,victim,
2026-02-01,2025-12,,,,witness,
2026-02-02,,school,,,,' table text.csv received,observed-from,sector,unnamed,mention.name,mention.role,mention.person-ref
	for field in sector reporter source external-id unnamed; do grep -qF "mh-signal: $field: was left out: it is told to no partner (values: 1)" said || return 1; done
	grep -qF "mention.person-ref: was left out: it is told to no partner (values: 2)" said
	lacks "external-id\|person-ref\|source" <(mh-refer disclosures --columns fields --format csv)
}

@test "the gate holds: no basis, no profile, a source that does not agree" {
	two
	refused 6 "S-2026-0001: basis: no basis is recorded" mh-signal export --to shelter --purpose shelter -o x.asc
	refused 6 "S-2026-0001: profile: partner shelter may not have data group exploitation for purpose shelter" \
		mh-signal export --to shelter --purpose shelter "${DUTY[@]}" -o x.asc
	refused 6 "profile: partner shelter has no profile for purpose medical" mh-signal export --to shelter --purpose medical "${DUTY[@]}" -o x.asc
	printf 'format: mh-map/1\nname: small\nuse: export\ncolumns:\n  id: id\n  day: received\n' > small.yaml
	mh-signal export --map small.yaml --to shelter --purpose shelter "${DUTY[@]}" -o ok.asc --quiet
	mh-signal edit S-2026-0002 --onward ask-source
	refused 6 "S-2026-0002: profile: S-2026-0002 may be passed on only when its source agrees" \
		mh-signal export --map small.yaml --to shelter --purpose shelter "${DUTY[@]}" -o x.asc
	refused 6 "basis: no consent of the person" mh-signal export --map small.yaml --to shelter --purpose shelter "${CONSENT[@]}" -o x.asc
	refused 5 "partner ggd has no OpenPGP key" bash -c "mh-signal edit S-2026-0002 --onward free;
		mh-signal export --map small.yaml --to ggd --purpose medical ${DUTY[*]} -o x.asc"
	[ ! -e x.asc ]
	[ "$(mh-refer disclosures --format ids | wc -l)" -eq 1 ]
}

@test "metadata say what stands in the columns" {
	two
	mh-signal export -o list.csv --metadata list.csv-metadata.json --quiet
	jq -e '."@context" == "http://www.w3.org/ns/csvw" and .url == "list.csv" and .dialect.delimiter == ","' list.csv-metadata.json
	[ "$(jq -r '.tableSchema.columns[].titles' list.csv-metadata.json | tr '\n' ,)" = "$(head -n 1 list.csv)," ]
	[ "$(jq -c '.tableSchema.columns[] | select(.titles == "received" or .titles == "form" or .titles == "observed-from") | [.name, .datatype, .separator]' list.csv-metadata.json | tr '\n' ' ')" = \
		'["received","date",null] ["observed_from","string",null] ["form","string",";"] ' ]
	[ "$(jq -r '.tableSchema.columns[].name' list.csv-metadata.json | sort | uniq -d)" = "" ]
	mh-signal export --map ctdc --format csv --excel-nl --metadata ctdc.json --quiet > out
	[ "$(jq -r '.dialect.delimiter + .tableSchema.columns[0].datatype' ctdc.json)" = ";gYear" ]
}

@test "what export refuses" {
	refused 1 "nothing was found" mh-signal export
	two
	refused 2 "--sealed: what is sealed leaves encrypted to a partner (--to), or as it is for a reason" mh-signal export --sealed
	refused 2 "--plaintext goes with --sealed" mh-signal export --plaintext why
	refused 2 "--plaintext: say why" mh-signal export --sealed --plaintext " " --purpose shelter -o x
	refused 2 "--purpose is missing" mh-signal export --sealed --plaintext why -o x
	refused 2 "--output is missing" mh-signal export --sealed --plaintext why --purpose shelter
	refused 2 "bases belong to --to" mh-signal export --basis consent
	refused 2 "--purpose belongs to --sealed or --to" mh-signal export --purpose shelter
	refused 2 "--columns: an export's columns are those of its map" mh-signal export --columns id
	refused 2 "--format ids: mh-signal list prints ids" mh-signal export --format ids
	refused 2 "--as-of: a partner gets what is known now" mh-signal export --to shelter --purpose shelter --as-of 2026-02-01 -o x
	refused 2 "curiosity: not a code of catalogue purpose" mh-signal export --sealed --plaintext why --purpose curiosity -o x
	refused 2 "--basis public: not a code of catalogue basis" mh-signal export --to shelter --purpose shelter --basis public -o x
	refused 1 "nobody: no such partner" mh-signal export --to nobody --purpose shelter -o x
	refused 2 'is no code of form; nearest: labour' mh-signal export --where form=labuor
	refused 2 "a sealed field cannot be asked for" mh-signal export --where 'narrative~x'
	refused 3 "none: no such file, and no applied or shipped map has this name" mh-signal export --map none
	echo mine > there
	refused 3 "there: exists: it is not overwritten; name another file" mh-signal export -o there
	refused 3 "there: exists: it is not overwritten; name another file" mh-signal export --metadata there
	printf 'format: mh-map/1\nname: x\nuse: export\ncolumns:\n  a: {cell: x, field: id}\n  b: {field: recieved}\n  c: {field: received, as: month}\n  d: {other: x}\n' > bad.yaml
	refused 3 'bad.yaml:5:6: "cell" and "field" do not go together' mh-signal export --map bad.yaml
	grep -qF 'a signal has no field "recieved"; nearest: received' refused.err || grep -qF 'has no field "recieved"; nearest: received' refused.err
	grep -qF '"month" is none of: whole, year, label-en, label-nl' refused.err
	grep -qF 'bad.yaml:8:6: "field" is missing' refused.err
	grep -qF "nothing was exported: 4 problems" refused.err
	export GNUPGHOME="$T/mallory/gpg"
	refused 5 "" mh-signal export --sealed --plaintext why --purpose shelter -o x
	[ ! -e x ]
}

@test "xlsx: sealed values obey the rules of csv, and words are never a formula" {
	echo "=HYPERLINK(1)" | mh-signal add --received 2026-02-03 --sector citizen --form labour --narrative - --quiet > /dev/null
	mh-signal export --format xlsx -o clear.xlsx --quiet
	unzip -tq clear.xlsx
	[ "$(unzip -p clear.xlsx xl/sharedStrings.xml | grep -c HYPERLINK)" -eq 0 ]
	refused 2 "--sealed: what is sealed leaves encrypted to a partner" mh-signal export --sealed --format xlsx -o plain.xlsx
	mh-signal export --sealed --plaintext "a test" --purpose coordination --format xlsx -o plain.xlsx --quiet
	[ "$(stat -c %a plain.xlsx)" = 600 ]
	unzip -p plain.xlsx xl/sharedStrings.xml | grep -q '<t>=HYPERLINK(1)</t>'
	[ "$(unzip -p plain.xlsx xl/worksheets/sheet1.xml | grep -c '<f>\|<hyperlink')" -eq 0 ]
	refused 2 "--format xlsx: a list for a partner, and one with metadata, is text: use csv" mh-signal export --format xlsx -o m.xlsx --metadata m.json
	refused 2 "--format xlsx: a spreadsheet is no text: give --output FILE" mh-signal export --format xlsx
	[ -z "$(find "$XDG_RUNTIME_DIR" -type f)" ]
}
