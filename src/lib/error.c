/* SPDX-License-Identifier: Apache-2.0 */
/* error.c -- failures as cleanclaim.h has them. */
#include <stdarg.h>
#include <stdio.h>

#include "base/version.h"
#include "lib/lib.h"

_Static_assert(sizeof(struct cleanclaim_error) == 256, "part of the ABI");

/* See lib.h. */
int
give(struct cleanclaim_error *e, int code, const char *fmt, ...)
{
	va_list ap;

	if (e == NULL)
		return code;
	e->code = code;
	va_start(ap, fmt);
	vsnprintf(e->message, sizeof e->message, fmt, ap);
	va_end(ap);
	return code;
}

/* See lib.h. */
int
give_ok(struct cleanclaim_error *e)
{
	if (e != NULL) {
		e->code = CLEANCLAIM_OK;
		e->message[0] = '\0';
	}
	return CLEANCLAIM_OK;
}

/* See lib.h. */
int
give_rc(struct cleanclaim_error *e, enum rc rc, const struct err *err)
{
	static const int codes[] = {
		[RC_OK] = CLEANCLAIM_OK,
		[RC_INVALID] = CLEANCLAIM_INVALID,
		[RC_RANGE] = CLEANCLAIM_RANGE,
		[RC_MEMORY] = CLEANCLAIM_MEMORY,
		[RC_IO] = CLEANCLAIM_IO,
		[RC_SYNTAX] = CLEANCLAIM_SYNTAX,
		[RC_STOPPED] = CLEANCLAIM_STOPPED,
	};

	return rc == RC_OK ? give_ok(e) : give(e, codes[rc], "%s", err->msg);
}

/* See cleanclaim.h. */
const char *
cleanclaim_version(void)
{
	return CLEANCLAIM_VERSION;
}

/* See cleanclaim.h. */
int
cleanclaim_version_number(void)
{
	return CLEANCLAIM_VERSION_NUMBER;
}
