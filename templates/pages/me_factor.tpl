{{%AUTOESCAPE context="HTML"}}
{{! Setting up a phone; filled by page/me_factor.c.
  PROBLEM     included
  IS_DUE      (section) an administrator must
  QR_SVG      the picture that a phone reads
  SECRET      the same for typing
  SEALED      the same for us
  FORM_TOKEN  of the form
  CODE_ERROR  (section) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Sign in with your phone, too]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#IS_DUE}}<p>[[Administrators sign in with a password and a phone. You do this once.]]</p>{{/IS_DUE}}
<ol class="steps">
<li>[[Open an authenticator app on your phone. Any app for one-time codes (TOTP) will do.]]</li>
<li>[[Add an account there, and point the camera at this picture.]] {{QR_SVG:none}}
<p>[[No camera? Type this key:]] <code translate="no">{{SECRET}}</code></p></li>
<li>[[Enter the 6 digits that the app shows.]]</li>
</ol>
<form class="brief" method="post" action="/me/second-factor">
<input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="sealed" value="{{SEALED}}">
<div class="field{{#CODE_ERROR}} bad{{/CODE_ERROR}}"><label for="f-code">[[Code]]</label>
{{#CODE_ERROR}}<span class="oops" id="f-code-error">{{CODE_ERROR}}</span>{{/CODE_ERROR}}
<input type="text" inputmode="numeric" id="f-code" name="code" autocomplete="one-time-code" required{{#CODE_ERROR}} aria-describedby="f-code-error" aria-invalid="true"{{/CODE_ERROR}}></div>
<div class="act"><button class="btn">[[Use this phone]]</button></div>
</form>
</div></div>
