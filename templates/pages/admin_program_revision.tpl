{{%AUTOESCAPE context="HTML"}}
{{! One version of a listing; filled by page/admin_program_revision.c.
  TITLE NAME SAVED     what it is, whose, who saved it when
  REVISION_NOTE REVISION_PUBLIC_NOTE TROUBLE  (sections)
  CHANGES              (section) CHANGE (repeated): LABEL, BEFORE, AFTER (included); else NO_CHANGES
  EARLIER LATER        (sections) ID, N
  RESTORE              (section) ID, N, VERSION, NOTE, NOTE_ERROR, FORM_TOKEN; IS_NOW instead
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>{{TITLE}}</h1><p class="lede" translate="no">{{NAME}}</p></div></div>
<div class="wrap block">
{{#TROUBLE}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Error: nothing was restored]]</h2><p>{{TROUBLE}}</p></div>{{/TROUBLE}}
<p>{{SAVED}}{{#IS_NOW}} <span class="tag">[[Now]]</span>{{/IS_NOW}}</p>
{{#REVISION_NOTE}}<p>[[Why:]] <span lang="en">{{REVISION_NOTE}}</span></p>{{/REVISION_NOTE}}
{{#REVISION_PUBLIC_NOTE}}<p>[[For everybody:]] <span lang="en">{{REVISION_PUBLIC_NOTE}}</span></p>{{/REVISION_PUBLIC_NOTE}}
{{#RESTORE}}<form class="panel" method="post" action="/admin/programs/{{ID}}/revisions/{{N}}/restore"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">
<div class="field{{#NOTE_ERROR}} bad{{/NOTE_ERROR}}"><label for="f-note">[[Why you go back]] <span class="soft">[[(optional)]]</span></label> <span class="hint" id="f-note-hint">[[For staff only. Going back makes a new version; no version is lost.]]</span>
{{#NOTE_ERROR}}<span class="oops" id="f-note-error">{{NOTE_ERROR}}</span>{{/NOTE_ERROR}}
<input type="text" id="f-note" name="note" value="{{NOTE}}" autocomplete="off" aria-describedby="f-note-hint{{#NOTE_ERROR}} f-note-error{{/NOTE_ERROR}}"{{#NOTE_ERROR}} aria-invalid="true"{{/NOTE_ERROR}}></div>
<p class="act"><button class="btn">[[Restore this version]]</button></p></form>{{/RESTORE}}
<h2>[[What it changed]]</h2>
{{#NO_CHANGES}}<p>[[Nothing that shows here.]]</p>{{/NO_CHANGES}}
{{#CHANGES}}<div class="tablewrap"><table class="versus stack"><thead><tr><th scope="col">[[Part]]</th><th scope="col">[[Before]]</th><th scope="col">[[After]]</th></tr></thead><tbody>{{#CHANGE}}<tr><th scope="row">{{LABEL}}</th><td data-label="[[Before]]"><div class="said" lang="en">{{>BEFORE}}</div></td><td data-label="[[After]]"><div class="said" lang="en">{{>AFTER}}</div></td></tr>{{/CHANGE}}</tbody></table></div>{{/CHANGES}}
<p>{{#EARLIER}}<a href="/admin/programs/{{ID}}/revisions/{{N}}">[[The version before]]</a>{{/EARLIER}} {{#LATER}}<a href="/admin/programs/{{ID}}/revisions/{{N}}">[[The version after]]</a>{{/LATER}}</p>
</div>
