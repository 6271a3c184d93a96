/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_report.c -- what is found in an item, with the way to the member:
 * "claim.lines[2].charge"; and the life of an emitter.
 */
#include "claim/emit.h"

#include <stdio.h>

#define PATH_MAX_BYTES 512

/* ---- where in the model --------------------------------------------- */

/* See emit.h. */
void
emit_enter(struct emitter *e, const char *name, unsigned index)
{
	if (e->depth < EMIT_DEPTH)
		e->path[e->depth] = (struct emit_step){ name, index, 0 };
	e->depth++;
}

/* See emit.h. */
void
emit_leave(struct emitter *e)
{
	e->depth--;
}

/* The path as text, "claim.lines[2].charge", in `to`. */
static str
path_text(const struct emitter *e, const char *member,
    char to[PATH_MAX_BYTES])
{
	size_t n = 0;

	for (unsigned i = 0; i < e->depth && i < EMIT_DEPTH; i++) {
		const struct emit_step *s = &e->path[i];
		int wrote = s->index == 0 ? snprintf(to + n,
		    PATH_MAX_BYTES - n, "%s%s", i == 0 ? "" : ".", s->name) :
		    snprintf(to + n, PATH_MAX_BYTES - n, "%s%s[%u]",
		    i == 0 ? "" : ".", s->name, s->index);

		if (wrote < 0 || (size_t)wrote >= PATH_MAX_BYTES - n)
			return (str){ to, n };
		n += (size_t)wrote;
	}
	if (member != NULL) {
		int wrote = snprintf(to + n, PATH_MAX_BYTES - n, "%s%s",
		    n == 0 ? "" : ".", member);

		if (wrote > 0 && (size_t)wrote < PATH_MAX_BYTES - n)
			n += (size_t)wrote;
	}
	return (str){ to, n };
}

/* The member of a struct whose ops are given that stands at a place. */
static const struct op *
op_at(const struct op *ops, unsigned n, unsigned element, unsigned component)
{
	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];

		if (op->element == element && (op->component == 0 ||
		    component == 0 || (component >= op->component &&
		    component < op->component + op->n)))
			return op;
		if (op->type == FIELD_TEXTS && op->component == 0 &&
		    element > op->element && element < op->element + op->n)
			return op;
	}
	return NULL;
}

/* The member inside a composite. */
static const char *
part_member(struct emitter *e, const struct op *whole, unsigned component)
{
	for (unsigned i = 0; i < whole->n_parts && component != 0; i++) {
		const struct op *op = &whole->parts[i];

		if (component >= op->component &&
		    component < op->component + op->n) {
			str both = arena_fmt(&e->scratch, "%s.%s",
			    whole->field->name, op->field->name);

			return both.p != NULL ? both.p : whole->field->name;
		}
	}
	return whole->field->name;
}

/* The member of a group, with its index: "diagnoses[3].code". */
static const char *
group_member(struct emitter *e, const struct op *g, unsigned element,
    unsigned component)
{
	unsigned stride = g->field->stride, turn = 0;
	const struct op *op;
	str text;

	if (stride != 0 && element >= g->element) {
		turn = (element - g->element) / stride;
		element = (element - g->element) % stride;
		op = op_at(g->parts, g->n_parts, element, component);
	} else {
		op = op_at(g->parts, g->n_parts, element, component);
	}
	text = arena_fmt(&e->scratch, "%s[%u]%s%s", g->field->name,
	    e->first_group + turn, op == NULL ? "" : ".", op == NULL ? "" :
	    op->type == FIELD_PART ? part_member(e, op, component) :
	    op->field->name);
	return text.p != NULL ? text.p : g->field->name;
}

/* See emit.h. */
const char *
emit_member(struct emitter *e, unsigned element, unsigned component)
{
	const struct bound *b = e->bound;
	const struct op *op = op_at(b->ops, b->n_ops, element, component);

	if (op != NULL && op->type != FIELD_GROUPS)
		return op->type == FIELD_PART ?
		    part_member(e, op, component) : op->field->name;
	for (unsigned i = 0; i < b->n_ops; i++)
		if (b->ops[i].type == FIELD_GROUPS)
			return group_member(e, &b->ops[i], element,
			    component);
	return NULL;
}

/* Pass a finding on, with the path as its field. */
static void
report(struct emitter *e, const struct finding *f, const char *member)
{
	char path[PATH_MAX_BYTES];
	struct finding full = *f;

	if (!e->careful) {		/* E1 */
		e->doubt = true;
		return;
	}
	full.at.field = path_text(e, member, path);
	full.at.segment = 0;
	full.at.position = 0;
	full.at.offset = 0;
	e->errors += finding_def(f->code)->severity == SEVERITY_ERROR;
	e->sink->add(e->sink->ctx, &full);
}

/* See emit.h. */
void
emit_finding(struct emitter *e, enum finding_code code,
    const struct guide_node *node, const char *member, str value, str want)
{
	struct finding f = { .code = code, .value = value, .want = want };

	if (node != NULL) {
		const struct guide_node *head = node;

		while (head->is_loop)
			head = head->children[0];
		f.name = node->label;
		f.at.segment_id = head->id;
		f.at.loop = node->is_loop || node->parent == NULL ? node->id :
		    node->parent->id;
	}
	report(e, &f, member);
}

/* See emit.h. */
void
emit_separator_found(struct emitter *e, const char *member, const char *p)
{
	struct finding f = { .code = FINDING_VALUE_SEPARATOR, .a = { p, 1 } };

	f.at.segment_id = e->bound->node->id;
	report(e, &f, member);
}

/* ISA's texts are padded, and two of its elements are separators: there only
 * control characters are wrong. */
static bool
is_padding(const struct finding *f)
{
	static const uint64_t padded = 1u << 2 | 1u << 4 | 1u << 6 | 1u << 8 |
	    1u << 11 | 1u << 16;
	bool separator = f->at.element == 11 || f->at.element == 16;

	return str_eq(f->at.segment_id, STR("ISA")) &&
	    (padded >> f->at.element & 1) != 0 && (separator ||
	    (f->code != FINDING_CONTROL_CHARACTER &&
	    f->code != FINDING_NOT_ASCII));
}

/* The judge's sink: a finding about the segment at hand. */
static void
take_judged(void *ctx, const struct finding *f)
{
	struct emitter *e = ctx;

	if (is_padding(f))
		return;
	report(e, f, f->at.element == 0 ? NULL : emit_member(e,
	    f->at.element, f->at.component));
}

/* See emit.h. */
enum rc
emit_init(struct emitter *e, struct buf *out, const struct finding_sink *sink,
    struct err *err)
{
	e->out = out;
	e->sink = sink;
	e->judged = (struct finding_sink){ e, take_judged };
	e->look = emit_looker();
	e->gather = plan_gatherer();
	e->day = DATE_NONE;
	arena_init(&e->scratch, WRITER_ITEM_MAX);
	return judge_init(&e->judge, &e->judged, err);
}

/* See emit.h. */
void
emit_fini(struct emitter *e)
{
	judge_fini(&e->judge);
	arena_fini(&e->scratch);
}

/* See emit.h. */
void
emit_unplaced(struct emitter *e, const struct guide_node *node,
    const struct unplaced *u, const void *object, const char *within)
{
	if (!unplaced_given(u, object))
		return;
	for (unsigned i = 0; i < u->n; i++) {
		const struct field *f = u->v[i];
		str member;

		if (!field_given(object, f))
			continue;
		member = within == NULL ? str_of(f->name) :
		    arena_fmt(&e->scratch, "%s.%s", within, f->name);
		emit_finding(e, FINDING_MODEL_NO_PLACE, node, member.p,
		    (str){ NULL, 0 }, e->binding->guide->title);
	}
}
