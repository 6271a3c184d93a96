/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_sure.c -- the short way and the long way agree: what sure.h calls
 * beyond doubt, value.c has no finding for.
 */
#include "unit.h"

#include "x12/guide.h"
#include "x12/sure.h"
#include "x12/value.h"

#define VALUES 60	/* tried for each element of each guide */

static struct guide_set guides;
static unsigned long findings, sure, tried;
static uint64_t seed = 20260101;

static unsigned
roll(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(seed >> 33) % below;
}

static void
count_finding(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
	findings++;
}

/* A value that is often right: a code, a number, a date, text, or a mess. */
static size_t
make_value(const struct guide_element *e, char *to)
{
	static const char mess[] = "0123456789.- ABZaz";
	size_t n = 1 + roll(12);

	if (e->codes != NULL && roll(3) != 0) {
		str code = e->codes->text[roll(e->codes->n)];

		memcpy(to, code.p, code.n);
		return code.n;
	}
	switch (roll(4)) {
	case 0:
		return (size_t)snprintf(to, 32, "%04u%02u%02u",
		    1890 + roll(220), roll(14), roll(33));
	case 1:
		return (size_t)snprintf(to, 32, "%u.%0*u", roll(2000000),
		    (int)roll(4) + 1, roll(99));
	case 2:
		return (size_t)snprintf(to, 32, "%04u%02u%02u-%04u%02u%02u",
		    1990 + roll(50), 1 + roll(12), 1 + roll(31),
		    1990 + roll(50), 1 + roll(12), 1 + roll(31));
	default:
		for (size_t i = 0; i < n; i++)
			to[i] = mess[roll(sizeof mess - 1)];
		return n;
	}
}

static void
try_value(struct judge *j, const struct guide_element *e,
    const struct sure_spec *spec)
{
	static const str formats[] = { STR_INIT("D8"), STR_INIT("RD8"),
	    STR_INIT("TM"), STR_INIT("") };
	static const struct delimiters d = { '*', '^', ':', '~' };
	static const uint32_t no_inner = UINT32_MAX;
	str format = formats[roll(4)];
	size_t at = format.n + 4, n;
	uint32_t ends[3 + SCAN_PAD];
	struct segment s = { .n = 0 };
	struct checked c = { .j = j, .s = &s, .e = e, .element = 2 };
	char text[192];

	snprintf(text, sizeof text, "AA*" STR_FMT "*", STR_ARG(format));
	n = make_value(e, text + at);
	text[at + n] = '~';
	ends[0] = 2;
	ends[1] = (uint32_t)at - 1;
	ends[2] = (uint32_t)(at + n);
	segment_view(&s, text, &d, 0, ends, 3, &no_inner);
	c.value = segment_element(&s, 2);
	c.format = segment_element(&s, 1);
	tried++;
	if (!sure_value(spec, text + at, (uint32_t)n))
		return;
	sure++;
	findings = 0;
	value_check(&c);
	if (findings != 0)
		fail_msg("\"%.*s\" is sure as " STR_FMT " and has a finding",
		    (int)n, text + at, STR_ARG(e->label));
}

static void
try_elements(struct judge *j, const struct guide_element *v,
    const struct sure_spec *spec, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (v[i].check == CHECK_COMPOSITE) {
			try_elements(j, v[i].parts, spec[i].parts,
			    v[i].n_parts);
			continue;
		}
		for (unsigned k = 0; k < VALUES; k++)
			try_value(j, &v[i], &spec[i]);
	}
}

/* Notes that are sure hold, whatever was sent. */
static void
try_notes(struct judge *j, const struct guide_node *node)
{
	for (unsigned k = 0; k < VALUES; k++) {
		struct segment s = { .text = "XX", .ends = (uint32_t[]){ 2 } };

		s.present = ((uint64_t)roll(1 << 24) & roll(1 << 24)) | 1;
		if (!sure_notes(&s, node))
			continue;
		findings = 0;
		check_notes(j, &s, 0, node->def->notes, node->def->n_notes,
		    (struct sent){ s.present, 0 });
		if (findings != 0)
			fail_msg("the notes of " STR_FMT " hold and do not",
			    STR_ARG(node->def->name));
	}
}

/* Elements of which only the length is looked at are right by it. */
static void
try_lengths(const struct guide_node *node)
{
	uint32_t ends[1 + SCAN_PAD] = { 2 };
	struct segment s = { .n = GUIDE_PLAIN, .ends = ends };
	uint64_t right;

	for (unsigned i = 1; i <= GUIDE_PLAIN; i++)
		ends[i] = ends[i - 1] + 1 + roll(roll(4) == 0 ? 100000 : 40);
	right = right_lengths(&s, node);
	for (unsigned i = 1; i <= GUIDE_PLAIN; i++) {
		const struct guide_element *e = &node->elements[i - 1];
		uint32_t n = ends[i] - ends[i - 1] - 1;

		if ((node->plain >> i & 1) != 0)
			assert_int_equal(right >> i & 1,
			    n >= e->min && n <= e->max);
	}
}

static void
try_loop(struct judge *j, const struct guide_node *loop)
{
	for (unsigned i = 0; i < loop->n_children; i++) {
		const struct guide_node *c = loop->children[i];

		if (c->is_loop) {
			try_loop(j, c);
		} else {
			try_elements(j, c->elements, c->sure,
			    c->def->n_elements);
			try_notes(j, c);
			try_lengths(c);
		}
	}
}

static void
what_is_sure_has_no_finding(void **state)
{
	const struct finding_sink sink = { NULL, count_finding };
	struct judge j;
	struct err err;

	(void)state;
	assert_int_equal(judge_init(&j, &sink, &err), RC_OK);
	for (size_t i = 0; i < guides.guides.n; i++) {
		const struct guide *g = guides.guides.v[i];

		judge_begin(&j, g, &(struct judge_names){ { NULL, 0 },
		    { NULL, 0 }, { NULL, 0 } });
		try_loop(&j, g->root);
	}
	judge_fini(&j);
}

static void
much_is_sure_and_much_is_not(void **state)
{
	(void)state;
	assert_true(sure > tried / 10);
	assert_true(sure < tried - tried / 10);
}

static int
load(void **state)
{
	struct err err;

	(void)state;
	return guide_set_init(&guides, &err);
}

static int
unload(void **state)
{
	(void)state;
	guide_set_fini(&guides);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sure_has_no_finding),
		cmocka_unit_test(much_is_sure_and_much_is_not),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
