# The house stays as lib/README.md draws it: order of the rooms, guests of each room, manners of the sources.

setup() {
	cd "$BATS_TEST_DIRNAME/../.." || return 1
	rooms="base text crypto cli record workflow out estimate protect store chain exchange report"
}

# Prints the rooms that the files given include headers of, as "file room".
included() {
	awk 'match($0, /^#include "[a-z]+\//) { room = substr($0, 11, RLENGTH - 11); print FILENAME, room }' "$@"
}

@test "the top level holds what the design names and nothing else" {
	run bash -c "git ls-files | grep -v '^\.' | cut -d/ -f1 | sort -u | tr '\n' ' '"
	for name in $output; do
		case " CHANGELOG.md LICENSE Makefile README.md cmd completions lib man tests " in
		*" $name "*) ;;
		*) echo "$name does not belong on the top level"; return 1 ;;
		esac
	done
}

@test "a room includes headers of its own and of rooms before it only" {
	before=" "
	for room in $rooms; do
		before="$before$room "
		for file in $(git ls-files "lib/$room/*.[ch]"); do
			while read -r _ other; do
				case "$before" in
				*" $other "*) ;;
				*) echo "$file includes a header of $other, which comes later"; return 1 ;;
				esac
			done < <(included "$file")
		done
	done
}

@test "no room knows the commands" {
	run git grep -n '#include "cmd/' -- lib
	[ "$status" -eq 1 ]
}

@test "the Makefile has the rooms in the same order" {
	grep -qx "ROOMS := $rooms" Makefile
}

# guest HEADER ROOM: that foreign header is included in that room only (and in tests).
guest() {
	run git grep -l "#include <$1" -- lib cmd
	for file in $output; do
		case $file in
		lib/"$2"/*) ;;
		*) echo "$file includes <$1...>, which belongs in lib/$2 only"; return 1 ;;
		esac
	done
}

@test "each library is known in one room only" {
	guest utf8proc base
	guest yaml text
	guest csv text
	guest gpgme crypto
	guest sodium crypto
	guest sqlite3 store
	guest glpk protect
}

@test "only the store speaks SQL" {
	run git grep -nE 'sqlite3_|"(SELECT|INSERT INTO|UPDATE|DELETE FROM) ' -- lib cmd ':!lib/store'
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "no file of the sources is longer than 600 lines" {
	for file in $(git ls-files 'lib/*.c' 'lib/*.h' 'cmd/*.[ch]'); do
		lines=$(wc -l < "$file")
		[ "$lines" -le 600 ] || { echo "$file has $lines lines"; return 1; }
	done
}

@test "no command that is unsafe with strings or time is used" {
	run git grep -nE '\b(strcpy|strcat|sprintf|vsprintf|gets|strncpy|strncat|strtok|atoi|atol|localtime|gmtime|ctime|asctime|mktime|rand|srand|system|popen)\(' -- 'lib/*.c' 'cmd/*.c' ':!lib/base/date.c'
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "time and randomness are asked in one place" {
	run git grep -lE '\b(time|clock_gettime|gettimeofday|getrandom|getentropy|randombytes_buf)\(' -- lib cmd ':!lib/base'
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "the library prints nothing and ends no program" {
	run git grep -nE '\b((printf|puts|putchar|perror|exit|_exit)\(|std(out|err)\b)' -- 'lib/*.c' ':!lib/base' ':!lib/cli' ':!lib/*/make_*.c'
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "nor do its objects call what prints or ends a program, hidden in a macro" {
	library=${MH_BUILD:-build/release}/libmh.a
	nm -u "$library" > /dev/null
	bad=$(nm -A -u "$library" | grep -E ' U (__)?(v?printf|puts|putchar|perror|exit|_exit|errx?|warnx?|stdout|stderr)(_chk)?(@.*)?$' |
		grep -vE ':(mem|progress)\.o:' || true)
	echo "$bad"
	[ -z "$bad" ]
}

@test "nothing is left undone in the sources" {
	run git grep -nE '\b(TO''DO|FIX''ME|X''XX)\b' -- lib cmd man tests completions Makefile
	echo "$output"
	[ "$status" -eq 1 ]
}

@test "shell scripts please shellcheck" {
	shellcheck .ci/run .ci/deps tests/run $(git ls-files '*.sh' 'tests/bench/*' 'tests/demo/*' 'tests/proof' 'tests/simulate' | xargs grep -lE '^#!/bin/(ba)?sh' || true)
}

@test "every package that the build asks for has its reason in lib/README.md" {
	for package in sqlite3 libyaml libcsv gpgme libsodium utf8proc glpk gettext; do
		grep -qi "$package" lib/README.md || { echo "lib/README.md does not say why $package is needed"; return 1; }
	done
}

@test "shipped catalogues have a source and say whether they were checked" {
	for file in lib/data/catalogues/*.yaml; do
		lists=$(grep -cE '^  [a-z-]+:$' "$file")
		[ "$(grep -cE '^    source: ' "$file")" -eq "$lists" ] || { echo "$file: a catalogue has no source"; return 1; }
		[ "$(grep -cE '^    checked: (unverified|[0-9]{4}-[0-9]{2}-[0-9]{2})$' "$file")" -eq "$lists" ] ||
			{ echo "$file: a catalogue does not say when it was checked"; return 1; }
	done
}
