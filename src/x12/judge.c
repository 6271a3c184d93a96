/* SPDX-License-Identifier: Apache-2.0 */
/* judge.c -- the life of a judge, and what rules use. */
#include "x12/step.h"

#define NAME_SHOWN 24		/* bytes of what is no segment's name */

/* See judge.h. */
enum rc
judge_init(struct judge *j, const struct finding_sink *sink, struct err *err)
{
	*j = (struct judge){ .sink = sink };
	j->facts = rule_facts_new();
	if (j->facts == NULL)
		return fail(err, RC_MEMORY, "no memory for the rules");
	return RC_OK;
}

/* See judge.h. */
void
judge_fini(struct judge *j)
{
	rule_facts_free(j->facts);
	j->facts = NULL;
}

/* See judge.h. */
void
judge_begin(struct judge *j, const struct guide *guide,
    const struct judge_names *names)
{
	struct judge_level *root = &j->levels[0];

	if (j->guide != guide)
		walk_forget_steps(j);
	j->repaired = false;
	j->guide = guide;
	j->names = *names;
	j->depth = 1;
	root->loop = guide->root;
	root->position = 0;
	root->seen[0] = root->seen[1] = 0;
	j->node = NULL;
	j->n_missing = 0;
	j->unknown.ordinal = j->headless = 0;
	j->claim_n = j->claim_depth = 0;
	j->claims = 0;
	j->broken = false;
	rule_facts_begin(j->facts);
}

/* See judge_private.h. */
void
judge_begin_claim(struct judge *j, const struct segment *s)
{
	str id = segment_element(s, j->guide->claim_element);

	j->claims++;
	j->claim_n = (uint8_t)(id.n < sizeof j->claim ? id.n :
	    sizeof j->claim);
	if (j->claim_n != 0)
		memcpy(j->claim, id.p, j->claim_n);
	j->claim_depth = (uint8_t)j->depth;
}

/* See judge_private.h. */
void
judge_unknown(struct judge *j, const struct segment *s,
    const struct segment *next)
{
	unsigned skip = 0;

	if (walk_unknown(j, s, next))
		skip = j->node != NULL ? j->node->key_element : 0;
	if (j->node == NULL)
		return;
	if (s->id == j->guide->claim_segment &&
	    guide_names_claim(j->guide, j->node))
		judge_begin_claim(j, s);
	check_elements(j, s, skip);
	run_rules(j, j->node, s);
}

/* See judge.h. */
void
judge_segment(struct judge *j, const struct segment *s,
    const struct segment *next)
{
	if (!judge_known(j, s))
		judge_unknown(j, s, next);
	judge_show(j, s);
}

/* The walk sees to the key; nobody does where there is none. */
static bool
is_key_wrong(const struct guide_node *node, const struct segment *s)
{
	return node->key_element != 0 && node->key_component == 0 &&
	    segment_has(s, node->key_element) &&
	    !code_list_has_sent(node->keys, segment_element(s,
	    node->key_element));
}

/* See judge.h. */
void
judge_elements(struct judge *j, const struct guide_node *node,
    const struct segment *s)
{
	j->node = node;
	if (is_key_wrong(node, s))
		check_one(j, s, node->key_element);
	check_elements(j, s, 0);
}

/* See judge.h. */
void
judge_end(struct judge *j, const struct segment *last)
{
	/* A trailer that is missing is the envelope's finding, not ours. */
	unsigned trailer = j->guide->root->n_children - 1;

	j->levels[0].seen[trailer / 64] |= (uint64_t)1 << trailer % 64;
	walk_close(j, 0, last);
}

/* See judge.h. */
void
judge_cut(struct judge *j)
{
	j->n_missing = 0;
	j->depth = 0;
}

/* See judge.h. */
struct judge_mark
judge_mark(const struct judge *j, const struct segment *s)
{
	return (struct judge_mark){ s->offset, s->ordinal, s->position, s->id,
	    j->node };
}

/* What all findings of a transaction have in common. */
static struct finding
begin_finding(const struct judge *j, enum finding_code code,
    unsigned element, unsigned component)
{
	return (struct finding){ .code = code, .at = {
	    .interchange = j->names.interchange, .group = j->names.group,
	    .transaction = j->names.transaction,
	    .claim = { j->claim, j->claim_n },
	    .claim_number = j->claim_depth != 0 ? j->claims : 0,
	    .element = (uint8_t)element, .component = (uint8_t)component } };
}

/* Our label for an element or component of `node`. */
static str
label_of(const struct guide_node *node, unsigned element, unsigned component)
{
	const struct guide_element *e;

	if (node == NULL || node->is_loop)
		return (str){ NULL, 0 };
	if (element == 0 || element > node->def->n_elements)
		return node->label;
	e = &node->elements[element - 1];
	if (component != 0 && component <= e->n_parts)
		e = &e->parts[component - 1];
	return e->label;
}

/* See judge.h. */
struct finding
judge_finding(const struct judge *j, enum finding_code code,
    const struct segment *s, unsigned element, unsigned component)
{
	struct finding f = begin_finding(j, code, element, component);

	f.at.segment = s->ordinal;
	f.at.position = s->position;
	f.at.segment_id = segment_name(s);
	if (s->id == 0 && f.at.segment_id.n > NAME_SHOWN)
		f.at.segment_id.n = NAME_SHOWN;
	f.at.loop = j->node != NULL ? j->node->parent->id :
	    j->depth > 0 ? open_loop(j)->id : (str){ NULL, 0 };
	f.name = label_of(j->node, element, component);
	f.value = component != 0 ? segment_component(s, element, component) :
	    segment_element(s, element);
	f.at.offset = s->offset;
	if (element != 0 && f.value.p != NULL)
		f.at.offset = segment_offset_of(s, f.value);
	if (element == 0)
		f.value = (str){ NULL, 0 };
	return f;
}

/* See judge.h. */
struct finding
judge_finding_at(const struct judge *j, enum finding_code code,
    const struct judge_mark *m, unsigned element, unsigned component)
{
	struct finding f = begin_finding(j, code, element, component);

	f.at.offset = m->offset;
	f.at.segment = m->ordinal;
	f.at.position = m->position;
	if (m->node != NULL) {
		f.at.segment_id = m->node->id;
		f.at.loop = m->node->parent->id;
		f.name = label_of(m->node, element, component);
	}
	return f;
}

/* Findings after which sums and relations are unsure (judge_broken()). */
static bool
is_breaking(enum finding_code code)
{
	switch (code) {
	case FINDING_SEGMENT_UNKNOWN:
	case FINDING_SEGMENT_UNEXPECTED:
	case FINDING_SEGMENT_ORDER:
	case FINDING_SEGMENT_MISSING:
	case FINDING_SEGMENT_REPEATS:
	case FINDING_SEGMENT_ID:
	case FINDING_LOOP_MISSING:
	case FINDING_QUALIFIER:
	case FINDING_NOT_A_NUMBER:
	case FINDING_AMOUNT_CENTS:
	case FINDING_NOT_COMPOSITE:
	case FINDING_COMPONENT_SEPARATOR:
	case FINDING_TOO_MANY_ELEMENTS:
		return true;
	default:
		return false;
	}
}

/* See judge.h. */
void
judge_add(struct judge *j, const struct finding *f)
{
	if (is_breaking(f->code))
		j->broken = true;
	j->sink->add(j->sink->ctx, f);
}
