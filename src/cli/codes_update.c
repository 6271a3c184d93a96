/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codes_update.c -- the command: a plan, what is fetched, the import.
 *
 * Files are fetched beside the library, not into it: what cannot be read never
 * stands in the way of the next import.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/vec.h"
#include "cli/importing.h"
#include "cli/library.h"
#include "cli/line.h"
#include "publish/address.h"
#include "wire/acceptance.h"
#include "wire/update.h"

#define ARENA_CEILING	((size_t)64 << 20)
#define DAY_COLUMN	24
#define WORDS_COLUMN	36

struct updating {
	const struct invocation *in;
	struct output *out;
	struct page *page;
	bool	 json;
	date	 on;
	struct arena arena;
	struct manifest manifest;
	struct update_state state;
	struct acceptances accepted;
	struct update_plan plan;
	char	 place[CODEBOOK_PATH_MAX];	/* of the book */
	char	 folder[CODEBOOK_PATH_MAX];	/* where files are fetched to */
	struct { char **v; size_t n, size; } got;	/* files */
	unsigned missing;		/* files that could not be had */
};

/* ---- the plan ------------------------------------------------------- */

/* The path of a file beside the book. */
static bool
beside(const struct updating *u, const char *name,
    char to[CODEBOOK_PATH_MAX])
{
	const char *last = strrchr(u->place, '/');

	return snprintf(to, CODEBOOK_PATH_MAX, "%.*s/%s",
	    (int)(last - u->place), u->place, name) < CODEBOOK_PATH_MAX;
}

/* What was accepted, now or before. */
static enum rc
read_accepted(struct updating *u, struct err *err)
{
	const char *name = u->in->value[OPT_ACCEPT];
	char path[CODEBOOK_PATH_MAX];
	enum rc rc = RC_OK;

	if (!beside(u, "accepted", path))
		return fail(err, RC_RANGE, "the folder's name is too long");
	if (name != NULL && manifest_licence(&u->manifest, str_of(name)) ==
	    NULL)
		return fail(err, RC_INVALID, "there are no terms called "
		    "\"%s\"; there are ama and x12", name);
	if (name != NULL)
		rc = library_folders(path, err);
	if (rc == RC_OK && name != NULL)
		rc = acceptance_note(path, str_of(name), codebook_today(),
		    err);
	if (rc == RC_OK)
		rc = acceptance_read(path, &u->arena, &u->accepted, err);
	u->state.accepted = u->accepted.licence;
	u->state.n_accepted = u->accepted.n;
	return rc;
}

static enum rc
make_plan(struct updating *u, struct err *err)
{
	struct book book;
	enum rc rc = manifest_read(STR("publishers.manifest"),
	    (str){ publishers_manifest, publishers_manifest_size }, &u->arena,
	    &u->manifest, err);

	if (rc != RC_OK)
		return rc;
	if (access(u->place, F_OK) == 0) {
		rc = book_open(&book, u->place, err);
		if (rc != RC_OK)
			return rc;
		update_state_of(&book, &u->state);
		book_close(&book);
	} else {
		update_state_of(NULL, &u->state);
	}
	rc = read_accepted(u, err);
	return rc != RC_OK ? rc : update_plan(&u->manifest, &u->state, u->on,
	    &u->arena, &u->plan, err);
}

/* ---- telling -------------------------------------------------------- */

static const char *
what_to_do(const struct update_item *i)
{
	if (i->licence != NULL)
		return "terms to accept first";
	if (i->by_hand)
		return "to be fetched by hand";
	return i->due.certain ? "due" : "possible";
}

static void
tell_release(struct page *p, const struct update_item *i)
{
	char day[DATE_TEXT_MAX];

	page_text(p, STYLE_BOLD, str_of(code_set_name(i->set)));
	page_to(p, DAY_COLUMN);
	page_text(p, STYLE_PLAIN, shown_day(i->due.on, "any time", day));
	page_to(p, WORDS_COLUMN);
}

static void
tell_item(struct updating *u, const struct update_item *i)
{
	struct page *p = u->page;
	struct line l;

	if (u->json) {
		line_begin(&l, &u->out->text);
		line_text(&l, "type", STR("due"));
		line_text(&l, "set", str_of(code_set_name(i->set)));
		line_day(&l, "release", i->due.on);
		line_bool(&l, "certain", i->due.certain);
		line_text(&l, "state", str_of(calendar_state_word(
		    i->answer.state)));
		line_text(&l, "licence", i->licence != NULL ?
		    i->licence->name : STR(""));
		line_bool(&l, "by_hand", i->by_hand);
		line_text(&l, "page", i->page);
		line_end(&l);
		return;
	}
	tell_release(p, i);
	page_text(p, i->licence != NULL || i->by_hand ? STYLE_WARNING :
	    STYLE_PLAIN, str_of(what_to_do(i)));
	page_newline(p);
	if (i->by_hand) {
		page_to(p, 2);
		page_text(p, STYLE_DIM, i->page);
		page_newline(p);
	}
}

/* The terms that stand in the way, each once. */
static void
tell_licences(struct updating *u)
{
	struct page *p = u->page;

	for (const struct manifest_licence *m = u->manifest.licences;
	    m != NULL && !u->json; m = m->next) {
		const struct update_item *i = u->plan.items;

		while (i != NULL && i->licence != m)
			i = i->next;
		if (i == NULL)
			continue;
		page_newline(p);
		page_text(p, STYLE_WARNING, STR("Terms: "));
		page_wrap(p, STYLE_PLAIN, 2, m->says);
		page_newline(p);
		page_to(p, 2);
		page_text(p, STYLE_DIM, m->page);
		page_newline(p);
		page_to(p, 2);
		page_wrap(p, STYLE_PLAIN, 2, STR("When you have read them and "
		    "accept them: cleanclaim codes update --accept-licence"));
		page_text(p, STYLE_PLAIN, STR(" "));
		page_text(p, STYLE_BOLD, m->name);
		page_newline(p);
	}
}

static void
tell_got(struct updating *u, const struct update_item *i,
    const struct update_got *g)
{
	struct page *p = u->page;
	char size[NUMBER_TEXT_MAX];
	struct line l;

	if (u->json) {
		line_begin(&l, &u->out->text);
		line_text(&l, "type", STR("fetched"));
		line_text(&l, "set", str_of(code_set_name(i->set)));
		line_day(&l, "release", i->due.on);
		line_text(&l, "file", g->name);
		line_text(&l, "how", str_of(update_how_word(g->how)));
		line_text(&l, "url", g->url);
		line_number(&l, "bytes", (int64_t)g->size);
		line_text(&l, "sha256", g->sha256);
		line_text(&l, "says", g->says);
		line_end(&l);
		return;
	}
	tell_release(p, i);
	page_text(p, g->how == UPDATE_FAILED ? STYLE_ERROR : g->how ==
	    UPDATE_ABSENT ? STYLE_WARNING : STYLE_GOOD,
	    str_of(update_how_word(g->how)));
	if (g->how == UPDATE_NEW || g->how == UPDATE_UNCHANGED)
		page_fmt(p, STYLE_PLAIN, ", %s bytes",
		    number_text(g->size, size));
	page_newline(p);
	if (g->url.n > 0 || g->says.n > 0) {
		page_to(p, 2);
		page_wrap(p, STYLE_DIM, 2, g->says.n > 0 ? g->says : g->url);
		page_newline(p);
	}
}

/* ---- fetching ------------------------------------------------------- */

/* Remember a file that is there; false: no memory. */
static bool
keep(struct updating *u, str path)
{
	char *copy = arena_alloc(&u->arena, path.n + 1);

	if (copy == NULL || !VEC_ROOM(&u->got, 1))
		return false;
	memcpy(copy, path.p, path.n);
	copy[path.n] = '\0';
	u->got.v[u->got.n++] = copy;
	return true;
}

static bool
is_there(const struct update_got *g)
{
	return g->how == UPDATE_NEW || g->how == UPDATE_UNCHANGED;
}

/* Part of a release is there, and part is not: nothing of it is installed. */
static void
tell_incomplete(struct updating *u, const struct update_item *i)
{
	struct page *p = u->page;

	if (u->json)
		return;
	tell_release(p, i);
	page_wrap(p, STYLE_WARNING, WORDS_COLUMN, STR("is not installed: not "
	    "all of its files could be had"));
	page_newline(p);
}

/* Keep the files of a release, if all of them are there. */
static enum rc
keep_all(struct updating *u, const struct update_item *i,
    const struct update_got *got, struct err *err)
{
	unsigned there = 0, files = 0;

	for (const struct update_got *g = got; g != NULL; g = g->next) {
		files++;
		there += is_there(g);
	}
	if (there > 0 && there < files)
		tell_incomplete(u, i);
	for (; got != NULL && there == files; got = got->next)
		if (!keep(u, got->path))
			return fail(err, RC_MEMORY, "no memory for the files");
	return RC_OK;
}

static enum rc
fetch_item(struct updating *u, struct fetcher *f,
    const struct update_item *i, struct err *err)
{
	const struct update_got *got;
	enum rc rc;

	if (i->licence != NULL || i->by_hand) {
		tell_item(u, i);
		u->missing += i->due.certain;
		return RC_OK;
	}
	rc = update_fetch(f, i, u->folder, &u->arena, &got, err);
	if (rc != RC_OK)
		return rc;
	for (const struct update_got *g = got; g != NULL; g = g->next) {
		tell_got(u, i, g);
		output_step(u->out);
		u->missing += g->how == UPDATE_FAILED ||
		    (g->how == UPDATE_ABSENT && i->due.certain);
	}
	return keep_all(u, i, got, err);
}

static enum rc
fetch_all(struct updating *u, struct err *err)
{
	char inside[CODEBOOK_PATH_MAX + 2];
	struct fetcher *f;
	enum rc rc;

	(void)snprintf(inside, sizeof inside, "%s/.", u->folder);
	rc = library_folders(inside, err);
	if (rc == RC_OK)
		rc = fetcher_new(&(struct fetch_options){ .mirror =
		    u->in->value[OPT_FROM] }, &f, err);
	if (rc != RC_OK)
		return rc;
	for (const struct update_item *i = u->plan.items; i != NULL &&
	    rc == RC_OK; i = i->next)
		rc = fetch_item(u, f, i, err);
	fetcher_free(f);
	return rc;
}

/* ---- the command ---------------------------------------------------- */

static enum exit_status
update(struct updating *u)
{
	enum exit_status status;
	struct err err;

	if (make_plan(u, &err) != RC_OK)
		return command_fail(u->in, "%s", err.msg);
	if (u->plan.n == 0 && !u->json) {
		page_text(u->page, STYLE_GOOD, STR("All sets are current."));
		page_newline(u->page);
	}
	if (u->plan.n == 0)
		return STATUS_CLEAN;
	if (u->in->value[OPT_CHECK] != NULL) {
		for (const struct update_item *i = u->plan.items; i != NULL;
		    i = i->next)
			tell_item(u, i);
		tell_licences(u);
		return STATUS_FINDINGS;
	}
	if (fetch_all(u, &err) != RC_OK)
		return command_fail(u->in, "%s", err.msg);
	tell_licences(u);
	if (!u->json)
		page_newline(u->page);
	status = u->got.n == 0 ? STATUS_CLEAN : import_files(u->in, u->out,
	    u->page, u->got.v, (unsigned)u->got.n, &u->manifest);
	return status == STATUS_CLEAN && u->missing > 0 ? STATUS_FINDINGS :
	    status;
}

/* False, and told: nothing may be fetched from what --from says. */
static bool
is_mirror(const struct invocation *in)
{
	const char *from = in->value[OPT_FROM];

	if (from == NULL || address_allowed(str_of(from)))
		return true;
	command_fail(in, "--from takes an address with https, not \"%s\"",
	    from);
	return false;
}

/* See command.h. */
enum exit_status
cli_codes_update(const struct invocation *in)
{
	struct updating u = { .in = in, .json = in->value[OPT_JSON] != NULL };
	enum exit_status status;
	struct output out;
	struct page page;

	if (!codebook_day(in, &u.on) || !is_mirror(in))
		return STATUS_FAILED;
	if (!codebook_place(u.place) || !beside(&u, "codes/fetched",
	    u.folder))
		return command_fail(in, "there is no place for the codebook: "
		    "set HOME or XDG_DATA_HOME");
	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	u.out = &out;
	u.page = &page;
	arena_init(&u.arena, ARENA_CEILING);
	status = update(&u);
	VEC_FREE(&u.got);
	arena_fini(&u.arena);
	return command_close(in, &out, status);
}
