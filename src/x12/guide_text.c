/* SPDX-License-Identifier: Apache-2.0 */
/* guide_text.c -- lines, indentation and tokens of a guide. */
#include "x12/guide_text.h"

#include <stdarg.h>
#include <stdio.h>

/* See guide_text.h. */
void
guide_text_init(struct guide_text *t, str name, str text)
{
	t->name = name;
	t->rest = text;
	t->held = t->ended = false;
	t->line.number = 0;
	t->line.n = 0;
}

/* See guide_text.h. */
enum rc
guide_text_fail(const struct guide_text *t, unsigned i, struct err *err,
    const char *fmt, ...)
{
	const struct guide_line *l = &t->line;
	unsigned column = i < l->n ? l->token[i].column : l->n != 0 ?
	    l->token[l->n - 1].column + (unsigned)l->token[l->n - 1].text.n : 1;
	char what[160];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return fail(err, RC_SYNTAX, STR_FMT ":%u:%u: %s", STR_ARG(t->name),
	    l->number, column, what);
}

/* Cut one token off *rest, which does not begin with a space. */
static enum rc
take_token(struct guide_text *t, str whole, str *rest, struct err *err)
{
	struct guide_token *k = &t->line.token[t->line.n];
	size_t n = 0;

	if (t->line.n == GUIDE_TOKENS)
		return guide_text_fail(t, GUIDE_TOKENS - 1, err,
		    "more than %d words on a line", GUIDE_TOKENS);
	k->column = (unsigned)(rest->p - whole.p) + 1;
	k->quoted = rest->p[0] == '"';
	t->line.n++;
	if (k->quoted) {
		k->text = (str){ rest->p + 1, 0 };
		*rest = k->text = (str){ rest->p + 1, rest->n - 1 };
		if (memchr(rest->p, '"', rest->n) == NULL)
			return guide_text_fail(t, t->line.n - 1, err,
			    "the quotation mark is never closed");
		k->text = str_cut(rest, '"');
		return RC_OK;
	}
	while (n < rest->n && rest->p[n] != ' ')
		n++;
	k->text = (str){ rest->p, n };
	*rest = (str){ rest->p + n, rest->n - n };
	return RC_OK;
}

/* Split `whole` into the tokens of t->line; none for a blank line. */
static enum rc
split_line(struct guide_text *t, str whole, struct err *err)
{
	str rest = whole;
	enum rc rc;

	while (rest.n > 0 && rest.p[0] == ' ') {
		rest.p++;
		rest.n--;
	}
	t->line.n = 0;
	t->line.level = (unsigned)((whole.n - rest.n) / 4);
	if (rest.n == 0 || rest.p[0] == '#')
		return RC_OK;
	if (rest.p[0] == '\t' || (whole.n - rest.n) % 4 != 0)
		return fail(err, RC_SYNTAX,
		    STR_FMT ":%u:%u: indent by four spaces a level, no tabs",
		    STR_ARG(t->name), t->line.number,
		    (unsigned)(whole.n - rest.n) + 1);
	while (rest.n > 0 && rest.p[0] != '#') {
		rc = take_token(t, whole, &rest, err);
		if (rc != RC_OK)
			return rc;
		while (rest.n > 0 && rest.p[0] == ' ') {
			rest.p++;
			rest.n--;
		}
	}
	return RC_OK;
}

/* See guide_text.h. */
enum rc
guide_text_next(struct guide_text *t, bool *more, struct err *err)
{
	enum rc rc = RC_OK;

	*more = true;
	if (t->held) {
		t->held = false;
		return RC_OK;
	}
	do {
		str line;

		if (t->rest.n == 0) {
			t->ended = true;
			*more = false;
			return RC_OK;
		}
		line = str_cut(&t->rest, '\n');
		if (line.n > 0 && line.p[line.n - 1] == '\r')
			line.n--;
		t->line.number++;
		rc = split_line(t, line, err);
	} while (rc == RC_OK && t->line.n == 0);
	return rc;
}

/* See guide_text.h. */
enum rc
guide_text_child(struct guide_text *t, unsigned level, bool *more,
    struct err *err)
{
	enum rc rc = guide_text_next(t, more, err);

	if (rc != RC_OK || !*more)
		return rc;
	if (t->line.level < level) {
		t->held = true;
		*more = false;
	} else if (t->line.level > level) {
		return guide_text_fail(t, 0, err,
		    "indented deeper than what it belongs to");
	}
	return RC_OK;
}

/* See guide_text.h. */
bool
guide_text_is(const struct guide_text *t, unsigned i, const char *word)
{
	return i < t->line.n && !t->line.token[i].quoted &&
	    str_eq(t->line.token[i].text, str_of(word));
}
