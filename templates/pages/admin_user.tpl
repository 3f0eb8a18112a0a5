{{%AUTOESCAPE context="HTML"}}
{{! One account; filled by page/admin_user.c.
  USER_NAME USER_EMAIL USER_ROLE WAYS SINCE SEEN SIGN_INS
  IS_DISABLED IS_INVITED (sections)
  REFUSED    (section) REFUSED_TEXT: why that was not done
  IS_SELF    (section) one's own account: nothing here to press
  IS_OTHER   (section) the forms: ROLES (repeated; ROLE ROLE_NAME ROLE_MAY,
             CHOSEN), ENABLED or DISABLED (sections), HAS_SIGN_INS (section)
  OWNER      (section) PROGRAM (repeated) PROGRAM_ID PROGRAM_SLUG
             PROGRAM_NAME; SLUG SLUG_ERROR; NO_PROGRAM (section)
  USER_ID, and FORM_TOKEN and LINK_TOKEN: those of its two addresses
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1 translate="no">{{USER_NAME}}</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{#REFUSED}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Error: that was not done]]</h2><p>{{REFUSED_TEXT}}</p></div>{{/REFUSED}}
<dl class="rows">
<div><dt>[[Email address]]</dt><dd translate="no">{{USER_EMAIL}}</dd></div>
<div><dt>[[Role]]</dt><dd>{{USER_ROLE}}{{#IS_DISABLED}} <span class="tag closed">[[Disabled]]</span>{{/IS_DISABLED}}{{#IS_INVITED}} <span class="tag draft">[[Invited]]</span>{{/IS_INVITED}}</dd></div>
<div><dt>[[Signs in with]]</dt><dd>{{WAYS}}</dd></div>
<div><dt>[[Since]]</dt><dd>{{SINCE}}</dd></div>
<div><dt>[[Last seen]]</dt><dd>{{SEEN}}</dd></div>
<div><dt>[[Signed in now]]</dt><dd>{{SIGN_INS}}</dd></div>
</dl>
{{#IS_SELF}}<p>[[This is your own account. Another administrator can change its role.]] <a href="/me">[[Your password and sign-ins]]</a></p>{{/IS_SELF}}
{{#IS_OTHER}}
{{#ENABLED}}
<section class="panel" aria-labelledby="role"><h2 id="role">[[Role]]</h2>
<form method="post" action="/admin/users/{{USER_ID}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<fieldset class="field"><legend>[[What may they do?]]</legend>
{{#ROLES}}<label class="check"><input type="radio" name="role" value="{{ROLE}}"{{#CHOSEN}} checked{{/CHOSEN}}> <span>{{ROLE_NAME}} <span class="soft">– {{ROLE_MAY}}</span></span></label>
{{/ROLES}}</fieldset>
<p class="soft">[[A change ends all their sign-ins.]]</p>
<div class="act"><button class="btn" name="do" value="role">[[Change role]]</button></div>
</form></section>
{{/ENABLED}}
{{#OWNER}}
<section class="panel" aria-labelledby="own"><h2 id="own">[[Their listings]]</h2>
{{#NO_PROGRAM}}<p>[[None yet. Give them one.]]</p>{{/NO_PROGRAM}}
<form method="post" action="/admin/users/{{USER_ID}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="do" value="take">
<ul>{{#PROGRAM}}<li><a href="/programs/{{PROGRAM_SLUG}}" translate="no">{{PROGRAM_NAME}}</a> <button class="linkbtn" name="program" value="{{PROGRAM_ID}}">[[Take away]]<span class="vh" translate="no"> {{PROGRAM_NAME}}</span></button></li>{{/PROGRAM}}</ul></form>
<form method="post" action="/admin/users/{{USER_ID}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="field{{#SLUG_ERROR}} bad{{/SLUG_ERROR}}"><label for="f-slug">[[Give a listing]]</label> <span class="hint" id="f-slug-hint">[[The last part of its address: /programs/…]]</span>
{{#SLUG_ERROR}}<span class="oops" id="f-slug-error">{{SLUG_ERROR}}</span>{{/SLUG_ERROR}}
<input type="text" id="f-slug" name="slug" value="{{SLUG}}" autocomplete="off" aria-describedby="f-slug-hint{{#SLUG_ERROR}} f-slug-error{{/SLUG_ERROR}}"{{#SLUG_ERROR}} aria-invalid="true"{{/SLUG_ERROR}}></div>
<div class="act"><button class="btn plain" name="do" value="give">[[Give this listing]]</button></div>
</form></section>
{{/OWNER}}
<section class="panel" aria-labelledby="in"><h2 id="in">[[Signing in]]</h2>
{{#ENABLED}}
<form method="post" action="/admin/users/{{USER_ID}}/link"><input type="hidden" name="token" value="{{LINK_TOKEN}}">
<p>[[Lost the password, or the invitation? A new link lets them choose a password. It ends the links before it.]]</p>
<div class="act"><button class="btn plain">[[Make a new link]]</button></div></form>
{{/ENABLED}}
<form method="post" action="/admin/users/{{USER_ID}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="act">{{#HAS_SIGN_INS}}<button class="btn plain" name="do" value="end">[[End all sign-ins]]</button> {{/HAS_SIGN_INS}}{{#ENABLED}}<button class="btn plain stop" name="do" value="disable">[[Disable account]]</button>{{/ENABLED}}{{#DISABLED}}<button class="btn" name="do" value="enable">[[Enable account]]</button>{{/DISABLED}}</div>
</form></section>
{{/IS_OTHER}}
<p class="act"><a class="btn plain small" href="/admin/audit?object=user+{{USER_ID:url_query_escape}}">[[What happened to this account]]</a> <a class="btn plain small" href="/admin/erase?user={{USER_ID:url_query_escape}}">[[Erase this person…]]</a></p>
</div></div>
