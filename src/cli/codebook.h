/* SPDX-License-Identifier: Apache-2.0 */
/*
 * codebook.h -- the codebook that a command uses, and how codes are shown.
 *
 * The book is FILE of --book, else $CLEANCLAIM_BOOK, else the installed one.
 * Where none is installed, the starter is built in memory from what is compiled
 * in, and a line on standard error says that it is not for claims.
 *
 *   W1  a book is verified before anything is read of it
 *   W2  a book that was named and cannot be read is never replaced by another
 */
#ifndef CC_CLI_CODEBOOK_H
#define CC_CLI_CODEBOOK_H

#include "cli/command.h"
#include "codes/look.h"

#define CODEBOOK_PATH_MAX 4096

struct codebook {
	struct book book;
	struct buf bytes;		/* of the starter */
	char	 path[CODEBOOK_PATH_MAX];	/* empty: the starter */
};

/*
 * Where the installed book stands: $XDG_DATA_HOME/cleanclaim/codebook, or
 * below ~/.local/share.  False: the environment names no home, or one whose
 * name is too long.
 */
bool codebook_place(char to[CODEBOOK_PATH_MAX]);

/* Open it.  False, and said, when it cannot be read. */
bool codebook_open(const struct invocation *in, struct codebook *cb);
void codebook_close(struct codebook *cb);

/* The day of --on, today when it was not given.  False, and said, when it is
 * no day. */
bool codebook_day(const struct invocation *in, date *on);

/* Today, by the clock and the zone of this machine. */
date codebook_today(void);

/* The system of --set, SYSTEMS when it was not given.  False, and said, when
 * there is no such set. */
bool codebook_system(const struct invocation *in, enum code_system *out);

/* ---- how codes are shown ------------------------------------------------ */

/* The code as people write it: with its point in ICD-10-CM and ICD-9-CM;
 * "Chapter 4". */
str shown_code(enum code_system s, code_key key, char to[CODE_TEXT_MAX]);

/* What it is called on a day, the long title if there is one; may be empty. */
str shown_title(const struct book *b, const struct book_code *c, date on);

/* "2026-10-01", or `otherwise` for DATE_NONE and for a day without end. */
str shown_day(date on, const char *otherwise, char to[DATE_TEXT_MAX]);

/* The system in which `typed` is a code: that of --set, else the first that has
 * it; J1100 is one of HCPCS, if there is one, and J11.00 never.  SYSTEMS: none
 * has it. */
enum code_system code_system_of(const struct book *b, enum code_system asked,
    str typed);

#endif
