/* SPDX-License-Identifier: Apache-2.0 */
/*
 * source.c -- unwrap a file: zips (zipped.c), .xz, and both in each other.
 *
 * One member is in memory at a time, with the zip it came from if that was a
 * member itself.
 */
#include "sheet/source.h"

#include <lzma.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "sheet/zipped.h"

#define RATIO_FROM	((uint64_t)1 << 20)	/* small files may pack well */
#define SHOWN_MAX	((size_t)64 << 10)
#define XZ_MEMORY	((uint64_t)256 << 20)	/* xz -9 asks for 65 MiB */
#define XZ_STEP		((size_t)256 << 10)

/* One call of source_each(). */
struct job {
	struct source_options limits;
	source_fn *fn;
	void	*ctx;
	uint64_t sum;		/* bytes unpacked so far */
	struct err *err;
};

/* A file on its way to `fn`: as a source, and what it is wrapped in. */
struct wrapped { struct source it; unsigned depth; };

static enum rc unwrap(struct job *j, const struct wrapped *w);

/* The part of `path` behind its folders, of either kind. */
static str
base_name(str path)
{
	size_t i = path.n;

	while (i > 0 && path.p[i - 1] != '/' && path.p[i - 1] != '\\')
		i--;
	return (str){ path.p + i, path.n - i };
}

/* True when `name` ends as files of that kind do, in any case. */
static bool
ends(str name, str ending)
{
	return name.n > ending.n && str_eq_nocase(
	    (str){ name.p + name.n - ending.n, ending.n }, ending);
}

/* ---- ceilings (U2) --------------------------------------------------- */

/* May `unpacked` bytes come out of `packed` ones of the file at `path`? */
static enum rc
check_size(const struct job *j, str path, uint64_t unpacked, uint64_t packed)
{
	const struct source_options *l = &j->limits;

	if (unpacked > l->unpacked_max)
		return fail(j->err, RC_RANGE, STR_FMT
		    ": unpacked larger than the limit of %llu bytes",
		    STR_ARG(path), (unsigned long long)l->unpacked_max);
	if (unpacked > RATIO_FROM && unpacked / l->ratio_max > packed)
		return fail(j->err, RC_RANGE, STR_FMT
		    ": unpacked more than %u times its size, as only files "
		    "made to do harm are", STR_ARG(path), l->ratio_max);
	if (unpacked > l->sum_max - j->sum)
		return fail(j->err, RC_RANGE, STR_FMT
		    ": all that is packed is larger than the limit of "
		    "%llu bytes", STR_ARG(path),
		    (unsigned long long)l->sum_max);
	return RC_OK;
}

/* ---- .xz ------------------------------------------------------------- */

/* What liblzma's answer means; RC_OK for more to come. */
static enum rc
xz_answer(const struct job *j, str path, lzma_ret answer)
{
	switch (answer) {
	case LZMA_OK:
	case LZMA_STREAM_END:
		return RC_OK;
	case LZMA_MEM_ERROR:
		return fail(j->err, RC_MEMORY, STR_FMT ": no memory",
		    STR_ARG(path));
	case LZMA_MEMLIMIT_ERROR:
		return fail(j->err, RC_RANGE, STR_FMT
		    ": unpacking needs more than %u MiB of memory",
		    STR_ARG(path), (unsigned)(XZ_MEMORY >> 20));
	default:
		return fail(j->err, RC_SYNTAX, STR_FMT
		    ": a damaged .xz, or none", STR_ARG(path));
	}
}

/* Unpack `from` into `to`, step by step, as long as it may grow. */
static enum rc
xz_unpack(const struct job *j, const struct source *from, lzma_stream *z,
    struct buf *to)
{
	lzma_ret answer = LZMA_OK;
	enum rc rc = RC_OK;

	z->next_in = (const uint8_t *)from->bytes.p;
	z->avail_in = from->bytes.n;
	while (rc == RC_OK && answer != LZMA_STREAM_END) {
		if (!buf_reserve(to, XZ_STEP))
			return fail(j->err, RC_MEMORY, STR_FMT ": no memory",
			    STR_ARG(from->path));
		z->next_out = (uint8_t *)to->p + to->n;
		z->avail_out = XZ_STEP;
		answer = lzma_code(z, LZMA_FINISH);
		to->n += XZ_STEP - z->avail_out;
		rc = xz_answer(j, from->path, answer);
		if (rc == RC_OK)
			rc = check_size(j, from->path, to->n, from->bytes.n);
	}
	return rc;
}

/* Give what an .xz holds. */
static enum rc
unwrap_xz(struct job *j, const struct wrapped *w)
{
	struct wrapped inner = *w;
	lzma_stream z = LZMA_STREAM_INIT;
	struct buf to;
	enum rc rc;

	buf_init(&to, (size_t)j->limits.unpacked_max + 2 * XZ_STEP);
	rc = xz_answer(j, w->it.path, lzma_stream_decoder(&z, XZ_MEMORY,
	    LZMA_CONCATENATED));
	if (rc == RC_OK)
		rc = xz_unpack(j, &w->it, &z, &to);
	lzma_end(&z);
	if (rc == RC_OK) {
		j->sum += to.n;
		inner.depth++;
		inner.it.name.n -= STR(".xz").n;
		inner.it.bytes = buf_str(&to);
		rc = unwrap(j, &inner);
	}
	buf_fini(&to);
	return rc;
}

/* ---- .zip ------------------------------------------------------------ */

/* Is it a file, neither a folder nor a link nor a device? */
static bool
is_regular(zip_t *z, zip_uint64_t index, const char *name)
{
	const size_t n = strlen(name);
	zip_uint32_t attributes = 0;
	zip_uint8_t system = 0;
	unsigned format;

	if (n == 0 || name[n - 1] == '/' || name[n - 1] == '\\')
		return false;
	if (zip_file_get_external_attributes(z, index, 0, &system,
	    &attributes) != 0 || system != ZIP_OPSYS_UNIX)
		return true;
	format = attributes >> 16 & S_IFMT;
	return format == 0 || format == S_IFREG;
}

/* Fill `to`, of the size that was told, and see that this was all. */
static enum rc
read_member(const struct job *j, zip_t *z, str path,
    const struct zipped_member *m, char *to)
{
	zip_file_t *f = zip_fopen_index(z, m->index, 0);
	zip_int64_t n = 1;
	uint64_t have = 0;
	char beyond;
	enum rc rc = RC_OK;

	if (f == NULL)
		return zipped_fail(zip_get_error(z), path, m->name, j->err);
	while (n > 0 && have < m->size) {
		n = zip_fread(f, to + have, m->size - have);
		have += n > 0 ? (uint64_t)n : 0;
	}
	/* The checksum is compared when the end is read (U3). */
	if (n >= 0)
		n = zip_fread(f, &beyond, 1);
	if (n < 0)
		rc = zipped_fail(zip_file_get_error(f), path, m->name, j->err);
	else if (n > 0 || have < m->size)
		rc = fail(j->err, RC_SYNTAX, STR_FMT ": %.99s is damaged: "
		    "not as long as it says", STR_ARG(path), m->name);
	zip_fclose(f);
	return rc;
}

/* "zip: member" into `to`, without control characters (U4). */
static bool
show_path(struct buf *to, str zip, const char *member)
{
	size_t from;

	buf_add(to, zip);
	buf_add(to, STR(": "));
	from = to->n;
	buf_add(to, str_of(member));
	for (size_t i = from; i < to->n; i++)
		if ((unsigned char)to->p[i] < ' ' || to->p[i] == 0x7F)
			to->p[i] = '?';
	return !to->failed;
}

/* Unpack a member, whose path is made, and go on with it. */
static enum rc
unwrap_member(struct job *j, zip_t *z, const struct wrapped *zip,
    const struct zipped_member *m, str path)
{
	const str name = { path.p + zip->it.path.n + 2,
	    path.n - zip->it.path.n - 2 };
	struct wrapped inner = { { path, base_name(name), { NULL, 0 } },
	    zip->depth + 1 };
	char *bytes;
	enum rc rc;

	rc = check_size(j, path, m->size, m->packed);
	if (rc != RC_OK)
		return rc;
	if (m->packed > zip->it.bytes.n)
		return fail(j->err, RC_SYNTAX, STR_FMT ": the zip is damaged",
		    STR_ARG(path));
	bytes = malloc((size_t)m->size + 1);
	if (bytes == NULL)
		return fail(j->err, RC_MEMORY, STR_FMT ": no memory",
		    STR_ARG(path));
	rc = read_member(j, z, zip->it.path, m, bytes);
	j->sum += m->size;
	inner.it.bytes = (str){ bytes, (size_t)m->size };
	if (rc == RC_OK)
		rc = unwrap(j, &inner);
	free(bytes);
	return rc;
}

/* Look at a member, and go on with it. */
static enum rc
give_member(struct job *j, zip_t *z, const struct wrapped *zip,
    zip_uint64_t index)
{
	struct zipped_member m;
	struct buf path;
	enum rc rc;

	rc = zipped_look(z, zip->it.path, index, &m, j->err);
	if (rc != RC_OK)
		return rc;
	buf_init(&path, SHOWN_MAX + zip->it.path.n);
	if (show_path(&path, zip->it.path, m.name))
		rc = unwrap_member(j, z, zip, &m, buf_str(&path));
	else
		rc = fail(j->err, RC_RANGE, STR_FMT ": a name is too long",
		    STR_ARG(zip->it.path));
	buf_fini(&path);
	return rc;
}

struct listed { const char *name; zip_uint64_t index; };

static int
by_name(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;
	const int order = strcmp(x->name, y->name);

	return order != 0 ? order : (x->index > y->index) -
	    (x->index < y->index);
}

/* The regular members of a zip into `list`, sorted (U1); how many. */
static size_t
list_members(zip_t *z, struct listed *list, zip_uint64_t n)
{
	size_t kept = 0;

	for (zip_uint64_t i = 0; i < n; i++) {
		const char *name = zip_get_name(z, i, 0);

		if (name != NULL && is_regular(z, i, name))
			list[kept++] = (struct listed){ name, i };
	}
	qsort(list, kept, sizeof *list, by_name);
	return kept;
}

/* Give each member of an open zip. */
static enum rc
give_members(struct job *j, zip_t *z, const struct wrapped *zip)
{
	const zip_int64_t n = zip_get_num_entries(z, 0);
	struct listed *list;
	enum rc rc = RC_OK;
	size_t kept;

	if (n > SOURCE_MEMBERS_MAX)
		return fail(j->err, RC_RANGE, STR_FMT
		    ": more than %d members", STR_ARG(zip->it.path),
		    SOURCE_MEMBERS_MAX);
	list = calloc((size_t)n + 1, sizeof *list);
	if (list == NULL)
		return fail(j->err, RC_MEMORY, STR_FMT ": no memory",
		    STR_ARG(zip->it.path));
	kept = list_members(z, list, (zip_uint64_t)n);
	for (size_t i = 0; i < kept && rc == RC_OK; i++)
		rc = give_member(j, z, zip, list[i].index);
	free(list);
	return rc;
}

static enum rc
unwrap_zip(struct job *j, const struct wrapped *w)
{
	zip_t *z;
	enum rc rc;

	rc = zipped_open(w->it.path, w->it.bytes, &z, j->err);
	if (rc != RC_OK)
		return rc;
	rc = give_members(j, z, w);
	zip_discard(z);
	return rc;
}

/* ---- all ------------------------------------------------------------- */

/* Give a source, or what it is a wrapping of. */
static enum rc
unwrap(struct job *j, const struct wrapped *w)
{
	const bool zip = ends(w->it.name, STR(".zip"));

	if (!zip && !ends(w->it.name, STR(".xz")))
		return j->fn(j->ctx, &w->it, j->err);
	if (w->depth >= SOURCE_DEPTH_MAX)
		return fail(j->err, RC_RANGE, STR_FMT
		    ": packed more than %d times over", STR_ARG(w->it.path),
		    SOURCE_DEPTH_MAX);
	return zip ? unwrap_zip(j, w) : unwrap_xz(j, w);
}

/* See source.h. */
enum rc
source_each_of(str path, str bytes, const struct source_options *o,
    source_fn *fn, void *ctx, struct err *err)
{
	static const struct source_options none;
	const struct wrapped w = { { path, base_name(path), bytes }, 0 };
	struct job j = { o != NULL ? *o : none, fn, ctx, 0, err };

	if (j.limits.unpacked_max == 0)
		j.limits.unpacked_max = SOURCE_UNPACKED_MAX;
	if (j.limits.unpacked_max > SIZE_MAX / 4)
		j.limits.unpacked_max = SIZE_MAX / 4;
	if (j.limits.sum_max == 0)
		j.limits.sum_max = SOURCE_SUM_MAX;
	if (j.limits.ratio_max == 0)
		j.limits.ratio_max = SOURCE_RATIO_MAX;
	return unwrap(&j, &w);
}

/* See source.h. */
enum rc
source_each(const char *path, const struct source_options *o, source_fn *fn,
    void *ctx, struct err *err)
{
	struct file_map map;
	enum rc rc;

	rc = file_map(path, &map, err);
	if (rc != RC_OK)
		return rc;
	rc = source_each_of(str_of(path), map.text, o, fn, ctx, err);
	file_unmap(&map);
	return rc;
}

/* See source.h. */
void
source_sha256(const struct source *s, unsigned char digest[SOURCE_SHA256])
{
	_Static_assert(SOURCE_SHA256 == crypto_hash_sha256_BYTES, "SHA-256");
	crypto_hash_sha256(digest, (const unsigned char *)s->bytes.p,
	    s->bytes.n);
}
