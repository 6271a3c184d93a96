/* SPDX-License-Identifier: Apache-2.0 */
/*
 * note.c -- X12's syntax notes: elements of a segment, or components of a
 * composite, that depend on each other.
 */
#include "x12/judge_private.h"

/* True when what is present keeps the note. */
static inline bool
note_holds(const struct syntax_note *n, uint64_t present)
{
	uint64_t got = present & n->mask;

	switch (n->kind) {
	case 'P':
		return got == 0 || got == n->mask;
	case 'R':
		return got != 0;
	case 'E':
		return (got & (got - 1)) == 0;
	case 'C':
		return (present >> n->first & 1) == 0 || got == n->mask;
	default:	/* L */
		return (present >> n->first & 1) == 0 || got != 0;
	}
}

/* See judge_private.h. */
bool
notes_hold(const struct syntax_note *notes, unsigned n, uint64_t present)
{
	for (unsigned i = 0; i < n; i++)
		if (!note_holds(&notes[i], present))
			return false;
	return true;
}

static enum finding_code
note_code(char kind)
{
	return kind == 'P' ? FINDING_NOTE_PAIRED :
	    kind == 'R' ? FINDING_NOTE_REQUIRED :
	    kind == 'E' ? FINDING_NOTE_EXCLUSION : FINDING_NOTE_CONDITION;
}

/* Append the elements of the note, "NM108 and NM109". */
static void
note_words(const struct segment *s, unsigned element,
    const struct syntax_note *n, struct buf *out)
{
	unsigned from = n->first != 0 ? 1 : 0;
	str name = segment_name(s);

	for (unsigned i = from; i < n->n; i++) {
		if (i > from)
			buf_add(out, i + 1 < n->n ? STR(", ") :
			    n->kind == 'P' || n->kind == 'C' ? STR(" and ") :
			    STR(" or "));
		buf_add(out, name);
		if (element != 0)
			buf_fmt(out, "%02u-%u", element, n->elements[i]);
		else
			buf_fmt(out, "%02u", n->elements[i]);
	}
}

/*
 * A missing partner is where to point: the first element of the note that was
 * not sent, or the first that was sent too many.
 */
static unsigned
note_points_at(const struct syntax_note *n, uint64_t present)
{
	for (unsigned i = 0; i < n->n; i++) {
		bool there = (present >> n->elements[i] & 1) != 0;

		if (n->elements[i] != n->first && there == (n->kind == 'E'))
			return n->elements[i];
	}
	return n->elements[0];
}

/* Report a note that is broken. */
static void
report_note(struct judge *j, const struct segment *s, unsigned element,
    const struct syntax_note *n, uint64_t present)
{
	unsigned at = note_points_at(n, present);
	struct finding f = judge_finding(j, note_code(n->kind), s,
	    element != 0 ? element : at, 0);
	struct buf want, first;

	buf_init(&want, 256);
	buf_init(&first, 32);
	note_words(s, element, n, &want);
	if (n->first != 0)
		buf_fmt(&first, STR_FMT "%02u", STR_ARG(segment_name(s)),
		    n->first);
	if (element != 0)
		f.at.component = (uint8_t)at;
	f.value = (str){ NULL, 0 };
	f.want = buf_str(&want);
	f.a = buf_str(&first);
	judge_add(j, &f);
	buf_fini(&want);
	buf_fini(&first);
}

/* See judge_private.h. */
void
check_notes(struct judge *j, const struct segment *s, unsigned element,
    const struct syntax_note *notes, unsigned n, struct sent sent)
{
	for (unsigned i = 0; i < n; i++)
		if (!note_holds(&notes[i], sent.present) &&
		    (notes[i].mask & sent.reported) == 0)
			report_note(j, s, element, &notes[i], sent.present);
}
