/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml.h -- the elements of a publisher's XML, one after the other.
 *
 * The reader calls back when an element begins, when text stands in it and when
 * it ends; nothing of the document is kept.
 *
 *   M1  a document type is refused, and with it entities of its own: no file of
 *       a publisher has them, and they could make a small file endless
 *   M2  elements may be XML_DEPTH_MAX deep
 *   M3  text comes in UTF-8, perhaps in several pieces
 */
#ifndef CC_CODES_XML_H
#define CC_CODES_XML_H

#include "codes/import.h"

#define XML_DEPTH_MAX 64

struct xml {
	struct import *in;
	struct err *err;	/* of the caller; filled by xml_fail() */
	void	*ctx;
	unsigned depth;		/* of the element now open; 1 the root */
	bool	 failed;
	void	*parser;	/* private */
};

/* What is called; `attributes` are names and values in turn, then NULL. */
struct xml_listener {
	void	(*begin)(struct xml *x, const char *name,
	    const char **attributes);
	void	(*text)(struct xml *x, str piece);
	void	(*end)(struct xml *x, const char *name);
};

/* Read all of the source.  RC_SYNTAX: no XML, M1, M2, or what the listener
 * said by xml_fail(); with file and line. */
MUST_USE enum rc xml_read(struct import *in, const struct xml_listener *l,
    void *ctx, struct err *err);

/* Stop with import_fail() and the line now read.  The first failure stays. */
void PRINTF(2, 3) xml_fail(struct xml *x, const char *fmt, ...);

/* The value of an attribute; "" when it is not there. */
str xml_attribute(const char **attributes, const char *name);

#endif
