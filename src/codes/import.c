/* SPDX-License-Identifier: Apache-2.0 */
/* import.c -- which importer reads a file, and that it does; see import.h. */
#include "codes/import.h"

#include <stdarg.h>
#include <stdio.h>

#define IMPORTER(id) extern const struct importer importer_##id;
#include "codes/importers.def"

static const struct importer *const all[] = {
#define IMPORTER(id) &importer_##id,
#include "codes/importers.def"
	NULL
};

#define IMPORTERS (sizeof all / sizeof *all - 1)

/* See import.h. */
const struct importer *const *
importers(unsigned *n)
{
	*n = IMPORTERS;
	return all;
}

/* See import.h. */
unsigned
import_rank(const struct source *s)
{
	unsigned i = 0;

	while (i < IMPORTERS && !all[i]->knows(s))
		i++;
	return i;
}

/* Fewer rows than there must be: cut off, or of another layout. */
static enum rc
check_count(const struct import *in, const struct importer *i,
    struct err *err)
{
	if (in->starter || in->rows >= i->least)
		return RC_OK;
	return fail(err, RC_SYNTAX, STR_FMT ": only %u rows were found where "
	    "a file of this kind (%s) has at least %u; it may be cut off",
	    STR_ARG(in->source->path), in->rows, i->what, i->least);
}

static void
remember_release(struct import *in, unsigned release)
{
	for (unsigned i = 0; i < in->n_releases; i++)
		if (in->releases[i] == release)
			return;
	if (in->n_releases < IMPORT_RELEASES)
		in->releases[in->n_releases++] = release;
}

static void
note_source(struct import *in)
{
	uint8_t sha256[SOURCE_SHA256];

	/* Our own layouts begin releases without import_begin(). */
	remember_release(in, in->release);
	source_sha256(in->source, sha256);
	for (unsigned i = 0; i < in->n_releases; i++)
		build_source(in->build, in->releases[i], in->source->name,
		    in->source->bytes.n, sha256, in->rows);
}

/* See import.h. */
enum rc
import_source(struct import *in, struct import_result *result,
    struct err *err)
{
	unsigned rank = import_rank(in->source);
	enum rc rc;

	*result = (struct import_result){ .path = in->source->path };
	in->rows = 0;
	in->begun = false;
	in->n_releases = 0;
	if (rank == IMPORTERS)
		return RC_OK;
	result->importer = all[rank];
	rc = all[rank]->read(in, err);
	if (rc == RC_OK)
		rc = check_count(in, all[rank], err);
	if (rc == RC_OK && in->begun)
		note_source(in);
	result->rows = in->rows;
	return rc != RC_OK ? rc : build_failed(in->build, err);
}

/* See import.h. */
unsigned
import_begin(struct import *in, struct build_release r)
{
	if (in->from != DATE_NONE)
		r.from = in->from;
	r.until = in->until;
	r.starter = in->starter;
	in->release = build_release(in->build, &r);
	in->begun = true;
	remember_release(in, in->release);
	return in->release;
}

/* See import.h. */
unsigned
import_release(struct import *in, enum code_set set, date from, str version,
    bool partial)
{
	return import_begin(in, (struct build_release){ .set = set,
	    .from = from, .version = version, .partial = partial });
}

/* See import.h. */
enum rc
import_fail(const struct import *in, struct err *err, uint64_t line,
    const char *fmt, ...)
{
	char why[sizeof err->msg];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	if (line == 0)
		return fail(err, RC_SYNTAX, STR_FMT ": %s",
		    STR_ARG(in->source->path), why);
	return fail(err, RC_SYNTAX, STR_FMT ", line %llu: %s",
	    STR_ARG(in->source->path), (unsigned long long)line, why);
}
