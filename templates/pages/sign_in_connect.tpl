{{%AUTOESCAPE context="HTML"}}
{{! On the way to a provider; filled by page/sign_in_provider.c. The frame's
    REFRESH leads on by itself.
  LABEL        the provider's name
  URL          its address
  WAY_ID STATE name this sign-in, for the way back
}}
<div class="depth"><div class="wrap">
<h1>[[Connecting to {{LABEL}}…]]</h1>
<p class="lede">[[{{LABEL}} asks you who you are and tells us your name. We never learn your password.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
<p>[[Nothing happens? Go on yourself.]]</p>
<div class="act"><a class="btn" href="{{URL}}" rel="nofollow">[[Go on to {{LABEL}}]]</a></div>
<p class="field linklist"><a href="/sign-in/{{WAY_ID}}/return?state={{STATE:url_query_escape}}&amp;error=access_denied" rel="nofollow">[[Go back without signing in]]</a></p>
</div></div>
