/* SPDX-License-Identifier: Apache-2.0 */
/* json_plan.c -- names made ready, and found again by hashing. */
#include "interop/json_plan.h"

#include "base/vec.h"

#define PLANS_MAX ((size_t)64 << 20)

static const char *const own_names[ROLE_N] = {
	[ROLE_RECORD] = "record", [ROLE_GUIDE] = "guide",
	[ROLE_ENCODING] = "encoding", [ROLE_LEVEL] = "level",
	[ROLE_BELOW] = "below", [ROLE_AT] = "at", [ROLE_BREAKS] = "breaks",
	[ROLE_CARRIED] = "carried", [ROLE_ORDER] = "order",
};

/* See json_plan.h. */
void
json_plans_init(struct json_plans *p)
{
	*p = (struct json_plans){ .n_caches = 0 };
	arena_init(&p->arena, PLANS_MAX);
}

/* See json_plan.h. */
void
json_plans_fini(struct json_plans *p)
{
	VEC_FREE(&p->all);
	arena_fini(&p->arena);
}

/* See json_plan.h. */
bool
json_is_above(const struct schema *s)
{
	const struct transaction_map *map;

	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		if (map->levels[0].schema == s)
			return true;
	for (unsigned i = 0; i < envelope_map.n_levels; i++)
		if (envelope_map.levels[i].schema == s)
			return !envelope_map.levels[i].record;
	return false;
}

/* See json_plan.h. */
bool
json_points_up(const struct schema *s, const struct schema *of)
{
	for (unsigned i = 0; i < s->n && s->fields[i].type == FIELD_UP; i++)
		if (s->fields[i].of == of)	/* D4 */
			return true;
	return false;
}

/* True for a row that is a member: all but pointers to what is a record. */
static bool
is_member(const struct field *f)
{
	return f->type != FIELD_UP || !json_is_above(f->of);
}

static unsigned
hash(str name)
{
	unsigned h = (unsigned)name.n;

	for (size_t i = 0; i < name.n; i++)
		h = (h ^ (unsigned char)name.p[i]) * 0x01000193u;
	return h ^ h >> 15;
}

/* Put member number `i` where its name is looked for; false when another of
 * that name is there. */
static bool
enter(struct json_plan *plan, unsigned i)
{
	str name = plan->members[i].name;
	unsigned at = hash(name) & plan->mask;

	for (; plan->slots[at] != 0; at = (at + 1) & plan->mask)
		if (str_eq(plan->members[plan->slots[at] - 1].name, name))
			return false;
	plan->slots[at] = (uint8_t)(i + 1);
	return true;
}

/* See json_plan.h. */
const struct json_member *
json_plan_member(const struct json_plan *plan, str name)
{
	unsigned at = hash(name) & plan->mask;

	for (; plan->slots[at] != 0; at = (at + 1) & plan->mask)
		if (str_eq(plan->members[plan->slots[at] - 1].name, name))
			return &plan->members[plan->slots[at] - 1];
	return NULL;
}

/* Name member `i`; false: no memory, or the name is taken. */
static bool
name_member(struct json_plans *p, struct json_plan *plan, unsigned i,
    const char *name)
{
	struct json_member *m = &plan->members[i];
	size_t n = strlen(name) + 4;
	char *key = arena_zero(&p->arena, n / KEY_CELL + 1, KEY_CELL);

	if (key == NULL)
		return false;
	memcpy(key, ",\"", 2);
	memcpy(key + 2, name, n - 4);
	memcpy(key + n - 2, "\":", 2);
	m->name = (str){ key + 2, n - 4 };
	m->key = (str){ key, n };
	m->number = i;
	return enter(plan, i);
}

/* Fill the members of an empty plan. */
static bool
fill(struct json_plans *p, struct json_plan *plan)
{
	const struct schema *s = plan->schema;
	unsigned n = 0;

	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];

		if (!is_member(f))
			continue;
		plan->members[n].field = f;
		plan->members[n].type = f->type;
		if (f->type == FIELD_UP)
			plan->members[n].cache = p->n_caches++;
		if (!name_member(p, plan, n++, f->name))
			return false;
	}
	plan->n_fields = n;
	for (int role = ROLE_FIELD + 1; role < ROLE_N; role++) {
		plan->members[n].role = (uint8_t)role;
		if (!name_member(p, plan, n++, own_names[role]))
			return false;
	}
	plan->n = n;
	plan->head = arena_fmt(&p->arena, "{\"record\":\"%s\"", s->name);
	return plan->head.p != NULL;
}

static struct json_plan *
new_plan(struct json_plans *p, const struct schema *s)
{
	struct json_plan *plan = ARENA_NEW(&p->arena, struct json_plan);
	unsigned most = s->n + ROLE_N, slots = 16;

	if (plan == NULL || most > JSON_MEMBERS_MAX || !VEC_ROOM(&p->all, 1))
		return NULL;
	while (slots < 2 * most)
		slots *= 2;
	plan->schema = s;
	plan->above = json_is_above(s);
	plan->mask = slots - 1;
	plan->slots = ARENA_ARRAY(&p->arena, uint8_t, slots);
	plan->members = ARENA_ARRAY(&p->arena, struct json_member, most);
	if (plan->slots == NULL || plan->members == NULL || !fill(p, plan) ||
	    !json_steps_make(&plan->steps, plan, &p->arena))
		return NULL;
	p->all.v[p->all.n++] = plan;
	return plan;
}

/* See json_plan.h. */
struct json_plan *
json_plan_of(struct json_plans *p, const struct schema *s)
{
	struct json_plan *plan;

	if (p->failed)
		return NULL;
	if (p->recent != NULL && p->recent->schema == s)
		return p->recent;
	for (size_t i = 0; i < p->all.n; i++)
		if (p->all.v[i]->schema == s)
			return p->recent = p->all.v[i];
	/* It is in the list before those that it leads to: they may lead
	 * back. */
	plan = new_plan(p, s);
	p->failed = plan == NULL;
	for (unsigned i = 0; plan != NULL && i < plan->n_fields; i++) {
		struct json_member *m = &plan->members[i];

		if (m->field->of == NULL)
			continue;
		m->of = json_plan_of(p, m->field->of);
		if (m->of == NULL)
			return NULL;
	}
	return plan;
}
