{{%AUTOESCAPE context="HTML"}}
{{! Where one is signed in; filled by page/me.c.
  SESSION     (section, repeated) DEVICE SINCE SEEN; IS_THIS (section), or
              END (section) SESSION_ID FORM_TOKEN
  END_OTHERS  (section) FORM_TOKEN
}}
<section class="wrap block slim" aria-labelledby="devices"><h2 id="devices">[[Where you are signed in]]</h2>
<dl class="rows">{{#SESSION}}<div><dt translate="no">{{DEVICE}}</dt><dd>{{#IS_THIS}}<span class="tag good">[[This one]]</span> {{/IS_THIS}}<span class="soft">[[Since {{SINCE}}, last used {{SEEN}}]]</span>{{#END}} <form method="post" action="/me/sessions/{{SESSION_ID}}/end"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="linkbtn">[[End]]<span class="vh"> <span translate="no">{{DEVICE}}</span></span></button></form>{{/END}}</dd></div>
{{/SESSION}}</dl>
{{#END_OTHERS}}<form class="act" method="post" action="/me/sessions/end"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn plain">[[End all others]]</button></form>{{/END_OTHERS}}
</section>
