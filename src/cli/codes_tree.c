/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codes_tree.c -- the command: where a code stands, and ICD-10-PCS built step
 * by step.
 *
 * A code of ICD-10-PCS is put together from a table: its first three characters
 * name the table, the others are chosen in one row of it.  So what is shown of
 * a beginning is which characters may come next, and how many codes each leads
 * to.
 */
#include "cli/codebook.h"
#include "cli/line.h"

#define DEPTH_MAX	16
#define ROWS_MAX	512		/* of a table of ICD-10-PCS */
#define PCS_LENGTH	7
#define TITLE_COLUMN	14

struct walking {
	const struct book *book;
	const struct invocation *in;
	struct page *page;
	struct buf *out;
	enum code_system system;
	date	 on;
	bool	 json;
};

/* Is it listed on the day? */
static bool
is_listed(const struct walking *w, code_key key)
{
	enum code_state s = code_on(w->book, w->system, key, w->on).state;

	return s == CODE_VALID || s == CODE_HEADING;
}

/* A code on a line, so deep. */
static void
add_code(struct walking *w, const struct book_code *c, unsigned depth,
    const char *place)
{
	bool billable = code_valid_on(w->book, w->system, c->key, w->on);
	bool here = strcmp(place, "here") == 0;
	char text[CODE_TEXT_MAX];
	struct page *p = w->page;
	struct line l;

	if (w->json) {
		line_begin(&l, w->out);
		line_text(&l, "place", str_of(place));
		line_text(&l, "code", shown_code(w->system, c->key, text));
		line_bool(&l, "billable", billable);
		line_text(&l, "title", shown_title(w->book, c, w->on));
		line_end(&l);
		return;
	}
	page_text(p, STYLE_GOOD, here ? page_symbol(p, SYMBOL_ARROW) :
	    STR(""));
	page_to(p, 2 + 2 * depth + (here && !p->utf8));
	page_text(p, billable ? STYLE_TITLE : here ? STYLE_BOLD : STYLE_PLAIN,
	    shown_code(w->system, c->key, text));
	page_to(p, p->column + 2 > TITLE_COLUMN + 2 * depth ? p->column + 2 :
	    TITLE_COLUMN + 2 * depth);
	page_wrap(p, here ? STYLE_BOLD : STYLE_PLAIN, TITLE_COLUMN + 2 * depth,
	    shown_title(w->book, c, w->on));
	page_newline(p);
}

/* The children of `up`, `at` among them with its own below it. */
static void
add_children(struct walking *w, const struct book_code *up,
    const struct book_code *at, unsigned depth)
{
	uint32_t n = up->n_children;
	const uint32_t *v = n == 0 ? NULL : book_run(w->book, PART_CHILDREN,
	    0, up->children, &n);

	for (uint32_t i = 0; i < n; i++) {
		const struct book_code *c = book_code_at(w->book, w->system,
		    v[i]);

		if (c == NULL || (c != at && !is_listed(w, c->key)))
			continue;
		add_code(w, c, depth, c == at ? "here" : at != NULL ?
		    "beside" : "below");
		if (c == at)
			add_children(w, c, NULL, depth + 1);
	}
}

/* What stands above, then the code among those beside it. */
static void
add_place(struct walking *w, const struct book_code *at)
{
	const struct book_code *path[DEPTH_MAX], *up = at;
	unsigned n = 0, depth = 0;

	while (n < DEPTH_MAX && (up = book_code_at(w->book, w->system,
	    up->parent)) != NULL)
		path[n++] = up;
	while (n > depth) {
		add_code(w, path[n - 1 - depth], depth, "above");
		depth++;
	}
	if (n > 0) {
		add_children(w, path[0], at, depth);
		return;
	}
	add_code(w, at, 0, "here");
	add_children(w, at, NULL, 1);
}

/* What stands above all others: chapters. */
static void
add_roots(struct walking *w)
{
	const struct book_code *c;

	for (uint32_t row = 0; (c = book_code_at(w->book, w->system, row)) !=
	    NULL; row++)
		if (c->parent == NO_ROW && c->set < SETS &&
		    is_listed(w, c->key))
			add_code(w, c, 0, "below");
}

/* ---- ICD-10-PCS ------------------------------------------------------------------ */

/* "ROW POS TITLE|CODE LABEL|CODE LABEL": an axis of a table. */
struct axis {
	uint64_t row, pos;
	str	 title, labels;
};

static bool
read_axis(str text, struct axis *a)
{
	str head = str_cut(&text, '|');

	a->labels = text;
	if (!str_to_u64(str_cut(&head, ' '), ROWS_MAX - 1, &a->row) ||
	    !str_to_u64(str_cut(&head, ' '), PCS_LENGTH, &a->pos))
		return false;
	a->title = head;
	return true;
}

/* The label of `code` on an axis; empty: it is not there. */
static str
label_of(const struct axis *a, char code)
{
	str rest = a->labels;

	while (rest.n > 0) {
		str label = str_cut(&rest, '|');

		if (label.n > 2 && label.p[0] == code && label.p[1] == ' ')
			return (str){ label.p + 2, label.n - 2 };
	}
	return STR("");
}

/*
 * What the character of `whole` at `pos`, from 1, is called: of the rows of its
 * table that have the characters before it.  *title is the axis.
 */
static str
meaning_of(const struct walking *w, code_key whole, unsigned pos, str *title)
{
	const struct book_code *table = book_code(w->book, SYSTEM_INPATIENT,
	    code_prefix(whole, 3));
	uint32_t n = table == NULL ? 0 : table->n_notes;
	const struct book_note *notes = n == 0 ? NULL : book_run(w->book,
	    PART_NOTES, 0, table->notes, &n);
	bool out[ROWS_MAX] = { false };
	struct axis a;
	str label;

	for (uint32_t i = 0; i < n; i++)
		if (notes[i].kind == NOTE_AXIS && read_axis(book_text(w->book,
		    notes[i].text), &a) && a.row != 0 && a.pos < pos &&
		    label_of(&a, code_char(whole, (unsigned)a.pos - 1)).n == 0)
			out[a.row] = true;
	for (uint32_t i = 0; i < n; i++) {
		if (notes[i].kind != NOTE_AXIS || !read_axis(book_text(w->book,
		    notes[i].text), &a) || a.pos != pos || out[a.row])
			continue;
		label = label_of(&a, code_char(whole, pos - 1));
		*title = a.title;
		if (label.n > 0)
			return label;
	}
	return STR("");
}

static void
add_step(struct walking *w, code_key prefix, unsigned codes, str label,
    const struct book_code *first)
{
	/* Without the tables, the title of a code says what there is. */
	str like = label.n > 0 ? label : shown_title(w->book, first, w->on);
	char text[CODE_TEXT_MAX], number[NUMBER_TEXT_MAX];
	struct page *p = w->page;
	struct line l;

	if (w->json) {
		line_begin(&l, w->out);
		line_text(&l, "place", STR("next"));
		line_text(&l, "code", code_text(prefix, text));
		line_number(&l, "codes", codes);
		line_text(&l, "title", label);
		line_end(&l);
		return;
	}
	page_to(p, 2);
	page_text(p, code_length(prefix) == PCS_LENGTH ? STYLE_TITLE :
	    STYLE_BOLD, code_text(prefix, text));
	page_fmt(p, STYLE_DIM, "%*s", (int)(20 - p->column),
	    number_text(codes, number));
	page_text(p, STYLE_DIM, codes == 1 ? STR(" code   ") :
	    STR(" codes  "));
	if (label.n == 0 && codes > 1)
		page_text(p, STYLE_DIM, STR("as in "));
	page_wrap(p, STYLE_PLAIN, 30, like);
	page_newline(p);
}

/* Which characters may follow `prefix`; false: none. */
static bool
add_next(struct walking *w, code_key prefix)
{
	unsigned length = code_length(prefix), codes = 0;
	uint32_t row = book_lower_bound(w->book, w->system, prefix);
	const struct book_code *c, *first = NULL;
	code_key step = CODE_NONE;
	str title = STR(""), label;
	bool any = false;

	for (;; row++) {
		code_key next;

		c = book_code_at(w->book, w->system, row);
		if (c != NULL && prefix != CODE_NONE &&
		    !code_begins(c->key, prefix))
			c = NULL;
		if (c != NULL && !code_valid_on(w->book, w->system, c->key,
		    w->on))
			continue;
		next = c == NULL ? CODE_NONE : code_prefix(c->key, length + 1);
		if (next != step && first != NULL) {
			label = meaning_of(w, first->key, length + 1, &title);
			add_step(w, step, codes, label, first);
			codes = 0;
			any = true;
		}
		if (c == NULL)
			return any;
		if (next != step)
			first = c;
		step = next;
		codes++;
	}
}

/* The beginning of a code: what each of its characters says, and what next. */
static bool
add_steps(struct walking *w, code_key prefix)
{
	uint32_t row = book_lower_bound(w->book, w->system, prefix);
	const struct book_code *first;
	struct page *p = w->page;

	do
		first = book_code_at(w->book, w->system, row++);
	while (first != NULL && code_length(first->key) < PCS_LENGTH);
	if (first == NULL || (prefix != CODE_NONE &&
	    !code_begins(first->key, prefix)))
		return false;
	for (unsigned i = 1; i <= code_length(prefix) && !w->json; i++) {
		str title = STR(""), label = meaning_of(w, first->key, i,
		    &title);

		if (label.n == 0)
			continue;
		page_fmt(p, STYLE_BOLD, "%c", code_char(prefix, i - 1));
		page_to(p, 2);
		page_text(p, STYLE_DIM, title);
		page_to(p, 30);
		page_wrap(p, STYLE_PLAIN, 30, label);
		page_newline(p);
	}
	return code_length(prefix) == PCS_LENGTH || add_next(w, prefix);
}

/* ---- the command -------------------------------------------------------------------- */

/* Of a book with ICD-10-PCS: does the operand begin one of its codes only? */
static enum code_system
system_of(const struct walking *w, enum code_system asked, str typed)
{
	enum code_system system = code_system_of(w->book, asked, typed);
	code_key key = code_pack(typed);
	const struct book_code *c;

	if (asked != SYSTEMS || system != SYSTEMS || key == CODE_NONE)
		return asked != SYSTEMS ? asked : system;
	c = book_code_at(w->book, SYSTEM_INPATIENT, book_lower_bound(w->book,
	    SYSTEM_INPATIENT, key));
	return c != NULL && code_begins(c->key, key) ? SYSTEM_INPATIENT :
	    SYSTEMS;
}

static bool
add_tree(struct walking *w, enum code_system asked)
{
	const char *typed = w->in->n_operands > 0 ? w->in->operands[0] : "";
	code_key key = code_pack(str_of(typed));
	const struct book_code *c;

	w->system = *typed == '\0' ? asked != SYSTEMS ? asked :
	    SYSTEM_DIAGNOSIS : system_of(w, asked, str_of(typed));
	if (w->system == SYSTEM_INPATIENT)
		return add_steps(w, key);
	if (*typed == '\0') {
		add_roots(w);
		return true;
	}
	c = w->system == SYSTEMS ? NULL : book_code(w->book, w->system, key);
	if (c != NULL)
		add_place(w, c);
	return c != NULL;
}

/* See command.h. */
enum exit_status
cli_codes_tree(const struct invocation *in)
{
	struct walking w = { .in = in, .json = in->value[OPT_JSON] != NULL };
	enum exit_status status = STATUS_FAILED;
	enum code_system asked;
	struct codebook cb;
	struct output out;
	struct page page;

	if (!codebook_system(in, &asked) || !codebook_day(in, &w.on) ||
	    !codebook_open(in, &cb))
		return STATUS_FAILED;
	w.book = &cb.book;
	if (command_output(in, &out, &page)) {
		w.page = &page;
		w.out = &out.text;
		status = add_tree(&w, asked) ? STATUS_CLEAN : STATUS_FINDINGS;
		if (status == STATUS_FINDINGS && !w.json) {
			page_fmt(&page, STYLE_ERROR, "%s is in no set of the "
			    "book.", in->operands[0]);
			page_newline(&page);
		}
		status = command_close(in, &out, status);
	}
	codebook_close(&cb);
	return status;
}
