/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build_sevenths.c -- the codes that a list of ICD-10-CM leaves out.
 *
 * The Tabular List, and what is made of it, has S52.501 and no S52.501A: "the
 * appropriate 7th character is to be added to each code from category S52",
 * with X in the places between (ICD-10-CM Official Guidelines, I.A.4-5).  Which
 * code takes which characters is told, in this order, by
 *
 *   1. the notes of the same day, when all of them are there: what the nearest
 *      code above defines;
 *   2. the nearest list that has such codes, for codes that it lists too: so
 *      categories that came after the notes at hand are right;
 *   3. the nearest notes.
 *
 * A code that takes none is billed as it is.
 */
#include <stdlib.h>

#include "codes/build_private.h"

#define FULL_LENGTH	7	/* of a code with its seventh character */

/* A code that a list names. */
struct listed { code_key key; uint32_t listing; };
struct list { struct listed *v; size_t n, size; };

/* A seventh character that a code defines for those below it. */
struct seventh {
	code_key	 key;
	date	 from;		/* of the release that says so */
	uint32_t seq, release;
	str	 text;		/* "A initial encounter" */
};

struct work {
	struct build *b;
	struct list list;	/* of the release at work */
	struct list other;	/* of the nearest list (2.) */
	VEC_OF(struct seventh) sevenths;
	uint32_t release;
	bool	 notes_first;	/* the notes are of the same day (1.) */
	struct buf title;
	/* "7th characters D and S do not apply to codes in category S06 with
	 * 6th character 7 - death ..., or 8 - ...". */
	VEC_OF(struct seventh) limits;
};

static int
compare_listed(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->listing < y->listing ? -1 : x->listing > y->listing;
}

/* By code, the newest release first, as they were said. */
static int
compare_sevenths(const void *a, const void *b)
{
	const struct seventh *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->from != y->from)
		return x->from > y->from ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static date
date_of(const struct build *b, uint32_t release)
{
	return b->releases.v[release].r.from;
}

/* The newest release of `set` that names all and is not after `on`, else the
 * oldest one after; NO_ROW: there is none. */
static uint32_t
nearest(const struct build *b, enum code_set set, date on)
{
	uint32_t best = NO_ROW;

	for (uint32_t i = 0; i < b->releases.n; i++) {
		const struct draft_release *d = &b->releases.v[i];
		bool lists = d->whole || (d->leaves && !d->sevenths);

		if (d->r.set != (uint32_t)set || !lists)
			continue;
		if (best == NO_ROW ||
		    (d->r.from <= on ? date_of(b, best) > on ||
		     date_of(b, best) < d->r.from :
		     date_of(b, best) > d->r.from))
			best = i;
	}
	return best;
}

/* ---- what is there -------------------------------------------------- */

/* The codes that a release names, sorted, each once; no chapters and blocks. */
static void
collect(struct build *b, struct list *to, uint32_t release)
{
	size_t all = b->systems[SYSTEM_DIAGNOSIS].listings.n, kept = 0;

	to->n = 0;
	for (uint32_t i = 0; release != NO_ROW && i < all; i++) {
		const struct draft_listing *l =
		    &b->systems[SYSTEM_DIAGNOSIS].listings.v[i];
		const struct draft_code *c =
		    &b->systems[SYSTEM_DIAGNOSIS].codes.v[l->code];

		if (l->release == release && !c->always && !l->ended &&
		    BUILD_ROOM(b, to, 1))
			to->v[to->n++] = (struct listed){ c->key, i };
	}
	if (to->n != 0)
		qsort(to->v, to->n, sizeof *to->v, compare_listed);
	for (size_t i = 0; i < to->n; i++)
		if (i == 0 || to->v[i].key != to->v[kept - 1].key)
			to->v[kept++] = to->v[i];
	to->n = kept;
}

#define LIMIT_FIRST	"7th characters "
#define LIMIT_THEN	" do not apply to codes in category "
#define LIMIT_SIXTH	" with 6th character "

static void
collect_sevenths(struct work *w)
{
	struct build *b = w->b;

	for (size_t i = 0; i < b->notes.n; i++) {
		const struct draft_note *n = &b->notes.v[i];
		struct seventh s;

		if (n->system != SYSTEM_DIAGNOSIS)
			continue;
		s = (struct seventh){
		    b->systems[SYSTEM_DIAGNOSIS].codes.v[n->code].key,
		    date_of(b, n->release), n->seq, n->release,
		    b->texts.v[n->text] };
		if (n->kind == NOTE_SEVENTH && BUILD_ROOM(b, &w->sevenths, 1))
			w->sevenths.v[w->sevenths.n++] = s;
		else if (n->kind != NOTE_SEVENTH &&
		    str_starts(s.text, STR(LIMIT_FIRST)) &&
		    BUILD_ROOM(b, &w->limits, 1))
			w->limits.v[w->limits.n++] = s;
	}
	if (w->sevenths.n != 0)
		qsort(w->sevenths.v, w->sevenths.n, sizeof *w->sevenths.v,
		    compare_sevenths);
}

/* The first of `list` that is not before `key`. */
static size_t
lower_bound(const struct listed *v, size_t n, code_key key)
{
	size_t from = 0;

	while (n > 0) {
		size_t half = n / 2;

		if (v[from + half].key < key) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return from;
}

/* ---- adding --------------------------------------------------------- */

static const struct draft_listing *
listing(const struct work *w, uint32_t n)
{
	return &w->b->systems[SYSTEM_DIAGNOSIS].listings.v[n];
}

static str
title_of(const struct work *w, uint32_t n)
{
	return w->b->texts.v[listing(w, n)->full];
}

/* The key with X up to six characters, and `ch` behind them. */
static code_key
extended(code_key key, char ch)
{
	while (code_length(key) < FULL_LENGTH - 1)
		key = code_append(key, 'X');
	return code_append(key, ch);
}

/* The release lists one code more: `base` with what is behind its title. */
static void
add_code(struct work *w, const struct listed *base, code_key key, str before,
    str sep, str behind)
{
	str title = before.n != 0 ? before : title_of(w, base->listing);

	buf_reset(&w->title);
	buf_add(&w->title, title);
	buf_add(&w->title, sep);
	buf_add(&w->title, behind);
	build_code(w->b, w->release, &(struct build_code){
	    .system = SYSTEM_DIAGNOSIS, .key = key, .full = buf_str(&w->title),
	    .from = DATE_NONE, .until = DATE_NONE, .billable = true });
}

/*
 * What the other list has below `base`: the same characters, behind the title
 * that the code has now.  -1: that list does not know the code.
 */
static int
add_as_other(struct work *w, const struct listed *base)
{
	size_t at = lower_bound(w->other.v, w->other.n, base->key);
	int added = 0;
	str was;

	if (at == w->other.n || w->other.v[at].key != base->key)
		return -1;
	was = title_of(w, w->other.v[at].listing);
	for (size_t i = at + 1; i < w->other.n &&
	    code_begins(w->other.v[i].key, base->key); i++) {
		code_key key = w->other.v[i].key;
		str full = title_of(w, w->other.v[i].listing);
		bool same = str_starts(full, was);

		if (code_length(key) != FULL_LENGTH || key !=
		    extended(base->key, code_char(key, FULL_LENGTH - 1)))
			continue;
		add_code(w, base, key, same ? STR("") : full, STR(""),
		    same ? (str){ full.p + was.n, full.n - was.n } : STR(""));
		added++;
	}
	return added;
}

/* The first seventh character that `key` defines for the release at work. */
static const struct seventh *
defined(const struct work *w, code_key key)
{
	date on = date_of(w->b, w->release);
	uint32_t base = nearest(w->b, SET_ICD10CM_NOTES, on);
	date least = base != NO_ROW ? date_of(w->b, base) : DATE_NONE;
	size_t from = 0, n = w->sevenths.n;

	while (n > 0) {
		size_t half = n / 2;

		if (w->sevenths.v[from + half].key < key) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	for (; from < w->sevenths.n && w->sevenths.v[from].key == key; from++)
		if (w->sevenths.v[from].from == least ||
		    (w->sevenths.v[from].from <= on &&
		     w->sevenths.v[from].from > least))
			return &w->sevenths.v[from];
	return NULL;
}

/* Where `words` end in `s`; NULL: they are not there. */
static const char *
behind(str s, const char *words)
{
	const char *p = s.n != 0 ? memmem(s.p, s.n, words, strlen(words)) :
	    NULL;

	return p != NULL ? p + strlen(words) : NULL;
}

/* Is `ch` one of "7", or of "7 - death ..., or 8 - death ..."? */
static bool
is_one_of(char ch, str s, const char *or)
{
	while (s.n > 0) {
		const char *next = behind(s, or);

		if (s.p[0] == ch)
			return true;
		if (next == NULL)
			return false;
		s.n -= (size_t)(next - s.p);
		s.p = next;
	}
	return false;
}

/* Does the note `limit` take the seventh character of `key` away? */
static bool
limits(const struct seventh *limit, code_key key)
{
	str s = limit->text;
	const char *then = behind(s, LIMIT_THEN);
	const char *sixth = behind(s, LIMIT_SIXTH);
	str list;

	if (then == NULL || sixth == NULL || !code_begins(key, limit->key))
		return false;
	list = (str){ s.p + strlen(LIMIT_FIRST),
	    (size_t)(then - s.p) - strlen(LIMIT_FIRST) - strlen(LIMIT_THEN) };
	return is_one_of(code_char(key, FULL_LENGTH - 1), list, " and ") &&
	    is_one_of(code_char(key, FULL_LENGTH - 2), (str){ sixth,
	    (size_t)(s.p + s.n - sixth) }, " or ");
}

static bool
is_limited(const struct work *w, code_key key, uint32_t release)
{
	for (size_t i = 0; i < w->limits.n; i++)
		if (w->limits.v[i].release == release &&
		    limits(&w->limits.v[i], key))
			return true;
	return false;
}

/* Add what the notes define for `base`: on it, or on the nearest code above. */
static int
add_as_defined(struct work *w, const struct listed *base)
{
	const struct seventh *s = NULL, *end;
	int added = 0;

	for (unsigned n = code_length(base->key); s == NULL && n >= 3; n--)
		s = defined(w, code_prefix(base->key, n));
	if (s == NULL)
		return 0;
	end = w->sevenths.v + w->sevenths.n;
	for (const struct seventh *each = s; each < end &&
	    each->key == s->key && each->release == s->release; each++) {
		str meaning = each->text.n > 2 ?
		    (str){ each->text.p + 2, each->text.n - 2 } : STR("");
		code_key key = meaning.n != 0 ?
		    extended(base->key, each->text.p[0]) : CODE_NONE;

		if (key == CODE_NONE || is_limited(w, key, each->release))
			continue;
		add_code(w, base, key, STR(""), STR(", "), meaning);
		added++;
	}
	return added;
}

/* A code that has none below it in its list. */
static void
settle_leaf(struct work *w, const struct listed *leaf)
{
	bool whole = code_length(leaf->key) >= FULL_LENGTH ||
	    !w->b->releases.v[w->release].sevenths;
	int added = 0;

	if (!whole && !w->notes_first)
		added = add_as_other(w, leaf);
	if (!whole && (w->notes_first || added < 0))
		added = add_as_defined(w, leaf);
	if (added <= 0)
		w->b->systems[SYSTEM_DIAGNOSIS].listings.v[leaf->listing].
		    billable = true;
}

static void
settle_release(struct work *w, uint32_t release)
{
	date on = date_of(w->b, release);
	uint32_t notes = nearest(w->b, SET_ICD10CM_NOTES, on);

	w->release = release;
	w->notes_first = notes != NO_ROW && date_of(w->b, notes) == on;
	collect(w->b, &w->list, release);
	collect(w->b, &w->other, nearest(w->b, SET_ICD10CM, on));
	for (size_t i = 0; i < w->list.n; i++)
		if (i + 1 == w->list.n ||
		    !code_begins(w->list.v[i + 1].key, w->list.v[i].key))
			settle_leaf(w, &w->list.v[i]);
}

/* See build_private.h. */
void
build_add_sevenths(struct build *b)
{
	struct work w = { .b = b };

	buf_init(&w.title, UINT16_MAX);
	collect_sevenths(&w);
	for (uint32_t i = 0; i < b->releases.n && b->err.rc == RC_OK; i++)
		if (b->releases.v[i].r.set == SET_ICD10CM &&
		    b->releases.v[i].leaves && !b->releases.v[i].whole)
			settle_release(&w, i);
	VEC_FREE(&w.list);
	VEC_FREE(&w.other);
	VEC_FREE(&w.sevenths);
	VEC_FREE(&w.limits);
	buf_fini(&w.title);
}
