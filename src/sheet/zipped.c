/* SPDX-License-Identifier: Apache-2.0 */
/* zipped.c -- libzip, asked politely. */
#include "sheet/zipped.h"

/* See zipped.h. */
enum rc
zipped_fail(zip_error_t *e, str path, const char *name, struct err *err)
{
	return fail(err, zip_error_code_zip(e) == ZIP_ER_MEMORY ?
	    RC_MEMORY : RC_SYNTAX, STR_FMT ": cannot unpack %.99s: %s",
	    STR_ARG(path), name, zip_error_strerror(e));
}

/* See zipped.h. */
enum rc
zipped_open(str path, str bytes, zip_t **out, struct err *err)
{
	zip_error_t e;
	zip_source_t *source;
	zip_t *z = NULL;
	enum rc rc = RC_OK;

	*out = NULL;
	if (bytes.n == 0)	/* to libzip that is a zip of no members */
		return fail(err, RC_SYNTAX, STR_FMT ": the zip is empty",
		    STR_ARG(path));
	zip_error_init(&e);
	source = zip_source_buffer_create(bytes.p, bytes.n, 0, &e);
	if (source != NULL)
		z = zip_open_from_source(source, ZIP_RDONLY, &e);
	if (z == NULL) {
		zip_source_free(source);
		rc = fail(err, zip_error_code_zip(&e) == ZIP_ER_MEMORY ?
		    RC_MEMORY : RC_SYNTAX,
		    STR_FMT ": a damaged zip, or none: %s", STR_ARG(path),
		    zip_error_strerror(&e));
	}
	zip_error_fini(&e);
	*out = z;
	return rc;
}

/* See zipped.h. */
enum rc
zipped_look(zip_t *z, str path, zip_uint64_t index, struct zipped_member *m,
    struct err *err)
{
	const zip_uint64_t want = ZIP_STAT_NAME | ZIP_STAT_SIZE |
	    ZIP_STAT_COMP_SIZE | ZIP_STAT_ENCRYPTION_METHOD;
	zip_stat_t st;

	if (zip_stat_index(z, index, 0, &st) != 0)
		return zipped_fail(zip_get_error(z), path, "a member", err);
	if ((st.valid & want) != want)
		return fail(err, RC_SYNTAX,
		    STR_FMT ": a member without name or size", STR_ARG(path));
	if (st.encryption_method != ZIP_EM_NONE)
		return fail(err, RC_SYNTAX, STR_FMT ": %.99s is encrypted",
		    STR_ARG(path), st.name);
	*m = (struct zipped_member){ index, st.name, st.size, st.comp_size };
	return RC_OK;
}
