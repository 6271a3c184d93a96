/* SPDX-License-Identifier: Apache-2.0 */
/* codes_status.c -- the command: the sets of the book, and how old they are. */
#include "cli/codebook.h"
#include "cli/sets.h"

static void
add_verdict(struct page *p, const struct codebook *cb, unsigned overdue)
{
	page_newline(p);
	if (overdue > 0) {
		page_text(p, STYLE_ERROR, page_symbol(p, SYMBOL_BAD));
		page_fmt(p, STYLE_ERROR, " %u set%s out of date", overdue,
		    overdue == 1 ? " is" : "s are");
		page_text(p, STYLE_PLAIN, STR("; "));
		page_wrap(p, STYLE_PLAIN, 2, STR("\"cleanclaim codes import\" "
		    "takes newer files into the book."));
	} else if (cb->book.starter) {
		page_text(p, STYLE_WARNING, STR("The starter book"));
	} else {
		page_text(p, STYLE_GOOD, page_symbol(p, SYMBOL_GOOD));
		page_text(p, STYLE_GOOD, STR(" nothing is overdue"));
	}
	page_newline(p);
	if (cb->path[0] != '\0') {
		page_text(p, STYLE_DIM, STR("Book: "));
		page_text(p, STYLE_DIM, str_of(cb->path));
		page_newline(p);
	}
}

/* See command.h. */
enum exit_status
cli_codes_status(const struct invocation *in)
{
	bool all = in->value[OPT_ALL] != NULL;
	enum exit_status status = STATUS_FAILED;
	unsigned overdue = 0;
	struct codebook cb;
	struct output out;
	struct page page;
	date on;

	if (!codebook_day(in, &on) || !codebook_open(in, &cb))
		return STATUS_FAILED;
	if (command_output(in, &out, &page)) {
		if (in->value[OPT_JSON] != NULL) {
			overdue = sets_add_json(&out.text, &cb.book, on, all);
		} else {
			overdue = sets_add(&page, &cb.book, on, all);
			add_verdict(&page, &cb, overdue);
		}
		status = command_close(in, &out, overdue > 0 ?
		    STATUS_FINDINGS : STATUS_CLEAN);
	}
	codebook_close(&cb);
	return status;
}
