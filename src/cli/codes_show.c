/* SPDX-License-Identifier: Apache-2.0 */
/* codes_show.c -- the command: a card for each code. */
#include "cli/card.h"
#include "cli/card_json.h"
#include "cli/codebook.h"
#include "cli/near.h"

/* Where else a code of the same characters is listed. */
static void
add_others(struct card *c, const struct invocation *in)
{
	if (in->value[OPT_SET] != NULL)
		return;
	for (int s = 0; s < SYSTEMS; s++) {
		const struct book_code *other = book_code(c->book,
		    (enum code_system)s, c->key);

		if (s == (int)c->system || other == NULL ||
		    other->set >= SETS)
			continue;
		page_fmt(c->page, STYLE_DIM, "Also %s (--set %s): ",
		    code_system_title((enum code_system)s),
		    code_set_name((enum code_set)other->set));
		page_wrap(c->page, STYLE_DIM, 2, shown_title(c->book, other,
		    c->on));
		page_newline(c->page);
	}
}

static void
add_card(struct card *c, const struct invocation *in)
{
	c->all = in->value[OPT_ALL] != NULL;
	card_add_head(c);
	card_add_tree(c);
	card_add_notes(c);
	card_add_facts(c);
	card_add_relations(c);
	card_add_fees(c);
	add_others(c, in);
}

static void
add_unknown(struct page *p, const struct book *b, const char *typed,
    enum code_system asked, date on)
{
	code_key near[NEAR_MAX];
	char text[CODE_TEXT_MAX];
	unsigned n;

	page_fmt(p, STYLE_ERROR, "%s is in no set of the book.", typed);
	page_newline(p);
	for (int s = 0; s < SYSTEMS; s++) {
		enum code_system system = (enum code_system)s;

		if (asked != SYSTEMS && asked != system)
			continue;
		n = codes_near(b, system, code_pack(str_of(typed)), on, near);
		for (unsigned i = 0; i < n; i++) {
			page_to(p, 2);
			page_text(p, STYLE_BOLD, shown_code(system, near[i],
			    text));
			page_to(p, CARD_VALUE);
			page_wrap(p, STYLE_PLAIN, CARD_VALUE, shown_title(b,
			    book_code(b, system, near[i]), on));
			page_newline(p);
		}
		if (n > 0)
			return;
	}
}

/* One operand; false when it is unknown. */
static bool
show_one(const struct invocation *in, const struct book *b, struct page *p,
    const char *typed, enum code_system asked, date on)
{
	code_key key = code_pack(str_of(typed));
	enum code_system system = code_system_of(b, asked, str_of(typed));
	struct card card;

	if (system == SYSTEMS && in->value[OPT_JSON] != NULL)
		card_add_json_unknown(p->out, typed);
	else if (system == SYSTEMS)
		add_unknown(p, b, typed, asked, on);
	if (system == SYSTEMS)
		return false;
	card_init(&card, b, system, key, on, p);
	if (in->value[OPT_JSON] != NULL)
		card_add_json(&card, p->out);
	else
		add_card(&card, in);
	card_fini(&card);
	return true;
}

/* See command.h. */
enum exit_status
cli_codes_show(const struct invocation *in)
{
	enum exit_status status = STATUS_FAILED;
	enum code_system asked;
	struct codebook cb;
	struct output out;
	struct page page;
	date on;

	if (!codebook_system(in, &asked) || !codebook_day(in, &on) ||
	    !codebook_open(in, &cb))
		return STATUS_FAILED;
	if (command_output(in, &out, &page)) {
		status = STATUS_CLEAN;
		for (unsigned i = 0; i < in->n_operands; i++) {
			if (i > 0 && in->value[OPT_JSON] == NULL)
				page_newline(&page);
			if (!show_one(in, &cb.book, &page, in->operands[i],
			    asked, on))
				status = STATUS_FINDINGS;
			output_step(&out);
		}
		status = command_close(in, &out, status);
	}
	codebook_close(&cb);
	return status;
}
