/* SPDX-License-Identifier: Apache-2.0 */
/* acknowledge_words.c -- what the codes of answers mean, in our words. */
#include "acknowledge/acknowledge_read.h"

struct word { const char *code, *words; };

/* TA105 */
static const struct word interchange_words[] = {
	{ "000", "nothing is wrong" },
	{ "001", "ISA13 and IEA02 differ" },
	{ "002", "the standard is not supported" },
	{ "003", "the version of the envelope is not supported" },
	{ "004", "the segment terminator is wrong" },
	{ "005", "the kind of the sender's id is wrong" },
	{ "006", "the sender's id is wrong" },
	{ "007", "the kind of the receiver's id is wrong" },
	{ "008", "the receiver's id is wrong" },
	{ "009", "the receiver is not known" },
	{ "010", "the authorization's kind is wrong" },
	{ "011", "the authorization is wrong" },
	{ "012", "the password's kind is wrong" },
	{ "013", "the password is wrong" },
	{ "014", "the date (ISA09) is wrong" },
	{ "015", "the time (ISA10) is wrong" },
	{ "016", "ISA11 is wrong" },
	{ "017", "the version (ISA12) is wrong" },
	{ "018", "the control number (ISA13) is wrong" },
	{ "019", "ISA14 is wrong" },
	{ "020", "the test indicator (ISA15) is wrong" },
	{ "021", "the number of groups (IEA01) is wrong" },
	{ "022", "headers and trailers do not match" },
	{ "023", "the file ended too early" },
	{ "024", "what the interchange holds is wrong, a GS for instance" },
	{ "025", "the control number was used before" },
	{ "026", "the element separator is wrong" },
	{ "027", "the component separator is wrong" },
	{ NULL, NULL },
};

/* AK905 */
static const struct word group_words[] = {
	{ "1", "this kind of group is not supported" },
	{ "2", "the version of the group is not supported" },
	{ "3", "the group has no trailer" },
	{ "4", "GS06 and GE02 differ" },
	{ "5", "the number of transactions (GE01) is wrong" },
	{ "6", "the control number (GS06) is wrong" },
	{ "19", "the control number was used before" },
	{ NULL, NULL },
};

/* IK502 */
static const struct word transaction_words[] = {
	{ "1", "this kind of transaction is not supported" },
	{ "2", "the transaction has no trailer" },
	{ "3", "ST02 and SE02 differ" },
	{ "4", "the number of segments (SE01) is wrong" },
	{ "5", "segments are in error" },
	{ "6", "the kind of transaction (ST01) is missing or wrong" },
	{ "7", "the control number (ST02) is missing or wrong" },
	{ "18", "the transaction stands in no group" },
	{ "19", "the guide it names (ST03) is wrong" },
	{ "23", "the control number was used before" },
	{ "I5", "segments are in error by the guide" },
	{ "I6", "the guide it names is not supported" },
	{ NULL, NULL },
};

/* IK304 */
static const struct word segment_words[] = {
	{ "1", "the segment is not known" },
	{ "2", "the segment does not belong there" },
	{ "3", "the segment is missing" },
	{ "4", "the loop comes too often" },
	{ "5", "the segment comes too often" },
	{ "6", "the transaction has no such segment" },
	{ "7", "the segment is out of order" },
	{ "8", "the segment has elements in error" },
	{ "I4", "the guide does not use the segment" },
	{ "I6", "the segment is missing, for what else is sent" },
	{ "I7", "the loop is missing" },
	{ "I8", "the guide does not allow the loop so often" },
	{ "I9", "the segment must not come, for what else is sent" },
	{ NULL, NULL },
};

/* IK403 */
static const struct word element_words[] = {
	{ "1", "the element is missing" },
	{ "2", "the element is missing beside another" },
	{ "3", "there are too many elements" },
	{ "4", "the value is too short" },
	{ "5", "the value is too long" },
	{ "6", "there is a character that may not be sent" },
	{ "7", "the code is none of the list" },
	{ "8", "the date is wrong" },
	{ "9", "the time is wrong" },
	{ "10", "the element excludes another" },
	{ "11", "there are too many repetitions" },
	{ "12", "there are too many repetitions" },
	{ "13", "there are too many components" },
	{ "I6", "the guide's list has no such code" },
	{ "I9", "the element is missing, for what else is sent" },
	{ "I10", "the guide does not use the element" },
	{ "I11", "the guide does not allow so many" },
	{ "I12", "the value has not the form that the guide asks for" },
	{ "I13", "the element must not come, for what else is sent" },
	{ NULL, NULL },
};

/* Categories of statuses. */
static const struct word category_words[] = {
	{ "A0", "sent on" },
	{ "A1", "received" },
	{ "A2", "accepted for processing" },
	{ "A3", "returned, not to be processed" },
	{ "A4", "not found" },
	{ "A5", "split" },
	{ "A6", "something is missing" },
	{ "A7", "something is wrong" },
	{ "A8", "something does not agree with something else" },
	{ NULL, NULL },
};

/* Statuses that are common in front of a payer's system. */
static const struct word status_words[] = {
	{ "16", "sent on to somebody" },
	{ "19", "received" },
	{ "20", "accepted for processing" },
	{ "21", "something is missing or wrong" },
	{ "23", "returned to the sender" },
	{ "116", "sent to the wrong payer" },
	{ "125", "a name" },
	{ "126", "an address" },
	{ "128", "a tax id" },
	{ "132", "a Medicaid number" },
	{ "145", "a specialty or taxonomy" },
	{ "153", "an id" },
	{ "156", "the patient's relationship to the subscriber" },
	{ "158", "a date of birth" },
	{ "164", "a member id" },
	{ "178", "the charges" },
	{ "187", "the dates of service" },
	{ "188", "the statement's dates" },
	{ "189", "the admission date" },
	{ "218", "an NDC" },
	{ "228", "the type of bill" },
	{ "229", "the point of origin" },
	{ "231", "the kind of admission" },
	{ "234", "the discharge status" },
	{ "247", "a line: see its own status" },
	{ "248", "an accident: date, state, cause" },
	{ "249", "the place of service" },
	{ "252", "an authorization number" },
	{ "254", "the principal diagnosis" },
	{ "255", "a diagnosis" },
	{ "286", "what another payer paid" },
	{ "306", "the description of a service" },
	{ "400", "the claim is out of balance" },
	{ "453", "a modifier" },
	{ "454", "a procedure" },
	{ "455", "a revenue code" },
	{ "464", "the payer's claim number" },
	{ "465", "the principal procedure" },
	{ "476", "the units" },
	{ "477", "a pointer at a diagnosis" },
	{ "478", "the claim's number" },
	{ "479", "another payer's id" },
	{ "481", "the form of the claim" },
	{ "488", "the diagnoses of a service" },
	{ "489", "an attachment's number" },
	{ "500", "a ZIP code" },
	{ "501", "a state" },
	{ "507", "a HCPCS code" },
	{ "516", "the date on which another payer decided" },
	{ "535", "the claim's frequency" },
	{ "562", "an NPI" },
	{ "672", "another payer's amounts are out of balance" },
	{ "684", "an error of syntax: see the 999" },
	{ NULL, NULL },
};

/* Whom a status is about. */
static const struct word entity_words[] = {
	{ "36", "employer" }, { "40", "receiver" }, { "41", "submitter" },
	{ "71", "attending provider" }, { "72", "operating provider" },
	{ "77", "service facility" }, { "82", "rendering provider" },
	{ "85", "billing provider" }, { "87", "pay-to provider" },
	{ "AY", "clearinghouse" }, { "DK", "ordering provider" },
	{ "DN", "referring provider" }, { "DQ", "supervising provider" },
	{ "IL", "subscriber" }, { "PR", "payer" }, { "QC", "patient" },
	{ NULL, NULL },
};

static const struct word *const words[ANSWER_LEVELS] = {
	[ANSWER_INTERCHANGE] = interchange_words,
	[ANSWER_GROUP] = group_words,
	[ANSWER_TRANSACTION] = transaction_words,
	[ANSWER_SEGMENT] = segment_words, [ANSWER_ELEMENT] = element_words };

static const char *
find(const struct word *list, str code)
{
	for (; list->code != NULL; list++)
		if (str_eq(str_of(list->code), code))
			return list->words;
	return NULL;
}

/* A7:562:85 */
static void
status_meaning(str code, struct buf *out)
{
	str category = str_cut(&code, ':'), status = str_cut(&code, ':');
	const char *how = find(category_words, category);
	const char *what = find(status_words, status);
	const char *whose = find(entity_words, code);

	if (how != NULL)
		buf_fmt(out, "%s", how);
	else
		buf_fmt(out, "category " STR_FMT, STR_ARG(category));
	/* That something has come need not be said twice. */
	if (str_eq(status, STR("19")) || str_eq(status, STR("20")))
		what = "";
	if (what == NULL)
		buf_fmt(out, ": status " STR_FMT, STR_ARG(status));
	else if (*what != '\0')
		buf_fmt(out, ": %s", what);
	if (whose != NULL)
		buf_fmt(out, " (%s)", whose);
}

/* See acknowledge_read.h. */
void
answer_meaning(const struct answer *a, unsigned i, struct buf *out)
{
	const struct word *list = words[a->level];
	const char *said;

	if (i >= a->n_codes)
		return;
	if (list == NULL) {
		status_meaning(a->codes[i], out);
		return;
	}
	said = find(list, a->codes[i]);
	if (said != NULL)
		buf_fmt(out, "%s", said);
	else
		buf_fmt(out, "code " STR_FMT, STR_ARG(a->codes[i]));
}

/* See acknowledge_read.h. */
str
answer_level_name(enum answer_level level)
{
	static const str names[ANSWER_LEVELS] = { STR_INIT("interchange"),
		STR_INIT("group"), STR_INIT("transaction"),
		STR_INIT("segment"), STR_INIT("element"), STR_INIT("batch"),
		STR_INIT("provider"), STR_INIT("claim"), STR_INIT("line") };

	return names[level];
}

/* See acknowledge_read.h. */
str
answer_verdict_name(enum answer_verdict verdict)
{
	static const str names[] = { STR_INIT(""), STR_INIT("accepted"),
		STR_INIT("accepted with errors"), STR_INIT("accepted in part"),
		STR_INIT("rejected"), STR_INIT("received") };

	return names[verdict];
}
