/* SPDX-License-Identifier: Apache-2.0 */
/* search_words.c -- see search_words.h. */
#include "codes/search_words.h"

#define UNKNOWN_WEIGHT	256	/* of a word that no text has */
#define FILLER_WEIGHT	24
#define PREFIX_LEAST	3
#define PREFIX_QUALITY	0.8f
#define SYNONYM_QUALITY	0.9f

static const float slips[] = { 1.0f, 0.75f, 0.55f };

struct token {
	char	 stem[WORD_MAX], raw[WORD_MAX];
	uint8_t	 n_stem, n_raw;
	enum word_role role;
};

/* A part of the query: a word, or a phrase that has meanings. */
struct part {
	unsigned first, n;		/* tokens */
	uint32_t meaning, meanings;	/* entries */
};

/* ---- the index ------------------------------------------------------ */

#define TABLE(t, b, sub, member, type) do { \
	const struct book_array *a_ = &(b)->parts[PART_SEARCH][sub]; \
	bool fits_ = a_->stride == sizeof(type); \
	(t)->member = fits_ ? a_->v : NULL; \
	(t)->n_##member = fits_ ? a_->n : 0; \
} while (0)

/* See search_words.h. */
void
search_tables_of(const struct book *b, struct search_tables *t)
{
	TABLE(t, b, SEARCH_PART_LETTERS, letters, char);
	TABLE(t, b, SEARCH_PART_WORDS, words, struct search_word);
	TABLE(t, b, SEARCH_PART_POSTINGS, postings, uint32_t);
	TABLE(t, b, SEARCH_PART_DOCS, docs, struct search_doc);
	TABLE(t, b, SEARCH_PART_RANGES, ranges, struct search_range);
	TABLE(t, b, SEARCH_PART_OF_CODE, of_code, uint32_t);
	TABLE(t, b, SEARCH_PART_PHRASES, phrases, struct search_entry);
}

static str
word_letters(const struct search_tables *t, uint32_t row)
{
	return search_letters(t, t->words[row].at, t->words[row].n);
}

/* The first word that is not before `stem`. */
static uint32_t
first_word(const struct search_tables *t, str stem)
{
	uint32_t from = 0, n = t->n_words;

	while (n > 0) {
		uint32_t half = n / 2;

		if (str_cmp(word_letters(t, from + half), stem) < 0) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return from;
}

/* ---- slips of the pen ----------------------------------------------- */

static unsigned
least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* See search_words.h. */
unsigned
search_distance(str a, str b, unsigned most)
{
	unsigned rows[3][WORD_MAX + 1], *before = rows[0], *above = rows[1],
	    *now = rows[2];

	if (a.n > WORD_MAX || b.n > WORD_MAX ||
	    (a.n > b.n ? a.n - b.n : b.n - a.n) > most)
		return most + 1;
	for (unsigned j = 0; j <= b.n; j++)
		above[j] = j;
	for (unsigned i = 1; i <= a.n; i++) {
		unsigned best = now[0] = i, *next = before;

		for (unsigned j = 1; j <= b.n; j++) {
			bool same = a.p[i - 1] == b.p[j - 1];

			now[j] = least(least(above[j], now[j - 1]) + 1,
			    above[j - 1] + !same);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
			best = least(best, now[j]);
		}
		if (best > most)
			return most + 1;
		before = above;
		above = now;
		now = next;
	}
	return least(above[b.n], most + 1);
}

/* Keep the words that most texts have, of those alike in quality. */
static void
add_meaning(const struct search_tables *t, struct search_concept *c,
    uint32_t row)
{
	unsigned at;

	/* A stem and the ways it is written have the same texts. */
	for (unsigned i = 0; i < c->n; i++)
		if (t->words[c->words[i]].first == t->words[row].first)
			return;
	if (c->n < SEARCH_MEANINGS) {
		c->words[c->n++] = row;
		return;
	}
	at = 0;
	for (unsigned i = 1; i < c->n; i++)
		if (t->words[c->words[i]].docs < t->words[c->words[at]].docs)
			at = i;
	if (t->words[row].docs > t->words[c->words[at]].docs)
		c->words[at] = row;
}

/* People mistype words that they use: of several, the rare ones go. */
static void
drop_rare(const struct search_tables *t, struct search_concept *c)
{
	uint32_t most = 0;
	unsigned kept = 0;

	for (unsigned i = 0; i < c->n; i++)
		if (t->words[c->words[i]].docs > most)
			most = t->words[c->words[i]].docs;
	for (unsigned i = 0; i < c->n; i++)
		if (t->words[c->words[i]].docs >= most / 4)
			c->words[kept++] = c->words[i];
	c->n = kept;
}

/* The words up to `most` letters away from `raw`. */
static void
find_slips(const struct search_tables *t, str raw, unsigned most,
    struct search_concept *c)
{
	uint32_t mask = search_mask(raw);

	for (uint32_t i = 0; i < t->n_words && most > 0; i++) {
		const struct search_word *w = &t->words[i];
		unsigned d;

		if ((unsigned)__builtin_popcount(w->mask ^ mask) > 2 * most ||
		    w->n > raw.n + most || raw.n > w->n + most)
			continue;
		d = search_distance(raw, word_letters(t, i), most);
		if (d > most)
			continue;
		if (d < most) {
			most = d;
			c->n = 0;
		}
		c->quality = slips[d];
		add_meaning(t, c, i);
	}
	drop_rare(t, c);
}

/* The words that begin with `raw`. */
static void
find_beginnings(const struct search_tables *t, str raw,
    struct search_concept *c)
{
	if (raw.n < PREFIX_LEAST)
		return;
	for (uint32_t i = first_word(t, raw); i < t->n_words &&
	    str_starts(word_letters(t, i), raw); i++)
		add_meaning(t, c, i);
	c->quality = PREFIX_QUALITY;
}

/* What a word of the query may be in the index. */
static void
find_word(const struct search_tables *t, str stem, str raw,
    struct search_concept *c)
{
	uint32_t row = first_word(t, stem);

	*c = (struct search_concept){ .quality = 0 };
	if (row < t->n_words && str_eq(word_letters(t, row), stem)) {
		c->words[c->n++] = row;
		c->quality = 1;
	} else {
		/* Of a long word one wrong letter is likelier than that its
		 * end is still to come. */
		if (raw.n > 4)
			find_slips(t, raw, 1, c);
		if (c->n == 0)
			find_beginnings(t, raw, c);
		if (c->n == 0 && raw.n > 3)
			find_slips(t, raw, raw.n < 6 ? 1 : 2, c);
	}
}

/* What a concept tells: as much as the rarest word that it may be. */
static void
weigh_concept(const struct search_tables *t, enum word_role role,
    struct search_concept *c)
{
	float weight = 0;

	for (unsigned i = 0; i < c->n; i++)
		if ((float)t->words[c->words[i]].weight > weight)
			weight = (float)t->words[c->words[i]].weight;
	c->weight = role == WORD_FILLER || role == WORD_OTHER ? FILLER_WEIGHT :
	    c->n == 0 ? UNKNOWN_WEIGHT : weight;
	c->worth = c->n == 0 ? 0 : c->weight * c->quality;
}

/* ---- the query ------------------------------------------------------ */

static unsigned
cut_tokens(struct words *w, str text, struct token tokens[])
{
	unsigned n = 0;
	str stem, raw;
	enum word_role role;

	words_begin(w, text);
	while (n < SEARCH_TOKENS && words_next(w, &stem, &raw, &role)) {
		struct token *k = &tokens[n++];

		*k = (struct token){ .n_stem = (uint8_t)stem.n,
		    .n_raw = (uint8_t)raw.n, .role = role };
		memcpy(k->stem, stem.p, stem.n);
		memcpy(k->raw, raw.p, raw.n);
	}
	return n;
}

/* The entries of a phrase: the first one, and how many. */
static uint32_t
find_phrase(const struct search_tables *t, str stems, uint32_t *n)
{
	uint32_t from = 0, rest = t->n_phrases;

	while (rest > 0) {
		uint32_t half = rest / 2;
		const struct search_entry *e = &t->phrases[from + half];

		if (str_cmp(search_letters(t, e->at, e->n), stems) < 0) {
			from += half + 1;
			rest -= half + 1;
		} else {
			rest = half;
		}
	}
	for (*n = 0; from + *n < t->n_phrases; ++*n) {
		const struct search_entry *e = &t->phrases[from + *n];

		if (!str_eq(search_letters(t, e->at, e->n), stems))
			break;
	}
	return from;
}

/* The longest phrase that begins with tokens[first]; else the word alone. */
static struct part
cut_part(const struct search_tables *t, const struct token tokens[],
    unsigned first, unsigned n)
{
	struct part p = { .first = first, .n = 1 };
	char text[SEARCH_PHRASE_WORDS * (WORD_MAX + 1)];
	size_t at = 0;

	for (unsigned k = 0; k < SEARCH_PHRASE_WORDS && first + k < n; k++) {
		uint32_t found, from;

		if (k > 0)
			text[at++] = ' ';
		memcpy(text + at, tokens[first + k].stem,
		    tokens[first + k].n_stem);
		at += tokens[first + k].n_stem;
		from = find_phrase(t, (str){ text, at }, &found);
		/* Synonyms stand before the meanings. */
		while (found != 0 && t->phrases[from].rank == 0)
			from++, found--;
		if (found != 0)
			p = (struct part){ first, k + 1, from, found };
	}
	return p;
}

/* Append to what is shown of a reading. */
static void
show(struct search_reading *r, str s)
{
	size_t room = sizeof r->text - r->n_text;

	if (r->n_text != 0 && room > 1) {
		r->text[r->n_text++] = ' ';
		room--;
	}
	if (s.n > room)
		s.n = room;
	memcpy(r->text + r->n_text, s.p, s.n);
	r->n_text += s.n;
}

/* Add the words that mean the same; a word that no text has is worth less for
 * being found so. */
static void
add_synonyms(const struct search_tables *t, str stem,
    struct search_concept *c)
{
	uint32_t n, from = find_phrase(t, stem, &n);

	for (uint32_t i = 0; i < n; i++) {
		const struct search_entry *e = &t->phrases[from + i];
		str same = search_letters(t, e->to, e->n_to);
		uint32_t row = first_word(t, same);

		if (e->rank != 0 || row >= t->n_words ||
		    !str_eq(word_letters(t, row), same))
			continue;
		if (c->n == 0)
			c->quality = SYNONYM_QUALITY;
		add_meaning(t, c, row);
	}
}

static void
add_concept(const struct search_tables *t, struct search_reading *r,
    str stem, str raw, enum word_role role)
{
	struct search_concept *c = &r->concepts[r->n];

	if (r->n == SEARCH_CONCEPTS)
		return;
	find_word(t, stem, raw, c);
	add_synonyms(t, stem, c);
	weigh_concept(t, role, c);
	/* The same word twice says nothing new. */
	for (unsigned i = 0; i < r->n; i++)
		if (c->n != 0 && r->concepts[i].n != 0 &&
		    r->concepts[i].words[0] == c->words[0])
			return;
	r->all += c->n == 0 ? c->weight : c->worth;
	r->n++;
}

/* The concepts of what is shown. */
static void
add_concepts(const struct search_tables *t, struct words *w,
    struct search_reading *r)
{
	str stem, raw;
	enum word_role role;

	words_begin(w, (str){ r->text, r->n_text });
	while (words_next(w, &stem, &raw, &role))
		add_concept(t, r, stem, raw, role);
}

/*
 * The reading number `which`: of each part that has meanings the one of that
 * number; behind the last one comes what was typed.
 */
static void
make_reading(const struct search_tables *t, struct words *w,
    const struct token tokens[], const struct part parts[], unsigned n,
    unsigned which, struct search_reading *r)
{
	r->n = 0;
	r->n_text = 0;
	r->all = 0;
	for (unsigned i = 0; i < n; i++) {
		const struct part *p = &parts[i];
		const struct search_entry *e = &t->phrases[p->meaning];

		if (p->meanings != 0 && (which < p->meanings ||
		    p->meanings >= SEARCH_READINGS)) {
			e += which < p->meanings ? which : 0;
			show(r, search_letters(t, e->to, e->n_to));
			continue;
		}
		for (unsigned k = p->first; k < p->first + p->n; k++)
			show(r, (str){ tokens[k].raw, tokens[k].n_raw });
	}
	add_concepts(t, w, r);
}

/* See search_words.h. */
unsigned
search_read(const struct search_tables *t, struct words *w, str query,
    struct search_reading readings[])
{
	struct token tokens[SEARCH_TOKENS];
	struct part parts[SEARCH_TOKENS];
	unsigned n = cut_tokens(w, query, tokens), n_parts = 0, most = 0;

	for (unsigned i = 0; i < n; i += parts[n_parts++].n) {
		parts[n_parts] = cut_part(t, tokens, i, n);
		if (parts[n_parts].meanings > most)
			most = parts[n_parts].meanings;
	}
	if (n == 0)
		return 0;
	most = least(most + 1, SEARCH_READINGS);
	for (unsigned i = 0; i < most; i++)
		make_reading(t, w, tokens, parts, n_parts, i, &readings[i]);
	return most;
}
