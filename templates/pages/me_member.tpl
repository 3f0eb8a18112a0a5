{{%AUTOESCAPE context="HTML"}}
{{! A reader's account; filled by page/me_member.c.
  DONE PROBLEM TALK MAILS NAME_FORM SESSIONS  included
  SHOWN_NAME MEMBER_SINCE
  WAY            (section, repeated) PROVIDER SINCE
  SIGN_IN_EMAIL  (section) that a link is mailed to
  SIGN_OUT       (section) FORM_TOKEN
}}
{{>DONE}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your account]]</h1>
</div></div>
<div class="wrap block slim">
{{>PROBLEM}}
<dl class="rows">
<div><dt>[[Name]]</dt><dd translate="no">{{SHOWN_NAME}}</dd></div>
<div><dt>[[You sign in with]]</dt><dd>{{#WAY}}<p><span translate="no">{{PROVIDER}}</span> <span class="soft">[[since {{SINCE}}]]</span></p>{{/WAY}}{{#SIGN_IN_EMAIL}}<p>[[A link by email to]] <span translate="no">{{SIGN_IN_EMAIL}}</span></p>{{/SIGN_IN_EMAIL}}</dd></div>
<div><dt>[[Here since]]</dt><dd>{{MEMBER_SINCE}}</dd></div>
</dl>
{{#SIGN_OUT}}<form class="act" method="post" action="/sign-out"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[Sign out]]</button></form>{{/SIGN_OUT}}
</div>
{{>TALK}}
{{>MAILS}}
{{>NAME_FORM}}
{{>SESSIONS}}
<section class="wrap block slim" aria-labelledby="data"><h2 id="data">[[Your data]]</h2>
<p>[[All that we keep of you is in one file: comments, sign-ins, email.]]</p>
<p class="act"><a class="btn plain" href="/me/data.json" download>[[Download my data]]</a> <a class="btn plain" href="/me/delete">[[Delete my account…]]</a></p>
</section>
