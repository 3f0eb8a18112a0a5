{{%AUTOESCAPE context="HTML"}}
{{! What keeps somebody from signing in; filled by page/sign_in_form.c.
  PROBLEM_TITLE  what happened
  PROBLEM_TEXT   (section) what to do
  FIELDS         (section) FIELD (section, repeated): FIELD_ID, FIELD_FIX
}}
<div class="problem" role="alert" tabindex="-1" autofocus>
<h2>{{PROBLEM_TITLE}}</h2>
{{#PROBLEM_TEXT}}<p>{{PROBLEM_TEXT}}</p>{{/PROBLEM_TEXT}}
{{#FIELDS}}<ul>{{#FIELD}}<li><a href="#{{FIELD_ID}}">{{FIELD_FIX}}</a></li>{{/FIELD}}</ul>{{/FIELDS}}
</div>
