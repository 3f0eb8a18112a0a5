{{%AUTOESCAPE context="HTML"}}
{{! Comments in one state; filled by page/admin_comments.c.
  HEADING TAB QUERY, ATTACK (included: everything is held just now)
  TAB_LINK  (section, repeated) TAB_HREF TAB_LABEL TAB_COUNT TAB_THIS
            (section)
  BULK      (section) FORM_TOKEN TAB PAGE QUERY; BULK_BELOW (section); in
            both CAN_PUBLISH or CAN_KEEP (sections)
  COMMENT   (section, repeated) ID, ITEM: included
  EMPTY     (section) ALL_READ, ELSEWHERE (section): OTHER (section,
            repeated) OTHER_HREF OTHER_LABEL OTHER_COUNT, NONE or NOT_FOUND (sections): ALL_HREF
  MORE      (section) only the first thousand are shown
  CUT       (section) the search did not look at all
  PAGES     included
  KEYS      (section) the keyboard keys are on
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[Comments]]</h1></div></div>
<div class="wrap block">
{{>ATTACK}}<nav aria-label="[[Comments by state]]"><ul class="m tabs">{{#TAB_LINK}}<li><a href="{{TAB_HREF}}"{{#TAB_THIS}} aria-current="page"{{/TAB_THIS}}>{{TAB_LABEL}} <span class="n">{{TAB_COUNT}}</span></a></li>{{/TAB_LINK}}</ul></nav>
<form class="tools" method="get" action="/admin/comments" role="search"><input type="hidden" name="tab" value="{{TAB}}"><div><label for="f-q">[[Name, email or words]]</label><input type="search" id="f-q" name="q" value="{{QUERY}}" maxlength="100"></div><button class="btn small">[[Search this list]]</button><a href="/admin/blocked">[[Blocked senders]]</a> <a href="/admin/settings#words">[[Listed words]]</a></form>
<h2 class="vh">{{HEADING}}</h2>
{{#CUT}}<p class="sample">[[The search looked at the first 20,000 comments of this list.]]</p>{{/CUT}}{{#MORE}}<p class="sample">[[The first 1,000 comments of this list are shown. Search to find others.]]</p>{{/MORE}}
{{#BULK}}<form class="bulk" id="bulk" method="post" action="/admin/comments/bulk"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><label class="check"><input type="checkbox" data-all="pick"> [[All on this page]]</label><span class="small soft">[[With the ticked ones:]]</span> {{#CAN_PUBLISH}}<button class="btn small plain" name="do" value="publish">[[Publish…]]</button> {{/CAN_PUBLISH}}{{#CAN_KEEP}}<button class="btn small plain" name="do" value="publish">[[Keep…]]</button> {{/CAN_KEEP}}<button class="btn small plain" name="do" value="spam">[[Spam…]]</button> <button class="btn small plain" name="do" value="remove">[[Remove…]]</button></form>{{/BULK}}
{{#KEYS}}<details id="keys" class="keys" open><summary>[[Keyboard keys]]</summary><ul class="m"><li><kbd>j</kbd> [[next comment]]</li><li><kbd>k</kbd> [[comment before]]</li><li><kbd>a</kbd> [[publish, or keep]]</li><li><kbd>s</kbd> [[spam]]</li><li><kbd>t</kbd> [[remove: choose a reason]]</li><li><kbd>r</kbd> [[reply or correct]]</li><li><kbd>x</kbd> [[tick]]</li><li><kbd>u</kbd> [[undo what was just done]]</li><li><kbd>?</kbd> [[show or hide this list]]</li></ul><p class="small soft">[[They work for the comment that is framed. You can switch them off on the page of your account.]]</p></details>{{/KEYS}}
<ol class="m queue" data-keys>{{#COMMENT}}<li id="comment-{{ID}}" tabindex="-1" aria-labelledby="by-{{ID}}">
{{>ITEM}}</li>
{{/COMMENT}}</ol>
{{#EMPTY}}<p class="empty">{{#ALL_READ}}[[All comments are read. Nothing waits here.]]{{/ALL_READ}}{{#ELSEWHERE}}[[Nothing waits here, but elsewhere:]]{{#OTHER}} <a href="{{OTHER_HREF}}">[[{{OTHER_LABEL}}: {{OTHER_COUNT}}]]</a>{{/OTHER}}{{/ELSEWHERE}}{{#NONE}}[[No comments here.]]{{/NONE}}{{#NOT_FOUND}}[[No comment here has these words.]] <a href="{{ALL_HREF}}">[[Show all of this list]]</a>{{/NOT_FOUND}}</p>{{/EMPTY}}
{{#BULK_BELOW}}<div class="bulk"><span class="small soft">[[With the ticked ones:]]</span> {{#CAN_PUBLISH}}<button form="bulk" class="btn small plain" name="do" value="publish">[[Publish…]]</button> {{/CAN_PUBLISH}}{{#CAN_KEEP}}<button form="bulk" class="btn small plain" name="do" value="publish">[[Keep…]]</button> {{/CAN_KEEP}}<button form="bulk" class="btn small plain" name="do" value="spam">[[Spam…]]</button> <button form="bulk" class="btn small plain" name="do" value="remove">[[Remove…]]</button></div>{{/BULK_BELOW}}
{{>PAGES}}
</div>
