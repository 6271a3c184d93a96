/* SPDX-License-Identifier: Apache-2.0 */
/* fill.c -- elements into fields. */
#include "claim/fill.h"

/* ---- values --------------------------------------------------------- */

/* Eight bytes at `p`, which may be read (segment.h, V4), the first lowest. */
static inline uint64_t
load_eight(const char *p)
{
	uint64_t v;

	memcpy(&v, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	return v;
}

#define EACH(c)	((uint64_t)(c) * 0x0101010101010101u)	/* in every byte */

/* The top bit of each byte of `x` that is no 0..9; 0 when all are. */
static inline uint64_t
not_digits(uint64_t x)
{
	return (((x & EACH(0x7F)) + EACH(0x80 - 10)) | x) & EACH(0x80);
}

/* Eight digits in a register, the first one lowest, to a number. */
static inline uint64_t
eight_digits(uint64_t v)
{
	v = v * 10 + (v >> 8);
	return ((v & 0x000000ff000000ff) * (100 + (1000000ull << 32)) +
	    (v >> 16 & 0x000000ff000000ff) * (1 + (10000ull << 32))) >> 32;
}

/*
 * A number of at most eight bytes, perhaps with a point and no more digits
 * behind it than `scale` has a factor for, which then makes of it what is to
 * be kept; its member 7 is that of a number without a point.  False: it is
 * something else.  There is no jump that depends on where the point is.
 */
static inline bool
read_sent_number(str sent, const uint16_t scale[8], int64_t *out)
{
	uint64_t v, point, below;
	uint16_t factor;

	if (sent.n > 8)
		return false;
	/* Moved to the top, noughts before the first digit. */
	v = (load_eight(sent.p) ^ EACH('0')) << (64 - 8 * sent.n);
	point = not_digits(v);
	factor = scale[__builtin_clzll(point | 1) >> 3];
	v ^= (point >> 7) * ('.' ^ '0');	/* a point is 0 then */
	if ((point & (point - 1)) != 0 || point == 0x80 || factor == 0 ||
	    (v & (point >> 7) * 0xFF) != 0)
		return false;
	/* What is behind the point moves up over it. */
	below = (point >> 7) - (point != 0);
	v = (v & ~below) | (v & below) << 8;
	*out = (int64_t)(eight_digits(v) * factor);
	return true;
}

/* As amount_read(), of a text in a segment. */
static inline void
put_amount(struct amount *to, str sent)
{
	static const uint16_t scale[8] = { 100, 10, 1, 0, 0, 0, 0, 100 };

	to->text = sent;
	if (!read_sent_number(sent, scale, &to->cents))
		*to = amount_read(sent);
}

/* As quantity_read(), of a text in a segment. */
static inline void
put_quantity(struct quantity *to, str sent)
{
	static const uint16_t scale[8] = { 1000, 100, 10, 1, 0, 0, 0, 1000 };

	to->text = sent;
	if (!read_sent_number(sent, scale, &to->thousandths))
		*to = quantity_read(sent);
}

/* As when_read(), of a text in a segment. */
static inline void
put_when(struct when *to, str sent)
{
	if (sent.n == 8 && date_parse8(sent, &to->from)) {
		to->text = sent;
		to->through = to->from;
	} else {
		*to = when_read(sent);
	}
}

/* Put a text that is not empty where the field wants it, in its own form. */
static inline __attribute__((always_inline)) void
put(void *to, enum field_type type, str sent)
{
	switch (type) {
	case FIELD_AMOUNT:
		put_amount(to, sent);
		return;
	case FIELD_QUANTITY:
		put_quantity(to, sent);
		return;
	case FIELD_WHEN:
		put_when(to, sent);
		return;
	default:
		*(str *)to = sent;
	}
}

/* ---- composites ----------------------------------------------------- */

/* Put the bytes [from, to) where component `i` goes, if anywhere. */
static inline __attribute__((always_inline)) void
put_part(const struct parts_layout *p, unsigned i, char *object,
    const char *from, const char *to)
{
	if (to != from && i < p->n && p->slots[i].type != FIELD_UP)
		put(object + p->slots[i].offset, p->slots[i].type,
		    (str){ from, (size_t)(to - from) });
}

/* Put the parts of the composite [from, end) of `s` where they go; only its
 * first repetition.  `inner` are the separators behind `from`. */
static void
fill_composite(const struct parts_layout *p, char *object,
    const struct segment *s, uint32_t from, uint32_t end,
    const uint32_t *inner)
{
	const char *text = s->text;
	unsigned char repetition = s->d->repetition;

	for (unsigned i = 0;; i++) {
		uint32_t to = *inner < end ? *inner : end;

		put_part(p, i, object, text + from, text + to);
		if (to == end || (unsigned char)text[to] == repetition)
			return;
		from = to + 1;
		inner++;
	}
}

/* ---- elements ------------------------------------------------------- */

/* False without memory, as below. */
static bool
fill_repeated(const struct segment *s, unsigned element, struct texts *to,
    struct arena *a)
{
	char separator = (char)s->d->repetition;
	str text = segment_element(s, element);
	size_t n = 1;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == separator;
	to->v = ARENA_ARRAY(a, str, n);
	if (to->v == NULL)
		return false;
	for (to->n = 0; to->n < n; to->n++)
		to->v[to->n] = str_cut(&text, separator);
	return true;
}

/* Element `i`, not the name, which was sent. */
static inline str
sent_element(const struct segment *s, unsigned i)
{
	uint32_t from = s->ends[i - 1] + 1;

	return (str){ s->text + from, s->ends[i] - from };
}

/* Put the composites `sent`, a bit each from number `base` on. */
static void
fill_composites(const struct segment *s, const struct layout *l,
    uint64_t sent, char *object, unsigned base)
{
	const uint32_t *inner = s->inner;

	for (uint64_t m = sent; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		uint32_t from = s->ends[base + i - 1] + 1;

		while (*inner < from)
			inner++;
		fill_composite(&l->parts[i], object, s, from,
		    s->ends[base + i], inner);
	}
}

/* Put those elements sent, from number `base` on, that are in `single` or are
 * composites where the layout says. */
static inline __attribute__((always_inline)) void
fill_elements(const struct segment *s, const struct layout *l,
    uint64_t single, char *object, unsigned base)
{
	uint64_t sent = s->present >> base;

	for (uint64_t m = sent & single; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		put(object + l->offsets[i], l->slots[i].type,
		    sent_element(s, base + i));
	}
	if ((sent & l->composites) != 0)
		fill_composites(s, l, sent & l->composites, object, base);
}

/* The repeated elements of a segment. */
static __attribute__((noinline)) bool
fill_all_repeated(const struct segment *s, const struct layout *l,
    char *object, struct arena *a)
{
	for (uint64_t m = s->present & l->repeated; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);

		if (!fill_repeated(s, i, (void *)(object +
		    l->slots[i].offset), a))
			return false;
	}
	return true;
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

/* A new item at the end of the list; NULL without memory. */
static inline char *
add_item(const struct op *op, struct list *list, struct arena *a)
{
	char *item = arena_object(a, op->field->of->size);

	if (item != NULL)
		list_append(list, item);
	return item;
}

/* Groups that are repetitions of one composite. */
static bool
fill_repetitions(const struct segment *s, const struct op *op,
    struct list *list, struct arena *a)
{
	uint32_t from = s->ends[op->element - 1] + 1;
	uint32_t end = s->ends[op->element];
	const uint32_t *inner = s->inner;

	if (!segment_has(s, op->element))
		return true;
	while (*inner < from)
		inner++;
	for (;;) {
		char *item = add_item(op, list, a);

		if (item == NULL)
			return false;
		fill_composite(&op->layout.parts[0], item, s, from, end,
		    inner);
		while (*inner < end && (unsigned char)s->text[*inner] !=
		    s->d->repetition)
			inner++;
		/* A separator at the very end begins nothing. */
		if (*inner >= end || *inner + 1 == end)
			return true;
		from = *inner++ + 1;
	}
}

static bool
fill_groups(const struct segment *s, const struct op *op, struct list *list,
    struct arena *a)
{
	const struct layout *own = &op->layout, *head = &op->head;
	unsigned stride = op->field->stride;
	uint64_t sent = s->present >> op->element;
	void *before = list->last;

	if (stride == 0)
		return fill_repetitions(s, op, list, a);
	for (unsigned t = 0; t < op->n && sent != 0; t++, sent >>= stride) {
		char *item = add_item(op, list, a);

		if (item == NULL)
			return false;
		fill_elements(s, own, own->texts | own->values, item,
		    op->element + t * stride);
		fill_elements(s, head, head->texts | head->values, item, 0);
		if (t == 0 && before != NULL)
			mark_break(op, list, before);
	}
	return true;
}

/* See fill.h. */
bool
fill_rest(const struct bound *b, void *object, const struct segment *s,
    struct arena *a)
{
	bool ok = true;

	fill_elements(s, &b->layout, b->layout.values, object, 0);
	if ((s->present & b->layout.repeated) != 0)
		ok = fill_all_repeated(s, &b->layout, object, a);
	for (unsigned i = b->n_ops - b->n_groups; i < b->n_ops && ok; i++)
		ok = fill_groups(s, &b->ops[i],
		    (void *)((char *)object + b->ops[i].offset), a);
	return ok;
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
