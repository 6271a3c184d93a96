/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plan_loop.c -- a loop laid out as the writer goes through it, see plan.h.
 */
#include "claim/bind.h"

#define WORDS	2048

struct making {
	struct plan_word words[WORDS];
	unsigned n_words;
	struct plan_child children[PLAN_CHILDREN];
	unsigned n_children;
	struct loop_plan out;
	bool	 good;
};

/* A child begins; false when there are too many. */
static bool
begin_child(struct making *m, enum child_kind kind, const struct bound *b)
{
	struct plan_child *c = &m->children[m->n_children];

	if (m->n_children == PLAN_CHILDREN) {
		m->good = false;
		return false;
	}
	*c = (struct plan_child){ .kind = (uint8_t)kind, .b = b };
	if (b != NULL) {
		uint64_t bit = (uint64_t)1 << m->n_children % 64;

		if (b->node->usage == USAGE_REQUIRED)
			m->out.required[m->n_children / 64] |= bit;
		if (b->node->max != GUIDE_NO_LIMIT)
			c->most = b->node->max;
		c->plan = b->plan != NULL ? (const void *)b->plan :
		    b->loop_plan != NULL ? (const void *)b->loop_plan : b;
	}
	m->n_children++;
	return true;
}

/* A word of the child that was begun last. */
static void
add_word(struct making *m, size_t offset, unsigned step)
{
	if (m->n_words == WORDS || offset % 8 != 0) {
		m->good = false;
		return;
	}
	m->words[m->n_words++] = (struct plan_word){ (uint16_t)offset,
	    (uint8_t)(m->n_children - 1), (uint8_t)step };
}

/* The words of a segment of the loop's own members: those of its plan. */
static void
add_own(struct making *m, const struct plan *p)
{
	for (uint64_t v = p->values; v != 0; v &= v - 1) {
		unsigned i = (unsigned)__builtin_ctzll(v);

		add_word(m, p->words[i], i);
	}
}

/* Those of a segment without a plan: any will do. */
static void
add_other(struct making *m, const struct bound *loop, unsigned index)
{
	for (unsigned i = 0; i < loop->n_presence; i++)
		if (loop->presence[i].child == index)
			add_word(m, loop->presence[i].offset, 0);
}

static void
add_child(struct making *m, const struct bound *loop, const struct bound *b,
    unsigned index)
{
	bool own = b->plan != NULL && b->plan->groups == NULL;

	if (b->level != NULL || b->carried ||
	    b->node->segment == SEGMENT_ID2('S', 'E') ||
	    !begin_child(m, b->field == NULL ? own ? CHILD_OWN : CHILD_OTHER :
	    b->field->type == FIELD_ONE ? CHILD_ONE : CHILD_MANY, b))
		return;
	if ((loop->always[index / 64] >> index % 64 & 1) != 0)
		m->out.always[(m->n_children - 1) / 64] |=
		    (uint64_t)1 << (m->n_children - 1) % 64;
	if (b->field != NULL)
		add_word(m, b->field->offset, 0);
	else if (own)
		add_own(m, &b->plan->fields);
	else
		add_other(m, loop, index);
}

/* What this guide has no place for (P3). */
static void
add_unplaced(struct making *m, const struct unplaced *u)
{
	if (u->n_offsets == 0 || !begin_child(m, CHILD_DOUBT, NULL))
		return;
	for (unsigned i = 0; i < u->n_offsets; i++)
		add_word(m, u->offsets[i], 0);
}

/* Sort the words by pane.  False when there is no memory. */
static bool
make_panes(struct making *m, size_t size, struct arena *a)
{
	unsigned words = (unsigned)(size / WORD_BYTES), n = WORDS_PANES(words);
	struct plan_pane *panes = ARENA_ARRAY(a, struct plan_pane, n);

	if (panes == NULL)
		return false;
	m->out.panes = panes;
	m->out.size = words;
	m->out.n_panes = n > PLAN_PANES ? 0 : n;
	for (unsigned i = 0; i < m->n_words; i++) {
		unsigned at = m->words[i].offset / WORD_BYTES;
		struct plan_pane *pane = &panes[at / WORDS_PANE];

		/* Where a word says two things, each is asked by itself. */
		if ((pane->counts >> at % WORDS_PANE & 1) != 0)
			m->out.n_panes = 0;
		pane->counts |= (uint64_t)1 << at % WORDS_PANE;
		pane->places[at % WORDS_PANE] = m->words[i];
	}
	return true;
}

static const void *
keep(struct arena *a, const void *v, size_t size)
{
	void *copy = arena_alloc(a, size + 1);

	if (copy != NULL && size != 0)
		memcpy(copy, v, size);
	return copy;
}

/* See bind.h. */
bool
plan_loop(const struct binding *binding, struct bound *loop, struct arena *a)
{
	const struct guide_node *node = loop->node;
	struct loop_plan *kept;
	struct making m;

	m.n_words = m.n_children = 0;
	m.out = (struct loop_plan){ .n_words = 0 };
	m.good = loop->schema->size % 8 == 0;
	for (unsigned i = 0; i < node->n_children; i++)
		add_child(&m, loop, bound_of(binding, node->children[i]), i);
	add_unplaced(&m, &loop->unplaced);
	if (!m.good)
		return true;
	m.out.n_words = m.n_words;
	m.out.n_children = m.n_children;
	m.out.words = keep(a, m.words, m.n_words * sizeof m.words[0]);
	m.out.children = keep(a, m.children, m.n_children *
	    sizeof m.children[0]);
	kept = arena_alloc(a, sizeof *kept);
	if (m.out.words == NULL || m.out.children == NULL || kept == NULL ||
	    !make_panes(&m, loop->schema->size, a))
		return false;
	*kept = m.out;
	loop->loop_plan = kept;
	return true;
}
