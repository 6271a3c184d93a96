/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_mce.c -- "Definitions of Medicare Code Edits", the text of CMS.
 *
 * Prose, with lists of CODE TAB TITLE below headings.  The contents and the
 * index repeat the headings, with a TAB and a page; chapter 2 repeats what
 * changed.  A list that is deactivated has no codes.  "*" before a code of list
 * 9: acceptable as principal diagnosis when there is a secondary one.
 */
#include "codes/icd.h"
#include "codes/mce.h"

/* What a heading begins, compared with the beginning of a line. */
struct heading {
	const char *words;
	enum mce_edit edit;
	bool	 procedure;
	char	 letter;
};

static const struct heading headings[] = {
	{ "A. Perinatal/Newborn diagnoses", MCE_NEWBORN, false, 0 },
	{ "B. Pediatric diagnoses", MCE_PEDIATRIC, false, 0 },
	{ "C. Maternity diagnoses", MCE_MATERNITY, false, 0 },
	{ "D. Adult diagnoses", MCE_ADULT, false, 0 },
	{ "A. Diagnoses for females only", MCE_FEMALE, false, 0 },
	{ "B. Procedures for females only", MCE_FEMALE, true, 0 },
	{ "C. Diagnoses for males only", MCE_MALE, false, 0 },
	{ "D. Procedures for males only", MCE_MALE, true, 0 },
	{ "Manifestation codes not allowed", MCE_MANIFESTATION, false, 0 },
	{ "Questionable admission codes", MCE_QUESTIONABLE_ADMISSION, false,
	    0 },
	{ "1. Cesarean section procedure codes", MCE_CESAREAN, true, 0 },
	{ "2. Vaginal delivery procedure codes", MCE_VAGINAL_DELIVERY, true,
	    0 },
	{ "3. Outcome of delivery diagnoses codes", MCE_DELIVERY_OUTCOME,
	    false, 0 },
	{ "Unacceptable principal diagnosis codes",
	    MCE_UNACCEPTABLE_PRINCIPAL, false, 0 },
	{ "A. Non-covered procedure codes", MCE_NON_COVERED, true, 'A' },
	{ "B. Non-covered procedure codes", MCE_NON_COVERED, true, 'B' },
	{ "C. Non-covered procedure codes", MCE_NON_COVERED, true, 'C' },
	{ "D. Non-covered procedure codes", MCE_NON_COVERED, true, 'D' },
	{ "E. Non-covered procedure", MCE_NON_COVERED, true, 'E' },
	{ "F. Non-covered procedure codes", MCE_NON_COVERED, true, 'F' },
	{ "G. Non-covered procedure codes", MCE_NON_COVERED, true, 'G' },
	{ "A. Limited coverage codes", MCE_LIMITED_COVERAGE, true, 'A' },
	{ "B. Limited coverage codes", MCE_LIMITED_COVERAGE, true, 'B' },
	{ "Wrong procedure performed codes", MCE_WRONG_PROCEDURE, false, 0 },
	{ "19. Procedure inconsistent with LOS", MCE_LENGTH_OF_STAY, true, 0 },
	{ "20. Unspecified code", MCE_UNSPECIFIED, false, 0 },
};

struct reading {
	struct heading now;	/* the list; words NULL: none */
	bool	 begun, ended;
};

static bool
knows(const struct source *s)
{
	return import_named(s, "definitions of medicare code edits*.txt") ||
	    import_named(s, "definitions_of_medicare_code_edits*.txt");
}

/* ---- shared with the tables (mce.h) --------------------------------- */

/* See mce.h. */
bool
mce_date(str version, date *from)
{
	str rest = version, major;
	uint64_t n, minor = 0;

	if (rest.n > 0 && (rest.p[0] == 'v' || rest.p[0] == 'V'))
		rest.p++, rest.n--;
	major = str_cut(&rest, '.');
	if (!str_to_u64(major, 99, &n) || n < 30 ||
	    (rest.n != 0 && !str_to_u64(rest, 1, &minor)))
		return false;
	return date_from_ymd((int)n + (minor == 1 ? 1983 : 1982),
	    minor == 1 ? 4 : 10, 1, from);
}

static bool
is_version(char c)
{
	return (c >= '0' && c <= '9') || c == '.';
}

/* See mce.h. */
bool
mce_name_date(const struct source *s, date *from, str *version)
{
	for (size_t i = 0; i + 1 < s->name.n; i++) {
		size_t n = 1;

		if (s->name.p[i] != 'v' && s->name.p[i] != 'V')
			continue;
		while (i + n < s->name.n && is_version(s->name.p[i + n]))
			n++;
		while (n > 1 && s->name.p[i + n - 1] == '.')
			n--;
		*version = (str){ s->name.p + i, n };
		if (mce_date(*version, from))
			return true;
	}
	return false;
}

/* See mce.h. */
void
mce_listed(struct import *in, bool procedure, code_key key,
    enum mce_edit edit, char letter)
{
	build_pair(in->build, in->release,
	    procedure ? RELATION_MCE_INPATIENT : RELATION_MCE, key, edit,
	    (uint8_t)letter, DATE_NONE, DATE_NONE);
}

/* ---- headings ------------------------------------------------------- */

/* "v43.1 April 2026" in the first lines begins the release. */
static void
find_version(struct import *in, struct reading *r, str line)
{
	str rest = line, version = str_cut(&rest, ' ');
	date from;

	if (r->begun || version.n < 3 || version.p[0] != 'v' ||
	    !mce_date(version, &from))
		return;
	r->begun = true;
	import_release(in, SET_MCE, from, line, false);
}

static void
find_heading(struct reading *r, str line)
{
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		if (str_starts(line, str_of(headings[i].words)))
			r->now = headings[i];
	if (str_starts(line, STR("Procedure")) && line.n <= 10)
		r->now.procedure = true;
	if (r->now.edit == MCE_NON_COVERED && r->now.words != NULL &&
	    str_starts(line, STR("Diagnoses")) && line.n <= 14)
		r->now.procedure = false;
	r->ended |= str_starts(line, STR("Chapter 2: Code list changes")) &&
	    memchr(line.p, '\t', line.n) == NULL;
}

/*
 * List 11.B has no table of procedures: "When either 0FYG0Z0 (...) or 0FYG0Z1
 * (...) is combined with ..." names them.
 */
static void
read_prose(struct import *in, const struct reading *r, str line)
{
	str rest = line;

	if (r->now.letter != 'B' || r->now.edit != MCE_NON_COVERED ||
	    !str_starts(line, STR("When either ")))
		return;
	while (rest.n != 0) {
		str word = str_cut(&rest, ' ');

		if (word.n == 7 && word.p[0] == '0' &&
		    icd_pcs_key(word) != CODE_NONE)
			mce_listed(in, true, icd_pcs_key(word), r->now.edit,
			    r->now.letter);
	}
}

/* ---- rows ----------------------------------------------------------- */

/* The code of "CODE TAB TITLE"; CODE_NONE: the line is no such row. */
static code_key
row_code(str line, bool procedure, bool *alone)
{
	str rest = line, code;

	if (line.n == 0 || memchr(line.p, '\t', line.n) == NULL)
		return CODE_NONE;
	code = str_trim(str_cut(&rest, '\t'));
	*alone = code.n > 0 && code.p[0] == '*';
	if (*alone)
		code.p++, code.n--;
	for (size_t i = 0; i < code.n; i++)
		if ((code.p[i] < 'A' || code.p[i] > 'Z') &&
		    (code.p[i] < '0' || code.p[i] > '9'))
			return CODE_NONE;
	return procedure ? icd_pcs_key(code) : icd_cm_key(code);
}

static enum rc
read_line(struct import *in, const struct text *t, str line, void *ctx,
    struct err *err)
{
	struct reading *r = ctx;
	bool alone = false;
	code_key key;

	line = str_trim(line);
	find_version(in, r, line);
	find_heading(r, line);
	if (r->ended || r->now.words == NULL)
		return RC_OK;
	read_prose(in, r, line);
	key = row_code(line, r->now.procedure, &alone);
	if (key == CODE_NONE)
		return RC_OK;
	if (!r->begun)
		return import_fail(in, err, t->line, "a line such as \"v43.1 "
		    "April 2026\" was expected before the first list");
	in->rows++;
	mce_listed(in, r->now.procedure, key, alone &&
	    r->now.edit == MCE_UNACCEPTABLE_PRINCIPAL ?
	    MCE_UNACCEPTABLE_ALONE : r->now.edit, r->now.letter);
	return RC_OK;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .begun = false };

	return icd_each_line(in, read_line, &r, err);
}

const struct importer importer_mce = {
	.name = "MCE", .what = "Definitions of Medicare Code Edits",
	.least = 5000, .knows = knows, .read = read_file,
};
