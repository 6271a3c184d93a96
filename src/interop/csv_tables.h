/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv_tables.h -- which columns a table has. (private)
 *
 * A row stands for a record, or for each item of a list in it.  A column says,
 * for each source of rows, where its cell comes from:
 *
 *	charge			the member of the row's own object
 *	procedure.code		members within members; UP pointers too
 *	/control_number		from the record on
 *	^control_number		from the object around the row's on
 *	dates{kind=472}.on	of a list, the items whose member is that
 *	lines{1}.charge		of a list, the first
 *	service_date.from	the first day of days; likewise `through`
 *	a|b			the first of these that is not empty
 *	+a +b			the sum of amounts
 *	#lines			how many
 *	@guide			of which guide the row is
 *	=claim			this word
 *
 * Several values, of a list or an array, stand in one cell with blanks between.
 */
#ifndef CC_INTEROP_CSV_TABLES_H
#define CC_INTEROP_CSV_TABLES_H

#define CSV_SOURCES 4

struct csv_column {
	const char *title;
	const char *cells[CSV_SOURCES];		/* NULL: always empty */
};

/* Where rows come from: a record, and the lists within it that lead to the
 * row's object, "lines.adjustments"; "" for the record itself. */
struct csv_source { const char *record, *list; };

struct csv_table {
	const char *kind;
	struct csv_source sources[CSV_SOURCES];
	unsigned n_sources;
	const struct csv_column *columns;
	unsigned n_columns;
};

extern const struct csv_table csv_tables[];
extern const unsigned csv_n_tables;

#endif
