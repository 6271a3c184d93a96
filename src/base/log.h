/* SPDX-License-Identifier: Apache-2.0 */
/*
 * log.h -- what the program tells its operator: one line on standard error.
 *
 *   L1  a line never holds what a file says inside; only the places, names
 *       and numbers of ours
 */
#ifndef CC_BASE_LOG_H
#define CC_BASE_LOG_H

#include "base/err.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* Show lines up to `level`; LOG_WARNING before the first call. */
void log_set_level(enum log_level level);

/*
 * Write "cleanclaim: text" and a newline in one piece (L1).  Control characters
 * in the text become "?", so that a name cannot forge a line; a text longer
 * than 499 bytes is cut.
 */
void PRINTF(2, 3) log_line(enum log_level level, const char *fmt, ...);

#endif
