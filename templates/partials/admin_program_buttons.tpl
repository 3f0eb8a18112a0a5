{{%AUTOESCAPE context="HTML"}}
{{! What saves the listing; filled by page/admin_program_edit.c. The first is
    what Enter does: it shows nothing to anybody.
  SAVE PUBLISH  (sections); PUBLISH_TEXT
}}
<button class="btn plain" name="do" value="save-draft">[[Save draft]]</button>
{{#SAVE}}<button class="btn" name="do" value="save">[[Save changes]]</button>{{/SAVE}}
{{#PUBLISH}}<button class="btn" name="do" value="publish">{{PUBLISH_TEXT}}</button>{{/PUBLISH}}
<button class="btn plain" name="do" value="preview">[[Preview]]</button>
