/* SPDX-License-Identifier: Apache-2.0 */
/*
 * command.h -- the commands, their options, and the parsing of both.
 *
 * One table of commands and one of options feed dispatch, --help, the man
 * pages and the shell completion.  A command is a row and a function; it gets
 * an invocation and answers with an exit status.
 *
 *   M1  a command accepts exactly the options of its row
 *   M2  what cannot be run says so in one line on standard error and exits
 *       with STATUS_FAILED
 */
#ifndef CC_CLI_COMMAND_H
#define CC_CLI_COMMAND_H

#include "base/err.h"
#include "base/str.h"
#include "cli/output.h"
#include "cli/page.h"
#include "x12/guide.h"

enum exit_status {
	STATUS_CLEAN,		/* done; no finding of severity error */
	STATUS_FINDINGS,	/* done; errors were found */
	STATUS_FAILED,		/* could not run */
};

enum option_id { OPT_NONE, OPT_JSON, OPT_QUIET, OPT_MAX, OPT_SEVERITY,
	OPT_SNIP, OPT_NO_PHI, OPT_GUIDE, OPT_THREADS, OPT_OUTPUT, OPT_CLAIM,
	OPT_BRIEF, OPT_MARKDOWN, OPT_MAN, OPT_TA1, OPT_999, OPT_277CA, OPT_AT,
	OPT_NUMBER, OPT_CLEARINGHOUSE, OPT_READ, OPT_FOR, OPT_TO, OPT_CSV,
	OPT_ANYWAY, OPT_POSITIONS, OPT_LINES, OPT_SCHEMA, OPT_BOOK, OPT_SET,
	OPT_ON, OPT_LIMIT, OPT_ALL, OPT_VERBOSE, OPT_DESPITE, OPT_LOCALITY,
	OPT_CARRIER, OPT_POS, OPT_UNITS, OPT_MINUTES, OPT_MODEL,
	OPT_SEGMENT, OPT_AGE, OPT_SEX, OPT_CHECK, OPT_ACCEPT, OPT_FROM,
	OPT_COLOR, OPT_HELP, OPT_N };

struct option_def {
	const char *name;	/* without dashes */
	char	 letter;	/* 0: none */
	const char *argument;	/* its name in the help; NULL: a flag */
	const char *help;
	const char *words;	/* for completion: choices, "FILE", or NULL */
};

#define COMMAND_OPTIONS	18
#define COMMAND_GUIDES	16

struct invocation {
	const struct command *command;
	/* The argument, "" for a flag, NULL for an option not given; of an
	 * option given twice, the last. */
	const char *value[OPT_N];
	const char *guides[COMMAND_GUIDES];	/* every --guide */
	unsigned n_guides;
	char	*const *operands;
	unsigned n_operands;
};

/* A name of two words, "codes search", is a command of the group "codes",
 * which has a row too. */
struct command {
	const char *name;
	const char *synopsis;	/* its operands */
	const char *summary;	/* one line, no full stop */
	const char *text;	/* paragraphs, a line break between them */
	const char *examples;	/* one command line a line */
	const char *complete;	/* operands: "files", "codes", "guides",
				 * "commands", "shells"; "group": none, there
				 * are commands below it */
	enum option_id options[COMMAND_OPTIONS]; /* beside --color, --help */
	unsigned least, most;	/* operands */
	enum exit_status (*run)(const struct invocation *in);
	const char *exits;	/* its exit statuses; NULL: as of check */
};

extern const struct command commands[];	/* ends with a NULL name */

/* The row of an option. */
const struct option_def *option_def(enum option_id id);

/* The command called `name`, or NULL. */
const struct command *command_by_name(const char *name);

/* The command that the first of `n` words name, two of them or one, or NULL;
 * *used is how many. */
const struct command *command_by_words(char *const *words, unsigned n,
    unsigned *used);

/* Does `c` belong to `group`? */
bool command_in_group(const struct command *c, const struct command *group);

/* Does its name have one word? */
bool command_on_top(const struct command *c);

/* Are there commands below it? */
bool command_is_group(const struct command *c);

/* True when `c` accepts `id`. */
bool command_accepts(const struct command *c, enum option_id id);

/* Run the program; returns its exit status. */
int command_main(int argc, char **argv);

/* ---- for the commands ----------------------------------------------- */

/* Say "command: ..." on standard error (M2); returns STATUS_FAILED. */
enum exit_status PRINTF(2, 3) command_fail(const struct invocation *in,
    const char *fmt, ...);

/*
 * The number of option `id`, `otherwise` when it was not given.  False, and
 * said (M2), when it is not a whole number of `least` to `most`.
 */
bool command_number(const struct invocation *in, enum option_id id,
    uint64_t least, uint64_t most, uint64_t otherwise, uint64_t *out);

/*
 * Open the answer's place, as --output says, and a page on it.  False, and
 * said (M2), when it cannot be.  Ends with command_close().
 */
bool command_output(const struct invocation *in, struct output *out,
    struct page *page);

/* Close the answer; `status`, or STATUS_FAILED, and said, when it could not be
 * written.  A file is kept unless `status` is STATUS_FAILED. */
enum exit_status command_close(const struct invocation *in,
    struct output *out, enum exit_status status);

/*
 * Load the built-in guides and every --guide into *set.  False, and said (M2),
 * when one cannot be read; *set is then freed.
 */
bool command_guides(const struct invocation *in, struct guide_set *set);

/* ---- the commands, one file each ------------------------------------ */

/* check FILE...: report what is wrong. */
enum exit_status cli_check(const struct invocation *in);
/* convert FILE...: X12 to JSON, and back. */
enum exit_status cli_convert(const struct invocation *in);
/* ack FILE...: answer files; ack --read FILE...: read answers. */
enum exit_status cli_ack(const struct invocation *in);
/* show FILE: the file as a tree, with what is wrong in its place. */
enum exit_status cli_show(const struct invocation *in);
/* explain CODE...: what a finding means. */
enum exit_status cli_explain(const struct invocation *in);
/* guide [ID [PLACE]]: an implementation guide as a tree. */
enum exit_status cli_guide(const struct invocation *in);
/* help [COMMAND]. */
enum exit_status cli_help(const struct invocation *in);
/* codes: what the commands of the group are; see help.c. */
enum exit_status cli_group(const struct invocation *in);
/* codes build FILE... -o BOOK: a codebook of publishers' files. */
enum exit_status cli_codes_build(const struct invocation *in);
/* codes check CODE...: are they valid, alone and together. */
enum exit_status cli_codes_check(const struct invocation *in);
/* codes diff A B: what changed between books or releases. */
enum exit_status cli_codes_diff(const struct invocation *in);
/* codes import FILE...: into the installed book. */
enum exit_status cli_codes_import(const struct invocation *in);
/* codes search QUERY...: codes found by words. */
enum exit_status cli_codes_search(const struct invocation *in);
/* codes show CODE...: all that is known of a code. */
enum exit_status cli_codes_show(const struct invocation *in);
/* codes status: the sets, and how old they are. */
enum exit_status cli_codes_status(const struct invocation *in);
/* hcc DIAGNOSIS...: condition categories. */
enum exit_status cli_hcc(const struct invocation *in);
/* codes tree [CODE]: above, beside, below. */
enum exit_status cli_codes_tree(const struct invocation *in);
/* codes update: fetch what is due. */
enum exit_status cli_codes_update(const struct invocation *in);
/* price CODE...: by the physician fee schedule. */
enum exit_status cli_price(const struct invocation *in);
/* completion SHELL. */
enum exit_status cli_completion(const struct invocation *in);
/* version. */
enum exit_status cli_version(const struct invocation *in);

#endif
