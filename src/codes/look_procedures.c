/* SPDX-License-Identifier: Apache-2.0 */
/* look_procedures.c -- see look_procedures.h. */
#include "codes/look_procedures.h"

#include "codes/book_private.h"

/* ---- NCCI --------------------------------------------------------------- */

static const struct { enum relation relation; enum code_set set; } ptp[] = {
	[PTP_PRACTITIONER] = { RELATION_PTP_PRACTITIONER,
		SET_PTP_PRACTITIONER },
	[PTP_HOSPITAL] = { RELATION_PTP_HOSPITAL, SET_PTP_HOSPITAL },
};

static const enum code_set mue_sets[MUE_SETTINGS] = {
	SET_MUE_PRACTITIONER, SET_MUE_OUTPATIENT, SET_MUE_DME,
};

/*
 * Does a span hold on `on`, by the release `bit`?  Without a branch: DATE_NONE
 * is before every day, and one less wraps to behind every day.
 */
static inline bool
holds_on(const struct book_span *s, releases bit, date on)
{
	date last = (date)((uint32_t)s->until - 1u);

	return (unsigned)((s->in & bit) != 0) & (unsigned)(s->from <= on) &
	    (unsigned)(last >= on - 1);
}

static const struct book_span no_span = { .set = SETS };

/* The span of a pair; one that never holds when there is none (K1). */
static inline const struct book_span *
span_of(const struct book *b, const struct book_pair *p)
{
	const struct book_array *a = &b->parts[PART_SPANS][0];

	return p->span < a->n ? (const struct book_span *)a->v + p->span :
	    &no_span;
}

static inline struct ptp_edit
edit_of(const struct book *b, const struct book_pair *p,
    const struct book_edition *e, date on)
{
	const struct book_span *s = span_of(b, p);
	bool holds = holds_on(s, e->bit, on);

	return (struct ptp_edit){ .holds = holds,
	    .indicator = (uint8_t)PTP_INDICATOR(p->value), .basis = e->basis,
	    .rationale = PTP_RATIONALE(p->value), .from = s->from,
	    .until = s->until };
}

/* Is this edit, which holds, a better answer (Q4)? */
static bool
is_better(const struct ptp_edit *is, const struct ptp_edit *than)
{
	if (!than->holds)
		return true;
	if ((is->indicator == 9) != (than->indicator == 9))
		return than->indicator == 9;
	return is->until != DATE_NONE &&
	    (than->until == DATE_NONE || is->until < than->until);
}

/* The edit of two rows, by the release `e`. */
static struct ptp_edit
edit_on(const struct book *b, uint32_t left, uint32_t right,
    enum ptp_setting setting, const struct book_edition *e, date on)
{
	uint32_t n;
	const struct book_pair *p = book_pair_of(b, ptp[setting].relation,
	    left, right, &n);
	struct ptp_edit edit, other;

	if (p == NULL)
		return (struct ptp_edit){ .basis = e->basis };
	edit = edit_of(b, p, e, on);
	for (uint32_t i = 1; i < n; i++) {
		other = edit_of(b, &p[i], e, on);
		if (other.holds && is_better(&other, &edit))
			edit = other;
	}
	return edit;
}

/* See look_procedures.h. */
struct ptp_edit
ptp_on(const struct book *b, code_key column1, code_key column2,
    enum ptp_setting setting, date on)
{
	struct book_edition e = book_edition(b, ptp[setting].set, on);

	return edit_on(b, book_row(b, SYSTEM_PROCEDURE, column1),
	    book_row(b, SYSTEM_PROCEDURE, column2), setting, &e, on);
}

#define SIDE_BY_SIDE 32

/*
 * Read the first slot of each bucket, one read not waiting for another, so that
 * all of them are near when they are looked into.
 */
static void
fetch_buckets(const struct book_array *slots, const uint32_t rows[][2],
    size_t n)
{
	const volatile uint64_t *v = slots->v;

	for (size_t i = 0; slots->n >= PAIR_BUCKET && i < n; i++)
		(void)v[book_pair_bucket(rows[i][0], rows[i][1], slots->n)];
}

/* See look_procedures.h. */
void
ptp_on_each(const struct book *b, const struct ptp_question *q, size_t n,
    enum ptp_setting setting, date on, struct ptp_edit *edits)
{
	struct book_edition e = book_edition(b, ptp[setting].set, on);
	const struct book_array *slots =
	    &b->parts[PART_PAIR_SLOTS][ptp[setting].relation];
	uint32_t rows[SIDE_BY_SIDE][2];

	for (size_t k; n > 0; q += k, edits += k, n -= k) {
		k = n < SIDE_BY_SIDE ? n : SIDE_BY_SIDE;
		for (size_t i = 0; i < k; i++) {
			rows[i][0] = book_row(b, SYSTEM_PROCEDURE,
			    q[i].column1);
			rows[i][1] = book_row(b, SYSTEM_PROCEDURE,
			    q[i].column2);
		}
		fetch_buckets(slots, rows, k);
		for (size_t i = 0; i < k; i++)
			edits[i] = edit_on(b, rows[i][0], rows[i][1], setting,
			    &e, on);
	}
}

/* See look_procedures.h. */
struct mue_edit
mue_on(const struct book *b, code_key procedure, enum mue_setting setting,
    date on)
{
	struct mue_edit edit = { .basis = BASIS_NOTHING };
	struct book_edition e = book_edition(b, mue_sets[setting], on);
	uint32_t n;
	const struct book_pair *p = book_pairs(b, RELATION_MUE,
	    book_row(b, SYSTEM_PROCEDURE, procedure), &n);

	edit.basis = e.basis;
	for (uint32_t i = 0; i < n; i++) {
		if (p[i].right != (uint32_t)setting ||
		    !holds_on(span_of(b, &p[i]), e.bit, on))
			continue;
		edit.holds = true;
		edit.indicator = (uint8_t)MUE_INDICATOR(p[i].value);
		edit.units = MUE_UNITS(p[i].value);
		break;
	}
	return edit;
}

/* See look_procedures.h. */
uint32_t
add_on_primaries(const struct book *b, code_key add_on, date on,
    code_key out[], uint32_t max, unsigned *type, enum book_basis *basis)
{
	struct book_edition e = book_edition(b, SET_ADD_ON, on);
	uint32_t n, found = 0;
	const struct book_pair *p = book_pairs(b, RELATION_ADD_ON,
	    book_row(b, SYSTEM_PROCEDURE, add_on), &n);

	*type = 0;
	*basis = e.basis;
	for (uint32_t i = 0; i < n; i++) {
		const struct book_code *c = book_code_at(b, SYSTEM_PROCEDURE,
		    p[i].right);

		if (!holds_on(span_of(b, &p[i]), e.bit, on))
			continue;
		if (p[i].value > *type)
			*type = p[i].value;
		if (c == NULL)
			continue;
		if (found < max)
			out[found] = c->key;
		found++;
	}
	return found;
}

/* See look_procedures.h. */
bool
add_on_goes_with(const struct book *b, code_key add_on, code_key primary,
    date on)
{
	uint32_t left = book_row(b, SYSTEM_PROCEDURE, add_on);
	uint32_t right = book_row(b, SYSTEM_PROCEDURE, primary);
	enum book_basis basis;

	return left != NO_ROW && right != NO_ROW &&
	    pair_on(b, RELATION_ADD_ON, left, right, on, &basis) != NULL;
}

/* ---- rows of tables ----------------------------------------------------- */

#define KEYS_MAX 4

/* A row of a table: its mask, then the numbers of its key. */
struct row_head { releases in; uint32_t key[KEYS_MAX]; };

struct row_search {
	const struct book_array *rows;
	const uint32_t *key;
	unsigned n;		/* numbers of the key that count */
};

static const struct row_head *
row_at(const struct book_array *a, uint32_t i)
{
	return (const void *)((const char *)a->v + (size_t)i * a->stride);
}

static int
compare_key(const struct row_head *row, const struct row_search *s)
{
	for (unsigned i = 0; i < s->n; i++)
		if (row->key[i] != s->key[i])
			return row->key[i] < s->key[i] ? -1 : 1;
	return 0;
}

/* The first row of the key; how many there are when there is none. */
static uint32_t
first_row(const struct row_search *s)
{
	uint32_t from = 0, n = s->rows->n;

	while (n > 0) {
		uint32_t half = n / 2;

		if (compare_key(row_at(s->rows, from + half), s) < 0) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	return from;
}

/*
 * The row of a key that the release for `on` has; of two, that in which the
 * number at `flag` (bytes from the row's begin; 0: there is none) is `wanted`.
 */
static const void *
find_row(const struct book *b, enum book_table t, enum code_set set,
    const struct row_search *key, date on, size_t flag, uint32_t wanted,
    enum book_basis *basis)
{
	struct row_search s = *key;
	struct book_edition e = book_edition(b, set, on);
	const struct row_head *found = NULL;

	s.rows = &b->parts[PART_ROWS][t];
	*basis = e.basis;
	for (uint32_t i = first_row(&s); i < s.rows->n; i++) {
		const struct row_head *row = row_at(s.rows, i);
		uint32_t is;

		if (compare_key(row, &s) != 0)
			break;
		if ((row->in & e.bit) == 0)
			continue;
		memcpy(&is, (const char *)row + flag, sizeof is);
		if (flag == 0 || is == wanted)
			return row;
		if (found == NULL)
			found = row;
	}
	return found;
}

#define KEY(...) \
	&(struct row_search){ NULL, (const uint32_t[]){ __VA_ARGS__ }, \
	    sizeof (uint32_t[]){ __VA_ARGS__ } / sizeof(uint32_t) }

/* See look_procedures.h. */
const struct book_rvu *
rvu_on(const struct book *b, code_key procedure, uint32_t modifier, date on,
    bool qualifying, enum book_basis *basis)
{
	return find_row(b, TABLE_RVU, SET_RVU,
	    KEY(book_row(b, SYSTEM_PROCEDURE, procedure), modifier), on,
	    offsetof(struct book_rvu, qualifying), qualifying, basis);
}

/* See look_procedures.h. */
const struct book_gpci *
gpci_on(const struct book *b, uint32_t carrier, uint32_t locality, date on,
    enum book_basis *basis)
{
	return find_row(b, TABLE_GPCI, SET_GPCI, KEY(carrier, locality), on, 0,
	    0, basis);
}

static bool
is_named(const struct book *b, const struct book_gpci *g, str name)
{
	str full = book_text(b, g->name);

	return full.n >= name.n &&
	    str_eq_nocase((str){ full.p, name.n }, name);
}

/* See look_procedures.h. */
const struct book_gpci *
gpci_named(const struct book *b, uint32_t state, str name, date on,
    enum book_basis *basis)
{
	const struct book_array *a = &b->parts[PART_ROWS][TABLE_GPCI];
	struct book_edition e = book_edition(b, SET_GPCI, on);
	const struct book_gpci *found = NULL;

	*basis = e.basis;
	for (uint32_t i = 0; i < a->n; i++) {
		const struct book_gpci *g = (const void *)row_at(a, i);

		if (g->state != state || (g->in & e.bit) == 0 ||
		    !is_named(b, g, name))
			continue;
		if (found != NULL)
			return NULL;
		found = g;
	}
	return found;
}

/* See look_procedures.h. */
const struct book_anesthesia *
anesthesia_on(const struct book *b, uint32_t carrier, uint32_t locality,
    date on, bool qualifying, enum book_basis *basis)
{
	return find_row(b, TABLE_ANESTHESIA, SET_ANESTHESIA,
	    KEY(carrier, locality), on,
	    offsetof(struct book_anesthesia, qualifying), qualifying, basis);
}

/* See look_procedures.h. */
bool
anesthesia_base_on(const struct book *b, code_key procedure, date on,
    uint32_t *units, enum book_basis *basis)
{
	uint32_t left = book_row(b, SYSTEM_PROCEDURE, procedure);
	const struct book_pair *p = left == NO_ROW ? NULL :
	    pair_on(b, RELATION_ANESTHESIA_BASE, left, 0, on, basis);

	if (p == NULL) {
		*basis = BASIS_NOTHING;
		return false;
	}
	*units = p->value;
	return true;
}

/* See look_procedures.h. */
const struct book_opps_cap *
opps_cap_on(const struct book *b, code_key procedure, uint32_t modifier,
    uint32_t carrier, uint32_t locality, date on, enum book_basis *basis)
{
	return find_row(b, TABLE_OPPS_CAP, SET_OPPS_CAP,
	    KEY(book_row(b, SYSTEM_PROCEDURE, procedure), modifier, carrier,
	    locality), on, 0, 0, basis);
}

/* See look_procedures.h. */
const struct book_payment *
payment_on(const struct book *b, code_key procedure, uint32_t modifier,
    uint32_t carrier, uint32_t locality, date on, bool qualifying,
    enum book_basis *basis)
{
	return find_row(b, TABLE_PAYMENT, SET_FEES,
	    KEY(book_row(b, SYSTEM_PROCEDURE, procedure), modifier, carrier,
	    locality), on, offsetof(struct book_payment, qualifying),
	    qualifying, basis);
}
