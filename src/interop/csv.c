/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c -- the cells of csv_tables.c, found in structs by their schemas. */
#include "interop/csv.h"

#include <stdlib.h>

#include "interop/csv_tables.h"
#include "interop/json_day.h"

#define PATHS_MAX ((size_t)4 << 20)
#define CELL_MAX ((size_t)1 << 20)
#define STEPS	12	/* of a path */
#define DEPTH	4	/* lists that lead to a row, and the record */
#define COLUMNS	32

/* One step of a path. */
struct step {
	const struct field *field;
	const struct field *filter;	/* of a list: a text of its items ... */
	str	 is;			/* ... that must be this */
	bool	 first;			/* of a list: only its first */
	enum { DAY_WHOLE, DAY_FROM, DAY_THROUGH } day;
};

/* One place that a cell may come from. */
struct path {
	struct path *next;
	enum { START_ROW, START_RECORD, START_AROUND } start;
	enum { SAY_VALUE, SAY_COUNT, SAY_GUIDE, SAY_WORD } say;
	str	 word;
	struct step steps[STEPS];
	unsigned n;
};

/* A cell of one source: the first path that gives something, or the sum. */
struct cell {
	LIST(path) paths;
	bool	 sum;
};

/* The rows of one source. */
struct source {
	const struct schema *record;
	struct step lists[DEPTH];
	unsigned n_lists;
	struct cell cells[COLUMNS];
};

struct csv {
	const struct csv_table *table;
	struct arena arena;
	struct source sources[CSV_SOURCES];
	struct buf cell;		/* being put together */
	bool	 number;		/* and it is one */
	money	 total;
	bool	 counted;		/* something was added to the total */
};

/* The objects that lead to a row; the last is the row's own. */
struct row {
	const struct item *item;
	const void *objects[DEPTH + 1];
	unsigned n;
};

/* ---- paths, from words to steps ----------------------------------------- */

/* The schema that a field's struct has, or NULL. */
static const struct schema *
schema_of(const struct field *f)
{
	return f->of;
}

/* "{kind=472}" or "{1}" behind a name. */
static bool
read_filter(struct step *s, str filter)
{
	str name;

	if (str_eq(filter, STR("1"))) {
		s->first = true;
		return true;
	}
	name = str_cut(&filter, '=');
	s->filter = s->field->of != NULL ? schema_field(s->field->of, name) :
	    NULL;
	s->is = filter;
	return s->filter != NULL && s->filter->type == FIELD_TEXT;
}

/* The steps of "dates{kind=472}.on.from" from `schema` on; the schema of what
 * they lead to goes to *end.  False: there is no such way. */
static bool
read_steps(const struct schema *schema, str text, struct step *steps,
    unsigned *n, const struct schema **end)
{
	*n = 0;
	while (text.n != 0) {
		str part = str_cut(&text, '.'), name = str_cut(&part, '{');
		struct step *s = &steps[*n];

		if (schema == NULL && *n != 0 &&
		    s[-1].field->type == FIELD_WHEN) {
			s[-1].day = str_eq(name, STR("from")) ? DAY_FROM :
			    DAY_THROUGH;
			continue;
		}
		*s = (struct step){ .field = schema == NULL || *n == STEPS ?
		    NULL : schema_field(schema, name) };
		if (s->field == NULL || (part.n != 0 &&
		    !read_filter(s, (str){ part.p, part.n - 1 })))
			return false;
		schema = schema_of(s->field);
		++*n;
	}
	*end = schema;
	return true;
}

/* The schema where a path begins; `starts` are those of the row's objects. */
static const struct schema *
read_start(struct path *p, str *text, const struct schema *const starts[],
    unsigned n)
{
	char c = text->n != 0 ? text->p[0] : '\0';

	p->say = c == '#' ? SAY_COUNT : c == '@' ? SAY_GUIDE :
	    c == '=' ? SAY_WORD : SAY_VALUE;
	p->start = c == '/' ? START_RECORD : c == '^' ? START_AROUND :
	    START_ROW;
	if (p->say != SAY_VALUE || p->start != START_ROW || c == '+') {
		text->p++;
		text->n--;
	}
	p->word = *text;
	if (p->start == START_RECORD)
		return starts[0];
	return p->start == START_ROW ? starts[n - 1] :
	    n > 1 ? starts[n - 2] : NULL;
}

/* A cell, from its words. */
static bool
read_cell(struct csv *c, struct cell *cell, const char *words,
    const struct schema *const starts[], unsigned n)
{
	str rest = str_of(words);

	cell->sum = rest.n != 0 && rest.p[0] == '+';
	while (rest.n != 0) {
		str text = str_cut(&rest, cell->sum ? ' ' : '|');
		struct path *p = ARENA_NEW(&c->arena, struct path);
		const struct schema *begin, *end;

		if (p == NULL)
			return false;
		begin = read_start(p, &text, starts, n);
		if (p->say != SAY_GUIDE && p->say != SAY_WORD &&
		    !read_steps(begin, text, p->steps, &p->n, &end))
			return false;
		list_append(&cell->paths, p);
	}
	return true;
}

/* All cells of one source. */
static bool
read_source(struct csv *c, unsigned i)
{
	const struct csv_table *t = c->table;
	const struct csv_source *from = &t->sources[i];
	const struct schema *starts[DEPTH + 1], *end;
	struct source *s = &c->sources[i];

	s->record = starts[0] = transaction_schema(str_of(from->record));
	if (s->record == NULL || !read_steps(s->record, str_of(from->list),
	    s->lists, &s->n_lists, &end))
		return false;
	for (unsigned k = 0; k < s->n_lists; k++)
		starts[k + 1] = schema_of(s->lists[k].field);
	for (unsigned k = 0; k < t->n_columns; k++)
		if (t->columns[k].cells[i] != NULL && !read_cell(c,
		    &s->cells[k], t->columns[k].cells[i], starts,
		    s->n_lists + 1))
			return false;
	return true;
}

/* ---- cells -------------------------------------------------------------- */

/* Append a value to the cell at hand. */
static void
add_word(struct csv *c, str word, bool number)
{
	if (word.n == 0)
		return;
	c->number = number && c->cell.n == 0;
	if (c->cell.n != 0)
		buf_putc(&c->cell, ' ');
	buf_add(&c->cell, word);
}

static void
add_amount(struct csv *c, const struct amount *a, bool sum)
{
	char room[VALUE_TEXT_MAX], cents[MONEY_TEXT_MAX];
	money read;
	str text;

	if (!amount_given(a))
		return;
	if (sum && money_add(c->total, a->cents, &c->total)) {
		c->counted = true;
		return;
	}
	text = amount_text(a, room);
	/* 40 and 40.5 look as sums do. */
	if (money_parse(text, &read))
		add_word(c, money_format(read, cents), true);
	else
		add_word(c, text, false);
}

static void
add_quantity(struct csv *c, const struct quantity *q)
{
	char room[VALUE_TEXT_MAX];
	struct quantity again;
	str text;

	if (!quantity_given(q))
		return;
	text = quantity_text(q, room);
	again = quantity_read(text);
	add_word(c, text, again.thousandths != 0 || str_eq(text, STR("0")));
}

static void
add_day(struct csv *c, const struct when *w, const struct step *s)
{
	char x12[VALUE_TEXT_MAX], json[JSON_DAY_MAX], day[DATE_TEXT_MAX];
	str text, days;

	if (!when_given(w))
		return;
	text = when_text(w, x12);
	days = json_day_out(text, s->field->n, json);
	if (s->day != DAY_WHOLE && w->from != DATE_NONE)
		days = date_format(s->day == DAY_FROM ? w->from : w->through,
		    day);
	add_word(c, days.n != 0 ? days : text, false);
}

static void
add_value(struct csv *c, const void *at, const struct step *s, bool sum)
{
	const struct texts *texts = at;
	const str *v = at;

	switch ((enum field_type)s->field->type) {
	case FIELD_TEXT:
		add_word(c, *v, false);
		break;
	case FIELD_AMOUNT:
		add_amount(c, at, sum);
		break;
	case FIELD_QUANTITY:
		add_quantity(c, at);
		break;
	case FIELD_WHEN:
		add_day(c, at, s);
		break;
	case FIELD_TEXTS:
		for (unsigned i = 0; i < s->field->n; i++)
			add_word(c, v[i], false);
		break;
	case FIELD_REPEATED:
		for (size_t i = 0; i < texts->n; i++)
			add_word(c, texts->v[i], false);
		break;
	default:
		break;
	}
}

static const void *
pointer_at(const void *at)
{
	const void *p;

	memcpy(&p, at, sizeof p);
	return p;
}

static bool
passes(const struct step *s, const void *item)
{
	const str *text;

	if (s->filter == NULL)
		return true;
	text = field_at(item, s->filter);
	return str_eq(*text, s->is);
}

static void follow(struct csv *c, const struct step *s, unsigned n,
    const void *object, bool sum);

/* What the rest of the path finds in each item of a list. */
static void
follow_list(struct csv *c, const struct step *s, unsigned n, const void *item,
    bool sum)
{
	for (; item != NULL; item = pointer_at(item)) {
		if (passes(s, item))
			follow(c, s + 1, n - 1, item, sum);
		if (s->first)
			break;
	}
}

/* Put into the cell what the path leads to from `object`. */
static void
follow(struct csv *c, const struct step *s, unsigned n, const void *object,
    bool sum)
{
	const void *at = field_at(object, s->field), *to;

	switch ((enum field_type)s->field->type) {
	case FIELD_PART:
		follow(c, s + 1, n - 1, at, sum);
		break;
	case FIELD_ONE:
	case FIELD_UP:
		to = pointer_at(at);
		if (to != NULL)
			follow(c, s + 1, n - 1, to, sum);
		break;
	case FIELD_MANY:
	case FIELD_GROUPS:
		follow_list(c, s, n, pointer_at(at), sum);
		break;
	default:
		add_value(c, at, s, sum);
	}
}

static void
add_path(struct csv *c, const struct path *p, const struct row *row, bool sum)
{
	const void *object = p->start == START_RECORD ? row->objects[0] :
	    row->objects[row->n - (p->start == START_AROUND ? 2 : 1)];

	if (p->say == SAY_GUIDE)
		add_word(c, str_of(row->item->map->guide), false);
	else if (p->say == SAY_WORD)
		add_word(c, p->word, false);
	else if (p->say == SAY_COUNT)
		buf_fmt(&c->cell, "%zu", list_count(field_at(object,
		    p->steps[0].field)));
	else
		follow(c, p->steps, p->n, object, sum);
}

/* ---- RFC 4180 ----------------------------------------------------------- */

static bool
is_among(char byte, const char *bytes)
{
	return byte != '\0' && strchr(bytes, byte) != NULL;
}

/* Append text as UTF-8, quotes doubled (V1). */
static void
add_quoted(struct buf *to, str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		size_t n = c < 0x80 ? 1 : str_utf8_length((str){ s.p + i,
		    s.n - i });

		if (n == 0) {
			buf_putc(to, (char)(0xC0 | c >> 6));
			buf_putc(to, (char)(0x80 | (c & 0x3F)));
			continue;
		}
		if (c == '"')
			buf_putc(to, '"');
		buf_add(to, (str){ s.p + i, n });
		i += n - 1;
	}
}

/* Append a cell (V1, V2). */
static void
add_cell(struct buf *to, str s, bool number)
{
	bool armed = !number && s.n != 0 && is_among(s.p[0], "=+-@\t\r");
	bool quoted = armed || str_ascii_length(s) != s.n;

	for (size_t i = 0; i < s.n && !quoted; i++)
		quoted = is_among(s.p[i], ",\"\r\n");
	if (!quoted) {
		buf_add(to, s);
		return;
	}
	buf_putc(to, '"');
	if (armed)
		buf_putc(to, '\'');
	add_quoted(to, s);
	buf_putc(to, '"');
}

/* ---- rows --------------------------------------------------------------- */

static void
write_cell(struct csv *c, const struct cell *cell, const struct row *row,
    struct buf *to)
{
	const struct path *p = cell->paths.first;
	char room[MONEY_TEXT_MAX];

	buf_reset(&c->cell);
	c->number = c->counted = false;
	c->total = 0;
	for (; p != NULL && (cell->sum || c->cell.n == 0); p = p->next)
		add_path(c, p, row, cell->sum);
	if (c->counted)
		add_word(c, money_format(c->total, room), true);
	add_cell(to, buf_str(&c->cell), c->number);
}

static void
write_row(struct csv *c, const struct source *s, const struct row *row,
    struct buf *to)
{
	for (unsigned i = 0; i < c->table->n_columns; i++) {
		if (i != 0)
			buf_putc(to, ',');
		write_cell(c, &s->cells[i], row, to);
	}
	buf_add(to, STR("\r\n"));
}

/* The rows below the objects so far. */
static void
write_rows(struct csv *c, const struct source *s, struct row *row,
    struct buf *to)
{
	unsigned depth = row->n - 1;
	const void *item;

	if (depth == s->n_lists) {
		write_row(c, s, row, to);
		return;
	}
	item = pointer_at(field_at(row->objects[depth],
	    s->lists[depth].field));
	row->n++;
	for (; item != NULL; item = pointer_at(item)) {
		row->objects[depth + 1] = item;
		write_rows(c, s, row, to);
	}
	row->n--;
}

/* ---- life --------------------------------------------------------------- */

/* See csv.h. */
enum rc
csv_new(str kind, struct csv **out, struct err *err)
{
	struct csv *c;

	for (unsigned i = 0; i < csv_n_tables; i++) {
		bool fits = true;

		if (!str_eq(str_of(csv_tables[i].kind), kind))
			continue;
		c = calloc(1, sizeof *c);
		if (c == NULL)
			return fail(err, RC_MEMORY, "no memory for a table");
		c->table = &csv_tables[i];
		arena_init(&c->arena, PATHS_MAX);
		buf_init(&c->cell, CELL_MAX);
		for (unsigned k = 0; k < c->table->n_sources && fits; k++)
			fits = read_source(c, k);
		*out = c;
		if (fits)
			return RC_OK;
		csv_free(c);
		*out = NULL;
		return fail(err, RC_INVALID, "the table of " STR_FMT
		    " does not fit the model", STR_ARG(kind));
	}
	return fail(err, RC_INVALID, "a table is one of " CSV_KINDS ", not \""
	    STR_FMT "\"", STR_ARG(kind));
}

/* See csv.h. */
void
csv_free(struct csv *c)
{
	if (c == NULL)
		return;
	arena_fini(&c->arena);
	buf_fini(&c->cell);
	free(c);
}

/* See csv.h. */
void
csv_head(const struct csv *c, struct buf *to)
{
	for (unsigned i = 0; i < c->table->n_columns; i++) {
		if (i != 0)
			buf_putc(to, ',');
		buf_add(to, str_of(c->table->columns[i].title));
	}
	buf_add(to, STR("\r\n"));
}

/* See csv.h. */
enum rc
csv_item(struct csv *c, const struct item *item, struct buf *to,
    struct err *err)
{
	for (unsigned i = 0; i < c->table->n_sources; i++) {
		struct row row = { item, { item->object }, 1 };

		if (c->sources[i].record == item->schema)
			write_rows(c, &c->sources[i], &row, to);
	}
	return to->failed ? fail(err, RC_MEMORY, "no memory for a row") :
	    RC_OK;
}
