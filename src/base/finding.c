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

/* True for a name as segments have it: "N1", "NM1", "CLM". */
static bool
is_segment_name(str s)
{
	if (s.n < 2 || s.n > 3 || s.p[0] < 'A' || s.p[0] > 'Z')
		return false;
	for (size_t i = 1; i < s.n; i++)
		if (!(s.p[i] >= 'A' && s.p[i] <= 'Z') &&
		    !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	return true;
}

/* Append {at} (the element) or {seg}, unless it must be hidden (F2). */
static void
add_address(const struct place *at, bool element, enum finding_words words,
    struct buf *out)
{
	if (words == FINDING_HIDE && !is_segment_name(at->segment_id))
		buf_add(out, STR("(hidden)"));
	else if (element)
		finding_element(at, out);
	else
		buf_add(out, at->segment_id);
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
		{ STR("loop"), f->at.loop },
		{ STR("field"), f->at.field },
	};
	bool element = str_eq(key, STR("at"));

	if (element || str_eq(key, STR("seg")))
		add_address(&f->at, element, words, out);
	for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
		if (str_eq(key, inside[i].key))
			add_inside(inside[i].text, words, out);
	for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
		if (str_eq(key, ours[i].key))
			buf_add(out, ours[i].text);
}

/* Append `template` with its placeholders filled in from `f`. */
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

	if (copy == NULL)
		return NULL;
	*copy = *f;

	str *const texts[] = {
		&copy->value, &copy->want, &copy->name,
		&copy->a, &copy->b, &copy->c,
		&copy->at.interchange, &copy->at.group, &copy->at.transaction,
		&copy->at.claim, &copy->at.loop, &copy->at.segment_id,
		&copy->at.field,
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		if (texts[i]->n == 0) {
			*texts[i] = (str){ NULL, 0 };
			continue;
		}
		*texts[i] = arena_str(a, *texts[i]);
		if (texts[i]->p == NULL)
			return NULL;
	}
	return copy;
}
