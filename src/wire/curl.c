/* SPDX-License-Identifier: Apache-2.0 */
/* curl.c -- see curl.h. */
#include "wire/curl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>

struct curl_calls curl_calls;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

/* The names under which Debian and Ubuntu have it; the first that is there. */
static const char *const names[] = {
	"libcurl-gnutls.so.4", "libcurl.so.4",
};

#define STRING(name) #name

static bool
find_calls(void *library)
{
	bool all = true;

#define CALL(name) \
	*(void **)&curl_calls.name##_ = dlsym(library, STRING(name)); \
	all &= curl_calls.name##_ != NULL;
#undef curl_global_init
#undef curl_easy_init
#undef curl_easy_setopt
#undef curl_easy_perform
#undef curl_easy_getinfo
#undef curl_easy_header
#undef curl_easy_strerror
#undef curl_easy_cleanup
#undef curl_slist_append
#undef curl_slist_free_all
	CURL_CALLS(CALL)
#undef CALL
	return all;
}

static void
load(void)
{
	for (size_t i = 0; i < sizeof names / sizeof *names && !loaded; i++) {
		void *library = dlopen(names[i], RTLD_NOW | RTLD_LOCAL);

		loaded = library != NULL && find_calls(library);
	}
}

/* See curl.h. */
bool
curl_load(void)
{
	pthread_once(&once, load);
	return loaded;
}
