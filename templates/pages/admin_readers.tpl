{{%AUTOESCAPE context="HTML"}}
{{! Accounts of readers; filled by page/admin_readers.c.
  Q         what was looked for
  SOME      (section) there are; NO_READERS, NOBODY (sections) there are none
  READER    (section, repeated) USER_ID USER_NAME WAYS SINCE SEEN COMMENTS;
            SIGN_IN_EMAIL CONTACT IS_DISABLED (sections)
  OLDER     (section) STEP_HREF; NEWEST (section)
  CUT       (section) LIMIT: a search that has not looked at all
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Readers]]</h1>
<p class="soft">[[People who sign in to write comments. Staff join by invitation.]]</p>
</div></div>
<div class="wrap block">
<nav aria-label="[[Kinds of accounts]]"><ul class="m tabs"><li><a href="/admin/users">[[Staff]]</a></li><li><a href="/admin/users?role=reader" aria-current="page">[[Readers]]</a></li></ul></nav>
<form class="tools" method="get" action="/admin/users"><input type="hidden" name="role" value="reader"><div><label for="f-q">[[Name or email address]]</label> <input type="search" id="f-q" name="q" value="{{Q}}" maxlength="100"></div><button class="btn plain">[[Search]]</button></form>
{{#NO_READERS}}<p class="empty">[[No reader has an account yet.]]</p>{{/NO_READERS}}
{{#NOBODY}}<p class="empty" role="status">[[No reader has this in their name or email address.]]</p>{{/NOBODY}}
{{#CUT}}<p class="soft">[[Only the newest {{LIMIT}} readers were looked at. A whole email address finds anybody.]]</p>{{/CUT}}
{{#SOME}}<div class="tablewrap" role="region" aria-label="[[Readers]]" tabindex="0"><table class="sheet stack">
<thead><tr><th scope="col">[[Name]]</th><th scope="col">[[Signs in with]]</th><th scope="col">[[Since]]</th><th scope="col">[[Last seen]]</th><th scope="col" class="n">[[Comments]]</th></tr></thead>
<tbody>{{#READER}}
<tr><th scope="row"><a href="/admin/users/{{USER_ID}}" translate="no">{{USER_NAME}}</a>{{#IS_DISABLED}} <span class="tag closed">[[Disabled]]</span>{{/IS_DISABLED}}{{#SIGN_IN_EMAIL}}<br><span class="soft" translate="no">{{SIGN_IN_EMAIL}}</span>{{/SIGN_IN_EMAIL}}{{#CONTACT}}<br><span class="soft" translate="no">{{CONTACT}}</span>{{/CONTACT}}</th>
<td data-label="[[Signs in with]]">{{WAYS}}</td>
<td data-label="[[Since]]">{{SINCE}}</td>
<td data-label="[[Last seen]]">{{SEEN}}</td>
<td class="n" data-label="[[Comments]]">{{COMMENTS}}</td></tr>{{/READER}}
</tbody></table></div>{{/SOME}}
<p class="act">{{#NEWEST}}<a class="btn plain small" href="/admin/users?role=reader&amp;q={{Q:url_query_escape}}">[[Newest]]</a> {{/NEWEST}}{{#OLDER}}<a class="btn plain small" href="{{STEP_HREF}}">[[Older]]</a>{{/OLDER}}</p>
</div>
