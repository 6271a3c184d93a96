/* SPDX-License-Identifier: Apache-2.0 */
/* file.c -- POSIX files behind file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

#define WHOLE_MAX ((size_t)1 << 30)

static enum rc
open_reading(const char *path, int *fd, struct stat *st, struct err *err)
{
	*fd = open(path, O_RDONLY | O_CLOEXEC);
	if (*fd < 0)
		return fail_errno(err, RC_IO, "cannot open %s", path);
	if (fstat(*fd, st) == 0 && !S_ISDIR(st->st_mode))
		return RC_OK;
	close(*fd);
	*fd = -1;
	return fail(err, RC_IO, "cannot read %s: not a file", path);
}

/* Read all of `fd` into memory of our own. */
static enum rc
slurp(const char *path, int fd, struct file_map *out, struct err *err)
{
	struct buf b;
	char block[65536];
	ssize_t n;

	buf_init(&b, WHOLE_MAX);
	while ((n = read(fd, block, sizeof block)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			buf_fini(&b);
			return fail_errno(err, RC_IO, "cannot read %s", path);
		}
		buf_add(&b, (str){ block, (size_t)n });
		if (b.failed) {
			buf_fini(&b);
			return fail(err, RC_RANGE, "%s is too large", path);
		}
	}
	*out = (struct file_map){ buf_str(&b), false };
	return RC_OK;
}

/* See file.h. */
enum rc
file_map(const char *path, struct file_map *out, struct err *err)
{
	struct stat st;
	enum rc rc;
	void *p;
	int fd;

	rc = open_reading(path, &fd, &st, err);
	if (rc != RC_OK)
		return rc;
	if (!S_ISREG(st.st_mode) || st.st_size == 0) {
		rc = slurp(path, fd, out, err);
		close(fd);
		return rc;
	}
	p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (p == MAP_FAILED)
		rc = fail_errno(err, RC_IO, "cannot map %s", path);
	else
		*out = (struct file_map){ { p, (size_t)st.st_size }, true };
	close(fd);
	return rc;
}

/* See file.h. */
void
file_unmap(struct file_map *m)
{
	if (m->mapped)
		munmap((void *)(uintptr_t)m->text.p, m->text.n);
	else
		free((void *)(uintptr_t)m->text.p);
	*m = (struct file_map){ 0 };
}

/* See file.h. */
enum rc
file_stream_open(struct file_stream *s, const char *path, struct err *err)
{
	struct stat st;
	enum rc rc;

	*s = (struct file_stream){ .fd = STDIN_FILENO };
	if (strcmp(path, "-") != 0) {
		rc = open_reading(path, &s->fd, &st, err);
		if (rc != RC_OK)
			return rc;
		s->owned = true;
	} else if (fstat(STDIN_FILENO, &st) != 0 || S_ISDIR(st.st_mode)) {
		return fail(err, RC_IO, "cannot read standard input");
	}
	if (S_ISREG(st.st_mode)) {
		s->size = (uint64_t)st.st_size;
		(void)posix_fadvise(s->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	return RC_OK;
}

/* See file.h. */
void
file_stream_memory(struct file_stream *s, str bytes)
{
	*s = (struct file_stream){ .fd = -1, .memory = bytes,
	    .size = bytes.n };
}

/* See file.h. */
enum rc
file_stream_read(struct file_stream *s, char *to, size_t n, size_t *got,
    struct err *err)
{
	ssize_t r;

	if (s->fd < 0) {
		*got = n < s->memory.n ? n : s->memory.n;
		if (*got != 0)
			memcpy(to, s->memory.p, *got);
		s->memory.p += *got;
		s->memory.n -= *got;
		return RC_OK;
	}
	do
		r = read(s->fd, to, n);
	while (r < 0 && errno == EINTR);
	if (r < 0)
		return fail_errno(err, RC_IO, "cannot read on");
	*got = (size_t)r;
	return RC_OK;
}

/* See file.h. */
void
file_stream_close(struct file_stream *s)
{
	if (s->owned)
		close(s->fd);
	*s = (struct file_stream){ .fd = -1 };
}

/* See file.h. */
enum rc
file_out_open(struct file_out *o, const char *path, struct err *err)
{
	size_t n = strlen(path) + sizeof ".XXXXXX";

	*o = (struct file_out){ .fd = -1 };
	o->path = strdup(path);
	o->temporary = malloc(n);
	if (o->path == NULL || o->temporary == NULL) {
		file_out_abandon(o);
		return fail(err, RC_MEMORY, "no memory to write %s", path);
	}
	snprintf(o->temporary, n, "%s.XXXXXX", path);
	o->fd = mkstemp(o->temporary);
	if (o->fd >= 0)
		return RC_OK;
	fail_errno(err, RC_IO, "cannot create %s", path);
	free(o->temporary);
	o->temporary = NULL;
	file_out_abandon(o);
	return RC_IO;
}

/* See file.h. */
enum rc
file_out_write(struct file_out *o, str bytes, struct err *err)
{
	while (bytes.n > 0) {
		ssize_t n = write(o->fd, bytes.p, bytes.n);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fail_errno(err, RC_IO, "cannot write %s",
			    o->path);
		bytes.p += n;
		bytes.n -= (size_t)n;
	}
	return RC_OK;
}

/* See file.h. */
enum rc
file_out_commit(struct file_out *o, struct err *err)
{
	enum rc rc = RC_OK;

	if (fsync(o->fd) != 0 || rename(o->temporary, o->path) != 0) {
		rc = fail_errno(err, RC_IO, "cannot write %s", o->path);
	} else {
		free(o->temporary);
		o->temporary = NULL;
	}
	file_out_abandon(o);
	return rc;
}

/* See file.h. */
void
file_out_abandon(struct file_out *o)
{
	if (o->fd >= 0)
		close(o->fd);
	if (o->temporary != NULL)
		unlink(o->temporary);
	free(o->temporary);
	free(o->path);
	*o = (struct file_out){ .fd = -1 };
}
