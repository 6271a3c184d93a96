/* SPDX-License-Identifier: Apache-2.0 */
/*
 * stream.c -- cut a file into slabs.
 *
 * What the last slab left over is pending; it is copied into the next, and the
 * rest read behind it, `span` bytes in all.  Only who looks for something in
 * the bytes (an interchange, the end of binary data) reads them into `pending`,
 * in large blocks.  The span is small where a slab had to be cut
 * early and doubles from slab to slab: a file of many tiny interchanges, each
 * with separators of its own, would otherwise index the same bytes over and
 * over.
 */
#include "x12/stream.h"

#include <stdlib.h>

#define PENDING		((size_t)1 << 20)
#define SPAN_FIRST	((size_t)4 << 10)
#define ISA_AHEAD	((size_t)512)	/* bytes wanted behind an "ISA" */
#define FILL_LEAST	((size_t)4 << 10)	/* read, where few are wanted */

/* ---- bytes ---------------------------------------------------------- */

/* See stream.h. */
enum rc
stream_init(struct stream *t, struct file_stream *in, struct err *err)
{
	*t = (struct stream){ .in = in, .ordinal = 1, .span = SPAN_FIRST };
	t->pending = malloc(PENDING + SCAN_PAD);
	if (t->pending == NULL)
		return fail(err, RC_MEMORY, "no memory to read the file");
	return RC_OK;
}

/* See stream.h. */
void
stream_fini(struct stream *t)
{
	free(t->pending);
	t->pending = NULL;
}

static size_t
available(const struct stream *t)
{
	return t->tail - t->head;
}

/* Have at least `want` bytes pending, or all there are. */
static enum rc
fill(struct stream *t, size_t want, struct err *err)
{
	size_t most = want <= FILL_LEAST ? FILL_LEAST : PENDING, got;
	enum rc rc = RC_OK;

	if (available(t) >= want || t->eof)
		return RC_OK;
	if (t->head != 0) {
		memmove(t->pending, t->pending + t->head, available(t));
		t->tail -= t->head;
		t->head = 0;
	}
	while (t->tail < want && !t->eof && rc == RC_OK) {
		rc = file_stream_read(t->in, t->pending + t->tail,
		    most - t->tail, &got, err);
		if (rc == RC_OK) {
			t->tail += got;
			t->eof = got == 0;
		}
	}
	return rc;
}

static void
advance(struct stream *t, size_t n)
{
	t->head += n;
	t->offset += n;
}

/* ---- finding the interchange ---------------------------------------- */

/* The first ISA that can be read among the pending bytes, or NULL. */
static const char *
search_isa(const struct stream *t, struct isa *out)
{
	const char *p = t->pending + t->head, *end = t->pending + t->tail;

	while (end - p >= 3) {
		p = memchr(p, 'I', (size_t)(end - p));
		if (p == NULL)
			return NULL;
		if (isa_read((str){ p, (size_t)(end - p) }, out))
			return p;
		p++;
	}
	return NULL;
}

/*
 * Skip to the first interchange.  Without one, everything is skipped, ISA_AHEAD
 * bytes of it kept until the end so that an ISA across two blocks is found.
 */
static enum rc
find_interchange(struct stream *t, struct slab *s, struct err *err)
{
	enum rc rc;

	for (;;) {
		const char *found;
		struct isa isa;
		size_t n;

		rc = fill(t, PENDING, err);
		if (rc != RC_OK)
			return rc;
		found = search_isa(t, &isa);
		if (found != NULL) {
			n = (size_t)(found - (t->pending + t->head));
			t->d = isa.d;
			t->known = true;
		} else if (t->eof || available(t) <= ISA_AHEAD) {
			n = available(t);
		} else {
			n = available(t) - ISA_AHEAD;
		}
		advance(t, n);
		s->skipped += n;
		s->why = n != 0 ? SKIP_NO_ISA : s->why;
		if (found != NULL || (t->eof && available(t) == 0))
			return RC_OK;
	}
}

/* An ISA at the head of what is pending sets the delimiters. */
static enum rc
meet_isa(struct stream *t, struct err *err)
{
	struct isa isa;
	enum rc rc = fill(t, ISA_AHEAD, err);
	str rest = { t->pending + t->head, available(t) };

	if (rc != RC_OK)
		return rc;
	while (rest.n > 0 && slab_is_layout(rest.p[0])) {
		rest.p++;
		rest.n--;
	}
	if (!isa_read(rest, &isa) ||
	    memcmp(&isa.d, &t->d, sizeof isa.d) == 0)
		return RC_OK;
	t->d = isa.d;
	return RC_OK;
}

/* ---- long and binary segments --------------------------------------- */

/* True for line ends and spaces, and for what old systems fill a file's last
 * block with: NUL and Ctrl-Z. */
static bool
is_padding(const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!slab_is_layout(p[i]) && p[i] != '\0' && p[i] != 0x1A)
			return false;
	return true;
}

/* Pass over everything up to the next terminator. */
static enum rc
skip_long_segment(struct stream *t, struct slab *s, struct err *err)
{
	enum rc rc = RC_OK;

	while (rc == RC_OK && available(t) > 0) {
		const char *p = t->pending + t->head;
		const char *end = memchr(p, t->d.segment, available(t));
		size_t n = end != NULL ? (size_t)(end - p) + 1 : available(t);

		if (!is_padding(p, n))
			s->why = SKIP_TOO_LONG;
		advance(t, n);
		s->skipped += n;
		if (end != NULL)
			return RC_OK;
		rc = fill(t, PENDING, err);
	}
	return rc;
}

/* A BIN or BDS at the head of the slab: how long are its name, its length
 * element and the separators; 0 when it is none or says no length. */
static size_t
binary_header(const struct slab *s, uint64_t *data)
{
	str rest = { s->text, s->n }, name, length;

	while (rest.n > 0 && slab_is_layout(rest.p[0])) {
		rest.p++;
		rest.n--;
	}
	name = str_cut(&rest, (char)s->d.element);
	if (!str_eq(name, STR("BIN")) && !str_eq(name, STR("BDS")))
		return 0;
	if (str_eq(name, STR("BDS")))
		str_cut(&rest, (char)s->d.element);
	length = str_cut(&rest, (char)s->d.element);
	if (!str_to_u64(length, (uint64_t)1 << 40, data) ||
	    (s->ix.n_ends > 0 && s->text + s->ix.at[s->ix.ends[0]] < rest.p))
		return 0;
	return (size_t)(rest.p - s->text);
}

/*
 * Take a binary segment by its length (T4): the slab holds what comes before
 * the data and the terminator; the data itself is passed over.  When no
 * terminator stands behind the data the length is wrong, and the segment is
 * read like any other.  Data that the file's end cuts off is `unterminated`.
 */
static enum rc
take_binary(struct stream *t, struct slab *s, size_t header, uint64_t data,
    bool *taken, struct err *err)
{
	uint64_t left = data;
	enum rc rc = RC_OK;

	*taken = false;
	if (header + data < PENDING) {
		rc = fill(t, header + (size_t)data + 1, err);
		if (rc != RC_OK || available(t) < header + data + 1 ||
		    (unsigned char)t->pending[t->head + header + data] !=
		    t->d.segment)
			return rc;
	}
	*taken = true;
	advance(t, header);
	while (left > 0 && rc == RC_OK && available(t) > 0) {
		size_t n = left < available(t) ? (size_t)left : available(t);

		advance(t, n);
		left -= n;
		rc = fill(t, left > 0 ? PENDING : 1, err);
	}
	s->unterminated = available(t) == 0;
	if (available(t) > 0)
		advance(t, 1);
	t->span = SPAN_FIRST;
	s->text[header] = (char)t->d.segment;
	s->n = (uint32_t)header + 1;
	scan_block(&s->d, s->text, s->n, &s->ix);
	(void)slab_list(s);
	return rc;
}

/* ---- slabs ---------------------------------------------------------- */

/* Of the slab at hand the first `used` bytes are done with; what else was read
 * into it is pending again. */
static void
settle(struct stream *t, const struct slab *s, size_t used)
{
	advance(t, used);
	if (t->direct == 0)
		return;
	t->head = 0;
	t->tail = t->loaded - used;
	memcpy(t->pending, s->text + used, t->tail);
	t->direct = 0;
}

/* Bring up to `span` bytes into the slab: those pending, then from the file.
 * settle() it afterwards. */
static enum rc
load_text(struct stream *t, struct slab *s, struct err *err)
{
	size_t n = available(t) < t->span ? available(t) : t->span, got;
	enum rc rc = RC_OK;

	memcpy(s->text, t->pending + t->head, n);
	t->direct = 0;
	while (n < t->span && !t->eof && rc == RC_OK) {
		rc = file_stream_read(t->in, s->text + n, t->span - n, &got,
		    err);
		if (rc == RC_OK) {
			n += got;
			t->direct += got;
			t->eof = got == 0;
		}
	}
	t->loaded = n;
	return rc;
}

/* Bring up to `span` bytes into the slab and index them.  They stay pending if
 * no segment ends in them. */
static enum rc
load(struct stream *t, struct slab *s, struct err *err)
{
	enum rc rc = load_text(t, s, err);

	if (rc != RC_OK)
		return rc;
	s->n = (uint32_t)t->loaded;
	s->offset = t->offset;
	s->ordinal = t->ordinal;
	s->d = t->d;
	scan_block(&s->d, s->text, s->n, &s->ix);
	if (s->ix.n_ends == 0)
		settle(t, s, 0);
	return RC_OK;
}

/* Only the end of the file is left, and it has no terminator. */
static void
end_file(struct stream *t, struct slab *s)
{
	advance(t, s->n);
	if (is_padding(s->text, s->n)) {
		s->n = 0;
		return;
	}
	s->text[s->n++] = (char)s->d.segment;
	scan_block(&s->d, s->text, s->n, &s->ix);
	(void)slab_list(s);
	s->unterminated = true;
}

static enum rc
next_with_delimiters(struct stream *t, struct slab *s, struct err *err)
{
	uint64_t data;
	size_t header;
	bool taken;
	enum rc rc = meet_isa(t, err);

	if (rc == RC_OK)
		rc = load(t, s, err);
	while (rc == RC_OK && s->ix.n_ends == 0 && t->span < SLAB_TEXT &&
	    (!t->eof || available(t) > s->n)) {
		t->span *= 2;
		rc = load(t, s, err);
	}
	if (rc != RC_OK)
		return rc;
	header = binary_header(s, &data);
	if (header != 0) {
		settle(t, s, 0);
		rc = take_binary(t, s, header, data, &taken, err);
		if (rc != RC_OK || taken)
			return rc;
		rc = load(t, s, err);
		if (rc != RC_OK)
			return rc;
	}
	if (s->ix.n_ends == 0 && t->eof && available(t) == s->n) {
		end_file(t, s);
		return RC_OK;
	}
	if (s->ix.n_ends == 0) {
		s->n = 0;
		return skip_long_segment(t, s, err);
	}
	s->n = s->ix.at[s->ix.ends[s->ix.n_ends - 1]] + 1;
	if (slab_list(s))
		t->span = SPAN_FIRST;
	else if (t->span < SLAB_TEXT)
		t->span *= 2;
	settle(t, s, s->n);
	return RC_OK;
}

/* See stream.h. */
enum rc
stream_next(struct stream *t, struct slab *s, struct err *err)
{
	enum rc rc = RC_OK;

	s->n = s->n_segments = s->n_controls = 0;
	s->ix.n_at = s->ix.n_inner = s->ix.n_ends = s->ix.n_odd = 0;
	s->skipped = s->indented = 0;
	s->why = SKIP_NONE;
	s->unterminated = s->last = false;
	s->offset = t->offset;
	s->ordinal = t->ordinal;
	if (!t->known)
		rc = find_interchange(t, s, err);
	if (rc == RC_OK && t->known)
		rc = next_with_delimiters(t, s, err);
	if (rc == RC_OK)
		rc = fill(t, 1, err);
	s->n_segments = s->n != 0 ? (uint32_t)s->ix.n_ends : 0;
	t->ordinal += s->n_segments;
	s->last = t->eof && available(t) == 0;
	return rc;
}
