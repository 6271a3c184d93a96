/* SPDX-License-Identifier: Apache-2.0 */
/* check.c FILE -- what is wrong with a file; exit status 1 if errors are. */
#include <cleanclaim.h>
#include <stdio.h>

int
main(int argc, char **argv)
{
	struct cleanclaim_error err;
	struct cleanclaim *context = cleanclaim_new(&err);
	struct cleanclaim_reader *reader = cleanclaim_reader_file(context,
	    argc > 1 ? argv[1] : "-", CLEANCLAIM_FINDINGS, &err);
	const struct cleanclaim_finding *f;
	int code = err.code, status;

	while (reader != NULL &&
	    (code = cleanclaim_reader_next(reader, &err)) > 0) {
		f = cleanclaim_reader_finding(reader);
		printf("segment %llu, %s, %s: %s\n    %s\n",
		    (unsigned long long)f->segment, f->element, f->code,
		    f->message, f->fix);
	}
	if (code < 0)
		fprintf(stderr, "check: %s\n", err.message);
	status = code < 0 ? 2 :
	    cleanclaim_reader_count(reader, CLEANCLAIM_N_ERRORS) != 0;
	cleanclaim_reader_close(reader);
	cleanclaim_free(context);
	return status;
}
