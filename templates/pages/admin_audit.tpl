{{%AUTOESCAPE context="HTML"}}
{{! The record of changes; filled by page/admin_audit.c.
  PERSON OTHER KIND  (sections, repeated) VALUE LABEL, CHOSEN (section)
  FROM UNTIL         as typed; WRONG_FROM WRONG_UNTIL (sections)
  OBJECT   (section) OBJECT_KEY THING: the one thing it is about
  LIST     (section) ROW (section, repeated): AT,
           PART (section, repeated): one of WORDS WHO VALUE THING (sections)
           with TEXT, of THING also THING_PATH
           DETAIL (section): CHANGES (section) CHANGE (repeated) FIELD,
           BEFORE AFTER (repeated): SAME REMOVED ADDED (sections) TEXT;
           FACTS (section) FACT (repeated) FIELD TEXT
           ERASED (section)
  EMPTY    (section) nothing fits
  WAYS_ON  (section) NEWEST OLDER (sections): addresses
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Record of changes]]</h1>
<p>[[Who did what and when. Nothing here can be changed. Times are Minnesota's.]]</p>
</div></div>
<div class="wrap block">
<form class="tools" action="/admin/audit" role="search" aria-label="[[Narrow the record]]">
{{#OBJECT}}<input type="hidden" name="object" value="{{OBJECT_KEY}}">{{/OBJECT}}
<div><label for="f-who">[[Who]]</label><select id="f-who" name="who"><option value="">[[All but guests]]</option>{{#PERSON}}<option value="{{VALUE}}" translate="no"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/PERSON}}{{#OTHER}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/OTHER}}</select></div>
<div><label for="f-kind">[[What]]</label><select id="f-kind" name="kind"><option value="">[[Everything]]</option>{{#KIND}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/KIND}}</select></div>
<div><label for="f-from">[[From]]</label>{{#WRONG_FROM}}<p class="oops" id="e-from">[[Write the day as 2026-11-23]]</p>{{/WRONG_FROM}}<input type="date" id="f-from" name="from" value="{{FROM}}"{{#WRONG_FROM}} aria-invalid="true" aria-describedby="e-from"{{/WRONG_FROM}}></div>
<div><label for="f-until">[[Until]]</label>{{#WRONG_UNTIL}}<p class="oops" id="e-until">[[Write the day as 2026-11-23]]</p>{{/WRONG_UNTIL}}<input type="date" id="f-until" name="until" value="{{UNTIL}}"{{#WRONG_UNTIL}} aria-invalid="true" aria-describedby="e-until"{{/WRONG_UNTIL}}></div>
<button class="btn">[[Show]]</button>
</form>
{{#OBJECT}}<p>[[Only what happened to:]] <strong translate="no">{{THING}}</strong>. <a href="/admin/audit">[[Show the whole record]]</a></p>{{/OBJECT}}
{{#EMPTY}}<p class="empty">[[Nothing in the record fits this.]]</p>{{/EMPTY}}
{{#LIST}}<div class="tablewrap" role="region" aria-label="[[Record of changes]]" tabindex="0"><table class="sheet stack record">
<thead><tr><th scope="col">[[When]]</th><th scope="col">[[What happened]]</th></tr></thead>
<tbody>{{#ROW}}
<tr><td>{{AT}}</td><td><p>{{#PART}}{{#WORDS}}{{TEXT}}{{/WORDS}}{{#WHO}}<span translate="no">{{TEXT}}</span>{{/WHO}}{{#VALUE}}<q lang="en">{{TEXT}}</q>{{/VALUE}}{{#THING}}<a href="{{THING_PATH}}" translate="no">{{TEXT}}</a>{{/THING}}{{/PART}}</p>
{{#ERASED}}<p class="soft">[[The details were erased with a person.]]</p>{{/ERASED}}
{{#DETAIL}}<details><summary>[[Details]]</summary>
{{#FACTS}}<dl class="rows">{{#FACT}}<div><dt>{{FIELD}}</dt><dd lang="en">{{TEXT}}</dd></div>{{/FACT}}</dl>{{/FACTS}}
{{#CHANGES}}<table class="versus"><thead><tr><th scope="col">[[Field]]</th><th scope="col">[[Before]]</th><th scope="col">[[After]]</th></tr></thead><tbody>{{#CHANGE}}
<tr><th scope="row">{{FIELD}}</th><td lang="en" data-label="[[Before]]">{{#BEFORE}}{{#SAME}}{{TEXT:pre_escape}}{{/SAME}}{{#REMOVED}}<del>{{TEXT:pre_escape}}</del>{{/REMOVED}}{{/BEFORE}}</td><td lang="en" data-label="[[After]]">{{#AFTER}}{{#SAME}}{{TEXT:pre_escape}}{{/SAME}}{{#ADDED}}<ins>{{TEXT:pre_escape}}</ins>{{/ADDED}}{{/AFTER}}</td></tr>{{/CHANGE}}
</tbody></table>{{/CHANGES}}
</details>{{/DETAIL}}</td></tr>{{/ROW}}
</tbody></table></div>{{/LIST}}
{{#WAYS_ON}}<p class="tools">{{#NEWEST}}<a class="btn plain" href="{{NEWEST}}">[[Newest]]</a>{{/NEWEST}}{{#OLDER}}<a class="btn plain" href="{{OLDER}}">[[Older]]</a>{{/OLDER}}</p>{{/WAYS_ON}}
</div>
