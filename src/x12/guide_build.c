/* SPDX-License-Identifier: Apache-2.0 */
/*
 * guide_build.c -- compile a draft into the nodes that the judge walks.
 *
 * Names are replaced by what they name, a companion guide's edits are laid over
 * each place they reach, and the tables that make walking fast are filled: bit
 * sets of required elements and children, and for each loop the places that a
 * segment's name may lead to.
 */
#include "x12/guide_draft.h"

#include <stdarg.h>
#include <stdio.h>

#include "x12/judge.h"

#define RULES	32	/* in one place */
#define COMPONENTS 16	/* the most parts of a composite in any guide, and 0 */

struct builder {
	struct guide_set *set;
	const struct draft_guide *draft;	/* whose tree is built */
	const struct draft_guide *companion;	/* whose edits, or NULL */
	bool	*used;				/* edits that reached a place */
	struct guide *guide;
	unsigned n_names;
	char	 star;			/* what `*` stands for in the names of
					 * loops; 0: outside of any such */
	struct err *err;
};

/* The element lines in force at one place, by element and component, for as
 * many elements as the segment has. */
struct picked {
	const struct draft_element *at[SEGMENT_MAX + 1][COMPONENTS];
};

static enum rc
no_memory(struct builder *b)
{
	return fail(b->err, RC_MEMORY, "no memory for a guide");
}

static enum rc PRINTF(4, 5)
wrong(struct builder *b, const struct draft_guide *g, unsigned line,
    const char *fmt, ...)
{
	char what[160];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	return fail(b->err, RC_SYNTAX, STR_FMT ":%u:1: %s",
	    STR_ARG(g->file), line, what);
}

/* ---- elements ------------------------------------------------------- */

static enum element_check
check_of(const struct data_element *d)
{
	static const enum element_check by_type[] = {
		[TYPE_AN] = CHECK_TEXT, [TYPE_ID] = CHECK_CODE,
		[TYPE_N] = CHECK_NUMBER, [TYPE_R] = CHECK_DECIMAL,
		[TYPE_DT] = CHECK_DATE, [TYPE_TM] = CHECK_TIME,
		[TYPE_B] = CHECK_BINARY, [TYPE_COMPOSITE] = CHECK_COMPOSITE,
	};

	if (str_eq(d->number, STR("1251")))
		return CHECK_PERIOD;
	if (str_eq(d->number, STR("782")))
		return CHECK_AMOUNT;
	return by_type[d->type];
}

/* What one element line says, filled up from the dictionary. */
static struct guide_element
make_element(const struct data_element *d, const struct draft_element *line)
{
	struct guide_element e = { .usage = USAGE_NOT_USED,
	    .check = (uint8_t)check_of(d), .min = d->min, .max = d->max,
	    .repeat = 1, .def = d, .label = d->label };

	if (line == NULL)
		return e;
	e.usage = (uint8_t)line->usage;
	if (line->max != 0) {
		e.min = line->min;
		e.max = line->max;
	}
	if (line->repeat != 0)
		e.repeat = line->repeat;
	e.codes = line->codes;
	e.outside = line->outside;
	if (line->label.n != 0)
		e.label = line->label;
	return e;
}

/* A composite's parts; without component lines all are situational. */
static enum rc
make_parts(struct builder *b, const struct draft_element *const *lines,
    struct guide_element *e)
{
	unsigned n = e->def->n_parts;
	struct guide_element *parts = ARENA_ARRAY(&b->set->arena,
	    struct guide_element, n);
	bool any = false;

	if (parts == NULL)
		return no_memory(b);
	for (unsigned c = 1; c < COMPONENTS; c++)
		any |= lines[c] != NULL;
	for (unsigned c = 0; c < n; c++) {
		parts[c] = make_element(e->def->parts[c],
		    c + 1 < COMPONENTS ? lines[c + 1] : NULL);
		if (!any)
			parts[c].usage = USAGE_SITUATIONAL;
		if (parts[c].usage == USAGE_REQUIRED)
			e->n_required = c + 1;
	}
	e->parts = parts;
	e->n_parts = n;
	return RC_OK;
}

/* A bit for each code of the list, if all are of one character and in reach of
 * SURE_LETTERS; else 0. */
static uint64_t
letters_of(const struct code_list *codes)
{
	uint64_t letters = 0;

	for (unsigned i = 0; i < codes->n; i++) {
		unsigned c = (unsigned)(unsigned char)codes->text[i].p[0] -
		    (unsigned)SURE_LETTERS;

		if (codes->text[i].n != 1 || c > 63)
			return 0;
		letters |= (uint64_t)1 << c;
	}
	return letters;
}

static void
make_sure_of_codes(const struct code_list *codes, struct sure_spec *to)
{
	to->letters = letters_of(codes);
	if (to->letters != 0) {
		to->kind = SURE_LETTER;
		return;
	}
	to->kind = SURE_CODES;
	to->codes = codes;
	to->code = codes->packed != NULL ? codes->packed[0] : 0;
}

/* The short form of `n` elements or components; NULL without memory. */
static const struct sure_spec *
make_sure(struct builder *b, const struct guide_element *v, unsigned n)
{
	static const uint8_t kinds[] = {
		[CHECK_TEXT] = SURE_TEXT, [CHECK_CODE] = SURE_TEXT,
		[CHECK_NUMBER] = SURE_NUMBER, [CHECK_DECIMAL] = SURE_DECIMAL,
		[CHECK_AMOUNT] = SURE_DECIMAL, [CHECK_DATE] = SURE_DATE,
		[CHECK_TIME] = SURE_NEVER, [CHECK_PERIOD] = SURE_PERIOD,
		[CHECK_BINARY] = SURE_NEVER, [CHECK_COMPOSITE] = SURE_COMPOSITE,
	};
	struct sure_spec *sure = ARENA_ARRAY(&b->set->arena, struct sure_spec,
	    n);

	for (unsigned i = 0; sure != NULL && i < n; i++) {
		sure[i] = (struct sure_spec){ .min = v[i].min,
		    .max = v[i].max, .kind = kinds[v[i].check],
		    .usage = v[i].usage, .n_parts = (uint8_t)v[i].n_parts,
		    .n_required = (uint8_t)v[i].n_required };
		if (v[i].check == CHECK_COMPOSITE) {
			sure[i].noted = v[i].def->noted;
			sure[i].parts = make_sure(b, v[i].parts,
			    v[i].n_parts);
			if (sure[i].parts == NULL)
				return NULL;
		} else if (v[i].codes != NULL) {
			make_sure_of_codes(v[i].codes, &sure[i]);
		}
		/* It needs a value before it, which names its form. */
		if (i == 0 && sure[i].kind == SURE_PERIOD)
			sure[i].kind = SURE_NEVER;
	}
	return sure;
}

/* Of the elements that are checked, set those apart of which only the length
 * has to be looked at. */
static void
set_plain(struct guide_node *node)
{
	node->noted = node->def->noted;
	node->pairs = node->def->pairs;
	node->any = node->def->any;
	node->barred = ~node->allowed & ~(uint64_t)1;
	for (unsigned i = 0; i < node->def->n_elements; i++) {
		const struct sure_spec *e = &node->sure[i];
		uint64_t bit = (uint64_t)2 << i & node->checked;

		if (e->kind == SURE_COMPOSITE)
			node->composite |= bit;
		else
			node->single |= bit;
		if (bit == 0 || i >= GUIDE_PLAIN || e->kind != SURE_TEXT ||
		    e->max >= INT16_MAX - 1)
			continue;
		node->plain |= bit;
		node->checked &= ~bit;
		node->lengths[i / 8].least[i % 8] = (uint16_t)(e->min + 1);
		node->lengths[i / 8].more[i % 8] =
		    (uint16_t)(e->max - e->min);
	}
}

static enum rc
make_elements(struct builder *b, const struct picked *p,
    struct guide_node *node)
{
	unsigned n = node->def->n_elements;
	struct guide_element *v = ARENA_ARRAY(&b->set->arena,
	    struct guide_element, n);
	enum rc rc = RC_OK;

	if (v == NULL)
		return no_memory(b);
	for (unsigned i = 0; i < n && rc == RC_OK; i++) {
		uint64_t bit = (uint64_t)1 << (i + 1);

		v[i] = make_element(node->def->elements[i],
		    p->at[i + 1][0]);
		if (v[i].check == CHECK_COMPOSITE)
			rc = make_parts(b, p->at[i + 1], &v[i]);
		if (v[i].usage == USAGE_REQUIRED)
			node->required |= bit;
		if (v[i].usage != USAGE_NOT_USED)
			node->allowed |= bit;
		if (v[i].usage == USAGE_NOT_USED)
			continue;
		if (node->key_element != i + 1 || node->key_component != 0)
			node->checked |= bit;
	}
	node->elements = v;
	if (rc == RC_OK)
		node->sure = make_sure(b, v, n);
	if (rc != RC_OK || node->sure == NULL)
		return rc != RC_OK ? rc : no_memory(b);
	set_plain(node);
	return RC_OK;
}

/* A line that replaces a key remains the key: codes of its own narrow it. */
static const struct draft_element *
keep_key(struct builder *b, const struct draft_element *old,
    const struct draft_element *line)
{
	struct draft_element *copy;

	if (old == NULL || !old->key || line->key)
		return line;
	copy = ARENA_NEW(&b->set->arena, struct draft_element);
	if (copy == NULL)
		return NULL;
	*copy = *line;
	copy->key = true;
	if (copy->codes == NULL)
		copy->codes = old->codes;
	return copy;
}

/* Lay element lines over those picked so far. */
static enum rc
pick(struct builder *b, const struct draft_guide *g,
    const struct segment_def *def, const struct draft_element *lines,
    struct picked *p)
{
	for (const struct draft_element *e = lines; e != NULL; e = e->next) {
		const struct data_element *d;

		if (e->element > def->n_elements)
			return wrong(b, g, e->line, STR_FMT " has %u elements",
			    STR_ARG(def->name), def->n_elements);
		d = def->elements[e->element - 1];
		if (e->component >= COMPONENTS ||
		    (e->component != 0 && e->component > d->n_parts))
			return wrong(b, g, e->line,
			    STR_FMT "%02u has %u components",
			    STR_ARG(def->name), e->element, d->n_parts);
		if (e->component == 0 && d->n_parts == 0 && e->max != 0 &&
		    (e->min < d->min || e->max > d->max))
			return wrong(b, g, e->line, "the dictionary has "
			    "%u..%u for this element", d->min, d->max);
		e = keep_key(b, p->at[e->element][e->component], e);
		if (e == NULL)
			return no_memory(b);
		p->at[e->element][e->component] = e;
	}
	return RC_OK;
}

/* Find the one line that says `key`. */
static enum rc
pick_key(struct builder *b, const struct draft_guide *g,
    const struct picked *p, struct guide_node *node)
{
	for (unsigned i = 1; i <= node->def->n_elements; i++)
		for (unsigned c = 0; c < COMPONENTS; c++) {
			const struct draft_element *e = p->at[i][c];

			if (e == NULL || !e->key)
				continue;
			if (node->keys != NULL)
				return wrong(b, g, e->line,
				    "a segment has one key");
			node->keys = e->codes;
			node->key_element = (uint8_t)i;
			node->key_component = (uint8_t)c;
		}
	return RC_OK;
}

/* ---- names, edits and rules ----------------------------------------- */

/* Give a segment name its number in the guide's tables. */
static enum rc
number_name(struct builder *b, segment_id id, unsigned line)
{
	unsigned h = (id * 0x9E3779B1u) >> 24;

	while (b->guide->names[h].id != 0 && b->guide->names[h].id != id)
		h = (h + 1) & 255;
	if (b->guide->names[h].id == id)
		return RC_OK;
	if (b->n_names == GUIDE_SEGMENTS)
		return wrong(b, b->draft, line,
		    "more than %d segment names in a guide", GUIDE_SEGMENTS);
	b->guide->names[h].id = id;
	b->guide->names[h].dense = (uint8_t)b->n_names++;
	return RC_OK;
}

/* What is called exactly `name` in this guide or in common.guide. */
static const struct draft_node *
named_so(const struct builder *b, str name)
{
	const struct draft_guide *common =
	    map_get(&b->set->drafts, STR("common"));
	const struct draft_node *n = map_get(&b->draft->named, name);

	if (n == NULL && common != NULL)
		n = map_get(&common->named, name);
	return n;
}

/*
 * What `name` names: for "2110C" a loop of that name, or else "2110*", in
 * which the star then stands for C.
 */
static const struct draft_node *
named(struct builder *b, str name)
{
	const struct draft_node *n = named_so(b, name);
	char star[16];

	if (n != NULL || name.n == 0 || name.n > sizeof star)
		return n;
	memcpy(star, name.p, name.n);
	star[name.n - 1] = '*';
	n = named_so(b, (str){ star, name.n });
	if (n != NULL)
		b->star = name.p[name.n - 1];
	return n;
}

/* The name of a loop with its star filled in; unchanged if there is none, or
 * nothing to fill it with.  {NULL, 0} without memory. */
static str
full_name(const struct builder *b, str name)
{
	str full;

	if (b->star == 0 || name.n == 0 || name.p[name.n - 1] != '*')
		return name;
	full = arena_str(&b->set->arena, name);
	if (full.p != NULL)
		((char *)(uintptr_t)full.p)[full.n - 1] = b->star;
	return full;
}

/* True when the edit's path "2300/REF:G1" or "2400" reaches this place. */
static bool
edit_reaches(const struct draft_edit *e, str loop, str segment,
    const struct code_list *keys)
{
	str rest = e->path, want_loop = str_cut(&rest, '/');
	str want_segment = str_cut(&rest, ':');

	return str_eq(want_loop, loop) && str_eq(want_segment, segment) &&
	    (rest.n == 0 || (keys != NULL && code_list_has(keys, rest)));
}

/* Chain the rules of up to two drafts and of the edits that reach here. */
struct rule_gatherer { const struct rule *v[RULES]; unsigned n; bool full; };

static void
gather_rules(struct rule_gatherer *to, const struct draft_rule *r)
{
	for (; r != NULL; r = r->next) {
		if (to->n == RULES)
			to->full = true;
		else
			to->v[to->n++] = r->rule;
	}
}

static enum rc
keep_rules(struct builder *b, const struct rule_gatherer *from,
    struct guide_node *node)
{
	rule_fn **v = ARENA_ARRAY(&b->set->arena, rule_fn *, from->n);
	rule_fn **form = ARENA_ARRAY(&b->set->arena, rule_fn *, from->n);
	unsigned n_form = 0;

	if (from->full)
		return fail(b->err, RC_RANGE,
		    "more than %d rules in one place of a guide", RULES);
	if (v == NULL || form == NULL)
		return no_memory(b);
	for (unsigned i = 0; i < from->n; i++) {
		v[i] = from->v[i]->run;
		if (from->v[i]->form != NULL)
			form[n_form++] = from->v[i]->form;
	}
	node->rules[CHECK_RULES].v = v;
	node->rules[CHECK_RULES].n = from->n;
	node->rules[CHECK_GUIDE].v = form;
	node->rules[CHECK_GUIDE].n = n_form;
	return RC_OK;
}

/* Apply the companion's edits to a place; its elements only if `p`. */
static enum rc
apply_edits(struct builder *b, str loop, struct guide_node *node,
    struct picked *p, struct rule_gatherer *rules)
{
	unsigned i = 0;

	if (b->companion == NULL)
		return RC_OK;
	for (const struct draft_edit *e = b->companion->edits; e != NULL;
	    e = e->next, i++) {
		enum rc rc;

		if (!edit_reaches(e, loop, p != NULL ? node->id :
		    (str){ NULL, 0 }, node->keys))
			continue;
		b->used[i] = true;
		if (e->sets_usage)
			node->usage = e->usage;
		if (e->sets_max)
			node->max = e->max;
		gather_rules(rules, e->rules);
		if (p == NULL && e->elements != NULL)
			return wrong(b, b->companion, e->elements->line,
			    "a loop has no elements: name its segment");
		if (p == NULL)
			continue;
		rc = pick(b, b->companion, node->def, e->elements, p);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* ---- segments and loops --------------------------------------------- */

/* Build a segment: `shape` gives its elements, `over` (or NULL) its place. */
static enum rc
build_segment(struct builder *b, const struct draft_node *shape,
    const struct draft_node *over, str loop, struct guide_node *node)
{
	struct picked p;
	struct rule_gatherer rules = { .n = 0 };
	enum rc rc;

	node->id = shape->id;
	node->def = map_get(&b->set->segments, shape->id);
	memset(p.at, 0, (node->def->n_elements + 1) * sizeof p.at[0]);
	node->segment = node->def->id;
	if (node->label.n == 0)
		node->label = shape->label.n != 0 ? shape->label :
		    node->def->label;
	rc = pick(b, b->draft, node->def, shape->elements, &p);
	if (rc == RC_OK && over != shape)
		rc = pick(b, b->draft, node->def, over->elements, &p);
	if (rc == RC_OK)
		rc = pick_key(b, b->draft, &p, node);
	gather_rules(&rules, shape->rules);
	if (over != shape)
		gather_rules(&rules, over->rules);
	if (rc == RC_OK)
		rc = apply_edits(b, loop, node, &p, &rules);
	node->keys = NULL;
	if (rc == RC_OK)
		rc = pick_key(b, b->draft, &p, node);
	if (rc == RC_OK)
		rc = make_elements(b, &p, node);
	if (rc == RC_OK)
		rc = keep_rules(b, &rules, node);
	return rc == RC_OK ? number_name(b, node->segment, over->line) : rc;
}

static enum rc build_loop(struct builder *b, const struct draft_node *loop,
    struct guide_node *node);

/* Build child `d` of `parent` into `node`. */
static enum rc
build_child(struct builder *b, const struct draft_node *d,
    const struct guide_node *parent, struct guide_node *node)
{
	const struct draft_node *body = d;
	str name = full_name(b, d->id);
	char star = b->star;
	enum rc rc;

	if (name.p == NULL && d->id.p != NULL)
		return no_memory(b);
	if (d->kind == DRAFT_USE) {
		body = name.n != 0 && name.p[name.n - 1] != '*' ?
		    named(b, name) : NULL;
		if (body == NULL)
			return wrong(b, b->draft, d->line,
			    "no shape or loop is called " STR_FMT,
			    STR_ARG(name));
	}
	node->parent = parent;
	node->label = d->label;
	node->usage = d->usage;
	node->max = d->max;
	node->depth = (uint16_t)(parent->depth + 1);
	node->number = b->guide->n_nodes;
	if (b->guide->n_nodes++ == GUIDE_NODES)
		return wrong(b, b->draft, d->line,
		    "more than %d places in a guide", GUIDE_NODES);
	if (body->kind != DRAFT_SEGMENT && node->depth >= GUIDE_DEPTH)
		return wrong(b, b->draft, d->line, "loops nest too deep");
	node->id = name;
	rc = body->kind == DRAFT_SEGMENT ?
	    build_segment(b, body, d, parent->id, node) :
	    build_loop(b, body, node);
	b->star = star;
	return rc;
}

/* For each child the required ones before its position, as bits. */
static void
set_before(struct guide_node *loop)
{
	uint64_t before[2] = { 0, 0 };
	unsigned done = 0;

	for (unsigned i = 0; i < loop->n_children; i++) {
		struct guide_node *c =
		    (struct guide_node *)(uintptr_t)loop->children[i];

		for (; done < c->group; done++)
			before[done / 64] |= loop->required_children[done / 64]
			    & (uint64_t)1 << done % 64;
		c->before[0] = before[0];
		c->before[1] = before[1];
	}
}

/* G1: neighbours that begin with the same segment share a position. */
static void
set_positions(struct guide_node *loop)
{
	uint16_t position = 0, group = 0;
	bool found = false;

	for (unsigned i = 0; i < loop->n_children; i++) {
		struct guide_node *c =
		    (struct guide_node *)(uintptr_t)loop->children[i];

		if (i == 1 ||
		    (i > 1 && c->segment != loop->children[i - 1]->segment)) {
			position++;
			group = (uint16_t)i;
		}
		c->position = position;
		c->group = group;
		c->index = (uint16_t)i;
		if (c->usage != USAGE_REQUIRED)
			continue;
		loop->required_children[i / 64] |= (uint64_t)1 << i % 64;
		c->second = i > 0 && !found && !c->is_loop;
		found |= i > 0;
	}
	set_before(loop);
}

static struct guide_entry
make_entry(const struct guide_node *child)
{
	const struct guide_node *s = child->is_loop ? child->children[0] :
	    child;

	return (struct guide_entry){ s, child, s->keys, child->position,
	    s->key_element, s->key_component };
}

/*
 * Sort the children by segment name, keeping the guide's order in each.  What
 * a loop begins with is left out: met again, it means a new turn of the loop,
 * and that is an entry of the loop around it.
 */
static enum rc
set_entries(struct builder *b, struct guide_node *loop)
{
	struct guide_entry *v = ARENA_ARRAY(&b->set->arena,
	    struct guide_entry, loop->n_children);
	unsigned n = 0;

	if (v == NULL)
		return no_memory(b);
	for (unsigned dense = 0; dense < b->n_names; dense++) {
		loop->entry_first[dense] = (uint8_t)n;
		for (unsigned i = 0; i < loop->n_children; i++) {
			const struct guide_node *c = loop->children[i];

			if (guide_dense(b->guide, c->segment) ==
			    (int)dense && (i > 0 || loop->parent == NULL))
				v[n++] = make_entry(c);
		}
		loop->entry_n[dense] = (uint8_t)(n -
		    loop->entry_first[dense]);
	}
	loop->entries = v;
	return RC_OK;
}

static unsigned
count_nodes(const struct draft_node *n)
{
	unsigned count = 0;

	for (; n != NULL; n = n->next)
		count++;
	return count;
}

/* Build the loop whose body is `loop` into `node`, which has its name. */
static enum rc
build_loop(struct builder *b, const struct draft_node *loop,
    struct guide_node *node)
{
	struct rule_gatherer rules = { .n = 0 };
	unsigned n = count_nodes(loop->children), i = 0;
	struct guide_node *v;
	enum rc rc;

	node->is_loop = true;
	if (node->label.n == 0)
		node->label = loop->label;
	if (n == 0 || n > GUIDE_CHILDREN)
		return wrong(b, b->draft, loop->line,
		    "a loop has 1 to %d children, this one %u",
		    GUIDE_CHILDREN, n);
	v = ARENA_ARRAY(&b->set->arena, struct guide_node, n);
	node->children = ARENA_ARRAY(&b->set->arena,
	    const struct guide_node *, n);
	if (v == NULL || node->children == NULL)
		return no_memory(b);
	node->n_children = n;
	gather_rules(&rules, loop->rules);
	rc = apply_edits(b, node->id, node, NULL, &rules);
	if (rc == RC_OK)
		rc = keep_rules(b, &rules, node);
	for (const struct draft_node *d = loop->children;
	    d != NULL && rc == RC_OK; d = d->next, i++) {
		node->children[i] = &v[i];
		rc = build_child(b, d, node, &v[i]);
	}
	if (rc == RC_OK && v[0].is_loop)
		return wrong(b, b->draft, loop->line,
		    "a loop begins with a segment");
	if (rc != RC_OK)
		return rc;
	node->segment = v[0].segment;
	set_positions(node);
	return RC_OK;
}

/* The entries need every name's number, so they are set at the end. */
static enum rc
set_all_entries(struct builder *b, struct guide_node *loop)
{
	enum rc rc = set_entries(b, loop);

	for (unsigned i = 0; i < loop->n_children && rc == RC_OK; i++)
		if (loop->children[i]->is_loop)
			rc = set_all_entries(b, (struct guide_node *)
			    (uintptr_t)loop->children[i]);
	return rc;
}

/* ---- the guide ------------------------------------------------------ */

/* A companion guide inherits what it does not say itself. */
static enum rc
inherit_head(struct builder *b)
{
	const struct guide *base = &b->draft->head;
	struct guide *g = b->guide;
	str *accepts;

	g->kind = base->id;
	if (b->companion == NULL)
		return RC_OK;
	g->set = base->set;
	g->group = base->group;
	g->claim_segment = base->claim_segment;
	g->claim_element = base->claim_element;
	g->claim_loops = base->claim_loops;
	g->n_claim_loops = base->n_claim_loops;
	accepts = ARENA_ARRAY(&b->set->arena, str,
	    g->n_accepts + base->n_accepts + 1);
	if (accepts == NULL)
		return no_memory(b);
	if (g->n_accepts != 0)
		memcpy(accepts, g->accepts, g->n_accepts * sizeof *accepts);
	if (base->n_accepts != 0)
		memcpy(accepts + g->n_accepts, base->accepts,
		    base->n_accepts * sizeof *accepts);
	accepts[g->n_accepts + base->n_accepts] = base->version;
	g->accepts = accepts;
	g->n_accepts += base->n_accepts + 1;
	return RC_OK;
}

/* Room to mark the companion's edits that reach a place. */
static enum rc
begin_edits(struct builder *b)
{
	unsigned n = 0;

	for (const struct draft_edit *e = b->companion != NULL ?
	    b->companion->edits : NULL; e != NULL; e = e->next)
		n++;
	b->used = ARENA_ARRAY(&b->set->arena, bool, n);
	return b->used != NULL ? RC_OK : no_memory(b);
}

static enum rc
check_edits_used(struct builder *b)
{
	unsigned i = 0;

	if (b->companion == NULL)
		return RC_OK;
	for (const struct draft_edit *e = b->companion->edits;
	    e != NULL; e = e->next, i++)
		if (!b->used[i])
			return wrong(b, b->companion, e->line,
			    STR_FMT " is no place in guide " STR_FMT,
			    STR_ARG(e->path), STR_ARG(b->draft->head.id));
	return RC_OK;
}

/* Is there a loop `id` with a segment `name` below `loop`? */
static bool
has_in_loop(const struct guide_node *loop, str id, segment_id name)
{
	for (unsigned i = 0; i < loop->n_children; i++) {
		const struct guide_node *child = loop->children[i];

		if (child->is_loop ? has_in_loop(child, id, name) :
		    child->segment == name && str_eq(loop->id, id))
			return true;
	}
	return false;
}

/* The loops whose segments name claims must be there. */
static enum rc
check_claim_loops(struct builder *b)
{
	const struct guide *g = b->guide;

	for (unsigned i = 0; i < g->n_claim_loops; i++)
		if (!has_in_loop(g->root, g->claim_loops[i],
		    g->claim_segment))
			return wrong(b, b->draft, b->draft->claim_line,
			    "no loop " STR_FMT " has this segment",
			    STR_ARG(g->claim_loops[i]));
	return RC_OK;
}

/* See guide_draft.h. */
enum rc
guide_build(struct guide_set *set, const struct draft_guide *draft,
    const struct draft_guide *base, const struct guide **out, struct err *err)
{
	struct builder b = { .set = set,
	    .draft = base != NULL ? base : draft,
	    .companion = base != NULL ? draft : NULL, .err = err };
	struct guide_node *root = ARENA_NEW(&set->arena, struct guide_node);
	enum rc rc;

	b.guide = ARENA_NEW(&set->arena, struct guide);
	if (b.guide == NULL || root == NULL)
		return no_memory(&b);
	if (b.draft->tree == NULL)
		return wrong(&b, b.draft, 1, "the guide has no tree");
	*b.guide = draft->head;
	b.guide->n_nodes = 1;
	b.guide->root = root;
	rc = begin_edits(&b);
	if (rc == RC_OK)
		rc = inherit_head(&b);
	root->id = b.draft->tree->id;
	root->usage = USAGE_REQUIRED;
	root->max = 1;
	if (rc == RC_OK)
		rc = build_loop(&b, b.draft->tree, root);
	if (rc == RC_OK)
		rc = set_all_entries(&b, root);
	if (rc == RC_OK)
		rc = check_edits_used(&b);
	if (rc == RC_OK)
		rc = check_claim_loops(&b);
	*out = b.guide;
	return rc;
}
