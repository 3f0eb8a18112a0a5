{{%AUTOESCAPE context="HTML"}}
{{! All ways to sign in; filled by page/sign_in.c.
  SIGN_IN_FORMS  included (section HAS_WAYS), where there is another way than
                 a password; NO_WAYS  (section) where there is none
  PROBLEM   included
  ACTION FORM_TOKEN KEPT  of the form
  TICKET    (section) of who was asked to wait
  EMAIL     what was typed
  EMAIL_ERROR PASSWORD_ERROR  (sections) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Sign in]]</h1>
{{#HAS_WAYS}}<p class="lede">[[Sign in to comment or keep your listing.]]</p>{{/HAS_WAYS}}
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#HAS_WAYS}}<section class="panel" aria-labelledby="readers"><h2 id="readers">[[To comment]]</h2>
{{>SIGN_IN_FORMS}}
</section>
<section class="panel" aria-labelledby="staff"><h2 id="staff">[[Staff and program owners]]</h2>
<p class="soft field">[[With the password that you chose when you were invited.]]</p>{{/HAS_WAYS}}{{#NO_WAYS}}<p class="soft">[[For staff of the Mentoring Partnership of Minnesota.]]</p>{{/NO_WAYS}}
<form class="brief" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}
{{#TICKET}}<input type="hidden" name="ticket" value="{{TICKET}}">{{/TICKET}}
<div class="field{{#EMAIL_ERROR}} bad{{/EMAIL_ERROR}}"><label for="f-email">[[Email address]]</label>
{{#EMAIL_ERROR}}<span class="oops" id="f-email-error">{{EMAIL_ERROR}}</span>{{/EMAIL_ERROR}}
<input type="email" id="f-email" name="email" value="{{EMAIL}}" autocomplete="username" required{{#EMAIL_ERROR}} aria-describedby="f-email-error" aria-invalid="true"{{/EMAIL_ERROR}}></div>
<div class="field{{#PASSWORD_ERROR}} bad{{/PASSWORD_ERROR}}"><label for="f-password">[[Password]]</label>
{{#PASSWORD_ERROR}}<span class="oops" id="f-password-error">{{PASSWORD_ERROR}}</span>{{/PASSWORD_ERROR}}
<input type="password" id="f-password" name="password" autocomplete="current-password" required{{#PASSWORD_ERROR}} aria-describedby="f-password-error" aria-invalid="true"{{/PASSWORD_ERROR}}></div>
<div class="act"><button class="btn">[[Sign in]]</button></div>
</form>
<p class="field linklist"><a href="/sign-in/forgot">[[Choose a new password]]</a></p>
{{#HAS_WAYS}}</section>{{/HAS_WAYS}}
</div></div>
