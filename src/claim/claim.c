/* SPDX-License-Identifier: Apache-2.0 */
/* claim.c -- what users ask of a claim. */
#include "claim/claim.h"

/* See claim.h. */
const struct party *
claim_patient(const struct claim *c)
{
	const struct subscriber_level *s = c->subscriber;

	if (c->patient != NULL)
		return c->patient->patient;
	return s != NULL ? s->subscriber : NULL;
}

/* See claim.h. */
const struct billing_level *
claim_billing(const struct claim *c)
{
	const struct subscriber_level *s = c->subscriber;

	if (s == NULL && c->patient != NULL)
		s = c->patient->subscriber;
	return s != NULL ? s->billing : NULL;
}

/* See claim.h. */
bool
claim_total_of_lines(const struct claim *c, money *out)
{
	money sum = 0;

	for (const struct service_line *l = c->lines.first; l != NULL;
	    l = l->next)
		if (!money_add(sum, l->charge.cents, &sum))
			return false;
	*out = sum;
	return true;
}

/* See claim.h. */
size_t
claim_diagnosis_count(const struct claim *c)
{
	return list_count(&c->diagnoses) + list_count(&c->other_diagnoses) +
	    (c->principal_diagnosis.code.n != 0);
}

/* See claim.h. */
const struct diagnosis *
claim_diagnosis(const struct claim *c, str pointer)
{
	const struct diagnosis *d = c->diagnoses.first;
	uint64_t n;

	if (!str_to_u64(pointer, 12, &n) || n == 0)
		return NULL;
	while (d != NULL && --n != 0)
		d = d->next;
	return d;
}

/* See claim.h. */
bool
claim_is_correction(const struct claim *c)
{
	return str_eq(c->frequency, STR("7")) || str_eq(c->frequency, STR("8"));
}

/* The earlier of `first` and the first day of `w`. */
static date
earlier(date first, const struct when *w)
{
	if (!when_given(w) || w->from == DATE_NONE)
		return first;
	return first == DATE_NONE || w->from < first ? w->from : first;
}

/* See claim.h. */
date
claim_first_day(const struct claim *c)
{
	date first = earlier(DATE_NONE, &c->statement);

	first = earlier(first, &c->service_date);
	for (const struct service_line *l = c->lines.first; l != NULL;
	    l = l->next)
		first = earlier(first, &l->service_date);
	return first;
}
