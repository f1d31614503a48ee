# mh-signal link and unlink, and what show says of them.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

add() { mh-signal add --sector police --form labour "$@" > /dev/null; }
# linked SIGNAL: "link id" of each that it is linked to.
linked() { mh-signal show "$1" | awk '/^linked$/ { on = 1; next } on && /^L-/ { print $1, $2 } on && /^$/ { exit }' | paste -sd ' '; }

@test "a link is seen from both ends, with a signal and with a case" {
	add; add --municipality GM0193; add
	mh-case open --form labour > /dev/null
	same L-2026-0001 mh-signal link S-2026-0001 S-2026-0002 --link maybe-same-person
	same L-2026-0002 mh-signal link S-2026-0001 C-2026-0001 --link follow-up
	same "L-2026-0001 S-2026-0002 L-2026-0002 C-2026-0001" linked S-2026-0001
	same "L-2026-0001 S-2026-0001" linked S-2026-0002
	same "" linked S-2026-0003
	[[ "$(mh-signal show S-2026-0001)" == *"perhaps the same person"*"2026-03-02"*Zwolle* ]]
	# two links between the same two are two ways of belonging together
	same L-2026-0003 mh-signal link S-2026-0002 S-2026-0001 --link same-network
	same "L-2026-0001 S-2026-0002 L-2026-0002 C-2026-0001 L-2026-0003 S-2026-0002" linked S-2026-0001
	same $'state\nreceived\nreceived\nreceived' mh-signal list --columns state --format csv
	mh-store check --quiet
}

@test "a location shows all signals at it, by way of others, and a network all of its own" {
	add --subject location
	for i in 1 2 3 4; do add; done
	mh-signal link S-2026-0002 S-2026-0001 --link same-location
	mh-signal link S-2026-0002 S-2026-0003 --link same-location
	mh-signal link S-2026-0004 S-2026-0003 --link same-location
	mh-signal link S-2026-0004 S-2026-0002 --link same-location
	mh-signal link S-2026-0003 S-2026-0005 --link same-network
	same "L-2026-0001 S-2026-0002 L-2026-0002 S-2026-0003 L-2026-0004 S-2026-0004" linked S-2026-0001
	# a signal of a person has its own links alone
	linked S-2026-0003 | xargs -n 2 | sort > own
	same $'L-2026-0002 S-2026-0002\nL-2026-0003 S-2026-0004\nL-2026-0005 S-2026-0005' cat own
	mh-signal edit S-2026-0001 --subject network
	same "L-2026-0001 S-2026-0002" linked S-2026-0001
	mh-signal link S-2026-0001 S-2026-0003 --link same-network > /dev/null
	[[ " $(linked S-2026-0001) " == *" S-2026-0005 "* ]]
}

@test "a note is sealed, and a link is taken away with its history kept" {
	add; add
	echo "the same van" | mh-signal link S-2026-0001 S-2026-0002 --link same-location --note -
	! grep -qa "same van" "$XDG_DATA_HOME"/mh/region.db*
	for id in S-2026-0001 S-2026-0002; do
		[[ "$(mh-signal show "$id")" != *"same van"* ]]
		[[ "$(mh-signal show "$id" --identity --purpose safety)" == *"the same van"* ]]
	done
	mh-signal unlink L-2026-0001 --dry-run --quiet
	same "L-2026-0001 S-2026-0002" linked S-2026-0001
	mh-signal unlink L-2026-0001
	same "" linked S-2026-0001
	[[ "$(mh-store history L-2026-0001 --format csv)" == *"mh-signal unlink,undone,,yes"* ]]
	same L-2026-0002 mh-signal link S-2026-0001 S-2026-0002 --link same-location
	same "L-2026-0002 S-2026-0001" linked S-2026-0002
}

@test "as of an earlier day a link that came later is not there" {
	MH_NOW=2026-02-01 add
	MH_NOW=2026-02-01 add
	MH_NOW=2026-02-10 mh-signal link S-2026-0001 S-2026-0002 --link same-location
	[[ "$(mh-signal show S-2026-0001 --as-of 2026-02-09)" != *L-2026-0001* ]]
	[[ "$(mh-signal show S-2026-0001 --as-of 2026-02-10)" == *L-2026-0001* ]]
}

@test "what link and unlink refuse" {
	add; add
	refused 3 "link: is required and was not given" mh-signal link S-2026-0001 S-2026-0002
	refused 3 'link "same-locatio": not a code of catalogue link; nearest: same-location' mh-signal link S-2026-0001 S-2026-0002 --link same-locatio
	refused 3 "S-2026-0001: is not linked to itself" mh-signal link S-2026-0001 S-2026-0001 --link follow-up
	refused 1 "S-2026-0009: no such signal" mh-signal link S-2026-0001 S-2026-0009 --link follow-up
	refused 1 "S-2026-0009: no such signal" mh-signal link S-2026-0009 S-2026-0001 --link follow-up
	refused 1 "C-2026-0009: no such case" mh-signal link S-2026-0001 C-2026-0009 --link follow-up
	refused 2 "P-2026-0001: neither a signal, as S-2026-0042, nor a case" mh-signal link S-2026-0001 P-2026-0001 --link follow-up
	refused 2 "--note: is kept sealed" mh-signal link S-2026-0001 S-2026-0002 --link follow-up --note words
	mh-signal link S-2026-0001 S-2026-0002 --link follow-up > /dev/null
	refused 1 "S-2026-0002 and S-2026-0001: are linked so already: L-2026-0001" mh-signal link S-2026-0002 S-2026-0001 --link follow-up
	refused 1 "L-2026-0009: no such link" mh-signal unlink L-2026-0009
	refused 2 "is the id of a signal" mh-signal unlink S-2026-0001
	mh-signal unlink L-2026-0001
	refused 1 "L-2026-0001: was taken away already" mh-signal unlink L-2026-0001
	refused 2 "operand" mh-signal unlink
}
