{{%AUTOESCAPE context="HTML"}}
{{! After asking for a new password; filled by page/sign_in_link.c.
  PROBLEM   included, empty
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Look at your mail]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[If the address has an account, a mail with a link is on its way. The link works once, for one hour.]]</p>
<p>[[No mail after ten minutes? Look among the unwanted ones, or ask an administrator.]]</p>
<p class="field linklist"><a href="/sign-in">[[Sign in]]</a></p>
</div></div>
