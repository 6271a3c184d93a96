/* SPDX-License-Identifier: Apache-2.0 */
/* xlsx_book.c -- the parts of a workbook that are read before its rows. */
#include "codes/xlsx_book.h"

#include "base/vec.h"
#include "codes/sheet.h"
#include "codes/xlsx_part.h"

#define WORKBOOK	"xl/workbook.xml"
#define RELATIONS	"xl/_rels/workbook.xml.rels"
#define TEXTS_MAX	((size_t)8 << 20)	/* how many */

/* ---- which part is what ---------------------------------------------- */

/* A search through the workbook and its relations. */
struct finding_parts {
	str	 wanted;
	struct arena *a;
	struct { str *v; size_t n, size; } ids;	/* of worksheets that fit */
	size_t	 best;		/* index into ids of the one found so far */
	str	 worksheet, texts;
};

/* Remember the relation of a worksheet, if it has the name. */
static void
note_worksheet(struct part *p, const char **atts)
{
	struct finding_parts *f = p->ctx;
	const char *name = part_attribute(atts, "name");
	const char *id = part_attribute(atts, "id");
	str kept;

	if (name == NULL || id == NULL ||
	    (f->wanted.n != 0 && !str_eq_nocase(str_of(name), f->wanted)))
		return;
	kept = arena_str(f->a, str_of(id));
	if (kept.p == NULL || !VEC_ROOM(&f->ids, 1))
		part_stop(p, RC_RANGE, "too many worksheets");
	else
		f->ids.v[f->ids.n++] = kept;
}

static void
workbook_start(struct part *p, const char *name, const char **atts)
{
	const char *since;

	if (strcmp(name, "sheet") == 0) {
		note_worksheet(p, atts);
	} else if (strcmp(name, "workbookPr") == 0) {
		since = part_attribute(atts, "date1904");
		if (since != NULL && strcmp(since, "0") != 0 &&
		    strcmp(since, "false") != 0)
			part_stop(p, RC_SYNTAX, "it counts days from 1904; "
			    "save it with days from 1900");
	}
}

static void
nothing_ends(struct part *p, const char *name)
{
	(void)p;
	(void)name;
}

/* The name of a part whose relation has this target. */
static str
resolve(struct part *p, const char *target)
{
	const struct finding_parts *f = p->ctx;
	const str name = target[0] == '/' ?
	    arena_str(f->a, str_of(target + 1)) :
	    arena_fmt(f->a, "xl/%s", target);

	if (name.p == NULL)
		part_stop(p, RC_RANGE, "too many relations");
	return name;
}

static bool
ends_with(const char *text, const char *ending)
{
	const size_t n = strlen(text), m = strlen(ending);

	return n >= m && memcmp(text + n - m, ending, m) == 0;
}

static void
relations_start(struct part *p, const char *name, const char **atts)
{
	struct finding_parts *f = p->ctx;
	const char *id = part_attribute(atts, "Id");
	const char *type = part_attribute(atts, "Type");
	const char *target = part_attribute(atts, "Target");

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL ||
	    target == NULL)
		return;
	if (ends_with(type, "/sharedStrings"))
		f->texts = resolve(p, target);
	if (!ends_with(type, "/worksheet"))
		return;		/* of charts there are sheets too */
	for (size_t i = 0; i < f->ids.n && i < f->best; i++)
		if (str_eq(f->ids.v[i], str_of(id))) {
			f->worksheet = resolve(p, target);
			f->best = i;
		}
}

/* Read one of the small parts from end to end. */
static enum rc
read_part(zip_t *zip, str path, const char *name,
    const struct part_handler *handler, void *ctx, struct err *err)
{
	struct part p;
	bool paused;
	enum rc rc = part_open(&p, zip, path, name, handler, ctx, err);

	if (rc != RC_OK)
		return rc;
	rc = part_run(&p, &paused, err);
	part_close(&p);
	return rc;
}

/* See xlsx_book.h. */
enum rc
xlsx_find(zip_t *zip, str path, str wanted, struct arena *a, str *worksheet,
    str *texts, struct err *err)
{
	static const struct part_handler workbook = {
		workbook_start, nothing_ends, NULL,
	}, relations = {
		relations_start, nothing_ends, NULL,
	};
	struct finding_parts f = { .wanted = wanted, .a = a, .best = SIZE_MAX };
	enum rc rc;

	rc = read_part(zip, path, WORKBOOK, &workbook, &f, err);
	if (rc == RC_OK)
		rc = read_part(zip, path, RELATIONS, &relations, &f, err);
	VEC_FREE(&f.ids);
	if (rc == RC_OK && f.worksheet.n == 0)
		rc = fail(err, RC_SYNTAX, STR_FMT ": no worksheet%s" STR_FMT,
		    STR_ARG(path), wanted.n != 0 ? " " : "", STR_ARG(wanted));
	*worksheet = f.worksheet;
	*texts = f.texts;
	return rc;
}

/* ---- texts ---------------------------------------------------------- */

/* The number of four hexadecimal digits, or -1. */
static int
hex4(const char *p)
{
	int n = 0;

	for (int i = 0; i < 4; i++) {
		const char *at = memchr("0123456789ABCDEFabcdef", p[i], 22);
		int digit;

		if (at == NULL)
			return -1;
		digit = p[i] <= '9' ? p[i] - '0' : (p[i] & ~0x20) - 'A' + 10;
		n = n * 16 + digit;
	}
	return n;
}

/* See xlsx_book.h.  Only ASCII is written so, in practice. */
void
xlsx_unescape(struct buf *b)
{
	size_t to = 0, i = 0;

	if (b->n < 7 || memchr(b->p, '_', b->n - 6) == NULL)
		return;
	while (i < b->n) {
		int c = -1;

		if (b->p[i] == '_' && b->n - i >= 7 && b->p[i + 1] == 'x' &&
		    b->p[i + 6] == '_')
			c = hex4(b->p + i + 2);
		if (c >= 0 && c < 0x80) {
			b->p[to++] = (char)c;
			i += 7;
		} else {
			b->p[to++] = b->p[i++];
		}
	}
	b->n = to;
	b->p[to] = '\0';
}

/* Reading the shared texts. */
struct reading_texts {
	struct xlsx_texts *out;
	struct buf text;	/* of the one that is open */
	bool	 within;	/* <t> */
	unsigned phonetic;	/* <rPh>: how it is said, not what it is */
};

static void
texts_start(struct part *p, const char *name, const char **atts)
{
	struct reading_texts *r = p->ctx;

	(void)atts;
	if (strcmp(name, "si") == 0)
		buf_reset(&r->text);
	else if (strcmp(name, "rPh") == 0)
		r->phonetic++;
	r->within = r->phonetic == 0 && strcmp(name, "t") == 0;
}

/* Keep the text that ended. */
static void
keep_text(struct part *p, struct reading_texts *r)
{
	struct xlsx_texts *out = r->out;
	str kept;

	if (out->list.n == TEXTS_MAX) {
		part_stop(p, RC_RANGE, "more than %zu texts", TEXTS_MAX);
		return;
	}
	xlsx_unescape(&r->text);
	kept = r->text.n == 0 ? STR("") :
	    arena_str(&out->a, buf_str(&r->text));
	if (kept.p == NULL || !VEC_ROOM(&out->list, 1))
		part_stop(p, RC_RANGE, "its texts are too large");
	else
		out->list.v[out->list.n++] = kept;
}

static void
texts_end(struct part *p, const char *name)
{
	struct reading_texts *r = p->ctx;

	r->within = false;
	if (strcmp(name, "rPh") == 0 && r->phonetic > 0)
		r->phonetic--;
	else if (strcmp(name, "si") == 0)
		keep_text(p, r);
}

static void
texts_text(struct part *p, str text)
{
	struct reading_texts *r = p->ctx;

	if (!r->within)
		return;
	buf_add(&r->text, text);
	if (r->text.failed)
		part_stop(p, RC_RANGE, "a text is longer than %zu bytes",
		    SHEET_CELL_MAX);
}

/* See xlsx_book.h. */
enum rc
xlsx_read_texts(zip_t *zip, str path, const char *name,
    struct xlsx_texts *out, struct err *err)
{
	static const struct part_handler handler = {
		texts_start, texts_end, texts_text,
	};
	struct reading_texts r = { .out = out };
	enum rc rc;

	*out = (struct xlsx_texts){ 0 };
	arena_init(&out->a, SHEET_SHARED_MAX);
	buf_init(&r.text, SHEET_CELL_MAX);
	rc = read_part(zip, path, name, &handler, &r, err);
	buf_fini(&r.text);
	return rc;
}

/* See xlsx_book.h. */
void
xlsx_free_texts(struct xlsx_texts *t)
{
	VEC_FREE(&t->list);
	arena_fini(&t->a);
}
