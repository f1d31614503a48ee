# The log: verified by a keyholder, signed at checkpoints, and what somebody did to the file by hand is found.

load common
load fixture

# A demo store whose log has six entries.
logged_store() {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	DB="$XDG_DATA_HOME/mh/region.db"
	mh-store init --demo --org zorg --name Zorg --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	FOLDER=$(dirname "$(find "$XDG_CONFIG_HOME/mh" -name pin)")
	colour rood ROOD paars PAARS blauw
}

# colour LABEL...: an entry for each.
colour() {
	for label; do
		cat > "$T/colours.yaml" <<-END
			format: mh-catalogue/1
			name: colours
			catalogues:
			  colour:
			    source: a test
			    checked: 2026-03-01
			    codes:
			      - {code: red, en: red, nl: $label}
		END
		mh-store apply --quiet "$T/colours.yaml" > /dev/null
	done
}

keyless() {
	mkdir -m 700 -p "$T/keyless"
	GNUPGHOME="$T/keyless" "$@"
}

@test "a log is verified by a keyholder, and in part without one" {
	logged_store
	mh-store log --verify > said
	grep -qx "$DB: log: 6 entries, all as they were written; checkpoints: 0; held by partners: 0" said
	mh-store log --verify --without-key > said
	grep -qx "$DB: log: 6 entries that hang together; the MAC was not verified; checkpoints: 0; held by partners: 0" said
	keyless mh-store log --verify --without-key | grep -q "6 entries that hang together"
	refused 5 "a keyholder must be at this keyboard" keyless mh-store log --verify
	[ "$(mh-store log --format ids | wc -l)" -eq 6 ]	# looking at it is no entry
	refused 2 "give one of them" mh-store log --verify --checkpoint
	refused 2 "goes with --verify" mh-store log --without-key
	refused 2 "goes with --checkpoint" mh-store log --prune
}

@test "every way of bending the log by hand is found, and the first wrong entry named" {
	logged_store
	cp "$DB" good.db
	while IFS='|' read -r sql said; do
		cp good.db "$DB"
		sqlite3 "$DB" "$sql"
		refused 1 "$said" mh-store log --verify
	done <<-END
		UPDATE log SET actor = 'somebody' WHERE n = 4|log entry 4: was changed
		UPDATE log SET at = at + 1 WHERE n = 4|log entry 4: was changed
		DELETE FROM log WHERE n = 4|log entry 4: is missing
		DELETE FROM log WHERE n IN (3, 4)|log entry 3: is missing, and those after it too
		UPDATE log SET mac = (SELECT mac FROM log WHERE n = 3) WHERE n = 4|log entry 4: was not written when it says
		DELETE FROM log WHERE n > 4|log entry 5: is missing: the end of the log was cut off
		DELETE FROM log WHERE n > 4; UPDATE log_next SET n = 5|log entry 5: the key for it is another
		UPDATE log_next SET key = randomblob(32)|log entry 7: the key for it is another
		UPDATE log_row SET digests = randomblob(32) WHERE entry = 4|log entry 4: the digests of its rows were changed
		UPDATE log SET told = randomblob(32), actor = '', note = '' WHERE n = 2|log entry 2: its words were taken out, and no keyholder signed that
	END
	cp good.db "$DB"
	mh-store log --verify > /dev/null
}

@test "what keyholders signed and is changed is named with status 5, and the log is not blamed for it" {
	logged_store
	cp "$DB" good.db
	while IFS='|' read -r sql said; do
		cp good.db "$DB"
		sqlite3 "$DB" "$sql"
		refused 5 "$said" mh-store log --verify
		grep -q "6 entries that hang together; the MAC was not verified" refused.out
		[ "$(grep -c "the log is not as it was written" refused.err)" -eq 0 ]
		mh-store log --verify --without-key > /dev/null
	done <<-END
		UPDATE log_key SET commitment = randomblob(32)|the key of the log that begins with entry 1 is not what a keyholder signed
		INSERT INTO log_key VALUES (4, 1, randomblob(80), randomblob(32), 'restore')|the key of the log that begins with entry 4 is not what a keyholder signed
		UPDATE store SET name = 'Zorq'|the organisation's name is not what a keyholder signed
		UPDATE store SET exchange_key = 'x'|the fingerprint of the organisation's exchange key is not what a keyholder signed
	END
	cp good.db "$DB"
	mv "$FOLDER/pin" pin
	refused 5 "the pin of this store cannot be read" mh-store log --verify
	[ "$(grep -c "the log is not as it was written" refused.err)" -eq 0 ]
	mv pin "$FOLDER/pin"
	mh-store log --verify > /dev/null
}

@test "another key for the next entry is found without a key by the account that wrote last" {
	logged_store
	cp "$DB" good.db
	sqlite3 "$DB" "UPDATE log_next SET key = randomblob(32)"
	finds "region.db: the key for its next log entry is not the one that was seen before"
	refused 1 "the key for its next log entry is not the one that was seen before" mh-store log --verify --without-key
	refused 5 "something else replaced it" colour wit
	cp good.db "$DB"
	mh-store backup -o b.pgp --quiet	# which leaves what was seen as it was
	sqlite3 "$DB" "UPDATE log_next SET key = randomblob(32)"
	finds "the key for its next log entry is not the one that was seen before"
	rm "$FOLDER/head"	# a colleague who has seen nothing yet: only a keyholder finds it
	mh-store check > /dev/null
	refused 1 "log entry 7: the key for it is another" mh-store log --verify
}

@test "a log that was cut off, or an older store put in its place, stops the next command that writes" {
	logged_store
	cp "$DB" good.db
	sqlite3 "$DB" "DELETE FROM log WHERE n = 6"
	refused 5 "its log ends with entry 5 and ought to end with 6" colour wit
	sqlite3 "$DB" "DELETE FROM log_next"
	refused 5 "the key of its log is missing" colour wit
	cp good.db "$DB"
	colour groen
	cp good.db "$DB"
	refused 5 "its log ends before entry 7, which this account has seen: an older store was put in its place" mh-store apply "$T/colours.yaml"
	refused 1 "an older store was put in its place" mh-store log --verify
	finds "an older store was put in its place"
	# another history of the same length
	mv "$FOLDER/head" head
	colour geel
	cp head "$FOLDER/head"
	refused 5 "log entry 7: is not the one that was seen before: this is another history" mh-store apply "$T/colours.yaml"
	refused 1 "this is another history" mh-store log --verify
}

@test "the end that this account has seen is written with each commit, 0600" {
	logged_store
	[ "$(stat -c %a "$FOLDER/head")" = 600 ]
	grep -qx 'entry: 000000000000000006' "$FOLDER/head"
	same "digest: $(sqlite3 "$DB" "SELECT lower(hex(digest)) FROM log WHERE n = 6")" grep digest "$FOLDER/head"
	colour groen
	grep -qx 'entry: 000000000000000007' "$FOLDER/head"
	rm "$FOLDER/head"	# gone, as for a new colleague: begun again
	colour rood
	grep -qx 'entry: 000000000000000008' "$FOLDER/head"
}

@test "a checkpoint is signed by a keyholder, and holds what was before it" {
	logged_store
	mh-store log --checkpoint > said
	same "checkpoint 1: entry 6, digest $(sqlite3 "$DB" "SELECT lower(hex(digest)) FROM log WHERE n = 6")" cat said
	same "checkpoint 1 of entry 6" sqlite3 "$DB" "SELECT note FROM log WHERE n = 7"
	sqlite3 "$DB" "SELECT signed FROM checkpoint" > signed.asc
	gpg --batch --quiet --decrypt signed.asc 2> /dev/null > text
	grep -qx 'format: mh-checkpoint/1' text
	grep -qx 'entry: 6' text
	mh-store log --verify | grep -q '7 entries, all as they were written; checkpoints: 1'
	refused 5 "a keyholder must be at this keyboard" keyless mh-store log --checkpoint
	cp "$DB" good.db
	while IFS='|' read -r sql said; do
		cp good.db "$DB"
		sqlite3 "$DB" "$sql"
		refused 1 "$said" mh-store log --verify --without-key
		finds "$said"
		refused 5 "nothing was signed" mh-store log --checkpoint
	done <<-END
		UPDATE checkpoint SET digest = randomblob(32)|log entry 6: the checkpoint of it is not one that a keyholder signed
		UPDATE checkpoint SET entry = 5|log entry 5: the checkpoint of it is not one that a keyholder signed
		UPDATE checkpoint SET signed = 'x'|log entry 6: the checkpoint of it is not one that a keyholder signed
		UPDATE log SET digest = randomblob(32) WHERE n = 6|log entry 6: is not the one that a keyholder signed in a checkpoint
	END
}

@test "words of old entries are taken out at a checkpoint only, by a rule that was checked, and the log stays whole" {
	logged_store
	refused 3 "no rules of retention are in the store" mh-store log --checkpoint --prune
	mh-store apply --quiet "$MH_BUILD/share/mh/data/retention/retention.yaml" > /dev/null
	export MH_NOW=2028-05-01
	mh-store log --checkpoint | grep -q '^checkpoint 1: entry 7'
	refused 6 "log: rule log is unverified: compare it with its source (NEN 7513" mh-store log --checkpoint --prune
	MH_NOW=2032-01-01 mh-store retain 2>&1 | grep -q "log: the words of entries 1 to 7 are past their term (log), by a rule that is unverified"
	log_kept "1 year"	# entry 9
	mh-store retain 2>&1 | grep -qx "mh-store: log: the words of entries 1 to 7 are past their term (log): mh-store log --checkpoint --prune"
	mh-store log --checkpoint --prune > said
	grep -qx "who did what was taken out of entries 1 to 7" said
	mh-store log --verify | grep -q '10 entries, all as they were written'
	mh-store check > /dev/null
	same "7" sqlite3 "$DB" "SELECT count(*) FROM log WHERE command = '' AND actor = '' AND salt = x'' AND length(told) = 32"
	same "checkpoint 2 of entry 9; words of entries 1 to 7 removed" sqlite3 "$DB" "SELECT note FROM log WHERE n = 10"
	mh-store history K-2026-0001 --format csv | grep -q ROOD	# what a record was stays
	# a second time nothing older is left
	mh-store retain 2>&1 | (! grep "past their term")
	mh-store log --checkpoint --prune | grep -q "entries 1 to 7"
	same "checkpoint 3 of entry 10" sqlite3 "$DB" "SELECT note FROM log WHERE n = 11"
	cp "$DB" good.db
	sqlite3 "$DB" "UPDATE log SET actor = 'mallory', command = 'mh-case show --identity' WHERE n = 3"
	refused 1 "log entry 3: has words, which were taken out before: something else put them there" mh-store log --verify
	finds "log entry 3: has words"
	cp good.db "$DB"
	sqlite3 "$DB" "DELETE FROM checkpoint WHERE n = 3"
	finds "the checkpoints of the log is not what a keyholder signed"
	refused 5 "the checkpoints of the log is not what a keyholder signed" mh-store log --verify
	cp good.db "$DB"
	sqlite3 "$DB" "UPDATE log SET actor = '', command = '', note = '', salt = x'', told = randomblob(32) WHERE n = 8"
	refused 1 "log entry 8: its words were taken out, and no keyholder signed that" mh-store log --verify
}

@test "words of the log are kept through the last day of their term" {
	logged_store
	log_kept "1 month"
	for day in 2026-03-31 2026-04-02; do
		MH_NOW=$day mh-store retain 2>&1 | (! grep "past their term")
	done
	MH_NOW=2026-04-03 mh-store retain 2>&1 | grep -q "entries 1 to 7 are past"
	MH_NOW=2026-03-02 mh-store log --checkpoint --prune > said
	[ "$(grep -c 'taken out' said)" -eq 0 ]
}

@test "a rule of the log with conditions, another day or an end is refused" {
	logged_store
	cat > wrong.yaml <<-END
		format: mh-retention/1
		name: wrong
		rules:
		  - {code: a, en: a, nl: a, kind: log, from: changed, length: 1 year, state: closed, then: lapse, source: s, checked: 2026-01-01}
	END
	refused 3 "nothing was applied: 3 problems" mh-store apply wrong.yaml
	for text in "a rule of the log has no conditions" "an entry of the log counts from the day on which it was made: made" "only a signal can lapse"; do
		grep -qF "$text" refused.err
	done
}

@test "keys of the MAC go with the store's key, and a former keyholder verifies no more" {
	logged_store
	second=$(mh_key_text "second" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add "$second" --quiet
	mh-store keyholder rotate --quiet
	mh-store log --verify | grep -q 'all as they were written'
	mh-store keyholder remove "$KEYHOLDER" --quiet
	mh-store log --verify | grep -q 'all as they were written'
	gpg --batch --yes --delete-secret-keys "$second" 2> /dev/null || gpg --batch --yes --pinentry-mode loopback --delete-secret-keys "$second"
	refused 5 "a keyholder must be at this keyboard" mh-store log --verify
}
