{{%AUTOESCAPE context="HTML"}}
{{! One comment; filled by page/admin_comment.c.
  HEADING EDIT_PATH
  CONFLICT  (section) EVENT_WORDS EVENT_WHEN: who changed it since; VERSUS
            (section): THEN, NOW: included
  ITEM      included: the comment with its buttons
  BODY_HTML as readers see it
  REPLY     (section) REPLY_PATH FORM_TOKEN VERSION TAB PAGE QUERY NEXT ONE
            (section) AUTHOR BODY BODY_FIX (section); REPLY_ONLY or
            REPLY_PUBLISHES (sections)
  BLOCK     (section) BLOCK_PATH FORM_TOKEN VERSION TAB PAGE QUERY NEXT ONE
            (section) EMAIL TO_SPAM AND_ADDRESS (sections)
  ERASE     (section) ERASE_ID: for those who may
  ASSIGN    (section) ASSIGN_PATH FORM_TOKEN OBJECT BACK, TAKE or DROP (sections)
  EARLIER   (section) EDIT (section, repeated): EDIT_WORDS, CHANGED: included
  HISTORY   (section) EVENT (section, repeated): EVENT_WORDS EVENT_WHEN
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1 lang="en">{{HEADING}}</h1></div></div>
<div class="wrap block">
{{>PROBLEM}}
{{#CONFLICT}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Nothing is changed: this comment is not as you read it]]</h2><p>{{EVENT_WORDS}} <span class="soft">{{EVENT_WHEN}}</span></p>
{{#VERSUS}}<div class="tablewrap"><table class="versus"><thead><tr><th scope="col">[[What you read]]</th><th scope="col">[[What it says now]]</th></tr></thead><tbody><tr><td lang="en">{{>THEN}}</td><td lang="en">{{>NOW}}</td></tr></tbody></table></div>{{/VERSUS}}<p>[[Read it as it is now, then decide.]]</p></div>{{/CONFLICT}}
<div class="editor"><div>
<div class="queue">
{{>ITEM}}
</div>
{{#REPLY}}<section class="answer lesser"><h2 id="answer">[[Reply as our staff]]</h2>
<form method="post" action="{{REPLY_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><input type="hidden" name="next" value="{{NEXT}}">{{#ONE}}<input type="hidden" name="one" value="1">{{/ONE}}
<div class="field{{#BODY_FIX}} bad{{/BODY_FIX}}"><label for="f-body">[[Your reply]]</label><p class="hint" id="h-body">[[It stands under the comment at once, signed {{AUTHOR}}, Partnership staff.]]</p>{{#BODY_FIX}}<p class="oops" id="e-body">{{BODY_FIX}}</p>{{/BODY_FIX}}<textarea id="f-body" name="body" rows="5" maxlength="4000" aria-describedby="h-body{{#BODY_FIX}} e-body{{/BODY_FIX}}"{{#BODY_FIX}} aria-invalid="true"{{/BODY_FIX}}>
{{BODY:pre_escape}}</textarea></div>
{{#REPLY_ONLY}}<button class="btn small">[[Post reply]]</button>{{/REPLY_ONLY}}{{#REPLY_PUBLISHES}}<button class="btn small" name="publish" value="1">[[Publish the comment and post the reply]]</button>{{/REPLY_PUBLISHES}}</form></section>{{/REPLY}}
{{#EARLIER}}<section class="lesser"><h2>[[What changed]]</h2>{{#EDIT}}<h3 class="small">{{EDIT_WORDS}}</h3><p class="typed" lang="en">{{>CHANGED}}</p>{{/EDIT}}</section>{{/EARLIER}}
</div><div class="side">
<section class="lesser"><h2>[[As readers see it]]</h2><div class="preview prose" lang="en">{{BODY_HTML:none}}</div><p><a href="{{EDIT_PATH}}">[[Make a correction]]</a></p></section>
{{#ASSIGN}}<form method="post" action="{{ASSIGN_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="object" value="{{OBJECT}}"><input type="hidden" name="back" value="{{BACK}}">{{#TAKE}}<button class="btn small plain">[[Take this one]]</button>{{/TAKE}}{{#DROP}}<button class="btn small plain">[[Let go of this one]]</button>{{/DROP}}</form>{{/ASSIGN}}
{{#BLOCK}}<details><summary>[[Block this sender…]]</summary><form method="post" action="{{BLOCK_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><input type="hidden" name="next" value="{{NEXT}}">{{#ONE}}<input type="hidden" name="one" value="1">{{/ONE}}
<p class="small">[[What {{EMAIL}} writes later goes to spam unread. They are not told.]]{{#AND_ADDRESS}} [[So does, until tomorrow, what comes from the same network address.]]{{/AND_ADDRESS}}</p>
<div class="field"><label for="f-days">[[For how long]]</label><select id="f-days" name="days"><option value="7">[[7 days]]</option><option value="30" selected>[[30 days]]</option><option value="90">[[90 days]]</option><option value="365">[[A year]]</option></select></div>
<div class="field"><label for="f-why">[[Why]] <span class="soft">[[(optional)]]</span></label><input type="text" id="f-why" name="why" maxlength="500"></div>
{{#TO_SPAM}}<label class="check"><input type="checkbox" name="spam" value="1" checked> [[Move this comment to spam, too]]</label>{{/TO_SPAM}}
<button class="btn small stop">[[Block this sender]]</button></form></details>{{/BLOCK}}
{{#ERASE}}<p class="small"><a href="/admin/erase?comment={{ERASE_ID:url_query_escape}}">[[Erase everything of this person…]]</a></p>{{/ERASE}}
{{#HISTORY}}<section class="lesser"><h2>[[What happened]]</h2><ul class="m small">{{#EVENT}}<li>{{EVENT_WORDS}} <span class="soft">{{EVENT_WHEN}}</span></li>{{/EVENT}}</ul></section>{{/HISTORY}}
</div></div>
</div>
