{{%AUTOESCAPE context="HTML"}}
{{! Erasing a person; filled by page/admin_erase.c.
  PROBLEM   included, when the form was wrong
  ERASED    (section) it was done
  NOBODY    (section) nobody is known by that address
  MOVED     (section) something came or went since it was shown
  FIND      (section) EMAIL as typed, FORM_TOKEN, WRONG (section) FIX
  PLAN      (section) EMAIL USER_NAME (sections)
    COMMENTS (section) COUNT, COMMENT (repeated) AT NAME BEGINNING STATE
             FATE, MORE (section) COUNT
    REST     (section) THING (repeated) WORDS
    LISTINGS (section) LISTING (repeated): LINKED or PLAIN (sections) with
             NAME, LISTING_PATH
    LAST_ADMIN (section)
    GO       (section) FORM_TOKEN SEEN and BY_EMAIL, BY_USER ID or
             BY_COMMENT ID (sections)
}}
{{#ERASED}}<div class="done" role="status"><div class="wrap"><p>[[Erased. Backups made before today still hold it; after a restore it is erased again by itself.]]</p></div></div>{{/ERASED}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Erase a person]]</h1>
</div></div>
<div class="wrap block">
{{>PROBLEM}}
{{#NOBODY}}<p class="empty" role="status">[[Nobody is known by this address: no account, no comment.]]</p>{{/NOBODY}}
{{#MOVED}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Nothing is erased yet]]</h2><p>[[Since this page was shown, a comment came or went. Look again at what goes.]]</p></div>{{/MOVED}}
{{#FIND}}
<form class="slim" method="post" action="/admin/erase"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="step" value="look">
<p>[[For somebody who asks to be forgotten: their comments, account, mail and every trace. You see all of it before anything goes.]]</p>
<div class="field{{#WRONG}} bad{{/WRONG}}"><label for="f-email">[[Email address]]</label><p class="hint" id="h-email">[[The one they wrote with]]</p>{{#WRONG}}<p class="oops" id="e-email">{{FIX}}</p>{{/WRONG}}<input type="email" id="f-email" name="email" value="{{EMAIL:pre_escape}}" autocomplete="off" aria-describedby="h-email{{#WRONG}} e-email{{/WRONG}}"{{#WRONG}} aria-invalid="true"{{/WRONG}}></div>
<button class="btn">[[Show what would go]]</button>
</form>
{{/FIND}}
{{#PLAN}}
<p>[[This erases for good everything of:]] <strong translate="no">{{#USER_NAME}}{{USER_NAME}} {{/USER_NAME}}{{#EMAIL}}{{EMAIL}}{{/EMAIL}}</strong></p>
{{#COMMENTS}}
<h2>{{COUNT}}</h2>
<div class="tablewrap" role="region" aria-label="{{COUNT}}" tabindex="0"><table class="sheet stack">
<thead><tr><th scope="col">[[Written]]</th><th scope="col">[[Name]]</th><th scope="col">[[Words]]</th><th scope="col">[[State]]</th><th scope="col">[[What happens]]</th></tr></thead>
<tbody>{{#COMMENT}}
<tr><td data-label="[[Written]]">{{AT}}</td><td data-label="[[Name]]" translate="no">{{NAME}}</td><td data-label="[[Words]]" lang="en">{{BEGINNING}}</td><td data-label="[[State]]">{{STATE}}</td><td data-label="[[What happens]]">{{FATE}}</td></tr>{{/COMMENT}}
</tbody></table></div>
{{#MORE}}<p>{{COUNT}}</p>{{/MORE}}
{{/COMMENTS}}
{{#REST}}<h2>[[Also]]</h2>
<ul>{{#THING}}<li>{{WORDS}}</li>{{/THING}}</ul>{{/REST}}
{{#LISTINGS}}<h2>[[This stays]]</h2>
<p>[[Listings name this address as their contact. That is the organization's to say; edit them first if the person wants it gone there too.]]</p>
<ul>{{#LISTING}}<li>{{#LINKED}}<a href="{{LISTING_PATH}}" translate="no">{{NAME}}</a>{{/LINKED}}{{#PLAIN}}<span translate="no">{{NAME}}</span>{{/PLAIN}}</li>{{/LISTING}}</ul>{{/LISTINGS}}
{{#LAST_ADMIN}}<div class="problem"><h2>[[This account cannot be erased]]</h2><p>[[It is the last administrator. Make somebody else one first.]]</p></div>{{/LAST_ADMIN}}
{{#GO}}
<form method="post" action="/admin/erase"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="step" value="erase"><input type="hidden" name="seen" value="{{SEEN}}">{{#BY_EMAIL}}<input type="hidden" name="email" value="{{BY_EMAIL}}">{{/BY_EMAIL}}{{#BY_USER}}<input type="hidden" name="user" value="{{ID}}">{{/BY_USER}}{{#BY_COMMENT}}<input type="hidden" name="comment" value="{{ID}}">{{/BY_COMMENT}}
<p>[[There is no way back.]]</p>
<p class="tools"><button class="btn stop">[[Erase this person]]</button> <a class="btn plain" href="/admin">[[Keep everything]]</a></p>
</form>
{{/GO}}
{{/PLAN}}
</div>
