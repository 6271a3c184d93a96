/* SPDX-License-Identifier: Apache-2.0 */
/* book.c -- the codebook as cleanclaim.h has it. */
#include <stdlib.h>

#include "codes/look_notes.h"
#include "codes/look_procedures.h"
#include "search/search.h"
#include "lib/lib.h"
#include "pricing/mpfs.h"

#define WORDS_CEILING	((size_t)1 << 20)

struct cleanclaim_book {
	struct book book;
};

_Static_assert((int)CLEANCLAIM_CODE_ENDED == (int)CODE_ENDED &&
    (int)CLEANCLAIM_BASIS_NOTHING == (int)BASIS_NOTHING &&
    (int)CLEANCLAIM_MISSING_SIDE == (int)SEARCH_LATERALITY &&
    (int)CLEANCLAIM_MUE_DME == (int)MUE_DME, "part of the ABI");

/* ---- life ----------------------------------------------------------- */

/* See cleanclaim.h. */
struct cleanclaim_book *
cleanclaim_book_open(const char *path, struct cleanclaim_error *e)
{
	struct cleanclaim_book *b = path == NULL ? NULL : calloc(1, sizeof *b);
	struct err err;
	enum rc rc;

	if (path == NULL) {
		give(e, CLEANCLAIM_INVALID, "no path was given");
		return NULL;
	}
	if (b == NULL) {
		give(e, CLEANCLAIM_MEMORY, "no memory for a codebook");
		return NULL;
	}
	rc = book_open(&b->book, path, &err);
	give_rc(e, rc, &err);
	if (rc == RC_OK)
		return b;
	free(b);
	return NULL;
}

/* See cleanclaim.h. */
int
cleanclaim_book_verify(const struct cleanclaim_book *b,
    struct cleanclaim_error *e)
{
	struct err err;

	if (b == NULL)
		return give(e, CLEANCLAIM_INVALID, "no codebook was given");
	return give_rc(e, book_verify(&b->book, &err), &err);
}

/* See cleanclaim.h. */
void
cleanclaim_book_close(struct cleanclaim_book *b)
{
	if (b == NULL)
		return;
	book_close(&b->book);
	free(b);
}

/* ---- what is asked -------------------------------------------------- */

/* "2026-04-01" or "20260401" as a day; an error, told, when it is none. */
static int
read_day(const struct cleanclaim_book *b, const char *text, date *on,
    struct cleanclaim_error *e)
{
	char digits[9] = "";
	size_t n = 0;

	if (b == NULL || text == NULL)
		return give(e, CLEANCLAIM_INVALID, "no codebook or no day was "
		    "given");
	for (const char *c = text; *c != '\0' && n < 8; c++)
		if (*c != '-')
			digits[n++] = *c;
	if (strlen(text) <= 10 && date_parse8((str){ digits, n }, on))
		return CLEANCLAIM_OK;
	return give(e, CLEANCLAIM_RANGE, "the day is none; write YYYY-MM-DD");
}

static int
read_system(const char *name, enum code_system *out,
    struct cleanclaim_error *e)
{
	for (int s = 0; s < SYSTEMS; s++)
		if (str_eq(str_of(name), str_of(code_system_name(
		    (enum code_system)s)))) {
			*out = (enum code_system)s;
			return CLEANCLAIM_OK;
		}
	return give(e, CLEANCLAIM_UNKNOWN, "there is no system of codes of "
	    "that name");
}

static str
title_of(const struct book *b, const struct book_code *c, date on)
{
	const struct book_title *t = c == NULL || c->set >= SETS ? NULL :
	    code_title_on(b, c, on);
	str full = t == NULL ? STR("") : book_text(b, t->full);

	return t != NULL && full.n == 0 ? book_text(b, t->brief) : full;
}

/* ---- codes ---------------------------------------------------------- */

/* See cleanclaim.h. */
int
cleanclaim_code_check(const struct cleanclaim_book *b, const char *system,
    const char *code, const char *day, struct cleanclaim_code_answer *answer,
    struct cleanclaim_error *e)
{
	enum code_system s = SYSTEMS;
	struct code_answer a;
	str title;
	date on;
	int rc = read_day(b, day, &on, e);

	if (rc == CLEANCLAIM_OK)
		rc = read_system(system, &s, e);
	if (rc != CLEANCLAIM_OK)
		return rc;
	a = code_on(&b->book, s, code_pack(str_of(code)), on);
	title = title_of(&b->book, a.code, on);
	*answer = (struct cleanclaim_code_answer){ .state = (int)a.state,
	    .basis = (int)a.basis, .title = title.n > 0 ? title.p : "",
	    .title_n = title.n };
	return give_ok(e);
}

/* Tell the results of a search; how many there are. */
static int
tell_found(const struct book *b, struct search *s,
    const struct search_result *v, unsigned n, date on,
    cleanclaim_found_fn *found, void *user)
{
	char code[CODE_TEXT_MAX];
	struct buf why;
	int stop = 0;

	buf_init(&why, WORDS_CEILING);
	for (unsigned i = 0; i < n && stop == 0; i++) {
		str title = title_of(b, v[i].code, on);
		enum code_set set = (enum code_set)v[i].code->set;

		buf_reset(&why);
		search_why(s, &v[i], &why);
		(void)(v[i].system == SYSTEM_DIAGNOSIS ?
		    code_text_icd(v[i].code->key, code) :
		    code_text(v[i].code->key, code));
		stop = found(user, &(struct cleanclaim_found){
		    .code = code, .set = set < SETS ? code_set_name(set) : "",
		    .title = title.n > 0 ? title.p : "", .title_n = title.n,
		    .why = why.p != NULL ? why.p : "", .rank = i + 1,
		    .billable = v[i].billable, .missing = v[i].missing });
	}
	buf_fini(&why);
	return stop != 0 ? CLEANCLAIM_STOPPED : (int)n;
}

/* See cleanclaim.h. */
int
cleanclaim_code_search(const struct cleanclaim_book *b, const char *set,
    const char *query, const char *day, unsigned limit,
    cleanclaim_found_fn *found, void *user, struct cleanclaim_error *e)
{
	struct search_result v[SEARCH_RESULTS_MAX];
	struct search_query q = { .text = str_of(query), .limit = limit,
	    .system = SYSTEMS };
	enum code_set named = set == NULL ? SETS : code_set_named(str_of(set));
	int rc = read_day(b, day, &q.on, e);
	struct search *s;

	if (rc != CLEANCLAIM_OK)
		return rc;
	if (set != NULL && named == SETS)
		return give(e, CLEANCLAIM_UNKNOWN, "there is no code set of "
		    "that name");
	if (set != NULL)
		q.system = code_set_system(named);
	s = search_new(&b->book);
	if (s == NULL)
		return give(e, CLEANCLAIM_MEMORY, "no memory to search");
	rc = tell_found(&b->book, s, v, search_run(s, &q, v), q.on, found,
	    user);
	search_free(s);
	return rc < 0 ? give(e, rc, "the search was stopped") :
	    (give_ok(e), rc);
}

/* See cleanclaim.h. */
int
cleanclaim_excludes1(const struct cleanclaim_book *b, const char *one,
    const char *other, const char *day, const char **text, size_t *n,
    struct cleanclaim_error *e)
{
	struct note_hit hit;
	str said;
	date on;
	int rc = read_day(b, day, &on, e);

	if (rc != CLEANCLAIM_OK)
		return rc;
	give_ok(e);
	if (!excludes1(&b->book, code_pack(str_of(one)),
	    code_pack(str_of(other)), on, &hit))
		return 0;
	said = book_text(&b->book, hit.note->text);
	if (text != NULL)
		*text = said.p;
	if (n != NULL)
		*n = said.n;
	return 1;
}

/* ---- edits of procedures -------------------------------------------- */

/* See cleanclaim.h. */
int
cleanclaim_ptp(const struct cleanclaim_book *b, int setting,
    const char *column1, const char *column2, const char *day,
    int *indicator, struct cleanclaim_error *e)
{
	struct ptp_edit edit;
	date on;
	int rc = read_day(b, day, &on, e);

	if (rc != CLEANCLAIM_OK)
		return rc;
	edit = ptp_on(&b->book, code_pack(str_of(column1)),
	    code_pack(str_of(column2)), setting == CLEANCLAIM_PTP_HOSPITAL ?
	    PTP_HOSPITAL : PTP_PRACTITIONER, on);
	give_ok(e);
	*indicator = edit.holds ? edit.indicator : 0;
	return edit.holds;
}

/* See cleanclaim.h. */
int
cleanclaim_mue(const struct cleanclaim_book *b, int setting,
    const char *code, const char *day, uint32_t *units,
    struct cleanclaim_error *e)
{
	struct mue_edit edit;
	date on;
	int rc = read_day(b, day, &on, e);

	if (rc != CLEANCLAIM_OK)
		return rc;
	if (setting < 0 || setting >= MUE_SETTINGS)
		return give(e, CLEANCLAIM_RANGE, "there is no such setting");
	edit = mue_on(&b->book, code_pack(str_of(code)),
	    (enum mue_setting)setting, on);
	give_ok(e);
	*units = edit.holds ? edit.units : 0;
	return edit.holds;
}

/* See cleanclaim.h. */
int
cleanclaim_price(const struct cleanclaim_book *b,
    const struct cleanclaim_service *service, int64_t *cents,
    const char **why, struct cleanclaim_error *e)
{
	struct mpfs_request q = { .units = service->units,
	    .carrier = service->carrier, .locality = service->locality,
	    .place = service->place, .minutes = service->minutes,
	    .procedure = code_pack(str_of(service->code)) };
	struct mpfs_result result;
	int rc = read_day(b, service->day, &q.on, e);

	if (rc != CLEANCLAIM_OK)
		return rc;
	for (unsigned i = 0; i < MPFS_MODIFIERS; i++)
		if (service->modifiers[i][0] != '\0')
			q.modifiers[i] = PAIR_OF(service->modifiers[i][0],
			    service->modifiers[i][1]);
	mpfs_price(&b->book, &q, &result);
	give_ok(e);
	*cents = result.outcome == MPFS_PRICED ? result.amount : 0;
	if (why != NULL)
		*why = mpfs_outcome_text(result.outcome);
	return result.outcome == MPFS_PRICED;
}
