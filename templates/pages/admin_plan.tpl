{{%AUTOESCAPE context="HTML"}}
{{! The plan's figures as a grid; filled by page/admin_plan.c.
  DUE        (section) DUE_ROW (repeated): AREA_SLUG MEASURE_SLUG MEASURE,
             LAST (section: its period) or NEVER (section), SINCE, OWNER
             (section), HAS_DRAFT (section)
  AREA       (repeated) AREA_SLUG AREA_NAME, HEAD (repeated: PERIOD),
             MEASURE_ROW (repeated): MEASURE_SLUG MEASURE, CELL (repeated)
  RETIRED    (section) RETIRED_ROW (repeated)
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[The plan's figures]]</h1>
</div></div>
<div class="wrap block">
<p class="tools"><a class="btn small" href="/admin/dashboard/new">[[Add a measure]]</a> <a class="btn small plain" href="/dashboard">[[The public dashboard]]</a> <a class="btn small plain" href="/dashboard/corrections">[[Public corrections]]</a></p>
{{#DUE}}<section class="block" aria-labelledby="due"><h2 id="due">[[Figures due]]</h2>
<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col">[[Measure]]</th><th scope="col">[[Last figure]]</th><th scope="col">[[Due since]]</th><th scope="col">[[Who brings it]]</th></tr></thead><tbody>
{{#DUE_ROW}}<tr><th scope="row"><a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}" lang="en">{{MEASURE}}</a>{{#HAS_DRAFT}} <span class="tag draft">[[A draft waits]]</span>{{/HAS_DRAFT}}</th><td data-label="[[Last figure]]">{{#LAST}}<span translate="no">{{LAST}}</span>{{/LAST}}{{#NEVER}}[[None yet]]{{/NEVER}}</td><td data-label="[[Due since]]">{{SINCE}}</td><td data-label="[[Who brings it]]"><span translate="no">{{OWNER}}</span></td></tr>
{{/DUE_ROW}}</tbody></table></div></section>{{/DUE}}
{{#AREA}}<section class="block" aria-labelledby="area-{{AREA_SLUG}}"><h2 id="area-{{AREA_SLUG}}">{{AREA_NAME}}</h2>
{{#EMPTY}}<p class="empty">[[No measure in this area yet.]]</p>{{/EMPTY}}
{{#GRID}}<div class="tablewrap" tabindex="0" role="group" aria-labelledby="area-{{AREA_SLUG}}"><table class="sheet stack grid"><thead><tr><th scope="col">[[Measure]]</th>{{#HEAD}}<th scope="col" class="n" translate="no">{{PERIOD}}</th>{{/HEAD}}</tr></thead><tbody>
{{#MEASURE_ROW}}<tr><th scope="row"><a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}" lang="en">{{MEASURE}}</a></th>{{#CELL}}<td class="n{{#NO_FIGURE}} blank{{/NO_FIGURE}}" data-label="{{PERIOD}}">{{#ACTUAL}}<a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}">{{VALUE}}</a>{{#IS_DRAFT}} <span class="tag draft">[[Draft]]</span>{{/IS_DRAFT}}{{/ACTUAL}}{{#AIM}} <span class="aimed"><a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}?target=1">[[Target: {{VALUE}}]]</a>{{#IS_DRAFT}} <span class="tag draft">[[Draft]]</span>{{/IS_DRAFT}}</span>{{/AIM}}{{#NO_FIGURE}}<a class="enter" href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}"><span aria-hidden="true">+</span><span class="vh">[[Enter a figure:]] <span lang="en">{{MEASURE}}</span> <span translate="no">{{PERIOD}}</span></span></a>{{/NO_FIGURE}}</td>{{/CELL}}</tr>
{{/MEASURE_ROW}}</tbody></table></div>{{/GRID}}</section>
{{/AREA}}
{{#RETIRED}}<section class="block" aria-labelledby="retired"><h2 id="retired">[[Retired measures]]</h2>
<p>[[Neither they nor their figures are on public pages.]]</p>
<ul>{{#RETIRED_ROW}}<li><a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}" lang="en">{{MEASURE}}</a> ({{AREA_NAME}})</li>{{/RETIRED_ROW}}</ul></section>{{/RETIRED}}
</div>
