/* SPDX-License-Identifier: Apache-2.0 */
/* context.c -- the guides, which do not change once they are in use. */
#include <stdlib.h>

#include "lib/lib.h"

/* See cleanclaim.h. */
struct cleanclaim *
cleanclaim_new(struct cleanclaim_error *err)
{
	struct cleanclaim *c = calloc(1, sizeof *c);
	struct err e;
	enum rc rc;

	if (c == NULL) {
		give(err, CLEANCLAIM_MEMORY, "no memory for a context");
		return NULL;
	}
	atomic_init(&c->refs, 1);
	pthread_mutex_init(&c->lock, NULL);
	rc = guide_set_init(&c->guides, &e);
	give_rc(err, rc, &e);
	if (rc == RC_OK)
		return c;
	context_release(c);
	return NULL;
}

/* See lib.h. */
void
context_hold(struct cleanclaim *c)
{
	atomic_fetch_add(&c->refs, 1);
	pthread_mutex_lock(&c->lock);
	c->in_use = true;
	pthread_mutex_unlock(&c->lock);
}

/* See lib.h. */
void
context_release(struct cleanclaim *c)
{
	if (c == NULL || atomic_fetch_sub(&c->refs, 1) != 1)
		return;
	guide_set_fini(&c->guides);
	pthread_mutex_destroy(&c->lock);
	free(c);
}

/* See cleanclaim.h. */
void
cleanclaim_free(struct cleanclaim *context)
{
	context_release(context);
}

/* See cleanclaim.h. */
int
cleanclaim_add_guide(struct cleanclaim *context, const char *name,
    const char *text, size_t n, struct cleanclaim_error *err)
{
	struct err e;
	int code;

	if (context == NULL || name == NULL || text == NULL)
		return give(err, CLEANCLAIM_INVALID, "there is no guide");
	pthread_mutex_lock(&context->lock);
	if (context->in_use)
		code = give(err, CLEANCLAIM_INVALID, "guides come before the "
		    "first reader, writer or record");
	else
		code = give_rc(err, guide_set_read(&context->guides,
		    str_of(name), (str){ text, n }, &e), &e);
	pthread_mutex_unlock(&context->lock);
	return code;
}
