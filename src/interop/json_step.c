/* SPDX-License-Identifier: Apache-2.0 */
/* json_step.c -- a schema's rows laid out by the words of its struct. */
#include "interop/json_step.h"

#include "interop/json_plan.h"

_Static_assert(offsetof(struct amount, text) == 0 &&
    offsetof(struct quantity, text) == 0 && offsetof(struct when, text) == 0 &&
    offsetof(str, p) == 0 && offsetof(str, n) == WORD_BYTES &&
    offsetof(struct texts, n) == WORD_BYTES,
    "the word of a value that tells whether it is given");

static const uint8_t kinds[] = {
	[FIELD_TEXT] = JSON_TEXT, [FIELD_AMOUNT] = JSON_AMOUNT,
	[FIELD_QUANTITY] = JSON_QUANTITY, [FIELD_WHEN] = JSON_WHEN,
	[FIELD_TEXTS] = JSON_TEXTS, [FIELD_REPEATED] = JSON_REPEATED,
	[FIELD_PART] = JSON_PART, [FIELD_ONE] = JSON_ONE,
	[FIELD_MANY] = JSON_LIST, [FIELD_GROUPS] = JSON_LIST,
	[FIELD_UP] = JSON_UP,
};

struct making {
	struct json_steps *to;
	struct json_step *steps;
	uint8_t	*of_word;
	unsigned n;
	bool	 good;
};

/* Words `first` to `last` lead to the step that was made last. */
static void
lead(struct making *m, unsigned first, unsigned last)
{
	struct json_step *s = &m->steps[m->n - 1];
	unsigned pane = first / WORDS_PANE, end = last % WORDS_PANE + 1;
	uint64_t one = (uint64_t)1 << first % WORDS_PANE;

	s->others = ~(uint64_t)0;
	if (last >= m->to->n_words) {
		m->good = false;
		return;
	}
	for (unsigned i = first; i <= last; i++)
		m->of_word[i] = (uint8_t)(m->n - 1);
	if (last / WORDS_PANE != pane) {
		m->to->always[pane] |= one;
		return;
	}
	for (unsigned i = first; i <= last; i++)
		m->to->counts[pane] |= (uint64_t)1 << i % WORDS_PANE;
	if (first != last)
		s->others = end == WORDS_PANE ? 0 : ~(uint64_t)0 << end;
}

/* The next step: for a member at `offset`, of which words `first` to `last`
 * tell, counted from there. */
static void
add_step(struct making *m, const struct json_member *member,
    enum json_step_kind kind, unsigned offset, unsigned first, unsigned last)
{
	struct json_step *s = &m->steps[m->n++];
	size_t n = member->key.n;

	if (n >= STEP_KEY || offset % WORD_BYTES != 0) {
		m->good = false;
		return;
	}
	memcpy(s->key, member->key.p, n);
	s->key[n] = '"';
	s->key_n = (uint8_t)(n + (kind == JSON_TEXT));
	s->kind = (uint8_t)kind;
	s->offset = (uint16_t)offset;
	s->member = member;
	lead(m, offset / WORD_BYTES + first, offset / WORD_BYTES + last);
}

/* What a struct remembers of its file. */
static void
add_own(struct making *m, const struct json_plan *plan)
{
	const struct schema *s = plan->schema;
	const unsigned carried = offsetof(struct part, carried);
	const unsigned order = offsetof(struct part, order);

	if (s->part != SCHEMA_NONE) {
		add_step(m, json_plan_own(plan, ROLE_CARRIED), JSON_CARRIED,
		    s->part + carried, 0, 0);
		add_step(m, json_plan_own(plan, ROLE_ORDER), JSON_ORDER,
		    s->part + order, 1, 1);
	}
	if (s->breaks != SCHEMA_NONE)
		add_step(m, json_plan_own(plan, ROLE_BREAKS), JSON_BREAKS,
		    s->breaks, 0, 0);
}

static void
add_member(struct making *m, const struct json_member *member)
{
	const struct field *f = member->field;
	enum json_step_kind kind = kinds[f->type];
	unsigned first = 0, last = 0;

	if (kind == JSON_TEXT || kind == JSON_REPEATED)
		first = last = 1;
	else if (kind == JSON_TEXTS)
		last = f->n * (unsigned)(sizeof(str) / WORD_BYTES) - 1;
	else if (kind == JSON_PART)
		last = (unsigned)(f->of->size / WORD_BYTES) - 1;
	add_step(m, member, kind, f->offset, first, last);
}

/* Are the words that count few? */
static void
list_few(struct json_steps *to)
{
	uint64_t bits = to->counts[0];

	if (to->n_panes != 1 || __builtin_popcountll(bits) > STEP_FEW)
		return;
	for (; bits != 0; bits &= bits - 1)
		to->few[to->n_few++] = (uint8_t)__builtin_ctzll(bits);
}

/* See json_step.h. */
bool
json_steps_make(struct json_steps *to, const struct json_plan *plan,
    struct arena *a)
{
	unsigned words = (unsigned)(plan->schema->size / WORD_BYTES);
	struct making m = { .to = to, .good = true };

	m.steps = ARENA_ARRAY(a, struct json_step, plan->n);
	m.of_word = ARENA_ARRAY(a, uint8_t, words);
	if (m.steps == NULL || m.of_word == NULL ||
	    plan->schema->size % WORD_BYTES != 0 ||
	    words > STEP_PANES * WORDS_PANE)
		return false;
	to->steps = m.steps;
	to->of_word = m.of_word;
	to->n_words = words;
	to->n_panes = WORDS_PANES(words);
	add_own(&m, plan);
	for (unsigned i = 0; m.good && i < plan->n_fields; i++)
		add_member(&m, &plan->members[i]);
	list_few(to);
	return m.good;
}
