/* SPDX-License-Identifier: Apache-2.0 */
/* vec.c -- growth by doubling. */
#include "base/vec.h"

#include <string.h>

/*
 * See vec.h.  The pointer is read and written byte by byte: the caller's is an
 * `int *` or any other, which a `void *` must not alias.
 */
bool
vec_reserve(void *items, size_t *size, size_t need, size_t each)
{
	size_t n = *size != 0 ? *size : 8;
	void *p;

	if (need <= *size)
		return true;
	if (need > SIZE_MAX / 2 / each)
		return false;
	while (n < need)
		n *= 2;
	memcpy(&p, items, sizeof p);
	p = realloc(p, n * each);
	if (p == NULL)
		return false;
	memcpy(items, &p, sizeof p);
	*size = n;
	return true;
}
