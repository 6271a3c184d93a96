/* SPDX-License-Identifier: Apache-2.0 */
/*
 * reader.c -- segments in, items out.
 *
 * Two stacks stand side by side.  `frames` are the guide's open loops, each
 * with the struct that its segments go into.  `levels` are those among them
 * that are delivered or pointed up to: interchange, group, transaction, the
 * hierarchy, the record.  Each place on the level stack has two arenas, used in
 * turn, so that an item lives on while the next of its kind is begun (R2).
 */
#include "claim/reader.h"

#include <stdlib.h>

#include "claim/envelope.h"
#include "claim/fill.h"

#define LEVELS		16		/* open at once */
#define READY		24		/* items one segment can complete */
#define ORDER_MAX	1024		/* children of a loop at hand */
#define BINDINGS	24		/* guides in one file */
#define BINDING_MEMORY	((size_t)64 << 20)

enum { LEVEL_INTERCHANGE, LEVEL_GROUP, LEVEL_TRANSACTION };

/* A loop that is open. */
struct frame {
	const struct guide_node *loop;
	const struct schema *schema;	/* of `object` */
	void	*object;		/* NULL: a second struct where the model
					 * has one; its segments are carried */
	unsigned level;			/* whose arena it is in: */
	struct arena *arena;
	unsigned last;			/* index of the child last met */
	bool	 disorder;		/* children in another order than the
					 * guide's */
	unsigned n_order;
	uint8_t	 order[ORDER_MAX];
	struct {			/* before those, but for such as have
					 * a position of their own */
		uint8_t	*v;
		size_t	 n, size;
		bool	 failed;	/* no memory */
	} early;
};

/* A level that is open. */
struct open_level {
	const struct transaction_map *map;
	const struct level_map *row;
	void	*object;		/* NULL: none */
	struct arena arenas[2];
	unsigned side;			/* the arena in use */
	unsigned depth;			/* frames below it */
	bool	 given;			/* it, or something below, was */
};

struct reader {
	struct check *check;
	struct check_summary summary;
	struct reader_options options;
	struct arena memory;		/* of the bindings */
	const struct binding *bindings[BINDINGS];
	unsigned n_bindings;
	const struct binding *envelope;
	const struct bound *isa, *gs, *ta1;
	const struct binding *binding;	/* of the transaction at hand */
	struct frame frames[GUIDE_DEPTH + 1];
	unsigned depth;			/* frames open */
	struct frame *top;		/* the innermost, or frames[0] */
	struct open_level levels[LEVELS];
	unsigned n_levels;
	struct item ready[READY];
	unsigned first_ready, n_ready;
	bool	 over;			/* the file is read */
	bool	 paused;		/* the sink wants to be back */
	enum rc	 rc;			/* of what failed in a watcher */
	struct err err;
};

/* ---- failing -------------------------------------------------------- */

static void
out_of_memory(struct reader *r)
{
	if (r->rc == RC_OK)
		r->rc = fail(&r->err, RC_MEMORY,
		    "no memory for a record of the file, which may be larger "
		    "than %zu MiB", READER_RECORD_MAX >> 20);
	check_pause(r->check);
}

/* ---- levels --------------------------------------------------------- */

static struct arena *
level_arena(struct open_level *l)
{
	return &l->arenas[l->side];
}

/* True for levels that are given when something below them begins. */
static bool
is_head(const struct open_level *l)
{
	return l->row->record || l->row == &l->map->levels[0] ||
	    l->map == &envelope_map;
}

/* Put level `at` among the items to give; with it, those between it and the
 * transaction are. */
static void
give(struct reader *r, unsigned at)
{
	struct open_level *l = &r->levels[at];

	if (r->n_ready == READY) {
		out_of_memory(r);
		return;
	}
	for (unsigned i = 0; i < at; i++)
		if (r->levels[i].object != NULL && !is_head(&r->levels[i]))
			r->levels[i].given = true;
	r->ready[r->n_ready++] = (struct item){ l->map, l->row->schema,
	    l->object };
	l->given = true;
	check_pause(r->check);
}

/* Close the levels from number `keep` on, the innermost first. */
static void
close_levels(struct reader *r, unsigned keep)
{
	while (r->n_levels > keep) {
		struct open_level *l = &r->levels[--r->n_levels];

		if (l->object != NULL && !l->given)
			give(r, r->n_levels);
		l->object = NULL;
	}
}

/* Point the UP fields of `object` to the open levels. */
static void
point_up(struct reader *r, const struct schema *schema, void *object)
{
	for (unsigned i = 0; i < schema->n; i++) {
		const struct field *f = &schema->fields[i];

		if (f->type != FIELD_UP)
			return;			/* D4 */
		for (unsigned k = 0; k < r->n_levels; k++)
			if (r->levels[k].object != NULL &&
			    r->levels[k].row->schema == f->of)
				*(void **)field_at(object, f) =
				    r->levels[k].object;
	}
}

static inline void
set_part(struct part *part, const struct segment *s)
{
	part->offset = s->offset;
	part->segment = s->ordinal;
}

/* Begin a level on place `at` of the stack; what was there is closed. */
static void *
open_level(struct reader *r, unsigned at, const struct transaction_map *map,
    const struct level_map *row, const struct segment *s)
{
	struct open_level *l = &r->levels[at];

	if (at >= LEVELS) {
		out_of_memory(r);
		return NULL;
	}
	close_levels(r, at);
	for (unsigned i = 0; i < at; i++)
		if (r->levels[i].object != NULL && !r->levels[i].given &&
		    is_head(&r->levels[i]))
			give(r, i);
	l->side = !l->side;
	arena_reset(level_arena(l));
	l->map = map;
	l->row = row;
	l->given = false;
	l->depth = r->depth;
	l->object = arena_object(level_arena(l), row->schema->size);
	if (l->object == NULL) {
		out_of_memory(r);
		return NULL;
	}
	point_up(r, row->schema, l->object);
	if (row->schema->part != SCHEMA_NONE)
		set_part((void *)((char *)l->object + row->schema->part), s);
	r->n_levels = at + 1;
	return l->object;
}

/* ---- frames --------------------------------------------------------- */

/* True when the child shares its position with a neighbour. */
static bool
has_neighbour(const struct guide_node *loop, unsigned index)
{
	unsigned group = loop->children[index]->group;

	return group != index || (index + 1 < loop->n_children &&
	    loop->children[index + 1]->group == group);
}

/* Room in f->order is used up.  Those that have a position of their own stand
 * where the guide has them: a thousand lines need not be remembered. */
static __attribute__((noinline)) void
put_order_away(struct frame *f)
{
	for (unsigned i = 0; i < ORDER_MAX; i++) {
		if (!has_neighbour(f->loop, f->order[i]))
			continue;
		if (f->early.n == f->early.size) {
			size_t size = f->early.size * 2 + ORDER_MAX;
			uint8_t *v = ARENA_ARRAY(f->arena, uint8_t, size);

			f->early.failed |= v == NULL;
			if (v == NULL)
				break;
			if (f->early.n != 0)
				memcpy(v, f->early.v, f->early.n);
			f->early.v = v;
			f->early.size = size;
		}
		f->early.v[f->early.n++] = f->order[i];
	}
	f->n_order = 0;
}

static inline void
note_child(struct frame *f, unsigned index)
{
	f->disorder |= index < f->last;
	f->last = index;
	if (f->n_order == ORDER_MAX)
		put_order_away(f);
	f->order[f->n_order++] = (uint8_t)index;
}

/* The loop ends: if its order was its own, it is remembered. */
static void
close_frame(struct reader *r, struct frame *f)
{
	struct part *part;
	char *order;

	if (f->object == NULL || f->schema->part == SCHEMA_NONE)
		return;
	part = (struct part *)(void *)((char *)f->object + f->schema->part);
	order = arena_alloc(level_arena(&r->levels[f->level]),
	    f->early.n + f->n_order);
	if (order == NULL || f->early.failed) {
		out_of_memory(r);
		return;
	}
	if (f->early.n != 0)
		memcpy(order, f->early.v, f->early.n);
	memcpy(order + f->early.n, f->order, f->n_order);
	part->order = (str){ order, f->early.n + f->n_order };
}

/* Close frames down to `depth`, and the levels that began in them. */
static void
close_frames(struct reader *r, unsigned depth)
{
	while (r->depth > depth) {
		struct frame *f = &r->frames[--r->depth];

		if (f->disorder)
			close_frame(r, f);
		f->loop = NULL;
	}
	r->top = &r->frames[depth == 0 ? 0 : depth - 1];
	while (r->n_levels > LEVEL_TRANSACTION + 1 &&
	    r->levels[r->n_levels - 1].depth >= depth)
		close_levels(r, r->n_levels - 1);
}

static void
push_frame(struct reader *r, const struct guide_node *loop,
    const struct schema *schema, void *object)
{
	struct frame *f = &r->frames[r->depth++];

	r->top = f;
	f->loop = loop;
	f->schema = schema;
	f->object = object;
	f->level = r->n_levels - 1;
	f->arena = level_arena(&r->levels[f->level]);
	f->last = 0;
	f->disorder = false;
	f->n_order = 0;
	f->early.n = f->early.size = 0;
	f->early.failed = false;
}

/* A struct for a segment or loop that hangs in `f`; NULL when there is one
 * already and the model has no list for more. */
static inline __attribute__((always_inline)) void *
add_struct(struct reader *r, struct frame *f, const struct bound *b,
    const struct segment *s)
{
	const struct hook *h = &b->hook;
	char *object;
	void *at;

	if (f->object == NULL)
		return NULL;
	at = (char *)f->object + h->offset;
	if (h->one && *(void **)at != NULL)
		return NULL;
	object = arena_object(f->arena, h->size);
	if (object == NULL) {
		out_of_memory(r);
		return NULL;
	}
	if (h->one)
		*(void **)at = object;
	else
		list_append(at, object);
	if (h->part != SCHEMA_NONE)
		set_part((void *)(object + h->part), s);
	return object;
}

/* Open `loop`, whose parent is open or is opened first. */
static void
open_loop(struct reader *r, const struct guide_node *loop,
    const struct segment *s)
{
	const struct bound *b = bound_of(r->binding, loop);
	unsigned d = loop->depth;
	void *object;

	if (d > 0 && (r->depth < d || r->frames[d - 1].loop != loop->parent))
		open_loop(r, loop->parent, s);
	if (r->depth > d)
		close_frames(r, d);
	if (r->rc != RC_OK)
		return;
	if (b->level != NULL) {
		object = open_level(r, d == 0 ? LEVEL_TRANSACTION :
		    r->n_levels, r->binding->map, b->level, s);
	} else {
		note_child(&r->frames[d - 1], loop->index);
		object = add_struct(r, &r->frames[d - 1], b, s);
	}
	push_frame(r, loop, b->schema, object);
}

/* The frame of the loop around `node`, opened if it is not, or anew; NULL
 * without memory. */
static struct frame *
reach_loop(struct reader *r, const struct guide_node *node,
    const struct segment *s)
{
	const struct guide_node *loop = node->parent;
	unsigned d = loop->depth;
	struct frame *f = &r->frames[d];

	if (node->index == 0 || r->depth <= d || f->loop != loop)
		open_loop(r, loop, s);
	else if (r->depth > d + 1)
		close_frames(r, d + 1);
	return r->rc == RC_OK ? f : NULL;
}

/* ---- segments of a transaction -------------------------------------- */

/* `sent`, a part of `s`, with "*", ":" and "^" as its separators whatever the
 * file's are; p is NULL without memory. */
static str
plain_text(const struct segment *s, str sent, struct arena *a)
{
	char *to;

	if (s->d->element == '*' && s->d->component == ':' &&
	    (s->d->repetition == '^' || s->d->repetition == '*'))
		return sent;
	to = arena_alloc(a, sent.n);
	for (size_t i = 0; to != NULL && i < sent.n; i++) {
		unsigned char c = (unsigned char)sent.p[i];

		to[i] = c == s->d->element ? '*' :
		    c == s->d->component ? ':' :
		    c == s->d->repetition ? '^' : (char)c;
	}
	return (str){ to, sent.n };
}

/* Keep `sent`, a part of `s`, in the innermost struct that can. */
static void
carry(struct reader *r, str place, const struct segment *s, str sent)
{
	for (unsigned d = r->depth; d-- > 0;) {
		struct frame *f = &r->frames[d];
		struct carried *c;
		struct part *part;

		if (f->object == NULL || f->schema->part == SCHEMA_NONE)
			continue;
		c = ARENA_NEW(level_arena(&r->levels[f->level]),
		    struct carried);
		if (c != NULL)
			c->text = plain_text(s, sent,
			    level_arena(&r->levels[f->level]));
		if (c == NULL || c->text.p == NULL) {
			out_of_memory(r);
			return;
		}
		c->place = place;
		part = (struct part *)(void *)((char *)f->object +
		    f->schema->part);
		list_append(&part->carried, c);
		return;
	}
}

/* Keep a whole segment as it was sent. */
static void
carry_segment(struct reader *r, str place, const struct segment *s)
{
	carry(r, place, s, (str){ s->text + s->begin,
	    s->ends[s->n] - s->begin });
}

/* Keep the elements of a segment that the guide does not use, as "SBR.8". */
static void
carry_elements(struct reader *r, const struct bound *b,
    const struct segment *s)
{
	for (uint64_t m = s->present & ~b->covered; m != 0; m &= m - 1) {
		unsigned i = (unsigned)__builtin_ctzll(m);
		str place = arena_fmt(level_arena(&r->levels[r->top->level]),
		    STR_FMT ".%u", STR_ARG(b->place), i);

		carry(r, place, s, segment_element(s, i));
	}
}

/* HL: the level's own number, and whether it has levels below. */
static void
read_level(struct frame *f, const struct segment *s)
{
	struct level *level;
	uint64_t number = 0;

	if (f->object == NULL || f->schema->level == SCHEMA_NONE)
		return;
	level = (struct level *)(void *)((char *)f->object +
	    f->schema->level);
	if (str_to_u64(segment_element(s, 1), UINT32_MAX, &number))
		level->number = (uint32_t)number;
	level->below = str_eq(segment_element(s, 4), STR("1"));
}

/* A segment that is a record by itself. */
static void
read_lone(struct reader *r, const struct bound *b, const struct segment *s)
{
	void *object = open_level(r, r->n_levels, r->binding->map, b->level,
	    s);

	if (object == NULL)
		return;
	if (!fill_segment(b, object, s,
	    level_arena(&r->levels[r->n_levels - 1])))
		out_of_memory(r);
	close_levels(r, r->n_levels - 1);
}

/* The fields of `s` into `object`; what it has besides is carried. */
static inline __attribute__((always_inline)) void
read_fields(struct reader *r, struct frame *f, const struct bound *b,
    void *object, const struct segment *s)
{
	if (!fill_segment(b, object, s, f->arena))
		out_of_memory(r);
	else if ((s->present & ~b->covered) != 0)
		carry_elements(r, b, s);
}

/* A segment of frame `f` that is not just fields of a struct; `object` is
 * that for its fields, if any. */
static __attribute__((noinline)) void
read_other(struct reader *r, struct frame *f, const struct bound *b,
    void *object, const struct segment *s)
{
	if (b->kind == BOUND_HL)
		read_level(f, s);
	else if (r->rc != RC_OK)
		return;
	else if (b->kind == BOUND_CARRIED || object == NULL)
		carry_segment(r, object == NULL ? (str){ NULL, 0 } :
		    b->place, s);
	else
		read_fields(r, f, b, object, s);
	if (s->id == SEGMENT_ID2('S', 'E')) {
		close_frames(r, 0);
		close_levels(r, LEVEL_TRANSACTION);
	}
}

/* A segment of the loop that `f` stands for. */
static inline __attribute__((always_inline)) void
read_segment(struct reader *r, struct frame *f, const struct segment *s,
    const struct guide_node *node)
{
	const struct bound *b = bound_of(r->binding, node);
	void *object = f->object;

	if (b->kind == BOUND_LEVEL) {
		read_lone(r, b, s);
		return;
	}
	note_child(f, node->index);
	if (b->kind == BOUND_STRUCT)
		object = add_struct(r, f, b, s);
	if (b->kind <= BOUND_STRUCT && object != NULL)
		read_fields(r, f, b, object, s);
	else
		read_other(r, f, b, object, s);
}

/* ---- transactions and the envelope ---------------------------------- */

/* The binding of a guide, made when it is first met; NULL: it has no model. */
static const struct binding *
find_binding(struct reader *r, const struct guide *guide)
{
	const struct binding *b;

	for (unsigned i = 0; i < r->n_bindings; i++)
		if (r->bindings[i]->guide == guide)
			return r->bindings[i];
	if (transaction_map(guide->kind) == NULL)
		return NULL;
	b = r->n_bindings == BINDINGS ? NULL :
	    bind_guide(guide, &r->memory, &r->err);
	if (b == NULL) {
		r->rc = r->n_bindings == BINDINGS ? fail(&r->err, RC_RANGE,
		    "more than %d guides in one file", BINDINGS) :
		    r->err.rc;
		check_pause(r->check);
		return NULL;
	}
	r->bindings[r->n_bindings++] = b;
	return b;
}

/* The envelope pads with blanks, which mean nothing. */
static void
trim_interchange(struct interchange *x)
{
	str *const padded[] = { &x->authorization, &x->password, &x->sender,
	    &x->receiver };

	for (size_t i = 0; i < sizeof padded / sizeof padded[0]; i++) {
		while (padded[i]->n != 0 &&
		    padded[i]->p[padded[i]->n - 1] == ' ')
			padded[i]->n--;
		if (padded[i]->n == 0)
			padded[i]->p = NULL;
	}
}

/* ISA: the separators too belong to the model. */
static void
read_interchange(struct reader *r, const struct segment *s)
{
	char separators[4] = { (char)s->d->element, (char)s->d->component,
	    (char)s->d->repetition, (char)s->d->segment };
	struct interchange *x = open_level(r, LEVEL_INTERCHANGE,
	    &envelope_map, &envelope_map.levels[0], s);

	if (x == NULL)
		return;
	if (!fill_segment(r->isa, x, s, level_arena(&r->levels[0])))
		out_of_memory(r);
	if (s->d->repetition == s->d->element && segment_has(s, 11))
		separators[2] = segment_element(s, 11).p[0];	/* "U" */
	x->separators = arena_str(level_arena(&r->levels[0]),
	    (str){ separators, sizeof separators });
	trim_interchange(x);
}

/* A segment outside all transactions that have a guide. */
static void
read_outside(struct reader *r, const struct segment *s)
{
	const struct bound *b;

	switch (s->id) {
	case SEGMENT_ID('I', 'S', 'A'):
		close_frames(r, 0);
		read_interchange(r, s);
		return;
	case SEGMENT_ID('I', 'E', 'A'):
		close_frames(r, 0);
		close_levels(r, 0);
		return;
	case SEGMENT_ID2('G', 'E'):
		close_frames(r, 0);
		close_levels(r, LEVEL_GROUP);
		return;
	case SEGMENT_ID2('G', 'S'):
		b = r->gs;
		break;
	case SEGMENT_ID('T', 'A', '1'):
		b = r->ta1;
		break;
	default:
		return;
	}
	close_frames(r, 0);
	if (open_level(r, LEVEL_GROUP, &envelope_map,
	    s->id == SEGMENT_ID2('G', 'S') ? &envelope_map.levels[1] :
	    &envelope_map.levels[2], s) != NULL &&
	    !fill_segment(b, r->levels[LEVEL_GROUP].object, s,
	    level_arena(&r->levels[LEVEL_GROUP])))
		out_of_memory(r);
	if (b == r->ta1)
		close_levels(r, LEVEL_GROUP);
}

/*
 * The frame of the loop that `node` belongs to, others closed and opened on the
 * way; NULL when there is nothing more to do about `s`.
 */
static __attribute__((noinline)) struct frame *
reach_frame(struct reader *r, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	if (r->rc != RC_OK)
		return NULL;
	if (j == NULL) {
		read_outside(r, s);
		return NULL;
	}
	if (node != NULL && node->depth == 1 && node->index == 0)
		r->binding = find_binding(r, j->guide);
	if (r->binding == NULL)
		return NULL;
	if (node == NULL) {
		carry_segment(r, (str){ NULL, 0 }, s);
		return NULL;
	}
	return reach_loop(r, node, s);
}

/* The check's watcher: see check.h.  By far the most are one more segment of
 * the innermost loop. */
static void
watch(void *ctx, const struct judge *j, const struct segment *s,
    const struct guide_node *node)
{
	struct reader *r = ctx;
	struct frame *f = r->top;

	if (node == NULL || node->parent != f->loop || node->index == 0) {
		f = reach_frame(r, j, s, node);
		if (f == NULL)
			return;
	}
	read_segment(r, f, s, node);
}

/* The check's block is about to go: what is open takes its texts along. */
static void
release(void *ctx, str block)
{
	struct reader *r = ctx;

	for (unsigned i = 0; i < r->n_levels && r->rc == RC_OK; i++) {
		struct open_level *l = &r->levels[i];

		if (l->object != NULL && !fill_adopt(l->row->schema, l->object,
		    block.p, block.p + block.n, level_arena(l)))
			out_of_memory(r);
	}
}

/* ---- the reader's life ---------------------------------------------- */

/* See reader.h. */
enum rc
reader_open(struct file_stream *in, const struct reader_options *options,
    const struct finding_sink *sink, struct reader **out, struct err *err)
{
	struct reader *r = calloc(1, sizeof *r);
	struct check_options check = { .guides = options->guides,
	    .depth = options->depth, .watch = watch, .release = release,
	    .watch_ctx = r };
	const struct guide *envelope = options->guides->envelope;
	enum rc rc;

	*out = NULL;
	if (r == NULL)
		return fail(err, RC_MEMORY, "no memory to read with");
	r->options = *options;
	r->top = &r->frames[0];
	arena_init(&r->memory, BINDING_MEMORY);
	for (unsigned i = 0; i < LEVELS; i++) {
		arena_init(&r->levels[i].arenas[0], READER_RECORD_MAX);
		arena_init(&r->levels[i].arenas[1], READER_RECORD_MAX);
	}
	r->envelope = bind_guide(envelope, &r->memory, err);
	rc = r->envelope == NULL ? RC_INVALID :
	    check_open(in, &check, sink, &r->summary, &r->check, err);
	if (rc != RC_OK) {
		reader_close(r);
		return rc;
	}
	r->isa = bound_segment(r->envelope, SEGMENT_ID('I', 'S', 'A'));
	r->gs = bound_segment(r->envelope, SEGMENT_ID2('G', 'S'));
	r->ta1 = bound_segment(r->envelope, SEGMENT_ID('T', 'A', '1'));
	*out = r;
	return RC_OK;
}

/* The file is over, perhaps in the middle of something. */
static void
end_reading(struct reader *r)
{
	r->over = true;
	close_frames(r, 0);
	close_levels(r, 0);
}

/* See reader.h. */
enum rc
reader_next(struct reader *r, struct item *out, struct err *err)
{
	*out = (struct item){ NULL, NULL, NULL };
	while (r->first_ready == r->n_ready) {
		bool more = false;
		enum rc rc;

		if (r->over)
			return RC_OK;
		r->first_ready = r->n_ready = 0;
		rc = check_step(r->check, &more, err);
		if (rc != RC_OK)
			return rc;
		if (!more)
			end_reading(r);
		if (r->rc != RC_OK)
			return fail(err, r->rc, "%s", r->err.msg);
		if (r->paused && r->n_ready == 0) {
			r->paused = false;
			return RC_OK;
		}
	}
	r->paused = false;
	*out = r->ready[r->first_ready++];
	return RC_OK;
}

/* See reader.h. */
void
reader_pause(struct reader *r)
{
	r->paused = true;
	check_pause(r->check);
}

/* See reader.h. */
bool
reader_has_more(const struct reader *r)
{
	return !r->over || r->first_ready != r->n_ready;
}

/* See reader.h. */
const struct check_summary *
reader_summary(const struct reader *r)
{
	return &r->summary;
}

/* See reader.h. */
void
reader_close(struct reader *r)
{
	if (r == NULL)
		return;
	check_close(r->check);
	for (unsigned i = 0; i < LEVELS; i++) {
		arena_fini(&r->levels[i].arenas[0]);
		arena_fini(&r->levels[i].arenas[1]);
	}
	arena_fini(&r->memory);
	free(r);
}
