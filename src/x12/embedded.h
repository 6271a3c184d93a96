/* SPDX-License-Identifier: Apache-2.0 */
/* embedded.h -- the guides that were compiled in; see base/embedded.h. */
#ifndef CC_X12_EMBEDDED_H
#define CC_X12_EMBEDDED_H

#include "base/embedded.h"

extern const struct embedded_file embedded_guides[];
extern const unsigned embedded_guides_n;

#endif
