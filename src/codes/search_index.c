/* SPDX-License-Identifier: Apache-2.0 */
/*
 * search_index.c -- the index of words, made with the book; see search.h.
 *
 * Two passes: every text is cut into words, which get numbers as they come;
 * then, when it is known how many texts each word is in, words are sorted and
 * weighed, and the lists turned around.
 */
#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "codes/look.h"
#include "codes/search_private.h"
#include "codes/words.h"

#define LETTERS_CEILING	((size_t)64 << 20)
#define PATH_CEILING	((size_t)64 << 10)
#define PATH_DEPTH	16
#define LIGHT		0x80000000u	/* of a word that adds no weight */
#define SLIGHT		0x40000000u	/* or a little, see OTHER_WEIGHT */
#define NUMBER		0x3FFFFFFFu
#define OTHER_WEIGHT	40
#define SELF		UINT32_MAX
#define WEIGHT_ONE	256

/* A stem, or a word as it is written, which stands for its stem. */
struct vocable { str letters; uint32_t docs, rank, stem, first; };

struct indexer {
	struct words *words;
	struct arena arena;
	struct map numbers;	/* of words, from 1 */
	struct buf path;
	bool	 failed;
	struct { struct vocable *v; size_t n, size; } vocables;
	/* The words of all documents, one after the other. */
	struct { uint32_t *v; size_t n, size; } tokens;
	struct { uint32_t *v; size_t n, size; } starts;	/* in tokens */
	struct { struct search_phrase *v; size_t n, size; } phrases;

	/* As in the book. */
	struct { char *v; size_t n, size; } letters;
	struct { struct search_word *v; size_t n, size; } list;
	struct { uint32_t *v; size_t n, size; } postings;
	struct { struct search_doc *v; size_t n, size; } docs;
	struct { struct search_range *v; size_t n, size; } ranges;
	struct { uint32_t *v; size_t n, size; } of_code;
	struct { struct search_entry *v; size_t n, size; } entries;
};

/* ---- life ----------------------------------------------------------- */

/* See search.h. */
struct indexer *
indexer_new(void)
{
	struct indexer *x = calloc(1, sizeof *x);

	if (x == NULL)
		return NULL;
	arena_init(&x->arena, LETTERS_CEILING);
	map_init(&x->numbers);
	buf_init(&x->path, PATH_CEILING);
	x->words = words_new();
	if (x->words == NULL) {
		indexer_free(x);
		return NULL;
	}
	return x;
}

/* See search.h. */
void
indexer_free(struct indexer *x)
{
	if (x == NULL)
		return;
	words_free(x->words);
	map_fini(&x->numbers);
	buf_fini(&x->path);
	VEC_FREE(&x->vocables);
	VEC_FREE(&x->tokens);
	VEC_FREE(&x->starts);
	VEC_FREE(&x->phrases);
	VEC_FREE(&x->letters);
	VEC_FREE(&x->list);
	VEC_FREE(&x->postings);
	VEC_FREE(&x->docs);
	VEC_FREE(&x->ranges);
	VEC_FREE(&x->of_code);
	VEC_FREE(&x->entries);
	arena_fini(&x->arena);
	free(x);
}

/* Room for more, or the indexer has failed. */
#define ROOM(x, vec, more) \
	(!(x)->failed && (VEC_ROOM(vec, more) || !((x)->failed = true)))

/* See search.h. */
bool
indexer_phrase(struct indexer *x, const struct search_phrase *p)
{
	struct search_phrase own = *p;

	own.from = arena_str(&x->arena, p->from);
	own.to = arena_str(&x->arena, p->to);
	if (own.from.p == NULL || own.to.p == NULL ||
	    !ROOM(x, &x->phrases, 1))
		return false;
	x->phrases.v[x->phrases.n++] = own;
	return true;
}

/* ---- texts to words ------------------------------------------------- */

/* The number of a word as it is written, or of a stem (SELF). */
static uint32_t
number_of(struct indexer *x, str stem, uint32_t of)
{
	uintptr_t n = (uintptr_t)map_get(&x->numbers, stem);
	str own;

	if (n != 0)
		return (uint32_t)n - 1;
	own = arena_str(&x->arena, stem);
	if (own.p == NULL || !ROOM(x, &x->vocables, 1) ||
	    !map_set(&x->numbers, own, (void *)(x->vocables.n + 1))) {
		x->failed = true;
		return 0;
	}
	x->vocables.v[x->vocables.n] = (struct vocable){ .letters = own,
	    .stem = of == SELF ? (uint32_t)x->vocables.n : of };
	return (uint32_t)x->vocables.n++;
}

/* Add a word to the last document, unless it is there; a word that is there
 * with and without weight has it. */
static void
add_token(struct indexer *x, str stem, str raw, uint32_t flags)
{
	uint32_t number = number_of(x, stem, SELF);
	size_t from = x->starts.v[x->starts.n - 1];

	number = x->vocables.v[number].stem;
	number_of(x, raw, number);
	for (size_t i = from; i < x->tokens.n; i++)
		if ((x->tokens.v[i] & NUMBER) == number) {
			if (flags == 0)
				x->tokens.v[i] = number;
			return;
		}
	if (!ROOM(x, &x->tokens, 1))
		return;
	x->tokens.v[x->tokens.n++] = number | flags;
	x->vocables.v[x->vocables.v[number].stem].docs++;
}

static void
add_words(struct indexer *x, str text, bool light)
{
	enum word_role role;
	str stem, raw;

	words_begin(x->words, text);
	while (!x->failed && words_next(x->words, &stem, &raw, &role))
		add_token(x, stem, raw, !light && role == WORD_OTHER ? SLIGHT :
		    light || role != WORD_PLAIN ? LIGHT : 0);
}

/* Begin a document. */
static bool
begin_doc(struct indexer *x, uint32_t row, enum search_source source,
    uint32_t ref)
{
	if (!ROOM(x, &x->docs, 1) || !ROOM(x, &x->starts, 1))
		return false;
	x->docs.v[x->docs.n++] = (struct search_doc){ .row = row,
	    .source = source, .ref = ref };
	x->starts.v[x->starts.n++] = (uint32_t)x->tokens.n;
	return true;
}

/* ---- what there is to index ----------------------------------------- */

/* The newest title of a code. */
static const struct book_title *
newest_title(const struct book *b, const struct book_code *c)
{
	return code_title_on(b, c, DATE_LAST);
}

static void
index_titles(struct indexer *x, const struct book *b, enum code_system s)
{
	const struct book_code *c;

	for (uint32_t row = 0; (c = book_code_at(b, s, row)) != NULL; row++) {
		const struct book_title *t = newest_title(b, c);

		if (!ROOM(x, &x->of_code, 1))
			return;
		x->of_code.v[x->of_code.n++] = t != NULL && t->full != 0 ?
		    (uint32_t)x->docs.n : NO_ROW;
		if (t == NULL)
			continue;
		if (t->full != 0 && begin_doc(x, row, SEARCH_TITLE, t->full))
			add_words(x, book_text(b, t->full), false);
		if (t->brief != 0 && s == SYSTEM_PROCEDURE &&
		    begin_doc(x, row, SEARCH_BRIEF, t->brief))
			add_words(x, book_text(b, t->brief), false);
	}
}

static void
index_inclusions(struct indexer *x, const struct book *b, enum code_system s)
{
	const struct book_code *c;

	for (uint32_t row = 0; (c = book_code_at(b, s, row)) != NULL; row++) {
		uint32_t n = c->n_notes;
		const struct book_note *v = book_run(b, PART_NOTES, 0,
		    c->notes, &n);

		for (uint32_t i = 0; i < n; i++)
			if (v[i].kind == NOTE_INCLUSION &&
			    begin_doc(x, row, SEARCH_INCLUSION, v[i].text))
				add_words(x, book_text(b, v[i].text), false);
	}
}

static const struct { enum code_set set; enum search_source source; }
term_sources[] = {
	{ SET_ICD10CM_INDEX, SEARCH_INDEX },
	{ SET_ICD10CM_CAUSES, SEARCH_CAUSES },
	{ SET_ICD10CM_DRUGS, SEARCH_DRUGS },
	{ SET_ICD10CM_NEOPLASMS, SEARCH_NEOPLASMS },
};

/* The columns of the table of drugs and of neoplasms, in our words. */
static const char *const columns[2][7] = {
	{ "", "poisoning accidental", "poisoning intentional self harm",
	    "poisoning assault", "poisoning undetermined", "adverse effect",
	    "underdosing" },
	{ "", "malignant primary cancer", "malignant secondary metastatic",
	    "carcinoma in situ", "benign", "uncertain behavior",
	    "unspecified behavior" },
};

/* See search_private.h. */
const char *
search_column(enum search_source source, unsigned column)
{
	if (column > 6)
		return "";
	return source == SEARCH_DRUGS ? columns[0][column] :
	    source == SEARCH_NEOPLASMS ? columns[1][column] : "";
}

static const struct book_term *
term_at(const struct book *b, uint32_t row)
{
	const struct book_array *a = &b->parts[PART_ROWS][TABLE_TERM];

	return row < a->n ? (const struct book_term *)a->v + row : NULL;
}

/*
 * The rows of a term and of those above it, from the main term down.  Lines
 * count within a set, whose terms stand together: the one `back` lines before
 * stands `back` rows before.
 */
static unsigned
climb(const struct book *b, uint32_t row, uint32_t rows[PATH_DEPTH])
{
	unsigned n = 0;
	const struct book_term *t = term_at(b, row);

	while (t != NULL && n < PATH_DEPTH) {
		memmove(rows + 1, rows, n * sizeof *rows);
		rows[0] = row;
		n++;
		if (t->parent >= t->line || t->line - t->parent > row)
			break;
		row -= t->line - t->parent;
		t = term_at(b, row);
	}
	return n;
}

/* See search_private.h. */
void
search_term_path(const struct book *b, uint32_t term, struct buf *to)
{
	uint32_t rows[PATH_DEPTH];
	unsigned n = climb(b, term, rows);

	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			buf_add(to, STR(" > "));
		buf_add(to, book_text(b, term_at(b, rows[i])->title));
	}
}

/* The words on the way to a term; what stands behind the comma of a main term,
 * and nonessential modifiers, are there and weigh nothing. */
static void
add_path(struct indexer *x, const struct book *b, uint32_t term)
{
	uint32_t rows[PATH_DEPTH];
	unsigned n = climb(b, term, rows);

	for (unsigned i = 0; i < n; i++) {
		const struct book_term *t = term_at(b, rows[i]);
		str rest = book_text(b, t->title), main;

		main = i == 0 ? str_cut(&rest, ',') : rest;
		add_words(x, main, false);
		if (i == 0)
			add_words(x, rest, true);
		add_words(x, book_text(b, t->modifiers), true);
	}
}

static enum search_source
source_of(const struct book_term *t)
{
	for (size_t i = 0; i < sizeof term_sources / sizeof *term_sources; i++)
		if (term_sources[i].set == (enum code_set)t->set)
			return term_sources[i].source;
	return SEARCH_SOURCES;
}

static void
index_terms(struct indexer *x, const struct book *b)
{
	const struct book_term *t;

	for (uint32_t row = 0; (t = term_at(b, row)) != NULL; row++)
		for (unsigned k = 0; k < 7; k++) {
			enum search_source source = source_of(t);

			if (t->codes[k] == NO_ROW || source == SEARCH_SOURCES ||
			    !begin_doc(x, t->codes[k], source, row | k << 28))
				continue;
			add_path(x, b, row);
			add_words(x, str_of(search_column(source, k)), false);
			if (source == SEARCH_NEOPLASMS)
				add_words(x, STR("neoplasm"), true);
		}
}

static void
index_system(struct indexer *x, const struct book *b, enum code_system s)
{
	struct search_range r = { .system = s, .first = (uint32_t)x->docs.n,
	    .title_first = (uint32_t)x->of_code.n };

	index_titles(x, b, s);
	if (s == SYSTEM_DIAGNOSIS) {
		index_inclusions(x, b, s);
		index_terms(x, b);
	}
	r.n = (uint32_t)x->docs.n - r.first;
	if (r.n != 0 && ROOM(x, &x->ranges, 1))
		x->ranges.v[x->ranges.n++] = r;
}

/* ---- turning the lists around --------------------------------------- */

static int
compare_vocables(const void *a, const void *b, void *ctx)
{
	const struct vocable *v = ctx;

	return str_cmp(v[*(const uint32_t *)a].letters,
	    v[*(const uint32_t *)b].letters);
}

/* Sides are common, and yet the wrong one is as wrong as can be. */
static bool
is_side(str word)
{
	return str_eq(word, STR("left")) || str_eq(word, STR("right")) ||
	    str_eq(word, STR("bilater"));
}

/* The weight of a word that `docs` of `all` texts have: what it tells. */
static uint32_t
weight_of(str word, size_t all, uint32_t docs)
{
	double w = log((double)(all + 1) / (docs + 0.5)) / log(1000.0);

	if (is_side(word))
		w = 1.0;
	return (uint32_t)(WEIGHT_ONE * (w < 0.2 ? 0.2 : w));
}

static uint32_t
add_letters(struct indexer *x, str s)
{
	size_t at = x->letters.n;

	if (s.n == 0 || !ROOM(x, &x->letters, s.n))
		return 0;
	memcpy(x->letters.v + at, s.p, s.n);
	x->letters.n += s.n;
	return (uint32_t)at;
}

/* Sort the words, and give each its rank, weight and room for postings. */
static void
list_words(struct indexer *x)
{
	uint32_t *order = malloc((x->vocables.n + 1) * sizeof *order);
	uint32_t first = 0;

	if (order == NULL || !ROOM(x, &x->list, x->vocables.n)) {
		x->failed = true;
		free(order);
		return;
	}
	for (uint32_t i = 0; i < x->vocables.n; i++)
		order[i] = i;
	if (x->vocables.n != 0)
		qsort_r(order, x->vocables.n, sizeof *order, compare_vocables,
		    x->vocables.v);
	for (uint32_t i = 0; i < x->vocables.n; i++)
		x->vocables.v[order[i]].rank = i;
	for (uint32_t i = 0; i < x->vocables.n; i++)
		if (x->vocables.v[i].stem == i) {
			x->vocables.v[i].first = first;
			first += x->vocables.v[i].docs;
		}
	for (uint32_t i = 0; i < x->vocables.n; i++) {
		const struct vocable *v = &x->vocables.v[order[i]];
		const struct vocable *s = &x->vocables.v[v->stem];

		x->list.v[x->list.n++] = (struct search_word){
		    .at = add_letters(x, v->letters),
		    .n = (uint32_t)v->letters.n, .first = s->first,
		    .docs = s->docs, .weight = weight_of(s->letters,
			x->docs.n, s->docs),
		    .mask = search_mask(v->letters) };
	}
	free(order);
}

/* For each word its documents, for each document its weight. */
static void
turn_around(struct indexer *x)
{
	size_t all = x->tokens.n;

	if (!ROOM(x, &x->postings, all))
		return;
	x->postings.n = all;
	for (size_t i = 0; i < x->vocables.n; i++)
		x->vocables.v[i].docs = 0;
	for (uint32_t d = 0; d < x->docs.n; d++) {
		size_t end = d + 1 < x->starts.n ? x->starts.v[d + 1] : all;

		for (size_t i = x->starts.v[d]; i < end; i++) {
			uint32_t token = x->tokens.v[i];
			struct vocable *v = &x->vocables.v[
			    x->vocables.v[token & NUMBER].stem];

			x->postings.v[v->first + v->docs++] = d;
			if ((token & ~NUMBER) == 0)
				x->docs.v[d].weight +=
				    x->list.v[v->rank].weight;
			else if (token & SLIGHT)
				x->docs.v[d].weight += OTHER_WEIGHT;
		}
	}
}

/* ---- phrases -------------------------------------------------------- */

/* The stems of a phrase, with a blank between. */
static str
stems_of(struct indexer *x, str text)
{
	enum word_role role;
	str stem, raw;

	buf_reset(&x->path);
	words_begin(x->words, text);
	while (words_next(x->words, &stem, &raw, &role)) {
		if (x->path.n != 0)
			buf_putc(&x->path, ' ');
		buf_add(&x->path, stem);
	}
	return arena_str(&x->arena, buf_str(&x->path));
}

static int
compare_phrases(const void *a, const void *b)
{
	const struct search_phrase *x = a, *y = b;
	int order = str_cmp(x->from, y->from);

	if (order != 0)
		return order;
	if ((x->rank == 0) != (y->rank == 0))
		return x->rank == 0 ? -1 : 1;
	if (x->plain != y->plain)
		return x->plain ? 1 : -1;
	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	return str_cmp(x->to, y->to);
}

static void
list_phrases(struct indexer *x)
{
	for (size_t i = 0; i < x->phrases.n; i++) {
		struct search_phrase *p = &x->phrases.v[i];

		p->from = stems_of(x, p->from);
		if (p->rank == 0)
			p->to = stems_of(x, p->to);
		x->failed |= p->from.p == NULL || p->to.p == NULL;
	}
	if (x->failed || x->phrases.n == 0 ||
	    !ROOM(x, &x->entries, x->phrases.n))
		return;
	qsort(x->phrases.v, x->phrases.n, sizeof *x->phrases.v,
	    compare_phrases);
	for (size_t i = 0; i < x->phrases.n; i++) {
		const struct search_phrase *p = &x->phrases.v[i];

		if (p->from.n != 0)
			x->entries.v[x->entries.n++] = (struct search_entry){
			    .at = add_letters(x, p->from),
			    .n = (uint32_t)p->from.n,
			    .to = add_letters(x, p->to),
			    .n_to = (uint32_t)p->to.n, .rank = p->rank,
			    .plain = p->plain };
	}
}

/* ---- the parts ------------------------------------------------------ */

#define PART(to, sub, vec) \
	build_part((to), (sub), (vec)->v, sizeof *(vec)->v, \
	    (uint32_t)(vec)->n)

/* See search.h. */
enum rc
indexer_run(void *ctx, const struct book *so_far, struct build *to,
    struct err *err)
{
	struct indexer *x = ctx;

	for (unsigned s = 0; s < SYSTEMS; s++)
		index_system(x, so_far, s);
	if (!x->failed)
		list_words(x);
	if (!x->failed)
		turn_around(x);
	if (!x->failed)
		list_phrases(x);
	if (x->failed)
		return fail(err, RC_MEMORY, "no memory for the index of the "
		    "codebook");
	PART(to, SEARCH_PART_LETTERS, &x->letters);
	PART(to, SEARCH_PART_WORDS, &x->list);
	PART(to, SEARCH_PART_POSTINGS, &x->postings);
	PART(to, SEARCH_PART_DOCS, &x->docs);
	PART(to, SEARCH_PART_RANGES, &x->ranges);
	PART(to, SEARCH_PART_OF_CODE, &x->of_code);
	PART(to, SEARCH_PART_PHRASES, &x->entries);
	return RC_OK;
}
