/* SPDX-License-Identifier: Apache-2.0 */
/* schema.c -- structs looked at through their tables. */
#include "claim/schema.h"

/* See schema.h. */
const struct field *
schema_field(const struct schema *s, str name)
{
	for (unsigned i = 0; i < s->n; i++)
		if (str_eq(str_of(s->fields[i].name), name))
			return &s->fields[i];
	return NULL;
}

static bool
any_given(const struct schema *s, const void *object)
{
	for (unsigned i = 0; i < s->n; i++)
		if (field_given(object, &s->fields[i]))
			return true;
	return false;
}

static bool
any_text(const str *v, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (v[i].n != 0)
			return true;
	return false;
}

/* The pointer that lies at `at`, of whatever type. */
static const void *
pointer_at(const void *at)
{
	const void *p;

	memcpy(&p, at, sizeof p);
	return p;
}

/* See schema.h. */
bool
field_given(const void *object, const struct field *f)
{
	const void *at = field_at(object, f);

	switch ((enum field_type)f->type) {
	case FIELD_TEXT:
		return any_text(at, 1);
	case FIELD_TEXTS:
		return any_text(at, f->n);
	case FIELD_AMOUNT:
		return amount_given(at);
	case FIELD_QUANTITY:
		return quantity_given(at);
	case FIELD_WHEN:
		return when_given(at);
	case FIELD_REPEATED:
		return ((const struct texts *)at)->n != 0;
	case FIELD_PART:
		return any_given(f->of, at);
	case FIELD_ONE:
	case FIELD_UP:
	case FIELD_MANY:
	case FIELD_GROUPS:
		break;
	}
	return pointer_at(at) != NULL;
}

static bool
texts_equal(const str *a, const str *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!str_eq(a[i], b[i]))
			return false;
	return true;
}

static bool
lists_equal(const struct schema *of, const void *a, const void *b)
{
	a = pointer_at(a);
	b = pointer_at(b);
	while (a != NULL && b != NULL) {
		if (!schema_equal(of, a, b))
			return false;
		a = pointer_at(a);
		b = pointer_at(b);
	}
	return a == b;
}

static bool
ones_equal(const struct schema *of, const void *a, const void *b)
{
	a = pointer_at(a);
	b = pointer_at(b);
	return a == b || (a != NULL && b != NULL && schema_equal(of, a, b));
}

static bool
fields_equal(const struct field *f, const void *a, const void *b)
{
	const struct texts *some = a, *others = b;

	switch ((enum field_type)f->type) {
	case FIELD_TEXT:
		return texts_equal(a, b, 1);
	case FIELD_TEXTS:
		return texts_equal(a, b, f->n);
	case FIELD_AMOUNT:
		return amount_equal(a, b);
	case FIELD_QUANTITY:
		return quantity_equal(a, b);
	case FIELD_WHEN:
		return when_equal(a, b);
	case FIELD_REPEATED:
		return some->n == others->n &&
		    texts_equal(some->v, others->v, some->n);
	case FIELD_PART:
		return schema_equal(f->of, a, b);
	case FIELD_ONE:
		return ones_equal(f->of, a, b);
	case FIELD_MANY:
	case FIELD_GROUPS:
		return lists_equal(f->of, a, b);
	case FIELD_UP:
		break;
	}
	return true;
}

/* What was carried, and the order. */
static bool
parts_equal(const struct part *a, const struct part *b)
{
	const struct carried *x = a->carried.first, *y = b->carried.first;

	for (; x != NULL && y != NULL; x = x->next, y = y->next)
		if (!str_eq(x->place, y->place) || !str_eq(x->text, y->text))
			return false;
	return x == y && str_eq(a->order, b->order);
}

/* See schema.h. */
bool
schema_equal(const struct schema *s, const void *a, const void *b)
{
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];

		if (!fields_equal(f, field_at(a, f), field_at(b, f)))
			return false;
	}
	return s->part == SCHEMA_NONE ||
	    parts_equal((const void *)((const char *)a + s->part),
	    (const void *)((const char *)b + s->part));
}
