/* SPDX-License-Identifier: Apache-2.0 */
/* total_remittance.c FILE -- what the claims of an 835 were paid, in all, and
 * what their lines were reduced by, each claim and the sum. */
#include <cleanclaim.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	struct cleanclaim_error err;
	struct cleanclaim *context = cleanclaim_new(&err);
	struct cleanclaim_reader *reader = cleanclaim_reader_file(context,
	    argc > 1 ? argv[1] : "-", CLEANCLAIM_RECORDS, &err);
	int64_t cents, total = 0;
	int code = err.code;

	while (reader != NULL &&
	    (code = cleanclaim_reader_next(reader, &err)) > 0) {
		struct cleanclaim_record *claim, *line;
		int64_t reduced = 0;

		claim = cleanclaim_reader_record(reader);
		if (strcmp(cleanclaim_record_type(claim), "paid_claim") != 0)
			continue;
		for (line = cleanclaim_record_first(claim, "lines", &err);
		    line != NULL; line = cleanclaim_record_next(line))
			if (cleanclaim_get_cents(line, "adjustments[1].amount",
			    &cents, &err) > 0)
				reduced += cents;
		cleanclaim_get_cents(claim, "paid", &cents, &err);
		total += cents;
		printf("%-12s paid %" PRId64 " cents, lines reduced by %"
		    PRId64 "\n", cleanclaim_get_text(claim, "control_number",
		    NULL, &err), cents, reduced);
	}
	printf("paid in all: %" PRId64 " cents\n", total);
	if (code < 0)
		fprintf(stderr, "total_remittance: %s\n", err.message);
	cleanclaim_reader_close(reader);
	cleanclaim_free(context);
	return code < 0 ? 2 : 0;
}
