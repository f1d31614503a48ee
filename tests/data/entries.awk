# One row for each entry on a reporter's list, of the published sums: awk -v series=register -f entries.awk overlap.csv forms.csv years.csv
# reports.csv groups.csv. There are three series, which are kept apart as the publications do:
#
# register: the lists of 2010 to 2015, and the years 2016 to 2020 as they were first published, with forms, groups and reporters.
# revised: every year of the National Rapporteur, in its newest count (2017 was revised), with the groups that were published with it.
# comensha: every year of CoMensha, with its citizenships of 2020 and its reporters of 2023 and 2024.
#
# The register of 2010 to 2015: each person of a pattern of lists has an entry on each of those lists, with the same number of the
# source. The national years 2016 to 2020: as many persons as were published, with forms, sexes, ages and citizenship in the published
# numbers, one behind the other; where there were more reports than persons, the first persons have a second one. Years of the
# register are dealt out in turn: the sums by list are published, those by list and year are not.

BEGIN {
	FS = ","
	print "nr,received,sector,form,person,sex,age-band,country"
	split("I labour-inspectorate K border-police O other P police R shelter-youth Z regional-care", letters, " ")
	for (i = 1; i in letters; i += 2) sector[letters[i]] = letters[i + 1]
	split("police police regional_care regional-care labour_inspectorate labour-inspectorate kmar border-police other other zorgcoordinatie regional-care fairwork fairwork", words, " ")
	for (i = 1; i in words; i += 2) reporter[words[i]] = words[i + 1]
	split("minor minor age18_22 18-22", words, " ")
	for (i = 1; i in words; i += 2) band[words[i]] = words[i + 1]
}

function entry(day, sector, form, person, sex, age, country) {
	printf "%d,%s,%s,%s,%s,%s,%s,%s\n", ++entries, day, sector, form, person, sex, age, country
}

FNR == 1 { file++; for (i = 1; i <= NF; i++) title[i] = $i; next }

file == 1 && series == "register" {
	for (n = 1; n <= $NF; n++) {
		persons++
		for (i = 1; i < NF; i++)
			if ($i) entry((2010 + persons % 6) "-06-15", sector[title[i]], "not-asked", "register-" persons, "", "", "")
	}
	next
}

# Forms: "subset" lines lie inside another line, from which they are taken.
file == 2 && $1 >= 2016 && $4 == "subset" { subset[$1] = $3; next }
file == 2 { form[$1, $2] = $3; next }

file == 3 && $2 ~ /^NR(_first)?$/ { first[$1] = $3 }
file == 3 && $2 ~ /^NR(_revised)?$/ { revised[$1] = $3 }
file == 3 && $2 == "CoMensha" { comensha[$1] = $3 }
file == 3 { next }

file == 4 && $2 in reporter && $4 ~ /^CoMensha/ { comensha_lists[$1] = comensha_lists[$1] " " reporter[$2] " " $3; next }
file == 4 && $2 in reporter { lists[$1] = lists[$1] " " reporter[$2] " " $3; next }

file == 5 && $2 == "female" { female[$1] = $3; next }
file == 5 && $2 in band { ages[$1] = ages[$1] " " band[$2] " " $3; next }
file == 5 && $2 ~ /^nat_/ && $4 ~ /^CoMensha/ { comensha_countries[$1] = comensha_countries[$1] " " substr($2, 5) " " $3; next }
file == 5 && $2 ~ /^nat_/ { countries[$1] = countries[$1] " " substr($2, 5) " " $3; next }

# The word of the nth in "word number word number ...".
function nth(table, n, other,    part, count, i) {
	count = split(table, part, " ")
	for (i = 2; i <= count; i += 2) if ((n -= part[i]) <= 0) return part[i - 1]
	return other
}
function total(table,    part, count, i, sum) {
	count = split(table, part, " ")
	for (i = 2; i <= count; i += 2) sum += part[i]
	return sum
}

# A year of which only the sum is published, and groups of it; where there is no sum, the reports of the lists.
function plain(year, victims, lists, ages, countries, women,    n, most) {
	most = victims > 0 ? victims : total(lists)
	for (n = 1; n <= most; n++)
		entry(year "-06-15", nth(lists, n, "other"), "not-asked", series "-" year "-" n, n <= women ? "female" : "unknown", nth(ages, n, "unknown"),
			nth(countries, n, "unknown"))
}

END {
	for (year = 2007; year <= 2024 && series == "revised"; year++)
		plain(year, revised[year], "", ages[year], countries[year], female[year])
	for (year = 2007; year <= 2024 && series == "comensha"; year++)
		plain(year, comensha[year], comensha_lists[year], "", comensha_countries[year], 0)
	for (year = 2016; year <= 2020 && series == "register"; year++) {
		v = first[year]
		labour = form[year, "labour_and_criminal"] - subset[year]
		both = form[year, "both_labour_and_sexual"] + 0
		# Where the lines sum to more than the victims, that many victims stand in two of them.
		over = form[year, "sexual"] + form[year, "labour_and_criminal"] + both + form[year, "unknown"] - v
		forms = "sexual-domestic " (form[year, "sexual"] - over) " labour;sexual-domestic " (both + over) \
			" labour " (labour - over) " criminal " (subset[year] + 0) " unknown " form[year, "unknown"]
		reports = total(lists[year])
		for (n = 1; n <= (reports > v ? reports : v); n++) {
			who = n <= v ? n : n - v
			entry(year "-06-15", nth(lists[year], n, "other"), "\"" nth(forms, who, "unknown") "\"", year "-" who,
				who <= female[year] ? "female" : "unknown", nth(ages[year], who, "unknown"), nth(countries[year], who, "unknown"))
		}
	}
}
