{{%AUTOESCAPE context="HTML"}}
{{! Yes and no to mail about comments; filled by page/comment_mail.c.
  TITLE
  One of (sections), with T, the signed link, and EMAIL, veiled:
    CONFIRM CONFIRMED STOP STOPPED GONE
      PLACE  (section of CONFIRMED) PATH: the page that they wrote on
    DIGEST_STOP DIGEST_STOPPED  of a moderator's digest; no EMAIL
    OVER BROKEN
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>{{TITLE}}</h1>
</div></div>
<div class="wrap block"><div class="slim">
{{#CONFIRM}}<p>[[You left a comment with the address]] <b translate="no">{{EMAIL}}</b> [[and asked for mail about it. Press the button, and we tell you when your comment can be read and when somebody answers it.]]</p>
<form class="act" method="post" action="/comments/confirm?t={{T:url_query_escape}}"><button class="btn">[[Yes, write to me]]</button></form>
<p class="small soft">[[It was not you? Then close this page. Without your yes we do not write about comments.]]</p>{{/CONFIRM}}
{{#CONFIRMED}}<p role="status">[[Mail about your comments goes to]] <b translate="no">{{EMAIL}}</b>. [[Each one has a link that stops them.]]</p>
<p class="linklist">{{#PLACE}}<a href="{{PATH}}#talk">[[Back to the conversation]]</a> {{/PLACE}}<a href="/">[[Home]]</a></p>{{/CONFIRMED}}
{{#STOP}}<p>[[No more mail about comments goes to]] <b translate="no">{{EMAIL}}</b> [[once you press the button. Your comments stay.]]</p>
<form class="act" method="post" action="/comments/stop?t={{T:url_query_escape}}"><button class="btn">[[Stop these mails]]</button></form>{{/STOP}}
{{#STOPPED}}<p role="status">[[Done: no more mail about comments goes to]] <b translate="no">{{EMAIL}}</b>. [[This holds for all your comments. Changed your mind?]]</p>
<form class="act" method="post" action="/comments/stop?t={{T:url_query_escape}}"><input type="hidden" name="again" value="1"><button class="btn plain">[[Write to me again]]</button></form>{{/STOPPED}}
{{#GONE}}<p role="status">[[We have no such address any more, and write to nobody about it.]]</p>{{/GONE}}
{{#DIGEST_STOP}}<p>[[You read comments for the Partnership and get a mail when some wait. Press the button, and that ends. The list in the staff pages stays as it is.]]</p>
<form class="act" method="post" action="/comments/stop?t={{T:url_query_escape}}"><button class="btn">[[Stop these mails]]</button></form>{{/DIGEST_STOP}}
{{#DIGEST_STOPPED}}<p role="status">[[Done: you get no more mail about comments that wait.]]</p>
<form class="act" method="post" action="/comments/stop?t={{T:url_query_escape}}"><input type="hidden" name="again" value="1"><button class="btn plain">[[Write to me again]]</button></form>{{/DIGEST_STOPPED}}
{{#OVER}}<p>[[Its time is up, or the address is not with us any more. The next comment that you write can ask for mail again.]]</p>{{/OVER}}
{{#BROKEN}}<p>[[Some of it got lost on the way. Copy the whole link from the mail, up to its end.]]</p>{{/BROKEN}}
</div></div>
