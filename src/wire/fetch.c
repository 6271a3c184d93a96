/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fetch.c -- one file over the net with libcurl.
 *
 * fetch_file() tries twice.  A try asks the address, and follows redirects by
 * itself, so that each is judged by the same rule (D2).  What comes goes to the
 * part (fetch_part.h); what the answer means is decided when it has ended.
 */
#include "wire/fetch.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <strings.h>
#include <time.h>

#include <sodium.h>

#include "base/version.h"
#include "wire/curl.h"
#include "wire/fetch_part.h"

#define AGENT		"cleanclaim/" CLEANCLAIM_VERSION
#define EXCUSE_MAX	((uint64_t)1 << 20)	/* of a useless body */
#define WAIT_MAX	60		/* seconds a server may ask for */

struct fetcher {
	CURL	*curl;
	struct fetch_options options;
};

/* One try. */
struct transfer {
	struct fetcher *f;
	const char *url;	/* as asked for */
	const char *path;
	str	 host;		/* of whom we ask now, for messages */
	struct fetch_state old;	/* of the file at `path`; no url: none */
	struct fetch_part part;
	uint64_t whole;		/* bytes the file will have; 0: not known */
	uint64_t came;
	uint64_t excuse;	/* bytes of a body that is of no use */
	bool	 begun;		/* the body of use has begun */
	bool	 again;		/* the failure may pass */
	enum rc	 stopped;	/* why a callback ended it; *err says more */
	struct err *err;
};

/* See fetch.h. */
const char *
fetch_outcome_word(enum fetch_outcome o)
{
	static const char *const words[] = {
		[FETCH_NEW] = "new",
		[FETCH_UNCHANGED] = "unchanged",
		[FETCH_ABSENT] = "absent",
		[FETCH_PAGE] = "page",
	};

	return words[o];
}

/* ---- opening -------------------------------------------------------- */

/* Set what is the same for all files; false when libcurl cannot do it. */
static bool
set_common(CURL *c, const struct fetch_options *o)
{
	CURLcode bad = CURLE_OK;

#define SET(option, value) (bad |= curl_easy_setopt(c, (option), (value)))
	SET(CURLOPT_USERAGENT, AGENT);
	SET(CURLOPT_NOSIGNAL, 1L);
	SET(CURLOPT_PROTOCOLS_STR, "https,http");
	SET(CURLOPT_FOLLOWLOCATION, 0L);
	SET(CURLOPT_SSL_VERIFYPEER, 1L);
	SET(CURLOPT_SSL_VERIFYHOST, 2L);
	SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	SET(CURLOPT_CONNECTTIMEOUT, (long)o->connect_seconds);
	SET(CURLOPT_LOW_SPEED_LIMIT, 100L);
	SET(CURLOPT_LOW_SPEED_TIME, (long)o->stall_seconds);
	SET(CURLOPT_NOPROGRESS, 0L);
	if (o->ca_file != NULL)
		SET(CURLOPT_CAINFO, o->ca_file);
#undef SET
	return bad == CURLE_OK;
}

/* See fetch.h. */
enum rc
fetcher_new(const struct fetch_options *options, struct fetcher **out,
    struct err *err)
{
	struct fetcher *f = calloc(1, sizeof *f);
	struct fetch_options *o;

	if (f == NULL)
		return fail(err, RC_MEMORY, "no memory to fetch files");
	f->options = *options;
	o = &f->options;
	o->ceiling = o->ceiling != 0 ? o->ceiling : FETCH_CEILING;
	o->connect_seconds = o->connect_seconds != 0 ? o->connect_seconds : 30;
	o->stall_seconds = o->stall_seconds != 0 ? o->stall_seconds : 60;
	o->pause_ms = o->pause_ms != 0 ? o->pause_ms : 2000;
	if (curl_load() &&
	    curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK &&
	    sodium_init() >= 0)
		f->curl = curl_easy_init();
	if (f->curl == NULL || !set_common(f->curl, o)) {
		fetcher_free(f);
		return fail(err, RC_IO, "libcurl cannot work here");
	}
	*out = f;
	return RC_OK;
}

/* See fetch.h. */
void
fetcher_free(struct fetcher *f)
{
	if (f == NULL)
		return;
	if (f->curl != NULL)
		curl_easy_cleanup(f->curl);
	free(f);
}

/* ---- what libcurl tells us ------------------------------------------ */

static long
status_of(const struct transfer *t)
{
	long status = 0;

	curl_easy_getinfo(t->f->curl, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

/* A header of the answer; empty if it is not there, or is no plain text. */
static void
header(const struct transfer *t, const char *name, char to[FETCH_TAG])
{
	struct curl_header *h;
	size_t n;

	to[0] = '\0';
	if (curl_easy_header(t->f->curl, name, 0, CURLH_HEADER, -1, &h) !=
	    CURLHE_OK)
		return;
	n = strlen(h->value);
	if (n >= FETCH_TAG)
		return;
	for (size_t i = 0; i < n; i++)
		if (h->value[i] < ' ' || h->value[i] > '~')
			return;
	memcpy(to, h->value, n + 1);
}

/* "bytes 100-199/200": does it begin where the part ends?  Sets t->whole. */
static bool
range_fits(struct transfer *t)
{
	char text[FETCH_TAG];
	uint64_t from, to;

	header(t, "Content-Range", text);
	return sscanf(text, "bytes %" SCNu64 "-%" SCNu64 "/%" SCNu64, &from,
	    &to, &t->whole) == 3 && from == t->part.have && to >= from &&
	    to + 1 == t->whole;
}

/* Is the answer a page where a file was asked for (D7)? */
static bool
is_page(const struct transfer *t)
{
	char type[FETCH_TAG];
	size_t n = strlen(t->path);

	header(t, "Content-Type", type);
	return strncasecmp(type, "text/html", 9) == 0 &&
	    !(n > 5 && strcmp(t->path + n - 5, ".html") == 0);
}

/* End the transfer from within a callback. */
static bool
stop(struct transfer *t, enum rc rc)
{
	t->stopped = rc;
	return false;
}

static bool
too_large(struct transfer *t, uint64_t size)
{
	if (size <= t->f->options.ceiling)
		return false;
	stop(t, fail(t->err, RC_RANGE, "the file at " STR_FMT " is larger "
	    "than %" PRIu64 " bytes, more than may be fetched",
	    STR_ARG(t->host), t->f->options.ceiling));
	return true;
}

/* The first bytes of a file are about to come: from where on?  D4, D6 */
static bool
begin_body(struct transfer *t)
{
	struct fetch_state now = { .size = 0 };
	bool go_on = status_of(t) == 206;
	curl_off_t length = -1;
	enum rc rc;

	if (go_on && !range_fits(t)) {
		fetch_part_drop(&t->part);	/* the server is confused */
		t->again = true;
		return stop(t, fail(t->err, RC_IO, STR_FMT " sent a piece "
		    "that was not asked for; run it again",
		    STR_ARG(t->host)));
	}
	curl_easy_getinfo(t->f->curl, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
	    &length);
	if (!go_on)
		t->whole = length > 0 ? (uint64_t)length : 0;
	if (too_large(t, t->whole))
		return false;
	snprintf(now.url, sizeof now.url, "%s", t->url);
	header(t, "ETag", now.etag);
	header(t, "Last-Modified", now.modified);
	rc = fetch_part_begin(&t->part, go_on, &now, t->err);
	t->again = rc == RC_STOPPED;
	t->begun = rc == RC_OK;
	return rc == RC_OK || stop(t, rc == RC_STOPPED ? RC_IO : rc);
}

/* Bytes have come.  Returns how many were taken; less ends the transfer. */
static size_t
on_bytes(char *bytes, size_t one, size_t n, void *ctx)
{
	struct transfer *t = ctx;
	long status = status_of(t);
	enum rc rc;

	(void)one;
	t->came += n;
	if ((status != 200 && status != 206) || is_page(t))
		return (t->excuse += n) <= EXCUSE_MAX ? n : 0;
	if (!t->begun && !begin_body(t))
		return 0;
	if (too_large(t, t->part.have + n))
		return 0;
	rc = fetch_part_write(&t->part, bytes, n, t->err);
	if (rc != RC_OK)
		stop(t, rc);
	return rc == RC_OK ? n : 0;
}

/* Now and then: tell how far it is.  Not 0 ends the transfer. */
static int
on_progress(void *ctx, curl_off_t whole, curl_off_t have, curl_off_t up_whole,
    curl_off_t up)
{
	struct transfer *t = ctx;
	const struct fetch_options *o = &t->f->options;

	(void)whole;
	(void)have;
	(void)up_whole;
	(void)up;
	if (o->progress == NULL ||
	    o->progress(o->ctx, t->begun ? t->part.have : 0, t->whole))
		return 0;
	stop(t, fail(t->err, RC_STOPPED, "stopped; what has come is kept"));
	return 1;
}

/* ---- failures ------------------------------------------------------- */

#define PROXY_HINT "are you offline, or is a proxy needed (https_proxy)?"

/* What a person is told, and whether to try again. */
static const struct failure {
	CURLcode code;
	bool	 again;
	const char *says;
} failures[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, false,
	    "this name is not known here; " PROXY_HINT },
	{ CURLE_COULDNT_RESOLVE_PROXY, false,
	    "the name of the proxy is not known; look at https_proxy" },
	{ CURLE_COULDNT_CONNECT, true, "nobody answers; " PROXY_HINT },
	{ CURLE_OPERATION_TIMEDOUT, true,
	    "it answers too slowly; run it again later, it goes on" },
	{ CURLE_PARTIAL_FILE, true,
	    "the file broke off; run it again, it goes on" },
	{ CURLE_GOT_NOTHING, true,
	    "it hung up without an answer; run it again later" },
	{ CURLE_RECV_ERROR, true,
	    "the connection broke; run it again, it goes on" },
	{ CURLE_SEND_ERROR, true,
	    "the connection broke; run it again, it goes on" },
	{ CURLE_HTTP2_STREAM, true,
	    "the connection broke; run it again, it goes on" },
	{ CURLE_PROXY, false, "the proxy refuses; look at https_proxy" },
	{ CURLE_PEER_FAILED_VERIFICATION, false,
	    "its certificate cannot be trusted; is the clock right, does a "
	    "proxy need a certificate of its own?" },
	{ CURLE_SSL_CACERT_BADFILE, false,
	    "the file of trusted certificates cannot be read" },
	{ CURLE_SSL_CONNECT_ERROR, true,
	    "no secure connection came about; does a proxy stand between?" },
};

static enum rc
fail_transfer(struct transfer *t, CURLcode code)
{
	if (t->stopped != RC_OK)
		return t->stopped;
	for (size_t i = 0; i < sizeof failures / sizeof *failures; i++)
		if (failures[i].code == code) {
			t->again = failures[i].again;
			return fail(t->err, RC_IO, "cannot fetch from "
			    STR_FMT ": %s", STR_ARG(t->host),
			    failures[i].says);
		}
	return fail(t->err, code == CURLE_OUT_OF_MEMORY ? RC_MEMORY : RC_IO,
	    "cannot fetch from " STR_FMT ": %s", STR_ARG(t->host),
	    curl_easy_strerror(code));
}

/* An answer that is neither the file nor "there is none". */
static enum rc
fail_status(struct transfer *t, long status)
{
	const char *says = "it does not give the file";

	t->again = status == 408 || status == 429 || status >= 500;
	if (t->again)
		says = "it is busy or out of order; run it again later";
	else if (status == 407)
		says = "the proxy wants a login; put it into https_proxy";
	else if (status == 401 || status == 403)
		says = "it refuses; fetch the file with a browser and import "
		    "that";
	return fail(t->err, RC_IO, "cannot fetch from " STR_FMT
	    ": %s (HTTP %ld)", STR_ARG(t->host), says, status);
}

/* ---- one try -------------------------------------------------------- */

/* D4, D5: what the server needs to know of what we have; NULL: nothing. */
static bool
condition_headers(const struct transfer *t, struct curl_slist **list)
{
	char line[FETCH_TAG + 32];
	struct curl_slist *more = NULL;

	if (t->part.have > 0)
		snprintf(line, sizeof line, "If-Range: %s",
		    fetch_part_tag(&t->part));
	else if (t->old.etag[0] != '\0')
		snprintf(line, sizeof line, "If-None-Match: %s", t->old.etag);
	else if (t->old.modified[0] != '\0')
		snprintf(line, sizeof line, "If-Modified-Since: %s",
		    t->old.modified);
	else
		return true;
	more = curl_slist_append(NULL, line);
	*list = more;
	return more != NULL;
}

/* Ask `url`, whatever comes of it. */
static CURLcode
ask(struct transfer *t, const char *url)
{
	CURL *c = t->f->curl;
	struct curl_slist *headers = NULL;
	char range[32] = "";
	CURLcode code = CURLE_OUT_OF_MEMORY;

	t->excuse = 0;
	if (t->part.have > 0)
		snprintf(range, sizeof range, "%" PRIu64 "-", t->part.have);
	if (condition_headers(t, &headers)) {
		curl_easy_setopt(c, CURLOPT_URL, url);
		curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
		curl_easy_setopt(c, CURLOPT_RANGE,
		    range[0] != '\0' ? range : NULL);
		curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_bytes);
		curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
		curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, on_progress);
		curl_easy_setopt(c, CURLOPT_XFERINFODATA, t);
		code = curl_easy_perform(c);
		curl_easy_setopt(c, CURLOPT_HTTPHEADER, NULL);
	}
	curl_slist_free_all(headers);
	return code;
}

/*
 * Ask, and follow redirects to whoever answers otherwise (D2).  The address
 * that libcurl gives is its own until the next request, so it is copied.
 */
static CURLcode
ask_along(struct transfer *t, char at[ADDRESS_MAX + 1])
{
	CURLcode code = ask(t, at);

	for (int n = 0; code == CURLE_OK; n++) {
		const char *next = NULL;

		curl_easy_getinfo(t->f->curl, CURLINFO_REDIRECT_URL, &next);
		if (next == NULL || t->stopped != RC_OK)
			break;
		if (n == FETCH_REDIRECTS) {
			stop(t, fail(t->err, RC_IO, "cannot fetch from "
			    STR_FMT ": it redirects without end",
			    STR_ARG(t->host)));
			break;
		}
		if (!address_allowed(str_of(next))) {
			stop(t, fail(t->err, RC_IO, "cannot fetch from "
			    STR_FMT ": it redirects to an address that is "
			    "not https", STR_ARG(t->host)));
			break;
		}
		snprintf(at, ADDRESS_MAX + 1, "%s", next);
		t->host = address_host(str_of(at));
		code = ask(t, at);
	}
	return code;
}

/* The file has come as far as the server sent it: is that all?  D1 */
static enum rc
finish(struct transfer *t, struct fetched *out)
{
	struct fetch_state whole;
	enum rc rc;

	if (!t->begun && !begin_body(t))	/* a file of no bytes */
		return t->stopped;
	if (t->whole != 0 && t->part.have != t->whole)
		return fail_transfer(t, CURLE_PARTIAL_FILE);
	rc = fetch_part_finish(&t->part, &whole, t->err);
	if (rc != RC_OK)
		return rc;
	out->outcome = strcmp(whole.sha256, t->old.sha256) == 0 ?
	    FETCH_UNCHANGED : FETCH_NEW;
	out->size = whole.size;
	memcpy(out->sha256, whole.sha256, sizeof out->sha256);
	return RC_OK;
}

/* Say that the file at the path is what there is. */
static enum rc
keep_old(const struct transfer *t, struct fetched *out)
{
	out->outcome = FETCH_UNCHANGED;
	out->size = t->old.size;
	memcpy(out->sha256, t->old.sha256, sizeof out->sha256);
	return RC_OK;
}

/* What the answer means. */
static enum rc
understand(struct transfer *t, struct fetched *out)
{
	long status = status_of(t);

	if (t->stopped != RC_OK)
		return t->stopped;
	if (status == 304 && t->old.sha256[0] != '\0')
		return keep_old(t, out);
	if (status == 404 || status == 410) {
		out->outcome = FETCH_ABSENT;
		return RC_OK;
	}
	if (status == 416) {
		/* Nothing follows our part: it is none of this file. */
		fetch_part_drop(&t->part);
		fail_status(t, status);
		t->again = true;
		return RC_IO;
	}
	if (status != 200 && status != 206)
		return fail_status(t, status);
	if (is_page(t)) {
		out->outcome = FETCH_PAGE;
		return RC_OK;
	}
	return finish(t, out);
}

/* One try; t->again says if another is worth it. */
static enum rc
try_once(struct transfer *t, struct fetched *out)
{
	char at[ADDRESS_MAX + 1];
	CURLcode code;
	enum rc rc;

	snprintf(at, sizeof at, "%s", t->url);
	t->host = address_host(str_of(at));
	t->again = t->begun = false;
	t->stopped = RC_OK;
	t->whole = 0;
	if (!fetch_state_read(t->path, &t->old) ||
	    !fetch_state_holds(&t->old, t->path, t->url))
		memset(&t->old, 0, sizeof t->old);
	rc = fetch_part_look(&t->part, t->path, t->url, t->err);
	if (rc != RC_OK)
		return rc;
	code = ask_along(t, at);
	rc = code == CURLE_OK || t->excuse > EXCUSE_MAX ?
	    understand(t, out) : fail_transfer(t, code);
	fetch_part_close(&t->part);
	return rc;
}

/* Wait before the next try, as long as the server asks for. */
static void
wait_a_while(const struct fetcher *f)
{
	curl_off_t asked = 0;
	struct timespec pause = { f->options.pause_ms / 1000,
		f->options.pause_ms % 1000 * 1000000L };

	curl_easy_getinfo(f->curl, CURLINFO_RETRY_AFTER, &asked);
	if (asked > pause.tv_sec)
		pause.tv_sec = (time_t)(asked < WAIT_MAX ? asked : WAIT_MAX);
	while (nanosleep(&pause, &pause) != 0)
		continue;
}

/* Write the address to ask for `url`; false when it would be too long. */
static bool
through_mirror(const struct fetcher *f, const char *url,
    char asked[ADDRESS_MAX + 1])
{
	const char *mirror = f->options.mirror;
	static const char https[] = "https://";
	size_t n = sizeof https - 1;

	if (mirror == NULL || strncmp(url, https, n) != 0)
		return snprintf(asked, ADDRESS_MAX + 1, "%s", url) <=
		    ADDRESS_MAX;
	return snprintf(asked, ADDRESS_MAX + 1, "%s/%s", mirror, url + n) <=
	    ADDRESS_MAX;
}

/* See fetch.h. */
enum rc
fetch_file(struct fetcher *f, const char *url, const char *path,
    struct fetched *out, struct err *err)
{
	struct err why = { .msg = "" };
	char asked[ADDRESS_MAX + 1];
	struct transfer t = { .f = f, .url = asked, .path = path,
		.err = &why };
	struct fetched got = { .size = 0 };
	enum rc rc;

	if (!through_mirror(f, url, asked) || !address_allowed(str_of(asked)))
		return fail(err, RC_INVALID,
		    "only https addresses may be fetched");
	rc = try_once(&t, &got);
	if (rc != RC_OK && t.again) {
		wait_a_while(f);
		rc = try_once(&t, &got);
	}
	if (rc != RC_OK)
		return fail(err, rc, "%s", why.msg);
	got.came = t.came;
	*out = got;
	return RC_OK;
}
