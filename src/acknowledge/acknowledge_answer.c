/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_answer.c -- the claims put away, as a 277CA.
 *
 * The records are read in the order in which they were put away; each level's
 * struct is made from its record and lives until the next but one of its kind,
 * since the writer knows it by its address.
 */
#include "acknowledge/acknowledge_private.h"

#include "claim/map_shared.h"

#define CLAIMS_OF_PATIENT 100	/* told under one HL */
#define TEXTS_MAX	16
#define MEMORY_MAX	((size_t)16 << 20)

/* Memory of a level's struct and that of the one before. */
struct slot { struct arena arenas[2]; unsigned turn; };

struct ack_reply {
	struct acknowledger *a;
	struct buf record;
	struct ack_head head;
	str	 texts[TEXTS_MAX];
	struct slot group_slot, batch_slot, provider_slot, patient_slot;
	struct functional_group *group;		/* NULL: it is rejected */
	struct claim_acknowledgement *batch;	/* likewise */
	struct acknowledgement_receiver *receiver;
	struct acknowledgement_provider *provider;
	struct patient_acknowledgement *patient;
	struct claim_verdict *claim;
	unsigned claims;			/* of the patient */
	uint32_t batches;
	str	 made;				/* BHT04 of the batch */
};

/* The next memory of a kind of level. */
static struct arena *
turn(struct slot *s)
{
	struct arena *m = &s->arenas[++s->turn & 1];

	arena_reset(m);
	return m;
}

static struct arena *
memory(const struct slot *s)
{
	return (struct arena *)(uintptr_t)&s->arenas[s->turn & 1];
}

static struct ack_reply *
reply_new(struct acknowledger *a)
{
	struct ack_reply *r = calloc(1, sizeof *r);

	if (r == NULL) {
		ack_fail(a, RC_MEMORY, NULL);
		return NULL;
	}
	r->a = a;
	buf_init(&r->record, (size_t)1 << 16);
	for (unsigned i = 0; i < 2; i++) {
		arena_init(&r->group_slot.arenas[i], MEMORY_MAX);
		arena_init(&r->batch_slot.arenas[i], MEMORY_MAX);
		arena_init(&r->provider_slot.arenas[i], MEMORY_MAX);
		arena_init(&r->patient_slot.arenas[i], MEMORY_MAX);
	}
	return r;
}

/* See acknowledge_private.h. */
void
ack_reply_free(struct ack_reply *r)
{
	if (r == NULL)
		return;
	buf_fini(&r->record);
	for (unsigned i = 0; i < 2; i++) {
		arena_fini(&r->group_slot.arenas[i]);
		arena_fini(&r->batch_slot.arenas[i]);
		arena_fini(&r->provider_slot.arenas[i]);
		arena_fini(&r->patient_slot.arenas[i]);
	}
	free(r);
}

/* ---- texts ---------------------------------------------------------- */

/* Text `i` of the record, in memory `m`; `otherwise` when it is shorter than
 * `least`. */
static str
text(const struct ack_reply *r, struct arena *m, unsigned i, size_t most,
    size_t least, const char *otherwise)
{
	str s = ack_text(m, r->texts[i], most);

	return s.n >= least ? s : str_of(otherwise);
}

static str
optional(const struct ack_reply *r, struct arena *m, unsigned i, size_t most)
{
	return text(r, m, i, most, 1, NULL);
}

/* A party from seven texts: entity, name, first, middle, suffix, id. */
static struct party *
make_party(const struct ack_reply *r, struct arena *m, unsigned i)
{
	struct party *p = ARENA_NEW(m, struct party);

	if (p == NULL)
		return NULL;
	p->entity = str_eq(r->texts[i], STR("1")) ? STR("1") : STR("2");
	p->name = text(r, m, i + 1, 60, 1, "UNKNOWN");
	if (p->entity.p[0] == '1') {
		p->first_name = optional(r, m, i + 2, 35);
		p->middle_name = optional(r, m, i + 3, 25);
		p->suffix = optional(r, m, i + 4, 10);
	}
	p->id_kind = optional(r, m, i + 5, 2);
	p->id = text(r, m, i + 6, 80, 2, NULL);
	return p;
}

/* ---- statuses ------------------------------------------------------- */

/* A status put behind the others of a list. */
static struct claim_status *
add_status(struct arena *m, void *list, const struct ack_status *s)
{
	struct claim_status *to = ARENA_NEW(m, struct claim_status);

	if (to == NULL)
		return NULL;
	to->status.category = arena_str(m, (str){ s->category, 2 });
	to->status.code = ack_number(m, s->status, 1);
	if (s->entity[0] != '\0')
		to->status.entity = arena_str(m, (str){ s->entity,
		    strnlen(s->entity, sizeof s->entity) });
	list_append(list, to);
	return to;
}

/* That a batch, or a provider's part of one, has come. */
static void
add_receipt(const struct ack_reply *r, struct arena *m, void *list,
    money charge, bool dated)
{
	/* 19: received, by whom */
	static const struct ack_status by_payer = { "A1", 19, "PR" };
	static const struct ack_status by_house = { "A1", 19, "AY" };
	struct claim_status *s = add_status(m, list,
	    r->a->options.clearinghouse ? &by_house : &by_payer);

	if (s == NULL)
		return;
	if (dated)
		s->as_of = when_of(r->a->options.on);
	s->action = STR("WQ");
	s->charge = amount_of(charge);
}

/* ---- levels --------------------------------------------------------- */

static void
make_group(struct ack_reply *r)
{
	struct arena *m = turn(&r->group_slot);
	struct functional_group *g;

	r->group = NULL;
	r->batch = NULL;
	if (r->head.rejected)
		return;
	g = r->group = ARENA_NEW(m, struct functional_group);
	if (g == NULL)
		return;
	g->interchange = r->a->interchange.back[ACK_277CA];
	g->kind = STR("HN");
	g->sender = optional(r, m, 0, 15);
	g->receiver = optional(r, m, 1, 15);
	g->made = when_of(r->a->options.on);
	g->made_time = r->a->options.at;
}

/* Who answers: whom the claims were sent to. */
static struct acknowledgement_source *
make_source(const struct ack_reply *r, struct arena *m)
{
	struct acknowledgement_source *s = ARENA_NEW(m,
	    struct acknowledgement_source);
	struct batch_receipt *receipt = ARENA_NEW(m, struct batch_receipt);

	if (s == NULL || receipt == NULL ||
	    (s->source = make_party(r, m, 2)) == NULL)
		return NULL;
	s->acknowledgement = r->batch;
	s->source->entity = STR("2");
	s->source->first_name = s->source->middle_name =
	    s->source->suffix = (str){ NULL, 0 };
	s->source->role = r->a->options.clearinghouse ? STR("AY") :
	    STR("PR");
	s->source->id_kind = STR("46");
	if (s->source->id.n == 0)
		s->source->id = r->a->interchange.back[ACK_277CA]->sender;
	receipt->number = r->batch->reference;
	receipt->received = receipt->processed =
	    when_of(r->a->options.on);
	list_append(&s->receipts, receipt);
	return s;
}

static struct acknowledgement_receiver *
make_receiver(const struct ack_reply *r, struct arena *m)
{
	struct acknowledgement_receiver *to = ARENA_NEW(m,
	    struct acknowledgement_receiver);
	struct batch_verdict *v = ARENA_NEW(m, struct batch_verdict);
	const struct ack_totals *t = &r->head.totals;

	if (to == NULL || v == NULL ||
	    (to->receiver = make_party(r, m, 9)) == NULL)
		return NULL;
	to->source = make_source(r, m);
	to->verdict = v;
	to->receiver->id_kind = STR("46");
	if (to->receiver->id.n == 0)
		to->receiver->id = r->a->interchange.back[ACK_277CA]->receiver;
	v->batch = text(r, m, 0, 50, 1, "0");
	add_receipt(r, m, &v->statuses, ack_sum(t->charge[0],
	    t->charge[1]), true);
	if (t->claims[0] != 0) {
		v->accepted_claims = quantity_of((int64_t)t->claims[0] * 1000);
		v->accepted_charge = amount_of(t->charge[0]);
	}
	if (t->claims[1] != 0) {
		v->rejected_claims = quantity_of((int64_t)t->claims[1] * 1000);
		v->rejected_charge = amount_of(t->charge[1]);
	}
	return to->source != NULL ? to : NULL;
}

static void
make_batch(struct ack_reply *r)
{
	struct arena *m = turn(&r->batch_slot);
	struct claim_acknowledgement *b;
	str house;

	r->batch = NULL;
	if (r->group == NULL || r->head.rejected)
		return;
	b = r->batch = ARENA_NEW(m, struct claim_acknowledgement);
	if (b == NULL)
		return;
	b->group = r->group;
	ack_number_back(r->a, ACK_277CA);
	house = r->a->interchange.back[ACK_277CA]->control_number;
	/* Our interchange's number and the batch's in it: nobody's else. */
	b->reference = arena_fmt(m, STR_FMT "%04u", STR_ARG(house),
	    ++r->batches);
	b->made = when_of(r->a->options.on);
	b->made_time = r->a->options.at;
	r->made = optional(r, m, 1, 8);
	r->receiver = make_receiver(r, m);
	if (r->receiver == NULL)
		r->batch = NULL;
}

/* Who bills, known by NPI or tax id. */
static struct party *
make_biller(const struct ack_reply *r, struct arena *m)
{
	struct party *p = make_party(r, m, 0);

	if (p == NULL || (str_eq(p->id_kind, STR("XX")) && p->id.n != 0))
		return p;
	p->id_kind = STR("FI");
	p->id = text(r, m, 7, 80, 2, "UNKNOWN");
	return p;
}

static void
make_provider(struct ack_reply *r)
{
	struct arena *m = turn(&r->provider_slot);
	const struct ack_totals *t = &r->head.totals;
	struct provider_verdict *v = ARENA_NEW(m, struct provider_verdict);
	struct party *biller = make_biller(r, m);

	r->provider = ARENA_NEW(m, struct acknowledgement_provider);
	if (r->provider == NULL || v == NULL || biller == NULL) {
		ack_fail(r->a, RC_MEMORY, NULL);
		return;
	}
	r->provider->receiver = r->receiver;
	list_append(&r->provider->providers, biller);
	r->provider->verdict = v;
	v->number = STR("0");
	add_receipt(r, m, &v->statuses, ack_sum(t->charge[0],
	    t->charge[1]), false);
	if (t->claims[0] != 0) {
		v->accepted_claims = quantity_of((int64_t)t->claims[0] * 1000);
		v->accepted_charge = amount_of(t->charge[0]);
	}
	if (t->claims[1] != 0) {
		v->rejected_claims = quantity_of((int64_t)t->claims[1] * 1000);
		v->rejected_charge = amount_of(t->charge[1]);
	}
}

/* ---- patients, claims, lines ---------------------------------------- */

/* Write the patient at hand. */
static void
put_patient(struct ack_reply *r)
{
	if (r->patient == NULL || r->claims == 0)
		return;
	ack_put(r->a, ACK_277CA, &claim_acknowledgement_map,
	    &patient_acknowledgement_schema, r->patient);
	r->claims = 0;
	r->patient = NULL;
}

/* A person of a patient's record, with the subscriber's number if there is no
 * other. */
static struct party *
make_person(const struct ack_reply *r, struct arena *m)
{
	struct party *p = make_party(r, m, 0);

	if (p == NULL)
		return NULL;
	if (p->entity.p[0] != '1') {
		p->entity = STR("1");
		p->name = text(r, m, 1, 60, 1, "UNKNOWN");
	}
	if (p->id.n == 0) {
		p->id_kind = optional(r, m, 7, 2);
		p->id = text(r, m, 8, 80, 2, "UNKNOWN");
	}
	if (!str_eq(p->id_kind, STR("II")))
		p->id_kind = STR("MI");
	return p;
}

static void
make_patient(struct ack_reply *r)
{
	struct arena *m = turn(&r->patient_slot);

	r->claim = NULL;
	r->patient = ARENA_NEW(m, struct patient_acknowledgement);
	if (r->patient == NULL)
		return;
	r->patient->provider = r->provider;
	r->patient->patient = make_person(r, m);
}

/* The same patient again, when there were many claims. */
static void
renew_patient(struct ack_reply *r)
{
	struct patient_acknowledgement *old = r->patient;

	if (r->claims < CLAIMS_OF_PATIENT)
		return;
	put_patient(r);
	r->patient = old;
	old->claims.first = old->claims.last = NULL;
}

/* A day, or days that are in order. */
static struct when
days_of(struct arena *m, str s)
{
	struct when w = when_read(arena_str(m, s));

	if (s.n == 17 && w.from > w.through)
		w = when_read(arena_str(m, (str){ s.p, 8 }));
	return w;
}

/* When the claim's services were: as it says, or as its lines say, or else when
 * it was made. */
static struct when
claim_days(const struct ack_reply *r, struct arena *m)
{
	const str *t = r->texts;

	if (t[3].n != 0)
		return days_of(m, t[3]);
	if (t[4].n == 0)
		return r->made.n == 8 ? when_read(r->made) :
		    when_of(r->a->options.on);
	if (str_eq(t[4], t[5]))
		return days_of(m, t[4]);
	return days_of(m, arena_fmt(m, STR_FMT "-" STR_FMT, STR_ARG(t[4]),
	    STR_ARG(t[5])));
}

/* The verdict on a claim, once for each of its statuses. */
static void
add_verdicts(const struct ack_reply *r, struct arena *m,
    struct claim_verdict *c)
{
	/* 20: accepted for processing */
	static const struct ack_status works = { "A2", 20, "" };
	static const struct ack_status has = { "A1", 20, "" };
	const struct ack_head *h = &r->head;
	unsigned n = h->rejected ? h->n : 1;

	for (unsigned i = 0; i < n; i++) {
		struct claim_status *s = add_status(m, &c->statuses,
		    h->rejected ? &h->statuses[i] :
		    r->a->options.clearinghouse ? &has : &works);

		if (s == NULL)
			return;
		s->as_of = when_of(r->a->options.on);
		s->action = h->rejected ? STR("U") : STR("WQ");
		s->charge = amount_of(h->charge);
	}
}

static void
make_claim(struct ack_reply *r)
{
	struct arena *m = memory(&r->patient_slot);
	struct claim_verdict *c;

	if (r->patient == NULL)
		return;
	renew_patient(r);
	c = r->claim = ARENA_NEW(m, struct claim_verdict);
	if (c == NULL) {
		ack_fail(r->a, RC_MEMORY, NULL);
		return;
	}
	c->claim = text(r, m, 0, 50, 1, "0");
	add_verdicts(r, m, c);
	c->clearinghouse_number = optional(r, m, 1, 50);
	c->bill_type = optional(r, m, 2, 50);
	c->served = claim_days(r, m);
	list_append(&r->patient->claims, c);
	r->claims++;
	r->a->sum.claims[r->head.rejected]++;
}

static void
make_line(struct ack_reply *r)
{
	struct arena *m = memory(&r->patient_slot);
	struct line_acknowledgement *l;

	if (r->patient == NULL || r->claim == NULL)
		return;
	l = ARENA_NEW(m, struct line_acknowledgement);
	if (l == NULL) {
		ack_fail(r->a, RC_MEMORY, NULL);
		return;
	}
	l->procedure.kind = text(r, m, 0, 2, 2, "HC");
	l->procedure.code = text(r, m, 1, 48, 1, "UNKNOWN");
	for (unsigned i = 0; i < 4; i++)
		l->procedure.modifiers[i] = text(r, m, 2 + i, 2, 2, NULL);
	l->charge = amount_read(text(r, m, 6, 18, 1, "0"));
	l->revenue = optional(r, m, 7, 48);
	l->units = quantity_read(optional(r, m, 8, 15));
	l->control_number = optional(r, m, 9, 50);
	if (r->texts[10].n != 0)
		l->served = days_of(m, r->texts[10]);
	for (unsigned i = 0; i < r->head.n; i++) {
		struct claim_status *s = add_status(m, &l->statuses,
		    &r->head.statuses[i]);

		if (s == NULL)
			return;
		s->as_of = when_of(r->a->options.on);
		s->action = STR("U");
	}
	list_append(&r->claim->lines, l);
}

/* ---- the records ---------------------------------------------------- */

/* Read the record at `at`: its head and its texts. */
static bool
read_record(struct ack_reply *r, uint64_t at)
{
	struct acknowledger *a = r->a;
	struct err err;
	size_t got;
	str rest;
	enum rc rc = spill_read(&a->claims.spill, at, (char *)&r->head,
	    sizeof r->head, &got, &err);

	buf_reset(&r->record);
	if (rc == RC_OK && !buf_reserve(&r->record, r->head.size))
		rc = fail(&err, RC_MEMORY, "no memory for the answers");
	if (rc == RC_OK)
		rc = spill_read(&a->claims.spill, at, r->record.p,
		    r->head.size, &got, &err);
	if (rc != RC_OK) {
		ack_fail(a, rc, &err);
		return false;
	}
	rest = (str){ r->record.p + sizeof r->head,
		r->head.size - sizeof r->head };
	for (unsigned i = 0; i < TEXTS_MAX; i++)
		r->texts[i] = i < r->head.texts ? str_cut(&rest, '\0') :
		    (str){ NULL, 0 };
	return true;
}

static void
take_record(struct ack_reply *r)
{
	enum ack_record kind = (enum ack_record)r->head.kind;

	if (kind != RECORD_CLAIM && kind != RECORD_LINE)
		put_patient(r);
	if (kind == RECORD_GROUP)
		make_group(r);
	else if (kind == RECORD_BATCH)
		make_batch(r);
	if (r->batch == NULL)
		return;		/* rejected, or not begun */
	if (kind == RECORD_PROVIDER)
		make_provider(r);
	else if (kind == RECORD_PATIENT)
		make_patient(r);
	else if (kind == RECORD_CLAIM)
		make_claim(r);
	else if (kind == RECORD_LINE)
		make_line(r);
}

/* See acknowledge_private.h. */
void
ack_answer_claims(struct acknowledger *a)
{
	uint64_t at = 0, end = spill_size(&a->claims.spill);
	struct ack_reply *r = a->reply;

	if (end == 0)
		return;
	if (r == NULL)
		r = a->reply = reply_new(a);
	if (r == NULL)
		return;
	r->group = NULL;
	r->batch = NULL;
	r->patient = NULL;
	r->claims = r->batches = 0;
	while (at < end && a->rc == RC_OK && read_record(r, at)) {
		take_record(r);
		at += r->head.size;
	}
	put_patient(r);
}
