{#- Whether a row of stg_printed_figures is the reading of a row of stg_facts: what is printed, as what and under which unit.
    Example: from facts inner join figures on {{ is_reading_of('figures', 'facts') }}. -#}
{% macro is_reading_of(figures, facts) -%}
    {{ facts }}.figure = {{ figures }}.figure
    and {{ facts }}.measure = {{ figures }}.measure
    and ({{ facts }}.kind = 'target') = {{ figures }}.is_target
    and coalesce({{ facts }}.head_unit, '') = coalesce({{ figures }}.head_unit, '')
{%- endmacro %}
