/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h -- JSON read piece by piece, told as events.
 *
 * A parser is fed bytes as they come and calls a listener for each name, value,
 * and opening or closing bracket.  Several values may follow each other, with
 * white space between them or not, as in a file of one record a line.
 *
 *   J1  a number is told as the text it was written as: 10.10 stays 10.10
 *   J2  every name and text told is UTF-8 (RFC 3629), however it came; half
 *       of a surrogate pair is refused
 *   J3  memory does not grow with the input: nesting and the length of a
 *       value have limits
 *
 * Writing JSON is buf_json() (buf.h).
 */
#ifndef CC_BASE_JSON_H
#define CC_BASE_JSON_H

#include "base/err.h"
#include "base/str.h"

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING,
	JSON_OBJECT, JSON_ARRAY };

/* "null", "true", "a number", "a text", "an object" ... */
const char *json_type_words(enum json_type type);

/*
 * Who listens.  Texts are borrowed until the function returns.  One that
 * returns false ends the parsing.
 */
struct json_listener {
	bool	(*open)(void *ctx, enum json_type type);
	bool	(*close)(void *ctx, enum json_type type);
	bool	(*key)(void *ctx, str name);
	/* `text` is that of a number or string. */
	bool	(*value)(void *ctx, enum json_type type, str text);
};

struct json_limits {
	unsigned depth;		/* brackets open at once */
	size_t	 value;		/* bytes of one name or value, as written */
};

/* A place in what was fed, all from the first byte on. */
struct json_place {
	uint64_t offset;	/* bytes before it */
	uint64_t line;		/* 1 is the first */
	uint64_t column;	/* byte of the line, 1 is the first */
};

struct json_parser;

/* NULL when there is no memory.  `listener` and `ctx` stay the caller's. */
struct json_parser *json_parser_new(const struct json_listener *listener,
    void *ctx, const struct json_limits *limits);

/*
 * Parse `bytes`, which continue what was fed before.  RC_SYNTAX: this is not
 * JSON, and err->msg says why in a few words without a full stop; RC_RANGE: a
 * limit of J3, likewise; RC_STOPPED: the listener returned false.  After any
 * of these only where(), restart() and free() may be called.
 */
MUST_USE enum rc json_parser_feed(struct json_parser *p, str bytes,
    struct err *err);

/* The input has ended; it may have been empty.  RC_SYNTAX: not where a value
 * does. */
MUST_USE enum rc json_parser_end(struct json_parser *p, struct err *err);

/* Brackets open now. */
unsigned json_parser_depth(const struct json_parser *p);

/*
 * Where the name, value or bracket stands that the listener is told of; after a
 * failure, where parsing ended.  Before the bytes fed last only their beginning
 * can be named.
 */
struct json_place json_parser_where(struct json_parser *p);

/*
 * Begin anew, with no bracket open, as if `next` had been fed so far: after a
 * failure, to go on with a line further down.  False when there is no memory.
 */
bool json_parser_restart(struct json_parser *p, struct json_place next);

/* NULL is fine. */
void json_parser_free(struct json_parser *p);

#endif
