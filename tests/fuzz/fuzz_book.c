/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_book.c -- any bytes are safe to read as a book (K1).
 *
 * The checksums are put right first, so that damage is not refused but read:
 * every part is walked, every reference followed.
 */
#include <stdlib.h>

#include "codes/book_private.h"
#include "codes/look.h"
#include "codes/note_ranges.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Put right what damage would be told by: sizes and checksums. */
static void
mend(char *p, size_t size)
{
	struct book_head *h = (void *)p;
	struct book_entry *e = (void *)(h + 1);
	size_t parts = (size - sizeof *h) / sizeof *e;

	memcpy(h->magic, BOOK_MAGIC, sizeof h->magic);
	h->order = BOOK_ORDER;
	h->version = BOOK_VERSION;
	h->size = size;
	if (h->parts > parts)
		h->parts = (uint32_t)parts;
	for (uint32_t i = 0; i < h->parts; i++) {
		uint64_t n = (uint64_t)e[i].n * e[i].stride;

		if (e[i].offset <= size && n <= size - e[i].offset)
			e[i].checksum = book_checksum(p + e[i].offset, n);
	}
	h->directory = 0;
	h->directory = book_checksum(p, sizeof *h + h->parts * sizeof *e);
}

/* Read all of it, so that a sanitizer sees each byte. */
static unsigned
touch(const void *v, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; v != NULL && i < n; i++)
		sum += ((const uint8_t *)v)[i];
	return sum;
}

static unsigned
read_text(const struct book *b, text_ref ref)
{
	str s = book_text(b, ref);

	return touch(s.p, s.n);
}

static unsigned
read_run(const struct book *b, enum book_part part, unsigned sub,
    uint32_t first, uint32_t n)
{
	const void *v = book_run(b, part, sub, first, &n);

	return touch(v, (size_t)(n < 64 ? n : 64) * b->parts[part][sub].stride);
}

static unsigned
read_notes(const struct book *b, const struct book_code *c)
{
	uint32_t n = c->n_notes;
	const struct book_note *v = book_run(b, PART_NOTES, 0, c->notes, &n);
	unsigned sum = 0;

	for (uint32_t i = 0; i < n && i < 64; i++) {
		sum += read_text(b, v[i].text);
		sum += read_run(b, PART_RANGES, 0, v[i].ranges, v[i].n_ranges);
		(void)note_kind_name((enum note_kind)v[i].kind);
	}
	return sum;
}

static unsigned
read_code(const struct book *b, enum code_system s, uint32_t row, date on)
{
	const struct book_code *c = book_code_at(b, s, row);
	const struct book_title *t = code_title_on(b, c, on);
	unsigned sum = read_notes(b, c) +
	    read_run(b, PART_CHILDREN, 0, c->children, c->n_children) +
	    read_run(b, PART_FACTS, 0, c->facts, c->n_facts);

	if (t != NULL)
		sum += read_text(b, t->full) + read_text(b, t->brief);
	for (enum fact_kind k = 0; k < FACTS; k++)
		sum += (unsigned)code_fact_on(b, c, k, on).n;
	(void)code_on(b, s, c->key, on);
	(void)book_row(b, s, c->key);
	(void)book_lower_bound(b, s, c->key);
	(void)book_code_at(b, s, c->parent);
	return sum;
}

static unsigned
read_relation(const struct book *b, enum relation r, uint32_t left, date on)
{
	enum book_basis basis;
	uint32_t n;
	const struct book_pair *p = book_pairs(b, r, left, &n);
	unsigned sum = 0;

	for (uint32_t i = 0; i < n && i < 64; i++) {
		sum += book_span_holds(b, p[i].span, on, &basis);
		sum += pair_on(b, r, left, p[i].right, on, &basis) != NULL;
	}
	return sum;
}

static unsigned
read_all(const struct book *b, date on)
{
	unsigned sum = 0;

	for (enum code_set s = 0; s < SETS; s++) {
		(void)book_edition(b, s, on);
		for (unsigned n = 0; book_release(b, s, n) != NULL && n < 80;
		    n++)
			sum += read_text(b, book_release(b, s, n)->version);
	}
	for (enum code_system s = 0; s < SYSTEMS; s++)
		for (uint32_t i = 0; i < 64 &&
		    book_code_at(b, s, i) != NULL; i++)
			sum += read_code(b, s, i, on);
	for (enum relation r = 0; r < RELATIONS; r++)
		for (uint32_t i = 0; i < 64; i++)
			sum += read_relation(b, r, i, on);
	return sum;
}

/* The input is also a note: any text is safe to read for codes (N4). */
static void
read_as_note(const uint8_t *data, size_t size)
{
	static struct book_range to[NOTE_RANGES_MAX];
	static const code_key codes[] = { 1, 1ull << 40, 1ull << 58 };
	uint32_t n = note_ranges((str){ (const char *)data, size },
	    (struct note_codes){ codes, 3 }, to);

	if (n > NOTE_RANGES_MAX)
		abort();
	for (uint32_t i = 0; i < n; i++)
		if (to[i].from > to[i].to)
			abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static volatile unsigned sum;	/* so that reading is not left out */
	struct err err = { 0 };
	struct book b;
	char *p;

	read_as_note(data, size);
	if (size < sizeof(struct book_head))
		return 0;
	p = aligned_alloc(64, (size + 63) / 64 * 64);
	if (p == NULL)
		return 0;
	memcpy(p, data, size);
	mend(p, size);
	if (book_open_memory(&b, (str){ p, size }, "input", &err) == RC_OK) {
		sum = read_all(&b, 20000) + read_all(&b, DATE_NONE);
		(void)book_verify(&b, &err);
		(void)sum;
	} else if (err.msg[0] == '\0') {
		abort();
	}
	free(p);
	return 0;
}
