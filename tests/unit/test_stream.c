/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_stream.c -- a file becomes slabs (T1 to T4), whatever its separators
 * and however it is read.
 */
#include <pthread.h>
#include <unistd.h>

#include "unit.h"
#include "envelopes.h"

#include "x12/stream.h"

/* What the slabs of a file held, put together. */
struct gathered {
	struct buf text;		/* segments, each with a line feed */
	uint64_t slabs, segments, bytes, skipped, controls;
	enum skip why;			/* the last but SKIP_NONE */
	uint64_t skipped_at;		/* where the skip was told */
	bool	 unterminated;
	uint64_t largest;		/* bytes in a slab */
};

/* Each segment of the slab, checked against its place in the file. */
static void
gather_segments(struct gathered *g, const struct slab *s, str file)
{
	struct slab_cursor c;
	uint64_t before = 0;

	if (s->n_segments != 0)
		slab_seek(s, 0, &c);
	for (uint32_t i = 0; i < s->n_segments; i++) {
		struct segment v, anew;
		uint32_t begin;

		slab_show(s, &v);
		slab_next(s, i, &c, &v);
		slab_segment(s, i, &anew);
		assert_int_equal(v.present, anew.present);
		assert_int_equal(v.compound, anew.compound);
		assert_int_equal(v.n, anew.n);
		assert_int_equal(v.odd, anew.odd);
		begin = v.begin;
		assert_int_equal(v.offset, s->offset + begin);
		assert_int_equal(v.ordinal, s->ordinal + i);
		assert_int_equal(anew.position, 0);
		assert_true(i == 0 || v.offset > before);
		before = v.offset;
		if (file.n != 0 && v.offset < file.n)
			assert_memory_equal(file.p + v.offset,
			    s->text + begin, 1);
		buf_add(&g->text, (str){ s->text + begin,
		    s->ix.at[s->ix.ends[i]] - begin });
		buf_putc(&g->text, '\n');
	}
}

/* Read all of `in`.  `file` is its text if known, to compare with. */
static void
gather_from(struct gathered *g, struct file_stream *in, str file)
{
	struct stream t;
	struct slab s;
	struct err err;

	*g = (struct gathered){ 0 };
	buf_init(&g->text, FILE_MOST);
	assert_int_equal(slab_init(&s, &err), RC_OK);
	assert_int_equal(stream_init(&t, in, &err), RC_OK);
	do {
		assert_int_equal(stream_next(&t, &s, &err), RC_OK);
		assert_true(s.n <= SLAB_TEXT + 1);
		assert_int_equal(s.ordinal, g->segments + 1);
		gather_segments(g, &s, file);
		g->slabs++;
		g->segments += s.n_segments;
		g->controls += s.n_controls;
		g->bytes += s.n - (s.unterminated ? 1 : 0);
		g->skipped += s.skipped;
		if (s.why != SKIP_NONE) {
			g->why = s.why;
			g->skipped_at = s.offset;
		}
		g->unterminated |= s.unterminated;
		g->largest = s.n > g->largest ? s.n : g->largest;
	} while (!s.last);
	if (file.n != 0)
		assert_int_equal(t.offset, file.n);
	assert_false(g->text.failed);
	stream_fini(&t);
	slab_fini(&s);
}

static void
gather(struct gathered *g, str file)
{
	struct file_stream in;

	file_stream_memory(&in, file);
	gather_from(g, &in, file);
}

static void
gather_text(struct gathered *g, const char *file)
{
	gather(g, str_of(file));
}

static void
assert_gathered(struct gathered *g, const char *want)
{
	assert_int_equal(g->text.n, strlen(want));
	if (g->text.n != 0)
		assert_string_equal(g->text.p, want);
}

/* ---- separators ---------------------------------------------------- */

#define SMALL	ISA_1 "GS*X~ST*1:2^3~SE*1~GE*1~" IEA_1

static void
stream_cuts_segments_by_any_separators(void **state)
{
	static const char *const sets[] = { "*^:~", "|!>'", "\x1D\x1E\x1F\x1C",
	    "*^:\n", "*^:\r", "\t^:~", "+{}&", "*\xA7:\x85" };

	(void)state;
	for (size_t i = 0; i < LENGTH(sets); i++) {
		struct gathered g;
		struct buf file;

		buf_init(&file, FILE_MOST);
		put_with(&file, sets[i], SMALL);
		gather(&g, buf_str(&file));
		assert_int_equal(g.segments, 6);
		assert_int_equal(g.controls, 6);
		assert_int_equal(g.skipped, 0);
		assert_false(g.unterminated);
		buf_fini(&g.text);
		buf_fini(&file);
	}
}

/* T3 */
static void
stream_begins_a_slab_where_separators_change(void **state)
{
	struct gathered g;
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, SMALL);
	put_with(&file, "|!>'", SMALL);
	put(&file, "\n");
	put_with(&file, "*!:~", SMALL);
	put(&file, SMALL);
	gather(&g, buf_str(&file));
	assert_int_equal(g.slabs, 4);
	assert_int_equal(g.segments, 24);
	buf_fini(&g.text);
	buf_fini(&file);
}

/* T3 */
static void
stream_keeps_one_slab_for_interchanges_with_the_same_separators(void **state)
{
	struct gathered g;

	(void)state;
	gather_text(&g, SMALL SMALL "\r\n" SMALL);
	assert_int_equal(g.slabs, 1);
	assert_int_equal(g.segments, 18);
	buf_fini(&g.text);
}

/* The segments of some file depend on how it is laid out in nothing. */
static void
stream_reads_over_line_ends_and_indentation(void **state)
{
	struct gathered plain, laid_out;

	(void)state;
	gather_text(&plain, ISA_1 "GS*1~GE*1~" IEA_1);
	gather_text(&laid_out, "\xEF\xBB\xBF" ISA_1
	    "\r\nGS*1~\r\n\r\n\t  GE*1~\n" IEA_1 "\r\n \n");
	assert_string_equal(plain.text.p, laid_out.text.p);
	assert_int_equal(laid_out.skipped, 3);
	assert_int_equal(laid_out.why, SKIP_NO_ISA);
	buf_fini(&plain.text);
	buf_fini(&laid_out.text);
}

/* ---- the ISA ------------------------------------------------------- */

static bool
read_isa(const char *text, struct isa *isa)
{
	return isa_read(str_of(text), isa);
}

static void
isa_of_the_right_width_tells_its_separators(void **state)
{
	struct isa isa;

	(void)state;
	assert_true(read_isa(ISA_1 "GS*", &isa));
	assert_int_equal(isa.length, 106);
	assert_int_equal(isa.bad_width, 0);
	assert_memory_equal(&isa.d, "*^:~", 4);
}

static void
isa_of_a_wrong_width_is_read_and_its_element_named(void **state)
{
	struct isa isa;

	(void)state;
	assert_true(read_isa("ISA*00*          *00*          *ZZ*SHORT*ZZ*"
	    "TESTRECEIVER   *260302*0915*^*00501*000000001*0*T*:~GS*", &isa));
	assert_int_equal(isa.bad_width, 6);
	assert_int_equal(isa.right_width, 15);
	assert_int_equal(isa.length, 96);
	assert_memory_equal(&isa.d, "*^:~", 4);
}

static void
isa_before_version_402_has_no_repetitions(void **state)
{
	struct isa isa;

	(void)state;
	assert_true(read_isa(ISA_WITH("U", "00401", "000000001", ":") "~",
	    &isa));
	assert_int_equal(isa.d.repetition, isa.d.element);
	assert_true(read_isa(ISA_WITH("^", "00401", "000000001", ":") "~",
	    &isa));
	assert_int_equal(isa.d.repetition, isa.d.element);
	assert_true(read_isa(ISA_WITH("U", "00501", "000000001", ":") "~",
	    &isa));
	assert_int_equal(isa.d.repetition, isa.d.element);
}

static void
isa_that_cannot_be_read_is_none(void **state)
{
	static const char *const none[] = {
		"", "ISA", "ISB*00*", "isa*00*",
		"ISA*00*          *00*          *ZZ*S*ZZ*R*260302*0915*^",
		ISA_WITH("^", "00501", "000000001", "A") "~",
		ISA_WITH("^", "00501", "000000001", ":"),
		ISA_WITH("^", "00501", "000000001", ":") " GS*",
		ISA_WITH("^", "00501", "000000001", ":") "*GS*",
		"ISA*00**00**ZZ*S*ZZ*R*260302*0915*^*00501*1*0*T*:~NM1*85~",
		"ISAA00A          A00A          AZZAS              AZZAR  ",
		"ISA 00            00            ZZ S               ZZ R   ",
	};
	struct isa isa;

	(void)state;
	for (size_t i = 0; i < LENGTH(none); i++)
		assert_false(read_isa(none[i], &isa));
}

static void
isa_padded_without_end_is_none(void **state)
{
	char text[1024] = "ISA*00*";
	struct isa isa;

	(void)state;
	memset(text + 7, ' ', 600);
	memcpy(text + 607, &ISA_1[6], sizeof ISA_1 - 6);
	assert_false(read_isa(text, &isa));
}

/* ---- what is not X12 ----------------------------------------------- */

static void
stream_of_nothing_is_one_empty_slab(void **state)
{
	struct gathered g;

	(void)state;
	gather(&g, (str){ "", 0 });
	assert_int_equal(g.slabs, 1);
	assert_int_equal(g.segments, 0);
	buf_fini(&g.text);
}

/* T2 */
static void
stream_without_interchange_is_skipped_whole(void **state)
{
	struct buf file;
	struct gathered g;

	(void)state;
	buf_init(&file, FILE_MOST);
	for (unsigned i = 0; i < 300000; i++)
		put(&file, "no ISA*I ");
	gather(&g, buf_str(&file));
	assert_int_equal(g.segments, 0);
	assert_int_equal(g.why, SKIP_NO_ISA);
	assert_int_equal(g.skipped, file.n);
	buf_fini(&g.text);
	buf_fini(&file);
}

/* An ISA is found wherever it lies between two blocks of reading. */
static void
stream_finds_an_interchange_behind_any_text(void **state)
{
	static const size_t before[] = { 1, 105, 4096, (1 << 20) - 512,
	    (1 << 20) - 300, (1 << 20) - 106, (1 << 20) - 105, (1 << 20) - 3,
	    (1 << 20) - 1, 1 << 20, (2 << 20) - 600 };
	char *note = malloc((size_t)3 << 20);

	(void)state;
	memset(note, 'I', (size_t)3 << 20);
	for (size_t i = 0; i < LENGTH(before); i++) {
		struct gathered g;

		memcpy(note + before[i], SMALL, sizeof SMALL);
		gather_text(&g, note);
		assert_int_equal(g.skipped, before[i]);
		assert_int_equal(g.skipped_at, before[i]);
		assert_int_equal(g.segments, 6);
		buf_fini(&g.text);
		memset(note, 'I', (size_t)3 << 20);
	}
	free(note);
}

static void
stream_tells_a_segment_that_the_file_cuts_off(void **state)
{
	struct gathered g;

	(void)state;
	gather_text(&g, ISA_1 "GS*1~GE*1");
	assert_true(g.unterminated);
	assert_gathered(&g, ISA_WITH("^", "00501", "000000001", ":")
	    "\nGS*1\nGE*1\n");
	buf_fini(&g.text);
}

/* ---- long segments (T1, T2) ---------------------------------------- */

/* ISA, GS, a segment with `n` bytes of text, GE and IEA. */
static void
put_long(struct buf *file, size_t n)
{
	put(file, ISA_1 "GS*1~NTE*");
	while (n-- > 0)
		buf_putc(file, 'n');
	put(file, "~GE*1~" IEA_1);
}

/* T1 */
static void
stream_takes_a_segment_as_long_as_a_slab(void **state)
{
	static const size_t sizes[] = { 3000, 4095, 4096, 5000, 8192, 100000,
	    SLAB_TEXT - 5 };

	(void)state;
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		struct gathered g;
		struct buf file;

		buf_init(&file, FILE_MOST);
		put_long(&file, sizes[i]);
		gather(&g, buf_str(&file));
		assert_int_equal(g.segments, 5);
		assert_int_equal(g.why, SKIP_NONE);
		assert_int_equal(g.bytes, file.n);
		buf_fini(&g.text);
		buf_fini(&file);
	}
}

/* T1, T2 */
static void
stream_passes_over_a_longer_segment_and_says_so(void **state)
{
	static const size_t sizes[] = { SLAB_TEXT - 4, SLAB_TEXT, 1 << 20,
	    5 << 20 };

	(void)state;
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		struct gathered g;
		struct buf file;

		buf_init(&file, FILE_MOST);
		put_long(&file, sizes[i]);
		gather(&g, buf_str(&file));
		assert_int_equal(g.segments, 4);
		assert_int_equal(g.why, SKIP_TOO_LONG);
		assert_int_equal(g.skipped, sizes[i] + 5);
		assert_int_equal(g.skipped_at, 111);
		assert_int_equal(g.bytes + g.skipped, file.n);
		buf_fini(&g.text);
		buf_fini(&file);
	}
}

/* T2 */
static void
stream_passes_over_a_file_without_terminators(void **state)
{
	struct gathered g;
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 "GS*1~");
	for (unsigned i = 0; i < 300000; i++)
		put(&file, "REF*G1*X\n");
	gather(&g, buf_str(&file));
	assert_int_equal(g.segments, 2);
	assert_int_equal(g.why, SKIP_TOO_LONG);
	assert_int_equal(g.skipped, file.n - 111);
	buf_fini(&g.text);
	buf_fini(&file);
}

/* ---- binary data (T4) ---------------------------------------------- */

/* T4 */
static void
stream_takes_binary_data_by_its_length(void **state)
{
	struct gathered g;

	(void)state;
	gather_text(&g, ISA_1 "GS*1~BIN*11*A~ISA*B\n~C*~\nBDS*ASC*3*~~~~"
	    "BIN*0*~GE*1~" IEA_1);
	assert_gathered(&g, ISA_WITH("^", "00501", "000000001", ":") "\n"
	    "GS*1\nBIN*11*\nBDS*ASC*3*\nBIN*0*\nGE*1\nIEA*1*000000001\n");
	assert_int_equal(g.slabs, 5);
	buf_fini(&g.text);
}

/* T4 */
static void
stream_takes_binary_data_larger_than_a_slab(void **state)
{
	static const size_t sizes[] = { SLAB_TEXT, (1 << 20) - 12,
	    (1 << 20) - 11, 1 << 20, 3 << 20 };

	(void)state;
	for (size_t i = 0; i < LENGTH(sizes); i++) {
		struct gathered g;
		struct buf file;

		buf_init(&file, FILE_MOST);
		put(&file, ISA_1 "GS*1~");
		buf_fmt(&file, "BIN*%zu*", sizes[i]);
		for (size_t k = 0; k < sizes[i]; k++)
			buf_putc(&file, "~*:\n"[k % 4]);
		put(&file, "~GE*1~" IEA_1);
		gather(&g, buf_str(&file));
		assert_int_equal(g.segments, 5);
		assert_int_equal(g.skipped, 0);
		assert_false(g.unterminated);
		buf_fini(&g.text);
		buf_fini(&file);
	}
}

/* T4: a length that cannot be is not believed. */
static void
stream_reads_a_binary_segment_of_a_wrong_length_as_any_other(void **state)
{
	static const char *const wrong[] = { "BIN*5*ABC~", "BIN*2*ABC~",
	    "BIN*X*ABC~", "BIN**ABC~", "BIN~", "BIN*5~", "BDS*X*9*ABC~",
	    "BDS*3~REF*3*ABC~", "BIN*99999999999999999999*ABC~" };

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong); i++) {
		struct gathered g;
		struct buf file;
		unsigned ends = 0;

		buf_init(&file, FILE_MOST);
		put(&file, ISA_1 "GS*1~");
		put(&file, wrong[i]);
		put(&file, "GE*1~" IEA_1);
		for (const char *p = wrong[i]; *p != '\0'; p++)
			ends += *p == '~';
		gather(&g, buf_str(&file));
		assert_int_equal(g.segments, 4 + ends);
		assert_int_equal(g.bytes, file.n);
		buf_fini(&g.text);
		buf_fini(&file);
	}
}

/* T4 */
static void
stream_tells_binary_data_that_the_file_cuts_off(void **state)
{
	struct gathered g;

	(void)state;
	gather_text(&g, ISA_1 "GS*1~BIN*2000000*ABC~GE*1~" IEA_1);
	assert_true(g.unterminated);
	assert_int_equal(g.segments, 3);
	buf_fini(&g.text);
	gather_text(&g, ISA_1 "GS*1~BIN*3*ABC");
	assert_true(g.unterminated);
	buf_fini(&g.text);
}

/* ---- slabs of large files ------------------------------------------ */

/* Many transactions, some segments of which are long. */
static void
put_many(struct buf *file, unsigned transactions)
{
	put(file, ISA_1 GS_837P);
	for (unsigned i = 0; i < transactions; i++)
		put_837p(file, i + 1, 1 + i % 50, 0);
	buf_fmt(file, "GE*%u*1~" IEA_1, transactions);
}

/* The segments of `file`, found by looking for "~". */
static uint64_t
count_ends(str file)
{
	uint64_t n = 0;

	for (size_t i = 0; i < file.n; i++)
		n += file.p[i] == '~';
	return n;
}

/* T1, T2 */
static void
stream_cuts_a_large_file_at_segment_ends(void **state)
{
	struct gathered g;
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_many(&file, 800);
	gather(&g, buf_str(&file));
	assert_true(g.slabs > file.n / SLAB_TEXT);
	assert_int_equal(g.segments, count_ends(buf_str(&file)));
	assert_int_equal(g.bytes, file.n);
	assert_int_equal(g.controls, 2 * 800 + 4);
	buf_fini(&g.text);
	buf_fini(&file);
}

static void
stream_takes_any_number_of_control_segments(void **state)
{
	struct gathered g;
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 "GS*1~");
	for (unsigned i = 0; i < 20000; i++)
		put(&file, "ST*1~SE*1~");
	gather(&g, buf_str(&file));
	assert_int_equal(g.segments, 40002);
	assert_int_equal(g.controls, 40002);
	buf_fini(&g.text);
	buf_fini(&file);
}

/* ---- small reads --------------------------------------------------- */

struct writer { int fd; str text; size_t each; };

static void *
write_slowly(void *arg)
{
	const struct writer *w = arg;

	for (size_t i = 0; i < w->text.n; i += w->each) {
		size_t n = w->text.n - i < w->each ? w->text.n - i : w->each;

		if (write(w->fd, w->text.p + i, n) != (ssize_t)n)
			break;
	}
	close(w->fd);
	return NULL;
}

/* Gather `text` from a pipe into which it is written `each` bytes a time. */
static void
gather_pipe(struct gathered *g, str text, size_t each)
{
	int fd[2];
	struct writer w = { .text = text, .each = each };
	struct file_stream in = { .owned = true };
	pthread_t thread;

	assert_int_equal(pipe(fd), 0);
	w.fd = fd[1];
	in.fd = fd[0];
	assert_int_equal(pthread_create(&thread, NULL, write_slowly, &w), 0);
	gather_from(g, &in, text);
	assert_int_equal(pthread_join(thread, NULL), 0);
	file_stream_close(&in);
}

/* T1: a pipe that gives a block of just the size asked for, too. */
static void
stream_reads_from_a_pipe_what_it_reads_from_memory(void **state)
{
	static const size_t each[] = { 1, 7, 4096, 4202 };
	struct gathered whole;
	struct buf file;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, "A note before.\n");
	put_long(&file, 20000);
	put_with(&file, "|!>'", SMALL);
	put(&file, ISA_1 "GS*1~BIN*5*A~B~C~GE*1~" IEA_1);
	gather(&whole, buf_str(&file));
	assert_int_equal(whole.why, SKIP_NO_ISA);
	for (size_t i = 0; i < LENGTH(each); i++) {
		struct gathered g;

		gather_pipe(&g, buf_str(&file), each[i]);
		assert_int_equal(g.segments, whole.segments);
		assert_string_equal(g.text.p, whole.text.p);
		buf_fini(&g.text);
	}
	buf_fini(&whole.text);
	buf_fini(&file);
}

static void
stream_fails_when_reading_fails(void **state)
{
	struct file_stream in = { .fd = 1 << 20 };
	struct stream t;
	struct slab s;
	struct err err;

	(void)state;
	assert_int_equal(slab_init(&s, &err), RC_OK);
	assert_int_equal(stream_init(&t, &in, &err), RC_OK);
	assert_int_equal(stream_next(&t, &s, &err), RC_IO);
	stream_fini(&t);
	slab_fini(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(stream_cuts_segments_by_any_separators),
		cmocka_unit_test(stream_begins_a_slab_where_separators_change),
		cmocka_unit_test(
	    stream_keeps_one_slab_for_interchanges_with_the_same_separators),
		cmocka_unit_test(stream_reads_over_line_ends_and_indentation),
		cmocka_unit_test(isa_of_the_right_width_tells_its_separators),
		cmocka_unit_test(
		    isa_of_a_wrong_width_is_read_and_its_element_named),
		cmocka_unit_test(isa_before_version_402_has_no_repetitions),
		cmocka_unit_test(isa_that_cannot_be_read_is_none),
		cmocka_unit_test(isa_padded_without_end_is_none),
		cmocka_unit_test(stream_of_nothing_is_one_empty_slab),
		cmocka_unit_test(stream_without_interchange_is_skipped_whole),
		cmocka_unit_test(stream_finds_an_interchange_behind_any_text),
		cmocka_unit_test(
		    stream_tells_a_segment_that_the_file_cuts_off),
		cmocka_unit_test(stream_takes_a_segment_as_long_as_a_slab),
		cmocka_unit_test(
		    stream_passes_over_a_longer_segment_and_says_so),
		cmocka_unit_test(
		    stream_passes_over_a_file_without_terminators),
		cmocka_unit_test(stream_takes_binary_data_by_its_length),
		cmocka_unit_test(stream_takes_binary_data_larger_than_a_slab),
		cmocka_unit_test(
		    stream_reads_a_binary_segment_of_a_wrong_length_as_any_other),
		cmocka_unit_test(
		    stream_tells_binary_data_that_the_file_cuts_off),
		cmocka_unit_test(stream_cuts_a_large_file_at_segment_ends),
		cmocka_unit_test(stream_takes_any_number_of_control_segments),
		cmocka_unit_test(
		    stream_reads_from_a_pipe_what_it_reads_from_memory),
		cmocka_unit_test(stream_fails_when_reading_fails),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
