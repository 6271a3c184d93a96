/* SPDX-License-Identifier: Apache-2.0 */
/* card_json.c -- see card_json.h. */
#include "cli/card_json.h"

#include "cli/codebook.h"
#include "cli/line.h"
#include "cli/spans.h"
#include "codes/look_notes.h"

#define DEPTH_MAX 16

static const char *const states[] = {
	[CODE_UNKNOWN] = "named", [CODE_VALID] = "valid",
	[CODE_HEADING] = "heading", [CODE_NOT_YET] = "not yet",
	[CODE_ENDED] = "ended",
};

static const char *const bases[] = {
	[BASIS_RELEASE] = "release", [BASIS_AFTER] = "after",
	[BASIS_BEFORE] = "before", [BASIS_NOTHING] = "nothing",
};

static void
add_valid(struct card *c, struct line *l)
{
	struct span spans[RELEASES_MAX];
	unsigned n = code_spans(c->book, c->code, c->code->billable != 0,
	    spans);

	line_open(l, "valid");
	for (unsigned i = 0; i < n; i++) {
		line_open_item(l);
		line_day(l, "from", spans[i].from);
		line_day(l, "until", spans[i].until);
		line_close_item(l);
	}
	line_close(l);
}

static void
add_tree(struct card *c, struct line *l)
{
	const struct book_code *at = c->code;
	uint32_t n = c->code->n_children;
	const uint32_t *v = n == 0 ? NULL : book_run(c->book, PART_CHILDREN,
	    0, c->code->children, &n);
	char text[CODE_TEXT_MAX];

	line_open(l, "above");
	for (unsigned i = 0; i < DEPTH_MAX && (at = book_code_at(c->book,
	    c->system, at->parent)) != NULL; i++)
		line_item(l, shown_code(c->system, at->key, text));
	line_close(l);
	line_open(l, "below");
	for (uint32_t i = 0; i < n; i++)
		if ((at = book_code_at(c->book, c->system, v[i])) != NULL)
			line_item(l, shown_code(c->system, at->key, text));
	line_close(l);
}

static void
add_notes(struct card *c, struct line *l)
{
	char text[CODE_TEXT_MAX];
	struct note_walk walk;
	struct note_hit hit;

	line_open(l, "notes");
	if (c->system == SYSTEM_DIAGNOSIS) {
		note_walk_begin(&walk, c->book, c->key, c->on);
		while (note_walk_next(&walk, NOTES, &hit)) {
			line_open_item(l);
			line_text(l, "kind", str_of(note_kind_name(
			    (enum note_kind)hit.note->kind)));
			line_text(l, "at", shown_code(SYSTEM_DIAGNOSIS,
			    hit.at->key, text));
			line_text(l, "text", book_text(c->book,
			    hit.note->text));
			line_close_item(l);
		}
	}
	line_close(l);
}

static void
add_facts(struct card *c, struct line *l)
{
	line_open(l, "facts");
	for (int k = 0; k < FACTS; k++) {
		str text = code_fact_on(c->book, c->code, (enum fact_kind)k,
		    c->on);

		if (text.n == 0)
			continue;
		line_open_item(l);
		line_text(l, "fact", str_of(fact_kind_name(
		    (enum fact_kind)k)));
		line_text(l, "text", text);
		line_close_item(l);
	}
	line_close(l);
}

static void
add_relation(struct card *c, struct line *l, enum relation r)
{
	enum code_system right = relation_right(r);
	const struct book_code *code;
	char text[CODE_TEXT_MAX];
	enum book_basis basis;
	uint32_t n;
	const struct book_pair *p = book_pairs(c->book, r, c->row, &n);

	for (uint32_t i = 0; i < n; i++) {
		if (!book_span_holds(c->book, p[i].span, c->on, &basis))
			continue;
		line_open_item(l);
		line_text(l, "relation", str_of(relation_name(r)));
		code = right == SYSTEM_NUMBER ? NULL :
		    book_code_at(c->book, right, p[i].right);
		if (right == SYSTEM_NUMBER)
			line_number(l, "number", p[i].right);
		else
			line_text(l, "code", code == NULL ? STR("") :
			    shown_code(right, code->key, text));
		line_number(l, "value", p[i].value);
		line_close_item(l);
	}
}

static void
add_relations(struct card *c, struct line *l)
{
	line_open(l, "pairs");
	for (int r = 0; r < RELATIONS; r++)
		if (relation_left((enum relation)r) == c->system)
			add_relation(c, l, (enum relation)r);
	line_close(l);
}

/* See card_json.h. */
void
card_add_json(struct card *c, struct buf *out)
{
	struct code_answer a = code_on(c->book, c->system, c->key, c->on);
	const struct book_title *t = c->code->set < SETS ?
	    code_title_on(c->book, c->code, c->on) : NULL;
	char text[CODE_TEXT_MAX];
	struct line l;

	line_begin(&l, out);
	line_text(&l, "code", shown_code(c->system, c->key, text));
	line_text(&l, "system", str_of(code_system_name(c->system)));
	line_text(&l, "set", c->code->set < SETS ? str_of(code_set_name(
	    (enum code_set)c->code->set)) : STR(""));
	line_text(&l, "state", str_of(states[a.state]));
	line_text(&l, "basis", str_of(bases[a.basis]));
	line_text(&l, "title", shown_title(c->book, c->code, c->on));
	line_text(&l, "short", t == NULL ? STR("") :
	    book_text(c->book, t->brief));
	add_valid(c, &l);
	add_tree(c, &l);
	add_notes(c, &l);
	add_facts(c, &l);
	add_relations(c, &l);
	line_end(&l);
}

/* See card_json.h. */
void
card_add_json_unknown(struct buf *out, const char *typed)
{
	struct line l;

	line_begin(&l, out);
	line_text(&l, "code", str_of(typed));
	line_text(&l, "system", STR(""));
	line_text(&l, "state", STR("unknown"));
	line_end(&l);
}
