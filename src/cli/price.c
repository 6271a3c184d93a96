/* SPDX-License-Identifier: Apache-2.0 */
/*
 * price.c -- the command: what Medicare's fee schedule allows, and why.
 *
 * The codes are priced as lines of one claim: of one patient, one physician and
 * one day, so that reductions for several procedures apply.
 */
#include "cli/codebook.h"
#include "cli/line.h"
#include "pricing/mpfs.h"

#define STEP_COLUMN	16

struct pricing {
	const struct invocation *in;
	const struct book *book;
	struct mpfs_request request[MPFS_LINES_MAX];
	struct mpfs_result result[MPFS_LINES_MAX];
	unsigned n;
	struct mpfs_request all;	/* what holds for every line */
};

/* ---- what is asked ----------------------------------------------------------- */

/* "99213-25-26" */
static bool
read_line(struct pricing *p, const char *operand, struct mpfs_request *q)
{
	str rest = str_of(operand), code = str_cut(&rest, '-');
	unsigned i = 0;

	*q = p->all;
	q->procedure = code_pack(code);
	if (code_length(q->procedure) != 5) {
		command_fail(p->in, "\"%s\" is no procedure: write CODE or "
		    "CODE-MODIFIER, as in 99213-25", operand);
		return false;
	}
	while (rest.n > 0) {
		str modifier = str_cut(&rest, '-');

		if (modifier.n != 2 || i == MPFS_MODIFIERS) {
			command_fail(p->in, "\"%s\" has up to %d modifiers of "
			    "two characters each", operand, MPFS_MODIFIERS);
			return false;
		}
		for (unsigned k = 0; k < 2; k++)
			q->modifiers[i] = q->modifiers[i] << 8 |
			    (uint8_t)(modifier.p[k] >= 'a' ?
			    modifier.p[k] - 32 : modifier.p[k]);
		i++;
	}
	return true;
}

/* The carrier of the only locality of that number; 0: none, or several. */
static uint32_t
only_carrier(const struct pricing *p, uint32_t locality)
{
	const struct book_array *a = &p->book->parts[PART_ROWS][TABLE_GPCI];
	releases bit = book_edition(p->book, SET_GPCI, p->all.on).bit;
	uint32_t found = 0;

	for (uint32_t i = 0; i < a->n; i++) {
		const struct book_gpci *g = (const struct book_gpci *)a->v + i;

		if ((g->in & bit) == 0 || g->locality != locality ||
		    g->carrier == found)
			continue;
		if (found != 0)
			return 0;
		found = g->carrier;
	}
	return found;
}

/* --locality: "05", with --carrier, or "1320205", or the name of a place. */
static bool
read_locality(struct pricing *p)
{
	const char *said = p->in->value[OPT_LOCALITY];
	uint64_t n = 0, carrier = 0;

	if (said == NULL) {
		command_fail(p->in, "--locality is needed: two digits, and "
		    "--carrier, as in --carrier 13202 --locality 01");
		return false;
	}
	if (!command_number(p->in, OPT_CARRIER, 1, 99999, 0, &carrier))
		return false;
	if (!str_to_u64(str_of(said), 9999999, &n)) {
		command_fail(p->in, "--locality takes two digits, or the "
		    "carrier's five and two, not \"%s\"", said);
		return false;
	}
	p->all.locality = (uint32_t)(n % 100);
	p->all.carrier = (uint32_t)(n >= 100 ? n / 100 : carrier);
	if (p->all.carrier == 0)
		p->all.carrier = only_carrier(p, p->all.locality);
	if (p->all.carrier != 0)
		return true;
	command_fail(p->in, "several carriers have a locality %s, or none: "
	    "--carrier says which", said);
	return false;
}

static bool
read_request(struct pricing *p)
{
	const struct invocation *in = p->in;
	uint64_t units, minutes, place;

	if (!command_number(in, OPT_UNITS, 1, 9999, 1, &units) ||
	    !command_number(in, OPT_MINUTES, 0, 9999, 0, &minutes) ||
	    !command_number(in, OPT_POS, 1, 99, 11, &place) ||
	    !read_locality(p))
		return false;
	p->all.units = (uint32_t)units;
	p->all.minutes = (uint32_t)minutes;
	p->all.place = (uint32_t)place;
	for (unsigned i = 0; i < in->n_operands; i++)
		if (!read_line(p, in->operands[i], &p->request[p->n++]))
			return false;
	return true;
}

/* ---- telling ------------------------------------------------------------------ */

/* Cents as "1234.50", right-aligned. */
static void
add_amount(struct page *page, enum style style, money v)
{
	char text[MONEY_TEXT_MAX];

	page_fmt(page, style, "%12s", money_format(v, text).p);
}

static void
add_steps(struct page *page, const struct mpfs_result *r)
{
	for (unsigned i = 0; i < r->n_steps; i++) {
		const struct mpfs_step *s = &r->steps[i];

		add_amount(page, STYLE_PLAIN, s->after);
		page_to(page, STEP_COLUMN);
		page_wrap(page, STYLE_PLAIN, STEP_COLUMN, str_of(s->text));
		if (s->source != NULL) {
			page_to(page, page->column + 2);
			page_wrap(page, STYLE_DIM, STEP_COLUMN,
			    str_of(s->source));
		}
		page_newline(page);
	}
}

/* What the amount rests on, if not on a release for the day. */
static void
add_basis(struct page *page, const struct mpfs_result *r)
{
	const char *words = r->basis == BASIS_AFTER ?
	    "As last published: the schedule here ends before that day." :
	    r->basis == BASIS_BEFORE ?
	    "By the oldest schedule here, which begins after that day." : NULL;

	if (words == NULL)
		return;
	page_to(page, STEP_COLUMN);
	page_wrap(page, STYLE_WARNING, STEP_COLUMN, str_of(words));
	page_newline(page);
}

static void
add_line(struct pricing *p, struct page *page, unsigned i)
{
	const struct mpfs_result *r = &p->result[i];

	page_text(page, STYLE_TITLE, str_of(p->in->operands[i]));
	page_to(page, STEP_COLUMN);
	page_text(page, STYLE_DIM, r->facility ? STR("facility amount") :
	    STR("non-facility amount"));
	page_newline(page);
	add_steps(page, r);
	if (r->outcome != MPFS_PRICED) {
		page_to(page, STEP_COLUMN);
		page_wrap(page, STYLE_ERROR, STEP_COLUMN,
		    str_of(mpfs_outcome_text(r->outcome)));
		page_newline(page);
	} else {
		add_amount(page, STYLE_GOOD, r->amount);
		page_to(page, STEP_COLUMN);
		page_text(page, STYLE_BOLD, STR("allowed"));
		page_newline(page);
	}
	if (r->needs_documentation) {
		page_to(page, STEP_COLUMN);
		page_text(page, STYLE_WARNING, STR("paid if the record shows "
		    "that it was needed"));
		page_newline(page);
	}
	add_basis(page, r);
}

static void
add_json(struct pricing *p, struct buf *out, unsigned i)
{
	const struct mpfs_result *r = &p->result[i];
	struct line l;

	line_begin(&l, out);
	line_text(&l, "code", str_of(p->in->operands[i]));
	line_bool(&l, "priced", r->outcome == MPFS_PRICED);
	line_number(&l, "cents", r->amount);
	line_text(&l, "outcome", str_of(mpfs_outcome_text(r->outcome)));
	line_bool(&l, "facility", r->facility);
	line_text(&l, "basis", r->basis == BASIS_RELEASE ? STR("release") :
	    r->basis == BASIS_AFTER ? STR("after") : r->basis ==
	    BASIS_BEFORE ? STR("before") : STR("nothing"));
	line_open(&l, "steps");
	for (unsigned k = 0; k < r->n_steps; k++) {
		line_open_item(&l);
		line_text(&l, "text", str_of(r->steps[k].text));
		line_text(&l, "source", str_of(r->steps[k].source));
		line_number(&l, "cents", r->steps[k].after);
		line_close_item(&l);
	}
	line_close(&l);
	line_end(&l);
}

static void
add_total(struct pricing *p, struct page *page)
{
	money total = 0;

	for (unsigned i = 0; i < p->n; i++)
		if (!money_add(total, p->result[i].amount, &total))
			return;
	page_newline(page);
	add_amount(page, STYLE_GOOD, total);
	page_to(page, STEP_COLUMN);
	page_fmt(page, STYLE_BOLD, "allowed for %u lines", p->n);
	page_newline(page);
}

/* ---- the command ----------------------------------------------------------------- */

static enum exit_status
answer(struct pricing *p)
{
	bool json = p->in->value[OPT_JSON] != NULL, all = true;
	struct output out;
	struct page page;

	mpfs_price_lines(p->book, p->request, p->n, p->result);
	if (!command_output(p->in, &out, &page))
		return STATUS_FAILED;
	for (unsigned i = 0; i < p->n; i++) {
		all &= p->result[i].outcome == MPFS_PRICED;
		if (json) {
			add_json(p, &out.text, i);
			continue;
		}
		if (i > 0)
			page_newline(&page);
		add_line(p, &page, i);
	}
	if (!json && p->n > 1)
		add_total(p, &page);
	return command_close(p->in, &out, all ? STATUS_CLEAN :
	    STATUS_FINDINGS);
}

/* See command.h. */
enum exit_status
cli_price(const struct invocation *in)
{
	enum exit_status status = STATUS_FAILED;
	struct pricing p = { .in = in };
	struct codebook cb;

	if (!codebook_day(in, &p.all.on) || !codebook_open(in, &cb))
		return STATUS_FAILED;
	p.book = &cb.book;
	if (read_request(&p))
		status = answer(&p);
	codebook_close(&cb);
	return status;
}
