# mh-store backup and restore: what comes back is what was there, from us, whole, and never over anything.

load common
load fixture

# A demo store with a catalogue of its own and two log entries; $DB is its file, $FOLDER its configuration.
backed_store() {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	DB="$XDG_DATA_HOME/mh/region.db"
	mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	FOLDER=$(echo "$XDG_CONFIG_HOME"/mh/*)
	colours rood
}

colours() {
	cat > "$T/colours.yaml" <<-END
		format: mh-catalogue/1
		name: colours
		catalogues:
		  colour:
		    source: a test
		    checked: 2026-03-01
		    codes:
		      - {code: red, en: red, nl: $1}
		      - {code: green, en: green, nl: groen}
	END
	mh-store apply --quiet "$T/colours.yaml" > /dev/null
}

# restore FILE [OPTION...]: into new.db with a new configuration folder.
restore() {
	mh-store restore --store new.db --config "$T/new" --signed-by "$EXCHANGE_KEY" "$@"
}

# restore_refused STATUS TEXT FILE [OPTION...]: and nothing is left behind.
restore_refused() {
	local status=$1 text=$2
	shift 2
	refused "$status" "$text" restore "$@"
	[ ! -e new.db ]
	[ ! -e new ]
	[ -z "$(find . -maxdepth 1 -name '.mh-*')" ]
}

# What is in a backup, to plain; and a backup of plain, signed by the exchange key: what somebody with our keys could make.
open_backup() {
	gpg --batch --quiet --decrypt < "$1" > plain 2> /dev/null
}

seal_backup() {
	mh_message "$GNUPGHOME" "${SIGNER:-$EXCHANGE_KEY}" "${READER:-$KEYHOLDER}" < plain
}

# Takes plain apart, lets a command change db.db, and puts it together with a head that fits.
alter_backup() {
	awk '{ print } $0 == "" { exit }' plain > head
	tail -c "+$(($(wc -c < head) + 1))" plain > db.db
	sqlite3 db.db "$1" > /dev/null
	sqlite3 db.db "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
	sed -i "s/^size: .*/size: $(stat -c %s db.db)/; s/^database: .*/database: $(b2sum -l 256 db.db | cut -d ' ' -f 1)/" head
	cat head db.db > plain
	rm -f head db.db db.db-wal db.db-shm
}

@test "what is restored is what was backed up, and its log says so" {
	backed_store
	mh-store backup -o b.pgp 2> talk
	grep -qE '^mh-store: b\.pgp: [0-9]+ bytes, up to log entry 2, signed by '"$EXCHANGE_KEY"'; opened again by a keyholder: good$' talk
	[ "$(stat -c %a b.pgp)" = 600 ]
	restore b.pgp 2> talk
	grep -qF "backup of the demo store of zorg, signed by $EXCHANGE_KEY" talk
	grep -qE 'made 2026-03-02T[0-9:]+Z, 0 days ago; its log ends with entry 2, digest [0-9a-f]{16}$' talk
	[ "$(stat -c %a new.db)" = 600 ]
	for table in code code_past document log_row sealed allowed_key counter; do
		diff <(sqlite3 "$DB" "SELECT * FROM $table") <(sqlite3 new.db "SELECT * FROM $table")
	done
	diff <(sqlite3 "$DB" "SELECT * FROM log") <(sqlite3 new.db "SELECT * FROM log WHERE n <= 2")
	same "1" sqlite3 "$DB" "SELECT epoch FROM store"
	same "2" sqlite3 new.db "SELECT epoch FROM store"
	same "4|2|restore" sqlite3 new.db "SELECT first, epoch, reason FROM log_key WHERE first > 1"
	same "mh-store restore --signed-by --store --config" sqlite3 new.db "SELECT command FROM log WHERE n = 3"
	sqlite3 new.db "SELECT note FROM log WHERE n = 3" | grep -q '^restored from a backup of 2026-03-02T'
	cmp "$FOLDER/match-key" "new/${FOLDER##*/}/match-key"
	[ "$(stat -c %a "new/${FOLDER##*/}/match-key")" = 600 ]
	mh-store check --store new.db --config new > /dev/null
	[ -z "$(find . new -maxdepth 1 -name '.mh-*')" ]
}

@test "a restored store finds persons again, and opens what was sealed" {
	fixture_store zorg
	cat > signal.yaml <<-END
		received: 2026-02-01
		sector: fairwork
		form: labour
		source: fairwork
		external-id: FW-1
		mentions:
		  - {sex: female, name: Anna Made-Up, person-ref: c9}
	END
	same S-2026-0001 mh-signal add --quiet -f signal.yaml
	mh-store backup --quiet -o - > b.pgp
	if grep -qa "Made-Up" b.pgp; then return 1; fi
	restore --quiet b.pgp
	new=(--store new.db --config new)
	mh-signal show S-2026-0001 --identity --purpose shelter "${new[@]}" | grep -q "Anna Made-Up"
	refused 3 "has this external-id of the same source" mh-signal add -f signal.yaml "${new[@]}"
	sed -i 's/FW-1/FW-2/' signal.yaml
	same S-2026-0002 mh-signal add --quiet -f signal.yaml "${new[@]}"
	mh-signal show S-2026-0002 "${new[@]}" | grep -q P-2026-0001
	mh-store check --store new.db --config new > /dev/null
}

@test "a backup is made while another command writes" {
	backed_store
	awk 'BEGIN { print "format: mh-catalogue/1\nname: many\ncatalogues:\n  many:\n    codes:"; for (i = 0; i < 3000; i++) printf "      - {code: c%d, en: x}\n", i }' > many.yaml
	mh-store apply --quiet many.yaml > /dev/null &
	mh-store backup --quiet -o b.pgp
	wait
	restore --quiet b.pgp
	count=$(sqlite3 new.db "SELECT count(*) FROM code")
	[ "$count" -eq 2 ] || [ "$count" -eq 3002 ]
}

@test "a keyholder signs where the exchange key is not; without keyholders it is not opened again; without both it is refused" {
	backed_store
	gpg --batch --quiet --export-secret-keys "$EXCHANGE_KEY" > exchange.secret
	gpg --batch --quiet --export-secret-keys "$KEYHOLDER" > keyholder.secret
	gpg --batch --quiet --yes --delete-secret-keys "$EXCHANGE_KEY"
	mh-store backup -o by-keyholder.pgp 2>&1 | grep -q "signed by $KEYHOLDER; opened again"
	restore_refused 5 "signed by a key that is not known here" by-keyholder.pgp
	mh-store restore --quiet --store by-keyholder.db --config "$T/new2" --signed-by "$KEYHOLDER" by-keyholder.pgp
	gpg --batch --quiet --yes --delete-secret-keys "$KEYHOLDER"
	refused 5 "the secret of none of these 2 keys is here" mh-store backup -o none.pgp
	[ ! -e none.pgp ]
	gpg --batch --quiet --import exchange.secret
	mh-store backup -o by-exchange.pgp 2>&1 | grep -q "signed by $EXCHANGE_KEY; not opened again: no keyholder is here"
	restore_refused 5 "backup: " by-exchange.pgp
	gpg --batch --quiet --import keyholder.secret
	restore --quiet by-exchange.pgp
}

@test "backup refuses what it would overwrite, and a planted or missing part of the store" {
	backed_store
	refused 2 "--output: is required" mh-store backup
	mh-store backup --quiet -o b.pgp
	before=$(b2sum b.pgp)
	refused 3 "exists: name another file, or --replace" mh-store backup -o b.pgp
	[ "$(b2sum b.pgp)" = "$before" ]
	mh-store backup --quiet --replace -o b.pgp
	[ "$(b2sum b.pgp)" != "$before" ]
	refused 3 "is no OpenPGP message, so it is not replaced" mh-store backup --replace -o "$DB"
	mh-store check > /dev/null
	refused 3 "cannot be written" mh-store backup -o nowhere/b.pgp
	sqlite3 "$DB" "CREATE TRIGGER leak AFTER INSERT ON log BEGIN DELETE FROM log; END"
	refused 4 "its schema was changed by something else" mh-store backup -o c.pgp
	sqlite3 "$DB" "DROP TRIGGER leak"
	mv "$FOLDER/match-key" away
	refused 5 "the key of matched fields cannot be read" mh-store backup -o c.pgp
	mv away "$FOLDER/match-key"
	echo nonsense > "$FOLDER/head"
	refused 4 "was changed by something else" mh-store backup -o c.pgp
	[ ! -e c.pgp ]
}

@test "backup refuses a store that was put back or has another history" {
	backed_store
	cp "$DB" old.db
	colours ROOD
	mh-store backup --quiet -o b.pgp
	cp "$DB" good.db
	cp old.db "$DB"
	refused 5 "its log ends before entry 3, which this account has seen" mh-store backup -o c.pgp
	refused 5 "its log ends before entry 3, which this account has seen" mh-store apply colours.yaml
	mv "$FOLDER/head" head
	colours PAARS
	mv head "$FOLDER/head"
	refused 5 "log entry 3: is not the one that was seen before" mh-store backup -o c.pgp
	refused 5 "log entry 3: is not the one that was seen before" mh-store apply colours.yaml
	[ ! -e c.pgp ]
	cp good.db "$DB"
	mh-store backup --quiet -o c.pgp
}

@test "backup refuses a store that is too large for it" {
	backed_store
	# a file with a hole: its header says how many pages it has
	sqlite3 "$DB" "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
	truncate -s $((400000 * 4096)) "$DB"
	printf '\000\006\032\200' | dd of="$DB" bs=1 seek=28 conv=notrunc status=none
	same 400000 sqlite3 "$DB" "PRAGMA page_count"
	refused 3 "1638400000 bytes, and a backup takes 1610612736 at most" mh-store backup -o b.pgp
	[ ! -e b.pgp ]
}

@test "restore refuses a place where something is, and what is no message" {
	backed_store
	mh-store backup --quiet -o b.pgp
	refused 2 "--signed-by: is required" mh-store restore b.pgp --store new.db --config new
	refused 2 "not a full fingerprint" mh-store restore b.pgp --store new.db --config new --signed-by zorg
	refused 3 "exists: a store is never overwritten" mh-store restore b.pgp --signed-by "$EXCHANGE_KEY"
	refused 3 "exists: a store is never overwritten" mh-store restore b.pgp --signed-by "$EXCHANGE_KEY" --store "$DB" --config new
	restore_refused 3 "No such file" missing.pgp
	echo hello > hello
	restore_refused 3 "backup: message: " hello
	head -c 5000 b.pgp > half.pgp
	restore_refused 3 "backup: message: " half.pgp
	restore_refused 3 "backup: message: " "$DB"
	mh-store check > /dev/null
}

@test "restore refuses what is not signed by those who were named, or not for us" {
	backed_store
	mh-store backup --quiet -o b.pgp
	refused 5 "not known here" mh-store restore b.pgp --store new.db --config new --signed-by "$KEYHOLDER"
	refused 5 0000000000000000000000000000000000000000 mh-store restore b.pgp --store new.db --config new --signed-by 0000000000000000000000000000000000000000
	mh_damage "$GNUPGHOME" < b.pgp > damaged.pgp
	restore_refused 5 "backup: message: " damaged.pgp
	# signed by a stranger who has read a backup, and named as signer by somebody who was misled
	stranger=$(mh_key_text stranger "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	open_backup b.pgp
	SIGNER=$stranger seal_backup > strange.pgp
	restore_refused 5 "backup: message: " strange.pgp
	refused 5 "which is no key of the store in it" mh-store restore strange.pgp --store new.db --config new --signed-by "$stranger"
	[ ! -e new.db ]
	[ ! -e new ]
	# another organisation's keyholder
	READER=$stranger seal_backup > theirs.pgp
	gpg --batch --quiet --yes --delete-secret-keys "$stranger"
	restore_refused 5 "backup: message: " theirs.pgp
}

@test "restore refuses what was altered, also when somebody with our keys signed it" {
	backed_store
	mh-store backup --quiet -o b.pgp
	open_backup b.pgp
	cp plain good
	seal_backup > again.pgp
	restore --quiet --dry-run again.pgp
	sed '1s,mh-backup/1,mh-backup/2,' good > plain
	seal_backup > x.pgp
	restore_refused 3 "is no backup of this version (mh-backup/1)" x.pgp
	echo 'format: mh-store-secret/1' > plain
	seal_backup > x.pgp
	restore_refused 3 "is no backup of this version" x.pgp
	for change in 's/^entry: 2/entry: 02/' 's/^made: /made:  /' 's/^demo: yes/demo: perhaps/' 's/^size: /size: 1/' '/^folder: /d' 's/^folder: /folder: ../'; do
		sed "1,12{$change}" good > plain
		seal_backup > x.pgp
		restore_refused 3 "not as its head says" x.pgp
	done
	head -c -1 good > plain
	seal_backup > x.pgp
	restore_refused 3 "not as its head says" x.pgp
	sed '1,12s/^entry: 2/entry: 3/' good > plain
	seal_backup > x.pgp
	restore_refused 4 "another than its head names" x.pgp
	sed '1,12s/^organisation: zorg/organisation: politie/' good > plain
	seal_backup > x.pgp
	restore_refused 4 "another than its head names" x.pgp
}

@test "restore refuses a store that was planted, changed or cut" {
	backed_store
	mh-store backup --quiet -o b.pgp
	open_backup b.pgp
	cp plain good
	while IFS='|' read -r text change; do
		cp good plain
		alter_backup "$change"
		seal_backup > x.pgp
		restore_refused 4 "$text" x.pgp
	done <<-END
		its schema was changed by something else|CREATE TRIGGER leak AFTER INSERT ON log BEGIN DELETE FROM log; END
		its schema was changed by something else|CREATE VIEW leak AS SELECT 1
		is no store of mh-keten|PRAGMA application_id = 1
		was made by a newer mh-keten|PRAGMA user_version = 99
		another than its head names|DELETE FROM log WHERE n = 2
		another than its head names|UPDATE store SET uid = x'00112233445566778899aabbccddeeff'
		is not as the log has it|UPDATE code SET nl = 'paars' WHERE code = 'red'
		deleted by something else|DELETE FROM code WHERE code = 'green'
		log entry 1: was changed|UPDATE log SET actor = 'somebody' WHERE n = 1
		nothing was restored|UPDATE log SET note = 'x' WHERE n = 2
	END
}

@test "restore refuses what is older than was seen, unless a reason is given, and another history always" {
	backed_store
	mh-store backup --quiet -o old.pgp
	colours ROOD
	mh-store backup --quiet -o b.pgp
	mv "$DB" lost.db
	restored=(mh-store restore --signed-by "$EXCHANGE_KEY")
	cp -r "$FOLDER" before
	refused 6 "its log ends with entry 2, and entry 3 was seen here" "${restored[@]}" old.pgp
	for file in pin head match-key; do cmp "before/$file" "$FOLDER/$file"; done
	[ ! -e "$DB" ]
	"${restored[@]}" --quiet --accept-older "the newer one is on a lost disk" old.pgp
	mh-store log --limit 1 --format csv | grep -q "older than entry 3 accepted: the newer one is on a lost disk"
	mh-store backup --quiet -o after.pgp
	# the newer one is another history now
	mv "$DB" lost2.db
	refused 6 "its authority statement 1 is older than 2, which was seen here" "${restored[@]}" b.pgp
	refused 5 "this is another history" "${restored[@]}" --accept-older "a test" b.pgp
	[ ! -e "$DB" ]
	"${restored[@]}" --quiet after.pgp
	mh-store check > /dev/null
}

@test "who may read goes by what was signed: a planted keyholder gets no backup, and a former one does not come back by an old one" {
	backed_store
	mh-store backup --quiet -o old.pgp
	second=$(mh_key_text second "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	sqlite3 "$DB" "UPDATE allowed_key SET fingerprint = '$second' WHERE role = 'keyholder'"
	refused 5 "is not the one that is pinned" mh-store backup -o planted.pgp
	[ ! -e planted.pgp ]
	sqlite3 "$DB" "UPDATE allowed_key SET fingerprint = '$KEYHOLDER' WHERE role = 'keyholder'"
	mh-store keyholder add --quiet "$second"
	mv "$DB" newer.db
	cp "$FOLDER/pin" pin
	mv "$FOLDER/head" head
	restored=(mh-store restore --signed-by "$EXCHANGE_KEY")
	refused 6 "its authority statement 1 is older than 2, which was seen here" "${restored[@]}" old.pgp
	cmp pin "$FOLDER/pin"
	[ ! -e "$DB" ]
	mv head "$FOLDER/head"
	"${restored[@]}" --quiet --dry-run --accept-older "a test" old.pgp
	cmp pin "$FOLDER/pin"
	"${restored[@]}" --quiet --accept-older "the disk is lost" old.pgp
	mh-store check > /dev/null
	[ "$(mh-store keyholder list --format ids | wc -l)" -eq 1 ]
}

@test "restore keeps the key of matched fields that is there, and refuses another one" {
	backed_store
	mh-store backup --quiet -o b.pgp
	mv "$DB" lost.db
	tr 0-9a-f 1-9a-f0 < "$FOLDER/match-key" > other
	cp other "$FOLDER/match-key"
	refused 4 "is not the key of matched fields in the backup" mh-store restore --signed-by "$EXCHANGE_KEY" b.pgp
	cmp other "$FOLDER/match-key"
	[ ! -e "$DB" ]
	[ -z "$(find "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" -name '.mh-*')" ]
}

@test "a keyholder gets at the database without this program" {
	backed_store
	mh-store backup --quiet -o b.pgp
	open_backup b.pgp
	LC_ALL=C sed '1,/^$/d' plain > by-hand.db
	[ "$(b2sum -l 256 by-hand.db | cut -d ' ' -f 1)" = "$(sed -n 's/^database: //p;/^$/q' plain)" ]
	same "rood" sqlite3 by-hand.db "SELECT nl FROM code WHERE code = 'red'"
}

@test "a dry run checks everything and leaves nothing" {
	backed_store
	mh-store backup --quiet -o b.pgp
	restore --dry-run b.pgp 2>&1 | grep -q "it can be restored; nothing was made"
	[ ! -e new.db ]
	[ ! -e new ]
	mh-store backup --quiet -o - | restore --dry-run --quiet -
}

@test "restore refuses a place beside the store that is in use with the same configuration folder" {
	backed_store
	mh-store backup --quiet -o b.pgp
	beside=(mh-store restore --signed-by "$EXCHANGE_KEY" --store beside.db)
	refused 6 "$DB: is this store, in use with the configuration folder $FOLDER, and beside a restored one it would look like an old copy" "${beside[@]}" b.pgp
	refused 6 "restore with a --config of its own, or move that file away first" "${beside[@]}" --dry-run b.pgp
	[ ! -e beside.db ]
	colours PAARS	# the store in use goes on
	mh-store check > /dev/null
	mh-store backup --quiet --replace -o b.pgp
	"${beside[@]}" --quiet --config beside b.pgp
	mh-store check > /dev/null
	mh-store check --store beside.db --config beside > /dev/null
	# what is not a store any more, or another one, is in nobody's way
	cp "$DB" kept.db
	echo "no store" > "$DB"
	mv beside.db other.db
	"${beside[@]}" --quiet b.pgp
	mh-store check --store beside.db > /dev/null
	grep -qx "store: $T/beside.db" "$FOLDER/head"
}

@test "numbers that were given after an older backup are not given again" {
	fixture_store zorg
	DB="$XDG_DATA_HOME/mh/region.db"
	add=(mh-signal add --quiet --received 2026-03-01 --sector police --form labour)
	same S-2026-0001 "${add[@]}"
	mh-store backup --quiet -o old.pgp
	same S-2026-0002 "${add[@]}"
	same S-2026-0003 "${add[@]}"
	grep -qx "given: signal 2026 000000000003" "$XDG_CONFIG_HOME"/mh/*/head
	mv "$DB" lost.db
	mh-store restore --quiet --signed-by "$EXCHANGE_KEY" --accept-older "a test" --dry-run old.pgp
	mh-store restore --quiet --signed-by "$EXCHANGE_KEY" --accept-older "a test" old.pgp
	mh-store log --format csv | grep -q "numbers that were given after the backup are passed over, up to S-2026-0003"
	same S-2026-0001 mh-signal list --format ids
	same S-2026-0004 "${add[@]}"
	same "$DB: good" mh-store check
	mh-store log --verify > /dev/null
	# restored where nothing of it was seen, it goes on from what it knows
	restore --quiet old.pgp
	same S-2026-0002 "${add[@]}" --store new.db --config new
}

@test "what a killed restore left is named by check, and cleared by the next one" {
	backed_store
	mh-store backup --quiet -o b.pgp
	sh -c 'echo $$' > gone
	left="$XDG_DATA_HOME/mh/.mh-unfinished-$(cat gone).db"
	cp "$DB" "$left"
	mkdir "$XDG_CONFIG_HOME/mh/.mh-unfinished-$(cat gone)"
	finds "$left: was left by a restore or an import that was killed: it may hold a whole store, and no erasure reaches it"
	finds "$XDG_CONFIG_HOME/mh/.mh-unfinished-$(cat gone): was left by a restore or an import that was killed"
	mkdir "$XDG_CONFIG_HOME/mh/.mh-unfinished-$$"	# this one is still at work
	same 2 grep -c "was left by" found.jsonl
	mv "$DB" lost.db
	mh-store restore --quiet --signed-by "$EXCHANGE_KEY" b.pgp
	[ ! -e "$left" ]
	[ ! -e "$XDG_CONFIG_HOME/mh/.mh-unfinished-$(cat gone)" ]
	[ -e "$XDG_CONFIG_HOME/mh/.mh-unfinished-$$" ]
	same "$DB: good" mh-store check
}

# The owner's rights only, also where the tests are run by root.
as_owner() {
	if [ "$(id -u)" -eq 0 ]; then setpriv --bounding-set=-dac_override,-dac_read_search "$@"; else "$@"; fi
}

@test "a store that cannot be written is refused before SQLite leaves files beside it" {
	backed_store
	chmod 400 "$DB"
	refused 4 "$DB: cannot be written by you, and who only reads writes beside it too" as_owner mh-store status
	[ "$(ls "$XDG_DATA_HOME/mh")" = region.db ]
	chmod 600 "$DB"
	as_owner mh-store status > /dev/null
	colours PAARS
}
