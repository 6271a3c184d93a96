/* SPDX-License-Identifier: Apache-2.0 */
/* guide.c -- the set of guides: loaded, found, asked. */
#include "x12/guide.h"

#include "base/buf.h"
#include "x12/embedded.h"
#include "x12/guide_dict.h"
#include "x12/guide_draft.h"

#define SET_CEILING ((size_t)256 << 20)

static enum rc
add_guide(struct guide_set *set, const struct guide *g, str replaces,
    struct err *err)
{
	for (size_t i = 0; i < set->guides.n; i++)
		if (str_eq(set->guides.v[i]->id, replaces) ||
		    str_eq(set->guides.v[i]->kind, replaces)) {
			set->guides.v[i] = g;
			return RC_OK;
		}
	if (!VEC_ROOM(&set->guides, 1))
		return fail(err, RC_MEMORY, "no memory for a guide");
	set->guides.v[set->guides.n++] = g;
	return RC_OK;
}

/* Drop the memory of a draft that is not the arena's. */
static void
drop_draft(struct draft_guide *d)
{
	if (d != NULL) {
		map_fini(&d->codes);
		map_fini(&d->named);
	}
}

/* Keep a draft under its id, so that others may include it. */
static enum rc
keep_draft(struct guide_set *set, str id, struct draft_guide *d,
    struct err *err)
{
	struct draft_guide *before = map_get(&set->drafts, id);

	if (!map_set(&set->drafts, id, d)) {
		drop_draft(d);
		return fail(err, RC_MEMORY, "no memory for a guide");
	}
	drop_draft(before);
	return RC_OK;
}

/* A draft's head as it must be to be compiled into this set. */
static enum rc
check_head(const struct guide_set *set, const struct draft_guide *d,
    struct err *err)
{
	const char *what = NULL;

	if (d->head.id.n == 0)
		what = "a guide begins: guide ID VERSION \"title\"";
	else if (str_eq(d->head.id, STR("common")))
		what = "this name is taken";
	else if (str_eq(d->head.id, d->includes))
		what = "a companion guide needs an id of its own";
	else if (str_eq(d->head.id, STR("ENVELOPE")) && set->envelope != NULL)
		what = "the envelope is built in: include it";
	return what == NULL ? RC_OK : fail(err, RC_SYNTAX,
	    STR_FMT ":%u:1: %s", STR_ARG(d->file), d->line, what);
}

/* Is a companion guide other than `d` in force over what `d` includes? */
static bool
is_companion_of(const struct guide_set *set, const struct draft_guide *d)
{
	for (size_t i = 0; i < set->guides.n; i++) {
		const struct guide *g = set->guides.v[i];

		if (str_eq(g->kind, d->includes) &&
		    !str_eq(g->id, d->includes) && !str_eq(g->id, d->head.id))
			return true;
	}
	return false;
}

/* Compile `d`, a guide of its own or a companion of another. */
static enum rc
compile(struct guide_set *set, struct draft_guide *d, struct err *err)
{
	const struct draft_guide *base = NULL;
	const struct guide *g;
	str replaces;
	enum rc rc;

	if (d->includes.n != 0) {
		base = map_get(&set->drafts, d->includes);
		if (base == NULL || base->includes.n != 0)
			return fail(err, RC_SYNTAX, STR_FMT ":%u:1: there is "
			    "no guide " STR_FMT " to include",
			    STR_ARG(d->file), d->line, STR_ARG(d->includes));
	}
	if (base != NULL && is_companion_of(set, d))
		return fail(err, RC_SYNTAX, STR_FMT ":%u:1: guide "
		    STR_FMT " has a companion guide already",
		    STR_ARG(d->file), d->line, STR_ARG(d->includes));
	rc = guide_build(set, d, base, &g, err);
	replaces = base != NULL ? d->includes : d->head.id;
	if (rc == RC_OK)
		rc = add_guide(set, g, replaces, err);
	if (rc == RC_OK && str_eq(replaces, STR("ENVELOPE")))
		set->envelope = g;
	return rc;
}

/* See guide.h. */
enum rc
guide_set_read(struct guide_set *set, str name, str text, struct err *err)
{
	str own_name = arena_str(&set->arena, name);
	str own_text = arena_str(&set->arena, text);
	struct draft_guide *d;
	enum rc rc;

	if (own_name.p == NULL || own_text.p == NULL)
		return fail(err, RC_MEMORY, "no memory for a guide");
	rc = guide_read(set, own_name, own_text, &d, err);
	if (rc != RC_OK)
		return rc;
	rc = check_head(set, d, err);
	if (rc == RC_OK)
		rc = compile(set, d, err);
	if (rc != RC_OK) {
		drop_draft(d);
		return rc;
	}
	return keep_draft(set, d->head.id, d, err);
}

static str
embedded_text(const char *name)
{
	for (unsigned i = 0; i < embedded_guides_n; i++)
		if (str_eq(str_of(embedded_guides[i].name), str_of(name)))
			return (str){ embedded_guides[i].text,
			    embedded_guides[i].size };
	return (str){ NULL, 0 };
}

/* common.guide: named things only, so there is nothing to compile. */
static enum rc
read_common(struct guide_set *set, struct err *err)
{
	struct draft_guide *d;
	enum rc rc = guide_read(set, STR("common.guide"),
	    embedded_text("common.guide"), &d, err);

	return rc == RC_OK ? keep_draft(set, STR("common"), d, err) : rc;
}

static bool
is_guide(str name)
{
	return name.n > 6 &&
	    str_eq((str){ name.p + name.n - 6, 6 }, STR(".guide")) &&
	    !str_eq(name, STR("common.guide"));
}

/* See guide.h. */
enum rc
guide_set_init(struct guide_set *set, struct err *err)
{
	enum rc rc;

	*set = (struct guide_set){ 0 };
	arena_init(&set->arena, SET_CEILING);
	rc = guide_read_elements(set, STR("element.dict"),
	    embedded_text("element.dict"), err);
	if (rc == RC_OK)
		rc = guide_read_segments(set, STR("segment.dict"),
		    embedded_text("segment.dict"), err);
	if (rc == RC_OK)
		rc = read_common(set, err);
	for (unsigned i = 0; i < embedded_guides_n && rc == RC_OK; i++) {
		const struct embedded_file *f = &embedded_guides[i];

		if (is_guide(str_of(f->name)))
			rc = guide_set_read(set, str_of(f->name),
			    (str){ f->text, f->size }, err);
	}
	return rc;
}

/* See guide.h. */
void
guide_set_fini(struct guide_set *set)
{
	for (size_t i = 0; i < set->drafts.size; i++)
		drop_draft(set->drafts.slots[i].value);
	map_fini(&set->drafts);
	map_fini(&set->elements);
	map_fini(&set->segments);
	VEC_FREE(&set->guides);
	arena_fini(&set->arena);
}

static bool
speaks(const struct guide *g, str version)
{
	if (str_eq(g->version, version))
		return true;
	for (unsigned i = 0; i < g->n_accepts; i++)
		if (str_eq(g->accepts[i], version))
			return true;
	return false;
}

/* See guide.h. */
const struct guide *
guide_find(const struct guide_set *set, str set_id, str version)
{
	for (size_t i = 0; i < set->guides.n && set_id.n != 0; i++) {
		const struct guide *g = set->guides.v[i];

		if (str_eq(g->set, set_id) && speaks(g, version))
			return g;
	}
	return NULL;
}

/* See guide.h. */
const struct guide *
guide_by_id(const struct guide_set *set, str id)
{
	for (size_t i = 0; i < set->guides.n; i++)
		if (str_eq_nocase(set->guides.v[i]->id, id) ||
		    str_eq_nocase(set->guides.v[i]->kind, id))
			return set->guides.v[i];
	return NULL;
}

/* The first loop called `id` at or below `n`. */
static const struct guide_node *
find_loop(const struct guide_node *n, str id)
{
	if (str_eq_nocase(n->id, id))
		return n;
	for (unsigned i = 0; i < n->n_children; i++) {
		const struct guide_node *found = n->children[i]->is_loop ?
		    find_loop(n->children[i], id) : NULL;

		if (found != NULL)
			return found;
	}
	return NULL;
}

/* See guide.h. */
bool
guide_names_claim(const struct guide *g, const struct guide_node *node)
{
	if (node->segment != g->claim_segment)
		return false;
	for (unsigned i = 0; i < g->n_claim_loops; i++)
		if (str_eq(node->parent->id, g->claim_loops[i]))
			return true;
	return g->n_claim_loops == 0;
}

/* See guide.h. */
const struct guide_node *
guide_path(const struct guide *g, str path)
{
	str rest = path, loop = str_cut(&rest, '/');
	str segment = str_cut(&rest, ':');
	const struct guide_node *n = find_loop(g->root, loop);

	if (n == NULL || segment.n == 0)
		return n;
	for (unsigned i = 0; i < n->n_children; i++) {
		const struct guide_node *c = n->children[i];

		if (!c->is_loop && str_eq_nocase(c->id, segment) &&
		    (rest.n == 0 || (c->keys != NULL &&
		    code_list_has(c->keys, rest))))
			return c;
	}
	return NULL;
}

/* See guide.h. */
bool
code_list_has(const struct code_list *list, str value)
{
	for (unsigned i = 0; i < list->n; i++)
		if (str_eq(list->text[i], value))
			return true;
	return false;
}

/* See guide.h. */
void
code_list_words(const struct code_list *list, unsigned most, struct buf *out)
{
	unsigned n = list->n <= most ? list->n : most;

	for (unsigned i = 0; i < n; i++) {
		if (i > 0)
			buf_add(out, i + 1 == list->n ? STR(" or ") :
			    STR(", "));
		buf_add(out, list->text[i]);
	}
	if (n < list->n)
		buf_fmt(out, " and %u more", list->n - n);
}
