{{%AUTOESCAPE context="HTML"}}
{{! A form that was not carried out, with all that was typed; filled by
    page/admin_again.c.
  AGAIN_TITLE AGAIN_TEXT  what happened
  ACTION FORM_TOKEN       where it goes
  TYPED PRESSED (section) somebody typed something, or only pressed a button
  OURS   (section, repeated) FIELD_NAME FIELD_VALUE what the page filled in
  SHORT  (section, repeated) FIELD_NAME FIELD_VALUE
  LONG   (section, repeated) FIELD_ID FIELD_NAME FIELD_VALUE
}}
<div class="depth"><div class="wrap"><h1>{{AGAIN_TITLE}}</h1></div></div>
<div class="wrap block"><div class="slim">
<p class="lede">{{AGAIN_TEXT}}{{#TYPED}} [[This is what you typed.]]{{/TYPED}}</p>
{{#PRESSED}}<p>[[You pressed a button. If you are not sure which, go back and look at the page again.]]</p>{{/PRESSED}}
<form method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">
{{#OURS}}<input type="hidden" name="{{FIELD_NAME}}" value="{{FIELD_VALUE}}">{{/OURS}}
<div class="act"><button class="btn">[[Send it now]]</button></div>
<dl class="rows block">{{#SHORT}}<div><dt translate="no">{{FIELD_NAME}}</dt><dd translate="no">{{FIELD_VALUE}}<input type="hidden" name="{{FIELD_NAME}}" value="{{FIELD_VALUE}}"></dd></div>{{/SHORT}}</dl>
{{#LONG}}<div class="field"><label for="k-{{FIELD_ID}}" translate="no">{{FIELD_NAME}}</label>
<textarea id="k-{{FIELD_ID}}" name="{{FIELD_NAME}}" rows="8" translate="no">
{{FIELD_VALUE:pre_escape}}</textarea></div>{{/LONG}}
</form>
</div></div>
