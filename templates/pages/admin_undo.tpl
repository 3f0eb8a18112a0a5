{{%AUTOESCAPE context="HTML"}}
{{! One press of a button and what it changed; filled by
    page/admin_undo_page.c.
  WHAT WHO DATE  what was done, by whom, when
  LEFT  (section) LEFT_TEXT, ITEM as below: what could not be taken back
  ALL   (section) ITEM (section, repeated): LINK (section) THING_PATH, or PLAIN
        (section); in each NAME or WORDS (sections); MORE (section)
  UNDO  (section) UNDO_PATH FORM_TOKEN
}}
<div class="depth"><div class="wrap">
<h1>[[What was changed]]</h1>
<p class="lede">{{WHAT}}</p>
<p class="soft">[[By {{WHO}} on {{DATE}}]]</p>
{{#UNDO}}<form method="post" action="{{UNDO_PATH}}" class="act"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="btn">[[Undo]]</button></form>{{/UNDO}}
</div></div>
<div class="wrap block">
{{#LEFT}}<section class="panel" aria-labelledby="left"><h2 id="left">[[Not everything could be undone]]</h2>
<p>{{LEFT_TEXT}}</p>
<ul>{{#ITEM}}<li>{{#LINK}}<a href="{{THING_PATH}}">{{#NAME}}<span translate="no">{{NAME}}</span>{{/NAME}}{{#WORDS}}{{WORDS}}{{/WORDS}}</a>{{/LINK}}{{#PLAIN}}{{#NAME}}<span translate="no">{{NAME}}</span>{{/NAME}}{{#WORDS}}{{WORDS}}{{/WORDS}}{{/PLAIN}}</li>{{/ITEM}}</ul>
{{#MORE}}<p>{{MORE}}</p>{{/MORE}}</section>{{/LEFT}}
<section class="block" aria-labelledby="all"><h2 id="all">[[What it touched]]</h2>
{{#ALL}}<ul>{{#ITEM}}<li>{{#LINK}}<a href="{{THING_PATH}}">{{#NAME}}<span translate="no">{{NAME}}</span>{{/NAME}}{{#WORDS}}{{WORDS}}{{/WORDS}}</a>{{/LINK}}{{#PLAIN}}{{#NAME}}<span translate="no">{{NAME}}</span>{{/NAME}}{{#WORDS}}{{WORDS}}{{/WORDS}}{{/PLAIN}}</li>{{/ITEM}}</ul>
{{#MORE}}<p>{{MORE}}</p>{{/MORE}}{{/ALL}}</section>
</div>
