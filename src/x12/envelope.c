/* SPDX-License-Identifier: Apache-2.0 */
/* envelope.c -- the control segments checked; transactions cut into parts. */
#include "x12/envelope.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "x12/judge_private.h"

#define NUMBERS		65536	/* control numbers remembered, a power of 2 */
#define FINDINGS_MAX	((size_t)16 << 20)	/* bytes of them, a slab */

/* What of a pair was told to be missing, so that its other half, when it
 * comes, is no second fault. */
enum lost { LOST_NOTHING, LOST_HEADER, LOST_TRAILER };

/* An ISA, GS or ST that was met, and is open while `open`.  A group or
 * interchange whose header is lost is open, without a number. */
struct opened {
	bool	 open;
	enum lost lost;
	struct judge_mark mark;
	struct part_name number;
	uint64_t inside;	/* groups or transactions in it */
	uint64_t turn;		/* counts the openings, for the numbers */
};

struct envelope {
	const struct guide_set *guides;
	struct check_summary *sum;
	struct work *work;		/* the slab at hand */
	struct finding_sink collect;
	struct judge judge;		/* checks the control segments */
	const struct guide_node *nodes[CONTROL_TA1 + 1];
	struct opened isa, gs, st;
	char	 version[36], kind[4];	/* GS08, GS01 */
	uint8_t	 version_n, kind_n;
	char	 isa_version[8];
	uint8_t	 isa_version_n;
	const struct guide *guide;	/* of the open transaction */
	uint32_t cursor;		/* segments before it are done with */
	bool	 any_isa, told_indented;
	bool	 garbled;		/* no component separator to go by */
	uint64_t *numbers;		/* hashes of those used */
	size_t	 n_numbers;
};

/* ---- work ----------------------------------------------------------- */

/* See envelope.h. */
enum rc
work_init(struct work *w, struct err *err)
{
	*w = (struct work){ 0 };
	arena_init(&w->arena, FINDINGS_MAX);
	return slab_init(&w->slab, err);
}

/* See envelope.h. */
void
work_fini(struct work *w)
{
	slab_fini(&w->slab);
	arena_fini(&w->arena);
	VEC_FREE(&w->parts);
	VEC_FREE(&w->findings);
}

/* The sink of the envelope's own judge: keep a copy with the slab. */
static void
collect(void *ctx, const struct finding *f)
{
	struct envelope *e = ctx;
	struct work *w = e->work;
	const struct finding *copy = finding_copy(&w->arena, f);

	if (copy == NULL || !VEC_ROOM(&w->findings, 1)) {
		w->failed = true;
		return;
	}
	w->findings.v[w->findings.n++] = copy;
}

/* ---- making --------------------------------------------------------- */

/* See envelope.h. */
enum rc
envelope_new(const struct guide_set *guides, struct check_summary *sum,
    struct envelope **out, struct err *err)
{
	static const char *const names[] = { [CONTROL_ISA] = "ISA",
	    [CONTROL_GS] = "GS", [CONTROL_ST] = NULL, [CONTROL_SE] = NULL,
	    [CONTROL_GE] = "GE", [CONTROL_IEA] = "IEA",
	    [CONTROL_TA1] = "TA1" };
	struct envelope *e = calloc(1, sizeof *e);
	enum rc rc;

	if (e == NULL)
		return fail(err, RC_MEMORY, "no memory for the envelope");
	*out = e;
	e->guides = guides;
	e->sum = sum;
	e->collect = (struct finding_sink){ e, collect };
	e->numbers = calloc(NUMBERS, sizeof *e->numbers);
	rc = judge_init(&e->judge, &e->collect, err);
	if (rc == RC_OK && e->numbers == NULL)
		rc = fail(err, RC_MEMORY, "no memory for the envelope");
	e->judge.guide = guides->envelope;
	for (size_t i = 0; i <= CONTROL_TA1 && rc == RC_OK; i++) {
		const struct guide_node *loop = i == CONTROL_GS ||
		    i == CONTROL_GE ? guide_path(guides->envelope, STR("GS")) :
		    guides->envelope->root;

		for (unsigned k = 0; names[i] != NULL && loop != NULL &&
		    k < loop->n_children; k++)
			if (!loop->children[k]->is_loop && str_eq(
			    loop->children[k]->id, str_of(names[i])))
				e->nodes[i] = loop->children[k];
	}
	return rc;
}

/* See envelope.h. */
void
envelope_free(struct envelope *e)
{
	if (e == NULL)
		return;
	judge_fini(&e->judge);
	free(e->numbers);
	free(e);
}

/* See envelope.h. */
bool
envelope_is_inside(const struct envelope *e)
{
	return e->st.open;
}

/* ---- findings ------------------------------------------------------- */

static void
keep_name(struct part_name *to, str s)
{
	to->n = (uint8_t)(s.n < NAME_MAX_KEPT ? s.n : NAME_MAX_KEPT);
	if (to->n != 0)
		memcpy(to->text, s.p, to->n);
}

/* Let the judge name what is open. */
static void
set_names(struct envelope *e)
{
	e->judge.names = (struct judge_names){
	    e->isa.open ? part_name(&e->isa.number) : (str){ NULL, 0 },
	    e->gs.open ? part_name(&e->gs.number) : (str){ NULL, 0 },
	    e->st.open ? part_name(&e->st.number) : (str){ NULL, 0 } };
}

static str
format_count(char to[24], uint64_t n)
{
	return (str){ to, (size_t)snprintf(to, 24, "%" PRIu64, n) };
}

/* Where `s` stands, its name known to the envelope guide or not. */
static void
point_at(struct envelope *e, enum control kind)
{
	set_names(e);
	e->judge.node = e->nodes[kind];
}

/* A finding at `element` of a control segment. */
static struct finding
at(struct envelope *e, enum finding_code code, const struct segment *s,
    unsigned element)
{
	return judge_finding(&e->judge, code, s, element, 0);
}

static void
add(struct envelope *e, const struct finding *f)
{
	judge_add(&e->judge, f);
}

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
	set_names(e);
	if (!told && o->lost != LOST_HEADER) {
		f = judge_finding_at(&e->judge, FINDING_NOT_CLOSED, &o->mark,
		    0, 0);
		f.at.segment_id = str_of(headers[what]);
		f.want = str_of(trailers[what][until]);
		add(e, &f);
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

static void
report_not_opened(struct envelope *e, const struct segment *s,
    const char *want)
{
	struct finding f = at(e, FINDING_NOT_OPENED, s, 0);

	f.want = str_of(want);
	add(e, &f);
}

/* ---- control numbers ------------------------------------------------ */

static bool
same_number(str a, str b)
{
	uint64_t x, y;

	if (str_to_u64(a, UINT64_MAX, &x) && str_to_u64(b, UINT64_MAX, &y))
		return x == y;
	return str_eq(a, b);
}

/* True when `number` was used before in this turn of the envelope around. */
static bool
was_used(struct envelope *e, str number, uint64_t scope)
{
	uint64_t h = (str_hash(number) ^ scope * 0x9E3779B97F4A7C15u) | 1;
	size_t i = (size_t)(h >> 20) & (NUMBERS - 1);

	if (e->n_numbers > NUMBERS / 4 * 3) {
		memset(e->numbers, 0, NUMBERS * sizeof *e->numbers);
		e->n_numbers = 0;
	}
	while (e->numbers[i] != 0 && e->numbers[i] != h)
		i = (i + 1) & (NUMBERS - 1);
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
	set_names(e);
	if (number.n != 0 && was_used(e, number, scope)) {
		struct finding f = at(e, duplicate, s, element);

		add(e, &f);
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
	    !same_number(number, part_name(&o->number))) {
		struct finding f = at(e, FINDING_CONTROL_MISMATCH, s, 2);

		f.a = part_name(&o->number);
		f.want = str_of(header);
		add(e, &f);
	}
	if (str_to_u64(claimed, UINT64_MAX, &n) && n != count) {
		struct finding f = at(e, wrong_count, s, 1);

		f.a = format_count(digits, count);
		add(e, &f);
	}
}

/* ---- parts ---------------------------------------------------------- */

/* Begin a part of the open transaction at segment `first`. */
static void
begin_part(struct envelope *e, uint32_t first, bool begins)
{
	struct work *w = e->work;
	struct part *p;

	if (!VEC_ROOM(&w->parts, 1)) {
		w->failed = true;
		return;
	}
	p = &w->parts.v[w->parts.n++];
	*p = (struct part){ .first = first, .begins = begins,
	    .guide = e->guide, .interchange = e->isa.number,
	    .group = e->gs.number, .transaction = e->st.number };
	if (!e->isa.open)
		p->interchange.n = 0;
	if (!e->gs.open)
		p->group.n = 0;
}

/* End the part at hand before segment `behind`. */
static void
end_part(struct envelope *e, uint32_t behind, bool ends)
{
	struct work *w = e->work;
	struct part *p;

	if (w->parts.n == 0)
		return;
	p = &w->parts.v[w->parts.n - 1];
	p->n = behind - p->first;
	p->ends = ends;
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
		f = at(e, FINDING_VERSION_MISMATCH, s, 3);
		f.a = gs08;
		add(e, &f);
	}
	if (by_set != NULL || by_group != NULL)
		return by_set != NULL ? by_set : by_group;
	if (st03.n == 0 && e->gs.lost == LOST_HEADER)
		return NULL;	/* GS08, which is lost, would name it */
	f = at(e, FINDING_NO_GUIDE, s, 1);
	f.a = set;
	f.value = gs08.n != 0 ? gs08 : st03;
	add(e, &f);
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
		end_part(e, behind, true);
	return close_early(e, &e->st, PAIR_ST, until, told);
}

/* A transaction begins, but no group is open. */
static void
take_lost_group(struct envelope *e, const struct segment *s)
{
	report_not_opened(e, s, "GS");
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
		f.a = g->id;
		f.want = g->group;
		f.at.segment_id = STR("GS");
		add(e, &f);
		e->kind_n = 0;
	}
	count_kind(e->sum, g != NULL ? g->id : segment_element(s, 1));
	begin_part(e, i, true);
}

static void
take_se(struct envelope *e, const struct segment *s, uint32_t i)
{
	point_at(e, CONTROL_SE);
	if (!e->st.open) {
		if (e->st.lost == LOST_NOTHING)
			report_not_opened(e, s, "ST");
		else if (e->st.lost == LOST_HEADER)
			e->gs.inside++;
		e->st.lost = LOST_NOTHING;
		return;
	}
	check_trailer(e, &e->st, s, "ST02",
	    s->ordinal - e->st.mark.ordinal + 1, FINDING_SEGMENT_COUNT);
	end_part(e, i + 1, true);
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
		struct finding f = at(e, FINDING_ISA_VERSION, s, 8);

		f.value = isa;
		f.a = gs;
		add(e, &f);
	}
}

static void
take_gs(struct envelope *e, const struct segment *s, uint32_t i)
{
	str kind = segment_element(s, 1), version = segment_element(s, 8);

	end_group(e, i, PAIR_GS, false);
	point_at(e, CONTROL_GS);
	if (!e->isa.open) {
		report_not_opened(e, s, "ISA");
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
			report_not_opened(e, s, "GS");
		e->gs.lost = LOST_NOTHING;
		return;
	}
	check_elements(&e->judge, s, 0);
	check_trailer(e, &e->gs, s, "GS06", e->gs.inside,
	    FINDING_TRANSACTION_COUNT);
	e->gs.open = false;
}

/* ---- interchanges --------------------------------------------------- */

/* The interchange ends before segment `behind`, without an IEA; see
 * end_transaction. */
static void
end_interchange(struct envelope *e, uint32_t behind, bool told)
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
		struct finding f = at(e, FINDING_ISA_LENGTH, s,
		    isa.bad_width);

		f.a = format_count(found, f.value.n);
		f.want = format_count(right, isa.right_width);
		add(e, &f);
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
	f = at(e, FINDING_SEPARATORS_CLASH, s, 0);
	f.value = (str){ &same, 1 };
	f.want = which;
	add(e, &f);
}

static void
take_isa(struct envelope *e, const struct segment *s, uint32_t i)
{
	str version = segment_element(s, 12);

	end_interchange(e, i, false);
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
		report_not_opened(e, s, "ISA");
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
		report_not_opened(e, s, "ISA");
	count_kind(e->sum, STR("TA1"));
	check_elements(&e->judge, s, 0);
	run_rules(&e->judge, e->judge.node, s);
}

/* ---- slabs ---------------------------------------------------------- */

/* Segments outside any transaction: one finding for each run of them.  They
 * may be one whose ST is lost: then its SE follows. */
static void
take_strays(struct envelope *e, uint32_t until)
{
	struct segment s;

	if (e->cursor >= until || e->st.lost == LOST_HEADER)
		return;
	slab_segment(&e->work->slab, e->cursor, NULL, &s);
	e->judge.node = NULL;
	set_names(e);
	if (s.id == 0) {
		struct finding f = at(e, segment_name(&s).n == 0 ?
		    FINDING_EMPTY_SEGMENT : FINDING_SEGMENT_ID, &s, 0);

		f.value = segment_name(&s);
		add(e, &f);
	} else {
		report_not_opened(e, &s, "ST");
		e->st.lost = e->gs.open ? LOST_HEADER : LOST_NOTHING;
	}
}

static void
take_control(struct envelope *e, const struct slab_control *c)
{
	static void (*const take[])(struct envelope *, const struct segment *,
	    uint32_t) = { [CONTROL_ISA] = take_isa, [CONTROL_GS] = take_gs,
	    [CONTROL_ST] = take_st, [CONTROL_SE] = take_se,
	    [CONTROL_GE] = take_ge, [CONTROL_IEA] = take_iea,
	    [CONTROL_TA1] = take_ta1 };
	struct segment s;

	/* A TA1 inside a transaction is an unknown segment of it. */
	if (e->st.open && c->kind == CONTROL_TA1)
		return;
	if (!e->st.open)
		take_strays(e, c->segment);
	slab_segment(&e->work->slab, c->segment, NULL, &s);
	take[c->kind](e, &s, c->segment);
	e->cursor = c->segment + 1;
}

/* What the stream passed over before this slab. */
static void
report_skipped(struct envelope *e)
{
	const struct slab *s = &e->work->slab;
	struct finding f;
	char digits[24];

	set_names(e);
	if (s->why == SKIP_NONE || (s->why == SKIP_NO_ISA && s->n == 0))
		return;
	f = (struct finding){ .code = s->why == SKIP_TOO_LONG ?
	    FINDING_SEGMENT_TOO_LONG : FINDING_BYTES_BEFORE_ISA };
	f.at.interchange = e->judge.names.interchange;
	f.at.group = e->judge.names.group;
	f.at.transaction = e->judge.names.transaction;
	f.at.offset = s->why == SKIP_TOO_LONG ? s->offset :
	    s->offset - s->skipped;
	f.at.segment = s->ordinal;
	f.a = format_count(digits, s->skipped);
	add(e, &f);
}

/* Put the finding added last in its place in the file. */
static void
sort_in_last(struct work *w)
{
	const struct finding **v = w->findings.v, *last;
	size_t i = w->findings.n;

	if (i == 0)
		return;
	for (last = v[--i]; i > 0 &&
	    v[i - 1]->at.segment >= last->at.segment; i--)
		v[i] = v[i - 1];
	v[i] = last;
}

/* Blanks before segments are read over, and said once. */
static void
report_indented(struct envelope *e)
{
	const struct slab *s = &e->work->slab;
	struct segment first;
	struct finding f;

	if (s->indented == 0 || e->told_indented)
		return;
	e->told_indented = true;
	slab_segment(s, (uint32_t)(s->indented - s->ordinal), NULL, &first);
	e->judge.node = NULL;
	set_names(e);
	f = at(e, FINDING_INDENTED, &first, 0);
	add(e, &f);
	sort_in_last(e->work);
}

/* The segments that do not end with the file: what is left of the last says
 * nothing. */
static uint32_t
whole_segments(const struct slab *s)
{
	return s->n_segments - (s->unterminated && s->n_segments > 0);
}

/* The file is over. */
static void
end_file(struct envelope *e)
{
	const struct slab *s = &e->work->slab;
	struct segment last;

	if (!e->any_isa) {
		struct finding f = { .code = FINDING_NO_INTERCHANGE };

		add(e, &f);
		return;
	}
	if (e->st.open && e->work->parts.n > 0)
		e->work->parts.v[e->work->parts.n - 1].cut = true;
	if (s->unterminated && s->n_segments > 0) {
		struct finding f;

		slab_segment(s, s->n_segments - 1, NULL, &last);
		e->judge.node = NULL;
		set_names(e);
		f = at(e, FINDING_TRUNCATED, &last, 0);
		add(e, &f);
	}
	end_interchange(e, whole_segments(s), s->unterminated);
}

/* See envelope.h. */
enum rc
envelope_take(struct envelope *e, struct work *w, struct err *err)
{
	uint32_t whole = whole_segments(&w->slab);

	e->work = w;
	e->cursor = 0;
	w->parts.n = w->findings.n = 0;
	w->failed = false;
	arena_reset(&w->arena);
	report_skipped(e);
	if (e->st.open)
		begin_part(e, 0, false);
	for (uint32_t i = 0; i < w->slab.n_controls &&
	    w->slab.controls[i].segment < whole; i++)
		take_control(e, &w->slab.controls[i]);
	if (e->st.open)
		end_part(e, whole, false);
	else
		take_strays(e, whole);
	report_indented(e);
	if (w->slab.last)
		end_file(e);
	e->sum->segments += w->slab.n_segments;
	return w->failed ? fail(err, RC_MEMORY,
	    "no memory for the envelope's findings") : RC_OK;
}
