/* SPDX-License-Identifier: Apache-2.0 */
/* sets.c -- see sets.h. */
#include "cli/sets.h"

#include "cli/codebook.h"
#include "cli/line.h"

#define FROM_COLUMN	24
#define UNTIL_COLUMN	36
#define ROWS_COLUMN	46		/* right-aligned in ten */
#define STATE_COLUMN	58

/* The codes that a release lists; a release that only changes some has those
 * of the one before too. */
static uint32_t
count_codes(const struct book *b, enum code_set set, unsigned release)
{
	enum code_system system = code_set_system(set);
	releases bit = (releases)1 << (release & 63);
	const struct book_code *c;
	uint32_t n = 0;

	for (uint32_t row = 0; (c = book_code_at(b, system, row)) != NULL;
	    row++)
		n += c->set == (uint32_t)set && (c->in & bit) != 0;
	return n;
}

/* The last release, up to `newest`, of which a file is known. */
static uint32_t
last_told(const struct book *b, uint32_t first, uint32_t newest)
{
	const struct book_array *a = &b->parts[PART_SOURCES][0];
	uint32_t told = first;

	for (uint32_t i = 0; i < a->n; i++) {
		const struct book_source *s =
		    (const struct book_source *)a->v + i;

		if (s->release > told && s->release <= newest)
			told = s->release;
	}
	return told;
}

/* See sets.h. */
void
set_status(const struct book *b, enum code_set set, date on,
    struct set_status *s)
{
	*s = (struct set_status){ .set = set, .n_releases = b->sets[set].n };
	if (s->n_releases > 0) {
		s->newest = b->sets[set].first + s->n_releases - 1;
		s->release = book_release(b, set, s->n_releases - 1);
		s->told = last_told(b, b->sets[set].first, s->newest);
		s->codes = count_codes(b, set, s->n_releases - 1);
		if (s->codes == 0 && s->release != NULL)
			s->codes = s->release->rows;
	}
	s->answer = calendar_look(set_cadence(set), s->release == NULL ?
	    DATE_NONE : s->release->from, on);
}

/* See sets.h. */
bool
set_is_overdue(const struct set_status *s)
{
	return s->release != NULL && !s->release->starter &&
	    (s->answer.state == CALENDAR_OVERDUE ||
	    s->answer.state == CALENDAR_DUE);
}

/* The n-th file of the newest release; NULL behind the last. */
static const struct book_source *
next_source(const struct book *b, const struct set_status *s, uint32_t *at)
{
	const struct book_array *a = &b->parts[PART_SOURCES][0];

	while (*at < a->n) {
		const struct book_source *source =
		    (const struct book_source *)a->v + (*at)++;

		if (source->release == s->told)
			return source;
	}
	return NULL;
}

/* ---- for a person ------------------------------------------------------- */

static void
add_state(struct page *p, const struct set_status *s)
{
	char day[DATE_TEXT_MAX];

	page_to(p, STATE_COLUMN);
	if (s->release == NULL)
		page_text(p, STYLE_DIM, STR("not loaded"));
	else if (s->release->starter)
		page_text(p, STYLE_WARNING, STR("starter"));
	else if (set_is_overdue(s))
		page_fmt(p, STYLE_ERROR, "due since %s",
		    shown_day(s->answer.since, "?", day).p);
	else if (s->answer.state == CALENDAR_POSSIBLE)
		page_text(p, STYLE_INFO, STR("an update may be out"));
	else
		page_text(p, STYLE_GOOD, STR("current"));
}

/* "FY 2026, 3 releases since 2020-10-01: icd10cm-order-2026.txt" */
static void
add_details(struct page *p, const struct book *b, const struct set_status *s)
{
	const struct book_release *first = book_release(b, s->set, 0);
	str version = book_text(b, s->release->version);
	const struct book_source *source;
	char day[DATE_TEXT_MAX];
	uint32_t at = 0;

	page_to(p, 2);
	if (version.n > 0) {
		page_text(p, STYLE_DIM, version);
		page_text(p, STYLE_DIM, STR(" "));
	}
	if (s->n_releases > 1 && first != NULL)
		page_fmt(p, STYLE_DIM, "%s%u releases since %s ",
		    version.n > 0 ? "- " : "", s->n_releases,
		    shown_day(first->from, "?", day).p);
	while ((source = next_source(b, s, &at)) != NULL) {
		page_wrap(p, STYLE_DIM, 4, book_text(b, source->name));
		page_text(p, STYLE_DIM, STR(" "));
	}
	page_newline(p);
}

static void
add_set(struct page *p, const struct book *b, const struct set_status *s)
{
	char from[DATE_TEXT_MAX], until[DATE_TEXT_MAX], rows[NUMBER_TEXT_MAX];

	page_text(p, STYLE_BOLD, str_of(code_set_name(s->set)));
	page_to(p, FROM_COLUMN);
	if (s->release == NULL) {
		page_text(p, STYLE_DIM, str_of(cadence_words(
		    set_cadence(s->set))));
		add_state(p, s);
		page_newline(p);
		return;
	}
	page_text(p, STYLE_PLAIN, shown_day(s->release->from, "always", from));
	page_to(p, UNTIL_COLUMN);
	page_text(p, STYLE_PLAIN, shown_day(s->release->until, "-", until));
	page_to(p, ROWS_COLUMN);
	page_fmt(p, STYLE_PLAIN, "%10s", number_text(s->codes, rows));
	add_state(p, s);
	page_newline(p);
	add_details(p, b, s);
}

static void
add_header(struct page *p)
{
	page_text(p, STYLE_DIM, STR("Set"));
	page_to(p, FROM_COLUMN);
	page_text(p, STYLE_DIM, STR("in force"));
	page_to(p, UNTIL_COLUMN);
	page_text(p, STYLE_DIM, STR("until"));
	page_to(p, ROWS_COLUMN);
	page_fmt(p, STYLE_DIM, "%10s", "rows");
	page_newline(p);
}

/* See sets.h. */
unsigned
sets_add(struct page *p, const struct book *b, date on, bool all)
{
	unsigned overdue = 0;
	struct set_status s;

	add_header(p);
	for (int i = 0; i < SETS; i++) {
		set_status(b, (enum code_set)i, on, &s);
		if (s.release == NULL && !all)
			continue;
		add_set(p, b, &s);
		overdue += set_is_overdue(&s);
	}
	return overdue;
}

/* ---- for a program ------------------------------------------------------ */

static void
add_json_set(struct buf *out, const struct book *b,
    const struct set_status *s)
{
	const struct book_release *r = s->release;
	const struct book_source *source;
	bool starter = r != NULL && r->starter;
	uint32_t at = 0;
	struct line l;

	line_begin(&l, out);
	line_text(&l, "type", STR("set"));
	line_text(&l, "set", str_of(code_set_name(s->set)));
	line_text(&l, "title", str_of(code_set_title(s->set)));
	line_text(&l, "version", r == NULL ? STR("") :
	    book_text(b, r->version));
	line_day(&l, "from", r == NULL ? DATE_NONE : r->from);
	line_day(&l, "until", r == NULL ? DATE_NONE : r->until);
	line_number(&l, "releases", s->n_releases);
	line_number(&l, "rows", s->codes);
	line_open(&l, "files");
	while (r != NULL && (source = next_source(b, s, &at)) != NULL)
		line_item(&l, book_text(b, source->name));
	line_close(&l);
	line_bool(&l, "starter", starter);
	line_text(&l, "state", starter ? STR("starter") :
	    str_of(calendar_state_word(s->answer.state)));
	line_day(&l, "overdue_since", set_is_overdue(s) ? s->answer.since :
	    DATE_NONE);
	line_end(&l);
}

/* See sets.h. */
unsigned
sets_add_json(struct buf *out, const struct book *b, date on, bool all)
{
	unsigned overdue = 0;
	struct set_status s;

	for (int i = 0; i < SETS; i++) {
		set_status(b, (enum code_set)i, on, &s);
		if (s.release == NULL && !all)
			continue;
		add_json_set(out, b, &s);
		overdue += set_is_overdue(&s);
	}
	return overdue;
}
