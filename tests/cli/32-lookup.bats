# mh-signal lookup: who, or what, is known already. Everybody in it is made up.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

# Signals about one person who comes up again and again, and others.
known() {
	cat > one.yaml <<-END
		received: 2026-02-01
		sector: police
		form: labour
		place-detail: "Dorpsstraat 12a, 8011 AB Zwolle; white van 12-ABC-3"
		narrative: "A neighbour told of one Piet van Visser, phone 06 1234 5678."
		reporter-contact: "Carla Made-Up, 06-99887766"
		mentions:
		  - {name: "Fatima el Khadiri", born: 1990-03-12, contact: "+31 6 8765 4321", sex: female}
		  - {name: "Jan Bakker", born: 1970, role: suspect, ground: wgs, note: "drives 98-XYZ-7"}
	END
	cat > two.yaml <<-END
		received: 2026-02-02
		sector: fairwork
		form: labour
		mentions:
		  - {name: "KHADIRI, Fatima", born: 1990-12-03}
		  - {name: "Fatima Khadira", born: 1990}
		  - {name: "Anna Jansen", born: 1990-03-12}
	END
	mh-signal add -f one.yaml
	mh-signal add -f two.yaml
}

# seek BY VALUES...: looks the values up, as CSV without its titles.
seek() {
	local by=$1
	shift
	printf '%s\n' "$@" | mh-signal lookup --by "$by" --purpose safety --format csv | tail -n +2
}

@test "a person is found again by name, with the reason of each hit" {
	known
	same 'M-2026-0001,100,name,S-2026-0001,,victim,the same name
M-2026-0003,97,name,S-2026-0002,,victim,"the same name, its words in another order"
M-2026-0004,85,name,S-2026-0002,,victim,one letter of the name differs' seek name "Fátima Khadiri"
}

@test "van der, v.d., v/d and vd are the same small words; a V alone is an initial" {
	printf 'sector: coa\nform: labour\nmentions: [{name: "Anna v.d. Verzonnen"}, {name: "Anna v/d Verzonnen"}, {name: "Anna vd Verzonnen"}]\n' | mh-signal add -f - --quiet
	same $'M-2026-0001,100,name,S-2026-0001,,victim,the same name
M-2026-0002,100,name,S-2026-0001,,victim,the same name
M-2026-0003,100,name,S-2026-0001,,victim,the same name' seek name "Anna van der Verzonnen"
	[ -z "$(seek name "Vera Verzonnen")" ]
	same 'M-2026-0001,100' bash -c "$(declare -f seek); seek name 'Anna v. d. Verzonnen' | head -n 1 | cut -d, -f1,2"
}

@test "name and birth together say more than one of them" {
	known
	same 'M-2026-0001,100,"name,born",S-2026-0001,,victim,"the same name; the same day of birth"
M-2026-0003,91,"name,born",S-2026-0002,,victim,"the same name, its words in another order; day and month of birth are swapped"
M-2026-0004,72,"name,born",S-2026-0002,,victim,"one letter of the name differs; the same year of birth; one has no more than that"
M-2026-0005,35,born,S-2026-0002,,victim,the same day of birth' seek name,born "Fatima Khadiri" 12-03-1990
}

@test "phones, addresses and plates are found in texts too" {
	known
	same "S-2026-0001,100,phone,,,,the same phone number" seek phone 0031612345678
	same "M-2026-0001,100,phone,S-2026-0001,,victim,the same phone number" seek phone 06-87654321
	same "S-2026-0001,100,address,,,,the same postcode and house number" seek address "8011ab 12 A"
	same "S-2026-0001,80,address,,,,the same street and house number" seek address "Dorpsstr. 12"
	same "S-2026-0001,100,plate,,,,the same plate" seek plate 12abc3
	same "M-2026-0002,75,plate,S-2026-0001,,suspect,one sign of the plate differs" seek plate 98-XYZ-1
	same "S-2026-0001,80,name,,,,the name stands in a text" seek name "Piet Visser"
}

@test "a person whose identity is kept is found, by an alias too" {
	mh-signal add --sector police --form labour --victim female > id
	mh-case open --no-look --signals S-2026-0001 > case
	printf 'name: Olga Made-Up\naliases: |\n  Bella\n  Helga Made-Up\nborn: 1999-01-02\naddress: Kerkweg 3, 8012 XY Zwolle\n' |
		mh-case identity set "$(cat case)" --no-look --file -
	same 'P-2026-0001,100,"name,address",,,,"the same name; the same postcode and house number"' seek name,address "Helga Made Up" "8012 XY 3"
}

@test "who reported is nobody's finding" {
	known
	refused 1 "nothing was found" bash -c "echo 'Carla Made-Up' | mh-signal lookup --by name --purpose safety"
	refused 1 "nothing was found" bash -c "echo 06-99887766 | mh-signal lookup --by phone --purpose safety"
}

@test "no value is printed, neither sought nor found, and none is in the log" {
	known
	printf 'Fatima Khadiri\n1990-03-12\n' > sought
	for format in table csv jsonl ids; do
		mh-signal lookup --by name,born --purpose safety --format $format < sought
	done > out 2>&1
	! grep -qiE 'khadir|1990' out
	mh-store log --format csv > log
	! grep -qiE 'khadir|1990' log
	same "M-2026-0001
M-2026-0003
M-2026-0004
M-2026-0005" mh-signal lookup --by name,born --purpose safety --format ids < sought
	[ "$(mh-signal lookup --by name,born --purpose safety --format jsonl < sought | jq -r 'select(.score == 100) | .reason')" = \
		"the same name; the same day of birth" ]
}

@test "one look is one entry, which says what was searched and why" {
	known
	before=$(mh-store log --format ids | wc -l)
	seek name "Fatima Khadiri" > /dev/null
	[ "$(mh-store log --format ids | wc -l)" -eq $((before + 1)) ]
	run mh-store log --limit 1 --format csv
	[[ "$output" == *"mh-signal lookup --by --purpose --format,safety"* ]]
	[[ "$output" == *"M-2026-0001..M-2026-0005 (5)"*"searched: person name,aliases; mention name,note; signal place-detail,narrative"* ]]
	[[ "$output" == *"S-2026-0001..S-2026-0002 (2)"* ]]
	seek born 1990 > /dev/null
	[[ "$(mh-store log --limit 1 --format csv)" == *"searched: person born; mention born"* ]]
	mh-store check --quiet
}

@test "without a keyholder's key nothing is searched, and the log says so" {
	known
	export GNUPGHOME="$T/other" && mkdir -m 700 "$GNUPGHOME"
	echo "Fatima Khadiri" > sought
	REFUSED_INPUT=sought refused 5 "" mh-signal lookup --by name --purpose safety
	[[ "$(mh-store log --limit 1 --format csv)" == *"not opened: no keyholder's key"* ]]
}

@test "an earlier day is searched as it was then" {
	echo "Anna Made-Up" | MH_NOW=2026-02-01 mh-signal add --sector police --form labour --victim name=- > id
	echo "Bella Other" | MH_NOW=2026-02-10 mh-signal mention M-2026-0001 --name - > id
	echo "Anna Made-Up" > sought
	same M-2026-0001 mh-signal lookup --by name --purpose safety --format ids --as-of 2026-02-05 < sought
	REFUSED_INPUT=sought refused 1 "nothing was found" mh-signal lookup --by name --purpose safety
}

@test "the twenty surest are shown, and how many there are" {
	for i in 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23; do
		echo "  - {name: \"Anna Jansen\", born: 1980-01-$i}"
	done | { printf 'sector: police\nform: labour\nmentions:\n'; cat; echo '  - {name: "Anna Jansen", born: 1980-02-02}'; } > many.yaml
	mh-signal add -f many.yaml
	printf 'Anna Jansen\n1980-02-02\n' | mh-signal lookup --by name,born --purpose safety --format ids > out 2> err
	[ "$(wc -l < out)" -eq 20 ]
	[ "$(head -n 1 out)" = M-2026-0024 ]
	grep -qF "24 were found, the surest 20 are shown" err
}

@test "what lookup refuses" {
	known
	printf 'Anna\n' > one
	printf 'Anna\n1980\nmore\n' > three
	refused 2 "--by is missing" mh-signal lookup --purpose safety
	refused 2 "--purpose is missing" mh-signal lookup --by name
	refused 2 '--by: "naam": nothing that can be looked up; nearest: name' mh-signal lookup --by naam --purpose safety
	refused 2 '--by: "": nothing that can be looked up' mh-signal lookup --by name, --purpose safety
	refused 2 "--by: name is named twice" mh-signal lookup --by name,name --purpose safety
	refused 2 "standard input: has no line for name" mh-signal lookup --by name --purpose safety
	REFUSED_INPUT=one refused 2 "standard input: has no line for born" mh-signal lookup --by name,born --purpose safety
	REFUSED_INPUT=three refused 2 "standard input: holds more lines" mh-signal lookup --by name,born --purpose safety
	REFUSED_INPUT=one refused 3 "born: is no day, month or year that exists" mh-signal lookup --by born --purpose safety
	REFUSED_INPUT=one refused 3 "phone: is no phone number" mh-signal lookup --by phone --purpose safety
	REFUSED_INPUT=one refused 3 "plate: is no plate" mh-signal lookup --by plate --purpose safety
	REFUSED_INPUT=one refused 2 "curiosity: not a code of catalogue purpose" mh-signal lookup --by name --purpose curiosity
	refused 2 "takes no operand" mh-signal lookup --by name --purpose safety Anna
}

@test "what is asked on a terminal is asked without echo" {
	known
	mkfifo keys
	script -qec "mh-signal lookup --by name --purpose safety --format ids" /dev/null < keys > out &
	exec 7> keys
	until grep -q "name: " out; do sleep 0.1; done
	printf 'Fatima Khadiri\n' >&7
	wait $!
	exec 7>&-
	grep -q M-2026-0001 out
	! grep -qi khadiri out
}
