# mh-signal advice and outreach.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

@test "advice is booked in one line" {
	same V-2026-0001 mh-signal advice school recognising 10
	same V-2026-0002 mh-signal advice police-east "reporting;safety" 25 --on 2026-02-27 --municipality GM0193 --channel mail
	same V-2026-0003 mh-signal advice citizen other 5
	same $'id,on,sector,reporter,theme,minutes,municipality,channel
V-2026-0001,2026-03-02,school,school,recognising,10,,phone
V-2026-0002,2026-02-27,police,police-east,"reporting;safety",25,GM0193,mail
V-2026-0003,2026-03-02,citizen,,other,5,,phone' mh-signal advice list --format csv --columns id,on,sector,reporter,theme,minutes,municipality,channel
	same V-2026-0002 mh-signal advice list --where 'theme=safety and on<2026-03-01' --format ids
	mh-store check --quiet
}

@test "--dry-run books nothing, and a list of an earlier day knows what was known then" {
	run mh-signal advice school recognising 10 --dry-run
	[ "$output" = "mh-signal: nothing was written: --dry-run" ]
	refused 1 "nothing was found" mh-signal advice list
	MH_NOW=2026-02-01 mh-signal advice school recognising 10
	refused 1 "nothing was found" mh-signal advice list --as-of 2026-01-31
	same V-2026-0001 mh-signal advice list --as-of 2026-02-01 --format ids
}

@test "what advice refuses" {
	refused 2 "scool: is neither an organisation (mh-store codes reporter) nor a sector; nearest: school" mh-signal advice scool recognising 10
	refused 2 "xyzzy: is neither an organisation (mh-store codes reporter) nor a sector (mh-store codes sector)" mh-signal advice xyzzy recognising 10
	refused 3 'theme "recognisin": not a code of catalogue theme; nearest: recognising' mh-signal advice school recognisin 10
	refused 3 "minutes: expected" mh-signal advice school recognising ten
	refused 3 'minutes "0": expected how many, from 1' mh-signal advice school recognising 0
	refused 3 'minutes "1441": a day has 1440: give those of one call' mh-signal advice school recognising 1441
	refused 3 'municipality "GM9999": not a code of catalogue municipality' mh-signal advice school recognising 10 --municipality GM9999
	refused 3 "--on 2026-03-03: lies in the future" mh-signal advice school recognising 10 --on 2026-03-03
	refused 2 "--on" mh-signal advice school recognising 10 --on yesterday
	refused 2 "operand" mh-signal advice school recognising
	refused 1 "nothing was found" mh-signal advice list
}

@test "an organisation without a sector is told, and one of the region's own with a sector is known" {
	cat > own.yaml <<-END
		format: mh-catalogue/1
		name: our-reporters
		catalogues:
		  reporter:
		    source: own
		    checked: 2026-03-01
		    codes:
		      - {code: youth-centre, en: Youth centre, nl: Jongerencentrum}
		      - {code: football-club, en: Football club, nl: Voetbalclub, parent: other}
	END
	mh-store apply own.yaml --quiet > /dev/null
	refused 3 "youth-centre: catalogue reporter gives it no sector (parent)" mh-signal advice youth-centre youth 5
	mh-signal advice football-club youth 5
	same $'sector,reporter\nother,football-club' mh-signal advice list --columns sector,reporter --format csv
}

@test "outreach is recorded" {
	same U-2026-0001 mh-signal outreach add --on 2026-01-15 --audience teachers --theme "recognising;youth" --municipality GM0193 --reached 30
	same U-2026-0002 mh-signal outreach add --on 2026-02-01 --audience everyone --activity campaign --theme reporting
	same $'on,activity,audience,municipality,theme,reached
2026-01-15,training,teachers,GM0193,"recognising;youth",30
2026-02-01,campaign,everyone,,reporting,' mh-signal outreach list --columns on,activity,audience,municipality,theme,reached --format csv
	mh-store check --quiet
}

@test "what outreach refuses" {
	refused 3 "audience: is required and was not given" mh-signal outreach add --on 2026-01-15 --theme youth
	refused 3 "on: is required" mh-signal outreach add --audience teachers --theme youth
	refused 3 'audience "teecher": not a code of catalogue audience; nearest: teachers' mh-signal outreach add --on 2026-01-15 --audience teecher --theme youth
	refused 3 "--on 2026-03-03: lies in the future: record it when it has been held" mh-signal outreach add --on 2026-03-03 --audience teachers --theme youth
	refused 3 "--reached \"-1\": expected a whole number, 0 or more" mh-signal outreach add --on 2026-01-03 --audience teachers --theme youth --reached=-1
	refused 2 "outreach: a second word is missing: add, list, effect" mh-signal outreach
	refused 1 "nothing was found" mh-signal outreach list
	refused 1 "nothing was found" mh-signal outreach effect
	refused 2 '--within "soon": a length is expected' mh-signal outreach effect --within soon
	refused 2 '--within "0d": a length is expected' mh-signal outreach effect --within 0d
}

# signal DAY SECTOR MUNICIPALITY
signal() { mh-signal add --received "$1" --sector "$2" --municipality "$3" --form labour > /dev/null; }

@test "the effect of outreach counts its audience's sector in its municipality, as many days before as after" {
	for day in 2025-05-30 2025-05-31 2025-07-14 2025-07-15 2025-08-01 2025-08-28 2025-08-29; do
		signal "$day" school GM0193
	done
	signal 2025-08-01 school GM0150
	signal 2025-08-01 police GM0193
	mh-signal outreach add --on 2025-07-15 --audience teachers --theme youth --municipality GM0193 > /dev/null
	mh-signal outreach add --on 2025-07-15 --audience everyone --theme youth > /dev/null
	head=id,on,audience,municipality,sector,days,before,after,complete
	same "$head
U-2026-0001,2025-07-15,teachers,GM0193,school,45,2,3,yes
U-2026-0002,2025-07-15,everyone,,,45,2,5,yes" mh-signal outreach effect --within 45d --format csv --quiet
	# A period that is still running is as long before as it has been after: from 14 to 15 July to the end of 1 August, 18 days.
	MH_NOW=2025-08-01 run mh-signal outreach effect --format csv --quiet
	[ "${lines[1]}" = "U-2026-0001,2025-07-15,teachers,GM0193,school,18,1,2,no" ]
	run mh-signal outreach effect --within 45d
	[[ "$output" == *"teachers and school staff"*Zwolle*"small numbers jump by chance"* ]]
}

@test "reports count advice and outreach" {
	mh-signal advice school recognising 10
	mh-signal outreach add --on 2026-02-01 --audience teachers --theme reporting
	[[ "$(mh-report table --measure advice --rows sector --internal --format csv)" == *school,1* ]]
	[[ "$(mh-report table --measure outreach --rows audience --internal --format csv --language en)" == *"teachers and school staff,1"* ]]
}

@test "sums of minutes and of people reached; what was not counted is no 0" {
	mh-signal advice school reporting 20 --municipality GM0193 --quiet > /dev/null
	mh-signal advice school reporting 15 --municipality GM0193 --quiet > /dev/null
	mh-signal advice police reporting 5 --quiet > /dev/null
	same $'municipality,sector,records,minutes,without\n,police,1,5,0\nGM0193,school,2,35,0\ntotal,,3,40,0' mh-signal advice list --sums --format csv
	mh-signal outreach add --activity training --audience teachers --on 2026-02-14 --reached 12 --municipality GM0193 --theme reporting --quiet > /dev/null
	mh-signal outreach add --activity training --audience teachers --on 2026-02-15 --municipality GM0193 --theme reporting --quiet > /dev/null
	mh-signal outreach add --activity campaign --audience everyone --on 2026-02-16 --theme reporting --quiet > /dev/null
	same $'municipality,audience,records,reached,without\n,everyone,1,,1\nGM0193,teachers,2,12,1\ntotal,,3,12,2' mh-signal outreach list --sums --format csv
	same $'municipality,audience,records,reached,without\nGM0193,teachers,1,12,0\ntotal,,1,12,0' \
		mh-signal outreach list --sums --where 'on<=2026-02-14' --format csv
	mh-signal outreach list --sums | grep -qE "^Zwolle +.*2 +12 +1$"
	refused 2 "--sums: has columns and an order of its own" mh-signal outreach list --sums --columns on
	refused 1 "nothing was found" mh-signal outreach list --sums --where 'on<2020-01-01'
}
