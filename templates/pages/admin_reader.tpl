{{%AUTOESCAPE context="HTML"}}
{{! One reader's account; filled by page/admin_readers.c.
  USER_ID USER_NAME WAYS SINCE SEEN COMMENTS SIGN_INS FORM_TOKEN
  SIGN_IN_EMAIL CONTACT IS_DISABLED  (sections)
  ENABLED DISABLED  (sections, one of them); HAS_SIGN_INS (section)
  WRITTEN   (section) COMMENT (repeated) ID DATE PLACE_NAME STATE
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1 translate="no">{{USER_NAME}}</h1>
</div></div>
<div class="wrap block"><div class="slim">
<dl class="rows">
<div><dt>[[Role]]</dt><dd>[[Reader]]{{#IS_DISABLED}} <span class="tag closed">[[Disabled]]</span>{{/IS_DISABLED}}</dd></div>
<div><dt>[[Signs in with]]</dt><dd>{{WAYS}}</dd></div>
{{#SIGN_IN_EMAIL}}<div><dt>[[Email address]]</dt><dd translate="no">{{SIGN_IN_EMAIL}}</dd></div>{{/SIGN_IN_EMAIL}}
{{#CONTACT}}<div><dt>[[Email address]]</dt><dd><span translate="no">{{CONTACT}}</span> <span class="soft">[[(from the provider; nobody signs in with it)]]</span></dd></div>{{/CONTACT}}
<div><dt>[[Since]]</dt><dd>{{SINCE}}</dd></div>
<div><dt>[[Last seen]]</dt><dd>{{SEEN}}</dd></div>
<div><dt>[[Signed in now]]</dt><dd>{{SIGN_INS}}</dd></div>
<div><dt>[[Comments]]</dt><dd>{{COMMENTS}}</dd></div>
</dl>
{{#WRITTEN}}<section class="panel" aria-labelledby="written"><h2 id="written">[[What they wrote last]]</h2>
<ul>{{#COMMENT}}<li><a href="/admin/comments/{{ID}}">{{PLACE_NAME}}<span class="vh"> ({{ID}})</span></a> <span class="soft">· {{DATE}} · {{STATE}}</span></li>
{{/COMMENT}}</ul></section>{{/WRITTEN}}
<section class="panel" aria-labelledby="in"><h2 id="in">[[Signing in]]</h2>
<form method="post" action="/admin/users/{{USER_ID}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="act">{{#HAS_SIGN_INS}}<button class="btn plain" name="do" value="end">[[End all sign-ins]]</button> {{/HAS_SIGN_INS}}{{#ENABLED}}<button class="btn plain stop" name="do" value="disable">[[Disable account]]</button>{{/ENABLED}}{{#DISABLED}}<button class="btn" name="do" value="enable">[[Enable account]]</button>{{/DISABLED}}</div>
</form></section>
<p class="act"><a class="btn plain small" href="/admin/audit?object=user+{{USER_ID:url_query_escape}}">[[What happened to this account]]</a> <a class="btn plain small" href="/admin/erase?user={{USER_ID:url_query_escape}}">[[Erase this person…]]</a></p>
</div></div>
