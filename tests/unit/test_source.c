/* SPDX-License-Identifier: Apache-2.0 */
/* test_source.c -- files unwrapped: U1 to U4 of sheet/source.h. */
#include "zips.h"

#include <lzma.h>
#include <unistd.h>

#include "sheet/source.h"

/* What a run gave: "path=bytes\n" for each source. */
struct heard { struct buf text; unsigned n, stop_at; };

static struct heard heard;
static struct buf zip, outer;
static struct err err;

static int
set_up(void **state)
{
	(void)state;
	buf_init(&heard.text, 1 << 20);
	buf_init(&zip, 64 << 20);
	buf_init(&outer, 64 << 20);
	heard.n = heard.stop_at = 0;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	buf_fini(&heard.text);
	buf_fini(&zip);
	buf_fini(&outer);
	return 0;
}

static enum rc
hear(void *ctx, const struct source *s, struct err *e)
{
	struct heard *h = ctx;

	if (++h->n == h->stop_at)
		return fail(e, RC_STOPPED, "enough");
	buf_fmt(&h->text, STR_FMT "[" STR_FMT "]=", STR_ARG(s->path),
	    STR_ARG(s->name));
	buf_add(&h->text, s->bytes.n < 100 ? s->bytes : STR("long"));
	buf_putc(&h->text, '\n');
	return RC_OK;
}

static enum rc
give(const char *path, str bytes, const struct source_options *o)
{
	return source_each_of(str_of(path), bytes, o, hear, &heard, &err);
}

/* `text` as .xz, appended to `to`. */
static void
make_xz(struct buf *to, str text)
{
	const size_t room = lzma_stream_buffer_bound(text.n);

	assert_true(buf_reserve(to, room));
	assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL,
	    (const uint8_t *)text.p, text.n, (uint8_t *)to->p, &to->n, room),
	    LZMA_OK);
}

static void
a_plain_file_is_given_once_as_it_is(void **state)
{
	(void)state;
	assert_int_equal(give("a/b\\c.txt", STR("text"), NULL), RC_OK);
	assert_string_equal(heard.text.p, "a/b\\c.txt[c.txt]=text\n");
	assert_int_equal(give("empty", STR(""), NULL), RC_OK);
	assert_int_equal(heard.n, 2);
}

static void
a_file_is_opened_by_its_path(void **state)
{
	char path[] = "/tmp/test_source_XXXXXX";
	const int fd = mkstemp(path);
	struct buf want;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "text", 4), 4);
	close(fd);
	buf_init(&want, 1000);
	buf_fmt(&want, "%s[%s]=text\n", path, path + 5);
	assert_int_equal(source_each(path, NULL, hear, &heard, &err), RC_OK);
	assert_string_equal(heard.text.p, want.p);
	buf_fini(&want);
	unlink(path);
	assert_int_equal(source_each(path, NULL, hear, &heard, &err), RC_IO);
	assert_int_equal(source_each("/tmp", NULL, hear, &heard, &err), RC_IO);
}

static void
a_workbook_is_one_source(void **state)
{
	(void)state;
	assert_int_equal(give("a.xlsx", STR("PK\3\4"), NULL), RC_OK);
	assert_string_equal(heard.text.p, "a.xlsx[a.xlsx]=PK\3\4\n");
}

static void
U1_members_come_in_the_byte_order_of_their_names(void **state)
{
	const struct zip_entry entries[] = {
		ENTRY("b.txt", "2"), ENTRY("folder/", ""), ENTRY("a.txt", "1"),
		ENTRY("folder/a.csv", "3"), ENTRY("B.txt", "0"),
		{ "link", STR_INIT("a.txt"), 0120777, NULL },
		{ "z", STR_INIT("4"), 0100644, NULL },
	};

	(void)state;
	zips_make(&zip, entries, LENGTH(entries));
	assert_int_equal(give("x.ZIP", buf_str(&zip), NULL), RC_OK);
	assert_string_equal(heard.text.p, "x.ZIP: B.txt[B.txt]=0\n"
	    "x.ZIP: a.txt[a.txt]=1\nx.ZIP: b.txt[b.txt]=2\n"
	    "x.ZIP: folder/a.csv[a.csv]=3\nx.ZIP: z[z]=4\n");
}

static void
a_zip_in_a_zip_and_an_xz_are_unwrapped(void **state)
{
	const struct zip_entry inner = ENTRY("i.txt", "in");
	struct zip_entry entries[2] = { { .name = "in.zip" },
		{ .name = "x.tsv.xz" } };
	struct buf xz;

	(void)state;
	buf_init(&xz, 1 << 20);
	make_xz(&xz, STR("a\tb"));
	zips_make(&zip, &inner, 1);
	entries[0].bytes = buf_str(&zip);
	entries[1].bytes = buf_str(&xz);
	zips_make(&outer, entries, 2);
	assert_int_equal(give("o.zip", buf_str(&outer), NULL), RC_OK);
	assert_string_equal(heard.text.p, "o.zip: in.zip: i.txt[i.txt]=in\n"
	    "o.zip: x.tsv.xz[x.tsv]=a\tb\n");
	buf_fini(&xz);
}

static void
the_function_can_stop_it_all(void **state)
{
	const struct zip_entry entries[] = { ENTRY("a", ""), ENTRY("b", ""),
		ENTRY("c", "") };

	(void)state;
	zips_make(&zip, entries, LENGTH(entries));
	heard.stop_at = 2;
	assert_int_equal(give("x.zip", buf_str(&zip), NULL), RC_STOPPED);
	assert_int_equal(heard.n, 2);
	assert_string_equal(err.msg, "enough");
}

static void
U2_a_third_wrapping_is_refused(void **state)
{
	struct zip_entry entry = ENTRY("a.zip", "never looked at");

	(void)state;
	zips_make(&zip, &entry, 1);
	entry.bytes = buf_str(&zip);
	zips_make(&outer, &entry, 1);
	assert_int_equal(give("o.zip", buf_str(&outer), NULL), RC_RANGE);
	assert_non_null(strstr(err.msg, "o.zip: a.zip: a.zip: packed more"));
}

/* A zip, and an .xz, of 4 MiB of nothing. */
static void
make_bombs(struct buf *xz)
{
	static char zeros[4 << 20];
	const struct zip_entry entry = { "bomb", { zeros, sizeof zeros }, 0,
		NULL };

	zips_make(&zip, &entry, 1);
	make_xz(xz, entry.bytes);
}

static void
U2_what_packs_too_well_is_refused(void **state)
{
	const struct source_options lax = { .ratio_max = 100000 };

	(void)state;
	make_bombs(&outer);
	assert_int_equal(give("x.zip", buf_str(&zip), NULL), RC_RANGE);
	assert_non_null(strstr(err.msg, "x.zip: bomb: unpacked more than 400"));
	assert_int_equal(give("x.xz", buf_str(&outer), NULL), RC_RANGE);
	assert_non_null(strstr(err.msg, "x.xz: unpacked more than 400"));
	assert_int_equal(heard.n, 0);
	assert_int_equal(give("x.zip", buf_str(&zip), &lax), RC_OK);
	assert_int_equal(give("x.xz", buf_str(&outer), &lax), RC_OK);
	assert_int_equal(heard.n, 2);
}

static void
U2_sizes_and_their_sum_have_ceilings(void **state)
{
	const struct zip_entry entries[] = { ENTRY("a", "12345"),
		ENTRY("b", "12345") };
	const struct source_options small = { .unpacked_max = 4 },
	    fits = { .unpacked_max = 5, .sum_max = 10 },
	    sum = { .unpacked_max = 5, .sum_max = 9 };

	(void)state;
	zips_make(&zip, entries, LENGTH(entries));
	make_xz(&outer, STR("12345"));
	assert_int_equal(give("x.zip", buf_str(&zip), &small), RC_RANGE);
	assert_int_equal(give("x.xz", buf_str(&outer), &small), RC_RANGE);
	assert_int_equal(heard.n, 0);
	assert_int_equal(give("x.zip", buf_str(&zip), &fits), RC_OK);
	assert_int_equal(give("x.xz", buf_str(&outer), &fits), RC_OK);
	assert_int_equal(heard.n, 3);
	assert_int_equal(give("x.zip", buf_str(&zip), &sum), RC_RANGE);
	assert_int_equal(heard.n, 4);
}

static void
U2_a_zip_of_too_many_members_is_refused(void **state)
{
	struct zip_entry *many = calloc(SOURCE_MEMBERS_MAX + 1, sizeof *many);
	char (*names)[8] = calloc(SOURCE_MEMBERS_MAX + 1, sizeof *names);

	(void)state;
	assert_true(many != NULL && names != NULL);
	for (unsigned i = 0; i <= SOURCE_MEMBERS_MAX; i++) {
		snprintf(names[i], sizeof names[i], "%u", i);
		many[i] = (struct zip_entry){ names[i], STR(""), 0, NULL };
	}
	zips_make(&zip, many, SOURCE_MEMBERS_MAX + 1);
	assert_int_equal(give("x.zip", buf_str(&zip), NULL), RC_RANGE);
	assert_int_equal(heard.n, 0);
	free(many);
	free(names);
}

static void
U3_an_encrypted_member_is_named(void **state)
{
	const struct zip_entry entry = { "secret.txt", STR_INIT("x"), 0, "pw" };

	(void)state;
	zips_make(&zip, &entry, 1);
	assert_int_equal(give("x.zip", buf_str(&zip), NULL), RC_SYNTAX);
	assert_string_equal(err.msg, "x.zip: secret.txt is encrypted");
}

static void
U3_damage_anywhere_is_a_failure_and_never_half_a_member(void **state)
{
	const struct zip_entry entry = ENTRY("a.txt", "some text, some text");
	unsigned refused = 0;

	(void)state;
	zips_make(&zip, &entry, 1);
	for (size_t n = 0; n < zip.n; n++)
		assert_int_equal(give("x.zip", (str){ zip.p, n }, NULL),
		    RC_SYNTAX);
	assert_int_equal(heard.n, 0);
	for (size_t i = 0; i < zip.n; i++) {
		zip.p[i] ^= 0x15;
		buf_reset(&heard.text);
		if (give("x.zip", buf_str(&zip), NULL) != RC_OK)
			refused++;
		else if (heard.text.n != 0)
			assert_non_null(strstr(heard.text.p,
			    "=some text, some text\n"));
		zip.p[i] ^= 0x15;
	}
	assert_true(refused > zip.n / 3);
}

static void
U3_a_damaged_xz_is_a_failure(void **state)
{
	(void)state;
	make_xz(&zip, STR("some text, some text"));
	for (size_t n = 0; n < zip.n; n++)
		assert_int_equal(give("x.xz", (str){ zip.p, n }, NULL),
		    RC_SYNTAX);
	for (size_t i = 0; i < zip.n; i++) {
		zip.p[i] ^= 0x15;
		assert_int_not_equal(give("x.xz", buf_str(&zip), NULL), RC_OK);
		zip.p[i] ^= 0x15;
	}
	assert_int_equal(heard.n, 0);
	assert_int_equal(give("x.xz", buf_str(&zip), NULL), RC_OK);
}

static void
U4_control_characters_of_a_name_are_not_shown(void **state)
{
	const struct zip_entry entry = ENTRY("../a\nb\r.txt", "");

	(void)state;
	zips_make(&zip, &entry, 1);
	assert_int_equal(give("x.zip", buf_str(&zip), NULL), RC_OK);
	assert_string_equal(heard.text.p,
	    "x.zip: ../a?b?.txt[a?b?.txt]=\n");
}

static void
the_digest_is_that_of_the_bytes(void **state)
{
	static const unsigned char want[] = { 0xba, 0x78, 0x16, 0xbf, 0x8f,
		0x01, 0xcf, 0xea };
	const struct source s = { STR("a"), STR("a"), STR("abc") };
	unsigned char digest[SOURCE_SHA256];

	(void)state;
	source_sha256(&s, digest);
	assert_memory_equal(digest, want, sizeof want);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_plain_file_is_given_once_as_it_is),
		TEST(a_file_is_opened_by_its_path),
		TEST(a_workbook_is_one_source),
		TEST(U1_members_come_in_the_byte_order_of_their_names),
		TEST(a_zip_in_a_zip_and_an_xz_are_unwrapped),
		TEST(the_function_can_stop_it_all),
		TEST(U2_a_third_wrapping_is_refused),
		TEST(U2_what_packs_too_well_is_refused),
		TEST(U2_sizes_and_their_sum_have_ceilings),
		TEST(U2_a_zip_of_too_many_members_is_refused),
		TEST(U3_an_encrypted_member_is_named),
		TEST(U3_damage_anywhere_is_a_failure_and_never_half_a_member),
		TEST(U3_a_damaged_xz_is_a_failure),
		TEST(U4_control_characters_of_a_name_are_not_shown),
		TEST(the_digest_is_that_of_the_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
