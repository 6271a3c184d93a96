/* SPDX-License-Identifier: Apache-2.0 */
/* acceptance.c -- reading and adding to the file of accepted licences. */
#include "wire/acceptance.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

#define FILE_MAX 65536

/* Take the licence of each line that has one and a day. */
static enum rc
take_lines(str text, struct arena *arena, struct acceptances *out,
    struct err *err)
{
	while (text.n > 0 && out->n < ACCEPTANCES) {
		str line = str_cut(&text, '\n');
		str name = str_cut(&line, ' ');

		if (name.n == 0 || str_trim(line).n == 0)
			continue;
		out->licence[out->n] = arena_str(arena, name);
		if (out->licence[out->n++].p == NULL)
			return fail(err, RC_MEMORY, "no memory for licences");
	}
	return RC_OK;
}

/* See acceptance.h. */
enum rc
acceptance_read(const char *path, struct arena *arena,
    struct acceptances *out, struct err *err)
{
	struct file_map file;
	enum rc rc;

	out->n = 0;
	if (access(path, F_OK) != 0)
		return RC_OK;
	rc = file_map(path, &file, err);
	if (rc != RC_OK)
		return rc;
	rc = take_lines(file.text, arena, out, err);
	file_unmap(&file);
	return rc;
}

/* Write what was there, `old`, and one line more. */
static enum rc
write_more(const char *path, str old, str licence, date on, struct err *err)
{
	char day[DATE_TEXT_MAX];
	struct file_out out;
	struct buf b;
	enum rc rc;

	buf_init(&b, FILE_MAX);
	date_format(on, day);
	buf_add(&b, old);
	if (old.n > 0 && old.p[old.n - 1] != '\n')
		buf_putc(&b, '\n');
	buf_fmt(&b, STR_FMT " %s\n", STR_ARG(licence), day);
	rc = b.failed ? fail(err, RC_RANGE, "%s is too large", path) :
	    file_out_open(&out, path, err);
	if (rc == RC_OK) {
		rc = file_out_write(&out, buf_str(&b), err);
		if (rc == RC_OK)
			rc = file_out_commit(&out, err);
		file_out_abandon(&out);
	}
	buf_fini(&b);
	return rc;
}

/* See acceptance.h. */
enum rc
acceptance_note(const char *path, str licence, date on, struct err *err)
{
	struct file_map file = { .text = { NULL, 0 } };
	struct acceptances known = { .n = 0 };
	struct arena arena;
	bool noted = false;
	enum rc rc;

	arena_init(&arena, FILE_MAX);
	rc = acceptance_read(path, &arena, &known, err);
	for (size_t i = 0; i < known.n; i++)
		noted |= str_eq(known.licence[i], licence);
	if (rc == RC_OK && !noted && access(path, F_OK) == 0)
		rc = file_map(path, &file, err);
	if (rc == RC_OK && known.n == ACCEPTANCES && !noted)
		rc = fail(err, RC_RANGE, "%s has too many licences", path);
	if (rc == RC_OK && !noted)
		rc = write_more(path, file.text, licence, on, err);
	file_unmap(&file);
	arena_fini(&arena);
	return rc;
}
