{{%AUTOESCAPE context="HTML"}}
{{! One's own comment, to be changed; filled by page/comment_edit.c.
  ID EDIT_PATH PLACE_PATH FORM_TOKEN VERSION
  UNTIL     until when it can be changed
  STAYS_HELD IS_READ_AGAIN STAYS_PUBLIC  (sections, one of them) what becomes
            of a change
  PROBLEM   (section) PROBLEM_TITLE; PROBLEM_TEXT (section); FIELDS (section)
            FIELD (section, repeated): FIELD_ID, FIELD_FIX
  NOW       (section) BODY_HTML: somebody changed its words meanwhile
  PREVIEW   included
  MADE      (section) MADE: when the page was made, signed
  WORDS     included
  DELETE COLLEAGUES  (sections, one of them) what is written for the
            partnership is taken back where colleagues see it: ID
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Change your comment]]</h1>
<p class="lede">[[You can change or delete it until {{UNTIL}}]]</p>
</div></div>
<div class="wrap block"><div class="slim">
{{#PROBLEM}}<div class="problem" role="alert" tabindex="-1" autofocus>
<h2>{{PROBLEM_TITLE}}</h2>
{{#PROBLEM_TEXT}}<p>{{PROBLEM_TEXT}}</p>{{/PROBLEM_TEXT}}
{{#FIELDS}}<ul>{{#FIELD}}<li><a href="#{{FIELD_ID}}">{{FIELD_FIX}}</a></li>{{/FIELD}}</ul>{{/FIELDS}}
</div>{{/PROBLEM}}
{{#NOW}}<section class="panel" aria-labelledby="now"><h2 id="now">[[What it says now]]</h2>
<div class="prose" lang="en">{{BODY_HTML:none}}</div></section>{{/NOW}}
{{>PREVIEW}}
<section class="panel reply" aria-labelledby="change"><h2 id="change">[[Your comment]]</h2>
<p class="soft">{{#STAYS_HELD}}[[A person reads it before it appears.]]{{/STAYS_HELD}}{{#IS_READ_AGAIN}}[[It is public now. When you save a change, it waits until a person has read it again.]]{{/IS_READ_AGAIN}}{{#STAYS_PUBLIC}}[[Your change shows at once.]]{{/STAYS_PUBLIC}} <a href="/comments/{{ID}}">[[See it in its place]]</a></p>
<form method="post" action="{{EDIT_PATH}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">{{#MADE}}<input type="hidden" name="made" value="{{MADE}}">{{/MADE}}
{{>WORDS}}
<div class="act"><button class="btn" name="do" value="save">[[Save changes]]</button> <button class="btn plain" name="do" value="preview">[[Preview first]]</button> {{#DELETE}}<button class="btn plain" name="do" value="delete" formnovalidate>[[Delete…]]</button>{{/DELETE}}{{#COLLEAGUES}}<a href="/admin/comments/{{ID}}">[[Take it back]]</a>{{/COLLEAGUES}}</div>
</form></section>
</div></div>
