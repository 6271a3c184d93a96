/* SPDX-License-Identifier: Apache-2.0 */
/*
 * err.h -- failures: our own operation did not happen.
 *
 * A function that can fail returns an enum rc and fills the caller's struct
 * err with one sentence for a person.  There is no hidden last error.  What is
 * wrong with somebody's data is not a failure but a finding (finding.h).
 *
 *   E1  an error text never holds what a file says inside, only names,
 *       places and numbers of ours
 *   E2  on RC_OK the struct err is untouched
 */
#ifndef CC_BASE_ERR_H
#define CC_BASE_ERR_H

#if defined(__GNUC__)
# define PRINTF(f, a) __attribute__((format(printf, f, a)))
# define MUST_USE __attribute__((warn_unused_result))
#else
# define PRINTF(f, a)
# define MUST_USE
#endif

enum rc {
	RC_OK,
	RC_INVALID,	/* what we were given breaks a rule of the interface */
	RC_RANGE,	/* a ceiling or a number's range was exceeded */
	RC_MEMORY,	/* no memory, or an arena's ceiling */
	RC_IO,		/* the operating system refused to read or write */
	RC_SYNTAX,	/* a text of ours (guide, rule file) cannot be read */
	RC_STOPPED,	/* the caller asked us to stop */
};

struct err {
	enum rc	rc;
	char	msg[256];	/* one sentence, cut at the size */
};

/*
 * Fill *e and return `rc`, so that a caller can write
 * `return fail(err, RC_RANGE, "...")`.  `e` may be NULL: only the code counts.
 * The arguments may be from *e itself: fail(e, rc, "line %d: %s", n, e->msg).
 */
enum rc PRINTF(3, 4) fail(struct err *e, enum rc rc, const char *fmt, ...);

/*
 * As fail(), and adds ": " and the text of errno as it was on entry.  Where
 * both do not fit it is the sentence that is cut, not the reason.
 */
enum rc PRINTF(3, 4) fail_errno(struct err *e, enum rc rc, const char *fmt,
    ...);

#endif
