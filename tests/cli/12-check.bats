# mh-store check: what it looks at beside the log: derived states, the store's place, keys, shipped files, jobs.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; DB="$XDG_DATA_HOME/mh/region.db"; FOLDER=$(dirname "$XDG_CONFIG_HOME"/mh/*/pin); }

# by_hand SQL: as one would who knows the schema and not the log.
by_hand() { sqlite3 "$DB" "$1"; }

# --- the answer

@test "a good store says so once, and not to cron; other formats have no row" {
	same "$DB: good" mh-store check
	same "" mh-store check --quiet
	same "severity,object,what,remedy" mh-store check --format csv
	same "" mh-store check --format jsonl
}

@test "a finding is a row with severity, object, what and remedy, and the status is 1" {
	chmod 604 "$DB"
	refused 1 "$DB: 1 fault" mh-store check --format csv
	[ "$(cat refused.out)" = "severity,object,what,remedy
fault,$DB,others can read it or change it: its mode is 604,chmod 600 $DB" ]
	refused 1 "$DB: 1 fault" mh-store check
	grep -q "^fault  *$DB  others can read it or change it: its mode is 604  chmod 600 $DB\$" refused.out
	refused 1 "1 fault" mh-store check --quiet
	grep -q "chmod 600" refused.out
	refused 2 "takes no operand" mh-store check all
	# what it says is what mends it
	jq -r .remedy <(mh-store check --format jsonl || true) | bash
	mh-store check > /dev/null
}

@test "every finding is told, not only the first" {
	chmod 644 "$DB"
	rm "$FOLDER/match-key"
	chmod 755 "$FOLDER"
	refused 1 "3 faults" mh-store check --format csv
	[ "$(grep -c ^fault refused.out)" -eq 3 ]
}

# --- the place

@test "modes of the store's files, its configuration folder and the spool are looked at" {
	mkdir -p -m 700 "$(spool_of region)"/{inbox,outbox,done,refused}
	chmod 700 "$(spool_of region)"
	mh-store check > /dev/null
	for path in "$DB" "$FOLDER" "$FOLDER/pin" "$FOLDER/match-key" "$FOLDER/gnupg" "$(spool_of region)/inbox" \
		"$(spool_of region)/outbox" "$(spool_of region)/done" "$(spool_of region)/refused"; do
		before=$(stat -c %a "$path")
		chmod o+r "$path"
		finds "$path: others can read it or change it"
		[ "$(wc -l < found)" -eq 1 ]
		jq -r .remedy found.jsonl | bash
		[ "$(stat -c %a "$path")" = "$before" ]
	done
	chmod 777 "$(spool_of region)"
	finds "$(spool_of region): others can read it or change it: its mode is 777"
	jq -r .remedy found.jsonl | bash
	mh-store check > /dev/null
}

@test "a store that a group shares may be the group's, and nobody else's" {
	chmod 660 "$DB"
	chmod 770 "$FOLDER"
	mh-store check > /dev/null
	chmod 771 "$FOLDER"
	finds "$FOLDER: others can read it or change it: its mode is 771"
	[ "$(jq -r .remedy found.jsonl)" = "chmod 770 $FOLDER" ]
}

@test "a folder in which everybody writes is found" {
	chmod 777 "${DB%/*}"
	finds "${DB%/*}: everybody can put another file in the place of the store"
	chmod 1777 "${DB%/*}"	# nobody takes another's file away there
	mh-store check > /dev/null
}

@test "too little room is found" {
	# An unfinished journal of zeros, as large as what is free: SQLite passes over it.
	truncate -s "$(df --output=avail -B1 "$T" | tail -n 1)" "$DB-wal" || skip "this disk takes no sparse file of its own size"
	finds "less than twice the store's"
}

@test "a real store on a disk that is not seen to be encrypted, with one keyholder, is warned of and good" {
	become real
	mkdir -m 700 "$T/real" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	mh_bare_home "$GNUPGHOME"
	unset MH_NOW
	for name in "Region (exchange)" "Anna Example"; do
		gpg --batch --quiet --passphrase '' --pinentry-mode loopback --quick-generate-key "$name" future-default default 30d
	done
	{ read -r exchange && read -r own; } < <(gpg --batch --with-colons -K | awk -F: '$1 == "sec" { primary = 1 } $1 == "fpr" && primary { print $10; primary = 0 }')
	mh-store init --org real --name Real --org-key "$exchange" --keyholder "$own" --accept-plain-disk "a test" 2> talk
	grep -q "there is one keyholder" talk
	warns "there is one keyholder: without that key nobody opens anything"
	grep -q "$own: key of Anna Example: expires on" found
	grep -q "$exchange: key of Region (exchange): expires on" found
	if [ "$(mh-store status --format csv | grep -c '^disk,encrypted')" -eq 0 ]; then
		grep -q "no encryption is seen on this disk" found
	fi
	same "" mh-store check --quiet
	mh-store check | tail -n 1 | grep -q ": good$"
}

@test "init on a terminal asks for a second keyholder" {
	become real
	mkdir -m 700 "$T/real" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	mh_bare_home "$GNUPGHOME"
	unset MH_NOW
	for name in "Region (exchange)" "Anna Example" "Bo Example"; do
		gpg --batch --quiet --passphrase '' --pinentry-mode loopback --quick-generate-key "$name" future-default default never
	done
	{ read -r exchange && read -r own && read -r second; } < <(gpg --batch --with-colons -K | awk -F: '$1 == "sec" { primary = 1 } $1 == "fpr" && primary { print $10; primary = 0 }')
	init="mh-store init --org real --name Real --org-key $exchange --keyholder $own --accept-plain-disk test"
	echo "$second" | script -qec "$init" /dev/null > talk
	grep -q "there is one keyholder.*name a second, a manager or the data protection officer" talk
	grep -q "fingerprint of a second keyholder" talk
	[ "$(mh-store keyholder list --format ids | wc -l)" -eq 2 ]
	mh-store check --format csv > found
	lacks "one keyholder" found
	echo | script -qec "$init --store one.db" /dev/null > talk
	[ "$(mh-store keyholder list --store one.db --format ids)" = "$own" ]
	echo nobody | script -qec "$init --store none.db" /dev/null > talk && return 1
	grep -q "nobody: not a full fingerprint" talk
	[ ! -e none.db ]
}

# --- keys

@test "a partner's key that has expired or ends soon is named, one that is suspended is not" {
	gpg --homedir "$T/shelter/gpg" --batch --quiet --quick-set-expire "$(key_of shelter)" 2045-12-31 2> /dev/null
	partners_file region shelter centre > partners.yaml
	mh-refer partner import partners.yaml --quiet > /dev/null
	mh-store check > /dev/null
	MH_NOW=2045-11-20 warns "$(key_of shelter): key of shelter: expires on 2045-12-31"
	MH_NOW=2046-01-02 finds "$(key_of shelter): key of shelter: has expired on 2045-12-31"
	grep -q "ask the partner for its renewed key" found.jsonl
}

@test "a backup made before a key expired can be restored after" {
	gpg --batch --quiet --quick-set-expire "$KEYHOLDER" 2045-12-31 2> /dev/null
	mh-store keyholder add "$KEYHOLDER" --quiet
	mh-store backup --quiet -o b.pgp
	export MH_NOW=2046-01-02
	mh-store restore b.pgp --quiet --signed-by "$EXCHANGE_KEY" --store r.db --config ./r
	finds "has expired on 2045-12-31" --store r.db --config ./r
}

# --- unattended

@test "--unattended tries to open, and says which of both it is" {
	entries=$(mh-store log --format ids | wc -l)
	finds "an unattended job of this account can open sealed values" --unattended
	mh-store check > /dev/null
	GNUPGHOME="$T/empty"
	mkdir -m 700 "$GNUPGHOME"
	same "$DB: good" mh-store check --unattended 2> talk
	grep -q "unattended: nobody opened anything: .*a keyholder must be at this keyboard" talk
	[ "$(mh-store log --format ids | wc -l)" -eq "$entries" ]	# nothing was shown, so nothing is logged
}

@test "--unattended: a key with a passphrase stays closed once the agent has forgotten it" {
	own=$(mh_key_text "locked" "THROW-AWAY DEMO KEY, INSECURE" | sed '/^%no-protection/d' | mh_make_keys "$GNUPGHOME" --pinentry-mode loopback --passphrase open)
	with_passphrase() { gpg --batch --quiet --pinentry-mode loopback --passphrase open --trust-model always "$@"; }
	unlock() { echo x | with_passphrase -u "$own" -r "$own" --sign --encrypt | with_passphrase --decrypt > /dev/null; }
	unlock
	mh-store keyholder add "$own" --quiet
	mh-store keyholder remove "$KEYHOLDER" --quiet > /dev/null
	finds "an unattended job of this account can open sealed values" --unattended	# the agent has it in its cache
	gpgconf --homedir "$GNUPGHOME" --kill gpg-agent
	same "" mh-store check --unattended --quiet
}

# --- derived states

@test "a signal's state that its versions do not lead to is found" {
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	mh-signal triage S-2026-0001 --to assessed --quiet
	mh-store check > /dev/null
	by_hand "UPDATE signal SET state = 'closed', entry = entry"
	finds "S-2026-0001: reason: the signal has ended, and no reason is given"
	by_hand "UPDATE signal SET state = 'received', reason = 'victim-presumed'"
	finds "S-2026-0001: reason: a reason is given, and the signal has not ended"
	by_hand "UPDATE signal SET state = 'case'"
	by_hand "UPDATE signal SET state = 'forwarded'"
	finds 'S-2026-0001: state: log entry'
	grep -q 'took it from "case" to "forwarded", which cannot be' found
}

@test "a referral's state that its messages do not come to is found" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet > /dev/null
	mh-store check > /dev/null
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null
	mh-store check > /dev/null
	cp "$DB" good.db
	by_hand "UPDATE referral SET state = 'draft'"
	finds 'R-2026-0001: state: it stands at "draft", and its 4 messages come to "accepted"'
	cp good.db "$DB"
	by_hand "UPDATE referral SET state = 'done'"
	finds 'R-2026-0001: state: it stands at "done", and its 4 messages come to "accepted"'
	cp good.db "$DB"
	by_hand "UPDATE message SET move = 'decline' WHERE move = 'accept'"
	finds 'R-2026-0001: state: it stands at "accepted", and its 4 messages come to "declined"'
}

@test "a closed case without a day is found" {
	region_case > /dev/null
	by_hand 'UPDATE "case" SET state = '"'closed'"
	finds "C-2026-0001: state: the case is closed, and no day is given"
}

# --- shipped files

@test "a shipped file that is newer than what was applied is warned of; what a region changed is not" {
	local prefix="$T/prefix"
	mkdir -p "$prefix"
	cp -r "$BUILD/bin" "$BUILD/share" "$prefix/"
	PATH="$prefix/bin:$PATH"
	mh-store check --format csv > before
	[ "$(wc -l < before)" -eq 1 ]
	# the region's own word for a code, applied later
	printf 'format: mh-catalogue/1\nname: own\ncatalogues:\n  form:\n    source: ours\n    checked: 2026-03-01\n    codes:\n      - {code: labour, en: Work, nl: Werk}\n' > own.yaml
	mh-store apply own.yaml --quiet > /dev/null
	mh-store check --format csv | diff before -
	# a new program brings another label and another workflow
	sed -i '0,/code: criminal, en: /s//&New /' "$prefix/share/mh/data/catalogues/signal.yaml"
	echo "# newer" >> "$prefix/share/mh/data/workflows/care.yaml"
	warns "catalogues/signal.yaml: 1 record of it is newer than what was applied"
	grep -q "workflows/care.yaml: 1 record of it is newer" found
	mh-store apply "$prefix"/share/mh/data/{catalogues/signal,workflows/care}.yaml --quiet > /dev/null
	mh-store check --format csv | diff before -
}
