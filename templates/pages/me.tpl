{{%AUTOESCAPE context="HTML"}}
{{! One's own account; filled by page/me.c.
  NAME EMAIL ROLE
  FACTOR_OFF   (section); FACTOR_DUE (section) an administrator must set it up
  FACTOR_ON    (section) CODES_LEFT, a sentence; NEW_CODES and TURN_OFF
               (sections) FORM_TOKEN
  SESSION      (section, repeated) DEVICE SINCE SEEN; IS_THIS (section), or
               END (section) SESSION_ID FORM_TOKEN
  END_OTHERS   (section) FORM_TOKEN
  MAILS        included, for who reads comments
  KEYS_ON KEYS_OFF  (sections, one of them) FORM_TOKEN
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Your account]]</h1>
</div></div>
<div class="wrap block">
<dl class="rows">
<div><dt>[[Name]]</dt><dd translate="no">{{NAME}}</dd></div>
<div><dt>[[Email address]]</dt><dd translate="no">{{EMAIL}}</dd></div>
<div><dt>[[Role]]</dt><dd>{{ROLE}}</dd></div>
<div><dt>[[Password]]</dt><dd><a href="/me/password">[[Change your password]]</a></dd></div>
</dl>
</div>
<section class="wrap block" aria-labelledby="phone"><h2 id="phone">[[Your phone as a second key]]</h2>
{{#FACTOR_OFF}}<p>[[Off. With it, a password that somebody has seen opens nothing.]] {{#FACTOR_DUE}}[[Administrators need it for the staff pages.]]{{/FACTOR_DUE}}</p>
<p class="act"><a class="btn" href="/me/second-factor">[[Set up your phone]]</a></p>{{/FACTOR_OFF}}
{{#FACTOR_ON}}<p>[[On.]] {{CODES_LEFT}}</p>
<div class="act"><a class="btn plain" href="/me/second-factor">[[Move it to another phone]]</a>
{{#NEW_CODES}}<form method="post" action="/me/second-factor/codes"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[Make new recovery codes]]</button></form>{{/NEW_CODES}}
{{#TURN_OFF}}<form method="post" action="/me/second-factor/off"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[Turn it off]]</button></form>{{/TURN_OFF}}</div>{{/FACTOR_ON}}
</section>
<section class="wrap block" aria-labelledby="devices"><h2 id="devices">[[Where you are signed in]]</h2>
<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col">[[Device]]</th><th scope="col">[[Since]]</th><th scope="col">[[Last used]]</th><th scope="col">[[End]]</th></tr></thead><tbody>
{{#SESSION}}<tr><th scope="row" translate="no">{{DEVICE}}</th><td data-label="[[Since]]">{{SINCE}}</td><td data-label="[[Last used]]">{{SEEN}}</td><td>{{#IS_THIS}}[[This one]]{{/IS_THIS}}{{#END}}<form method="post" action="/me/sessions/{{SESSION_ID}}/end"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="linkbtn">[[End]]<span class="vh"> <span translate="no">{{DEVICE}}</span></span></button></form>{{/END}}</td></tr>
{{/SESSION}}</tbody></table></div>
{{#END_OTHERS}}<form class="act" method="post" action="/me/sessions/end"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[End all others]]</button></form>{{/END_OTHERS}}
</section>
{{>MAILS}}
<section class="wrap block" aria-labelledby="keys"><h2 id="keys">[[Keyboard keys]]</h2>
{{#KEYS_ON}}<p>[[On: single keys publish, remove and move on where lists are read.]]</p><form class="act" method="post" action="/me/shortcuts"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="on" value="0"><button class="btn plain">[[Turn keys off]]</button></form>{{/KEYS_ON}}
{{#KEYS_OFF}}<p>[[Off: a single key does nothing.]]</p><form class="act" method="post" action="/me/shortcuts"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="on" value="1"><button class="btn plain">[[Turn keys on]]</button></form>{{/KEYS_OFF}}
</section>
