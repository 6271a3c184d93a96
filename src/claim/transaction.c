/* SPDX-License-Identifier: Apache-2.0 */
/* transaction.c -- which transactions have a model. */
#include "claim/transaction.h"

static const struct transaction_map *const maps[] = {
	&professional_map,
	&institutional_map,
	&dental_map,
	&remittance_map,
	&eligibility_request_map,
	&eligibility_response_map,
	&status_request_map,
	&status_response_map,
	&implementation_acknowledgement_map,
	&claim_acknowledgement_map,
	&envelope_map,
};

#define N_MAPS (sizeof maps / sizeof maps[0])

/* See transaction.h. */
const struct transaction_map *
transaction_map(str guide)
{
	for (unsigned i = 0; i < N_MAPS; i++)
		if (str_eq(str_of(maps[i]->guide), guide))
			return maps[i];
	return NULL;
}

/* See transaction.h. */
const struct transaction_map *
transaction_map_at(unsigned i)
{
	return i < N_MAPS ? maps[i] : NULL;
}

/* See transaction.h. */
const struct schema *
transaction_schema(str name)
{
	for (unsigned i = 0; i < N_MAPS; i++)
		for (unsigned k = 0; k < maps[i]->n_levels; k++) {
			const struct schema *s = maps[i]->levels[k].schema;

			if (str_eq(str_of(s->name), name))
				return s;
		}
	return NULL;
}
