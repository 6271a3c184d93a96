/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_hcpcs.c -- HCPCS Level II as CMS publishes it: HCPCyyyy_..._ANWEB.txt,
 * 320 columns.
 *
 * A code has one line for its first 80 characters of description and all its
 * attributes, and a line for each 80 more.  Above the first record stand
 * disclaimers.  Codes stay in the file four years after they ended, so that
 * being listed does not make a code valid: its termination date, the last day
 * on which it is valid, decides (record layout, HCPCSyy_recordlayout.txt).
 */
#include "codes/import_hcpcs.h"
#include "codes/text.h"

/* ---- all layouts -------------------------------------------------------- */

const enum fact_kind hcpcs_facts[HCPCS_FACTS] = {
	FACT_PRICING, FACT_MULTIPLE_PRICING, FACT_MANUAL, FACT_STATUTE,
	FACT_LAB_CERTIFICATION, FACT_CROSS_REFERENCE, FACT_COVERAGE,
	FACT_PROCESSING_NOTE, FACT_BETOS, FACT_TYPE_OF_SERVICE, FACT_ACTION,
};

/* See import_hcpcs.h. */
date
hcpcs_day(const struct source *s)
{
	int year = import_year(s), month = import_name_month(s);
	date on;

	return year != 0 && date_from_ymd(year, month == 0 ? 1 : month, 1,
	    &on) ? on : DATE_NONE;
}

/* See import_hcpcs.h. */
struct hcpcs_releases
hcpcs_begin(struct import *in, date from, bool partial)
{
	struct hcpcs_releases r;

	r.modifiers = import_release(in, SET_MODIFIERS, from, STR(""),
	    partial);
	r.codes = import_release(in, SET_HCPCS, from, STR(""), partial);
	return r;
}

/* See import_hcpcs.h. */
void
hcpcs_add(struct import *in, struct hcpcs_releases r,
    const struct hcpcs_record *h)
{
	bool modifier = code_length(h->key) == 2;
	enum code_system s = modifier ? SYSTEM_MODIFIER : SYSTEM_PROCEDURE;
	unsigned release = modifier ? r.modifiers : r.codes;

	build_code(in->build, release, &(struct build_code){ .system = s,
	    .key = h->key, .full = h->full, .brief = h->brief,
	    .from = h->from, .until = h->until, .billable = true });
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		build_fact(in->build, release, s, h->key, hcpcs_facts[i],
		    h->facts[i]);
	if (h->base_units != 0 && !modifier)
		build_pair(in->build, release, RELATION_ANESTHESIA_BASE,
		    h->key, 0, h->base_units, DATE_NONE, DATE_NONE);
}

/* ---- the fixed layout --------------------------------------------------- */

#define FULL_MAX	16384
#define FACT_MAX	128

static const struct text_field code_at = { 1, 5 }, sequence_at = { 6, 10 },
    kind_at = { 11, 11 }, full_at = { 12, 91 }, brief_at = { 92, 119 },
    units_at = { 266, 268 }, added_at = { 269, 276 },
    ended_at = { 285, 292 };

/* Where a fact is: `n` fields of `width` from column `from`; a second run of
 * the same fact follows the first. */
static const struct { uint8_t fact, width, n; uint16_t from; } runs[] = {
	{ 0, 2, 4, 120 }, { 1, 1, 1, 128 }, { 2, 6, 3, 129 },
	{ 2, 8, 3, 147 }, { 3, 10, 1, 171 }, { 4, 3, 8, 181 },
	{ 5, 5, 5, 205 }, { 6, 1, 1, 230 }, { 7, 4, 1, 253 },
	{ 8, 3, 1, 257 }, { 9, 1, 5, 261 }, { 10, 1, 1, 293 },
};

struct reading {
	struct import *in;
	struct err *err;
	struct text text;
	struct hcpcs_releases releases;
	struct buf full, facts[HCPCS_FACTS];
	str	 first;		/* the line of the code's first record */
	uint64_t line;
	bool	 open;		/* a code was begun */
};

/* The facts of `line`, each with its parts divided by commas. */
static void
read_facts(struct reading *r, str line)
{
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		buf_reset(&r->facts[i]);
	for (size_t i = 0; i < sizeof runs / sizeof *runs; i++)
		for (unsigned k = 0; k < runs[i].n; k++) {
			unsigned from = runs[i].from + k * runs[i].width;
			struct buf *to = &r->facts[runs[i].fact];
			str part = text_field(line, (struct text_field){ from,
			    from + runs[i].width - 1 });

			if (part.n == 0)
				continue;
			if (to->n != 0)
				buf_add(to, STR(", "));
			buf_add(to, part);
		}
}

/* `s` in UTF-8; no memory gives nothing. */
static str
utf8(struct reading *r, str s, struct arena *a)
{
	str out;

	return text_utf8(&r->text, s, a, &out) ? text_trim(out) : STR("");
}

static enum rc
expected(struct reading *r, const char *what, str found)
{
	return import_fail(r->in, r->err, r->line, "%s was expected, not \""
	    STR_FMT "\"", what, STR_ARG(found));
}

/* The code that was begun is complete. */
static enum rc
end_code(struct reading *r)
{
	struct arena a;
	struct hcpcs_record h = { .key = code_pack(text_field(r->first,
	    code_at)) };
	int64_t units = 0;
	str field;

	if (!r->open)
		return RC_OK;
	r->open = false;
	field = text_field(r->first, added_at);
	if (!import_date(field, &h.from))
		return expected(r, "in columns 269-276 the day on which the "
		    "code was added", field);
	field = text_field(r->first, ended_at);
	if (!import_date(field, &h.until))
		return expected(r, "in columns 285-292 the day on which the "
		    "code ends", field);
	field = text_field(r->first, units_at);
	if (field.n != 0 && !import_decimal(field, 0, false, &units))
		return expected(r, "in columns 266-268 base units", field);
	arena_init(&a, (size_t)1 << 20);
	h.base_units = (uint32_t)units;
	h.full = utf8(r, buf_str(&r->full), &a);
	h.brief = utf8(r, text_field(r->first, brief_at), &a);
	read_facts(r, r->first);
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		h.facts[i] = utf8(r, buf_str(&r->facts[i]), &a);
	hcpcs_add(r->in, r->releases, &h);
	r->in->rows++;
	arena_fini(&a);
	return RC_OK;
}

/* Is it a record: a sequence number and a kind behind the code? */
static bool
is_record(str line)
{
	str sequence = text_field(line, sequence_at);
	uint64_t n;

	return line.n >= 12 && sequence.n == 5 &&
	    str_to_u64(sequence, 99999, &n) &&
	    memchr("3478", line.p[10], 4) != NULL;
}

/* A line that begins a code, 3 or 7, or goes on with it, 4 or 8. */
static enum rc
read_record(struct reading *r, str line)
{
	char kind = text_field(line, kind_at).p[0];
	str code = text_field(line, code_at);
	size_t length = kind == '7' || kind == '8' ? 2 : 5;
	enum rc rc = RC_OK;

	if (code_length(code_pack(code)) != length)
		return expected(r, length == 2 ? "a modifier" :
		    "a code of five characters", code);
	if (kind == '3' || kind == '7') {
		rc = end_code(r);
		buf_reset(&r->full);
		r->first = line;
		r->open = true;
	} else if (!r->open ||
	    !str_eq(code, text_field(r->first, code_at))) {
		return expected(r, "the first record of the code", code);
	}
	if (r->full.n != 0)
		buf_putc(&r->full, ' ');
	buf_add(&r->full, text_field(line, full_at));
	return rc;
}

static enum rc
read_lines(struct reading *r)
{
	enum rc rc = RC_OK;
	bool begun = false;
	str line;

	while (rc == RC_OK && text_line(&r->text, &line)) {
		r->line = r->text.line;
		if (is_record(line)) {
			begun = true;
			rc = read_record(r, line);
		} else if (begun && text_trim(line).n != 0) {
			if (line.n > 40)
				line.n = 40;
			rc = expected(r, "a record of HCPCS, with 3, 4, 7 or "
			    "8 in column 11,", line);
		}
	}
	return rc == RC_OK ? end_code(r) : rc;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .in = in, .err = err };
	date from = hcpcs_day(in->source);
	enum rc rc = text_init(&r.text, in->source, err);

	if (rc != RC_OK)
		return rc;
	if (from == DATE_NONE && in->from == DATE_NONE)
		return import_fail(in, err, 0, "the name should tell the year, "
		    "as HCPC2019_CONTR_ANWEB.txt does");
	r.releases = hcpcs_begin(in, from, false);
	buf_init(&r.full, FULL_MAX);
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		buf_init(&r.facts[i], FACT_MAX);
	rc = read_lines(&r);
	buf_fini(&r.full);
	for (unsigned i = 0; i < HCPCS_FACTS; i++)
		buf_fini(&r.facts[i]);
	return rc;
}

static bool
knows(const struct source *s)
{
	return import_named(s, "HCPC*ANWEB*.txt");
}

const struct importer importer_hcpcs = {
	.name = "HCPCS", .what = "HCPCS Level II, fixed columns",
	.least = 5000, .knows = knows, .read = read_file,
};
