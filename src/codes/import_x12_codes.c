/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_x12_codes.c -- codes.xml of pyx12 and of IMSWeb: X12's external code
 * lists by number, without words.
 *
 *	<codeset><id>remark_code</id> ... <version><code>M1</code> ...
 *
 * The file gives its codes no day, so they are a release without date.  Every
 * code is counted; those of states, countries, currencies, entities and service
 * types are counted only, for they are elements of the guides (guides/), which
 * have them already.
 */
#include "codes/xml.h"

#define WORD_MAX	64

static const struct { const char *id; enum code_set set;
	enum code_system system; } codesets[] = {
	{ "adjustment_reason", SET_CARC, SYSTEM_ADJUSTMENT },
	{ "remark_code", SET_RARC, SYSTEM_REMARK },
	{ "claim_status_cat", SET_CLAIM_STATUS_CATEGORY,
	  SYSTEM_STATUS_CATEGORY },
	{ "claim_status", SET_CLAIM_STATUS, SYSTEM_STATUS },
	{ "pos", SET_POS, SYSTEM_PLACE },
};

#define CODESETS (sizeof codesets / sizeof *codesets)

struct reading {
	size_t	 set;		/* of codesets; CODESETS: none of ours */
	char	 word[WORD_MAX];	/* the text of <id> or <code> */
	size_t	 n;
};

static bool
knows(const struct source *s)
{
	return import_named(s, "*codes.xml") && s->bytes.n > 0 &&
	    memmem(s->bytes.p, s->bytes.n < 4096 ? s->bytes.n : 4096,
	    "<codesets", 9) != NULL;
}

static void
begin_codeset(struct xml *x, struct reading *r)
{
	str id = { r->word, r->n };

	for (r->set = 0; r->set < CODESETS &&
	    !str_eq(id, str_of(codesets[r->set].id)); r->set++)
		;
	if (r->set < CODESETS)
		import_release(x->in, codesets[r->set].set, DATE_FIRST,
		    STR("undated"), false);
}

static void
list_code(struct xml *x, struct reading *r)
{
	str text = { r->word, r->n };
	code_key key = code_pack(text);

	x->in->rows++;
	if (r->set == CODESETS)
		return;
	if (key == CODE_NONE)
		xml_fail(x, "a code was expected in <code>, not \"" STR_FMT
		    "\"", STR_ARG(text));
	build_code(x->in->build, x->in->release, &(struct build_code){
	    .system = codesets[r->set].system, .key = key, .from = DATE_NONE,
	    .until = DATE_NONE, .billable = true });
}

static void
on_begin(struct xml *x, const char *name, const char **attributes)
{
	struct reading *r = x->ctx;

	(void)attributes;
	r->n = 0;
	if (strcmp(name, "codeset") == 0)
		r->set = CODESETS;
}

static void
on_text(struct xml *x, str piece)
{
	struct reading *r = x->ctx;

	for (size_t i = 0; i < piece.n && r->n < WORD_MAX; i++)
		r->word[r->n++] = piece.p[i];
}

static void
on_end(struct xml *x, const char *name)
{
	struct reading *r = x->ctx;

	if (strcmp(name, "id") == 0)
		begin_codeset(x, r);
	else if (strcmp(name, "code") == 0)
		list_code(x, r);
	r->n = 0;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .set = CODESETS };

	return xml_read(in, &(struct xml_listener){ .begin = on_begin,
	    .text = on_text, .end = on_end }, &r, err);
}

const struct importer importer_x12_codes = {
	.name = "X12 codes", .what = "X12's code lists by number",
	.least = 2000, .knows = knows, .read = read_file,
};
