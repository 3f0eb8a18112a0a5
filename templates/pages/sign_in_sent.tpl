{{%AUTOESCAPE context="HTML"}}
{{! After asking for a new password; filled by page/sign_in_link.c.
  PROBLEM   included, empty
  TITLE
  MAILED, NO_MAIL  (sections) whether this site sends mail
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{TITLE}}</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#MAILED}}<p>[[If the address has an account, a mail with a link is on its way. The link works once, for one hour.]]</p>
<p>[[No mail after ten minutes? Check your spam folder, or ask an administrator.]]</p>{{/MAILED}}{{#NO_MAIL}}<p><b>[[This site sends no mail yet.]]</b> [[Ask an administrator for a new link: it takes them a minute.]]</p>{{/NO_MAIL}}
<p class="field linklist"><a href="/sign-in">[[Sign in]]</a></p>
</div></div>
