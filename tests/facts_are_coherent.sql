-- Every printed figure can be read: an unreadable one would drop out of the warehouse. And columns of one fact fit each other: unit
-- with measure and indicator, strength with kind, rank group with rank, year with document, district with area, basis and direction
-- with what is printed. Notes and names of places are curated, so the last two rules hold for the seeds only, not below facts_location.

with facts as (

    select * from {{ ref('stg_facts') }}

),

figures as (

    select * from {{ ref('stg_printed_figures') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

indicator_units as (

    select distinct
        unit,
        dimension
    from {{ ref('stg_units') }}

),

areas as (

    select * from {{ ref('stg_areas') }}

),

documents as (

    select * from {{ ref('stg_documents') }}

),

districts as (

    select * from {{ ref('stg_districts') }}

),

names_of_areas as (

    select
        area_code,
        district_code,
        replace(
            replace(
                replace(concat(area, coalesce('|' || aliases, '')), '|', ', '),
                '“', ''
            ),
            '”', ''
        ) as all_names
    from areas
    where district_code is not null

),

named_areas as (

    {{ split_list('names_of_areas', ['area_code', 'district_code'], 'all_names') }}

),

-- Indicators whose name has the name of a place. A word of two characters, such as 园区, may stand for any place.
indicators_of_places as (

    select
        indicators.indicator_code,
        named_areas.district_code,
        named_areas.item as area_name,
        {{ text_list('named_areas.area_code') }} as named_codes
    from indicators
    inner join named_areas on instr(indicators.indicator, named_areas.item) > 0
    where length(named_areas.item) > 2
    group by
        indicators.indicator_code,
        named_areas.district_code,
        named_areas.item

),

joined as (

    select
        facts.*,
        figures.problem,
        figures.is_ordinal,
        figures.is_whole_count,
        figures.value_low,
        figures.value_high,
        figures.bound,
        indicators.indicator,
        indicators.definition_en as definition,
        indicators.basis,
        indicators.direction,
        indicators.unit as indicator_unit,
        figures.unit as figure_unit,
        indicator_units.dimension as indicator_dimension,
        documents.covers_year,
        documents.document_type,
        documents.district_code as document_district_code,
        areas.district_code as area_district_code,
        districts.successor_code,
        districts.first_year,
        districts.last_year,
        districts.valid_from,
        districts.valid_to,
        -- A plan may promise for years after its district ends.
        case facts.kind when 'actual' then facts.year else documents.covers_year end
            as time_of_place,
        case
            -- The text lost the unit, or prints only 万 or 亿.
            when figures.dimension is null or figures.dimension = 'scale'
                then coalesce(indicator_units.dimension, '')
            else figures.dimension
        end as dimension

    from facts
    inner join figures on {{ is_reading_of('figures', 'facts') }}
    inner join indicators on facts.indicator_code = indicators.indicator_code
    inner join documents on facts.document_id = documents.document_id
    left join indicator_units on indicators.unit = indicator_units.unit
    left join areas on facts.area_code = areas.area_code
    left join districts on facts.district_code = districts.district_code

),

-- The latest total before each total that adds up since a beginning.
earlier as (

    select
        later.document_id,
        later.csv_line,
        max(sooner.value_low) as value_before
    from joined as later
    inner join joined as sooner
        on
            later.indicator_code = sooner.indicator_code
            and later.place_key = sooner.place_key
            and later.year > sooner.year
    where
        later.basis = 'cumulative'
        and later.measure = 'level'
        and sooner.measure = 'level'
        and later.kind = 'actual'
        and sooner.kind = 'actual'
    group by later.document_id, later.csv_line

),

problems as (

    select
        *,
        'figure' as column_name,
        figure as found,
        concat('a readable figure, but ', problem) as expected,
        case
            when problem like '%is not in seeds/units.csv'
                then 'Type the figure as printed; a new counter needs a row in seeds/units.csv.'
            else 'Type the figure as it is printed in the text.'
        end as remedy
    from joined
    where problem is not null

    union all

    select
        *,
        'figure' as column_name,
        figure as found,
        'a figure in percent, because the measure is a rate' as expected,
        'Correct the figure or the measure.' as remedy
    from joined
    where
        measure in ('change_pct', 'attainment_pct')
        and dimension <> 'percent'

    union all

    select
        *,
        'district_code' as column_name,
        district_code as found,
        concat(document_district_code, ', the district of the document, or nothing for the city')
            as expected,
        'Correct the district; a document describes its own district or of the city.'
            as remedy
    from joined
    where
        district_code <> document_district_code
        and coalesce(successor_code, '') <> document_district_code

    union all

    select
        *,
        'district_code' as column_name,
        concat(district_code, ' in ', cast(time_of_place as {{ dbt.type_string() }}))
            as found,
        concat(
            'a year of the district',
            coalesce(', from ' || valid_from, ''),
            coalesce(', to ' || valid_to, '')
        ) as expected,
        'Correct the year, or take the district of that time from seeds/districts.csv.'
            as remedy
    from joined
    where time_of_place < first_year or time_of_place > last_year

    union all

    select
        *,
        'figure' as column_name,
        figure as found,
        coalesce(
            'a figure counted in ' || nullif(indicator_unit, '') || ', as the indicator is',
            'a figure without a unit, as the indicator is'
        ) as expected,
        'Correct the figure, the measure or the indicator.' as remedy
    from joined
    where
        (measure = 'level' and dimension <> coalesce(indicator_dimension, ''))
        -- Years are not days, and one currency is not another; what is counted may have several words.
        or (measure = 'level' and dimension <> 'count' and figure_unit <> indicator_unit)
        or (
            measure = 'change_abs'
            and dimension <> case basis
                when 'ratio' then 'percentage_point'
                else coalesce(indicator_dimension, '')
            end
        )

    union all

    select
        *,
        'measure' as column_name,
        concat(measure, ' with ', figure) as found,
        'change_abs with percentage points, because the indicator is a share' as expected,
        concat(
            'If the text means points, enter change_abs and the unit pp in fact_details; ',
            'if it means percent of the percentage, confirm the unit % there.'
        ) as remedy
    from joined
    where measure = 'change_pct' and basis = 'ratio' and head_unit is null

    union all

    select
        *,
        'measure' as column_name,
        measure as found,
        'rank for an ordinal such as 第三, and for nothing but a place'
            as expected,
        'Correct the measure or the figure.' as remedy
    from joined
    where
        (is_ordinal and measure <> 'rank')
        or (measure = 'rank' and not is_ordinal and not is_whole_count)

    union all

    select
        *,
        'strength' as column_name,
        coalesce(strength, '') as found,
        'a strength for targets and expectations, none for actuals' as expected,
        'Correct kind or strength.' as remedy
    from joined
    where (kind = 'actual') <> (strength is null)

    union all

    select
        *,
        'rank_group' as column_name,
        coalesce(rank_group, '') as found,
        'a group for ranks and gaps, none for other measures' as expected,
        'Correct measure or rank_group.' as remedy
    from joined
    where (measure in ('rank', 'gap')) = (rank_group is null)

    union all

    select
        *,
        'year' as column_name,
        cast(year as {{ dbt.type_string() }}) as found,
        case kind
            when 'actual'
                then 'the year covered or one of the two before, or a period in fact_details'
            else 'a year from one before the year covered to ten after'
        end as expected,
        'Correct the year or the kind.' as remedy
    from joined
    where
        case kind
            when 'actual'
                then year > covers_year or (year < covers_year - 2 and named_period is null)
            else year not between covers_year - 1 and covers_year + 10
        end

    union all

    select
        *,
        'district_code' as column_name,
        coalesce(district_code, '') as found,
        coalesce(
            'the district of the area: ' || area_district_code,
            'no district for the city, a district for everything else'
        ) as expected,
        'Correct district_code or area_code.' as remedy
    from joined
    where
        case
            when area_code is null then district_code is null
            else coalesce(district_code, '') <> coalesce(area_district_code, '')
        end

    union all

    select
        *,
        'figure' as column_name,
        figure as found,
        concat('a figure counted in ', indicator_unit, ', as the definition says')
            as expected,
        concat(
            'Take the indicator that counts in ', figure_unit,
            '; if both count the same thing, name ', figure_unit,
            ' in the definition or in the note.'
        ) as remedy
    from joined
    where
        measure = 'level'
        and dimension = 'count'
        and figure_unit <> indicator_unit
        and instr(concat(definition, coalesce(note, '')), figure_unit) = 0

    union all

    select
        *,
        'strength' as column_name,
        concat(strength, ' of a fact of kind ', kind) as found,
        'the strength expected for kind expected, and for no other' as expected,
        'Correct kind or strength: a forecast promises nothing.' as remedy
    from joined
    where (kind = 'expected') <> (strength = 'expected')

    union all

    select
        *,
        'kind' as column_name,
        kind as found,
        'target or expected: in a plan the flow of its own year has not happened yet'
            as expected,
        concat(
            'Correct the kind or the year; ',
            'what happened in the first months has a period in fact_details.'
        ) as remedy
    from joined
    where
        kind = 'actual'
        and document_type = 'plan'
        and year = covers_year
        and basis in ('flow', 'ratio')
        and named_period is null

    union all

    select
        *,
        'measure' as column_name,
        measure as found,
        'level or rank, because the indicator has the basis event, whose years form no series'
            as expected,
        'Correct the measure, or the basis of the indicator.' as remedy
    from joined
    where
        basis = 'event'
        and measure in ('change_pct', 'change_abs', 'real_change_pct', 'cagr_pct')

    union all

    select
        *,
        'indicator_code' as column_name,
        concat(indicator_code, ', whose direction is ', direction) as found,
        case direction
            when 'up' then 'an indicator of which less is better, as only an upper end is asked for'
            else 'an indicator of which more is better, as only a lower end is asked for'
        end as expected,
        'Correct the direction of the indicator, the indicator or the figure.' as remedy
    from joined
    where
        kind = 'target'
        and measure = 'level'
        and (
            (direction = 'up' and bound in ('at_most', 'less_than'))
            or (direction = 'down' and bound in ('at_least', 'greater_than'))
        )

    union all

    select
        joined.*,
        'figure' as column_name,
        joined.figure as found,
        'no less than an earlier year has, because the indicator adds up since a beginning'
            as expected,
        'Correct figure, indicator or basis; if the count began anew, say so in the note.'
            as remedy
    from joined
    inner join earlier
        on
            joined.document_id = earlier.document_id
            and joined.csv_line = earlier.csv_line
    where
        joined.value_high < earlier.value_before
        and joined.note is null
        and {{ 'false' if facts_location() else 'true' }}

    union all

    select
        joined.*,
        'area_code' as column_name,
        coalesce(joined.area_code, '') as found,
        concat(named.named_codes, ', as the indicator ', joined.indicator, ' names it')
            as expected,
        'Correct area_code or indicator_code.' as remedy
    from joined
    inner join indicators_of_places as named
        on
            joined.indicator_code = named.indicator_code
            and joined.document_district_code = named.district_code
    where
        instr(named.named_codes, coalesce(joined.area_code, 'none')) = 0
        and {{ 'false' if facts_location() else 'true' }}

)

select
    {{ csv_file('facts') }} as csv_file,
    csv_line,
    column_name,
    found,
    expected,
    remedy
from problems
