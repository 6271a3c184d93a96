/* SPDX-License-Identifier: Apache-2.0 */
/* own.c -- see own.h. */
#include "codes/own.h"

#include "codes/import_rows.h"

#define TEXTS_CEILING	((size_t)16 << 20)

enum { FILE_NAME, SET, VERSION, FROM, UNTIL, VERIFIED, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	[FILE_NAME] = { "FILE", true }, [SET] = { "SET", true },
	[VERSION] = { "VERSION", true }, [FROM] = { "FROM", true },
	[UNTIL] = { "UNTIL", true }, [VERIFIED] = { "VERIFIED", false },
};

/* See own.h. */
void
import_own_init(struct own_releases *r)
{
	*r = (struct own_releases){ 0 };
	arena_init(&r->texts, TEXTS_CEILING);
}

/* See own.h. */
void
import_own_fini(struct own_releases *r)
{
	VEC_FREE(r);
	arena_fini(&r->texts);
}

/* See own.h. */
bool
import_own_is_releases(const struct source *s)
{
	return import_named(s, "releases.csv");
}

/* The way to a file, without its name. */
static str
folder_of(const struct source *s)
{
	return (str){ s->path.p,
	    s->path.n >= s->name.n ? s->path.n - s->name.n : 0 };
}

static enum rc
read_row(struct import_row *r)
{
	struct own_releases *all = r->ctx;
	struct own_release o = {
		.folder = arena_str(&all->texts, folder_of(r->in->source)),
		.file = arena_str(&all->texts, row_cell(r, FILE_NAME)),
		.version = arena_str(&all->texts, row_cell(r, VERSION)),
		.starter = str_starts(row_cell(r, VERSION), STR("starter")) };
	date verified;

	if (row_cell(r, FILE_NAME).n == 0)
		return row_fail(r, FILE_NAME, "the name of a file");
	if (row_date(r, FROM, &o.from) != RC_OK ||
	    row_date(r, UNTIL, &o.until) != RC_OK ||
	    row_date(r, VERIFIED, &verified) != RC_OK)
		return r->err->rc;
	if (o.until == DATE_NONE)
		o.until = verified;
	if (o.version.p == NULL || o.file.p == NULL || !VEC_ROOM(all, 1))
		return fail(r->err, RC_MEMORY, "no memory for releases.csv");
	all->v[all->n++] = o;
	return RC_OK;
}

/* See own.h. */
enum rc
import_own_releases(struct own_releases *r, const struct source *releases_csv,
    struct err *err)
{
	struct import in = { .source = releases_csv };

	return import_rows(&in, &(struct import_sheet){ SHEET_CSV, NULL, want,
	    COLUMNS, read_row, r }, err);
}

/* See own.h. */
bool
import_own_find(const struct own_releases *r, struct import *in)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct own_release *o = &r->v[i];

		if (!str_eq_nocase(o->file, in->source->name) ||
		    !str_eq(o->folder, folder_of(in->source)))
			continue;
		in->from = o->from;
		in->until = o->until;
		in->version = o->version;
		in->starter |= o->starter;
		return true;
	}
	return false;
}

/* ---- the importer -------------------------------------------------------- */

static bool
knows(const struct source *s)
{
	return import_own_is_releases(s);
}

/* Read for its faults; what it says is used with the files beside it. */
static enum rc
read_file(struct import *in, struct err *err)
{
	struct own_releases r;
	enum rc rc;

	import_own_init(&r);
	rc = import_own_releases(&r, in->source, err);
	in->rows = (uint32_t)r.n;
	import_own_fini(&r);
	in->aside = STR("it says from when the files beside it are");
	return rc;
}

const struct importer importer_own_releases = {
	.name = "releases", .what = "releases.csv of our own layouts",
	.least = 1, .knows = knows, .read = read_file,
};
