{{%AUTOESCAPE context="HTML"}}
{{! Behind a one-time link; filled by page/sign_in_link.c.
  PROBLEM   included
  ACTION FORM_TOKEN KEPT  of the form
  EMAIL     of the account
  ASKS_NAME (section) NAME, what was typed; NAME_ERROR (section) what to do
  PASSWORD_ERROR  (section) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Choose your password]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[Account:]] <b translate="no">{{EMAIL}}</b></p>
<form class="brief" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}
<input type="text" hidden name="email" value="{{EMAIL}}" autocomplete="username" readonly>
{{#ASKS_NAME}}<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="f-name">[[Your name]]</label> <span class="hint" id="f-name-hint">[[Other staff see it next to what you do.]]</span>
{{#NAME_ERROR}}<span class="oops" id="f-name-error">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="f-name" name="name" value="{{NAME}}" autocomplete="name" required aria-describedby="f-name-hint{{#NAME_ERROR}} f-name-error{{/NAME_ERROR}}"{{#NAME_ERROR}} aria-invalid="true"{{/NAME_ERROR}}></div>{{/ASKS_NAME}}
<div class="field{{#PASSWORD_ERROR}} bad{{/PASSWORD_ERROR}}"><label for="f-password">[[New password]]</label> <span class="hint" id="f-password-hint">[[8 characters or more. A few words that only you would put together are good.]]</span>
{{#PASSWORD_ERROR}}<span class="oops" id="f-password-error">{{PASSWORD_ERROR}}</span>{{/PASSWORD_ERROR}}
<input type="password" id="f-password" name="password" autocomplete="new-password" required aria-describedby="f-password-hint{{#PASSWORD_ERROR}} f-password-error{{/PASSWORD_ERROR}}"{{#PASSWORD_ERROR}} aria-invalid="true"{{/PASSWORD_ERROR}}></div>
<div class="act"><button class="btn">[[Set password]]</button></div>
</form>
</div></div>
