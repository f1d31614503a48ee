# Who may read and who is who is signed: what is changed by hand is found, and keyholders come and go.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; DB="$XDG_DATA_HOME/mh/region.db"; }

nothing_sent() { [ -z "$(find "$T/region/data" -name '*.asc')" ]; }

# second_key: makes another person's key in the present organisation's GnuPG home; $SECOND is its fingerprint.
second_key() {
	SECOND=$(mh_key_text "second keyholder" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
}

# elsewhere NAME FINGERPRINT...: a home with the secrets of these keys only becomes the one that commands run with.
elsewhere() {
	local home="$T/$1"
	shift
	mh_bare_home "$home"
	gpg --batch --quiet --export-secret-keys "$@" | gpg --homedir "$home" --batch --quiet --import
	gpg --batch --quiet --export | gpg --homedir "$home" --batch --quiet --import
	export GNUPGHOME=$home
}

send() { mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" "$@"; }

# --- the statement and the pin

@test "init signs a statement and pins it, 0600, outside the store" {
	pin=$(find "$XDG_CONFIG_HOME/mh" -name pin -perm 600)
	grep -qx "keyholder: $KEYHOLDER" "$pin"
	grep -qx 'number: 2' "$pin"	# init, and the import of partners
	sqlite3 "$DB" "SELECT signed FROM authority WHERE n = 2" > statement.asc
	gpg --batch --quiet --verify statement.asc 2> talk.txt
	gpg --batch --quiet --decrypt statement.asc 2> /dev/null > statement
	grep -qx 'format: mh-authority/1' statement
	grep -qx "fingerprint: shelter $(key_of shelter)" statement
	grep -qx 'profile: shelter shelter contact;identity;minimal;request' statement
	mh-store check > /dev/null
}

@test "what stands in the statement and was changed by hand stops every disclosure, and is named" {
	region_case > /dev/null
	cp "$DB" good.db
	sqlite3 "$DB" .dump > before
	while IFS='|' read -r sql said; do
		cp good.db "$DB"
		sqlite3 "$DB" "$sql"
		refused 5 "$said" send
		finds "$said"
		nothing_sent
	done <<-END
		UPDATE partner SET fingerprint = '$(key_of mallory)' WHERE code = 'shelter'|the fingerprint of partner shelter is not what a keyholder signed
		UPDATE partner SET public_key = 'other' WHERE code = 'shelter'|the public key of partner shelter is not what a keyholder signed
		UPDATE partner SET accepts = 'answer' WHERE code = 'centre'|what partner centre may send is not what a keyholder signed
		UPDATE partner SET state = 'suspended' WHERE code = 'centre'|the state of partner centre is not what a keyholder signed
		UPDATE profile SET groups = 'identity;medical' WHERE partner = (SELECT n FROM partner WHERE code = 'ggd')|the profile of partner ggd is not what a keyholder signed
		UPDATE store SET secret = 'other'|the store's wrapped secret is not what a keyholder signed
		UPDATE store SET created = 0|the day on which the store was made is not what a keyholder signed
		UPDATE allowed_key SET public_key = (SELECT public_key FROM allowed_key WHERE role = 'exchange') WHERE role = 'keyholder'|the public key $KEYHOLDER is not what a keyholder signed
		UPDATE allowed_key SET name = 'Director' WHERE role = 'keyholder'|the name of key $KEYHOLDER is not what a keyholder signed
		UPDATE allowed_key SET expires = expires + 1 WHERE role = 'exchange'|the day on which key $EXCHANGE_KEY ends is not what a keyholder signed
		UPDATE allowed_key SET entry = 999 WHERE role = 'keyholder'|what key $KEYHOLDER is or was to the store, and since when, is not what a keyholder signed
		UPDATE authority SET entry = 999 WHERE n = 2|authority statement 2: a keyholder signed it in log entry 3, and the store says 999
		UPDATE store SET exchange_key = '$(key_of mallory)'|the fingerprint of the organisation's exchange key is not what a keyholder signed
		UPDATE store SET public_key = zeroblob(32)|the store's public key is not the one that is pinned
		UPDATE store SET epoch = 2|the number of the store's key is not the one that is pinned
		UPDATE allowed_key SET fingerprint = '$(key_of mallory)' WHERE role = 'keyholder'|keyholder $(key_of mallory) is not the one that is pinned
		DELETE FROM allowed_key WHERE role = 'keyholder'|the number of keyholders is not the one that is pinned
		UPDATE authority SET signed = 'other' WHERE n = 2|the authority statement is not the one that is pinned
		DELETE FROM authority WHERE n = 2|is older than the one that this account has seen
	END
	cp good.db "$DB"
	send --quiet > /dev/null
}

@test "a changed store opens no value and takes nothing in" {
	sent_referral
	as region
	mkdir -p "$(spool_of region)/inbox"
	mv "$(spool_of shelter)/outbox/region"/*.asc "$(spool_of region)/inbox/"
	sqlite3 "$DB" "UPDATE profile SET groups = 'identity;medical' WHERE partner = (SELECT n FROM partner WHERE code = 'ggd')"
	entries=$(mh-store log --format ids | wc -l)
	refused 5 "the profile of partner ggd" mh-case show C-2026-0001 --identity --purpose shelter
	refused 5 "the profile of partner ggd" mh-refer receive
	[ "$(mh-refer list --columns state --format csv | tail -n 1)" = sent ]
	[ "$(mh-store log --format ids | wc -l)" -eq "$entries" ]
}

@test "a keyholder's public key that was changed opens nothing, and check goes on without the folder that had the right one" {
	region_case > /dev/null
	sqlite3 "$DB" "UPDATE allowed_key SET public_key = (SELECT public_key FROM allowed_key WHERE role = 'exchange') WHERE role = 'keyholder'"
	refused 5 "the public key $KEYHOLDER is not what a keyholder signed" mh-case show C-2026-0001 --identity --purpose shelter
	[ ! -s refused.out ]
	rm -r "$XDG_CONFIG_HOME"/mh/*/gnupg
	sqlite3 "$DB" "UPDATE counter SET last = 99000000"
	finds "$DB: $KEYHOLDER: another key was given: $EXCHANGE_KEY"
	grep -q '^counter: ' found
}

@test "the log entry of an older statement is what a keyholder signed" {
	sqlite3 "$DB" "UPDATE authority SET entry = 999 WHERE n = 1"
	finds "authority statement 1: a keyholder signed it in log entry 1, and the store says 999"
}

@test "a person's row that is not as the log has it is not opened" {
	region_case > /dev/null
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
	cp "$DB" good.db
	sqlite3 "$DB" "UPDATE person SET country = 'BG'"
	refused 4 "P-2026-0001: is not as the log has it" mh-case show C-2026-0001 --identity --purpose shelter
	refused 4 "P-2026-0001: is not as the log has it" send
	nothing_sent
	cp good.db "$DB"
	rm "$(find "$XDG_CONFIG_HOME/mh" -name head)"
	sqlite3 "$DB" "UPDATE log_row SET digests = randomblob(length(digests)) WHERE kind = 3"
	refused 4 "the digests of its rows were changed" mh-case show C-2026-0001 --identity --purpose shelter
}

@test "data keys that were changed are found by who can open them, and make no backup that cannot be opened" {
	region_case > /dev/null
	mh-store backup --quiet -o good.pgp
	sqlite3 "$DB" "UPDATE data_key SET wrapped = zeroblob(80) WHERE n = 1"
	refused 5 "data key 1: does not open" mh-store log --verify
	refused 5 "data key 1: does not open" mh-store backup -o b.pgp
	[ ! -e b.pgp ]
}

@test "a writer who finds another public key than is pinned writes nothing" {
	sqlite3 "$DB" "UPDATE store SET public_key = zeroblob(32)"
	refused 5 "the store's public key is not the one that is pinned" mh-signal add --received 2026-03-01 --sector police --form labour
	refused 1 "nothing was found" mh-signal list
}

@test "without its pin, or with that of another store, nothing is written" {
	pin=$(find "$XDG_CONFIG_HOME/mh" -name pin)
	cp "$(find "$T/shelter/config/mh" -name pin)" "$pin"
	refused 5 "is no pin of this store" mh-signal add --received 2026-03-01 --sector police --form labour
	rm "$pin"
	refused 5 "the pin of this store cannot be read" mh-signal add --received 2026-03-01 --sector police --form labour
	finds "the pin of this store cannot be read"
}

@test "a statement that somebody else signed is not followed" {
	sqlite3 "$DB" "SELECT signed FROM authority WHERE n = 2" > two.asc
	gpg --batch --quiet --decrypt two.asc 2> /dev/null | sed "s/^number: 2/number: 3/; s/^keyholder: .*/keyholder: $(key_of mallory)/" > three
	gpg --homedir "$T/mallory/gpg" --batch --quiet --armor --compress-algo none -u "$(key_of mallory)" --sign < three > three.asc
	sqlite3 "$DB" "INSERT INTO authority (n, entry, signed) VALUES (3, 9, CAST(readfile('three.asc') AS TEXT))"
	refused 5 "authority statement 3" mh-signal add --received 2026-03-01 --sector police --form labour
	grep -qx 'number: 2' "$(find "$XDG_CONFIG_HOME/mh" -name pin)"
}

@test "a pin that was not written in time follows by itself, and so does a colleague's" {
	pin=$(find "$XDG_CONFIG_HOME/mh" -name pin)
	cp "$pin" old-pin
	second_key
	mh-store keyholder add "$SECOND" --quiet
	mh-store keyholder remove "$KEYHOLDER" --quiet
	cp "$pin" new-pin
	cp old-pin "$pin"
	rm -r "${pin%/*}/gnupg"
	mh-signal add --received 2026-03-01 --sector police --form labour > /dev/null
	cmp "$pin" new-pin
}

@test "changes of partners and agreements need a keyholder, and nothing is written without" {
	elsewhere nobody "$EXCHANGE_KEY"
	entries=$(mh-store log --format ids | wc -l)
	echo '  - {code: fier, name: Fier, column: care, profile: {shelter: [minimal]}}' >> partners.yaml
	refused 5 "a keyholder must be at this keyboard to sign it" mh-refer partner import partners.yaml
	refused 5 "a keyholder must be at this keyboard to sign it" mh-refer agreement add --with shelter --kind data --name X --signed 2026-03-01
	[ "$(mh-store log --format ids | wc -l)" -eq "$entries" ]
	refused 1 "nothing was found" mh-refer partner list --where code=fier
	printf 'format: mh-partners/1\npartners:\n  - {code: ggd, name: GGD Voorbeeld, column: care, capacity: 3}\n' > places.yaml
	mh-refer partner import places.yaml --quiet > /dev/null	# capacity is nobody's trust
	as region
	mh-refer agreement add --with shelter --kind data --name X --signed 2026-03-01 > /dev/null
	mh-store check > /dev/null
}

# --- keyholders

@test "a second keyholder opens what was sealed before" {
	region_case > /dev/null
	second_key
	mh-store keyholder add "$SECOND" 2> talk.txt
	grep -q "$SECOND: is a keyholder now" talk.txt
	same "$(printf '%s\n' "$KEYHOLDER" "$SECOND" | sort)" mh-store keyholder list --format ids
	elsewhere second "$SECOND"
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
	mh-store check > /dev/null
}

@test "adding a keyholder: what is refused" {
	second_key
	refused 2 "not a full fingerprint" mh-store keyholder add second@example.org
	refused 5 "0000000000000000000000000000000000000000" mh-store keyholder add 0000000000000000000000000000000000000000
	refused 3 "is a keyholder already" mh-store keyholder add "$KEYHOLDER"
	refused 3 "the organisation's key is no person's" mh-store keyholder add "$EXCHANGE_KEY"
	elsewhere nobody "$EXCHANGE_KEY"
	refused 5 "a keyholder must be at this keyboard" mh-store keyholder add "$SECOND"
	same "$KEYHOLDER" mh-store keyholder list --format ids
}

@test "the exchange key of a partner is no keyholder's" {
	refused 3 "$(key_of shelter): is the exchange key of partner shelter: an organisation's key is no person's" mh-store keyholder add "$(key_of shelter)"
	same "$KEYHOLDER" mh-store keyholder list --format ids
}

@test "a keyholder's renewed key is taken" {
	gpg --batch --quiet --quick-set-expire "$KEYHOLDER" 2045-12-31 2> /dev/null
	mh-store keyholder add "$KEYHOLDER" 2> talk.txt
	grep -q "its renewed key was taken" talk.txt
	mh-store keyholder list --format csv | grep -q ',2045-12-31,'
	mh-store check > /dev/null
}

@test "one who leaves opens nothing that the store holds from then on, and what may still be held is said" {
	region_case > /dev/null
	second_key
	mh-store keyholder add "$SECOND" --quiet
	cp "$DB" before.db
	mh-store keyholder remove "$KEYHOLDER" 2> talk.txt
	grep -q 'another key, number 2' talk.txt
	grep -q "$KEYHOLDER: is no keyholder any more" talk.txt
	grep -q 'every copy or backup of the store from before that entry' talk.txt
	grep -q 'there is one keyholder' talk.txt
	home=$GNUPGHOME
	elsewhere first "$KEYHOLDER"
	refused 5 "a keyholder must be at this keyboard" mh-case show C-2026-0001 --identity --purpose shelter
	GNUPGHOME=$home elsewhere second "$SECOND"
	GNUPGHOME=$T/second
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
	printf 'name: Nieuwe Naam\n' | mh-case identity set C-2026-0001 --no-look --file - --quiet
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Nieuwe Naam'
	mh-store check > /dev/null
	cp before.db "$DB"	# putting the old store back does not bring the keyholder back
	refused 5 "an older store was put in its place" mh-signal add --received 2026-03-01 --sector police --form labour
	rm "$(find "$XDG_CONFIG_HOME/mh" -name head)"
	refused 5 "is older than the one that this account has seen" mh-signal add --received 2026-03-01 --sector police --form labour
}

@test "removing a keyholder: what is refused" {
	second_key
	refused 6 "is the last keyholder" mh-store keyholder remove "$KEYHOLDER"
	refused 3 "is no keyholder" mh-store keyholder remove "$SECOND"
	refused 2 "not a full fingerprint" mh-store keyholder remove alice
	mh-store keyholder add "$SECOND" --quiet
	elsewhere leaving "$KEYHOLDER"
	refused 5 "$SECOND" mh-store keyholder remove "$KEYHOLDER"	# who leaves does not sign: who stays does
	same 2 sh -c 'mh-store keyholder list --format ids | wc -l'
}

@test "a rotation changes the key and wraps every data key anew; values stay where they are" {
	region_case > /dev/null
	values=$(sqlite3 "$DB" "SELECT n, data_key, hex(value) FROM sealed")
	keys=$(sqlite3 "$DB" "SELECT hex(wrapped) FROM data_key")
	mh-store keyholder rotate 2> talk.txt
	grep -q "another key, number 2; $(wc -l <<< "$keys") data keys were wrapped anew" talk.txt
	[ "$(sqlite3 "$DB" "SELECT n, data_key, hex(value) FROM sealed")" = "$values" ]
	[ "$(sqlite3 "$DB" "SELECT hex(wrapped) FROM data_key")" != "$keys" ]
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
	mh-store keyholder rotate --quiet
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
	send --quiet > /dev/null
	mh-store check > /dev/null
	sqlite3 "$DB" "UPDATE data_key SET wrapped = zeroblob(80)"
	refused 5 "data key 1: " mh-store keyholder rotate
	grep -qx 'epoch: 3' "$(find "$XDG_CONFIG_HOME/mh" -name pin)"
}

@test "killed in the middle of a rotation, the store has the one key or the other, whole" {
	region_case > /dev/null
	sqlite3 "$DB" "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < 5000)
		INSERT INTO data_key (epoch, wrapped) SELECT epoch, wrapped FROM c, (SELECT * FROM data_key LIMIT 1)"
	for wait in 0 1 2 3; do
		mh-store keyholder rotate --quiet &
		while ((wait-- > 0)) && kill -0 $! 2> /dev/null; do mh-store keyholder list > /dev/null; done
		kill -9 $! 2> /dev/null || true
		wait || true
		mh-store check > /dev/null
		mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
	done
	mh-store keyholder rotate --quiet
	mh-case show C-2026-0001 --identity --purpose shelter | grep -q 'Ana Verzonnen'
}

@test "status and check name keys that end within 60 days" {
	gpg --batch --quiet --quick-set-expire "$KEYHOLDER" 2045-12-31 2> /dev/null
	mh-store keyholder add "$KEYHOLDER" --quiet
	mh-store status > said
	lacks expires said
	mh-case agenda --source key --format ids > said
	[ ! -s said ]
	export MH_NOW=2045-11-20
	mh-store status | grep -q "$KEYHOLDER.*expires on 2045-12-31"
	warns "$KEYHOLDER: key of region keyholder (THROW-AWAY DEMO KEY, INSECURE): expires on 2045-12-31"
	mh-case agenda --source key --format csv | grep -q "^later,2045-12-31,key,$KEYHOLDER,key-end,key expires,"
	# the day is the key's own: what the table says of it hides nothing
	cp "$DB" good.db
	sqlite3 "$DB" "UPDATE allowed_key SET expires = 0"
	mh-store status | grep -q "$KEYHOLDER.*expires on 2045-12-31"
	mh-case agenda --source key --format csv | grep -q "^later,2045-12-31,key,$KEYHOLDER,"
	finds "the day on which key $KEYHOLDER ends is not what a keyholder signed"
	jq -r 'select(.severity == "warning") | .what' found.jsonl | grep -q 'expires on 2045-12-31'
	cp good.db "$DB"
	MH_NOW=2046-01-02 finds "$KEYHOLDER: key of region keyholder (THROW-AWAY DEMO KEY, INSECURE): has expired on 2045-12-31"
}
