/* SPDX-License-Identifier: Apache-2.0 */
/* convert.c -- the command: items from X12 or JSON, into X12, JSON or CSV. */
#include <signal.h>
#include <unistd.h>

#include "interop/csv.h"
#include "interop/json_in.h"
#include "interop/json_out.h"
#include "interop/json_schema.h"
#include "claim/writer.h"
#include "cli/command.h"
#include "cli/inputs.h"
#include "cli/report.h"
#include "cli/terminal.h"

#define MAX_SHOWN	20
#define MAX_MOST	1000000000
#define LOOK		64	/* bytes that tell JSON from X12 */
#define SAID_MAX	((size_t)1 << 20)
#define PATH_BYTES	4096

enum form { FORM_NONE, FORM_X12, FORM_JSON, FORM_CSV };

/* One run of the command. */
struct conversion {
	const struct invocation *in;
	struct finding_sink sink;
	struct inputs inputs;
	struct guide_set guides;
	struct view view;
	struct output out;
	struct page page, said_page;
	struct buf said;		/* for standard error */
	struct report report;
	struct tally tally;		/* of the file at hand */
	uint64_t max;
	enum form to;			/* NONE: not told, and not known yet */
	struct writer *writer;		/* of the form that is written */
	struct json_out *json;
	struct csv *csv;
	bool	 begun;			/* the table has its head */
	struct json_in *from_json;	/* of the file at hand, or NULL */
	const struct item *item;	/* being written as X12, or NULL */
	struct buf path;		/* of what is wrong in it */
	uint64_t transactions;		/* of the file, that were given */
	bool	 errors, failed;	/* of any file so far */
};

static volatile sig_atomic_t signalled;

static void
on_signal(int number)
{
	signalled = number;
}

/* ---- findings ------------------------------------------------------- */

static void
say(struct conversion *c)
{
	str s = buf_str(&c->said);

	while (s.n != 0) {
		ssize_t n = write(STDERR_FILENO, s.p, s.n);

		if (n <= 0)
			break;
		s.p += n;
		s.n -= (size_t)n;
	}
	buf_reset(&c->said);
}

/* Whose fault it is: the claim that the item is, and the way to the member in
 * its JSON. */
static void
name_member(struct conversion *c, struct finding *f)
{
	const struct schema *s = c->item->schema;
	const struct field *number = schema_field(s, STR("control_number"));

	if (number != NULL && number->type == FIELD_TEXT &&
	    s != c->item->map->levels[0].schema)
		f->at.claim = *(const str *)field_at(c->item->object, number);
	if (c->from_json == NULL)
		return;
	buf_reset(&c->path);
	json_out_path(c->item, f->at.field, &c->path);
	f->at.field = buf_str(&c->path);
}

/* A finding_sink. */
static void
add_finding(void *ctx, const struct finding *f)
{
	struct conversion *c = ctx;
	struct finding seen = *f;

	if (c->item != NULL)
		name_member(c, &seen);
	if (c->from_json != NULL && seen.at.line == 0) {
		seen.at.line = json_in_line(c->from_json);
		seen.at.column = 1;
	}
	tally_add(&c->tally, &seen);
	if (c->tally.codes[f->code] > c->max)
		return;
	seen = view_finding(&c->view, &seen);
	report_finding(&c->report, &seen, &c->tally);
	say(c);
}

/* ---- what is written ------------------------------------------------ */

/* Get what writes the form that is wanted. */
static enum rc
open_target(struct conversion *c, struct err *err)
{
	const struct writer_options x12 = { .guides = &c->guides,
	    .lines = c->in->value[OPT_LINES] != NULL };
	const struct json_out_options json = { .guides = &c->guides,
	    .positions = c->in->value[OPT_POSITIONS] != NULL };

	if (c->to == FORM_X12 && c->writer == NULL)
		return writer_new(&x12, &c->sink, &c->writer, err);
	if (c->to == FORM_CSV && !c->begun)
		csv_head(c->csv, &c->out.text);
	c->begun = true;
	if (c->to == FORM_JSON && c->json == NULL) {
		c->json = json_out_new(&json);
		if (c->json == NULL)
			return fail(err, RC_MEMORY, "no memory to write JSON");
	}
	return RC_OK;
}

static enum rc
put_x12(struct conversion *c, const struct item *item, struct err *err)
{
	uint64_t before = c->tally.severity[SEVERITY_ERROR];
	enum rc rc;

	c->item = item;
	rc = writer_put(c->writer, item, err);
	c->item = NULL;
	buf_add(&c->out.text, writer_take(c->writer));
	if (rc != RC_INVALID)
		return rc;
	if (c->tally.severity[SEVERITY_ERROR] == before) {
		command_fail(c->in, "%s in %s, line %llu: %s",
		    item->schema->name, c->report.file, c->from_json == NULL ?
		    0ull : (unsigned long long)json_in_line(c->from_json),
		    err->msg);
		c->errors = true;
	}
	return RC_OK;
}

/* Write one item. */
static enum rc
put(struct conversion *c, const struct item *item, struct err *err)
{
	enum rc rc;

	if (c->to == FORM_X12)
		rc = put_x12(c, item, err);
	else if (c->to == FORM_JSON)
		rc = json_out_item(c->json, item, &c->out.text, err);
	else
		rc = csv_item(c->csv, item, &c->out.text, err);
	output_step(&c->out);
	return rc;
}

/* ---- what is read --------------------------------------------------- */

/* True while there is more to do. */
static bool
goes_on(const struct conversion *c)
{
	return signalled == 0 && !c->out.failed;
}

/* Say which transactions there is no model for; their items never came. */
static void
tell_left_out(struct conversion *c, const struct check_summary *sum)
{
	uint64_t all = 0, left;
	struct buf kinds;

	buf_init(&kinds, PATH_BYTES);
	for (unsigned i = 0; i < sum->n_kinds; i++) {
		str kind = str_of(sum->kinds[i].name);

		if (str_eq(kind, STR("TA1")))
			continue;
		all += sum->kinds[i].n;
		if (transaction_map(kind) == NULL)
			buf_fmt(&kinds, "%s" STR_FMT, kinds.n == 0 ? "" : ", ",
			    STR_ARG(kind));
	}
	left = all > c->transactions ? all - c->transactions : 0;
	if (left != 0) {
		command_fail(c->in, "%s: %llu transaction%s left out: there "
		    "is no model for %s", c->report.file,
		    (unsigned long long)left, left == 1 ? " was" : "s were",
		    kinds.n == 0 ? "them" : kinds.p);
		c->errors = true;
	}
	buf_fini(&kinds);
}

/* End the X12 of one file: the writer points at its items until then. */
static enum rc
end_writing(struct conversion *c, enum rc rc, struct err *err)
{
	if (rc != RC_OK || c->writer == NULL || !goes_on(c))
		return rc;
	rc = writer_end(c->writer, err);
	buf_add(&c->out.text, writer_take(c->writer));
	return rc;
}

static enum rc
convert_x12(struct conversion *c, struct file_stream *stream, struct err *err)
{
	const struct reader_options options = { &c->guides, CHECK_GUIDE };
	struct reader *r;
	struct item item;
	enum rc rc;

	rc = reader_open(stream, &options, &c->sink, &r, err);
	while (rc == RC_OK && goes_on(c)) {
		rc = reader_next(r, &item, err);
		if (rc != RC_OK || item.object == NULL)
			break;
		c->transactions += item.map != &envelope_map &&
		    item.schema == item.map->levels[0].schema;
		rc = put(c, &item, err);
	}
	rc = end_writing(c, rc, err);
	if (rc == RC_OK)
		tell_left_out(c, reader_summary(r));
	reader_close(r);
	return rc;
}

static enum rc
convert_json(struct conversion *c, struct file_stream *stream,
    struct err *err)
{
	const struct json_in_options options = { &c->guides };
	struct item item;
	enum rc rc = RC_OK;

	c->from_json = json_in_open(stream, &options, &c->sink);
	if (c->from_json == NULL)
		return fail(err, RC_MEMORY, "no memory to read JSON");
	while (rc == RC_OK && goes_on(c)) {
		rc = json_in_next(c->from_json, &item, err);
		if (rc != RC_OK || item.object == NULL)
			break;
		rc = put(c, &item, err);
	}
	rc = end_writing(c, rc, err);
	json_in_close(c->from_json);
	c->from_json = NULL;
	return rc;
}

/* What the bytes at the beginning of a file are. */
static enum form
guess_form(str s)
{
	if (str_starts(s, STR("\xEF\xBB\xBF")))
		s = (str){ s.p + 3, s.n - 3 };
	s = str_trim(s);
	return s.n != 0 && (s.p[0] == '{' || s.p[0] == '[') ? FORM_JSON :
	    FORM_X12;
}

/* Look at the beginning of the stream, and let it come again. */
static enum rc
look(struct file_stream *stream, char bytes[LOOK], enum form *form,
    struct err *err)
{
	size_t n = 0, got = 1;
	enum rc rc = RC_OK;

	while (rc == RC_OK && n < LOOK && got != 0) {
		rc = file_stream_read(stream, bytes + n, LOOK - n, &got, err);
		n += rc == RC_OK ? got : 0;
	}
	*form = guess_form((str){ bytes, n });
	file_stream_unread(stream, (str){ bytes, n });
	return rc;
}

/* An option that means something in one form only. */
static bool
is_of_form(const struct conversion *c, unsigned option, const char *name,
    enum form form)
{
	if (c->in->value[option] == NULL || c->to == FORM_NONE ||
	    c->to == form)
		return true;
	command_fail(c->in, "%s is for %s only", name,
	    form == FORM_X12 ? "X12" : "JSON");
	return false;
}

/* Are the options such that go with the form that is written? */
static bool
are_of_form(const struct conversion *c)
{
	return is_of_form(c, OPT_LINES, "--lines", FORM_X12) &&
	    is_of_form(c, OPT_POSITIONS, "--positions", FORM_JSON);
}

static enum rc
convert_stream(struct conversion *c, struct file_stream *stream,
    struct err *err)
{
	char bytes[LOOK];
	enum form form;
	enum rc rc;

	rc = look(stream, bytes, &form, err);
	if (c->to == FORM_NONE)
		c->to = form == FORM_X12 ? FORM_JSON : FORM_X12;
	if (rc == RC_OK && !are_of_form(c))
		rc = fail(err, RC_INVALID, "nothing was converted");
	if (rc == RC_OK)
		rc = open_target(c, err);
	if (rc != RC_OK)
		return rc;
	return form == FORM_X12 ? convert_x12(c, stream, err) :
	    convert_json(c, stream, err);
}

/* Convert one file.  A failure is said, and the next file follows. */
static void
convert_file(struct conversion *c, const char *path)
{
	struct file_stream stream;
	struct err err;
	enum rc rc;

	rc = file_stream_open(&stream, path, &err);
	if (rc != RC_OK) {
		command_fail(c->in, "%s", err.msg);
		c->failed = true;
		return;
	}
	memset(&c->tally, 0, sizeof c->tally);
	c->transactions = 0;
	report_begin(&c->report, path);
	rc = convert_stream(c, &stream, &err);
	file_stream_close(&stream);
	say(c);
	c->errors |= c->tally.severity[SEVERITY_ERROR] != 0;
	if (rc == RC_OK)
		return;
	command_fail(c->in, "%s: %s", path, err.msg);
	c->failed = true;
}

static void
convert_files(struct conversion *c)
{
	const struct inputs *inputs = &c->inputs;

	c->failed = inputs->missed;
	for (size_t i = 0; i < inputs->paths.n && goes_on(c); i++)
		convert_file(c, inputs->paths.v[i]);
}

/* ---- the command ---------------------------------------------------- */

static bool
read_options(struct conversion *c)
{
	const struct invocation *in = c->in;
	const char *to = in->value[OPT_TO], *csv = in->value[OPT_CSV];
	struct err err;

	c->view.words = in->value[OPT_NO_PHI] != NULL ? FINDING_HIDE :
	    FINDING_SHOW;
	if (!command_number(in, OPT_MAX, 0, MAX_MOST, MAX_SHOWN, &c->max))
		return false;
	if (in->n_operands == 0 && in->value[OPT_SCHEMA] == NULL) {
		command_fail(in, "nothing to do: name a file, or - for "
		    "standard input");
		return false;
	}
	if (to != NULL && csv != NULL) {
		command_fail(in, "--to and --csv do not go together");
		return false;
	}
	if (to != NULL && strcmp(to, "json") == 0)
		c->to = FORM_JSON;
	else if (to != NULL && strcmp(to, "x12") == 0)
		c->to = FORM_X12;
	else if (to != NULL) {
		command_fail(in, "--to takes json or x12, not \"%s\"", to);
		return false;
	}
	if (csv != NULL)
		c->to = FORM_CSV;
	if (!are_of_form(c))
		return false;
	if (csv == NULL)
		return true;
	if (csv_new(str_of(csv), &c->csv, &err) == RC_OK)
		return true;
	command_fail(in, "%s", err.msg);
	return false;
}

/* Close the answer: it appears whole, or, with errors, not at all. */
static enum exit_status
finish(struct conversion *c)
{
	const struct invocation *in = c->in;
	bool keep = !c->failed && signalled == 0 &&
	    (!c->errors || in->value[OPT_ANYWAY] != NULL);
	struct err err;

	if (output_close(&c->out, keep, &err) != RC_OK)
		return command_fail(in, "%s", err.msg);
	if (c->errors && !keep && !c->failed && c->out.to_file)
		command_fail(in, "%s was not written: there are errors "
		    "(--anyway writes what could be converted)",
		    in->value[OPT_OUTPUT]);
	if (c->failed || signalled != 0)
		return STATUS_FAILED;
	return c->errors ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* Print the schema of the records. */
static bool
print_schema(struct conversion *c)
{
	struct err err;

	if (json_schema_write(&c->guides, &c->out.text, &err) == RC_OK)
		return true;
	command_fail(c->in, "%s", err.msg);
	return false;
}

static enum exit_status
run(struct conversion *c)
{
	enum exit_status status = STATUS_FAILED;

	buf_init(&c->said, SAID_MAX);
	buf_init(&c->path, PATH_BYTES);
	c->view.guides = &c->guides;
	c->report = (struct report){ .page = &c->said_page, .view = &c->view,
	    .max = c->max };
	(void)terminal_page(&c->said_page, STDERR_FILENO,
	    c->in->value[OPT_COLOR], &c->said);
	if (command_output(c->in, &c->out, &c->page)) {
		if (c->in->value[OPT_SCHEMA] == NULL)
			convert_files(c);
		else
			c->failed = !print_schema(c);
		status = finish(c);
	}
	buf_fini(&c->said);
	buf_fini(&c->path);
	return status;
}

/* See command.h. */
enum exit_status
cli_convert(const struct invocation *in)
{
	struct sigaction action = { .sa_handler = on_signal };
	struct conversion c = { .in = in, .sink = { &c, add_finding } };
	enum exit_status status = STATUS_FAILED;

	if (read_options(&c) && inputs_find(&c.inputs, in) &&
	    command_guides(in, &c.guides)) {
		if (in->value[OPT_OUTPUT] != NULL) {
			sigaction(SIGINT, &action, NULL);
			sigaction(SIGTERM, &action, NULL);
		}
		status = run(&c);
		guide_set_fini(&c.guides);
	}
	inputs_fini(&c.inputs);
	writer_free(c.writer);
	json_out_free(c.json);
	csv_free(c.csv);
	if (signalled != 0) {
		signal(signalled, SIG_DFL);
		raise(signalled);
	}
	return status;
}
