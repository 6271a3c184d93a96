/* SPDX-License-Identifier: Apache-2.0 */
/* ack_read.c -- ack --read. */
#include "cli/ack.h"

enum exit_status
ack_read(const struct invocation *in)
{
	return command_fail(in, "not yet");
}
