/* SPDX-License-Identifier: Apache-2.0 */
/* vec.c -- growth by doubling. */
#include "base/vec.h"

#include <stdint.h>

/* See vec.h. */
bool
vec_reserve(void **items, size_t *size, size_t need, size_t each)
{
	size_t n = *size != 0 ? *size : 8;
	void *p;

	if (need > SIZE_MAX / 2 / each)
		return false;
	while (n < need)
		n *= 2;
	p = realloc(*items, n * each);
	if (p == NULL)
		return false;
	*items = p;
	*size = n;
	return true;
}
