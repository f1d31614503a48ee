# Signals with a mention each, one a row: awk -v rows=1000000 -f rows.awk. The same file for the same number. -v told=1: each with a
# narrative as people write it, of about 140 bytes.

function random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function one(list, n) { return list[1 + int(random() * n)] }

BEGIN {
	seed = 1
	towns = split("GM0148 GM0150 GM0160 GM0166 GM0175 GM0177 GM0180 GM0193 GM1708 GM1773 GM1896", town, " ")
	sectors = split("police border-police labour-inspectorate regional-care shelter-youth fairwork school municipality citizen", sector, " ")
	forms = split("sexual-domestic sexual-cross-border labour criminal begging unknown", form, " ")
	countries = split("NL PL NG RO BG UA VN UG HU CO", country, " ")
	sexes = split("female male", sex, " ")
	ages = split("minor 18-22 23-plus", age, " ")
	urgencies = split("normal normal normal high acute", urgency, " ")
	print "nr,received,municipality,sector,form,urgency,role,sex,age-band,country" (told ? ",narrative" : "")
	for (i = 1; i <= rows; i++)
		printf "%d,%d-%02d-%02d,%s,%s,%s,%s,victim,%s,%s,%s%s\n", i, 2016 + int(random() * 10), 1 + int(random() * 12),
			1 + int(random() * 28), one(town, towns), one(sector, sectors), one(form, forms), one(urgency, urgencies),
			one(sex, sexes), one(age, ages), one(country, countries),
			told ? ",\"row " i ": seen at night, somebody speaks for her; no papers, works long days, and does not know where she lives or what she is paid\"" : ""
}
