{#- Where the rows of a table were typed, as an SQL literal for messages: the CSV of the seed, or the table below facts_location.
    Example: csv_file('facts') is 'seeds/facts.csv'. -#}
{% macro csv_file(table) -%}
    '{{ table ~ " below facts_location" if is_located(table) else "seeds/" ~ table ~ ".csv" }}'
{%- endmacro %}
