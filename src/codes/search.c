/* SPDX-License-Identifier: Apache-2.0 */
/* search.c -- texts held against a query, and codes ranked; see search.h. */
#include "codes/search.h"

#include <stdlib.h>

#include "base/vec.h"
#include "codes/look_notes.h"
#include "codes/search_words.h"

#define COMMON		30000	/* texts of a word that does not find alone */
#define ENOUGH		0.6f	/* of what the best text says */
#define GOOD		0.6f	/* of the best score: worth going down from */
#define LEAVES_MAX	400	/* looked at below one heading */
#define INHERITED	0.9f	/* what a word is worth that stands above */
#define LATER		0.03f	/* what a reading costs behind the one before */

/* What one code has gathered in a reading. */
struct gathered {
	uint16_t own, above;	/* concepts: of its texts, of those above it */
	float	 fit;		/* of its texts, the best; 1: no more */
	float	 fit_above;
	uint32_t doc, doc_above;
};

struct search {
	const struct book *book;
	struct search_tables t;
	struct words *words;
	uint16_t *found;	/* of each document: concepts */
	uint32_t *docs;		/* that were found */
	uint32_t n_docs;
	struct gathered *of;	/* by row of the system */
	uint32_t *rows;		/* that have gathered something */
	uint32_t n_rows;
	struct search_reading readings[SEARCH_READINGS];
	unsigned n_readings;
	const struct search_query *query;
	const struct search_range *range;
	struct search_result *results;
	unsigned n;
};

/* Which texts say most about what a code is for. */
static const float source_worth[SEARCH_SOURCES] = {
	[SEARCH_TITLE] = 1.0f, [SEARCH_BRIEF] = 0.9f,
	[SEARCH_INCLUSION] = 1.0f, [SEARCH_INDEX] = 1.0f,
	[SEARCH_CAUSES] = 0.85f, [SEARCH_DRUGS] = 0.8f,
	[SEARCH_NEOPLASMS] = 0.9f, [SEARCH_CODE] = 1.0f,
};

static const char *const source_names[SEARCH_SOURCES] = {
	[SEARCH_TITLE] = "title", [SEARCH_BRIEF] = "short title",
	[SEARCH_INCLUSION] = "inclusion term", [SEARCH_INDEX] = "index",
	[SEARCH_CAUSES] = "index of external causes",
	[SEARCH_DRUGS] = "table of drugs",
	[SEARCH_NEOPLASMS] = "table of neoplasms", [SEARCH_CODE] = "code",
};

/* ---- life ----------------------------------------------------------- */

static uint32_t
most_rows(const struct book *b)
{
	uint32_t most = 1;

	for (unsigned s = 0; s < SYSTEMS; s++)
		if (b->parts[PART_CODES][s].n > most)
			most = b->parts[PART_CODES][s].n;
	return most;
}

/* See search.h. */
struct search *
search_new(const struct book *b)
{
	struct search *s = calloc(1, sizeof *s);
	uint32_t rows = most_rows(b);

	if (s == NULL)
		return NULL;
	s->book = b;
	search_tables_of(b, &s->t);
	s->words = words_new();
	s->found = calloc(s->t.n_docs + 1, sizeof *s->found);
	s->docs = calloc(s->t.n_docs + 1, sizeof *s->docs);
	s->of = calloc(rows, sizeof *s->of);
	s->rows = calloc(rows, sizeof *s->rows);
	if (s->words == NULL || s->found == NULL || s->docs == NULL ||
	    s->of == NULL || s->rows == NULL) {
		search_free(s);
		return NULL;
	}
	return s;
}

/* See search.h. */
void
search_free(struct search *s)
{
	if (s == NULL)
		return;
	words_free(s->words);
	free(s->found);
	free(s->docs);
	free(s->of);
	free(s->rows);
	free(s);
}

/* ---- finding texts -------------------------------------------------- */

/* The postings of a word among the documents of the range. */
static const uint32_t *
postings_of(const struct search *s, uint32_t word, uint32_t *n)
{
	const struct search_word *w = &s->t.words[word];
	const uint32_t *p = s->t.postings + w->first, *end;
	uint32_t count = w->docs, half;

	*n = 0;
	if (w->first > s->t.n_postings || count > s->t.n_postings - w->first)
		return NULL;
	end = p + count;
	while (count > 0) {
		half = count / 2;
		if (p[half] < s->range->first) {
			p += half + 1;
			count -= half + 1;
		} else {
			count = half;
		}
	}
	*n = (uint32_t)(end - p);
	return p;
}

/* Mark the texts that have a concept.  A very common word marks only those
 * that were found by others, unless it is all there is. */
static void
mark(struct search *s, const struct search_concept *c, unsigned bit,
    bool alone)
{
	uint32_t end = s->range->first + s->range->n;

	if (end > s->t.n_docs)
		end = s->t.n_docs;
	for (unsigned i = 0; i < c->n; i++) {
		uint32_t n;
		const uint32_t *p = postings_of(s, c->words[i], &n);
		bool finds = alone || n < COMMON;

		for (uint32_t k = 0; k < n && p[k] < end; k++) {
			uint16_t *found = &s->found[p[k]];

			if (*found == 0) {
				if (!finds)
					continue;
				s->docs[s->n_docs++] = p[k];
			}
			*found |= (uint16_t)(1u << bit);
		}
	}
}

static uint32_t
texts_of(const struct search *s, const struct search_concept *c)
{
	uint32_t n = 0;

	for (unsigned i = 0; i < c->n; i++)
		n += s->t.words[c->words[i]].docs;
	return n;
}

/* Mark all concepts, rare ones first. */
static void
find_texts(struct search *s, const struct search_reading *r)
{
	uint32_t done = 0;

	for (unsigned k = 0; k < r->n; k++) {
		unsigned rarest = SEARCH_CONCEPTS;
		uint32_t fewest = UINT32_MAX;

		for (unsigned i = 0; i < r->n; i++) {
			uint32_t n = texts_of(s, &r->concepts[i]);

			if ((done & 1u << i) == 0 && n < fewest) {
				fewest = n;
				rarest = i;
			}
		}
		if (rarest == SEARCH_CONCEPTS)
			return;
		done |= 1u << rarest;
		mark(s, &r->concepts[rarest], rarest, s->n_docs == 0);
	}
}

/* The document of a code's title, NO_ROW if it has none. */
static uint32_t
title_doc(const struct search *s, uint32_t row)
{
	uint32_t at = s->range->title_first + row;

	return at < s->t.n_of_code && s->t.of_code[at] < s->t.n_docs ?
	    s->t.of_code[at] : NO_ROW;
}

/* ---- gathering ------------------------------------------------------ */

/* What the concepts in `mask` are worth. */
static float
weigh(const struct search_reading *r, unsigned mask)
{
	float sum = 0;

	for (; mask != 0; mask &= mask - 1)
		sum += r->concepts[__builtin_ctz(mask)].worth;
	return sum;
}

/* How much of a text the query says: 1 is all of it. */
static float
fit_of(const struct search *s, const struct search_reading *r, uint32_t doc)
{
	const struct search_doc *d = &s->t.docs[doc];
	float said = weigh(r, s->found[doc]), all = (float)d->weight;

	return source_worth[d->source < SEARCH_SOURCES ? d->source :
	    SEARCH_DRUGS] * (said >= all ? 1 : said / (all + 1));
}

static struct gathered *
gather_at(struct search *s, uint32_t row)
{
	struct gathered *g = &s->of[row];

	if (g->own == 0 && g->above == 0) {
		s->rows[s->n_rows++] = row;
		*g = (struct gathered){ .doc = NO_ROW, .doc_above = NO_ROW };
	}
	return g;
}

/* How good a text is by itself: what of the query it says, and what else. */
static float
text_score(const struct search *s, const struct search_reading *r,
    uint32_t doc)
{
	float part = weigh(r, s->found[doc]) / (r->all + 1);

	return part * part * (0.5f + 0.5f * fit_of(s, r, doc));
}

/* A text counts for its code. */
static void
gather(struct search *s, const struct search_reading *r, uint32_t doc,
    uint32_t row)
{
	struct gathered *g = gather_at(s, row);
	float fit = fit_of(s, r, doc) * weigh(r, s->found[doc]) /
	    (r->all + 1);

	g->own |= s->found[doc];
	if (g->doc == NO_ROW || fit > g->fit) {
		g->fit = fit;
		g->doc = doc;
	}
}

/* The most that any text says of the query. */
static float
most_said(const struct search *s, const struct search_reading *r)
{
	uint16_t last = 0;
	float most = 0, w;

	for (uint32_t i = 0; i < s->n_docs; i++) {
		uint16_t mask = s->found[s->docs[i]];

		if (mask == last)
			continue;
		last = mask;
		w = weigh(r, mask);
		if (w > most)
			most = w;
	}
	return most;
}

/*
 * The texts of each code together; returns the best text's score.  Those that
 * say far less than the best are passed over: they are found again from above
 * (hand_down()) where something above says the rest.
 */
static float
gather_texts(struct search *s, const struct search_reading *r)
{
	uint32_t rows = s->book->parts[PART_CODES][s->range->system].n;
	float best = 0, least = ENOUGH * most_said(s, r);

	for (uint32_t i = 0; i < s->n_docs; i++) {
		uint32_t doc = s->docs[i], row = s->t.docs[doc].row;
		float score;

		if (row >= rows || weigh(r, s->found[doc]) < least)
			continue;
		gather(s, r, doc, row);
		score = text_score(s, r, doc);
		if (score > best)
			best = score;
	}
	return best;
}

/* ---- going down ----------------------------------------------------- */

static const uint32_t *
children_of(const struct search *s, const struct book_code *c, uint32_t *n)
{
	*n = c->n_children;
	return book_run(s->book, PART_CHILDREN, 0, c->children, n);
}

/* Give what was found at a heading to the codes below it (R2). */
static void
hand_down(struct search *s, const struct search_reading *r, uint32_t row,
    const struct gathered *from, unsigned depth, unsigned *left)
{
	const struct book_code *c = book_code_at(s->book,
	    s->range->system, row);
	uint32_t n;
	const uint32_t *v;

	if (c == NULL || depth == 0)
		return;
	v = children_of(s, c, &n);
	for (uint32_t i = 0; i < n && *left > 0; i++) {
		struct gathered *g;
		uint32_t title;

		if (book_code_at(s->book, s->range->system, v[i]) == NULL)
			continue;
		--*left;
		title = title_doc(s, v[i]);
		if (title != NO_ROW && s->found[title] != 0)
			gather(s, r, title, v[i]);
		g = gather_at(s, v[i]);
		g->above |= from->own;
		if (from->fit > g->fit_above) {
			g->fit_above = from->fit;
			g->doc_above = from->doc;
		}
		hand_down(s, r, v[i], from, depth - 1, left);
	}
}

static void
go_down(struct search *s, const struct search_reading *r, float best)
{
	uint32_t n = s->n_rows;

	for (uint32_t i = 0; i < n; i++) {
		struct gathered from = s->of[s->rows[i]];
		const struct book_code *c = book_code_at(s->book,
		    s->range->system, s->rows[i]);
		unsigned left = LEAVES_MAX;

		if (from.own == 0 || c == NULL || c->n_children == 0 ||
		    from.doc == NO_ROW ||
		    text_score(s, r, from.doc) < GOOD * best)
			continue;
		hand_down(s, r, s->rows[i], &from, 8, &left);
	}
}

/* ---- ranking -------------------------------------------------------- */

/* How much of a code's title the query says. */
static float
title_fit(const struct search *s, const struct search_reading *r,
    uint32_t row)
{
	uint32_t doc = title_doc(s, row);
	float all, said;

	if (doc == NO_ROW)
		return 0;
	all = (float)s->t.docs[doc].weight;
	said = weigh(r, s->found[doc]);
	return said >= all ? 1 : said / (all + 1);
}

static float
score_of(const struct search *s, const struct search_reading *r,
    uint32_t row, const struct gathered *g, bool *by_above)
{
	float own = weigh(r, g->own);
	float part = (own + INHERITED * weigh(r, g->above & ~g->own)) /
	    (r->all + 1);
	float fit = g->own != 0 ? g->fit : 0;
	float down = g->above != 0 ? 0.5f * g->fit_above + 0.5f *
	    title_fit(s, r, row) * part : 0;

	*by_above = down > fit;
	return part * part * (0.49f + 0.49f * (down > fit ? down : fit) +
	    0.02f * title_fit(s, r, row));
}

static bool
comes_before(const struct search_result *a, const struct search_result *b)
{
	if (a->score != b->score)
		return a->score > b->score;
	return a->code->key < b->code->key;
}

/* Put a result in its place, or better the one that is there. */
static void
add_result(struct search *s, const struct search_result *r)
{
	unsigned at;

	for (at = 0; at < s->n; at++)
		if (s->results[at].row == r->row &&
		    s->results[at].system == r->system) {
			if (s->results[at].score >= r->score)
				return;
			memmove(&s->results[at], &s->results[at + 1],
			    (--s->n - at) * sizeof *r);
			break;
		}
	for (at = s->n; at > 0 && comes_before(r, &s->results[at - 1]); at--)
		;
	if (at == s->query->limit)
		return;
	if (s->n == s->query->limit)
		s->n--;
	memmove(&s->results[at + 1], &s->results[at],
	    (s->n++ - at) * sizeof *r);
	s->results[at] = *r;
}

/* Does the query want the code at all? */
static bool
is_wanted(const struct search *s, const struct book_code *c, bool *billable)
{
	struct code_answer a = code_on(s->book, s->range->system, c->key,
	    s->query->on);

	*billable = a.state == CODE_VALID;
	return *billable || (s->query->any && a.state != CODE_UNKNOWN);
}

static void
rank(struct search *s, const struct search_reading *r, unsigned which)
{
	for (uint32_t i = 0; i < s->n_rows; i++) {
		uint32_t row = s->rows[i];
		const struct gathered *g = &s->of[row];
		struct search_result x = { .row = row,
		    .system = s->range->system,
		    .code = book_code_at(s->book, s->range->system, row) };
		bool by_above;
		float score = score_of(s, r, row, g, &by_above) *
		    (1 - LATER * (float)which);

		x.score = (unsigned)(1000 * score);
		if (x.score == 0 || (s->n == s->query->limit &&
		    x.score < s->results[s->n - 1].score) ||
		    !is_wanted(s, x.code, &x.billable))
			continue;
		x.doc = by_above ? g->doc_above : g->doc;
		x.source = x.doc != NO_ROW ? s->t.docs[x.doc].source :
		    SEARCH_TITLE;
		add_result(s, &x);
	}
}

static void
forget(struct search *s)
{
	for (uint32_t i = 0; i < s->n_docs; i++)
		s->found[s->docs[i]] = 0;
	for (uint32_t i = 0; i < s->n_rows; i++)
		s->of[s->rows[i]] = (struct gathered){ .own = 0 };
	s->n_docs = s->n_rows = 0;
}

/* ---- codes ---------------------------------------------------------- */

/* A query that is a code, or begins some. */
static void
find_codes(struct search *s, enum code_system system)
{
	str text = str_trim(s->query->text);
	code_key key = code_pack(text);
	uint32_t row = book_lower_bound(s->book, system, key);
	const struct book_code *c;
	bool digit = false;

	for (size_t i = 0; i < text.n; i++)
		digit |= text.p[i] >= '0' && text.p[i] <= '9';
	if (key == CODE_NONE || !digit)
		return;
	for (; s->n < s->query->limit && (c = book_code_at(s->book, system,
	    row)) != NULL && code_begins(c->key, key); row++) {
		struct code_answer a = code_on(s->book, system, c->key,
		    s->query->on);

		if (a.state != CODE_VALID && !(a.state == CODE_HEADING &&
		    c->key == key) && !(s->query->any &&
		    a.state != CODE_UNKNOWN))
			continue;
		s->results[s->n++] = (struct search_result){ .code = c,
		    .system = system, .row = row, .doc = NO_ROW,
		    .score = 1000, .billable = a.state == CODE_VALID,
		    .source = SEARCH_CODE };
	}
}

/* ---- what is missing ------------------------------------------------ */

static bool
title_has(const struct search *s, const struct book_code *c, str word)
{
	const struct book_title *t = code_title_on(s->book, c, s->query->on);
	str text = t != NULL ? book_text(s->book, t->full) : STR("");

	return text.n != 0 && memmem(text.p, text.n, word.p, word.n) != NULL;
}

/* Whatever else is unspecified about it. */
static bool
says_side(const struct search *s, const struct book_code *c)
{
	return title_has(s, c, STR(" left ")) ||
	    title_has(s, c, STR(" right ")) ||
	    title_has(s, c, STR("bilateral"));
}

/* Is the side not said, where a sibling says it? */
static bool
lacks_side(const struct search *s, const struct search_result *r)
{
	const struct book_code *up = book_code_at(s->book, r->system,
	    r->code->parent), *sibling;
	const uint32_t *v;
	uint32_t n;

	if (up == NULL || !title_has(s, r->code, STR("nspecified")) ||
	    says_side(s, r->code))
		return false;
	/* A seventh character hides the siblings one level up. */
	if (code_length(r->code->key) == 7)
		up = book_code_at(s->book, r->system, up->parent);
	if (up == NULL)
		return false;
	v = children_of(s, up, &n);
	for (uint32_t i = 0; i < n; i++) {
		sibling = book_code_at(s->book, r->system, v[i]);
		if (sibling != NULL && sibling != r->code &&
		    title_has(s, sibling, STR(" left ")))
			return true;
	}
	return false;
}

static unsigned
missing_of(const struct search *s, const struct search_result *r)
{
	unsigned missing = 0;

	if (r->system != SYSTEM_DIAGNOSIS)
		return 0;
	if (!r->billable)
		missing |= code_needs_7th(s->book, r->code->key,
		    s->query->on) ? SEARCH_SEVENTH : SEARCH_MORE_CHARACTERS;
	if (lacks_side(s, r))
		missing |= SEARCH_LATERALITY;
	return missing;
}

/* ---- searching ------------------------------------------------------ */

static void
search_range_of(struct search *s, const struct search_range *range)
{
	s->range = range;
	for (unsigned i = 0; i < s->n_readings; i++) {
		float best;

		find_texts(s, &s->readings[i]);
		best = gather_texts(s, &s->readings[i]);
		go_down(s, &s->readings[i], best);
		rank(s, &s->readings[i], i);
		forget(s);
	}
}

/* See search.h. */
unsigned
search_run(struct search *s, const struct search_query *q,
    struct search_result results[])
{
	struct search_query query = *q;

	if (query.limit > SEARCH_RESULTS_MAX)
		query.limit = SEARCH_RESULTS_MAX;
	s->query = &query;
	s->results = results;
	s->n = 0;
	s->n_readings = search_read(&s->t, s->words, q->text, s->readings);
	for (unsigned i = 0; i < SYSTEMS && query.limit != 0; i++)
		if (q->system == SYSTEMS || i == (unsigned)q->system)
			find_codes(s, i);
	for (uint32_t i = 0; i < s->t.n_ranges && s->n < query.limit; i++)
		if (s->t.ranges[i].system < SYSTEMS && (q->system == SYSTEMS ||
		    s->t.ranges[i].system == (uint32_t)q->system))
			search_range_of(s, &s->t.ranges[i]);
	for (unsigned i = 0; i < s->n; i++)
		results[i].missing = missing_of(s, &results[i]);
	s->query = NULL;
	return s->n;
}

/* See search.h. */
void
search_reading(const struct search *s, struct buf *to)
{
	if (s->n_readings != 0)
		buf_add(to, (str){ s->readings[0].text,
		    s->readings[0].n_text });
}

/* See search.h. */
void
search_why(const struct search *s, const struct search_result *r,
    struct buf *to)
{
	const struct search_doc *d;

	buf_add(to, str_of(source_names[r->source]));
	if (r->doc >= s->t.n_docs)
		return;
	d = &s->t.docs[r->doc];
	buf_add(to, STR(": "));
	if (r->source < SEARCH_INDEX) {
		buf_add(to, book_text(s->book, d->ref));
		return;
	}
	search_term_path(s->book, d->ref & 0x0FFFFFFF, to);
	if (d->ref >> 28 != 0)
		buf_fmt(to, ", %s", search_column(r->source, d->ref >> 28));
}
