/* SPDX-License-Identifier: Apache-2.0 */
/*
 * json.c -- keys are written in the order of docs/cli.md.
 *
 * A large file may have millions of findings, so numbers and keys are put
 * together without printf().
 */
#include "cli/json.h"

#define TEXT_MAX ((size_t)4 << 20)	/* a sentence with its values */

/* See json.h. */
void
json_init(struct json *j, const struct view *view, struct buf *out)
{
	*j = (struct json){ .view = view, .out = out };
	buf_init(&j->file, TEXT_MAX);
	buf_init(&j->words, TEXT_MAX);
}

/* See json.h. */
void
json_fini(struct json *j)
{
	buf_fini(&j->file);
	buf_fini(&j->words);
}

/* See json.h. */
void
json_begin(struct json *j, const char *name)
{
	buf_reset(&j->file);
	buf_json(&j->file, str_of(name));
}

/* Append `key`, which is written with its comma and colon, and a text or null
 * (J2). */
static void
add_text(struct json *j, str key, str text)
{
	buf_add(j->out, key);
	if (text.n == 0 || view_is_hidden(j->view, text))
		buf_add(j->out, STR("null"));
	else
		buf_json(j->out, text);
}

static void
add_number(struct json *j, str key, uint64_t n)
{
	char digits[20];
	size_t at = sizeof digits;

	do
		digits[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	buf_add(j->out, key);
	buf_add(j->out, (str){ digits + at, sizeof digits - at });
}

static void
add_place(struct json *j, const struct place *at)
{
	add_number(j, STR(",\"offset\":"), at->offset);
	add_number(j, STR(",\"segment\":"), at->segment);
	add_number(j, STR(",\"position\":"), at->position);
	add_text(j, STR(",\"interchange\":"), at->interchange);
	add_text(j, STR(",\"group\":"), at->group);
	add_text(j, STR(",\"transaction\":"), at->transaction);
	add_text(j, STR(",\"claim\":"), at->claim);
	add_text(j, STR(",\"loop\":"), at->loop);
	buf_reset(&j->words);
	if (!view_is_hidden(j->view, at->segment_id))
		finding_element(at, &j->words);
	add_text(j, STR(",\"element\":"), buf_str(&j->words));
	add_number(j, STR(",\"repetition\":"), at->repetition);
	if (at->field.n != 0)
		add_text(j, STR(",\"field\":"), at->field);
	if (at->line != 0) {
		add_number(j, STR(",\"line\":"), at->line);
		add_number(j, STR(",\"column\":"), at->column);
	}
}

/* See json.h. */
void
json_finding(struct json *j, const struct finding *f)
{
	const struct finding_def *def = finding_def(f->code);

	buf_add(j->out, STR("{\"type\":\"finding\",\"severity\":\""));
	buf_add(j->out, str_of(severity_name(def->severity)));
	buf_add(j->out, STR("\",\"code\":\""));
	buf_add(j->out, def->code);
	add_number(j, STR("\",\"snip\":"), (uint64_t)def->snip);
	buf_add(j->out, STR(",\"file\":"));
	buf_add(j->out, buf_str(&j->file));
	add_place(j, &f->at);
	add_text(j, STR(",\"value\":"), f->value);
	buf_reset(&j->words);
	finding_message(f, j->view->words, &j->words);
	add_text(j, STR(",\"message\":"), buf_str(&j->words));
	buf_reset(&j->words);
	finding_fix(f, j->view->words, &j->words);
	add_text(j, STR(",\"fix\":"), buf_str(&j->words));
	buf_add(j->out, STR("}\n"));
}

/* Append the transactions by kind; kinds that may not be seen, together. */
static void
add_kinds(struct json *j, const struct check_summary *sum)
{
	uint64_t other = 0;
	bool first = true;

	buf_add(j->out, STR(",\"transactions\":{"));
	for (unsigned i = 0; i < sum->n_kinds; i++) {
		str name = { sum->kinds[i].name, strnlen(sum->kinds[i].name,
		    sizeof sum->kinds[i].name) };

		if (str_eq(view_kind(j->view, name), STR("other"))) {
			other += sum->kinds[i].n;
			continue;
		}
		buf_add(j->out, first ? STR("") : STR(","));
		buf_json(j->out, name);
		add_number(j, STR(":"), sum->kinds[i].n);
		first = false;
	}
	if (other != 0)
		add_number(j, first ? STR("\"other\":") : STR(",\"other\":"),
		    other);
	buf_putc(j->out, '}');
}

/* See json.h. */
void
json_summary(struct json *j, const struct check_summary *sum,
    const struct tally *t)
{
	buf_add(j->out, STR("{\"type\":\"summary\",\"file\":"));
	buf_add(j->out, buf_str(&j->file));
	add_number(j, STR(",\"bytes\":"), sum->bytes);
	add_number(j, STR(",\"interchanges\":"), sum->interchanges);
	add_kinds(j, sum);
	add_number(j, STR(",\"claims\":"), sum->claims);
	add_number(j, STR(",\"errors\":"), t->severity[SEVERITY_ERROR]);
	add_number(j, STR(",\"warnings\":"), t->severity[SEVERITY_WARNING]);
	buf_add(j->out, STR("}\n"));
}
