# mh-signal duplicates and merge: several records, one person. Everybody in it is made up.

load common
load fixture

setup() {
	common_setup
	fixture_store coordinator
}

# Four reporters; the persons of the first three are one.
seen() {
	printf 'sector: police\nform: labour\nsource: a\nmentions:\n  - {name: "Fatima el Khadiri", born: 1990-03-12, person-ref: a1, sex: female}\n' | mh-signal add -f -
	printf 'sector: school\nform: labour\nsource: b\nmentions:\n  - {name: "KHADIRI, Fatima", born: 1990-12-03, person-ref: b1}\n' | mh-signal add -f -
	printf 'sector: coa\nform: labour\nmentions:\n  - {name: "Fatima Khadira", born: 1990-03-12}\n' | mh-signal add -f -
	printf 'sector: coa\nform: labour\nmentions:\n  - {name: "Anna Jansen", born: 1990-03-12, sex: male}\n' | mh-signal add -f -
}

victims() { mh-report table --measure victims --rows year --format csv --internal --quiet 2> err | awk -F, 'END { print $NF + 0 }'; }

@test "pairs are proposed for a purpose, with reasons and no values" {
	seen
	refused 1 "nothing was found" mh-signal duplicates
	mh-signal duplicates --purpose coordination --format csv > pairs
	diff pairs - <<-END
		one,other,score,reason
		P-2026-0001,M-2026-0003,92,"one letter of the name differs; the same day of birth"
		P-2026-0001,P-2026-0002,91,"the same name, its words in another order; day and month of birth are swapped"
		P-2026-0002,M-2026-0003,85,"one letter of the name differs; day and month of birth are swapped"
	END
	run mh-store log --limit 1 --format csv
	[[ "$output" == *"mh-signal duplicates --purpose --format,coordination"*"searched: person name,aliases,born; mention name,born"* ]]
	mh-signal duplicates --purpose coordination --limit 1 --format ids > ids 2> err
	[ "$(cat ids)" = P-2026-0001 ]
	grep -qF "3 pairs were found, the surest 1 are shown" err
	[ "$(mh-signal duplicates --purpose coordination --format jsonl | jq -r .other | sort -u | tr '\n' ' ')" = "M-2026-0003 P-2026-0002 " ]
}

@test "who was merged counts once, and is no pair any more; undone, all is as before" {
	seen
	[ "$(victims)" -eq 4 ]
	same P-2026-0001 mh-signal merge P-2026-0001 P-2026-0002
	[ "$(victims)" -eq 3 ]
	same P-2026-0001 mh-signal merge P-2026-0001 M-2026-0003
	[ "$(victims)" -eq 2 ]
	refused 1 "nothing was found" mh-signal duplicates --purpose coordination
	[[ "$(mh-store history P-2026-0002 --format csv)" == *"mh-signal merge"*same-as* ]]
	mh-store check --quiet
	mh-signal merge --undo P-2026-0002
	[ "$(victims)" -eq 3 ]
	mh-signal merge --undo M-2026-0003
	[ "$(victims)" -eq 4 ]
	[ "$(mh-signal duplicates --purpose coordination --format ids | wc -l)" -eq 3 ]
	mh-store check --quiet
}

@test "merges follow each other, and each is undone by itself" {
	seen
	mh-signal merge M-2026-0003 M-2026-0004 > id 2> err
	[ "$(cat id)" = P-2026-0003 ]
	[ "$(victims)" -eq 3 ]
	mh-signal merge P-2026-0002 P-2026-0003 > id
	mh-signal merge P-2026-0001 P-2026-0002 > id
	[ "$(victims)" -eq 1 ]
	mh-signal merge --undo P-2026-0002
	[ "$(victims)" -eq 2 ]
	mh-signal merge --undo P-2026-0003
	[ "$(victims)" -eq 3 ]
}

@test "an earlier day is counted as it was then" {
	MH_NOW=2026-02-01 seen
	MH_NOW=2026-02-10 mh-signal merge P-2026-0001 P-2026-0002 > id
	[ "$(victims)" -eq 3 ]
	[ "$(mh-report table --measure victims --rows year --format csv --internal --quiet --as-of 2026-02-05 2> err | awk -F, 'END { print $NF + 0 }')" -eq 4 ]
}

@test "ids come from standard input too, and several are merged at once or not at all" {
	seen
	same P-2026-0001 bash -c "printf 'P-2026-0002\nM-2026-0003\n' | mh-signal merge P-2026-0001 -"
	[ "$(victims)" -eq 2 ]
	mh-signal merge --undo P-2026-0002 M-2026-0003
	refused 1 "M-2026-0009: no such mention" mh-signal merge P-2026-0001 P-2026-0002 M-2026-0009
	[ "$(victims)" -eq 4 ]
	mh-signal merge P-2026-0001 P-2026-0002 --dry-run --quiet
	[ "$(victims)" -eq 4 ]
}

@test "what differs is said, and does not stop" {
	seen
	mh-signal merge P-2026-0001 M-2026-0004 > id 2> err
	grep -qF "P-2026-0001 and M-2026-0004 differ in sex: if they are not one person, mh-signal merge --undo M-2026-0004" err
}

@test "a victim and a suspect are made one only by who says that it is so" {
	seen
	printf 'sector: coa\nform: criminal\nmentions:\n  - {role: suspect, ground: wgs, name: "Anna Jansen"}\n  - {role: witness}\n' | mh-signal add -f -
	before=$(mh-store log --format csv)
	refused 3 "M-2026-0004 and M-2026-0005: M-2026-0004 is a victim and M-2026-0005 a suspect, and one person would be both: if it is so, give --anyway" \
		mh-signal merge M-2026-0004 M-2026-0005
	refused 3 "P-2026-0001 is a victim and M-2026-0005 a suspect" mh-signal merge M-2026-0005 P-2026-0001
	[ "$(mh-store log --format csv)" = "$before" ]
	# Neither a witness, nor a person of whom only the record of another says it.
	mh-signal merge M-2026-0005 M-2026-0006 --quiet > id
	refused 3 "P-2026-0001 is a victim and $(cat id) a suspect" mh-signal merge "$(cat id)" P-2026-0001
	mh-signal merge --anyway P-2026-0001 "$(cat id)" 2> said > kept
	grep -qF "P-2026-0001 and $(cat id): mentioned as a victim and as a suspect: if they are not one person, mh-signal merge --undo $(cat id)" said
	# Who is known as both already is merged with either.
	mh-signal merge P-2026-0001 M-2026-0004 --quiet > id
	mh-store check --quiet
}

@test "a case is opened once for a person with several records" {
	seen
	mh-signal merge P-2026-0001 P-2026-0002 > id
	same C-2026-0001 mh-case open --no-look --signals S-2026-0001 --quiet
	same C-2026-0001 mh-case open --no-look --signals S-2026-0002 --quiet
	same $'id,person\nC-2026-0001,P-2026-0001' mh-case list --columns id,person --format csv
	refused 3 "C-2026-0001 was opened from its signal, and stands on this link" bash -c '
		mh-signal merge P-2026-0001 M-2026-0003 --quiet > id; mh-case open --no-look --signals S-2026-0003 --quiet > id; mh-signal merge --undo M-2026-0003'
}

@test "what merge and duplicates refuse" {
	seen
	refused 2 "operand is missing" mh-signal merge
	refused 2 "name the person who counts, and who is the same" mh-signal merge P-2026-0001
	refused 3 "P-2026-0001: is the record itself" mh-signal merge P-2026-0001 P-2026-0001
	refused 3 "M-2026-0003: is the record itself" mh-signal merge M-2026-0003 M-2026-0003
	refused 1 "P-2026-0009: no such person" mh-signal merge P-2026-0001 P-2026-0009
	refused 2 "S-2026-0001: neither a person, as P-2026-0042, nor a mention" mh-signal merge S-2026-0001 P-2026-0001
	refused 3 "M-2026-0002: is linked to P-2026-0002: merge that person, with mh-signal merge P-2026-0001 P-2026-0002" mh-signal merge P-2026-0001 M-2026-0002
	refused 1 "M-2026-0001: is the same person as P-2026-0001 already" mh-signal merge P-2026-0001 M-2026-0001
	refused 1 "P-2026-0002: was merged into nobody" mh-signal merge --undo P-2026-0002
	refused 1 "M-2026-0003: is linked to nobody" mh-signal merge --undo M-2026-0003
	refused 3 "M-2026-0001: its source's own number says who it is" mh-signal merge --undo M-2026-0001
	mh-signal merge P-2026-0001 P-2026-0002 > id
	refused 1 "P-2026-0001: is the same person as P-2026-0002 already" mh-signal merge P-2026-0002 P-2026-0001
	refused 1 "P-2026-0002: is the same person as P-2026-0001 already" mh-signal merge P-2026-0001 P-2026-0002
	mh-signal merge M-2026-0003 M-2026-0004 > id 2> err
	refused 3 "P-2026-0002: was merged into P-2026-0001: merge that one, or undo it first with mh-signal merge --undo P-2026-0002" \
		mh-signal merge P-2026-0003 P-2026-0002
	refused 2 "curiosity: not a code of catalogue purpose" mh-signal duplicates --purpose curiosity
	refused 2 "--limit" mh-signal duplicates --limit 0
	export GNUPGHOME="$T/other" && mkdir -m 700 "$GNUPGHOME"
	refused 5 "" mh-signal duplicates --purpose coordination
}

@test "two with the same number of a source are a pair without any key" {
	for i in 1 2; do
		printf 'sector: police\nform: labour\nsource: a\nmentions:\n  - {person-ref: a1}\n' | mh-signal add -f - --quiet
	done
	refused 1 "nothing was found" mh-signal duplicates
	sqlite3 "$XDG_DATA_HOME/mh/region.db" "UPDATE mention SET person = NULL WHERE n % 100 = 2"	# as an older program may have left it
	export GNUPGHOME="$T/other" && mkdir -m 700 "$GNUPGHOME"
	same 'one,other,score,reason
P-2026-0001,M-2026-0002,100,the source gives both the same number' mh-signal duplicates --format csv
}
