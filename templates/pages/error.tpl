{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">
<h1>{{ERROR_TITLE}}</h1>
<p class="lede">{{ERROR_TEXT}}</p>
</div></div>
{{#SEARCH}}
<div class="wrap block">
<form class="finder still" action="/programs#found" method="get" role="search">
<div><label for="q">[[What are you looking for?]]</label> <input type="search" id="q" name="q" maxlength="200" autocomplete="off"></div>
<div><label for="near">[[ZIP code, town or county]]</label> <input type="text" id="near" name="near" maxlength="80" autocomplete="postal-code"></div>
<button class="btn">[[Search]]</button></form>
</div>
{{/SEARCH}}
{{#KEPT}}
<div class="wrap block"><div class="field"><label for="kept">[[What you wrote]]</label> <span class="hint" id="kept-hint">[[Copy it before you leave this page.]]</span>
<textarea id="kept" rows="8" readonly aria-describedby="kept-hint">{{KEPT_TEXT:pre_escape}}</textarea></div></div>
{{/KEPT}}
<div class="wrap block prose">
<h2>[[Where to go next]]</h2>
<ul class="linklist">
<li><a href="/programs">[[All programs]]</a></li>
<li><a href="/counties">[[Programs by county]]</a></li>
<li><a href="/">[[Home]]</a></li>
</ul>
{{#FAULT}}<p class="small soft">[[Tell us this number if you write to us about it:]] <code>{{REQUEST_ID}}</code></p>{{/FAULT}}
</div>
