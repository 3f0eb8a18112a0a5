{{%AUTOESCAPE context="HTML"}}
{{! The staff's list of listings; filled by page/admin_program_list.c and
    page/admin_program_list_filters.c.
  COUNT    "137 listings"
  MAY_ADD  (section) may make a new one
  LEFT     (section) LEFT_TEXT, LEFT_ONE (repeated): ID NAME
  VIEWS    (section) VIEW (repeated): VIEW_NAME VIEW_PATH REMOVE_PATH FORM_TOKEN,
           VIEW_THIS (section)
  SAVE_VIEW  (section) QUERY FORM_TOKEN
  WORDS; STAGES CHECKS STATES SORTS (sections, repeated): VALUE LABEL, CHOSEN
  GROUPS   (section, repeated) GROUP, COUNTIES as those above
  NEEDS    (section) the box is ticked; KEEP_ORG (section) ORG
  CHIPS    (section) CHIP (repeated): CHIP_TEXT CHIP_PATH
  TABLE    (section) NAME_PATH STAGE_PATH CHECKED_PATH CHANGED_PATH and sections
           …_SORTED; TICKS (section), QUERY FORM_TOKEN; BULK (section): DO
           (repeated) DO_VALUE DO_LABEL; SINGLE; TOO_MANY; SELECT_ALL:
           SELECT_PATH SELECT_TEXT; ALL: ALL_TEXT SINGLE_PATH; ROW (repeated):
           ID NAME ORG ORG_NAME CHECKED CHANGED, WHO, SLUG, TICK: IS_TICKED,
           IS_DRAFT IS_LIVE IS_PAUSED IS_CLOSED (sections)
  NONE     (section) nothing fits
  PAGES    included
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Listings]]</h1>
{{#MAY_ADD}}<p class="act"><a class="btn" href="/admin/programs/new">[[New listing]]</a></p>{{/MAY_ADD}}
</div></div>
<div class="wrap block">
{{#LEFT}}<div class="sample" role="note"><p>{{LEFT_TEXT}} {{#LEFT_ONE}}<a href="/admin/programs/{{ID}}" translate="no">{{NAME}}</a> {{/LEFT_ONE}}</p></div>{{/LEFT}}
{{#VIEWS}}<nav class="saved" aria-label="[[Saved filters]]"><ul class="s">{{#VIEW}}<li><a href="{{VIEW_PATH}}" translate="no"{{#VIEW_THIS}} aria-current="page"{{/VIEW_THIS}}>{{VIEW_NAME}}</a> <form method="post" action="{{REMOVE_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="linkbtn">[[Remove]]<span class="vh" translate="no"> {{VIEW_NAME}}</span></button></form></li>{{/VIEW}}</ul></nav>{{/VIEWS}}
<form class="tools sieve" action="/admin/programs" method="get" role="search">
<div><label for="f-q">[[Name or organization]]</label> <input type="search" id="f-q" name="q" value="{{WORDS}}" autocomplete="off"></div>
<div><label for="f-stage">[[Stage]]</label> <select id="f-stage" name="stage"><option value="">[[Any]]</option>{{#STAGES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STAGES}}</select></div>
<div><label for="f-county">[[County]]</label> <select id="f-county" name="county"><option value="">[[Any]]</option>{{#GROUPS}}<optgroup label="{{GROUP}}">{{#COUNTIES}}<option value="{{VALUE}}" translate="no"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/COUNTIES}}</optgroup>{{/GROUPS}}</select></div>
<div><label for="f-state">[[Based in]]</label> <select id="f-state" name="state"><option value="">[[Any]]</option>{{#STATES}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/STATES}}</select></div>
<div><label for="f-checked">[[Confirmed]]</label> <select id="f-checked" name="checked"><option value="">[[Any time]]</option>{{#CHECKS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/CHECKS}}</select></div>
<div><label for="f-sort">[[Sort by]]</label> <select id="f-sort" name="sort">{{#SORTS}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/SORTS}}</select></div>
<label class="check"><input type="checkbox" name="needs" value="mentors"{{#NEEDS}} checked{{/NEEDS}}> <span>[[Mentors needed now]]</span></label>
{{#KEEP_ORG}}<input type="hidden" name="org" value="{{ORG}}">{{/KEEP_ORG}}
<button class="btn">[[Show listings]]</button></form>
<h2 id="count" class="tally-line">{{COUNT}}</h2>
{{#CHIPS}}<ul class="chips" aria-label="[[Filters in use]]">{{#CHIP}}<li><a class="chip" href="{{CHIP_PATH}}"><span class="vh">[[Remove filter:]] </span>{{CHIP_TEXT}}</a></li>{{/CHIP}}<li><a class="small" href="/admin/programs">[[Remove all]]</a></li></ul>{{/CHIPS}}
{{#SAVE_VIEW}}<details class="keep"><summary>[[Save this filter]]</summary><form class="tools" method="post" action="/admin/views"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="query" value="{{QUERY}}"><div><label for="f-name">[[Name it]]</label> <input type="text" id="f-name" name="name" maxlength="80" autocomplete="off" required></div> <button class="btn plain">[[Save]]</button></form></details>{{/SAVE_VIEW}}
{{#NONE}}<div class="empty"><p>[[No listing fits.]]</p>
<p><a href="/admin/programs">[[Show all listings]]</a></p></div>{{/NONE}}
{{#TABLE}}
{{#TICKS}}<form method="post" action="/admin/programs/bulk"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="query" value="{{QUERY}}">{{/TICKS}}
{{#BULK}}<div class="bulk">{{#SINGLE}}<label class="check"><input type="checkbox" data-all="id"> <span>[[All on this page]]</span></label>{{/SINGLE}}{{#ALL}}<input type="hidden" name="all" value="1"><p><strong>{{ALL_TEXT}}</strong> <a href="{{SINGLE_PATH}}">[[Choose single ones]]</a></p>{{/ALL}}
<label for="f-do">[[With those ticked]]</label> <select id="f-do" name="do">{{#DO}}<option value="{{DO_VALUE}}">{{DO_LABEL}}</option>{{/DO}}</select>
<button class="btn small">[[Go on]]</button>{{#SELECT_ALL}} <a href="{{SELECT_PATH}}">{{SELECT_TEXT}}</a>{{/SELECT_ALL}}{{#TOO_MANY}} <span class="soft small">{{TOO_MANY}}</span>{{/TOO_MANY}}</div>{{/BULK}}
<div class="tablewrap" role="region" aria-labelledby="count" tabindex="0"><table class="sheet stack">
<thead><tr>{{#TICKS}}<td class="pick"></td>{{/TICKS}}<th scope="col"{{#NAME_SORTED}} aria-sort="ascending"{{/NAME_SORTED}}><a href="{{NAME_PATH}}">[[Name]]</a></th><th scope="col"{{#STAGE_SORTED}} aria-sort="ascending"{{/STAGE_SORTED}}><a href="{{STAGE_PATH}}">[[Stage]]</a></th><th scope="col"{{#CHECKED_SORTED}} aria-sort="ascending"{{/CHECKED_SORTED}}><a href="{{CHECKED_PATH}}">[[Confirmed]]</a></th><th scope="col"{{#CHANGED_SORTED}} aria-sort="descending"{{/CHANGED_SORTED}}><a href="{{CHANGED_PATH}}">[[Changed]]</a></th><th scope="col">[[On the site]]</th></tr></thead>
<tbody>{{#ROW}}
<tr>{{#TICK}}<td class="pick"><label class="check"><input type="checkbox" name="id" value="{{ID}}"{{#IS_TICKED}} checked disabled{{/IS_TICKED}}><span class="vh" translate="no">{{NAME}}</span></label></td>{{/TICK}}<th scope="row"><a href="/admin/programs/{{ID}}" translate="no">{{NAME}}</a><br><a class="soft small" href="/admin/programs?org={{ORG:url_query_escape}}" translate="no">{{ORG_NAME}}</a></th>
<td data-label="[[Stage]]">{{#IS_DRAFT}}<span class="tag draft">[[Draft]]</span>{{/IS_DRAFT}}{{#IS_LIVE}}<span class="tag live">[[Published]]</span>{{/IS_LIVE}}{{#IS_PAUSED}}<span class="tag paused">[[Paused]]</span>{{/IS_PAUSED}}{{#IS_CLOSED}}<span class="tag closed">[[Closed]]</span>{{/IS_CLOSED}}</td>
<td data-label="[[Confirmed]]">{{CHECKED}}</td>
<td data-label="[[Changed]]">{{CHANGED}}{{#WHO}}<br><span class="soft small" translate="no">{{WHO}}</span>{{/WHO}}</td>
<td>{{#SLUG}}<a href="/programs/{{SLUG}}">[[Open]]<span class="vh" translate="no"> {{NAME}}</span></a>{{/SLUG}}</td></tr>{{/ROW}}
</tbody></table></div>
{{#TICKS}}</form>{{/TICKS}}
{{/TABLE}}
{{>PAGES}}
</div>
