{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[2014–2016 Strategic Plan Dashboard]]</h1>
<p class="lede">[[In 2013 our board asked the people who run and support mentoring what should come next. These are the six areas that came out of it, and every figure we know about each.]]</p>
{{#KEY_FIGURES}}<dl class="three">{{#KEY}}<div><dt>{{KEY_NAME}}</dt><dd>{{KEY_VALUE}}</dd></div>{{/KEY}}</dl>{{/KEY_FIGURES}}</div></div>
<div class="wrap">
<section aria-labelledby="six"><h2 id="six" class="field">[[Six strategic areas]]</h2>
{{#WITHOUT_TARGETS}}<p class="prose">[[No target was published for this plan, so the bars show figures only.]]</p>{{/WITHOUT_TARGETS}}
<ul class="key"><li><svg viewBox="0 0 24 14" aria-hidden="true"><path class="bar" d="M0 4h24v6H0z"/></svg>[[The newest figure]]</li><li><svg viewBox="0 0 24 14" aria-hidden="true"><path class="b1" d="M0 0h24v14H0z"/></svg>[[The whole scale]]</li>{{#HAS_TARGETS}}<li><svg viewBox="0 0 24 14" aria-hidden="true"><path class="aim" d="M10 0h4v14h-4z"/></svg>[[Target]]</li>{{/HAS_TARGETS}}</ul>
<ol class="plan">{{#AREA}}<li class="area" id="{{AREA_SLUG}}"><div class="row"><span class="no" aria-hidden="true">{{AREA_NUMBER}}</span>{{>STATE}}</div>
<h3><a href="/dashboard/{{AREA_SLUG}}">{{AREA_NAME}}</a></h3>
<p class="figure">{{#FIGURE_SHOWN}}<b>{{FIGURE}}</b> <span><span lang="en">{{MEASURE}}</span>, <span translate="no">{{PERIOD}}</span></span>{{/FIGURE_SHOWN}}</p>
<div>{{#BULLET}}{{BULLET_SVG:none}}<p class="scale"><span>0</span> <span>{{AIM}}</span> <span>{{SCALE_END}}</span></p>{{/BULLET}}</div>
<div>{{#SPARK}}{{SPARK_SVG:none}}<p class="scale"><span><span translate="no">{{FIRST}}</span>: {{FIRST_FIGURE}}</span> <span><span translate="no">{{LAST}}</span>: {{LAST_FIGURE}}</span></p>{{/SPARK}}</div>
<p class="foot-note">{{#CHANGE}}{{CHANGE}}. {{/CHANGE}}{{#FIGURE_SHOWN}}[[Source:]] <cite lang="en">{{SOURCE}}</cite>.{{/FIGURE_SHOWN}}{{#LATEST_CORRECTED}} <a href="/dashboard/corrections">{{LATEST_CORRECTED}}</a>{{/LATEST_CORRECTED}}</p>
<div>{{#TABLE}}<details class="data"><summary>[[As a table]]<span class="vh">: {{AREA_NAME}}</span></summary><div class="tablewrap"><table><caption class="vh" lang="en">{{MEASURE}}</caption><thead><tr><th scope="col">[[Period]]</th><th scope="col" class="num">[[Figure]]</th></tr></thead><tbody>{{#ROW}}<tr><th scope="row"><span translate="no">{{ROW_PERIOD}}</span>{{#ROW_TARGET}} ([[target]]){{/ROW_TARGET}}</th><td class="num">{{ROW_VALUE}}{{#CORRECTION}}<br><span class="small">{{CORRECTED}}{{#WAS}} [[It was:]] <cite lang="en">{{WAS}}</cite>{{/WAS}} [[Reason:]] {{SITE_REASON}}{{#REASON}}<span lang="en">{{REASON}}</span>{{/REASON}}</span>{{/CORRECTION}}</td></tr>{{/ROW}}</tbody></table></div></details>{{/TABLE}}</div>
<div>{{#LIVE}}<p class="small live"><b>[[In the directory today]]</b></p><dl class="small rows tight">{{#LIVE_ROW}}<div><dt>{{LIVE_NAME}}</dt><dd>{{LIVE_VALUE}}</dd></div>{{/LIVE_ROW}}</dl>{{/LIVE}}</div></li>
{{/AREA}}</ol>
<p class="act"><a class="btn plain" href="/dashboard.csv">[[Download figures as CSV]]</a> <a class="btn plain" href="/dashboard.json">[[Download figures as JSON]]</a> <a class="btn plain" href="/dashboard/corrections">[[Corrections of figures]]</a></p></section>
<section aria-labelledby="where" class="panel field"><h2 id="where">[[Where mentoring happens]]</h2>
<p>{{WHERE}}</p>
<div class="atlas even"><div>{{MAP_SVG:none}}{{>DEPTHS}}</div>
<div><div class="tablewrap"><table><caption>[[Ten counties that the most programs serve]]</caption><thead><tr><th scope="col">[[County]]</th><th scope="col" class="num">[[Programs]]</th></tr></thead><tbody>
{{#TOP_COUNTY}}<tr><th scope="row"><a href="/counties/{{SLUG}}" translate="no">{{NAME}}</a></th><td class="num">{{COUNT}}</td></tr>
{{/TOP_COUNTY}}</tbody></table></div>
<details class="data"><summary>[[All 87 counties as a table]]</summary><div class="tablewrap"><table><caption class="vh">[[Programs that serve each county]]</caption><thead><tr><th scope="col">[[County]]</th><th scope="col" class="num">[[Programs]]</th></tr></thead><tbody>
{{#COUNTY}}<tr><th scope="row"><a href="/counties/{{SLUG}}" translate="no">{{NAME}}</a></th><td class="num">{{COUNT}}</td></tr>
{{/COUNTY}}</tbody></table></div></details></div></div></section>
</div>
