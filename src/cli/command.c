/* SPDX-License-Identifier: Apache-2.0 */
/* command.c -- options through getopt_long(), from the rows of commands.c. */
#include "cli/command.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/suggest.h"
#include "cli/terminal.h"

/* See command.h. */
const struct command *
command_by_name(const char *name)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

/* See command.h. */
bool
command_on_top(const struct command *c)
{
	return strchr(c->name, ' ') == NULL;
}

/* See command.h. */
bool
command_is_group(const struct command *c)
{
	return strcmp(c->complete, "group") == 0;
}

/* See command.h. */
bool
command_in_group(const struct command *c, const struct command *group)
{
	size_t n = strlen(group->name);

	return strncmp(c->name, group->name, n) == 0 && c->name[n] == ' ';
}

/* See command.h. */
const struct command *
command_by_words(char *const *words, unsigned n, unsigned *used)
{
	const struct command *group;

	*used = 1;
	group = n > 0 ? command_by_name(words[0]) : NULL;
	if (group == NULL || !command_is_group(group) || n < 2)
		return group;
	*used = 2;
	for (const struct command *c = commands; c->name != NULL; c++)
		if (command_in_group(c, group) &&
		    strcmp(c->name + strlen(group->name) + 1, words[1]) == 0)
			return c;
	return NULL;
}

/* See command.h. */
bool
command_accepts(const struct command *c, enum option_id id)
{
	if (id == OPT_COLOR || id == OPT_HELP)
		return true;
	for (unsigned i = 0; i < COMMAND_OPTIONS; i++)
		if (id != OPT_NONE && c->options[i] == id)
			return true;
	return false;
}

/* See command.h. */
enum exit_status
command_fail(const struct invocation *in, const char *fmt, ...)
{
	char text[400];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	log_line(LOG_ERROR, "%s: %s", in->command->name, text);
	return STATUS_FAILED;
}

/* See command.h. */
bool
command_number(const struct invocation *in, enum option_id id,
    uint64_t least, uint64_t most, uint64_t otherwise, uint64_t *out)
{
	const char *said = in->value[id];

	*out = otherwise;
	if (said == NULL)
		return true;
	if (str_to_u64(str_of(said), most, out) && *out >= least)
		return true;
	command_fail(in, "--%s takes a whole number of %llu to %llu, not "
	    "\"%s\"", option_def(id)->name, (unsigned long long)least,
	    (unsigned long long)most, said);
	return false;
}

/* See command.h. */
bool
command_output(const struct invocation *in, struct output *out,
    struct page *page)
{
	const char *path = in->value[OPT_OUTPUT];
	struct err err;

	/* A file is no terminal, and as wide as one of which nothing is
	 * known. */
	if (!terminal_page(page, path != NULL ? -1 : STDOUT_FILENO,
	    in->value[OPT_COLOR], &out->text)) {
		command_fail(in, "--color takes always, never or auto, not "
		    "\"%s\"", in->value[OPT_COLOR]);
		return false;
	}
	if (output_open(out, path, &err) == RC_OK)
		return true;
	command_fail(in, "%s", err.msg);
	return false;
}

/* See command.h. */
enum exit_status
command_close(const struct invocation *in, struct output *out,
    enum exit_status status)
{
	struct err err;

	if (output_close(out, status != STATUS_FAILED, &err) != RC_OK)
		return command_fail(in, "%s", err.msg);
	return status;
}

/* Read one companion guide into *set. */
static enum rc
read_guide(struct guide_set *set, const char *path, struct err *err)
{
	struct file_map file;
	enum rc rc;

	rc = file_map(path, &file, err);
	if (rc != RC_OK)
		return rc;
	rc = guide_set_read(set, str_of(path), file.text, err);
	file_unmap(&file);
	return rc;
}

/* See command.h. */
bool
command_guides(const struct invocation *in, struct guide_set *set)
{
	struct err err;
	enum rc rc;

	rc = guide_set_init(set, &err);
	for (unsigned i = 0; rc == RC_OK && i < in->n_guides; i++)
		rc = read_guide(set, in->guides[i], &err);
	if (rc == RC_OK)
		return true;
	command_fail(in, "%s", err.msg);
	guide_set_fini(set);
	return false;
}

/* ---- options ------------------------------------------------------------ */

/* What getopt_long() wants, made of the rows that `c` accepts. */
struct parser {
	struct option longs[OPT_N + 1];
	char shorts[2 * OPT_N + 2];
};

static void
make_parser(const struct command *c, struct parser *p)
{
	size_t n = 0, at = 0;

	memset(p, 0, sizeof *p);
	p->shorts[at++] = ':';
	for (int id = OPT_NONE + 1; id < OPT_N; id++) {
		const struct option_def *o = option_def((enum option_id)id);

		if (!command_accepts(c, (enum option_id)id))
			continue;
		p->longs[n++] = (struct option){ o->name,
		    o->argument != NULL ? required_argument : no_argument,
		    NULL, 256 + id };
		if (o->letter == 0)
			continue;
		p->shorts[at++] = o->letter;
		if (o->argument != NULL)
			p->shorts[at++] = ':';
	}
}

static enum option_id
option_by_letter(int letter)
{
	for (int id = OPT_NONE + 1; id < OPT_N; id++)
		if (option_def((enum option_id)id)->letter == letter)
			return (enum option_id)id;
	return OPT_NONE;
}

/* Say that `given` is no option of the command, and what it may have meant. */
static void
unknown_option(const struct invocation *in, const char *given)
{
	struct suggestion s;
	str name = str_of(given);

	if (optopt != 0 || !str_starts(name, STR("--"))) {
		command_fail(in, "there is no option -%c "
		    "(see cleanclaim %s --help)", optopt, in->command->name);
		return;
	}
	name = (str){ name.p + 2, name.n - 2 };
	name = str_cut(&name, '=');
	suggest_begin(&s, name);
	for (int id = OPT_NONE + 1; id < OPT_N; id++)
		if (command_accepts(in->command, (enum option_id)id))
			suggest_offer(&s,
			    str_of(option_def((enum option_id)id)->name));
	if (s.best.n > 0)
		command_fail(in, "there is no option --" STR_FMT
		    "; did you mean --" STR_FMT "?", STR_ARG(name),
		    STR_ARG(s.best));
	else
		command_fail(in, "there is no option --" STR_FMT
		    " (see cleanclaim %s --help)", STR_ARG(name),
		    in->command->name);
}

/* An option of the row is there, but not as it should be. */
static void
wrong_option(const struct invocation *in, int why, const char *given)
{
	enum option_id id = optopt >= 256 ? (enum option_id)(optopt - 256) :
	    option_by_letter(optopt);
	const struct option_def *o = option_def(id);

	if (id != OPT_NONE && why == ':')
		command_fail(in, "--%s needs an argument, %s", o->name,
		    o->argument);
	else if (id != OPT_NONE && optopt >= 256)
		command_fail(in, "--%s takes no argument", o->name);
	else
		unknown_option(in, given);
}

static bool
set_option(struct invocation *in, enum option_id id, const char *argument)
{
	in->value[id] = argument != NULL ? argument : "";
	if (id != OPT_GUIDE)
		return true;
	if (in->n_guides == COMMAND_GUIDES) {
		command_fail(in, "--guide may be given %d times at most",
		    COMMAND_GUIDES);
		return false;
	}
	in->guides[in->n_guides++] = argument;
	return true;
}

/* Fill in->value and the operands; false when something is wrong, said. */
static bool
parse(struct invocation *in, int argc, char **argv)
{
	struct parser p;
	int got;

	make_parser(in->command, &p);
	opterr = 0;
	optind = 1;
	for (;;) {
		optopt = 0;
		got = getopt_long(argc, argv, p.shorts, p.longs, NULL);
		if (got == -1)
			break;
		if (got == '?' || got == ':') {
			wrong_option(in, got, argv[optind - 1]);
			return false;
		}
		if (!set_option(in, got >= 256 ? (enum option_id)(got - 256) :
		    option_by_letter(got), optarg))
			return false;
	}
	in->operands = argv + optind;
	in->n_operands = (unsigned)(argc - optind);
	return true;
}

static bool
operands_fit(const struct invocation *in)
{
	const struct command *c = in->command;

	if (in->n_operands < c->least)
		command_fail(in, "nothing to do: usage is cleanclaim %s "
		    "[OPTION...] %s", c->name, c->synopsis);
	else if (in->n_operands > c->most)
		command_fail(in, "\"%s\" is too much: usage is cleanclaim %s"
		    "%s%s", in->operands[c->most], c->name,
		    *c->synopsis != '\0' ? " " : "", c->synopsis);
	else
		return true;
	return false;
}

/* ---- dispatch ----------------------------------------------------------- */

/* Run `c`, whose name is the `words` words up to argv[0]. */
static enum exit_status
run(const struct command *c, unsigned words, int argc, char **argv)
{
	struct invocation in = { .command = c };

	if (!parse(&in, argc, argv))
		return STATUS_FAILED;
	if (in.value[OPT_HELP] != NULL) {
		in.operands = argv + 1 - words;
		in.n_operands = words;
		return cli_help(&in);
	}
	if (!operands_fit(&in))
		return STATUS_FAILED;
	return c->run(&in);
}

/* Say that a group has no command `name`. */
static enum exit_status
unknown_in_group(const struct command *group, const char *name)
{
	size_t n = strlen(group->name) + 1;
	struct suggestion s;

	suggest_begin(&s, str_of(name));
	for (const struct command *c = commands; c->name != NULL; c++)
		if (command_in_group(c, group))
			suggest_offer(&s, str_of(c->name + n));
	if (s.best.n > 0)
		log_line(LOG_ERROR, "there is no command \"%s %s\"; did you "
		    "mean \"%s " STR_FMT "\"?", group->name, name, group->name,
		    STR_ARG(s.best));
	else
		log_line(LOG_ERROR, "there is no command \"%s %s\" (see "
		    "cleanclaim help %s)", group->name, name, group->name);
	return STATUS_FAILED;
}

static enum exit_status
unknown_command(const char *name)
{
	struct suggestion s;

	suggest_begin(&s, str_of(name));
	for (const struct command *c = commands; c->name != NULL; c++)
		if (command_on_top(c))
			suggest_offer(&s, str_of(c->name));
	if (s.best.n > 0)
		log_line(LOG_ERROR, "there is no command \"%s\"; did you mean "
		    "\"" STR_FMT "\"?", name, STR_ARG(s.best));
	else if (access(name, F_OK) == 0)
		log_line(LOG_ERROR, "there is no command \"%s\"; did you mean "
		    "\"cleanclaim check %s\"?", name, name);
	else
		log_line(LOG_ERROR, "there is no command \"%s\" (see "
		    "cleanclaim help)", name);
	return STATUS_FAILED;
}

/* Find the command that the words from argv[1] on name, and run it. */
static enum exit_status
dispatch(int argc, char **argv)
{
	unsigned used, n = argc > 2 && argv[2][0] != '-' ? 2 : 1;
	const struct command *c = command_by_words(argv + 1, n, &used);

	if (c != NULL)
		return run(c, used, argc - (int)used, argv + used);
	if (used == 2)
		return unknown_in_group(command_by_name(argv[1]), argv[2]);
	return unknown_command(argv[1]);
}

/* See command.h. */
int
command_main(int argc, char **argv)
{
	static char help[] = "help", version[] = "version", *none[] = { help,
	    NULL };
	const char *first = argc > 1 ? argv[1] : "";

	if (argc < 2) {
		run(command_by_name(help), 1, 1, none);
		return STATUS_FAILED;
	}
	if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0)
		argv[1] = help;
	if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0)
		argv[1] = version;
	if (argv[1][0] == '-') {
		log_line(LOG_ERROR, "the command comes first: cleanclaim "
		    "COMMAND [OPTION...] (see cleanclaim help)");
		return STATUS_FAILED;
	}
	return dispatch(argc, argv);
}
