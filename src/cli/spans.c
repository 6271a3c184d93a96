/* SPDX-License-Identifier: Apache-2.0 */
/* spans.c -- see spans.h. */
#include "cli/spans.h"

/* See spans.h. */
unsigned
release_spans(const struct book *b, enum code_set set, releases in,
    struct span to[RELEASES_MAX])
{
	const struct book_release *r, *next;
	bool running = false;
	unsigned n = 0;

	for (unsigned i = 0; i < RELEASES_MAX &&
	    (r = book_release(b, set, i)) != NULL; i++) {
		if ((in >> i & 1) == 0) {
			running = false;
			continue;
		}
		next = i + 1 < RELEASES_MAX ? book_release(b, set, i + 1) :
		    NULL;
		if (!running)
			to[n++] = (struct span){ .from = r->from,
			    .first = i == 0 };
		to[n - 1].until = next != NULL ? next->from - 1 : DATE_LAST;
		running = true;
	}
	return n;
}

/* See spans.h. */
unsigned
code_spans(const struct book *b, const struct book_code *c, bool billable,
    struct span to[RELEASES_MAX])
{
	if (c->set >= SETS)
		return 0;
	if (c->from != DATE_NONE || c->until != DATE_NONE) {
		to[0] = (struct span){ c->from, c->until != DATE_NONE ?
		    c->until : DATE_LAST, false };
		return 1;
	}
	return release_spans(b, (enum code_set)c->set,
	    billable ? c->billable : c->in, to);
}

/* See spans.h. */
void
span_text(const struct span *s, struct buf *to)
{
	char from[DATE_TEXT_MAX], until[DATE_TEXT_MAX];
	bool begins = s->from > DATE_FIRST && !s->first;
	bool ends = s->until < DATE_LAST;

	(void)date_format(s->from, from);
	(void)date_format(s->until, until);
	if (begins && ends)
		buf_fmt(to, "%s to %s", from, until);
	else if (begins)
		buf_fmt(to, "since %s", from);
	else if (ends)
		buf_fmt(to, "until %s", until);
	else if (s->from > DATE_FIRST)
		buf_fmt(to, "since %s or before", from);
	else
		buf_add(to, STR("always"));
}
