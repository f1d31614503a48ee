# The past of records: what somebody did to it by hand is found, and no backup or export takes it along.

load common
load fixture

setup() {
	common_setup
	fixture_store zorg
	DB="$XDG_DATA_HOME/mh/region.db"
	mh-signal add --sector police --form labour --received 2026-03-01 --quiet > /dev/null
	mh-signal add --sector citizen --form labour --received 2026-03-01 --quiet > /dev/null
	MH_NOW=2026-03-03 mh-signal edit S-2026-0001 --form criminal --quiet
	MH_NOW=2026-03-04 mh-signal edit S-2026-0001 --urgency high --narrative - --quiet <<< "words"
	MH_NOW=2026-03-05 mh-signal edit S-2026-0001 --narrative - --quiet <<< "other words"
	export MH_NOW=2026-03-06
	cp "$DB" good.db
	cp -r "$XDG_CONFIG_HOME/mh" good.config
}

# The store as it was, with what the account has seen of it.
put_back() {
	cp good.db "$DB"
	rm -rf "$XDG_CONFIG_HOME/mh"
	cp -r good.config "$XDG_CONFIG_HOME/mh"
}

# bent SQL TEXT: check finds what the SQL did, and neither a backup nor an export is made.
bent() {
	put_back
	sqlite3 "$DB" "$1"
	finds "$2"
	refused 4 "is not backed up" mh-store backup -o b.pgp
	refused 4 "S-2026-0001: " mh-store export --all --purpose coordination -o e.pgp
	[ ! -e b.pgp ] && [ ! -e e.pgp ]
}

@test "the past as it was written is good" {
	mh-store check > /dev/null
	mh-store backup -o b.pgp --quiet
	mh-store export --all --purpose coordination -o e.pgp --quiet
}

@test "a version that was changed, deleted, doubled or put there is found, and taken along nowhere" {
	bent "UPDATE signal_past SET form = 'criminal' WHERE entry = (SELECT min(entry) FROM signal_past)" "S-2026-0001: its past is not as the log has it"
	bent "DELETE FROM signal_past" "S-2026-0001: a version of it is in the log and not in its past"
	bent "DELETE FROM signal_past WHERE entry = (SELECT min(entry) FROM signal_past)" "S-2026-0001: a version of it is in the log and not in its past"
	bent "DELETE FROM signal_past WHERE entry = (SELECT max(entry) FROM signal_past)" "S-2026-0001: its past does not lead to what it is now"
	bent "INSERT INTO signal_past SELECT * FROM signal_past WHERE entry = (SELECT min(entry) FROM signal_past)" "S-2026-0001: its versions do not follow"
	bent "UPDATE signal_past SET replaced = replaced + 1 WHERE entry = (SELECT min(entry) FROM signal_past)" "S-2026-0001: its versions do not follow"
	put_back
	sqlite3 "$DB" "INSERT INTO person_past (n, entry, replaced, salt, uid, sex) VALUES (202600000001, 2, 3, randomblob(16), randomblob(16), 'male')"
	finds "P-2026-0001: its past is not as the log has it"
}

@test "the epoch of a key of sealed values is part of what the log has" {
	put_back
	sqlite3 "$DB" "UPDATE data_key SET epoch = 9"
	finds "S-2026-0001: is not as the log has it"
}
