{{%AUTOESCAPE context="HTML"}}
{{! Accounts and the form that invites; filled by page/admin_users.c.
  PROBLEM    included: what must be mended
  USERS      (section, repeated) USER_ID USER_NAME USER_EMAIL USER_ROLE
             WAYS (how they sign in), SEEN, IS_DISABLED and IS_INVITED
             (sections), IS_SELF (section)
  NAME EMAIL what was typed; NAME_ERROR EMAIL_ERROR ROLE_ERROR (sections)
  ROLES      (section, repeated) ROLE ROLE_NAME ROLE_MAY, CHOSEN (section)
  FORM_TOKEN
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Accounts]]</h1>
</div></div>
<div class="wrap block">
<nav aria-label="[[Kinds of accounts]]"><ul class="m tabs"><li><a href="/admin/users" aria-current="page">[[Staff]]</a></li><li><a href="/admin/users?role=reader">[[Readers]]</a></li></ul></nav>
{{>PROBLEM}}
<div class="tablewrap" role="region" aria-label="[[All accounts]]" tabindex="0"><table class="sheet stack">
<thead><tr><th scope="col">[[Name]]</th><th scope="col">[[Role]]</th><th scope="col">[[Signs in with]]</th><th scope="col">[[Last seen]]</th></tr></thead>
<tbody>{{#USERS}}
<tr><th scope="row"><a href="/admin/users/{{USER_ID}}" translate="no">{{USER_NAME}}</a>{{#IS_SELF}} <span class="soft">[[(you)]]</span>{{/IS_SELF}}<br><span class="soft" translate="no">{{USER_EMAIL}}</span></th>
<td data-label="[[Role]]">{{USER_ROLE}}{{#IS_DISABLED}} <span class="tag closed">[[Disabled]]</span>{{/IS_DISABLED}}{{#IS_INVITED}} <span class="tag draft">[[Invited]]</span>{{/IS_INVITED}}</td>
<td data-label="[[Signs in with]]">{{WAYS}}</td>
<td data-label="[[Last seen]]">{{SEEN}}</td></tr>{{/USERS}}
</tbody></table></div>
<section class="panel invite" aria-labelledby="invite"><h2 id="invite">[[Invite somebody]]</h2>
<p class="soft">[[They get a link with which they choose a password. It works once, for seven days.]]</p>
<form method="post" action="/admin/users">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="fields two">
<div class="field{{#EMAIL_ERROR}} bad{{/EMAIL_ERROR}}"><label for="f-email">[[Email address]]</label>
{{#EMAIL_ERROR}}<span class="oops" id="f-email-error">{{EMAIL_ERROR}}</span>{{/EMAIL_ERROR}}
<input type="email" id="f-email" name="email" value="{{EMAIL}}" autocomplete="off" required{{#EMAIL_ERROR}} aria-invalid="true" aria-describedby="f-email-error"{{/EMAIL_ERROR}}></div>
<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="f-name">[[Name (optional)]]</label> <span class="hint" id="f-name-hint">[[Shown to other staff, and beside their replies.]]</span>
{{#NAME_ERROR}}<span class="oops" id="f-name-error">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="f-name" name="name" value="{{NAME}}" autocomplete="off" aria-describedby="f-name-hint{{#NAME_ERROR}} f-name-error{{/NAME_ERROR}}"{{#NAME_ERROR}} aria-invalid="true"{{/NAME_ERROR}}></div>
</div>
<fieldset class="field{{#ROLE_ERROR}} bad{{/ROLE_ERROR}}" id="f-role" tabindex="-1"><legend>[[Role]]</legend>
{{#ROLE_ERROR}}<span class="oops">{{ROLE_ERROR}}</span>{{/ROLE_ERROR}}
{{#ROLES}}<label class="check"><input type="radio" name="role" value="{{ROLE}}"{{#CHOSEN}} checked{{/CHOSEN}}> <span>{{ROLE_NAME}} <span class="soft">– {{ROLE_MAY}}</span></span></label>
{{/ROLES}}</fieldset>
<div class="act"><button class="btn">[[Send invitation]]</button></div>
</form></section>
<p class="soft">[[Somebody who wrote here asks to be forgotten?]] <a href="/admin/erase">[[Erase a person]]</a></p>
</div>
