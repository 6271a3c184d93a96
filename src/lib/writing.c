/* SPDX-License-Identifier: Apache-2.0 */
/* writing.c -- records to a file, to memory, or to a function. */
#include <stdlib.h>

#include "base/file.h"
#include "claim/writer.h"
#include "lib/lib.h"

#define PENDING		((size_t)64 << 10)	/* then it is written */

struct cleanclaim_writer {
	struct cleanclaim *context;
	struct writer *writer;
	struct finding_sink sink;
	struct file_out file;		/* one of these three */
	bool	 in_memory;
	cleanclaim_write_fn *write;
	void	*user;
	struct buf pending;		/* for the file, not written yet */
	struct memory *last;		/* of the record written last */
	struct queue queue;
	struct shown shown;
	bool	 ended, spoilt;
};

/* ---- opening ------------------------------------------------------------ */

static void
take_finding(void *ctx, const struct finding *f)
{
	queue_add(&((struct cleanclaim_writer *)ctx)->queue, f);
}

static struct cleanclaim_writer *
new_writer(struct cleanclaim *context, bool given, unsigned how,
    struct cleanclaim_error *err)
{
	struct cleanclaim_writer *w;
	struct writer_options options = { .lines = how & CLEANCLAIM_LINES };
	struct err e;

	if (context == NULL || !given || (how & ~CLEANCLAIM_LINES) != 0) {
		give(err, CLEANCLAIM_INVALID, context == NULL ?
		    "there is no context" : !given ? "there is nowhere to "
		    "write to" : "there is no such way to write");
		return NULL;
	}
	w = calloc(1, sizeof *w);
	if (w == NULL) {
		give(err, CLEANCLAIM_MEMORY, "no memory to write with");
		return NULL;
	}
	w->context = context;
	context_hold(context);
	w->file.fd = -1;
	buf_init(&w->pending, WRITER_PENDING_MAX + PENDING);
	queue_init(&w->queue);
	shown_init(&w->shown);
	w->sink = (struct finding_sink){ w, take_finding };
	options.guides = &context->guides;
	if (give_rc(err, writer_new(&options, &w->sink, &w->writer, &e), &e) ==
	    CLEANCLAIM_OK)
		return w;
	cleanclaim_writer_free(w);
	return NULL;
}

/* See cleanclaim.h. */
struct cleanclaim_writer *
cleanclaim_writer_file(struct cleanclaim *context, const char *path,
    unsigned how, struct cleanclaim_error *err)
{
	struct cleanclaim_writer *w = new_writer(context, path != NULL, how,
	    err);
	struct err e;

	if (w == NULL || give_rc(err, file_out_open(&w->file, path, &e), &e)
	    == CLEANCLAIM_OK)
		return w;
	w->file = (struct file_out){ .fd = -1 };
	cleanclaim_writer_free(w);
	return NULL;
}

/* See cleanclaim.h. */
struct cleanclaim_writer *
cleanclaim_writer_memory(struct cleanclaim *context, unsigned how,
    struct cleanclaim_error *err)
{
	struct cleanclaim_writer *w = new_writer(context, true, how, err);

	if (w != NULL)
		w->in_memory = true;
	return w;
}

/* See cleanclaim.h. */
struct cleanclaim_writer *
cleanclaim_writer_stream(struct cleanclaim *context,
    cleanclaim_write_fn *write, void *user, unsigned how,
    struct cleanclaim_error *err)
{
	struct cleanclaim_writer *w = new_writer(context, write != NULL, how,
	    err);

	if (w != NULL) {
		w->write = write;
		w->user = user;
	}
	return w;
}

/* ---- writing ------------------------------------------------------------ */

/* A file is written in large pieces. */
static enum rc
write_file(struct cleanclaim_writer *w, str out, struct err *e)
{
	enum rc rc;

	buf_add(&w->pending, out);
	if (w->pending.failed)
		return fail(e, RC_MEMORY, "no memory to write with");
	if (w->pending.n < PENDING && !w->ended)
		return RC_OK;
	rc = file_out_write(&w->file, buf_str(&w->pending), e);
	buf_reset(&w->pending);
	return rc;
}

/* Pass on what is final. */
static enum rc
pass_on(struct cleanclaim_writer *w, struct err *e)
{
	str out;

	if (w->in_memory)
		return RC_OK;
	out = writer_take(w->writer);
	if (w->write == NULL)
		return write_file(w, out, e);
	if (out.n == 0)
		return RC_OK;
	if (w->write(w->user, out.p, out.n) == 0)
		return RC_OK;
	return fail(e, RC_IO, "cannot write on: the stream says so");
}

static int
check_writer(const struct cleanclaim_writer *w, struct cleanclaim_error *err)
{
	if (w == NULL || w->ended || w->spoilt)
		return give(err, CLEANCLAIM_INVALID, w == NULL ?
		    "there is no writer" : w->spoilt ?
		    "the writer failed before" : "writing was ended");
	return CLEANCLAIM_OK;
}

/* Records of a transaction, and all that stand above them. */
static bool
is_writable(const struct cleanclaim_record *record)
{
	for (unsigned i = 0; i < record->map->n_levels; i++)
		if (record->map->levels[i].schema == record->schema)
			return true;
	return false;
}

static void
keep_memory(struct cleanclaim_writer *w, struct memory *m)
{
	memory_hold(m);
	memory_release(w->last);
	w->last = m;
}

static int
put(struct cleanclaim_writer *w, const struct cleanclaim_record *record,
    struct cleanclaim_error *err)
{
	const struct item item = { record->map, record->schema,
	    record->object };
	struct err e;
	enum rc rc = writer_put(w->writer, &item, &e);

	if (rc == RC_INVALID && w->queue.findings.n != 0)
		return give(err, CLEANCLAIM_REFUSED, "the %s does not fit its "
		    "guide: see the findings", record->schema->name);
	if (rc == RC_OK) {
		keep_memory(w, record->memory);
		rc = pass_on(w, &e);
	}
	w->spoilt = rc != RC_OK && rc != RC_INVALID;
	return give_rc(err, rc, &e);
}

/* See cleanclaim.h. */
int
cleanclaim_writer_put(struct cleanclaim_writer *writer,
    struct cleanclaim_record *record, struct cleanclaim_error *err)
{
	int code = check_writer(writer, err);

	if (code != CLEANCLAIM_OK)
		return code;
	queue_reset(&writer->queue);
	code = record_check(record, err);
	if (code != CLEANCLAIM_OK)
		return code;
	if (!is_writable(record))
		return give(err, CLEANCLAIM_INVALID, "a %s is not written "
		    "alone, but with the record that it is in",
		    record->schema->name);
	return put(writer, record, err);
}

/* See cleanclaim.h. */
const struct cleanclaim_finding *
cleanclaim_writer_finding(struct cleanclaim_writer *writer, size_t i)
{
	if (writer == NULL || i >= writer->queue.findings.n)
		return NULL;
	return shown_finding(&writer->shown, writer->queue.findings.v[i],
	    FINDING_SHOW, &writer->context->guides);
}

/* See cleanclaim.h. */
const char *
cleanclaim_writer_take(struct cleanclaim_writer *writer, size_t *n)
{
	str out = { NULL, 0 };

	if (writer != NULL && writer->in_memory)
		out = writer_take(writer->writer);
	if (n != NULL)
		*n = out.n;
	return out.n != 0 ? out.p : NULL;
}

/* See cleanclaim.h. */
int
cleanclaim_writer_end(struct cleanclaim_writer *writer,
    struct cleanclaim_error *err)
{
	struct err e;
	enum rc rc;
	int code = check_writer(writer, err);

	if (code != CLEANCLAIM_OK)
		return code;
	queue_reset(&writer->queue);
	rc = writer_end(writer->writer, &e);
	writer->ended = rc == RC_OK;
	if (rc == RC_OK)
		rc = pass_on(writer, &e);
	if (rc == RC_OK && !writer->in_memory && writer->write == NULL)
		rc = file_out_commit(&writer->file, &e);
	writer->spoilt = rc != RC_OK;
	return give_rc(err, rc, &e);
}

/* See cleanclaim.h. */
void
cleanclaim_writer_free(struct cleanclaim_writer *writer)
{
	if (writer == NULL)
		return;
	file_out_abandon(&writer->file);
	writer_free(writer->writer);
	memory_release(writer->last);
	buf_fini(&writer->pending);
	queue_fini(&writer->queue);
	shown_fini(&writer->shown);
	context_release(writer->context);
	free(writer);
}
