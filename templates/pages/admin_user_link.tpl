{{%AUTOESCAPE context="HTML"}}
{{! A one-time link, shown once; filled by page/admin_user.c.
  USER_NAME USER_ID LINK UNTIL
  MAILED, BY_HAND  (sections) whether this site sends mail
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[A link for {{USER_NAME}}]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
<p role="status">{{#MAILED}}[[The link is made, and we send it by email. You can also hand it over yourself: it is shown only now.]]{{/MAILED}}{{#BY_HAND}}[[The link is made. This site sends no mail yet, so hand it over yourself: it is shown only now.]]{{/BY_HAND}}</p>
<div class="field"><label for="link">[[One-time link]]</label> <span class="hint" id="link-hint">{{UNTIL}}</span>
<input type="text" id="link" value="{{LINK}}" readonly aria-describedby="link-hint" translate="no"></div>
<p>[[Whoever has this link can choose the password. Give it to nobody else.]]</p>
<p><a href="/admin/users/{{USER_ID}}">[[On to the account]]</a></p>
</div></div>
