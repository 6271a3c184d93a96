/* SPDX-License-Identifier: Apache-2.0 */
/* update_fetch.c -- having the files of one item. */
#include "wire/update.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

#include "base/file.h"
#include "publish/address.h"

#define PAGE_MAX ((size_t)16 << 20)	/* of a publisher's page */

/* Fetching one item. */
struct fetching {
	struct fetcher *f;
	const struct update_item *item;
	str	 folder;	/* of the set; a NUL follows, as behind all */
	str	 release;	/* folder of the release */
	struct arena *arena;
	const struct update_got *first;
	struct file_map page;	/* of the publisher, mapped when needed */
	bool	 page_tried;
	struct err *err;
};

/* See update.h. */
const char *
update_how_word(enum update_how how)
{
	static const char *const words[] = {
		[UPDATE_NEW] = "new",
		[UPDATE_UNCHANGED] = "unchanged",
		[UPDATE_ABSENT] = "not published",
		[UPDATE_FAILED] = "failed",
	};

	return words[how];
}

static enum rc
make_folder(str path, struct err *err)
{
	if (path.p == NULL)
		return fail(err, RC_MEMORY, "no memory to fetch files");
	if (mkdir(path.p, 0777) != 0 && errno != EEXIST)
		return fail_errno(err, RC_IO, "cannot make the folder %s",
		    path.p);
	return RC_OK;
}

/* FOLDER, FOLDER/SET and FOLDER/SET/DAY. */
static enum rc
make_folders(struct fetching *g, const char *folder)
{
	char day[DATE_TEXT_MAX];
	enum rc rc = make_folder(arena_str(g->arena, str_of(folder)), g->err);

	date_format(g->item->due.on, day);
	g->folder = arena_fmt(g->arena, "%s/%s", folder,
	    code_set_name(g->item->set));
	if (rc == RC_OK)
		rc = make_folder(g->folder, g->err);
	if (rc != RC_OK)
		return rc;
	g->release = day[0] == '\0' ? g->folder :
	    arena_fmt(g->arena, "%s/%s", g->folder.p, day);
	return make_folder(g->release, g->err);
}

/*
 * The publisher's page, fetched when first asked for; empty if it cannot be
 * had: addresses that are known may do without.
 */
static str
page_text(struct fetching *g)
{
	struct fetched got;
	str path;

	if (g->page_tried)
		return g->page.text;
	g->page_tried = true;
	path = arena_fmt(g->arena, "%s/page.html", g->folder.p);
	if (path.p == NULL || fetch_file(g->f, g->item->page.p, path.p, &got,
	    NULL) != RC_OK || got.size == 0 || got.size > PAGE_MAX ||
	    file_map(path.p, &g->page, NULL) != RC_OK)
		g->page = (struct file_map){ .text = { NULL, 0 } };
	return g->page.text;
}

/*
 * The address a way leads to; false when its link is not on the page.  A link
 * behind terms is none where the manifest names no licence (N2).
 */
static bool
resolve(struct fetching *g, const struct update_way *w, str *url, bool *gated)
{
	bool terms = g->item->terms;
	struct manifest_link link;

	*url = w->text;
	if (!w->link)
		return true;
	if (!manifest_find_link(page_text(g), g->item->page, w->text,
	    g->arena, &link))
		return false;
	*gated |= link.gated && !terms;
	*url = arena_str(g->arena, link.url);
	return url->p != NULL && (!link.gated || terms);
}

/* Has an earlier file of this item gone to `path`? */
static bool
is_taken(const struct fetching *g, str path)
{
	for (const struct update_got *o = g->first; o != NULL; o = o->next)
		if (str_eq(o->path, path))
			return true;
	return false;
}

/* What is wrong with a file by its first bytes; NULL: nothing. */
static const char *
looks_wrong(str path)
{
	struct file_map file;
	const char *wrong = NULL;
	str text;

	if (file_map(path.p, &file, NULL) != RC_OK)
		return "it cannot be read";
	text = str_trim(file.text);
	if (str_starts(text, STR("<")))
		wrong = "a page came in the place of the file";
	else if (path.n > 4 && memcmp(path.p + path.n - 4, ".zip", 4) == 0 &&
	    !str_starts(text, STR("PK")))
		wrong = "what came is not a zip file";
	file_unmap(&file);
	return wrong;
}

/* Note in *o a file that is there. */
static void
note_file(struct fetching *g, str url, str path, const struct fetched *got,
    struct update_got *o)
{
	const char *wrong = looks_wrong(path);

	if (wrong != NULL) {
		o->how = UPDATE_FAILED;
		o->says = arena_fmt(g->arena, "%s: %s", wrong, url.p);
		return;
	}
	o->url = url;
	o->path = path;
	o->size = got->size;
	o->sha256 = arena_str(g->arena, str_of(got->sha256));
	o->says = (str){ NULL, 0 };
}

/* Fetch `url` and note in *o how it went. */
static enum rc
fetch_one(struct fetching *g, str url, struct update_got *o)
{
	static const enum update_how how[] = {
		[FETCH_NEW] = UPDATE_NEW,
		[FETCH_UNCHANGED] = UPDATE_UNCHANGED,
		[FETCH_ABSENT] = UPDATE_ABSENT,
		[FETCH_PAGE] = UPDATE_ABSENT,
	};
	struct err why = { .msg = "" };
	struct fetched got = { .size = 0 };
	char name[ADDRESS_NAME];
	enum rc rc;
	str path;

	address_name(url, name);
	path = arena_fmt(g->arena, "%s/%s", g->release.p, name);
	if (path.p == NULL)
		return fail(g->err, RC_MEMORY, "no memory to fetch files");
	rc = is_taken(g, path) ? fail(&why, RC_IO,
	    "two files of the manifest have the name %s", name) :
	    fetch_file(g->f, url.p, path.p, &got, &why);
	if (rc == RC_MEMORY || rc == RC_STOPPED)
		return fail(g->err, rc, "%s", why.msg);
	o->how = rc == RC_OK ? how[got.outcome] : UPDATE_FAILED;
	o->says = arena_str(g->arena, str_of(why.msg));
	if (rc == RC_OK && got.outcome == FETCH_PAGE)
		o->says = STR("a page came in the place of the file; its terms "
		    "may have to be accepted in a browser first");
	if (o->how == UPDATE_NEW || o->how == UPDATE_UNCHANGED)
		note_file(g, url, path, &got, o);
	return RC_OK;
}

/* Try the ways to one file in turn, until it is there. */
static enum rc
fetch_ways(struct fetching *g, const struct update_file *file,
    struct update_got *o)
{
	struct update_got failed = { .how = UPDATE_ABSENT };
	bool gated = false;

	o->name = file->name;
	o->how = UPDATE_ABSENT;
	for (const struct update_way *w = file->ways; w != NULL; w = w->next) {
		enum rc rc;
		str url;

		if (!resolve(g, w, &url, &gated)) {
			if (gated)
				break;	/* no way around the terms (N2) */
			continue;
		}
		rc = fetch_one(g, url, o);
		if (rc != RC_OK)
			return rc;
		if (o->how == UPDATE_NEW || o->how == UPDATE_UNCHANGED)
			return RC_OK;
		if (o->says.n > 0 && failed.how != UPDATE_FAILED)
			failed = (struct update_got){ .how = UPDATE_FAILED,
				.says = o->says };
	}
	if (gated && failed.how != UPDATE_FAILED)
		failed = (struct update_got){ .how = UPDATE_FAILED, .says =
		    STR("its terms must be accepted on the publisher's page; "
		    "fetch it with a browser and import that") };
	o->how = failed.how;
	o->says = failed.says;
	return RC_OK;
}

static enum rc
fetch_files(struct fetching *g)
{
	const struct update_got **end = &g->first;
	enum rc rc = RC_OK;

	for (const struct update_file *f = g->item->files;
	    f != NULL && rc == RC_OK; f = f->next) {
		struct update_got *o;

		if (f->ways == NULL)
			continue;
		o = ARENA_NEW(g->arena, struct update_got);
		if (o == NULL)
			return fail(g->err, RC_MEMORY,
			    "no memory to fetch files");
		rc = fetch_ways(g, f, o);
		*end = o;
		end = &o->next;
	}
	return rc;
}

/* See update.h. */
enum rc
update_fetch(struct fetcher *f, const struct update_item *item,
    const char *folder, struct arena *arena, const struct update_got **out,
    struct err *err)
{
	struct fetching g = { .f = f, .item = item, .arena = arena,
		.err = err };
	enum rc rc;

	if (item->licence != NULL)
		return fail(err, RC_INVALID, "the licence " STR_FMT " must be "
		    "accepted before %s is fetched",
		    STR_ARG(item->licence->name), code_set_name(item->set));
	rc = make_folders(&g, folder);
	if (rc == RC_OK)
		rc = fetch_files(&g);
	if (g.page.text.p != NULL)
		file_unmap(&g.page);
	if (rc == RC_OK)
		*out = g.first;
	return rc;
}
