/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_identifiers.c -- numbers that can be seen to be wrong by themselves:
 * NPI, tax id, CLIA, NDC; and what an address must have.
 *
 * Whether a number was ever given out is another matter; that needs a list.
 * These rules remember nothing and serve any guide.
 */
#include "x12/rules.h"

/* How many of the leading bytes of `s` are digits. */
static size_t
count_digits(str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

static void
report(struct judge *j, enum finding_code code, const struct segment *s,
    unsigned element)
{
	struct finding f = judge_finding(j, code, s, element, 0);

	judge_add(j, &f);
}

/*
 * The check digit of an NPI: the Luhn formula over the number with 80840, the
 * issuer's prefix, in front, whose share in the sum is 24 (45 CFR 162.406; CMS,
 * "NPI check digit calculation").
 */
static bool
npi_adds_up(const char npi[10])
{
	static const uint8_t doubled[10] = { 0, 2, 4, 6, 8, 1, 3, 5, 7, 9 };
	unsigned sum = 24;

	for (unsigned i = 0; i < 10; i += 2)
		sum += doubled[npi[i] - '0'] + (unsigned)(npi[i + 1] - '0');
	return sum % 10 == 0;
}

/* `npi`, under an NM1 or N1 that may carry one: ten digits, the first 1 or 2,
 * the last a check digit. */
void
rule_npi(struct judge *j, const struct segment *s)
{
	unsigned at = s->id == SEGMENT_ID2('N', '1') ? 4 : 9;
	str npi = segment_element(s, at);

	if (npi.n == 0 || !str_eq(segment_element(s, at - 1), STR("XX")))
		return;
	if (npi.n != 10 || count_digits(npi) != 10 ||
	    (npi.p[0] != '1' && npi.p[0] != '2'))
		report(j, FINDING_NPI_FORMAT, s, at);
	else if (!npi_adds_up(npi.p))
		report(j, FINDING_NPI_CHECK_DIGIT, s, at);
}

/*
 * `tax-id`, under REF*EI or REF*SY: nine digits and no hyphen (guide, REF02).
 * Where the guide says how long the number is, a wrong length is told
 * already.
 */
void
rule_tax_id(struct judge *j, const struct segment *s)
{
	str id = segment_element(s, 2);
	const struct guide_element *e = &j->node->elements[1];

	if (id.n == 0 || (id.n == 9 && count_digits(id) == 9))
		return;
	if (e->max == 9 && id.n != 9)
		return;
	report(j, FINDING_TAX_ID_FORMAT, s, 2);
}

/* `clia`, under REF*X4 and REF*F4: two digits, a D, seven digits.  CMS gives
 * out no others; a waiver written in words is a payer's affair, hence a
 * warning. */
void
rule_clia(struct judge *j, const struct segment *s)
{
	str id = segment_element(s, 2);

	if (id.n != 0 && (id.n != 10 || count_digits(id) != 2 ||
	    id.p[2] != 'D' || count_digits((str){ id.p + 3, 7 }) != 7))
		report(j, FINDING_CLIA_FORMAT, s, 2);
}

/* `ndc`, under LIN: eleven digits, 5-4-2, without hyphens (guide, LIN03).
 * Other kinds of number have other forms. */
void
rule_ndc(struct judge *j, const struct segment *s)
{
	str id = segment_element(s, 3);

	if (id.n == 0 || !str_eq(segment_element(s, 2), STR("N4")))
		return;
	if (id.n != 11 || count_digits(id) != 11)
		report(j, FINDING_NDC_FORMAT, s, 3);
}

/*
 * `address`, under N4: in the United States and Canada a state or province and
 * a postal code; in the United States a ZIP of 5 or 9 digits (guide, N402 and
 * N403).  No country means the United States.
 */
void
rule_address(struct judge *j, const struct segment *s)
{
	str country = segment_element(s, 4);
	str zip = segment_element(s, 3);
	bool us = country.n == 0 || str_eq(country, STR("US"));

	if (!us && !str_eq(country, STR("CA")))
		return;
	if (!segment_has(s, 2))
		report(j, FINDING_ADDRESS_STATE, s, 2);
	if (zip.n == 0)
		report(j, FINDING_ADDRESS_ZIP, s, 3);
	else if (us && ((zip.n != 5 && zip.n != 9) ||
	    count_digits(zip) != zip.n))
		report(j, FINDING_ZIP_FORMAT, s, 3);
}

/*
 * `full-zip`, under N4 of the billing provider and the service facility: all
 * nine digits (guide, N403).  X12's own published claims send five, and
 * clearinghouses fill in the rest, hence a warning.
 */
void
rule_full_zip(struct judge *j, const struct segment *s)
{
	str country = segment_element(s, 4);
	str zip = segment_element(s, 3);

	if ((country.n == 0 || str_eq(country, STR("US"))) && zip.n == 5 &&
	    count_digits(zip) == 5)
		report(j, FINDING_ZIP_SHORT, s, 3);
}
