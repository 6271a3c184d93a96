/* SPDX-License-Identifier: Apache-2.0 */
/*
 * change.h -- a clean file, one thing changed, and what is said about it.
 *
 * For tests that are tables of changes.  What is said is a text: "code element"
 * for each finding, with ", " between them; "" when there is none.
 */
#ifndef CC_TESTS_CHANGE_H
#define CC_TESTS_CHANGE_H

#include "guides.h"
#include "unit.h"

#include "x12/check.h"

#define TEXT_MAX 16384

/* Around the transaction of an answer or a remittance: from a payer. */
#define PAYER_HEAD(kind, version) \
    "ISA*00*          *00*          *ZZ*ACMEHP         *ZZ*RFM001         " \
    "*260320*0630*^*00501*000000901*0*T*:~\n" \
    "GS*" kind "*ACMEHP*RFM001*20260320*0630*901*X*" version "~\n"
#define PAYER_TAIL	"GE*1*901~\nIEA*1*000000901~\n"

struct change {
	const char *name;
	const char *file;	/* '#' in SE stands for the number of segments */
	const char *find, *put;	/* the first `find` becomes `put` */
	const char *said;
};

struct said {
	char	 text[4096];
	size_t	 n;
	bool	 form;		/* hear no more than CHECK_GUIDE tells */
};

/* A finding_sink's `add`, for a struct said. */
static inline void
hear(void *ctx, const struct finding *f)
{
	struct said *s = ctx;
	struct buf at;

	if (s->form && (finding_def(f->code)->snip > 2 ||
	    f->code == FINDING_ADJUSTMENT_GROUP_REPEATED))
		return;
	buf_init(&at, 64);
	finding_element(&f->at, &at);
	s->n += (size_t)snprintf(s->text + s->n, sizeof s->text - s->n,
	    "%s" STR_FMT " " STR_FMT, s->n > 0 ? ", " : "",
	    STR_ARG(finding_def(f->code)->code), STR_ARG(buf_str(&at)));
	assert_true(s->n < sizeof s->text);
	buf_fini(&at);
}

/*
 * A finding_sink's `add`: the words leave no placeholder unfilled, so that no
 * message holds a doubled space or an empty pair of quotes.
 */
static inline void
hear_words(void *ctx, const struct finding *f)
{
	static const char *const gaps[] = { "  ", "\"\"", "()", " .", " ,", " )" };
	struct buf words;

	(void)ctx;
	buf_init(&words, 4096);
	finding_message(f, FINDING_SHOW, &words);
	buf_add(&words, STR(" "));
	finding_fix(f, FINDING_SHOW, &words);
	assert_false(words.failed);
	for (size_t i = 0; i < LENGTH(gaps); i++)
		if (strstr(words.p, gaps[i]) != NULL)
			fail_msg("words are missing: %s", words.p);
	buf_fini(&words);
}

/* Check what `in` gives to `depth`, and tell `sink`. */
static inline void
check_stream(struct file_stream *in, enum check_depth depth,
    const struct finding_sink *sink)
{
	struct check_options options = { .guides = &guides, .depth = depth };
	struct check_summary sum;
	struct err err;

	assert_int_equal(check_run(in, &options, sink, &sum, &err), RC_OK);
}

/* Count ST to SE into the '#' of SE. */
static inline void
count_segments(char *text)
{
	char *se = strstr(text, "SE*#*"), count[8];
	unsigned n = 1;
	size_t m;

	assert_non_null(se);
	for (const char *p = strstr(text, "ST*"); p < se; p++)
		n += *p == '~';
	m = (size_t)snprintf(count, sizeof count, "%u", n);
	memmove(se + 3 + m, se + 4, strlen(se + 4) + 1);
	memcpy(se + 3, count, m);
}

/* Check the changed file of `c` to `depth`, and tell `sink`. */
static inline void
check_changed(const struct change *c, enum check_depth depth,
    const struct finding_sink *sink)
{
	const char *at = strstr(c->file, c->find);
	char *text = malloc(TEXT_MAX);
	struct file_stream in;
	int n;

	assert_non_null(text);
	if (at == NULL)
		fail_msg("not in the file: %s", c->find);
	n = snprintf(text, TEXT_MAX, "%.*s%s%s", (int)(at - c->file), c->file,
	    c->put, at + strlen(c->find));
	assert_in_range(n, 1, TEXT_MAX - 8);
	count_segments(text);
	file_stream_memory(&in, str_of(text));
	check_stream(&in, depth, sink);
	free(text);
}

/* A test: the change that *state points to; and where only form is judged, of
 * that the same is said. */
static inline void
check_change(void **state)
{
	const struct change *c = *state;
	struct said said = { .n = 0 }, all = { .form = true }, form = all;
	struct finding_sink sink = { &said, hear };

	check_changed(c, CHECK_RULES, &sink);
	assert_string_equal(said.text, c->said);
	check_changed(c, CHECK_RULES, &(struct finding_sink){ &all, hear });
	check_changed(c, CHECK_GUIDE, &(struct finding_sink){ &form, hear });
	assert_string_equal(form.text, all.text);
}

/* A row of cmocka's table for the change `c`. */
static inline struct CMUnitTest
change_test(const struct change *c)
{
	return (struct CMUnitTest){ c->name, check_change, NULL, NULL,
	    (void *)(uintptr_t)c };
}

#endif
