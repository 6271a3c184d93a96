/* SPDX-License-Identifier: Apache-2.0 */
/*
 * service.h -- small things that lines and claims of several transactions
 * hold: procedures, days, stated amounts.
 */
#ifndef CC_CLAIM_SERVICE_H
#define CC_CLAIM_SERVICE_H

#include "claim/value.h"

/* What was done, or is asked for: a code and its modifiers. */
struct coded_service {
	str	 kind;		/* "HC" CPT or HCPCS, "NU" revenue code, "AD"
				 * dental, "N4" NDC ... */
	str	 code;
	str	 modifiers[4];
	str	 description;	/* as billed */
	str	 last_code;	/* of a range that begins with `code` */
};

/* A day or days, and what happened on them. */
struct dated {
	struct dated *next;
	str	 kind;		/* X12's qualifier: "472" service, "232"
				 * statement from, "291" plan ... */
	struct when on;
};

/* An amount told for information, outside of every balance. */
struct stated_amount {
	struct stated_amount *next;
	str	 kind;		/* "B6" allowed, "I" interest, "AU" covered,
				 * "F5" the patient paid ... */
	struct amount amount;
};

/* The same of a count. */
struct stated_quantity {
	struct stated_quantity *next;
	str	 kind;		/* "CA" covered days, "NE" non-covered ... */
	struct quantity quantity;
};

#endif
