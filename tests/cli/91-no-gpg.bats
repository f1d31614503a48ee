# Commands that neither encrypt, sign, decrypt nor verify start no gpg at all.

load common
load fixture

setup() {
	common_setup
	fixture_store region
	export ASAN_OPTIONS=detect_leaks=0	# its own tracing does not go with strace
}

# no_gpg COMMAND...: it is done, and has started no program of GnuPG.
no_gpg() {
	strace -f -qq -e trace=execve -o "$T/trace" "$@" > "$T/said" 2>&1 || { cat "$T/said"; return 1; }
	grep -q execve "$T/trace"
	if grep -E 'execve\("[^"]*/gpg[^/"]*"' "$T/trace"; then return 1; fi
}

@test "the trace sees a gpg that is started" {
	run no_gpg gpg --version
	[ "$status" -eq 1 ]
}

@test "looking at signals, cases, referrals and the store, adding a signal and counting start no gpg" {
	no_gpg mh-signal add --received 2026-03-01 --sector police --form labour
	no_gpg mh-signal list
	no_gpg mh-signal show S-2026-0001
	no_gpg mh-case agenda
	no_gpg mh-report table --measure signals --rows form --columns year
	no_gpg mh-store status
	no_gpg mh-store log
	no_gpg mh-store history S-2026-0001
}
