/* SPDX-License-Identifier: Apache-2.0 */
/*
 * embedded.h -- files that were compiled into the program.
 *
 * tools/embed.py turns files into one C file at build time: an array of them
 * called NAME, and how many there are, NAME_n.  What it writes is the files'
 * own text, byte for byte, so that what is built in is read exactly as what
 * comes from disk.
 *
 *   E1  the array is sorted by name, in byte order
 *   E2  text[size] is a NUL that `size` does not count
 *   E3  behind the last file stands one with a NULL name
 */
#ifndef CC_BASE_EMBEDDED_H
#define CC_BASE_EMBEDDED_H

struct embedded_file {
	const char	*name;	/* without folder: "837p.guide" */
	const char	*text;
	unsigned long	 size;	/* bytes */
};

#endif
