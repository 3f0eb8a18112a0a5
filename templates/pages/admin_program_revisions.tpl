{{%AUTOESCAPE context="HTML"}}
{{! The versions of a listing; filled by page/admin_program_revision.c.
  NAME ID   the listing
  REVISION  (section, repeated) REVISION_VERSION, REVISION_WHEN, REVISION_WHO, REVISION_NOTE, REVISION_PUBLIC_NOTE, IS_NOW
  OLDER     (section) BEFORE
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[All versions]]</h1><p class="lede" translate="no">{{NAME}}</p></div></div>
<div class="wrap block">
<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col">[[Version]]</th><th scope="col">[[When]]</th><th scope="col">[[Who]]</th><th scope="col">[[Why]]</th></tr></thead><tbody>
{{#REVISION}}<tr><th scope="row"><a href="/admin/programs/{{ID}}/revisions/{{REVISION_VERSION}}">[[Version]] {{REVISION_VERSION}}</a>{{#IS_NOW}} <span class="tag">[[Now]]</span>{{/IS_NOW}}</th><td data-label="[[When]]">{{REVISION_WHEN}}</td><td data-label="[[Who]]" translate="no">{{REVISION_WHO}}</td><td data-label="[[Why]]">{{#REVISION_NOTE}}<p lang="en">{{REVISION_NOTE}}</p>{{/REVISION_NOTE}}{{#REVISION_PUBLIC_NOTE}}<p class="small">[[For everybody:]] <span lang="en">{{REVISION_PUBLIC_NOTE}}</span></p>{{/REVISION_PUBLIC_NOTE}}</td></tr>
{{/REVISION}}</tbody></table></div>
{{#OLDER}}<p><a href="/admin/programs/{{ID}}/revisions?before={{BEFORE:url_query_escape}}">[[Older versions]]</a></p>{{/OLDER}}
</div>
