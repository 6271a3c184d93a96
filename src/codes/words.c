/* SPDX-License-Identifier: Apache-2.0 */
/* words.c -- see words.h. */
#include "codes/words.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <utf8proc.h>

struct words {
	struct sb_stemmer *stemmer;
	str	 rest;
	char	 raw[WORD_MAX], stem[WORD_MAX + 1];
	size_t	 n;
	bool	 counts;	/* the word before was "type", "stage" ... */
	bool	 denies;	/* since "without" or "not" */
	bool	 open;		/* the word before was "unspecified" */
	unsigned depth;		/* of parentheses */
};

/* ---- lists of words ------------------------------------------------- */

/* Sorted, to be searched. */
static const char *const stops[] = {
	"a", "an", "and", "as", "at", "by", "due", "for", "from", "in", "into",
	"is", "it", "of", "on", "or", "that", "the", "this", "to", "with",
};

static const char *const fillers[] = {
	"classifiable", "classified", "closed", "elsewhere", "encounter",
	"initial", "nos", "not", "organism", "part", "site", "unsp",
	"unspecified", "without",
};

static const char *const others[] = {
	"nec", "other", "otherwise", "specified",
};

static const char *const denials[] = { "no", "non", "not", "without" };

static const char *const counters[] = {
	"class", "degree", "grade", "phase", "stage", "type",
};

static const char *const romans[] = { "i", "ii", "iii", "iv", "v" };

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define IS_IN(list, word) (find(list, COUNT(list), word) < COUNT(list))

static size_t
find(const char *const *list, size_t n, str word)
{
	size_t i = 0;

	while (i < n && !str_eq(str_of(list[i]), word))
		i++;
	return i;
}

/* ---- letters -------------------------------------------------------- */

static bool
is_word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (uint8_t)c >= 0x80;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Append the small letters that `c`, decomposed, is made of. */
static void
add_letters(struct words *w, utf8proc_int32_t c)
{
	utf8proc_int32_t parts[8];
	int boundary = UTF8PROC_BOUNDCLASS_START;
	utf8proc_ssize_t n = utf8proc_decompose_char(c, parts, 8,
	    UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
	    UTF8PROC_COMPAT, &boundary);

	for (utf8proc_ssize_t i = 0; i < n && i < 8; i++)
		if (parts[i] < 0x80 && is_word_byte((char)parts[i]) &&
		    w->n < WORD_MAX - 1)
			w->raw[w->n++] = (char)parts[i];
}

/* Copy a word, in small letters and without accents. */
static void
fold(struct words *w, str word)
{
	w->n = 0;
	while (word.n > 0) {
		utf8proc_int32_t c;
		utf8proc_ssize_t n = utf8proc_iterate(
		    (const utf8proc_uint8_t *)word.p, (utf8proc_ssize_t)word.n,
		    &c);

		if (n <= 0) {
			n = 1;
		} else if (c < 0x80) {
			if (w->n < WORD_MAX - 1)
				w->raw[w->n++] = (char)(c >= 'A' && c <= 'Z' ?
				    c + 32 : c);
		} else {
			add_letters(w, c);
		}
		word.p += n;
		word.n -= (size_t)n;
	}
}

/* ---- words ---------------------------------------------------------- */

/* See words.h. */
struct words *
words_new(void)
{
	struct words *w = calloc(1, sizeof *w);

	if (w == NULL)
		return NULL;
	w->stemmer = sb_stemmer_new("english", "UTF_8");
	if (w->stemmer == NULL) {
		free(w);
		return NULL;
	}
	return w;
}

/* See words.h. */
void
words_free(struct words *w)
{
	if (w == NULL)
		return;
	sb_stemmer_delete(w->stemmer);
	free(w);
}

/* See words.h. */
void
words_begin(struct words *w, str text)
{
	w->rest = text;
	w->counts = w->denies = w->open = false;
	w->depth = 0;
}

/* A comma, a semicolon or a parenthesis ends what is denied. */
static void
pass_mark(struct words *w, char c)
{
	if (c == ',' || c == ';' || c == ')')
		w->denies = false;
	if (c == '(' || c == '[')
		w->depth++;
	if ((c == ')' || c == ']') && w->depth > 0)
		w->depth--;
}

/*
 * Cut the next run of letters and digits off: "dm2" is one word, as it stands
 * in lists of abbreviations.  A possessive 's belongs to none.
 */
static bool
cut_word(struct words *w, str *word)
{
	str *r = &w->rest;
	size_t n = 0;

	while (r->n > 0 && !is_word_byte(r->p[0])) {
		pass_mark(w, r->p[0]);
		r->p++, r->n--;
	}
	while (n < r->n && is_word_byte(r->p[n]))
		n++;
	*word = (str){ r->p, n };
	r->p += n, r->n -= n;
	if (r->n >= 2 && r->p[0] == '\'' && (r->p[1] == 's' ||
	    r->p[1] == 'S') && (r->n == 2 || !is_word_byte(r->p[2])))
		r->p += 2, r->n -= 2;
	return n > 0;
}

static enum word_role
role_of(struct words *w, str raw)
{
	bool denies = w->denies;

	if (IS_IN(denials, raw))
		w->denies = true;
	if (IS_IN(fillers, raw))
		return WORD_FILLER;
	if (IS_IN(others, raw))
		return WORD_OTHER;
	return denies ? WORD_NEGATED : w->depth > 0 ? WORD_ASIDE : WORD_PLAIN;
}

/* The digit of a Roman numeral behind "type" (W2), or the word as it is. */
static str
as_digit(struct words *w, str raw)
{
	size_t i = find(romans, COUNT(romans), raw);

	if (!w->counts || i == COUNT(romans))
		return raw;
	w->raw[0] = (char)('1' + i);
	return (str){ w->raw, 1 };
}

static str
stem_of(struct words *w, str raw)
{
	const sb_symbol *s;
	size_t n;

	/* What has digits has no endings. */
	for (size_t i = 0; i < raw.n; i++)
		if (is_digit(raw.p[i]))
			return raw;
	s = sb_stemmer_stem(w->stemmer, (const sb_symbol *)raw.p, (int)raw.n);
	n = (size_t)sb_stemmer_length(w->stemmer);
	if (s == NULL || n == 0 || n > WORD_MAX)
		return raw;
	memcpy(w->stem, s, n);
	return (str){ w->stem, n };
}

/* The stem of a denied word (W4). */
static str
denied(struct words *w, str stem)
{
	memmove(w->stem + 1, stem.p, stem.n < WORD_MAX ? stem.n : WORD_MAX);
	w->stem[0] = '~';
	return (str){ w->stem, stem.n + 1 };
}

/* See words.h. */
bool
words_next(struct words *w, str *stem, str *raw, enum word_role *role)
{
	str word, folded;

	while (cut_word(w, &word)) {
		fold(w, word);
		folded = as_digit(w, (str){ w->raw, w->n });
		w->counts = IS_IN(counters, folded);
		/* "unspecified as acute or chronic" */
		if (w->open && str_eq(folded, STR("as")))
			w->denies = true;
		w->open = str_eq(folded, STR("unspecified"));
		if (folded.n == 0 || IS_IN(stops, folded))
			continue;
		*role = role_of(w, folded);
		if (raw != NULL)
			*raw = folded;
		*stem = stem_of(w, folded);
		if (*role == WORD_NEGATED)
			*stem = denied(w, *stem);
		return true;
	}
	return false;
}
