{#- The anatomy of a printed figure, as one pattern with nine groups:
    1 falling verb, 2 qualifier before, 3 numeral, 4 second numeral of a range, 5 余 or 多 right after
    the numeral, 6 万 or 亿, 7 余 or 多 after that, 8 counter, 9 qualifier behind.
    Example: 9万多人次 is 3: 9, 6: 万, 7: 多, 8: 人次. Example: 20-25家 is 3: 20, 4: 25, 8: 家. -#}
{% macro figure_pattern() -%}
    {%- set numeral = '([0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+)' -%}
    {%- set before = [
        '不少于', '不低于', '至少', '不超过', '不高于', '至多',
        '超过', '超出', '超', '突破', '逾', '高于', '多于', '大于',
        '接近', '近', '不足', '不到', '低于', '少于', '小于', '大约', '约', '第',
    ] | join('|') -%}
    {%- set behind = ['以上', '以下', '以内', '左右', '上下', '级'] | join('|') -%}
    {{ return(
        '^(下降|减少|降低|回落)?(' ~ before ~ ')?' ~ numeral
        ~ '(?:[-－—~～至]' ~ numeral ~ ')?'
        ~ '(余|多)?(万|亿)?(余|多)?(.*?)(' ~ behind ~ ')?$'
    ) }}
{%- endmacro %}
