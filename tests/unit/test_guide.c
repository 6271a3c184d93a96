/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_guide.c -- the guide language: what it says, and what it says about
 * mistakes; the built-in guides; companion guides (G1 to G4).
 */
#include "unit.h"

#include "base/buf.h"
#include "base/file.h"
#include "x12/embedded.h"
#include "x12/guide_dict.h"

static struct guide_set set;
static struct err err;

static int
begin(void **state)
{
	(void)state;
	err = (struct err){ 0 };
	return guide_set_init(&set, &err) == RC_OK ? 0 : -1;
}

static int
end(void **state)
{
	(void)state;
	guide_set_fini(&set);
	return 0;
}

static enum rc
read_guide(const char *text)
{
	return guide_set_read(&set, STR("x.guide"), str_of(text), &err);
}

/* The guide that `text` defines with the id MINE. */
static const struct guide *
mine(const char *text)
{
	const struct guide *g;

	if (read_guide(text) != RC_OK)
		fail_msg("%s", err.msg);
	g = guide_by_id(&set, STR("MINE"));
	assert_non_null(g);
	return g;
}

static const struct guide_node *
path(const struct guide *g, const char *p)
{
	const struct guide_node *n = guide_path(g, str_of(p));

	if (n == NULL)
		fail_msg("no place is called %s", p);
	return n;
}

static void
assert_str(str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("\"" STR_FMT "\" is not \"%s\"", STR_ARG(got), want);
}

#define HEAD "guide MINE 1 \"Mine\"\n    set 999\n    group FA\n"

/* ---- what a guide may say ------------------------------------------ */

static const char everything[] =
    "# A comment, and blank lines.\n"
    "\n"
    "guide MINE 1 \"My guide\"   # a comment behind\n"
    "    set 837\n"
    "    group HC\n"
    "    accepts 2 3\n"
    "    accepts 4\n"
    "    claim CLM01\n"
    "\n"
    "codes who IL PR\n"
    "    _X LONGER-THAN-8\n"
    "codes few A B\n"
    "\n"
    "shape person NM1 \"Person\"\n"
    "    01 R key @who\n"
    "    02 R = 1 2 \"Kind\"\n"
    "    09 S len 2..20 repeat 3 extern numbers \"Number\"\n"
    "\n"
    "loop 2010 \"Name\"\n"
    "    use person R 1\n"
    "        02 N\n"
    "    N3 S >1 \"Street\"\n"
    "        01 R\n"
    "\n"
    "tree\n"
    "    ST R 1 \"Header\"\n"
    "        01 R = 837\n"
    "    loop 2000 R >1 \"Level\"\n"
    "        HL R 1\n"
    "            03 R key 20\n"
    "        use 2010 S 3 \"Someone\"\n"
    "        use person S 1\n"
    "            01 R key QC\n"
    "        CLM N 1\n"
    "            05-1 R = @few\n"
    "            05-2 S\n"
    "    SE R 1\n"
    "        01 R\r\n";

static void
guide_keeps_its_head(void **state)
{
	const struct guide *g = mine(everything);

	(void)state;
	assert_str(g->title, "My guide");
	assert_str(g->version, "1");
	assert_str(g->set, "837");
	assert_str(g->group, "HC");
	assert_int_equal(g->n_accepts, 3);
	assert_str(g->accepts[2], "4");
	assert_int_equal(g->claim_segment, SEGMENT_ID('C', 'L', 'M'));
	assert_int_equal(g->claim_element, 1);
	assert_ptr_equal(guide_find(&set, STR("837"), STR("3")), g);
	assert_null(guide_find(&set, STR("837"), STR("5")));
	assert_null(guide_find(&set, STR("835"), STR("3")));
	assert_ptr_equal(guide_by_id(&set, STR("mine")), g);
	assert_null(guide_by_id(&set, STR("mines")));
}

static void
a_claim_is_named_in_some_loops_only(void **state)
{
	const struct guide *g = guide_by_id(&set, STR("277"));
	const struct guide *any = guide_by_id(&set, STR("835"));

	(void)state;
	assert_true(guide_names_claim(g, path(g, "2200D/TRN")));
	assert_true(guide_names_claim(g, path(g, "2200E/TRN")));
	assert_false(guide_names_claim(g, path(g, "2200B/TRN")));
	assert_false(guide_names_claim(g, path(g, "2200D/STC")));
	assert_true(guide_names_claim(any, path(any, "2100/CLP")));
	assert_false(guide_names_claim(guide_by_id(&set, STR("999")),
	    path(guide_by_id(&set, STR("999")), "2000/AK2")));
	g = mine("guide MINE 005010X214 \"Mine\"\n    include 277CA\n");
	assert_true(guide_names_claim(g, path(g, "2200D/TRN")));
	assert_false(guide_names_claim(g, path(g, "2200C/TRN")));
}

static void
guide_uses_shapes_and_loops_by_name(void **state)
{
	const struct guide *g = mine(everything);
	const struct guide_node *loop = path(g, "2010");
	const struct guide_node *nm1 = path(g, "2010/NM1");

	(void)state;
	assert_str(loop->label, "Someone");
	assert_int_equal(loop->max, 3);
	assert_int_equal(loop->usage, USAGE_SITUATIONAL);
	assert_int_equal(nm1->usage, USAGE_REQUIRED);
	assert_str(nm1->label, "Person");
	assert_int_equal(nm1->key_element, 1);
	assert_int_equal(nm1->elements[1].usage, USAGE_NOT_USED);
	assert_int_equal(path(g, "2010/N3")->max, GUIDE_NO_LIMIT);
	assert_true(code_list_has(path(g, "2000/NM1:QC")->keys, STR("QC")));
	assert_false(code_list_has(path(g, "2000/NM1:QC")->keys, STR("IL")));
	assert_int_equal(path(g, "2000/NM1")->elements[1].usage,
	    USAGE_REQUIRED);
}

static void
guide_keeps_what_an_element_line_says(void **state)
{
	const struct guide *g = mine(everything);
	const struct guide_node *nm1 = path(g, "2010/NM1");
	const struct guide_element *e = &nm1->elements[8];
	const struct guide_element *place;

	(void)state;
	assert_int_equal(e->min, 2);
	assert_int_equal(e->max, 20);
	assert_int_equal(e->repeat, 3);
	assert_str(e->outside, "numbers");
	assert_str(e->label, "Number");
	assert_int_equal(nm1->elements[2].usage, USAGE_NOT_USED);
	assert_int_equal(nm1->required, 1 << 1);
	assert_int_equal(nm1->allowed, 1 << 1 | 1 << 9);
	place = &path(g, "2000/CLM")->elements[4];
	assert_int_equal(place->usage, USAGE_NOT_USED);
	assert_int_equal(place->parts[0].usage, USAGE_REQUIRED);
	assert_int_equal(place->parts[0].codes->n, 2);
	assert_int_equal(place->n_required, 1);
	assert_int_equal(path(g, "2000/CLM")->usage, USAGE_NOT_USED);
}

static void
code_list_writes_a_space_as_underscore_and_may_be_long(void **state)
{
	const struct code_list *who = path(mine(everything), "2010/NM1")->keys;
	struct buf words;

	(void)state;
	assert_int_equal(who->n, 4);
	assert_true(code_list_has(who, STR(" X")));
	assert_true(code_list_has(who, STR("LONGER-THAN-8")));
	assert_false(code_list_has(who, STR("_X")));
	assert_false(code_list_has(who, STR("I")));
	assert_false(code_list_has(who, STR("")));
	assert_null(who->packed);
	buf_init(&words, 100);
	code_list_words(who, 10, &words);
	assert_str(buf_str(&words), "IL, PR,  X or LONGER-THAN-8");
	buf_reset(&words);
	code_list_words(who, 2, &words);
	assert_str(buf_str(&words), "IL, PR and 2 more");
	buf_fini(&words);
}

/* A guide's own definition wins over common.guide. */
static void
guide_may_redefine_what_guides_share(void **state)
{
	const struct guide *g = mine(HEAD
	    "codes yes-no Q\n"
	    "shape street N3 \"My street\"\n    01 R\n"
	    "tree\n    ST R 1\n        01 R = @yes-no\n    use street S 1\n");

	(void)state;
	assert_str(path(g, "999/N3")->label, "My street");
	assert_int_equal(path(g, "999/ST")->elements[0].codes->n, 1);
}

/* ---- the tree: G1, G2 ---------------------------------------------- */

/* G1 */
static void
guide_puts_neighbours_of_one_name_in_one_position(void **state)
{
	const struct guide *g = mine(HEAD "tree\n    ST R 1\n"
	    "    REF S 1\n        01 R key A\n    REF R 1\n"
	    "        01 R key B\n    N3 S 1\n    REF S 1\n"
	    "        01 R key C\n    loop X S 1 \"x\"\n        REF R 1\n"
	    "            01 R key D\n    ST R 1\n");
	const struct guide_node *const *c = g->root->children;

	(void)state;
	assert_int_equal(g->root->n_children, 7);
	for (unsigned i = 0; i < 7; i++)
		assert_int_equal(c[i]->index, i);
	assert_int_equal(c[0]->position, 0);
	assert_int_equal(c[1]->position, 1);
	assert_int_equal(c[2]->position, 1);
	assert_int_equal(c[2]->group, 1);
	assert_int_equal(c[3]->position, 2);
	assert_int_equal(c[4]->position, 3);
	assert_int_equal(c[5]->position, 3);
	assert_int_equal(c[5]->group, 4);
	assert_int_equal(c[6]->position, 4);
	assert_int_equal(g->root->required_children[0],
	    1 | 1 << 2 | 1 << 6);
	assert_int_equal(c[6]->before[0], 1 | 1 << 2);
	assert_int_equal(c[2]->before[0], 1);
	assert_int_equal(g->n_nodes, 9);
}

static void
guide_fills_the_star_in_a_loops_name(void **state)
{
	const struct guide *g = mine("guide MINE 1 \"Mine\"\n"
	    "    set 900\n"
	    "    group ZZ\n"
	    "loop 3* \"Inner\"\n"
	    "    LX R 1\n"
	    "loop 2* \"Outer\"\n"
	    "    HL R 1\n"
	    "    loop 2A* S 1 \"Held\"\n"
	    "        NM1 R 1\n"
	    "    use 3* S 1\n"
	    "    use 4E S 1\n"
	    "    use 3F S 1\n"
	    "    loop 5* S 1 \"Last\"\n"
	    "        SVC R 1\n"
	    "loop 2D \"One of its own\"\n"
	    "    CLP R 1\n"
	    "loop 4* \"Of another letter\"\n"
	    "    SBR R 1\n"
	    "    loop 4A* S 1 \"Held\"\n"
	    "        DMG R 1\n"
	    "tree\n"
	    "    ST R 1\n"
	    "    use 2B S 1\n"
	    "    use 2C S 1\n"
	    "    use 2D S 1\n"
	    "    loop 6* S 1 \"A star that stands for nothing\"\n"
	    "        LQ R 1\n");

	(void)state;
	path(g, "2B/HL");
	path(g, "2AB/NM1");
	path(g, "3B/LX");
	path(g, "2C/HL");
	path(g, "2AC/NM1");
	path(g, "3C/LX");
	path(g, "2D/CLP");
	path(g, "4E/SBR");
	path(g, "4AE/DMG");
	path(g, "3F/LX");
	path(g, "5B/SVC");
	path(g, "5C/SVC");
	path(g, "6*/LQ");
	assert_null(guide_path(g, STR("2*")));
	assert_null(guide_path(g, STR("5E")));
	assert_str(path(g, "2AC")->parent->id, "2C");
}

/* Every loop of `n` keeps G1 to G3. */
static void
assert_tree(const struct guide *g, const struct guide_node *n)
{
	assert_true(n->n_children >= 1 && n->n_children <= GUIDE_CHILDREN);
	assert_true(n->depth < GUIDE_DEPTH);
	assert_false(n->children[0]->is_loop);
	assert_int_equal(n->segment, n->children[0]->segment);
	for (unsigned i = 0; i < n->n_children; i++) {
		const struct guide_node *c = n->children[i];

		assert_ptr_equal(c->parent, n);
		assert_int_equal(c->depth, n->depth + 1);
		assert_true(guide_dense(g, c->segment) >= 0);
		if (i > 1)
			assert_int_equal(c->position -
			    n->children[i - 1]->position,
			    c->segment != n->children[i - 1]->segment);
		if (c->is_loop)
			assert_tree(g, c);
	}
}

/* G1, G2, G3 */
static void
built_in_guides_are_proper_trees(void **state)
{
	(void)state;
	assert_true(set.guides.n >= 11);
	for (size_t i = 0; i < set.guides.n; i++)
		assert_tree(set.guides.v[i], set.guides.v[i]->root);
}

/* Mark the numbers of `n` and of all in it. */
static void
mark_numbers(const struct guide_node *n, unsigned n_nodes, bool *used)
{
	assert_true(n->number < n_nodes);
	assert_false(used[n->number]);
	used[n->number] = true;
	for (unsigned i = 0; i < n->n_children; i++)
		mark_numbers(n->children[i], n_nodes, used);
}

/* G5 */
static void
nodes_are_numbered_without_a_gap(void **state)
{
	(void)state;
	for (size_t i = 0; i < set.guides.n; i++) {
		const struct guide *g = set.guides.v[i];
		bool *used = calloc(g->n_nodes, sizeof *used);

		assert_non_null(used);
		assert_int_equal(g->root->number, 0);
		mark_numbers(g->root, g->n_nodes, used);
		for (unsigned k = 0; k < g->n_nodes; k++)
			assert_true(used[k]);
		free(used);
	}
}

/* Composites may be used before they are defined, but not for ever. */
static void
built_in_dictionaries_define_what_they_use(void **state)
{
	(void)state;
	for (size_t i = 0; i < set.elements.size; i++) {
		const struct data_element *e = set.elements.slots[i].value;

		if (e == NULL)
			continue;
		assert_true(e->label.n > 0);
		if (e->type == TYPE_COMPOSITE)
			assert_true(e->n_parts > 0);
		else
			assert_true(e->max >= e->min && e->max > 0);
	}
}

static void
guide_dense_knows_only_names_of_the_guide(void **state)
{
	const struct guide *g = guide_by_id(&set, STR("837P"));

	(void)state;
	assert_true(guide_dense(g, SEGMENT_ID('C', 'L', 'M')) >= 0);
	assert_int_equal(guide_dense(g, SEGMENT_ID('Z', 'Z', 'Z')), -1);
	assert_int_equal(guide_dense(g, SEGMENT_ID('C', 'L', 'P')), -1);
}

static void
guide_path_finds_nothing_where_nothing_is(void **state)
{
	const struct guide *g = guide_by_id(&set, STR("837P"));

	(void)state;
	assert_non_null(guide_path(g, STR("2300/REF:G1")));
	assert_non_null(guide_path(g, STR("2010aa/nm1")));
	assert_null(guide_path(g, STR("2300/REF:QQ")));
	assert_null(guide_path(g, STR("2300/CLP")));
	assert_null(guide_path(g, STR("9999")));
	assert_null(guide_path(g, STR("2300/2310A")));
}

/* ---- built in equals loaded: G4 ------------------------------------ */

static void assert_same_node(const struct guide_node *a,
    const struct guide_node *b);

static void
assert_same_text(str a, str b)
{
	assert_true(str_eq(a, b));
}

static void
assert_same_codes(const struct code_list *a, const struct code_list *b)
{
	assert_int_equal(a == NULL, b == NULL);
	if (a == NULL)
		return;
	assert_int_equal(a->n, b->n);
	for (unsigned i = 0; i < a->n; i++)
		assert_same_text(a->text[i], b->text[i]);
}

static void
assert_same_element(const struct guide_element *a,
    const struct guide_element *b)
{
	assert_int_equal(a->usage, b->usage);
	assert_int_equal(a->check, b->check);
	assert_int_equal(a->min, b->min);
	assert_int_equal(a->max, b->max);
	assert_int_equal(a->repeat, b->repeat);
	assert_same_text(a->label, b->label);
	assert_same_text(a->outside, b->outside);
	assert_same_codes(a->codes, b->codes);
	assert_int_equal(a->n_parts, b->n_parts);
	for (unsigned i = 0; i < a->n_parts; i++)
		assert_same_element(&a->parts[i], &b->parts[i]);
}

static void
assert_same_node(const struct guide_node *a, const struct guide_node *b)
{
	assert_same_text(a->id, b->id);
	assert_same_text(a->label, b->label);
	assert_int_equal(a->is_loop, b->is_loop);
	assert_int_equal(a->usage, b->usage);
	assert_int_equal(a->max, b->max);
	assert_int_equal(a->position, b->position);
	for (unsigned d = 0; d < CHECK_DEPTHS; d++) {
		assert_int_equal(a->rules[d].n, b->rules[d].n);
		for (unsigned i = 0; i < a->rules[d].n; i++)
			assert_ptr_equal(a->rules[d].v[i], b->rules[d].v[i]);
	}
	assert_int_equal(a->number, b->number);
	assert_int_equal(a->n_children, b->n_children);
	for (unsigned i = 0; i < a->n_children; i++)
		assert_same_node(a->children[i], b->children[i]);
	if (a->is_loop)
		return;
	assert_int_equal(a->required, b->required);
	assert_int_equal(a->allowed, b->allowed);
	assert_int_equal(a->key_element, b->key_element);
	assert_int_equal(a->key_component, b->key_component);
	assert_same_codes(a->keys, b->keys);
	for (unsigned i = 0; i < a->def->n_elements; i++)
		assert_same_element(&a->elements[i], &b->elements[i]);
}

/* The text of guides/`name`. */
static struct file_map
map_guide(const char *name)
{
	struct file_map map;
	char file[100];

	snprintf(file, sizeof file, "guides/%s", name);
	assert_int_equal(file_map(file, &map, &err), RC_OK);
	return map;
}

/* G4 */
static void
built_in_guides_equal_those_loaded_from_files(void **state)
{
	struct guide_set again;

	(void)state;
	assert_int_equal(guide_set_init(&again, &err), RC_OK);
	for (unsigned i = 0; i < embedded_guides_n; i++) {
		const char *name = embedded_guides[i].name;
		struct file_map map = map_guide(name);

		assert_int_equal(map.text.n, embedded_guides[i].size);
		assert_memory_equal(map.text.p, embedded_guides[i].text,
		    map.text.n);
		if (strstr(name, ".guide") != NULL &&
		    strcmp(name, "common.guide") != 0 &&
		    strcmp(name, "envelope.guide") != 0)
			assert_int_equal(guide_set_read(&again, str_of(name),
			    map.text, &err), RC_OK);
		file_unmap(&map);
	}
	assert_int_equal(set.guides.n, again.guides.n);
	for (size_t i = 0; i < set.guides.n; i++) {
		const struct guide *a = set.guides.v[i];
		const struct guide *b = again.guides.v[i];

		assert_same_text(a->id, b->id);
		assert_int_equal(a->n_nodes, b->n_nodes);
		assert_same_node(a->root, b->root);
	}
	guide_set_fini(&again);
}

/* ---- mistakes: each with its line and column ----------------------- */

static const struct mistake {
	const char *text, *said;
} mistakes[] = {
	/* guide_text.c */
	{ "\tguide X 1 \"x\"\n", "1:1: indent by four spaces a level, no tabs" },
	{ "guide X 1 \"x\"\n  set 1\n",
	    "2:3: indent by four spaces a level, no tabs" },
	{ "guide X 1 \"x\n", "1:11: the quotation mark is never closed" },
	{ "guide X 1 \"x\"\n        set 1\n",
	    "2:9: indented deeper than what it belongs to" },
	{ "    guide X 1 \"x\"\n",
	    "1:5: indented deeper than what it belongs to" },
	/* the head */
	{ "", "1:1: a guide begins: guide ID VERSION \"title\"" },
	{ "# nothing\n\n", "1:1: a guide begins: guide ID VERSION \"title\"" },
	{ "codes a B\n", "1:1: a guide begins: guide ID VERSION \"title\"" },
	{ "guide X 1\n", "1:1: expected: guide ID VERSION \"title\"" },
	{ "guide X 1 x\n", "1:1: expected: guide ID VERSION \"title\"" },
	{ HEAD "guide Y 1 \"y\"\n", "4:1: a file holds one guide" },
	{ HEAD "    sets 1\n",
	    "4:5: expected set, group, accepts, claim or include" },
	{ HEAD "    set 1 2\n", "4:9: expected one word" },
	{ HEAD "    set\n", "4:8: expected one word" },
	{ HEAD "    claim CLM\n",
	    "4:11: expected an element such as CLM01" },
	{ HEAD "    claim CLMX01\n",
	    "4:11: expected an element such as CLM01" },
	{ HEAD "    claim CLM00\n",
	    "4:11: expected an element such as CLM01" },
	{ HEAD "    claim\n", "4:10: expected an element such as CLM01" },
	{ HEAD "    claim 2000/\n",
	    "4:11: expected an element such as CLM01" },
	{ HEAD "    claim CLM01 CLM01\n",
	    "4:11: expected an element such as CLM01" },
	{ HEAD "    claim 2000/TRN02 TRN02\n",
	    "4:22: expected an element such as 2200D/TRN02" },
	{ HEAD "    claim 2000/TRN02 2010/TRN01\n",
	    "4:22: expected the same element in another loop" },
	{ HEAD "    claim CLM01\n    claim CLM01\n", "5:5: said before" },
	{ HEAD "    claim 2000/TRN02\ntree\n    ST R 1\n        01 R\n",
	    "4:1: no loop 2000 has this segment" },
	{ HEAD, "1:1: the guide has no tree" },
	{ HEAD "chapter 1\n",
	    "4:1: expected guide, codes, shape, loop, tree or at" },
	{ "guide common 1 \"x\"\ntree\n    ST R 1\n",
	    "1:1: this name is taken" },
	{ "\nguide ENVELOPE 1 \"x\"\ntree\n    ST R 1\n",
	    "2:1: the envelope is built in: include it" },
	/* named things */
	{ HEAD "codes\n", "4:6: expected a name" },
	{ HEAD "shape x N3\n",
	    "4:11: expected: shape NAME SEGMENT \"label\"" },
	{ HEAD "shape x Q9 \"x\"\n", "4:9: no segment has this name" },
	{ HEAD "loop x\n", "4:7: expected: loop NAME \"label\"" },
	{ HEAD "loop x \"x\" 1\n", "4:8: expected: loop NAME \"label\"" },
	/* the tree */
	{ HEAD "tree\ntree\n", "5:1: a guide has one tree" },
	{ HEAD "tree\n", "4:1: a loop has 1 to 128 children, this one 0" },
	{ HEAD "tree\n    Q9 R 1\n", "5:5: no segment has this name" },
	{ HEAD "tree\n    ST X 1\n", "5:8: expected R, S or N" },
	{ HEAD "tree\n    ST\n", "5:7: expected R, S or N" },
	{ HEAD "tree\n    ST R 0\n", "5:10: expected a number or >1" },
	{ HEAD "tree\n    ST R\n", "5:9: expected a number or >1" },
	{ HEAD "tree\n    ST R 70000\n", "5:10: expected a number or >1" },
	{ HEAD "tree\n    ST R 1 label\n",
	    "5:12: expected a label in quotation marks" },
	{ HEAD "tree\n    loop X R 1\n        ST R 1\n",
	    "4:1: a loop begins with a segment" },
	{ HEAD "tree\n    ST R 1\n    loop X R 1\n        loop Y R 1\n"
	    "            N3 R 1\n", "6:1: a loop begins with a segment" },
	{ HEAD "tree\n    ST R 1\n    loop X R 1\n",
	    "6:1: a loop has 1 to 128 children, this one 0" },
	{ HEAD "tree\n    ST R 1\n    use nobody R 1\n",
	    "6:1: no shape or loop is called nobody" },
	{ HEAD "loop A \"a\"\n    N3 R 1\n    use A R 1\n"
	    "tree\n    ST R 1\n    use A R 1\n", "6:1: loops nest too deep" },
	/* elements and rules */
	{ HEAD "tree\n    ST R 1\n        label\n",
	    "6:9: expected an element (05 R ...) or a rule" },
	{ HEAD "tree\n    ST R 1\n        1 R\n",
	    "6:9: expected an element (05 R ...) or a rule" },
	{ HEAD "tree\n    ST R 1\n        001 R\n",
	    "6:9: expected an element such as 05 or 05-1" },
	{ HEAD "tree\n    ST R 1\n        00 R\n",
	    "6:9: expected an element such as 05 or 05-1" },
	{ HEAD "tree\n    ST R 1\n        01-x R\n",
	    "6:9: expected an element such as 05 or 05-1" },
	{ HEAD "tree\n    ST R 1\n        01- R\n",
	    "6:9: expected an element such as 05 or 05-1" },
	{ HEAD "tree\n    ST R 1\n        01 Q\n",
	    "6:12: expected R, S or N" },
	{ HEAD "tree\n    ST R 1\n        01 R =\n",
	    "6:15: expected codes" },
	{ HEAD "tree\n    ST R 1\n        01 R key \"x\"\n",
	    "6:18: expected codes" },
	{ HEAD "tree\n    ST R 1\n        01 R = @nobody\n",
	    "6:16: no code list has this name" },
	{ HEAD "tree\n    ST R 1\n        01 R = @yes-no X\n",
	    "6:16: no code list has this name" },
	{ HEAD "tree\n    ST R 1\n        01 R len 3\n",
	    "6:18: expected MIN..MAX" },
	{ HEAD "tree\n    ST R 1\n        01 R len 3..2\n",
	    "6:18: expected MIN..MAX" },
	{ HEAD "tree\n    ST R 1\n        01 R len\n",
	    "6:17: expected MIN..MAX" },
	{ HEAD "tree\n    ST R 1\n        01 R repeat x\n",
	    "6:21: expected a number" },
	{ HEAD "tree\n    ST R 1\n        01 R extern\n",
	    "6:14: expected key, =, len, repeat, extern or a label" },
	{ HEAD "tree\n    ST R 1\n        01 R maybe\n",
	    "6:14: expected key, =, len, repeat, extern or a label" },
	{ HEAD "tree\n    ST R 1\n        01 R \"x\" y\n",
	    "6:18: nothing may follow the label" },
	{ HEAD "tree\n    ST R 1\n        09 R\n", "6:1: ST has 3 elements" },
	{ HEAD "tree\n    ST R 1\n        01-2 R\n",
	    "6:1: ST01 has 0 components" },
	{ HEAD "tree\n    ST R 1\n        01 R len 1..9\n",
	    "6:1: the dictionary has 3..3 for this element" },
	{ HEAD "tree\n    ST R 1\n        01 R key A\n        02 R key B\n",
	    "7:1: a segment has one key" },
	{ HEAD "tree\n    ST R 1\n        rule nobody\n",
	    "6:14: no rule has this name" },
	{ HEAD "tree\n    rule\n", "5:9: no rule has this name" },
	{ HEAD "loop 2* \"x\"\n    HL R 1\ntree\n    ST R 1\n"
	    "    use 2* S 1\n",
	    "8:1: no shape or loop is called 2*" },
	{ HEAD "loop 2* \"x\"\n    HL R 1\n    use 3* S 1\n"
	    "tree\n    ST R 1\n    use 2B S 1\n",
	    "6:1: no shape or loop is called 3B" },
	/* companion guides */
	{ "guide X 1 \"x\"\n    include NOBODY\n",
	    "1:1: there is no guide NOBODY to include" },
	{ "guide X 1 \"x\"\n    include X\n",
	    "1:1: a companion guide needs an id of its own" },
	{ "guide X 1 \"x\"\n    include 837P\nat\n",
	    "3:3: expected a place such as 2300/REF:G1" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300 2400\n",
	    "3:4: expected a place such as 2300/REF:G1" },
	{ "guide X 1 \"x\"\n    include 837P\nat 9999\n    usage R\n",
	    "3:1: 9999 is no place in guide 837P" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300/REF:QQ\n    usage R\n",
	    "3:1: 2300/REF:QQ is no place in guide 837P" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300\n    user R\n",
	    "4:5: expected usage, max, rule or an element" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300\n    usage Q\n",
	    "4:11: expected R, S or N" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300\n    max x\n",
	    "4:9: expected a number or >1" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300\n    01 R\n",
	    "4:1: a loop has no elements: name its segment" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300/CLM\n    55 R\n",
	    "4:1: CLM has 20 elements" },
	{ "guide X 1 \"x\"\n    include 837P\nat 2300/CLM\n    rule x\n",
	    "4:10: no rule has this name" },
};

static void
guide_mistakes_are_told_with_line_and_column(void **state)
{
	char want[300];

	(void)state;
	for (size_t i = 0; i < LENGTH(mistakes); i++) {
		enum rc rc = read_guide(mistakes[i].text);

		snprintf(want, sizeof want, "x.guide:%s", mistakes[i].said);
		if (rc != RC_SYNTAX || strcmp(err.msg, want) != 0)
			fail_msg("%zu: \"%s\" is not \"%s\"", i, err.msg, want);
	}
}

/* A guide that is refused leaves everything as it was. */
static void
guide_that_is_refused_changes_nothing(void **state)
{
	const struct guide *before = guide_by_id(&set, STR("837P"));
	size_t n = set.guides.n;

	(void)state;
	assert_int_equal(read_guide("guide 837P 1 \"x\"\ntree\n    ST R 1\n"
	    "    use nobody R 1\n"), RC_SYNTAX);
	assert_ptr_equal(guide_by_id(&set, STR("837P")), before);
	assert_int_equal(set.guides.n, n);
	assert_int_equal(read_guide("guide ACME 1 \"x\"\n"
	    "    include 837P\n"), RC_OK);
}

/* ---- limits: G3 ---------------------------------------------------- */

/* G3 */
static void
guide_refuses_more_children_than_a_loop_may_have(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, 1 << 20);
	for (unsigned n = GUIDE_CHILDREN; n <= GUIDE_CHILDREN + 1; n++) {
		buf_reset(&text);
		buf_add(&text, STR(HEAD "tree\n"));
		for (unsigned i = 0; i < n; i++)
			buf_add(&text, STR("    N3 S 1\n"));
		assert_int_equal(read_guide(text.p), n <= GUIDE_CHILDREN ?
		    RC_OK : RC_SYNTAX);
	}
	assert_string_equal(err.msg,
	    "x.guide:4:1: a loop has 1 to 128 children, this one 129");
	buf_fini(&text);
}

/* Loops in loops, `depth` of them. */
static enum rc
read_nested(unsigned depth)
{
	struct buf text;
	enum rc rc;

	buf_init(&text, 1 << 20);
	buf_add(&text, STR(HEAD "tree\n    ST R 1\n"));
	for (unsigned i = 1; i <= depth; i++)
		buf_fmt(&text, "%*sloop L%u S 1\n%*sN3 R 1\n", (int)i * 4, "",
		    i, (int)i * 4 + 4, "");
	rc = read_guide(text.p);
	buf_fini(&text);
	return rc;
}

/* G3 */
static void
guide_refuses_loops_that_nest_too_deep(void **state)
{
	(void)state;
	assert_int_equal(read_nested(GUIDE_DEPTH - 1), RC_OK);
	assert_int_equal(read_nested(GUIDE_DEPTH), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "loops nest too deep"));
	assert_int_equal(read_nested(100), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "nested too deep"));
}

/* G3: loops that use one another grow a guide a thousandfold a level. */
static void
guide_refuses_to_grow_without_end(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, 1 << 20);
	buf_add(&text, STR(HEAD));
	for (unsigned i = 0; i < 9; i++) {
		buf_fmt(&text, "loop L%u \"l\"\n    N3 R 1\n", i);
		for (unsigned k = 0; k < 100; k++)
			buf_fmt(&text, "    use L%u S 1\n", i + 1);
	}
	buf_add(&text, STR("loop L9 \"l\"\n    N3 R 1\n"
	    "tree\n    ST R 1\n    use L0 R 1\n"));
	assert_int_equal(read_guide(text.p), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "more than 16384 places in a guide"));
	buf_fini(&text);
}

static void
guide_refuses_more_segment_names_than_its_tables_hold(void **state)
{
	struct buf text;
	unsigned n = 0;

	(void)state;
	buf_init(&text, 1 << 20);
	buf_add(&text, STR(HEAD "tree\n"));
	for (size_t i = 0; i < set.segments.size && n <= GUIDE_SEGMENTS; i++)
		if (set.segments.slots[i].value != NULL) {
			buf_fmt(&text, "    " STR_FMT " S 1\n",
			    STR_ARG(set.segments.slots[i].key));
			n++;
		}
	assert_int_equal(n, GUIDE_SEGMENTS + 1);
	assert_int_equal(read_guide(text.p), RC_SYNTAX);
	assert_string_equal(err.msg,
	    "x.guide:69:1: more than 64 segment names in a guide");
	buf_fini(&text);
}

static void
guide_refuses_more_words_than_a_line_may_have(void **state)
{
	struct buf text;

	(void)state;
	buf_init(&text, 1 << 20);
	buf_add(&text, STR(HEAD "codes many"));
	for (unsigned i = 0; i < 100; i++)
		buf_add(&text, STR(" A"));
	assert_int_equal(read_guide(text.p), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "more than 96 words on a line"));
	buf_fini(&text);
}

/* ---- companion guides ---------------------------------------------- */

static void
second_companion_of_a_guide_is_refused(void **state)
{
	const struct guide *g = mine("guide MINE MINE-1 \"Mine\"\n"
	    "    include 837P\n");

	(void)state;
	assert_int_equal(read_guide("guide OTHER O-1 \"Other\"\n"
	    "    include 837P\n"), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "has a companion guide already"));
	assert_ptr_equal(guide_by_id(&set, STR("837P")), g);
}

static void
companion_takes_the_place_of_what_it_includes(void **state)
{
	const struct guide *g = mine("guide MINE MINE-1 \"Mine\"\n"
	    "    include 837P\n");

	(void)state;
	assert_ptr_equal(guide_find(&set, STR("837"), STR("005010X222A1")), g);
	assert_ptr_equal(guide_find(&set, STR("837"), STR("005010X222")), g);
	assert_ptr_equal(guide_find(&set, STR("837"), STR("MINE-1")), g);
	assert_ptr_equal(guide_by_id(&set, STR("837P")), g);
	assert_str(g->kind, "837P");
	assert_str(g->set, "837");
	assert_str(g->group, "HC");
	assert_int_equal(g->claim_element, 1);
}

static void
companion_changes_usage_max_elements_and_rules(void **state)
{
	const struct guide *before = guide_by_id(&set, STR("837P"));
	unsigned rules = path(before, "2300/CLM")->rules[CHECK_RULES].n;
	const struct guide *g = mine("guide MINE 005010X222A1 \"Mine\"\n"
	    "    include 837P\n"
	    "codes mine A B\n"
	    "at 2300/REF:G1\n    usage R\n"
	    "at 2010BB/NM1:PR\n    09 R = 60054\n"
	    "at 2400\n    max 25\n    usage S\n"
	    "at 2300/CLM\n    rule level\n    05-1 R = 11 12\n    max 2\n");
	const struct guide_node *payer = path(g, "2010BB/NM1:PR");

	(void)state;
	assert_int_equal(path(g, "2300/REF:G1")->usage, USAGE_REQUIRED);
	assert_int_equal(path(before, "2300/REF:G1")->usage,
	    USAGE_SITUATIONAL);
	assert_int_equal(payer->elements[8].codes->n, 1);
	assert_str(payer->elements[8].codes->text[0], "60054");
	assert_int_equal(payer->elements[2].usage,
	    path(before, "2010BB/NM1:PR")->elements[2].usage);
	assert_int_equal(path(g, "2400")->max, 25);
	assert_int_equal(path(g, "2400")->usage, USAGE_SITUATIONAL);
	assert_int_equal(path(g, "2300/CLM")->rules[CHECK_RULES].n,
	    rules + 1);
	assert_int_equal(path(g, "2300/CLM")->max, 2);
	assert_int_equal(
	    path(g, "2300/CLM")->elements[4].parts[0].codes->n, 2);
}

/* The same loop stands under the subscriber and under the patient. */
static unsigned
count_max(const struct guide_node *n, const char *id, uint32_t max)
{
	unsigned count = str_eq(n->id, str_of(id)) && n->max == max;

	for (unsigned i = 0; i < n->n_children; i++)
		count += count_max(n->children[i], id, max);
	return count;
}

static void
companion_reaches_every_place_where_a_loop_stands(void **state)
{
	const struct guide *g = mine("guide MINE 1 \"Mine\"\n"
	    "    include 837P\nat 2400\n    max 7\n");

	(void)state;
	assert_int_equal(count_max(g->root, "2400", 7), 2);
}

static void
companion_may_not_include_a_companion(void **state)
{
	(void)state;
	mine("guide MINE 1 \"Mine\"\n    include 837P\n");
	assert_int_equal(read_guide("guide X 1 \"x\"\n    include MINE\n"),
	    RC_SYNTAX);
	assert_string_equal(err.msg,
	    "x.guide:1:1: there is no guide MINE to include");
}

static void
companion_of_the_envelope_is_the_envelope(void **state)
{
	const struct guide *g = mine("guide MINE 1 \"Mine\"\n"
	    "    include ENVELOPE\nat GS/GS\n    01 R = HC\n");

	(void)state;
	assert_ptr_equal(set.envelope, g);
}

/* ---- dictionaries -------------------------------------------------- */

static const struct {
	const char *elements, *segments, *said;
} wrong_dictionaries[] = {
	{ "66 ID 1..2\n", "", "1:1: expected: NUMBER TYPE MIN..MAX \"label\"" },
	{ "    66 ID 1..2 \"x\"\n", "",
	    "1:5: expected: NUMBER TYPE MIN..MAX \"label\"" },
	{ "66 XX 1..2 \"x\"\n", "", "1:4: unknown type" },
	{ "66 ID 2..1 \"x\"\n", "", "1:7: expected MIN..MAX" },
	{ "66 ID 2 \"x\"\n", "", "1:7: expected MIN..MAX" },
	{ "66 ID 2.5 \"x\"\n", "", "1:7: expected MIN..MAX" },
	{ "66 ID 1..2 \"x\"\n66 ID 1..2 \"x\"\n", "", "2:1: defined before" },
	{ "66 ID 1..2 \"x\n", "",
	    "1:12: the quotation mark is never closed" },
	{ "", "NM1\n", "1:1: expected: NAME \"label\"" },
	{ "", "nm1 \"x\"\n", "1:1: not a segment's name" },
	{ "", "NM1 \"x\"\n    66\n", "2:5: no element has this number" },
	{ "66 ID 1..2 \"x\"\n", "NM1 \"x\"\n    66\nNM1 \"x\"\n    66\n",
	    "3:1: defined before" },
	{ "66 ID 1..2 \"x\"\n", "C001 \"x\"\n    66\nC001 \"x\"\n    66\n",
	    "3:1: defined before" },
	{ "C001 ID 1..2 \"x\"\n", "C001 \"x\"\n    C001\n",
	    "1:1: defined before" },
	{ "66 ID 1..2 \"x\"\n", "NM1 \"x\"\n    notes X0102\n",
	    "2:11: no such note" },
	{ "66 ID 1..2 \"x\"\n", "NM1 \"x\"\n    notes P01\n",
	    "2:11: no such note" },
	{ "66 ID 1..2 \"x\"\n", "NM1 \"x\"\n    notes P010\n",
	    "2:11: no such note" },
	{ "66 ID 1..2 \"x\"\n", "NM1 \"x\"\n    notes P0100\n",
	    "2:11: no such note" },
	{ "66 ID 1..2 \"x\"\n", "NM1 \"x\"\n        66\n",
	    "2:9: indented deeper than what it belongs to" },
	{ "66 ID 1..2 \"x\"\n", "\tNM1 \"x\"\n",
	    "1:1: indent by four spaces a level, no tabs" },
};

static enum rc
read_dictionaries(struct guide_set *to, const char *elements,
    const char *segments)
{
	enum rc rc;

	*to = (struct guide_set){ 0 };
	arena_init(&to->arena, 1 << 20);
	rc = guide_read_elements(to, STR("d"), str_of(elements), &err);
	return rc == RC_OK ? guide_read_segments(to, STR("d"),
	    str_of(segments), &err) : rc;
}

static void
dictionary_mistakes_are_told_with_line_and_column(void **state)
{
	struct guide_set small;
	char want[300];

	(void)state;
	for (size_t i = 0; i < LENGTH(wrong_dictionaries); i++) {
		enum rc rc = read_dictionaries(&small,
		    wrong_dictionaries[i].elements,
		    wrong_dictionaries[i].segments);

		snprintf(want, sizeof want, "d:%s",
		    wrong_dictionaries[i].said);
		if (rc != RC_SYNTAX || strcmp(err.msg, want) != 0)
			fail_msg("%zu: \"%s\" is not \"%s\"", i, err.msg, want);
		guide_set_fini(&small);
	}
}

static void
dictionary_keeps_segments_composites_and_notes(void **state)
{
	struct guide_set small;
	const struct segment_def *s;
	const struct data_element *c;

	(void)state;
	assert_int_equal(read_dictionaries(&small,
	    "66 ID 1..2 \"Qualifier\"\n67 AN 2..80 \"Code\"\n",
	    "XY \"Some\"\n    notes P0102 C030102 L0102\n    66 67\n    C009\n"
	    "C009 \"Both\"\n    notes E0102 R0102\n    66 67\n"), RC_OK);
	s = map_get(&small.segments, STR("XY"));
	assert_int_equal(s->n_elements, 3);
	assert_int_equal(s->n_notes, 3);
	assert_int_equal(s->notes[0].mask, 1 << 1 | 1 << 2);
	assert_int_equal(s->notes[1].first, 3);
	assert_int_equal(s->notes[1].mask, 1 << 1 | 1 << 2);
	assert_int_equal(s->noted, 1 << 1 | 1 << 3);
	assert_int_equal(s->pairs, 1 << 1);
	assert_true(s->any == UINT64_MAX);
	c = s->elements[2];
	assert_int_equal(c->type, TYPE_COMPOSITE);
	assert_int_equal(c->n_parts, 2);
	assert_str(c->label, "Both");
	assert_true(c->noted == UINT64_MAX);
	guide_set_fini(&small);
}

static void
dictionary_refuses_more_elements_than_a_segment_may_have(void **state)
{
	struct guide_set small;
	struct buf text;

	(void)state;
	buf_init(&text, 1 << 20);
	buf_add(&text, STR("XY \"x\"\n   "));
	for (unsigned i = 0; i <= SEGMENT_MAX; i++)
		buf_add(&text, STR(" 66"));
	assert_int_equal(read_dictionaries(&small, "66 ID 1..2 \"x\"\n",
	    text.p), RC_SYNTAX);
	assert_non_null(strstr(err.msg, "more than 62 elements"));
	guide_set_fini(&small);
	buf_fini(&text);
}

/* ---- memory -------------------------------------------------------- */

static str
embedded_text(const char *name)
{
	for (unsigned i = 0; i < embedded_guides_n; i++)
		if (strcmp(embedded_guides[i].name, name) == 0)
			return (str){ embedded_guides[i].text,
			    embedded_guides[i].size };
	fail_msg("%s is not built in", name);
	return (str){ NULL, 0 };
}

/* Read dictionaries and a guide with `ceiling` bytes. */
static enum rc
read_within(size_t ceiling)
{
	struct guide_set small = { 0 };
	enum rc rc;

	arena_init(&small.arena, ceiling);
	rc = guide_read_elements(&small, STR("d"),
	    embedded_text("element.dict"), &err);
	if (rc == RC_OK)
		rc = guide_read_segments(&small, STR("d"),
		    embedded_text("segment.dict"), &err);
	if (rc == RC_OK)
		rc = guide_set_read(&small, STR("x.guide"),
		    str_of(everything), &err);
	guide_set_fini(&small);
	return rc;
}

static void
guide_set_survives_any_shortage_of_memory(void **state)
{
	size_t ceiling = 0;
	enum rc rc = RC_MEMORY;

	(void)state;
	for (; rc != RC_OK; ceiling += 64) {
		rc = read_within(ceiling);
		assert_true(rc == RC_OK || rc == RC_MEMORY);
		assert_true(ceiling < 1 << 20);
	}
	assert_true(ceiling > 10000);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(guide_keeps_its_head),
		TEST(a_claim_is_named_in_some_loops_only),
		TEST(guide_uses_shapes_and_loops_by_name),
		TEST(guide_keeps_what_an_element_line_says),
		TEST(code_list_writes_a_space_as_underscore_and_may_be_long),
		TEST(guide_may_redefine_what_guides_share),
		TEST(guide_fills_the_star_in_a_loops_name),
		TEST(guide_puts_neighbours_of_one_name_in_one_position),
		TEST(built_in_guides_are_proper_trees),
		TEST(nodes_are_numbered_without_a_gap),
		TEST(built_in_dictionaries_define_what_they_use),
		TEST(guide_dense_knows_only_names_of_the_guide),
		TEST(guide_path_finds_nothing_where_nothing_is),
		TEST(built_in_guides_equal_those_loaded_from_files),
		TEST(guide_mistakes_are_told_with_line_and_column),
		TEST(guide_that_is_refused_changes_nothing),
		TEST(guide_refuses_more_children_than_a_loop_may_have),
		TEST(guide_refuses_loops_that_nest_too_deep),
		TEST(guide_refuses_to_grow_without_end),
		TEST(guide_refuses_more_segment_names_than_its_tables_hold),
		TEST(guide_refuses_more_words_than_a_line_may_have),
		TEST(second_companion_of_a_guide_is_refused),
		TEST(companion_takes_the_place_of_what_it_includes),
		TEST(companion_changes_usage_max_elements_and_rules),
		TEST(companion_reaches_every_place_where_a_loop_stands),
		TEST(companion_may_not_include_a_companion),
		TEST(companion_of_the_envelope_is_the_envelope),
		TEST(dictionary_mistakes_are_told_with_line_and_column),
		TEST(dictionary_keeps_segments_composites_and_notes),
		TEST(dictionary_refuses_more_elements_than_a_segment_may_have),
		TEST(guide_set_survives_any_shortage_of_memory),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
