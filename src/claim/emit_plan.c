/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_plan.c -- segments written by their plan (plan.h), in one pass.
 *
 * What is given is known as bits; each step that is taken copies its value
 * straight behind what was written and looks whether it is right.  If anything
 * is in doubt nothing was written, and emit_fields.c and emit_segment.c do it
 * again, step by step, and say what is wrong.  So nothing is reported here.
 */
#include "claim/emit.h"

#include "claim/emit_copy.h"
#include "claim/fill.h"
#include "x12/sure.h"

#define LONGEST 128		/* of a value's text */

/* How far a segment is written. */
struct writing {
	uint64_t present;		/* elements, a bit each */
	unsigned element, component;	/* of the value written last */
	unsigned inner;			/* separators of components */
};

/* ---- values --------------------------------------------------------- */

/* A text that somebody has to judge; NULL: it is in doubt. */
static __attribute__((noinline)) char *
write_judged(char *p, const struct plan_step *s, str text)
{
	if (text.n - 1 > LONGEST - 1)
		return NULL;
	memcpy(p, text.p, text.n);
	return sure_value(s->spec, p, (uint32_t)text.n) ? p + text.n : NULL;
}

/* A number whose text is not at hand, or long. */
static __attribute__((noinline)) char *
write_number(char *p, const struct plan_step *s, const void *at)
{
	char room[VALUE_TEXT_MAX];

	return write_judged(p, s, s->kind == STEP_AMOUNT ?
	    amount_text(at, room) : quantity_text(at, room));
}

/* Does the text, eight digits, say this day?  Days come often again. */
static inline bool
says_day(struct emitter *e, const char *text, date on)
{
	uint64_t digits;
	date read;

	memcpy(&digits, text, 8);
	if (digits == e->day_digits)
		return on == e->day;
	if (!date_parse8((str){ text, 8 }, &read))
		return false;
	e->day_digits = digits;
	e->day = read;
	return on == read;
}

/* One day as it is in the text of `when`, and right as such? */
static inline bool
is_one_day(struct emitter *e, const struct when *when)
{
	return when->text.n == 8 && when->from == when->through &&
	    says_day(e, when->text.p, when->from);
}

static __attribute__((noinline)) char *
write_odd_day(char *p, const struct plan_step *s, const struct when *when)
{
	char room[VALUE_TEXT_MAX];

	return write_judged(p, s, when_text(when, room));
}

static inline char *
write_day(struct emitter *e, char *p, const struct plan_step *s,
    const struct when *when)
{
	if (s->least == 0 || !is_one_day(e, when))
		return write_odd_day(p, s, when);
	memcpy(p, when->text.p, 8);
	return p + 8;
}

/* Days that are no single one as it was read. */
static __attribute__((noinline)) char *
write_odd_period(char *p, const struct plan_step *s, char separator,
    const struct when *when)
{
	char room[VALUE_TEXT_MAX];
	str text = when_text(when, room);

	if (text.n == 17 && s->span != 0)
		memcpy(p, "RD8", 3);
	else if (text.n == 8 && s->least != 0)
		memcpy(p, "D8", 2);
	else
		return NULL;
	p += text.n == 17 ? 3 : 2;
	*p++ = separator;
	return write_judged(p, s, text);
}

/* The format, `separator`, the days. */
static inline char *
write_period(struct emitter *e, char *p, const struct plan_step *s,
    char separator, const struct when *when)
{
	if (s->least == 0 || !is_one_day(e, when))
		return write_odd_period(p, s, separator, when);
	p[0] = 'D';
	p[1] = '8';
	p[2] = separator;
	memcpy(p + 3, when->text.p, 8);
	return p + 11;
}

static inline bool
is_letter_of(const struct sure_spec *spec, char c)
{
	unsigned letter = (unsigned)(c - SURE_LETTERS);

	return letter < 64 && (spec->letters >> letter & 1) != 0;
}

/* A code of a list.  It is judged as it is read: to read again what has just
 * been written in pieces takes long. */
static inline char *
write_code(char *p, const struct plan_step *s, const str *text)
{
	uint64_t packed;

	if (text->n > 8 || s->spec->codes->packed == NULL)
		return write_judged(p, s, *text);
	packed = load_short(text->p, text->n);
	memcpy(p, &packed, 8);
	return packed == s->spec->code ||
	    code_list_has_packed(s->spec->codes, packed) ? p + text->n : NULL;
}

/* A text, which is there (P1). */
static inline __attribute__((always_inline)) char *
write_text(char *p, const struct plan_step *s, const str *text)
{
	size_t n = text->n;

	if (n - s->least > s->span)
		return NULL;
	if (s->kind == STEP_TEXT) {
		copy_short(p, text->p, n);
		return p + n;
	}
	if (s->kind == STEP_LETTER) {
		*p = text->p[0];
		return n == 1 && is_letter_of(s->spec, *text->p) ? p + 1 :
		    NULL;
	}
	if (s->kind == STEP_CODES)
		return write_code(p, s, text);
	return write_judged(p, s, *text);
}

/* Any other value (P1). */
static inline __attribute__((always_inline)) char *
write_value(struct emitter *e, char *p, const struct plan_step *s,
    const void *at)
{
	const str *text = at;
	unsigned digits;

	switch ((enum step_kind)s->kind) {
	case STEP_AMOUNT:
	case STEP_QUANTITY:
		digits = s->kind == STEP_AMOUNT ? amount_digits(at) :
		    quantity_digits(at);
		if (digits - s->least > s->span)
			return write_number(p, s, at);
		copy_short(p, text->p, text->n);
		return p + text->n;
	case STEP_DAY:
		return write_day(e, p, s, at);
	case STEP_CONSTANT:
		copy_short(p, s->code, s->least);
		return p + s->least;
	default:
		return NULL;
	}
}

/* ---- steps ---------------------------------------------------------- */

/* `n` separators; 64 bytes at `p` are ours. */
static inline char *
write_separators(char *p, uint64_t eight, unsigned n)
{
	memcpy(p, &eight, 8);
	if (__builtin_expect(n > 8, 0))
		memset(p, (char)eight, n);
	return p + n;
}

/* Go on to the step's place. */
static inline __attribute__((always_inline)) char *
write_way(const struct emitter *e, struct writing *w, char *p,
    const struct plan_step *s)
{
	unsigned n = (unsigned)s->element - w->element;

	if (n != 0) {
		p = write_separators(p, e->eight_elements, n);
		w->element = s->element;
		w->component = 1;
		w->present |= (uint64_t)1 << s->element;
	}
	if (s->component > 1) {
		n = s->component - w->component;
		p = write_separators(p, e->eight_components, n);
		w->component = s->component;
		w->inner += n;
	}
	return p;
}

/* The step wrote two: format and days. */
static inline void
pass_format(struct writing *w, const struct plan_step *s)
{
	if (s->component != 0) {
		w->component++;
		w->inner++;
	} else {
		w->element++;
		w->present |= (uint64_t)1 << w->element;
	}
}

/* The steps to take when the members of `given` are: a bit each.  False when
 * one has no place, or a composite lacks a part, or has one that needs a closer
 * look. */
static inline __attribute__((always_inline)) bool
complete(const struct plan *plan, uint64_t *given)
{
	uint64_t bits = *given | plan->always |
	    (*given >> 1 & plan->with_next), doubt = *given & plan->doubts;

	for (unsigned i = 0; i < plan->n_composites; i++) {
		const struct plan_composite *c = &plan->composites[i];

		if ((bits & c->parts) == 0)
			continue;
		bits |= c->adds;
		doubt |= (c->required & ~bits) | (bits & c->noted);
	}
	*given = bits;
	return doubt == 0;
}

/* Take the steps of `plan` whose members are given; NULL: there is a doubt. */
static inline __attribute__((always_inline)) char *
write_steps(struct emitter *e, struct writing *w, char *p,
    const struct plan *plan, const struct plan_step *steps,
    const void *object, uint64_t given)
{
	if (!complete(plan, &given))
		return NULL;
	for (; given != 0; given &= given - 1) {
		const struct plan_step *s =
		    &steps[__builtin_ctzll(given)];
		const void *at = (const char *)object + s->offset;

		p = write_way(e, w, p, s);
		if (s->kind <= STEP_SOUND) {
			p = write_text(p, s, at);
		} else if (s->kind == STEP_PERIOD) {
			p = write_period(e, p, s, (char)(s->component != 0 ?
			    e->d.component : e->d.element), at);
			pass_format(w, s);
		} else {
			p = write_value(e, p, s, at);
		}
		if (p == NULL)
			return NULL;
	}
	return p;
}

/* ---- segments ------------------------------------------------------- */

/* Which of the struct's members that `plan` knows are given? */
static inline uint64_t
given_of(const struct plan *plan, const void *object)
{
	return plan_given(plan->words, plan->n, object) & plan->values;
}

/* A segment begins; NULL when there is no room. */
static inline char *
begin_segment(struct emitter *e, const struct segment_plan *plan)
{
	struct buf *out = e->out;
	char *p;

	if (out->size - out->n < plan->room &&
	    !buf_reserve(out, plan->room)) {
		e->failed = true;
		return NULL;
	}
	p = out->p + out->n;
	memcpy(p, &plan->name, 4);
	return p + plan->name_n;
}

/* Are all elements there that must be, and do they go together?  There are
 * none that may not be. */
static inline bool
is_whole(const struct segment_plan *plan, uint64_t present)
{
	return ((plan->required & ~present) | (present & plan->noted) |
	    ((present ^ present >> 1) & plan->pairs)) == 0 &&
	    (present & plan->any) != 0;
}

/* The segment ends at `p`, if that is not NULL.  False when there is any
 * doubt. */
static inline bool
end_segment(struct emitter *e, const struct writing *w,
    const struct segment_plan *plan, char *p)
{
	size_t before = e->out->n;

	if (p == NULL || !is_whole(plan, w->present))
		return false;
	*p++ = (char)e->d.segment;
	if (e->lines)
		*p++ = '\n';
	e->out->n = (size_t)(p - e->out->p);
	e->separators += w->element + 1 + w->inner + e->lines;
	if (e->careful && !emit_settle(e)) {
		e->out->n = e->settled = before;
		return false;
	}
	e->segments++;
	return true;
}

/* See emit.h. */
bool
emit_planned(struct emitter *e, const struct segment_plan *plan,
    const void *object, uint64_t given)
{
	struct writing w = { 1, 0, 0, 0 };
	char *p;

	if (given == 0 || (p = begin_segment(e, plan)) == NULL)
		return false;
	p = write_steps(e, &w, p, &plan->fields, plan->fields.steps, object,
	    given);
	return end_segment(e, &w, plan, p);
}

/* See emit.h. */
bool
emit_cells(struct emitter *e)
{
	const struct guide_node *node = e->bound->node;
	struct segment_plan plan = { .name = node->segment,
	    .name_n = (uint8_t)node->id.n, .room = (uint32_t)(e->size +
	    EMIT_ELEMENTS + LONGEST), .required = node->required,
	    .noted = node->noted, .pairs = node->pairs, .any = node->any };
	struct writing w = { 1, 0, 0, 0 };
	uint64_t have = e->have & ~(uint64_t)1;
	char *p;

	if (e->joined != 0 || have == 0 || (have & ~node->allowed) != 0 ||
	    (p = begin_segment(e, &plan)) == NULL)
		return false;
	for (; have != 0 && p != NULL; have &= have - 1) {
		unsigned i = (unsigned)__builtin_ctzll(have);
		struct plan_step s = { .element = (uint8_t)i,
		    .spec = &node->sure[i - 1] };

		p = s.spec->kind == SURE_COMPOSITE ? NULL :
		    write_judged(write_way(e, &w, p, &s), &s, e->cells[i]);
	}
	return end_segment(e, &w, &plan, p);
}

/* See emit.h. */
bool
emit_quick(struct emitter *e, const struct bound *b, const void *object)
{
	const struct segment_plan *plan = b->plan;

	return plan != NULL && plan->groups == NULL && !e->unplanned &&
	    emit_planned(e, plan, object, given_of(&plan->fields, object));
}

/* See emit.h. */
bool
emit_quick_groups(struct emitter *e, const struct bound *b, void **next)
{
	const struct segment_plan *plan = b->plan;
	struct writing w = { 1, 0, 0, 0 };
	void *item = *next;
	unsigned turn = 0;
	char *p;

	if (plan == NULL || plan->groups == NULL || e->unplanned ||
	    (p = begin_segment(e, plan)) == NULL)
		return false;
	p = write_steps(e, &w, p, &plan->fields, plan->fields.steps, item,
	    given_of(&plan->fields, item));
	do {
		uint64_t given = given_of(&plan->group, item);

		if (p == NULL || given == 0)
			return false;
		p = write_steps(e, &w, p, &plan->group, plan->group.steps +
		    turn * plan->group.n, item, given);
		turn++;
		item = *(void **)item;
	} while (turn < plan->groups->n && item != NULL &&
	    !emit_breaks_before(plan->groups, item) &&
	    fill_same_head(plan->groups, *next, item));
	if (!end_segment(e, &w, plan, p))
		return false;
	e->taken = turn;
	*next = item;
	return true;
}
