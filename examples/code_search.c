/* SPDX-License-Identifier: Apache-2.0 */
/* code_search.c BOOK WORDS [DATE] -- diagnoses found by words. */
#include <cleanclaim.h>
#include <stdio.h>

static int
print(void *user, const struct cleanclaim_found *f)
{
	(void)user;
	printf("%u %s %.*s\n", f->rank, f->code, (int)f->title_n, f->title);
	return 0;
}

int
main(int argc, char **argv)
{
	struct cleanclaim_error err;
	struct cleanclaim_book *book = cleanclaim_book_open(
	    argc > 1 ? argv[1] : NULL, &err);
	int n = err.code;

	if (book != NULL)
		n = cleanclaim_book_verify(book, &err);
	if (n == CLEANCLAIM_OK)
		n = cleanclaim_code_search(book, "icd10cm",
		    argc > 2 ? argv[2] : "", argc > 3 ? argv[3] :
		    "2026-01-01", 10, print, NULL, &err);
	if (n < 0)
		fprintf(stderr, "code_search: %s\n", err.message);
	cleanclaim_book_close(book);
	return n < 0 ? 2 : n == 0;
}
