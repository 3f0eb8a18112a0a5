{{%AUTOESCAPE context="HTML"}}
{{! A comment as it would look, with the same form filled; filled by
    page/comment.c.
  PREVIEW     included
  REPLY_FORM  included
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your comment]]</h1>
<p class="lede">[[Nothing is stored yet. Read it, change it below if you like, then post it.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
{{>PREVIEW}}
{{>REPLY_FORM}}
</div></div>
