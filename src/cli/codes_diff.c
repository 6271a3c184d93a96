/* SPDX-License-Identifier: Apache-2.0 */
/* codes_diff.c -- the command: two books, or two releases of a set. */
#include <unistd.h>

#include "cli/changes.h"
#include "cli/codebook.h"
#include "cli/line.h"
#include "codes/import.h"

#define SHOWN		20		/* of each kind and set, unless --all */
#define LONG_TEXTS	300		/* bytes; with --all they are shown */
#define CODE_COLUMN	12
#define TITLE_COLUMN	24

/* A side as it was named: a book of its own, or SET@DATE in the usual one. */
struct named {
	struct book book;
	bool	 opened;
	enum code_set set;		/* SETS: all */
	date	 on;
};

struct diff {
	const struct invocation *in;
	struct output *out;
	struct page *page;
	bool	 json;
	unsigned shown[CHANGES];
};

/* ---- what is compared ----------------------------------------------------- */

/* "icd10cm@2025-10-01": false when it is none, or no such set or day. */
static bool
read_release(const char *operand, struct named *n)
{
	str day = str_of(operand), set = str_cut(&day, '@');

	n->set = code_set_named(set);
	return n->set != SETS && day.n > 0 && import_date(day, &n->on);
}

/* True when the operand is a release; else it is opened as a book. */
static bool
open_side(const struct invocation *in, const char *operand, struct named *n,
    bool *failed)
{
	struct err err;

	*n = (struct named){ .set = SETS, .on = DATE_NONE };
	*failed = false;
	if (read_release(operand, n))
		return true;
	if (strchr(operand, '@') != NULL && access(operand, F_OK) != 0) {
		command_fail(in, "\"%s\" names no release: write SET@DATE, as "
		    "in icd10cm@2025-10-01", operand);
		*failed = true;
		return false;
	}
	n->opened = book_open(&n->book, operand, &err) == RC_OK;
	if (!n->opened || book_verify(&n->book, &err) != RC_OK) {
		command_fail(in, "%s", err.msg);
		*failed = true;
	}
	return false;
}

/* ---- telling --------------------------------------------------------------- */

static void
tell_json(struct diff *d, const struct change *c)
{
	char code[CODE_TEXT_MAX];
	struct line l;

	line_begin(&l, &d->out->text);
	line_text(&l, "type", STR("change"));
	line_text(&l, "set", str_of(code_set_name(c->set)));
	line_text(&l, "change", str_of(change_word(c->kind)));
	line_text(&l, "code", shown_code(c->system, c->key, code));
	line_text(&l, "what", str_of(c->what));
	line_text(&l, "before", c->before);
	line_text(&l, "after", c->after);
	line_end(&l);
}

/* A change_fn. */
static void
tell(void *ctx, const struct change *c)
{
	static const enum style styles[CHANGES] = { STYLE_GOOD, STYLE_ERROR,
		STYLE_WARNING, STYLE_INFO };
	struct diff *d = ctx;
	struct page *p = d->page;
	char code[CODE_TEXT_MAX];

	output_step(d->out);
	if (d->json) {
		tell_json(d, c);
		return;
	}
	if (d->shown[c->kind]++ >= SHOWN && d->in->value[OPT_ALL] == NULL)
		return;
	page_to(p, 2);
	page_text(p, styles[c->kind], str_of(change_word(c->kind)));
	page_to(p, CODE_COLUMN);
	page_text(p, STYLE_BOLD, shown_code(c->system, c->key, code));
	page_to(p, TITLE_COLUMN);
	if (c->kind == CHANGE_FACT) {
		page_text(p, STYLE_DIM, str_of(c->what));
		page_text(p, STYLE_DIM, STR(": "));
	}
	if (c->kind == CHANGE_FACT && d->in->value[OPT_ALL] == NULL &&
	    c->before.n + c->after.n > LONG_TEXTS) {
		page_text(p, STYLE_DIM, STR("worded anew"));
		page_newline(p);
		return;
	}
	if (c->kind != CHANGE_ADDED) {
		page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, c->before.n > 0 ?
		    c->before : STR("(none)"));
		page_newline(p);
	}
	if (c->kind == CHANGE_ENDED)
		return;
	if (c->kind != CHANGE_ADDED) {
		page_to(p, TITLE_COLUMN);
		page_text(p, STYLE_DIM, page_symbol(p, SYMBOL_ARROW));
		page_text(p, STYLE_DIM, STR(" "));
	}
	page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, c->after.n > 0 ? c->after :
	    STR("(none)"));
	page_newline(p);
}

static void
tell_left_out(struct diff *d)
{
	struct page *p = d->page;

	for (int k = 0; k < CHANGES; k++) {
		if (d->shown[k] <= SHOWN || d->in->value[OPT_ALL] != NULL)
			continue;
		page_to(p, 2);
		page_fmt(p, STYLE_DIM, "and %u more %s (--all lists them)",
		    d->shown[k] - SHOWN, change_word((enum change_kind)k));
		page_newline(p);
	}
}

static bool
has_changes(const struct change_counts *n)
{
	for (int k = 0; k < CHANGES; k++)
		if (n->n[k] != 0)
			return true;
	return n->before != n->after;
}

static void
tell_counts(struct diff *d, enum code_set set, const struct change_counts *n)
{
	char before[NUMBER_TEXT_MAX], after[NUMBER_TEXT_MAX];
	struct page *p = d->page;
	struct line l;

	if (d->json) {
		line_begin(&l, &d->out->text);
		line_text(&l, "type", STR("set"));
		line_text(&l, "set", str_of(code_set_name(set)));
		line_number(&l, "before", n->before);
		line_number(&l, "after", n->after);
		for (int k = 0; k < CHANGES; k++)
			line_number(&l, change_word((enum change_kind)k),
			    n->n[k]);
		line_end(&l);
		return;
	}
	page_text(p, STYLE_BOLD, str_of(code_set_name(set)));
	page_to(p, TITLE_COLUMN);
	page_fmt(p, STYLE_PLAIN, "%s to %s:", number_text(n->before, before),
	    number_text(n->after, after));
	for (int k = 0; k < CHANGES; k++)
		page_fmt(p, STYLE_PLAIN, "%s %s %s", k > 0 ? "," : "",
		    number_text(n->n[k], before),
		    change_word((enum change_kind)k));
	page_newline(p);
}

/* The day for which a side answers of a set: its own, or its newest release. */
static date
day_of(const struct named *n, const struct book *b, enum code_set set)
{
	const struct book_release *r = b->sets[set].n == 0 ? NULL :
	    book_release(b, set, b->sets[set].n - 1);

	return n->on != DATE_NONE || r == NULL ? n->on : r->from;
}

/* Compare the sets: all counts first, then the changes of each. */
static bool
compare(struct diff *d, const struct named n[2],
    const struct book *const books[2], enum code_set only)
{
	bool any = false;

	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < SETS; i++) {
			enum code_set set = (enum code_set)i;
			struct side a = { books[0], day_of(&n[0], books[0],
			    set) }, b = { books[1], day_of(&n[1], books[1],
			    set) };
			struct change_counts counts;

			if ((only != SETS && set != only) ||
			    (books[0]->sets[i].n == 0 &&
			    books[1]->sets[i].n == 0))
				continue;
			memset(d->shown, 0, sizeof d->shown);
			changes_of(&a, &b, set, NULL, NULL, &counts);
			if (!has_changes(&counts))
				continue;
			any = true;
			if (pass == 1 && !d->json)
				page_newline(d->page);
			if (pass == 0 || !d->json)
				tell_counts(d, set, &counts);
			if (pass == 0)
				continue;
			changes_of(&a, &b, set, tell, d, &counts);
			tell_left_out(d);
		}
	return any;
}

/* ---- the command ------------------------------------------------------------ */

static enum exit_status
show_diff(const struct invocation *in, const struct named n[2],
    const struct book *usual)
{
	const struct book *books[2] = { n[0].opened ? &n[0].book : usual,
	    n[1].opened ? &n[1].book : usual };
	struct diff d = { .in = in, .json = in->value[OPT_JSON] != NULL };
	enum code_set only = n[0].set != SETS ? n[0].set : n[1].set;
	struct output out;
	struct page page;
	bool any;

	if (n[0].set != SETS && n[1].set != SETS && n[0].set != n[1].set)
		return command_fail(in, "two releases of one set are compared,"
		    " not of %s and %s", code_set_name(n[0].set),
		    code_set_name(n[1].set));
	if (in->value[OPT_SET] != NULL)
		only = code_set_named(str_of(in->value[OPT_SET]));
	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	d.out = &out;
	d.page = &page;
	any = compare(&d, n, books, only);
	if (!any && !d.json) {
		page_text(&page, STYLE_GOOD, STR("Nothing differs."));
		page_newline(&page);
	}
	return command_close(in, &out, any ? STATUS_FINDINGS : STATUS_CLEAN);
}

/* See command.h. */
enum exit_status
cli_codes_diff(const struct invocation *in)
{
	enum exit_status status = STATUS_FAILED;
	enum code_system asked;
	struct codebook cb;
	struct named n[2];
	bool release[2], failed[2] = { false, false }, usual;

	if (!codebook_system(in, &asked))
		return STATUS_FAILED;
	for (unsigned i = 0; i < 2; i++)
		release[i] = open_side(in, in->operands[i], &n[i], &failed[i]);
	usual = release[0] || release[1];
	if (!failed[0] && !failed[1] && (!usual || codebook_open(in, &cb))) {
		status = show_diff(in, n, usual ? &cb.book : NULL);
		if (usual)
			codebook_close(&cb);
	}
	for (unsigned i = 0; i < 2; i++)
		if (n[i].opened)
			book_close(&n[i].book);
	return status;
}
