/* SPDX-License-Identifier: Apache-2.0 */
/*
 * import_own.h -- the parts of the importer of our own layouts.
 *
 * import_own.c has the table of files and says where the dates of a row go;
 * import_own_codes.c, import_own_terms.c and import_own_edits.c have the
 * columns and the function of each layout (docs/codes/layouts.md).
 */
#ifndef CC_CODES_IMPORT_OWN_H
#define CC_CODES_IMPORT_OWN_H

#include "base/arena.h"
#include "base/map.h"
#include "base/vec.h"
#include "codes/import_rows.h"

/* The columns that layouts share stand first in each. */
enum { OWN_FROM, OWN_UNTIL, OWN_CODE, OWN_FIRST };

#define OWN_DAYS \
	[OWN_FROM] = { "FROM", false }, [OWN_UNTIL] = { "UNTIL", false }

struct own_layout;

/* A file at work. */
struct own_work {
	const struct own_layout *layout;
	date	 begins;		/* of the file */
	unsigned base;			/* the release that begins then */
	/* The rows of codes: what days each is for (O3 of own.h). */
	struct own_days { code_key key; date from, until; } *v;
	size_t	 n, size;
	struct arena arena;		/* of the index: its terms */
	struct map lines;
	struct book_range *ranges;	/* room for those of one note */
	struct buf scratch;
};

/* One layout. */
struct own_layout {
	const char *name;		/* "hcpcs.csv" */
	enum code_set set;
	enum code_system system;
	const struct sheet_column *want;
	unsigned columns;
	import_row_fn *row;
	bool	 codes;			/* a row is what a code is for some
					 * days; else its dates are its own */
	/* The key of a code that is not what column `code` holds, or NULL. */
	enum rc	(*key)(const struct import_row *r, code_key *out);
};

#define OWN_WANT(columns) columns, sizeof (columns) / sizeof *(columns)

/* The layouts of a family, which a name of NULL ends. */
extern const struct own_layout own_codes[], own_terms[], own_edits[];

/* ---- for the functions of rows ------------------------------------------- */

/* A release of `set` for the days of the file. */
unsigned own_release(const struct import_row *r, enum code_set set);

/*
 * List a code for the days of the row, in the releases that these days need.
 * Only system, key, parent, texts, billable and always of *c count.
 */
MUST_USE enum rc own_list(const struct import_row *r,
    const struct build_code *c);

/* The days of the row as it says them itself. */
MUST_USE enum rc own_days(const struct import_row *r, date *from, date *until);

/* The key of a diagnosis, a block or a chapter: "09" is CHAPTER-09.  CODE_NONE:
 * it is none of them. */
code_key own_diagnosis_key(str text);

#endif
