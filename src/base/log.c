/* SPDX-License-Identifier: Apache-2.0 */
/* log.c -- one write a line, so that threads do not mix theirs. */
#include "base/log.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

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
	char line[512] = "cleanclaim: ";
	const size_t head = strlen(line);
	va_list ap;
	size_t n;

	if ((int)level > atomic_load(&shown))
		return;
	va_start(ap, fmt);
	vsnprintf(line + head, sizeof line - head, fmt, ap);
	va_end(ap);
	n = strlen(line);
	for (size_t i = head; i < n; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7F)
			line[i] = '?';
	line[n] = '\n';		/* over the NUL: fwrite needs none */
	fwrite(line, 1, n + 1, stderr);
}
