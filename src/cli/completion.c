/* SPDX-License-Identifier: Apache-2.0 */
/*
 * completion.c -- completion scripts, written from the tables.
 *
 * For bash and zsh one function looks up what may follow in two lists made
 * here; fish has a line for each option.
 */
#include "base/finding.h"
#include "cli/command.h"

/* The words that operand kind `kind` offers, a space before each. */
static void
add_operands(struct buf *b, const char *kind, const struct guide_set *set)
{
	if (strcmp(kind, "codes") == 0)
		for (int i = 0; i < FINDING_N; i++)
			buf_fmt(b, " " STR_FMT,
			    STR_ARG(finding_def((enum finding_code)i)->code));
	if (strcmp(kind, "commands") == 0)
		for (const struct command *c = commands; c->name != NULL; c++)
			if (command_on_top(c))
				buf_fmt(b, " %s", c->name);
	if (strcmp(kind, "shells") == 0)
		buf_add(b, STR(" bash zsh fish"));
	if (strcmp(kind, "guides") == 0)
		for (size_t i = 0; i < set->guides.n; i++)
			buf_fmt(b, " " STR_FMT,
			    STR_ARG(set->guides.v[i]->id));
}

/* The second words of a group. */
static void
add_group(struct buf *b, const struct command *group)
{
	for (const struct command *c = commands; c->name != NULL; c++)
		if (command_in_group(c, group))
			buf_fmt(b, " %s", c->name + strlen(group->name) + 1);
}

static void
add_options(struct buf *b, const struct command *c)
{
	for (int id = OPT_NONE + 1; id < OPT_N; id++)
		if (command_accepts(c, (enum option_id)id))
			buf_fmt(b, " --%s",
			    option_def((enum option_id)id)->name);
}

/* Cases of the shell: what each command and each option's argument offers. */
static void
add_cases(struct buf *b, const struct guide_set *set)
{
	buf_add(b, STR("\tcase $prev in\n"));
	for (int id = OPT_NONE + 1; id < OPT_N; id++) {
		const struct option_def *o = option_def((enum option_id)id);

		if (o->words != NULL && strcmp(o->words, "FILE") == 0)
			buf_fmt(b, "\t--%s) files=yes; return ;;\n", o->name);
		else if (o->words != NULL)
			buf_fmt(b, "\t--%s) offer=\"%s\"; return ;;\n",
			    o->name, o->words);
	}
	buf_add(b, STR("\tesac\n\tcase $command in\n"));
	for (const struct command *c = commands; c->name != NULL; c++) {
		buf_fmt(b, "\t\"%s\") options=\"", c->name);
		add_options(b, c);
		buf_add(b, STR("\"; offer=\""));
		add_operands(b, c->complete, set);
		if (command_is_group(c))
			add_group(b, c);
		buf_fmt(b, "\"%s ;;\n", strcmp(c->complete, "files") == 0 ?
		    "; files=yes" : "");
	}
	buf_add(b, STR("\t*) offer=\""));
	add_operands(b, "commands", set);
	buf_add(b, STR("\"; options=\"--help --version\" ;;\n\tesac\n"));
}

/* The names of groups, as a pattern of the shell. */
static void
add_groups(struct buf *b)
{
	bool first = true;

	for (const struct command *c = commands; c->name != NULL; c++) {
		if (!command_is_group(c))
			continue;
		buf_fmt(b, "%s%s", first ? "" : "|", c->name);
		first = false;
	}
}

static void
add_bash(struct buf *b, const struct guide_set *set)
{
	buf_add(b, STR("# bash completion for cleanclaim\n"
	    "_cleanclaim_words() {\n"));
	add_cases(b, set);
	buf_add(b, STR("}\n"
	    "_cleanclaim() {\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
	    "\tlocal prev=${COMP_WORDS[COMP_CWORD-1]}\n"
	    "\tlocal command= offer= options= files=\n"
	    "\t[ \"$COMP_CWORD\" -gt 1 ] && command=${COMP_WORDS[1]}\n"
	    "\t[ \"$COMP_CWORD\" -gt 2 ] && case $command in\n\t"));
	add_groups(b);
	buf_add(b, STR(") command=\"$command ${COMP_WORDS[2]}\" ;; esac\n"
	    "\t_cleanclaim_words\n"
	    "\tcase $cur in -*) offer=$options; files= ;; esac\n"
	    "\tCOMPREPLY=($(compgen -W \"$offer\" -- \"$cur\"))\n"
	    "\t[ -z \"$files\" ] || "
	    "COMPREPLY+=($(compgen -f -- \"$cur\"))\n"
	    "}\n"
	    "complete -o filenames -F _cleanclaim cleanclaim\n"));
}

static void
add_zsh(struct buf *b, const struct guide_set *set)
{
	buf_add(b, STR("#compdef cleanclaim\n_cleanclaim_words() {\n"));
	add_cases(b, set);
	buf_add(b, STR("}\n"
	    "_cleanclaim() {\n"
	    "\tlocal cur=$words[CURRENT] prev=$words[CURRENT-1]\n"
	    "\tlocal command= offer= options= files=\n"
	    "\t(( CURRENT > 2 )) && command=$words[2]\n"
	    "\t(( CURRENT > 3 )) && case $command in\n\t"));
	add_groups(b);
	buf_add(b, STR(") command=\"$command $words[3]\" ;; esac\n"
	    "\t_cleanclaim_words\n"
	    "\tcase $cur in -*) offer=$options; files= ;; esac\n"
	    "\t[[ -z $offer ]] || compadd -- ${=offer}\n"
	    "\t[[ -z $files ]] || _files\n"
	    "}\n"
	    "if [ \"$funcstack[1]\" = _cleanclaim ]; then\n"
	    "\t_cleanclaim \"$@\"\n"
	    "else\n"
	    "\tcompdef _cleanclaim cleanclaim\n"
	    "fi\n"));
}

/* A text in single quotes for fish. */
static void
add_quoted(struct buf *b, str text)
{
	buf_putc(b, '\'');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\'' || text.p[i] == '\\')
			buf_putc(b, '\\');
		buf_putc(b, text.p[i]);
	}
	buf_putc(b, '\'');
}

static void
add_fish_option(struct buf *b, const struct command *c,
    const struct option_def *o)
{
	buf_fmt(b, "complete -c cleanclaim -n '__cleanclaim_is %s' -l %s",
	    c->name, o->name);
	if (o->letter != 0)
		buf_fmt(b, " -s %c", o->letter);
	if (o->argument != NULL && strcmp(o->words, "FILE") == 0)
		buf_add(b, STR(" -rF"));
	else if (o->argument != NULL)
		buf_fmt(b, " -xa '%s'", o->words);
	buf_add(b, STR(" -d "));
	add_quoted(b, str_of(o->help));
	buf_putc(b, '\n');
}

/* Does the line begin with these words? */
#define FISH_IS \
	"function __cleanclaim_is\n" \
	"    set -l said (commandline -opc)\n" \
	"    set -l n (count $argv)\n" \
	"    test (count $said) -gt $n\n" \
	"    and test \"$said[2..(math $n + 1)]\" = \"$argv\"\n" \
	"end\n"

/* The name of a command: on top the first word, in a group the second. */
static void
add_fish_name(struct buf *b, const struct command *c)
{
	const char *last = strrchr(c->name, ' ');

	buf_add(b, STR("complete -c cleanclaim -n "));
	if (last == NULL)
		buf_fmt(b, "__fish_use_subcommand -a %s -d ", c->name);
	else
		buf_fmt(b, "'__cleanclaim_is %.*s; and test (count "
		    "(commandline -opc)) -eq 2' -a %s -d ",
		    (int)(last - c->name), c->name, last + 1);
	add_quoted(b, str_of(c->summary));
	buf_putc(b, '\n');
}

static void
add_fish(struct buf *b, const struct guide_set *set)
{
	buf_add(b, STR("# fish completion for cleanclaim\n" FISH_IS
	    "complete -c cleanclaim -f\n"));
	for (const struct command *c = commands; c->name != NULL; c++) {
		add_fish_name(b, c);
		buf_fmt(b, "complete -c cleanclaim -n '__cleanclaim_is %s' ",
		    c->name);
		if (strcmp(c->complete, "files") == 0) {
			buf_add(b, STR("-F\n"));
		} else {
			buf_add(b, STR("-a '"));
			add_operands(b, c->complete, set);
			buf_add(b, STR("'\n"));
		}
		for (int id = OPT_NONE + 1; id < OPT_N; id++)
			if (command_accepts(c, (enum option_id)id))
				add_fish_option(b, c,
				    option_def((enum option_id)id));
	}
}

static const struct {
	const char *name;
	void (*add)(struct buf *b, const struct guide_set *set);
} shells[] = {
	{ "bash", add_bash }, { "zsh", add_zsh }, { "fish", add_fish },
};

/* See command.h. */
enum exit_status
cli_completion(const struct invocation *in)
{
	struct guide_set set;
	struct output out;
	struct page page;
	size_t i, n = sizeof shells / sizeof shells[0];

	for (i = 0; i < n; i++)
		if (strcmp(in->operands[0], shells[i].name) == 0)
			break;
	if (i == n)
		return command_fail(in, "there is no completion for \"%s\", "
		    "only for bash, zsh and fish", in->operands[0]);
	if (!command_guides(in, &set))
		return STATUS_FAILED;
	if (!command_output(in, &out, &page)) {
		guide_set_fini(&set);
		return STATUS_FAILED;
	}
	shells[i].add(&out.text, &set);
	guide_set_fini(&set);
	return command_close(in, &out, STATUS_CLEAN);
}
