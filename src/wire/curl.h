/* SPDX-License-Identifier: Apache-2.0 */
/*
 * curl.h -- libcurl, loaded when something is fetched.
 *
 * libcurl brings thirty libraries with it, which would take longer to load than
 * most commands take: so the program is not linked to it.  After curl_load()
 * the functions below are called by their own names.
 */
#ifndef CC_WIRE_CURL_H
#define CC_WIRE_CURL_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo

#include <stdbool.h>

#define CURL_CALLS(CALL) \
	CALL(curl_global_init) \
	CALL(curl_easy_init) \
	CALL(curl_easy_setopt) \
	CALL(curl_easy_perform) \
	CALL(curl_easy_getinfo) \
	CALL(curl_easy_header) \
	CALL(curl_easy_strerror) \
	CALL(curl_easy_cleanup) \
	CALL(curl_slist_append) \
	CALL(curl_slist_free_all)

struct curl_calls {
#define CALL(name) __typeof__(name) *name##_;
	CURL_CALLS(CALL)
#undef CALL
};

extern struct curl_calls curl_calls;

/* Load libcurl, once; false when it is not there or too old. */
bool curl_load(void);

#define curl_global_init	curl_calls.curl_global_init_
#define curl_easy_init		curl_calls.curl_easy_init_
#define curl_easy_setopt	curl_calls.curl_easy_setopt_
#define curl_easy_perform	curl_calls.curl_easy_perform_
#define curl_easy_getinfo	curl_calls.curl_easy_getinfo_
#define curl_easy_header	curl_calls.curl_easy_header_
#define curl_easy_strerror	curl_calls.curl_easy_strerror_
#define curl_easy_cleanup	curl_calls.curl_easy_cleanup_
#define curl_slist_append	curl_calls.curl_slist_append_
#define curl_slist_free_all	curl_calls.curl_slist_free_all_

#endif
