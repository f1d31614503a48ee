# The man pages: they please mandoc, have every option that the programs have and no other, and their examples are true.
#
# How a program's page is written: .Sh COMMANDS holds one .Ss NAME for each command (.Ss partner import), and in it one
# ".It Fl -name Ar value" for each option of the command's own and each field; common options stand in mh.7 alone. What
# several commands share, such as the fields of a kind, stands in one section outside COMMANDS (.Sh FIELDS OF A SIGNAL, or an .Ss below it),
# and those commands' sections have a line: .\" also: FIELDS OF A SIGNAL. How EXAMPLES are written is said in examples.bash. To try one
# page: MH_BUILD=build/debug bats -f mh-case tests/cli/21-man.bats

load common
load fixture
load examples

programs="mh-signal mh-case mh-refer mh-report mh-store"

@test "mandoc has nothing to say about the pages, of style neither (make lint)" {
	run "$ROOT/tests/lint"
	echo "$output"
	[ -z "$output" ]
	[ "$status" -eq 0 ]
}

@test "mandoc's remarks come through" {
	mkdir pages
	cp "$ROOT"/man/mh.7 pages
	printf '.Xr mh-nowhere 1\n.Bogus\n' >> pages/mh.7
	run "$ROOT/tests/lint" pages
	[ "$status" -ne 0 ]
	[[ "$output" == *"mh.7:"*"referenced manual not found: Xr mh-nowhere 1"* ]]
	[[ "$output" == *"mh.7:"*"Bogus"* ]]
}

@test "mh.7 names the letters of every kind" {
	sed -n 's/^\t"[a-z]*", [0-9]*, "\([A-Z][A-Z]*\)", .*/\1/p' "$ROOT"/lib/record/kind_*.c | sort > there
	[ "$(wc -l < there)" -ge 20 ]
	diff there <(awk '/^\.Ss Ids/ { on = 1 } /^\.Pp/ { on = 0 } on' "$ROOT/man/mh.7" | sed -n 's/^\.Li \([A-Z][A-Z]*\)$/\1/p' | sort)
}

@test "pages that are referred to are there" {
	sed -n 's/^\.Xr \(mh[a-z-]*\) \([1-8]\).*/\1.\2/p' "$ROOT"/man/*.[1-8] | sort -u | while read -r page; do
		[ -e "$ROOT/man/$page" ] || { echo "$page is not there"; return 1; }
	done
}

# Options of a section of a page, one a line: names after "-" in its .It lines. A line .\" also: SECTION takes in those of another.
page_options() {
	awk -v wanted="$2" '
		/^\.S[sh] / { section = substr($0, 5); gsub(/"/, "", section) }
		/^\.\\" also: / { also[section] = also[section] "\n" substr($0, 11) }
		/^\.It / { for (i = 2; i <= NF; i++) if ($i ~ /^-[a-z][a-z-]+$/) found[section] = found[section] " " substr($i, 2) }
		function print_section(name, n, i, names, others) {
			n = split(found[name], names, " ")
			for (i = 1; i <= n; i++) print names[i]
			n = split(substr(also[name], 2), others, "\n")
			for (i = 1; i <= n; i++) print_section(others[i])
		}
		END { print_section(wanted) }
	' "$1" | sort
}

page_commands() {
	awk '/^\.Sh / { inside = $2 == "COMMANDS" } inside && /^\.Ss / { name = substr($0, 5); gsub(/"/, "", name); print name }' "$1" | sort
}

# Every command has its section, every section its command; and a section has the command's own options and fields, no other.
page_holds() {
	local page=$ROOT/man/$1.1 bad=0
	[ -n "$("$1" --describe)" ]
	diff <("$1" --describe | awk -F '\t' '$1 == "command" { print $2 }' | sort) <(page_commands "$page") || {
		echo "$1: commands (<) and sections of COMMANDS in $1.1 (>) differ"
		return 1
	}
	while IFS= read -r command; do
		diff <("$1" --describe | awk -F '\t' -v c="$command" '$1 == "option" && $2 == c && $7 != "common" { print $4 }' | sort) \
			<(page_options "$page" "$command") || {
			echo "$1 $command: options (<) and its section in $1.1 (>) differ"
			bad=1
		}
	done < <(page_commands "$page")
	return "$bad"
}

@test "mh-signal.1 has every command and option" { page_holds mh-signal; }
@test "mh-case.1 has every command and option" { page_holds mh-case; }
@test "mh-refer.1 has every command and option" { page_holds mh-refer; }
@test "mh-report.1 has every command and option" { page_holds mh-report; }
@test "mh-store.1 has every command and option" { page_holds mh-store; }

@test "mh.7 has the common options, and no other" {
	diff <(for program in $programs; do "$program" --describe; done | awk -F '\t' '$1 == "option" && $7 == "common" { print $4 }' | sort -u) \
		<(page_options "$ROOT/man/mh.7" "COMMON OPTIONS" | grep -vx describe)
}

@test "mh.7 has the exit statuses of base/status.h" {
	diff <(sed -n 's/^\tX(MH_[A-Z]*, \([0-9]*\), "\(.*\)").*/\1 \2/p' "$ROOT/lib/base/status.h") \
		<(awk '/^\.Sh / { inside = $0 == ".Sh EXIT STATUS" } inside && /^\.It [0-9]/ { n = $2; getline; print n, $0 }' "$ROOT/man/mh.7")
}

@test "mh.7 has the formats and the words of --where that the sources have" {
	for word in table csv jsonl ids; do
		grep -q "^\.It Cm $word" "$ROOT/man/mh.7" || { echo "$word"; return 1; }
	done
	sed -n '/ops\[\] = {/,/};/p' "$ROOT/lib/record/query.c" | grep -o '"[^"]*"' | tr -d '"' | while read -r op; do
		grep -qF ".It Ic $op" "$ROOT/man/mh.7" || { echo "the operator $op is not in mh.7"; return 1; }
	done
}

# Examples of one page.
examples_hold() {
	fixture "$1"
	run_examples "$ROOT/man/$1"
}

@test "the examples of mh.7 hold" { examples_hold mh.7; }
@test "the examples of mh-signal.1 hold" { examples_hold mh-signal.1; }
@test "the examples of mh-case.1 hold" { examples_hold mh-case.1; }
@test "the examples of mh-refer.1 hold" { examples_hold mh-refer.1; }
@test "the examples of mh-report.1 hold" { examples_hold mh-report.1; }
@test "the examples of mh-store.1 hold" { examples_hold mh-store.1; }
@test "the examples of mh-exchange.5 hold" { examples_hold mh-exchange.5; }

@test "no example is skipped" {
	run grep -n '^\.\\" skip:' "$ROOT"/man/*.[1-8]
	echo "$output"
	[ "$status" -eq 1 ]
}
