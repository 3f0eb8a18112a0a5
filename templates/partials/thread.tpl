{{%AUTOESCAPE context="HTML"}}
{{! A conversation and its form; filled by page/thread_view.c.
  TALK_TITLE  "5 comments", or what stands there without one
  NOTES       (section) NOTE: included, each top-level comment
  PAGES       (section) PAGE (section, repeated): PAGE_HREF, PAGE_NUMBER,
              IS_CURRENT (section)
  REPLY_FORM  included
}}
<div class="talk">
<section aria-labelledby="talk" class="prose"><h2 id="talk">{{TALK_TITLE}}</h2></section>
{{#NOTES}}
<ol class="thread">
{{>NOTE}}
</ol>
{{/NOTES}}
{{#PAGES}}
<nav class="pages" aria-label="[[Pages of comments]]">
{{#PAGE}}<a href="{{PAGE_HREF}}"{{#IS_CURRENT}} aria-current="page"{{/IS_CURRENT}} aria-label="[[Comments, page {{PAGE_NUMBER}}]]">{{PAGE_NUMBER}}</a>
{{/PAGE}}
</nav>
{{/PAGES}}
{{>REPLY_FORM}}
</div>
