/* SPDX-License-Identifier: Apache-2.0 */
/* build_codes.c -- codes, titles, notes and facts laid out; see build.h. */
#include <stdlib.h>

#include "codes/book_private.h"
#include "codes/build_private.h"

#define ALL_RELEASES	(~(releases)0)

/* ---- codes ---------------------------------------------------------- */

static int
compare_keys(const void *a, const void *b)
{
	code_key x = ((const struct book_code *)a)->key;
	code_key y = ((const struct book_code *)b)->key;

	return x < y ? -1 : x > y;
}

/* The codes of a system in order; each draft learns its row. */
static void
sort_codes(struct build *b, unsigned s)
{
	size_t n = b->systems[s].codes.n;
	struct book_code *v;

	if (!BUILD_ROOM(b, &b->out.codes[s], n))
		return;
	v = b->out.codes[s].v;
	for (uint32_t i = 0; i < n; i++)
		/* titles keeps the number for a moment */
		v[i] = (struct book_code){ .key = b->systems[s].codes.v[i].key,
		    .titles = i, .set = SETS, .parent = NO_ROW,
		    .from = DATE_NONE, .until = DATE_NONE };
	b->out.codes[s].n = n;
	if (n != 0)
		qsort(v, n, sizeof *v, compare_keys);
	for (uint32_t i = 0; i < n; i++) {
		b->systems[s].codes.v[v[i].titles].row = i;
		v[i].titles = 0;
	}
}

/* The hash of keys, at most half full. */
static void
make_slots(struct build *b, unsigned s)
{
	size_t n = b->out.codes[s].n;
	uint32_t size = 16;
	struct book_slot *slots;

	while (size < n * 2)
		size *= 2;
	if (n == 0 || !BUILD_ROOM(b, &b->out.slots[s], size))
		return;
	slots = b->out.slots[s].v;
	memset(slots, 0, size * sizeof *slots);
	b->out.slots[s].n = size;
	for (uint32_t i = 0; i < n; i++) {
		code_key key = b->out.codes[s].v[i].key;
		uint32_t at = book_hash(key, size);

		while (slots[at].key != CODE_NONE)
			at = (at + 1) & (size - 1);
		slots[at] = (struct book_slot){ .key = key, .row = i };
	}
}

/* By code, set, release, and what was said first (L1). */
static int
compare_listings(const void *a, const void *b, void *ctx)
{
	const struct build *sorting = ctx;
	const struct draft_listing *x = a, *y = b;
	const struct draft_release *p = &sorting->releases.v[x->release];
	const struct draft_release *q = &sorting->releases.v[y->release];

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (p->row != q->row)
		return p->row < q->row ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* Add a title to the last n of a code, or its release to one that is alike. */
static void
add_title(struct build *b, struct book_code *c, struct book_title t)
{
	for (uint32_t i = 0; i < c->n_titles; i++) {
		struct book_title *v = &b->out.titles.v[c->titles + i];

		if (v->full == t.full && v->brief == t.brief) {
			v->in |= t.in;
			return;
		}
	}
	if (!BUILD_ROOM(b, &b->out.titles, 1))
		return;
	b->out.titles.v[b->out.titles.n++] = t;
	c->n_titles++;
}

/*
 * What one release says of a code: listings l[0] to l[n - 1].  What was said
 * first counts, and what it left open is taken from those behind it.
 */
static struct draft_listing
merge_listings(const struct draft_listing *l, size_t n)
{
	struct draft_listing m = l[0];

	for (size_t i = 1; i < n; i++) {
		if (m.full == 0)
			m.full = l[i].full;
		if (m.brief == 0)
			m.brief = l[i].brief;
		if (m.parent == NO_ROW)
			m.parent = l[i].parent;
		if (m.from == DATE_NONE)
			m.from = l[i].from;
		if (m.until == DATE_NONE)
			m.until = l[i].until;
	}
	return m;
}

/* A release lists a code.  Releases come in order, so the newest word stays. */
static void
list_code(struct build *b, unsigned s, struct book_code *c,
    const struct draft_listing *m, releases bit)
{
	c->in |= bit;
	if (m->billable)
		c->billable |= bit;
	if (m->from != DATE_NONE)
		c->from = m->from;
	c->until = m->until;
	if (m->parent != NO_ROW)
		c->parent = build_row_of(b, s, m->parent);
	if (m->full != 0 || m->brief != 0)
		add_title(b, c, (struct book_title){ bit,
		    build_text_of(b, m->full), build_text_of(b, m->brief) });
}

/* What stays as it was in the releases that do not speak of the code (L3). */
static void
carry_code(struct build *b, struct book_code *c, releases said)
{
	unsigned n;
	releases partial = build_partial(b, c->set, &n);

	if ((partial & ~said) == 0)
		return;
	c->in = build_carry(c->in, said, partial);
	c->billable = build_carry(c->billable, said, partial);
	for (uint32_t i = 0; i < c->n_titles; i++) {
		struct book_title *t = &b->out.titles.v[c->titles + i];

		t->in = build_carry(t->in, said, partial);
	}
}

/* The listings of one code, l[0] to l[n - 1], sorted. */
static void
lay_code(struct build *b, unsigned s, const struct draft_listing *l, size_t n)
{
	const struct draft_code *d = &b->systems[s].codes.v[l->code];
	struct book_code *c = &b->out.codes[s].v[d->row];
	releases said = 0;

	c->titles = (uint32_t)b->out.titles.n;
	c->set = b->releases.v[l->release].r.set;
	for (size_t i = 0, k; i < n; i += k) {
		const struct draft_release *r = &b->releases.v[l[i].release];
		releases bit = (releases)1 << r->bit;
		struct draft_listing m;

		for (k = 1; i + k < n && l[i + k].release == l[i].release; k++)
			;
		/* A code belongs to the first set that lists it. */
		if (r->r.set != c->set)
			continue;
		m = merge_listings(&l[i], k);
		said |= bit;
		if (!m.ended)
			list_code(b, s, c, &m, bit);
	}
	carry_code(b, c, said);
	if (d->always) {
		c->in = ALL_RELEASES;
		c->billable = d->billable ? ALL_RELEASES : 0;
		if (c->n_titles != 0)
			b->out.titles.v[c->titles + c->n_titles - 1].in =
			    ALL_RELEASES;
	}
}

static void
lay_listings(struct build *b, unsigned s)
{
	struct draft_listing *l = b->systems[s].listings.v;
	size_t n = b->systems[s].listings.n;

	if (n == 0 || b->err.rc != RC_OK)
		return;
	for (size_t i = 0; i < n; i++)
		l[i].row = build_row_of(b, s, l[i].code);
	qsort_r(l, n, sizeof *l, compare_listings, b);
	for (size_t i = 0, k; i < n; i += k) {
		for (k = 1; i + k < n && l[i + k].code == l[i].code; k++)
			;
		lay_code(b, s, &l[i], k);
	}
}

/* ---- trees ---------------------------------------------------------- */

static bool
is_block(const struct book_code *c)
{
	return code_char(c->key, 3) == '-';
}

/* The first and the last category of a block, A00-A09; of a category itself. */
static code_key
first_of(const struct book_code *c)
{
	return code_prefix(c->key, 3);
}

static code_key
last_of(const struct book_code *c)
{
	return is_block(c) ? code_prefix(c->key << 4 * CODE_BITS &
	    code_last(CODE_NONE), 3) : c->key;
}

static bool
block_holds(const struct book_code *block, const struct book_code *c)
{
	return first_of(block) <= first_of(c) && last_of(c) <= last_of(block);
}

/* The narrowest block that holds v[row], a category or a block; NO_ROW: there
 * is none. */
static uint32_t
find_block(const struct book_code *v, const uint32_t *blocks, uint32_t n,
    uint32_t row)
{
	uint32_t best = NO_ROW;

	for (uint32_t i = 0; i < n; i++)
		if (blocks[i] != row && block_holds(&v[blocks[i]], &v[row]) &&
		    (best == NO_ROW ||
		     block_holds(&v[best], &v[blocks[i]])))
			best = blocks[i];
	return best;
}

/* Categories that no list places are put in their blocks, and blocks in wider
 * ones. */
static void
place_categories(struct build *b, unsigned s)
{
	struct book_code *v = b->out.codes[s].v;
	VEC_OF(uint32_t) blocks = { NULL, 0, 0 };

	for (uint32_t i = 0; i < b->out.codes[s].n; i++)
		if (is_block(&v[i]) && BUILD_ROOM(b, &blocks, 1))
			blocks.v[blocks.n++] = i;
	for (uint32_t i = 0; i < b->out.codes[s].n; i++)
		if (v[i].parent == NO_ROW && v[i].set != SETS &&
		    code_length(v[i].key) == 3)
			v[i].parent = find_block(v, blocks.v,
			    (uint32_t)blocks.n, i);
	for (uint32_t i = 0; i < blocks.n; i++) {
		uint32_t wider = find_block(v, blocks.v, (uint32_t)blocks.n,
		    blocks.v[i]);

		if (wider != NO_ROW)
			v[blocks.v[i]].parent = wider;
	}
	VEC_FREE(&blocks);
}

/* In ICD the parent is the longest listed code that a code begins with. */
static void
find_parents(struct build *b, unsigned s)
{
	struct book_code *v = b->out.codes[s].v;
	uint32_t above[CODE_CHARS + 1], depth = 0;

	for (uint32_t i = 0; i < b->out.codes[s].n; i++) {
		if (v[i].set == SETS || is_block(&v[i]))
			continue;
		while (depth > 0 && !code_begins(v[i].key,
		    v[above[depth - 1]].key))
			depth--;
		if (v[i].parent == NO_ROW && depth > 0)
			v[i].parent = above[depth - 1];
		if (depth <= CODE_CHARS)
			above[depth++] = i;
	}
}

/* The children of each code, in order. */
static void
list_children(struct build *b, unsigned s)
{
	struct book_code *v = b->out.codes[s].v;
	uint32_t n = (uint32_t)b->out.codes[s].n;
	uint32_t at = (uint32_t)b->out.children.n;

	if (!BUILD_ROOM(b, &b->out.children, n))
		return;
	for (uint32_t i = 0; i < n; i++)
		if (v[i].parent < n)
			v[v[i].parent].n_children++;
	for (uint32_t i = 0; i < n; i++) {
		v[i].children = at;
		at += v[i].n_children;
		v[i].n_children = 0;
	}
	for (uint32_t i = 0; i < n; i++)
		if (v[i].parent < n) {
			struct book_code *p = &v[v[i].parent];

			b->out.children.v[p->children + p->n_children++] = i;
		}
	b->out.children.n = at;
}

/* See build_private.h. */
void
build_lay_codes(struct build *b)
{
	for (unsigned s = 0; s < SYSTEMS; s++) {
		sort_codes(b, s);
		make_slots(b, s);
		lay_listings(b, s);
		if (s == SYSTEM_DIAGNOSIS || s == SYSTEM_INPATIENT)
			find_parents(b, s);
		if (s == SYSTEM_DIAGNOSIS)
			place_categories(b, s);
		list_children(b, s);
	}
}

/* ---- notes ---------------------------------------------------------- */

/* By system, code, kind and text, so that what is alike meets. */
static int
compare_notes(const void *a, const void *b)
{
	const struct draft_note *x = a, *y = b;

	if (x->system != y->system)
		return x->system < y->system ? -1 : 1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->text != y->text)
		return x->text < y->text ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

static int
compare_note_order(const void *a, const void *b)
{
	const struct draft_note *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* Append a note that the releases in `in` have. */
static void
lay_note(struct build *b, const struct draft_note *d, releases in)
{
	struct book_note n = { .in = in, .kind = d->kind, .text = d->text,
	    .ranges = (uint32_t)b->out.ranges.n, .n_ranges = d->n_ranges };

	if (!BUILD_ROOM(b, &b->out.notes, 1) ||
	    !BUILD_ROOM(b, &b->out.ranges, d->n_ranges))
		return;
	if (d->n_ranges != 0)
		memcpy(b->out.ranges.v + b->out.ranges.n,
		    b->ranges.v + d->ranges,
		    d->n_ranges * sizeof *b->ranges.v);
	b->out.ranges.n += d->n_ranges;
	b->out.notes.v[b->out.notes.n++] = n;
}

/*
 * The notes of one code, d[0] to d[n - 1].  Alike ones become one, which keeps
 * the place of the newest; code says which releases it is in meanwhile.
 */
static void
lay_notes_of(struct build *b, struct draft_note *d, size_t n)
{
	struct book_code *c = &b->out.codes[d->system].v[d->code];
	unsigned set = b->releases.v[d->release].r.set, all;
	releases partial = build_partial(b, set, &all), said = 0;
	releases in[2] = { 0, 0 };
	size_t kept = 0;
	VEC_OF(releases) masks = { NULL, 0, 0 };

	if (!BUILD_ROOM(b, &masks, n))
		return;
	for (size_t i = 0; i < n; i++)
		said |= build_bit(b, d[i].release);
	for (size_t i = 0, k; i < n; i += k) {
		in[0] = build_bit(b, d[i].release);
		for (k = 1; i + k < n && d[i + k].kind == d[i].kind &&
		    d[i + k].text == d[i].text; k++)
			in[0] |= build_bit(b, d[i + k].release);
		d[kept] = d[i + k - 1];
		d[kept].release = (uint32_t)kept;
		masks.v[kept++] = build_carry(in[0], said, partial);
	}
	qsort(d, kept, sizeof *d, compare_note_order);
	c->notes = (uint32_t)b->out.notes.n;
	c->n_notes = (uint32_t)kept;
	for (size_t i = 0; i < kept; i++)
		lay_note(b, &d[i], masks.v[d[i].release]);
	VEC_FREE(&masks);
}

/* See build_private.h. */
void
build_lay_notes(struct build *b)
{
	struct draft_note *d = b->notes.v;
	size_t n = b->notes.n;

	if (b->err.rc != RC_OK || n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		d[i].code = build_row_of(b, d[i].system, d[i].code);
		d[i].text = build_text_of(b, d[i].text);
	}
	qsort(d, n, sizeof *d, compare_notes);
	for (size_t i = 0, k; i < n; i += k) {
		for (k = 1; i + k < n && d[i + k].system == d[i].system &&
		    d[i + k].code == d[i].code; k++)
			;
		lay_notes_of(b, &d[i], k);
	}
}

/* ---- facts ---------------------------------------------------------- */

/* By system, code, set, kind and text. */
static int
compare_facts(const void *a, const void *b, void *ctx)
{
	const struct build *sorting = ctx;
	const struct draft_fact *x = a, *y = b;
	uint32_t p = sorting->releases.v[x->release].r.set;
	uint32_t q = sorting->releases.v[y->release].r.set;

	if (x->system != y->system)
		return x->system < y->system ? -1 : 1;
	if (x->code != y->code)
		return x->code < y->code ? -1 : 1;
	if (p != q)
		return p < q ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->text != y->text)
		return x->text < y->text ? -1 : 1;
	return x->seq < y->seq ? -1 : x->seq > y->seq;
}

/* The facts that one set has of one code, d[0] to d[n - 1]. */
static void
lay_facts_of(struct build *b, const struct draft_fact *d, size_t n)
{
	uint32_t set = b->releases.v[d->release].r.set;
	unsigned all;
	releases partial = build_partial(b, set, &all), said = 0;

	for (size_t i = 0; i < n; i++)
		said |= build_bit(b, d[i].release);
	for (size_t i = 0, k; i < n; i += k) {
		releases in = build_bit(b, d[i].release);

		for (k = 1; i + k < n && d[i + k].kind == d[i].kind &&
		    d[i + k].text == d[i].text; k++)
			in |= build_bit(b, d[i + k].release);
		if (!BUILD_ROOM(b, &b->out.facts, 1))
			return;
		b->out.facts.v[b->out.facts.n++] = (struct book_fact){
		    .in = build_carry(in, said, partial), .set = set,
		    .kind = d[i].kind, .text = d[i].text };
	}
}

/* See build_private.h. */
void
build_lay_facts(struct build *b)
{
	struct draft_fact *d = b->facts.v;
	size_t n = b->facts.n;

	if (b->err.rc != RC_OK || n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		d[i].code = build_row_of(b, d[i].system, d[i].code);
		d[i].text = build_text_of(b, d[i].text);
	}
	qsort_r(d, n, sizeof *d, compare_facts, b);
	for (size_t i = 0, k; i < n; i += k) {
		struct book_code *c = &b->out.codes[d[i].system].v[d[i].code];

		for (k = 1; i + k < n && d[i + k].system == d[i].system &&
		    d[i + k].code == d[i].code &&
		    b->releases.v[d[i + k].release].r.set ==
		    b->releases.v[d[i].release].r.set; k++)
			;
		if (c->n_facts == 0)
			c->facts = (uint32_t)b->out.facts.n;
		lay_facts_of(b, &d[i], k);
		c->n_facts = (uint32_t)b->out.facts.n - c->facts;
	}
}
