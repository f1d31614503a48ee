# Makes lib/data/example/signals.csv: awk -f tests/demo/signals.awk > lib/data/example/signals.csv
#
# 300 signals of five years as a region of 11 municipalities could have seen them. All of it is made up. The shape is real: 117
# signals in the first year and 15 in the last, care reporters who fall silent, municipalities by population, forms and
# citizenship about as in national figures. Every thirteenth person or so is seen by two reporters; a few signals are about two
# persons, a few about none. Six rows are wrong on purpose (see wrong()).
# The random numbers are our own, so that every awk makes the same file.

function random() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
function below(n) { return int(random() * n) }

# One word out of "word weight word weight ...".
function pick(table,    n, i, part, sum, at) {
	n = split(table, part, " ")
	for (i = 2; i <= n; i += 2) sum += part[i]
	at = random() * sum
	for (i = 2; i <= n; i += 2) { at -= part[i]; if (at < 0) break }
	if (i > n) i = n
	return part[i - 1]
}

# One of count texts "kind 1" ... of the array.
function text(kind) { return texts[kind, 1 + below(count[kind])] }
function add(kind, words) { texts[kind, ++count[kind]] = words }

function quoted(words) { gsub(/"/, "\"\"", words); return words ~ /[;"\n]/ ? "\"" words "\"" : words }

function person(form, year,    sex) {
	people++
	sex = form ~ /seksueel/ ? pick("v 86 m 11 onbekend 3") : pick("v 38 m 57 onbekend 5")
	sex_of[people] = sex
	given[people] = text(sex == "m" ? "man" : "woman") " " text("family")
	country[people] = form == "crimineel" ? pick("NL 55 PL 9 MA 6 RO 8 BG 6 AL 6 VN 10") : \
		form == "seksueel-binnenland" ? pick("NL 80 SY 4 PL 5 CW 4 RO 7") : \
		form == "seksueel-grens" ? pick("NG 34 UG 12 RO 10 BG 9 HU 8 GM 5 CO 9 VE 5 UA 5 PL 3") : \
		pick("PL 34 RO 15 BG 11 UA 9 PH 5 VN 7 NG 6 GM 4 ID 4 NP 3 MD 2")
	age[people] = form == "seksueel-binnenland" ? pick("<18 34 18-22 40 23+ 26") : \
		form == "crimineel" ? pick("<18 24 18-22 36 23+ 40") : pick("<18 3 18-22 17 23+ 76 onbekend 4")
	born[people] = age[people] == "<18" ? year - 14 - below(3) : age[people] == "18-22" ? year - 19 - below(4) : year - 24 - below(25)
	return people
}

function row(number, day, town, place, reporter, contact, form, industry, urgency, who, words) {
	printf "%s;%s;%s;%s;%s;%s;%s;%s;%s;", number, day, town, place, reporter, quoted(contact), form, industry, urgency
	if (who)
		printf "slachtoffer;L-%04d;%s;%s;%s;%s;%s;", who, given[who], born[who], sex_of[who], age[who], country[who]
	else
		printf ";;;;;;;"
	printf "%s\r\n", quoted(words)
}

# Six signals that are written down wrong, by their place in the whole.
function wrong(n) {
	if (n == 23) town = "Zwole"
	if (n == 71) day = "31-02-2021"
	if (n == 140) form = "arbijd"
	if (n == 188) day = ""
	if (n == 231) words = words " \033[2J"
	if (n == 262) urgency = "spoed!"
}

BEGIN {
	seed = 20260302
	towns = "Dalfsen 26443 Deventer 96808 Hardenberg 57879 Kampen 49301 Olst-Wijhe 17264 Ommen 17292 Raalte 37293 Staphorst 15787 " \
		"Steenwijkerland 43088 Zwartewaterland 21870 Zwolle 112972"
	split("117 84 52 32 15", yearly, " ")
	split("Amina Bo Chidi-Anne Daria Esi Femke Gloria Hana Ilse Joy Kasia Lina Mirela Noor Oana", list, " ")
	for (i = 1; i <= 15; i++) add("woman", list[i])
	split("Adam Bogdan Chuks Dawit Emil Farid Gert Henk Ivo Jan Krystian Luan Marek Nico Olek", list, " ")
	for (i = 1; i <= 15; i++) add("man", list[i])
	split("Voorbeeld Verzonnen Fictief Nepnaam Bestaatniet Testpersoon Schijnnaam", list, " ")
	for (i = 1; i <= 7; i++) add("family", list[i])

	add("seksueel-grens", "Adverteert op een site, spreekt de taal niet en mag de telefoon niet zelf opnemen.")
	add("seksueel-grens", "Verhuist elke week naar een andere woning; een man brengt haar en wacht buiten in de auto.")
	add("seksueel-grens", "Zegt een schuld voor de reis te moeten afbetalen; paspoort ligt bij een ander.")
	add("seksueel-binnenland", "Nieuwe dure spullen, veel spijbelen, wordt door een oudere jongen opgehaald.")
	add("seksueel-binnenland", "Vriendin vertelt dat er beelden zijn waarmee zij onder druk staat.")
	add("seksueel-binnenland", "Is in korte tijd van vrienden en familie losgeraakt en slaapt op wisselende adressen.")
	add("arbeid", "Werkt zes dagen van twaalf uur, slaapt met acht man boven het bedrijf, loon is al drie maanden niet betaald.")
	add("arbeid", "Identiteitskaart is ingenomen \"voor de administratie\"; wie klaagt moet dezelfde dag de woning uit.")
	add("arbeid", "Kreeg op het laatste moment een ander contract in een taal die hij niet leest.")
	add("arbeid", "Betaalt voor bed, busje en bemiddeling meer dan er aan loon overblijft.")
	add("crimineel", "Moest een bankrekening openen en de pas afgeven; wordt bedreigd nu hij ermee wil stoppen.")
	add("crimineel", "Aangetroffen als bewaker van een hennepkwekerij, deur zat van buiten op slot.")
	add("crimineel", "Steelt in opdracht; levert alles dezelfde avond in.")
	add("bedelarij", "Zit elke dag op dezelfde plek, wordt gebracht en gehaald, geld wordt afgepakt.")
	add("onbekend", "Bange indruk, blauwe plekken, laat een ander het woord doen.")
	add("onbekend", "Belde anoniem en hing op toen er een man binnenkwam.")
	add("gedwongen-diensten", "Past dag en nacht op de kinderen van een gezin, komt nooit buiten en krijgt zakgeld.")
	add("gedwongen-huwelijk", "Wordt na de vakantie niet terugverwacht; familie spreekt over een huwelijk.")
	add("plek", "Kamers boven een leegstaand pand: 's nachts licht, steeds andere bezoekers, ramen afgeplakt.")
	add("plek", "Busjes met werkers om vijf uur 's ochtends bij een loods; niemand van hen is ingeschreven.")

	printf "meldnummer;ontvangen;gemeente;plek;melder;contact melder;vorm;bedrijfstak;urgentie;rol;persoon;naam;geboren;geslacht;leeftijd;nationaliteit;omschrijving\r\n"
	for (y = 1; y <= 5; y++) {
		year = 2020 + y
		for (k = 1; k <= yearly[y]; k++)
			one(year, k, yearly[y])
	}
}

function one(year, k, of,    who, again, month, number, contact, reporter) {
	n++
	number = sprintf("RL-%d-%03d", year, k)
	month = int(12 * (k - 1) / of)
	day = sprintf("%02d-%02d-%d", 1 + below(28), month + 1, year)
	town = pick(towns)
	# Care reporters fall silent over the years; what investigators find goes on.
	reporter = pick("politie " 30 " KMar " 4 " Arbeidsinspectie " 7 " zorgcoordinator " 48 / year_of(year) " opvang " 20 / year_of(year) \
		" VeiligThuis " 9 / year_of(year) " FairWork " 7 " COA " 6 / year_of(year) " school " 8 / year_of(year) " gemeente " 9 " inwoner " 8 " anoniem " 5)
	contact = reporter == "inwoner" ? "Meldt liever zonder naam; terugbellen via het meldpunt" : reporter == "anoniem" ? "" : "Aandachtsfunctionaris " reporter " (verzonnen)"
	form = pick("seksueel-grens 29 seksueel-binnenland 20 arbeid 27 crimineel 14 bedelarij 2 gedwongen-diensten 2 gedwongen-huwelijk 1 onbekend 7")
	place = form ~ /seksueel/ ? pick("woning 40 hotel 14 internet 34 straat 12") : form == "arbeid" ? pick("bedrijf 50 land 20 woning 22 bouw 8") : \
		pick("woning 45 straat 30 opvang 10 school 8 onbekend 7")
	industry = form != "arbeid" ? "" : place == "land" ? "A" : place == "bouw" ? "F" : pick("I 30 C 18 N 25 H 12 S 15")
	urgency = pick("gewoon 74 hoog 20 acuut 6")
	words = text(form)
	again = people > 6 && random() < 0.08
	if (random() < 0.05) {
		who = 0
		words = text("plek")
	} else if (again) {
		who = people - below(6)
		form = form_of[who]
		words = text(form) " Eerder gemeld door een ander."
	} else {
		who = person(form, year)
		form_of[who] = form
	}
	if (year == 2025 && (k == 12 || k == 14)) {
		number_two(k == 12)
		reporter = k == 12 ? "FairWork" : "politie"
		contact = "Aandachtsfunctionaris " reporter " (verzonnen)"
		form = "arbeid"
		again = k == 14
		who = special
	}
	wrong(n)
	row(number, day, town, place, reporter, contact, form, industry, urgency, who, words)
	if (who && !again && random() < 0.04) {
		who = person(form, year)
		form_of[who] = form
		row(number, day, town, place, reporter, contact, form, industry, urgency, who, words)
	}
}

# The woman of the demo's second case: a citizen of the Union, seen by two reporters in the autumn of the last year.
function number_two(first) {
	if (first) {
		special = person("arbeid", 2025)
		form_of[special] = "arbeid"
		given[special] = "Kasia Verzonnen"
		sex_of[special] = "v"
		country[special] = "PL"
		age[special] = "23+"
		born[special] = 1994
	}
	town = "Deventer"
	place = "bedrijf"
	industry = "I"
	urgency = "hoog"
	words = first ? "Werkt in de keuken van een restaurant, slaapt erboven, krijgt geen loon en mag niet alleen naar buiten." : \
		"Bij een controle trof de politie haar aan zonder paspoort; dat ligt bij de baas. Eerder gemeld door een ander."
}

function year_of(year) { return 1 + (year - 2021) * 0.6 }
