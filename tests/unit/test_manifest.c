/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_manifest.c -- publishers' addresses: Y1 and Y2 of codes/address.h, Z1
 * to Z3 of codes/manifest.h, and the manifest that is built in.
 */
#include "unit.h"

#include "codes/address.h"
#include "codes/book.h"
#include "codes/cadence.h"
#include "codes/manifest.h"

static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)1 << 20);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_fini(&arena);
	return 0;
}

static date
day(const char *text)
{
	date d;

	assert_true(date_parse8(str_of(text), &d));
	return d;
}

static void
assert_str(str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("got \"" STR_FMT "\", want \"%s\"", STR_ARG(got),
		    want);
}

/* ---- addresses ------------------------------------------------------ */

static void
Y1_Y2_only_plain_https_addresses_are_allowed(void **state)
{
	static const struct { const char *url; bool allowed; } rows[] = {
		{ "https://www.cms.gov/files/zip/rvu26d.zip", true },
		{ "HTTPS://www.cms.gov/a?b=c&d=%20", true },
		{ "https://www.cms.gov", true },
		{ "https://www.cms.gov:8443/a", true },
		{ "http://127.0.0.1:8080/a.zip", true },
		{ "http://localhost/a.zip", true },
		{ "http://[::1]:8080/a.zip", true },
		{ "http://www.cms.gov/a.zip", false },
		{ "http://127.0.0.1.example.org/a", false },
		{ "http://localhost.example.org/a", false },
		{ "http://127.0.0.1@example.org/a", false },
		{ "ftp://ftp.cdc.gov/pub/a.zip", false },
		{ "file:///etc/passwd", false },
		{ "https://", false },
		{ "https:///a", false },
		{ "https://intranet/a", false },
		{ "https://user:secret@www.cms.gov/a", false },
		{ "https://www.cms.gov:0/a", false },
		{ "https://www.cms.gov:99999/a", false },
		{ "https://www.cms.gov:/a", false },
		{ "https://www.cms.gov/a b", false },
		{ "https://www.cms.gov/a#b", false },
		{ "https://www.cms.gov/a\r\nX: y", false },
		{ "https://www.cms.gov/{a,b}", false },
		{ "https://www.cms.gov\\.example.org/", false },
		{ "https://[::2]/a", false },
		{ "https://[::1/a", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++)
		if (address_allowed(str_of(rows[i].url)) != rows[i].allowed)
			fail_msg("wrong about %s", rows[i].url);
	assert_false(address_allowed((str){ "https://a.b/\0c", 14 }));
}

static void
an_address_has_a_host_and_gives_its_file_a_harmless_name(void **state)
{
	static const struct { const char *url, *host, *name; } rows[] = {
		{ "https://www.cms.gov/files/zip/rvu26d.zip", "www.cms.gov",
		    "rvu26d.zip" },
		{ "https://a.b:1/c%20D.zip?x=/y.zip", "a.b", "c_20D.zip" },
		{ "https://a.b/x/.hidden", "a.b", "_hidden" },
		{ "https://a.b/..", "a.b", "_." },
		{ "https://a.b/", "a.b", "download" },
		{ "https://a.b", "a.b", "download" },
		{ "http://[::1]:80/a", "[::1]", "a" },
	};
	char name[ADDRESS_NAME], url[400];

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		address_name(str_of(rows[i].url), name);
		assert_string_equal(name, rows[i].name);
		assert_str(address_host(str_of(rows[i].url)), rows[i].host);
	}
	memset(url, 'x', sizeof url);
	memcpy(url, "https://a.b/", 12);
	address_name((str){ url, sizeof url }, name);
	assert_int_equal(strlen(name), ADDRESS_NAME - 1);
}

/* ---- placeholders --------------------------------------------------- */

static void
Z3_the_day_of_a_release_fills_its_address(void **state)
{
	static const struct { const char *pattern, *due, *want; } rows[] = {
		{ "{YYYY} {YY} {MM}-{DD}-{YYYY}", "20261001",
		    "2026 26 10-01-2026" },
		{ "{FY} {fy}", "20261001", "2027 27" },
		{ "{FY} {fy}", "20260401", "2026 26" },
		{ "{month-name} {Month-name} {Mon} {MON}", "20260901",
		    "september September Sep SEP" },
		{ "{q}{quarter}{Q}", "20260701", "3q3Q3" },
		{ "rvu{YY}{letter}", "20260101", "rvu26a" },
		{ "rvu{YY}{letter}", "20261001", "rvu26d" },
		{ "nucc_taxonomy_{YY}{half}", "20250701",
		    "nucc_taxonomy_251" },
		{ "nucc_taxonomy_{YY}{half}", "20250101",
		    "nucc_taxonomy_250" },
		{ "{vNNN}", "20260701", "v322" },
		{ "{vNNN}", "20260401", "v321" },
		{ "{vNNN}", "20260101", "v320" },
		{ "{vNNN}", "20251001", "v313" },
		{ "v{drg}", "20251001", "v43" },
		{ "v{drg}", "20240401", "v411" },
		{ "v{drg}", "20261001", "v44" },
		{ "plain", "20261001", "plain" },
		{ "{YY}", "20051001", "05" },
		{ "", "20261001", "" },
	};
	struct err err;
	str got;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_int_equal(manifest_fill(str_of(rows[i].pattern),
		    day(rows[i].due), &arena, &got, &err), RC_OK);
		assert_str(got, rows[i].want);
	}
}

static void
a_pattern_that_cannot_be_filled_is_refused(void **state)
{
	struct err err;
	char wide[ADDRESS_MAX + 2];
	str got;

	(void)state;
	memset(wide, 'a', sizeof wide);
	assert_int_equal(manifest_fill(STR("{nope}"), 0, &arena, &got, &err),
	    RC_SYNTAX);
	assert_int_equal(manifest_fill(STR("a{YYYY"), 0, &arena, &got, &err),
	    RC_SYNTAX);
	assert_int_equal(manifest_fill(STR("a{"), 0, &arena, &got, &err),
	    RC_SYNTAX);
	assert_int_equal(manifest_fill((str){ wide, sizeof wide }, 0, &arena,
	    &got, &err), RC_RANGE);
	assert_int_equal(manifest_fill(STR("a"), DATE_NONE, &arena, &got,
	    &err), RC_RANGE);
	arena_init(&arena, 0);
	assert_int_equal(manifest_fill(STR("a"), 0, &arena, &got, &err),
	    RC_MEMORY);
}

/* ---- the text ------------------------------------------------------- */

static void
a_manifest_says_what_it_says(void **state)
{
	static const char text[] =
	    "# first\n"
	    "licence ama   # of CPT\r\n"
	    "    page https://www.cms.gov/license/ama\n"
	    "    says \"Yes # indeed\"\n"
	    "\n"
	    "set mpfs\n"
	    "\tpage https://www.cms.gov/{YYYY}\n"
	    "\tneeds ama\n\trows 100\n\tchange 5%\n\teach\n"
	    "\tfile one\n"
	    "\t\tlink april july x*{YY}.zip\n"
	    "\t\ttry https://www.cms.gov/x{YY}.zip\n"
	    "\tfile two\n"
	    "set pos";
	const struct manifest_set *s;
	const struct manifest_way *w;
	struct manifest m;
	struct err err;

	(void)state;
	assert_int_equal(manifest_read(STR("t"), str_of(text), &arena, &m, &err),
	    RC_OK);
	assert_str(m.licences->says, "Yes # indeed");
	assert_str(m.licences->page, "https://www.cms.gov/license/ama");
	s = manifest_find(&m, STR("mpfs"));
	assert_non_null(s);
	assert_ptr_equal(s->needs, manifest_licence(&m, STR("ama")));
	assert_true(s->rows == 100 && s->change == 5 && s->each);
	w = s->files->ways;
	assert_true(w->link && !w->next->link && w->next->next == NULL);
	assert_true(manifest_way_fits(w, day("20260401")));
	assert_true(manifest_way_fits(w, day("20260731")));
	assert_false(manifest_way_fits(w, day("20261001")));
	assert_true(manifest_way_fits(w->next, day("20261001")));
	assert_str(s->files->next->name, "two");
	assert_null(s->files->next->ways);
	assert_str(s->next->name, "pos");
	assert_null(s->next->files);
	assert_null(manifest_find(&m, STR("x")));
}

static void
Z1_Z2_a_mistake_is_told_with_line_and_column(void **state)
{
	static const struct { const char *text, *msg; } rows[] = {
		{ "\n  hello", "m:2:3: this keyword is not known" },
		{ "set", "m:1:1: set needs a value" },
		{ "set a b", "m:1:7: this word is one too many" },
		{ "set A", "m:1:5: a name has small letters, digits and - "
		    "only" },
		{ "set \"\"", "m:1:5: a name has 1 to 40 letters" },
		{ "set \"a", "m:1:5: the quotation mark is never closed" },
		{ "set a\nset a", "m:2:5: this set was there before" },
		{ "licence a\nlicence a",
		    "m:2:9: this licence was there before" },
		{ "page https://a.b", "m:1:1: page stands under a licence or "
		    "set" },
		{ "set a\nsays x", "m:2:1: says stands under a licence" },
		{ "licence a\nrows 1", "m:2:1: rows stands under a set" },
		{ "set a\ntry https://a.b", "m:2:1: try stands under a file" },
		{ "set a\nneeds b", "m:2:7: no licence of this name stands "
		    "above" },
		{ "set a\nrows 0", "m:2:6: this is no number from 1 to "
		    "1000000000" },
		{ "set a\nchange 5", "m:2:8: write the change as 10%" },
		{ "set a\nchange x%", "m:2:8: this is no number from 1 to "
		    "1000" },
		{ "set a\npage ftp://a.b/c", "m:2:6: not an address that may "
		    "be fetched: https://host/path, nothing else" },
		{ "set a\nfile b\ntry http://www.cms.gov/", "m:3:5: not an "
		    "address that may be fetched: https://host/path, nothing "
		    "else" },
		{ "set a\nfile b\ntry https://{YY}.cms.gov/", "m:3:5: not an "
		    "address that may be fetched: https://host/path, nothing "
		    "else" },
		{ "set a\nfile b\ntry https://a.b/{x}", "m:3:5: this "
		    "placeholder is not known" },
		{ "set a\nfile b\ntry https://a.b/{YY", "m:3:5: { without }" },
		{ "set a\nfile b\ntry never https://a.b/", "m:3:5: this is no "
		    "month: january, february, ..." },
		{ "set a\nfile b\nlink x*", "m:3:1: a link needs the set's "
		    "page, written above" },
		{ "set a\npage https://a.b\nfile b\nlink x/y", "m:4:6: a link "
		    "is the name of a file, * for what varies" },
		{ "a b c d e f g h i j k l m n o p q",
		    "m:1:33: more than 16 words" },
	};
	struct manifest m;
	struct err err;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		assert_int_equal(manifest_read(STR("m"), str_of(rows[i].text),
		    &arena, &m, &err), RC_SYNTAX);
		assert_string_equal(err.msg, rows[i].msg);
	}
}

static void
no_memory_is_told_wherever_it_ends(void **state)
{
	struct manifest m;
	struct err err;
	enum rc rc = RC_MEMORY;

	(void)state;
	for (size_t n = 0; rc == RC_MEMORY; n += 4096) {
		arena_fini(&arena);
		arena_init(&arena, n);
		rc = manifest_read(STR("m"), (str){ publishers_manifest,
		    publishers_manifest_size }, &arena, &m, &err);
	}
	assert_int_equal(rc, RC_OK);
}

/* ---- the one built in ----------------------------------------------- */

/* Z1 for every way to a file, on every due day of some years. */
static void
try_ways(const struct manifest_set *s, const struct manifest_file *f, date due)
{
	unsigned ways = 0;
	struct err err;
	str url;

	for (const struct manifest_way *w = f->ways; w != NULL; w = w->next) {
		assert_int_equal(manifest_fill(w->pattern, due, &arena, &url,
		    &err), RC_OK);
		ways += manifest_way_fits(w, due);
		assert_true(w->link || address_allowed(url));
	}
	if (ways == 0 && !str_eq(s->name, STR("icd10pcs-conversion")))
		fail_msg("no way to " STR_FMT " " STR_FMT, STR_ARG(s->name),
		    STR_ARG(f->name));
}

static void
Z1_the_manifest_built_in_serves_every_set_on_every_due_day(void **state)
{
	struct manifest m;
	struct err err = { .msg = "" };

	(void)state;
	if (manifest_read(STR("publishers.manifest"), (str){
	    publishers_manifest, publishers_manifest_size }, &arena, &m, &err)
	    != RC_OK)
		fail_msg("%s", err.msg);
	for (const struct manifest_set *s = m.sets; s != NULL; s = s->next) {
		enum code_set set = code_set_named(s->name);
		struct cadence_due due;

		if (set >= SETS)
			fail_msg("no set is called " STR_FMT,
			    STR_ARG(s->name));
		assert_true(s->page.n > 0);
		due = cadence_due_after(set_cadence(set), day("20241231"),
		    false);
		for (int k = 0; k < 12 && due.on != DATE_NONE; k++) {
			for (const struct manifest_file *f = s->files;
			    f != NULL; f = f->next)
				try_ways(s, f, due.on);
			due = cadence_due_after(set_cadence(set), due.on,
			    false);
		}
	}
	for (const struct manifest_licence *l = m.licences; l != NULL;
	    l = l->next)
		assert_true(l->says.n > 0 && l->page.n > 0);
}

/* Addresses that public code has fetched from. */
static void
the_manifest_built_in_gives_addresses_that_are_known(void **state)
{
	static const struct { const char *set, *due, *url; } rows[] = {
		{ "icd10cm", "20251001", "https://www.cms.gov/files/zip/"
		    "2026-code-descriptions-tabular-order.zip" },
		{ "icd10cm", "20260401", "https://www.cms.gov/files/zip/"
		    "april-1-2026-code-descriptions-tabular-order.zip" },
		{ "icd10cm", "20261001", "https://www.cms.gov/files/zip/"
		    "2027-code-descriptions-in-tabular-order.zip" },
		{ "mue-practitioner", "20260701", "https://www.cms.gov/files/zip/"
		    "medicare-ncci-2026-q3-practitioner-services-mue-table"
		    ".zip" },
		{ "ptp-practitioner", "20260701", "https://www.cms.gov/files/zip/"
		    "medicare-ncci-2026q3-practitioner-ptp-edits-ccipra-"
		    "v322r0-f1.zip" },
		{ "rvu", "20260701",
		    "https://www.cms.gov/files/zip/rvu26c.zip" },
		{ "hcpcs", "20260101", "https://www.cms.gov/files/zip/"
		    "january-2026-alpha-numeric-hcpcs-file.zip" },
		{ "mce", "20240401", "https://www.cms.gov/files/zip/"
		    "definition-medicare-code-edits-v411.zip" },
		{ "mce", "20261001", "https://www.cms.gov/files/zip/"
		    "fy2027-fr-definition-mce-v44.zip" },
		{ "taxonomy", "20250701", "https://www.nucc.org/images/stories/"
		    "CSV/nucc_taxonomy_251.csv" },
		{ "hcc-v28", "20260101", "https://www.cms.gov/files/zip/"
		    "2026-initial-icd-10-cm-mappings.zip" },
		{ "poa-exempt", "20251001", "https://ftp.cdc.gov/pub/"
		    "Health_Statistics/NCHS/Publications/ICD10CM/2026/"
		    "POAexemptCodesFY26.zip" },
	};
	struct manifest m;
	struct err err;

	(void)state;
	assert_int_equal(manifest_read(STR("m"), (str){ publishers_manifest,
	    publishers_manifest_size }, &arena, &m, &err), RC_OK);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		const struct manifest_set *s = manifest_find(&m,
		    str_of(rows[i].set));
		const struct manifest_way *w = s->files->ways;
		bool found = false;
		str url;

		for (; w != NULL && !found; w = w->next) {
			assert_int_equal(manifest_fill(w->pattern,
			    day(rows[i].due), &arena, &url, &err), RC_OK);
			found = manifest_way_fits(w, day(rows[i].due)) &&
			    str_eq(url, str_of(rows[i].url));
		}
		if (!found)
			fail_msg("row %zu: no %s", i, rows[i].url);
	}
}

/* ---- links and rows ------------------------------------------------- */

static void
a_link_is_found_on_the_page_and_behind_its_terms(void **state)
{
	static const char html[] =
	    "<a href=\"https://evil.example/x-1.zip\">no</a>"
	    "<a href='javascript:x-2.zip'>no</a>"
	    "<A HREF='/files/zip/x-3.zip'>yes</A>"
	    "<a href=\"//evil.example/x-4.zip\">"
	    "<a href=\"https://www.cms.gov/a/x-5.zip?b=/c\">"
	    "<a href=\"/license/ama?a=b&file=/files/zip/x-6.zip\">"
	    "<a href=\"/license/ama?file=//evil.example/x-7.zip\">"
	    "<a href=\"/x-8.zip";
	static const struct { const char *name, *url; bool gated; } rows[] = {
		{ "x-1.zip", NULL, false },
		{ "*x-2.zip", NULL, false },
		{ "x-*.zip", "https://www.cms.gov/files/zip/x-3.zip", false },
		{ "x-4*", NULL, false },
		{ "*-5.z*p", "https://www.cms.gov/a/x-5.zip?b=/c", false },
		{ "x-6.zip", "https://www.cms.gov/files/zip/x-6.zip", true },
		{ "x-7.zip", NULL, false },
		{ "x-8.zip", "https://www.cms.gov/x-8.zip", false },
		{ "x-9.zip", NULL, false },
	};
	struct manifest_link link;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		bool found = manifest_find_link(str_of(html),
		    STR("https://www.cms.gov/medicare/page"),
		    str_of(rows[i].name), &arena, &link);

		assert_int_equal(found, rows[i].url != NULL);
		if (!found)
			continue;
		assert_str(link.url, rows[i].url);
		assert_int_equal(link.gated, rows[i].gated);
	}
	assert_true(manifest_find_link(STR("href=\"/a.csv\""),
	    STR("http://127.0.0.1:81/p/"), STR("a.csv"), &arena, &link));
	assert_str(link.url, "http://127.0.0.1:81/a.csv");
}

static void
rows_are_judged_against_the_least_and_the_release_before(void **state)
{
	const struct manifest_set s = { .rows = 100, .change = 10 };
	const struct manifest_set any = { .rows = 0, .change = 0 };

	(void)state;
	assert_int_equal(manifest_judge(&s, 0, 99), MANIFEST_TOO_FEW);
	assert_int_equal(manifest_judge(&s, 0, 100), MANIFEST_PLAUSIBLE);
	assert_int_equal(manifest_judge(&s, 200, 180), MANIFEST_PLAUSIBLE);
	assert_int_equal(manifest_judge(&s, 200, 179), MANIFEST_SHRANK);
	assert_int_equal(manifest_judge(&s, 200, 220), MANIFEST_PLAUSIBLE);
	assert_int_equal(manifest_judge(&s, 200, 221), MANIFEST_GREW);
	assert_int_equal(manifest_judge(&any, 200, 0), MANIFEST_PLAUSIBLE);
	assert_int_equal(manifest_judge(&s, UINT64_MAX, 100), MANIFEST_SHRANK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(Y1_Y2_only_plain_https_addresses_are_allowed),
		TEST(an_address_has_a_host_and_gives_its_file_a_harmless_name),
		TEST(Z3_the_day_of_a_release_fills_its_address),
		TEST(a_pattern_that_cannot_be_filled_is_refused),
		TEST(a_manifest_says_what_it_says),
		TEST(Z1_Z2_a_mistake_is_told_with_line_and_column),
		TEST(no_memory_is_told_wherever_it_ends),
		TEST(Z1_the_manifest_built_in_serves_every_set_on_every_due_day),
		TEST(the_manifest_built_in_gives_addresses_that_are_known),
		TEST(a_link_is_found_on_the_page_and_behind_its_terms),
		TEST(rows_are_judged_against_the_least_and_the_release_before),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
