/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.h -- findings and summaries as JSON, one object a line.
 *
 * The keys and their order are an interface: docs/cli.md lists them.
 *
 *   J1  every line is valid JSON, whatever bytes the file holds
 *   J2  a text that is empty or hidden is null
 */
#ifndef CC_CLI_JSON_H
#define CC_CLI_JSON_H

#include "cli/view.h"

struct json {
	const struct view *view;
	struct buf *out;
	struct buf file;	/* its name as JSON, made once */
	struct buf words;	/* scratch */
};

/* Make *j write to `out`.  Free with json_fini(). */
void json_init(struct json *j, const struct view *view, struct buf *out);
void json_fini(struct json *j);

/* What follows is about the file called `name`. */
void json_begin(struct json *j, const char *name);

/* Append `f`, as view_finding() gave it. */
void json_finding(struct json *j, const struct finding *f);

/* Append the file's summary. */
void json_summary(struct json *j, const struct check_summary *sum,
    const struct tally *t);

#endif
