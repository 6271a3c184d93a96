/* SPDX-License-Identifier: Apache-2.0 */
/* main.c -- where the program begins. */
#include "cli/command.h"

int
main(int argc, char **argv)
{
	return command_main(argc, argv);
}
