#include "command/import.h"

#include <string.h>

#include "util/cell.h"
#include "util/utf8.h"

static bool is_among(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

void import_match_columns(struct csv_file *csv, const char *const *names,
			  size_t count, size_t *at)
{
	if (csv_file_errors(csv) > 0)
		return;
	for (size_t i = 0; i < count; i++) {
		at[i] = csv_file_column(csv, names[i]);
		if (at[i] == CSV_NO_COLUMN)
			csv_file_complain_at(csv, csv_file_line(csv), names[i],
					     "is missing; add the column");
	}
	for (size_t i = 0; i < csv_file_columns(csv); i++) {
		const char *name = csv_file_column_name(csv, i);

		if (*name && !is_among(name, names, count))
			csv_file_complain_at(csv, csv_file_line(csv), name,
					     "is not a column of this file; "
					     "remove it");
	}
}

const char *import_text(struct csv_file *csv, struct arena *arena,
			size_t column, size_t min, size_t max)
{
	const char *text = utf8_clean(arena, csv_file_cell(csv, column), true);
	size_t length = utf8_length(text);

	if (length == 0 && min == 0)
		return NULL;
	if (length >= min && length <= max)
		return text;
	if (length == 0)
		csv_file_complain(csv, column, "is empty; fill it in");
	else
		csv_file_complain(csv, column,
				  "has %zu characters; %zu to %zu can be taken",
				  length, min, max);
	return NULL;
}

double import_number(struct csv_file *csv, size_t column, double min,
		     double max)
{
	const char *cell = csv_file_cell(csv, column);
	double value;

	if (cell_real(cell, &value) && value >= min && value <= max)
		return value;
	csv_file_complain(csv, column, "\"%s\" is not a number from %g to %g",
			  cell, min, max);
	return 0;
}

int command_import_end(enum status st, const char *path)
{
	switch (st) {
	case STATUS_OK:
		return 0;
	case STATUS_BAD:
		return command_failed("%s: nothing was stored; mend the file "
				      "and import it again",
				      path);
	case STATUS_FULL:
		return command_failed("nothing was stored: the disk is full");
	case STATUS_BUSY:
		return command_failed("nothing was stored: another process is "
				      "writing; try again");
	default:
		return command_failed("%s: nothing was stored (%s)", path,
				      status_name(st));
	}
}
