#!/bin/bash
# The main job from end to end, on made-up input: tests/demo/demo.sh [BUILD]
#
# Shows every command and what it answers. It is a test as well: a command that ends with another status than expected stops it.
# All of it happens in a folder of its own below /tmp ($MH_DEMO names another one, which must not exist) with its own GnuPG
# homes; nothing of the user's is read or written, and no agent is left running. The last line is the path of the report.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${1:-$here/../../build/release}" && pwd)
example=$build/share/mh/data/example
folder=${MH_DEMO:-$(mktemp -d /tmp/mhXXXXXX)}
umask 077
mkdir -p "$folder"
cd "$folder"

export PATH="$build/bin:$PATH" LC_ALL=C.UTF-8 TZ=UTC HOME="$folder" MH_NOW=2026-03-02
unset LANGUAGE MH_STORE DISPLAY GPG_TTY DBUS_SESSION_BUS_ADDRESS

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
else
	bold='' plain=''
fi

# Ends every agent of the folder's GnuPG homes.
no_agents() {
	find "$folder" -type s -name 'S.gpg-agent' 2> /dev/null | while read -r socket; do
		gpgconf --homedir "${socket%/*}" --kill all 2> /dev/null || true
	done
}
trap no_agents EXIT
trap 'exit 130' INT TERM

part() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }
note() { printf '\n# %s\n' "$1"; }

# Makes ORGANISATION the one whose commands follow: its own GnuPG home, store and configuration.
as() {
	who=$1
	export GNUPGHOME="$folder/$who/gpg" XDG_DATA_HOME="$folder/$who/data" XDG_CONFIG_HOME="$folder/$who/config"
	export XDG_RUNTIME_DIR="$folder/$who/run"
	mkdir -p "$folder/$who" "$GNUPGHOME" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
}

# A command as a person would type it.
typed() {
	local word
	for word; do
		case $word in
		*[!A-Za-z0-9_./=:@%+,-]* | '') printf " '%s'" "${word//\'/\'\\\'\'}" ;;
		*) printf ' %s' "$word" ;;
		esac
	done
}

# run STATUS COMMAND...: shows the command and its output and compares its exit status. Its output is kept in $folder/said.
# With $input set, that text is its standard input.
run() {
	local want=$1 got=0
	shift
	printf '\n%s%s$%s' "$bold" "$who" "$plain"
	if [ -n "${input:-}" ]; then
		[ "${#input}" -lt 60 ] && printf " echo%s |" "$(typed "$input")" || printf " ... |"
		typed "$@"
		echo
		printf '%s\n' "$input" | "$@" > "$folder/said" 2>&1 || got=$?
	else
		typed "$@"
		echo
		"$@" > "$folder/said" 2>&1 < /dev/null || got=$?
	fi
	input=''
	cat "$folder/said"
	if [ "$got" -ne "$want" ]; then
		echo "demo: this ended with status $got, and $want was expected" >&2
		exit 1
	fi
	[ "$want" -eq 0 ] || echo "(exit status $want)"
}
done_() { run 0 "$@"; }

# The first id of that letter in what was said last.
id() { grep -oE "\b$1-[0-9]{4}-[0-9]{4,}\b" "$folder/said" | head -1; }

# key NAME: makes a key in the present organisation's GnuPG home and prints its fingerprint.
key() {
	gpg --batch --quiet --passphrase '' --pinentry-mode loopback --quick-generate-key "$1 (THROW-AWAY)" future-default default 2y 2> /dev/null
	gpg --batch --with-colons --list-secret-keys "=$1 (THROW-AWAY)" 2> /dev/null | awk -F: '$1 == "fpr" { print $10; exit }'
}

# The partner list with this run's fingerprints and public keys in it.
partner_list() {
	local line code
	while IFS= read -r line; do
		code=${line##* }
		case $line in
		'    fingerprint: FINGERPRINT-OF '*) echo "    fingerprint: ${fingerprint[$code]}" ;;
		'    public-key: KEY-OF '*)
			echo "    public-key: |"
			gpg --homedir "$folder/$code/gpg" --batch --armor --export "${fingerprint[$code]}" 2> /dev/null | sed 's/^/      /'
			;;
		*) printf '%s\n' "$line" ;;
		esac
	done < "$example/partners.yaml"
}

declare -A fingerprint name
name=([region]='Zorgcoördinatie mensenhandel, regio Voorbeeld' [shelter]='Vrouwenopvang De Verzonnen Linde'
	[centre]='Landelijk Centrum (verzonnen)' [police]='Politie, team mensenhandel (verzonnen)')
ln -s "$build/share/mh/data" data
cp "$example"/*.csv "$example"/map.yaml .

part '1. Four organisations, each with a store and an exchange key of its own'
for organisation in region shelter centre police; do
	as "$organisation"
	fingerprint[$organisation]=$(key "Exchange key $organisation")
	run 0 mh-store init --demo --org "$organisation" --name "${name[$organisation]}" --org-key "${fingerprint[$organisation]}" \
		--keyholder "$(key "Keyholder of $organisation")" --accept-plain-disk 'a demonstration'
done

part '2. Catalogues, and partners'
partner_list > partners.yaml
for organisation in shelter centre police; do
	as "$organisation"
	run 0 mh-store apply data/catalogues/*.yaml --quiet
done
as region
run 0 mh-store apply data/catalogues/*.yaml
run 0 mh-store apply data/catalogues/*.yaml
run 0 mh-store status
