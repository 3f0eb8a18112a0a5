{{%AUTOESCAPE context="HTML"}}
{{! Asking for a link by e-mail; filled by page/sign_in_email.c.
  PROBLEM   included
  ACTION FORM_TOKEN KEPT  of the form
  STATE     (section) of the sign-in that holds what was typed
  TICKET    (section) of who was asked to wait
  EMAIL     what was typed; EMAIL_ERROR (section) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Sign in with a link by email]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#STATE}}<p class="sample">[[What you typed is kept. You can post it when you are signed in.]]</p>{{/STATE}}
<form class="brief" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}
{{#STATE}}<input type="hidden" name="state" value="{{STATE}}">{{/STATE}}
{{#TICKET}}<input type="hidden" name="ticket" value="{{TICKET}}">{{/TICKET}}
<div class="field{{#EMAIL_ERROR}} bad{{/EMAIL_ERROR}}"><label for="f-email">[[Your email address]]</label> <span class="hint" id="f-email-hint">[[We mail you a link to sign in with. It works once, for ten minutes.]]</span>
{{#EMAIL_ERROR}}<span class="oops" id="f-email-error">{{EMAIL_ERROR}}</span>{{/EMAIL_ERROR}}
<input type="email" id="f-email" name="email" value="{{EMAIL}}" autocomplete="email" required aria-describedby="f-email-hint{{#EMAIL_ERROR}} f-email-error{{/EMAIL_ERROR}}"{{#EMAIL_ERROR}} aria-invalid="true"{{/EMAIL_ERROR}}></div>
<div class="act"><button class="btn">[[Mail me a link]]</button></div>
</form>
<p class="field linklist"><a href="/sign-in">[[All ways to sign in]]</a></p>
</div></div>
