/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_manifest.c -- publishers' addresses, and links of their pages.
 *
 * A text that begins with "<" is a page, with the name of a link in its first
 * line; any other is a manifest.  A mistake has its line and column (Z2); what
 * is taken gives only addresses that may be fetched, whatever the day (Z1).
 */
#include <stdio.h>
#include <stdlib.h>

#include "publish/address.h"
#include "publish/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PAGE "https://www.cms.gov/page"

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

static void
demand_place(const struct err *err)
{
	unsigned line = 0, column = 0;
	int end = 0;

	demand(sscanf(err->msg, "m:%u:%u: %n", &line, &column, &end) == 2);
	demand(end > 0 && err->msg[end] != '\0' && line >= 1 && column >= 1);
}

/* Z1 on the first of every month of a year, and on a day in 1800. */
static void
demand_allowed(str pattern, struct arena *arena)
{
	char name[ADDRESS_NAME];
	struct err err;
	str url;
	date due;

	for (int m = 0; m <= 12; m++) {
		demand(date_from_ymd(m == 0 ? 1800 : 2026, m == 0 ? 1 : m, 1,
		    &due));
		demand(manifest_fill(pattern, due, arena, &url, &err) ==
		    RC_OK);
		demand(address_allowed(url));
		demand(str_eq(address_host(url), address_host(pattern)));
		address_name(url, name);
		demand(name[0] != '\0' && name[0] != '.' &&
		    strchr(name, '/') == NULL);
	}
}

static void
demand_manifest(const struct manifest *m, struct arena *arena)
{
	for (const struct manifest_set *s = m->sets; s != NULL; s = s->next) {
		demand(s->name.n > 0 && manifest_find(m, s->name) == s);
		if (s->page.n > 0)
			demand_allowed(s->page, arena);
		for (const struct manifest_file *f = s->files; f != NULL;
		    f = f->next)
			for (const struct manifest_way *w = f->ways;
			    w != NULL; w = w->next) {
				demand(w->months != 0);
				if (!w->link)
					demand_allowed(w->pattern, arena);
			}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + (size == 0));	/* ASan sees past it */
	str text = { copy, size };
	struct manifest_link link;
	struct manifest m;
	struct arena arena;
	struct err err;
	enum rc rc;

	demand(copy != NULL);
	if (size > 0)
		memcpy(copy, data, size);
	arena_init(&arena, (size_t)64 << 20);
	if (size > 0 && copy[0] == '<') {
		str name = str_cut(&text, '\n');

		name = (str){ name.p + 1, name.n - 1 };
		if (manifest_find_link(text, STR(PAGE), name, &arena, &link))
			demand(address_allowed(link.url) && str_eq_nocase(
			    address_host(link.url), STR("www.cms.gov")));
	} else {
		rc = manifest_read(STR("m"), text, &arena, &m, &err);
		demand(rc == RC_OK || rc == RC_MEMORY || rc == RC_SYNTAX);
		if (rc == RC_OK)
			demand_manifest(&m, &arena);
		else if (rc == RC_SYNTAX)
			demand_place(&err);
	}
	arena_fini(&arena);
	free(copy);
	return 0;
}
