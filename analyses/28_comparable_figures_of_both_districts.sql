-- Question: What may be compared between 普陀 and 闵行, and who leads or has more?
-- Answer:
--   grade | indicator | measure | putuo | minhang | putuo_to_minhang | ratio | ratio_low | ratio_high | reasons
--   A | 入选市学术/技术带头人人数 | level | 6人 | 20人 | less | 0.3 | 0.3 | 0.3 | SIZE
--   A | 外国高端人才工作许可证数 | level | 116件 | 520张 | less | 0.223077 | 0.223076 | 0.223077 | SIZE
--   A | 技术合同成交额 | change_pct | 44.4% | 20% | leads | - | - | - | -
--   A | 技术合同成交额 | level | 131.91亿 | 320亿元 | less | 0.4122 | 0.41156 | 0.41288 | SIZE
--   A | 新认定高新技术成果转化项目数 | level | 20项 | 108项 | less | 0.185185 | 0.185185 | 0.185186 | SIZE
--   B | 住宅小区地下车库移动网络覆盖工程数 | level | 104个 | 168 | less | 0.619048 | 0.619047 | 0.619048 | DEF|SIZE
--   B | 入选市启明星人数 | level | 22人 | 101人 | less | 0.217822 | 0.217821 | 0.217822 | DEF|SIZE
--   B | 全社会研发经费支出占GDP比重 | level | 3.07% | 10.6% | trails | 0.2896 | 0.28779 | 0.29147 | PERIOD_LAG

select
    grade,
    indicator_a as indicator,
    measure,
    figure_a as putuo,
    figure_b as minhang,
    relation as putuo_to_minhang,
    ratio,
    ratio_low,
    ratio_high,
    reasons
from marts.fct_district_comparison
where grade in ('A', 'B') and district_a = '普陀'
order by grade, indicator_a, measure;
