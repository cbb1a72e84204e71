{#- A number with its unit as people read it. Money is in 万 or 亿, millions or billions; of other things only what stays short. unit_en:
    SQL of the English name of the unit. size: SQL of the number that decides, where two numbers are shown alike. with_unit: whether
    万, 亿 and the unit follow.
    Example: 13191000000 元 is 131.91亿元 and 13.191 billion yuan, 580000 张 is 58万张, 51414 个 is 51414个, -5.79 % is -5.79%. -#}
{% macro shown_number(value, unit, language='zh', unit_en=none, size=none, with_unit=true) -%}
    {%- set size = size or value -%}
    {%- set scales = [('100000000', '0.00000001', '亿', '100000'), ('10000', '0.0001', '万', '100')] if language == 'zh'
        else [('1000000000', '0.000000001', ' billion', '100000'), ('1000000', '0.000001', ' million', '1000')] -%}
    {%- set named = "case " ~ unit ~ " when 'pp' then '个百分点' when 'rank' then '' else " ~ unit ~ " end" if language == 'zh'
        else "case " ~ unit ~ " when '%' then '%' when 'rank' then '' else concat(' ', " ~ unit_en ~ ") end" -%}
    case when {{ value }} is not null then concat(
        case when {{ unit }} = 'rank' then {{ "'第'" if language == 'zh' else "'no. '" }} else '' end,
        case
            -- Beyond, the product has more digits than a decimal holds.
            when abs({{ value }}) >= 1e20 then {{ plain_number(value) }}
            {%- for least, factor, word, step in scales %}
            when
                abs({{ size }}) >= {{ least }}
                and (
                    {{ unit }} in ('元', '美元', '欧元', '英镑', '港元', '日元')
                    or mod({{ size }}, {{ step }}) = 0
                )
                then concat(
                    {{ without_zeros("cast(" ~ value ~ " as decimal(28, 6)) * " ~ factor) }}, '{{ word if with_unit }}'
                )
            {%- endfor %}
            else {{ plain_number(value) }}
        end{{ ',' if with_unit }}
        {{ named if with_unit }}
    ) end
{%- endmacro %}
