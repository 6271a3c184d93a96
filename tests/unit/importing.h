/* SPDX-License-Identifier: Apache-2.0 */
/* importing.h -- files of a few lines read into a book, for tests. */
#ifndef CC_TESTS_IMPORTING_H
#define CC_TESTS_IMPORTING_H

#include "unit.h"

#include "codes/import.h"
#include "codes/look.h"

struct importing {
	struct build *build;
	struct buf bytes;
	struct book book;
	struct err err;
	uint32_t rows;		/* of the last file */
	str	 aside;
};

static inline void
importing_init(struct importing *m)
{
	*m = (struct importing){ .build = build_new() };
	assert_non_null(m->build);
}

/* Read a file; those of a few lines are taken for the starter's, so that they
 * may be short. */
static inline enum rc
import_bytes(struct importing *m, const char *name, str bytes, bool starter)
{
	const struct source s = { str_of(name), str_of(name), bytes };
	struct import in = { .build = m->build, .source = &s,
	    .from = DATE_NONE, .until = DATE_NONE, .starter = starter };
	struct import_result r;
	enum rc rc = import_source(&in, &r, &m->err);

	if (rc == RC_OK)
		assert_non_null(r.importer);
	m->rows = r.rows;
	m->aside = in.aside;
	return rc;
}

static inline void
import_text(struct importing *m, const char *name, const char *text)
{
	if (import_bytes(m, name, str_of(text), true) != RC_OK)
		fail_msg("%s", m->err.msg);
}

/* The file is refused, and the message has all of these words. */
static inline void
expect_refusal(const char *name, const char *text, const char *const words[],
    size_t n)
{
	struct importing m;

	importing_init(&m);
	assert_int_not_equal(import_bytes(&m, name, str_of(text), true),
	    RC_OK);
	for (size_t i = 0; i < n; i++)
		if (strstr(m.err.msg, words[i]) == NULL)
			fail_msg("\"%s\" is not in \"%s\"", words[i],
			    m.err.msg);
	build_free(m.build);
}

#define REFUSED(name, text, ...) \
	expect_refusal(name, text, (const char *const[]){ __VA_ARGS__ }, \
	    LENGTH(((const char *const[]){ __VA_ARGS__ })))

/* Make the book of what was read. */
static inline void
importing_finish(struct importing *m)
{
	buf_init(&m->bytes, 1 << 26);
	if (build_finish(m->build, NULL, NULL, &m->bytes, &m->err) != RC_OK ||
	    book_open_memory(&m->book, buf_str(&m->bytes), "test", &m->err) !=
	    RC_OK)
		fail_msg("%s", m->err.msg);
	assert_int_equal(book_verify(&m->book, &m->err), RC_OK);
	build_free(m->build);
	m->build = NULL;
}

static inline void
importing_fini(struct importing *m)
{
	buf_fini(&m->bytes);
	build_free(m->build);
}

static inline date
day(int y, int m, int d)
{
	date on = DATE_NONE;

	assert_true(date_from_ymd(y, m, d, &on));
	return on;
}

static inline code_key
K(const char *text)
{
	return code_pack(str_of(text));
}

static inline enum code_state
state_on(const struct importing *m, enum code_system s, const char *code,
    date on)
{
	return code_on(&m->book, s, K(code), on).state;
}

static inline void
expect_title(const struct importing *m, enum code_system s, const char *code,
    date on, const char *title)
{
	const struct book_code *c = book_code(&m->book, s, K(code));
	const struct book_title *t;
	char found[512] = "";

	assert_non_null(c);
	t = code_title_on(&m->book, c, on);
	if (t != NULL)
		snprintf(found, sizeof found, STR_FMT,
		    STR_ARG(book_text(&m->book, t->full)));
	assert_string_equal(found, title);
}

static inline void
expect_fact(const struct importing *m, enum code_system s, const char *code,
    enum fact_kind kind, date on, const char *text)
{
	const struct book_code *c = book_code(&m->book, s, K(code));
	char found[512];

	assert_non_null(c);
	snprintf(found, sizeof found, STR_FMT,
	    STR_ARG(code_fact_on(&m->book, c, kind, on)));
	assert_string_equal(found, text);
}

/* The value of the pair that holds; -1: there is none.  `right` NULL:
 * NO_ROW. */
static inline int64_t
value_of(const struct importing *m, enum relation r, const char *left,
    const char *right, date on)
{
	uint32_t from = book_row(&m->book, relation_left(r), K(left));
	uint64_t to = NO_ROW;
	enum book_basis basis;
	const struct book_pair *p;

	assert_int_not_equal(from, NO_ROW);
	if (right != NULL && relation_right(r) == SYSTEM_NUMBER)
		assert_true(str_to_u64(str_of(right), UINT32_MAX, &to));
	else if (right != NULL)
		to = book_row(&m->book, relation_right(r), K(right));
	p = pair_on(&m->book, r, from, (uint32_t)to, on, &basis);
	return p != NULL ? (int64_t)p->value : -1;
}

#endif
