/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walk.c -- which place in the guide does a segment have?
 *
 * The open loops are a stack, the innermost on top.  A segment's place is
 * looked for from the innermost loop outwards, among the children that may
 * still come; the first whose key fits takes it, and the loops above are
 * closed.  That is all there is to a clean file.
 *
 * A faulty file is repaired by guesses: repair.c.
 */
#include "x12/step.h"

#include <stdio.h>

/* ---- findings of the walk ------------------------------------------- */

/* See walk_private.h. */
struct finding
walk_about(const struct judge *j, enum finding_code code,
    const struct guide_node *node, const struct segment *s)
{
	struct finding f = judge_finding(j, code, s, 0, 0);

	f.value = (str){ NULL, 0 };
	f.name = node->label;
	f.at.segment_id = node->is_loop ? node->children[0]->id : node->id;
	f.at.loop = node->is_loop ? node->id : node->parent->id;
	return f;
}

/* See walk_private.h. */
void
walk_report_repeat(struct judge *j, const struct guide_node *node,
    const struct segment *s)
{
	struct finding f = walk_about(j, node->is_loop ? FINDING_LOOP_REPEATS :
	    FINDING_SEGMENT_REPEATS, node, s);
	char a[16], want[16];

	f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%u", node->max + 1) };
	f.want = (str){ want, (size_t)snprintf(want, sizeof want, "%u",
	    node->max) };
	judge_add(j, &f);
}

/* See walk_private.h. */
void
walk_report_missing(struct judge *j, const struct guide_node *loop,
    unsigned child, const struct judge_mark *at)
{
	const struct guide_node *node = loop->children[child];
	struct finding f = judge_finding_at(j, node->is_loop ?
	    FINDING_LOOP_MISSING : FINDING_SEGMENT_MISSING, at, 0, 0);

	f.name = node->label;
	f.at.segment_id = node->is_loop ? node->children[0]->id : node->id;
	f.at.loop = node->is_loop ? node->id : loop->id;
	f.want = node->is_loop ? loop->id : node->id;
	judge_add(j, &f);
}

/* ---- required children ---------------------------------------------- */

/* Note that `child` of level `level` should have stood before `s`: if nothing
 * unknown was met in that loop, which may be it. */
static void
note_missing(struct judge *j, unsigned level, unsigned child,
    const struct segment *s)
{
	struct judge_level *l = &j->levels[level];
	struct judge_mark at = judge_mark(j, s);

	l->seen[child / 64] |= (uint64_t)1 << child % 64;
	l->count[child] = 0;
	j->broken = true;
	if (j->unknown.ordinal != 0 && j->unknown.level == level) {
		j->unknown.ordinal = 0;
		return;
	}
	if (j->n_missing == sizeof j->missing / sizeof j->missing[0]) {
		walk_report_missing(j, l->loop, child, &at);
		return;
	}
	j->missing[j->n_missing++] = (struct judge_missing){ (uint8_t)level,
	    (uint8_t)child, at };
}

/* See walk_private.h. */
void
walk_pass_required(struct judge *j, unsigned level, unsigned limit,
    const struct segment *s)
{
	struct judge_level *l = &j->levels[level];

	for (unsigned w = 0; w < 2 && w * 64 < limit; w++) {
		uint64_t open = l->loop->required_children[w] & ~l->seen[w];

		if (limit < w * 64 + 64)
			open &= ((uint64_t)1 << (limit - w * 64)) - 1;
		for (; open != 0; open &= open - 1)
			note_missing(j, level, w * 64 +
			    (unsigned)__builtin_ctzll(open), s);
	}
}

/* Report what was noted as missing in `level`, which ends. */
static void
report_noted(struct judge *j, unsigned level)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < j->n_missing; i++) {
		const struct judge_missing *m = &j->missing[i];

		if (m->level == level)
			walk_report_missing(j, j->levels[level].loop, m->child,
			    &m->at);
		else
			j->missing[kept++] = *m;
	}
	j->n_missing = kept;
}

/* See walk_private.h. */
bool
walk_forget(struct judge *j, unsigned level, unsigned child)
{
	for (unsigned i = 0; i < j->n_missing; i++)
		if (j->missing[i].level == level &&
		    j->missing[i].child == child) {
			j->missing[i] = j->missing[--j->n_missing];
			return true;
		}
	return false;
}

/* See walk_private.h. */
void
walk_back(struct judge *j, unsigned level, unsigned position)
{
	struct judge_level *l = &j->levels[level];
	unsigned kept = 0;

	l->position = (uint16_t)position;
	for (unsigned i = 0; i < j->n_missing; i++) {
		const struct judge_missing *m = &j->missing[i];

		if (m->level == level &&
		    l->loop->children[m->child]->position >= position)
			l->seen[m->child / 64] &=
			    ~((uint64_t)1 << m->child % 64);
		else
			j->missing[kept++] = *m;
	}
	j->n_missing = kept;
}

/* ---- opening and closing loops -------------------------------------- */

/* See judge_private.h. */
void
walk_close(struct judge *j, unsigned keep, const struct segment *s)
{
	while (j->depth > keep) {
		const struct guide_node *loop = open_loop(j);

		const struct judge_level *l = &j->levels[j->depth - 1];

		if (((loop->required_children[0] & ~l->seen[0]) |
		    (loop->required_children[1] & ~l->seen[1])) != 0)
			walk_pass_required(j, j->depth - 1,
			    loop->n_children, s);
		if (j->n_missing != 0)
			report_noted(j, j->depth - 1);
		run_rules(j, loop, s);
		j->depth--;
		if (j->unknown.level >= j->depth)
			j->unknown.ordinal = 0;
		if (j->depth < j->claim_depth)
			j->claim_n = j->claim_depth = 0;
	}
}

/* See walk_private.h. */
void
walk_step(struct judge *j, const struct place_found *p,
    const struct segment *s)
{
	const struct guide_node *child = p->e->child;

	if (j->depth > p->level + 1)
		walk_close(j, p->level + 1, s);
	if (child->position > j->levels[p->level].position)
		advance_to(j, p->level, child, s);
	enter_child(j, p->level, child, p->e->segment, s);
}

/* ---- looking for a place -------------------------------------------- */

/* See walk_private.h. */
bool
walk_find(const struct judge *j, const struct segment *s, int dense,
    struct place_found *out, struct place_found *late)
{
	late->e = NULL;
	for (unsigned level = j->depth; level-- > 0;) {
		unsigned n;
		const struct guide_entry *e = entries_of(j, level, dense, &n);

		for (unsigned i = 0; i < n; i++) {
			if (!key_fits(&e[i], s))
				continue;
			if (e[i].position >= j->levels[level].position) {
				*out = (struct place_found){ &e[i], level };
				return true;
			}
			if (late->e == NULL)
				*late = (struct place_found){ &e[i], level };
		}
	}
	return false;
}

/* ---- steps remembered ----------------------------------------------- */

/* True when no place for the segment's name, in any open loop, has a key. */
static bool
is_keyless(const struct judge *j, int dense)
{
	for (unsigned level = j->depth; level-- > 0;) {
		unsigned n;
		const struct guide_entry *e = entries_of(j, level, dense, &n);

		for (unsigned i = 0; i < n; i++)
			if (e[i].keys != NULL)
				return false;
	}
	return true;
}

/* Let *t ask for the key of `s`, which led to `e`; false when it cannot. */
static bool
remember_key(struct judge_step *t, const struct guide_entry *e,
    const struct segment *s)
{
	str whole = segment_element(s, e->key_element), key = whole;

	if (e->key_component > 1)
		return false;
	if (e->key_component == 1)
		key = segment_component(s, e->key_element, 1);
	if (key.n == 0 || key.n > 7)
		return false;
	t->key_element = e->key_element;
	t->key_n = (uint8_t)key.n;
	t->whole = key.n == whole.n ? UINT32_MAX : 0;
	if (key.n < whole.n && key.p[key.n] != (char)s->d->component)
		return false;
	if (key.n < whole.n)
		key.n++;
	t->key = pack_code(key);
	t->mask = ((uint64_t)1 << (8 * key.n - 1) << 1) - 1;
	return true;
}

/* Remember the step to `p` that is about to be taken. */
static void
remember_step(struct judge *j, const struct guide_node *from,
    const struct segment *s, int dense, const struct place_found *p)
{
	const struct guide_entry *e = p->e;
	struct judge_step t = { .from = from, .node = e->segment,
	    .child = e->child, .id = s->id, .level = (uint8_t)p->level,
	    .advances = e->position > j->levels[p->level].position,
	    .claim = s->id == j->guide->claim_segment &&
		guide_names_claim(j->guide, e->segment), .key_element = 1,
	    .rules = e->segment->rules[j->judges].n != 0 };

	struct judge_step *slot;

	_Static_assert(sizeof t == 64 || sizeof(void *) != 8, "judge.h");

	if (from == NULL || j->repaired ||
	    e->segment->usage == USAGE_NOT_USED || (e->keys == NULL ?
	    !is_keyless(j, dense) : !remember_key(&t, e, s)))
		return;
	slot = step_slot(j, from, s->id);
	slot[1] = slot[0];
	slot[0] = t;
}

/* See judge_private.h.  `from` is then no node, nor NULL. */
void
walk_forget_steps(struct judge *j)
{
	memset(j->steps, 0xFF, sizeof j->steps);
}

/* What is a component depends on the separator, and keys with it. */
static void
heed_separator(struct judge *j, unsigned char component)
{
	if (j->component != component)
		walk_forget_steps(j);
	j->component = component;
}

/* See judge_private.h. */
bool
walk_unknown(struct judge *j, const struct segment *s,
    const struct segment *next)
{
	const struct guide_node *from = j->node;
	struct place_found p, late;
	int dense;

	if (from == NULL)
		heed_separator(j, s->d->component);
	j->node = NULL;
	dense = guide_dense(j->guide, s->id);
	if (dense >= 0 && walk_find(j, s, dense, &p, &late)) {
		remember_step(j, from, s, dense, &p);
		if (j->headless != 0 && walk_take_belated(j, s, next, &p))
			return false;
		walk_step(j, &p, s);
		if (j->node->usage == USAGE_NOT_USED) {
			struct finding f = walk_about(j, FINDING_SEGMENT_UNUSED,
			    j->node, s);

			judge_add(j, &f);
		}
		return false;
	}
	j->repaired = true;
	return walk_repair(j, s, next, dense, &late);
}
