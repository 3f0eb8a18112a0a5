{{%AUTOESCAPE context="HTML"}}
{{! The second step; filled by page/sign_in_code.c.
  PROBLEM   included
  ACTION FORM_TOKEN KEPT  of the form
  PENDING   whose password was right
  TICKET    (section) of who was asked to wait
  CODE_ERROR  (section) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your sign-in code]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<form class="brief" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}
<input type="hidden" name="pending" value="{{PENDING}}">
{{#TICKET}}<input type="hidden" name="ticket" value="{{TICKET}}">{{/TICKET}}
<div class="field{{#CODE_ERROR}} bad{{/CODE_ERROR}}"><label for="f-code">[[Code]]</label> <span class="hint" id="f-code-hint">[[The 6 digits that the app on your phone shows, or one of your recovery codes.]]</span>
{{#CODE_ERROR}}<span class="oops" id="f-code-error">{{CODE_ERROR}}</span>{{/CODE_ERROR}}
<input type="text" id="f-code" name="code" autocomplete="one-time-code" autocapitalize="none" spellcheck="false" required aria-describedby="f-code-hint{{#CODE_ERROR}} f-code-error{{/CODE_ERROR}}"{{#CODE_ERROR}} aria-invalid="true"{{/CODE_ERROR}}></div>
<div class="act"><button class="btn">[[Sign in]]</button></div>
</form>
<p class="field soft">[[No phone and no recovery code? Ask an administrator for help.]]</p>
</div></div>
