{{%AUTOESCAPE context="HTML"}}
{{! A comment as it would look; filled by page/comment_post.c.
  NAME BODY_HTML  the comment
  STAFF       (section) our staff write it; all others:
  PERSON      (section) FACE INITIALS
  SITE        (section) SITE_URL, SITE_HOST
  WHY         (section) WHY: what the text may hold and had better not
}}
<h2>[[Preview]]</h2>
<div class="thread">
<article class="note wait" aria-labelledby="by-preview">
{{#STAFF}}<svg class="face staff" viewBox="0 0 40 40" aria-hidden="true"><path d="M20 5l3 12 12 3-12 3-3 12-3-12-12-3 12-3Z"/></svg>{{/STAFF}}{{#PERSON}}<svg class="face {{FACE}}" viewBox="0 0 40 40" aria-hidden="true"><text x="20" y="26">{{INITIALS}}</text></svg>{{/PERSON}}
<div class="who"><h3 id="by-preview"><bdi translate="no">{{NAME}}</bdi></h3>{{#STAFF}} <span class="tag watch">[[Partnership staff]]</span>{{/STAFF}}
{{#SITE}}<a class="small" href="{{SITE_URL}}" rel="nofollow ugc noopener" translate="no">{{SITE_HOST}}</a>{{/SITE}}</div>
<div class="prose" lang="en" dir="auto">{{BODY_HTML:none}}</div>
</article>
</div>
{{#WHY}}<p class="field" role="status">[[This may hold {{WHY}}. Please leave it out if it could lead a stranger to a young person.]]</p>{{/WHY}}
