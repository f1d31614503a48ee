# Published numbers go in as rows and come out as they were published: the register of 2010 to 2015, the national years 2016 to 2020 with
# what was published of them, and the series of the National Rapporteur and of CoMensha, which differ and are kept apart. What is expected
# is typed from the publications, not computed from the files that make the rows.

load common
load fixture

setup_file() {
	T=$(mktemp -d /tmp/mhcXXXXXX)
	echo "$T" > "$BATS_FILE_TMPDIR/store"
	export HOME="$T" MH_NOW=2026-03-02
	cd "$T" || return 1
	fixture_store coordinator
	data=$ROOT/tests/data
	for series in register revised comensha; do
		awk -v series="$series" -f "$data/entries.awk" "$data/comensha_list_overlap_2010_2015.csv" "$data/nl_victims_by_form.csv" \
			"$data/nl_victims_by_year.csv" "$data/nl_reports_by_reporter.csv" "$data/nl_victims_by_group.csv" > "$series.csv"
	done
	cat > map.yaml <<-END
		format: mh-map/1
		name: register
		source: register
		columns:
		  nr: external-id
		  received: received
		  sector: sector
		  form: form
		  person: mention.person-ref
		  sex: mention.sex
		  age-band: mention.age-band
		  country: mention.country
	END
	for series in register revised comensha; do mh-signal import "$series.csv" --map map.yaml --source "$series" --quiet; done
}

teardown_file() {
	local T
	T=$(cat "$BATS_FILE_TMPDIR/store")
	common_teardown
}

setup() {
	T=$(cat "$BATS_FILE_TMPDIR/store")
	export HOME="$T" MH_NOW=2026-03-02
	cd "$T" || return 1
	become coordinator
}
teardown() { :; }

# count MEASURE ROWS PERIOD: lines "value number" in the order of bytes, with "Total", as the report counts them for colleagues; of $series.
series=register
count() {
	mh-report table --measure "$1" --rows "$2" --period "$3" --where "source=$series" --format csv --internal --quiet 2> said |
		tail -n +2 | tr -d '"' | awk -F, '$NF != 0 { print $1 == "total" ? "Total" : $1, $NF }' | sort
}
# total MEASURE PERIOD
total() { count "$1" subject "$2" | sed -n 's/^Total //p'; }

@test "the register of 2010 to 2015: 8,684 entries of 8,234 persons" {
	[ "$(total signals 2010..2015)" -eq 8684 ]
	[ "$(total victims 2010..2015)" -eq 8234 ]
}

@test "the six lists have their sizes, by entries and by persons" {
	cat > lists <<-END
		border-police 1348
		labour-inspectorate 398
		other 536
		police 4812
		regional-care 848
		shelter-youth 742
	END
	{ echo "Total 8684"; cat lists; } > entries
	{ echo "Total 8234"; cat lists; } > persons
	count signals sector 2010..2015 | diff - entries
	count victims sector 2010..2015 | diff - persons
}

@test "432 persons stand on more than one list" {
	mh-signal export --where 'received<2016-01-01 and source=register' --quiet |
		awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } { n[$at["mention.person"]]++ }
			END { for (who in n) { persons++; more += n[who] > 1 } print persons, more }' > persons
	[ "$(cat persons)" = "8234 432" ]
}

@test "victims of the years 2016 to 2020 are as they were first published" {
	for sum in "2016 952" "2017 958" "2018 668" "2019 1334" "2020 984"; do
		[ "$(total victims "${sum% *}")" -eq "${sum#* }" ]
	done
}

@test "the National Rapporteur's years, 2017 as it was revised, and the sums of five years: 5,060 and 4,894" {
	series=revised
	count victims year 2007..2024 > years
	tr '\n' ' ' < years > line
	[ "$(cat line)" = "2007 716 2011 1222 2012 1711 2014 1255 2015 1150 2016 952 2017 956 2018 668 2019 1334 2020 984 2021 791 2022 814 2023 868 2024 944 Total 14365 " ]
	[ "$(total victims 2015..2019)" -eq 5060 ]
	[ "$(total victims 2016..2020)" -eq 4894 ]
	for sum in "2016 227" "2017 194" "2018 62" "2019 108" "2020 68" "2023 52" "2024 79"; do
		[ "$(count victims age-band "${sum% *}" | awk '$1 == "minor" { print $2 }')" -eq "${sum#* }" ]
	done
	[ "$(count victims country 2021 | tr '\n' ' ')" = "Total 791 UA 7 unknown 784 " ]
	[ "$(count victims country 2022 | tr '\n' ' ')" = "Total 814 UA 51 unknown 763 " ]
}

@test "CoMensha's years, the citizenships of 2020 and the reporters of 2023 and 2024" {
	series=comensha
	for sum in "2013 1437" "2014 1561" "2019 1372" "2020 1013"; do
		[ "$(total victims "${sum% *}")" -eq "${sum#* }" ]
	done
	[ "$(count victims country 2020 | tr '\n' ' ')" = "NG 185 NL 155 PL 190 Total 1013 unknown 483 " ]
	[ "$(count signals sector 2023 | tr '\n' ' ')" = "Total 988 border-police 50 fairwork 233 labour-inspectorate 33 police 360 regional-care 312 " ]
	[ "$(count signals sector 2024 | tr '\n' ' ')" = "Total 1025 border-police 67 fairwork 257 labour-inspectorate 71 police 329 regional-care 301 " ]
}

@test "forms: 2016 by its four lines, 2019 with criminal exploitation inside, 2020 with victims of several forms" {
	# 523 sexual, 244 labour and criminal, 35 both labour and sexual, 150 unknown
	[ "$(count victims form 2016 | tr '\n' ' ')" = "Total 952 labour 279 sexual-domestic 558 unknown 150 " ]
	# 849 sexual, 424 labour and criminal of which 196 criminal, 61 unknown
	[ "$(count victims form 2019 | tr '\n' ' ')" = "Total 1334 criminal 196 labour 228 sexual-domestic 849 unknown 61 " ]
	# 408 sexual, 603 labour and criminal of which 154 criminal, 38 unknown: 1,049 in the lines, 984 victims
	[ "$(count victims form 2020 | tr '\n' ' ')" = "Total 984 criminal 154 labour 449 sexual-domestic 408 unknown 38 " ]
	[ "$(count victims form 2020 | awk '$1 != "Total" { n += $2 } END { print n }')" -eq 1049 ]
}

@test "reports by reporter: 1,104 reports of 952 victims in 2016; what no line names is other" {
	[ "$(count signals sector 2016 | tr '\n' ' ')" = \
		"Total 1104 border-police 12 labour-inspectorate 38 other 352 police 462 regional-care 240 " ]
	[ "$(count signals sector 2017 | tr '\n' ' ')" = \
		"Total 958 border-police 21 labour-inspectorate 38 other 147 police 432 regional-care 320 " ]
	[ "$(count signals sector 2019 | tr '\n' ' ')" = \
		"Total 1334 border-police 10 labour-inspectorate 46 other 74 police 952 regional-care 252 " ]
	[ "$(count signals sector 2018 | tr '\n' ' ')" = "Total 708 border-police 12 labour-inspectorate 75 police 530 regional-care 91 " ]
	[ "$(total victims 2018)" -eq 668 ]
}

@test "groups: minors of each year, women and ages of 2020, citizenship of 2019" {
	for sum in "2016 227" "2017 194" "2018 62" "2019 108" "2020 68"; do
		[ "$(count victims age-band "${sum% *}" | awk '$1 == "minor" { print $2 }')" -eq "${sum#* }" ]
	done
	[ "$(count victims sex 2020 | awk '$1 == "female" { print $2 }')" -eq 547 ]
	[ "$(count victims age-band 2020 | awk '$1 == "18-22" { print $2 }')" -eq 152 ]
	[ "$(count victims country 2019 | tr '\n' ' ')" = "GM 49 NG 512 NL 244 PL 83 Total 1334 UG 91 unknown 355 " ]
}
