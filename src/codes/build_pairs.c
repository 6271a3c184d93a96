/* SPDX-License-Identifier: Apache-2.0 */
/* build_pairs.c -- relations and typed rows laid out; see build.h. */
#include <stdlib.h>

#include "codes/book_private.h"
#include "codes/build_private.h"

/* ---- spans ---------------------------------------------------------- */

/* Most pairs share a handful of spans: a hash of those that are there. */
struct span_index { uint32_t *slots; uint32_t size; };

static bool
grow_spans(struct build *b, struct span_index *x)
{
	uint32_t size = x->size == 0 ? 1024 : x->size * 2;
	uint32_t *slots = malloc(size * sizeof *slots);

	if (slots == NULL) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
		return false;
	}
	memset(slots, 0xFF, size * sizeof *slots);
	for (uint32_t i = 0; i < b->out.spans.n; i++) {
		uint32_t at = book_hash(book_checksum(&b->out.spans.v[i],
		    sizeof *b->out.spans.v), size);

		while (slots[at] != NO_ROW)
			at = (at + 1) & (size - 1);
		slots[at] = i;
	}
	free(x->slots);
	*x = (struct span_index){ slots, size };
	return true;
}

/* The row of a span. */
static uint32_t
span_row(struct build *b, struct span_index *x, struct book_span s)
{
	uint32_t at;

	if (b->out.spans.n * 2 >= x->size && !grow_spans(b, x))
		return NO_ROW;
	at = book_hash(book_checksum(&s, sizeof s), x->size);
	for (; x->slots[at] != NO_ROW; at = (at + 1) & (x->size - 1))
		if (memcmp(&b->out.spans.v[x->slots[at]], &s, sizeof s) == 0)
			return x->slots[at];
	if (!BUILD_ROOM(b, &b->out.spans, 1))
		return NO_ROW;
	x->slots[at] = (uint32_t)b->out.spans.n;
	b->out.spans.v[b->out.spans.n++] = s;
	return x->slots[at];
}

/* ---- pairs ---------------------------------------------------------- */

/* By left, right, set, then what is said of them, so that what is alike
 * meets. */
static int
compare_pairs(const void *a, const void *b, void *ctx)
{
	const struct build *sorting = ctx;
	const struct draft_pair *x = a, *y = b;
	const struct draft_release *p, *q;

	if (x->left != y->left)
		return x->left < y->left ? -1 : 1;
	if (x->right != y->right)
		return x->right < y->right ? -1 : 1;
	p = &sorting->releases.v[x->release];
	q = &sorting->releases.v[y->release];
	if (p->r.set != q->r.set)
		return p->r.set < q->r.set ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->until != y->until)
		return x->until < y->until ? -1 : 1;
	if (x->value != y->value)
		return x->value < y->value ? -1 : 1;
	return p->bit < q->bit ? -1 : p->bit > q->bit;
}

static bool
is_alike(const struct build *b, const struct draft_pair *x,
    const struct draft_pair *y)
{
	return x->left == y->left && x->right == y->right &&
	    x->value == y->value && x->from == y->from &&
	    x->until == y->until &&
	    b->releases.v[x->release].r.set == b->releases.v[y->release].r.set;
}

/* Rows instead of numbers. */
static void
settle_pairs(struct build *b, enum relation r)
{
	enum code_system left = relation_left(r), right = relation_right(r);
	bool has_text = r == RELATION_PTP_PRACTITIONER ||
	    r == RELATION_PTP_HOSPITAL;
	struct draft_pair *d = b->pairs[r].v;

	for (size_t i = 0; i < b->pairs[r].n; i++) {
		d[i].left = build_row_of(b, left, d[i].left);
		if (right != SYSTEM_NUMBER)
			d[i].right = build_row_of(b, right, d[i].right);
		if (has_text) {
			text_ref t = build_text_of(b,
			    PTP_RATIONALE(d[i].value));

			if (t >= 1u << 24)
				fail(&b->err, RC_RANGE, "the texts of the "
				    "codebook are more than 64 MiB");
			d[i].value = PTP_INDICATOR(d[i].value) | t << 8;
		}
	}
}

/* The releases of `set` that speak of the left code of d[0] to d[n - 1]. */
static releases
said_of(const struct build *b, const struct draft_pair *d, size_t n,
    uint32_t set)
{
	releases said = 0;

	for (size_t i = 0; i < n; i++)
		if (b->releases.v[d[i].release].r.set == set)
			said |= build_bit(b, d[i].release);
	return said;
}

/* The pairs of one left code, d[0] to d[n - 1], sorted. */
static void
lay_pairs_of(struct build *b, enum relation r, const struct draft_pair *d,
    size_t n, struct span_index *x)
{
	for (size_t i = 0, k; i < n; i += k) {
		uint32_t set = b->releases.v[d[i].release].r.set;
		releases in = build_bit(b, d[i].release), partial;
		unsigned all;

		for (k = 1; i + k < n && is_alike(b, &d[i], &d[i + k]); k++)
			in |= build_bit(b, d[i + k].release);
		partial = build_partial(b, set, &all);
		if (partial != 0)
			in = build_carry(in, said_of(b, d, n, set), partial);
		if (!BUILD_ROOM(b, &b->out.pairs[r], 1))
			return;
		b->out.pairs[r].v[b->out.pairs[r].n++] = (struct book_pair){
		    .right = d[i].right, .value = d[i].value,
		    .span = span_row(b, x, (struct book_span){ .in = in,
			.set = set, .from = d[i].from,
			.until = d[i].until }) };
	}
}

/* The pairs of each left row, and where they begin. */
static void
lay_relation(struct build *b, enum relation r, struct span_index *x)
{
	size_t rows = b->out.codes[relation_left(r)].n;
	const struct draft_pair *d = b->pairs[r].v;
	size_t n = b->pairs[r].n, i = 0, k;

	if (!BUILD_ROOM(b, &b->out.first[r], rows + 1))
		return;
	for (uint32_t row = 0; row < rows; row++, i += k) {
		b->out.first[r].v[row] = (uint32_t)b->out.pairs[r].n;
		for (k = 0; i + k < n && d[i + k].left == row; k++)
			;
		lay_pairs_of(b, r, d + i, k, x);
	}
	b->out.first[r].v[rows] = (uint32_t)b->out.pairs[r].n;
	b->out.first[r].n = rows + 1;
}

/* ---- buckets -------------------------------------------------------- */

#define BUCKET_USUAL	11	/* so many of PAIR_BUCKET places are taken */

/* Relations of so many pairs that they have buckets (book.h). */
static bool
has_buckets(const struct build *b, enum relation r)
{
	return (r == RELATION_PTP_PRACTITIONER ||
	    r == RELATION_PTP_HOSPITAL) &&
	    b->out.codes[relation_right(r)].n < PAIR_FREE;
}

#define KIND_PAIRS_MAX	16	/* pairs of one left and right in a kind */

/* A kind as it is laid out: what n pairs say, each with how many follow. */
static void
make_kind(const struct book_pair *p, uint32_t n,
    struct book_pair kind[KIND_PAIRS_MAX])
{
	for (uint32_t i = 0; i < n; i++)
		kind[i] = (struct book_pair){ n - 1 - i, p[i].value,
		    p[i].span };
}

/* The number of what n pairs say; kinds are few, and lie by their hash. */
static uint32_t
kind_of(struct build *b, enum relation r, const struct book_pair *p,
    uint32_t n, struct span_index *x)
{
	struct book_pair kind[KIND_PAIRS_MAX];
	const struct book_pair *v = b->out.pair_kinds[r].v;
	size_t bytes = n * sizeof *kind;
	uint32_t at;

	if (n > KIND_PAIRS_MAX)
		return PAIR_SEVERAL;
	make_kind(p, n, kind);
	at = book_hash(book_checksum(kind, bytes), x->size);
	for (; x->slots[at] != NO_ROW; at = (at + 1) & (x->size - 1))
		if (v[x->slots[at]].right == n - 1 &&
		    memcmp(&v[x->slots[at]], kind, bytes) == 0)
			return x->slots[at];
	if ((b->out.pair_kinds[r].n + n) * 2 >= x->size ||
	    !BUILD_ROOM(b, &b->out.pair_kinds[r], n))
		return PAIR_SEVERAL;
	x->slots[at] = (uint32_t)b->out.pair_kinds[r].n;
	memcpy(b->out.pair_kinds[r].v + b->out.pair_kinds[r].n, kind, bytes);
	b->out.pair_kinds[r].n += n;
	return x->slots[at];
}

/* Put a pair into its bucket, or the next that has a place. */
static void
fill_bucket(struct book_bucket *buckets, uint32_t n, uint32_t right,
    uint32_t kind)
{
	uint32_t at = book_bucket_of(right, n);
	unsigned i = 0;

	while (buckets[at].right[i] != PAIR_FREE)
		if (++i == PAIR_BUCKET) {
			i = 0;
			at = at + 1 < n ? at + 1 : 0;
		}
	buckets[at].right[i] = (uint16_t)right;
	buckets[at].kind[i] = (uint16_t)kind;
}

/* The buckets of the pairs p[0] to p[n - 1], which have one left row. */
static void
lay_buckets(struct build *b, enum relation r, const struct book_pair *p,
    uint32_t n, struct span_index *x)
{
	uint32_t first = (uint32_t)b->out.pair_buckets[r].n;
	uint32_t more = n == 0 ? 0 : n / BUCKET_USUAL + 1;
	struct book_bucket *v;

	if (!BUILD_ROOM(b, &b->out.pair_buckets[r], more) ||
	    !BUILD_ROOM(b, &b->out.pair_hops[r], 1))
		return;
	v = more == 0 ? NULL : b->out.pair_buckets[r].v + first;
	if (more != 0)
		memset(v, 0xFF, more * sizeof *v);
	b->out.pair_buckets[r].n += more;
	b->out.pair_hops[r].v[b->out.pair_hops[r].n++] =
	    (struct book_hop){ first, more };
	for (uint32_t i = 0, k; i < n; i += k) {
		for (k = 1; i + k < n && p[i + k].right == p[i].right; k++)
			;
		/* Add-on pairs without a right row are asked otherwise. */
		if (p[i].right < PAIR_FREE)
			fill_bucket(v, more, p[i].right,
			    kind_of(b, r, &p[i], k, x));
	}
}

static void
make_buckets(struct build *b, enum relation r)
{
	struct span_index x = { NULL, 1 << 16 };
	const uint32_t *first = b->out.first[r].v;

	x.slots = malloc(x.size * sizeof *x.slots);
	if (x.slots == NULL || !BUILD_ROOM(b, &b->out.pair_kinds[r], 1)) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
		free(x.slots);
		return;
	}
	memset(x.slots, 0xFF, x.size * sizeof *x.slots);
	b->out.pair_kinds[r].v[b->out.pair_kinds[r].n++] =
	    (struct book_pair){ .span = NO_ROW };
	for (uint32_t left = 0; left + 1 < b->out.first[r].n; left++)
		lay_buckets(b, r, b->out.pairs[r].v + first[left],
		    first[left + 1] - first[left], &x);
	free(x.slots);
}

/* See build_private.h. */
void
build_lay_pairs(struct build *b)
{
	struct span_index x = { NULL, 0 };

	for (unsigned r = 0; r < RELATIONS; r++) {
		if (b->pairs[r].n == 0 || b->err.rc != RC_OK)
			continue;
		settle_pairs(b, r);
		qsort_r(b->pairs[r].v, b->pairs[r].n,
		    sizeof *b->pairs[r].v, compare_pairs, b);
		lay_relation(b, r, &x);
		if (has_buckets(b, r) && b->err.rc == RC_OK)
			make_buckets(b, r);
		VEC_FREE(&b->pairs[r]);
	}
	free(x.slots);
}

/* ---- typed rows ----------------------------------------------------- */

/* Rows and references instead of numbers. */
static void
settle_row(const struct build *b, const char *words, char *row)
{
	for (size_t i = 0; words[i] != '\0'; i++) {
		char *at = row + sizeof(releases) + 4 * i;
		uint32_t v;

		memcpy(&v, at, sizeof v);
		if (words[i] == 'p')
			v = build_row_of(b, SYSTEM_PROCEDURE, v);
		else if (words[i] == 'd')
			v = build_row_of(b, SYSTEM_DIAGNOSIS, v);
		else if (words[i] == 't')
			v = build_text_of(b, v);
		memcpy(at, &v, sizeof v);
	}
}

static int
compare_words(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t x, y;

		memcpy(&x, a + sizeof(releases) + 4 * i, sizeof x);
		memcpy(&y, b + sizeof(releases) + 4 * i, sizeof y);
		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static int
compare_rows(const void *a, const void *b, void *words)
{
	return compare_words(a, b, *(const size_t *)words);
}

static releases
mask_of(const char *row)
{
	releases in;

	memcpy(&in, row, sizeof in);
	return in;
}

/* The rows of one key: alike ones become one. */
static void
merge_rows(struct build *b, unsigned t, char *rows, size_t n,
    releases partial)
{
	size_t stride = build_shapes[t].stride;
	size_t words = strlen(build_shapes[t].words);
	releases said = 0;

	for (size_t i = 0; i < n; i++)
		said |= mask_of(rows + i * stride);
	for (size_t i = 0, k; i < n; i += k) {
		releases in = mask_of(rows + i * stride);

		for (k = 1; i + k < n && compare_words(rows + i * stride,
		    rows + (i + k) * stride, words) == 0; k++)
			in |= mask_of(rows + (i + k) * stride);
		in = build_carry(in, said, partial);
		memcpy(rows + i * stride, &in, sizeof in);
		if (!BUILD_ROOM(b, &b->out.rows[t], stride))
			return;
		memcpy(b->out.rows[t].v + b->out.rows[t].n, rows + i * stride,
		    stride);
		b->out.rows[t].n += stride;
	}
}

/* Take what is no longer wanted out: of the indexes only the newest stay. */
static size_t
keep_newest(const struct build *b, unsigned t)
{
	size_t stride = build_shapes[t].stride, kept = 0;
	char *v = b->rows[t].bytes.v;

	for (size_t i = 0; i < b->rows[t].releases.n; i++) {
		uint32_t n = b->rows[t].releases.v[i];
		const struct draft_release *d = &b->releases.v[n];
		bool newest = d->row + 1 >= b->out.releases.n ||
		    b->out.releases.v[d->row + 1].set != d->r.set;
		releases in = build_bit(b, n);

		if (t == TABLE_TERM && !newest)
			continue;
		memmove(v + kept * stride, v + i * stride, stride);
		memcpy(v + kept++ * stride, &in, sizeof in);
	}
	return kept;
}

static void
lay_table(struct build *b, unsigned t)
{
	const struct table_shape *shape = &build_shapes[t];
	char *v = b->rows[t].bytes.v;
	size_t n = keep_newest(b, t), stride = shape->stride;
	size_t words = strlen(shape->words);
	uint32_t set = b->releases.v[b->rows[t].releases.v[0]].r.set;
	unsigned all;
	releases partial = build_partial(b, set, &all);

	for (size_t i = 0; i < n; i++)
		settle_row(b, shape->words, v + i * stride);
	qsort_r(v, n, stride, compare_rows, &words);
	for (size_t i = 0, k; i < n; i += k) {
		for (k = 1; i + k < n && compare_words(v + i * stride,
		    v + (i + k) * stride, shape->keys) == 0; k++)
			;
		merge_rows(b, t, v + i * stride, k, partial);
	}
}

/* See build_private.h. */
void
build_lay_rows(struct build *b)
{
	for (unsigned t = 0; t < TABLES; t++)
		if (b->rows[t].releases.n != 0 && b->err.rc == RC_OK)
			lay_table(b, t);
}
