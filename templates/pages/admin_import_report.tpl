{{%AUTOESCAPE context="HTML"}}
{{! What a table would do, or did; filled by page/admin_import_report.c.
  CRUMBS        included
  IMPORT_TITLE NAME
  COUNT         (section, repeated) COUNT_TEXT
  RENEWED       (section) the listings changed since the last look
  NOTHING       (section) there is nothing to import
  RUN           (section) RUN_PATH FORM_TOKEN SHOWN RUN_LABEL;
                SHOWS DRAFTS LEAVES_OUT (sections)
  DONE_WHEN     (section) DAY WHO, UNDO (section): UNDO_PATH FORM_TOKEN
  UNDONE        (section) DAY WHO
  WRONG         (section) PROBLEMS included
  CHANGES       (section) CHANGE (section, repeated): CHANGE_ID CHANGE_NAME
                CHANGE_LINE, FIELD (section, repeated): FIELD_NAME, BEFORE and
                AFTER included; MORE (section): MORE_COUNT
  ADDED         (section) NEW (section, repeated): NEW_NAME NEW_ORGANIZATION,
                STORED (section) NEW_ID, PLANNED (section); MORE as above
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>{{IMPORT_TITLE}}</h1>
<p translate="no">{{NAME}}</p></div></div>
<div class="wrap block">
{{#RENEWED}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Nothing is stored yet]]</h2><p>[[Listings have changed since you last looked. This is what the table would do now.]]</p></div>{{/RENEWED}}
<ul class="sums">{{#COUNT}}<li>{{COUNT_TEXT}}</li>{{/COUNT}}</ul>
{{#NOTHING}}<p>[[There is nothing to import.]] <a href="/admin/import">[[Upload another table]]</a></p>{{/NOTHING}}
{{#RUN}}<form method="post" action="{{RUN_PATH}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="shown" value="{{SHOWN}}">
{{#SHOWS}}<p>[[New listings and the drafts that the table names are shown to the public at once.]]</p>{{/SHOWS}}
{{#DRAFTS}}<p>[[New listings are drafts: nobody sees them before you publish them.]]</p>{{/DRAFTS}}
{{#LEAVES_OUT}}<p>[[Lines with errors are left out. To import them too, mend the table and upload it again.]]</p>{{/LEAVES_OUT}}
<div class="act"><button class="btn">{{RUN_LABEL}}</button> <a href="/admin/import">[[Upload another table]]</a></div>
</form>{{/RUN}}
{{#DONE_WHEN}}<p>[[Imported on {{DAY}}]] · <span translate="no">{{WHO}}</span></p>
{{#UNDO}}<form method="post" action="{{UNDO_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><p>[[Undo takes every listing back to what it was; new ones become drafts. What was changed again since stays.]]</p><div class="act"><button class="btn plain">[[Undo this import]]</button></div></form>{{/UNDO}}{{/DONE_WHEN}}
{{#UNDONE}}<p>[[Undone on {{DAY}}]] · <span translate="no">{{WHO}}</span></p>{{/UNDONE}}
{{#WRONG}}<section class="part"><h2>[[Errors]]</h2>{{>PROBLEMS}}</section>{{/WRONG}}
{{#CHANGES}}<section class="part"><h2>[[Changed listings]]</h2>
{{#CHANGE}}<h3><a href="/admin/programs/{{CHANGE_ID}}" lang="en">{{CHANGE_NAME}}</a></h3>
<p class="soft">[[Line {{CHANGE_LINE}}]]</p>
<div class="tablewrap"><table class="sheet stack">
<thead><tr><th scope="col">[[Column]]</th><th scope="col">[[Before]]</th><th scope="col">[[After]]</th></tr></thead>
<tbody>{{#FIELD}}<tr><th scope="row" data-label="[[Column]]" translate="no">{{FIELD_NAME}}</th><td data-label="[[Before]]" lang="en">{{>BEFORE}}</td><td data-label="[[After]]" lang="en">{{>AFTER}}</td></tr>
{{/FIELD}}</tbody></table></div>
{{/CHANGE}}{{#MORE}}<p class="soft">[[And {{MORE_COUNT}} more, not listed here.]]</p>{{/MORE}}</section>{{/CHANGES}}
{{#ADDED}}<section class="part"><h2>[[New listings]]</h2>
<ul>{{#NEW}}<li lang="en">{{#STORED}}<a href="/admin/programs/{{NEW_ID}}">{{NEW_NAME}}</a>{{/STORED}}{{#PLANNED}}{{NEW_NAME}}{{/PLANNED}}, {{NEW_ORGANIZATION}}</li>
{{/NEW}}</ul>{{#MORE}}<p class="soft">[[And {{MORE_COUNT}} more, not listed here.]]</p>{{/MORE}}</section>{{/ADDED}}
</div>
