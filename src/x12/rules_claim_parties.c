/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rules_claim_parties.c -- who bills, who treated, and where they are.
 *
 * Providers are compared by their NPI, addresses by a hash of their text.
 */
#include "x12/rules_claim.h"

/* ---- billing provider and pay-to address ---------------------------- */

/* The NPI of an NM1, as a number that tells it from others; 0: none. */
static uint64_t
npi_of(const struct segment *s)
{
	return IS(segment_element(s, 8), "XX") ?
	    claim_hash(segment_element(s, 9)) : 0;
}

/* `billing-provider`, under NM1 of 2010AA. */
void
rule_billing_provider(struct judge *j, const struct segment *s)
{
	struct claim_billing *b = &claim_facts(j)->billing;

	*b = (struct claim_billing){ .npi = npi_of(s) };
}

/* The letters and digits of `text` from `at`, matched with those of `word`;
 * the length matched, or 0. */
static size_t
match_loosely(str text, size_t at, const char *word)
{
	size_t i = at;

	for (; *word != '\0'; word++, i++) {
		while (i > at && i < text.n &&
		    (text.p[i] == ' ' || text.p[i] == '.'))
			i++;
		if (i >= text.n || (text.p[i] & ~0x20) != *word)
			return 0;
	}
	return i - at;
}

static bool
is_letter(char c)
{
	return (c & ~0x20) >= 'A' && (c & ~0x20) <= 'Z';
}

/* True for "PO BOX 12", "P.O. Box 12", "LOCKBOX 7" and the like, not for
 * "12 DEPO BOXWOOD LN". */
static bool
names_box(str street)
{
	static const char *const words[] = { "POBOX", "POSTOFFICEBOX",
		"LOCKBOX" };

	for (size_t i = 0; i < street.n; i++) {
		if (i > 0 && street.p[i - 1] != ' ')
			continue;
		for (size_t w = 0; w < sizeof words / sizeof words[0]; w++) {
			size_t n = match_loosely(street, i, words[w]);

			if (n > 0 && (i + n >= street.n ||
			    !is_letter(street.p[i + n])))
				return true;
		}
	}
	return false;
}

/*
 * `billing-street`, under N3 of 2010AA: a street, since 5010; a post office
 * box or lock box belongs into the pay-to address (guide, 2010AA N301; so
 * tell it the clearinghouses that reject it).
 */
void
rule_billing_street(struct judge *j, const struct segment *s)
{
	claim_facts(j)->billing.street = claim_hash(segment_element(s, 1));
	for (unsigned i = 1; i <= 2 && !judge_broken(j); i++)
		if (names_box(segment_element(s, i))) {
			claim_report(j, FINDING_BILLING_BOX, s, i, 0);
			return;
		}
}

/* What tells one city line from another. */
static uint64_t
city_of(const struct segment *s)
{
	return claim_hash(segment_element(s, 1)) * 31 +
	    claim_hash(segment_element(s, 3));
}

/* `billing-city`, under N4 of 2010AA. */
void
rule_billing_city(struct judge *j, const struct segment *s)
{
	claim_facts(j)->billing.city = city_of(s);
}

/* `pay-to-street`, under N3 of 2010AB. */
void
rule_pay_to_street(struct judge *j, const struct segment *s)
{
	claim_facts(j)->pay_to_street = claim_hash(segment_element(s, 1));
}

/* `pay-to-city`, under N4 of 2010AB: the loop is for an address that differs
 * from the billing provider's (guide, 2010AB). */
void
rule_pay_to_city(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);

	if (c->pay_to_street != 0 && c->pay_to_street == c->billing.street &&
	    city_of(s) == c->billing.city)
		claim_report(j, FINDING_PAY_TO_NEEDLESS, s, 0, 0);
	c->pay_to_street = 0;
}

/* ---- providers of the claim and its lines --------------------------- */

/* The role that NM101 names, or ROLE_N. */
static enum claim_role
role_of(str code)
{
	static const struct { char code[3]; enum claim_role role; } roles[] = {
		{ "82", ROLE_RENDERING }, { "DN", ROLE_REFERRING },
		{ "P3", ROLE_PRIMARY_CARE }, { "DQ", ROLE_SUPERVISING },
		{ "77", ROLE_FACILITY }, { "72", ROLE_OPERATING },
		{ "ZZ", ROLE_OTHER_OPERATING }, { "DD", ROLE_ASSISTANT },
		{ "71", ROLE_ATTENDING },
	};

	if (code.n == 2)
		for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
			if (memcmp(code.p, roles[i].code, 2) == 0)
				return roles[i].role;
	return ROLE_N;
}

/*
 * `claim-provider`, under NM1 of 2310: one without an NPI is remembered as 1,
 * which is no NPI.  A rendering provider who bills himself need not be named
 * again (guide, 2310B); it does no harm (RFI 345).
 */
void
rule_claim_provider(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	enum claim_role role = role_of(segment_element(s, 1));
	uint64_t npi = npi_of(s);

	if (role == ROLE_N)
		return;
	c->now.providers[role] = npi != 0 ? npi : 1;
	if (role == ROLE_RENDERING && npi != 0 && npi == c->billing.npi)
		claim_report(j, FINDING_RENDERING_BILLS, s, 9, 0);
}

/* `line-provider`, under NM1 of 2420: for a line that differs from its claim
 * (guide, 2420); saying it again does no harm (RFI 345). */
void
rule_line_provider(struct judge *j, const struct segment *s)
{
	struct claim_facts *c = claim_facts(j);
	enum claim_role role = role_of(segment_element(s, 1));
	uint64_t npi = npi_of(s);

	if (role != ROLE_N && npi != 0 && npi == c->now.providers[role])
		claim_report(j, FINDING_LINE_PROVIDER_NEEDLESS, s, 9, 0);
}
