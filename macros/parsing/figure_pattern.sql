{#- The anatomy of a printed figure, as one pattern with nine groups: 1 falling verb, 2 qualifier before, 3 numeral, 4 second numeral of a range,
    5 余 or 多 right after the numeral, 6 万 or 亿, 7 余 or 多 after that, 8 counter, 9 qualifier after. The words are those of
    seeds/printed_words.csv. Example: 9万多人次 is 3: 9, 6: 万, 7: 多, 8: 人次. Example: 20-25家 is 3: 20, 4: 25, 8: 家. -#}
{% macro figure_pattern(words) -%}
    {%- set numeral = '([0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+)' -%}
    {%- set any = {} -%}
    {%- for role in ['falling_verb', 'before', 'ordinal', 'range_mark', 'surplus', 'scale', 'after'] -%}
        {%- do any.update({role: words_in(words, role) | join('|')}) -%}
    {%- endfor -%}
    {{ return(
        '^(' ~ any.falling_verb ~ ')?(' ~ any.before ~ '|' ~ any.ordinal ~ ')?' ~ numeral
        ~ '(?:(?:' ~ any.range_mark ~ ')' ~ numeral ~ ')?'
        ~ '(' ~ any.surplus ~ ')?(' ~ any.scale ~ ')?(' ~ any.surplus ~ ')?(.*?)(' ~ any.after ~ ')?$'
    ) }}
{%- endmacro %}
