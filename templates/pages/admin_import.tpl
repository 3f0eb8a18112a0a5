{{%AUTOESCAPE context="HTML"}}
{{! A table of listings is uploaded or pasted; filled by page/admin_import.c.
  CRUMBS PROBLEM  included
  FORM_TOKEN
  ROWS_MAX        how many lines are read here
  FILE_ERROR TABLE_ERROR  (sections) what to do
  TABLE           what was pasted
  PUBLISH         (section) the box is ticked
  PROBLEMS        included: what is wrong with the table, by line
  COLUMN          (section, repeated) COLUMN_NAME
  RECENT          (section) UPLOAD (section, repeated): UPLOAD_ID UPLOAD_NAME
                  UPLOAD_DAY UPLOAD_WHO UPLOAD_OUTCOME
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[Import listings]]</h1>
<p>[[Upload a table, or paste it. You see what it would change before anything is stored, and can undo the import for 30 days.]]</p></div></div>
<div class="wrap block">
{{>PROBLEM}}
{{>PROBLEMS}}
<form method="post" action="/admin/import" enctype="multipart/form-data" class="fields">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="field{{#FILE_ERROR}} bad{{/FILE_ERROR}}"><label for="f-file">[[Table to upload]]</label> <span class="hint" id="f-file-hint">[[A CSV file in UTF-8, at most 8 MB and {{ROWS_MAX}} listings. For more there is the command “northstar import programs”.]]</span>
{{#FILE_ERROR}}<span class="oops" id="f-file-error">{{FILE_ERROR}}</span>{{/FILE_ERROR}}
<input type="file" id="f-file" name="file" accept=".csv,text/csv" aria-describedby="f-file-hint{{#FILE_ERROR}} f-file-error{{/FILE_ERROR}}"{{#FILE_ERROR}} aria-invalid="true"{{/FILE_ERROR}}></div>
<div class="field{{#TABLE_ERROR}} bad{{/TABLE_ERROR}}"><label for="f-table">[[Table to paste]]</label> <span class="hint" id="f-table-hint">[[Copied from a spreadsheet or from a CSV file, with the first row, which names the columns.]]</span>
{{#TABLE_ERROR}}<span class="oops" id="f-table-error">{{TABLE_ERROR}}</span>{{/TABLE_ERROR}}
<textarea id="f-table" name="table" rows="8" spellcheck="false" aria-describedby="f-table-hint{{#TABLE_ERROR}} f-table-error{{/TABLE_ERROR}}"{{#TABLE_ERROR}} aria-invalid="true"{{/TABLE_ERROR}}>
{{TABLE:pre_escape}}</textarea></div>
<div class="field"><label class="check"><input type="checkbox" id="f-publish" name="publish" value="1" aria-describedby="f-publish-hint"{{#PUBLISH}} checked{{/PUBLISH}}> <span>[[Show new listings to the public at once]]</span></label> <span class="hint" id="f-publish-hint">[[Drafts that the table names are shown too, and its stage column is followed. Else new listings are drafts, and no listing moves in or out of sight.]]</span></div>
<div class="act"><button class="btn">[[See what it would change]]</button></div>
</form>
<section class="part"><h2>[[What a table holds]]</h2>
<p><a href="/admin/import/template.csv">[[Download an empty table with all columns]]</a></p>
<ul>
<li>[[A listing is known by its name, organization and state: these three columns are always needed. A line whose three match a listing changes it; any other is a new one, which also needs a description.]]</li>
<li>[[A column that the table does not have leaves that field as it is. An empty cell clears it.]]</li>
<li>[[Several values in a cell are set apart by semicolons. Dates are written 2026-11-23.]]</li>
</ul>
<details><summary>[[All columns]]</summary><p translate="no">{{#COLUMN}}<code>{{COLUMN_NAME}}</code> {{/COLUMN}}</p></details></section>
{{#RECENT}}<section class="part"><h2>[[Earlier imports]]</h2>
<div class="tablewrap"><table class="sheet stack">
<thead><tr><th scope="col">[[Table]]</th><th scope="col">[[Day]]</th><th scope="col">[[Who]]</th><th scope="col">[[What became of it]]</th></tr></thead>
<tbody>{{#UPLOAD}}<tr><th scope="row" data-label="[[Table]]"><a href="/admin/import/{{UPLOAD_ID}}" translate="no">{{UPLOAD_NAME}}</a></th><td data-label="[[Day]]">{{UPLOAD_DAY}}</td><td data-label="[[Who]]" translate="no">{{UPLOAD_WHO}}</td><td data-label="[[What became of it]]">{{UPLOAD_OUTCOME}}</td></tr>
{{/UPLOAD}}</tbody></table></div>
<p class="soft">[[Reports are kept for 30 days.]]</p></section>{{/RECENT}}
</div>
