/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c -- the two tables of command.h. */
#include "cli/command.h"

static const struct option_def options[OPT_N] = {
	[OPT_JSON] = { "json", 'j', NULL,
	    "Print one JSON object a line: every finding, then a summary of "
	    "each file.", NULL },
	[OPT_QUIET] = { "quiet", 'q', NULL,
	    "Print nothing; the exit status alone tells. Stops at the first "
	    "error.", NULL },
	[OPT_MAX] = { "max", 'm', "N",
	    "Show at most N findings of each code in each file; the others "
	    "are counted. 20 unless told; with --json all.", "" },
	[OPT_SEVERITY] = { "severity", 's', "LEVEL",
	    "Leave out what is less severe than LEVEL: info, warning or "
	    "error.", "info warning error" },
	[OPT_SNIP] = { "snip", 0, "TYPES",
	    "Look only at these SNIP types, as in 1,2,3.",
	    "1 1,2 1,2,3 1,2,3,4" },
	[OPT_NO_PHI] = { "no-phi", 0, NULL,
	    "Print nothing that stands inside the file: no value, name, "
	    "claim or control number. Places, codes and advice remain.",
	    NULL },
	[OPT_GUIDE] = { "guide", 'g', "FILE",
	    "Check against this companion guide too (repeatable).", "FILE" },
	[OPT_THREADS] = { "threads", 't', "N",
	    "Work with N threads; as many as there are processors unless "
	    "told. The output is the same for any number.", "1 2 4 8" },
	[OPT_OUTPUT] = { "output", 'o', "FILE",
	    "Write to FILE, which appears complete or not at all.", "FILE" },
	[OPT_CLAIM] = { "claim", 'c', "ID",
	    "Show only the claim with this number (CLM01, CLP01, or TRN02 of a "
	    "276, 277 or 277CA), and what stands above it.", "" },
	[OPT_BRIEF] = { "brief", 'b', NULL,
	    "One line a segment, as it stands in the file.", NULL },
	[OPT_MARKDOWN] = { "markdown", 0, NULL,
	    "Print the reference of all findings as Markdown.", NULL },
	[OPT_MAN] = { "man", 0, NULL,
	    "Print the manual page, for man.", NULL },
	[OPT_TO] = { "to", 0, "FORM",
	    "Write json or x12; the other one than what is read unless told.",
	    "json x12" },
	[OPT_CSV] = { "csv", 0, "KIND",
	    "Write a table instead, for a spreadsheet, with a row for each of "
	    "the claims, lines, payments or adjustments.",
	    "claims lines payments adjustments" },
	[OPT_ANYWAY] = { "anyway", 0, NULL,
	    "Let --output appear also when there are errors, with what could "
	    "be converted.", NULL },
	[OPT_POSITIONS] = { "positions", 0, NULL,
	    "Write into JSON where in the X12 file everything was: \"at\".",
	    NULL },
	[OPT_SCHEMA] = { "schema", 0, NULL,
	    "Print the JSON Schema of the records.", NULL },
	[OPT_LINES] = { "lines", 0, NULL,
	    "Write each segment of X12 on a line of its own.", NULL },
	[OPT_TA1] = { "ta1", 0, "FILE",
	    "Answer each interchange with a TA1, written to FILE.", "FILE" },
	[OPT_999] = { "999", 0, "FILE",
	    "Answer each group with a 999, written to FILE.", "FILE" },
	[OPT_277CA] = { "277ca", 0, "FILE",
	    "Answer every claim with a 277CA, written to FILE.", "FILE" },
	[OPT_AT] = { "at", 0, "TIME",
	    "Date the answers CCYYMMDDHHMM; now unless told.", "" },
	[OPT_NUMBER] = { "number", 0, "N",
	    "Number the answering interchanges from N on; from 1 unless "
	    "told.", "" },
	[OPT_CLEARINGHOUSE] = { "clearinghouse", 0, NULL,
	    "Answer as a clearinghouse, which has received the claims, not "
	    "as a payer, who has taken them for processing.", NULL },
	[OPT_READ] = { "read", 'r', NULL,
	    "Read answers (TA1, 999, 277CA) and say what each is about.",
	    NULL },
	[OPT_FOR] = { "for", 'f', "FILE",
	    "With --read: FILE is what was answered; say which segment of it "
	    "an answer is about.", "FILE" },
	[OPT_COLOR] = { "color", 0, "WHEN",
	    "Use colour always, never, or (auto) on a terminal.",
	    "auto always never" },
	[OPT_HELP] = { "help", 'h', NULL, "Print this help.", NULL },
};

const struct command commands[] = {
	{ "check", "FILE|DIRECTORY|-...",
	    "check X12 files and say what is wrong, where, and how to mend it",
	    "Reads claims (837), remittances (835), acknowledgements (999) "
	    "and checks them against the HIPAA implementation guides: syntax "
	    "(SNIP type 1), the guide (2), sums (3) and what segments ask of "
	    "each other (4).\n"
	    "A directory is searched with everything below it, in order of "
	    "name; hidden files are left out. \"-\" is standard input.\n"
	    "A file with faults never stops the check. \"cleanclaim explain "
	    "CODE\" tells more about a finding.",
	    "cleanclaim check claims.edi\n"
	    "cleanclaim check --json outbox/ >findings.jsonl\n"
	    "cleanclaim check --quiet claims.edi && send claims.edi\n"
	    "cleanclaim check --guide acme.guide --severity error claims.edi",
	    "files",
	    { OPT_JSON, OPT_QUIET, OPT_MAX, OPT_SEVERITY, OPT_SNIP, OPT_NO_PHI,
	      OPT_GUIDE, OPT_THREADS, OPT_TA1, OPT_999, OPT_277CA, OPT_AT,
	      OPT_NUMBER, OPT_CLEARINGHOUSE, OPT_OUTPUT },
	    1, 1000000000, cli_check },
	{ "convert", "FILE|DIRECTORY|-...",
	    "convert X12 to JSON and back, or to a table",
	    "X12 becomes JSON, one record a line: interchange, group and "
	    "transaction, then each claim or payment with all that belongs to "
	    "it. JSON becomes X12 again, the same as it was. docs/json.md "
	    "tells about the records, docs/schema describes them.\n"
	    "Findings go to standard error; X12 is checked for its form, not "
	    "by the rules (see check). Of JSON, a record that no guide can "
	    "carry is refused, with the path of the member. When there are "
	    "errors, --output does not appear.",
	    "cleanclaim convert claims.edi | jq .charge\n"
	    "cleanclaim convert claims.jsonl -o claims.edi\n"
	    "cleanclaim convert --csv lines outbox/ -o lines.csv",
	    "files",
	    { OPT_TO, OPT_CSV, OPT_ANYWAY, OPT_POSITIONS, OPT_LINES, OPT_SCHEMA,
	      OPT_MAX, OPT_NO_PHI, OPT_GUIDE, OPT_OUTPUT },
	    0, 1000000000, cli_convert },
	{ "ack", "FILE|DIRECTORY|-...",
	    "answer X12 files with TA1, 999 and 277CA, or read such answers",
	    "Checks the files and writes the answers that a receiver owes: a "
	    "TA1 to each interchange, a 999 to each group, a 277CA to the "
	    "claims of each transaction that the 999 accepts. They go back to "
	    "the sender, with numbers of their own. An answer's FILE appears "
	    "complete or not at all; \"-\" is standard output.\n"
	    "With --read the files are answers: of each the command says "
	    "which interchange, group, transaction, claim and line it belongs "
	    "to, and what it says of it.",
	    "cleanclaim ack claims.edi --999 claims.999 --277ca claims.277\n"
	    "cleanclaim ack claims.edi --ta1 - --clearinghouse\n"
	    "cleanclaim ack --read answers/ --for claims.edi\n"
	    "cleanclaim ack --read --json answers/ >answers.jsonl",
	    "files",
	    { OPT_TA1, OPT_999, OPT_277CA, OPT_AT, OPT_NUMBER,
	      OPT_CLEARINGHOUSE, OPT_READ, OPT_FOR, OPT_JSON, OPT_QUIET,
	      OPT_NO_PHI, OPT_GUIDE, OPT_OUTPUT },
	    1, 1000000000, cli_ack },
	{ "show", "FILE|-",
	    "show a file as a labelled tree, with the findings in their place",
	    "Every loop, segment and element with its name, indented as the "
	    "guide nests them. What is wrong stands below the element that it "
	    "is about.",
	    "cleanclaim show claims.edi | less -R\n"
	    "cleanclaim show --claim PCN0001 claims.edi\n"
	    "cleanclaim show --brief claims.edi",
	    "files",
	    { OPT_CLAIM, OPT_BRIEF, OPT_NO_PHI, OPT_GUIDE, OPT_OUTPUT },
	    1, 1, cli_show },
	{ "explain", "[CODE...]",
	    "explain a finding: what it means, why it matters, an example",
	    "Without a CODE, lists all codes by SNIP type.",
	    "cleanclaim explain segment-count\n"
	    "cleanclaim explain",
	    "codes", { OPT_MARKDOWN, OPT_OUTPUT },
	    0, 1000, cli_explain },
	{ "guide", "[ID [PLACE]]",
	    "show an implementation guide as a tree, or one place of it",
	    "Without an ID, lists the guides. With an ID, prints its loops and "
	    "segments: usage (R required, S situational, N not used), how "
	    "often each may come, and what it is. PLACE is a loop (2010AA), "
	    "a segment (2300/CLM) or one of several by its code "
	    "(2300/REF:G1); of a segment, the elements and codes are shown.",
	    "cleanclaim guide\n"
	    "cleanclaim guide 837P\n"
	    "cleanclaim guide 837P 2300/CLM\n"
	    "cleanclaim guide --guide acme.guide 837P 2010BB",
	    "guides", { OPT_GUIDE, OPT_OUTPUT },
	    0, 2, cli_guide },
	{ "completion", "bash|zsh|fish",
	    "print the completion script for a shell",
	    "Load it where the shell starts.",
	    "source <(cleanclaim completion bash)\n"
	    "cleanclaim completion zsh >~/.zfunc/_cleanclaim\n"
	    "cleanclaim completion fish "
	    ">~/.config/fish/completions/cleanclaim.fish",
	    "shells", { OPT_OUTPUT },
	    1, 1, cli_completion },
	{ "help", "[COMMAND]",
	    "tell about a command, or list them all", "",
	    "cleanclaim help check\n"
	    "cleanclaim help --man check | man -l -",
	    "commands", { OPT_MAN, OPT_OUTPUT },
	    0, 1, cli_help },
	{ "version", "", "print the version", "", "cleanclaim version", "",
	    { OPT_NONE }, 0, 0, cli_version },
	{ .name = NULL },
};

/* See command.h. */
const struct option_def *
option_def(enum option_id id)
{
	return &options[id];
}
