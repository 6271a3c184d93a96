/* SPDX-License-Identifier: Apache-2.0 */
/*
 * models.h -- a professional claim of nobody's, as structs, for tests of the
 * writer; and who hears what is refused.
 */
#ifndef CC_TESTS_MODELS_H
#define CC_TESTS_MODELS_H

#include "unit.h"

#include "base/buf.h"
#include "claim/acknowledgement.h"
#include "claim/claim.h"
#include "claim/map_shared.h"
#include "claim/writer.h"

#define LINES	51

/* All that a claim hangs on.  Nothing in it is shared with another. */
struct model {
	struct interchange interchange;
	struct functional_group group;
	struct claim_batch batch;
	struct billing_level billing;
	struct subscriber_level subscriber;
	struct patient_level patient;
	struct party submitter, receiver, provider, insured, payer, person;
	struct contact contact;
	struct contact_number phone;
	struct claim claim;
	struct diagnosis diagnoses[13];
	struct service_line lines[LINES];
};

static inline void
make_address(struct party *p)
{
	p->street = STR("1 TEST ROAD");
	p->city = STR("BOISE");
	p->state = STR("ID");
	p->postal_code = STR("837021234");
}

static inline void
make_line(struct service_line *l)
{
	l->procedure.code = STR("99213");
	l->charge = amount_of(10000);
	l->units = quantity_of(1000);
	l->diagnosis_pointers[0] = STR("1");
	l->service_date = when_of(20000);
}

static inline void
make_parties(struct model *m)
{
	m->phone.number = STR("5555550100");
	m->contact.name = STR("NOBODY");
	list_append(&m->contact.numbers, &m->phone);
	m->submitter.entity = STR("2");
	m->submitter.name = STR("TEST SUBMITTER");
	m->submitter.id = STR("T1");
	list_append(&m->submitter.contacts, &m->contact);
	m->receiver.entity = m->payer.entity = STR("2");
	m->receiver.name = STR("TEST RECEIVER");
	m->receiver.id = STR("T2");
	m->provider.entity = STR("2");
	m->provider.name = STR("TEST CLINIC");
	m->provider.id_kind = STR("XX");
	m->provider.id = STR("1234567893");
	m->provider.tax_id = STR("820000001");
	make_address(&m->provider);
	m->insured.entity = STR("1");
	m->insured.name = STR("TESTMAN");
	m->insured.first_name = STR("TEST");
	m->insured.id_kind = STR("MI");
	m->insured.id = STR("T123");
	m->insured.birth = when_of(4000);
	m->insured.sex = STR("F");
	make_address(&m->insured);
	m->payer.name = STR("TEST PLAN");
	m->payer.id_kind = STR("PI");
	m->payer.id = STR("60001");
	m->person.entity = STR("1");
	m->person.name = STR("TESTCHILD");
	m->person.first_name = STR("TEST");
	m->person.birth = when_of(16000);
	m->person.sex = STR("M");
	make_address(&m->person);
}

/* A clean claim; its number is `number`. */
static inline void
make_model(struct model *m, const char *number)
{
	*m = (struct model){ .interchange = { .sender = STR("TESTSENDER"),
	    .receiver = STR("TESTRECEIVER"), .made = when_of(20000),
	    .made_time = STR("0915") } };
	m->group = (struct functional_group){ .interchange = &m->interchange,
	    .sender = STR("SS"), .receiver = STR("RR"),
	    .made = when_of(20000), .made_time = STR("0915") };
	m->batch = (struct claim_batch){ .group = &m->group,
	    .reference = STR("TEST"), .made = when_of(20000),
	    .made_time = STR("0915"), .submitter = &m->submitter,
	    .receiver = &m->receiver };
	m->billing = (struct billing_level){ .batch = &m->batch,
	    .provider = &m->provider };
	m->subscriber = (struct subscriber_level){ .billing = &m->billing,
	    .turn = STR("P"), .relationship = STR("18"),
	    .filing_indicator = STR("CI"), .subscriber = &m->insured,
	    .payer = &m->payer };
	m->patient = (struct patient_level){ .subscriber = &m->subscriber,
	    .relationship = STR("19"), .patient = &m->person };
	make_parties(m);
	m->claim = (struct claim){ .subscriber = &m->subscriber,
	    .control_number = str_of(number), .charge = amount_of(20000),
	    .place_of_service = STR("11"), .frequency = STR("1"),
	    .signature = STR("Y"), .accepts_assignment = STR("A"),
	    .benefits_assigned = STR("Y"), .release = STR("Y") };
	m->diagnoses[0].code = STR("J0190");
	list_append(&m->claim.diagnoses, &m->diagnoses[0]);
	for (unsigned i = 0; i < LINES; i++)
		make_line(&m->lines[i]);
	list_append(&m->claim.lines, &m->lines[0]);
	list_append(&m->claim.lines, &m->lines[1]);
}

/* What was refused: "code field, code field". */
struct refusals { struct buf text; };

static inline void
hear_refusal(void *ctx, const struct finding *f)
{
	struct refusals *r = ctx;

	buf_fmt(&r->text, "%s" STR_FMT " " STR_FMT, r->text.n != 0 ? ", " : "",
	    STR_ARG(finding_def(f->code)->code), STR_ARG(f->at.field));
}

/* A writer, what it wrote and what it refused. */
struct desk {
	struct writer *w;
	struct refusals heard;
	struct finding_sink sink;
	struct buf out;
	struct err err;
};

static inline void
desk_open(struct desk *d, const struct guide_set *set, uint32_t most)
{
	const struct writer_options options = { .guides = set,
	    .most_records = most };

	buf_init(&d->heard.text, 1 << 20);
	buf_init(&d->out, (size_t)64 << 20);
	d->sink = (struct finding_sink){ &d->heard, hear_refusal };
	assert_int_equal(writer_new(&options, &d->sink, &d->w, &d->err),
	    RC_OK);
}

static inline enum rc
desk_put(struct desk *d, const struct transaction_map *map,
    const struct schema *schema, const void *object)
{
	const struct item item = { map, schema, object };
	enum rc rc;

	assert_non_null(schema);
	rc = writer_put(d->w, &item, &d->err);
	return rc;
}

static inline enum rc
desk_claim(struct desk *d, const struct transaction_map *map,
    const struct claim *c)
{
	return desk_put(d, map, transaction_schema(STR("claim")), c);
}

static inline void
desk_take(struct desk *d)
{
	buf_add(&d->out, writer_take(d->w));
	assert_false(d->out.failed);
}

static inline void
desk_end(struct desk *d)
{
	assert_int_equal(writer_end(d->w, &d->err), RC_OK);
	desk_take(d);
}

static inline void
desk_close(struct desk *d)
{
	writer_free(d->w);
	buf_fini(&d->heard.text);
	buf_fini(&d->out);
}

/* A claim that must be taken. */
static inline void
desk_take_claim(struct desk *d, const struct transaction_map *map,
    const struct claim *c)
{
	enum rc rc = desk_claim(d, map, c);

	if (rc != RC_OK)
		fail_msg("refused: %s: %s", d->err.msg,
		    d->heard.text.n != 0 ? d->heard.text.p : "");
}

/* How often `what` is in what was written. */
static inline unsigned
desk_count(const struct desk *d, const char *what)
{
	size_t n = strlen(what);
	unsigned found = 0;

	for (size_t i = 0; i + n <= d->out.n; i++)
		found += memcmp(d->out.p + i, what, n) == 0;
	return found;
}

/* Fail unless `what` was written. */
static inline void
assert_wrote(const struct desk *d, const char *what)
{
	if (desk_count(d, what) == 0)
		fail_msg("no %s in\n%.*s", what, (int)d->out.n, d->out.p);
}

#endif
