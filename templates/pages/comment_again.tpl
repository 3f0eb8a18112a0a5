{{%AUTOESCAPE context="HTML"}}
{{! A comment that was not stored, with all its text; filled by
    page/comment.c.
  PROBLEM_TITLE  what happened
  PROBLEM_TEXT   (section) what to do, when no field is wrong
  FIELDS         (section) FIELD (section, repeated): FIELD_ID, FIELD_FIX
  REPLY_FORM     included
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your comment]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
<div class="problem" role="alert" tabindex="-1" autofocus>
<h2>{{PROBLEM_TITLE}}</h2>
{{#PROBLEM_TEXT}}<p>{{PROBLEM_TEXT}}</p>{{/PROBLEM_TEXT}}
{{#FIELDS}}<ul>{{#FIELD}}<li><a href="#{{FIELD_ID}}">{{FIELD_FIX}}</a></li>{{/FIELD}}</ul>{{/FIELDS}}
</div>
{{>REPLY_FORM}}
</div></div>
