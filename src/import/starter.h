/* SPDX-License-Identifier: Apache-2.0 */
/* starter.h -- the lists of codes/ that were compiled in; see base/embedded.h:
 * codes/starter, and codes/words, which go into every book. */
#ifndef CC_IMPORT_STARTER_H
#define CC_IMPORT_STARTER_H

#include "base/embedded.h"

extern const struct embedded_file embedded_starter[];
extern const unsigned embedded_starter_n;
extern const struct embedded_file embedded_words[];
extern const unsigned embedded_words_n;

#endif
