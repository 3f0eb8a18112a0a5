{{%AUTOESCAPE context="HTML"}}
{{! The frame of every page for staff, filled by page/admin.c:
  LANG       language tag of the words
  HAS_THEME  (section) THEME, chosen: "light" or "dark"
  TITLE      the page's name
  ASSETS     "/static/<hash>"
  NO_SHORTCUTS  (section) the keyboard keys are switched off
  WAY        (section, repeated) WAY_PATH WAY_LABEL, WAY_CURRENT (section)
  ACCOUNT    (section) NAME, ACCOUNT_CURRENT (section)
  SIGN_OUT   (section) FORM_TOKEN
  WIDE       (section) tables that want the whole width
  DONE       included: what was just done
  MAIN_HTML  the page's own template, expanded
  BACK       path and query to come back to after choosing colors
  AUTO_PRESSED LIGHT_PRESSED DARK_PRESSED  "true" or "false"
}}
<!doctype html>
<html lang="{{LANG}}"{{#HAS_THEME}} data-theme="{{THEME}}"{{/HAS_THEME}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[{{TITLE}} – Staff pages]]</title>
<meta name="robots" content="noindex">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#0b2a3a">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#071319">
<link rel="preload" href="{{ASSETS}}/fonts/figtree.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="{{ASSETS}}/fonts/young-serif.woff2" as="font" type="font/woff2" crossorigin>
<link rel="stylesheet" href="{{ASSETS}}/css/north.css">
<link rel="stylesheet" href="{{ASSETS}}/css/admin.css">
<link rel="icon" href="{{ASSETS}}/img/favicon.ico" sizes="32x32">
<link rel="icon" href="{{ASSETS}}/img/favicon.svg" type="image/svg+xml">
<script src="{{ASSETS}}/js/admin.js" defer></script>
</head>
<body{{#NO_SHORTCUTS}} data-shortcuts="off"{{/NO_SHORTCUTS}}>
<a class="skip" href="#main">[[Skip to main content]]</a>
<header class="night staff"><div class="wrap top">
<a class="brand" href="/admin"><svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 1 25.7 19.8 33.4 14.6 28.2 22.3 47 24 28.2 25.7 33.4 33.4 25.7 28.2 24 47 22.3 28.2 14.6 33.4 19.8 25.7 1 24 19.8 22.3 14.6 14.6 22.3 19.8Z"/></svg><span>[[Staff pages]] <span>[[Mentoring Partnership of Minnesota]]</span></span></a>
<ul class="self"><li><a href="/">[[See the site]]</a></li>
{{#ACCOUNT}}<li><a href="/me"{{#ACCOUNT_CURRENT}} aria-current="true"{{/ACCOUNT_CURRENT}}><span class="vh">[[Your account:]] </span><span translate="no">{{NAME}}</span></a></li>{{/ACCOUNT}}
{{#SIGN_OUT}}<li><form method="post" action="/sign-out"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="linkbtn">[[Sign out]]</button></form></li>{{/SIGN_OUT}}</ul>
</div>
<nav class="wrap staffnav" aria-label="[[Staff pages]]"><ul class="m">{{#WAY}}<li><a href="{{WAY_PATH}}"{{#WAY_CURRENT}} aria-current="true"{{/WAY_CURRENT}}>{{WAY_LABEL}}</a></li>
{{/WAY}}</ul></nav>
</header>
<main id="main" tabindex="-1"{{#WIDE}} class="broad"{{/WIDE}}>
{{>DONE}}
{{MAIN_HTML:none}}
</main>
<footer class="foot night"><div class="wrap">
<form method="post" action="/preferences"><input type="hidden" name="back" value="{{BACK}}"><fieldset class="swatch"><legend>[[Colors]]</legend> <button name="theme" value="auto" aria-pressed="{{AUTO_PRESSED}}">[[Same as my device]]</button> <button name="theme" value="light" aria-pressed="{{LIGHT_PRESSED}}">[[Light]]</button> <button name="theme" value="dark" aria-pressed="{{DARK_PRESSED}}">[[Dark]]</button></fieldset></form>
</div></footer>
</body>
</html>
