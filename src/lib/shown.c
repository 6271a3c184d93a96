/* SPDX-License-Identifier: Apache-2.0 */
/* shown.c -- findings in the words of the interface. */
#include "base/vec.h"
#include "lib/lib.h"

#define TEXT_MAX	((size_t)16 << 20)	/* of one finding */
#define QUEUE_MAX	((size_t)256 << 20)
#define TEXTS_SHOWN	16			/* texts of a finding */

/* The texts of a finding, one behind the other, each with its NUL. */
struct texts_shown {
	struct buf *to;
	size_t	 at[TEXTS_SHOWN];
	unsigned n;
};

/* See lib.h. */
void
shown_init(struct shown *s)
{
	*s = (struct shown){ .finding = { .code = "" } };
	buf_init(&s->text, TEXT_MAX);
}

/* See lib.h. */
void
shown_fini(struct shown *s)
{
	buf_fini(&s->text);
}

static void
begin(struct texts_shown *t)
{
	t->at[t->n++] = t->to->n;
}

static void
add(struct texts_shown *t, str s)
{
	begin(t);
	buf_add(t->to, s);
	buf_putc(t->to, '\0');
}

/* Put in what comes from inside the file, or nothing. */
static void
add_inside(struct texts_shown *t, str s, enum finding_words words)
{
	add(t, words == FINDING_HIDE ? STR("") : s);
}

/* The element; nothing where its segment's name may be what a patient is
 * called. */
static void
add_element(struct texts_shown *t, const struct finding *f,
    enum finding_words words, const struct guide_set *guides)
{
	begin(t);
	if (f->at.segment_id.n != 0 && (words == FINDING_SHOW ||
	    map_get(&guides->segments, f->at.segment_id) != NULL))
		finding_element(&f->at, t->to);
	buf_putc(t->to, '\0');
}

static void
add_texts(struct texts_shown *t, const struct finding *f,
    enum finding_words words, const struct guide_set *guides)
{
	const struct finding_def *def = finding_def(f->code);

	add(t, def->code);
	add(t, def->title);
	begin(t);
	finding_message(f, words, t->to);
	buf_putc(t->to, '\0');
	add(t, def->why);
	begin(t);
	finding_fix(f, words, t->to);
	buf_putc(t->to, '\0');
	add_inside(t, f->value, words);
	add_inside(t, f->at.interchange, words);
	add_inside(t, f->at.group, words);
	add_inside(t, f->at.transaction, words);
	add_inside(t, f->at.claim, words);
	add(t, f->at.loop);
	add_element(t, f, words, guides);
	add(t, f->at.field);
}

/* See lib.h. */
const struct cleanclaim_finding *
shown_finding(struct shown *s, const struct finding *f,
    enum finding_words words, const struct guide_set *guides)
{
	struct cleanclaim_finding *c = &s->finding;
	struct texts_shown t = { .to = &s->text };
	const char **const texts[] = { &c->code, &c->title, &c->message,
	    &c->why, &c->fix, &c->value, &c->interchange, &c->group,
	    &c->transaction, &c->claim, &c->loop, &c->element, &c->field };

	buf_reset(&s->text);
	add_texts(&t, f, words, guides);
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		*texts[i] = s->text.failed ? "" : s->text.p + t.at[i];
	if (s->text.failed)	/* no memory for it: at least say what it is */
		c->code = finding_def(f->code)->code.p;
	c->severity = (int)finding_def(f->code)->severity;
	c->snip = finding_def(f->code)->snip;
	c->offset = f->at.offset;
	c->segment = f->at.segment;
	c->position = f->at.position;
	return c;
}

/* See lib.h. */
void
queue_init(struct queue *q)
{
	*q = (struct queue){ .next = 0 };
	arena_init(&q->arena, QUEUE_MAX);
}

/* See lib.h. */
void
queue_fini(struct queue *q)
{
	arena_fini(&q->arena);
	VEC_FREE(&q->findings);
}

/* See lib.h. */
void
queue_reset(struct queue *q)
{
	if (q->findings.n != 0)
		arena_reset(&q->arena);
	q->findings.n = q->next = 0;
	q->failed = false;
}

/* See lib.h. */
void
queue_add(struct queue *q, const struct finding *f)
{
	const struct finding *copy = finding_copy(&q->arena, f);

	if (copy != NULL && VEC_ROOM(&q->findings, 1))
		q->findings.v[q->findings.n++] = copy;
	else
		q->failed = true;
}
