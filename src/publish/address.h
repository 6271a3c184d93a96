/* SPDX-License-Identifier: Apache-2.0 */
/*
 * address.h -- which addresses cleanclaim may fetch from.
 *
 * One rule for what a manifest may name and where a publisher's server may
 * redirect to.
 *
 *   Y1  an address is https; http only to this machine itself (tests)
 *   Y2  it has no user, password or fragment, and no byte that a shell, a
 *       terminal or a header could take for something else
 */
#ifndef CC_PUBLISH_ADDRESS_H
#define CC_PUBLISH_ADDRESS_H

#include "base/str.h"

#define ADDRESS_MAX	2000	/* bytes of one address */
#define ADDRESS_NAME	120	/* bytes of a file's name, with the NUL */

/* True when Y1 and Y2 hold. */
bool address_allowed(str url);

/* The host of an address, without the port: "www.cms.gov"; empty if none. */
str address_host(str url);

/*
 * The name that the address gives a file: the last part of its path, each byte
 * but letters, digits and "._-" made "_", no dot first.  Writes `to`, cut at
 * its size; "download" if the path has no last part.
 */
void address_name(str url, char to[ADDRESS_NAME]);

#endif
