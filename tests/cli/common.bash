# What every test of the commands starts from: `load common` as the first line of a .bats file.
#
# Each test has a folder of its own below /tmp (or what tests/run has made there) with a short name (the socket of a GnuPG agent must fit), is in it, and finds
# the programs on its path: those of $MH_BUILD, or of build/release. Agents of the test's GnuPG homes end with it. A file
# that has a setup or teardown of its own calls common_setup and common_teardown in it.

ROOT=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
BUILD=$(realpath -m "${MH_BUILD:-$ROOT/build/release}")	# tests leave the folder in which it was given
export PATH="$BUILD/bin:$PATH" LC_ALL=C.UTF-8 TZ=UTC
unset LANGUAGE MH_STORE MH_CONFIG NO_COLOR

common_setup() {
	T=$(mktemp -d "${MH_TESTS:-/tmp}/tXXXXXX")
	export T HOME="$T/home" GNUPGHOME="$T/gpg" XDG_DATA_HOME="$T/data" XDG_CONFIG_HOME="$T/config" XDG_RUNTIME_DIR="$T/run"
	mkdir -m 700 "$HOME" "$GNUPGHOME" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	export MH_NOW=2026-03-02
	cd "$T" || return 1
}

# Ends the agents of every GnuPG home in the test's folder, then removes it.
common_teardown() {
	cd / || return 1
	find "$T" -name private-keys-v1.d -type d 2>/dev/null | while read -r keys; do
		gpgconf --homedir "${keys%/*}" --kill all 2>/dev/null || true
	done
	rm -rf "$T"
}

setup() { common_setup; }
teardown() { common_teardown; }

# refused STATUS TEXT COMMAND...: the command ends with that status, and its talk on standard error has that text in it.
refused() {
	local status=$1 text=$2
	shift 2
	local got=0
	"$@" > "$T/refused.out" 2> "$T/refused.err" < "${REFUSED_INPUT:-/dev/null}" || got=$?
	if [ "$got" -ne "$status" ] || ! grep -qF -- "$text" "$T/refused.err"; then
		echo "expected status $status and: $text"
		echo "got status $got and:"
		cat "$T/refused.err"
		return 1
	fi
}

# same TEXT COMMAND...: the command is done and its standard output is exactly that text.
same() {
	local want=$1 got
	shift
	got=$("$@") || return 1
	if [ "$got" != "$want" ]; then
		diff <(echo "$want") <(echo "$got")
		return 1
	fi
}

# finds TEXT [OPTION...]: mh-store check ends with status 1 and has a fault with that text ("object: what") and a remedy.
finds() {
	local text=$1 got=0
	shift
	mh-store check --format jsonl "$@" > "$T/found.jsonl" 2> "$T/found.err" || got=$?
	jq -r 'select(.severity == "fault" and .remedy != null) | "\(.object): \(.what)"' "$T/found.jsonl" > "$T/found"
	if [ "$got" -ne 1 ] || ! grep -qF -- "$text" "$T/found"; then
		echo "expected a fault: $text"
		echo "got status $got and:"
		cat "$T/found.jsonl" "$T/found.err"
		return 1
	fi
}

# warns TEXT [OPTION...]: mh-store check is done and has a warning with that text and a remedy.
warns() {
	local text=$1
	shift
	mh-store check --format jsonl "$@" > "$T/found.jsonl" || { cat "$T/found.jsonl"; return 1; }
	jq -r 'select(.severity == "warning" and .remedy != null) | "\(.object): \(.what)"' "$T/found.jsonl" > "$T/found"
	grep -qF -- "$text" "$T/found" || { echo "expected a warning: $text"; cat "$T/found.jsonl"; return 1; }
}

# log_kept LENGTH: from now on a rule that somebody checked says how long words of the log are kept.
log_kept() {
	cat > "$T/log-kept.yaml" <<-END
		format: mh-retention/1
		name: log-kept
		rules:
		  - {code: log, en: words of the log, nl: woorden van het logboek, kind: log, from: made, length: $1, source: covenant, checked: 2026-03-01}
	END
	mh-store apply --quiet "$T/log-kept.yaml" > /dev/null
}
