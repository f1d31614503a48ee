# A year in the life: thirteen stories of twenty cases, played day by day through the real commands (tests/data/year/*.txt). The dates in them
# were worked out by hand, with the rule that gives them, before a program was asked.

load common
load fixture
load examples

# year CASE: plays the case in a demo store of its own; the store is sound at its end.
year() {
	fixture year.txt
	run_examples "$ROOT/tests/data/year/$1.txt"
	mh-store check --quiet
}

@test "a Dublin claimant: 30 days, no prosecution, refused, objection and appeal" { year dublin; }

@test "a Dutch minor: youth track, 16 in February, missing, Christmas" { year dutch-minor; }

@test "a minor who came alone and turns 18 in June" { year turns-18; }

@test "a group of five after a raid, and a sixth for whom there is no bed" { year raid; }

@test "ground d: 90 days, never extended, a lasting permit after a year" { year ground-d; }

@test "refused and objected: the King's birthday on a Saturday" { year refused-objected; }

@test "moved to another region and back: terms as if never closed, events booked late" { year there-and-back; }

@test "criminal exploitation seen as an offence: born on a leap day" { year seen-as-offender; }

@test "a mother with a child: two beds, Easter, Liberation Day" { year mother-and-child; }

@test "a declined reflection period: two workdays at least over Easter" { year declined; }

@test "a consent that is withdrawn closes the gate at once" { year consent-withdrawn; }

@test "death of contact, and a second case of the same person" { year out-of-sight; }

@test "a transfer: handed to a colleague, then to another region" { year transfer; }

@test "every case of the year is played" {
	for story in "$ROOT"/tests/data/year/*.txt; do
		grep -q "year $(basename "$story" .txt);" "$BATS_TEST_FILENAME"
	done
}
