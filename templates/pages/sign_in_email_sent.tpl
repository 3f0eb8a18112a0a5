{{%AUTOESCAPE context="HTML"}}
{{! After asking for a link; filled by page/sign_in_email.c. It says the same
    whoever asked.
  PROBLEM  included, empty
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Look for our mail]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[A mail is on its way to the address you gave. Open the link in it within ten minutes. You can open it on another device, too.]]</p>
<p>[[What you typed comes along. No mail after a few minutes? Check your spam folder, or ask for another link.]]</p>
<p class="field linklist"><a href="/sign-in/email">[[Ask for another link]]</a><br><a href="/sign-in">[[All ways to sign in]]</a></p>
</div></div>
