"""The Chinese wording of the codes of relations between columns."""

from __future__ import annotations

from dgov_std.render.phrases import Phrases

P = Phrases
REQUIRED = "缺了它, 这些数据无法归集和使用"
RELATION = "两列互相矛盾, 必有一列是错的"

RELATIONS: dict[str, Phrases] = {
    "REL101": P(
        "按条件必填",
        ("应填却空着: {rule}", "{when}时必填, 却空着", "{when_value}时必填, 却空着", "按另一列的值必填, 却空着"),
        ("补填; 若不该填, 改正{when_columns}", "补填, 或改正另一列"),
        REQUIRED,
    ),
    "REL102": P(
        "按条件应空",
        (
            "不应填写: {rule}",
            "{when}时应空着, 却填了",
            "{when_value}时应空着, 却填了",
            "按另一列的值应空着, 却填了",
        ),
        (
            "清空此格; 若填得对, 改正{when_columns}",
            "清空“{own}”这一格",
            "清空此格, 或改正另一列",
        ),
        RELATION,
    ),
    "REL103": P(
        "两列相符",
        (
            "违反: {rule}",
            "“{own}”应为{then}",
            "“{own}”不合规定",
            "填“{value}”{etc}, 但{when}",
            "但{when}, 应为{then}",
            "与{when_columns}矛盾",
            "与另一列矛盾",
        ),
        (
            "{fix}",
            "“{own}”改为{then}",
            "按这条规则改正“{own}”",
            "改为{then}; 若填得对, 改正{when_columns}",
            "与{when_columns}对照, 改正写错的一列",
            "两列对照, 改正写错的一列",
        ),
        RELATION,
    ),
    "REL104": P(
        "两列比较",
        ("{relation}“{other}”", "违反: {rule}", "与另一列的先后或大小不对"),
        ("{fix}", "核对这两项, 改正写错的一项: 应{should}“{other}”", "核对这两项, 改正写错的一项"),
        RELATION,
    ),
    "REL105": P(
        "与另一列推算的值相符",
        ("违反: {rule}", "与“{other}”推算出的不一致", "与另一列推算出的不一致"),
        ("{fix}", "对照“{other}”, 改正写错的一列", "两列对照, 改正写错的一列"),
        RELATION,
    ),
    "REL106": P(
        "合计",
        (
            "不等于{other}",
            "合计不等于各项之和",
        ),
        (
            "{fix}",
            "核对各项, 改正合计或写错的一项",
        ),
        RELATION,
    ),
    "REL107": P(
        "几列的组合",
        ("违反: {rule}", "{when}, 这种组合不合规定", "几列的组合不合规定"),
        ("核对{when_columns}, 改正写错的一列", "对照这几列, 改正写错的一列"),
        RELATION,
    ),
    "REL108": P(
        "填写的栏数",
        (
            "填写的栏数不对, 应填{count}栏",
            "填写的栏太少或太多",
        ),
        (
            "填齐应有的栏, 不填别的(应填{count}栏)",
            "填齐应有的栏, 不填别的",
        ),
        RELATION,
    ),
    "REL109": P(
        "工作日期限",
        ("离“{start}”超过 {days} 个工作日", "超过规定的工作日"),
        ("核对“{start}”和这个日期; 确已超期的, 如实填写并说明原因", "核对两个日期; 确已超期的, 如实填写并说明原因"),
        "超过期限, 公示就不及时",
    ),
    "REL110": P(
        "经纬度",
        ("与“{other}”写反了", "经度和纬度写反了"),
        ("与“{other}”对调", "两列对调"),
        "写反的点落在别的国家或海里",
    ),
    "REL111": P(
        "名称与代码相符",
        ("违反: {rule}", "与“{other}”的代码不符", "名称与代码不符"),
        ("{fix}", "对照“{other}”, 改正写错的一列", "两列对照, 改正写错的一列"),
        RELATION,
    ),
    "REL112": P(
        "代码的隶属关系",
        ("违反: {rule}", "与“{other}”没有隶属关系", "与另一列没有隶属关系"),
        ("{fix}", "对照“{other}”, 改正写错的一列", "两列对照, 改正写错的一列"),
        RELATION,
    ),
}
