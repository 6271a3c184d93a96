/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/codebook.h"
enum exit_status cli_codes_show(const struct invocation *in){ (void)in; return STATUS_FAILED; }
