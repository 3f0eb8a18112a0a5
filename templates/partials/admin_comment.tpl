{{%AUTOESCAPE context="HTML"}}
{{! A comment as staff see it, with the buttons that decide; filled by
    comment_item_fill() of page/admin_comment_view.c.
  ID VERSION PATH FORM_TOKEN TAB PAGE QUERY NEXT, ONE (section)
  PICK       (section) NAME: in a list, can be ticked and opened
  NAME STAFF (section) WHEN DATE
  GUEST      (section) EMAIL, FIRST (section) or KNOWN (section): BEFORE
  SITE       (section) SITE_URL SITE_HOST
  IS_HELD IS_PUBLISHED IS_SPAM IS_REMOVED  (sections) its state
  GONE_REASON  (section) why it was removed
  EDITED     (section) EDITED_DATE
  HELD_BY_ME or HOLDER  (sections) who of the staff has it
  THREAD_TITLE, IN_PLACE (section): PLACE_PATH, or NO_PAGE (section)
  PARENT     (section) PARENT_NAME PARENT_TEXT PARENT_PATH, PARENT_HIDDEN
             (section): it is not published
  SUSPECT    (section) much speaks for spam
  WHY        (section) REASONS (section) LINKS BAIT BLOCKED CALLED REPORTED
             (sections)
  SCORE      (section) POINTS, BECAUSE (section): what speaks for spam
  ALL_HELD   (section) it came while every comment was held
  TYPED      (section) RUN (section, repeated): PLAIN or MARKED, each TEXT
  SHOWN      (section) BODY_HTML: as readers see it
  REPORTS    (section) REPORT (section, repeated): REPORT_REASON REPORT_WHEN
             REPORT_NOTE (section)
  CAN_PUBLISH CAN_KEEP CAN_SPAM CAN_HOLD  (sections)
  CAN_REMOVE (section) SUFFIX WORDS REASON (section, repeated): REASON_VALUE
             REASON_LABEL REASON_CHOSEN (section); REASON_FIX WORDS_FIX
             IS_OPEN (sections)

  Removing is a form of its own: Enter in its words must not press another
  button.
}}
<div class="who">{{#PICK}}<input type="checkbox" name="pick" data-key="x" value="{{ID}}.{{VERSION}}" form="bulk" aria-label="[[Choose the comment by {{NAME}}]]">{{/PICK}}<h2 id="by-{{ID}}"><span translate="no">{{NAME}}</span></h2>{{#STAFF}} <span class="tag watch">[[Partnership staff]]</span>{{/STAFF}}{{#IS_HELD}} <span class="tag held">[[To be read]]</span>{{/IS_HELD}}{{#SUSPECT}} <span class="tag spam">[[Looks like spam]]</span>{{/SUSPECT}}{{#IS_PUBLISHED}} <span class="tag live">[[Published]]</span>{{/IS_PUBLISHED}}{{#IS_SPAM}} <span class="tag spam">[[Spam]]</span>{{/IS_SPAM}}{{#IS_REMOVED}} <span class="tag closed">[[Removed]]</span>{{/IS_REMOVED}}{{#GUEST}}{{#FIRST}} <span class="tag watch">[[First comment]]</span>{{/FIRST}}{{#KNOWN}} <span class="small soft">{{BEFORE}}</span>{{/KNOWN}}{{/GUEST}}</div>
<p class="small soft">{{#GUEST}}<a href="mailto:{{EMAIL}}" translate="no">{{EMAIL}}</a> · {{/GUEST}}{{#SITE}}<a href="{{SITE_URL}}" rel="nofollow ugc noopener" translate="no">{{SITE_HOST}}</a> · {{/SITE}}<a href="{{PATH}}"><time datetime="{{WHEN}}">{{DATE}}</time></a> · [[On]] <span lang="en">{{THREAD_TITLE}}</span>{{#IN_PLACE}} · <a href="{{PLACE_PATH}}">[[See it in its place]]<span class="vh">: <span translate="no">{{NAME}}</span></span></a>{{/IN_PLACE}}{{#NO_PAGE}} [[(this page is not public)]]{{/NO_PAGE}}{{#EDITED}} · [[Edited {{EDITED_DATE}}]]{{/EDITED}}{{#HELD_BY_ME}} · <strong>[[You have this]]</strong>{{/HELD_BY_ME}}{{#HOLDER}} · <strong>[[{{HOLDER}} has this]]</strong>{{/HOLDER}}</p>
{{#PARENT}}<blockquote class="answered"><p class="small">[[In reply to]] <a href="{{PARENT_PATH}}" translate="no">{{PARENT_NAME}}</a>{{#PARENT_HIDDEN}} [[(not published: decide about that one first)]]{{/PARENT_HIDDEN}}<br><span lang="en">{{PARENT_TEXT}}</span></p></blockquote>{{/PARENT}}
{{#GONE_REASON}}<p class="small"><strong>[[Why it was removed:]]</strong> <span lang="en">{{GONE_REASON}}</span></p>{{/GONE_REASON}}
{{#WHY}}<p class="small care">{{#REASONS}}[[It may hold {{REASONS}}.]] {{/REASONS}}{{#LINKS}}[[It has links.]] {{/LINKS}}{{#BAIT}}[[A machine may have written it: it filled in the field that people leave empty.]] {{/BAIT}}{{#BLOCKED}}[[Its sender is blocked.]] {{/BLOCKED}}{{#CALLED}}[[Nobody has read it: so much spoke for spam that it came here by itself.]] {{/CALLED}}{{#REPORTED}}[[Several reports hid it. Readers see it again once you publish it.]]{{/REPORTED}}</p>{{/WHY}}
{{#SCORE}}<p class="small soft">[[Speaks for spam: {{POINTS}} of 100.]]{{#BECAUSE}} [[Why: {{BECAUSE}}.]]{{/BECAUSE}}</p>{{/SCORE}}{{#ALL_HELD}}<p class="small soft">[[It came while every comment was held.]]</p>{{/ALL_HELD}}
{{#TYPED}}<p class="typed" lang="en">{{#RUN}}{{#PLAIN}}{{TEXT:pre_escape}}{{/PLAIN}}{{#MARKED}}<mark>{{TEXT:pre_escape}}</mark>{{/MARKED}}{{/RUN}}</p>{{/TYPED}}{{#SHOWN}}<div class="prose" lang="en">{{BODY_HTML:none}}</div>{{/SHOWN}}
{{#REPORTS}}<ul class="small care">{{#REPORT}}<li>[[Reported {{REPORT_WHEN}}:]] {{REPORT_REASON}}{{#REPORT_NOTE}} – <span lang="en">{{REPORT_NOTE}}</span>{{/REPORT_NOTE}}</li>{{/REPORT}}</ul>{{/REPORTS}}
<div class="decide"><form method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><input type="hidden" name="next" value="{{NEXT}}">{{#ONE}}<input type="hidden" name="one" value="1">{{/ONE}}
{{#CAN_PUBLISH}}<button class="btn small" name="do" value="publish" data-key="a">[[Publish]]</button> {{/CAN_PUBLISH}}{{#CAN_KEEP}}<button class="btn small" name="do" value="publish" data-key="a">[[Keep it]]</button> {{/CAN_KEEP}}{{#CAN_SPAM}}<button class="btn small plain" name="do" value="spam" data-key="s">[[Spam]]</button> {{/CAN_SPAM}}{{#CAN_HOLD}}<button class="btn small plain" name="do" value="hold">[[Put back to be read]]</button> {{/CAN_HOLD}}</form>
{{#CAN_REMOVE}}<details{{#IS_OPEN}} open{{/IS_OPEN}}><summary data-key="t">[[Remove…]]</summary>
<form method="post" action="{{PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><input type="hidden" name="next" value="{{NEXT}}">{{#ONE}}<input type="hidden" name="one" value="1">{{/ONE}}<input type="hidden" name="do" value="remove">
<div class="field{{#REASON_FIX}} bad{{/REASON_FIX}}"><label for="f-reason{{SUFFIX}}">[[Reason]]</label>{{#REASON_FIX}}<p class="oops" id="e-reason{{SUFFIX}}">{{REASON_FIX}}</p>{{/REASON_FIX}}<select id="f-reason{{SUFFIX}}" name="reason"{{#REASON_FIX}} aria-invalid="true" aria-describedby="e-reason{{SUFFIX}}"{{/REASON_FIX}}><option value="">[[Choose…]]</option>{{#REASON}}<option value="{{REASON_VALUE}}"{{#REASON_CHOSEN}} selected{{/REASON_CHOSEN}}>{{REASON_LABEL}}</option>{{/REASON}}</select></div>
<div class="field{{#WORDS_FIX}} bad{{/WORDS_FIX}}"><label for="f-words{{SUFFIX}}">[[In your own words]] <span class="soft">[[(optional)]]</span></label>{{#WORDS_FIX}}<p class="oops" id="e-words{{SUFFIX}}">{{WORDS_FIX}}</p>{{/WORDS_FIX}}<input type="text" id="f-words{{SUFFIX}}" name="words" maxlength="400" value="{{WORDS}}"{{#WORDS_FIX}} aria-invalid="true" aria-describedby="e-words{{SUFFIX}}"{{/WORDS_FIX}}></div>
<button class="btn small stop">[[Remove this comment]]</button></form></details>{{/CAN_REMOVE}}{{#PICK}} <a class="more" href="{{PATH}}" data-key="r">[[Reply or correct]]<span class="vh">: <span translate="no">{{NAME}}</span></span></a>{{/PICK}}</div>
