/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_find.c -- answers found in the file that they answer.
 *
 * Each answer has a key, made of what it is about; the answered file is gone
 * through once, and each of its segments that could be the subject of an answer
 * makes the same key.
 */
#include "acknowledge/acknowledge_read.h"

#define INDEX_MAX	((size_t)1 << 30)
#define KEY_MAX		512

#define ISA	SEGMENT_ID('I', 'S', 'A')
#define GS	SEGMENT_ID2('G', 'S')
#define ST	SEGMENT_ID2('S', 'T')
#define BHT	SEGMENT_ID('B', 'H', 'T')
#define CLM	SEGMENT_ID('C', 'L', 'M')
#define HL	SEGMENT_ID2('H', 'L')
#define LX	SEGMENT_ID2('L', 'X')
#define REF	SEGMENT_ID('R', 'E', 'F')

/* An answer kept; others with the same key hang behind it. */
struct kept { struct answer a; struct kept *same; };

struct key { char text[KEY_MAX]; size_t n; };

/* ---- keys ----------------------------------------------------------- */

static void
key_text(struct key *k, str s)
{
	if (s.n > KEY_MAX / 4 - 1)
		s.n = KEY_MAX / 4 - 1;
	if (s.n != 0)
		memcpy(k->text + k->n, s.p, s.n);
	k->n += s.n;
	k->text[k->n++] = '\0';
}

/* A control number without the zeros in front, which some leave off. */
static void
key_number(struct key *k, str s)
{
	while (s.n > 1 && s.p[0] == '0') {
		s.p++;
		s.n--;
	}
	key_text(k, s);
}

static struct key
make_key(char kind)
{
	struct key k = { { kind }, 1 };

	return k;
}

/* A segment of a transaction, ST is 1. */
static struct key
place_key(str group, str transaction, uint64_t position)
{
	struct key k = make_key('p');

	key_number(&k, group);
	key_number(&k, transaction);
	memcpy(k.text + k.n, &position, sizeof position);
	k.n += sizeof position;
	return k;
}

static struct key
claim_key(str batch, str claim, str line)
{
	struct key k = make_key('c');

	key_text(&k, batch);
	key_text(&k, claim);
	key_text(&k, line);
	return k;
}

static struct key
single_key(char kind, str number)
{
	struct key k = make_key(kind);

	key_number(&k, number);
	return k;
}

static struct key
key_of(const struct answer *a)
{
	const str none = { NULL, 0 };

	switch (a->level) {
	case ANSWER_INTERCHANGE:
		return single_key('i', a->interchange);
	case ANSWER_GROUP:
		return single_key('g', a->group);
	case ANSWER_TRANSACTION:
		return place_key(a->group, a->transaction, 1);
	case ANSWER_SEGMENT:
	case ANSWER_ELEMENT:
		return place_key(a->group, a->transaction, a->position);
	case ANSWER_CLAIM:
		return claim_key(a->batch, a->claim, none);
	case ANSWER_LINE:
		return claim_key(a->batch, a->claim, a->line);
	default:
		return single_key('b', a->batch);
	}
}

/* ---- keeping -------------------------------------------------------- */

/* See acknowledge_read.h. */
void
answer_index_init(struct answer_index *x)
{
	*x = (struct answer_index){ .failed = false };
	arena_init(&x->arena, INDEX_MAX);
	map_init(&x->places);
}

/* See acknowledge_read.h. */
void
answer_index_fini(struct answer_index *x)
{
	VEC_FREE(&x->answers);
	map_fini(&x->places);
	arena_fini(&x->arena);
}

/* The texts of an answer as its own. */
static void
copy_texts(struct arena *m, struct answer *a)
{
	str *const texts[] = { &a->interchange, &a->group, &a->group_kind,
		&a->transaction, &a->transaction_kind, &a->batch,
		&a->provider, &a->claim, &a->line, &a->segment, &a->value,
		&a->charge.text, &a->payer_number, &a->message };

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		if (texts[i]->n != 0)
			*texts[i] = arena_str(m, *texts[i]);
	for (unsigned i = 0; i < a->n_codes; i++)
		a->codes[i] = arena_str(m, a->codes[i]);
}

/* See acknowledge_read.h. */
void
answer_index_add(void *ctx, const struct answer *a)
{
	struct answer_index *x = ctx;
	struct kept *kept = ARENA_NEW(&x->arena, struct kept);
	struct key key;
	str text;

	if (kept == NULL || !VEC_ROOM(&x->answers, 1)) {
		x->failed = true;
		return;
	}
	kept->a = *a;
	copy_texts(&x->arena, &kept->a);
	x->answers.v[x->answers.n++] = &kept->a;
	key = key_of(&kept->a);
	text = (str){ key.text, key.n };
	kept->same = map_get(&x->places, text);
	text = arena_str(&x->arena, text);
	if (text.p == NULL || !map_set(&x->places, text, kept))
		x->failed = true;
}

/* ---- finding -------------------------------------------------------- */

/* Where the answered file is. */
struct looking {
	struct answer_index *x;
	struct { char text[64]; size_t n; } group, transaction, batch, claim;
	struct segment_spot { uint64_t segment, offset; str loop; } line;
};

static str
text_of(const char *text, size_t n)
{
	return (str){ text, n };
}

#define KEPT(k)		text_of((k).text, (k).n)
#define KEEP(k, s)	((k).n = keep((k).text, sizeof (k).text, (s)))

static size_t
keep(char *to, size_t size, str s)
{
	if (s.n > size)
		s.n = size;
	if (s.n != 0)
		memcpy(to, s.p, s.n);
	return s.n;
}

/* Tell the answers of this key where they belong: the first place counts. */
static void
found(struct looking *l, const struct key *key, struct segment_spot at)
{
	struct kept *k = map_get(&l->x->places, (str){ key->text, key->n });

	for (; k != NULL; k = k->same) {
		if (k->a.found.segment != 0)
			continue;
		k->a.found.segment = at.segment;
		k->a.found.offset = at.offset;
		k->a.found.loop = arena_str(&l->x->arena, at.loop);
		k->a.found.claim = arena_str(&l->x->arena, KEPT(l->claim));
	}
}

static void
look_at_control(struct looking *l, const struct segment *s,
    struct segment_spot here)
{
	struct key key;

	l->claim.n = 0;
	switch (s->id) {
	case ISA:
		key = single_key('i', segment_element(s, 13));
		break;
	case GS:
		KEEP(l->group, segment_element(s, 6));
		key = single_key('g', KEPT(l->group));
		break;
	default:
		KEEP(l->transaction, segment_element(s, 2));
		l->batch.n = 0;
		return;
	}
	found(l, &key, here);
}

/* What a 277CA may be about. */
static void
look_at_claim(struct looking *l, const struct segment *s,
    struct segment_spot here)
{
	const str none = { NULL, 0 };
	struct key key;

	switch (s->id) {
	case BHT:
		KEEP(l->batch, segment_element(s, 3));
		key = single_key('b', KEPT(l->batch));
		break;
	case CLM:
		KEEP(l->claim, segment_element(s, 1));
		key = claim_key(KEPT(l->batch), KEPT(l->claim), none);
		break;
	case LX:
		l->line = here;
		key = claim_key(KEPT(l->batch), KEPT(l->claim),
		    segment_element(s, 1));
		break;
	default:
		if (!str_eq(segment_element(s, 1), STR("6R")))
			return;
		key = claim_key(KEPT(l->batch), KEPT(l->claim),
		    segment_element(s, 2));
		here = l->line;
		break;
	}
	found(l, &key, here);
}

/* For check_options.watch. */
static void
look(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct looking *l = ctx;
	struct segment_spot here = { s->ordinal, s->offset, { NULL, 0 } };
	struct key key;

	(void)j;
	if (node != NULL && node->depth > 1)
		here.loop = node->parent->id;
	if (s->id == ISA || s->id == GS || s->id == ST)
		look_at_control(l, s, here);
	else if (s->id == HL)
		l->claim.n = 0;
	else if (s->id == BHT || s->id == CLM || s->id == LX || s->id == REF)
		look_at_claim(l, s, here);
	if (s->position == 0)
		return;
	key = place_key(KEPT(l->group), KEPT(l->transaction), s->position);
	found(l, &key, here);
}

static void
hear_nothing(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

/* See acknowledge_read.h. */
enum rc
answer_index_find(struct answer_index *x, struct file_stream *in,
    const struct guide_set *guides, struct err *err)
{
	struct looking *l = calloc(1, sizeof *l);
	const struct finding_sink sink = { NULL, hear_nothing };
	const struct check_options options = { .guides = guides,
	    .depth = CHECK_GUIDE, .watch = look, .watch_ctx = l };
	struct check_summary sum;
	enum rc rc;

	if (l == NULL)
		return fail(err, RC_MEMORY, "no memory for the answers");
	l->x = x;
	rc = check_run(in, &options, &sink, &sum, err);
	free(l);
	return rc;
}
