/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_guide.c -- the guide language and the dictionaries, over any text.
 *
 * The first byte says what is read: `0` a guide or companion guide on top of
 * the built-in guides, `1` the two dictionaries and a guide over them, with
 * "%" between, anything else a guide over the built-in dictionaries.  A text
 * that is refused is refused with its file, line and column (or for want of
 * memory); one that is taken gives a tree as G1 to G3 say, and can be walked.
 */
#include <stdio.h>
#include <stdlib.h>

#include "x12/check.h"
#include "x12/embedded.h"
#include "x12/guide_dict.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAME "payer.guide"

static void
demand(bool holds)
{
	if (!holds)
		abort();
}

/* "payer.guide:12:5: ..." */
static void
demand_place(enum rc rc, const struct err *err)
{
	unsigned line = 0, column = 0;
	int end = 0;

	if (rc == RC_OK || rc == RC_MEMORY)
		return;
	demand(rc == RC_SYNTAX);
	demand(sscanf(err->msg, NAME ":%u:%u: %n", &line, &column, &end) == 2);
	demand(end > 0 && err->msg[end] != '\0');
	demand(line >= 1 && column >= 1);
}

static void
demand_node(const struct guide_node *n)
{
	demand(n->depth < GUIDE_DEPTH + 1);
	if (!n->is_loop) {
		demand(n->def != NULL && n->segment == n->def->id);
		return;
	}
	demand(n->n_children >= 1 && n->n_children <= GUIDE_CHILDREN);
	demand(!n->children[0]->is_loop);
	for (unsigned i = 0; i < n->n_children; i++) {
		demand(n->children[i]->parent == n);
		demand(n->children[i]->index == i);
		demand(i == 0 || n->children[i]->position >=
		    n->children[i - 1]->position);
		demand_node(n->children[i]);
	}
}

/* Judge a small file by whatever guides there are now. */
static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static void
demand_walk(const struct guide_set *set)
{
	static const char file[] = "ISA*00*          *00*          *ZZ*A      "
	    "        *ZZ*B              *260302*0915*^*00501*000000301*0*T*:~"
	    "GS*HC*A*B*20260302*0915*301*X*005010X222A1~"
	    "ST*837*0001*005010X222A1~BHT*0019*00*1*20260302*0915*CH~"
	    "NM1*41*2*R*****46*R~HL*1**20*1~NM1*85*2*R~CLM*1*2***11:B:1~"
	    "REF*G1*X~ZZ*1~SE*8*0001~GE*1*301~IEA*1*000000301~";
	const struct finding_sink sink = { NULL, ignore };
	const struct check_options options = { .guides = set };
	struct check_summary sum;
	struct file_stream in;
	struct err err;

	file_stream_memory(&in, (str){ file, sizeof file - 1 });
	demand(check_run(&in, &options, &sink, &sum, &err) == RC_OK);
}

static str
embedded(const char *name)
{
	for (unsigned i = 0; i < embedded_guides_n; i++)
		if (strcmp(embedded_guides[i].name, name) == 0)
			return (str){ embedded_guides[i].text,
			    embedded_guides[i].size };
	abort();
}

static enum rc
read_dictionaries(struct guide_set *set, str elements, str segments,
    struct err *err)
{
	enum rc rc;

	arena_init(&set->arena, (size_t)64 << 20);
	rc = guide_read_elements(set, STR(NAME), elements, err);
	return rc == RC_OK ?
	    guide_read_segments(set, STR(NAME), segments, err) : rc;
}

/* Read the text as the first byte says; *whole if a file can be judged. */
static enum rc
read_all(struct guide_set *set, char kind, str text, bool *whole,
    struct err *err)
{
	enum rc rc;

	*whole = kind == '0';
	if (kind == '0') {
		demand(guide_set_init(set, err) == RC_OK);
	} else if (kind == '1') {
		str elements = str_cut(&text, '%');
		str segments = str_cut(&text, '%');

		rc = read_dictionaries(set, elements, segments, err);
		if (rc != RC_OK)
			return rc;
	} else {
		demand(read_dictionaries(set, embedded("element.dict"),
		    embedded("segment.dict"), err) == RC_OK);
	}
	return guide_set_read(set, STR(NAME), text, err);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct guide_set set = { 0 };
	struct err err = { 0 };
	bool whole;
	char *copy;
	enum rc rc;

	if (size < 1)
		return 0;
	copy = malloc(size);		/* exactly, so that ASan sees past */
	demand(copy != NULL);
	memcpy(copy, data + 1, size - 1);
	rc = read_all(&set, (char)data[0], (str){ copy, size - 1 }, &whole,
	    &err);
	demand_place(rc, &err);
	for (size_t i = 0; i < set.guides.n; i++)
		demand_node(set.guides.v[i]->root);
	if (whole && rc == RC_OK)
		demand_walk(&set);
	guide_set_fini(&set);
	free(copy);
	return 0;
}
