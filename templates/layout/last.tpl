{{%AUTOESCAPE context="HTML"}}
{{! What a worker without memory shows (http/last_words.h), in pieces, each made
  at the start: the form that was sent stands between SENT and BUTTON. Its look is
  that of nginx's own error pages (src/conf/errors), served without the app.
  LANG  language tag of the words
}}{{#HEAD}}<!doctype html>
<html lang="{{LANG}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[One moment, please]] – [[Mentoring Partnership of Minnesota]]</title>
<link rel="stylesheet" href="/.error/look.css">
</head>
<body>
<header><p>[[Mentoring Partnership of Minnesota]]</p></header>
<main>
<h1>[[One moment, please]]</h1>
{{/HEAD}}{{#WORDS}}<p>[[The site is short of memory. Try again in a few seconds.]]</p>
<p><a href="">[[Try again]]</a></p>{{/WORDS}}{{#SENT}}<p>[[The site is short of memory. This is what you typed. Send it again in a few seconds: whatever happened, it is stored once.]]</p>
{{/SENT}}{{#BUTTON}}<p><button type="submit">[[Send it again]]</button></p>{{/BUTTON}}{{#LOST}}<p>[[The site is short of memory, so nothing is stored. Go back and send it again in a few seconds.]]</p>
{{/LOST}}{{#FOOT}}
</main>
</body>
</html>
{{/FOOT}}
