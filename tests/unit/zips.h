/* SPDX-License-Identifier: Apache-2.0 */
/* zips.h -- zips made in memory, for tests of what reads them. */
#ifndef CC_TESTS_ZIPS_H
#define CC_TESTS_ZIPS_H

#include <zip.h>

#include "unit.h"

#include "base/buf.h"

struct zip_entry {
	const char *name;
	str	 bytes;
	unsigned mode;		/* of Unix; 0: none */
	const char *password;
};

/* Bytes of a text literal or a buffer as an entry. */
#define ENTRY(name, text) { name, STR_INIT(text), 0, NULL }

/* Copy what the zip was written to. */
static inline void
zips_take(zip_source_t *source, struct buf *to)
{
	zip_int64_t n = 1;

	assert_int_equal(zip_source_open(source), 0);
	while (n > 0) {
		assert_true(buf_reserve(to, 1 << 16));
		n = zip_source_read(source, to->p + to->n, 1 << 16);
		to->n += n > 0 ? (size_t)n : 0;
	}
	zip_source_close(source);
}

/* Append a zip of `n` members to `to`. */
static inline void
zips_make(struct buf *to, const struct zip_entry *entries, size_t n)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *z = zip_open_from_source(source, ZIP_TRUNCATE, NULL);

	assert_non_null(z);
	zip_source_keep(source);
	for (size_t i = 0; i < n; i++) {
		const struct zip_entry *e = &entries[i];
		const zip_int64_t at = zip_file_add(z, e->name,
		    zip_source_buffer(z, e->bytes.p, e->bytes.n, 0), 0);

		assert_true(at >= 0);
		if (e->mode != 0)
			zip_file_set_external_attributes(z, (zip_uint64_t)at, 0,
			    ZIP_OPSYS_UNIX, e->mode << 16);
		if (e->password != NULL)
			assert_int_equal(zip_file_set_encryption(z,
			    (zip_uint64_t)at, ZIP_EM_AES_128, e->password), 0);
		zip_file_set_mtime(z, (zip_uint64_t)at, 0, 0);
	}
	assert_int_equal(zip_close(z), 0);
	zips_take(source, to);
	zip_source_free(source);
}

#endif
