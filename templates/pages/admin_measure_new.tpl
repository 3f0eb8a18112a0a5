{{%AUTOESCAPE context="HTML"}}
{{! A new measure; filled by page/admin_measure.c.
  AREAS  (repeated) AREA_SLUG AREA_NAME, CHOSEN (section); FIELDS included
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[Add a measure]]</h1>
</div></div>
<div class="wrap block"><div class="slim">{{>PROBLEM}}
<form method="post" action="/admin/dashboard/new" data-editor="saved"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="field{{#AREA_ERROR}} bad{{/AREA_ERROR}}"><label for="f-area">[[Area]]</label> <span class="hint" id="f-area-hint">[[A measure stays in its area.]]</span>
{{#AREA_ERROR}}<span class="oops" id="f-area-error">{{AREA_ERROR}}</span>{{/AREA_ERROR}}
<select id="f-area" name="area" aria-describedby="f-area-hint{{#AREA_ERROR}} f-area-error{{/AREA_ERROR}}"{{#AREA_ERROR}} aria-invalid="true"{{/AREA_ERROR}}>{{#AREAS}}<option value="{{AREA_SLUG}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{AREA_NAME}}</option>{{/AREAS}}</select></div>
{{>FIELDS}}
<p class="soft">[[The public sees a measure when its first figure is published.]]</p>
<div class="act"><button class="btn">[[Add this measure]]</button></div></form>
</div></div>
