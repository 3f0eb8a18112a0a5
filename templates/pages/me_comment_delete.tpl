{{%AUTOESCAPE context="HTML"}}
{{! Asks before a comment of one's own goes; filled by page/me_delete.c.
  ID PLACE_NAME DATE BODY FORM_TOKEN
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Delete this comment?]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
<div class="panel"><p class="byline">{{PLACE_NAME}} <span class="soft">· {{DATE}}</span></p>
<p class="typed" lang="en">{{BODY:pre_escape}}</p></div>
<p class="act">[[Its words go for good. If somebody answered it, its place stays and says that a comment was removed.]]</p>
<form class="act" method="post" action="/me/comments/{{ID}}/delete"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn">[[Delete this comment]]</button> <a class="btn plain" href="/me#comments">[[Keep it]]</a></form>
</div></div>
