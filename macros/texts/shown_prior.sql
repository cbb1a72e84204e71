{#- The last level that a target stands beside, with its year: as it is printed, or its interval where it follows from other figures. Rows of
    fct_target_comparisons; in English the relations indicators and units are those of the query. A rise is computed from two figures.
    Example: 3.07% of 2022 is 2022年，3.07% and 2022, 3.07%; an implied share of 2023 is 2023年，推算13.264–13.286%. -#}
{% macro shown_prior(priors, language) -%}
    {%- set unit_en = english_unit() -%}
    {%- set is_printed = priors ~ ".held_against = 'prior_printed' and " ~ priors ~ ".figure not like '%, %'" -%}
    concat(
        {{ priors }}.year, {{ "'年，'" if language == 'zh' else "', '" }},
        case when {{ is_printed }} then '' else {{ "'推算'" if language == 'zh' else "'implied '" }} end,
        coalesce(
            case
                when ({{ is_printed }}) or {{ priors }}.value_low = {{ priors }}.value_high
                    then {{ shown_number(priors ~ '.value', priors ~ '.unit', language, unit_en) }}
            end,
            {{ shown_interval(priors ~ '.value_low', priors ~ '.value_high', priors ~ '.unit', language, unit_en) }}
        )
    )
{%- endmacro %}
