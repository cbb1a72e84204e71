-- Figures of one concept that two districts of a city print are compared only when somebody has judged their
-- definitions; a pair that nobody judged would be left out without a message. Only for what people curate: nobody judges
-- every pair of a whole nation.


with printed as (

    select distinct
        levels.place_key,
        levels.city_code,
        indicators.concept_code,
        levels.indicator_code,
        levels.measure
    from {{ ref('int_levels_numbered') }} as levels
    inner join {{ ref('stg_indicators') }} as indicators
        on levels.indicator_code = indicators.indicator_code

),

pairs as (

    select distinct
        least(a.indicator_code, b.indicator_code) as indicator_code_a,
        greatest(a.indicator_code, b.indicator_code) as indicator_code_b
    from printed as a
    inner join printed as b
        on
            a.concept_code = b.concept_code
            and a.city_code = b.city_code
            and a.measure = b.measure
            and a.place_key < b.place_key
            and a.indicator_code <> b.indicator_code

),

unjudged as (

    select
        pairs.indicator_code_a,
        pairs.indicator_code_b
    from pairs
    left join {{ ref('stg_comparability') }} as comparability
        on
            pairs.indicator_code_a = comparability.indicator_code_a
            and pairs.indicator_code_b = comparability.indicator_code_b
    where comparability.grade is null

)

select
    'seeds/comparability.csv' as csv_file,
    cast(null as {{ dbt.type_int() }}) as csv_line,
    'grade' as column_name,
    concat(indicator_code_a, ' and ', indicator_code_b) as found,
    'a row that says how the two may be compared' as expected,
    'Judge the pair from both definitions; let somebody else judge it for second_comparability.csv.'
        as remedy
from unjudged
{% if facts_location() %}
where false
{% endif %}
