/* SPDX-License-Identifier: Apache-2.0 */
/* names.c -- what sets.def calls things; see book.h. */
#include "codes/book.h"

static const struct { const char *name, *title; } systems[SYSTEMS] = {
#define SYSTEM(id, name, title) { name, title },
#include "codes/sets.def"
};

static const struct {
	const char *name, *title;
	enum code_system system;
} sets[SETS] = {
#define SET(id, name, system, cadence, title) \
	{ name, title, SYSTEM_##system },
#include "codes/sets.def"
};

static const struct {
	const char *name, *title;
	enum code_system left, right;
} relations[RELATIONS] = {
#define RELATION(id, name, left, right, title) \
	{ name, title, SYSTEM_##left, SYSTEM_##right },
#include "codes/sets.def"
};

static const char *const notes[NOTES] = {
#define NOTE(id, name) name,
#include "codes/sets.def"
};

static const struct { const char *name, *title; } facts[FACTS] = {
#define FACT(id, name, title) { name, title },
#include "codes/sets.def"
};

/* What a damaged book may ask for (K1). */
#define OF(array, i, member) \
	((unsigned)(i) < sizeof(array) / sizeof *(array) ? \
	    (array)[i].member : "?")

/* See book.h. */
const char *
code_system_name(enum code_system s)
{
	return OF(systems, s, name);
}

/* See book.h. */
const char *
code_system_title(enum code_system s)
{
	return OF(systems, s, title);
}

/* See book.h. */
const char *
code_set_name(enum code_set s)
{
	return OF(sets, s, name);
}

/* See book.h. */
const char *
code_set_title(enum code_set s)
{
	return OF(sets, s, title);
}

/* See book.h. */
enum code_system
code_set_system(enum code_set s)
{
	return (unsigned)s < SETS ? sets[s].system : SYSTEM_NUMBER;
}

/* See book.h. */
enum code_set
code_set_named(str name)
{
	unsigned s = 0;

	while (s < SETS && !str_eq(str_of(sets[s].name), name))
		s++;
	return (enum code_set)s;
}

/* See book.h. */
const char *
relation_name(enum relation r)
{
	return OF(relations, r, name);
}

/* See book.h. */
enum code_system
relation_left(enum relation r)
{
	return (unsigned)r < RELATIONS ? relations[r].left : SYSTEM_NUMBER;
}

/* See book.h. */
enum code_system
relation_right(enum relation r)
{
	return (unsigned)r < RELATIONS ? relations[r].right : SYSTEM_NUMBER;
}

/* See book.h. */
const char *
note_kind_name(enum note_kind k)
{
	return (unsigned)k < NOTES ? notes[k] : "?";
}

/* See book.h. */
const char *
fact_kind_name(enum fact_kind k)
{
	return OF(facts, k, name);
}

/* See book.h. */
const char *
fact_kind_title(enum fact_kind k)
{
	return OF(facts, k, title);
}
