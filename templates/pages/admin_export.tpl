{{%AUTOESCAPE context="HTML"}}
{{! What staff may take out; filled by page/admin_export.c.
  CRUMBS     included
  PART_SIZE  how many rows one file holds at most
  KIND       (section, repeated) LABEL HOLDS ROWS SIZE; PART (section,
             repeated): NAME NUMBER WHOLE, NUMBERED (section) PART_TEXT
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[Export]]</h1>
<p>[[Everything as it is at this moment. CSV and XLSX open in a spreadsheet; JSON is for programs. One file holds at most {{PART_SIZE}} rows; what is longer comes in parts.]]</p></div></div>
<div class="wrap block">
<div class="tablewrap"><table class="sheet stack">
<thead><tr><th scope="col">[[What]]</th><th scope="col" class="n">[[Rows]]</th><th scope="col">[[Size as CSV]]</th><th scope="col">[[Download]]</th></tr></thead>
<tbody>{{#KIND}}<tr><th scope="row" data-label="[[What]]">{{LABEL}}<br><span class="soft">{{HOLDS}}</span></th><td class="n" data-label="[[Rows]]">{{ROWS}}</td><td data-label="[[Size as CSV]]">{{SIZE}}</td><td data-label="[[Download]]"><ul class="files">{{#PART}}<li>{{#NUMBERED}}{{PART_TEXT}} {{/NUMBERED}}<a href="/admin/export/{{NAME}}.csv?part={{NUMBER:url_query_escape}}">[[CSV]]<span class="vh"> [[of: {{WHOLE}}]]</span></a> <a href="/admin/export/{{NAME}}.xlsx?part={{NUMBER:url_query_escape}}">[[XLSX]]<span class="vh"> [[of: {{WHOLE}}]]</span></a> <a href="/admin/export/{{NAME}}.json?part={{NUMBER:url_query_escape}}">[[JSON]]<span class="vh"> [[of: {{WHOLE}}]]</span></a></li>
{{/PART}}</ul></td></tr>
{{/KIND}}</tbody></table></div>
<p class="soft">[[An export of comments and of the record holds personal data. Keep it where only staff can read it, and delete it when you are done.]]</p>
</div>
