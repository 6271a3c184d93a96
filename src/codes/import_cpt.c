/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_cpt.c -- CPT from files for which the user has a licence: cpt.csv of
 * docs/codes/layouts.md, and the AMA's LONGULT.txt, MEDU.txt and SHORTU.txt.
 *
 * MEDU and SHORTU: the code in columns 1-5, a blank, the descriptor (48 and 28
 * characters, capitals).  LONGULT: code, tab, descriptor.  So other programs
 * read them; an older LONGULT has a sequence number in columns 6-7 and the text
 * from column 9 in lines of one code, which is read too, but was not seen.
 * Notices before the first code are passed over.
 *
 * The files do not say which year they are of.  It is taken from the path
 * ("cpt2026.zip: MEDU.txt") or given; else they hold for every day.
 */
#include "codes/import_table.h"
#include "codes/text.h"

/* ---- cpt.csv ------------------------------------------------------------ */

enum { CODE, FULL, MEDIUM, BRIEF, FROM, UNTIL, COLUMNS };

static const struct sheet_column want[COLUMNS] = {
	{ "CODE", true }, { "LONG", false }, { "MEDIUM", false },
	{ "SHORT", false }, { "FROM", false }, { "UNTIL", false },
};

static enum rc
read_row(struct import_table *t)
{
	struct build_code c = { .system = SYSTEM_PROCEDURE,
	    .key = table_code(t, CODE), .full = table_cell(t, FULL),
	    .brief = table_cell(t, BRIEF), .from = table_day(t, FROM),
	    .until = table_day(t, UNTIL), .billable = true };

	if (c.full.n == 0)
		c.full = table_cell(t, MEDIUM);
	if (c.brief.n == 0)
		c.brief = table_cell(t, MEDIUM);
	if (t->rc == RC_OK)
		build_code(t->in->build, t->in->release, &c);
	return t->rc;
}

static bool
knows_csv(const struct source *s)
{
	return import_named(s, "cpt.csv");
}

static enum rc
read_csv(struct import *in, struct err *err)
{
	static const struct import_columns c = { SHEET_CSV, want, COLUMNS,
	    read_row, NULL, false };

	import_release(in, SET_CPT, DATE_NONE, in->version, false);
	return import_table(in, &c, NULL, err);
}

const struct importer importer_cpt = {
	.name = "cpt.csv", .what = "CPT, a list of the user's own", .least = 1,
	.knows = knows_csv, .read = read_csv,
};

/* ---- the AMA's files ---------------------------------------------------- */

#define FULL_MAX 32768

static const struct text_field code_at = { 1, 5 };

struct reading {
	struct import *in;
	struct err *err;
	struct text text;
	bool	 is_full;	/* LONGULT */
	code_key key;
	struct buf full;
};

/* The first number in the path that is a year of CPT. */
static date
path_day(str path)
{
	uint64_t year;

	for (size_t i = 0; i + 4 <= path.n; i++)
		if (str_to_u64((str){ path.p + i, 4 }, 2099, &year) &&
		    year >= 1990)
			return import_january((int)year);
	return DATE_NONE;
}

static enum rc
end_code(struct reading *r)
{
	struct build_code c = { .system = SYSTEM_PROCEDURE, .key = r->key,
	    .from = DATE_NONE, .until = DATE_NONE, .billable = true };
	struct arena a;
	str text;

	if (r->key == CODE_NONE)
		return RC_OK;
	arena_init(&a, (size_t)1 << 20);
	if (!text_utf8(&r->text, buf_str(&r->full), &a, &text))
		text = STR("");
	*(r->is_full ? &c.full : &c.brief) = text_trim(text);
	build_code(r->in->build, r->in->release, &c);
	arena_fini(&a);
	r->in->rows++;
	r->key = CODE_NONE;
	return RC_OK;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A code of CPT: four digits, and a digit or a letter. */
static bool
is_code(str s)
{
	return s.n == 5 && is_digit(s.p[0]) && is_digit(s.p[1]) &&
	    is_digit(s.p[2]) && is_digit(s.p[3]) &&
	    code_pack(s) != CODE_NONE;
}

static void
read_line(struct reading *r, str line)
{
	code_key key = code_pack(text_field(line, code_at));
	unsigned from = 7;

	if (line.n > 8 && line.p[5] != '\t' && r->is_full &&
	    is_digit(line.p[5]) && is_digit(line.p[6]))
		from = 9;
	if (key != r->key) {
		end_code(r);
		buf_reset(&r->full);
		r->key = key;
	}
	if (r->full.n != 0)
		buf_putc(&r->full, ' ');
	buf_add(&r->full, text_field(line, (struct text_field){ from,
	    FULL_MAX }));
}

static bool
knows(const struct source *s)
{
	return import_named(s, "LONGULT*.txt") ||
	    import_named(s, "MEDU*.txt") || import_named(s, "SHORTU*.txt");
}

static enum rc
read_lines(struct reading *r)
{
	bool begun = false;
	str line;

	while (text_line(&r->text, &line)) {
		bool is = line.n > 6 && is_code(text_field(line, code_at)) &&
		    memchr(" \t0123456789", line.p[5], 12) != NULL;

		if (!is && begun && text_trim(line).n != 0)
			return import_fail(r->in, r->err, r->text.line, "a "
			    "code of CPT was expected in columns 1 to 5");
		if (!is)
			continue;
		begun = true;
		read_line(r, line);
	}
	return end_code(r);
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .in = in, .err = err,
	    .is_full = import_named(in->source, "LONGULT*") };
	enum rc rc = text_init(&r.text, in->source, err);

	if (rc != RC_OK)
		return rc;
	import_release(in, SET_CPT, path_day(in->source->path), STR(""),
	    false);
	buf_init(&r.full, FULL_MAX);
	rc = read_lines(&r);
	buf_fini(&r.full);
	return rc;
}

const struct importer importer_cpt_files = {
	.name = "CPT", .what = "CPT, the AMA's own files", .least = 5000,
	.knows = knows, .read = read_file,
};
