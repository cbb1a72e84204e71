{#- Dispatched: engines round at different digits when a double holds fewer digits than are asked for. rounding: floor or ceil for the end
    of an interval, which must not come nearer than it is; what a double does not hold exactly is not taken for more digits.
    Example: rounded_decimal('2.0000006') is 2.000001, with floor 2.000000. -#}
{% macro rounded_decimal(number, decimals=6, rounding='round') -%}
    {{ return(adapter.dispatch('rounded_decimal', 'kewei')(number, decimals, whole_number(rounding))) }}
{%- endmacro %}

{#- Multiplied and divided here rather than by round(x, 4): DuckDB 2.0.0 did just this, but 2.0.1 rounds another way, and 75.48365,
    which no double holds exactly, would be 75.4837 in one and 75.4836 in the other. -#}
{% macro default__rounded_decimal(number, decimals, whole) -%}
    cast({{ whole.format("(" ~ number ~ ") * 1e" ~ decimals) }} / 1e{{ decimals }} as decimal(38, 6))
{%- endmacro %}

{#- Spark would round the shortest text of the double; this multiplies first as well. From 2^63 on a bigint
    cannot hold the product, and the sixth decimal has no meaning. -#}
{% macro spark__rounded_decimal(number, decimals, whole) -%}
    {%- set factor = '1' ~ '0' * decimals ~ 'D' -%}
    {%- set millionths = 'round(' ~ whole.format('(' ~ number ~ ') * ' ~ factor) ~ ' / ' ~ factor ~ ' * 1000000D)' -%}
    cast(
        case
            when abs({{ millionths }}) < 9e18
                then cast(cast({{ millionths }} as bigint) as decimal(30, 0)) * 0.000001
            else cast(round({{ number }}, {{ decimals }}) as decimal(30, 6))
        end as decimal(38, 6)
    )
{%- endmacro %}
