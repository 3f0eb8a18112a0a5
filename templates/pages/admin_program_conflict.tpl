{{%AUTOESCAPE context="HTML"}}
{{! Mine and theirs; filled by page/admin_program_conflict.c.
  SAVE     (section, repeated) SAVE_TEXT, SAVE_NOTE: who saved since
  CHOOSE   (section) BOTH (repeated): NAME, LABEL, MINE, THEIRS (included), PICK_MINE, PICK_THEIRS
  JOINED   (section) ONE (repeated): LABEL, WHOSE, CHANGE (included)
  CARRIED  (section, repeated) NAME, VALUE: all of mine
  PATH VERSION SEEN ACTION FORM_TOKEN  of the form
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}<h1>[[Two people changed this listing]]</h1></div></div>
<div class="wrap block">
<div class="problem" role="alert" tabindex="-1" autofocus><h2>[[Not saved yet, and nothing is lost]]</h2>
<ul>{{#SAVE}}<li>{{SAVE_TEXT}}{{#SAVE_NOTE}} <q lang="en">{{SAVE_NOTE}}</q>{{/SAVE_NOTE}}</li>{{/SAVE}}</ul>
{{#CHOOSE}}<p>[[You both changed the same parts. Choose one of each below, then save.]]</p>{{/CHOOSE}}
{{#JOINED}}<p>[[What only one of you changed is put together.]]</p>{{/JOINED}}</div>
<form method="post" action="{{PATH}}">
<input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}"><input type="hidden" name="seen" value="{{SEEN}}">
{{#CARRIED}}<input type="hidden" name="{{NAME}}" value="{{VALUE:pre_escape}}">
{{/CARRIED}}
{{#CHOOSE}}<h2>[[Choose]]</h2>
<div class="tablewrap"><table class="versus stack"><thead><tr><th scope="col">[[Part]]</th><th scope="col">[[Yours]]</th><th scope="col">[[Theirs]]</th></tr></thead><tbody>{{#BOTH}}<tr><th scope="row" id="row-{{NAME}}">{{LABEL}}</th>
<td data-label="[[Yours]]"><div class="said" lang="en">{{>MINE}}{{#MINE_EMPTY}}<span class="soft">[[(empty)]]</span>{{/MINE_EMPTY}}</div><p><label class="check"><input type="radio" id="mine-{{NAME}}" name="pick-{{NAME}}" value="mine" required{{#PICK_MINE}} checked{{/PICK_MINE}}> <span>[[Keep yours]]<span class="vh">: {{LABEL}}</span></span></label></p></td>
<td data-label="[[Theirs]]"><div class="said" lang="en">{{>THEIRS}}{{#THEIRS_EMPTY}}<span class="soft">[[(empty)]]</span>{{/THEIRS_EMPTY}}</div><p><label class="check"><input type="radio" id="theirs-{{NAME}}" name="pick-{{NAME}}" value="theirs" required{{#PICK_THEIRS}} checked{{/PICK_THEIRS}}> <span>[[Keep theirs]]<span class="vh">: {{LABEL}}</span></span></label></p></td></tr>{{/BOTH}}</tbody></table></div>{{/CHOOSE}}
{{#JOINED}}<h2>[[Put together]]</h2>
<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col">[[Part]]</th><th scope="col">[[Who]]</th><th scope="col">[[Change]]</th></tr></thead><tbody>{{#ONE}}<tr><th scope="row">{{LABEL}}</th><td data-label="[[Who]]">{{WHOSE}}</td><td data-label="[[Change]]"><div class="said" lang="en">{{>CHANGE}}</div></td></tr>{{/ONE}}</tbody></table></div>{{/JOINED}}
<p class="act"><button class="btn" name="do" value="{{ACTION}}">[[Save it like this]]</button> <button class="btn plain" name="do" value="edit" formnovalidate>[[Back to the form]]</button></p>
</form></div>
