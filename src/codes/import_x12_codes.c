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
#include <expat.h>
#include <stdlib.h>

#include "codes/import.h"

#define DEPTH_MAX	16
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
	struct import *in;
	XML_Parser parser;
	size_t	 set;		/* of codesets; CODESETS: none of ours */
	char	 word[WORD_MAX];	/* the text of <id> or <code> */
	size_t	 n;
	unsigned depth;
	enum rc	 rc;
	struct err *err;
};

static bool
knows(const struct source *s)
{
	return import_named(s, "*codes.xml") && s->bytes.n > 0 &&
	    memmem(s->bytes.p, s->bytes.n < 4096 ? s->bytes.n : 4096,
	    "<codesets>", 10) != NULL;
}

static void
stop(struct reading *r, const char *why)
{
	r->rc = import_fail(r->in, r->err,
	    XML_GetCurrentLineNumber(r->parser), "%s", why);
	XML_StopParser(r->parser, XML_FALSE);
}

static void
begin_codeset(struct reading *r)
{
	for (r->set = 0; r->set < CODESETS &&
	    strcmp(codesets[r->set].id, r->word) != 0; r->set++)
		;
	if (r->set < CODESETS)
		import_release(r->in, codesets[r->set].set, DATE_FIRST,
		    STR("undated"), false);
}

static void
list_code(struct reading *r)
{
	code_key key = code_pack((str){ r->word, r->n });

	r->in->rows++;
	if (r->set == CODESETS)
		return;
	if (key == CODE_NONE) {
		stop(r, "a code was expected in <code>");
		return;
	}
	build_code(r->in->build, r->in->release, &(struct build_code){
	    .system = codesets[r->set].system, .key = key, .from = DATE_NONE,
	    .until = DATE_NONE, .billable = true });
}

static void XMLCALL
on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct reading *r = ctx;

	(void)attributes;
	r->n = 0;
	if (++r->depth > DEPTH_MAX)
		stop(r, "elements are nested too deeply");
	else if (strcmp(name, "codeset") == 0)
		r->set = CODESETS;
}

static void XMLCALL
on_end(void *ctx, const XML_Char *name)
{
	struct reading *r = ctx;

	r->depth--;
	r->word[r->n] = '\0';
	if (strcmp(name, "id") == 0)
		begin_codeset(r);
	else if (strcmp(name, "code") == 0)
		list_code(r);
	r->n = 0;
}

static void XMLCALL
on_text(void *ctx, const XML_Char *text, int n)
{
	struct reading *r = ctx;

	for (int i = 0; i < n && r->n + 1 < WORD_MAX; i++)
		r->word[r->n++] = text[i];
}

/* No entities are declared in such a file, and none may be. */
static void XMLCALL
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int subset)
{
	(void)name;
	(void)system;
	(void)public;
	(void)subset;
	stop(ctx, "a document type is not expected here");
}

static enum rc
read_file(struct import *in, struct err *err)
{
	struct reading r = { .in = in, .set = CODESETS, .err = err,
	    .parser = XML_ParserCreate(NULL) };

	if (r.parser == NULL)
		return fail(err, RC_MEMORY, "no memory to read code lists");
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_start, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	if (in->source->bytes.n > INT_MAX)
		stop(&r, "the file is too large for a list of codes");
	else if (XML_Parse(r.parser, in->source->bytes.p,
	    (int)in->source->bytes.n, 1) != XML_STATUS_OK && r.rc == RC_OK)
		stop(&r, XML_ErrorString(XML_GetErrorCode(r.parser)));
	XML_ParserFree(r.parser);
	return r.rc;
}

const struct importer importer_x12_codes = {
	.name = "X12 codes", .what = "X12's code lists by number", .least = 2000,
	.knows = knows, .read = read_file,
};
