{{%AUTOESCAPE context="HTML"}}
{{! Mail to who reads comments; filled by page/me_digest.c.
  DIGEST_ON DIGEST_OFF  (sections, one of them) FORM_TOKEN
  NO_SERVER (section) this site sends no mail
}}
<section class="wrap block" aria-labelledby="digest"><h2 id="digest">[[Mail about comments that wait]]</h2>
{{#NO_SERVER}}<p>[[This site sends no mail yet.]]</p>{{/NO_SERVER}}
{{#DIGEST_ON}}<p>[[On: when comments wait to be read you get a mail with them, at most every ten minutes.]]</p><form class="act" method="post" action="/me/digest"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="digest" value="0"><button class="btn plain">[[Stop these mails]]</button></form>{{/DIGEST_ON}}
{{#DIGEST_OFF}}<p>[[Off: no mail tells you that comments wait.]]</p><form class="act" method="post" action="/me/digest"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="digest" value="1"><button class="btn plain">[[Send me these mails]]</button></form>{{/DIGEST_OFF}}
</section>
