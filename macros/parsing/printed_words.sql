{#- They are read once, when a model is compiled, so a model that calls this names the seed: depends_on ref('printed_words').
    Example: [{'word': '以上', 'role': 'after', 'bound': 'at_least'}, …], the longest words first. -#}
{% macro printed_words() -%}
    {%- set words = [] -%}
    {%- if execute -%}
        {#- Not by ref: in a unit test that would be a fixture. -#}
        {%- set seed = adapter.get_relation(target.database, 'seeds', 'printed_words') -%}
        {%- if seed is none -%}
            {{ exceptions.raise_compiler_error("The words around numerals are not loaded yet. Run `dbt seed` first, or `dbt build` for everything.") }}
        {%- endif -%}
        {%- set found = run_query("select word, role, bound from " ~ seed ~ " order by length(word) desc, word") -%}
        {%- for row in found.rows -%}
            {%- do words.append({'word': row[0], 'role': row[1], 'bound': row[2]}) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(words) }}
{%- endmacro %}
