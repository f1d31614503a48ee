# A small chain for tests: `load chain` behind `load common` and `load fixture`.
#
# chain_once makes, in setup_file, the stores of region, shelter and centre, which know each other as partners, and mallory, who
# has keys and nothing else. chain_copy gives a test its own copy. `as NAME` makes one of them the one that commands run for;
# $EXCHANGE_KEY and $KEYHOLDER are then its fingerprints.

as() {
	become "$1"
	# shellcheck source=/dev/null
	source "$T/$1/keys"
}

key_of() { sed -n "s/^EXCHANGE_KEY=//p" "$T/$1/keys"; }
spool_of() { echo "$T/$1/data/mh/region.spool"; }

# partner_entry NAME: its entry in a partner file.
partner_entry() {
	cat <<-END
		  - code: $1
		    name: Organisation $1
		    column: care
		    type: NGO
		    services: [shelter]
		    contact: "000-0000001"
		    fingerprint: $(key_of "$1")
		    public-key: |
		$(gpg --homedir "$T/$1/gpg" --armor --export "$(key_of "$1")" | sed 's/^/      /')
		    profile:
		      shelter: [minimal, identity, contact, request]
	END
}

partners_file() {
	echo "format: mh-partners/1"
	echo "partners:"
	for name; do
		partner_entry "$name"
	done
	cat <<-END
		  - code: ggd
		    name: GGD Voorbeeld
		    column: care
		    profile: {medical: [minimal, identity]}
	END
}

chain_once() {
	T=$(mktemp -d "${MH_TESTS:-/tmp}/cXXXXXX")
	echo "$T" > "$BATS_FILE_TMPDIR/chain"
	export HOME="$T/home" MH_NOW=2026-03-02T12:00:00Z
	mkdir "$HOME"
	cd "$T" || return 1
	for name in region shelter centre; do
		fixture_store "$name" || return 1
		printf 'EXCHANGE_KEY=%s\nKEYHOLDER=%s\n' "$EXCHANGE_KEY" "$KEYHOLDER" > "$T/$name/keys"
	done
	mkdir -m 700 mallory mallory/run
	{ read -r EXCHANGE_KEY && read -r KEYHOLDER; } < <(mh_test_home "$T/mallory/gpg" mallory)
	printf 'EXCHANGE_KEY=%s\nKEYHOLDER=%s\n' "$EXCHANGE_KEY" "$KEYHOLDER" > "$T/mallory/keys"
	partners_file region shelter centre > partners.yaml
	for name in region shelter centre; do
		as "$name"
		mh-refer partner import partners.yaml --quiet > /dev/null || return 1
	done
	# Everybody's own keyring knows everybody, for files that are made by hand.
	for name in region shelter centre mallory; do
		gpg --homedir "$T/$name/gpg" --armor --export "$(key_of "$name")"
	done > keys.asc
	for name in region shelter centre mallory; do
		gpg --homedir "$T/$name/gpg" --batch --quiet --import keys.asc
		mh_end_home "$T/$name/gpg"
		rm -f "$T/$name"/gpg/S.*
	done
}

chain_end() {
	local T
	T=$(cat "$BATS_FILE_TMPDIR/chain")
	common_teardown
}

chain_copy() {
	common_setup
	export MH_NOW=2026-03-02T12:00:00Z
	cp -a "$(cat "$BATS_FILE_TMPDIR/chain")"/{region,shelter,centre,mallory,partners.yaml} "$T/"
	as region
}

# carry FROM TO: everything in FROM's outbox for TO is moved to TO's inbox.
carry() {
	mkdir -p -m 700 "$(spool_of "$2")/inbox"
	mv "$(spool_of "$1")/outbox/$2"/*.asc "$(spool_of "$2")/inbox/"
}

CONSENT=(--basis consent --special-basis explicit-consent --article uavg-22 --secrecy consent)
DUTY=(--basis public-task --special-basis social-protection --article wmo-5.1.1 --secrecy legal-duty)

# A case of the region, with a person; C-2026-0001.
region_case() {
	as region
	mh-case open --sex female --age-band 18-22 --country RO --form labour --urgency high --quiet
	printf 'name: Ana Verzonnen\nborn: 2001-05-06\ncontact: na 18 uur\n' | mh-case identity set C-2026-0001 --no-look --file - --quiet > /dev/null
}

# A referral from region to shelter that came in there: R-2026-0001 on both sides, receipt not yet carried.
sent_referral() {
	region_case > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --quiet > /dev/null
}

# state_of NAME REFERRAL
state_of() {
	as "$1"
	mh-refer list --where "id=$2" --columns state --format csv | tail -n 1
}

# lacks PATTERN FILE: no line of the file has it.
lacks() {
	if grep -n -- "$1" "$2"; then
		echo "$2 has: $1"
		return 1
	fi
}
