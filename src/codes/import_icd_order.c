/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_icd_order.c -- the order and codes files of ICD-10-CM and ICD-10-PCS,
 * and their addenda.
 *
 * An order file lists all codes and headings, in columns:
 *
 *	1-5 number, 7-13 code, 15 "1" if it may be billed, 17-76 short title,
 *	78 on long title
 *
 * numbered from 1 without a gap, so that a missing line shows.  A codes file
 * has the codes that may be billed, and their long titles from column 9 on.  An
 * addendum has lines such as
 *
 *	Add:         02HM3JZ Short title (60, order only) Long title
 *
 * with Delete, Revise from and Revise to, then statistics; in some years there
 * are only these, and it says nothing.
 */
#include "codes/icd.h"

#define NUMBER_COLUMNS	5

/* The system that a file is about, and its set. */
struct subject {
	enum code_system system;
	enum code_set set;
	code_key (*key)(str text);
	uint32_t last;		/* the last number of an order file */
	bool	 order;		/* an addendum with short titles */
	struct arena texts;
};

static struct subject
subject_of(bool pcs)
{
	return pcs ? (struct subject){ SYSTEM_INPATIENT, SET_ICD10PCS,
	    icd_pcs_key, 0, false, { 0 } } :
	    (struct subject){ SYSTEM_DIAGNOSIS, SET_ICD10CM, icd_cm_key, 0,
	    false, { 0 } };
}

static bool
is_addendum(const struct source *s)
{
	return import_named(s, "*addenda*");
}

static bool
knows_order(const struct source *s)
{
	return (import_named(s, "icd10cm[-_]order*.txt") ||
	    import_named(s, "icd10pcs[-_]order*.txt")) && !is_addendum(s);
}

static bool
knows_codes(const struct source *s)
{
	return (import_named(s, "icd10cm[-_]codes*.txt") ||
	    import_named(s, "icd10pcs[-_]codes*.txt")) && !is_addendum(s);
}

static bool
knows_addenda(const struct source *s)
{
	return import_named(s, "*order[-_]addenda*.txt") ||
	    import_named(s, "*codes[-_]addenda*.txt");
}

static bool
is_pcs(const struct source *s)
{
	return import_named(s, "icd10pcs*");
}

/* ---- order files ---------------------------------------------------- */

/* Are the columns between the fields blank, and does a code begin in its? */
static bool
has_columns(str line)
{
	static const unsigned blanks[] = { 6, 14, 16, 77 };

	for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++)
		if (line.n >= blanks[i] && line.p[blanks[i] - 1] != ' ')
			return false;
	return line.n >= 17 && line.p[6] != ' ';
}

static enum rc
read_order_line(struct import *in, const struct text *t, str line, void *ctx,
    struct err *err)
{
	struct subject *s = ctx;
	str code = text_field(line, (struct text_field){ 7, 13 });
	str flag = text_field(line, (struct text_field){ 15, 15 });
	code_key key = s->key(code);
	uint64_t number;

	if (!has_columns(line))
		return import_fail(in, err, t->line, "an order file has blanks "
		    "in columns 6, 14, 16 and 77, and not in 7; this line "
		    "does not");
	if (!str_to_u64(text_field(line,
	    (struct text_field){ 1, NUMBER_COLUMNS }), 99999, &number) ||
	    number != s->last + 1)
		return import_fail(in, err, t->line, "the number %05u was "
		    "expected in columns 1 to 5, not \"" STR_FMT "\"",
		    s->last + 1, STR_ARG(text_field(line,
		    (struct text_field){ 1, NUMBER_COLUMNS })));
	if (key == CODE_NONE)
		return import_fail(in, err, t->line, "a code was expected in "
		    "columns 7 to 13, not \"" STR_FMT "\"", STR_ARG(code));
	if (!str_eq(flag, STR("0")) && !str_eq(flag, STR("1")))
		return import_fail(in, err, t->line, "0 or 1 was expected in "
		    "column 15, not \"" STR_FMT "\"", STR_ARG(flag));
	s->last = (uint32_t)number;
	in->rows++;
	icd_listing(in, s->system, key,
	    icd_utf8(t, text_field(line, (struct text_field){ 78, 9999 }),
	    &s->texts),
	    icd_utf8(t, text_field(line, (struct text_field){ 17, 76 }),
	    &s->texts), CODE_NONE, flag.p[0] == '1');
	return RC_OK;
}

/* Begin the release that the file's name tells, and read its lines. */
static enum rc
read_lines(struct import *in, struct subject *s, bool partial,
    icd_line_fn *fn, struct err *err)
{
	struct icd_date d;
	enum rc rc = icd_date(in, 0, &d, err);

	if (rc != RC_OK)
		return rc;
	import_release(in, s->set, d.from, str_of(d.version), partial);
	rc = icd_each_line(in, fn, s, err);
	arena_fini(&s->texts);
	return rc;
}

static enum rc
read_order(struct import *in, struct err *err)
{
	struct subject s = subject_of(is_pcs(in->source));

	return read_lines(in, &s, false, read_order_line, err);
}

/* ---- codes files ---------------------------------------------------- */

static enum rc
read_codes_line(struct import *in, const struct text *t, str line, void *ctx,
    struct err *err)
{
	struct subject *s = ctx;
	str code = text_field(line, (struct text_field){ 1, 7 });
	code_key key = s->key(code);

	if (key == CODE_NONE || (line.n > 7 && line.p[7] != ' '))
		return import_fail(in, err, t->line, "a code was expected in "
		    "columns 1 to 7 and a blank behind it, not \"" STR_FMT "\"",
		    STR_ARG(text_field(line, (struct text_field){ 1, 8 })));
	in->rows++;
	icd_listing(in, s->system, key,
	    icd_utf8(t, text_field(line, (struct text_field){ 9, 9999 }),
	    &s->texts), STR(""), CODE_NONE, true);
	return RC_OK;
}

static enum rc
read_codes(struct import *in, struct err *err)
{
	struct subject s = subject_of(is_pcs(in->source));

	return read_lines(in, &s, false, read_codes_line, err);
}

/* ---- addenda -------------------------------------------------------- */

enum action { ADD, DELETE, REVISE_FROM, REVISE_TO, ACTIONS };

/* The action that a line begins with; ACTIONS: none, a line of statistics. */
static enum action
action_of(str line)
{
	static const char *const names[] = { "Add:", "Delete:",
		"Revise from:", "Revise to:" };
	enum action a = 0;

	while (a < ACTIONS && !str_starts(line, str_of(names[a])))
		a++;
	return a;
}

static enum rc
read_addendum_line(struct import *in, const struct text *t, str line,
    void *ctx, struct err *err)
{
	struct subject *s = ctx;
	enum action action = action_of(line);
	str code = text_field(line, (struct text_field){ 14, 20 });
	code_key key = s->key(code);
	unsigned full = s->order ? 83 : 22;

	if (action == ACTIONS)
		return RC_OK;
	if (key == CODE_NONE || (line.n > 20 && line.p[20] != ' '))
		return import_fail(in, err, t->line, "a code was expected in "
		    "columns 14 to 20 and a blank behind it, not \"" STR_FMT
		    "\"", STR_ARG(code));
	in->rows++;
	if (action == REVISE_FROM)
		return RC_OK;
	build_code(in->build, in->release, &(struct build_code){
	    .system = s->system, .key = key,
	    .full = icd_utf8(t, text_field(line,
		(struct text_field){ full, 9999 }), &s->texts),
	    .brief = s->order ? icd_utf8(t, text_field(line,
		(struct text_field){ 22, 81 }), &s->texts) : STR(""),
	    .from = DATE_NONE, .until = DATE_NONE,
	    .billable = code_length(key) == 7 || s->system != SYSTEM_INPATIENT,
	    .ended = action == DELETE });
	return RC_OK;
}

/* Does the file speak of PCS?  The statistics at its end say so. */
static bool
speaks_of_pcs(const struct source *s)
{
	return memmem(s->bytes.p, s->bytes.n, "icd10pcs", 8) != NULL;
}

static bool
has_action(str bytes)
{
	static const char *const marks[] = { "Add:", "Delete:", "Revise to:" };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (bytes.n != 0 && memmem(bytes.p, bytes.n, marks[i],
		    strlen(marks[i])) != NULL)
			return true;
	return false;
}

/*
 * Codes of ICD-10-CM that are headings cannot be told from others here; one
 * that has codes below it in the list is a heading there, as lists come first.
 */
static enum rc
read_addenda(struct import *in, struct err *err)
{
	struct subject s;
	struct icd_date d;

	if (!has_action(in->source->bytes)) {
		in->aside = STR("it lists no change");
		return icd_date(in, 0, &d, err);
	}
	s = subject_of(is_pcs(in->source) || speaks_of_pcs(in->source));
	s.order = import_named(in->source, "*order*");
	return read_lines(in, &s, true, read_addendum_line, err);
}

const struct importer importer_icd_order = {
	.name = "ICD-10 order", .what = "ICD-10 order file", .least = 60000,
	.knows = knows_order, .read = read_order,
};

const struct importer importer_icd_codes = {
	.name = "ICD-10 codes", .what = "ICD-10 codes file", .least = 60000,
	.knows = knows_codes, .read = read_codes,
};

const struct importer importer_icd_addenda = {
	.name = "ICD-10 addenda", .what = "changes of ICD-10 codes",
	.least = 0, .knows = knows_addenda, .read = read_addenda,
};
