# Several users and jobs at once: readers never wait, writers wait and then say busy, and what was reported done is there.
# For MH_TOGETHER seconds (5); tests/proof takes 60.

load common
load fixture

SECONDS_LONG=${MH_TOGETHER:-5}

# until_end NAME COMMAND...: again and again until the time is over; outputs in NAME.out, each status that is neither 0 nor allowed in NAME.bad.
until_end() {
	local name=$1 allowed=$2 status
	shift 2
	while [ ! -e stop ]; do
		status=0
		"$@" >> "$name.out" 2> "$name.err" || status=$?
		case " 0 $allowed " in
		*" $status "*) [ "$status" -ne 7 ] || echo busy >> "$name.busy" ;;
		*) { echo "$* ended with status $status:"; cat "$name.err"; } >> "$name.bad" ;;
		esac
	done
}

add=(mh-signal add --received 2026-03-01 --sector police --form labour --victim "female,18-22,RO" --narrative -)
add_one() { echo "what was seen" | "${add[@]}" "$@"; }

@test "eight at once: no error but busy, and everything that was reported is there" {
	fixture_store together
	mh-store log --format ids | wc -l > entries-before
	jobs=()
	for i in 1 2 3; do
		until_end "add$i" 7 add_one --wait 10 & jobs+=($!)
	done
	until_end impatient 7 add_one --wait 1 & jobs+=($!)
	until_end list 1 mh-signal list --format ids & jobs+=($!)
	until_end show "1 2" bash -c 'mh-signal show "$(mh-signal list --format ids | tail -n 1)"' & jobs+=($!)
	until_end backup "" mh-store backup --replace -q -o backup.pgp & jobs+=($!)
	until_end check "" mh-store check --quiet & jobs+=($!)
	sleep "$SECONDS_LONG"
	touch stop
	wait "${jobs[@]}"
	cat ./*.bad 2> /dev/null && return 1
	sort add?.out impatient.out > reported
	echo "$(wc -l < reported) added, $(cat ./*.busy 2> /dev/null | wc -l) times busy, $(wc -l < list.out) lines listed"
	[ "$(wc -l < reported)" -gt 4 ]
	[ -z "$(uniq -d reported)" ]
	mh-signal list --format ids | sort | diff reported -
	# each addition is one entry of the log, and nothing else wrote
	[ "$(mh-store log --format ids | wc -l)" -eq $(("$(cat entries-before)" + "$(wc -l < reported)")) ]
	mh-store check > /dev/null
	mh-store restore backup.pgp --quiet --signed-by "$EXCHANGE_KEY" --store restored.db --config ./restored
}

@test "a reader does not wait for a writer, nor for a store that is held" {
	fixture_store together
	add_one --quiet > /dev/null
	db="$XDG_DATA_HOME/mh/region.db"
	mkfifo hold
	sqlite3 "$db" < hold > held &
	exec 9> hold
	echo "BEGIN IMMEDIATE; INSERT INTO counter VALUES (99, 1, 1); SELECT 'held';" >&9
	until grep -q held held; do sleep 0.01; done
	same "S-2026-0001" mh-signal list --format ids --wait 1
	mh-store check --wait 1 > /dev/null
	mh-store backup -q -o b.pgp --wait 1
	refused 7 "another command is writing: try again" mh-signal add --received 2026-03-01 --sector police --form labour --wait 1
	refused 7 "another command is writing: try again" mh-store keyholder rotate --wait 1
	exec 9>&-
	wait
	mh-store check > /dev/null
}

# Rows are held against their log entries one after another, while others change them.
@test "a reader sees one moment, however long it looks" {
	fixture_store together
	for i in 1 2 3; do add_one --quiet > /dev/null; done
	jobs=()
	until_end write1 7 add_one & jobs+=($!)
	until_end write2 "1 3 7" bash -c 'for to in enriched assessed; do mh-signal triage S-2026-0001 S-2026-0002 --to "$to"; done' & jobs+=($!)
	until_end check "" mh-store check & jobs+=($!)
	until_end check2 "" mh-store check & jobs+=($!)
	sleep "$SECONDS_LONG"
	touch stop
	wait "${jobs[@]}"
	cat ./*.bad 2> /dev/null && return 1
	mh-store check > /dev/null
}

@test "writers that were killed are no obstacle to those who come next, many at once" {
	fixture_store together
	echo "what was seen" > seen
	for round in 1 2 3; do
		writers=()
		for i in 1 2 3 4 5 6; do
			"${add[@]}" < seen > "killed.$round.$i" 2> /dev/null &
			writers+=($!)
		done
		sleep "0.0$((round * 3))"
		kill -9 "${writers[@]}" 2> /dev/null || true
		wait || true
		# the journal that they left is taken up by whoever comes first, here six at once
		for i in 1 2 3 4 5 6; do until_end "next$i" 7 add_one & done
		sleep 0.5
		touch stop
		wait
		rm stop
		cat ./*.bad 2> /dev/null && return 1
		mh-store check > /dev/null
	done
	sort next?.out killed.* > reported
	mh-signal list --format ids | sort > there
	[ -z "$(comm -23 reported there)" ]
}
