{{%AUTOESCAPE context="HTML"}}
{{! What waits for the staff; filled by page/admin_home.c.
  GREETING  by the clock, with the first name
}}
<div class="depth"><div class="wrap"><h1 class="greeting">{{GREETING}}</h1></div></div>
