# The user's language: Dutch is complete, and is used where the environment asks for it.

load common

@test "every message has its Dutch" {
	"$ROOT/lib/po/template" > "$T/template.pot"
	msgmerge --quiet --no-fuzzy-matching -o "$T/nl.po" "$ROOT/lib/po/nl.po" "$T/template.pot"
	run msgattrib --untranslated --no-wrap "$T/nl.po"
	echo "without Dutch (run lib/po/update and translate in lib/po/nl.po): $output"
	[ -z "$output" ]
	run msgattrib --only-fuzzy --no-wrap "$T/nl.po"
	echo "fuzzy: $output"
	[ -z "$output" ]
	msgfmt --check --output-file=/dev/null "$T/nl.po"
}

@test "messages are in Dutch where the environment asks for it, and in English otherwise" {
	LANGUAGE=nl run mh-signal --help
	[ "$status" -eq 0 ]
	[[ "$output" == *"opdrachten:"* ]]
	run mh-signal --help
	[[ "$output" == *"commands:"* ]]
	LC_ALL=C LANGUAGE=nl run mh-signal --help
	[[ "$output" == *"commands:"* ]]
}

@test "every summary and every help of an option is a message that can be translated" {
	"$ROOT/lib/po/template" | msgcat --no-wrap - | sed -n 's/^msgid "\(.*\)"$/\1/p' | sed 's/\\"/"/g' | sort -u > messages
	for program in mh-signal mh-case mh-refer mh-report mh-store; do
		"$program" --describe
	done | awk -F '\t' '$1 == "command" { print $4 } $1 == "option" { print $8 }' | sort -u > texts
	[ -s texts ]
	run comm -23 texts messages
	echo "without N_(), or not seen by lib/po/template: $output"
	[ -z "$output" ]
}

@test "--describe is never translated" {
	diff <(mh-signal --describe) <(LANGUAGE=nl mh-signal --describe)
}
