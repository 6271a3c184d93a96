/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envelope.c -- slabs cut into parts of transactions.
 *
 * The control segments themselves are control.c's.
 */
#include <stdlib.h>

#include "x12/control.h"

#define FINDINGS_MAX	((size_t)64 << 20)	/* bytes of them, a slab */

/* ---- work ----------------------------------------------------------- */

/* See envelope.h. */
enum rc
work_init(struct work *w, struct err *err)
{
	*w = (struct work){ 0 };
	arena_init(&w->arena, FINDINGS_MAX);
	return slab_init(&w->slab, err);
}

/* See envelope.h. */
void
work_fini(struct work *w)
{
	slab_fini(&w->slab);
	arena_fini(&w->arena);
	VEC_FREE(&w->parts);
	VEC_FREE(&w->findings);
}

/* The sink of the envelope's own judge: keep a copy with the slab. */
static void
collect(void *ctx, const struct finding *f)
{
	struct envelope *e = ctx;
	struct work *w = e->work;
	const struct finding *copy = finding_copy(&w->arena, f);

	if (copy == NULL || !VEC_ROOM(&w->findings, 1)) {
		w->failed = true;
		return;
	}
	w->findings.v[w->findings.n++] = copy;
}

/* ---- making --------------------------------------------------------- */

/* See envelope.h. */
enum rc
envelope_new(const struct guide_set *guides, struct check_summary *sum,
    struct envelope **out, struct err *err)
{
	static const char *const names[] = { [CONTROL_ISA] = "ISA",
	    [CONTROL_GS] = "GS", [CONTROL_ST] = NULL, [CONTROL_SE] = NULL,
	    [CONTROL_GE] = "GE", [CONTROL_IEA] = "IEA",
	    [CONTROL_TA1] = "TA1" };
	struct envelope *e = calloc(1, sizeof *e);
	enum rc rc;

	if (e == NULL)
		return fail(err, RC_MEMORY, "no memory for the envelope");
	*out = e;
	e->guides = guides;
	e->sum = sum;
	e->collect = (struct finding_sink){ e, collect };
	e->numbers = calloc(ENVELOPE_NUMBERS, sizeof *e->numbers);
	rc = judge_init(&e->judge, &e->collect, err);
	if (rc == RC_OK && e->numbers == NULL)
		rc = fail(err, RC_MEMORY, "no memory for the envelope");
	e->judge.guide = guides->envelope;
	for (size_t i = 0; i <= CONTROL_TA1 && rc == RC_OK; i++) {
		const struct guide_node *loop = i == CONTROL_GS ||
		    i == CONTROL_GE ? guide_path(guides->envelope, STR("GS")) :
		    guides->envelope->root;

		for (unsigned k = 0; names[i] != NULL && loop != NULL &&
		    k < loop->n_children; k++)
			if (!loop->children[k]->is_loop && str_eq(
			    loop->children[k]->id, str_of(names[i])))
				e->nodes[i] = loop->children[k];
	}
	return rc;
}

/* See envelope.h. */
void
envelope_free(struct envelope *e)
{
	if (e == NULL)
		return;
	judge_fini(&e->judge);
	free(e->numbers);
	free(e);
}

/* See envelope.h. */
bool
envelope_is_inside(const struct envelope *e)
{
	return e->st.open;
}

/* ---- parts ---------------------------------------------------------- */

/* See control.h. */
void
envelope_begin_part(struct envelope *e, uint32_t first, bool begins)
{
	struct work *w = e->work;
	struct part *p;

	if (!VEC_ROOM(&w->parts, 1)) {
		w->failed = true;
		return;
	}
	p = &w->parts.v[w->parts.n++];
	*p = (struct part){ .first = first, .begins = begins,
	    .guide = e->guide, .interchange = e->isa.number,
	    .group = e->gs.number, .transaction = e->st.number };
	if (!e->isa.open)
		p->interchange.n = 0;
	if (!e->gs.open)
		p->group.n = 0;
}

/* See control.h. */
void
envelope_end_part(struct envelope *e, uint32_t behind, bool ends)
{
	struct work *w = e->work;
	struct part *p;

	if (w->parts.n == 0)
		return;
	p = &w->parts.v[w->parts.n - 1];
	p->n = behind - p->first;
	p->ends = ends;
}

/* ---- slabs ---------------------------------------------------------- */

/* Segments outside any transaction: one finding for each run of them.  They
 * may be one whose ST is lost: then its SE follows. */
static void
take_strays(struct envelope *e, uint32_t until)
{
	struct segment s;

	if (e->cursor >= until || e->st.lost == LOST_HEADER)
		return;
	slab_segment(&e->work->slab, e->cursor, &s);
	e->judge.node = NULL;
	control_names(e);
	if (s.id == 0) {
		struct finding f = control_finding(e, segment_name(&s).n == 0 ?
		    FINDING_EMPTY_SEGMENT : FINDING_SEGMENT_ID, &s, 0);

		f.value = segment_name(&s);
		control_add(e, &f);
	} else {
		control_not_opened(e, &s, "ST");
		e->st.lost = e->gs.open ? LOST_HEADER : LOST_NOTHING;
	}
}

static void
take_control(struct envelope *e, const struct slab_control *c)
{
	struct segment s;

	/* A TA1 inside a transaction is an unknown segment of it. */
	if (e->st.open && c->kind == CONTROL_TA1)
		return;
	if (!e->st.open)
		take_strays(e, c->segment);
	slab_segment(&e->work->slab, c->segment, &s);
	if (c->kind == CONTROL_ST)
		s.position = 1;
	else if (e->st.open)
		s.position = (uint32_t)(s.ordinal - e->st.mark.ordinal) + 1;
	control_take(e, c->kind, &s, c->segment);
	e->cursor = c->segment + 1;
}

/* What the stream passed over before this slab. */
static void
report_skipped(struct envelope *e)
{
	const struct slab *s = &e->work->slab;
	struct finding f;
	char digits[24];

	control_names(e);
	if (s->why == SKIP_NONE || (s->why == SKIP_NO_ISA && s->n == 0))
		return;
	f = (struct finding){ .code = s->why == SKIP_TOO_LONG ?
	    FINDING_SEGMENT_TOO_LONG : FINDING_BYTES_BEFORE_ISA };
	f.at.interchange = e->judge.names.interchange;
	f.at.group = e->judge.names.group;
	f.at.transaction = e->judge.names.transaction;
	f.at.offset = s->why == SKIP_TOO_LONG ? s->offset :
	    s->offset - s->skipped;
	f.at.segment = s->ordinal;
	f.a = control_count(digits, s->skipped);
	control_add(e, &f);
}

/* Put the finding added last in its place in the file. */
static void
sort_in_last(struct work *w)
{
	const struct finding **v = w->findings.v, *last;
	size_t i = w->findings.n;

	if (i == 0)
		return;
	for (last = v[--i]; i > 0 &&
	    v[i - 1]->at.segment >= last->at.segment; i--)
		v[i] = v[i - 1];
	v[i] = last;
}

/* Blanks before segments are read over, and said once. */
static void
report_indented(struct envelope *e)
{
	const struct slab *s = &e->work->slab;
	struct segment first;
	struct finding f;

	if (s->indented == 0 || e->told_indented)
		return;
	e->told_indented = true;
	slab_segment(s, (uint32_t)(s->indented - s->ordinal), &first);
	e->judge.node = NULL;
	control_names(e);
	f = control_finding(e, FINDING_INDENTED, &first, 0);
	control_add(e, &f);
	sort_in_last(e->work);
}

/* The segments that do not end with the file: what is left of the last says
 * nothing. */
static uint32_t
whole_segments(const struct slab *s)
{
	return s->n_segments - (s->unterminated && s->n_segments > 0);
}

/* The file is over. */
static void
end_file(struct envelope *e)
{
	const struct slab *s = &e->work->slab;
	struct segment last;

	if (!e->any_isa) {
		struct finding f = { .code = FINDING_NO_INTERCHANGE };

		control_add(e, &f);
		return;
	}
	if (e->st.open && e->work->parts.n > 0)
		e->work->parts.v[e->work->parts.n - 1].cut = true;
	if (s->unterminated && s->n_segments > 0) {
		struct finding f;

		slab_segment(s, s->n_segments - 1, &last);
		e->judge.node = NULL;
		control_names(e);
		f = control_finding(e, FINDING_TRUNCATED, &last, 0);
		control_add(e, &f);
	}
	control_end_all(e, whole_segments(s), s->unterminated);
}

/* See envelope.h. */
enum rc
envelope_take(struct envelope *e, struct work *w, struct err *err)
{
	uint32_t whole = whole_segments(&w->slab);

	e->work = w;
	e->cursor = 0;
	w->parts.n = w->findings.n = 0;
	w->failed = false;
	arena_reset(&w->arena);
	report_skipped(e);
	if (e->st.open)
		envelope_begin_part(e, 0, false);
	for (uint32_t i = 0; i < w->slab.n_controls &&
	    w->slab.controls[i].segment < whole; i++)
		take_control(e, &w->slab.controls[i]);
	if (e->st.open)
		envelope_end_part(e, whole, false);
	else
		take_strays(e, whole);
	report_indented(e);
	if (w->slab.last)
		end_file(e);
	e->sum->segments += w->slab.n_segments;
	return w->failed ? fail(err, RC_MEMORY,
	    "no memory for the envelope's findings") : RC_OK;
}
