{{%AUTOESCAPE context="HTML"}}
{{! The listing editor; filled by page/admin_program_edit.c.
  TITLE              the listing's name, or that it is a new one
  KEPT               (section) KEPT_TEXT, DRAFT_ID, FORM_TOKEN: the draft of before
  GOING_ON           (section) GOING_ON_TEXT: the draft is in the form
  OTHERS             (section, repeated) OTHERS_TEXT: others' drafts
  PATH VERSION FORM_TOKEN  of the form; AUTOSAVE (section) DRAFT_PATH, DRAFT_TOKEN
  JUMP PART ROW      page/admin_program_form.c
  SAVE_DRAFT SAVE PUBLISH UNPUBLISH PAUSE CLOSE CONFIRM  (sections) buttons
  ORGANIZATION       (section, repeated) ORGANIZATION_NAME
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1{{#IS_NAME}} translate="no"{{/IS_NAME}}>{{TITLE}}</h1></div></div>
<div class="wrap block">
{{>PROBLEM}}
{{#KEPT}}<form class="sample" method="post" action="/admin/programs/{{DRAFT_ID}}/draft"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><span>{{KEPT_TEXT}}</span> <a class="btn small" href="/admin/programs/{{DRAFT_ID}}?draft=1">[[Go on with your draft]]</a> <button class="btn plain small" name="do" value="discard">[[Discard it]]</button></form>{{/KEPT}}
{{#GOING_ON}}<p class="sample" role="note">{{GOING_ON_TEXT}}</p>{{/GOING_ON}}
{{#OTHERS}}<p class="sample" role="note">{{OTHERS_TEXT}}</p>{{/OTHERS}}
<form class="editor" data-editor="{{EDITOR}}" method="post" action="{{PATH}}"{{#AUTOSAVE}} data-autosave="/admin/programs/{{DRAFT_ID}}/draft" data-token="{{DRAFT_TOKEN}}"{{/AUTOSAVE}}>
<div>
<input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">
<div class="tools">{{>BUTTONS}}<span class="saving" data-saving data-saved="[[Draft saved {time}]]" data-unsaved="[[The draft could not be saved. Keep this page open.]]" role="status"></span></div>
<nav aria-label="[[Parts of this form]]"><ul class="tabs">{{#JUMP}}<li><a href="#part-{{PART_ID}}">{{PART_TITLE}}</a></li>{{/JUMP}}<li><a href="#part-state">[[State and history]]</a></li></ul></nav>
{{#PART}}<section class="panel" id="part-{{PART_ID}}" tabindex="-1" aria-labelledby="title-{{PART_ID}}"><h2 id="title-{{PART_ID}}">{{PART_TITLE}}</h2>
{{#ROW}}<div class="fields{{#TWO}} two{{/TWO}}{{#TRIO}} trio{{/TRIO}}">{{>FIELD}}</div>{{/ROW}}</section>{{/PART}}
{{#ORGANIZATIONS}}<datalist id="organizations">{{#ORGANIZATION}}<option value="{{ORGANIZATION_NAME}}"></option>{{/ORGANIZATION}}</datalist>{{/ORGANIZATIONS}}
</div>
<div class="side" id="part-state" tabindex="-1">
<section class="panel" aria-labelledby="title-state"><h2 id="title-state">[[State]]</h2>
<p>{{#IS_DRAFT}}<span class="tag draft">[[Draft]]</span> [[Nobody outside sees it.]]{{/IS_DRAFT}}{{#IS_PUBLISHED}}<span class="tag live">[[Published]]</span>{{/IS_PUBLISHED}}{{#IS_PAUSED}}<span class="tag paused">[[Paused]]</span>{{/IS_PAUSED}}{{#IS_CLOSED}}<span class="tag closed">[[Closed]]</span>{{/IS_CLOSED}}</p>
{{#PUBLIC}}<p class="small"><a href="/programs/{{SLUG}}">[[Open the public page]]</a></p>{{/PUBLIC}}
{{#STORED}}<p class="small soft">{{CHECKED}}</p>{{/STORED}}
{{#NOTES}}<div class="field{{#NOTE_ERROR}} bad{{/NOTE_ERROR}}"><label for="f-note">[[Why you changed it]] <span class="soft">[[(optional)]]</span></label> <span class="hint" id="f-note-hint">[[For staff only.]]</span>
{{#NOTE_ERROR}}<span class="oops" id="f-note-error">{{NOTE_ERROR}}</span>{{/NOTE_ERROR}}
<input type="text" id="f-note" name="note" value="{{NOTE}}" autocomplete="off" aria-describedby="f-note-hint{{#NOTE_ERROR}} f-note-error{{/NOTE_ERROR}}"{{#NOTE_ERROR}} aria-invalid="true"{{/NOTE_ERROR}}></div>
<div class="field{{#PUBLIC_NOTE_ERROR}} bad{{/PUBLIC_NOTE_ERROR}}"><label for="f-public_note">[[What changed, for everybody]] <span class="soft">[[(optional)]]</span></label> <span class="hint" id="f-public_note-hint">[[Shown on the public page beside the date.]]</span>
{{#PUBLIC_NOTE_ERROR}}<span class="oops" id="f-public_note-error">{{PUBLIC_NOTE_ERROR}}</span>{{/PUBLIC_NOTE_ERROR}}
<input type="text" id="f-public_note" name="public_note" value="{{PUBLIC_NOTE}}" autocomplete="off" aria-describedby="f-public_note-hint{{#PUBLIC_NOTE_ERROR}} f-public_note-error{{/PUBLIC_NOTE_ERROR}}"{{#PUBLIC_NOTE_ERROR}} aria-invalid="true"{{/PUBLIC_NOTE_ERROR}}></div>{{/NOTES}}
</section>
{{#CONFIRM}}<section class="panel" aria-labelledby="title-confirm"><h2 id="title-confirm">[[Confirm]]</h2>
<div class="field{{#HOW_ERROR}} bad{{/HOW_ERROR}}"><label for="f-confirmed_how">[[Confirmed today]]</label> <span class="hint" id="f-confirmed_how-hint">[[Saves what you changed on this page, too.]]</span>
{{#HOW_ERROR}}<span class="oops" id="f-confirmed_how-error">{{HOW_ERROR}}</span>{{/HOW_ERROR}}
<select id="f-confirmed_how" name="confirmed_how" aria-describedby="f-confirmed_how-hint{{#HOW_ERROR}} f-confirmed_how-error{{/HOW_ERROR}}"{{#HOW_ERROR}} aria-invalid="true"{{/HOW_ERROR}}><option value="">[[Choose how]]</option>{{#HOW}}<option value="{{HOW_VALUE}}"{{#HOW_ON}} selected{{/HOW_ON}}>{{HOW_TEXT}}</option>{{/HOW}}</select></div>
<p class="act"><button class="btn plain full" name="do" value="confirm">[[Confirmed today]]</button></p></section>{{/CONFIRM}}
{{#PAUSE}}<section class="panel" aria-labelledby="title-pause"><h2 id="title-pause">[[Pause]]</h2>{{>FIELD}}
{{#PAUSE_BUTTON}}<p class="act"><button class="btn plain full" name="do" value="pause">[[Pause]]</button></p>{{/PAUSE_BUTTON}}</section>{{/PAUSE}}
{{#CLOSE}}<section class="panel" aria-labelledby="title-close"><h2 id="title-close">[[Close for good]]</h2><p class="small soft">[[Its page then says that it closed and where to go instead.]]</p>{{>FIELD}}
{{#CLOSE_BUTTON}}<p class="act"><button class="btn plain stop full" name="do" value="close">[[Close the listing]]</button></p>{{/CLOSE_BUTTON}}</section>{{/CLOSE}}
{{#UNPUBLISH}}<section class="panel" aria-labelledby="title-unpublish"><h2 id="title-unpublish">[[Take it out of sight]]</h2><p class="small soft">[[It becomes a draft again. Its address then answers that there is no such page.]]</p><p class="act"><button class="btn plain full" name="do" value="unpublish">[[Unpublish]]</button></p></section>{{/UNPUBLISH}}
{{#HISTORY}}<section class="panel" aria-labelledby="title-history"><h2 id="title-history">[[History]]</h2><ol class="history">{{#REVISION}}<li><a href="/admin/programs/{{ID}}/revisions/{{REVISION_VERSION}}">{{REVISION_WHEN}}</a> <span class="small soft" translate="no">{{REVISION_WHO}}</span>{{#REVISION_NOTE}}<span class="small" lang="en">{{REVISION_NOTE}}</span>{{/REVISION_NOTE}}</li>{{/REVISION}}</ol>
<p class="small"><a href="/admin/programs/{{ID}}/revisions">[[All versions]]</a></p></section>{{/HISTORY}}
</div>
<div class="tools">{{>BUTTONS}}</div>
</form>
</div>
