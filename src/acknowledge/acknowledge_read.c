/* SPDX-License-Identifier: Apache-2.0 */
/* acknowledge_read.c -- the models of TA1, 999 and 277CA as rows. */
#include "acknowledge/acknowledge_read.h"

#include "claim/acknowledgement.h"
#include "claim/envelope.h"
#include "claim/map_shared.h"
#include "claim/reader.h"

struct reading {
	void	(*take)(void *ctx, const struct answer *a);
	void	*ctx;
	struct arena texts;		/* of one item */
	/* The 277CA's levels that were told last, by where they begin. */
	uint64_t batch, provider;
};

static void
give(struct reading *r, const struct answer *a)
{
	r->take(r->ctx, a);
}

/* A, E, P; all else refuses. */
static enum answer_verdict
verdict_of(str code)
{
	if (str_eq(code, STR("A")))
		return VERDICT_ACCEPTED;
	if (str_eq(code, STR("E")))
		return VERDICT_NOTED;
	return str_eq(code, STR("P")) ? VERDICT_PART : VERDICT_REJECTED;
}

static void
add_code(struct answer *a, str code)
{
	if (code.n != 0 && a->n_codes < ANSWER_CODES)
		a->codes[a->n_codes++] = code;
}

/* A small number; 0 when it is none. */
static unsigned
number_of(str s)
{
	uint64_t n = 0;

	(void)str_to_u64(s, 9999999, &n);
	return (unsigned)n;
}

/* ---- TA1 and 999 ---------------------------------------------------- */

static void
read_interchange(struct reading *r,
    const struct interchange_acknowledgement *t)
{
	struct answer a = { .kind = ACK_TA1, .level = ANSWER_INTERCHANGE,
	    .verdict = verdict_of(t->verdict),
	    .interchange = t->answered_control_number,
	    .at_segment = t->part.segment };

	add_code(&a, t->fault);
	give(r, &a);
}

/* True when the one whose error it is is a claim: by CLM01, or in groups that
 * ask or tell about claims by TRN02, which elsewhere is a payment's. */
static bool
is_claim(const struct error_owner *o, str kind)
{
	return str_eq(o->name, STR("CLM01")) ||
	    (str_eq(o->name, STR("TRN02")) &&
	    (str_eq(kind, STR("HR")) || str_eq(kind, STR("HN"))));
}

/* A segment in error, and then its elements. */
static void
read_error(struct reading *r, const struct segment_error *e,
    struct answer a)
{
	if (e->owner != NULL && is_claim(e->owner, a.group_kind))
		a.claim = e->owner->value;
	a.level = ANSWER_SEGMENT;
	a.verdict = VERDICT_NONE;
	a.n_codes = 0;
	a.segment = e->segment;
	a.position = number_of(e->position);
	a.at_segment = e->part.segment;
	add_code(&a, e->fault);
	if (e->elements.first == NULL)
		give(r, &a);
	for (const struct element_error *x = e->elements.first; x != NULL;
	    x = x->next) {
		struct answer one = a;

		one.level = ANSWER_ELEMENT;
		one.n_codes = 0;
		one.element = number_of(x->element);
		one.component = number_of(x->component);
		one.repetition = number_of(x->repetition);
		one.value = x->value;
		one.at_segment = x->part.segment;
		add_code(&one, x->fault);
		give(r, &one);
	}
}

static void
read_group(struct reading *r, const struct implementation_acknowledgement *g)
{
	struct answer a = { .kind = ACK_999, .level = ANSWER_GROUP,
	    .verdict = verdict_of(g->verdict),
	    .group = g->answered_control_number,
	    .group_kind = g->answered_kind, .at_segment = g->part.segment };

	for (unsigned i = 0; i < TRANSACTION_FAULTS; i++)
		add_code(&a, g->faults[i]);
	give(r, &a);
	for (const struct transaction_acknowledgement *t =
	    g->transactions.first; t != NULL; t = t->next) {
		struct answer one = a;

		one.level = ANSWER_TRANSACTION;
		one.verdict = verdict_of(t->verdict);
		one.transaction = t->control_number;
		one.transaction_kind = t->kind;
		one.at_segment = t->part.segment;
		one.n_codes = 0;
		for (unsigned i = 0; i < TRANSACTION_FAULTS; i++)
			add_code(&one, t->faults[i]);
		give(r, &one);
		for (const struct segment_error *e = t->errors.first;
		    e != NULL; e = e->next)
			read_error(r, e, one);
	}
}

/* ---- 277CA ---------------------------------------------------------- */

static void
add_status(struct reading *r, struct answer *a, const struct status_code *s)
{
	str text;

	if (s->category.n == 0)
		return;
	text = arena_fmt(&r->texts, STR_FMT ":" STR_FMT "%s" STR_FMT,
	    STR_ARG(s->category), STR_ARG(s->code),
	    s->entity.n != 0 ? ":" : "", STR_ARG(s->entity));
	add_code(a, text);
}

/* A3, A6, A7 and A8 reject whatever the action says; U does too. */
static enum answer_verdict
status_verdict(const struct claim_status *s)
{
	str c = s->status.category;

	if (str_eq(s->action, STR("U")) || (c.n == 2 && c.p[0] == 'A' &&
	    memchr("3678", c.p[1], 4) != NULL))
		return VERDICT_REJECTED;
	return str_eq(c, STR("A2")) ? VERDICT_ACCEPTED : VERDICT_RECEIVED;
}

/* What is said, and the verdict. */
static void
add_statuses(struct reading *r, struct answer *a,
    const struct claim_status *s)
{
	for (; s != NULL; s = s->next) {
		add_status(r, a, &s->status);
		add_status(r, a, &s->second);
		add_status(r, a, &s->third);
		if (a->verdict == VERDICT_NONE)
			a->verdict = status_verdict(s);
		if (!amount_given(&a->charge))
			a->charge = s->charge;
		if (a->message.n == 0)
			a->message = s->message;
	}
}

static struct answer
begin_answer(const struct acknowledgement_receiver *receiver,
    enum answer_level level, uint64_t segment)
{
	struct answer a = { .kind = ACK_277CA, .level = level,
	    .at_segment = segment };

	if (receiver != NULL && receiver->verdict != NULL)
		a.batch = receiver->verdict->batch;
	return a;
}

static void
read_batch(struct reading *r, const struct acknowledgement_receiver *to)
{
	struct answer a;

	if (to == NULL || to->verdict == NULL ||
	    r->batch == to->part.segment)
		return;
	r->batch = to->part.segment;
	a = begin_answer(to, ANSWER_BATCH, to->part.segment);
	add_statuses(r, &a, to->verdict->statuses.first);
	give(r, &a);
}

static str
provider_id(const struct acknowledgement_provider *p)
{
	return p != NULL && p->providers.first != NULL ?
	    p->providers.first->id : (str){ NULL, 0 };
}

static void
read_provider(struct reading *r, const struct acknowledgement_provider *p)
{
	struct answer a;

	if (p == NULL || r->provider == p->part.segment)
		return;
	r->provider = p->part.segment;
	read_batch(r, p->receiver);
	if (p->verdict == NULL || p->verdict->statuses.first == NULL)
		return;
	a = begin_answer(p->receiver, ANSWER_PROVIDER, p->part.segment);
	a.provider = provider_id(p);
	add_statuses(r, &a, p->verdict->statuses.first);
	give(r, &a);
}

static void
read_line(struct reading *r, const struct line_acknowledgement *l,
    struct answer a)
{
	a.level = ANSWER_LINE;
	a.verdict = VERDICT_NONE;
	a.n_codes = 0;
	a.line = l->control_number;
	a.charge = l->charge;
	a.message = (str){ NULL, 0 };
	a.at_segment = l->part.segment;
	add_statuses(r, &a, l->statuses.first);
	give(r, &a);
}

static void
read_patient(struct reading *r, const struct patient_acknowledgement *p)
{
	const struct acknowledgement_receiver *to = p->provider != NULL ?
	    p->provider->receiver : NULL;

	read_provider(r, p->provider);
	for (const struct claim_verdict *c = p->claims.first; c != NULL;
	    c = c->next) {
		struct answer a = begin_answer(to, ANSWER_CLAIM,
		    c->part.segment);

		a.claim = c->claim;
		a.provider = provider_id(p->provider);
		a.payer_number = c->payer_number;
		add_statuses(r, &a, c->statuses.first);
		give(r, &a);
		for (const struct line_acknowledgement *l = c->lines.first;
		    l != NULL; l = l->next)
			read_line(r, l, a);
	}
}

/* ---- the file ------------------------------------------------------- */

static void
take_item(struct reading *r, const struct item *item)
{
	str name = str_of(item->schema->name);

	arena_reset(&r->texts);
	if (item->schema == &interchange_acknowledgement_schema)
		read_interchange(r, item->object);
	else if (item->schema == &implementation_acknowledgement_schema)
		read_group(r, item->object);
	else if (item->schema == &patient_acknowledgement_schema)
		read_patient(r, item->object);
	else if (str_eq(name, STR("acknowledgement_provider")))
		read_provider(r, item->object);
	else if (str_eq(name, STR("acknowledgement_receiver")))
		read_batch(r, item->object);
}

/* See acknowledge_read.h. */
enum rc
acknowledge_read(struct file_stream *in, const struct guide_set *guides,
    const struct finding_sink *sink,
    void (*take)(void *ctx, const struct answer *a), void *ctx,
    struct err *err)
{
	const struct reader_options options = { .guides = guides };
	struct reading r = { .take = take, .ctx = ctx };
	struct item item = { NULL, NULL, NULL };
	struct reader *reader;
	enum rc rc = reader_open(in, &options, sink, &reader, err);

	if (rc != RC_OK)
		return rc;
	arena_init(&r.texts, (size_t)64 << 20);
	do {
		rc = reader_next(reader, &item, err);
		if (rc == RC_OK && item.object != NULL)
			take_item(&r, &item);
	} while (rc == RC_OK && item.object != NULL);
	arena_fini(&r.texts);
	reader_close(reader);
	return rc;
}
