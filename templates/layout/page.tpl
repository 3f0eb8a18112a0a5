{{%AUTOESCAPE context="HTML"}}
{{! The frame of every page. Set by page/render.c:
  LANG         language tag of the words
  THEME        (shown when chosen) "light" or "dark"
  TITLE        the page's name, without the site's
  DESCRIPTION  (shown when known)
  CANONICAL    (shown when known) absolute URL
  OG_IMAGE     absolute URL of static/img/og.png
  STATIC       "/static/<hash>", no slash at the end
  NOINDEX      (section)
  PREV, NEXT   (shown when known) paths
  FEED         (shown when known) path of the page's own feed; FEED_TITLE
  SHORE        (section) the page begins with the shore
  JSON_LD      (shown when known) from json_text()
  NAV_HOME NAV_PROGRAMS NAV_COUNTIES NAV_DASHBOARD NAV_ABOUT  (sections)
  MAIN         include: the page's own template, with view_include_here()
  BACK         path and query to come back to after choosing colors
  PRESSED_AUTO PRESSED_LIGHT PRESSED_DARK  "true" or "false"
}}
<!doctype html>
<html lang="{{LANG}}"{{#THEME}} data-theme="{{THEME}}"{{/THEME}}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>[[{{TITLE}} – Mentoring Partnership of Minnesota]]</title>
{{#DESCRIPTION}}<meta name="description" content="{{DESCRIPTION}}">
<meta property="og:description" content="{{DESCRIPTION}}">{{/DESCRIPTION}}
{{#NOINDEX}}<meta name="robots" content="noindex">{{/NOINDEX}}
{{#CANONICAL}}<link rel="canonical" href="{{CANONICAL}}">
<meta property="og:url" content="{{CANONICAL}}">{{/CANONICAL}}
<meta property="og:title" content="{{TITLE}}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="[[Mentoring Partnership of Minnesota]]">
<meta property="og:image" content="{{OG_IMAGE}}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="[[Two people in a canoe on a northern lake at dusk, a star above them]]">
<meta name="theme-color" media="(prefers-color-scheme: light)" content="#0b2a3a">
<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#071319">
<link rel="preload" href="{{STATIC}}/fonts/figtree.woff2" as="font" type="font/woff2" crossorigin>
<link rel="preload" href="{{STATIC}}/fonts/young-serif.woff2" as="font" type="font/woff2" crossorigin>
{{#SHORE}}<link rel="preload" href="{{STATIC}}/img/shore.svg" as="image" type="image/svg+xml">{{/SHORE}}
<link rel="stylesheet" href="{{STATIC}}/css/north.css">
<link rel="icon" href="/favicon.ico" sizes="32x32">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="apple-touch-icon" href="{{STATIC}}/img/icon-192.png">
<link rel="manifest" href="/site.webmanifest">
<link rel="alternate" href="/feed.atom" type="application/atom+xml" title="[[News of the directory]]">
{{#FEED}}<link rel="alternate" href="{{FEED}}" type="application/atom+xml" title="{{FEED_TITLE}}">{{/FEED}}
<link rel="search" href="/opensearch.xml" type="application/opensearchdescription+xml" title="[[Mentoring programs in Minnesota]]">
{{#PREV}}<link rel="prev" href="{{PREV}}">{{/PREV}}
{{#NEXT}}<link rel="next" href="{{NEXT}}">{{/NEXT}}
{{#JSON_LD}}<script type="application/ld+json">{{JSON_LD:none}}</script>{{/JSON_LD}}
<script src="{{STATIC}}/js/site.js" defer></script>
</head>
<body>
<a class="skip" href="#main">[[Skip to main content]]</a>
<header class="night"><div class="wrap top">
<a class="brand" href="/"{{#NAV_HOME}} aria-current="page"{{/NAV_HOME}}><svg viewBox="0 0 48 48" aria-hidden="true"><path d="M24 1 25.7 19.8 33.4 14.6 28.2 22.3 47 24 28.2 25.7 33.4 33.4 25.7 28.2 24 47 22.3 28.2 14.6 33.4 19.8 25.7 1 24 19.8 22.3 14.6 14.6 22.3 19.800Z"/></svg><span>[[Mentoring Partnership]] <span>[[of Minnesota]]</span></span></a>
<nav class="mainnav" aria-label="[[Main]]"><ul class="m">
<li><a href="/programs"{{#NAV_PROGRAMS}} aria-current="true"{{/NAV_PROGRAMS}}>[[Programs]]</a></li>
<li><a href="/counties"{{#NAV_COUNTIES}} aria-current="true"{{/NAV_COUNTIES}}>[[County map]]</a></li>
<li><a href="/dashboard"{{#NAV_DASHBOARD}} aria-current="true"{{/NAV_DASHBOARD}}>[[Dashboard]]</a></li>
<li><a href="/about"{{#NAV_ABOUT}} aria-current="true"{{/NAV_ABOUT}}>[[About]]</a></li>
</ul></nav>
</div></header>
<main id="main" tabindex="-1">
{{>MAIN}}
</main>
<footer class="foot night"><div class="wrap"><div class="cols">
<div><h2>[[Mentoring Partnership of Minnesota]]</h2><p>[[Quality mentoring for every young person.]]</p></div>
<div><h2>[[Find]]</h2><ul class="f"><li><a href="/programs">[[All programs]]</a></li><li><a href="/counties">[[Programs by county]]</a></li></ul></div>
<div><h2>[[Our work]]</h2><ul class="f"><li><a href="/about">[[About us]]</a></li><li><a href="/dashboard">[[Strategic plan dashboard]]</a></li></ul></div>
<div><h2>[[Open data]]</h2><ul class="f"><li><a href="/programs.csv">[[All programs as a table (CSV)]]</a></li><li><a href="/programs.json">[[All programs for software (JSON)]]</a></li></ul></div>
<form method="post" action="/preferences"><input type="hidden" name="back" value="{{BACK}}"><fieldset class="swatch"><legend>[[Colors]]</legend><button name="theme" value="auto" aria-pressed="{{PRESSED_AUTO}}">[[Same as my device]]</button><button name="theme" value="light" aria-pressed="{{PRESSED_LIGHT}}">[[Light]]</button><button name="theme" value="dark" aria-pressed="{{PRESSED_DARK}}">[[Dark]]</button></fieldset></form>
</div><p class="fine">[[Listings come from public sources. Each one is marked until we have confirmed it.]]</p></div></footer>
</body>
</html>
