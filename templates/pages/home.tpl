{{%AUTOESCAPE context="HTML"}}
<div class="shore"><div class="wrap"><h1>[[Someone who shows up]]</h1>{{#LEDE}}<p>{{LEDE}}</p>{{/LEDE}}{{#OWN_TEXT}}<div lang="{{TEXT_LANG}}">{{TEXT_HTML:none}}</div>{{/OWN_TEXT}}</div></div>
<div class="wrap">
<form class="finder" action="/programs#found" method="get" role="search">
<div><label for="q">[[What are you looking for?]]</label> <input type="search" id="q" name="q" maxlength="200" autocomplete="off"></div>
<div><label for="near">[[ZIP code, town or county]]</label> <input type="text" id="near" name="near" maxlength="80" autocomplete="postal-code"></div>
<button class="btn">[[Search]]</button></form>

<div class="doors block">
<section class="panel" aria-labelledby="door-mentor"><h2 id="door-mentor">[[I want to mentor]]</h2>
<p>[[You bring time and a steady word. See who is asked for, how often you meet, and where.]]</p>
<p class="act"><a class="btn" href="{{MENTOR_PATH}}">[[Find a program to mentor with]]</a></p></section>
<section class="panel" aria-labelledby="door-young"><h2 id="door-young">[[I am looking for a mentor]]</h2>
<p>[[For yourself, your child or a student. Choose an age and a county, then ask the program you like.]]</p>
<p class="act"><a class="btn" href="/programs?age=8-10&amp;age=11-13&amp;age=14-18">[[Find a program for ages 8 to 18]]</a></p></section>
</div>

{{#NEEDS}}
<section class="block" aria-labelledby="needs"><h2 id="needs">[[Mentors needed now]]</h2>
<ul class="list">{{ENTRIES_HTML:none}}</ul>
<p class="act"><a class="btn plain" href="/programs?needs=mentors">[[Show all programs that need mentors]]</a></p></section>
{{/NEEDS}}

<section class="block" aria-labelledby="where"><h2 id="where">[[Where mentoring happens]]</h2>
<div class="atlas even"><div>{{MAP_SVG:none}}{{>DEPTHS}}</div>
<div><p>{{WHERE}}</p>
<div class="tablewrap"><table><caption>[[Counties with the most programs]]</caption><thead><tr><th scope="col">[[County]]</th><th scope="col" class="num">[[Programs]]</th></tr></thead><tbody>
{{#TOP_COUNTY}}<tr><th scope="row"><a href="/counties/{{SLUG}}" translate="no">{{NAME}}</a></th><td class="num">{{COUNT}}</td></tr>
{{/TOP_COUNTY}}</tbody></table></div>
<p class="act"><a class="btn plain" href="/counties">[[All 87 counties]]</a></p></div></div></section>

<section class="block" aria-labelledby="plan"><h2 id="plan">[[Our plan for 2014 to 2016]]</h2>
<p class="prose">[[Six areas, each with the newest figure we know.]]</p>
<ol class="strip">{{#AREA}}<li><div><a href="/dashboard/{{AREA_SLUG}}">{{AREA_NAME}}</a>
{{#AREA_FIGURE}}<p class="small"><b>{{FIGURE}}</b> <span class="soft"><span lang="en">{{MEASURE}}</span>, <span translate="no">{{PERIOD}}</span></span></p>{{/AREA_FIGURE}}
{{#AREA_STATE}}<p>{{>STATE}}</p>{{/AREA_STATE}}</div></li>{{/AREA}}</ol>
<p class="act"><a class="btn plain" href="/dashboard">[[Open the dashboard]]</a></p></section>

{{#WHY}}
<section class="block prose" aria-labelledby="why"><h2 id="why">[[Why it matters]]</h2>
<p>{{WHY_TEXT}}</p>
<p class="small soft">[[Source:]] <cite lang="en">{{WHY_SOURCE}}</cite></p></section>
{{/WHY}}

<section class="block" aria-labelledby="talk"><h2 id="talk">[[The conversation]]</h2>
{{#RECENT}}<ul class="recent">{{#COMMENT}}<li class="panel"><p lang="en">{{TEXT}}</p>
<p class="small"><a href="/comments/{{ID}}"><span translate="no">{{NAME}}</span>, <time datetime="{{DAY}}">{{DATE}}</time></a></p></li>{{/COMMENT}}</ul>{{/RECENT}}
{{#QUIET}}<p class="prose">[[Nobody has written yet. Tell us what you know about mentoring near you.]]</p>{{/QUIET}}
<p class="act"><a class="btn" href="/about#reply">[[Leave a reply]]</a></p></section>
</div>
