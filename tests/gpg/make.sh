# shellcheck shell=bash
# GnuPG homes with throw-away keys, for the demo and the tests: `. tests/gpg/make.sh`, then the functions below.
#
# The keys have no passphrase and their user ids say so; a store that is no demo store refuses them. A home's path should be
# short (85 bytes at most), since the socket of its agent is in it.

# mh_key_text NAME COMMENT: what gpg --generate-key reads to make one key.
mh_key_text() {
	cat <<-END
		%no-protection
		Key-Type: eddsa
		Key-Curve: ed25519
		Key-Usage: cert sign
		Subkey-Type: ecdh
		Subkey-Curve: cv25519
		Subkey-Usage: encrypt
		Name-Real: $1
		Name-Comment: $2
		Expire-Date: 0
		%commit
	END
}

# mh_bare_home HOME: a new, empty home whose agent asks no smart card.
mh_bare_home() {
	mkdir -m 700 "$1" && echo disable-scdaemon > "$1/gpg-agent.conf"
}

# mh_make_keys HOME [OPTION...]: makes the keys of the text on standard input; prints their fingerprints, one a line.
mh_make_keys() {
	local home=$1
	shift
	gpg --homedir "$home" --batch --quiet --no-tty "$@" --status-fd 3 --generate-key 3>&1 1>/dev/null 2>/dev/null |
		awk '$2 == "KEY_CREATED" { print $4; seen++ } END { exit !seen }'
}

# mh_test_home HOME NAME: a home with the exchange key of an organisation and the key of a keyholder; prints their two
# fingerprints, one a line, in this order. Takes about a tenth of a second.
mh_test_home() {
	mh_bare_home "$1" &&
		{
			mh_key_text "$2 exchange" "THROW-AWAY DEMO KEY, INSECURE"
			mh_key_text "$2 keyholder" "THROW-AWAY DEMO KEY, INSECURE"
		} | mh_make_keys "$1"
}

# mh_message HOME SIGNER READER [OPTION...]: the text on standard input signed and encrypted by stock gpg, in the form that is
# accepted; options make it another one. HOME has the signer's secret and the reader's public key.
mh_message() {
	local home=$1 signer=$2 reader=$3
	shift 3
	gpg --homedir "$home" --batch --no-tty --quiet --trust-model always --armor --compress-algo none -u "$signer" -r "$reader" \
		"$@" --sign --encrypt 2>/dev/null
}

# mh_damage HOME: the armoured message on standard input with one bit of its encrypted bytes turned, its armour being whole.
mh_damage() {
	gpg --homedir "$1" --batch --quiet --dearmor 2>/dev/null |
		perl -0777 -pe 'substr($_, -40, 1) ^= "\1"' |
		gpg --homedir "$1" --batch --quiet --enarmor 2>/dev/null |
		sed 's/ARMORED FILE/MESSAGE/; /^Comment:/d'
}

# mh_end_home HOME...: ends the agents of these homes; to be called before the folders are removed.
mh_end_home() {
	local home
	for home; do
		[ ! -d "$home" ] || gpgconf --homedir "$home" --kill all 2>/dev/null || true
	done
}
