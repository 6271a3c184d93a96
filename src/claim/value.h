/* SPDX-License-Identifier: Apache-2.0 */
/*
 * value.h -- the values a model is made of: texts, amounts, quantities, dates.
 *
 * A model's struct is plain: texts are slices (str.h) borrowed from the file,
 * the arena or the caller; an amount is cents; a date is a day.  A value that
 * was read keeps the text that it was read from besides, so that writing it
 * again gives the same bytes: 100 stays 100 and 100.00 stays 100.00.
 *
 *   M1  a struct full of zeros is empty: no text, no amount, no date is given
 *   M2  a value's text is written as it stands while it still means the value;
 *       once the value was changed, the value is written
 *   M3  what a text that cannot be read meant is not guessed: the value is 0
 *       or DATE_NONE, the text is kept and written again
 */
#ifndef CC_CLAIM_VALUE_H
#define CC_CLAIM_VALUE_H

#include <stddef.h>

#include "base/date.h"
#include "base/money.h"
#include "base/str.h"

/* An amount in US cents.  Given when text.p is not NULL (M1). */
struct amount { str text; money cents; };

/* A count or measure in thousandths: 1.5 units are 1500. */
struct quantity { str text; int64_t thousandths; };

/*
 * A day, or the days from `from` through `through`.  One day has both the
 * same.  A time of day is only in the text (M2).  Given when text.p is not
 * NULL.
 */
struct when { str text; date from, through; };

/* Several texts: repetitions of one element. */
struct texts { str *v; size_t n; };

/* A list of structs whose first member is `struct type *next`. */
#define LIST(type)	struct { struct type *first, *last; }

/* The same without its type: every LIST has this shape. */
struct list { void *first, *last; };

/*
 * Put `item` at the end of the LIST at `list`.  The item must not be in one.
 * Types differ from list to list: bytes are copied.
 */
static inline void
list_append(void *list, void *item)
{
	struct list l;
	void *none = NULL;

	memcpy(&l, list, sizeof l);
	memcpy(item, &none, sizeof none);
	if (l.last != NULL)
		memcpy(l.last, &item, sizeof item);
	else
		memcpy(list, &item, sizeof item);
	memcpy((char *)list + offsetof(struct list, last), &item,
	    sizeof item);
}

/* How many items a LIST has. */
size_t list_count(const void *list);

/* What the file had in a loop that the model has no field for. */
struct carried {
	struct carried *next;
	str	 place;		/* segment and key, "K3" or "REF:G1" */
	str	 text;		/* the segment, without terminator; "*", ":"
				 * and "^" stand for the file's separators */
};

/*
 * Where a struct stood in the hierarchy of its file; all zero in one that was
 * not read.
 */
struct level {
	uint32_t number;	/* its number in the transaction: HL01 */
	bool	 below;		/* levels below were announced: HL04 is 1 */
};

/*
 * What each struct that stands for a loop remembers of the file it was read
 * from; all zero in one that was not.
 */
struct part {
	uint64_t offset;	/* bytes before its first segment */
	uint64_t segment;	/* ordinal of it, 1 is the file's first */
	LIST(carried) carried;
	str	 order;		/* see bind.h; empty: the guide's order */
};

#define VALUE_TEXT_MAX 40	/* bytes the writing of a value may need */

/* An amount or quantity given as a number; text is "" (M2). */
struct amount amount_of(money cents);
struct quantity quantity_of(int64_t thousandths);

/* One day; or a range; or none for DATE_NONE. */
struct when when_of(date on);
struct when when_range(date from, date through);

/* True when something was given (M1). */
static inline bool
amount_given(const struct amount *a)
{
	return a->text.p != NULL;
}

/* The same. */
static inline bool
quantity_given(const struct quantity *q)
{
	return q->text.p != NULL;
}

/* The same. */
static inline bool
when_given(const struct when *w)
{
	return w->text.p != NULL;
}

/* Read values as X12 writes them.  An empty text gives none; see M3. */
struct amount amount_read(str text);
struct quantity quantity_read(str text);

/* CCYYMMDD, YYMMDD, CCYYMMDD-CCYYMMDD, each day with a time behind it or not;
 * a time alone ("1530") has no day. */
struct when when_read(str text);

/*
 * The text to write for a value (M2), borrowed from the value or from `to`:
 * "125", "125.5", "0"; days as CCYYMMDD.  Empty when none is given.
 */
str amount_text(const struct amount *a, char to[VALUE_TEXT_MAX]);
str quantity_text(const struct quantity *q, char to[VALUE_TEXT_MAX]);
str when_text(const struct when *w, char to[VALUE_TEXT_MAX]);

/*
 * The digits of a value's text where that is written as it stands (M2) and is
 * short: eight bytes at most, no sign, no more than two decimals (of a quantity
 * three).  0: it is something else.
 */
unsigned amount_digits(const struct amount *a);
unsigned quantity_digits(const struct quantity *q);

/* True where it is so: the text is 1 to 8 digits and points, and is written as
 * it stands. */
bool amount_is_short(const struct amount *a);
bool quantity_is_short(const struct quantity *q);

/*
 * True when both say the same, or neither is given: 100 and 100.00 do.  Where
 * there is more in a text than a number or days (M3, a time), the texts count.
 */
bool amount_equal(const struct amount *a, const struct amount *b);
bool quantity_equal(const struct quantity *a, const struct quantity *b);
bool when_equal(const struct when *a, const struct when *b);

#endif
