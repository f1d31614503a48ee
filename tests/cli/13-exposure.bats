# mh-store exposure: whose data could have been seen with a key, or at a partner.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; DB="$XDG_DATA_HOME/mh/region.db"; }

exposure() { mh-store exposure --format csv "$@"; }

# A signal with two unlinked mentions of which one has a name, told on 1 March.
two_mentions() {
	echo "what was seen" | mh-signal add --quiet --received 2026-03-01 --sector police --form labour --victim female,18-22,RO --victim male,23-plus,RO \
		--narrative - > /dev/null
}

@test "a keyholder's key: every record with sealed values, whom it is about, and which fields; no name" {
	region_case > /dev/null
	two_mentions
	exposure --key "$KEYHOLDER" --since 2026-03-01 > out 2> talk
	grep -qx 'sealed,P-2026-0001,P-2026-0001,2026-03-02,name born contact' out
	grep -qx 'sealed,S-2026-0001,"M-2026-0001;M-2026-0002",2026-03-02,narrative' out
	[ "$(grep -c '^sealed,[PSCM]-' out)" -eq 2 ]
	lacks Verzonnen out
	lacks 'was seen' out
	grep -qx "mh-store: records: $(grep -c ^sealed out); persons: 3" talk
	same "M-2026-0001
M-2026-0002
P-2026-0001" mh-store exposure --key "$KEYHOLDER" --since 2026-03-01 --format ids --quiet
	[ "$(mh-store exposure --key "$KEYHOLDER" --since 2026-03-01 --format jsonl --quiet | jq -r 'select(.id == "P-2026-0001").person')" = P-2026-0001 ]
}

@test "a keyholder's key: the looks of the log in the period" {
	region_case > /dev/null
	mh-case show C-2026-0001 --identity --purpose shelter > /dev/null
	exposure --key "$KEYHOLDER" --since 2026-03-01 --quiet > out
	grep -q "^opened,[0-9]*,,2026-03-02,$(id -un): shelter: .*P-2026-0001" out
	MH_NOW=2026-03-05 exposure --key "$KEYHOLDER" --since 2026-03-03 --quiet > out
	lacks '^opened,' out
	grep -q '^sealed,P-2026-0001,' out	# what was there before could be seen then
}

@test "that looks were taken out of the log is said" {
	region_case > /dev/null
	mh-case show C-2026-0001 --identity --purpose shelter > /dev/null
	log_kept "1 day"
	MH_NOW=2026-03-05 mh-store log --checkpoint --prune > said
	last=$(sed -n 's/^who did what was taken out of entries 1 to //p' said)
	text="the log's words before entry $((last + 1)) were taken out: what was opened before is not listed"
	MH_NOW=2026-03-05 exposure --key "$KEYHOLDER" --since 2026-03-02 > out 2> talk
	lacks '^opened,' out
	grep -qxF "mh-store: $text" talk
	MH_NOW=2026-03-05 exposure --key "$KEYHOLDER" --since 2026-03-05 > out 2> talk	# nothing of that period was
	lacks 'taken out' talk
	MH_NOW=2026-03-05 mh-store exposure --key "$EXCHANGE_KEY" --since 2026-03-02 > out 2> talk || true	# looks are not listed for it
	lacks 'taken out' talk
}

@test "what a field held once could be seen, too" {
	region_case > /dev/null
	sqlite3 "$DB" "UPDATE person SET contact = NULL, entry = entry + 1"
	exposure --key "$KEYHOLDER" --since 2026-03-01 --quiet > out
	grep -qx 'sealed,P-2026-0001,P-2026-0001,2026-03-02,name born contact' out
}

@test "--until leaves out what was recorded later" {
	region_case > /dev/null
	export MH_NOW=2026-03-09T12:00:00Z
	two_mentions
	exposure --key "$KEYHOLDER" --since 2026-03-01 --until 2026-03-08 --quiet > out
	lacks S-2026-0001 out
	exposure --key "$KEYHOLDER" --since 2026-03-01 --until 2026-03-09 --quiet | grep -q S-2026-0001
}

@test "a former keyholder's key opens what was there until that day, and later days say so" {
	region_case > /dev/null
	second=$(mh_key_text "second keyholder" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add "$second" --quiet
	export MH_NOW=2026-03-04T12:00:00Z
	mh-store keyholder remove "$KEYHOLDER" --quiet > /dev/null
	export MH_NOW=2026-03-05T12:00:00Z
	two_mentions
	exposure --key "$KEYHOLDER" --since 2026-03-01 > out 2> talk
	grep -q "$KEYHOLDER: was a keyholder until 2026-03-04" talk
	grep -q '^sealed,P-2026-0001,' out
	lacks S-2026-0001 out
	refused 1 "was no keyholder any more since 2026-03-04" exposure --key "$KEYHOLDER" --since 2026-03-05
	exposure --key "$second" --since 2026-03-05 --quiet | grep -q S-2026-0001
	cp "$DB" good.db
	while read -r sql; do
		cp good.db "$DB"
		sqlite3 "$DB" "$sql"
		refused 5 "what key $KEYHOLDER is or was to the store, and since when, is not what a keyholder signed" exposure --key "$KEYHOLDER" --since 2026-03-01
		finds "what key $KEYHOLDER is or was to the store"
	done <<-END
		UPDATE allowed_key SET entry = 2 WHERE role = 'former'
		DELETE FROM allowed_key WHERE role = 'former'
	END
	cp good.db "$DB"
	sqlite3 "$DB" "UPDATE log SET at = at + 90000000 WHERE n = 2"
	refused 4 "log entry 2" exposure --key "$KEYHOLDER" --since 2026-03-01 --until 2026-03-03
}

@test "the exchange key opens the files that came in" {
	sent_referral
	exposure --key "$EXCHANGE_KEY" --since 2026-03-01 --quiet > out
	grep -qx 'received,B-2026-0001,,2026-03-02,referral: exchange' out
	[ "$(wc -l < out)" -eq 2 ]
}

@test "a partner: every disclosure, referral and message to it, with person, day and fields" {
	sent_referral
	as region
	exposure --partner shelter --since 2026-03-02 > out 2> talk
	grep -q '^disclosure,D-2026-0001,P-2026-0001,2026-03-02,minimal: ' out
	grep -qx 'referral,R-2026-0001,P-2026-0001,2026-03-02,shelter: shelter' out
	grep -qx 'message,B-2026-0001,P-2026-0001,2026-03-02,referral: exchange' out
	grep -qx 'mh-store: records: 3; persons: 1' talk
	same P-2026-0001 mh-store exposure --partner shelter --since 2026-03-01 --format ids --quiet
	refused 1 "nothing was found" exposure --partner centre --since 2026-03-01
	MH_NOW=2026-03-09 refused 1 "nothing was found" exposure --partner shelter --since 2026-03-03
}

@test "what is asked wrongly is refused, with the remedy" {
	refused 2 "--key or --partner: one of them is required" mh-store exposure --since 2026-03-01
	refused 2 "--key and --partner: one of them at a time" mh-store exposure --key "$KEYHOLDER" --partner shelter --since 2026-03-01
	refused 2 "--since: is required" mh-store exposure --key "$KEYHOLDER"
	refused 2 "--since 2026-03-03: is in the future" mh-store exposure --key "$KEYHOLDER" --since 2026-03-03
	refused 2 "--until 2026-03-03: is in the future" mh-store exposure --key "$KEYHOLDER" --since 2026-03-01 --until 2026-03-03
	refused 2 "--until 2026-02-01: is before --since 2026-03-01" mh-store exposure --key "$KEYHOLDER" --since 2026-03-01 --until 2026-02-01
	refused 2 "not a full fingerprint of 40 digits" mh-store exposure --key alice --since 2026-03-01
	refused 1 "$(key_of mallory): is no key of this store" mh-store exposure --key "$(key_of mallory)" --since 2026-03-01
	refused 1 "nobody: no such partner" mh-store exposure --partner nobody --since 2026-03-01
	refused 2 "since" mh-store exposure --partner shelter --since soon
}
