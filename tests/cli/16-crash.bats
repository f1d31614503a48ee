# Killed (kill -9) at any moment of a command: what was reported done is there, nothing half is there, and check finds nothing.
#
# Each command is killed MH_CRASHES times (3; tests/proof takes more) at moments of its usual length that follow from MH_SEED, which is
# printed. To add a command: its line in the table, with what is run, its @test at the end, and a function that holds the store against what it was before; it knows
# $status (137: killed; 0: it came to its end), $before (files made by its "note") and the command's output in the file out.

load common
load fixture

CRASHES=${MH_CRASHES:-3}
SEED=${MH_SEED:-1}

count() { mh-"$1" list --format ids 2> /dev/null | wc -l; }
# either BEFORE AFTER NOW: nothing happened, or all of it; all of it where it was reported.
either() {
	if [ "$3" -ne "$2" ] && { [ "$3" -ne "$1" ] || [ "$status" -eq 0 ]; }; then
		echo "was $1, would be $2, is $3 (status $status)"
		return 1
	fi
}

note_signals() { count signal > before.signals; sqlite3 "$DB" "SELECT count(*) FROM mention" > before.mentions; }
add_is_whole() {
	either "$(cat before.signals)" $(("$(cat before.signals)" + 1)) "$(count signal)"
	either "$(cat before.mentions)" $(("$(cat before.mentions)" + 1)) "$(sqlite3 "$DB" "SELECT count(*) FROM mention")"
	local id
	for id in $(cat out) "$(mh-signal list --format ids | tail -n 1)"; do
		mh-signal show "$id" --identity --purpose shelter | grep -q "what was seen"
	done
}

# Each time other numbers, so that each import brings 19 new ones.
note_import() {
	note_signals
	awk -F ';' -v OFS=';' -v t="$EPOCHREALTIME" 'NR == 1 { print } NR > 1 && NR <= 20 { $1 = t "-" $1; print }' \
		"$BUILD/share/mh/data/example/signals.csv" > rows.csv
}
import_is_whole() {
	local now more
	now=$(count signal) more=$(("$(sqlite3 "$DB" "SELECT count(*) FROM mention")" - "$(cat before.mentions)"))
	either "$(cat before.signals)" $(("$(cat before.signals)" + 19)) "$now"
	if [ "$now" -eq "$(cat before.signals)" ]; then
		[ "$more" -eq 0 ]
	else
		[ -e mentions ] || echo "$more" > mentions	# of the first time, which came to its end
		[ "$more" -eq "$(cat mentions)" ]
	fi
}

epoch() { sqlite3 "$DB" "SELECT epoch FROM store"; }
note_rotate() { epoch > before.epoch; }
rotate_is_whole() {
	either "$(cat before.epoch)" $(("$(cat before.epoch)" + 1)) "$(epoch)"
	mh-signal show S-2026-0001 --identity --purpose shelter | grep -q "what was seen"
}

# A backup that is replaced is the old one or the new one.
note_backup() { if [ -e saved.pgp ]; then cksum saved.pgp; else echo none; fi > before.backup; }
backup_is_whole() {
	if [ -e saved.pgp ]; then
		mh-store restore saved.pgp --dry-run --quiet --signed-by "$EXCHANGE_KEY" --store "restored.db" --config ./restored --accept-older test
	else
		[ "$(cat before.backup)" = none ]
		[ "$status" -ne 0 ]
	fi
	[ "$status" -ne 0 ] || [ "$(cksum saved.pgp)" != "$(cat before.backup)" ]
}

codes() { sqlite3 "$DB" "SELECT count(*) FROM code WHERE catalogue = 'many' AND nl = '$1'"; }
note_apply() {
	nl=at$((++round))
	awk -v nl="$nl" 'BEGIN { print "format: mh-catalogue/1\nname: many\ncatalogues:\n  many:\n    source: a test\n    checked: unverified\n    codes:"
		for (i = 0; i < 300; i++) printf "      - {code: c%d, en: x, nl: %s}\n", i, nl }' > many.yaml
}
apply_is_whole() { either 0 300 "$(codes "$nl")"; }

# A case and its person, whom two keyholders erase. What was committed and not yet emptied out of the file is finished, as check says to.
erasures() { sqlite3 "$DB" "SELECT count(*) FROM erasure"; }
note_retain() {
	if [ ! -e second ]; then
		mh_key_text second "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME" > second
		mh-store keyholder add --quiet "$(cat second)"
	fi
	erased=$(mh-case open --sex female --age-band 18-22 --country RO --form labour --opened 2026-03-01 --quiet)
	count case > before.cases
	sqlite3 "$DB" "SELECT count(*) FROM person" > before.persons
	erasures > before.erasures
	rm -f statement.asc
}
retain_is_whole() {
	mh-store retain --finish --quiet > /dev/null 2>&1 || true
	either "$(cat before.cases)" $(("$(cat before.cases)" - 1)) "$(count case)"
	either "$(cat before.persons)" $(("$(cat before.persons)" - 1)) "$(sqlite3 "$DB" "SELECT count(*) FROM person")"
	[ $(("$(cat before.cases)" - "$(count case)")) -eq $(("$(erasures)" - "$(cat before.erasures)")) ]
}

# name | made ready by | run | held by
CRASH_TABLE='
add    | note_signals | mh-signal add --received 2026-03-01 --sector police --form labour --victim female,18-22,RO --narrative - < seen | add_is_whole
import | note_import  | mh-signal import rows.csv --map "$BUILD/share/mh/data/example/map.yaml" --quiet | import_is_whole
rotate | note_rotate  | mh-store keyholder rotate --quiet | rotate_is_whole
backup | note_backup  | mh-store backup --replace --quiet -o saved.pgp | backup_is_whole
apply  | note_apply   | mh-store apply --quiet many.yaml | apply_is_whole
retain | note_retain  | mh-store retain --before-term --reason own-request --apply "$erased" --quiet -o statement.asc | retain_is_whole
'

# once MICROSECONDS: runs the command and kills it after that time; "": lets it end. $status is its status.
once() {
	local process
	eval "exec $run" > out 2> err &
	process=$!
	if [ -n "$1" ]; then
		sleep "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))"
		kill -9 "$process" 2> /dev/null || true
	fi
	status=0
	wait "$process" 2> /dev/null || status=$?
	[ "$status" -eq 0 ] || [ "$status" -eq 137 ] || { echo "status $status:"; cat err; return 1; }
}

crash() {
	local name=$1 ready run held start length status moment killed=0 line
	line=$(grep "^$name " <<< "$CRASH_TABLE")
	IFS='|' read -r _ ready run held <<< "$line"
	RANDOM=$SEED
	fixture_store crash
	DB="$XDG_DATA_HOME/mh/region.db"
	echo "what was seen" > seen
	mh-signal add --received 2026-03-01 --sector police --form labour --victim female,18-22,RO --narrative - --quiet < seen > /dev/null
	$ready
	start=${EPOCHREALTIME/[.,]/}
	once ""
	length=$((${EPOCHREALTIME/[.,]/} - start))
	$held
	for ((i = 0; i < CRASHES; i++)); do
		moment=$(((RANDOM * 32768 + RANDOM) % length))
		$ready
		once "$moment"
		[ "$status" -eq 0 ] || killed=$((killed + 1))
		$held || { echo "$name: seed $SEED, number $i, killed after $moment of $length microseconds"; return 1; }
		mh-store check > /dev/null || { echo "$name: seed $SEED, number $i, killed after $moment of $length microseconds"; return 1; }
	done
	echo "$name: seed $SEED: killed $killed of $CRASHES times"
	# and the next one goes as if nothing had been
	$ready
	once ""
	$held
	mh-store check > /dev/null
}

@test "add, killed at any moment" { crash add; }
@test "import, killed at any moment" { crash import; }
@test "keyholder rotate, killed at any moment" { crash rotate; }
@test "backup, killed at any moment" { crash backup; }
@test "apply, killed at any moment" { crash apply; }
@test "retain, killed at any moment" { crash retain; }
