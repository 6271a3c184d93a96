/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_in.c -- lines to the parser, until a record is whole.
 *
 * After a line that is not JSON, reading goes on where a record seems to begin:
 * at a line whose first byte is a brace.
 */
#include "interop/json_in.h"

#include <stdio.h>
#include <stdlib.h>

#include "interop/json_build.h"

#define WINDOW ((size_t)256 << 10)

struct json_in {
	struct json_builder b;
	struct file_stream *stream;
	char	*window;
	size_t	 from, to;		/* bytes in it, not fed yet */
	uint64_t offset;		/* of `from`, in the file */
	uint64_t lines;			/* ended before it */
	uint64_t bytes, records;
	bool	 over;			/* the stream has ended */
	bool	 skipping;		/* to a line that begins with a brace */
	bool	 line_began;		/* `from` is inside a line */
};

static const struct json_limits limits = { JSON_DEPTH - 8, JSON_VALUE_MAX };

/* See json_in.h. */
struct json_in *
json_in_open(struct file_stream *in, const struct json_in_options *options,
    const struct finding_sink *sink)
{
	struct json_in *j = calloc(1, sizeof *j);

	if (j == NULL)
		return NULL;
	j->stream = in;
	j->b.sink = sink;
	json_plans_init(&j->b.plans);
	json_room_init(&j->b.room);
	for (unsigned i = 0; i < ABOVE_N; i++)
		json_room_init(&j->b.above[i].room);
	buf_init(&j->b.path, 4096);
	j->window = malloc(WINDOW);
	j->b.order = json_order_new(options->guides);
	j->b.parser = json_parser_new(&json_build_listener, &j->b, &limits);
	json_build_begin(&j->b);
	if (j->window != NULL && j->b.order != NULL && j->b.parser != NULL &&
	    !j->b.failed)
		return j;
	json_in_close(j);
	return NULL;
}

/* See json_in.h. */
void
json_in_close(struct json_in *j)
{
	if (j == NULL)
		return;
	json_parser_free(j->b.parser);
	json_order_free(j->b.order);
	json_plans_fini(&j->b.plans);
	json_room_fini(&j->b.room);
	for (unsigned i = 0; i < ABOVE_N; i++)
		json_room_fini(&j->b.above[i].room);
	for (unsigned i = 0; i < j->b.n_held; i++)
		json_room_fini(&j->b.held[i].room);
	VEC_FREE(&j->b.events);
	VEC_FREE(&j->b.foreign);
	VEC_FREE(&j->b.texts);
	buf_fini(&j->b.path);
	free(j->window);
	free(j);
}

/* ---- lines -------------------------------------------------------------- */

/* Read more behind what is there. */
static enum rc
fill_window(struct json_in *j, struct err *err)
{
	size_t got = 0;
	enum rc rc;

	if (j->from != 0) {
		memmove(j->window, j->window + j->from, j->to - j->from);
		j->to -= j->from;
		j->from = 0;
	}
	rc = file_stream_read(j->stream, j->window + j->to, WINDOW - j->to,
	    &got, err);
	if (rc != RC_OK)
		return rc;
	j->over = got == 0;
	j->to += got;
	j->bytes += got;
	return RC_OK;
}

/* The next line, or as much of it as fits; empty at the end. */
static enum rc
next_piece(struct json_in *j, str *out, struct err *err)
{
	size_t seen = 0;
	enum rc rc;

	for (;;) {
		size_t n = j->to - j->from;
		const char *p = j->window + j->from;
		const char *end = memchr(p + seen, '\n', n - seen);

		*out = (str){ p, end != NULL ? (size_t)(end - p) + 1 : n };
		if (end != NULL || j->over || n == WINDOW)
			return RC_OK;
		seen = n;
		rc = fill_window(j, err);
		if (rc != RC_OK)
			return rc;
	}
}

/* What next_piece() gave was dealt with. */
static void
take_piece(struct json_in *j, str piece)
{
	j->line_began = piece.n != 0 && piece.p[piece.n - 1] != '\n';
	j->lines += !j->line_began;
	j->from += piece.n;
	j->offset += piece.n;
}

/* ---- faults ------------------------------------------------------------- */

/* Report what the parser could not read, and look for the next record. */
static enum rc
report_fault(struct json_in *j, enum rc rc, bool ended, struct err *err)
{
	struct json_builder *b = &j->b;
	struct json_place at = json_parser_where(b->parser);
	char line[24];

	if (b->failed || (rc != RC_SYNTAX && rc != RC_RANGE))
		return b->failed ? fail(err, RC_MEMORY, "no memory for the "
		    "record in line %llu", (unsigned long long)b->line) : rc;
	snprintf(line, sizeof line, "%llu", (unsigned long long)b->line);
	if (rc == RC_RANGE)
		json_build_report(b, FINDING_JSON_TOO_LARGE, STR(""), at,
		    STR(""), err->msg, NULL);
	else if (ended && b->begun)
		json_build_report(b, FINDING_JSON_CUT_OFF, STR(""), at,
		    STR(""), line, NULL);
	else
		json_build_report(b, FINDING_JSON_SYNTAX, STR(""), at, STR(""),
		    err->msg, NULL);
	json_build_lost(b);
	json_build_begin(b);
	j->skipping = true;
	return RC_OK;
}

/* True when the piece begins a line that may begin a record. */
static bool
may_begin(const struct json_in *j, str piece)
{
	return !j->line_began && piece.n != 0 && piece.p[0] == '{';
}

/* The parser begins anew at what comes next. */
static enum rc
restart(struct json_in *j, struct err *err)
{
	const struct json_place at = { j->offset, j->lines + 1, 1 };

	j->skipping = false;
	return json_parser_restart(j->b.parser, at) ? RC_OK :
	    fail(err, RC_MEMORY, "no memory to read JSON");
}

/* ---- records ------------------------------------------------------------ */

/* Feed a piece; a record may be whole then. */
static enum rc
feed(struct json_in *j, str piece, struct err *err)
{
	const str mark = STR("\xEF\xBB\xBF");
	str text = piece;
	enum rc rc = RC_OK;

	/* The mark that some editors put in front. */
	if (j->offset == 0 && str_starts(text, mark)) {
		text = (str){ text.p + mark.n, text.n - mark.n };
		rc = json_parser_feed(j->b.parser, STR("   "), err);
	}
	if (rc == RC_OK)
		rc = json_parser_feed(j->b.parser, text, err);
	take_piece(j, piece);
	if (rc != RC_OK)
		rc = report_fault(j, rc, false, err);
	return rc;
}

/* There is nothing more to feed. */
static enum rc
end_input(struct json_in *j, struct err *err)
{
	enum rc rc = j->skipping ? RC_OK : json_parser_end(j->b.parser, err);

	return rc == RC_OK ? RC_OK : report_fault(j, rc, true, err);
}

/* See json_in.h. */
enum rc
json_in_next(struct json_in *j, struct item *out, struct err *err)
{
	enum rc rc;
	str piece;

	*out = (struct item){ NULL, NULL, NULL };
	if (j->b.whole)
		json_build_begin(&j->b);
	for (;;) {
		rc = next_piece(j, &piece, err);
		if (rc != RC_OK)
			return rc;
		if (piece.n == 0)
			return end_input(j, err);
		if (j->skipping && !may_begin(j, piece)) {
			take_piece(j, piece);
			continue;
		}
		if (j->skipping)
			rc = restart(j, err);
		if (rc == RC_OK)
			rc = feed(j, piece, err);
		if (rc != RC_OK)
			return rc;
		if (!j->b.whole || j->b.nested != 0)
			continue;
		if (json_build_end(&j->b, out)) {
			j->records++;
			return RC_OK;
		}
		json_build_begin(&j->b);
	}
}

/* See json_in.h. */
uint64_t
json_in_line(const struct json_in *j)
{
	return j->b.line;
}

/* See json_in.h. */
uint64_t
json_in_bytes(const struct json_in *j)
{
	return j->bytes;
}

/* See json_in.h. */
uint64_t
json_in_records(const struct json_in *j)
{
	return j->records;
}
