/* SPDX-License-Identifier: Apache-2.0 */
/* report.c -- the sentence first, then the advice, then the place. */
#include "cli/report.h"

#include <inttypes.h>
#include <stdio.h>

#define VALUE_MAX	120	/* characters of a value that are shown */
#define SEVERITY_COLUMNS 9	/* "warning" and two spaces */
#define TEXT_MAX	((size_t)1 << 20)

static const enum style severity_styles[] = {
	[SEVERITY_INFO] = STYLE_INFO,
	[SEVERITY_WARNING] = STYLE_WARNING,
	[SEVERITY_ERROR] = STYLE_ERROR,
};

/* See report.h. */
void
report_begin(struct report *r, const char *file)
{
	r->file = file;
	r->headed = false;
	r->group = 0;
	r->files++;
}

/* ---- one finding ---------------------------------------------------- */

static void
clip(str *s)
{
	if (s->n > VALUE_MAX)
		s->n = VALUE_MAX;
}

/* "segment 57, CLM02, loop 2300, byte 1,234" */
static void
add_place(struct page *p, const struct place *at, struct buf *b)
{
	char number[NUMBER_TEXT_MAX];
	const char *comma = "";

	if (at->line != 0) {
		buf_fmt(b, "line %s, ", number_text(at->line, number));
		buf_fmt(b, "column %s", number_text(at->column, number));
		comma = ", ";
	}
	if (at->field.n != 0) {
		buf_fmt(b, "%s" STR_FMT, comma, STR_ARG(at->field));
		comma = ", ";
	}
	if (at->segment != 0) {
		buf_fmt(b, "segment %s", number_text(at->segment, number));
		comma = ", ";
	}
	if (at->segment_id.n > 0) {
		buf_add(b, str_of(comma));
		finding_element(at, b);
		comma = ", ";
	}
	if (at->repetition > 1)
		buf_fmt(b, " (repetition %u)", at->repetition);
	if (at->loop.n > 0)
		buf_fmt(b, "%sloop " STR_FMT, comma, STR_ARG(at->loop));
	if (at->line == 0 && at->field.n == 0)
		buf_fmt(b, "%sbyte %s", comma,
		    number_text(at->offset, number));
	buf_fmt(b, " " STR_FMT " ", STR_ARG(page_symbol(p, SYMBOL_DOT)));
}

/* See report.h. */
void
report_block(struct page *p, const struct view *v, const struct finding *f,
    unsigned indent, bool placed)
{
	const struct finding_def *def = finding_def(f->code);
	unsigned text = indent + SEVERITY_COLUMNS;
	struct finding clipped = *f;
	struct buf b;

	clip(&clipped.value);
	clip(&clipped.a);
	clip(&clipped.b);
	clip(&clipped.c);
	buf_init(&b, TEXT_MAX);
	page_to(p, indent);
	page_text(p, severity_styles[def->severity],
	    str_of(severity_name(def->severity)));
	page_to(p, text);
	finding_message(&clipped, v->words, &b);
	page_wrap(p, STYLE_PLAIN, text, buf_str(&b));
	page_newline(p);

	buf_reset(&b);
	finding_fix(&clipped, v->words, &b);
	page_to(p, text);
	page_text(p, STYLE_FIX, page_symbol(p, SYMBOL_ARROW));
	page_text(p, STYLE_PLAIN, STR(" "));
	page_wrap(p, STYLE_FIX, p->column, buf_str(&b));
	page_newline(p);

	buf_reset(&b);
	if (placed)
		add_place(p, &f->at, &b);
	buf_add(&b, def->code);
	page_to(p, text);
	page_wrap(p, STYLE_DIM, text, buf_str(&b));
	page_newline(p);
	buf_fini(&b);
}

/* ---- a file --------------------------------------------------------- */

static const char *
shown_name(const char *file)
{
	return strcmp(file, "-") == 0 ? "standard input" : file;
}

static void
add_heading(struct report *r)
{
	if (r->headed)
		return;
	if (r->files > 1)
		page_newline(r->page);
	page_text(r->page, STYLE_BOLD, str_of(shown_name(r->file)));
	page_newline(r->page);
	r->headed = r->gap = true;
}

/* "Claim PCN0001", or the innermost part of the envelope that is open, and
 * what is around it. */
static void
add_group(struct page *p, const struct place *at)
{
	const struct { const char *noun; str name; } parts[] = {
		{ "Claim", at->claim }, { "Transaction", at->transaction },
		{ "Group", at->group }, { "Interchange", at->interchange },
	};
	size_t n = sizeof parts / sizeof parts[0], i = 0;
	struct buf around;

	page_newline(p);
	page_to(p, 2);
	while (i < n && parts[i].name.n == 0)
		i++;
	page_text(p, STYLE_TITLE, i < n ? str_of(parts[i].noun) :
	    STR("The file"));
	if (i < n) {
		page_text(p, STYLE_TITLE, STR(" "));
		page_text(p, STYLE_TITLE, parts[i].name);
	}
	buf_init(&around, 4096);
	while (++i < n)
		if (parts[i].name.n > 0)
			buf_fmt(&around, "%s%c%s " STR_FMT,
			    around.n > 0 ? ", " : "",
			    parts[i].noun[0] - 'A' + 'a', parts[i].noun + 1,
			    STR_ARG(parts[i].name));
	if (around.n > 0)
		page_text(p, STYLE_PLAIN, STR("  "));
	page_wrap(p, STYLE_DIM, 4, buf_str(&around));
	buf_fini(&around);
	page_newline(p);
}

/* See report.h. */
void
report_finding(struct report *r, const struct finding *f,
    const struct tally *t)
{
	if (t->codes[f->code] > r->max)
		return;
	add_heading(r);
	if (r->group != t->group)
		add_group(r->page, &f->at);
	r->group = t->group;
	report_block(r->page, r->view, f, 4, true);
}

/* ---- what a file comes to ------------------------------------------- */

/* Columns of the table, as wide as what stands in them. */
struct columns { unsigned count, code; };

/* The line of one code in the table. */
static void
add_code(struct report *r, enum finding_code code, uint64_t n,
    const struct columns *wide)
{
	unsigned at = 4 + wide->count + 2, title;
	const struct finding_def *def = finding_def(code);
	struct page *p = r->page;
	char number[NUMBER_TEXT_MAX];

	page_to(p, 4);
	page_fmt(p, STYLE_PLAIN, "%*s", (int)wide->count,
	    number_text(n, number));
	page_to(p, at);
	page_text(p, severity_styles[def->severity],
	    str_of(severity_name(def->severity)));
	at += SEVERITY_COLUMNS;
	title = at + wide->code + 2;
	page_to(p, at);
	page_text(p, STYLE_PLAIN, def->code);
	page_to(p, title);
	page_wrap(p, STYLE_DIM, title, def->title);
	page_newline(p);
	if (n <= r->max || r->max == 0)
		return;
	page_to(p, at);
	page_text(p, STYLE_DIM, page_symbol(p, SYMBOL_MORE));
	page_fmt(p, STYLE_DIM, " and %s more like %s",
	    number_text(n - r->max, number),
	    r->max == 1 ? "the one above" : "those above");
	page_newline(p);
}

/* Does `a` come before `b` in the table?  The worst first, then the most. */
static bool
comes_first(const struct tally *t, enum finding_code a, enum finding_code b)
{
	enum severity sa = finding_def(a)->severity;
	enum severity sb = finding_def(b)->severity;

	return sa != sb ? sa > sb : t->codes[a] > t->codes[b];
}

/* The codes that were found. */
static void
add_table(struct report *r, const struct tally *t)
{
	enum finding_code order[FINDING_N];
	struct columns wide = { 0, 0 };
	char number[NUMBER_TEXT_MAX];
	uint64_t most = 0;
	unsigned n = 0, at;

	for (int i = 0; i < FINDING_N; i++) {
		enum finding_code code = (enum finding_code)i;

		if (t->codes[i] == 0)
			continue;
		most = t->codes[i] > most ? t->codes[i] : most;
		if (finding_def(code)->code.n > wide.code)
			wide.code = (unsigned)finding_def(code)->code.n;
		for (at = n++; at > 0 && comes_first(t, code, order[at - 1]);
		    at--)
			order[at] = order[at - 1];
		order[at] = code;
	}
	if (n == 0)
		return;
	page_newline(r->page);
	page_to(r->page, 2);
	page_text(r->page, STYLE_TITLE, STR("Found"));
	page_newline(r->page);
	wide.count = (unsigned)strlen(number_text(most, number));
	for (unsigned i = 0; i < n; i++)
		add_code(r, order[i], t->codes[order[i]], &wide);
}

/* "3 files", "1 file" */
static void
add_number(struct buf *b, uint64_t n, const char *noun)
{
	char number[NUMBER_TEXT_MAX];

	buf_fmt(b, "%s %s%s", number_text(n, number), noun, n == 1 ? "" : "s");
}

/* " (2 837P, 1 835)" */
static void
add_kinds(const struct report *r, const struct check_summary *sum,
    struct buf *b)
{
	char number[NUMBER_TEXT_MAX];

	for (unsigned i = 0; i < sum->n_kinds; i++) {
		str name = { sum->kinds[i].name, strnlen(sum->kinds[i].name,
		    sizeof sum->kinds[i].name) };

		buf_fmt(b, "%s%s ", i == 0 ? " (" : ", ",
		    number_text(sum->kinds[i].n, number));
		buf_add(b, view_kind(r->view, name));
	}
	if (sum->n_kinds > 0)
		buf_putc(b, ')');
}

/* "1 interchange, 3 transactions (2 837P, 1 835), 120 claims" */
static void
add_counts(struct report *r, const struct check_summary *sum)
{
	uint64_t transactions = 0;
	struct buf b;

	for (unsigned i = 0; i < sum->n_kinds; i++)
		transactions += sum->kinds[i].n;
	buf_init(&b, 4096);
	add_number(&b, sum->interchanges, "interchange");
	buf_add(&b, STR(", "));
	add_number(&b, transactions, "transaction");
	add_kinds(r, sum, &b);
	if (sum->claims > 0) {
		buf_add(&b, STR(", "));
		add_number(&b, sum->claims, "claim");
	}
	page_wrap(r->page, STYLE_DIM, 2, buf_str(&b));
	buf_fini(&b);
}

/* True when all transactions are claims on their way to a payer. */
static bool
only_claims(const struct check_summary *sum)
{
	for (unsigned i = 0; i < sum->n_kinds; i++)
		if (memcmp(sum->kinds[i].name, "837", 3) != 0)
			return false;
	return sum->n_kinds > 0;
}

/* "3 of 120 claims would be rejected", "Both claims have errors" */
static void
add_rejected(const struct check_summary *sum, uint64_t n, struct buf *b)
{
	char bad[NUMBER_TEXT_MAX], all[NUMBER_TEXT_MAX];

	number_text(n, bad);
	number_text(sum->claims, all);
	if (n < sum->claims)
		buf_fmt(b, "%s of %s claims ", bad, all);
	else if (n > 2)
		buf_fmt(b, "All %s claims ", all);
	else
		buf_add(b, n == 1 ? STR("The claim ") : STR("Both claims "));
	buf_add(b, only_claims(sum) ? STR("would be rejected") :
	    n == 1 ? STR("has errors") : STR("have errors"));
}

/* The sentence about errors. */
static void
add_errors(const struct check_summary *sum, const struct tally *t,
    struct buf *b)
{
	char outside[NUMBER_TEXT_MAX];

	if (sum->interchanges == 0) {
		buf_add(b, STR("Nothing here could be read as X12."));
		return;
	}
	if (t->rejected > 0)
		add_rejected(sum, t->rejected, b);
	if (t->outside > 0)
		buf_fmt(b, "%s%s error%s%s%s", t->rejected > 0 ? "; " : "",
		    number_text(t->outside, outside),
		    t->outside == 1 ? "" : "s",
		    sum->claims > 0 ? " outside the claims" : "",
		    only_claims(sum) ? " may turn away whole transactions" :
		    "");
	buf_putc(b, '.');
}

/* The sentence about a file without errors. */
static void
add_no_errors(const struct tally *t, struct buf *b)
{
	uint64_t n = t->severity[SEVERITY_WARNING] +
	    t->severity[SEVERITY_INFO];
	uint64_t unread = t->codes[FINDING_NO_GUIDE];
	char number[NUMBER_TEXT_MAX];

	if (unread > 0) {
		buf_fmt(b, "%s transaction%s not checked inside: there is no "
		    "guide for %s.", number_text(unread, number),
		    unread == 1 ? " was" : "s were",
		    unread == 1 ? "it" : "them");
		return;
	}
	buf_fmt(b, "No errors; %s remark%s.", number_text(n, number),
	    n == 1 ? "" : "s");
}

/* The last line of a file. */
static void
add_verdict(struct report *r, const struct check_summary *sum,
    const struct tally *t)
{
	struct page *p = r->page;
	bool bad = t->severity[SEVERITY_ERROR] > 0;
	bool unread = t->codes[FINDING_NO_GUIDE] > 0;
	enum style style = bad ? STYLE_ERROR : unread ? STYLE_WARNING :
	    STYLE_GOOD;
	struct buf words;

	buf_init(&words, 1024);
	if (bad)
		add_errors(sum, t, &words);
	else
		add_no_errors(t, &words);
	page_to(p, 2);
	page_text(p, style, page_symbol(p, bad ? SYMBOL_BAD :
	    unread ? SYMBOL_DASH : SYMBOL_GOOD));
	page_text(p, STYLE_PLAIN, STR(" "));
	page_wrap(p, style, p->column, buf_str(&words));
	page_newline(p);
	buf_fini(&words);
}

/* "3 findings were left out", of those that were not asked for. */
static void
add_left_out(struct report *r, const struct tally *t)
{
	char number[NUMBER_TEXT_MAX];

	if (t->left_out != 0)
		page_fmt(r->page, STYLE_DIM, "%s finding%s left out",
		    number_text(t->left_out, number),
		    t->left_out == 1 ? " was" : "s were");
}

/* "clean", or that nothing was found of what was asked for. */
static void
add_nothing(struct report *r, const struct tally *t)
{
	struct page *p = r->page;

	if (t->left_out == 0) {
		page_text(p, STYLE_PLAIN, STR("  clean  "));
		return;
	}
	page_text(p, STYLE_PLAIN, STR("  nothing of"));
	if (r->snip != NULL)
		page_fmt(p, STYLE_PLAIN, " SNIP type%s %s",
		    strlen(r->snip) > 1 ? "s" : "", r->snip);
	if (r->severity != NULL)
		page_fmt(p, STYLE_PLAIN, "%s severity %s",
		    r->snip != NULL ? " and" : "", r->severity);
	page_text(p, STYLE_PLAIN, STR("; "));
	add_left_out(r, t);
	page_text(p, STYLE_PLAIN, STR("  "));
}

/* A file in which nothing was found takes one line. */
static void
add_clean(struct report *r, const struct check_summary *sum,
    const struct tally *t)
{
	bool clean = t->left_out == 0;

	if (r->gap)
		page_newline(r->page);
	r->gap = false;
	page_text(r->page, clean ? STYLE_GOOD : STYLE_DIM,
	    page_symbol(r->page, clean ? SYMBOL_GOOD : SYMBOL_DASH));
	page_text(r->page, STYLE_PLAIN, STR(" "));
	page_text(r->page, STYLE_BOLD, str_of(shown_name(r->file)));
	add_nothing(r, t);
	add_counts(r, sum);
	page_newline(r->page);
}

/* See report.h. */
void
report_end(struct report *r, const struct check_summary *sum,
    const struct tally *t)
{
	uint64_t all = t->severity[SEVERITY_ERROR] +
	    t->severity[SEVERITY_WARNING] + t->severity[SEVERITY_INFO];

	r->with_errors += t->severity[SEVERITY_ERROR] > 0;
	r->with_warnings += t->severity[SEVERITY_ERROR] == 0 && all > 0;
	r->with_others += sum != NULL && all == 0 && t->left_out != 0;
	if (sum != NULL && all == 0) {
		add_clean(r, sum, t);
		return;
	}
	add_heading(r);
	add_table(r, t);
	page_newline(r->page);
	page_to(r->page, 2);
	if (sum == NULL) {
		page_text(r->page, STYLE_ERROR,
		    STR("The file could not be read to its end."));
		page_newline(r->page);
		return;
	}
	add_counts(r, sum);
	page_newline(r->page);
	add_verdict(r, sum, t);
	if (t->left_out == 0)
		return;
	page_to(r->page, 4);
	add_left_out(r, t);
	page_newline(r->page);
}

/* See report.h. */
void
report_total(struct report *r)
{
	const struct { uint64_t n; const char *what; enum style style; }
	parts[] = {
		{ r->files - r->with_errors - r->with_warnings -
		    r->with_others, "clean", STYLE_GOOD },
		{ r->with_others, "with other findings only", STYLE_PLAIN },
		{ r->with_warnings, "with remarks only", STYLE_PLAIN },
		{ r->with_errors, "with errors", STYLE_ERROR },
	};
	const char *before = ": ";
	char number[NUMBER_TEXT_MAX];

	if (r->files < 2)
		return;
	page_newline(r->page);
	page_fmt(r->page, STYLE_BOLD, "%s files", number_text(r->files,
	    number));
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		if (parts[i].n == 0)
			continue;
		page_fmt(r->page, STYLE_PLAIN, "%s", before);
		page_fmt(r->page, parts[i].style, "%s %s",
		    number_text(parts[i].n, number), parts[i].what);
		before = ", ";
	}
	page_newline(r->page);
}
