/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_pcs_tables.c -- the tables of ICD-10-PCS, icd10pcs_tables_YYYY.xml.
 *
 *	ICD10PCS.tabular > version, pcsTable > axis@pos[1-3], pcsRow
 *	pcsRow@codes > axis@pos[4-7]; axis > title, label@code, definition
 *
 * A code is valid if its last four characters stand in one row of the table
 * that its first three name.  They become notes of the table, NOTE_AXIS:
 *
 *	ROW POS TITLE|CODE LABEL|CODE LABEL ...
 *
 * with rows from 1, and row 0 for the three axes of the table itself; what an
 * operation means is a NOTE_NOTE.
 */
#include "codes/icd.h"
#include "codes/xml.h"

#define TEXT_CEILING	((size_t)1 << 16)

struct reading {
	struct import *in;
	struct buf text, axis;
	struct buf first;	/* the axes of the table, a line each */
	char	 table[4];	/* its three characters */
	unsigned row, pos;
	char	 code;		/* of the label that is open */
	bool	 begun;
};

static bool
knows(const struct source *s)
{
	return import_named(s, "icd10pcs_tables*.xml");
}

static code_key
table_key(const struct reading *r)
{
	return icd_pcs_key(str_of(r->table));
}

static void
begin_axis(struct xml *x, struct reading *r, str pos)
{
	uint64_t n = 0;
	unsigned least = r->row == 0 ? 1 : 4, most = r->row == 0 ? 3 : 7;

	if (!str_to_u64(pos, 7, &n) || n < least || n > most)
		xml_fail(x, "an axis of a position from %u to %u was expected, "
		    "not \"" STR_FMT "\"", least, most, STR_ARG(pos));
	r->pos = (unsigned)n;
	buf_reset(&r->axis);
	buf_fmt(&r->axis, "%u %u ", r->row, r->pos);
}

static void
begin(struct xml *x, const char *name, const char **attributes)
{
	struct reading *r = x->ctx;
	str code = xml_attribute(attributes, "code");

	buf_reset(&r->text);
	if (strcmp(name, "pcsTable") == 0) {
		if (!r->begun)
			xml_fail(x, "a version was expected first");
		r->row = 0;
		buf_reset(&r->first);
		memset(r->table, 0, sizeof r->table);
	} else if (strcmp(name, "pcsRow") == 0) {
		if (code_length(table_key(r)) != 3)
			xml_fail(x, "a row was not expected before the three "
			    "axes of its table");
		r->row++;
	} else if (strcmp(name, "axis") == 0) {
		begin_axis(x, r, xml_attribute(attributes, "pos"));
	} else if (strcmp(name, "label") == 0) {
		if (code.n != 1)
			xml_fail(x, "a label should have a code of one "
			    "character");
		r->code = code.n == 1 ? code.p[0] : '?';
	}
}

static void
text(struct xml *x, str piece)
{
	buf_add(&((struct reading *)x->ctx)->text, piece);
}

static void
start(struct xml *x, struct reading *r, str version)
{
	struct icd_date d;
	uint64_t year;

	if (!str_to_u64(version, 9999, &year))
		xml_fail(x, "a year was expected as version, not \"" STR_FMT
		    "\"", STR_ARG(version));
	else if (icd_date(x->in, (int)year, &d, x->err) != RC_OK)
		xml_fail(x, "%s", x->err->msg);
	else
		import_release(x->in, SET_ICD10PCS_TABLES, d.from,
		    str_of(d.version), false);
	r->begun = true;
}

static void
end_label(struct reading *r, str all)
{
	buf_fmt(&r->axis, "|%c " STR_FMT, r->code, STR_ARG(all));
	if (r->row == 0 && r->pos >= 1 && r->pos <= 3)
		r->table[r->pos - 1] = r->code;
}

static void
add_axis(struct reading *r, str text)
{
	build_note(r->in->build, r->in->release, SYSTEM_INPATIENT,
	    table_key(r), NOTE_AXIS, text, (struct build_ranges){ NULL, 0 });
}

/* The axes of a table wait until all three are known: then it has a key. */
static void
end_axis(struct reading *r)
{
	str rest;

	if (r->row != 0) {
		add_axis(r, buf_str(&r->axis));
		return;
	}
	buf_add(&r->first, buf_str(&r->axis));
	buf_putc(&r->first, '\n');
	rest = buf_str(&r->first);
	while (r->pos == 3 && rest.n != 0)
		add_axis(r, str_cut(&rest, '\n'));
}

static void
end(struct xml *x, const char *name)
{
	struct reading *r = x->ctx;
	str all = text_trim(buf_str(&r->text));

	if (strcmp(name, "version") == 0)
		start(x, r, all);
	else if (strcmp(name, "title") == 0 && r->begun)
		buf_add(&r->axis, all);
	else if (strcmp(name, "label") == 0)
		end_label(r, all);
	else if (strcmp(name, "definition") == 0 && all.n != 0)
		build_note(x->in->build, x->in->release, SYSTEM_INPATIENT,
		    table_key(r), NOTE_NOTE, all,
		    (struct build_ranges){ NULL, 0 });
	else if (strcmp(name, "axis") == 0)
		end_axis(r);
	else if (strcmp(name, "pcsTable") == 0)
		x->in->rows++;
	buf_reset(&r->text);
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct xml_listener listener = { begin, text, end };
	struct reading r = { .in = in };
	enum rc rc;

	buf_init(&r.text, TEXT_CEILING);
	buf_init(&r.axis, TEXT_CEILING);
	buf_init(&r.first, TEXT_CEILING);
	rc = xml_read(in, &listener, &r, err);
	buf_fini(&r.text);
	buf_fini(&r.axis);
	buf_fini(&r.first);
	return rc;
}

const struct importer importer_pcs_tables = {
	.name = "ICD-10-PCS tables", .what = "ICD-10-PCS tables",
	.least = 500, .knows = knows, .read = read_file,
};
