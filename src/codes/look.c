/* SPDX-License-Identifier: Apache-2.0 */
/* look.c -- see look.h. */
#include "codes/look.h"

/* Does what the publisher says of the code itself cover `on` (Q2)? */
static enum code_state
state_by_dates(const struct book_code *c, date on)
{
	if (c->from != DATE_NONE && on < c->from)
		return CODE_NOT_YET;
	if (c->until != DATE_NONE && on > c->until)
		return CODE_ENDED;
	return CODE_VALID;
}

/* The state of a code that is listed somewhere, by the release `e`. */
static enum code_state
state_by_release(const struct book_code *c, struct book_edition e, date on)
{
	enum code_state dated = state_by_dates(c, on);

	if (dated != CODE_VALID)
		return dated;
	if ((c->in & e.bit) == 0)
		return c->in > e.bit ? CODE_NOT_YET : CODE_ENDED;
	return c->billable & e.bit ? CODE_VALID : CODE_HEADING;
}

/* See look.h. */
struct code_answer
code_on(const struct book *b, enum code_system system, code_key key, date on)
{
	struct code_answer a = { CODE_UNKNOWN, BASIS_NOTHING, NULL };
	const struct book_code *c = book_code(b, system, key);
	struct book_edition e;

	if (c == NULL || c->set >= SETS)
		return a;
	e = book_edition(b, (enum code_set)c->set, on);
	a.code = c;
	a.basis = e.basis;
	if (e.release != NULL)
		a.state = state_by_release(c, e, on);
	return a;
}

/* See look.h. */
bool
code_valid_on(const struct book *b, enum code_system system, code_key key,
    date on)
{
	return code_on(b, system, key, on).state == CODE_VALID;
}

/* See look.h. */
const struct book_title *
code_title_on(const struct book *b, const struct book_code *c, date on)
{
	uint32_t n = c->n_titles;
	const struct book_title *t = book_run(b, PART_TITLES, 0, c->titles,
	    &n), *newest = NULL;
	struct book_edition e = book_edition(b, (enum code_set)c->set, on);

	for (uint32_t i = 0; i < n; i++) {
		if (t[i].in & e.bit)
			return &t[i];
		if (newest == NULL || t[i].in > newest->in)
			newest = &t[i];
	}
	return newest;
}

/* See look.h. */
str
code_fact_on(const struct book *b, const struct book_code *c,
    enum fact_kind kind, date on)
{
	uint32_t n = c->n_facts;
	const struct book_fact *f = book_run(b, PART_FACTS, 0, c->facts, &n);

	for (uint32_t i = 0; i < n; i++)
		if (f[i].kind == (uint32_t)kind && (f[i].in &
		    book_edition(b, (enum code_set)f[i].set, on).bit))
			return book_text(b, f[i].text);
	return STR("");
}

/* See look.h. */
const struct book_pair *
pair_on(const struct book *b, enum relation r, uint32_t left, uint32_t right,
    date on, enum book_basis *basis)
{
	uint32_t n;
	const struct book_pair *p = book_pair_of(b, r, left, right, &n);

	*basis = BASIS_NOTHING;
	for (uint32_t i = 0; p != NULL && i < n; i++)
		if (book_span_holds(b, p[i].span, on, basis))
			return &p[i];
	return NULL;
}
