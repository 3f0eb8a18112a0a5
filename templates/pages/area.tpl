{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<p class="kicker">[[Area {{AREA_NUMBER}} of 6]]</p>
<h1>{{AREA_NAME}}</h1>
{{#WHY}}<p class="lede">{{WHY}}</p>{{/WHY}}{{#OWN_TEXT}}<div class="lede" lang="{{TEXT_LANG}}">{{TEXT_HTML:none}}</div>{{/OWN_TEXT}}
<p class="facts">{{>STATE}}</p>
</div></div>
<div class="wrap split right">
<div>
{{#NOTHING}}<p class="prose">[[No figure has been published for this area yet.]]</p>{{/NOTHING}}
{{>CARD}}
</div>
<aside aria-label="[[More about this area]]">
{{#LIVE}}<section class="panel"><h2>[[In the directory today]]</h2><p class="small soft">[[Counted from the listings on this site.]]</p><dl class="rows">{{#LIVE_ROW}}<div><dt>{{LIVE_NAME}}</dt><dd>{{LIVE_VALUE}}</dd></div>{{/LIVE_ROW}}</dl></section>{{/LIVE}}
<section class="panel"><h2>[[Download the figures]]</h2><ul class="linklist"><li><a href="/dashboard/{{AREA_SLUG}}.csv">[[Figures of this area as CSV]]</a></li><li><a href="/dashboard/{{AREA_SLUG}}.json">[[Figures of this area as JSON]]</a></li><li><a href="/dashboard/corrections">[[Corrections of figures]]</a></li></ul></section>
<nav class="panel" aria-label="[[Other areas]]"><h2>[[The plan's other areas]]</h2><ul class="linklist">
{{#PREVIOUS}}<li><a href="/dashboard/{{SLUG}}" rel="prev"><span class="vh">[[Previous area:]] </span>← {{NAME}}</a></li>{{/PREVIOUS}}
{{#FOLLOWING}}<li><a href="/dashboard/{{SLUG}}" rel="next"><span class="vh">[[Next area:]] </span>{{NAME}} →</a></li>{{/FOLLOWING}}
<li><a href="/dashboard">[[All six areas]]</a></li></ul></nav>
</aside>
{{THREAD_HTML:none}}
</div>
