/* SPDX-License-Identifier: Apache-2.0 */
/* build.c -- what importers say is kept; see build.h. */
#include <stdlib.h>

#include "codes/book_private.h"
#include "codes/build_private.h"
#include "codes/cadence.h"

#define TEXT_MAX	UINT16_MAX	/* bytes of one text in a book */

const struct table_shape build_shapes[TABLES] = {
#define ROW(id, type, keys, words) \
	{ #id, words, sizeof(struct type), keys },
	BOOK_TABLES(ROW)
#undef ROW
};

#define ROW(id, type, keys, words) \
	_Static_assert(sizeof(struct type) == \
	    sizeof(releases) + 4 * (sizeof(words) - 1), #type);
BOOK_TABLES(ROW)
#undef ROW

/* See build.h. */
struct build *
build_new(void)
{
	struct build *b = calloc(1, sizeof *b);

	if (b == NULL)
		return NULL;
	arena_init(&b->arena, BUILD_CEILING);
	map_init(&b->text_numbers);
	if (VEC_ROOM(&b->texts, 1))
		b->texts.v[b->texts.n++] = STR("");
	else
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
	return b;
}

static void
free_systems(struct build *b)
{
	for (unsigned s = 0; s < SYSTEMS; s++) {
		VEC_FREE(&b->systems[s].codes);
		free(b->systems[s].index.slots);
		VEC_FREE(&b->systems[s].listings);
		VEC_FREE(&b->out.codes[s]);
		VEC_FREE(&b->out.slots[s]);
	}
}

static void
free_relations(struct build *b)
{
	for (unsigned r = 0; r < RELATIONS; r++) {
		VEC_FREE(&b->pairs[r]);
		VEC_FREE(&b->out.first[r]);
		VEC_FREE(&b->out.pairs[r]);
		VEC_FREE(&b->out.pair_slots[r]);
		VEC_FREE(&b->out.pair_kinds[r]);
	}
	for (unsigned t = 0; t < TABLES; t++) {
		VEC_FREE(&b->rows[t].bytes);
		VEC_FREE(&b->rows[t].releases);
		VEC_FREE(&b->out.rows[t]);
	}
}

/* See build.h. */
void
build_free(struct build *b)
{
	if (b == NULL)
		return;
	free_systems(b);
	free_relations(b);
	VEC_FREE(&b->texts);
	free(b->text_refs);
	VEC_FREE(&b->releases);
	VEC_FREE(&b->sources);
	VEC_FREE(&b->notes);
	VEC_FREE(&b->ranges);
	VEC_FREE(&b->facts);
	VEC_FREE(&b->search);
	VEC_FREE(&b->out.text);
	VEC_FREE(&b->out.releases);
	VEC_FREE(&b->out.sources);
	VEC_FREE(&b->out.titles);
	VEC_FREE(&b->out.children);
	VEC_FREE(&b->out.notes);
	VEC_FREE(&b->out.ranges);
	VEC_FREE(&b->out.facts);
	VEC_FREE(&b->out.spans);
	map_fini(&b->text_numbers);
	arena_fini(&b->arena);
	free(b);
}

/* See build.h. */
enum rc
build_failed(const struct build *b, struct err *err)
{
	if (b->err.rc != RC_OK)
		*err = b->err;
	return b->err.rc;
}

/* ---- releases ------------------------------------------------------- */

/* One more source of a release. */
static void
join_release(struct draft_release *d, const struct build_release *r)
{
	if (!r->partial)
		d->r.partial = 0;
	d->whole |= !r->partial && !r->leaves;
	d->leaves |= r->leaves;
	d->sevenths |= r->sevenths;
	d->lasts |= r->until != DATE_NONE;
}

/* See build.h. */
unsigned
build_release(struct build *b, const struct build_release *r)
{
	struct draft_release *d;

	for (unsigned i = 0; i < b->releases.n; i++)
		if (b->releases.v[i].r.set == (uint32_t)r->set &&
		    b->releases.v[i].r.from == r->from) {
			join_release(&b->releases.v[i], r);
			return i;
		}
	if (!BUILD_ROOM(b, &b->releases, 1))
		return 0;
	d = &b->releases.v[b->releases.n];
	*d = (struct draft_release){ .r = { .set = r->set, .from = r->from,
	    .until = r->until != DATE_NONE ? r->until :
		cadence_until(set_cadence(r->set), r->from),
	    .version = build_text(b, r->version), .partial = r->partial,
	    .starter = r->starter } };
	join_release(d, r);
	return (unsigned)b->releases.n++;
}

/* See build.h. */
void
build_source(struct build *b, unsigned release, str name, uint64_t bytes,
    const uint8_t sha256[32], uint32_t rows)
{
	struct draft_source s = { .s = { .name = build_text(b, name),
	    .rows = rows, .bytes = bytes }, .release = release };

	if (release >= b->releases.n || !BUILD_ROOM(b, &b->sources, 1))
		return;
	memcpy(s.s.sha256, sha256, sizeof s.s.sha256);
	b->sources.v[b->sources.n++] = s;
	b->releases.v[release].r.rows += rows;
	b->releases.v[release].r.sources++;
}

/* ---- texts and codes ------------------------------------------------ */

/* `s` cut to what a text may have, at the end of a character. */
static str
cut(str s)
{
	if (s.n <= TEXT_MAX)
		return s;
	s.n = TEXT_MAX;
	while (s.n > 0 && ((uint8_t)s.p[s.n] & 0xC0) == 0x80)
		s.n--;
	return s;
}

/* See build.h. */
text_ref
build_text(struct build *b, str text)
{
	str kept = cut(text);
	uintptr_t number;

	if (kept.n == 0 || b->err.rc != RC_OK)
		return 0;
	number = (uintptr_t)map_get(&b->text_numbers, kept);
	if (number != 0)
		return (text_ref)number;
	kept = arena_str(&b->arena, kept);
	number = b->texts.n;
	if (!BUILD_ROOM(b, &b->texts, 1))
		return 0;
	if (kept.p == NULL ||
	    !map_set(&b->text_numbers, kept, (void *)number)) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
		return 0;
	}
	b->texts.v[b->texts.n++] = kept;
	return (text_ref)number;
}

/* Twice as many slots for the codes of a system. */
static bool
grow_index(struct build *b, unsigned system)
{
	struct draft_index *index = &b->systems[system].index;
	uint32_t size = index->size == 0 ? 1024 : index->size * 2;
	uint32_t *slots = malloc(size * sizeof *slots);

	if (slots == NULL) {
		fail(&b->err, RC_MEMORY, "no memory to build the codebook");
		return false;
	}
	memset(slots, 0xFF, size * sizeof *slots);
	for (uint32_t i = 0; i < b->systems[system].codes.n; i++) {
		uint32_t at = book_hash(b->systems[system].codes.v[i].key,
		    size);

		while (slots[at] != NO_ROW)
			at = (at + 1) & (size - 1);
		slots[at] = i;
	}
	free(index->slots);
	*index = (struct draft_index){ slots, size };
	return true;
}

/* See build.h. */
uint32_t
build_code_ref(struct build *b, enum code_system system, code_key key)
{
	struct draft_index *index = &b->systems[system].index;
	struct draft_code *codes;
	uint32_t at;

	if (key == CODE_NONE || b->err.rc != RC_OK)
		return NO_ROW;
	if (b->systems[system].codes.n * 2 >= index->size &&
	    !grow_index(b, system))
		return NO_ROW;
	codes = b->systems[system].codes.v;
	at = book_hash(key, index->size);
	for (; index->slots[at] != NO_ROW; at = (at + 1) & (index->size - 1))
		if (codes[index->slots[at]].key == key)
			return index->slots[at];
	if (!BUILD_ROOM(b, &b->systems[system].codes, 1))
		return NO_ROW;
	codes = b->systems[system].codes.v;
	index->slots[at] = (uint32_t)b->systems[system].codes.n;
	codes[b->systems[system].codes.n++] = (struct draft_code){ .key = key };
	return index->slots[at];
}

/* See build.h. */
void
build_code(struct build *b, unsigned release, const struct build_code *c)
{
	unsigned s = c->system;
	struct draft_listing l = {
		.code = build_code_ref(b, s, c->key), .release = release,
		.full = build_text(b, c->full),
		.brief = build_text(b, c->brief),
		.parent = build_code_ref(b, s, c->parent),
		.from = c->from, .until = c->until, .seq = b->seq++,
		.billable = c->billable, .ended = c->ended,
	};
	struct draft_code *named;

	if (l.code == NO_ROW || release >= b->releases.n ||
	    !BUILD_ROOM(b, &b->systems[s].listings, 1))
		return;
	named = &b->systems[s].codes.v[l.code];
	named->listed = true;
	named->always |= c->always;
	named->billable |= c->billable;
	b->systems[s].listings.v[b->systems[s].listings.n++] = l;
}

/* ---- the rest ------------------------------------------------------- */

/* See build.h. */
void
build_note(struct build *b, unsigned release, enum code_system system,
    code_key key, enum note_kind kind, str text, struct build_ranges ranges)
{
	struct draft_note n = { .system = system,
	    .code = build_code_ref(b, system, key), .release = release,
	    .kind = kind, .text = build_text(b, text),
	    .ranges = (uint32_t)b->ranges.n, .n_ranges = ranges.n,
	    .seq = b->seq++ };

	if (n.code == NO_ROW || release >= b->releases.n ||
	    !BUILD_ROOM(b, &b->notes, 1) ||
	    !BUILD_ROOM(b, &b->ranges, ranges.n))
		return;
	if (ranges.n != 0)
		memcpy(b->ranges.v + b->ranges.n, ranges.v,
		    ranges.n * sizeof *ranges.v);
	b->ranges.n += ranges.n;
	b->notes.v[b->notes.n++] = n;
}

/* See build.h. */
void
build_fact(struct build *b, unsigned release, enum code_system system,
    code_key key, enum fact_kind kind, str text)
{
	struct draft_fact f = { .system = system,
	    .code = build_code_ref(b, system, key), .release = release,
	    .kind = kind, .text = build_text(b, text), .seq = b->seq++ };

	if (f.code == NO_ROW || f.text == 0 || release >= b->releases.n ||
	    !BUILD_ROOM(b, &b->facts, 1))
		return;
	b->facts.v[b->facts.n++] = f;
}

/* See build.h. */
void
build_pair(struct build *b, unsigned release, enum relation r,
    code_key left, uint64_t right, uint32_t value, date from, date until)
{
	enum code_system to = relation_right(r);
	struct draft_pair p = {
		.left = build_code_ref(b, relation_left(r), left),
		.right = to == SYSTEM_NUMBER ? (uint32_t)right :
		    build_code_ref(b, to, right),
		.value = value, .release = release, .from = from,
		.until = until };

	if (p.left == NO_ROW || release >= b->releases.n ||
	    !BUILD_ROOM(b, &b->pairs[r], 1))
		return;
	b->pairs[r].v[b->pairs[r].n++] = p;
}

/* See build.h. */
void
build_row(struct build *b, unsigned release, enum book_table table,
    const void *row)
{
	size_t stride = build_shapes[table].stride;

	if (release >= b->releases.n ||
	    !BUILD_ROOM(b, &b->rows[table].bytes, stride) ||
	    !BUILD_ROOM(b, &b->rows[table].releases, 1))
		return;
	memcpy(b->rows[table].bytes.v + b->rows[table].bytes.n, row, stride);
	b->rows[table].bytes.n += stride;
	b->rows[table].releases.v[b->rows[table].releases.n++] = release;
}

/* See build.h. */
void
build_part(struct build *b, unsigned sub, const void *rows, uint32_t stride,
    uint32_t n)
{
	if (sub >= BOOK_SUBS || !BUILD_ROOM(b, &b->search, 1))
		return;
	b->search.v[b->search.n++] = (struct draft_search){ sub,
	    { rows, n, stride } };
}

/* ---- finishing ------------------------------------------------------ */

/* See build_private.h. */
releases
build_partial(const struct build *b, unsigned set, unsigned *n)
{
	releases partial = 0;

	*n = 0;
	for (size_t i = 0; i < b->releases.n; i++) {
		const struct draft_release *d = &b->releases.v[i];

		if (d->r.set != set)
			continue;
		++*n;
		if (d->r.partial)
			partial |= (releases)1 << d->bit;
	}
	return partial;
}

/* See build_private.h. */
releases
build_carry(releases in, releases said, releases partial)
{
	releases wanting = partial & ~said;

	while (wanting != 0) {
		unsigned bit = (unsigned)__builtin_ctzll(wanting);

		if (bit > 0)
			in |= (in >> (bit - 1) & 1) << bit;
		wanting &= wanting - 1;
	}
	return in;
}

/* Make the index of what was written so far, and write it all again. */
static void
add_search(struct build *b, build_search_fn *search, void *ctx,
    struct buf *to)
{
	struct book so_far;

	if (search == NULL || b->err.rc != RC_OK)
		return;
	if (book_open_memory(&so_far, buf_str(to), "the new codebook",
	    &b->err) != RC_OK || search(ctx, &so_far, b, &b->err) != RC_OK)
		return;
	build_write(b, to);
}

/* See build.h. */
enum rc
build_finish(struct build *b, build_search_fn *search, void *ctx,
    struct buf *to, struct err *err)
{
	build_add_sevenths(b);
	build_lay_releases(b);
	build_lay_texts(b);
	build_lay_codes(b);
	build_lay_notes(b);
	build_lay_facts(b);
	build_lay_pairs(b);
	build_lay_rows(b);
	build_write(b, to);
	add_search(b, search, ctx, to);
	return build_failed(b, err);
}
