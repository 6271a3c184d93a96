/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_update.c -- plans of updates (N1 and N2 of wire/update.h), accepted
 * licences, and what is remembered of a file.  The net: e2e/test_fetch.py.
 */
#include "unit.h"

#include <unistd.h>

#include "codes/build.h"
#include "wire/acceptance.h"
#include "wire/fetch_state.h"
#include "wire/update.h"

static struct arena arena;
static struct manifest manifest;
static char folder[64], path[128];

static const char text[] =
    "licence ama\npage https://a.b/l\nsays x\n"
    "set rvu\npage https://a.b/{YYYY}\nneeds ama\neach\nfile one\n"
    "try january https://a.b/jan{YY}.zip\n"
    "try https://a.b/rvu{YY}{letter}.zip\n"
    "set icd10cm\npage https://a.b/\neach\nfile order\n"
    "link october {FY}.zip\ntry april https://a.b/april-{FY}.zip\n"
    "set ptp-practitioner\npage https://a.b/\nfile f\ntry https://a.b/{vNNN}.zip\n"
    "set pos\npage https://a.b/pos\n";

static int
set_up(void **state)
{
	struct err err;

	(void)state;
	arena_init(&arena, (size_t)1 << 20);
	assert_int_equal(manifest_read(STR("m"), str_of(text), &arena,
	    &manifest, &err), RC_OK);
	snprintf(folder, sizeof folder, "/tmp/cleanclaim-test-XXXXXX");
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/file", folder);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	fetch_state_remove(path);
	unlink(path);
	return rmdir(folder);
}

static date
day(const char *digits)
{
	date d = DATE_NONE;

	(void)date_parse8(str_of(digits), &d);
	return d;
}

/*
 * What is loaded, in the order ICD-10-CM, NCCI PTP, MPFS, places, and the plan:
 * names and days of its items.
 */
static const struct plan {
	const char *loaded[4], *today, *want;
} plans[] = {
	{ { "20261001", "20261001", "20261001", "20260101" }, "20261122", "" },
	/* What holds its forerunners is wanted once, the others each. */
	{ { "20261001", "20260101", "20260101", "20260101" }, "20261122",
	    "ptp-practitioner 2026-10-01, rvu 2026-04-01, rvu 2026-07-01, "
	    "rvu 2026-10-01, " },
	{ { "20251001", "20261001", "20261001", "20260101" }, "20261122",
	    "icd10cm 2026-04-01?, icd10cm 2026-10-01, " },
	{ { "20251001", "20260401", "20260401", "20260101" }, "20260501",
	    "icd10cm 2026-04-01?, " },
	/* Ahead of the day. */
	{ { "20260401", "20260701", "20260701", "20260101" }, "20260920",
	    "icd10cm 2026-10-01, ptp-practitioner 2026-10-01, rvu 2026-10-01, " },
	/* Nothing is there. */
	{ { "", "", "", "" }, "20260501",
	    "icd10cm 2025-10-01, icd10cm 2026-04-01?, ptp-practitioner 2026-04-01, "
	    "rvu 2026-04-01, pos , " },
	{ { "", "20261001", "20261001", "20260101" }, "20261122",
	    "icd10cm 2026-10-01, " },
};

static void
make_plan(const struct plan *p, struct update_plan *plan)
{
	static const char *const sets[4] = { "icd10cm",
		"ptp-practitioner", "rvu", "pos" };
	struct update_state state = { .n_accepted = 0 };
	struct err err;

	update_state_of(NULL, &state);
	for (int i = 0; i < 4; i++)
		state.loaded[code_set_named(str_of(sets[i]))] =
		    day(p->loaded[i]);
	assert_int_equal(update_plan(&manifest, &state, day(p->today), &arena,
	    plan, &err), RC_OK);
}

static void
N1_a_plan_has_the_releases_that_are_wanted(void **state)
{
	(void)state;
	for (size_t i = 0; i < LENGTH(plans); i++) {
		struct update_plan plan;
		char got[400] = "", iso[DATE_TEXT_MAX];
		size_t n = 0, items = 0;

		make_plan(&plans[i], &plan);
		for (const struct update_item *t = plan.items; t != NULL;
		    t = t->next, items++) {
			date_format(t->due.on, iso);
			n += (size_t)snprintf(got + n, sizeof got - n,
			    "%s %s%s, ", code_set_name(t->set), iso,
			    t->due.certain || iso[0] == '\0' ? "" : "?");
		}
		if (strcmp(got, plans[i].want) != 0)
			fail_msg("row %zu: got  %s\nwant %s", i, got,
			    plans[i].want);
		assert_int_equal(items, plan.n);
	}
}

static void
N1_an_item_has_its_ways_filled_in_their_order(void **state)
{
	const struct plan p = { { "20260401", "20261001", "20251001",
		"20260101" }, "20260110", "" };
	const struct update_item *item;
	const struct update_way *w;
	struct update_plan plan;

	(void)state;
	make_plan(&p, &plan);
	item = plan.items;
	assert_string_equal(code_set_name(item->set), "rvu");
	assert_true(str_eq(item->page, STR("https://a.b/2026")));
	w = item->files->ways;
	assert_true(str_eq(w->text, STR("https://a.b/jan26.zip")));
	assert_true(str_eq(w->next->text, STR("https://a.b/rvu26a.zip")));
	assert_null(w->next->next);
	assert_int_equal(item->answer.state, CALENDAR_OVERDUE);
}

static void
N2_a_licence_is_asked_for_until_it_is_accepted(void **state)
{
	const str accepted[] = { STR_INIT("x"), STR_INIT("ama") };
	struct update_state state_now = { .accepted = accepted,
		.n_accepted = 1 };
	const struct update_item *item;
	const struct update_got *got;
	struct update_plan plan;
	struct err err;

	(void)state;
	update_state_of(NULL, &state_now);
	assert_int_equal(update_plan(&manifest, &state_now, day("20261122"),
	    &arena, &plan, &err), RC_OK);
	for (item = plan.items; item->set != SET_RVU;)
		item = item->next;
	assert_string_equal(item->licence->name.p, manifest.licences->name.p);
	assert_int_equal(update_fetch(NULL, item, folder, &arena, &got, &err),
	    RC_INVALID);
	state_now.n_accepted = 2;
	assert_int_equal(update_plan(&manifest, &state_now, day("20261122"),
	    &arena, &plan, &err), RC_OK);
	for (item = plan.items; item != NULL; item = item->next)
		assert_null(item->licence);
}

static void
what_is_loaded_is_read_off_the_book_but_not_from_a_starter(void **state)
{
	static const struct build_release made[] = {
		{ .set = SET_ICD10CM, .from = 20454, .until = DATE_NONE },
		{ .set = SET_ICD10CM, .from = 20362, .until = DATE_NONE },
		{ .set = SET_HCPCS, .from = 20454, .until = DATE_NONE,
		    .starter = true },
	};
	struct build *b = build_new();
	struct update_state loaded;
	struct book book;
	struct buf bytes;
	struct err err;

	(void)state;
	assert_non_null(b);
	buf_init(&bytes, (size_t)16 << 20);
	for (size_t i = 0; i < LENGTH(made); i++)
		build_release(b, &made[i]);
	assert_int_equal(build_finish(b, NULL, NULL, &bytes, &err), RC_OK);
	build_free(b);
	assert_int_equal(book_open_memory(&book, buf_str(&bytes), "test",
	    &err), RC_OK);
	update_state_of(&book, &loaded);
	assert_int_equal(loaded.loaded[SET_ICD10CM], 20454);
	assert_int_equal(loaded.loaded[SET_HCPCS], DATE_NONE);
	assert_int_equal(loaded.loaded[SET_RVU], DATE_NONE);
	buf_fini(&bytes);
}

static void
no_memory_is_told_wherever_a_plan_ends(void **state)
{
	struct update_state nothing = { .n_accepted = 0 };
	struct update_plan plan = { NULL, 77 };
	enum rc rc = RC_MEMORY;
	struct arena small;
	struct err err;

	(void)state;
	update_state_of(NULL, &nothing);
	for (size_t n = 0; rc == RC_MEMORY; n += 64) {
		arena_init(&small, n);
		rc = update_plan(&manifest, &nothing, day("20261122"), &small,
		    &plan, &err);
		assert_true(rc == RC_OK || plan.n == 77);
		arena_fini(&small);
	}
	assert_int_equal(rc, RC_OK);
}

static void
write_file(const char *words)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(words, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void
an_acceptance_is_noted_once_with_its_day(void **state)
{
	struct acceptances got;
	char line[40] = "";
	struct err err;
	FILE *f;

	(void)state;
	assert_int_equal(acceptance_read(path, &arena, &got, &err), RC_OK);
	assert_int_equal(got.n, 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(acceptance_note(path, STR("ama"),
		    day("20261122"), &err), RC_OK);
	assert_int_equal(acceptance_note(path, STR("x12"), day("20261123"),
	    &err), RC_OK);
	assert_int_equal(acceptance_read(path, &arena, &got, &err), RC_OK);
	assert_int_equal(got.n, 2);
	assert_true(str_eq(got.licence[1], STR("x12")));
	f = fopen(path, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	assert_string_equal(line, "ama 2026-11-22\n");
	fclose(f);
}

static void
a_file_of_acceptances_may_be_mended_by_hand(void **state)
{
	struct acceptances got;
	struct err err;

	(void)state;
	write_file("\nama\n x\nx12 2026-01-01");
	assert_int_equal(acceptance_note(path, STR("more"), day("20261122"),
	    &err), RC_OK);
	assert_int_equal(acceptance_read(path, &arena, &got, &err), RC_OK);
	assert_int_equal(got.n, 2);
	assert_true(str_eq(got.licence[0], STR("x12")));
	assert_true(str_eq(got.licence[1], STR("more")));
	write_file("");
	for (int i = 0; i < ACCEPTANCES; i++) {
		char name[16];

		snprintf(name, sizeof name, "l%d", i);
		assert_int_equal(acceptance_note(path, str_of(name), 0, &err),
		    RC_OK);
	}
	assert_int_equal(acceptance_note(path, STR("more"), 0, &err),
	    RC_RANGE);
	assert_int_equal(acceptance_note(path, STR("l0"), 0, &err), RC_OK);
}

static void
D5_what_is_remembered_holds_only_for_the_same_bytes_and_address(void **state)
{
	struct fetch_state s = { .url = "https://a.b/c", .etag = "\"1\"" };
	struct fetch_state back;
	struct err err;

	(void)state;
	write_file("abc");
	assert_int_equal(fetch_hash(path, s.sha256, &s.size, &err), RC_OK);
	assert_int_equal(s.size, 3);	/* FIPS 180-4, its first example */
	assert_string_equal(s.sha256, "ba7816bf8f01cfea414140de5dae2223"
	    "b00361a396177a9cb410ff61f20015ad");
	assert_false(fetch_state_read(path, &back));
	assert_int_equal(fetch_state_write(path, &s, &err), RC_OK);
	assert_true(fetch_state_read(path, &back));
	assert_memory_equal(&back, &s, sizeof s);
	assert_true(fetch_state_holds(&back, path, "https://a.b/c"));
	assert_false(fetch_state_holds(&back, path, "https://a.b/d"));
	write_file("abd");
	assert_false(fetch_state_holds(&back, path, "https://a.b/c"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(N1_a_plan_has_the_releases_that_are_wanted),
		TEST(N1_an_item_has_its_ways_filled_in_their_order),
		TEST(N2_a_licence_is_asked_for_until_it_is_accepted),
		TEST(what_is_loaded_is_read_off_the_book_but_not_from_a_starter),
		TEST(no_memory_is_told_wherever_a_plan_ends),
		TEST(an_acceptance_is_noted_once_with_its_day),
		TEST(a_file_of_acceptances_may_be_mended_by_hand),
		TEST(
		  D5_what_is_remembered_holds_only_for_the_same_bytes_and_address
		),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
