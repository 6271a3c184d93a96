/* SPDX-License-Identifier: Apache-2.0 */
/* update.c -- the plan: which releases are wanted, and the ways to them. */
#include "wire/update.h"

/* What a plan is made of, and where its list ends. */
struct planning {
	const struct manifest *m;
	const struct update_state *state;
	date	 today;
	struct arena *arena;
	struct update_plan *plan;
	const struct update_item **end;
	struct err *err;
};

static enum rc
fail_memory(struct err *err)
{
	return fail(err, RC_MEMORY, "no memory for the plan");
}

/* See update.h.  Releases stand in the order of their dates. */
void
update_state_of(const struct book *b, struct update_state *state)
{
	for (int set = 0; set < SETS; set++) {
		const struct book_release *r;

		state->loaded[set] = DATE_NONE;
		for (unsigned n = 0; b != NULL &&
		    (r = book_release(b, set, n)) != NULL; n++)
			if (!r->starter)
				state->loaded[set] = r->from;
	}
}

static bool
is_accepted(const struct update_state *state, str licence)
{
	for (size_t i = 0; i < state->n_accepted; i++)
		if (str_eq(state->accepted[i], licence))
			return true;
	return false;
}

/* ---- the ways to a release ------------------------------------------ */

static enum rc
plan_ways(struct planning *p, const struct manifest_way *ways, date due,
    const struct update_way **out)
{
	for (; ways != NULL; ways = ways->next) {
		struct update_way *w;
		enum rc rc;

		if (!manifest_way_fits(ways, due))
			continue;
		w = ARENA_NEW(p->arena, struct update_way);
		if (w == NULL)
			return fail_memory(p->err);
		w->link = ways->link;
		rc = manifest_fill(ways->pattern, due, p->arena, &w->text,
		    p->err);
		if (rc != RC_OK)
			return rc;
		*out = w;
		out = &w->next;
	}
	return RC_OK;
}

static enum rc
plan_files(struct planning *p, const struct manifest_file *files, date due,
    const struct update_file **out)
{
	for (; files != NULL; files = files->next) {
		struct update_file *f = ARENA_NEW(p->arena,
		    struct update_file);
		enum rc rc;

		if (f == NULL)
			return fail_memory(p->err);
		f->name = files->name;
		rc = plan_ways(p, files->ways, due, &f->ways);
		if (rc != RC_OK)
			return rc;
		*out = f;
		out = &f->next;
	}
	return RC_OK;
}

/* ---- releases ------------------------------------------------------- */

/* Add one release to the plan. */
static enum rc
add_release(struct planning *p, enum code_set set,
    const struct manifest_set *ms, const struct calendar_answer *answer,
    struct cadence_due due)
{
	struct update_item *item = ARENA_NEW(p->arena, struct update_item);
	date day = due.on != DATE_NONE ? due.on : p->today;
	enum rc rc;

	if (item == NULL)
		return fail_memory(p->err);
	item->set = set;
	item->answer = *answer;
	item->due = due;
	item->by_hand = ms->files == NULL;
	item->terms = ms->needs != NULL;
	if (ms->needs != NULL && !is_accepted(p->state, ms->needs->name))
		item->licence = ms->needs;
	rc = manifest_fill(ms->page, day, p->arena, &item->page, p->err);
	if (rc == RC_OK)
		rc = plan_files(p, ms->files, day, &item->files);
	if (rc != RC_OK)
		return rc;
	*p->end = item;
	p->end = &item->next;
	p->plan->n++;
	return RC_OK;
}

/*
 * The day after which releases are wanted.  With nothing loaded that is the
 * day before the one in force; where the newest holds its forerunners, the day
 * before that one; what was merely possible may come on top of it.
 */
static date
wanted_after(const struct planning *p, enum cadence c, date loaded, bool each)
{
	date in_force = cadence_due_by(c, p->today, true).on;

	if (loaded != DATE_NONE && (each || in_force <= loaded))
		return loaded;
	return in_force != DATE_NONE ? in_force - 1 : loaded;
}

/* Add what is wanted of one set. */
static enum rc
plan_set(struct planning *p, enum code_set set, const struct manifest_set *ms)
{
	enum cadence c = set_cadence(set);
	date loaded = p->state->loaded[set];
	struct calendar_answer a = calendar_look(c, loaded, p->today);
	date until = a.soon ? a.due.on : p->today;
	struct cadence_due due;
	enum rc rc = RC_OK;

	if (c == CADENCE_NEVER)
		return loaded != DATE_NONE ? RC_OK :
		    add_release(p, set, ms, &a, a.due);
	due = cadence_due_after(c, wanted_after(p, c, loaded, ms->each),
	    false);
	while (rc == RC_OK && due.on != DATE_NONE && due.on <= until) {
		rc = add_release(p, set, ms, &a, due);
		due = cadence_due_after(c, due.on, false);
	}
	return rc;
}

/* See update.h. */
enum rc
update_plan(const struct manifest *m, const struct update_state *state,
    date today, struct arena *arena, struct update_plan *out, struct err *err)
{
	struct update_plan plan = { NULL, 0 };
	struct planning p = { m, state, today, arena, &plan, &plan.items,
		err };

	for (int set = 0; set < SETS; set++) {
		const struct manifest_set *ms = manifest_find(m,
		    str_of(code_set_name(set)));
		enum rc rc = ms == NULL ? RC_OK : plan_set(&p, set, ms);

		if (rc != RC_OK)
			return rc;
	}
	*out = plan;
	return RC_OK;
}
