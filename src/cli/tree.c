/* SPDX-License-Identifier: Apache-2.0 */
/* tree.c -- the guide gives depth and labels, the segment the values. */
#include "cli/tree.h"

#include "base/vec.h"
#include "cli/report.h"

#define ABOVE_MAX	((size_t)4 << 20)
#define VALUE_MAX	2000
#define IN_GROUP	2	/* columns before GS */
#define IN_TRANSACTION	4	/* before ST */

#define ID_ISA	SEGMENT_ID('I', 'S', 'A')
#define ID_GS	SEGMENT_ID2('G', 'S')
#define ID_GE	SEGMENT_ID2('G', 'E')
#define ID_ST	SEGMENT_ID2('S', 'T')

/* See tree.h. */
void
tree_init(struct tree *t, struct page *page, const struct view *view,
    const char *claim, bool brief)
{
	*t = (struct tree){ .page = page, .view = view, .brief = brief,
	    .claim = str_of(claim), .out = page->out };
	buf_init(&t->above, ABOVE_MAX);
}

/* See tree.h. */
void
tree_fini(struct tree *t)
{
	t->page->out = t->out;
	VEC_FREE(&t->here);
	buf_fini(&t->above);
}

/* See tree.h. */
void
tree_add(struct tree *t, const struct finding *f)
{
	if (VEC_ROOM(&t->here, 1))
		t->here.v[t->here.n++] = f;
}

/* ---- what a place is called ----------------------------------------- */

/* The segment of the envelope guide with this name, or NULL. */
static const struct guide_node *
envelope_node(const struct guide_node *loop, segment_id id)
{
	for (unsigned i = 0; i < loop->n_children; i++) {
		const struct guide_node *child = loop->children[i];

		if (child->is_loop)
			child = envelope_node(child, id);
		if (child != NULL && child->segment == id)
			return child;
	}
	return NULL;
}

/* A segment with all that is known of its place. */
struct spot {
	const struct segment *s;
	const struct guide_node *node;	/* NULL: it has no place */
	const struct segment_def *def;	/* NULL: not in the dictionary */
};

static struct spot
spot_of(const struct tree *t, const struct segment *s,
    const struct guide_node *node)
{
	const struct guide_set *set = t->view->guides;
	struct spot spot = { s, node, NULL };

	if (node == NULL && s->position == 0 && set->envelope != NULL)
		spot.node = envelope_node(set->envelope->root, s->id);
	spot.def = spot.node != NULL ? spot.node->def :
	    map_get(&set->segments, segment_name(s));
	return spot;
}

static str
segment_label(const struct spot *spot)
{
	if (spot->node != NULL && spot->node->label.n > 0)
		return spot->node->label;
	return spot->def != NULL ? spot->def->label : STR("");
}

/* The label of element `i`, or of its component `c` if that is not 0. */
static str
element_label(const struct spot *spot, unsigned i, unsigned c)
{
	const struct guide_element *e = NULL;
	const struct data_element *d;

	if (spot->def == NULL || i > spot->def->n_elements)
		return STR("");
	d = spot->def->elements[i - 1];
	if (spot->node != NULL)
		e = &spot->node->elements[i - 1];
	if (c > 0) {
		e = e != NULL && c <= e->n_parts ? &e->parts[c - 1] : NULL;
		d = c <= d->n_parts ? d->parts[c - 1] : NULL;
	}
	if (e != NULL && e->label.n > 0)
		return e->label;
	return d != NULL ? d->label : STR("");
}

/* ---- findings in their place ---------------------------------------- */

/* A part of a segment that findings are about. */
struct part {
	unsigned element;
	int	 component;	/* 0: the whole element; -1: any */
	unsigned repetition;	/* 0: any */
};

/* Is `f` about this part?  What is about an element with all its repetitions
 * is about none of them. */
static bool
is_about(const struct finding *f, const struct part *part)
{
	if (f == NULL || f->at.element != part->element)
		return false;
	if (part->component >= 0 && f->at.component != part->component)
		return false;
	return part->repetition == 0 || f->at.repetition == part->repetition ||
	    (f->at.repetition == 0 && part->component > 0);
}

static bool
has_finding(const struct tree *t, struct part part)
{
	for (size_t k = 0; k < t->here.n; k++)
		if (is_about(t->here.v[k], &part))
			return true;
	return false;
}

static void
print_finding(struct tree *t, size_t k, unsigned indent, bool placed)
{
	struct finding seen = view_finding(t->view, t->here.v[k]);

	report_block(t->page, t->view, &seen, indent, placed);
	t->here.v[k] = NULL;
}

static void
print_findings(struct tree *t, struct part part, unsigned indent)
{
	for (size_t k = 0; k < t->here.n; k++)
		if (is_about(t->here.v[k], &part))
			print_finding(t, k, indent, false);
}

/* Print those that are about no segment, or one that never came. */
static void
print_strays(struct tree *t, uint64_t ordinal)
{
	for (size_t k = 0; k < t->here.n; k++)
		if (t->here.v[k] != NULL &&
		    t->here.v[k]->at.segment != ordinal)
			print_finding(t, k, t->depth, true);
}

/* ---- elements ------------------------------------------------------- */

static void
print_value(struct tree *t, str value, bool faulty)
{
	struct page *p = t->page;

	page_to(p, p->width >= 90 ? 54 : 48);
	if (value.n > VALUE_MAX)
		value.n = VALUE_MAX;
	if (value.n == 0)
		page_text(p, STYLE_ERROR, page_symbol(p, SYMBOL_DASH));
	else if (t->view->words == FINDING_HIDE)
		page_text(p, STYLE_DIM, page_symbol(p, SYMBOL_MORE));
	else if (str_trim(value).n == 0)
		page_text(p, STYLE_DIM, STR("(spaces)"));
	else
		page_wrap(p, faulty ? STYLE_FAULT : STYLE_PLAIN, p->column,
		    value);
	page_newline(p);
}

/* One line: number, label, value, and below it what was found there. */
static void
print_part(struct tree *t, const struct spot *spot, struct part part,
    str value)
{
	struct page *p = t->page;
	unsigned c = (unsigned)part.component;
	bool faulty = has_finding(t, part);

	if (value.n == 0 && !faulty)
		return;
	page_to(p, t->depth + 2);
	page_fmt(p, STYLE_DIM, c != 0 ? "%02u-%u" : "%02u", part.element, c);
	page_to(p, t->depth + 8);
	page_text(p, STYLE_DIM, element_label(spot, part.element, c));
	print_value(t, value, faulty);
	print_findings(t, part, t->depth + 8);
}

static bool
is_composite(const struct spot *spot, unsigned i)
{
	return spot->def != NULL && i <= spot->def->n_elements &&
	    spot->def->elements[i - 1]->n_parts > 0;
}

/* How many components to print: those sent, and those found missing. */
static unsigned
components(const struct tree *t, str value, char separator,
    struct part part)
{
	unsigned n = 1;

	for (size_t i = 0; i < value.n; i++)
		n += value.p[i] == separator;
	part.component = -1;
	for (size_t k = 0; k < t->here.n; k++)
		if (is_about(t->here.v[k], &part) &&
		    t->here.v[k]->at.component > n)
			n = t->here.v[k]->at.component;
	return n;
}

/* One repetition of an element, a line for each component. */
static void
print_repetition(struct tree *t, const struct spot *spot, struct part part,
    str value)
{
	char separator = (char)spot->s->d->component;
	unsigned n = components(t, value, separator, part);

	if (value.n == 0 || (n == 1 && !is_composite(spot, part.element))) {
		print_part(t, spot, part, value);
		return;
	}
	for (unsigned c = 1; c <= n; c++) {
		part.component = (int)c;
		print_part(t, spot, part, str_cut(&value, separator));
	}
}

/* Element `i`, with a line for each repetition and component. */
static void
print_element(struct tree *t, const struct spot *spot, unsigned i)
{
	const struct delimiters *d = spot->s->d;
	str value = segment_element(spot->s, i);
	bool compound = i <= SEGMENT_MAX &&
	    (spot->s->compound >> i & 1) != 0;
	bool repeated = compound && d->repetition != d->element &&
	    memchr(value.p, d->repetition, value.n) != NULL;
	struct part part = { i, 0, 0 };

	if (spot->s->id == ID_ISA)	/* it holds the separators */
		print_part(t, spot, part, value);
	else if (!repeated)
		print_repetition(t, spot, part, value);
	while (repeated && spot->s->id != ID_ISA && value.n > 0) {
		part.repetition++;
		print_repetition(t, spot, part, str_cut(&value,
		    (char)d->repetition));
	}
	part = (struct part){ i, -1, 0 };
	print_findings(t, part, t->depth + 8);
}

/* The segment as it stands, what is wrong underlined. */
static void
print_raw(struct tree *t, const struct spot *spot)
{
	char separator = (char)spot->s->d->element;

	if (t->view->words == FINDING_HIDE)
		return;
	for (unsigned i = 1; i <= spot->s->n && i <= SEGMENT_MAX; i++) {
		bool faulty = has_finding(t, (struct part){ i, -1, 0 });

		page_text(t->page, STYLE_DIM, (str){ &separator, 1 });
		page_text(t->page, faulty ? STYLE_FAULT : STYLE_PLAIN,
		    segment_element(spot->s, i));
	}
}

/* ---- segments ------------------------------------------------------- */

/* A loop begins with this segment: its heading. */
static void
print_loop(struct tree *t, const struct guide_node *loop)
{
	page_to(t->page, IN_TRANSACTION + 2 * (loop->depth - 1));
	page_text(t->page, STYLE_TITLE, loop->id);
	page_text(t->page, STYLE_PLAIN, STR("  "));
	page_text(t->page, STYLE_BOLD, loop->label);
	page_newline(t->page);
}

static bool
begins_loop(const struct guide_node *node)
{
	return node != NULL && node->index == 0 && node->parent != NULL &&
	    node->parent->parent != NULL;
}

static void
set_depth(struct tree *t, const struct segment *s,
    const struct guide_node *node)
{
	if (node != NULL)
		t->depth = IN_TRANSACTION + 2 * (node->depth - 1);
	else if (s->position == 0)
		t->depth = s->id == ID_GS || s->id == ID_GE ? IN_GROUP : 0;
	else if (s->id == ID_ST)
		t->depth = IN_TRANSACTION;
}

static void
print_segment(struct tree *t, const struct segment *s,
    const struct guide_node *node)
{
	struct spot spot = spot_of(t, s, node);
	unsigned last = s->n;

	if (begins_loop(node))
		print_loop(t, node->parent);
	set_depth(t, s, node);
	print_strays(t, s->ordinal);
	page_to(t->page, t->depth);
	page_text(t->page, STYLE_BOLD, view_segment(t->view, segment_name(s)));
	if (t->brief)
		print_raw(t, &spot);
	page_text(t->page, STYLE_PLAIN, STR("  "));
	page_text(t->page, t->brief ? STYLE_DIM : STYLE_PLAIN,
	    segment_label(&spot));
	page_newline(t->page);
	print_findings(t, (struct part){ 0, -1, 0 }, t->depth + 2);
	for (size_t k = 0; k < t->here.n; k++)
		if (t->here.v[k] != NULL && t->here.v[k]->at.element > last)
			last = t->here.v[k]->at.element;
	for (unsigned i = 1; i <= last; i++) {
		if (t->brief)
			print_findings(t, (struct part){ i, -1, 0 },
			    t->depth + 2);
		else
			print_element(t, &spot, i);
	}
}

/* ---- one claim only ------------------------------------------------- */

/* `key` begins anew: forget what stood in the last one of its kind. */
static void
begin_above(struct tree *t, const void *key)
{
	for (unsigned i = 0; i < t->n_marks; i++) {
		if (t->marks[i].key != key)
			continue;
		t->above.n = t->marks[i].at;
		t->n_marks = i;
		break;
	}
	if (t->written > t->above.n)
		t->written = t->above.n;
	if (t->n_marks == TREE_MARKS)
		return;
	t->marks[t->n_marks].key = key;
	t->marks[t->n_marks++].at = t->above.n;
}

static void
mark_above(struct tree *t, const struct segment *s,
    const struct guide_node *node)
{
	static const char isa, gs, st;

	if (s->id == ID_ISA)
		begin_above(t, &isa);
	else if (s->id == ID_GS)
		begin_above(t, &gs);
	else if (s->id == ID_ST)
		begin_above(t, &st);
	else if (begins_loop(node))
		begin_above(t, node->parent);
}

/* The claim at hand ended, if `node` is outside its loop. */
static void
leave_claim(struct tree *t, const struct judge *j,
    const struct guide_node *node)
{
	const struct guide_node *n = node;

	if (t->claim_loop == NULL || (node == NULL && j != NULL))
		return;
	while (n != NULL && n != t->claim_loop)
		n = n->parent;
	if (n != NULL)
		return;
	t->claim_loop = NULL;
	t->inside = false;
}

static void
enter_claim(struct tree *t, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	t->claim_loop = node->parent;
	t->inside = str_eq(segment_element(s, j->guide->claim_element),
	    t->claim);
	if (!t->inside)
		return;
	t->found = true;
	buf_add(t->out, (str){ t->above.p + t->written,
	    t->above.n - t->written });
	t->written = t->above.n;
}

/* Print `s` if it belongs to the claim wanted, keep it if it stands above a
 * claim that may be wanted, or pass it over. */
static void
follow_claim(struct tree *t, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	leave_claim(t, j, node);
	if (j != NULL && node != NULL && guide_names_claim(j->guide, node))
		enter_claim(t, j, s, node);
	if (t->inside) {
		t->page->out = t->out;
	} else if (t->claim_loop == NULL) {
		t->page->out = &t->above;
		mark_above(t, s, node);
	} else {
		return;
	}
	print_segment(t, s, node);
	t->above.failed = false;
}

/* See tree.h. */
void
tree_segment(struct tree *t, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	if (t->claim.n == 0)
		print_segment(t, s, node);
	else
		follow_claim(t, j, s, node);
	t->here.n = 0;
}

/* See tree.h. */
void
tree_end(struct tree *t)
{
	t->depth = 0;
	if (t->claim.n == 0)
		print_strays(t, UINT64_MAX);
	t->here.n = 0;
}
