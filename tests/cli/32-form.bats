# mh-signal add with questions, an editor and many signals a file; mh-signal template.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
	export VISUAL="$T/editor" EDITOR=false
}

# editor LINES...: what the editor does with the form, each line a command of sed, one after another call by call.
editor() {
	printf '%s\n' "$@" > "$T/script"
	cat > "$T/editor" <<-'END'
		#!/bin/bash
		cp "$1" "$HOME/seen.$(ls "$HOME" | wc -l)"
		stat -c '%a %a' "$1" > "$HOME/../mode"
		stat -c '%a' "$(dirname "$1")" >> "$HOME/../mode"
		echo "$1" > "$HOME/../path"
		script=$(head -1 "$HOME/../script")
		sed -i 1d "$HOME/../script"
		[ -z "$script" ] || sed -i "$script" "$1"
		cp "$1" "$1~"
		mkdir -p "$(dirname "$1")/undo" && cp "$1" "$(dirname "$1")/undo/x"
	END
	chmod +x "$T/editor"
}

nothing_left() {
	[ -z "$(ls -A "$XDG_RUNTIME_DIR")" ]
	! grep -rqa "twelve hours" "$T/coordinator"
}

none_added() { [ "$(mh-signal list --format ids --quiet | wc -l)" -eq 0 ]; }

@test "add --edit opens a form that explains itself, and takes what was written" {
	editor 's/^sector:/sector: school/; s/^narrative:/narrative: twelve hours a day/; s/^form:.*/form: [labour, criminal]/'
	same S-2026-0001 mh-signal add --edit --municipality GM0193
	[ "$(cat mode)" = $'600 600\n700' ]
	nothing_left
	grep -qx "# sector of the reporter; required" "$HOME/seen.0"
	grep -qx "#   police                 police" "$HOME/seen.0"
	grep -qx "#   [0-9]* codes: mh-store codes indicator" "$HOME/seen.0"
	grep -qx "municipality: 'GM0193'" "$HOME/seen.0"
	same $'sector,form,municipality\nschool,"criminal;labour",GM0193' mh-signal list --columns sector,form,municipality --format csv
	[[ "$(mh-signal show S-2026-0001 --identity --purpose care)" == *"twelve hours a day"* ]]
}

@test "add --edit explains in the user's language" {
	editor 's/^sector:/sector: school/'
	LANGUAGE=nl mh-signal add --edit
	grep -q '^#   police  *politie$' "$HOME/seen.0"
}

@test "add --edit comes back with the errors marked, until there are none" {
	editor 's/^sector:/sector: scool/; s/^narrative:/narrative: twelve hours/' 's/^received: .*/received: 2030-01-01/' 's/^sector: .*/sector: school/; s/^received: .*/received: 2026-03-01/'
	same S-2026-0001 mh-signal add --edit
	grep -qx '#! sector "scool": not a code of catalogue sector; nearest: school' "$HOME/seen.1"
	[ "$(grep -c '^#!' "$HOME/seen.2")" -eq 2 ]
	[ "$(grep -A 1 '^#! received' "$HOME/seen.2" | tail -1)" = "received: 2030-01-01" ]
	nothing_left
}

@test "a form that is left with its errors adds nothing, and says them" {
	editor 's/^sector:/sector: scool/; s/^narrative:/narrative: twelve hours/' '' ''
	refused 3 'sector "scool": not a code of catalogue sector; nearest: school' mh-signal add --edit
	grep -qF "nothing was written: 1 problem" refused.err
	none_added
	nothing_left
}

@test "a form that is no YAML comes back too" {
	editor 's/^sector:/sector: [x/' 's/^sector:.*/sector: school/'
	same S-2026-0001 mh-signal add --edit
	grep -q '^#!' "$HOME/seen.1"
}

@test "a mention of the form counts when its marks are taken away, and not before" {
	editor "s/^sector:/sector: school/"
	mh-signal add --edit
	[[ "$(mh-signal show S-2026-0001)" != *M-2026* ]]
	editor "s/^sector:/sector: school/; /^#mentions/,\$s/^#//; /^  name:/s/:.*/: Anna Made-Up/"
	same S-2026-0002 mh-signal add --edit
	[[ "$(mh-signal show S-2026-0002 --identity --purpose care)" == *"Anna Made-Up"* ]]
	editor "s/^name:/name:/; s/^sector:/sector: school/"
	same S-2026-0003 mh-signal add --edit --victim female,minor
	[[ "$(mh-signal show S-2026-0003)" == *"presumed victim"*female*"under 18"* ]]
}

@test "what add --edit refuses" {
	editor ''
	refused 1 "nothing was written: the form was left as it was" mh-signal add --edit
	editor '1,$d'
	refused 1 "nothing was written: the form was left as it was" mh-signal add --edit
	refused 2 "--edit and --file: one of them" mh-signal add --edit -f x.yaml
	refused 2 "--edit: what is kept sealed is written in the form" mh-signal add --edit --narrative -
	VISUAL=false refused 3 "false: the editor failed, and nothing was taken" mh-signal add --edit
	VISUAL='' EDITOR=/none refused 3 "/none: the editor failed" mh-signal add --edit
	XDG_RUNTIME_DIR='' refused 2 "XDG_RUNTIME_DIR is not set" mh-signal add --edit
	mkdir -m 755 "$T/open"
	XDG_RUNTIME_DIR="$T/open" refused 2 "is no folder that only you can read" mh-signal add --edit
	none_added
	nothing_left
}

# A program of this name that says how it was called.
pretend() {
	mkdir -p "$T/bin"
	printf '#!/bin/bash\nprintf "%%s\\n" "$@" > "%s/called"\necho "$VIMINIT" >> "%s/called"\nsed -i "s/^sector:/sector: school/" "${@: -1}"\n' "$T" "$T" > "$T/bin/$1"
	chmod +x "$T/bin/$1"
}

@test "editors that are known are told to keep nothing elsewhere, and arguments of one's own stay" {
	for name in vi nano emacs; do pretend "$name"; done
	PATH="$T/bin:$PATH"
	VISUAL='' EDITOR='' mh-signal add --edit
	grep -q "noswapfile nobackup nowritebackup noundofile viminfo=" called
	VISUAL="$T/bin/nano -w" mh-signal add --edit
	[ "$(head -2 called)" = $'-w\n--ignorercfiles' ]
	VISUAL="emacs -nw" mh-signal add --edit
	[ "$(head -2 called)" = $'-nw\n-Q' ]
	grep -q "make-backup-files nil auto-save-default nil" called
	[ "$(mh-signal list --format ids | wc -l)" -eq 3 ]
	nothing_left
}

@test "a command that is ended while its form is open leaves nothing of it" {
	cat > "$T/editor" <<-'END'
		#!/bin/bash
		echo "narrative: twelve hours" > "$1"
		kill -TERM "$PPID" 2>/dev/null || true
		sleep 20
	END
	chmod +x "$T/editor"
	run mh-signal add --edit
	[ "$status" -eq 143 ]
	none_added
	nothing_left
}

@test "what a command that was killed outright has left is removed by the next one, and nothing else" {
	true &
	gone=$!
	wait "$gone"
	mkdir -m 700 "$XDG_RUNTIME_DIR/mh-edit-$gone-aaaaaa" "$XDG_RUNTIME_DIR/mh-edit-$$-bbbbbb" "$XDG_RUNTIME_DIR/other"
	echo "narrative: twelve hours" > "$XDG_RUNTIME_DIR/mh-edit-$gone-aaaaaa/signal.yaml"
	editor 's/^sector:/sector: school/'
	mh-signal add --edit
	[ "$(ls "$XDG_RUNTIME_DIR" | paste -sd ' ')" = "mh-edit-$$-bbbbbb other" ]
}

@test "at a terminal the required fields that were not given are asked" {
	run bash -c "printf 'polise\n?\nschool\nlabour;criminal\n' | script -qec 'mh-signal add' /dev/null"
	[[ "$output" == *'"polise": no such code; nearest: police'* ]]
	[[ "$output" == *"veilig-thuis "*"Veilig Thuis"* ]]
	[[ "$output" == *S-2026-0001* ]]
	run bash -c "printf '\n' | script -qec 'mh-signal add --sector police' /dev/null"
	[[ "$output" == *"[not-asked]"*S-2026-0002* ]]
	run script -qec "mh-signal add --sector police --form labour" /dev/null
	[[ "${output//$'\r'/}" == S-2026-0003 ]]
	same $'sector,form\nschool,"criminal;labour"\npolice,not-asked\npolice,labour' mh-signal list --columns sector,form --format csv --sort id
}

@test "a file has one signal or many, and all of them are added or none" {
	cat > many.yaml <<-END
		signals:
		  - sector: school
		    form: labour
		    mentions:
		      - sex: female
		  - {sector: police, form: criminal, narrative: twelve hours}
	END
	same $'S-2026-0001\nS-2026-0002' mh-signal add -f many.yaml
	[[ "$(mh-signal show S-2026-0001)" == *M-2026-0001* ]]
	same $'S-2026-0003\nS-2026-0004' bash -c 'mh-signal add -f - < many.yaml'
	sed -i 's/police/polise/; s/female/femal/' many.yaml
	refused 3 'many.yaml:5:14: sex "femal": not a code of catalogue sex; nearest: female' mh-signal add -f many.yaml
	grep -qF 'many.yaml:6:14: sector "polise": not a code of catalogue sector; nearest: police' refused.err
	[ "$(mh-signal list --format ids | wc -l)" -eq 4 ]
}

@test "what a file with many refuses" {
	printf 'signals:\n  - sector: school\n  - sector: police\n' > many.yaml
	refused 2 "many.yaml: has 2 signals, and options speak of one" mh-signal add -f many.yaml --urgency high
	printf 'sector: school\nsignals:\n  - sector: school\n' > many.yaml
	refused 3 'many.yaml:1:1: stands beside "signals"' mh-signal add -f many.yaml
	printf 'signals: []\n' > many.yaml
	refused 3 'many.yaml:1:10: expected a list, "- sector: police" for each signal' mh-signal add -f many.yaml
	printf 'signals: x\n' > many.yaml
	refused 3 'expected a list, "- sector: police" for each signal' mh-signal add -f many.yaml
	printf 'signals: [x]\n' > many.yaml
	refused 3 'many.yaml:1:11: expected "field: value" lines' mh-signal add -f many.yaml
	none_added
}

@test "the template of a form is a form" {
	mh-signal template yaml > form.yaml
	grep -qx "#   shelter-youth          shelter and youth care" form.yaml
	grep -qx "#   labour-pay             underpaid, unpaid or paid late" form.yaml
	refused 3 "sector: is required" mh-signal add -f form.yaml
	sed -i 's/^sector:/sector: school/' form.yaml
	same S-2026-0001 mh-signal add -f form.yaml
	[[ "$(LANGUAGE=nl mh-signal template yaml)" == *"#   shelter-youth          opvang en jeugdzorg"* ]]
}

@test "the template of a spreadsheet can be filled in and imported" {
	mh-signal template csv > form.csv 2> told
	grep -qx "mh-signal:   school                 school" told
	[ "$(wc -l < form.csv)" -eq 1 ]
	tr -d '\r' < form.csv | awk -F, '{ for (i = 1; i <= NF; i++) at[$i] = i; n = NF; print }
		END { v[at["received"]] = "2026-03-01"; v[at["subject"]] = "person"; v[at["sector"]] = "school"; v[at["external-id"]] = "X1"; v[at["mention.sex"]] = "female"
			for (i = 1; i <= n; i++) printf "%s%s", v[i], i < n ? "," : "\n" }' > filled.csv
	mh-signal import filled.csv --map fields --quiet
	[[ "$(mh-signal show S-2026-0001)" == *"presumed victim"*female* ]]
	[ -z "$(mh-signal template csv --quiet 2>&1 > /dev/null)" ]
}

@test "the template of a map reads cells in the user's words" {
	LANGUAGE=nl mh-signal template map > map.yaml
	printf 'external-id;received;sector;form;municipality;mention.country\nX1;01-03-2026;opvang en jeugdzorg;arbeidsuitbuiting;Zwolle;Roemenië\n' > list.csv
	mh-signal import list.csv --map map.yaml --quiet
	same $'sector,form,municipality,received,source\nshelter-youth,labour,GM0193,2026-03-01,our-list' \
		mh-signal list --columns sector,form,municipality,received,source --format csv
	mh-store apply map.yaml --quiet > /dev/null
}

@test "what template refuses" {
	refused 2 "xlsx: is none of: csv, yaml, map" mh-signal template xlsx
	refused 2 "an operand is missing" mh-signal template
}

# --- changing a signal that is there

# A signal with words on two lines.
old_signal() { printf 'received: 2026-02-01\nsector: police\nform: labour\nurgency: high\nnarrative: |\n  twelve hours\n  a day\n' | mh-signal add --file - --quiet > /dev/null; }

@test "edit --edit opens the signal as it is, and writes what was changed and nothing else" {
	old_signal
	editor "s/^urgency: .*/urgency: acute/; s/^municipality:/municipality: GM0193/" ''
	mh-signal edit S-2026-0001 --edit
	grep -qx "urgency: 'high'" "$HOME/seen.0"
	grep -qx "# what was seen and heard; kept sealed; has a value, which stays unless another is written here" "$HOME/seen.0"
	grep -qx "narrative:" "$HOME/seen.0"
	[ "$(grep -c '^source:\|^external-id:\|^mentions:' "$HOME/seen.0")" -eq 0 ]
	same $'urgency,municipality,sector\nacute,GM0193,police' mh-signal list --columns urgency,municipality,sector --format csv
	mh-signal show S-2026-0001 --identity --purpose care > shown
	grep -q "twelve hours" shown
	grep -q "a day" shown
	nothing_left
	before=$(mh-store log --format csv)
	refused 1 "nothing was written: the form was left as it was" mh-signal edit S-2026-0001 --edit
	[ "$(mh-store log --format csv)" = "$before" ]
}

@test "edit --edit --identity has the sealed words in the form, line by line, and the log says so" {
	old_signal
	editor 's/^  a day$/  a night/'
	mh-signal edit S-2026-0001 --edit --identity --purpose care
	[ "$(grep -A 2 '^narrative:' "$HOME/seen.0")" = $'narrative: |2-\n  twelve hours\n  a day' ]
	mh-signal show S-2026-0001 --identity --purpose care | grep -q "a night"
	mh-store log --format csv | grep -q "mh-signal edit --edit --identity --purpose,care"
	nothing_left
}

@test "edit --edit comes back with the errors marked; left with them it changes nothing" {
	old_signal
	editor 's/^sector: .*/sector: scool/' 's/^sector: .*/sector: school/'
	mh-signal edit S-2026-0001 --edit
	grep -qx '#! sector "scool": not a code of catalogue sector; nearest: school' "$HOME/seen.1"
	same $'sector\nschool' mh-signal list --columns sector --format csv
	editor 's/^sector: .*/sector: scool/' ''
	refused 3 'sector "scool": not a code of catalogue sector; nearest: school' mh-signal edit S-2026-0001 --edit
	grep -qF "nothing was written: 1 problem" refused.err
	same $'sector\nschool' mh-signal list --columns sector --format csv
	editor '$a source: other' '$d'
	refused 1 "the form was left as it was" mh-signal edit S-2026-0001 --edit
	nothing_left
}

@test "edit --edit and options that do not go with it" {
	old_signal
	refused 2 "--edit: fields are changed in the form, and take no option" mh-signal edit S-2026-0001 --edit --urgency high
	refused 2 "--identity goes with --edit and --purpose" mh-signal edit S-2026-0001 --edit --identity
	refused 2 "--identity goes with --edit and --purpose" mh-signal edit S-2026-0001 --identity --purpose care --urgency high
	refused 2 "--purpose belongs to --identity" mh-signal edit S-2026-0001 --edit --purpose care
	refused 2 "nothing to change: name a field, as --urgency high, or --edit" mh-signal edit S-2026-0001
	editor 's/^sector:.*/mentions: [{role: victim}]/'
	run mh-signal edit S-2026-0001 --edit
	[ "$status" -eq 3 ]
	same 0 sqlite3 "$T/coordinator/data/mh/region.db" "SELECT count(*) FROM mention"
}
