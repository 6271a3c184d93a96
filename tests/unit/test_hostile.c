/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_hostile.c -- files that mean harm, or were harmed: no crash, something
 * said, and time in proportion to the file.  Memory is test_memory.c's.
 */
#include <time.h>

#include "guides.h"
#include "hearing.h"
#include "envelopes.h"

/* Sanitizers make everything slower. */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
# define SLOWER 8
#else
# define SLOWER 1
#endif

/* Check `text` with one thread; *h is to be freed. */
static void
hear(struct heard *h, str text)
{
	heard_init(h);
	h->only_count = true;
	hear_text(h, text, &guides, 1);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- cut and broken files ------------------------------------------ */

/* Every beginning of a sample is judged, and said to be cut. */
static void
assert_cuts_are_told(const char *sample)
{
	struct file_map map;
	struct err err;

	assert_int_equal(file_map(sample, &map, &err), RC_OK);
	for (size_t n = 0; n < map.text.n; n++) {
		str rest = { map.text.p + n, map.text.n - n };
		char *copy = malloc(n + 1);
		struct heard h;

		if (str_trim(rest).n == 0) {
			free(copy);
			break;
		}
		memcpy(copy, map.text.p, n);
		hear(&h, (str){ copy, n });
		if (h.counts[FINDING_NO_INTERCHANGE] +
		    h.counts[FINDING_NOT_CLOSED] +
		    h.counts[FINDING_TRUNCATED] == 0)
			fail_msg("nothing is said of %s cut at %zu", sample, n);
		heard_fini(&h);
		free(copy);
	}
	file_unmap(&map);
}

static void
claims_cut_at_any_byte_are_told_of(void **state)
{
	(void)state;
	assert_cuts_are_told("samples/837p-clean.x12");
}

static void
remittance_cut_at_any_byte_is_told_of(void **state)
{
	(void)state;
	assert_cuts_are_told("samples/835-clean.x12");
}

/* One byte of a sample becomes another: judged, whatever comes of it. */
static void
sample_with_any_byte_changed_is_judged(void **state)
{
	static const char bytes[] = { '\0', '~', '*', ':', '^', '\n', 'A',
	    '\xFF' };
	struct file_map map;
	struct err err;
	char *copy;

	(void)state;
	assert_int_equal(file_map("samples/837p-clean.x12", &map, &err),
	    RC_OK);
	copy = malloc(map.text.n);
	for (size_t i = 0; i < map.text.n; i++) {
		struct heard h;

		memcpy(copy, map.text.p, map.text.n);
		copy[i] = bytes[i % sizeof bytes];
		hear(&h, (str){ copy, map.text.n });
		heard_fini(&h);
	}
	free(copy);
	file_unmap(&map);
}

/* Bytes by a simple rule, the same in every run. */
static void
put_garbage(struct buf *b, size_t n, uint64_t seed)
{
	while (n-- > 0) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		buf_putc(b, (char)(seed >> 33));
	}
}

static void
garbage_is_no_interchange(void **state)
{
	struct buf file;
	struct heard h;

	(void)state;
	buf_init(&file, FILE_MOST);
	put_garbage(&file, 3 << 20, 1);
	hear(&h, buf_str(&file));
	assert_heard(&h, 1);
	assert_int_equal(h.counts[FINDING_NO_INTERCHANGE], 1);
	heard_fini(&h);
	buf_fini(&file);
}

static void
garbage_behind_an_interchange_is_judged(void **state)
{
	struct buf file;
	struct heard h;

	(void)state;
	buf_init(&file, FILE_MOST);
	for (unsigned seed = 0; seed < 20; seed++) {
		put(&file, ISA_1 GS_837P "ST*837*0001*005010X222A1~");
		put_garbage(&file, 50000, seed);
	}
	hear(&h, buf_str(&file));
	assert_true(h.n > 20);
	heard_fini(&h);
	buf_fini(&file);
}

static void
zero_bytes_are_bad_characters(void **state)
{
	static const char text[] = ISA_1 GS_837P
	    "ST*837*0001*005010X222A1~BHT*00\00019*00*1*20260302*0915*CH~"
	    "NM1*41*2*A\0B*****46*T1~\0\0\0~\0REF*1\0*2~SE*6*0001~" GE_1
	    IEA_1;
	struct heard h;

	(void)state;
	hear(&h, (str){ text, sizeof text - 1 });
	assert_int_equal(h.counts[FINDING_CONTROL_CHARACTER], 2);
	assert_int_equal(h.counts[FINDING_SEGMENT_ID], 2);
	heard_fini(&h);
}

/* ---- out of proportion --------------------------------------------- */

static void
element_of_many_bytes_is_too_long(void **state)
{
	struct buf file;
	struct heard h;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_837P "ST*837*0001*005010X222A1~BHT*0019*00*");
	for (unsigned i = 0; i < 250000; i++)
		buf_putc(&file, 'X');
	put(&file, "*20260302*0915*CH~SE*3*0001~" GE_1 IEA_1);
	hear(&h, buf_str(&file));
	assert_int_equal(h.counts[FINDING_ELEMENT_TOO_LONG], 1);
	heard_fini(&h);
	buf_fini(&file);
}

/* A claim segment with 100,000 of each separator. */
static void
segment_of_many_separators_is_judged_in_time(void **state)
{
	struct buf file;
	struct heard h;
	double began = seconds();

	(void)state;
	buf_init(&file, FILE_MOST);
	for (const char *c = "*:^"; *c != '\0'; c++) {
		put(&file, ISA_1 GS_837P "ST*837*0001*005010X222A1~HL*1**20*1~"
		    "CLM*A*1***");
		for (unsigned i = 0; i < 100000; i++)
			buf_putc(&file, *c);
		put(&file, "1~HI*ABK:A^B~SE*3*0001~" GE_1 IEA_1);
	}
	hear(&h, buf_str(&file));
	assert_int_equal(h.counts[FINDING_TOO_MANY_ELEMENTS], 1);
	assert_true(h.counts[FINDING_TOO_MANY_COMPONENTS] >= 1);
	assert_true(h.counts[FINDING_TOO_MANY_REPEATS] >= 1);
	assert_true(seconds() - began < 2 * SLOWER);
	heard_fini(&h);
	buf_fini(&file);
}

static void
deep_chain_of_levels_is_judged(void **state)
{
	struct buf file;
	struct heard h;
	double began = seconds();

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_837P "ST*837*0001*005010X222A1~");
	for (unsigned i = 1; i <= 50000; i++)
		buf_fmt(&file, "HL*%u*%u*%u*1~", i, i - 1, 20 + i % 4);
	put(&file, "SE*50002*0001~" GE_1 IEA_1);
	hear(&h, buf_str(&file));
	assert_true(h.n > 1000);
	assert_true(h.n < 500000);
	assert_true(seconds() - began < 5 * SLOWER);
	heard_fini(&h);
	buf_fini(&file);
}

static void
many_transactions_in_one_group_are_counted(void **state)
{
	struct buf file;
	struct heard h;

	(void)state;
	buf_init(&file, FILE_MOST);
	put(&file, ISA_1 GS_837P);
	for (unsigned i = 1; i <= 30000; i++)
		buf_fmt(&file, "ST*270*%04u*005010X279A1~SE*2*%04u~", i, i);
	put(&file, "GE*29999*1~" IEA_1);
	hear(&h, buf_str(&file));
	assert_int_equal(h.counts[FINDING_TRANSACTION_COUNT], 1);
	assert_int_equal(h.counts[FINDING_ST_DUPLICATE], 0);
	heard_fini(&h);
	buf_fini(&file);
}

/* ---- time ---------------------------------------------------------- */

/* Fill `file` with `n` copies of one thing. */
typedef void put_fn(struct buf *file, unsigned i);

static void
put_changing(struct buf *file, unsigned i)
{
	static const char sets[][5] = { "*^:~", "|!>'", "+{}&", "*^:\n" };

	put_with(file, sets[i % 4], ISA_1 "TA1*1~IEA*0*1~");
}

static void
put_wrong_width(struct buf *file, unsigned i)
{
	(void)i;
	put(file, "ISA*00**00**ZZ*S*ZZ*R*260302*0915*^*00501*000000001*0*T*:~"
	    "TA1*1~IEA*0*1~");
}

static void
put_binary(struct buf *file, unsigned i)
{
	put(file, i == 0 ? ISA_1 "TA1*1~" : "BIN*3*a~b~");
}

static void
put_spaced(struct buf *file, unsigned i)
{
	put(file, i == 0 ? ISA_1 "TA1*1~" : "\r\n \t\r\n \r\n");
}

static void
put_headers(struct buf *file, unsigned i)
{
	put(file, i % 1000 == 0 ? ISA_1 GS_837P :
	    "ST*837*0001*005010X222A1~");
}

static void
put_false_headers(struct buf *file, unsigned i)
{
	(void)i;
	put(file, "ISA*");
}

static put_fn *const heaps[] = { put_changing, put_wrong_width, put_binary,
	put_spaced, put_headers, put_false_headers };

/* Four times as much takes no more than about four times as long. */
static void
heaps_of_small_things_take_time_in_proportion(void **state)
{
	(void)state;
	for (size_t k = 0; k < LENGTH(heaps); k++) {
		double took[2];
		struct buf file;
		struct heard h;

		buf_init(&file, FILE_MOST);
		for (unsigned i = 0, n = 0; i < 2; i++) {
			for (; n < 25000u * (i == 0 ? 1 : 4); n++)
				heaps[k](&file, n);
			took[i] = seconds();
			hear(&h, buf_str(&file));
			took[i] = seconds() - took[i];
			heard_fini(&h);
		}
		if (took[1] > 8 * took[0] + 0.5 || took[1] > 6 * SLOWER)
			fail_msg("heap %zu: %.2f s, %.2f s", k, took[0],
			    took[1]);
		buf_fini(&file);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claims_cut_at_any_byte_are_told_of),
		cmocka_unit_test(remittance_cut_at_any_byte_is_told_of),
		cmocka_unit_test(sample_with_any_byte_changed_is_judged),
		cmocka_unit_test(garbage_is_no_interchange),
		cmocka_unit_test(garbage_behind_an_interchange_is_judged),
		cmocka_unit_test(zero_bytes_are_bad_characters),
		cmocka_unit_test(element_of_many_bytes_is_too_long),
		cmocka_unit_test(segment_of_many_separators_is_judged_in_time),
		cmocka_unit_test(deep_chain_of_levels_is_judged),
		cmocka_unit_test(many_transactions_in_one_group_are_counted),
		cmocka_unit_test(heaps_of_small_things_take_time_in_proportion),
	};

	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
