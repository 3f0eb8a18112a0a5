{{%AUTOESCAPE context="HTML"}}
{{! One field of a listing in the editor; filled by page/admin_program_form.c.
  NAME LABEL VALUE   the control is f-NAME; VALUE is what was typed
  OPTIONAL           (section)
  HINT ERROR         (sections, with variables)
  DESCRIBED          (section, with variable) ids of hint and error
  LINE PROSE FLAG BOXES CHOICE COUNTIES  (sections) which control it is
  TYPE MODE          of LINE; LIST (section): offers organizations
  NEW                (section) NEW_ON (section): the box under the organization
  ROWS               of PROSE
  BOX                (of BOXES, repeated) BOX_VALUE, BOX_LABEL, BOX_ON
  OPTION GROUP       (of CHOICE, repeated) OPTION_VALUE, OPTION_TEXT, OPTION_ON
  CHOSEN             of COUNTIES; MAP (section) MAP_SVG; COUNTY_GROUP (repeated)
                     LETTERS, COUNTY
}}
{{#LINE}}<div class="field{{#BAD}} bad{{/BAD}}"><label for="f-{{NAME}}">{{LABEL}}{{#OPTIONAL}} <span class="soft">[[(optional)]]</span>{{/OPTIONAL}}</label> {{#HINT}}<span class="hint" id="f-{{NAME}}-hint">{{HINT}}</span>{{/HINT}}
{{#ERROR}}<span class="oops" id="f-{{NAME}}-error">{{ERROR}}</span>{{/ERROR}}
<input type="{{TYPE}}" inputmode="{{MODE}}" id="f-{{NAME}}" name="{{NAME}}" value="{{VALUE}}" autocomplete="off"{{#LIST}} list="organizations"{{/LIST}}{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#BAD}} aria-invalid="true"{{/BAD}}></div>
{{#NEW}}<p><label class="check"><input type="checkbox" id="f-new_organization" name="new_organization" value="1"{{#NEW_ON}} checked{{/NEW_ON}}> <span>[[This is a new organization]]</span></label></p>{{/NEW}}
{{/LINE}}
{{#PROSE}}<div class="field{{#BAD}} bad{{/BAD}}"><label for="f-{{NAME}}">{{LABEL}}{{#OPTIONAL}} <span class="soft">[[(optional)]]</span>{{/OPTIONAL}}</label> {{#HINT}}<span class="hint" id="f-{{NAME}}-hint">{{HINT}}</span>{{/HINT}}
{{#ERROR}}<span class="oops" id="f-{{NAME}}-error">{{ERROR}}</span>{{/ERROR}}
<textarea id="f-{{NAME}}" name="{{NAME}}" rows="{{ROWS}}" data-words="f-{{NAME}}-words"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#BAD}} aria-invalid="true"{{/BAD}}>
{{VALUE:pre_escape}}</textarea><span class="saving" id="f-{{NAME}}-words" data-text="[[{n} words]]"></span></div>
{{/PROSE}}
{{#FLAG}}<p><label class="check"><input type="checkbox" id="f-{{NAME}}" name="{{NAME}}" value="1"{{#FLAG_ON}} checked{{/FLAG_ON}}> <span>{{LABEL}}</span></label></p>
{{/FLAG}}
{{#BOXES}}<fieldset class="field{{#BAD}} bad{{/BAD}}" id="f-{{NAME}}" tabindex="-1"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}><legend class="legend">{{LABEL}}{{#OPTIONAL}} <span class="soft">[[(optional)]]</span>{{/OPTIONAL}}</legend>
{{#HINT}}<span class="hint" id="f-{{NAME}}-hint">{{HINT}}</span>{{/HINT}}
{{#ERROR}}<span class="oops" id="f-{{NAME}}-error">{{ERROR}}</span>{{/ERROR}}
<ul class="checks">{{#BOX}}<li><label class="check"><input type="checkbox" id="f-{{NAME}}-{{BOX_VALUE}}" name="{{NAME}}" value="{{BOX_VALUE}}"{{#BOX_ON}} checked{{/BOX_ON}}> <span>{{BOX_LABEL}}</span></label></li>{{/BOX}}</ul></fieldset>
{{/BOXES}}
{{#CHOICE}}<div class="field{{#BAD}} bad{{/BAD}}"><label for="f-{{NAME}}">{{LABEL}}{{#OPTIONAL}} <span class="soft">[[(optional)]]</span>{{/OPTIONAL}}</label> {{#HINT}}<span class="hint" id="f-{{NAME}}-hint">{{HINT}}</span>{{/HINT}}
{{#ERROR}}<span class="oops" id="f-{{NAME}}-error">{{ERROR}}</span>{{/ERROR}}
<select id="f-{{NAME}}" name="{{NAME}}"{{#DESCRIBED}} aria-describedby="{{DESCRIBED}}"{{/DESCRIBED}}{{#BAD}} aria-invalid="true"{{/BAD}}>{{#OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_ON}} selected{{/OPTION_ON}}>{{OPTION_TEXT}}</option>{{/OPTION}}{{#GROUP}}<optgroup label="{{GROUP_LABEL}}">{{#GROUP_OPTION}}<option value="{{OPTION_VALUE}}"{{#OPTION_ON}} selected{{/OPTION_ON}}>{{OPTION_TEXT}}</option>{{/GROUP_OPTION}}</optgroup>{{/GROUP}}</select></div>
{{/CHOICE}}
{{#COUNTIES}}<fieldset class="field" id="f-{{NAME}}" tabindex="-1"><legend class="legend">{{LABEL}} <span class="soft">[[(optional)]]</span></legend>
{{#MAP}}<div class="area-map">{{MAP_SVG:none}}</div>{{/MAP}}
<details><summary>[[Minnesota:]] {{CHOSEN}}</summary>
{{#COUNTY_GROUP}}<fieldset class="letters"><legend>{{LETTERS}}</legend><ul class="checks">{{#COUNTY}}<li><label class="check"><input type="checkbox" id="f-county-{{COUNTY_ID}}" name="counties" value="{{COUNTY_ID}}"{{#COUNTY_ON}} checked{{/COUNTY_ON}}> <span translate="no">{{COUNTY_NAME}}</span></label></li>{{/COUNTY}}</ul></fieldset>{{/COUNTY_GROUP}}
</details></fieldset>
{{/COUNTIES}}
