/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_models.c -- any model that a guide allows is written, is judged clean,
 * and is read again as it was; what was read is written the same (O2, O4, R1
 * to R3, N1).  One that was spoiled is refused or written the same with plans
 * and without (E2, P1).
 *
 *	test_models		a few seconds, for ./test
 *	test_models long	many more cases
 *	test_models KIND SEED	one case again, with what was said
 */
#include "../unit/unit.h"

#include "claim/writer.h"
#include "random_model.h"

#define BINDING_MEMORY	((size_t)64 << 20)
#define MODEL_MEMORY	((size_t)512 << 20)

static struct guide_set guides;
static struct arena memory;
static const struct binding *bindings[32];
static unsigned n_bindings;
static unsigned cases = 60;		/* of each kind */

/* What was said of one case. */
struct said { struct buf text; unsigned n; };

/* Findings of rules: numbers that say something about themselves (an NPI's
 * check digit), which a guide's lengths and codes do not tell of.  What is made
 * up here knows the guide only; the writer promises no more (O2). */
static bool
is_beyond_form(enum finding_code code)
{
	switch (code) {
	case FINDING_NPI_FORMAT:
	case FINDING_NPI_CHECK_DIGIT:
	case FINDING_TAX_ID_FORMAT:
	case FINDING_CLIA_FORMAT:
	case FINDING_NDC_FORMAT:
	case FINDING_ZIP_FORMAT:
	case FINDING_ZIP_SHORT:
	case FINDING_AMOUNT_NEGATIVE:
	case FINDING_DIAGNOSIS_POINT:
		return true;
	default:
		return false;
	}
}

static void
hear(void *ctx, const struct finding *f)
{
	struct said *s = ctx;

	if (is_beyond_form(f->code))
		return;
	s->n++;
	if (s->n > 8)
		return;
	buf_fmt(&s->text, "\n  " STR_FMT " " STR_FMT " " STR_FMT "/",
	    STR_ARG(finding_def(f->code)->code), STR_ARG(f->at.field),
	    STR_ARG(f->at.loop));
	finding_element(&f->at, &s->text);
	buf_putc(&s->text, ' ');
	finding_message(f, FINDING_SHOW, &s->text);
}

/* Write the items; false, with what was said, when one is refused. */
static bool
write_items(const struct item *items, unsigned n, struct buf *out,
    struct said *said)
{
	const struct writer_options options = { .guides = &guides };
	const struct finding_sink sink = { said, hear };
	struct writer *w;
	struct err err;
	bool good = true;

	assert_int_equal(writer_new(&options, &sink, &w, &err), RC_OK);
	for (unsigned i = 0; i < n && good; i++) {
		good = writer_put(w, &items[i], &err) == RC_OK;
		buf_add(out, writer_take(w));
	}
	good = good && writer_end(w, &err) == RC_OK;
	buf_add(out, writer_take(w));
	writer_free(w);
	return good;
}

/* True when two items' way up says the same. */
static bool
same_way_up(const struct schema *s, const void *a, const void *b)
{
	for (unsigned i = 0; i < s->n && s->fields[i].type == FIELD_UP; i++) {
		const struct field *f = &s->fields[i];
		const void *x = *(void *const *)field_at(a, f);
		const void *y = *(void *const *)field_at(b, f);

		if ((x == NULL) != (y == NULL))
			return false;
		if (x != NULL && (!schema_equal(f->of, x, y) ||
		    !same_way_up(f->of, x, y)))
			return false;
	}
	return true;
}

/* Say which fields differ. */
static void
tell_difference(const struct schema *s, const void *a, const void *b,
    struct said *said)
{
	for (unsigned i = 0; i < s->n; i++) {
		struct schema one = *s;
		const struct field *f = &s->fields[i];

		one.fields = f;
		one.n = 1;
		one.part = SCHEMA_NONE;
		if (schema_equal(&one, a, b))
			continue;
		buf_fmt(&said->text, " %s.%s", s->name, f->name);
		if (f->type == FIELD_ONE && *(void **)field_at(a, f) != NULL &&
		    *(void **)field_at(b, f) != NULL)
			tell_difference(f->of, *(void **)field_at(a, f),
			    *(void **)field_at(b, f), said);
		if (f->type == FIELD_MANY || f->type == FIELD_GROUPS) {
			void *x = *(void **)field_at(a, f);
			void *y = *(void **)field_at(b, f);

			for (; x != NULL && y != NULL; x = *(void **)x,
			    y = *(void **)y)
				tell_difference(f->of, x, y, said);
			if (x != NULL || y != NULL)
				buf_fmt(&said->text, " (their number)");
		}
	}
}

/* Read `text`, compare with the items, and write what is read into *again. */
static bool
read_items(str text, const struct item *items, unsigned n, struct buf *again,
    struct said *said)
{
	const struct reader_options options = { &guides, CHECK_GUIDE };
	const struct writer_options wo = { .guides = &guides };
	const struct finding_sink sink = { said, hear };
	struct file_stream in;
	struct reader *r;
	struct writer *w;
	struct item got;
	struct err err;
	unsigned i = 0;

	file_stream_memory(&in, text);
	assert_int_equal(reader_open(&in, &options, &sink, &r, &err), RC_OK);
	assert_int_equal(writer_new(&wo, &sink, &w, &err), RC_OK);
	for (; reader_next(r, &got, &err) == RC_OK && got.object != NULL &&
	    said->n == 0; i++) {
		if (i >= n || got.schema != items[i].schema) {
			said->n++;
			buf_fmt(&said->text, "\n  item %u is a %s", i,
			    got.schema->name);
			break;
		}
		if (!schema_equal(got.schema, items[i].object, got.object) ||
		    !same_way_up(got.schema, items[i].object, got.object)) {
			said->n++;
			buf_fmt(&said->text, "\n  item %u differs:", i);
			tell_difference(got.schema, items[i].object,
			    got.object, said);
		}
		if (writer_put(w, &got, &err) != RC_OK)
			said->n++;
		buf_add(again, writer_take(w));
	}
	if (said->n == 0 && i != n) {
		said->n++;
		buf_fmt(&said->text, "\n  %u items of %u", i, n);
	}
	assert_int_equal(writer_end(w, &err), RC_OK);
	buf_add(again, writer_take(w));
	writer_free(w);
	reader_close(r);
	file_stream_close(&in);
	return said->n == 0;
}

static void
fail_case(const struct binding *b, uint64_t seed, const char *what,
    const struct said *said, const struct buf *out, const struct buf *again)
{
	if (getenv("MODELS_SHOW") != NULL)
		fwrite(out->p, 1, out->n, stderr);
	if (getenv("MODELS_SHOW") != NULL && again != NULL)
		fwrite(again->p, 1, again->n, stderr);
	print_error("test_models %s %llu: %s%s\n", b->map->guide,
	    (unsigned long long)seed, what, said->n != 0 ? said->text.p : "");
	_fail(__FILE__, __LINE__);
}

/* ---- spoiled models ------------------------------------------------- */

#define SPOILINGS 12			/* of each file */

/* Amounts, quantities and days take the same room. */
_Static_assert(sizeof(struct amount) == sizeof(struct when) &&
    sizeof(struct quantity) == sizeof(struct when), "see mend()");

/* A value of a struct or of one in it. */
struct spot { void *at; const struct field *field; };

/* Find value number *n that is given; counts *n down to 0 until then. */
static bool
find_spot(const struct schema *s, void *object, unsigned *n, struct spot *out)
{
	for (unsigned i = 0; i < s->n; i++) {
		const struct field *f = &s->fields[i];
		char *at = field_at(object, f);
		unsigned turns = f->type == FIELD_TEXTS ? f->n : 1;
		void *item = NULL;

		if (f->type == FIELD_UP || f->type == FIELD_REPEATED)
			continue;
		if (f->type == FIELD_PART && find_spot(f->of, at, n, out))
			return true;
		if (f->type == FIELD_ONE && *(void **)at != NULL &&
		    find_spot(f->of, *(void **)at, n, out))
			return true;
		if (f->type == FIELD_MANY || f->type == FIELD_GROUPS)
			item = *(void **)at;
		for (; item != NULL; item = *(void **)item)
			if (find_spot(f->of, item, n, out))
				return true;
		for (unsigned k = 0; f->type <= FIELD_TEXTS && k < turns; k++) {
			*out = (struct spot){ at + k * sizeof(str), f };
			if (((str *)out->at)->p != NULL && (*n)-- == 0)
				return true;
		}
	}
	return false;
}

/* A text that differs from `text` a little. */
static str
spoil_text(struct random *r, str text)
{
	static const char bytes[] = "*:^~ \t\n\x7f\x80\xff" "AZ09.-";
	char *to = arena_alloc(r->arena, 2 * text.n + 2);
	size_t at = random_below(r, (unsigned)text.n + 1);
	char byte = bytes[random_below(r, sizeof bytes)];

	assert_non_null(to);
	memcpy(to, text.p, text.n);
	switch (random_below(r, 6)) {
	case 0:				/* a byte more */
		memmove(to + at + 1, to + at, text.n - at);
		to[at] = byte;
		return (str){ to, text.n + 1 };
	case 1:				/* another byte */
		if (at < text.n)
			to[at] = byte;
		return (str){ to, text.n };
	case 2:				/* cut */
		return (str){ to, at };
	case 3:				/* twice */
		memcpy(to + text.n, text.p, text.n);
		return (str){ to, 2 * text.n };
	case 4:				/* a blank beside it */
		to[text.n] = ' ';
		return (str){ to, text.n + 1 };
	default:
		return STR("A");
	}
}

/* Understand the text anew, as a reader would. */
static void
read_again(const struct spot *spot)
{
	str text = *(str *)spot->at;

	if (spot->field->type == FIELD_AMOUNT)
		*(struct amount *)spot->at = amount_read(text);
	else if (spot->field->type == FIELD_QUANTITY)
		*(struct quantity *)spot->at = quantity_read(text);
	else if (spot->field->type == FIELD_WHEN)
		*(struct when *)spot->at = when_read(text);
}

/* Change what the value means. */
static void
spoil_meaning(struct random *r, const struct spot *spot)
{
	struct amount *amount = spot->at;
	struct quantity *quantity = spot->at;
	struct when *when = spot->at;

	if (spot->field->type == FIELD_AMOUNT) {
		amount->cents += (int64_t)random_below(r, 3) * 1000000007;
	} else if (spot->field->type == FIELD_QUANTITY) {
		quantity->thousandths = -quantity->thousandths;
	} else if (spot->field->type == FIELD_WHEN) {
		when->from += (int)random_below(r, 3) - 1;
		when->through = when->from + (int)random_below(r, 2);
	}
}

/* Change one value of one item: its text, or what it means, or both. */
static bool
spoil(struct random *r, struct spot *spot, struct when *before)
{
	const struct item *item = &r->items[random_below(r, r->n_items)];
	unsigned n = random_below(r, 40);

	if (!find_spot(item->schema, (void *)(uintptr_t)item->object, &n,
	    spot))
		return false;
	memcpy(before, spot->at, sizeof(str));
	if (spot->field->type != FIELD_TEXT &&
	    spot->field->type != FIELD_TEXTS)
		memcpy(before, spot->at, sizeof *before);
	if (random_below(r, 4) == 0) {
		spoil_meaning(r, spot);
		return true;
	}
	*(str *)spot->at = spoil_text(r, *(str *)spot->at);
	if (random_below(r, 2) == 0)
		read_again(spot);
	return true;
}

/* Put back what spoil() changed. */
static void
mend(const struct spot *spot, const struct when *before)
{
	memcpy(spot->at, before, spot->field->type == FIELD_TEXT ||
	    spot->field->type == FIELD_TEXTS ? sizeof(str) : sizeof *before);
}

/* Write all items, with plans or without, whatever is refused. */
static void
write_spoiled(const struct random *r, bool unplanned, struct buf *out,
    struct said *said)
{
	const struct writer_options options = { .guides = &guides,
	    .unplanned = unplanned };
	const struct finding_sink sink = { said, hear };
	struct writer *w;
	struct err err;

	assert_int_equal(writer_new(&options, &sink, &w, &err), RC_OK);
	for (unsigned i = 0; i < r->n_items; i++) {
		buf_fmt(&said->text, "\n%u: %u", i,
		    (unsigned)writer_put(w, &r->items[i], &err));
		buf_add(out, writer_take(w));
	}
	assert_int_equal(writer_end(w, &err), RC_OK);
	buf_add(out, writer_take(w));
	writer_free(w);
}

/* E2, P1: with plans and without, the same is written and said. */
static void
run_spoiled(const struct binding *b, uint64_t seed, struct random *r)
{
	struct said said[2] = { { .n = 0 }, { .n = 0 } };
	struct buf out[2];
	struct spot spot;
	struct when before;	/* or an amount: as large */

	for (unsigned k = 0; k < 2; k++) {
		buf_init(&said[k].text, 1 << 20);
		buf_init(&out[k], MODEL_MEMORY);
	}
	for (unsigned i = 0; i < SPOILINGS; i++) {
		if (!spoil(r, &spot, &before))
			continue;
		for (unsigned k = 0; k < 2; k++) {
			buf_reset(&said[k].text);
			buf_reset(&out[k]);
			said[k].n = 0;
			write_spoiled(r, k != 0, &out[k], &said[k]);
		}
		if (!str_eq(buf_str(&said[0].text), buf_str(&said[1].text))) {
			print_error("without plans:%s\n", said[1].text.p);
			fail_case(b, seed, "said otherwise", &said[0], &out[0],
			    &out[1]);
		}
		if (!str_eq(buf_str(&out[0]), buf_str(&out[1])))
			fail_case(b, seed, "planned otherwise", &said[0],
			    &out[0], &out[1]);
		mend(&spot, &before);
	}
	for (unsigned k = 0; k < 2; k++) {
		buf_fini(&said[k].text);
		buf_fini(&out[k]);
	}
}

/* One file made of `seed`. */
static void
run_case(const struct binding *b, uint64_t seed)
{
	struct arena a;
	struct random *r = calloc(1, sizeof *r);
	struct said said = { .n = 0 };
	struct buf out, again;

	assert_non_null(r);
	arena_init(&a, MODEL_MEMORY);
	buf_init(&said.text, 1 << 20);
	buf_init(&out, MODEL_MEMORY);
	buf_init(&again, MODEL_MEMORY);
	r->state = seed;
	r->arena = &a;
	r->binding = b;
	r->parts = (enum abundance)(seed % 3);
	r->longest = seed / 3 % 4 == 0;
	random_file(r);
	if (!write_items(r->items, r->n_items, &out, &said) || said.n != 0)
		fail_case(b, seed, "refused", &said, &out, NULL);
	if (!read_items(buf_str(&out), r->items, r->n_items, &again, &said))
		fail_case(b, seed, "read otherwise", &said, &out, NULL);
	if (!str_eq(buf_str(&out), buf_str(&again)))
		fail_case(b, seed, "written otherwise", &said, &out, &again);
	run_spoiled(b, seed, r);
	buf_fini(&said.text);
	buf_fini(&out);
	buf_fini(&again);
	arena_fini(&a);
	free(r);
}

/* O2, O4, R3, N1 */
static void
any_model_is_written_judged_clean_and_read_again(void **state)
{
	const struct binding *b = *state;

	for (uint64_t seed = 0; seed < cases; seed++)
		run_case(b, seed);
}

static bool
load(void)
{
	struct err err;

	arena_init(&memory, BINDING_MEMORY);
	if (guide_set_init(&guides, &err) != RC_OK)
		return false;
	for (unsigned i = 0; transaction_map_at(i) != NULL; i++) {
		const struct transaction_map *map = transaction_map_at(i);
		const struct guide *g = guide_by_id(&guides,
		    str_of(map->guide));

		if (map == &envelope_map || g == NULL)
			continue;
		bindings[n_bindings] = bind_guide(g, &memory, &err);
		if (bindings[n_bindings++] == NULL)
			return false;
	}
	return true;
}

int
main(int argc, char **argv)
{
	struct CMUnitTest tests[32] = { 0 };
	char names[32][80];
	int failed;

	if (!load())
		return 1;
	if (argc > 1 && strcmp(argv[1], "long") == 0)
		cases = 1000;
	for (unsigned i = 0; i < n_bindings; i++) {
		snprintf(names[i], sizeof names[i],
		    "any_model_of_%s_is_written_judged_clean_and_read_again",
		    bindings[i]->map->guide);
		tests[i] = (struct CMUnitTest){ names[i],
		    any_model_is_written_judged_clean_and_read_again, NULL,
		    NULL, (void *)(uintptr_t)bindings[i] };
		if (argc > 2 && strcmp(argv[1], bindings[i]->map->guide) == 0) {
			run_case(bindings[i], strtoull(argv[2], NULL, 10));
			return 0;
		}
	}
	failed = _cmocka_run_group_tests("models", tests, n_bindings, NULL,
	    NULL);
	arena_fini(&memory);
	guide_set_fini(&guides);
	return failed;
}
