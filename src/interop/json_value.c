/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json_value.c -- values that are not texts.
 *
 * Nearly all are short numbers and plain days, whose text is copied once it is
 * known to say what the value is (M2).  The rest goes the long way.
 */
#include "interop/json_object.h"

#include "interop/json_day.h"

#define NOINLINE __attribute__((noinline))

/* ---- numbers ------------------------------------------------------------ */

/* True for what JSON takes as a number; it has an exponent too, X12 none. */
static bool
is_json_number(str s)
{
	const char *p = s.p, *end = s.p + s.n, *digits;

	p += p < end && *p == '-';
	digits = p;
	while (p < end && (unsigned char)(*p - '0') <= 9)
		p++;
	if (p == digits || (*digits == '0' && p - digits > 1))
		return false;
	if (p == end)
		return true;
	if (*p++ != '.' || p == end)
		return false;
	while (p < end && (unsigned char)(*p - '0') <= 9)
		p++;
	return p == end;
}

/* Any number (L3). */
static char *
put_decimal(struct pen *pen, char *at, const struct json_step *s, str text)
{
	at = pen_key(at, s);
	return is_json_number(text) ? pen_add(pen, at, text) :
	    pen_text(pen, at, text);
}

static NOINLINE char *
put_any_amount(struct pen *pen, char *at, const struct json_step *s,
    const struct amount *a)
{
	char room[VALUE_TEXT_MAX];

	return put_decimal(pen, at, s, amount_text(a, room));
}

static NOINLINE char *
put_any_quantity(struct pen *pen, char *at, const struct json_step *s,
    const struct quantity *q)
{
	char room[VALUE_TEXT_MAX];

	return put_decimal(pen, at, s, quantity_text(q, room));
}

/* Is a text of digits, up to eight, perhaps with a point, a number of JSON?
 *  It must begin with a digit, and end with one; a 0 stands alone. */
static inline bool
is_plain(str s)
{
	return ((unsigned char)(s.p[0] - '1') <= 8 || s.n == 1) &&
	    s.p[s.n - 1] != '.';
}

/* Write a text of up to eight bytes that is one. */
static inline char *
put_plain(char *at, const struct json_step *s, str text)
{
	at = pen_key(at, s);
	if (text.n >= 4) {
		memcpy(at, text.p, 4);
		memcpy(at + text.n - 4, text.p + text.n - 4, 4);
	} else {
		at[0] = text.p[0];
		at[text.n / 2] = text.p[text.n / 2];
		at[text.n - 1] = text.p[text.n - 1];
	}
	return at + text.n;
}

/* See json_object.h. */
char *
json_put_amount(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct amount *a = value;

	(void)frame;
	return amount_is_short(a) && is_plain(a->text) ?
	    put_plain(at, s, a->text) : put_any_amount(&j->pen, at, s, a);
}

/* See json_object.h. */
char *
json_put_quantity(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct quantity *q = value;

	(void)frame;
	return quantity_is_short(q) && is_plain(q->text) ?
	    put_plain(at, s, q->text) : put_any_quantity(&j->pen, at, s, q);
}

/* ---- days --------------------------------------------------------------- */

/* Any days (L3). */
static NOINLINE char *
put_any_when(struct pen *pen, char *at, const struct json_step *s,
    const struct when *w)
{
	char x12[VALUE_TEXT_MAX], json[JSON_DAY_MAX];
	unsigned n = s->member->field->n;
	str text = when_text(w, x12), days;
	/* A day that was not read is written with all digits of its year. */
	unsigned digits = text.p == w->text.p ? n : 0;

	at = pen_key(at, s);
	days = json_day_out(text, digits, json);
	if (days.n != 0)
		return pen_text(pen, at, days);
	if (json_day_in(text, n, json).n == 0)
		return pen_text(pen, at, text);
	at = pen_add(pen, at, STR("{\"text\":"));
	if (at != NULL)
		at = pen_text(pen, at, text);
	if (at != NULL)
		*at++ = '}';
	return at;
}

/* See json_object.h. */
char *
json_put_when(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct when *w = value;
	const char *day = w->text.p;
	date on;

	(void)frame;
	if (w->text.n != 8 || s->member->field->n != 0 ||
	    !date_parse8(w->text, &on) || on != w->from || on != w->through)
		return put_any_when(&j->pen, at, s, w);
	at = pen_key(at, s);
	at[0] = '"';
	memcpy(at + 1, day, 4);
	at[5] = '-';
	memcpy(at + 6, day + 4, 2);
	at[8] = '-';
	memcpy(at + 9, day + 6, 2);
	at[11] = '"';
	return at + 12;
}

/* ---- lists -------------------------------------------------------------- */

/* `n` texts at `v`; nothing when there are none. */
static char *
put_texts(struct pen *pen, char *at, const struct json_step *s, const str *v,
    size_t n)
{
	char before = '[';

	if (n == 0)
		return at;
	at = pen_key(at, s);
	for (size_t i = 0; i < n; i++, before = ',') {
		*at++ = before;
		at = pen_text(pen, at, v[i]);
		if (at == NULL)
			return NULL;
	}
	*at++ = ']';
	return at;
}

/* See json_object.h. */
char *
json_put_texts(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	size_t n = s->member->field->n;
	const str *v = value;

	(void)frame;
	while (n != 0 && v[n - 1].n == 0)
		n--;
	return put_texts(&j->pen, at, s, v, n);
}

/* See json_object.h. */
char *
json_put_repeated(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct texts *texts = value;

	(void)frame;
	return put_texts(&j->pen, at, s, texts->v, texts->n);
}
