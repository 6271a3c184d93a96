/* SPDX-License-Identifier: Apache-2.0 */
/* explain.c -- the command: rows of findings.def, for a person or as docs. */
#include "base/finding.h"
#include "cli/command.h"
#include "base/suggest.h"

#define SNIP_TYPES 7

static const char *const snip_names[SNIP_TYPES + 1] = {
	[1] = "Syntax", [2] = "The implementation guide", [3] = "Sums",
	[4] = "One segment against another", [5] = "Code sets",
	[6] = "Kind of service", [7] = "The payer's own requirements",
};

/* What stands for a placeholder of a template when there is no finding. */
static const struct { str key, word; } placeholders[] = {
	{ STR_INIT("value"), STR_INIT("<value>") },
	{ STR_INIT("want"), STR_INIT("<what is wanted>") },
	{ STR_INIT("name"), STR_INIT("<its name>") },
	{ STR_INIT("field"), STR_INIT("<member>") },
	{ STR_INIT("at"), STR_INIT("<its place>") },
	{ STR_INIT("seg"), STR_INIT("<segment>") },
	{ STR_INIT("loop"), STR_INIT("<loop>") },
	{ STR_INIT("claim"), STR_INIT("<claim>") },
	{ STR_INIT("a"), STR_INIT("<...>") },
	{ STR_INIT("b"), STR_INIT("<...>") },
	{ STR_INIT("c"), STR_INIT("<...>") },
};

/* A template with words for its placeholders. */
static void
add_template(struct buf *b, str template)
{
	while (template.n > 0) {
		str key;

		buf_add(b, str_cut(&template, '{'));
		if (template.n == 0)
			break;
		key = str_cut(&template, '}');
		for (size_t i = 0; i < sizeof placeholders /
		    sizeof placeholders[0]; i++)
			if (str_eq(key, placeholders[i].key))
				buf_add(b, placeholders[i].word);
	}
}

/* ---- one finding ---------------------------------------------------- */

static void
add_row(struct page *p, const char *heading, str text)
{
	page_newline(p);
	page_to(p, 2);
	page_text(p, STYLE_BOLD, str_of(heading));
	page_to(p, 12);
	page_wrap(p, STYLE_PLAIN, 12, text);
	page_newline(p);
}

static void
add_template_row(struct page *p, const char *heading, str template)
{
	struct buf b;

	buf_init(&b, 65536);
	add_template(&b, template);
	add_row(p, heading, buf_str(&b));
	buf_fini(&b);
}

/* "IK304 8, IK403 7" */
static void
add_acknowledgement(const struct finding_def *def, struct buf *b)
{
	if (def->ik3.n > 0)
		buf_fmt(b, "IK304 " STR_FMT, STR_ARG(def->ik3));
	if (def->ik3.n > 0 && def->ik4.n > 0)
		buf_add(b, STR(", "));
	if (def->ik4.n > 0)
		buf_fmt(b, "%s " STR_FMT, def->ik3.n > 0 ? "IK403" :
		    "code", STR_ARG(def->ik4));
}

static void
add_finding(struct page *p, const struct finding_def *def)
{
	static const enum style styles[] = { STYLE_INFO, STYLE_WARNING,
		STYLE_ERROR };
	struct buf b;

	page_text(p, STYLE_TITLE, def->code);
	page_text(p, STYLE_PLAIN, STR("  "));
	page_text(p, styles[def->severity],
	    str_of(severity_name(def->severity)));
	page_fmt(p, STYLE_DIM, "  SNIP type %d", def->snip);
	page_newline(p);
	page_wrap(p, STYLE_BOLD, 0, def->title);
	page_newline(p);
	add_template_row(p, "Says", def->message);
	add_row(p, "Why", def->why);
	add_template_row(p, "Mend", def->fix);
	add_row(p, "Example", def->example);
	buf_init(&b, 256);
	add_acknowledgement(def, &b);
	if (b.n > 0)
		add_row(p, "In a 999", buf_str(&b));
	buf_fini(&b);
}

/* ---- all findings --------------------------------------------------- */

static void
add_list(struct page *p)
{
	for (int snip = 1; snip <= SNIP_TYPES; snip++) {
		bool headed = false;

		for (int i = 0; i < FINDING_N; i++) {
			const struct finding_def *def =
			    finding_def((enum finding_code)i);

			if (def->snip != snip)
				continue;
			if (!headed) {
				if (i > 0)
					page_newline(p);
				page_fmt(p, STYLE_TITLE, "SNIP type %d: %s",
				    snip, snip_names[snip]);
				page_newline(p);
			}
			headed = true;
			page_to(p, 2);
			page_text(p, STYLE_BOLD, def->code);
			page_to(p, 30);
			page_wrap(p, STYLE_PLAIN, 30, def->title);
			page_newline(p);
		}
	}
}

/* Text that Markdown takes as it is. */
static void
add_markdown(struct buf *b, str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (memchr("*_<>[]`\\|#", text.p[i], 10) != NULL)
			buf_putc(b, '\\');
		buf_putc(b, text.p[i]);
	}
}

static void
add_markdown_row(struct buf *b, const char *heading, str template)
{
	struct buf words;

	buf_init(&words, 65536);
	add_template(&words, template);
	buf_fmt(b, "* **%s** ", heading);
	add_markdown(b, buf_str(&words));
	buf_putc(b, '\n');
	buf_fini(&words);
}

static void
add_markdown_finding(struct buf *b, const struct finding_def *def)
{
	struct buf codes;

	buf_fmt(b, "\n### " STR_FMT "\n\n", STR_ARG(def->code));
	add_markdown(b, def->title);
	buf_fmt(b, ". *%s*\n\n", severity_name(def->severity));
	add_markdown_row(b, "Says", def->message);
	add_markdown_row(b, "Why", def->why);
	add_markdown_row(b, "Mend", def->fix);
	buf_add(b, STR("* **Example** "));
	add_markdown(b, def->example);
	buf_putc(b, '\n');
	buf_init(&codes, 256);
	add_acknowledgement(def, &codes);
	if (codes.n > 0)
		buf_fmt(b, "* **In a 999** " STR_FMT "\n",
		    STR_ARG(buf_str(&codes)));
	buf_fini(&codes);
}

/* The reference, docs/findings.md. */
static void
add_reference(struct buf *b)
{
	buf_fmt(b, "<!-- Written by tools/gen_docs; do not edit. -->\n"
	    "# Findings\n\nThe %d findings that cleanclaim can make, by SNIP "
	    "type. `cleanclaim explain CODE` shows the same text.\n",
	    (int)FINDING_N);
	for (int snip = 1; snip <= SNIP_TYPES; snip++) {
		bool headed = false;

		for (int i = 0; i < FINDING_N; i++) {
			const struct finding_def *def =
			    finding_def((enum finding_code)i);

			if (def->snip != snip)
				continue;
			if (!headed)
				buf_fmt(b, "\n## SNIP type %d: %s\n", snip,
				    snip_names[snip]);
			headed = true;
			add_markdown_finding(b, def);
		}
	}
}

/* ---- the command ---------------------------------------------------- */

static enum exit_status
unknown_code(const struct invocation *in, const char *code)
{
	struct suggestion s;

	suggest_begin(&s, str_of(code));
	for (int i = 0; i < FINDING_N; i++)
		suggest_offer(&s, finding_def((enum finding_code)i)->code);
	if (s.best.n > 0)
		return command_fail(in, "there is no finding \"%s\"; did you "
		    "mean \"" STR_FMT "\"?", code, STR_ARG(s.best));
	return command_fail(in, "there is no finding \"%s\" "
	    "(\"cleanclaim explain\" lists them)", code);
}

/* See command.h. */
enum exit_status
cli_explain(const struct invocation *in)
{
	const struct finding_def *def;
	struct output out;
	struct page page;

	for (unsigned i = 0; i < in->n_operands; i++)
		if (finding_by_code(str_of(in->operands[i])) == NULL)
			return unknown_code(in, in->operands[i]);
	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	if (in->value[OPT_MARKDOWN] != NULL)
		add_reference(&out.text);
	else if (in->n_operands == 0)
		add_list(&page);
	for (unsigned i = 0; i < in->n_operands; i++) {
		def = finding_by_code(str_of(in->operands[i]));
		if (i > 0)
			page_newline(&page);
		add_finding(&page, def);
	}
	return command_close(in, &out, STATUS_CLEAN);
}
