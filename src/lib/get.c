/* SPDX-License-Identifier: Apache-2.0 */
/* get.c -- a record's values. */
#include "lib/lib.h"

/* Walk to a value of `kind`: 1 when it is there, 0 when not, or an error. */
static int
find(struct cleanclaim_record *record, const char *path,
    enum cleanclaim_kind kind, const char *wanted, struct spot *p,
    struct cleanclaim_error *err)
{
	int code = path_walk(record, path, PATH_LOOK, p, err);

	if (code != CLEANCLAIM_OK)
		return code;
	if (path_kind(p) != kind)
		return path_wrong(p, wanted, err);
	return p->at != NULL;
}

/* True for a text that is read as 0 and is not 0 (value.h, M3). */
static bool
is_no_number(str text)
{
	bool zero = text.n == 0;

	for (size_t i = 0; i < text.n; i++) {
		if (memchr("-.0", text.p[i], 3) == NULL)
			return true;
		zero |= text.p[i] == '0';
	}
	return !zero;
}

static int
unreadable(const struct spot *p, const char *what,
    struct cleanclaim_error *err)
{
	return give(err, CLEANCLAIM_RANGE, "%s holds a text that is no %s",
	    p->field->name, what);
}

static int
nowhere(struct cleanclaim_error *err)
{
	return give(err, CLEANCLAIM_INVALID, "there is nowhere to put a value");
}

/* See cleanclaim.h. */
int
cleanclaim_get_cents(struct cleanclaim_record *record, const char *path,
    int64_t *cents, struct cleanclaim_error *err)
{
	struct spot p;
	int code = find(record, path, CLEANCLAIM_AMOUNT, "an amount", &p, err);
	const struct amount *a = p.at;

	if (cents == NULL)
		return nowhere(err);
	*cents = 0;
	if (code <= 0 || !amount_given(a))
		return code < 0 ? code : 0;
	if (a->cents == 0 && is_no_number(a->text))
		return unreadable(&p, "amount", err);
	*cents = a->cents;
	return 1;
}

/* See cleanclaim.h. */
int
cleanclaim_get_thousandths(struct cleanclaim_record *record, const char *path,
    int64_t *thousandths, struct cleanclaim_error *err)
{
	struct spot p;
	int code = find(record, path, CLEANCLAIM_QUANTITY, "a quantity", &p,
	    err);
	const struct quantity *q = p.at;

	if (thousandths == NULL)
		return nowhere(err);
	*thousandths = 0;
	if (code <= 0 || !quantity_given(q))
		return code < 0 ? code : 0;
	if (q->thousandths == 0 && is_no_number(q->text))
		return unreadable(&p, "quantity", err);
	*thousandths = q->thousandths;
	return 1;
}

/* A day as CCYYMMDD. */
static int32_t
day_number(date on)
{
	char text[DATE_TEXT_MAX];
	str s = date_format(on, text);
	int32_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '-')
			n = n * 10 + (s.p[i] - '0');
	return n;
}

/* See cleanclaim.h. */
int
cleanclaim_get_days(struct cleanclaim_record *record, const char *path,
    int32_t *from, int32_t *through, struct cleanclaim_error *err)
{
	struct spot p;
	int code = find(record, path, CLEANCLAIM_DAYS, "a day or days", &p,
	    err);
	const struct when *w = p.at;

	if (from == NULL)
		return nowhere(err);
	*from = 0;
	if (through != NULL)
		*through = 0;
	if (code <= 0 || !when_given(w))
		return code < 0 ? code : 0;
	if (w->from == DATE_NONE)
		return unreadable(&p, "day", err);
	*from = day_number(w->from);
	if (through != NULL)
		*through = day_number(w->through);
	return 1;
}

/* See cleanclaim.h. */
int64_t
cleanclaim_get_count(struct cleanclaim_record *record, const char *path,
    struct cleanclaim_error *err)
{
	struct spot p;
	int code = path_walk(record, path, PATH_LOOK, &p, err);
	const str *v = p.at;
	size_t n = 0;

	if (code != CLEANCLAIM_OK)
		return code;
	switch (path_kind(&p)) {
	case CLEANCLAIM_LIST:
		return p.at == NULL ? 0 : (int64_t)list_count(p.at);
	case CLEANCLAIM_TEXTS:
		break;
	default:
		return path_wrong(&p, "a list", err);
	}
	if (p.at == NULL)
		return 0;
	if (p.field->type == FIELD_REPEATED)
		return (int64_t)((const struct texts *)p.at)->n;
	for (size_t i = 0; i < p.field->n; i++)
		if (v[i].n != 0)
			n = i + 1;
	return (int64_t)n;
}

/* ---- as text ------------------------------------------------------------ */

/* The text at `p`, which is a value; empty when there is none. */
static str
value_text(const struct spot *p, char to[VALUE_TEXT_MAX])
{
	if (p->at == NULL)
		return (str){ NULL, 0 };
	switch (path_kind(p)) {
	case CLEANCLAIM_AMOUNT:
		return amount_text(p->at, to);
	case CLEANCLAIM_QUANTITY:
		return quantity_text(p->at, to);
	case CLEANCLAIM_DAYS:
		return when_text(p->at, to);
	default:
		return *(const str *)p->at;
	}
}

/* See cleanclaim.h. */
const char *
cleanclaim_get_text(struct cleanclaim_record *record, const char *path,
    size_t *n, struct cleanclaim_error *err)
{
	char room[VALUE_TEXT_MAX];
	struct spot p;
	str text;

	if (n != NULL)
		*n = 0;
	if (path_walk(record, path, PATH_LOOK, &p, err) != CLEANCLAIM_OK)
		return NULL;
	if (path_kind(&p) > CLEANCLAIM_DAYS) {
		path_wrong(&p, "a text", err);
		return NULL;
	}
	text = value_text(&p, room);
	if (text.n == 0)
		return NULL;
	/* What was built has its NUL; what was read has a separator there. */
	if (p.memory->reading || text.p < room + VALUE_TEXT_MAX)
		text = arena_str(p.memory->arena, text);
	if (text.p == NULL) {
		give(err, CLEANCLAIM_MEMORY, "no memory for a text");
		return NULL;
	}
	if (n != NULL)
		*n = text.n;
	return text.p;
}

/* ---- as JSON ------------------------------------------------------------ */

/* Levels are kept as text by a reader's; those of built records may change. */
static struct json_out *
json_begin(struct memory *m)
{
	const struct json_out_options options = {
	    .guides = &m->context->guides };

	if (m->json == NULL)
		m->json = json_out_new(&options);
	return m->json;
}

/* See cleanclaim.h. */
const char *
cleanclaim_get_json(struct cleanclaim_record *record, size_t *n,
    struct cleanclaim_error *err)
{
	struct memory *m;
	struct json_out *json;
	struct item item;
	struct err e = { RC_MEMORY, "no memory for a record" };
	enum rc rc = RC_MEMORY;

	if (n != NULL)
		*n = 0;
	if (record_check(record, err) != CLEANCLAIM_OK)
		return NULL;
	m = record->memory;
	item = (struct item){ record->map, record->schema, record->object };
	buf_reset(&m->json_text);
	json = json_begin(m);
	if (json != NULL)
		rc = json_out_item(json, &item, &m->json_text, &e);
	if (!m->reading) {
		json_out_free(json);
		m->json = NULL;
	}
	if (give_rc(err, rc, &e) != CLEANCLAIM_OK)
		return NULL;
	m->json_text.p[--m->json_text.n] = '\0';	/* the line end */
	if (n != NULL)
		*n = m->json_text.n;
	return m->json_text.p;
}
