/* SPDX-License-Identifier: Apache-2.0 */
/* importing.h -- files into the installed book, as `codes import` and `codes
 * update` do it. */
#ifndef CC_CLI_IMPORTING_H
#define CC_CLI_IMPORTING_H

#include "cli/command.h"
#include "publish/manifest.h"

/*
 * Make a book of the library and these files, folders too; tell what changed;
 * and install it if that is plausible: no set lost more of its codes than the
 * manifest says, or than a fifth where that says nothing or is NULL.  The
 * status is that of `codes import`.
 */
enum exit_status import_files(const struct invocation *in, struct output *out,
    struct page *page, char *const *files, unsigned n,
    const struct manifest *manifest);

#endif
