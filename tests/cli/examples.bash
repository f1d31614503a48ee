# Runs the EXAMPLES of a man page and compares what the page shows with what happens.
#
# How a page is written so that its examples can be run:
#
#   .Sh EXAMPLES
#   Register a signal and look at it:
#   .Bd -literal
#   $ mh-signal add --received 2026-03-01 --sector police --form labour
#   S-2026-0001
#   $ mh-signal list --where form=labour --columns id,form \e
#       --format csv
#   id,form
#   S-2026-0001,labour
#   .Ed
#
# - Each line that begins with "$ " is a command for bash; a backslash at its end (\e in mdoc) joins the next line to it.
# - The lines up to the next "$ " or .Ed are what it prints, standard output and error together. A line "..." (written
#   \&... in mdoc) stands for any number of lines. Without such lines the output does not matter, but then the status must be 0.
# - Where the last line that is shown begins with a program's name ("mh-case: "), the command is refused: its status must
#   not be 0.
# - All blocks of a page run in one folder, in their order, so a later one may use what an earlier one made. The folder is
#   made by fixture (below): a demo store of the organisation "coordinator" with the shipped catalogues, at noon of 2026-03-02.
#   What a page needs beyond that is made by tests/cli/fixtures/PAGE.bash (such as mh-case.1.bash), which is sourced there.
# - A block below a line .\" skip: REASON is not run; 21-man.bats says how many there may be.

# Prints the examples of a page as lines "cmd TEXT", "out TEXT", "end" (one block).
examples_of() {
	awk '
		function plain(text) {
			sub(/^\\&/, "", text)
			gsub(/\\&/, "", text)
			gsub(/\\\(aq/, "\047", text)
			gsub(/\\\(dq/, "\"", text)
			gsub(/\\\(ti/, "~", text)
			gsub(/\\\(ha/, "^", text)
			gsub(/\\-/, "-", text)
			gsub(/\\e/, "\\", text)
			return text
		}
		/^\.Sh / { inside = $2 == "EXAMPLES"; next }
		!inside { next }
		/^\.\\" skip:/ { skip = 1; next }
		/^\.Bd -literal/ { block = 1; next }
		/^\.Ed/ { if (block && !skip) print "end"; block = 0; skip = 0; more = 0; next }
		block && !skip {
			line = plain($0)
			if (more || line ~ /^\$ /) {
				if (!more) { sub(/^\$ /, "", line); command = "" }
				more = line ~ /\\$/
				sub(/\\$/, "", line)
				command = command line
				if (!more) print "cmd " command
			} else
				print "out " line
		}
	' "$1"
}

# The same of a text file: "$ " begins a command, other lines are what it prints; "# " and empty lines are for the reader. A line
# "@ 2026-01-05" is the day from there on ($MH_NOW): "day TEXT".
examples_of_text() {
	awk '
		/^# / || /^$/ { next }
		/^@ / { if (begun) print "end"; begun = 0; print "day " $2; next }
		/^\$ / { if (begun) print "end"; begun = 1; print "cmd " substr($0, 3); next }
		{ print "out " $0 }
		END { if (begun) print "end" }
	' "$1"
}

# Do the lines of file $2 look as file $1 shows them, "..." standing for any lines?
shown_equals() {
	awk '
		NR == FNR { want[++wants] = $0; next }
		{ got[++gots] = $0 }
		function same(w, g) {
			while (w <= wants && want[w] != "...") {
				if (g > gots || want[w] != got[g]) return 0
				w++
				g++
			}
			if (w > wants) return g > gots
			for (; g <= gots + 1; g++)
				if (same(w + 1, g)) return 1
			return 0
		}
		END { exit !same(1, 1) }
	' "$1" "$2"
}

# Runs one command and judges it by the shown output in file expected; prints what is wrong.
judge_example() {
	local status=0 refused=0
	bash -c "$1" > got 2>&1 < /dev/null || status=$?
	tail -n 1 expected | grep -qE '^mh-[a-z]+: ' && refused=1
	if ((status != 0 && !refused)) || ((status == 0 && refused)); then
		printf '$ %s\nhas status %s, and prints:\n' "$1" "$status"
		cat got
		return 1
	fi
	[[ -s expected ]] || return 0
	shown_equals expected got && return 0
	printf '$ %s\nthe page shows (<) what differs from what is printed (>):\n' "$1"
	diff expected got
	return 1
}

# Runs all examples of a page (a path); fails when one does, or when there is none.
run_examples() {
	local line kind text command='' failed=0 count=0
	while IFS= read -r line; do
		kind=${line%% *} text=${line#"$kind"}
		text=${text# }
		if [[ $kind == out ]]; then
			printf '%s\n' "$text" >> "$T/expected"
			continue
		fi
		if [[ -n $command ]]; then
			count=$((count + 1))
			(cd "$T/work" && mv ../expected . && judge_example "$command") || failed=1
		fi
		: > "$T/expected"
		if [[ $kind == day ]]; then
			export MH_NOW=$text
			text=''
		fi
		command=$text
	done < <(if [[ $1 == *.txt ]]; then examples_of_text "$1"; else examples_of "$1"; fi)
	echo "${1##*/}: $count examples"
	((count > 0 && !failed))
}

# Makes the folder in which the examples of a page run.
fixture() {
	mkdir "$T/work"
	cd "$T/work" || return 1
	fixture_store coordinator
	if [[ -e $ROOT/tests/cli/fixtures/$1.bash ]]; then
		# shellcheck source=/dev/null
		source "$ROOT/tests/cli/fixtures/$1.bash"
	fi
}
