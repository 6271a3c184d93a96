/* SPDX-License-Identifier: Apache-2.0 */
/*
 * library.h -- the publishers' files that the installed book is made of.
 *
 * They stand beside the book, cleanclaim/codes/sources/SET/NAME, as they were
 * imported, so that the next import can make the book anew.
 *
 *   Y1  content is never lost: a file of the same name and another content is
 *       kept under a name with the first eight digits of its SHA-256
 *   Y2  a list in one of our own layouts, whose name says what it is, takes the
 *       place of the one before, which stays beside it, hidden from imports
 */
#ifndef CC_CLI_LIBRARY_H
#define CC_CLI_LIBRARY_H

#include "cli/codebook.h"

/* Where the files stand.  False: the environment names no home. */
bool library_place(char to[CODEBOOK_PATH_MAX]);

/* Make the folders above `path`.  RC_IO. */
MUST_USE enum rc library_folders(const char *path, struct err *err);

enum library_how { LIBRARY_NEW, LIBRARY_THERE, LIBRARY_RENAMED,
	LIBRARY_REPLACED };

/*
 * Copy the file at `path` to FOLDER/SET/NAME (Y1), or as a list of one's own
 * (Y2).  *how says what became of it, `as` under which path.  RC_IO, RC_RANGE.
 */
MUST_USE enum rc library_add(const char *folder, const char *set, bool own,
    const char *path, enum library_how *how, char as[CODEBOOK_PATH_MAX],
    struct err *err);

#endif
