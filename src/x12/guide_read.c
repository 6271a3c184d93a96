/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guide_read.c -- the guide language, read into drafts.
 *
 * One function a construct, in the order of docs/guide-language.md.  A
 * construct's function finds its first line in t->line and leaves behind the
 * last line that belongs to it.
 */
#include "x12/guide_draft.h"

#include "x12/judge.h"

#define SHORT_LIST 5	/* codes, up to which looking at each is quicker */

/* What every function here needs. */
struct reader {
	struct guide_set *set;
	struct guide_text *t;
	struct draft_guide *g;
	struct err *err;
};

static enum rc
no_memory(struct reader *r)
{
	return fail(r->err, RC_MEMORY, "no memory for a guide");
}

static str
token(const struct reader *r, unsigned i)
{
	return i < r->t->line.n ? r->t->line.token[i].text :
	    (str){ NULL, 0 };
}

static bool
is_quoted(const struct reader *r, unsigned i)
{
	return i < r->t->line.n && r->t->line.token[i].quoted;
}

/* ---- words shared by several lines ---------------------------------- */

static enum rc
read_usage(struct reader *r, unsigned i, enum usage *out)
{
	if (guide_text_is(r->t, i, "R"))
		*out = USAGE_REQUIRED;
	else if (guide_text_is(r->t, i, "S"))
		*out = USAGE_SITUATIONAL;
	else if (guide_text_is(r->t, i, "N"))
		*out = USAGE_NOT_USED;
	else
		return guide_text_fail(r->t, i, r->err,
		    "expected R, S or N");
	return RC_OK;
}

static enum rc
read_max(struct reader *r, unsigned i, uint32_t *out)
{
	uint64_t n;

	if (guide_text_is(r->t, i, ">1")) {
		*out = GUIDE_NO_LIMIT;
		return RC_OK;
	}
	if (!str_to_u64(token(r, i), UINT16_MAX, &n) || n == 0)
		return guide_text_fail(r->t, i, r->err,
		    "expected a number or >1");
	*out = (uint32_t)n;
	return RC_OK;
}

/* "1..38" */
static enum rc
read_length(struct reader *r, unsigned i, struct draft_element *e)
{
	str s = token(r, i), low = str_cut(&s, '.');
	uint64_t a, b;

	if (s.n == 0 || s.p[0] != '.' || !str_to_u64(low, UINT16_MAX, &a) ||
	    !str_to_u64((str){ s.p + 1, s.n - 1 }, UINT16_MAX, &b) || a > b ||
	    b == 0)
		return guide_text_fail(r->t, i, r->err, "expected MIN..MAX");
	e->min = (uint16_t)a;
	e->max = (uint16_t)b;
	return RC_OK;
}

/* ---- code lists ----------------------------------------------------- */

/* A code as data has it: in the guide, `_` stands for a space. */
static str
read_code(struct reader *r, str word)
{
	str copy = arena_str(&r->set->arena, word);

	for (size_t i = 0; copy.p != NULL && i < copy.n; i++)
		if (copy.p[i] == '_')
			((char *)(uintptr_t)copy.p)[i] = ' ';
	return copy;
}

/* Pack the codes, unless one is longer than eight bytes. */
static bool
pack_codes(struct reader *r, struct code_list *list)
{
	uint64_t *packed = ARENA_ARRAY(&r->set->arena, uint64_t, list->n);

	if (packed == NULL)
		return false;
	for (unsigned i = 0; i < list->n; i++) {
		char eight[8] = { 0 };

		if (list->text[i].n > 8)
			return true;
		memcpy(eight, list->text[i].p, list->text[i].n);
		packed[i] = pack_code((str){ eight, 8 });
	}
	list->packed = packed;
	return true;
}

/* Give a list of more than SHORT_LIST codes its table, at most half full. */
static bool
make_table(struct reader *r, struct code_list *list)
{
	unsigned bits = 4;
	uint64_t *table;

	if (list->packed == NULL || list->n <= SHORT_LIST)
		return true;
	while ((1u << bits) < list->n * 2)
		bits++;
	table = ARENA_ARRAY(&r->set->arena, uint64_t, (size_t)1 << bits);
	if (table == NULL)
		return false;
	for (unsigned i = 0; i < list->n; i++) {
		size_t at = code_place(list->packed[i], bits);

		while (table[at] != 0 && table[at] != list->packed[i])
			at = (at + 1) & (((size_t)1 << bits) - 1);
		table[at] = list->packed[i];
	}
	list->table = table;
	list->table_bits = bits;
	return true;
}

/* A list of the words from token `from` up to, not including, `to`. */
static enum rc
make_list(struct reader *r, str name, unsigned from, unsigned to,
    const struct code_list *before, struct code_list **out)
{
	struct code_list *list = ARENA_NEW(&r->set->arena, struct code_list);
	unsigned old = before != NULL ? before->n : 0;
	str *text = ARENA_ARRAY(&r->set->arena, str, old + to - from);

	if (list == NULL || text == NULL)
		return no_memory(r);
	if (old != 0)
		memcpy(text, before->text, old * sizeof *text);
	for (unsigned i = from; i < to; i++) {
		text[old + i - from] = read_code(r, token(r, i));
		if (text[old + i - from].p == NULL)
			return no_memory(r);
	}
	list->name = name;
	list->text = text;
	list->n = old + to - from;
	*out = list;
	return pack_codes(r, list) && make_table(r, list) ? RC_OK :
	    no_memory(r);
}

/* codes NAME CODE ... with more codes on indented lines. */
static enum rc
read_codes(struct reader *r)
{
	str name = token(r, 1);
	struct code_list *list;
	bool more;
	enum rc rc;

	if (r->t->line.n < 2)
		return guide_text_fail(r->t, 1, r->err, "expected a name");
	rc = make_list(r, name, 2, r->t->line.n, NULL, &list);
	while (rc == RC_OK &&
	    (rc = guide_text_child(r->t, 1, &more, r->err)) == RC_OK && more)
		rc = make_list(r, name, 0, r->t->line.n, list, &list);
	if (rc != RC_OK)
		return rc;
	return map_set(&r->g->codes, name, list) ? RC_OK : no_memory(r);
}

static const struct code_list *
list_called(struct reader *r, str name)
{
	const struct code_list *list = map_get(&r->g->codes, name);
	const struct draft_guide *common =
	    map_get(&r->set->drafts, STR("common"));

	if (list == NULL && common != NULL && common != r->g)
		list = map_get(&common->codes, name);
	return list;
}

static bool
is_modifier(const struct reader *r, unsigned i)
{
	return guide_text_is(r->t, i, "key") || guide_text_is(r->t, i, "=") ||
	    guide_text_is(r->t, i, "len") ||
	    guide_text_is(r->t, i, "repeat") ||
	    guide_text_is(r->t, i, "extern");
}

/* The codes after `key` or `=` at token *i: words, or one @LIST. */
static enum rc
read_code_words(struct reader *r, unsigned *i, const struct code_list **out)
{
	unsigned from = *i + 1, to = from;
	struct code_list *list;
	enum rc rc;

	while (to < r->t->line.n && !is_quoted(r, to) && !is_modifier(r, to))
		to++;
	*i = to;
	if (to == from)
		return guide_text_fail(r->t, from, r->err, "expected codes");
	if (token(r, from).p[0] == '@') {
		str name = token(r, from);

		*out = list_called(r, (str){ name.p + 1, name.n - 1 });
		if (*out == NULL || to != from + 1)
			return guide_text_fail(r->t, from, r->err,
			    "no code list has this name");
		return RC_OK;
	}
	rc = make_list(r, (str){ "", 0 }, from, to, NULL, &list);
	*out = list;
	return rc;
}

/* ---- element lines -------------------------------------------------- */

/* "05" or "05-1" */
static enum rc
read_place(struct reader *r, struct draft_element *e)
{
	str rest = token(r, 0), first = str_cut(&rest, '-');
	uint64_t element, component = 0;

	if (first.n != 2 || !str_to_u64(first, SEGMENT_MAX, &element) ||
	    element == 0 ||
	    (token(r, 0).n > 2 && !str_to_u64(rest, 99, &component)))
		return guide_text_fail(r->t, 0, r->err,
		    "expected an element such as 05 or 05-1");
	e->element = (uint8_t)element;
	e->component = (uint8_t)component;
	return RC_OK;
}

/* The words after the usage. */
static enum rc
read_modifiers(struct reader *r, struct draft_element *e)
{
	enum rc rc = RC_OK;
	unsigned i = 2;
	uint64_t n;

	while (rc == RC_OK && i < r->t->line.n && !is_quoted(r, i)) {
		if (guide_text_is(r->t, i, "key") ||
		    guide_text_is(r->t, i, "=")) {
			e->key = guide_text_is(r->t, i, "key");
			rc = read_code_words(r, &i, &e->codes);
		} else if (guide_text_is(r->t, i, "len")) {
			rc = read_length(r, i + 1, e);
			i += 2;
		} else if (guide_text_is(r->t, i, "repeat")) {
			if (!str_to_u64(token(r, i + 1), UINT16_MAX, &n))
				return guide_text_fail(r->t, i + 1, r->err,
				    "expected a number");
			e->repeat = (uint16_t)n;
			i += 2;
		} else if (guide_text_is(r->t, i, "extern") &&
		    i + 1 < r->t->line.n) {
			e->outside = token(r, i + 1);
			i += 2;
		} else {
			return guide_text_fail(r->t, i, r->err, "expected "
			    "key, =, len, repeat, extern or a label");
		}
	}
	if (rc == RC_OK && is_quoted(r, i)) {
		e->label = token(r, i);
		i++;
	}
	if (rc == RC_OK && i < r->t->line.n)
		return guide_text_fail(r->t, i, r->err,
		    "nothing may follow the label");
	return rc;
}

static bool
is_element_line(const struct reader *r)
{
	str s = token(r, 0);

	return s.n >= 2 && s.p[0] >= '0' && s.p[0] <= '9' &&
	    s.p[1] >= '0' && s.p[1] <= '9';
}

static enum rc
read_element_line(struct reader *r, struct draft_element ***tail)
{
	struct draft_element *e =
	    ARENA_NEW(&r->set->arena, struct draft_element);
	enum rc rc;

	if (e == NULL)
		return no_memory(r);
	e->line = r->t->line.number;
	rc = read_place(r, e);
	if (rc == RC_OK)
		rc = read_usage(r, 1, &e->usage);
	if (rc == RC_OK)
		rc = read_modifiers(r, e);
	**tail = e;
	*tail = &e->next;
	return rc;
}

static enum rc
read_rule_line(struct reader *r, struct draft_rule ***tail)
{
	struct draft_rule *d = ARENA_NEW(&r->set->arena, struct draft_rule);

	if (d == NULL)
		return no_memory(r);
	d->rule = rule_by_name(token(r, 1));
	if (d->rule == NULL || r->t->line.n != 2)
		return guide_text_fail(r->t, 1, r->err,
		    "no rule has this name");
	**tail = d;
	*tail = &d->next;
	return RC_OK;
}

/* ---- segments and loops --------------------------------------------- */

/* The elements and rules under a segment, shape or use, at `level`. */
static enum rc
read_segment_body(struct reader *r, unsigned level, struct draft_node *n)
{
	struct draft_element **elements = &n->elements;
	struct draft_rule **rules = &n->rules;
	bool more;
	enum rc rc;

	while ((rc = guide_text_child(r->t, level, &more, r->err)) == RC_OK &&
	    more) {
		if (is_element_line(r))
			rc = read_element_line(r, &elements);
		else if (guide_text_is(r->t, 0, "rule"))
			rc = read_rule_line(r, &rules);
		else
			rc = guide_text_fail(r->t, 0, r->err,
			    "expected an element (05 R ...) or a rule");
		if (rc != RC_OK)
			break;
	}
	return rc;
}

/* USAGE MAX "label" from token `i`; the label may be left out. */
static enum rc
read_occurrence(struct reader *r, unsigned i, struct draft_node *n)
{
	enum rc rc = read_usage(r, i, &n->usage);

	if (rc == RC_OK)
		rc = read_max(r, i + 1, &n->max);
	if (rc != RC_OK)
		return rc;
	if (is_quoted(r, i + 2))
		n->label = token(r, i + 2);
	else if (i + 2 < r->t->line.n)
		return guide_text_fail(r->t, i + 2, r->err,
		    "expected a label in quotation marks");
	return RC_OK;
}

static enum rc read_loop_body(struct reader *r, unsigned level,
    struct draft_node *n);

/* loop ID USAGE MAX "label", use NAME USAGE MAX, or SEG USAGE MAX "label". */
static enum rc
read_child(struct reader *r, unsigned level, struct draft_node *n)
{
	bool named = guide_text_is(r->t, 0, "loop") ||
	    guide_text_is(r->t, 0, "use");
	enum rc rc;

	n->line = r->t->line.number;
	n->id = token(r, named ? 1 : 0);
	n->kind = guide_text_is(r->t, 0, "loop") ? DRAFT_LOOP :
	    guide_text_is(r->t, 0, "use") ? DRAFT_USE : DRAFT_SEGMENT;
	if (n->kind == DRAFT_SEGMENT &&
	    map_get(&r->set->segments, n->id) == NULL)
		return guide_text_fail(r->t, 0, r->err,
		    "no segment has this name");
	rc = read_occurrence(r, named ? 2 : 1, n);
	if (rc != RC_OK)
		return rc;
	if (n->kind == DRAFT_LOOP)
		return read_loop_body(r, level + 1, n);
	return read_segment_body(r, level + 1, n);
}

static enum rc
read_loop_body(struct reader *r, unsigned level, struct draft_node *n)
{
	struct draft_node **tail = &n->children;
	struct draft_rule **rules = &n->rules;
	bool more;
	enum rc rc;

	if (level > 2 * GUIDE_DEPTH)
		return guide_text_fail(r->t, 0, r->err, "nested too deep");
	while ((rc = guide_text_child(r->t, level, &more, r->err)) == RC_OK &&
	    more) {
		if (guide_text_is(r->t, 0, "rule")) {
			rc = read_rule_line(r, &rules);
		} else {
			*tail = ARENA_NEW(&r->set->arena, struct draft_node);
			if (*tail == NULL)
				return no_memory(r);
			rc = read_child(r, level, *tail);
			tail = &(*tail)->next;
		}
		if (rc != RC_OK)
			break;
	}
	return rc;
}

/* shape NAME SEG "label", or loop NAME "label", at the top level. */
static enum rc
read_named(struct reader *r)
{
	bool loop = guide_text_is(r->t, 0, "loop");
	struct draft_node *n = ARENA_NEW(&r->set->arena, struct draft_node);
	unsigned label = loop ? 2 : 3;
	enum rc rc;

	if (n == NULL)
		return no_memory(r);
	n->line = r->t->line.number;
	n->kind = loop ? DRAFT_LOOP : DRAFT_SEGMENT;
	n->id = token(r, loop ? 1 : 2);
	n->label = token(r, label);
	if (!is_quoted(r, label) || r->t->line.n != label + 1)
		return guide_text_fail(r->t, label, r->err, loop ?
		    "expected: loop NAME \"label\"" :
		    "expected: shape NAME SEGMENT \"label\"");
	if (!loop && map_get(&r->set->segments, n->id) == NULL)
		return guide_text_fail(r->t, 2, r->err,
		    "no segment has this name");
	if (!map_set(&r->g->named, token(r, 1), n))
		return no_memory(r);
	rc = loop ? read_loop_body(r, 1, n) : read_segment_body(r, 1, n);
	return rc;
}

/* ---- companion guides ----------------------------------------------- */

/* One line under an `at`. */
static enum rc
read_edit_line(struct reader *r, struct draft_edit *e,
    struct draft_element ***elements, struct draft_rule ***rules)
{
	bool usage = guide_text_is(r->t, 0, "usage");

	if (usage || guide_text_is(r->t, 0, "max")) {
		if (r->t->line.n > 2)
			return guide_text_fail(r->t, 2, r->err,
			    "nothing may follow");
		e->sets_usage |= usage;
		e->sets_max |= !usage;
		return usage ? read_usage(r, 1, &e->usage) :
		    read_max(r, 1, &e->max);
	}
	if (guide_text_is(r->t, 0, "rule"))
		return read_rule_line(r, rules);
	if (is_element_line(r))
		return read_element_line(r, elements);
	return guide_text_fail(r->t, 0, r->err,
	    "expected usage, max, rule or an element");
}

static enum rc
read_edit(struct reader *r, struct draft_edit ***tail)
{
	struct draft_edit *e = ARENA_NEW(&r->set->arena, struct draft_edit);
	struct draft_element **elements;
	struct draft_rule **rules;
	bool more, empty = true;
	enum rc rc;

	if (e == NULL)
		return no_memory(r);
	if (r->t->line.n != 2)
		return guide_text_fail(r->t, 1, r->err,
		    "expected a place such as 2300/REF:G1");
	elements = &e->elements;
	rules = &e->rules;
	e->path = token(r, 1);
	e->line = r->t->line.number;
	**tail = e;
	*tail = &e->next;
	while ((rc = guide_text_child(r->t, 1, &more, r->err)) == RC_OK &&
	    more) {
		rc = read_edit_line(r, e, &elements, &rules);
		if (rc != RC_OK)
			break;
		empty = false;
	}
	return rc == RC_OK && empty ? guide_text_fail(r->t, 0, r->err,
	    "nothing stands under the `at` before this line") : rc;
}

/* ---- the guide's head ----------------------------------------------- */

static enum rc
read_accepts(struct reader *r)
{
	struct guide *h = &r->g->head;
	str *v = ARENA_ARRAY(&r->set->arena, str,
	    h->n_accepts + r->t->line.n);

	if (v == NULL)
		return no_memory(r);
	if (h->n_accepts != 0)
		memcpy(v, h->accepts, h->n_accepts * sizeof *v);
	for (unsigned i = 1; i < r->t->line.n; i++)
		v[h->n_accepts++] = token(r, i);
	h->accepts = v;
	return RC_OK;
}

/* An element such as CLM01, cut in two; false if it is none. */
static bool
read_claim_element(str s, segment_id *segment, uint8_t *element)
{
	uint64_t n;

	if (s.n < 4 || !str_to_u64((str){ s.p + s.n - 2, 2 }, SEGMENT_MAX,
	    &n) || n == 0)
		return false;
	*segment = segment_id_of((str){ s.p, s.n - 2 });
	*element = (uint8_t)n;
	return *segment != 0;
}

/* claim CLM01, or, where the segment stands in other loops too, claim
 * 2200D/TRN02 2200E/TRN02 */
static enum rc
read_claim(struct reader *r)
{
	struct guide *h = &r->g->head;
	str *loops = ARENA_ARRAY(&r->set->arena, str, r->t->line.n);
	segment_id segment = 0;
	uint8_t element = 0;

	if (loops == NULL)
		return no_memory(r);
	if (h->claim_segment != 0)
		return guide_text_fail(r->t, 0, r->err, "said before");
	for (unsigned i = 1; i < r->t->line.n || i == 1; i++) {
		str rest = token(r, i), loop = str_cut(&rest, '/');

		if (!read_claim_element(rest.n != 0 ? rest : loop, &segment,
		    &element) || (rest.n == 0 && r->t->line.n != 2))
			return guide_text_fail(r->t, i, r->err, i == 1 ?
			    "expected an element such as CLM01" :
			    "expected an element such as 2200D/TRN02");
		if (i > 1 && (segment != h->claim_segment ||
		    element != h->claim_element))
			return guide_text_fail(r->t, i, r->err,
			    "expected the same element in another loop");
		h->claim_segment = segment;
		h->claim_element = element;
		if (rest.n != 0)
			loops[h->n_claim_loops++] = loop;
	}
	h->claim_loops = loops;
	r->g->claim_line = r->t->line.number;
	return RC_OK;
}

static enum rc
read_head_line(struct reader *r)
{
	struct guide *h = &r->g->head;
	struct { const char *word; str *to; } texts[] = {
		{ "set", &h->set }, { "group", &h->group },
		{ "include", &r->g->includes },
	};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (guide_text_is(r->t, 0, texts[i].word)) {
			if (r->t->line.n != 2)
				return guide_text_fail(r->t, 1, r->err,
				    "expected one word");
			if (texts[i].to->n != 0)
				return guide_text_fail(r->t, 0, r->err,
				    "said before");
			*texts[i].to = token(r, 1);
			return RC_OK;
		}
	if (guide_text_is(r->t, 0, "accepts"))
		return read_accepts(r);
	if (guide_text_is(r->t, 0, "claim"))
		return read_claim(r);
	return guide_text_fail(r->t, 0, r->err,
	    "expected set, group, accepts, claim or include");
}

/* guide ID VERSION "title" */
static enum rc
read_head(struct reader *r)
{
	bool more;
	enum rc rc;

	if (r->t->line.n != 4 || !is_quoted(r, 3))
		return guide_text_fail(r->t, 0, r->err,
		    "expected: guide ID VERSION \"title\"");
	if (r->g->head.id.n != 0)
		return guide_text_fail(r->t, 0, r->err,
		    "a file holds one guide");
	r->g->line = r->t->line.number;
	r->g->head.id = token(r, 1);
	r->g->head.version = token(r, 2);
	r->g->head.title = token(r, 3);
	while ((rc = guide_text_child(r->t, 1, &more, r->err)) == RC_OK &&
	    more) {
		rc = read_head_line(r);
		if (rc != RC_OK)
			break;
	}
	return rc;
}

static enum rc
read_tree(struct reader *r)
{
	if (r->g->tree != NULL)
		return guide_text_fail(r->t, 0, r->err,
		    "a guide has one tree");
	r->g->tree = ARENA_NEW(&r->set->arena, struct draft_node);
	if (r->g->tree == NULL)
		return no_memory(r);
	r->g->tree->line = r->t->line.number;
	r->g->tree->kind = DRAFT_LOOP;
	r->g->tree->id = r->g->head.set;
	r->g->tree->label = r->g->head.title;
	r->g->tree->usage = USAGE_REQUIRED;
	r->g->tree->max = 1;
	return read_loop_body(r, 1, r->g->tree);
}

/* See guide_draft.h. */
enum rc
guide_read(struct guide_set *set, str name, str text,
    struct draft_guide **out, struct err *err)
{
	struct draft_guide *g = ARENA_NEW(&set->arena, struct draft_guide);
	struct guide_text t;
	struct reader r = { set, &t, g, err };
	struct draft_edit **edits;
	bool more;
	enum rc rc;

	if (g == NULL)
		return no_memory(&r);
	edits = &g->edits;
	g->file = name;
	g->line = 1;
	guide_text_init(&t, name, text);
	while ((rc = guide_text_child(&t, 0, &more, err)) == RC_OK && more) {
		if (guide_text_is(&t, 0, "guide"))
			rc = read_head(&r);
		else if (guide_text_is(&t, 0, "codes"))
			rc = read_codes(&r);
		else if (guide_text_is(&t, 0, "shape") ||
		    guide_text_is(&t, 0, "loop"))
			rc = read_named(&r);
		else if (guide_text_is(&t, 0, "tree"))
			rc = read_tree(&r);
		else if (guide_text_is(&t, 0, "at"))
			rc = read_edit(&r, &edits);
		else
			rc = guide_text_fail(&t, 0, err, "expected guide, "
			    "codes, shape, loop, tree or at");
		if (rc != RC_OK)
			break;
	}
	if (rc != RC_OK) {
		map_fini(&g->codes);
		map_fini(&g->named);
	}
	*out = g;
	return rc;
}
