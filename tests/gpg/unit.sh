#!/bin/bash
# Everything that tests/unit/openpgp.c needs, in a new folder: tests/gpg/unit.sh FOLDER; tests/gpg/unit.sh --end FOLDER.
#
# FOLDER/a is the GnuPG home of the senders, FOLDER/b that of the receiver (bob); NAME.fpr and NAME.asc are fingerprint and public
# key of each; m/* are messages to bob as stock gpg makes them, most of them bad in one way each.
set -euo pipefail
# shellcheck source=tests/gpg/make.sh disable=SC1091
. "${BASH_SOURCE%/*}/make.sh"

if [ "$1" = --end ]; then
	mh_end_home "$2/a" "$2/b"
	rm -rf "$2"
	exit
fi
cd "$1"
label="THROW-AWAY TEST KEY, INSECURE"

# rsa NAME BITS: the same as mh_key_text, by RSA.
rsa() {
	mh_key_text "$1" "$label" | sed "/Curve/d; s/^Key-Type: .*/Key-Type: rsa\nKey-Length: $2/; s/^Subkey-Type: .*/Subkey-Type: rsa\nSubkey-Length: $2/"
}

gpg_a() { gpg --homedir a --batch --no-tty --quiet --yes --trust-model always --pinentry-mode loopback --passphrase '' "$@" 2>> log; }

mh_bare_home a
mh_bare_home b
mkdir m
names=(alice mallory subkey revoked rsa1024 rsa2048 rsa3072 signonly)
{
	mh_key_text alice "$label"
	mh_key_text mallory "$label"
	mh_key_text subkey "$label" | sed 's/^Key-Usage: .*/Key-Usage: cert/'
	mh_key_text revoked "$label"
	rsa rsa1024 1024
	rsa rsa2048 2048
	rsa rsa3072 3072
	mh_key_text signonly "$label" | sed '/^Subkey/d'
} | mh_make_keys a > made
i=0
while read -r fingerprint; do
	echo "$fingerprint" > "${names[i++]}.fpr"
done < made
mh_key_text locked "$label" | sed '/^%no-protection/d' | mh_make_keys a --pinentry-mode loopback --passphrase open > locked.fpr
mh_key_text bob "$label" | mh_make_keys b --faked-system-time 20250101T000000 > bob.fpr
mh_key_text carol "$label" | mh_make_keys b > carol.fpr

# a key that has come to its end
mh_key_text expired "$label" | sed 's/^Expire-Date: .*/Expire-Date: 20250201T000000/' |
	mh_make_keys a --faked-system-time 20250101T000000 > expired.fpr
mh_key_text sha1-key "$label" | mh_make_keys a --cert-digest-algo SHA1 > sha1-key.fpr
mh_key_text early "$label" | mh_make_keys a --faked-system-time 20250101T000000 > early.fpr
gpg_a --quick-add-key "$(cat subkey.fpr)" ed25519 sign never

for name in "${names[@]}" locked expired early sha1-key; do
	gpg_a --armor --export "$(cat "$name.fpr")" > "$name.asc"
done
for name in bob carol; do
	gpg --homedir b --batch --quiet --armor --export "$(cat "$name.fpr")" > "$name.asc" 2>> log
	gpg_a --import "$name.asc"
done
gpg --homedir b --batch --no-tty --quiet --yes --pinentry-mode loopback --passphrase '' --delete-secret-keys "$(cat carol.fpr)" 2>> log
gpg_a --armor --export-secret-keys "$(cat alice.fpr)" > alice-secret.asc
gpg_a --dearmor < alice-secret.asc > alice-secret.bin
cat alice.asc mallory.asc > two.asc
gpg_a --armor --export "$(cat alice.fpr)" "$(cat mallory.fpr)" > both.asc

echo "format: test/1" > plain
bob=$(cat bob.fpr)
# message NAME SIGNER OPTION...: sign by SIGNER and encrypt to bob, uncompressed unless an option says otherwise.
message() {
	local name=$1 signer=$2
	shift 2
	mh_message a "$(cat "$signer.fpr")" "$bob" "$@" < plain > "m/$name"
}
message good alice
message good-rsa rsa3072
message good-subkey subkey
message compressed alice --compress-algo zip
message two-signatures alice -u "$(cat mallory.fpr)"
message unknown-signer mallory
message weak-signer rsa2048
message weaker-signer rsa1024
message sha1 rsa3072 --digest-algo SHA1
message sha224 rsa3072 --digest-algo SHA224
message text-signature alice --textmode
message critical-note alice --sig-notation '!asked@example.org=yes'
message ended-signature early --faked-system-time 20250110T000000 --default-sig-expire 1d
message revoked-signer revoked
message expired-signer expired --faked-system-time 20250110T000000
gpg_a --armor -u "$(cat alice.fpr)" -R "$bob" --sign --encrypt --compress-algo none < plain > m/hidden-reader
gpg_a --armor -r "$bob" --encrypt --compress-algo none < plain > m/unsigned
gpg_a --armor -u "$(cat alice.fpr)" --sign --compress-algo none < plain > m/signed-only
gpg_a --armor -u "$(cat revoked.fpr)" --sign --compress-algo none < plain > m/revoked-statement
gpg_a --armor -u "$(cat expired.fpr)" --sign --compress-algo none --faked-system-time 20250110T000000 < plain > m/expired-statement
gpg_a --armor -u "$(cat alice.fpr)" --clearsign < plain > m/clear-signed
gpg_a --armor --passphrase open --s2k-count 65536 --symmetric < plain > m/passphrase
gpg_a --armor --passphrase open --s2k-count 65536 -r "$bob" --encrypt --symmetric < plain > m/key-and-passphrase
gpg_a --armor -u "$(cat alice.fpr)" -r "$(cat carol.fpr)" --sign --encrypt < plain > m/for-another
head -c 200000 /dev/zero > zeros
gpg_a --armor -u "$(cat alice.fpr)" -r "$bob" --sign --encrypt --compress-algo none < zeros > m/large
head -c 50000000 /dev/zero | gpg_a --armor -u "$(cat alice.fpr)" -r "$bob" --sign --encrypt --compress-algo bzip2 > m/bomb
gpg_a --dearmor < m/good > good.bin
mh_damage a < m/good > m/damaged
gpg_a --armor -r "$bob" --encrypt --no-literal --compress-algo none < good.bin > m/twice

# now the key is revoked
sed 's/^:---/---/' "a/openpgp-revocs.d/$(cat revoked.fpr).rev" > revoked.rev
gpg_a --import revoked.rev
gpg_a --armor --export "$(cat revoked.fpr)" > revoked-now.asc
