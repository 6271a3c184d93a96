/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codes_check.c -- the command: each code alone, then the codes together.
 *
 * What is told of codes together is of codes that are known; a pair is judged
 * once.  A code that is given several times counts as units (MUE).
 */
#include <stdio.h>

#include "base/vec.h"
#include "cli/codebook.h"
#include "cli/line.h"
#include "cli/near.h"
#include "cli/spans.h"
#include "codes/look_notes.h"
#include "codes/look_procedures.h"

#define TEXT_CEILING	((size_t)1 << 20)
#define MODIFIERS	4
#define CODE_COLUMN	3
#define STATE_COLUMN	14
#define TITLE_COLUMN	28

/* A code that was given. */
struct item {
	const char *typed;
	code_key key;
	enum code_system system;	/* SYSTEMS: unknown */
	uint32_t row;
	struct code_answer answer;
	code_key modifiers[MODIFIERS];	/* of a procedure: 17110-59 */
	unsigned units;			/* 0: told with an earlier one */
};

struct checking {
	const struct invocation *in;
	const struct book *book;
	date	 on;
	struct { struct item *v; size_t n, size; } items;
	struct page *page;
	struct buf *out;
	struct buf words;		/* scratch */
	bool	 json, wrong, headed;
};

static const char *const state_words[] = {
	[CODE_UNKNOWN] = "unknown", [CODE_VALID] = "valid",
	[CODE_HEADING] = "heading", [CODE_NOT_YET] = "not yet",
	[CODE_ENDED] = "ended",
};

static const char *const basis_words[] = {
	[BASIS_RELEASE] = "release", [BASIS_AFTER] = "after",
	[BASIS_BEFORE] = "before", [BASIS_NOTHING] = "nothing",
};

/* Modifiers that let an edit with indicator 1 pass (NCCI Policy Manual, I.E). */
static const char passing[] = " E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA "
    "T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD RC LM RI 24 25 27 57 58 59 78 79 "
    "91 XE XS XP XU ";

/* ---- what was given ----------------------------------------------------- */

/* Cut "-59-LT" off into the item; returns the code itself. */
static str
cut_modifiers(struct item *item, str typed)
{
	str code = str_cut(&typed, '-');

	for (unsigned i = 0; i < MODIFIERS && typed.n > 0; i++)
		item->modifiers[i] = code_pack(str_cut(&typed, '-'));
	return code;
}

/* Find out which code an operand is. */
static struct item
read_item(const struct checking *k, const char *typed,
    enum code_system asked)
{
	struct item item = { .typed = typed, .units = 1,
	    .key = code_pack(str_of(typed)) };
	str bare;

	item.system = code_system_of(k->book, asked, str_of(typed));
	if (item.system == SYSTEMS && strchr(typed, '-') != NULL) {
		bare = cut_modifiers(&item, str_of(typed));
		item.system = code_system_of(k->book, asked, bare);
		item.key = code_pack(bare);
	}
	if (item.system == SYSTEMS)
		return item;
	item.row = book_row(k->book, item.system, item.key);
	item.answer = code_on(k->book, item.system, item.key, k->on);
	return item;
}

/* The system that an unknown code would belong to. */
static enum code_system
likely_system(const struct item *item, enum code_system asked)
{
	if (asked != SYSTEMS)
		return asked;
	if (strchr(item->typed, '.') != NULL)
		return SYSTEM_DIAGNOSIS;
	if (code_length(item->key) == 5)
		return SYSTEM_PROCEDURE;
	return SYSTEM_DIAGNOSIS;
}

static bool
read_items(struct checking *k, enum code_system asked)
{
	const struct invocation *in = k->in;

	if (!VEC_ROOM(&k->items, in->n_operands)) {
		command_fail(in, "no memory for the codes");
		return false;
	}
	for (unsigned i = 0; i < in->n_operands; i++) {
		struct item item = read_item(k, in->operands[i], asked);

		for (size_t j = 0; j < k->items.n; j++) {
			struct item *before = &k->items.v[j];

			if (item.system == SYSTEMS || before->units == 0 ||
			    before->system != item.system ||
			    before->key != item.key)
				continue;
			before->units++;
			item.units = 0;
			break;
		}
		if (item.units != 0)
			k->items.v[k->items.n++] = item;
	}
	return true;
}

/* ---- a code alone ------------------------------------------------------- */

/* True when the code needs its 7th character and nothing else. */
static bool
needs_7th(const struct checking *k, const struct item *i)
{
	return i->system == SYSTEM_DIAGNOSIS &&
	    i->answer.state == CODE_HEADING &&
	    code_needs_7th(k->book, i->key, k->on);
}

/* A code that only edits name: whether it is valid the book cannot tell. */
static bool
only_named(const struct item *i)
{
	return i->system != SYSTEMS && i->answer.state == CODE_UNKNOWN;
}

/* Is the code as it should not be? */
static bool
is_wrong(const struct item *i)
{
	return i->answer.state != CODE_VALID && !only_named(i);
}

static void
add_row(struct checking *k, enum style style, str text)
{
	page_to(k->page, STATE_COLUMN);
	page_wrap(k->page, style, STATE_COLUMN + 2, text);
	page_newline(k->page);
}

/* A code that could be meant, with its title. */
static void
add_candidate(struct checking *k, enum code_system system, code_key key)
{
	char text[CODE_TEXT_MAX];

	page_to(k->page, STATE_COLUMN);
	page_text(k->page, STYLE_BOLD, shown_code(system, key, text));
	page_to(k->page, TITLE_COLUMN);
	page_wrap(k->page, STYLE_PLAIN, TITLE_COLUMN, shown_title(k->book,
	    book_code(k->book, system, key), k->on));
	page_newline(k->page);
}

/* The codes that it becomes with a 7th character, and what that means. */
static void
add_sevenths(struct checking *k, const struct item *i)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRS";
	char text[CODE_TEXT_MAX];

	add_row(k, STYLE_WARNING, STR("Its 7th character is missing:"));
	for (const char *c = all; *c != '\0'; c++) {
		code_key whole = code_with_7th(k->book, i->key, *c, k->on);

		if (whole == CODE_NONE)
			continue;
		page_to(k->page, STATE_COLUMN);
		page_text(k->page, STYLE_BOLD, code_text_icd(whole, text));
		page_to(k->page, TITLE_COLUMN);
		page_wrap(k->page, STYLE_PLAIN, TITLE_COLUMN,
		    code_7th_meaning(k->book, i->key, *c, k->on));
		page_newline(k->page);
	}
}

static void
add_candidates(struct checking *k, const struct item *i,
    enum code_system system)
{
	code_key near[NEAR_MAX];
	unsigned n = codes_near(k->book, system, i->key, k->on, near);

	if (n == 0)
		return;
	add_row(k, STYLE_DIM, i->answer.state == CODE_HEADING ?
	    STR("It is divided further, as in:") :
	    STR("Codes that are near to it:"));
	for (unsigned j = 0; j < n; j++)
		add_candidate(k, system, near[j]);
}

/* When the code was, or will be, valid. */
static void
add_when(struct checking *k, const struct item *i)
{
	struct span spans[RELEASES_MAX];
	unsigned n = code_spans(k->book, i->answer.code, true, spans);

	buf_reset(&k->words);
	for (unsigned j = 0; j < n; j++) {
		buf_add(&k->words, j > 0 ? STR(", ") : STR("Valid "));
		span_text(&spans[j], &k->words);
	}
	if (n > 0) {
		buf_putc(&k->words, '.');
		add_row(k, STYLE_WARNING, buf_str(&k->words));
	}
}

/* What the answer rests on, if not on a release for the day. */
static void
add_basis(struct checking *k, const struct item *i)
{
	struct book_edition e;
	char day[DATE_TEXT_MAX];

	if (i->answer.code == NULL || i->answer.basis == BASIS_RELEASE)
		return;
	e = book_edition(k->book, (enum code_set)i->answer.code->set, k->on);
	if (e.release == NULL)
		return;
	buf_reset(&k->words);
	if (i->answer.basis == BASIS_AFTER)
		buf_fmt(&k->words, "As last published: the release here speaks "
		    "until %s.", shown_day(e.release->until, "?", day).p);
	else
		buf_fmt(&k->words, "By the oldest release here, of %s.",
		    shown_day(e.release->from, "?", day).p);
	add_row(k, STYLE_DIM, buf_str(&k->words));
}

static void
add_item(struct checking *k, const struct item *i, enum code_system asked)
{
	bool bad = is_wrong(i);
	char text[CODE_TEXT_MAX];
	struct page *p = k->page;
	str title = i->answer.code == NULL ? STR("") :
	    shown_title(k->book, i->answer.code, k->on);

	page_text(p, bad ? STYLE_ERROR : STYLE_GOOD,
	    page_symbol(p, bad ? SYMBOL_BAD : SYMBOL_GOOD));
	page_to(p, CODE_COLUMN);
	page_text(p, STYLE_BOLD, i->system == SYSTEMS ? str_of(i->typed) :
	    shown_code(i->system, i->key, text));
	page_to(p, STATE_COLUMN);
	page_text(p, bad ? STYLE_ERROR : STYLE_GOOD, only_named(i) ?
	    STR("named") : str_of(state_words[i->answer.state]));
	page_to(p, TITLE_COLUMN);
	page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, only_named(i) ?
	    STR("by edits only; no list of such codes was loaded") : title);
	page_newline(p);
	if (needs_7th(k, i))
		add_sevenths(k, i);
	else if (i->answer.state == CODE_ENDED ||
	    i->answer.state == CODE_NOT_YET)
		add_when(k, i);
	if (bad && !needs_7th(k, i))
		add_candidates(k, i, i->system == SYSTEMS ?
		    likely_system(i, asked) : i->system);
	add_basis(k, i);
}

/* ---- a code alone, for a program ---------------------------------------- */

static void
add_json_codes(struct checking *k, struct line *l, const struct item *i,
    enum code_system system)
{
	static const char all[] = "0123456789ABCDEFGHJKMNPQRS";
	bool seventh = needs_7th(k, i);
	char text[CODE_TEXT_MAX];
	code_key near[NEAR_MAX];
	unsigned n = seventh || !is_wrong(i) ? 0 :
	    codes_near(k->book, system, i->key, k->on, near);

	line_open(l, "sevenths");
	for (const char *c = all; seventh && *c != '\0'; c++)
		if (code_with_7th(k->book, i->key, *c, k->on) != CODE_NONE)
			line_item(l, (str){ c, 1 });
	line_close(l);
	line_open(l, "near");
	for (unsigned j = 0; j < n; j++)
		line_item(l, shown_code(system, near[j], text));
	line_close(l);
}

static void
add_json_item(struct checking *k, const struct item *i,
    enum code_system asked)
{
	const struct book_code *c = i->answer.code;
	struct span spans[RELEASES_MAX];
	unsigned n = c == NULL ? 0 : code_spans(k->book, c, false, spans);
	char text[CODE_TEXT_MAX];
	struct line l;

	line_begin(&l, k->out);
	line_text(&l, "type", STR("code"));
	line_text(&l, "code", i->system == SYSTEMS ? str_of(i->typed) :
	    shown_code(i->system, i->key, text));
	line_text(&l, "set", c != NULL && c->set < SETS ?
	    str_of(code_set_name((enum code_set)c->set)) : STR(""));
	line_text(&l, "state", only_named(i) ? STR("named") :
	    str_of(state_words[i->answer.state]));
	line_text(&l, "basis", str_of(basis_words[i->answer.basis]));
	line_bool(&l, "wrong", is_wrong(i));
	line_text(&l, "title", c == NULL ? STR("") :
	    shown_title(k->book, c, k->on));
	line_day(&l, "from", n > 0 ? spans[0].from : DATE_NONE);
	line_day(&l, "until", n > 0 ? spans[n - 1].until : DATE_NONE);
	add_json_codes(k, &l, i, i->system == SYSTEMS ?
	    likely_system(i, asked) : i->system);
	line_end(&l);
}

/* ---- codes together ----------------------------------------------------- */

/* Something that two codes, or one with its units, do to each other. */
struct clash {
	const char *kind;		/* "excludes1" */
	const struct item *one, *other;	/* other may be NULL */
	str	 at;			/* the code where a note stands */
	str	 text;			/* what the book says */
	const char *says;		/* our sentence */
	bool	 wrong;
};

static void
tell_json_clash(struct checking *k, const struct clash *c)
{
	char one[CODE_TEXT_MAX], other[CODE_TEXT_MAX];
	struct line l;

	line_begin(&l, k->out);
	line_text(&l, "type", STR("pair"));
	line_text(&l, "kind", str_of(c->kind));
	line_bool(&l, "wrong", c->wrong);
	line_text(&l, "code", shown_code(c->one->system, c->one->key, one));
	line_text(&l, "other", c->other == NULL ? STR("") :
	    shown_code(c->other->system, c->other->key, other));
	line_text(&l, "at", c->at);
	line_text(&l, "text", c->text);
	line_text(&l, "says", str_of(c->says));
	line_end(&l);
}

static void
tell_clash(struct checking *k, const struct clash *c)
{
	char one[CODE_TEXT_MAX], other[CODE_TEXT_MAX];
	struct page *p = k->page;

	k->wrong |= c->wrong;
	if (k->json) {
		tell_json_clash(k, c);
		return;
	}
	if (!k->headed)
		page_newline(p);
	k->headed = true;
	page_text(p, c->wrong ? STYLE_ERROR : STYLE_WARNING,
	    c->wrong ? page_symbol(p, SYMBOL_BAD) : STR("!"));
	page_to(p, CODE_COLUMN);
	page_text(p, STYLE_BOLD, shown_code(c->one->system, c->one->key, one));
	if (c->other != NULL) {
		page_text(p, STYLE_PLAIN, STR(" and "));
		page_text(p, STYLE_BOLD, shown_code(c->other->system,
		    c->other->key, other));
	}
	page_to(p, TITLE_COLUMN);
	page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, str_of(c->says));
	page_newline(p);
	if (c->text.n == 0)
		return;
	page_to(p, TITLE_COLUMN);
	if (c->at.n > 0) {
		page_text(p, STYLE_DIM, STR("at "));
		page_text(p, STYLE_DIM, c->at);
		page_text(p, STYLE_DIM, STR(": "));
	}
	page_wrap(p, STYLE_DIM, TITLE_COLUMN, c->text);
	page_newline(p);
}

/* Where a note stands, as text. */
static str
note_place(const struct note_hit *hit, char to[CODE_TEXT_MAX])
{
	return hit->at == NULL ? STR("") :
	    shown_code(SYSTEM_DIAGNOSIS, hit->at->key, to);
}

static void
check_excludes1(struct checking *k, const struct item *a,
    const struct item *b)
{
	char at[CODE_TEXT_MAX];
	struct note_hit hit;

	if (!excludes1(k->book, a->key, b->key, k->on, &hit))
		return;
	tell_clash(k, &(struct clash){ "excludes1", a, b,
	    note_place(&hit, at), book_text(k->book, hit.note->text),
	    "exclude each other (Excludes1): not coded together unless the "
	    "conditions are unrelated", true });
}

/* `late` was given behind `early`: does a "code first" of `early` name it? */
static void
check_order(struct checking *k, const struct item *early,
    const struct item *late)
{
	char at[CODE_TEXT_MAX];
	struct note_hit hit;

	if (!code_first_names(k->book, early->key, late->key, k->on, &hit))
		return;
	tell_clash(k, &(struct clash){ "code-first", late, early,
	    note_place(&hit, at), book_text(k->book, hit.note->text),
	    "stand the wrong way round: the first one goes before the other",
	    true });
}

/* Has one of them a modifier that lets the pair pass? */
static bool
passes(const struct item *i)
{
	char text[CODE_TEXT_MAX], word[8];

	for (unsigned m = 0; m < MODIFIERS; m++) {
		str s = code_text(i->modifiers[m], text);

		if (s.n != 2)
			continue;
		memcpy(word, (char[]){ ' ', s.p[0], s.p[1], ' ', '\0' }, 5);
		if (strstr(passing, word) != NULL)
			return true;
	}
	return false;
}

static void
check_ptp(struct checking *k, enum ptp_setting setting,
    const struct item *one, const struct item *other)
{
	static const char *const says[][2] = {
		[PTP_PRACTITIONER] = { "NCCI: the second is never paid beside "
		    "the first", "NCCI: the second is paid beside the first "
		    "only with a modifier that says why (59, XS, 25, LT ...)" },
		[PTP_HOSPITAL] = { "NCCI, hospital: the second is never paid "
		    "beside the first", "NCCI, hospital: the second is paid "
		    "beside the first only with a modifier that says why "
		    "(59, XS, 25, LT ...)" },
	};
	struct ptp_edit e = ptp_on(k->book, one->key, other->key, setting,
	    k->on);

	if (!e.holds || e.indicator > 1 ||
	    (e.indicator == 1 && (passes(one) || passes(other))))
		return;
	tell_clash(k, &(struct clash){ setting == PTP_HOSPITAL ?
	    "ptp-hospital" : "ptp-practitioner", one, other, STR(""),
	    book_text(k->book, e.rationale), says[setting][e.indicator],
	    true });
}

static void
check_pair(struct checking *k, const struct item *a, const struct item *b)
{
	if (a->system == SYSTEM_DIAGNOSIS && b->system == SYSTEM_DIAGNOSIS) {
		check_excludes1(k, a, b);
		check_order(k, a, b);
	}
	if (a->system != SYSTEM_PROCEDURE || b->system != SYSTEM_PROCEDURE)
		return;
	check_ptp(k, PTP_PRACTITIONER, a, b);
	check_ptp(k, PTP_PRACTITIONER, b, a);
	check_ptp(k, PTP_HOSPITAL, a, b);
	check_ptp(k, PTP_HOSPITAL, b, a);
}

/* More units than are likely, where the code was given so often. */
static void
check_units(struct checking *k, const struct item *i)
{
	struct mue_edit e;
	char says[120];

	if (i->system != SYSTEM_PROCEDURE || i->units < 2)
		return;
	e = mue_on(k->book, i->key, MUE_PRACTITIONER, k->on);
	if (!e.holds || i->units <= e.units)
		return;
	snprintf(says, sizeof says, "%u units are more than the medically "
	    "unlikely edit lets pass, which is %u", i->units, e.units);
	tell_clash(k, &(struct clash){ "mue", i, NULL, STR(""), STR(""), says,
	    true });
}

/* Is one of the codes a primary code of the add-on code? */
static bool
has_primary(const struct checking *k, const struct item *i)
{
	for (size_t j = 0; j < k->items.n; j++)
		if (k->items.v[j].system == SYSTEM_PROCEDURE &&
		    add_on_goes_with(k->book, i->key, k->items.v[j].key,
		    k->on))
			return true;
	return false;
}

static void
check_add_on(struct checking *k, const struct item *i)
{
	enum book_basis basis;
	unsigned type = 0;

	if (i->system != SYSTEM_PROCEDURE || k->items.n < 2)
		return;
	(void)add_on_primaries(k->book, i->key, k->on, NULL, 0, &type, &basis);
	if (type == 0 || has_primary(k, i))
		return;
	tell_clash(k, &(struct clash){ "add-on", i, NULL, STR(""), STR(""),
	    "is an add-on code, and none of its primary codes was given",
	    false });
}

static void
check_together(struct checking *k)
{
	const struct item *v = k->items.v;

	for (size_t i = 0; i < k->items.n; i++) {
		if (v[i].system == SYSTEMS)
			continue;
		check_units(k, &v[i]);
		check_add_on(k, &v[i]);
		for (size_t j = i + 1; j < k->items.n; j++)
			if (v[j].system != SYSTEMS)
				check_pair(k, &v[i], &v[j]);
	}
}

/* ---- the command -------------------------------------------------------- */

static enum exit_status
check_all(struct checking *k, enum code_system asked)
{
	struct output out;
	struct page page;

	if (!read_items(k, asked) || !command_output(k->in, &out, &page))
		return STATUS_FAILED;
	k->page = &page;
	k->out = &out.text;
	for (size_t i = 0; i < k->items.n; i++) {
		k->wrong |= is_wrong(&k->items.v[i]);
		if (k->json)
			add_json_item(k, &k->items.v[i], asked);
		else
			add_item(k, &k->items.v[i], asked);
	}
	check_together(k);
	return command_close(k->in, &out, k->wrong ? STATUS_FINDINGS :
	    STATUS_CLEAN);
}

/* See command.h. */
enum exit_status
cli_codes_check(const struct invocation *in)
{
	struct checking k = { .in = in, .json = in->value[OPT_JSON] != NULL };
	enum code_system asked;
	enum exit_status status;
	struct codebook cb;

	if (!codebook_system(in, &asked) || !codebook_day(in, &k.on) ||
	    !codebook_open(in, &cb))
		return STATUS_FAILED;
	k.book = &cb.book;
	buf_init(&k.words, TEXT_CEILING);
	status = check_all(&k, asked);
	buf_fini(&k.words);
	VEC_FREE(&k.items);
	codebook_close(&cb);
	return status;
}
