{{%AUTOESCAPE context="HTML"}}
{{! A comment as it would look; filled by page/comment_post.c.
  INITIALS NAME BODY_HTML  the comment
  STAFF       (section) our staff write it
  SITE        (section) SITE_URL, SITE_HOST
  WHY         (section) WHY: what the text may hold and had better not
}}
<h2>[[Preview]]</h2>
<div class="thread">
<article class="note wait" aria-labelledby="by-preview">
<span class="face{{#STAFF}} staff{{/STAFF}}" aria-hidden="true" translate="no">{{INITIALS}}</span>
<div class="who"><h3 id="by-preview" translate="no">{{NAME}}</h3>{{#STAFF}} <span class="tag watch">[[Partnership staff]]</span>{{/STAFF}}
{{#SITE}}<a class="small" href="{{SITE_URL}}" rel="nofollow ugc noopener" translate="no">{{SITE_HOST}}</a>{{/SITE}}</div>
<div class="prose" lang="en">{{BODY_HTML:none}}</div>
</article>
</div>
{{#WHY}}<p class="field" role="status">[[This may hold {{WHY}}. Please leave it out if it could lead a stranger to a young person.]]</p>{{/WHY}}
