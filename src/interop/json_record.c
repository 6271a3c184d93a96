/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_record.c -- which record it is, where it belongs, and whether it can be
 * given.
 *
 * What a member means depends on the record, so what comes before its name is
 * kept, and heard again once the name has come.
 */
#include "interop/json_build.h"

#include "base/suggest.h"

#define WORDS_MAX 4096
#define KNOWN_FEW 5

/* ---- which record it is ------------------------------------------------- */

/* What is said of a record that is not known: the nearest name, or a few. */
struct known {
	struct suggestion near;
	struct buf few;
	unsigned n;		/* of the few */
	const char *last;	/* of them */
};

/* Offer the names of a map's records and levels; the records are listed. */
static void
offer_levels(struct known *k, const struct transaction_map *map)
{
	for (unsigned i = 0; map != NULL && i < map->n_levels; i++) {
		const struct level_map *level = &map->levels[i];
		const char *name = level->schema->name;

		suggest_offer(&k->near, str_of(name));
		if (k->n == KNOWN_FEW || (!level->record && i != 0 &&
		    map != &envelope_map) ||
		    (k->last != NULL && strcmp(name, k->last) == 0))
			continue;
		buf_fmt(&k->few, "%s%s", k->n++ != 0 ? ", " : "", name);
		k->last = name;
	}
}

static void
unknown_record(struct json_builder *b, str name)
{
	const struct transaction_map *map = b->above[ABOVE_TRANSACTION].map;
	struct known k = { .n = 0 };
	struct buf want;

	buf_init(&k.few, WORDS_MAX);
	buf_init(&want, WORDS_MAX);
	suggest_begin(&k.near, name);
	offer_levels(&k, map != NULL ? map : &envelope_map);
	offer_levels(&k, map != NULL ? &envelope_map : NULL);
	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		offer_levels(&k, map);
	if (k.near.best.n != 0)
		buf_fmt(&want, "Did you mean " STR_FMT "?",
		    STR_ARG(k.near.best));
	else
		buf_fmt(&want, "Known are " STR_FMT " and others.",
		    STR_ARG(buf_str(&k.few)));
	json_build_report(b, FINDING_JSON_UNKNOWN_RECORD,
	    json_build_path(b, ""), json_build_place(b), name,
	    want.failed ? "" : want.p, NULL);
	buf_fini(&want);
	buf_fini(&k.few);
	b->lost = true;
}

/* The level of a map that has this name, or NULL. */
static const struct level_map *
level_by_name(const struct transaction_map *map, str name)
{
	for (unsigned i = 0; map != NULL && i < map->n_levels; i++)
		if (str_eq(str_of(map->levels[i].schema->name), name))
			return &map->levels[i];
	return NULL;
}

/* What the record is: fill b->map, becomes and plan's schema. */
static const struct schema *
find_record(struct json_builder *b, str name)
{
	const struct level_map *level = level_by_name(&envelope_map, name);
	const struct transaction_map *map;

	if (level != NULL) {
		b->map = &envelope_map;
		if (!level->record)
			b->becomes = &b->above[level == envelope_map.levels ?
			    ABOVE_INTERCHANGE : ABOVE_GROUP];
		return level->schema;
	}
	b->map = b->above[ABOVE_TRANSACTION].map;
	level = level_by_name(b->map, name);
	if (level != NULL && level != b->map->levels)
		return level->schema;
	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++) {
		level = level_by_name(map, name);
		if (level == NULL)
			continue;
		b->map = NULL;
		if (level == map->levels)
			b->becomes = &b->above[ABOVE_TRANSACTION];
		return level->schema;
	}
	return NULL;
}

static void replay(struct json_builder *b);

/* The record's name has come. */
static void
choose(struct json_builder *b, enum json_type type, str name)
{
	const struct schema *s;
	struct arena *arena = b->arena;

	if (type != JSON_STRING) {
		json_build_report(b, FINDING_JSON_WRONG_TYPE, STR("record"),
		    json_build_place(b), STR(""), "a text",
		    json_type_words(type));
		b->lost = true;
		return;
	}
	s = find_record(b, name);
	if (s == NULL) {
		unknown_record(b, name);
		return;
	}
	b->plan = json_plan_of(&b->plans, s);
	if (b->becomes != NULL)
		arena = json_room_spare(&b->becomes->room);
	if (arena != NULL)
		b->object = arena_zero(arena, 1, s->size);
	if (b->plan == NULL || b->object == NULL) {
		b->failed = true;
		b->lost = true;
		return;
	}
	json_build_push(b, b->plan, b->object);
	b->frames[0].arena = arena;
	b->frames[0].member = json_plan_own(b->plan, ROLE_RECORD);
	b->frames[0].seen[b->frames[0].member->number / 64] |= (uint64_t)1 <<
	    b->frames[0].member->number % 64;
	replay(b);
}

/* ---- what comes before the name ----------------------------------------- */

static void
remember(struct json_builder *b, struct json_event e)
{
	if (b->lost)
		return;
	e.at = json_parser_where(b->parser);
	if (b->events.n == JSON_EVENTS_MAX) {
		json_build_report(b, FINDING_JSON_TOO_LARGE, STR(""), e.at,
		    STR(""), "too much before its \"record\"", NULL);
		b->lost = true;
		return;
	}
	e.text = arena_str(b->arena, e.text);
	if (e.text.p == NULL || !VEC_ROOM(&b->events, 1))
		b->failed = true;
	else
		b->events.v[b->events.n++] = e;
}

static void
replay(struct json_builder *b)
{
	b->replaying = true;
	for (size_t i = 0; i < b->events.n; i++) {
		const struct json_event *e = &b->events.v[i];

		b->at = e->at;
		if (e->kind == EVENT_OPEN)
			json_build_open(b, e->type);
		else if (e->kind == EVENT_CLOSE)
			json_build_close(b);
		else if (e->kind == EVENT_KEY)
			json_build_key(b, e->text);
		else
			json_build_value(b, e->type, e->text);
	}
	b->replaying = false;
	b->events.n = 0;
}

/* ---- events ------------------------------------------------------------- */

/* Something stands where a record should. */
static void
not_a_record(struct json_builder *b, const char *what)
{
	json_build_report(b, FINDING_JSON_NOT_A_RECORD, STR(""),
	    json_parser_where(b->parser), STR(""), NULL, what);
	b->lost = true;
}

static bool
on_open(void *ctx, enum json_type type)
{
	struct json_builder *b = ctx;

	if (b->depth != 0) {
		json_build_open(b, type);
	} else if (!b->begun) {
		b->begun = true;
		b->line = json_parser_where(b->parser).line;
		if (type != JSON_OBJECT)
			not_a_record(b, json_type_words(type));
	} else if (b->nested == 0 && b->whole) {
		not_a_record(b, "another one in the line of the one before");
	} else {
		remember(b, (struct json_event){ .kind = EVENT_OPEN,
		    .type = type });
	}
	b->named = false;
	b->nested++;
	return !b->failed;
}

static bool
on_close(void *ctx, enum json_type type)
{
	struct json_builder *b = ctx;

	if (b->depth != 0)
		json_build_close(b);
	else if (b->nested > 1)
		remember(b, (struct json_event){ .kind = EVENT_CLOSE,
		    .type = type });
	b->nested--;
	if (b->nested != 0)
		return !b->failed;
	if (b->plan == NULL && !b->lost)
		not_a_record(b, "an object without \"record\"");
	b->whole = true;
	return !b->failed;
}

static bool
on_key(void *ctx, str name)
{
	struct json_builder *b = ctx;

	b->named = b->plan == NULL && b->nested == 1 &&
	    str_eq(name, STR("record"));
	if (b->depth != 0)
		json_build_key(b, name);
	else if (!b->named)
		remember(b, (struct json_event){ .kind = EVENT_KEY,
		    .text = name });
	return !b->failed;
}

static bool
on_value(void *ctx, enum json_type type, str text)
{
	struct json_builder *b = ctx;

	if (b->depth != 0)
		json_build_value(b, type, text);
	else if (b->nested == 0)
		not_a_record(b, json_type_words(type));
	else if (b->named && !b->lost)
		choose(b, type, text);
	else
		remember(b, (struct json_event){ .kind = EVENT_VALUE,
		    .type = type, .text = text });
	b->begun |= b->nested == 0;
	b->whole |= b->nested == 0;
	b->named = false;
	return !b->failed;
}

const struct json_listener json_build_listener = { on_open, on_close, on_key,
	on_value };

/* ---- Latin-1 ------------------------------------------------------------ */

/* Make the text's characters bytes again; false: one has no byte. */
static bool
to_bytes(str *s)
{
	unsigned char *p = (unsigned char *)(uintptr_t)s->p, *to = p;
	const unsigned char *end = p + s->n;

	while (p != end) {
		if (*p < 0x80) {
			*to++ = *p++;
			continue;
		}
		if (*p > 0xC3)
			return false;
		*to++ = (unsigned char)(p[0] << 6 | (p[1] & 0x3F));
		p += 2;
	}
	s->n = (size_t)((const char *)to - s->p);
	return true;
}

static void
decode_latin(struct json_builder *b)
{
	for (size_t i = 0; i < b->foreign.n && !b->bad; i++)
		if (!to_bytes(b->foreign.v[i]))
			json_build_report(b, FINDING_JSON_NOT_LATIN_1,
			    str_of(b->plan->schema->name), (struct json_place){
			    .line = b->line, .column = 1 }, STR(""), NULL,
			    NULL);
}

/* ---- where the record belongs ------------------------------------------- */

static struct json_place
at_record(const struct json_builder *b)
{
	return (struct json_place){ .line = b->line, .column = 1 };
}

/* See json_build.h. */
const char *
json_build_guides(struct json_builder *b)
{
	const struct transaction_map *map;
	struct buf words;
	str kept;

	buf_init(&words, WORDS_MAX);
	buf_add(&words, STR("the name of its guide:"));
	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		if (map->levels[0].schema == b->plan->schema)
			buf_fmt(&words, " %s", map->guide);
	kept = arena_str(b->arena, buf_str(&words));
	buf_fini(&words);
	return kept.p != NULL ? kept.p : "";
}

/* The transaction without "guide": the only map that begins so. */
static void
guess_map(struct json_builder *b)
{
	const struct transaction_map *map;
	str path = json_build_path(b, NULL);

	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++) {
		if (map->levels[0].schema != b->plan->schema)
			continue;
		if (b->map == NULL) {
			b->map = map;
			continue;
		}
		json_build_report(b, FINDING_JSON_WRONG_TYPE, path,
		    at_record(b), STR(""), json_build_guides(b),
		    "without \"guide\"");
		return;
	}
}

/* The record that has to come before: its name. */
static const char *
name_of_rank(const struct json_builder *b, enum json_above_rank rank)
{
	const struct transaction_map *map;

	if (rank != ABOVE_TRANSACTION)
		return envelope_map.levels[rank].schema->name;
	for (unsigned i = 0; (map = transaction_map_at(i)) != NULL; i++)
		for (unsigned k = 1; k < map->n_levels; k++)
			if (map->levels[k].schema == b->plan->schema)
				return map->levels[0].schema->name;
	return "a transaction";
}

/* Is the record there that this one hangs on? */
static void
need(struct json_builder *b, enum json_above_rank rank)
{
	const struct json_above *a = &b->above[rank];

	if (a->object != NULL && b->map != NULL)
		return;
	if (a->object == NULL && a->broken)
		b->bad = true;
	else
		json_build_report(b, FINDING_JSON_RECORD_ORDER,
		    str_of(b->plan->schema->name), at_record(b), STR(""),
		    name_of_rank(b, rank), b->plan->schema->name);
}

static void
need_above(struct json_builder *b)
{
	if (b->becomes == &b->above[ABOVE_TRANSACTION]) {
		if (!b->guided)
			guess_map(b);
		if (b->map != NULL)
			need(b, ABOVE_GROUP);
	} else if (b->becomes == &b->above[ABOVE_GROUP]) {
		need(b, ABOVE_INTERCHANGE);
	} else if (b->becomes == NULL) {
		need(b, b->map == &envelope_map ? ABOVE_INTERCHANGE :
		    ABOVE_TRANSACTION);
	}
}

/* ---- a record's beginning and end --------------------------------------- */

/* See json_build.h. */
void
json_build_begin(struct json_builder *b)
{
	json_room_take(&b->room);
	b->arena = json_room_spare(&b->room);
	b->failed |= b->arena == NULL;
	b->depth = b->nested = 0;
	b->plan = NULL;
	b->map = NULL;
	b->object = NULL;
	b->becomes = NULL;
	b->begun = b->whole = b->bad = b->lost = b->latin = b->named = false;
	b->guided = false;
	b->events.n = b->foreign.n = 0;
	for (unsigned i = 0; i < b->n_held; i++)
		b->held[i].told = NULL;
}

/* Put the record in its place among those above, or what is left of it. */
static void
put_above(struct json_builder *b)
{
	struct json_above *a = b->becomes, *end = b->above + ABOVE_N;

	a->map = b->map;
	a->schema = b->plan->schema;
	a->object = b->bad ? NULL : b->object;
	a->broken = b->bad;
	if (!b->bad)
		json_room_take(&a->room);
	while (++a != end) {
		a->object = NULL;
		a->map = NULL;
		a->broken = b->bad;
	}
	json_held_forget(b);
}

/* See json_build.h. */
void
json_build_lost(struct json_builder *b)
{
	for (unsigned i = 0; i < ABOVE_N; i++)
		b->above[i].broken |= b->above[i].object == NULL;
}

/* See json_build.h. */
bool
json_build_end(struct json_builder *b, struct item *out)
{
	if (b->lost || b->plan == NULL) {
		json_build_lost(b);
		return false;
	}
	if (b->latin)
		decode_latin(b);
	if (!b->bad)
		need_above(b);
	if (!b->bad)
		json_held_resolve(b);
	if (b->becomes != NULL)
		put_above(b);
	else if (!b->bad)
		json_held_keep(b);
	if (!b->bad)
		*out = (struct item){ b->map, b->plan->schema, b->object };
	return !b->bad;
}
