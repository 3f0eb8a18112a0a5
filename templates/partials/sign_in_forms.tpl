{{%AUTOESCAPE context="HTML"}}
{{! The ways to sign in, each a form of its own; filled by page/sign_in_ways.c.
  PROVIDERS  (section) PROVIDER (section, repeated): WAY_ID, WAY_LABEL; MARK
             included
  MAIL       (section) OR (section) there are providers, too; EMAIL, what was
             typed; FORM_TOKEN
  TO         in each form: where to go afterwards
  FIELDS     (section) in each form: KEPT_TO, KEPT_FIELDS, a form that waits
}}
{{#PROVIDERS}}<p class="soft field" id="sign-in-with">[[Sign in with]]</p>
<div class="signin" role="group" aria-labelledby="sign-in-with">
{{#PROVIDER}}<form method="post" action="/sign-in/{{WAY_ID}}"><input type="hidden" name="to" value="{{TO}}">{{#FIELDS}}<input type="hidden" name="kept_to" value="{{KEPT_TO}}"><input type="hidden" name="kept" value="{{KEPT_FIELDS}}">{{/FIELDS}}<button>{{>MARK}}{{WAY_LABEL}}</button></form>
{{/PROVIDER}}</div>
<p class="small soft field">[[They tell us your name and, if they have checked it, your email address. We never learn your password.]]</p>{{/PROVIDERS}}
{{#MAIL}}{{#OR}}<p class="or">[[or]]</p>{{/OR}}
<form class="brief" method="post" action="/sign-in/email"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="to" value="{{TO}}">{{#FIELDS}}<input type="hidden" name="kept_to" value="{{KEPT_TO}}"><input type="hidden" name="kept" value="{{KEPT_FIELDS}}">{{/FIELDS}}
<div class="field"><label for="link-email">[[Your email address]]</label> <span class="hint" id="link-email-hint">[[We mail you a link to sign in with. No password needed.]]</span>
<input type="email" id="link-email" name="email" value="{{EMAIL}}" autocomplete="email" required aria-describedby="link-email-hint"></div>
<div class="act"><button class="btn plain">[[Mail me a link]]</button></div>
</form>{{/MAIL}}
