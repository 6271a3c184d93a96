/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_gem.c -- CMS's General Equivalence Mappings, YYYY_I9gem.txt (ICD-9-CM
 * to ICD-10-CM) and YYYY_I10gem.txt (the other way), last published for 2018.
 *
 *	SOURCE TARGET FLAGS	between blanks; flags are five digits:
 *	approximate, no map, combination, scenario, choice list
 *
 * Without a map the target is "NoDx".  (CMS, Diagnosis Code Set GEMs, guide.)
 */
#include "codes/icd.h"

#define FLAGS	5

static bool
is_forward(const struct source *s)
{
	return import_named(s, "*_i9gem.txt");
}

static bool
knows(const struct source *s)
{
	return is_forward(s) || import_named(s, "*_i10gem.txt");
}

/* The next word of *rest. */
static str
take_word(str *rest)
{
	*rest = str_trim(*rest);
	return str_cut(rest, ' ');
}

/* An ICD-9-CM code: three to five characters, without a point. */
static code_key
icd9_key(str s)
{
	code_key key = code_pack(s);

	return s.n >= 3 && s.n <= 5 && key != CODE_NONE &&
	    memchr(s.p, '-', s.n) == NULL ? key : CODE_NONE;
}

static bool
read_flags(str s, uint32_t *value)
{
	if (s.n != FLAGS)
		return false;
	for (unsigned i = 0; i < FLAGS; i++)
		if (s.p[i] < '0' || s.p[i] > (i < 3 ? '1' : '9'))
			return false;
	*value = (uint32_t)(s.p[0] - '0') | (uint32_t)(s.p[1] - '0') << 1 |
	    (uint32_t)(s.p[2] - '0') << 2 | (uint32_t)(s.p[3] - '0') << 8 |
	    (uint32_t)(s.p[4] - '0') << 16;
	return true;
}

static enum rc
read_line(struct import *in, const struct text *t, str line, void *ctx,
    struct err *err)
{
	bool forward = *(const bool *)ctx;
	str rest = line, source = take_word(&rest), target = take_word(&rest);
	bool none = str_eq_nocase(target, STR("NoDx")) ||
	    str_eq_nocase(target, STR("NoPCS"));
	code_key left = forward ? icd9_key(source) : icd_cm_key(source);
	code_key right = none ? CODE_NONE :
	    forward ? icd_cm_key(target) : icd9_key(target);
	uint32_t value;

	if (left == CODE_NONE || (right == CODE_NONE && !none))
		return import_fail(in, err, t->line, "two codes were expected, "
		    "not \"" STR_FMT "\" and \"" STR_FMT "\"",
		    STR_ARG(source), STR_ARG(target));
	if (!read_flags(str_trim(rest), &value) || (value >> 1 & 1) != none)
		return import_fail(in, err, t->line, "five flags were "
		    "expected, the second 1 only if there is no map, not \""
		    STR_FMT "\"", STR_ARG(str_trim(rest)));
	in->rows++;
	build_pair(in->build, in->release,
	    forward ? RELATION_GEM_FORWARD : RELATION_GEM_BACKWARD, left,
	    right, value, DATE_NONE, DATE_NONE);
	return RC_OK;
}

static enum rc
read_file(struct import *in, struct err *err)
{
	bool forward = is_forward(in->source);
	struct icd_date d;
	enum rc rc = icd_date(in, 0, &d, err);

	if (rc != RC_OK)
		return rc;
	import_release(in, SET_GEMS, d.from, str_of(d.version), false);
	return icd_each_line(in, read_line, &forward, err);
}

const struct importer importer_gem = {
	.name = "GEM", .what = "General Equivalence Mapping", .least = 20000,
	.knows = knows, .read = read_file,
};
