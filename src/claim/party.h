/* SPDX-License-Identifier: Apache-2.0 */
/*
 * party.h -- who: a person or organization, with address, numbers, contacts.
 *
 * One struct serves every role: billing provider, subscriber, payer, ambulance
 * drop-off.  A role uses the members that its guide has; the writer refuses
 * the others.
 */
#ifndef CC_CLAIM_PARTY_H
#define CC_CLAIM_PARTY_H

#include "claim/value.h"

/* A further number of somebody or something, told by its kind. */
struct identifier {
	struct identifier *next;
	str	 kind;		/* X12's qualifier: "0B" license, "G2" the
				 * payer's number, "LU" location ... */
	str	 number;
	str	 description;
	str	 payer_kind;	/* with payer_id: whose number it is */
	str	 payer_id;	/* "2U": id of another payer of the claim */
};

/* One way to reach a contact. */
struct contact_number {
	struct contact_number *next;
	bool	 breaks;
	str	 kind;		/* "TE" phone, "EX" extension, "FX" fax,
				 * "EM" e-mail, "UR" web address */
	str	 number;	/* ten digits, or the address */
};

struct contact {
	struct contact *next;
	str	 function;	/* what for, where the guide has several */
	str	 name;
	LIST(contact_number) numbers;	/* three at most */
};

struct party {
	struct party *next;
	struct part part;
	str	 role;		/* where a loop takes several: "DN" referring,
				 * "P3" primary care ...; else empty */
	str	 entity;	/* "1" person, "2" organization */
	str	 name;		/* organization, or last name */
	str	 first_name, middle_name;
	str	 prefix;	/* "DR"; only in a claim's acknowledgment */
	str	 suffix;
	str	 id_kind;	/* "XX" NPI, "MI" member id, "PI" payer id,
				 * "46" submitter id ... */
	str	 id;
	str	 taxonomy_role;	/* "BI" billing, "PE" performing, "AT" ... */
	str	 taxonomy;	/* NUCC provider taxonomy, ten characters */
	str	 street, street2;
	str	 city;
	str	 state;		/* two letters */
	str	 postal_code;	/* ZIP, five or nine digits without hyphen */
	str	 country;	/* ISO 3166, only outside the United States */
	str	 subdivision;	/* ISO 3166-2, likewise */
	struct when birth;
	str	 sex;		/* "F", "M", "U" unknown */
	str	 tax_id_kind;	/* "EI" employer's number, "SY" social
				 * security */
	str	 tax_id;	/* nine digits */
	LIST(identifier) social_security_numbers;	/* nine digits */
	LIST(identifier) numbers;	/* license, UPIN, location ... */
	LIST(identifier) payer_ids;	/* a payer's further ids: "2U", "FY" */
	LIST(identifier) provider_numbers;	/* the provider's number with
					 * this payer: "G2", "LU" */
	LIST(identifier) property_casualty_numbers; /* "1W" member id, "SY" */
	str	 casualty_claim_number;	/* property and casualty, "Y4" */
	struct when decided;	/* other payer: day of its check or notice */
	LIST(identifier) authorizations, referrals;	/* other payer's */
	LIST(identifier) predeterminations;	/* other payer's, dental */
	LIST(identifier) claim_numbers;	/* other payer's claim control number */
	str	 adjusted;	/* other payer got an adjusted claim: "Y" */
	LIST(contact) contacts;
};

#endif
