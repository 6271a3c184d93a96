/* SPDX-License-Identifier: Apache-2.0 */
/* library.c -- see library.h. */
#include "cli/library.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "codes/source.h"

#define DIGITS 8

/* See library.h. */
bool
library_place(char to[CODEBOOK_PATH_MAX])
{
	static const char below[] = "codes/sources";
	char *last;

	if (!codebook_place(to))
		return false;
	last = strrchr(to, '/') + 1;
	if ((size_t)(last - to) + sizeof below > CODEBOOK_PATH_MAX)
		return false;
	memcpy(last, below, sizeof below);
	return true;
}

/* See library.h. */
enum rc
library_folders(const char *path, struct err *err)
{
	char folder[CODEBOOK_PATH_MAX];
	int n = snprintf(folder, sizeof folder, "%s", path);

	if (n < 0 || (size_t)n >= sizeof folder)
		return fail(err, RC_RANGE, "the name of a folder is too long");
	for (char *slash = strchr(folder + 1, '/'); slash != NULL;
	    slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		if (mkdir(folder, 0777) != 0 && errno != EEXIST)
			return fail_errno(err, RC_IO, "cannot make the folder "
			    "%s", folder);
		*slash = '/';
	}
	return RC_OK;
}

/* The first digits of the SHA-256 of `bytes`. */
static void
digits_of(str bytes, char to[DIGITS + 1])
{
	unsigned char digest[SOURCE_SHA256];

	source_sha256(&(struct source){ .bytes = bytes }, digest);
	for (unsigned i = 0; i < DIGITS / 2; i++)
		snprintf(to + 2 * i, 3, "%02x", digest[i]);
}

/* Is there a file of this content? */
static bool
is_same(const char *path, str bytes)
{
	struct file_map file;
	struct err err;
	bool same;

	if (file_map(path, &file, &err) != RC_OK)
		return false;
	same = str_eq(file.text, bytes);
	file_unmap(&file);
	return same;
}

static enum rc
write_file(const char *path, str bytes, struct err *err)
{
	struct file_out out;
	enum rc rc;

	rc = file_out_open(&out, path, err);
	if (rc != RC_OK)
		return rc;
	rc = file_out_write(&out, bytes, err);
	if (rc == RC_OK)
		return file_out_commit(&out, err);
	file_out_abandon(&out);
	return rc;
}

/* "FOLDER/SET/rvu26a.zip" to "FOLDER/SET/rvu26a-1a2b3c4d.zip" (Y1). */
static bool
add_digits(char path[CODEBOOK_PATH_MAX], str bytes)
{
	char digits[DIGITS + 1], end[CODEBOOK_PATH_MAX];
	char *name = strrchr(path, '/') + 1, *dot = strrchr(name, '.');
	size_t room;

	if (dot == NULL)
		dot = name + strlen(name);
	digits_of(bytes, digits);
	memcpy(end, dot, strlen(dot) + 1);
	room = CODEBOOK_PATH_MAX - (size_t)(dot - path);
	return (size_t)snprintf(dot, room, "-%s%s", digits, end) < room;
}

/* Put the list that stood there aside, under a hidden name (Y2). */
static enum rc
hide_old(const char *path, struct err *err)
{
	char aside[CODEBOOK_PATH_MAX], digits[DIGITS + 1];
	const char *name = strrchr(path, '/') + 1;
	struct file_map old;

	if (file_map(path, &old, err) != RC_OK)
		return err->rc;
	digits_of(old.text, digits);
	file_unmap(&old);
	if (snprintf(aside, sizeof aside, "%.*s.%s.%s", (int)(name - path),
	    path, name, digits) >= (int)sizeof aside)
		return fail(err, RC_RANGE, "%s: the name is too long", path);
	if (rename(path, aside) != 0)
		return fail_errno(err, RC_IO, "cannot rename %s", path);
	return RC_OK;
}

/* Put `bytes` at `as`, or near it. */
static enum rc
put(char as[CODEBOOK_PATH_MAX], str bytes, bool own, enum library_how *how,
    struct err *err)
{
	*how = LIBRARY_NEW;
	if (library_folders(as, err) != RC_OK)
		return err->rc;
	if (access(as, F_OK) == 0) {
		*how = is_same(as, bytes) ? LIBRARY_THERE : own ?
		    LIBRARY_REPLACED : LIBRARY_RENAMED;
		if (*how == LIBRARY_RENAMED && !add_digits(as, bytes))
			return fail(err, RC_RANGE, "%s: the name is too long",
			    as);
		if (*how == LIBRARY_RENAMED && is_same(as, bytes))
			*how = LIBRARY_THERE;
		if (*how == LIBRARY_REPLACED && hide_old(as, err) != RC_OK)
			return err->rc;
	}
	return *how == LIBRARY_THERE ? RC_OK : write_file(as, bytes, err);
}

/* See library.h. */
enum rc
library_add(const char *folder, const char *set, bool own, const char *path,
    enum library_how *how, char as[CODEBOOK_PATH_MAX], struct err *err)
{
	const char *slash = strrchr(path, '/');
	struct file_map file;
	enum rc rc;
	int n;

	n = snprintf(as, CODEBOOK_PATH_MAX, "%s/%s/%s", folder, set,
	    slash != NULL ? slash + 1 : path);
	if (n < 0 || n >= CODEBOOK_PATH_MAX)
		return fail(err, RC_RANGE, "%s: the name is too long", path);
	rc = file_map(path, &file, err);
	if (rc != RC_OK)
		return rc;
	rc = put(as, file.text, own, how, err);
	file_unmap(&file);
	return rc;
}
