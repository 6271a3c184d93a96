/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_icd_index.c -- the Alphabetic Index, the index of external causes, and
 * the tables of drugs and neoplasms of ICD-10-CM, as XML.
 *
 *	ICD10CM.index > version, title | indexHeading > head, letter
 *	letter > title, mainTerm > title > nemod; code, manif, see, seeAlso,
 *	seecat, subcat, cell@col; term@level > the same
 *
 * Columns 2 to 7 of a table are codes[1] to codes[6]; "-" and "--" are none,
 * and the "-" of an unfinished code ("C79.8-") is left out.  A cell may hold
 * words; they are kept as the target, as they say where to look.
 */
#include "codes/icd.h"
#include "codes/xml.h"

#define TEXT_CEILING	((size_t)1 << 16)

enum { SEE = 1, SEE_ALSO = 2 };

struct reading {
	struct import *in;
	enum code_set set;
	struct book_term terms[XML_DEPTH_MAX];
	unsigned depth;		/* terms open */
	bool	 written[XML_DEPTH_MAX];
	uint32_t line;
	struct buf text, modifiers;
	bool	 in_modifiers;
	unsigned column;	/* of the cell that is open */
	bool	 begun;
};

/* ---- which of the four ---------------------------------------------- */

static const struct { const char *mark; enum code_set set; } kinds[] = {
	{ ">Substance<", SET_ICD10CM_DRUGS },
	{ ">Neoplasm<", SET_ICD10CM_NEOPLASMS },
	{ "EXTERNAL CAUSE", SET_ICD10CM_CAUSES },
	{ "INDEX", SET_ICD10CM_INDEX },
};

/* SETS: none of them. */
static enum code_set
set_of(const struct source *s)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (icd_begins_with(s, kinds[i].mark))
			return kinds[i].set;
	return SETS;
}

static bool
knows(const struct source *s)
{
	return import_named(s, "*.xml") &&
	    icd_begins_with(s, "<ICD10CM.index") &&
	    !icd_begins_with(s, "isAddenda=\"true\"") && set_of(s) != SETS;
}

/* ---- terms ---------------------------------------------------------- */

static struct book_term *
top(struct reading *r)
{
	return r->depth > 0 ? &r->terms[r->depth - 1] : NULL;
}

/* A term is written when the next one begins below it, or when it ends: so
 * lines are in the order of the book. */
static void
write_term(struct reading *r)
{
	if (r->depth == 0 || r->written[r->depth - 1])
		return;
	r->written[r->depth - 1] = true;
	build_row(r->in->build, r->in->release, TABLE_TERM, top(r));
	r->in->rows++;
}

static void
open_term(struct xml *x, struct reading *r)
{
	struct book_term *t;

	write_term(r);
	if (!r->begun) {
		xml_fail(x, "a version was expected before the first term");
		return;
	}
	r->written[r->depth] = false;
	t = &r->terms[r->depth++];
	*t = (struct book_term){ .set = r->set, .line = r->line++,
	    .parent = r->depth > 1 ? t[-1].line : NO_ROW };
	for (unsigned i = 0; i < 7; i++)
		t->codes[i] = NO_ROW;
}

/* "(adult) (child)" as "adult; child". */
static str
bare_modifiers(struct buf *b)
{
	size_t n = 0;
	str s = text_trim(buf_str(b));

	for (size_t i = 0; i < s.n; i++) {
		bool between = s.p[i] == ')' && i + 2 < s.n &&
		    s.p[i + 1] == ' ' && s.p[i + 2] == '(';

		if (between) {
			b->p[n++] = ';';
			b->p[n++] = ' ';
			i += 2;
		} else if (s.p[i] != '(' && (s.p[i] != ')' || i + 1 < s.n)) {
			b->p[n++] = s.p[i];
		}
	}
	return (str){ b->p, n };
}

static void
set_title(struct reading *r)
{
	str title = text_trim(buf_str(&r->text));

	top(r)->title = build_text(r->in->build, title);
	if (r->modifiers.n != 0)
		top(r)->modifiers = build_text(r->in->build,
		    bare_modifiers(&r->modifiers));
}

static void
set_target(struct reading *r, unsigned see, str text)
{
	if (top(r)->see != 0)
		return;
	top(r)->see = see;
	top(r)->target = build_text(r->in->build, text);
}

static void
set_code(struct xml *x, struct reading *r, unsigned column, str text)
{
	str code = text;
	code_key key;

	while (code.n > 0 && (code.p[code.n - 1] == '-' ||
	    code.p[code.n - 1] == '.'))
		code.n--;
	if (code.n == 0)
		return;
	key = icd_cm_key(code);
	if (key != CODE_NONE)
		top(r)->codes[column] = build_code_ref(r->in->build,
		    SYSTEM_DIAGNOSIS, key);
	else if (column == 0)
		xml_fail(x, "a code was expected, not \"" STR_FMT "\"",
		    STR_ARG(text));
	else
		set_target(r, SEE, text);
}

/* ---- elements ------------------------------------------------------- */

static void
begin(struct xml *x, const char *name, const char **attributes)
{
	struct reading *r = x->ctx;
	uint64_t column = 0;

	if (strcmp(name, "mainTerm") == 0 || strcmp(name, "term") == 0)
		open_term(x, r);
	else if (strcmp(name, "nemod") == 0)
		r->in_modifiers = true;
	else if (strcmp(name, "cell") == 0 &&
	    (!str_to_u64(xml_attribute(attributes, "col"), 7, &column) ||
	     column < 2))
		xml_fail(x, "a cell of the columns 2 to 7 was expected");
	r->column = (unsigned)column;
	if (strcmp(name, "nemod") != 0) {
		buf_reset(&r->text);
		buf_reset(&r->modifiers);
	}
}

static void
text(struct xml *x, str piece)
{
	struct reading *r = x->ctx;

	buf_add(r->in_modifiers ? &r->modifiers : &r->text, piece);
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
		import_release(x->in, r->set, d.from, str_of(d.version),
		    false);
	r->begun = true;
}

/* What ends within a term. */
static void
end_part(struct xml *x, struct reading *r, const char *name, str all)
{
	if (strcmp(name, "title") == 0)
		set_title(r);
	else if (strcmp(name, "code") == 0 || strcmp(name, "subcat") == 0)
		set_code(x, r, 0, all);
	else if (strcmp(name, "manif") == 0)
		set_code(x, r, 1, all);
	else if (strcmp(name, "cell") == 0)
		set_code(x, r, r->column - 1, all);
	else if (strcmp(name, "see") == 0 || strcmp(name, "seecat") == 0)
		set_target(r, SEE, all);
	else if (strcmp(name, "seeAlso") == 0)
		set_target(r, SEE_ALSO, all);
}

static void
end(struct xml *x, const char *name)
{
	struct reading *r = x->ctx;

	if (strcmp(name, "nemod") == 0) {
		r->in_modifiers = false;
		return;
	}
	if (strcmp(name, "version") == 0) {
		start(x, r, text_trim(buf_str(&r->text)));
	} else if (strcmp(name, "mainTerm") == 0 || strcmp(name, "term") == 0) {
		write_term(r);
		r->depth--;
	} else if (r->depth > 0) {
		end_part(x, r, name, text_trim(buf_str(&r->text)));
	}
	buf_reset(&r->text);
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct xml_listener listener = { begin, text, end };
	struct reading r = { .in = in, .set = set_of(in->source) };
	enum rc rc;

	buf_init(&r.text, TEXT_CEILING);
	buf_init(&r.modifiers, TEXT_CEILING);
	rc = xml_read(in, &listener, &r, err);
	buf_fini(&r.text);
	buf_fini(&r.modifiers);
	return rc;
}

const struct importer importer_icd_index = {
	.name = "ICD-10-CM index", .what = "an index or table of ICD-10-CM",
	.least = 1000, .knows = knows, .read = read_file,
};
