/* SPDX-License-Identifier: Apache-2.0 */
/* ack_read.c -- ack --read: what answers say, as text or JSON. */
#include "acknowledge/acknowledge_read.h"
#include "cli/ack.h"
#include "cli/inputs.h"
#include "cli/view.h"

#define WORDS_MAX	((size_t)1 << 20)
#define HIDDEN		"(hidden)"

struct job {
	const struct invocation *in;
	struct inputs inputs;
	struct guide_set guides;
	struct output out;
	struct page page;
	struct buf line;
	const char *path;
	bool	 json, hide, quiet;
	bool	 rejected, failed;
	bool	 without;		/* a file held no answer */
	uint64_t answers;		/* of the file at hand */
	bool	 keeps;			/* --for: answers are kept in index */
	struct answer_index index;
};

/* ---- text ----------------------------------------------------------- */

/* A number of theirs. */
static str
shown(const struct job *job, str s)
{
	return job->hide && s.n != 0 ? STR(HIDDEN) : s;
}

static enum style
style_of(enum answer_verdict v)
{
	switch (v) {
	case VERDICT_ACCEPTED:
	case VERDICT_RECEIVED:
		return STYLE_GOOD;
	case VERDICT_NOTED:
	case VERDICT_PART:
		return STYLE_WARNING;
	case VERDICT_REJECTED:
		return STYLE_ERROR;
	default:
		return STYLE_PLAIN;
	}
}

/* "claim RFM-1", "segment 22 CLM, element 5-1". */
static void
show_subject(struct job *job, const struct answer *a)
{
	str name = answer_level_name(a->level);
	const str numbers[ANSWER_LEVELS] = {
		[ANSWER_INTERCHANGE] = a->interchange,
		[ANSWER_GROUP] = a->group,
		[ANSWER_TRANSACTION] = a->transaction,
		[ANSWER_BATCH] = a->batch,
		[ANSWER_PROVIDER] = a->provider, [ANSWER_CLAIM] = a->claim,
		[ANSWER_LINE] = a->line };
	str number = shown(job, numbers[a->level]);
	struct page *p = &job->page;

	if (a->level != ANSWER_SEGMENT && a->level != ANSWER_ELEMENT) {
		page_text(p, STYLE_PLAIN, name);
		if (number.n != 0)
			page_text(p, STYLE_PLAIN, STR(" "));
		page_text(p, STYLE_BOLD, number);
		return;
	}
	page_fmt(p, STYLE_BOLD, STR_FMT, STR_ARG(a->segment));
	if (a->element != 0)
		page_fmt(p, STYLE_BOLD, "%02u", a->element);
	if (a->component != 0)
		page_fmt(p, STYLE_BOLD, "-%u", a->component);
	page_fmt(p, STYLE_PLAIN, ", segment %llu",
	    (unsigned long long)a->position);
	if (a->claim.n != 0) {
		page_text(p, STYLE_PLAIN, STR(", claim "));
		page_text(p, STYLE_PLAIN, shown(job, a->claim));
	}
}

/* What the codes mean, one behind the other. */
static void
show_codes(struct job *job, const struct answer *a)
{
	struct page *p = &job->page;

	for (unsigned i = 0; i < a->n_codes; i++) {
		buf_reset(&job->line);
		/* That a claim is accepted the verdict has said. */
		if (a->kind != ACK_277CA || a->verdict == VERDICT_REJECTED)
			answer_meaning(a, i, &job->line);
		if (job->line.n != 0)
			page_text(p, STYLE_PLAIN, i == 0 ? STR(": ") :
			    STR("; "));
		page_text(p, STYLE_PLAIN, buf_str(&job->line));
		page_text(p, STYLE_DIM, STR(" ["));
		page_text(p, STYLE_DIM, a->codes[i]);
		page_text(p, STYLE_DIM, STR("]"));
	}
	if (a->value.n == 0)
		return;
	page_text(p, STYLE_PLAIN, STR(": \""));
	page_text(p, STYLE_FAULT, shown(job, a->value));
	page_text(p, STYLE_PLAIN, STR("\""));
}

static void
show_found(struct job *job, const struct answer *a)
{
	struct page *p = &job->page;

	if (!job->keeps)
		return;
	page_newline(p);
	page_to(p, 8);
	if (a->found.segment == 0) {
		page_text(p, STYLE_DIM, STR("not in the answered file"));
		return;
	}
	page_fmt(p, STYLE_DIM, "segment %llu, byte %llu",
	    (unsigned long long)a->found.segment,
	    (unsigned long long)a->found.offset);
	if (a->found.loop.n != 0)
		page_fmt(p, STYLE_DIM, ", loop " STR_FMT,
		    STR_ARG(a->found.loop));
	if (a->found.claim.n != 0 && a->claim.n == 0) {
		page_text(p, STYLE_DIM, STR(", claim "));
		page_text(p, STYLE_DIM, shown(job, a->found.claim));
	}
}

static void
show_text(struct job *job, const struct answer *a)
{
	static const uint8_t indents[ANSWER_LEVELS] = {
		[ANSWER_INTERCHANGE] = 2, [ANSWER_GROUP] = 2,
		[ANSWER_TRANSACTION] = 4, [ANSWER_SEGMENT] = 6,
		[ANSWER_ELEMENT] = 6, [ANSWER_BATCH] = 2,
		[ANSWER_PROVIDER] = 4, [ANSWER_CLAIM] = 4,
		[ANSWER_LINE] = 6 };
	struct page *p = &job->page;

	page_to(p, indents[a->level]);
	show_subject(job, a);
	if (a->verdict != VERDICT_NONE) {
		page_text(p, STYLE_PLAIN, STR(" "));
		page_text(p, style_of(a->verdict),
		    answer_verdict_name(a->verdict));
	}
	show_codes(job, a);
	show_found(job, a);
	page_newline(p);
}

/* ---- JSON ----------------------------------------------------------- */

/* Our words, never hidden. */
static void
add_word(struct job *job, const char *key, str s)
{
	struct buf *out = &job->out.text;

	buf_fmt(out, ",\"%s\":", key);
	if (s.n == 0)
		buf_add(out, STR("null"));
	else
		buf_json(out, s);
}

/* A text of theirs. */
static void
add_text(struct job *job, const char *key, str s)
{
	add_word(job, key, job->hide ? (str){ NULL, 0 } : s);
}

static void
add_number(struct job *job, const char *key, uint64_t n)
{
	buf_fmt(&job->out.text, ",\"%s\":%llu", key, (unsigned long long)n);
}

static void
add_codes(struct job *job, const struct answer *a)
{
	struct buf *out = &job->out.text;

	buf_add(out, STR(",\"codes\":["));
	for (unsigned i = 0; i < a->n_codes; i++) {
		buf_add(out, i == 0 ? STR("{\"code\":") : STR(",{\"code\":"));
		buf_json(out, a->codes[i]);
		buf_reset(&job->line);
		answer_meaning(a, i, &job->line);
		buf_add(out, STR(",\"meaning\":"));
		buf_json(out, buf_str(&job->line));
		buf_add(out, STR("}"));
	}
	buf_add(out, STR("]"));
}

static void
add_found(struct job *job, const struct answer *a)
{
	struct buf *out = &job->out.text;

	if (!job->keeps || a->found.segment == 0) {
		buf_add(out, STR(",\"found\":null}\n"));
		return;
	}
	buf_fmt(out, ",\"found\":{\"segment\":%llu,\"offset\":%llu",
	    (unsigned long long)a->found.segment,
	    (unsigned long long)a->found.offset);
	add_word(job, "loop", a->found.loop);
	add_text(job, "claim", a->found.claim);
	buf_add(out, STR("}}\n"));
}

static void
show_json(struct job *job, const struct answer *a)
{
	static const str kinds[ACK_KINDS] = { STR_INIT("TA1"),
		STR_INIT("999"), STR_INIT("277CA") };
	char digits[VALUE_TEXT_MAX];

	buf_add(&job->out.text, STR("{\"type\":\"answer\""));
	add_word(job, "answer", kinds[a->kind]);
	add_word(job, "level", answer_level_name(a->level));
	add_word(job, "verdict", answer_verdict_name(a->verdict));
	add_word(job, "file", str_of(job->path));
	add_number(job, "at_segment", a->at_segment);
	add_text(job, "interchange", a->interchange);
	add_text(job, "group", a->group);
	add_text(job, "transaction", a->transaction);
	add_text(job, "batch", a->batch);
	add_text(job, "provider", a->provider);
	add_text(job, "claim", a->claim);
	add_text(job, "line", a->line);
	add_word(job, "segment", a->segment);
	add_number(job, "position", a->position);
	add_number(job, "element", a->element);
	add_number(job, "component", a->component);
	add_text(job, "value", a->value);
	add_text(job, "charge", amount_text(&a->charge, digits));
	add_text(job, "payer_number", a->payer_number);
	add_text(job, "message", a->message);
	add_codes(job, a);
	add_found(job, a);
}

/* ---- files ---------------------------------------------------------- */

static void
show_answer(struct job *job, const struct answer *a)
{
	job->answers++;
	job->rejected |= a->verdict == VERDICT_REJECTED ||
	    a->verdict == VERDICT_PART;
	if (job->quiet)
		return;
	if (job->json)
		show_json(job, a);
	else
		show_text(job, a);
	output_step(&job->out);
}

/* For acknowledge_read(). */
static void
take_answer(void *ctx, const struct answer *a)
{
	show_answer(ctx, a);
}

static void
hear_nothing(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* Read the answers in one file, and show them unless they are kept. */
static enum rc
read_answers(struct job *job, const char *path, struct err *err)
{
	const struct finding_sink sink = { NULL, hear_nothing };
	struct file_stream stream;
	enum rc rc = file_stream_open(&stream, path, err);

	if (rc != RC_OK)
		return rc;
	rc = acknowledge_read(&stream, &job->guides, &sink, job->keeps ?
	    answer_index_add : take_answer, job->keeps ?
	    (void *)&job->index : job, err);
	file_stream_close(&stream);
	if (rc == RC_OK && job->keeps && job->index.failed)
		rc = fail(err, RC_MEMORY, "no memory for so many answers");
	return rc;
}

/* Look for the kept answers in the answered file, and show them. */
static enum rc
find_answers(struct job *job, struct err *err)
{
	struct file_stream stream;
	enum rc rc = file_stream_open(&stream, job->in->value[OPT_FOR], err);

	if (rc != RC_OK)
		return rc;
	rc = answer_index_find(&job->index, &stream, &job->guides, err);
	file_stream_close(&stream);
	for (size_t i = 0; rc == RC_OK && i < job->index.answers.n; i++)
		show_answer(job, job->index.answers.v[i]);
	return rc;
}

static void
read_file(struct job *job, const char *path)
{
	struct err err;
	enum rc rc;

	job->path = path;
	if (!job->json && !job->quiet) {
		page_text(&job->page, STYLE_TITLE, str_of(path));
		page_newline(&job->page);
	}
	job->answers = 0;
	if (job->keeps)
		answer_index_init(&job->index);
	rc = read_answers(job, path, &err);
	if (rc == RC_OK && job->keeps)
		rc = find_answers(job, &err);
	if (job->keeps)
		answer_index_fini(&job->index);
	job->without |= job->answers == 0;
	if (rc == RC_OK && job->answers == 0 && !job->json && !job->quiet) {
		page_text(&job->page, STYLE_DIM, STR("  holds no answer"));
		page_newline(&job->page);
	}
	if (rc == RC_OK)
		return;
	command_fail(job->in, "%s: %s", path, err.msg);
	job->failed = true;
}

static void
read_files(struct job *job)
{
	const struct inputs *inputs = &job->inputs;

	job->failed = inputs->missed;
	for (size_t i = 0; i < inputs->paths.n && !job->out.failed; i++)
		read_file(job, inputs->paths.v[i]);
}

static enum exit_status
run_reading(struct job *job)
{
	buf_init(&job->line, WORDS_MAX);
	read_files(job);
	buf_fini(&job->line);
	return job->failed ? STATUS_FAILED : job->rejected || job->without ?
	    STATUS_FINDINGS : STATUS_CLEAN;
}

/* See ack.h. */
enum exit_status
ack_read(const struct invocation *in)
{
	struct job job = { .in = in, .json = in->value[OPT_JSON] != NULL,
	    .hide = in->value[OPT_NO_PHI] != NULL,
	    .quiet = in->value[OPT_QUIET] != NULL,
	    .keeps = in->value[OPT_FOR] != NULL };
	enum exit_status status = STATUS_FAILED;

	if (inputs_find(&job.inputs, in) && command_guides(in, &job.guides)) {
		if (command_output(in, &job.out, &job.page))
			status = command_close(in, &job.out,
			    run_reading(&job));
		guide_set_fini(&job.guides);
	}
	inputs_fini(&job.inputs);
	return status;
}
