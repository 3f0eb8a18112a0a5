{{%AUTOESCAPE context="HTML"}}
{{! "Leave a reply"; filled by page/reply_form.c.
  KIND KEY    the thread it goes to
  IS_READ AT_ONCE  (sections, one of them) who reads it first
  ANSWERING   (section) PARENT_ID, PARENT_NAME, PARENT_TEXT: what it answers
  DRAFT       (section) it holds what was kept through a sign-in
  MADE        (section) MADE: when the page was made, signed
  GUEST       (section) NAME EMAIL; MEMBER (section) WRITER, STAFF (section)
  NAME_ERROR EMAIL_ERROR  (sections) what to do
  WORDS       included
  NOTIFY      (section) mail can be sent to a guest; NOTIFY_ON (section)
  MAILED      (section) a member gets mail about replies
  SIGN_IN_WAYS  included, for a guest, where there is a way
}}
<section class="panel reply" id="reply" aria-labelledby="leave"><h2 id="leave">[[Leave a reply]]</h2>
<p class="soft">{{#IS_READ}}[[A person reads every comment before it appears.]]{{/IS_READ}}{{#AT_ONCE}}[[Your comment shows at once.]]{{/AT_ONCE}}</p>
{{#ANSWERING}}
<p class="field">[[You answer {{PARENT_NAME}}:]] <a href="/comments/{{PARENT_ID}}">[[Cancel reply]]</a></p>
<blockquote class="soft" lang="en"><p>{{PARENT_TEXT}}</p></blockquote>
{{/ANSWERING}}
<form method="post" action="/comments">
<input type="hidden" name="thread" value="{{KIND}}"><input type="hidden" name="key" value="{{KEY}}">
{{#ANSWERING}}<input type="hidden" name="parent" value="{{PARENT_ID}}">{{/ANSWERING}}{{#DRAFT}}<input type="hidden" name="draft" value="1">{{/DRAFT}}{{#MADE}}<input type="hidden" name="made" value="{{MADE}}">{{/MADE}}
{{#MEMBER}}<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}" id="c-name">{{#NAME_ERROR}}<p class="oops">{{NAME_ERROR}}</p>{{/NAME_ERROR}}
<p>[[Writing as:]] <strong translate="no">{{WRITER}}</strong> {{#STAFF}}<span class="tag watch">[[Partnership staff]]</span> {{/STAFF}}<a href="/me">[[Change]]<span class="vh"> [[your name]]</span></a></p></div>{{/MEMBER}}
{{#GUEST}}<div class="duo">
<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="c-name">[[Your name]]</label> <span class="hint" id="c-name-hint">[[Shown next to your comment. A first name is fine.]]</span>
{{#NAME_ERROR}}<span class="oops" id="c-name-error">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="c-name" name="name" value="{{NAME}}" autocomplete="name" required aria-describedby="c-name-hint{{#NAME_ERROR}} c-name-error{{/NAME_ERROR}}"{{#NAME_ERROR}} aria-invalid="true"{{/NAME_ERROR}}></div>
<div class="field{{#EMAIL_ERROR}} bad{{/EMAIL_ERROR}}"><label for="c-email">[[Email address]]</label> <span class="hint" id="c-email-hint">[[Never shown to anyone but our staff.]]</span>
{{#EMAIL_ERROR}}<span class="oops" id="c-email-error">{{EMAIL_ERROR}}</span>{{/EMAIL_ERROR}}
<input type="email" id="c-email" name="email" value="{{EMAIL}}" autocomplete="email" required aria-describedby="c-email-hint{{#EMAIL_ERROR}} c-email-error{{/EMAIL_ERROR}}"{{#EMAIL_ERROR}} aria-invalid="true"{{/EMAIL_ERROR}}></div>
</div>{{/GUEST}}
{{>WORDS}}
{{#NOTIFY}}<div class="field"><label class="box"><input type="checkbox" name="notify" value="1"{{#NOTIFY_ON}} checked{{/NOTIFY_ON}}> <span>[[Email me when someone replies]]</span></label></div>{{/NOTIFY}}{{#MAILED}}<p class="field soft">[[We email you about replies.]] <a href="/me#mails">[[Change]]<span class="vh"> [[which mail you get]]</span></a></p>{{/MAILED}}
<div class="vh"><label for="c-topic">[[Leave this field empty. It is a trap for machines.]]</label> <input type="text" id="c-topic" name="topic" autocomplete="off" tabindex="-1"></div>
<div class="act"><button class="btn">[[Post comment]]</button> <button class="btn plain" name="preview" value="1">[[Preview first]]</button></div>
{{>SIGN_IN_WAYS}}
</form></section>
