/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_codes.c -- how long a codebook takes to open, and how many codes, pairs
 * and queries a second it answers for.
 *
 *	bench_codes BOOK [MILLIONS] <QUERIES
 *
 * BOOK is one that has HCPCS and PTP edits (tests/golden/codebook.c builds it).
 * Keys are drawn at random before the clock starts, half of them such as the
 * book has; each question is timed over all keys, in time of the processor, and
 * the best of five passes counts.  Queries are lines of standard input, whose
 * second field (tests/data/search_queries.tsv) is asked.  A line is
 * NAME, tab, number, tab, unit.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <sys/resource.h>

#include "codes/look_procedures.h"
#include "search/search.h"

#define PASSES 5

#define A_CLAIM 90	/* pairs of ten lines */

struct question { code_key a, b; };

static uint64_t state = 88172645463325252u;

static uint64_t
roll(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static code_key
some_code(const struct book *b)
{
	uint32_t n = b->parts[PART_CODES][SYSTEM_PROCEDURE].n;

	return book_code_at(b, SYSTEM_PROCEDURE, (uint32_t)(roll() % n))->key;
}

/* A code that the book does not have, by one letter. */
static code_key
no_code(const struct book *b)
{
	return some_code(b) + ((code_key)1 << 30);
}

/* A pair that the book has, by a random one of its rows. */
static struct question
some_pair(const struct book *b, enum relation r)
{
	const struct book_array *first = &b->parts[PART_FIRST][r];
	const uint32_t *v = first->v;
	uint32_t at = (uint32_t)(roll() % b->parts[PART_PAIRS][r].n);
	uint32_t from = 0, to = first->n - 1;
	const struct book_pair *p = b->parts[PART_PAIRS][r].v;

	while (to - from > 1) {
		uint32_t half = from + (to - from) / 2;

		if (v[half] <= at)
			from = half;
		else
			to = half;
	}
	return (struct question){ book_code_at(b, SYSTEM_PROCEDURE, from)->key,
	    book_code_at(b, SYSTEM_PROCEDURE, p[at].right)->key };
}

static size_t
ask_codes(const struct book *b, const struct question *q, size_t n, date on)
{
	size_t yes = 0;

	for (size_t i = 0; i < n; i++)
		yes += code_valid_on(b, SYSTEM_PROCEDURE, q[i].a, on);
	return yes;
}

static size_t
ask_pairs(const struct book *b, const struct question *q, size_t n, date on)
{
	size_t yes = 0;

	for (size_t i = 0; i < n; i++)
		yes += ptp_on(b, q[i].a, q[i].b, PTP_PRACTITIONER, on).holds;
	return yes;
}

/* The pairs of a claim at once. */
static size_t
ask_claims(const struct book *b, const struct question *q, size_t n, date on)
{
	struct ptp_question asked[A_CLAIM];
	struct ptp_edit edits[A_CLAIM];
	size_t yes = 0;

	for (size_t i = 0; i < n; i += A_CLAIM) {
		size_t k = n - i < A_CLAIM ? n - i : A_CLAIM;

		for (size_t m = 0; m < k; m++)
			asked[m] = (struct ptp_question){ q[i + m].a,
			    q[i + m].b };
		ptp_on_each(b, asked, k, PTP_PRACTITIONER, on, edits);
		for (size_t m = 0; m < k; m++)
			yes += edits[m].holds;
	}
	return yes;
}

typedef size_t ask_fn(const struct book *, const struct question *, size_t,
    date);

static void
measure(const char *what, ask_fn *ask, const struct book *b,
    const struct question *q, size_t n)
{
	double best = 1e9;
	size_t yes = 0;
	date on;

	if (!date_from_ymd(2024, 2, 1, &on))
		return;
	for (int pass = 0; pass < PASSES; pass++) {
		double began = seconds(), took;

		yes = ask(b, q, n, on);
		took = seconds() - began;
		best = took < best ? took : best;
	}
	printf("%s\t%.1f\tM/s, %.1f %% yes\n", what, (double)n / best / 1e6,
	    100.0 * (double)yes / (double)n);
}

/* ---- opening, searching, memory -------------------------------------- */

#define OPENINGS 101
#define QUERIES_MAX 4096
#define ROUNDS 5

static int
compare_times(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void
measure_opening(const char *path)
{
	double took[OPENINGS];
	struct book b;
	struct err err;

	for (int i = 0; i < OPENINGS; i++) {
		double began = seconds();

		if (book_open(&b, path, &err) != RC_OK)
			return;
		took[i] = (seconds() - began) * 1e3;
		book_close(&b);
	}
	qsort(took, OPENINGS, sizeof *took, compare_times);
	printf("opening\t%.3f\tms, median of %d\n", took[OPENINGS / 2],
	    OPENINGS);
}

/* The second field of each line. */
static size_t
read_queries(char lines[][128], str queries[])
{
	size_t n = 0;

	while (n < QUERIES_MAX && fgets(lines[n], 128, stdin) != NULL) {
		str rest = str_trim(str_of(lines[n]));

		str_cut(&rest, '\t');
		queries[n++] = str_cut(&rest, '\t');
	}
	return n;
}

static void
measure_searching(const struct book *b)
{
	static char lines[QUERIES_MAX][128];
	static str queries[QUERIES_MAX];
	static double took[QUERIES_MAX * ROUNDS];
	size_t n = read_queries(lines, queries), k = 0;
	struct search *s = search_new(b);
	struct search_query q = { .system = SYSTEM_DIAGNOSIS, .limit = 10 };
	struct search_result found[10];

	if (s == NULL || n == 0 || !date_from_ymd(2025, 11, 1, &q.on))
		return;
	for (int round = 0; round < ROUNDS; round++)
		for (size_t i = 0; i < n; i++) {
			double began = seconds();

			q.text = queries[i];
			search_run(s, &q, found);
			took[k++] = (seconds() - began) * 1e3;
		}
	qsort(took, k, sizeof *took, compare_times);
	printf("searching, half take\t%.3f\tms\n", took[k / 2]);
	printf("searching, 99 %% take\t%.3f\tms\n", took[k * 99 / 100]);
	search_free(s);
}

static void
measure_memory(void)
{
	struct rusage use;

	if (getrusage(RUSAGE_SELF, &use) == 0)
		printf("resident, with the keys\t%.0f\tMB, most\n",
		    (double)use.ru_maxrss / 1024);
}

/* Fill q: half of the keys are the book's when mix is 2, all with 1. */
static void
draw_codes(const struct book *b, struct question *q, size_t n, unsigned mix)
{
	for (size_t i = 0; i < n; i++)
		q[i].a = roll() % mix == 0 ? some_code(b) : no_code(b);
}

static void
draw_pairs(const struct book *b, struct question *q, size_t n, unsigned mix)
{
	for (size_t i = 0; i < n; i++)
		q[i] = roll() % mix == 0 ?
		    some_pair(b, RELATION_PTP_PRACTITIONER) :
		    (struct question){ some_code(b), some_code(b) };
}

int
main(int argc, char **argv)
{
	size_t n = (size_t)(argc > 2 ? atol(argv[2]) : 4) * 1000000;
	struct question *q = malloc(n * sizeof *q);
	struct book b;
	struct err err;

	if (argc < 2 || q == NULL || n == 0 ||
	    book_open(&b, argv[1], &err) != RC_OK ||
	    b.parts[PART_CODES][SYSTEM_PROCEDURE].n == 0) {
		fprintf(stderr, "bench_codes BOOK [MILLIONS] <QUERIES\n");
		return 1;
	}
	measure_opening(argv[1]);
	measure_searching(&b);
	draw_codes(&b, q, n, 1);
	measure("codes of the book", ask_codes, &b, q, n);
	draw_codes(&b, q, n, 2);
	measure("codes, half not there", ask_codes, &b, q, n);
	if (b.parts[PART_PAIRS][RELATION_PTP_PRACTITIONER].n != 0) {
		draw_pairs(&b, q, n, 1);
		measure("pairs of the book", ask_pairs, &b, q, n);
		measure("pairs of the book, a claim at once", ask_claims, &b, q, n);
		draw_pairs(&b, q, n, 2);
		measure("pairs, half not there", ask_pairs, &b, q, n);
		measure("half not there, a claim at once", ask_claims, &b, q, n);
	}
	measure_memory();
	free(q);
	book_close(&b);
	return 0;
}
