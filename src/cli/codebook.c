/* SPDX-License-Identifier: Apache-2.0 */
/* codebook.c -- see codebook.h. */
#include "cli/codebook.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/suggest.h"
#include "cli/terminal.h"
#include "codes/compile.h"
#include "codes/import.h"

#define CHAPTER_MARK	8	/* bytes of "CHAPTER-" */
#define STARTER_CEILING	((size_t)64 << 20)
#define STARTER_WORDS \
	"This is the starter book: a few codes to try things with, not for " \
	"claims. \"cleanclaim help codes import\" tells how to get the full " \
	"sets."

/* See codebook.h. */
bool
codebook_place(char to[CODEBOOK_PATH_MAX])
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	int n;

	/* A name that is not absolute counts for nothing (XDG Base Directory
	 * Specification). */
	if (data != NULL && data[0] == '/')
		n = snprintf(to, CODEBOOK_PATH_MAX, "%s/cleanclaim/codebook",
		    data);
	else if (home != NULL && home[0] == '/')
		n = snprintf(to, CODEBOOK_PATH_MAX,
		    "%s/.local/share/cleanclaim/codebook", home);
	else
		return false;
	return n > 0 && n < CODEBOOK_PATH_MAX;
}

/* The book that was named, or is installed; empty: there is none. */
static bool
find_book(const struct invocation *in, char to[CODEBOOK_PATH_MAX])
{
	const char *named = in->value[OPT_BOOK];

	if (named == NULL)
		named = getenv("CLEANCLAIM_BOOK");
	if (named != NULL && *named != '\0') {
		if (strlen(named) < CODEBOOK_PATH_MAX) {
			memcpy(to, named, strlen(named) + 1);
			return true;
		}
		command_fail(in, "the name of the codebook is too long");
		return false;
	}
	if (!codebook_place(to) || access(to, F_OK) != 0)
		to[0] = '\0';
	return true;
}

/* Build the starter from what is compiled in. */
static enum rc
open_starter(struct codebook *cb, struct err *err)
{
	struct compile *c = compile_new(NULL, NULL);
	enum rc rc;

	if (c == NULL)
		return fail(err, RC_MEMORY, "no memory for the starter book");
	rc = compile_add_starter(c, err);
	if (rc == RC_OK)
		rc = compile_finish(c, &cb->bytes, err);
	compile_free(c);
	return rc != RC_OK ? rc : book_open_memory(&cb->book,
	    buf_str(&cb->bytes), "the starter book", err);
}

/* Say on standard error that the book is not for claims. */
static void
tell_starter(const struct invocation *in)
{
	struct page page;
	struct buf text;

	buf_init(&text, 4096);
	if (terminal_page(&page, STDERR_FILENO, in->value[OPT_COLOR], &text)) {
		page_wrap(&page, STYLE_DIM, 0, STR(STARTER_WORDS));
		page_newline(&page);
		fwrite(text.p, 1, text.n, stderr);
	}
	buf_fini(&text);
}

/* See codebook.h. */
bool
codebook_open(const struct invocation *in, struct codebook *cb)
{
	struct err err;
	enum rc rc;

	*cb = (struct codebook){ .path = "" };
	buf_init(&cb->bytes, STARTER_CEILING);
	if (!find_book(in, cb->path))
		return false;
	rc = cb->path[0] == '\0' ? open_starter(cb, &err) :
	    book_open(&cb->book, cb->path, &err);
	if (rc == RC_OK)
		rc = book_verify(&cb->book, &err);
	if (rc != RC_OK) {
		codebook_close(cb);
		command_fail(in, "%s", err.msg);
		return false;
	}
	if (cb->book.starter)
		tell_starter(in);
	return true;
}

/* See codebook.h. */
void
codebook_close(struct codebook *cb)
{
	book_close(&cb->book);
	buf_fini(&cb->bytes);
}

/* ---- what is asked ------------------------------------------------------ */

/* See codebook.h. */
date
codebook_today(void)
{
	time_t now = time(NULL);
	date on = DATE_NONE;
	struct tm tm;

	if (localtime_r(&now, &tm) != NULL)
		(void)date_from_ymd(tm.tm_year + 1900, tm.tm_mon + 1,
		    tm.tm_mday, &on);
	return on;
}

/* See codebook.h. */
bool
codebook_day(const struct invocation *in, date *on)
{
	const char *said = in->value[OPT_ON];

	if (said == NULL) {
		*on = codebook_today();
		return true;
	}
	if (import_date(str_of(said), on) && *on != DATE_NONE)
		return true;
	command_fail(in, "--on takes a day, YYYY-MM-DD, not \"%s\"", said);
	return false;
}

/* See codebook.h. */
bool
codebook_system(const struct invocation *in, enum code_system *out)
{
	const char *said = in->value[OPT_SET];
	enum code_set set;
	struct suggestion s;

	*out = SYSTEMS;
	if (said == NULL)
		return true;
	set = code_set_named(str_of(said));
	if (set != SETS) {
		*out = code_set_system(set);
		return true;
	}
	suggest_begin(&s, str_of(said));
	for (int i = 0; i < SETS; i++)
		suggest_offer(&s, str_of(code_set_name((enum code_set)i)));
	if (s.best.n > 0)
		command_fail(in, "there is no set \"%s\"; did you mean \""
		    STR_FMT "\"?", said, STR_ARG(s.best));
	else
		command_fail(in, "there is no set \"%s\" (\"cleanclaim codes "
		    "status --all\" lists them)", said);
	return false;
}

/* ---- how codes are shown ------------------------------------------------ */

/* See codebook.h. */
str
shown_code(enum code_system s, code_key key, char to[CODE_TEXT_MAX])
{
	str text = code_text(key, to);
	const char *number = to + CHAPTER_MARK + (to[CHAPTER_MARK] == '0');

	if (s != SYSTEM_DIAGNOSIS && s != SYSTEM_DIAGNOSIS_9)
		return text;
	if (!str_starts(text, STR("CHAPTER-")))
		return code_text_icd(key, to);
	memcpy(to, "Chapter ", CHAPTER_MARK);
	memmove(to + CHAPTER_MARK, number, strlen(number) + 1);
	return str_of(to);
}

/* See codebook.h. */
str
shown_title(const struct book *b, const struct book_code *c, date on)
{
	const struct book_title *t = c->set < SETS ? code_title_on(b, c, on) :
	    NULL;
	str full = t == NULL ? STR("") : book_text(b, t->full);

	return t != NULL && full.n == 0 ? book_text(b, t->brief) : full;
}

/* See codebook.h. */
str
shown_day(date on, const char *otherwise, char to[DATE_TEXT_MAX])
{
	str text = on <= DATE_FIRST || on >= DATE_LAST ? STR("") :
	    date_format(on, to);

	return text.n == 0 ? str_of(otherwise) : text;
}

/* Does `typed` look as codes of HCPCS do, and not as those of ICD are written
 * by people: J1100, not J11.00? */
static bool
looks_like_procedure(str typed)
{
	return typed.n == 5 && memchr(typed.p, '.', 5) == NULL;
}

/* See codebook.h. */
enum code_system
code_system_of(const struct book *b, enum code_system asked, str typed)
{
	code_key key = code_pack(typed);
	const struct book_code *c = book_code(b, SYSTEM_PROCEDURE, key);

	if (asked != SYSTEMS)
		return book_row(b, asked, key) != NO_ROW ? asked : SYSTEMS;
	if (looks_like_procedure(typed) && c != NULL && c->set < SETS)
		return SYSTEM_PROCEDURE;
	for (int s = 0; s < SYSTEMS; s++) {
		/* A point is of ICD. */
		if (s != SYSTEM_DIAGNOSIS && s != SYSTEM_DIAGNOSIS_9 &&
		    memchr(typed.p, '.', typed.n) != NULL)
			continue;
		if (book_row(b, (enum code_system)s, key) != NO_ROW)
			return (enum code_system)s;
	}
	return SYSTEMS;
}
