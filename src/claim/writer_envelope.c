/* SPDX-License-Identifier: Apache-2.0 */
/*
 * writer_envelope.c -- ISA, GS, and what ends them and a transaction.
 */
#include "claim/writer_private.h"

#include <stdio.h>

/* ---- numbers and guides --------------------------------------------- */

/* See writer_private.h. */
void
writer_set_number(char to[NUMBER_TEXT], str number, unsigned width,
    uint64_t own)
{
	if (number.n != 0)
		snprintf(to, NUMBER_TEXT, STR_FMT, STR_ARG(number));
	else
		snprintf(to, NUMBER_TEXT, "%0*llu", (int)width,
		    (unsigned long long)own);
}

/* See writer_private.h. */
void
writer_use(struct writer *w, const struct binding *b)
{
	static const struct judge_names none;

	if (w->e.binding == b)
		return;
	w->e.binding = b;
	judge_begin(&w->e.judge, b->guide, &none);
}

/* ---- what ends ---------------------------------------------------- */

/* A trailer: "GE*2*17~". */
static void
write_trailer(struct writer *w, const char *name, uint64_t count,
    const char *number)
{
	w->e.doubt |= !emit_settle(&w->e);
	buf_fmt(&w->out, "%s%c%llu%c%s%c%s", name, w->e.d.element,
	    (unsigned long long)count, w->e.d.element, number,
	    w->e.d.segment, w->options.lines ? "\n" : "");
	w->e.settled = w->out.n;
}

/* See writer_private.h. */
void
writer_close_transaction(struct writer *w)
{
	if (w->s.n_rows == 0)
		return;
	write_trailer(w, "SE", w->e.segments + 1, w->s.transaction_number);
	w->s.n_rows = 0;
}

/* See writer_private.h. */
void
writer_close_group(struct writer *w)
{
	writer_close_transaction(w);
	if (w->s.group == NULL)
		return;
	write_trailer(w, "GE", w->s.transactions, w->s.group_number);
	w->s.group = NULL;
}

/* See writer_private.h. */
void
writer_close_interchange(struct writer *w)
{
	writer_close_group(w);
	if (w->s.interchange == NULL)
		return;
	write_trailer(w, "IEA", w->s.groups, w->s.interchange_number);
	w->s.interchange = NULL;
}

static bool
is_alphanumeric(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z');
}

/* Four different separators, none of them a letter, digit or blank; but the
 * one for repetitions may be a letter, which says that there are none. */
static bool
are_separators(str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\0' || c == ' ' || (i != 2 && is_alphanumeric(c)) ||
		    memchr(s.p, c, i) != NULL)
			return false;
	}
	return s.n == 4;
}

/* Before 00402 nothing is repeated, whatever stands in ISA11. */
static bool
has_repetitions(const struct interchange *x, unsigned char separator)
{
	return !is_alphanumeric(separator) && (x->version.n == 0 ||
	    str_cmp(x->version, STR("00402")) >= 0);
}

static void
set_separators(struct writer *w, const struct interchange *x)
{
	struct delimiters d = { '*', '^', ':', '~' };
	str given = x->separators;

	w->repetition = '^';
	if (are_separators(given)) {
		w->repetition = (unsigned char)given.p[2];
		d = (struct delimiters){ (unsigned char)given.p[0],
		    w->repetition, (unsigned char)given.p[1],
		    (unsigned char)given.p[3] };
	} else if (given.n != 0) {
		emit_finding(&w->e, FINDING_SEPARATORS_CLASH, NULL,
		    "separators", given, STR("separators"));
	}
	if (!has_repetitions(x, w->repetition))
		d.repetition = d.element;
	emit_separators(&w->e, &d);
}

/* ISA: every element has its width. */
static void
write_isa(struct writer *w, const struct interchange *x)
{
	static const uint8_t widths[17] = { 3, 2, 10, 2, 10, 2, 15, 2, 15, 6,
	    4, 1, 5, 9, 1, 1, 1 };
	struct emitter *e = &w->e;

	writer_use(w, w->envelope);
	emit_open(e, bound_segment(w->envelope, SEGMENT_ID('I', 'S', 'A')),
	    x);
	(void)emit_fields(e);
	if (x->control_number.n == 0)
		emit_set(e, 13, str_of(w->s.interchange_number));
	emit_set_separator(e, 11, &w->repetition);
	emit_set_separator(e, 16, &e->d.component);
	emit_close_padded(e, widths, 17);
}

/* See writer_private.h. */
void
writer_need_interchange(struct writer *w, const struct interchange *x,
    bool anew)
{
	if (w->s.interchange == x && !anew &&
	    w->s.interchange_segment == x->part.segment)
		return;
	writer_close_interchange(w);
	emit_enter(&w->e, "interchange", 0);
	set_separators(w, x);
	writer_set_number(w->s.interchange_number, x->control_number, 9,
	    ++w->s.interchanges);
	write_isa(w, x);
	emit_leave(&w->e);
	w->s.interchange = x;
	w->s.interchange_segment = x->part.segment;
	w->s.groups = 0;
}

/* See writer_private.h. */
void
writer_need_group(struct writer *w, const struct functional_group *g,
    const struct guide *guide, bool anew)
{
	struct emitter *e = &w->e;

	writer_need_interchange(w, g->interchange, false);
	if ((w->s.group == g && !anew &&
	    w->s.group_segment == g->part.segment) || !writer_is_going(w))
		return;
	writer_close_group(w);
	w->s.groups++;
	writer_set_number(w->s.group_number, g->control_number, 1, w->s.groups);
	writer_use(w, w->envelope);
	emit_enter(e, "functional_group", 0);
	emit_open(e, bound_segment(w->envelope, SEGMENT_ID2('G', 'S')), g);
	(void)emit_fields(e);
	if (g->control_number.n == 0)
		emit_set(e, 6, str_of(w->s.group_number));
	if (g->kind.n == 0 && guide != NULL)
		emit_set(e, 1, guide->group);
	if (g->version.n == 0 && guide != NULL)
		emit_set(e, 8, guide->version);
	emit_close(e);
	emit_leave(e);
	w->s.group = g;
	w->s.group_segment = g->part.segment;
	w->s.transactions = 0;
	w->s.split = false;
}
