/* SPDX-License-Identifier: Apache-2.0 */
/*
 * version.h -- the version of this tree, as the program and its reports
 * print it.  meson.build names the same one; tests/lint.py compares them.
 */
#ifndef CC_BASE_VERSION_H
#define CC_BASE_VERSION_H

#define CLEANCLAIM_VERSION "0.1.0"

#endif
