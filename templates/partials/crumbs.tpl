{{%AUTOESCAPE context="HTML"}}
<nav aria-label="[[Breadcrumb]]"><ol class="crumbs">{{#CRUMB}}<li><a href="{{CRUMB_PATH}}">{{CRUMB_LABEL}}</a></li>{{/CRUMB}}</ol></nav>
