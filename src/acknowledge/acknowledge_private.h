/* SPDX-License-Identifier: Apache-2.0 */
/*
 * acknowledge_private.h -- what the acknowledge_*.c share.
 *
 *   acknowledge.c		segments and findings brought together; the TA1
 *   acknowledge_group.c	groups and transactions: the 999
 *   acknowledge_claim.c	claims, put away as they pass
 *   acknowledge_answer.c	the claims put away, as a 277CA
 *   acknowledge_codes.c	which finding is which code
 */
#ifndef CC_ACKNOWLEDGE_PRIVATE_H
#define CC_ACKNOWLEDGE_PRIVATE_H

#include "base/spill.h"
#include "base/vec.h"
#include "acknowledge/acknowledge.h"
#include "claim/acknowledgement.h"
#include "claim/envelope.h"
#include "claim/writer.h"

/* ---- codes ---------------------------------------------------------- */

/* Whom a finding concerns. */
enum ack_scope { SCOPE_NONE, SCOPE_INTERCHANGE, SCOPE_GROUP,
	SCOPE_TRANSACTION, SCOPE_SEGMENT };

/* How it is told there: the code of a TA1, AK9 or IK5; of a SCOPE_SEGMENT it
 * stands in findings.def. */
struct ack_code { enum ack_scope scope; str code; };

/* What a finding is in an answer. */
struct ack_code ack_code_of(const struct finding *f);

/* A status of a claim in few bytes, as it is put away. */
struct ack_status { char category[2]; uint16_t status; char entity[4]; };

#define ACK_STATUSES 4		/* told of one claim or line */

/* What makes a finding's segment or element needed: a segment of the claim, 0
 * when that is not known; and the segment that is missing, when it is not the
 * one that the finding is about. */
struct ack_trigger {
	segment_id id;
	uint8_t	 element, component;
	const char *missing;
};

/* The statuses of a finding; *n of them, 1 or 2. */
void ack_statuses(const struct finding *f, const struct guide *guide,
    struct ack_status to[2], unsigned *n);
/* What makes the finding's place needed. */
struct ack_trigger ack_trigger_of(enum finding_code code);

/* ---- texts ---------------------------------------------------------- */

/* A copy of `s`, `most` bytes at most, without separators and characters that
 * X12 has not; empty when nothing is left. */
str ack_text(struct arena *a, str s, size_t most);

/* `n` in decimal, with zeros in front up to `digits`. */
str ack_number(struct arena *a, uint64_t n, int digits);

/* ---- 999 ------------------------------------------------------------ */

/* A transaction of the file. */
struct ack_transaction {
	bool	 open, ended;		/* ended: its SE was seen */
	uint64_t first;			/* ordinal of ST */
	const struct guide *guide;
	struct transaction_acknowledgement *answer;	/* NULL: not listed */
	bool	 rejected, noted;
	bool	 standard, guide_faults;	/* segments in error: 5, I5 */
	struct { struct segment_error **v; size_t n, size; } errors;
	struct ack_spot { uint64_t ordinal; uint32_t position; } claim,
	    payer, line, level;	/* last CLM, SBR, LX and HL */
	str	 trace;			/* of an 835, its TRN02 */
};

struct ack_group {
	bool	 open, ended;
	bool	 answered;		/* the 999 speaks of such groups */
	struct arena *arena;
	struct functional_group *back;		/* that brings the answer */
	struct implementation_acknowledgement *answer;
	uint64_t received, accepted, noted, listed, errors, stated;
	bool	 rejected;
};

/* ---- 277CA ---------------------------------------------------------- */

/*
 * A claim as it passes.  Of the levels around it the statuses that hold for all
 * claims below are kept, and where the first of those claims was put away.
 */
enum ack_level { LEVEL_BATCH, LEVEL_PROVIDER, LEVEL_SUBSCRIBER, LEVEL_PATIENT,
	ACK_LEVELS };

struct ack_level_state {
	uint64_t segment;		/* where it began; 0: not open */
	uint64_t first_claim;		/* offset in the spill */
	unsigned n;
	struct ack_status statuses[ACK_STATUSES];
};

struct ack_totals { uint64_t claims[2]; money charge[2]; };

/* The sum; the total as it was when that is more than can be told. */
static inline money
ack_sum(money total, money more)
{
	(void)money_add(total, more, &total);
	return total;
}


struct ack_party {
	char	 entity[3], id_kind[3];
	char	 name[61], first[36], middle[26], suffix[11], id[81];
};

struct ack_line {
	uint64_t segment;		/* of its LX; 0: none */
	unsigned n;
	struct ack_status statuses[ACK_STATUSES];
	char	 number[31], control[51];
	char	 kind[3], code[49], modifiers[4][3];
	char	 revenue[49], charge[19], units[16], day[18];
};

struct ack_claims {
	bool	 collecting;
	struct spill spill;
	struct buf record;		/* being made */
	uint64_t group_at, batch_at, provider_at;	/* records that are to
					 * be completed */
	bool	 group_told, batch_told, provider_told, patient_told;
	struct ack_totals batch_totals, provider_totals;
	struct ack_level_state levels[ACK_LEVELS];
	enum ack_level level;
	struct ack_party submitter, source, provider, subscriber, patient;
	char	 provider_tax[81], batch[51], made[9];

	uint64_t claim;			/* ordinal of its CLM; 0: none */
	unsigned n;
	struct ack_status statuses[ACK_STATUSES];
	char	 number[51], clearinghouse[51], bill_type[6];
	char	 from[9], through[9];	/* days of its lines ... */
	char	 stated[18];		/* ... or as the claim says itself */
	money	 charge;
	struct ack_line line;
	struct buf lines;		/* those in error, as records */
};

struct ack_reply;			/* see acknowledge_answer.c */

/* ---- all ------------------------------------------------------------ */

struct ack_interchange {
	bool	 open, ended;		/* ended: its IEA was seen */
	bool	 answers;		/* it brings a TA1 */
	unsigned groups;
	uint64_t transactions[3];	/* as in acknowledge_summary */
	struct arena arena;
	str	 fault;			/* a TA1's code; empty: none */
	struct interchange *back[ACK_KINDS];	/* that bring the answers */
	struct interchange_acknowledgement *answer;
};

struct acknowledger {
	struct acknowledge_options options;
	struct acknowledge_summary sum;
	enum rc	 rc;			/* what failed first */
	struct err err;
	uint64_t seen;			/* ordinal of the last segment */
	struct arena early_arena;	/* findings about segments to come */
	struct { struct finding **v; size_t n, size; } early;
	uint32_t number;		/* of the last answering interchange */
	struct ack_interchange interchange;
	struct arena arenas[2];		/* of groups, in turn */
	struct ack_group group;
	struct ack_transaction transaction;
	struct ack_claims claims;
	struct ack_reply *reply;
	struct finding_sink refused;
	struct writer *writers[ACK_KINDS];	/* of the interchange at hand */
	struct spill answers[ACK_KINDS];
};

/* Remember a failure; the first counts. */
void ack_fail(struct acknowledger *a, enum rc rc, const struct err *err);

/* Give the interchange that brings answers of this kind its number. */
void ack_number_back(struct acknowledger *a, enum acknowledgement kind);

/* Write an item of an answer; what is final is put away. */
void ack_put(struct acknowledger *a, enum acknowledgement kind,
    const struct transaction_map *map, const struct schema *schema,
    const void *object);

/* True when answers of this kind are asked for. */
static inline bool
ack_wants(const struct acknowledger *a, enum acknowledgement kind)
{
	return (a->options.wanted >> kind & 1) != 0;
}

/* acknowledge_group.c */
void ack_group_begin(struct acknowledger *a, const struct segment *s);
void ack_group_trailer(struct acknowledger *a, const struct segment *s);
void ack_group_end(struct acknowledger *a);
void ack_transaction_begin(struct acknowledger *a, const struct judge *j,
    const struct segment *s);
void ack_transaction_segment(struct acknowledger *a,
    const struct segment *s);
void ack_transaction_end(struct acknowledger *a);
void ack_group_fault(struct acknowledger *a, str code);
void ack_transaction_fault(struct acknowledger *a, str code);
void ack_segment_fault(struct acknowledger *a, const struct finding *f);

/* acknowledge_claim.c */
void ack_claims_begin(struct acknowledger *a, const struct segment *s);
void ack_claims_segment(struct acknowledger *a, const struct segment *s,
    const struct guide_node *node);
void ack_claims_fault(struct acknowledger *a, const struct finding *f);
void ack_claims_end(struct acknowledger *a, bool accepted);
void ack_claims_group_end(struct acknowledger *a, bool accepted);

/* acknowledge_answer.c */
void ack_answer_claims(struct acknowledger *a);
void ack_reply_free(struct ack_reply *r);

/* ---- records of claims put away ------------------------------------- */

enum ack_record { RECORD_GROUP, RECORD_BATCH, RECORD_PROVIDER, RECORD_PATIENT,
	RECORD_CLAIM, RECORD_LINE };

/* Each record begins with this; texts follow, each with a NUL behind it. */
struct ack_head {
	uint32_t size;			/* of the record with this head */
	uint8_t	 kind;			/* enum ack_record */
	uint8_t	 rejected;		/* of a group, batch or claim */
	uint8_t	 n;			/* of a claim or line: its statuses */
	uint8_t	 texts;
	money	 charge;		/* of a claim */
	struct ack_status statuses[ACK_STATUSES];
	struct ack_totals totals;	/* of a batch or provider */
};

#endif
