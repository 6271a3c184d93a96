/* SPDX-License-Identifier: Apache-2.0 */
/*
 * control.c -- ISA, GS, ST and their trailers, and TA1.
 *
 * Each header opens and each trailer closes; what is left open or was never
 * opened is told once, however many segments it concerns.
 */
#include "x12/control.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>

/* ---- findings ------------------------------------------------------- */

static void
keep_name(struct part_name *to, str s)
{
	to->n = (uint8_t)(s.n < NAME_MAX_KEPT ? s.n : NAME_MAX_KEPT);
	if (to->n != 0)
		memcpy(to->text, s.p, to->n);
}

/* See control.h. */
void
control_names(struct envelope *e)
{
	e->judge.names = (struct judge_names){
	    e->isa.open ? part_name(&e->isa.number) : (str){ NULL, 0 },
	    e->gs.open ? part_name(&e->gs.number) : (str){ NULL, 0 },
	    e->st.open ? part_name(&e->st.number) : (str){ NULL, 0 } };
}

/* See control.h. */
str
control_count(char to[24], uint64_t n)
{
	return (str){ to, (size_t)snprintf(to, 24, "%" PRIu64, n) };
}

/* Where `s` stands, its name known to the envelope guide or not. */
static void
point_at(struct envelope *e, enum control kind)
{
	control_names(e);
	e->judge.node = e->nodes[kind];
}

/* See control.h. */
struct finding
control_finding(struct envelope *e, enum finding_code code,
    const struct segment *s, unsigned element)
{
	return judge_finding(&e->judge, code, s, element, 0);
}

/* See control.h. */
void
control_add(struct envelope *e, const struct finding *f)
{
	judge_add(&e->judge, f);
}

/* The pairs of header and trailer, the innermost first. */
enum pair { PAIR_ST, PAIR_GS, PAIR_ISA };

/*
 * Close what is left open, and point at its header; unless that is lost too,
 * or something inside was left open: it is one piece that is missing, up to
 * the trailer of `until`.
 */
static bool
close_early(struct envelope *e, struct opened *o, enum pair what,
    enum pair until, bool told)
{
	static const char *const headers[] = { "ST", "GS", "ISA" };
	static const char *const trailers[][3] = {
		{ "SE", "SE, GE", "SE, GE, IEA" },
		{ NULL, "GE", "GE, IEA" },
		{ NULL, NULL, "IEA" },
	};
	struct finding f;

	if (!o->open)
		return told;
	control_names(e);
	if (!told && o->lost != LOST_HEADER) {
		f = judge_finding_at(&e->judge, FINDING_NOT_CLOSED, &o->mark,
		    0, 0);
		f.at.segment_id = str_of(headers[what]);
		f.want = str_of(trailers[what][until]);
		control_add(e, &f);
	}
	o->open = false;
	o->lost = LOST_TRAILER;
	return true;
}

/* Open a group or interchange whose header is lost. */
static void
open_lost(struct opened *o)
{
	o->open = true;
	o->lost = LOST_HEADER;
	o->number.n = 0;
	o->inside = 0;
	o->turn++;
}

/* See control.h. */
void
control_not_opened(struct envelope *e, const struct segment *s,
    const char *want)
{
	struct finding f = control_finding(e, FINDING_NOT_OPENED, s, 0);

	f.want = str_of(want);
	control_add(e, &f);
}

/* ---- control numbers ------------------------------------------------ */

/* The numbers of interchanges and groups are numbers (type N0). */
static bool
same_number(str a, str b)
{
	uint64_t x, y;

	if (str_to_u64(a, UINT64_MAX, &x) && str_to_u64(b, UINT64_MAX, &y))
		return x == y;
	return str_eq(a, b);
}

/* Those of transactions are text (type AN) of four characters at least; a
 * shorter one is told by its length. */
static bool
same_text(str a, str b)
{
	return str_eq(a, b) || ((a.n < 4 || b.n < 4) && same_number(a, b));
}

/* True when `number` was used before in this turn of the envelope around. */
static bool
was_used(struct envelope *e, str number, uint64_t scope)
{
	uint64_t h = (str_hash(number) ^ scope * 0x9E3779B97F4A7C15u) | 1;
	size_t i = (size_t)(h >> 20) & (ENVELOPE_NUMBERS - 1);

	if (e->n_numbers > ENVELOPE_NUMBERS / 4 * 3) {
		memset(e->numbers, 0, ENVELOPE_NUMBERS * sizeof *e->numbers);
		e->n_numbers = 0;
	}
	while (e->numbers[i] != 0 && e->numbers[i] != h)
		i = (i + 1) & (ENVELOPE_NUMBERS - 1);
	if (e->numbers[i] == h)
		return true;
	e->numbers[i] = h;
	e->n_numbers++;
	return false;
}

/* The control number in `element`: remembered, and new? */
static void
take_number(struct envelope *e, struct opened *o, const struct segment *s,
    unsigned element, uint64_t scope, enum finding_code duplicate)
{
	str number = segment_element(s, element);

	keep_name(&o->number, number);
	control_names(e);
	if (number.n != 0 && was_used(e, number, scope)) {
		struct finding f = control_finding(e, duplicate, s, element);

		control_add(e, &f);
	}
}

/* A trailer's number (element 2) and count (element 1) against its header. */
static void
check_trailer(struct envelope *e, const struct opened *o,
    const struct segment *s, const char *header, uint64_t count,
    enum finding_code wrong_count)
{
	str number = segment_element(s, 2), claimed = segment_element(s, 1);
	char digits[24];
	uint64_t n;

	if (number.n > NAME_MAX_KEPT)	/* no more was kept of the header's */
		number.n = NAME_MAX_KEPT;
	if (number.n != 0 && o->number.n != 0 &&
	    !(o == &e->st ? same_text : same_number)(number,
	    part_name(&o->number))) {
		struct finding f = control_finding(e,
		    FINDING_CONTROL_MISMATCH, s, 2);

		f.a = part_name(&o->number);
		f.want = str_of(header);
		control_add(e, &f);
	}
	if (str_to_u64(claimed, UINT64_MAX, &n) && n != count) {
		struct finding f = control_finding(e, wrong_count, s, 1);

		f.a = control_count(digits, count);
		control_add(e, &f);
	}
}

/* ---- transactions --------------------------------------------------- */

/* True for a name that may be shown anywhere: it can be nobody's. */
static bool
is_kind(str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!isalnum((unsigned char)name.p[i]))
			return false;
	return name.n != 0;
}

/* Count a transaction of kind `name`. */
static void
count_kind(struct check_summary *sum, str name)
{
	unsigned i = 0;

	if (!is_kind(name) || name.n >= sizeof sum->kinds[0].name)
		name = STR("other");
	while (i < sum->n_kinds && !str_eq(str_of(sum->kinds[i].name), name))
		i++;
	if (i == CHECK_KINDS) {
		i = CHECK_KINDS - 1;
		name = STR("other");
	}
	memset(sum->kinds[i].name, 0, sizeof sum->kinds[i].name);
	memcpy(sum->kinds[i].name, name.p, name.n);
	if (i == sum->n_kinds)
		sum->n_kinds++;
	sum->kinds[i].n++;
}

/* The guide by ST03, or by GS08 if ST03 names none. */
static const struct guide *
choose_guide(struct envelope *e, const struct segment *s)
{
	str set = segment_element(s, 1), st03 = segment_element(s, 3);
	str gs08 = { e->version, e->version_n };
	const struct guide *by_set = guide_find(e->guides, set, st03);
	const struct guide *by_group = guide_find(e->guides, set, gs08);
	struct finding f;

	if (st03.n != 0 && gs08.n != 0 && !str_eq(st03, gs08) &&
	    (by_set != by_group || by_set == NULL)) {
		f = control_finding(e, FINDING_VERSION_MISMATCH, s, 3);
		f.a = gs08;
		control_add(e, &f);
	}
	if (by_set != NULL || by_group != NULL)
		return by_set != NULL ? by_set : by_group;
	if (st03.n == 0 && e->gs.lost == LOST_HEADER)
		return NULL;	/* GS08, which is lost, would name it */
	f = control_finding(e, FINDING_NO_GUIDE, s, 1);
	f.a = set;
	f.value = gs08.n != 0 ? gs08 : st03;
	control_add(e, &f);
	return NULL;
}

/* The transaction ends before segment `behind`, without an SE, and so may what
 * is around it, to `until`.  True when it was open, or `told`, which keeps
 * silent. */
static bool
end_transaction(struct envelope *e, uint32_t behind, enum pair until,
    bool told)
{
	if (e->st.open)
		envelope_end_part(e, behind, true);
	return close_early(e, &e->st, PAIR_ST, until, told);
}

/* A transaction begins, but no group is open. */
static void
take_lost_group(struct envelope *e, const struct segment *s)
{
	control_not_opened(e, s, "GS");
	if (!e->isa.open)
		open_lost(&e->isa);
	open_lost(&e->gs);
	e->isa.inside++;
	e->kind_n = e->version_n = 0;
}

static void
take_st(struct envelope *e, const struct segment *s, uint32_t i)
{
	const struct guide *g;

	end_transaction(e, i, PAIR_ST, false);
	point_at(e, CONTROL_ST);
	if (!e->gs.open)
		take_lost_group(e, s);
	e->st.open = true;
	e->st.lost = LOST_NOTHING;
	e->st.mark = judge_mark(&e->judge, s);
	take_number(e, &e->st, s, 2, e->gs.turn * 3 + 2,
	    FINDING_ST_DUPLICATE);
	e->gs.inside++;
	e->guide = g = e->garbled ? NULL : choose_guide(e, s);
	if (g != NULL && e->kind_n != 0 && e->gs.open &&
	    !str_eq((str){ e->kind, e->kind_n }, g->group)) {
		struct finding f = judge_finding_at(&e->judge,
		    FINDING_GROUP_KIND, &e->gs.mark, 1, 0);

		f.value = (str){ e->kind, e->kind_n };
		f.a = g->kind;
		f.want = g->group;
		f.at.segment_id = STR("GS");
		control_add(e, &f);
		e->kind_n = 0;
	}
	count_kind(e->sum, g != NULL ? g->kind : segment_element(s, 1));
	envelope_begin_part(e, i, true);
}

static void
take_se(struct envelope *e, const struct segment *s, uint32_t i)
{
	point_at(e, CONTROL_SE);
	if (!e->st.open) {
		if (e->st.lost == LOST_NOTHING)
			control_not_opened(e, s, "ST");
		else if (e->st.lost == LOST_HEADER)
			e->gs.inside++;
		e->st.lost = LOST_NOTHING;
		return;
	}
	check_trailer(e, &e->st, s, "ST02",
	    s->ordinal - e->st.mark.ordinal + 1, FINDING_SEGMENT_COUNT);
	envelope_end_part(e, i + 1, true);
	e->st.open = false;
}

/* ---- groups --------------------------------------------------------- */

/* The group ends before segment `behind`, without a GE; see end_transaction. */
static bool
end_group(struct envelope *e, uint32_t behind, enum pair until, bool told)
{
	told = end_transaction(e, behind, e->gs.open ? until : PAIR_ST, told);
	if (e->st.lost == LOST_HEADER)
		e->st.lost = LOST_NOTHING;
	return close_early(e, &e->gs, PAIR_GS, until, told);
}

/* 5010 transactions travel in a 00501 interchange. */
static void
check_isa_version(struct envelope *e, const struct segment *s)
{
	str isa = { e->isa_version, e->isa_version_n };
	str gs = segment_element(s, 8);

	if (str_starts(gs, STR("005010")) && isa.n != 0 &&
	    !str_eq(isa, STR("00501"))) {
		struct finding f = control_finding(e, FINDING_ISA_VERSION,
		    s, 8);

		f.value = isa;
		f.a = gs;
		control_add(e, &f);
	}
}

static void
take_gs(struct envelope *e, const struct segment *s, uint32_t i)
{
	str kind = segment_element(s, 1), version = segment_element(s, 8);

	end_group(e, i, PAIR_GS, false);
	point_at(e, CONTROL_GS);
	if (!e->isa.open) {
		control_not_opened(e, s, "ISA");
		open_lost(&e->isa);
	}
	e->gs.open = true;
	e->gs.lost = e->st.lost = LOST_NOTHING;
	e->gs.mark = judge_mark(&e->judge, s);
	e->gs.inside = 0;
	e->gs.turn++;
	take_number(e, &e->gs, s, 6, e->isa.turn * 3 + 1,
	    FINDING_GS_DUPLICATE);
	e->isa.inside++;
	e->sum->groups++;
	e->kind_n = (uint8_t)(kind.n < sizeof e->kind ? kind.n : 0);
	memcpy(e->kind, kind.n != 0 ? kind.p : "", e->kind_n);
	e->version_n = (uint8_t)(version.n < sizeof e->version ?
	    version.n : 0);
	memcpy(e->version, version.n != 0 ? version.p : "", e->version_n);
	check_elements(&e->judge, s, 0);
	check_isa_version(e, s);
}

static void
take_ge(struct envelope *e, const struct segment *s, uint32_t i)
{
	end_transaction(e, i, PAIR_ST, false);
	if (e->st.lost == LOST_HEADER)
		e->st.lost = LOST_NOTHING;
	point_at(e, CONTROL_GE);
	if (!e->gs.open) {
		if (e->gs.lost == LOST_NOTHING)
			control_not_opened(e, s, "GS");
		e->gs.lost = LOST_NOTHING;
		return;
	}
	check_elements(&e->judge, s, 0);
	check_trailer(e, &e->gs, s, "GS06", e->gs.inside,
	    FINDING_TRANSACTION_COUNT);
	e->gs.open = false;
}

/* ---- interchanges --------------------------------------------------- */

/* See control.h. */
void
control_end_all(struct envelope *e, uint32_t behind, bool told)
{
	told = end_group(e, behind, e->isa.open ? PAIR_ISA : PAIR_GS, told);
	close_early(e, &e->isa, PAIR_ISA, PAIR_ISA, told);
}

/* The width of ISA, and its elements but the padded ones and separators. */
static void
check_isa(struct envelope *e, const struct segment *s)
{
	static const uint8_t checked[] = { 1, 3, 5, 7, 9, 10, 12, 13, 14, 15 };
	struct isa isa;
	char found[24], right[24];
	str whole = { s->text + s->begin, s->ends[s->n] + 1 - s->begin };

	if (isa_read(whole, &isa) && isa.bad_width != 0) {
		struct finding f = control_finding(e, FINDING_ISA_LENGTH, s,
		    isa.bad_width);

		f.a = control_count(found, f.value.n);
		f.want = control_count(right, isa.right_width);
		control_add(e, &f);
		return;
	}
	for (size_t i = 0; i < sizeof checked; i++)
		check_one(&e->judge, s, checked[i]);
}

/* Two equal separators.  Without components there is nothing to judge in what
 * follows; without repetitions there is (isa.c). */
static void
check_separators(struct envelope *e, const struct segment *s)
{
	const struct delimiters *d = s->d;
	str isa11 = segment_element(s, 11);
	char same = 0;
	str which = { NULL, 0 };
	struct finding f;

	if (d->component == d->element || d->component == d->segment) {
		same = (char)d->component;
		which = STR("component");
	} else if (d->repetition == d->segment || (isa11.n == 1 &&
	    (unsigned char)isa11.p[0] == d->component)) {
		same = (char)(d->repetition == d->segment ? d->segment :
		    d->component);
		which = STR("repetition");
	} else if (isa11.n == 0 && s->n == 11) {	/* it ends here */
		same = (char)d->segment;
		which = STR("repetition");
	}
	e->garbled = d->component == d->element;
	if (which.n == 0)
		return;
	f = control_finding(e, FINDING_SEPARATORS_CLASH, s, 0);
	f.value = (str){ &same, 1 };
	f.want = which;
	control_add(e, &f);
}

static void
take_isa(struct envelope *e, const struct segment *s, uint32_t i)
{
	str version = segment_element(s, 12);

	control_end_all(e, i, false);
	point_at(e, CONTROL_ISA);
	e->any_isa = true;
	e->isa.open = true;
	e->isa.lost = e->gs.lost = e->st.lost = LOST_NOTHING;
	e->isa.mark = judge_mark(&e->judge, s);
	e->isa.inside = 0;
	e->isa.turn++;
	e->sum->interchanges++;
	e->isa_version_n = (uint8_t)(version.n < sizeof e->isa_version ?
	    version.n : 0);
	memcpy(e->isa_version, version.n != 0 ? version.p : "",
	    e->isa_version_n);
	take_number(e, &e->isa, s, 13, str_hash(segment_element(s, 6)) ^
	    str_hash(segment_element(s, 8)) * 3, FINDING_ISA_DUPLICATE);
	check_isa(e, s);
	check_separators(e, s);
}

static void
take_iea(struct envelope *e, const struct segment *s, uint32_t i)
{
	end_group(e, i, PAIR_GS, false);
	point_at(e, CONTROL_IEA);
	if (!e->isa.open) {
		control_not_opened(e, s, "ISA");
		return;
	}
	check_elements(&e->judge, s, 0);
	check_trailer(e, &e->isa, s, "ISA13", e->isa.inside,
	    FINDING_GROUP_COUNT);
	e->isa.open = false;
}

static void
take_ta1(struct envelope *e, const struct segment *s, uint32_t i)
{
	(void)i;
	point_at(e, CONTROL_TA1);
	if (!e->isa.open)
		control_not_opened(e, s, "ISA");
	count_kind(e->sum, STR("TA1"));
	check_elements(&e->judge, s, 0);
	run_rules(&e->judge, e->judge.node, s);
}

/* See control.h. */
void
control_take(struct envelope *e, enum control kind, const struct segment *s,
    uint32_t i)
{
	static void (*const take[])(struct envelope *, const struct segment *,
	    uint32_t) = { [CONTROL_ISA] = take_isa, [CONTROL_GS] = take_gs,
	    [CONTROL_ST] = take_st, [CONTROL_SE] = take_se,
	    [CONTROL_GE] = take_ge, [CONTROL_IEA] = take_iea,
	    [CONTROL_TA1] = take_ta1 };

	take[kind](e, s, i);
}
