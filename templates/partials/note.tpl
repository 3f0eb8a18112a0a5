{{%AUTOESCAPE context="HTML"}}
{{! One comment and what stands below it; filled by page/note.c.
  ID        number
  GONE      (section) taken back, but answered
  AWAY      (section) answered, and being read again
  SHOWN     (section) all others: NAME, WHEN (RFC 3339), AGO, DATE, BODY_HTML,
            NOTE_HREF: its address
  STAFF       (section) written by our staff; all others:
  PERSON      (section) FACE: classes of shape and tint, INITIALS
  EDITED      (section) EDITED_WHEN, EDITED_DATE: its words were changed
  WAIT        (section) held, and only its author sees it
  OPEN        (section) published: has a name
  SITE      (section) SITE_URL, SITE_HOST: the author's own page
  ANSWERS   (section) ANSWERED, ANSWERED_ID: whom it answers, when it does not
            stand below; ANSWERS_NOBODY when that one is gone
  WHY       (section) WHY: what it may hold that needs care
  WAYS      (section) what its reader can do: ANSWER (section with
            ANSWER_HREF), EDIT, REPORT (sections)
  REPLIES   (section) REPLY: included, each comment below
  MORE      (section) MORE_TEXT: the branch goes on elsewhere
}}
<li>
{{#GONE}}<div class="note gone" id="comment-{{ID}}"><span class="face" aria-hidden="true">–</span><p class="soft">[[This comment was removed.]]</p></div>{{/GONE}}{{#AWAY}}<div class="note gone" id="comment-{{ID}}"><span class="face" aria-hidden="true">–</span><p class="soft">[[This comment is being read again.]]</p></div>{{/AWAY}}
{{#SHOWN}}<article class="note{{#WAIT}} wait{{/WAIT}}" id="comment-{{ID}}" aria-labelledby="by-{{ID}}">{{#STAFF}}<svg class="face staff" viewBox="0 0 40 40" aria-hidden="true"><path d="M20 5l3 12 12 3-12 3-3 12-3-12-12-3 12-3Z"/></svg>{{/STAFF}}{{#PERSON}}<svg class="face {{FACE}}" viewBox="0 0 40 40" aria-hidden="true"><text x="20" y="26">{{INITIALS}}</text></svg>{{/PERSON}}
<div class="who"><h3 id="by-{{ID}}">{{#WAIT}}[[You]]{{/WAIT}}{{#OPEN}}<bdi translate="no">{{NAME}}</bdi>{{/OPEN}}</h3> {{#STAFF}}<span class="tag watch">[[Partnership staff]]</span> {{/STAFF}}{{#WAIT}}<span class="tag watch">[[Waiting to be read]]</span> {{/WAIT}}<a class="small soft" href="{{NOTE_HREF}}"><time datetime="{{WHEN}}">{{AGO}} · {{DATE}}</time></a>{{#EDITED}} <span class="small soft">[[Edited]] <time datetime="{{EDITED_WHEN}}">{{EDITED_DATE}}</time></span>{{/EDITED}}{{#SITE}} <a class="small" href="{{SITE_URL}}" rel="nofollow ugc noopener" translate="no">{{SITE_HOST}}</a>{{/SITE}}</div>
{{#ANSWERS}}<p class="small soft"><a href="/comments/{{ANSWERED_ID}}">[[In reply to {{ANSWERED}}]]</a></p>
{{/ANSWERS}}{{#ANSWERS_NOBODY}}<p class="small soft">[[In reply to a comment that was removed]]</p>
{{/ANSWERS_NOBODY}}<div class="prose" lang="en" dir="auto">{{BODY_HTML:none}}</div>
{{#WAIT}}<p class="small soft">[[Only you can see this. A person reads it before others do.]]{{#WHY}} [[It may hold {{WHY}}, so we read it with special care.]]{{/WHY}}</p>{{/WAIT}}
{{#WAYS}}<p class="do">{{#ANSWER}}<a href="{{ANSWER_HREF}}#reply" aria-label="[[Reply to {{NAME}}]]">[[Reply]]</a> {{/ANSWER}}{{#EDIT}}<a href="/comments/{{ID}}/edit">[[Edit]]</a> {{/EDIT}}{{#REPORT}}<a class="soft" href="/comments/{{ID}}/report" rel="nofollow" aria-label="[[Report what {{NAME}} wrote]]">[[Report]]</a>{{/REPORT}}</p>{{/WAYS}}</article>{{/SHOWN}}
{{#REPLIES}}<ol>
{{>REPLY}}</ol>{{/REPLIES}}{{#MORE}}<p class="more"><a href="?branch={{ID:url_query_escape}}#talk">{{MORE_TEXT}}</a></p>{{/MORE}}</li>
