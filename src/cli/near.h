/* SPDX-License-Identifier: Apache-2.0 */
/*
 * near.h -- codes that may have been meant by one that is not valid.
 *
 * A heading is answered with codes below it; an unknown code with those that
 * one slip of the fingers makes of it, and with what its beginning has below.
 */
#ifndef CC_CLI_NEAR_H
#define CC_CLI_NEAR_H

#include "codes/look.h"

#define NEAR_MAX 5

/*
 * At most NEAR_MAX codes of `system` that may be billed on `on` and are near to
 * `key`, the nearest first; returns how many.
 */
unsigned codes_near(const struct book *b, enum code_system system,
    code_key key, date on, code_key near[NEAR_MAX]);

#endif
