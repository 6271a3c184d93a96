/* SPDX-License-Identifier: Apache-2.0 */
/* options.c -- the table of options of command.h. */
#include "cli/command.h"

static const struct option_def options[OPT_N] = {
	[OPT_JSON] = { "json", 'j', NULL,
	    "Print JSON, one object a line.", NULL },
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
	[OPT_BOOK] = { "book", 0, "FILE",
	    "Use this codebook, not the installed one.", "FILE" },
	[OPT_SET] = { "set", 0, "SET",
	    "Only this code set: icd10cm, icd10pcs, hcpcs, pos, carc ... "
	    "(\"cleanclaim codes status\" lists them).",
	    "icd10cm icd10pcs hcpcs cpt modifiers pos carc rarc taxonomy" },
	[OPT_ON] = { "on", 0, "DATE",
	    "As of this day, YYYY-MM-DD: the date of service. Today unless "
	    "told.", "" },
	[OPT_LIMIT] = { "limit", 'n', "N",
	    "Show at most N; 10 unless told.", "5 10 20 50" },
	[OPT_ALL] = { "all", 'a', NULL,
	    "Also what has ended, is not in force yet, or is a heading.",
	    NULL },
	[OPT_VERBOSE] = { "verbose", 'v', NULL,
	    "Tell of every file, also of those left aside.", NULL },
	[OPT_DESPITE] = { "anyway", 0, NULL,
	    "Install also when a set lost more of its codes than is plausible.",
	    NULL },
	[OPT_LOCALITY] = { "locality", 0, "L",
	    "Medicare's locality: two digits, or the carrier's five and two.",
	    "" },
	[OPT_CARRIER] = { "carrier", 0, "C",
	    "The carrier (MAC) of the locality, five digits.", "" },
	[OPT_POS] = { "pos", 0, "P",
	    "Place of service, two digits; 11, the office, unless told.",
	    "11 19 21 22 23 24 31 32 02 10" },
	[OPT_UNITS] = { "units", 'u', "N", "Units of each line; 1 unless "
	    "told.", "" },
	[OPT_MINUTES] = { "minutes", 0, "N", "Minutes of anesthesia.", "" },
	[OPT_MODEL] = { "model", 0, "M",
	    "The model of risk adjustment; V28 unless told.",
	    "V22 V24 V28 R08 H07" },
	[OPT_SEGMENT] = { "segment", 0, "S",
	    "The segment of the model, for coefficients: CNA, CND, CFA, CFD, "
	    "CPA, CPD, INS ...", "CNA CND CFA CFD CPA CPD INS" },
	[OPT_AGE] = { "age", 0, "N", "Age in years.", "" },
	[OPT_SEX] = { "sex", 0, "M|F", "Sex.", "M F" },
	[OPT_CHECK] = { "check", 0, NULL,
	    "Only tell what is due; no connection is opened.", NULL },
	[OPT_ACCEPT] = { "accept-licence", 0, "NAME",
	    "You have read and accept the terms of NAME: ama or x12. It is "
	    "noted beside the book.", "ama x12" },
	[OPT_FROM] = { "from", 0, "URL",
	    "Fetch from a mirror: https://HOST/PATH as URL/HOST/PATH.", "" },
	[OPT_COLOR] = { "color", 0, "WHEN",
	    "Use colour always, never, or (auto) on a terminal.",
	    "auto always never" },
	[OPT_HELP] = { "help", 'h', NULL, "Print this help.", NULL },
};

/* See command.h. */
const struct option_def *
option_def(enum option_id id)
{
	return &options[id];
}
