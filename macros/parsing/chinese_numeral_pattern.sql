{#- Pattern of a well-formed Chinese numeral: thousands, hundreds, tens, ones in this order, each
    power with at most one digit before it. 二十 and 百 fit; 二二, 三五 (an estimate) and 十百 do not. -#}
{% macro chinese_numeral_pattern() -%}
    {%- set digit = '[一二三四五六七八九两]' -%}
    {{ return(
        '^(' ~ digit ~ '?千)?(' ~ digit ~ '?百)?(' ~ digit ~ '?十)?(' ~ digit ~ ')?$'
    ) }}
{%- endmacro %}
