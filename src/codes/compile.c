/* SPDX-License-Identifier: Apache-2.0 */
/* compile.c -- see compile.h. */
#include "codes/compile.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/vec.h"
#include "codes/own.h"
#include "codes/search.h"
#include "codes/starter.h"

#define NAMES_CEILING	((size_t)64 << 20)

/* A source that an importer knows: found again by the file that it is in and
 * its own path. */
struct found {
	const char *file;	/* NULL: it is compiled in */
	str	 path, name, bytes;	/* bytes: of what is compiled in */
	unsigned rank;
	uint8_t	 sha256[SOURCE_SHA256];
};

struct compile {
	compile_report_fn *report;
	void	*ctx;
	struct arena arena;
	struct build *build;
	struct indexer *indexer;
	struct own_releases own;	/* what releases.csv of folders say */
	struct { struct found *v; size_t n, size; } found;
	const char *file;	/* at hand */
	const struct found *wanted;	/* in it, when reading */
	unsigned failed;	/* sources */
	struct err err;		/* of the first */
};

/* See compile.h. */
struct compile *
compile_new(compile_report_fn *report, void *ctx)
{
	struct compile *c = calloc(1, sizeof *c);

	if (c == NULL)
		return NULL;
	c->report = report;
	c->ctx = ctx;
	arena_init(&c->arena, NAMES_CEILING);
	import_own_init(&c->own);
	c->build = build_new();
	c->indexer = indexer_new();
	if (c->build == NULL || c->indexer == NULL) {
		compile_free(c);
		return NULL;
	}
	return c;
}

/* See compile.h. */
void
compile_free(struct compile *c)
{
	if (c == NULL)
		return;
	build_free(c->build);
	indexer_free(c->indexer);
	VEC_FREE(&c->found);
	import_own_fini(&c->own);
	arena_fini(&c->arena);
	free(c);
}

static void
tell(struct compile *c, const struct compile_report *r)
{
	if (c->report != NULL)
		c->report(c->ctx, r);
}

/* A source could not be read (C1). */
static void
note_failure(struct compile *c, str path, const char *importer,
    const struct err *err)
{
	if (c->failed++ == 0)
		c->err = *err;
	tell(c, &(struct compile_report){ .path = path, .importer = importer,
	    .failed = true, .why = str_of(err->msg) });
}

/* ---- looking -------------------------------------------------------- */

/* A source_fn: keep what an importer knows. */
static enum rc
look_at(void *ctx, const struct source *s, struct err *err)
{
	struct compile *c = ctx;
	unsigned n;
	struct found f = { .file = c->file,
	    .path = arena_str(&c->arena, s->path),
	    .name = arena_str(&c->arena, s->name),
	    .bytes = c->file == NULL ? s->bytes : STR(""),
	    .rank = import_rank(s) };

	importers(&n);
	if (f.rank == n) {
		tell(c, &(struct compile_report){ .path = s->path,
		    .why = STR("no importer knows this kind of file") });
		return RC_OK;
	}
	if (import_own_is_releases(s) &&
	    import_own_releases(&c->own, s, err) != RC_OK)
		return err->rc;
	source_sha256(s, f.sha256);
	if (f.path.p == NULL || f.name.p == NULL || !VEC_ROOM(&c->found, 1))
		return fail(err, RC_MEMORY, "no memory to read code files");
	c->found.v[c->found.n++] = f;
	return RC_OK;
}

/* See compile.h. */
enum rc
compile_add(struct compile *c, const char *path, struct err *err)
{
	enum rc rc;

	c->file = arena_str(&c->arena, str_of(path)).p;
	if (c->file == NULL)
		return fail(err, RC_MEMORY, "no memory to read code files");
	rc = source_each(path, NULL, look_at, c, err);
	if (rc == RC_OK || rc == RC_MEMORY)
		return rc;
	note_failure(c, str_of(path), NULL, err);
	return RC_OK;
}

/* Look at files that are compiled in. */
static enum rc
look_at_embedded(struct compile *c, const struct embedded_file *f,
    struct err *err)
{
	c->file = NULL;
	for (; f->name != NULL; f++) {
		struct source s = { .path = str_of(f->name),
		    .name = str_of(f->name), .bytes = { f->text, f->size } };

		if (look_at(c, &s, err) != RC_OK)
			return err->rc;
	}
	return RC_OK;
}

/* See compile.h. */
enum rc
compile_add_starter(struct compile *c, struct err *err)
{
	return look_at_embedded(c, embedded_starter, err);
}

/* ---- reading -------------------------------------------------------- */

static int
compare_found(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	order = str_cmp(x->name, y->name);
	return order != 0 ? order :
	    memcmp(x->sha256, y->sha256, sizeof x->sha256);
}

/* Read a source; its failure is told, and does not end the others. */
static enum rc
read_source(struct compile *c, const struct source *s, struct err *err)
{
	struct import in = { .build = c->build, .source = s,
	    .starter = c->wanted->file == NULL, .from = DATE_NONE,
	    .until = DATE_NONE, .indexer = c->indexer };
	struct import_result result;
	enum rc rc;

	import_own_find(&c->own, &in);
	rc = import_source(&in, &result, err);

	if (rc == RC_MEMORY)
		return rc;
	if (rc != RC_OK)
		note_failure(c, s->path, result.importer->name, err);
	else
		tell(c, &(struct compile_report){ .path = s->path,
		    .importer = result.importer->name, .rows = result.rows,
		    .why = in.aside });
	return RC_OK;
}

/* A source_fn: of the sources in a file the one that is wanted. */
static enum rc
read_wanted(void *ctx, const struct source *s, struct err *err)
{
	struct compile *c = ctx;

	return str_eq(s->path, c->wanted->path) ? read_source(c, s, err) :
	    RC_OK;
}

static enum rc
read_found(struct compile *c, const struct found *f, struct err *err)
{
	c->wanted = f;
	if (f->file == NULL)
		return read_source(c, &(struct source){ .path = f->path,
		    .name = f->name, .bytes = f->bytes }, err);
	return source_each(f->file, NULL, read_wanted, c, err);
}

/* See compile.h. */
enum rc
compile_finish(struct compile *c, struct buf *to, struct err *err)
{
	const struct found *v;

	if (c->found.n == 0)
		return fail(err, RC_INVALID, "there is no file that an "
		    "importer knows");
	if (look_at_embedded(c, embedded_words, err) != RC_OK)
		return err->rc;
	v = c->found.v;
	qsort(c->found.v, c->found.n, sizeof *v, compare_found);
	for (size_t i = 0; i < c->found.n; i++) {
		/* The same name or content twice (C3). */
		if (i > 0 && memcmp(v[i].sha256, v[i - 1].sha256,
		    sizeof v[i].sha256) == 0) {
			tell(c, &(struct compile_report){ .path = v[i].path,
			    .repeated = true,
			    .why = STR("the same as the file before") });
			continue;
		}
		if (read_found(c, &v[i], err) != RC_OK)
			return err->rc;
	}
	if (c->failed != 0) {
		*err = c->err;
		return err->rc;
	}
	return build_finish(c->build, indexer_run, c->indexer, to, err);
}
