/* SPDX-License-Identifier: Apache-2.0 */
/*
 * emit_segment.c -- one segment: its cells joined, judged and appended.
 *
 * The cells come from emit_fields.c; what the guide leaves no choice of is
 * added here.  The segment that results, still at hand with its element ends,
 * is judged by the same tables that judge a file (O2).
 */
#include "claim/emit.h"

#include "claim/emit_copy.h"
#include "x12/scan.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#define EIGHT(c) ((uint64_t)(c) * 0x0101010101010101u)

/* Classes of bytes. */
enum { CLASS_PLAIN, CLASS_ODD, CLASS_SEPARATOR };

/* ---- separators and cells ------------------------------------------- */

/* See emit.h. */
void
emit_separators(struct emitter *e, const struct delimiters *d)
{
	e->d = *d;
	for (unsigned i = 0; i < 256; i++)
		e->class[i] = i < 0x20 || i > 0x7E ? CLASS_ODD : CLASS_PLAIN;
	e->class[d->element] = e->class[d->segment] = CLASS_SEPARATOR;
	e->class[d->component] = e->class[d->repetition] = CLASS_SEPARATOR;
	e->marks[0] = d->element;
	e->marks[1] = d->component;
	e->marks[2] = d->repetition;
	e->marks[3] = d->segment;
	e->marks[4] = e->lines ? '\n' : d->segment;
	e->eight_elements = EIGHT(d->element);
	e->eight_components = EIGHT(d->component);
}

/* See emit.h. */
bool
emit_is_separator(const struct emitter *e, unsigned char byte)
{
	return e->class[byte] == CLASS_SEPARATOR;
}

/* See emit.h. */
void *
emit_scratch(struct emitter *e, size_t n)
{
	void *p = arena_alloc(&e->scratch, n);

	if (p == NULL)
		e->failed = true;
	return p;
}

/* See emit.h. */
void
emit_open(struct emitter *e, const struct bound *b, const void *object)
{
	e->bound = b;
	e->object = object;
	e->groups = NULL;
	e->have = e->joined = 0;
	e->n_numbers = 0;
	e->size = 0;
}

/* See emit.h. */
void
emit_set_separator(struct emitter *e, unsigned element,
    const unsigned char *separator)
{
	emit_set_joined(e, element, (str){ (const char *)separator, 1 });
}

/* See emit.h. */
str
emit_number(struct emitter *e, uint32_t number)
{
	char *room = e->numbers[e->n_numbers++ % EMIT_ELEMENTS];
	char *p = room + VALUE_TEXT_MAX;

	do
		*--p = (char)('0' + number % 10);
	while ((number /= 10) != 0);
	return (str){ p, (size_t)(room + VALUE_TEXT_MAX - p) };
}

/* What the guide leaves no choice of. */
static void
add_constants(struct emitter *e)
{
	const struct bound *b = e->bound;

	for (unsigned i = 0; i < b->n_constants; i++) {
		const struct constant *c = &b->constants[i];

		if (c->component == 0 && (e->have >> c->element & 1) == 0 &&
		    (!c->with_next || (e->have >> c->element >> 1 & 1) != 0))
			emit_set(e, c->element, c->code);
	}
}

/* LX without a number: lines are numbered as they come (O1). */
static void
add_line_number(struct emitter *e)
{
	const struct emit_step *s;
	unsigned index;

	if (e->depth == 0 || e->depth > EMIT_DEPTH || (e->have & 2) != 0)
		return;
	s = &e->path[e->depth - 1];
	index = s->index != 0 ? s->index : s->ordinal;
	if (index != 0)
		emit_set(e, 1, emit_number(e, index));
}

/* ---- joining -------------------------------------------------------- */

/* A simple value that holds a separator. */
static void
report_separator(struct emitter *e, unsigned element)
{
	const char *p = e->cells[element].p;

	while (e->class[(unsigned char)*p] != CLASS_SEPARATOR)
		p++;
	emit_separator_found(e, emit_member(e, element, 0), p);
}

/* What is in cell `i`, byte by byte; what is odd scan.h says (N3). */
static void
look_at_cell(struct emitter *e, struct segment *s, unsigned i)
{
	str c = e->cells[i];
	unsigned char seen = 0;

	for (size_t k = 0; k < c.n; k++)
		seen |= e->class[(unsigned char)c.p[k]];
	s->odd |= (seen & CLASS_ODD) != 0 || c.p[0] == ' ' ||
	    c.p[c.n - 1] == ' ';
	if ((seen & CLASS_SEPARATOR) == 0)
		return;
	s->compound |= (uint64_t)1 << i;
	if ((e->joined >> i & 1) == 0)
		report_separator(e, i);
}

static void
look_at_cells(struct emitter *e, struct segment *s)
{
	for (uint64_t m = e->have & ~(uint64_t)1; m != 0; m &= m - 1)
		look_at_cell(e, s, (unsigned)__builtin_ctzll(m));
}

#if defined(__SSE2__)
/* Bits of the bytes at `p`: separators of both kinds, and odd ones. */
struct byte_masks { uint64_t outer, inner, odd, blank; };

static inline void
mask_bytes(const struct delimiters *d, const char *p, size_t n,
    struct byte_masks *out)
{
	const __m128i element = _mm_set1_epi8((char)d->element);
	const __m128i segment = _mm_set1_epi8((char)d->segment);
	const __m128i component = _mm_set1_epi8((char)d->component);
	const __m128i repetition = _mm_set1_epi8((char)d->repetition);
	const __m128i low = _mm_set1_epi8(0x20), high = _mm_set1_epi8(0x7E);

	*out = (struct byte_masks){ 0, 0, 0, 0 };
	for (size_t i = 0; i < n; i += 16) {
		__m128i v = _mm_loadu_si128((const __m128i *)(const void *)
		    (p + i));
		__m128i outer = _mm_or_si128(_mm_cmpeq_epi8(v, element),
		    _mm_cmpeq_epi8(v, segment));
		__m128i inner = _mm_or_si128(_mm_cmpeq_epi8(v, component),
		    _mm_cmpeq_epi8(v, repetition));
		__m128i odd = _mm_or_si128(_mm_cmplt_epi8(v, low),
		    _mm_cmpgt_epi8(v, high));
		__m128i blank = _mm_cmpeq_epi8(v, low);

		out->blank |= (uint64_t)(unsigned)_mm_movemask_epi8(blank) << i;
		out->outer |= (uint64_t)(unsigned)_mm_movemask_epi8(outer) << i;
		out->inner |= (uint64_t)(unsigned)_mm_movemask_epi8(inner) << i;
		out->odd |= (uint64_t)(unsigned)_mm_movemask_epi8(odd) << i;
	}
}

/*
 * A segment of up to 64 bytes: separators must stand where the cells were
 * joined, `ending`, and nowhere else.  False when they do not: then the cells
 * are looked at one by one, to say which.
 */
static bool
look_at_once(struct emitter *e, struct segment *s, const char *p, size_t n,
    const uint32_t *ends, uint64_t ending)
{
	struct byte_masks b;
	uint64_t expected = ending, free = 0, all = ~(uint64_t)0 >> (64 - n);

	mask_bytes(&e->d, p, n, &b);
	for (uint64_t m = e->joined; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		uint64_t cell = (((uint64_t)1 << ends[i]) - 1) &
		    ~(((uint64_t)1 << ends[i - 1]) - 1);

		free |= cell;
		s->compound |= (uint64_t)((b.inner & cell) != 0) << i;
	}
	s->odd = (((b.odd & ~b.inner & ~expected) | (b.blank &
	    (expected << 1 | expected >> 1))) & all) != 0;
	/* Without repetitions that separator is the element's. */
	return (b.outer & all) == expected &&
	    (b.inner & all & ~free & ~expected) == 0;
}
#else
static bool
look_at_once(struct emitter *e, struct segment *s, const char *p, size_t n,
    const uint32_t *ends, uint64_t ending)
{
	(void)e;
	(void)s;
	(void)p;
	(void)n;
	(void)ends;
	(void)ending;
	return false;
}
#endif

/* Append the cells; ends[] as a scanner would find them.  Returns where the
 * segment begins. */
static size_t
append_cells(struct emitter *e, struct segment *s,
    uint32_t ends[EMIT_ELEMENTS + SCAN_PAD])
{
	struct buf *out = e->out;
	unsigned last = 63 - (unsigned)__builtin_clzll(e->have);
	char element = (char)e->d.element;
	size_t begin = out->n, n;
	uint64_t ending = 0;		/* bits of ends[], in a short one */
	char *p, *text;

	e->doubt |= !emit_settle(e);
	if (!buf_reserve(out, e->size + EMIT_ELEMENTS + SCAN_PAD)) {
		e->failed = true;
		return begin;
	}
	p = text = out->p + begin;
	for (unsigned i = 0; i <= last; i++) {
		if ((e->have >> i & 1) != 0) {
			copy_short(p, e->cells[i].p, e->cells[i].n);
			p += e->cells[i].n;
		}
		ends[i] = (uint32_t)(p - text);
		ending |= (uint64_t)1 << ((p - text) & 63);
		*p++ = element;
	}
	p[-1] = (char)e->d.segment;
	n = (size_t)(p - text);
	s->n = last;
	s->present = e->have;
	if (n > 64 || !look_at_once(e, s, text, n, ends,
	    ending)) {
		s->compound = 0;
		s->odd = false;
		look_at_cells(e, s);
	}
	out->n += n;
	return begin;
}

/* ---- closing -------------------------------------------------------- */

/* See emit.h. */
void
emit_close_padded(struct emitter *e, const uint8_t *widths, unsigned n)
{
	uint32_t ends[EMIT_ELEMENTS + SCAN_PAD];
	struct segment s = { .d = &e->d, .ordinal = 1 };
	size_t begin;

	emit_set(e, 0, e->bound->node->id);
	emit_usual_codes(e);
	for (unsigned i = 1; i < n; i++) {
		str cell = emit_get(e, i);
		char *to;

		if (cell.n > widths[i] && i <= 8 && i % 2 == 0)
			emit_finding(e, FINDING_ELEMENT_TOO_LONG,
			    e->bound->node, emit_member(e, i, 0), cell,
			    STR("the width"));
		if (cell.n >= widths[i] || (to = emit_scratch(e,
		    widths[i])) == NULL)
			continue;
		memset(to, ' ', widths[i]);
		if (cell.n != 0)
			memcpy(to, cell.p, cell.n);
		emit_set(e, i, (str){ to, widths[i] });
	}
	begin = append_cells(e, &s, ends);
	if (e->failed)
		return;
	s.text = e->out->p + begin;
	s.id = e->bound->node->segment;
	s.ends = ends;
	judge_elements(&e->judge, e->bound->node, &s);
	if (e->lines)
		buf_putc(e->out, '\n');
	e->settled = e->out->n;
}

/* See emit.h. */
void
emit_close(struct emitter *e)
{
	uint32_t ends[EMIT_ELEMENTS + SCAN_PAD];
	struct segment s = { .d = &e->d, .ordinal = 1 };
	size_t begin;

	emit_set(e, 0, e->bound->node->id);
	if (e->bound->node->segment == SEGMENT_ID2('L', 'X'))
		add_line_number(e);
	emit_usual_codes(e);
	add_constants(e);
	if (!e->careful && emit_cells(e))
		return;
	begin = append_cells(e, &s, ends);
	if (e->failed)
		return;
	s.text = e->out->p + begin;
	s.id = e->bound->node->segment;
	s.ends = ends;
	s.position = (uint32_t)++e->segments;
	judge_elements(&e->judge, e->bound->node, &s);
	if (e->lines)
		buf_putc(e->out, '\n');
	e->settled = e->out->n;
}

/* See emit.h. */
void
emit_carried(struct emitter *e, const struct bound *b, str text)
{
	emit_open(e, b, NULL);
	for (unsigned i = 0; text.n != 0 && i < EMIT_ELEMENTS; i++) {
		str cell = str_cut(&text, '*');
		char *to = emit_scratch(e, cell.n + 1);

		if (to == NULL)
			return;
		for (size_t k = 0; k < cell.n; k++)
			to[k] = cell.p[k] == ':' ? (char)e->d.component :
			    cell.p[k] == '^' ? (char)e->d.repetition :
			    cell.p[k];
		if (i != 0 && memchr(to, e->d.component, cell.n) == NULL &&
		    memchr(to, e->d.repetition, cell.n) == NULL)
			emit_set(e, i, (str){ to, cell.n });
		else if (i != 0)
			emit_set_joined(e, i, (str){ to, cell.n });
	}
	emit_close(e);
}
