/* SPDX-License-Identifier: Apache-2.0 */
/* test_import_procedures.c -- small files in the publishers' layouts, right and
 * wrong: import.h, import_table.h.  What they say is made up. */
#include "unit.h"

#include "codes/import.h"
#include "codes/look_procedures.h"

/* What was read, and what became of it. */
struct outcome {
	enum rc	 rc;
	struct err err;
	struct import_result result;
	struct buf bytes;
	struct book book;
};

static date
day(int y, int m, int d)
{
	date on = DATE_NONE;

	assert_true(date_from_ymd(y, m, d, &on));
	return on;
}

static code_key
K(const char *text)
{
	return code_pack(str_of(text));
}

/* Read a file as `starter`, whose rows are not counted against `least`. */
static void
read_as(struct outcome *o, const char *path, const char *text, bool starter)
{
	str name = str_of(path);
	struct source s = { .path = name, .bytes = str_of(text) };
	struct import in = { .build = build_new(), .source = &s,
	    .starter = starter, .from = DATE_NONE, .until = DATE_NONE };

	memset(o, 0, sizeof *o);
	for (size_t i = 0; i < name.n; i++)
		if (name.p[i] == ' ' && i > 0 && name.p[i - 1] == ':')
			s.name = (str){ name.p + i + 1, name.n - i - 1 };
	if (s.name.n == 0)
		s.name = name;
	buf_init(&o->bytes, 1 << 26);
	o->rc = import_source(&in, &o->result, &o->err);
	if (o->rc == RC_OK) {
		assert_int_equal(build_finish(in.build, NULL, NULL, &o->bytes,
		    &o->err), RC_OK);
		assert_int_equal(book_open_memory(&o->book,
		    buf_str(&o->bytes), "test", &o->err), RC_OK);
	}
	build_free(in.build);
}

static void
reads(struct outcome *o, const char *path, const char *text, unsigned rows)
{
	read_as(o, path, text, true);
	if (o->rc != RC_OK)
		fail_msg("%s", o->err.msg);
	assert_non_null(o->result.importer);
	assert_int_equal(o->result.rows, rows);
}

/* It is refused, and the message has each of the words. */
static void
refuses(const char *path, const char *text, const char *one, const char *two)
{
	struct outcome o;

	read_as(&o, path, text, true);
	assert_int_equal(o.rc, RC_SYNTAX);
	if (strstr(o.err.msg, one) == NULL || strstr(o.err.msg, two) == NULL)
		fail_msg("\"%s\" lacks \"%s\" or \"%s\"", o.err.msg, one, two);
	buf_fini(&o.bytes);
}

/* ---- HCPCS -------------------------------------------------------------- */

/* A record of 320 columns. */
static void
record(struct buf *to, const char *code, const char *sequence, char kind,
    const char *full, const char *brief, const char *from, const char *until)
{
	char line[321];

	memset(line, ' ', 320);
	line[320] = '\0';
	memcpy(line + 5 - strlen(code), code, strlen(code));
	memcpy(line + 5, sequence, 5);
	line[10] = kind;
	memcpy(line + 11, full, strlen(full));
	memcpy(line + 91, brief, strlen(brief));
	memcpy(line + 119, "0053", 4);
	line[229] = 'D';
	memcpy(line + 268, from, strlen(from));
	memcpy(line + 284, until, strlen(until));
	line[292] = 'N';
	buf_fmt(to, "%s\r\n", line);
}

static void
hcpcs_file(struct buf *to)
{
	buf_init(to, 1 << 16);
	buf_add(to, STR("***Disclaimers\t\t\r\n\r\n-- words  \r\n"));
	record(to, "Z1", "00100", '7', "First modifier", "First", "20100101",
	    "");
	record(to, "Z9001", "00100", '3', "A thing of", "Thing", "20150401",
	    "20181231");
	record(to, "Z9001", "00200", '4', "two lines", "", "", "");
	record(to, "Z9002", "00100", '3', "Another", "Other", "20190101", "");
}

static void
hcpcs_lines_of_one_code_are_one_title(void **state)
{
	struct outcome o;
	struct buf file;
	const struct book_code *c;
	date on = day(2019, 2, 1);

	(void)state;
	hcpcs_file(&file);
	reads(&o, "HCPC2019_CONTR_ANWEB.txt", file.p, 3);
	c = book_code(&o.book, SYSTEM_PROCEDURE, K("Z9001"));
	assert_non_null(c);
	assert_true(str_eq(book_text(&o.book, code_title_on(&o.book, c,
	    on)->full), STR("A thing of two lines")));
	assert_true(str_eq(code_fact_on(&o.book, c, FACT_PRICING, on),
	    STR("00, 53")));
	assert_true(str_eq(code_fact_on(&o.book, c, FACT_COVERAGE, on),
	    STR("D")));
	buf_fini(&o.bytes);
	buf_fini(&file);
}

static void
a_listed_code_that_ended_is_not_valid_after_its_last_day(void **state)
{
	struct outcome o;
	struct buf file;

	(void)state;
	hcpcs_file(&file);
	reads(&o, "HCPC2019_CONTR_ANWEB.txt", file.p, 3);
	assert_int_equal(code_on(&o.book, SYSTEM_PROCEDURE, K("Z9001"),
	    day(2019, 1, 1)).state, CODE_ENDED);
	assert_int_equal(code_on(&o.book, SYSTEM_PROCEDURE, K("Z9001"),
	    day(2018, 12, 31)).state, CODE_VALID);
	assert_int_equal(code_on(&o.book, SYSTEM_PROCEDURE, K("Z9002"),
	    day(2018, 12, 31)).state, CODE_NOT_YET);
	assert_true(code_valid_on(&o.book, SYSTEM_MODIFIER, K("Z1"),
	    day(2019, 3, 1)));
	buf_fini(&o.bytes);
	buf_fini(&file);
}

static void
hcpcs_that_is_cut_or_wrong_is_refused_with_its_line(void **state)
{
	struct outcome o;
	struct buf file;

	(void)state;
	hcpcs_file(&file);
	read_as(&o, "HCPC2019_CONTR_ANWEB.txt", file.p, false);
	assert_int_equal(o.rc, RC_SYNTAX);
	assert_non_null(strstr(o.err.msg, "may be cut off"));
	refuses("HCPC_ANWEB.txt", file.p, "year", "HCPC_ANWEB.txt");
	buf_add(&file, STR("rubbish behind the records\r\n"));
	refuses("HCPC2019_CONTR_ANWEB.txt", file.p, "line 8",
	    "rubbish behind");
	buf_fini(&file);
	buf_init(&file, 1 << 16);
	record(&file, "Z9002", "00100", '3', "x", "x", "2019xx01", "");
	refuses("HCPC2019_CONTR_ANWEB.txt", file.p, "line 1", "269-276");
	buf_reset(&file);
	record(&file, "Z9002", "00200", '4', "no first record", "", "", "");
	refuses("HCPC2019_CONTR_ANWEB.txt", file.p, "line 1",
	    "first record");
	buf_fini(&file);
}

/* ---- NCCI --------------------------------------------------------------- */

#define PTP_HEAD \
	"CPT only copyright 2025 AMA.\t\t\t\t\t\t\n" \
	"Column1/Column2 Edits\t\t\t\t\t\t\n" \
	"Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\t" \
	"PTP Edit Rationale\n" \
	"\t\tprior to 1996\tDate\tDate\t0=not allowed\t\n" \
	"\t\t\t\t*=no data\t1=allowed\t\n" \
	"\t\t\t\t\t9=not applicable\t\n"

static void
ptp_holds_from_its_first_to_its_last_day(void **state)
{
	static const char *const codes[] = { "0001T", "0002T", "0003T" };
	struct ptp_question q[3 * 40];
	struct ptp_edit edits[LENGTH(q)];
	struct outcome o;
	date on = day(2026, 7, 1);

	(void)state;
	reads(&o, "ccipra-v322r0-f1.TXT", PTP_HEAD
	    "0001T\t0002T\t\t20200101\t20201231\t1\tMade up\n"
	    "0001T\t0002T\t\t20220101\t*\t0\tMade up\n"
	    "0001T\t0003T\t\t20200101\t20200101\t9\tNever\n", 3);
	assert_int_equal(book_release(&o.book, SET_PTP_PRACTITIONER, 0)->from,
	    on);
	assert_int_equal(ptp_on(&o.book, K("0001T"), K("0002T"),
	    PTP_PRACTITIONER, on).indicator, 0);
	assert_int_equal(ptp_on(&o.book, K("0001T"), K("0002T"),
	    PTP_PRACTITIONER, day(2020, 12, 31)).indicator, 1);
	assert_false(ptp_on(&o.book, K("0001T"), K("0002T"),
	    PTP_PRACTITIONER, day(2021, 6, 1)).holds);
	assert_false(ptp_on(&o.book, K("0002T"), K("0001T"),
	    PTP_PRACTITIONER, on).holds);
	assert_false(ptp_on(&o.book, K("0001T"), K("0002T"), PTP_HOSPITAL,
	    on).holds);
	assert_int_equal(ptp_on(&o.book, K("0001T"), K("0002T"), PTP_HOSPITAL,
	    on).basis, BASIS_NOTHING);
	/* Many at once are answered as one by one. */
	for (size_t i = 0; i < LENGTH(q); i++)
		q[i] = (struct ptp_question){ K(codes[i % 2]),
		    K(codes[i % 3]) };
	ptp_on_each(&o.book, q, LENGTH(q), PTP_PRACTITIONER, on, edits);
	for (size_t i = 0; i < LENGTH(q); i++) {
		assert_int_equal(edits[i].holds, i % 2 == 0 && i % 3 == 1);
		assert_int_equal(edits[i].basis, BASIS_RELEASE);
	}
	buf_fini(&o.bytes);
}

static void
ptp_that_is_wrong_is_refused(void **state)
{
	(void)state;
	refuses("ccipra-v322r0-f1.TXT", PTP_HEAD
	    "0001T\t0002T\t\t20200101\t*\t7\tMade up\n", "line 7",
	    "0, 1 or 9");
	refuses("ccioph-v322r0-f1.TXT", PTP_HEAD
	    "0001T\tX\t\t20200101\t*\t1\tMade up\n", "COLUMN 2",
	    "five characters");
	refuses("ccipra-v32r0-f1.TXT", PTP_HEAD
	    "0001T\t0002T\t\t20200101\t*\t1\tMade up\n", "version", "ccipra");
	refuses("ccipra-v322r0-f1.TXT", "Column 1\tColumn 2\tModifier\t"
	    "PTP Edit Rationale\n0001T\t0002T\t1\tMade up\n",
	    "EFFECTIVE DATE", "line 1");
}

#define MUE_HEAD \
	"\"Words,\nmore words.\",,,\n\"HCPCS/\nCPT Code\"," \
	"DME Supplier Services MUE Values,MUE Adjudication Indicator," \
	"MUE Rationale\n"

static void
mue_is_of_the_day_in_its_name(void **state)
{
	struct outcome o;
	struct mue_edit e;

	(void)state;
	reads(&o, "MCR_MUE_DMESupplierServices_Eff_04-01-2026.csv", MUE_HEAD
	    "0001T,90000,2 Date of Service Edit: Policy,Made up\n"
	    "0002T,0,1 Line Edit,Made up\n", 2);
	e = mue_on(&o.book, K("0001T"), MUE_DME, day(2026, 4, 1));
	assert_true(e.holds && e.units == 90000 && e.indicator == 2);
	assert_int_equal(e.basis, BASIS_RELEASE);
	e = mue_on(&o.book, K("0002T"), MUE_DME, day(2026, 7, 1));
	assert_true(e.holds && e.units == 0 && e.basis == BASIS_AFTER);
	assert_false(mue_on(&o.book, K("0001T"), MUE_OUTPATIENT,
	    day(2026, 4, 1)).holds);
	buf_fini(&o.bytes);
	refuses("MCR_MUE_DMESupplierServices_Eff_13-01-2026.csv", MUE_HEAD
	    "0001T,1,1 Line Edit,Made up\n", "Eff_04-01-2026", "13-01");
	refuses("MCR_MUE_DMESupplierServices_Eff_04-01-2026.csv", MUE_HEAD
	    "0001T,many,1 Line Edit,Made up\n", "a number", "\"many\"");
}

static void
add_on_codes_have_their_primaries(void **state)
{
	struct outcome o;
	code_key out[4];
	unsigned type;
	enum book_basis basis;
	date on = day(2026, 5, 1);

	(void)state;
	reads(&o, "AOC_V2026Q2-F-MCR.txt",
	    "10009T       0001T       2020001       notes\r\n"
	    "10009T       0002T       20200012025365\r\n"
	    "20008T       CCCCC       2020001\r\n", 3);
	assert_int_equal(add_on_primaries(&o.book, K("0009T"), on, out, 4,
	    &type, &basis), 1);
	assert_true(out[0] == K("0001T") && type == 1);
	assert_int_equal(add_on_primaries(&o.book, K("0009T"),
	    day(2025, 12, 31), out, 4, &type, &basis), 2);
	assert_int_equal(add_on_primaries(&o.book, K("0008T"), on, out, 4,
	    &type, &basis), 0);
	assert_int_equal(type, 2);
	assert_true(add_on_goes_with(&o.book, K("0009T"), K("0001T"), on));
	assert_false(add_on_goes_with(&o.book, K("0009T"), K("0002T"), on));
	buf_fini(&o.bytes);
	refuses("AOC_V2026Q2-F-MCR.txt", "70009T       0001T       2020001\n",
	    "line 1", "type 1 to 3");
	refuses("AOC_V2026Q2-F-MCR.txt", "10009T       0001T       2020999\n",
	    "line 1", "2024092");
}

/* ---- CPT ---------------------------------------------------------------- */

static void
cpt_is_read_from_the_users_own_files(void **state)
{
	struct outcome o;
	const struct book_code *c;
	date on = day(2026, 5, 1);

	(void)state;
	reads(&o, "cpt2026.zip: MEDU.txt", "Some notice of an owner\r\n"
	    "0001T MADE UP\r\n0002T ALSO MADE UP\r\n", 2);
	assert_int_equal(book_release(&o.book, SET_CPT, 0)->from,
	    day(2026, 1, 1));
	assert_true(code_valid_on(&o.book, SYSTEM_PROCEDURE, K("0001T"), on));
	buf_fini(&o.bytes);
	reads(&o, "LONGULT.txt", "0001T\tMade up, at length\n"
	    "0002T01 Made up,\n0002T02 in two lines\n", 2);
	c = book_code(&o.book, SYSTEM_PROCEDURE, K("0002T"));
	assert_true(str_eq(book_text(&o.book, code_title_on(&o.book, c,
	    on)->full), STR("Made up, in two lines")));
	buf_fini(&o.bytes);
	reads(&o, "cpt.csv", "long,code,until\nMade up,0001T,2025-12-31\n", 1);
	assert_int_equal(code_on(&o.book, SYSTEM_PROCEDURE, K("0001T"),
	    on).state, CODE_ENDED);
	buf_fini(&o.bytes);
	refuses("cpt.csv", "long,until\nMade up,\n", "CODE", "cpt.csv");
}

/* ---- the fee schedule ----------------------------------------------------- */

#define RVU_HEAD(year) \
	",," year " National Physician Fee Schedule Relative Value File,,\n" \
	",,,,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,\n" \
	",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED," \
	"PE USED,MP USED\n" \
	",,,,FOR,,,NON-FAC,,FACILITY ,,,,,,,,,,,,,,,,SUPERVISION OF,," \
	"IMAGING,FOR OPPS,FOR OPPS,FOR OPPS\n" \
	",,,STATUS,MEDICARE ,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY," \
	"FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,ENDO," \
	"CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\n" \
	"HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU," \
	"INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG," \
	"SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\n"

#define RVU_ROW(code, total) \
	code ",,Made up,A,,1.00,2.00,,1.50,NA,0.10," total ",2.60,0,090," \
	"0.10,0.70,0.20,2,1,2,1,0,,33.2875,09,0,99,0.00,0.00,0.00\n"

static void
relative_values_are_found_by_their_stacked_header(void **state)
{
	struct outcome o;
	enum book_basis basis;
	const struct book_rvu *r;

	(void)state;
	reads(&o, "PPRRVU2025_Oct.csv", RVU_HEAD("2025")
	    RVU_ROW("0001T", "3.10") RVU_ROW("Z9001", "3.10"), 2);
	r = rvu_on(&o.book, K("0001T"), 0, day(2025, 11, 1), false, &basis);
	assert_non_null(r);
	assert_int_equal(basis, BASIS_RELEASE);
	assert_int_equal(r->practice_other, 200);
	assert_int_equal(r->practice_facility, 150);
	assert_int_equal(r->not_facility, 1);
	assert_int_equal(r->not_other, 0);
	assert_int_equal(r->factor, 332875);
	assert_int_equal(r->global, 90);
	assert_int_equal(r->during, 7000);
	assert_int_equal(r->multiple, '2');
	/* I5: what is the AMA's is not taken over. */
	assert_int_equal(r->title, 0);
	buf_fini(&o.bytes);
}

static void
relative_values_that_are_wrong_are_refused(void **state)
{
	(void)state;
	refuses("PPRRVU2024_Oct.csv", RVU_HEAD("2025")
	    RVU_ROW("0001T", "3.10"), "the heading says 2025", "2024");
	refuses("PPRRVU2025_Oct.csv", RVU_HEAD("2025")
	    RVU_ROW("0001T", "3.11"), "line 7", "sum of the values");
	refuses("PPRRVU_Oct.csv", RVU_ROW("0001T", "3.10"), "year",
	    "PPRRVU_Oct.csv");
	refuses("PPRRVU2025_Oct.csv", "HCPCS,MOD\n0001T,\n", "STATUS CODE",
	    "PPRRVU2025_Oct.csv");
}

static void
the_text_twin_is_read_by_columns_that_add_up(void **state)
{
	static const char line[] = "0001T26Made up                          "
	    "                 A   1.00   2.00     1.50    0.10   3.10  2.60"
	    "0090.10.70.2021210             33.2875 090 99      0.00   0.00"
	    "   0.00";
	struct outcome o;
	enum book_basis basis;
	const struct book_rvu *r;
	char moved[256];

	(void)state;
	reads(&o, "PPRRVU2025_Oct.txt", line, 1);
	r = rvu_on(&o.book, K("0001T"), PAIR_OF('2', '6'), day(2025, 10, 1),
	    false, &basis);
	assert_non_null(r);
	assert_int_equal(r->work, 100);
	assert_int_equal(r->malpractice, 10);
	assert_int_equal(r->factor, 332875);
	assert_int_equal(r->after, 2000);
	buf_fini(&o.bytes);
	snprintf(moved, sizeof moved, "%.70s  %s", line, line + 70);
	read_as(&o, "PPRRVU2025_Oct.txt", moved, true);
	assert_int_equal(o.rc, RC_SYNTAX);
	buf_fini(&o.bytes);
}

static void
two_factors_of_a_year_are_told_apart(void **state)
{
	struct outcome o;
	enum book_basis basis;

	(void)state;
	reads(&o, "PPRRVU2026_Jul_QPP.csv", RVU_HEAD("2026")
	    RVU_ROW("0001T", "3.10"), 1);
	assert_int_equal(rvu_on(&o.book, K("0001T"), 0, day(2026, 7, 1), true,
	    &basis)->qualifying, 1);
	buf_fini(&o.bytes);
	reads(&o, "PPRRVU2026_Jul_nonQPP.csv", RVU_HEAD("2026")
	    RVU_ROW("0001T", "3.10"), 1);
	assert_int_equal(rvu_on(&o.book, K("0001T"), 0, day(2026, 7, 1), true,
	    &basis)->qualifying, 0);
	buf_fini(&o.bytes);
}

static void
the_package_tells_the_day(void **state)
{
	static const struct { const char *path; int y, m, d; } days[] = {
		{ "rvu24a.zip: GPCI2024.csv", 2024, 1, 1 },
		{ "rvu24ar.zip: GPCI2024.csv", 2024, 3, 9 },
		{ "RVU24C.zip: GPCI2024.csv", 2024, 7, 1 },
		{ "GPCI2026.csv", 2026, 1, 1 },
	};
	struct outcome o;

	(void)state;
	for (size_t i = 0; i < LENGTH(days); i++) {
		reads(&o, days[i].path, "Words,,,,,,\n,,,,,,\n"
		    "Medicare Administrative Contractor (MAC),State,"
		    "Locality Number,Locality Name,2026 PW GPCI (with 1.0 "
		    "Floor)***,2026 PE GPCI,2026 MP GPCI\n"
		    "02102,AK,01,ALASKA**,1.500,1.065,0.551\n"
		    "*A note,,,,,,\n", 1);
		assert_int_equal(book_release(&o.book, SET_GPCI, 0)->from,
		    day(days[i].y, days[i].m, days[i].d));
		buf_fini(&o.bytes);
	}
	refuses("OPPSCAP_JAN.csv", "x\n", "tells the year",
	    "OPPSCAP_JAN.csv");
	refuses("GPCI2026.csv", "MAC,STATE,LOCALITY NUMBER,LOCALITY NAME,"
	    "GPCI WORK,GPCI PE\n02102,AK,01,ALASKA,1,1\n", "MP GPCI", "line");
}

static void
a_locality_is_found_by_its_name(void **state)
{
	struct outcome o;
	enum book_basis basis;
	date on = day(2026, 2, 1);

	(void)state;
	reads(&o, "GPCI2026.csv", "MAC,STATE,LOCALITY NUMBER,LOCALITY NAME,"
	    "GPCI WORK,GPCI PE,GPCI MP\n"
	    "02102,AK,01,ALASKA*,1.500,1.065,0.551\n"
	    "02402,WA,02,SEATTLE (KING CNTY),1.050,1.227,0.817\n"
	    "02402,WA,99,REST OF WASHINGTON,1.013,1.053,0.761\n", 3);
	assert_int_equal(gpci_named(&o.book, PAIR_OF('A', 'K'), STR(""), on,
	    &basis)->work, 1500);
	assert_null(gpci_named(&o.book, PAIR_OF('W', 'A'), STR(""), on,
	    &basis));
	assert_int_equal(gpci_named(&o.book, PAIR_OF('W', 'A'),
	    STR("seattle"), on, &basis)->practice, 1227);
	assert_null(gpci_on(&o.book, 2402, 1, on, &basis));
	assert_int_equal(gpci_on(&o.book, 2402, 99, on, &basis)->malpractice,
	    761);
	buf_fini(&o.bytes);
}

static void
payment_amounts_have_notices_below(void **state)
{
#define AMOUNT(year) "\"" year "\",\"02102\",\"01\",\"0001T\",\"  \"," \
	"\"0001337.33\",\"0000337.33\",\" \",\"0\",\"A\",\"2\"," \
	"\"0000000.00\",\"0000000.00\",\"9\",\"0000000.00\",\"0000000.00\"\n"
	struct outcome o;
	enum book_basis basis;

	(void)state;
	reads(&o, "PFREV26B.txt", AMOUNT("2026") "\"TRL- WORDS\"\n", 1);
	assert_int_equal(payment_on(&o.book, K("0001T"), 0, 2102, 1,
	    day(2026, 4, 1), false, &basis)->other, 133733);
	assert_int_equal(book_release(&o.book, SET_FEES, 0)->partial, 1);
	buf_fini(&o.bytes);
	refuses("PFREV26B.txt", AMOUNT("2025"), "line 1", "YEAR");
	refuses("PFALL26.txt", "\"2026\",\"02102\"\n", "16 fields",
	    "not 2");
}

static void
what_is_beside_is_left_aside(void **state)
{
	static const char *const names[] = { "HCPC2019_README.txt",
		"HCPCS17_recordlayout.txt", "proc_notes_2018.txt",
		"Changes_by_HCPCSCode.prn", "table.csv" };
	struct outcome o;

	(void)state;
	for (size_t i = 0; i < LENGTH(names); i++) {
		read_as(&o, names[i], "file_html,words\n", false);
		assert_int_equal(o.rc, RC_OK);
		assert_string_equal(o.result.importer->name, "aside");
		buf_fini(&o.bytes);
	}
	read_as(&o, "HCPC2025_OCT_ANWEB.csv",
	    "Code,Description1,Description2\n", false);
	assert_string_equal(o.result.importer->name, "aside");
	buf_fini(&o.bytes);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(hcpcs_lines_of_one_code_are_one_title),
		cmocka_unit_test(
		    a_listed_code_that_ended_is_not_valid_after_its_last_day),
		cmocka_unit_test(
		    hcpcs_that_is_cut_or_wrong_is_refused_with_its_line),
		cmocka_unit_test(ptp_holds_from_its_first_to_its_last_day),
		cmocka_unit_test(ptp_that_is_wrong_is_refused),
		cmocka_unit_test(mue_is_of_the_day_in_its_name),
		cmocka_unit_test(add_on_codes_have_their_primaries),
		cmocka_unit_test(cpt_is_read_from_the_users_own_files),
		cmocka_unit_test(
		    relative_values_are_found_by_their_stacked_header),
		cmocka_unit_test(relative_values_that_are_wrong_are_refused),
		cmocka_unit_test(the_text_twin_is_read_by_columns_that_add_up),
		cmocka_unit_test(two_factors_of_a_year_are_told_apart),
		cmocka_unit_test(the_package_tells_the_day),
		cmocka_unit_test(a_locality_is_found_by_its_name),
		cmocka_unit_test(payment_amounts_have_notices_below),
		cmocka_unit_test(what_is_beside_is_left_aside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
