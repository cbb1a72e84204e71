{{ config(alias='start_here') }}
{% set english = namespace(example='example') %}
{% for chinese, name in {
    '_zh': '_en', 'actual_figure,': 'actual_text_en,', 'indicator,': 'indicator_en,', 'district,': 'district_en,', 'title,': 'title_en,',
    'responsible_unit,': 'responsible_unit_en,', 'named_unit,': 'named_unit_en,', 'district_a,': 'district_a_en,', 'district_b,': 'district_b_en,',
    'indicator_a, indicator_b,': 'indicators_en,', ' area,': ' area_en,',
}.items() %}
{% set english.example = "replace(" ~ english.example ~ ", '" ~ chinese ~ "', '" ~ name ~ "')" %}
{% endfor %}

with questions as (

    select listed.*
    from (
        values
        (
            1,
            '某项指标是多少、精确到什么程度？',
            'What is the value of an indicator, and how exact is it?',
            'fct_observations',
            'select district, area, year, indicator, value_text_zh, interval_text_zh, '
            || 'adding_up_zh, quality, caveat_zh, figure from fct_observations where indicator '
            || 'like ''%技术合同%'''
        ),
        (
            2,
            '几项指标合计多少？总数与分项怎样才不会重复相加？',
            'What do several indicators sum to, if a total and its parts are not to be counted '
            || 'twice?',
            'fct_observations',
            'with picked as (select * from fct_observations where indicator like '
            || '''%产业%区税%'' and unit = ''元'') select year, sum(value) as value, '
            || 'string_agg(value_text_zh, '' + '') as counted, string_agg(caveat_zh, '' / '') as '
            || 'caveats from picked where part_of is null or part_of not in (select '
            || 'observation_id from picked) group by year order by year'
        ),
        (
            3,
            '增长多少？增长率是原文载明的还是算出的？',
            'How fast did it grow, and is the rate printed or computed?',
            'fct_growth',
            'select district, indicator, from_year, to_year, years, per_year_pct, change_text_zh, '
            || 'interval_text_zh, source_zh, quality, caveat_zh from fct_growth order by '
            || 'per_year_pct desc nulls last'
        ),
        (
            4,
            '承诺了什么，完成得怎样？',
            'What was promised, and what became of it?',
            'fct_target_attainment',
            'select district, plan_year, target_year, indicator, target_text_zh, actual_figure, '
            || 'verdict_zh, verdict_reason_zh, ambition_zh, as_of_date, quality, caveat_zh from '
            || 'fct_target_attainment order by target_year'
        ),
        (
            5,
            '一共承诺了多少项，依据的计划和总结是否收录？',
            'How much was promised in all, and are the plan and the summary here?',
            'rpt_promises',
            'select district, plan_year, document_type, has_plan, has_summary, promised, '
            || 'reported, silent, no_document, not_due, only_in_summary, as_of_date, caveat_zh '
            || 'from rpt_promises'
        ),
        (
            6,
            '文件没有载明、但能推算出的数值是多少？',
            'What is a number that no document prints, but that follows from printed ones?',
            'fct_implied_values',
            'select district, year, indicator, method, value, value_low, value_high, unit, '
            || 'input_figures, quality, caveat_zh from fct_implied_values'
        ),
        (
            7,
            '普陀与闵行能比什么？',
            'What can be compared between districts?',
            'fct_district_comparison',
            'select district_a, year_a, district_b, year_b, indicator_a, indicator_b, measure, '
            || 'value_text_a_zh, value_text_b_zh, relation, grade, caveat_zh from '
            || 'fct_district_comparison'
        ),
        (
            8,
            '文件里有什么对不上，相差多少？',
            'What does not add up in the documents, and by how much?',
            'rpt_discrepancies',
            'select district, year, indicator, kind, severity, expected_zh, found_zh, gap, '
            || 'gap_low, gap_high, gap_unit, explanation_zh, resolution_zh from rpt_discrepancies'
        ),
        (
            9,
            '文件写明的名次、完成率、增减和预计数是多少，名次的排名范围是什么？',
            'Which places, completion rates, changes and expected amounts are printed, and among '
            || 'whom is a place?',
            'fct_other_figures',
            'select district, area, year, indicator, measure_zh, group_zh, value_text_zh, figure, '
            || 'quality, caveat_zh from fct_other_figures'
        ),
        (
            10,
            '文件载明了哪些财政资金，由谁出，到了哪个环节？（各环节不能相加，一个环节的合计也不是财政投入总额）',
            'Which public money is printed, from whom, and how far has it come? (Stages cannot be '
            || 'added up, and the sum of one stage is no budget.)',
            'fct_public_money',
            'select district, area, year, indicator, stage_zh, funder_zh, value_text_zh, '
            || 'applied_yuan, approved_yuan, paid_yuan, quality, caveat_zh from fct_public_money '
            || 'order by year, stage_zh'
        ),
        (
            11,
            '计划以文字提出了哪些任务，由谁负责，还涉及哪些单位？',
            'Which tasks does a plan set in words, who answers for them, and who else is named?',
            'fct_tasks',
            'select district, plan_year, task_zh, responsible_unit, responsible_basis, '
            || 'named_unit, unit_role, deadline from fct_tasks'
        ),
        (
            12,
            '这个指标的口径是什么？',
            'What exactly does an indicator count?',
            'dim_indicators',
            'select indicator, unit, basis, definition_zh from dim_indicators where is_headline'
        ),
        (
            13,
            '代码是什么意思？',
            'What does a code mean?',
            'dim_codelists',
            'select code, label_zh, definition_zh from dim_codelists where codelist = ''verdict'''
        ),
        (
            14,
            '收录了哪些文件，每份文件中的数是否都已采录？',
            'Which documents are in here, and is every number in them accounted for?',
            'rpt_coverage',
            'select document_id, title, issued_on, accounted_pct from rpt_coverage join '
            || 'dim_documents using (document_id)'
        ),
        (
            15,
            '两次独立采录，结果是否一致？',
            'How well do two independent readings agree?',
            'rpt_capture',
            'select reading_of, column_name, cells, differences, agreement_pct, '
            || 'first_error_pct_high from rpt_capture'
        ),
        (
            16,
            '每一个载明的数，包括目标、增长率、名次和重复出现的，在哪里？（同名的表：main里的可直接查询，marts里的是全部）',
            'Where is every printed figure, also targets, rates, ranks and repeats? (Of tables '
            || 'of one name, that in main is safe for a first query, that in marts holds '
            || 'everything.)',
            'marts.fct_observations',
            'select document_id, char_start, figure, kind, measure, repeat_of, part_of, '
            || 'quality, caveat_zh from marts.fct_observations'
        ),
        (
            17,
            '截至评判基准日，哪些年份缺计划或总结？',
            'For which years is a plan or a summary missing, as of which date?',
            'rpt_document_coverage',
            'select district, year, document_type, state_zh, as_of_date from rpt_document_coverage '
            || 'where document_state <> ''held'''
        )
    ) as listed (
        number, question_zh, question_en, answered_by, example
    )

),

-- What a column says in Chinese, another says in English.
final as (

    select
        number,
        question_zh,
        question_en,
        answered_by,
        example as example_zh,
        {{ english.example }} as example_en
    from questions

)

select * from final
