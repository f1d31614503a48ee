# The hostile set: one table of files that nobody should believe. Each is made once, most are given to the same few calls of receive, and for each
# the table has the exit status and the sentence. At the end the store is what it was, to the byte of its contents.

load common
load fixture
load chain

# --- how a file is made: a row of the table may set or define any of this anew

defaults() {
	HEAD='' KIND=referral NUMBER=1 FROM=region TO=shelter CREATED=2026-03-02T11:00:00Z EXPIRES=2026-03-12T11:00:00Z DEMO='"yes"'
	FROM_KEY=$REGION TO_KEY=$SHELTER BODY=$REFERRAL SIGNER=region READER=$SHELTER
	OPTIONS=(--sign --encrypt --compress-algo none)
}
REFERRAL=$'  purpose: shelter\n  urgency: high\n  sex: female'
SIGNAL=$'  reference: S-2026-0007\n  purpose: coordination\n  groups: [minimal]\n  received: 2026-03-01\n  subject: person\n  urgency: high\n  regime: wmo'
KNOWN=000000000000000000000000000000cc	# the conversation of a referral that came in before

defaults_text() {
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
		${HEAD}body:
	END
	printf '%s\n' "$BODY"
}
text() { defaults_text; }
# sealed [OPTION...]: standard input as SIGNER would sign and encrypt it by hand, in bytes.
sealed() {
	gpg --homedir "$T/$SIGNER/gpg" --batch --quiet --yes --trust-model always --pinentry-mode loopback --passphrase x \
		-u "$(key_of "$SIGNER")" -r "$READER" "${OPTIONS[@]}" "$@" 2> "$T/gpg.err"
}
file() { text | sealed; }
good() { text | sealed; }
armored() { text | sealed --armor; }
# raw: packets on standard input, encrypted as they are.
raw() { gpg --homedir "$T/region/gpg" --batch --quiet --trust-model always -r "$READER" --encrypt --no-literal -z 0; }
# packets SCRIPT: perl over the bytes of a good file, which are $_; head is its first packet, rest what is behind it.
packets() {
	good | perl -0777 -ne 'my $len = ord(substr $_, 1, 1); my $old = !(ord($_) & 64); $len = $old && (ord($_) & 3) == 1 ? 3 + unpack("n", substr $_, 1, 2) : 2 + $len;
		my ($head, $rest) = (substr($_, 0, $len), substr($_, $len)); '"$1"
}
# zeros: one compressed packet, of twenty million zeros.
zeros() { head -c 20000000 /dev/zero | gpg --batch --quiet --store -z 9 --compress-algo bzip2; }

# --- the table: name | exit status | sentence | how it is made, where that differs from a good referral of region

table() {
	cat <<'END'
unsigned|3|it is not signed|OPTIONS=(--encrypt --compress-algo none)
signed-only|3|it is not encrypted|OPTIONS=(--sign --compress-algo none)
signed-compressed|3|it is not encrypted|OPTIONS=(--sign)
clear-text-signature|3|it is not one whole "PGP MESSAGE"|OPTIONS=(--clearsign)
detached-signature|3|it is not encrypted|OPTIONS=(--detach-sign)
passphrase|3|it is locked with a passphrase|OPTIONS=(--symmetric)
passphrase-too|3|it is locked with a passphrase|OPTIONS=(--sign --encrypt --symmetric)
plain-text|3|it is not one whole "PGP MESSAGE"|file() { text; }
empty|3|it is not one whole "PGP MESSAGE"|file() { :; }
public-key|3|it is not one whole "PGP MESSAGE"|file() { gpg --armor --export "$REGION"; }
two-armors|3|it is not one whole "PGP MESSAGE"|file() { armored; armored; }
words-in-front|3|it is not one whole "PGP MESSAGE"|file() { echo Dear colleague,; armored; }
words-behind|3|it is not one whole "PGP MESSAGE"|file() { armored; echo Regards; }
armor-sum|3|it is not one whole "PGP MESSAGE"|file() { armored | sed 's/^=..../=AAAA/'; }
armor-cut|3|it is not one whole "PGP MESSAGE"|file() { armored | head -n 9; }
file-of-zeros|3|larger than 1048576 bytes|file() { head -c 1048577 /dev/zero; }
file-of-100-MB|3|larger than 1048576 bytes|file() { truncate -s 100M big; cat big; }
two-signatures|3|it has more than one signature|OPTIONS+=(-u "$(key_of mallory)")
compressed|3|it is compressed|OPTIONS=(--sign --encrypt --compress-algo zlib)
bomb-in-one|3|it is compressed|file() { zeros | raw; }
bomb-1-GB|3|it is compressed|file() { zeros > z; for i in {1..50}; do cat z; done | raw; }
bomb-in-bomb|3|it is compressed|file() { zeros | gpg --batch --quiet --store -z 9 --compress-algo zip | raw; }
text-too-large|3|its text is larger than 65536 bytes|file() { { text; head -c 70000 /dev/zero | tr '\0' '#'; } | sealed; }
scalar-too-large|3|its text is too large|file() { { text; printf '  reference: '; head -c 900000 /dev/zero | tr '\0' a; } | sealed; }
packet-behind|3|message: there is something behind its end|file() { good; printf '\xca\x03PGP'; }
packet-in-front|3|message: it is not an OpenPGP message|file() { printf '\xca\x03PGP'; good; }
message-twice|3|message: there is something behind its end|file() { good; good; }
no-session-key|3|message: it names no key that could open it|file() { packets 'print $rest'; }
no-data|3|message: it is damaged or cut off|file() { packets 'print $head'; }
17-session-keys|3|message: it is for more than 16 keys|file() { packets 'print $head x 17, $rest'; }
no-integrity|3|message: it is encrypted without integrity protection|file() { packets 'substr($rest, 0, 1) = "\xc9"; print $head, $rest'; }
newer-data-packet|3|message: it is encrypted in a newer way than is read here|file() { packets 'substr($rest, 0, 1) = "\xd4"; print $head, $rest'; }
length-of-a-lie|3|message: it is damaged or cut off|file() { packets 'substr($rest, 1, 5) = "\xff\x7f\xff\xff\xff"; print $head, $rest'; }
signature-behind-text|3|message: it is not signed|file() { text | gpg --homedir "$T/region/gpg" --batch -u "$REGION" --detach-sign > s; { gpg --batch --store -z 0 < z.txt; cat s; } | raw; }; text > z.txt
literal-alone|3|it is not signed|file() { text | gpg --batch --quiet --store -z 0 | raw; }
encrypted-twice|3|message: there is another encrypted message in it|file() { good | raw; }
random-inside|3|message: it is not an OpenPGP message|file() { head -c 300 /dev/zero | raw; }
text-mode-signature|3|message: it has no signature over its bytes|OPTIONS+=(--textmode)
one-bit|5|it was damaged on its way, or changed|file() { packets 'substr($_, -40, 1) ^= "\1"; print'; }
cut-by-ten-bytes|3|it is damaged or cut off|file() { packets 'print substr($_, 0, -10)'; }
bit-of-session-key|5|it was damaged on its way, or changed|file() { packets 'substr($head, -5, 1) ^= "\1"; print $head, $rest'; }
for-another-key|5|the secret key that this needs is not here|READER=$CENTRE
unknown-signer|5|it is signed by a key that is not known here|SIGNER=mallory FROM=mallory FROM_KEY=$(key_of mallory)
unknown-signer-as-region|5|it is signed by a key that is not known here|SIGNER=mallory
our-own-signature|5|it is signed by a key from which it is not accepted|SIGNER=shelter FROM=shelter FROM_KEY=$SHELTER
sha1-signature|5|its signature rests on a weak digest|OPTIONS+=(--digest-algo SHA1)
signature-ended|5|its signature has expired|OPTIONS+=(--default-sig-expire seconds=1)
passed-on|6|region made it for centre with key|TO=centre TO_KEY=$CENTRE
passed-on-by-name|6|region made it for centre, not for shelter: somebody passed it on|TO=centre
passed-on-by-key|6|which is not ours: somebody passed it on|TO_KEY=$CENTRE
not-the-signer|6|says that it is from region, but centre signed it|SIGNER=centre
not-the-signers-name|6|says that it is from region, but centre signed it|SIGNER=centre FROM_KEY=$CENTRE
not-the-signers-key|6|says that it is from centre, but region signed it|FROM=centre
from-a-path|3|from "../../outbox": expected a word|FROM=../../outbox
real-in-demo|6|comes from a real store, and this is a demo store|DEMO='"no"'
expired|3|expired on 2026-03-02|EXPIRES=2026-03-02T11:59:59Z
from-the-future|3|was made in the future|CREATED=2026-03-02T12:20:00Z
lives-too-long|3|lives longer than 30 days|EXPIRES=2026-04-02T11:00:00Z
ends-before-it-began|3|ends before it was made|EXPIRES=2026-03-01T11:00:00Z
other-format|3|is no exchange file|text() { echo format: mh-exchange/2; }
no-format|3|is no exchange file|text() { echo kind: referral; }
a-list-of-ours|3|is no exchange file|text() { echo format: mh-list/1; }
a-declaration|3|is no exchange file|text() { echo format: mh-declaration/1; }
unknown-kind|3|kind love-letter is not known here|KIND=love-letter
kind-in-capitals|3|kind "REFERRAL": expected a word|KIND=REFERRAL
id-is-a-path|3|id "../../../../etc/passwd": expected a word|ID=../../../../etc/passwd
id-in-capitals|3|expected a word of lower-case letters|ID=ABCDEFABCDEFABCDEFABCDEFABCDEFAB
id-too-short|3|id and conversation are 32 hexadecimal digits each|ID=abcdef
conversation-is-a-path|3|": expected a word of lower-case letters|CONVERSATION=../$ID
number-0|3|number counts from 1|NUMBER=0
number-below-0|3|number "-1": expected a whole number|NUMBER=-1
number-too-large|3|": expected a whole number|NUMBER=99999999999999999999
number-in-words|3|number "one": expected a whole number|NUMBER=one
begins-at-2|3|a conversation begins with number 1|NUMBER=2
from-key-is-short|3|from-key: expected a fingerprint|FROM_KEY=${REGION:24}
to-key-is-short|3|to-key: expected a fingerprint|TO_KEY=${SHELTER:24}
created-in-words|3|created "yesterday": expected a moment in UTC|CREATED=yesterday
no-such-day|3|created "2026-02-30T11:00:00Z": expected a moment in UTC|CREATED=2026-02-30T11:00:00Z
demo-perhaps|3|demo "perhaps": not a code of catalogue yes-no|DEMO=perhaps
checkpoint-of-nothing|3|checkpoint: expected epoch, entry and digest of a log|HEAD=$'checkpoint: nonsense\n'
witness-of-nothing|3|witness: expected epoch, entry and digest of a log|HEAD=$'witness: nonsense\n'
seen-is-short|3|seen is a digest of 64 hexadecimal digits|HEAD=$'seen: abcd\n'
unknown-key-in-head|3|reply-to: unknown key|HEAD=$'reply-to: mallory\n'
kind-twice|3|key "kind" stands twice|HEAD=$'kind: signal\n'
body-twice|3|key "body" stands twice|BODY+=$'\nbody:\n  purpose: shelter'
no-body|3|body is missing, or no map|text() { defaults_text | sed "/^body:/,\$d"; }
body-is-a-list|3|body is missing, or no map|BODY='  [shelter, high]'
root-is-a-list|3|"key: value" lines are expected at the outermost level|text() { echo "- format: mh-exchange/1"; }
root-is-a-word|3|"key: value" lines are expected at the outermost level|text() { echo mh-exchange/1; }
nothing-but-comments|3|empty: "key: value" lines are expected|text() { echo "# nothing"; }
again-with-other-text|3|ALARM: a message with its id came before with another text|ID=000000000000000000000000000000dd CONVERSATION=$KNOWN BODY=${REFERRAL/high/acute}
number-used|3|number 1 of its conversation came before with another message|KIND=withdrawal CONVERSATION=$KNOWN BODY='  on: 2026-03-02'
name-taken|6|begins a conversation whose name is taken|CONVERSATION=$KNOWN
name-taken-by-another|6|begins a conversation whose name is taken|CONVERSATION=$KNOWN SIGNER=centre FROM=centre FROM_KEY=$CENTRE
answer-of-the-asker|3|accepted is no answer of the side that asks: returned or declined, to a hand-back|KIND=answer NUMBER=2 CONVERSATION=$KNOWN BODY=$'  answer: accepted\n  on: 2026-03-02'
hand-back-of-the-asker|6|a message of kind hand-back is not for region to send|KIND=hand-back NUMBER=2 CONVERSATION=$KNOWN BODY=$'  reason: no-place\n  on: 2026-03-02'
progress-before-acceptance|6|progress is told behind an acceptance|KIND=progress NUMBER=2 CONVERSATION=$KNOWN BODY=$'  groups: [care]\n  on: 2026-03-02\n  note: words'
identity-before-acceptance|6|identity follows on acceptance|KIND=update NUMBER=2 CONVERSATION=$KNOWN BODY=$'  groups: [identity]\n  person: {name: Ana}'
receipt-of-anothers|3|is a receipt of a message that is not ours|KIND=receipt NUMBER=2 CONVERSATION=$KNOWN BODY='  of: 000000000000000000000000000000dd'
suspect|6|mentions a suspect|KIND=signal BODY=$SIGNAL$'\n  mentions:\n    - role: suspect'
101-mentions|3|mentions is no list, or has more than 100 entries|KIND=signal BODY=$SIGNAL$'\n  mentions:'$(for i in {1..101}; do printf '\n    - role: victim'; done)
field-of-the-store|3|state: unknown key|KIND=signal BODY=$SIGNAL$'\n  state: closed'
group-not-declared|3|of none of the groups that it declares|KIND=signal BODY=$SIGNAL$'\n  narrative: words'
signal-of-tomorrow|3|lies in the future|KIND=signal BODY=$SIGNAL$'\n  observed-from: 2027-01-01'
second-document|3|a second document begins|BODY+=$'\n---\nformat: mh-exchange/1'
anchor|3|anchors (&) are not allowed|BODY=${REFERRAL/shelter/\&a shelter}
aliases-of-aliases|3|anchors (&) are not allowed|BODY=$'  help: &a [x, x]\n  sex: &b [*a, *a]\n  urgency: [*b, *b]'
alias-alone|3|aliases (*) are not allowed|BODY=${REFERRAL/high/*a}
merge-key|3|aliases (*) are not allowed|BODY+=$'\n  <<: *a'
tag|3|tags (!) are not allowed|BODY=${REFERRAL/shelter/!!python/object:os.system shelter}
tag-directive|3|%TAG is not allowed|text() { printf '%%TAG ! tag:x,2026:\n---\nformat: mh-exchange/1\n'; }
10000-levels|3|nested deeper than 8 levels|BODY="  help: $(printf '[%.0s' {1..10000})"
10000-levels-of-maps|3|nested deeper than 8 levels|BODY="  help: $(printf '{a: %.0s' {1..10000})"
2001-values|3|more than 2000 values|BODY="  help: [$(printf 'a,%.0s' {1..5000})a]"
scalar-60000|3|expected a code of catalogue purpose|BODY="  purpose: $(printf 'a%.0s' {1..60000})"
key-60000|3|…: unknown key|BODY="  ? $(printf 'a%.0s' {1..60000})"$'\n  : x'
unclosed-quote|3|not YAML: found unexpected end of stream|BODY=${REFERRAL/high/\"high}
tab-as-indent|3|not YAML: found character that cannot start any token|BODY=$'\tpurpose: shelter'
key-is-a-map|3|a key must be text, not a list or a map|BODY+=$'\n  ? {a: b}\n  : c'
unknown-key|3|colour: unknown key|BODY+=$'\n  colour: red'
key-twice|3|key "sex" stands twice|BODY+=$'\n  sex: male'
key-twice-quoted|3|key "sex" stands twice|BODY+=$'\n  "s\\x65x": male'
list-for-a-word|3|purpose: expected one value|BODY=${REFERRAL/shelter/[shelter]}
map-for-a-word|3|purpose: expected one value|BODY=${REFERRAL/shelter/{shelter: yes\}}
map-for-a-set|3|help: expected a list of words|BODY+=$'\n  help: {a: b}'
unknown-code|3|not a code of catalogue urgency|BODY=${REFERRAL/high/urgent}
missing-field|3|urgency: is required|BODY='  purpose: shelter'
day-that-is-none|3|expected a day that exists|BODY+=$'\n  answer-due: 2026-02-30'
text-too-long|3|reference is longer than 40 bytes|BODY+=$'\n  reference: '$(printf 'R%.0s' {1..41})
escaped-escape|3|control character|BODY+=$'\n  reference: "a\\e[31mred"'
raw-escape|3|control characters are not allowed|BODY+=$'\n  reference: a\e[31m'
escaped-nul|3|text holds a NUL or is not UTF-8|BODY+=$'\n  reference: "a\\0b"'
raw-nul|3|not UTF-8 text, or a NUL|file() { { text; printf '  reference: a\0b\n'; } | sealed; }
latin-1|3|not UTF-8 text|BODY+=$'\n  reference: caf\xe9'
overlong|3|not UTF-8 text|BODY+=$'\n  reference: \xc0\xaf'
surrogate|3|not UTF-8 text|BODY+=$'\n  reference: \xed\xa0\x80'
utf-16|3|not UTF-8 text, or a NUL|file() { text | iconv -t UTF-16 | sealed; }
END
}

# make ROW-NUMBER NAME STATUS HOW: the file of a row.
make() (
	defaults
	ID=$(printf '%032x' "$1") CONVERSATION=$(printf 'c%031x' "$1")
	eval "$4"
	file > "$T/set/$3/$2.asc"
)

names() { REGION=$(key_of region) SHELTER=$(key_of shelter) CENTRE=$(key_of centre); }

setup_file() {
	local row=0 name status sentence how
	chain_once
	names
	gpg --homedir "$T/mallory/gpg" --export-secret-keys "$(key_of mallory)" | gpg --homedir "$T/region/gpg" --batch --quiet --import
	as shelter
	(defaults; ID=000000000000000000000000000000dd CONVERSATION=$KNOWN; file > known.asc)
	mh-refer receive known.asc --no-receipt --quiet > /dev/null
	mkdir -p "$T"/set/{3,5,6}
	while IFS='|' read -r name status sentence how; do
		make $((++row)) "$name" "$status" "$how" || true
	done < <(table)
}
teardown_file() { chain_end; }
setup() {
	chain_copy
	mv "$(cat "$BATS_FILE_TMPDIR/chain")/set" "$T/" 2> /dev/null || mkdir "$T/set"
	names
	as shelter
}

# What the store has, and what lies in the spool but for files that were refused.
contents() {
	sqlite3 "$T/shelter/data/mh/region.db" .dump | sha256sum
	find "$(spool_of shelter)" -type f ! -path '*/refused/*' | sort
}

# receives FOLDER: its files are given to one call; what that says, and its peak of memory.
receives() {
	local status=0
	command time -q -o "$T/memory" -f %M mh-refer receive "$1" --format csv > "$T/rows" 2> "$T/said" < /dev/null || status=$?
	echo "$status"
}

# In a build with sanitizers, memory is theirs.
memory_is_bounded() { grep -q __asan_init "$BUILD/bin/mh-refer" || [ "$(cat "$T/memory")" -lt 65536 ]; }

@test "every file of the set is refused with its status and its own sentence, in bounded memory, and nothing is written" {
	local before name status sentence how
	[ "$(table | wc -l)" -ge 80 ]
	[ "$(table | wc -l)" -eq "$(find set -type f | wc -l)" ]
	before=$(contents)
	for status in 3 5 6; do
		[ "$(receives "set/$status")" -eq "$status" ]
		memory_is_bounded
		grep -q "$(find "set/$status" -type f | wc -l) of .* files were refused" said
		mv said "said.$status"
	done
	while IFS='|' read -r name status sentence how; do
		grep -aF "set/$status/$name.asc" "said.$status" | grep -qaF -- "$sentence" || echo "$name: expected: $sentence" >> wrong
	done < <(table)
	if [ -e wrong ]; then cat wrong said.*; return 1; fi
	[ "$(contents)" = "$before" ]
	if grep -a "$(printf '\033')" said.*; then return 1; fi
}

# --- each kind that the program knows

declare -gA BODIES=(
	[referral]=$REFERRAL [transfer]=$REFERRAL [signal]=$SIGNAL
	[answer]=$'  answer: accepted\n  on: 2026-03-02'
	[update]=$'  groups: [identity]\n  person: {name: Ana}'
	[progress]=$'  groups: [request]\n  on: 2026-03-02\n  note: it goes well'
	[hand-back]=$'  reason: other\n  on: 2026-03-02'
	[withdrawal]='  on: 2026-03-02'
	[receipt]='  of: 000000000000000000000000000000dd'
	[standing]='  state: received'
	[notice]='  restored: yes'
)
kinds() { mh-store codes message-kind --columns code --format csv | tail -n +2; }

NOTICE='checkpoint: "2 57 abababababababababababababababababababababababababababababababab"\nrestored: 57\n'

# of FILE KIND BODY-KIND [SETTING...]: a file of that kind with the body of one of that kind. What begins a conversation begins one of its own,
# what does not stands in the known one.
of() (
	local file=$1 name
	name=$(basename "$file" .asc)
	defaults
	ID=$(echo "$name" | b2sum -l 128 | cut -c 1-32) KIND=$2 BODY=${BODIES[$3]}
	case $KIND in
	referral | transfer | signal) CONVERSATION=$ID ;;
	notice) CONVERSATION=$ID HEAD=$(printf '%b.' "$NOTICE") && HEAD=${HEAD%.} ;;
	*) CONVERSATION=$KNOWN NUMBER=2 ;;
	esac
	shift 3
	eval "$*"
	text | sealed > "$file"
)

@test "each kind repackaged as every other is refused; as itself, what begins a conversation is taken" {
	local body kind
	mkdir mixed own
	for body in $(kinds); do
		[ -n "${BODIES[$body]-}" ] || { echo "the body of kind $body is missing in this test"; return 1; }
		for kind in $(kinds); do
			[ "${BODIES[$body]}" = "${BODIES[$kind]}" ] || of "mixed/$body-as-$kind.asc" "$kind" "$body"
		done
	done
	before=$(contents)
	[ "$(receives mixed)" -ne 0 ]
	grep -q "$(find mixed -type f | wc -l) of $(find mixed -type f | wc -l) files were refused" said
	if grep -vE 'unknown key|is required|is not for region to send|identity follows on acceptance|is a receipt of a message that is not ours|is refused: |files were refused|is missing, or no map' said |
		grep -v ': restored: yes$'; then return 1; fi
	[ "$(contents)" = "$before" ]
	for kind in referral signal notice; do of "own/$kind.asc" "$kind" "$kind"; done
	[ "$(receives own)" -eq 0 ]
}

@test "a third partner in somebody else's conversation, and in one that nobody knows, reads the same in every kind" {
	local kind folder file stranger='SIGNER=centre FROM=centre FROM_KEY=$CENTRE CONVERSATION='
	mkdir begins goes-on
	for kind in $(kinds); do
		case $kind in
		referral | transfer | signal | notice) folder=begins ;;
		*) folder=goes-on ;;
		esac
		of "$folder/$kind-taken.asc" "$kind" "$kind" "$stranger$KNOWN NUMBER=2"
		of "$folder/$kind-unknown.asc" "$kind" "$kind" "$stranger$(printf 'd%.0s' {1..32}) NUMBER=2"
	done
	before=$(contents)
	[ "$(receives begins)" -ne 0 ]
	grep -q "$(find begins -type f | wc -l) of $(find begins -type f | wc -l) files were refused" said
	for file in begins/*-taken.asc; do grep -qF "$file: begins a conversation whose name is taken" said; done
	for file in begins/*-unknown.asc; do grep -qF "$file: a conversation begins with number 1" said; done
	[ "$(receives goes-on)" -eq 7 ]	# the file that begins it may still come
	for file in goes-on/*.asc; do grep -qF "$file: belongs to no conversation with centre that is known here; it waits" said; done
	[ "$(find goes-on -type f | wc -l)" -ge 14 ]
	[ "$(contents)" = "$before" ]
}

# --- what we send

@test "names, sizes, times and packets of the outbox tell nothing of kind or person" {
	region_case > /dev/null
	mh-signal add --received 2026-03-01 --sector police --form labour --urgency high --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask medical --urgency acute "${DUTY[@]}" --quiet > /dev/null
	cd "$(spool_of region)/outbox/shelter"
	[ "$(find . -type f | wc -l)" -eq 2 ]	# a withdrawal, of what had not gone yet; and a request
	[ "$(find . -type f -printf '%f\n' | grep -cE '^[0-9a-f]{32}\.asc$')" -eq 2 ]
	[ "$(find . -type f -printf '%m %T@\n' | sort -u | grep -cE '^600 [0-9]+\.0+$')" -eq 1 ]
	[ $(($(find . -type f -printf '%Ts\n' | head -n 1) % 86400)) -eq 0 ]
	for file in *.asc; do
		[ $(($(gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt "$file" 2> /dev/null | wc -c) % 4096)) -eq 0 ]
		gpg --homedir "$T/mallory/gpg" --batch --list-packets "$file" 2> /dev/null | sed -n 's/^:\([a-z ]*\).*/\1/p' > "$T/packets"
		same $'pubkey enc packet\nencrypted data packet' cat "$T/packets"
		if grep -qE '^(Version|Comment|Hash|Charset):' "$file"; then return 1; fi
	done
	# the session key may be a byte shorter than usual
	find . -name '*.asc' | while read -r file; do gpg --batch --quiet --dearmor < "$file" | wc -c; done | sort -n > "$T/sizes"
	[ $(($(tail -n 1 "$T/sizes") - $(head -n 1 "$T/sizes"))) -le 2 ]
}

@test "our files open with gpg and with sq, and read as YAML that a person understands" {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	cp "$(spool_of region)"/outbox/shelter/*.asc sent.asc
	gpg --homedir "$T/shelter/gpg" --batch --quiet --decrypt sent.asc > by-gpg 2> /dev/null
	gpg --homedir "$T/shelter/gpg" --batch --export-secret-keys "$SHELTER" > secret.pgp
	gpg --homedir "$T/region/gpg" --export "$REGION" > region.pgp
	sq decrypt --recipient-key secret.pgp --signer-cert region.pgp --signatures 1 --output by-sq sent.asc
	cmp by-gpg by-sq
	same 'format: mh-exchange/1' head -n 1 by-gpg
	grep -qx "  purpose: shelter" by-gpg
	grep -qx "from: region" by-gpg
}
