/* SPDX-License-Identifier: Apache-2.0 */
/*
 * show.c -- the command: a file as a tree, what is wrong in its place.
 *
 * The file is read twice.  Most findings are made before the segment that they
 * are about is seen; those made later (at the end of a loop) are kept by the
 * first reading, so that the second can print them in place.
 */
#include "x12/check.h"

#include "base/vec.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/report.h"
#include "cli/tree.h"

#define KEEP_MAX	((size_t)256 << 20)

struct kept {
	struct { const struct finding **v; size_t n, size; } list;
	struct arena arena;
};

struct job {
	const struct invocation *in;
	struct guide_set guides;
	struct view view;
	struct output out;
	struct page page;
	struct tree tree;
	struct tally tally;
	uint64_t seen;		/* the segment last watched */
	struct kept late;	/* made after their segment was seen */
	size_t	 late_at;	/* the next of them to be printed */
	struct kept near;	/* of segments that come next */
	volatile bool stop;
};

static bool
keep(struct kept *k, const struct finding *f)
{
	const struct finding *copy = finding_copy(&k->arena, f);

	if (copy == NULL || !VEC_ROOM(&k->list, 1))
		return false;
	k->list.v[k->list.n++] = copy;
	return true;
}

static void
kept_fini(struct kept *k)
{
	VEC_FREE(&k->list);
	arena_fini(&k->arena);
}

/* ---- the first reading ---------------------------------------------- */

static void
first_finding(void *ctx, const struct finding *f)
{
	struct job *job = ctx;

	tally_add(&job->tally, f);
	if (f->at.segment <= job->seen && !keep(&job->late, f))
		job->stop = true;
}

static void
first_segment(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct job *job = ctx;

	(void)j;
	(void)node;
	job->seen = s->ordinal;
}

/* By segment; those of one segment stay in order, as a merge sort does it. */
static void
sort_late(const struct finding **v, const struct finding **spare, size_t n)
{
	size_t half = n / 2, a = 0, b = half;

	if (n < 2)
		return;
	sort_late(v, spare, half);
	sort_late(v + half, spare, n - half);
	for (size_t i = 0; i < n; i++) {
		if (b >= n || (a < half &&
		    v[a]->at.segment <= v[b]->at.segment))
			spare[i] = v[a++];
		else
			spare[i] = v[b++];
	}
	memcpy(v, spare, n * sizeof *v);
}

/* ---- the second reading --------------------------------------------- */

static void
second_finding(void *ctx, const struct finding *f)
{
	struct job *job = ctx;

	if (f->at.segment > job->seen && !keep(&job->near, f))
		job->stop = true;
}

/* Hand the findings up to `segment` to the tree. */
static void
gather(struct job *job, uint64_t segment)
{
	struct kept *late = &job->late, *near = &job->near;
	size_t n = 0;

	while (job->late_at < late->list.n &&
	    late->list.v[job->late_at]->at.segment <= segment)
		tree_add(&job->tree, late->list.v[job->late_at++]);
	for (size_t i = 0; i < near->list.n; i++) {
		if (near->list.v[i]->at.segment <= segment)
			tree_add(&job->tree, near->list.v[i]);
		else
			near->list.v[n++] = near->list.v[i];
	}
	near->list.n = n;
}

static void
second_segment(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct job *job = ctx;

	job->seen = s->ordinal;
	gather(job, s->ordinal);
	tree_segment(&job->tree, j, s, node);
	if (job->near.list.n == 0)
		arena_reset(&job->near.arena);
	output_step(&job->out);
	job->stop |= job->out.failed;
}

/* ---- the command ---------------------------------------------------- */

/* Read the file once; false, and said, when that was not possible. */
static bool
read_once(struct job *job, str text, void (*add)(void *ctx,
    const struct finding *f), void (*watch)(void *ctx, const struct judge *j,
    const struct segment *s, const struct guide_node *node))
{
	const struct finding_sink sink = { job, add };
	const struct check_options options = { .guides = &job->guides,
	    .threads = 1, .watch = watch, .watch_ctx = job,
	    .stop = &job->stop };
	struct check_summary sum;
	struct file_stream stream;
	struct err err;
	enum rc rc;

	job->seen = 0;
	file_stream_memory(&stream, text);
	rc = check_run(&stream, &options, &sink, &sum, &err);
	file_stream_close(&stream);
	if (rc == RC_OK || (rc == RC_STOPPED && job->out.failed))
		return true;
	command_fail(job->in, "%s: %s", job->in->operands[0],
	    rc == RC_STOPPED ? "too many findings to show in their place" :
	    err.msg);
	return false;
}

static enum exit_status
show_text(struct job *job, str text)
{
	const struct finding **spare;

	if (!read_once(job, text, first_finding, first_segment))
		return STATUS_FAILED;
	spare = calloc(job->late.list.n + 1, sizeof *spare);
	if (spare == NULL)
		return command_fail(job->in, "no memory");
	sort_late(job->late.list.v, spare, job->late.list.n);
	free(spare);
	if (!read_once(job, text, second_finding, second_segment))
		return STATUS_FAILED;
	gather(job, UINT64_MAX);
	tree_end(&job->tree);
	if (job->tree.claim.n > 0 && !job->tree.found)
		return command_fail(job->in, "%s has no claim \"" STR_FMT
		    "\"", job->in->operands[0], STR_ARG(job->tree.claim));
	return job->tally.severity[SEVERITY_ERROR] > 0 ? STATUS_FINDINGS :
	    STATUS_CLEAN;
}

static enum exit_status
show_file(struct job *job)
{
	const char *path = job->in->operands[0];
	enum exit_status status;
	struct file_map file;
	struct err err;

	if (file_map(strcmp(path, "-") == 0 ? "/dev/stdin" : path, &file,
	    &err) != RC_OK)
		return command_fail(job->in, "%s", err.msg);
	if (!command_output(job->in, &job->out, &job->page)) {
		file_unmap(&file);
		return STATUS_FAILED;
	}
	tree_init(&job->tree, &job->page, &job->view,
	    job->in->value[OPT_CLAIM], job->in->value[OPT_BRIEF] != NULL);
	arena_init(&job->late.arena, KEEP_MAX);
	arena_init(&job->near.arena, KEEP_MAX);
	status = show_text(job, file.text);
	tree_fini(&job->tree);
	kept_fini(&job->late);
	kept_fini(&job->near);
	file_unmap(&file);
	return command_close(job->in, &job->out, status);
}

/* See command.h. */
enum exit_status
cli_show(const struct invocation *in)
{
	struct job job = { .in = in };
	enum exit_status status;
	struct inputs inputs;
	bool kept = inputs_find(&inputs, in) && !inputs.missed;

	inputs_fini(&inputs);
	if (!kept || !command_guides(in, &job.guides))
		return STATUS_FAILED;
	job.view = (struct view){ &job.guides,
	    in->value[OPT_NO_PHI] != NULL ? FINDING_HIDE : FINDING_SHOW };
	status = show_file(&job);
	guide_set_fini(&job.guides);
	return status;
}
