/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheet_header.c -- which rows are the header, and where its columns stand.
 *
 * The first rows are kept, and each window of up to SHEET_STACK_MAX of them is
 * tried as a header.  That is a few hundred small comparisons a file, and needs
 * no guess at what a header looks like.
 */
#include <stdlib.h>

#include "base/buf.h"
#include "sheet/sheet_private.h"

#define WORDS_MAX	250	/* bytes of a header's text, normalised */
#define SAVED_MAX	((size_t)SHEET_HEADER_ROWS * 4 * SHEET_ROW_MAX)

/* Stands for a text that is too long to head a column. */
static const char too_long[] = "\n";

/* Rows first to last as a header: which columns it has. */
struct window {
	unsigned first, last;
	unsigned found;		/* columns of want[] */
	unsigned missing;	/* required ones that it has not */
	unsigned exact;		/* found by a text without "*" */
};

/* A search: what is wanted, and room to work in. */
struct search {
	const struct sheet_column *want;
	unsigned n;
	int	*at;
	const struct sheet_saved *rows;
	str	*heads;		/* of the window, by column */
	char	*taken;		/* columns that want[] has already */
	unsigned columns;	/* of the window */
	struct arena a;		/* what `heads` is made of */
};

/* ---- the rows ------------------------------------------------------- */

static bool
is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

/* `s` in capitals, a blank for what is neither letter nor digit. */
static bool
normalise(struct arena *a, str s, str *out)
{
	char words[WORDS_MAX + 2];
	size_t n = 0;

	for (size_t i = 0; i < s.n && n <= WORDS_MAX; i++) {
		const unsigned char c = (unsigned char)s.p[i];

		if (is_word(c))
			words[n++] = (char)(c >= 'a' ? c - 'a' + 'A' : c);
		else if (n > 0 && words[n - 1] != ' ')
			words[n++] = ' ';
	}
	if (n > WORDS_MAX) {
		*out = (str){ too_long, 1 };
		return true;
	}
	if (n > 0 && words[n - 1] == ' ')
		n--;
	*out = arena_str(a, (str){ words, n });
	return out->p != NULL;
}

/* Keep the row that was read. */
static bool
save_row(struct sheet_saved *to, const struct sheet *s)
{
	struct sheet_saved_row *row = &to->rows[to->n];
	str *cells = ARENA_ARRAY(&to->a, str, s->n);
	str *words = ARENA_ARRAY(&to->a, str, s->n);

	if (cells == NULL || words == NULL)
		return false;
	for (unsigned i = 0; i < s->n; i++) {
		if (s->cells[i].n == 0)
			continue;
		cells[i] = arena_str(&to->a, s->cells[i]);
		if (cells[i].p == NULL ||
		    !normalise(&to->a, cells[i], &words[i]))
			return false;
	}
	*row = (struct sheet_saved_row){ cells, words, s->n, s->line };
	to->n++;
	return true;
}

/* Read the rows among which the header is to be. */
static enum rc
save_rows(struct sheet *s, struct err *err)
{
	struct sheet_saved *to = calloc(1, sizeof *to);
	bool more = true;
	enum rc rc = RC_OK;

	if (to == NULL)
		return sheet_fail(s, 0, RC_MEMORY, err, "no memory");
	arena_init(&to->a, SAVED_MAX);
	while (rc == RC_OK && more && to->n < SHEET_HEADER_ROWS) {
		rc = sheet_row(s, &more, err);
		if (rc == RC_OK && more && !save_row(to, s))
			rc = sheet_fail(s, s->line, RC_MEMORY, err,
			    "no memory");
	}
	to->ended = !more;
	if (s->saved != NULL)
		arena_fini(&s->saved->a);
	free(s->saved);
	s->saved = to;
	s->cells = NULL;
	s->n = 0;
	return rc;
}

/* ---- one window ----------------------------------------------------- */

/* What stands in a column of the window, top to bottom. */
static str
join(struct search *f, const struct window *w, unsigned column)
{
	char words[WORDS_MAX + 1];
	size_t n = 0;

	for (unsigned i = w->first; i <= w->last; i++) {
		const struct sheet_saved_row *row = &f->rows->rows[i];
		const str piece = column < row->n ? row->words[column] :
		    STR("");

		if (piece.n == 0)
			continue;
		if (n + 1 + piece.n > sizeof words || piece.p[0] == '\n')
			return (str){ too_long, 1 };
		if (n != 0)
			words[n++] = ' ';
		memcpy(words + n, piece.p, piece.n);
		n += piece.n;
	}
	return arena_str(&f->a, (str){ words, n });
}

/* Set the heads of the window's columns. */
static void
join_all(struct search *f, const struct window *w)
{
	arena_reset(&f->a);
	f->columns = 0;
	for (unsigned i = w->first; i <= w->last; i++)
		if (f->rows->rows[i].n > f->columns)
			f->columns = f->rows->rows[i].n;
	for (unsigned i = 0; i < f->columns; i++)
		f->heads[i] = join(f, w, i);
	memset(f->taken, 0, f->columns);
}

/* Does `head` have the form `name`, in which a "*" may begin or end? */
static bool
heads_as(str head, str name)
{
	if (head.n == 0 || head.p[0] == '\n' || name.n == 0)
		return false;
	if (name.p[name.n - 1] == '*')
		return str_starts(head, (str){ name.p, name.n - 1 });
	if (name.p[0] != '*')
		return str_eq(head, name);
	name.p++;
	name.n--;
	return head.n >= name.n && str_eq(name,
	    (str){ head.p + head.n - name.n, name.n });
}

/*
 * The first column, not taken yet, that one of `names` heads; or -1.  Counts it
 * if that name has no "*".
 */
static int
find_column(const struct search *f, const char *names, unsigned *exact)
{
	str rest = str_of(names);

	while (rest.n != 0) {
		const str name = str_cut(&rest, '|');

		for (unsigned i = 0; i < f->columns; i++)
			if (!f->taken[i] && heads_as(f->heads[i], name)) {
				*exact += str_eq(f->heads[i], name);
				return (int)i;
			}
	}
	return -1;
}

/* Look for all that is wanted in the window; sets f->at. */
static void
try_window(struct search *f, struct window *w)
{
	join_all(f, w);
	w->found = w->missing = w->exact = 0;
	for (unsigned i = 0; i < f->n; i++) {
		f->at[i] = find_column(f, f->want[i].names, &w->exact);
		if (f->at[i] >= 0) {
			f->taken[f->at[i]] = 1;
			w->found++;
		} else {
			w->missing += f->want[i].required;
		}
	}
}

/* ---- the best window ------------------------------------------------ */

/* Is `a` better than `b`?  First what is required, then all. */
static bool
is_better(const struct window *a, const struct window *b)
{
	if ((a->missing == 0) != (b->missing == 0))
		return a->missing == 0;
	return a->found > b->found;
}

/*
 * Does `w`, not worse than `best`, only go on from it?  Then the rows below say
 * more of some columns and nothing of those whose text is known exactly; rows
 * of data would spoil one of these.
 */
static bool
goes_on(const struct window *w, const struct window *best)
{
	return w->first <= best->last && w->last > best->last &&
	    w->exact > 0 && w->exact >= best->exact && !is_better(best, w);
}

/* The best window; among equals the first, with what goes on from it. */
static struct window
find_window(struct search *f)
{
	struct window best = { 0 }, w;

	try_window(f, &best);
	for (w.last = 0; w.last < f->rows->n; w.last++) {
		const unsigned height = w.last + 1 < SHEET_STACK_MAX ?
		    w.last + 1 : SHEET_STACK_MAX;

		for (unsigned h = 1; h <= height; h++) {
			w.first = w.last + 1 - h;
			try_window(f, &w);
			if (is_better(&w, &best) || goes_on(&w, &best))
				best = w;
		}
	}
	try_window(f, &best);
	return best;
}

/* Fail: the best window lacks a column. */
static enum rc
fail_missing(const struct sheet *s, const struct search *f,
    const struct window *w, struct err *err)
{
	const struct sheet_saved_row *row = &f->rows->rows[w->last];
	unsigned i = 0;
	struct buf heads;
	enum rc rc;

	while (i < f->n && (f->at[i] >= 0 || !f->want[i].required))
		i++;
	if (w->found == 0)
		return sheet_fail(s, 0, RC_SYNTAX, err, "no row among the "
		    "first %u is a header with a column \"%.80s\"",
		    f->rows->n, f->want[i].names);
	buf_init(&heads, WORDS_MAX);
	for (unsigned k = 0; k < f->columns && !heads.failed; k++)
		if (f->heads[k].n != 0 && f->heads[k].p[0] != '\n')
			buf_fmt(&heads, "%s" STR_FMT, heads.n ? ", " : "",
			    STR_ARG(f->heads[k]));
	rc = sheet_fail(s, row->line, RC_SYNTAX, err,
	    "no column \"%.80s\", only: %s", f->want[i].names, heads.p);
	buf_fini(&heads);
	return rc;
}

/* Search with all room made; the sheet stands behind the header then. */
static enum rc
search(struct sheet *s, struct search *f, struct err *err)
{
	struct window best;

	if (f->rows->n == 0)
		return sheet_fail(s, 0, RC_SYNTAX, err,
		    "nothing is in it, so no header");
	best = find_window(f);
	if (best.missing != 0 || best.found == 0)
		return fail_missing(s, f, &best, err);
	s->saved->next = best.last + 1;
	return RC_OK;
}

/* See sheet.h. */
enum rc
sheet_header(struct sheet *s, const struct sheet_column *want, unsigned n,
    int at[], struct err *err)
{
	struct search f = { .want = want, .n = n, .at = at };
	enum rc rc = save_rows(s, err);

	if (rc != RC_OK)
		return rc;
	f.rows = s->saved;
	f.heads = calloc(SHEET_COLUMNS_MAX, sizeof *f.heads);
	f.taken = calloc(SHEET_COLUMNS_MAX, 1);
	arena_init(&f.a, (size_t)SHEET_COLUMNS_MAX * (WORDS_MAX + 32));
	if (f.heads == NULL || f.taken == NULL)
		rc = sheet_fail(s, 0, RC_MEMORY, err, "no memory");
	else
		rc = search(s, &f, err);
	arena_fini(&f.a);
	free(f.heads);
	free(f.taken);
	return rc;
}
