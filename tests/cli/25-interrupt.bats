# A command that is ended half-way leaves the store as it was before.

load common
load fixture

# Rows enough that most of them have been read when the last one has been taken by the pipe (which holds 64 KiB).
many_rows() {
	awk -F ';' -v OFS=';' 'NR == 1 { print; next }
		{ line[NR] = $0 }
		END { for (i = 0; i < 20; i++) for (r = 2; r <= NR; r++) { $0 = line[r]; $1 = i "-" $1; $11 = i "-" $11; print } }' \
		"$EXAMPLE/signals.csv"
}

# Starts an import that goes on waiting for more rows, ends it with the signal, and looks at what is left.
interrupted_by() {
	EXAMPLE=$BUILD/share/mh/data/example
	fixture_store coordinator
	many_rows > many.csv
	mh-store log --format csv > before
	mkfifo rows
	env --default-signal=INT mh-signal import rows --map "$EXAMPLE/map.yaml" > import.out 2> import.err 5>&- &
	import=$!
	exec 5<> rows
	timeout 60 cat many.csv >&5
	kill -s "$1" "$import"
	status=0
	wait "$import" || status=$?
	exec 5>&-
	[ "$status" -eq "$2" ] || { echo "status $status"; cat import.err; return 1; }
	mh-store log --format csv | diff before -
	run mh-signal list
	[ "$status" -eq 1 ]
	run mh-store check
	[ "$status" -eq 0 ] || { echo "$output"; return 1; }
	head -n 20 "$EXAMPLE/signals.csv" > twenty.csv
	mh-signal import twenty.csv --map "$EXAMPLE/map.yaml"
	[ "$(mh-signal list --format ids | wc -l)" -eq 19 ]
}

@test "SIGINT during an import leaves nothing behind" { interrupted_by INT 130; }
@test "SIGTERM during an import leaves nothing behind" { interrupted_by TERM 143; }
@test "SIGKILL during an import leaves nothing behind" { interrupted_by KILL 137; }
