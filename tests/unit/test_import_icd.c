/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_import_icd.c -- ICD files of each layout, small and made up; what notes
 * name; what lists leave out: import.h, note_ranges.h, build.h.
 */
#include "unit.h"

#include "codes/icd.h"
#include "codes/look.h"
#include "codes/note_ranges.h"

/* ---- a book of files ----------------------------------------------------- */

static struct err err;

static code_key
K(const char *text)
{
	return code_pack(str_of(text));
}

static date
day(int y, int m, int d)
{
	date on = DATE_NONE;

	assert_true(date_from_ymd(y, m, d, &on));
	return on;
}

/* Import `text` as the file `name`.  Made-up files are as short as the starter's
 * may be, unless `full`: then they need as many rows as published ones. */
static enum rc
import(struct build *b, const char *name, const char *text, bool full,
    struct import_result *r)
{
	struct source s = { str_of(name), str_of(name), str_of(text) };
	struct import in = { .build = b, .source = &s, .starter = !full,
	    .from = DATE_NONE, .until = DATE_NONE };

	return import_source(&in, r, &err);
}

static void
add(struct build *b, const char *name, const char *text, unsigned rows)
{
	struct import_result r;

	if (import(b, name, text, false, &r) != RC_OK)
		fail_msg("%s", err.msg);
	assert_non_null(r.importer);
	assert_int_equal(r.rows, rows);
}

/* Assert that the file is refused, with `words` in the message. */
static void
refuse(const char *name, const char *text, const char *words)
{
	struct build *b = build_new();
	struct import_result r;

	assert_int_equal(import(b, name, text, true, &r), RC_SYNTAX);
	if (strstr(err.msg, words) == NULL || strstr(err.msg, name) == NULL)
		fail_msg("\"%s\" lacks \"%s\"", err.msg, words);
	build_free(b);
}

static void
finish(struct build *b, struct buf *bytes, struct book *book)
{
	buf_init(bytes, 1 << 26);
	if (build_finish(b, NULL, NULL, bytes, &err) != RC_OK ||
	    book_open_memory(book, buf_str(bytes), "test", &err) != RC_OK)
		fail_msg("%s", err.msg);
	build_free(b);
}

static enum code_state
state(const struct book *b, enum code_system s, const char *code, date on)
{
	return code_on(b, s, K(code), on).state;
}

static void
assert_title(const struct book *b, const char *code, date on,
    const char *title)
{
	const struct book_code *c = book_code(b, SYSTEM_DIAGNOSIS, K(code));
	str found;

	assert_non_null(c);
	found = book_text(b, code_title_on(b, c, on)->full);
	if (!str_eq(found, str_of(title)))
		fail_msg("%s is \"" STR_FMT "\"", code, STR_ARG(found));
}

static const struct book_pair *
pair(const struct book *b, enum relation r, const char *left, uint32_t right,
    date on)
{
	enum book_basis basis;

	return pair_on(b, r, book_row(b, relation_left(r), K(left)), right, on,
	    &basis);
}

/* ---- order files ----------------------------------------------------------- */

#define BLANKS60 "                                                            "
#define ORDER(n, code, flag, title) \
	n " " code " " flag " " title \
	"                                                     " " " title \
	" in full\r\n"

static const char order_text[] =
    ORDER("00001", "S52    ", "0", "Forearm")
    ORDER("00002", "S525   ", "0", "Radius ")
    ORDER("00003", "S52501A", "1", "Initial");

static void
an_order_file_lists_codes_and_headings(void **state_)
{
	struct build *b = build_new();
	struct buf bytes;
	struct book book;
	date on = day(2025, 11, 1);

	(void)state_;
	add(b, "icd10cm_order_2026.txt", order_text, 3);
	finish(b, &bytes, &book);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.501A", on),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.5", on),
	    CODE_HEADING);
	assert_title(&book, "S52.501A", on, "Initial in full");
	assert_int_equal(code_on(&book, SYSTEM_DIAGNOSIS, K("S52"),
	    day(2025, 9, 30)).basis, BASIS_BEFORE);
	buf_fini(&bytes);
}

static void
the_name_of_a_file_dates_it(void **state_)
{
	static const struct { const char *name; int y, m; } names[] = {
		{ "icd10cm_order_2026.txt", 2025, 10 },
		{ "icd10cm-order-Jan-2021.txt", 2021, 1 },
		{ "icd10cm-order-April-2025.txt", 2025, 4 },
		{ "icd10cm-order-2022.RECONSTRUCTED.txt", 2021, 10 },
	};

	(void)state_;
	for (size_t i = 0; i < LENGTH(names); i++) {
		struct build *b = build_new();
		struct buf bytes;
		struct book book;

		add(b, names[i].name, order_text, 3);
		finish(b, &bytes, &book);
		assert_int_equal(book_release(&book, SET_ICD10CM, 0)->from,
		    day(names[i].y, names[i].m, 1));
		buf_fini(&bytes);
	}
}

static void
I2_an_order_file_with_a_fault_is_refused(void **state_)
{
	(void)state_;
	refuse("icd10cm_order_new.txt", order_text, "fiscal year");
	refuse("icd10cm-order-June-2025.txt", order_text, "month 6");
	refuse("icd10cm_order_2026.txt", order_text, "cut off");
	refuse("icd10cm_order_2026.txt", "code,title\n", "line 1");
	refuse("icd10cm_order_2026.txt",
	    ORDER("00001", "S52    ", "0", "Forearm")
	    ORDER("00003", "S525   ", "0", "Radius "), "line 2: the number "
	    "00002 was expected");
	refuse("icd10cm_order_2026.txt",
	    ORDER("00001", "5S2    ", "0", "Forearm"), "not \"5S2\"");
	refuse("icd10cm_order_2026.txt",
	    ORDER("00001", "S52    ", "X", "Forearm"), "not \"X\"");
	refuse("icd10cm_order_2026.txt",
	    ORDER("00001 ", "S52   ", "0", "Forearm"), "line 1");
}

static void
an_addendum_adds_and_takes_away(void **state_)
{
	struct build *b = build_new();
	struct buf bytes;
	struct book book;
	date before = day(2025, 11, 1), after = day(2026, 4, 1);

	(void)state_;
	add(b, "icd10cm_order_2026.txt", order_text, 3);
	add(b, "icd10cm_codes_addenda_April_2026.txt",
	    "Add:         S52502A Another one\r\n"
	    "Delete:      S52501A Initial in full\r\n"
	    "Revise from: S52503A Old\r\nRevise to:   S52503A New\r\n"
	    "\r\nCodes\r\n  3 codes in icd10cm_order_2026.txt\r\n", 4);
	add(b, "icd10cm_order_addenda_2026.txt",
	    "Codes\r\n 74719 codes in icd10cm_order_2026.txt\r\n", 0);
	finish(b, &bytes, &book);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.502A", before),
	    CODE_NOT_YET);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.502A", after),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.501A", after),
	    CODE_ENDED);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.5", after),
	    CODE_HEADING);
	assert_title(&book, "S52.503A", after, "New");
	buf_fini(&bytes);
}

/* ---- the Tabular List -------------------------------------------------------- */

#define TABULAR(chapters) \
	"<?xml version=\"1.0\"?>\n<ICD10CM.tabular><version>2021</version>" \
	chapters "</ICD10CM.tabular>"
#define CHAPTER(n) "<chapter><name>" n "</name><desc>C</desc></chapter>"
#define EMPTY_CHAPTERS CHAPTER("1") CHAPTER("2") CHAPTER("3") CHAPTER("4") \
	CHAPTER("5") CHAPTER("6") CHAPTER("7") CHAPTER("8") CHAPTER("9") \
	CHAPTER("10") CHAPTER("11") CHAPTER("12") CHAPTER("13") \
	CHAPTER("14") CHAPTER("15") CHAPTER("16") CHAPTER("17") \
	CHAPTER("18") CHAPTER("20") CHAPTER("21")
#define INJURIES \
	"<chapter><name>19</name><desc>Injuries (S00-T88)</desc>" \
	"<section id=\"S00-S09\"><desc>Head (S00-S09)</desc>" \
	"<diag><name>S02</name><desc>Fracture of skull</desc>" \
	"<codeAlso><note>any injury (S06.-)</note></codeAlso>" \
	"<sevenChrDef><extension char=\"A\">initial</extension>" \
	"<extension char=\"S\">sequela</extension></sevenChrDef>" \
	"<diag><name>S02.0</name><desc>Vault</desc></diag>" \
	"<diag><name>S02.1</name><desc>Base</desc><sevenChrDef>" \
	"<extension char=\"Z\">nearer</extension></sevenChrDef>" \
	"<diag><name>S02.10</name><desc>Base, part</desc></diag></diag></diag>" \
	"<diag><name>S03</name><desc>Dislocation</desc></diag>" \
	"<diag><name>S06</name><desc>Brain</desc><notes><note>7th characters " \
	"D and S do not apply to codes in category S06 with 6th character 7 - " \
	"death, or 8 - other</note></notes><sevenChrDef>" \
	"<extension char=\"A\">initial</extension>" \
	"<extension char=\"S\">sequela</extension></sevenChrDef>" \
	"<diag><name>S06.1X7</name><desc>Edema</desc></diag></diag>" \
	"</section></chapter>"

static void
the_tabular_list_is_completed_with_seventh_characters(void **state_)
{
	struct build *b = build_new();
	struct buf bytes;
	struct book book;
	const struct book_code *c;
	date on = day(2020, 11, 1);

	(void)state_;
	add(b, "icd10cm_tabular_2021.xml", TABULAR(EMPTY_CHAPTERS INJURIES),
	    7);
	finish(b, &bytes, &book);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S02.0XXA", on),
	    CODE_VALID);
	assert_title(&book, "S02.0XXA", on, "Vault, initial");
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S02.0", on),
	    CODE_HEADING);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S02.10XZ", on),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S02.10XA", on),
	    CODE_UNKNOWN);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S03", on),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S06.1X7A", on),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S06.1X7S", on),
	    CODE_UNKNOWN);
	c = book_code(&book, SYSTEM_DIAGNOSIS, K("S02"));
	assert_int_equal(c->n_notes, 3);
	assert_true(book_code_at(&book, SYSTEM_DIAGNOSIS, c->parent)->key ==
	    K("S00-S09"));
	c = book_code_at(&book, SYSTEM_DIAGNOSIS, c->parent);
	assert_true(book_code_at(&book, SYSTEM_DIAGNOSIS, c->parent)->key ==
	    K("CHAPTER-19"));
	buf_fini(&bytes);
}

static void
an_extract_of_the_tabular_list_has_notes_only(void **state_)
{
	struct build *b = build_new();
	struct buf bytes;
	struct book book;

	(void)state_;
	add(b, "icd10cm_tabular_2021_ch19.xml", TABULAR(INJURIES), 7);
	finish(b, &bytes, &book);
	assert_null(book_release(&book, SET_ICD10CM, 0));
	assert_true(book_release(&book, SET_ICD10CM_NOTES, 0)->partial);
	assert_int_equal(book_code(&book, SYSTEM_DIAGNOSIS, K("S02"))->n_notes,
	    3);
	buf_fini(&bytes);
}

static void
I2_a_tabular_list_with_a_fault_is_refused(void **state_)
{
	(void)state_;
	refuse("icd10cm_tabular_2022.xml", TABULAR(INJURIES), "2021");
	refuse("icd10cm_tabular_2021.xml", TABULAR(EMPTY_CHAPTERS INJURIES),
	    "cut off");
	refuse("icd10cm_tabular_2021.xml",
	    "<ICD10CM.tabular><version>2021</version><chapter>", "no XML");
	refuse("icd10cm_tabular_2021.xml", TABULAR("<chapter><name>x</name>"
	    "</chapter>"), "chapter");
	refuse("icd10cm_tabular_2021.xml", TABULAR("<chapter><name>1</name>"
	    "<section id=\"A00-A09\"><diag><name>A00</name><diag><name>B01"
	    "</name></diag></diag></section></chapter>"), "B01");
	refuse("icd10cm_tabular_2021.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]>"
	    TABULAR(INJURIES), "document type");
	refuse("icd10cm_tabular_2021.xml", "<ICD10CM.tabular><chapter>"
	    "</chapter></ICD10CM.tabular>", "version");
}

/* A list without seventh characters takes them from the list before it. */
static void
a_converted_list_is_completed(void **state_)
{
	struct build *b = build_new();
	struct buf bytes;
	struct book book;
	date on = day(2024, 11, 1);

	(void)state_;
	add(b, "icd10cm_2024_codes.northstar.csv",
	    "order,code,valid,long_description,chapter\n1,S52,0,Forearm,19\n"
	    "2,S52.501,0,Radius,19\n3,\"S52.501A\",1,\"Radius, initial\",19\n"
	    "0,A53.9,0,Syphilis,1\n", 4);
	add(b, "icd10cm_tabular_2021.xml", TABULAR(EMPTY_CHAPTERS INJURIES),
	    7);
	add(b, "ICD10CM_2025_codes.csv", "Code,Description,ChapterID,SectionID\n"
	    "S52,Forearm,19,S50-S59\nS52.501,Radius renamed,19,S50-S59\n"
	    "S02,Skull,19,S00-S09\nS02.3,New,19,S00-S09\n"
	    "A53,Syphilis,1,A50-A64\nA53.9,Syphilis,1,A50-A64\n", 6);
	finish(b, &bytes, &book);
	assert_title(&book, "S52.501A", on, "Radius renamed, initial");
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.501A", on),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S52.501S", on),
	    CODE_UNKNOWN);
	/* New in 2025: by the notes of 2021. */
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S02.3XXA", on),
	    CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "S02.3", on),
	    CODE_HEADING);
	assert_int_equal(state(&book, SYSTEM_DIAGNOSIS, "A53.9",
	    day(2023, 11, 1)), CODE_VALID);
	buf_fini(&bytes);
}

/* ---- what notes name ----------------------------------------------------------- */

static void
assert_ranges(const char *text, struct note_codes all, const char *expected)
{
	static struct book_range to[NOTE_RANGES_MAX];
	uint32_t n = note_ranges(str_of(text), all, to);
	char a[CODE_TEXT_MAX], b[CODE_TEXT_MAX];
	struct buf got;

	buf_init(&got, 1 << 16);
	for (uint32_t i = 0; i < n; i++)
		buf_fmt(&got, "%s%s %s", i > 0 ? "; " : "",
		    code_text_icd(to[i].from, a).p,
		    code_text_icd(to[i].to, b).p);
	if (!str_eq(buf_str(&got), str_of(expected)))
		fail_msg("\"%s\": \"" STR_FMT "\", not \"%s\"", text,
		    STR_ARG(buf_str(&got)), expected);
	buf_fini(&got);
}

static void
N1_N3_codes_in_notes_are_found(void **state_)
{
	static const struct { const char *text, *ranges; } notes[] = {
		{ "injury (S06.-)", "S06 S06" },
		{ "diseases (A00-B99)", "A00 B99" },
		{ "angina (I20.0)", "I20.0 I20.0" },
		{ "x (C81.-, C82-C85, Z85.71)",
		    "C81 C81; C82 C85; Z85.71 Z85.71" },
		{ "x (E08.- to E13.-)", "E08 E13" },
		{ "x (O24.4-)", "O24.4 O24.4" },
		{ "x (S00-S09 and T20-T25, T33)",
		    "S00 S09; T20 T25; T33 T33" },
		{ "x (S02.-. S12.-)", "S02 S02; S12 S12" },
		{ "tumor (C7A.0-)", "C7A.0 C7A.0" },
		{ "x (M80.0 -M80.8)", "M80.0 M80.8" },
		{ "code from category O08 to identify", "O08 O08" },
		{ "classified to A00-B99", "A00 B99" },
		{ "vitamin B12 deficiency", "" },
		{ "HLA-B27 (positive)", "" },
		{ "arthritis (HLA-B27)", "" },
		{ "(NOS), (HIV), (1990)", "" },
		{ "", "" }, { "(", "" }, { "(A00", "A00 A00" },
		{ "(A00-", "A00 A00" }, { "(A00.", "A00 A00" },
		{ "(B99-A00)", "B99 B99" },
		{ "(T36-T50 with fifth or sixth character 5)", "T36 T50" },
	};

	(void)state_;
	for (size_t i = 0; i < LENGTH(notes); i++)
		assert_ranges(notes[i].text, (struct note_codes){ NULL, 0 },
		    notes[i].ranges);
}

static void
N2_conditions_choose_among_the_codes(void **state_)
{
	code_key codes[] = { K("E08"), K("E08.2"), K("E08.21"), K("E08.22"),
		K("E13.21"), K("T36.0X1"), K("T36.0X5"), K("T36.95"),
		K("T38.0X4"), K("T50.A15"), K("T51.0X5") };
	struct note_codes all = { codes, LENGTH(codes) };

	(void)state_;
	assert_ranges("(T36-T50 with fifth or sixth character 5)", all,
	    "T36.0X5 T36.0X5; T36.95 T36.95; T50.A15 T50.A15");
	assert_ranges("(T36-T50 with fifth or sixth character 1-4 or 6)", all,
	    "T36.0X1 T36.0X1; T38.0X4 T38.0X4");
	assert_ranges("diabetes (E08-E13 with .21)", all,
	    "E08.21 E08.21; E13.21 E13.21");
	assert_ranges("x (E08-E13 with .21), y (I10)", all,
	    "E08.21 E08.21; E13.21 E13.21; I10 I10");
	/* None of them: the whole. */
	assert_ranges("(S02.- with 7th character B)", all, "S02 S02");
}

/* ---- indexes ------------------------------------------------------------------- */

static void
an_index_keeps_terms_below_terms(void **state_)
{
	struct build *b = build_new();
	const struct book_array *rows;
	const struct book_term *t;
	struct buf bytes;
	struct book book;

	(void)state_;
	add(b, "icd10cm-drug-2025.xml", "<ICD10CM.index><version>2025</version>"
	    "<indexHeading><head col=\"1\">Substance</head></indexHeading>"
	    "<letter><title>A</title><mainTerm><title>Acid<nemod>(strong) "
	    "(weak)</nemod> NEC</title><cell col=\"2\">T54.2X1</cell>"
	    "<cell col=\"3\">--</cell><cell col=\"7\">C79.8-</cell>"
	    "<term level=\"1\"><title>other</title><seeAlso>Base</seeAlso>"
	    "</term></mainTerm></letter></ICD10CM.index>", 2);
	finish(b, &bytes, &book);
	rows = &book.parts[PART_ROWS][TABLE_TERM];
	assert_int_equal(rows->n, 2);
	t = rows->v;
	assert_int_equal(t[0].set, SET_ICD10CM_DRUGS);
	assert_true(str_eq(book_text(&book, t[0].title), STR("Acid NEC")));
	assert_true(str_eq(book_text(&book, t[0].modifiers),
	    STR("strong; weak")));
	assert_int_equal(t[0].codes[1], book_row(&book, SYSTEM_DIAGNOSIS,
	    K("T54.2X1")));
	assert_int_equal(t[0].codes[2], NO_ROW);
	assert_int_equal(t[0].codes[6], book_row(&book, SYSTEM_DIAGNOSIS,
	    K("C79.8")));
	assert_int_equal(t[1].parent, 0);
	assert_int_equal(t[1].see, 2);
	assert_true(str_eq(book_text(&book, t[1].target), STR("Base")));
	buf_fini(&bytes);
	refuse("icd10cm-eindex-2025.xml", "<ICD10CM.index><version>2025"
	    "</version><title>EXTERNAL CAUSE</title><mainTerm><title>x</title>"
	    "<code>12</code></mainTerm></ICD10CM.index>", "\"12\"");
	refuse("ICD10CM_2025_Index.csv", "RowID,Letter,Level,Term,See,SeeAlso,"
	    "NonEssModif,Code\n1,A,1,x,,,,\n", "level");
	refuse("ICD10CM_2025_Index.csv", "RowID,Letter,Term\n", "LEVEL");
}

/* ---- ICD-10-PCS ---------------------------------------------------------------- */

#define CONVERSION "Current code(s) assignment\tCode title\tEffective year\t" \
	"Previous code(s) assignment\tPredecessor code title\tChange type\t" \
	"Comment\tEffective month/day [MM.DD]\r\n"

static void
a_conversion_dates_codes_that_come_within_the_year(void **state_)
{
	struct build *b = build_new();
	const struct book_pair *p;
	struct buf bytes;
	struct book book;

	(void)state_;
	add(b, "icd10pcs_order_2026.txt",
	    ORDER("00001", "001    ", "0", "Table  ")
	    ORDER("00002", "0016070", "1", "Bypass ")
	    ORDER("00003", "02HM3JZ", "1", "Lead   "), 3);
	add(b, "icd10pcs_conversion_table.txt", CONVERSION
	    "0016070\tBypass\t2019\t00H60YZ\tOld\tNew\t10.01\r\n"
	    "02HM3JZ\tLead\t2026\tNoPCS\t\tNew\ta comment\t04.01\r\n", 2);
	finish(b, &bytes, &book);
	assert_int_equal(state(&book, SYSTEM_INPATIENT, "02HM3JZ",
	    day(2026, 3, 31)), CODE_NOT_YET);
	assert_int_equal(state(&book, SYSTEM_INPATIENT, "02HM3JZ",
	    day(2026, 4, 1)), CODE_VALID);
	assert_int_equal(state(&book, SYSTEM_INPATIENT, "001",
	    day(2026, 4, 1)), CODE_HEADING);
	p = pair(&book, RELATION_CONVERSION, "0016070", book_row(&book,
	    SYSTEM_INPATIENT, K("00H60YZ")), day(2026, 5, 1));
	assert_non_null(p);
	assert_int_equal(p->value, 1);
	buf_fini(&bytes);
	refuse("icd10pcs_conversion_table.txt", CONVERSION
	    "0016070\tBypass\t2019\t00H60YZ\tOld\tNew\tno day\r\n", "no day");
	refuse("icd10pcs_conversion_table.txt", CONVERSION
	    "0O16070\tBypass\t2019\t00H60YZ\tOld\tNew\t10.01\r\n", "0O16070");
}

static void
tables_show_what_characters_mean(void **state_)
{
	struct build *b = build_new();
	const struct book_code *c;
	const struct book_note *n;
	struct buf bytes;
	struct book book;

	(void)state_;
	add(b, "icd10pcs_tables_2026.xml", "<ICD10PCS.tabular><version>2026"
	    "</version><pcsTable><axis pos=\"1\" values=\"1\"><title>Section"
	    "</title><label code=\"0\">Medical</label></axis>"
	    "<axis pos=\"2\" values=\"1\"><title>System</title>"
	    "<label code=\"0\">Nerves</label></axis>"
	    "<axis pos=\"3\" values=\"1\"><title>Operation</title>"
	    "<label code=\"1\">Bypass</label><definition>Altering</definition>"
	    "</axis><pcsRow codes=\"2\"><axis pos=\"4\" values=\"2\">"
	    "<title>Part</title><label code=\"6\">Ventricle</label>"
	    "<label code=\"U\">Canal</label></axis></pcsRow></pcsTable>"
	    "</ICD10PCS.tabular>", 1);
	finish(b, &bytes, &book);
	c = book_code(&book, SYSTEM_INPATIENT, K("001"));
	assert_non_null(c);
	assert_int_equal(c->n_notes, 5);
	n = (const struct book_note *)book.parts[PART_NOTES][0].v + c->notes;
	for (unsigned i = 0; i < 5; i++)
		if (str_eq(book_text(&book, n[i].text),
		    STR("1 4 Part|6 Ventricle|U Canal")))
			assert_int_equal(n[i].kind, NOTE_AXIS);
	buf_fini(&bytes);
	refuse("icd10pcs_tables_2026.xml", "<ICD10PCS.tabular><version>2026"
	    "</version><pcsTable><pcsRow/></pcsTable></ICD10PCS.tabular>",
	    "three axes");
}

/* ---- maps and edits -------------------------------------------------------------- */

static void
equivalences_go_both_ways(void **state_)
{
	struct build *b = build_new();
	const struct book_pair *p;
	struct buf bytes;
	struct book book;
	date on = day(2024, 1, 1);

	(void)state_;
	add(b, "2018_I9gem.txt", "0010  A000    00000\n0020  A0100   10112\n"
	    "00321 NoDx    11000\n", 3);
	add(b, "2018_I10gem.txt", "A000    0010  00000\n", 1);
	finish(b, &bytes, &book);
	p = pair(&book, RELATION_GEM_FORWARD, "0020", book_row(&book,
	    SYSTEM_DIAGNOSIS, K("A0100")), on);
	assert_non_null(p);
	assert_int_equal(p->value, 1 | 4 | 1 << 8 | 2 << 16);
	assert_non_null(pair(&book, RELATION_GEM_FORWARD, "00321", NO_ROW, on));
	assert_non_null(pair(&book, RELATION_GEM_BACKWARD, "A000",
	    book_row(&book, SYSTEM_DIAGNOSIS_9, K("0010")), on));
	buf_fini(&bytes);
	refuse("2018_I9gem.txt", "0010  A000    0000\n", "five flags");
	refuse("2018_I9gem.txt", "0010  NoDx    00000\n", "no map");
	refuse("2018_I9gem.txt", "A000  0010    00000\n", "two codes");
}

static void
POA_lists_and_their_changes(void **state_)
{
	struct build *b = build_new();
	struct buf bytes;
	struct book book;
	date old = day(2024, 11, 1), now = day(2025, 11, 1);

	(void)state_;
	add(b, "POAexemptCodes2025.txt", "Order2025\tPOAexemptCode\t"
	    "Description\r\n1\tB90.0\tSequelae\r\n2\tQ89.8\tOther\r\n", 2);
	add(b, "POAexemptAddCodesFY26.txt", "Order26\tPOAexemptCode\t"
	    "Description\r\n1\tQ87.87\tSyndrome\r\n", 1);
	add(b, "POAexemptDeleteCodesFY26.txt", "POAexemptCode\tDescription\r\n"
	    "Q89.8\tOther\r\n", 1);
	finish(b, &bytes, &book);
	assert_non_null(pair(&book, RELATION_POA_EXEMPT, "B90.0", 0, now));
	assert_non_null(pair(&book, RELATION_POA_EXEMPT, "Q87.87", 0, now));
	assert_null(pair(&book, RELATION_POA_EXEMPT, "Q87.87", 0, old));
	assert_non_null(pair(&book, RELATION_POA_EXEMPT, "Q89.8", 0, old));
	assert_null(pair(&book, RELATION_POA_EXEMPT, "Q89.8", 0, now));
	buf_fini(&bytes);
	refuse("POAexemptCodesFY26.txt", "Order26\tCode\n1\tB90.0\n",
	    "POAEXEMPTCODE");
	refuse("POAexemptCodesFY26.txt", "Order26\tPOAexemptCode\n1\t90.0\n",
	    "90.0");
}

static void
the_code_editor_has_its_lists(void **state_)
{
	static const char text[] = "Definitions of Medicare Code Edits\n"
	    "v43.1 April 2026\nTable of Contents\n"
	    "A. Perinatal/Newborn diagnoses\t9\n4. Age conflict\n"
	    "A. Perinatal/Newborn diagnoses\nA33\tTetanus neonatorum\n"
	    "Unacceptable principal diagnosis codes\n*Z5189\tAftercare\n"
	    "B. Non-covered procedure codes\nWhen either 0FYG0Z0 (x) or "
	    "0FYG0Z1 (y) is combined\nDiagnoses list \nE1010\tDiabetes\n"
	    "F. Non-covered procedure codes\nProcedure\n02RK0JZ\tHeart\n"
	    "Chapter 2: Code list changes\nA34\tRemoved\n";
	struct build *b = build_new();
	struct buf bytes;
	struct book book;
	date on = day(2026, 4, 1);

	(void)state_;
	add(b, "Definitions of Medicare Code Edits_v_43_1.txt", text, 4);
	add(b, "MCE_Simple_Code_Edits_v37.txt", "MCE_Version\tICD_Version\t"
	    "MCE_Section\tMCE_Subsection\tMCE_Edit_Type\tICD_Code_Type\t"
	    "ICD_Code\tICD_Desc\n37\tI10\t5\tA\tFemale_Only\tD\tN760\tx\n", 1);
	finish(b, &bytes, &book);
	assert_non_null(pair(&book, RELATION_MCE, "A33", MCE_NEWBORN, on));
	assert_non_null(pair(&book, RELATION_MCE, "Z5189",
	    MCE_UNACCEPTABLE_ALONE, on));
	assert_int_equal(pair(&book, RELATION_MCE, "E1010", MCE_NON_COVERED,
	    on)->value, 'B');
	assert_int_equal(pair(&book, RELATION_MCE_INPATIENT, "0FYG0Z1",
	    MCE_NON_COVERED, on)->value, 'B');
	assert_int_equal(pair(&book, RELATION_MCE_INPATIENT, "02RK0JZ",
	    MCE_NON_COVERED, on)->value, 'F');
	assert_true(book_row(&book, SYSTEM_DIAGNOSIS, K("A34")) == NO_ROW);
	assert_non_null(pair(&book, RELATION_MCE, "N760", MCE_FEMALE,
	    day(2020, 1, 1)));
	assert_null(pair(&book, RELATION_MCE, "N760", MCE_FEMALE, on));
	buf_fini(&bytes);
	refuse("MCE_Simple_Code_Edits_v37.txt", "MCE_Subsection\tMCE_Edit_Type\t"
	    "ICD_Code_Type\tICD_Code\nA\tNew_Edit\tD\tN760\n", "New_Edit");
	refuse("MCE_Simple_Code_Edits_vX.txt", "MCE_Edit_Type\n", "version");
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_file_lists_codes_and_headings),
		cmocka_unit_test(the_name_of_a_file_dates_it),
		cmocka_unit_test(I2_an_order_file_with_a_fault_is_refused),
		cmocka_unit_test(an_addendum_adds_and_takes_away),
		cmocka_unit_test(
		    the_tabular_list_is_completed_with_seventh_characters),
		cmocka_unit_test(an_extract_of_the_tabular_list_has_notes_only),
		cmocka_unit_test(I2_a_tabular_list_with_a_fault_is_refused),
		cmocka_unit_test(a_converted_list_is_completed),
		cmocka_unit_test(N1_N3_codes_in_notes_are_found),
		cmocka_unit_test(N2_conditions_choose_among_the_codes),
		cmocka_unit_test(an_index_keeps_terms_below_terms),
		cmocka_unit_test(
		    a_conversion_dates_codes_that_come_within_the_year),
		cmocka_unit_test(tables_show_what_characters_mean),
		cmocka_unit_test(equivalences_go_both_ways),
		cmocka_unit_test(POA_lists_and_their_changes),
		cmocka_unit_test(the_code_editor_has_its_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
