#include "exchange/post.h"

#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "crypto/openpgp.h"
#include "exchange/conversation.h"
#include "exchange/page.h"
#include "exchange/spool.h"
#include "exchange/usable.h"
#include "exchange/witness.h"

#define PATH_MOST 4096
#define TRIES 3		/* when others write all the time: the last one signs while they wait, a passphrase having been typed before */

/* The text without its filling. */
static size_t unpadded(const char *text)
{
	const char *fill = strstr(text, "\n#");

	return fill != NULL ? (size_t)(fill - text) + 1 : strlen(text);
}

static enum mh_status put_content(struct mh_record *rec, const char *text, struct mh_err *err)
{
	return mh_record_set(rec, mh_field_find(&mh_message, "content"), text, unpadded(text), err);
}

static void put_head(struct mh_record *rec, const struct mh_envelope *env)
{
	static const struct { const char *from, *to; } texts[] = {
		{ "kind", "kind" }, { "id", "uid" }, { "seen", "seen" }, { "checkpoint", "checkpoint" }, { "witness", "witness" },
	};
	static const char *const numbers[] = { "number", "created", "expires" };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		mh_record_put(rec, texts[i].to, mh_record_text(&env->head, texts[i].from), NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
		mh_record_put_number(rec, numbers[i], mh_record_number(&env->head, numbers[i]));
	mh_record_put(rec, "digest", env->digest, NULL);
}

/* What it does to its referral, and which message it answers. */
static void put_turn(struct mh_record *rec, const struct mh_envelope *env, enum mh_side sender)
{
	const enum mh_referral_move move = mh_envelope_move(env, sender);

	if (move < MH_MOVE_COUNT)
		mh_record_put(rec, "move", mh_referral_steps[move].name, NULL);
	if (mh_envelope_answers(env)[0] != '\0')
		mh_record_put(rec, "answers", mh_envelope_answers(env), NULL);
}

enum mh_status mh_post_book(struct mh_store *store, const struct mh_record *partner, struct mh_id about, const char *direction,
	enum mh_side sender, const struct mh_envelope *env, const char *text, const char *file, mh_moment now, struct mh_err *err)
{
	struct mh_record rec;
	char day[MH_DATE_SIZE];
	enum mh_status status;

	mh_record_init(&rec, &mh_message);
	mh_record_initial(&rec);
	mh_date_format(mh_moment_day(now), day);
	put_head(&rec, env);
	put_turn(&rec, env, sender);
	if (about.n != 0)
		mh_record_put_number(&rec, about.kind->name, about.n);
	if (about.kind == &mh_signal || about.n == 0)
		mh_record_put(&rec, "conversation", mh_record_text(&env->head, "conversation"), NULL);
	mh_record_put_number(&rec, "partner", partner->n);
	mh_record_put(&rec, "files", file, NULL);
	status = mh_record_put(&rec, "direction", direction, err);
	if (status == MH_OK)
		status = mh_record_put(&rec, "on", day, err);
	if (status == MH_OK)
		status = put_content(&rec, text, err);
	if (status == MH_OK)
		status = mh_store_put(store, &rec, err);
	mh_record_free(&rec);
	return status;
}

/* About a signal the one who sends it is the asker; what is said in it has its number by direction alone. */
static enum mh_side our_side(const struct mh_post *post)
{
	return post->referral != NULL ? mh_referral_side(mh_record_text(post->referral, "direction")) : MH_ASKER;
}

static enum mh_status read_turns(const struct mh_post *post, struct mh_turns *turns, struct mh_err *err)
{
	return post->referral != NULL ? mh_turns_of(post->store, post->referral, turns, err) :
		mh_conversation_named(post->store, post->conversation, turns, err);
}

/* The head of our own message: who to whom, and its place in the conversation. */
static enum mh_status address(const struct mh_post *post, struct mh_envelope *env, struct mh_err *err)
{
	const struct mh_store_info *about = mh_store_about(post->store);
	struct mh_turns turns = MH_TURNS_INIT;
	struct mh_record *head = &env->head;
	enum mh_status status = read_turns(post, &turns, err);

	if (status != MH_OK)
		goto out;
	mh_envelope_stamp(env, post->now, post->days > 0 ? post->days : MH_EXCHANGE_DAYS);
	mh_record_put(head, "conversation", post->referral != NULL ? mh_record_text(post->referral, "conversation") : post->conversation, NULL);
	mh_record_put_number(head, "number", mh_turns_next(&turns, our_side(post)));
	mh_record_put(head, "seen", turns.seen, NULL);
	mh_record_put(head, "from", about->organisation, NULL);
	mh_record_put(head, "from-key", about->exchange_key, NULL);
	mh_record_put(head, "to", mh_record_text(post->partner, "code"), NULL);
	mh_record_put(head, "to-key", mh_record_text(post->partner, "fingerprint"), NULL);
	status = mh_record_put(head, "demo", about->demo ? "yes" : "no", err);
	if (status == MH_OK)
		status = mh_witness_put(post->store, post->partner, head, err);
out:
	mh_turns_free(&turns);
	return status;
}

static enum mh_status may_send(const struct mh_post *post, struct mh_err *err)
{
	const char *code = mh_record_text(post->partner, "code");

	if (mh_partner_active(post->partner, err) != MH_OK)
		return MH_DENIED;
	if (!mh_record_has(post->partner, "fingerprint"))
		return mh_fail(err, MH_KEY, _("partner %s has no OpenPGP key: send with --by phone, secure-mail, post or hand"), code);
	if (mh_store_about(post->store)->exchange_key == NULL || mh_store_about(post->store)->exchange_key[0] == '\0')
		return mh_fail(err, MH_KEY, _("this organisation has no exchange key: make the store with --org-key"));
	return mh_store_row_true(post->store, post->partner, err);
}

/* Signs and encrypts it; the file of it is only in memory. */
static enum mh_status seal(struct mh_post *post, struct mh_blob text, struct mh_str *sealed, struct mh_err *err)
{
	const char *recipients[] = { mh_record_text(post->partner, "fingerprint") };
	struct mh_pgp *pgp;
	enum mh_status status = mh_store_authority_verify(post->store, err);

	mh_str_clear(sealed);
	if (status == MH_OK)
		status = may_send(post, err);
	if (status == MH_OK)
		status = mh_store_pgp(post->store, &pgp, err);
	if (status == MH_OK)
		status = mh_pgp_seal(pgp, text, recipients, 1, mh_store_about(post->store)->exchange_key, sealed, err);
	if (status == MH_OK)
		mh_exchange_digest((struct mh_blob){ sealed->s, sealed->len }, post->file);
	return status;
}

static enum mh_status write_file(struct mh_post *post, const char *id, const struct mh_str *sealed, struct mh_err *err)
{
	if (post->path.s == NULL)
		mh_str_init(&post->path, PATH_MOST);
	return mh_spool_post(post->spool, mh_record_text(post->partner, "code"), id, (struct mh_blob){ sealed->s, sealed->len }, &post->path, err);
}

enum mh_status mh_post_seal(struct mh_post *post, const char *id, struct mh_blob text, struct mh_err *err)
{
	struct mh_str sealed;

	mh_str_init(&sealed, MH_SPOOL_FILE_MOST);
	enum mh_status status = seal(post, text, &sealed, err);
	if (status == MH_OK)
		status = write_file(post, id, &sealed, err);
	mh_str_free(&sealed);
	return status;
}

static struct mh_id about(const struct mh_post *post)
{
	return post->referral != NULL ? (struct mh_id){ &mh_referral, post->referral->n } : (struct mh_id){ &mh_signal, post->signal };
}

static bool is_sealed(const struct mh_post *post, const struct mh_str *text)
{
	return post->sealed.len > 0 && text->len == post->text.len && memcmp(text->s, post->text.s, text->len) == 0;
}

enum mh_status mh_post_send(struct mh_post *post, struct mh_envelope *env, struct mh_err *err)
{
	struct mh_str text;
	enum mh_status status = address(post, env, err);

	mh_str_init_secret(&text, MH_EXCHANGE_TEXT_MOST);
	if (status == MH_OK)
		status = mh_envelope_write(env, &text, err);
	if (status == MH_OK && !is_sealed(post, &text)) {
		mh_str_clear(&post->text);
		mh_str_add(&post->text, text.s, text.len);
		post->unsealed = !post->hold;
		status = post->hold ? seal(post, (struct mh_blob){ text.s, text.len }, &post->sealed, err) : MH_BUSY;
	}
	if (status == MH_OK)
		status = write_file(post, mh_record_text(&env->head, "id"), &post->sealed, err);
	if (status == MH_OK)
		status = mh_post_book(post->store, post->partner, about(post), "out", post->referral != NULL ? our_side(post) : MH_CLOCK, env, text.s,
			post->file, post->now, err);
	mh_str_free(&text);
	return status;
}

enum mh_status mh_post_write(struct mh_post *post, const char *command, mh_post_fn *fn, void *arg, struct mh_str *path, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	mh_str_init_secret(&post->text, MH_EXCHANGE_TEXT_MOST);
	mh_str_init(&post->sealed, MH_SPOOL_FILE_MOST);
	for (int tries = 0; status == MH_OK; tries++) {
		post->unsealed = false;
		post->hold = tries == TRIES - 1;
		status = mh_store_begin(post->store, command, err);
		if (status == MH_OK)
			status = fn(arg, post, err);
		if (status == MH_OK)
			status = mh_store_commit(post->store, err);
		if (!post->unsealed)
			break;
		mh_store_rollback(post->store);
		status = seal(post, (struct mh_blob){ post->text.s, post->text.len }, &post->sealed, err);
	}
	if (status == MH_OK) {
		status = mh_post_done(post, path, err);
	} else {
		mh_post_undo(post);
		mh_store_rollback(post->store);
	}
	mh_str_free(&post->text);
	mh_str_free(&post->sealed);
	return status;
}

enum mh_status mh_post_said(struct mh_post *post, const char *channel, struct mh_envelope *env, const struct mh_str *page, struct mh_err *err)
{
	struct mh_record rec;
	char uid[MH_EXCHANGE_ID_SIZE], day[MH_DATE_SIZE];
	enum mh_status status;

	mh_exchange_digest((struct mh_blob){ page->s, page->len }, env->digest);
	mh_record_init(&rec, &mh_message);
	mh_record_initial(&rec);
	mh_exchange_id(uid);
	mh_date_format(mh_moment_day(post->now), day);
	if (about(post).n != 0)
		mh_record_put_number(&rec, about(post).kind->name, about(post).n);
	mh_record_put_number(&rec, "partner", post->partner->n);
	mh_record_put_number(&rec, "created", post->now);
	mh_record_put(&rec, "direction", "out", NULL);
	mh_record_put(&rec, "kind", env->letter->name, NULL);
	mh_record_put(&rec, "uid", uid, NULL);
	mh_record_put(&rec, "digest", env->digest, NULL);
	mh_record_put(&rec, "signed", "no", NULL);
	mh_record_put(&rec, "channel", channel, NULL);
	mh_record_put(&rec, "on", day, NULL);
	put_turn(&rec, env, post->referral != NULL ? our_side(post) : MH_CLOCK);
	status = mh_record_put(&rec, "content", page->s, err);
	if (status == MH_OK)
		status = mh_store_put(post->store, &rec, err);
	mh_record_free(&rec);
	return status;
}

enum mh_status mh_post_page(struct mh_post *post, const char *channel, struct mh_envelope *env, struct mh_str *page, struct mh_err *err)
{
	mh_page_write(page, mh_store_catalogues(post->store), about(post), channel, post->partner, mh_store_about(post->store)->name, env);
	return mh_post_said(post, channel, env, page, err);
}

static void forget(struct mh_post *post)
{
	if (post->path.s != NULL)
		mh_str_free(&post->path);
	post->path = (struct mh_str){ .s = NULL };
}

enum mh_status mh_post_done(struct mh_post *post, struct mh_str *path, struct mh_err *err)
{
	enum mh_status status = MH_OK;

	if (post->path.len > 0) {
		status = mh_spool_release(&post->path, err);
		mh_str_puts(path, post->path.s);
	}
	forget(post);
	return status;
}

void mh_post_undo(struct mh_post *post)
{
	if (post->path.len > 0)
		unlink(post->path.s);
	forget(post);
}

struct sweep { struct mh_store *store; const char *command; };

/* While this program holds the store's write lock no other one is between writing its file and committing. */
static enum mh_status sweep_one(void *arg, const char *path, const char *id, struct mh_err *err)
{
	struct sweep *sweep = arg;
	struct mh_record message;
	struct mh_str file;
	enum mh_status status = MH_OK;

	if (!mh_store_writing(sweep->store))
		status = mh_store_begin(sweep->store, sweep->command, err);
	mh_record_init(&message, &mh_message);
	mh_str_init(&file, PATH_MOST);
	mh_str_puts(&file, path);
	if (status == MH_OK)
		status = mh_store_find(sweep->store, &mh_message, "uid", id, &message, err);
	if (status == MH_OK)
		status = mh_spool_release(&file, err);
	else if (status == MH_NO)
		status = unlink(path) == 0 ? MH_OK : mh_fail(err, MH_INPUT, _("%s: cannot be removed"), path);
	mh_str_free(&file);
	mh_record_free(&message);
	return status;
}

enum mh_status mh_post_sweep(struct mh_store *store, const char *spool, const char *command, struct mh_err *err)
{
	struct sweep sweep = { store, command };
	enum mh_status status = mh_spool_left(spool, sweep_one, &sweep, err);

	mh_store_rollback(store);
	return status;
}
