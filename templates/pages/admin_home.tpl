{{%AUTOESCAPE context="HTML"}}
{{! What waits for the staff; filled by page/admin_home.c.
  ATTACK  included: everything is held just now
  GREETING SUM  by the clock, with the first name; how much waits
  QUEUE   (section) there is something
  WAITS   (section, repeated) WHAT WHICH, WHERE (section), SINCE (section:
          SINCE_DAY SINCE_DATE), HOLDER (section), TAKE or LET_GO (section:
          OBJECT FORM_TOKEN), WAY (section); or REST (section): REST_WAY
          REST_WORDS
  OWNED   (section) OWN (section, repeated): OWN_PATH OWN_NAME
  RECENT  (section) CHANGE (section, repeated): CHANGE_WORDS CHANGE_WHO
          CHANGE_DATE, CHANGE_OF (section: LISTING_PATH LISTING_NAME), CHANGE_UNDO (section: UNDO_PATH FORM_TOKEN)
  SYSTEM  (section) PART (section, repeated): FINE or OFF (section):
          PART_WORDS
}}
<div class="depth"><div class="wrap"><h1 class="greeting">{{GREETING}}</h1><p class="lede">{{SUM}}</p></div></div>
<div class="wrap block">
{{>ATTACK}}{{#QUEUE}}<div class="tablewrap"><table class="sheet stack waits"><caption class="vh">[[What waits, oldest first]]</caption>
<thead><tr><th scope="col">[[What]]</th><th scope="col">[[Which]]</th><th scope="col">[[Since]]</th><th scope="col">[[Who has it]]</th><th scope="col">[[Open]]</th></tr></thead>
<tbody>
{{#WAITS}}{{#WHICH}}<tr><td>{{WHAT}}</td><th scope="row"><span translate="no">{{WHICH}}</span>{{#WHERE}}<br><span class="small soft" translate="no">{{WHERE}}</span>{{/WHERE}}</th>
<td data-label="[[Since]]">{{#SINCE}}<time datetime="{{SINCE_DAY}}">{{SINCE_DATE}}</time>{{/SINCE}}</td>
<td data-label="[[Who has it]]">{{#HOLDER}}<span translate="no">{{HOLDER}}</span> {{/HOLDER}}{{#TAKE}}<form method="post" action="/admin/take"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="object" value="{{OBJECT}}"><button class="linkbtn" aria-label="[[Take: {{WHICH}}]]">[[Take]]</button></form>{{/TAKE}}{{#LET_GO}}<form method="post" action="/admin/let-go"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="object" value="{{OBJECT}}"><button class="linkbtn" aria-label="[[Let go: {{WHICH}}]]">[[Let go]]</button></form>{{/LET_GO}}</td>
<td>{{#WAY}}<a class="btn small plain" href="{{WAY}}" aria-label="[[Open: {{WHICH}}]]">[[Open]]</a>{{/WAY}}</td></tr>
{{/WHICH}}{{#REST}}<tr><td colspan="5"><a href="{{REST_WAY}}">{{REST_WORDS}}</a></td></tr>
{{/REST}}{{/WAITS}}
</tbody></table></div>{{/QUEUE}}
{{#OWNED}}<ul class="linklist">{{#OWN}}<li><a href="{{OWN_PATH}}" translate="no">{{OWN_NAME}}</a></li>{{/OWN}}</ul>{{/OWNED}}
{{#RECENT}}<section class="block" aria-labelledby="recent"><h2 id="recent">[[Recent changes]]</h2>
<div class="tablewrap"><table class="sheet stack"><thead><tr><th scope="col">[[What was done]]</th><th scope="col">[[By]]</th><th scope="col">[[When]]</th><th scope="col">[[Take it back]]</th></tr></thead>
<tbody>{{#CHANGE}}<tr><td>{{CHANGE_WORDS}}{{#CHANGE_OF}}<br><a href="{{LISTING_PATH}}" translate="no">{{LISTING_NAME}}</a>{{/CHANGE_OF}}</td><td data-label="[[By]]" translate="no">{{CHANGE_WHO}}</td><td data-label="[[When]]">{{CHANGE_DATE}}</td><td>{{#CHANGE_UNDO}}<form method="post" action="{{UNDO_PATH}}"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><button class="linkbtn" aria-label="[[Undo: {{CHANGE_WORDS}}]]">[[Undo]]</button></form>{{/CHANGE_UNDO}}</td></tr>
{{/CHANGE}}</tbody></table></div></section>{{/RECENT}}
{{#SYSTEM}}<ul class="fine-line">{{#PART}}{{#FINE}}<li>{{PART_WORDS}}</li>{{/FINE}}{{#OFF}}<li class="off">{{PART_WORDS}}</li>{{/OFF}}{{/PART}}</ul>{{/SYSTEM}}
</div>
