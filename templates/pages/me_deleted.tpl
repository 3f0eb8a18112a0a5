{{%AUTOESCAPE context="HTML"}}
{{! After an account was deleted; filled by page/me_delete.c. }}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Everything is deleted]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
<p class="lede">[[Your account is gone, with all that you wrote. You are signed out.]]</p>
<p class="lede">[[Thank you for having been part of the conversation. Whenever you want to write again, you can, with an account or without.]]</p>
<p class="act"><a class="btn" href="/">[[Go to the home page]]</a></p>
</div></div>
