/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reading.c -- a file's findings and records, one after the other.
 *
 * The floors below tell findings to a sink while they look for the next record,
 * so these are kept, and a pause is asked for: no more than one segment's are
 * waiting, or one slab's of envelope findings.  Where no records are wanted, no
 * structs are made.
 */
#include <stdlib.h>

#include "claim/map_shared.h"
#include "claim/reader.h"
#include "lib/lib.h"

#define ALL_WANTED	(CLEANCLAIM_FINDINGS | CLEANCLAIM_RECORDS | \
	CLEANCLAIM_FORM | CLEANCLAIM_HIDE)

struct cleanclaim_reader {
	struct memory memory;		/* the first: see reading_free() */
	struct arena turns[2];		/* used in turn, so that a handle that
					 * became void is still there to tell */
	struct file_stream in;
	unsigned wanted;
	struct finding_sink sink;
	struct check *check;		/* one of the two is used */
	struct reader *reader;
	struct check_summary summary;
	struct queue queue;
	struct shown shown;
	struct item item;		/* read, but not given yet */
	const struct cleanclaim_finding *finding;	/* given last; */
	struct cleanclaim_record *record;		/* or this */
	bool	 begun, over;
	struct cleanclaim_error failure;	/* code 0: none */
	cleanclaim_hear_fn *hear;	/* of cleanclaim_reader_check() */
	void	*hear_user;
	volatile bool stop;
};

/* ---- opening ------------------------------------------------------------ */

static void
take_finding(void *ctx, const struct finding *f)
{
	struct cleanclaim_reader *r = ctx;

	if ((r->wanted & CLEANCLAIM_FINDINGS) == 0)
		return;
	queue_add(&r->queue, f);
	if (r->reader != NULL)
		reader_pause(r->reader);
	else
		check_pause(r->check);
}

static struct cleanclaim_reader *
new_reader(struct cleanclaim *context, bool given, unsigned wanted,
    struct cleanclaim_error *err)
{
	struct cleanclaim_reader *r;

	if (context == NULL || !given || (wanted & ~ALL_WANTED) != 0 ||
	    (wanted & (CLEANCLAIM_FINDINGS | CLEANCLAIM_RECORDS)) == 0) {
		give(err, CLEANCLAIM_INVALID, context == NULL ?
		    "there is no context" : !given ? "there is no file" :
		    "findings, records or both are to be wanted");
		return NULL;
	}
	r = calloc(1, sizeof *r);
	if (r == NULL) {
		give(err, CLEANCLAIM_MEMORY, "no memory to read with");
		return NULL;
	}
	atomic_init(&r->memory.refs, 1);
	r->memory.turn = 1;
	r->memory.reading = true;
	r->memory.context = context;
	context_hold(context);
	for (int i = 0; i < 2; i++)
		arena_init(&r->turns[i], RECORD_MEMORY);
	r->memory.arena = &r->turns[0];
	buf_init(&r->memory.json_text, RECORD_MEMORY);
	queue_init(&r->queue);
	shown_init(&r->shown);
	r->wanted = wanted;
	r->sink = (struct finding_sink){ r, take_finding };
	r->in = (struct file_stream){ .fd = -1 };
	return r;
}

/* See cleanclaim.h. */
struct cleanclaim_reader *
cleanclaim_reader_file(struct cleanclaim *context, const char *path,
    unsigned wanted, struct cleanclaim_error *err)
{
	struct cleanclaim_reader *r = new_reader(context, path != NULL, wanted,
	    err);
	struct err e;

	if (r == NULL || give_rc(err, file_stream_open(&r->in, path, &e), &e)
	    == CLEANCLAIM_OK)
		return r;
	r->in = (struct file_stream){ .fd = -1 };
	cleanclaim_reader_close(r);
	return NULL;
}

/* See cleanclaim.h. */
struct cleanclaim_reader *
cleanclaim_reader_memory(struct cleanclaim *context, const void *bytes,
    size_t n, unsigned wanted, struct cleanclaim_error *err)
{
	struct cleanclaim_reader *r = new_reader(context, bytes != NULL ||
	    n == 0, wanted, err);

	if (r != NULL) {
		file_stream_memory(&r->in, (str){ bytes, n });
		give_ok(err);
	}
	return r;
}

/* See cleanclaim.h. */
struct cleanclaim_reader *
cleanclaim_reader_stream(struct cleanclaim *context, cleanclaim_read_fn *read,
    void *user, unsigned wanted, struct cleanclaim_error *err)
{
	struct cleanclaim_reader *r = new_reader(context, read != NULL, wanted,
	    err);

	if (r != NULL) {
		file_stream_pull(&r->in, read, user);
		give_ok(err);
	}
	return r;
}

/* ---- the next ----------------------------------------------------------- */

/* How much there is to check. */
static enum check_depth
depth(const struct cleanclaim_reader *r)
{
	return (r->wanted & CLEANCLAIM_FORM) != 0 ||
	    (r->wanted & CLEANCLAIM_FINDINGS) == 0 ? CHECK_GUIDE : CHECK_RULES;
}

static enum rc
begin_reading(struct cleanclaim_reader *r, struct err *e)
{
	const struct guide_set *guides = &r->memory.context->guides;
	const struct reader_options as_records = { guides, depth(r) };
	const struct check_options as_findings = { .guides = guides,
	    .depth = depth(r) };

	r->begun = true;
	if ((r->wanted & CLEANCLAIM_RECORDS) != 0)
		return reader_open(&r->in, &as_records, &r->sink, &r->reader,
		    e);
	return check_open(&r->in, &as_findings, &r->sink, &r->summary,
	    &r->check, e);
}

/* Read until there is something to give, or the file ends. */
static enum rc
read_on(struct cleanclaim_reader *r, struct err *e)
{
	bool more = false;
	enum rc rc;

	queue_reset(&r->queue);
	if (r->reader == NULL) {
		rc = check_step(r->check, &more, e);
		r->over = !more;
	} else {
		rc = reader_next(r->reader, &r->item, e);
		r->over = r->item.object == NULL &&
		    !reader_has_more(r->reader);
	}
	if (rc == RC_OK && r->queue.failed)
		rc = fail(e, RC_MEMORY, "no memory for findings");
	return rc;
}

/* True for structs that others may point up to. */
static bool
is_shared(const struct item *item)
{
	const struct transaction_map *map = item->map;

	for (unsigned i = 0; i < map->n_levels; i++)
		if (level_leads(map->levels[i].schema, item->schema))
			return true;
	return item->schema == &functional_group_schema;
}

static int
give_record(struct cleanclaim_reader *r)
{
	r->record = record_handle(&r->memory, r->item.map, r->item.schema,
	    (void *)(uintptr_t)r->item.object);
	if (r->record == NULL)
		return give(&r->failure, CLEANCLAIM_MEMORY,
		    "no memory for a record");
	r->record->shared = is_shared(&r->item);
	r->item.object = NULL;
	return CLEANCLAIM_RECORD;
}

/* What the last turn gave is void; its memory is the next one's but one. */
static void
begin_turn(struct cleanclaim_reader *r)
{
	r->finding = NULL;
	r->record = NULL;
	r->memory.turn++;
	r->memory.arena = &r->turns[r->memory.turn & 1];
	arena_reset(r->memory.arena);
}

static int
next(struct cleanclaim_reader *r)
{
	struct err e;
	enum rc rc = r->begun ? RC_OK : begin_reading(r, &e);

	while (rc == RC_OK) {
		if (r->queue.next < r->queue.findings.n) {
			r->finding = shown_finding(&r->shown,
			    r->queue.findings.v[r->queue.next++],
			    (r->wanted & CLEANCLAIM_HIDE) != 0 ? FINDING_HIDE :
			    FINDING_SHOW, &r->memory.context->guides);
			return CLEANCLAIM_FINDING;
		}
		if (r->item.object != NULL)
			return give_record(r);
		if (r->over)
			return CLEANCLAIM_END;
		rc = read_on(r, &e);
	}
	return give_rc(&r->failure, rc, &e);
}

/* See cleanclaim.h. */
int
cleanclaim_reader_next(struct cleanclaim_reader *reader,
    struct cleanclaim_error *err)
{
	int code;

	if (reader == NULL)
		return give(err, CLEANCLAIM_INVALID, "there is no reader");
	begin_turn(reader);
	code = reader->failure.code != CLEANCLAIM_OK ? reader->failure.code :
	    next(reader);
	if (code >= 0)
		give_ok(err);
	else
		give(err, code, "%s", reader->failure.message);
	return code;
}

/* See cleanclaim.h. */
const struct cleanclaim_finding *
cleanclaim_reader_finding(struct cleanclaim_reader *reader)
{
	return reader == NULL ? NULL : reader->finding;
}

/* See cleanclaim.h. */
struct cleanclaim_record *
cleanclaim_reader_record(struct cleanclaim_reader *reader)
{
	return reader == NULL ? NULL : reader->record;
}

/* ---- all at once -------------------------------------------------------- */

static void
tell_finding(void *ctx, const struct finding *f)
{
	struct cleanclaim_reader *r = ctx;

	if (!r->stop && r->hear(r->hear_user, shown_finding(&r->shown, f,
	    (r->wanted & CLEANCLAIM_HIDE) != 0 ? FINDING_HIDE : FINDING_SHOW,
	    &r->memory.context->guides)) != 0)
		r->stop = true;
}

/* See cleanclaim.h. */
int
cleanclaim_reader_check(struct cleanclaim_reader *reader, unsigned threads,
    cleanclaim_hear_fn *hear, void *user, struct cleanclaim_error *err)
{
	const struct finding_sink sink = { reader, tell_finding };
	struct check_options options;
	struct err e;
	enum rc rc;

	if (reader == NULL || hear == NULL || reader->begun ||
	    (reader->wanted & CLEANCLAIM_FINDINGS) == 0)
		return give(err, CLEANCLAIM_INVALID, reader == NULL ?
		    "there is no reader" : hear == NULL ?
		    "there is nobody to tell findings to" : reader->begun ?
		    "reading has begun" : "no findings are wanted");
	reader->begun = reader->over = true;
	reader->hear = hear;
	reader->hear_user = user;
	options = (struct check_options){ .depth = depth(reader),
	    .guides = &reader->memory.context->guides, .threads = threads,
	    .stop = &reader->stop };
	rc = check_run(&reader->in, &options, &sink, &reader->summary, &e);
	if (rc == RC_OK && reader->stop)
		rc = fail(&e, RC_STOPPED, "stopped at a finding");
	give_rc(&reader->failure, rc, &e);
	return give_rc(err, rc, &e);
}

/* ---- counts, and the end ------------------------------------------------ */

/* See cleanclaim.h. */
uint64_t
cleanclaim_reader_count(const struct cleanclaim_reader *reader,
    enum cleanclaim_counter what)
{
	const struct check_summary *s;
	uint64_t n = 0;

	if (reader == NULL)
		return 0;
	s = reader->reader != NULL ? reader_summary(reader->reader) :
	    &reader->summary;
	switch (what) {
	case CLEANCLAIM_N_BYTES:
		return s->bytes;
	case CLEANCLAIM_N_SEGMENTS:
		return s->segments;
	case CLEANCLAIM_N_INTERCHANGES:
		return s->interchanges;
	case CLEANCLAIM_N_GROUPS:
		return s->groups;
	case CLEANCLAIM_N_CLAIMS:
		return s->claims;
	case CLEANCLAIM_N_INFOS:
		return s->counts[SEVERITY_INFO];
	case CLEANCLAIM_N_WARNINGS:
		return s->counts[SEVERITY_WARNING];
	case CLEANCLAIM_N_ERRORS:
		return s->counts[SEVERITY_ERROR];
	case CLEANCLAIM_N_TRANSACTIONS:
		for (unsigned i = 0; i < s->n_kinds; i++)
			n += s->kinds[i].n;
	}
	return n;
}

/* See lib.h. */
void
reading_free(struct memory *m)
{
	struct cleanclaim_reader *r = (struct cleanclaim_reader *)m;

	reader_close(r->reader);
	check_close(r->check);
	json_out_free(m->json);
	buf_fini(&m->json_text);
	for (int i = 0; i < 2; i++)
		arena_fini(&r->turns[i]);
	queue_fini(&r->queue);
	shown_fini(&r->shown);
	context_release(m->context);
	free(r);
}

/* See cleanclaim.h. */
void
cleanclaim_reader_close(struct cleanclaim_reader *reader)
{
	if (reader == NULL)
		return;
	reader->memory.turn++;
	file_stream_close(&reader->in);
	memory_release(&reader->memory);
}
