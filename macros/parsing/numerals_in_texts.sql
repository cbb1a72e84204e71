{#- Every numeral of every text, with the gap before it: document_id, numeral_number from 1, gap, numeral.
    texts: a relation or CTE with document_id and content.
    Example: the text 第三次共12家 gives (1, '第', '三') and (2, '次共', '12'). -#}
{% macro numerals_in_texts(texts) -%}
    {{ return(adapter.dispatch('numerals_in_texts', 'kewei')(texts)) }}
{%- endmacro %}

{% macro default__numerals_in_texts(texts) -%}
    {%- set pattern = '[0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+' -%}
    select
        document_id,
        unnest(generate_series(
            1, len(regexp_extract_all(content, '{{ pattern }}'))
        )) as numeral_number,
        unnest(
            regexp_split_to_array(content, '{{ pattern }}')[1:-2]
        ) as gap,
        unnest(regexp_extract_all(content, '{{ pattern }}')) as numeral
    from {{ texts }}
{%- endmacro %}

{#- Spark has explode for unnest, and one generator a select. -#}
{% macro spark__numerals_in_texts(texts) -%}
    {%- set pattern = '[0-9]+(?:[.][0-9]+)?|[一二三四五六七八九十百千两]+' -%}
    select
        document_id,
        position + 1 as numeral_number,
        split(content, '{{ pattern }}')[position] as gap,
        numeral
    from {{ texts }}
    lateral view posexplode(
        regexp_extract_all(content, '{{ pattern }}', 0)
    ) numerals as position, numeral
{%- endmacro %}
