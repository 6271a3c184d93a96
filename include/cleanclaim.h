/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cleanclaim.h -- X12 files of medical billing: checked, read and written.
 *
 * A context holds the implementation guides; make one and share it.  A reader
 * gives the findings and the records of one file: claims, payments, answers.
 * A record's fields are reached by path, "lines[2].charge".  A writer makes a
 * file of records.  docs/library.md is an introduction, examples/ has programs.
 *
 * Errors.  A function that can fail takes a struct cleanclaim_error, or NULL.
 * Its code is that of the call, 0 when nothing failed.  What is wrong with
 * somebody's data is never an error but a finding.
 *
 * Threads.  There is no global state.  A context may be used by any number of
 * threads at once; a reader, a writer, and a record with all that share its
 * levels, by one thread at a time.
 *
 * Lifetimes.  What a function returns is borrowed unless its comment says
 * "free with".  Handles may be freed in any order: a reader, writer or record
 * keeps the context, and a writer what it still needs.
 *
 * Stability.  Programs that were linked with libcleanclaim.so.0 run with every
 * later one of that number: functions and constants are only added, struct
 * cleanclaim_finding grows at its end only, the other structs are opaque or
 * stay.  Names of fields are those of docs/library.md, JSON and the findings'
 * own `field`; they too are only added.
 */
#ifndef CLEANCLAIM_H
#define CLEANCLAIM_H

#include <stddef.h>
#include <stdint.h>

#ifndef CLEANCLAIM_API
# if defined(__GNUC__)
#  define CLEANCLAIM_API __attribute__((visibility("default")))
# else
#  define CLEANCLAIM_API
# endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

#define CLEANCLAIM_VERSION "0.1.0"
#define CLEANCLAIM_VERSION_NUMBER 100	/* 1.2.3 would be 10203 */

/* Version of the library that is running, which may be newer than this header:
 * as CLEANCLAIM_VERSION and CLEANCLAIM_VERSION_NUMBER.  Any thread. */
CLEANCLAIM_API const char *cleanclaim_version(void);
CLEANCLAIM_API int cleanclaim_version_number(void);

/* What functions return: below 0 is an error. */
enum cleanclaim_code {
	CLEANCLAIM_OK = 0,
	CLEANCLAIM_END = 0,		/* of reading: that was all */
	CLEANCLAIM_FINDING = 1,		/* of reading: there is a finding */
	CLEANCLAIM_RECORD = 2,		/* of reading: there is a record */
	CLEANCLAIM_INVALID = -1,	/* the call breaks a rule here */
	CLEANCLAIM_RANGE = -2,		/* a number or place is out of range */
	CLEANCLAIM_MEMORY = -3,		/* no memory, or a ceiling was met */
	CLEANCLAIM_IO = -4,		/* the system refused to read, write */
	CLEANCLAIM_SYNTAX = -5,		/* a guide's text cannot be read */
	CLEANCLAIM_STOPPED = -6,	/* a callback of yours said so */
	CLEANCLAIM_UNKNOWN = -7,	/* no guide, type or field so named */
	CLEANCLAIM_TYPE = -8,		/* the field holds something else */
	CLEANCLAIM_REFUSED = -9		/* not written; findings tell why */
};

struct cleanclaim_error {
	int	 code;			/* enum cleanclaim_code */
	char	 message[252];		/* a sentence; tells nothing of what
					 * files say inside */
};

struct cleanclaim;
struct cleanclaim_reader;
struct cleanclaim_record;
struct cleanclaim_writer;

/* ---- the context ------------------------------------------------------- */

/* A context with all built-in guides; about a hundredth of a second.  NULL:
 * MEMORY.  Free with cleanclaim_free(). */
CLEANCLAIM_API struct cleanclaim *cleanclaim_new(struct cleanclaim_error *err);

/* Let go of it; readers, writers and records that use it may still be open.
 * NULL is fine. */
CLEANCLAIM_API void cleanclaim_free(struct cleanclaim *context);

/*
 * Lay a payer's companion guide (docs/guide-language.md) over the guide that
 * it includes.  `name` is for messages.  SYNTAX: the message says where and
 * why; the context is then to be freed.  INVALID: it is in use already, guides
 * come before the first reader, writer or record.  MEMORY.  Neither text is
 * kept.  Any thread.
 */
CLEANCLAIM_API int cleanclaim_add_guide(struct cleanclaim *context,
    const char *name, const char *text, size_t n,
    struct cleanclaim_error *err);

/* ---- findings ---------------------------------------------------------- */

enum cleanclaim_severity {
	CLEANCLAIM_INFO = 0,
	CLEANCLAIM_WARNING = 1,
	CLEANCLAIM_ERROR = 2
};

/*
 * What is wrong, where, and what to do.  Texts are never NULL but may be
 * empty; numbers that do not apply are 0.  With CLEANCLAIM_HIDE nothing comes
 * from inside the file.  The library makes these structs; yours to read only.
 */
struct cleanclaim_finding {
	const char *code;		/* "claim-total"; never renamed */
	const char *title, *message, *why, *fix;
	const char *value;		/* what the file says there */
	const char *interchange, *group, *transaction;	/* control numbers */
	const char *claim;		/* CLM01, CLP01, or TRN02 of a 27x */
	const char *loop;		/* "2010AA" */
	const char *element;		/* "CLM05-3", or a segment, "CLM" */
	const char *field;		/* of writers: "claim.lines[2].units" */
	uint64_t offset;		/* bytes before it */
	uint64_t segment;		/* 1 is the file's first */
	uint32_t position;		/* in the transaction, ST is 1 */
	int	 severity;		/* enum cleanclaim_severity */
	int	 snip;			/* SNIP type, 1 to 7 */
};

/* ---- reading ----------------------------------------------------------- */

/* What is wanted of a reader; the first, the second, or both, and more. */
#define CLEANCLAIM_FINDINGS	1u
#define CLEANCLAIM_RECORDS	2u
#define CLEANCLAIM_FORM		4u	/* only findings of SNIP types 1, 2 */
#define CLEANCLAIM_HIDE		8u	/* findings tell nothing of patients */

/*
 * Fill `to` with at most `n` bytes (not 0), as read(2) does: how many, 0 at the
 * end, below 0 when it failed.  Called from the thread that reads.
 */
typedef ptrdiff_t cleanclaim_read_fn(void *user, char *to, size_t n);

/*
 * Begin reading the file at `path` ("-" is standard input), the `n` bytes at
 * `bytes`, which must stay until the close, or what `read` gives.  Memory does
 * not grow with the file.  NULL: IO, MEMORY; INVALID: `wanted`, or a NULL.
 * Close with cleanclaim_reader_close().
 */
CLEANCLAIM_API struct cleanclaim_reader *cleanclaim_reader_file(
    struct cleanclaim *context, const char *path, unsigned wanted,
    struct cleanclaim_error *err);
CLEANCLAIM_API struct cleanclaim_reader *cleanclaim_reader_memory(
    struct cleanclaim *context, const void *bytes, size_t n, unsigned wanted,
    struct cleanclaim_error *err);
CLEANCLAIM_API struct cleanclaim_reader *cleanclaim_reader_stream(
    struct cleanclaim *context, cleanclaim_read_fn *read, void *user,
    unsigned wanted, struct cleanclaim_error *err);

/*
 * Go on to the next finding or record: CLEANCLAIM_FINDING, CLEANCLAIM_RECORD,
 * or CLEANCLAIM_END, then and ever after.  Below 0 it failed: IO, MEMORY (a
 * record of more than 256 MiB), and every later call fails likewise.  What the
 * last call gave is void.  Records come in file order, findings too; findings
 * inside a record come before it.
 */
CLEANCLAIM_API int cleanclaim_reader_next(struct cleanclaim_reader *reader,
    struct cleanclaim_error *err);

/* What the last cleanclaim_reader_next() gave, until the next; NULL when it
 * gave something else. */
CLEANCLAIM_API const struct cleanclaim_finding *cleanclaim_reader_finding(
    struct cleanclaim_reader *reader);
CLEANCLAIM_API struct cleanclaim_record *cleanclaim_reader_record(
    struct cleanclaim_reader *reader);

/*
 * Instead of cleanclaim_reader_next(): check the whole file with so many
 * threads and tell every finding to `hear`, in file order, the same for any
 * number of threads.  It is called by one thread at a time, not always by the
 * caller's; its finding lives until it returns; not 0 stops: STOPPED.  IO,
 * MEMORY; INVALID: reading has begun, or no findings are wanted.
 */
typedef int cleanclaim_hear_fn(void *user,
    const struct cleanclaim_finding *finding);
CLEANCLAIM_API int cleanclaim_reader_check(struct cleanclaim_reader *reader,
    unsigned threads, cleanclaim_hear_fn *hear, void *user,
    struct cleanclaim_error *err);

enum cleanclaim_counter {
	CLEANCLAIM_N_BYTES, CLEANCLAIM_N_SEGMENTS, CLEANCLAIM_N_INTERCHANGES,
	CLEANCLAIM_N_GROUPS, CLEANCLAIM_N_TRANSACTIONS, CLEANCLAIM_N_CLAIMS,
	CLEANCLAIM_N_INFOS, CLEANCLAIM_N_WARNINGS, CLEANCLAIM_N_ERRORS
};

/* How many of them were met so far; all of the file's at its end.  0 for a
 * counter that this library does not know. */
CLEANCLAIM_API uint64_t cleanclaim_reader_count(
    const struct cleanclaim_reader *reader, enum cleanclaim_counter what);

/* End reading, at the file's end or before; its records are void.  NULL is
 * fine. */
CLEANCLAIM_API void cleanclaim_reader_close(struct cleanclaim_reader *reader);

/* ---- records ------------------------------------------------------------ */

/*
 * Paths.  Names of fields with points between, in lists with a number, 1 the
 * first: "charge", "rendering_provider.id", "lines[2].adjustments[1].reason".
 * The levels above a record are reached by their names, "claim_batch.reference"
 * or "interchange.sender", and its own name may stand first, "claim.charge",
 * so the `field` of a writer's finding is a path of its record.
 *
 * A path may lead to what is not there: a record without a rendering provider,
 * line 9 of 3.  That is no error, but empty.  UNKNOWN: there is no field of
 * that name; TYPE: it holds something else; INVALID: the path cannot be read,
 * or the record is void because its reader went on.  So for all that follow.
 */

/* Its type, "claim", "paid_claim", "service_line"; and its guide, "837P",
 * "835", or "ENVELOPE".  NULL when void. */
CLEANCLAIM_API const char *cleanclaim_record_type(
    const struct cleanclaim_record *record);
CLEANCLAIM_API const char *cleanclaim_record_guide(
    const struct cleanclaim_record *record);

enum cleanclaim_kind {
	CLEANCLAIM_TEXT,	/* ..._text */
	CLEANCLAIM_AMOUNT,	/* ..._cents, or ..._text */
	CLEANCLAIM_QUANTITY,	/* ..._thousandths, or ..._text */
	CLEANCLAIM_DAYS,	/* ..._days, or ..._text */
	CLEANCLAIM_TEXTS,	/* "modifiers[1]" and so on are texts */
	CLEANCLAIM_PART,	/* a record inside, or a level above */
	CLEANCLAIM_LIST		/* of records: "lines[1]" */
};

/* The name of field number `i`, 0 the first, of its type, and what it holds;
 * NULL behind the last.  The name lives as long as the program.  `kind` may be
 * NULL. */
CLEANCLAIM_API const char *cleanclaim_record_field(
    const struct cleanclaim_record *record, size_t i,
    enum cleanclaim_kind *kind);

/* Where it began in its file: bytes before, and the number of its segment (1 is
 * the first).  0 of both when it was not read, or is a piece of a segment.
 * Either pointer may be NULL. */
CLEANCLAIM_API void cleanclaim_record_place(
    const struct cleanclaim_record *record, uint64_t *offset,
    uint64_t *segment);

/* The record inside that `path` leads to: "lines[2]", "claim_batch".  It lives
 * as long as `record`.  NULL: err->code is 0 when there is none. */
CLEANCLAIM_API struct cleanclaim_record *cleanclaim_record_at(
    struct cleanclaim_record *record, const char *path,
    struct cleanclaim_error *err);

/* The first of a list, as cleanclaim_record_at(). */
CLEANCLAIM_API struct cleanclaim_record *cleanclaim_record_first(
    struct cleanclaim_record *record, const char *list,
    struct cleanclaim_error *err);

/* Move `item`, which came from cleanclaim_record_first(), to the next of its
 * list, and return it; NULL behind the last. */
CLEANCLAIM_API struct cleanclaim_record *cleanclaim_record_next(
    struct cleanclaim_record *item);

/* How many a list has, or texts; below 0 an error. */
CLEANCLAIM_API int64_t cleanclaim_get_count(struct cleanclaim_record *record,
    const char *path, struct cleanclaim_error *err);

/*
 * Any value as text, the way X12 writes it: "125.5", "20260131".  It lives as
 * long as the record and is followed by a NUL.  `n` is its length and may be
 * NULL.  NULL: err->code is 0 when nothing is given.  MEMORY.
 */
CLEANCLAIM_API const char *cleanclaim_get_text(struct cleanclaim_record *record,
    const char *path, size_t *n, struct cleanclaim_error *err);

/*
 * An amount in cents; a quantity in thousandths, 1.5 units are 1500; days as
 * CCYYMMDD, 20260131, one day has both the same (`through` may be NULL).
 * Returns 1; or 0, with 0 in the number, when nothing is given; below 0 an
 * error.  RANGE: there is a text that is no amount, quantity or day.
 */
CLEANCLAIM_API int cleanclaim_get_cents(struct cleanclaim_record *record,
    const char *path, int64_t *cents, struct cleanclaim_error *err);
CLEANCLAIM_API int cleanclaim_get_thousandths(struct cleanclaim_record *record,
    const char *path, int64_t *thousandths, struct cleanclaim_error *err);
CLEANCLAIM_API int cleanclaim_get_days(struct cleanclaim_record *record,
    const char *path, int32_t *from, int32_t *through,
    struct cleanclaim_error *err);

/* The record as a line of JSON without its line end; lives until the next call
 * for it, or as long as it.  NULL: MEMORY. */
CLEANCLAIM_API const char *cleanclaim_get_json(struct cleanclaim_record *record,
    size_t *n, struct cleanclaim_error *err);

/* ---- building ----------------------------------------------------------- */

/*
 * A new record, "claim" of "837P", with nothing in it.  What its paths lead
 * through comes into being when something is set there: also the levels above.
 * With `near`, a record of yours, it has the same levels above as that one and
 * hangs below it where it can: near a claim, a second claim of the same
 * subscriber; near a billing_level, a claim of a new one.  `near` may be freed
 * before it.  UNKNOWN: guide or type.  INVALID: `near` was read from a file.
 * MEMORY.  Free with cleanclaim_record_free().
 */
CLEANCLAIM_API struct cleanclaim_record *cleanclaim_record_new(
    struct cleanclaim *context, const char *guide, const char *type,
    struct cleanclaim_record *near, struct cleanclaim_error *err);

/* Free a record of cleanclaim_record_new(), and what was got from it.  Others
 * and NULL are left alone. */
CLEANCLAIM_API void cleanclaim_record_free(struct cleanclaim_record *record);

/*
 * Set a value from text: amounts "125.50", days "20260131", "2026-01-31" or two
 * with "-" or "/" between.  NULL or "" makes it empty.  The text is copied.
 * Records that come from a reader can be changed too, but not the levels above.
 *
 * RANGE: not an amount, quantity or day, or outside of what there is (15
 * digits, years 1800 to 2999); or an item of a list where there is more than
 * one missing before it: "lines[3]" makes the third when there are two.
 * INVALID: not to be changed.  MEMORY: more than 256 MiB in one record.
 */
CLEANCLAIM_API int cleanclaim_set_text(struct cleanclaim_record *record,
    const char *path, const char *text, struct cleanclaim_error *err);
CLEANCLAIM_API int cleanclaim_set_cents(struct cleanclaim_record *record,
    const char *path, int64_t cents, struct cleanclaim_error *err);
CLEANCLAIM_API int cleanclaim_set_thousandths(struct cleanclaim_record *record,
    const char *path, int64_t thousandths, struct cleanclaim_error *err);

/* Days as in cleanclaim_get_days(); `through` 0 is the same day. */
CLEANCLAIM_API int cleanclaim_set_days(struct cleanclaim_record *record,
    const char *path, int32_t from, int32_t through,
    struct cleanclaim_error *err);

/* Put a new item at the end of a list; errors as above.  It lives as long as
 * `record`. */
CLEANCLAIM_API struct cleanclaim_record *cleanclaim_append(
    struct cleanclaim_record *record, const char *list,
    struct cleanclaim_error *err);

/* ---- writing ------------------------------------------------------------ */

#define CLEANCLAIM_LINES	1u	/* a line end behind each segment */

/* Take `n` bytes: 0, or not 0 when it failed.  Called from the thread that
 * writes. */
typedef int cleanclaim_write_fn(void *user, const char *bytes, size_t n);

/*
 * Begin a file at `path`, which appears there when it is complete ("-" is
 * standard output); or bytes in memory, for cleanclaim_writer_take(); or give
 * all to `write`.  NULL: IO, MEMORY; INVALID: `how`, or a NULL.  Free with
 * cleanclaim_writer_free().
 */
CLEANCLAIM_API struct cleanclaim_writer *cleanclaim_writer_file(
    struct cleanclaim *context, const char *path, unsigned how,
    struct cleanclaim_error *err);
CLEANCLAIM_API struct cleanclaim_writer *cleanclaim_writer_memory(
    struct cleanclaim *context, unsigned how, struct cleanclaim_error *err);
CLEANCLAIM_API struct cleanclaim_writer *cleanclaim_writer_stream(
    struct cleanclaim *context, cleanclaim_write_fn *write, void *user,
    unsigned how, struct cleanclaim_error *err);

/*
 * Write a record, and before it the levels above that are not open.  Control
 * numbers, counts, and what the guide leaves no choice of, are put in.
 * REFUSED: it does not fit its guide; nothing of it is written, findings tell
 * why, and the writer goes on.  IO, MEMORY: the writer is spoilt.  INVALID: a
 * piece of a record, a void one, or writing was ended.
 */
CLEANCLAIM_API int cleanclaim_writer_put(struct cleanclaim_writer *writer,
    struct cleanclaim_record *record, struct cleanclaim_error *err);

/* Finding number `i`, 0 the first, of the last put, and there may be some of
 * lesser severity when it was not refused; until the next put.  NULL behind
 * the last. */
CLEANCLAIM_API const struct cleanclaim_finding *cleanclaim_writer_finding(
    struct cleanclaim_writer *writer, size_t i);

/* Of a writer in memory: the bytes that are final, until the next call; they
 * are not given again.  NULL, with 0 in *n, of any other. */
CLEANCLAIM_API const char *cleanclaim_writer_take(
    struct cleanclaim_writer *writer, size_t *n);

/* Close all that is open and, of a file, put it in its place.  IO, MEMORY: a
 * file is not there.  INVALID: it was ended, or is spoilt. */
CLEANCLAIM_API int cleanclaim_writer_end(struct cleanclaim_writer *writer,
    struct cleanclaim_error *err);

/* Free it; a file that was not ended is given up.  NULL is fine. */
CLEANCLAIM_API void cleanclaim_writer_free(struct cleanclaim_writer *writer);

/* ---- the codebook ------------------------------------------------------- */

/*
 * Code sets and edit tables in one file, made by `cleanclaim codes build` and
 * `codes import` (docs/codes.md).  An open book never changes, and any number
 * of threads may ask it at once.  Days are "2026-04-01", the day of service.
 * Texts with a length are in the book, live until it is closed, and are not
 * followed by a NUL.  Calls with a day: INVALID: a NULL; RANGE: no such day.
 */
struct cleanclaim_book;

/* Open the book at `path`; it is mapped, not read.  NULL: IO; INVALID: it is no
 * book, or of another version.  Close with cleanclaim_book_close(). */
CLEANCLAIM_API struct cleanclaim_book *cleanclaim_book_open(const char *path,
    struct cleanclaim_error *err);

/* Check every part against its checksum: INVALID when it is damaged.  Any bytes
 * are safe to ask, but a damaged book gives wrong answers. */
CLEANCLAIM_API int cleanclaim_book_verify(const struct cleanclaim_book *book,
    struct cleanclaim_error *err);

/* Close it; NULL is fine.  What was got from it is void. */
CLEANCLAIM_API void cleanclaim_book_close(struct cleanclaim_book *book);

enum cleanclaim_code_state {
	CLEANCLAIM_CODE_UNKNOWN = 0,	/* in no release */
	CLEANCLAIM_CODE_VALID = 1,
	CLEANCLAIM_CODE_HEADING = 2,	/* listed, and too short */
	CLEANCLAIM_CODE_NOT_YET = 3,	/* listed by later releases only */
	CLEANCLAIM_CODE_ENDED = 4
};

enum cleanclaim_basis {
	CLEANCLAIM_BASIS_RELEASE = 0,	/* a release speaks for the day */
	CLEANCLAIM_BASIS_AFTER = 1,	/* the day is past the newest */
	CLEANCLAIM_BASIS_BEFORE = 2,	/* ... before the oldest */
	CLEANCLAIM_BASIS_NOTHING = 3	/* the set was not loaded */
};

struct cleanclaim_code_answer {
	int	 state, basis;
	const char *title;		/* empty when there is none */
	size_t	 title_n;
};

/* What `code`, with its points or without, is on a day.  `system` is
 * "diagnosis", "procedure", "inpatient", "place", "adjustment" ... UNKNOWN: no
 * system of that name. */
CLEANCLAIM_API int cleanclaim_code_check(const struct cleanclaim_book *book,
    const char *system, const char *code, const char *day,
    struct cleanclaim_code_answer *answer, struct cleanclaim_error *err);

#define CLEANCLAIM_MISSING_CHARACTERS	1u
#define CLEANCLAIM_MISSING_SEVENTH	2u
#define CLEANCLAIM_MISSING_SIDE		4u

/* A code that was found; grows at its end only. */
struct cleanclaim_found {
	const char *code;		/* "E11.9"; a NUL follows */
	const char *set;		/* "icd10cm" */
	const char *title;
	size_t	 title_n;
	const char *why;		/* what led to it; a NUL follows */
	unsigned rank;			/* from 1 */
	int	 billable;		/* 0: a heading */
	unsigned missing;		/* CLEANCLAIM_MISSING_... */
};

/* Told of each code; the struct lives until it returns; not 0 stops. */
typedef int cleanclaim_found_fn(void *user,
    const struct cleanclaim_found *found);

/* Search codes valid on a day by words, the best first, at most 100 of them.
 * `set` is "icd10cm", "hcpcs" ..., NULL all.  Returns how many were told; below
 * 0 an error: UNKNOWN set, MEMORY, STOPPED. */
CLEANCLAIM_API int cleanclaim_code_search(const struct cleanclaim_book *book,
    const char *set, const char *query, const char *day, unsigned limit,
    cleanclaim_found_fn *found, void *user, struct cleanclaim_error *err);

/* 1 when an Excludes1 note keeps the two diagnoses apart, else 0; the note's
 * text into *text and *n, either of which may be NULL. */
CLEANCLAIM_API int cleanclaim_excludes1(const struct cleanclaim_book *book,
    const char *one, const char *other, const char *day, const char **text,
    size_t *n, struct cleanclaim_error *err);

enum cleanclaim_ptp_setting {
	CLEANCLAIM_PTP_PRACTITIONER = 0, CLEANCLAIM_PTP_HOSPITAL = 1
};

/* 1 when an NCCI edit stands between the two procedures, in this order, else 0;
 * *indicator 0: never both; 1: with a modifier; 9: deleted. */
CLEANCLAIM_API int cleanclaim_ptp(const struct cleanclaim_book *book,
    int setting, const char *column1, const char *column2, const char *day,
    int *indicator, struct cleanclaim_error *err);

enum cleanclaim_mue_setting {
	CLEANCLAIM_MUE_PRACTITIONER = 0, CLEANCLAIM_MUE_OUTPATIENT = 1,
	CLEANCLAIM_MUE_DME = 2
};

/* 1 when a medically unlikely edit speaks of the procedure, else 0; the units
 * that it lets pass into *units. */
CLEANCLAIM_API int cleanclaim_mue(const struct cleanclaim_book *book,
    int setting, const char *code, const char *day, uint32_t *units,
    struct cleanclaim_error *err);

/* A service to be priced; the members that do not apply are 0 or empty. */
struct cleanclaim_service {
	const char *code, *day;
	char	 modifiers[4][3];	/* "25" */
	uint32_t carrier, locality;	/* 13202 and 1 */
	uint32_t place;			/* of service, 11 */
	uint32_t units, minutes;	/* units 0 is 1; of anesthesia */
};

/* What Medicare's physician fee schedule allows, in cents.  1; or 0, with 0 in
 * *cents, when it has no amount, and *why, which may be NULL, tells the
 * reason. */
CLEANCLAIM_API int cleanclaim_price(const struct cleanclaim_book *book,
    const struct cleanclaim_service *service, int64_t *cents,
    const char **why, struct cleanclaim_error *err);

#ifdef __cplusplus
}
#endif

#endif
