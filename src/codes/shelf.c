/* SPDX-License-Identifier: Apache-2.0 */
/*
 * shelf.c -- the book in use, swapped while it is read; see book.h.
 *
 * One word holds which place is in use and how often it was taken since it was
 * put up.  Who takes adds one and learns both at once, so that no swap can come
 * between.  A swap moves the count over to the place that is retired, where
 * each giving back takes one away; who brings it to nothing closes the book.
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "codes/book.h"

#define PLACES	16
#define PLACE_SHIFT 56
#define NOBODY	PLACES		/* no book yet */
#define RETIRED	((int64_t)1 << 62)

struct place {
	struct book book;
	bool	 filled;		/* under `writing` */
	/* Taken less given back, once retired; before that less than 0 by
	 * what was given back.  RETIRED is added until it is retired. */
	_Atomic int64_t left;
};

struct book_shelf {
	_Atomic uint64_t current;	/* place << PLACE_SHIFT | taken */
	struct place places[PLACES];
	pthread_mutex_t writing;
};

/* See book.h. */
struct book_shelf *
book_shelf_new(void)
{
	struct book_shelf *s = calloc(1, sizeof *s);

	if (s == NULL)
		return NULL;
	if (pthread_mutex_init(&s->writing, NULL) != 0) {
		free(s);
		return NULL;
	}
	atomic_store(&s->current, (uint64_t)NOBODY << PLACE_SHIFT);
	return s;
}

/* Take n away from what is left of a place; the last one clears it. */
static void
let_go(struct book_shelf *s, struct place *p, int64_t n)
{
	if (atomic_fetch_sub(&p->left, n) != n)
		return;
	pthread_mutex_lock(&s->writing);
	book_close(&p->book);
	p->filled = false;
	pthread_mutex_unlock(&s->writing);
}

/* Put `word` up instead of what is there, which is retired. */
static void
swap(struct book_shelf *s, uint64_t word)
{
	uint64_t old = atomic_exchange(&s->current, word);
	uint64_t place = old >> PLACE_SHIFT;
	int64_t taken = (int64_t)(old & (((uint64_t)1 << PLACE_SHIFT) - 1));

	if (place != NOBODY)
		let_go(s, &s->places[place], RETIRED - taken);
}

/* See book.h. */
void
book_shelf_free(struct book_shelf *s)
{
	if (s == NULL)
		return;
	swap(s, (uint64_t)NOBODY << PLACE_SHIFT);
	pthread_mutex_destroy(&s->writing);
	free(s);
}

/* A free place, marked filled; PLACES: all are in use. */
static unsigned
find_place(struct book_shelf *s)
{
	unsigned n = 0;

	pthread_mutex_lock(&s->writing);
	while (n < PLACES && s->places[n].filled)
		n++;
	if (n < PLACES)
		s->places[n].filled = true;
	pthread_mutex_unlock(&s->writing);
	return n;
}

static void
free_place(struct book_shelf *s, unsigned n)
{
	pthread_mutex_lock(&s->writing);
	s->places[n].filled = false;
	pthread_mutex_unlock(&s->writing);
}

/* See book.h. */
enum rc
book_shelf_put(struct book_shelf *s, const char *path, struct err *err)
{
	unsigned n = find_place(s);
	struct place *p = &s->places[n];
	enum rc rc;

	if (n == PLACES)
		return fail(err, RC_RANGE, "%d older codebooks are still in "
		    "use; try again when their claims are done", PLACES);
	rc = book_open(&p->book, path, err);
	if (rc == RC_OK) {
		rc = book_verify(&p->book, err);
		if (rc != RC_OK)
			book_close(&p->book);
	}
	if (rc != RC_OK) {
		free_place(s, n);
		return rc;
	}
	atomic_store(&p->left, RETIRED);
	swap(s, (uint64_t)n << PLACE_SHIFT);
	return RC_OK;
}

/* See book.h. */
const struct book *
book_shelf_take(struct book_shelf *s)
{
	uint64_t word = atomic_fetch_add(&s->current, 1);
	uint64_t place = word >> PLACE_SHIFT;

	return place == NOBODY ? NULL : &s->places[place].book;
}

/* See book.h. */
void
book_shelf_give_back(struct book_shelf *s, const struct book *b)
{
	struct place *p;

	if (b == NULL)
		return;
	p = (struct place *)((char *)(uintptr_t)b -
	    offsetof(struct place, book));
	let_go(s, p, 1);
}
