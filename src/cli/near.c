/* SPDX-License-Identifier: Apache-2.0 */
/* near.c -- see near.h. */
#include "cli/near.h"

#include "base/suggest.h"

#define FAR 3

/* What was found so far, the nearest first. */
struct near {
	const struct book *book;
	enum code_system system;
	date	 on;
	code_key *v;
	unsigned distance[NEAR_MAX], n;
};

/* Keep a code, behind those that are as near. */
static void
offer(struct near *near, code_key key, unsigned distance)
{
	unsigned at = near->n;

	while (at > 0 && near->distance[at - 1] > distance)
		at--;
	if (at == NEAR_MAX ||
	    !code_valid_on(near->book, near->system, key, near->on))
		return;
	if (near->n < NEAR_MAX)
		near->n++;
	for (unsigned i = near->n - 1; i > at; i--) {
		near->v[i] = near->v[i - 1];
		near->distance[i] = near->distance[i - 1];
	}
	near->v[at] = key;
	near->distance[at] = distance;
}

/* The first codes that begin with `stem`; how many there are. */
static unsigned
offer_below(struct near *near, code_key stem)
{
	uint32_t row = book_lower_bound(near->book, near->system, stem);
	const struct book_code *c;

	for (; near->n < NEAR_MAX && (c = book_code_at(near->book,
	    near->system, row)) != NULL && code_begins(c->key, stem); row++)
		offer(near, c->key, FAR);
	return near->n;
}

/* Codes that one slip makes of `key`.  The first character is the one that
 * people get right: it bounds the search. */
static void
offer_slips(struct near *near, code_key key)
{
	code_key first = code_prefix(key, 1);
	char typed[CODE_TEXT_MAX], other[CODE_TEXT_MAX];
	str text = code_text(key, typed);
	uint32_t row = book_lower_bound(near->book, near->system, first);
	const struct book_code *c;

	for (; (c = book_code_at(near->book, near->system, row)) != NULL &&
	    code_begins(c->key, first); row++) {
		str word = code_text(c->key, other);
		unsigned longer = word.n > text.n ? (unsigned)(word.n -
		    text.n) : (unsigned)(text.n - word.n);

		if (c->key != key && longer <= 1 &&
		    edit_distance(text, word) == 1)
			offer(near, c->key, longer == 0 ? 1 : 2);
	}
}

/* See near.h. */
unsigned
codes_near(const struct book *b, enum code_system system, code_key key,
    date on, code_key v[NEAR_MAX])
{
	struct near near = { .book = b, .system = system, .on = on, .v = v };
	unsigned n = code_length(key);

	if (key == CODE_NONE || offer_below(&near, key) > 0)
		return near.n;
	offer_slips(&near, key);
	while (near.n == 0 && --n >= 3)
		offer_below(&near, code_prefix(key, n));
	return near.n;
}
