{#- One language of texts in both: of every sentence the part with that number, each once, joined again. Dispatched: engines go through lists in
    different ways. Measured for 187,402 texts of comparisons: a regular expression took four times the processor time.
    Example: language_part('caveat', 1, ' ') is 'A. B.' of 'A.␟甲。␞B.␟乙。␞A.␟甲。'. -#}
{% macro language_part(texts, number, between) -%}
    {{ return(adapter.dispatch('language_part', 'kewei')(texts, number, between)) }}
{%- endmacro %}

{% macro default__language_part(texts, number, between) -%}
    {%- set sentences = "string_split(" ~ texts ~ ", '␞')" -%}
    array_to_string(
        [
            split_part({{ sentences }}[place], '␟', {{ number }})
            for place in generate_series(1, len({{ sentences }}))
            if list_position({{ sentences }}, {{ sentences }}[place]) = place
        ],
        '{{ between }}'
    )
{%- endmacro %}

{% macro spark__language_part(texts, number, between) -%}
    array_join(transform(array_distinct(split({{ texts }}, '␞')), each -> split_part(each, '␟', {{ number }})), '{{ between }}')
{%- endmacro %}
