/* SPDX-License-Identifier: Apache-2.0 */
/*
 * set.c -- values put into records.
 *
 * First it is found out whether it can be done (PATH_PLAN), then it is done:
 * what fails leaves the record as it was, but for a lack of memory.
 */
#include "interop/json_day.h"
#include "lib/lib.h"

#define WHOLE_MOST	INT64_C(999999999999999)	/* 15 digits */

/* A value of any kind, ready to be put in. */
struct value {
	enum cleanclaim_kind kind;
	const char *wanted;
	struct amount amount;
	struct quantity quantity;
	struct when when;
	str	 text;
};

/* Put a value where `p` leads, which is there. */
static int
assign(const struct spot *p, const struct value *v,
    struct cleanclaim_error *err)
{
	str text = { NULL, 0 };

	if (v->text.n != 0) {
		text = arena_str(p->memory->arena, v->text);
		if (text.p == NULL)
			return give(err, CLEANCLAIM_MEMORY,
			    "no memory for a text");
	}
	switch (path_kind(p)) {
	case CLEANCLAIM_AMOUNT:
		*(struct amount *)p->at = v->amount;
		break;
	case CLEANCLAIM_QUANTITY:
		*(struct quantity *)p->at = v->quantity;
		break;
	case CLEANCLAIM_DAYS:
		*(struct when *)p->at = v->when;
		if (text.n != 0)
			((struct when *)p->at)->text = text;
		break;
	default:
		*(str *)p->at = text;
	}
	return give_ok(err);
}

static int
put(struct cleanclaim_record *record, const char *path, const struct value *v,
    struct cleanclaim_error *err)
{
	struct spot p;
	int code = path_walk(record, path, PATH_PLAN, &p, err);

	if (code == CLEANCLAIM_OK && path_kind(&p) != v->kind)
		code = path_wrong(&p, v->wanted, err);
	if (code == CLEANCLAIM_OK)
		code = path_walk(record, path, PATH_MAKE, &p, err);
	return code == CLEANCLAIM_OK ? assign(&p, v, err) : code;
}

static int
out_of_range(const char *path, const char *what, struct cleanclaim_error *err)
{
	return give(err, CLEANCLAIM_RANGE, "%.100s is to be %s",
	    path == NULL ? "" : path, what);
}

/* ---- numbers and days --------------------------------------------------- */

/* See cleanclaim.h. */
int
cleanclaim_set_cents(struct cleanclaim_record *record, const char *path,
    int64_t cents, struct cleanclaim_error *err)
{
	const struct value v = { .kind = CLEANCLAIM_AMOUNT,
	    .wanted = "an amount", .amount = amount_of(cents) };

	if (cents / 100 > WHOLE_MOST || cents / 100 < -WHOLE_MOST)
		return out_of_range(path, "an amount of 15 digits at most",
		    err);
	return put(record, path, &v, err);
}

/* See cleanclaim.h. */
int
cleanclaim_set_thousandths(struct cleanclaim_record *record, const char *path,
    int64_t thousandths, struct cleanclaim_error *err)
{
	const struct value v = { .kind = CLEANCLAIM_QUANTITY,
	    .wanted = "a quantity", .quantity = quantity_of(thousandths) };

	if (thousandths / 1000 > WHOLE_MOST ||
	    thousandths / 1000 < -WHOLE_MOST)
		return out_of_range(path, "a quantity of 15 digits at most",
		    err);
	return put(record, path, &v, err);
}

/* See cleanclaim.h. */
int
cleanclaim_set_days(struct cleanclaim_record *record, const char *path,
    int32_t from, int32_t through, struct cleanclaim_error *err)
{
	struct value v = { .kind = CLEANCLAIM_DAYS, .wanted = "a day or days" };
	date first, last;

	if (through == 0)
		through = from;
	if (!date_from_ymd(from / 10000, from / 100 % 100, from % 100,
	    &first) || !date_from_ymd(through / 10000, through / 100 % 100,
	    through % 100, &last) || last < first)
		return out_of_range(path, "a day of the years 1800 to 2999, "
		    "or two in order", err);
	v.when = when_range(first, last);
	return put(record, path, &v, err);
}

/* ---- texts -------------------------------------------------------------- */

/* A number from text, so that the text is what was meant: 12.50 is written
 * 12.5, as X12 wants it. */
static bool
read_amount(str text, struct amount *out)
{
	money cents;

	if (!money_parse(text, &cents))
		return false;
	*out = amount_of(cents);
	return true;
}

static bool
read_quantity(str text, struct quantity *out)
{
	struct quantity q = quantity_read(text);
	bool zero = true, digits = false;

	for (size_t i = 0; i < text.n; i++) {
		zero &= memchr("-.0", text.p[i], 3) != NULL;
		digits |= text.p[i] >= '0' && text.p[i] <= '9';
	}
	if (!digits || (q.thousandths == 0 && !zero))
		return false;
	*out = quantity_of(q.thousandths);
	return true;
}

/* Days as X12 or JSON writes them; a time is kept as text. */
static bool
read_days(str text, unsigned digits, struct value *v, char to[JSON_DAY_MAX])
{
	str x12 = text.n < JSON_DAY_MAX ? json_day_in(text, digits, to) :
	    (str){ NULL, 0 };

	v->text = x12.n != 0 ? x12 : text;
	v->when = when_read(v->text);
	return v->when.from != DATE_NONE ||
	    (v->text.n <= 6 && time_valid(v->text));
}

/* See that a text fits what is there, and get it ready. */
static int
read_value(const struct spot *p, const char *path, str text, struct value *v,
    char to[JSON_DAY_MAX], struct cleanclaim_error *err)
{
	v->kind = path_kind(p);
	v->wanted = "a text";
	switch (v->kind) {
	case CLEANCLAIM_TEXT:
		v->text = text;
		return CLEANCLAIM_OK;
	case CLEANCLAIM_AMOUNT:
		return text.n == 0 || read_amount(text, &v->amount) ?
		    CLEANCLAIM_OK : out_of_range(path, "an amount", err);
	case CLEANCLAIM_QUANTITY:
		return text.n == 0 || read_quantity(text, &v->quantity) ?
		    CLEANCLAIM_OK : out_of_range(path, "a quantity", err);
	case CLEANCLAIM_DAYS:
		return text.n == 0 || read_days(text, p->field->n, v, to) ?
		    CLEANCLAIM_OK : out_of_range(path, "a day or days", err);
	case CLEANCLAIM_TEXTS:
	case CLEANCLAIM_PART:
	case CLEANCLAIM_LIST:
		break;
	}
	return path_wrong(p, "a text", err);
}

/* Make a record or list inside empty. */
static int
clear_inside(const struct spot *p, struct cleanclaim_error *err)
{
	void *none = NULL;

	if (p->field == NULL || p->above || p->listed)
		return give(err, CLEANCLAIM_INVALID, "only fields can be made "
		    "empty, not items of lists, and no levels");
	if (p->slot != NULL)
		memcpy(p->slot, &none, sizeof none);
	else if (p->at != NULL && p->field->type == FIELD_PART)
		memset(p->at, 0, p->field->of->size);
	else if (p->at != NULL && p->field->type == FIELD_TEXTS)
		memset(p->at, 0, p->field->n * sizeof(str));
	else if (p->at != NULL)		/* LIST and texts have this shape */
		memset(p->at, 0, sizeof(struct list));
	return give_ok(err);
}

_Static_assert(sizeof(struct list) == sizeof(struct texts), "same shape");

/* See cleanclaim.h. */
int
cleanclaim_set_text(struct cleanclaim_record *record, const char *path,
    const char *text, struct cleanclaim_error *err)
{
	struct value v = { .text = { NULL, 0 } };
	char to[JSON_DAY_MAX];
	str s = str_of(text);
	struct spot p;
	int code = path_walk(record, path, PATH_PLAN, &p, err);

	if (code != CLEANCLAIM_OK)
		return code;
	if (s.n == 0 && path_kind(&p) > CLEANCLAIM_DAYS)
		return clear_inside(&p, err);
	code = read_value(&p, path, s, &v, to, err);
	if (code != CLEANCLAIM_OK || (s.n == 0 && p.at == NULL))
		return code;
	return put(record, path, &v, err);
}
