/* SPDX-License-Identifier: Apache-2.0 */
/*
 * main.c -- where the program begins.
 */
#include "base/version.h"

#include <stdio.h>
#include <string.h>

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "--version") == 0) {
		puts("cleanclaim " CLEANCLAIM_VERSION);
		return 0;
	}
	fputs("usage: cleanclaim --version\n", stderr);
	return 2;
}
