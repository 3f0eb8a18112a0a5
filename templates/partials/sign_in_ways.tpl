{{%AUTOESCAPE context="HTML"}}
{{! Buttons of a form that lead to signing in, with the form kept; filled by
    page/sign_in_ways.c.
  WAY  (section, repeated) WAY_ID, WAY_LABEL; MARK included
}}
<p class="field soft" id="sign-in-with">[[Or sign in first. What you typed is kept.]]</p>
<div class="signin" role="group" aria-labelledby="sign-in-with">{{#WAY}}<button name="sign_in" value="{{WAY_ID}}" formnovalidate>{{>MARK}}{{WAY_LABEL}}</button>{{/WAY}}</div>
