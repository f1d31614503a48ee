-- Made by "make schema" from the field tables of lib/record until the first release; then migrations by hand.

CREATE TABLE store (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	uid BLOB NOT NULL,
	organisation TEXT NOT NULL,
	name TEXT NOT NULL,
	zone TEXT NOT NULL,
	exchange_key TEXT NOT NULL,
	demo INTEGER NOT NULL,
	epoch INTEGER NOT NULL,
	public_key BLOB NOT NULL,
	secret TEXT NOT NULL,
	created INTEGER NOT NULL
) STRICT;

CREATE TABLE allowed_key (
	fingerprint TEXT NOT NULL,
	role TEXT NOT NULL CHECK (role IN ('keyholder', 'former', 'exchange')),
	name TEXT NOT NULL,
	public_key TEXT NOT NULL,
	expires INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	PRIMARY KEY (fingerprint, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE authority (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	signed TEXT NOT NULL
) STRICT;

CREATE TABLE counter (
	kind INTEGER NOT NULL,
	year INTEGER NOT NULL,
	last INTEGER NOT NULL,
	PRIMARY KEY (kind, year)
) STRICT, WITHOUT ROWID;

CREATE TABLE log (
	n INTEGER PRIMARY KEY,
	at INTEGER NOT NULL,
	actor TEXT NOT NULL,
	command TEXT NOT NULL,
	purpose TEXT NOT NULL,
	subjects TEXT NOT NULL,
	note TEXT NOT NULL,
	salt BLOB NOT NULL,
	told BLOB,
	rows BLOB NOT NULL,
	digest BLOB NOT NULL,
	mac BLOB NOT NULL
) STRICT;

CREATE TABLE log_key (
	first INTEGER PRIMARY KEY,
	epoch INTEGER NOT NULL,
	wrapped BLOB NOT NULL,
	commitment BLOB NOT NULL,
	reason TEXT NOT NULL CHECK (reason IN ('init', 'restore', 'import'))
) STRICT;

CREATE TABLE log_next (
	one INTEGER PRIMARY KEY CHECK (one = 1),
	n INTEGER NOT NULL,
	key BLOB NOT NULL
) STRICT;

CREATE TABLE checkpoint (
	n INTEGER PRIMARY KEY,
	epoch INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	digest BLOB NOT NULL,
	pruned INTEGER NOT NULL,
	made INTEGER NOT NULL,
	signed TEXT NOT NULL
) STRICT;

CREATE TABLE log_row (
	kind INTEGER NOT NULL,
	first INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	part INTEGER NOT NULL,
	digests BLOB NOT NULL,
	PRIMARY KEY (entry, part)
) STRICT, WITHOUT ROWID;

CREATE INDEX log_row_of ON log_row (kind, first);

CREATE TABLE data_key (
	n INTEGER PRIMARY KEY,
	epoch INTEGER NOT NULL,
	wrapped BLOB NOT NULL
) STRICT;

CREATE TABLE sealed (
	n INTEGER PRIMARY KEY,
	data_key INTEGER NOT NULL REFERENCES data_key (n),
	field INTEGER NOT NULL,
	value BLOB NOT NULL
) STRICT;

CREATE TABLE erasure (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	signed TEXT NOT NULL,
	second TEXT NOT NULL,
	done INTEGER NOT NULL
) STRICT;

CREATE TABLE erasure_former (
	store TEXT PRIMARY KEY,
	entry INTEGER NOT NULL,
	lists TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_file (
	digest TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE erased_count (
	measure TEXT NOT NULL,
	years TEXT NOT NULL,
	municipality TEXT NOT NULL,
	form TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (measure, years, municipality, form)
) STRICT, WITHOUT ROWID;

CREATE TABLE "code" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"catalogue" TEXT NOT NULL,
	"code" TEXT NOT NULL,
	"en" TEXT NOT NULL,
	"nl" TEXT,
	"parent" TEXT,
	"from" TEXT,
	"to" TEXT,
	"source" TEXT,
	"checked" TEXT,
	"position" INTEGER,
	"details" TEXT
) STRICT;

CREATE TABLE code_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"catalogue" TEXT NOT NULL,
	"code" TEXT NOT NULL,
	"en" TEXT NOT NULL,
	"nl" TEXT,
	"parent" TEXT,
	"from" TEXT,
	"to" TEXT,
	"source" TEXT,
	"checked" TEXT,
	"position" INTEGER,
	"details" TEXT
) STRICT;

CREATE INDEX code_past_n ON code_past (n, entry);
CREATE INDEX code_catalogue ON "code" ("catalogue");

CREATE TRIGGER code_keep BEFORE UPDATE ON "code" BEGIN
	INSERT INTO code_past (n, entry, replaced, salt, "catalogue", "code", "en", "nl", "parent", "from", "to", "source", "checked", "position", "details")
	VALUES (old.n, old.entry, new.entry, old.salt, old."catalogue", old."code", old."en", old."nl", old."parent", old."from", old."to", old."source", old."checked", old."position", old."details");
END;

CREATE TABLE "document" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"format" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"text" TEXT NOT NULL,
	"digest" TEXT NOT NULL
) STRICT;

CREATE TABLE document_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"format" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"text" TEXT NOT NULL,
	"digest" TEXT NOT NULL
) STRICT;

CREATE INDEX document_past_n ON document_past (n, entry);
CREATE INDEX document_name ON "document" ("name");

CREATE TRIGGER document_keep BEFORE UPDATE ON "document" BEGIN
	INSERT INTO document_past (n, entry, replaced, salt, "format", "name", "text", "digest")
	VALUES (old.n, old.entry, new.entry, old.salt, old."format", old."name", old."text", old."digest");
END;

CREATE TABLE "person" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	uid BLOB NOT NULL,
	"sex" TEXT,
	"age_band" TEXT,
	"country" TEXT,
	"name" INTEGER,
	"aliases" INTEGER,
	"born" INTEGER,
	"v_number" INTEGER,
	"contact" INTEGER,
	"address" INTEGER,
	"language" INTEGER,
	"same_as" INTEGER REFERENCES "person" (n)
) STRICT;

CREATE TABLE person_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	uid BLOB NOT NULL,
	"sex" TEXT,
	"age_band" TEXT,
	"country" TEXT,
	"name" INTEGER,
	"aliases" INTEGER,
	"born" INTEGER,
	"v_number" INTEGER,
	"contact" INTEGER,
	"address" INTEGER,
	"language" INTEGER,
	"same_as" INTEGER
) STRICT;

CREATE INDEX person_past_n ON person_past (n, entry);
CREATE INDEX person_same_as ON "person" ("same_as") WHERE "same_as" IS NOT NULL;

CREATE TRIGGER person_keep BEFORE UPDATE ON "person" BEGIN
	INSERT INTO person_past (n, entry, replaced, salt, uid, "sex", "age_band", "country", "name", "aliases", "born", "v_number", "contact", "address", "language", "same_as")
	VALUES (old.n, old.entry, new.entry, old.salt, old.uid, old."sex", old."age_band", old."country", old."name", old."aliases", old."born", old."v_number", old."contact", old."address", old."language", old."same_as");
END;

CREATE TABLE "partner" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"code" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"column" TEXT NOT NULL,
	"type" TEXT,
	"municipalities" TEXT,
	"services" TEXT,
	"targets" TEXT,
	"capacity" INTEGER,
	"capacity_on" TEXT,
	"fingerprint" TEXT,
	"public_key" TEXT,
	"accepts" TEXT,
	"contact" INTEGER,
	"attention_officer" INTEGER,
	"state" TEXT NOT NULL,
	"address_secret" TEXT,
	"revocation" TEXT,
	"confirmed" TEXT,
	"confirmed_how" TEXT,
	"confirmed_with" INTEGER,
	"suspended" TEXT,
	"reason" INTEGER
) STRICT;

CREATE TABLE partner_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"code" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"column" TEXT NOT NULL,
	"type" TEXT,
	"municipalities" TEXT,
	"services" TEXT,
	"targets" TEXT,
	"capacity" INTEGER,
	"capacity_on" TEXT,
	"fingerprint" TEXT,
	"public_key" TEXT,
	"accepts" TEXT,
	"contact" INTEGER,
	"attention_officer" INTEGER,
	"state" TEXT NOT NULL,
	"address_secret" TEXT,
	"revocation" TEXT,
	"confirmed" TEXT,
	"confirmed_how" TEXT,
	"confirmed_with" INTEGER,
	"suspended" TEXT,
	"reason" INTEGER
) STRICT;

CREATE INDEX partner_past_n ON partner_past (n, entry);
CREATE UNIQUE INDEX partner_code ON "partner" ("code");

CREATE TRIGGER partner_keep BEFORE UPDATE ON "partner" BEGIN
	INSERT INTO partner_past (n, entry, replaced, salt, "code", "name", "column", "type", "municipalities", "services", "targets", "capacity", "capacity_on", "fingerprint", "public_key", "accepts", "contact", "attention_officer", "state", "address_secret", "revocation", "confirmed", "confirmed_how", "confirmed_with", "suspended", "reason")
	VALUES (old.n, old.entry, new.entry, old.salt, old."code", old."name", old."column", old."type", old."municipalities", old."services", old."targets", old."capacity", old."capacity_on", old."fingerprint", old."public_key", old."accepts", old."contact", old."attention_officer", old."state", old."address_secret", old."revocation", old."confirmed", old."confirmed_how", old."confirmed_with", old."suspended", old."reason");
END;

CREATE TABLE "profile" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"purpose" TEXT NOT NULL,
	"groups" TEXT NOT NULL
) STRICT;

CREATE TABLE profile_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"partner" INTEGER NOT NULL,
	"purpose" TEXT NOT NULL,
	"groups" TEXT NOT NULL
) STRICT;

CREATE INDEX profile_past_n ON profile_past (n, entry);
CREATE INDEX profile_partner ON "profile" ("partner");

CREATE TRIGGER profile_keep BEFORE UPDATE ON "profile" BEGIN
	INSERT INTO profile_past (n, entry, replaced, salt, "partner", "purpose", "groups")
	VALUES (old.n, old.entry, new.entry, old.salt, old."partner", old."purpose", old."groups");
END;

CREATE TABLE "agreement" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"kind" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"signed" TEXT NOT NULL,
	"review" TEXT,
	"until" TEXT,
	"digest" TEXT
) STRICT;

CREATE TABLE agreement_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"kind" TEXT NOT NULL,
	"name" TEXT NOT NULL,
	"partner" INTEGER NOT NULL,
	"signed" TEXT NOT NULL,
	"review" TEXT,
	"until" TEXT,
	"digest" TEXT
) STRICT;

CREATE INDEX agreement_past_n ON agreement_past (n, entry);
CREATE INDEX agreement_partner ON "agreement" ("partner");

CREATE TRIGGER agreement_keep BEFORE UPDATE ON "agreement" BEGIN
	INSERT INTO agreement_past (n, entry, replaced, salt, "kind", "name", "partner", "signed", "review", "until", "digest")
	VALUES (old.n, old.entry, new.entry, old.salt, old."kind", old."name", old."partner", old."signed", old."review", old."until", old."digest");
END;

CREATE TABLE "agreed" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"agreement" INTEGER NOT NULL REFERENCES "agreement" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n)
) STRICT;

CREATE TABLE agreed_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"agreement" INTEGER NOT NULL,
	"partner" INTEGER NOT NULL
) STRICT;

CREATE INDEX agreed_past_n ON agreed_past (n, entry);
CREATE INDEX agreed_agreement ON "agreed" ("agreement");
CREATE INDEX agreed_partner ON "agreed" ("partner");

CREATE TRIGGER agreed_keep BEFORE UPDATE ON "agreed" BEGIN
	INSERT INTO agreed_past (n, entry, replaced, salt, "agreement", "partner")
	VALUES (old.n, old.entry, new.entry, old.salt, old."agreement", old."partner");
END;

CREATE TABLE "declaration" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"name" TEXT NOT NULL,
	"edition" TEXT NOT NULL,
	"digest" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"evaluate" TEXT,
	"replaces" INTEGER REFERENCES "declaration" (n)
) STRICT;

CREATE TABLE declaration_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"name" TEXT NOT NULL,
	"edition" TEXT NOT NULL,
	"digest" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"evaluate" TEXT,
	"replaces" INTEGER
) STRICT;

CREATE INDEX declaration_past_n ON declaration_past (n, entry);
CREATE UNIQUE INDEX declaration_digest ON "declaration" ("digest");
CREATE INDEX declaration_replaces ON "declaration" ("replaces") WHERE "replaces" IS NOT NULL;

CREATE TRIGGER declaration_keep BEFORE UPDATE ON "declaration" BEGIN
	INSERT INTO declaration_past (n, entry, replaced, salt, "name", "edition", "digest", "on", "evaluate", "replaces")
	VALUES (old.n, old.entry, new.entry, old.salt, old."name", old."edition", old."digest", old."on", old."evaluate", old."replaces");
END;

CREATE TABLE "signing" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"declaration" INTEGER NOT NULL REFERENCES "declaration" (n),
	"partner" INTEGER REFERENCES "partner" (n),
	"says" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"at" INTEGER,
	"paper" TEXT NOT NULL,
	"signatory" TEXT,
	"fingerprint" TEXT,
	"statement" TEXT,
	"reason" INTEGER
) STRICT;

CREATE TABLE signing_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"declaration" INTEGER NOT NULL,
	"partner" INTEGER,
	"says" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"at" INTEGER,
	"paper" TEXT NOT NULL,
	"signatory" TEXT,
	"fingerprint" TEXT,
	"statement" TEXT,
	"reason" INTEGER
) STRICT;

CREATE INDEX signing_past_n ON signing_past (n, entry);
CREATE INDEX signing_declaration ON "signing" ("declaration");
CREATE INDEX signing_partner ON "signing" ("partner") WHERE "partner" IS NOT NULL;

CREATE TRIGGER signing_keep BEFORE UPDATE ON "signing" BEGIN
	INSERT INTO signing_past (n, entry, replaced, salt, "declaration", "partner", "says", "on", "at", "paper", "signatory", "fingerprint", "statement", "reason")
	VALUES (old.n, old.entry, new.entry, old.salt, old."declaration", old."partner", old."says", old."on", old."at", old."paper", old."signatory", old."fingerprint", old."statement", old."reason");
END;

CREATE TABLE "case" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	uid BLOB NOT NULL,
	"person" INTEGER NOT NULL REFERENCES "person" (n),
	"opened" TEXT NOT NULL,
	"municipality" TEXT,
	"stay" TEXT,
	"form" TEXT NOT NULL,
	"group" TEXT,
	"minor" TEXT,
	"urgency" TEXT NOT NULL,
	"coordinator" TEXT,
	"regime" TEXT NOT NULL,
	"source" TEXT,
	"onward" TEXT NOT NULL,
	"note" INTEGER,
	"state" TEXT NOT NULL,
	"residence" TEXT,
	"criminal" TEXT,
	"care" TEXT,
	"youth" TEXT,
	"closed" TEXT,
	"outcome" TEXT,
	"victim_view" INTEGER,
	"turns_12" TEXT,
	"turns_16" TEXT,
	"turns_18" TEXT,
	"force" INTEGER,
	"restricted" TEXT,
	"restriction" INTEGER,
	"shielded" TEXT,
	"shielded_why" INTEGER
) STRICT;

CREATE TABLE case_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	uid BLOB NOT NULL,
	"person" INTEGER NOT NULL,
	"opened" TEXT NOT NULL,
	"municipality" TEXT,
	"stay" TEXT,
	"form" TEXT NOT NULL,
	"group" TEXT,
	"minor" TEXT,
	"urgency" TEXT NOT NULL,
	"coordinator" TEXT,
	"regime" TEXT NOT NULL,
	"source" TEXT,
	"onward" TEXT NOT NULL,
	"note" INTEGER,
	"state" TEXT NOT NULL,
	"residence" TEXT,
	"criminal" TEXT,
	"care" TEXT,
	"youth" TEXT,
	"closed" TEXT,
	"outcome" TEXT,
	"victim_view" INTEGER,
	"turns_12" TEXT,
	"turns_16" TEXT,
	"turns_18" TEXT,
	"force" INTEGER,
	"restricted" TEXT,
	"restriction" INTEGER,
	"shielded" TEXT,
	"shielded_why" INTEGER
) STRICT;

CREATE INDEX case_past_n ON case_past (n, entry);
CREATE INDEX case_person ON "case" ("person");
CREATE INDEX case_opened ON "case" ("opened");
CREATE INDEX case_state ON "case" ("state");

CREATE TRIGGER case_keep BEFORE UPDATE ON "case" BEGIN
	INSERT INTO case_past (n, entry, replaced, salt, uid, "person", "opened", "municipality", "stay", "form", "group", "minor", "urgency", "coordinator", "regime", "source", "onward", "note", "state", "residence", "criminal", "care", "youth", "closed", "outcome", "victim_view", "turns_12", "turns_16", "turns_18", "force", "restricted", "restriction", "shielded", "shielded_why")
	VALUES (old.n, old.entry, new.entry, old.salt, old.uid, old."person", old."opened", old."municipality", old."stay", old."form", old."group", old."minor", old."urgency", old."coordinator", old."regime", old."source", old."onward", old."note", old."state", old."residence", old."criminal", old."care", old."youth", old."closed", old."outcome", old."victim_view", old."turns_12", old."turns_16", old."turns_18", old."force", old."restricted", old."restriction", old."shielded", old."shielded_why");
END;

CREATE TABLE "event" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"track" TEXT NOT NULL,
	"event" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"until" TEXT,
	"scope" TEXT,
	"detail" INTEGER,
	"order" INTEGER,
	"undone" TEXT,
	"planned" TEXT
) STRICT;

CREATE TABLE event_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"track" TEXT NOT NULL,
	"event" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"until" TEXT,
	"scope" TEXT,
	"detail" INTEGER,
	"order" INTEGER,
	"undone" TEXT,
	"planned" TEXT
) STRICT;

CREATE INDEX event_past_n ON event_past (n, entry);
CREATE INDEX event_case ON "event" ("case");

CREATE TRIGGER event_keep BEFORE UPDATE ON "event" BEGIN
	INSERT INTO event_past (n, entry, replaced, salt, "case", "track", "event", "on", "until", "scope", "detail", "order", "undone", "planned")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."track", old."event", old."on", old."until", old."scope", old."detail", old."order", old."undone", old."planned");
END;

CREATE TABLE "party" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"as" TEXT NOT NULL,
	"partner" INTEGER REFERENCES "partner" (n),
	"from" TEXT NOT NULL,
	"until" TEXT,
	"possible_offender" TEXT,
	"name" INTEGER,
	"contact" INTEGER,
	"reference" INTEGER,
	"reference_hash" BLOB,
	"note" INTEGER
) STRICT;

CREATE TABLE party_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"as" TEXT NOT NULL,
	"partner" INTEGER,
	"from" TEXT NOT NULL,
	"until" TEXT,
	"possible_offender" TEXT,
	"name" INTEGER,
	"contact" INTEGER,
	"reference" INTEGER,
	"reference_hash" BLOB,
	"note" INTEGER
) STRICT;

CREATE INDEX party_past_n ON party_past (n, entry);
CREATE INDEX party_case ON "party" ("case");

CREATE TRIGGER party_keep BEFORE UPDATE ON "party" BEGIN
	INSERT INTO party_past (n, entry, replaced, salt, "case", "as", "partner", "from", "until", "possible_offender", "name", "contact", "reference", "reference_hash", "note")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."as", old."partner", old."from", old."until", old."possible_offender", old."name", old."contact", old."reference", old."reference_hash", old."note");
END;

CREATE TABLE "consent" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"purpose" TEXT NOT NULL,
	"partner" INTEGER REFERENCES "partner" (n),
	"fields" TEXT NOT NULL,
	"answer" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"until" TEXT,
	"text_version" TEXT,
	"language" TEXT,
	"interpreter" TEXT,
	"capacity" TEXT,
	"signatory" TEXT,
	"note" INTEGER,
	"party" INTEGER REFERENCES "party" (n)
) STRICT;

CREATE TABLE consent_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"purpose" TEXT NOT NULL,
	"partner" INTEGER,
	"fields" TEXT NOT NULL,
	"answer" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"until" TEXT,
	"text_version" TEXT,
	"language" TEXT,
	"interpreter" TEXT,
	"capacity" TEXT,
	"signatory" TEXT,
	"note" INTEGER,
	"party" INTEGER
) STRICT;

CREATE INDEX consent_past_n ON consent_past (n, entry);
CREATE INDEX consent_case ON "consent" ("case");

CREATE TRIGGER consent_keep BEFORE UPDATE ON "consent" BEGIN
	INSERT INTO consent_past (n, entry, replaced, salt, "case", "purpose", "partner", "fields", "answer", "on", "until", "text_version", "language", "interpreter", "capacity", "signatory", "note", "party")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."purpose", old."partner", old."fields", old."answer", old."on", old."until", old."text_version", old."language", old."interpreter", old."capacity", old."signatory", old."note", old."party");
END;

CREATE TABLE "signal" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"received" TEXT NOT NULL,
	"observed_from" TEXT,
	"observed_to" TEXT,
	"subject" TEXT NOT NULL,
	"municipality" TEXT,
	"place" TEXT,
	"place_detail" INTEGER,
	"sector" TEXT NOT NULL,
	"reporter" TEXT,
	"reporter_contact" INTEGER,
	"unnamed" TEXT,
	"may_be_told" TEXT,
	"channel" TEXT,
	"form" TEXT NOT NULL,
	"industry" TEXT,
	"indicators" TEXT,
	"indicators_absent" TEXT,
	"grading" TEXT,
	"urgency" TEXT NOT NULL,
	"narrative" INTEGER,
	"external_id" INTEGER,
	"external_id_hash" BLOB,
	"source" TEXT,
	"registered_by" TEXT,
	"regime" TEXT NOT NULL,
	"onward" TEXT NOT NULL,
	"state" TEXT NOT NULL,
	"reason" TEXT,
	"case" INTEGER REFERENCES "case" (n),
	"ended" TEXT,
	"told" TEXT,
	"conclusion" TEXT
) STRICT;

CREATE TABLE signal_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"received" TEXT NOT NULL,
	"observed_from" TEXT,
	"observed_to" TEXT,
	"subject" TEXT NOT NULL,
	"municipality" TEXT,
	"place" TEXT,
	"place_detail" INTEGER,
	"sector" TEXT NOT NULL,
	"reporter" TEXT,
	"reporter_contact" INTEGER,
	"unnamed" TEXT,
	"may_be_told" TEXT,
	"channel" TEXT,
	"form" TEXT NOT NULL,
	"industry" TEXT,
	"indicators" TEXT,
	"indicators_absent" TEXT,
	"grading" TEXT,
	"urgency" TEXT NOT NULL,
	"narrative" INTEGER,
	"external_id" INTEGER,
	"external_id_hash" BLOB,
	"source" TEXT,
	"registered_by" TEXT,
	"regime" TEXT NOT NULL,
	"onward" TEXT NOT NULL,
	"state" TEXT NOT NULL,
	"reason" TEXT,
	"case" INTEGER,
	"ended" TEXT,
	"told" TEXT,
	"conclusion" TEXT
) STRICT;

CREATE INDEX signal_past_n ON signal_past (n, entry);
CREATE UNIQUE INDEX signal_external_id ON "signal" ("external_id_hash") WHERE "external_id_hash" IS NOT NULL;
CREATE INDEX signal_state ON "signal" ("state");
CREATE INDEX signal_case ON "signal" ("case") WHERE "case" IS NOT NULL;

CREATE TRIGGER signal_keep BEFORE UPDATE ON "signal" BEGIN
	INSERT INTO signal_past (n, entry, replaced, salt, "received", "observed_from", "observed_to", "subject", "municipality", "place", "place_detail", "sector", "reporter", "reporter_contact", "unnamed", "may_be_told", "channel", "form", "industry", "indicators", "indicators_absent", "grading", "urgency", "narrative", "external_id", "external_id_hash", "source", "registered_by", "regime", "onward", "state", "reason", "case", "ended", "told", "conclusion")
	VALUES (old.n, old.entry, new.entry, old.salt, old."received", old."observed_from", old."observed_to", old."subject", old."municipality", old."place", old."place_detail", old."sector", old."reporter", old."reporter_contact", old."unnamed", old."may_be_told", old."channel", old."form", old."industry", old."indicators", old."indicators_absent", old."grading", old."urgency", old."narrative", old."external_id", old."external_id_hash", old."source", old."registered_by", old."regime", old."onward", old."state", old."reason", old."case", old."ended", old."told", old."conclusion");
END;

CREATE TABLE "mention" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER NOT NULL REFERENCES "signal" (n),
	"role" TEXT NOT NULL,
	"person" INTEGER REFERENCES "person" (n),
	"sex" TEXT,
	"age_band" TEXT,
	"country" TEXT,
	"name" INTEGER,
	"born" INTEGER,
	"contact" INTEGER,
	"person_ref" INTEGER,
	"person_ref_hash" BLOB,
	"ground" TEXT,
	"note" INTEGER,
	"source" TEXT,
	"control" TEXT,
	"recruitment" TEXT,
	"relation" TEXT,
	"linked_to" INTEGER
) STRICT;

CREATE TABLE mention_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER NOT NULL,
	"role" TEXT NOT NULL,
	"person" INTEGER,
	"sex" TEXT,
	"age_band" TEXT,
	"country" TEXT,
	"name" INTEGER,
	"born" INTEGER,
	"contact" INTEGER,
	"person_ref" INTEGER,
	"person_ref_hash" BLOB,
	"ground" TEXT,
	"note" INTEGER,
	"source" TEXT,
	"control" TEXT,
	"recruitment" TEXT,
	"relation" TEXT,
	"linked_to" INTEGER
) STRICT;

CREATE INDEX mention_past_n ON mention_past (n, entry);
CREATE INDEX mention_signal ON "mention" ("signal");
CREATE INDEX mention_person ON "mention" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX mention_person_ref ON "mention" ("person_ref_hash") WHERE "person_ref_hash" IS NOT NULL;

CREATE TRIGGER mention_keep BEFORE UPDATE ON "mention" BEGIN
	INSERT INTO mention_past (n, entry, replaced, salt, "signal", "role", "person", "sex", "age_band", "country", "name", "born", "contact", "person_ref", "person_ref_hash", "ground", "note", "source", "control", "recruitment", "relation", "linked_to")
	VALUES (old.n, old.entry, new.entry, old.salt, old."signal", old."role", old."person", old."sex", old."age_band", old."country", old."name", old."born", old."contact", old."person_ref", old."person_ref_hash", old."ground", old."note", old."source", old."control", old."recruitment", old."relation", old."linked_to");
END;

CREATE TABLE "referral" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	uid BLOB NOT NULL,
	"case" INTEGER REFERENCES "case" (n),
	"person" INTEGER REFERENCES "person" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"direction" TEXT NOT NULL,
	"purpose" TEXT NOT NULL,
	"help" TEXT,
	"urgency" TEXT NOT NULL,
	"channel" TEXT NOT NULL,
	"basis" TEXT,
	"special_basis" TEXT,
	"article" TEXT,
	"secrecy" TEXT,
	"consulted" INTEGER,
	"state" TEXT NOT NULL,
	"conversation" TEXT,
	"request" INTEGER,
	"reason" TEXT,
	"sent" TEXT,
	"answered" TEXT,
	"answer_due" TEXT,
	"their_id" TEXT,
	"age_band" TEXT,
	"sex" TEXT,
	"answer_note" INTEGER,
	"person_uid" TEXT,
	"outcome" TEXT,
	"transfer" TEXT,
	"handed_back" TEXT
) STRICT;

CREATE TABLE referral_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	uid BLOB NOT NULL,
	"case" INTEGER,
	"person" INTEGER,
	"partner" INTEGER NOT NULL,
	"direction" TEXT NOT NULL,
	"purpose" TEXT NOT NULL,
	"help" TEXT,
	"urgency" TEXT NOT NULL,
	"channel" TEXT NOT NULL,
	"basis" TEXT,
	"special_basis" TEXT,
	"article" TEXT,
	"secrecy" TEXT,
	"consulted" INTEGER,
	"state" TEXT NOT NULL,
	"conversation" TEXT,
	"request" INTEGER,
	"reason" TEXT,
	"sent" TEXT,
	"answered" TEXT,
	"answer_due" TEXT,
	"their_id" TEXT,
	"age_band" TEXT,
	"sex" TEXT,
	"answer_note" INTEGER,
	"person_uid" TEXT,
	"outcome" TEXT,
	"transfer" TEXT,
	"handed_back" TEXT
) STRICT;

CREATE INDEX referral_past_n ON referral_past (n, entry);
CREATE INDEX referral_case ON "referral" ("case") WHERE "case" IS NOT NULL;
CREATE INDEX referral_person ON "referral" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX referral_partner ON "referral" ("partner");
CREATE INDEX referral_state ON "referral" ("state");
CREATE UNIQUE INDEX referral_conversation ON "referral" ("conversation") WHERE "conversation" IS NOT NULL;

CREATE TRIGGER referral_keep BEFORE UPDATE ON "referral" BEGIN
	INSERT INTO referral_past (n, entry, replaced, salt, uid, "case", "person", "partner", "direction", "purpose", "help", "urgency", "channel", "basis", "special_basis", "article", "secrecy", "consulted", "state", "conversation", "request", "reason", "sent", "answered", "answer_due", "their_id", "age_band", "sex", "answer_note", "person_uid", "outcome", "transfer", "handed_back")
	VALUES (old.n, old.entry, new.entry, old.salt, old.uid, old."case", old."person", old."partner", old."direction", old."purpose", old."help", old."urgency", old."channel", old."basis", old."special_basis", old."article", old."secrecy", old."consulted", old."state", old."conversation", old."request", old."reason", old."sent", old."answered", old."answer_due", old."their_id", old."age_band", old."sex", old."answer_note", old."person_uid", old."outcome", old."transfer", old."handed_back");
END;

CREATE TABLE "message" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"referral" INTEGER REFERENCES "referral" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"direction" TEXT NOT NULL,
	"kind" TEXT NOT NULL,
	"uid" TEXT,
	"number" INTEGER,
	"digest" TEXT,
	"seen" TEXT,
	"created" INTEGER,
	"expires" INTEGER,
	"signed" TEXT NOT NULL,
	"channel" TEXT NOT NULL,
	"from_whom" INTEGER,
	"content" INTEGER,
	"on" TEXT NOT NULL,
	"checkpoint" TEXT,
	"witness" TEXT,
	"files" TEXT,
	"signal" INTEGER REFERENCES "signal" (n),
	"conversation" TEXT,
	"move" TEXT,
	"answers" TEXT
) STRICT;

CREATE TABLE message_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"referral" INTEGER,
	"partner" INTEGER NOT NULL,
	"direction" TEXT NOT NULL,
	"kind" TEXT NOT NULL,
	"uid" TEXT,
	"number" INTEGER,
	"digest" TEXT,
	"seen" TEXT,
	"created" INTEGER,
	"expires" INTEGER,
	"signed" TEXT NOT NULL,
	"channel" TEXT NOT NULL,
	"from_whom" INTEGER,
	"content" INTEGER,
	"on" TEXT NOT NULL,
	"checkpoint" TEXT,
	"witness" TEXT,
	"files" TEXT,
	"signal" INTEGER,
	"conversation" TEXT,
	"move" TEXT,
	"answers" TEXT
) STRICT;

CREATE INDEX message_past_n ON message_past (n, entry);
CREATE INDEX message_referral ON "message" ("referral") WHERE "referral" IS NOT NULL;
CREATE INDEX message_partner ON "message" ("partner");
CREATE UNIQUE INDEX message_uid ON "message" ("uid") WHERE "uid" IS NOT NULL;
CREATE INDEX message_digest ON "message" ("digest") WHERE "digest" IS NOT NULL;
CREATE INDEX message_signal ON "message" ("signal") WHERE "signal" IS NOT NULL;
CREATE INDEX message_conversation ON "message" ("conversation") WHERE "conversation" IS NOT NULL;
CREATE INDEX message_answers ON "message" ("answers") WHERE "answers" IS NOT NULL;

CREATE TRIGGER message_keep BEFORE UPDATE ON "message" BEGIN
	INSERT INTO message_past (n, entry, replaced, salt, "referral", "partner", "direction", "kind", "uid", "number", "digest", "seen", "created", "expires", "signed", "channel", "from_whom", "content", "on", "checkpoint", "witness", "files", "signal", "conversation", "move", "answers")
	VALUES (old.n, old.entry, new.entry, old.salt, old."referral", old."partner", old."direction", old."kind", old."uid", old."number", old."digest", old."seen", old."created", old."expires", old."signed", old."channel", old."from_whom", old."content", old."on", old."checkpoint", old."witness", old."files", old."signal", old."conversation", old."move", old."answers");
END;

CREATE TABLE "disclosure" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"person" INTEGER REFERENCES "person" (n),
	"case" INTEGER REFERENCES "case" (n),
	"referral" INTEGER REFERENCES "referral" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"at" INTEGER NOT NULL,
	"purpose" TEXT NOT NULL,
	"groups" TEXT NOT NULL,
	"fields" TEXT NOT NULL,
	"basis" TEXT NOT NULL,
	"secrecy" TEXT,
	"consent" INTEGER REFERENCES "consent" (n),
	"channel" TEXT NOT NULL,
	"digest" TEXT NOT NULL,
	"why" INTEGER,
	"signal" INTEGER REFERENCES "signal" (n),
	"stopped" TEXT,
	"told" TEXT
) STRICT;

CREATE TABLE disclosure_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"person" INTEGER,
	"case" INTEGER,
	"referral" INTEGER,
	"partner" INTEGER NOT NULL,
	"at" INTEGER NOT NULL,
	"purpose" TEXT NOT NULL,
	"groups" TEXT NOT NULL,
	"fields" TEXT NOT NULL,
	"basis" TEXT NOT NULL,
	"secrecy" TEXT,
	"consent" INTEGER,
	"channel" TEXT NOT NULL,
	"digest" TEXT NOT NULL,
	"why" INTEGER,
	"signal" INTEGER,
	"stopped" TEXT,
	"told" TEXT
) STRICT;

CREATE INDEX disclosure_past_n ON disclosure_past (n, entry);
CREATE INDEX disclosure_person ON "disclosure" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX disclosure_case ON "disclosure" ("case") WHERE "case" IS NOT NULL;
CREATE INDEX disclosure_referral ON "disclosure" ("referral") WHERE "referral" IS NOT NULL;
CREATE INDEX disclosure_partner ON "disclosure" ("partner");
CREATE INDEX disclosure_signal ON "disclosure" ("signal") WHERE "signal" IS NOT NULL;

CREATE TRIGGER disclosure_keep BEFORE UPDATE ON "disclosure" BEGIN
	INSERT INTO disclosure_past (n, entry, replaced, salt, "person", "case", "referral", "partner", "at", "purpose", "groups", "fields", "basis", "secrecy", "consent", "channel", "digest", "why", "signal", "stopped", "told")
	VALUES (old.n, old.entry, new.entry, old.salt, old."person", old."case", old."referral", old."partner", old."at", old."purpose", old."groups", old."fields", old."basis", old."secrecy", old."consent", old."channel", old."digest", old."why", old."signal", old."stopped", old."told");
END;

CREATE TABLE "registration" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"on" TEXT NOT NULL,
	"dossier" TEXT NOT NULL,
	"ground" TEXT NOT NULL,
	"channel" TEXT NOT NULL,
	"already_by" TEXT,
	"reference" INTEGER
) STRICT;

CREATE TABLE registration_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"partner" INTEGER NOT NULL,
	"on" TEXT NOT NULL,
	"dossier" TEXT NOT NULL,
	"ground" TEXT NOT NULL,
	"channel" TEXT NOT NULL,
	"already_by" TEXT,
	"reference" INTEGER
) STRICT;

CREATE INDEX registration_past_n ON registration_past (n, entry);
CREATE INDEX registration_case ON "registration" ("case");

CREATE TRIGGER registration_keep BEFORE UPDATE ON "registration" BEGIN
	INSERT INTO registration_past (n, entry, replaced, salt, "case", "partner", "on", "dossier", "ground", "channel", "already_by", "reference")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."partner", old."on", old."dossier", old."ground", old."channel", old."already_by", old."reference");
END;

CREATE TABLE "link" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER REFERENCES "signal" (n),
	"other" INTEGER REFERENCES "signal" (n),
	"case" INTEGER REFERENCES "case" (n),
	"link" TEXT NOT NULL,
	"note" INTEGER,
	"undone" TEXT,
	"other_case" INTEGER REFERENCES "case" (n)
) STRICT;

CREATE TABLE link_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER,
	"other" INTEGER,
	"case" INTEGER,
	"link" TEXT NOT NULL,
	"note" INTEGER,
	"undone" TEXT,
	"other_case" INTEGER
) STRICT;

CREATE INDEX link_past_n ON link_past (n, entry);
CREATE INDEX link_signal ON "link" ("signal") WHERE "signal" IS NOT NULL;
CREATE INDEX link_other ON "link" ("other") WHERE "other" IS NOT NULL;
CREATE INDEX link_case ON "link" ("case") WHERE "case" IS NOT NULL;
CREATE INDEX link_other_case ON "link" ("other_case") WHERE "other_case" IS NOT NULL;

CREATE TRIGGER link_keep BEFORE UPDATE ON "link" BEGIN
	INSERT INTO link_past (n, entry, replaced, salt, "signal", "other", "case", "link", "note", "undone", "other_case")
	VALUES (old.n, old.entry, new.entry, old.salt, old."signal", old."other", old."case", old."link", old."note", old."undone", old."other_case");
END;

CREATE TABLE "assessment" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER NOT NULL REFERENCES "signal" (n),
	"on" TEXT NOT NULL,
	"conclusion" TEXT NOT NULL,
	"note" INTEGER
) STRICT;

CREATE TABLE assessment_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER NOT NULL,
	"on" TEXT NOT NULL,
	"conclusion" TEXT NOT NULL,
	"note" INTEGER
) STRICT;

CREATE INDEX assessment_past_n ON assessment_past (n, entry);
CREATE INDEX assessment_signal ON "assessment" ("signal");

CREATE TRIGGER assessment_keep BEFORE UPDATE ON "assessment" BEGIN
	INSERT INTO assessment_past (n, entry, replaced, salt, "signal", "on", "conclusion", "note")
	VALUES (old.n, old.entry, new.entry, old.salt, old."signal", old."on", old."conclusion", old."note");
END;

CREATE TABLE "feedback" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER NOT NULL REFERENCES "signal" (n),
	"told" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	"disclosure" INTEGER REFERENCES "disclosure" (n)
) STRICT;

CREATE TABLE feedback_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER NOT NULL,
	"told" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	"disclosure" INTEGER
) STRICT;

CREATE INDEX feedback_past_n ON feedback_past (n, entry);
CREATE INDEX feedback_signal ON "feedback" ("signal");

CREATE TRIGGER feedback_keep BEFORE UPDATE ON "feedback" BEGIN
	INSERT INTO feedback_past (n, entry, replaced, salt, "signal", "told", "on", "by", "disclosure")
	VALUES (old.n, old.entry, new.entry, old.salt, old."signal", old."told", old."on", old."by", old."disclosure");
END;

CREATE TABLE "advice" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"on" TEXT NOT NULL,
	"sector" TEXT NOT NULL,
	"reporter" TEXT,
	"theme" TEXT NOT NULL,
	"minutes" INTEGER NOT NULL,
	"municipality" TEXT,
	"channel" TEXT NOT NULL
) STRICT;

CREATE TABLE advice_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"on" TEXT NOT NULL,
	"sector" TEXT NOT NULL,
	"reporter" TEXT,
	"theme" TEXT NOT NULL,
	"minutes" INTEGER NOT NULL,
	"municipality" TEXT,
	"channel" TEXT NOT NULL
) STRICT;

CREATE INDEX advice_past_n ON advice_past (n, entry);

CREATE TRIGGER advice_keep BEFORE UPDATE ON "advice" BEGIN
	INSERT INTO advice_past (n, entry, replaced, salt, "on", "sector", "reporter", "theme", "minutes", "municipality", "channel")
	VALUES (old.n, old.entry, new.entry, old.salt, old."on", old."sector", old."reporter", old."theme", old."minutes", old."municipality", old."channel");
END;

CREATE TABLE "outreach" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"on" TEXT NOT NULL,
	"activity" TEXT NOT NULL,
	"audience" TEXT NOT NULL,
	"municipality" TEXT,
	"theme" TEXT NOT NULL,
	"reached" INTEGER,
	"partner" INTEGER REFERENCES "partner" (n)
) STRICT;

CREATE TABLE outreach_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"on" TEXT NOT NULL,
	"activity" TEXT NOT NULL,
	"audience" TEXT NOT NULL,
	"municipality" TEXT,
	"theme" TEXT NOT NULL,
	"reached" INTEGER,
	"partner" INTEGER
) STRICT;

CREATE INDEX outreach_past_n ON outreach_past (n, entry);
CREATE INDEX outreach_partner ON "outreach" ("partner") WHERE "partner" IS NOT NULL;

CREATE TRIGGER outreach_keep BEFORE UPDATE ON "outreach" BEGIN
	INSERT INTO outreach_past (n, entry, replaced, salt, "on", "activity", "audience", "municipality", "theme", "reached", "partner")
	VALUES (old.n, old.entry, new.entry, old.salt, old."on", old."activity", old."audience", old."municipality", old."theme", old."reached", old."partner");
END;

CREATE TABLE "hold" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER REFERENCES "signal" (n),
	"case" INTEGER REFERENCES "case" (n),
	"person" INTEGER REFERENCES "person" (n),
	"referral" INTEGER REFERENCES "referral" (n),
	"reason" TEXT NOT NULL,
	"until" TEXT,
	"why" INTEGER,
	"on" TEXT NOT NULL,
	"lifted" TEXT
) STRICT;

CREATE TABLE hold_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"signal" INTEGER,
	"case" INTEGER,
	"person" INTEGER,
	"referral" INTEGER,
	"reason" TEXT NOT NULL,
	"until" TEXT,
	"why" INTEGER,
	"on" TEXT NOT NULL,
	"lifted" TEXT
) STRICT;

CREATE INDEX hold_past_n ON hold_past (n, entry);
CREATE INDEX hold_signal ON "hold" ("signal") WHERE "signal" IS NOT NULL;
CREATE INDEX hold_case ON "hold" ("case") WHERE "case" IS NOT NULL;
CREATE INDEX hold_person ON "hold" ("person") WHERE "person" IS NOT NULL;
CREATE INDEX hold_referral ON "hold" ("referral") WHERE "referral" IS NOT NULL;

CREATE TRIGGER hold_keep BEFORE UPDATE ON "hold" BEGIN
	INSERT INTO hold_past (n, entry, replaced, salt, "signal", "case", "person", "referral", "reason", "until", "why", "on", "lifted")
	VALUES (old.n, old.entry, new.entry, old.salt, old."signal", old."case", old."person", old."referral", old."reason", old."until", old."why", old."on", old."lifted");
END;

CREATE TABLE "intake" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"on" TEXT NOT NULL,
	"danger" INTEGER,
	"offender_knows" INTEGER,
	"contact" INTEGER,
	"pregnant" INTEGER,
	"children" INTEGER,
	"medical" INTEGER,
	"addiction" INTEGER,
	"disability" INTEGER,
	"language" INTEGER,
	"wish" INTEGER,
	"note" INTEGER
) STRICT;

CREATE TABLE intake_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"on" TEXT NOT NULL,
	"danger" INTEGER,
	"offender_knows" INTEGER,
	"contact" INTEGER,
	"pregnant" INTEGER,
	"children" INTEGER,
	"medical" INTEGER,
	"addiction" INTEGER,
	"disability" INTEGER,
	"language" INTEGER,
	"wish" INTEGER,
	"note" INTEGER
) STRICT;

CREATE INDEX intake_past_n ON intake_past (n, entry);
CREATE INDEX intake_case ON "intake" ("case");

CREATE TRIGGER intake_keep BEFORE UPDATE ON "intake" BEGIN
	INSERT INTO intake_past (n, entry, replaced, salt, "case", "on", "danger", "offender_knows", "contact", "pregnant", "children", "medical", "addiction", "disability", "language", "wish", "note")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."on", old."danger", old."offender_knows", old."contact", old."pregnant", old."children", old."medical", old."addiction", old."disability", old."language", old."wish", old."note");
END;

CREATE TABLE "need" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"service" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"partner" INTEGER REFERENCES "partner" (n),
	"state" TEXT NOT NULL,
	"ended" TEXT,
	"wish" INTEGER
) STRICT;

CREATE TABLE need_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"service" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"partner" INTEGER,
	"state" TEXT NOT NULL,
	"ended" TEXT,
	"wish" INTEGER
) STRICT;

CREATE INDEX need_past_n ON need_past (n, entry);
CREATE INDEX need_case ON "need" ("case");
CREATE INDEX need_state ON "need" ("state");

CREATE TRIGGER need_keep BEFORE UPDATE ON "need" BEGIN
	INSERT INTO need_past (n, entry, replaced, salt, "case", "service", "on", "partner", "state", "ended", "wish")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."service", old."on", old."partner", old."state", old."ended", old."wish");
END;

CREATE TABLE "plan" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"on" TEXT NOT NULL,
	"review" TEXT,
	"agreed" TEXT,
	"goal" INTEGER
) STRICT;

CREATE TABLE plan_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"on" TEXT NOT NULL,
	"review" TEXT,
	"agreed" TEXT,
	"goal" INTEGER
) STRICT;

CREATE INDEX plan_past_n ON plan_past (n, entry);
CREATE INDEX plan_case ON "plan" ("case");

CREATE TRIGGER plan_keep BEFORE UPDATE ON "plan" BEGIN
	INSERT INTO plan_past (n, entry, replaced, salt, "case", "on", "review", "agreed", "goal")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."on", old."review", old."agreed", old."goal");
END;

CREATE TABLE "stay" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"place" TEXT NOT NULL,
	"beds" INTEGER NOT NULL,
	"requested" TEXT,
	"admitted" TEXT,
	"left" TEXT,
	"until" TEXT,
	"state" TEXT NOT NULL,
	"refusal" TEXT,
	"destination" TEXT,
	"overstay" TEXT,
	"moved_from" INTEGER REFERENCES "stay" (n),
	"source" TEXT,
	"reference" INTEGER,
	"reference_hash" BLOB,
	"address" INTEGER,
	"refused" TEXT,
	"over_capacity" INTEGER
) STRICT;

CREATE TABLE stay_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"partner" INTEGER NOT NULL,
	"place" TEXT NOT NULL,
	"beds" INTEGER NOT NULL,
	"requested" TEXT,
	"admitted" TEXT,
	"left" TEXT,
	"until" TEXT,
	"state" TEXT NOT NULL,
	"refusal" TEXT,
	"destination" TEXT,
	"overstay" TEXT,
	"moved_from" INTEGER,
	"source" TEXT,
	"reference" INTEGER,
	"reference_hash" BLOB,
	"address" INTEGER,
	"refused" TEXT,
	"over_capacity" INTEGER
) STRICT;

CREATE INDEX stay_past_n ON stay_past (n, entry);
CREATE INDEX stay_case ON "stay" ("case");
CREATE INDEX stay_partner ON "stay" ("partner");
CREATE INDEX stay_admitted ON "stay" ("admitted") WHERE "admitted" IS NOT NULL;
CREATE INDEX stay_state ON "stay" ("state");

CREATE TRIGGER stay_keep BEFORE UPDATE ON "stay" BEGIN
	INSERT INTO stay_past (n, entry, replaced, salt, "case", "partner", "place", "beds", "requested", "admitted", "left", "until", "state", "refusal", "destination", "overstay", "moved_from", "source", "reference", "reference_hash", "address", "refused", "over_capacity")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."partner", old."place", old."beds", old."requested", old."admitted", old."left", old."until", old."state", old."refusal", old."destination", old."overstay", old."moved_from", old."source", old."reference", old."reference_hash", old."address", old."refused", old."over_capacity");
END;

CREATE TABLE "capacity" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"partner" INTEGER NOT NULL REFERENCES "partner" (n),
	"place" TEXT NOT NULL,
	"beds" INTEGER NOT NULL,
	"from" TEXT NOT NULL,
	"until" TEXT
) STRICT;

CREATE TABLE capacity_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"partner" INTEGER NOT NULL,
	"place" TEXT NOT NULL,
	"beds" INTEGER NOT NULL,
	"from" TEXT NOT NULL,
	"until" TEXT
) STRICT;

CREATE INDEX capacity_past_n ON capacity_past (n, entry);
CREATE INDEX capacity_partner ON "capacity" ("partner");

CREATE TRIGGER capacity_keep BEFORE UPDATE ON "capacity" BEGIN
	INSERT INTO capacity_past (n, entry, replaced, salt, "partner", "place", "beds", "from", "until")
	VALUES (old.n, old.entry, new.entry, old.salt, old."partner", old."place", old."beds", old."from", old."until");
END;

CREATE TABLE "programme" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"programme" TEXT NOT NULL,
	"partner" INTEGER REFERENCES "partner" (n),
	"started" TEXT NOT NULL,
	"review" TEXT,
	"ended" TEXT,
	"outcome" TEXT,
	"note" INTEGER
) STRICT;

CREATE TABLE programme_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"programme" TEXT NOT NULL,
	"partner" INTEGER,
	"started" TEXT NOT NULL,
	"review" TEXT,
	"ended" TEXT,
	"outcome" TEXT,
	"note" INTEGER
) STRICT;

CREATE INDEX programme_past_n ON programme_past (n, entry);
CREATE INDEX programme_case ON "programme" ("case");

CREATE TRIGGER programme_keep BEFORE UPDATE ON "programme" BEGIN
	INSERT INTO programme_past (n, entry, replaced, salt, "case", "programme", "partner", "started", "review", "ended", "outcome", "note")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."programme", old."partner", old."started", old."review", old."ended", old."outcome", old."note");
END;

CREATE TABLE "conference" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"on" TEXT NOT NULL,
	"at" TEXT,
	"purpose" TEXT NOT NULL,
	"state" TEXT NOT NULL,
	"place" INTEGER
) STRICT;

CREATE TABLE conference_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"on" TEXT NOT NULL,
	"at" TEXT,
	"purpose" TEXT NOT NULL,
	"state" TEXT NOT NULL,
	"place" INTEGER
) STRICT;

CREATE INDEX conference_past_n ON conference_past (n, entry);
CREATE INDEX conference_on ON "conference" ("on");

CREATE TRIGGER conference_keep BEFORE UPDATE ON "conference" BEGIN
	INSERT INTO conference_past (n, entry, replaced, salt, "on", "at", "purpose", "state", "place")
	VALUES (old.n, old.entry, new.entry, old.salt, old."on", old."at", old."purpose", old."state", old."place");
END;

CREATE TABLE "invitation" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"conference" INTEGER NOT NULL REFERENCES "conference" (n),
	"partner" INTEGER NOT NULL REFERENCES "partner" (n)
) STRICT;

CREATE TABLE invitation_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"conference" INTEGER NOT NULL,
	"partner" INTEGER NOT NULL
) STRICT;

CREATE INDEX invitation_past_n ON invitation_past (n, entry);
CREATE INDEX invitation_conference ON "invitation" ("conference");
CREATE INDEX invitation_partner ON "invitation" ("partner");

CREATE TRIGGER invitation_keep BEFORE UPDATE ON "invitation" BEGIN
	INSERT INTO invitation_past (n, entry, replaced, salt, "conference", "partner")
	VALUES (old.n, old.entry, new.entry, old.salt, old."conference", old."partner");
END;

CREATE TABLE "discussed" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"conference" INTEGER NOT NULL REFERENCES "conference" (n),
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"informed" TEXT,
	"decision" INTEGER
) STRICT;

CREATE TABLE discussed_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"conference" INTEGER NOT NULL,
	"case" INTEGER NOT NULL,
	"informed" TEXT,
	"decision" INTEGER
) STRICT;

CREATE INDEX discussed_past_n ON discussed_past (n, entry);
CREATE INDEX discussed_conference ON "discussed" ("conference");
CREATE INDEX discussed_case ON "discussed" ("case");

CREATE TRIGGER discussed_keep BEFORE UPDATE ON "discussed" BEGIN
	INSERT INTO discussed_past (n, entry, replaced, salt, "conference", "case", "informed", "decision")
	VALUES (old.n, old.entry, new.entry, old.salt, old."conference", old."case", old."informed", old."decision");
END;

CREATE TABLE "task" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER REFERENCES "case" (n),
	"conference" INTEGER REFERENCES "conference" (n),
	"do" TEXT NOT NULL,
	"due" TEXT NOT NULL,
	"at" TEXT,
	"partner" INTEGER REFERENCES "partner" (n),
	"colleague" TEXT,
	"state" TEXT NOT NULL,
	"ended" TEXT,
	"text" INTEGER
) STRICT;

CREATE TABLE task_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER,
	"conference" INTEGER,
	"do" TEXT NOT NULL,
	"due" TEXT NOT NULL,
	"at" TEXT,
	"partner" INTEGER,
	"colleague" TEXT,
	"state" TEXT NOT NULL,
	"ended" TEXT,
	"text" INTEGER
) STRICT;

CREATE INDEX task_past_n ON task_past (n, entry);
CREATE INDEX task_case ON "task" ("case") WHERE "case" IS NOT NULL;
CREATE INDEX task_conference ON "task" ("conference") WHERE "conference" IS NOT NULL;
CREATE INDEX task_state ON "task" ("state");

CREATE TRIGGER task_keep BEFORE UPDATE ON "task" BEGIN
	INSERT INTO task_past (n, entry, replaced, salt, "case", "conference", "do", "due", "at", "partner", "colleague", "state", "ended", "text")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."conference", old."do", old."due", old."at", old."partner", old."colleague", old."state", old."ended", old."text");
END;

CREATE TABLE "paper" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"paper" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"kept" TEXT NOT NULL,
	"partner" INTEGER REFERENCES "partner" (n),
	"ends" TEXT,
	"returned" TEXT,
	"number" INTEGER,
	"text" INTEGER
) STRICT;

CREATE TABLE paper_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"paper" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"kept" TEXT NOT NULL,
	"partner" INTEGER,
	"ends" TEXT,
	"returned" TEXT,
	"number" INTEGER,
	"text" INTEGER
) STRICT;

CREATE INDEX paper_past_n ON paper_past (n, entry);
CREATE INDEX paper_case ON "paper" ("case");

CREATE TRIGGER paper_keep BEFORE UPDATE ON "paper" BEGIN
	INSERT INTO paper_past (n, entry, replaced, salt, "case", "paper", "on", "kept", "partner", "ends", "returned", "number", "text")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."paper", old."on", old."kept", old."partner", old."ends", old."returned", old."number", old."text");
END;

CREATE TABLE "note" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"on" TEXT NOT NULL,
	"with" TEXT,
	"minutes" INTEGER,
	"text" INTEGER NOT NULL
) STRICT;

CREATE TABLE note_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"on" TEXT NOT NULL,
	"with" TEXT,
	"minutes" INTEGER,
	"text" INTEGER NOT NULL
) STRICT;

CREATE INDEX note_past_n ON note_past (n, entry);
CREATE INDEX note_case ON "note" ("case");

CREATE TRIGGER note_keep BEFORE UPDATE ON "note" BEGIN
	INSERT INTO note_past (n, entry, replaced, salt, "case", "on", "with", "minutes", "text")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."on", old."with", old."minutes", old."text");
END;

CREATE TABLE "cost" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"item" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"until" TEXT,
	"amount" INTEGER,
	"minutes" INTEGER,
	"payer" TEXT NOT NULL,
	"found" TEXT,
	"stay" TEXT,
	"partner" INTEGER REFERENCES "partner" (n)
) STRICT;

CREATE TABLE cost_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"item" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"until" TEXT,
	"amount" INTEGER,
	"minutes" INTEGER,
	"payer" TEXT NOT NULL,
	"found" TEXT,
	"stay" TEXT,
	"partner" INTEGER
) STRICT;

CREATE INDEX cost_past_n ON cost_past (n, entry);
CREATE INDEX cost_case ON "cost" ("case");

CREATE TRIGGER cost_keep BEFORE UPDATE ON "cost" BEGIN
	INSERT INTO cost_past (n, entry, replaced, salt, "case", "item", "on", "until", "amount", "minutes", "payer", "found", "stay", "partner")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."item", old."on", old."until", old."amount", old."minutes", old."payer", old."found", old."stay", old."partner");
END;

CREATE TABLE "assignment" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"colleague" TEXT NOT NULL,
	"from" TEXT NOT NULL,
	"until" TEXT NOT NULL
) STRICT;

CREATE TABLE assignment_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"colleague" TEXT NOT NULL,
	"from" TEXT NOT NULL,
	"until" TEXT NOT NULL
) STRICT;

CREATE INDEX assignment_past_n ON assignment_past (n, entry);
CREATE INDEX assignment_case ON "assignment" ("case");

CREATE TRIGGER assignment_keep BEFORE UPDATE ON "assignment" BEGIN
	INSERT INTO assignment_past (n, entry, replaced, salt, "case", "colleague", "from", "until")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."colleague", old."from", old."until");
END;

CREATE TABLE "request" (
	n INTEGER PRIMARY KEY,
	entry INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL REFERENCES "case" (n),
	"right" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	"decision" TEXT NOT NULL,
	"grounds" TEXT,
	"fields" TEXT,
	"given" INTEGER,
	"kept_back" INTEGER,
	"digest" TEXT,
	"reason" INTEGER
) STRICT;

CREATE TABLE request_past (
	n INTEGER NOT NULL,
	entry INTEGER NOT NULL,
	replaced INTEGER NOT NULL,
	salt BLOB NOT NULL,
	"case" INTEGER NOT NULL,
	"right" TEXT NOT NULL,
	"on" TEXT NOT NULL,
	"by" TEXT NOT NULL,
	"decision" TEXT NOT NULL,
	"grounds" TEXT,
	"fields" TEXT,
	"given" INTEGER,
	"kept_back" INTEGER,
	"digest" TEXT,
	"reason" INTEGER
) STRICT;

CREATE INDEX request_past_n ON request_past (n, entry);
CREATE INDEX request_case ON "request" ("case");

CREATE TRIGGER request_keep BEFORE UPDATE ON "request" BEGIN
	INSERT INTO request_past (n, entry, replaced, salt, "case", "right", "on", "by", "decision", "grounds", "fields", "given", "kept_back", "digest", "reason")
	VALUES (old.n, old.entry, new.entry, old.salt, old."case", old."right", old."on", old."by", old."decision", old."grounds", old."fields", old."given", old."kept_back", old."digest", old."reason");
END;

CREATE INDEX signal_report ON "signal" (substr(received, 1, 4), municipality, form);
