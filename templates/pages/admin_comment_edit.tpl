{{%AUTOESCAPE context="HTML"}}
{{! Correcting a comment; filled by page/admin_comment_edit.c.
  HEADING EDIT_PATH COMMENT_PATH FORM_TOKEN VERSION TAB PAGE QUERY NEXT, ONE
            (section)
  CONFLICT  (section) THEIRS, YOURS: included
  NAME WEBSITE BODY, NAME_FIX WEBSITE_FIX BODY_FIX (sections)
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1 lang="en">{{HEADING}}</h1></div></div>
<div class="wrap block">
{{>PROBLEM}}
{{#CONFLICT}}<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Nothing is stored: somebody has changed this comment meanwhile]]</h2><div class="tablewrap"><table class="versus"><thead><tr><th scope="col">[[What it says now]]</th><th scope="col">[[What you typed]]</th></tr></thead><tbody><tr><td lang="en">{{>THEIRS}}</td><td lang="en">{{>YOURS}}</td></tr></tbody></table></div><p>[[What you typed is below. Take over what should stay, and save again.]]</p></div>{{/CONFLICT}}
<p class="soft">[[Take out what must not be public. The page says that the comment was edited; the words before are kept here.]]</p>
<form method="post" action="{{EDIT_PATH}}" data-editor><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="tab" value="{{TAB}}"><input type="hidden" name="page" value="{{PAGE}}"><input type="hidden" name="q" value="{{QUERY}}"><input type="hidden" name="next" value="{{NEXT}}">{{#ONE}}<input type="hidden" name="one" value="1">{{/ONE}}
<div class="fields two">
<div class="field{{#NAME_FIX}} bad{{/NAME_FIX}}"><label for="f-name">[[Name]]</label>{{#NAME_FIX}}<p class="oops" id="e-name">{{NAME_FIX}}</p>{{/NAME_FIX}}<input type="text" id="f-name" name="name" maxlength="80" value="{{NAME}}"{{#NAME_FIX}} aria-invalid="true" aria-describedby="e-name"{{/NAME_FIX}}></div>
<div class="field{{#WEBSITE_FIX}} bad{{/WEBSITE_FIX}}"><label for="f-website">[[Website]] <span class="soft">[[(optional)]]</span></label>{{#WEBSITE_FIX}}<p class="oops" id="e-website">{{WEBSITE_FIX}}</p>{{/WEBSITE_FIX}}<input type="text" inputmode="url" id="f-website" name="website" maxlength="500" value="{{WEBSITE}}"{{#WEBSITE_FIX}} aria-invalid="true" aria-describedby="e-website"{{/WEBSITE_FIX}}></div>
</div>
<div class="field{{#BODY_FIX}} bad{{/BODY_FIX}}"><label for="f-body">[[Comment]]</label>{{#BODY_FIX}}<p class="oops" id="e-body">{{BODY_FIX}}</p>{{/BODY_FIX}}<textarea id="f-body" name="body" rows="10" maxlength="4000"{{#BODY_FIX}} aria-invalid="true" aria-describedby="e-body"{{/BODY_FIX}}>
{{BODY:pre_escape}}</textarea></div>
<p class="act"><button class="btn">[[Save the correction]]</button> <a href="{{COMMENT_PATH}}">[[Cancel]]</a></p></form>
</div>
