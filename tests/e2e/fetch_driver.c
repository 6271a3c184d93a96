/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fetch_driver.c -- wire/fetch.h and wire/update.h as a program, for
 * test_fetch.py.
 *
 *	fetch_driver fetch URL PATH [NAME=VALUE...]
 *	fetch_driver update MANIFEST FOLDER TODAY [NAME=VALUE...]
 *
 * fetch prints "new 100 sha256 came 100" or "failed RC the sentence".  update
 * prints a line for each item and each file.
 *
 *	stall, connect (seconds), ceiling (bytes), ca (file)
 *	stop=N		end the transfer when N bytes are there
 *	load=SET:DAY	this is loaded
 *	accept=FILE	licences accepted, acceptance.h
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "wire/acceptance.h"
#include "wire/fetch.h"
#include "wire/update.h"

struct run {
	struct fetch_options fetch;
	uint64_t stop;
	struct update_state state;
	const char *accept;
};

static bool
progress(void *ctx, uint64_t have, uint64_t whole)
{
	const struct run *r = ctx;

	(void)whole;
	return r->stop == 0 || have < r->stop;
}

static void
take_loaded(struct run *r, str value)
{
	enum code_set set = code_set_named(str_cut(&value, ':'));

	if (set < SETS)
		(void)date_parse8(value, &r->state.loaded[set]);
}

static void
take_option(struct run *r, char *text)
{
	str value = str_of(text);
	str name = str_cut(&value, '=');
	uint64_t n = 0;

	(void)str_to_u64(value, UINT64_MAX, &n);
	if (str_eq(name, STR("stall")))
		r->fetch.stall_seconds = (unsigned)n;
	else if (str_eq(name, STR("connect")))
		r->fetch.connect_seconds = (unsigned)n;
	else if (str_eq(name, STR("ceiling")))
		r->fetch.ceiling = n;
	else if (str_eq(name, STR("ca")))
		r->fetch.ca_file = value.p;
	else if (str_eq(name, STR("stop")))
		r->stop = n;
	else if (str_eq(name, STR("accept")))
		r->accept = value.p;
	else if (str_eq(name, STR("load")))
		take_loaded(r, value);
}

static int
fail_run(const struct err *err)
{
	printf("failed %d %s\n", (int)err->rc, err->msg);
	return 1;
}

static int
run_fetch(struct fetcher *f, const char *url, const char *path)
{
	struct fetched got;
	struct err err;

	if (fetch_file(f, url, path, &got, &err) != RC_OK)
		return fail_run(&err);
	printf("%s %" PRIu64 " %s came %" PRIu64 "\n",
	    fetch_outcome_word(got.outcome), got.size, got.sha256, got.came);
	return 0;
}

static int
print_item(struct fetcher *f, const struct update_item *item,
    const char *folder, struct arena *arena)
{
	const struct update_got *got = NULL;
	char day[DATE_TEXT_MAX];
	struct err err;

	date_format(item->due.on, day);
	printf("item %s %s %s%s%s\n", code_set_name(item->set), day,
	    calendar_state_word(item->answer.state),
	    item->due.certain || day[0] == '\0' ? "" : " perhaps",
	    item->by_hand ? " by hand" : "");
	if (update_fetch(f, item, folder, arena, &got, &err) != RC_OK)
		return fail_run(&err);
	for (; got != NULL; got = got->next)
		printf("file " STR_FMT ": %s" "%s" STR_FMT "\n",
		    STR_ARG(got->name), update_how_word(got->how),
		    got->says.n > 0 ? ": " : got->path.n > 0 ? " " : "",
		    STR_ARG(got->says.n > 0 ? got->says : got->path));
	return 0;
}

static int
run_update(struct run *r, struct fetcher *f, char **arg)
{
	struct acceptances accepted = { .n = 0 };
	struct update_plan plan;
	struct file_map text = { .text = { NULL, 0 } };
	struct manifest m;
	struct arena arena;
	struct err err;
	date today = 0;
	int failed = 0;

	arena_init(&arena, (size_t)64 << 20);
	(void)date_parse8(str_of(arg[2]), &today);
	if (file_map(arg[0], &text, &err) != RC_OK ||
	    manifest_read(str_of(arg[0]), text.text, &arena, &m, &err) !=
	    RC_OK ||
	    (r->accept != NULL && acceptance_read(r->accept, &arena,
	    &accepted, &err) != RC_OK)) {
		failed = fail_run(&err);
	} else {
		r->state.accepted = accepted.licence;
		r->state.n_accepted = accepted.n;
		if (update_plan(&m, &r->state, today, &arena, &plan, &err) !=
		    RC_OK)
			failed = fail_run(&err);
		else
			for (const struct update_item *i = plan.items;
			    i != NULL; i = i->next)
				failed |= print_item(f, i, arg[1], &arena);
	}
	file_unmap(&text);
	arena_fini(&arena);
	return failed;
}

int
main(int argc, char **argv)
{
	struct run r = { .fetch = { .pause_ms = 20, .progress = progress } };
	bool update = argc > 4 && strcmp(argv[1], "update") == 0;
	struct fetcher *f;
	struct err err;
	int failed;

	if (argc < 4)
		return 2;
	r.fetch.ctx = &r;
	update_state_of(NULL, &r.state);
	for (int i = update ? 5 : 4; i < argc; i++)
		take_option(&r, argv[i]);
	if (fetcher_new(&r.fetch, &f, &err) != RC_OK)
		return fail_run(&err);
	failed = update ? run_update(&r, f, argv + 2) :
	    run_fetch(f, argv[2], argv[3]);
	fetcher_free(f);
	return failed;
}
