/* SPDX-License-Identifier: Apache-2.0 */
/* note_ranges.c -- see note_ranges.h. */
#include "codes/note_ranges.h"

#define PLACES		7	/* characters of a code */
#define WORDS_AFTER	24	/* bytes looked at for what leads to a code */

/* What a condition asks: at one of `places`, one of `chars`. */
struct condition {
	unsigned places;	/* bit n: the character n, from 0 */
	bool	 chars[128];
	char	 suffix[8];	/* or what stands behind the point; "" none */
};

struct scan {
	str	 text;
	size_t	 at;
	struct note_codes all;
	struct book_range *to;
	uint32_t n;
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_word(char c)
{
	return is_digit(c) || is_capital(c) || is_small(c);
}

static bool
is_capital_or_digit(char c)
{
	return is_digit(c) || is_capital(c);
}

static char
char_at(const struct scan *s, size_t at)
{
	return at < s->text.n ? s->text.p[at] : '\0';
}

static void
skip_blanks(struct scan *s)
{
	while (char_at(s, s->at) == ' ')
		s->at++;
}

/* ---- codes ---------------------------------------------------------- */

/*
 * A code at s->at, with or without its point: passes over it.  CODE_NONE: there
 * is none, and nothing is passed over.
 */
static code_key
take_code(struct scan *s)
{
	size_t from = s->at, end = from + 3;

	if (!is_capital(char_at(s, from)) ||
	    !is_capital_or_digit(char_at(s, from + 1)) ||
	    !is_capital_or_digit(char_at(s, from + 2)) ||
	    (!is_digit(char_at(s, from + 1)) &&
	     !is_digit(char_at(s, from + 2))) ||
	    (from > 0 && is_word(char_at(s, from - 1))))
		return CODE_NONE;
	if (char_at(s, end) == '.' && is_word(char_at(s, end + 1)))
		for (end++; is_digit(char_at(s, end)) ||
		    is_capital(char_at(s, end)); end++)
			;
	if (is_word(char_at(s, end)) || end - from > 8)
		return CODE_NONE;
	s->at = end;
	return code_pack((str){ s->text.p + from, end - from });
}

/* Pass over what says that characters are missing: ".-", "-". */
static void
skip_open_end(struct scan *s)
{
	if (char_at(s, s->at) == '.' && char_at(s, s->at + 1) == '-')
		s->at++;
	if (char_at(s, s->at) == '-' && !is_capital(char_at(s, s->at + 1)))
		s->at++;
}

/*
 * A code or a range of codes at s->at: "A00", "S06.-", "A00-B99", "E08.- to
 * E13.-".  False: there is none.
 */
static bool
take_range(struct scan *s, struct book_range *r)
{
	size_t back;

	r->from = r->to = take_code(s);
	if (r->from == CODE_NONE)
		return false;
	skip_open_end(s);
	back = s->at;
	skip_blanks(s);
	if (char_at(s, s->at) == '-')
		s->at++;
	else if (s->at + 3 <= s->text.n &&
	    memcmp(s->text.p + s->at, "to ", 3) == 0)
		s->at += 3;
	else
		back = s->at;
	skip_blanks(s);
	r->to = s->at != back ? take_code(s) : CODE_NONE;
	if (r->to == CODE_NONE || r->to < r->from) {
		s->at = back;
		r->to = r->from;
		return true;
	}
	skip_open_end(s);
	return true;
}

static void
add_range(struct scan *s, struct book_range r)
{
	if (s->n < NOTE_RANGES_MAX)
		s->to[s->n++] = r;
}

/* ---- conditions ----------------------------------------------------- */

/* The number that a word of `rest` begins with: "fifth" 5, "6th" 6, 0 none. */
static unsigned
ordinal(str rest)
{
	static const char *const words[] = { [4] = "fourth", [5] = "fifth",
		[6] = "six", [7] = "seventh" };

	for (unsigned i = 4; i <= PLACES; i++)
		if (str_starts(rest, str_of(words[i])))
			return i;
	if (rest.n > 2 && rest.p[0] >= '4' && rest.p[0] <= '7' &&
	    memcmp(rest.p + 1, "th", 2) == 0)
		return (unsigned)(rest.p[0] - '0');
	return 0;
}

static str
rest_of(const struct scan *s)
{
	return (str){ s->text.p + s->at, s->text.n - s->at };
}

static void
skip_word(struct scan *s)
{
	while (is_word(char_at(s, s->at)))
		s->at++;
	while (char_at(s, s->at) == ' ' || char_at(s, s->at) == '-')
		s->at++;
}

/* The characters behind "character": "5", "1-4 or 6", "B or C". */
static bool
take_characters(struct scan *s, struct condition *c)
{
	bool any = false;

	for (;;) {
		char from, to;

		skip_blanks(s);
		if (char_at(s, s->at) == '.')
			s->at++;
		from = to = char_at(s, s->at);
		if ((!is_digit(from) && !is_capital(from)) ||
		    is_word(char_at(s, s->at + 1)))
			return any;
		s->at++;
		if (char_at(s, s->at) == '-' && is_word(char_at(s, s->at + 1)))
			to = char_at(s, s->at + 1), s->at += 2;
		for (; from <= to; from++)
			c->chars[(unsigned char)from & 127] = true;
		any = true;
		skip_blanks(s);
		if (str_starts(rest_of(s), STR("or ")))
			s->at += 3;
		else if (char_at(s, s->at) == ',')
			s->at++;
		else
			return true;
	}
}

/* "fifth or sixth character 5" at s->at. */
static bool
take_places(struct scan *s, struct condition *c)
{
	unsigned n;

	for (;;) {
		n = ordinal(rest_of(s));
		if (n != 0)
			c->places |= 1u << (n - 1);
		else if (!str_starts(rest_of(s), STR("or ")) &&
		    !str_starts(rest_of(s), STR("to ")))
			break;
		skip_word(s);
	}
	if (c->places == 0 || !str_starts(rest_of(s), STR("character")))
		return false;
	skip_word(s);
	return take_characters(s, c);
}

/* ".21", ".61-", "1": what stands behind the point of each code. */
static bool
take_suffix(struct scan *s, struct condition *c)
{
	size_t n = 0;

	if (char_at(s, s->at) != '.')
		return false;
	s->at++;
	while (n + 1 < sizeof c->suffix && (is_digit(char_at(s, s->at)) ||
	    is_capital(char_at(s, s->at))))
		c->suffix[n++] = char_at(s, s->at++);
	c->suffix[n] = '\0';
	if (char_at(s, s->at) == '-')
		s->at++;
	return n != 0;
}

static bool
has_suffix(code_key key, const char *suffix)
{
	for (unsigned i = 0; suffix[i] != '\0'; i++)
		if (code_char(key, 3 + i) != suffix[i])
			return false;
	return code_length(key) == 3 + strlen(suffix);
}

/* Has `key` one of the characters, at its own end or where it goes on? */
static bool
has_characters(code_key key, const struct condition *c)
{
	unsigned n = code_length(key);

	return n > 0 && (c->places & 1u << (n - 1)) != 0 &&
	    c->chars[(unsigned char)code_char(key, n - 1) & 127];
}

/*
 * The codes of `r` that the condition names, and with them all below: a code
 * is named at the first place where it has a character that is asked for.
 */
static void
add_chosen(struct scan *s, struct book_range r, const struct condition *c)
{
	size_t from = 0, n = s->all.n;
	code_key last = CODE_NONE;

	while (n > 0) {
		size_t half = n / 2;

		if (s->all.v[from + half] < r.from) {
			from += half + 1;
			n -= half + 1;
		} else {
			n = half;
		}
	}
	for (; from < s->all.n && s->all.v[from] <= code_last(r.to); from++) {
		code_key key = s->all.v[from];

		if (last != CODE_NONE && code_begins(key, last))
			continue;
		if (c->suffix[0] != '\0' ? !has_suffix(key, c->suffix) :
		    !has_characters(key, c))
			continue;
		last = key;
		add_range(s, (struct book_range){ key, key });
	}
}

/* Take the condition behind the ranges that came since `first`, if any. */
static void
take_conditions(struct scan *s, uint32_t first)
{
	struct book_range given[64];
	uint32_t n = s->n - first, before = s->n;
	size_t back = s->at;

	skip_blanks(s);
	if (char_at(s, s->at) == ',')
		s->at++, skip_blanks(s);
	if (!str_starts(rest_of(s), STR("with ")) || n == 0 ||
	    n > sizeof given / sizeof *given || s->all.n == 0) {
		s->at = back;
		return;
	}
	s->at += 5;
	memcpy(given, s->to + first, n * sizeof *given);
	s->n = first;
	for (bool more = true; more;) {
		struct condition c = { .places = 0 };

		if (!take_suffix(s, &c) && !take_places(s, &c))
			break;
		for (uint32_t i = 0; i < n; i++)
			add_chosen(s, given[i], &c);
		skip_blanks(s);
		more = char_at(s, s->at) == ',' || char_at(s, s->at) == '.';
		s->at += more;
		skip_blanks(s);
	}
	/* Nothing of the kind is listed: better the whole than nothing. */
	if (s->n == first) {
		s->n = before;
		memcpy(s->to + first, given, n * sizeof *given);
	}
}

/* ---- where codes stand ---------------------------------------------- */

/* Does a word that leads to codes stand before s->at? */
static bool
is_led_to(const struct scan *s)
{
	static const char *const words[] = { "category", "categories", "code",
		"codes", "subcategory", "subcategories", "classified to",
		"classifiable to", "classified in", "any type in",
		"those in", "from", "except as in" };
	size_t end = s->at;

	while (end > 0 && s->text.p[end - 1] == ' ')
		end--;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);

		if (end >= n && memcmp(s->text.p + end - n, words[i], n) == 0 &&
		    (end == n || !is_word(s->text.p[end - n - 1])))
			return true;
	}
	return false;
}

/* Pass over ", ", " and ", "or " between codes. */
static void
skip_between(struct scan *s)
{
	static const char *const words[] = { "and ", "or " };

	while (char_at(s, s->at) == ' ' || char_at(s, s->at) == ',' ||
	    char_at(s, s->at) == ';' || (char_at(s, s->at) == '.' &&
	    char_at(s, s->at + 1) == ' '))
		s->at++;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_starts(rest_of(s), str_of(words[i])))
			s->at += strlen(words[i]);
}

/* Codes one after the other. */
static void
take_list(struct scan *s)
{
	uint32_t first = s->n;
	struct book_range r;
	size_t back;

	do {
		if (!take_range(s, &r))
			break;
		add_range(s, r);
		back = s->at;
		take_conditions(s, first);
		skip_between(s);
	} while (s->at != back);
}

/* See note_ranges.h. */
uint32_t
note_ranges(str text, struct note_codes all, struct book_range *to)
{
	struct scan s = { .text = text, .all = all, .to = to };
	unsigned depth = 0;

	while (s.at < text.n) {
		size_t at = s.at;
		char c = text.p[at];

		depth += c == '(';
		depth -= c == ')' && depth > 0;
		/* B27 of HLA-B27 is none. */
		if (is_capital(c) && (at == 0 || text.p[at - 1] != '-') &&
		    (depth > 0 || is_led_to(&s)))
			take_list(&s);
		if (s.at == at)
			s.at++;
	}
	return s.n;
}
