# Completions are what the programs' own tables make them, and complete.

load common
load fixture

@test "the committed completions are those of the programs (make completions)" {
	for program in "$BUILD"/bin/mh-*; do
		name=${program##*/}
		diff "$ROOT/completions/$name.bash" <("$program" --describe | "$ROOT/completions/generate" "$name") || {
			echo "completions/$name.bash is not current"
			return 1
		}
	done
}

@test "completions please shellcheck" {
	shellcheck "$ROOT/completions/generate" "$ROOT"/completions/*.bash
}

# Completes the last word of a command line; prints what is offered, joined by blanks.
complete_words() {
	# shellcheck source=/dev/null
	source "$ROOT/completions/$1.bash"
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
	"_${1//-/_}"
	echo "${COMPREPLY[*]}"
}

@test "commands of one and two words, options, keywords and files are completed" {
	mkdir folder
	: > folder/file.yaml
	[ "$(complete_words mh-store st)" = "status" ]
	[ "$(complete_words mh-store keyholder l)" = "list" ]
	[[ " $(complete_words mh-store '') " == *" keyholder "*" --help "* ]]
	[ "$(complete_words mh-store status --form)" = "--format" ]
	[ "$(complete_words mh-store status --format '')" = "table csv jsonl ids xlsx" ]
	[ "$(complete_words mh-store status -f j)" = "jsonl" ]
	[ "$(complete_words mh-store status --format = c)" = "csv" ]
	[ "$(complete_words mh-store apply folder/f)" = "folder/file.yaml" ]
	[ "$(complete_words mh-store status --store fol)" = "folder" ]
	[ "$(complete_words mh-refer receive fol)" = "folder" ]
	[ "$(complete_words mh-refer receive - folder/)" = "folder/file.yaml" ]
	[ "$(complete_words mh-store frobnicate '')" = "" ]
}

@test "codes and ids that the store has are completed" {
	fixture_store coordinator
	[ "$(complete_words mh-store codes age-)" = "age-band" ]
	[ "$(complete_words mh-signal add --form sexual-)" = "sexual-domestic sexual-cross-border" ]
	mh-signal add --received 2026-03-01 --sector police --form labour
	[ "$(complete_words mh-signal show S-)" = "S-2026-0001" ]
	[ "$(complete_words mh-signal list --where S-)" = "" ]
	[ "$(complete_words mh-report run cou)" = "council" ]
	[ "$(complete_words mh-report table --measure sig)" = "signals" ]
	[ "$(complete_words mh-report table --rows muni)" = "municipality" ]
}
