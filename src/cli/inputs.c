/* SPDX-License-Identifier: Apache-2.0 */
/* inputs.c -- a walk with scandir(), one directory open at a time; then what is
 * read held against what will be written. */
#include "cli/inputs.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"

#define DEPTH_MAX 64
#define PATHS_MAX ((size_t)1 << 30)

/* See inputs.h. */
void
inputs_fini(struct inputs *in)
{
	VEC_FREE(&in->paths);
	arena_fini(&in->arena);
}

static enum rc
add_path(struct inputs *in, const char *path, const struct stat *st,
    struct err *err)
{
	if (!VEC_ROOM(&in->paths, 1))
		return fail(err, RC_MEMORY, "no memory for the list of files");
	in->paths.v[in->paths.n++] = path;
	if (st != NULL && S_ISREG(st->st_mode))
		in->bytes += (uint64_t)st->st_size;
	return RC_OK;
}

static int
not_hidden(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static int
by_bytes(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum rc walk(struct inputs *in, const char *folder, unsigned depth,
    struct err *err);

/* One entry of a folder: a file, a folder, or nothing for us. */
static enum rc
add_entry(struct inputs *in, const char *folder, const char *name,
    unsigned depth, struct err *err)
{
	size_t n = strlen(folder);
	bool slash = n > 0 && folder[n - 1] == '/';
	struct stat st;
	str path;

	path = arena_fmt(&in->arena, "%s%s%s", folder, slash ? "" : "/", name);
	if (path.p == NULL)
		return fail(err, RC_MEMORY, "no memory for the list of files");
	if (lstat(path.p, &st) != 0)
		return fail_errno(err, RC_IO, "cannot read %s", path.p);
	if (S_ISDIR(st.st_mode))
		return walk(in, path.p, depth + 1, err);
	if (S_ISLNK(st.st_mode) && stat(path.p, &st) != 0)
		return add_path(in, path.p, NULL, err); /* to be told of */
	return S_ISREG(st.st_mode) ? add_path(in, path.p, &st, err) : RC_OK;
}

static enum rc
walk(struct inputs *in, const char *folder, unsigned depth, struct err *err)
{
	enum rc rc = RC_OK;
	struct dirent **names;
	int n;

	if (depth > DEPTH_MAX)
		return fail(err, RC_RANGE, "%s: directories nest too deep",
		    folder);
	n = scandir(folder, &names, not_hidden, by_bytes);
	if (n < 0)
		return fail_errno(err, RC_IO, "cannot read %s", folder);
	for (int i = 0; i < n; i++) {
		if (rc == RC_OK)
			rc = add_entry(in, folder, names[i]->d_name, depth,
			    err);
		free(names[i]);
	}
	free(names);
	return rc;
}

/* Add what an operand names. */
static enum rc
add_operand(struct inputs *in, const char *path, struct err *err)
{
	size_t before = in->paths.n;
	struct stat st;
	enum rc rc;

	if (strcmp(path, "-") == 0 || stat(path, &st) != 0)
		return add_path(in, path, NULL, err);
	if (!S_ISDIR(st.st_mode))
		return add_path(in, path, &st, err);
	rc = walk(in, path, 0, err);
	if (rc == RC_OK && in->paths.n == before)
		return fail(err, RC_IO, "%s holds no file", path);
	return rc;
}

/* ---- what is written (N1) ----------------------------------------------- */

static const enum option_id written[] = { OPT_OUTPUT, OPT_TA1, OPT_999,
	OPT_277CA };

#define N_WRITTEN (sizeof written / sizeof written[0])

/* A file, whether it is there or not yet: then its folder's and its name. */
struct place {
	bool	 known;
	dev_t	 device;
	ino_t	 inode;
	const char *name;	/* NULL: it is there */
};

/* What a regular file is, however it is called. */
static struct place
place_of(const struct stat *st)
{
	return (struct place){ .known = S_ISREG(st->st_mode),
	    .device = st->st_dev, .inode = st->st_ino };
}

/* Where a file is read from; "-" is standard input. */
static struct place
place_read(const char *path)
{
	struct stat st;
	int got = strcmp(path, "-") == 0 ? fstat(STDIN_FILENO, &st) :
	    stat(path, &st);

	return got == 0 ? place_of(&st) : (struct place){ .known = false };
}

/* Where a file will be written; "-" is standard output, and nobody's. */
static struct place
place_written(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct place p = { .known = false };
	struct stat st;
	char *folder;

	if (strcmp(path, "-") == 0)
		return p;
	if (stat(path, &st) == 0)
		return place_of(&st);
	folder = slash == NULL ? strdup(".") :
	    strndup(path, (size_t)(slash - path) + 1);
	if (folder != NULL && stat(folder, &st) == 0)
		p = (struct place){ true, st.st_dev, st.st_ino,
		    slash == NULL ? path : slash + 1 };
	free(folder);
	return p;
}

static bool
is_one_place(const struct place *a, const struct place *b)
{
	return a->known && b->known && a->device == b->device &&
	    a->inode == b->inode && (a->name == NULL) == (b->name == NULL) &&
	    (a->name == NULL || strcmp(a->name, b->name) == 0);
}

/* False, and said, when writing as `option` tells would replace `path`. */
static bool
is_kept(const struct invocation *in, enum option_id option,
    const struct place *to, const char *path)
{
	const struct place from = place_read(path);

	if (!is_one_place(to, &from))
		return true;
	command_fail(in, "--%s would replace %s, which is read: name another "
	    "file", option_def(option)->name,
	    strcmp(path, "-") == 0 ? "standard input" : path);
	return false;
}

/* Does this option leave alone what is read, and other options' files? */
static bool
is_free(const struct inputs *in, const struct invocation *i, unsigned nth)
{
	const enum option_id option = written[nth];
	const struct place to = place_written(i->value[option]);
	bool free = to.known;

	if (!free)
		return true;	/* a pipe, a device, or an error to come */
	for (size_t k = 0; k < in->paths.n && free; k++)
		free = is_kept(i, option, &to, in->paths.v[k]);
	for (unsigned k = 0; k < i->n_guides && free; k++)
		free = is_kept(i, option, &to, i->guides[k]);
	if (free && i->value[OPT_FOR] != NULL)
		free = is_kept(i, option, &to, i->value[OPT_FOR]);
	for (unsigned k = 0; k < nth && free; k++) {
		struct place other;

		if (i->value[written[k]] == NULL)
			continue;
		other = place_written(i->value[written[k]]);
		free = !is_one_place(&to, &other);
		if (!free)
			command_fail(i, "--%s and --%s cannot both write %s",
			    option_def(written[k])->name,
			    option_def(option)->name, i->value[option]);
	}
	return free;
}

/* See inputs.h. */
bool
inputs_find(struct inputs *in, const struct invocation *invocation)
{
	struct err err;

	*in = (struct inputs){ .bytes = 0 };
	arena_init(&in->arena, PATHS_MAX);
	for (unsigned i = 0; i < invocation->n_operands; i++)
		if (add_operand(in, invocation->operands[i], &err) != RC_OK) {
			command_fail(invocation, "%s", err.msg);
			in->missed = true;
		}
	for (unsigned i = 0; i < N_WRITTEN; i++)
		if (invocation->value[written[i]] != NULL &&
		    !is_free(in, invocation, i))
			return false;
	return true;
}
