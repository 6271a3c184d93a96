/* SPDX-License-Identifier: Apache-2.0 */
/*
 * envelope.h -- who sends what to whom: the interchange and its groups.
 *
 * Source: X12.5 and X12.6 control structures; HIPAA guides, appendix C.
 */
#ifndef CC_CLAIM_ENVELOPE_H
#define CC_CLAIM_ENVELOPE_H

#include "claim/value.h"

/* A file, or a part of one, from one sender to one receiver. */
struct interchange {
	struct part part;
	str	 separators;	/* element, component, repetition, terminator:
				 * "*:^~"; empty: those */
	str	 authorization_kind, authorization;	/* ISA01, ISA02 */
	str	 password_kind, password;		/* ISA03, ISA04 */
	str	 sender_kind, sender;		/* kind: "ZZ" mutually agreed,
						 * "30" tax id ... */
	str	 receiver_kind, receiver;
	struct when made;		/* day; two-digit year on the wire */
	str	 made_time;		/* HHMM */
	str	 version;		/* "00501" */
	str	 control_number;	/* nine digits; the answers name it */
	str	 wants_acknowledgement;	/* "1": a TA1 is asked for; "0" */
	str	 usage;			/* "P" production, "T" test */
};

/* Transactions of one kind between two applications. */
struct functional_group {
	struct part part;
	const struct interchange *interchange;
	str	 kind;			/* "HC" claims, "HP" remittances ... */
	str	 sender, receiver;
	struct when made;
	str	 made_time;		/* HHMM, seconds allowed */
	str	 control_number;
	str	 agency;		/* "X" */
	str	 version;		/* the guide: "005010X222A1" */
};

#endif
