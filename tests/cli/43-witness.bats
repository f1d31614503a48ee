# Partners hold each other's logs: a store that was put back, or of which a copy is in use, shows itself when their files come back.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; DB="$T/region/data/mh/region.db"; }

# checkpoint_in NAME and witness_in NAME: what the newest message that came in there says.
checkpoint_in() { sqlite3 "$T/$1/data/mh/region.db" "SELECT checkpoint FROM message WHERE direction = 'in' ORDER BY n DESC LIMIT 1"; }
witness_in() { sqlite3 "$T/$1/data/mh/region.db" "SELECT witness FROM message WHERE direction = 'in' ORDER BY n DESC LIMIT 1"; }
end_of() { sqlite3 "$T/$1/data/mh/region.db" "SELECT '1 ' || n || ' ' || lower(hex(digest)) FROM log ORDER BY n DESC LIMIT 1"; }

@test "a file says where its sender's log ends, and the receipt brings it back" {
	region_case > /dev/null
	before=$(end_of region)
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
	[ "$(checkpoint_in shelter)" = "$before" ]
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null
	[ "$(witness_in region)" = "$before" ]
	mh-store log --verify | grep -q 'all as they were written; checkpoints: 0; held by partners: 1'
	# a digest of the log that does not fit what a partner has seen
	sqlite3 "$DB" "UPDATE message SET witness = '1 5 $(printf 'ab%.0s' {1..32})' WHERE witness IS NOT NULL"
	refused 1 "entry 5 of the log is not the one that a partner has seen" mh-store log --verify
}

# to_shelter HELP: a referral from region that comes in at the shelter.
to_shelter() {
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask "$1" "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
	as region
}

# fork: a copy of region's store, with its folders, at a moment; ours becomes it and back.
fork() { cp -a "$T/region" "$T/twin"; }
swap() {
	mv "$T/region" "$T/other"
	mv "$T/twin" "$T/region"
	mv "$T/other" "$T/twin"
}

@test "two histories shown to two partners are found when either's receipt comes to the other" {
	region_case > /dev/null
	fork
	to_shelter shelter
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	to_shelter medical
	swap	# the twin goes its own way, and writes to the centre
	as region
	for i in 1 2 3 4 5 6; do
		mh-signal add --received 2026-03-0$((i % 2 + 1)) --sector police --form labour --quiet > /dev/null
	done
	mh-refer send C-2026-0001 --to centre --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	carry region centre
	as centre
	mh-refer receive --quiet > /dev/null
	# the shelter's receipts come to the twin
	find "$(spool_of shelter)/outbox/region" -name '*.asc' > files
	[ "$(wc -l < files)" -eq 2 ]
	as region
	# the first receipt names what both still had in common, and the twin never sent that file
	while read -r file; do
		mh-refer receive "$file" 2>> said || echo "$?" >> statuses
	done < files
	[ "$(sort statuses | tr '\n' ' ')" = "5 7 " ]
	grep -q "ALARM: shelter has seen entry" said
	# and the centre's to the one that wrote to the shelter
	swap
	as region
	carry centre region
	refused 5 "ALARM: centre has seen entry" mh-refer receive
	# it stays until somebody says how it was dealt with
	finds "centre: ALARM: has seen entry"
	refused 1 "centre: ALARM: has seen entry" mh-store log --verify
	refused 6 "with centre is not settled" mh-store log --checkpoint --prune
	entries=$(mh-store log --format ids | wc -l)
	find "$(spool_of centre)/outbox/region" "$(spool_of region)" -name '*.asc' > all
	while read -r file; do mh-refer receive "$file" > /dev/null 2>&1 || true; done < all
	[ "$(sqlite3 "$DB" "SELECT count(*) FROM log WHERE note LIKE 'two histories ours of centre: entry %'")" -eq 1 ]
	refused 2 "--settled and --reason: go together" mh-refer receive --settled centre
	refused 2 "--settled and --reason: go together" mh-refer receive --settled centre --reason x file.asc
	refused 1 "ggd: no alarm of two histories is open with this partner" mh-refer receive --settled ggd --reason "none"
	mh-refer receive --settled centre --reason "the twin was a copy on the old disk, which is destroyed" 2> talk
	grep -q "centre: the alarm is settled" talk
	mh-store log --limit 1 --format csv | grep -q 'two histories settled with centre: the twin was a copy'
	refused 1 "no alarm of two histories is open" mh-refer receive --settled centre --reason "again"
	mh-store log --verify > said
	mh-store check > /dev/null
}

@test "a store that was put back is found by what a partner has seen of it" {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	fork
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask medical "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
	mh-refer accept R-2026-0001 --quiet > /dev/null	# says what it has seen last: the second file
	swap	# configuration folder and all, so that nothing here knows of it
	as region
	carry shelter region
	refused 5 "ALARM: shelter has seen entry" mh-refer receive "$(spool_of region)/inbox"
	sqlite3 "$DB" "SELECT count(*) FROM referral WHERE state = 'accepted'" | grep -qx 0
}

@test "a partner sees that a store has two histories" {
	region_case > /dev/null
	fork
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask medical "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
	swap
	as region
	mh-signal add --received 2026-03-02 --sector police --form labour --quiet > /dev/null
	mh-signal add --received 2026-03-02 --sector police --form labour --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	refused 5 "its store has two histories" mh-refer receive
	finds "region: ALARM: entry"
	mh-store log --verify > said	# it is the partner's log, not ours
	mh-refer receive --settled region --reason "their disk was put back; they know" --quiet
	mh-store check > /dev/null
}

# lose: region's store is backed up, gets more, goes to the shelter, and is lost.
lose() {
	region_case > /dev/null
	to_shelter shelter
	mh-store backup --quiet -o "$T/b.pgp"
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	to_shelter medical
	rm "$DB"*
	rm -rf "$(spool_of region)"
}
back() { mh-store restore --signed-by "$EXCHANGE_KEY" --accept-older "the disk failed" "$@" "$T/b.pgp"; }
files_for() { find "$(spool_of region)/outbox/$1" -name '*.asc' 2> /dev/null | wc -l; }
notices_of() { sqlite3 "$T/$1/data/mh/region.db" "SELECT count(*) FROM message WHERE kind = 'notice'"; }
restored_with() { sqlite3 "$DB" "SELECT max(first) - 1 FROM log_key WHERE reason = 'restore'"; }

@test "a restore tells each partner by itself: a file, or that it is to be told by phone" {
	lose
	back 2> said
	grep -qE "shelter: that the store was restored, to be carried there: .*/outbox/shelter/[0-9a-f]{32}.asc" said
	grep -q "centre: that the store was restored" said
	grep -q "ggd: has no OpenPGP: tell it by phone that the store was restored" said
	[ "$(files_for shelter)" -eq 1 ]
	[ "$(files_for centre)" -eq 1 ]
	[ "$(files_for ggd)" -eq 0 ]
	[ "$(notices_of region)" -eq 3 ]
	mh-store check --quiet
	# what is in it, as its receiver reads it with gpg: nothing of anybody
	GNUPGHOME="$T/shelter/gpg" gpg --batch --quiet --decrypt "$(spool_of region)"/outbox/shelter/*.asc 2> /dev/null > text
	sed -n '/^body:/,/^[^ ]/p' text | grep -v '^#' > body
	same $'body:\n  restored: \'yes\'' cat body
	grep -qE "^checkpoint: '?2 [0-9]+ [0-9a-f]{64}'?$" text
	grep -qx "restored: $(restored_with)" text
	lacks 'P-2026\|R-2026\|C-2026\|Ana' text
	entry=$(restored_with)
	carry region shelter
	as shelter
	before=$(mh-refer list --format csv)
	mh-refer receive --format csv > rows 2> said
	same $'id,kind,partner,state,result\n,notice,region,,booked' cat rows
	grep -q "the store of region was put back from a backup, with entry $entry of its log: what it got and answered since the backup is lost there: mh-refer resend" said
	same "$before" mh-refer list --format csv
	[ "$(find "$(spool_of shelter)/outbox/region" -name '*.asc' | wc -l)" -eq 2 ]	# the receipts of before: a notice gets none
	mh-store check --quiet
	# the same file again does nothing, and no id is printed of it
	mv "$(spool_of shelter)"/done/*.asc .
	for file in *.asc; do
		mh-refer receive "$file" --format csv --quiet 2> /dev/null || true
	done > again
	grep -qx ",notice,region,,came before: nothing was done" again
	# what the shelter sends again is taken
	mh-refer accept R-2026-0001 --quiet > /dev/null
	carry shelter region
	as region
	mh-refer receive --quiet > /dev/null || true	# the receipt of what is lost is of a conversation that nobody knows
	[ "$(state_of region R-2026-0001)" = accepted ]
}

@test "each partner is told once; --again tells again; the next restore is told anew" {
	same "" mh-refer notice --format ids --quiet
	mh-refer notice --format csv 2> said
	grep -q "region.db: was never restored: there is nothing to tell" said
	lose
	back --no-notice --quiet
	[ "$(files_for shelter)" -eq 0 ]
	[ "$(notices_of region)" -eq 0 ]
	same $'centre\nggd\nshelter' sort <(mh-refer notice --format ids --quiet)
	mh-refer notice --format csv > rows 2> said
	same "partner,way,file" cat rows
	grep -q "every partner was told that it was restored with entry $(restored_with)" said
	[ "$(files_for shelter)" -eq 1 ]
	mh-refer notice --again --format csv --quiet > rows
	grep -qE "^shelter,exchange,.*/outbox/shelter/[0-9a-f]{32}.asc$" rows
	grep -qx "ggd,phone," rows
	[ "$(files_for shelter)" -eq 2 ]
	# a key that is rotated is no restore
	mh-store keyholder rotate --quiet
	mh-refer notice --format ids --quiet > rows
	[ ! -s rows ]
	# the notices that are in a backup tell of another restore
	mh-store backup --quiet -o "$T/c.pgp"
	rm "$DB"*
	mh-store restore --signed-by "$EXCHANGE_KEY" --quiet "$T/c.pgp"
	[ "$(files_for shelter)" -eq 3 ]
	carry region shelter
	as shelter
	mh-refer receive 2> said > /dev/null
	[ "$(grep -c 'was put back from a backup' said)" -ge 1 ]
	[ "$(notices_of shelter)" -eq 3 ]
}

@test "without the exchange key a store is restored, and what is to be done then is said; one partner keeps no other from being told" {
	lose
	gpg --batch --quiet --export-secret-keys "$EXCHANGE_KEY" > "$T/exchange.key"
	fingerprint=$(gpg --batch --with-colons --fingerprint "$EXCHANGE_KEY" | sed -n 's/^fpr:.*:\([0-9A-F]*\):$/\1/p' | head -n 1)
	gpg --batch --quiet --yes --delete-secret-keys "$fingerprint"
	back 2> said
	grep -q "restored: look at it with mh-store check" said
	grep -q "the secret of the exchange key $EXCHANGE_KEY is not at hand: no partner was told of the restore: run mh-refer notice where it is" said
	[ "$(notices_of region)" -eq 0 ]
	refused 5 "no partner was told of the restore: run mh-refer notice where it is" mh-refer notice
	gpg --batch --quiet --import "$T/exchange.key"
	# one who cannot be told keeps no other from it
	mkdir -p -m 700 "$(spool_of region)/outbox"
	: > "$(spool_of region)/outbox/centre"
	run mh-refer notice --format csv
	[ "$status" -ne 0 ]
	[[ $output == *"shelter,exchange,"* ]]
	[[ $output == *"ggd,phone,"* ]]
	[[ $output == *"centre: could not be told of the restore: "* ]]
	[ "$(notices_of region)" -eq 2 ]
	rm "$(spool_of region)/outbox/centre"
	same centre mh-refer notice --format ids --quiet
}

@test "a notice that comes late, of an older epoch, says nothing more" {
	lose
	back --quiet
	mv "$(spool_of region)"/outbox/shelter/*.asc old.asc
	mh-store keyholder rotate --quiet
	to_shelter shelter	# says in its head that the store was restored
	as shelter
	mh-refer receive old.asc --format csv > rows 2> said
	same $'id,kind,partner,state,result\n,notice,region,,booked' cat rows
	lacks 'was put back' said
}

@test "a restored store is no alarm: partners are told, and what they had seen of the lost time is known to be lost" {
	region_case > /dev/null
	to_shelter shelter
	mh-store backup --quiet -o "$T/b.pgp"
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	mh-signal add --received 2026-03-01 --sector police --form labour --quiet > /dev/null
	to_shelter medical
	as shelter
	mh-refer accept R-2026-0001 --quiet > /dev/null
	as region
	rm "$DB"*
	mh-store restore --signed-by "$EXCHANGE_KEY" --accept-older "the disk failed" --quiet "$T/b.pgp"
	carry shelter region
	mh-refer receive > said 2>&1 || true	# of the referral that is lost nothing is known; the other is accepted
	cat said
	[ "$(state_of region R-2026-0001)" = accepted ]
	as region
	lacks ALARM said
	mh-refer send R-2026-0001 --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive > said 2>&1
	grep -q 'the store of region was put back from a backup' said
}
