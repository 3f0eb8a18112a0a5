{{%AUTOESCAPE context="HTML"}}
<li class="entry">
{{#GLYPH_ONE}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><path d="M21 38L39 22"/><circle cx="21" cy="38" r="3.2"/><circle class="lead" cx="39" cy="22" r="4.4"/></svg>{{/GLYPH_ONE}}
{{#GLYPH_GROUP}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><path d="M30 19L17 38M30 19L30 42M30 19L43 38"/><circle class="lead" cx="30" cy="19" r="4.6"/><circle cx="17" cy="38" r="3"/><circle cx="30" cy="42" r="3"/><circle cx="43" cy="38" r="3"/></svg>{{/GLYPH_GROUP}}
{{#GLYPH_TEAM}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><path d="M20 20L18 40M20 20L30 43M40 20L30 43M40 20L42 40M20 20H40"/><circle class="lead" cx="20" cy="20" r="4.2"/><circle class="lead" cx="40" cy="20" r="4.2"/><circle cx="18" cy="40" r="3"/><circle cx="30" cy="43" r="3"/><circle cx="42" cy="40" r="3"/></svg>{{/GLYPH_TEAM}}
{{#GLYPH_FAMILY}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><path d="M19 24L30 17L41 24V37L30 43L19 37Z"/><circle class="lead" cx="19" cy="24" r="4"/><circle class="lead" cx="41" cy="24" r="4"/><circle cx="19" cy="37" r="3"/><circle cx="41" cy="37" r="3"/><circle cx="30" cy="43" r="3"/></svg>{{/GLYPH_FAMILY}}
{{#GLYPH_PEER}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><path d="M18 34H42M18 34L30 19L42 34"/><circle class="lead" cx="18" cy="34" r="3.8"/><circle class="lead" cx="42" cy="34" r="3.8"/><circle cx="30" cy="19" r="3"/></svg>{{/GLYPH_PEER}}
{{#GLYPH_ONLINE}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><path class="dash" d="M18 38L42 22"/><circle cx="18" cy="38" r="3.2"/><circle class="lead" cx="42" cy="22" r="4.4"/></svg>{{/GLYPH_ONLINE}}
{{#GLYPH_STAR}}<svg class="glyph" viewBox="0 0 60 60" aria-hidden="true"><circle class="lead" cx="30" cy="30" r="5"/></svg>{{/GLYPH_STAR}}
<div>
<div class="headline"><h3><a href="/programs/{{SLUG}}" translate="no">{{NAME}}</a></h3>{{#NEEDS}}<p class="tag ask"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 11.200C2.600 8.700.6 6.700.6 4.300.6 2.500 1.900 1.300 3.500 1.300c1 0 1.900.5 2.500 1.400.6-.9 1.500-1.400 2.500-1.400 1.600 0 2.900 1.200 2.900 3 0 2.400-2 4.400-5.400 6.900z"/></svg>[[Mentors needed now]]</p>{{/NEEDS}}{{#PAUSED}}<p class="tag watch">[[Paused]]</p>{{/PAUSED}}</div>
<p class="by" translate="no">{{BY}}</p>
<p class="why" lang="en">{{SUMMARY}}</p>
{{#FACTS}}<ul class="facts">{{#FACT}}<li class="tag">{{TEXT}}</li>{{/FACT}}</ul>{{/FACTS}}
{{#PHONE}}<p class="by paper">[[Phone]] {{PHONE}}</p>{{/PHONE}}
<p class="by last">{{#WHY}}{{WHY_TEXT}}. {{/WHY}}{{#LANGUAGES}}{{LANGUAGE_LIST}}. {{/LANGUAGES}}{{CHECKED}}.</p>
</div></li>
