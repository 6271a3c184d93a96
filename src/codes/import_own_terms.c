/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_own_terms.c -- our own layouts of texts: notes and seventh characters
 * of ICD-10-CM, its index, and the words that people use.
 */
#include "codes/import_own.h"

#include "codes/note_ranges.h"
#include "codes/search.h"

/* ---- icd10cm-notes.csv --------------------------------------------------- */

enum { KIND = OWN_FIRST, TEXT };

static const struct sheet_column notes_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [KIND] = { "KIND", true },
	[TEXT] = { "TEXT", true },
};

/* The words of the layout, in the order of enum note_kind. */
static const char *const kinds[] = {
	"includes", "excludes1", "excludes2", "code_first", "use_additional",
	"code_also", "inclusion", "note", NULL
};

static enum rc
key_of(const struct import_row *r, code_key *out)
{
	*out = own_diagnosis_key(row_cell(r, OWN_CODE));
	return *out != CODE_NONE ? RC_OK :
	    row_fail(r, OWN_CODE, "a chapter, a block or a code");
}

/* The codes that a note names; the list of codes may come later, so ranges
 * are whole (note_ranges.h N2). */
static enum rc
add_note(struct import_row *r, code_key key, enum note_kind kind)
{
	struct own_work *w = r->ctx;
	str text = row_cell(r, TEXT);
	struct build_ranges ranges = { NULL, 0 };
	struct book_range *v = w->ranges;

	if (v == NULL)
		v = w->ranges = ARENA_ARRAY(&w->arena, struct book_range,
		    NOTE_RANGES_MAX);
	if (v == NULL)
		return fail(r->err, RC_MEMORY, "no memory for notes");
	if (kind != NOTE_INCLUSION)
		ranges = (struct build_ranges){ v, note_ranges(text,
		    (struct note_codes){ NULL, 0 }, v) };
	build_note(r->in->build, r->in->release, SYSTEM_DIAGNOSIS, key, kind,
	    text, ranges);
	return RC_OK;
}

static enum rc
notes_row(struct import_row *r)
{
	code_key key;
	unsigned kind;
	enum rc rc = key_of(r, &key);

	if (rc == RC_OK)
		rc = row_word(r, KIND, kinds, &kind);
	if (rc == RC_OK && row_cell(r, TEXT).n == 0)
		rc = row_fail(r, TEXT, "a note");
	if (rc != RC_OK)
		return rc;
	return add_note(r, key, (enum note_kind)kind);
}

/* ---- icd10cm-sevenths.csv ------------------------------------------------ */

enum { SEVENTH = OWN_FIRST, SEVENTH_MEANING };

static const struct sheet_column sevenths_want[] = { OWN_DAYS,
	[OWN_CODE] = { "CODE", true }, [SEVENTH] = { "SEVENTH", true },
	[SEVENTH_MEANING] = { "MEANING", true },
};

static enum rc
sevenths_row(struct import_row *r)
{
	struct own_work *w = r->ctx;
	code_key key;
	enum rc rc = key_of(r, &key);

	if (rc == RC_OK && row_cell(r, SEVENTH).n != 1)
		rc = row_fail(r, SEVENTH, "one character");
	if (rc != RC_OK)
		return rc;
	buf_reset(&w->scratch);
	buf_fmt(&w->scratch, STR_FMT " " STR_FMT,
	    STR_ARG(row_cell(r, SEVENTH)),
	    STR_ARG(row_cell(r, SEVENTH_MEANING)));
	build_note(r->in->build, r->in->release, SYSTEM_DIAGNOSIS, key,
	    NOTE_SEVENTH, buf_str(&w->scratch),
	    (struct build_ranges){ NULL, 0 });
	return RC_OK;
}

/* ---- icd10cm-index.csv --------------------------------------------------- */

enum { TERM, MODIFIERS, INDEX_CODE, MANIFESTATION, SEE, SEE_ALSO };

static const struct sheet_column index_want[] = {
	[TERM] = { "TERM", true }, [MODIFIERS] = { "MODIFIERS", false },
	[INDEX_CODE] = { "CODE", true },
	[MANIFESTATION] = { "MANIFESTATION", false },
	[SEE] = { "SEE", false }, [SEE_ALSO] = { "SEE ALSO", false },
};

/* Cut a way at its last " > ": the last term; *above is what stands before. */
static str
last_term(str way, str *above)
{
	for (size_t i = way.n; i-- > 3;)
		if (memcmp(way.p + i - 3, " > ", 3) == 0) {
			*above = (str){ way.p, i - 3 };
			return (str){ way.p + i, way.n - i };
		}
	*above = STR("");
	return way;
}

/* The line of the term above, and the line of this one for those below. */
static enum rc
place_term(struct import_row *r, str above, uint32_t *parent)
{
	struct own_work *w = r->ctx;
	str way = row_cell(r, TERM);
	uintptr_t line = r->in->rows;	/* not 0: it is counted already */

	*parent = NO_ROW;
	if (above.n != 0) {
		uintptr_t up = (uintptr_t)map_get(&w->lines, above);

		if (up == 0)
			return row_fail(r, TERM,
			    "a term whose upper term stands before it");
		*parent = (uint32_t)up - 1;
	}
	if (map_get(&w->lines, way) != NULL)
		return RC_OK;
	way = arena_str(&w->arena, way);
	return way.p != NULL && map_set(&w->lines, way, (void *)line) ?
	    RC_OK : fail(r->err, RC_MEMORY, "no memory for the index");
}

/* "S52.50-": what stands before the dash. */
static enum rc
term_code(struct import_row *r, int column, uint32_t *row)
{
	str cell = row_cell(r, column);
	code_key key;

	*row = NO_ROW;
	while (cell.n > 0 && cell.p[cell.n - 1] == '-')
		cell.n--;
	if (cell.n == 0)
		return RC_OK;
	key = code_pack(cell);
	if (key == CODE_NONE || code_length(key) < 3)
		return row_fail(r, column, "a diagnosis");
	*row = build_code_ref(r->in->build, SYSTEM_DIAGNOSIS, key);
	return RC_OK;
}

static enum rc
index_row(struct import_row *r)
{
	struct build *b = r->in->build;
	str above, title = last_term(row_cell(r, TERM), &above);
	bool see = row_cell(r, SEE).n != 0;
	str target = row_cell(r, see ? SEE : SEE_ALSO);
	struct book_term t = { .set = SET_ICD10CM_INDEX,
	    .line = r->in->rows - 1, .title = build_text(b, title),
	    .modifiers = build_text(b, row_cell(r, MODIFIERS)),
	    .see = target.n == 0 ? 0 : see ? 1 : 2,
	    .target = build_text(b, target) };
	enum rc rc;

	if (title.n == 0)
		return row_fail(r, TERM, "a term");
	for (size_t i = 0; i < sizeof t.codes / sizeof *t.codes; i++)
		t.codes[i] = NO_ROW;
	rc = place_term(r, above, &t.parent);
	if (rc == RC_OK)
		rc = term_code(r, INDEX_CODE, &t.codes[0]);
	if (rc == RC_OK)
		rc = term_code(r, MANIFESTATION, &t.codes[1]);
	if (rc == RC_OK)
		build_row(b, r->in->release, TABLE_TERM, &t);
	return rc;
}

/* ---- abbreviations.csv, plain-language.csv ------------------------------- */

enum { WORD, RANK, EXPANSION };

static const struct sheet_column abbreviations_want[] = {
	[WORD] = { "ABBREVIATION", true }, [RANK] = { "RANK", true },
	[EXPANSION] = { "EXPANSION", true },
};

static const struct sheet_column plain_want[] = {
	[WORD] = { "PLAIN", true }, [RANK] = { "RANK", true },
	[EXPANSION] = { "TERM", true },
};

/* Words go to the index of words, where there is to be one. */
static enum rc
words_row(struct import_row *r)
{
	const struct own_work *w = r->ctx;
	struct search_phrase p = { .from = row_cell(r, WORD),
	    .to = row_cell(r, EXPANSION),
	    .plain = w->layout->want == plain_want };
	uint32_t rank;
	enum rc rc = row_number(r, RANK, 100, 1, &rank);

	if (rc == RC_OK && p.from.n == 0)
		rc = row_fail(r, WORD, "a word");
	if (rc == RC_OK && p.to.n == 0)
		rc = row_fail(r, EXPANSION, "what it means");
	p.rank = rank;
	if (rc == RC_OK && r->in->indexer != NULL &&
	    !indexer_phrase(r->in->indexer, &p))
		rc = fail(r->err, RC_MEMORY, "no memory for words");
	return rc;
}

static const struct sheet_column synonyms_want[] = {
	[WORD] = { "WORD", true }, [RANK] = { "RANK", false },
	[EXPANSION] = { "SAME", true },
};

/* A synonym is a phrase of rank 0: search.h. */
static enum rc
synonym_row(struct import_row *r)
{
	struct search_phrase p = { .from = row_cell(r, WORD),
	    .to = row_cell(r, EXPANSION) };

	if (p.from.n == 0)
		return row_fail(r, WORD, "a word");
	if (p.to.n == 0)
		return row_fail(r, EXPANSION, "a word that means the same");
	if (r->in->indexer != NULL && !indexer_phrase(r->in->indexer, &p))
		return fail(r->err, RC_MEMORY, "no memory for words");
	return RC_OK;
}

/* ---- the layouts ---------------------------------------------------- */

const struct own_layout own_terms[] = {
	{ "icd10cm-notes.csv", SET_ICD10CM_NOTES, SYSTEM_DIAGNOSIS,
	  OWN_WANT(notes_want), notes_row, false, NULL },
	{ "icd10cm-sevenths.csv", SET_ICD10CM_NOTES, SYSTEM_DIAGNOSIS,
	  OWN_WANT(sevenths_want), sevenths_row, false, NULL },
	{ "icd10cm-index.csv", SET_ICD10CM_INDEX, SYSTEM_DIAGNOSIS,
	  OWN_WANT(index_want), index_row, false, NULL },
	{ "abbreviations.csv", SETS, SYSTEMS, OWN_WANT(abbreviations_want),
	  words_row, false, NULL },
	{ "plain-language.csv", SETS, SYSTEMS, OWN_WANT(plain_want),
	  words_row, false, NULL },
	{ "synonyms.csv", SETS, SYSTEMS, OWN_WANT(synonyms_want),
	  synonym_row, false, NULL },
	{ .name = NULL },
};
