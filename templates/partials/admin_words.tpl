{{%AUTOESCAPE context="HTML"}}
{{! A text with the words that changed marked; filled by page/admin_words.c.
  RUN  (section, repeated) SAME, GONE or ADDED, each with TEXT
}}
{{#RUN}}{{#SAME}}{{TEXT:pre_escape}}{{/SAME}}{{#GONE}}<del>{{TEXT:pre_escape}}</del>{{/GONE}}{{#ADDED}}<ins>{{TEXT:pre_escape}}</ins>{{/ADDED}}{{/RUN}}
