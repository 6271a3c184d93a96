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

/* Append `f`, as view_finding() gave it, found in `file`. */
void json_finding(const struct view *v, str file, const struct finding *f,
    struct buf *out);

/* Append the summary of `file`. */
void json_summary(const struct view *v, str file,
    const struct check_summary *sum, const struct tally *t, struct buf *out);

#endif
