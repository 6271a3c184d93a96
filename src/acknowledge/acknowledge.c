/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge.c -- segments and findings brought together; the interchange.
 *
 * A finding may come before the segment it is about, or long after, at the end
 * of a loop.  One that comes before waits for its segment.  So that one that
 * comes after still finds what it is about, nothing is closed by its trailer,
 * only by what begins next or by the end of the file.
 */
#include "acknowledge/acknowledge_private.h"

#include <inttypes.h>

#include "claim/map_shared.h"

#define EARLY_MAX	((size_t)256 << 20)
#define ARENA_MAX	((size_t)256 << 20)

#define LINES_MAX	((size_t)1 << 20)	/* of lines in error */
#define RECORD_MAX	((size_t)1 << 16)

#define ISA	SEGMENT_ID('I', 'S', 'A')
#define IEA	SEGMENT_ID('I', 'E', 'A')
#define TA1	SEGMENT_ID('T', 'A', '1')
#define GS	SEGMENT_ID2('G', 'S')
#define GE	SEGMENT_ID2('G', 'E')
#define ST	SEGMENT_ID2('S', 'T')
#define SE	SEGMENT_ID2('S', 'E')

/* See acknowledge_private.h. */
void
ack_fail(struct acknowledger *a, enum rc rc, const struct err *err)
{
	if (a->rc != RC_OK)
		return;
	a->rc = rc;
	if (err != NULL)
		a->err = *err;
	else
		(void)fail(&a->err, rc, "no memory for the answers");
}

/* ---- texts ---------------------------------------------------------- */

/* True for what may stand in an answer: printable and no separator. */
static bool
is_plain(char c)
{
	return c >= ' ' && c < 0x7f && c != '*' && c != ':' && c != '^' &&
	    c != '~';
}

/* See acknowledge_private.h. */
str
ack_text(struct arena *a, str s, size_t most)
{
	char *to;

	s = str_trim(s);
	if (s.n > most)
		s.n = most;
	to = arena_alloc(a, s.n + 8);
	if (to == NULL || s.n == 0)
		return (str){ NULL, 0 };
	for (size_t i = 0; i < s.n; i++)
		to[i] = is_plain(s.p[i]) ? s.p[i] : ' ';
	s = str_trim((str){ to, s.n });
	return s.n != 0 ? s : (str){ NULL, 0 };
}

/* See acknowledge_private.h. */
str
ack_number(struct arena *a, uint64_t n, int digits)
{
	return arena_fmt(a, "%0*" PRIu64, digits, n);
}

/* The number `s`, or zero, in nine digits. */
static str
nine_digits(struct arena *a, str s)
{
	uint64_t n = 0;

	(void)str_to_u64(s, 999999999, &n);
	return ack_number(a, n, 9);
}

/* ---- answers -------------------------------------------------------- */

/* What the writer refuses would be a fault of ours. */
static void
hear_refused(void *ctx, const struct finding *f)
{
	struct acknowledger *a = ctx;
	struct err err;

	ack_fail(a, fail(&err, RC_INVALID, "an answer cannot be written: "
	    STR_FMT " in " STR_FMT, STR_ARG(finding_def(f->code)->code),
	    STR_ARG(f->at.segment_id)), &err);
}

static struct writer *
writer_for(struct acknowledger *a, enum acknowledgement kind)
{
	const struct writer_options options = {
	    .guides = a->options.guides };
	struct err err;
	enum rc rc;

	if (a->writers[kind] != NULL)
		return a->writers[kind];
	rc = writer_new(&options, &a->refused, &a->writers[kind], &err);
	if (rc != RC_OK)
		ack_fail(a, rc, &err);
	return a->writers[kind];
}

/* Put away what the writer has done with. */
static void
take(struct acknowledger *a, enum acknowledgement kind)
{
	struct err err;
	enum rc rc = spill_add(&a->answers[kind],
	    writer_take(a->writers[kind]), &err);

	if (rc != RC_OK)
		ack_fail(a, rc, &err);
}

/* See acknowledge_private.h.  No two of those that go to one receiver have the
 * same. */
void
ack_number_back(struct acknowledger *a, enum acknowledgement kind)
{
	struct interchange *back = a->interchange.back[kind];

	if (back->control_number.n != 0)
		return;
	a->number = a->number >= 999999999 ? 1 : a->number + 1;
	back->control_number = ack_number(&a->interchange.arena, a->number,
	    9);
}

/* See acknowledge_private.h. */
void
ack_put(struct acknowledger *a, enum acknowledgement kind,
    const struct transaction_map *map, const struct schema *schema,
    const void *object)
{
	const struct item item = { map, schema, object };
	struct writer *w = a->rc == RC_OK ? writer_for(a, kind) : NULL;
	struct err err;
	enum rc rc;

	if (w == NULL)
		return;
	ack_number_back(a, kind);
	rc = writer_put(w, &item, &err);
	if (rc != RC_OK)
		ack_fail(a, rc, &err);
	else
		take(a, kind);
}

/* Hand a finished answer out. */
static void
deliver(struct acknowledger *a, enum acknowledgement kind)
{
	char bytes[32768];
	uint64_t at = 0;
	size_t n;
	struct err err;
	enum rc rc = RC_OK;

	if (a->writers[kind] != NULL)
		rc = writer_end(a->writers[kind], &err);
	if (rc == RC_OK && a->writers[kind] != NULL)
		take(a, kind);
	while (rc == RC_OK && a->rc == RC_OK &&
	    at < spill_size(&a->answers[kind])) {
		rc = spill_read(&a->answers[kind], at, bytes, sizeof bytes, &n,
		    &err);
		if (rc == RC_OK)
			rc = a->options.write(a->options.ctx, kind,
			    (str){ bytes, n }, &err);
		at += n;
	}
	if (rc != RC_OK)
		ack_fail(a, rc, &err);
}

/* Done with the answers to an interchange. */
static void
forget(struct acknowledger *a)
{
	for (unsigned i = 0; i < ACK_KINDS; i++) {
		writer_free(a->writers[i]);
		a->writers[i] = NULL;
		spill_reset(&a->answers[i]);
	}
	spill_reset(&a->claims.spill);
}

/* ---- interchanges --------------------------------------------------- */

/* A kind of address that ISA05 and ISA07 may have, or ZZ. */
static str
address_kind(const struct acknowledger *a, str kind)
{
	const struct guide_node *isa = guide_path(
	    a->options.guides->envelope, STR("ISA"));
	const struct code_list *codes = isa == NULL ? NULL :
	    isa->elements[4].codes;

	return codes != NULL && code_list_has(codes, kind) ? kind :
	    STR("ZZ");
}

/* An interchange that brings answers: from the receiver to the sender. */
static struct interchange *
make_back(struct acknowledger *a, const struct segment *s)
{
	struct arena *m = &a->interchange.arena;
	struct interchange *back = ARENA_NEW(m, struct interchange);

	if (back == NULL)
		return NULL;
	back->sender_kind = address_kind(a, ack_text(m,
	    segment_element(s, 7), 2));
	back->sender = ack_text(m, segment_element(s, 8), 15);
	back->receiver_kind = address_kind(a, ack_text(m,
	    segment_element(s, 5), 2));
	back->receiver = ack_text(m, segment_element(s, 6), 15);
	back->made = when_of(a->options.on);
	back->made_time = (str){ a->options.at.p, 4 };
	back->version = STR("00501");
	back->wants_acknowledgement = STR("0");
	back->usage = str_eq(segment_element(s, 15), STR("T")) ? STR("T") :
	    STR("P");
	return back;
}

/* One for each kind of answer that is wanted, numbered when it is used. */
static bool
make_backs(struct acknowledger *a, const struct segment *s)
{
	for (unsigned i = 0; i < ACK_KINDS; i++) {
		a->interchange.back[i] = make_back(a, s);
		if (a->interchange.back[i] == NULL)
			return false;
	}
	return true;
}

static bool
is_day(str s)
{
	date on;

	return date_parse6(s, &on);
}

/* An interchange begins, at its ISA. */
static void
begin_interchange(struct acknowledger *a, const struct segment *s)
{
	struct ack_interchange *i = &a->interchange;
	struct arena *m = &i->arena;
	struct interchange_acknowledgement *answer;
	str day = segment_element(s, 9), at = segment_element(s, 10);

	arena_reset(m);
	*i = (struct ack_interchange){ .open = true, .arena = *m };
	m = &i->arena;
	i->answer = answer = ARENA_NEW(m, struct interchange_acknowledgement);
	if (answer == NULL || !make_backs(a, s)) {
		ack_fail(a, RC_MEMORY, NULL);
		i->open = false;
		return;
	}
	answer->interchange = i->back[ACK_TA1];
	if (ack_wants(a, ACK_TA1))
		ack_number_back(a, ACK_TA1);
	answer->answered_control_number =
	    nine_digits(m, segment_element(s, 13));
	/* What is no day or time cannot be sent back as one. */
	if (is_day(day))
		answer->answered_date = when_read(arena_str(m, day));
	else
		answer->answered_date = when_of(a->options.on);
	answer->answered_time = at.n == 4 && time_valid(at) ?
	    arena_str(m, at) : STR("0000");
}

static void
interchange_fault(struct acknowledger *a, str code)
{
	if (a->interchange.open && a->interchange.fault.n == 0)
		a->interchange.fault = code;
}

/* What is in a rejected interchange is rejected with it. */
static void
count_interchange(struct acknowledger *a, bool rejected)
{
	a->sum.interchanges[rejected]++;
	for (unsigned i = 0; i < 3; i++)
		a->sum.transactions[rejected ? 1 : i] +=
		    a->interchange.transactions[i];
}

/* The interchange is over: answer it. */
static void
end_interchange(struct acknowledger *a)
{
	struct ack_interchange *i = &a->interchange;
	bool rejected;

	ack_group_end(a);
	if (!i->open)
		return;
	i->open = false;
	if (!i->ended && i->fault.n == 0)
		i->fault = STR("023");
	rejected = i->fault.n != 0;
	count_interchange(a, rejected);
	i->answer->verdict = rejected ? STR("R") : STR("A");
	i->answer->fault = rejected ? i->fault : STR("000");
	if (ack_wants(a, ACK_TA1) && (i->groups > 0 || !i->answers)) {
		ack_put(a, ACK_TA1, &envelope_map,
		    &interchange_acknowledgement_schema, i->answer);
		deliver(a, ACK_TA1);
	}
	if (!rejected) {
		deliver(a, ACK_999);
		if (ack_wants(a, ACK_277CA))
			ack_answer_claims(a);
		deliver(a, ACK_277CA);
	}
	forget(a);
}

/* ---- findings ------------------------------------------------------- */

/* Tell those whom a finding concerns. */
static void
apply(struct acknowledger *a, const struct finding *f)
{
	struct ack_code c = ack_code_of(f);

	if (c.scope == SCOPE_SEGMENT && a->transaction.open &&
	    f->at.position != 0 && f->at.segment >= a->transaction.first) {
		ack_segment_fault(a, f);
		return;
	}
	switch (c.scope) {
	case SCOPE_TRANSACTION:
		ack_transaction_fault(a, c.code);
		break;
	case SCOPE_GROUP:
		ack_group_fault(a, c.code);
		break;
	case SCOPE_SEGMENT:	/* between the transactions */
		interchange_fault(a, STR("022"));
		break;
	case SCOPE_INTERCHANGE:
		interchange_fault(a, c.code);
		break;
	case SCOPE_NONE:
		break;
	}
}

/* See acknowledge.h. */
void
acknowledger_finding(void *ctx, const struct finding *f)
{
	struct acknowledger *a = ctx;
	struct finding *copy;

	if (a->rc != RC_OK || (f->code != FINDING_NO_GUIDE &&
	    finding_def(f->code)->severity != SEVERITY_ERROR))
		return;
	if (f->at.segment <= a->seen) {
		apply(a, f);
		return;
	}
	copy = finding_copy(&a->early_arena, f);
	if (copy == NULL || !VEC_ROOM(&a->early, 1)) {
		ack_fail(a, RC_MEMORY, NULL);
		return;
	}
	a->early.v[a->early.n++] = copy;
}

/* Apply the findings that waited for segments up to `ordinal`. */
static void
apply_early(struct acknowledger *a, uint64_t ordinal)
{
	size_t kept = 0;

	for (size_t i = 0; i < a->early.n; i++) {
		struct finding *f = a->early.v[i];

		if (f->at.segment <= ordinal)
			apply(a, f);
		else
			a->early.v[kept++] = f;
	}
	a->early.n = kept;
	if (kept == 0)
		arena_reset(&a->early_arena);
}

/* ---- segments ------------------------------------------------------- */

static void
take_control(struct acknowledger *a, const struct judge *j,
    const struct segment *s)
{
	switch (s->id) {
	case ISA:
		end_interchange(a);
		begin_interchange(a, s);
		break;
	case GS:
		ack_group_end(a);
		if (a->interchange.open)
			ack_group_begin(a, s);
		break;
	case ST:
		ack_transaction_end(a);
		if (a->group.open)
			ack_transaction_begin(a, j, s);
		break;
	case SE:
		a->transaction.ended = true;
		break;
	case GE:
		ack_transaction_end(a);
		ack_group_trailer(a, s);
		break;
	case IEA:
		ack_group_end(a);
		a->interchange.ended = true;
		break;
	case TA1:
		a->interchange.answers |= !a->transaction.open;
		break;
	}
}

/* See acknowledge.h. */
void
acknowledger_segment(void *ctx, const struct judge *j,
    const struct segment *s, const struct guide_node *node)
{
	struct acknowledger *a = ctx;

	if (a->rc != RC_OK)
		return;
	take_control(a, j, s);
	if (a->transaction.open && !a->transaction.ended) {
		ack_transaction_segment(a, s);
		if (a->claims.collecting && node != NULL)
			ack_claims_segment(a, s, node);
	}
	a->seen = s->ordinal;
	if (a->early.n != 0)
		apply_early(a, s->ordinal);
}

/* ---- life ----------------------------------------------------------- */

/* See acknowledge.h. */
enum rc
acknowledger_new(const struct acknowledge_options *options,
    struct acknowledger **out, struct err *err)
{
	struct acknowledger *a = calloc(1, sizeof *a);

	*out = a;
	if (a == NULL)
		return fail(err, RC_MEMORY, "no memory for the answers");
	a->options = *options;
	a->number = options->first_number != 0 ? options->first_number - 1 : 0;
	a->refused = (struct finding_sink){ a, hear_refused };
	arena_init(&a->early_arena, EARLY_MAX);
	arena_init(&a->interchange.arena, ARENA_MAX);
	for (unsigned i = 0; i < 2; i++)
		arena_init(&a->arenas[i], ARENA_MAX);
	for (unsigned i = 0; i < ACK_KINDS; i++)
		spill_init(&a->answers[i]);
	spill_init(&a->claims.spill);
	buf_init(&a->claims.lines, LINES_MAX);
	buf_init(&a->claims.record, RECORD_MAX);
	return RC_OK;
}

/* See acknowledge.h. */
void
acknowledger_free(struct acknowledger *a)
{
	if (a == NULL)
		return;
	forget(a);
	ack_reply_free(a->reply);
	for (unsigned i = 0; i < ACK_KINDS; i++)
		spill_fini(&a->answers[i]);
	spill_fini(&a->claims.spill);
	buf_fini(&a->claims.lines);
	buf_fini(&a->claims.record);
	arena_fini(&a->early_arena);
	arena_fini(&a->interchange.arena);
	for (unsigned i = 0; i < 2; i++)
		arena_fini(&a->arenas[i]);
	VEC_FREE(&a->early);
	VEC_FREE(&a->transaction.errors);
	free(a);
}

/* See acknowledge.h. */
enum rc
acknowledger_end(struct acknowledger *a, struct err *err)
{
	enum rc rc;

	if (a->rc == RC_OK) {
		apply_early(a, UINT64_MAX);
		end_interchange(a);
	}
	a->seen = 0;
	rc = a->rc;
	if (rc != RC_OK)
		*err = a->err;
	a->rc = RC_OK;
	return rc;
}

/* See acknowledge.h. */
const struct acknowledge_summary *
acknowledger_summary(const struct acknowledger *a)
{
	return &a->sum;
}
