/* SPDX-License-Identifier: Apache-2.0 */
/* mpfs.c -- one line of the physician fee schedule; see mpfs.h. */
#include <stdarg.h>
#include <stdio.h>

#include "pricing/mpfs_private.h"

#define FINE_CENT	10000000	/* 10^-2 RVU * 10^-3 * 10^-4 $ */

/* ---- words -------------------------------------------------------------- */

/* See mpfs.h. */
const char *
mpfs_outcome_text(enum mpfs_outcome o)
{
	static const char *const texts[] = {
#define OUTCOME(id, text) text,
		MPFS_OUTCOMES(OUTCOME)
#undef OUTCOME
	};

	return (unsigned)o < sizeof texts / sizeof *texts ? texts[o] : "";
}

/* See mpfs_private.h. */
void
mpfs_step(struct mpfs_work *w, money after, const char *source,
    const char *fmt, ...)
{
	struct mpfs_result *r = w->result;
	va_list ap;

	w->fee = after;
	if (r->n_steps == MPFS_STEPS_MAX)
		return;
	va_start(ap, fmt);
	vsnprintf(r->steps[r->n_steps].text, sizeof r->steps->text, fmt, ap);
	va_end(ap);
	r->steps[r->n_steps].source = source;
	r->steps[r->n_steps++].after = after;
}

/* See mpfs_private.h. */
void
mpfs_take(struct mpfs_work *w, uint32_t share, const char *source,
    const char *why)
{
	char was[MONEY_TEXT_MAX];

	money_format(w->fee, was);
	mpfs_step(w, mpfs_share(w->fee, share), source, "%u.%02u %% of %s, %s",
	    share / 100, share % 100, was, why);
}

/* ---- arithmetic --------------------------------------------------------- */

/* See mpfs_private.h. */
money
mpfs_share(money amount, uint32_t share)
{
	return (amount * share + SHARE_ALL / 2) / SHARE_ALL;
}

static uint32_t
practice_of(const struct mpfs_work *w, const struct book_rvu *v)
{
	return w->facility ? v->practice_facility : v->practice_other;
}

/* RVU times indices times factor, in tenths of millionths of a cent. */
static int64_t
fine_fee(const struct mpfs_work *w, int64_t work, int64_t practice,
    int64_t malpractice, int64_t factor)
{
	return (work * w->gpci->work + practice * w->gpci->practice +
	    malpractice * w->gpci->malpractice) * factor;
}

/* See mpfs_private.h. */
money
mpfs_fee(const struct mpfs_work *w, const struct book_rvu *v,
    uint32_t practice)
{
	/* Twice, so that half of a practice expense stays whole. */
	int64_t twice = (int64_t)practice_of(w, v) * 2 * practice / SHARE_ALL;
	int64_t fine = fine_fee(w, 2 * (int64_t)v->work, twice,
	    2 * (int64_t)v->malpractice, v->factor);

	return (fine + FINE_CENT) / (2 * (int64_t)FINE_CENT);
}

/* See mpfs_private.h. */
money
mpfs_cap(const struct mpfs_work *w, uint32_t modifier)
{
	const struct book_rvu *v = mpfs_values(w, modifier);
	const struct mpfs_request *q = w->request;
	enum book_basis basis;
	const struct book_opps_cap *cap = opps_cap_on(w->book, q->procedure,
	    modifier, q->carrier, q->locality, q->on, &basis);
	uint32_t practice;
	int64_t fine;

	if (v == NULL || v->family != 88)
		return INT64_MAX;
	if (cap != NULL && basis == BASIS_RELEASE)
		return w->facility ? cap->facility : cap->other;
	practice = w->facility ? v->cap_facility : v->cap_other;
	if (practice == 0)
		return INT64_MAX;
	fine = fine_fee(w, v->work, practice, v->cap_malpractice, v->factor);
	return (fine + FINE_CENT / 2) / FINE_CENT;
}

/* ---- what is asked ------------------------------------------------------ */

/* See mpfs_private.h. */
bool
mpfs_has(const struct mpfs_request *r, char a, char b)
{
	for (unsigned i = 0; i < MPFS_MODIFIERS; i++)
		if (r->modifiers[i] == PAIR_OF(a, b))
			return true;
	return false;
}

/* See mpfs.h.  100-04 ch. 12, 20.4.2, and the rates of ch. 26, 10.5. */
bool
mpfs_is_facility(uint32_t place)
{
	static const uint8_t facilities[] = { 2, 6, 8, 19, 21, 22, 23, 24,
		26, 31, 34, 41, 42, 51, 52, 53, 56, 61 };

	for (size_t i = 0; i < sizeof facilities; i++)
		if (place == facilities[i])
			return true;
	return false;
}

/* See mpfs_private.h. */
const struct book_rvu *
mpfs_values(const struct mpfs_work *w, uint32_t modifier)
{
	enum book_basis basis;

	return rvu_on(w->book, w->request->procedure, modifier,
	    w->request->on, w->request->qualifying, &basis);
}

/* The modifiers that have rows of their own. */
static uint32_t
component_of(const struct mpfs_request *r)
{
	if (mpfs_has(r, '2', '6'))
		return PAIR_OF('2', '6');
	if (mpfs_has(r, 'T', 'C'))
		return PAIR_OF('T', 'C');
	return mpfs_has(r, '5', '3') ? PAIR_OF('5', '3') : 0;
}

/* What a status means for the price; those that are payable are not here.
 * (Relative value file, record layout, field "status code".) */
static const struct { char status; enum mpfs_outcome outcome; } statuses[] = {
	{ 'B', MPFS_BUNDLED }, { 'C', MPFS_CONTRACTOR },
	{ 'D', MPFS_NOT_VALID }, { 'E', MPFS_EXCLUDED },
	{ 'F', MPFS_NOT_VALID }, { 'G', MPFS_NOT_VALID },
	{ 'H', MPFS_NOT_VALID }, { 'I', MPFS_NOT_VALID },
	{ 'L', MPFS_CONTRACTOR }, { 'M', MPFS_REPORTING_ONLY },
	{ 'N', MPFS_NOT_COVERED }, { 'P', MPFS_BUNDLED },
	{ 'Q', MPFS_REPORTING_ONLY }, { 'X', MPFS_EXCLUDED },
};

static enum mpfs_outcome
outcome_of(const struct book_rvu *v)
{
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (v->status == (uint32_t)statuses[i].status)
			return statuses[i].outcome;
	return v->work + v->practice_other + v->practice_facility +
	    v->malpractice == 0 ? MPFS_CONTRACTOR : MPFS_PRICED;
}

static enum book_basis
worse(enum book_basis a, enum book_basis b)
{
	return a > b ? a : b;
}

/* The row of the request, of its component; sets the outcome if there is
 * none. */
static const struct book_rvu *
find_values(struct mpfs_work *w)
{
	const struct mpfs_request *q = w->request;
	uint32_t component = component_of(q);
	const struct book_rvu *v = mpfs_values(w, component);

	if (v != NULL)
		return v;
	/* A discontinued procedure is priced by report where it has no row. */
	w->result->outcome = mpfs_values(w, 0) == NULL ? MPFS_NO_VALUES :
	    component == PAIR_OF('5', '3') ? MPFS_BY_REPORT :
	    MPFS_NO_COMPONENT;
	return NULL;
}

static bool
find_rows(struct mpfs_work *w)
{
	const struct mpfs_request *q = w->request;
	struct mpfs_result *r = w->result;
	enum book_basis basis;

	r->basis = book_edition(w->book, SET_RVU, q->on).basis;
	w->values = r->values = find_values(w);
	if (w->values == NULL)
		return false;
	w->gpci = gpci_on(w->book, q->carrier, q->locality, q->on, &basis);
	if (w->values->status != 'J')
		r->basis = worse(r->basis, basis);
	r->outcome = w->values->status == 'J' ? MPFS_PRICED :
	    outcome_of(w->values);
	if (r->outcome == MPFS_PRICED && w->gpci == NULL &&
	    w->values->status != 'J')
		r->outcome = MPFS_NO_LOCALITY;
	return r->outcome == MPFS_PRICED;
}

/* ---- the fee ------------------------------------------------------------ */

static void
tell_fee(struct mpfs_work *w, money fee)
{
	const struct book_rvu *v = w->values;
	const struct book_gpci *g = w->gpci;
	uint32_t p = practice_of(w, v);

	mpfs_step(w, fee, "100-04 ch. 12, 20.1", "(%u.%02u * %u.%03u + "
	    "%u.%02u * %u.%03u + %u.%02u * %u.%03u) * %u.%04u, %s",
	    v->work / 100, v->work % 100, g->work / 1000, g->work % 1000,
	    p / 100, p % 100, g->practice / 1000, g->practice % 1000,
	    v->malpractice / 100, v->malpractice % 100,
	    g->malpractice / 1000, g->malpractice % 1000,
	    v->factor / 10000, v->factor % 10000,
	    w->facility ? "facility" : "not a facility");
}

/* The fee of one unit, with the OPPS cap of imaging. */
static bool
find_fee(struct mpfs_work *w)
{
	money cap = mpfs_cap(w, w->values->modifier);
	char text[MONEY_TEXT_MAX];

	if (w->facility && w->values->not_facility) {
		w->result->outcome = MPFS_NOT_IN_FACILITY;
		return false;
	}
	tell_fee(w, mpfs_fee(w, w->values, SHARE_ALL));
	if (cap < w->fee) {
		money_format(cap, text);
		mpfs_step(w, cap, "SSA 1848(b)(4)", "no more than %s, the "
		    "OPPS cap of imaging", text);
	}
	return true;
}

/* ---- the share of the work ---------------------------------------------- */

/* The shares of before, during and after a surgery that a modifier leaves.
 * Who operates and hands over (54) also did what comes before. */
static const struct {
	char	 modifier[3];
	uint8_t	 before, during, after;
	const char *source, *why;
} splits[] = {
	{ "54", 1, 1, 0, "100-04 ch. 12, 40.4", "surgical care only" },
	{ "55", 0, 0, 1, "100-04 ch. 12, 40.4", "care after surgery only" },
	{ "56", 1, 0, 0, "100-04 ch. 12, 40.4", "care before surgery only" },
	{ "78", 0, 1, 0, "100-04 ch. 12, 40.4", "return to the operating "
	    "room, intraoperative" },
};

static bool
take_split(struct mpfs_work *w)
{
	const struct book_rvu *v = w->values;

	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
		uint32_t share = splits[i].before * v->before +
		    splits[i].during * v->during + splits[i].after * v->after;

		if (!mpfs_has(w->request, splits[i].modifier[0],
		    splits[i].modifier[1]))
			continue;
		if (v->before + v->during + v->after == 0) {
			/* Without a global period 78 is paid in full. */
			if (splits[i].modifier[0] == '7')
				continue;
			w->result->outcome = MPFS_NO_GLOBAL;
			return false;
		}
		mpfs_take(w, share, splits[i].source, splits[i].why);
	}
	return true;
}

/* Both sides: modifier 50, or RT and LT on one line. */
static void
take_both_sides(struct mpfs_work *w)
{
	const struct mpfs_request *q = w->request;

	if (!mpfs_has(q, '5', '0') &&
	    !(mpfs_has(q, 'R', 'T') && mpfs_has(q, 'L', 'T')))
		return;
	if (w->values->bilateral == '1')
		mpfs_take(w, 15000, "100-04 ch. 12, 40.7", "both sides, "
		    "indicator 1");
	else if (w->values->bilateral == '3')
		mpfs_take(w, 20000, "100-04 ch. 12, 40.7", "both sides, "
		    "indicator 3");
	else
		mpfs_take(w, SHARE_ALL, "100-04 ch. 12, 40.7", "both sides "
		    "are paid as one");
}

/* What is priced from a report: 52, reduced, and a team (66). */
static bool
is_by_report(struct mpfs_work *w)
{
	const struct mpfs_request *q = w->request;

	if (mpfs_has(q, '5', '2')) {
		w->result->outcome = MPFS_BY_REPORT;
		return true;
	}
	if (!mpfs_has(q, '6', '6'))
		return false;
	w->result->outcome = w->values->team == '1' || w->values->team == '2' ?
	    MPFS_BY_REPORT : MPFS_NO_CO_SURGEON;
	return true;
}

/* See mpfs_private.h. */
bool
mpfs_begin(struct mpfs_work *w, const struct book *b,
    const struct mpfs_request *request, struct mpfs_result *result)
{
	memset(result, 0, sizeof *result);
	*w = (struct mpfs_work){ .book = b, .request = request,
	    .result = result, .facility = mpfs_is_facility(request->place),
	    .units = request->units == 0 ? 1 : request->units };
	result->facility = w->facility;
	if (!find_rows(w))
		return false;
	if (w->values->status == 'J') {
		mpfs_anesthesia(w);
		return false;
	}
	if (!find_fee(w) || is_by_report(w) || !take_split(w))
		return false;
	take_both_sides(w);
	return true;
}

/* ---- people ------------------------------------------------------------- */

/* An assistant at surgery: 16 %, of which one who is no physician has 85 %. */
static bool
take_assistant(struct mpfs_work *w)
{
	const struct mpfs_request *q = w->request;
	bool other = mpfs_has(q, 'A', 'S');

	if (!other && !mpfs_has(q, '8', '0') && !mpfs_has(q, '8', '1') &&
	    !mpfs_has(q, '8', '2'))
		return true;
	if (w->values->assistant != '0' && w->values->assistant != '2') {
		w->result->outcome = MPFS_NO_ASSISTANT;
		return false;
	}
	w->result->needs_documentation = w->values->assistant == '0';
	mpfs_take(w, other ? 1360 : 1600, other ? "100-04 ch. 12, 110" :
	    "100-04 ch. 12, 20.4.3", other ? "85 % of 16 %, assistant who is "
	    "no physician" : "assistant at surgery");
	return true;
}

static bool
take_co_surgeon(struct mpfs_work *w)
{
	if (!mpfs_has(w->request, '6', '2'))
		return true;
	if (w->values->co_surgeons != '1' && w->values->co_surgeons != '2') {
		w->result->outcome = MPFS_NO_CO_SURGEON;
		return false;
	}
	w->result->needs_documentation |= w->values->co_surgeons == '1';
	mpfs_take(w, 6250, "100-04 ch. 12, 40.8", "one of two surgeons");
	return true;
}

/* See mpfs_private.h. */
void
mpfs_end(struct mpfs_work *w)
{
	if (!take_assistant(w) || !take_co_surgeon(w))
		return;
	if (w->request->not_participating) {
		mpfs_take(w, 9500, "100-04 ch. 12, 20.4.1",
		    "does not participate");
		w->result->limiting = mpfs_share(w->fee, 11500);
	}
	w->result->amount = w->fee;
}

/* See mpfs.h. */
void
mpfs_price(const struct book *b, const struct mpfs_request *request,
    struct mpfs_result *result)
{
	mpfs_price_lines(b, request, 1, result);
}
