{{%AUTOESCAPE context="HTML"}}
{{! The frame of every page, filled by page/render.c:
  LANG       language tag of the words
  HAS_THEME  (section) THEME, chosen: "light" or "dark"
  TITLE      the page's name, without the site's
  HAS_DESCRIPTION, HAS_CANONICAL, HAS_PREV, HAS_NEXT  (sections)
             DESCRIPTION; CANONICAL, PREV, NEXT: absolute addresses
  OG_IMAGE   absolute address of static/img/og.png
  ASSETS     "/static/<hash>"
  NOINDEX    (section)
  HAS_REFRESH  (section) REFRESH: the address that this page leads on to
  SHORE      (section) the page begins with the shore
  FEED       (section) FEED_PATH, FEED_TITLE: a feed of its own
  HOME_CURRENT PROGRAMS_CURRENT COUNTIES_CURRENT DASHBOARD_CURRENT
  ABOUT_CURRENT  (sections) where we are
  STAFF READER  (sections) who is signed in: one of the staff, a reader
  ACCOUNT_CURRENT  (section) we are on the page of the account
  MEMBER GUEST  (sections, one of them) is anybody signed in?
  MAIN_HTML  the page's own template, expanded
  BACK       path and query to come back to after choosing colors
  AUTO_PRESSED LIGHT_PRESSED DARK_PRESSED  "true" or "false"
}}
<!doctype html>
<html lang="{{LANG}}"{{#HAS_THEME}} data-theme="{{THEME}}"{{/HAS_THEME}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[{{TITLE}} – Mentoring Partnership of Minnesota]]</title>
{{#HAS_DESCRIPTION}}<meta name="description" content="{{DESCRIPTION}}">
<meta property="og:description" content="{{DESCRIPTION}}">{{/HAS_DESCRIPTION}}
{{#HAS_REFRESH}}<meta http-equiv="refresh" content="0; url={{REFRESH}}">{{/HAS_REFRESH}}
{{#NOINDEX}}<meta name="robots" content="noindex">{{/NOINDEX}}
{{#HAS_CANONICAL}}<link rel="canonical" href="{{CANONICAL}}">
<meta property="og:url" content="{{CANONICAL}}">{{/HAS_CANONICAL}}
<meta property="og:title" content="{{TITLE}}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="[[Mentoring Partnership of Minnesota]]">
<meta property="og:image" content="{{OG_IMAGE}}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="[[Two people in a canoe on a northern lake at dusk, a star above them]]">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#0b2a3a">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#071319">
<link rel="preload" href="{{ASSETS}}/fonts/figtree.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="{{ASSETS}}/fonts/young-serif.woff2" as="font" type="font/woff2" crossorigin>
{{#SHORE}}<link rel="preload" href="{{ASSETS}}/img/shore.svg" as="image" type="image/svg+xml">{{/SHORE}}
<link rel="stylesheet" href="{{ASSETS}}/css/north.css">
<link rel="icon" href="{{ASSETS}}/img/favicon.ico" sizes="32x32">
<link rel="icon" href="{{ASSETS}}/img/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="{{ASSETS}}/img/icon-192.png">
<link rel="manifest" href="/site.webmanifest">
<link rel="alternate" href="/feed.atom" type="application/atom+xml" title="[[News of the directory]]">
{{#FEED}}<link rel="alternate" href="{{FEED_PATH}}" type="application/atom+xml" title="{{FEED_TITLE}}">{{/FEED}}
<link rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml" title="[[Mentoring programs in Minnesota]]">
{{#HAS_PREV}}<link rel="prev" href="{{PREV}}">{{/HAS_PREV}}
{{#HAS_NEXT}}<link rel="next" href="{{NEXT}}">{{/HAS_NEXT}}
<script src="{{ASSETS}}/js/site.js" defer></script>
</head>
<body>
<a class="skip" href="#main">[[Skip to main content]]</a>
<header class="night"><div class="wrap top">
<a class="brand" href="/"{{#HOME_CURRENT}} aria-current="page"{{/HOME_CURRENT}}><svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 1 25.7 19.8 33.4 14.6 28.2 22.3 47 24 28.2 25.7 33.4 33.4 25.7 28.2 24 47 22.3 28.2 14.6 33.4 19.8 25.7 1 24 19.8 22.3 14.6 14.6 22.3 19.8Z"/></svg><span>[[Mentoring Partnership]] <span>[[of Minnesota]]</span></span></a>
<nav class="mainnav" aria-label="[[Main]]"><ul class="m">
<li><a href="/programs"{{#PROGRAMS_CURRENT}} aria-current="true"{{/PROGRAMS_CURRENT}}>[[Programs]]</a></li>
<li><a href="/counties"{{#COUNTIES_CURRENT}} aria-current="true"{{/COUNTIES_CURRENT}}>[[County map]]</a></li>
<li><a href="/dashboard"{{#DASHBOARD_CURRENT}} aria-current="true"{{/DASHBOARD_CURRENT}}>[[Dashboard]]</a></li>
<li><a href="/about"{{#ABOUT_CURRENT}} aria-current="true"{{/ABOUT_CURRENT}}>[[About]]</a></li>
{{#STAFF}}<li><a href="/admin">[[Staff pages]]</a></li>{{/STAFF}}{{#READER}}<li><a href="/me"{{#ACCOUNT_CURRENT}} aria-current="true"{{/ACCOUNT_CURRENT}}>[[Your account]]</a></li>{{/READER}}
</ul></nav>
</div></header>
<main id="main" tabindex="-1">
{{MAIN_HTML:none}}
</main>
<footer class="foot night"><div class="wrap"><div class="cols">
<div><h2>[[Mentoring Partnership of Minnesota]]</h2><p>[[Quality mentoring for every young person.]]</p></div>
<div><h2>[[Find]]</h2><ul class="f"><li><a href="/programs">[[All programs]]</a></li><li><a href="/counties">[[Programs by county]]</a></li></ul></div>
<div><h2>[[Our work]]</h2><ul class="f"><li><a href="/about">[[About us]]</a></li><li><a href="/about/privacy">[[Privacy]]</a></li><li><a href="/dashboard">[[Strategic plan dashboard]]</a></li>{{#GUEST}}<li><a href="/sign-in" rel="nofollow">[[Sign in]]</a></li>{{/GUEST}}{{#MEMBER}}<li><a href="/me">[[Your account]]</a></li>{{/MEMBER}}</ul></div>
<div><h2>[[Open data]]</h2><ul class="f"><li><a href="/programs.csv">[[All programs as a table (CSV)]]</a></li><li><a href="/programs.json">[[All programs for software (JSON)]]</a></li></ul></div>
<form method="post" action="/preferences"><input type="hidden" name="back" value="{{BACK}}"><fieldset class="swatch"><legend>[[Colors]]</legend> <button name="theme" value="auto" aria-pressed="{{AUTO_PRESSED}}">[[Same as my device]]</button> <button name="theme" value="light" aria-pressed="{{LIGHT_PRESSED}}">[[Light]]</button> <button name="theme" value="dark" aria-pressed="{{DARK_PRESSED}}">[[Dark]]</button></fieldset></form>
</div><p class="fine">[[Listings come from public sources. Each one is marked until we have confirmed it.]]</p></div></footer>
</body>
</html>
