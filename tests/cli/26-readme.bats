# README.md promises nothing that is not so.

load common
load fixture

@test "the table of commands in README.md has every command, and no other" {
	for program in mh-signal mh-case mh-refer mh-report mh-store; do
		awk -F'|' -v p="**$program**" '$2 ~ /\*\*/ { on = index($2, p) } on && $2 !~ /\*\*/ { print $2 }' "$ROOT/README.md" |
			grep -o '`[^`]*`' | tr -d '`' | sort > told
		"$program" --describe | awk -F'\t' '$1 == "command" { print $2 }' | sort > there
		diff told there
	done
}

@test "the first steps of README.md go as they stand there" {
	become region
	mkdir -m 700 "$T/region" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_RUNTIME_DIR"
	{ read -r exchange && read -r own; } < <(mh_test_home "$GNUPGHOME" region)
	cp "$ROOT/lib/data/example/map.yaml" .
	head -20 "$ROOT/lib/data/example/signals.csv" > signals.csv
	awk '/^## First steps/ { on = 1 } /^## The commands/ { on = 0 } on && /^mh-/' "$ROOT/README.md" |
		sed -e "s/EXCHANGE-FINGERPRINT/$exchange/; s/YOUR-FINGERPRINT/$own --demo --accept-plain-disk test/; s,SHARE/,$BUILD/share/mh/data/,g" > steps
	[ "$(wc -l < steps)" -ge 8 ]
	while read -r step; do
		echo "$step"
		case $step in
		"mh-signal list"*) run bash -c "$step"; [ "$status" -le 1 ] ;;
		*) bash -c "$step" < /dev/null || return 1 ;;
		esac
	done < steps
	grep -q '</html>' report.html
}
