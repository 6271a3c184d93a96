/* SPDX-License-Identifier: Apache-2.0 */
/* book.c -- a book opened and read; see book.h. */
#include <xxhash.h>

#include "codes/book_private.h"

static const struct {
	const char *name;
	uint32_t stride;	/* 0: told elsewhere */
	uint32_t subs;
} parts[PARTS] = {
	[PART_TEXT] = { "texts", 1, 1 },
	[PART_RELEASES] = { "releases", sizeof(struct book_release), 1 },
	[PART_SOURCES] = { "sources", sizeof(struct book_source), 1 },
	[PART_CODES] = { "codes", sizeof(struct book_code), SYSTEMS },
	[PART_SLOTS] = { "slots of codes", sizeof(struct book_slot), SYSTEMS },
	[PART_TITLES] = { "titles", sizeof(struct book_title), 1 },
	[PART_CHILDREN] = { "children", sizeof(uint32_t), 1 },
	[PART_NOTES] = { "notes", sizeof(struct book_note), 1 },
	[PART_RANGES] = { "ranges", sizeof(struct book_range), 1 },
	[PART_FACTS] = { "facts", sizeof(struct book_fact), 1 },
	[PART_SPANS] = { "spans", sizeof(struct book_span), 1 },
	[PART_FIRST] = { "first pairs", sizeof(uint32_t), RELATIONS },
	[PART_PAIRS] = { "pairs", sizeof(struct book_pair), RELATIONS },
	[PART_PAIR_SLOTS] = { "slots of pairs", sizeof(uint64_t), RELATIONS },
	[PART_PAIR_KINDS] = { "kinds of pairs", sizeof(struct book_pair),
		RELATIONS },
	[PART_ROWS] = { "rows", 0, TABLES },
	[PART_SEARCH] = { "search", 0, BOOK_SUBS },
};

static const uint32_t row_strides[TABLES] = {
#define ROW(id, type, keys, words) sizeof(struct type),
	BOOK_TABLES(ROW)
#undef ROW
};

_Static_assert(SYSTEMS <= BOOK_SUBS && RELATIONS <= BOOK_SUBS, "subs");

/* See book_private.h. */
uint32_t
book_stride(unsigned part, unsigned sub)
{
	return part == PART_ROWS ? row_strides[sub] : parts[part].stride;
}

/* See book_private.h. */
uint64_t
book_checksum(const void *bytes, size_t n)
{
	return XXH3_64bits(bytes, n);
}

/* ---- opening -------------------------------------------------------- */

static enum rc
refuse(const char *name, const char *why, struct err *err)
{
	return fail(err, RC_INVALID, "%s %s; build it again with "
	    "`cleanclaim codes build`", name, why);
}

/* Is the head that of a book of ours, as long as the file is? */
static enum rc
check_head(str bytes, const char *name, struct err *err)
{
	const struct book_head *h = (const void *)bytes.p;

	if (bytes.n < 8 || memcmp(bytes.p, BOOK_MAGIC, 8) != 0)
		return refuse(name, "is not a codebook", err);
	if (bytes.n < sizeof *h)
		return refuse(name, "is cut short", err);
	if (h->order == __builtin_bswap32(BOOK_ORDER))
		return refuse(name, "is a codebook of a machine with the "
		    "other byte order", err);
	if (h->order != BOOK_ORDER)
		return refuse(name, "is a damaged codebook", err);
	if (h->version != BOOK_VERSION)
		return fail(err, RC_INVALID, "%s is a codebook of version %u, "
		    "and this program reads version %u; build it again with "
		    "`cleanclaim codes build`", name, h->version,
		    BOOK_VERSION);
	if (h->size > bytes.n)
		return refuse(name, "is cut short", err);
	if (h->size < bytes.n)
		return refuse(name, "has bytes behind its end", err);
	return RC_OK;
}

/* The checksum of head and directory. */
static uint64_t
checksum_directory(const struct book_head *h)
{
	struct book_head bare = *h;
	const struct book_entry *e = (const void *)(h + 1);
	uint64_t sums[2];

	bare.directory = 0;
	sums[0] = book_checksum(&bare, sizeof bare);
	sums[1] = book_checksum(e, h->parts * sizeof *e);
	return book_checksum(sums, sizeof sums);
}

static bool
is_power_of_two(uint32_t n)
{
	return n != 0 && (n & (n - 1)) == 0;
}

/* Is `e` an array inside the file? */
static bool
is_sound(const struct book_entry *e, size_t size)
{
	uint64_t bytes = (uint64_t)e->stride * e->n;

	if (e->part >= PARTS || e->sub >= parts[e->part].subs ||
	    e->stride == 0)
		return false;
	if (book_stride(e->part, e->sub) != 0 &&
	    book_stride(e->part, e->sub) != e->stride)
		return false;
	if ((e->part == PART_SLOTS || e->part == PART_PAIR_SLOTS) &&
	    !is_power_of_two(e->n))
		return false;
	return e->offset % BOOK_ALIGN == 0 && e->offset <= size &&
	    bytes <= size - e->offset;
}

/* Find the releases of each set; they are sorted by set. */
static enum rc
place_sets(struct book *b, const char *name, struct err *err)
{
	const struct book_array *a = &b->parts[PART_RELEASES][0];
	const struct book_release *r = a->v;

	for (uint32_t i = 0; i < a->n; i++) {
		uint32_t s = r[i].set;

		if (s >= SETS || (i > 0 && s < r[i - 1].set))
			return refuse(name, "has releases out of order", err);
		if (b->sets[s].n == 0)
			b->sets[s].first = i;
		if (b->sets[s].n++ == RELEASES_MAX)
			return refuse(name, "has too many releases", err);
	}
	return RC_OK;
}

/* See book.h. */
enum rc
book_open_memory(struct book *b, str bytes, const char *name, struct err *err)
{
	const struct book_head *h = (const void *)bytes.p;
	const struct book_entry *e;

	memset(b, 0, sizeof *b);
	if (check_head(bytes, name, err) != RC_OK)
		return RC_INVALID;
	if ((bytes.n - sizeof *h) / sizeof *e < h->parts)
		return refuse(name, "is a damaged codebook", err);
	if (checksum_directory(h) != h->directory)
		return refuse(name, "is a damaged codebook: its directory "
		    "does not agree with its checksum", err);
	e = (const void *)(h + 1);
	for (uint32_t i = 0; i < h->parts; i++) {
		if (!is_sound(&e[i], bytes.n))
			return refuse(name, "is a damaged codebook", err);
		b->parts[e[i].part][e[i].sub] = (struct book_array){
		    bytes.p + e[i].offset, e[i].n, e[i].stride };
	}
	b->bytes = bytes;
	b->identity = h->identity;
	b->starter = h->starter != 0;
	return place_sets(b, name, err);
}

/* See book.h. */
enum rc
book_open(struct book *b, const char *path, struct err *err)
{
	struct file_map map;
	enum rc rc = file_map(path, &map, err);

	memset(b, 0, sizeof *b);
	if (rc != RC_OK)
		return rc;
	rc = book_open_memory(b, map.text, path, err);
	if (rc != RC_OK) {
		file_unmap(&map);
		memset(b, 0, sizeof *b);
		return rc;
	}
	b->map = map;
	return RC_OK;
}

/* See book.h. */
enum rc
book_verify(const struct book *b, struct err *err)
{
	const struct book_head *h = (const void *)b->bytes.p;
	const struct book_entry *e = (const void *)(h + 1);

	for (uint32_t i = 0; i < h->parts; i++)
		if (book_checksum(b->bytes.p + e[i].offset,
		    (size_t)e[i].n * e[i].stride) != e[i].checksum)
			return fail(err, RC_INVALID, "the codebook is "
			    "damaged: its %s do not agree with their "
			    "checksum; build it again with `cleanclaim codes "
			    "build`", parts[e[i].part].name);
	return RC_OK;
}

/* See book.h. */
void
book_close(struct book *b)
{
	if (b->map.text.p != NULL)
		file_unmap(&b->map);
	memset(b, 0, sizeof *b);
}

/* ---- releases ------------------------------------------------------- */

/* See book.h. */
const struct book_release *
book_release(const struct book *b, enum code_set set, unsigned n)
{
	const struct book_array *a = &b->parts[PART_RELEASES][0];

	if ((unsigned)set >= SETS || n >= b->sets[set].n)
		return NULL;
	return (const struct book_release *)a->v + b->sets[set].first + n;
}

/* See book.h. */
struct book_edition
book_edition(const struct book *b, enum code_set set, date on)
{
	struct book_edition e = { NULL, 0, BASIS_NOTHING };
	const struct book_release *r = book_release(b, set, 0);
	unsigned n;

	if (r == NULL)
		return e;
	for (n = b->sets[set].n - 1; n > 0 && r[n].from > on; n--)
		;
	e.release = &r[n];
	e.bit = (releases)1 << n;
	e.basis = r[n].from > on ? BASIS_BEFORE :
	    r[n].until < on ? BASIS_AFTER : BASIS_RELEASE;
	return e;
}

/* ---- references ----------------------------------------------------- */

/* See book.h. */
str
book_text(const struct book *b, text_ref ref)
{
	const struct book_array *a = &b->parts[PART_TEXT][0];
	uint64_t at = (uint64_t)ref * TEXT_ALIGN;
	uint16_t n;

	if (ref == 0 || at + sizeof n > a->n)
		return STR("");
	memcpy(&n, (const char *)a->v + at, sizeof n);
	at += sizeof n;
	if (n > a->n - at)
		return STR("");
	return (str){ (const char *)a->v + at, n };
}

/* See book.h. */
uint32_t
book_row(const struct book *b, enum code_system system, code_key key)
{
	const struct book_array *a = &b->parts[PART_SLOTS][system];
	const struct book_slot *slots = a->v;
	uint32_t at;

	if (a->n == 0 || key == CODE_NONE)
		return NO_ROW;
	at = book_hash(key, a->n);
	/* A damaged table may have no free slot (K1). */
	for (uint32_t tries = 0; tries < a->n; tries++) {
		if (slots[at].key == key)
			return slots[at].row;
		if (slots[at].key == CODE_NONE)
			return NO_ROW;
		at = (at + 1) & (a->n - 1);
	}
	return NO_ROW;
}

/* See book.h. */
uint32_t
book_lower_bound(const struct book *b, enum code_system system,
    code_key key)
{
	const struct book_array *a = &b->parts[PART_CODES][system];
	const struct book_code *v = a->v;
	uint32_t from = 0, n = a->n;

	while (n > 0) {
		uint32_t half = n / 2;

		if (v[from + half].key < key) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return from;
}

/* See book.h. */
const void *
book_run(const struct book *b, enum book_part part, unsigned sub,
    uint32_t first, uint32_t *n)
{
	const struct book_array *a = &b->parts[part][sub];

	if (first >= a->n) {
		*n = 0;
		return NULL;
	}
	if (*n > a->n - first)
		*n = a->n - first;
	return (const char *)a->v + (size_t)first * a->stride;
}

/* See book.h. */
const struct book_pair *
book_pairs(const struct book *b, enum relation r, uint32_t left, uint32_t *n)
{
	const struct book_array *a = &b->parts[PART_FIRST][r];
	const uint32_t *first = a->v;

	*n = 0;
	if (a->n == 0 || left >= a->n - 1 || first[left + 1] <= first[left])
		return NULL;
	*n = first[left + 1] - first[left];
	return book_run(b, PART_PAIRS, r, first[left], n);
}

/* The first of n pairs that is not before `right`. */
static uint32_t
search_pairs(const struct book_pair *p, uint32_t n, uint32_t right)
{
	uint32_t from = 0;

	while (n > 0) {
		uint32_t half = n / 2;

		if (p[from + half].right < right) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return from;
}

/* The pairs of both that begin at p[0] of n; how many. */
static uint32_t
count_alike(const struct book_pair *p, uint32_t n, uint32_t right)
{
	uint32_t k = 0;

	while (k < n && p[k].right == right)
		k++;
	return k;
}

static const struct book_pair *
search_pair(const struct book *b, enum relation r, uint32_t left,
    uint32_t right, uint32_t *n)
{
	const struct book_pair *p = book_pairs(b, r, left, n);
	uint32_t at;

	if (p == NULL)
		return NULL;
	at = search_pairs(p, *n, right);
	*n = count_alike(p + at, *n - at, right);
	return *n != 0 ? p + at : NULL;
}

/* What a slot says (K1). */
static const struct book_pair *
pair_of_slot(const struct book *b, enum relation r, uint64_t slot,
    uint32_t right, uint32_t *n)
{
	uint32_t at = (uint32_t)slot;
	const struct book_pair *p;

	*n = 1;
	if ((at & PAIR_SLOT_SEVERAL) == 0)
		return book_run(b, PART_PAIR_KINDS, r, at, n);
	*n = UINT32_MAX;
	p = book_run(b, PART_PAIRS, r, at & ~PAIR_SLOT_SEVERAL, n);
	*n = count_alike(p, *n, right);
	return *n != 0 ? p : NULL;
}

/*
 * The slot of a key in a bucket, or a free one; else 0.  Without branches: all
 * of the bucket is in one line of the cache.
 */
static inline uint64_t
look_into(const uint64_t *bucket, uint32_t key)
{
	uint64_t found = 0, vacant = 0;

	for (unsigned i = 0; i < PAIR_BUCKET; i++) {
		found |= bucket[i] >> 32 == key ? bucket[i] : 0;
		vacant |= bucket[i] == PAIR_SLOT_FREE ? PAIR_SLOT_FREE : 0;
	}
	return found != 0 ? found : vacant;
}

/* See book.h. */
const struct book_pair *
book_pair_of(const struct book *b, enum relation r, uint32_t left,
    uint32_t right, uint32_t *n)
{
	const struct book_array *a = &b->parts[PART_PAIR_SLOTS][r];
	const uint64_t *slots = a->v;
	uint32_t key = left << 16 | right, at;

	if (a->n < PAIR_BUCKET)
		return search_pair(b, r, left, right, n);
	*n = 0;
	if (left >= PAIR_SLOT_CODES || right >= PAIR_SLOT_CODES)
		return NULL;
	at = book_pair_bucket(left, right, a->n);
	/* A damaged table may have no free slot (K1). */
	for (uint32_t tries = 0; tries < a->n; tries += PAIR_BUCKET) {
		uint64_t slot = look_into(slots + at, key);

		if (slot == PAIR_SLOT_FREE)
			return NULL;
		if (slot != 0)
			return pair_of_slot(b, r, slot, right, n);
		at = (at + PAIR_BUCKET) & (a->n - 1);
	}
	return NULL;
}

/* See book.h. */
bool
book_span_holds(const struct book *b, uint32_t span, date on,
    enum book_basis *basis)
{
	const struct book_array *a = &b->parts[PART_SPANS][0];
	const struct book_span *s;
	struct book_edition e;

	*basis = BASIS_NOTHING;
	if (span >= a->n)
		return false;
	s = (const struct book_span *)a->v + span;
	e = book_edition(b, (enum code_set)s->set, on);
	*basis = e.basis;
	if ((s->in & e.bit) == 0)
		return false;
	return (s->from == DATE_NONE || s->from <= on) &&
	    (s->until == DATE_NONE || on <= s->until);
}
