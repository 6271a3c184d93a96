/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hcc.c -- the command: condition categories of diagnoses, and their weights.
 *
 * What interactions and counts of conditions add is not computed, and said.
 */
#include <stdlib.h>

#include "base/suggest.h"
#include "cli/codebook.h"
#include "cli/line.h"
#include "codes/hcc.h"
#include "codes/look_lists.h"

#define CODES_MOST	200
#define CATEGORIES_MOST	(CODES_MOST * HCC_MOST)
#define CODE_COLUMN	2
#define CATEGORY_COLUMN	12
#define TITLE_COLUMN	22
#define WEIGHT_WIDTH	10

struct adjusting {
	const struct invocation *in;
	const struct book *book;
	struct page *page;
	struct output *out;
	enum hcc_model model;
	str	 segment;		/* empty: no weights */
	struct hcc_person who;
	bool	 known;			/* age and sex were given */
	date	 on;
	code_key all[CATEGORIES_MOST];	/* before hierarchies */
	code_key kept[CATEGORIES_MOST];
	unsigned n, n_kept;
	int64_t	 sum;			/* millionths */
};

/* ---- what is asked ------------------------------------------------------------ */

/* The model of a name, "V28" or "CMS-HCC V28". */
static bool
read_model(struct adjusting *a)
{
	const char *said = a->in->value[OPT_MODEL];
	str want = str_of(said != NULL ? said : "V28");
	struct suggestion s;

	suggest_begin(&s, want);
	for (int m = 0; m < HCC_MODELS; m++) {
		str prefix = str_of(hcc_kinds[m].prefix);

		prefix.n -= prefix.n > 0;
		if (str_eq_nocase(want, prefix) ||
		    str_eq_nocase(want, str_of(hcc_kinds[m].name))) {
			a->model = (enum hcc_model)m;
			return true;
		}
		suggest_offer(&s, prefix);
	}
	command_fail(a->in, "there is no model \"" STR_FMT "\"; V28, V24 and "
	    "V22 are Medicare's", STR_ARG(want));
	return false;
}

static bool
read_person(struct adjusting *a)
{
	const char *sex = a->in->value[OPT_SEX];
	uint64_t age;

	if (!command_number(a->in, OPT_AGE, 0, 130, 0, &age))
		return false;
	a->known = a->in->value[OPT_AGE] != NULL && sex != NULL;
	a->who.age = (unsigned)age;
	if (sex == NULL)
		return true;
	a->who.sex = (sex[0] == 'm' || sex[0] == 'M') ? 1 :
	    (sex[0] == 'f' || sex[0] == 'F') ? 2 : 0;
	if (a->who.sex != 0 && sex[1] == '\0')
		return true;
	command_fail(a->in, "--sex takes M or F, not \"%s\"", sex);
	return false;
}

/* ---- telling -------------------------------------------------------------------- */

static str
title_of(const struct adjusting *a, code_key category)
{
	const struct book_code *c = book_code(a->book, SYSTEM_HCC, category);

	return c == NULL ? STR("") : shown_title(a->book, c, a->on);
}

/* The number behind "V28-". */
static str
number_of(const struct adjusting *a, code_key category,
    char to[CODE_TEXT_MAX])
{
	str text = code_text(category, to);
	size_t n = strlen(hcc_kinds[a->model].prefix);

	return n < text.n ? (str){ text.p + n, text.n - n } : text;
}

/* A diagnosis and its categories. */
static void
add_diagnosis(struct adjusting *a, const char *operand)
{
	code_key to[HCC_MOST], key = code_pack(str_of(operand));
	unsigned n = hcc(a->book, key, a->model, a->known ? &a->who : NULL,
	    a->on, to);
	char code[CODE_TEXT_MAX], category[CODE_TEXT_MAX];
	struct line l;

	for (unsigned i = 0; i < n && a->n < CATEGORIES_MOST; i++)
		a->all[a->n++] = to[i];
	if (a->in->value[OPT_JSON] != NULL) {
		line_begin(&l, &a->out->text);
		line_text(&l, "type", STR("diagnosis"));
		line_text(&l, "code", shown_code(SYSTEM_DIAGNOSIS, key, code));
		line_open(&l, "categories");
		for (unsigned i = 0; i < n; i++)
			line_item(&l, number_of(a, to[i], category));
		line_close(&l);
		line_end(&l);
		return;
	}
	for (unsigned i = 0; i < n || i == 0; i++) {
		page_to(a->page, CODE_COLUMN);
		if (i == 0)
			page_text(a->page, STYLE_BOLD, shown_code(
			    SYSTEM_DIAGNOSIS, key, code));
		page_to(a->page, CATEGORY_COLUMN);
		if (n == 0) {
			page_text(a->page, STYLE_DIM, STR("no category"));
		} else {
			page_text(a->page, STYLE_PLAIN, STR("HCC "));
			page_text(a->page, STYLE_PLAIN, number_of(a, to[i],
			    category));
			page_to(a->page, TITLE_COLUMN);
			page_wrap(a->page, STYLE_PLAIN, TITLE_COLUMN,
			    title_of(a, to[i]));
		}
		page_newline(a->page);
	}
}

/* Millionths as "0.166"; three places are all that is published. */
static void
add_weight(struct page *p, enum style style, int64_t millionths)
{
	int64_t v = llabs(millionths) / 1000;

	page_fmt(p, style, "%*s%lld.%03lld", WEIGHT_WIDTH - 5,
	    millionths < 0 ? "-" : "", (long long)(v / 1000),
	    (long long)(v % 1000));
}

/* A variable with its weight, if there is one. */
static void
add_variable(struct adjusting *a, str name, str title)
{
	int64_t weight = 0;
	bool has = a->segment.n > 0 && hcc_coefficient(a->book, a->model,
	    a->segment, name, a->on, &weight);
	struct page *p = a->page;
	struct line l;

	a->sum += weight;
	if (a->in->value[OPT_JSON] != NULL) {
		line_begin(&l, &a->out->text);
		line_text(&l, "type", STR("variable"));
		line_text(&l, "variable", name);
		line_text(&l, "title", title);
		if (has)
			line_number(&l, "millionths", weight);
		else
			line_text(&l, "millionths", STR(""));
		line_end(&l);
		return;
	}
	if (has)
		add_weight(p, STYLE_PLAIN, weight);
	page_to(p, CATEGORY_COLUMN);
	page_text(p, STYLE_BOLD, name);
	page_to(p, TITLE_COLUMN);
	page_wrap(p, STYLE_PLAIN, TITLE_COLUMN, title);
	page_newline(p);
}

/* "F65_69": how the models name age and sex. */
static str
age_variable(const struct adjusting *a, struct buf *to)
{
	static const struct { unsigned from; const char *name; } of[] = {
		{ 95, "95_GT" }, { 90, "90_94" }, { 85, "85_89" },
		{ 80, "80_84" }, { 75, "75_79" }, { 70, "70_74" },
		{ 65, "65_69" }, { 60, "60_64" }, { 55, "55_59" },
		{ 45, "45_54" }, { 35, "35_44" }, { 0, "0_34" },
	};
	unsigned i = 0;

	while (a->who.age < of[i].from)
		i++;
	buf_fmt(to, "%c%s", a->who.sex == 1 ? 'M' : 'F', of[i].name);
	return buf_str(to);
}

/* Is the category one that stayed? */
static bool
is_kept(const struct adjusting *a, code_key category)
{
	for (unsigned i = 0; i < a->n_kept; i++)
		if (a->kept[i] == category)
			return true;
	return false;
}

static void
add_dropped(struct adjusting *a)
{
	char text[CODE_TEXT_MAX];

	for (unsigned i = 0; i < a->n; i++) {
		if (is_kept(a, a->all[i]))
			continue;
		page_to(a->page, CATEGORY_COLUMN);
		page_text(a->page, STYLE_DIM, STR("HCC "));
		page_text(a->page, STYLE_DIM, number_of(a, a->all[i], text));
		page_text(a->page, STYLE_DIM, STR(" does not count: a higher "
		    "one of its kind stands above"));
		page_newline(a->page);
	}
}

static void
add_sum(struct adjusting *a)
{
	struct line l;

	if (a->in->value[OPT_JSON] != NULL) {
		line_begin(&l, &a->out->text);
		line_text(&l, "type", STR("sum"));
		line_text(&l, "model", str_of(hcc_kinds[a->model].name));
		line_text(&l, "segment", a->segment);
		line_number(&l, "millionths", a->sum);
		line_end(&l);
		return;
	}
	if (a->segment.n > 0) {
		add_weight(a->page, STYLE_GOOD, a->sum);
		page_to(a->page, CATEGORY_COLUMN);
		page_fmt(a->page, STYLE_BOLD, "sum, %s, segment " STR_FMT,
		    hcc_kinds[a->model].name, STR_ARG(a->segment));
		page_newline(a->page);
	}
	page_to(a->page, CATEGORY_COLUMN);
	page_wrap(a->page, STYLE_DIM, CATEGORY_COLUMN,
	    STR("Interactions, counts of conditions, normalization and the "
	    "coding adjustment are not in it."));
	page_newline(a->page);
}

static void
add_answer(struct adjusting *a)
{
	char text[CODE_TEXT_MAX];
	struct buf name;

	for (unsigned i = 0; i < a->in->n_operands; i++)
		add_diagnosis(a, a->in->operands[i]);
	memcpy(a->kept, a->all, a->n * sizeof *a->all);
	a->n_kept = hcc_drop(a->book, a->on, a->kept, a->n);
	if (a->in->value[OPT_JSON] == NULL)
		page_newline(a->page);
	buf_init(&name, 64);
	if (a->known)
		add_variable(a, age_variable(a, &name), STR("age and sex"));
	for (unsigned i = 0; i < a->n_kept; i++) {
		buf_reset(&name);
		buf_fmt(&name, "HCC" STR_FMT, STR_ARG(number_of(a, a->kept[i],
		    text)));
		add_variable(a, buf_str(&name), title_of(a, a->kept[i]));
	}
	buf_fini(&name);
	if (a->in->value[OPT_JSON] == NULL)
		add_dropped(a);
	add_sum(a);
}

/* ---- the command ------------------------------------------------------------------- */

/* See command.h. */
enum exit_status
cli_hcc(const struct invocation *in)
{
	struct adjusting *a = calloc(1, sizeof *a);
	enum exit_status status = STATUS_FAILED;
	struct codebook cb;
	struct output out;
	struct page page;

	if (a == NULL)
		return command_fail(in, "no memory");
	a->in = in;
	a->segment = str_of(in->value[OPT_SEGMENT]);
	if (read_model(a) && read_person(a) && codebook_day(in, &a->on) &&
	    codebook_open(in, &cb)) {
		a->book = &cb.book;
		if (cb.book.parts[PART_PAIRS][RELATION_HCC].n == 0) {
			command_fail(in, "the book has no condition "
			    "categories; import CMS's mappings (see "
			    "docs/codes.md)");
		} else if (command_output(in, &out, &page)) {
			a->page = &page;
			a->out = &out;
			add_answer(a);
			status = command_close(in, &out, a->n > 0 ?
			    STATUS_CLEAN : STATUS_FINDINGS);
		}
		codebook_close(&cb);
	}
	free(a);
	return status;
}
