/* SPDX-License-Identifier: Apache-2.0 */
/*
 * finding.h -- a judgement about somebody's data.
 *
 * Everything cleanclaim says about a file is a finding: what is wrong (a row
 * of findings.def), where (a place), and the particulars (what was found, what
 * was wanted).  Acknowledgements, JSON, web pages and the terminal are
 * renderings of findings; the words come from the row, so they are the same
 * everywhere.
 *
 *   F1  a finding is a value: it never stops the reading of a file
 *   F2  `value`, `a`, `b`, `c` and the place's control numbers and claim come
 *       from inside the file (they may be health information); `want`, `name`,
 *       the loop and the field are ours.  The segment's name is the file's too,
 *       but tells nothing as long as it looks like one.  With FINDING_HIDE
 *       nothing from inside is rendered.
 *   F3  slices are borrowed: they live until the sink returns, and a sink
 *       that keeps a finding copies it with finding_copy()
 */
#ifndef CC_BASE_FINDING_H
#define CC_BASE_FINDING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

enum severity { SEVERITY_INFO, SEVERITY_WARNING, SEVERITY_ERROR };

enum finding_code {
#define FINDING(id, code, severity, snip, ik3, ik4, title, message, why, fix, \
    example) FINDING_##id,
#include "base/findings.def"
#undef FINDING
	FINDING_N
};

/* One row of findings.def; all texts are literals. */
struct finding_def {
	str	 code;		/* "claim-total" */
	enum severity severity;
	int	 snip;		/* SNIP type 1..7 */
	str	 ik3, ik4;	/* IK304 and IK403 of a 999; may be empty */
	str	 title;		/* what it is, in a few words */
	str	 message;	/* the sentence, as a template */
	str	 why;		/* why it matters */
	str	 fix;		/* template of what to do */
	str	 example;	/* a wrong line and the right one */
};

/* Where in the file.  Numbers that do not apply are 0, texts empty. */
struct place {
	uint64_t offset;	/* bytes before the segment, or the element */
	uint64_t segment;	/* 1 is the file's first segment */
	uint32_t position;	/* in the transaction, ST is 1; as IK303 */
	str	 interchange;	/* ISA13 */
	str	 group;		/* GS06 */
	str	 transaction;	/* ST02 */
	str	 claim;		/* its number: CLM01, CLP01 ...; may be empty */
	uint64_t claim_number;	/* among the transaction's claims, 1 is the
				 * first; 0: outside of any */
	str	 loop;		/* "2010AA" */
	str	 segment_id;	/* "NM1", as the file has it */
	uint8_t	 element;	/* 1 is the first element; 0: the segment */
	uint8_t	 component;	/* 1 is the first; 0: the whole element */
	uint32_t repetition;	/* 1 is the first; 0: not a repeated element */
	str	 field;		/* in the model: "claim.lines[2].charge" */
	uint64_t line;		/* of a file of lines, 1 is the first */
	uint64_t column;	/* byte of the line, 1 is the first */
};

struct finding {
	enum finding_code code;
	struct place at;
	str	 value;		/* what the file says there (F2) */
	str	 want;		/* what was wanted, from our tables */
	str	 name;		/* our label of the element or segment */
	str	 a, b, c;	/* further particulars from the file (F2) */
};

/* Who listens.  `add` is called in file order; its finding is borrowed (F3). */
struct finding_sink {
	void	*ctx;
	void	(*add)(void *ctx, const struct finding *f);
};

/* The row of `code`, which is below FINDING_N. */
const struct finding_def *finding_def(enum finding_code code);

/* The row whose code is `code`, in any case, or NULL. */
const struct finding_def *finding_by_code(str code);

enum finding_words { FINDING_SHOW, FINDING_HIDE };

/*
 * Append the sentence of `f`: the row's template with {value} {want} {name}
 * {at} {seg} {loop} {field} {claim} {a} {b} {c} filled in.  With FINDING_HIDE
 * what comes from inside the file reads "(hidden)" (F2); so do {seg} and {at}
 * when the segment's name is not two or three capital letters and digits, which
 * is what text looks like that a wrong terminator turned into a segment.
 */
void finding_message(const struct finding *f, enum finding_words words,
    struct buf *out);

/* Append what to do about `f`, filled in like the message. */
void finding_fix(const struct finding *f, enum finding_words words,
    struct buf *out);

/*
 * Append the element's address, "CLM05-3", or "CLM" for a whole segment.  Hides
 * nothing: see finding_message() for names that are none.
 */
void finding_element(const struct place *at, struct buf *out);

/*
 * A copy of `f` with all its texts, both belonging to `a` (F3); NULL when the
 * arena is full.
 */
struct finding *finding_copy(struct arena *a, const struct finding *f);

/* "error", "warning" or "info". */
const char *severity_name(enum severity s);

#endif
