{{%AUTOESCAPE context="HTML"}}
{{! Asks before an account changes; filled by page/admin_user.c.
  USER_ID USER_NAME QUESTION CONSEQUENCE
  FORM_TOKEN DO ROLE  what is sent again
  BUTTON     what the button says
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{QUESTION}}</h1>
</div></div>
<div class="wrap block"><div class="slim">
<p>{{CONSEQUENCE}}</p>
<form method="post" action="/admin/users/{{USER_ID}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="do" value="{{DO}}"><input type="hidden" name="role" value="{{ROLE}}"><input type="hidden" name="sure" value="1">
<div class="act"><button class="btn">{{BUTTON}}</button> <a href="/admin/users/{{USER_ID}}">[[No, go back]]</a></div>
</form>
</div></div>
