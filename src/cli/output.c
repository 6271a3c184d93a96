/* SPDX-License-Identifier: Apache-2.0 */
/* output.c -- gathers 64 KiB, then writes. */
#include "cli/output.h"

#include <errno.h>
#include <unistd.h>

#include "cli/terminal.h"

#define STEP	65536
#define CEILING	(64u << 20)

/* See output.h. */
enum rc
output_open(struct output *o, const char *path, struct err *err)
{
	*o = (struct output){ .to_file = path != NULL };
	buf_init(&o->text, CEILING);
	if (path != NULL)
		return file_out_open(&o->file, path, err);
	o->at_once = isatty(STDOUT_FILENO) != 0;
	return RC_OK;
}

static enum rc
write_stdout(str s, struct err *err)
{
	while (s.n > 0) {
		ssize_t n = write(STDOUT_FILENO, s.p, s.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(err, RC_IO,
			    "cannot write to standard output");
		s.p += n;
		s.n -= (size_t)n;
	}
	return RC_OK;
}

static void
drain(struct output *o)
{
	enum rc rc = RC_OK;

	if (o->text.failed && !o->failed)
		rc = fail(&o->why, RC_RANGE, "no memory for the output");
	else if (!o->failed && o->to_file)
		rc = file_out_write(&o->file, buf_str(&o->text), &o->why);
	else if (!o->failed)
		rc = write_stdout(buf_str(&o->text), &o->why);
	o->failed |= rc != RC_OK;
	buf_reset(&o->text);
}

/* See output.h. */
void
output_step(struct output *o)
{
	if (o->text.n < STEP && !o->at_once && !o->text.failed)
		return;
	/* Elsewhere than on a terminal the bar is in nobody's way. */
	if (o->bar != NULL && o->at_once)
		progress_pause(o->bar);
	drain(o);
	if (o->bar != NULL && o->at_once)
		progress_resume(o->bar);
}

/* See output.h. */
enum rc
output_close(struct output *o, bool keep, struct err *err)
{
	enum rc rc;

	if (o->bar != NULL)
		progress_pause(o->bar);
	drain(o);
	if (o->bar != NULL)
		progress_resume(o->bar);
	buf_fini(&o->text);
	rc = o->failed ? o->why.rc : RC_OK;
	if (rc != RC_OK)
		*err = o->why;
	if (!o->to_file)
		return rc;
	if (rc == RC_OK && keep)
		return file_out_commit(&o->file, err);
	file_out_abandon(&o->file);
	return rc;
}
