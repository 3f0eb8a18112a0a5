{{%AUTOESCAPE context="HTML"}}
{{! Behind a mailed link: one button, for programs that read mail open links,
    too; filled by page/sign_in_email.c.
  PROBLEM   included
  ACTION FORM_TOKEN  of the form
  EMAIL     whose link it is
  HAS_KEPT  (section) what was typed waits
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
<div class="act"><button class="btn">[[Sign in now]]</button></div>
</form>
<p class="field soft">[[You did not ask for this? Close the page. Nobody is signed in without the button.]]</p>
</div></div>
