// Texts that want to be more than text, by where they would break out. Each
// carries a mark of its own, and what runs of it says that mark: to a dialog,
// to a global of the window, or to an address that nobody else asks for.
//
//   vectors[12].make('zq0c07')   the twelfth, with this mark
//
// In the lists below $A stands for alert('mark'), $G for ns_hit='mark', $F for
// fetch('/canary/mark'), $M for the mark.
const lines = (text) => text.split('\n').filter(Boolean);

// A mark is 'zq', the vector and the field, two letters each.
export const MARK = /zq([0-9a-z]{2})([0-9a-z]{2})/g;
const two = (n) => n.toString(36).padStart(2, '0');
export const mark = (vector, field) => `zq${two(vector)}${two(field)}`;

const KINDS = {
  text: lines(String.raw`
<script>$A</script>
<SCRIPT>$G</SCRIPT>
<scr<script>ipt>$A</scr</script>ipt>
<script/zq>$F</script/>
<script
<img src=zq onerror=$A>
<IMG SRC="zq" OnErRoR="$G">
<img/src=zq/onerror=$F/>
<image src=zq onerror=$A>
<img src=zq onerror=$A //$M
<b onpointerenter=$A>$M</b>
<body onload=$G>
<body onpageshow=$A>
<details open ontoggle=$A><summary>$M</details>
<select autofocus onfocus=$G><option>$M</select>
<video onerror=$A><source src=zq></video>
<audio src=zq onerror=$F></audio>
<p style="animation:x 1s" onanimationstart=$A>$M</p>
<input type=image src=zq onerror=$A>
<div popover id=$M onbeforetoggle=$A>x</div><button popovertarget=$M>x
<object data="data:text/html,<script>parent.$G</script>"></object>
<embed src="data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='$A'/>">
<template shadowrootmode=open><img src=zq onerror=$A></template>
<marquee onstart=$G>$M</marquee>
<dialog open onclose=$A>$M</dialog>
<link rel=stylesheet href=/canary/$M>
<meta http-equiv=refresh content="0;url=/canary/$M">
<base href="/canary/$M/">
<iframe src=/canary/$M></iframe>
<form action=/canary/$M><button>$M</form>
<plaintext>$M`),
  closes: lines(String.raw`
</title><script>$A</script>
</textarea><img src=zq onerror=$G>
</script><svg onload=$A>
</style><script>$F</script>
</option></select><img src=zq onerror=$A>
</noscript><script>$A</script>
--><script>$A</script><!--
--!><img src=zq onerror=$G>
]]><script>$A</script>
</main></body></html><script>$A</script>
</p></div></article></li></ul><img src=zq onerror=$A>
</form><form action=/canary/$M><input name=token>
</td></tr></table><img src=zq onerror=$A>
<!--$M
<![CDATA[<script>$A</script>]]>
<?xml-stylesheet href="/canary/$M"?>`),
  quoted: lines(String.raw`
"><script>$A</script>
'><script>$A</script>
" autofocus onfocus="$A
' autofocus onfocus='ns_hit=1//$M
"onmouseover="$A"x="
" onfocusin=$G tabindex=1 "
" formaction="javascript:$A
" style="background:url(/canary/$M)
"/><image src=zq onerror=$F>
&quot; onload=&quot;$A
\" onerror=\"$A
" srcdoc="<script>$A</script>
" data-x='" onclick='$A'
"><a id=$M href="javascript:$G">x</a>
">
"" onerror=$A`),
  unquoted: lines(String.raw`
x onerror=$A
x/onerror=$A
x%09onerror=$A
x onfocus=$G autofocus
javascript:$A;x=
>$M<svg onload=$A`),
  address: lines(String.raw`
javascript:$A
JAVASCRIPT:$G
javascript://example.org/%0a$A
javascript:%61lert('$M')
&#106;avascript:$A
&#x6A&#x61vascript:$G
java&Tab;script:$A
javascript&colon;$A
jav&NewLine;ascript:$F
data:text/html,<script>$A</script>
data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==#$M
data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="$A"/>
vbscript:msgbox("$M")
blob:http://127.0.0.1/$M
view-source:javascript:$A
//127.0.0.1:9/canary/$M
\\127.0.0.1\canary\$M
http://user:pass@127.0.0.1:9/canary/$M
http://127.0.0.1:9/#"><script>$A</script>
https://example.org/?a="onclick="$A
https://example.org/$M'onclick='$A
https://example.org/$M)](javascript:$A)
mailto:a@example.org?subject=$M%0d%0aBcc:b@example.org
feed:javascript:$A`),
  script: lines(String.raw`
';$A;'
";$A;"
\';$A;//
\";$G;//
\\";$A//
'-$A-'
"-$A-"
*/$A/*
</script><script>$A//
<!--<script>$A
);$A;(
}$A{
{"$M":"</script><script>$A</script>"}
\u003cscript\u003e$A\u003c/script\u003e
\x3cscript\x3e$A\x3c/script\x3e
"@type":"Thing","url":"javascript:$A"`),
  style: lines(String.raw`
</style><style>*{display:none}/*$M*/
<style>@import '/canary/$M'</style>
<p style="background:url('/canary/$M')">x</p>
<div style="position:fixed;inset:0;z-index:99">$M</div>
};body{background:url(/canary/$M)}
\3c script\3e $A\3c/script\3e
<link rel=preload as=image href=/canary/$M>`),
  markdown: lines(String.raw`
[$M](javascript:$A)
[$M](JaVaScRiPt:$G)
[$M]( javascript:$A )
[$M](<javascript:$A>)
[$M](&#x6a;avascript:$A)
[$M](data:text/html,$M)
[$M](vbscript:$M "t")
[$M](//127.0.0.1:9/canary/$M "x" onclick="$A")
[$M](https://example.org/" onclick="$A)
![$M](javascript:$A)
![$M](/canary/$M)
![$M" onerror="$A](/canary/$M)
![$M](zq "x" onerror="$A")
<javascript:$A>
<https://example.org/$M"onclick="$A>
[a]: javascript:$A "$M"
[$M][a] [a]: javascript:$A
[$M](javascript&#58;$A)
**<b onclick=$A>$M</b>**
> <script>$A</script>
- <img src=zq onerror=$A>
1. </ol></ul><svg onload=$A>
| $M | <img src=zq onerror=$A> |
~~<s onclick=$A>$M</s>~~
www.example.org/"onclick="$A
https://example.org/<script>$A</script>
[$M](javascript:$A "t")![x](javascript:$G)
# <img src=zq onerror=$A>
<details open ontoggle="$A">$M</details>`),
  entities: lines(String.raw`
&lt;script&gt;$A&lt;/script&gt;
&#60;script&#62;$A&#60;/script&#62;
&#x3c;img src=zq onerror=$A&#x3e;
&amp;lt;script&amp;gt;$A&amp;lt;/script&amp;gt;
&lt&#115;cript&gt$A
&#0;<svg onload=$A>
&#8238;$M&#8237;
&NotEqualTilde;&nvlt;script&nvgt;$A
%3Cscript%3E$A%3C/script%3E
%253Cscript%253E$A
%u003Cscript%u003E$A`),
  charset: lines(String.raw`
+ADw-script+AD4-$A+ADw-/script+AD4-
+ADwAcwBjAHIAaQBwAHQAPg-$A
%C0%BCscript%C0%BE$A
~{<script>$A</script>~}`).concat([
    '\u00bcscript\u00be$A\u00bc/script\u00be',
    '\uff1cscript\uff1e$A\uff1c/script\uff1e',
    '\ufe64img src=zq onerror=$A\ufe65',
    '\u2329script\u232a$A',
    '<\u017fcript>$A</\u017fcript>', // folds to "script"
    '<\u212Abd onclick=$A>$M',
    '\u{e0001}\u{e003c}$M<svg onload=$A>',
  ]),
  template: lines(String.raw`
{{$M}}{{MAIN_HTML}}
{{MAIN_HTML:none}}$M
{{#STAFF}}$M{{/STAFF}}
{{>../layout/admin}}$M
{{%AUTOESCAPE context="HTML" state="IN_TAG"}}$M
{{=<% %>=}}<%$M%>
[[$M]]{n}{name}
{{! $M
#{7*7}$M<%= 7*7 %>
%s%n%x%08x$M`).concat(['\${$A}', '`${$A}`', '{{constructor.constructor("$A")()}}']),
  foreign: lines(String.raw`
<svg onload=$A>
<svg/onload=$G//
<svg><script>$A</script></svg>
<svg><script href="data:text/javascript,$A"/></svg>
<svg><a xlink:href="javascript:$A"><text y=9>$M</text></a></svg>
<svg><animate onbegin=$A attributeName=x dur=1s></svg>
<svg><set attributeName=href to=javascript:$A></svg>
<svg><use href="data:image/svg+xml,<svg id='x' onload='$A'/>#x"/></svg>
<svg><foreignObject><img src=zq onerror=$A></foreignObject></svg>
<svg><image href=zq onerror=$G></svg>
<svg><style><img src=zq onerror=$A></style></svg>
<svg><title><script>$A</script></title></svg>
<math href="javascript:$A">$M</math>
<math><annotation-xml encoding="text/html"><script>$A</script></math>
<math><mtext><table><mglyph><style><!--</style><img src=zq onerror=$A>
<math><maction actiontype="statusline" xlink:href="javascript:$A">$M</maction></math>
<form><math><mtext></form><form><mglyph><style></math><img src=zq onerror=$A>
<svg></p><style><a id="</style><img src=zq onerror=$A>">
<noscript><p title="</noscript><img src=zq onerror=$A>">
<listing>&lt;img src=zq onerror=$A&gt;</listing>
<xmp><p title="</xmp><svg/onload=$A>">
<iframe srcdoc="&lt;script&gt;parent.$G&lt;/script&gt;"></iframe>
<iframe srcdoc='<svg onload="parent.$G">'></iframe>
<textarea><p title="</textarea><img src=zq onerror=$A>">`),
  clobber: lines(String.raw`
<a id=ns_hit name=token href=$M>
<form id=document name=forms><input name=$M>
<img name=getElementById src=zq onerror=$A>
<a id=location href="javascript:$A">$M</a>`),
  control: ['<scr\0ipt>$A</scr\0ipt>', '<img src=zq on\0error=$A>',
    'java\tscript:$A', 'java\nscript:$A', 'java\rscript:$A',
    '\u0001javascript:$A', '\u00a0javascript:$A', '\ufeff<script>$A</script>',
    'j\u200bavascript:$A', '<img\u000csrc=zq\u000bonerror=$A>',
    '\u001b[31m$M\u001b]0;$M\u0007', '\u009b31m$M<svg onload=$A>',
    '\u202e>tpircs/<$M>tpircs<', '\u2066$M\u2067<b onclick=$A>',
    '\u2028$A\u2029', '\u0085$A\u0085', '$M\u0008\u0008\u0008<svg onload=$A>',
    '$M\u{1f1fa}\u{1f1f8}\ufffe\uffff<svg onload=$A>'],
  header: ['$M\r\nSet-Cookie: zq=$M', '$M\nBcc: zq@example.org',
    '$M%0d%0aLocation: //127.0.0.1:9/canary/$M', '$M\r\n\r\n<script>$A</script>',
    '=?utf-8?Q?=0D=0ABcc:=20zq@example.org?= $M',
    '=?utf-8?B?PHNjcmlwdD4=?= $M', '"; filename="$M.html',
    '$M\u560d\u560aSet-Cookie: zq=1', '.\r\n$M\r\nRCPT TO:<zq@example.org>',
    '$M, zq@example.org; zq2@example.org', '"$M" <zq@example.org>'],
  table: ['=HYPERLINK("http://127.0.0.1:9/canary/$M","$M")',
    '=$M+cmd|\' /C calc\'!A0', '+1+$M', '-2+$M', '@SUM(1)*$M',
    '\t=1+1 $M', '\r=1+1 $M', '","=1+1","$M', '"\n=1+1,$M', ';=1+1;$M',
    '\uff1d1+1 $M', '%=1+1 $M', '|calc $M'],
};

const expand = (text, m) => text.replace(/\$([AGFM])/g, (_, what) =>
  ({ A: `alert('${m}')`, G: `ns_hit='${m}'`, F: `fetch('/canary/${m}')`,
    M: m })[what]);

export const vectors = Object.entries(KINDS).flatMap(([kind, texts]) =>
  texts.map((text) => ({ kind,
    // Each shows its mark, also where nothing of it would run.
    make: (m) => /\$[AGFM]/.test(text) ? expand(text, m) :
      `${text}${m}` })));

// The first code points of text, at most max.
export const cut = (text, max) => [...text].slice(0, max).join('');

// The vector with this mark, with at most max letters; the mark stays.
export function fit(vector, m, max) {
  const text = vector.make(m);
  if ([...text].length <= max) return text;
  const short = cut(text, max);
  return short.includes(m) ? short : m + cut(text, max - m.length);
}

// As a web address that our rules take: what would end it is left out.
export const asAddress = (vector, m) => `https://example.org/?${m}&` +
  vector.make(m).replace(/[\s\\\p{Cc}\p{Cf}\ufffe\uffff]/gu, '').slice(0, 400);
