/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tree.h -- the segments of a file, printed as a labelled tree.
 *
 * The caller hands over the findings of a segment, then the segment; both are
 * printed at once, the findings below the element that they are about.  When
 * only one claim is wanted, what stands above it is kept until it comes, or
 * until it is clear that it does not.
 */
#ifndef CC_CLI_TREE_H
#define CC_CLI_TREE_H

#include "cli/page.h"
#include "cli/view.h"
#include "x12/judge.h"

#define TREE_MARKS 96

struct tree {
	struct page *page;
	const struct view *view;
	bool	 brief;
	unsigned depth;			/* columns before the last segment */
	struct { const struct finding **v; size_t n, size; } here;

	/* one claim only */
	str	 claim;			/* the one wanted; empty: everything */
	bool	 found;
	bool	 inside;		/* in the claim wanted */
	const struct guide_node *claim_loop;	/* of any claim, or NULL */
	struct buf *out, above;
	size_t	 written;		/* of `above` */
	struct { const void *key; size_t at; } marks[TREE_MARKS];
	unsigned n_marks;
};

/* Make a tree on `page`; `claim` may be NULL.  Free with tree_fini(). */
void tree_init(struct tree *t, struct page *page, const struct view *view,
    const char *claim, bool brief);
void tree_fini(struct tree *t);

/* Hand over a finding about the next segment; borrowed until then. */
void tree_add(struct tree *t, const struct finding *f);

/* Print `s` and the findings about it; `j` and `node` as check_options.watch
 * gets them. */
void tree_segment(struct tree *t, const struct judge *j,
    const struct segment *s, const struct guide_node *node);

/* Print the findings that are left at the end of the file. */
void tree_end(struct tree *t);

#endif
