/* SPDX-License-Identifier: Apache-2.0 */
/* codes_search.c -- the command: the best codes, why, and what they lack. */
#include "cli/codebook.h"
#include "cli/line.h"
#include "cli/near.h"
#include "codes/look_notes.h"
#include "codes/search.h"

#define TEXT_CEILING	((size_t)1 << 20)
#define CODE_COLUMN	4
#define TITLE_COLUMN	14

/* A search at work. */
struct seek {
	const struct invocation *in;
	const struct book *book;
	struct search *search;
	struct search_query query;
	struct buf text;		/* the words of the query */
	struct buf words;		/* scratch */
	struct search_result best[SEARCH_RESULTS_MAX];
	unsigned n;
};

/* The operands as one text. */
static void
join_query(struct seek *s)
{
	for (unsigned i = 0; i < s->in->n_operands; i++) {
		if (i > 0)
			buf_putc(&s->text, ' ');
		buf_add(&s->text, str_of(s->in->operands[i]));
	}
	s->query.text = buf_str(&s->text);
}

/* Put a result among the best, behind those that are as good. */
static void
add_result(struct seek *s, const struct search_result *r)
{
	unsigned at = s->n;

	while (at > 0 && s->best[at - 1].score < r->score)
		at--;
	if (at >= s->query.limit)
		return;
	if (s->n < s->query.limit)
		s->n++;
	memmove(&s->best[at + 1], &s->best[at],
	    (s->n - 1 - at) * sizeof *r);
	s->best[at] = *r;
}

/*
 * Search one system, or each of them: a search of all at once would stop in the
 * first that has enough.  The texts behind the results stay good, as they are
 * in the book.
 */
static void
seek(struct seek *s, enum code_system system)
{
	struct search_result found[SEARCH_RESULTS_MAX];
	struct search_query q = s->query;

	q.system = system;
	if (system != SYSTEMS) {
		s->n = search_run(s->search, &q, s->best);
		return;
	}
	for (int i = 0; i < SYSTEMS; i++) {
		unsigned n;

		q.system = (enum code_system)i;
		n = search_run(s->search, &q, found);
		for (unsigned k = 0; k < n; k++)
			add_result(s, &found[k]);
	}
}

/* ---- why, and what is missing ------------------------------------------- */

/* Why a result is there; empty where its title says it. */
static str
why(struct seek *s, const struct search_result *r)
{
	buf_reset(&s->words);
	search_why(s->search, r, &s->words);
	return buf_str(&s->words);
}

static bool
why_is_plain(const struct search_result *r)
{
	return r->source == SEARCH_TITLE || r->source == SEARCH_BRIEF ||
	    r->source == SEARCH_CODE;
}

/* "A initial encounter, D subsequent ...", as far as 7th characters go. */
static void
add_sevenths(struct seek *s, code_key key, struct buf *to)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRS";
	const char *comma = "";

	for (const char *c = all; *c != '\0'; c++) {
		if (code_with_7th(s->book, key, *c, s->query.on) == CODE_NONE)
			continue;
		buf_fmt(to, "%s%c", comma, *c);
		comma = " ";
	}
}

static str
missing_words(struct seek *s, const struct search_result *r)
{
	char code[CODE_TEXT_MAX];
	struct buf *b = &s->words;

	buf_reset(b);
	if (r->missing & SEARCH_SEVENTH) {
		buf_add(b, STR("needs its 7th character: "));
		add_sevenths(s, r->code->key, b);
	} else if (r->missing & SEARCH_MORE_CHARACTERS) {
		buf_fmt(b, "a heading, not billable: see cleanclaim codes "
		    "show " STR_FMT, STR_ARG(shown_code(r->system,
		    r->code->key, code)));
	}
	if (r->missing & SEARCH_LATERALITY)
		buf_fmt(b, "%sthe side is not said; codes beside it say it",
		    b->n > 0 ? "; " : "");
	return buf_str(b);
}

/* ---- for a person ------------------------------------------------------- */

/* A dim or coloured line below a title. */
static void
add_below(struct page *p, enum style style, str text)
{
	if (text.n == 0)
		return;
	page_to(p, TITLE_COLUMN);
	page_wrap(p, style, TITLE_COLUMN, text);
	page_newline(p);
}

static void
add_state(struct seek *s, struct page *p, const struct search_result *r)
{
	static const char *const words[] = {
		[CODE_NOT_YET] = "not in force yet",
		[CODE_ENDED] = "ended, not valid on that day",
	};
	struct code_answer a = code_on(s->book, r->system, r->code->key,
	    s->query.on);

	if (a.state == CODE_NOT_YET || a.state == CODE_ENDED)
		add_below(p, STYLE_WARNING, str_of(words[a.state]));
}

static void
add_found(struct seek *s, struct page *p, const struct search_result *r,
    unsigned rank, bool mixed)
{
	char code[CODE_TEXT_MAX];
	str title = shown_title(s->book, r->code, s->query.on);

	page_fmt(p, STYLE_DIM, "%2u", rank);
	page_to(p, CODE_COLUMN);
	page_text(p, r->billable ? STYLE_TITLE : STYLE_BOLD,
	    shown_code(r->system, r->code->key, code));
	page_to(p, TITLE_COLUMN);
	page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, title.n > 0 ? title :
	    STR("(the book has no title of it)"));
	page_newline(p);
	if (mixed && r->code->set < SETS)
		add_below(p, STYLE_DIM, str_of(code_set_title(
		    (enum code_set)r->code->set)));
	if (!why_is_plain(r))
		add_below(p, STYLE_DIM, why(s, r));
	add_state(s, p, r);
	if (r->missing != 0)
		add_below(p, STYLE_WARNING, missing_words(s, r));
}

/* How the query was read, if its words were put into others. */
static void
add_reading(struct seek *s, struct page *p)
{
	buf_reset(&s->words);
	search_reading(s->search, &s->words);
	if (s->words.n == 0 || s->best[0].source == SEARCH_CODE ||
	    str_eq_nocase(buf_str(&s->words), s->query.text))
		return;
	page_text(p, STYLE_DIM, STR("Read as: "));
	page_wrap(p, STYLE_DIM, 9, buf_str(&s->words));
	page_newline(p);
	page_newline(p);
}

/* Are the results of more than one system? */
static bool
are_mixed(const struct seek *s)
{
	for (unsigned i = 1; i < s->n; i++)
		if (s->best[i].system != s->best[0].system)
			return true;
	return false;
}

static void
add_list(struct seek *s, struct page *p)
{
	bool mixed = are_mixed(s);

	add_reading(s, p);
	for (unsigned i = 0; i < s->n; i++)
		add_found(s, p, &s->best[i], i + 1, mixed);
}

/* ---- for a program ------------------------------------------------------ */

static void
add_json(struct seek *s, struct buf *out, const struct search_result *r,
    unsigned rank)
{
	char code[CODE_TEXT_MAX];
	struct line l;

	line_begin(&l, out);
	line_number(&l, "rank", rank);
	line_text(&l, "set", r->code->set < SETS ? str_of(code_set_name(
	    (enum code_set)r->code->set)) : STR(""));
	line_text(&l, "code", shown_code(r->system, r->code->key, code));
	line_bool(&l, "billable", r->billable);
	line_text(&l, "title", shown_title(s->book, r->code, s->query.on));
	line_text(&l, "why", why(s, r));
	line_open(&l, "missing");
	if (r->missing & SEARCH_MORE_CHARACTERS)
		line_item(&l, STR("characters"));
	if (r->missing & SEARCH_SEVENTH)
		line_item(&l, STR("seventh"));
	if (r->missing & SEARCH_LATERALITY)
		line_item(&l, STR("side"));
	line_close(&l);
	line_end(&l);
}

/* ---- nothing found ------------------------------------------------------ */

/* Codes near to a query that is one. */
static void
add_near(struct seek *s, struct page *p)
{
	code_key near[NEAR_MAX], key = code_pack(s->query.text);
	char code[CODE_TEXT_MAX];
	unsigned n = 0;

	for (int i = 0; i < SYSTEMS && n == 0; i++) {
		enum code_system system = (enum code_system)i;

		if (s->query.system != SYSTEMS && s->query.system != system)
			continue;
		n = codes_near(s->book, system, key, s->query.on, near);
		for (unsigned k = 0; k < n; k++) {
			page_to(p, CODE_COLUMN);
			page_text(p, STYLE_BOLD, shown_code(system, near[k],
			    code));
			page_to(p, TITLE_COLUMN);
			page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, shown_title(
			    s->book, book_code(s->book, system, near[k]),
			    s->query.on));
			page_newline(p);
		}
	}
}

static bool
has_digit(str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] >= '0' && text.p[i] <= '9')
			return true;
	return false;
}

static void
add_nothing(struct seek *s, struct page *p)
{
	page_text(p, STYLE_PLAIN, STR("Nothing was found for \""));
	page_text(p, STYLE_PLAIN, s->query.text);
	page_text(p, STYLE_PLAIN, STR("\"."));
	page_newline(p);
	if (has_digit(s->query.text)) {
		add_near(s, p);
		return;
	}
	page_wrap(p, STYLE_DIM, 0, s->query.any ?
	    STR("Fewer words, or others, may find it.") :
	    STR("Fewer words, or others, may find it; --all looks among codes "
	    "that have ended too."));
	page_newline(p);
}

/* ---- the command -------------------------------------------------------- */

static enum exit_status
answer(struct seek *s)
{
	bool json = s->in->value[OPT_JSON] != NULL;
	struct output out;
	struct page page;

	if (!command_output(s->in, &out, &page))
		return STATUS_FAILED;
	for (unsigned i = 0; json && i < s->n; i++)
		add_json(s, &out.text, &s->best[i], i + 1);
	if (!json && s->n > 0)
		add_list(s, &page);
	else if (!json)
		add_nothing(s, &page);
	return command_close(s->in, &out, s->n > 0 ? STATUS_CLEAN :
	    STATUS_FINDINGS);
}

static enum exit_status
search_book(struct seek *s, const struct book *book)
{
	enum exit_status status = STATUS_FAILED;

	s->book = book;
	s->search = search_new(book);
	buf_init(&s->text, TEXT_CEILING);
	buf_init(&s->words, TEXT_CEILING);
	if (s->search == NULL) {
		command_fail(s->in, "no memory for the search");
	} else {
		join_query(s);
		seek(s, s->query.system);
		status = answer(s);
	}
	buf_fini(&s->words);
	buf_fini(&s->text);
	search_free(s->search);
	return status;
}

/* See command.h. */
enum exit_status
cli_codes_search(const struct invocation *in)
{
	struct seek s = { .in = in };
	enum exit_status status;
	struct codebook cb;
	uint64_t limit;

	if (!command_number(in, OPT_LIMIT, 1, SEARCH_RESULTS_MAX, 10, &limit) ||
	    !codebook_system(in, &s.query.system) ||
	    !codebook_day(in, &s.query.on) || !codebook_open(in, &cb))
		return STATUS_FAILED;
	s.query.limit = (unsigned)limit;
	s.query.any = in->value[OPT_ALL] != NULL;
	status = search_book(&s, &cb.book);
	codebook_close(&cb);
	return status;
}
