#include "page/routes.h"

#include "page/pages.h"
#include "page/query.h"

/* Order matters only where patterns overlap: the first row that fits wins. */
const struct route page_routes[] = {
	{ GET, FOR_ANYONE, "/", page_home, ROUTE_READY_MADE, .queries = "" },
	{ GET, FOR_ANYONE, "/about", page_about, ROUTE_READY_MADE,
	  .queries = "comments reply_to" },
	{ POST, FOR_ANYONE, "/comments", page_comment_create, ROUTE_WRITES,
	  FORM_SAME_SITE, 65536 },
	{ GET, FOR_ANYONE, "/comments/:id", page_comment_show },
	{ POST, FOR_ANYONE, "/preferences", page_preferences_save,
	  ROUTE_NO_DATABASE, FORM_SAME_SITE, 4096 },

	{ GET, FOR_ANYONE, "/programs", page_program_list, ROUTE_READY_MADE,
	  .queries = QUERY_NAMES },
	{ GET, FOR_ANYONE, "/programs.csv", page_program_csv },
	{ GET, FOR_ANYONE, "/programs.json", page_program_json },
	{ GET, FOR_ANYONE, "/programs.atom", page_program_atom },
	{ GET, FOR_ANYONE, "/programs/:slug.json", page_program_data },
	{ GET, FOR_ANYONE, "/programs/:slug", page_program_show,
	  ROUTE_READY_MADE, .queries = "comments reply_to" },
	{ GET, FOR_ANYONE, "/counties", page_county_list, ROUTE_READY_MADE,
	  .queries = "" },
	{ GET, FOR_ANYONE, "/counties/:slug", page_county_show,
	  ROUTE_READY_MADE, .queries = "" },

	{ GET, FOR_ANYONE, "/dashboard", page_dashboard, ROUTE_READY_MADE,
	  .queries = "" },
	{ GET, FOR_ANYONE, "/dashboard.csv", page_dashboard_csv },
	{ GET, FOR_ANYONE, "/dashboard.json", page_dashboard_json },
	{ GET, FOR_ANYONE, "/dashboard/corrections", page_corrections,
	  ROUTE_READY_MADE, .queries = "" },
	{ GET, FOR_ANYONE, "/dashboard/:area.csv", page_dashboard_csv },
	{ GET, FOR_ANYONE, "/dashboard/:area.json", page_dashboard_json },
	{ GET, FOR_ANYONE, "/dashboard/:area", page_area, ROUTE_READY_MADE,
	  .queries = "comments reply_to" },

	{ GET, FOR_ANYONE, "/feed.atom", page_feed },
	{ GET, FOR_ANYONE, "/sitemap.xml", page_sitemap },
	{ GET, FOR_ANYONE, "/sitemap/:after.xml", page_sitemap_part },
	{ GET, FOR_ANYONE, "/robots.txt", page_robots, ROUTE_NO_DATABASE },
	{ GET, FOR_ANYONE, "/opensearch.xml", page_opensearch,
	  ROUTE_NO_DATABASE },
	{ GET, FOR_ANYONE, "/site.webmanifest", page_manifest,
	  ROUTE_NO_DATABASE },
	{ GET, FOR_ANYONE, "/favicon.svg", page_favicon, ROUTE_NO_DATABASE },
	{ GET, FOR_ANYONE, "/favicon.ico", page_favicon_ico,
	  ROUTE_NO_DATABASE },
	{ GET, FOR_LOOPBACK, "/healthz", page_health },

	{ GET, FOR_STAFF, "/admin", page_admin_home, .may = MAY_ENTER },
	{ POST, FOR_STAFF, "/admin/take", page_admin_take, ROUTE_WRITES,
	  FORM_TOKEN, 4096, .may = MAY_ENTER },
	{ POST, FOR_STAFF, "/admin/let-go", page_admin_let_go, ROUTE_WRITES,
	  FORM_TOKEN, 4096, .may = MAY_ENTER },

	{ GET, FOR_STAFF, "/admin/users", page_admin_users, ROUTE_CONFIRMED,
	  .may = MAY_MANAGE_USERS },
	{ POST, FOR_STAFF, "/admin/users", page_admin_user_invite,
	  ROUTE_WRITES | ROUTE_OWN_TRANSACTION | ROUTE_SHOWS_AGAIN |
		  ROUTE_CONFIRMED,
	  FORM_TOKEN, 8192, .may = MAY_MANAGE_USERS },
	{ GET, FOR_STAFF, "/admin/users/:id", page_admin_user, ROUTE_CONFIRMED,
	  .may = MAY_MANAGE_USERS },
	{ POST, FOR_STAFF, "/admin/users/:id", page_admin_user_save,
	  ROUTE_WRITES | ROUTE_CONFIRMED, FORM_TOKEN, 8192,
	  .may = MAY_MANAGE_USERS },
	{ POST, FOR_STAFF, "/admin/users/:id/link", page_admin_user_link,
	  ROUTE_WRITES | ROUTE_OWN_TRANSACTION | ROUTE_CONFIRMED, FORM_TOKEN,
	  4096, .may = MAY_MANAGE_USERS },
	{ GET, FOR_STAFF, "/admin/mail", page_admin_mail,
	  .may = MAY_MANAGE_USERS },
	{ POST, FOR_STAFF, "/admin/mail/:id/retry", page_admin_mail_retry,
	  ROUTE_WRITES, FORM_TOKEN, 4096, .may = MAY_MANAGE_USERS },

	{ GET, FOR_STAFF, "/admin/import", page_admin_import,
	  .may = MAY_IMPORT },
	/* 8 MB of table and the form around it; as in src/conf/site.conf */
	{ POST, FOR_STAFF, "/admin/import", page_admin_import_add,
	  ROUTE_WRITES | ROUTE_UPLOAD | ROUTE_SHOWS_AGAIN, FORM_TOKEN,
	  8256 * 1024, .may = MAY_IMPORT },
	{ GET, FOR_STAFF, "/admin/import/template.csv",
	  page_admin_import_template, .may = MAY_IMPORT },
	{ GET, FOR_STAFF, "/admin/import/:id", page_admin_import_show,
	  .may = MAY_IMPORT },
	{ POST, FOR_STAFF, "/admin/import/:id/run", page_admin_import_run,
	  ROUTE_WRITES, FORM_TOKEN, 4096, .may = MAY_IMPORT },
};

const size_t page_route_count = sizeof(page_routes) / sizeof(page_routes[0]);
