{{%AUTOESCAPE context="HTML"}}
{{! Recovery codes, shown once; filled by page/me_factor.c.
  ONE  (section, repeated) CODE
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your recovery codes]]</h1>
</div></div>
<div class="wrap block"><div class="slim">

<p>[[Your phone is set up. Without it, each of these codes lets you in once. Print them or write them down now, and keep them away from your phone: they are not shown again.]]</p>
<ul class="codes">{{#ONE}}<li><code translate="no">{{CODE}}</code></li>
{{/ONE}}</ul>
<p class="act"><a class="btn" href="/admin">[[I have kept them. Go on]]</a></p>
</div></div>
