# The rules of the Makefile and the scripts beside it, as people meet them.

load common

# A machine that lacks some packages: dpkg-query, apt-get and id are ours. The calls of apt-get are written to $T/apt.
fake_machine() {
	mkdir "$T/fake"
	cat > "$T/fake/dpkg-query" <<-END
		#!/bin/sh
		for package; do :; done
		case " $1 " in *" \$package "*) exit 1 ;; esac
		echo installed
	END
	printf '#!/bin/sh\necho "$@" >> "%s"\n' "$T/apt" > "$T/fake/apt-get"
	printf '#!/bin/sh\necho %s\n' "$2" > "$T/fake/id"
	chmod +x "$T/fake"/*
	PATH="$T/fake:$PATH"
}

@test "deps says nothing and installs nothing where nothing is missing" {
	fake_machine "" 0
	same "" "$ROOT/.ci/deps" build check
	[ ! -e "$T/apt" ]
}

@test "deps names what is missing and why, and installs it without recommended packages" {
	fake_machine "libcsv-dev bats" 0
	run "$ROOT/.ci/deps" build check
	[ "$status" -eq 0 ]
	[[ $output == *"libcsv-dev         reads CSV"* ]]
	[[ $output == *"bats               tests of the commands"* ]]
	[ "$(cat "$T/apt")" = "$(printf -- '-q update\n-q install --no-install-recommends -y libcsv-dev bats')" ]
}

@test "deps prints an ordinary user the one line to run, and is not done" {
	fake_machine "libcsv-dev" 1000
	run "$ROOT/.ci/deps" build
	[ "$status" -eq 1 ]
	[[ $output == *"sh -c 'apt-get update && apt-get install --no-install-recommends -y libcsv-dev'"* ]]
	[ ! -e "$T/apt" ]
}

@test "deps asks for the packages of the group only" {
	fake_machine "bats valgrind" 0
	same "" "$ROOT/.ci/deps" build
}

@test "an unknown variant is refused" {
	run make -C "$ROOT" VARIANT=fast
	[ "$status" -eq 2 ]
	[[ $output == *"VARIANT=fast is none of release, debug, san, fuzz"* ]]
}

@test "install puts programs, data, manual and completion below the prefix; uninstall takes all of it away" {
	variant=${BUILD##*/}
	make -s -C "$ROOT" VARIANT="$variant" DESTDIR="$T/to" PREFIX=/opt/mh install
	for program in "$BUILD"/bin/*; do
		[ -x "$T/to/opt/mh/bin/${program##*/}" ]
	done
	cmp "$ROOT/lib/data/catalogues/places.yaml" "$T/to/opt/mh/share/mh/data/catalogues/places.yaml"
	[ "$(cd "$T/to/opt/mh" && find share -type f | sort)" = "$(cd "$BUILD" && find share -type f | sort)" ]
	[ "$("$T/to/opt/mh/bin/mh-store" --version)" = "mh-store $(sed -n 's/^VERSION := //p' "$ROOT/Makefile")" ]
	make -s -C "$ROOT" VARIANT="$variant" DESTDIR="$T/to" PREFIX=/opt/mh uninstall
	[ -z "$(find "$T/to" -mindepth 1)" ]
	make -s -C "$ROOT" VARIANT="$variant" DESTDIR="$T/to" PREFIX=/opt/mh uninstall
}

@test "uninstall leaves what is not ours, and its folders" {
	variant=${BUILD##*/}
	make -s -C "$ROOT" VARIANT="$variant" PREFIX="$T/to" install
	touch "$T/to/share/mh/data/terms/own.yaml" "$T/to/share/man/man5/other.5"
	make -s -C "$ROOT" VARIANT="$variant" PREFIX="$T/to" uninstall
	[ "$(cd "$T/to" && find . -mindepth 1 -type f | sort)" = "$(printf '%s\n' ./share/man/man5/other.5 ./share/mh/data/terms/own.yaml)" ]
	[ "$(cd "$T/to" && find . -type d -empty)" = "" ]
	rm -r "$T/to/share"
	make -s -C "$ROOT" VARIANT="$variant" PREFIX="$T/to" uninstall
}

# fake_tests CONTENT: a program that prints these lines as a test would.
fake_test() {
	printf '#!/bin/sh\ncat <<"END"\n%s\nEND\nexit %s\n' "$2" "$3" > "$T/$1"
	chmod +x "$T/$1"
}

@test "the runner adds up, and its last line is the sum" {
	fake_test a "1..2
ok 1 - one
ok 2 - two" 0
	fake_test b "1..1
ok 1 - three" 0
	run "$ROOT/tests/run" "$T/a" "$T/b"
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = "3 passed, 0 failed" ]
}

@test "the runner counts what failed, was not reached, was skipped without a reason, ended badly, or is no test" {
	fake_test failed "1..2
not ok 1 - one
ok 2 - two" 1
	fake_test short "1..3
ok 1 - one" 139
	fake_test skipped "1..1
ok 1 one # skip no reason" 0
	fake_test ended "1..1
ok 1 - one" 1
	fake_test none "" 0
	run "$ROOT/tests/run" "$T/failed" "$T/short" "$T/skipped" "$T/ended" "$T/none"
	[ "$status" -eq 1 ]
	[ "${lines[-1]}" = "3 passed, 6 failed" ]
	[[ $output == *"one (skipped; tests/skips.txt does not name it)"* ]]
	[[ $output == *"test 3 was not reached"* ]]
	[[ $output == *"ended with status 1"* ]]
	[[ $output == *"ran no test"* ]]
}

@test "the example's signals are what their generator makes" {
	awk -f "$ROOT/tests/demo/signals.awk" | cmp - "$ROOT/lib/data/example/signals.csv"
}
