{{%AUTOESCAPE context="HTML"}}
{{! What one wrote and what others answered; filled by page/me_talk.c.
  REPLIES  (section) NO_REPLIES (section) or REPLY_LIST (section):
           REPLY (repeated) ID NAME WHEN DATE WORDS, STAFF and ANSWERED
           (sections) YOUR_WORDS, PLACE (section) PLACE_PATH PLACE_NAME;
           NEWER OLDER (sections) STEP_HREF
  OWN      (section) TRUSTED, READ_FIRST or TRUST_SOON (sections)
           TRUST_WORDS, NO_COMMENTS (section) or COUNT and COMMENT_LIST (section): PAGES
           included, COMMENT (repeated) ID WHEN DATE WORDS; PLACE or
           HIDDEN_PLACE; IS_PUBLISHED, IS_WAITING, IS_REMOVED_BY_YOU or
           IS_REMOVED_BY_STAFF; EDITED (section) EDITED_DATE; SEE EDIT DELETE
           (sections)
}}
{{#REPLIES}}<section class="wrap block slim" aria-labelledby="replies"><h2 id="replies">[[Replies to you]]</h2>
{{#NO_REPLIES}}<p class="soft">[[Nobody has answered you yet.]]</p>{{/NO_REPLIES}}
{{#REPLY_LIST}}<ol class="list">{{#REPLY}}<li><article class="panel" aria-labelledby="reply-{{ID}}"><h3 class="byline" id="reply-{{ID}}"><span translate="no">{{NAME}}</span>{{#STAFF}} <span class="tag watch">[[Partnership staff]]</span>{{/STAFF}} <span class="soft">· <time datetime="{{WHEN}}">{{DATE}}</time> · </span>{{#PLACE}}<a href="{{PLACE_PATH}}">{{PLACE_NAME}}</a>{{/PLACE}}</h3>
{{#ANSWERED}}<p class="small soft">[[To your words:]] <q>{{YOUR_WORDS}}</q></p>{{/ANSWERED}}
<p lang="en">{{WORDS}}</p>
<p class="do"><a href="/comments/{{ID}}">[[Read it in its place]]<span class="vh" translate="no"> ({{NAME}}, {{DATE}})</span></a>{{#PLACE}} <a href="{{PLACE_PATH}}?reply_to={{ID:url_query_escape}}#reply">[[Reply]]<span class="vh" translate="no"> ({{NAME}}, {{DATE}})</span></a>{{/PLACE}}</p></article></li>
{{/REPLY}}</ol>
{{#NEWER}}<p class="act"><a class="btn plain" href="{{STEP_HREF}}">[[Newer replies]]</a></p>{{/NEWER}}{{#OLDER}}<p class="act"><a class="btn plain" href="{{STEP_HREF}}">[[Older replies]]</a></p>{{/OLDER}}{{/REPLY_LIST}}
</section>{{/REPLIES}}
{{#OWN}}<section class="wrap block slim" aria-labelledby="comments"><h2 id="comments">[[Your comments]]</h2>
{{#TRUSTED}}<p class="soft">[[What you write shows at once. Only what may hold something private, such as a phone number, is read first.]]</p>{{/TRUSTED}}
{{#READ_FIRST}}<p class="soft">[[A person reads what you write before others do.]]</p>{{/READ_FIRST}}
{{#TRUST_SOON}}<p class="soft">{{TRUST_WORDS}}</p>{{/TRUST_SOON}}
{{#NO_COMMENTS}}<p class="soft">[[You have not written anything yet. Every program, every area of the plan and “About us” has a place to write.]]</p>{{/NO_COMMENTS}}
{{#COMMENT_LIST}}<p class="vh" role="status">{{COUNT}}</p>
<ol class="list">{{#COMMENT}}<li><article class="panel" aria-labelledby="comment-{{ID}}"><h3 class="byline" id="comment-{{ID}}">{{#PLACE}}<a href="{{PLACE_PATH}}">{{PLACE_NAME}}</a>{{/PLACE}}{{#HIDDEN_PLACE}}{{PLACE_NAME}}{{/HIDDEN_PLACE}}<span class="soft"> · <time datetime="{{WHEN}}">{{DATE}}</time>{{#EDITED}} · [[Edited {{EDITED_DATE}}]]{{/EDITED}}</span> {{#IS_PUBLISHED}}<span class="tag good">[[Published]]</span>{{/IS_PUBLISHED}}{{#IS_WAITING}}<span class="tag watch">[[Waiting to be read]]</span>{{/IS_WAITING}}{{#IS_REMOVED_BY_YOU}}<span class="tag">[[Removed by you]]</span>{{/IS_REMOVED_BY_YOU}}{{#IS_REMOVED_BY_STAFF}}<span class="tag off">[[Removed by our staff]]</span>{{/IS_REMOVED_BY_STAFF}}</h3>
<p lang="en">{{WORDS}}</p>
<p class="do">{{#SEE}}<a href="/comments/{{ID}}">[[See it in its place]]<span class="vh"> ({{DATE}})</span></a> {{/SEE}}{{#EDIT}}<a href="/comments/{{ID}}/edit">[[Edit]]<span class="vh"> ({{DATE}})</span></a> {{/EDIT}}{{#DELETE}}<a href="/me/comments/{{ID}}/delete">[[Delete]]<span class="vh"> ({{DATE}})</span></a>{{/DELETE}}</p></article></li>
{{/COMMENT}}</ol>
{{>PAGES}}{{/COMMENT_LIST}}
</section>{{/OWN}}
