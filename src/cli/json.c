/* SPDX-License-Identifier: Apache-2.0 */
/* json.c -- keys are written in the order of docs/cli.md. */
#include "cli/json.h"

#include <inttypes.h>

#define TEXT_MAX ((size_t)4 << 20)	/* a sentence with its values */

/* Append ,"key":"text", or null (J2). */
static void
add_text(const struct view *v, const char *key, str text, struct buf *out)
{
	buf_fmt(out, ",\"%s\":", key);
	if (text.n == 0 || view_is_hidden(v, text))
		buf_add(out, STR("null"));
	else
		buf_json(out, text);
}

static void
add_number(const char *key, uint64_t n, struct buf *out)
{
	buf_fmt(out, ",\"%s\":%" PRIu64, key, n);
}

static void
add_place(const struct view *v, const struct finding *f, struct buf *out)
{
	struct buf element;

	add_number("offset", f->at.offset, out);
	add_number("segment", f->at.segment, out);
	add_number("position", f->at.position, out);
	add_text(v, "interchange", f->at.interchange, out);
	add_text(v, "group", f->at.group, out);
	add_text(v, "transaction", f->at.transaction, out);
	add_text(v, "claim", f->at.claim, out);
	add_text(v, "loop", f->at.loop, out);
	buf_init(&element, 256);
	if (!view_is_hidden(v, f->at.segment_id))
		finding_element(&f->at, &element);
	add_text(v, "element", buf_str(&element), out);
	buf_fini(&element);
}

/* See json.h. */
void
json_finding(const struct view *v, str file, const struct finding *f,
    struct buf *out)
{
	const struct finding_def *def = finding_def(f->code);
	struct buf words;

	buf_fmt(out, "{\"type\":\"finding\",\"severity\":\"%s\",\"code\":\""
	    STR_FMT "\",\"snip\":%d", severity_name(def->severity),
	    STR_ARG(def->code), def->snip);
	add_text(v, "file", file, out);
	add_place(v, f, out);
	add_text(v, "value", f->value, out);
	buf_init(&words, TEXT_MAX);
	finding_message(f, v->words, &words);
	add_text(v, "message", buf_str(&words), out);
	buf_reset(&words);
	finding_fix(f, v->words, &words);
	add_text(v, "fix", buf_str(&words), out);
	buf_fini(&words);
	buf_add(out, STR("}\n"));
}

/* Append the transactions by kind; kinds that may not be seen, together. */
static void
add_kinds(const struct view *v, const struct check_summary *sum,
    struct buf *out)
{
	uint64_t other = 0;
	const char *comma = "";

	buf_add(out, STR(",\"transactions\":{"));
	for (unsigned i = 0; i < sum->n_kinds; i++) {
		str name = { sum->kinds[i].name, strnlen(sum->kinds[i].name,
		    sizeof sum->kinds[i].name) };

		if (str_eq(view_kind(v, name), STR("other"))) {
			other += sum->kinds[i].n;
			continue;
		}
		buf_add(out, str_of(comma));
		buf_json(out, name);
		buf_fmt(out, ":%" PRIu64, sum->kinds[i].n);
		comma = ",";
	}
	if (other != 0)
		buf_fmt(out, "%s\"other\":%" PRIu64, comma, other);
	buf_putc(out, '}');
}

/* See json.h. */
void
json_summary(const struct view *v, str file, const struct check_summary *sum,
    const struct tally *t, struct buf *out)
{
	buf_add(out, STR("{\"type\":\"summary\""));
	add_text(v, "file", file, out);
	add_number("bytes", sum->bytes, out);
	add_number("interchanges", sum->interchanges, out);
	add_kinds(v, sum, out);
	add_number("claims", sum->claims, out);
	add_number("errors", t->severity[SEVERITY_ERROR], out);
	add_number("warnings", t->severity[SEVERITY_WARNING], out);
	buf_add(out, STR("}\n"));
}
