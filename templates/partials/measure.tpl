{{%AUTOESCAPE context="HTML"}}
{{! A measure as its area's page shows it; filled by measure_fill():
  MEASURE MEASURE_SLUG DEFINITION  its name, its name in URLs, what it counts
  FIGURE PERIOD CHANGE   the newest figure; how it moved
  BULLET SPARK           (sections) charts
  ROW                    (sections) each figure, with its corrections
  GONE                   (sections) corrections of figures taken back
}}
<section class="panel measure" id="{{MEASURE_SLUG}}" aria-labelledby="{{MEASURE_SLUG}}-name"><h2 id="{{MEASURE_SLUG}}-name" lang="en">{{MEASURE}}</h2>
{{#FIGURE_SHOWN}}<p class="figure"><b>{{FIGURE}}</b> <span translate="no">{{PERIOD}}</span></p>{{/FIGURE_SHOWN}}
{{#CHANGE}}<p>{{CHANGE}}.</p>{{/CHANGE}}
{{#BULLET}}{{BULLET_SVG:none}}<p class="scale"><span>0</span> <span>{{AIM}}</span> <span>{{SCALE_END}}</span></p>{{/BULLET}}
{{#SPARK}}{{SPARK_SVG:none}}<p class="scale"><span><span translate="no">{{FIRST}}</span>: {{FIRST_FIGURE}}</span> <span><span translate="no">{{LAST}}</span>: {{LAST_FIGURE}}</span></p>{{/SPARK}}
{{#NO_TARGET}}<p class="soft">[[No target was published.]]</p>{{/NO_TARGET}}
<p class="small" lang="en">{{DEFINITION}}</p>
{{#TABLE}}<div class="tablewrap" tabindex="0" role="group" aria-label="[[The figures as a table]]"><table><caption class="vh" lang="en">{{MEASURE}}</caption><thead><tr><th scope="col">[[Period]]</th><th scope="col">[[Figure]]</th><th scope="col">[[Source]]</th></tr></thead><tbody>
{{#ROW}}<tr><th scope="row"><span translate="no">{{ROW_PERIOD}}</span>{{#ROW_TARGET}} ([[target]]){{/ROW_TARGET}}</th><td>{{ROW_VALUE}}{{#CORRECTION}}<br><span class="small">{{CORRECTED}}{{#WAS}} [[It was:]] <cite lang="en">{{WAS}}</cite>{{/WAS}} [[Reason:]] {{SITE_REASON}}{{#REASON}}<span lang="en">{{REASON}}</span>{{/REASON}}</span>{{/CORRECTION}}</td><td lang="en"><cite>{{ROW_SOURCE}}</cite>{{#ROW_NOTE}}<br><span class="small">{{ROW_NOTE}}</span>{{/ROW_NOTE}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#GONE}}<p class="small"><b translate="no">{{GONE_PERIOD}}</b>{{#GONE_TARGET}} ([[target]]){{/GONE_TARGET}}: {{CORRECTED}}{{#WAS}} [[It was:]] <cite lang="en">{{WAS}}</cite>{{/WAS}} [[Reason:]] {{SITE_REASON}}{{#REASON}}<span lang="en">{{REASON}}</span>{{/REASON}}</p>{{/GONE}}
</section>
