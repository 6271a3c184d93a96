/* SPDX-License-Identifier: Apache-2.0 */
/*
 * card_relations.c -- what relations say of a code, in words.
 *
 * A table says which relations there are, what each is called on a card and how
 * the value of a pair reads; what is shown is only what holds on the day.
 */
#include "cli/card.h"

#include "cli/codebook.h"
#include "codes/hcc.h"
#include "codes/look_procedures.h"

/* ---- values in words ------------------------------------------------------ */

static void
add_mce(const struct book_pair *p, struct buf *to)
{
	static const char *const words[MCE_EDITS] = {
		"newborns only", "ages 0 to 17 only", "ages 9 to 64 only",
		"ages 15 to 124 only", "females only", "males only",
		"a manifestation: never the principal diagnosis",
		"questionable admission", "unacceptable as principal diagnosis",
		"principal only with a secondary diagnosis",
		"unspecified: another code says the side", "not covered",
		"limited coverage", "wrong procedure performed",
		"length of stay is judged", "external cause: never principal",
		"other edit",
	};

	buf_add(to, p->right < MCE_EDITS && words[p->right] != NULL ?
	    str_of(words[p->right]) : STR("other edit"));
}

static void
add_cc(const struct book_pair *p, struct buf *to)
{
	buf_add(to, p->value == 2 ? STR("a major complication or comorbidity "
	    "(MCC)") : STR("a complication or comorbidity (CC)"));
}

static void
add_model(const struct book_pair *p, struct buf *to)
{
	buf_add(to, p->value < HCC_MODELS ? str_of(hcc_kinds[p->value].name) :
	    STR("another model"));
}

static void
add_ccsr(const struct book_pair *p, struct buf *to)
{
	static const char *const words[] = { "", "default of inpatient care",
		"default of outpatient care", "the default" };

	buf_add(to, str_of(words[p->value & 3]));
}

static void
add_gem(const struct book_pair *p, struct buf *to)
{
	buf_add(to, p->value & 2 ? STR("no map") : p->value & 4 ?
	    STR("part of a combination") : p->value & 1 ?
	    STR("approximate") : STR("exact"));
}

static void
add_chronic(const struct book_pair *p, struct buf *to)
{
	static const char *const words[] = { "not chronic", "chronic",
		"not applicable", "acute and chronic" };

	buf_add(to, str_of(words[p->value & 3]));
}

static void
add_drgs(const struct book_pair *p, struct buf *to)
{
	buf_fmt(to, "groups %03u to %03u", p->value >> 16, p->value & 0xFFFF);
}

static void
add_units(const struct book_pair *p, struct buf *to)
{
	buf_fmt(to, "%u units", p->value);
}

static void
add_number(const struct book_pair *p, struct buf *to)
{
	buf_fmt(to, "category %u", p->right);
}

static void
add_policy(const struct book_pair *p, struct buf *to)
{
	static const char *const words[] = { "", "covered", "denied",
		"not necessary" };

	buf_add(to, str_of(words[p->value & 3]));
}

/* ---- the table ------------------------------------------------------------ */

struct shown_relation {
	enum relation relation;
	const char *label;
	const char *says;		/* of a pair with a number */
	void (*words)(const struct book_pair *p, struct buf *to);
};

static const struct shown_relation shown[] = {
	{ RELATION_POA_EXEMPT, "POA", "exempt from present on admission",
	    NULL },
	{ RELATION_HAC, "HAC", "hospital-acquired condition,", add_number },
	{ RELATION_MCE, "MCE", "", add_mce },
	{ RELATION_MCE_INPATIENT, "MCE", "", add_mce },
	{ RELATION_CC, "Severity", "", add_cc },
	{ RELATION_DRG_INDEX, "MS-DRG", NULL, add_drgs },
	{ RELATION_DRG_MDC, "MDC", NULL, NULL },
	{ RELATION_HCC, "HCC", NULL, add_model },
	{ RELATION_HCC_DROPS, "Takes away", NULL, add_model },
	{ RELATION_CCSR, "CCSR", NULL, add_ccsr },
	{ RELATION_CHRONIC, "Chronic", "", add_chronic },
	{ RELATION_GEM_FORWARD, "ICD-10-CM", NULL, add_gem },
	{ RELATION_GEM_BACKWARD, "ICD-9-CM", NULL, add_gem },
	{ RELATION_CONVERSION, "Before it", NULL, NULL },
	{ RELATION_NOC, "Unlisted", "not otherwise classified: say on the "
	    "claim what it is", NULL },
	{ RELATION_CLIA_WAIVED, "CLIA", "a waived test", NULL },
	{ RELATION_ANESTHESIA_BASE, "Base", "", add_units },
	{ RELATION_HCC_ELIGIBLE, "Risk", "counts for risk adjustment", NULL },
	{ RELATION_NCD_PROCEDURE, "NCD", NULL, NULL },
	{ RELATION_NCD_DIAGNOSIS, "Diagnoses", NULL, add_policy },
	{ RELATION_LCD_PROCEDURE, "LCD", NULL, NULL },
	{ RELATION_LCD_DIAGNOSIS, "Diagnoses", NULL, add_policy },
};

static bool
holds(const struct card *c, const struct book_pair *p)
{
	enum book_basis basis;

	return book_span_holds(c->book, p->span, c->on, &basis);
}

/* A pair of codes: the right one, its title, and the value in words. */
static void
add_pair(struct card *c, const char **label, const struct shown_relation *s,
    const struct book_pair *p)
{
	enum code_system right = relation_right(s->relation);
	const struct book_code *code = right == SYSTEM_NUMBER ? NULL :
	    book_code_at(c->book, right, p->right);
	char text[CODE_TEXT_MAX];
	struct page *page = c->page;

	buf_reset(&c->words);
	if (right == SYSTEM_NUMBER)
		buf_fmt(&c->words, "%s ", s->says);
	if (s->words != NULL)
		s->words(p, &c->words);
	if (right == SYSTEM_NUMBER) {
		card_text(c, label, STYLE_PLAIN, buf_str(&c->words));
		return;
	}
	card_label(c, label);
	page_text(page, STYLE_TITLE, code == NULL ? STR("(none)") :
	    shown_code(right, code->key, text));
	page_to(page, CARD_TITLE);
	if (code != NULL)
		page_wrap(page, STYLE_PLAIN, CARD_TITLE, shown_title(c->book,
		    code, c->on));
	if (c->words.n > 0)
		card_behind(c, CARD_TITLE, buf_str(&c->words));
	page_newline(page);
}

static void
add_relation(struct card *c, const struct shown_relation *s)
{
	const char *label = s->label;
	uint32_t n, there = 0, printed = 0;
	const struct book_pair *p;

	if (relation_left(s->relation) != c->system)
		return;
	p = book_pairs(c->book, s->relation, c->row, &n);
	for (uint32_t i = 0; i < n; i++) {
		if (!holds(c, &p[i]))
			continue;
		there++;
		if (!c->all && printed == CARD_LIST)
			continue;
		printed++;
		add_pair(c, &label, s, &p[i]);
	}
	card_more(c, printed, there);
}

/* ---- NCCI ------------------------------------------------------------------ */

static void
add_mue(struct card *c)
{
	static const char *const settings[MUE_SETTINGS] = { "practitioners",
		"outpatient hospital", "DME suppliers" };
	static const char *const indicators[] = { "", " a claim line",
		" a day, by policy", " a day, clinically" };
	const char *label = "MUE";

	for (unsigned i = 0; i < MUE_SETTINGS; i++) {
		struct mue_edit e = mue_on(c->book, c->key,
		    (enum mue_setting)i, c->on);

		if (!e.holds)
			continue;
		buf_reset(&c->words);
		buf_fmt(&c->words, "%s: %u unit%s%s", settings[i], e.units,
		    e.units == 1 ? "" : "s", indicators[e.indicator & 3]);
		card_text(c, &label, STYLE_PLAIN, buf_str(&c->words));
	}
}

/* How many edits hold with this code in column 1, and in column 2. */
static void
count_ptp(struct card *c, enum relation r, uint32_t n_of[2])
{
	uint32_t n_codes = c->book->parts[PART_CODES][SYSTEM_PROCEDURE].n;

	n_of[0] = n_of[1] = 0;
	for (uint32_t left = 0; left < n_codes; left++) {
		uint32_t n;
		const struct book_pair *p = book_pairs(c->book, r, left, &n);

		for (uint32_t i = 0; i < n; i++) {
			if ((left != c->row && p[i].right != c->row) ||
			    PTP_INDICATOR(p[i].value) > 1 || !holds(c, &p[i]))
				continue;
			n_of[left != c->row]++;
		}
	}
}

static void
add_ptp(struct card *c)
{
	static const struct { enum relation r; const char *setting; } of[] = {
		{ RELATION_PTP_PRACTITIONER, "practitioners" },
		{ RELATION_PTP_HOSPITAL, "outpatient hospital" },
	};
	char one[NUMBER_TEXT_MAX], two[NUMBER_TEXT_MAX];
	const char *label = "PTP";
	uint32_t n[2];

	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		count_ptp(c, of[i].r, n);
		if (n[0] + n[1] == 0)
			continue;
		buf_reset(&c->words);
		buf_fmt(&c->words, "%s: paid instead of %s others, not paid "
		    "beside %s", of[i].setting, number_text(n[0], one),
		    number_text(n[1], two));
		card_text(c, &label, STYLE_PLAIN, buf_str(&c->words));
	}
}

static void
add_primaries(struct card *c)
{
	static const char *const types[] = { "", "", "the contractor decides "
		"which other codes it may stand with", "and others that the "
		"contractor allows" };
	const char *label = "Add-on to";
	code_key v[CARD_LIST];
	enum book_basis basis;
	unsigned type = 0;
	uint32_t n = add_on_primaries(c->book, c->key, c->on, v, CARD_LIST,
	    &type, &basis);

	if (type == 0)
		return;
	for (uint32_t i = 0; i < n && i < CARD_LIST; i++)
		card_code(c, &label, SYSTEM_PROCEDURE, v[i]);
	if (n > CARD_LIST)
		card_more(c, CARD_LIST, n);
	if (type > 1)
		card_text(c, &label, STYLE_DIM, str_of(types[type & 3]));
}

/* See card.h. */
void
card_add_relations(struct card *c)
{
	if (c->system == SYSTEM_PROCEDURE) {
		add_mue(c);
		add_ptp(c);
		add_primaries(c);
	}
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
		add_relation(c, &shown[i]);
}

/* ---- the fee schedule ------------------------------------------------------ */

/* Hundredths as "1.30". */
static void
add_hundredths(struct page *p, uint32_t v)
{
	page_fmt(p, STYLE_PLAIN, "%8u.%02u", v / 100, v % 100);
}

static void
add_columns(struct card *c, const char **label)
{
	card_label(c, label);
	page_fmt(c->page, STYLE_DIM, "    status%11s%11s%11s%13s", "work",
	    "practice", "facility", "malpractice");
	page_newline(c->page);
}

static void
add_values(struct card *c, const char **label, const char *modifier,
    const struct book_rvu *r)
{
	struct page *p = c->page;

	card_label(c, label);
	page_fmt(p, STYLE_PLAIN, "%-4s%-6c", modifier, (char)r->status);
	add_hundredths(p, r->work);
	add_hundredths(p, r->practice_other);
	add_hundredths(p, r->practice_facility);
	page_to(p, p->column + 2);
	add_hundredths(p, r->malpractice);
	page_newline(p);
}

/* See card.h. */
void
card_add_fees(struct card *c)
{
	static const struct { const char *name; uint32_t modifier; } of[] = {
		{ "", 0 }, { "26", PAIR_OF('2', '6') },
		{ "TC", PAIR_OF('T', 'C') }, { "53", PAIR_OF('5', '3') },
	};
	const char *label = "Fee schedule";
	enum book_basis basis;

	if (c->system != SYSTEM_PROCEDURE)
		return;
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		const struct book_rvu *r = rvu_on(c->book, c->key,
		    of[i].modifier, c->on, false, &basis);

		if (r == NULL)
			continue;
		if (*label != '\0')
			add_columns(c, &label);
		add_values(c, &label, of[i].name, r);
	}
}
