/* SPDX-License-Identifier: Apache-2.0 */
/*
 * manifest_read.c -- from the text to the struct: words, then a table of
 * keywords, each with what it may follow and a function of a few lines.
 */
#include "publish/manifest.h"

#include <stdarg.h>
#include <stdio.h>

#include "publish/address.h"

#define WORDS		16	/* on one line: try, twelve months, address */
#define ROWS_MAX	1000000000

struct word { str text; unsigned column; bool quoted; };

/* Where the reading stands; what was begun last is what a line belongs to. */
struct reading {
	str	 name, rest;
	unsigned line, n;
	struct word word[WORDS];
	struct arena *arena;
	struct manifest m;
	struct manifest_licence *licence, *last_licence;
	struct manifest_set *set, *last_set;
	struct manifest_file *file;
	struct manifest_way *way;
};

/* ---- words ---------------------------------------------------------- */

static enum rc PRINTF(4, 5)
fail_at(const struct reading *r, unsigned column, struct err *err,
    const char *fmt, ...)
{
	char what[160];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return fail(err, RC_SYNTAX, STR_FMT ":%u:%u: %s", STR_ARG(r->name),
	    r->line, column, what);
}

static enum rc
fail_memory(struct err *err)
{
	return fail(err, RC_MEMORY, "no memory for the manifest");
}

/* Bytes at the head of `s` that are blank, or that are not. */
static size_t
span(str s, bool blank)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] == ' ' || s.p[n] == '\t') == blank)
		n++;
	return n;
}

/* Cut one word off *rest, which is not blank at its head. */
static enum rc
take_word(struct reading *r, str whole, str *rest, struct err *err)
{
	struct word *w = &r->word[r->n];
	unsigned column = (unsigned)(rest->p - whole.p) + 1;
	size_t n = span(*rest, false);

	if (r->n == WORDS)
		return fail_at(r, column, err, "more than %d words", WORDS);
	*w = (struct word){ { rest->p, n }, column, rest->p[0] == '"' };
	if (w->quoted) {
		str inside = { rest->p + 1, rest->n - 1 };

		if (memchr(inside.p, '"', inside.n) == NULL)
			return fail_at(r, column, err,
			    "the quotation mark is never closed");
		w->text = str_cut(&inside, '"');
		n = w->text.n + 2;
	}
	*rest = (str){ rest->p + n, rest->n - n };
	r->n++;
	return RC_OK;
}

/* Split the next line into words; none for a blank one. */
static enum rc
next_line(struct reading *r, struct err *err)
{
	str rest = str_cut(&r->rest, '\n'), whole;
	enum rc rc = RC_OK;

	if (rest.n > 0 && rest.p[rest.n - 1] == '\r')
		rest.n--;
	whole = rest;
	r->line++;
	r->n = 0;
	while (rc == RC_OK) {
		size_t n = span(rest, true);

		rest = (str){ rest.p + n, rest.n - n };
		if (rest.n == 0 || rest.p[0] == '#')
			break;
		rc = take_word(r, whole, &rest, err);
	}
	return rc;
}

/* ---- values --------------------------------------------------------- */

/* A name of ours: small letters, digits and "-". */
static enum rc
take_name(const struct reading *r, str *out, struct err *err)
{
	const struct word *w = &r->word[1];

	for (size_t i = 0; i < w->text.n; i++) {
		char c = w->text.p[i];

		if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') &&
		    c != '-')
			return fail_at(r, w->column, err,
			    "a name has small letters, digits and - only");
	}
	if (w->text.n == 0 || w->text.n > 40)
		return fail_at(r, w->column, err,
		    "a name has 1 to 40 letters");
	*out = w->text;
	return RC_OK;
}

static enum rc
take_number(const struct reading *r, str text, uint64_t max, uint64_t *out,
    struct err *err)
{
	if (!str_to_u64(text, max, out) || *out == 0)
		return fail_at(r, r->word[1].column, err,
		    "this is no number from 1 to %llu",
		    (unsigned long long)max);
	return RC_OK;
}

/* Is the host of this pattern written out (Z1)? */
static bool
host_is_plain(str pattern)
{
	str host = address_host(pattern);

	return host.n > 0 && memchr(host.p, '{', host.n) == NULL;
}

/*
 * Fill the pattern for one release: what a placeholder becomes has the same
 * bytes on every day, letters, digits and "-".
 */
static enum rc
try_fill(const struct reading *r, const struct word *w, str *out,
    struct err *err)
{
	struct err why = { .msg = "" };
	enum rc rc = manifest_fill(w->text, 0, r->arena, out, &why);

	if (rc == RC_MEMORY)
		return fail_memory(err);
	return rc == RC_OK ? RC_OK :
	    fail_at(r, w->column, err, "%s", why.msg);
}

/* Check that word `i` is an address or a pattern of one (Z1). */
static enum rc
take_address(const struct reading *r, unsigned i, str *out, struct err *err)
{
	const struct word *w = &r->word[i];
	str filled;
	enum rc rc = try_fill(r, w, &filled, err);

	if (rc != RC_OK)
		return rc;
	/* No placeholder becomes longer than twice its name. */
	if (!host_is_plain(w->text) || !address_allowed(filled) ||
	    w->text.n > ADDRESS_MAX / 2)
		return fail_at(r, w->column, err, "not an address that may be "
		    "fetched: https://host/path, nothing else");
	*out = w->text;
	return RC_OK;
}

/* Check that word `i` is the name of a file with "*" in it. */
static enum rc
take_link(const struct reading *r, unsigned i, str *out, struct err *err)
{
	const struct word *w = &r->word[i];
	str filled;
	enum rc rc = try_fill(r, w, &filled, err);

	if (rc != RC_OK)
		return rc;
	if (w->text.n == 0 || w->text.n > ADDRESS_NAME ||
	    memchr(w->text.p, '/', w->text.n) != NULL)
		return fail_at(r, w->column, err,
		    "a link is the name of a file, * for what varies");
	*out = w->text;
	return RC_OK;
}

/* The bit of a month's name, 0 if it is none. */
static uint16_t
month_bit(str name)
{
	static const char *const names[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december" };

	for (unsigned i = 0; i < 12; i++)
		if (str_eq(str_of(names[i]), name))
			return (uint16_t)(1u << i);
	return 0;
}

/* ---- keywords ------------------------------------------------------- */

static enum rc
read_licence(struct reading *r, struct err *err)
{
	struct manifest_licence *l = ARENA_NEW(r->arena,
	    struct manifest_licence);
	enum rc rc;

	if (l == NULL)
		return fail_memory(err);
	rc = take_name(r, &l->name, err);
	if (rc == RC_OK && manifest_licence(&r->m, l->name) != NULL)
		rc = fail_at(r, r->word[1].column, err,
		    "this licence was there before");
	if (rc != RC_OK)
		return rc;
	if (r->last_licence == NULL)
		r->m.licences = l;
	else
		r->last_licence->next = l;
	r->licence = r->last_licence = l;
	r->set = NULL;
	r->file = NULL;
	return RC_OK;
}

static enum rc
read_set(struct reading *r, struct err *err)
{
	struct manifest_set *s = ARENA_NEW(r->arena, struct manifest_set);
	enum rc rc;

	if (s == NULL)
		return fail_memory(err);
	rc = take_name(r, &s->name, err);
	if (rc == RC_OK && manifest_find(&r->m, s->name) != NULL)
		rc = fail_at(r, r->word[1].column, err,
		    "this set was there before");
	if (rc != RC_OK)
		return rc;
	if (r->last_set == NULL)
		r->m.sets = s;
	else
		r->last_set->next = s;
	r->set = r->last_set = s;
	r->licence = NULL;
	r->file = NULL;
	return RC_OK;
}

static enum rc
read_file(struct reading *r, struct err *err)
{
	struct manifest_file *f = ARENA_NEW(r->arena, struct manifest_file);
	enum rc rc;

	if (f == NULL)
		return fail_memory(err);
	rc = take_name(r, &f->name, err);
	if (rc != RC_OK)
		return rc;
	if (r->file == NULL)
		r->set->files = f;
	else
		r->file->next = f;
	r->file = f;
	r->way = NULL;
	return RC_OK;
}

static enum rc
read_page(struct reading *r, struct err *err)
{
	return take_address(r, 1, r->licence != NULL ? &r->licence->page :
	    &r->set->page, err);
}

static enum rc
read_says(struct reading *r, struct err *err)
{
	(void)err;
	r->licence->says = r->word[1].text;
	return RC_OK;
}

static enum rc
read_needs(struct reading *r, struct err *err)
{
	r->set->needs = manifest_licence(&r->m, r->word[1].text);
	return r->set->needs != NULL ? RC_OK :
	    fail_at(r, r->word[1].column, err,
	    "no licence of this name stands above");
}

static enum rc
read_rows(struct reading *r, struct err *err)
{
	return take_number(r, r->word[1].text, ROWS_MAX, &r->set->rows, err);
}

static enum rc
read_change(struct reading *r, struct err *err)
{
	str text = r->word[1].text;
	uint64_t change;
	enum rc rc;

	if (text.n == 0 || text.p[text.n - 1] != '%')
		return fail_at(r, r->word[1].column, err,
		    "write the change as 10%%");
	text.n--;
	rc = take_number(r, text, 1000, &change, err);
	if (rc == RC_OK)
		r->set->change = (unsigned)change;
	return rc;
}

static enum rc
read_each(struct reading *r, struct err *err)
{
	(void)err;
	r->set->each = true;
	return RC_OK;
}

static enum rc
read_way(struct reading *r, struct err *err)
{
	struct manifest_way *w = ARENA_NEW(r->arena, struct manifest_way);
	enum rc rc;

	if (w == NULL)
		return fail_memory(err);
	for (unsigned i = 1; i + 1 < r->n; i++) {
		uint16_t bit = month_bit(r->word[i].text);

		if (bit == 0)
			return fail_at(r, r->word[i].column, err,
			    "this is no month: january, february, ...");
		w->months |= bit;
	}
	if (w->months == 0)
		w->months = 0xfff;
	w->link = str_eq(r->word[0].text, STR("link"));
	rc = w->link ? take_link(r, r->n - 1, &w->pattern, err) :
	    take_address(r, r->n - 1, &w->pattern, err);
	if (rc != RC_OK)
		return rc;
	if (w->link && r->set->page.n == 0)
		return fail_at(r, r->word[0].column, err,
		    "a link needs the set's page, written above");
	if (r->way == NULL)
		r->file->ways = w;
	else
		r->way->next = w;
	r->way = w;
	return RC_OK;
}

/* What a keyword may stand under. */
enum under { ANYWHERE = 0, LICENCE = 1, SET = 2, INSIDE_FILE = 4 };

static const struct keyword {
	str	 word;
	unsigned under;
	unsigned least, most;	/* words after it */
	enum rc	(*read)(struct reading *r, struct err *err);
	const char *place;	/* "stands under ..." */
} keywords[] = {
	{ STR_INIT("licence"), ANYWHERE, 1, 1, read_licence, "" },
	{ STR_INIT("set"), ANYWHERE, 1, 1, read_set, "" },
	{ STR_INIT("page"), LICENCE | SET, 1, 1, read_page,
		"a licence or set" },
	{ STR_INIT("says"), LICENCE, 1, 1, read_says, "a licence" },
	{ STR_INIT("needs"), SET, 1, 1, read_needs, "a set" },
	{ STR_INIT("rows"), SET, 1, 1, read_rows, "a set" },
	{ STR_INIT("change"), SET, 1, 1, read_change, "a set" },
	{ STR_INIT("each"), SET, 0, 0, read_each, "a set" },
	{ STR_INIT("file"), SET, 1, 1, read_file, "a set" },
	{ STR_INIT("link"), INSIDE_FILE, 1, 13, read_way, "a file" },
	{ STR_INIT("try"), INSIDE_FILE, 1, 13, read_way, "a file" },
};

static const struct keyword *
find_keyword(str word)
{
	for (unsigned i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (str_eq(keywords[i].word, word))
			return &keywords[i];
	return NULL;
}

/* Read the line at hand, which has words. */
static enum rc
read_line(struct reading *r, struct err *err)
{
	const struct keyword *k = find_keyword(r->word[0].text);
	unsigned here = (r->licence != NULL ? LICENCE : 0) |
	    (r->set != NULL ? SET : 0) | (r->file != NULL ? INSIDE_FILE : 0);

	if (k == NULL)
		return fail_at(r, r->word[0].column, err,
		    "this keyword is not known");
	if (k->under != ANYWHERE && (k->under & here) == 0)
		return fail_at(r, r->word[0].column, err,
		    "%s stands under %s", k->word.p, k->place);
	if (r->n - 1 < k->least)
		return fail_at(r, r->word[0].column, err,
		    "%s needs a value", k->word.p);
	if (r->n - 1 > k->most)
		return fail_at(r, r->word[k->most + 1].column, err,
		    "this word is one too many");
	return k->read(r, err);
}

/* See manifest.h. */
enum rc
manifest_read(str name, str text, struct arena *arena, struct manifest *out,
    struct err *err)
{
	struct reading r = { .name = name, .rest = text, .arena = arena };
	enum rc rc = RC_OK;

	while (rc == RC_OK && r.rest.n > 0) {
		rc = next_line(&r, err);
		if (rc == RC_OK && r.n > 0)
			rc = read_line(&r, err);
	}
	if (rc == RC_OK)
		*out = r.m;
	return rc;
}
