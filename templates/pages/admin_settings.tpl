{{%AUTOESCAPE context="HTML"}}
{{! What staff set for the conversation; filled by page/admin_settings.c.
  PROBLEM   included
  ON or OFF (sections) the switch for an attack; KNOWN (section): SINCE WHO
  SWITCH    (section) FORM_TOKEN
  ADD       (section) FORM_TOKEN WORD HOLD_CHOSEN SPAM_CHOSEN (sections),
            WORD_ERROR EFFECT_ERROR (sections)
  NONE      (section) no words are listed
  WORDS     (section) TALLY, RULE (section, repeated): WORD, HOLD or SPAM
            (sections), WHO SINCE REMOVE_PATH FORM_TOKEN
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[Settings of the conversation]]</h1></div></div>
<div class="wrap block">
{{>PROBLEM}}
<section class="panel" aria-labelledby="attack"><h2 id="attack">[[When the site is attacked]]</h2>
<p>{{#OFF}}<span class="tag draft">[[Off]]</span> [[Comments go their usual way.]]{{/OFF}}{{#ON}}<span class="tag held">[[On]]</span> [[Every comment is held.]]{{#KNOWN}} [[On since {{SINCE}}, turned on by {{WHO}}.]]{{/KNOWN}}{{/ON}}</p>
<p class="soft">[[While this is on, every comment waits until one of us has read it, whoever wrote it, and fewer are taken from one network in an hour. What is published stays. Turn it off when the flood is over.]]</p>
{{#SWITCH}}<form class="act" method="post" action="/admin/settings"><input type="hidden" name="token" value="{{FORM_TOKEN}}">{{#OFF}}<button class="btn" name="attack" value="on">[[Hold every comment]]</button>{{/OFF}}{{#ON}}<button class="btn" name="attack" value="off">[[Back to the usual way]]</button>{{/ON}}</form>{{/SWITCH}}
</section>
<section class="panel" aria-labelledby="words"><h2 id="words">[[Listed words]]</h2>
<p class="soft">[[A comment with one of these words or phrases is held or goes to spam, whoever wrote it. Capitals and accents make no difference.]]</p>
{{#ADD}}<form class="brief" method="post" action="/admin/settings/words"><input type="hidden" name="token" value="{{FORM_TOKEN}}">
<div class="field{{#WORD_ERROR}} bad{{/WORD_ERROR}}"><label for="f-word">[[Word or phrase]]</label> <span class="hint" id="f-word-hint">[[From 2 to 80 characters.]]</span>
{{#WORD_ERROR}}<span class="oops" id="f-word-error">{{WORD_ERROR}}</span>{{/WORD_ERROR}}
<input type="text" id="f-word" name="word" value="{{WORD}}" autocomplete="off" required aria-describedby="f-word-hint{{#WORD_ERROR}} f-word-error{{/WORD_ERROR}}"{{#WORD_ERROR}} aria-invalid="true"{{/WORD_ERROR}}></div>
<fieldset class="field{{#EFFECT_ERROR}} bad{{/EFFECT_ERROR}}" id="f-effect" tabindex="-1"><legend>[[What happens to a comment with it]]</legend>
{{#EFFECT_ERROR}}<span class="oops">{{EFFECT_ERROR}}</span>{{/EFFECT_ERROR}}
<label class="check"><input type="radio" name="effect" value="hold" required{{#HOLD_CHOSEN}} checked{{/HOLD_CHOSEN}}> <span>[[It is held until one of us has read it]]</span></label>
<label class="check"><input type="radio" name="effect" value="spam" required{{#SPAM_CHOSEN}} checked{{/SPAM_CHOSEN}}> <span>[[It goes to spam]]</span></label>
</fieldset>
<div class="act"><button class="btn">[[Add word]]</button></div>
</form>{{/ADD}}
{{#NONE}}<p class="empty">[[No words are listed.]]</p>{{/NONE}}
{{#WORDS}}<p class="field"><strong>{{TALLY}}</strong></p>
<div class="tablewrap"><table class="sheet stack"><caption class="vh">[[Listed words]]</caption><thead><tr><th scope="col">[[Word or phrase]]</th><th scope="col">[[What happens]]</th><th scope="col">[[Listed by]]</th><th scope="col">[[Change]]</th></tr></thead><tbody>
{{#RULE}}<tr><th scope="row" translate="no">{{WORD}}</th><td data-label="[[What happens]]">{{#HOLD}}[[Held]]{{/HOLD}}{{#SPAM}}<span class="tag spam">[[Spam]]</span>{{/SPAM}}</td><td data-label="[[Listed by]]"><span translate="no">{{WHO}}</span>, {{SINCE}}</td><td><form method="post" action="{{REMOVE_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn small plain">[[Remove]]<span class="vh" translate="no"> {{WORD}}</span></button></form></td></tr>
{{/RULE}}</tbody></table></div>{{/WORDS}}
</section>
</div>
