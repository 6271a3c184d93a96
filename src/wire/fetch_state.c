/* SPDX-License-Identifier: Apache-2.0 */
/* fetch_state.c -- the lines beside a file, and the file's checksum. */
#include "wire/fetch_state.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sodium.h>

#include "base/buf.h"
#include "base/file.h"

#define STATE_MAX	8192	/* bytes of a state file that are looked at */

/* The members that are texts; each is a line, "etag ...". */
static const struct line {
	str	 name;
	size_t	 offset, size;
} lines[] = {
#define LINE(member) { STR_INIT(#member " "), \
	offsetof(struct fetch_state, member), \
	sizeof ((struct fetch_state *)NULL)->member }
	LINE(url),
	LINE(etag),
	LINE(modified),
	LINE(sha256),
#undef LINE
};

#define LINES (sizeof lines / sizeof *lines)

/* path.fetched; false when that is too long. */
static bool
state_path(const char *path, char to[FETCH_PATH])
{
	int n = snprintf(to, FETCH_PATH, "%s.fetched", path);

	return n > 0 && n < FETCH_PATH;
}

/* Put one line of a state file where it belongs; unknown ones are nothing. */
static void
take_line(struct fetch_state *s, str line)
{
	for (size_t i = 0; i < LINES; i++) {
		size_t n = line.n - lines[i].name.n;

		if (!str_starts(line, lines[i].name) || n >= lines[i].size)
			continue;
		memcpy((char *)s + lines[i].offset,
		    line.p + lines[i].name.n, n);
	}
	if (str_starts(line, STR("size ")))
		(void)str_to_u64((str){ line.p + 5, line.n - 5 }, UINT64_MAX,
		    &s->size);
}

/* See fetch_state.h. */
bool
fetch_state_read(const char *path, struct fetch_state *out)
{
	char name[FETCH_PATH], text[STATE_MAX];
	str rest = { text, 0 };
	ssize_t n;
	int fd;

	memset(out, 0, sizeof *out);
	if (!state_path(path, name))
		return false;
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	n = read(fd, text, sizeof text);
	close(fd);
	rest.n = n > 0 ? (size_t)n : 0;
	while (rest.n > 0)
		take_line(out, str_cut(&rest, '\n'));
	return out->url[0] != '\0';
}

/* See fetch_state.h. */
enum rc
fetch_state_write(const char *path, const struct fetch_state *s,
    struct err *err)
{
	char name[FETCH_PATH];
	struct file_out out;
	struct buf b;
	enum rc rc;

	if (!state_path(path, name))
		return fail(err, RC_IO, "the name %s is too long", path);
	buf_init(&b, STATE_MAX);
	for (size_t i = 0; i < LINES; i++)
		buf_fmt(&b, "%s%s\n", lines[i].name.p,
		    (const char *)s + lines[i].offset);
	buf_fmt(&b, "size %" PRIu64 "\n", s->size);
	rc = b.failed ? fail(err, RC_MEMORY, "no memory to write %s", name) :
	    file_out_open(&out, name, err);
	if (rc == RC_OK) {
		rc = file_out_write(&out, buf_str(&b), err);
		if (rc == RC_OK)
			rc = file_out_commit(&out, err);
		file_out_abandon(&out);
	}
	buf_fini(&b);
	return rc;
}

/* See fetch_state.h. */
void
fetch_state_remove(const char *path)
{
	char name[FETCH_PATH];

	if (state_path(path, name))
		(void)unlink(name);
}

/* See fetch_state.h. */
bool
fetch_state_holds(const struct fetch_state *s, const char *path,
    const char *url)
{
	char sha256[FETCH_SHA256];
	uint64_t size;

	return strcmp(s->url, url) == 0 && s->sha256[0] != '\0' &&
	    fetch_hash(path, sha256, &size, NULL) == RC_OK &&
	    size == s->size && strcmp(sha256, s->sha256) == 0;
}

/* Feed the rest of `in` to the hash. */
static enum rc
hash_stream(struct file_stream *in, crypto_hash_sha256_state *hash,
    uint64_t *size, struct err *err)
{
	char block[65536];
	size_t got = 1;

	while (got > 0) {
		enum rc rc = file_stream_read(in, block, sizeof block, &got,
		    err);

		if (rc != RC_OK)
			return rc;
		crypto_hash_sha256_update(hash, (const unsigned char *)block,
		    got);
		*size += got;
	}
	return RC_OK;
}

/* See fetch_state.h. */
enum rc
fetch_hash(const char *path, char sha256[FETCH_SHA256], uint64_t *size,
    struct err *err)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256_state hash;
	struct file_stream in;
	enum rc rc = file_stream_open(&in, path, err);

	if (rc != RC_OK)
		return rc;
	*size = 0;
	crypto_hash_sha256_init(&hash);
	rc = hash_stream(&in, &hash, size, err);
	file_stream_close(&in);
	if (rc != RC_OK)
		return rc;
	crypto_hash_sha256_final(&hash, digest);
	sodium_bin2hex(sha256, FETCH_SHA256, digest, sizeof digest);
	return RC_OK;
}
