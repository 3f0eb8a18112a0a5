{{%AUTOESCAPE context="HTML"}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1 translate="no">{{NAME}}</h1>
<p class="lede" lang="en">{{SUMMARY}}</p>
{{#FACTS}}<ul class="facts">{{#NEEDS}}<li class="tag ask"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 11.200C2.600 8.700.6 6.700.6 4.300.6 2.500 1.900 1.300 3.500 1.300c1 0 1.900.5 2.500 1.400.6-.9 1.500-1.400 2.500-1.400 1.600 0 2.900 1.200 2.900 3 0 2.400-2 4.400-5.400 6.900z"/></svg>[[Mentors needed now]]</li>{{/NEEDS}}{{#PAUSED}}<li class="tag watch">[[Paused]]</li>{{/PAUSED}}{{#FACT}}<li class="tag">{{TEXT}}</li>{{/FACT}}</ul>{{/FACTS}}
<p class="act"><a class="btn" href="#contact">[[Ask about mentoring]]</a> {{#CALL}}<a class="btn plain" href="tel:{{PHONE_LINK}}">{{CALL_TEXT}}</a> {{/CALL}}{{#TALK_TEXT}}<a class="btn plain" href="#talk">{{TALK_TEXT}}</a>{{/TALK_TEXT}}</p></div></div>
<div class="wrap">
{{>PREVIEW}}
{{#UNCONFIRMED}}<p class="sample" role="note">{{UNCONFIRMED}}</p>{{/UNCONFIRMED}}
{{#PAUSE}}<p class="sample" role="note"><span>[[This program is taking a break.]] {{PAUSE_UNTIL}} <span lang="en">{{PAUSE_REASON}}</span></span></p>{{/PAUSE}}
<div class="split right">
<div>
{{#DESCRIPTION}}<div class="prose"><h2>[[What happens here]]</h2><div class="prose" lang="en">{{DESCRIPTION_HTML:none}}</div></div>{{/DESCRIPTION}}
{{#MENTOR_PART}}{{#MENTOR}}<div class="prose block"><h2>[[Become a mentor]]</h2></div>{{/MENTOR}}
{{#MENTOR_ROLE}}<div class="prose" lang="en">{{MENTOR_ROLE_HTML:none}}</div>{{/MENTOR_ROLE}}
{{#MENTOR_ROWS}}<dl class="rows">{{#ROW}}<div><dt>{{ROW_NAME}}</dt><dd>{{ROW_TEXT}}</dd></div>{{/ROW}}</dl>{{/MENTOR_ROWS}}{{/MENTOR_PART}}
{{#FAMILIES}}<div class="prose block"><h2>[[For families]]</h2></div>
<dl class="rows">{{#ROW}}<div><dt>{{ROW_NAME}}</dt><dd>{{ROW_TEXT}}</dd></div>{{/ROW}}{{#CONTENT_ROW}}<div><dt>{{ROW_NAME}}</dt><dd lang="en">{{ROW_TEXT}}</dd></div>{{/CONTENT_ROW}}</dl>{{/FAMILIES}}
{{#BADGE}}<div class="prose block"><h2>[[Quality practice]]</h2><p>{{BADGE}}</p></div>{{/BADGE}}
</div>
<aside aria-label="[[Contact and place]]">
<section class="panel" id="contact" aria-labelledby="contact-title"><h2 id="contact-title">[[Get in touch]]</h2>
{{#CONTACT}}<dl class="rows">{{#CONTACT_ROLE}}<div><dt>[[Ask for]]</dt><dd lang="en">{{CONTACT_ROLE}}</dd></div>{{/CONTACT_ROLE}}{{#PHONE}}<div><dt>[[Phone]]</dt><dd><a href="tel:{{PHONE_LINK}}">{{PHONE}}</a></dd></div>{{/PHONE}}{{#EMAIL}}<div><dt>[[Email]]</dt><dd><a href="mailto:{{EMAIL}}">{{EMAIL}}</a></dd></div>{{/EMAIL}}{{#ADDRESS}}<div><dt>[[Address]]</dt><dd translate="no">{{ADDRESS}}</dd></div>{{/ADDRESS}}</dl>{{/CONTACT}}
{{#NO_CONTACT}}<p class="small">{{NO_CONTACT}}</p>{{/NO_CONTACT}}
{{#BUTTONS}}<div class="act">{{#WRITE}}<a class="btn full" href="mailto:{{WRITE}}">[[Write to them]]</a> {{/WRITE}}{{#WEBSITE}}<a class="btn plain full" href="{{WEBSITE}}">[[Visit their website]]</a>{{/WEBSITE}}{{#FOUND_AT}}<a class="btn plain full" href="{{FOUND_AT}}" rel="nofollow">[[See where we found it]]</a>{{/FOUND_AT}}</div>{{#WEBSITE}}<p class="small paper" translate="no">{{WEBSITE}}</p>{{/WEBSITE}}{{/BUTTONS}}</section>
{{#WHERE}}<section class="panel" aria-labelledby="where-title"><h2 id="where-title">[[Where]]</h2>{{#MAP}}{{MAP_SVG:none}}{{/MAP}}
{{#SERVES_ALL}}<p class="small soft">{{SERVES_ALL}}</p>{{/SERVES_ALL}}{{#SERVES}}<p class="small soft">[[Serves these counties:]]</p><ul class="small linklist">{{#SERVED}}<li><a href="/counties/{{COUNTY_SLUG}}">{{COUNTY}}</a></li>{{/SERVED}}</ul>{{/SERVES}}{{#BASED}}<p class="small soft">{{BASED}}</p>{{/BASED}}{{#ONLINE}}<p class="small soft">[[You can take part online.]]</p>{{/ONLINE}}</section>{{/WHERE}}
<section class="panel" aria-labelledby="listing-title"><h2 id="listing-title">[[This listing]]</h2>
{{#CHECKED}}<p class="small">{{CHECKED_TEXT}}</p>{{/CHECKED}}{{#NOT_CHECKED}}<p class="small">[[Not confirmed with the program yet.]]</p>{{/NOT_CHECKED}}
{{#NEWS}}<p class="small">{{NEWS_DAY}}: <span lang="en">{{NEWS_TEXT}}</span></p>{{/NEWS}}
<ul class="small linklist">{{#SOURCE}}<li><a href="{{SOURCE}}" rel="nofollow">[[Where we found it]]</a></li>{{/SOURCE}}{{#TALK_TEXT}}<li><a href="#reply">[[Something is wrong here]]</a></li>{{/TALK_TEXT}}{{#DATA}}<li><a href="/programs/{{SLUG}}.json">[[Download as JSON]]</a></li>{{/DATA}}</ul></section>
</aside>
{{THREAD_HTML:none}}
</div>
{{#SIMILAR}}<section class="block screen" aria-labelledby="similar"><h2 id="similar">[[Similar programs]]</h2><ul class="list">{{ENTRIES_HTML:none}}</ul></section>{{/SIMILAR}}
</div>
