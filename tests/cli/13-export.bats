# mh-store export --all and import --all: what comes back is what was there, with its past; what is altered is refused by name.

load common
load fixture

# The coordinator's store as the demo leaves it, with what changed since: cells that CSV can stumble over, records that were changed
# twice, a code that ended, an event that was taken back. $B is the folder in which it is made, once; its export is e.pgp.
setup_file() {
	T=$(mktemp -d /tmp/mheXXXXXX)
	echo "$T" > "$BATS_FILE_TMPDIR/made"
	MH_DEMO="$T/d" "$ROOT/tests/demo/demo.sh" "$BUILD" > "$T/demo.log" 2>&1 || { tail -20 "$T/demo.log"; return 1; }
	mv "$T/d/region" "$T/region"
	find "$T" -name 'S.*' -type s -delete
	as_region
	export HOME="$T"
	cd "$T" || return 1
	changes
	mh-store export --all --purpose coordination --quiet -o "$T/e.pgp"
	gpgconf --kill all
	find "$T" -name 'S.*' -type s -delete
}

teardown_file() {
	T=$(cat "$BATS_FILE_TMPDIR/made")
	common_teardown
}

setup() {
	common_setup
	B=$(cat "$BATS_FILE_TMPDIR/made")
	cp -a "$B/region" "$B/e.pgp" "$T/"
	as_region
}

as_region() {
	become region
	DB="$XDG_DATA_HOME/mh/region.db"
	EXCHANGE_KEY=$(sqlite3 "$DB" "SELECT fingerprint FROM allowed_key WHERE role = 'exchange'")
	KEYHOLDER=$(sqlite3 "$DB" "SELECT fingerprint FROM allowed_key WHERE role = 'keyholder'")
	export MH_NOW=2026-03-20
}

changes() {
	MH_NOW=2026-03-05
	printf '=SUM(A1)\n"quoted", and; more\n\n  indented; +31 6\t@here' | mh-signal edit S-2026-0007 --quiet --municipality GM0193 --narrative -
	printf -- "-1+1|' /C calc'!A0" | mh-signal edit S-2026-0008 --quiet --indicators unknown --narrative -
	printf 'name: "@Jöy, \\"Voorbeeld\\""\naliases: "een\\ntwee"\nborn: 1999-05\n' | mh-case identity set C-2026-0001 --no-look --quiet --file - > /dev/null
	cat > ended.yaml <<-END
		format: mh-catalogue/1
		name: ended
		catalogues:
		  place:
		    source: a test
		    checked: 2026-03-01
		    codes:
		      - {code: home, en: home, nl: woning, to: 2026-03-04, wave: "700"}
	END
	mh-store apply --quiet ended.yaml > /dev/null
	MH_NOW=2026-03-10
	printf 'again' | mh-signal edit S-2026-0007 --quiet --urgency high --narrative -
	printf 'again' | mh-signal edit S-2026-0007 --quiet --place-detail -
	mh-case correct E-2026-0003 --undo --quiet > /dev/null
	mh-case consent withdraw N-2026-0003 --quiet > /dev/null
	mh-signal add --quiet --received 2026-03-10 --sector police --form unknown > /dev/null
}

# imported FILE [OPTION...]: into new.db with a new configuration folder; NEW are the options that name it.
NEW=(--store new.db --config new)
imported() {
	mh-store import --all --signed-by "$EXCHANGE_KEY" "${NEW[@]}" "$@"
}

# import_refused STATUS TEXT [FILE [OPTION...]]: and nothing is left behind.
import_refused() {
	local status=$1 text=$2
	shift 2
	refused "$status" "$text" imported "${@:-x.pgp}"
	[ ! -e new.db ]
	[ ! -e new ]
	[ -z "$(find . -maxdepth 1 -name '.mh-*')" ]
}

# opened: the files of the export in x, and their order in members.
opened() {
	mkdir -p x
	gpg --batch --quiet --decrypt e.pgp 2> /dev/null > e.tar
	tar -xf e.tar -C x
	tar -tf e.tar > members
}

# packed [MEMBER...]: x.pgp of the files in x, signed by the exchange key: what somebody with our keys could make.
packed() {
	tar --format=ustar -C x -cf x.tar --files-from members "$@"
	sealed_tar
}

sealed_tar() {
	mh_message "$GNUPGHOME" "${SIGNER:-$EXCHANGE_KEY}" "${READER:-$KEYHOLDER}" < x.tar > x.pgp
}

# altered FILE PERL TEXT...: the file changed by that, packed, refused with each of these texts; then the file is as it was.
altered() {
	local file=$1 change=$2 text
	shift 2
	cp "x/$file" kept
	perl -0777 -i -pe "$change" "x/$file"
	! cmp -s kept "x/$file" || { echo "$file is not changed by $change"; return 1; }
	packed
	import_refused 3 "nothing was imported" x.pgp
	for text; do
		grep -qF -- "$text" refused.err || { echo "not said: $text"; cat refused.err; return 1; }
	done
	cp kept "x/$file"
}

kinds() {
	sqlite3 "$DB" "SELECT substr(name, 1, length(name) - 5) FROM sqlite_schema WHERE type = 'table' AND name LIKE '%\\_past' ESCAPE '\\'"
}

# columns STORE TABLE: what of a table must be equal in both: not salts and hashes, and of numbers of sealed values only where they change.
columns() {
	local name list='' sealed
	sealed=$(mh-store fields "${2%_past}" --format csv | awk -F , '/,"?sealed/ { print $2 }' | tr - _)
	for name in $(sqlite3 "$DB" "SELECT name FROM pragma_table_info('$2')"); do
		case $name in
		salt | *_hash) continue ;;
		esac
		if grep -qx "$name" <<< "$sealed"; then
			list="$list, \"$name\" IS NULL"
		else
			list="$list, \"$name\""
		fi
	done
	echo "${list#, }"
}

@test "an export is one file for keyholders, that any program opens without this one" {
	cp "$DB" before.db
	mh-store export --all --purpose coordination -o own.pgp 2> talk
	grep -qE "^mh-store: own.pgp: [0-9]+ bytes, [0-9]+ records in [0-9]+ versions, up to log entry [0-9]+, signed by $EXCHANGE_KEY; opened again by a keyholder: good$" talk
	[ "$(stat -c %a own.pgp)" = 600 ]
	if grep -qa "Voorbeeld" own.pgp; then return 1; fi
	mv own.pgp e.pgp
	opened
	grep -qF "mh-store import --all FILE" x/README
	grep -qE '^  narrative: .*\(sealed in the store\)$' x/README
	for kind in $(kinds); do
		[ "$(sqlite3 "$DB" "SELECT (SELECT count(*) FROM \"$kind\") + (SELECT count(*) FROM ${kind}_past)")" -eq \
			"$(sqlite3 :memory: ".import --csv x/$kind.csv t" "SELECT count(*) FROM t")" ] || { echo "$kind"; return 1; }
	done
	# as another program reads it: every byte of a cell is there, and none is added
	sqlite3 :memory: ".import --csv x/signal.csv t" "SELECT narrative FROM t WHERE id = 'S-2026-0007' AND entry = (SELECT min(entry + 0) FROM t WHERE id = 'S-2026-0007' AND written LIKE '%narrative%' AND narrative LIKE '=SUM%')" > narrative
	printf '=SUM(A1)\n"quoted", and; more\n\n  indented; +31 6\t@here\n' | cmp - narrative
	same "-1+1|' /C calc'!A0" sqlite3 :memory: ".import --csv x/signal.csv t" "SELECT narrative FROM t WHERE id = 'S-2026-0008' AND replaced = ''"
	same '1999-05|@Jöy, "Voorbeeld"' sqlite3 :memory: ".import --csv x/person.csv t" "SELECT born, name FROM t WHERE born = '1999-05' AND replaced = ''"
	# the copies for reading are files that another store takes
	grep -q 'wave: .700.' x/catalogues/place.yaml
	mh-store apply --dry-run --quiet x/catalogues/*.yaml x/documents/*/*.yaml > differences
	[ ! -s differences ]
	gpg --batch --verify x/authority/000001.asc 2>&1 | grep -q "Good signature"
}

@test "that everything is looked at is in the log before anything is opened" {
	same "coordination|everything|mh-store export --all --output --purpose --quiet" sqlite3 "$DB" "SELECT purpose, subjects, command FROM log ORDER BY n DESC LIMIT 1"
	gpg --batch --quiet --yes --delete-secret-keys "$KEYHOLDER"
	refused 5 "a keyholder must be at this keyboard" mh-store export --all --purpose coordination -o own.pgp
	[ ! -e own.pgp ]
	same "everything|not opened: no keyholder's key" sqlite3 "$DB" "SELECT subjects, note FROM log ORDER BY n DESC LIMIT 1"
}

@test "export says what is missing, and refuses what it would overwrite" {
	refused 2 "--all: is required: an export holds everything" mh-store export -o own.pgp --purpose coordination
	refused 2 "--purpose: is required" mh-store export --all -o own.pgp
	refused 2 "--output: is required" mh-store export --all --purpose coordination
	refused 2 "not a code of catalogue purpose; nearest: coordination" mh-store export --all --purpose coordinaton -o own.pgp
	refused 3 "exists: name another file, or --replace" mh-store export --all --purpose coordination -o e.pgp
	refused 3 "is no OpenPGP message, so it is not replaced" mh-store export --all --purpose coordination --replace -o "$DB"
	refused 3 "cannot be written" mh-store export --all --purpose coordination -o nowhere/e.pgp
	[ ! -e own.pgp ]
	mh-store check > /dev/null
	sqlite3 "$DB" "UPDATE partner SET fingerprint = '0000000000000000000000000000000000000000' WHERE code = 'shelter'"
	refused 5 "is not what a keyholder signed" mh-store export --all --purpose coordination -o own.pgp
	[ ! -e own.pgp ]
}

# The store as it was, and what this account has seen of it.
put_back() {
	cp good.db "$DB"
	cp good.head "$head"
}

@test "what something else changed is not made true by an export" {
	head=$(find "$XDG_CONFIG_HOME/mh" -name head)
	cp "$DB" good.db
	cp "$head" good.head
	sqlite3 "$DB" "UPDATE signal SET municipality = 'GM0150' WHERE n = 202600000001"
	refused 4 "S-2026-0001: is not as the log has it" mh-store export --all --purpose coordination -o own.pgp
	put_back
	sqlite3 "$DB" "UPDATE log SET actor = 'somebody' WHERE n = 2"
	refused 4 "its log was changed by something else (mh-store check says where)" mh-store export --all --purpose coordination -o own.pgp
	put_back
	sqlite3 "$DB" "INSERT INTO code_past (n, entry, replaced, salt, catalogue, code, en) VALUES (202600000001, 2, 2, x'', 'x', 'x', hex(zeroblob(600000)))"
	refused 4 "K-2026-0001: its past is not as the log has it" mh-store export --all --purpose coordination -o own.pgp
	[ ! -e own.pgp ]
}

@test "what is imported is equal: records, past, log, counters; and its log says what it was made of" {
	imported e.pgp 2> talk
	grep -qE "^mh-store: export of the demo store of region, made 2026-03-[0-9T:]+Z, up to log entry [0-9]+, signed by $EXCHANGE_KEY$" talk
	grep -qE "imported [0-9]+ records in [0-9]+ versions: look at them with mh-store check" talk
	same "new.db: good" mh-store check "${NEW[@]}"
	[ "$(stat -c %a new.db)" = 600 ]
	[ "$(find new -name match-key -perm 600 | wc -l)" -eq 1 ]
	[ -z "$(find . new -maxdepth 1 -name '.mh-*')" ]
	for kind in $(kinds); do
		for table in "$kind" "${kind}_past"; do
			select="SELECT $(columns "$DB" "$table") FROM \"$table\" ORDER BY n, entry, rowid"
			[ -n "$select" ]
			diff <(sqlite3 "$DB" "$select") <(sqlite3 new.db "$select") > differences || { echo "$table"; head -4 differences; return 1; }
		done
	done
	for select in "SELECT * FROM counter ORDER BY kind, year" "SELECT organisation, name, zone, exchange_key, demo, created FROM store" \
		"SELECT fingerprint, role, name FROM allowed_key ORDER BY 1, 2"; do
		diff <(sqlite3 "$DB" "$select") <(sqlite3 new.db "$select")
	done
	last=$(sqlite3 "$DB" "SELECT max(n) FROM log")
	diff <(sqlite3 "$DB" "SELECT n, at, actor, command, purpose, subjects, note FROM log") \
		<(sqlite3 new.db "SELECT n, at, actor, command, purpose, subjects, note FROM log WHERE n <= $last")
	same "mh-store import --all --signed-by --store --config" sqlite3 new.db "SELECT command FROM log WHERE n = $last + 1"
	sqlite3 new.db "SELECT note FROM log WHERE n = $last + 1" | grep -qE "^imported from an export of .* of store [0-9a-f]{12} that ends with entry $last, [0-9a-f]{16}, signed by $EXCHANGE_KEY$"
	# what must not be the same
	for select in "SELECT hex(uid) FROM store" "SELECT hex(public_key) FROM store" "SELECT hex(salt) FROM signal ORDER BY n LIMIT 1" \
		"SELECT hex(digest) FROM log WHERE n = 2" "SELECT hex(rows) FROM log WHERE n = 4" "SELECT hex(external_id_hash) FROM signal WHERE external_id_hash IS NOT NULL LIMIT 1" \
		"SELECT hex(value) FROM sealed WHERE n = 1"; do
		! diff -q <(sqlite3 "$DB" "$select") <(sqlite3 new.db "$select") > /dev/null || { echo "the same: $select"; return 1; }
	done
}

@test "what is asked of the imported store gets the same answers, now and as of any day" {
	imported --quiet e.pgp
	both() {
		diff <("$@") <("$@" "${NEW[@]}") > differences || { echo "$*"; head -5 differences; return 1; }
	}
	for day in 2026-03-01 2026-03-02 2026-03-05 2026-03-09 2026-03-10 ''; do
		as_of=(${day:+--as-of "$day"})
		for list in "mh-signal list" "mh-case list" "mh-case consent list" "mh-refer list" "mh-refer partner list" "mh-refer agreement list" \
			"mh-refer disclosures" "mh-report list" "mh-store codes"; do
			# shellcheck disable=SC2086
			if $list --help | grep -q -- '--as-of'; then both $list --format jsonl "${as_of[@]}"; fi
		done
	done
	for day in 2026-03-02 2026-03-05 2026-03-12; do
		for measure in signals victims cases; do
			both mh-report table --measure "$measure" --rows form --columns year --as-of "$day" --format csv
			both mh-report table --measure "$measure" --rows municipality --columns year --as-of "$day" --internal --format csv
		done
		mh-report run council --period 2021..2025 --as-of "$day" --format html -o old.html --quiet
		mh-report run council --period 2021..2025 --as-of "$day" --format html -o new.html --quiet "${NEW[@]}"
		cmp old.html new.html
	done
	both mh-case agenda
	both mh-case show C-2026-0001
}

@test "the history of every record is the same, and so is what was sealed" {
	imported --quiet e.pgp
	sqlite3 "$DB" "SELECT format('S-2026-%04d', n % 100000000) FROM signal WHERE n < 202600000020" > ids
	mh-store codes place --format ids >> ids
	for kind in person partner profile agreement case event consent referral message disclosure document; do
		letter=$(sqlite3 "$DB" "SELECT 1" > /dev/null; case $kind in person) echo P ;; partner) echo O ;; profile) echo F ;; agreement) echo A ;;
			case) echo C ;; event) echo E ;; consent) echo N ;; referral) echo R ;; message) echo B ;; disclosure) echo D ;; document) echo T ;; esac)
		sqlite3 "$DB" "SELECT format('$letter-2026-%04d', n % 100000000) FROM (SELECT n FROM \"$kind\" ORDER BY n DESC LIMIT 12)" >> ids
	done
	[ "$(wc -l < ids)" -gt 80 ]
	while read -r id; do
		mh-store history "$id" --format csv > old
		mh-store history "$id" --format csv "${NEW[@]}" > new.csv
		[ "$(wc -l < old)" -gt 1 ]
		diff old new.csv
	done < ids
	same 3 grep -c ',narrative,' <(mh-store history S-2026-0007 --format csv "${NEW[@]}")
	for show in "mh-signal show S-2026-0007 --identity" "mh-signal show S-2026-0008 --identity" "mh-case show C-2026-0001 --identity" "mh-refer show R-2026-0001"; do
		# shellcheck disable=SC2086
		diff <($show --purpose coordination) <($show --purpose coordination "${NEW[@]}")
	done
	mh-case show C-2026-0001 --identity --purpose coordination "${NEW[@]}" | grep -qF 'Jöy, "Voorbeeld"'
	mh-signal show S-2026-0007 --identity --purpose coordination "${NEW[@]}" | grep -qF "again"
}

@test "the imported store goes on: ids are not given again, what is known is found again, a code that ended is not taken" {
	imported --quiet e.pgp
	next() { mh-signal add --quiet --received 2026-03-11 --sector police --form labour "$@"; }
	id=$(next "${NEW[@]}")
	[ "$id" = "$(next)" ]
	[ "$(mh-signal list --where "id=$id" --format ids "${NEW[@]}")" = "$id" ]
	cat > signal.yaml <<-END
		received: 2026-03-11
		sector: police
		form: labour
		source: regional-list
		external-id: RL-2021-001
	END
	refused 3 "has this external-id of the same source" mh-signal add -f signal.yaml "${NEW[@]}"
	refused 3 "does not hold on that day" next --place home "${NEW[@]}"
	# an export of the import is the same but for what is new in it
	mh-store export --all --purpose coordination --quiet -o again.pgp "${NEW[@]}"
	opened
	mkdir y
	gpg --batch --quiet --decrypt again.pgp 2> /dev/null | tar -x -C y
	for file in x/person.csv x/case.csv x/event.csv x/consent.csv x/referral.csv x/message.csv x/code.csv x/document.csv; do
		cmp "$file" "y/${file#x/}"
	done
	head -c "$(wc -c < x/log.csv)" y/log.csv | cmp - x/log.csv
	mh-store check "${NEW[@]}" > /dev/null
}

@test "import makes a store where none is, signed for by those who are named" {
	refused 2 "--all: is required: an export is imported as a whole" mh-store import e.pgp --signed-by "$EXCHANGE_KEY" "${NEW[@]}"
	refused 2 "--signed-by: is required" mh-store import --all e.pgp "${NEW[@]}"
	refused 2 "not a full fingerprint" mh-store import --all e.pgp --signed-by region "${NEW[@]}"
	refused 3 "exists: a store is never overwritten" mh-store import --all e.pgp --signed-by "$EXCHANGE_KEY"
	import_refused 3 "No such file" missing.pgp
	imported --dry-run e.pgp 2>&1 | grep -q "versions can be imported; nothing was made"
	[ ! -e new.db ]
	[ ! -e new ]
	imported --quiet - < e.pgp
	refused 3 "new.db: exists: a store is never overwritten" imported e.pgp
	mh-store check "${NEW[@]}" > /dev/null
}

@test "keyholders of the new store are those who are named, or those of the export who are here" {
	second=$(mh_key_text second "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add --quiet "$second"
	mh-store export --all --purpose coordination --quiet --replace -o e.pgp
	imported --quiet e.pgp
	same 2 grep -c . <(mh-store keyholder list --format ids "${NEW[@]}")
	rm -rf new.db new
	imported e.pgp --keyholder "$second" 2>&1 | grep -q "1 keyholder of the export is none of the new store"
	same "$second" mh-store keyholder list --format ids "${NEW[@]}"
	rm -rf new.db new
	gpg --batch --quiet --yes --delete-secret-and-public-key "$second"
	imported --quiet e.pgp
	same "$KEYHOLDER" mh-store keyholder list --format ids "${NEW[@]}"
	rm -rf new.db new
	import_refused 2 "is named as exchange key and as keyholder" e.pgp --keyholder "$EXCHANGE_KEY"
	import_refused 3 "named twice" e.pgp --keyholder "$KEYHOLDER" --keyholder "$KEYHOLDER"
	import_refused 5 "0000000000000000000000000000000000000000" e.pgp --keyholder 0000000000000000000000000000000000000000
}

@test "an export that is no demo's meets the rules of a real store" {
	opened
	sed -i "s/^demo: 'yes'/demo: 'no'/" x/store.yaml
	packed
	import_refused 6 "throw-away key" x.pgp --accept-plain-disk "a test"
	if ! lsblk -no TYPE 2> /dev/null | grep -q crypt; then
		import_refused 6 "--accept-plain-disk REASON" x.pgp
	fi
}

@test "import refuses what is not signed by those who were named, not for us, damaged or no message" {
	import_refused 3 "export: message: " "$DB"
	head -c 5000 e.pgp > x.pgp
	import_refused 3 "export: message: " x.pgp
	mh_damage "$GNUPGHOME" < e.pgp > x.pgp
	import_refused 5 "export: message: " x.pgp
	refused 5 "not known here" mh-store import --all e.pgp --signed-by "$KEYHOLDER" "${NEW[@]}"
	opened
	stranger=$(mh_key_text stranger "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	SIGNER=$stranger packed
	import_refused 5 "signed by a key that is not known here" x.pgp
	refused 5 "$stranger signed it, which is no key of the store in it" mh-store import --all x.pgp --signed-by "$stranger" "${NEW[@]}"
	[ ! -e new.db ]
	[ ! -e new ]
	READER=$stranger packed
	gpg --batch --quiet --yes --delete-secret-keys "$stranger"
	import_refused 5 "export: message: " x.pgp
	gpg --batch --quiet --trust-model always --armor --compress-algo none -r "$KEYHOLDER" --encrypt < x.tar > x.pgp 2> /dev/null
	import_refused 3 "export: message: " x.pgp
	mh-store backup --quiet -o b.pgp
	import_refused 3 "is no ustar header" b.pgp
}

@test "import refuses an archive that is cut, or has members that none of ours has" {
	opened
	packed
	imported --quiet x.pgp	# packed by another tar it is still one
	rm -rf new.db new
	cp e.tar x.tar
	for bytes in -1024 -20000; do
		head -c "$bytes" e.tar > x.tar
		sealed_tar
		import_refused 3 "nothing was imported" x.pgp
		grep -qE "does not end as one does|is cut off" refused.err
	done
	echo secret > x/extra
	packed extra
	import_refused 3 "extra: is no file of an export of this version: take it out" x.pgp
	packed --transform 's,^extra$,../extra,' extra
	import_refused 3 'export "../extra": has a name that is not allowed' x.pgp
	packed -P --transform 's,^extra$,/tmp/extra,' extra
	import_refused 3 'export "/tmp/extra": has a name that is not allowed' x.pgp
	ln -s /etc/passwd x/link
	packed link
	import_refused 3 'export "link": is no regular file' x.pgp
	packed event.csv
	import_refused 3 'export "event.csv": ' x.pgp
	for file in README store.yaml log.csv event.csv authority/000002.asc catalogues/form.yaml documents/mh-workflow-1/residence.yaml; do
		cp members all
		grep -vx "$file" all > members
		packed
		import_refused 3 "$file: is missing in the archive" x.pgp
		cp all members
	done
}

@test "import names what is wrong in store.yaml and log.csv" {
	opened
	altered store.yaml 's,mh-export/1,mh-export/2,' "store.yaml:1:9: expected mh-export/1"
	altered store.yaml 's,^demo: .*\n,,m' 'store.yaml:1:1: "demo" is missing'
	altered store.yaml 's,^zone:,zones:,m' "is no key of this file" '"zone" is missing'
	altered store.yaml 's,^demo: .*,demo: perhaps,m; s,^made: .*,made: today,m' "expected yes or no" "expected a moment in UTC"
	altered store.yaml 's,role: keyholder,role: reader,' "expected fingerprint, role (keyholder, former or exchange)"
	altered store.yaml 's,kind: signal,kind: signals,' "expected kind, year and last"
	altered store.yaml 's,last: \d+,last: 3,' 'signal.csv: row' 'is above the last number that store.yaml says was given in that year'
	altered store.yaml 's,^(entries: \d+),${1}0,m' "log.csv: has"
	altered log.csv 's,^2\,,3\,,m' 'log.csv: row 2, column n, value "3": expected 2: entries are numbered from 1, and none is missing'
	altered log.csv 's/^2,[^,]*/2,yesterday/m' 'log.csv: row 2, column at, value "yesterday": expected a moment'
	altered log.csv 's/^(2,[^,]*),[^,]*/$1,/m' 'log.csv: row 2, column actor: is required and was not given'
	altered log.csv 's,mh-store apply,mh-store \e[31m,' "holds a control character"
	altered log.csv 's,\n[^\n]*\n\z,\n,' "entries, and store.yaml says"
	altered log.csv 's,\Apurpose|note,why,' "log.csv: note: this column is missing" "log.csv: why: is no column of an export of this version"
}

@test "import names every fault of every row, with its place, and makes nothing" {
	opened
	altered consent.csv 's,^id\,entry,entry\,id,' "consent.csv: entry: stands where id is expected"
	altered consent.csv 's,signatory,signer,' "consent.csv: signatory: this column is missing" "consent.csv: signer: is no column"
	altered consent.csv 's,^(N-2026-0002.*),$1\,more,m' "cells and there are"
	altered consent.csv 's,^N-2026-0002,X-1,m' 'consent.csv: row 2, column id, value "X-1": expected the id of a consent, as N-2026-0042'
	altered consent.csv 's,^N-2026-0002,N-2026-2,m' 'expected the id of a consent'
	altered consent.csv 's,^N-2026-0002\,\d+,N-2026-0002\,9999,m' 'row 2, column entry, value "9999": there is no such entry in log.csv'
	altered consent.csv 's,^N-2026-0002\,,N-2026-0002\,0,m' 'there is no such entry in log.csv'
	altered consent.csv 's,C-2026-0002,C-2026-0077,' 'row 1, column case, value "C-2026-0077": there is no such record in case.csv'
	altered consent.csv 's,2026-03-02,2026-02-30,' 'row 1, column on, value "2026-02-30": expected a day that exists'
	altered consent.csv 's,\,given\,,\,gven\,,' 'row 1, column answer, value "gven": not a code of catalogue consent; nearest: given'
	altered consent.csv 's,\,given\,,\,\,,' 'row 1, column answer: is required and was not given: give it'
	altered consent.csv 's,\,given\,, \," given"\,,' 'row 1, column answer, value " given": is not written as an export writes it'
	altered consent.csv 's,(N-2026-0001.*\n)(N-2026-0002.*\n),$2$1,' "stands behind a higher id"
	altered case.csv 's,\A(.*\nC-2026-0001\,\d+\,\d+\,)[0-9a-f],${1}g,' 'column uid' "expected 32 hexadecimal digits"
	altered person.csv 's,"\@Jöy,"\@J\xff,' "is not UTF-8"
	altered person.csv 's,1999-05,1999-15,' 'column born, value "(sealed)": expected a day, month or year that exists'
	if grep -q '1999-15' refused.err; then return 1; fi
	altered catalogues/form.yaml 's,labour exploitation,other words,' "catalogues/form.yaml: is not what code.csv and document.csv say"
	altered code.csv 's,labour exploitation,other words,' "catalogues/form.yaml: is not what code.csv and document.csv say"
	# two in one file and one in another are said at once
	cp x/event.csv event
	sed -i '2s/C-2026-0001/C-2026-0099/' x/event.csv
	altered consent.csv 's,C-2026-0002,C-2026-0077,; s,\,given\,,\,gven\,,' "event.csv: row 1, column case" "C-2026-0077" "gven" "nothing was imported: 3 problems"
	cp event x/event.csv
	packed
	imported --quiet x.pgp	# unaltered it is good
}

@test "import refuses a past that does not hang together" {
	opened
	# the first version is gone; one in the middle; the last was erased; there are two present ones
	altered signal.csv 's,\nS-2026-0007\,\d+\,\d+\,.*?(?=\nS-2026-0007),,s' "column reporter-contact, value \"(sealed)\": is not what it was in the version before" "was made by a later entry"
	altered signal.csv 's,(\nS-2026-0007\,\d+\,\d+\,.*?)\nS-2026-0007\,\d+\,\d+\,.*?(?=\nS-2026-0007),$1,s' "column entry" "the entry that replaced the version before"
	altered signal.csv 's,(\nS-2026-0007\,\d+\,)\d+,$1,' "is empty in the version before too: a record has one present version, its last"
	altered consent.csv 's,(\nN-2026-0001\,(\d+)\,)\,,${1}$2\,,' "consent.csv: N-2026-0001: its last version was replaced by entry" "and the one that came then is missing"
	altered consent.csv 's,(\nN-2026-0001\,\d+\,),${1}2,' "is before entry"
	altered case.csv 's,(\nC-2026-0001\,\d+\,\d+\,)(.)(.*\nC-2026-0001\,\d+\,\d*\,),my $d = $2 eq "0" ? "1" : "0"; "$1$d$3",e' "is another than in the version before"
	# a value that is sealed, and the version that sealed it
	altered signal.csv 's,(\nS-2026-0008\,\d+\,\,.*)\,narrative\n,$1\,\n,' "column narrative, value \"(sealed)\": is not what it was in the version before, and does not stand"
	altered signal.csv 's,(\nS-2026-0008\,\d+\,\,.*)\,narrative\n,$1\,narrative;narrative\n,' 'value "narrative;narrative": expected names of sealed fields in the order of the columns'
	altered signal.csv 's,(\nS-2026-0008\,\d+\,\,.*)\,narrative\n,$1\,narrative;urgency\n,' "expected names of sealed fields"
	altered signal.csv 's,(\nS-2026-0001\,\d+\,\d+\,[^\n]*)Adverteert,$1Verteert,' "column narrative, value \"(sealed)\": is not what it was in the version before"
	if grep -q "Verteert" refused.err; then return 1; fi
	altered mention.csv 's,\,name;born;person-ref\n,\,name;born;contact;person-ref\n,' 'column contact: stands in "written", and is empty'
	# a record that comes before the one it points to was made
	altered event.csv 's,(\nE-2026-0001\,)\d+,${1}2,' "was made by a later entry"
	# what is unique stands once
	altered partner.csv 's,\,centre\,,\,shelter\,,' "partner.csv: row" "there is one already"
}

@test "import takes a cell as long as a field may be, and refuses a longer one" {
	opened
	perl -e 'print "x" x 65536' > long
	mh-signal edit S-2026-0009 --quiet --narrative - < long
	mh-store export --all --purpose coordination --quiet -o long.pgp
	imported --quiet long.pgp
	mh-store check "${NEW[@]}" > /dev/null
	rm -rf new.db new
	altered signal.csv 's,Adverteert,"x" x 70000,e' "column narrative, value \"(sealed)\": longer than 65536 bytes"
	altered signal.csv 's,Adverteert,"x" x 1100000,e' "a cell has more than 1048576 bytes"
}

@test "what was erased counts in the imported store as before" {
	for i in 1 2 3 4 5 6; do
		mh-case open --sex female --form labour --municipality GM0193 --opened 2026-03-01 --quiet > id
		mh-case close "$(cat id)" --outcome on-own-feet --quiet
	done
	second=$(mh_key_text second "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	mh-store keyholder add --quiet "$second"	# more persons than one keyholder may erase
	export MH_NOW=2044-06-01
	mh-store retain --apply -q -o statement.asc > /dev/null
	mh-report table --measure cases --rows form --columns year --internal --format csv > before
	cat before; grep -qE '^labour,.*,([6-9]|[1-9][0-9])$' before
	sqlite3 "$DB" "INSERT INTO erased_file VALUES ('$(printf 'ab%.0s' {1..32})')"
	mh-store export --all --purpose coordination -o erased.pgp -q
	imported --quiet erased.pgp
	mh-report table --measure cases --rows form --columns year --internal --format csv --store new.db --config new | diff before -
	for table in erased_count erased_file; do
		diff <(sqlite3 "$DB" "SELECT * FROM $table") <(sqlite3 new.db "SELECT * FROM $table")
	done
	sqlite3 new.db "SELECT count(*) FROM erased_count" | grep -qvx 0
}

# erased_case STORE...: a case that was opened, backed up to old.pgp and erased since; options name the store. $CASE is its id.
erased_case() {
	CASE=$(mh-case open --sex female --form labour --municipality GM0193 --opened 2026-03-01 --quiet)
	printf 'name: Erased Made-Up\n' | mh-case identity set "$CASE" --no-look --quiet --file - > /dev/null
	mh-case close "$CASE" --outcome on-own-feet --quiet
	mh-store backup --quiet -o old.pgp
	MH_NOW=2044-06-01 mh-store retain --apply --quiet -o statement.asc > /dev/null
	refused 1 "no such case" mh-case show "$CASE"
}

# stays_erased CONFIG: the backup of before the erasure, restored with that configuration folder.
stays_erased() {
	mh-store restore old.pgp --signed-by "$EXCHANGE_KEY" --store "again-$1.db" --config "$1" 2> talk
	grep -q "1 list of erasures that is newer than it was carried out again" talk
	refused 1 "no such case" mh-case show "$CASE" --store "again-$1.db" --config "$1"
	same "again-$1.db: good" mh-store check --store "again-$1.db" --config "$1"
}

@test "what was erased stays erased where an older backup of the exported store is restored beside the imported one" {
	fixture_store zorg
	erased_case
	mh-store export --all --purpose coordination --quiet --replace -o e.pgp
	opened
	grep -q '^erasure-lists:$' x/store.yaml
	[ "$(ls x/erasures)" = "$(sqlite3 "$XDG_DATA_HOME/mh/region.db" "SELECT lower(hex(uid)) FROM store").asc" ]
	imported --quiet e.pgp
	same "new.db: good" mh-store check "${NEW[@]}"
	sqlite3 new.db "SELECT note FROM log WHERE note LIKE 'imported from%'" | grep -qE "; lists of erasures of store [0-9a-f]{32}: [0-9a-f]{64}$"
	stays_erased new
	# an export of the imported store carries them further, and so does its backup
	mh-store export --all --purpose coordination --quiet -o further.pgp "${NEW[@]}"
	mh-store import --all --signed-by "$EXCHANGE_KEY" --quiet further.pgp --store third.db --config third
	stays_erased third
	mh-store backup --quiet -o third.pgp --store third.db --config third
	mh-store restore --quiet third.pgp --signed-by "$EXCHANGE_KEY" --store fourth.db --config fourth
	stays_erased fourth
	# what is in the imported store is what its log tells of
	sqlite3 new.db "DELETE FROM erasure_former; INSERT INTO erasure_former SELECT lower(hex(randomblob(16))), 2, 'x'"
	finds "log entry 2 does not tell of them" "${NEW[@]}"
}

@test "lists of erasures in an export are those that a keyholder signed, all of them, in their order" {
	fixture_store zorg
	erased_case
	again=$(mh-case open --sex male --form labour --municipality GM0193 --opened 2026-03-01 --quiet)
	mh-case close "$again" --outcome on-own-feet --quiet
	MH_NOW=2044-06-01 mh-store retain --apply --quiet -o second.asc > /dev/null
	mh-store export --all --purpose coordination --quiet --replace -o e.pgp
	opened
	lists=erasures/$(ls x/erasures)
	altered "$lists" 's,\A.*?END PGP MESSAGE-----\n,,s' "$lists: list of erasures 1: does not follow on the list before it"
	altered "$lists" 's,(\A.*?END PGP MESSAGE-----\n)(.*)\z,$2$1,s' "$lists: list of erasures 1: does not follow"
	altered "$lists" 's,\n-----END PGP MESSAGE-----\n\z,,' "$lists: is no list of erasures, or not whole"
	altered "$lists" 's,\z,more\n,' "$lists: is no list of erasures, or not whole"
	altered store.yaml 's,(erasure-lists:\n *- ).*,${1}zorg,' "expected 32 hexadecimal digits of a store, each once"
	altered store.yaml 's,erasure-lists:\n *- .*,erasure-lists: [],' "$lists: is no file of an export of this version"
	cp members all
	grep -vx "$lists" all > members
	packed
	import_refused 3 "$lists: is missing in the archive" x.pgp
	cp all members
	stranger=$(mh_key_text stranger "THROW-AWAY DEMO KEY, INSECURE" | mh_make_keys "$GNUPGHOME")
	gpg --batch --quiet --decrypt statement.asc 2> /dev/null | gpg --batch --quiet -u "$stranger" --digest-algo SHA256 --compress-algo none --armor --sign > "x/$lists"
	packed
	import_refused 3 "$lists: list of erasures 1: " x.pgp
}

@test "a log whose old words were taken out comes back as it is" {
	log_kept "1 day"
	MH_NOW=2026-03-10 mh-store log --checkpoint --prune | grep -q "who did what was taken out of entries 1 to"
	mh-store export --all --purpose coordination --quiet -o pruned.pgp
	mh-store log --format csv --quiet > before
	imported --quiet pruned.pgp
	[ "$(grep -cE '^[0-9]+,[^,]*,+$' before)" -gt 1 ]
	mh-store log --format csv --quiet "${NEW[@]}" | sed 2d | diff before -	# the import itself stands on top
	mh-store log --verify "${NEW[@]}" | grep -q "all as they were written"
	same "new.db: good" mh-store check "${NEW[@]}"
}

@test "a group's store, an empty one and one with another zone come back too" {
	become zorg
	mkdir -m 700 "$T/zorg" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" zorg)
	mh-store init --demo --org zorg --name "Zorg & Veiligheid: 'oost'" --zone America/Curacao --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" --quiet
	refused 3 "catalogue purpose: is not in the store" mh-store export --all --purpose coordination -o own.pgp
	mh-store apply --quiet "$BUILD/share/mh/data/catalogues/chain.yaml" > /dev/null
	mh-store export --all --purpose coordination --quiet -o own.pgp
	imported --quiet own.pgp
	same "Zorg & Veiligheid: 'oost'|America/Curacao" sqlite3 new.db "SELECT name, zone FROM store"
	mh-store check "${NEW[@]}" > /dev/null
}

@test "killed in the middle, an import leaves nothing that the next one does not clear" {
	for wait in 0.05 0.2 0.4 0.7; do
		mh-store import --all --signed-by "$EXCHANGE_KEY" "${NEW[@]}" --quiet e.pgp &
		sleep "$wait"
		kill -9 $! 2> /dev/null || true
		wait $! || true
		[ ! -e new.db ] || { mh-store check "${NEW[@]}" > /dev/null; rm -rf new.db new; }
	done
	imported --quiet e.pgp
	[ -z "$(find . new -maxdepth 1 -name '.mh-*')" ]
	mh-store check "${NEW[@]}" > /dev/null
}
