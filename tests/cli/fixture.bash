# Demo stores for tests: `load fixture` behind `load common`.

# shellcheck source=tests/gpg/make.sh
source "$ROOT/tests/gpg/make.sh"

# Makes the named organisation (its folders and GnuPG home, below $T) the one that commands run for.
become() {
	export XDG_DATA_HOME="$T/$1/data" XDG_CONFIG_HOME="$T/$1/config" XDG_RUNTIME_DIR="$T/$1/run" GNUPGHOME="$T/$1/gpg"
}

# fixture_store ORGANISATION: a demo store of that organisation with keys of its own and all shipped data applied; it becomes
# the one that commands run for. $EXCHANGE_KEY and $KEYHOLDER are its fingerprints.
fixture_store() {
	become "$1"
	mkdir -m 700 "$T/$1" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$GNUPGHOME" "$1")
	export EXCHANGE_KEY KEYHOLDER
	mh-store init --demo --org "$1" --name "Organisation $1" --org-key "$EXCHANGE_KEY" --keyholder "$KEYHOLDER" \
		--accept-plain-disk "a test" --quiet || return 1
	mapfile -t FIXTURE_DATA < <(find "$BUILD/share/mh/data" -name '*.yaml' ! -path '*/example/*' | sort)
	mh-store apply --quiet "${FIXTURE_DATA[@]}" > /dev/null
}
