{{%AUTOESCAPE context="HTML"}}
{{! What keeps a form from being stored; filled by admin_problem() of
    page/admin_form.c.
  PROBLEM_TEXT  (section) when the form's token was the reason
  FIELDS        (section) FIELD (section, repeated): FIELD_ID, FIELD_FIX
}}
<div class="problem" role="alert" tabindex="-1" autofocus>
<h2>[[Nothing is stored yet]]</h2>
{{#PROBLEM_TEXT}}<p>{{PROBLEM_TEXT}}</p>{{/PROBLEM_TEXT}}
{{#FIELDS}}<ul>{{#FIELD}}<li><a href="#{{FIELD_ID}}">{{FIELD_FIX}}</a></li>{{/FIELD}}</ul>{{/FIELDS}}
</div>
