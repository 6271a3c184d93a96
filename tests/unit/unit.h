/* SPDX-License-Identifier: Apache-2.0 */
/*
 * unit.h -- cmocka, for unit tests of folders that use base.
 *
 * cmocka has a macro fail(); ours is a function (base/err.h), so theirs goes,
 * and fail_msg() is written without it.
 */
#ifndef CC_TESTS_UNIT_H
#define CC_TESTS_UNIT_H

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#undef fail
#undef fail_msg
#define fail_msg(...) \
	(print_error(__VA_ARGS__), print_error("\n"), _fail(__FILE__, __LINE__))

#define LENGTH(array) (sizeof (array) / sizeof (array)[0])

#endif
