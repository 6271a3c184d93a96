/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sheets.c FILE... -- print the rows of every sheet: test_sheets.py.
 *
 * Each source begins with FS and its path; a cell ends with US, a row with RS.
 * Blank cells at the end of a row are left out.  With -q nothing is printed but
 * the counts, for measuring.
 */
#include <stdio.h>
#include <string.h>

#include "sheet/sheet.h"

struct counts { bool quiet; uint64_t bytes, rows, cells; };

/* Print the cells, but for blank ones at the end. */
static void
print_row(const struct sheet *s)
{
	unsigned n = s->n;

	while (n > 0 && s->cells[n - 1].n == 0)
		n--;
	for (unsigned i = 0; i < n; i++) {
		if (s->cells[i].n != 0)
			fwrite(s->cells[i].p, 1, s->cells[i].n, stdout);
		putchar('\x1f');
	}
	putchar('\x1e');
}

static enum rc
print_source(void *ctx, const struct source *from, struct err *err)
{
	struct counts *c = ctx;
	struct sheet s;
	bool more = true;
	enum rc rc = sheet_open(&s, SHEET_BY_NAME, from, NULL, err);

	if (rc != RC_OK)
		return rc;
	c->bytes += from->bytes.n;
	if (!c->quiet)
		printf("\x1c" STR_FMT "\x1e", STR_ARG(from->path));
	while (rc == RC_OK && more) {
		rc = sheet_row(&s, &more, err);
		if (rc != RC_OK || !more)
			break;
		c->rows++;
		c->cells += s.n;
		if (!c->quiet)
			print_row(&s);
	}
	sheet_close(&s);
	return rc;
}

int
main(int argc, char **argv)
{
	struct counts c = { 0 };
	struct err err;

	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "-q") == 0) {
			c.quiet = true;
		} else if (source_each(argv[i], NULL, print_source, &c,
		    &err) != RC_OK) {
			fprintf(stderr, "%s\n", err.msg);
			return 1;
		}
	}
	if (c.quiet)
		printf("%llu bytes, %llu rows, %llu cells\n",
		    (unsigned long long)c.bytes, (unsigned long long)c.rows,
		    (unsigned long long)c.cells);
	return 0;
}
