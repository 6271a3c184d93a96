/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calendar.c -- the table of cadences, and walking along its months.
 *
 * Every publisher changes its sets on the first of a month, so that a cadence
 * is twelve letters.
 */
#include "codes/calendar.h"

/* How a publisher speaks; `lead` and `grace` are days, as observed. */
static const struct cadence_row {
	const char *words;
	char	 months[13];	/* capital: certain; small: possible */
	short	 lead;		/* out this long before it is in force */
	short	 grace;		/* may be this late before it is overdue */
} cadences[CADENCES] = {
	[CADENCE_FISCAL] = { "each 1 October, and 1 April if need be",
		"...a.....O..", 90, 0 },
	[CADENCE_FISCAL_HALF] = { "each 1 October and 1 April",
		"...A.....O..", 45, 0 },
	[CADENCE_FISCAL_YEAR] = { "each 1 October",
		".........O..", 60, 0 },
	[CADENCE_YEAR] = { "each 1 January",
		"J...........", 45, 0 },
	[CADENCE_HALF] = { "each 1 January and 1 July",
		"J.....J.....", 30, 0 },
	[CADENCE_THIRD] = { "each 1 March, 1 July and 1 November",
		"..M...J...N.", 14, 14 },
	[CADENCE_QUARTER] = { "every quarter",
		"J..A..J..O..", 30, 7 },
	[CADENCE_MONTH] = { "every month",
		"JFMAMJJASOND", 0, 14 },
	[CADENCE_ANY] = { "now and then",
		"............", 0, 0 },
};

/* See calendar.h. */
const struct calendar_set calendar_sets[] = {
#define SET(name, title, cadence) \
	{ STR_INIT(name), STR_INIT(title), CADENCE_ ## cadence }
	SET("icd10cm", "ICD-10-CM diagnoses", FISCAL),
	SET("icd10pcs", "ICD-10-PCS procedures", FISCAL),
	SET("cpt", "CPT procedures", YEAR),
	SET("hcpcs", "HCPCS Level II", QUARTER),
	SET("ncci-ptp", "NCCI procedure-to-procedure edits", QUARTER),
	SET("ncci-mue", "NCCI medically unlikely edits", QUARTER),
	SET("ncci-addon", "NCCI add-on codes", QUARTER),
	SET("mpfs", "Medicare physician fee schedule", QUARTER),
	SET("nucc", "NUCC provider taxonomy", HALF),
	SET("carc", "Claim adjustment reasons", THIRD),
	SET("rarc", "Remittance advice remarks", THIRD),
	SET("claim-status", "Claim status and its categories", THIRD),
	SET("msdrg", "MS-DRG groups", FISCAL_HALF),
	SET("mce", "Medicare Code Editor", FISCAL_HALF),
	SET("poa", "Present on admission, exempt codes", FISCAL_YEAR),
	SET("hac", "Hospital-acquired conditions", FISCAL_YEAR),
	SET("hcc", "CMS-HCC risk categories", YEAR),
	SET("ccsr", "CCSR clinical categories", FISCAL_YEAR),
	SET("ncd", "National coverage of laboratory tests", QUARTER),
	SET("leie", "OIG list of the excluded", MONTH),
	SET("pos", "Places of service", ANY),
#undef SET
};
const unsigned calendar_sets_n =
    sizeof calendar_sets / sizeof calendar_sets[0];

/* See calendar.h. */
const struct calendar_set *
calendar_find(str name)
{
	for (unsigned i = 0; i < calendar_sets_n; i++)
		if (str_eq(calendar_sets[i].name, name))
			return &calendar_sets[i];
	return NULL;
}

/* See calendar.h. */
const char *
cadence_words(enum cadence c)
{
	return cadences[c].words;
}

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

/*
 * The due day of month `m`, counted from January of year 0, if it has one and,
 * with `certain`, a certain one.
 */
static bool
month_due(enum cadence c, int m, bool certain, struct calendar_due *out)
{
	char letter = cadences[c].months[m % 12];

	out->certain = letter >= 'A' && letter <= 'Z';
	return letter != '.' && (out->certain || !certain) &&
	    date_from_ymd(m / 12, m % 12 + 1, 1, &out->on);
}

/* The month of `day`, counted likewise. */
static int
month_of(date day)
{
	int y, m, d;

	date_to_ymd(day, &y, &m, &d);
	return y * 12 + m - 1;
}

static bool
is_day(date day)
{
	return day >= DATE_FIRST && day <= DATE_LAST;
}

/* The first due day after `day`; no cadence pauses longer than a year. */
static struct calendar_due
next_due(enum cadence c, date day, bool certain)
{
	struct calendar_due due;
	int from = is_day(day) ? month_of(day) : 0;

	for (int m = from + 1; from > 0 && m <= from + 12; m++)
		if (month_due(c, m, certain, &due))
			return due;
	return (struct calendar_due){ DATE_NONE, false };
}

/* See calendar.h. */
struct calendar_due
calendar_next(enum cadence c, date day)
{
	return next_due(c, day, false);
}

/* See calendar.h. */
struct calendar_due
calendar_last(enum cadence c, date day, bool certain)
{
	struct calendar_due due;
	int from = is_day(day) ? month_of(day) : 0;

	for (int m = from; from > 0 && m > from - 12; m--)
		if (month_due(c, m, certain, &due))
			return due;
	return (struct calendar_due){ DATE_NONE, false };
}

/* The day before a due day; the end of days if there is none (K3). */
static date
day_before(struct calendar_due due)
{
	return due.on == DATE_NONE ? DATE_LAST : due.on - 1;
}

/* Count the certain releases after `loaded` that are in force `today`. */
static void
count_missed(enum cadence c, date loaded, date today,
    struct calendar_answer *a)
{
	struct calendar_due due = next_due(c, loaded, true);

	while (due.on != DATE_NONE && due.on <= today) {
		if (a->missed++ == 0)
			a->since = due.on;
		due = next_due(c, due.on, true);
	}
}

/* What to look for when nothing is loaded: what is in force. */
static struct calendar_answer
look_empty(enum cadence c, date today)
{
	return (struct calendar_answer){ .state = CALENDAR_EMPTY,
		.horizon = DATE_NONE, .sure = DATE_NONE, .since = DATE_NONE,
		.due = calendar_last(c, today, true) };
}

/* See calendar.h. */
struct calendar_answer
calendar_look(enum cadence c, date loaded, date today)
{
	struct calendar_answer a = { .since = DATE_NONE };

	if (!is_day(loaded))
		return look_empty(c, today);
	a.horizon = day_before(next_due(c, loaded, true));
	a.sure = day_before(next_due(c, loaded, false));
	count_missed(c, loaded, today, &a);
	a.due = calendar_last(c, today, false);
	if (a.due.on == DATE_NONE || a.due.on <= loaded) {
		a.due = calendar_next(c, loaded > today ? loaded : today);
		a.soon = a.due.on != DATE_NONE &&
		    a.due.on - today <= cadences[c].lead;
		return a;
	}
	a.state = a.missed == 0 ? CALENDAR_POSSIBLE :
	    today - a.since < cadences[c].grace ? CALENDAR_DUE :
	    CALENDAR_OVERDUE;
	return a;
}
