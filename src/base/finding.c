/* SPDX-License-Identifier: Apache-2.0 */
/* finding.c -- the rows of findings.def, and their templates filled in. */
#include "base/finding.h"

#define FINDING(id, code, severity, snip, ik3, ik4, title, message, why, fix, \
    example) \
	[FINDING_##id] = { STR_INIT(code), SEVERITY_##severity, snip, \
	    STR_INIT(ik3), STR_INIT(ik4), STR_INIT(title), STR_INIT(message), \
	    STR_INIT(why), STR_INIT(fix), STR_INIT(example) },
static const struct finding_def defs[FINDING_N] = {
#include "base/findings.def"
};
#undef FINDING

/* See finding.h. */
const struct finding_def *
finding_def(enum finding_code code)
{
	return &defs[code];
}

/* See finding.h. */
const struct finding_def *
finding_by_code(str code)
{
	for (int i = 0; i < FINDING_N; i++)
		if (str_eq_nocase(defs[i].code, code))
			return &defs[i];
	return NULL;
}

/* See finding.h. */
const char *
severity_name(enum severity s)
{
	static const char *const names[] = { "info", "warning", "error" };

	return names[s];
}

/* See finding.h. */
void
finding_element(const struct place *at, struct buf *out)
{
	buf_add(out, at->segment_id);
	if (at->element != 0)
		buf_fmt(out, "%02u", at->element);
	if (at->component != 0)
		buf_fmt(out, "-%u", at->component);
}

/* Append what the file says, or a word in its place (F2). */
static void
add_inside(str s, enum finding_words words, struct buf *out)
{
	buf_add(out, words == FINDING_HIDE ? STR("(hidden)") : s);
}

/* Append the value of one {placeholder}. */
static void
add_placeholder(const struct finding *f, str key, enum finding_words words,
    struct buf *out)
{
	const struct { str key, text; } inside[] = {
		{ STR("value"), f->value }, { STR("a"), f->a },
		{ STR("b"), f->b }, { STR("c"), f->c },
		{ STR("claim"), f->at.claim },
	}, ours[] = {
		{ STR("want"), f->want }, { STR("name"), f->name },
		{ STR("loop"), f->at.loop }, { STR("seg"), f->at.segment_id },
	};

	if (str_eq(key, STR("at")))
		finding_element(&f->at, out);
	for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
		if (str_eq(key, inside[i].key))
			add_inside(inside[i].text, words, out);
	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
		if (str_eq(key, ours[i].key))
			buf_add(out, ours[i].text);
}

static void
fill(const struct finding *f, str template, enum finding_words words,
    struct buf *out)
{
	while (template.n > 0) {
		buf_add(out, str_cut(&template, '{'));
		if (template.n > 0)
			add_placeholder(f, str_cut(&template, '}'), words, out);
	}
}

/* See finding.h. */
void
finding_message(const struct finding *f, enum finding_words words,
    struct buf *out)
{
	fill(f, defs[f->code].message, words, out);
}

/* See finding.h. */
void
finding_fix(const struct finding *f, enum finding_words words,
    struct buf *out)
{
	fill(f, defs[f->code].fix, words, out);
}

/* See finding.h. */
struct finding *
finding_copy(struct arena *a, const struct finding *f)
{
	struct finding *copy = arena_alloc(a, sizeof *copy);
	str *texts[11];
	size_t n = 0;

	if (copy == NULL)
		return NULL;
	*copy = *f;
	texts[n++] = &copy->value;
	texts[n++] = &copy->want;
	texts[n++] = &copy->name;
	texts[n++] = &copy->a;
	texts[n++] = &copy->b;
	texts[n++] = &copy->c;
	texts[n++] = &copy->at.interchange;
	texts[n++] = &copy->at.group;
	texts[n++] = &copy->at.transaction;
	texts[n++] = &copy->at.claim;
	texts[n++] = &copy->at.segment_id;
	for (size_t i = 0; i < n; i++) {
		if (texts[i]->n == 0)
			continue;
		*texts[i] = arena_str(a, *texts[i]);
		if (texts[i]->p == NULL)
			return NULL;
	}
	return copy;
}
