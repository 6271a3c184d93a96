/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mce.h -- what the importers of the Medicare Code Editor share.
 *
 * Version N.0 of the editor holds from October 1 of the year N + 1982, version
 * N.1 from the April 1 that follows: v43.1 is that of April 2026.
 */
#ifndef CC_CODES_MCE_H
#define CC_CODES_MCE_H

#include "codes/import.h"

/* The first day of "43.1", "v43.1" or "37"; false: no version. */
bool mce_date(str version, date *from);

/* The version in a file's name: what follows "v". */
bool mce_name_date(const struct source *s, date *from, str *version);

/* A code is in a list of the editor; `letter` tells lists of one edit apart. */
void mce_listed(struct import *in, bool procedure, code_key key,
    enum mce_edit edit, char letter);

#endif
