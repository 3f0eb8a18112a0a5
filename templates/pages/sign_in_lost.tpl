{{%AUTOESCAPE context="HTML"}}
{{! Nobody was signed in; filled by page/sign_in_lost.c.
  LOST_TITLE    what happened
  LOST_TEXT     (section) why, and what to do
  HAS_COMMENT   (section) REPLY_FORM is included: what was typed, to be posted
  WORDS         (section) KEPT_TEXT: what was typed, where its page is gone
  SIGN_IN_FORMS included, where there is a way
  BACK_TO       (section) RETURN_TO: where they came from
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{LOST_TITLE}}</h1>
{{#LOST_TEXT}}<p class="lede">{{LOST_TEXT}}</p>{{/LOST_TEXT}}
</div></div>
<div class="wrap block"><div class="slim">
{{#HAS_COMMENT}}<p class="sample">[[Nothing that you typed is lost. Post it as a guest, or sign in another way.]]</p>{{/HAS_COMMENT}}
{{>REPLY_FORM}}
{{#WORDS}}<div class="field"><label for="kept">[[What you wrote]]</label> <span class="hint" id="kept-hint">[[Copy it before you leave this page.]]</span>
<textarea id="kept" rows="8" readonly aria-describedby="kept-hint">{{KEPT_TEXT:pre_escape}}</textarea></div>{{/WORDS}}
{{>SIGN_IN_FORMS}}
<p class="field linklist">{{#BACK_TO}}<a href="{{RETURN_TO}}">[[Back to where you were]]</a><br>{{/BACK_TO}}<a href="/sign-in">[[All ways to sign in]]</a></p>
</div></div>
