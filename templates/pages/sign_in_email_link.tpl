{{%AUTOESCAPE context="HTML"}}
{{! Behind a mailed link: one button, for programs that read mail open links,
    too; filled by page/sign_in_email.c.
  PROBLEM   included
  ACTION FORM_TOKEN  of the form
  EMAIL     whose link it is
  HAS_KEPT  (section) what was typed waits
  NAME_FIELD (section) NAME, NAME_ERROR (section): the account has no name yet
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Sign in]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[You sign in as]] <b translate="no">{{EMAIL}}</b>.{{#HAS_KEPT}} [[What you typed waits for you.]]{{/HAS_KEPT}}</p>
<form method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">
{{#NAME_FIELD}}<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="f-name">[[Your name]]</label> <span class="hint" id="h-name">[[Shown next to what you write. A first name is fine.]]</span>
{{#NAME_ERROR}}<span class="oops" id="e-name">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="f-name" name="name" value="{{NAME}}" maxlength="80" autocomplete="name" required aria-describedby="h-name{{#NAME_ERROR}} e-name{{/NAME_ERROR}}"{{#NAME_ERROR}} aria-invalid="true"{{/NAME_ERROR}}></div>{{/NAME_FIELD}}
<div class="act"><button class="btn">[[Sign in now]]</button></div>
</form>
<p class="field soft">[[You did not ask for this? Close the page. Nobody is signed in without the button.]]</p>
</div></div>
