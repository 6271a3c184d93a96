/* SPDX-License-Identifier: Apache-2.0 */
/* check.c -- the command: every file through the engine, into a renderer. */
#include "x12/check.h"

#include <sched.h>
#include <signal.h>

#include "cli/answers.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/json.h"
#include "cli/report.h"
#include "cli/terminal.h"

#define MAX_SHOWN 20
#define MAX_MOST 1000000000
#define THREADS_MAX 64	/* as many as the checker uses */

/* One run of the command. */
struct job {
	const struct invocation *in;
	struct inputs inputs;
	struct guide_set guides;
	struct check_options options;
	struct view view;
	struct output out;
	struct page page;
	struct report report;
	struct progress bar;
	struct json lines;
	struct answers answers;
	bool	 json, quiet;
	uint64_t max, threads;
	enum severity least;
	unsigned snip;			/* bit: type wanted */
	struct tally tally;		/* of the file at hand */
	bool	 errors, failed;	/* of any file so far */
};

/* Set to end early, by a signal or when nobody needs the rest; the engine
 * reads it in other threads. */
static volatile bool stop;
static volatile sig_atomic_t signalled;

static void
end_early(void)
{
	__atomic_store_n(&stop, true, __ATOMIC_RELAXED);
}

static bool
ends_early(void)
{
	return __atomic_load_n(&stop, __ATOMIC_RELAXED);
}

static void
on_signal(int number)
{
	signalled = number;
	end_early();
}

/* ---- options -------------------------------------------------------- */

/* Read "1,2,3" into a mask of bits. */
static bool
read_snip(struct job *job)
{
	const char *said = job->in->value[OPT_SNIP];
	str rest = str_of(said);
	uint64_t type;

	job->snip = said == NULL ? ~0u : 0;
	while (rest.n > 0) {
		if (!str_to_u64(str_cut(&rest, ','), 7, &type) || type == 0) {
			job->snip = 0;
			break;
		}
		job->snip |= 1u << type;
	}
	if (job->snip != 0)
		return true;
	command_fail(job->in, "--snip takes types of 1 to 7 with commas "
	    "between, not \"%s\"", said);
	return false;
}

static bool
read_severity(struct job *job)
{
	const char *said = job->in->value[OPT_SEVERITY];

	job->least = SEVERITY_INFO;
	if (said == NULL)
		return true;
	for (int i = SEVERITY_INFO; i <= SEVERITY_ERROR; i++) {
		job->least = (enum severity)i;
		if (strcmp(said, severity_name(job->least)) == 0)
			return true;
	}
	command_fail(job->in, "--severity takes info, warning or error, not "
	    "\"%s\"", said);
	return false;
}

static uint64_t
processors(void)
{
	cpu_set_t set;
	int n;

	if (sched_getaffinity(0, sizeof set, &set) != 0)
		return 1;
	n = CPU_COUNT(&set);
	return n < 1 ? 1 : n > THREADS_MAX ? THREADS_MAX : (uint64_t)n;
}

static bool
read_options(struct job *job)
{
	const struct invocation *in = job->in;

	job->json = in->value[OPT_JSON] != NULL;
	job->quiet = in->value[OPT_QUIET] != NULL;
	job->view.words = in->value[OPT_NO_PHI] != NULL ? FINDING_HIDE :
	    FINDING_SHOW;
	if (answers_on_stdout(in) && !job->quiet &&
	    in->value[OPT_OUTPUT] == NULL) {
		command_fail(in, "answers cannot go to standard output with "
		    "the report: give --quiet or --output, or use ack");
		return false;
	}
	return command_number(in, OPT_MAX, 0, MAX_MOST,
		job->json ? UINT64_MAX : MAX_SHOWN, &job->max) &&
	    command_number(in, OPT_THREADS, 1, THREADS_MAX, processors(),
		&job->threads) &&
	    read_severity(job) && read_snip(job);
}

/* ---- findings ------------------------------------------------------- */

/* A finding_sink. */
static void
add_finding(void *ctx, const struct finding *f)
{
	struct job *job = ctx;
	const struct finding_def *def = finding_def(f->code);
	struct finding seen;

	if (job->answers.acknowledger != NULL)
		acknowledger_finding(job->answers.acknowledger, f);
	if (ends_early())
		return;
	if (def->severity < job->least ||
	    (job->snip >> def->snip & 1) == 0) {
		job->tally.left_out++;
		return;
	}
	tally_add(&job->tally, f);
	if (job->quiet) {
		if (def->severity == SEVERITY_ERROR &&
		    job->answers.acknowledger == NULL)
			end_early();
		return;
	}
	if (job->tally.codes[f->code] > job->max)
		return;
	seen = view_finding(&job->view, f);
	if (job->json)
		json_finding(&job->lines, &seen);
	else
		report_finding(&job->report, &seen, &job->tally);
	output_step(&job->out);
	if (job->out.failed)
		end_early();
}

static void
on_progress(void *ctx, uint64_t bytes)
{
	progress_at(ctx, bytes);
}

/* Write what the file came to; `sum` is NULL when it was not read whole. */
static void
end_file(struct job *job, const struct check_summary *sum)
{
	if (job->json && sum != NULL)
		json_summary(&job->lines, sum, &job->tally);
	else if (!job->json && !job->quiet)
		report_end(&job->report, sum, &job->tally);
	output_step(&job->out);
	if (job->out.failed)
		end_early();
}

/* ---- files ---------------------------------------------------------- */

/* Check one file.  A failure is said, and the next file follows. */
static void
check_file(struct job *job, const char *path)
{
	const struct finding_sink sink = { job, add_finding };
	struct check_summary sum;
	struct file_stream stream;
	struct err err;
	enum rc rc;

	rc = file_stream_open(&stream, path, &err);
	if (rc != RC_OK) {
		command_fail(job->in, "%s", err.msg);
		job->failed = true;
		return;
	}
	memset(&job->tally, 0, sizeof job->tally);
	json_begin(&job->lines, path);
	report_begin(&job->report, path);
	rc = check_run(&stream, &job->options, &sink, &sum, &err);
	file_stream_close(&stream);
	job->errors |= job->tally.severity[SEVERITY_ERROR] > 0;
	if (rc == RC_STOPPED || ends_early())
		return;
	progress_next(&job->bar, sum.bytes);
	if (rc == RC_OK && !answers_end_file(&job->answers)) {
		job->failed = true;
		end_early();
		return;
	}
	end_file(job, rc == RC_OK ? &sum : NULL);
	if (rc == RC_OK)
		return;
	progress_pause(&job->bar);
	command_fail(job->in, "%s: %s", path, err.msg);
	progress_resume(&job->bar);
	job->failed = true;
}

static void
check_files(struct job *job)
{
	const struct inputs *inputs = &job->inputs;

	job->failed = inputs->missed;
	progress_begin(&job->bar, inputs->bytes);
	for (size_t i = 0; i < inputs->paths.n && !ends_early(); i++)
		check_file(job, inputs->paths.v[i]);
	if (!job->json && !job->quiet && !ends_early())
		report_total(&job->report);
}

/* The status of a run whose output was written. */
static enum exit_status
status_of(const struct job *job)
{
	if (job->failed || signalled != 0)
		return STATUS_FAILED;
	return job->errors ? STATUS_FINDINGS : STATUS_CLEAN;
}

static enum exit_status
run_job(struct job *job)
{
	job->options = (struct check_options){ .guides = &job->guides,
	    .threads = (unsigned)job->threads, .progress = on_progress,
	    .progress_ctx = &job->bar, .stop = &stop };
	job->view.guides = &job->guides;
	job->report = (struct report){ .page = &job->page,
	    .view = &job->view, .max = job->max,
	    .snip = job->in->value[OPT_SNIP],
	    .severity = job->in->value[OPT_SEVERITY] };
	if (!answers_open(&job->answers, job->in, &job->guides)) {
		(void)answers_close(&job->answers, false);
		return command_close(job->in, &job->out, STATUS_FAILED);
	}
	if (job->answers.acknowledger != NULL) {
		job->options.watch = acknowledger_segment;
		job->options.watch_ctx = job->answers.acknowledger;
	}
	json_init(&job->lines, &job->view, &job->out.text);
	job->out.bar = &job->bar;
	check_files(job);
	json_fini(&job->lines);
	if (!answers_close(&job->answers, !ends_early() && !job->failed))
		job->failed = true;
	return command_close(job->in, &job->out, status_of(job));
}

/* Check with the guides that were read. */
static enum exit_status
run_with_guides(struct job *job)
{
	struct sigaction action = { .sa_handler = on_signal };

	if (!command_output(job->in, &job->out, &job->page))
		return STATUS_FAILED;
	if (job->out.to_file || answers_wanted(job->in)) {
		sigaction(SIGINT, &action, NULL);
		sigaction(SIGTERM, &action, NULL);
	}
	return run_job(job);
}

/* See command.h. */
enum exit_status
cli_check(const struct invocation *in)
{
	struct job job = { .in = in };
	enum exit_status status = STATUS_FAILED;

	if (read_options(&job) && inputs_find(&job.inputs, in) &&
	    command_guides(in, &job.guides)) {
		status = run_with_guides(&job);
		guide_set_fini(&job.guides);
	}
	inputs_fini(&job.inputs);
	if (signalled != 0) {
		signal(signalled, SIG_DFL);
		raise(signalled);
	}
	return status;
}
