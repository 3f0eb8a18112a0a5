{{%AUTOESCAPE context="HTML"}}
{{! Which mails about comments one gets; filled by page/me_settings.c.
  NO_ADDRESS  (section) we know none
  ADDRESS     (section) EMAIL
  NO_SERVER   (section) the site sends no mail at all
  STOPPED     (section) STOPPED_DATE FORM_TOKEN
  CHOICES     (section) FORM_TOKEN, PUBLISHED_ON REPLIES_ON (sections)
}}
<section class="wrap block slim" aria-labelledby="mails"><h2 id="mails">[[Email about comments]]</h2>
{{#NO_ADDRESS}}<p>[[We know no email address of yours, so we never write to you. What others answer stands on this page.]]</p>{{/NO_ADDRESS}}
{{#ADDRESS}}<p>[[It goes to:]] <span translate="no">{{EMAIL}}</span></p>{{/ADDRESS}}
{{#NO_SERVER}}<p class="soft">[[Just now this site sends no email.]]</p>{{/NO_SERVER}}
{{#STOPPED}}<p>[[You asked us on {{STOPPED_DATE}} not to write to this address any more.]]</p>
<form class="act" method="post" action="/me/notifications"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain" name="do" value="begin">[[Write to me again]]</button></form>{{/STOPPED}}
{{#CHOICES}}<form method="post" action="/me/notifications"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="do" value="save">
<label class="box"><input type="checkbox" name="published" value="1"{{#PUBLISHED_ON}} checked{{/PUBLISHED_ON}}><span>[[When a comment of mine is published]]</span></label>
<label class="box"><input type="checkbox" name="replies" value="1"{{#REPLIES_ON}} checked{{/REPLIES_ON}}><span>[[When somebody answers me]]</span></label>
<div class="act"><button class="btn plain">[[Save]]</button></div></form>{{/CHOICES}}
</section>
