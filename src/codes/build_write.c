/* SPDX-License-Identifier: Apache-2.0 */
/* build_write.c -- releases and texts laid out, and the file; see build.h. */
#include <stdlib.h>

#include "codes/book_private.h"
#include "codes/build_private.h"

/* ---- releases ------------------------------------------------------- */

static int
compare_releases(const void *a, const void *b)
{
	const struct draft_release *x = *(const struct draft_release *const *)a;
	const struct draft_release *y = *(const struct draft_release *const *)b;

	if (x->r.set != y->r.set)
		return x->r.set < y->r.set ? -1 : 1;
	return x->r.from < y->r.from ? -1 : x->r.from > y->r.from;
}

/*
 * A release ends where the next one begins.  A partial one that does not follow
 * at once speaks for no day: codes may have come meanwhile that it does not
 * know, and would be taken for errors (L3, K4), unless its source says itself
 * how long it holds.
 */
static void
settle_horizons(struct draft_release *before, struct draft_release *d)
{
	if (before != NULL && before->r.until >= d->r.from)
		before->r.until = d->r.from - 1;
	if (!d->r.partial || d->lasts)
		return;
	if (before == NULL)
		d->r.until = d->r.from - 1;
	else if (before->r.until < d->r.from - 1)
		d->r.until = before->r.until;
}

/* Give the releases, sorted, their rows and bits. */
static void
number_releases(struct build *b, struct draft_release **sorted)
{
	for (uint32_t i = 0; i < b->releases.n; i++) {
		struct draft_release *d = sorted[i];

		d->row = i;
		d->bit = i > 0 && sorted[i - 1]->r.set == d->r.set ?
		    sorted[i - 1]->bit + 1 : 0;
		if (d->bit >= RELEASES_MAX)
			fail(&b->err, RC_RANGE, "%s has more than %d "
			    "releases; leave the oldest ones out",
			    code_set_name(d->r.set), RELEASES_MAX);
		settle_horizons(d->bit > 0 ? sorted[i - 1] : NULL, d);
	}
}

static int
compare_sources(const void *a, const void *b)
{
	const struct book_source *x = a, *y = b;

	if (x->release != y->release)
		return x->release < y->release ? -1 : 1;
	return memcmp(x->sha256, y->sha256, sizeof x->sha256);
}

/* See build_private.h. */
void
build_lay_releases(struct build *b)
{
	struct draft_release **sorted;

	if (!BUILD_ROOM(b, &b->out.releases, b->releases.n) ||
	    !BUILD_ROOM(b, &b->out.sources, b->sources.n))
		return;
	sorted = calloc(b->releases.n + 1, sizeof *sorted);
	if (sorted == NULL) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
		return;
	}
	for (size_t i = 0; i < b->releases.n; i++)
		sorted[i] = &b->releases.v[i];
	if (b->releases.n != 0)
		qsort(sorted, b->releases.n, sizeof *sorted,
		    compare_releases);
	number_releases(b, sorted);
	for (size_t i = 0; i < b->releases.n; i++)
		b->out.releases.v[b->out.releases.n++] = sorted[i]->r;
	free(sorted);
	for (size_t i = 0; i < b->sources.n; i++) {
		struct draft_source *d = &b->sources.v[i];

		d->s.release = b->releases.v[d->release].row;
		b->out.sources.v[b->out.sources.n++] = d->s;
	}
	if (b->out.sources.n != 0)
		qsort(b->out.sources.v, b->out.sources.n,
		    sizeof *b->out.sources.v, compare_sources);
}

/* ---- texts ---------------------------------------------------------- */

struct numbered { str text; uint32_t number; };

static int
compare_texts(const void *a, const void *b)
{
	return str_cmp(((const struct numbered *)a)->text,
	    ((const struct numbered *)b)->text);
}

/* Append a text at a multiple of TEXT_ALIGN, and say where it is. */
static text_ref
lay_text(struct build *b, str text)
{
	size_t at = b->out.text.n;
	uint16_t n = (uint16_t)text.n;
	size_t all = (sizeof n + text.n + TEXT_ALIGN - 1) / TEXT_ALIGN *
	    TEXT_ALIGN;

	if (!BUILD_ROOM(b, &b->out.text, all))
		return 0;
	memset(b->out.text.v + at, 0, all);
	memcpy(b->out.text.v + at, &n, sizeof n);
	memcpy(b->out.text.v + at + sizeof n, text.p, text.n);
	b->out.text.n += all;
	if (b->out.text.n > UINT32_MAX)
		fail(&b->err, RC_RANGE, "the texts of the codebook are more "
		    "than 4 GiB");
	return (text_ref)(at / TEXT_ALIGN);
}

/* Releases and sources refer to texts too. */
static void
settle_texts(struct build *b)
{
	for (size_t i = 0; i < b->out.releases.n; i++)
		b->out.releases.v[i].version =
		    build_text_of(b, b->out.releases.v[i].version);
	for (size_t i = 0; i < b->out.sources.n; i++)
		b->out.sources.v[i].name =
		    build_text_of(b, b->out.sources.v[i].name);
}

/* See build_private.h. */
void
build_lay_texts(struct build *b)
{
	struct numbered *all;

	if (b->err.rc != RC_OK)
		return;
	all = calloc(b->texts.n, sizeof *all);
	b->text_refs = calloc(b->texts.n, sizeof *b->text_refs);
	if (all == NULL || b->text_refs == NULL) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
	} else {
		for (uint32_t i = 0; i < b->texts.n; i++)
			all[i] = (struct numbered){ b->texts.v[i], i };
		qsort(all, b->texts.n, sizeof *all, compare_texts);
		/* The empty one is first, and has the reference 0. */
		for (size_t i = 0; i < b->texts.n; i++)
			b->text_refs[all[i].number] = lay_text(b, all[i].text);
		settle_texts(b);
	}
	free(all);
}

/* ---- the file ------------------------------------------------------- */

#define ENTRIES_MAX	(PARTS * BOOK_SUBS)

struct layout {
	struct book_entry entries[ENTRIES_MAX];
	const void *bytes[ENTRIES_MAX];
	uint32_t n;
};

static void
add_part(struct layout *l, enum book_part part, unsigned sub,
    const void *bytes, size_t n, size_t stride)
{
	if (n == 0)
		return;
	l->entries[l->n] = (struct book_entry){ .part = part, .sub = sub,
	    .stride = (uint32_t)stride, .n = (uint32_t)n };
	l->bytes[l->n++] = bytes;
}

#define ADD(l, part, sub, vec) \
	add_part((l), (part), (sub), (vec)->v, (vec)->n, sizeof *(vec)->v)

/* Every part that is not empty, in the order of enum book_part. */
static void
list_parts(const struct build *b, struct layout *l)
{
	ADD(l, PART_TEXT, 0, &b->out.text);
	ADD(l, PART_RELEASES, 0, &b->out.releases);
	ADD(l, PART_SOURCES, 0, &b->out.sources);
	for (unsigned s = 0; s < SYSTEMS; s++) {
		ADD(l, PART_CODES, s, &b->out.codes[s]);
		ADD(l, PART_SLOTS, s, &b->out.slots[s]);
	}
	ADD(l, PART_TITLES, 0, &b->out.titles);
	ADD(l, PART_CHILDREN, 0, &b->out.children);
	ADD(l, PART_NOTES, 0, &b->out.notes);
	ADD(l, PART_RANGES, 0, &b->out.ranges);
	ADD(l, PART_FACTS, 0, &b->out.facts);
	ADD(l, PART_SPANS, 0, &b->out.spans);
	for (unsigned r = 0; r < RELATIONS; r++) {
		ADD(l, PART_FIRST, r, &b->out.first[r]);
		ADD(l, PART_PAIRS, r, &b->out.pairs[r]);
		ADD(l, PART_PAIR_SLOTS, r, &b->out.pair_slots[r]);
		ADD(l, PART_PAIR_KINDS, r, &b->out.pair_kinds[r]);
	}
	for (unsigned t = 0; t < TABLES; t++)
		add_part(l, PART_ROWS, t, b->out.rows[t].v,
		    b->out.rows[t].n / build_shapes[t].stride,
		    build_shapes[t].stride);
	for (size_t i = 0; i < b->search.n; i++)
		add_part(l, PART_SEARCH, b->search.v[i].sub,
		    b->search.v[i].rows.v, b->search.v[i].rows.n,
		    b->search.v[i].rows.stride);
}

/* Is every release of the starter? */
static bool
is_starter(const struct build *b)
{
	for (size_t i = 0; i < b->out.releases.n; i++)
		if (!b->out.releases.v[i].starter)
			return false;
	return true;
}

static uint64_t
aligned(uint64_t n)
{
	return (n + BOOK_ALIGN - 1) / BOOK_ALIGN * BOOK_ALIGN;
}

/* Where each part comes, and its checksum; returns the size of the file. */
static uint64_t
place_parts(struct layout *l)
{
	uint64_t at = aligned(sizeof(struct book_head) +
	    l->n * sizeof *l->entries);

	for (uint32_t i = 0; i < l->n; i++) {
		struct book_entry *e = &l->entries[i];
		uint64_t bytes = (uint64_t)e->n * e->stride;

		e->offset = at;
		e->checksum = book_checksum(l->bytes[i], bytes);
		at = aligned(at + bytes);
	}
	return at;
}

static struct book_head
make_head(const struct build *b, const struct layout *l, uint64_t size)
{
	struct book_head h = { .order = BOOK_ORDER, .version = BOOK_VERSION,
	    .size = size, .parts = l->n, .starter = is_starter(b) };
	uint64_t sums[2];

	memcpy(h.magic, BOOK_MAGIC, sizeof h.magic);
	sums[1] = book_checksum(l->entries, l->n * sizeof *l->entries);
	h.identity = sums[1];
	sums[0] = book_checksum(&h, sizeof h);
	h.directory = book_checksum(sums, sizeof sums);
	return h;
}

static void
fill_to(struct buf *to, uint64_t offset)
{
	static const char zero[BOOK_ALIGN];

	if (to->n < offset)
		buf_add(to, (str){ zero, (size_t)(offset - to->n) });
}

/* See build_private.h. */
void
build_write(struct build *b, struct buf *to)
{
	struct layout *l;
	struct book_head h;

	if (b->err.rc != RC_OK)
		return;
	l = calloc(1, sizeof *l);
	if (l == NULL) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
		return;
	}
	list_parts(b, l);
	h = make_head(b, l, place_parts(l));
	buf_reset(to);
	if (h.size <= to->ceiling)
		buf_reserve(to, h.size);
	buf_add(to, (str){ (const char *)&h, sizeof h });
	buf_add(to, (str){ (const char *)l->entries,
	    l->n * sizeof *l->entries });
	for (uint32_t i = 0; i < l->n; i++) {
		fill_to(to, l->entries[i].offset);
		buf_add(to, (str){ l->bytes[i],
		    (size_t)l->entries[i].n * l->entries[i].stride });
	}
	fill_to(to, h.size);
	if (to->failed)
		fail(&b->err, RC_RANGE, "the codebook would be larger than "
		    "%zu bytes", to->ceiling);
	free(l);
}
