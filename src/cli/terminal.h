/* SPDX-License-Identifier: Apache-2.0 */
/*
 * terminal.h -- what the reader's terminal can show, and a progress bar.
 *
 * Colour is used when the output is a terminal that has it and NO_COLOR
 * (no-color.org) is not set, or as --color says.  Symbols beyond ASCII are
 * used when the locale's character set is UTF-8.  COLUMNS overrides the width
 * that the terminal states.
 */
#ifndef CC_CLI_TERMINAL_H
#define CC_CLI_TERMINAL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "cli/page.h"

/*
 * Make *p a page for the file descriptor `fd`, writing to `out`.  `choice` is
 * the argument of --color, or NULL.  False when it is none of its words.
 */
bool terminal_page(struct page *p, int fd, const char *choice,
    struct buf *out);

/*
 * A bar on standard error, if that is a terminal, for work that lasts more
 * than half a second.  One thread may draw while another writes the answer:
 * between progress_pause() and progress_resume() there is no bar.
 */
struct progress {
	pthread_mutex_t lock;
	bool	 on;		/* standard error is a terminal */
	bool	 drawn;		/* and shows a bar now */
	bool	 utf8;
	unsigned width;
	uint64_t total;		/* bytes of all files; 0: not known */
	uint64_t before;	/* bytes of the files already done */
	struct timespec began, drew;
};

/* Begin work on `total` bytes (0: not known). */
void progress_begin(struct progress *p, uint64_t total);

/* `bytes` of the file at hand were read; draws at most ten times a second. */
void progress_at(struct progress *p, uint64_t bytes);

/* The file at hand, of `bytes`, is done. */
void progress_next(struct progress *p, uint64_t bytes);

/* Take the bar away, and draw none until progress_resume(). */
void progress_pause(struct progress *p);
void progress_resume(struct progress *p);

#endif
