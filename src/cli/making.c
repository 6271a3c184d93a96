/* SPDX-License-Identifier: Apache-2.0 */
/* making.c -- see making.h. */
#include "cli/making.h"

#include "base/vec.h"
#include "cli/line.h"
#include "codes/compile.h"

#define NAMES_CEILING	((size_t)64 << 20)
#define WHAT_COLUMN	13
#define FILE_COLUMN	15

/* What an importer reads, in a few words. */
static str
what_of(const char *importer)
{
	unsigned n;
	const struct importer *const *all = importers(&n);

	for (unsigned i = 0; importer != NULL && i < n; i++)
		if (strcmp(all[i]->name, importer) == 0)
			return str_of(all[i]->what);
	return STR("");
}

/* ---- telling ------------------------------------------------------------ */

static const char *
state_of(const struct compile_report *r)
{
	if (r->failed)
		return "failed";
	if (r->repeated)
		return "repeated";
	return r->importer == NULL || r->why.n > 0 || r->rows == 0 ?
	    "aside" : "read";
}

static void
tell_json(struct making *m, const struct compile_report *r)
{
	struct line l;

	line_begin(&l, &m->out->text);
	line_text(&l, "type", STR("file"));
	line_text(&l, "file", r->path);
	line_text(&l, "state", str_of(state_of(r)));
	line_text(&l, "importer", str_of(r->importer));
	line_text(&l, "what", what_of(r->importer));
	line_number(&l, "rows", r->rows);
	line_text(&l, "why", r->why);
	line_end(&l);
}

/* The name without its folders; a member of a zip keeps that of the zip. */
static str
short_name(str path)
{
	size_t end = path.n, from;

	for (size_t i = 0; i + 1 < path.n; i++)
		if (path.p[i] == ':' && path.p[i + 1] == ' ') {
			end = i;
			break;
		}
	for (from = end; from > 0 && path.p[from - 1] != '/'; from--)
		;
	return (str){ path.p + from, path.n - from };
}

/* A file that was read: rows, its name, what it is. */
static void
tell_read(struct making *m, const struct compile_report *r)
{
	char rows[NUMBER_TEXT_MAX];
	struct page *p = m->page;

	page_fmt(p, STYLE_PLAIN, "%11s", number_text(r->rows, rows));
	page_to(p, WHAT_COLUMN);
	page_text(p, STYLE_BOLD, short_name(r->path));
	page_to(p, p->column + 2);
	page_wrap(p, STYLE_DIM, FILE_COLUMN, what_of(r->importer));
	page_newline(p);
}

/* One that was not: a mark, the name, and why. */
static void
tell_other(struct making *m, const struct compile_report *r)
{
	struct page *p = m->page;

	page_to(p, WHAT_COLUMN - 3);
	page_text(p, r->failed ? STYLE_ERROR : STYLE_DIM, r->failed ?
	    page_symbol(p, SYMBOL_BAD) : page_symbol(p, SYMBOL_DASH));
	page_to(p, WHAT_COLUMN);
	/* The sentence of a failure names its file. */
	if (!r->failed) {
		page_text(p, STYLE_DIM, short_name(r->path));
		page_to(p, p->column + 2);
	}
	page_wrap(p, r->failed ? STYLE_PLAIN : STYLE_DIM, FILE_COLUMN,
	    r->why.n > 0 ? r->why : what_of(r->importer));
	page_newline(p);
}

/* The file on disk that a source came from: the path up to its end, or to the
 * colon behind it. */
static const char *
file_of(const struct making *m, str path)
{
	for (size_t i = 0; i < m->inputs->paths.n; i++) {
		str file = str_of(m->inputs->paths.v[i]);

		if (str_starts(path, file) && (path.n == file.n ||
		    path.p[file.n] == ':'))
			return file.p;
	}
	return NULL;
}

/* Remember a file that was read, once. */
static void
remember(struct making *m, const struct compile_report *r, const char *file)
{
	for (size_t i = 0; file != NULL && i < m->files.n; i++)
		if (m->files.v[i].file == file)
			file = NULL;
	if (file == NULL || !VEC_ROOM(&m->files, 1))
		return;
	m->files.v[m->files.n++] = (struct making_file){ file,
	    arena_str(&m->arena, r->path), r->importer };
}

/* A compile_report_fn. */
static void
tell(void *ctx, const struct compile_report *r)
{
	struct making *m = ctx;
	bool read = strcmp(state_of(r), "read") == 0;
	const char *file = file_of(m, r->path);

	/* Words of coders are compiled in, and in every book. */
	if (file == NULL && !r->failed)
		return;
	m->read += read;
	m->failed += r->failed;
	m->repeated += r->repeated && !r->failed;
	m->aside += !read && !r->failed && !r->repeated;
	if (read)
		remember(m, r, file);
	if (!r->failed && m->known != NULL && m->in->value[OPT_VERBOSE] ==
	    NULL && strncmp(file, m->known, strlen(m->known)) == 0)
		return;
	if (m->in->value[OPT_JSON] != NULL)
		tell_json(m, r);
	else if (read)
		tell_read(m, r);
	else if (r->failed || m->in->value[OPT_VERBOSE] != NULL)
		tell_other(m, r);
	output_step(m->out);
}

static void
tell_sum(struct making *m)
{
	struct page *p = m->page;

	if (m->in->value[OPT_JSON] != NULL)
		return;
	if (m->read > 0 || m->failed > 0)
		page_newline(p);
	page_fmt(p, STYLE_PLAIN, "%u file%s read", m->read,
	    m->read == 1 ? "" : "s");
	if (m->repeated > 0)
		page_fmt(p, STYLE_PLAIN, ", %u the same as another",
		    m->repeated);
	if (m->aside > 0)
		page_fmt(p, STYLE_PLAIN, ", %u left aside%s", m->aside,
		    m->in->value[OPT_VERBOSE] != NULL ? "" :
		    " (--verbose tells which)");
	if (m->failed > 0)
		page_fmt(p, STYLE_ERROR, ", %u failed", m->failed);
	page_text(p, STYLE_PLAIN, STR("."));
	page_newline(p);
}

/* ---- making ------------------------------------------------------------- */

static enum rc
compile_all(struct compile *c, const struct inputs *files, struct buf *to,
    struct err *err)
{
	for (size_t i = 0; i < files->paths.n; i++)
		if (compile_add(c, files->paths.v[i], err) != RC_OK)
			return err->rc;
	return compile_finish(c, to, err);
}

/* See making.h. */
bool
making_run(struct making *m, const struct inputs *files, struct buf *to)
{
	struct compile *c = compile_new(tell, m);
	struct err err = { .rc = RC_OK };
	enum rc rc;

	if (c == NULL) {
		command_fail(m->in, "no memory to make a codebook");
		return false;
	}
	m->inputs = files;
	arena_init(&m->arena, NAMES_CEILING);
	rc = compile_all(c, files, to, &err);
	compile_free(c);
	tell_sum(m);
	output_step(m->out);
	if (rc == RC_OK && m->read > 0)
		return true;
	if (rc == RC_OK)
		command_fail(m->in, "no codebook was made: no file is of a "
		    "kind that is known");
	else if (m->failed > 0)
		command_fail(m->in, "no codebook was made: %u file%s could "
		    "not be read", m->failed, m->failed == 1 ? "" : "s");
	else
		command_fail(m->in, "no codebook was made: %s", err.msg);
	return false;
}

/* See making.h. */
void
making_fini(struct making *m)
{
	VEC_FREE(&m->files);
	arena_fini(&m->arena);
}

/* See making.h. */
bool
making_write(const struct making *m, const char *path, str bytes)
{
	struct file_out file;
	struct err err;
	enum rc rc;

	rc = file_out_open(&file, path, &err);
	if (rc == RC_OK) {
		rc = file_out_write(&file, bytes, &err);
		if (rc == RC_OK)
			rc = file_out_commit(&file, &err);
		else
			file_out_abandon(&file);
	}
	if (rc != RC_OK)
		command_fail(m->in, "%s", err.msg);
	return rc == RC_OK;
}
