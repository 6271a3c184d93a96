/* SPDX-License-Identifier: Apache-2.0 */
/* mpfs_anesthesia.c -- base and time units; 100-04 ch. 12, 50. */
#include "pricing/mpfs_private.h"

#define SOURCE "100-04 ch. 12, 50"

/* Who gave it, and which share that one is paid. */
static const struct { char a, b; uint32_t share; const char *why; } who[] = {
	{ 'A', 'A', 10000, "performed by the anesthesiologist" },
	{ 'Q', 'Z', 10000, "by a nurse anesthetist, not directed" },
	{ 'Q', 'K', 5000, "direction of two to four procedures" },
	{ 'Q', 'Y', 5000, "direction of one nurse anesthetist" },
	{ 'Q', 'X', 5000, "by a nurse anesthetist, directed" },
	{ 'A', 'D', 10000, "supervision of more than four procedures" },
};

/*
 * Minutes in units of 15, in tenths, half up: 117 are 7.8 (50.G).  More than
 * four procedures at once have three base units and no time (50.D).
 */
static void
price(struct mpfs_work *w, uint32_t base, uint32_t factor, size_t i)
{
	bool supervised = who[i].a == 'A' && who[i].b == 'D';
	uint32_t tenths = supervised ? 0 : (uint32_t)(
	    ((uint64_t)w->request->minutes * 20 + 15) / 30);
	int64_t all = (int64_t)(supervised ? 3 : base) * 10 + tenths;

	mpfs_step(w, (all * factor + 500) / 1000, SOURCE, "(%u base + %u.%u "
	    "time units) * %u.%04u", supervised ? 3 : base, tenths / 10,
	    tenths % 10, factor / 10000, factor % 10000);
	if (who[i].share != SHARE_ALL)
		mpfs_take(w, who[i].share, SOURCE, who[i].why);
	mpfs_end(w);
}

/* See mpfs_private.h. */
void
mpfs_anesthesia(struct mpfs_work *w)
{
	const struct mpfs_request *q = w->request;
	enum book_basis basis, units_basis;
	const struct book_anesthesia *a = anesthesia_on(w->book, q->carrier,
	    q->locality, q->on, q->qualifying, &basis);
	uint32_t base = 0;
	size_t i = 0;

	while (i < sizeof who / sizeof *who &&
	    !mpfs_has(q, who[i].a, who[i].b))
		i++;
	if (i == sizeof who / sizeof *who)
		w->result->outcome = MPFS_NO_ANESTHESIA_MODIFIER;
	else if (a == NULL)
		w->result->outcome = MPFS_NO_FACTOR;
	else if (!anesthesia_base_on(w->book, q->procedure, q->on, &base,
	    &units_basis))
		w->result->outcome = MPFS_NO_BASE_UNITS;
	else if (q->minutes == 0)
		w->result->outcome = MPFS_NO_MINUTES;
	else
		price(w, base, a->factor, i);
	if (basis > w->result->basis)
		w->result->basis = basis;
}
