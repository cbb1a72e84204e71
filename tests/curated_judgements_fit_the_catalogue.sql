-- What curators judge must fit the catalogue and the facts they are about.

-- depends_on: {{ ref('printed_words') }}
{% set words = printed_words() %}
{# Words of names that say which basis an indicator has, and those of definitions, which are the catalogue's own. #}
{% set basis_words = [
    ('cumulative', 'indicator', words_in(words, 'basis_cumulative') | join('|'), '累计'),
    ('event', 'indicator', words_in(words, 'basis_event') | join('|'), '首批'),
    ('flow', 'indicator', words_in(words, 'basis_flow') | join('|'), 'what is new in a year'),
    ('ratio', 'indicator', words_in(words, 'basis_ratio') | join('|'), '率, 比重, 占比 or 比例'),
    ('flow', 'definition', 'in the year([^a-z ]|$)', 'in the year'),
    ('stock', 'definition', 'at the end of the year', 'at the end of the year'),
    ('cumulative', 'definition', 'so far|since it began', 'so far'),
] %}
{# Words of names that say whose an indicator is, which way is better, and that it is no stock. #}
{% set named = namespace(words={}) %}
{% set roles = [
    'subject_issuer', 'subject_district', 'direction_down', 'direction_up', 'direction_neutral',
    'direction_not_neutral', 'direction_event_up', 'basis_no_stock', 'basis_maybe_stock',
    'basis_maybe_cumulative',
] %}
{% for role in roles %}
{% do named.words.update({role: matches('indicator', words_in(words, role) | join('|'))}) %}
{% endfor %}
{% set all_the_same = 'If it is right all the same, say in the definition' %}
{% set whose = all_the_same ~ " that it is the commission's, or not of the commission." %}
{% set which_way = all_the_same ~ ': more is better, less is better, or neither is better.' %}
{% set adds_up = all_the_same ~ ' that it is a stock, an event or cumulative.' %}
{# Column, what is expected, when it is not so, and what to do then. #}
{% set slips = [
    (
        'subject',
        "concat(case subject when 'issuer' then 'district' else 'issuer' end, ', as all others of the concept are')",
        "is_unlike_others and not " ~ named.words.subject_issuer ~ " and not (subject = 'district' and " ~ named.words.subject_district ~ ")",
        whose,
    ),
    (
        'subject',
        "'issuer, because the name says what the commission itself does'",
        "subject = 'district' and says_no_subject and " ~ named.words.subject_issuer,
        whose,
    ),
    (
        'subject',
        "'district, because some of its figures are of a place or of the city'",
        "subject = 'issuer' and is_placed",
        'Correct the subject, or the place in seeds/facts.csv.',
    ),
    (
        'direction',
        "'up or neutral, because nothing in the name should be low'",
        "direction = 'down' and says_no_direction and unit <> 'rank' and not " ~ named.words.direction_down,
        which_way,
    ),
    (
        'direction',
        "'up or down, because it is a share or adds up since a beginning'",
        "direction = 'neutral' and says_no_direction and basis in ('ratio', 'cumulative')",
        which_way,
    ),
    (
        'direction',
        "'neutral, because an event is not better for being larger'",
        "direction = 'up' and says_no_direction and basis = 'event' and not " ~ named.words.direction_event_up,
        which_way,
    ),
    (
        'direction',
        "'up, because the name says what is gained'",
        "direction = 'neutral' and says_no_direction and basis <> 'event' and " ~ named.words.direction_up
        ~ " and not " ~ named.words.direction_neutral,
        which_way,
    ),
    (
        'direction',
        "'neutral, because the name says what is handled, not what is gained'",
        "direction = 'up' and says_no_direction and " ~ named.words.direction_neutral ~ " and not "
        ~ named.words.direction_not_neutral,
        which_way,
    ),
    (
        'basis',
        "'another basis, because neither name nor definition says since when it adds up'",
        "basis = 'cumulative' and cumulative_siblings < 2 and instr(definition, 'cumulative') = 0 and not "
        ~ named.words.basis_maybe_cumulative ~ " and not " ~ matches('definition', 'so far|since'),
        adds_up,
    ),
    (
        'basis',
        "'flow or event, because the name says what is done in a year'",
        "basis = 'stock' and instr(definition, 'a stock') = 0 and " ~ named.words.basis_no_stock
        ~ " and not " ~ named.words.basis_maybe_stock,
        adds_up,
    ),
    (
        'basis',
        "'another basis, because an event has figures of one year'",
        "basis = 'event' and instr(definition, 'an event') = 0 and years > 1",
        adds_up,
    ),
] %}

with comparability as (

    select * from {{ ref('stg_comparability') }}

),

indicators as (

    select * from {{ ref('stg_indicators') }}

),

curated_indicators as (

    select
        *,
        {{ csv_line('indicators') }} as csv_line
    from {{ ref('indicators') }}

),

printed as (

    select
        indicator_code,
        count(distinct year) as years,
        max(case when area_code is not null or district_code is null then 1 else 0 end) as places
    from {{ ref('stg_facts') }}
    -- Below facts_location are facts that nobody curates, and no indicator is judged by them.
    where {{ 'false' if facts_location() else 'true' }}
    group by indicator_code

),

others as (

    select
        curated_indicators.*,
        printed.years,
        coalesce(printed.places, 0) = 1 as is_placed,
        case curated_indicators.subject when 'issuer' then 1 else 0 end as is_issuers,
        count(*) over (partition by curated_indicators.concept_code) - 1 as others_in_concept,
        sum(case curated_indicators.subject when 'issuer' then 1 else 0 end)
            over (partition by curated_indicators.concept_code)
        - case curated_indicators.subject when 'issuer' then 1 else 0 end as issuers_in_concept,
        sum(case curated_indicators.basis when 'cumulative' then 1 else 0 end)
            over (partition by curated_indicators.concept_code, curated_indicators.unit)
            as cumulative_siblings
    from curated_indicators
    left join printed on curated_indicators.indicator_code = printed.indicator_code

),

-- Each indicator beside the others of its concept.
among_others as (

    select
        *,
        not {{ matches('definition', 'commission') }} as says_no_subject,
        not {{ matches('definition', '(more|less|neither) is better') }} as says_no_direction,
        not {{ matches('definition', 'commission') }}
        and others_in_concept >= 2
        and issuers_in_concept = (1 - is_issuers) * others_in_concept as is_unlike_others
    from others

),

dimensions as (

    select distinct
        unit,
        case when dimension like 'currency%' then 'currency' else dimension end
            as dimension
    from {{ ref('stg_units') }}
    where unit is not null

),

-- Each judged pair, with what its two definitions have in common.
pairs as (

    select
        comparability.*,
        a.unit as unit_a,
        b.unit as unit_b,
        a.basis as basis_a,
        b.basis as basis_b,
        a_dimension.dimension <> b_dimension.dimension as has_two_dimensions,
        (a.basis = 'flow' and b.basis in ('stock', 'cumulative'))
        or (b.basis = 'flow' and a.basis in ('stock', 'cumulative')) as is_stock_beside_flow,
        coalesce(comparability.reasons, '') as reason_codes

    from comparability
    inner join indicators as a
        on comparability.indicator_code_a = a.indicator_code
    inner join indicators as b
        on comparability.indicator_code_b = b.indicator_code
    left join dimensions as a_dimension on a.unit = a_dimension.unit
    left join dimensions as b_dimension on b.unit = b_dimension.unit

),

identities as (

    select * from {{ ref('stg_identities') }}

),

wholes_and_parts as (

    select distinct
        least(wholes.indicator_code, parts.indicator_code) as code_a,
        greatest(wholes.indicator_code, parts.indicator_code) as code_b
    from identities as wholes
    inner join identities as parts on wholes.identity_id = parts.identity_id
    where
        wholes.role = 'whole'
        and parts.role = 'part'
        and wholes.indicator_code <> parts.indicator_code

),

documents as (

    select * from {{ ref('stg_documents') }}

),

parts as (

    select
        *,
        coalesce(part_start, 0) as first_position,
        coalesce(part_end, 1000000000) as end_position,
        concat(
            document_id, ' from ',
            cast(coalesce(part_start, 0) as {{ dbt.type_string() }}), ' to ',
            coalesce(cast(part_end as {{ dbt.type_string() }}), 'the end')
        ) as part
    from documents

),

complete_sums as (

    select
        max(case role when 'whole' then indicator_code end) as whole,
        {{ text_list("case role when 'part' then indicator_code end") }} as parts
    from identities
    where relation = 'sum' and is_complete
    group by identity_id

),

districts as (

    select * from {{ ref('stg_districts') }}

),

curated_districts as (

    select
        *,
        {{ city_code(area_code='null') }} as city_code,
        {{ csv_line('districts') }} as csv_line
    from {{ ref('districts') }}

),

curated_areas as (

    select
        *,
        {{ csv_line('areas') }} as csv_line
    from {{ ref('areas') }}

),

cities as (

    select
        area_code as city_code,
        area as city
    from {{ ref('stg_areas') }}
    where area_type = 'city'

),

fact_details as (

    select * from {{ ref('stg_fact_details') }}

),

units as (

    select
        *,
        {{ csv_line('units') }} as csv_line
    from {{ ref('units') }}

),

facts as (

    select
        document_id,
        char_start,
        max(case kind when 'actual' then 0 else 1 end) as is_target
    from {{ ref('stg_facts') }}
    group by document_id, char_start

),

problems as (

    select
        'seeds/comparability.csv' as csv_file,
        'indicator_code_b' as column_name,
        'two codes of one concept, in alphabetical order' as expected,
        'Sort the two codes; indicators of different concepts are not compared.'
            as remedy,
        comparability.indicator_code_b as found,
        comparability.csv_line
    from comparability
    inner join indicators as a
        on comparability.indicator_code_a = a.indicator_code
    inner join indicators as b
        on comparability.indicator_code_b = b.indicator_code
    where
        a.concept_code <> b.concept_code
        or comparability.indicator_code_a > comparability.indicator_code_b

    {% set grades = [
        (
            'D, with UNIT among the reasons, because the two units measure different things',
            "has_two_dimensions and (grade <> 'D' or instr(reason_codes, 'UNIT') = 0)",
        ),
        (
            'C, with STOCKFLOW among its reasons, or D, because one is a flow and the other is not',
            "is_stock_beside_flow and (grade in ('A', 'B') or (grade = 'C' and instr(reason_codes, 'STOCKFLOW') = 0))",
        ),
        (
            'no STOCKFLOW between two indicators of this basis',
            "instr(reason_codes, 'STOCKFLOW') > 0 and not is_stock_beside_flow",
        ),
        (
            'B, C or D, because only an indicator and itself are the same definition',
            "grade = 'A' and indicator_code_a <> indicator_code_b",
        ),
        (
            'A, B or C, because an indicator and itself are no different things',
            "grade = 'D' and indicator_code_a = indicator_code_b",
        ),
        (
            'C or D, because B leaves room for one small caveat and for no break',
            "grade = 'B' and (instr(reason_codes, '|') > 0 or instr(reason_codes, 'BREAK') > 0)",
        ),
        (
            'C or D, because another level or population is no small caveat',
            "grade = 'B' and (instr(reason_codes, 'LEVEL') > 0 or instr(reason_codes, 'POPULATION') > 0)",
        ),
        (
            'C, because only another definition or unit makes two different things',
            "grade = 'D' and instr(reason_codes, 'DEF') = 0 and instr(reason_codes, 'UNIT') = 0",
        ),
        ('a reason for every grade but A', "grade <> 'A' and reason_codes = ''"),
    ] %}
    {% for expected, condition in grades %}
    union all

    select
        'seeds/comparability.csv' as csv_file,
        'grade' as column_name,
        '{{ expected }}' as expected,
        'Read both definitions with units and bases again; correct grade, reasons or definitions.'
            as remedy,
        concat(
            grade, ' ', reason_codes, ' for ', indicator_code_a, ' (', unit_a, ', ', basis_a,
            ') and ', indicator_code_b, ' (', unit_b, ', ', basis_b, ')'
        ) as found,
        csv_line
    from pairs
    where {{ condition }}
    {% endfor %}

    union all

    select
        'seeds/comparability.csv' as csv_file,
        'grade' as column_name,
        'C or D, because identities.csv has one as a part of the other' as expected,
        'Correct the grade, or the identity.' as remedy,
        concat(pairs.grade, ' for ', pairs.indicator_code_a, ' and ', pairs.indicator_code_b)
            as found,
        pairs.csv_line
    from pairs
    inner join wholes_and_parts
        on
            pairs.indicator_code_a = wholes_and_parts.code_a
            and pairs.indicator_code_b = wholes_and_parts.code_b
    where pairs.grade in ('A', 'B')

    {% for basis, column, pattern, words in basis_words %}
    union all

    select
        'seeds/indicators.csv' as csv_file,
        'basis' as column_name,
        concat(
            '{{ basis }}, because the ',
            '{{ "name" if column == "indicator" else column }} says {{ words }}'
        ) as expected,
        'Correct the basis, or say in name and definition what the figure adds up over.' as remedy,
        concat(basis, ' for ', indicator_code, ', ', {{ column }}) as found,
        csv_line
    from curated_indicators
    where {{ matches(column, pattern) }} and basis <> '{{ basis }}'
    {% endfor %}

    {% for column, expected, condition, remedy in slips %}
    union all

    select
        'seeds/indicators.csv' as csv_file,
        '{{ column }}' as column_name,
        {{ expected }} as expected,
        {{ text_literal(('' if 'Correct' in remedy else 'Correct the ' ~ column ~ '. ') ~ remedy) }}
            as remedy,
        concat({{ column }}, ' for ', indicator_code, ', ', indicator) as found,
        csv_line
    from among_others
    where {{ condition }}
    {% endfor %}

    union all

    select
        'seeds/indicators.csv' as csv_file,
        'basis' as column_name,
        case
            when dimensions.dimension = 'percent' then 'ratio, because the unit is a share'
            else 'another basis, because a share has the unit %'
        end as expected,
        'Correct the basis or the unit.' as remedy,
        concat(indicators.basis, ' in ', indicators.unit) as found,
        indicators.csv_line
    from curated_indicators as indicators
    left join dimensions on indicators.unit = dimensions.unit
    where (indicators.basis = 'ratio') <> (coalesce(dimensions.dimension, '') = 'percent')

    union all

    select
        'seeds/indicators.csv' as csv_file,
        'direction' as column_name,
        'down, because the first place is the best' as expected,
        'Correct the direction or the unit.' as remedy,
        concat(direction, ' for an indicator in ranks') as found,
        csv_line
    from curated_indicators
    where unit = 'rank' and direction <> 'down'

    union all

    select
        'seeds/comparability.csv' as csv_file,
        'break_year' as column_name,
        'a year only where an indicator stands beside itself for the reason BREAK' as expected,
        concat(
            'Leave it empty; if one of two indicators changed, give that one ',
            'a row with itself.'
        ) as remedy,
        cast(break_year as {{ dbt.type_string() }}) as found,
        csv_line
    from comparability
    where
        break_year is not null
        and (indicator_code_a <> indicator_code_b or instr(reasons, 'BREAK') = 0)

    union all

    -- What is made up of the same parts has not changed its definition.
    select
        'seeds/comparability.csv' as csv_file,
        'reasons' as column_name,
        'no BREAK between two wholes that identities.csv makes up of the same parts'
            as expected,
        'Find out from the texts which of the two holds, and correct the other.'
            as remedy,
        comparability.reasons as found,
        comparability.csv_line
    from comparability
    inner join complete_sums as a on comparability.indicator_code_a = a.whole
    inner join complete_sums as b on comparability.indicator_code_b = b.whole
    where
        a.parts = b.parts
        and instr(comparability.reasons, 'BREAK') > 0

    union all

    select
        'seeds/identities.csv' as csv_file,
        'role' as column_name,
        'one whole, parts, and one share for a relation share' as expected,
        'Complete the identity.' as remedy,
        {{ text_list('role') }} as found,
        min(csv_line) as csv_line
    from identities
    group by identity_id
    having
        sum(case role when 'whole' then 1 else 0 end) <> 1
        or sum(case role when 'part' then 1 else 0 end) = 0
        or sum(case role when 'share' then 1 else 0 end)
        <> max(case relation when 'share' then 1 else 0 end)
        or (
            max(relation) = 'sum'
            and max(case when is_complete then 1 else 0 end) = 1
            and sum(case role when 'part' then 1 else 0 end) < 2
        )

    union all

    select
        'seeds/districts.csv' as csv_file,
        'district_code' as column_name,
        concat(
            'a code of GB/T 2260 in a city of seeds/areas.csv, but ',
            districts.city_code, ' is none'
        ) as expected,
        concat(
            'Take the code of the district from GB/T 2260; ',
            'for another city, first add its row to seeds/areas.csv.'
        ) as remedy,
        districts.district_code as found,
        districts.csv_line
    from curated_districts as districts
    left join cities on districts.city_code = cities.city_code
    where cities.city_code is null

    union all

    select
        'seeds/districts.csv' as csv_file,
        'full_name' as column_name,
        concat(
            cities.city, ', the city of code ', districts.district_code,
            ', then a name that holds ', districts.district
        ) as expected,
        'Take code and names of the district from GB/T 2260.' as remedy,
        districts.full_name as found,
        districts.csv_line
    from curated_districts as districts
    inner join cities on districts.city_code = cities.city_code
    where
        instr(districts.full_name, cities.city) <> 1
        -- Of 普陀（舟山） the full name holds 普陀 and 舟山.
        or instr(
            districts.full_name,
            substring(
                districts.district, 1, instr(concat(districts.district, '（'), '（') - 1
            )
        ) = 0
        or instr(
            districts.full_name,
            replace(
                substring(
                    districts.district, instr(concat(districts.district, '（'), '（') + 1
                ),
                '）', ''
            )
        ) = 0

    union all

    select
        'seeds/documents.csv' as csv_file,
        'district_code' as column_name,
        'an issuer whose name holds the full name of the district' as expected,
        'Take district_code and names from GB/T 2260 and from the title page.'
            as remedy,
        concat(documents.issuer, ' beside ', districts.full_name) as found,
        documents.csv_line
    from documents
    inner join districts on documents.district_code = districts.district_code
    where
        instr(documents.issuer, districts.full_name) = 0

    union all

    {% for column, example in [('district', '普陀（舟山）'), ('district_en', 'Putuo (Zhoushan)')] %}
    select
        'seeds/districts.csv' as csv_file,
        '{{ column }}' as column_name,
        'a name that no other district has' as expected,
        'Add the city in brackets to the second one, as in {{ example }}.' as remedy,
        concat({{ column }}, ' for ', {{ text_list('full_name') }}) as found,
        max(csv_line) as csv_line
    from districts
    group by {{ column }}
    having count(*) > 1

    union all

    {% endfor %}
    select
        'seeds/districts.csv' as csv_file,
        'successor_code' as column_name,
        case
            when districts.valid_to is null or districts.successor_code is null
                then 'valid_to and successor_code together'
            else concat('a district that was valid in ', districts.valid_to)
        end as expected,
        'Enter the month and the district that this one was merged into then.'
            as remedy,
        coalesce(districts.successor_code, '') as found,
        districts.csv_line
    from districts
    left join districts as successors
        on districts.successor_code = successors.district_code
    where
        (districts.valid_to is null) <> (districts.successor_code is null)
        or districts.successor_code = districts.district_code
        or districts.valid_to < successors.valid_from
        or districts.valid_to >= successors.valid_to

    union all

    {% for title in ['title', 'title_en'] %}
    select
        'seeds/documents.csv' as csv_file,
        'covers_year' as column_name,
        'the year in the {{ title }}' as expected,
        'Take the year from the title page.' as remedy,
        concat(cast(covers_year as {{ dbt.type_string() }}), ' beside ', {{ title }}) as found,
        csv_line
    from documents
    where instr({{ title }}, cast(covers_year as {{ dbt.type_string() }})) = 0

    union all

    {% endfor %}
    select
        'seeds/documents.csv' as csv_file,
        'title_en' as column_name,
        concat('a title with ', districts.district_en) as expected,
        'Translate the title of this document, with the name of the district.' as remedy,
        documents.title_en as found,
        documents.csv_line
    from documents
    inner join districts on documents.district_code = districts.district_code
    where
        -- Of Putuo (Zhoushan) a title has Putuo.
        instr(
            documents.title_en,
            substring(
                districts.district_en, 1, instr(concat(districts.district_en, ' ('), ' (') - 1
            )
        ) = 0

    union all

    -- What contains a place lies in the same district, and is another place.
    select
        'seeds/areas.csv' as csv_file,
        'parent_area_code' as column_name,
        'another place of the same district' as expected,
        'Take the place that contains this one from the documents.' as remedy,
        concat(areas.parent_area_code, ' for ', areas.area_code) as found,
        areas.csv_line
    from curated_areas as areas
    inner join curated_areas as parents on areas.parent_area_code = parents.area_code
    where
        areas.area_code = areas.parent_area_code
        or (
            coalesce(parents.district_code, '') <> ''
            and coalesce(areas.district_code, '') <> parents.district_code
        )

    union all

    select
        'seeds/documents.csv' as csv_file,
        'part_start' as column_name,
        concat('a part of ', later.source_file, ' beside ', earlier.part) as expected,
        concat(
            'Enter for each document where it begins and ends in the file; a part ends ',
            'where the next one begins. If it has a file of its own, correct source_file.'
        ) as remedy,
        later.part as found,
        later.csv_line
    from parts as later
    inner join parts as earlier
        on
            later.source_file = earlier.source_file
            and later.first_position < earlier.end_position
            and later.end_position > earlier.first_position
            and (
                later.first_position > earlier.first_position
                or (
                    later.first_position = earlier.first_position
                    and later.document_id > earlier.document_id
                )
            )

    union all

    select
        'seeds/documents.csv' as csv_file,
        'part_end' as column_name,
        'a position after part_start' as expected,
        'Correct the two positions from the text.' as remedy,
        part as found,
        csv_line
    from parts
    where first_position >= end_position

    union all

    {% for column in ['document_number', 'issuer', 'district_code', 'issued_on', 'sha256'] %}
    select
        'seeds/documents.csv' as csv_file,
        '{{ column }}' as column_name,
        concat(
            cast(parts.{{ column }} as {{ dbt.type_string() }}), ', as ', parts.document_id,
            ' has it, which is a part of the same file'
        ) as expected,
        'Take it from the title page and the file; parts of one file have it in common.'
            as remedy,
        cast(documents.{{ column }} as {{ dbt.type_string() }}) as found,
        documents.csv_line
    from documents
    inner join parts on documents.text_id = parts.document_id
    where documents.{{ column }} <> parts.{{ column }}

    union all

    {% endfor %}
    select
        'seeds/fact_details.csv' as csv_file,
        'char_start' as column_name,
        case
            when facts.document_id is null then 'the char_start of a fact'
            else
                'the char_start of a target, as target_kind or claimed_verdict is filled'
        end as expected,
        'Take the char_start from seeds/facts.csv.' as remedy,
        cast(fact_details.char_start as {{ dbt.type_string() }}) as found,
        fact_details.csv_line
    from fact_details
    inner join documents on fact_details.document_id = documents.document_id
    left join facts
        on
            fact_details.document_id = facts.document_id
            and fact_details.char_start = facts.char_start
    where
        facts.document_id is null
        or (
            facts.is_target = 0
            and coalesce(fact_details.target_kind, fact_details.claimed_verdict)
            is not null
        )

    union all

    -- 万 and 亿 are in units.csv themselves, so that a unit with one of them can be compared.
    select
        'seeds/units.csv' as csv_file,
        'multiplier' as column_name,
        concat(coalesce(scales.multiplier, '1'), ', as the printed unit says')
            as expected,
        'Take the multiplier from the printed unit.' as remedy,
        units.multiplier as found,
        units.csv_line
    from units
    left join units as scales
        on
            scales.dimension = 'scale'
            and instr(units.printed_unit, scales.printed_unit) > 0
    where units.multiplier <> coalesce(scales.multiplier, '1')

)

select * from problems
