{{%AUTOESCAPE context="HTML"}}
{{! One's own account; filled by page/me.c.
  NAME EMAIL ROLE
  FACTOR_OFF   (section); FACTOR_DUE (section) an administrator must set it up
  FACTOR_ON    (section) CODES_LEFT, a sentence; NEW_CODES and TURN_OFF
               (sections) FORM_TOKEN
  PROBLEM NAME_FORM SESSIONS TALK  included
  WAY          (section, repeated) PROVIDER SINCE
  DIGEST       included, for who reads comments
  KEYS_ON KEYS_OFF  (sections, one of them) FORM_TOKEN
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your account]]</h1>
</div></div>
<div class="wrap block">
{{>PROBLEM}}
<dl class="rows">
<div><dt>[[Name]]</dt><dd translate="no">{{NAME}}</dd></div>
<div><dt>[[Email address]]</dt><dd translate="no">{{EMAIL}}</dd></div>
<div><dt>[[Role]]</dt><dd>{{ROLE}}</dd></div>
<div><dt>[[Password]]</dt><dd><a href="/me/password">[[Change your password]]</a></dd></div>
{{#WAY}}<div><dt>[[Also signs in with]]</dt><dd><span translate="no">{{PROVIDER}}</span> <span class="soft">[[since {{SINCE}}]]</span></dd></div>
{{/WAY}}</dl>
</div>
<section class="wrap block" aria-labelledby="phone"><h2 id="phone">[[Your phone as a second key]]</h2>
{{#FACTOR_OFF}}<p>[[Off. With it, a password that somebody has seen opens nothing.]] {{#FACTOR_DUE}}[[Administrators need it for the staff pages.]]{{/FACTOR_DUE}}</p>
<p class="act"><a class="btn" href="/me/second-factor">[[Set up your phone]]</a></p>{{/FACTOR_OFF}}
{{#FACTOR_ON}}<p>[[On.]] {{CODES_LEFT}}</p>
<div class="act"><a class="btn plain" href="/me/second-factor">[[Move it to another phone]]</a>
{{#NEW_CODES}}<form method="post" action="/me/second-factor/codes"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[Make new recovery codes]]</button></form>{{/NEW_CODES}}
{{#TURN_OFF}}<form method="post" action="/me/second-factor/off"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[Turn it off]]</button></form>{{/TURN_OFF}}</div>{{/FACTOR_ON}}
</section>
{{>SESSIONS}}
{{>DIGEST}}
<section class="wrap block" aria-labelledby="keys"><h2 id="keys">[[Keyboard keys]]</h2>
{{#KEYS_ON}}<p>[[On: single keys publish, remove and move on where lists are read.]]</p><form class="act" method="post" action="/me/shortcuts"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="on" value="0"><button class="btn plain">[[Turn keys off]]</button></form>{{/KEYS_ON}}
{{#KEYS_OFF}}<p>[[Off: a single key does nothing.]]</p><form class="act" method="post" action="/me/shortcuts"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="on" value="1"><button class="btn plain">[[Turn keys on]]</button></form>{{/KEYS_OFF}}
</section>
{{>NAME_FORM}}
{{>TALK}}
<section class="wrap block" aria-labelledby="data"><h2 id="data">[[Your data]]</h2>
<p>[[All that we keep of you is in one file: comments, sign-ins, email. What you did for the directory is in the record of changes.]]</p>
<p class="act"><a class="btn plain" href="/me/data.json" download>[[Download my data]]</a> <a class="btn plain" href="/me/delete">[[Delete my account…]]</a></p>
</section>
