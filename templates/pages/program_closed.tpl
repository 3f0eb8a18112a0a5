{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1 translate="no">{{NAME}}</h1>
<p class="lede">[[This program has closed.]]</p></div></div>
<div class="wrap block">
{{#SUCCESSOR}}<h2>[[It goes on as]]</h2><ul class="list">{{ENTRIES_HTML:none}}</ul>{{/SUCCESSOR}}
{{#SIMILAR}}<section class="block" aria-labelledby="similar"><h2 id="similar">[[Programs like it]]</h2><ul class="list">{{ENTRIES_HTML:none}}</ul></section>{{/SIMILAR}}
{{#COUNTY}}<p class="block"><a href="/counties/{{COUNTY_SLUG}}">{{COUNTY_TEXT}}</a></p>{{/COUNTY}}
<p class="block linklist"><a href="/programs">[[Show all programs]]</a></p></div>
