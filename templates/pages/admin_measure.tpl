{{%AUTOESCAPE context="HTML"}}
{{! One measure of the plan; filled by page/admin_measure.c.
  AREA_SLUG AREA_NAME MEASURE_SLUG MEASURE
  IS_RETIRED IS_LIVE  (sections)
  DUE_TEXT    (section) when the next figure is due
  ROW         (repeated) PERIOD PERIOD_PATH; ACTUAL, AIM (sections, as in the
              grid), NO_ACTUAL NO_AIM (sections)
  NO_FIGURES  (section)
  DRAFTS      (section) DRAFTS_TEXT, FORM_TOKEN: the form that publishes them
  PERIOD_TYPED, PERIOD_ERROR (section): the form for another period
  CONFLICT    (section) VERSUS (repeated): FIELD_NAME YOURS THEIRS
  FIELDS      included; FORM_TOKEN VERSION
  CARD        included: as the public has it; NOT_PUBLIC (section)
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<p class="kicker">{{AREA_NAME}}</p>
<h1 lang="en">{{MEASURE}}</h1>
<p class="facts">{{#IS_RETIRED}}<span class="tag closed">[[Retired: not on public pages]]</span> {{/IS_RETIRED}}{{#DUE_TEXT}}<span>{{DUE_TEXT}}</span>{{/DUE_TEXT}}</p>
</div></div>
<div class="wrap block">{{>PROBLEM}}
{{#CONFLICT}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Somebody saved this measure while you were writing]]</h2><p><a href="#about">[[Look at both, then save again. Nothing of yours is lost.]]</a></p></div>{{/CONFLICT}}
{{#STALE}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Nothing was done]]</h2><p>[[Somebody changed this measure or its figures while you looked. This is how it is now.]]</p></div>{{/STALE}}
<div class="editor"><div>
<section aria-labelledby="figures"><h2 id="figures">[[Figures]]</h2>
{{#NO_FIGURES}}<p class="empty">[[No figure yet. Enter the first one below.]]</p>{{/NO_FIGURES}}
{{#TABLE}}<div class="tablewrap"><table class="sheet"><thead><tr><th scope="col">[[Period]]</th><th scope="col" class="n">[[Figure]]</th><th scope="col" class="n">[[Target]]</th></tr></thead><tbody>
{{#ROW}}<tr><th scope="row" translate="no">{{PERIOD}}</th><td class="n">{{#ACTUAL}}<a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}">{{VALUE}}</a>{{#IS_DRAFT}} <span class="tag draft">[[Draft]]</span>{{/IS_DRAFT}}{{/ACTUAL}}{{#NO_ACTUAL}}<a class="enter" href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}"><span aria-hidden="true">+</span><span class="vh">[[Enter a figure:]] <span translate="no">{{PERIOD}}</span></span></a>{{/NO_ACTUAL}}</td><td class="n">{{#AIM}}<a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}?target=1">{{VALUE}}</a>{{#IS_DRAFT}} <span class="tag draft">[[Draft]]</span>{{/IS_DRAFT}}{{/AIM}}{{#NO_AIM}}<a class="enter" href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/{{PERIOD_PATH}}?target=1"><span aria-hidden="true">+</span><span class="vh">[[Enter a target:]] <span translate="no">{{PERIOD}}</span></span></a>{{/NO_AIM}}</td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#DRAFTS}}<form method="post" action="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/publish" class="act"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="seen" value="{{SEEN}}"><button class="btn small">{{DRAFTS_TEXT}}</button></form>{{/DRAFTS}}
<form method="get" action="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}#figures">
<div class="field{{#PERIOD_ERROR}} bad{{/PERIOD_ERROR}}"><label for="f-period">[[Enter a figure for another period]]</label> <span class="hint" id="f-period-hint">[[As in: 2017, Q3 2017, January 2017, FY 2016–2017.]]</span>
{{#PERIOD_ERROR}}<span class="oops" id="f-period-error">{{PERIOD_ERROR}}</span>{{/PERIOD_ERROR}}
<div class="tools"><input type="text" id="f-period" name="period" value="{{PERIOD_TYPED}}" autocomplete="off" aria-describedby="f-period-hint{{#PERIOD_ERROR}} f-period-error{{/PERIOD_ERROR}}"{{#PERIOD_ERROR}} aria-invalid="true"{{/PERIOD_ERROR}}> <button class="btn small">[[Next]]</button> <a class="btn small plain" href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/paste">[[Paste a column]]</a></div></div></form></section>
<section class="block" aria-labelledby="about"><h2 id="about">[[The measure]]</h2>
{{#CONFLICT}}<p>[[The form below holds yours.]]</p>
<div class="tablewrap"><table class="sheet versus"><thead><tr><th scope="col">[[Field]]</th><th scope="col">[[Yours]]</th><th scope="col">[[Saved now]]</th></tr></thead><tbody>{{#VERSUS}}<tr><th scope="row">{{FIELD_NAME}}</th><td lang="en">{{YOURS}}</td><td lang="en">{{THEIRS}}</td></tr>{{/VERSUS}}</tbody></table></div>{{/CONFLICT}}
<form method="post" action="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}" data-editor="saved"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">
{{>FIELDS}}
<div class="act"><button class="btn">[[Save this measure]]</button></div></form></section>
</div>
<aside class="side" aria-label="[[The public view]]"><h2>[[As the public sees it]]</h2>
{{#NOT_PUBLIC}}<p class="empty">[[Nothing of it is public now.]]</p>{{/NOT_PUBLIC}}
<div class="preview">{{>CARD}}</div>
{{#IS_LIVE}}<p><a href="/dashboard/{{AREA_SLUG}}#{{MEASURE_SLUG}}">[[Open its public page]]</a></p>{{/IS_LIVE}}
<p>{{#IS_LIVE}}<a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/retire">[[Retire this measure]]</a>{{/IS_LIVE}}{{#IS_RETIRED}}<a href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/retire">[[Bring this measure back]]</a>{{/IS_RETIRED}}</p>
</aside></div></div>
