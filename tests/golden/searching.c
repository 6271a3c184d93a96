/* SPDX-License-Identifier: Apache-2.0 */
/*
 * searching.c -- codes searched for, many at once, for test_search.py.
 *
 *	searching build OUT FILE...	a book of the files given
 *	searching search BOOK SYSTEM DATE	queries on standard input, one a
 *			line; of each a line: microseconds, then up to ten
 *			codes with their scores, between tabs
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "codes/compile.h"
#include "codes/search.h"

#define BOOK_MAX	((size_t)2 << 30)
#define LINE_BYTES	512
#define RESULTS		10

static int
say(const struct err *err)
{
	fprintf(stderr, "searching: %s\n", err->msg);
	return 1;
}

static int
build(const char *out, char **files)
{
	struct compile *c = compile_new(NULL, NULL);
	struct file_out to;
	struct buf bytes;
	struct err err;

	if (c == NULL)
		return 1;
	buf_init(&bytes, BOOK_MAX);
	for (; *files != NULL; files++)
		if (compile_add(c, *files, &err) != RC_OK)
			return say(&err);
	if (compile_finish(c, &bytes, &err) != RC_OK ||
	    file_out_open(&to, out, &err) != RC_OK ||
	    file_out_write(&to, buf_str(&bytes), &err) != RC_OK ||
	    file_out_commit(&to, &err) != RC_OK)
		return say(&err);
	buf_fini(&bytes);
	compile_free(c);
	return 0;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void
answer(struct search *s, const struct search_query *q)
{
	struct search_result found[RESULTS];
	double begun = now();
	unsigned n = search_run(s, q, found);
	char text[CODE_TEXT_MAX];

	printf("%.0f", now() - begun);
	for (unsigned i = 0; i < n; i++) {
		str code = code_text_icd(found[i].code->key, text);

		printf("\t" STR_FMT ":%u", STR_ARG(code), found[i].score);
	}
	printf("\n");
}

static int
search(const char *path, const char *system, const char *day)
{
	struct search_query q = { .limit = RESULTS };
	char line[LINE_BYTES];
	struct search *s;
	struct book b;
	struct err err;

	if (book_open(&b, path, &err) != RC_OK)
		return say(&err);
	s = search_new(&b);
	if (s == NULL || !import_date(str_of(day), &q.on))
		return 1;
	while (q.system < SYSTEMS && strcmp(code_system_name(q.system),
	    system) != 0)
		q.system++;
	while (fgets(line, sizeof line, stdin) != NULL) {
		q.text = str_trim(str_of(line));
		answer(s, &q);
	}
	search_free(s);
	book_close(&b);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc > 3 && strcmp(argv[1], "build") == 0)
		return build(argv[2], argv + 3);
	if (argc == 5 && strcmp(argv[1], "search") == 0)
		return search(argv[2], argv[3], argv[4]);
	fprintf(stderr, "usage: see the head of searching.c\n");
	return 2;
}
