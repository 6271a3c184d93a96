/* SPDX-License-Identifier: Apache-2.0 */
/*
 * judge.h -- one transaction judged against its guide, segment by segment.
 *
 * A judge is fed the segments of a transaction from ST to SE.  For each it
 * finds the place in the guide (the walk), checks the elements against that
 * place, and runs the rules that the guide attaches there.  It reports to a
 * finding_sink, in file order but for rules at a loop's end, which point back.
 *
 *   J1  one fault, one finding: after a segment that has no place the judge
 *       stays where it was, or finds the nearest place that fits
 *   J2  a judge's memory does not grow with the transaction
 *   J3  a judge holds no pointer into a block between two calls
 *
 * The rules live in rules_*.c; they see the judge through the second half of
 * this header.
 */
#ifndef CC_X12_JUDGE_H
#define CC_X12_JUDGE_H

#include "base/finding.h"
#include "base/money.h"
#include "x12/guide.h"
#include "x12/segment.h"

struct rule_facts;

/* A loop that is open: which, where in it, and what was seen in it. */
struct judge_level {
	const struct guide_node *loop;
	uint16_t position;		/* of the child last met */
	uint64_t seen[2];		/* bit: child by index */
	uint16_t count[GUIDE_CHILDREN];	/* valid where seen */
};

/* A segment to come back to: where it was, without its block (J3). */
struct judge_mark {
	uint64_t offset, ordinal;
	uint32_t position;
	segment_id id;
	const struct guide_node *node;	/* its place; NULL: never set */
};

/* A required child that was passed over: reported when its loop ends, unless
 * it comes late (then its order is the fault). */
struct judge_missing {
	uint8_t	 level;
	uint8_t	 child;
	struct judge_mark at;		/* what stood in its place */
};

/*
 * A step that the walk took before, see walk.c: from `from`, a segment named
 * `id` whose element key_element begins with the bytes `key` of `mask` (none:
 * whatever it holds), and is as long as they are where `whole` has all bits.
 */
struct judge_step {
	const struct guide_node *from;
	const struct guide_node *node, *child;	/* as in guide_entry */
	uint64_t key, mask;
	segment_id id;
	uint32_t whole;
	uint8_t	 key_element, key_n;
	uint8_t	 level;			/* whose child it is */
	bool	 advances;		/* its position there is a new one */
	bool	 claim;			/* a claim begins */
	bool	 rules;			/* `node` has some */
	char	 unused[9];		/* 64 bytes are found by a shift */
};

#define JUDGE_STEP_BITS 10		/* so many are remembered: */
#define JUDGE_STEPS (1 << JUDGE_STEP_BITS)

/* Names of the envelope around a transaction; owned by the caller and alive
 * until judge_end(). */
struct judge_names { str interchange, group, transaction; };

struct judge {
	const struct guide *guide;
	struct judge_names names;
	const struct finding_sink *sink;
	/* Called for every segment after its findings; may be NULL. */
	void	(*watch)(void *ctx, const struct judge *j,
		    const struct segment *s, const struct guide_node *node);
	void	*watch_ctx;
	enum check_depth judges;	/* which rules are run */

	unsigned depth;			/* levels in use */
	struct judge_level levels[GUIDE_DEPTH];
	const struct guide_node *node;	/* where the current segment stands;
					 * NULL: it has no place */
	struct judge_step steps[JUDGE_STEPS];
	unsigned char component;	/* the separator, then */
	bool	 repaired;		/* the open loops stand where no clean
					 * file leaves them */
	struct judge_missing missing[16];
	unsigned n_missing;
	struct {			/* a segment of no known name ... */
		uint64_t ordinal;	/* (0: none, or accounted for) */
		uint8_t	 level;		/* ... and the loop it stood in */
	} unknown;
	uint64_t headless;		/* the segment by which a loop was last
					 * entered without its first; 0: none */
	char	 claim[40];		/* number of the claim at hand */
	uint8_t	 claim_n;
	uint8_t	 claim_depth;		/* levels open when it began; 0: none */
	uint64_t claims;		/* begun in this transaction */
	bool	 broken;		/* see judge_broken() */
	struct rule_facts *facts;
};

/* Make a judge.  RC_MEMORY.  Free with judge_fini(). */
MUST_USE enum rc judge_init(struct judge *j, const struct finding_sink *sink,
    struct err *err);
void judge_fini(struct judge *j);

/* Begin a transaction under `guide`. */
void judge_begin(struct judge *j, const struct guide *guide,
    const struct judge_names *names);

/*
 * The next segment, ST first.  `next` is the one after it if it is at hand,
 * else NULL; it only helps to guess what a wrong qualifier meant.
 */
void judge_segment(struct judge *j, const struct segment *s,
    const struct segment *next);

/*
 * Check only the elements of `s`, its key among them, as a segment at `node` of
 * the guide begun: no walk, no rules.  For who writes segments.
 */
void judge_elements(struct judge *j, const struct guide_node *node,
    const struct segment *s);

/* The same, when all that is asked is if judge_elements() surely would have
 * nothing to report.  Elements `known`, a bit each, are right already. */
bool judge_is_sure(const struct guide_node *node, const struct segment *s,
    uint64_t known);

/* The transaction is over (after SE, or where the data ended): close all
 * loops and run the rules at their ends.  `last` is where to point. */
void judge_end(struct judge *j, const struct segment *last);

/* The transaction is over because the data broke off: what did not come is
 * not told to be missing, and no sums are judged. */
void judge_cut(struct judge *j);

/* ---- what rules use ------------------------------------------------- */

/*
 * A rule is a row of rules.def: its name in the guides, and a function, which
 * is a rule_fn.  Under
 * a segment it is run when that segment was met and its elements checked;
 * under a loop when the loop ends, with `s` the segment that ended it.  `form`
 * is what of it is run when only form is judged (CHECK_GUIDE), or NULL.
 */
struct rule { str name; rule_fn *run, *form; };

/* The rule called `name`, or NULL. */
const struct rule *rule_by_name(str name);

/* Memory of the rules: one per judge, cleared when a transaction begins. */
struct rule_facts *rule_facts_new(void);
void rule_facts_begin(struct rule_facts *facts);
void rule_facts_free(struct rule_facts *facts);

/* Remember where `s` stands. */
struct judge_mark judge_mark(const struct judge *j, const struct segment *s);

/*
 * A finding at `element`-`component` (0: the segment) of `s`, its value and
 * label filled in; the caller sets what else its template names, then
 * judge_add()s it.
 */
struct finding judge_finding(const struct judge *j, enum finding_code code,
    const struct segment *s, unsigned element, unsigned component);

/* The same at a segment met earlier; `value` is empty. */
struct finding judge_finding_at(const struct judge *j,
    enum finding_code code, const struct judge_mark *m, unsigned element,
    unsigned component);

/* Report `f`. */
void judge_add(struct judge *j, const struct finding *f);

/*
 * True when, since the last judge_mend(), a finding was reported that leaves
 * sums and relations unsure (a segment missing, unknown, or misplaced, an
 * amount that is no number).  Rules that need the whole picture keep silent
 * then (J1).
 */
static inline bool
judge_broken(const struct judge *j)
{
	return j->broken;
}

/* A new claim begins: what was broken before does not matter to it. */
static inline void
judge_mend(struct judge *j)
{
	j->broken = false;
}

#endif
