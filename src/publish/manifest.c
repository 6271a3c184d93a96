/* SPDX-License-Identifier: Apache-2.0 */
/* manifest.c -- asking a manifest; links on a publisher's page. */
#include "publish/manifest.h"

#include "publish/address.h"

/* See manifest.h. */
const struct manifest_set *
manifest_find(const struct manifest *m, str name)
{
	const struct manifest_set *s = m->sets;

	while (s != NULL && !str_eq(s->name, name))
		s = s->next;
	return s;
}

/* See manifest.h. */
const struct manifest_licence *
manifest_licence(const struct manifest *m, str name)
{
	const struct manifest_licence *l = m->licences;

	while (l != NULL && !str_eq(l->name, name))
		l = l->next;
	return l;
}

/* See manifest.h. */
bool
manifest_way_fits(const struct manifest_way *w, date due)
{
	int y, m, d;

	date_to_ymd(due, &y, &m, &d);
	return w->months >> (m - 1) & 1;
}

/* See manifest.h. */
enum manifest_verdict
manifest_judge(const struct manifest_set *set, uint64_t before, uint64_t rows)
{
	/* A hundredth at a time: the counts may be anything. */
	uint64_t most = before / 100 * set->change +
	    before % 100 * set->change / 100;

	if (rows < set->rows)
		return MANIFEST_TOO_FEW;
	if (before == 0 || set->change == 0)
		return MANIFEST_PLAUSIBLE;
	if (rows < before && before - rows > most)
		return MANIFEST_SHRANK;
	return rows > before && rows - before > most ?
	    MANIFEST_GREW : MANIFEST_PLAUSIBLE;
}

/* Does `s` look like `glob`, where "*" is any run of bytes? */
static bool
like(str s, str glob)
{
	size_t i = 0, g = 0, star = SIZE_MAX, mark = 0;

	while (i < s.n) {
		if (g < glob.n && glob.p[g] == '*') {
			star = g++;
			mark = i;
		} else if (g < glob.n && glob.p[g] == s.p[i]) {
			g++;
			i++;
		} else if (star != SIZE_MAX) {
			g = star + 1;	/* let the star take one more */
			i = ++mark;
		} else {
			return false;
		}
	}
	while (g < glob.n && glob.p[g] == '*')
		g++;
	return g == glob.n;
}

/* Cut *rest behind the next href="..." and return what it holds. */
static bool
next_href(str *rest, str *value)
{
	while (rest->n > 6) {
		str at = { rest->p, 5 };
		char quote = rest->p[5];

		rest->p++;
		rest->n--;
		if ((quote != '"' && quote != '\'') ||
		    !str_eq_nocase(at, STR("href=")))
			continue;
		*rest = (str){ rest->p + 5, rest->n - 5 };
		*value = str_cut(rest, quote);
		return true;
	}
	return false;
}

/*
 * What stands behind a page of terms, as in /license/ama?file=/files/x.zip; an
 * empty text if `href` is no such address.
 */
static str
behind_terms(str href)
{
	const char *at = href.n == 0 ? NULL : memchr(href.p, '?', href.n);
	str query = { at, 0 };

	if (at == NULL)
		return (str){ NULL, 0 };
	query = (str){ at + 1, href.n - (size_t)(at + 1 - href.p) };
	while (query.n > 0) {
		str word = str_cut(&query, '&');

		if (str_starts(word, STR("file=/")))
			return (str){ word.p + 5, word.n - 5 };
	}
	return (str){ NULL, 0 };
}

/* `href` on the page `page` as an address; empty if it is of no use. */
static str
absolute(str href, str page, struct arena *arena)
{
	str host = address_host(page), url = href;
	int root = (int)(host.p + host.n - page.p);

	if (href.n > 1 && href.p[0] == '/' && href.p[1] != '/') {
		while ((size_t)root < page.n && page.p[root] != '/')
			root++;		/* the port */
		url = arena_fmt(arena, "%.*s" STR_FMT, root, page.p,
		    STR_ARG(href));
	}
	return url.p != NULL && address_allowed(url) &&
	    str_eq_nocase(address_host(url), host) ? url : (str){ NULL, 0 };
}

/* See manifest.h. */
bool
manifest_find_link(str html, str page, str name, struct arena *arena,
    struct manifest_link *out)
{
	str href, path, last;

	while (next_href(&html, &href)) {
		str inner = behind_terms(href);
		str url = inner.n > 0 ? inner : href;

		path = str_cut(&(str){ url.p, url.n }, '?');
		do
			last = str_cut(&path, '/');
		while (path.n > 0);
		if (!like(last, name))
			continue;
		url = absolute(url, page, arena);
		if (url.n == 0)
			continue;
		*out = (struct manifest_link){ url, inner.n > 0 };
		return true;
	}
	return false;
}
