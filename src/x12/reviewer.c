/* SPDX-License-Identifier: Apache-2.0 */
/* reviewer.c -- feed the judge, part by part. */
#include "x12/reviewer.h"

#include "x12/step.h"

/* See reviewer.h. */
enum rc
reviewer_init(struct reviewer *r, const struct finding_sink *sink,
    enum check_depth depth, struct err *err)
{
	enum rc rc;

	*r = (struct reviewer){ .sink = sink };
	rc = judge_init(&r->judge, sink, err);
	r->judge.judges = depth;
	return rc;
}

/* See reviewer.h. */
void
reviewer_fini(struct reviewer *r)
{
	judge_fini(&r->judge);
}

/* See reviewer.h. */
void
reviewer_watch(struct reviewer *r, void (*watch)(void *ctx,
    const struct judge *j, const struct segment *s,
    const struct guide_node *node), void *ctx)
{
	r->judge.watch = watch;
	r->judge.watch_ctx = ctx;
}

/* Show a segment that has no place. */
static inline void
show(const struct reviewer *r, const struct segment *s)
{
	if (r->judge.watch != NULL)
		r->judge.watch(r->judge.watch_ctx, NULL, s, NULL);
}

/* Report the envelope's findings about segments before `ordinal`. */
static void
report_envelope(struct reviewer *r, const struct work *w, uint64_t ordinal)
{
	size_t *next = &r->at.findings;

	for (; *next < w->findings.n &&
	    w->findings.v[*next]->at.segment < ordinal; ++*next)
		r->sink->add(r->sink->ctx, w->findings.v[*next]);
}

static void
begin_transaction(struct reviewer *r, const struct part *p)
{
	struct judge_names names;

	r->interchange = p->interchange;
	r->group = p->group;
	r->transaction = p->transaction;
	r->position = 0;
	r->basic = p->guide == NULL;
	names = (struct judge_names){ part_name(&r->interchange),
	    part_name(&r->group), part_name(&r->transaction) };
	if (p->guide != NULL)
		judge_begin(&r->judge, p->guide, &names);
	else
		r->judge.names = names;
}

/* A segment without a name stays out of the walk. */
static __attribute__((noinline)) void
take_nameless(struct reviewer *r, const struct segment *s)
{
	struct finding f;

	r->judge.node = NULL;
	f = judge_finding(&r->judge, segment_name(s).n == 0 && s->n == 0 ?
	    FINDING_EMPTY_SEGMENT : FINDING_SEGMENT_ID, s, 0, 0);
	f.value = segment_name(s);
	judge_add(&r->judge, &f);
	if (!r->basic && s->n != 0)
		walk_past(&r->judge, s);
	show(r, s);
}

/* A segment whose step was not taken before. */
static __attribute__((noinline)) void
take_unknown(struct reviewer *r, struct segment *s, struct segment *next)
{
	segment_check_name(s);
	if (next != NULL)
		segment_check_name(next);
	if (s->id == 0) {
		take_nameless(r, s);
	} else if (r->basic) {
		show(r, s);
	} else {
		judge_unknown(&r->judge, s, next);
		judge_show(&r->judge, s);
	}
}

/* Close the loops of a transaction that ends with or before segment `i`. */
static void
end_transaction(struct reviewer *r, const struct work *w, uint32_t i,
    bool cut)
{
	static const uint32_t nothing = 0;
	struct segment last = { .text = "", .ends = &nothing,
	    .offset = w->slab.offset, .ordinal = w->slab.ordinal - 1 };

	if (r->basic)
		return;
	if (i < w->slab.n_segments)
		slab_segment(&w->slab, i, &last);
	last.position = r->position;
	if (cut)
		judge_cut(&r->judge);
	else
		judge_end(&r->judge, &last);
	r->claims += r->judge.claims;
}

static void
begin_part(struct reviewer *r, const struct work *w, const struct part *p)
{
	if (p->begins)
		begin_transaction(r, p);
	if (p->n != 0) {
		slab_show(&w->slab, &r->views[0]);
		slab_show(&w->slab, &r->views[1]);
		slab_seek(&w->slab, p->first, &r->at.cursor);
		slab_next(&w->slab, p->first, &r->at.cursor,
		    &r->views[p->first & 1]);
	}
	r->at.segments = p->first;
	r->at.inside = true;
}

/* Go on with a part; false when it paused. */
static bool
take_part(struct reviewer *r, const struct work *w, const struct part *p)
{
	uint32_t end = p->first + p->n, i;
	struct segment *s, *next, *other;

	if (!r->at.inside)
		begin_part(r, w, p);
	i = r->at.segments;
	s = &r->views[i & 1];
	next = &r->views[~i & 1];
	for (; i < end; i++) {
		if (i + 1 < end)
			slab_next(&w->slab, i + 1, &r->at.cursor, next);
		s->position = ++r->position;
		if (r->basic || !judge_known(&r->judge, s))
			take_unknown(r, s, i + 1 < end ? next : NULL);
		else
			judge_show(&r->judge, s);
		if (r->pause) {
			r->at.segments = i + 1;
			return false;
		}
		other = s;
		s = next;
		next = other;
	}
	if (p->ends)
		end_transaction(r, w, p->n != 0 ? end - 1 : end, p->cut);
	r->at.segments = end;
	r->at.inside = false;
	return true;
}

/* Show the segments between parts to whoever watches; false when it paused. */
static bool
show_between(struct reviewer *r, const struct work *w, uint32_t to)
{
	struct segment s;

	if (r->judge.watch == NULL)
		return true;
	while (r->at.segments < to) {
		slab_segment(&w->slab, r->at.segments++, &s);
		show(r, &s);
		if (r->pause)
			return false;
	}
	return true;
}

/* See reviewer.h. */
bool
reviewer_take(struct reviewer *r, const struct work *w)
{
	r->pause = false;
	for (; r->at.parts < w->parts.n; r->at.parts++) {
		const struct part *p = &w->parts.v[r->at.parts];

		report_envelope(r, w, w->slab.ordinal + p->first + 1);
		if ((!r->at.inside && !show_between(r, w, p->first)) ||
		    !take_part(r, w, p))
			return false;
	}
	report_envelope(r, w, UINT64_MAX);
	if (!show_between(r, w, w->slab.n_segments))
		return false;
	r->at = (struct reviewed){ 0 };
	return true;
}
