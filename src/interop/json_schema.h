/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_schema.h -- the published schema of the records (JSON Schema 2020-12).
 *
 * It is made from the same tables that records are read and written by; labels,
 * lengths and codes come from the guides.  Codes are listed where every guide
 * that has the member lists some.
 */
#ifndef CC_INTEROP_JSON_SCHEMA_H
#define CC_INTEROP_JSON_SCHEMA_H

#include "base/buf.h"
#include "x12/guide.h"

/* Append the schema, as text of many lines.  RC_MEMORY; RC_INVALID: a guide
 * does not fit its tables. */
MUST_USE enum rc json_schema_write(const struct guide_set *guides,
    struct buf *to, struct err *err);

#endif
