/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fetch.h -- files from the publishers: over the net, whole, and not twice.
 *
 * A file is fetched to a *path*.  Beside it stand "path.fetched", a few lines
 * about where it came from, and, while it is not whole, "path.part" and
 * "path.part.fetched".  A transfer that broke off goes on where it ended.
 *
 *   D1  a file appears under its path whole, as long as the server said it is,
 *       or not at all; what stood there before stands until then
 *   D2  only addresses that address.h allows are asked, after a redirect too
 *   D3  the certificate of a server is verified; this cannot be turned off
 *   D4  a part is continued only when the server says that the file is still
 *       the one that the part is of
 *   D5  what is there and has not changed is not sent again
 *   D6  no more than the ceiling is ever written
 *   D7  a web page that comes in the place of a file is not taken for it
 *   D8  one transfer at a time writes a path
 *
 * Proxies are taken from the environment (https_proxy, no_proxy).  Nothing is
 * sent but the address, the program's name and version, and what D4 and D5
 * need: no cookie, no login.
 */
#ifndef CC_WIRE_FETCH_H
#define CC_WIRE_FETCH_H

#include "base/err.h"
#include "base/str.h"

#define FETCH_CEILING	((uint64_t)4 << 30)
#define FETCH_REDIRECTS	5
#define FETCH_SHA256	65	/* in hexadecimal, with the NUL */

/*
 * Told how much there is of how much (0: not known), a few times a second;
 * false ends the transfer, and the part stays.
 */
typedef bool fetch_progress_fn(void *ctx, uint64_t have, uint64_t whole);

/* 0 or NULL in a member stands for what is said beside it. */
struct fetch_options {
	uint64_t ceiling;		/* bytes of one file: FETCH_CEILING */
	unsigned connect_seconds;	/* until somebody answers: 30 */
	unsigned stall_seconds;		/* without 100 bytes a second: 60 */
	unsigned pause_ms;		/* before the one retry: 2000 */
	const char *ca_file;		/* certificates: the system's */
	const char *mirror;		/* https://HOST/PATH is asked for as
					   MIRROR/HOST/PATH */
	fetch_progress_fn *progress;	/* nobody is told */
	void	*ctx;
};

enum fetch_outcome {
	FETCH_NEW,		/* the file is there, and was not before */
	FETCH_UNCHANGED,	/* the file is there, the same as before */
	FETCH_ABSENT,		/* the server has no such file (404, 410) */
	FETCH_PAGE,		/* it gave a page instead (D7): its terms, or
				   words of excuse */
};

/* "new", "unchanged" ... */
const char *fetch_outcome_word(enum fetch_outcome o);

struct fetched {
	enum fetch_outcome outcome;
	uint64_t size;			/* bytes of the file; 0 if none */
	uint64_t came;			/* bytes that came over the net */
	char	 sha256[FETCH_SHA256];	/* of the file; empty if none */
};

struct fetcher;

/*
 * Make ready to fetch; connections are kept between files.  *options is copied,
 * what it points at is not.  RC_MEMORY; RC_IO: libcurl cannot work here.
 */
MUST_USE enum rc fetcher_new(const struct fetch_options *options,
    struct fetcher **out, struct err *err);

/* NULL is fine. */
void fetcher_free(struct fetcher *f);

/*
 * Have the file of `url` at `path`, whose folder exists.  A page is taken only
 * if `path` ends in ".html".  Failures that may pass are tried once again.
 *
 * RC_INVALID: the address is not allowed (D2).  RC_IO: the net, the server or
 * the disk; the sentence names the host and what to do.  RC_RANGE: larger than
 * the ceiling.  RC_STOPPED: progress said so.  RC_MEMORY.  On failure *out is
 * untouched, and what stood at `path` still stands.
 */
MUST_USE enum rc fetch_file(struct fetcher *f, const char *url,
    const char *path, struct fetched *out, struct err *err);

#endif
