/* SPDX-License-Identifier: Apache-2.0 */
/* terminal.c -- asks the environment; the bar is drawn in one write. */
#include "cli/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_LEAST	40
#define WIDTH_MOST	100
#define WIDTH_UNKNOWN	80
#define BAR_COLUMNS	30

static bool
locale_is_utf8(void)
{
	setlocale(LC_CTYPE, "");
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static unsigned
columns_of(int fd)
{
	const char *said = getenv("COLUMNS");
	uint64_t n = WIDTH_UNKNOWN;
	struct winsize size;

	if (said == NULL || !str_to_u64(str_of(said), 10000, &n)) {
		if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
			n = size.ws_col;
	}
	if (n < WIDTH_LEAST)
		return WIDTH_LEAST;
	return n < WIDTH_MOST ? (unsigned)n : WIDTH_MOST;
}

/* The choice where nobody made one. */
static bool
colour_wanted(int fd)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(fd) && (no == NULL || *no == '\0') &&
	    term != NULL && strcmp(term, "dumb") != 0;
}

/* See terminal.h. */
bool
terminal_page(struct page *p, int fd, const char *choice, struct buf *out)
{
	*p = (struct page){ .out = out, .utf8 = locale_is_utf8(),
	    .width = columns_of(fd) };
	if (choice == NULL || strcmp(choice, "auto") == 0)
		p->colour = colour_wanted(fd);
	else if (strcmp(choice, "always") == 0)
		p->colour = true;
	else
		return strcmp(choice, "never") == 0;
	return true;
}

/* ---- the bar -------------------------------------------------------- */

static double
seconds_since(const struct timespec *then)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - then->tv_sec) +
	    (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

/* See terminal.h. */
void
progress_begin(struct progress *p, uint64_t total)
{
	*p = (struct progress){ .on = isatty(STDERR_FILENO) != 0,
	    .utf8 = locale_is_utf8(), .width = columns_of(STDERR_FILENO),
	    .total = total };
	pthread_mutex_init(&p->lock, NULL);
	clock_gettime(CLOCK_MONOTONIC, &p->began);
	p->drew = p->began;
}

/* "1.2 GB" and the like. */
static void
add_size(struct buf *b, double bytes)
{
	static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
	unsigned unit = 0;

	while (bytes >= 1000 && unit < 4) {
		bytes /= 1000;
		unit++;
	}
	buf_fmt(b, unit < 2 || bytes >= 100 ? "%.0f %s" : "%.1f %s", bytes,
	    units[unit]);
}

static void
add_bar(const struct progress *p, struct buf *b, double part)
{
	unsigned full = (unsigned)(part * BAR_COLUMNS);

	if (!p->utf8)
		buf_putc(b, '[');
	for (unsigned i = 0; i < BAR_COLUMNS; i++)
		if (p->utf8)
			buf_add(b, i < full ? STR("\xE2\x96\x88") :
			    STR("\xE2\x96\x91"));
		else
			buf_putc(b, i < full ? '#' : '.');
	if (!p->utf8)
		buf_putc(b, ']');
}

static void
draw(struct progress *p, uint64_t done)
{
	double spent = seconds_since(&p->began);
	double part = p->total != 0 ? (double)done / (double)p->total : 0;
	struct buf b;

	buf_init(&b, 1024);
	buf_add(&b, STR("\r\033[K"));
	if (p->total != 0) {
		part = part > 1 ? 1 : part;
		add_bar(p, &b, part);
		buf_fmt(&b, " %3.0f%%  ", part * 100);
	}
	add_size(&b, (double)done);
	if (p->width >= 60) {
		buf_add(&b, STR("  "));
		add_size(&b, (double)done / spent);
		buf_add(&b, STR("/s"));
	}
	if (part > 0.02 && p->width >= 70)
		buf_fmt(&b, "  %.0f s left", spent / part - spent);
	if (write(STDERR_FILENO, b.p, b.n) < 0)
		p->on = false;
	buf_fini(&b);
	p->drawn = true;
	clock_gettime(CLOCK_MONOTONIC, &p->drew);
}

/* See terminal.h. */
void
progress_at(struct progress *p, uint64_t bytes)
{
	if (!p->on || seconds_since(&p->began) < 0.5)
		return;
	pthread_mutex_lock(&p->lock);
	if (seconds_since(&p->drew) >= 0.1)
		draw(p, p->before + bytes);
	pthread_mutex_unlock(&p->lock);
}

/* See terminal.h. */
void
progress_next(struct progress *p, uint64_t bytes)
{
	p->before += bytes;
}

/* See terminal.h. */
void
progress_pause(struct progress *p)
{
	pthread_mutex_lock(&p->lock);
	if (p->drawn && write(STDERR_FILENO, "\r\033[K", 4) < 0)
		p->on = false;
	p->drawn = false;
}

/* See terminal.h. */
void
progress_resume(struct progress *p)
{
	pthread_mutex_unlock(&p->lock);
}
