{#- What follows `from` where marts show two sides of a pair: the pairs, and for either side its level, indicator and place as a, indicators_a,
    places_a and as b, indicators_b, places_b. pairs: name of a relation with series_id_a, year_a, series_id_b, year_b.
    Example: select a.value, places_b.district from {{ both_sides('graded') }}. -#}
{% macro both_sides(pairs) -%}
    {{ pairs }}
    {%- for side in ['a', 'b'] %}
    inner join {{ ref('int_levels_numbered') }} as {{ side }}
        on {{ pairs }}.series_id_{{ side }} = {{ side }}.series_id and {{ pairs }}.year_{{ side }} = {{ side }}.year
    inner join {{ ref('dim_indicators') }} as indicators_{{ side }}
        on {{ side }}.indicator_code = indicators_{{ side }}.indicator_code
    inner join {{ ref('int_places_listed') }} as places_{{ side }}
        on {{ side }}.place_key = places_{{ side }}.place_key
    {%- endfor %}
{%- endmacro %}
