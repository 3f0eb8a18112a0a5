{{%AUTOESCAPE context="HTML"}}
{{! The way back, in a page's .depth, included as CRUMBS; set by page/render.c:
  CRUMB  (section, repeated) CRUMB_PATH, CRUMB_LABEL
}}
<nav aria-label="[[Breadcrumb]]"><ol class="crumbs">{{#CRUMB}}<li><a href="{{CRUMB_PATH}}">{{CRUMB_LABEL}}</a></li>{{/CRUMB}}</ol></nav>
