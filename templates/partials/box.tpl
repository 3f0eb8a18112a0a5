{{%AUTOESCAPE context="HTML"}}
<li><label class="box{{#IS_NONE}} none{{/IS_NONE}}"><input type="checkbox" name="{{FACET_NAME}}" value="{{BOX_VALUE}}"{{#IS_ON}} checked{{/IS_ON}}> <span{{#IS_NAME}} translate="no"{{/IS_NAME}}>{{BOX_LABEL}}</span> <span class="n">{{BOX_COUNT}}<span class="vh"> {{BOX_NOUN}}</span></span></label></li>
