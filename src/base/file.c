/* SPDX-License-Identifier: Apache-2.0 */
/* file.c -- POSIX files behind file.h. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"

#define WHOLE_MAX	((size_t)1 << 30)
#define BLOCK		((size_t)64 << 10)

/* Open `path`, which must not be a directory, and look at it. */
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
	return fail(err, RC_IO, "cannot read %s: it is a directory", path);
}

/* Read all of `fd` into memory of our own. */
static enum rc
slurp(const char *path, int fd, struct file_map *out, struct err *err)
{
	struct { char *v; size_t n, size; } all = { 0 };
	enum rc rc = RC_OK;
	ssize_t n = 1;

	while (n != 0 && rc == RC_OK) {
		if (all.n > WHOLE_MAX)
			rc = fail(err, RC_RANGE, "%s is too large", path);
		else if (!VEC_ROOM(&all, BLOCK))
			rc = fail(err, RC_MEMORY, "no memory for %s", path);
		else if ((n = read(fd, all.v + all.n, BLOCK)) > 0)
			all.n += (size_t)n;
		else if (n < 0 && errno != EINTR)
			rc = fail_errno(err, RC_IO, "cannot read %s", path);
	}
	if (rc != RC_OK)
		VEC_FREE(&all);
	else
		*out = (struct file_map){ { all.v, all.n }, false };
	return rc;
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
void
file_stream_pull(struct file_stream *s, file_pull_fn *pull, void *ctx)
{
	*s = (struct file_stream){ .fd = -1, .pull = pull, .pull_ctx = ctx };
}

static enum rc
read_pull(struct file_stream *s, char *to, size_t n, size_t *got,
    struct err *err)
{
	ptrdiff_t r = s->pull(s->pull_ctx, to, n);

	if (r < 0 || (size_t)r > n)
		return fail(err, RC_IO, "cannot read on: the stream says so");
	*got = (size_t)r;
	return RC_OK;
}

/* See file.h. */
enum rc
file_stream_read(struct file_stream *s, char *to, size_t n, size_t *got,
    struct err *err)
{
	ssize_t r;

	if (s->pull != NULL && s->memory.n == 0)
		return read_pull(s, to, n, got, err);
	if (s->fd < 0 || s->memory.n != 0) {
		*got = n < s->memory.n ? n : s->memory.n;
		if (*got == 0)
			return RC_OK;
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
file_stream_unread(struct file_stream *s, str bytes)
{
	s->memory = bytes;
}

/* See file.h. */
void
file_stream_close(struct file_stream *s)
{
	if (s->owned)
		close(s->fd);
	*s = (struct file_stream){ .fd = -1 };
}

/*
 * Create the temporary file beside o->path with permissions `mode`, less the
 * umask.  (mkstemp() gives 0600, and asking for the umask is no thread's own
 * business.)
 */
static enum rc
create_temporary(struct file_out *o, mode_t mode, struct err *err)
{
	size_t n = strlen(o->path) + sizeof ".part01234567";
	uint32_t random;

	o->temporary = malloc(n);
	if (o->temporary == NULL)
		return fail(err, RC_MEMORY, "no memory to write %s", o->path);
	do {
		if (getentropy(&random, sizeof random) != 0)
			break;
		snprintf(o->temporary, n, "%s.part%08" PRIx32, o->path, random);
		o->fd = open(o->temporary,
		    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	} while (o->fd < 0 && errno == EEXIST);
	if (o->fd >= 0)
		return RC_OK;
	fail_errno(err, RC_IO, "cannot create %s", o->path);
	free(o->temporary);
	o->temporary = NULL;
	return RC_IO;
}

/* Write a file that is there through a temporary one of its permissions. */
static enum rc
open_replacing(struct file_out *o, const char *path, mode_t mode,
    struct err *err)
{
	enum rc rc;

	if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0)
		o->path = realpath(path, NULL);
	if (o->path == NULL)
		return fail_errno(err, RC_IO, "cannot write %s", path);
	rc = create_temporary(o, 0600, err);
	if (rc == RC_OK && fchmod(o->fd, mode & 0777) != 0)
		rc = fail_errno(err, RC_IO, "cannot create %s", path);
	return rc;
}

/* Write what has no place beside it: standard output, a device, a pipe. */
static enum rc
open_in_place(struct file_out *o, const char *path, struct err *err)
{
	if (strcmp(path, "-") == 0) {
		path = "standard output";
		o->fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	} else {
		o->fd = open(path, O_WRONLY | O_CLOEXEC);
	}
	if (o->fd < 0)
		return fail_errno(err, RC_IO, "cannot write %s", path);
	o->path = strdup(path);
	if (o->path == NULL)
		return fail(err, RC_MEMORY, "no memory to write %s", path);
	return RC_OK;
}

/* Write a file that is not there yet. */
static enum rc
open_new(struct file_out *o, const char *path, struct err *err)
{
	if (path[0] == '\0')
		return fail(err, RC_IO, "cannot create a file without a name");
	o->path = strdup(path);
	if (o->path == NULL)
		return fail(err, RC_MEMORY, "no memory to write %s", path);
	return create_temporary(o, 0666, err);
}

/* See file.h. */
enum rc
file_out_open(struct file_out *o, const char *path, struct err *err)
{
	struct stat st;
	enum rc rc;

	*o = (struct file_out){ .fd = -1 };
	if (strcmp(path, "-") == 0)
		rc = open_in_place(o, path, err);
	else if (stat(path, &st) != 0)
		rc = open_new(o, path, err);
	else if (S_ISREG(st.st_mode))
		rc = open_replacing(o, path, st.st_mode, err);
	else
		rc = open_in_place(o, path, err);
	if (rc != RC_OK)
		file_out_abandon(o);
	return rc;
}

/* See file.h. */
enum rc
file_out_write(struct file_out *o, str bytes, struct err *err)
{
	if (o->fd < 0)
		return fail(err, RC_INVALID, "no file is open for writing");
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

/* Make the folder of `path` durable; false, with errno set, on failure. */
static bool
sync_folder(char *path)
{
	char *name = strrchr(path, '/');
	char first = '\0';
	bool done;
	int fd;

	if (name != NULL) {
		first = *++name;
		*name = '\0';
	}
	fd = open(name != NULL ? path : ".",
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (name != NULL)
		*name = first;
	if (fd < 0)
		return true;	/* one may write there, but not look */
	done = fsync(fd) == 0 || errno == EINVAL;
	close(fd);
	return done;
}

/* See file.h. */
enum rc
file_out_commit(struct file_out *o, struct err *err)
{
	enum rc rc = RC_OK;

	if (o->fd < 0)
		return fail(err, RC_INVALID, "no file is open for writing");
	if (o->temporary == NULL) {
		file_out_abandon(o);
		return RC_OK;
	}
	if (fsync(o->fd) != 0 || rename(o->temporary, o->path) != 0) {
		rc = fail_errno(err, RC_IO, "cannot write %s", o->path);
	} else {
		free(o->temporary);
		o->temporary = NULL;
		if (!sync_folder(o->path))
			rc = fail_errno(err, RC_IO, "cannot make %s durable",
			    o->path);
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
