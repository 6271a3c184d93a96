/* SPDX-License-Identifier: Apache-2.0 */
/* codes_build.c -- the command: files into a book of one's own. */
#include "cli/codebook.h"
#include "cli/line.h"
#include "cli/making.h"
#include "cli/sets.h"

/* What the book has in the end. */
static bool
tell_book(struct making *m, const char *path, str bytes)
{
	char size[NUMBER_TEXT_MAX];
	struct page *p = m->page;
	struct book book;
	struct line l;
	struct err err;

	if (book_open_memory(&book, bytes, path, &err) != RC_OK) {
		command_fail(m->in, "%s", err.msg);
		return false;
	}
	if (m->in->value[OPT_JSON] != NULL) {
		(void)sets_add_json(&m->out->text, &book, codebook_today(),
		    false);
		line_begin(&l, &m->out->text);
		line_text(&l, "type", STR("book"));
		line_text(&l, "file", str_of(path));
		line_number(&l, "bytes", (int64_t)bytes.n);
		line_end(&l);
	} else {
		page_newline(p);
		(void)sets_add(p, &book, codebook_today(), false);
		page_newline(p);
		page_text(p, STYLE_GOOD, page_symbol(p, SYMBOL_GOOD));
		page_text(p, STYLE_BOLD, STR(" "));
		page_text(p, STYLE_BOLD, str_of(path));
		page_fmt(p, STYLE_PLAIN, " was written, %s bytes",
		    number_text(bytes.n, size));
		page_newline(p);
	}
	book_close(&book);
	return true;
}

static bool
build(struct making *m, const char *path)
{
	struct inputs files;
	struct buf to;
	bool done;

	buf_init(&to, MAKING_CEILING);
	done = inputs_find(&files, m->in) && !files.missed && making_run(m, &files, &to) &&
	    making_write(m, path, buf_str(&to)) &&
	    tell_book(m, path, buf_str(&to));
	buf_fini(&to);
	making_fini(m);
	inputs_fini(&files);
	return done;
}

/* See command.h. */
enum exit_status
cli_codes_build(const struct invocation *in)
{
	struct invocation report = *in;
	const char *path = in->value[OPT_OUTPUT];
	struct making m = { .in = in };
	enum exit_status status;
	struct output out;
	struct page page;

	if (path == NULL || strcmp(path, "-") == 0)
		return command_fail(in, "name the book to be written: "
		    "--output BOOK");
	/* The report goes to standard output, --output is the book's. */
	report.value[OPT_OUTPUT] = NULL;
	if (!command_output(&report, &out, &page))
		return STATUS_FAILED;
	m.out = &out;
	m.page = &page;
	status = build(&m, path) ? STATUS_CLEAN : STATUS_FAILED;
	return command_close(&report, &out, status);
}
