/* The handlers that rows of the route table name; one file per resource. */
#ifndef PAGE_PAGES_H
#define PAGE_PAGES_H

#include "page/ctx.h"

enum status page_home(struct ctx *c);             /* home.c */
enum status page_about(struct ctx *c);            /* about.c */
enum status page_privacy(struct ctx *c);          /* privacy.c */
enum status page_preferences_save(struct ctx *c); /* preferences.c */

enum status page_thread_atom(struct ctx *c); /* thread_data.c */
enum status page_thread_json(struct ctx *c);
enum status page_comment_report(struct ctx *c);        /* comment_report.c */
enum status page_comment_report_send(struct ctx *c);   /* comment_report.c */
enum status page_comment_report_thanks(struct ctx *c); /* comment_report.c */
enum status page_comment_new(struct ctx *c);           /* comment_new.c */
enum status page_comment_edit(struct ctx *c);          /* comment_edit.c */
enum status page_comment_edit_save(struct ctx *c);
enum status page_comment_deleted(struct ctx *c);
enum status page_comment_create(struct ctx *c);  /* comment.c */
enum status page_comment_show(struct ctx *c);    /* thread_way.c */
enum status page_comment_confirm(struct ctx *c); /* comment_mail.c */
enum status page_comment_confirm_save(struct ctx *c);
enum status page_comment_stop(struct ctx *c);
enum status page_comment_stop_save(struct ctx *c);
enum status page_moderate(struct ctx *c); /* moderate.c */
enum status page_moderate_save(struct ctx *c);
enum status page_me_digest_save(struct ctx *c); /* me_digest.c */
enum status page_program_list(struct ctx *c);   /* program_list.c */
enum status page_program_csv(struct ctx *c);    /* program_data.c */
enum status page_program_json(struct ctx *c);   /* program_data.c */
enum status page_program_atom(struct ctx *c);   /* program_data.c */
enum status page_program_show(struct ctx *c);   /* program.c */
enum status page_program_data(struct ctx *c);   /* program_data.c */
enum status page_county_list(struct ctx *c);    /* county_list.c */
enum status page_county_show(struct ctx *c);    /* county.c */

enum status page_dashboard(struct ctx *c);      /* dashboard.c */
enum status page_area(struct ctx *c);           /* area.c */
enum status page_corrections(struct ctx *c);    /* corrections.c */
enum status page_dashboard_csv(struct ctx *c);  /* plan_data.c; */
enum status page_dashboard_json(struct ctx *c); /* one area or all */

enum status page_admin_home(struct ctx *c);            /* admin_home.c */
enum status page_admin_settings(struct ctx *c);        /* admin_settings.c */
enum status page_admin_settings_switch(struct ctx *c); /* admin_settings.c */
enum status page_admin_word_add(struct ctx *c);        /* admin_settings.c */
enum status page_admin_word_remove(struct ctx *c);     /* admin_settings.c */
enum status page_admin_take(struct ctx *c);
enum status page_admin_let_go(struct ctx *c);
enum status page_admin_plan(struct ctx *c);    /* admin_plan.c */
enum status page_admin_measure(struct ctx *c); /* admin_measure.c */
enum status page_admin_measure_save(struct ctx *c);
enum status page_admin_measure_publish(struct ctx *c);
enum status page_admin_measure_new(struct ctx *c);
enum status page_admin_measure_add(struct ctx *c);
enum status page_admin_measure_retire(struct ctx *c);
enum status page_admin_measure_retire_save(struct ctx *c);
enum status page_admin_figure(struct ctx *c); /* admin_figure.c */
enum status page_admin_figure_save(struct ctx *c);
enum status page_admin_plan_paste(struct ctx *c); /* admin_plan_paste.c */
enum status page_admin_plan_paste_save(struct ctx *c);
enum status page_admin_texts(struct ctx *c); /* admin_text.c */
enum status page_admin_text(struct ctx *c);  /* admin_text_edit.c */
enum status page_admin_text_save(struct ctx *c);
enum status page_admin_text_draft(struct ctx *c);
enum status page_admin_text_revision(struct ctx *c); /* …_revision.c */
enum status page_admin_text_restore(struct ctx *c);

enum status page_admin_audit(struct ctx *c); /* admin_audit.c */
enum status page_admin_erase(struct ctx *c); /* admin_erase.c */
enum status page_admin_erase_post(struct ctx *c);

enum status page_admin_comments(struct ctx *c); /* admin_comments.c */
enum status page_admin_comment(struct ctx *c);  /* admin_comment.c */
enum status page_admin_comment_save(struct ctx *c);
enum status page_admin_comment_edit(struct ctx *c); /* admin_comment_edit.c */
enum status page_admin_comment_edit_save(struct ctx *c);
enum status page_admin_comment_reply(struct ctx *c);
enum status page_admin_comment_bulk(struct ctx *c);  /* admin_comment_bulk.c */
enum status page_admin_comment_block(struct ctx *c); /* admin_blocked.c */
enum status page_admin_blocked(struct ctx *c);
enum status page_admin_blocked_remove(struct ctx *c);

enum status page_sign_in(struct ctx *c); /* sign_in.c */
enum status page_sign_in_save(struct ctx *c);
enum status page_sign_out(struct ctx *c);
enum status page_sign_in_code(struct ctx *c); /* sign_in_code.c */
enum status page_sign_in_code_save(struct ctx *c);
enum status page_sign_in_link(struct ctx *c); /* sign_in_link.c */
enum status page_sign_in_link_save(struct ctx *c);
enum status page_sign_in_forgot(struct ctx *c);
enum status page_sign_in_forgot_save(struct ctx *c);
enum status page_sign_in_sent(struct ctx *c);
enum status page_sign_in_email(struct ctx *c); /* sign_in_email.c */
enum status page_sign_in_email_save(struct ctx *c);
enum status page_sign_in_email_sent(struct ctx *c);
enum status page_sign_in_email_link(struct ctx *c);
enum status page_sign_in_email_link_save(struct ctx *c);
/* sign_in_provider.c */
enum status page_sign_in_provider(struct ctx *c);
enum status page_sign_in_provider_begin(struct ctx *c);
enum status page_sign_in_provider_return(struct ctx *c);
enum status page_me(struct ctx *c); /* me.c */
enum status page_me_session_end(struct ctx *c);
enum status page_me_sessions_end(struct ctx *c);
enum status page_me_shortcuts(struct ctx *c);
enum status page_me_name(struct ctx *c); /* me_settings.c */
enum status page_me_notifications(struct ctx *c);
enum status page_me_data(struct ctx *c);           /* me_data.c */
enum status page_me_comment_delete(struct ctx *c); /* me_delete.c */
enum status page_me_comment_delete_save(struct ctx *c);
enum status page_me_delete(struct ctx *c);
enum status page_me_delete_save(struct ctx *c);
enum status page_me_deleted(struct ctx *c);
enum status page_me_password(struct ctx *c); /* me_password.c */
enum status page_me_password_save(struct ctx *c);
enum status page_me_confirm(struct ctx *c);
enum status page_me_confirm_save(struct ctx *c);
enum status page_me_factor(struct ctx *c); /* me_factor.c */
enum status page_me_factor_save(struct ctx *c);
enum status page_me_factor_codes(struct ctx *c);
enum status page_me_factor_off(struct ctx *c);

enum status page_comments_atom(struct ctx *c); /* feed.c */
enum status page_feed(struct ctx *c);          /* feed.c */
enum status page_sitemap(struct ctx *c);       /* sitemap.c */
enum status page_sitemap_part(struct ctx *c);
enum status page_robots(struct ctx *c);     /* furniture.c */
enum status page_opensearch(struct ctx *c); /* furniture.c */
enum status page_manifest(struct ctx *c);   /* furniture.c */
enum status page_favicon(struct ctx *c);    /* furniture.c */
enum status page_favicon_ico(struct ctx *c);
enum status page_health(struct ctx *c); /* furniture.c */

enum status page_admin_users(struct ctx *c);          /* admin_users.c */
enum status page_admin_user_invite(struct ctx *c);    /* admin_users.c */
enum status page_admin_user(struct ctx *c);           /* admin_user.c */
enum status page_admin_user_save(struct ctx *c);      /* admin_user.c */
enum status page_admin_user_link(struct ctx *c);      /* admin_user.c */
enum status page_admin_mail(struct ctx *c);           /* admin_mail.c */
enum status page_admin_mail_retry(struct ctx *c);     /* admin_mail.c */
enum status page_admin_program_new(struct ctx *c);    /* admin_program_edit.c */
enum status page_admin_program_edit(struct ctx *c);   /* admin_program_edit.c */
enum status page_admin_program_create(struct ctx *c); /* …_save.c */
enum status page_admin_program_save(struct ctx *c);
enum status page_admin_program_draft_new(struct ctx *c);
enum status page_admin_program_draft(struct ctx *c);
enum status page_admin_program_preview_new(struct ctx *c); /* …_preview.c */
enum status page_admin_program_preview(struct ctx *c);
enum status page_admin_program_revisions(struct ctx *c); /* …_revision.c */
enum status page_admin_program_revision(struct ctx *c);
enum status page_admin_program_restore(struct ctx *c);

enum status page_admin_import(struct ctx *c);     /* admin_import.c */
enum status page_admin_import_add(struct ctx *c); /* admin_import.c */
enum status page_admin_import_template(struct ctx *c);
enum status page_admin_import_show(struct ctx *c); /* admin_import_report.c */
enum status page_admin_import_run(struct ctx *c);  /* admin_import_report.c */
enum status page_admin_export(struct ctx *c);      /* admin_export.c */
enum status page_admin_export_file(struct ctx *c); /* admin_export.c */

/* admin_undo_page.c */
enum status page_admin_undo_show(struct ctx *c);
enum status page_admin_undo(struct ctx *c);

/* admin_program_list.c, …_bulk.c, …_list_views.c */
enum status page_admin_program_list(struct ctx *c);
enum status page_admin_program_bulk(struct ctx *c);
enum status page_admin_view_save(struct ctx *c);
enum status page_admin_view_remove(struct ctx *c);

#endif
