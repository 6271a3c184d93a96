/* SPDX-License-Identifier: Apache-2.0 */
/*
 * repair.c -- a segment that has no place where the walk stands.
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
#include "x12/walk_private.h"

#define CODES_SHOWN 12		/* in "none of those that may stand here" */

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
	if (!walk_find(j, next, dense, &p, &late))
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
		if (key_fits(&e[i], s))
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
	struct guide_entry e = { .segment = loop->children[0],
	    .child = loop };
	struct place_found p = { &e, level }, late;
	bool misspelt = j->unknown.ordinal != 0 &&
	    j->unknown.ordinal + 1 == s->ordinal;
	struct judge_mark at;

	walk_step(j, &p, s);
	at = judge_mark(j, s);
	if (misspelt)
		j->broken = true;
	else
		walk_report_missing(j, loop, 0, &at);
	j->unknown.ordinal = 0;
	j->headless = s->ordinal;
	if (walk_find(j, s, dense, &p, &late))
		walk_step(j, &p, s);
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
	    walk_forget(j, late->level, child->index))
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
			    !is_complete(l) || !key_fits(&e[i], s) ||
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
	struct finding f = walk_about(j, FINDING_SEGMENT_ORDER,
	    late->e->segment, s);

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
	walk_forget(j, late->level, child->index);
	if (!inner || !was_seen(l, child->index) ||
	    child->max == GUIDE_NO_LIMIT || l->count[child->index] < child->max)
		report_order(j, s, late);
	if (!stay)
		walk_back(j, late->level, child->position);
	if (!stay || inner)
		walk_step(j, late, s);
	else
		walk_count(l, child);
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
	struct guide_entry e = {
	    .segment = place_inside(loop, s, dense)->segment,
	    .child = loop };
	struct place_found p = { &e, level }, late;

	report_order(j, s, &p);
	walk_back(j, level, loop->position);
	walk_step(j, &p, s);
	if (walk_find(j, s, dense, &p, &late))
		walk_step(j, &p, s);
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

/* See walk_private.h. */
bool
walk_take_belated(struct judge *j, const struct segment *s,
    const struct segment *next, const struct place_found *p)
{
	const struct guide_node *loop = open_loop(j);

	if (j->headless + 1 != s->ordinal || p->e->child != loop ||
	    (next != NULL && loop->n_children > 1 &&
	    next->id == loop->children[1]->segment))
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

	if (e->position < l->position || e->keys == NULL)
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
		if (e[i].keys == NULL)
			continue;
		if (words.n > 0)
			buf_add(&words, STR(", "));
		code_list_words(e[i].keys, CODES_SHOWN, &words);
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
		walk_step(j, &best, s);
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

/* See walk_private.h. */
bool
walk_repair(struct judge *j, const struct segment *s,
    const struct segment *next, int dense, const struct place_found *late)
{
	if (dense < 0) {
		pass_over(j, s, FINDING_SEGMENT_UNKNOWN);
		walk_past(j, s);
		return false;
	}
	if (late->e != NULL) {
		if (late->level + 1 == j->depth ||
		    (!take_second(j, s, next, dense) &&
		    !take_headless(j, s, next, dense, late)))
			take_late(j, s, next, dense, late);
		return false;
	}
	if (take_headless(j, s, next, dense, late))
		return false;
	if (take_wrong_key(j, s, next, dense))
		return true;
	if (take_reopened(j, s, next, dense))
		return false;
	pass_over(j, s, FINDING_SEGMENT_UNEXPECTED);
	return false;
}
