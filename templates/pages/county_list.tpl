{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[Mentoring programs by county]]</h1>
<p class="lede">{{LEDE}}</p></div></div>
<div class="wrap">
<div class="atlas block"><div>{{MAP_SVG:none}}{{>DEPTHS}}
{{#STATES}}<section class="block" aria-labelledby="states"><h2 id="states">[[Where programs are based]]</h2><dl class="rows">{{#STATE}}<div><dt>{{STATE_NAME}}</dt><dd>{{STATE_COUNT}}</dd></div>{{/STATE}}</dl></section>{{/STATES}}</div>
<div><h2>[[Programs that name the county they serve]]</h2><div class="columns">
{{#TABLE}}<table><caption>{{CAPTION}}</caption><thead><tr><th scope="col">[[County]]</th><th scope="col" class="num">[[Programs]]</th></tr></thead><tbody>
{{#ROW}}<tr><th scope="row"><a href="/counties/{{SLUG}}" translate="no">{{COUNTY}}</a></th><td class="num">{{COUNT}}</td></tr>
{{/ROW}}</tbody></table>{{/TABLE}}</div></div></div>
{{#STATEWIDE}}<section class="block" aria-labelledby="statewide"><h2 id="statewide">[[Serving all of Minnesota]]</h2><ul class="list">{{ENTRIES_HTML:none}}</ul></section>{{/STATEWIDE}}
<p class="block"><a class="btn" href="/programs">[[Show all programs]]</a></p></div>
