/* SPDX-License-Identifier: Apache-2.0 */
/* test_err_log.c -- E1 and E2 of base/err.h, L1 of base/log.h. */
#include "unit.h"

#include <errno.h>
#include <unistd.h>

#include "base/err.h"
#include "base/file.h"
#include "base/log.h"
#include "base/str.h"

static void
E1_a_failure_says_which_file_and_not_what_is_in_it(void **state)
{
	char path[] = "/tmp/cleanclaim-test-XXXXXX", inside[64];
	int fd = mkstemp(path);
	struct file_out o;
	struct err e;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "SECRET", 6), 6);
	close(fd);
	snprintf(inside, sizeof inside, "%s/new", path);
	assert_int_equal(file_out_open(&o, inside, &e), RC_IO);
	assert_non_null(strstr(e.msg, inside));
	assert_null(strstr(e.msg, "SECRET"));
	unlink(path);
}

static void
E2_a_success_leaves_the_failure_untouched(void **state)
{
	struct err e, before;
	struct file_map m = { 0 };

	(void)state;
	memset(&e, 0x5A, sizeof e);
	before = e;
	assert_int_equal(file_map("/dev/null", &m, &e), RC_OK);
	assert_memory_equal(&e, &before, sizeof e);
	file_unmap(&m);
}

static void
a_failure_carries_its_code_and_sentence(void **state)
{
	struct err e;

	(void)state;
	assert_int_equal(fail(&e, RC_RANGE, "%d lines, limit %d", 5, 4),
	    RC_RANGE);
	assert_int_equal(e.rc, RC_RANGE);
	assert_string_equal(e.msg, "5 lines, limit 4");
}

static void
a_failure_may_be_told_to_nobody(void **state)
{
	(void)state;
	assert_int_equal(fail(NULL, RC_MEMORY, "unheard"), RC_MEMORY);
	assert_int_equal(fail_errno(NULL, RC_IO, "unheard"), RC_IO);
}

static void
a_failure_may_quote_the_one_before(void **state)
{
	struct err e;

	(void)state;
	(void)fail(&e, RC_SYNTAX, "unknown word");
	(void)fail(&e, RC_SYNTAX, "line %d: %s", 12, e.msg);
	assert_string_equal(e.msg, "line 12: unknown word");
}

static void
a_sentence_too_long_is_cut(void **state)
{
	struct err e;

	(void)state;
	(void)fail(&e, RC_IO, "%0400d", 7);
	assert_int_equal(strlen(e.msg), sizeof e.msg - 1);
}

static void
a_sentence_from_the_system_says_why(void **state)
{
	struct err e;

	(void)state;
	errno = ENOENT;
	assert_int_equal(fail_errno(&e, RC_IO, "cannot open %s", "a.edi"),
	    RC_IO);
	assert_int_equal(e.rc, RC_IO);
	assert_string_equal(e.msg,
	    "cannot open a.edi: No such file or directory");
}

static void
the_reason_is_kept_when_the_sentence_is_too_long(void **state)
{
	const char *end = "000: No space left on device";
	struct err e;

	(void)state;
	errno = ENOSPC;
	(void)fail_errno(&e, RC_IO, "cannot write %0400d", 0);
	assert_int_equal(strlen(e.msg), sizeof e.msg - 1);
	assert_string_equal(e.msg + strlen(e.msg) - strlen(end), end);
}

/* What `level` and `text` make on standard error, in `out`. */
static void
logged(enum log_level level, const char *text, char *out, size_t size)
{
	int kept = dup(STDERR_FILENO), pair[2];
	ssize_t n;

	assert_true(kept >= 0);
	assert_int_equal(pipe(pair), 0);
	dup2(pair[1], STDERR_FILENO);
	close(pair[1]);
	log_line(level, "%s", text);
	dup2(kept, STDERR_FILENO);
	close(kept);
	n = read(pair[0], out, size - 1);
	assert_true(n >= 0);
	out[n] = '\0';
	close(pair[0]);
}

static void
warnings_are_shown_until_another_level_is_set(void **state)
{
	char out[1000];

	(void)state;
	logged(LOG_WARNING, "disk is nearly full", out, sizeof out);
	assert_string_equal(out, "cleanclaim: disk is nearly full\n");
	logged(LOG_INFO, "started", out, sizeof out);
	assert_string_equal(out, "");
	log_set_level(LOG_DEBUG);
	logged(LOG_DEBUG, "started", out, sizeof out);
	assert_string_equal(out, "cleanclaim: started\n");
	log_set_level(LOG_ERROR);
	logged(LOG_WARNING, "disk is nearly full", out, sizeof out);
	assert_string_equal(out, "");
	logged(LOG_ERROR, "disk is full", out, sizeof out);
	assert_string_equal(out, "cleanclaim: disk is full\n");
}

static void
L1_a_name_cannot_forge_a_line(void **state)
{
	char out[1000];

	(void)state;
	logged(LOG_ERROR, "a\ncleanclaim: b\x1B[2J\x7F\xC3\xA9", out,
	    sizeof out);
	assert_string_equal(out,
	    "cleanclaim: a?cleanclaim: b?[2J?\xC3\xA9\n");
}

static void
L1_a_line_too_long_is_cut_and_still_a_line(void **state)
{
	char text[700], out[1000];

	(void)state;
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	logged(LOG_ERROR, text, out, sizeof out);
	assert_int_equal(strlen(out), strlen("cleanclaim: ") + 499 + 1);
	assert_int_equal(out[strlen(out) - 1], '\n');
	text[499] = '\0';
	logged(LOG_ERROR, text, out, sizeof out);
	assert_int_equal(strlen(out), strlen("cleanclaim: ") + 499 + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    E1_a_failure_says_which_file_and_not_what_is_in_it),
		cmocka_unit_test(E2_a_success_leaves_the_failure_untouched),
		cmocka_unit_test(a_failure_carries_its_code_and_sentence),
		cmocka_unit_test(a_failure_may_be_told_to_nobody),
		cmocka_unit_test(a_failure_may_quote_the_one_before),
		cmocka_unit_test(a_sentence_too_long_is_cut),
		cmocka_unit_test(a_sentence_from_the_system_says_why),
		cmocka_unit_test(
		    the_reason_is_kept_when_the_sentence_is_too_long),
		cmocka_unit_test(warnings_are_shown_until_another_level_is_set),
		cmocka_unit_test(L1_a_name_cannot_forge_a_line),
		cmocka_unit_test(L1_a_line_too_long_is_cut_and_still_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
