{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[About the Mentoring Partnership of Minnesota]]</h1>
<p class="lede">[[We do not match mentors and young people ourselves. We make the programs that do it stronger, and we help you find one.]]</p>
</div></div>
<div class="wrap split right">
<div class="prose">
{{#OWN_TEXT}}<div class="prose" lang="{{TEXT_LANG}}">{{TEXT_HTML:none}}</div>
{{#REACH}}<p>{{REACH_TEXT}}</p>{{/REACH}}{{/OWN_TEXT}}
{{#SITE_TEXT}}<h2 id="history">[[How it began]]</h2>
<p>[[The Mentoring Partnership of Minnesota was founded in 1994. It began as a community initiative. Today it is called MENTOR Minnesota. This site speaks for the partnership and covers its strategic plan for 2014 to 2016.]]</p>
{{#REACH}}<p>{{REACH_TEXT}}</p>{{/REACH}}
<h2 id="vision">[[What we want to see]]</h2>
<p>[[Quality mentoring for every young person.]]</p>
<h2 id="mission">[[What we are here for]]</h2>
<p>[[We help programs, systems and policies to do more. That way mentoring relationships get stronger.]]</p>
<h2 id="principles">[[Seven principles we work by]]</h2>
<ul>
<li>[[Champions for youth and healthy youth development]]</li>
<li>[[Embracing assets, a strength-based approach]]</li>
<li>[[Innovation and entrepreneurial leadership]]</li>
<li>[[Research-driven]]</li>
<li>[[Continuous improvement]]</li>
<li>[[Partnership with programs and communities]]</li>
<li>[[Servant leadership]]</li>
</ul>
<h2 id="work">[[What we do]]</h2>
<ul>
<li>[[We look at the quality of programs and help them get better.]]</li>
<li>[[We gather research and good practice and make them short enough to use.]]</li>
<li>[[We share tools and knowledge.]]</li>
<li>[[We build capacity in programs, systems and infrastructure.]]</li>
<li>[[We give those who work for young people one common policy platform, and speak up for it.]]</li>
<li>[[We win wider support for mentoring, in the community and in funding.]]</li>
</ul>{{/SITE_TEXT}}
{{#WHY}}
<h2 id="why">[[Why it matters]]</h2>
<p>{{WHY_TEXT}}</p>
<p class="small soft">[[Source:]] <cite lang="en">{{WHY_SOURCE}}</cite></p>
{{/WHY}}
<h2 id="plan">[[The plan for 2014 to 2016]]</h2>
<p>[[In 2013 our board asked the people who run and support mentoring for their view, and set a direction in six areas.]]</p>
<ol class="strip">{{#AREA}}<li><a href="/dashboard/{{AREA_SLUG}}">{{AREA_NAME}}</a></li>{{/AREA}}</ol>
</div>
<aside aria-label="[[More]]">
<section class="panel"><h2>[[How the plan is going]]</h2><p>[[Every figure we know, with its source.]]</p><p class="act"><a class="btn full" href="/dashboard">[[Open the dashboard]]</a></p></section>
<section class="panel"><h2>[[Find a program]]</h2><p>{{FIND_TEXT}}</p><p class="act"><a class="btn plain full" href="/programs">[[Show programs]]</a></p></section>
</aside>
{{THREAD_HTML:none}}
</div>
