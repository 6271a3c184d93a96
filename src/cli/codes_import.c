/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codes_import.c -- the command: files into the library, and the book anew.
 *
 * The book is made in memory of the library and the new files together, and
 * judged; only then are files copied, and the book last of all put in the place
 * of the one before.  So a failure leaves all as it was.
 */
#include <unistd.h>

#include "base/vec.h"
#include "cli/changes.h"
#include "cli/importing.h"
#include "cli/library.h"
#include "cli/line.h"
#include "cli/making.h"

#define LOST_MOST	20	/* per cent of its codes that a set may lose
				   if no manifest says */
#define SET_COLUMN	24

struct importing {
	const struct invocation *in;
	struct output *out;
	struct page *page;
	bool	 json;
	char	 place[CODEBOOK_PATH_MAX];	/* of the book */
	char	 folder[CODEBOOK_PATH_MAX];	/* of the library */
	struct book old, new;
	bool	 had;			/* there was a book */
	const struct manifest *manifest;	/* may be NULL */
	unsigned lost;			/* sets that lost too much */
	enum code_set lost_set;		/* the last of them */
};

/* ---- what changed --------------------------------------------------- */

/* The newest release of a set on a side. */
static struct side
newest(const struct book *b, enum code_set set)
{
	const struct book_release *r = b->sets[set].n == 0 ? NULL :
	    book_release(b, set, b->sets[set].n - 1);

	return (struct side){ b, r != NULL ? r->from : DATE_NONE };
}

static void
tell_set(struct importing *m, enum code_set set,
    const struct change_counts *n, bool lost)
{
	char from[NUMBER_TEXT_MAX], to[NUMBER_TEXT_MAX];
	struct page *p = m->page;
	struct line l;

	if (m->json) {
		line_begin(&l, &m->out->text);
		line_text(&l, "type", STR("change"));
		line_text(&l, "set", str_of(code_set_name(set)));
		line_number(&l, "before", n->before);
		line_number(&l, "after", n->after);
		for (int k = 0; k < CHANGES; k++)
			line_number(&l, change_word((enum change_kind)k),
			    n->n[k]);
		line_bool(&l, "lost", lost);
		line_end(&l);
		return;
	}
	page_text(p, lost ? STYLE_ERROR : STYLE_BOLD,
	    str_of(code_set_name(set)));
	page_to(p, SET_COLUMN);
	if (n->before == 0)
		page_fmt(p, STYLE_GOOD, "new, %s", number_text(n->after, to));
	else
		page_fmt(p, STYLE_PLAIN, "%s to %s", number_text(n->before,
		    from), number_text(n->after, to));
	for (int k = 0; n->before != 0 && k < CHANGES; k++)
		if (n->n[k] != 0)
			page_fmt(p, STYLE_PLAIN, ", %s %s",
			    number_text(n->n[k], from),
			    change_word((enum change_kind)k));
	page_newline(p);
}

/* The per cent of its codes that a set may lose. */
static unsigned
lost_most(const struct importing *m, enum code_set set)
{
	const struct manifest_set *s = m->manifest == NULL ? NULL :
	    manifest_find(m->manifest, str_of(code_set_name(set)));

	return s != NULL && s->change != 0 ? s->change : LOST_MOST;
}

static bool
lost_much(struct importing *m, enum code_set set,
    const struct change_counts *n)
{
	if ((uint64_t)n->after * 100 >=
	    (uint64_t)n->before * (100 - lost_most(m, set)))
		return false;
	m->lost++;
	m->lost_set = set;
	return true;
}

/* Compare the books set by set, and tell. */
static void
tell_changes(struct importing *m)
{
	bool any = false;

	if (!m->json)
		page_newline(m->page);
	for (int i = 0; i < SETS; i++) {
		enum code_set set = (enum code_set)i;
		struct side a = newest(m->had ? &m->old : &m->new, set);
		struct side b = newest(&m->new, set);
		struct change_counts n;

		changes_of(&a, &b, set, NULL, NULL, &n);
		if (!m->had) {
			n.before = 0;
		} else if (n.before == n.after && n.n[CHANGE_ADDED] +
		    n.n[CHANGE_ENDED] + n.n[CHANGE_REVISED] +
		    n.n[CHANGE_FACT] == 0) {
			continue;
		}
		if (n.before == 0 && n.after == 0)
			continue;
		any = true;
		tell_set(m, set, &n, lost_much(m, set, &n));
	}
	if (!any && !m->json) {
		page_text(m->page, STYLE_DIM, STR("Nothing changed."));
		page_newline(m->page);
	}
}

/* ---- the library ---------------------------------------------------- */

/* Which set a file belongs to, by the sources that the new book names. */
static const char *
set_of(const struct importing *m, str member)
{
	const struct book_array *a = &m->new.parts[PART_SOURCES][0];
	const struct book_array *r = &m->new.parts[PART_RELEASES][0];

	for (uint32_t i = 0; i < a->n; i++) {
		const struct book_source *s =
		    (const struct book_source *)a->v + i;
		const struct book_release *of =
		    (const struct book_release *)r->v + s->release;

		if (s->release < r->n && of->set < SETS &&
		    str_eq(book_text(&m->new, s->name), member))
			return code_set_name((enum code_set)of->set);
	}
	return "other";
}

/* The file's name without folders and, for one inside a zip, without that. */
static str
member_of(str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/' || (path.p[i - 1] == ' ' && i > 1 &&
		    path.p[i - 2] == ':'))
			return (str){ path.p + i, path.n - i };
	return path;
}

static bool
copy_file(struct importing *m, const struct making_file *f)
{
	bool own = strncmp(f->importer, "own", 3) == 0;
	char as[CODEBOOK_PATH_MAX];
	enum library_how how;
	struct page *p = m->page;
	struct err err = { .rc = RC_OK };

	/* What stands there already. */
	if (strncmp(f->file, m->folder, strlen(m->folder)) == 0)
		return true;
	if (library_add(m->folder, own ? "own" : set_of(m, member_of(
	    f->path)), own, f->file, &how, as, &err) != RC_OK) {
		command_fail(m->in, "%s", err.msg);
		return false;
	}
	if (m->json || how == LIBRARY_THERE || how == LIBRARY_NEW)
		return true;
	page_text(p, STYLE_DIM, how == LIBRARY_RENAMED ? STR("Kept as ") :
	    STR("Replaced "));
	page_text(p, STYLE_DIM, str_of(as));
	page_newline(p);
	return true;
}

/* ---- the command ---------------------------------------------------- */

static enum exit_status
refuse(struct importing *m)
{
	command_fail(m->in, "nothing was installed: %s lost more than %u%% of "
	    "its codes%s; --anyway installs it", code_set_name(m->lost_set),
	    lost_most(m, m->lost_set), m->lost == 1 ? "" :
	    ", and other sets did");
	return STATUS_FINDINGS;
}

static enum exit_status
install(struct importing *m, const struct making *making, str bytes)
{
	struct page *p = m->page;
	struct err err = { .rc = RC_OK };

	if (book_open_memory(&m->new, bytes, m->place, &err) != RC_OK)
		return command_fail(m->in, "%s", err.msg);
	tell_changes(m);
	if (m->lost > 0 && m->in->value[OPT_DESPITE] == NULL)
		return refuse(m);
	for (size_t i = 0; i < making->files.n; i++)
		if (!copy_file(m, &making->files.v[i]))
			return STATUS_FAILED;
	if (library_folders(m->place, &err) != RC_OK)
		return command_fail(m->in, "%s", err.msg);
	if (!making_write(making, m->place, bytes))
		return STATUS_FAILED;
	if (!m->json) {
		page_newline(p);
		page_text(p, STYLE_GOOD, page_symbol(p, SYMBOL_GOOD));
		page_text(p, STYLE_PLAIN, STR(" Installed as "));
		page_text(p, STYLE_BOLD, str_of(m->place));
		page_newline(p);
	}
	return STATUS_CLEAN;
}

/* The library's folder as an operand before those that were given. */
static bool
find_files(struct importing *m, struct inputs *files)
{
	struct { char **v; size_t n, size; } all = { 0 };
	struct invocation in = *m->in;
	bool found;

	if (!VEC_ROOM(&all, in.n_operands + 1)) {
		command_fail(m->in, "no memory for the files");
		return false;
	}
	if (library_has_files(m->folder))
		all.v[all.n++] = m->folder;
	for (unsigned i = 0; i < in.n_operands; i++)
		all.v[all.n++] = in.operands[i];
	in.operands = all.v;
	in.n_operands = (unsigned)all.n;
	found = inputs_find(files, &in) && !files->missed;
	VEC_FREE(&all);
	return found;
}

static enum exit_status
import(struct importing *m)
{
	struct making making = { .in = m->in, .out = m->out, .page = m->page,
	    .known = m->folder };
	enum exit_status status = STATUS_FAILED;
	struct inputs files;
	struct err err;
	struct buf to;

	memset(&files, 0, sizeof files);
	buf_init(&to, MAKING_CEILING);
	m->had = access(m->place, F_OK) == 0 &&
	    book_open(&m->old, m->place, &err) == RC_OK;
	if (find_files(m, &files) && making_run(&making, &files, &to))
		status = install(m, &making, buf_str(&to));
	if (m->had)
		book_close(&m->old);
	making_fini(&making);
	buf_fini(&to);
	inputs_fini(&files);
	return status;
}

/* See importing.h. */
enum exit_status
import_files(const struct invocation *in, struct output *out,
    struct page *page, char *const *files, unsigned n,
    const struct manifest *manifest)
{
	struct invocation named = *in;
	struct importing m = { .in = &named, .out = out, .page = page,
	    .json = in->value[OPT_JSON] != NULL, .manifest = manifest };

	named.operands = files;
	named.n_operands = n;
	if (!codebook_place(m.place) || !library_place(m.folder))
		return command_fail(in, "there is no place for the codebook: "
		    "set HOME or XDG_DATA_HOME");
	return import(&m);
}

/* See command.h. */
enum exit_status
cli_codes_import(const struct invocation *in)
{
	struct output out;
	struct page page;

	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	return command_close(in, &out, import_files(in, &out, &page,
	    in->operands, in->n_operands, NULL));
}
