{{%AUTOESCAPE context="HTML"}}
{{! A forgotten password; filled by page/sign_in_link.c.
  PROBLEM   included
  ACTION FORM_TOKEN KEPT  of the form
  TICKET    (section) of who was asked to wait
  NO_MAIL   (section) this site sends no mail
  EMAIL     what was typed; EMAIL_ERROR (section) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Choose a new password]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#NO_MAIL}}<p><b>[[This site sends no mail yet.]]</b> [[Ask an administrator for a new link: it takes them a minute.]]</p>{{/NO_MAIL}}
<form class="brief" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}
{{#TICKET}}<input type="hidden" name="ticket" value="{{TICKET}}">{{/TICKET}}
<div class="field{{#EMAIL_ERROR}} bad{{/EMAIL_ERROR}}"><label for="f-email">[[Email address]]</label> <span class="hint" id="f-email-hint">[[We mail a link to it when it has an account. The link works once, for one hour.]]</span>
{{#EMAIL_ERROR}}<span class="oops" id="f-email-error">{{EMAIL_ERROR}}</span>{{/EMAIL_ERROR}}
<input type="email" id="f-email" name="email" value="{{EMAIL}}" autocomplete="username" required aria-describedby="f-email-hint{{#EMAIL_ERROR}} f-email-error{{/EMAIL_ERROR}}"{{#EMAIL_ERROR}} aria-invalid="true"{{/EMAIL_ERROR}}></div>
<div class="act"><button class="btn">[[Mail a link]]</button></div>
</form>
<p class="field linklist"><a href="/sign-in">[[Sign in]]</a></p>
</div></div>
