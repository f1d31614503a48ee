# The life of a referral in whole programs and files: what crosses, gets lost, comes late or is put back from a backup ends equal on both
# sides; handing back, handing over, telling how it goes.

load common
load fixture
load chain

setup_file() { chain_once; }
teardown_file() { chain_end; }
setup() { chain_copy; }

# both WORD [REFERRAL]: it stands there on both sides.
both() {
	[ "$(state_of region "${2:-R-2026-0001}")" = "$1" ] && [ "$(state_of shelter "${2:-R-2026-0001}")" = "$1" ] ||
		{ echo "region: $(state_of region "${2:-R-2026-0001}"), shelter: $(state_of shelter "${2:-R-2026-0001}")"; return 1; }
}

# to FROM TO: what FROM has for TO is carried there and read.
to() {
	carry "$1" "$2"
	as "$2"
	mh-refer receive --quiet > "$T/read" 2>&1 || { cat "$T/read"; return 1; }
}

# accepted_referral: R-2026-0001 was accepted, and both know.
accepted_referral() {
	sent_referral
	mh-refer accept R-2026-0001 --quiet > /dev/null
	to shelter region
}

# --- handing back

@test "what is handed back stays with the partner until it is taken back" {
	accepted_referral
	as shelter
	mh-refer start R-2026-0001 --quiet > /dev/null
	refused 3 "handing back needs a reason: give --reason" mh-refer hand-back R-2026-0001
	refused 3 "nearest: moved" mh-refer hand-back R-2026-0001 --reason movd
	same R-2026-0001 mh-refer hand-back R-2026-0001 --reason moved --quiet
	refused 6 "finish is not possible in state returning: possible now: nothing" mh-refer finish R-2026-0001 --outcome helped
	to shelter region
	both returning
	as region
	same $'state,handed-back\nreturning,moved' mh-refer list --columns state,handed-back --format csv
	MH_NOW=2026-03-09 mh-case agenda --source referral --format csv | grep -q '^overdue,2026-03-04,referral,R-2026-0001,referral-hand-back,accept or decline what is handed back,,'
	refused 1 "nothing was found" mh-refer overdue
	MH_NOW=2026-03-06T12:00:00Z same R-2026-0001 mh-refer overdue --format ids
	refused 6 "withdraw is not possible in state returning: possible now: take-back, refuse-back" mh-refer withdraw R-2026-0001
	same R-2026-0001 mh-refer accept R-2026-0001 --quiet
	to region shelter
	both returned
	mh-store check --quiet
	as region
	mh-store check --quiet
	refused 6 "hand-back is for the side that was asked" mh-refer hand-back R-2026-0001 --reason moved
}

@test "handing back that is declined leaves it where it was; a new one may follow" {
	accepted_referral
	as shelter
	mh-refer hand-back R-2026-0001 --reason not-safe --quiet > /dev/null
	to shelter region
	refused 3 "declining needs a reason" mh-refer decline R-2026-0001
	mh-refer decline R-2026-0001 --reason elsewhere --quiet > /dev/null
	to region shelter
	both accepted
	as shelter
	mh-refer hand-back R-2026-0001 --reason no-place --quiet > /dev/null
	mh-refer resend R-2026-0001 --quiet > /dev/null
	to shelter region
	both returning
	as region
	mh-refer accept R-2026-0001 --quiet > /dev/null
	to region shelter
	both returned
}

@test "a withdrawal crosses the handing back" {
	accepted_referral
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	as shelter
	mh-refer hand-back R-2026-0001 --reason moved --quiet > /dev/null
	to region shelter
	to shelter region
	both withdrawn
}

@test "by phone: handed back, taken back, and done with its outcome" {
	region_case
	for i in 1 2; do
		mh-refer send C-2026-0001 --to ggd --purpose medical "${DUTY[@]}" --by phone --quiet > /dev/null
		echo zuster | mh-refer record R-2026-000$i accepted --by phone --from - --quiet > /dev/null
	done
	echo zuster > who
	REFUSED_INPUT=who refused 3 "handing back needs a reason" mh-refer record R-2026-0001 returning --by phone --from -
	REFUSED_INPUT=who refused 6 "returned is nothing that the other side can say" mh-refer record R-2026-0001 returned --by phone --from -
	mh-refer record R-2026-0001 returning --reason no-place --by phone --from - --quiet < who > /dev/null
	mh-refer accept R-2026-0001 2> said > /dev/null
	grep -q "R-2026-0001: returned; tell the other side" said
	REFUSED_INPUT=who refused 3 "finishing needs an outcome: give --outcome" mh-refer record R-2026-0002 done --by phone --from -
	mh-refer record R-2026-0002 done --outcome helped --by phone --from - --quiet < who > /dev/null
	same $'id,state,outcome\nR-2026-0001,returned,\nR-2026-0002,done,helped' mh-refer list --columns id,state,outcome --format csv
	mh-refer show R-2026-0001 > shown
	grep -qE "B-2026-[0-9]+ +2026-03-02 +in +handing back +hand-back +no +by phone" shown
	grep -qE "B-2026-[0-9]+ +2026-03-02 +out +answer +take-back +no +by phone" shown
	mh-store check --quiet
}

# --- days

# by_hand DAY: an answer of the shelter with that day, made by hand.
by_hand() {
	printf 'format: mh-exchange/1\nkind: answer\nid: 00112233445566778899aabbccddee%s\nconversation: "%s"\nnumber: 2\nfrom: shelter\nfrom-key: "%s"\nto: region\nto-key: "%s"\ncreated: %s\nexpires: 2026-03-28T00:00:00Z\ndemo: "yes"\nbody:\n  answer: accepted\n  on: %s\n' \
		"${1:2:2}" "$(mh-refer list --columns conversation --format csv | tail -n 1)" "$(key_of shelter)" "$(key_of region)" "$MH_NOW" "$1" |
		gpg --homedir "$T/shelter/gpg" --batch --quiet --armor --compress-algo none --trust-model always --sign --encrypt --local-user "$(key_of shelter)" --recipient "$(key_of region)"
}

@test "an answer is in time by the day of its making: what day it names lies between request and today" {
	sent_referral
	refused 3 "R-2026-0001: its day 2020-01-01 (on) lies before 2026-03-02, when there was no request yet" mh-refer accept R-2026-0001 --on 2020-01-01
	refused 3 "R-2026-0001: its day 2026-12-31 (on) lies in the future" mh-refer accept R-2026-0001 --on 2026-12-31
	as region
	MH_NOW=2026-03-20T12:00:00Z
	for day in 2031-01-01 1901-01-01; do
		by_hand $day > hand.asc
		refused 3 "hand.asc: its day $day (on) lies" mh-refer receive hand.asc
	done
	as shelter
	MH_NOW=2026-03-20T12:00:00Z mh-refer accept R-2026-0001 --on 2026-03-03 --quiet > /dev/null
	to shelter region
	same $'state,answered\naccepted,2026-03-20' mh-refer list --columns state,answered --format csv
	as shelter
	MH_NOW=2026-03-21T12:00:00Z mh-refer start R-2026-0001 --quiet > /dev/null
	MH_NOW=2026-03-21T12:00:00Z to shelter region
	same $'state,answered\nstarted,2026-03-20' mh-refer list --columns state,answered --format csv
	refused 3 "--answer-due 2025-01-01: lies in the past" mh-refer send C-2026-0001 --to shelter --purpose shelter --ask shelter --answer-due 2025-01-01 "${DUTY[@]}"
	refused 3 "--answer-due 2025-01-01: lies in the past" mh-refer preview C-2026-0001 --to shelter --purpose shelter --ask shelter --answer-due 2025-01-01 "${DUTY[@]}"
	mh-refer send C-2026-0001 --to ggd --purpose medical --by phone "${DUTY[@]}" --quiet > /dev/null
	echo zuster > who
	REFUSED_INPUT=who refused 3 "R-2026-0002: its day 2026-03-19 (on) lies before 2026-03-20" mh-refer record R-2026-0002 accepted --by phone --from - --on 2026-03-19
}

# --- the inbox

@test "one run reads the inbox; what is passed over for its name is said" {
	sent_referral
	box=$(spool_of shelter)/inbox
	echo x > "$box/BAR.ASC"
	echo x > "$box/noext"
	run mh-refer receive
	[ "$status" -eq 1 ]
	grep -qF "inbox: 2 files are passed over (BAR.ASC is the first): exchange files are called *.asc, *.gpg or *.pgp" <<< "$output"
	exec 9> "$(spool_of shelter)/.receive"
	flock 9
	refused 7 "another receive is at work: try again when it has ended" mh-refer receive
	exec 9>&-
	rm "$box/BAR.ASC"
	mh-refer receive 2>&1 | grep -qF "inbox: 1 file is passed over (noext)"
	as region
	mh-refer send C-2026-0001 --to ggd --purpose medical --by phone "${DUTY[@]}" --quiet > /dev/null
	refused 3 "--from: standard input is empty" mh-refer record R-2026-0002 accepted --by phone --from -
}

# --- done, progress, receipts

@test "done says how it ended" {
	accepted_referral
	as shelter
	refused 3 "finishing needs an outcome: give --outcome" mh-refer finish R-2026-0001
	refused 3 "nearest: helped" mh-refer finish R-2026-0001 --outcome helpd
	mh-refer finish R-2026-0001 --outcome helped-partly --quiet > /dev/null
	to shelter region
	both done
	as region
	same $'outcome\nhelped-partly' mh-refer list --columns outcome --format csv
}

@test "how it goes is told through the gate, sealed, and is a disclosure" {
	sent_referral
	echo "slaapt goed" > note
	update() { mh-refer update R-2026-0001 --note - "$@" < note; }
	REFUSED_INPUT=note refused 6 "progress is told behind an acceptance: it is received" update "${DUTY[@]}"
	mh-refer accept R-2026-0001 --quiet > /dev/null
	to shelter region
	as shelter
	refused 2 "--note is missing" mh-refer update R-2026-0001 "${DUTY[@]}"
	refused 2 "--note" mh-refer update R-2026-0001 --note "slaapt goed" "${DUTY[@]}"
	REFUSED_INPUT=note refused 6 "basis: no basis is recorded" update
	REFUSED_INPUT=note refused 6 "care" update "${DUTY[@]}"
	REFUSED_INPUT=note refused 3 "nearest: request" update "${DUTY[@]}" --groups reqest
	refused 1 "nothing was found" mh-refer disclosures
	same R-2026-0001 update "${DUTY[@]}" --groups request --quiet
	same $'groups,fields\nrequest,groups on note' mh-refer disclosures --columns groups,fields --format csv
	to shelter region
	mh-refer show R-2026-0001 | grep -q "progress"
	lacks "slaapt" <(mh-refer show R-2026-0001)
	mh-refer show R-2026-0001 --purpose shelter | grep -q "slaapt goed"
	both accepted
	# the asker leans on its own bases
	as region
	same R-2026-0001 update --groups request --quiet
	to region shelter
	both accepted
}

@test "what was read without receipts is confirmed later" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive --no-receipt --quiet > /dev/null
	[ "$(state_of region R-2026-0001)" = sent ]
	as shelter
	same R-2026-0001 mh-refer receipt R-2026-0001 --quiet
	mh-refer receipt R-2026-0001 2> said
	grep -q "R-2026-0001: all that came in was confirmed before" said
	to shelter region
	both received
	refused 1 "R-2026-0009: no such referral" mh-refer receipt R-2026-0009
	mh-refer send C-2026-0001 --to ggd --purpose medical "${DUTY[@]}" --by phone --quiet > /dev/null
	refused 6 "goes by no files" mh-refer receipt R-2026-0002
}

@test "what nobody answered expires by a job; the agenda says when" {
	sent_referral
	as region
	mh-case agenda --source referral --format csv | grep -q ',2026-04-01,referral,R-2026-0001,referral-expires,referral expires without an answer'
	same "" mh-refer expire
	MH_NOW=2026-04-02T12:00:00Z same R-2026-0001 mh-refer expire --quiet
	as shelter
	MH_NOW=2026-04-02T12:00:00Z same R-2026-0001 mh-refer expire --quiet
	both expired
	mh-store check --quiet
}

# --- a whole case

@test "a case is handed over: who took it is known, and closing it is due" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter --transfer "${DUTY[@]}" --quiet > /dev/null
	to region shelter
	grep -q "transfer" read
	refused 2 "--transfer: R-2026-0001 is no case of ours: only a case is handed over" mh-refer send R-2026-0001 --transfer --to centre
	same $'transfer,state\nyes,received' mh-refer list --columns transfer,state --format csv
	mh-refer accept R-2026-0001 --quiet > /dev/null
	to shelter region
	mh-refer send R-2026-0001 --quiet > /dev/null
	to region shelter
	mh-refer start R-2026-0001 --quiet > /dev/null
	to shelter region
	both started
	as region
	mh-case agenda --source referral --format csv | grep -q ',R-2026-0001,transfer-close,case was taken over: close it,'
	mh-case close C-2026-0001 --outcome other-region --quiet > /dev/null
	[ -z "$(mh-case agenda --source referral --format csv 2> /dev/null | grep transfer-close)" ]
}

# --- asking twice, a closed case

@test "the same person asked of the same partner for the same purpose is said" {
	region_case
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" 2> said > /dev/null
	lacks already said
	mh-refer send C-2026-0001 --to centre --purpose shelter "${DUTY[@]}" 2> said > /dev/null
	lacks already said
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" 2> said > /dev/null
	grep -q "R-2026-0003: shelter has been asked for this person and purpose already: R-2026-0001 is under way" said
	mh-refer withdraw R-2026-0001 R-2026-0003 --quiet > /dev/null
	mh-refer send C-2026-0001 --to shelter --purpose shelter "${DUTY[@]}" 2> said > /dev/null
	lacks already said
}

@test "for a closed case nothing of the person is sent again; that it was withdrawn is" {
	sent_referral
	as region
	mh-case close C-2026-0001 --outcome on-own-feet --force - --quiet <<< "a test" > /dev/null
	refused 6 "C-2026-0001: the case is closed; mh-case reopen C-2026-0001 takes it up again" mh-refer resend R-2026-0001
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	rm "$(spool_of region)"/outbox/shelter/*.asc
	mh-refer resend R-2026-0001 2> said > /dev/null
	grep -q "R-2026-0001: 1 messages lie in the outbox again" said
	to region shelter
	both withdrawn
}

# --- put back from a backup

# put_back NAME: its store is what it was when NAME.pgp was made, in a new epoch.
put_back() {
	as "$1"
	rm -rf "$T/$1/data/mh/region.db"* "$(spool_of "$1")"
	mh-store restore --signed-by "$EXCHANGE_KEY" --accept-older "the disk failed" --no-notice --quiet "$T/$1.pgp"
}

@test "an answer that was lost with its store counts no more, and the next one does" {
	sent_referral
	mh-store backup --quiet -o "$T/shelter.pgp"
	mh-refer accept R-2026-0001 --quiet > /dev/null
	mkdir old
	cp "$(spool_of shelter)"/outbox/region/*.asc old/
	to shelter region
	[ "$(state_of region R-2026-0001)" = accepted ]
	put_back shelter
	[ "$(state_of shelter R-2026-0001)" = received ]
	as shelter
	mh-refer resend R-2026-0001 --quiet > /dev/null
	to shelter region
	lacks "since its store was restored" read
	both received
	as region
	same $'state,answered\nreceived,' mh-refer list --columns state,answered --format csv
	mh-store check --quiet
	# the lost answer comes once more, to one who never saw it either
	as shelter
	mh-refer decline R-2026-0001 --reason full --quiet > /dev/null
	to shelter region
	both declined
	as region
	mh-refer receive old --quiet --format csv > rows
	[ "$(grep -c 'came before: nothing was done' rows)" -ge 1 ]
	both declined
}

@test "a withdrawal that was lost with its store counts no more; what a lost time had sent comes late and does nothing" {
	sent_referral
	to shelter region
	mh-store backup --quiet -o "$T/region.pgp"
	mh-refer withdraw R-2026-0001 --quiet > /dev/null
	mkdir late
	mv "$(spool_of region)"/outbox/shelter/*.asc late/
	put_back region
	mh-refer resend R-2026-0001 --quiet > /dev/null
	to region shelter
	both received
	as shelter
	mh-refer receive late --format csv --quiet > rows
	grep -qx "R-2026-0001,withdrawal,region,received,its sender's store was restored since: not counted" rows
	both received
	mh-store check --quiet
	# a side that stands elsewhere when it says so is told of
	mh-refer accept R-2026-0001 --quiet > /dev/null
	mv "$(spool_of shelter)"/outbox/region/*.asc "$T/late/"
	put_back region
	mh-refer resend R-2026-0001 --quiet > /dev/null
	carry region shelter
	as shelter
	mh-refer receive 2> said > /dev/null
	grep -q "R-2026-0001: for region it is received since its store was restored, and accepted here: mh-refer resend R-2026-0001" said
	# what the partner answered meanwhile is sent again, and taken
	mh-refer resend R-2026-0001 --quiet > /dev/null
	to shelter region
	both accepted
	mh-refer send R-2026-0001 --quiet > /dev/null
	to region shelter
	both accepted
}

@test "an answer whose file has ended is said anew" {
	sent_referral
	mh-refer accept R-2026-0001 --quiet > /dev/null
	rm "$(spool_of shelter)"/outbox/region/*.asc
	export MH_NOW=2026-04-10T12:00:00Z
	mh-refer resend R-2026-0001 2> said > /dev/null
	grep -q "R-2026-0001: 1 messages lie in the outbox again" said
	to shelter region
	both accepted
	mh-store check --quiet
}

# --- others who write

# writing_gpg TIMES: from now on somebody adds a signal each time that a file is signed, so many times.
writing_gpg() {
	mkdir bin
	cat > bin/gpgconf <<-END
		#!/bin/sh
		$(command -v gpgconf) "\$@" | sed 's,^gpg:\([^:]*\):.*,gpg:\1:$T/bin/gpg,'
	END
	cat > bin/gpg <<-END
		#!/bin/sh
		case " \$* " in *" --detach-sign "* | *" --detach "*)
			if [ "\$(wc -l < $T/signed)" -lt $1 ]; then
				mh-signal add --received 2026-03-01 --sector police --form labour --may-be-told nothing --quiet > /dev/null || echo busy >> $T/busy
			fi
			echo signed >> $T/signed ;;
		esac
		exec $(command -v gpg) "\$@"
	END
	chmod +x bin/*
	: > signed
}

@test "nobody who writes waits for a signature; what they changed meanwhile is signed anew" {
	sent_referral
	writing_gpg 1
	PATH="$T/bin:$PATH" same R-2026-0001 mh-refer accept R-2026-0001 --quiet
	[ ! -e busy ]
	[ "$(wc -l < signed)" -eq 2 ]
	same S-2026-0001 mh-signal list --format ids
	to shelter region
	both accepted
	as shelter
	mh-store check --quiet
	mh-store log --verify > said
}

@test "where others write each time, they wait for the last signature" {
	sent_referral
	writing_gpg 2
	PATH="$T/bin:$PATH" same R-2026-0001 mh-refer accept R-2026-0001 --quiet
	[ ! -e busy ]
	[ "$(wc -l < signed)" -eq 3 ]
	same $'S-2026-0001\nS-2026-0002' mh-signal list --format ids
	to shelter region
	both accepted
	as shelter
	mh-store log --verify > said
}
