/* SPDX-License-Identifier: Apache-2.0 */
/* card_json.h -- all that the book knows of one code, for a program. */
#ifndef CC_CLI_CARD_JSON_H
#define CC_CLI_CARD_JSON_H

#include "cli/card.h"

/* Append the card as an object on a line; docs/codes.md lists its keys. */
void card_add_json(struct card *c, struct buf *out);

/* The same for a code that the book does not have. */
void card_add_json_unknown(struct buf *out, const char *typed);

#endif
