/* SPDX-License-Identifier: Apache-2.0 */
/* address.c -- cutting an address into its parts, and what each may hold. */
#include "publish/address.h"

static bool
is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

/* True when `s` is letters, digits and bytes of `more` only. */
static bool
made_of(str s, const char *more)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\0' || (!is_letter_or_digit(s.p[i]) &&
		    strchr(more, s.p[i]) == NULL))
			return false;
	return true;
}

static bool
is_scheme(str url, str scheme)
{
	return url.n >= scheme.n &&
	    str_eq_nocase((str){ url.p, scheme.n }, scheme);
}

/* Host and port, and in *path what follows them. */
static str
authority(str url, str *path)
{
	size_t at = is_scheme(url, STR("https://")) ? 8 :
	    is_scheme(url, STR("http://")) ? 7 : url.n;
	size_t end = at;

	while (end < url.n && url.p[end] != '/' && url.p[end] != '?' &&
	    url.p[end] != '#')
		end++;
	*path = (str){ url.p + end, url.n - end };
	return (str){ url.p + at, end - at };
}

/* See address.h. */
str
address_host(str url)
{
	str path, host = authority(url, &path);

	if (host.n > 0 && host.p[0] == '[') {	/* [::1]:8080 */
		const char *end = memchr(host.p, ']', host.n);

		return end == NULL ? (str){ host.p, 0 } :
		    (str){ host.p, (size_t)(end - host.p) + 1 };
	}
	return str_cut(&host, ':');
}

static bool
is_this_machine(str host)
{
	return str_eq(host, STR("127.0.0.1")) || str_eq(host, STR("[::1]")) ||
	    str_eq_nocase(host, STR("localhost"));
}

/* "www.cms.gov", "127.0.0.1", "[::1]"; nothing that libcurl would guess at. */
static bool
host_allowed(str host, bool secure)
{
	if (is_this_machine(host))
		return true;
	return secure && host.n > 0 && host.n <= 253 && made_of(host, ".-") &&
	    is_letter_or_digit(host.p[0]) &&
	    memchr(host.p, '.', host.n) != NULL;
}

/* What follows the host: nothing, or ":" and a port. */
static bool
port_allowed(str port)
{
	uint64_t number;

	if (port.n == 0)
		return true;
	return port.p[0] == ':' && str_to_u64((str){ port.p + 1, port.n - 1 },
	    65535, &number) && number > 0;
}

/* See address.h. */
bool
address_allowed(str url)
{
	str path, all = authority(url, &path), host = address_host(url);
	bool secure = is_scheme(url, STR("https://"));

	return url.n <= ADDRESS_MAX &&
	    (secure || is_scheme(url, STR("http://"))) &&
	    host_allowed(host, secure) &&
	    port_allowed((str){ all.p + host.n, all.n - host.n }) &&
	    made_of(path, "/._-~%?&=+,:;@()*!");
}

/* See address.h. */
void
address_name(str url, char to[ADDRESS_NAME])
{
	str path, name;
	size_t n = 0;

	authority(url, &path);
	path = str_cut(&path, '?');
	do
		name = str_cut(&path, '/');
	while (path.n > 0);
	for (; n < name.n && n < ADDRESS_NAME - 1; n++) {
		bool plain = is_letter_or_digit(name.p[n]) ||
		    name.p[n] == '-' || (name.p[n] == '.' && n > 0);

		to[n] = plain ? name.p[n] : '_';
	}
	to[n] = '\0';
	if (n == 0)
		memcpy(to, "download", sizeof "download");
}
