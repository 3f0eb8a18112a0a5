{{%AUTOESCAPE context="HTML"}}
{{! What somebody had written before they signed in; filled by
    page/comment_new.c.
  PLACE_PATH PLACE_TITLE  the page it is about
  REPLY_FORM  included
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your comment]]</h1>
<p class="lede">[[You are signed in, and what you typed is here. Nothing is posted yet.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
<p>[[It will stand on this page:]] <a href="{{PLACE_PATH}}#talk" translate="no">{{PLACE_TITLE}}</a></p>
{{>REPLY_FORM}}
</div></div>
