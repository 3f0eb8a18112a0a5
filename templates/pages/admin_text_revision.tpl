{{%AUTOESCAPE context="HTML"}}
{{! A version of a text; filled by page/admin_text_revision.c.
  PAGE_NAME PAGE_SLUG LANG_TAG LANG_NAME NUMBER DAY WHO
  REVISION_NOTE  (section)
  FIRST          (section) nothing stood there before
  WORDS          included: against the version before
  EMPTY          (section) the site's own words came back
  IS_PRESENT     (section) or IS_OLD (section): FORM_TOKEN VERSION
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<p class="kicker"><span lang="{{LANG_TAG}}" translate="no">{{LANG_NAME}}</span></p>
<h1>[[Version {{NUMBER}}]]</h1>
<p class="facts"><span>{{DAY}}, <span translate="no">{{WHO}}</span></span>{{#IS_PRESENT}} <span class="tag live">[[The present text]]</span>{{/IS_PRESENT}}</p>
</div></div>
<div class="wrap block"><div class="slim">
{{#REVISION_NOTE}}<p lang="en">{{REVISION_NOTE}}</p>{{/REVISION_NOTE}}
<h2>{{#FIRST}}[[The first text]]{{/FIRST}}{{#LATER}}[[What changed]]{{/LATER}}</h2>
{{#EMPTY}}<p class="soft">[[The text was emptied: the site's own words came back.]]</p>{{/EMPTY}}
<div class="preview words" lang="{{LANG_TAG}}">{{>WORDS}}</div>
{{#IS_OLD}}<form method="post" action="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}/revisions/{{NUMBER}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">
<div class="act"><button class="btn">[[Restore this version]]</button></div>
<p class="soft small">[[It becomes a new version; none is lost.]]</p></form>{{/IS_OLD}}
</div></div>
