/* SPDX-License-Identifier: Apache-2.0 */
/* err.c -- fill a failure with its sentence. */
#include "base/err.h"

#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Fill *e; what it held may be among the arguments. */
static void PRINTF(3, 0)
fill(struct err *e, enum rc rc, const char *fmt, va_list ap)
{
	struct err made = { .rc = rc };

	vsnprintf(made.msg, sizeof made.msg, fmt, ap);
	*e = made;
}

/* See err.h. */
enum rc
fail(struct err *e, enum rc rc, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return rc;
	va_start(ap, fmt);
	fill(e, rc, fmt, ap);
	va_end(ap);
	return rc;
}

/* See err.h. */
enum rc
fail_errno(struct err *e, enum rc rc, const char *fmt, ...)
{
	const char *why = strerror(errno);
	size_t n, most = sizeof e->msg - sizeof ": " - strlen(why);
	va_list ap;

	if (e == NULL)
		return rc;
	va_start(ap, fmt);
	fill(e, rc, fmt, ap);
	va_end(ap);
	n = strlen(e->msg);
	if (n > most)
		n = most;
	snprintf(e->msg + n, sizeof e->msg - n, ": %s", why);
	return rc;
}
