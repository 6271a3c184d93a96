/* SPDX-License-Identifier: Apache-2.0 */
/* ack.c -- the command: answer files, or read answers. */
#include "cli/ack.h"

#include "cli/answers.h"
#include "cli/inputs.h"
#include "x12/check.h"

struct job {
	const struct invocation *in;
	struct inputs inputs;
	struct guide_set guides;
	struct answers answers;
	struct output out;
	struct page page;
	bool	 errors, failed;
};

/* A finding_sink. */
static void
add_finding(void *ctx, const struct finding *f)
{
	struct job *job = ctx;

	job->errors |= finding_def(f->code)->severity == SEVERITY_ERROR;
	acknowledger_finding(job->answers.acknowledger, f);
}

/* Check one file and answer it. */
static bool
answer_file(struct job *job, const char *path)
{
	const struct finding_sink sink = { job, add_finding };
	const struct check_options options = { .guides = &job->guides,
	    .threads = 1, .watch = acknowledger_segment,
	    .watch_ctx = job->answers.acknowledger };
	struct check_summary sum;
	struct file_stream stream;
	struct err err;
	enum rc rc;

	rc = file_stream_open(&stream, path, &err);
	if (rc != RC_OK) {
		command_fail(job->in, "%s", err.msg);
		return false;
	}
	rc = check_run(&stream, &options, &sink, &sum, &err);
	file_stream_close(&stream);
	if (rc == RC_OK && sum.interchanges == 0 &&
	    job->in->value[OPT_QUIET] == NULL)
		command_fail(job->in, "%s holds no interchange to answer",
		    path);
	if (rc == RC_OK)
		return answers_end_file(&job->answers);
	command_fail(job->in, "%s: %s", path, err.msg);
	return false;
}

/* "3 transactions accepted, 1 rejected". */
static void
say_line(struct page *p, const char *what, uint64_t accepted, uint64_t noted,
    uint64_t rejected)
{
	char a[NUMBER_TEXT_MAX], b[NUMBER_TEXT_MAX], c[NUMBER_TEXT_MAX];

	if (accepted + noted + rejected == 0)
		return;
	page_fmt(p, STYLE_PLAIN, "%s: ", what);
	page_fmt(p, STYLE_GOOD, "%s accepted", number_text(accepted, a));
	if (noted != 0)
		page_fmt(p, STYLE_WARNING, ", %s with errors",
		    number_text(noted, b));
	if (rejected != 0)
		page_fmt(p, STYLE_ERROR, ", %s rejected",
		    number_text(rejected, c));
	page_newline(p);
}

static void
say_summary(struct job *job)
{
	const struct acknowledge_summary *s =
	    acknowledger_summary(job->answers.acknowledger);
	char n[NUMBER_TEXT_MAX];

	say_line(&job->page, "interchanges", s->interchanges[0], 0,
	    s->interchanges[1]);
	say_line(&job->page, "transactions", s->transactions[0],
	    s->transactions[2], s->transactions[1]);
	say_line(&job->page, "claims", s->claims[0], 0, s->claims[1]);
	if (s->untold == 0)
		return;
	page_fmt(&job->page, STYLE_DIM, "%s errors are over what a 999 tells",
	    number_text(s->untold, n));
	page_newline(&job->page);
}

static void
answer_files(struct job *job)
{
	const struct inputs *inputs = &job->inputs;

	job->failed = inputs->missed;
	for (size_t i = 0; i < inputs->paths.n && !job->failed; i++)
		job->failed = !answer_file(job, inputs->paths.v[i]);
}

static enum exit_status
run_answers(struct job *job)
{
	enum exit_status status;

	if (!answers_open(&job->answers, job->in, &job->guides)) {
		(void)answers_close(&job->answers, false);
		return STATUS_FAILED;
	}
	answer_files(job);
	if (!job->failed && job->in->value[OPT_QUIET] == NULL &&
	    !answers_on_stdout(job->in))
		say_summary(job);
	if (!answers_close(&job->answers, !job->failed) || job->failed)
		status = STATUS_FAILED;
	else
		status = job->errors ? STATUS_FINDINGS : STATUS_CLEAN;
	return status;
}

/* See command.h. */
enum exit_status
cli_ack(const struct invocation *in)
{
	struct job job = { .in = in };
	enum exit_status status = STATUS_FAILED;

	if (in->value[OPT_READ] != NULL)
		return ack_read(in);
	if (!answers_wanted(in))
		return command_fail(in, "say what to answer with: --ta1, --999 "
		    "or --277ca, or --read to read answers");
	if (inputs_find(&job.inputs, in) && command_guides(in, &job.guides)) {
		if (command_output(in, &job.out, &job.page))
			status = command_close(in, &job.out,
			    run_answers(&job));
		guide_set_fini(&job.guides);
	}
	inputs_fini(&job.inputs);
	return status;
}
