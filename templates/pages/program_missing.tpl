{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[We looked for that program]]</h1>
<p class="lede">[[There is no program at this address. It may have a new name.]]</p></div></div>
<div class="wrap block">
{{#CLOSE}}<h2>[[Did you mean one of these?]]</h2><ul class="list">{{ENTRIES_HTML:none}}</ul>{{/CLOSE}}
<form class="finder plain block" action="/programs#found" method="get" role="search"><div><label for="q">[[What are you looking for?]]</label> <input type="search" id="q" name="q" autocomplete="off"></div><button class="btn">[[Search]]</button></form>
<p class="block linklist"><a href="/programs">[[Show all programs]]</a></p></div>
