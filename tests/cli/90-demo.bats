# The demo is the main job from end to end; it stops where a command answers otherwise than it should.

load common

@test "the demo shows the main job, ends with the path of its report, and leaves no agent" {
	MH_DEMO="$T/d" "$ROOT/tests/demo/demo.sh" "$BUILD" > "$T/shown" 2>&1 || { tail -60 "$T/shown"; return 1; }
	report=$(tail -1 "$T/shown")
	[ "$report" = "$T/d/report.html" ]
	grep -q '</html>' "$report"
	! pgrep -f "gpg-agent.*$T/d"
}

@test "the demo's report has no small count, no script and nothing from elsewhere" {
	MH_DEMO="$T/d" "$ROOT/tests/demo/demo.sh" "$BUILD" > "$T/shown" 2>&1
	! grep -Ei '<script|src=|href="?https?:|@import|url\(' "$T/d/report.html"
	! grep -E '<td[^>]*>[1-4]</td>' "$T/d/report.html"
}

@test "the demo shows the same again but for keys and ids that are random" {
	MH_DEMO="$T/a" "$ROOT/tests/demo/demo.sh" "$BUILD" > "$T/first" 2>&1
	MH_DEMO="$T/b" "$ROOT/tests/demo/demo.sh" "$BUILD" > "$T/second" 2>&1
	for shown in first second; do
		sed -E "s,$T/[ab],FOLDER,g; s/[0-9A-F]{40}/FINGERPRINT/g; s/'?[0-9a-f]{12,64}'?/HEX/g; s/'FINGERPRINT'/FINGERPRINT/" "$T/$shown" > "$T/$shown.plain"
	done
	diff "$T/first.plain" "$T/second.plain"
	cmp "$T/a/report.html" "$T/b/report.html"
}
