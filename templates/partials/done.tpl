{{%AUTOESCAPE context="HTML"}}
{{! What was just done, with a way back; filled by page/admin.c.
  WHAT  a sentence
  UNDO  (section) UNDO_PATH FORM_TOKEN
}}
<div class="done"><div class="wrap"><p role="status">{{WHAT}}</p>{{#UNDO}}<form method="post" action="{{UNDO_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn small plain">[[Undo]]</button></form>{{/UNDO}}</div></div>
