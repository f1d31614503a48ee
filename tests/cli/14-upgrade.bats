# mh-store upgrade: a store of each older version is brought to this one, whole or not at all, with a backup of what it was.
#
# Programs of a version to come are made of these sources and tests/next/NAME.sql ("make next"): $NEXT is the one whose migration is good.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() {
	chain_copy
	DB="$XDG_DATA_HOME/mh/region.db"
	NEXT="$BUILD/next/good"
	BACKUP="$DB.schema-1.pgp"
	region_case > /dev/null
	echo "what was seen" | mh-signal add --quiet --received 2026-03-01 --sector police --form labour --victim female,18-22,RO --narrative - > /dev/null
}

version() { sqlite3 "$DB" "PRAGMA user_version"; }

@test "a store of this version has nothing to upgrade" {
	mh-store upgrade 2> talk
	grep -qx "mh-store: schema 1: there is nothing to upgrade" talk
	[ ! -e "$BACKUP" ]
	refused 2 "--without-backup: is empty" mh-store upgrade --without-backup ""
	refused 4 "no store there" mh-store upgrade --store none.db
}

@test "every other command says what to do, and touches nothing" {
	cp "$DB" before
	refused 4 "$DB: has the older schema 1, and this program has 2: run mh-store upgrade" "$NEXT/mh-signal" list
	refused 4 "run mh-store upgrade" "$NEXT/mh-signal" add --received 2026-03-01 --sector police --form labour
	refused 4 "run mh-store upgrade" "$NEXT/mh-store" backup -o b.pgp
	cmp before "$DB"
}

@test "an upgrade keeps everything, says so in the log, and is good" {
	mh-store log --format csv | tail -n +2 > log-before
	"$NEXT/mh-store" upgrade 2> talk
	grep -qx "mh-store: upgraded from schema 1 to 2" talk
	grep -q "$BACKUP: the store as it was" talk
	[ "$(version)" = 2 ]
	"$NEXT/mh-store" check > /dev/null
	"$NEXT/mh-store" log --format csv | tail -n +2 > log-after
	tail -n +2 log-after | diff log-before -
	head -n 1 log-after | grep -q ',mh-store upgrade,,,"schema 1 to 2; backup region.db.schema-1.pgp"$'
	same "S-2026-0001" "$NEXT/mh-signal" list --format ids
	"$NEXT/mh-signal" show S-2026-0001 --identity --purpose shelter | grep -q "what was seen"
	"$NEXT/mh-signal" add --received 2026-03-01 --sector school --form labour --quiet
	"$NEXT/mh-store" check > /dev/null
	same "1" sqlite3 "$DB" "SELECT count(*) FROM next_thing"
	"$NEXT/mh-store" upgrade 2> talk
	grep -q "there is nothing to upgrade" talk
	# and the program of today says that it is too old
	refused 4 "was made by a newer mh-keten (schema 2): install that" mh-signal list
	refused 4 "was made by a newer mh-keten (schema 2)" mh-store upgrade
}

@test "the backup is sealed, 0600, and is restored by the old program and by the new one" {
	"$NEXT/mh-store" upgrade --quiet
	[ "$(stat -c %a "$BACKUP")" = 600 ]
	head -n 1 "$BACKUP" | grep -qx -- "-----BEGIN PGP MESSAGE-----"
	mh-store restore "$BACKUP" --quiet --signed-by "$EXCHANGE_KEY" --store old.db --config ./old
	[ "$(sqlite3 old.db "PRAGMA user_version")" = 1 ]
	mh-store check --store old.db --config ./old > /dev/null
	"$NEXT/mh-store" restore "$BACKUP" --quiet --signed-by "$EXCHANGE_KEY" --store new.db --config ./new
	[ "$(sqlite3 new.db "PRAGMA user_version")" = 2 ]
	"$NEXT/mh-store" check --store new.db --config ./new > /dev/null
	"$NEXT/mh-store" log --store new.db --config ./new --limit 5 --format csv | grep -q "restored from a backup .*; brought from schema 1 to 2"
}

@test "without a backup only for a reason, which is logged" {
	"$NEXT/mh-store" upgrade --quiet --without-backup "disk snapshot of this night"
	[ ! -e "$BACKUP" ]
	"$NEXT/mh-store" log --limit 1 --format csv | grep -q "schema 1 to 2; no backup: disk snapshot of this night"
}

@test "where nobody can sign a backup nothing is upgraded" {
	mkdir -m 700 "$T/empty"
	GNUPGHOME="$T/empty" refused 5 "" "$NEXT/mh-store" upgrade
	[ "$(version)" = 1 ]
	[ ! -e "$BACKUP" ]
	mh-store check > /dev/null
}

@test "a migration that stops in the middle leaves the store as it was" {
	sqlite3 "$DB" .dump > before
	refused 4 "could not be upgraded, and stays as it is: schema 2: UNIQUE constraint failed" "$BUILD/next/stops/mh-store" upgrade
	sqlite3 "$DB" .dump | diff before -
	[ "$(version)" = 1 ]
	[ ! -e "$BACKUP" ]
	mh-store check > /dev/null
}

@test "a migration that leaves a row that points to nothing is undone" {
	sqlite3 "$DB" .dump > before
	refused 4 "a row of next_thing would point to a record that does not exist" "$BUILD/next/dangles/mh-store" upgrade
	sqlite3 "$DB" .dump | diff before -
	mh-store check > /dev/null
}

@test "an older store with something planted in it is not upgraded" {
	sqlite3 "$DB" "CREATE TRIGGER leak AFTER INSERT ON log BEGIN DELETE FROM log; END"
	refused 4 "its schema was changed by something else" "$NEXT/mh-store" upgrade
	[ "$(version)" = 1 ]
	sqlite3 "$DB" "DROP TRIGGER leak; PRAGMA user_version = 0"
	refused 4 "its schema was changed by something else" "$NEXT/mh-store" upgrade
}

@test "a store that was changed by hand is not upgraded: the pin is compared first" {
	sqlite3 "$DB" "UPDATE store SET public_key = zeroblob(32)"
	refused 5 "the store's public key is not the one that is pinned" "$NEXT/mh-store" upgrade
	[ "$(version)" = 1 ]
}

@test "killed at any moment, the store has the one version or the other, whole" {
	head=$(find "$XDG_CONFIG_HOME/mh" -name head)	# what this account has seen is put back with the store
	cp "$DB" "$T/good.db"
	cp "$head" "$T/good.head"
	for wait in 0.01 0.03 0.06 0.1 0.15 0.25; do
		rm -f "$DB-wal" "$DB-shm" "$BACKUP"
		cp "$T/good.db" "$DB"
		cp "$T/good.head" "$head"
		"$NEXT/mh-store" upgrade --quiet &
		sleep "$wait"
		kill -9 $! 2> /dev/null || true
		wait $! 2> /dev/null || true
		if [ "$(version)" = 1 ]; then
			mh-store check > /dev/null
			"$NEXT/mh-store" upgrade --quiet
		fi
		"$NEXT/mh-store" check > /dev/null
		mh-store restore "$BACKUP" --quiet --signed-by "$EXCHANGE_KEY" --store "r$wait.db" --config "./r$wait"
	done
}
