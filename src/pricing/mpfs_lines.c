/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mpfs_lines.c -- several procedures of a day.
 *
 * The multiple procedure indicator says which rule a procedure is under:
 *
 *   2  surgery: the highest fee whole, the second to the fifth 50 %, more by
 *      report (100-04 ch. 12, 40.6); 1: whole, 50, 25, 25, 25 %
 *   3  endoscopy: within a family the highest whole, of others what they have
 *      more than their base; then the family ranks as one surgery (40.6.C.5)
 *   4  diagnostic imaging: the highest technical component whole, others 50 %;
 *      the highest professional component whole, others 95 %
 *   5  therapy: practice expense of the highest whole, of all other units 50 %
 *   6  cardiovascular: technical components behind the highest 75 %
 *   7  ophthalmology: technical components behind the highest 80 %
 */
#include <stdio.h>

#include "pricing/mpfs_private.h"

struct claim_line {
	struct mpfs_work work;
	bool	 open;		/* has a fee, and no amount yet */
	bool	 endoscopy;	/* indicator 3, or the base of such a line */
	money	 rank_by;	/* what counts for its rank */
	size_t	 place;		/* among equals; that of the first kin */
};

struct claim {
	struct claim_line lines[MPFS_LINES_MAX];
	size_t	 n;
};

static uint32_t
rule_of(const struct claim_line *l)
{
	return l->work.values->multiple;
}

static bool
is_surgery(const struct claim_line *l)
{
	return rule_of(l) == '1' || rule_of(l) == '2' || rule_of(l) == '3';
}

/* Does a come before b, both open?  The higher fee, then the line before. */
static bool
is_before(const struct claim_line *a, const struct claim_line *b)
{
	return a->rank_by != b->rank_by ? a->rank_by > b->rank_by :
	    a->place < b->place;
}

/* ---- endoscopy ---------------------------------------------------------- */

/* The family of an endoscopy, by its base, which is under rule 2 itself and has
 * none. */
static uint32_t
family_of(const struct claim_line *l)
{
	return l->work.values->base != NO_ROW ? l->work.values->base :
	    l->work.values->procedure;
}

static bool
is_kin(const struct claim_line *a, const struct claim_line *b)
{
	return a->open && b->open && a->endoscopy && b->endoscopy &&
	    family_of(a) == family_of(b);
}

static void
find_endoscopies(struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct claim_line *l = &c->lines[i];

		l->endoscopy = l->open && rule_of(l) == '3';
		for (size_t k = 0; l->open && k < c->n; k++)
			if (c->lines[k].open && rule_of(&c->lines[k]) == '3' &&
			    c->lines[k].work.values->base ==
			    l->work.values->procedure)
				l->endoscopy = true;
	}
}

/* The fee of the base where `w` is done. */
static money
base_fee(const struct mpfs_work *w)
{
	const struct book_code *c = book_code_at(w->book, SYSTEM_PROCEDURE,
	    w->values->base);
	enum book_basis basis;
	const struct book_rvu *v = c == NULL ? NULL : rvu_on(w->book, c->key,
	    0, w->request->on, w->request->qualifying, &basis);

	return v == NULL ? 0 : mpfs_fee(w, v, SHARE_ALL);
}

/* An endoscopy beside a higher one of its family: what it has more. */
static void
take_base_off(struct mpfs_work *w)
{
	money base = w->values->base == NO_ROW ? w->fee : base_fee(w);
	char text[MONEY_TEXT_MAX];

	money_format(base, text);
	mpfs_step(w, w->fee > base ? w->fee - base : 0,
	    "100-04 ch. 12, 40.6.C.5", w->values->base == NO_ROW ?
	    "the base of its family is part of the others" :
	    "less %s, the base of its family of endoscopies", text);
}

/* Each family: all but the highest lose their base; the sum ranks. */
static void
settle_families(struct claim *c)
{
	for (size_t i = 0; i < c->n; i++) {
		bool highest = true;

		if (!c->lines[i].endoscopy)
			continue;
		for (size_t k = 0; k < c->n; k++)
			if (k != i && is_kin(&c->lines[i], &c->lines[k]) &&
			    is_before(&c->lines[k], &c->lines[i]))
				highest = false;
		if (!highest)
			take_base_off(&c->lines[i].work);
	}
	for (size_t i = 0; i < c->n; i++) {
		money sum = 0;

		for (size_t k = 0; k < c->n; k++)
			if (is_kin(&c->lines[i], &c->lines[k])) {
				sum += c->lines[k].work.fee;
				if (k < c->lines[i].place)
					c->lines[i].place = k;
			}
		if (c->lines[i].endoscopy)
			c->lines[i].rank_by = sum;
	}
}

/* ---- surgery ------------------------------------------------------------ */

/* The place of a line among the surgeries, from 0; kin share one.  Every unit
 * counts as a procedure. */
static unsigned
surgery_rank(const struct claim *c, size_t i)
{
	const struct claim_line *l = &c->lines[i];
	unsigned rank = 0;

	for (size_t k = 0; k < c->n; k++) {
		const struct claim_line *o = &c->lines[k];
		bool first = true;

		if (k == i || !o->open || !is_surgery(o) || is_kin(l, o) ||
		    !is_before(o, l))
			continue;
		for (size_t m = 0; m < k; m++)
			if (is_kin(&c->lines[m], o))
				first = false;
		if (first)
			rank += o->endoscopy ? 1 : o->work.units;
	}
	return rank;
}

static uint32_t
surgery_share(uint32_t rule, unsigned rank)
{
	if (rank == 0)
		return SHARE_ALL;
	return rule == '1' && rank > 1 ? 2500 : 5000;
}

/* The units of a line follow each other in rank. */
static void
take_surgery(struct claim *c, size_t i, unsigned rank)
{
	struct mpfs_work *w = &c->lines[i].work;
	uint32_t units = c->lines[i].endoscopy ? 1 : w->units;
	uint32_t share = 0;
	char why[48];

	if (rank + units > 5) {
		w->result->outcome = MPFS_BY_REPORT;
		return;
	}
	for (uint32_t u = 0; u < units; u++)
		share += surgery_share(rule_of(&c->lines[i]), rank + u);
	if (share == SHARE_ALL)
		return;
	snprintf(why, sizeof why, "procedure %u by fee", rank + 1);
	mpfs_take(w, share, "100-04 ch. 12, 40.6", why);
}

static void
rank_surgeries(struct claim *c)
{
	unsigned ranks[MPFS_LINES_MAX];

	find_endoscopies(c);
	settle_families(c);
	for (size_t i = 0; i < c->n; i++)
		if (c->lines[i].open && is_surgery(&c->lines[i]))
			ranks[i] = surgery_rank(c, i);
	for (size_t i = 0; i < c->n; i++)
		if (c->lines[i].open && is_surgery(&c->lines[i]))
			take_surgery(c, i, ranks[i]);
}

/* ---- components --------------------------------------------------------- */

/* What of the components behind the highest is paid. */
static const struct component_rule {
	char	 rule;
	uint32_t technical, professional;
	const char *source;
} component_rules[] = {
	{ '4', 5000, 9500, "42 CFR 414.1; 100-04 ch. 13, 40" },
	{ '6', 7500, SHARE_ALL, "100-04 ch. 12, 40.6; MM7848" },
	{ '7', 8000, SHARE_ALL, "100-04 ch. 12, 40.6; MM7848" },
};

#define TC PAIR_OF('T', 'C')
#define PC PAIR_OF('2', '6')

/* The fee of a component that the line has in it, or 0. */
static money
component_fee(const struct mpfs_work *w, uint32_t component)
{
	const struct book_rvu *v = mpfs_values(w, component);

	if (w->values->modifier != 0 && w->values->modifier != component)
		return 0;
	if (v == NULL)		/* a technical or professional service only */
		return (w->values->pc_tc == '3') == (component == TC) ?
		    mpfs_fee(w, w->values, SHARE_ALL) : 0;
	return mpfs_fee(w, v, SHARE_ALL);
}

/* Is another line's component higher? */
static bool
is_behind(const struct claim *c, size_t i, uint32_t component)
{
	const struct claim_line *l = &c->lines[i];
	money mine = component_fee(&l->work, component);

	for (size_t k = 0; k < c->n; k++) {
		const struct claim_line *o = &c->lines[k];
		money its;

		if (k == i || !o->open || rule_of(o) != rule_of(l))
			continue;
		its = component_fee(&o->work, component);
		if (its > mine || (its == mine && k < i))
			return true;
	}
	return false;
}

/* One unit's components, the first or a further one; then the OPPS cap. */
static money
components(const struct mpfs_work *w, const struct component_rule *r,
    bool technical_behind, bool professional_behind)
{
	money t = mpfs_share(component_fee(w, TC),
	    technical_behind ? r->technical : SHARE_ALL);
	money p = mpfs_share(component_fee(w, PC),
	    professional_behind ? r->professional : SHARE_ALL);
	money cap = mpfs_cap(w, TC);

	return p + (t < cap ? t : cap);
}

static void
reduce_components(struct claim *c, size_t i, const struct component_rule *r)
{
	struct mpfs_work *w = &c->lines[i].work;
	bool t = is_behind(c, i, TC), p = is_behind(c, i, PC);
	money first = t || (p && r->professional != SHARE_ALL) ?
	    components(w, r, t, p) : w->fee;
	money rest = components(w, r, true, true);

	if (first == w->fee && w->units == 1)
		return;
	mpfs_step(w, first + (w->units - 1) * rest, r->source,
	    "technical component %u %%, professional %u %% behind the highest",
	    r->technical / 100, r->professional / 100);
	w->units = 1;
}

/* ---- therapy ------------------------------------------------------------ */

static money
practice_fee(const struct mpfs_work *w)
{
	return mpfs_fee(w, w->values, SHARE_ALL) - mpfs_fee(w, w->values, 0);
}

/* All units but one of the claim have half of their practice expense. */
static void
reduce_therapy(struct claim *c, size_t i)
{
	struct mpfs_work *w = &c->lines[i].work;
	money reduced = mpfs_fee(w, w->values, SHARE_ALL / 2);
	bool behind = false;

	for (size_t k = 0; k < c->n; k++) {
		money mine = practice_fee(w), its;

		if (k == i || !c->lines[k].open ||
		    rule_of(&c->lines[k]) != '5')
			continue;
		its = practice_fee(&c->lines[k].work);
		behind |= its > mine || (its == mine && k < i);
	}
	if (behind || w->units > 1)
		mpfs_step(w, (behind ? reduced : w->fee) +
		    (w->units - 1) * reduced, "100-04 ch. 5, 10.7",
		    "50 %% of practice expense behind the highest unit");
	w->units = 1;
}

/* ---- the claim ---------------------------------------------------------- */

static void
reduce(struct claim *c, size_t i)
{
	struct claim_line *l = &c->lines[i];

	if (rule_of(l) == '5')
		reduce_therapy(c, i);
	for (size_t k = 0; k < sizeof component_rules /
	    sizeof *component_rules; k++)
		if (rule_of(l) == (uint32_t)component_rules[k].rule)
			reduce_components(c, i, &component_rules[k]);
}

/* An injection and the like (T) is paid only when nothing else is. */
static void
bundle(struct claim *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; c->lines[i].open && k < c->n; k++)
			if (c->lines[i].work.values->status == 'T' &&
			    c->lines[k].open &&
			    c->lines[k].work.values->status != 'T') {
				c->lines[i].open = false;
				c->lines[i].work.result->outcome =
				    MPFS_BUNDLED;
			}
}

static void
finish(struct claim_line *l)
{
	struct mpfs_work *w = &l->work;
	char text[MONEY_TEXT_MAX];

	if (l->work.result->outcome != MPFS_PRICED)
		return;
	if (w->units > 1 && (!is_surgery(l) || l->endoscopy)) {
		money_format(w->fee, text);
		mpfs_step(w, w->fee * w->units, "", "%u units of %s",
		    w->units, text);
	}
	mpfs_end(w);
}

static void
price_claim(struct claim *c)
{
	bundle(c);
	rank_surgeries(c);
	/* Ranks are by fees before any of them is reduced. */
	for (size_t i = 0; i < c->n; i++)
		if (c->lines[i].open)
			reduce(c, i);
	for (size_t i = 0; i < c->n; i++)
		if (c->lines[i].open)
			finish(&c->lines[i]);
}

/* See mpfs.h. */
void
mpfs_price_lines(const struct book *b, const struct mpfs_request *requests,
    size_t n, struct mpfs_result *results)
{
	struct claim c;

	c.n = n < MPFS_LINES_MAX ? n : MPFS_LINES_MAX;
	for (size_t i = 0; i < c.n; i++) {
		struct claim_line *l = &c.lines[i];

		l->open = mpfs_begin(&l->work, b, &requests[i], &results[i]);
		l->rank_by = l->work.fee;
		l->place = i;
		l->endoscopy = false;
	}
	price_claim(&c);
	for (size_t i = c.n; i < n; i++)
		mpfs_price(b, &requests[i], &results[i]);
}
