/* SPDX-License-Identifier: Apache-2.0 */
/* reviewer.c -- feed the judge, part by part. */
#include "x12/reviewer.h"

#include "x12/judge_private.h"

/* See reviewer.h. */
enum rc
reviewer_init(struct reviewer *r, const struct finding_sink *sink,
    struct err *err)
{
	*r = (struct reviewer){ .sink = sink };
	return judge_init(&r->judge, sink, err);
}

/* See reviewer.h. */
void
reviewer_fini(struct reviewer *r)
{
	judge_fini(&r->judge);
}

/* Report the envelope's findings about segments before `ordinal`. */
static void
report_envelope(struct reviewer *r, const struct work *w, size_t *next,
    uint64_t ordinal)
{
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
	r->judge.watch = r->watch;
	r->judge.watch_ctx = r->watch_ctx;
	if (p->guide != NULL)
		judge_begin(&r->judge, p->guide, &names);
	else
		r->judge.names = names;
}

/* A segment without a name stays out of the walk. */
static bool
has_name(struct reviewer *r, const struct segment *s)
{
	struct finding f;

	if (s->id != 0)
		return true;
	r->judge.node = NULL;
	f = judge_finding(&r->judge, segment_name(s).n == 0 && s->n == 0 ?
	    FINDING_EMPTY_SEGMENT : FINDING_SEGMENT_ID, s, 0, 0);
	f.value = segment_name(s);
	judge_add(&r->judge, &f);
	if (!r->basic && s->n != 0)
		walk_past(&r->judge, s);
	if (r->watch != NULL)
		r->watch(r->watch_ctx, NULL, s, NULL);
	return false;
}

static void
take_segment(struct reviewer *r, struct segment *s,
    const struct segment *next)
{
	s->position = ++r->position;
	if (!has_name(r, s))
		return;
	if (!r->basic)
		judge_segment(&r->judge, s, next);
	else if (r->watch != NULL)
		r->watch(r->watch_ctx, NULL, s, NULL);
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
		slab_segment(&w->slab, i, NULL, &last);
	last.position = r->position;
	if (cut)
		judge_cut(&r->judge);
	else
		judge_end(&r->judge, &last);
	r->claims += r->judge.claims;
}

static void
take_part(struct reviewer *r, const struct work *w, const struct part *p)
{
	struct slab_cursor at = { 0, 0 };
	struct segment views[2];
	uint32_t end = p->first + p->n;

	if (p->begins)
		begin_transaction(r, p);
	if (p->n != 0)
		slab_segment(&w->slab, p->first, &at, &views[p->first & 1]);
	for (uint32_t i = p->first; i < end; i++) {
		struct segment *next = &views[~i & 1];

		if (i + 1 < end)
			slab_segment(&w->slab, i + 1, &at, next);
		take_segment(r, &views[i & 1], i + 1 < end ? next : NULL);
	}
	if (p->ends)
		end_transaction(r, w, p->n != 0 ? end - 1 : end, p->cut);
}

/* Show the segments between parts to whoever watches. */
static void
watch_between(struct reviewer *r, const struct work *w, uint32_t from,
    uint32_t to)
{
	struct segment s;

	for (; r->watch != NULL && from < to; from++) {
		slab_segment(&w->slab, from, NULL, &s);
		r->watch(r->watch_ctx, NULL, &s, NULL);
	}
}

/* See reviewer.h. */
void
reviewer_take(struct reviewer *r, const struct work *w)
{
	uint32_t done = 0;
	size_t next = 0;

	for (size_t i = 0; i < w->parts.n; i++) {
		const struct part *p = &w->parts.v[i];

		report_envelope(r, w, &next, w->slab.ordinal + p->first + 1);
		watch_between(r, w, done, p->first);
		take_part(r, w, p);
		done = p->first + p->n;
	}
	report_envelope(r, w, &next, UINT64_MAX);
	watch_between(r, w, done, w->slab.n_segments);
}
