/* What a handler gets: the request, the answer to fill, the database as its
 * route's row allows, words and templates. */
#ifndef PAGE_CTX_H
#define PAGE_CTX_H

#include "http/request.h"
#include "http/response.h"
#include "http/router.h"
#include "store/db.h"
#include "util/config.h"
#include "util/status.h"
#include "view/map.h"
#include "view/view.h"

struct route;
struct session;
struct supervisor_worker;

/* What a POST's one-time token turned out to be (page/form_token.h). */
enum form_token_state {
	FORM_TOKEN_FINE,
	FORM_TOKEN_MISSING, /* none, or not one of ours, or another form's */
	FORM_TOKEN_OLD,
	FORM_TOKEN_USED,    /* by a form that said something else */
	FORM_TOKEN_REPEATED /* by this very form: location is its answer */
};

/* The pools of workers, by what may keep one waiting and what it may do: a
 * flood of readers keeps no moderator waiting, nor does a site elsewhere that
 * does not answer. routes_pool() tells whose a row is. */
enum pool {
	POOL_APP,     /* what everybody reads, and comments */
	POOL_OUTSIDE, /* what asks other sites; the only one that may */
	POOL_STAFF,   /* signing in, and whoever has: members and staff */
	POOLS
};

/* What a worker holds from start to end. */
struct site {
	const struct config *config;
	struct strings *strings;
	struct view *view;
	struct map *map;
	struct db *reader;     /* query_only */
	struct db *writer;     /* opened at the first write */
	unsigned char key[32]; /* STATE/secret */
	struct ready_made *ready_made;
	struct assets *assets; /* static files by content hash */
	/* The process that serves; NULL in the job and in commands. */
	const struct supervisor_worker *worker;
	enum pool pool; /* of this process: the rows that it serves */
};

struct ctx {
	struct site *site;
	struct request *request;
	struct response *response;
	struct arena *arena; /* the request's */
	const struct route *route;
	struct router_params params;
	struct form *form; /* POST: the body; else NULL */
	struct db *db;     /* read-only for GET; may write as the row says */
	const struct strings *s;
	int64_t now;
	int64_t generation; /* public, read before the page's other reads */
	int64_t directory;  /* the listings' own, likewise */
	const char *theme;  /* "light", "dark" or "" for the device's */
	bool has_cookies;   /* any of ours: such a page is never kept */
	bool is_one_off;    /* an address that somebody made up: likewise */
	const unsigned char *guest_hash; /* 32 bytes, or NULL: not known */
	const struct session *user; /* who is signed in, or NULL; FOR_MEMBER
				     * and FOR_STAFF rows may trust that it is
				     * set */
	const char *session_token;  /* of the cookie of a living session */
	enum form_token_state token_state;
	bool has_transaction; /* of page/post.c, around the handler */
	bool is_given_up;     /* nothing of this POST will be stored */
	/* A form that waits for its sender to sign in: page/admin_again.h. */
	const char *kept_to, *kept_fields;
	/* For the error page: what the visitor had typed, kept with 503/507. */
	const char *kept_text;
};

/* A path parameter, never NULL. */
const char *ctx_param(const struct ctx *c, const char *name);

/* A path parameter that is an id: digits without a leading zero, so that each
 * thing has one address; 0 for anything else. */
int64_t ctx_id(const struct ctx *c, const char *name);

/* base_url + path. */
char *ctx_absolute(const struct ctx *c, const char *path);

#endif
