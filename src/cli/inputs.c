/* SPDX-License-Identifier: Apache-2.0 */
/* inputs.c -- a walk with scandir(), one directory open at a time. */
#include "cli/inputs.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/vec.h"

#define DEPTH_MAX 64
#define PATHS_MAX ((size_t)1 << 30)

/* See inputs.h. */
void
inputs_init(struct inputs *in)
{
	*in = (struct inputs){ .bytes = 0 };
	arena_init(&in->arena, PATHS_MAX);
}

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

/* See inputs.h. */
enum rc
inputs_add(struct inputs *in, const char *path, struct err *err)
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
		return fail(err, RC_IO, "%s holds no file to check", path);
	return rc;
}
