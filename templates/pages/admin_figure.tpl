{{%AUTOESCAPE context="HTML"}}
{{! One figure, or the target of its period; filled by page/admin_figure.c.
  AREA_SLUG MEASURE_SLUG MEASURE PERIOD PERIOD_PATH
  IS_TARGET IS_ACTUAL (sections)
  IS_NEW IS_DRAFT IS_PUBLISHED (sections)
  VALUE SOURCE NOTE REASON, …_ERROR (sections)
  QUALIFIERS (repeated) QUALIFIER QUALIFIER_NAME, CHOSEN (section)
  CONFLICT   (section) somebody else saved it
  BOTH       (section) VERSUS (repeated): FIELD_NAME YOURS THEIRS
  FORM_TOKEN VERSION
  CARD       included: as the public would have it
  PREVIEWED  (section) with what is typed
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<p class="kicker" lang="en">{{MEASURE}}</p>
<h1>{{#IS_ACTUAL}}[[Figure of]]{{/IS_ACTUAL}}{{#IS_TARGET}}[[Target for]]{{/IS_TARGET}} <span translate="no">{{PERIOD}}</span></h1>
<p class="facts">{{#IS_NEW}}<span class="tag">[[Not entered yet]]</span>{{/IS_NEW}}{{#IS_DRAFT}}<span class="tag draft">[[Draft: only staff see it]]</span>{{/IS_DRAFT}}{{#IS_PUBLISHED}}<span class="tag live">[[Published]]</span>{{/IS_PUBLISHED}}</p>
</div></div>
<div class="wrap block">
<nav aria-label="[[Figure or target]]"><ul class="tabs"><li><a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}"{{#IS_ACTUAL}} aria-current="page"{{/IS_ACTUAL}}>[[Figure]]</a></li><li><a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}?target=1"{{#IS_TARGET}} aria-current="page"{{/IS_TARGET}}>[[Target]]</a></li></ul></nav>
{{>PROBLEM}}
{{#CONFLICT}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Somebody saved this figure while you were writing]]</h2><p>[[Nothing of yours is stored yet, and nothing is lost. Look at both, then save again.]]</p></div>{{/CONFLICT}}
{{#BOTH}}<div class="tablewrap"><table class="sheet versus"><thead><tr><th scope="col">[[Field]]</th><th scope="col">[[Yours]]</th><th scope="col">[[Saved now]]</th></tr></thead><tbody>{{#VERSUS}}<tr><th scope="row">{{FIELD_NAME}}</th><td lang="en">{{YOURS}}</td><td lang="en">{{THEIRS}}</td></tr>{{/VERSUS}}</tbody></table></div>{{/BOTH}}
<div class="editor"><div>
<form method="post" action="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}" data-editor="saved"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">{{#IS_TARGET}}<input type="hidden" name="target" value="1">{{/IS_TARGET}}
<div class="fields two">
<div class="field"><label for="f-qualifier">[[How exact is it?]]</label> <span class="hint" id="f-qualifier-hint">[[As the source says it.]]</span>
<select id="f-qualifier" name="qualifier" aria-describedby="f-qualifier-hint">{{#QUALIFIERS}}<option value="{{QUALIFIER}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{QUALIFIER_NAME}}</option>{{/QUALIFIERS}}</select></div>
<div class="field{{#VALUE_ERROR}} bad{{/VALUE_ERROR}}"><label for="f-value">[[Number]]</label> <span class="hint" id="f-value-hint">{{UNIT_TEXT}}</span>
{{#VALUE_ERROR}}<span class="oops" id="f-value-error">{{VALUE_ERROR}}</span>{{/VALUE_ERROR}}
<input type="text" inputmode="decimal" id="f-value" name="value" value="{{VALUE}}" required autocomplete="off" aria-describedby="f-value-hint{{#VALUE_ERROR}} f-value-error{{/VALUE_ERROR}}"{{#VALUE_ERROR}} aria-invalid="true"{{/VALUE_ERROR}}></div>
</div>
<div class="field{{#SOURCE_ERROR}} bad{{/SOURCE_ERROR}}"><label for="f-source">[[Source]]</label> <span class="hint" id="f-source-hint">[[Where somebody else can look it up. The public sees it.]]</span>
{{#SOURCE_ERROR}}<span class="oops" id="f-source-error">{{SOURCE_ERROR}}</span>{{/SOURCE_ERROR}}
<input type="text" id="f-source" name="source" value="{{SOURCE}}" required autocomplete="off" aria-describedby="f-source-hint{{#SOURCE_ERROR}} f-source-error{{/SOURCE_ERROR}}"{{#SOURCE_ERROR}} aria-invalid="true"{{/SOURCE_ERROR}}></div>
<div class="field{{#NOTE_ERROR}} bad{{/NOTE_ERROR}}"><label for="f-note">[[Note (optional)]]</label> <span class="hint" id="f-note-hint">[[What else a reader must know. The public sees it.]]</span>
{{#NOTE_ERROR}}<span class="oops" id="f-note-error">{{NOTE_ERROR}}</span>{{/NOTE_ERROR}}
<textarea id="f-note" name="note" rows="3" aria-describedby="f-note-hint{{#NOTE_ERROR}} f-note-error{{/NOTE_ERROR}}"{{#NOTE_ERROR}} aria-invalid="true"{{/NOTE_ERROR}}>
{{NOTE:pre_escape}}</textarea></div>
{{#IS_PUBLISHED}}<div class="field{{#REASON_ERROR}} bad{{/REASON_ERROR}}"><label for="f-reason">[[Reason for the correction]]</label> <span class="hint" id="f-reason-hint">[[This figure is public. What was wrong? The public sees what it was and this reason.]]</span>
{{#REASON_ERROR}}<span class="oops" id="f-reason-error">{{REASON_ERROR}}</span>{{/REASON_ERROR}}
<input type="text" id="f-reason" name="reason" value="{{REASON}}" autocomplete="off" aria-describedby="f-reason-hint{{#REASON_ERROR}} f-reason-error{{/REASON_ERROR}}"{{#REASON_ERROR}} aria-invalid="true"{{/REASON_ERROR}}></div>
<div class="act"><button class="btn" name="do" value="publish">[[Publish the correction]]</button> <button class="btn plain" name="do" value="preview">[[Preview]]</button> <button class="btn plain stop" name="do" value="withdraw">[[Take it back]]</button></div>
<p class="soft small">[[Taking it back makes it a draft again; that needs a reason too.]]</p>{{/IS_PUBLISHED}}
{{#MAY_DRAFT}}<div class="act"><button class="btn plain" name="do" value="draft">[[Save as a draft]]</button> <button class="btn" name="do" value="publish">[[Publish]]</button> <button class="btn plain" name="do" value="preview">[[Preview]]</button>{{#IS_DRAFT}} <button class="btn plain stop" name="do" value="remove" formnovalidate>[[Remove this draft]]</button>{{/IS_DRAFT}}</div>{{/MAY_DRAFT}}
</form></div>
<aside class="side" aria-label="[[Preview]]"><h2>[[As the public would see it]]</h2>
{{#PREVIEWED}}<p class="soft" role="status">[[With what you typed; nothing is stored yet.]]</p>{{/PREVIEWED}}
<div class="preview">{{>CARD}}</div></aside></div></div>
