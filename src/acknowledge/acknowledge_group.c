/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_group.c -- groups and their transactions: the 999.
 *
 * A transaction is rejected by what is wrong with its syntax or its guide
 * (SNIP types 1 and 2).  What is wrong with a claim in it (3 and up) rejects
 * that claim, in the 277CA; where the 999 has a code for it, it is told here
 * too, and the transaction is accepted with errors (E).
 */
#include "acknowledge/acknowledge_private.h"

#include "claim/map_shared.h"

#define CLM	SEGMENT_ID('C', 'L', 'M')
#define SBR	SEGMENT_ID('S', 'B', 'R')
#define LX	SEGMENT_ID2('L', 'X')
#define HL	SEGMENT_ID2('H', 'L')
#define TRN	SEGMENT_ID('T', 'R', 'N')

#define POSITION_MAX	999999		/* IK302 has six digits */
#define VALUE_MAX	99		/* IK404 */
#define REPETITION_MAX	9999		/* IK401-3 */
#define OWNER_MAX	35		/* CTX01-2 */

/* Put `code` behind the others, unless it is there or there is no room. */
static void
add_code(str codes[TRANSACTION_FAULTS], str code)
{
	for (unsigned i = 0; i < TRANSACTION_FAULTS; i++) {
		if (codes[i].n == 0)
			codes[i] = code;
		if (str_eq(codes[i], code))
			return;
	}
}

/* ---- groups --------------------------------------------------------- */

/* Kinds of group that a 999 answers: not FA, which are acknowledgements. */
static bool
is_answered(str kind)
{
	static const char kinds[] = "BEHBHCHIHNHPHRHSRA";

	for (size_t i = 0; kind.n == 2 && i + 1 < sizeof kinds; i += 2)
		if (memcmp(kinds + i, kind.p, 2) == 0)
			return true;
	return false;
}

/* The group that brings the answer. */
static struct functional_group *
make_back(struct acknowledger *a, struct arena *m, const struct segment *s)
{
	struct functional_group *g = ARENA_NEW(m, struct functional_group);

	if (g == NULL)
		return NULL;
	g->interchange = a->interchange.back[ACK_999];
	g->kind = STR("FA");
	g->sender = ack_text(m, segment_element(s, 3), 15);
	g->receiver = ack_text(m, segment_element(s, 2), 15);
	/* What was sent too short cannot be sent back. */
	if (g->sender.n < 2)
		g->sender = a->interchange.back[ACK_999]->sender;
	if (g->receiver.n < 2)
		g->receiver = a->interchange.back[ACK_999]->receiver;
	if (g->sender.n < 2)
		g->sender = STR("UNKNOWN");
	if (g->receiver.n < 2)
		g->receiver = STR("UNKNOWN");
	g->made = when_of(a->options.on);
	g->made_time = a->options.at;
	g->agency = STR("X");
	return g;
}

static struct implementation_acknowledgement *
make_answer(const struct ack_group *g, const struct segment *s)
{
	struct implementation_acknowledgement *answer = ARENA_NEW(g->arena,
	    struct implementation_acknowledgement);
	uint64_t number = 0;

	if (answer == NULL)
		return NULL;
	(void)str_to_u64(segment_element(s, 6), 999999999, &number);
	answer->group = g->back;
	answer->answered_kind = ack_text(g->arena, segment_element(s, 1), 2);
	answer->answered_control_number = ack_number(g->arena, number, 1);
	answer->answered_version = ack_text(g->arena, segment_element(s, 8),
	    12);
	if (answer->answered_version.n == 0)
		answer->answered_version = STR("UNKNOWN");
	return answer;
}

/* See acknowledge_private.h. */
void
ack_group_begin(struct acknowledger *a, const struct segment *s)
{
	struct ack_group *g = &a->group;
	struct arena *m = &a->arenas[a->interchange.groups++ & 1];

	/* Not the memory of the group before, for the writer knows that one by
	 * its address. */
	arena_reset(m);
	*g = (struct ack_group){ .open = true, .arena = m,
	    .answered = is_answered(segment_element(s, 1)) };
	g->back = make_back(a, m, s);
	g->answer = g->back == NULL ? NULL : make_answer(g, s);
	if (g->answer != NULL) {
		a->claims.group_told = false;
		return;
	}
	g->open = false;
	ack_fail(a, RC_MEMORY, NULL);
}

/* See acknowledge_private.h. */
void
ack_group_fault(struct acknowledger *a, str code)
{
	if (!a->group.open)
		return;
	a->group.rejected = true;
	add_code(a->group.answer->faults, code);
}

/* See acknowledge_private.h. */
void
ack_group_trailer(struct acknowledger *a, const struct segment *s)
{
	struct ack_group *g = &a->group;

	if (!g->open || g->ended)
		return;
	g->ended = true;
	if (!str_to_u64(segment_element(s, 1), 999999, &g->stated))
		g->stated = g->received;
}

static str
group_verdict(const struct ack_group *g)
{
	if (g->accepted == 0)
		return STR("R");
	if (g->accepted < g->received)
		return STR("P");
	return g->noted > 0 ? STR("E") : STR("A");
}

static uint64_t
at_most(uint64_t n, uint64_t most)
{
	return n < most ? n : most;
}

static struct quantity
count(uint64_t n)
{
	return quantity_of((int64_t)at_most(n, 999999) * 1000);
}

/* In a group that is rejected nothing is accepted: what would have been is not
 * listed. */
static void
drop_accepted(struct implementation_acknowledgement *answer)
{
	struct transaction_acknowledgement *t = answer->transactions.first;

	answer->transactions.first = answer->transactions.last = NULL;
	while (t != NULL) {
		struct transaction_acknowledgement *next = t->next;

		t->next = NULL;
		if (str_eq(t->verdict, STR("R")))
			list_append(&answer->transactions, t);
		t = next;
	}
}

/* See acknowledge_private.h. */
void
ack_group_end(struct acknowledger *a)
{
	struct ack_group *g = &a->group;

	ack_transaction_end(a);
	if (!g->open)
		return;
	g->open = false;
	if (!g->ended) {
		g->rejected = true;
		g->stated = g->received;
		add_code(g->answer->faults, STR("3"));
	}
	if (g->rejected) {
		g->accepted = 0;
		drop_accepted(g->answer);
	}
	ack_claims_group_end(a, !g->rejected);
	a->interchange.transactions[0] += g->accepted -
	    (g->rejected ? 0 : g->noted);
	a->interchange.transactions[1] += g->received - g->accepted;
	a->interchange.transactions[2] += g->rejected ? 0 : g->noted;
	if (!g->answered || !ack_wants(a, ACK_999))
		return;
	g->answer->verdict = group_verdict(g);
	g->answer->stated = count(g->stated);
	g->answer->received = count(g->received);
	g->answer->accepted = count(g->accepted);
	ack_put(a, ACK_999, &implementation_acknowledgement_map,
	    &implementation_acknowledgement_schema, g->answer);
}

/* ---- transactions --------------------------------------------------- */

/* ST02 in four to nine characters. */
static str
control_number(struct arena *m, str number)
{
	str s = ack_text(m, number, 9);

	if (s.n >= 4)
		return s;
	return arena_fmt(m, "%.*s" STR_FMT, (int)(4 - s.n), "0000",
	    STR_ARG(s));
}

static bool
is_known_set(str set)
{
	static const char *const known[] = { "270", "271", "276", "277",
		"278", "820", "834", "835", "837" };

	for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
		if (str_eq(set, str_of(known[i])))
			return true;
	return false;
}

/* The answer to a transaction, NULL when it is only counted. */
static struct transaction_acknowledgement *
list_transaction(struct acknowledger *a, const struct segment *s)
{
	struct ack_group *g = &a->group;
	struct transaction_acknowledgement *t;

	if (!g->answered || g->listed == ACK_TRANSACTIONS ||
	    !is_known_set(segment_element(s, 1)))
		return NULL;
	t = ARENA_NEW(g->arena, struct transaction_acknowledgement);
	if (t == NULL) {
		ack_fail(a, RC_MEMORY, NULL);
		return NULL;
	}
	t->kind = ack_text(g->arena, segment_element(s, 1), 3);
	t->control_number = control_number(g->arena, segment_element(s, 2));
	t->version = ack_text(g->arena, segment_element(s, 3), 35);
	list_append(&g->answer->transactions, t);
	g->listed++;
	return t;
}

/* See acknowledge_private.h. */
void
ack_transaction_begin(struct acknowledger *a, const struct judge *j,
    const struct segment *s)
{
	struct ack_transaction *t = &a->transaction;
	struct segment_error **v = t->errors.v;
	size_t size = t->errors.size;

	*t = (struct ack_transaction){ .open = true, .first = s->ordinal,
	    .guide = j != NULL ? j->guide : NULL };
	t->errors.v = v;
	t->errors.size = size;
	a->group.received++;
	t->answer = list_transaction(a, s);
	ack_claims_begin(a, s);
}

/* See acknowledge_private.h. */
void
ack_transaction_segment(struct acknowledger *a, const struct segment *s)
{
	struct ack_transaction *t = &a->transaction;
	struct ack_spot here = { s->ordinal, s->position };

	switch (s->id) {
	case CLM:
		t->claim = here;
		break;
	case SBR:
		t->payer = here;
		break;
	case LX:
		t->line = here;
		break;
	case HL:
		t->level = here;
		break;
	case TRN:
		if (t->trace.n == 0 && t->answer != NULL)
			t->trace = ack_text(a->group.arena,
			    segment_element(s, 2), VALUE_MAX);
		break;
	}
}

/* See acknowledge_private.h. */
void
ack_transaction_fault(struct acknowledger *a, str code)
{
	struct ack_transaction *t = &a->transaction;

	if (!t->open)
		return;
	t->rejected = true;
	if (t->answer != NULL)
		add_code(t->answer->faults, code);
}

/* See acknowledge_private.h. */
void
ack_transaction_end(struct acknowledger *a)
{
	struct ack_transaction *t = &a->transaction;

	if (!t->open)
		return;
	if (!t->ended)
		ack_transaction_fault(a, STR("2"));
	t->open = false;
	if (t->answer != NULL) {
		if (t->standard)
			add_code(t->answer->faults, STR("5"));
		if (t->guide_faults)
			add_code(t->answer->faults, STR("I5"));
		for (size_t i = 0; i < t->errors.n; i++)
			list_append(&t->answer->errors, t->errors.v[i]);
		t->answer->verdict = t->rejected ? STR("R") : t->noted ?
		    STR("E") : STR("A");
	}
	a->group.accepted += !t->rejected;
	a->group.noted += !t->rejected && t->noted;
	ack_claims_end(a, !t->rejected);
}

/* ---- segments in error ---------------------------------------------- */

/* The segment's name as IK301 takes it. */
static str
segment_name_of(struct arena *m, str name)
{
	char kept[4];
	size_t n = 0;

	for (size_t i = 0; i < name.n && n < 3; i++)
		if ((name.p[i] >= 'A' && name.p[i] <= 'Z') ||
		    (name.p[i] >= '0' && name.p[i] <= '9'))
			kept[n++] = name.p[i];
	return n < 2 ? STR("ZZ") : arena_str(m, (str){ kept, n });
}

/* The segment that is missing, when the finding is about another. */
static str
missing_name(const struct finding *f)
{
	const char *name = ack_trigger_of(f->code).missing;

	if (f->code == FINDING_PATIENT_PART_MISSING)
		return str_eq(f->want, STR("DMG")) ? STR("DMG") :
		    str_eq(f->want, STR("N4")) ? STR("N4") : STR("N3");
	return str_of(name);
}

/*
 * Whose error it is: the claim's, by its number, or of a remittance the
 * payment's, by its trace number.  CLP01 is none of the names that there are.
 */
static struct error_owner *
make_owner(struct acknowledger *a, const struct finding *f)
{
	static const struct { str set, name; } names[] = {
		{ STR_INIT("837"), STR_INIT("CLM01") },
		{ STR_INIT("835"), STR_INIT("TRN02") },
		{ STR_INIT("276"), STR_INIT("TRN02") },
		{ STR_INIT("277"), STR_INIT("TRN02") },
	};
	const struct guide *guide = a->transaction.guide;
	str value = f->at.claim, name = { NULL, 0 };
	struct error_owner *o;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (guide != NULL && str_eq(guide->set, names[i].set))
			name = names[i].name;
	if (guide != NULL && str_eq(guide->set, STR("835")))
		value = a->transaction.trace;
	if (name.n == 0 || value.n == 0 || value.n > OWNER_MAX)
		return NULL;
	o = ARENA_NEW(a->group.arena, struct error_owner);
	if (o == NULL)
		return NULL;
	o->name = name;
	o->value = ack_text(a->group.arena, value, OWNER_MAX);
	return o->value.n != 0 ? o : NULL;
}

/* The segment of the name that a trigger has, near the finding. */
static struct ack_spot
spot_of(const struct ack_transaction *t, segment_id id)
{
	switch (id) {
	case CLM:
		return t->claim;
	case SBR:
		return t->payer;
	case LX:
		return t->line;
	case HL:
		return t->level;
	default:
		return (struct ack_spot){ 0, 0 };
	}
}

/* What made the segment or element needed, if that is known. */
static struct error_trigger *
make_trigger(struct acknowledger *a, const struct finding *f)
{
	struct arena *m = a->group.arena;
	struct ack_trigger from = ack_trigger_of(f->code);
	struct ack_spot at = spot_of(&a->transaction, from.id);
	struct error_trigger *t;
	struct context_name *name;
	char id[3] = { (char)from.id, (char)(from.id >> 8),
		(char)(from.id >> 16) };

	if (at.position == 0 || at.position > POSITION_MAX)
		return NULL;
	t = ARENA_NEW(m, struct error_trigger);
	name = ARENA_NEW(m, struct context_name);
	if (t == NULL || name == NULL)
		return NULL;
	name->name = STR("SITUATIONAL TRIGGER");
	list_append(&t->names, name);
	t->segment = arena_str(m, (str){ id, id[2] == '\0' ? 2 : 3 });
	t->position = ack_number(m, at.position, 1);
	t->element = ack_number(m, from.element, 1);
	if (from.component != 0)
		t->component = ack_number(m, from.component, 1);
	return t;
}

/* Put an error in its place: they are told in the order of the file. */
static void
sort_in(struct ack_transaction *t, struct segment_error *e)
{
	struct segment_error **v = t->errors.v;
	size_t i = t->errors.n++;

	for (; i > 0 && v[i - 1]->part.segment > e->part.segment; i--)
		v[i] = v[i - 1];
	v[i] = e;
}

/* The error of this segment that has elements in error, or NULL. */
static struct segment_error *
find_error(const struct ack_transaction *t, uint64_t segment)
{
	for (size_t i = t->errors.n; i > 0; i--) {
		struct segment_error *e = t->errors.v[i - 1];

		if (e->part.segment < segment)
			break;
		if (e->part.segment == segment && e->elements.first != NULL)
			return e;
	}
	return NULL;
}

/* A further segment in error, or NULL when there are too many (A5). */
static struct segment_error *
add_error(struct acknowledger *a, const struct finding *f)
{
	struct ack_transaction *t = &a->transaction;
	struct arena *m = a->group.arena;
	struct segment_error *e;

	if (t->answer == NULL || t->errors.n >= ACK_SEGMENTS ||
	    a->group.errors >= ACK_GROUP_SEGMENTS ||
	    f->at.position > POSITION_MAX || !VEC_ROOM(&t->errors, 1)) {
		a->sum.untold++;
		return NULL;
	}
	e = ARENA_NEW(m, struct segment_error);
	if (e == NULL) {
		ack_fail(a, RC_MEMORY, NULL);
		return NULL;
	}
	a->group.errors++;
	e->part.segment = f->at.segment;
	e->segment = missing_name(f);
	if (e->segment.n == 0)
		e->segment = segment_name_of(m, f->at.segment_id);
	e->position = ack_number(m, f->at.position, 1);
	e->fault = finding_def(f->code)->ik3;
	e->owner = make_owner(a, f);
	sort_in(t, e);
	return e;
}

/* The number of an element in the dictionary, when it is one: composites have
 * letters in theirs. */
static str
reference_of(const struct acknowledger *a, const struct finding *f)
{
	const struct segment_def *def = map_get(&a->options.guides->segments,
	    f->at.segment_id);
	const struct data_element *e;
	str none = { NULL, 0 };

	if (def == NULL || f->at.element == 0 ||
	    f->at.element > def->n_elements)
		return none;
	e = def->elements[f->at.element - 1];
	if (f->at.component != 0 && f->at.component <= e->n_parts)
		e = e->parts[f->at.component - 1];
	else if (e->n_parts != 0)
		return none;
	for (size_t i = 0; i < e->number.n; i++)
		if (e->number.p[i] < '0' || e->number.p[i] > '9')
			return none;
	return e->number;
}

/* What was sent, when it may stand in an answer as it is. */
static str
value_of(struct arena *m, str value)
{
	str s;

	if (value.n == 0 || value.n > VALUE_MAX)
		return (str){ NULL, 0 };
	s = ack_text(m, value, VALUE_MAX);
	return str_eq(s, value) ? s : (str){ NULL, 0 };
}

static struct element_error *
make_element(struct acknowledger *a, const struct finding *f)
{
	struct arena *m = a->group.arena;
	struct element_error *e = ARENA_NEW(m, struct element_error);

	if (e == NULL) {
		ack_fail(a, RC_MEMORY, NULL);
		return NULL;
	}
	e->element = ack_number(m, f->at.element, 1);
	if (f->at.component != 0)
		e->component = ack_number(m, f->at.component, 1);
	if (f->at.repetition > 1 && f->at.repetition <= REPETITION_MAX)
		e->repetition = ack_number(m, f->at.repetition, 1);
	e->reference = reference_of(a, f);
	e->fault = finding_def(f->code)->ik4;
	if (!str_eq(e->fault, STR("1")) && !str_eq(e->fault, STR("2")) &&
	    !str_eq(e->fault, STR("I9")))
		e->value = value_of(m, f->value);
	return e;
}

/* True when `a` stands behind `b` in the segment. */
static bool
stands_behind(const struct element_error *a, const struct element_error *b)
{
	uint64_t x = 0, y = 0;

	(void)str_to_u64(a->element, 999, &x);
	(void)str_to_u64(b->element, 999, &y);
	if (x != y)
		return x > y;
	x = y = 0;
	(void)str_to_u64(a->component, 999, &x);
	(void)str_to_u64(b->component, 999, &y);
	return x > y;
}

/* Put an element in its place among those of its segment. */
static void
sort_in_element(struct segment_error *e, struct element_error *element)
{
	struct element_error *at = e->elements.first, *before = NULL;

	while (at != NULL && !stands_behind(at, element)) {
		before = at;
		at = at->next;
	}
	if (at == NULL) {
		list_append(&e->elements, element);
		return;
	}
	element->next = at;
	if (before == NULL)
		e->elements.first = element;
	else
		before->next = element;
}

/* An element in error of a segment. */
static void
add_element(struct acknowledger *a, const struct finding *f)
{
	struct segment_error *e = find_error(&a->transaction, f->at.segment);
	struct element_error *element;
	struct error_trigger *trigger;

	if (e == NULL)
		e = add_error(a, f);
	else if (list_count(&e->elements) >= ACK_ELEMENTS)
		e = NULL;
	element = e == NULL ? NULL : make_element(a, f);
	if (element == NULL)
		return;
	sort_in_element(e, element);
	trigger = make_trigger(a, f);
	if (trigger != NULL)
		list_append(&element->triggers, trigger);
}

static void
add_segment(struct acknowledger *a, const struct finding *f)
{
	struct segment_error *e = add_error(a, f);
	struct error_trigger *trigger;

	if (e == NULL)
		return;
	trigger = make_trigger(a, f);
	if (trigger != NULL)
		list_append(&e->triggers, trigger);
}

/* See acknowledge_private.h. */
void
ack_segment_fault(struct acknowledger *a, const struct finding *f)
{
	const struct finding_def *def = finding_def(f->code);
	struct ack_transaction *t = &a->transaction;
	bool element = def->ik4.n != 0, of_guide;

	if (def->snip > 2)
		ack_claims_fault(a, f);
	if (def->ik3.n == 0)
		return;
	if (def->snip <= 2)
		t->rejected = true;
	else
		t->noted = true;
	of_guide = (element ? def->ik4 : def->ik3).p[0] == 'I';
	t->standard |= !of_guide;
	t->guide_faults |= of_guide;
	if (element)
		add_element(a, f);
	else
		add_segment(a, f);
}
