/* SPDX-License-Identifier: Apache-2.0 */
/*
 * embedded.h -- the guides that were compiled into the program.
 *
 * tools/embed.py turns the files of guides/meson.build into one C file at
 * build time.  What it writes is the files' own text, byte for byte, so the
 * guide parser reads a built-in guide exactly as it reads one from disk.
 *
 *   E1  embedded_guides[] is sorted by name, in byte order
 *   E2  text[size] is a NUL that `size` does not count
 *   E3  embedded_guides[embedded_guides_n] has a NULL name
 */
#ifndef CC_X12_EMBEDDED_H
#define CC_X12_EMBEDDED_H

struct embedded_file {
	const char	*name;	/* without folder: "837p.guide" */
	const char	*text;
	unsigned long	 size;	/* bytes */
};

extern const struct embedded_file embedded_guides[];
extern const unsigned embedded_guides_n;

#endif
