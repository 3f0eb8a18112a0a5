{{%AUTOESCAPE context="HTML"}}
{{! What the depths of the county picture mean. }}
<p class="depths"><span>[[No programs]]</span> <svg class="map" viewBox="0 0 50 8" aria-hidden="true"><path class="d0" d="M0 0h10v8H0z"/><path class="d1" d="M10 0h10v8H10z"/><path class="d2" d="M20 0h10v8H20z"/><path class="d3" d="M30 0h10v8H30z"/><path class="d4" d="M40 0h10v8H40z"/></svg> <span>[[Most programs]]</span></p>
