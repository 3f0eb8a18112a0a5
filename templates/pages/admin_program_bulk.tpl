{{%AUTOESCAPE context="HTML"}}
{{! What will be done to many listings; filled by
    page/admin_program_bulk_page.c.
  HEADING   "Pause 3 listings"; EFFECT (section) what the public sees then
  PROBLEM   included: what must be mended
  READY     (section) ITEM (repeated): ID NAME; MORE (section)
  SKIPPED   (section) SKIPPED_TEXT, ITEM (repeated): ID NAME WHY; MORE (section)
  FORM      (section) FORM_TOKEN QUERY DO ITEMS BUTTON; CONFIRM (section):
            HOW (repeated) VALUE LABEL CHOSEN, HOW_ERROR; PAUSE (section):
            REASON RETURNS, REASON_ERROR RETURNS_ERROR (sections)
  BACK_PATH the list as it was
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{HEADING}}</h1>
{{#EFFECT}}<p class="lede">{{EFFECT}} [[You can undo it for 30 days.]]</p>{{/EFFECT}}
</div></div>
<div class="wrap block slim">
{{>PROBLEM}}
{{#READY}}<section aria-labelledby="ready"><h2 id="ready">[[These will change]]</h2>
<ul class="named">{{#ITEM}}<li><a href="/admin/programs/{{ID}}" translate="no">{{NAME}}</a></li>{{/ITEM}}</ul>{{#MORE}}<p>{{MORE}}</p>{{/MORE}}</section>{{/READY}}
{{#SKIPPED}}<section class="block" aria-labelledby="skipped"><h2 id="skipped">{{SKIPPED_TEXT}}</h2>
<ul class="named">{{#ITEM}}<li><a href="/admin/programs/{{ID}}" translate="no">{{NAME}}</a> <span class="soft">{{WHY}}</span></li>{{/ITEM}}</ul>{{#MORE}}<p>{{MORE}}</p>{{/MORE}}</section>{{/SKIPPED}}
{{#FORM}}<form class="block" method="post" action="/admin/programs/bulk"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="query" value="{{QUERY}}"><input type="hidden" name="do" value="{{DO}}"><input type="hidden" name="items" value="{{ITEMS}}"><input type="hidden" name="sure" value="1">
{{#PAUSE}}<div class="field{{#REASON_ERROR}} bad{{/REASON_ERROR}}"><label for="f-reason">[[Reason]]</label> <span class="hint" id="f-reason-hint">[[Everybody reads it: “Back in September, when school starts.”]]</span>
{{#REASON_ERROR}}<span class="oops" id="f-reason-error">{{REASON_ERROR}}</span>{{/REASON_ERROR}}
<input type="text" id="f-reason" name="reason" value="{{REASON}}" maxlength="500" aria-describedby="f-reason-hint{{#REASON_ERROR}} f-reason-error{{/REASON_ERROR}}"{{#REASON_ERROR}} aria-invalid="true"{{/REASON_ERROR}}></div>
<div class="field{{#RETURNS_ERROR}} bad{{/RETURNS_ERROR}}"><label for="f-returns">[[Returns on (optional)]]</label>
{{#RETURNS_ERROR}}<span class="oops" id="f-returns-error">{{RETURNS_ERROR}}</span>{{/RETURNS_ERROR}}
<input type="date" id="f-returns" name="returns" value="{{RETURNS}}"{{#RETURNS_ERROR}} aria-invalid="true" aria-describedby="f-returns-error"{{/RETURNS_ERROR}}></div>{{/PAUSE}}
{{#CONFIRM}}<fieldset class="field{{#HOW_ERROR}} bad{{/HOW_ERROR}}" id="f-how" tabindex="-1"><legend>[[How were they confirmed?]]</legend>
{{#HOW_ERROR}}<span class="oops">{{HOW_ERROR}}</span>{{/HOW_ERROR}}
{{#HOW}}<label class="check"><input type="radio" name="how" value="{{VALUE}}"{{#CHOSEN}} checked{{/CHOSEN}}> <span>{{LABEL}}</span></label>
{{/HOW}}</fieldset>{{/CONFIRM}}
<div class="act"><button class="btn">{{BUTTON}}</button> <a class="btn plain" href="{{BACK_PATH}}">[[Cancel]]</a></div></form>{{/FORM}}
<p class="block"><a href="{{BACK_PATH}}">[[Back to the list]]</a></p>
</div>
