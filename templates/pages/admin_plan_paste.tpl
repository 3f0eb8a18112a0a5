{{%AUTOESCAPE context="HTML"}}
{{! A pasted column of figures; filled by page/admin_plan_paste.c.
  AREA_SLUG MEASURE_SLUG MEASURE
  LINES SOURCE REASON, …_ERROR (sections)
  PERIODS  (section) PERIOD (repeated): the periods in their order
  CHECKED  (section) ROW (repeated): LINE, PERIOD, WHICH, OLD NEW, FIX
           (section); COUNT_TEXT; READY (section); CORRECTS (section)
  IS_STALE (section)
  FORM_TOKEN SEEN
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<p class="kicker" lang="en">{{MEASURE}}</p>
<h1>[[Paste a column of figures]]</h1>
</div></div>
<div class="wrap block">{{>PROBLEM}}
{{#IS_STALE}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[The figures changed since you looked]]</h2><p>[[Somebody saved some of them. Look at what would change now, and save again.]]</p></div>{{/IS_STALE}}
<form method="post" action="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/paste" data-editor="saved"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="seen" value="{{SEEN}}">
<div class="slim">
{{#CHECKED}}<section aria-labelledby="check"><h2 id="check" tabindex="-1">{{COUNT_TEXT}}</h2>
<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col" class="n">[[Line]]</th><th scope="col">[[Period]]</th><th scope="col" class="n">[[Now]]</th><th scope="col" class="n">[[New]]</th><th scope="col">[[What happens]]</th></tr></thead><tbody>
{{#ROW}}<tr><th scope="row" class="n" data-label="[[Line]]">{{LINE}}</th><td data-label="[[Period]]"><span translate="no">{{PERIOD}}</span>{{#ROW_TARGET}} ([[target]]){{/ROW_TARGET}}</td><td class="n" data-label="[[Now]]">{{#OLD}}{{OLD}}{{/OLD}}</td><td class="n" data-label="[[New]]">{{#NEW}}{{NEW}}{{/NEW}}{{#TYPED}}<span translate="no">{{TYPED}}</span>{{/TYPED}}</td><td data-label="[[What happens]]">{{#FIX}}<span class="oops">{{FIX}}</span>{{/FIX}}{{#EFFECT}}{{EFFECT}}{{/EFFECT}}</td></tr>
{{/ROW}}</tbody></table></div>
{{#READY}}{{#CORRECTS}}<p>[[Some of these figures are public. Saving corrects them, and the public sees what they were and why.]]</p>
<div class="field{{#REASON_ERROR}} bad{{/REASON_ERROR}}"><label for="f-reason">[[Reason for the corrections]]</label> <span class="hint" id="f-reason-hint">[[One reason for all of them.]]</span>
{{#REASON_ERROR}}<span class="oops" id="f-reason-error">{{REASON_ERROR}}</span>{{/REASON_ERROR}}
<input type="text" id="f-reason" name="reason" value="{{REASON}}" autocomplete="off" aria-describedby="f-reason-hint{{#REASON_ERROR}} f-reason-error{{/REASON_ERROR}}"{{#REASON_ERROR}} aria-invalid="true"{{/REASON_ERROR}}></div>{{/CORRECTS}}
<div class="act">{{#MAY_DRAFT}}<button class="btn plain" name="do" value="draft">[[Save them as drafts]]</button> {{/MAY_DRAFT}}<button class="btn" name="do" value="publish">[[Publish them]]</button></div>{{/READY}}</section>{{/CHECKED}}
<div class="field{{#LINES_ERROR}} bad{{/LINES_ERROR}}"><label for="f-lines">[[Figures]]</label> <span class="hint" id="f-lines-hint">[[Copy two columns from a spreadsheet, period and figure, or three with the target. Or the figures alone, in the order of the periods below; leave a line empty to skip one.]]</span>
{{#LINES_ERROR}}<span class="oops" id="f-lines-error">{{LINES_ERROR}}</span>{{/LINES_ERROR}}
<textarea id="f-lines" name="lines" rows="10" required spellcheck="false" aria-describedby="f-lines-hint{{#LINES_ERROR}} f-lines-error{{/LINES_ERROR}}"{{#LINES_ERROR}} aria-invalid="true"{{/LINES_ERROR}}>
{{LINES:pre_escape}}</textarea></div>
{{#PERIODS}}<p class="small">[[The periods:]] {{#PERIOD_ITEM}}<span class="tag" translate="no">{{PERIOD}}</span> {{/PERIOD_ITEM}}</p>{{/PERIODS}}
<div class="field{{#SOURCE_ERROR}} bad{{/SOURCE_ERROR}}"><label for="f-source">[[Source]]</label> <span class="hint" id="f-source-hint">[[Of all of them. The public sees it.]]</span>
{{#SOURCE_ERROR}}<span class="oops" id="f-source-error">{{SOURCE_ERROR}}</span>{{/SOURCE_ERROR}}
<input type="text" id="f-source" name="source" value="{{SOURCE}}" required autocomplete="off" aria-describedby="f-source-hint{{#SOURCE_ERROR}} f-source-error{{/SOURCE_ERROR}}"{{#SOURCE_ERROR}} aria-invalid="true"{{/SOURCE_ERROR}}></div>
<div class="act"><button class="btn{{#CHECKED}} plain{{/CHECKED}}" name="do" value="preview">[[Check]]</button></div>
</div></form></div>
