/* SPDX-License-Identifier: Apache-2.0 */
/* help.c -- the help and the manual pages, written from the tables. */
#include "base/version.h"
#include "cli/command.h"

#define EXIT_TEXT \
	"0 when nothing of severity error was found, 1 when something was, " \
	"2 when the command could not run."

static const char about[] = "cleanclaim finds what is wrong with a medical "
    "claim before the payer does: it checks X12 files against the HIPAA "
    "implementation guides, on this machine alone.";

/* ---- for a terminal ----------------------------------------------------- */

/* Paragraphs of `text`, an empty line after each. */
static void
add_paragraphs(struct page *p, str text)
{
	while (text.n > 0) {
		page_wrap(p, STYLE_PLAIN, 0, str_cut(&text, '\n'));
		page_newline(p);
		page_newline(p);
	}
}

static void
add_option(struct page *p, const struct option_def *o)
{
	page_to(p, 2);
	if (o->letter != 0)
		page_fmt(p, STYLE_BOLD, "-%c, ", o->letter);
	page_to(p, 6);
	page_fmt(p, STYLE_BOLD, "--%s", o->name);
	if (o->argument != NULL)
		page_fmt(p, STYLE_PLAIN, " %s", o->argument);
	page_to(p, 24);
	page_wrap(p, STYLE_PLAIN, 24, str_of(o->help));
	page_newline(p);
}

static void
add_examples(struct page *p, str text)
{
	if (text.n == 0)
		return;
	page_newline(p);
	page_text(p, STYLE_BOLD, STR("Examples:"));
	page_newline(p);
	while (text.n > 0) {
		page_to(p, 2);
		page_text(p, STYLE_PLAIN, str_cut(&text, '\n'));
		page_newline(p);
	}
}

/* The commands on top, or those of a group, a line each. */
static void
add_commands(struct page *p, const struct command *group)
{
	page_text(p, STYLE_BOLD, STR("Commands:"));
	page_newline(p);
	for (const struct command *c = commands; c->name != NULL; c++) {
		if (group != NULL ? !command_in_group(c, group) :
		    !command_on_top(c))
			continue;
		page_to(p, 2);
		page_text(p, STYLE_BOLD, str_of(c->name));
		page_to(p, group != NULL ? 17 : 14);
		page_wrap(p, STYLE_PLAIN, group != NULL ? 17 : 14,
		    str_of(c->summary));
		page_newline(p);
	}
	page_newline(p);
}

static const char *
exits_of(const struct command *c)
{
	return c->exits != NULL ? c->exits : EXIT_TEXT;
}

/* The help of one command. */
static void
add_command(struct page *p, const struct command *c)
{
	page_text(p, STYLE_BOLD, STR("Usage:"));
	page_fmt(p, STYLE_PLAIN, " cleanclaim %s [OPTION...]%s%s", c->name,
	    *c->synopsis != '\0' ? " " : "", c->synopsis);
	page_newline(p);
	page_newline(p);
	page_fmt(p, STYLE_PLAIN, "%c", c->summary[0] - 'a' + 'A');
	page_wrap(p, STYLE_PLAIN, 0, str_of(c->summary + 1));
	page_text(p, STYLE_PLAIN, STR("."));
	page_newline(p);
	page_newline(p);
	add_paragraphs(p, str_of(c->text));
	if (command_is_group(c))
		add_commands(p, c);
	page_text(p, STYLE_BOLD, STR("Options:"));
	page_newline(p);
	for (int id = OPT_NONE + 1; id < OPT_N; id++)
		if (command_accepts(c, (enum option_id)id))
			add_option(p, option_def((enum option_id)id));
	add_examples(p, str_of(c->examples));
	page_newline(p);
	page_text(p, STYLE_BOLD, STR("Exit status:"));
	page_text(p, STYLE_PLAIN, STR(" "));
	page_wrap(p, STYLE_PLAIN, 0, str_of(exits_of(c)));
	page_newline(p);
}

/* The help of the program. */
static void
add_overview(struct page *p)
{
	page_text(p, STYLE_BOLD, STR("Usage:"));
	page_text(p, STYLE_PLAIN, STR(" cleanclaim COMMAND [OPTION...] ..."));
	page_newline(p);
	page_newline(p);
	add_paragraphs(p, str_of(about));
	add_commands(p, NULL);
	page_wrap(p, STYLE_PLAIN, 0, STR("\"cleanclaim COMMAND --help\" tells "
	    "about each. Begin with \"cleanclaim check FILE\"."));
	page_newline(p);
}

/* ---- for man ------------------------------------------------------------ */

/* Text of a manual page: nothing in it is a request or an escape. */
static void
man_text(struct buf *b, str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];
		bool begins = i == 0 || text.p[i - 1] == '\n';

		if (begins && (c == '.' || c == '\''))
			buf_add(b, STR("\\&"));
		if (c == '-')
			buf_add(b, STR("\\-"));
		else if (c == '\\')
			buf_add(b, STR("\\e"));
		else
			buf_putc(b, c);
	}
}

static void
man_paragraphs(struct buf *b, str text)
{
	while (text.n > 0) {
		man_text(b, str_cut(&text, '\n'));
		buf_add(b, text.n > 0 ? STR("\n.PP\n") : STR("\n"));
	}
}

/* "cleanclaim\-codes\-search", for the program itself "cleanclaim". */
static void
man_name(struct buf *b, const char *name)
{
	buf_add(b, *name != '\0' ? STR("\\-") : STR(""));
	for (; *name != '\0'; name++) {
		if (*name == ' ')
			buf_add(b, STR("\\-"));
		else
			buf_putc(b, *name);
	}
}

static void
man_head(struct buf *b, const char *name, const char *summary)
{
	buf_add(b, STR(".\\\" Written by cleanclaim help --man.\n"
	    ".TH CLEANCLAIM"));
	man_name(b, name);
	buf_fmt(b, " 1 \"\" \"cleanclaim %s\"\n.SH NAME\ncleanclaim",
	    CLEANCLAIM_VERSION);
	man_name(b, name);
	buf_add(b, STR(" \\- "));
	man_text(b, str_of(summary));
	buf_add(b, STR("\n.SH SYNOPSIS\n.B cleanclaim"));
}

static void
man_option(struct buf *b, const struct option_def *o)
{
	buf_add(b, STR(".TP\n"));
	if (o->letter != 0)
		buf_fmt(b, "\\fB\\-%c\\fR, ", o->letter);
	buf_add(b, STR("\\fB\\-\\-"));
	man_text(b, str_of(o->name));
	buf_add(b, STR("\\fR"));
	if (o->argument != NULL)
		buf_fmt(b, "=\\fI%s\\fR", o->argument);
	buf_putc(b, '\n');
	man_text(b, str_of(o->help));
	buf_putc(b, '\n');
}

/* The commands on top, or those of a group, with their pages. */
static void
man_commands(struct buf *b, const struct command *group)
{
	buf_add(b, STR(".SH COMMANDS\n"));
	for (const struct command *c = commands; c->name != NULL; c++) {
		if (group != NULL ? !command_in_group(c, group) :
		    !command_on_top(c))
			continue;
		buf_add(b, STR(".TP\n.BR cleanclaim"));
		man_name(b, c->name);
		buf_add(b, STR(" (1)\n"));
		man_text(b, str_of(c->summary));
		buf_putc(b, '\n');
	}
}

static void
man_command(struct buf *b, const struct command *c)
{
	man_head(b, c->name, c->summary);
	buf_fmt(b, " %s\n[\\fIOPTION\\fR...] ", c->name);
	man_text(b, str_of(c->synopsis));
	buf_add(b, STR("\n.SH DESCRIPTION\n"));
	man_paragraphs(b, str_of(*c->text != '\0' ? c->text : c->summary));
	if (command_is_group(c))
		man_commands(b, c);
	buf_add(b, STR(".SH OPTIONS\n"));
	for (int id = OPT_NONE + 1; id < OPT_N; id++)
		if (command_accepts(c, (enum option_id)id))
			man_option(b, option_def((enum option_id)id));
	buf_fmt(b, ".SH EXIT STATUS\n%s\n.SH EXAMPLES\n.nf\n", exits_of(c));
	man_text(b, str_of(c->examples));
	buf_add(b, STR("\n.fi\n.SH SEE ALSO\n.BR cleanclaim (1)\n"));
}

static void
man_overview(struct buf *b)
{
	man_head(b, "", "check medical claims before they are sent");
	buf_add(b, STR("\n\\fICOMMAND\\fR [\\fIOPTION\\fR...] ...\n"
	    ".SH DESCRIPTION\n"));
	man_paragraphs(b, str_of(about));
	man_commands(b, NULL);
	buf_add(b, STR(".SH ENVIRONMENT\n.TP\n.B NO_COLOR\nWhen set, no colour "
	    "is used unless \\-\\-color asks for it.\n.TP\n.B COLUMNS\n"
	    "The width to fill, instead of the terminal\\(aqs own.\n"
	    ".SH EXIT STATUS\n" EXIT_TEXT "\n"));
}

/* ---- the commands ------------------------------------------------------- */

/* See command.h. */
enum exit_status
cli_help(const struct invocation *in)
{
	const struct command *c = NULL;
	struct output out;
	struct page page;
	unsigned used;

	if (in->n_operands > 0) {
		c = command_by_words(in->operands, in->n_operands, &used);
		if (c == NULL || used < in->n_operands)
			return command_fail(in, "there is no command \"%s%s%s\"",
			    in->operands[0], in->n_operands > 1 ? " " : "",
			    in->n_operands > 1 ? in->operands[1] : "");
	}
	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	if (in->value[OPT_MAN] != NULL && c != NULL)
		man_command(&out.text, c);
	else if (in->value[OPT_MAN] != NULL)
		man_overview(&out.text);
	else if (c != NULL)
		add_command(&page, c);
	else
		add_overview(&page);
	return command_close(in, &out, STATUS_CLEAN);
}

/* See command.h. */
enum exit_status
cli_version(const struct invocation *in)
{
	struct output out;
	struct page page;

	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	buf_add(&out.text, STR("cleanclaim " CLEANCLAIM_VERSION "\n"));
	return command_close(in, &out, STATUS_CLEAN);
}

/* See command.h. */
enum exit_status
cli_group(const struct invocation *in)
{
	struct output out;
	struct page page;

	if (!command_output(in, &out, &page))
		return STATUS_FAILED;
	add_command(&page, in->command);
	if (command_close(in, &out, STATUS_CLEAN) == STATUS_FAILED)
		return STATUS_FAILED;
	return in->n_operands == 0 ? STATUS_FAILED : STATUS_CLEAN;
}
