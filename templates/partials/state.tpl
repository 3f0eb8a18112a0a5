{{%AUTOESCAPE context="HTML"}}
{{#STATE_NONE}}<span class="tag"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M1 5h10v2H1z"/></svg>{{STATE_WORDS}}</span>{{/STATE_NONE}}
{{#STATE_OPEN}}<span class="tag"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1a5 5 0 1 0 0 10A5 5 0 0 0 6 1zm0 2a3 3 0 1 1 0 6 3 3 0 0 1 0-6z"/></svg>{{STATE_WORDS}}</span>{{/STATE_OPEN}}
{{#STATE_MET}}<span class="tag good"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M4.700 10.400.8 6.300l1.600-1.500 2.300 2.400L9.600 1.600l1.600 1.500z"/></svg>{{STATE_WORDS}}</span>{{/STATE_MET}}
{{#STATE_ON}}<span class="tag good"><svg viewBox="0 0 12 12" aria-hidden="true"><circle cx="6" cy="6" r="5"/></svg>{{STATE_WORDS}}</span>{{/STATE_ON}}
{{#STATE_BEHIND}}<span class="tag watch"><svg viewBox="0 0 12 12" aria-hidden="true"><path d="M6 1l5.500 10H.5z"/></svg>{{STATE_WORDS}}</span>{{/STATE_BEHIND}}
