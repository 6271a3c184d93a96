/* SPDX-License-Identifier: Apache-2.0 */
/* view.c -- the one place where texts from inside a file are hidden. */
#include "cli/view.h"

static void
hide(str *s)
{
	if (s->n > 0)
		*s = STR(VIEW_HIDDEN);
}

/* See view.h. */
str
view_segment(const struct view *v, str name)
{
	if (v->words == FINDING_HIDE &&
	    map_get(&v->guides->segments, name) == NULL)
		hide(&name);
	return name;
}

/* See view.h. */
str
view_kind(const struct view *v, str name)
{
	if (v->words == FINDING_HIDE && guide_by_id(v->guides, name) == NULL)
		return STR("other");
	return name;
}

/* See view.h. */
struct finding
view_finding(const struct view *v, const struct finding *f)
{
	struct finding seen = *f;

	if (v->words != FINDING_HIDE)
		return seen;
	hide(&seen.value);
	hide(&seen.a);
	hide(&seen.b);
	hide(&seen.c);
	hide(&seen.at.interchange);
	hide(&seen.at.group);
	hide(&seen.at.transaction);
	hide(&seen.at.claim);
	seen.at.segment_id = view_segment(v, seen.at.segment_id);
	return seen;
}

/* See view.h. */
void
tally_add(struct tally *t, const struct finding *f)
{
	const struct finding_def *def = finding_def(f->code);
	const str names[] = { f->at.interchange, f->at.group,
	    f->at.transaction, f->at.claim };

	t->codes[f->code]++;
	t->severity[def->severity]++;
	t->group = 1;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		t->group = t->group * 31 + str_hash(names[i]);
	/* Two claims in a row may have one name. */
	t->group = t->group * 31 + f->at.claim_number;
	if (def->severity != SEVERITY_ERROR)
		return;
	if (f->at.claim_number == 0) {
		t->outside++;
	} else if (t->claim != t->group) {
		t->claim = t->group;
		t->rejected++;
	}
}
