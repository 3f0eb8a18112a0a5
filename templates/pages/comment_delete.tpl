{{%AUTOESCAPE context="HTML"}}
{{! Asks before one's own comment is deleted; filled by page/comment_edit.c.
  EDIT_PATH PLACE_PATH FORM_TOKEN BODY_HTML
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Delete your comment?]]</h1>
<p class="lede">[[You cannot undo this. If others have replied, the page says that a comment was removed there.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
<div class="panel prose" lang="en">{{BODY_HTML:none}}</div>
<form method="post" action="{{EDIT_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="act"><button class="btn" name="do" value="delete-now">[[Delete it]]</button> <a class="btn plain" href="{{EDIT_PATH}}">[[No, keep it]]</a></div>
</form>
</div></div>
