{{%AUTOESCAPE context="HTML"}}
{{! A new password; filled by page/me_password.c.
  PROBLEM     included
  FORM_TOKEN  of the form
  TICKET      (section) of who was asked to wait
  EMAIL       of the account, for the browser's memory
  OLD_ERROR PASSWORD_ERROR  (sections) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Change your password]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[Everywhere else you are signed out by this, and links to choose a password end.]]</p>
<form class="brief" method="post" action="/me/password">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{#TICKET}}<input type="hidden" name="ticket" value="{{TICKET}}">{{/TICKET}}
<input type="text" hidden name="email" value="{{EMAIL}}" autocomplete="username" readonly>
<div class="field{{#OLD_ERROR}} bad{{/OLD_ERROR}}"><label for="f-password-old">[[Present password]]</label>
{{#OLD_ERROR}}<span class="oops" id="f-password-old-error">{{OLD_ERROR}}</span>{{/OLD_ERROR}}
<input type="password" id="f-password-old" name="password-old" autocomplete="current-password" required{{#OLD_ERROR}} aria-describedby="f-password-old-error" aria-invalid="true"{{/OLD_ERROR}}></div>
<div class="field{{#PASSWORD_ERROR}} bad{{/PASSWORD_ERROR}}"><label for="f-password">[[New password]]</label> <span class="hint" id="f-password-hint">[[8 characters or more. A few words that only you would put together are good.]]</span>
{{#PASSWORD_ERROR}}<span class="oops" id="f-password-error">{{PASSWORD_ERROR}}</span>{{/PASSWORD_ERROR}}
<input type="password" id="f-password" name="password" autocomplete="new-password" required aria-describedby="f-password-hint{{#PASSWORD_ERROR}} f-password-error{{/PASSWORD_ERROR}}"{{#PASSWORD_ERROR}} aria-invalid="true"{{/PASSWORD_ERROR}}></div>
<div class="act"><button class="btn">[[Change password]]</button></div>
</form>
</div></div>
