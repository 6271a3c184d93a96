/* SPDX-License-Identifier: Apache-2.0 */
/* guide.c -- the command: guides as a list, a tree, or one place in detail. */
#include "x12/guide.h"

#include "cli/command.h"
#include "base/suggest.h"

#define KEYS_SHOWN	4
#define CODES_SHOWN	200

static const char usages[] = {
	[USAGE_NOT_USED] = 'N', [USAGE_SITUATIONAL] = 'S',
	[USAGE_REQUIRED] = 'R',
};

static const enum style usage_styles[] = {
	[USAGE_NOT_USED] = STYLE_DIM, [USAGE_SITUATIONAL] = STYLE_PLAIN,
	[USAGE_REQUIRED] = STYLE_GOOD,
};

/* ---- the list ------------------------------------------------------- */

/* The title, and the further versions that the guide stands for. */
static void
add_title(struct page *p, const struct guide *g)
{
	struct buf also;

	page_wrap(p, STYLE_PLAIN, 26, g->title);
	page_newline(p);
	if (g->n_accepts == 0)
		return;
	buf_init(&also, 4096);
	buf_add(&also, STR("also "));
	for (unsigned i = 0; i < g->n_accepts; i++)
		buf_fmt(&also, "%s" STR_FMT, i == 0 ? "" : ", ",
		    STR_ARG(g->accepts[i]));
	page_to(p, 26);
	page_wrap(p, STYLE_DIM, 26, buf_str(&also));
	page_newline(p);
	buf_fini(&also);
}

static void
add_list(struct page *p, const struct guide_set *set)
{
	for (size_t i = 0; i < set->guides.n; i++) {
		const struct guide *g = set->guides.v[i];

		page_text(p, STYLE_TITLE, g->id);
		page_to(p, 10);
		page_text(p, STYLE_PLAIN, g->version);
		page_to(p, 26);
		add_title(p, g);
	}
}

/* ---- the tree ------------------------------------------------------- */

/* "R  1   " and the like, at the left edge. */
static void
add_usage(struct page *p, const struct guide_node *node)
{
	page_fmt(p, usage_styles[node->usage], "%c", usages[node->usage]);
	page_to(p, 2);
	if (node->max == GUIDE_NO_LIMIT)
		page_text(p, STYLE_DIM, STR("any"));
	else
		page_fmt(p, STYLE_DIM, "%u", (unsigned)node->max);
	page_to(p, 9);
}

/* "NM1:85" - the name, and the codes by which it is told from others. */
static void
add_name(struct page *p, const struct guide_node *node)
{
	page_text(p, node->is_loop ? STYLE_TITLE : STYLE_BOLD, node->id);
	if (node->is_loop || node->keys == NULL)
		return;
	for (unsigned i = 0; i < node->keys->n && i < KEYS_SHOWN; i++) {
		page_text(p, STYLE_PLAIN, i == 0 ? STR(":") : STR("/"));
		page_text(p, STYLE_PLAIN, node->keys->text[i]);
	}
	if (node->keys->n > KEYS_SHOWN)
		page_text(p, STYLE_PLAIN, page_symbol(p, SYMBOL_MORE));
}

static void
add_node(struct page *p, const struct guide_node *node, unsigned from)
{
	add_usage(p, node);
	page_to(p, 9 + 2 * (node->depth - from));
	add_name(p, node);
	page_text(p, STYLE_PLAIN, STR("  "));
	page_wrap(p, STYLE_PLAIN, p->column, node->label);
	page_newline(p);
}

/* The node and all below it; G3 bounds the depth. */
static void
add_tree(struct page *p, const struct guide_node *node, unsigned from)
{
	add_node(p, node, from);
	for (unsigned i = 0; node->is_loop && i < node->n_children; i++)
		add_tree(p, node->children[i], from);
}

static void
add_guide(struct page *p, const struct guide *g)
{
	page_text(p, STYLE_TITLE, g->id);
	page_text(p, STYLE_PLAIN, STR("  "));
	page_text(p, STYLE_BOLD, g->title);
	page_text(p, STYLE_DIM, STR("  "));
	page_text(p, STYLE_DIM, g->version);
	page_newline(p);
	page_text(p, STYLE_DIM, STR("R required, S situational, N not used; "
	    "then how often it may come"));
	page_newline(p);
	page_newline(p);
	for (unsigned i = 0; i < g->root->n_children; i++)
		add_tree(p, g->root->children[i], g->root->depth + 1);
}

/* ---- one place ------------------------------------------------------ */

static const char *const types[] = {
	[TYPE_AN] = "text", [TYPE_ID] = "code", [TYPE_N] = "whole number",
	[TYPE_R] = "number", [TYPE_DT] = "date", [TYPE_TM] = "time",
	[TYPE_B] = "binary", [TYPE_COMPOSITE] = "composite",
};

/* "code, 2 to 3 characters; element 1034" */
static void
add_form(const struct guide_element *e, struct buf *b)
{
	buf_add(b, str_of(types[e->def->type]));
	if (e->def->type != TYPE_COMPOSITE && e->min == e->max)
		buf_fmt(b, ", %u long", e->min);
	else if (e->def->type != TYPE_COMPOSITE)
		buf_fmt(b, ", %u to %u long", e->min, e->max);
	if (e->repeat > 1)
		buf_fmt(b, ", up to %u times", e->repeat);
	buf_fmt(b, ", %s " STR_FMT, e->def->type == TYPE_COMPOSITE ?
	    "of" : "element", STR_ARG(e->def->number));
}

static void
add_codes(struct page *p, const struct guide_element *e, unsigned column)
{
	struct buf b;

	if (e->codes == NULL && e->outside.n == 0)
		return;
	buf_init(&b, 65536);
	if (e->codes != NULL)
		code_list_words(e->codes, CODES_SHOWN, &b);
	else
		buf_fmt(&b, "codes of the list \"" STR_FMT "\"",
		    STR_ARG(e->outside));
	page_to(p, column);
	page_text(p, STYLE_FIX, STR("= "));
	page_wrap(p, STYLE_PLAIN, column + 2, buf_str(&b));
	page_newline(p);
	buf_fini(&b);
}

/* One element or, if `part` is not 0, component. */
static void
add_element(struct page *p, const struct guide_node *node,
    const struct guide_element *e, unsigned number, unsigned part)
{
	struct buf b;

	if (e->usage == USAGE_NOT_USED)
		return;
	page_fmt(p, usage_styles[e->usage], "%c", usages[e->usage]);
	page_to(p, part != 0 ? 4 : 2);
	page_text(p, STYLE_BOLD, node->id);
	page_fmt(p, STYLE_BOLD, "%02u", number);
	if (part != 0)
		page_fmt(p, STYLE_BOLD, "-%u", part);
	page_to(p, 13);
	page_wrap(p, STYLE_PLAIN, 13, e->label.n > 0 ? e->label :
	    e->def->label);
	page_newline(p);
	buf_init(&b, 1024);
	add_form(e, &b);
	page_to(p, 13);
	page_wrap(p, STYLE_DIM, 13, buf_str(&b));
	buf_fini(&b);
	page_newline(p);
	add_codes(p, e, 13);
	for (unsigned i = 0; i < e->n_parts; i++)
		add_element(p, node, &e->parts[i], number, i + 1);
}

/* The loops around a place, the outermost first. */
static void
add_path(struct page *p, const struct guide_node *node)
{
	if (node->parent != NULL && node->parent->parent != NULL) {
		add_path(p, node->parent);
		page_text(p, STYLE_DIM, STR(" / "));
	}
	page_text(p, STYLE_DIM, node->id);
}

static void
add_segment(struct page *p, const struct guide_node *node)
{
	add_path(p, node);
	page_newline(p);
	add_name(p, node);
	page_text(p, STYLE_PLAIN, STR("  "));
	page_text(p, STYLE_BOLD, node->label);
	page_text(p, STYLE_DIM, node->usage == USAGE_REQUIRED ?
	    STR("  required") : node->usage == USAGE_SITUATIONAL ?
	    STR("  situational") : STR("  not used"));
	if (node->max == GUIDE_NO_LIMIT)
		page_text(p, STYLE_DIM, STR(", any number"));
	else
		page_fmt(p, STYLE_DIM, ", up to %u", (unsigned)node->max);
	page_newline(p);
	page_newline(p);
	for (unsigned i = 0; i < node->def->n_elements; i++)
		add_element(p, node, &node->elements[i], i + 1, 0);
}

/* ---- the command ---------------------------------------------------- */

static const struct guide *
find_guide(const struct invocation *in, const struct guide_set *set)
{
	const char *id = in->operands[0];
	const struct guide *g = guide_by_id(set, str_of(id));
	struct suggestion s;

	if (g != NULL)
		return g;
	suggest_begin(&s, str_of(id));
	for (size_t i = 0; i < set->guides.n; i++)
		suggest_offer(&s, set->guides.v[i]->id);
	if (s.best.n > 0)
		command_fail(in, "there is no guide \"%s\"; did you mean \""
		    STR_FMT "\"?", id, STR_ARG(s.best));
	else
		command_fail(in, "there is no guide \"%s\" "
		    "(\"cleanclaim guide\" lists them)", id);
	return NULL;
}

static enum exit_status
show_guide(const struct invocation *in, const struct guide_set *set)
{
	const struct guide_node *node = NULL;
	const struct guide *g = NULL;
	struct output out;
	struct page page;

	if (in->n_operands > 0) {
		g = find_guide(in, set);
		if (g == NULL)
			return STATUS_FAILED;
	}
	if (in->n_operands > 1) {
		node = guide_path(g, str_of(in->operands[1]));
		if (node == NULL)
			return command_fail(in, "guide " STR_FMT " has no "
			    "place \"%s\" (see cleanclaim guide " STR_FMT ")",
			    STR_ARG(g->id), in->operands[1], STR_ARG(g->id));
	}
	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	if (g == NULL)
		add_list(&page, set);
	else if (node == NULL)
		add_guide(&page, g);
	else if (node->is_loop)
		add_tree(&page, node, node->depth);
	else
		add_segment(&page, node);
	return command_close(in, &out, STATUS_CLEAN);
}

/* See command.h. */
enum exit_status
cli_guide(const struct invocation *in)
{
	struct guide_set set;
	enum exit_status status;

	if (!command_guides(in, &set))
		return STATUS_FAILED;
	status = show_guide(in, &set);
	guide_set_fini(&set);
	return status;
}
