/* SPDX-License-Identifier: Apache-2.0 */
/* spill.c -- a growing block, emptied into a file when it is full. */
#include "base/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define KEPT ((size_t)1 << 20)		/* memory kept by a reset */

/* See spill.h. */
void
spill_init(struct spill *s)
{
	*s = (struct spill){ .limit = SPILL_MEMORY, .fd = -1 };
}

/* See spill.h. */
void
spill_fini(struct spill *s)
{
	free(s->p);
	if (s->fd >= 0)
		close(s->fd);
	spill_init(s);
}

/* See spill.h. */
void
spill_reset(struct spill *s)
{
	if (s->fd >= 0 || s->size > KEPT) {
		size_t limit = s->limit;

		spill_fini(s);
		s->limit = limit;
	}
	s->n = 0;
}

/* Open a file without a name (P2). */
static enum rc
open_file(struct spill *s, struct err *err)
{
	const char *dir = getenv("TMPDIR");
	char path[4096];

	if (dir == NULL || *dir == '\0')
		dir = "/tmp";
	s->fd = open(dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	if (s->fd >= 0)
		return RC_OK;
	snprintf(path, sizeof path, "%s/cleanclaim.XXXXXX", dir);
	s->fd = mkostemp(path, O_CLOEXEC);
	if (s->fd < 0)
		return fail_errno(err, RC_IO, "cannot create a file in %s",
		    dir);
	unlink(path);
	return RC_OK;
}

static enum rc
write_at(const struct spill *s, uint64_t at, str bytes, struct err *err)
{
	while (bytes.n > 0) {
		ssize_t n = pwrite(s->fd, bytes.p, bytes.n, (off_t)at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return fail_errno(err, RC_IO,
			    "cannot write a temporary file");
		bytes.p += n;
		bytes.n -= (size_t)n;
		at += (uint64_t)n;
	}
	return RC_OK;
}

/* Move what is in memory to the file. */
static enum rc
flush(struct spill *s, struct err *err)
{
	enum rc rc = RC_OK;

	if (s->fd < 0)
		rc = open_file(s, err);
	if (rc == RC_OK)
		rc = write_at(s, s->in_file, (str){ s->p, s->n }, err);
	if (rc != RC_OK)
		return rc;
	s->in_file += s->n;
	s->n = 0;
	return RC_OK;
}

/* See spill.h. */
enum rc
spill_add(struct spill *s, str bytes, struct err *err)
{
	if (s->n + bytes.n > s->limit && s->n > 0) {
		enum rc rc = flush(s, err);

		if (rc != RC_OK)
			return rc;
	}
	if (s->n + bytes.n > s->size) {
		size_t size = s->size < 4096 ? 4096 : s->size * 2;
		char *p;

		while (size < s->n + bytes.n)
			size *= 2;
		p = realloc(s->p, size);
		if (p == NULL)
			return fail(err, RC_MEMORY, "no memory");
		s->p = p;
		s->size = size;
	}
	if (bytes.n != 0)
		memcpy(s->p + s->n, bytes.p, bytes.n);
	s->n += bytes.n;
	return RC_OK;
}

/* See spill.h. */
enum rc
spill_patch(struct spill *s, uint64_t at, str bytes, struct err *err)
{
	size_t n = bytes.n;

	if (at < s->in_file) {
		enum rc rc;

		if (n > s->in_file - at)
			n = (size_t)(s->in_file - at);
		rc = write_at(s, at, (str){ bytes.p, n }, err);
		if (rc != RC_OK)
			return rc;
		at += n;
		bytes.p += n;
		bytes.n -= n;
	}
	if (bytes.n != 0)
		memcpy(s->p + (at - s->in_file), bytes.p, bytes.n);
	return RC_OK;
}

/* See spill.h. */
enum rc
spill_read(const struct spill *s, uint64_t at, char *to, size_t n,
    size_t *got, struct err *err)
{
	uint64_t end = spill_size(s);

	*got = 0;
	if (at >= end)
		return RC_OK;
	if (n > end - at)
		n = (size_t)(end - at);
	while (*got < n && at < s->in_file) {
		size_t want = n - *got;
		ssize_t r;

		if (want > s->in_file - at)
			want = (size_t)(s->in_file - at);
		r = pread(s->fd, to + *got, want, (off_t)at);
		if (r < 0 && errno == EINTR)
			continue;
		if (r <= 0)
			return fail_errno(err, RC_IO,
			    "cannot read a temporary file");
		*got += (size_t)r;
		at += (uint64_t)r;
	}
	if (*got < n) {
		memcpy(to + *got, s->p + (at - s->in_file), n - *got);
		*got = n;
	}
	return RC_OK;
}
