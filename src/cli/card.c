/* SPDX-License-Identifier: Apache-2.0 */
/* card.c -- what a code is, where it stands, what is noted of it. */
#include "cli/card.h"

#include "cli/codebook.h"
#include "cli/spans.h"
#include "codes/look_notes.h"

#define TEXT_CEILING	((size_t)1 << 20)
#define DEPTH_MAX	16

/* See card.h. */
void
card_init(struct card *c, const struct book *b, enum code_system system,
    code_key key, date on, struct page *page)
{
	*c = (struct card){ .book = b, .page = page, .system = system,
	    .row = book_row(b, system, key), .key = key, .on = on,
	    .code = book_code(b, system, key) };
	buf_init(&c->words, TEXT_CEILING);
}

/* See card.h. */
void
card_fini(struct card *c)
{
	buf_fini(&c->words);
}

/* ---- lines --------------------------------------------------------------- */

/* See card.h. */
void
card_label(struct card *c, const char **label)
{
	page_text(c->page, STYLE_BOLD, str_of(*label));
	page_to(c->page, CARD_VALUE);
	*label = "";
}

/* See card.h. */
void
card_text(struct card *c, const char **label, enum style style, str text)
{
	card_label(c, label);
	page_wrap(c->page, style, CARD_VALUE, text);
	page_newline(c->page);
}

/* See card.h. */
void
card_behind(struct card *c, unsigned indent, str text)
{
	struct page *p = c->page;

	if (p->column + 1 + page_columns(text) > p->width) {
		page_newline(p);
		page_to(p, indent);
	} else {
		page_to(p, p->column + 1);
	}
	page_wrap(p, STYLE_DIM, indent, text);
}

/* See card.h. */
void
card_code(struct card *c, const char **label, enum code_system system,
    code_key key)
{
	const struct book_code *code = book_code(c->book, system, key);
	char text[CODE_TEXT_MAX];
	bool billable = code_valid_on(c->book, system, key, c->on);

	card_label(c, label);
	page_text(c->page, billable ? STYLE_TITLE : STYLE_PLAIN,
	    shown_code(system, key, text));
	if (code != NULL) {
		page_to(c->page, CARD_TITLE);
		page_wrap(c->page, STYLE_PLAIN, CARD_TITLE,
		    shown_title(c->book, code, c->on));
	}
	page_newline(c->page);
}

/* See card.h. */
void
card_more(struct card *c, uint32_t shown, uint32_t n)
{
	char text[NUMBER_TEXT_MAX];

	if (n <= shown)
		return;
	page_to(c->page, CARD_VALUE);
	page_fmt(c->page, STYLE_DIM, "and %s more (--all lists them)",
	    number_text(n - shown, text));
	page_newline(c->page);
}

/* ---- what it is ---------------------------------------------------------- */

static const char *
state_sentence(enum code_state s)
{
	static const char *const words[] = {
		[CODE_UNKNOWN] = "named by edits only",
		[CODE_VALID] = "billable", [CODE_HEADING] = "a heading, "
		"not billable", [CODE_NOT_YET] = "not in force yet",
		[CODE_ENDED] = "ended",
	};

	return words[s];
}

static void
add_state(struct card *c)
{
	struct code_answer a = code_on(c->book, c->system, c->key, c->on);
	struct page *p = c->page;
	char day[DATE_TEXT_MAX];

	page_text(p, STYLE_DIM, str_of(code_system_title(c->system)));
	page_text(p, STYLE_DIM, STR(", "));
	page_text(p, a.state == CODE_VALID ? STYLE_GOOD :
	    a.state == CODE_HEADING || a.state == CODE_UNKNOWN ?
	    STYLE_WARNING : STYLE_ERROR, str_of(state_sentence(a.state)));
	page_fmt(p, STYLE_DIM, " on %s", shown_day(c->on, "?", day).p);
	if (a.basis == BASIS_AFTER)
		page_wrap(p, STYLE_DIM, 2, STR(", as last published"));
	else if (a.basis == BASIS_BEFORE)
		page_wrap(p, STYLE_DIM, 2, STR(", by the oldest release"));
	page_newline(p);
}

/* When it was listed, and when it could be billed, if that differs. */
static void
add_valid(struct card *c)
{
	struct span spans[RELEASES_MAX];
	const char *label = c->code->billable != 0 ? "Valid" : "Listed";
	unsigned n = code_spans(c->book, c->code, c->code->billable != 0,
	    spans);

	for (unsigned i = 0; i < n; i++) {
		buf_reset(&c->words);
		span_text(&spans[i], &c->words);
		card_text(c, &label, STYLE_PLAIN, buf_str(&c->words));
	}
}

/* The short title, and what it was called in other releases. */
static void
add_titles(struct card *c)
{
	const struct book_title *now = code_title_on(c->book, c->code, c->on);
	uint32_t n = c->code->n_titles;
	const struct book_title *t = book_run(c->book, PART_TITLES, 0,
	    c->code->titles, &n);
	const char *brief = "Short", *other = "Once called";
	struct span spans[RELEASES_MAX];

	if (now != NULL && now->brief != 0 && !str_eq_nocase(book_text(c->book,
	    now->brief), book_text(c->book, now->full)))
		card_text(c, &brief, STYLE_PLAIN, book_text(c->book,
		    now->brief));
	for (uint32_t i = 0; i < n; i++) {
		if (&t[i] == now || book_text(c->book, t[i].full).n == 0 ||
		    now == NULL || t[i].full == now->full)
			continue;
		buf_reset(&c->words);
		buf_add(&c->words, book_text(c->book, t[i].full));
		if (release_spans(c->book, (enum code_set)c->code->set,
		    t[i].in, spans) > 0) {
			buf_add(&c->words, STR(" ("));
			span_text(&spans[0], &c->words);
			buf_add(&c->words, STR(")"));
		}
		card_text(c, &other, STYLE_PLAIN, buf_str(&c->words));
	}
}

/* See card.h. */
void
card_add_head(struct card *c)
{
	char text[CODE_TEXT_MAX];
	str title = shown_title(c->book, c->code, c->on);

	page_text(c->page, STYLE_TITLE, shown_code(c->system, c->key, text));
	page_to(c->page, c->page->column + 2);
	if (title.n > 0)
		page_wrap(c->page, STYLE_BOLD, 2, title);
	else
		page_wrap(c->page, STYLE_DIM, 2, STR("(no title here; those of "
		    "CPT come with a licence of your own, as cpt.csv)"));
	page_newline(c->page);
	add_state(c);
	page_newline(c->page);
	if (c->code->set >= SETS)
		return;
	add_valid(c);
	add_titles(c);
}

/* ---- where it stands ----------------------------------------------------- */

/* See card.h. */
void
card_add_tree(struct card *c)
{
	const struct book_code *path[DEPTH_MAX], *at = c->code;
	const char *above = "Above", *below = "Below";
	uint32_t n = c->code->n_children, shown = 0, there = 0;
	unsigned depth = 0;
	const uint32_t *v;

	while (depth < DEPTH_MAX && (at = book_code_at(c->book, c->system,
	    at->parent)) != NULL)
		path[depth++] = at;
	while (depth > 0)
		card_code(c, &above, c->system, path[--depth]->key);
	/* With 7th characters they are listed by those. */
	if (c->system == SYSTEM_DIAGNOSIS &&
	    code_needs_7th(c->book, c->key, c->on))
		return;
	v = n == 0 ? NULL : book_run(c->book, PART_CHILDREN, 0,
	    c->code->children, &n);
	for (uint32_t i = 0; i < n; i++) {
		const struct book_code *child = book_code_at(c->book,
		    c->system, v[i]);
		enum code_state state = child == NULL ? CODE_UNKNOWN :
		    code_on(c->book, c->system, child->key, c->on).state;

		if (!c->all && state != CODE_VALID && state != CODE_HEADING)
			continue;
		there++;
		if (child == NULL || (!c->all && shown == CARD_LIST))
			continue;
		shown++;
		card_code(c, &below, c->system, child->key);
	}
	card_more(c, shown, there);
}

/* ---- notes --------------------------------------------------------------- */

static const struct { enum note_kind kind; const char *label; } note_labels[] = {
	{ NOTE_INCLUSION, "Also called" }, { NOTE_INCLUDES, "Includes" },
	{ NOTE_EXCLUDES1, "Excludes1" }, { NOTE_EXCLUDES2, "Excludes2" },
	{ NOTE_CODE_FIRST, "Code first" }, { NOTE_CODE_ALSO, "Code also" },
	{ NOTE_USE_ADDITIONAL, "Use also" }, { NOTE_NOTE, "Note" },
	{ NOTE_SEVENTH_NOTE, "7th character" },
};

/* A note; where it stands, when that is above the code. */
static void
add_note(struct card *c, const char **label, const struct note_hit *hit)
{
	char at[CODE_TEXT_MAX];

	card_label(c, label);
	page_wrap(c->page, STYLE_PLAIN, CARD_VALUE, book_text(c->book,
	    hit->note->text));
	if (hit->at->key != c->key) {
		buf_reset(&c->words);
		buf_fmt(&c->words, "[%s]", shown_code(c->system,
		    hit->at->key, at).p);
		card_behind(c, CARD_VALUE, buf_str(&c->words));
	}
	page_newline(c->page);
}

/* Is it a note of a whole chapter that is only told when all are wanted? */
static bool
is_of_chapter(const struct card *c, const struct note_hit *hit)
{
	bool told = hit->note->kind == NOTE_EXCLUDES1 ||
	    hit->note->kind == NOTE_CODE_FIRST;

	return !c->all && !told && hit->at->key != c->key &&
	    hit->at->parent == NO_ROW;
}

static void
add_of_chapter(struct card *c, unsigned n, code_key chapter)
{
	char text[CODE_TEXT_MAX];

	if (n == 0)
		return;
	page_to(c->page, CARD_VALUE);
	page_fmt(c->page, STYLE_DIM, "%s has %u more note%s (--all shows "
	    "them)", shown_code(c->system, chapter, text).p, n,
	    n == 1 ? "" : "s");
	page_newline(c->page);
}

/* The 7th characters that make valid codes of it, and what they mean. */
static void
add_sevenths(struct card *c)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRS";
	const char *label = "7th character";
	char text[CODE_TEXT_MAX];

	for (const char *s = all; *s != '\0'; s++) {
		code_key whole = code_with_7th(c->book, c->key, *s, c->on);

		if (whole == CODE_NONE)
			continue;
		card_label(c, &label);
		page_fmt(c->page, STYLE_BOLD, "%c ", *s);
		page_text(c->page, STYLE_TITLE, code_text_icd(whole, text));
		page_to(c->page, CARD_TITLE);
		page_wrap(c->page, STYLE_PLAIN, CARD_TITLE,
		    code_7th_meaning(c->book, c->key, *s, c->on));
		page_newline(c->page);
	}
}

/* See card.h. */
void
card_add_notes(struct card *c)
{
	code_key chapter = CODE_NONE;
	struct note_walk walk;
	struct note_hit hit;
	unsigned left = 0;

	if (c->system != SYSTEM_DIAGNOSIS)
		return;
	if (code_needs_7th(c->book, c->key, c->on))
		add_sevenths(c);
	for (size_t i = 0; i < sizeof note_labels / sizeof *note_labels;
	    i++) {
		const char *label = note_labels[i].label;

		note_walk_begin(&walk, c->book, c->key, c->on);
		while (note_walk_next(&walk, note_labels[i].kind, &hit)) {
			/* What others are called is no matter of its own. */
			if (note_labels[i].kind == NOTE_INCLUSION &&
			    hit.at->key != c->key)
				break;
			if (!is_of_chapter(c, &hit)) {
				add_note(c, &label, &hit);
				continue;
			}
			chapter = hit.at->key;
			left++;
		}
	}
	add_of_chapter(c, left, chapter);
}

/* ---- facts --------------------------------------------------------------- */

/* See card.h. */
void
card_add_facts(struct card *c)
{
	const char *label = "Facts";

	for (int k = 0; k < FACTS; k++) {
		str text = code_fact_on(c->book, c->code, (enum fact_kind)k,
		    c->on);

		if (text.n == 0)
			continue;
		card_label(c, &label);
		page_text(c->page, STYLE_DIM, str_of(fact_kind_title(
		    (enum fact_kind)k)));
		page_text(c->page, STYLE_DIM, STR(": "));
		page_wrap(c->page, STYLE_PLAIN, CARD_VALUE + 2, text);
		page_newline(c->page);
	}
}
