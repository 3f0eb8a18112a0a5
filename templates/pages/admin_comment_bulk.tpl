{{%AUTOESCAPE context="HTML"}}
{{! Before several comments are decided about; filled by
    page/admin_comment_bulk.c.
  HEADING LIST_HREF
  GO     (section) FORM_TOKEN TAB PAGE QUERY DO; PICK (section, repeated):
         PICK_VALUE PICK_PATH NAME EXCERPT; DO_PUBLISH DO_SPAM DO_REMOVE
         DO_HOLD (sections); WHY (section): WORDS REASON (section, repeated):
         REASON_VALUE REASON_LABEL REASON_CHOSEN (section); REASON_FIX
         WORDS_FIX (sections)
  STALE  (section) LEFT_OUT (section, repeated): PICK_VALUE PICK_PATH NAME
         EXCERPT
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>{{HEADING}}</h1></div></div>
<div class="wrap block">
{{>PROBLEM}}
{{#STALE}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Some are left out]]</h2><p>[[They have changed since you read them, or answer a comment that is not published. Read them again:]]</p><ul>{{#LEFT_OUT}}<li><a href="{{PICK_PATH}}" translate="no">{{NAME}}</a>: <span lang="en">{{EXCERPT}}</span></li>{{/LEFT_OUT}}</ul></div>{{/STALE}}
{{#GO}}<form method="post" action="/admin/comments/bulk"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><input type="hidden" name="do" value="{{DO}}"><input type="hidden" name="sure" value="1">
<ul>{{#PICK}}<li><input type="hidden" name="pick" value="{{PICK_VALUE}}"><a href="{{PICK_PATH}}" translate="no">{{NAME}}</a>: <span lang="en">{{EXCERPT}}</span></li>{{/PICK}}</ul>
{{#WHY}}<div class="fields two"><div class="field{{#REASON_FIX}} bad{{/REASON_FIX}}"><label for="f-reason">[[Reason]]</label>{{#REASON_FIX}}<p class="oops" id="e-reason">{{REASON_FIX}}</p>{{/REASON_FIX}}<select id="f-reason" name="reason"{{#REASON_FIX}} aria-invalid="true" aria-describedby="e-reason"{{/REASON_FIX}}><option value="">[[Choose…]]</option>{{#REASON}}<option value="{{REASON_VALUE}}"{{#REASON_CHOSEN}} selected{{/REASON_CHOSEN}}>{{REASON_LABEL}}</option>{{/REASON}}</select></div>
<div class="field{{#WORDS_FIX}} bad{{/WORDS_FIX}}"><label for="f-words">[[In your own words]] <span class="soft">[[(optional)]]</span></label>{{#WORDS_FIX}}<p class="oops" id="e-words">{{WORDS_FIX}}</p>{{/WORDS_FIX}}<input type="text" id="f-words" name="words" maxlength="400" value="{{WORDS}}"{{#WORDS_FIX}} aria-invalid="true" aria-describedby="e-words"{{/WORDS_FIX}}></div></div>{{/WHY}}
<p class="act">{{#DO_PUBLISH}}<button class="btn">[[Publish them]]</button>{{/DO_PUBLISH}}{{#DO_KEEP}}<button class="btn">[[Keep them]]</button>{{/DO_KEEP}}{{#DO_SPAM}}<button class="btn">[[Mark them as spam]]</button>{{/DO_SPAM}}{{#DO_HOLD}}<button class="btn">[[Put them back to be read]]</button>{{/DO_HOLD}}{{#DO_REMOVE}}<button class="btn stop">[[Remove them]]</button>{{/DO_REMOVE}} <a href="{{LIST_HREF}}">[[Cancel]]</a></p></form>{{/GO}}
<p><a href="{{LIST_HREF}}">[[Back to the list]]</a></p>
</div>
