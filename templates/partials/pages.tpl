{{%AUTOESCAPE context="HTML"}}
{{! Numbered pages of a list; filled by admin_pages() of page/admin_form.c.
  PREVIOUS NEXT  (sections) STEP_HREF
  PAGE           (section, repeated) PAGE_HREF, PAGE_NUMBER, PAGE_THIS
                 (section); or PAGE_GAP (section)
}}
<nav class="pages" aria-label="[[Pages of the list]]">{{#PREVIOUS}}<a href="{{STEP_HREF}}" rel="prev">[[Previous page]]</a> {{/PREVIOUS}}{{#PAGE}}{{#PAGE_GAP}}<span aria-hidden="true">…</span> {{/PAGE_GAP}}{{#PAGE_HREF}}<a href="{{PAGE_HREF}}"{{#PAGE_THIS}} aria-current="page"{{/PAGE_THIS}}><span class="vh">[[Page]] </span>{{PAGE_NUMBER}}</a> {{/PAGE_HREF}}{{/PAGE}}{{#NEXT}}<a href="{{STEP_HREF}}" rel="next">[[Next page]]</a>{{/NEXT}}</nav>
