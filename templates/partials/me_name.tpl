{{%AUTOESCAPE context="HTML"}}
{{! One's name, to change it; filled by page/me_settings.c.
  NAME FORM_TOKEN, NAME_ERROR (section)
}}
<section class="wrap block slim" aria-labelledby="name"><h2 id="name">[[Your name]]</h2>
<form class="brief" method="post" action="/me/name"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="f-name">[[Name]]</label> <span class="hint" id="h-name">[[Others see it with what you write from now on. Earlier comments keep the name that they were read with.]]</span>
{{#NAME_ERROR}}<span class="oops" id="e-name">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="f-name" name="name" value="{{NAME}}" maxlength="80" autocomplete="name" required aria-describedby="h-name{{#NAME_ERROR}} e-name{{/NAME_ERROR}}"{{#NAME_ERROR}} aria-invalid="true"{{/NAME_ERROR}}></div>
<div class="act"><button class="btn plain">[[Change my name]]</button></div></form>
</section>
