/* SPDX-License-Identifier: Apache-2.0 */
/* commands.c -- the table of commands of command.h. */
#include "cli/command.h"

#define CANNOT "2 when the command could not run."

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
	    1, 1000000000, cli_check, NULL },
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
	    0, 1000000000, cli_convert, NULL },
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
	    1, 1000000000, cli_ack, NULL },
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
	    1, 1, cli_show, NULL },
	{ "explain", "[CODE...]",
	    "explain a finding: what it means, why it matters, an example",
	    "Without a CODE, lists all codes by SNIP type.",
	    "cleanclaim explain segment-count\n"
	    "cleanclaim explain",
	    "codes", { OPT_MARKDOWN, OPT_OUTPUT },
	    0, 1000, cli_explain, NULL },
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
	    0, 2, cli_guide, NULL },
	{ "codes", "COMMAND",
	    "search, check, compare and renew the code sets",
	    "A codebook holds the official code sets and edit tables: "
	    "ICD-10-CM and PCS, HCPCS, NCCI edits, fee schedules, adjustment "
	    "reasons and others, each with all releases that were loaded, so "
	    "that a code is judged by the day of service.\n"
	    "The book is FILE of --book, else $CLEANCLAIM_BOOK, else the "
	    "installed one ($XDG_DATA_HOME/cleanclaim/codebook). Where there "
	    "is none, a small starter book serves to try things; it is not "
	    "for claims.",
	    "cleanclaim codes search fracture left wrist\n"
	    "cleanclaim codes show E11.9\n"
	    "cleanclaim codes import downloads/",
	    "group", { OPT_NONE }, 0, 1000, cli_group, NULL },
	{ "codes search", "QUERY...",
	    "find codes by words, abbreviations or their beginning",
	    "The words may stand in any order, be abbreviations (htn, dm2, "
	    "fx) or words of patients (sugar). The best codes come first; a "
	    "line below says why, and what is still missing: more characters, "
	    "the seventh one, the side.",
	    "cleanclaim codes search dm2 neuropathy\n"
	    "cleanclaim codes search --set hcpcs walker\n"
	    "cleanclaim codes search --on 2024-03-01 E11.6",
	    "", { OPT_SET, OPT_ON, OPT_LIMIT, OPT_ALL, OPT_JSON, OPT_BOOK,
	      OPT_OUTPUT }, 1, 1000, cli_codes_search,
	    "0 when something was found, 1 when nothing was, " CANNOT },
	{ "codes show", "CODE...",
	    "tell all that the book knows of a code",
	    "Titles, since when and until when, what stands above and below, "
	    "notes with those inherited, seventh characters, edits, prices "
	    "and categories: what there is.",
	    "cleanclaim codes show E11.9\n"
	    "cleanclaim codes show --on 2021-06-01 M54.5\n"
	    "cleanclaim codes show --set pos 11",
	    "", { OPT_SET, OPT_ON, OPT_ALL, OPT_JSON, OPT_BOOK, OPT_OUTPUT },
	    1, 1000, cli_codes_show,
	    "0 when all codes are known, 1 when one is not, " CANNOT },
	{ "codes check", "CODE...",
	    "say whether codes are valid on a day, alone and together",
	    "Each code is valid, a heading, ended, not in force yet or "
	    "unknown; past the last release that was loaded it is said that "
	    "the answer is that of the release before. Of diagnoses and "
	    "procedures given together the notes (Excludes1, code first) and "
	    "NCCI edits between them are told.",
	    "cleanclaim codes check --on 2026-04-01 E11.9 I10\n"
	    "cleanclaim codes check 17110 17000",
	    "", { OPT_SET, OPT_ON, OPT_JSON, OPT_BOOK, OPT_OUTPUT },
	    1, 1000, cli_codes_check,
	    "0 when nothing is wrong, 1 when something is, " CANNOT },
	{ "codes tree", "[CODE]",
	    "walk through a code set: what stands above, beside and below",
	    "Without a CODE, the chapters. Of the beginning of an ICD-10-PCS "
	    "code, which characters may come next, what they mean, and to how "
	    "many codes they lead.",
	    "cleanclaim codes tree\n"
	    "cleanclaim codes tree E11\n"
	    "cleanclaim codes tree --set icd10pcs 0DT",
	    "", { OPT_SET, OPT_ON, OPT_JSON, OPT_BOOK, OPT_OUTPUT }, 0, 1,
	    cli_codes_tree,
	    "0 when the code is known, 1 when it is not, " CANNOT },
	{ "codes status", "",
	    "list the sets of the book, and which are out of date",
	    "Of each set the newest release, since when it is in force and "
	    "until when it speaks, its files and rows; and since when a newer "
	    "one is overdue.",
	    "cleanclaim codes status\n"
	    "cleanclaim codes status --json --on 2026-12-31",
	    "", { OPT_ON, OPT_ALL, OPT_JSON, OPT_BOOK, OPT_OUTPUT }, 0, 0,
	    cli_codes_status,
	    "0 when nothing is overdue, 1 when a set is, " CANNOT },
	{ "codes build", "FILE|DIRECTORY...",
	    "make a codebook of publishers' files",
	    "Reads every file, also those inside zips, and writes the book "
	    "named by --output, whole or not at all. A file that is known but "
	    "damaged fails the build, with its line and what was expected; "
	    "files that are not known are left aside and told.",
	    "cleanclaim codes build downloads/ -o my.book\n"
	    "cleanclaim codes build --json downloads/ -o my.book",
	    "files", { OPT_OUTPUT, OPT_VERBOSE, OPT_JSON }, 1, 1000000000,
	    cli_codes_build, "0 when the book was written, " CANNOT },
	{ "codes diff", "BOOK|SET@DATE BOOK|SET@DATE",
	    "tell what changed between two books, or two releases",
	    "Counts of each set first, then what was added, ended, and got "
	    "another title, fact or value. Of two books, the newest releases "
	    "are compared; SET@DATE is the release that was in force on that "
	    "day in the usual book.",
	    "cleanclaim codes diff old.book new.book\n"
	    "cleanclaim codes diff icd10cm@2024-10-01 icd10cm@2025-10-01\n"
	    "cleanclaim codes diff --set hcpcs --json old.book new.book",
	    "files", { OPT_SET, OPT_ALL, OPT_JSON, OPT_BOOK, OPT_OUTPUT },
	    2, 2, cli_codes_diff,
	    "0 when nothing differs, 1 when something does, " CANNOT },
	{ "codes import", "FILE|DIRECTORY...",
	    "take publishers' files into the installed codebook",
	    "Copies the files that are known into the library beside the "
	    "book (codes/sources, by set), makes a book of all that is there, "
	    "and installs it if every file reads and no set lost more than a "
	    "fifth of its codes. Then says what changed.\n"
	    "The full sets are free: ICD-10-CM and PCS, MS-DRG and POA from "
	    "CMS or CDC, HCPCS, NCCI edits and fee schedules from CMS, "
	    "provider taxonomy from NUCC. Fetch them with a browser, leave "
	    "the zips as they are, and name their folder here; docs/codes.md "
	    "has the addresses.",
	    "cleanclaim codes import ~/Downloads/2026-code-tables.zip\n"
	    "cleanclaim codes import downloads/",
	    "files", { OPT_DESPITE, OPT_VERBOSE, OPT_JSON }, 1, 1000000000,
	    cli_codes_import, "0 when the book was installed, 1 when it was "
	    "not plausible, " CANNOT },
	{ "codes update", "",
	    "fetch what is due from the publishers, and install it",
	    "Looks at the calendar of each set, fetches the releases that are "
	    "due from their publishers' sites, shows what they change, and "
	    "installs them as \"codes import\" does. This is the only command "
	    "that opens a network connection. Proxies are taken from the "
	    "environment.\n"
	    "Files with CPT codes come under terms of the AMA, lists of X12 "
	    "under its licence: read them on the page that is named, then "
	    "say --accept-licence ama once.",
	    "cleanclaim codes update --check\n"
	    "cleanclaim codes update\n"
	    "cleanclaim codes update --accept-licence ama",
	    "", { OPT_CHECK, OPT_ACCEPT, OPT_FROM, OPT_ON, OPT_DESPITE,
	      OPT_VERBOSE, OPT_JSON }, 0, 0, cli_codes_update,
	    "0 when all is current or was installed, 1 when something is due "
	    "or could not be had, " CANNOT },
	{ "price", "CODE[-MODIFIER]...",
	    "price procedures by Medicare's physician fee schedule",
	    "What the schedule allows, with every step of the arithmetic and "
	    "the rule behind it. Codes given together are lines of one "
	    "patient, one physician and one day: reductions for several "
	    "procedures apply.",
	    "cleanclaim price 99213-25 11042 --carrier 13202 --locality 01\n"
	    "cleanclaim price 00840-AA --minutes 75 --locality 1320201 "
	    "--pos 21",
	    "", { OPT_LOCALITY, OPT_CARRIER, OPT_POS, OPT_ON, OPT_UNITS,
	      OPT_MINUTES, OPT_JSON, OPT_BOOK, OPT_OUTPUT }, 1, 100,
	    cli_price, "0 when all was priced, 1 when something was not, "
	    CANNOT },
	{ "hcc", "DIAGNOSIS...",
	    "condition categories of diagnoses, and what they weigh",
	    "Of each diagnosis its categories in a model of risk adjustment; "
	    "then those that count, hierarchies applied, with their "
	    "coefficients in a segment (CNA: community, not dual, aged) and "
	    "the sum. --on is a day of the payment year.",
	    "cleanclaim hcc E11.22 I50.22 N18.4\n"
	    "cleanclaim hcc --model V24 --segment CNA --age 72 --sex F E11.9",
	    "", { OPT_MODEL, OPT_SEGMENT, OPT_AGE, OPT_SEX, OPT_ON, OPT_JSON,
	      OPT_BOOK, OPT_OUTPUT }, 1, 200, cli_hcc,
	    "0 when a diagnosis has a category, 1 when none has, " CANNOT },
	{ "completion", "bash|zsh|fish",
	    "print the completion script for a shell",
	    "Load it where the shell starts.",
	    "source <(cleanclaim completion bash)\n"
	    "cleanclaim completion zsh >~/.zfunc/_cleanclaim\n"
	    "cleanclaim completion fish "
	    ">~/.config/fish/completions/cleanclaim.fish",
	    "shells", { OPT_OUTPUT },
	    1, 1, cli_completion, NULL },
	{ "help", "[COMMAND]",
	    "tell about a command, or list them all", "",
	    "cleanclaim help check\n"
	    "cleanclaim help codes search\n"
	    "cleanclaim help --man check | man -l -",
	    "commands", { OPT_MAN, OPT_OUTPUT },
	    0, 2, cli_help, NULL },
	{ "version", "", "print the version", "", "cleanclaim version", "",
	    { OPT_NONE }, 0, 0, cli_version, NULL },
	{ .name = NULL },
};
