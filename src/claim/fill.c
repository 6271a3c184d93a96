/* SPDX-License-Identifier: Apache-2.0 */
/* fill.c -- elements into fields. */
#include "claim/fill.h"

struct filling {
	const struct segment *s;
	struct arena *a;
	bool	 failed;		/* no memory */
};

/* Put one text where the field wants it, in its own form. */
static inline void
put(void *to, enum field_type type, str text)
{
	if (text.n == 0)
		return;
	if (type == FIELD_TEXT) {
		*(str *)to = text;
		return;
	}
	switch (type) {
	case FIELD_AMOUNT:
		*(struct amount *)to = amount_read(text);
		return;
	case FIELD_QUANTITY:
		*(struct quantity *)to = quantity_read(text);
		return;
	case FIELD_WHEN:
		*(struct when *)to = when_read(text);
		return;
	default:
		*(str *)to = text;
	}
}

/* ---- composites ----------------------------------------------------- */

/* The bytes of `v` that are `c`: the high bit of each. */
static inline uint64_t
bytes_like(uint64_t v, unsigned char c)
{
	const uint64_t low = 0x7f7f7f7f7f7f7f7fu;
	uint64_t x = v ^ (c * (uint64_t)0x0101010101010101u);

	return ~(((x & low) + low) | x | low);
}

static inline void
put_part(const struct parts_layout *p, unsigned i, char *object, str text)
{
	if (i < p->n && p->slots[i].type != FIELD_UP)
		put(object + p->slots[i].offset, p->slots[i].type, text);
}

/* Put the parts of a composite where they go; only its first repetition.
 * Looks for separators eight bytes at a time (segment.h, V4). */
static void
fill_composite(const struct parts_layout *p, char *object, str text,
    const struct delimiters *d)
{
	const char *from = text.p, *end = text.p + text.n;
	unsigned n = 0;

	for (const char *at = from; at < end; at += 8) {
		uint64_t v, hits;

		memcpy(&v, at, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		v = __builtin_bswap64(v);
#endif
		hits = bytes_like(v, d->component) |
		    bytes_like(v, d->repetition);
		for (; hits != 0; hits &= hits - 1) {
			const char *hit = at + (__builtin_ctzll(hits) >> 3);

			if (hit >= end)
				break;
			put_part(p, n++, object,
			    (str){ from, (size_t)(hit - from) });
			from = hit + 1;
			if ((unsigned char)*hit == d->repetition)
				return;
		}
	}
	put_part(p, n, object, (str){ from, (size_t)(end - from) });
}

/* ---- elements ------------------------------------------------------- */

static void
fill_repeated(struct filling *f, struct texts *to, str text)
{
	char separator = (char)f->s->d->repetition;
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == separator;
	to->v = ARENA_ARRAY(f->a, str, n);
	if (to->v == NULL) {
		f->failed = true;
		return;
	}
	for (to->n = 0; to->n < n; to->n++)
		to->v[to->n] = str_cut(&text, separator);
}

/* Put the elements sent, from number `base` on, where the layout says. */
static void
fill_layout(struct filling *f, const struct layout *l, char *object,
    unsigned base)
{
	const struct segment *s = f->s;
	uint64_t sent = s->present >> base;

	for (uint64_t m = sent & (l->texts | l->values); m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		put(object + l->slots[i].offset, l->slots[i].type,
		    segment_element(s, base + i));
	}
	for (uint64_t m = sent & l->composites; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		fill_composite(&l->parts[i], object,
		    segment_element(s, base + i), s->d);
	}
	for (uint64_t m = sent & l->repeated; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		fill_repeated(f, (void *)(object + l->slots[i].offset),
		    segment_element(s, base + i));
	}
}

/* ---- groups --------------------------------------------------------- */

/* See fill.h. */
bool
fill_same_head(const struct op *groups, const void *x, const void *y)
{
	for (unsigned i = 0; i < groups->n_parts; i++) {
		const struct op *op = &groups->parts[i];

		if (!op->relative && op->type == FIELD_TEXT &&
		    !str_eq(*(const str *)field_at(x, op->field),
		    *(const str *)field_at(y, op->field)))
			return false;
	}
	return true;
}

static bool *
breaks_of(const struct op *groups, void *item)
{
	return (bool *)((char *)item + groups->field->of->breaks);
}

/* The last item is the first of its segment: the writer is told, if it would
 * put it into the segment of the one before. */
static void
mark_break(const struct op *groups, const struct list *list, void *before)
{
	if (before != NULL && fill_same_head(groups, before, list->last))
		*breaks_of(groups, list->last) = true;
}

/* A new item at the end of the list. */
static char *
add_item(struct filling *f, const struct op *op, struct list *list)
{
	char *item = arena_zero(f->a, 1, op->field->of->size);

	if (item == NULL)
		f->failed = true;
	else
		list_append(list, item);
	return item;
}

/* Groups that are repetitions of one composite. */
static void
fill_repetitions(struct filling *f, const struct op *op, struct list *list)
{
	str rest = segment_element(f->s, op->element);
	bool more = rest.n != 0;

	while (more) {
		str one = str_cut(&rest, (char)f->s->d->repetition);
		char *item = add_item(f, op, list);

		if (item == NULL)
			return;
		fill_composite(&op->layout.parts[0], item, one, f->s->d);
		more = rest.n != 0;
	}
}

static void
fill_groups(struct filling *f, const struct op *op, struct list *list)
{
	unsigned stride = op->field->stride;
	uint64_t sent = f->s->present >> op->element;
	void *before = list->last;

	if (stride == 0) {
		fill_repetitions(f, op, list);
		return;
	}
	for (unsigned t = 0; t < op->n && sent != 0; t++, sent >>= stride) {
		char *item = add_item(f, op, list);

		if (item == NULL)
			return;
		fill_layout(f, &op->layout, item, op->element + t * stride);
		fill_layout(f, &op->head, item, 0);
		if (t == 0 && before != NULL)
			mark_break(op, list, before);
	}
}

/* See fill.h. */
bool
fill_rest(const struct bound *b, void *object, const struct segment *s,
    struct arena *a)
{
	struct filling f = { s, a, false };
	struct layout rest = b->layout;

	rest.texts = 0;			/* done already */
	fill_layout(&f, &rest, object, 0);
	for (unsigned i = b->n_ops - b->n_groups; i < b->n_ops; i++)
		fill_groups(&f, &b->ops[i],
		    (void *)((char *)object + b->ops[i].offset));
	return !f.failed;
}

/* ---- taking over texts ---------------------------------------------- */

struct adopting { const char *from, *to; struct arena *a; bool failed; };

static void
adopt_text(struct adopting *d, str *text)
{
	if (text->p == NULL || text->p < d->from || text->p >= d->to)
		return;
	*text = arena_str(d->a, *text);
	if (text->p == NULL)
		d->failed = true;
}

static void adopt_object(struct adopting *d, const struct schema *schema,
    void *object);

static void
adopt_field(struct adopting *d, const struct field *f, void *at)
{
	struct texts *texts = at;

	switch ((enum field_type)f->type) {
	case FIELD_TEXT:
		adopt_text(d, at);
		return;
	case FIELD_AMOUNT:
		adopt_text(d, &((struct amount *)at)->text);
		return;
	case FIELD_QUANTITY:
		adopt_text(d, &((struct quantity *)at)->text);
		return;
	case FIELD_WHEN:
		adopt_text(d, &((struct when *)at)->text);
		return;
	case FIELD_TEXTS:
		for (unsigned i = 0; i < f->n; i++)
			adopt_text(d, (str *)at + i);
		return;
	case FIELD_REPEATED:
		for (size_t i = 0; i < texts->n; i++)
			adopt_text(d, &texts->v[i]);
		return;
	case FIELD_PART:
		adopt_object(d, f->of, at);
		return;
	case FIELD_ONE:
		if (*(void **)at != NULL)
			adopt_object(d, f->of, *(void **)at);
		return;
	case FIELD_MANY:
	case FIELD_GROUPS:
		for (void *i = ((struct list *)at)->first; i != NULL;
		    i = *(void **)i)
			adopt_object(d, f->of, i);
		return;
	case FIELD_UP:
		return;
	}
}

static void
adopt_object(struct adopting *d, const struct schema *schema, void *object)
{
	for (unsigned i = 0; i < schema->n; i++)
		adopt_field(d, &schema->fields[i],
		    field_at(object, &schema->fields[i]));
	if (schema->part != SCHEMA_NONE) {
		struct part *part = (void *)((char *)object + schema->part);

		for (struct carried *c = part->carried.first; c != NULL;
		    c = c->next)
			adopt_text(d, &c->text);
	}
}

/* See fill.h. */
bool
fill_adopt(const struct schema *schema, void *object, const char *from,
    const char *to, struct arena *a)
{
	struct adopting d = { from, to, a, false };

	adopt_object(&d, schema, object);
	return !d.failed;
}
