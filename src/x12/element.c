/* SPDX-License-Identifier: Apache-2.0 */
/*
 * element.c -- do the elements of a segment fit its place in the guide?
 *
 * Usage is a matter of bit sets; then each element that was sent is checked
 * for length, form and codes.  A value that is fine beyond doubt goes a short
 * way, at the end of this file; only the others come to the functions that
 * find out what is wrong.
 */
#include "x12/judge_private.h"

#include <stdio.h>

#include "base/date.h"

#define CODES_SHOWN 16

/* An element, repetition or component under check: where and what. */
struct checked {
	struct judge *j;
	const struct segment *s;
	const struct guide_element *e;
	str	 value;
	str	 format;	/* of a period: the value before it */
	unsigned element, component, repetition;
};

/* ---- reporting ------------------------------------------------------ */

static struct finding
finding_for(const struct checked *c, enum finding_code code)
{
	struct finding f = judge_finding(c->j, code, c->s, c->element, 0);

	f.at.component = (uint8_t)c->component;
	f.at.repetition = (uint8_t)c->repetition;
	f.value = c->value;
	f.name = c->e->label;
	if (c->value.p != NULL)
		f.at.offset = segment_offset_of(c->s, c->value);
	return f;
}

static void
report(const struct checked *c, enum finding_code code, str want)
{
	struct finding f = finding_for(c, code);

	f.want = want;
	judge_add(c->j, &f);
}

/* Report with a number found and a number wanted. */
static void
report_counts(const struct checked *c, enum finding_code code,
    unsigned long found, unsigned long wanted)
{
	struct finding f = finding_for(c, code);
	char a[24], want[24];

	f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%lu", found) };
	f.want = (str){ want, (size_t)snprintf(want, sizeof want, "%lu",
	    wanted) };
	judge_add(c->j, &f);
}

static void
report_codes(const struct checked *c, enum finding_code code)
{
	struct buf words;

	buf_init(&words, 1024);
	code_list_words(c->e->codes, CODES_SHOWN, &words);
	report(c, code, buf_str(&words));
	buf_fini(&words);
}

/* ---- forms of a value ----------------------------------------------- */

static bool
all_digits(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n != 0;
}

/* Length of `n` characters, within the limits?  Reports if not. */
static void
check_length(const struct checked *c, size_t n)
{
	if (n > c->e->max)
		report_counts(c, FINDING_ELEMENT_TOO_LONG, n, c->e->max);
	else if (n < c->e->min)
		report_counts(c, FINDING_ELEMENT_TOO_SHORT, n, c->e->min);
}

/* X12 type N0: a whole number; the sign does not count. */
static void
check_number(const struct checked *c)
{
	str s = c->value;

	if (s.n > 0 && s.p[0] == '-') {
		s.p++;
		s.n--;
	}
	if (!all_digits(s))
		report(c, FINDING_NOT_A_NUMBER, STR("a whole number"));
	else
		check_length(c, s.n);
}

/*
 * X12 type R: sign and point do not count.  Returns the number of decimals, or
 * -1 when it is no number (reported).
 */
static int
check_decimal(const struct checked *c)
{
	size_t digits = 0, decimals = 0;
	bool point = false, wrong = false;
	size_t i = c->value.n > 0 && c->value.p[0] == '-';

	for (; i < c->value.n; i++) {
		char ch = c->value.p[i];

		if (ch >= '0' && ch <= '9') {
			digits++;
			if (point)
				decimals++;
		} else if (ch == '.' && !point) {
			point = true;
		} else {
			wrong = true;
		}
	}
	if (wrong || digits == 0) {
		report(c, FINDING_NOT_A_NUMBER, STR("a decimal number"));
		return -1;
	}
	check_length(c, digits);
	return (int)decimals;
}

/* Element 782: money, so at most two decimals that say something. */
static void
check_amount(const struct checked *c)
{
	money m;

	if (check_decimal(c) > 2 && !money_parse(c->value, &m))
		report(c, FINDING_AMOUNT_CENTS, (str){ NULL, 0 });
}

static void
check_date(const struct checked *c)
{
	date d;

	if (c->value.n == 6 && c->e->min <= 6 ? !date_parse6(c->value, &d) :
	    !date_parse8(c->value, &d))
		report(c, FINDING_DATE_INVALID, c->e->max == 6 ?
		    STR("YYMMDD") : STR("CCYYMMDD"));
}

/* ---- element 1251: the value's form is named by element 1250 -------- */

static bool
is_d8(str s)
{
	date d;

	return date_parse8(s, &d);
}

static bool
is_d6(str s)
{
	date d;

	return date_parse6(s, &d);
}

/* `len` bytes of a date form, a dash, and as many again. */
static bool
is_range(str s, size_t len, bool (*form)(str))
{
	return s.n == 2 * len + 1 && s.p[len] == '-' &&
	    form((str){ s.p, len }) && form((str){ s.p + len + 1, len });
}

static bool is_rd8(str s) { return is_range(s, 8, is_d8); }
static bool is_rd6(str s) { return is_range(s, 6, is_d6); }

static bool
is_hhmm(str s)
{
	return s.n == 4 && time_valid(s);
}

static bool
is_dt(str s)
{
	return s.n == 12 && is_d8((str){ s.p, 8 }) &&
	    is_hhmm((str){ s.p + 8, 4 });
}

static bool is_rdt(str s) { return is_range(s, 12, is_dt); }

static bool
is_ts(str s)
{
	return s.n == 14 && is_d8((str){ s.p, 8 }) &&
	    time_valid((str){ s.p + 8, 6 });
}

static bool
is_month(str s)
{
	char day[8];

	if (s.n != 6)
		return false;
	memcpy(day, s.p, 6);
	memcpy(day + 6, "01", 2);
	return is_d8((str){ day, 8 });
}

static bool
is_year(str s)
{
	return s.n == 4 && all_digits(s);
}

/* The forms of element 1250 that the guides use, and how they look. */
static const struct period {
	str	 code, looks;
	bool	(*is)(str s);
} periods[] = {
	{ STR_INIT("D8"), STR_INIT("CCYYMMDD"), is_d8 },
	{ STR_INIT("RD8"), STR_INIT("CCYYMMDD-CCYYMMDD"), is_rd8 },
	{ STR_INIT("DT"), STR_INIT("CCYYMMDDHHMM"), is_dt },
	{ STR_INIT("TM"), STR_INIT("HHMM"), is_hhmm },
	{ STR_INIT("D6"), STR_INIT("YYMMDD"), is_d6 },
	{ STR_INIT("RD6"), STR_INIT("YYMMDD-YYMMDD"), is_rd6 },
	{ STR_INIT("RDT"), STR_INIT("CCYYMMDDHHMM-CCYYMMDDHHMM"), is_rdt },
	{ STR_INIT("TS"), STR_INIT("CCYYMMDDHHMMSS"), is_ts },
	{ STR_INIT("CM"), STR_INIT("CCYYMM"), is_month },
	{ STR_INIT("CY"), STR_INIT("CCYY"), is_year },
};

static void
check_period(const struct checked *c)
{
	for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++) {
		if (!str_eq(periods[i].code, c->format))
			continue;
		if (!periods[i].is(c->value))
			report(c, str_eq(c->format, STR("TM")) ?
			    FINDING_TIME_INVALID : FINDING_DATE_INVALID,
			    periods[i].looks);
		return;
	}
	check_length(c, c->value.n);
}

/* ---- codes ---------------------------------------------------------- */

/* True when the value would be a code of the list in capitals. */
static bool
is_lower_case(const struct code_list *list, str value)
{
	for (unsigned i = 0; i < list->n; i++)
		if (str_eq_nocase(list->text[i], value))
			return true;
	return false;
}

static void
check_codes(const struct checked *c)
{
	if (code_list_has_sent(c->e->codes, c->value))
		return;
	report_codes(c, is_lower_case(c->e->codes, c->value) ?
	    FINDING_LOWER_CASE_CODE : FINDING_CODE_INVALID);
}

/* ---- one value ------------------------------------------------------ */

static bool
is_blank(str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != ' ')
			return false;
	return true;
}

/* The form of one simple value that is not empty. */
static void
check_form(const struct checked *c)
{
	if (c->value.p[0] == ' ' && is_blank(c->value)) {
		report(c, FINDING_BLANK, (str){ NULL, 0 });
		return;
	}
	if (c->e->codes != NULL) {
		check_codes(c);
		return;
	}
	switch ((enum element_check)c->e->check) {
	case CHECK_NUMBER:
		check_number(c);
		break;
	case CHECK_DECIMAL:
		(void)check_decimal(c);
		break;
	case CHECK_AMOUNT:
		check_amount(c);
		break;
	case CHECK_DATE:
		check_date(c);
		break;
	case CHECK_TIME:
		if (!time_valid(c->value))
			report(c, FINDING_TIME_INVALID, (str){ NULL, 0 });
		break;
	case CHECK_PERIOD:
		check_period(c);
		break;
	default:
		check_length(c, c->value.n);
		if (c->value.p[0] == ' ' ||
		    c->value.p[c->value.n - 1] == ' ')
			report(c, FINDING_PADDED, (str){ NULL, 0 });
	}
}

/* ---- composites ----------------------------------------------------- */

/* Check one component; returns its bit for the notes if it was sent. */
static void
check_part(const struct checked *whole, unsigned component, str value,
    str before)
{
	struct checked c = *whole;

	c.e = &whole->e->parts[component - 1];
	c.component = component;
	c.value = value;
	c.format = before;
	if (value.n == 0) {
		if (c.e->usage == USAGE_REQUIRED)
			report(&c, FINDING_ELEMENT_MISSING, (str){ NULL, 0 });
	} else if (c.e->usage == USAGE_NOT_USED) {
		report(&c, FINDING_ELEMENT_UNUSED, (str){ NULL, 0 });
	} else {
		check_form(&c);
	}
}

/* One repetition of a composite. */
static void
check_composite(const struct checked *c)
{
	const struct guide_element *e = c->e;
	str rest = c->value, part = { NULL, 0 }, before;
	uint64_t present = 0, missing = 0;
	unsigned n = 0;
	bool more = true;

	while (more) {
		before = part;
		part = str_cut(&rest, (char)c->s->d->component);
		more = part.p + part.n < c->value.p + c->value.n;
		if (++n > e->n_parts)
			continue;
		if (part.n != 0)
			present |= (uint64_t)1 << n;
		else if (e->parts[n - 1].usage == USAGE_REQUIRED)
			missing |= (uint64_t)1 << n;
		check_part(c, n, part, before);
	}
	if (n > e->n_parts)
		report_counts(c, FINDING_TOO_MANY_COMPONENTS, n, e->n_parts);
	else if (part.n == 0 && n > 1)
		report(c, FINDING_TRAILING_SEPARATORS, (str){ NULL, 0 });
	for (unsigned i = n; i < e->n_parts; i++) {
		if (e->parts[i].usage != USAGE_REQUIRED)
			continue;
		missing |= (uint64_t)2 << i;
		check_part(c, i + 1, (str){ NULL, 0 }, (str){ NULL, 0 });
	}
	if (e->def->n_notes != 0)
		check_notes(c->j, c->s, c->element, e->def->notes,
		    e->def->n_notes, (struct sent){ present, missing });
}

/* ---- elements ------------------------------------------------------- */

/* One repetition of an element; `compound` if it may hold separators. */
static void
check_once(const struct checked *c, bool compound)
{
	if (c->e->check == CHECK_COMPOSITE)
		check_composite(c);
	else if (c->value.n == 0)
		report(c, FINDING_ELEMENT_MISSING, (str){ NULL, 0 });
	else if (compound && c->e->check != CHECK_BINARY &&
	    memchr(c->value.p, c->s->d->component, c->value.n) != NULL)
		report(c, FINDING_NOT_COMPOSITE, (str){ NULL, 0 });
	else
		check_form(c);
}

/* An element that holds a component or repetition separator. */
static void
check_compound(struct checked *c)
{
	str rest = c->value, whole = c->value;
	const struct delimiters *d = c->s->d;
	unsigned n = 0;
	bool more = true;

	if (d->repetition == d->element ||
	    memchr(rest.p, d->repetition, rest.n) == NULL) {
		check_once(c, true);
		return;
	}
	while (more) {
		c->value = str_cut(&rest, (char)d->repetition);
		more = c->value.p + c->value.n < whole.p + whole.n;
		c->repetition = ++n;
		if (n <= c->e->repeat)
			check_once(c, true);
	}
	c->value = whole;
	c->repetition = 0;
	if (n > c->e->repeat)
		report_counts(c, FINDING_TOO_MANY_REPEATS, n, c->e->repeat);
}

/* An element that was sent and may be sent. */
static void
check_element(struct checked *c, unsigned i)
{
	c->e = &c->j->node->elements[i - 1];
	c->element = i;
	c->value = segment_element(c->s, i);
	c->format = i > 1 ? segment_element(c->s, i - 1) : (str){ NULL, 0 };
	if ((c->s->compound >> i & 1) != 0)
		check_compound(c);
	else
		check_once(c, false);
}

/* See judge_private.h. */
void
check_one(struct judge *j, const struct segment *s, unsigned i)
{
	struct checked c = { .j = j, .s = s };

	if (segment_has(s, i)) {
		check_element(&c, i);
	} else {
		struct finding f = judge_finding(j, FINDING_ELEMENT_MISSING,
		    s, i, 0);

		judge_add(j, &f);
	}
}

/* Elements missing, not used, or more than the segment has. */
static uint64_t
check_usage(struct checked *c, unsigned skip)
{
	const struct guide_node *node = c->j->node;
	const struct segment *s = c->s;
	uint64_t sent = s->present & ~(uint64_t)1;
	uint64_t missing = node->required & ~sent & ~((uint64_t)1 << skip);
	uint64_t unused = sent & ~node->allowed;
	uint64_t known = ((uint64_t)2 << node->def->n_elements) - 1;

	for (uint64_t m = missing; m != 0; m &= m - 1) {
		struct finding f = judge_finding(c->j,
		    FINDING_ELEMENT_MISSING, s,
		    (unsigned)__builtin_ctzll(m), 0);

		judge_add(c->j, &f);
	}
	for (uint64_t m = unused & known; m != 0; m &= m - 1) {
		struct finding f = judge_finding(c->j,
		    FINDING_ELEMENT_UNUSED, s,
		    (unsigned)__builtin_ctzll(m), 0);

		judge_add(c->j, &f);
	}
	if ((unused & ~known) != 0 || s->n > SEGMENT_MAX) {
		struct finding f = judge_finding(c->j,
		    FINDING_TOO_MANY_ELEMENTS, s,
		    node->def->n_elements + 1, 0);
		char a[16], want[16];

		f.a = (str){ a, (size_t)snprintf(a, sizeof a, "%u", s->n) };
		f.want = (str){ want, (size_t)snprintf(want, sizeof want,
		    "%u", node->def->n_elements) };
		f.name = node->label;
		judge_add(c->j, &f);
	}
	return missing | unused;
}

/* Control and non-ASCII characters, one finding an element. */
static void
check_bytes(struct checked *c)
{
	for (unsigned i = 1; i <= c->s->n && i <= SEGMENT_MAX; i++) {
		str v = segment_element(c->s, i);

		for (size_t k = 0; k < v.n; k++) {
			unsigned char b = (unsigned char)v.p[k];
			struct finding f;
			char hex[8];

			if (b >= 0x20 && b < 0x7F)
				continue;
			f = judge_finding(c->j, b < 0x80 ?
			    FINDING_CONTROL_CHARACTER : FINDING_NOT_ASCII,
			    c->s, i, 0);
			f.at.offset += k;
			f.want = (str){ hex, (size_t)snprintf(hex, sizeof hex,
			    "0x%02X", b) };
			judge_add(c->j, &f);
			break;
		}
	}
}

/* ---- the short way -------------------------------------------------- */

/*
 * The functions below answer only "is this value beyond doubt?", in as few
 * steps as can be; almost every value of a clean file is.  When in doubt, the
 * functions above look again and say what is wrong.
 */

/* Digits only, or an amount with a point and at most two decimals. */
static inline bool
sure_number(const struct guide_element *e, const char *p, uint32_t n,
    uint32_t decimals)
{
	uint32_t i = 0, digits;

	while (i < n && (unsigned char)(p[i] - '0') <= 9)
		i++;
	digits = n;
	if (i < n) {
		digits--;
		if (p[i] != '.' || n - ++i > decimals)
			return false;
		while (i < n && (unsigned char)(p[i] - '0') <= 9)
			i++;
	}
	return i == n && digits >= e->min && digits <= e->max && digits > 0;
}

/* CCYYMMDD of a day up to the 28th in 1900..2099. */
static inline bool
sure_date(const char *p, uint32_t n)
{
	uint64_t v, digit;
	unsigned century, month, day;

	if (n != 8)
		return false;
	memcpy(&v, p, 8);
	digit = v ^ 0x3030303030303030u;
	if (((digit + 0x7676767676767676u) & 0x8080808080808080u) != 0 ||
	    (digit & 0xF0F0F0F0F0F0F0F0u) != 0)
		return false;
	century = (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0');
	month = (unsigned)(p[4] - '0') * 10 + (unsigned)(p[5] - '0');
	day = (unsigned)(p[6] - '0') * 10 + (unsigned)(p[7] - '0');
	return (century == 19 || century == 20) && month - 1 < 12 &&
	    day - 1 < 28;
}

/* A value of a period whose format, D8 or RD8, stands before it. */
static inline bool
sure_period(const char *p, uint32_t n, str format)
{
	if (str_eq(format, STR("D8")))
		return sure_date(p, n);
	return str_eq(format, STR("RD8")) && n == 17 && p[8] == '-' &&
	    sure_date(p, 8) && sure_date(p + 9, 8);
}

/* One value that is not empty and holds no separator. */
static inline bool
sure_value(const struct guide_element *e, const char *p, uint32_t n,
    str before)
{
	if (e->codes != NULL)
		return code_list_has_sent(e->codes, (str){ p, n });
	switch ((enum element_check)e->check) {
	case CHECK_NUMBER:
		return sure_number(e, p, n, 0);
	case CHECK_DECIMAL:
	case CHECK_AMOUNT:
		return sure_number(e, p, n, 2);
	case CHECK_DATE:
		return sure_date(p, n);
	case CHECK_PERIOD:
		return sure_period(p, n, before);
	case CHECK_TEXT:
	case CHECK_CODE:
		return n <= e->max && n >= e->min && p[0] != ' ' &&
		    p[n - 1] != ' ';
	default:
		return false;
	}
}

/* A composite without repetitions, its parts all as they must be, and none
 * sent that a note speaks of. */
static inline bool
sure_composite(const struct guide_element *e, const char *p, uint32_t n,
    char separator)
{
	const char *end = p + n;
	str before = { "", 0 };
	uint64_t sent = 0;
	unsigned part = 0;

	for (;;) {
		const char *from = p;
		uint32_t len;

		while (p < end && *p != separator)
			p++;
		len = (uint32_t)(p - from);
		if (part == e->n_parts || (len != 0 ?
		    e->parts[part].usage == USAGE_NOT_USED ||
		    !sure_value(&e->parts[part], from, len, before) :
		    e->parts[part].usage == USAGE_REQUIRED))
			return false;
		part++;
		sent |= (uint64_t)(len != 0) << part;
		if (p == end)
			return len != 0 && part >= e->n_required &&
			    (sent & e->def->noted) == 0;
		before = (str){ from, len };
		p++;
	}
}

/* Element `i`, which was sent and may be sent: beyond doubt? */
static inline bool
sure_element(const struct segment *s, const struct guide_element *e,
    unsigned i)
{
	uint32_t from = segment_start(s, i), n = s->ends[i] - from;
	const char *p = s->text + from;

	if (e->check == CHECK_COMPOSITE)
		return ((s->compound >> i & 1) == 0 ||
		    s->d->repetition == s->d->element ||
		    memchr(p, s->d->repetition, n) == NULL) &&
		    sure_composite(e, p, n, (char)s->d->component);
	return (s->compound >> i & 1) == 0 &&
	    sure_value(e, p, n, segment_element(s, i - 1));
}

/* Missing and surplus elements, and separators at the end. */
static uint64_t
check_presence(struct checked *c, unsigned skip)
{
	const struct guide_node *node = c->j->node;
	const struct segment *s = c->s;
	uint64_t reported = 0;

	if ((node->required & ~s->present) != 0 || s->n > SEGMENT_MAX ||
	    (s->present & ~node->allowed & ~(uint64_t)1) != 0)
		reported = check_usage(c, skip);
	if (s->n <= SEGMENT_MAX && (s->present >> s->n & 1) == 0 &&
	    s->n > 0) {
		struct finding f = judge_finding(c->j,
		    FINDING_TRAILING_SEPARATORS, s, 0, 0);

		judge_add(c->j, &f);
	}
	return reported;
}

/*
 * Was a composite sent with element separators, as in HI*ABK*J0190?  Then its
 * first part stands alone, and the one that must follow it is the next
 * element.  A code tells: that of the first part or else of the second.  If
 * nothing behind it is in doubt, the other parts are just missing.
 */
static bool
is_split(const struct segment *s, const struct guide_element *e, unsigned i)
{
	const struct guide_element *part = e->parts;

	if (e->check != CHECK_COMPOSITE || (s->compound >> i & 1) != 0 ||
	    e->n_parts < 2 || part[1].usage != USAGE_REQUIRED ||
	    !segment_has(s, i + 1))
		return false;
	return part[0].codes != NULL ?
	    code_list_has_sent(part[0].codes, segment_element(s, i)) :
	    part[1].codes != NULL &&
	    code_list_has_sent(part[1].codes, segment_element(s, i + 1));
}

/* Report the first composite among `unsure` that was split: all behind it is
 * out of step, and not looked at. */
static bool
report_split(struct checked *c, uint64_t unsure)
{
	for (; unsure != 0; unsure &= unsure - 1) {
		unsigned i = (unsigned)__builtin_ctzll(unsure);
		const struct guide_element *e =
		    &c->j->node->elements[i - 1];
		char separator = (char)c->s->d->component;
		struct finding f;

		if ((unsure & (unsure - 1)) == 0 || !is_split(c->s, e, i))
			continue;
		f = judge_finding(c->j, FINDING_COMPONENT_SEPARATOR, c->s, i,
		    0);
		f.name = e->label;
		f.a = (str){ &separator, 1 };
		judge_add(c->j, &f);
		return true;
	}
	return false;
}

/* See judge_private.h. */
void
check_elements(struct judge *j, const struct segment *s, unsigned skip)
{
	const struct guide_node *node = j->node;
	struct checked c = { .j = j, .s = s };
	uint64_t sent = s->present & node->checked & ~((uint64_t)1 << skip);
	uint64_t unsure = 0, reported;

	for (; sent != 0; sent &= sent - 1) {
		unsigned i = (unsigned)__builtin_ctzll(sent);

		if (!sure_element(s, &node->elements[i - 1], i))
			unsure |= (uint64_t)1 << i;
	}
	if (unsure != 0 && report_split(&c, unsure))
		return;
	reported = check_presence(&c, skip);
	for (; unsure != 0; unsure &= unsure - 1)
		check_element(&c, (unsigned)__builtin_ctzll(unsure));
	if ((s->present & node->def->noted) != 0)
		check_notes(j, s, 0, node->def->notes, node->def->n_notes,
		    (struct sent){ s->present, reported });
	if (s->odd)
		check_bytes(&c);
}
