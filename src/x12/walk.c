/* SPDX-License-Identifier: Apache-2.0 */
/*
 * walk.c -- which place in the guide does a segment have?
 *
 * The open loops are a stack, the innermost on top.  A segment's place is
 * looked for from the innermost loop outwards, among the children that may
 * still come; the first whose key fits takes it, and the loops above are
 * closed.  That is all there is to a clean file.
 *
 * A faulty file is repaired by guesses, so that one fault gives one finding.
 * The segment behind the one in doubt decides: if that one has its place where
 * the walk stands, the one in doubt is alone there, and the walk stays.
 *
 *   a required child passed over	noted, and reported when its loop ends
 *   an unknown segment			passed over; it may be one misspelt, so
 *					the next one missing there is not told
 *   a child whose turn has passed	"too late".  If the next segment is too,
 *					what came before them was too early:
 *					the walk goes back; or a loop begins
 *					anew without its first segment
 *   a child of a loop not begun	that loop's first segment is missing,
 *					unless the next one has its place here
 *   a child of a loop that ended	what ended it was too early: "too late"
 *   a first segment right behind	it stands behind the second, and
 *   such a beginning			was told already
 *   a key that fits nowhere		the loop that the next segment fits, or
 *					the required child still missing
 *   none of these			passed over; the walk stays where it was
 */
#include "x12/judge_private.h"

#include <stdio.h>

#define CODES_SHOWN 12		/* in "none of those that may stand here" */

/* A place found: entry `e` among the children of level `level`. */
struct place_found {
	const struct guide_entry *e;
	unsigned level;
};

/* ---- what was seen in a loop ---------------------------------------- */

static bool
was_seen(const struct judge_level *l, unsigned child)
{
	return (l->seen[child / 64] >> child % 64 & 1) != 0;
}

/* Count `child`; true when it is now once more than it may be. */
static bool
count_child(struct judge_level *l, const struct guide_node *child)
{
	unsigned i = child->index;

	if (!was_seen(l, i)) {
		l->seen[i / 64] |= (uint64_t)1 << i % 64;
		l->count[i] = 1;
		return false;
	}
	if (l->count[i] < UINT16_MAX)
		l->count[i]++;
	return child->max != GUIDE_NO_LIMIT && l->count[i] == child->max + 1;
}

/* ---- findings of the walk ------------------------------------------- */

/* A finding about `node` at segment `s`. */
static struct finding
about(const struct judge *j, enum finding_code code,
    const struct guide_node *node, const struct segment *s)
{
	struct finding f = judge_finding(j, code, s, 0, 0);

	f.value = (str){ NULL, 0 };
	f.name = node->label;
	f.at.segment_id = node->is_loop ? node->children[0]->id : node->id;
	f.at.loop = node->is_loop ? node->id : node->parent->id;
	return f;
}

/* Report the `max` + 1st time of a segment or loop. */
static void
report_repeat(struct judge *j, const struct guide_node *node,
    const struct segment *s)
{
	struct finding f = about(j, node->is_loop ? FINDING_LOOP_REPEATS :
	    FINDING_SEGMENT_REPEATS, node, s);
	char a[16], want[16];

	f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%u", node->max + 1) };
	f.want = (str){ want, (size_t)snprintf(want, sizeof want, "%u",
	    node->max) };
	judge_add(j, &f);
}

/* Report a required child that never came. */
static void
report_missing(struct judge *j, const struct guide_node *loop, unsigned child,
    const struct judge_mark *at)
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
		report_missing(j, l->loop, child, &at);
		return;
	}
	j->missing[j->n_missing++] = (struct judge_missing){ (uint8_t)level,
	    (uint8_t)child, at };
}

/* Note all required children below index `limit` that did not come. */
static void
pass_required(struct judge *j, unsigned level, unsigned limit,
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
			report_missing(j, j->levels[level].loop, m->child,
			    &m->at);
		else
			j->missing[kept++] = *m;
	}
	j->n_missing = kept;
}

/* Forget that `child` was missing: it came late.  True if it was noted. */
static bool
forget_noted(struct judge *j, unsigned level, unsigned child)
{
	for (unsigned i = 0; i < j->n_missing; i++)
		if (j->missing[i].level == level &&
		    j->missing[i].child == child) {
			j->missing[i] = j->missing[--j->n_missing];
			return true;
		}
	return false;
}

/* Level `level` goes back to `position`: what was passed over behind it may
 * still come. */
static void
go_back(struct judge *j, unsigned level, unsigned position)
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
			pass_required(j, j->depth - 1, loop->n_children, s);
		if (j->n_missing != 0)
			report_noted(j, j->depth - 1);
		run_rules(j, loop, s);
		j->depth--;
		if (j->unknown.level >= j->depth)
			j->unknown.ordinal = 0;
		if (j->claim_n != 0 && j->depth < j->claim_depth)
			j->claim_n = 0;
	}
}

/* Open `loop` on top of the stack; nothing in it was seen yet. */
static void
open_level(struct judge *j, const struct guide_node *loop)
{
	struct judge_level *l = &j->levels[j->depth++];

	l->loop = loop;
	l->position = 0;
	l->seen[0] = l->seen[1] = 0;
}

/* Take a step to a place that fits: the way of every segment of a clean
 * file. */
static void
step_to(struct judge *j, const struct place_found *p,
    const struct segment *s)
{
	const struct guide_node *child = p->e->child;
	struct judge_level *l = &j->levels[p->level];

	if (j->depth > p->level + 1)
		walk_close(j, p->level + 1, s);
	if (child->position > l->position) {
		if (((child->before[0] & ~l->seen[0]) |
		    (child->before[1] & ~l->seen[1])) != 0)
			pass_required(j, p->level, child->group, s);
		l->position = child->position;
	}
	if (count_child(l, child))
		report_repeat(j, child, s);
	if (child->is_loop) {
		open_level(j, child);
		j->levels[j->depth - 1].seen[0] = 1;
		j->levels[j->depth - 1].count[0] = 1;
	}
	j->node = p->e->segment;
}

/* ---- looking for a place -------------------------------------------- */

static inline bool
key_fits(const struct guide_node *node, const struct segment *s)
{
	const struct code_list *keys = node->keys;
	str value;

	if (keys == NULL)
		return true;
	value = node->key_component == 0 ?
	    segment_element(s, node->key_element) :
	    segment_component(s, node->key_element, node->key_component);
	return code_list_has_sent(keys, value);
}

/* The entries of level `level` for a segment name; *n of them. */
static const struct guide_entry *
entries_of(const struct judge *j, unsigned level, int dense, unsigned *n)
{
	const struct guide_node *loop = j->levels[level].loop;

	*n = loop->entry_n[dense];
	return loop->entries + loop->entry_first[dense];
}

/* True when the entry is the segment that its open loop begins with: met
 * again, it means a new turn of the loop, which the level below knows. */
static bool
is_beginning(const struct guide_entry *e, unsigned level)
{
	return level > 0 && e->child->index == 0;
}

/*
 * Look for `s` from the innermost loop outwards, among the children from the
 * present position on.  *late is the innermost place that fits but has passed.
 */
static bool
find_place(const struct judge *j, const struct segment *s, int dense,
    struct place_found *out, struct place_found *late)
{
	late->e = NULL;
	for (unsigned level = j->depth; level-- > 0;) {
		unsigned n;
		const struct guide_entry *e = entries_of(j, level, dense, &n);

		for (unsigned i = 0; i < n; i++) {
			if (is_beginning(&e[i], level) ||
			    !key_fits(e[i].segment, s))
				continue;
			if (e[i].child->position >=
			    j->levels[level].position) {
				*out = (struct place_found){ &e[i], level };
				return true;
			}
			if (late->e == NULL)
				*late = (struct place_found){ &e[i], level };
		}
	}
	return false;
}

/* ---- repairs -------------------------------------------------------- */

/* True when `next` has its place where the walk stands. */
static bool
goes_on(const struct judge *j, const struct segment *next)
{
	int dense = next != NULL && next->id != 0 ?
	    guide_dense(j->guide, next->id) : -1;
	struct place_found p, late;
	const struct judge_level *l;
	const struct guide_node *child;

	if (dense < 0)
		return next == NULL;
	if (!find_place(j, next, dense, &p, &late))
		return false;
	l = &j->levels[p.level];
	child = p.e->child;
	return child->max == GUIDE_NO_LIMIT || !was_seen(l, child->index) ||
	    l->count[child->index] < child->max;
}

/* The place of `s` in `loop`, not at its beginning; NULL: there is none. */
static const struct guide_entry *
place_inside(const struct guide_node *loop, const struct segment *s,
    int dense)
{
	const struct guide_entry *e = loop->entries + loop->entry_first[dense];

	for (unsigned i = 0; i < loop->entry_n[dense]; i++)
		if (e[i].child->index != 0 && key_fits(e[i].segment, s))
			return &e[i];
	return NULL;
}

static bool
is_inside(const struct guide_node *loop, const struct segment *s, int dense)
{
	return place_inside(loop, s, dense) != NULL;
}

/* The same for a segment that may not be at hand, or not known. */
static bool
is_next_inside(const struct judge *j, const struct guide_node *loop,
    const struct segment *next)
{
	int dense = next != NULL && next->id != 0 ?
	    guide_dense(j->guide, next->id) : -1;

	return dense >= 0 && is_inside(loop, next, dense);
}

/* Enter `loop`, a child of level `level`, without its first segment, and take
 * `s` there. */
static void
enter_headless(struct judge *j, unsigned level, const struct guide_node *loop,
    const struct segment *s, int dense)
{
	struct guide_entry e = { loop->children[0], loop };
	struct place_found p = { &e, level }, late;
	bool misspelt = j->unknown.ordinal != 0 &&
	    j->unknown.ordinal + 1 == s->ordinal;
	struct judge_mark at;

	step_to(j, &p, s);
	at = judge_mark(j, s);
	if (misspelt)
		j->broken = true;
	else
		report_missing(j, loop, 0, &at);
	j->unknown.ordinal = 0;
	j->headless = s->ordinal;
	if (find_place(j, s, dense, &p, &late))
		step_to(j, &p, s);
}

/* Have all required children of this loop come? */
static bool
is_complete(const struct judge_level *l)
{
	return ((l->loop->required_children[0] & ~l->seen[0]) |
	    (l->loop->required_children[1] & ~l->seen[1])) == 0;
}

/* True when nothing required but the first segment comes before `child`. */
static bool
may_follow_first(const struct guide_node *child)
{
	return (child->before[0] & ~(uint64_t)1) == 0 && child->before[1] == 0;
}

/*
 * Does a late place mean that its loop begins anew without its first segment?
 * It does when the loop's second segment comes again; and when the segments
 * behind are late too, and one comes again, or the loop was left complete and
 * this is what may follow its first segment.
 */
static bool
is_new_turn(struct judge *j, const struct segment *next,
    const struct place_found *late)
{
	const struct guide_node *child = late->e->child;
	const struct judge_level *l = &j->levels[late->level];
	bool again = was_seen(l, child->index);

	if (late->level == 0 || l->loop->max == 1 ||
	    forget_noted(j, late->level, child->index))
		return false;
	if (child->second && again)
		return true;
	return !goes_on(j, next) && (again ||
	    (late->level + 1 < j->depth && is_complete(l) &&
	    may_follow_first(child)));
}

/*
 * The second segment of a loop further out, come again, and behind it what
 * that loop holds: a new turn of it, though a loop further in has a late place
 * too (an SBR behind the lines is a subscriber more likely than another
 * insurance).
 */
static bool
take_second(struct judge *j, const struct segment *s,
    const struct segment *next, int dense)
{
	for (unsigned level = j->depth - 1; level-- > 1;) {
		const struct judge_level *l = &j->levels[level];
		unsigned n;
		const struct guide_entry *e = entries_of(j, level, dense, &n);

		for (unsigned i = 0; i < n; i++) {
			if (!e[i].child->second || l->loop->max == 1 ||
			    !is_complete(l) || !key_fits(e[i].segment, s) ||
			    !is_next_inside(j, l->loop, next))
				continue;
			enter_headless(j, level - 1, l->loop, s, dense);
			return true;
		}
	}
	return false;
}

/* Report that `s` comes later than it should. */
static void
report_order(struct judge *j, const struct segment *s,
    const struct place_found *late)
{
	const struct guide_node *child = late->e->child;
	const struct judge_level *l = &j->levels[late->level];
	struct finding f = about(j, FINDING_SEGMENT_ORDER, late->e->segment,
	    s);

	for (unsigned i = l->loop->n_children; i-- > 0;)
		if (l->loop->children[i]->position > child->position &&
		    was_seen(l, i)) {
			const struct guide_node *c = l->loop->children[i];

			f.want = c->is_loop ? c->children[0]->id : c->id;
		}
	judge_add(j, &f);
}

/*
 * A place whose turn has passed.  If the walk goes on from where it stands, a
 * segment of an outer loop is left without a place: to close the loops behind
 * it would lose the walk's own.
 */
static void
take_late(struct judge *j, const struct segment *s,
    const struct segment *next, int dense, const struct place_found *late)
{
	const struct guide_node *child = late->e->child;
	struct judge_level *l = &j->levels[late->level];
	bool stay = goes_on(j, next), inner = late->level + 1 == j->depth;

	if (is_new_turn(j, next, late)) {
		enter_headless(j, late->level - 1, l->loop, s, dense);
		return;
	}
	forget_noted(j, late->level, child->index);
	if (!inner || !was_seen(l, child->index) ||
	    child->max == GUIDE_NO_LIMIT || l->count[child->index] < child->max)
		report_order(j, s, late);
	if (!stay)
		go_back(j, late->level, child->position);
	if (!stay || inner)
		step_to(j, late, s);
	else
		count_child(l, child);
}

/*
 * How well a loop whose first segment is missing fits: 0 not at all, 1 not
 * well enough.
 */
static unsigned
headless_rank(const struct judge *j, unsigned level,
    const struct guide_node *loop, const struct segment *s, int dense)
{
	const struct judge_level *l = &j->levels[level];

	if (!loop->is_loop || loop->position < l->position ||
	    !is_inside(loop, s, dense))
		return 0;
	if (loop->usage == USAGE_REQUIRED && !was_seen(l, loop->index))
		return 3;
	return was_seen(l, loop->index) && loop->max == 1 ? 1 : 2;
}

/* The loop not begun that fits `s` best, and its level; NULL: none does. */
static const struct guide_node *
find_headless(const struct judge *j, const struct segment *s, int dense,
    unsigned *at)
{
	const struct guide_node *best = NULL;
	unsigned best_rank = 1;

	for (unsigned level = j->depth; level-- > 0 && best == NULL;) {
		const struct guide_node *loop = j->levels[level].loop;

		for (unsigned i = 0; i < loop->n_children; i++) {
			unsigned rank = headless_rank(j, level,
			    loop->children[i], s, dense);

			if (rank > best_rank) {
				best_rank = rank;
				*at = level;
				best = loop->children[i];
			}
		}
	}
	return best;
}

/*
 * A child of a loop not begun, unless the walk goes on behind it without that
 * loop.  The loop's own first segment, next, says nothing: another turn of it
 * may follow.  Where `s` has a late place too, the next has to be inside.
 */
static bool
take_headless(struct judge *j, const struct segment *s,
    const struct segment *next, int dense, const struct place_found *late)
{
	unsigned level = 0;
	const struct guide_node *loop = find_headless(j, s, dense, &level);

	if (loop == NULL)
		return false;
	if (late->e != NULL ? goes_on(j, next) ||
	    !is_next_inside(j, loop, next) ||
	    loop == j->levels[late->level].loop :
	    next != NULL && next->id != loop->segment && goes_on(j, next))
		return false;
	enter_headless(j, level, loop, s, dense);
	return true;
}

/* Open `loop`, a child of level `level`, again for `s`, which is late. */
static void
reopen(struct judge *j, unsigned level, const struct guide_node *loop,
    const struct segment *s, int dense)
{
	struct guide_entry e = { place_inside(loop, s, dense)->segment, loop };
	struct place_found p = { &e, level }, late;

	report_order(j, s, &p);
	go_back(j, level, loop->position);
	step_to(j, &p, s);
	if (find_place(j, s, dense, &p, &late))
		step_to(j, &p, s);
}

/*
 * A child of a repeating loop that has ended and whose turn has passed: what
 * came between was too early.  The loop is opened again.
 */
static bool
take_reopened(struct judge *j, const struct segment *s,
    const struct segment *next, int dense)
{
	if (goes_on(j, next))
		return false;
	for (unsigned level = j->depth; level-- > 0;) {
		const struct judge_level *l = &j->levels[level];

		for (unsigned i = 0; i < l->loop->n_children; i++) {
			const struct guide_node *c = l->loop->children[i];

			if (!c->is_loop || c->max == 1 || !was_seen(l, i) ||
			    c->position >= l->position ||
			    !is_inside(c, s, dense))
				continue;
			reopen(j, level, c, s, dense);
			return true;
		}
	}
	return false;
}

/*
 * The first segment of a loop that was entered without it, right behind the
 * one it was entered by: the two changed places.  But if the second comes
 * next, a new turn begins.
 */
static bool
take_belated(struct judge *j, const struct segment *s,
    const struct segment *next, const struct place_found *p)
{
	const struct guide_node *loop = open_loop(j);

	if (j->headless + 1 != s->ordinal || p->e->child != loop ||
	    (next != NULL && next->id == loop->children[1]->segment))
		return false;
	j->node = loop->children[0];
	return true;
}

/* How well an entry fits a segment whose key is wrong: 0 not at all. */
static unsigned
wrong_key_rank(const struct judge *j, unsigned level,
    const struct guide_entry *e, const struct segment *next)
{
	const struct judge_level *l = &j->levels[level];
	bool open = e->child->usage == USAGE_REQUIRED &&
	    !was_seen(l, e->child->index);
	int dense = next != NULL && next->id != 0 ?
	    guide_dense(j->guide, next->id) : -1;

	if (is_beginning(e, level) || e->child->position < l->position ||
	    e->segment->keys == NULL)
		return 0;
	if (e->child->is_loop && dense >= 0 &&
	    is_inside(e->child, next, dense))
		return open ? 5 : 4;
	if (open)
		return 3;
	return e->child->is_loop ? 1 : 2;
}

/* The segment is known, its key is not one of those of level `level`. */
static void
report_key(struct judge *j, const struct segment *s, unsigned level,
    int dense, const struct guide_entry *best)
{
	struct finding f = judge_finding(j, FINDING_QUALIFIER, s,
	    best->segment->key_element, best->segment->key_component);
	struct buf words;
	unsigned n;
	const struct guide_entry *e = entries_of(j, level, dense, &n);

	buf_init(&words, 512);
	for (unsigned i = 0; i < n && i < CODES_SHOWN; i++) {
		if (e[i].segment->keys == NULL || is_beginning(&e[i], level))
			continue;
		if (words.n > 0)
			buf_add(&words, STR(", "));
		code_list_words(e[i].segment->keys, CODES_SHOWN, &words);
	}
	f.at.loop = best->child->is_loop ? best->child->id :
	    j->levels[level].loop->id;
	f.name = best->segment->label;
	f.want = buf_str(&words);
	if (f.value.n == 0)
		f.code = FINDING_ELEMENT_MISSING;
	judge_add(j, &f);
	j->broken = true;	/* whichever of the two it is */
	buf_fini(&words);
}

/* The segment is known here, its key is not. */
static bool
take_wrong_key(struct judge *j, const struct segment *s,
    const struct segment *next, int dense)
{
	struct place_found best = { NULL, 0 };
	unsigned best_rank = 0;

	for (unsigned level = j->depth; level-- > 0;) {
		unsigned n;
		const struct guide_entry *e = entries_of(j, level, dense, &n);

		for (unsigned i = 0; i < n; i++) {
			unsigned rank = wrong_key_rank(j, level, &e[i], next);

			if (rank > best_rank) {
				best_rank = rank;
				best = (struct place_found){ &e[i], level };
			}
		}
	}
	if (best_rank == 0)
		return false;
	report_key(j, s, best.level, dense, best.e);
	if (best_rank >= 3 || best.e->child->is_loop)
		step_to(j, &best, s);
	return true;
}

/* Nothing fits: say so and stay. */
static void
pass_over(struct judge *j, const struct segment *s, enum finding_code code)
{
	struct finding f = judge_finding(j, code, s, 0, 0);

	f.value = (str){ NULL, 0 };
	f.at.loop = open_loop(j)->id;
	f.want = open_loop(j)->label;
	judge_add(j, &f);
}

/* See judge_private.h. */
void
walk_past(struct judge *j, const struct segment *s)
{
	j->unknown.ordinal = s->ordinal;
	j->unknown.level = (uint8_t)(j->depth - 1);
}

/* See judge_private.h. */
bool
walk_to(struct judge *j, const struct segment *s, const struct segment *next)
{
	int dense = guide_dense(j->guide, s->id);
	struct place_found p, late;

	j->node = NULL;
	if (dense >= 0 && find_place(j, s, dense, &p, &late)) {
		if (j->headless != 0 && take_belated(j, s, next, &p))
			return false;
		step_to(j, &p, s);
		if (j->node->usage == USAGE_NOT_USED) {
			struct finding f = about(j, FINDING_SEGMENT_UNUSED,
			    j->node, s);

			judge_add(j, &f);
		}
		return false;
	}
	if (dense < 0) {
		pass_over(j, s, FINDING_SEGMENT_UNKNOWN);
		walk_past(j, s);
		return false;
	}
	if (late.e != NULL) {
		if (late.level + 1 == j->depth ||
		    (!take_second(j, s, next, dense) &&
		    !take_headless(j, s, next, dense, &late)))
			take_late(j, s, next, dense, &late);
		return false;
	}
	if (take_headless(j, s, next, dense, &late))
		return false;
	if (take_wrong_key(j, s, next, dense))
		return true;
	if (take_reopened(j, s, next, dense))
		return false;
	pass_over(j, s, FINDING_SEGMENT_UNEXPECTED);
	return false;
}
