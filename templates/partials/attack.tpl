{{%AUTOESCAPE context="HTML"}}
{{! The switch for an attack is on; filled by settings_band() of
    page/admin_settings.c.
  KNOWN  (section) SINCE WHO: since when, and who turned it on
}}
<p class="sample"><span><strong>[[Every comment is held.]]</strong> {{#KNOWN}}[[On since {{SINCE}}, turned on by {{WHO}}.]] {{/KNOWN}}<a href="/admin/settings">[[Settings of the conversation]]</a></span></p>
