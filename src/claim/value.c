/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.c -- texts to numbers and days, and back.
 *
 * Reading runs for every amount and date of a file, so it copies nothing and
 * looks at each byte once.  Writing is rare: most values still are what their
 * text says.
 */
#include "claim/value.h"

#define WHOLE_DIGITS 15		/* before the point: no overflow after it */

/* ---- lists ---------------------------------------------------------- */

/* See value.h. */
size_t
list_count(const void *list)
{
	struct list l;
	size_t n = 0;

	memcpy(&l, list, sizeof l);
	for (void *item = l.first; item != NULL; n++)
		memcpy(&item, item, sizeof item);
	return n;
}

/* ---- numbers -------------------------------------------------------- */

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__

#define EACH_BYTE	0x0101010101010101u

/* The 1 to 8 bytes of `s`, the last one highest, zeros ('0') before them. */
static inline uint64_t
load_right(str s)
{
	uint64_t v;
	uint32_t head, tail;
	uint16_t pair, last;

	if (s.n >= 4) {		/* two halves, which may overlap */
		memcpy(&head, s.p, 4);
		memcpy(&tail, s.p + s.n - 4, 4);
		v = (uint64_t)tail << 32 | (uint64_t)head << (64 - 8 * s.n);
	} else if (s.n >= 2) {
		memcpy(&pair, s.p, 2);
		memcpy(&last, s.p + s.n - 2, 2);
		v = (uint64_t)last << 48 | (uint64_t)pair << (64 - 8 * s.n);
	} else {
		v = (uint64_t)(unsigned char)s.p[0] << 56;
	}
	return s.n == 8 ? v : v | ('0' * EACH_BYTE) >> 8 * s.n;
}

/* Eight digits, the first one lowest, to a number. */
static inline uint64_t
eight_digits(uint64_t v)
{
	v = v * 10 + (v >> 8);
	return ((v & 0x000000ff000000ff) * (100 + (1000000ull << 32)) +
	    (v >> 16 & 0x000000ff000000ff) * (1 + (10000ull << 32))) >> 32;
}

/*
 * As read_decimal(), for the usual: at most eight bytes, no sign, no more
 * decimals than count.  False: it is something else.
 */
static inline bool
read_short_decimal(str s, unsigned decimals, int64_t *out)
{
	static const uint16_t scale[] = { 1, 10, 100, 1000 };
	uint64_t v, points, low;
	unsigned behind = 0;

	if (s.n - 1 > 7)
		return false;
	v = load_right(s);
	low = v ^ '.' * EACH_BYTE;	/* a point is 0; then 0x80 */
	points = (low - EACH_BYTE) & ~low & 0x80 * EACH_BYTE;
	if (points != 0) {
		unsigned at = (unsigned)__builtin_ctzll(points) & ~7u;

		behind = 7 - at / 8;
		if (behind > decimals || s.n == 1)
			return false;
		low = v & (((uint64_t)1 << at) - 1);
		v = (v ^ low) & ~((uint64_t)0xff << at);
		v |= low << 8 | '0';
	}
	if (((v + 0x46 * EACH_BYTE) | (v - '0' * EACH_BYTE)) &
	    0x80 * EACH_BYTE)
		return false;
	*out = (int64_t)(eight_digits(v - '0' * EACH_BYTE) *
	    scale[decimals - behind]);
	return true;
}

/* Has the number `s`, of up to eight bytes, a point?  Alone of what it may
 * hold that is no digit and has bit 4 clear. */
static inline bool
has_point(str s)
{
	return (~load_right(s) & 0x10 * EACH_BYTE) != 0;
}

#else

static inline bool
has_point(str s)
{
	return memchr(s.p, '.', s.n) != NULL;
}

static inline bool
read_short_decimal(str s, unsigned decimals, int64_t *out)
{
	(void)s;
	(void)decimals;
	(void)out;
	return false;
}

#endif

/*
 * Read X12 type R into units of 10^-decimals: "12", "-.5", "12.", "00100".
 * Behind the last decimal that counts only zeros may stand.
 */
static bool
read_decimal(str s, unsigned decimals, int64_t *out)
{
	const char *p = s.p, *end = p + s.n, *first;
	uint64_t v = 0;
	unsigned d;
	bool minus;

	if (s.n == 0)
		return false;
	minus = *p == '-';
	p += minus;
	for (first = p; p < end && *p == '0'; p++)
		;
	if (end - p > WHOLE_DIGITS)
		end = p + WHOLE_DIGITS;
	for (; p < end && (d = (unsigned char)*p - '0') <= 9; p++)
		v = v * 10 + d;
	end = s.p + s.n;
	if (p < end && *p == '.') {
		if (end - first == 1)
			return false;
		for (p++; decimals != 0 && p < end &&
		    (d = (unsigned char)*p - '0') <= 9; p++, decimals--)
			v = v * 10 + d;
		while (p < end && *p == '0')
			p++;
	} else if (p == first) {
		return false;
	}
	for (; decimals != 0; decimals--)
		v *= 10;
	*out = minus ? -(int64_t)v : (int64_t)v;
	return p == end;
}

/* Write units of 10^-decimals with no more decimals than it needs. */
static str
write_decimal(int64_t units, unsigned decimals, char to[VALUE_TEXT_MAX])
{
	uint64_t u = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
	char *p = to + VALUE_TEXT_MAX;
	bool begun = false;

	for (; decimals != 0; decimals--, u /= 10) {
		begun |= u % 10 != 0;
		if (begun)
			*--p = (char)('0' + u % 10);
	}
	if (begun)
		*--p = '.';
	do {
		*--p = (char)('0' + u % 10);
		u /= 10;
	} while (u != 0);
	if (units < 0)
		*--p = '-';
	return (str){ p, (size_t)(to + VALUE_TEXT_MAX - p) };
}

/* See value.h. */
struct amount
amount_of(money cents)
{
	return (struct amount){ STR(""), cents };
}

/* See value.h. */
struct quantity
quantity_of(int64_t thousandths)
{
	return (struct quantity){ STR(""), thousandths };
}

/* See value.h. */
struct amount
amount_read(str text)
{
	struct amount a = { text, 0 };

	if (text.n == 0)
		a.text.p = NULL;
	else if (!read_short_decimal(text, 2, &a.cents) &&
	    !read_decimal(text, 2, &a.cents))
		a.cents = 0;
	return a;
}

/* See value.h. */
struct quantity
quantity_read(str text)
{
	struct quantity q = { text, 0 };

	if (text.n == 0)
		q.text.p = NULL;
	else if (!read_short_decimal(text, 3, &q.thousandths) &&
	    !read_decimal(text, 3, &q.thousandths))
		q.thousandths = 0;
	return q;
}

/*
 * What is to be written for `units` that were read from `text` (M2); *sure is
 * false when the text is no number (M3).
 */
static __attribute__((noinline)) str
decimal_text(int64_t units, unsigned decimals, str text, bool *sure,
    char to[VALUE_TEXT_MAX])
{
	int64_t read = 0;

	if (text.p == NULL)
		return text;
	*sure = text.n == 0 || read_decimal(text, decimals, &read);
	if (text.n != 0 && units == (*sure ? read : 0))
		return text;
	*sure = true;
	return write_decimal(units, decimals, to);
}

static bool
decimals_equal(int64_t a, str a_text, int64_t b, str b_text, unsigned decimals)
{
	char a_room[VALUE_TEXT_MAX], b_room[VALUE_TEXT_MAX];
	bool a_sure = true, b_sure = true;

	if ((a_text.p == NULL) != (b_text.p == NULL))
		return false;
	if (a_text.p == NULL)
		return true;
	a_text = decimal_text(a, decimals, a_text, &a_sure, a_room);
	b_text = decimal_text(b, decimals, b_text, &b_sure, b_room);
	return a_sure && b_sure ? a == b : str_eq(a_text, b_text);
}

/* See value.h. */
str
amount_text(const struct amount *a, char to[VALUE_TEXT_MAX])
{
	bool sure;
	int64_t cents;

	if (read_short_decimal(a->text, 2, &cents) && cents == a->cents)
		return a->text;
	return decimal_text(a->cents, 2, a->text, &sure, to);
}

/* See value.h. */
str
quantity_text(const struct quantity *q, char to[VALUE_TEXT_MAX])
{
	bool sure;
	int64_t read;

	if (read_short_decimal(q->text, 3, &read) && read == q->thousandths)
		return q->text;
	return decimal_text(q->thousandths, 3, q->text, &sure, to);
}

/* The digits of `text`, up to eight bytes, if it says `units`; else 0. */
static inline unsigned
short_digits(str text, unsigned decimals, int64_t units)
{
	int64_t read;

	if (!read_short_decimal(text, decimals, &read) || read != units)
		return 0;
	return (unsigned)text.n - has_point(text);
}

/* See value.h. */
unsigned
amount_digits(const struct amount *a)
{
	return short_digits(a->text, 2, a->cents);
}

/* See value.h. */
unsigned
quantity_digits(const struct quantity *q)
{
	return short_digits(q->text, 3, q->thousandths);
}

/* See value.h. */
bool
amount_is_short(const struct amount *a)
{
	int64_t read;

	return read_short_decimal(a->text, 2, &read) && read == a->cents;
}

/* See value.h. */
bool
quantity_is_short(const struct quantity *q)
{
	int64_t read;

	return read_short_decimal(q->text, 3, &read) && read == q->thousandths;
}

/* See value.h. */
bool
amount_equal(const struct amount *a, const struct amount *b)
{
	return decimals_equal(a->cents, a->text, b->cents, b->text, 2);
}

/* See value.h. */
bool
quantity_equal(const struct quantity *a, const struct quantity *b)
{
	return decimals_equal(a->thousandths, a->text, b->thousandths,
	    b->text, 3);
}

/* ---- days ----------------------------------------------------------- */

/* See value.h. */
struct when
when_of(date on)
{
	return when_range(on, on);
}

/* See value.h. */
struct when
when_range(date from, date through)
{
	if (from < DATE_FIRST || from > DATE_LAST)
		return (struct when){ .text = { NULL, 0 } };
	if (through < DATE_FIRST || through > DATE_LAST)
		through = from;
	return (struct when){ STR(""), from, through };
}

/* A day with or without a time behind it. */
static bool
read_moment(str s, date *out, bool *timed)
{
	if (s.n == 8)
		return date_parse8(s, out);
	if (s.n == 6)
		return date_parse6(s, out);
	*timed = true;
	return s.n > 8 && time_valid((str){ s.p + 8, s.n - 8 }) &&
	    date_parse8((str){ s.p, 8 }, out);
}

/*
 * Read a day or range.  False when it is none; a time alone is none.  *timed
 * is made true when there is more in it than days.
 */
static bool
read_when(str text, date *from, date *through, bool *timed)
{
	str rest = text, head;

	head = str_cut(&rest, '-');
	if (head.n == text.n) {
		if (!read_moment(text, from, timed))
			return false;
		*through = *from;
		return true;
	}
	return read_moment(head, from, timed) &&
	    read_moment(rest, through, timed);
}

/* See value.h. */
struct when
when_read(str text)
{
	struct when w = { text, 0, 0 };
	bool timed;

	if (text.n == 8) {
		if (date_parse8(text, &w.from)) {
			w.through = w.from;
			return w;
		}
	} else if (text.n == 17 && text.p[8] == '-') {
		if (date_parse8((str){ text.p, 8 }, &w.from) &&
		    date_parse8((str){ text.p + 9, 8 }, &w.through))
			return w;
	} else if (text.n == 0) {
		w.text.p = NULL;
		return w;
	} else if (read_when(text, &w.from, &w.through, &timed)) {
		return w;
	}
	w.from = w.through = DATE_NONE;
	return w;
}

static char *
write_day(date on, char *p)
{
	char day[DATE_TEXT_MAX];
	str s = date_format(on, day);

	if (s.n != 10)
		return NULL;
	memcpy(p, day, 4);
	memcpy(p + 4, day + 5, 2);
	memcpy(p + 6, day + 8, 2);
	return p + 8;
}

static str
write_when(const struct when *w, char to[VALUE_TEXT_MAX])
{
	char *p = write_day(w->from, to);

	if (p != NULL && w->through != w->from && w->through != DATE_NONE) {
		*p++ = '-';
		p = write_day(w->through, p);
	}
	return p == NULL ? (str){ NULL, 0 } : (str){ to, (size_t)(p - to) };
}

/* As decimal_text(); *sure is false too when the text has a time in it. */
static __attribute__((noinline)) str
days_text(const struct when *w, bool *sure, char to[VALUE_TEXT_MAX])
{
	date from = DATE_NONE, through = DATE_NONE;
	bool timed = false;

	*sure = true;
	if (w->text.p == NULL)
		return w->text;
	if (w->text.n == 0)
		return write_when(w, to);
	*sure = read_when(w->text, &from, &through, &timed);
	if (!*sure)
		from = through = DATE_NONE;
	if (w->from == from && w->through == through) {
		*sure = *sure && !timed;
		return w->text;
	}
	*sure = true;
	return write_when(w, to);
}

/* See value.h. */
str
when_text(const struct when *w, char to[VALUE_TEXT_MAX])
{
	bool sure;
	date on;

	if (w->text.n == 8 && w->from == w->through &&
	    date_parse8(w->text, &on) && on == w->from)
		return w->text;
	return days_text(w, &sure, to);
}

/* See value.h. */
bool
when_equal(const struct when *a, const struct when *b)
{
	char a_room[VALUE_TEXT_MAX], b_room[VALUE_TEXT_MAX];
	bool a_sure, b_sure;
	str a_text, b_text;

	if (when_given(a) != when_given(b))
		return false;
	if (!when_given(a))
		return true;
	a_text = days_text(a, &a_sure, a_room);
	b_text = days_text(b, &b_sure, b_room);
	return a_sure && b_sure ? a->from == b->from &&
	    a->through == b->through : str_eq(a_text, b_text);
}
