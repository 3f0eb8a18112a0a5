{{%AUTOESCAPE context="HTML"}}
{{! One comment, opened from a moderator's mail; filled by page/moderate.c.
  TITLE; GONE (section): the link leads to nothing, and that is all
  PROBLEM   included, empty or with what is wrong with the form
  ID READER (section)  whose link it is
  NAME EMAIL (sections) WHEN DATE THREAD_TITLE BODY_HTML
  PARENT    (section) PARENT_NAME PARENT_TEXT, PARENT_HIDDEN (section)
  CARE      (section) REASONS LINKS BAIT REPORTED (sections)
  IS_HELD IS_PUBLISHED IS_SPAM IS_REMOVED  (sections) its state
  USED (section) USED_WHEN, CHANGED, OLD (sections): nothing can be decided
  DECIDE    (section) PATH FORM_TOKEN, CAN_PUBLISH CAN_SPAM (sections); why it
            is removed: as in CAN_REMOVE of partials/admin_comment.tpl
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{TITLE}}</h1>
{{#READER}}<p class="lede">[[In your mail, {{READER}}. What you decide here is signed with your name.]]</p>{{/READER}}
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
{{#GONE}}<p>[[It led to a comment that is no longer there, or to a person who does not read comments any more, or some of it got lost on the way.]]</p>{{/GONE}}
{{#USED}}<p class="field" role="status"><b>[[You decided this on {{USED_WHEN}}]]</b><br>{{#IS_HELD}}[[The comment waits to be read.]]{{/IS_HELD}}{{#IS_PUBLISHED}}[[The comment is published.]]{{/IS_PUBLISHED}}{{#IS_SPAM}}[[The comment is with the spam.]]{{/IS_SPAM}}{{#IS_REMOVED}}[[The comment is removed.]]{{/IS_REMOVED}} [[This link has done its work.]]</p>{{/USED}}
{{#CHANGED}}<p class="problem" role="alert"><b>[[This comment is not as it was in your mail.]]</b> [[Somebody else decided, or its words changed.]] {{#IS_HELD}}[[It waits to be read.]]{{/IS_HELD}}{{#IS_PUBLISHED}}[[It is published.]]{{/IS_PUBLISHED}}{{#IS_SPAM}}[[It is with the spam.]]{{/IS_SPAM}}{{#IS_REMOVED}}[[It is removed.]]{{/IS_REMOVED}} [[Open it in the staff pages.]]</p>{{/CHANGED}}
{{#OLD}}<p class="problem" role="alert"><b>[[This link is older than three days.]]</b> [[Open the comment in the staff pages.]]</p>{{/OLD}}
{{#NAME}}<article class="panel" aria-labelledby="by">
<h2 id="by" translate="no">{{NAME}}</h2>
<p class="small soft">{{#EMAIL}}<span translate="no">{{EMAIL}}</span> · {{/EMAIL}}<time datetime="{{WHEN}}">{{DATE}}</time> · [[On]] <span lang="en">{{THREAD_TITLE}}</span></p>
{{#PARENT}}<blockquote class="answered"><p class="small">[[In reply to]] <b translate="no">{{PARENT_NAME}}</b>{{#PARENT_HIDDEN}} [[(not published: decide about that one first)]]{{/PARENT_HIDDEN}}<br><span lang="en">{{PARENT_TEXT}}</span></p></blockquote>{{/PARENT}}
{{#CARE}}<p class="sample" role="note">{{#REASONS}}[[It may hold {{REASONS}}.]] {{/REASONS}}{{#LINKS}}[[It has links.]] {{/LINKS}}{{#BAIT}}[[A machine may have written it: it filled in the field that people leave empty.]] {{/BAIT}}{{#REPORTED}}[[Readers reported it.]]{{/REPORTED}}</p>{{/CARE}}
<div class="prose" lang="en">{{BODY_HTML:none}}</div>
</article>{{/NAME}}
{{#DECIDE}}<form class="act" method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
{{#CAN_PUBLISH}}<button class="btn" name="do" value="publish">[[Publish]]</button> {{/CAN_PUBLISH}}{{#CAN_SPAM}}<button class="btn plain" name="do" value="spam">[[Spam]]</button>{{/CAN_SPAM}}</form>
<details class="field"{{#IS_OPEN}} open{{/IS_OPEN}}><summary>[[Remove…]]</summary>
<form class="brief" method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="do" value="remove">
<div class="field{{#REASON_FIX}} bad{{/REASON_FIX}}"><label for="f-reason">[[Reason]]</label>{{#REASON_FIX}}<p class="oops" id="e-reason">{{REASON_FIX}}</p>{{/REASON_FIX}}<select id="f-reason" name="reason"{{#REASON_FIX}} aria-invalid="true" aria-describedby="e-reason"{{/REASON_FIX}}><option value="">[[Choose…]]</option>{{#REASON}}<option value="{{REASON_VALUE}}"{{#REASON_CHOSEN}} selected{{/REASON_CHOSEN}}>{{REASON_LABEL}}</option>{{/REASON}}</select></div>
<div class="field{{#WORDS_FIX}} bad{{/WORDS_FIX}}"><label for="f-words">[[In your own words]] <span class="soft">[[(optional)]]</span></label>{{#WORDS_FIX}}<p class="oops" id="e-words">{{WORDS_FIX}}</p>{{/WORDS_FIX}}<input type="text" id="f-words" name="words" maxlength="400" value="{{WORDS}}"{{#WORDS_FIX}} aria-invalid="true" aria-describedby="e-words"{{/WORDS_FIX}}></div>
<button class="btn stop">[[Remove this comment]]</button></form></details>{{/DECIDE}}
<p class="field linklist">{{#NAME}}<a href="/admin/comments/{{ID}}">[[Open it in the staff pages]]</a>{{/NAME}}{{#GONE}}<a href="/admin/comments">[[Comments]]</a>{{/GONE}}</p>
</div></div>
