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
	mh_bare_home "$GNUPGHOME"
	made="gpg --batch --quiet --passphrase '' --pinentry-mode loopback --quick-generate-key"
	awk '/^## First steps/ { on = 1 } /^## The commands/ { on = 0 } on && /^gpg --quick-generate-key /' "$ROOT/README.md" |
		sed "s/^gpg --quick-generate-key/$made/" > make-key
	[ "$(wc -l < make-key)" -eq 1 ]
	unset MH_NOW	# GnuPG has no other clock
	bash make-key
	sed 's/Region Example (exchange)/Anna Example/' make-key | bash
	{ read -r exchange && read -r own; } < <(gpg --batch --with-colons -K | awk -F: '$1 == "sec" { primary = 1 } $1 == "fpr" && primary { print $10; primary = 0 }')
	[ "$exchange" != "$own" ]
	cp "$ROOT/lib/data/example/map.yaml" .
	head -20 "$ROOT/lib/data/example/signals.csv" > signals.csv
	awk '/^## First steps/ { on = 1 } /^## The commands/ { on = 0 } on && /^(mh-|sed )/' "$ROOT/README.md" |
		sed -e "s/EXCHANGE-FINGERPRINT/$exchange/; s/YOUR-FINGERPRINT/$own --accept-plain-disk test/; s,SHARE/,$BUILD/share/mh/data/,g" > steps
	[ "$(wc -l < steps)" -ge 10 ]
	while read -r step; do
		echo "$step"
		case $step in
		"mh-signal list"*) run bash -c "$step"; [ "$status" -le 1 ] ;;
		*) bash -c "$step" < /dev/null || return 1 ;;
		esac
	done < steps
	grep -q '</html>' report.html
	refused 3 "the fingerprint of the partner's exchange key" mh-refer partner import "$BUILD/share/mh/data/example/partners.yaml"
}
