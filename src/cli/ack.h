/* SPDX-License-Identifier: Apache-2.0 */
/* ack.h -- the two halves of the command ack. (private) */
#ifndef CC_CLI_ACK_H
#define CC_CLI_ACK_H

#include "cli/command.h"

/* ack --read FILE...: say what answers say. */
enum exit_status ack_read(const struct invocation *in);

#endif
