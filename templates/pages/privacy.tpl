{{%AUTOESCAPE context="HTML"}}
{{! What is known of people; filled by page/privacy.c from its tables.
  COOKIE     (section) COOKIE_NAME COOKIE_WHAT COOKIE_TIME
  ASK_DAYS   "7 days"
  PROVIDERS  (section) some sites can be signed in with: PROVIDER_NAMES
  PART       (section) PART_NAME; ROW (section) ROW_ID WHAT HOW_LONG
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>[[Privacy]]</h1>
<p class="lede">[[You can read all of this site without telling us who you are. Here is what we know of you when you write or sign in, and when we forget it.]]</p>
</div></div>
<div class="wrap block prose">
<h2 id="reading">[[When you read]]</h2>
<p>[[Reading sets no cookie. All that you see comes from this site, so no other site learns that you are here. There are no ads, and nobody counts your visits.]]</p>
<p>[[The log of our server says when a page was asked for, and from which network. The last part of the network address is cut off, so the log does not say from whom. What you search for is not in it.]]</p>
<p>[[Links lead to the sites of programs. They learn that you come from us, not from which page. There, their rules hold.]]</p>
<h2 id="cookies">[[Cookies]]</h2>
<p>[[A cookie is a note that your browser keeps for us. Each comes only when you do something that needs it. None is for ads.]]</p>
<div class="tablewrap"><table class="keep"><caption class="vh">[[Cookies]]</caption><thead><tr><th scope="col">[[When, and what for]]</th><th scope="col">[[How long]]</th></tr></thead><tbody>
{{#COOKIE}}<tr><td><code translate="no">{{COOKIE_NAME}}</code><br>{{COOKIE_WHAT}}</td><td>{{COOKIE_TIME}}</td></tr>
{{/COOKIE}}</tbody></table></div>
<h2 id="comments">[[When you comment]]</h2>
<p>[[Everybody can read your name, your words and your website, once our staff have read them. What members write whom we have come to trust shows at once. Your e-mail address is for our staff alone. It is on no page, and we give it to nobody.]]</p>
<p>[[Some words wait longer before they are shown: those with a phone number, an address, or the name and the school of a child.]]</p>
<p>[[We store no network address. What we store instead is a code, to count how many comments come from one place. Its key is made anew each day and then destroyed.]]</p>
<h2 id="mail">[[Mail]]</h2>
<p>[[We write about comments only to addresses that said yes. The first mail asks, and holds no word of what was typed. Who does not answer is forgotten after]] {{ASK_DAYS}}. [[Each mail has a link that stops them.]]</p>
<p>[[No picture in our mails tells us that you read them.]]</p>
<h2 id="sign-in">[[When you sign in]]</h2>
<p>[[You never have to. With a link by e-mail, we know your address and the name that you give yourself.]]</p>
{{#PROVIDERS}}<p>[[You can also sign in with another site:]] {{PROVIDER_NAMES}}. [[That site then learns that you sign in here. It tells us your number there, your name, and your address if it has checked it. We never see your password, and tell that site nothing of what you do here.]]</p>{{/PROVIDERS}}
<h2 id="delete">[[Read, take along, delete]]</h2>
<ul>
<li>[[With an account, your page shows all your comments and sign-ins. There you can take all of it along as a file, delete single comments, or delete the account with all that you wrote.]] <a href="/me" rel="nofollow">[[Your account]]</a></li>
<li>[[Without an account, you can change or delete a comment for 15 minutes, in the browser that you wrote it with. Later, use the link “Report” below it, and say that it is yours.]]</li>
<li>[[What you delete is gone at once. If others answered your comment, an empty place is left.]]</li>
</ul>
<h2 id="staff">[[Who sees what]]</h2>
<p>[[Comments with their addresses are read by our moderators and administrators. Accounts are seen by administrators, who must show a second proof when they sign in. Whatever staff change, a record says who did it.]]</p>
<h2 id="times">[[How long we keep it]]</h2>
<p>[[A program looks at this every hour and removes what is over. The table below is the one that it works by. What words leave behind in the files is wiped the night after.]]</p>
{{#PART}}<div class="tablewrap"><table class="keep"><caption>{{PART_NAME}}</caption><thead><tr><th scope="col">[[What]]</th><th scope="col">[[How long]]</th></tr></thead><tbody>
{{#ROW}}<tr id="keep-{{ROW_ID}}"><td>{{WHAT}}</td><td>{{HOW_LONG}}</td></tr>
{{/ROW}}</tbody></table></div>
{{/PART}}</div>
