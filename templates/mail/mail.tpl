{{%AUTOESCAPE context="HTML"}}
{{! The HTML twin of every mail; filled by job/mail_page.c. Mail programs know
    little: tables for the width, styles in the tags, colors for the dark in
    the head.
  LANG SUBJECT BASE_URL
  BLOCK   (section, repeated), one of (sections)
    P H     WORDS: a paragraph, a heading
    QUOTE   LINE (section, repeated) WORDS
    BUTTON  LABEL URL
    WAY     LABEL URL: a further link
  REASON  why the reader gets it
  STOP    (section) LABEL URL
}}
<!doctype html>
<html lang="{{LANG}}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
<title>{{SUBJECT}}</title>
<style>
@media (prefers-color-scheme: dark) {
.page { background: #0a1a22 !important }
.card { background: #11272f !important }
.card, .ink, .quote { color: #eef5f4 !important }
.soft { color: #aec4c9 !important }
.way { color: #84d0e0 !important }
.go { background: #84d0e0 !important; color: #071319 !important }
.quote { border-color: #23505b !important }
.top { background: #071319 !important }
}
</style></head>
<body class="page" style="margin:0;padding:0;background:#f1f6f6">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f1f6f6"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px">
<tr><td class="top" style="background:#0b2a3a;border-radius:8px 8px 0 0;padding:16px 28px;font-family:Georgia,serif;font-size:18px;line-height:1.3"><a href="{{BASE_URL}}" style="color:#ffffff;text-decoration:none">[[Mentoring Partnership of Minnesota]]</a></td></tr>
<tr><td class="card" style="background:#ffffff;border-radius:0 0 8px 8px;padding:28px;font-family:Figtree,Arial,sans-serif;font-size:16px;line-height:1.5;color:#0f2a33">
{{#BLOCK}}{{#P}}<p style="margin:0 0 16px">{{WORDS}}</p>
{{/P}}{{#H}}<h2 class="ink" style="margin:28px 0 8px;font-family:Georgia,serif;font-size:18px;line-height:1.3;font-weight:normal;color:#0f2a33">{{WORDS}}</h2>
{{/H}}{{#QUOTE}}<blockquote class="quote" style="margin:0 0 16px;padding:2px 0 2px 16px;border-left:3px solid #bfdadd;overflow-wrap:anywhere;color:#0f2a33">{{#LINE}}{{WORDS}}<br>{{/LINE}}</blockquote>
{{/QUOTE}}{{#BUTTON}}<p style="margin:0 0 16px"><a class="go" href="{{URL}}" style="display:inline-block;background:#0b5c73;color:#ffffff;text-decoration:none;font-weight:bold;padding:12px 20px;border-radius:6px">{{LABEL}}</a></p>
{{/BUTTON}}{{#WAY}}<p style="margin:0 0 16px"><a class="way" href="{{URL}}" style="color:#0b5c73">{{LABEL}}</a></p>
{{/WAY}}{{/BLOCK}}
</td></tr>
<tr><td class="soft" style="padding:16px 28px;font-family:Figtree,Arial,sans-serif;font-size:13px;line-height:1.5;color:#44606a">{{REASON}}{{#STOP}}<br><a class="way" href="{{URL}}" style="color:#0b5c73">{{LABEL}}</a>{{/STOP}}</td></tr>
</table></td></tr></table></body></html>
