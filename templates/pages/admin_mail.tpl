{{%AUTOESCAPE context="HTML"}}
{{! Mail that did not go out; filled by page/admin_mail.c.
  STATE_OF_MAIL  a sentence
  FAILED    (section): MAILS (repeated) KIND RECIPIENT SINCE TRIES MAIL_ERROR
            CODE (section), and AGAIN (section) AGAIN_AT, or RETRY (section)
            MAIL_ID FORM_TOKEN
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Mail]]</h1>
</div></div>
<div class="wrap block">
<p>{{STATE_OF_MAIL}}</p>
{{#FAILED}}
<h2>[[What did not go out]]</h2>
<div class="tablewrap" role="region" aria-label="[[Mail that failed]]" tabindex="0"><table class="sheet stack">
<thead><tr><th scope="col">[[To]]</th><th scope="col">[[What]]</th><th scope="col">[[Since]]</th><th scope="col">[[Tries]]</th><th scope="col">[[Code]]</th><th scope="col">[[What the mail server said]]</th><th scope="col">[[Try again]]</th></tr></thead>
<tbody>{{#MAILS}}
<tr><th scope="row" translate="no">{{RECIPIENT}}</th><td data-label="[[What]]">{{KIND}}</td><td data-label="[[Since]]">{{SINCE}}</td><td data-label="[[Tries]]">{{TRIES}}</td><td data-label="[[Code]]">{{#CODE}}{{CODE}}{{/CODE}}</td><td data-label="[[What the mail server said]]" lang="en">{{MAIL_ERROR}}</td>
<td>{{#AGAIN}}<span class="small soft">[[By itself: {{AGAIN_AT}}]]</span>{{/AGAIN}}{{#RETRY}}<form method="post" action="/admin/mail/{{MAIL_ID}}/retry"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn small plain">[[Try again]]<span class="vh" translate="no"> {{RECIPIENT}}</span></button></form>{{/RETRY}}</td></tr>{{/MAILS}}
</tbody></table></div>
{{/FAILED}}
</div>
