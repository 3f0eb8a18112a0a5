{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<p class="kicker">[[Area {{AREA_NUMBER}} of 6]]</p>
<h1>{{AREA_NAME}}</h1>
<p class="lede">{{WHY}}</p>
<p class="facts">{{>STATE}}</p>
</div></div>
<div class="wrap split right">
<div>
{{#NOTHING}}<p class="prose">[[No figure has been published for this area yet.]]</p>{{/NOTHING}}
{{#MEASURE_SECTION}}<section class="panel measure" id="{{MEASURE_SLUG}}" aria-labelledby="{{MEASURE_SLUG}}-name"><h2 id="{{MEASURE_SLUG}}-name" lang="en">{{MEASURE}}</h2>
<p class="figure"><b>{{FIGURE}}</b> <span translate="no">{{PERIOD}}</span></p>
{{#CHANGE}}<p>{{CHANGE}}.</p>{{/CHANGE}}
{{#BULLET}}{{BULLET_SVG:none}}<p class="scale"><span>0</span> <span>{{AIM}}</span> <span>{{SCALE_END}}</span></p>{{/BULLET}}
{{#SPARK}}{{SPARK_SVG:none}}<p class="scale"><span><span translate="no">{{FIRST}}</span>: {{FIRST_FIGURE}}</span> <span><span translate="no">{{LAST}}</span>: {{LAST_FIGURE}}</span></p>{{/SPARK}}
{{#NO_TARGET}}<p class="soft">[[No target was published.]]</p>{{/NO_TARGET}}
<p class="small" lang="en">{{DEFINITION}}</p>
<div class="tablewrap" tabindex="0" role="group" aria-label="[[The figures as a table]]"><table><caption class="vh" lang="en">{{MEASURE}}</caption><thead><tr><th scope="col">[[Period]]</th><th scope="col">[[Figure]]</th><th scope="col">[[Source]]</th></tr></thead><tbody>
{{#ROW}}<tr><th scope="row"><span translate="no">{{ROW_PERIOD}}</span>{{#ROW_TARGET}} ([[target]]){{/ROW_TARGET}}</th><td>{{ROW_VALUE}}</td><td lang="en"><cite>{{ROW_SOURCE}}</cite>{{#ROW_NOTE}}<br><span class="small">{{ROW_NOTE}}</span>{{/ROW_NOTE}}</td></tr>
{{/ROW}}</tbody></table></div></section>
{{/MEASURE_SECTION}}
</div>
<aside aria-label="[[More about this area]]">
{{#LIVE}}<section class="panel"><h2>[[In the directory today]]</h2><p class="small soft">[[Counted from the listings on this site.]]</p><dl class="rows">{{#LIVE_ROW}}<div><dt>{{LIVE_NAME}}</dt><dd>{{LIVE_VALUE}}</dd></div>{{/LIVE_ROW}}</dl></section>{{/LIVE}}
<section class="panel"><h2>[[Download the figures]]</h2><ul class="linklist"><li><a href="/dashboard/{{AREA_SLUG}}.csv">[[Figures of this area as CSV]]</a></li><li><a href="/dashboard/{{AREA_SLUG}}.json">[[Figures of this area as JSON]]</a></li></ul></section>
<nav class="panel" aria-label="[[Other areas]]"><h2>[[The plan's other areas]]</h2><ul class="linklist">
{{#PREVIOUS}}<li><a href="/dashboard/{{SLUG}}" rel="prev"><span class="vh">[[Previous area:]] </span>← {{NAME}}</a></li>{{/PREVIOUS}}
{{#FOLLOWING}}<li><a href="/dashboard/{{SLUG}}" rel="next"><span class="vh">[[Next area:]] </span>{{NAME}} →</a></li>{{/FOLLOWING}}
<li><a href="/dashboard">[[All six areas]]</a></li></ul></nav>
</aside>
{{THREAD_HTML:none}}
</div>
