/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_claim.c -- claims put away as they pass, for the 277CA.
 *
 * What a 277CA tells of a claim is copied from the segments into a record when
 * the claim ends.  A finding may still come later, at the end of the level
 * around it: then the records are changed in place, and the totals with them.
 */
#include "acknowledge/acknowledge_private.h"

#define BHT	SEGMENT_ID('B', 'H', 'T')
#define CLM	SEGMENT_ID('C', 'L', 'M')
#define DTP	SEGMENT_ID('D', 'T', 'P')
#define HL	SEGMENT_ID2('H', 'L')
#define LX	SEGMENT_ID2('L', 'X')
#define NM1	SEGMENT_ID('N', 'M', '1')
#define REF	SEGMENT_ID('R', 'E', 'F')
#define SV1	SEGMENT_ID('S', 'V', '1')
#define SV2	SEGMENT_ID('S', 'V', '2')
#define SV3	SEGMENT_ID('S', 'V', '3')

/* The status of a claim for what is wrong with its lines: 247, line
 * information; the lines say more. */
static const struct ack_status of_lines = { { 'A', '3' }, 247, "" };

/* ---- records -------------------------------------------------------- */

static void
begin_record(struct ack_claims *c, const struct ack_head *head)
{
	buf_reset(&c->record);
	buf_add(&c->record, (str){ (const char *)head, sizeof *head });
}

/* A text of the record, with a NUL behind it. */
static void
add_text(struct ack_claims *c, const char *text)
{
	buf_add(&c->record, (str){ text, strlen(text) + 1 });
}

/* Set the record's size, and put it away; returns where. */
static uint64_t
end_record(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	uint64_t at = spill_size(&c->spill);
	uint32_t size = (uint32_t)c->record.n;
	struct err err;
	enum rc rc = RC_MEMORY;

	if (!c->record.failed) {
		memcpy(c->record.p, &size, sizeof size);
		rc = spill_add(&c->spill, buf_str(&c->record), &err);
	} else {
		(void)fail(&err, rc, "no memory for the answers");
	}
	if (rc != RC_OK)
		ack_fail(a, rc, &err);
	return at;
}

/* Change the head of a record. */
static void
patch(struct acknowledger *a, uint64_t at, const struct ack_head *head)
{
	struct err err;
	enum rc rc = spill_patch(&a->claims.spill, at,
	    (str){ (const char *)head, sizeof *head }, &err);

	if (rc != RC_OK)
		ack_fail(a, rc, &err);
}

static bool
read_head(struct acknowledger *a, uint64_t at, struct ack_head *head)
{
	struct err err;
	size_t got = 0;
	enum rc rc = spill_read(&a->claims.spill, at, (char *)head,
	    sizeof *head, &got, &err);

	if (rc != RC_OK)
		ack_fail(a, rc, &err);
	return rc == RC_OK && got == sizeof *head;
}

/* ---- texts ---------------------------------------------------------- */

#define KEEP(to, text)	keep((to), sizeof(to), (text))

/* A copy of what was sent, cut to the room there is. */
static void
keep(char *to, size_t size, str text)
{
	if (text.n > size - 1)
		text.n = size - 1;
	if (text.n != 0)
		memcpy(to, text.p, text.n);
	to[text.n] = '\0';
}

static void
keep_party(struct ack_party *p, const struct segment *s)
{
	KEEP(p->entity, segment_element(s, 2));
	KEEP(p->name, segment_element(s, 3));
	KEEP(p->first, segment_element(s, 4));
	KEEP(p->middle, segment_element(s, 5));
	KEEP(p->suffix, segment_element(s, 7));
	KEEP(p->id_kind, segment_element(s, 8));
	KEEP(p->id, segment_element(s, 9));
}

static void
add_party(struct ack_claims *c, const struct ack_party *p)
{
	add_text(c, p->entity);
	add_text(c, p->name);
	add_text(c, p->first);
	add_text(c, p->middle);
	add_text(c, p->suffix);
	add_text(c, p->id_kind);
	add_text(c, p->id);
}

/* ---- statuses ------------------------------------------------------- */

/* Add a status that is not there yet; false when it is, or there is no room. */
static bool
add_status(struct ack_status *to, unsigned *n, const struct ack_status *one)
{
	for (unsigned i = 0; i < *n; i++)
		if (memcmp(&to[i], one, sizeof *one) == 0)
			return false;
	if (*n == ACK_STATUSES)
		return false;
	to[(*n)++] = *one;
	return true;
}

/* ---- group and batch ------------------------------------------------ */

static void
tell_group(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	const struct ack_head head = { .kind = RECORD_GROUP, .texts = 2 };
	const struct functional_group *g = a->group.back;
	char code[16];

	if (c->group_told)
		return;
	c->group_told = true;
	begin_record(c, &head);
	KEEP(code, g->sender);
	add_text(c, code);
	KEEP(code, g->receiver);
	add_text(c, code);
	c->group_at = end_record(a);
}

static void
tell_batch(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	const struct ack_head head = { .kind = RECORD_BATCH, .texts = 16 };

	if (c->batch_told)
		return;
	tell_group(a);
	c->batch_told = true;
	begin_record(c, &head);
	add_text(c, c->batch);
	add_text(c, c->made);
	add_party(c, &c->source);
	add_party(c, &c->submitter);
	c->batch_at = end_record(a);
}

/* See acknowledge_private.h. */
void
ack_claims_begin(struct acknowledger *a, const struct segment *s)
{
	struct ack_claims *c = &a->claims;
	const struct guide *guide = a->transaction.guide;

	c->collecting = ack_wants(a, ACK_277CA) && guide != NULL &&
	    str_eq(guide->set, STR("837"));
	if (!c->collecting)
		return;
	c->batch_told = c->provider_told = c->patient_told = false;
	c->batch_totals = (struct ack_totals){ { 0 }, { 0 } };
	memset(c->levels, 0, sizeof c->levels);
	c->levels[LEVEL_BATCH].segment = s->ordinal;
	c->level = LEVEL_BATCH;
	c->claim = 0;
	memset(&c->source, 0, sizeof c->source);
	memset(&c->submitter, 0, sizeof c->submitter);
	c->batch[0] = c->made[0] = '\0';
}

/* See acknowledge_private.h. */
void
ack_claims_group_end(struct acknowledger *a, bool accepted)
{
	struct ack_claims *c = &a->claims;
	struct ack_head head;

	if (!c->group_told || accepted || !read_head(a, c->group_at, &head))
		return;
	head.rejected = 1;
	patch(a, c->group_at, &head);
}

/* ---- levels --------------------------------------------------------- */

static void
tell_provider(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	const struct ack_head head = { .kind = RECORD_PROVIDER, .texts = 8 };

	if (c->provider_told)
		return;
	tell_batch(a);
	c->provider_told = true;
	begin_record(c, &head);
	add_party(c, &c->provider);
	add_text(c, c->provider_tax);
	c->provider_at = end_record(a);
}

/* The patient: the subscriber, unless a patient's own level is open. */
static void
tell_patient(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	const struct ack_head head = { .kind = RECORD_PATIENT, .texts = 9 };

	if (c->patient_told)
		return;
	c->patient_told = true;
	begin_record(c, &head);
	add_party(c, c->level == LEVEL_PATIENT ? &c->patient :
	    &c->subscriber);
	add_text(c, c->subscriber.id_kind);
	add_text(c, c->subscriber.id);
	(void)end_record(a);
}

/* Complete the record of the provider at hand. */
static void
end_provider(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	struct ack_head head;

	if (!c->provider_told || !read_head(a, c->provider_at, &head))
		return;
	head.totals = c->provider_totals;
	patch(a, c->provider_at, &head);
	c->provider_told = false;
	for (unsigned i = 0; i < 2; i++) {
		c->batch_totals.claims[i] += c->provider_totals.claims[i];
		c->batch_totals.charge[i] = ack_sum(c->batch_totals.charge[i],
		    c->provider_totals.charge[i]);
	}
}

/* An HL: the level of its kind is closed, with all below, and begun anew. */
static void
begin_level(struct acknowledger *a, const struct segment *s)
{
	struct ack_claims *c = &a->claims;
	str code = segment_element(s, 3);
	enum ack_level level = str_eq(code, STR("20")) ? LEVEL_PROVIDER :
	    str_eq(code, STR("22")) ? LEVEL_SUBSCRIBER : LEVEL_PATIENT;

	for (unsigned i = level; i < ACK_LEVELS; i++)
		c->levels[i] = (struct ack_level_state){ 0 };
	c->levels[level].segment = s->ordinal;
	c->levels[level].first_claim = spill_size(&c->spill);
	c->level = level;
	c->patient_told = false;
	if (level != LEVEL_PROVIDER)
		return;
	end_provider(a);
	c->provider_totals = (struct ack_totals){ { 0 }, { 0 } };
	memset(&c->provider, 0, sizeof c->provider);
	c->provider_tax[0] = '\0';
}

/* ---- lines ---------------------------------------------------------- */

/* The line is over: put it with the others in error if it is one. */
static void
end_line(struct ack_claims *c)
{
	struct ack_line *l = &c->line;
	struct ack_head head = { .kind = RECORD_LINE, .n = (uint8_t)l->n,
	    .texts = 11 };
	uint32_t size;

	if (l->segment == 0 || l->n == 0) {
		l->segment = 0;
		return;
	}
	memcpy(head.statuses, l->statuses, sizeof head.statuses);
	begin_record(c, &head);
	add_text(c, l->kind);
	add_text(c, l->code);
	for (unsigned i = 0; i < 4; i++)
		add_text(c, l->modifiers[i]);
	add_text(c, l->charge);
	add_text(c, l->revenue);
	add_text(c, l->units);
	add_text(c, l->control[0] != '\0' ? l->control : l->number);
	add_text(c, l->day);
	size = (uint32_t)c->record.n;
	memcpy(c->record.p, &size, sizeof size);
	buf_add(&c->lines, buf_str(&c->record));
	l->segment = 0;
	(void)add_status(c->statuses, &c->n, &of_lines);
}

static void
begin_line(struct ack_claims *c, const struct segment *s)
{
	end_line(c);
	memset(&c->line, 0, sizeof c->line);
	c->line.segment = s->ordinal;
	KEEP(c->line.number, segment_element(s, 1));
}

/* SV1, SV2, SV3: the code in one element, charge and units in others. */
static void
take_service(struct ack_line *l, const struct segment *s, unsigned code,
    unsigned charge, unsigned units)
{
	KEEP(l->kind, segment_component(s, code, 1));
	KEEP(l->code, segment_component(s, code, 2));
	for (unsigned i = 0; i < 4; i++)
		KEEP(l->modifiers[i], segment_component(s, code, 3 + i));
	KEEP(l->charge, segment_element(s, charge));
	KEEP(l->units, segment_element(s, units));
}

/* SV2 also has a revenue code, and perhaps no other. */
static void
take_institutional(struct ack_line *l, const struct segment *s)
{
	take_service(l, s, 2, 3, 5);
	if (l->code[0] != '\0') {
		KEEP(l->revenue, segment_element(s, 1));
		return;
	}
	KEEP(l->kind, STR("NU"));
	KEEP(l->code, segment_element(s, 1));
}

/* ---- claims --------------------------------------------------------- */

/* The claim is over: put it away. */
static void
end_claim(struct acknowledger *a)
{
	struct ack_claims *c = &a->claims;
	struct ack_head head = { .kind = RECORD_CLAIM, .texts = 6 };
	struct err err;
	enum rc rc;
	bool rejected;

	if (c->claim == 0)
		return;
	end_line(c);
	for (unsigned i = 0; i <= c->level; i++)
		for (unsigned k = 0; k < c->levels[i].n; k++)
			(void)add_status(c->statuses, &c->n,
			    &c->levels[i].statuses[k]);
	c->claim = 0;
	tell_provider(a);
	tell_patient(a);
	rejected = c->n > 0;
	head.rejected = rejected;
	head.n = (uint8_t)c->n;
	head.charge = c->charge;
	memcpy(head.statuses, c->statuses, sizeof head.statuses);
	begin_record(c, &head);
	add_text(c, c->number);
	add_text(c, c->clearinghouse);
	add_text(c, c->bill_type);
	add_text(c, c->stated);
	add_text(c, c->from);
	add_text(c, c->through);
	(void)end_record(a);
	c->provider_totals.claims[rejected]++;
	c->provider_totals.charge[rejected] = ack_sum(
	    c->provider_totals.charge[rejected], c->charge);
	if (c->lines.n == 0)
		return;
	rc = spill_add(&c->spill, buf_str(&c->lines), &err);
	if (rc != RC_OK)
		ack_fail(a, rc, &err);
	buf_reset(&c->lines);
}

static void
begin_claim(struct acknowledger *a, const struct segment *s)
{
	struct ack_claims *c = &a->claims;
	str type = segment_component(s, 5, 1);

	c->claim = s->ordinal;
	c->n = 0;
	c->line.segment = 0;
	c->clearinghouse[0] = c->bill_type[0] = '\0';
	c->from[0] = c->through[0] = c->stated[0] = '\0';
	c->charge = 0;
	KEEP(c->number, segment_element(s, 1));
	(void)money_parse(segment_element(s, 2), &c->charge);
	if (str_eq(a->transaction.guide->kind, STR("837I")) && type.n == 2) {
		KEEP(c->bill_type, type);
		keep(c->bill_type + 2, sizeof c->bill_type - 2,
		    segment_component(s, 5, 3));
	}
}

/* A line's days: the claim's are the first and the last of them. */
static void
take_line_days(struct ack_claims *c, str days)
{
	str first = { days.p, 8 }, last = { days.p + days.n - 8, 8 };

	if (days.n != 8 && days.n != 17)
		return;
	KEEP(c->line.day, days);
	if (c->from[0] == '\0' || memcmp(first.p, c->from, 8) < 0)
		KEEP(c->from, first);
	if (c->through[0] == '\0' || memcmp(last.p, c->through, 8) > 0)
		KEEP(c->through, last);
}

/* ---- segments ------------------------------------------------------- */

static void
take_name(struct ack_claims *c, const struct segment *s, str loop)
{
	static const struct { str loop; size_t to; } names[] = {
		{ STR_INIT("2010BA"), offsetof(struct ack_claims,
		    subscriber) },
		{ STR_INIT("2010CA"), offsetof(struct ack_claims, patient) },
		{ STR_INIT("2010AA"), offsetof(struct ack_claims, provider) },
		{ STR_INIT("1000A"), offsetof(struct ack_claims, submitter) },
		{ STR_INIT("1000B"), offsetof(struct ack_claims, source) },
	};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_eq(loop, names[i].loop)) {
			keep_party((struct ack_party *)(void *)((char *)c +
			    names[i].to), s);
			return;
		}
}

static void
take_number(struct ack_claims *c, const struct segment *s, str loop)
{
	str kind = segment_element(s, 1), number = segment_element(s, 2);

	if (str_eq(loop, STR("2300")) && str_eq(kind, STR("D9")))
		KEEP(c->clearinghouse, number);
	else if (str_eq(loop, STR("2400")) && str_eq(kind, STR("6R")))
		KEEP(c->line.control, number);
	else if (str_eq(loop, STR("2010AA")) && (str_eq(kind, STR("EI")) ||
	    str_eq(kind, STR("SY"))))
		KEEP(c->provider_tax, number);
}

static void
take_days(struct ack_claims *c, const struct segment *s, str loop)
{
	str kind = segment_element(s, 1), days = segment_element(s, 3);

	if (str_eq(loop, STR("2400")) && str_eq(kind, STR("472")))
		take_line_days(c, days);
	else if (str_eq(loop, STR("2300")) && (days.n == 8 ||
	    days.n == 17) && (str_eq(kind, STR("434")) ||
	    str_eq(kind, STR("472"))))
		KEEP(c->stated, days);
}

/* See acknowledge_private.h. */
void
ack_claims_segment(struct acknowledger *a, const struct segment *s,
    const struct guide_node *node)
{
	struct ack_claims *c = &a->claims;

	switch (s->id) {
	case HL:
		end_claim(a);
		begin_level(a, s);
		break;
	case CLM:
		end_claim(a);
		begin_claim(a, s);
		break;
	case LX:
		begin_line(c, s);
		break;
	case NM1:
		take_name(c, s, node->parent->id);
		break;
	case REF:
		take_number(c, s, node->parent->id);
		break;
	case DTP:
		take_days(c, s, node->parent->id);
		break;
	case SV1:
		take_service(&c->line, s, 1, 2, 4);
		break;
	case SV2:
		take_institutional(&c->line, s);
		break;
	case SV3:
		take_service(&c->line, s, 1, 2, 6);
		break;
	case BHT:
		KEEP(c->batch, segment_element(s, 3));
		KEEP(c->made, segment_element(s, 4));
		break;
	}
}

/* ---- findings ------------------------------------------------------- */

/* A claim that was put away is rejected after all. */
static void
reject_late(struct acknowledger *a, uint64_t at, struct ack_head *head,
    const struct ack_status *one)
{
	struct ack_totals *t = &a->claims.provider_totals;
	unsigned n = head->n;

	if (!add_status(head->statuses, &n, one))
		return;
	head->n = (uint8_t)n;
	if (!head->rejected) {
		head->rejected = 1;
		t->claims[0]--;
		t->claims[1]++;
		(void)money_sub(t->charge[0], head->charge, &t->charge[0]);
		t->charge[1] = ack_sum(t->charge[1], head->charge);
	}
	patch(a, at, head);
}

/* All claims of a level, those put away and those to come. */
static void
reject_level(struct acknowledger *a, enum ack_level level,
    const struct ack_status *one)
{
	struct ack_claims *c = &a->claims;
	struct ack_level_state *l = &c->levels[level];
	struct ack_head head;
	uint64_t at;

	if (!add_status(l->statuses, &l->n, one) || level == LEVEL_BATCH)
		return;
	for (at = l->first_claim; at < spill_size(&c->spill) &&
	    read_head(a, at, &head); at += head.size)
		if (head.kind == RECORD_CLAIM)
			reject_late(a, at, &head, one);
}

/* See acknowledge_private.h. */
void
ack_claims_fault(struct acknowledger *a, const struct finding *f)
{
	struct ack_claims *c = &a->claims;
	struct ack_status told[2];
	enum ack_level level = c->level;
	unsigned n;

	if (!c->collecting)
		return;
	ack_statuses(f, a->transaction.guide, told, &n);
	while (level > LEVEL_BATCH && (c->levels[level].segment == 0 ||
	    f->at.segment < c->levels[level].segment))
		level--;
	for (unsigned i = 0; i < n; i++) {
		if (c->claim == 0 || f->at.segment < c->claim)
			reject_level(a, level, &told[i]);
		else if (c->line.segment != 0 &&
		    f->at.segment >= c->line.segment)
			(void)add_status(c->line.statuses, &c->line.n,
			    &told[i]);
		else
			(void)add_status(c->statuses, &c->n, &told[i]);
	}
}

/* See acknowledge_private.h. */
void
ack_claims_end(struct acknowledger *a, bool accepted)
{
	struct ack_claims *c = &a->claims;
	struct ack_head head;

	if (!c->collecting)
		return;
	end_claim(a);
	end_provider(a);
	c->collecting = false;
	if (!c->batch_told || !read_head(a, c->batch_at, &head))
		return;
	head.rejected = !accepted;
	head.totals = c->batch_totals;
	patch(a, c->batch_at, &head);
}
