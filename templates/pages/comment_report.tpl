{{%AUTOESCAPE context="HTML"}}
{{! "Report a comment"; filled by page/comment_report.c.
  PROBLEM    (section) PROBLEM_TITLE, PROBLEM_TEXT (section), FIELDS (section):
             FIELD (section, repeated) FIELD_ID FIELD_FIX
  ID NAME WHEN (RFC 3339) DATE BODY_HTML: the comment; STAFF (section) or
             PERSON (section) FACE INITIALS
  REASON     (section, repeated) CODE WORDS, CHOSEN and PRIVATE (sections)
  TYPED      the note
  REASON_ERROR NOTE_ERROR  (sections) what to do
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Report a comment]]</h1>
<p class="lede">[[Does this comment hurt somebody, or does it not belong here? Tell our staff. You need no account, and its writer does not learn that it was you.]]</p>
</div></div>
<div class="wrap block"><div class="slim">
{{#PROBLEM}}<div class="problem" role="alert" tabindex="-1" autofocus>
<h2>{{PROBLEM_TITLE}}</h2>
{{#PROBLEM_TEXT}}<p>{{PROBLEM_TEXT}}</p>{{/PROBLEM_TEXT}}
{{#FIELDS}}<ul>{{#FIELD}}<li><a href="#{{FIELD_ID}}">{{FIELD_FIX}}</a></li>{{/FIELD}}</ul>{{/FIELDS}}
</div>{{/PROBLEM}}
<h2>[[The comment]]</h2>
<div class="thread"><article class="note" aria-labelledby="by-{{ID}}">{{#STAFF}}<svg class="face staff" viewBox="0 0 40 40" aria-hidden="true"><path d="M20 5l3 12 12 3-12 3-3 12-3-12-12-3 12-3Z"/></svg>{{/STAFF}}{{#PERSON}}<svg class="face {{FACE}}" viewBox="0 0 40 40" aria-hidden="true"><text x="20" y="26">{{INITIALS}}</text></svg>{{/PERSON}}
<div class="who"><h3 id="by-{{ID}}"><bdi translate="no">{{NAME}}</bdi></h3> {{#STAFF}}<span class="tag watch">[[Partnership staff]]</span> {{/STAFF}}<a class="small soft" href="/comments/{{ID}}"><time datetime="{{WHEN}}">{{DATE}}</time></a></div>
<div class="prose" lang="en">{{BODY_HTML:none}}</div></article></div>
<section class="panel reply" aria-labelledby="your"><h2 id="your">[[Your report]]</h2>
<form method="post" action="/comments/{{ID}}/report">
<fieldset class="field{{#REASON_ERROR}} bad{{/REASON_ERROR}}" id="r-reason" tabindex="-1"{{#REASON_ERROR}} aria-describedby="r-reason-error"{{/REASON_ERROR}}><legend class="legend">[[What is wrong with it?]]</legend>
{{#REASON_ERROR}}<span class="oops" id="r-reason-error">{{REASON_ERROR}}</span>{{/REASON_ERROR}}
{{#REASON}}<label class="box"><input type="radio" name="reason" value="{{CODE}}" required{{#CHOSEN}} checked{{/CHOSEN}}> <span>{{WORDS}}{{#PRIVATE}} <span class="hint">[[Such as a full name with a school, a phone number or an address.]]</span>{{/PRIVATE}}</span></label>
{{/REASON}}</fieldset>
<div class="field{{#NOTE_ERROR}} bad{{/NOTE_ERROR}}"><label for="r-note">[[What should we know? (optional)]]</label> <span class="hint" id="r-note-hint">[[Only our staff read it. At most 500 characters.]]</span>
{{#NOTE_ERROR}}<span class="oops" id="r-note-error">{{NOTE_ERROR}}</span>{{/NOTE_ERROR}}
<textarea id="r-note" name="note" rows="4" aria-describedby="r-note-hint{{#NOTE_ERROR}} r-note-error{{/NOTE_ERROR}}"{{#NOTE_ERROR}} aria-invalid="true"{{/NOTE_ERROR}}>
{{TYPED:pre_escape}}</textarea></div>
<div class="act"><button class="btn">[[Send report]]</button> <a class="btn plain" href="/comments/{{ID}}">[[Back to the conversation]]</a></div>
</form></section>
</div></div>
