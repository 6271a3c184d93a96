/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codebook.c -- a codebook built from publishers' files, and asked, for tests.
 *
 *	codebook build OUT FILE...	a line {"file", "importer", "rows",
 *					"seconds"} for each source that is read
 *	codebook releases BOOK		a line for each release
 *	codebook show BOOK [SYSTEM CODE DATE]	all that is known of a code
 *					on a day; without question, one a line
 *					from standard input
 *	codebook codes BOOK SYSTEM DATE	CODE, state, title, between tabs, of all
 *	codebook pairs BOOK RELATION DATE	LEFT, RIGHT, value, of those
 *					that hold; DATE "all": and releases,
 *					from, until
 *	codebook rows BOOK TABLE [DATE]	a line for each typed row
 *	codebook price BOOK		a claim a line from standard input: DATE
 *					CARRIER LOCALITY PLACE, then of each
 *					line CODE[-MODIFIER...]*UNITS@MINUTES;
 *					the same in amounts, or the outcomes
 *	codebook ptp BOOK SETTING	DATE CODE CODE, a line each: indicator,
 *					or "none"
 *
 * FILE may be "-": then names are read from standard input, one a line.
 * Importing is in the order that import.h gives.  Dates are YYYY-MM-DD.  Exit
 * status 0, or 1 after a failure, which is told on standard error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/vec.h"
#include "codes/import.h"
#include "codes/look.h"
#include "codes/own.h"
#include "codes/look_procedures.h"
#include "pricing/mpfs.h"

#define OUT_MAX		((size_t)3 << 30)
#define LINE_MAX_BYTES	4096
#define ALL_DATES	(DATE_NONE)

static const struct { const char *name, *words; uint32_t keys; } tables[] = {
#define ROW(id, type, keys, words) { #id, words, keys },
	BOOK_TABLES(ROW)
#undef ROW
};

/* Whose releases the masks of a table are of; SETS: its first word says. */
static const enum code_set table_sets[] = {
	[TABLE_RVU] = SET_RVU, [TABLE_GPCI] = SET_GPCI,
	[TABLE_ANESTHESIA] = SET_ANESTHESIA, [TABLE_OPPS_CAP] = SET_OPPS_CAP,
	[TABLE_PAYMENT] = SET_FEES, [TABLE_LOCALITY] = SET_LOCALITY,
	[TABLE_COEFFICIENT] = SET_HCC_COEFFICIENTS,
	[TABLE_EXCLUSION] = SET_LEIE, [TABLE_FACTOR] = SET_FACTORS, [TABLE_TERM] = SETS,
};

static int
complain(const struct err *err)
{
	fprintf(stderr, "codebook: %s\n", err->msg);
	return 1;
}

static int
refuse(const char *what, const char *which)
{
	fprintf(stderr, "codebook: %s \"%s\"\n", what, which);
	return 1;
}

/* ---- building ---------------------------------------------------------- */

/* A source to come: which file it is in, and its place among the others. */
struct job {
	char *path, *name;
	unsigned rank;
};

struct jobs {
	struct { struct job *v; size_t n, size; } list;
	const char *path;
	struct own_releases own;
	struct build *build;
	const struct job *now;		/* the one to be read */
};

static char *
copy(str s)
{
	char *to = malloc(s.n + 1);

	if (to == NULL)
		abort();
	memcpy(to, s.p, s.n);
	to[s.n] = '\0';
	return to;
}

static enum rc
list_source(void *ctx, const struct source *s, struct err *err)
{
	struct jobs *j = ctx;

	if (!VEC_ROOM(&j->list, 1))
		return fail(err, RC_MEMORY, "no memory");
	if (import_own_is_releases(s) &&
	    import_own_releases(&j->own, s, err) != RC_OK)
		return err->rc;
	j->list.v[j->list.n++] = (struct job){ copy(str_of(j->path)),
	    copy(s->path), import_rank(s) };
	return RC_OK;
}

static int
compare_jobs(const void *a, const void *b)
{
	const struct job *x = a, *y = b;
	const char *p = strrchr(x->name, '/'), *q = strrchr(y->name, '/');
	int order;

	if (x->rank != y->rank)
		return x->rank < y->rank ? -1 : 1;
	order = strcmp(p != NULL ? p : x->name, q != NULL ? q : y->name);
	return order != 0 ? order : strcmp(x->name, y->name);
}

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Read the source that is the turn of, and tell what became of it. */
static enum rc
read_source(void *ctx, const struct source *s, struct err *err)
{
	struct jobs *j = ctx;
	struct import in = { .build = j->build, .source = s,
	    .from = DATE_NONE, .until = DATE_NONE };
	struct import_result r;
	double began = seconds();
	struct buf line;
	enum rc rc;

	if (!str_eq(s->path, str_of(j->now->name)))
		return RC_OK;
	import_own_find(&j->own, &in);
	rc = import_source(&in, &r, err);
	if (rc != RC_OK)
		return rc;
	buf_init(&line, LINE_MAX_BYTES);
	buf_add(&line, STR("{\"file\":"));
	buf_json(&line, s->name);
	buf_fmt(&line, ",\"importer\":\"%s\",\"rows\":%u,\"seconds\":%.3f}",
	    r.importer != NULL ? r.importer->name : "", r.rows,
	    seconds() - began);
	printf(STR_FMT "\n", STR_ARG(buf_str(&line)));
	buf_fini(&line);
	return RC_OK;
}

static enum rc
list_file(struct jobs *j, const char *path, struct err *err)
{
	char line[LINE_MAX_BYTES];
	enum rc rc = RC_OK;

	if (strcmp(path, "-") != 0) {
		j->path = path;
		return source_each(path, NULL, list_source, j, err);
	}
	while (rc == RC_OK && fgets(line, sizeof line, stdin) != NULL) {
		line[strcspn(line, "\r\n")] = '\0';
		rc = list_file(j, line, err);
	}
	return rc;
}

static enum rc
save(struct build *b, const char *path, struct err *err)
{
	struct file_out out;
	struct buf bytes;
	enum rc rc;

	buf_init(&bytes, OUT_MAX);
	rc = build_finish(b, NULL, NULL, &bytes, err);
	if (rc == RC_OK)
		rc = file_out_open(&out, path, err);
	if (rc == RC_OK)
		rc = file_out_write(&out, buf_str(&bytes), err);
	if (rc == RC_OK)
		rc = file_out_commit(&out, err);
	buf_fini(&bytes);
	return rc;
}

static int
run_build(int argc, char **argv)
{
	struct jobs j = { .build = build_new() };
	struct err err = { 0 };
	enum rc rc = RC_OK;

	if (j.build == NULL || argc < 1)
		return refuse("build OUT FILE...", "");
	import_own_init(&j.own);
	for (int i = 1; rc == RC_OK && i < argc; i++)
		rc = list_file(&j, argv[i], &err);
	if (j.list.n != 0)
		qsort(j.list.v, j.list.n, sizeof *j.list.v, compare_jobs);
	for (size_t i = 0; rc == RC_OK && i < j.list.n; i++) {
		j.now = &j.list.v[i];
		rc = source_each(j.now->path, NULL, read_source, &j, &err);
	}
	if (rc == RC_OK)
		rc = save(j.build, argv[0], &err);
	build_free(j.build);
	import_own_fini(&j.own);
	for (size_t i = 0; i < j.list.n; i++) {
		free(j.list.v[i].path);
		free(j.list.v[i].name);
	}
	VEC_FREE(&j.list);
	return rc == RC_OK ? 0 : complain(&err);
}

/* ---- JSON -------------------------------------------------------------- */

static void
add_date(struct buf *to, date on)
{
	char text[DATE_TEXT_MAX];

	if (on == DATE_NONE)
		buf_add(to, STR("null"));
	else
		buf_json(to, date_format(on, text));
}

static void
add_key(struct buf *to, enum code_system s, code_key key)
{
	char text[CODE_TEXT_MAX];

	buf_json(to, s == SYSTEM_DIAGNOSIS ? code_text_icd(key, text) :
	    code_text(key, text));
}

/* The code of a row, or null. */
static void
add_row(struct buf *to, const struct book *b, enum code_system s, uint32_t row)
{
	const struct book_code *c = book_code_at(b, s, row);

	if (c == NULL)
		buf_add(to, STR("null"));
	else
		add_key(to, s, c->key);
}

static void
add_named(struct buf *to, const char *name, str value)
{
	buf_fmt(to, ",\"%s\":", name);
	buf_json(to, value);
}

/* The first days of the releases in a mask. */
static void
add_releases(struct buf *to, const struct book *b, enum code_set set,
    releases in)
{
	const struct book_release *r;
	const char *sep = "";

	buf_add(to, STR("["));
	for (unsigned i = 0; (r = book_release(b, set, i)) != NULL; i++)
		if (in >> i & 1) {
			buf_fmt(to, "%s", sep);
			add_date(to, r->from);
			sep = ",";
		}
	buf_add(to, STR("]"));
}

static const char *const states[] = { "unknown", "valid", "heading",
	"not-yet", "ended" };
static const char *const bases[] = { "release", "after", "before",
	"nothing" };

static void
add_titles(struct buf *to, const struct book *b, const struct book_code *c,
    date on)
{
	const struct book_title *t = code_title_on(b, c, on);

	if (t == NULL)
		return;
	add_named(to, "title", book_text(b, t->full));
	add_named(to, "brief", book_text(b, t->brief));
}

static void
add_family(struct buf *to, const struct book *b, enum code_system s,
    const struct book_code *c)
{
	uint32_t n = c->n_children;
	const uint32_t *child = book_run(b, PART_CHILDREN, 0, c->children, &n);

	buf_add(to, STR(",\"parent\":"));
	add_row(to, b, s, c->parent);
	buf_add(to, STR(",\"children\":["));
	for (uint32_t i = 0; i < n; i++) {
		if (i > 0)
			buf_putc(to, ',');
		add_row(to, b, s, child[i]);
	}
	buf_add(to, STR("]"));
}

static void
add_ranges(struct buf *to, const struct book *b, const struct book_note *note)
{
	uint32_t n = note->n_ranges;
	const struct book_range *r = book_run(b, PART_RANGES, 0, note->ranges,
	    &n);
	char from[CODE_TEXT_MAX], until[CODE_TEXT_MAX];

	buf_add(to, STR(",\"ranges\":["));
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(to, "%s[\"%s\",\"%s\"]", i > 0 ? "," : "",
		    code_text_icd(r[i].from, from).p,
		    code_text_icd(r[i].to, until).p);
	buf_add(to, STR("]"));
}

static enum code_set
notes_set(enum code_system s)
{
	return s == SYSTEM_INPATIENT ? SET_ICD10PCS_TABLES :
	    SET_ICD10CM_NOTES;
}

static void
add_notes(struct buf *to, const struct book *b, enum code_system s,
    const struct book_code *c, date on)
{
	uint32_t n = c->n_notes;
	const struct book_note *v = book_run(b, PART_NOTES, 0, c->notes, &n);
	struct book_edition e = book_edition(b, notes_set(s), on);
	const char *sep = "";

	buf_add(to, STR(",\"notes\":["));
	for (uint32_t i = 0; i < n; i++) {
		if ((v[i].in & e.bit) == 0)
			continue;
		buf_fmt(to, "%s{\"kind\":\"%s\"", sep,
		    note_kind_name((enum note_kind)v[i].kind));
		add_named(to, "text", book_text(b, v[i].text));
		add_ranges(to, b, &v[i]);
		buf_add(to, STR("}"));
		sep = ",";
	}
	buf_add(to, STR("]"));
}

static void
add_facts(struct buf *to, const struct book *b, const struct book_code *c,
    date on)
{
	uint32_t n = c->n_facts;
	const struct book_fact *v = book_run(b, PART_FACTS, 0, c->facts, &n);
	const char *sep = "";

	buf_add(to, STR(",\"facts\":["));
	for (uint32_t i = 0; i < n; i++) {
		enum code_set set = (enum code_set)v[i].set;

		if ((v[i].in & book_edition(b, set, on).bit) == 0)
			continue;
		buf_fmt(to, "%s{\"set\":\"%s\",\"kind\":\"%s\"", sep,
		    code_set_name(set),
		    fact_kind_name((enum fact_kind)v[i].kind));
		add_named(to, "text", book_text(b, v[i].text));
		buf_add(to, STR("}"));
		sep = ",";
	}
	buf_add(to, STR("]"));
}

static const struct book_span *
span_of(const struct book *b, const struct book_pair *p)
{
	uint32_t one = 1;

	return book_run(b, PART_SPANS, 0, p->span, &one);
}

static void
add_right(struct buf *to, const struct book *b, enum relation r,
    const struct book_pair *p)
{
	if (relation_right(r) == SYSTEM_NUMBER)
		buf_fmt(to, "%u", p->right);
	else
		add_row(to, b, relation_right(r), p->right);
}

static void
add_pair(struct buf *to, const struct book *b, enum relation r,
    const struct book_pair *p)
{
	const struct book_span *s = span_of(b, p);
	bool ptp = r == RELATION_PTP_PRACTITIONER ||
	    r == RELATION_PTP_HOSPITAL;

	buf_fmt(to, "{\"relation\":\"%s\",\"right\":", relation_name(r));
	add_right(to, b, r, p);
	buf_fmt(to, ",\"value\":%u", ptp ? PTP_INDICATOR(p->value) : p->value);
	if (ptp)
		add_named(to, "rationale",
		    book_text(b, PTP_RATIONALE(p->value)));
	if (s != NULL) {
		buf_fmt(to, ",\"set\":\"%s\",\"from\":",
		    code_set_name((enum code_set)s->set));
		add_date(to, s->from);
		buf_add(to, STR(",\"until\":"));
		add_date(to, s->until);
		buf_add(to, STR(",\"in\":"));
		add_releases(to, b, (enum code_set)s->set, s->in);
	}
	buf_add(to, STR("}"));
}

/* The pairs that have the code on their left side and hold on the day. */
static void
add_pairs(struct buf *to, const struct book *b, enum code_system s,
    uint32_t row, date on)
{
	const char *sep = "";
	enum book_basis basis;

	buf_add(to, STR(",\"pairs\":["));
	for (enum relation r = 0; r < RELATIONS; r++) {
		uint32_t n;
		const struct book_pair *p = NULL;

		if (relation_left(r) == s)
			p = book_pairs(b, r, row, &n);
		for (uint32_t i = 0; p != NULL && i < n; i++)
			if (book_span_holds(b, p[i].span, on, &basis)) {
				buf_fmt(to, "%s", sep);
				add_pair(to, b, r, &p[i]);
				sep = ",";
			}
	}
	buf_add(to, STR("]"));
}

/* ---- typed rows -------------------------------------------------------- */

static enum code_set
row_set(enum book_table t, const uint32_t *word)
{
	return table_sets[t] != SETS ? table_sets[t] : (enum code_set)word[2];
}

/* A row as an array of what its words are; see BOOK_TABLES. */
static void
add_words(struct buf *to, const struct book *b, enum book_table t,
    const uint32_t *word)
{
	const char *kinds = tables[t].words;

	word += 2;		/* its mask */
	buf_add(to, STR("["));
	for (uint32_t i = 0; kinds[i] != '\0'; i++) {
		if (i > 0)
			buf_putc(to, ',');
		if (kinds[i] == 't')
			buf_json(to, book_text(b, word[i]));
		else if (kinds[i] == '.')
			buf_fmt(to, "%u", word[i]);
		else
			add_row(to, b, kinds[i] == 'p' ? SYSTEM_PROCEDURE :
			    SYSTEM_DIAGNOSIS, word[i]);
	}
	buf_add(to, STR("]"));
}

static bool
row_holds(const struct book *b, enum book_table t, const uint32_t *word,
    date on)
{
	releases in;

	memcpy(&in, word, sizeof in);
	return on == ALL_DATES ||
	    (in & book_edition(b, row_set(t, word), on).bit) != 0;
}

/* The typed rows that are about a code: their key begins with it. */
static void
add_rows(struct buf *to, const struct book *b, enum code_system s,
    uint32_t row, date on)
{
	const char *sep = "";

	buf_add(to, STR(",\"rows\":["));
	for (enum book_table t = 0; t < TABLES; t++) {
		const struct book_array *a = &b->parts[PART_ROWS][t];

		if (s != SYSTEM_PROCEDURE || tables[t].words[0] != 'p')
			continue;
		for (uint32_t i = 0; i < a->n; i++) {
			const uint32_t *word = (const void *)((const char *)
			    a->v + (size_t)i * a->stride);

			if (word[2] != row || !row_holds(b, t, word, on))
				continue;
			buf_fmt(to, "%s{\"table\":\"%s\",\"words\":", sep,
			    tables[t].name);
			add_words(to, b, t, word);
			buf_add(to, STR("}"));
			sep = ",";
		}
	}
	buf_add(to, STR("]"));
}

static int
run_rows(const struct book *b, const char *name, date on)
{
	enum book_table t = 0;
	const struct book_array *a;
	struct buf line;

	while (t < TABLES && strcmp(tables[t].name, name) != 0)
		t++;
	if (t == TABLES)
		return refuse("no such table:", name);
	a = &b->parts[PART_ROWS][t];
	buf_init(&line, OUT_MAX);
	for (uint32_t i = 0; i < a->n; i++) {
		const uint32_t *word = (const void *)((const char *)a->v +
		    (size_t)i * a->stride);

		if (!row_holds(b, t, word, on))
			continue;
		buf_reset(&line);
		add_words(&line, b, t, word);
		printf(STR_FMT "\n", STR_ARG(buf_str(&line)));
	}
	buf_fini(&line);
	return 0;
}

/* ---- questions --------------------------------------------------------- */

static bool
find_system(const char *name, enum code_system *out)
{
	for (enum code_system s = 0; s < SYSTEMS; s++)
		if (strcmp(code_system_name(s), name) == 0) {
			*out = s;
			return true;
		}
	return false;
}

static void
add_answer(struct buf *to, const struct book *b, enum code_system s,
    code_key key, date on)
{
	struct code_answer a = code_on(b, s, key, on);
	uint32_t row = book_row(b, s, key);
	const struct book_code *c = book_code_at(b, s, row);

	buf_add(to, STR("{\"code\":"));
	add_key(to, s, key);
	buf_fmt(to, ",\"state\":\"%s\",\"basis\":\"%s\"", states[a.state],
	    bases[a.basis]);
	if (c != NULL) {
		if (c->set < SETS) {
			add_named(to, "set", str_of(code_set_name(
			    (enum code_set)c->set)));
			buf_add(to, STR(",\"in\":"));
			add_releases(to, b, (enum code_set)c->set, c->in);
		}
		buf_add(to, STR(",\"from\":"));
		add_date(to, c->from);
		buf_add(to, STR(",\"until\":"));
		add_date(to, c->until);
		add_titles(to, b, c, on);
		add_family(to, b, s, c);
		add_notes(to, b, s, c, on);
		add_facts(to, b, c, on);
		add_pairs(to, b, s, row, on);
		add_rows(to, b, s, row, on);
	}
	buf_add(to, STR("}"));
}

static int
show(const struct book *b, const char *system, const char *code,
    const char *day)
{
	enum code_system s;
	code_key key = code_pack(str_of(code));
	struct buf line;
	date on;

	if (!find_system(system, &s))
		return refuse("no such system:", system);
	if (key == CODE_NONE)
		return refuse("this is no code:", code);
	if (!import_date(str_of(day), &on) || on == DATE_NONE)
		return refuse("this is no date:", day);
	buf_init(&line, OUT_MAX);
	add_answer(&line, b, s, key, on);
	printf(STR_FMT "\n", STR_ARG(buf_str(&line)));
	buf_fini(&line);
	return 0;
}

static int
show_all(const struct book *b)
{
	char line[LINE_MAX_BYTES], system[64], code[64], day[64];

	while (fgets(line, sizeof line, stdin) != NULL) {
		if (sscanf(line, "%63s %63s %63s", system, code, day) != 3)
			return refuse("this is no question:", line);
		if (show(b, system, code, day) != 0)
			return 1;
	}
	return 0;
}

static int
run_codes(const struct book *b, const char *system, date on)
{
	enum code_system s;
	const struct book_code *c;
	char text[CODE_TEXT_MAX];

	if (!find_system(system, &s))
		return refuse("no such system:", system);
	for (uint32_t i = 0; (c = book_code_at(b, s, i)) != NULL; i++) {
		const struct book_title *t = code_title_on(b, c, on);
		str title = t != NULL ? book_text(b, t->full) : STR("");

		printf("%s\t%s\t" STR_FMT "\n", code_text(c->key, text).p,
		    states[code_on(b, s, c->key, on).state],
		    STR_ARG(title));
	}
	return 0;
}

/* What "all" adds to a pair: when it holds. */
static void
print_span(const struct book *b, const struct book_pair *p)
{
	const struct book_span *s = span_of(b, p);
	struct buf line;

	if (s == NULL)
		return;
	buf_init(&line, OUT_MAX);
	buf_putc(&line, '\t');
	add_releases(&line, b, (enum code_set)s->set, s->in);
	buf_putc(&line, '\t');
	add_date(&line, s->from);
	buf_putc(&line, '\t');
	add_date(&line, s->until);
	printf(STR_FMT, STR_ARG(buf_str(&line)));
	buf_fini(&line);
}

static void
print_pair(const struct book *b, enum relation r, const struct book_code *c,
    const struct book_pair *p, bool span)
{
	const struct book_code *right = relation_right(r) == SYSTEM_NUMBER ?
	    NULL : book_code_at(b, relation_right(r), p->right);
	char text[CODE_TEXT_MAX];

	printf("%s\t", code_text(c->key, text).p);
	if (right != NULL)
		printf("%s", code_text(right->key, text).p);
	else if (p->right != NO_ROW)
		printf("%u", p->right);
	printf("\t%u", r == RELATION_PTP_PRACTITIONER ||
	    r == RELATION_PTP_HOSPITAL ? PTP_INDICATOR(p->value) : p->value);
	if (span)
		print_span(b, p);
	printf("\n");
}

static int
run_pairs(const struct book *b, const char *name, date on)
{
	enum relation r = 0;
	const struct book_code *c;
	enum book_basis basis;

	while (r < RELATIONS && strcmp(relation_name(r), name) != 0)
		r++;
	if (r == RELATIONS)
		return refuse("no such relation:", name);
	for (uint32_t i = 0; (c = book_code_at(b, relation_left(r), i)) != NULL;
	    i++) {
		uint32_t n;
		const struct book_pair *p = book_pairs(b, r, i, &n);

		for (uint32_t k = 0; k < n; k++)
			if (on == ALL_DATES ||
			    book_span_holds(b, p[k].span, on, &basis))
				print_pair(b, r, c, &p[k], on == ALL_DATES);
	}
	return 0;
}

static int
run_releases(const struct book *b)
{
	const struct book_release *r;
	struct buf line;

	buf_init(&line, OUT_MAX);
	for (enum code_set s = 0; s < SETS; s++)
		for (unsigned i = 0; (r = book_release(b, s, i)) != NULL; i++) {
			buf_reset(&line);
			buf_fmt(&line, "{\"set\":\"%s\",\"from\":",
			    code_set_name(s));
			add_date(&line, r->from);
			buf_add(&line, STR(",\"until\":"));
			add_date(&line, r->until);
			add_named(&line, "version", book_text(b, r->version));
			buf_fmt(&line, ",\"partial\":%s,\"starter\":%s,"
			    "\"rows\":%u,\"sources\":%u}",
			    r->partial ? "true" : "false",
			    r->starter ? "true" : "false", r->rows,
			    r->sources);
			printf(STR_FMT "\n", STR_ARG(buf_str(&line)));
		}
	buf_fini(&line);
	return 0;
}

/* ---- procedures --------------------------------------------------------- */

static uint64_t
take_number(str *rest, char until)
{
	uint64_t v = 0;

	return str_to_u64(str_cut(rest, until), UINT32_MAX, &v) ? v : 0;
}

/* "99213-25-26*1@0" */
static void
take_line(str word, struct mpfs_request *q)
{
	str head = str_cut(&word, '*');
	unsigned i = 0;

	q->procedure = code_pack(str_cut(&head, '-'));
	memset(q->modifiers, 0, sizeof q->modifiers);
	while (head.n >= 2 && i < MPFS_MODIFIERS) {
		str m = str_cut(&head, '-');

		q->modifiers[i++] = PAIR_OF(m.p[0], m.p[1]);
	}
	q->units = (uint32_t)take_number(&word, '@');
	q->minutes = (uint32_t)take_number(&word, ' ');
}

static void
print_prices(const struct mpfs_result *r, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (r[i].outcome == MPFS_PRICED)
			printf("%s%lld", i > 0 ? " " : "",
			    (long long)r[i].amount);
		else
			printf("%s-%u", i > 0 ? " " : "",
			    (unsigned)r[i].outcome);
	printf("\n");
}

static void
price_line(const struct book *b, str line)
{
	static struct mpfs_request q[MPFS_LINES_MAX];
	static struct mpfs_result r[MPFS_LINES_MAX];
	struct mpfs_request head = { .units = 1 };
	size_t n = 0;

	if (!import_date(str_cut(&line, ' '), &head.on))
		head.on = DATE_NONE;
	head.carrier = (uint32_t)take_number(&line, ' ');
	head.locality = (uint32_t)take_number(&line, ' ');
	head.place = (uint32_t)take_number(&line, ' ');
	while (line.n != 0 && n < MPFS_LINES_MAX) {
		q[n] = head;
		take_line(str_cut(&line, ' '), &q[n++]);
	}
	mpfs_price_lines(b, q, n, r);
	print_prices(r, n);
}

static void
ptp_line(const struct book *b, enum ptp_setting setting, str line)
{
	struct ptp_edit e;
	code_key one, two;
	date on;

	if (!import_date(str_cut(&line, ' '), &on))
		on = DATE_NONE;
	one = code_pack(str_cut(&line, ' '));
	two = code_pack(line);
	e = ptp_on(b, one, two, setting, on);
	if (e.holds)
		printf("%u\n", e.indicator);
	else
		printf("none\n");
}

/* Answer the lines of standard input. */
static int
run_procedures(const struct book *b, const char *what, const char *setting)
{
	char line[LINE_MAX_BYTES];

	while (fgets(line, sizeof line, stdin) != NULL) {
		str s = str_trim(str_of(line));

		if (strcmp(what, "price") == 0)
			price_line(b, s);
		else
			ptp_line(b, strcmp(setting, "hospital") == 0 ?
			    PTP_HOSPITAL : PTP_PRACTITIONER, s);
	}
	return 0;
}

/* ---- what is asked ------------------------------------------------------ */

static int
ask(const struct book *b, int argc, char **argv)
{
	const char *what = argv[0];
	date on = ALL_DATES;

	if (strcmp(what, "releases") == 0)
		return run_releases(b);
	if (strcmp(what, "show") == 0)
		return argc == 5 ? show(b, argv[2], argv[3], argv[4]) :
		    show_all(b);
	if (strcmp(what, "price") == 0)
		return run_procedures(b, what, "");
	if (argc < 3)
		return refuse("more is needed after", what);
	if (strcmp(what, "ptp") == 0)
		return run_procedures(b, what, argv[2]);
	if (argc > 3 && strcmp(argv[3], "all") != 0 &&
	    !import_date(str_of(argv[3]), &on))
		return refuse("this is no date:", argv[3]);
	if (strcmp(what, "rows") == 0)
		return run_rows(b, argv[2], on);
	if (strcmp(what, "pairs") == 0)
		return run_pairs(b, argv[2], on);
	if (strcmp(what, "codes") == 0)
		return run_codes(b, argv[2], on);
	return refuse("what is", what);
}

int
main(int argc, char **argv)
{
	struct book b;
	struct err err = { 0 };
	int status;

	if (argc < 3)
		return refuse("codebook", "build|releases|show|codes|pairs");
	if (strcmp(argv[1], "build") == 0)
		return run_build(argc - 2, argv + 2);
	if (book_open(&b, argv[2], &err) != RC_OK ||
	    book_verify(&b, &err) != RC_OK)
		return complain(&err);
	status = ask(&b, argc - 1, argv + 1);
	book_close(&b);
	return status;
}
