{#- Engines differ in the type of decimal / decimal and in x / 0, so quotients of columns are taken here. Example: quotient(24.76, 0.2492)
    is 99.357945. rounding: as in rounded_decimal. -#}
{% macro quotient(numerator, denominator, decimals=6, rounding='round') -%}
    {{ rounded_decimal(
        "cast(" ~ numerator ~ " as double) / nullif(cast(" ~ denominator ~ " as double), 0)", decimals, rounding
    ) }}
{%- endmacro %}
