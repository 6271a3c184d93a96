/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_scan.c -- the invariants N1 to N4 of x12/scan.h, for every level that
 * this machine has.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "../scan_reference.h"

#define TEST(sentence, fn)	{ sentence, fn, NULL, NULL, NULL }

#define MOST		1024	/* the longest block here */
#define ROOM		(MOST + SCAN_PAD)
#define GUARD		0xDEADBEEFu
#define GUARDS		64

static const struct delimiters usual = { '*', '^', ':', '~' };

/* ---- blocks and lists ----------------------------------------------- */

/* Lists with guards behind what scan.h lets an implementation write. */
struct lists { uint32_t at[ROOM + GUARDS], inner[ROOM + GUARDS],
    ends[ROOM + GUARDS], odd[ROOM + GUARDS]; };

static struct lists wanted, found;

static struct scan_index
index_of(struct lists *l)
{
	/* Counts that are wrong, to see that they are set. */
	return (struct scan_index){ l->at, l->inner, l->ends, l->odd, 7, 8, 9,
	    10 };
}

/*
 * Put guards behind the room for a block of `n` bytes, and all over it, so
 * that what an earlier scan wrote is not taken for this one's.
 */
static void
set_guards(struct lists *l, size_t n)
{
	for (size_t i = 0; i < n + SCAN_PAD + GUARDS; i++)
		l->at[i] = l->inner[i] = l->ends[i] = l->odd[i] = GUARD;
}

static void
assert_guards(const struct lists *l, size_t n)
{
	for (size_t i = n + SCAN_PAD; i < n + SCAN_PAD + GUARDS; i++)
		if (l->at[i] != GUARD || l->inner[i] != GUARD ||
		    l->ends[i] != GUARD ||
		    l->odd[i] != GUARD)
			fail_msg("wrote past the room for %zu bytes", n);
}

/*
 * Memory for a block of `n` bytes and its padding, `shift` bytes behind a
 * multiple of 64.  Freed by free_block().
 */
static char *
new_block(size_t n, size_t shift)
{
	void *p = NULL;

	assert_int_equal(posix_memalign(&p, 64, shift + n + SCAN_PAD), 0);
	return (char *)p + shift;
}

static void
free_block(char *p, size_t shift)
{
	free(p - shift);
}

/* Scan by `level`; false when this machine lacks it. */
static bool
scan_by_level(int level, const struct delimiters *d, const char *p, size_t n,
    struct scan_index *ix)
{
	scan_fn *scan = scan_at((enum scan_level)level);

	if (scan == NULL)
		return false;
	set_guards(&found, n);
	*ix = index_of(&found);
	scan(d, p, n, ix);
	assert_guards(&found, n);
	return true;
}

/* Check that all levels agree with the reference on a block. */
static void
assert_as_reference(const struct delimiters *d, const char *p, size_t n)
{
	struct scan_index want = index_of(&wanted), got;

	scan_reference(d, p, n, &want);
	for (int i = 0; i < SCAN_LEVELS; i++)
		if (scan_by_level(i, d, p, n, &got) &&
		    !same_index(&want, &got))
			fail_msg("%s differs at length %zu",
			    scan_level_name((enum scan_level)i), n);
}

/* ---- random bytes --------------------------------------------------- */

static uint64_t seed = 0x9E3779B97F4A7C15u;

/* xorshift64: the same numbers in every run. */
static unsigned
random_below(unsigned limit)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed >> 33) % limit;
}

/* Fill the block and its padding from an alphabet rich in what matters. */
static void
fill_random(char *p, size_t n)
{
	static const char alphabet[] =
	    "~~~~****::^^\r\r\r\n\n\nAZ09 .\x1F\x7F\x80\xFF\x01\x00";

	for (size_t i = 0; i < n + SCAN_PAD; i++)
		p[i] = alphabet[random_below(sizeof alphabet)];
}

/* ---- N1, N2 --------------------------------------------------------- */

static void
test_at_holds_every_delimiter(void **state)
{
	char *p = new_block(MOST, 0);
	struct scan_index ix;

	(void)state;
	fill_random(p, MOST);
	for (int l = 0; l < SCAN_LEVELS; l++) {
		size_t k = 0, m = 0;

		if (!scan_by_level(l, &usual, p, MOST, &ix))
			continue;
		for (size_t i = 0; i < MOST; i++) {
			if (p[i] == '*' || p[i] == '~')
				assert_int_equal(ix.at[k++], i);
			if (p[i] == '^' || p[i] == ':')
				assert_int_equal(ix.inner[m++], i);
		}
		assert_int_equal(ix.n_at, k);
		assert_int_equal(ix.n_inner, m);
	}
	free_block(p, 0);
}

static void
test_ends_tells_terminators(void **state)
{
	char *p = new_block(MOST, 0);
	struct scan_index ix;

	(void)state;
	fill_random(p, MOST);
	for (int l = 0; l < SCAN_LEVELS; l++) {
		size_t k = 0;

		if (!scan_by_level(l, &usual, p, MOST, &ix))
			continue;
		for (size_t i = 0; i < ix.n_at; i++)
			if (p[ix.at[i]] == '~')
				assert_int_equal(ix.ends[k++], i);
		assert_int_equal(ix.n_ends, k);
	}
	free_block(p, 0);
}

static void
test_segment_of_known_offsets(void **state)
{
	static const char text[] = "SV1*HC:87880*30.33*UN*1***1:3:5~\nLX*1~";
	static const uint32_t at[] = { 3, 12, 18, 21, 23, 24, 25, 31, 35, 37 };
	static const uint32_t inner[] = { 6, 27, 29 };
	static const uint32_t ends[] = { 7, 9 };
	char *p = new_block(sizeof text, 0);
	struct scan_index ix;

	(void)state;
	memcpy(p, text, sizeof text);
	memset(p + sizeof text, '~', SCAN_PAD);
	for (int l = 0; l < SCAN_LEVELS; l++) {
		if (!scan_by_level(l, &usual, p, sizeof text - 1, &ix))
			continue;
		assert_true(same_offsets(ix.at, ix.n_at, at, 10));
		assert_true(same_offsets(ix.inner, ix.n_inner, inner, 3));
		assert_true(same_offsets(ix.ends, ix.n_ends, ends, 2));
		assert_int_equal(ix.n_odd, 0);
	}
	free_block(p, 0);
}

static void
test_empty_block(void **state)
{
	char *p = new_block(0, 0);
	struct scan_index ix;

	(void)state;
	memset(p, '~', SCAN_PAD);
	for (int l = 0; l < SCAN_LEVELS; l++) {
		if (!scan_by_level(l, &usual, p, 0, &ix))
			continue;
		assert_int_equal(ix.n_at, 0);
		assert_int_equal(ix.n_inner, 0);
		assert_int_equal(ix.n_ends, 0);
		assert_int_equal(ix.n_odd, 0);
	}
	free_block(p, 0);
}

/* ---- N3 ------------------------------------------------------------- */

/* A text, and which of its bytes are odd: x where they are. */
struct odd_case {
	struct delimiters d;
	const char *text, *odd;
};

static const struct odd_case odd_cases[] = {
	{ { '*', '^', ':', '~' }, "A~\nB~\r\nC~\n\rD", "           " },
	{ { '*', '^', ':', '~' }, "A~\r\n\r\nB", "    xx " },
	{ { '*', '^', ':', '~' }, "A~\n\n\n\n\nB", "    xxx " },
	{ { '*', '^', ':', '~' }, "A\nB\r\n~", " x xx " },
	{ { '*', '^', ':', '~' }, "A~ \nB", "  xx " },
	{ { '*', '^', ':', '~' }, "A~\n \nB", "    x " },
	{ { '*', '^', ':', '~' }, "A*\nB:\r", "  x  x" },
	{ { '*', '^', ':', '~' }, "A~\n~\n\n\n", "      x" },
	{ { '*', '^', ':', '~' }, "\x1F\x20\x7E\x7F\x80\xFF\t", "x xxxxx" },
	/* Spaces where elements begin and end. */
	{ { '*', '^', ':', '~' }, "A* B C *D ~ E~", "  x    x  xx  " },
	{ { '*', '^', ':', '~' }, "A*B: C^ D~ ~* ~", "          xx xx" },
	{ { ' ', '^', ':', '~' }, "A  B ~", "      " },
	{ { '*', ' ', ':', '~' }, "A* B *~", "       " },
	/* LF ends segments: CR after it is excused, CR before it is not. */
	{ { '*', '^', ':', '\n' }, "A\n\r\nB\r\nC\n\r\rD", "     x     " },
	{ { '*', '^', ':', '\n' }, "A\n\n\n\nB", "      " },
	/* LF divides elements: it ends the run. */
	{ { '\n', '^', ':', '~' }, "A~\r\n\rB", "    x " },
	/* Delimiters are never odd, whatever they are. */
	{ { 0x1D, 0xFF, 0x1F, 0x1C }, "A\x1D\xFF\x1F\x1C\r\n\x1E", "       x" },
};

/* Check one case behind `before` plain bytes. */
static void
check_odd_case(const struct odd_case *c, size_t before)
{
	size_t n = before + strlen(c->text), k = 0;
	char *p = new_block(n, 0);
	struct scan_index ix;

	memset(p, 'A', before);
	memcpy(p + before, c->text, n - before);
	memset(p + n, '\n', SCAN_PAD);
	for (int l = 0; l < SCAN_LEVELS; l++, k = 0) {
		if (!scan_by_level(l, &c->d, p, n, &ix))
			continue;
		for (size_t i = before; i < n; i++)
			if (c->odd[i - before] == 'x')
				assert_int_equal(ix.odd[k++], i);
		assert_int_equal(ix.n_odd, k);
	}
	free_block(p, 0);
}

static void
test_newlines_after_terminator(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof odd_cases / sizeof *odd_cases; i++)
		for (size_t before = 0; before <= 200; before++)
			check_odd_case(&odd_cases[i], before);
}

static void
test_newlines_at_block_start(void **state)
{
	static const struct odd_case starts[] = {
		{ { '*', '^', ':', '~' }, "\nA", "  " },
		{ { '*', '^', ':', '~' }, "\r\nA", "   " },
		{ { '*', '^', ':', '~' }, "\r\n\nA", "  x " },
		{ { '*', '^', ':', '~' }, "A\n", " x" },
		{ { '*', '^', ':', '~' }, " A", "x " },
	};

	(void)state;
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		check_odd_case(&starts[i], 0);
}

static void
test_every_byte_is_odd_or_not(void **state)
{
	char *p = new_block(256, 0);
	struct scan_index ix;

	(void)state;
	for (size_t i = 0; i < 256; i++)
		p[i] = (char)(255 - i);	/* no newline near the start */
	memset(p + 256, 0, SCAN_PAD);
	for (int l = 0; l < SCAN_LEVELS; l++) {
		if (!scan_by_level(l, &usual, p, 256, &ix))
			continue;
		/* 255 to 127 come first, and 31 to 0 last. */
		assert_int_equal(ix.n_odd, 129 + 32);
		assert_int_equal(ix.odd[0], 0);
		assert_int_equal(ix.odd[128], 128);
		assert_int_equal(ix.odd[129], 255 - 31);
		assert_int_equal(ix.odd[160], 255);
	}
	free_block(p, 0);
}

/* ---- N4 ------------------------------------------------------------- */

/* Compare on one random block. */
static void
check_random(const struct delimiters *d, size_t n, size_t shift)
{
	char *p = new_block(n, shift);

	fill_random(p, n);
	assert_as_reference(d, p, n);
	free_block(p, shift);
}

static void
test_levels_agree_at_every_length_and_alignment(void **state)
{
	(void)state;
	for (size_t n = 0; n <= 300; n++)
		for (size_t shift = 0; shift < 64; shift++)
			check_random(&usual, n, shift);
}

static void
test_levels_agree_on_strange_delimiters(void **state)
{
	static const struct delimiters strange[] = {
		{ '*', '*', ':', '~' },		/* before 00402 */
		{ '*', '^', ':', '\n' }, { '*', '^', ':', '\r' },
		{ '\n', '^', ':', '~' }, { '*', '\r', '\n', '~' },
		{ '\r', '\r', '\r', '\n' }, { '\n', '\n', '\n', '\n' },
		{ 0x1D, 0x1E, 0x1F, 0x1C }, { 0x80, 0xFF, 0x7F, 0x00 },
		{ 'A', 'Z', ' ', '~' }, { 0xAA, 0x2A, 0xBA, 0x7E },
		{ '~', '~', '~', '~' },
	};

	(void)state;
	for (size_t i = 0; i < sizeof strange / sizeof *strange; i++)
		for (size_t n = 0; n <= 300; n++)
			check_random(&strange[i], n, n % 64);
}

static void
test_levels_agree_on_worst_cases(void **state)
{
	/* Each text is repeated to fill the block. */
	static const char *const texts[] = { "~", "*", "*^:~", "A", "\n",
	    "\r\n", "~\n", "~\r\n", "~\r\n\r", "\x80", "\xFF", "\x7F",
	    "~\x01", "*A", "~ISA*00*          *" };
	char *p = new_block(MOST, 1);

	(void)state;
	for (size_t t = 0; t < sizeof texts / sizeof *texts; t++) {
		for (size_t i = 0; i < MOST + SCAN_PAD; i++)
			p[i] = texts[t][i % strlen(texts[t])];
		for (size_t n = 0; n <= MOST; n++)
			assert_as_reference(&usual, p, n);
	}
	free_block(p, 1);
}

static void
test_levels_agree_at_every_density(void **state)
{
	char *p = new_block(256, 0);

	(void)state;
	/* The lists are written in groups: go over every group's edge. */
	for (size_t n = 0; n <= 64; n++) {
		memset(p, 'A', 256 + SCAN_PAD);
		for (size_t i = 0; i < 256; i += 64) {
			memset(p + i, '~', n);
			memset(p + i + n, '\x01', (64 - n) / 2);
		}
		assert_as_reference(&usual, p, 256);
	}
	free_block(p, 0);
}

static void
test_levels_ignore_padding(void **state)
{
	char *p = new_block(MOST, 0);
	struct scan_index want, got;

	(void)state;
	fill_random(p, MOST);
	for (size_t n = 0; n < 200; n++) {
		want = index_of(&wanted);
		scan_reference(&usual, p, n, &want);
		memset(p + n, n % 2 != 0 ? '~' : '\n', SCAN_PAD);
		for (int l = 0; l < SCAN_LEVELS; l++)
			if (scan_by_level(l, &usual, p, n, &got))
				assert_true(same_index(&want, &got));
		fill_random(p, MOST);
	}
	free_block(p, 0);
}

/* ---- the choice ----------------------------------------------------- */

static void
test_best_level_is_the_one_used(void **state)
{
	static const char *const names[] = { "portable", "sse2", "avx2",
	    "avx512" };
	char *p = new_block(MOST, 0);
	struct scan_index want = index_of(&wanted), got = index_of(&found);

	(void)state;
	for (int l = 0; l < SCAN_LEVELS; l++)
		assert_string_equal(scan_level_name((enum scan_level)l),
		    names[l]);
	assert_non_null(scan_at(SCAN_PORTABLE));
	assert_non_null(scan_at(scan_best()));
	fill_random(p, MOST);
	scan_reference(&usual, p, MOST, &want);
	scan_block(&usual, p, MOST, &got);
	assert_true(same_index(&want, &got));
	free_block(p, 0);
}

/*
 * The level chosen under CLEANCLAIM_SIMD=name.  In a child, because a process
 * chooses once; so the parent must not have chosen yet.
 */
static int
best_under(const char *name)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		setenv("CLEANCLAIM_SIMD", name, 1);
		_exit((int)scan_best());
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
test_environment_lowers_the_level(void **state)
{
	int highest = SCAN_LEVELS - 1;

	(void)state;
	while (scan_at((enum scan_level)highest) == NULL)
		highest--;
	for (int l = 0; l < SCAN_LEVELS; l++)
		if (scan_at((enum scan_level)l) != NULL)
			assert_int_equal(best_under(
			    scan_level_name((enum scan_level)l)), l);
	assert_int_equal(best_under("avx512"), highest);
	assert_int_equal(best_under("no such level"), highest);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		/* First: the choice must not have been made. */
		TEST("N4: the environment may lower the level",
		    test_environment_lowers_the_level),
		TEST("N1: `at` holds every delimiter, ascending",
		    test_at_holds_every_delimiter),
		TEST("N2: `ends` tells which delimiters end segments",
		    test_ends_tells_terminators),
		TEST("N1, N2: a service line has its known offsets",
		    test_segment_of_known_offsets),
		TEST("N1, N2, N3: an empty block has empty lists",
		    test_empty_block),
		TEST("N3: two newlines after a terminator are not odd",
		    test_newlines_after_terminator),
		TEST("N3: a block's start excuses newlines as a terminator",
		    test_newlines_at_block_start),
		TEST("N3: bytes are odd below 0x20 and above 0x7E",
		    test_every_byte_is_odd_or_not),
		TEST("N4: levels agree at every length and alignment",
		    test_levels_agree_at_every_length_and_alignment),
		TEST("N4: levels agree on strange and on equal delimiters",
		    test_levels_agree_on_strange_delimiters),
		TEST("N4: levels agree on the worst cases",
		    test_levels_agree_on_worst_cases),
		TEST("N4: levels agree at every density of delimiters",
		    test_levels_agree_at_every_density),
		TEST("N4: levels give the same whatever the padding holds",
		    test_levels_ignore_padding),
		TEST("N4: the level used is one this machine has",
		    test_best_level_is_the_one_used),
	};

	return cmocka_run_group_tests_name("scan", tests, NULL, NULL);
}
