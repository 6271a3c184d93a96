/* SPDX-License-Identifier: Apache-2.0 */
/* log.c -- one write a line, so that threads do not mix theirs. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>

static atomic_int shown = LOG_WARNING;

/* See log.h. */
void
log_set_level(enum log_level level)
{
	atomic_store(&shown, (int)level);
}

/* See log.h. */
void
log_line(enum log_level level, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	if ((int)level > atomic_load(&shown))
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	fprintf(stderr, "cleanclaim: %s\n", text);
}
