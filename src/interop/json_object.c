/* SPDX-License-Identifier: Apache-2.0 */
/* json_object.c -- from one word of a struct that is something to the next. */
#include "interop/json_object.h"

/* An object of its own, in its brackets. */
static inline char *
put_braced(struct json_scribe *j, char *at, const struct json_plan *plan,
    const void *object, const struct frame *frame)
{
	size_t open = pen_position(&j->pen, at);

	at = json_put_members(j, at, plan, object, frame);
	return at != NULL ? json_close(&j->pen, at, open) : NULL;
}

/* A json_put_fn. */
static char *
put_one(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct frame within = { frame, s->member->field };

	return put_braced(j, pen_key(at, s), s->member->of,
	    json_pointer_at(value), &within);
}

/* A json_put_fn. */
static char *
put_list(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct frame within = { frame, s->member->field };
	const struct json_plan *plan = s->member->of;
	const void *next = json_pointer_at(value);

	at = pen_key(at, s);
	*at++ = '[';
	for (;;) {
		at = put_braced(j, at, plan, next, &within);
		if (at != NULL)
			at = pen_room(&j->pen, at, 0);
		if (at == NULL)
			return NULL;
		next = json_pointer_at(next);
		if (next == NULL)
			break;
		*at++ = ',';
	}
	*at++ = ']';
	return at;
}

/* A struct inside: left out when it is empty.  A json_put_fn. */
static char *
put_inside(struct json_scribe *j, char *at, const struct json_step *s,
    const void *value, const struct frame *frame)
{
	const struct frame within = { frame, s->member->field };
	size_t from = pen_position(&j->pen, at), open;

	at = pen_key(at, s);
	open = pen_position(&j->pen, at);
	at = json_put_members(j, at, s->member->of, value, &within);
	if (at == NULL)
		return NULL;
	if (pen_position(&j->pen, at) == open)
		return j->pen.to->p + from;
	return json_close(&j->pen, at, open);
}

static json_put_fn *const put[] = {
	[JSON_AMOUNT] = json_put_amount, [JSON_QUANTITY] = json_put_quantity,
	[JSON_WHEN] = json_put_when, [JSON_TEXTS] = json_put_texts,
	[JSON_REPEATED] = json_put_repeated, [JSON_PART] = put_inside,
	[JSON_ONE] = put_one, [JSON_LIST] = put_list, [JSON_UP] = json_put_up,
	[JSON_BREAKS] = json_put_breaks, [JSON_CARRIED] = json_put_carried,
	[JSON_ORDER] = json_put_order,
};

/* A text: `n` is the word that tells of it, its length. */
static inline char *
put_text(struct pen *pen, char *at, const struct json_step *s, const char *n)
{
	str text;

	memcpy(&text, n - offsetof(str, n), sizeof text);
	at = pen_room(pen, at, text.n);
	return at != NULL ? pen_quoted(pen, pen_key(at, s), text) : NULL;
}

/* Write the members that `bits` tell of, a word's bit each: the first of them
 * is at `words`. */
static inline char *
put_given(struct json_scribe *j, char *at, const struct json_step *steps,
    const uint8_t *of_word, uint64_t bits, const char *object,
    const char *words, const struct frame *frame)
{
	while (bits != 0) {
		unsigned k = (unsigned)__builtin_ctzll(bits);
		const struct json_step *s = &steps[of_word[k]];

		bits &= bits - 1;
		if (s->kind == JSON_TEXT) {
			at = put_text(&j->pen, at, s,
			    words + (size_t)k * WORD_BYTES);
		} else {
			bits &= s->others;
			at = pen_room(&j->pen, at, 0);
			if (at != NULL)
				at = put[s->kind](j, at, s, object + s->offset,
				    frame);
		}
		if (at == NULL)
			return NULL;
	}
	return at;
}

/* Which of the few words that count are something? */
static inline uint64_t
find_few(const struct json_steps *steps, const char *object)
{
	uint64_t bits = 0, word;

	for (unsigned i = 0; i < steps->n_few; i++) {
		memcpy(&word, object + (size_t)steps->few[i] * WORD_BYTES,
		    sizeof word);
		bits |= (uint64_t)(word != 0) << steps->few[i];
	}
	return bits;
}

/* The members of a struct with many words. */
static __attribute__((noinline)) char *
put_many(struct json_scribe *j, char *at, const struct json_steps *steps,
    const char *object, const struct frame *frame)
{
	uint64_t bits[STEP_PANES];

	j->find(object, steps->n_words, bits);
	for (unsigned i = 0; i < steps->n_panes && at != NULL; i++)
		at = put_given(j, at, steps->steps,
		    steps->of_word + (size_t)i * WORDS_PANE,
		    (bits[i] & steps->counts[i]) | steps->always[i], object,
		    object + (size_t)i * WORDS_PANE * WORD_BYTES, frame);
	return at;
}

/* See json_object.h. */
char *
json_put_members(struct json_scribe *j, char *at,
    const struct json_plan *plan, const void *object,
    const struct frame *frame)
{
	const struct json_steps *steps = &plan->steps;

	if (j->positions)
		at = json_put_at(j, at, plan,
		    json_part_in(plan->schema, object));
	if (at == NULL)
		return NULL;
	return steps->n_few == 0 ? put_many(j, at, steps, object, frame) :
	    put_given(j, at, steps->steps, steps->of_word,
	    find_few(steps, object), object, object, frame);
}
