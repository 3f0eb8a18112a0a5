{{%AUTOESCAPE context="HTML"}}
{{! What is wrong with a table; filled by page/admin_import_report.c.
  ROW   (section, repeated) LINE, COLUMN (section), WRONG
  MORE  (section) MORE_COUNT: errors that are not listed
}}
<div class="tablewrap"><table class="sheet stack"><caption class="vh">[[Errors by line]]</caption>
<thead><tr><th scope="col" class="n">[[Line]]</th><th scope="col">[[Column]]</th><th scope="col">[[What is wrong, and what to do]]</th></tr></thead>
<tbody>{{#ROW}}<tr><td class="n" data-label="[[Line]]">{{LINE}}</td><td data-label="[[Column]]" translate="no">{{#COLUMN}}{{COLUMN}}{{/COLUMN}}</td><td data-label="[[What is wrong, and what to do]]" lang="en">{{WRONG}}</td></tr>
{{/ROW}}</tbody></table></div>
{{#MORE}}<p class="soft">[[And {{MORE_COUNT}} more. Mend these first.]]</p>{{/MORE}}
