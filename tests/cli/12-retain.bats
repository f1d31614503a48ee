# mh-store retain and hold: what comes to the end of its term is erased, everywhere, and stays erased.

load common
load fixture
load chain

setup() {
	common_setup
	fixture_store region
	DB="$XDG_DATA_HOME/mh/region.db"
	FOLDER=$(echo "$XDG_CONFIG_HOME"/mh/*)
	SPOOL="$XDG_DATA_HOME/mh/region.spool"
}

# signal_of NUMBER [FIELD...]: registers a signal with one mention, whose words name Quuxelia; prints its id.
signal_of() {
	local number=$1
	shift
	cat > signal.yaml <<-END
		received: 2026-02-01
		sector: fairwork
		form: labour
		municipality: ${PLACE:-GM0193}
		source: zzquux
		external-id: FW-$number
		narrative: Quuxelia was seen
		mentions:
		  - {role: victim, sex: female, name: Quuxelia, person-ref: p$number, note: Quuxelia again}
	END
	mh-signal add --quiet -f signal.yaml "$@"
}

# closed_case NUMBER: a closed case of a signal of its own; C-2026-000N, S-2026-000N, P-2026-000N when they are made in order.
closed_case() {
	local id
	id=$(signal_of "$1")
	id=$(mh-case open --no-look --signals "$id" --quiet)
	mh-case edit --quiet "$id" --coordinator zzquux
	mh-case edit --quiet "$id" --coordinator else
	mh-case close --quiet "$id" --outcome on-own-feet > /dev/null
}

# hex_of FILE...: their bytes as upper-case hexadecimal digits.
hex_of() { cat "$@" | od -An -v -tx1 | tr -d ' \n' | tr a-f A-F; }

# later DAY: from now on it is that day.
later() { export MH_NOW="$1T12:00:00Z"; }

# second_person: a second keyholder, whose secret lies in a home of its own, $T/second.
second_person() {
	mh_bare_home "$T/second"
	SECOND=$(mh_key_text "second keyholder" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$T/second")
	gpg --homedir "$T/second" --batch --quiet --export "$SECOND" | gpg --batch --quiet --import
	mh-store keyholder add --quiet "$SECOND" > /dev/null
	gpg --batch --quiet --export | gpg --homedir "$T/second" --batch --quiet --import
}

retained() { mh-store retain --format csv "$@" | cut -d , -f 1,7,8; }

# gone TEXT: in no file of the store, its configuration and its spool.
gone() {
	if grep -rail -- "$1" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"; then
		echo "these have: $1"
		return 1
	fi
}

# reader START: somebody reads the store until reader_end.
reader() {
	mkfifo reader
	sqlite3 "$DB" < reader > reader.out &
	exec 7> reader
	echo "BEGIN; SELECT count(*) FROM signal;" >&7
	while [ ! -s reader.out ]; do sleep 0.05; done
}
reader_end() { exec 7>&-; wait; rm -f reader reader.out; }

@test "what is due is listed, and what keeps it" {
	closed_case 1
	signal_of 2 --quiet > /dev/null
	refused 1 "nothing was found" mh-store retain
	same 'id,then,by
C-2026-0001,later,
S-2026-0001,later,
S-2026-0002,later,' retained --within 20y
	later 2041-03-02
	same 'id,then,by
S-2026-0001,part of a case,C-2026-0001
S-2026-0002,unverified,' retained
	later 2041-03-03
	same 'id,then,by
C-2026-0001,erase,
S-2026-0001,erase,
S-2026-0002,unverified,' retained
	same 'C-2026-0001' mh-store retain --kind case --format ids
	same 'id,then,by
S-2026-0001,part of a case,C-2026-0001' retained --kind signal S-2026-0001
	mh-store retain C-2026-0001 --format csv 2> talk | grep -q '^C-2026-0001,wmo,closed,2026-03-02,2041-03-02,wmo-case,erase,$'
	grep -qF "would be erased: 4 records with all that belongs to them; persons: 1" talk
	same "1" sqlite3 "$DB" 'SELECT count(*) FROM "case"'
}

@test "a held case keeps its signals, their mentions, its referrals and its person" {
	common_teardown
	chain_once
	as region
	mh-case open --no-look --signals "$(signal_of 1)" --urgency high --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet > /dev/null
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	mh-store hold add C-2026-0001 --reason complaint > /dev/null
	for id in S-2026-0001 M-2026-0001 R-2026-0001 P-2026-0001 C-2026-0001; do
		refused 6 "$id: is held by H-2026-0001: mh-store hold lift" mh-store retain --before-term --reason own-request --apply "$id"
	done
	mh-store hold lift H-2026-0001 --quiet > /dev/null
	mh-store retain --before-term --reason own-request S-2026-0001
}

@test "a held record is shown as held, also where its rule is unverified" {
	signal_of 2 --quiet > /dev/null
	mh-store hold add S-2026-0001 --reason complaint > /dev/null
	later 2045-01-01
	same 'id,then,by
S-2026-0001,held,H-2026-0001' retained
	refused 6 "S-2026-0001: is kept by H-2026-0001" mh-store retain --apply
}

@test "a hold keeps a record until its day, or until it is lifted" {
	closed_case 1
	later 2045-01-01
	same H-2045-0001 mh-store hold add P-2026-0001 --reason complaint --until 2045-02-01
	same 'id,then,by
C-2026-0001,held,H-2045-0001
S-2026-0001,part of a case,C-2026-0001' retained
	refused 6 "C-2026-0001: is kept by H-2045-0001" mh-store retain --apply
	refused 6 "P-2026-0001: is held by H-2045-0001" mh-store retain --apply --before-term --reason own-request P-2026-0001
	later 2045-02-02
	retained | grep -q '^C-2026-0001,erase,$'
	same H-2045-0002 mh-store hold add C-2026-0001 --reason legal-proceedings
	retained | grep -q '^C-2026-0001,held,H-2045-0002$'
	same 'H-2045-0001,2045-02-01,
H-2045-0002,,' eval "mh-store hold list --columns id,until,lifted --format csv | tail -n 2"
	mh-store hold lift H-2045-0002
	retained | grep -q '^C-2026-0001,erase,$'
	refused 3 "H-2045-0002: was lifted on 2045-02-02" mh-store hold lift H-2045-0002
	refused 2 "--reason: is required" mh-store hold add C-2026-0001
	refused 3 "not a code" mh-store hold add C-2026-0001 --reason whim
	refused 3 "--until 2045-01-01: is past" mh-store hold add C-2026-0001 --reason complaint --until 2045-01-01
	refused 2 "M-2026-0001: a mention is kept with what it belongs to" mh-store hold add M-2026-0001 --reason complaint
	refused 1 "C-2026-0009: no such case" mh-store hold add C-2026-0009 --reason complaint
	refused 1 "H-2045-0009: no such hold" mh-store hold lift H-2045-0009
}

@test "what is erased is found nowhere: rows, past, sealed bytes, hashes, salts" {
	closed_case 1
	printf 'name: Quuxelia Planted\nborn: 2001-05-06\n' | mh-case identity set C-2026-0001 --no-look --file - --quiet > /dev/null
	echo "Quuxelia wants it" | mh-case consent add C-2026-0001 --purpose shelter --fields minimal --note - > /dev/null
	signal_of 2 --quiet > /dev/null
	sqlite3 "$DB" "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
	# What only the erased records have: ciphertexts, hashes, salts, uids.
	sqlite3 "$DB" "SELECT hex(value) FROM sealed WHERE n IN (SELECT narrative FROM signal WHERE n % 100000000 = 1
		UNION SELECT name FROM person WHERE n % 100000000 = 1 UNION SELECT note FROM consent UNION SELECT note FROM mention WHERE n % 100000000 = 1)" > secrets
	sqlite3 "$DB" "SELECT hex(external_id_hash) FROM signal WHERE n % 100000000 = 1; SELECT hex(salt) FROM signal WHERE n % 100000000 = 1;
		SELECT hex(uid) FROM person WHERE n % 100000000 = 1; SELECT DISTINCT hex(salt) FROM case_past" >> secrets
	[ "$(wc -l < secrets)" -eq 8 ]
	hex_of "$DB" > before.hex
	while read -r secret; do grep -qF "$secret" before.hex; done < secrets
	later 2045-01-01
	mh-store retain --apply --quiet -o statement.asc
	gone Quuxelia
	sqlite3 "$DB" "SELECT source FROM signal" | grep -qx zzquux
	[ "$(grep -ao zzquux "$DB" | wc -l)" -eq 2 ]	# of the other signal, and its mention
	hex_of "$DB"* > after.hex
	while read -r secret; do
		if grep -qF "$secret" after.hex; then echo "still there: $secret"; return 1; fi
	done < secrets
	for table in case case_past event consent; do
		same 0 sqlite3 "$DB" "SELECT count(*) FROM \"$table\""
	done
	same 202600000002 sqlite3 "$DB" "SELECT n FROM signal"
	mh-store check > /dev/null
	mh-signal show S-2026-0002 > /dev/null
	refused 1 "C-2026-0001: no such case" mh-case show C-2026-0001
}

@test "the statement says what, on what ground and how, without names, and is signed by a keyholder" {
	closed_case 1
	later 2045-01-01
	mh-store retain --apply --quiet > statement.asc
	gpg --batch --status-fd 3 --decrypt statement.asc 3> status > statement 2> /dev/null
	grep -q "VALIDSIG .*$KEYHOLDER" status
	same 'format: mh-erasure/1
number: 1
previous: 
organisation: region
name: Organisation region
day: 2045-01-01
second: no
persons: 1
ground: wmo-case 15 year after closed; Wmo 2015, article 5.3.4; checked 2026-11-23
count: person 1
count: case 1
count: signal 1
count: mention 1
erased: C-2026-0001 wmo-case
erased: S-2026-0001 wmo-case
erased: M-2026-0001 wmo-case
erased: P-2026-0001 wmo-case' eval "grep -vE '^(store|by|method): ' statement"
	refused 1 "nothing is due" mh-store retain --apply
	mh-store log --limit 2 --format csv | tail -n 1 | grep -q "list of erasures 1, 4 records, $(b2sum -l 256 statement.asc | cut -d ' ' -f 1)"
	mh-store retain --lists | cmp - statement.asc
	cmp statement.asc "$FOLDER/erasures"
	[ "$(stat -c %a "$FOLDER/erasures")" = 600 ]
	refused 3 "statement.asc: exists" mh-store retain --apply -o statement.asc
}

@test "an unverified rule is never carried out; a region's own file that is checked overrides it" {
	signal_of 1 > /dev/null
	signal_of 2 > /dev/null
	mh-signal triage S-2026-0002 --to assessed --quiet
	later 2045-01-01
	refused 6 "S-2026-0001: rule not-taken-up is unverified" mh-store retain --apply
	cat > ours.yaml <<-END
		format: mh-retention/1
		name: ours
		rules:
		  - {code: not-taken-up, en: lapses, nl: vervalt, kind: signal, state: [received, enriched, assessed], from: changed,
		     length: 6 month, then: lapse, source: covenant, checked: 2044-12-01}
		  - {code: lapsed, en: lapsed, nl: vervallen, kind: signal, state: lapsed, from: ended, length: 1 month, source: covenant,
		     checked: 2044-12-01}
	END
	mh-store apply --quiet ours.yaml > /dev/null
	mh-store retain --apply 2> talk > out
	grep -q "signals that lapsed: 2" talk
	[ ! -s out ]
	same $'state,reason,ended\nlapsed,term-passed,2045-01-01\nlapsed,not-decided,2045-01-01' mh-signal list --columns state,reason,ended --format csv --sort id
	mh-store check > /dev/null
	# What is told of it or added to it since does not keep it longer.
	later 2045-01-20
	mh-signal edit S-2026-0001 --urgency high --quiet
	later 2045-02-01
	refused 1 "nothing is due" mh-store retain --apply
	later 2045-02-02
	mh-store retain --apply --quiet > /dev/null
	same 0 sqlite3 "$DB" "SELECT count(*) FROM signal"
	mh-store check > /dev/null
}

@test "a suspect is erased at the end of a short term; the signal stays while others are mentioned in it" {
	cat > ours.yaml <<-END
		format: mh-retention/1
		name: ours
		rules:
		  - {code: suspect, en: suspect, nl: verdachte, kind: mention, role: suspect, from: made, length: 1 year, source: region, checked: 2026-01-01}
	END
	mh-store apply --quiet ours.yaml > /dev/null
	signal_of 1 > /dev/null
	mh-signal mention S-2026-0001 --role suspect --ground "$(mh-store codes suspect-ground --format csv --columns code | sed -n 2p)" --quiet > /dev/null
	later 2027-03-10
	same 'id,then,by
M-2026-0002,erase,' retained --kind mention
	mh-store retain --kind mention --apply 2> talk > /dev/null
	grep -q "S-2026-0001: stays, since it is about others too: look whether its words name who is erased" talk
	same 1 sqlite3 "$DB" "SELECT count(*) FROM mention"
	mh-store check > /dev/null
}

@test "a signal about two persons outlives one of their cases, and lets go of it" {
	id=$(signal_of 1)
	mh-signal mention "$id" --sex male --quiet > /dev/null
	same 'C-2026-0001
C-2026-0002' mh-case open --no-look --signals "$id" --quiet
	file=C-2026-000$(sqlite3 "$DB" 'SELECT "case" % 10 FROM signal')
	mh-case close --quiet "$file" --outcome on-own-feet > /dev/null
	later 2045-01-01
	mh-store retain --kind case --apply --quiet > /dev/null
	same 1 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
	same "202600000001|" sqlite3 "$DB" 'SELECT n, "case" FROM signal'
	same 2 sqlite3 "$DB" "SELECT count(*) FROM person"	# the signal's mentions keep them
	mh-store check > /dev/null
	mh-store history S-2026-0001 --format csv | grep -q "case,$file,"
}

@test "check explains what is missing by signed lists alone" {
	closed_case 1
	signal_of 2 > /dev/null
	cp "$DB" old.db
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	mh-store check > /dev/null
	cp "$DB" good.db
	sqlite3 "$DB" "PRAGMA foreign_keys = OFF; DELETE FROM mention; DELETE FROM signal WHERE n = 202600000002"
	finds "S-2026-0002: is in the log and not in the store: it was deleted by something else"
	cp good.db "$DB"
	sqlite3 "$DB" "ATTACH 'old.db' AS old; INSERT INTO person SELECT * FROM old.person WHERE n = 202600000001"
	finds "P-2026-0001: was erased (list 1), and is in the store again: put there by something else"
	cp good.db "$DB"
	sqlite3 "$DB" "UPDATE erasure SET signed = replace(signed, 'a', 'b')"
	finds "list of erasures 1: "
	grep -q "C-2026-0001: is in the log and not in the store" found
	cp good.db "$DB"
	sqlite3 "$DB" "DELETE FROM erasure"
	finds "C-2026-0001: is in the log and not in the store"
}

@test "what is changed by hand in tables without records is found by name" {
	closed_case 1
	signal_of 2 > /dev/null
	cp "$DB" none.db
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	mh-store check > /dev/null
	cp "$DB" good.db
	while IFS='|' read -r file sql said; do
		cp "$file" copy.db
		sqlite3 copy.db "$sql"
		finds "$said" --store copy.db
		rm copy.db*
	done <<-END
		good.db|UPDATE erased_count SET count = count + 1|erased_count: is not as the log has it: it was changed by something else
		good.db|UPDATE erased_count SET municipality = 'GM0363' WHERE measure = 'victims'|erased_count: is not as the log has it
		good.db|DELETE FROM erased_count|erased_count: is not as the log has it
		good.db|INSERT INTO erased_file VALUES ('ab')|erased_file: is not as the log has it: it was changed by something else
		none.db|INSERT INTO erased_count VALUES ('victims', '2026', 'GM0193', 'labour', 7)|erased_count: is not as the log has it
		none.db|INSERT INTO erased_file VALUES ('ab')|erased_file: is not as the log has it
		good.db|UPDATE log_row SET digests = randomblob(32) WHERE kind = 0|the digests of its rows were changed
		good.db|UPDATE counter SET last = 0 WHERE kind = 4|counter case 2026: is 0, and C-2026-0001 was given: something else put it back
		good.db|UPDATE counter SET last = 99000000 WHERE kind = 1|counter: is not as the log has it: it was changed by something else
		good.db|UPDATE signal SET external_id_hash = randomblob(16)|S-2026-0002: is not as the log has it: it was changed by something else
		good.db|UPDATE signal SET external_id_hash = NULL|S-2026-0002: is not as the log has it: it was changed by something else
		good.db|UPDATE mention SET person_ref_hash = randomblob(16)|M-2026-0002: is not as the log has it: it was changed by something else
		good.db|UPDATE signal SET external_id = NULL|S-2026-0002: external-id: is found by a value that it does not have
		good.db|DELETE FROM counter WHERE kind = 1|counter signal 2026: is 0, and S-2026-0002 was given
	END
}

@test "what was erased is explained also when the words of its log entry are pruned" {
	closed_case 1
	log_kept "1 year"
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	later 2047-01-01
	mh-store log --checkpoint --prune | grep -q "taken out of entries 1 to"
	same "" sqlite3 "$DB" "SELECT note FROM log WHERE n = (SELECT entry FROM erasure)"
	mh-store check > /dev/null
	sqlite3 "$DB" "UPDATE erasure SET entry = entry - 1"
	finds "list of erasures 1: log entry"
}

@test "the agenda names what is past its term, without a key, by rule" {
	signal_of 1 > /dev/null
	closed_case 2
	closed_case 3
	mh-store hold add C-2026-0002 --reason complaint > /dev/null
	due() { mh-case agenda --source retention --format csv | tail -n +2 | cut -d , -f 2-6; }
	later 2041-03-01
	due > said
	cat > expected <<-END
		2027-03-02,retention,not-taken-up,retention-lapse,past its term by an unverified rule: signal that nobody took up lapses (1): mh-store retain
		2041-03-01,retention,log,retention-log,past its term by an unverified rule: words of the log: mh-store retain
	END
	diff expected said
	later 2045-01-01
	due > said
	grep -qx "2041-03-02,retention,wmo-case,retention-erase,past its term: closed case (Wmo) (1): mh-store retain" said
	GNUPGHOME="$T/nobody" due | cmp - said
	refused 1 "overdue: " mh-case agenda --source retention --check
	mh-store retain --apply --quiet > /dev/null
	due | (! grep wmo-case)
}

@test "a list that no keyholder signed explains nothing" {
	closed_case 1
	signal_of 2 > /dev/null
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	gpg --batch --quiet --decrypt "$FOLDER/erasures" 2> /dev/null | sed 's/^erased: S-2026-0001/erased: S-2026-0002/' > planted
	for signer in "$EXCHANGE_KEY" "$KEYHOLDER"; do
		gpg --batch --quiet --armor --compress-algo none -u "$signer" --sign < planted > planted.asc
		cp "$DB" copy.db
		sqlite3 copy.db "UPDATE erasure SET signed = CAST(readfile('planted.asc') AS TEXT)"
		finds "list of erasures 1: " --store copy.db
		rm copy.db*
	done
}

@test "an older backup that is restored stays erased, by the configuration folder or by --erasures" {
	closed_case 1
	signal_of 2 > /dev/null
	mh-store backup --quiet -o b.pgp
	closed_case 3
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	lost=(--accept-older "what came after it is lost")
	mv "$XDG_DATA_HOME/mh/region.db" lost.db
	mh-store restore b.pgp --store new.db --signed-by "$EXCHANGE_KEY" "${lost[@]}" 2> talk
	grep -q "1 list of erasures that is newer than it was carried out again" talk
	lacks "not known here" talk
	mh-store restore b.pgp --store unknown.db --config "$T/unknown" --signed-by "$EXCHANGE_KEY" 2> talk
	grep -q "what was erased after the backup was made is not known here, and is back: no list of erasures was carried out again: give the newest lists with --erasures" talk
	mh-store backup --quiet --store new.db -o c.pgp
	mv new.db away.db
	mh-store restore c.pgp --store own.db --signed-by "$EXCHANGE_KEY" --dry-run 2> talk
	grep -qx "mh-store: no list of erasures that is known here is newer than it" talk
	mv away.db new.db
	same 202600000002 sqlite3 new.db "SELECT n FROM signal"
	mh-store check --store new.db > /dev/null
	if grep -ac "Quuxelia" new.db; then return 1; fi
	[ "$(grep -ao zzquux new.db | wc -l)" -eq 2 ]
	# Ids that were given after the backup are not given again.
	export MH_NOW=2026-03-02
	same S-2026-0004 mh-signal add --quiet --store new.db --received 2026-03-01 --sector police --form labour
	later 2045-01-01
	mh-store retain --lists -o lists.asc --store new.db
	mh-store restore b.pgp --store bare.db --config "$T/bare" --signed-by "$EXCHANGE_KEY" --erasures lists.asc --dry-run 2> talk
	grep -q "1 list of erasures" talk
	[ ! -e bare.db ]
	mh-store restore b.pgp --quiet --store bare.db --config "$T/bare" --signed-by "$EXCHANGE_KEY" --erasures lists.asc --erasures lists.asc
	same 202600000002 sqlite3 bare.db "SELECT n FROM signal"
	mh-store check --store bare.db --config "$T/bare" > /dev/null
	cmp lists.asc "$(echo "$T"/bare/*/erasures)"
}

@test "a backup that is made after an erasure knows of it itself" {
	closed_case 1
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	mh-store backup --quiet -o after.pgp
	mh-store restore after.pgp --store after.db --config "$T/after" --signed-by "$EXCHANGE_KEY" 2> talk
	if grep -q "newer than it" talk; then return 1; fi
	mh-store check --store after.db --config "$T/after" > /dev/null
}

@test "restore refuses lists that are planted, of another store, or not whole" {
	closed_case 1
	mh-store backup --quiet -o b.pgp
	later 2045-01-01
	mh-store retain --apply --quiet > lists.asc
	again=(mh-store restore b.pgp --store new.db --config "$T/new" --signed-by "$EXCHANGE_KEY" --erasures)
	gpg --batch --quiet --decrypt lists.asc > list 2> /dev/null
	gpg --batch --quiet --armor --compress-algo none -u "$EXCHANGE_KEY" --sign < list > by-exchange.asc
	refused 5 "by-exchange.asc: " "${again[@]}" by-exchange.asc
	sed 's/^store: ./store: x/' list | gpg --batch --quiet --armor --compress-algo none -u "$KEYHOLDER" --sign > other.asc
	refused 5 "other.asc: is a list of another store" "${again[@]}" other.asc
	sed 's/^number: 1/number: 2/' list | gpg --batch --quiet --armor --compress-algo none -u "$KEYHOLDER" --sign > second.asc
	refused 5 "list of erasures 2: the one before it is missing" "${again[@]}" second.asc
	echo "hello" | gpg --batch --quiet --armor --compress-algo none -u "$KEYHOLDER" --sign > text.asc
	refused 5 "text.asc: a keyholder signed it, but it is no list of erasures" "${again[@]}" text.asc
	head -n 5 lists.asc > half.asc
	refused 3 "half.asc: is no list of erasures, or not whole" "${again[@]}" half.asc
	sed '0,/^[a-zA-Z0-9+]\{20\}/s/^\([a-zA-Z0-9+]\{10\}\)./\1x/' lists.asc > altered.asc
	refused 5 "altered.asc: " "${again[@]}" altered.asc
	[ ! -e new.db ]
	[ ! -e new ]
}

@test "an older store that was put back is named, and erased again" {
	closed_case 1
	sqlite3 "$DB" "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
	cp "$DB" old.db
	later 2045-01-01
	mh-store retain --apply --quiet > /dev/null
	cp old.db "$DB"
	finds "1 list of erasures was made after it: it is an older store that was put back"
	grep -qxF "$DB: its log ends before entry $(sed -n 's/^entry: 0*//p' "$XDG_CONFIG_HOME"/mh/*/head), which this account has seen: an older store was put in its place" found
	jq -r 'select(.what | startswith("its log ends") or startswith("1 list")) | .remedy' found.jsonl > remedies
	same "restore the newest backup with mh-store restore
restore the newest backup: mh-store restore applies the lists of erasures" cat remedies
	refused 5 "an older store was put in its place" mh-store retain --finish
	rm "$(find "$XDG_CONFIG_HOME/mh" -name head)"	# an account that has seen nothing of it
	finds "1 list of erasures was made after it: it is an older store that was put back"
	grep -q '"remedy":"mh-store retain --finish erases again"' found.jsonl
	mh-store retain --finish 2> talk
	grep -q "1 list of erasures was carried out again" talk
	same 0 sqlite3 "$DB" "SELECT count(*) FROM signal"
	gone Quuxelia
	gone zzquux
	mh-store check > /dev/null
}

@test "a reader in the way: status 7, check and backup refuse, and it is finished later" {
	closed_case 1
	later 2045-01-01
	reader
	refused 7 "another program is reading" mh-store retain --apply --wait 1 -o statement.asc
	[ -s statement.asc ]
	finds "an erasure is not finished"
	refused 7 "an erasure is not finished: mh-store retain --finish, then back up" mh-store backup -o b.pgp
	refused 7 "another program is reading" mh-store retain --finish --wait 1
	reader_end
	mh-store retain --finish
	mh-store check > /dev/null
	gone zzquux
	mh-store backup --quiet -o b.pgp
	same 0 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
	mh-store log --limit 1 --format csv | grep -q "erasure finished"
}

@test "two keys of one person are not two keyholders" {
	printf '%s\n' "format: mh-retention/1" "name: ours" "second-above: 1" "rules:" \
		"  - {code: suspect, en: suspect, nl: verdachte, kind: mention, role: suspect, from: made, length: 1 year, source: region, checked: unverified}" > ours.yaml
	mh-store apply --quiet ours.yaml > /dev/null
	closed_case 1
	closed_case 2
	name=$(gpg --batch --with-colons --list-keys "$KEYHOLDER" | awk -F: '$1 == "uid" { sub(/ \(.*/, "", $10); print $10 }')
	twin=$(mh_key_text "$name" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add --quiet "$twin" > /dev/null
	later 2045-01-01
	refused 5 "a second keyholder must sign this, another person by the user id of the key" mh-store retain --apply
	mh-store retain --propose proposal.asc
	refused 5 "a second keyholder must sign this, another person" mh-store retain --apply --proposal proposal.asc
	same 2 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
	other=$(mh_key_text "another person" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add --quiet "$other" > /dev/null
	mh-store retain --apply --quiet > /dev/null
	same 0 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
}

@test "above a number of persons a second keyholder signs, by a proposal or at the same keyboard" {
	cat > ours.yaml <<-END
		format: mh-retention/1
		name: ours
		second-above: 1
		rules:
		  - {code: suspect, en: suspect, nl: verdachte, kind: mention, role: suspect, from: made, length: 1 year, source: region, checked: unverified}
	END
	mh-store apply --quiet ours.yaml > /dev/null
	closed_case 1
	closed_case 2
	later 2045-01-01
	refused 5 "a second keyholder must sign this" mh-store retain --apply
	same 2 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
	second_person
	refused 5 "a second keyholder must sign this" mh-store retain --apply
	mh-store retain --propose proposal.asc
	refused 3 "proposal.asc: exists" mh-store retain --propose proposal.asc
	refused 5 "a second keyholder must sign this" mh-store retain --apply --proposal proposal.asc
	mh-store hold add C-2026-0002 --reason complaint > /dev/null
	refused 3 "the proposal: is of 8 records" env GNUPGHOME="$T/second" mh-store retain --apply --proposal proposal.asc
	mh-store hold lift H-2045-0001
	refused 3 "the proposal: is of 8 records" env GNUPGHOME="$T/second" mh-store retain --apply --proposal proposal.asc
	rm proposal.asc
	mh-store retain --propose proposal.asc
	gpg --batch --quiet --decrypt proposal.asc 2> /dev/null | gpg --batch --quiet --armor --compress-algo none -u "$EXCHANGE_KEY" --sign > by-exchange.asc
	refused 5 "the proposal: " env GNUPGHOME="$T/second" mh-store retain --apply --proposal by-exchange.asc
	GNUPGHOME="$T/second" mh-store retain --apply --proposal proposal.asc --quiet -o both.asc
	same 2 grep -c "BEGIN PGP MESSAGE" both.asc
	same 0 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
	mh-store check > /dev/null
	# The same one twice is not two.
	sqlite3 "$DB" "UPDATE erasure SET second = signed"
	finds "list of erasures 1: two different keyholders must have signed it"
}

@test "before its term a record goes for a reason, and two keyholders sign" {
	closed_case 1
	closed_case 2
	second_person
	gpg --homedir "$T/second" --batch --quiet --export-secret-keys "$SECOND" | gpg --batch --quiet --import
	refused 2 "--before-term: name the records, and say why with --reason" mh-store retain --before-term P-2026-0001
	refused 3 "--reason whim: not a code of catalogue erase-reason" mh-store retain --before-term --reason whim P-2026-0001
	refused 2 "E-2026-0001: is a part of something" mh-store retain --before-term --reason own-request E-2026-0001
	mh-store retain --before-term --reason own-request P-2026-0001 2> talk
	grep -q "would be erased: 4 records with all that belongs to them; persons: 1" talk
	same 2 sqlite3 "$DB" "SELECT count(*) FROM person"
	mh-store retain --before-term --reason own-request P-2026-0001 --apply --quiet > both.asc
	same 2 grep -c "BEGIN PGP MESSAGE" both.asc
	gpg --batch --quiet --decrypt both.asc 2> /dev/null | grep -qx "second: yes"
	gpg --batch --quiet --decrypt both.asc 2> /dev/null | grep -qx "ground: before-term own-request"
	same 202600000002 sqlite3 "$DB" "SELECT n FROM person"
	mh-store check > /dev/null
	refused 1 "P-2026-0001: no such person" mh-store retain --before-term --reason own-request P-2026-0001
}

@test "a referral that is under way keeps what it is about; its files go with it" {
	common_teardown
	chain_once
	sent_referral
	as shelter
	mh-refer accept R-2026-0001 --quiet > /dev/null
	same 1 eval "find '$(spool_of shelter)/done' -name '*.asc' | wc -l"
	carry shelter region
	as region
	DB="$XDG_DATA_HOME/mh/region.db"
	mh-refer receive --quiet > /dev/null
	mh-refer resend R-2026-0001 --quiet > /dev/null
	SECOND=$(mh_key_text "second keyholder" "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add --quiet "$SECOND" > /dev/null
	early=(mh-store retain --before-term --reason own-request C-2026-0001)
	refused 6 "C-2026-0001: R-2026-0001 is under way: withdraw or finish it first" "${early[@]}" --apply
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	[ "$(find "$(spool_of region)" -name '*.asc' | wc -l)" -ge 4 ]
	touch "$(spool_of region)/outbox/shelter/other.asc"
	again=$(find "$(spool_of region)/done" -name '*.asc' | head -n 1)
	cp "$again" again.asc
	"${early[@]}" --apply > /dev/null 2> talk
	grep -qE "^mh-store: [0-9]+ exchange files removed" talk
	same other.asc eval "cd '$(spool_of region)' && find . -type f ! -name .receive -printf '%f\n'"
	refused 6 "was taken before, and its message was erased since: it is not taken again" mh-refer receive again.asc
	for table in case referral message disclosure person consent; do
		same 0 sqlite3 "$DB" "SELECT count(*) FROM \"$table\""
	done
	mh-store check > /dev/null
	mh-refer partner list --format ids | grep -q .
	common_teardown
	mkdir -p "$T"
}

@test "numbers stay what they were by year, municipality and form; what is finer says so" {
	for i in 1 2 3 4 5; do closed_case "$i"; done
	PLACE=GM0150 signal_of 6 > /dev/null
	mh-case open --no-look --signals S-2026-0006 --quiet > /dev/null
	mh-case close --quiet C-2026-0006 --outcome on-own-feet > /dev/null
	table() { mh-report table --internal --quiet --format csv "$@"; }
	for measure in signals victims cases; do
		table --measure $measure --rows year > "$measure.before"
	done
	table --measure signals --rows year --columns form > form.before
	later 2045-01-01
	table --measure victims --rows year --as-of 2026-12-31 > as-of.before
	mh-store retain --apply --quiet > /dev/null
	same 0 sqlite3 "$DB" "SELECT count(*) FROM signal"
	for measure in signals victims cases; do
		table --measure $measure --rows year | diff "$measure.before" -
	done
	table --measure victims --rows year --as-of 2026-12-31 | diff as-of.before -
	mh-report table --internal --format csv --measure victims --rows year --as-of 2026-06-30 2> talk > /dev/null
	grep -q "Not in these numbers: 6 erased since" talk
	table --measure signals --rows year --columns municipality > places
	head -n 1 places | grep -q '^year,label,.*,GM0193,.*,erased,total$'
	grep -qx '2026,2026,0,0,0,0,0,0,0,5,0,0,0,0,0,1,6' places
	# One of six was in a place of its own: too rare to keep its form.
	same "2026,2026,0,0,6,0,0,0,0,0,0,0,6" sed -n 2p form.before
	same "2026,2026,0,0,5,0,0,0,0,0,0,0,1,6" eval "table --measure signals --rows year --columns form | sed -n 2p"
	table --measure signals --rows sector | grep -qx 'erased,erased,6'
	same 'erased,erased,6
total,Total,6' eval "table --measure signals --rows month | tail -n 2"
	mh-report table --internal --measure signals --rows month --period 2026-02 --format csv > months 2> talk
	grep -q "Not in these numbers: 6 erased since" talk
	grep -qx 'total,Total,0' months
	mh-report table --internal --measure signals --rows month --period 2025-02 --format csv 2>&1 | grep -c erased | grep -qx 0
	mh-report table --measure signals --rows sector | grep -q "^Erased: records that were destroyed at the end of their term"
	mh-report table --measure signals --rows year --where form=labour --quiet --internal | grep -q "Not in these numbers: 6 erased"
	mh-report run council --period 2026 --format html --internal -o report.html --quiet
	grep -q "erased" report.html
}

@test "fields --dpia has purpose, basis and term of every field" {
	mh-store fields --dpia --format csv > dpia
	same "$(mh-store fields --format csv | wc -l)" eval "wc -l < dpia"
	head -n 1 dpia | grep -qx "kind,field,kept,purpose,basis,clear-for,term"
	if awk -F, 'NR > 1 && ($3 == "" || $4 == "" || $5 == "")' dpia | grep .; then return 1; fi
	grep '^case,note,sealed,' dpia | grep -q "wmo-case 15 year after closed"
	grep '^case,note,sealed,' dpia | grep -qF "jeugdwet-case 20 year after closed (unverified)"
	if grep -E ',$' dpia; then return 1; fi
	refused 4 "no store there" mh-store fields --dpia --store none.db
}

@test "a file of rules is refused with every mistake" {
	cat > wrong.yaml <<-END
		format: mh-retention/1
		name: wrong
		second-above: many
		rules:
		  - {code: a, en: a, nl: a, kind: person, from: made, length: 1 year, source: s, checked: 2026-01-01}
		  - {code: b, en: b, nl: b, kind: case, from: coordinator, length: 1 year, source: s, checked: 2026-01-01}
		  - {code: c, en: c, nl: c, kind: case, from: closed, length: long, then: burn, source: s, checked: soon}
		  - {code: c, en: c, nl: c, kind: mention, regime: wmo, from: made, length: 1 year, source: s, checked: 2026-01-01}
		  - {code: d, en: d, nl: d, kind: case, from: closed, length: 1 year, then: lapse, source: s, checked: 2026-01-01, state: closed, until: x}
	END
	refused 3 "nothing was applied: 10 problems" mh-store apply wrong.yaml
	for text in "a number of persons" "a rule is for a case, signal, mention or referral, or for the log" "expected a day of a case, or made, or changed" \
		"a length is expected" "erase or lapse" "a date, or unverified" 'rule "c" stands here twice' "a mention has no such field" \
		"only a signal can lapse" "no such key"; do
		grep -qF "$text" refused.err || { echo "not said: $text"; cat refused.err; return 1; }
	done
}

@test "options that do not go together are refused" {
	refused 2 "--finish: stands alone" mh-store retain --finish --apply
	refused 2 "--lists: stands alone" mh-store retain --lists S-2026-0001
	refused 2 "--reason: goes with --before-term" mh-store retain --reason own-request
	refused 2 "--before-term: takes neither --kind nor --within" mh-store retain --before-term --reason own-request --kind case P-2026-0001
	refused 2 "--propose: signs only" mh-store retain --propose p.asc --apply
	refused 2 "--proposal: goes with --apply" mh-store retain --proposal p.asc
	refused 2 "--output: a proposal is written where --propose says" mh-store retain --propose p -o x
	refused 2 "--within soon: expected a length" mh-store retain --within soon
	refused 2 "not an id" mh-store retain nonsense
	refused 1 "nothing was erased yet" mh-store retain --lists
	sqlite3 "$DB" "SELECT count(*) FROM erasure" | grep -qx 0
}

@test "without rules, or without a keyholder, nothing is erased" {
	closed_case 1
	gpg --batch --quiet --yes --delete-secret-keys "$KEYHOLDER"
	later 2045-01-01
	refused 5 "the list of erasures: a keyholder must be at this keyboard to sign it" mh-store retain --apply
	same 1 sqlite3 "$DB" 'SELECT count(*) FROM "case"'
	mh-store check > /dev/null
	become bare
	mkdir -m 700 "$T/bare" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" bare)
	mh-store init --demo --org bare --name Bare --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	refused 3 "no rules of retention are in the store: apply them with mh-store apply" mh-store retain
}
