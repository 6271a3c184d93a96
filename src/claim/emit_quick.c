/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_quick.c -- segments as nearly all are, written in one pass.
 *
 * A plan (bind_quick.c) says what stands at each element in turn; it is copied
 * straight behind what was written.  Then the segment is looked at as a whole.
 * If all is beyond doubt it stays; if not, nothing was written, and
 * emit_fields.c and emit_segment.c do it again, step by step, and say what is
 * wrong.  So nothing is reported here.
 */
#include "claim/emit.h"

#include "claim/emit_copy.h"
#include "claim/fill.h"
#include "x12/scan.h"

#define LONGEST		128	/* of a text */
#define ROOM		((size_t)QUICK_CELLS * (LONGEST + 1) + 2 * SCAN_PAD)

/* A segment while it is written. */
struct writing {
	struct emitter *e;
	const char *object;
	char	*text;			/* where it begins */
	uint32_t *ends;			/* of the element written last */
	uint64_t present, bit;		/* as in a segment; of the next one */
	str	 held;			/* the date that a format was told of */
	unsigned separators;		/* of components, ... */
	uint64_t compound;		/* ... the elements that have some */
	bool	 given;			/* something but constants */
	bool	 doubt;
};

static inline char *
write_text(struct writing *w, char *p, str text)
{
	if (text.n > LONGEST) {
		w->doubt = true;
		return p;
	}
	copy_short(p, text.p, text.n);
	w->given |= text.n != 0;
	return p + text.n;
}

/* The format of the date that comes next, which is held for it. */
static char *
write_format(struct writing *w, char *p, const struct quick *q)
{
	w->held = emit_slot_text(w->e, q->slot, w->object);
	if (w->held.n == 0)
		return p;
	w->doubt |= w->held.n != 8 && w->held.n != 17;
	if (w->held.n == 17)
		*p++ = 'R';
	*p++ = 'D';
	*p++ = '8';
	return p;
}

/* What one step says, but for composites. */
static inline char *
write_part(struct writing *w, char *p, const struct quick *q)
{
	const str *text = (const void *)(w->object + q->offset);

	switch ((enum quick_kind)q->kind) {
	case QUICK_TEXT:
		return write_text(w, p, *text);
	case QUICK_VALUE:
		return text->p == NULL ? p : write_text(w, p,
		    emit_slot_text(w->e, q->slot, w->object));
	case QUICK_CODE_NEXT:
		if (text->n == 0)
			return p;
		/* fall through */
	case QUICK_CODE:
		copy_short(p, q->code, q->n);
		return p + q->n;
	case QUICK_FORMAT:
		return text->p == NULL ? p : write_format(w, p, q);
	case QUICK_HELD:
		return text->p == NULL ? p : write_text(w, p, w->held);
	default:
		return p;
	}
}

/* A composite; nothing when none of its fields is given. */
static __attribute__((noinline)) char *
write_composite(struct writing *w, char *p, const struct quick *q,
    uint64_t bit)
{
	char *begin = p, *end = p;
	char component = (char)w->e->d.component;
	bool given = w->given;
	unsigned n = 0;

	w->given = false;
	for (unsigned i = 0; i < q->n; i++) {
		char *from = p;

		p = write_part(w, p, &q->parts[i]);
		if (p != from) {
			end = p;
			n = i;
		}
		*p++ = component;
	}
	if (!w->given) {
		w->given = given;
		return begin;
	}
	w->separators += n;
	w->compound |= n != 0 ? bit : 0;
	return end;
}

#if defined(__SSE2__)
#include <emmintrin.h>

/* Bits of the bytes at `p`; how many of them are separators. */
struct marks { uint64_t separators, blanks, odd; unsigned count; };

static inline void
mark(const struct emitter *e, const char *p, size_t n, struct marks *out)
{
	const __m128i *d = (const __m128i *)(const void *)e->separators;
	const __m128i blank = _mm_set1_epi8(' '), del = _mm_set1_epi8(0x7F);
	__m128i count = _mm_setzero_si128();

	*out = (struct marks){ 0, 0, 0, 0 };
	for (size_t i = 0; i < n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)
		    (p + i));
		__m128i separator = _mm_or_si128(
		    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_loadu_si128(d)),
		    _mm_cmpeq_epi8(v, _mm_loadu_si128(d + 1))),
		    _mm_or_si128(_mm_cmpeq_epi8(v, _mm_loadu_si128(d + 2)),
		    _mm_cmpeq_epi8(v, _mm_loadu_si128(d + 3))));
		__m128i odd = _mm_andnot_si128(separator, _mm_or_si128(
		    _mm_cmplt_epi8(v, blank), _mm_cmpeq_epi8(v, del)));

		out->separators |= (uint64_t)(unsigned)
		    _mm_movemask_epi8(separator) << i;
		out->blanks |= (uint64_t)(unsigned)_mm_movemask_epi8(
		    _mm_cmpeq_epi8(v, blank)) << i;
		out->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
		count = _mm_sub_epi8(count, separator);
	}
	count = _mm_sad_epu8(count, _mm_setzero_si128());
	out->count = (unsigned)(_mm_cvtsi128_si32(count) +
	    _mm_extract_epi16(count, 4));
}
#else
struct marks { uint64_t separators, blanks, odd; unsigned count; };

static inline void
mark(const struct emitter *e, const char *p, size_t n, struct marks *out)
{
	*out = (struct marks){ 0, 0, 0, 0 };
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		bool separator = emit_is_separator(e, c);

		out->separators |= (uint64_t)separator << i;
		out->blanks |= (uint64_t)(c == ' ') << i;
		out->count += separator;
		out->odd |= (uint64_t)(!separator && (c < ' ' || c > '~'))
		    << i;
	}
}
#endif

/* Are there `separators` of them in the segment, that is none in its texts,
 * no blank beside one, and nothing odd?  Fifteen bytes behind it are ours. */
static bool
is_clean(const struct emitter *e, char *p, size_t n, unsigned separators)
{
	uint64_t doubt = 0, separator = 0, blank = 0;

	memset(p + n, '0', 16);
	for (size_t i = 0; i < n; i += 64) {
		struct marks m;

		mark(e, p + i, n - i < 64 ? n - i : 64, &m);
		doubt |= m.odd | (m.blanks & (m.separators << 1 | separator)) |
		    (m.separators & (m.blanks << 1 | blank));
		separator = m.separators >> 63;
		blank = m.blanks >> 63;
		separators -= m.count;
	}
	return doubt == 0 && separators == 0;
}

/* `n` steps, one element each. */
static inline __attribute__((always_inline)) char *
write_steps(struct writing *w, char *p, const struct quick *q, unsigned n)
{
	const struct quick *const end = q + n;
	uint64_t present = w->present, bit = w->bit;
	uint32_t *ends = w->ends;
	char element = (char)w->e->d.element;

	for (; q < end; q++, bit <<= 1) {
		char *from = ++p;

		p[-1] = element;
		if (q->kind == QUICK_COMPOSITE)
			p = write_composite(w, p, q, bit);
		else if (q->kind != QUICK_NOTHING)
			p = write_part(w, p, q);
		*++ends = (uint32_t)(p - w->text);
		present |= p != from ? bit : 0;
	}
	w->present = present;
	w->bit = bit;
	w->ends = ends;
	return p;
}

/* A segment begins behind what was written; returns where its name ends. */
static inline char *
begin_segment(struct writing *w, const struct bound *b)
{
	char *p = w->text = w->e->out->p + w->e->out->n;

	w->e->n_numbers = 0;
	w->present = 1;
	w->bit = 2;
	copy_short(p, b->node->id.p, b->node->id.n);
	p += b->node->id.n;
	*w->ends = (uint32_t)(p - w->text);
	return p;
}

/* The segment is over: it ends with its last element.  False when there is
 * any doubt. */
static inline __attribute__((always_inline)) bool
end_segment(struct writing *w, const struct bound *b, const uint32_t *ends)
{
	struct emitter *e = w->e;
	struct segment s = { .text = w->text, .d = &e->d, .ordinal = 1,
	    .id = b->node->segment, .ends = ends, .present = w->present,
	    .compound = w->compound };
	char *p;

	s.n = 63 - (unsigned)__builtin_clzll(s.present);
	p = w->text + ends[s.n];
	*p++ = (char)e->d.segment;
	if (w->doubt || !w->given || !is_clean(e, w->text,
	    (size_t)(p - w->text), s.n + 1 + w->separators) ||
	    !judge_is_sure(b->node, &s, b->codes))
		return false;
	e->segments++;
	if (e->lines)
		*p++ = '\n';
	e->out->n += (size_t)(p - w->text);
	return true;
}

static inline bool
has_room(const struct emitter *e)
{
	return e->out->size - e->out->n > ROOM;
}

/* See emit.h. */
bool
emit_quick(struct emitter *e, const struct bound *b, const void *object)
{
	uint32_t ends[EMIT_ELEMENTS + SCAN_PAD];
	struct writing w = { .e = e, .object = object, .ends = ends };
	char *p;

	if (b->n_quick == 0 || b->n_quick_group != 0 || !has_room(e))
		return false;
	p = begin_segment(&w, b);
	(void)write_steps(&w, p, b->quick, b->n_quick);
	if (!end_segment(&w, b, ends))
		return false;
	if (b->parts_unplaced) {
		e->bound = b;
		emit_unplaced_parts(e, b->ops, b->n_ops, object);
	}
	return true;
}

/* Holds a group what this guide has no place for? */
static bool
holds_unplaced(const struct op *op, const char *item)
{
	if (unplaced_given(&op->unplaced, item))
		return true;
	for (unsigned i = 0; i < op->n_parts; i++)
		if (op->parts[i].type == FIELD_PART && unplaced_given(
		    &op->parts[i].unplaced, item + op->parts[i].offset))
			return true;
	return false;
}

/* See emit.h. */
bool
emit_quick_groups(struct emitter *e, const struct bound *b, void **next)
{
	uint32_t ends[EMIT_ELEMENTS + SCAN_PAD];
	const struct op *op = &b->ops[0];
	struct writing w = { .e = e, .object = *next, .ends = ends };
	void *item = *next;
	unsigned taken = 0, shared = b->n_quick - b->n_quick_group;
	char *p;

	if (b->n_quick_group == 0 || !has_room(e))
		return false;
	p = begin_segment(&w, b);
	p = write_steps(&w, p, b->quick, shared);
	do {
		w.object = item;
		w.doubt |= holds_unplaced(op, item);
		p = write_steps(&w, p, b->quick + shared, b->n_quick_group);
		taken++;
		item = *(void **)item;
	} while (taken < op->n && item != NULL &&
	    !emit_breaks_before(op, item) && fill_same_head(op, *next, item));
	if (!end_segment(&w, b, ends))
		return false;
	e->taken = taken;
	*next = item;
	return true;
}
