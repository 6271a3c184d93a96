/* SPDX-License-Identifier: Apache-2.0 */
/* calendar.c -- a release held against the days on which newer ones are due. */
#include "publish/calendar.h"

/* See calendar.h. */
const char *
calendar_state_word(enum calendar_state s)
{
	static const char *const words[] = {
		[CALENDAR_CURRENT] = "current",
		[CALENDAR_POSSIBLE] = "an update is possible",
		[CALENDAR_DUE] = "due",
		[CALENDAR_OVERDUE] = "overdue",
		[CALENDAR_EMPTY] = "not loaded",
	};

	return words[s];
}

/* The day before a due day; the end of days if there is none (Q3). */
static date
day_before(struct cadence_due due)
{
	return due.on == DATE_NONE ? DATE_LAST : due.on - 1;
}

/* Count the certain releases after `loaded` that are in force `today`. */
static void
count_missed(enum cadence c, date loaded, date today,
    struct calendar_answer *a)
{
	struct cadence_due due = cadence_due_after(c, loaded, true);

	while (due.on != DATE_NONE && due.on <= today) {
		if (a->missed++ == 0)
			a->since = due.on;
		due = cadence_due_after(c, due.on, true);
	}
}

/* What to look for when nothing is loaded: what is in force. */
static struct calendar_answer
look_empty(enum cadence c, date today)
{
	return (struct calendar_answer){ .state = CALENDAR_EMPTY,
		.horizon = DATE_NONE, .sure = DATE_NONE, .since = DATE_NONE,
		.due = cadence_due_by(c, today, true) };
}

/* See calendar.h. */
struct calendar_answer
calendar_look(enum cadence c, date loaded, date today)
{
	struct calendar_answer a = { .since = DATE_NONE };

	if (loaded < DATE_FIRST || loaded > DATE_LAST)
		return look_empty(c, today);
	a.horizon = day_before(cadence_due_after(c, loaded, true));
	a.sure = day_before(cadence_due_after(c, loaded, false));
	count_missed(c, loaded, today, &a);
	a.due = cadence_due_by(c, today, false);
	if (a.due.on == DATE_NONE || a.due.on <= loaded) {
		a.due = cadence_due_after(c, loaded > today ? loaded : today,
		    false);
		a.soon = a.due.on != DATE_NONE &&
		    a.due.on - today <= cadence_lead(c);
		return a;
	}
	a.state = a.missed == 0 ? CALENDAR_POSSIBLE :
	    today - a.since < cadence_grace(c) ? CALENDAR_DUE :
	    CALENDAR_OVERDUE;
	return a;
}
