/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_icd_tabular.c -- the Tabular List of ICD-10-CM as XML.
 *
 *	ICD10CM.tabular > version, chapter > name, desc, NOTES, section
 *	section@id > desc, NOTES, diag > name, desc, NOTES, sevenChrDef, diag
 *	NOTES: includes, excludes1 ... > note; sevenChrDef > extension@char
 *
 * Chapters and blocks are headings of all years; codes are a list without
 * seventh characters (build.h, `sevenths`); notes are a set of their own.  Of
 * an extract with some chapters only the notes are taken, as a partial release.
 *
 * A section that is one category ("B10") is the block B10-B10.  Wide sections
 * (V00-V99) stand before the narrower ones in them, and hold no codes.
 */
#include <stdlib.h>

#include "base/vec.h"
#include "codes/icd.h"
#include "codes/note_ranges.h"
#include "codes/xml.h"

#define CHAPTERS_LEAST	21	/* U00-U85 became the 22nd in 2020 */
#define WHOLE_LEAST	40000	/* codes of a whole list */
#define TEXT_CEILING	((size_t)1 << 20)
#define WIDE_MAX	16	/* blocks around one */

enum owner { OWNER_CHAPTER, OWNER_BLOCK, OWNER_CODE };

/* An element that has a title and notes: a chapter, a section, a diag. */
struct item {
	enum owner owner;
	code_key key;		/* CODE_NONE until its name is read */
};

struct reading {
	struct import *in;
	unsigned codes, notes;	/* releases */
	bool	 whole;		/* all chapters are there */
	struct item stack[XML_DEPTH_MAX];
	unsigned depth;
	code_key blocks[WIDE_MAX];	/* those of the chapter, widest first */
	unsigned n_blocks;
	int	 kind;		/* of the notes now open; -1: none */
	char	 seventh;	/* the character now defined */
	bool	 begun;		/* the version was read */
	struct buf text;
	struct { code_key *v; size_t n, size; } all;	/* sorted */
	struct book_range *ranges;
};

static bool
knows(const struct source *s)
{
	return import_named(s, "*.xml") &&
	    icd_begins_with(s, "<ICD10CM.tabular") &&
	    !icd_begins_with(s, "isAddenda=\"true\"");
}

/* ---- notes ---------------------------------------------------------- */

static const struct { const char *element; enum note_kind kind; } kinds[] = {
	{ "includes", NOTE_INCLUDES },
	{ "excludes1", NOTE_EXCLUDES1 },
	{ "excludes2", NOTE_EXCLUDES2 },
	{ "codeFirst", NOTE_CODE_FIRST },
	{ "useAdditionalCode", NOTE_USE_ADDITIONAL },
	{ "codeAlso", NOTE_CODE_ALSO },
	{ "inclusionTerm", NOTE_INCLUSION },
	{ "notes", NOTE_NOTE },
	{ "sevenChrNote", NOTE_SEVENTH_NOTE },
};

static int
kind_of(const char *element)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i].element, element) == 0)
			return (int)kinds[i].kind;
	return -1;
}

static struct item *
top(struct reading *r)
{
	return r->depth > 0 ? &r->stack[r->depth - 1] : NULL;
}

static void
add_note(struct reading *r, enum note_kind kind, str text)
{
	const struct item *owner = top(r);
	struct build_ranges ranges = { r->ranges, 0 };

	if (owner == NULL || text.n == 0)
		return;
	if (kind != NOTE_INCLUSION && kind != NOTE_SEVENTH)
		ranges.n = note_ranges(text, (struct note_codes){ r->all.v,
		    r->all.n }, r->ranges);
	build_note(r->in->build, r->notes, SYSTEM_DIAGNOSIS, owner->key, kind,
	    text, ranges);
}

/* "A initial encounter", of <extension char="A">initial encounter</...>. */
static void
add_seventh(struct xml *x, struct reading *r)
{
	char both[512];
	str meaning = text_trim(buf_str(&r->text));

	if (meaning.n > sizeof both - 2)
		meaning.n = sizeof both - 2;
	if (code_values[(uint8_t)r->seventh] == 0 ||
	    code_values[(uint8_t)r->seventh] == CODE_POINT) {
		xml_fail(x, "an extension should have a character");
		return;
	}
	both[0] = r->seventh;
	both[1] = ' ';
	memcpy(both + 2, meaning.p, meaning.n);
	add_note(r, NOTE_SEVENTH, (str){ both, meaning.n + 2 });
}

/* ---- chapters, blocks, codes ---------------------------------------- */

/* The narrowest block before that holds `key`, else the chapter. */
static code_key
above_block(const struct reading *r, code_key key)
{
	for (unsigned i = r->n_blocks; i-- > 0;) {
		code_key b = r->blocks[i];

		if (b != key && code_prefix(b, 3) <= code_prefix(key, 3) &&
		    b << 4 * CODE_BITS >= key << 4 * CODE_BITS)
			return b;
	}
	return r->stack[0].key;
}

static void
open_block(struct xml *x, struct reading *r, str id)
{
	code_key key = icd_block_key(id);

	if (key == CODE_NONE)
		xml_fail(x, "a section such as A00-A09 was expected, not \""
		    STR_FMT "\"", STR_ARG(id));
	top(r)->key = key;
	if (r->n_blocks == WIDE_MAX) {
		memmove(r->blocks + 4, r->blocks + 5,
		    sizeof *r->blocks * (WIDE_MAX - 5));
		r->n_blocks--;
	}
	r->blocks[r->n_blocks++] = key;
}

static void
name_chapter(struct xml *x, struct reading *r, str name)
{
	uint64_t number;

	if (!str_to_u64(name, 99, &number))
		xml_fail(x, "the number of a chapter was expected, not \""
		    STR_FMT "\"", STR_ARG(name));
	else
		top(r)->key = icd_chapter_key(number);
	r->n_blocks = 0;
}

/* H54.512A stands below H54.511: only the category is sure to be the same. */
static void
name_code(struct xml *x, struct reading *r, str name)
{
	code_key key = icd_cm_key(name);
	const struct item *above = r->depth > 1 ? top(r) - 1 : NULL;

	if (key == CODE_NONE)
		xml_fail(x, "a code was expected, not \"" STR_FMT "\"",
		    STR_ARG(name));
	else if (above != NULL && above->owner == OWNER_CODE &&
	    code_prefix(key, 3) != code_prefix(above->key, 3))
		xml_fail(x, "the code " STR_FMT " stands below one of another "
		    "category", STR_ARG(name));
	top(r)->key = key;
	r->in->rows++;
}

/* The <desc> of what is open: it is now known whole. */
static void
describe(struct reading *r, str title)
{
	const struct item *item = top(r), *above = item - 1;

	if (!r->whole || item->key == CODE_NONE)
		return;
	r->in->release = r->codes;
	if (item->owner == OWNER_CHAPTER)
		icd_heading(r->in, item->key, CODE_NONE, title);
	else if (item->owner == OWNER_BLOCK)
		icd_heading(r->in, item->key, above_block(r, item->key),
		    title);
	else
		icd_listing(r->in, SYSTEM_DIAGNOSIS, item->key, title, STR(""),
		    r->depth > 1 ? above->key : CODE_NONE, false);
	r->in->release = r->notes;
}

/* ---- elements ------------------------------------------------------- */

static void
begin(struct xml *x, const char *name, const char **attributes)
{
	static const char *const owners[] = { "chapter", "section", "diag" };
	struct reading *r = x->ctx;
	str c = xml_attribute(attributes, "char");

	buf_reset(&r->text);
	for (unsigned i = 0; i < 3; i++)
		if (strcmp(name, owners[i]) == 0) {
			if (!r->begun)
				xml_fail(x, "a version was expected first");
			r->stack[r->depth++] = (struct item){ i, CODE_NONE };
			if (i == OWNER_BLOCK)
				open_block(x, r, xml_attribute(attributes,
				    "id"));
		}
	if (kind_of(name) >= 0)
		r->kind = kind_of(name);
	if (strcmp(name, "extension") == 0)
		r->seventh = c.n == 1 ? c.p[0] : '\0';
}

static void
text(struct xml *x, str piece)
{
	buf_add(&((struct reading *)x->ctx)->text, piece);
}

/* The version is the fiscal year, and all that is said of when it holds. */
static void
start(struct xml *x, struct reading *r, str version)
{
	struct icd_date d;
	uint64_t year;

	if (!str_to_u64(version, 9999, &year)) {
		xml_fail(x, "a year was expected as version, not \"" STR_FMT
		    "\"", STR_ARG(version));
		return;
	}
	if (icd_date(x->in, (int)year, &d, x->err) != RC_OK) {
		xml_fail(x, "%s", x->err->msg);
		return;
	}
	if (r->whole)
		r->codes = import_begin(x->in, (struct build_release){
		    .set = SET_ICD10CM, .from = d.from,
		    .version = str_of(d.version), .leaves = true,
		    .sevenths = true });
	r->notes = import_release(x->in, SET_ICD10CM_NOTES, d.from,
	    str_of(d.version), !r->whole);
	r->begun = true;
}

/* A <name> or <desc> within a chapter, section or diag. */
static void
end_title(struct xml *x, struct reading *r, const char *name, str title)
{
	if (strcmp(name, "desc") == 0)
		describe(r, title);
	else if (strcmp(name, "name") == 0 && top(r)->owner == OWNER_CHAPTER)
		name_chapter(x, r, title);
	else if (strcmp(name, "name") == 0 && top(r)->owner == OWNER_CODE)
		name_code(x, r, title);
}

static void
end(struct xml *x, const char *name)
{
	struct reading *r = x->ctx;
	str all = text_trim(buf_str(&r->text));

	if (strcmp(name, "version") == 0 && x->depth == 2)
		start(x, r, all);
	else if (strcmp(name, "note") == 0 && r->kind >= 0)
		add_note(r, (enum note_kind)r->kind, all);
	else if (strcmp(name, "extension") == 0)
		add_seventh(x, r);
	else if (kind_of(name) >= 0)
		r->kind = -1;
	else if (strcmp(name, "chapter") == 0 || strcmp(name, "section") == 0 ||
	    strcmp(name, "diag") == 0)
		r->depth--;
	else if (r->depth > 0)
		end_title(x, r, name, all);
	buf_reset(&r->text);
}

/* ---- the file ------------------------------------------------------- */

static int
compare_keys(const void *a, const void *b)
{
	code_key x = *(const code_key *)a, y = *(const code_key *)b;

	return x < y ? -1 : x > y;
}

/* How often `mark` stands in the file. */
static unsigned
count(str bytes, const char *mark)
{
	unsigned n = 0;
	size_t length = strlen(mark);
	const char *p;

	while (bytes.n != 0 &&
	    (p = memmem(bytes.p, bytes.n, mark, length)) != NULL) {
		bytes.n -= (size_t)(p - bytes.p) + length;
		bytes.p = p + length;
		n++;
	}
	return n;
}

/* All codes, for notes that choose among them; they come before the codes. */
static bool
list_codes(struct reading *r)
{
	static const char mark[] = "<name>";
	str rest = r->in->source->bytes;
	const char *p;

	while (rest.n != 0 && (p = memmem(rest.p, rest.n, mark,
	    sizeof mark - 1)) != NULL) {
		str name = { p, rest.n - (size_t)(p - rest.p) };
		code_key key;

		name.p += sizeof mark - 1;
		name.n -= sizeof mark - 1;
		rest = name;
		name.n = strnlen(name.p, name.n < 16 ? name.n : 16);
		key = icd_cm_key(str_cut(&name, '<'));
		if (key == CODE_NONE)
			continue;
		if (!VEC_ROOM(&r->all, 1))
			return false;
		r->all.v[r->all.n++] = key;
	}
	if (r->all.n != 0)
		qsort(r->all.v, r->all.n, sizeof *r->all.v, compare_keys);
	return true;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	static const struct xml_listener listener = { begin, text, end };
	struct reading r = { .in = in, .kind = -1 };
	enum rc rc;

	r.whole = count(in->source->bytes, "<chapter>") >= CHAPTERS_LEAST;
	r.ranges = calloc(NOTE_RANGES_MAX, sizeof *r.ranges);
	buf_init(&r.text, TEXT_CEILING);
	if (r.ranges == NULL || !list_codes(&r))
		rc = fail(err, RC_MEMORY, "no memory to read the Tabular List");
	else
		rc = xml_read(in, &listener, &r, err);
	if (rc == RC_OK && r.whole && in->rows < WHOLE_LEAST && !in->starter)
		rc = import_fail(in, err, 0, "it has %u codes only, where the "
		    "whole list has at least %d; it may be cut off", in->rows,
		    WHOLE_LEAST);
	free(r.ranges);
	VEC_FREE(&r.all);
	buf_fini(&r.text);
	return rc;
}

const struct importer importer_icd_tabular = {
	.name = "ICD-10-CM tabular", .what = "ICD-10-CM Tabular List",
	.least = 5, .knows = knows, .read = read_file,
};
