{{%AUTOESCAPE context="HTML"}}
{{#STRUCTURED}}<script type="application/ld+json">{{JSON_LD:none}}</script>
{{/STRUCTURED}}
