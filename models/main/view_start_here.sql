{{ config(alias='start_here') }}

-- What to ask, which table answers, and an example to run.

with questions as (

    select listed.*
    from (
        values
        (
            1,
            '某项指标是多少、精确到什么程度？',
            'What is the value of an indicator, and how exact is it?',
            'fct_observations',
            'select year, indicator, value_text_zh, interval_text_zh, figure from '
            || 'fct_observations where is_headline'
        ),
        (
            2,
            '增长多少？增长率是原文载明的还是算出的？',
            'How fast did it grow, and is the rate printed or computed?',
            'fct_growth',
            'select indicator, from_year, to_year, change_text_zh, source_zh, '
            || 'quality, caveat_zh from fct_growth'
        ),
        (
            3,
            '承诺了什么，完成得怎样？',
            'What was promised, and what became of it?',
            'fct_target_attainment',
            'select target_year, indicator, target_figure, actual_figure, verdict_zh, '
            || 'verdict_reason_zh '
            || 'from fct_target_attainment order by target_year'
        ),
        (
            4,
            '普陀与闵行能比什么？',
            'What can be compared between districts?',
            'fct_district_comparison',
            'select district_a, district_b, indicator_a, figure_a, figure_b, relation, grade '
            || 'from fct_district_comparison where is_best'
        ),
        (
            5,
            '文件里有什么对不上？',
            'What does not add up in the documents?',
            'rpt_discrepancies',
            'select kind, expected_zh, found_zh, explanation_zh, resolution_zh from '
            || 'rpt_discrepancies'
        ),
        (
            6,
            '这个指标的口径是什么？',
            'What exactly does an indicator count?',
            'dim_indicators',
            'select indicator, unit, basis, definition_zh, definition_en from '
            || 'dim_indicators where is_headline'
        ),
        (
            7,
            '代码是什么意思？',
            'What does a code mean?',
            'dim_codelists',
            'select code, label_zh, label_en, definition_zh from dim_codelists '
            || 'where codelist = ''verdict'''
        ),
        (
            8,
            '收录了哪些文件，是否收全？',
            'Which documents are in here, and are they complete?',
            'rpt_coverage',
            'select document_id, title, issued_on, accounted_pct from rpt_coverage '
            || 'join dim_documents using (document_id)'
        ),
        (
            9,
            '两人独立摘录，结果是否一致？',
            'How well do two independent readings agree?',
            'rpt_capture',
            'select reading_of, column_name, cells, differences, agreement_pct, '
            || 'first_error_pct_high from rpt_capture'
        ),
        (
            10,
            '每一个印出的数，包括目标、增长率、名次和重复出现的，在哪里？',
            'Where is every printed figure, also targets, rates, ranks and repeats?',
            'marts.fct_observations',
            'select document_id, char_start, figure, kind, measure, repeat_of from '
            || 'marts.fct_observations'
        )
    ) as listed (
        number, question_zh, question_en, answered_by, example
    )

)

select * from questions
