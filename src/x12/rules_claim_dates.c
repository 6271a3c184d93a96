/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim_dates.c -- the days of a claim follow each other.
 *
 * The guides fix the form of dates and say which are asked for; that an onset
 * does not come after the treatment is common sense which payers enforce in
 * their own ways.  So all but a period that ends before it begins is a
 * warning, given in doubt to the claim: a day is late when it is after the
 * last service, and early when it is before the first.  Only days that exist
 * take part; others are told elsewhere.
 */
#include "x12/rules_claim.h"

/* The DTP segments of 2300 that are compared, by DTP01. */
static const struct { char qualifier[4]; enum claim_event event; } events[] = {
	{ "472", EVENT_SERVICE }, { "434", EVENT_STATEMENT },
	{ "435", EVENT_ADMISSION }, { "096", EVENT_DISCHARGE },
	{ "431", EVENT_ONSET }, { "454", EVENT_INITIAL },
	{ "304", EVENT_LAST_SEEN }, { "453", EVENT_ACUTE },
	{ "439", EVENT_ACCIDENT }, { "484", EVENT_MENSTRUAL },
	{ "455", EVENT_XRAY }, { "471", EVENT_PRESCRIPTION },
	{ "314", EVENT_DISABLED }, { "360", EVENT_DISABLED_FROM },
	{ "361", EVENT_DISABLED_TO },
	{ "297", EVENT_LAST_WORKED }, { "296", EVENT_RETURN },
	{ "090", EVENT_ASSUMED }, { "091", EVENT_RELINQUISHED },
	{ "444", EVENT_CONTACT }, { "452", EVENT_APPLIANCE },
};

enum order { NOT_AFTER, NOT_BEFORE };

/* What `event` may not come after, or before. */
static const struct {
	enum claim_event event, other;
	enum order order;
	str	 words;			/* names the other */
} orders[] = {
	{ EVENT_ONSET, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_INITIAL, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_LAST_SEEN, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_ACUTE, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_ACCIDENT, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_MENSTRUAL, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_XRAY, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_PRESCRIPTION, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_CONTACT, EVENT_SERVICE, NOT_AFTER,
	    STR_INIT("the service") },
	{ EVENT_DISCHARGE, EVENT_ADMISSION, NOT_BEFORE,
	    STR_INIT("the admission") },
	{ EVENT_ADMISSION, EVENT_STATEMENT, NOT_AFTER,
	    STR_INIT("the end of the statement period") },
	{ EVENT_DISABLED_TO, EVENT_DISABLED_FROM, NOT_BEFORE,
	    STR_INIT("the beginning of the disability") },
	{ EVENT_RETURN, EVENT_LAST_WORKED, NOT_BEFORE,
	    STR_INIT("the day last worked") },
	{ EVENT_RELINQUISHED, EVENT_ASSUMED, NOT_BEFORE,
	    STR_INIT("the day care was assumed") },
};

/* Report that `day`, at element 3 of `s`, does not go with `than`. */
static void
report_day(struct judge *j, enum finding_code code, const struct segment *s,
    ccyymmdd day, ccyymmdd than, str words)
{
	char value[DATE_TEXT_MAX], a[DATE_TEXT_MAX];
	struct finding f = judge_finding(j, code, s, 3, 0);

	f.name = j->node->label;	/* says more than DTP03's */
	f.value = claim_day_text(day, value);
	f.a = claim_day_text(than, a);
	f.want = words;
	judge_add(j, &f);
}

/* The days of DTP03; false, reported, when they run backwards. */
static bool
take_days(struct judge *j, const struct segment *s, struct claim_period *p)
{
	if (!claim_days(s, 3, p))
		return false;
	if (p->from <= p->through)
		return true;
	report_day(j, FINDING_PERIOD_REVERSED, s, p->through, p->from,
	    STR(""));
	return false;
}

/*
 * A day of service against the patient's life, the day the file was made, and
 * for a line the statement period: at most one finding, and each kind once a
 * claim (a wrong birth date once a patient).
 */
static void
check_service(struct judge *j, const struct segment *s,
    const struct claim_period *p, bool line)
{
	struct claim_facts *c = claim_facts(j);
	const struct claim_period *statement = &c->periods[EVENT_STATEMENT];
	bool in_statement = line && (c->now.events & BIT(EVENT_STATEMENT)) != 0;

	if (judge_broken(j))
		return;
	if (c->patient.birth != 0 && p->from < c->patient.birth) {
		if (!c->patient.birth_reported)
			report_day(j, FINDING_SERVICE_BEFORE_BIRTH, s, p->from,
			    c->patient.birth, STR(""));
		c->patient.birth_reported = true;
	} else if (c->made != 0 && p->through > c->made) {
		if (!c->now.future_reported && !c->now.predetermination)
			report_day(j, FINDING_SERVICE_IN_FUTURE, s, p->through,
			    c->made, STR(""));
		c->now.future_reported = true;
	} else if (c->patient.death != 0 && p->from > c->patient.death) {
		if (!c->now.death_reported)
			report_day(j, FINDING_SERVICE_AFTER_DEATH, s, p->from,
			    c->patient.death, STR(""));
		c->now.death_reported = true;
	} else if (in_statement && (p->from < statement->from ||
	    p->through > statement->through)) {
		if (!c->now.period_reported)
			report_day(j, FINDING_SERVICE_OUTSIDE_STATEMENT, s,
			    p->from < statement->from ? p->from : p->through,
			    p->from < statement->from ? statement->from :
			    statement->through, STR(""));
		c->now.period_reported = true;
	}
}

/* Widen the claim's service period by `p`. */
static void
add_service(struct claim_facts *c, const struct claim_period *p)
{
	struct claim_period *all = &c->periods[EVENT_SERVICE];

	if ((c->now.events & BIT(EVENT_SERVICE)) == 0) {
		all->from = p->from;
		all->through = p->through;
		c->now.events |= BIT(EVENT_SERVICE);
		return;
	}
	if (p->from < all->from)
		all->from = p->from;
	if (p->through > all->through)
		all->through = p->through;
}

/* `line-date`, under DTP*472 of 2400. */
void
rule_line_date(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	struct claim_period p = { 0 };

	/* a date that is none is told elsewhere, but it is no missing one */
	c->line.dated = true;
	if (!take_days(j, s, &p))
		return;
	c->line.from = p.from;
	c->line.through = p.through;
	check_service(j, s, &p, true);
	add_service(c, &p);
}

/* `line-earlier-date`, under DTP of 2400 for what came before the service
 * (last seen, initial treatment, X-ray, therapy begun). */
void
rule_line_earlier_date(struct judge *j, const struct segment *s)
{
	const struct claim_line *line = &claim_facts(j)->line;
	struct claim_period p = { 0 };

	if (take_days(j, s, &p) && line->through != 0 &&
	    p.from > line->through)
		report_day(j, FINDING_DATE_LATE, s, p.from, line->through,
		    STR("the service"));
}

/* `claim-date`, under DTP of 2300. */
void
rule_claim_date(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	str qualifier = segment_element(s, 1);
	struct claim_period p = { 0 };
	size_t i = 0;

	if (qualifier.n != 3)
		return;
	while (memcmp(qualifier.p, events[i].qualifier, 3) != 0)
		if (++i == sizeof events / sizeof events[0])
			return;
	if (events[i].event == EVENT_SERVICE)
		c->now.service_dated = true;
	if (events[i].event == EVENT_ACCIDENT)
		c->now.accident_dated = true;
	if (events[i].event == EVENT_ADMISSION)
		c->now.admission_dated = true;
	if (!take_days(j, s, &p))
		return;
	p.at = judge_mark(j, s);
	c->periods[events[i].event] = p;
	c->now.events |= BIT(events[i].event);
	if (events[i].event == EVENT_SERVICE ||
	    events[i].event == EVENT_STATEMENT)
		check_service(j, s, &p, false);
}

/* Check row `i` of orders; true when it was reported. */
static bool
check_order(struct judge *j, const struct claim_facts *c, size_t i)
{
	const struct claim_period *a = &c->periods[orders[i].event];
	const struct claim_period *b = &c->periods[orders[i].other];
	bool after = orders[i].order == NOT_AFTER;
	char value[DATE_TEXT_MAX], than[DATE_TEXT_MAX];
	struct finding f;

	if (after ? a->from <= b->through : a->through >= b->from)
		return false;
	f = judge_finding_at(j, after ? FINDING_DATE_LATE :
	    FINDING_DATE_EARLY, &a->at, 3, 0);
	f.name = a->at.node->label;
	f.value = claim_day_text(after ? a->from : a->through, value);
	f.a = claim_day_text(after ? b->through : b->from, than);
	f.want = orders[i].words;
	judge_add(j, &f);
	return true;
}

/*
 * `claim-dates`, when 2300 ends, before the claim's other rules: they too use
 * the service period, which for an institutional claim without dated lines is
 * its statement period.  One service date that is wrong may be before several
 * other days: only the first is told.
 */
void
rule_claim_dates(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	bool service_reported = false;
	uint32_t set;

	(void)s;
	set = c->now.events;
	if ((set & BIT(EVENT_SERVICE)) == 0 &&
	    (set & BIT(EVENT_STATEMENT)) != 0)
		add_service(c, &c->periods[EVENT_STATEMENT]);
	set = c->now.events;
	if ((set & (set - 1)) == 0 || judge_broken(j))
		return;
	for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
		uint32_t need = BIT(orders[i].event) | BIT(orders[i].other);
		bool service = orders[i].other == EVENT_SERVICE;

		if ((set & need) != need || (service && service_reported))
			continue;
		if (check_order(j, c, i) && service)
			service_reported = true;
	}
}
