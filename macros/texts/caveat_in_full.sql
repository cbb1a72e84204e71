{#- The caveat of a row with the assumption of its definition in words, where a mart only refers to the definition. The relations codelists and
    indicators are those of the query. Example: 口径含有推定，见该指标的口径说明。 is 推定：“份”与“件”计量的是同一对象。 of technology_contracts. -#}
{% macro caveat_in_full(relation, language) -%}
    {%- set caveat = relation ~ '.caveat_' ~ language -%}
    {%- set definition = 'indicators.definition_' ~ language -%}
    {%- set assumed = {'zh': '推定：', 'en': 'Assumed: '}[language] -%}
    case
        when {{ definition }} like '%{{ assumed }}%'
            then coalesce(
                replace(
                    {{ caveat }},
                    (
                        select definition_{{ language }} from codelists
                        where codelist = 'caveat' and code = 'assumed_definition'
                    ),
                    substring({{ definition }}, instr({{ definition }}, '{{ assumed }}'))
                ),
                {{ caveat }}
            )
        else {{ caveat }}
    end
{%- endmacro %}
