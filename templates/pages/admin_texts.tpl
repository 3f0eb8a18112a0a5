{{%AUTOESCAPE context="HTML"}}
{{! The texts of pages by language; filled by page/admin_text.c.
  HEAD  (repeated) LANG_TAG LANG_NAME
  ROW   (repeated) PAGE_NAME, CELL (repeated): PAGE_SLUG LANG_TAG LANG_NAME,
        OWN (section) WHO DAY, or SITE (section)
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[Texts of pages]]</h1>
<p class="lede">[[Where you write nothing, a page uses the site's own words.]]</p>
</div></div>
<div class="wrap block">
<div class="tablewrap"><table class="sheet stack grid"><thead><tr><th scope="col">[[Page]]</th>{{#HEAD}}<th scope="col" lang="{{LANG_TAG}}" translate="no">{{LANG_NAME}}</th>{{/HEAD}}</tr></thead><tbody>
{{#ROW}}<tr><th scope="row">{{PAGE_NAME}}</th>{{#CELL}}<td data-label="{{LANG_NAME}}"><a href="/admin/pages/{{PAGE_SLUG}}/{{LANG_TAG}}">{{#OWN}}[[Own text]]{{/OWN}}{{#SITE}}[[Site's own words]]{{/SITE}}<span class="vh">: {{PAGE_NAME}}, <span lang="{{LANG_TAG}}" translate="no">{{LANG_NAME}}</span></span></a>{{#SAVED}}<br><span class="small soft">{{DAY}}, <span translate="no">{{WHO}}</span></span>{{/SAVED}}</td>{{/CELL}}</tr>
{{/ROW}}</tbody></table></div>
<p class="soft">[[Texts in other languages are kept, and shown when the site speaks them. Today it is in English.]]</p>
</div>
