{{%AUTOESCAPE context="HTML"}}
{{! A filter that could not be saved; filled by page/admin_program_list_views.c.
  PROBLEM  included: what must be mended
  QUERY NAME FORM_TOKEN, NAME_ERROR (section)
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Save this filter]]</h1>
</div></div>
<div class="wrap block slim">
{{>PROBLEM}}
<form method="post" action="/admin/views"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="query" value="{{QUERY}}">
<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="f-name">[[Name]]</label>
{{#NAME_ERROR}}<span class="oops" id="f-name-error">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="f-name" name="name" value="{{NAME}}" maxlength="80" autocomplete="off"{{#NAME_ERROR}} aria-invalid="true" aria-describedby="f-name-error"{{/NAME_ERROR}}></div>
<div class="act"><button class="btn">[[Save this filter]]</button></div></form>
</div>
