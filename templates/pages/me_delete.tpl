{{%AUTOESCAPE context="HTML"}}
{{! What goes with one's account, and what stays; filled by page/me_delete.c.
  PROBLEM   included
  IS_STAFF  (section) others decide about this account
  PLAN      (section) FORM_TOKEN; COMMENTS STUBS (sections) COUNT; ADDRESS
            (section); GUEST_GOES or GUEST_STAYS (sections); SURE_ERROR
            (section)
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Delete your account]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#IS_STAFF}}<p class="lede">[[You are one of the staff, so your account is not yours alone to delete. Ask an administrator: they can erase it.]]</p>
<p class="act"><a class="btn plain" href="/me">[[Back to your account]]</a></p>{{/IS_STAFF}}
{{#PLAN}}
<section class="panel" aria-labelledby="goes"><h2 id="goes">[[This goes, for good]]</h2>
<ul>
<li>[[Your account: your name, how you sign in, where you are signed in]]</li>
{{#COMMENTS}}<li>{{COUNT}}</li>
{{/COMMENTS}}{{#ADDRESS}}<li>[[Your email address, and mail to it]] (<span translate="no">{{ADDRESS}}</span>)</li>
{{/ADDRESS}}{{#GUEST_GOES}}<li>[[What you wrote as a guest with that address]]</li>
{{/GUEST_GOES}}<li>[[What you typed and have not sent yet]]</li>
</ul></section>
<section class="panel" aria-labelledby="stays"><h2 id="stays">[[This stays]]</h2>
<ul>
{{#STUBS}}<li>{{COUNT}}</li>
{{/STUBS}}<li>[[That an account was deleted, and when: a number without a name]]</li>
{{#GUEST_STAYS}}<li>[[What you wrote as a guest, without signing in: we cannot know that it is yours. Our staff can erase it, too.]]</li>
{{/GUEST_STAYS}}<li>[[Backups, until they are thrown away. If one is ever used, you are deleted from it at once.]]</li>
</ul></section>
<p class="act">[[You may want a copy first:]] <a href="/me/data.json" download>[[Download my data]]</a></p>
<form method="post" action="/me/delete"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="field{{#SURE_ERROR}} bad{{/SURE_ERROR}}">{{#SURE_ERROR}}<span class="oops" id="e-sure">{{SURE_ERROR}}</span>{{/SURE_ERROR}}
<label class="box" for="f-sure"><input type="checkbox" id="f-sure" name="sure" value="1"{{#SURE_ERROR}} aria-describedby="e-sure" aria-invalid="true"{{/SURE_ERROR}}><span>[[There is no way back. Delete all of it.]]</span></label></div>
<div class="act"><button class="btn">[[Delete my account]]</button> <a class="btn plain" href="/me">[[Keep everything]]</a></div>
</form>
{{/PLAN}}
</div></div>
