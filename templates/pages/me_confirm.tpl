{{%AUTOESCAPE context="HTML"}}
{{! The password, asked again; filled by page/me_password.c.
  PROBLEM     included
  FORM_TOKEN KEPT  of the form
  TICKET      (section) of who was asked to wait
  EMAIL       of the account, for the browser's memory
  PASSWORD_ERROR  (section) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your password, once more]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[What comes next is for you alone, so we ask again.]]</p>
<form class="brief" method="post" action="/me/confirm">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}{{#TICKET}}<input type="hidden" name="ticket" value="{{TICKET}}">{{/TICKET}}
<input type="text" hidden name="email" value="{{EMAIL}}" autocomplete="username" readonly>
<div class="field{{#PASSWORD_ERROR}} bad{{/PASSWORD_ERROR}}"><label for="f-password">[[Password]]</label>
{{#PASSWORD_ERROR}}<span class="oops" id="f-password-error">{{PASSWORD_ERROR}}</span>{{/PASSWORD_ERROR}}
<input type="password" id="f-password" name="password" autocomplete="current-password" required{{#PASSWORD_ERROR}} aria-describedby="f-password-error" aria-invalid="true"{{/PASSWORD_ERROR}}></div>
<div class="act"><button class="btn">[[Go on]]</button></div>
</form>
</div></div>
