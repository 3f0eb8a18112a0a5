{{%AUTOESCAPE context="HTML"}}
{{! Asks before a measure leaves the public pages or comes back; filled by
    page/admin_measure.c.
  IS_LIVE IS_RETIRED (sections), MEASURE AREA_SLUG MEASURE_SLUG
  COUNT_TEXT, FORM_TOKEN VERSION
}}
<div class="depth"><div class="wrap">{{>CRUMBS}}
<h1>{{#IS_LIVE}}[[Retire this measure?]]{{/IS_LIVE}}{{#IS_RETIRED}}[[Bring this measure back?]]{{/IS_RETIRED}}</h1>
</div></div>
<div class="wrap block"><div class="slim">
<p><b lang="en">{{MEASURE}}</b></p>
<p>{{COUNT_TEXT}}</p>
<p>{{#IS_LIVE}}[[It leaves the public pages, the CSV and the JSON, with all of its figures and corrections. Nothing is deleted, and you can bring it back.]]{{/IS_LIVE}}{{#IS_RETIRED}}[[It returns to the public pages, the CSV and the JSON, with its published figures and their corrections.]]{{/IS_RETIRED}}</p>
<form method="post" action="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}/retire"><input type="hidden" name="token" value="{{FORM_TOKEN}}"><input type="hidden" name="version" value="{{VERSION}}">
<div class="act">{{#IS_LIVE}}<button class="btn stop" name="do" value="retire">[[Retire it]]</button>{{/IS_LIVE}}{{#IS_RETIRED}}<button class="btn" name="do" value="back">[[Bring it back]]</button>{{/IS_RETIRED}} <a class="btn plain" href="/admin/dashboard/{{AREA_SLUG}}/{{MEASURE_SLUG}}">[[Cancel]]</a></div></form>
</div></div>
