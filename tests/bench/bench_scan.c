/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_scan.c -- how fast each level of the scanner goes over a file, beside
 * two jobs that bound it: copying the same bytes, and counting the delimiters
 * without writing down where they are.
 *
 *	bench_scan [--tsv] FILE [PASSES]
 *
 * The file is read in blocks; only the work on a block is timed, and the best
 * pass counts.  Blocks are not cut at segment starts: that changes a list by
 * a newline, and no time.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "x12/scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define BLOCK ((size_t)256 * 1024)

/* Buffers of one block; zeroed at first, so that no page is new when timed. */
static char block[BLOCK + SCAN_PAD], copy[BLOCK];
static uint32_t at[BLOCK + SCAN_PAD], inner[BLOCK + SCAN_PAD],
    ends[BLOCK + SCAN_PAD],
    odd[BLOCK + SCAN_PAD];

static struct delimiters delimiters = { '*', '^', ':', '~' };

/* What one pass did: bytes, the time on them, and what was counted. */
struct pass { size_t bytes, found, segments, odd; double seconds; };

/* Some work on the first `n` bytes of `block`, counted in *p. */
typedef void work_fn(scan_fn *scan, size_t n, struct pass *p);

static void
copy_block(scan_fn *scan, size_t n, struct pass *p)
{
	(void)scan;
	(void)p;
	memcpy(copy, block, n);
	__asm__ volatile("" : : "r"(copy) : "memory");	/* not for nothing */
}

#if defined(__x86_64__)

__attribute__((target("avx2,popcnt")))
static void
count_block(scan_fn *scan, size_t n, struct pass *p)
{
	const __m256i e = _mm256_set1_epi8((char)delimiters.element);
	const __m256i r = _mm256_set1_epi8((char)delimiters.repetition);
	const __m256i c = _mm256_set1_epi8((char)delimiters.component);
	const __m256i s = _mm256_set1_epi8((char)delimiters.segment);

	(void)scan;
	for (size_t i = 0; i + 32 <= n; i += 32) {
		__m256i x = _mm256_loadu_si256((const void *)(block + i));
		__m256i any = _mm256_or_si256(
		    _mm256_or_si256(_mm256_cmpeq_epi8(x, e),
			_mm256_cmpeq_epi8(x, r)),
		    _mm256_or_si256(_mm256_cmpeq_epi8(x, c),
			_mm256_cmpeq_epi8(x, s)));

		p->found += (size_t)__builtin_popcount(
		    (unsigned)_mm256_movemask_epi8(any));
	}
}

#endif

static void
scan_one(scan_fn *scan, size_t n, struct pass *p)
{
	struct scan_index ix = { .at = at, .inner = inner, .ends = ends,
	    .odd = odd };

	scan(&delimiters, block, n, &ix);
	p->found += ix.n_at + ix.n_inner;
	p->segments += ix.n_ends;
	p->odd += ix.n_odd;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Read up to one block; 0 at the end of the file. */
static size_t
read_block(int fd)
{
	size_t n = 0;
	ssize_t got;

	while (n < BLOCK && (got = read(fd, block + n, BLOCK - n)) > 0)
		n += (size_t)got;
	return n;
}

/* Take the delimiters from the ISA that the file begins with, if it does. */
static void
find_delimiters(int fd)
{
	char isa[106];

	if (pread(fd, isa, sizeof isa, 0) != (ssize_t)sizeof isa ||
	    memcmp(isa, "ISA", 3) != 0)
		return;
	delimiters.element = (unsigned char)isa[3];
	delimiters.repetition = (unsigned char)isa[82];
	delimiters.component = (unsigned char)isa[104];
	delimiters.segment = (unsigned char)isa[105];
	if (delimiters.repetition == 'U')	/* before 00402 */
		delimiters.repetition = delimiters.element;
}

static struct pass
one_pass(int fd, work_fn *work, scan_fn *scan)
{
	struct pass p = { 0 };
	size_t n;

	lseek(fd, 0, SEEK_SET);
	while ((n = read_block(fd)) > 0) {
		double start = now();

		work(scan, n, &p);
		p.seconds += now() - start;
		p.bytes += n;
	}
	return p;
}

static void
print_best(const char *name, const struct pass *p, bool tsv)
{
	double rate = (double)p->bytes / p->seconds / 1e6;

	printf(tsv ? "%s\t%.0f\t%zu\t%zu\t%zu\n" :
	    "%-10s %8.0f %12zu %12zu %8zu\n",
	    name, rate, p->found, p->segments, p->odd);
}

/* Time one job and print its best pass. */
static void
measure(const char *name, int fd, work_fn *work, scan_fn *scan, int passes,
    bool tsv)
{
	struct pass best = { .seconds = 1e9 };

	for (int i = 0; i < passes; i++) {
		struct pass p = one_pass(fd, work, scan);

		if (p.seconds < best.seconds)
			best = p;
	}
	print_best(name, &best, tsv);
}

static void
measure_all(int fd, int passes, bool tsv)
{
	printf(tsv ? "%s\t%s\t%s\t%s\t%s\n" : "%-10s %8s %12s %12s %8s\n",
	    "job", "MB/s", "delimiters", "segments", "odd");
	measure("memcpy", fd, copy_block, NULL, passes, tsv);
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx2"))
		measure("count", fd, count_block, NULL, passes, tsv);
#endif
	for (int i = 0; i < SCAN_LEVELS; i++) {
		scan_fn *scan = scan_at((enum scan_level)i);

		if (scan != NULL)
			measure(scan_level_name((enum scan_level)i), fd,
			    scan_one, scan, passes, tsv);
	}
}

int
main(int argc, char **argv)
{
	bool tsv = argc > 1 && strcmp(argv[1], "--tsv") == 0;
	char **args = argv + 1 + tsv;
	int fd;

	if (args[0] == NULL) {
		fprintf(stderr, "usage: bench_scan [--tsv] FILE [PASSES]\n");
		return 2;
	}
	fd = open(args[0], O_RDONLY | O_CLOEXEC);
	if (fd < 0) {
		perror(args[0]);
		return 1;
	}
	find_delimiters(fd);
	measure_all(fd, args[1] != NULL ? (int)strtol(args[1], NULL, 10) : 5,
	    tsv);
	close(fd);
	return 0;
}
