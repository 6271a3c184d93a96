/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_steps.c -- a file judged in steps (C4, R1), what a watcher may keep,
 * and judging form alone.
 */
#include "guides.h"
#include "hearing.h"
#include "envelopes.h"

#include "x12/stream.h"

/* ---- files ---------------------------------------------------------- */

/* Some slabs of claims, a third of them faulty; strays, a transaction without
 * a guide, and something behind the interchange. */
static void
put_file(struct buf *file)
{
	buf_init(file, FILE_MOST);
	put(file, ISA_1 GS_837P);
	for (unsigned i = 0; i < 60; i++)
		put_837p(file, i + 1, 120, i % 3);
	put(file, "GE*60*1~" IEA_1 "\nstray*1~more~\n"
	    ISA_WITH("^", "00501", "000000002", ":") "~"
	    "GS*PO*SS*RR*20260302*0915*1*X*004010~ST*850*1~BEG*1~~SE*4*1~"
	    "GE*1*1~IEA*1*000000002~*~more*1~ST*1~more*2");
	assert_false(file->failed);
}

static const char *const samples[] = {
	"samples/835-clean.x12", "samples/835-unbalanced.x12",
	"samples/837d-clean.x12", "samples/837i-clean.x12",
	"samples/837p-clean.x12", "samples/837p-errors.x12",
	"samples/999-rejected.x12", "samples/several-interchanges.x12",
	"samples/ta1.x12",
};

/* ---- pausing -------------------------------------------------------- */

/* All that was said and shown, in its order, in one number. */
struct order {
	struct heard heard;
	struct check *check;	/* NULL: never paused */
	unsigned each;		/* paused behind each so manieth segment */
	uint64_t segments;
};

static void
order_finding(void *ctx, const struct finding *f)
{
	struct order *o = ctx;

	heard_add(&o->heard, f);
}

static void
order_segment(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct order *o = ctx;

	o->heard.hash = (o->heard.hash ^ s->ordinal) * 0x100000001B3u;
	o->heard.hash = (o->heard.hash ^ s->position) * 0x100000001B3u;
	o->heard.hash ^= str_hash(segment_element(s, 1)) + (j != NULL);
	if (node != NULL)
		o->heard.hash ^= str_hash(node->parent->id) + node->number;
	if (++o->segments % o->each == 0 && o->check != NULL)
		check_pause(o->check);
}

/* Check `file` at once, or in steps of `each` segments if that is not 0. */
static void
check_in_order(str file, unsigned each, struct order *o)
{
	const struct finding_sink sink = { o, order_finding };
	const struct check_options options = { .guides = &guides,
	    .watch = order_segment, .watch_ctx = o };
	struct file_stream in;
	bool more = true;
	struct err err;

	*o = (struct order){ .each = each != 0 ? each : 1 };
	heard_init(&o->heard);
	o->heard.only_count = true;
	file_stream_memory(&in, file);
	if (each == 0) {
		assert_int_equal(check_run(&in, &options, &sink,
		    &o->heard.sum, &err), RC_OK);
		return;
	}
	assert_int_equal(check_open(&in, &options, &sink, &o->heard.sum,
	    &o->check, &err), RC_OK);
	while (more) {
		uint64_t before = o->segments;

		assert_int_equal(check_step(o->check, &more, &err), RC_OK);
		if (more)
			assert_int_equal(o->segments, before + each);
	}
	assert_int_equal(check_step(o->check, &more, &err), RC_OK);
	assert_false(more);
	check_close(o->check);
}

static void
assert_pauses_change_nothing(str file)
{
	struct order one, other;

	check_in_order(file, 0, &one);
	for (unsigned each = 1; each <= 1000; each = each * 3 + 1) {
		check_in_order(file, each, &other);
		assert_int_equal(other.segments, one.segments);
		assert_int_equal(other.heard.n, one.heard.n);
		assert_int_equal(other.heard.hash, one.heard.hash);
		assert_memory_equal(&other.heard.sum, &one.heard.sum,
		    sizeof one.heard.sum);
		heard_fini(&other.heard);
	}
	heard_fini(&one.heard);
}

/* C4, R1 */
static void
check_in_steps_says_and_shows_the_same(void **state)
{
	struct buf file;

	(void)state;
	put_file(&file);
	assert_true(file.n > 2 * SLAB_TEXT);
	assert_pauses_change_nothing(buf_str(&file));
	buf_fini(&file);
}

/* C4, R1 */
static void
check_of_a_sample_in_steps_says_and_shows_the_same(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(samples); i++) {
		struct file_map map;
		struct err err;

		assert_int_equal(file_map(samples[i], &map, &err), RC_OK);
		assert_pauses_change_nothing(map.text);
		file_unmap(&map);
	}
}

/* ---- what a watcher keeps ------------------------------------------- */

#define KEPT_MOST 100000

struct keeper {
	struct check *check;
	str	 kept[KEPT_MOST];
	uint64_t hashes[KEPT_MOST];
	size_t	 n, releases, shown;
};

static void
keep_segment(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct keeper *k = ctx;
	uint32_t end = s->ends[s->n];

	(void)j;
	(void)node;
	assert_true(k->n < KEPT_MOST);
	k->kept[k->n] = (str){ s->text + s->begin, end - s->begin };
	k->hashes[k->n] = str_hash(k->kept[k->n]);
	k->n++;
	if (++k->shown % 1000 == 0 && k->check != NULL)
		check_pause(k->check);
}

/* What was kept must stand as it was. */
static void
let_go(void *ctx, str block)
{
	struct keeper *k = ctx;

	assert_true(block.n > 0);
	k->releases++;
	assert_true(k->n > 0);
	for (size_t i = 0; i < k->n; i++)
		assert_int_equal(str_hash(k->kept[i]), k->hashes[i]);
	k->n = 0;
}

static void
ignore_finding(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static void
segments_stay_until_they_are_released(void **state)
{
	struct keeper *k = calloc(1, sizeof *k);
	const struct finding_sink sink = { NULL, ignore_finding };
	const struct check_options options = { .guides = &guides,
	    .watch = keep_segment, .release = let_go, .watch_ctx = k };
	struct check_summary sum;
	struct file_stream in;
	bool more = true;
	struct buf file;
	struct err err;

	(void)state;
	assert_non_null(k);
	put_file(&file);
	file_stream_memory(&in, buf_str(&file));
	assert_int_equal(check_open(&in, &options, &sink, &sum, &k->check,
	    &err), RC_OK);
	while (more)
		assert_int_equal(check_step(k->check, &more, &err), RC_OK);
	assert_true(k->releases > 4);
	assert_true(k->n > 0);		/* of the last slab: still there */
	check_close(k->check);
	assert_int_equal(k->n, 0);
	assert_int_equal(k->shown, sum.segments);
	buf_fini(&file);
	free(k);
}

static void
check_run_releases_all_segments(void **state)
{
	struct keeper *k = calloc(1, sizeof *k);
	const struct finding_sink sink = { NULL, ignore_finding };
	const struct check_options options = { .guides = &guides,
	    .threads = 4, .watch = keep_segment, .release = let_go,
	    .watch_ctx = k };
	struct check_summary sum;
	struct file_stream in;
	struct buf file;
	struct err err;

	(void)state;
	assert_non_null(k);
	put_file(&file);
	file_stream_memory(&in, buf_str(&file));
	assert_int_equal(check_run(&in, &options, &sink, &sum, &err), RC_OK);
	assert_true(k->releases > 5);
	assert_int_equal(k->n, 0);
	assert_int_equal(k->shown, sum.segments);
	buf_fini(&file);
	free(k);
}

/* ---- closing early -------------------------------------------------- */

static void
check_may_be_closed_at_any_step(void **state)
{
	struct keeper *k = calloc(1, sizeof *k);
	const struct finding_sink sink = { NULL, ignore_finding };
	const struct check_options options = { .guides = &guides,
	    .watch = keep_segment, .release = let_go, .watch_ctx = k };
	struct check_summary sum;
	struct buf file;
	struct err err;

	(void)state;
	assert_non_null(k);
	put_file(&file);
	for (unsigned steps = 0; steps < 40; steps += 3) {
		struct file_stream in;
		bool more;

		file_stream_memory(&in, buf_str(&file));
		k->shown = 0;
		assert_int_equal(check_open(&in, &options, &sink, &sum,
		    &k->check, &err), RC_OK);
		for (unsigned i = 0; i < steps; i++) {
			assert_int_equal(check_step(k->check, &more, &err),
			    RC_OK);
			assert_true(more);
		}
		assert_int_equal(k->shown, steps * 1000);
		check_close(k->check);
		assert_int_equal(k->n, 0);
	}
	check_close(NULL);
	buf_fini(&file);
	free(k);
}

/* After a failure nothing more is said. */
static void
check_that_was_stopped_is_over(void **state)
{
	struct heard h;
	const struct finding_sink sink = { &h, heard_add };
	bool stop = true, more = true;
	const struct check_options options = { .guides = &guides,
	    .stop = &stop };
	struct file_stream in;
	struct check *c;
	struct err err;

	(void)state;
	heard_init(&h);
	file_stream_memory(&in, STR("ISA"));
	assert_int_equal(check_open(&in, &options, &sink, &h.sum, &c, &err),
	    RC_OK);
	assert_int_equal(check_step(c, &more, &err), RC_STOPPED);
	assert_false(more);
	stop = false;
	assert_int_equal(check_step(c, &more, &err), RC_OK);
	assert_false(more);
	assert_int_equal(h.n, 0);
	check_close(c);
	heard_fini(&h);
}

/* ---- form alone ----------------------------------------------------- */

/* Hear what CHECK_GUIDE tells; what else there is, is only for CHECK_RULES. */
static void
hear_form(void *ctx, const struct finding *f)
{
	if (finding_def(f->code)->snip <= 2)
		heard_add(ctx, f);
}

static void
assert_form_is_told(str file, uint64_t least)
{
	struct heard h[2];

	for (int i = 0; i < 2; i++) {
		const struct finding_sink sink = { &h[i], i == 0 ?
		    hear_form : heard_add };
		const struct check_options options = { .guides = &guides,
		    .depth = i == 0 ? CHECK_RULES : CHECK_GUIDE };
		struct file_stream in;
		struct err err;

		heard_init(&h[i]);
		h[i].only_count = true;
		file_stream_memory(&in, file);
		assert_int_equal(check_run(&in, &options, &sink, &h[i].sum,
		    &err), RC_OK);
	}
	assert_int_equal(h[1].n, h[0].n);
	assert_int_equal(h[1].hash, h[0].hash);
	assert_int_equal(h[1].sum.claims, h[0].sum.claims);
	assert_int_equal(h[1].sum.counts[0] + h[1].sum.counts[1] +
	    h[1].sum.counts[2], h[1].n);
	assert_true(h[0].n >= least);
	heard_fini(&h[0]);
	heard_fini(&h[1]);
}

static void
check_of_form_tells_types_1_and_2(void **state)
{
	struct buf file;

	(void)state;
	put_file(&file);
	assert_form_is_told(buf_str(&file), 1000);
	buf_fini(&file);
	for (size_t i = 0; i < LENGTH(samples); i++) {
		struct file_map map;
		struct err err;

		assert_int_equal(file_map(samples[i], &map, &err), RC_OK);
		assert_form_is_told(map.text, 0);
		file_unmap(&map);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(check_in_steps_says_and_shows_the_same),
		cmocka_unit_test(
		    check_of_a_sample_in_steps_says_and_shows_the_same),
		cmocka_unit_test(segments_stay_until_they_are_released),
		cmocka_unit_test(check_run_releases_all_segments),
		cmocka_unit_test(check_may_be_closed_at_any_step),
		cmocka_unit_test(check_that_was_stopped_is_over),
		cmocka_unit_test(check_of_form_tells_types_1_and_2),
	};

	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
