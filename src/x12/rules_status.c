/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_status.c -- a 277CA agrees with itself: verdicts with their
 * categories, totals with the claims below.
 *
 * The guide does not say how totals come about, only what each of them counts,
 * so they are warnings.  A claim that is missing shows in the totals of its
 * provider and of the batch, in counts and in amounts; the first is told.
 */
#include "x12/rules.h"

#include <inttypes.h>
#include <stdio.h>

#define COUNT_TEXT_MAX 24

/* ---- verdicts ------------------------------------------------------- */

/*
 * `status-category`, under STC of the batch and of a claim: categories A, and
 * E for a system that does not answer; never E0 (X12 RFI 1942).
 */
void
rule_status_category(struct judge *j, const struct segment *s)
{
	str category = segment_component(s, 1, 1);
	struct finding f;

	if (category.n == 0 || category.p[0] == 'A' ||
	    (category.p[0] == 'E' && !str_eq(category, STR("E0"))))
		return;
	f = judge_finding(j, FINDING_STATUS_CATEGORY, s, 1, 1);
	judge_add(j, &f);
}

/* STC03: U is rejected, WQ accepted; false for anything else. */
static bool
verdict_of(const struct segment *s, enum status_verdict *out)
{
	str said = segment_element(s, 3);

	*out = str_eq(said, STR("U")) ? STATUS_REJECTED : STATUS_ACCEPTED;
	return *out == STATUS_REJECTED || str_eq(said, STR("WQ"));
}

/*
 * `status-verdict`, under STC: A2 accepts, A3, A6, A7 and A8 reject.  The
 * other categories say nothing of it: A0 and A1 tell that something arrived.
 */
void
rule_status_verdict(struct judge *j, const struct segment *s)
{
	str category = segment_component(s, 1, 1);
	enum status_verdict said;
	bool accepts = str_eq(category, STR("A2"));
	struct finding f;

	if (!verdict_of(s, &said) || category.n != 2 ||
	    category.p[0] != 'A' ||
	    (!accepts && memchr("3678", category.p[1], 4) == NULL) ||
	    accepts == (said == STATUS_ACCEPTED))
		return;
	f = judge_finding(j, FINDING_STATUS_VERDICT, s, 3, 0);
	f.value = category;
	f.want = said == STATUS_ACCEPTED ? STR("accepted") : STR("rejected");
	judge_add(j, &f);
}

/* ---- totals --------------------------------------------------------- */

/* `status-batch`, under TRN of 2200B. */
void
rule_status_batch(struct judge *j, const struct segment *s)
{
	struct status_facts *f = &j->facts->status;

	(void)s;
	f->batch = (struct status_totals){ .unsure = judge_broken(j) };
	f->in_provider = false;
}

/* What was lost so far leaves the sums unsure, but not what comes now. */
static void
begin_level(struct judge *j)
{
	struct status_facts *f = &j->facts->status;

	f->batch.unsure |= judge_broken(j);
	f->provider.unsure |= judge_broken(j);
	j->facts->level.broken |= judge_broken(j);
	judge_mend(j);
}

/* `status-provider`, under HL 19, before `level`. */
void
rule_status_provider(struct judge *j, const struct segment *s)
{
	struct status_facts *f = &j->facts->status;

	(void)s;
	begin_level(j);
	f->provider = (struct status_totals){ .unsure = false };
	f->in_provider = true;
}

/* `status-patient`, under HL PT, before `level`. */
void
rule_status_patient(struct judge *j, const struct segment *s)
{
	(void)s;
	begin_level(j);
}

/* `status-total`, under QTY and AMT of 2200B and 2200C. */
void
rule_status_total(struct judge *j, const struct segment *s)
{
	struct status_facts *f = &j->facts->status;
	struct status_totals *t = f->in_provider ? &f->provider : &f->batch;
	str kind = segment_element(s, 1), value = segment_element(s, 2);
	bool count = s->id == SEGMENT_ID('Q', 'T', 'Y');
	enum status_verdict v = str_eq(kind, STR("90")) ||
	    str_eq(kind, STR("QA")) || str_eq(kind, STR("YU")) ?
	    STATUS_ACCEPTED : STATUS_REJECTED;

	if (count && str_to_u64(value, UINT32_MAX, &t->stated[v].count))
		t->stated[v].count_at = judge_mark(j, s);
	if (!count && money_parse(value, &t->stated[v].amount))
		t->stated[v].amount_at = judge_mark(j, s);
}

/* `status-claim`, under TRN of 2200D. */
void
rule_status_claim(struct judge *j, const struct segment *s)
{
	(void)s;
	j->facts->status.claim_told = false;
}

static void
add_claim(struct status_totals *t, enum status_verdict v, money charge)
{
	t->summed[v].count++;
	if (!money_add(t->summed[v].amount, charge, &t->summed[v].amount))
		t->unsure = true;
}

/*
 * `status-charge`, under STC of 2200D: a claim is counted by its first STC; the
 * others repeat verdict and charge with further reasons.
 */
void
rule_status_charge(struct judge *j, const struct segment *s)
{
	struct status_facts *f = &j->facts->status;
	enum status_verdict v;
	money charge;

	if (!verdict_of(s, &v) ||
	    !money_parse(segment_element(s, 4), &charge) ||
	    (f->claim_told && v != f->claim_verdict)) {
		f->provider.unsure = f->batch.unsure = true;
		return;
	}
	if (f->claim_told)
		return;
	f->claim_told = true;
	f->claim_verdict = v;
	add_claim(&f->provider, v, charge);
	add_claim(&f->batch, v, charge);
}

/* Report a total that is `value`, while the claims come to `sum`. */
static void
report_total(struct judge *j, enum finding_code code,
    const struct judge_mark *at, enum status_verdict v, str value, str sum)
{
	struct finding f = judge_finding_at(j, code, at, 2, 0);

	f.value = value;
	f.a = sum;
	f.want = v == STATUS_ACCEPTED ? STR("accepted") : STR("rejected");
	judge_add(j, &f);
}

static str
count_text(uint64_t n, char to[COUNT_TEXT_MAX])
{
	return (str){ to, (size_t)snprintf(to, COUNT_TEXT_MAX, "%" PRIu64,
	    n) };
}

/* True, and reported, when a total of claims is not what follows. */
static bool
check_count(struct judge *j, const struct status_totals *t,
    enum status_verdict v)
{
	char stated[COUNT_TEXT_MAX], summed[COUNT_TEXT_MAX];

	if (t->stated[v].count_at.node == NULL ||
	    t->stated[v].count == t->summed[v].count)
		return false;
	report_total(j, FINDING_STATUS_COUNT, &t->stated[v].count_at, v,
	    count_text(t->stated[v].count, stated),
	    count_text(t->summed[v].count, summed));
	return true;
}

/* The same for a total of charges. */
static bool
check_amount(struct judge *j, const struct status_totals *t,
    enum status_verdict v)
{
	char stated[MONEY_TEXT_MAX], summed[MONEY_TEXT_MAX];

	if (t->stated[v].amount_at.node == NULL ||
	    t->stated[v].amount == t->summed[v].amount)
		return false;
	report_total(j, FINDING_STATUS_AMOUNT, &t->stated[v].amount_at, v,
	    money_format(t->stated[v].amount, stated),
	    money_format(t->summed[v].amount, summed));
	return true;
}

/* True when a total was found wrong: one is told. */
static bool
check_totals(struct judge *j, const struct status_totals *t)
{
	return check_count(j, t, STATUS_ACCEPTED) ||
	    check_count(j, t, STATUS_REJECTED) ||
	    check_amount(j, t, STATUS_ACCEPTED) ||
	    check_amount(j, t, STATUS_REJECTED);
}

/* `status-provider-end`, when 2000C ends. */
void
rule_status_provider_end(struct judge *j, const struct segment *s)
{
	struct status_facts *f = &j->facts->status;

	(void)s;
	f->batch.unsure |= judge_broken(j);
	if (!f->provider.unsure && !judge_broken(j) &&
	    check_totals(j, &f->provider))
		f->batch.unsure = true;
}

/* `status-batch-end`, when 2000B ends: nothing is summed where no provider
 * follows. */
void
rule_status_batch_end(struct judge *j, const struct segment *s)
{
	struct status_facts *f = &j->facts->status;

	(void)s;
	if (f->in_provider && !f->batch.unsure && !judge_broken(j))
		check_totals(j, &f->batch);
}
