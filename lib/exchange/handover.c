#include "exchange/handover.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "chain/group.h"
#include "crypto/openpgp.h"
#include "crypto/sealed.h"
#include "exchange/envelope.h"
#include "exchange/usable.h"

/* Groups of data of what a signal holds; fields that are not named show no more than "minimal". "": told to no partner. */
static const struct { const struct mh_kind *kind; const char *field, *group; } groups[] = {
	{ &mh_signal, "place-detail", "request" }, { &mh_signal, "narrative", "request" }, { &mh_signal, "external-id", "request" },
	{ &mh_signal, "reporter-contact", "" }, { &mh_signal, "reporter", "" },
	{ &mh_signal, "form", "exploitation" }, { &mh_signal, "industry", "exploitation" },
	{ &mh_signal, "indicators", "exploitation" }, { &mh_signal, "indicators-absent", "exploitation" },
	{ &mh_mention, "name", "identity" }, { &mh_mention, "born", "identity" }, { &mh_mention, "country", "identity" },
	{ &mh_mention, "person-ref", "identity" }, { &mh_mention, "note", "request" }, { &mh_mention, "contact", "contact" },
	{ &mh_mention, "control", "exploitation" }, { &mh_mention, "recruitment", "exploitation" }, { &mh_mention, "relation", "exploitation" },
	{ &mh_mention, "linked-to", "" },
};

const char *mh_handover_group(const struct mh_kind *kind, const char *field)
{
	for (size_t i = 0; i < MH_COUNT(groups); i++)
		if (groups[i].kind == kind && strcmp(groups[i].field, field) == 0)
			return groups[i].group;
	return MH_GROUP_MINIMAL;
}

/* A list says no more than the letter of a signal would, and neither has the source's own number of the person. */
static bool in_no_letter(const struct mh_kind *kind, const char *field)
{
	const struct mh_letter *const letter = mh_letter_find("signal");

	return mh_field_find(kind == &mh_signal ? letter->body : letter->item_kind, field) < 0 || strcmp(field, "person-ref") == 0;
}

bool mh_handover_kept_back(const struct mh_record *signal, const struct mh_kind *kind, const char *field)
{
	if (mh_handover_group(kind, field)[0] == '\0' || in_no_letter(kind, field))
		return true;
	return kind == &mh_signal && strcmp(field, "sector") == 0 && mh_record_has_code(signal, "unnamed", "yes");
}

static void add_word(char *set, size_t size, const char *word)
{
	const size_t len = strlen(set);

	if (word[0] != '\0' && !mh_set_has(set, word))
		snprintf(set + len, size - len, "%s%s", len > 0 ? ";" : "", word);
}

static enum mh_status check_code(struct mh_store *store, const char *option, const char *catalogue, const char *code, struct mh_err *err)
{
	const struct mh_code_list *list = mh_catalogue(mh_store_catalogues(store), catalogue, err);

	if (list == NULL)
		return MH_INPUT;
	if (code[0] == '\0' || mh_code_find(list, code, strlen(code)) != NULL)
		return MH_OK;
	const char *near = mh_code_nearest(list, code);
	return mh_fail(err, MH_USAGE, near != NULL ? _("%s %.40s: not a code of catalogue %s; nearest: %s") : _("%s %.40s: not a code of catalogue %s"),
		option, code, catalogue, near);
}

enum mh_status mh_handover_codes(struct mh_handover *h, struct mh_err *err)
{
	const struct { const char *option, *catalogue; const char **code; } codes[] = {
		{ "--purpose", "purpose", &h->purpose }, { "--basis", "basis", &h->basis }, { "--special-basis", "special-basis", &h->special_basis },
		{ "--article", "article", &h->article }, { "--secrecy", "secrecy", &h->secrecy },
	};
	enum mh_status status = MH_OK;

	mh_str_init(&h->fields, 8000);
	h->consulted = h->consulted != NULL ? h->consulted : "";
	for (size_t i = 0; i < MH_COUNT(codes) && status == MH_OK; i++) {
		if (*codes[i].code == NULL)
			*codes[i].code = "";
		status = check_code(h->store, codes[i].option, codes[i].catalogue, *codes[i].code, err);
	}
	return status;
}

enum mh_status mh_handover_start(struct mh_handover *h, const struct mh_map *map, bool sealed, struct mh_err *err)
{
	enum mh_status status = mh_handover_codes(h, err);
	struct mh_record any;

	mh_record_init(&any, &mh_signal);
	h->victims = map->victims;
	for (size_t i = 0; i < map->column_count; i++) {
		const struct mh_map_column *column = &map->columns[i];
		const struct mh_kind *kind = mh_map_kind(column->part);
		if (column->field < 0 || (mh_field_sealed(&kind->fields[column->field]) && !sealed) ||
			mh_handover_kept_back(&any, kind, kind->fields[column->field].name))
			continue;
		add_word(h->groups, sizeof h->groups, mh_handover_group(kind, kind->fields[column->field].name));
		mh_str_printf(&h->fields, "%s%s%s", h->fields.len > 0 ? " " : "", column->part > 0 ? "mention." : "", kind->fields[column->field].name);
	}
	mh_record_free(&any);
	return status == MH_OK ? mh_store_authority_verify(h->store, err) : status;
}

void mh_handover_free(struct mh_handover *h)
{
	mh_str_free(&h->fields);
	mh_problems_free(&h->problems);
	free(h->whom);
	h->whom = NULL;
}

static enum mh_status note_person(void *arg, struct mh_record *mention, struct mh_err *err)
{
	struct mh_handover *h = arg;
	const int64_t person = mh_record_number(mention, "person");

	(void)err;
	for (size_t i = 0; i < h->whom_count; i++)
		if (h->whom[i].person == person)
			return MH_OK;
	h->whom = mh_grow(h->whom, h->whom_count + 1, sizeof *h->whom);
	h->whom[h->whom_count++] = (struct mh_whom){ person, 0, 0 };
	return MH_OK;
}

/* What the signal itself says of passing on counts beside what its case does. */
static void add_onward(struct mh_gate_facts *f, const struct mh_record *signal)
{
	const char *word = mh_record_text(signal, "onward");

	if (strcmp(word, "free") == 0 || strcmp(f->onward, "no") == 0 || strcmp(f->onward, word) == 0)
		return;
	snprintf(f->onward, sizeof f->onward, "%s", word);
	mh_record_id(signal, f->onward_of);
}

struct restricting { struct mh_store *store; struct mh_gate_facts *facts; };

static enum mh_status add_restricted(void *arg, struct mh_record *mention, struct mh_err *err)
{
	const struct restricting *r = arg;
	const int64_t person = mh_record_number(mention, "person");

	return person != 0 ? mh_gate_restricted(r->store, person, r->facts, err) : MH_OK;
}

/* Whoever is mentioned may have a case whose use is restricted, though the signal is in the file of another one, or of none. */
static enum mh_status restricted(const struct mh_handover *h, const struct mh_record *signal, struct mh_gate_facts *f, struct mh_err *err)
{
	struct restricting r = { h->store, f };
	struct mh_query query;

	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal->n);
	enum mh_status status = mh_store_each(h->store, &query, add_restricted, &r, err);
	mh_query_free(&query);
	return status;
}

enum mh_status mh_handover_facts(struct mh_handover *h, const struct mh_record *signal, struct mh_gate_facts *f, struct mh_err *err)
{
	*f = (struct mh_gate_facts){
		.partner = mh_record_text(&h->partner, "code"), .purpose = h->purpose, .groups = h->groups, .basis = h->basis,
		.special_basis = h->special_basis, .article = h->article, .secrecy = h->secrecy, .consulted = h->consulted[0] != '\0',
	};
	enum mh_status status = mh_gate_facts(h->store, &h->partner, mh_record_number(signal, "case"), mh_moment_day(h->now), f, err);
	if (status == MH_OK)
		status = mh_store_row_true(h->store, signal, err);
	if (status == MH_OK)
		status = restricted(h, signal, f, err);
	if (status == MH_OK)
		add_onward(f, signal);
	return status;
}

bool mh_handover_by_consent(const struct mh_handover *h)
{
	return strcmp(h->basis, "consent") == 0 || strcmp(h->special_basis, "explicit-consent") == 0 || strcmp(h->secrecy, "consent") == 0;
}

enum mh_status mh_handover_pass(struct mh_handover *h, const struct mh_record *signal, const struct mh_gate_facts *f, struct mh_err *err)
{
	const int64_t case_n = mh_record_number(signal, "case");
	char id[MH_ID_SIZE];
	const size_t before = h->whom_count;
	struct mh_query query;
	enum mh_status status = mh_gate(f, &h->problems, err);

	if (status != MH_OK) {
		mh_record_id(signal, id);
		return mh_fail_in(err, id);
	}
	mh_query_init(&query, &mh_mention);
	mh_query_is_number(&query, "signal", signal->n);
	if (h->victims)
		mh_query_is(&query, "role", "victim");
	else
		mh_query_cmp(&query, "role", MH_IS_NOT, "suspect");
	status = mh_store_each(h->store, &query, note_person, h, err);
	mh_query_free(&query);
	for (size_t i = before; i < h->whom_count; i++) {
		h->whom[i].case_n = case_n;
		h->whom[i].consent = mh_handover_by_consent(h) ? f->consent_n : 0;
	}
	return status;
}

enum mh_status mh_handover_signal(struct mh_handover *h, struct mh_record *signal, struct mh_err *err)
{
	struct mh_gate_facts f;
	enum mh_status status = mh_handover_facts(h, signal, &f, err);

	return status == MH_OK ? mh_handover_pass(h, signal, &f, err) : status;
}

static enum mh_status may_seal(const struct mh_handover *h, struct mh_err *err)
{
	const char *code = mh_record_text(&h->partner, "code");

	if (mh_partner_active(&h->partner, err) != MH_OK)
		return MH_DENIED;
	if (!mh_record_has(&h->partner, "fingerprint"))
		return mh_fail(err, MH_KEY, _("partner %s has no OpenPGP key: a list can't be sealed for it"), code);
	if (mh_store_about(h->store)->exchange_key == NULL || mh_store_about(h->store)->exchange_key[0] == '\0')
		return mh_fail(err, MH_KEY, _("this organisation has no exchange key: make the store with --org-key"));
	return mh_store_row_true(h->store, &h->partner, err);
}

enum mh_status mh_handover_seal(struct mh_handover *h, const struct mh_map *map, struct mh_blob list, struct mh_str *out, struct mh_err *err)
{
	const char *recipient = mh_record_text(&h->partner, "fingerprint"), *key = mh_store_about(h->store)->exchange_key;
	char made[MH_MOMENT_SIZE];
	struct mh_pgp *pgp;
	struct mh_str text;
	enum mh_status status = mh_store_authority_verify(h->store, err);

	if (status == MH_OK)
		status = may_seal(h, err);
	if (status == MH_OK)
		status = mh_store_pgp(h->store, &pgp, err);
	if (status != MH_OK)
		return status;
	mh_moment_format(h->now, made);
	mh_str_init_secret(&text, list.len + 4096);
	mh_str_printf(&text, "format: mh-list/1\nfrom: %s %s\nto: %s %s\ncreated: %s\npurpose: %s\nmap: %s\n\n", mh_store_about(h->store)->organisation,
		key, mh_record_text(&h->partner, "code"), recipient, made, h->purpose, map->name);
	mh_str_add(&text, list.bytes, list.len);
	status = mh_pgp_seal(pgp, (struct mh_blob){ text.s, text.len }, &recipient, 1, key, out, err);
	mh_str_free(&text);
	return status;
}

static enum mh_status disclose(struct mh_handover *h, const struct mh_whom *whom, const char *digest, struct mh_err *err)
{
	const struct { const char *field, *text; } texts[] = {
		{ "purpose", h->purpose }, { "groups", h->groups }, { "fields", h->fields.s }, { "basis", h->basis }, { "secrecy", h->secrecy },
		{ "channel", h->channel != NULL ? h->channel : "exchange" }, { "digest", digest }, { "why", h->consulted },
	};
	enum mh_status status = MH_OK;
	struct mh_record rec;

	mh_record_init(&rec, &mh_disclosure);
	if (whom->person != 0)
		mh_record_put_number(&rec, "person", whom->person);
	if (whom->case_n != 0)
		mh_record_put_number(&rec, "case", whom->case_n);
	if (whom->consent != 0)
		mh_record_put_number(&rec, "consent", whom->consent);
	if (h->signal != 0)
		mh_record_put_number(&rec, "signal", h->signal);
	mh_record_put_number(&rec, "partner", h->partner.n);
	mh_record_put_number(&rec, "at", h->now);
	for (size_t i = 0; i < MH_COUNT(texts) && status == MH_OK; i++)
		status = mh_record_put(&rec, texts[i].field, texts[i].text, err);
	if (status == MH_OK)
		status = mh_store_put(h->store, &rec, err);
	mh_record_free(&rec);
	return status;
}

enum mh_status mh_handover_disclose(struct mh_handover *h, const char *digest, struct mh_err *err)
{
	static const struct mh_whom nobody = { 0, 0, 0 };
	enum mh_status status = MH_OK;

	for (size_t i = 0; i < h->whom_count && status == MH_OK; i++)
		status = disclose(h, &h->whom[i], digest, err);
	return status == MH_OK && h->whom_count == 0 ? disclose(h, &nobody, digest, err) : status;
}

enum mh_status mh_handover_book(struct mh_handover *h, struct mh_blob sealed, struct mh_err *err)
{
	unsigned char digest[MH_HASH_SIZE];
	char hex[2 * MH_HASH_SIZE + 1];
	enum mh_status status = mh_store_begin(h->store, h->command, err);

	mh_digest(sealed.bytes, sealed.len, digest);
	mh_hex(digest, sizeof digest, hex);
	if (status == MH_OK)
		status = mh_handover_disclose(h, hex, err);
	if (status == MH_OK)
		status = mh_store_commit(h->store, err);
	mh_store_rollback(h->store);
	return status;
}
