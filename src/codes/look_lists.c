/* SPDX-License-Identifier: Apache-2.0 */
/* look_lists.c -- see look_lists.h. */
#include "codes/look_lists.h"

#include "codes/hcc.h"

/* The pairs of a relation that hold, one after the other. */
struct pairs {
	const struct book *b;
	const struct book_pair *v;
	uint32_t n, at;
	date on;
	enum book_basis basis;
};

static struct pairs
pairs_of(const struct book *b, enum relation r, code_key left, date on)
{
	struct pairs p = { .b = b, .on = on, .basis = BASIS_NOTHING };
	uint32_t row = book_row(b, relation_left(r), left);

	if (row != NO_ROW)
		p.v = book_pairs(b, r, row, &p.n);
	return p;
}

/* The next one, or NULL. */
static const struct book_pair *
next_pair(struct pairs *p)
{
	while (p->at < p->n) {
		const struct book_pair *pair = &p->v[p->at++];

		if (book_span_holds(p->b, pair->span, p->on, &p->basis))
			return pair;
	}
	return NULL;
}

/* The key of a row; CODE_NONE for NO_ROW. */
static code_key
key_at(const struct book *b, enum code_system s, uint32_t row)
{
	const struct book_code *c = book_code_at(b, s, row);

	return c != NULL ? c->key : CODE_NONE;
}

/* ---- inpatient diagnoses ------------------------------------------------- */

/* See look_lists.h. */
uint32_t
mce_edits(const struct book *b, code_key diagnosis, date on)
{
	struct pairs p = pairs_of(b, RELATION_MCE, diagnosis, on);
	const struct book_pair *pair;
	uint32_t edits = 0;

	while ((pair = next_pair(&p)) != NULL)
		if (pair->right < MCE_EDITS)
			edits |= (uint32_t)1 << pair->right;
	return edits;
}

/* See look_lists.h. */
bool
mce_age_conflict(const struct book *b, code_key diagnosis, unsigned age,
    date on)
{
	static const struct { enum mce_edit edit; unsigned from, to; }
	ages[] = {
		{ MCE_NEWBORN, 0, 0 }, { MCE_PEDIATRIC, 0, 17 },
		{ MCE_MATERNITY, 9, 64 }, { MCE_ADULT, 15, 124 },
	};
	uint32_t edits = mce_edits(b, diagnosis, on);

	for (size_t i = 0; i < sizeof ages / sizeof *ages; i++)
		if ((edits >> ages[i].edit & 1) != 0 &&
		    (age < ages[i].from || age > ages[i].to))
			return true;
	return false;
}

/* See look_lists.h. */
bool
poa_exempt(const struct book *b, code_key diagnosis, date on)
{
	struct pairs p = pairs_of(b, RELATION_POA_EXEMPT, diagnosis, on);

	return next_pair(&p) != NULL;
}

/* See look_lists.h. */
unsigned
cc_of(const struct book *b, code_key diagnosis, date on)
{
	struct pairs p = pairs_of(b, RELATION_CC, diagnosis, on);
	const struct book_pair *pair = next_pair(&p);

	return pair != NULL ? pair->value : 0;
}

/* ---- risk adjustment ----------------------------------------------------- */

/* Does an edit, packed as facts.h says, speak of such a person? */
static bool
edit_meets(uint32_t value, enum hcc_model m, const struct hcc_person *who)
{
	uint32_t sex = value >> 8 & 0xFF;
	uint32_t first = value >> 16 & 0xFF, last = value >> 24;

	return (value & 0xFF) == (uint32_t)m && who->age >= first &&
	    (last == 0xFF || who->age <= last) &&
	    (sex == 0 || sex == who->sex);
}

/* The edit that such a person meets, or NULL. */
static const struct book_pair *
edit_of(const struct book *b, code_key diagnosis, enum hcc_model m,
    const struct hcc_person *who, date on)
{
	struct pairs p = pairs_of(b, RELATION_HCC_EDIT, diagnosis, on);
	const struct book_pair *pair;

	while ((pair = next_pair(&p)) != NULL)
		if (edit_meets(pair->value, m, who))
			return pair;
	return NULL;
}

/* See look_lists.h. */
unsigned
hcc(const struct book *b, code_key diagnosis, enum hcc_model m,
    const struct hcc_person *who, date on, code_key to[HCC_MOST])
{
	struct pairs p = pairs_of(b, RELATION_HCC, diagnosis, on);
	const struct book_pair *pair = who == NULL ? NULL :
	    edit_of(b, diagnosis, m, who, on);
	unsigned n = 0;

	if (pair != NULL) {
		to[0] = key_at(b, SYSTEM_HCC, pair->right);
		return to[0] != CODE_NONE;
	}
	while (n < HCC_MOST && (pair = next_pair(&p)) != NULL)
		if (pair->value == (uint32_t)m)
			to[n++] = key_at(b, SYSTEM_HCC, pair->right);
	return n;
}

/* Does one of v take `key` away, or stand before it as the same? */
static bool
is_dropped(const struct book *b, date on, const code_key v[], unsigned n,
    unsigned at)
{
	uint32_t row = book_row(b, SYSTEM_HCC, v[at]);
	enum book_basis basis;

	for (unsigned i = 0; i < n; i++) {
		uint32_t above = book_row(b, SYSTEM_HCC, v[i]);

		if (v[i] == v[at] ? i < at : above != NO_ROW &&
		    row != NO_ROW && pair_on(b, RELATION_HCC_DROPS, above,
		    row, on, &basis) != NULL)
			return true;
	}
	return false;
}

/* See look_lists.h. */
unsigned
hcc_drop(const struct book *b, date on, code_key v[], unsigned n)
{
	unsigned kept = 0;

	/* Mark first: one that is dropped drops others all the same. */
	for (unsigned i = 0; i < n; i++)
		if (!is_dropped(b, on, v, n, i)) {
			code_key stays = v[i];

			/* The kept ones move to the front, in their order. */
			memmove(v + kept + 1, v + kept,
			    (i - kept) * sizeof *v);
			v[kept++] = stays;
		}
	return kept;
}

/* The first row of a table whose first key is not below `key`. */
static uint32_t
first_row(const struct book_array *a, uint32_t key)
{
	uint32_t low = 0, high = a->n;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2, found;

		memcpy(&found, (const char *)a->v + (size_t)middle *
		    a->stride + sizeof(releases), sizeof found);
		if (found < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* See look_lists.h. */
bool
hcc_coefficient(const struct book *b, enum hcc_model m, str segment,
    str variable, date on, int64_t *millionths)
{
	const struct book_array *a = &b->parts[PART_ROWS][TABLE_COEFFICIENT];
	const struct book_coefficient *v = a->v;
	releases bit = book_edition(b, SET_HCC_COEFFICIENTS, on).bit;

	/* Some thousand rows a model: walked through. */
	for (uint32_t i = first_row(a, m); i < a->n &&
	    v[i].model == (uint32_t)m; i++)
		if ((v[i].in & bit) != 0 &&
		    str_eq_nocase(book_text(b, v[i].variable), variable) &&
		    str_eq_nocase(book_text(b, v[i].segment), segment)) {
			*millionths = v[i].millionths;
			return true;
		}
	return false;
}

/* ---- coverage ------------------------------------------------------------ */

/* What one determination says of a diagnosis. */
static enum coverage_policy
policy_of(const struct book *b, enum relation r, code_key determination,
    code_key diagnosis, date on)
{
	struct pairs p = pairs_of(b, r, determination, on);
	uint32_t row = book_row(b, SYSTEM_DIAGNOSIS, diagnosis);
	const struct book_pair *pair;
	enum coverage_policy others = COVERAGE_NOT_NECESSARY;

	if (p.n == 0)
		return COVERAGE_NONE;
	while ((pair = next_pair(&p)) != NULL)
		if (pair->right == NO_ROW)
			others = (enum coverage_policy)pair->value;
		else if (pair->right == row)
			return (enum coverage_policy)pair->value;
	return others;
}

/* Which policy counts more: denied, covered, not necessary, none. */
static unsigned
weight_of(enum coverage_policy p)
{
	return p == COVERAGE_DENIED ? 3 : p == COVERAGE_COVERED ? 2 :
	    p == COVERAGE_NOT_NECESSARY ? 1 : 0;
}

/* Let the determinations of one kind speak. */
static void
ask(const struct book *b, enum relation procedures, enum relation diagnoses,
    code_key procedure, code_key diagnosis, date on, struct coverage *c)
{
	struct pairs p = pairs_of(b, procedures, procedure, on);
	enum code_system s = relation_right(procedures);
	const struct book_pair *pair;

	while ((pair = next_pair(&p)) != NULL) {
		code_key key = key_at(b, s, pair->right);
		enum coverage_policy said = policy_of(b, diagnoses, key,
		    diagnosis, on);

		if (c->determination != CODE_NONE &&
		    weight_of(said) <= weight_of(c->policy))
			continue;
		*c = (struct coverage){ said, s, key, p.basis };
	}
}

/* See look_lists.h. */
struct coverage
covered(const struct book *b, code_key procedure, code_key diagnosis, date on)
{
	struct coverage c = { COVERAGE_NONE, SYSTEM_NCD, CODE_NONE,
	    BASIS_NOTHING };

	ask(b, RELATION_NCD_PROCEDURE, RELATION_NCD_DIAGNOSIS, procedure,
	    diagnosis, on, &c);
	if (c.determination == CODE_NONE)
		ask(b, RELATION_LCD_PROCEDURE, RELATION_LCD_DIAGNOSIS,
		    procedure, diagnosis, on, &c);
	return c;
}

/* ---- clinical categories ------------------------------------------------- */

/* See look_lists.h. */
unsigned
ccsr(const struct book *b, code_key diagnosis, date on,
    struct ccsr to[CCSR_MOST])
{
	struct pairs p = pairs_of(b, RELATION_CCSR, diagnosis, on);
	const struct book_pair *pair;
	unsigned n = 0;

	while (n < CCSR_MOST && (pair = next_pair(&p)) != NULL)
		to[n++] = (struct ccsr){
		    key_at(b, SYSTEM_CCSR, pair->right),
		    (pair->value & 1) != 0, (pair->value & 2) != 0 };
	return n;
}

/* ---- providers ----------------------------------------------------------- */

/* See look_lists.h. */
const struct book_exclusion *
excluded(const struct book *b, uint64_t npi, date on)
{
	const struct book_array *a = &b->parts[PART_ROWS][TABLE_EXCLUSION];
	const struct book_exclusion *v = a->v;
	releases bit = book_edition(b, SET_LEIE, on).bit;
	uint32_t high = (uint32_t)(npi / 100000);

	if (npi == 0 || npi > 9999999999)
		return NULL;
	for (uint32_t i = first_row(a, high); i < a->n &&
	    v[i].npi_high == high; i++)
		if (v[i].npi_low == npi % 100000 && (v[i].in & bit) != 0 &&
		    v[i].excluded <= on && (v[i].reinstated == DATE_NONE ||
		    on < v[i].reinstated))
			return &v[i];
	return NULL;
}
