/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_part.c -- libzip feeds expat. */
#include "codes/xlsx_part.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "codes/zipped.h"

#define STEP	((int)64 << 10)	/* bytes fed at a time */

/* ---- memory with a ceiling (P1) -------------------------------------- */

/* Before each piece that the parser holds. */
struct piece {
	size_t	 n;
	size_t	*memory;	/* the part's count */
	max_align_t bytes[];
};

/* Whose parser works on this thread: expat's hooks have no argument for it. */
static _Thread_local size_t *counted;

static void *
part_malloc(size_t n)
{
	struct piece *piece;

	if (n > PART_MEMORY - *counted)
		return NULL;
	piece = malloc(sizeof *piece + n);
	if (piece == NULL)
		return NULL;
	piece->n = n;
	piece->memory = counted;
	*counted += n;
	return piece->bytes;
}

/* The piece whose bytes the parser knows as `p`. */
static struct piece *
piece_of(void *p)
{
	return (struct piece *)(void *)
	    ((char *)p - offsetof(struct piece, bytes));
}

static void
part_free(void *p)
{
	struct piece *piece;

	if (p == NULL)
		return;
	piece = piece_of(p);
	*piece->memory -= piece->n;
	free(piece);
}

static void *
part_realloc(void *p, size_t n)
{
	struct piece *piece;
	size_t before;

	if (p == NULL)
		return part_malloc(n);
	piece = piece_of(p);
	before = piece->n;
	if (n > before && n - before > PART_MEMORY - *piece->memory)
		return NULL;
	piece = realloc(piece, sizeof *piece + n);
	if (piece == NULL)
		return NULL;
	*piece->memory = *piece->memory - before + n;
	piece->n = n;
	return piece->bytes;
}

/* ---- expat's events -------------------------------------------------- */

static const char *
local_name(const char *name)
{
	const char *colon = strchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static void
on_start(void *data, const char *name, const char **atts)
{
	struct part *p = data;

	p->handler->start(p, local_name(name), atts);
}

static void
on_end(void *data, const char *name)
{
	struct part *p = data;

	p->handler->end(p, local_name(name));
}

static void
on_text(void *data, const char *text, int n)
{
	struct part *p = data;

	p->handler->text(p, (str){ text, (size_t)n });
}

static void
on_doctype(void *data, const char *name, const char *system,
    const char *public, int internal)
{
	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	part_stop(data, RC_SYNTAX, "a document type, which workbooks have not");
}

/* See xlsx_part.h. */
const char *
part_attribute(const char **atts, const char *name)
{
	for (; atts[0] != NULL; atts += 2)
		if (strcmp(local_name(atts[0]), name) == 0)
			return atts[1];
	return NULL;
}

/* See xlsx_part.h. */
void
part_pause(struct part *p)
{
	if (p->rc == RC_OK)
		XML_StopParser(p->parser, XML_TRUE);
}

/* See xlsx_part.h. */
void
part_stop(struct part *p, enum rc rc, const char *fmt, ...)
{
	char said[160];
	va_list ap;

	if (p->rc != RC_OK)
		return;		/* expat may have an event left */
	va_start(ap, fmt);
	vsnprintf(said, sizeof said, fmt, ap);
	va_end(ap);
	p->rc = fail(p->err, rc, STR_FMT ": %s: %s", STR_ARG(p->path),
	    p->name, said);
	XML_StopParser(p->parser, XML_FALSE);
}

/* ---- a part --------------------------------------------------------- */

/* Make the parser. */
static bool
make_parser(struct part *p)
{
	static const XML_Memory_Handling_Suite hooks = {
		part_malloc, part_realloc, part_free,
	};

	counted = &p->memory;
	p->parser = XML_ParserCreate_MM(NULL, &hooks, NULL);
	if (p->parser == NULL)
		return false;
	XML_SetUserData(p->parser, p);
	XML_SetElementHandler(p->parser, on_start, on_end);
	if (p->handler->text != NULL)
		XML_SetCharacterDataHandler(p->parser, on_text);
	XML_SetStartDoctypeDeclHandler(p->parser, on_doctype);
	return true;
}

/* See xlsx_part.h. */
enum rc
part_open(struct part *p, zip_t *zip, str path, const char *name,
    const struct part_handler *handler, void *ctx, struct err *err)
{
	const zip_int64_t index = zip_name_locate(zip, name, ZIP_FL_NOCASE);
	struct zipped_member m;
	enum rc rc;

	*p = (struct part){ .ctx = ctx, .handler = handler, .path = path };
	if (index < 0)
		return fail(err, RC_SYNTAX, STR_FMT ": no workbook: it has no "
		    "%.99s", STR_ARG(path), name);
	rc = zipped_look(zip, path, (zip_uint64_t)index, &m, err);
	if (rc != RC_OK)
		return rc;
	p->name = m.name;
	if (m.size > PART_SIZE_MAX)
		return fail(err, RC_RANGE, STR_FMT ": %.99s is too large",
		    STR_ARG(path), m.name);
	p->file = zip_fopen_index(zip, m.index, 0);
	if (p->file == NULL)
		return zipped_fail(zip_get_error(zip), path, m.name, err);
	if (make_parser(p))
		return RC_OK;
	part_close(p);
	return fail(err, RC_MEMORY, STR_FMT ": no memory", STR_ARG(path));
}

/* See xlsx_part.h. */
void
part_close(struct part *p)
{
	if (p->parser != NULL)
		XML_ParserFree(p->parser);
	if (p->file != NULL)
		zip_fclose(p->file);
	*p = (struct part){ 0 };
}

/* What expat refuses. */
static enum rc
fail_xml(const struct part *p)
{
	const enum XML_Error code = XML_GetErrorCode(p->parser);

	if (p->rc != RC_OK)
		return p->rc;
	return fail(p->err, code == XML_ERROR_NO_MEMORY ? RC_RANGE :
	    RC_SYNTAX, STR_FMT ": %.99s, line %lu: %s", STR_ARG(p->path),
	    p->name, (unsigned long)XML_GetCurrentLineNumber(p->parser),
	    XML_ErrorString(code));
}

/* Is the parser waiting for the end of something huge? */
static bool
is_stuck(const struct part *p)
{
	const XML_Index at = XML_GetCurrentByteIndex(p->parser);

	return at >= 0 && p->fed - (uint64_t)at > PART_TOKEN_MAX;
}

/* Feed the next piece. */
static enum rc
feed(struct part *p, enum XML_Status *status)
{
	zip_int64_t n;
	void *to;

	if (is_stuck(p))
		return fail(p->err, RC_RANGE, STR_FMT ": %.99s: a tag is "
		    "too long", STR_ARG(p->path), p->name);
	to = XML_GetBuffer(p->parser, STEP);
	if (to == NULL)
		return fail_xml(p);
	n = zip_fread(p->file, to, STEP);
	if (n < 0)
		return zipped_fail(zip_file_get_error(p->file), p->path,
		    p->name, p->err);
	p->fed += (uint64_t)n;
	if (p->fed > PART_SIZE_MAX)
		return fail(p->err, RC_RANGE, STR_FMT ": %.99s is too large",
		    STR_ARG(p->path), p->name);
	*status = XML_ParseBuffer(p->parser, (int)n, n == 0);
	return RC_OK;
}

/* See xlsx_part.h. */
enum rc
part_run(struct part *p, bool *paused, struct err *err)
{
	enum XML_Status status = XML_STATUS_OK;
	XML_ParsingStatus now;
	enum rc rc = RC_OK;

	counted = &p->memory;
	p->err = err;
	*paused = false;
	do {
		if (p->paused)
			status = XML_ResumeParser(p->parser);
		else
			rc = feed(p, &status);
		if (rc != RC_OK)
			return rc;
		if (status == XML_STATUS_ERROR)
			return fail_xml(p);
		*paused = p->paused = status == XML_STATUS_SUSPENDED;
		XML_GetParsingStatus(p->parser, &now);
	} while (!p->paused && now.parsing != XML_FINISHED);
	return RC_OK;
}
