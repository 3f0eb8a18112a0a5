{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>{{HEADING}}</h1>
<p class="lede">{{LEDE}}</p></div></div>
<div class="wrap">
<div class="split right">
<div>
<dl class="three">{{#NUMBER}}<div><dt>{{NUMBER_NAME}}</dt><dd>{{NUMBER_COUNT}}</dd></div>{{/NUMBER}}</dl>
{{#GAP}}<p class="block prose">{{GAP}}</p>{{/GAP}}
{{#PART}}<section class="block" aria-labelledby="{{PART_ID}}"><h2 id="{{PART_ID}}">{{PART_TITLE}}</h2><ul class="list">{{ENTRIES_HTML:none}}</ul>{{#MORE}}<p class="act"><a class="btn plain" href="{{MORE_HREF}}">{{MORE_TEXT}}</a></p>{{/MORE}}</section>
{{/PART}}
</div>
<aside aria-label="[[Map and neighboring counties]]">
{{#MAP}}<section class="panel" aria-labelledby="where-title"><h2 id="where-title">[[Where]]</h2>{{MAP_SVG:none}}<p class="small soft">[[The county is dark. Its neighbors have an outline.]]</p>{{#SEAT}}<p class="small soft">{{SEAT}}</p>{{/SEAT}}</section>{{/MAP}}
{{#NEIGHBORS}}<section class="panel" aria-labelledby="neighbors"><h2 id="neighbors">[[Neighboring counties]]</h2><ul class="small linklist">{{#NEIGHBOR}}<li><a href="/counties/{{NEIGHBOR_SLUG}}">{{NEIGHBOR_NAME}}</a>: {{NEIGHBOR_COUNT}}</li>{{/NEIGHBOR}}</ul></section>{{/NEIGHBORS}}
<p class="act"><a class="btn full" href="/programs?county={{SLUG:url_query_escape}}">[[Search in this county]]</a></p>
</aside>
</div></div>
