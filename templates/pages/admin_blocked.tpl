{{%AUTOESCAPE context="HTML"}}
{{! Senders whose comments go to spam; filled by page/admin_blocked.c.
  NONE     (section) nobody is blocked
  SENDERS  (section) SENDER (section, repeated): KNOWN (section): NAME, or
           ERASED; ADDRESS or EMAIL (sections); COMMENT (section):
           COMMENT_PATH; UNTIL SINCE WHO WHY (section) REMOVE_PATH FORM_TOKEN
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[Blocked senders]]</h1></div></div>
<div class="wrap block">
<p class="soft">[[What they write goes to spam unread. They are not told. To block somebody, open one of their comments.]]</p>
{{#NONE}}<p class="empty">[[Nobody is blocked.]]</p>{{/NONE}}
{{#SENDERS}}<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col">[[Sender]]</th><th scope="col">[[Until]]</th><th scope="col">[[Why]]</th><th scope="col">[[Blocked by]]</th><th scope="col">[[Change]]</th></tr></thead><tbody>
{{#SENDER}}<tr><th scope="row">{{#KNOWN}}<span translate="no">{{NAME}}</span>{{/KNOWN}}{{#ERASED}}[[Erased]]{{/ERASED}}{{#EMAIL}}<br><span class="small soft" translate="no">{{EMAIL}}</span>{{/EMAIL}}{{#ADDRESS}}<br><span class="small soft">[[Network address]]</span>{{/ADDRESS}}{{#COMMENT}}<br><a class="small" href="{{COMMENT_PATH}}">[[The comment]]</a>{{/COMMENT}}</th><td data-label="[[Until]]">{{UNTIL}}</td><td data-label="[[Why]]">{{#WHY}}<span lang="en">{{WHY}}</span>{{/WHY}}</td><td data-label="[[Blocked by]]"><span translate="no">{{WHO}}</span>, {{SINCE}}</td><td><form method="post" action="{{REMOVE_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn small plain">[[Unblock]]</button></form></td></tr>
{{/SENDER}}</tbody></table></div>{{/SENDERS}}
</div>
