# A care coordinator's day, as it is typed: tests/data/day.txt, with no step missing.

load common
load fixture
load examples

@test "the coordinator's day runs as it is written" {
	fixture day.txt
	run_examples "$ROOT/tests/data/day.txt"
}
