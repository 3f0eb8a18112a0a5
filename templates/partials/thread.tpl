{{%AUTOESCAPE context="HTML"}}
{{! A conversation; its form follows. Filled by page/thread_view.c.
  TALK_TITLE  "5 comments", or what stands there without one
  BRANCH      (section) ALL_HREF: only one conversation of several is here
  SORTS       (section) OLDEST_HREF, NEWEST_HREF; IS_OLDEST or IS_NEWEST
              (section): the order
  REPLY       (section) the way to the form, where there are comments and no
              SORTS
  NOTES       (section) NOTE: included, each top-level comment
  PAGES       (section) PAGES_TEXT "Page 2 of 6"; PREVIOUS, NEXT (sections)
              STEP_HREF; PAGE (section, repeated) PAGE_HREF, PAGE_NUMBER,
              PAGE_TEXT, PAGE_THIS (section), or PAGE_GAP (section)
  FOLLOW      (section) ATOM_HREF, JSON_HREF: the conversation as data
  STRUCTURED  (section) JSON_LD: for search engines
}}
<section aria-labelledby="talk" class="prose"><h2 id="talk">{{TALK_TITLE}}</h2>
{{#BRANCH}}<p><a href="{{ALL_HREF}}#talk">[[Back to all comments]]</a></p>{{/BRANCH}}</section>
{{#REPLY}}<div class="sorts"><a class="small" href="#reply">[[Leave a reply]]</a></div>{{/REPLY}}
{{#SORTS}}<nav class="sorts" aria-label="[[Order of comments]]"><ul class="m"><li><a href="{{OLDEST_HREF}}#talk"{{#IS_OLDEST}} aria-current="true"{{/IS_OLDEST}}>[[Oldest first]]</a></li><li><a href="{{NEWEST_HREF}}#talk"{{#IS_NEWEST}} aria-current="true"{{/IS_NEWEST}} rel="nofollow">[[Newest first]]</a></li><li><a href="#reply">[[Leave a reply]]</a></li></ul></nav>{{/SORTS}}
{{#NOTES}}
<ol class="thread">
{{>NOTE}}
</ol>
{{/NOTES}}
{{#PAGES}}
<nav class="pages" aria-label="[[Pages of comments]]"><span class="soft">{{PAGES_TEXT}}</span> {{#PREVIOUS}}<a href="{{STEP_HREF}}#talk" rel="prev">[[Previous page]]</a> {{/PREVIOUS}}{{#PAGE}}{{#PAGE_GAP}}<span aria-hidden="true">…</span> {{/PAGE_GAP}}{{#PAGE_HREF}}<a href="{{PAGE_HREF}}#talk"{{#PAGE_THIS}} aria-current="page"{{/PAGE_THIS}} aria-label="{{PAGE_TEXT}}">{{PAGE_NUMBER}}</a> {{/PAGE_HREF}}{{/PAGE}}{{#NEXT}}<a href="{{STEP_HREF}}#talk" rel="next">[[Next page]]</a>{{/NEXT}}</nav>
{{/PAGES}}
{{#FOLLOW}}<p class="small soft screen"><a href="{{ATOM_HREF}}">[[Get new comments in a feed reader (Atom)]]</a> · <a href="{{JSON_HREF}}">[[Data (JSON)]]</a></p>{{/FOLLOW}}
{{#STRUCTURED}}<script type="application/ld+json">{{JSON_LD:none}}</script>{{/STRUCTURED}}
