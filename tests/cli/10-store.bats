# mh-store: made whole or not at all, checked against its log, and nobody bends it unseen.

load common
load fixture

# A demo store without the shipped data: enough for most of what is asked here.
small_store() {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	DB="$XDG_DATA_HOME/mh/region.db"
	mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	cat > "$T/colours.yaml" <<-END
		format: mh-catalogue/1
		name: colours
		catalogues:
		  colour:
		    source: a test
		    checked: 2026-03-01
		    codes:
		      - {code: red, en: red, nl: rood, wave: "700"}
		      - {code: green, en: green, nl: groen}
	END
}

@test "init makes a 0600 store, says what is next, and never overwrites" {
	small_store
	[ "$(stat -c %a "$DB")" = 600 ]
	[ "$(find "$XDG_CONFIG_HOME/mh" -name match-key -perm 600 | wc -l)" -eq 1 ]
	refused 3 "exists: a store is never overwritten" mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER"
	[ "$(ls "$XDG_CONFIG_HOME/mh" | wc -l)" -eq 1 ]
}

@test "what init says is next applies every folder of data that is shipped, and works" {
	small_store
	mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --store "$T/next.db" 2> said
	next=$(sed -n 's/^.*next: \(mh-store apply \)/\1/p' said)
	[ -n "$next" ]
	for folder in "$ROOT"/lib/data/*/; do
		folder=$(basename "$folder")
		[ "$folder" = example ] || [[ $next == *[{,]"$folder"[,}]* ]] || { echo "not said: $folder"; return 1; }
	done
	bash -c "$next --store '$T/next.db' --quiet" > /dev/null
}

@test "init refuses what is missing or wrong, and leaves nothing behind" {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	local good=(--name Zorg --org-key "$EXCHANGE_KEY")
	refused 2 "--org: is required" mh-store init --demo
	refused 2 "--name: is required" mh-store init --demo --org zorg
	refused 2 "--org-key: is required" mh-store init --demo --org zorg --name Zorg
	refused 2 "--keyholder: is required" mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY"
	refused 3 "organisation: expected a word" mh-store init --demo "${good[@]}" --keyholder "$KEYHOLDER" --org "Zorg Zwolle"
	refused 2 "not a full fingerprint of 40 digits" mh-store init --demo "${good[@]}" --org zorg --keyholder alice@example.org
	refused 5 "0000000000000000000000000000000000000000" mh-store init --demo "${good[@]}" --org zorg --keyholder 0000000000000000000000000000000000000000
	refused 4 "time zone Europe/Zwolle" mh-store init --demo "${good[@]}" --org zorg --keyholder "$KEYHOLDER" --zone Europe/Zwolle
	refused 3 "no such Unix group" mh-store init --demo "${good[@]}" --org zorg --keyholder "$KEYHOLDER" --group no-such-group
	refused 3 "name: holds a control character (U+001B)" mh-store init --demo --org zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --name $'a\e[31m'
	refused 3 "name: expected 1 to 200 bytes" mh-store init --demo --org zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --name ""
	refused 2 "is named as exchange key and as keyholder" mh-store init --demo "${good[@]}" --org zorg --keyholder "$EXCHANGE_KEY"
	refused 2 "reason to accept the disk: is empty" mh-store init --demo "${good[@]}" --org zorg --keyholder "$KEYHOLDER" --accept-plain-disk ""
	refused 3 "named twice" mh-store init --demo "${good[@]}" --org zorg --keyholder "$KEYHOLDER" --keyholder "$KEYHOLDER"
	[ -z "$(find "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" -type f)" ]
}

@test "init that is killed leaves nothing that the next one does not clear, and a stop waits until it is done" {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	local good=(--demo --quiet --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER") i
	for i in 1 2 3 4 5 6; do
		mh-store init "${good[@]}" --store "$XDG_DATA_HOME/mh/$i.db" &
		until compgen -G "$XDG_CONFIG_HOME/mh/.mh-unfinished-$!" > /dev/null || ! kill -0 $! 2> /dev/null; do :; done
		if ((i % 2)); then kill -9 $! 2> /dev/null || true; else kill -INT $! 2> /dev/null || true; fi
		wait $! || true
	done
	mh-store init "${good[@]}"
	[ -z "$(find "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" -name '.mh-unfinished-*')" ]
	for i in "$XDG_DATA_HOME"/mh/*.db; do
		mh-store check --store "$i" > /dev/null
	done
	[ "$(find "$XDG_DATA_HOME" -name '*.db' | wc -l)" -eq "$(find "$XDG_CONFIG_HOME" -name match-key | wc -l)" ]
}

@test "a real store refuses throw-away keys, and asks for a reason on a plain disk" {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	refused 6 "throw-away key" mh-store init --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --accept-plain-disk "a test"
	[ -z "$(find "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" -type f)" ]
	if ! lsblk -no TYPE 2>/dev/null | grep -q crypt; then
		refused 6 "--accept-plain-disk REASON" mh-store init --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER"
	fi
}

@test "no store, a foreign file, a newer store and a damaged one are told apart" {
	refused 4 "no store there: make one with mh-store init" mh-store status
	sqlite3 other.db "create table t (a)"
	refused 4 "is no store of mh-keten" mh-store status --store other.db
	small_store
	sqlite3 "$DB" "PRAGMA user_version = 99"
	refused 4 "was made by a newer mh-keten (schema 99)" mh-store status
	sqlite3 "$DB" "PRAGMA user_version = 1"
	mh-store status > /dev/null
	printf 'garbage' | dd of="$DB" bs=1 seek=0 conv=notrunc status=none
	refused 4 "is damaged or no store" mh-store status
}

@test "a planted trigger, view, table or index is seen before anything is read" {
	small_store
	for plant in "CREATE TRIGGER leak AFTER INSERT ON log BEGIN DELETE FROM log; END" "CREATE VIEW leak AS SELECT 1" \
		"CREATE TABLE leak (a)" "CREATE INDEX leak ON code (en)"; do
		sqlite3 "$DB" "$plant"
		refused 4 "its schema was changed by something else" mh-store status
		sqlite3 "$DB" "DROP ${plant:7:5} IF EXISTS leak" 2>/dev/null || sqlite3 "$DB" "DROP TRIGGER IF EXISTS leak; DROP VIEW IF EXISTS leak"
	done
	mh-store status > /dev/null
}

@test "apply shows what differs, applies it once, and keeps the past" {
	small_store
	same "colour: 2 new" mh-store apply --dry-run colours.yaml
	same "colour: 2 new" mh-store apply colours.yaml
	mh-store apply colours.yaml 2> talk
	grep -q "nothing changes" talk
	sed -i 's/rood/ROOD/' colours.yaml
	same 'colour/red: nl: "rood" -> "ROOD"' mh-store apply colours.yaml
	mh-store history K-2026-0001 --format csv > history
	grep -q ',nl,rood,ROOD$' history
	grep -q 'details,,wave: 700' history
	mh-store check > /dev/null
}

@test "apply refuses every fault of every file at once, and applies nothing" {
	small_store
	cat > wrong.yaml <<-END
		format: mh-catalogue/1
		name: wrong
		catalogues:
		  colour:
		    codes:
		      - {code: "no spaces", en: x}
		      - {code: red}
		      - {code: red, en: again}
		      - {code: blue, en: blue, from: 2026-02-30}
		      - {code: grey, en: grey, checked: perhaps}
	END
	echo 'format: mh-other/1' > other.yaml
	refused 3 "nothing was applied" mh-store apply wrong.yaml other.yaml colours.yaml
	for said in "wrong.yaml:6:" "wrong.yaml:7:9: en: a label is required" "wrong.yaml:8:9: this code stands in the catalogue already" \
		"wrong.yaml:9:" "checked: expected a day, or unverified" "other.yaml:1:9: not a format that can be applied"; do
		grep -qF "$said" refused.err
	done
	refused 3 "cannot be read" mh-store apply missing.yaml
	[ "$(mh-store log --format ids | wc -l)" -eq 1 ]
}

@test "check names a row that was changed, deleted or put by hand" {
	small_store
	mh-store apply --quiet colours.yaml
	mh-store check > /dev/null
	sqlite3 "$DB" "UPDATE code SET nl = 'paars' WHERE code = 'red'"
	finds "K-2026-0001: is not as the log has it"
	[ "$(sqlite3 "$DB" "SELECT nl FROM code_past")" = rood ]	# the trigger kept the past even so
	sqlite3 "$DB" "UPDATE code SET nl = 'rood' WHERE code = 'red'"
	finds "K-2026-0001: its"	# the versions that were made by hand are no past
	sqlite3 "$DB" "DELETE FROM code_past"
	mh-store check > /dev/null
	sqlite3 "$DB" "DELETE FROM code WHERE code = 'green'"
	finds "deleted by something else"
	sqlite3 "$DB" "INSERT INTO code (n, entry, salt, catalogue, code, en) VALUES (202600000099, 2, x'00', 'colour', 'planted', 'x')"
	finds "K-2026-0099: is not in the log"
}

@test "check names a log entry that was changed, dropped or spliced" {
	small_store
	mh-store apply --quiet colours.yaml
	sed -i 's/rood/ROOD/' colours.yaml
	mh-store apply --quiet colours.yaml
	cp "$DB" "$T/good.db"
	sqlite3 "$DB" "UPDATE log SET actor = 'somebody else' WHERE n = 2"
	finds "log entry 2: was changed"
	cp "$T/good.db" "$DB"
	sqlite3 "$DB" "DELETE FROM log WHERE n = 2"
	finds "log entry 2: is missing"
	cp "$T/good.db" "$DB"
	sqlite3 "$DB" "UPDATE log SET (at, actor, command, purpose, subjects, note, salt, rows, digest, mac) =
		(SELECT at, actor, command, purpose, subjects, note, salt, rows, digest, mac FROM log WHERE n = 2) WHERE n = 3"
	finds "log entry 3: was changed"
	cp "$T/good.db" "$DB"
	sqlite3 "$DB" "UPDATE log_row SET digests = zeroblob(length(digests)) WHERE entry = 2"
	finds "log entry 2: the digests of its rows were changed"
}

@test "check names files that others can read and a match key that is gone" {
	small_store
	chmod 644 "$DB"
	finds "region.db: others can read it or change it: its mode is 644"
	chmod 600 "$DB"
	rm "$XDG_CONFIG_HOME"/mh/*/match-key
	finds "match-key: is missing"
}

@test "two writers: the second waits, then says busy and changes nothing" {
	small_store
	mkfifo hold
	sqlite3 "$DB" < hold &
	exec 9> hold
	echo "BEGIN IMMEDIATE; SELECT 1;" >&9
	while ! lsof -p $! > /dev/null 2>&1 && [ "$(sqlite3 "$DB" 'PRAGMA busy_timeout=0; BEGIN IMMEDIATE; ROLLBACK;' 2>&1 | grep -c locked)" -eq 0 ]; do :; done
	until sqlite3 "$DB" "BEGIN IMMEDIATE; ROLLBACK;" 2>&1 | grep -q locked; do :; done
	refused 7 "another command is writing: try again" mh-store apply --wait 1 colours.yaml
	# What does not wait does not sleep either.
	ASAN_OPTIONS=detect_leaks=0 refused 7 "another command is writing: try again" strace -f -qq -e trace=nanosleep,clock_nanosleep -o slept mh-store apply --wait 0 colours.yaml
	[ ! -s slept ]
	ASAN_OPTIONS=detect_leaks=0 refused 7 "another command is writing: try again" strace -f -qq -e trace=nanosleep,clock_nanosleep -o slept mh-store apply --wait 1 colours.yaml
	[ -s slept ]
	exec 9>&-
	wait
	mh-store apply --quiet --wait 5 colours.yaml
}

@test "killed in the middle of a transaction, the store is as before" {
	small_store
	awk 'BEGIN { print "format: mh-catalogue/1\nname: many\ncatalogues:\n  many:\n    codes:"; for (i = 0; i < 5000; i++) printf "      - {code: c%d, en: x}\n", i }' > many.yaml
	mh-store apply --quiet many.yaml &
	until [ -s "$DB-wal" ] || ! kill -0 $! 2>/dev/null; do :; done
	kill -9 $! 2>/dev/null || true
	wait || true
	mh-store check > /dev/null
	count=$(sqlite3 "$DB" "SELECT count(*) FROM code")
	[ "$count" -eq 0 ] || [ "$count" -eq 5000 ]
}

@test "history, log and fields: what is asked and what is refused" {
	small_store
	mh-store apply --quiet colours.yaml
	refused 1 "K-2026-0999: no such code" mh-store history K-2026-0999
	refused 2 "not an id" mh-store history nonsense
	same "2" mh-store log --format ids --limit 1
	refused 2 "--where" mh-store log --where 'entry=1'
	mh-store fields mention --format csv | grep -q '^mention,name,text,,sealed,'
	refused 2 "no such kind" mh-store fields nonsense
	mh-store keyholder list --format ids | grep -qx "$KEYHOLDER"
}

@test "the committed schema is the one that the field tables make" {
	make -s -C "$ROOT" "B=$T/made" "$T/made/make_schema" > /dev/null
	"$T/made/make_schema" | diff - "$ROOT/lib/store/schema/0001-init.sql"
}

@test "a look that opened nothing says so in the log" {
	small_store
	mh-store apply --quiet "$BUILD"/share/mh/data/catalogues/*.yaml > /dev/null
	echo "what was seen" | mh-signal add --quiet --received 2026-03-01 --sector police --narrative - > /dev/null
	mkdir -m 700 "$T/empty"
	GNUPGHOME="$T/empty" refused 5 "a keyholder must be at this keyboard" mh-signal show S-2026-0001 --identity --purpose shelter
	mh-store log --format csv --limit 1 | grep -q "shelter,S-2026-0001.*not opened: no keyholder's key"
	mh-signal show S-2026-0001 --identity --purpose shelter | grep -q "what was seen"
	! mh-store log --format csv --limit 1 | grep -q "not opened"
}

@test "init says how to mend a key that cannot encrypt" {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	gpg --batch --quiet --passphrase '' --quick-generate-key "Sign only (THROW-AWAY)" ed25519 sign never 2> /dev/null
	only=$(gpg --batch --with-colons --list-keys "Sign only" | awk -F: '$1 == "fpr" { print $10; exit }')
	refused 5 "has no key to encrypt with: add one with gpg --quick-add-key" mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$only"
}
