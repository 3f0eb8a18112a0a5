{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[Corrections of figures]]</h1>
<p class="lede">[[When a figure that we published turns out to be wrong, we change it and say here what it was, and why it changed.]]</p>
</div></div>
<div class="wrap block prose">
{{#NOTHING}}<p>[[No figure has been corrected yet.]]</p>{{/NOTHING}}
{{#CORRECTION}}<section class="panel" id="correction-{{ID}}" aria-labelledby="correction-{{ID}}-name"><h2 id="correction-{{ID}}-name"><a href="/dashboard/{{AREA_SLUG}}#{{MEASURE_SLUG}}" lang="en">{{MEASURE}}</a>, <span translate="no">{{ROW_PERIOD}}</span>{{#ROW_TARGET}} ([[target]]){{/ROW_TARGET}}</h2>
<p>{{CORRECTED}}{{#WAS}} [[It was:]] <cite lang="en">{{WAS}}</cite>{{/WAS}}</p>
{{#IS_NOW}}<p>{{IS_NOW}}</p>{{/IS_NOW}}
<p>[[Reason:]] {{SITE_REASON}}{{#REASON}}<span lang="en">{{REASON}}</span>{{/REASON}}</p></section>
{{/CORRECTION}}
{{#OLDER}}<p class="soft">[[Older corrections stand with their figures.]]</p>{{/OLDER}}
<p class="act"><a class="btn plain" href="/dashboard">[[Back to the dashboard]]</a></p>
</div>
