{#- Makes a table or view where it stays, as one text: its removal, itself and its comments are one transaction. dbt-duckdb builds it under another
    name and swaps the names in four to nine statements, so that readers of a database in use never miss it; nobody reads a draft while
    it is built. type: table or view; sql: the statements that make it. -#}
{% macro replace_in_draft(type, sql) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type=type) -%}
    {{ run_hooks(pre_hooks) }}
    {%- call statement('main') -%}
        begin transaction;
        {{ 'drop ' ~ existing.type ~ ' ' ~ existing ~ ';' if existing is not none }}
        {{ sql }}
        {{ comments_on(target, model) }}
        commit;
    {%- endcall -%}
    {{ run_hooks(post_hooks) }}
    {{ return({'relations': [target]}) }}
{%- endmacro %}
