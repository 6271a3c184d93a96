/* SPDX-License-Identifier: Apache-2.0 */
/* answers.c -- options into an acknowledger, its bytes into files. */
#include "cli/answers.h"

#include <time.h>

static const enum option_id kinds[ACK_KINDS] = { [ACK_TA1] = OPT_TA1,
	[ACK_999] = OPT_999, [ACK_277CA] = OPT_277CA };

/* See answers.h. */
bool
answers_wanted(const struct invocation *in)
{
	for (unsigned i = 0; i < ACK_KINDS; i++)
		if (in->value[kinds[i]] != NULL)
			return true;
	return false;
}

/* See answers.h. */
bool
answers_on_stdout(const struct invocation *in)
{
	for (unsigned i = 0; i < ACK_KINDS; i++)
		if (in->value[kinds[i]] != NULL &&
		    strcmp(in->value[kinds[i]], "-") == 0)
			return true;
	return false;
}

/* Answers go to their file as they come. */
static enum rc
write_answer(void *ctx, enum acknowledgement kind, str bytes, struct err *err)
{
	struct answers *a = ctx;

	a->written[kind] = true;
	return file_out_write(&a->files[kind], bytes, err);
}

/* When the answers are made: --at, or now. */
static bool
read_time(struct answers *a, struct acknowledge_options *o)
{
	const char *said = a->in->value[OPT_AT];
	time_t now = time(NULL);
	struct tm t;

	if (said == NULL) {
		localtime_r(&now, &t);
		strftime(a->made, sizeof a->made, "%Y%m%d%H%M", &t);
		said = a->made;
	}
	o->at = (str){ said + 8, 4 };
	if (strlen(said) == 12 && time_valid(o->at) &&
	    date_parse8((str){ said, 8 }, &o->on))
		return true;
	command_fail(a->in, "--at takes a day and time as CCYYMMDDHHMM, not "
	    "\"%s\"", said);
	return false;
}

/* See answers.h. */
bool
answers_open(struct answers *a, const struct invocation *in,
    const struct guide_set *guides)
{
	struct acknowledge_options o = { .guides = guides,
	    .clearinghouse = in->value[OPT_CLEARINGHOUSE] != NULL,
	    .write = write_answer, .ctx = a };
	uint64_t first;
	struct err err;

	*a = (struct answers){ .in = in };
	if (!answers_wanted(in))
		return true;
	if (!read_time(a, &o) || !command_number(in, OPT_NUMBER, 1, 999999999,
	    1, &first))
		return false;
	o.first_number = (uint32_t)first;
	for (unsigned i = 0; i < ACK_KINDS; i++) {
		if (in->value[kinds[i]] == NULL)
			continue;
		o.wanted |= 1u << i;
		a->open[i] = file_out_open(&a->files[i], in->value[kinds[i]],
		    &err) == RC_OK;
		if (!a->open[i]) {
			command_fail(in, "%s", err.msg);
			return false;
		}
	}
	if (acknowledger_new(&o, &a->acknowledger, &err) == RC_OK)
		return true;
	command_fail(in, "%s", err.msg);
	return false;
}

/* See answers.h. */
bool
answers_end_file(struct answers *a)
{
	struct err err;

	if (a->acknowledger == NULL ||
	    acknowledger_end(a->acknowledger, &err) == RC_OK)
		return true;
	command_fail(a->in, "%s", err.msg);
	return false;
}

/* An empty file would puzzle: say that it is meant. */
static void
say_empty(const struct answers *a, unsigned kind)
{
	static const char *const names[ACK_KINDS] = { [ACK_TA1] = "TA1",
		[ACK_999] = "999", [ACK_277CA] = "277CA" };
	const char *path = a->in->value[kinds[kind]];

	if (!a->written[kind] && strcmp(path, "-") != 0 &&
	    a->in->value[OPT_QUIET] == NULL)
		command_fail(a->in, "there was nothing to answer with a %s: "
		    "%s is empty", names[kind], path);
}

/* See answers.h. */
bool
answers_close(struct answers *a, bool keep)
{
	bool good = true;

	acknowledger_free(a->acknowledger);
	a->acknowledger = NULL;
	for (unsigned i = 0; i < ACK_KINDS; i++) {
		struct err err;

		if (!a->open[i])
			continue;
		a->open[i] = false;
		if (!keep || !good) {
			file_out_abandon(&a->files[i]);
		} else if (file_out_commit(&a->files[i], &err) != RC_OK) {
			command_fail(a->in, "%s", err.msg);
			good = false;
		} else {
			say_empty(a, i);
		}
	}
	return good;
}
