/* SPDX-License-Identifier: Apache-2.0 */
/* json.c -- libyajl behind json.h. */
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <yajl/yajl_parse.h>

struct json_parser {
	yajl_handle yajl;
	const struct json_listener *listener;
	void	*ctx;
	struct json_limits limits;
	unsigned depth;
	enum rc	rc;		/* why we stopped, and in words: */
	const char *why;	/* NULL: we did not */
	str	 bytes;		/* fed last */
	struct json_place at;	/* where they begin */
	struct json_place next;	/* where what comes after them does */
	struct json_place asked;	/* the place told last, in them */
	uint64_t told;		/* offset behind what was told last */
	bool	 failed;
	bool	 blank;		/* nothing but white space was fed */
	/* How far into an escape they end (J2). */
	unsigned escape;	/* bytes of it there are; 0: none is open */
	unsigned unit;		/* what its digits say */
	bool	 half;		/* the one before was half a pair */
};

/* See json.h. */
const char *
json_type_words(enum json_type type)
{
	static const char *const words[] = { "null", "false", "true",
		"a number", "a text", "an object", "an array" };

	return words[type];
}

/* ---- events ------------------------------------------------------------- */

/* Stop with a reason of our own. */
static int
refuse(struct json_parser *p, enum rc rc, const char *why)
{
	p->rc = rc;
	p->why = why;
	return 0;
}

/* Remember how far was told; passes on what the listener returned. */
static int
told(struct json_parser *p, bool go_on)
{
	p->told = p->at.offset + yajl_get_bytes_consumed(p->yajl);
	return go_on;
}

static int
open_bracket(struct json_parser *p, enum json_type type)
{
	if (p->depth == p->limits.depth)
		return refuse(p, RC_RANGE, "objects or arrays nested too deep");
	p->depth++;
	return told(p, p->listener->open(p->ctx, type));
}

static int
close_bracket(struct json_parser *p, enum json_type type)
{
	p->depth--;
	return told(p, p->listener->close(p->ctx, type));
}

static int
tell_value(struct json_parser *p, enum json_type type, const void *s, size_t n)
{
	if (n > p->limits.value)
		return refuse(p, RC_RANGE, "a value that is too long");
	if (!str_is_utf8((str){ s, n }))
		return refuse(p, RC_SYNTAX, "bytes that are not UTF-8");
	return told(p, p->listener->value(p->ctx, type, (str){ s, n }));
}

static int
on_null(void *p)
{
	return tell_value(p, JSON_NULL, NULL, 0);
}

static int
on_boolean(void *p, int value)
{
	return tell_value(p, value != 0 ? JSON_TRUE : JSON_FALSE, NULL, 0);
}

static int
on_number(void *p, const char *s, size_t n)
{
	return tell_value(p, JSON_NUMBER, s, n);
}

static int
on_string(void *p, const unsigned char *s, size_t n)
{
	return tell_value(p, JSON_STRING, s, n);
}

static int
on_key(void *ctx, const unsigned char *s, size_t n)
{
	struct json_parser *p = ctx;

	const str name = { (const char *)s, n };

	if (n > p->limits.value)
		return refuse(p, RC_RANGE, "a name that is too long");
	if (!str_is_utf8(name))
		return refuse(p, RC_SYNTAX, "bytes that are not UTF-8");
	return told(p, p->listener->key(p->ctx, name));
}

static int
on_open_object(void *p)
{
	return open_bracket(p, JSON_OBJECT);
}

static int
on_close_object(void *p)
{
	return close_bracket(p, JSON_OBJECT);
}

static int
on_open_array(void *p)
{
	return open_bracket(p, JSON_ARRAY);
}

static int
on_close_array(void *p)
{
	return close_bracket(p, JSON_ARRAY);
}

/* With yajl_number set, yajl converts no number itself (J1). */
static const yajl_callbacks callbacks = {
	.yajl_null = on_null, .yajl_boolean = on_boolean,
	.yajl_number = on_number, .yajl_string = on_string,
	.yajl_start_map = on_open_object, .yajl_map_key = on_key,
	.yajl_end_map = on_close_object, .yajl_start_array = on_open_array,
	.yajl_end_array = on_close_array,
};

/* ---- life --------------------------------------------------------------- */

static bool
start(struct json_parser *p, struct json_place at)
{
	p->yajl = yajl_alloc(&callbacks, NULL, p);
	if (p->yajl == NULL)
		return false;
	yajl_config(p->yajl, yajl_allow_multiple_values, 1);
	/* Its check lets overlong forms pass; ours is stricter (J2). */
	yajl_config(p->yajl, yajl_dont_validate_strings, 1);
	p->at = p->asked = p->next = at;
	p->told = at.offset;
	p->bytes = (str){ NULL, 0 };
	p->depth = 0;
	p->why = NULL;
	p->failed = false;
	p->blank = true;
	p->escape = 0;
	p->half = false;
	return true;
}

/* See json.h. */
struct json_parser *
json_parser_new(const struct json_listener *listener, void *ctx,
    const struct json_limits *limits)
{
	struct json_parser *p = calloc(1, sizeof *p);

	if (p == NULL)
		return NULL;
	p->listener = listener;
	p->ctx = ctx;
	p->limits = *limits;
	if (start(p, (struct json_place){ 0, 1, 1 }))
		return p;
	free(p);
	return NULL;
}

/* See json.h. */
bool
json_parser_restart(struct json_parser *p, struct json_place next)
{
	yajl_free(p->yajl);
	if (start(p, next))
		return true;
	p->yajl = NULL;
	p->failed = true;
	return false;
}

/* See json.h. */
void
json_parser_free(struct json_parser *p)
{
	if (p == NULL)
		return;
	if (p->yajl != NULL)
		yajl_free(p->yajl);
	free(p);
}

/* ---- parsing ------------------------------------------------------------ */

/* Move *at over the first `n` of the bytes. */
static void
pass(struct json_place *at, str bytes, size_t n)
{
	const char *p = bytes.p, *end, *line = NULL;

	if (n == 0)
		return;
	end = p + n;
	at->offset += n;
	while (p != end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL) {
		at->line++;
		line = ++p;
	}
	if (line != NULL)
		at->column = (uint64_t)(end - line) + 1;
	else
		at->column += n;
}

/* yajl's words for what is wrong, "parse error: premature EOF\n", without
 * what is around them; they quote nothing of the text. */
static enum rc
syntax(struct json_parser *p, struct err *err)
{
	unsigned char *said = yajl_get_error(p->yajl, 0, NULL, 0);
	str why = str_of((const char *)said), kind = why;

	str_cut(&kind, ':');
	if (kind.n != 0)
		why = kind;
	why = str_trim(why);
	if (why.n != 0 && why.p[why.n - 1] == '.')
		why.n--;
	(void)fail(err, RC_SYNTAX, STR_FMT, STR_ARG(why));
	if (said != NULL)
		yajl_free_error(p->yajl, said);
	return RC_SYNTAX;
}

/* An escape grows by `c`.  False when half of a surrogate pair stands without
 * the other. */
static bool
follow_escape(struct json_parser *p, char c)
{
	unsigned low = (unsigned char)(c | 0x20);
	bool second;

	if (p->escape == 1 && c != 'u') {
		p->escape = 0;
		return !p->half;
	}
	if (p->escape++ == 1) {
		p->unit = 0;
		return true;
	}
	p->unit = p->unit << 4 | (low <= '9' ? low & 15 : (low & 15) + 9);
	if (p->escape < 6)
		return true;
	p->escape = 0;
	second = (p->unit & 0xFC00) == 0xDC00;
	if (p->half != second)
		return false;
	p->half = (p->unit & 0xFC00) == 0xD800;
	return true;
}

/* How many of the bytes come before one that leaves half a surrogate pair
 * alone?  yajl would put something in its place. */
static size_t
whole_characters(struct json_parser *p, str bytes)
{
	const char *at = bytes.p, *end = at + bytes.n;

	for (; at != end; at++) {
		if (p->escape != 0) {
			if (!follow_escape(p, *at))
				break;
			continue;
		}
		if (p->half && *at != '\\')
			break;
		if (*at != '\\')
			at = memchr(at, '\\', (size_t)(end - at));
		if (at == NULL)
			return bytes.n;
		p->escape = 1;
	}
	return (size_t)(at - bytes.p);
}

/* What yajl's answer means. */
static enum rc
judge(struct json_parser *p, yajl_status status, struct err *err)
{
	if (status == yajl_status_ok)
		return RC_OK;
	p->failed = true;
	if (p->why != NULL)
		return fail(err, p->rc, "%s", p->why);
	if (status == yajl_status_client_canceled)
		return fail(err, RC_STOPPED, "stopped");
	return syntax(p, err);
}

/* See json.h. */
enum rc
json_parser_feed(struct json_parser *p, str bytes, struct err *err)
{
	size_t whole = whole_characters(p, bytes);
	enum rc rc;

	if (p->failed)
		return fail(err, RC_INVALID, "the parser has failed before");
	p->at = p->asked = p->next;
	p->bytes = bytes;
	pass(&p->next, bytes, bytes.n);
	p->blank = p->blank && str_trim(bytes).n == 0;
	rc = judge(p, yajl_parse(p->yajl, (const unsigned char *)bytes.p,
	    whole), err);
	if (rc == RC_OK && whole != bytes.n) {
		(void)refuse(p, RC_SYNTAX, "half of a surrogate pair");
		rc = judge(p, yajl_status_error, err);
	}
	if (rc == RC_OK && p->depth != 0 &&
	    p->at.offset + bytes.n - p->told > p->limits.value) {
		p->failed = true;
		rc = fail(err, RC_RANGE, "a value that is too long");
	}
	return rc;
}

/* See json.h. */
enum rc
json_parser_end(struct json_parser *p, struct err *err)
{
	if (p->failed)
		return fail(err, RC_INVALID, "the parser has failed before");
	p->at = p->asked = p->next;
	p->bytes = (str){ NULL, 0 };
	if (p->blank)
		return RC_OK;
	return judge(p, yajl_complete_parse(p->yajl), err);
}

/* See json.h. */
unsigned
json_parser_depth(const struct json_parser *p)
{
	return p->depth;
}

static bool
is_between(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' ||
	    c == ':';
}

/* See json.h. */
struct json_place
json_parser_where(struct json_parser *p)
{
	size_t n = 0, end = p->bytes.n, from;

	if (p->failed && p->why == NULL) {
		size_t used = yajl_get_bytes_consumed(p->yajl);

		n = used != 0 ? used - 1 : 0;
	} else {
		if (p->told > p->at.offset)
			n = (size_t)(p->told - p->at.offset);
		while (n < end && is_between(p->bytes.p[n]))
			n++;
	}
	if (n > end)
		n = end;
	/* Lines are counted from where they were counted to. */
	from = (size_t)(p->asked.offset - p->at.offset);
	if (n < from) {
		p->asked = p->at;
		from = 0;
	}
	pass(&p->asked, (str){ n == from ? NULL : p->bytes.p + from,
	    end - from }, n - from);
	return p->asked;
}
