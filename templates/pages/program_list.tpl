{{%AUTOESCAPE context="HTML"}}
<div class="shore"><div class="wrap"><h1>[[Find a mentoring program near you]]</h1><p>[[More than 300 programs across Minnesota connect young people with someone who shows up.]]</p></div></div>
<div class="wrap">
{{#FINDER}}<form class="finder" action="/programs#found" method="get" role="search">
<div><label for="q">[[What are you looking for?]]</label> <input type="search" id="q" name="q" value="{{WORDS}}" autocomplete="off"></div>
{{#NEAR_FINE}}<div><label for="near">[[ZIP code, town or county]]</label> <input type="text" id="near" name="near" value="{{NEAR}}" autocomplete="postal-code"></div>{{/NEAR_FINE}}
{{#NEAR_BAD}}<div class="bad" id="found"><label for="near">[[ZIP code, town or county]]</label> <span class="oops" id="near-oops">[[We do not know this place. Try a ZIP code, a town or a county.]]</span> <input type="text" id="near" name="near" value="{{NEAR}}" autocomplete="postal-code" aria-invalid="true" aria-describedby="near-oops"></div>{{/NEAR_BAD}}
{{#KEEP}}<input type="hidden" name="{{KEEP_NAME}}" value="{{KEEP_VALUE}}">{{/KEEP}}
<button class="btn">[[Search]]</button></form>{{/FINDER}}
<div class="split">
<div>{{#SIFT}}<a class="jump" href="#count">[[Skip the filters]]</a><h2 class="vh">[[Narrow the list]]</h2><details class="sift"><summary>{{SIFT_TITLE}}</summary><form action="/programs#found" method="get">
{{#DISTANCES}}<fieldset><legend><label for="within">[[Distance]]</label></legend> <select id="within" name="within">{{#DISTANCE}}{{#DISTANCE_THIS}}<option value="{{MILES}}" selected>{{MILES_LABEL}}</option>{{/DISTANCE_THIS}}{{#DISTANCE_OTHER}}<option value="{{MILES}}">{{MILES_LABEL}}</option>{{/DISTANCE_OTHER}}{{/DISTANCE}}</select></fieldset>{{/DISTANCES}}
{{#FACET}}<fieldset><legend>{{FACET_TITLE}}</legend>{{#FACET_HINT}}<p class="hint">[[Each number counts what you would see with that box ticked as well.]]</p>{{/FACET_HINT}}<ul class="boxes">
{{BOXES_HTML:none}}</ul>{{#FACET_COUNTIES}}<a class="more" href="/counties">[[All 87 counties]]</a>{{/FACET_COUNTIES}}</fieldset>
{{/FACET}}{{#KEEP}}<input type="hidden" name="{{KEEP_NAME}}" value="{{KEEP_VALUE}}">{{/KEEP}}
<button class="btn full">[[Show programs]]</button></form></details>{{/SIFT}}</div>
<section aria-labelledby="count">
<div class="tally"{{#FOUND}} id="found"{{/FOUND}}><h2 id="count">{{HEADING}}</h2>
{{#VIEW}}<nav aria-label="[[View]]"><ul class="views">{{#VIEW_LIST}}<li><a href="{{LIST_HREF}}#found" aria-current="true">[[List]]</a></li><li><a href="{{MAP_HREF}}#found">[[Map]]</a></li>{{/VIEW_LIST}}{{#VIEW_MAP}}<li><a href="{{LIST_HREF}}#found">[[List]]</a></li><li><a href="{{MAP_HREF}}#found" aria-current="true">[[Map]]</a></li>{{/VIEW_MAP}}</ul></nav>{{/VIEW}}</div>
{{#NOTE}}<p class="sample" role="note">{{NOTE_TEXT}}</p>{{/NOTE}}
{{#CHIPS}}<ul class="chips" aria-label="[[Filters in use]]">{{#CHIP}}<li><a class="chip" href="{{CHIP_HREF}}#found"><span class="vh">[[Remove filter:]] </span>{{CHIP_LABEL}}</a></li>{{/CHIP}}{{#CLEAR}}<li><a href="{{CLEAR_HREF}}#found" class="small">{{CLEAR_LABEL}}</a></li>{{/CLEAR}}</ul>{{/CHIPS}}
{{#BEYOND}}<div class="prose block"><p>{{BEYOND_TEXT}}</p><p><a href="{{FIRST_HREF}}#found">[[Go to the first page]]</a>{{#LAST}} · <a href="{{LAST_HREF}}#found">[[Go to the last page]]</a>{{/LAST}}</p></div>{{/BEYOND}}
{{#SORTS}}<nav class="sorts" aria-label="[[Sort by]]"><ul class="s">{{#SORT}}{{#SORT_THIS}}<li><a href="{{SORT_HREF}}#found" aria-current="true">{{SORT_LABEL}}</a></li>{{/SORT_THIS}}{{#SORT_OTHER}}<li><a href="{{SORT_HREF}}#found">{{SORT_LABEL}}</a></li>{{/SORT_OTHER}}{{/SORT}}</ul></nav>{{/SORTS}}
{{#MAP}}<div class="block">{{MAP_SVG:none}}{{>DEPTHS}}
<details class="data"><summary>[[The same numbers as a table]]</summary><div class="tablewrap"><table><caption>[[Programs in this list that serve each county]]</caption><thead><tr><th scope="col">[[County]]</th><th scope="col" class="num">[[Programs]]</th></tr></thead><tbody>{{#MAP_ROW}}<tr><th scope="row"><a href="{{ROW_HREF}}">{{ROW_COUNTY}}</a></th><td class="num">{{ROW_COUNT}}</td></tr>{{/MAP_ROW}}</tbody></table></div></details></div>{{/MAP}}
{{#WAYS_OUT}}<div class="prose block">
{{#SPELLING}}<p>[[Did you mean]] <a href="{{SPELLING_HREF}}#found">{{SPELLING_TEXT}}</a>?</p>{{/SPELLING}}
{{#WAYS}}<h3>{{WAYS_TITLE}}</h3><ul>{{#WAY}}<li><a href="{{WAY_HREF}}">{{WAY_LABEL}}</a>: {{WAY_COUNT}}</li>{{/WAY}}</ul>{{/WAYS}}
<p class="linklist"><a href="/programs">[[Show all programs]]</a></p>
<p>[[Do you know a program that is missing here?]] <a href="/about#reply">[[Tell us about it]]</a></p></div>{{/WAYS_OUT}}
{{#ENTRIES}}<ul class="list">{{ENTRIES_HTML:none}}</ul>{{/ENTRIES}}
{{#ALL_AGES}}<p class="small soft block">[[Programs that do not state ages are not in this list.]] <a href="{{ALL_AGES_HREF}}#found">[[Show programs for all ages]]</a></p>{{/ALL_AGES}}
{{#PAGES}}<nav class="pages" aria-label="[[Pages of results]]">{{#PREVIOUS}}<a href="{{STEP_HREF}}#found" rel="prev">[[Previous page]]</a> {{/PREVIOUS}}{{#PAGE}}{{#PAGE_THIS}}<a href="{{PAGE_HREF}}#found" aria-current="page"><span class="vh">[[Page]] </span>{{PAGE_NUMBER}}</a> {{/PAGE_THIS}}{{#PAGE_OTHER}}<a href="{{PAGE_HREF}}#found"><span class="vh">[[Page]] </span>{{PAGE_NUMBER}}</a>{{/PAGE_OTHER}}{{#PAGE_GAP}}<span aria-hidden="true">…</span>{{/PAGE_GAP}}{{/PAGE}}{{#NEXT}}<a href="{{STEP_HREF}}#found" rel="next">[[Next page]]</a>{{/NEXT}}</nav>{{/PAGES}}
{{#EXPORTS}}<p class="small soft block screen">[[This list to take along:]] <a href="{{CSV_HREF}}">[[table (CSV)]]</a>, <a href="{{JSON_HREF}}">[[for software (JSON)]]</a>, <a href="{{ATOM_HREF}}">[[feed (Atom)]]</a></p>{{/EXPORTS}}
</section></div></div>
