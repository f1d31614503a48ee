# The lines for crontab in mh-store(1) do what the page says, day after day, and speak only where something is wrong.

load common
load fixture

# The account of jobs holds the exchange key alone; $LINES are the commands of the page, as cron gives them to the shell.
setup() {
	common_setup
	fixture_store region
	mkdir -m 700 "$T/backup" "$T/bin"
	awk '/^15 2 \* \* \*/ { on = 1 } on && /^\.Ed/ { exit } on' "$ROOT/man/mh-store.1" | sed 's/\\e%/%/g' > crontab
	[ "$(wc -l < crontab)" -eq 4 ]
	mh_bare_home "$T/jobs"
	gpg --batch --quiet --export-secret-keys "$EXCHANGE_KEY" | gpg --homedir "$T/jobs" --batch --quiet --import
	# the clock of the shell
	printf '#!/bin/bash\nexec /bin/date -u -d "$TODAY" "$@"\n' > "$T/bin/date"
	chmod 700 "$T/bin/date"
}

# command N: the Nth line without its five fields of time.
command_of() { sed -n "$1p" crontab | sed -E "s/^([^ ]+ +){5}//; s,/backup/,$T/backup/,"; }

# day DATE: what cron runs on that day, in the order of the page.
day() {
	export TODAY=$1 MH_NOW=$1
	local weekday dom
	weekday=$(/bin/date -u -d "$1" +%u) dom=$(/bin/date -u -d "$1" +%-d)
	PATH="$T/bin:$PATH" GNUPGHOME="$T/jobs" sh -c "$(command_of 1)" || return 1
	[ "$dom" -ne 1 ] || PATH="$T/bin:$PATH" GNUPGHOME="$T/jobs" sh -c "$(command_of 2)" || return 1
	GNUPGHOME="$T/jobs" sh -c "$(command_of 3)" 2> "$T/unattended" || return 1
	[ "$weekday" -gt 5 ] || GNUPGHOME="$T/jobs" sh -c "$(command_of 4)"
}

@test "over weeks there is one backup for each day of the week and each month, and nothing is said" {
	for date in 2026-03-01 2026-03-02 2026-03-03 2026-03-04 2026-03-05 2026-03-06 2026-03-07 2026-03-08 2026-04-01; do
		day "$date" > said 2>&1 || { cat said unattended; return 1; }
		[ ! -s said ] || { cat said; return 1; }
	done
	[ "$(ls "$T/backup" | tr '\n' ' ')" = "day-1.pgp day-2.pgp day-3.pgp day-4.pgp day-5.pgp day-6.pgp day-7.pgp month-03.pgp month-04.pgp " ]
	for file in "$T/backup"/day-3.pgp "$T/backup"/month-04.pgp; do
		mh-store restore "$file" --dry-run --quiet --signed-by "$EXCHANGE_KEY" --store "$T/restored.db" --config "$T/restored"
	done
}

@test "what is wrong is said, and the status tells cron" {
	chmod 644 "$XDG_DATA_HOME/mh/region.db"
	run sh -c "$(command_of 3)"
	[ "$status" -eq 1 ]
	[[ $output == *"chmod 600"* ]]
	[[ $output == *"an unattended job of this account can open sealed values"* ]]	# this account holds a keyholder's key
	chmod 600 "$XDG_DATA_HOME/mh/region.db"
	mh-signal add --received 2026-01-01 --sector police --form labour --urgency acute --may-be-told nothing --quiet > /dev/null
	run sh -c "$(command_of 4)"
	[ "$status" -eq 1 ]
	[[ $output == *"overdue: 1"* ]]
}

@test "a keyholder's own line verifies the log, and speaks where it is not as it was written or no key is open" {
	line=$(sed -nE 's/^0 10 \* \* 1 +//p' "$ROOT/man/mh-store.1")
	[ -n "$line" ]
	run sh -c "$line"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	GNUPGHOME="$T/jobs" run sh -c "$line"
	[ "$status" -eq 5 ]
	[[ $output == *"a keyholder must be at this keyboard"* ]]
	rm "$XDG_CONFIG_HOME"/mh/*/head	# so that only the MAC can tell
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE log_next SET key = randomblob(32)"
	mh-store check -q
	run sh -c "$line"
	[ "$status" -eq 1 ]
	[[ $output == *"the key for it is another"* ]]
}
