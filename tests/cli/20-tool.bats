# What all programs do alike, tried on mh-store: commands and options by exact names, help, output, exit status.

load common
load fixture

# Runs a command on a terminal of 60 columns; its output, without carriage returns, is in $output.
on_terminal() {
	run script -qec "stty cols 60; TERM=xterm $1" /dev/null
	output=${output//$'\r'/}
}

@test "without a command the help goes to standard error, and the status is 2" {
	mh-store > out 2> err && return 1
	[ ! -s out ]
	grep -q '^commands:' err
	run mh-store
	[ "$status" -eq 2 ]
}

@test "help and version are asked of the program or of a command" {
	for option in --help -h; do
		run mh-store $option
		[ "$status" -eq 0 ]
		[[ "$output" == *"commands:"* ]]
	done
	run mh-store --version
	[ "$status" -eq 0 ]
	[[ "$output" =~ ^mh-store\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
	version=$output
	for command in "init" "keyholder list" "keyholder" "status --quiet"; do
		# shellcheck disable=SC2086
		run mh-store $command --version
		[ "$status" -eq 0 ]
		[ "$output" = "$version" ]
	done
	[ ! -e "$XDG_DATA_HOME/mh" ]
	refused 2 "second word is missing" mh-store keyholder --verbose
	run mh-store history --help
	[ "$status" -eq 0 ]
	[[ "$output" == "mh-store history: "* ]]
	run mh-store keyholder list -h
	[ "$status" -eq 0 ]
	[[ "$output" == "mh-store keyholder list: "* ]]
}

@test "a first word that commands share has help too: those commands" {
	for option in --help -h; do
		run mh-refer partner $option
		[ "$status" -eq 0 ]
		[[ "$output" == "usage: mh-refer partner "*"partner import "*"partner list "*"partner show "* ]]
		[[ "$output" != *"agreement add"* ]]
	done
	run mh-case identity --help
	[ "$status" -eq 0 ]
	[[ "$output" == *"identity set "* ]]
	refused 2 "partner: a second word is missing: import, list, show, capacity, check, suspend, key import, key export" mh-refer partner
	refused 2 "partner: a second word is missing: import, list, show, capacity, check, suspend, key import, key export" mh-refer partner --quiet
	refused 2 "no such command" mh-refer part --help
}

# Is what the command prints at most 80 columns wide?
fits() {
	local width
	width=$("$@" | wc -L)
	[ "$width" -le 80 ] || { echo "$* is $width columns wide"; return 1; }
}

@test "no help is wider than 80 columns, in English and in Dutch" {
	for program in "$BUILD"/bin/mh-*; do
		while read -r command; do
			for LANGUAGE in en nl; do
				export LANGUAGE
				# shellcheck disable=SC2086 # a command may be two words, or none
				fits "$program" $command --help
			done
		done < <(echo; "$program" --describe | awk -F '\t' '$1 == "command" { print $2 }')
	done
}

@test "no command has a name or a letter of an option twice, and every option says what it is" {
	for program in "$BUILD"/bin/mh-*; do
		"$program" --describe | awk -F '\t' -v program="${program##*/}" '
			$1 == "option" && seen[$2, "--" $4]++ { print program, $2 ": --" $4 " twice"; bad = 1 }
			$1 == "option" && $3 != "" && seen[$2, "-" $3]++ { print program, $2 ": -" $3 " twice"; bad = 1 }
			$1 == "option" && ($8 == "" || $8 ~ /[.]$/) { print program, $2 ": --" $4 " has no help, or a full stop behind it"; bad = 1 }
			$1 == "command" && $4 == "" { print program, $2 " has no summary"; bad = 1 }
			END { exit bad }'
	done
}

@test "wrong commands, options and operands are refused with status 2 and the nearest right name" {
	refuse() {
		local sentence=$1
		shift
		run mh-store "$@"
		[ "$status" -eq 2 ] || { echo "status $status: $*"; return 1; }
		[ "$output" = "mh-store: $sentence" ] || { echo "$output"; return 1; }
	}
	refuse "stauts: no such command; nearest: status" stauts
	refuse "frobnicate: no such command; --help lists them" frobnicate
	refuse "keyholder: a second word is missing: list, add, remove, rotate" keyholder
	refuse "keyholder lst: no such command; there are: list, add, remove, rotate" keyholder lst
	refuse "--formt: no such option; nearest: --format" status --formt csv
	refuse "--form: no such option; nearest: --format" status --form csv
	refuse "-X: no such option" status -X
	refuse "status: takes no operand" status S-2026-0001
	refuse "apply: an operand is missing: file ..." apply
	refuse "--format: \"xml\" is none of: table csv jsonl ids xlsx" status --format xml
	MH_NOW=soon refuse "MH_NOW=soon: neither a day (2026-03-01) nor a moment (2026-03-01T12:00:00Z)" status
}

@test "a store that is not there has status 4, and the remedy" {
	run mh-store status
	[ "$status" -eq 4 ]
	[[ "$output" == "mh-store: "*": no store there: make one with mh-store init, or name one with --store" ]]
}

@test "control characters of an argument don't reach the terminal" {
	run mh-store $'st\e[2Jatus\u202e'
	[ "$status" -eq 2 ]
	[ "$output" = 'mh-store: st\u{1b}[2Jatus\u{202e}: no such command; nearest: status' ] ||
		[ "$output" = 'mh-store: st\u{1b}[2Jatus\u{202e}: no such command; --help lists them' ]
}

@test "rows come as a table, CSV, JSON lines or ids" {
	fixture_store coordinator
	run mh-store log
	[ "$status" -eq 0 ]
	[[ "${lines[0]}" == "entry  at"* ]]
	[[ "${lines[1]}" =~ ^[-\ ]+$ ]]
	run mh-store log --format csv
	[ "${lines[0]}" = "entry,at,actor,command,purpose,subjects,note" ]
	mh-store log --format jsonl | jq -e . > /dev/null
	run mh-store log --format ids
	[[ "$output" =~ ^[0-9$'\n']+$ ]]
}

@test "CSV for a Dutch Excel has semicolons, CRLF and a byte order mark" {
	fixture_store coordinator
	mh-store codes role --columns code,en --format csv --excel-nl > out.csv
	printf '\xef\xbb\xbfcode;en\r\nvictim;presumed victim\r\n' > wanted
	head -n 2 out.csv | diff wanted -
	run mh-store codes role --excel-nl
	[ "$status" -eq 2 ]
	[ "$output" = "mh-store: --excel-nl goes with --format csv" ]
}

@test "--verbose ends with the exit status and its meaning" {
	run mh-store status --verbose
	[ "$status" -eq 4 ]
	[ "${lines[1]}" = "mh-store: exit status 4: the store cannot be used" ]
}

@test "on a terminal a table fits and has colour, unless that is not wanted" {
	fixture_store coordinator
	on_terminal "mh-store status"
	[[ "$output" == *$'\e[1m'* ]]
	[ "$(sed $'s/\e\\[[0-9]*m//g' <<< "$output" | wc -L)" -le 60 ]
	for quiet in "NO_COLOR=1 mh-store status" "mh-store status --no-color" "TERM=dumb mh-store status"; do
		on_terminal "$quiet"
		[[ "$output" == *"organisation"* ]]
		[[ "$output" != *$'\e['* ]]
	done
	run mh-store status
	[[ "$output" != *$'\e['* ]]
}

@test "a full disk behind standard output has status 4" {
	fixture_store coordinator
	run bash -c "mh-store log > /dev/full"
	[ "$status" -eq 4 ]
	[[ "$output" == "mh-store: "*"written"* ]]
	run bash -c "mh-store --help > /dev/full"
	[ "$status" -eq 4 ]
}

@test "a full disk behind standard output does not hide that a change was made, and no look is called a change" {
	fixture_store coordinator
	run bash -c "mh-signal add --received 2026-03-01 --sector police --form labour > /dev/full"
	[ "$status" -eq 4 ]
	[ "$output" = "mh-signal: standard output: could not be written; what was asked is done and in the store: don't repeat it" ]
	same S-2026-0001 mh-signal list --format ids
	run bash -c "mh-signal show S-2026-0001 --identity --purpose shelter > /dev/full"
	[ "$status" -eq 4 ]
	[[ "$output" != *"don't repeat"* ]]
	run bash -c "mh-signal list > /dev/full"
	[ "$status" -eq 4 ]
	[[ "$output" != *"don't repeat"* ]]
}

@test "a closed standard output has status 4, and nothing is written into the store instead" {
	fixture_store coordinator
	run bash -c "mh-store log >&-"
	[ "$status" -eq 4 ]
	[[ "$output" == "mh-store: "*"written"* ]]
	run bash -c "mh-store log > /dev/null 2>&- <&-"
	[ "$status" -eq 0 ]
	mh-store check
}

@test "a reader that has gone away ends the command as SIGPIPE does, also where GPGME had it ignored" {
	fixture_store coordinator
	for command in "mh-store fields" "mh-store status"; do # the second asks GPGME for names of keys
		run bash -c "set -o pipefail; { while [ ! -e gone ]; do :; done; exec $command; } | { exec 0< /dev/null; : > gone; }"
		rm -f gone
		[ "$status" -eq 141 ] || { echo "$command: status $status"; return 1; }
	done
}

@test "where SIGPIPE was ignored by who started it, a reader that has gone away is an error with status 4" {
	run bash -c "trap '' PIPE; set -o pipefail; { while [ ! -e gone ]; do :; done; exec mh-store fields; } | { exec 0< /dev/null; : > gone; }"
	[ "$status" -eq 4 ]
}

@test "the log has names of options and never their values" {
	fixture_store coordinator
	run mh-store log --format jsonl
	[[ "$output" == *'"command":"mh-store init'* ]]
	[[ "$output" == *'"command":"mh-store apply --quiet"'* ]]
	[[ "$output" != *"$EXCHANGE_KEY"* ]]
}
