/* SPDX-License-Identifier: Apache-2.0 */
/*
 * element.c -- do the elements of a segment fit its place in the guide?
 *
 * Usage is a matter of bit sets.  Then each element that was sent is looked at:
 * quickly (sure.h), and if that leaves a doubt, repetition by repetition and
 * component by component (here) down to its values (value.c).
 */
#include "x12/sure.h"
#include "x12/value.h"

#include <stdio.h>

/* ---- composites ----------------------------------------------------- */

/* Check one component; returns its bit for the notes if it was sent. */
static void
check_part(const struct checked *whole, unsigned component, str value,
    str before)
{
	struct checked c = *whole;

	c.e = &whole->e->parts[component - 1];
	c.component = component;
	c.value = value;
	c.format = before;
	if (value.n == 0) {
		if (c.e->usage == USAGE_REQUIRED)
			value_report(&c, FINDING_ELEMENT_MISSING,
			    (str){ NULL, 0 });
	} else if (c.e->usage == USAGE_NOT_USED) {
		value_report(&c, FINDING_ELEMENT_UNUSED, (str){ NULL, 0 });
	} else {
		value_check(&c);
	}
}

/* One repetition of a composite. */
static void
check_composite(const struct checked *c)
{
	const struct guide_element *e = c->e;
	str rest = c->value, part = { NULL, 0 }, before;
	uint64_t present = 0, missing = 0;
	unsigned n = 0;
	bool more = true;

	while (more) {
		before = part;
		part = str_cut(&rest, (char)c->s->d->component);
		more = part.p + part.n < c->value.p + c->value.n;
		if (++n > e->n_parts)
			continue;
		if (part.n != 0)
			present |= (uint64_t)1 << n;
		else if (e->parts[n - 1].usage == USAGE_REQUIRED)
			missing |= (uint64_t)1 << n;
		check_part(c, n, part, before);
	}
	if (n > e->n_parts)
		value_report_counts(c, FINDING_TOO_MANY_COMPONENTS, n,
		    e->n_parts);
	else if (part.n == 0 && n > 1)
		value_report(c, FINDING_TRAILING_SEPARATORS, (str){ NULL, 0 });
	for (unsigned i = n; i < e->n_parts; i++) {
		if (e->parts[i].usage != USAGE_REQUIRED)
			continue;
		missing |= (uint64_t)2 << i;
		check_part(c, i + 1, (str){ NULL, 0 }, (str){ NULL, 0 });
	}
	if (e->def->n_notes != 0)
		check_notes(c->j, c->s, c->element, e->def->notes,
		    e->def->n_notes, (struct sent){ present, missing });
}

/* ---- elements ------------------------------------------------------- */

/* One repetition of an element; `compound` if it may hold separators. */
static void
check_once(const struct checked *c, bool compound)
{
	if (c->e->check == CHECK_COMPOSITE)
		check_composite(c);
	else if (c->value.n == 0)
		value_report(c, FINDING_ELEMENT_MISSING, (str){ NULL, 0 });
	else if (compound && c->e->check != CHECK_BINARY &&
	    memchr(c->value.p, c->s->d->component, c->value.n) != NULL)
		value_report(c, FINDING_NOT_COMPOSITE, (str){ NULL, 0 });
	else
		value_check(c);
}

/* An element that holds a component or repetition separator. */
static void
check_compound(struct checked *c)
{
	str rest = c->value, whole = c->value;
	const struct delimiters *d = c->s->d;
	unsigned n = 0;
	bool more = true;

	if (d->repetition == d->element ||
	    memchr(rest.p, d->repetition, rest.n) == NULL) {
		check_once(c, true);
		return;
	}
	while (more) {
		c->value = str_cut(&rest, (char)d->repetition);
		more = c->value.p + c->value.n < whole.p + whole.n;
		c->repetition = ++n;
		if (n <= c->e->repeat)
			check_once(c, true);
	}
	c->value = whole;
	c->repetition = 0;
	if (n > c->e->repeat)
		value_report_counts(c, FINDING_TOO_MANY_REPEATS, n,
		    c->e->repeat);
}

/* An element that was sent and may be sent. */
static void
check_element(struct checked *c, unsigned i)
{
	c->e = &c->j->node->elements[i - 1];
	c->element = i;
	c->value = segment_element(c->s, i);
	c->format = i > 1 ? segment_element(c->s, i - 1) : (str){ NULL, 0 };
	if ((c->s->compound >> i & 1) != 0)
		check_compound(c);
	else
		check_once(c, false);
}

/* See judge_private.h. */
void
check_one(struct judge *j, const struct segment *s, unsigned i)
{
	struct checked c = { .j = j, .s = s };

	if (segment_has(s, i)) {
		check_element(&c, i);
	} else {
		struct finding f = judge_finding(j, FINDING_ELEMENT_MISSING,
		    s, i, 0);

		judge_add(j, &f);
	}
}

/* Elements missing, not used, or more than the segment has. */
static uint64_t
check_usage(struct checked *c, unsigned skip)
{
	const struct guide_node *node = c->j->node;
	const struct segment *s = c->s;
	uint64_t sent = s->present & ~(uint64_t)1;
	uint64_t missing = node->required & ~sent & ~((uint64_t)1 << skip);
	uint64_t unused = sent & ~node->allowed;
	uint64_t known = ((uint64_t)2 << node->def->n_elements) - 1;

	for (uint64_t m = missing; m != 0; m &= m - 1) {
		struct finding f = judge_finding(c->j,
		    FINDING_ELEMENT_MISSING, s,
		    (unsigned)__builtin_ctzll(m), 0);

		judge_add(c->j, &f);
	}
	for (uint64_t m = unused & known; m != 0; m &= m - 1) {
		struct finding f = judge_finding(c->j,
		    FINDING_ELEMENT_UNUSED, s,
		    (unsigned)__builtin_ctzll(m), 0);

		judge_add(c->j, &f);
	}
	if ((unused & ~known) != 0 || s->n > SEGMENT_MAX) {
		struct finding f = judge_finding(c->j,
		    FINDING_TOO_MANY_ELEMENTS, s,
		    node->def->n_elements + 1, 0);
		char a[16], want[16];

		f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%u", s->n) };
		f.want = (str){ want, (size_t)snprintf(want, sizeof want,
		    "%u", node->def->n_elements) };
		f.name = node->label;
		judge_add(c->j, &f);
	}
	return missing | unused;
}

/* Control and non-ASCII characters, one finding an element. */
static void
check_bytes(struct checked *c)
{
	for (unsigned i = 1; i <= c->s->n && i <= SEGMENT_MAX; i++) {
		str v = segment_element(c->s, i);

		for (size_t k = 0; k < v.n; k++) {
			unsigned char b = (unsigned char)v.p[k];
			struct finding f;
			char hex[8];

			if (b >= 0x20 && b < 0x7F)
				continue;
			f = judge_finding(c->j, b < 0x80 ?
			    FINDING_CONTROL_CHARACTER : FINDING_NOT_ASCII,
			    c->s, i, 0);
			f.at.offset += k;
			f.want = (str){ hex, (size_t)snprintf(hex, sizeof hex,
			    "0x%02X", b) };
			judge_add(c->j, &f);
			break;
		}
	}
}

/* Missing and surplus elements, and separators at the end. */
static uint64_t
check_presence(struct checked *c, unsigned skip)
{
	const struct guide_node *node = c->j->node;
	const struct segment *s = c->s;
	uint64_t reported = 0;

	if ((node->required & ~s->present) != 0 || s->n > SEGMENT_MAX ||
	    (s->present & ~node->allowed & ~(uint64_t)1) != 0)
		reported = check_usage(c, skip);
	if (s->n <= SEGMENT_MAX && (s->present >> s->n & 1) == 0 &&
	    s->n > 0) {
		struct finding f = judge_finding(c->j,
		    FINDING_TRAILING_SEPARATORS, s, 0, 0);

		judge_add(c->j, &f);
	}
	return reported;
}

/*
 * Was a composite sent with element separators, as in HI*ABK*J0190?  Then its
 * first part stands alone, and the one that must follow it is the next
 * element.  A code tells: that of the first part or else of the second.  If
 * nothing behind it is in doubt, the other parts are just missing.
 */
static bool
is_split(const struct segment *s, const struct guide_element *e, unsigned i)
{
	const struct guide_element *part = e->parts;

	if (e->check != CHECK_COMPOSITE || (s->compound >> i & 1) != 0 ||
	    e->n_parts < 2 || part[1].usage != USAGE_REQUIRED ||
	    !segment_has(s, i + 1))
		return false;
	return part[0].codes != NULL ?
	    code_list_has_sent(part[0].codes, segment_element(s, i)) :
	    part[1].codes != NULL &&
	    code_list_has_sent(part[1].codes, segment_element(s, i + 1));
}

/* Report the first composite among `unsure` that was split: all behind it is
 * out of step, and not looked at. */
static bool
report_split(struct checked *c, uint64_t unsure)
{
	for (; unsure != 0; unsure &= unsure - 1) {
		unsigned i = (unsigned)__builtin_ctzll(unsure);
		const struct guide_element *e =
		    &c->j->node->elements[i - 1];
		char separator = (char)c->s->d->component;
		struct finding f;

		if ((unsure & (unsure - 1)) == 0 || !is_split(c->s, e, i))
			continue;
		f = judge_finding(c->j, FINDING_COMPONENT_SEPARATOR, c->s, i,
		    0);
		f.name = e->label;
		f.a = (str){ &separator, 1 };
		judge_add(c->j, &f);
		return true;
	}
	return false;
}

/* All that is required was sent, nothing that is not used, and something in
 * the last place: beyond doubt? */
static inline bool
is_presence_sure(const struct segment *s, const struct guide_node *node)
{
	return ((node->required & ~s->present) |
	    (s->present & ~node->allowed & ~(uint64_t)1)) == 0 &&
	    s->n <= SEGMENT_MAX && segment_has(s, s->n);
}

/* Which elements that were sent are not right at the first look? */
static uint64_t
unsure_elements(const struct segment *s, const struct guide_node *node,
    uint64_t skip)
{
	uint64_t sent = s->present & ~skip;
	uint64_t unsure = (sent & node->plain &
	    (~right_lengths(s, node) | -(uint64_t)s->odd)) |
	    (sent & node->single & s->compound);

	for (sent &= node->checked & ~unsure; sent != 0; sent &= sent - 1) {
		uint64_t one = sent & -sent;

		if (!((one & node->composite) != 0 ?
		    sure_composites(s, node, one) :
		    sure_elements(s, node, one)))
			unsure |= one;
	}
	return unsure;
}

/* Look again, and report what is wrong. */
static __attribute__((noinline)) void
check_unsure(struct judge *j, const struct segment *s, unsigned skip,
    uint64_t unsure)
{
	const struct guide_node *node = j->node;
	struct checked c = { .j = j, .s = s };
	uint64_t reported;

	if (unsure != 0 && report_split(&c, unsure))
		return;
	reported = is_presence_sure(s, node) ? 0 : check_presence(&c, skip);
	for (; unsure != 0; unsure &= unsure - 1)
		check_element(&c, (unsigned)__builtin_ctzll(unsure));
	if (!sure_notes(s, node))
		check_notes(j, s, 0, node->def->notes, node->def->n_notes,
		    (struct sent){ s->present, reported });
	if (s->odd)
		check_bytes(&c);
}

/* See judge_private.h. */
void
check_elements(struct judge *j, const struct segment *s, unsigned skip)
{
	uint64_t known = (uint64_t)1 << skip;

	if (!sure_segment(s, j->node, known))
		check_unsure(j, s, skip, unsure_elements(s, j->node, known));
}

/* See judge.h. */
bool
judge_is_sure(const struct guide_node *node, const struct segment *s,
    uint64_t known)
{
	return sure_segment(s, node, known);
}
