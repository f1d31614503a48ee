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
	answered "$want" "$got"
}

# Shows what was said, and stops when the exit status is another than expected.
answered() {
	cat "$folder/said"
	if [ "$2" -ne "$1" ]; then
		echo "demo: this ended with status $2, and $1 was expected" >&2
		exit 1
	fi
	[ "$1" -eq 0 ] || echo "(exit status $1)"
}

# A command line that only stands there, and one with pipes in it that is run by a shell.
typed_line() { printf '\n%s%s$%s %s\n' "$bold" "$who" "$plain" "$1"; }
run_line() {
	local want=$1 got=0
	typed_line "$2"
	bash -o pipefail -c "$2" > "$folder/said" 2>&1 < /dev/null || got=$?
	answered "$want" "$got"
}

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

# take_key FROM: imports FROM's public exchange key into the present organisation's own GnuPG home.
take_key() {
	gpg --homedir "$folder/$1/gpg" --batch --armor --export "${fingerprint[$1]}" 2> /dev/null | gpg --batch --quiet --import 2> /dev/null
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

part '2. Catalogues, terms and workflows, and partners'
partner_list > partners.yaml
as region
run 0 mh-store apply data/{catalogues,workflows,terms,consent,routing,retention,indicators,maps,reports}/*.yaml
run 0 mh-refer partner import partners.yaml
run 0 mh-refer partner list
run 0 mh-store status
for organisation in shelter centre police; do
	as "$organisation"
	run_line 0 "mh-store apply data/{catalogues,workflows,terms}/*.yaml | tail -2"
	run_line 0 "mh-refer partner import partners.yaml | grep fingerprint"
done
as region

part '3. Signals of five years come in'
note 'A list with mistakes in it is refused as a whole, with every mistake named ...'
run 3 mh-signal import signals.csv --map map.yaml
note '... or its good rows are taken, and the others come back in a file, with the reason in front.'
run 3 mh-signal import signals.csv --map map.yaml --rejects rejects.csv
typed_line "sed -e s/Zwole/Zwolle/ ... rejects.csv > mended.csv"
sed -e 's/;Zwole;/;Zwolle;/' -e 's/;31-02-2021;/;28-02-2021;/' -e 's/;arbijd;/;crimineel;/' -e 's/;RL-2022-071;;/;RL-2022-071;12-10-2022;/' \
	-e "s/ $(printf '\033')\[2J//" -e 's/;spoed!;/;acuut;/' rejects.csv > mended.csv
run 0 mh-signal import mended.csv --map map.yaml
note 'The same again changes nothing, and says so.'
run 0 mh-signal import mended.csv --map map.yaml
note 'The police phone about a woman from Nigeria. What was told is read from standard input, and is kept sealed.'
input='Zegt een schuld voor de reis te moeten afbetalen; haar paspoort ligt bij een ander. Zij wil weg en praat met de politie.'
run 0 mh-signal add --received 2026-02-27 --municipality GM0193 --place home --sector police --form sexual-cross-border \
	--urgency high --victim female,23-plus,NG --narrative -
first=$(id S)
run 0 mh-signal show "$first"
note 'Its indicators beside the lists: what was seen, what was not asked, and what that does not say. A person concludes.'
run 0 mh-signal assess "$first" --seen 'sexual-called;sexual-influenced' --absent sexual-tattoo
run 0 mh-signal assess "$first"
run 0 mh-signal assess "$first" --conclusion serious
run 0 mh-signal triage "$first" --to assessed
note 'Its reporter may be told that it was received, and no more.'
run 0 mh-signal edit "$first" --may-be-told received
run 6 mh-signal feedback "$first" --told outcome
run 0 mh-signal feedback "$first" --told received
note 'A school phones to think along: one line, and no person.'
run 0 mh-signal advice school recognising 10
note 'What earlier years brought was ended long ago; ids go from one command to the next.'
run_line 0 "mh-signal list --where 'received<2025-09-01 and form=criminal' --format ids | mh-signal triage - --to forwarded --reason to-police --quiet"
run_line 0 "mh-signal list --where 'received<2025-09-01 and state=received' --format ids | mh-signal triage - --to closed --reason already-known --quiet"
run 2 mh-signal triage "$first" --to closed
run 0 mh-signal list --where 'received>=2025-09-01'
run 0 mh-signal list --where 'state=forwarded' --sort -received --limit 3 --format csv

part '4. Two cases'
note 'A woman from outside the Union, who gets a reflection period.'
run 0 mh-case open --signals "$first" --group third-country
one=$(id C)
input='Joy Voorbeeld'
run 0 mh-case identity set "$one" --name -
run 0 mh-case event "$one" residence reflection-granted --on 2026-03-01 --scope standard
note 'A citizen of the Union, seen by two reporters: one person, one case.'
run_line 0 "mh-signal list --where 'received>=2025-09-01 and form=labour and municipality=GM0150' --format ids | mh-case open --signals - --group eu"
two=$(id C)
cat > identity.yaml <<'END'
name: Kasia Verzonnen
born: 1994-05-06
language: Pools
contact: Alleen bellen tussen 10 en 12 uur, 000-0000009
END
run 0 mh-case identity set "$two" --file identity.yaml
run 0 mh-case event "$two" care contact-made --on 2026-03-01
run 0 mh-case event "$two" care medical-asked --on 2026-03-02
run 3 mh-case event "$two" care shelter-admited --on 2026-03-02
run 0 mh-case show "$two"
note 'What is due, and when: the reflection period of three months ends on the right day.'
run 0 mh-case agenda

part '5. Leading her to the right partner'
# carried FROM TO: files of FROM's outbox for TO that were not carried before go to TO's inbox, as mail or a stick would.
carried() {
	local from="$1/data/mh/region.spool/outbox/$2" to="$2/data/mh/region.spool/inbox" file new=''
	mkdir -p "$to"
	for file in "$from"/*.asc; do
		[ -e "$1/carried-${file##*/}" ] && continue
		: > "$1/carried-${file##*/}"
		cp "$file" "$to"
		new=$file
	done
	typed_line "cp $from/*.asc $to/"
	last=$new
}

note 'Without a basis nothing leaves.'
run 6 mh-refer send "$two" --to shelter --purpose shelter --ask shelter
note 'She agrees that the shelter may know who she is. That lifts the secrecy; the basis is the task of the municipality.'
run 0 mh-case consent add "$two" --purpose shelter --partner shelter --fields 'minimal;request;identity;contact' --on 2026-03-02 \
	--language pl --interpreter yes --capacity yes
basis=(--basis public-task --special-basis social-protection --article wmo-5.1.1)
input='Plaats voor een vrouw alleen, spreekt Pools; de werkgever mag niet weten waar zij is.'
run 0 mh-refer send "$two" --to shelter --purpose shelter --ask shelter "${basis[@]}" --secrecy consent --answer-due 2026-03-04 --request -
referral=$(id R)
carried region shelter
request=$last

as shelter
note 'The shelter sees a small part: which help, how urgent, which age band. It says yes.'
run 0 mh-refer receive --no-receipt
theirs=$(id R)
run 0 mh-refer show "$theirs"
run 0 mh-refer accept "$theirs"
carried shelter region

as region
run 0 mh-refer receive --no-receipt
note 'Who she is follows now.'
run 0 mh-refer send "$referral"
carried region shelter
run 0 mh-refer list

as shelter
run 0 mh-refer receive
run_line 0 "mh-refer show $theirs --purpose shelter | grep -A 12 'groups:'"
take_key region
note 'Without these tools any OpenPGP program opens the file: it is text.'
run_line 0 "gpg --quiet --decrypt $request 2> /dev/null | grep -v '^#'"
carried shelter region

as region
note 'The receipt proves what the shelter got.'
run 0 mh-refer receive
note 'The woman with the reflection period is placed by the national centre alone.'
run 0 mh-case consent add "$one" --purpose shelter --partner centre --fields 'minimal;identity' --on 2026-03-02 --language en
run 0 mh-refer send "$one" --to centre --purpose shelter --ask shelter-reflection "${basis[@]}" --secrecy consent
carried region centre
for_centre=$last
as centre
run 0 mh-refer receive --no-receipt
run 0 mh-refer accept "$(id R)"
carried centre region

as region
run 0 mh-refer receive --no-receipt
note 'The public health service has no OpenPGP. It passes the same gate, and gets a page to read out on the phone.'
run 6 mh-refer send "$two" --to ggd --purpose medical --ask medical --by phone "${basis[@]}" --secrecy consent
run 0 mh-case consent add "$two" --purpose medical --partner ggd --fields 'minimal;identity;contact' --on 2026-03-02 --language pl
run 0 mh-refer send "$two" --to ggd --purpose medical --ask medical --by phone "${basis[@]}" --secrecy consent
by_phone=$(id R)
input='verpleegkundige van dienst'
run 0 mh-refer record "$by_phone" accepted --on 2026-03-02 --by phone --from -
run 0 mh-refer list
run 0 mh-refer disclosures

as shelter
note 'Files that must not get through. One with a changed byte:'
gpg --batch --quiet --dearmor < "$request" > changed.pgp 2> /dev/null
printf 'X' | dd of=changed.pgp bs=1 seek=2000 conv=notrunc status=none
run 5 mh-refer receive changed.pgp
note 'one from a key that nobody knows:'
as stranger
stranger=$(key 'A stranger')
take_key shelter
echo 'format: mh-exchange/1' | gpg --batch --quiet --trust-model always --compress-algo none --armor --sign --encrypt \
	--local-user "$stranger" --recipient "${fingerprint[shelter]}" > stranger.asc 2> /dev/null
as shelter
run 5 mh-refer receive stranger.asc
note 'one that was made for somebody else:'
run 5 mh-refer receive "$for_centre"
note 'and one that was seen before, which is harmless:'
run 0 mh-refer receive "$request"
run 0 mh-refer list
run 0 mh-store check

as region
part '6. What the council gets to see'
note 'In a terminal a colleague sees all numbers; in a pipe or a file, as here, small ones are not shown.'
run 0 mh-report table --measure signals --rows form --columns year
run 0 mh-report table --measure signals --rows form --columns year --format csv
run 0 mh-report run council --period 2021..2025 --format html -o report.html
run 0 mh-report run council --period 2021..2025 --format html --language nl -o rapport.html
note 'An account without any key makes the same report, byte for byte.'
GNUPGHOME=$folder/no-keys
mkdir no-keys
run 0 mh-report run council --period 2021..2025 --format html -o again.html
run 0 cmp report.html again.html
as region
run 0 mh-store check

# agents: the agents that still run for the folder's GnuPG homes.
agents() {
	local process
	for process in /proc/[0-9]*/cmdline; do
		tr '\0' ' ' < "$process" | grep "^gpg-agent.*$folder" || true
	done 2> /dev/null
}
no_agents
for ((tries = 0; tries < 50; tries++)); do
	[ -z "$(agents)" ] && break
	sleep 0.1
done
if [ -n "$(agents)" ]; then
	echo 'demo: an agent was left running' >&2
	exit 1
fi
cat << END

All of this is in $folder (remove it with rm -r). Look around as the coordinator with:
  export PATH=$build/bin:\$PATH GNUPGHOME=$folder/region/gpg XDG_DATA_HOME=$folder/region/data XDG_CONFIG_HOME=$folder/region/config MH_NOW=$MH_NOW

The report, to be opened in a browser:
$folder/report.html
END
