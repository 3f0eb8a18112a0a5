/* An old conversation on its way in: what of a WordPress export becomes a
 * comment here. Only for src/command/import_comments*.c. */
#ifndef COMMAND_IMPORT_COMMENTS_H
#define COMMAND_IMPORT_COMMENTS_H

#include "command/commands.h"
#include "page/erasure.h"
#include "store/comment.h"
#include "util/wxr.h"

#define OLD_SAID_MAX 50 /* lines of notes, and of errors */

/* A page of the old site, and the one here that takes its comments. */
struct old_page {
	const struct wxr_page *from;
	struct thread thread;
	bool is_taken; /* else its comments are left out */
};

struct old_comment {
	const struct wxr_comment *from;
	const struct old_page *page;
	enum comment_state state;
	const char *name, *email, *website; /* NULL: none */
	const char **parts; /* of a long one: the rest answers the first */
	size_t part_count;
	int64_t at;
	unsigned flags;
	struct old_comment *parent; /* NULL: the top level */
	int mark;                   /* while they are put in order */
	int64_t id;                 /* once it is stored */
};

/* Sentences with the lines that they are about. */
struct old_said {
	const char *lines[OLD_SAID_MAX];
	size_t count; /* of all, also of those that have no room */
};

struct old_talk {
	struct arena *arena;
	const struct wxr *wxr;
	const struct erasures *erasures;
	int64_t now;
	const char *site; /* "old.example.org/blog": for sources */
	struct old_page *pages;
	struct old_comment *comments;
	struct old_comment **order; /* as they are stored: parents first */
	size_t count;
	/* What was left out, and why. */
	size_t elsewhere, pings, other_kinds, wordless, erased;
	/* What is not quite as it was. */
	size_t orphans, emails_lost, websites_lost, names_cut;
	struct old_said notes, errors;
};

/* Remember a sentence about a line of the file. */
void old_say(struct old_talk *talk, struct old_said *said, size_t line,
	     const char *format, ...) __attribute__((format(printf, 4, 5)));

/* Everything that can be known without the database: comments of the pages
 * that are taken, in the order in which they are to be stored. What is wrong
 * stands in talk->errors. */
void old_talk_read(struct old_talk *talk);

#endif
