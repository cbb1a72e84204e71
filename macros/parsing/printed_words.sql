{#- The words of seeds/printed_words.csv in a role, the longest first, as a list for a pattern or a condition. They are read when a model is
    compiled, so a model that calls this names the seed: depends_on ref('printed_words'). bounds: only words that set one of these bounds.
    Example: printed_words('after', ['at_most']) is ['以下', '以内']. -#}
{% macro printed_words(role, bounds=none) -%}
    {%- if not execute -%}
        {{ return([]) }}
    {%- endif -%}
    {#- Not by ref: in a unit test that would be a fixture. -#}
    {%- set seed = adapter.get_relation(target.database, 'seeds', 'printed_words') -%}
    {%- if seed is none -%}
        {{ exceptions.raise_compiler_error("The words around numerals are not loaded yet. Run `dbt seed` first, or `dbt build` for everything.") }}
    {%- endif -%}
    {%- set found = run_query(
        "select word from " ~ seed ~ " where role = '" ~ role ~ "'"
        ~ (" and bound in ('" ~ bounds | join("', '") ~ "')" if bounds else "")
        ~ " order by length(word) desc, word"
    ) -%}
    {{ return(found.columns[0].values() | list) }}
{%- endmacro %}
