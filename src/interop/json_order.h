/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_order.h -- part.order with the guide's places by name. (private)
 *
 * A place is named by segment and key, "REF:G1"; where the guide is not known,
 * or another place of the loop has that name, by its number, "#12".
 */
#ifndef CC_INTEROP_JSON_ORDER_H
#define CC_INTEROP_JSON_ORDER_H

#include "claim/bind.h"

#define JSON_ORDER_DEPTH 16	/* loops below a record */
#define JSON_ORDER_NAME	32	/* bytes of a name of our own */

struct json_order;

/* `guides`, which may be NULL, must outlive it.  NULL: no memory. */
struct json_order *json_order_new(const struct guide_set *guides);

/* NULL is fine. */
void json_order_free(struct json_order *o);

/*
 * The guide's loop for a struct within the record `schema` of `map`: `path` are
 * the `n` fields that lead to it, the innermost first.  NULL when it is not
 * known.
 */
const struct guide_node *json_order_find(struct json_order *o,
    const struct transaction_map *map, const struct schema *schema,
    const struct field *const path[], unsigned n);

/* The name of the loop's child `index`, borrowed from the guide or `to`; `loop`
 * may be NULL. */
str json_order_name(const struct guide_node *loop, unsigned index,
    char to[JSON_ORDER_NAME]);

/* The index of the child called `name`, or -1. */
int json_order_index(const struct guide_node *loop, str name);

#endif
