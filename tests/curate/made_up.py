"""Texts that nobody has printed, of a district and of a city that the warehouse does not have yet."""

from __future__ import annotations

# Twenty figures; among them two rates, two targets, a rank, and two things that the catalogue lacks.
XUHUI = """\
徐科委〔2025〕2号

关于印发《徐汇区科学技术委员会2024年工作总结》的通知

一、企业培育
新认定高新技术企业312家，有效期内高新技术企业1286家。科技型中小企业入库1450家。新增市级科技小巨人企业18家。

二、成果转化
年初目标为认定登记技术合同2000件，全年认定登记技术合同2164件，超额完成。技术合同成交额286.5亿元，同比增长12.4%。新建概念验证平台4个。

三、研发投入
2023年全社会研发经费支出198.6亿元，占地区生产总值比重7.15%。全区共享科研仪器1630台（套）。

四、人才与双创
办理外国人来华工作许可证3120张，其中外国高端人才工作许可证640张。创业大赛参赛企业210家，其中35家获市级立项。开展各类双创活动46场。

五、信息基础
开通5G室外基站380个，累计建设5G基站2950座。全年保障视频会议72场。

徐汇区科学技术委员会
2025年3月6日
"""
# A summary and a plan in one text, of a city without a row, with a rank among a group and a counter that have none.
XIHU = """\
西科〔2025〕1号

杭州市西湖区科学技术局2024年工作总结和2025年工作要点

一、2024年工作总结
全年新认定高新技术企业148家，居全省第三，技术合同成交额108.6亿元。

二、2025年工作要点
新认定高新技术企业160家以上，力争技术合同成交额120亿元。
举办科技成果路演20场。新增省级重点实验室2家。新建科技微展厅18爿。

杭州市西湖区科学技术局
2025年2月18日
"""
XUHUI_TITLES = {
    "document_number": "徐科委〔2025〕2号",
    "title": "徐汇区科学技术委员会2024年工作总结",
    "title_en": "Work Summary of the Science and Technology Commission of Xuhui District, 2024",
    "issuer": "上海市徐汇区科学技术委员会",
    "issuer_en": "Science and Technology Commission of Xuhui District, Shanghai",
    "district_code": "310104",
    "document_type": "summary",
    "issued_on": "2025-03-06",
    "covers_year": "2024",
}
XIHU_TITLES = {
    "document_number": "西科〔2025〕1号",
    "title": "杭州市西湖区科学技术局2024年工作总结和2025年工作要点",
    "title_en": "Work Summary 2024 and Key Points of Work 2025 of the Bureau of Xihu District",
    "issuer": "杭州市西湖区科学技术局",
    "issuer_en": "Science and Technology Bureau of Xihu District, Hangzhou",
    "district_code": "330106",
    "issued_on": "2025-02-18",
}
XIHU_PARTS = {
    "summary": XIHU_TITLES | {"document_type": "summary", "covers_year": "2024"},
    "plan": XIHU_TITLES | {"document_type": "plan", "covers_year": "2025"},
}


def truth(code: str, year: str = "2024", **more: str) -> dict[str, str]:
    """What a figure says; of most figures only the indicator is of their own."""
    usual = {"kind": "actual", "measure": "level", "strength": "", "target_kind": "", "claimed_verdict": ""}
    return usual | {"indicator_code": code, "year": year} | more


XUHUI_FIGURES = {
    "312家": truth("hnte_newly_certified"),
    "1286家": truth("hnte_valid"),
    "1450家": truth("technology_smes_listed"),
    "18家": truth("small_giants_new"),
    "2000件": truth(
        "technology_contracts", kind="target", strength="planned", target_kind="level", claimed_verdict="exceeded"
    ),
    "2164件": truth("technology_contracts"),
    "286.5亿元": truth("technology_contract_value"),
    "12.4%": truth("technology_contract_value", measure="change_pct"),
    "4个": truth("concept_platforms_new"),
    "198.6亿元": truth("rd_expenditure", "2023"),
    "7.15%": truth("rd_gdp_share", "2023"),
    "1630台（套）": truth("shared_instruments"),
    "3120张": truth("foreign_work_permits"),
    "640张": truth("foreign_top_talent_permits"),
    "210家": truth("contest_entrants"),
    "35家": truth("contest_entrants_funded"),
    "46场": truth("startup_events"),
    "380个": truth("g5_outdoor_stations"),
    "2950座": truth("g5_stations"),
    "72场": truth("video_conferences"),
}
XIHU_FIGURES = {
    "148家": truth("hnte_newly_certified"),
    "第三": truth("hnte_newly_certified", measure="rank", rank_group="全省"),
    "108.6亿元": truth("technology_contract_value"),
    "160家以上": truth("hnte_newly_certified", "2025", kind="target", strength="planned", target_kind="level"),
    "120亿元": truth("technology_contract_value", "2025", kind="target", strength="stretch", target_kind="level"),
    "20场": truth("result_roadshows", "2025", kind="target", strength="planned", target_kind="level"),
    "2家": truth("provincial_laboratories_new", "2025", kind="target", strength="planned", target_kind="increment"),
    "18爿": truth("small_showrooms_built", "2025", kind="target", strength="planned", target_kind="level"),
}
# Rows that the forms ask for, beside those of indicators: of a district and its city, a group and a unit.
FORMS = {
    "districts": {"typed": {"district_en": "Xihu", "district_code": "330106"}, "chosen": {}},
    "areas": {"typed": {"area_en": "Hangzhou"}, "chosen": {}},
    "codelists": {
        "typed": {
            "label_en": "Province",
            "definition": "All districts of the province.",
            "definition_zh": "全省各区。",
        },
        "chosen": {},
    },
    "units": {"typed": {"unit_en": "showrooms"}, "chosen": {"multiplier": "1", "dimension": "count"}},
}
# What the catalogue lacks, as a reader types and chooses it.
NEW = {
    "concept_platforms_new": {
        "typed": {
            "indicator": "新建概念验证平台数",
            "indicator_en": "Proof-of-concept platforms newly built",
            "indicator_code": "concept_platforms_new",
            "definition": "Platforms for proof of concept built in the year.",
            "definition_zh": "当年新建的概念验证平台数。",
            "counted_en": "platform|platforms",
        },
        "concept": {
            "concept": "概念验证平台",
            "concept_en": "Proof-of-concept platforms",
            "concept_code": "concept_platforms",
        },
        "theme": "transfer",
        "unit": "个",
        "chosen": {"basis": "flow", "subject": "district", "direction": "up", "is_headline": "false"},
    },
    "result_roadshows": {
        "typed": {
            "indicator": "科技成果路演场数",
            "indicator_en": "Roadshows of scientific results",
            "indicator_code": "result_roadshows",
            "definition": "Roadshows of scientific results that the office holds in the year.",
            "definition_zh": "发文单位当年举办的科技成果路演场数。",
        },
        "concept": {
            "concept": "科技成果路演",
            "concept_en": "Roadshows of results",
            "concept_code": "roadshows_of_results",
        },
        "theme": "transfer",
        "unit": "场",
        "chosen": {"basis": "flow", "subject": "issuer", "direction": "up", "is_headline": "false"},
    },
    # Its code is made of its name, and its concept is one of its own.
    "small_showrooms_built": {
        "typed": {
            "indicator": "新建科技微展厅数",
            "indicator_en": "Small showrooms built",
            "definition": "Small showrooms of technology built in the year.",
            "definition_zh": "当年新建的科技微展厅数。",
        },
        "concept": {"concept_code": "small_showrooms_built"},
        "theme": "governance",
        "unit": "爿",
        "chosen": {"basis": "flow", "subject": "district", "direction": "up", "is_headline": "false"},
    },
    "provincial_laboratories_new": {
        "typed": {
            "indicator": "新增省级重点实验室数",
            "indicator_en": "Key laboratories of the province newly set up",
            "indicator_code": "provincial_laboratories_new",
            "definition": "Key laboratories of the province that are set up in the year.",
            "definition_zh": "当年新增的省级重点实验室数。",
        },
        "concept": {
            "concept": "省级重点实验室",
            "concept_en": "Key laboratories of the province",
            "concept_code": "provincial_laboratories",
        },
        "theme": "carriers",
        "unit": "家",
        "chosen": {"basis": "flow", "subject": "district", "direction": "up", "is_headline": "false"},
    },
}
