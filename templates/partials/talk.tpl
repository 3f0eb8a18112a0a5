{{%AUTOESCAPE context="HTML"}}
{{! A conversation and its form; filled by page/thread_view.c.
  TALK_HTML   templates/partials/thread.tpl, expanded
  REPLY_FORM  included
}}
<div class="talk">
{{TALK_HTML:none}}
{{>REPLY_FORM}}
</div>
