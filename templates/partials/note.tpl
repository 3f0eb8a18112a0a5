{{%AUTOESCAPE context="HTML"}}
{{! One comment and what stands below it; filled by page/thread_view.c.
  ID        number
  GONE      (section) taken back, but answered
  SHOWN     (section) all others: INITIALS, NAME, WHEN (RFC 3339), DATE,
            BODY_HTML
  STAFF       (section) written by our staff
  EDITED      (section) EDITED_DATE: its words were changed
  WAIT        (section) held, and only its author sees it
  OPEN        (section) published: has a name, can be answered
  SITE      (section) SITE_URL, SITE_HOST: the author's own page
  ANSWERS   (section) ANSWERED: where levels end, whom it answers;
            ANSWERS_NOBODY when that one is gone
  WHY       (section) WHY: what it may hold that needs care
  REPLIES   (section) REPLY: included, each comment below
}}
<li>
{{#GONE}}<div class="note" id="comment-{{ID}}"><span class="face" aria-hidden="true">–</span><p class="soft">[[This comment was removed.]]</p></div>{{/GONE}}
{{#SHOWN}}<article class="note{{#WAIT}} wait{{/WAIT}}" id="comment-{{ID}}" aria-labelledby="by-{{ID}}"><span class="face{{#STAFF}} staff{{/STAFF}}" aria-hidden="true" translate="no">{{INITIALS}}</span>
<div class="who"><h3 id="by-{{ID}}">{{#WAIT}}[[You]]{{/WAIT}}{{#OPEN}}<span translate="no">{{NAME}}</span>{{/OPEN}}</h3> {{#STAFF}}<span class="tag watch">[[Partnership staff]]</span> {{/STAFF}}{{#WAIT}}<span class="tag watch">[[Waiting to be read]]</span> {{/WAIT}}<a class="small soft" href="#comment-{{ID}}"><time datetime="{{WHEN}}">{{DATE}}</time></a>{{#EDITED}} <span class="small soft">[[Edited {{EDITED_DATE}}]]</span>{{/EDITED}}{{#SITE}} <a class="small" href="{{SITE_URL}}" rel="nofollow ugc noopener" translate="no">{{SITE_HOST}}</a>{{/SITE}}</div>
{{#ANSWERS}}<p class="small soft">[[In reply to {{ANSWERED}}]]</p>
{{/ANSWERS}}{{#ANSWERS_NOBODY}}<p class="small soft">[[In reply to a comment that was removed]]</p>
{{/ANSWERS_NOBODY}}<div class="prose" lang="en">{{BODY_HTML:none}}</div>
{{#WAIT}}<p class="small soft">[[Only you can see this. A person reads it before others do.]]{{#WHY}} [[It may hold {{WHY}}, so we read it with special care.]]{{/WHY}}</p>{{/WAIT}}{{#OPEN}}<p class="do"><a href="?reply_to={{ID:url_query_escape}}#reply" aria-label="[[Reply to {{NAME}}]]">[[Reply]]</a></p>{{/OPEN}}</article>{{/SHOWN}}
{{#REPLIES}}<ol>
{{>REPLY}}</ol>{{/REPLIES}}</li>
