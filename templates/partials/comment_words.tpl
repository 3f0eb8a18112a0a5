{{%AUTOESCAPE context="HTML"}}
{{! The words of a comment in a form; filled by page/reply_form.c.
  BODY WEBSITE  what was typed
  BODY_ERROR WEBSITE_ERROR  (sections) what to do
}}
<div class="field{{#BODY_ERROR}} bad{{/BODY_ERROR}}"><label for="c-body">[[Comment]]</label> <span class="hint" id="c-body-hint">[[Please leave out the full names and phone numbers of young people.]]</span>
{{#BODY_ERROR}}<span class="oops" id="c-body-error">{{BODY_ERROR}}</span>{{/BODY_ERROR}}
<textarea id="c-body" name="body" rows="7" required aria-describedby="c-body-hint{{#BODY_ERROR}} c-body-error{{/BODY_ERROR}}"{{#BODY_ERROR}} aria-invalid="true"{{/BODY_ERROR}}>
{{BODY:pre_escape}}</textarea></div>
<div class="field{{#WEBSITE_ERROR}} bad{{/WEBSITE_ERROR}}"><label for="c-website">[[Website (optional)]]</label> <span class="hint" id="c-website-hint">[[Your own page, linked beside your name.]]</span>
{{#WEBSITE_ERROR}}<span class="oops" id="c-website-error">{{WEBSITE_ERROR}}</span>{{/WEBSITE_ERROR}}
<input type="text" inputmode="url" id="c-website" name="website" value="{{WEBSITE}}" autocomplete="url" aria-describedby="c-website-hint{{#WEBSITE_ERROR}} c-website-error{{/WEBSITE_ERROR}}"{{#WEBSITE_ERROR}} aria-invalid="true"{{/WEBSITE_ERROR}}></div>
