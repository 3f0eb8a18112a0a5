{{%AUTOESCAPE context="HTML"}}
{{! What staff say about a measure; filled by page/admin_measure_form.c.
  NAME DEFINITION UNIT SOURCE OWNER DUE POSITION  as typed
  …_ERROR     (sections) what to do
  DIRECTIONS  (repeated) DIRECTION DIRECTION_NAME, CHOSEN (section)
}}
<div class="field{{#NAME_ERROR}} bad{{/NAME_ERROR}}"><label for="f-name">[[Name]]</label> <span class="hint" id="f-name-hint">[[What is counted, in a few words. It stands over the figure.]]</span>
{{#NAME_ERROR}}<span class="oops" id="f-name-error">{{NAME_ERROR}}</span>{{/NAME_ERROR}}
<input type="text" id="f-name" name="name" value="{{NAME}}" required autocomplete="off" aria-describedby="f-name-hint{{#NAME_ERROR}} f-name-error{{/NAME_ERROR}}"{{#NAME_ERROR}} aria-invalid="true"{{/NAME_ERROR}}></div>
<div class="field{{#DEFINITION_ERROR}} bad{{/DEFINITION_ERROR}}"><label for="f-definition">[[Definition]]</label> <span class="hint" id="f-definition-hint">[[What counts and what does not, so that somebody else would count the same.]]</span>
{{#DEFINITION_ERROR}}<span class="oops" id="f-definition-error">{{DEFINITION_ERROR}}</span>{{/DEFINITION_ERROR}}
<textarea id="f-definition" name="definition" rows="4" required aria-describedby="f-definition-hint{{#DEFINITION_ERROR}} f-definition-error{{/DEFINITION_ERROR}}"{{#DEFINITION_ERROR}} aria-invalid="true"{{/DEFINITION_ERROR}}>
{{DEFINITION:pre_escape}}</textarea></div>
<div class="fields two">
<div class="field{{#UNIT_ERROR}} bad{{/UNIT_ERROR}}"><label for="f-unit">[[Unit]]</label> <span class="hint" id="f-unit-hint">[[As in: programs, young people, %, $, out of 10.]]</span>
{{#UNIT_ERROR}}<span class="oops" id="f-unit-error">{{UNIT_ERROR}}</span>{{/UNIT_ERROR}}
<input type="text" id="f-unit" name="unit" value="{{UNIT}}" required autocomplete="off" aria-describedby="f-unit-hint{{#UNIT_ERROR}} f-unit-error{{/UNIT_ERROR}}"{{#UNIT_ERROR}} aria-invalid="true"{{/UNIT_ERROR}}></div>
<div class="field{{#DIRECTION_ERROR}} bad{{/DIRECTION_ERROR}}"><label for="f-direction">[[What is better?]]</label> <span class="hint" id="f-direction-hint">[[It decides when a target is met.]]</span>
{{#DIRECTION_ERROR}}<span class="oops" id="f-direction-error">{{DIRECTION_ERROR}}</span>{{/DIRECTION_ERROR}}
<select id="f-direction" name="direction" aria-describedby="f-direction-hint{{#DIRECTION_ERROR}} f-direction-error{{/DIRECTION_ERROR}}"{{#DIRECTION_ERROR}} aria-invalid="true"{{/DIRECTION_ERROR}}>{{#DIRECTIONS}}<option value="{{DIRECTION}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{DIRECTION_NAME}}</option>{{/DIRECTIONS}}</select></div>
</div>
<div class="field{{#SOURCE_ERROR}} bad{{/SOURCE_ERROR}}"><label for="f-source">[[Source (optional)]]</label> <span class="hint" id="f-source-hint">[[Where its figures come from. It is filled in for you with each new figure.]]</span>
{{#SOURCE_ERROR}}<span class="oops" id="f-source-error">{{SOURCE_ERROR}}</span>{{/SOURCE_ERROR}}
<input type="text" id="f-source" name="source" value="{{SOURCE}}" autocomplete="off" aria-describedby="f-source-hint{{#SOURCE_ERROR}} f-source-error{{/SOURCE_ERROR}}"{{#SOURCE_ERROR}} aria-invalid="true"{{/SOURCE_ERROR}}></div>
<div class="fields trio">
<div class="field{{#OWNER_ERROR}} bad{{/OWNER_ERROR}}"><label for="f-owner">[[Who brings it (optional)]]</label> <span class="hint" id="f-owner-hint">[[A name or a role. Staff only.]]</span>
{{#OWNER_ERROR}}<span class="oops" id="f-owner-error">{{OWNER_ERROR}}</span>{{/OWNER_ERROR}}
<input type="text" id="f-owner" name="owner" value="{{OWNER}}" autocomplete="off" aria-describedby="f-owner-hint{{#OWNER_ERROR}} f-owner-error{{/OWNER_ERROR}}"{{#OWNER_ERROR}} aria-invalid="true"{{/OWNER_ERROR}}></div>
<div class="field{{#DUE_ERROR}} bad{{/DUE_ERROR}}"><label for="f-due">[[Due every … months (optional)]]</label> <span class="hint" id="f-due-hint">[[Counted from the end of the last published period. Empty: never due.]]</span>
{{#DUE_ERROR}}<span class="oops" id="f-due-error">{{DUE_ERROR}}</span>{{/DUE_ERROR}}
<input type="text" inputmode="numeric" id="f-due" name="due" value="{{DUE}}" autocomplete="off" aria-describedby="f-due-hint{{#DUE_ERROR}} f-due-error{{/DUE_ERROR}}"{{#DUE_ERROR}} aria-invalid="true"{{/DUE_ERROR}}></div>
<div class="field{{#POSITION_ERROR}} bad{{/POSITION_ERROR}}"><label for="f-position">[[Place in its area (optional)]]</label> <span class="hint" id="f-position-hint">[[1 comes first, and stands for the area on the dashboard.]]</span>
{{#POSITION_ERROR}}<span class="oops" id="f-position-error">{{POSITION_ERROR}}</span>{{/POSITION_ERROR}}
<input type="text" inputmode="numeric" id="f-position" name="position" value="{{POSITION}}" autocomplete="off" aria-describedby="f-position-hint{{#POSITION_ERROR}} f-position-error{{/POSITION_ERROR}}"{{#POSITION_ERROR}} aria-invalid="true"{{/POSITION_ERROR}}></div>
</div>
