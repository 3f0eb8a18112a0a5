{{%AUTOESCAPE context="HTML"}}
{{! One's own comment cannot be changed; filled by page/comment_edit.c.
  OVER_TITLE OVER_TEXT PLACE_PATH
  ANSWER    (section) ID: it is public, so it can be answered
  WAITS     (section) it is not read yet
  KEPT      (section) KEPT_TEXT: what was typed
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{OVER_TITLE}}</h1>
<p class="lede">{{OVER_TEXT}}</p>
</div></div>
<div class="wrap block"><div class="slim">
{{#ANSWER}}<p>[[If something in it is wrong, answer your own comment and put it right.]]</p>
<p class="act"><a class="btn" href="{{PLACE_PATH}}?reply_to={{ID:url_query_escape}}#reply">[[Answer it]]</a></p>{{/ANSWER}}
{{#WAITS}}<p>[[It still waits to be read. If something in it is wrong, write another comment that says so: our staff read both.]]</p>
<p class="act"><a class="btn" href="{{PLACE_PATH}}#reply">[[Write another comment]]</a></p>{{/WAITS}}
{{#KEPT}}<div class="field"><label for="kept">[[What you wrote]]</label> <span class="hint" id="kept-hint">[[Copy it before you leave this page.]]</span>
<textarea id="kept" rows="8" readonly aria-describedby="kept-hint">
{{KEPT_TEXT:pre_escape}}</textarea></div>{{/KEPT}}
<p class="field linklist"><a href="{{PLACE_PATH}}#talk">[[Back to the conversation]]</a></p>
</div></div>
