/* SPDX-License-Identifier: Apache-2.0 */
/* fetch_part.c -- keeping the beginning of a file until the rest has come. */
#include "wire/fetch_part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* See fetch_part.h. */
enum rc
fetch_part_look(struct fetch_part *p, const char *path, const char *url,
    struct err *err)
{
	struct stat st;
	int n = snprintf(p->name, sizeof p->name, "%s.part", path);

	p->path = path;
	p->fd = -1;
	p->have = 0;
	if (n < 0 || n >= (int)sizeof p->name)
		return fail(err, RC_IO, "the name %s is too long", path);
	if (fetch_state_read(p->name, &p->state) &&
	    strcmp(p->state.url, url) == 0 && fetch_part_tag(p)[0] != '\0' &&
	    lstat(p->name, &st) == 0 && S_ISREG(st.st_mode))
		p->have = (uint64_t)st.st_size;
	return RC_OK;
}

/*
 * See fetch_part.h.  A weak tag, W/"...", does not promise the same bytes
 * (RFC 9110, 13.1.5), so the date is better.
 */
const char *
fetch_part_tag(const struct fetch_part *p)
{
	return p->state.etag[0] == '"' ? p->state.etag : p->state.modified;
}

/* Lock the part: it is ours alone, and what we opened has still its name. */
static enum rc
lock_part(struct fetch_part *p, struct stat *st, struct err *err)
{
	struct stat named;

	if (flock(p->fd, LOCK_EX | LOCK_NB) != 0)
		return errno == EWOULDBLOCK ? fail(err, RC_IO,
		    "%s is being written by another cleanclaim; wait for it",
		    p->name) :
		    fail_errno(err, RC_IO, "cannot lock %s", p->name);
	if (fstat(p->fd, st) != 0)
		return fail_errno(err, RC_IO, "cannot write %s", p->name);
	if (lstat(p->name, &named) != 0 || named.st_ino != st->st_ino)
		return fail(err, RC_STOPPED, "%s has changed", p->name);
	return RC_OK;
}

/* Open and lock the part; on failure it is not open. */
static enum rc
claim_part(struct fetch_part *p, bool go_on, struct err *err)
{
	struct stat st;
	enum rc rc;

	p->fd = open(p->name, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0666);
	if (p->fd < 0)
		return fail_errno(err, RC_IO, "cannot write %s", p->name);
	rc = lock_part(p, &st, err);
	if (rc == RC_OK && go_on && (uint64_t)st.st_size != p->have)
		rc = fail(err, RC_STOPPED, "%s has changed", p->name);
	if (rc != RC_OK) {
		close(p->fd);
		p->fd = -1;
	}
	return rc;
}

/* See fetch_part.h. */
enum rc
fetch_part_begin(struct fetch_part *p, bool go_on,
    const struct fetch_state *now, struct err *err)
{
	enum rc rc = claim_part(p, go_on, err);

	if (rc != RC_OK)
		return rc;
	if (!go_on) {
		/* First forget: old words must not stand beside new bytes. */
		fetch_state_remove(p->name);
		if (ftruncate(p->fd, 0) != 0)
			return fail_errno(err, RC_IO, "cannot write %s",
			    p->name);
		p->have = 0;
		p->state = *now;
		rc = fetch_state_write(p->name, now, err);
	} else if (lseek(p->fd, 0, SEEK_END) < 0) {
		rc = fail_errno(err, RC_IO, "cannot write %s", p->name);
	}
	return rc;
}

/* See fetch_part.h. */
enum rc
fetch_part_write(struct fetch_part *p, const char *bytes, size_t n,
    struct err *err)
{
	while (n > 0) {
		ssize_t done = write(p->fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return fail_errno(err, RC_IO, "cannot write %s",
			    p->name);
		bytes += done;
		n -= (size_t)done;
		p->have += (uint64_t)done;
	}
	return RC_OK;
}

/*
 * See fetch_part.h.  A crash between the renaming and the last line leaves a
 * file beside which stand the words of the one before: they do not fit its
 * checksum, and it is asked for again.
 */
enum rc
fetch_part_finish(struct fetch_part *p, struct fetch_state *whole,
    struct err *err)
{
	enum rc rc;

	*whole = p->state;
	if (fsync(p->fd) != 0)
		return fail_errno(err, RC_IO, "cannot write %s", p->name);
	rc = fetch_hash(p->name, whole->sha256, &whole->size, err);
	if (rc != RC_OK)
		return rc;
	if (rename(p->name, p->path) != 0)
		return fail_errno(err, RC_IO, "cannot write %s", p->path);
	fetch_state_remove(p->name);
	return fetch_state_write(p->path, whole, err);
}

/* See fetch_part.h. */
void
fetch_part_drop(struct fetch_part *p)
{
	fetch_state_remove(p->name);
	(void)unlink(p->name);
	p->have = 0;
}

/* See fetch_part.h. */
void
fetch_part_close(struct fetch_part *p)
{
	if (p->fd < 0)
		return;
	if (p->have == 0)
		fetch_part_drop(p);
	close(p->fd);
	p->fd = -1;
}
