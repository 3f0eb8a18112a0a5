{{%AUTOESCAPE context="HTML"}}
{{! A one-time link that was used or has ended; filled by
    page/sign_in_link.c.
  PROBLEM   included, empty
  ACTION FORM_TOKEN KEPT  of the form
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[This link is over]]</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{>PROBLEM}}
<p>[[It was used, or its time is up, or a newer one took its place.]]</p>
<form class="brief" method="post" action="{{ACTION}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}">{{>KEPT}}
<div class="field"><label for="f-email">[[Email address]]</label> <span class="hint" id="f-email-hint">[[We mail a new link to it when it has an account.]]</span>
<input type="email" id="f-email" name="email" autocomplete="username" required aria-describedby="f-email-hint"></div>
<div class="act"><button class="btn">[[Mail a new link]]</button></div>
</form>
<p class="field linklist"><a href="/sign-in">[[Sign in]]</a></p>
</div></div>
