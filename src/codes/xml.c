/* SPDX-License-Identifier: Apache-2.0 */
/* xml.c -- see xml.h. */
#include "codes/xml.h"

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>

#define STEP	((size_t)1 << 20)	/* bytes given to the parser at once */

/* What the parser is called with. */
struct reader {
	struct xml x;
	const struct xml_listener *listener;
};

/* See xml.h. */
void
xml_fail(struct xml *x, const char *fmt, ...)
{
	char why[sizeof x->err->msg];
	va_list ap;

	if (x->failed)
		return;
	va_start(ap, fmt);
	vsnprintf(why, sizeof why, fmt, ap);
	va_end(ap);
	x->failed = true;
	import_fail(x->in, x->err, XML_GetCurrentLineNumber(x->parser), "%s",
	    why);
	XML_StopParser(x->parser, XML_FALSE);
}

/* See xml.h. */
str
xml_attribute(const char **attributes, const char *name)
{
	for (; attributes[0] != NULL; attributes += 2)
		if (strcmp(attributes[0], name) == 0)
			return str_of(attributes[1]);
	return STR("");
}

static void
on_begin(void *ctx, const char *name, const char **attributes)
{
	struct reader *r = ctx;

	if (r->x.failed)
		return;
	if (++r->x.depth > XML_DEPTH_MAX)
		xml_fail(&r->x, "elements are more than %d deep",
		    XML_DEPTH_MAX);
	else
		r->listener->begin(&r->x, name, attributes);
}

static void
on_end(void *ctx, const char *name)
{
	struct reader *r = ctx;

	if (r->x.failed)
		return;
	r->listener->end(&r->x, name);
	r->x.depth--;
}

static void
on_text(void *ctx, const char *p, int n)
{
	struct reader *r = ctx;

	if (!r->x.failed)
		r->listener->text(&r->x, (str){ p, (size_t)n });
}

static void
on_doctype(void *ctx, const char *name, const char *system,
    const char *public, int internal)
{
	struct reader *r = ctx;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	xml_fail(&r->x, "a document type is not expected here");
}

static enum rc
parse(struct reader *r, struct err *err)
{
	str rest = r->x.in->source->bytes;
	enum XML_Status status;

	do {
		size_t n = rest.n < STEP ? rest.n : STEP;

		status = XML_Parse(r->x.parser, rest.p, (int)n, n == rest.n);
		if (n != 0)
			rest.p += n;
		rest.n -= n;
	} while (status == XML_STATUS_OK && rest.n != 0);
	if (r->x.failed)
		return err->rc;
	if (status == XML_STATUS_OK)
		return RC_OK;
	return import_fail(r->x.in, err, XML_GetCurrentLineNumber(r->x.parser),
	    "this is no XML: %s",
	    XML_ErrorString(XML_GetErrorCode(r->x.parser)));
}

/* See xml.h. */
enum rc
xml_read(struct import *in, const struct xml_listener *l, void *ctx,
    struct err *err)
{
	struct reader r = { .x = { .in = in, .err = err, .ctx = ctx },
	    .listener = l };
	XML_Parser parser = XML_ParserCreate(NULL);
	enum rc rc;

	if (parser == NULL)
		return fail(err, RC_MEMORY, "no memory to read "
		    STR_FMT, STR_ARG(in->source->path));
	r.x.parser = parser;
	XML_SetUserData(parser, &r);
	XML_SetElementHandler(parser, on_begin, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	rc = parse(&r, err);
	XML_ParserFree(parser);
	return rc;
}
