/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_models.c -- any model that a guide allows is written, is judged clean,
 * and is read again as it was; what was read is written the same (O2, O4, R1
 * to R3, N1).
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
