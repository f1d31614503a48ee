# Files that nobody should believe: each is refused with its own sentence and status, and nothing is written.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() {
	chain_copy
	as shelter
	FROM=region FROM_KEY=$(key_of region) TO=shelter TO_KEY=$(key_of shelter)
	ID=00112233445566778899aabbccddee01 CONVERSATION=00112233445566778899aabbccddeeff NUMBER=1 KIND=referral
	CREATED=2026-03-02T11:00:00Z EXPIRES=2026-03-12T11:00:00Z DEMO='"yes"' SEEN=
	BODY=$'  purpose: shelter\n  urgency: high\n  help: [shelter]\n  sex: female'
}

# The text of a file made by hand, of the variables above.
text() {
	cat <<-END
		format: mh-exchange/1
		kind: $KIND
		id: $ID
		conversation: "$CONVERSATION"
		number: $NUMBER
		from: $FROM
		from-key: $FROM_KEY
		to: $TO
		to-key: $TO_KEY
		created: $CREATED
		expires: $EXPIRES
		demo: $DEMO
		body:
	END
	echo "$BODY"
}

# by NAME [OPTION...]: signs and encrypts standard input to the shelter, as NAME would by hand.
by() {
	local name=$1
	shift
	gpg --homedir "$T/$name/gpg" --batch --quiet --armor --trust-model always --recipient "$(key_of shelter)" \
		--local-user "$(key_of "$name")" --compress-algo none "$@" 2> "$T/gpg.err"
}
sealed() { by "${1:-region}" --sign --encrypt; }

# What the store and the spool hold.
all_there_is() {
	mh-store log --format csv
	find "$(spool_of shelter)/outbox" -type f 2> /dev/null | sort
}

# hostile STATUS TEXT FILE: the file is refused so, and nothing is written.
hostile() {
	local before
	before=$(all_there_is)
	refused "$1" "$2" mh-refer receive "$3" || return 1
	if [ "$(all_there_is)" != "$before" ]; then
		echo "something was written"
		return 1
	fi
}

@test "a file that is made by hand with gpg is taken" {
	text | sealed > good.asc
	same $'id,kind,partner,state,result\nR-2026-0001,referral,region,received,booked' mh-refer receive good.asc --format csv --quiet
}

# --- the message

@test "one changed byte" {
	text | by region --no-armor --sign --encrypt > good.gpg
	size=$(stat -c %s good.gpg)
	cp good.gpg bad.gpg
	printf '\x%02x' $((($(od -An -tu1 -j $((size - 40)) -N1 good.gpg) + 1) % 256)) > byte
	printf "$(cat byte)" | dd of=bad.gpg bs=1 seek=$((size - 40)) conv=notrunc status=none
	hostile 5 "bad.gpg: message: it was damaged on its way, or changed" bad.gpg
	head -c $((size - 10)) good.gpg > short.gpg
	run mh-refer receive short.gpg
	[ "$status" -ne 0 ]
	[[ $output == *short.gpg:* ]]
}

@test "an unknown key, and one whose partner was never agreed on" {
	FROM=mallory FROM_KEY=$(key_of mallory)
	text | sealed mallory > unknown.asc
	hostile 5 "it is signed by a key that is not known here: $FROM_KEY" unknown.asc
}

@test "made for somebody else's key" {
	text | gpg --homedir "$T/region/gpg" --batch --quiet --armor --trust-model always --compress-algo none --recipient "$(key_of centre)" \
		--local-user "$(key_of region)" --sign --encrypt > other.asc
	hostile 5 "other.asc: message: the secret key that this needs is not here: use the account or card that has it, or have it made anew for a key of yours" other.asc
}

@test "unsigned, signed only, symmetric, plain text, empty" {
	text | by region --encrypt > unsigned.asc
	hostile 3 "it is not signed" unsigned.asc
	text | by region --sign > signed.asc
	hostile 3 "it is not encrypted" signed.asc
	text | by region --clearsign > clear.asc
	hostile 3 "it is not one whole \"PGP MESSAGE\"" clear.asc
	text | gpg --batch --quiet --armor --pinentry-mode loopback --passphrase x --symmetric > symmetric.asc
	hostile 3 "it is locked with a passphrase: have it encrypted to your key" symmetric.asc
	text > plain.asc
	hostile 3 "it is not one whole" plain.asc
	: > empty.asc
	hostile 3 "it is not one whole" empty.asc
	head -c 2000000 /dev/zero > zeros.asc
	hostile 3 "zeros.asc: larger than 1048576 bytes" zeros.asc
	gpg --armor --export "$(key_of region)" > key.asc
	hostile 3 "it is not one whole" key.asc
}

@test "two signatures" {
	text | by region --local-user "$(key_of region)" --local-user "$KEYHOLDER" --sign --encrypt > two.asc 2> /dev/null || true
	gpg --homedir "$T/mallory/gpg" --export-secret-keys "$(key_of mallory)" | gpg --homedir "$T/region/gpg" --batch --quiet --import
	text | by region --local-user "$(key_of mallory)" --sign --encrypt > two.asc
	hostile 3 "two.asc: message: it has more than one signature" two.asc
}

# --- the head

@test "passed on: made for another organisation, by name or by key" {
	TO=centre TO_KEY=$(key_of centre)
	text | sealed > passed.asc
	hostile 6 "region made it for centre with key $TO_KEY, which is not ours: somebody passed it on" passed.asc
	TO_KEY=$(key_of shelter)
	text | sealed > name.asc
	hostile 6 "region made it for centre, not for shelter: somebody passed it on" name.asc
	TO=shelter TO_KEY=$(key_of centre)
	text | sealed > key.asc
	hostile 6 "region made it for shelter with key $TO_KEY, which is not ours" key.asc
}

@test "from is not the signer" {
	text | sealed centre > lie.asc
	hostile 6 "says that it is from region, but centre signed it" lie.asc
	FROM_KEY=$(key_of centre)
	text | sealed centre > lie.asc
	hostile 6 "says that it is from region, but centre signed it" lie.asc
}

@test "expired, from the future, living too long, ending before it began" {
	EXPIRES=2026-03-02T11:59:59Z
	text | sealed > old.asc
	hostile 3 "expired on 2026-03-02 12:59: ask region to send it again" old.asc
	CREATED=2026-03-02T12:20:00Z EXPIRES=2026-03-12T11:00:00Z
	text | sealed > future.asc
	hostile 3 "was made in the future" future.asc
	CREATED=2026-03-02T11:00:00Z EXPIRES=2026-04-02T11:00:00Z
	text | sealed > long.asc
	hostile 3 "lives longer than 30 days" long.asc
	EXPIRES=2026-03-01T11:00:00Z
	text | sealed > backwards.asc
	hostile 3 "ends before it was made" backwards.asc
}

@test "a real store's file in a demo store" {
	DEMO='"no"'
	text | sealed > real.asc
	hostile 6 "comes from a real store, and this is a demo store" real.asc
}

@test "a demo store's file in a real store" {
	mkdir -m 700 "$T/real" "$T/real/data" "$T/real/config" "$T/real/run"
	mh_bare_home "$T/real/gpg"
	{ read -r real && read -r own && read -r other; } < <({ mh_key_text real "a test of a real store"
		mh_key_text own "a test of a real store"; mh_key_text other "a test of a real store"; } | mh_make_keys "$T/real/gpg")
	printf 'EXCHANGE_KEY=%s\nKEYHOLDER=%s\n' "$real" "$own" > "$T/real/keys"
	as real
	mh-store init --org real --name Real --org-key "$real" --keyholder "$own" --accept-plain-disk "a test" --quiet
	find "$BUILD/share/mh/data/catalogues" -name '*.yaml' | sort | xargs mh-store apply --quiet
	cat > other.yaml <<-END
		format: mh-partners/1
		partners:
		  - code: other
		    name: Other
		    column: care
		    fingerprint: $other
		    public-key: |
		$(gpg --armor --export "$other" | sed 's/^/      /')
	END
	mh-refer partner import other.yaml --quiet > /dev/null
	# A real store goes by the system's clock, whatever $MH_NOW says.
	FROM=other FROM_KEY=$other TO=real TO_KEY=$real CREATED=$(date -u +%FT%TZ) EXPIRES=$(date -u -d '+ 1 day' +%FT%TZ)
	by_other() { gpg --batch --quiet --armor --trust-model always --compress-algo none -u "$other" -r "$real" --sign --encrypt; }
	text | by_other > demo.asc
	refused 6 "comes from a demo store, and this is a real one" mh-refer receive demo.asc
	refused 1 "nothing was found" mh-refer list
	DEMO='"no"'
	text | by_other > real.asc
	mh-refer receive real.asc --quiet | grep -qF "booked"
}

@test "another format, an unknown kind, a kind that the partner may not send" {
	text | sed 's,exchange/1,exchange/2,' | sealed > format.asc
	hostile 3 "is no exchange file: its text must begin with format: mh-exchange/1" format.asc
	KIND=love-letter
	text | sealed > kind.asc
	hostile 3 "kind love-letter is not known here" kind.asc
	KIND=referral
	cat > only.yaml <<-END
		format: mh-partners/1
		partners:
		  - code: centre
		    name: Organisation centre
		    column: care
		    fingerprint: $(key_of centre)
		    public-key: |
		$(gpg --armor --export "$(key_of centre)" | sed 's/^/      /')
		    accepts: [answer, receipt]
	END
	mh-refer partner import only.yaml --quiet > /dev/null
	FROM=centre FROM_KEY=$(key_of centre)
	text | sealed centre > accepts.asc
	hostile 6 "centre may not send us a message of kind referral" accepts.asc
}

# --- the conversation

@test "the same file again is harmless; its id with another text is an alarm" {
	text | sealed > one.asc
	mh-refer receive one.asc --quiet
	before=$(all_there_is)
	same $'id,kind,partner,state,result\nR-2026-0001,referral,region,,came before: nothing was done' \
		mh-refer receive one.asc --format csv --quiet
	text | sealed > again.asc
	mh-refer receive again.asc --quiet | grep -qF "came before"
	[ "$(all_there_is)" = "$before" ]
	BODY=${BODY/high/acute}
	text | sealed > other.asc
	hostile 3 "ALARM: a message with its id came before with another text" other.asc
}

@test "a foreign conversation reads like an unknown one, in every kind" {
	text | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	FROM=centre FROM_KEY=$(key_of centre) NUMBER=2
	for KIND in answer update withdrawal receipt; do
		ID=00112233445566778899aabbccddee02 CONVERSATION=00112233445566778899aabbccddeeff
		text | sealed centre > foreign.asc
		hostile 7 "foreign.asc: belongs to no conversation with centre that is known here" foreign.asc
		CONVERSATION=ffffffffffffffffffffffffffffffff
		text | sealed centre > foreign.asc
		hostile 7 "foreign.asc: belongs to no conversation with centre that is known here" foreign.asc
	done
	KIND=referral NUMBER=1 CONVERSATION=00112233445566778899aabbccddeeff
	text | sealed centre > foreign.asc
	hostile 6 "begins a conversation whose name is taken" foreign.asc
}

@test "a kind that is not for this side, each kind repackaged as another" {
	text | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	NUMBER=2 ID=00112233445566778899aabbccddee02
	KIND=answer BODY=$'  answer: accepted\n  on: 2026-03-02'
	text | sealed > answer.asc
	hostile 3 "accepted is no answer of the side that asks: returned or declined, to a hand-back" answer.asc
	BODY=$'  answer: returned\n  on: 2026-03-02'
	text | sealed > answer.asc
	hostile 3 "does not say which hand-back it answers" answer.asc
	KIND=hand-back BODY=$'  reason: no-place\n  on: 2026-03-02'
	text | sealed > back.asc
	hostile 6 "a message of kind hand-back is not for region to send: it is the side that asks" back.asc
	KIND=progress BODY=$'  groups: [care]\n  on: 2026-03-02\n  note: words'
	text | sealed > progress.asc
	hostile 6 "progress is told behind an acceptance: this referral is received" progress.asc
	KIND=update BODY=$'  groups: [identity]\n  person: {name: Ana}'
	text | sealed > update.asc
	hostile 6 "identity follows on acceptance: this referral is received" update.asc
	KIND=receipt BODY=$'  of: 00112233445566778899aabbccddee01'
	text | sealed > receipt.asc
	hostile 3 "is a receipt of a message that is not ours" receipt.asc
	KIND=withdrawal BODY=$'  answer: accepted\n  on: 2026-03-02'
	text | sealed > repackaged.asc
	hostile 3 "answer: unknown key" repackaged.asc
	KIND=referral CONVERSATION=00112233445566778899aabbccddee00 NUMBER=1 BODY=$'  answer: accepted\n  on: 2026-03-02'
	text | sealed > repackaged.asc
	hostile 3 "answer: unknown key" repackaged.asc
}

@test "a number that was used, a conversation that does not begin at 1" {
	NUMBER=2
	text | sealed > two.asc
	hostile 3 "a conversation begins with number 1" two.asc
	NUMBER=1
	text | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	KIND=withdrawal ID=00112233445566778899aabbccddee02 BODY="  on: 2026-03-02"
	text | sealed > used.asc
	hostile 3 "number 1 of its conversation came before with another message" used.asc
}

@test "a person of another group than was declared, or another person" {
	text | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	mh-refer accept R-2026-0001 --quiet > /dev/null
	KIND=update NUMBER=2 ID=00112233445566778899aabbccddee02
	BODY=$'  groups: [contact]\n  person: {name: Ana}'
	text | sealed > group.asc
	hostile 3 "person: name is of none of the groups that it declares" group.asc
	BODY=$'  groups: [identity]\n  person-uid: aaaa\n  person: {name: Ana}'
	text | sealed > first.asc
	mh-refer receive first.asc --quiet > /dev/null
	NUMBER=3 ID=00112233445566778899aabbccddee03 BODY=${BODY/aaaa/bbbb}
	text | sealed > second.asc
	hostile 3 "is about another person than before" second.asc
	BODY=$'  groups: [identity]\n  person: {name: Ana, same-as: P-2026-0001}'
	text | sealed > derived.asc
	hostile 3 "same-as: unknown key" derived.asc
}

# --- signals

SIGNAL=$'  reference: S-2026-0007\n  purpose: coordination\n  groups: [minimal, identity]\n  received: 2026-03-01\n  subject: person\n  urgency: high\n  regime: wmo'
MENTION=$'\n  mentions:\n    - role: victim\n      name: Ana'

@test "a signal that is made by hand is taken, and another of its name is not" {
	KIND=signal BODY=$SIGNAL$MENTION
	text | sealed > signal.asc
	same $'id,kind,partner,state,result\nS-2026-0001,signal,region,received,booked' mh-refer receive signal.asc --format csv --quiet
	ID=00112233445566778899aabbccddee02
	text | sealed > name.asc
	hostile 6 "begins a conversation whose name is taken" name.asc
	KIND=referral BODY=$'  purpose: shelter\n  urgency: high'
	text | sealed > name.asc
	hostile 6 "begins a conversation whose name is taken" name.asc
}

@test "a signal repackaged as every kind, and every kind as a signal" {
	for KIND in referral answer update withdrawal receipt; do
		NUMBER=1 BODY=$SIGNAL$MENTION
		text | sealed > repackaged.asc
		run mh-refer receive repackaged.asc
		[ "$status" -ne 0 ]
	done
	refused 1 "nothing was found" mh-signal list
	KIND=referral
	text | sealed > repackaged.asc
	hostile 3 "reference \"S-2026-0007\"" repackaged.asc || hostile 3 "unknown key" repackaged.asc
	KIND=signal
	for BODY in $'  purpose: shelter\n  urgency: high' $'  answer: accepted\n  on: 2026-03-02' $'  groups: [identity]\n  person: {name: Ana}' \
		'  on: 2026-03-02' $'  of: 00112233445566778899aabbccddee01'; do
		text | sealed > repackaged.asc
		run mh-refer receive repackaged.asc
		[ "$status" -eq 3 ]
	done
	refused 1 "nothing was found" mh-signal list
}

@test "in a conversation about a signal only its receipt has a place, and only of the partner who got it" {
	KIND=signal BODY=$SIGNAL
	text | sealed > signal.asc
	mh-refer receive signal.asc --quiet > /dev/null
	NUMBER=2 ID=00112233445566778899aabbccddee02
	for KIND in answer update withdrawal; do
		BODY='  on: 2026-03-02'
		text | sealed > other.asc
		hostile 6 "a message of kind $KIND has no place in a conversation about a signal" other.asc
	done
	KIND=receipt BODY=$'  of: 00112233445566778899aabbccddee01'
	text | sealed > receipt.asc
	hostile 3 "is a receipt of a message that is not ours in this conversation" receipt.asc
	FROM=centre FROM_KEY=$(key_of centre)
	text | sealed centre > foreign.asc
	hostile 7 "foreign.asc: belongs to no conversation with centre that is known here" foreign.asc
	KIND=signal NUMBER=2 CONVERSATION=00112233445566778899aabbccddee00 BODY=$SIGNAL
	text | sealed centre > two.asc
	hostile 3 "a conversation begins with number 1" two.asc
}

@test "a signal with a suspect, of groups that it does not declare, with too many mentions, with a key that is no field of it" {
	KIND=signal BODY=$SIGNAL${MENTION/victim/suspect}
	text | sealed > suspect.asc
	hostile 6 "mentions a suspect, and suspects are not taken with a signal" suspect.asc
	BODY=$SIGNAL$'\n  narrative: words'
	text | sealed > group.asc
	hostile 3 "narrative is of none of the groups that it declares" group.asc
	BODY=$SIGNAL$'\n  mentions:\n    - {role: victim, contact: "06"}'
	text | sealed > group.asc
	hostile 3 "contact is of none of the groups that it declares" group.asc
	BODY=$SIGNAL$'\n  mentions:'$(for i in {1..101}; do printf '\n    - role: victim'; done)
	text | sealed > many.asc
	hostile 3 "mentions is no list, or has more than 100 entries" many.asc
	BODY=$SIGNAL$'\n  mentions: Ana'
	text | sealed > word.asc
	hostile 3 "mentions is no list" word.asc
	BODY=$SIGNAL$'\n  mentions: [Ana]'
	text | sealed > word.asc
	hostile 3 "expected a map" word.asc
	for key in "state: closed" "case: C-2026-0001" "reporter-contact: Jan" "onward: free" "external-id: X" "linked-to: Bob"; do
		BODY=$SIGNAL$'\n  '$key
		text | sealed > key.asc
		hostile 3 "${key%%:*}: unknown key" key.asc
	done
	BODY=$SIGNAL$'\n  mentions:\n    - {role: victim, person: P-2026-0001}'
	text | sealed > key.asc
	hostile 3 "person: unknown key" key.asc
	BODY=${SIGNAL/received: 2026-03-01/received: 2026-02-30}
	text | sealed > date.asc
	hostile 3 "expected a day that exists" date.asc
	BODY=$SIGNAL$'\n  observed-from: 2027-01-01'
	text | sealed > future.asc
	hostile 3 "lies in the future" future.asc
}

# --- notices

# notice: a good one, as text.
LOG="2 57 $(printf 'ab%.0s' {1..32})"
NOTICE="  restored: yes"
notice() { text | sed "s/^body:/checkpoint: \"$LOG\"\nrestored: ${RESTORED-57}\nbody:/"; }

@test "a notice that is made by hand is taken, whatever the partner may send; nothing has a place in its conversation" {
	KIND=notice BODY=$NOTICE
	sqlite3 "$T/shelter/data/mh/region.db" "SELECT accepts FROM partner WHERE code = 'region'" > accepts
	lacks notice accepts
	notice | sealed > notice.asc
	mh-refer receive notice.asc --format csv > rows 2> said
	same $'id,kind,partner,state,result\n,notice,region,,booked' cat rows
	grep -q "notice.asc: the store of region was put back from a backup, with entry 57 of its log" said
	before=$(all_there_is)
	mh-refer receive notice.asc --format csv --quiet | grep -qx ",notice,region,,came before: nothing was done"
	[ "$(all_there_is)" = "$before" ]
	ID=00112233445566778899aabbccddee02
	notice | sealed > name.asc
	hostile 6 "begins a conversation whose name is taken" name.asc
	KIND=referral BODY=$'  purpose: shelter\n  urgency: high'
	text | sealed > name.asc
	hostile 6 "begins a conversation whose name is taken" name.asc
	KIND=signal BODY=$SIGNAL
	text | sealed > name.asc
	hostile 6 "begins a conversation whose name is taken" name.asc
	NUMBER=2 BODY=$'  of: 00112233445566778899aabbccddee01'
	for KIND in answer update withdrawal receipt; do
		text | sealed > after.asc
		hostile 7 "after.asc: belongs to no conversation with region that is known here" after.asc
	done
	ID=00112233445566778899aabbccddee01 KIND=notice NUMBER=1 BODY=$NOTICE
	LOG=${LOG/57/58} notice | sealed > other.asc
	hostile 3 "ALARM: a message with its id came before with another text" other.asc
}

@test "a notice repackaged as every kind, and every kind as a notice" {
	BODY=$NOTICE
	for KIND in referral signal; do
		notice | sealed > repackaged.asc
		hostile 3 "restored: unknown key" repackaged.asc
	done
	for KIND in answer update withdrawal receipt; do
		notice | sealed > repackaged.asc
		hostile 7 "belongs to no conversation with region that is known here" repackaged.asc
	done
	KIND=referral CONVERSATION=00112233445566778899aabbccddee00 BODY=$'  purpose: shelter\n  urgency: high'
	text | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	ID=00112233445566778899aabbccddee02 NUMBER=2 BODY=$NOTICE
	for KIND in withdrawal receipt; do
		notice | sealed > repackaged.asc
		hostile 3 "restored: unknown key" repackaged.asc
	done
	KIND=notice
	notice | sealed > inside.asc
	hostile 6 "begins a conversation whose name is taken" inside.asc
	CONVERSATION=00112233445566778899aabbccddeeff NUMBER=1
	for BODY in $'  purpose: shelter\n  urgency: high' $'  answer: accepted\n  on: 2026-03-02' $'  groups: [identity]\n  person: {name: Ana}' \
		'  on: 2026-03-02' $'  of: 00112233445566778899aabbccddee01' "$SIGNAL$MENTION" $'  restored: yes\n  reference: R-2026-0001'; do
		notice | sealed > repackaged.asc
		hostile 3 "unknown key" repackaged.asc
	done
}

@test "a notice that does not say it, in head or body, or says it of a log that cannot be" {
	KIND=notice BODY=$NOTICE
	text | sealed > head.asc
	hostile 3 "a notice says in its head where its sender's log ends (checkpoint) and with which entry of it" head.asc
	for RESTORED in 58 0 -1; do
		notice | sealed > entry.asc
		hostile 3 "entry.asc:" entry.asc
	done
	RESTORED=57
	for LOG in "0 57 $(printf 'ab%.0s' {1..32})" "2 57" "nonsense" "2 057 $(printf 'ab%.0s' {1..32})"; do
		notice | sealed > log.asc
		hostile 3 "checkpoint: expected epoch, entry and digest of a log" log.asc
	done
	LOG="2 57 $(printf 'ab%.0s' {1..32})" BODY="  restored: no"
	notice | sealed > no.asc
	hostile 3 "a notice tells that a store was restored: restored: yes" no.asc
	BODY="  {}"
	notice | sealed > empty.asc
	hostile 3 "restored: is required" empty.asc
	BODY=$NOTICE NUMBER=2
	notice | sealed > two.asc
	hostile 3 "a conversation begins with number 1" two.asc
	NUMBER=1
	notice | sealed centre > lie.asc
	hostile 6 "says that it is from region, but centre signed it" lie.asc
	notice | sealed mallory > unknown.asc
	hostile 5 "it is signed by a key that is not known here" unknown.asc
	EXPIRES=2026-03-02T11:59:59Z
	notice | sealed > old.asc
	hostile 3 "expired on 2026-03-02 12:59" old.asc
}

@test "a notice that shows another history is an alarm" {
	KIND=notice BODY=$NOTICE
	notice | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	ID=00112233445566778899aabbccddee02 CONVERSATION=00112233445566778899aabbccddee00
	LOG="2 57 $(printf 'cd%.0s' {1..32})" notice | sealed > other.asc
	messages=$(mh-store history B-2026-0001 --format csv | wc -l)
	refused 5 "its store has two histories" mh-refer receive other.asc
	same "$messages" eval "mh-store history B-2026-0001 --format csv | wc -l"	# the alarm alone is written, in the log
	refused 1 "no such message" mh-store history B-2026-0002
}

# --- the text

@test "YAML that is no plain map: bombs, aliases, tags, depth, a second document" {
	{ text; echo "---"; text; } | sealed > second.asc
	hostile 3 "a second document begins: one file holds one document" second.asc
	BODY=$'  purpose: &a shelter\n  urgency: *a'
	text | sealed > alias.asc
	hostile 3 "anchors (&) are not allowed" alias.asc
	BODY=$'  purpose: !!python/object:os.system shelter\n  urgency: high'
	text | sealed > tag.asc
	hostile 3 "tags (!) are not allowed" tag.asc
	BODY="  help: $(printf '[%.0s' {1..200})$(printf ']%.0s' {1..200})"
	text | sealed > deep.asc
	hostile 3 "nested deeper than 8 levels" deep.asc
	BODY="  help: [$(printf 'a,%.0s' {1..5000})a]"
	text | sealed > wide.asc
	hostile 3 "more than 2000 values" wide.asc
	BODY="  purpose: $(head -c 60000 /dev/zero | tr '\0' a)"
	text | sealed > scalar.asc
	hostile 3 "expected a code of catalogue purpose" scalar.asc
}

@test "compressed, or too large once it is open: zeros that compress to nothing" {
	text | by region --sign --encrypt --compress-algo zlib > small.asc
	hostile 3 "it is compressed: have it made without compression" small.asc
	{ text; head -c 70000 /dev/zero | tr '\0' '#'; } | sealed > large.asc
	hostile 3 "its text is larger than 65536 bytes" large.asc
	{ text; head -c 30000000 /dev/zero | tr '\0' '#'; } | by region --sign --encrypt --compress-algo zlib > bomb.asc
	[ "$(stat -c %s bomb.asc)" -lt 1000000 ]
	hostile 3 "it is compressed" bomb.asc
}

@test "unknown and doubled keys, wrong types and codes, each with its place" {
	BODY+=$'\n  colour: red'
	text | sealed > key.asc
	hostile 3 "key.asc:18:3: colour: unknown key" key.asc
	BODY=${BODY/colour: red/sex: male}
	text | sealed > twice.asc
	hostile 3 'twice.asc:18:3: key "sex" stands twice: first in line 17' twice.asc
	BODY=$'  purpose: [shelter]\n  urgency: high'
	text | sealed > list.asc
	hostile 3 "purpose: expected one value" list.asc
	BODY=$'  purpose: shelter\n  urgency: urgent'
	text | sealed > code.asc
	hostile 3 "not a code of catalogue urgency" code.asc
	BODY=$'  purpose: shelter'
	text | sealed > missing.asc
	hostile 3 "urgency: is required" missing.asc
	BODY=$'  purpose: shelter\n  urgency: high\n  answer-due: 2026-02-30'
	text | sealed > date.asc
	hostile 3 "expected a day that exists" date.asc
	BODY="  purpose: shelter
  urgency: high
  reference: $(printf 'R%.0s' {1..100})"
	text | sealed > reference.asc
	hostile 3 "reference is longer than 40 bytes" reference.asc
}

@test "control characters, NUL and bytes that are no UTF-8; what may stay is never shown raw" {
	BODY=$'  purpose: shelter\n  urgency: high\n  reference: "a\\u001b[31mred"'
	text | sealed > escape.asc
	hostile 3 "control character" escape.asc
	BODY=$'  purpose: shelter\n  urgency: high\n  reference: "a\\0b"'
	text | sealed > nul.asc
	hostile 3 "text holds a NUL or is not UTF-8" nul.asc
	BODY=$'  purpose: shelter\n  urgency: high\n  reference: a\x1b[31m'
	text | sealed > raw.asc
	hostile 3 "control characters are not allowed" raw.asc
	BODY=$'  purpose: shelter\n  urgency: high\n  reference: a\xff\xfe'
	text | sealed > bytes.asc
	hostile 3 "not UTF-8 text" bytes.asc
	BODY=$'  purpose: shelter\n  urgency: high\n  reference: "R-1\\u202eX"'
	text | sealed > bidi.asc
	mh-refer receive bidi.asc --quiet > /dev/null
	run mh-refer list --columns their-id
	[[ $output == *'R-1\u{202e}X'* ]]
}

@test "an answer that is none, a reason without declining" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet > /dev/null
	CONVERSATION=$(mh-refer list --columns conversation --format csv | tail -n 1)
	FROM=shelter FROM_KEY=$(key_of shelter) TO=region TO_KEY=$(key_of region) KIND=answer
	to_region() {
		text | gpg --homedir "$T/shelter/gpg" --batch --quiet --armor --trust-model always --compress-algo none --recipient "$TO_KEY" \
			--local-user "$FROM_KEY" --sign --encrypt > "$1"
	}
	BODY=$'  answer: sent\n  on: 2026-03-02'
	to_region none.asc
	hostile 3 "sent is no answer: accepted, declined, waiting, started or done" none.asc
	BODY=$'  answer: declined\n  on: 2026-03-02'
	to_region reason.asc
	hostile 3 "declined without a reason" reason.asc
	BODY=$'  answer: accepted\n  reason: full\n  on: 2026-03-02'
	to_region reason.asc
	hostile 3 "a reason belongs to declined alone" reason.asc
	KIND=withdrawal BODY="  on: 2026-03-02"
	to_region side.asc
	hostile 6 "a message of kind withdrawal is not for shelter to send: it is the side that was asked" side.asc
	same sent state_of region R-2026-0001
}

@test "a sender who has seen a message that this store does not know is heard, and that is said" {
	text | sealed > one.asc
	mh-refer receive one.asc --quiet > /dev/null
	KIND=withdrawal NUMBER=2 ID=00112233445566778899aabbccddee02 BODY="  on: 2026-03-02"
	text | sed "s/^from: /seen: $(printf 'a%.0s' {1..64})\nfrom: /" | sealed > seen.asc
	run mh-refer receive seen.asc
	[ "$status" -eq 0 ]
	[[ $output == *"region has seen a message of ours that this store does not know: is this store an older backup?"* ]]
	same withdrawn state_of shelter R-2026-0001
}

# --- around the files

@test "a refused file of the inbox moves to refused with the reason beside it; links and folders are left alone" {
	mkdir -p -m 700 "$(spool_of shelter)/inbox/folder.asc"
	DEMO='"no"'
	text | sealed > "$(spool_of shelter)/inbox/a.asc"
	DEMO='"yes"'
	text | sealed > "$(spool_of shelter)/inbox/b.asc"
	ln -s /etc/passwd "$(spool_of shelter)/inbox/link.asc"
	run mh-refer receive --format csv --quiet
	[ "$status" -eq 6 ]
	[[ $output == *"R-2026-0001,referral,region,received,booked"* ]]
	grep -qF "comes from a real store" "$(spool_of shelter)/refused/a.asc.reason"
	[ -e "$(spool_of shelter)/refused/a.asc" ]
	[ -e "$(spool_of shelter)/done/b.asc" ]
	[ -L "$(spool_of shelter)/inbox/link.asc" ]
	[ "$(find "$(spool_of shelter)" -type f ! -perm 600 ! -path '*/done/*' ! -path '*/refused/a.asc' | wc -l)" -eq 0 ]
}

@test "a name with control characters is not printed raw" {
	name=$'x\e[31m.asc'
	echo hello > "$name"
	run mh-refer receive "$name"
	[ "$status" -eq 3 ]
	[[ $output != *$'\e'* ]]
}

@test "the user's gpg.conf takes no part: group, encrypt-to, ignore-mdc-error" {
	as region
	region_case
	cat >> "$GNUPGHOME/gpg.conf" <<-END
		group $(key_of shelter) = $(key_of mallory)
		encrypt-to $(key_of mallory)
		ignore-mdc-error
	END
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet
	file=$(echo "$(spool_of region)"/outbox/shelter/*.asc)
	run gpg --homedir "$T/mallory/gpg" --batch --quiet --decrypt "$file"
	[ "$status" -ne 0 ]
	as shelter
	echo ignore-mdc-error >> "$GNUPGHOME/gpg.conf"
	mh-refer receive "$file" --quiet
	text | by region --no-armor --sign --encrypt > good.gpg
	head -c -5 good.gpg > cut.gpg
	run mh-refer receive cut.gpg
	[ "$status" -ne 0 ]
}

@test "many files, some refused: the good ones are booked, the status says no" {
	mkdir in
	text | sealed > in/1.asc
	echo nonsense > in/2.asc
	echo nonsense > in/3.asc
	run mh-refer receive in --format csv
	[ "$status" -eq 3 ]
	[[ $output == *"R-2026-0001,referral,region,received,booked"* ]]
	[[ $output == *"in/2.asc"* && $output == *"in/3.asc"* ]]
	[[ $output == *"2 of 3 files were refused"* ]]
}

@test "a file with several problems says each once, and then counts them" {
	BODY=$'  purpose: nothing\n  urgency: hihg\n  help: [shelter]\n  sex: female'
	text | sealed > several.asc
	hostile 3 "mh-refer: several.asc: is refused: 2 problems" several.asc
	[ "$(wc -l < refused.err)" -eq 3 ]
	[ "$(sort refused.err | uniq -d | wc -l)" -eq 0 ]
}
