{{%AUTOESCAPE context="HTML"}}
{{! What a form of sign-in takes along; filled by page/admin_again.c.
  TO      where to go when all is done
  FIELDS  (section) KEPT_TO, KEPT_FIELDS: a form that waits
}}
<input type="hidden" name="to" value="{{TO}}">{{#FIELDS}}<input type="hidden" name="kept_to" value="{{KEPT_TO}}"><input type="hidden" name="kept" value="{{KEPT_FIELDS}}"><p class="sample">[[What you typed is kept. You can send it when you are signed in.]]</p>{{/FIELDS}}
