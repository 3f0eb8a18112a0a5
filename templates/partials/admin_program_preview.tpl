{{%AUTOESCAPE context="HTML"}}
{{! Above a public page that is a preview; filled by
    page/admin_program_preview.c.
  PREVIEW_ID  the listing's number, or "new"
}}
<p class="sample" role="note"><span>[[This is a preview. Only you see it, and nothing of it is saved to the listing.]]</span> <a class="btn" href="/admin/programs/{{PREVIEW_ID}}?draft=1">[[Go on editing]]</a></p>
