{{%AUTOESCAPE context="HTML"}}
{{! After one's own comment was deleted; filled by page/comment_edit.c.
  PLACE  (section) PLACE_PATH: the page that it stood on
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your comment is deleted]]</h1>
<p class="lede">[[Its words are gone for good, for our staff too.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
<p class="act">{{#PLACE}}<a class="btn" href="{{PLACE_PATH}}#talk">[[Back to the conversation]]</a> {{/PLACE}}<a class="btn plain" href="/">[[Go to the home page]]</a></p>
</div></div>
