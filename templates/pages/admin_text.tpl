{{%AUTOESCAPE context="HTML"}}
{{! The editor of one text; filled by page/admin_text_edit.c.
  PAGE_NAME PAGE_SLUG PUBLIC_PATH LANG_TAG LANG_NAME
  LANGS      (repeated) OTHER_TAG OTHER_NAME, THIS (section)
  NOT_SHOWN  (section) the site does not speak this language yet
  IS_OWN IS_SITE  (sections) whose words the page shows now
  SITE_WORDS (section) the site's own words, when the page shows them
  WHAT_TEXT  what of the page this text is
  KEPT       (section) KEPT_TEXT FORM_TOKEN: one's own draft
  GOING_ON   (section) the draft is in the form
  CONFLICT   (section) YOURS_WORDS THEIRS_WORDS included
  BODY NOTE, BODY_ERROR NOTE_ERROR (sections); LIMIT_TEXT
  FORM_TOKEN VERSION DRAFT_TOKEN EDITOR
  PREVIEWED  (section) OWN_TEXT (section): TEXT_LANG TEXT_HTML; NO_TEXT
  HISTORY    (section) REVISION (repeated): NUMBER DAY WHO REVISION_NOTE
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>{{PAGE_NAME}}</h1>
<p class="facts">{{#IS_OWN}}<span class="tag live">[[Own text]]</span>{{/IS_OWN}}{{#IS_SITE}}<span class="tag">[[Site's own words]]</span>{{/IS_SITE}} <a href="{{PUBLIC_PATH}}">[[See the page]]</a></p>
</div></div>
<div class="wrap block">
<nav aria-label="[[Languages]]"><ul class="tabs">{{#LANGS}}<li><a href="/admin/pages/{{PAGE_SLUG}}/{{OTHER_TAG}}" lang="{{OTHER_TAG}}" translate="no"{{#THIS}} aria-current="page"{{/THIS}}>{{OTHER_NAME}}</a></li>{{/LANGS}}</ul></nav>
{{#NOT_SHOWN}}<p><b>[[Not shown yet: the site is in English.]]</b> [[The text is kept until the site speaks this language.]]</p>{{/NOT_SHOWN}}
{{>PROBLEM}}
{{#CONFLICT}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Somebody saved this text while you were writing]]</h2><p>[[Nothing of yours is stored yet, and nothing is lost: the form below holds it. Put both together, then save again.]]</p></div>
<div class="tablewrap"><table class="versus"><thead><tr><th scope="col">[[Saved now]]</th><th scope="col">[[Yours]]</th></tr></thead><tbody><tr><td lang="{{LANG_TAG}}">{{>THEIRS_WORDS}}</td><td lang="{{LANG_TAG}}">{{>YOURS_WORDS}}</td></tr></tbody></table></div>{{/CONFLICT}}
{{#KEPT}}<form class="tools" method="post" action="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}/draft"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><span>{{KEPT_TEXT}}</span> <a class="btn small" href="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}?draft=1">[[Go on with it]]</a> <button class="btn plain small" name="do" value="discard">[[Discard it]]</button></form>{{/KEPT}}
{{#GOING_ON}}<p>[[This is your draft. Nobody else sees it until you save.]]</p>{{/GOING_ON}}
<div class="editor"><div>
{{#SITE_WORDS}}<p class="soft small">[[The page says now:]]</p><blockquote class="answered" lang="{{LANG_TAG}}"><p>{{SITE_WORDS}}</p></blockquote>{{/SITE_WORDS}}
<form method="post" action="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}" data-editor="{{EDITOR}}" data-autosave="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}/draft" data-token="{{DRAFT_TOKEN}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">
<div class="field{{#BODY_ERROR}} bad{{/BODY_ERROR}}"><label for="f-body">[[Text]]</label> <span class="hint" id="f-body-hint">{{WHAT_TEXT}} {{LIMIT_TEXT}}</span>
{{#BODY_ERROR}}<span class="oops" id="f-body-error">{{BODY_ERROR}}</span>{{/BODY_ERROR}}
<textarea id="f-body" name="body" rows="{{ROWS}}" lang="{{LANG_TAG}}" aria-describedby="f-body-hint{{#BODY_ERROR}} f-body-error{{/BODY_ERROR}}"{{#BODY_ERROR}} aria-invalid="true"{{/BODY_ERROR}}>
{{BODY:pre_escape}}</textarea></div>
<div class="field{{#NOTE_ERROR}} bad{{/NOTE_ERROR}}"><label for="f-note">[[What did you change? (optional)]]</label> <span class="hint" id="f-note-hint">[[For the history; staff only.]]</span>
{{#NOTE_ERROR}}<span class="oops" id="f-note-error">{{NOTE_ERROR}}</span>{{/NOTE_ERROR}}
<input type="text" id="f-note" name="note" value="{{NOTE}}" autocomplete="off" aria-describedby="f-note-hint{{#NOTE_ERROR}} f-note-error{{/NOTE_ERROR}}"{{#NOTE_ERROR}} aria-invalid="true"{{/NOTE_ERROR}}></div>
<div class="act"><button class="btn plain" name="do" value="preview">[[Preview]]</button> <button class="btn" name="do" value="save">[[Save]]</button> <span class="saving" data-saving data-saved="[[Draft saved {time}]]" data-unsaved="[[The draft could not be saved. Keep this page open.]]" role="status"></span></div>
<p class="soft small">[[What you save is on the public page at once. An empty text brings the site's own words back.]]</p>
</form>
{{#PREVIEWED}}<section class="block" aria-labelledby="preview"><h2 id="preview">[[Preview]]</h2>
<p class="soft" role="status">[[With what you typed; nothing is stored yet.]]</p>
<div class="preview">{{#OWN_TEXT}}<div class="prose" lang="{{TEXT_LANG}}">{{TEXT_HTML:none}}</div>{{/OWN_TEXT}}{{#NO_TEXT}}<p class="soft">[[The page will use the site's own words.]]</p>{{/NO_TEXT}}</div></section>{{/PREVIEWED}}
</div>
<aside class="side" aria-label="[[Help and history]]">
<section><h2>[[How to write it]]</h2>
<dl class="small rows"><div><dt translate="no"><code>**word**</code></dt><dd><b>[[bold]]</b></dd></div><div><dt translate="no"><code>*word*</code></dt><dd><em>[[italic]]</em></dd></div><div><dt translate="no"><code>- word</code></dt><dd>[[a list]]</dd></div><div><dt translate="no"><code>[word](/programs)</code></dt><dd>[[a link]]</dd></div>{{#MAY_HEAD}}<div><dt translate="no"><code># word</code></dt><dd>[[a heading]]</dd></div>{{/MAY_HEAD}}</dl>
<p class="small soft">[[An empty line begins a new paragraph.]]</p></section>
{{#HISTORY}}<section><h2>[[History]]</h2>
<ul class="small">{{#REVISION}}<li><a href="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}/revisions/{{NUMBER}}">[[Version {{NUMBER}}]]</a>, {{DAY}}, <span translate="no">{{WHO}}</span>{{#REVISION_NOTE}}: <span lang="en">{{REVISION_NOTE}}</span>{{/REVISION_NOTE}}</li>{{/REVISION}}</ul></section>{{/HISTORY}}
</aside></div></div>
