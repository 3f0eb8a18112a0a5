{{%AUTOESCAPE context="HTML"}}
{{! A comment as it would look, with the same form filled; filled by
    page/comment.c.
  FACE INITIALS NAME BODY_HTML  the comment
  SITE        (section) SITE_URL, SITE_HOST
  WHY         (section) WHY: what the text may hold and had better not
  REPLY_FORM  included
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your comment]]</h1>
<p class="lede">[[Nothing is stored yet. Read it, change it below if you like, then post it.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
<h2>[[Preview]]</h2>
<div class="thread">
<article class="note wait" aria-labelledby="by-preview">
<svg class="face {{FACE}}" viewBox="0 0 40 40" aria-hidden="true"><text x="20" y="26">{{INITIALS}}</text></svg>
<div class="who"><h3 id="by-preview"><bdi translate="no">{{NAME}}</bdi></h3>
{{#SITE}}<a class="small" href="{{SITE_URL}}" rel="nofollow ugc noopener" translate="no">{{SITE_HOST}}</a>{{/SITE}}</div>
<div class="prose" lang="en" dir="auto">{{BODY_HTML:none}}</div>
</article>
</div>
{{#WHY}}<p class="field" role="status">[[This may hold {{WHY}}. Please leave it out if it could lead a stranger to a young person.]]</p>{{/WHY}}
{{>REPLY_FORM}}
</div></div>
