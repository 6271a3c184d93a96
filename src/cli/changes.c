/* SPDX-License-Identifier: Apache-2.0 */
/* changes.c -- two sorted lists of codes, side by side. */
#include "cli/changes.h"

#include <stdio.h>

#include "codes/look_procedures.h"

struct comparing {
	const struct side *side[2];
	enum code_set set;
	releases bit[2];		/* the release that answers */
	change_fn *fn;
	void	*ctx;
	struct change_counts *n;
};

/* See changes.h. */
const char *
change_word(enum change_kind k)
{
	static const char *const words[CHANGES] = { "added", "ended",
		"revised", "changed" };

	return (unsigned)k < CHANGES ? words[k] : "?";
}

static void
tell(struct comparing *c, const struct change *change)
{
	c->n->n[change->kind]++;
	if (c->fn != NULL)
		c->fn(c->ctx, change);
}

/* Does the set list this code on the side? */
static bool
lists(const struct comparing *c, unsigned side, const struct book_code *code)
{
	date on = c->side[side]->on;

	return code != NULL && code->set == (uint32_t)c->set &&
	    (code->in & c->bit[side]) != 0 &&
	    (code->from == DATE_NONE || on >= code->from) &&
	    (code->until == DATE_NONE || on <= code->until);
}

static str
title_of(const struct comparing *c, unsigned side,
    const struct book_code *code)
{
	const struct book *b = c->side[side]->book;
	const struct book_title *t = code_title_on(b, code,
	    c->side[side]->on);
	str full = t == NULL ? STR("") : book_text(b, t->full);

	return t != NULL && full.n == 0 ? book_text(b, t->brief) : full;
}

static void
compare_facts(struct comparing *c, struct change *change,
    const struct book_code *const code[2])
{
	for (int k = 0; k < FACTS; k++) {
		for (unsigned i = 0; i < 2; i++)
			*(i == 0 ? &change->before : &change->after) =
			    code_fact_on(c->side[i]->book, code[i],
			    (enum fact_kind)k, c->side[i]->on);
		if (str_eq(change->before, change->after))
			continue;
		change->kind = CHANGE_FACT;
		change->what = fact_kind_name((enum fact_kind)k);
		tell(c, change);
	}
}

/* A code that stands on one side, or both. */
static void
compare_code(struct comparing *c, const struct book_code *const code[2])
{
	bool has[2] = { lists(c, 0, code[0]), lists(c, 1, code[1]) };
	const struct book_code *any = code[0] != NULL ? code[0] : code[1];
	struct change change = { .set = c->set, .key = any->key,
	    .system = code_set_system(c->set) };

	/* A set may list codes of another system besides: modifiers. */
	c->n->before += has[0];
	c->n->after += has[1];
	if (!has[0] && !has[1])
		return;
	change.before = has[0] ? title_of(c, 0, code[0]) : STR("");
	change.after = has[1] ? title_of(c, 1, code[1]) : STR("");
	if (has[0] != has[1]) {
		change.kind = has[0] ? CHANGE_ENDED : CHANGE_ADDED;
		tell(c, &change);
		return;
	}
	if (!str_eq(change.before, change.after)) {
		change.kind = CHANGE_REVISED;
		tell(c, &change);
	}
	compare_facts(c, &change, code);
}

/* Go through the codes of a system on both sides, by key. */
static void
compare_codes(struct comparing *c, enum code_system system)
{
	uint32_t at[2] = { 0, 0 };

	for (;;) {
		const struct book_code *code[2];
		code_key least = UINT64_MAX;

		for (unsigned i = 0; i < 2; i++) {
			code[i] = book_code_at(c->side[i]->book, system,
			    at[i]);
			if (code[i] != NULL && code[i]->key < least)
				least = code[i]->key;
		}
		if (code[0] == NULL && code[1] == NULL)
			return;
		for (unsigned i = 0; i < 2; i++) {
			if (code[i] != NULL && code[i]->key == least)
				at[i]++;
			else
				code[i] = NULL;
		}
		compare_code(c, code);
	}
}

/* ---- medically unlikely edits -------------------------------------------- */

static str
units_text(struct mue_edit e, char to[16])
{
	if (!e.holds)
		return STR("");
	return (str){ to, (size_t)snprintf(to, 16, "%u", e.units) };
}

/* Compare the units of a code, if it stands on this side only or on both. */
static void
compare_units(struct comparing *c, code_key key, enum mue_setting setting)
{
	char text[2][16];
	struct mue_edit e[2];
	struct change change = { .set = c->set, .key = key,
	    .system = SYSTEM_PROCEDURE, .what = "mue" };

	for (unsigned i = 0; i < 2; i++)
		e[i] = mue_on(c->side[i]->book, key, setting,
		    c->side[i]->on);
	c->n->before += e[0].holds;
	c->n->after += e[1].holds;
	if (e[0].holds == e[1].holds && e[0].units == e[1].units)
		return;
	change.kind = !e[0].holds ? CHANGE_ADDED : !e[1].holds ?
	    CHANGE_ENDED : CHANGE_FACT;
	change.before = units_text(e[0], text[0]);
	change.after = units_text(e[1], text[1]);
	tell(c, &change);
}

static void
compare_mue(struct comparing *c)
{
	enum mue_setting setting = c->set == SET_MUE_PRACTITIONER ?
	    MUE_PRACTITIONER : c->set == SET_MUE_OUTPATIENT ?
	    MUE_OUTPATIENT : MUE_DME;
	const struct book_code *code;

	for (unsigned i = 0; i < 2; i++)
		for (uint32_t row = 0; (code = book_code_at(c->side[i]->book,
		    SYSTEM_PROCEDURE, row)) != NULL; row++)
			if (i == 0 || book_row(c->side[0]->book,
			    SYSTEM_PROCEDURE, code->key) == NO_ROW)
				compare_units(c, code->key, setting);
}

/* See changes.h. */
void
changes_of(const struct side *a, const struct side *b, enum code_set set,
    change_fn *fn, void *ctx, struct change_counts *n)
{
	struct comparing c = { .side = { a, b }, .set = set, .fn = fn,
	    .ctx = ctx, .n = n };
	const struct book_release *r[2];

	*n = (struct change_counts){ 0 };
	for (unsigned i = 0; i < 2; i++) {
		struct book_edition e = book_edition(c.side[i]->book, set,
		    c.side[i]->on);

		c.bit[i] = e.bit;
		r[i] = e.release;
	}
	if (set == SET_MUE_PRACTITIONER || set == SET_MUE_OUTPATIENT ||
	    set == SET_MUE_DME) {
		compare_mue(&c);
		return;
	}
	compare_codes(&c, code_set_system(set));
	/* Of a set without codes of its own the rows tell. */
	if (n->before == 0 && n->after == 0) {
		n->before = r[0] != NULL ? r[0]->rows : 0;
		n->after = r[1] != NULL ? r[1]->rows : 0;
	}
}
