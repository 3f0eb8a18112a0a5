{{%AUTOESCAPE context="HTML"}}
{{! A report has come in; filled by page/comment_report.c.
  TALK_PATH  of the conversation
}}
<div class="depth"><div class="wrap">
{{>CRUMBS}}
<h1>[[Thank you for telling us]]</h1>
<p class="lede">[[Your report is with our staff.]]</p>
</div></div>
<div class="wrap block prose">
<h2>[[What happens next]]</h2>
<ul>
<li>[[A person of our staff reads the comment and what you wrote.]]</li>
<li>[[If the comment hurts somebody, tells private details or does not belong here, they take it down. If not, it stays.]]</li>
<li>[[When several people report a comment, it is hidden until our staff have read it.]]</li>
<li>[[We do not ask who you are, so we cannot write back to you.]]</li>
</ul>
<p class="act"><a class="btn plain" href="{{TALK_PATH}}">[[Back to the conversation]]</a></p>
</div>
