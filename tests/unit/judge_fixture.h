/* The judge with a database, a site and a form, for tests of what it says. */
#ifndef JUDGE_FIXTURE_H
#define JUDGE_FIXTURE_H

#include "talk_fixture.h"

#include "http/form.h"
#include "page/judge.h"
#include "store/setting.h"
#include "store/staff_comment.h"
#include "store/word_rule.h"
#include "view/strings.h"

struct judge {
	struct fixture *f;
	struct config config;
	struct site site;
	struct request request;
	struct form form;
	struct ctx c;
	struct strings *strings;
};

static inline int open_judge(void **state)
{
	struct judge *j = calloc(1, sizeof(*j));

	assert_int_equal(
		strings_open(NORTHSTAR_SHARE "/strings", "en", &j->strings),
		STATUS_OK);
	open_talk(state);
	j->f = *state;
	/* For the keys of addresses; fixture_close() removes it. */
	strcpy(j->f->folder, "/tmp/northstar-judge-XXXXXX");
	assert_non_null(mkdtemp(j->f->folder));
	j->config.state = j->f->folder;
	j->config.comments_per_hour = 6;
	j->site.config = &j->config;
	j->site.key[0] = 7;
	j->request.arena = j->f->arena;
	j->request.cookies = "";
	j->request.address = "192.0.2.1";
	form_init(&j->form, j->f->arena);
	j->c = (struct ctx){
		.site = &j->site,
		.request = &j->request,
		.arena = j->f->arena,
		.db = j->f->db,
		.form = &j->form,
		.s = j->strings,
		.now = NOW,
	};
	*state = j;
	return 0;
}

static inline int close_judge(void **state)
{
	struct judge *j = *state;
	void *fixture = j->f;

	fixture_close(&fixture);
	strings_close(j->strings);
	free(j);
	return 0;
}

/* Judge a draft; its verdict is in it then. */
static inline struct spam_verdict *judge(struct judge *j,
					 struct comment_draft *draft)
{
	assert_int_equal(comment_judge(&j->c, draft), STATUS_OK);
	return &draft->verdict;
}

/* What the form says besides. */
static inline void say(struct judge *j, const char *query)
{
	assert_int_equal(
		form_parse(&j->form, j->f->arena, query, strlen(query)),
		STATUS_OK);
}

/* A person reads the comment and decides. */
static inline void decide(struct judge *j, int64_t id, enum comment_state state)
{
	struct staff_comment seen;
	struct comment_decision d = {
		.id = id, .state = state, .actor = "user 1", .now = NOW + 60
	};
	int64_t version;

	assert_int_equal(
		store_staff_comment_get(j->f->db, j->f->arena, id, &seen),
		STATUS_OK);
	d.version = seen.version;
	assert_int_equal(store_staff_comment_decide(j->f->db, &d, &version),
			 STATUS_OK);
}

#endif
