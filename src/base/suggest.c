/* SPDX-License-Identifier: Apache-2.0 */
/* suggest.c -- optimal string alignment, three rows at a time. */
#include "base/suggest.h"

#include <ctype.h>

#define WORD_MAX 40

static unsigned
least_of(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

static bool
same(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* See suggest.h. */
unsigned
edit_distance(str a, str b)
{
	unsigned row[3][WORD_MAX + 1], *two = row[0], *one = row[1],
	    *now = row[2], *spare;

	a.n = a.n < WORD_MAX ? a.n : WORD_MAX;
	b.n = b.n < WORD_MAX ? b.n : WORD_MAX;
	for (unsigned j = 0; j <= b.n; j++)
		one[j] = two[j] = j;
	for (unsigned i = 1; i <= a.n; i++) {
		now[0] = i;
		for (unsigned j = 1; j <= b.n; j++) {
			now[j] = one[j - 1] + !same(a.p[i - 1], b.p[j - 1]);
			now[j] = least_of(now[j], one[j] + 1);
			now[j] = least_of(now[j], now[j - 1] + 1);
			if (i > 1 && j > 1 && same(a.p[i - 1], b.p[j - 2]) &&
			    same(a.p[i - 2], b.p[j - 1]))
				now[j] = least_of(now[j], two[j - 2] + 1);
		}
		spare = two;
		two = one;
		one = now;
		now = spare;
	}
	return one[b.n];
}

/* See suggest.h. */
void
suggest_begin(struct suggestion *s, str typed)
{
	size_t near = typed.n / 3;

	*s = (struct suggestion){ .typed = typed,
	    .distance = (unsigned)(near < 1 ? 1 : near > 4 ? 4 : near) + 1 };
}

/* See suggest.h. */
void
suggest_offer(struct suggestion *s, str word)
{
	size_t longer = word.n > s->typed.n ? word.n - s->typed.n :
	    s->typed.n - word.n;
	unsigned distance = s->distance;

	/* So much must be added or dropped that nothing else matters. */
	if (longer < s->distance)
		distance = edit_distance(s->typed, word);

	/* The beginning of a word is as good as a slip. */
	if (s->typed.n >= 3 && word.n > s->typed.n &&
	    str_eq_nocase(s->typed, (str){ word.p, s->typed.n }))
		distance = 1;
	if (distance < s->distance) {
		s->distance = distance;
		s->best = word;
	}
}
