/* SPDX-License-Identifier: Apache-2.0 */
/* fill.c -- elements into fields. */
#include "claim/fill.h"

#define PARTS_MAX 32		/* components looked at in one composite */

/* The components of one composite; the first is parts[1]. */
struct composite { str parts[PARTS_MAX + 1]; unsigned n; };

struct filling {
	const struct segment *s;
	struct arena *a;
	bool	 failed;		/* no memory */
};

/* The bytes of `v` that are `c`: the high bit of each. */
static inline uint64_t
bytes_like(uint64_t v, unsigned char c)
{
	const uint64_t low = 0x7f7f7f7f7f7f7f7fu;
	uint64_t x = v ^ (c * (uint64_t)0x0101010101010101u);

	return ~(((x & low) + low) | x | low);
}

/* Cut `text` at the separators, eight bytes at a time (segment.h, V4). */
static void
split_composite(str text, char separator, struct composite *out)
{
	const char *from = text.p, *end = text.p + text.n;
	unsigned n = 0;

	for (const char *p = from; p < end; p += 8) {
		uint64_t v, hits;

		memcpy(&v, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		v = __builtin_bswap64(v);
#endif
		for (hits = bytes_like(v, (unsigned char)separator);
		    hits != 0; hits &= hits - 1) {
			const char *at = p + (__builtin_ctzll(hits) >> 3);

			if (at >= end || n == PARTS_MAX - 1)
				break;
			out->parts[++n] = (str){ from, (size_t)(at - from) };
			from = at + 1;
		}
	}
	out->parts[++n] = (str){ from, (size_t)(end - from) };
	out->n = n;
}

static str
part_of(const struct composite *c, unsigned i)
{
	return i <= c->n ? c->parts[i] : (str){ NULL, 0 };
}

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

/* Fields of a composite. */
static void
fill_parts(const struct op *ops, unsigned n, char *object,
    const struct composite *c)
{
	for (unsigned i = 0; i < n; i++) {
		const struct op *op = &ops[i];

		if (op->type == FIELD_TEXTS)
			for (unsigned k = 0; k < op->n; k++)
				put((str *)(void *)(object + op->offset) + k,
				    FIELD_TEXT, part_of(c, op->component + k));
		else
			put(object + op->offset, op->type,
			    part_of(c, op->component));
	}
}

static str
first_repetition(const struct segment *s, str text)
{
	const char *end;

	if (s->d->repetition == s->d->element || text.n == 0)
		return text;
	end = memchr(text.p, s->d->repetition, text.n);
	return end == NULL ? text : (str){ text.p, (size_t)(end - text.p) };
}

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

/* ---- groups --------------------------------------------------------- */

/* One field of group number `turn`; `c` the composite it stands in, if any. */
static void
fill_group_op(struct filling *f, const struct op *op, char *item,
    unsigned base)
{
	unsigned element = op->relative ? base + op->element : op->element;
	str text = segment_element(f->s, element);
	struct composite c;

	if (text.n == 0)
		return;
	if (op->type != FIELD_PART && op->component == 0) {
		put(item + op->offset, op->type, text);
		return;
	}
	split_composite(text, (char)f->s->d->component, &c);
	if (op->type == FIELD_PART)
		fill_parts(op->parts, op->n_parts, item + op->offset, &c);
	else
		fill_parts(op, 1, item, &c);
}

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

/* How many items are in the segment that the list ends with, the last left
 * out. */
static unsigned
items_in_last(const struct op *groups, const struct list *list)
{
	void *start = list->first;
	unsigned n = 0;

	for (void *i = list->first; i != list->last; i = *(void **)i) {
		if (n == groups->n || (i != start && (*breaks_of(groups, i) ||
		    !fill_same_head(groups, start, i)))) {
			start = i;
			n = 0;
		}
		n++;
	}
	return n;
}

/* The last item is the first of its segment: must the writer be told? */
static void
mark_break(const struct op *groups, const struct list *list, void *before)
{
	struct list older = { list->first, before };
	unsigned n;

	if (before == NULL || !fill_same_head(groups, before, list->last))
		return;
	n = items_in_last(groups, &older) + 1;
	*breaks_of(groups, list->last) = n < groups->n;
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
		struct composite c;
		char *item = add_item(f, op, list);

		if (item == NULL)
			return;
		split_composite(one, (char)f->s->d->component, &c);
		fill_parts(op->parts, op->n_parts, item, &c);
		more = rest.n != 0;
	}
}

static void
fill_groups(struct filling *f, const struct op *op, struct list *list)
{
	unsigned stride = op->field->stride;
	uint64_t span = ((uint64_t)1 << stride) - 1;
	void *before = list->last;
	unsigned last = 0;

	if (stride == 0) {
		fill_repetitions(f, op, list);
		return;
	}
	for (unsigned t = 0; t < op->n; t++)
		if ((f->s->present >> (op->element + t * stride) & span) != 0)
			last = t + 1;
	for (unsigned t = 0; t < last; t++) {
		char *item = add_item(f, op, list);

		if (item == NULL)
			return;
		for (unsigned i = 0; i < op->n_parts; i++)
			fill_group_op(f, &op->parts[i], item,
			    op->element + t * stride);
		if (t == 0)
			mark_break(op, list, before);
	}
}

/* ---- a segment ------------------------------------------------------ */

/* A field that is not just one element. */
static void
fill_compound(struct filling *f, const struct op *op, char *object)
{
	void *to = object + op->offset;
	struct composite c;

	switch ((enum field_type)op->type) {
	case FIELD_TEXTS:
		if (op->component != 0)
			break;
		for (unsigned i = 0; i < op->n; i++)
			put((str *)to + i, FIELD_TEXT,
			    segment_element(f->s, op->element + i));
		return;
	case FIELD_REPEATED:
		fill_repeated(f, to, segment_element(f->s, op->element));
		return;
	case FIELD_GROUPS:
		fill_groups(f, op, to);
		return;
	default:
		break;
	}
	split_composite(first_repetition(f->s,
	    segment_element(f->s, op->element)), (char)f->s->d->component,
	    &c);
	if (op->type == FIELD_PART)
		fill_parts(op->parts, op->n_parts, to, &c);
	else
		fill_parts(op, 1, object, &c);
}

/* See fill.h. */
bool
fill_rest(const struct bound *b, void *object, const struct segment *s,
    struct arena *a)
{
	struct filling f = { s, a, false };
	char *to = object;

	for (uint64_t m = s->present & b->values; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		const struct op *op = &b->ops[b->ops_at[i]];

		put(to + op->offset, op->type, segment_element(s, i));
	}
	for (unsigned i = b->n_simple; i < b->n_ops; i++) {
		const struct op *op = &b->ops[i];

		if (segment_has(s, op->element) ||
		    op->type == FIELD_TEXTS || op->type == FIELD_GROUPS)
			fill_compound(&f, op, to);
	}
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
