"""One small workbook of each form F01–F13, written by hand, and one number of it whose journey is followed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from reader_sheets import write


class Stage(NamedTuple):
    """A form's workbook and the number to follow: where it is printed, as what, and what it becomes.

    basis, measure: of the figure that the desk is asked for. figure: its value. before: a stage that is loaded first.
    """

    form: str
    name: str
    sheets: dict[str, Sequence[Sequence[Any]]]
    sheet: str
    cell: str
    text: str
    indicator: str
    region: str
    period: str
    figure: float
    basis: str = "month"
    measure: str = "value"
    before: str = ""


GZ, SZ, SG, MM, HZ = "440100", "440300", "440200", "440900", "441300"
TITLE = "（截至2026年10月底）"
STAGES = (
    Stage("F01", "全省汇总.xlsx", {"10月": [
        [f"全省退役军人工作主要指标汇总表{TITLE}"], [*[None] * 5, "单位：支、人、万小时"],
        ["序号", "地区", "志愿服务队", None, None, "就业创业"],
        [None, None, "队伍数", "志愿者", "累计时长", "新增就业"],
        [None, "全省合计", 18, 360, 3.5, 11], [1, "广州", 10, 200, 2.5, 5], [2, "深圳", 8, 160, 1, 6],
    ]}, "10月", "E6", "2.5", "vol_hours_cum", GZ, "2026-10", 25_000, "end"),
    Stage("F02", "就业去向.xlsx", {"表": [
        ["2026年10月新增自主就业退役士兵就业及去向情况表"],
        ["地区", "自主就业退役士兵数", "已就业人数", "其中：城镇就业", "待就业人数"],
        ["（标识）", "A", "D", "E", "L"], ["广州市", 100, 70, 50, 10], ["深圳市", 90, 60, 40, 8],
    ]}, "表", "E4", "10", "emp_unemployed", GZ, "2026-10", 10, "end"),
    Stage("F03", "茂名市_就业月报_2026.xlsx", {"9月": [
        ["茂名市退役军人就业情况月报表"], ["报告期：2026年9月", None, "单位：人"], ["项目", "本月发生", "本年累计"],
        ["新增实现就业", 143, 1290], ["待就业人数", 60, 60],
    ]}, "9月", "B4", "143", "emp_employed_new", MM, "2026-09", 143),
    Stage("F05", "分市对照.xlsx", {"对照": [
        ["分市指标对照表（2026年10月）"],
        ["指标（单位）", "合计", "广州", "深圳", "珠海", "汕头", "佛山", "韶关", "河源", "梅州", "惠州", "汕尾"],
        ["志愿服务队（支）", 55, *range(1, 11)], ["志愿者（人）", 550, *range(10, 101, 10)],
    ]}, "对照", "H4", "60", "vol_volunteers", SG, "2026-10", 60, "end"),
    Stage("F06", "基层报表.xlsx", {"表": [
        ["退役军人就业创业情况表"], ["填报单位：茂名市退役军人事务局", None, None, "2026年10月"],
        ["指标名称", "计量单位", "代码", "本月", "本年累计"], ["甲", "乙", "丙", 1, 2],
        ["新增实现就业", "人", "01", 6, 39], ["提供岗位数", "个", "02", "1,268", 7787],
    ]}, "表", "D6", "1,268", "emp_jobs_offered", MM, "2026-10", 1268),
    Stage("F07", "队伍层级.xlsx", {"表": [
        [f"志愿服务队层级情况表{TITLE}"], ["地区", "合计", None, "其中：村级", None], [None, *["队数", "人数"] * 2],
        ["广州市", 20, 400, 11, 220], ["韶关市", 10, 200, 4, 80],
    ]}, "表", "B4", "20", "vol_teams", GZ, "2026-10", 20, "end"),
    Stage("F09", "进度通报.xlsx", {"新增就业": [
        ["2026年1—10月新增实现就业人数进度通报表"], ["单位：人"],
        ["排名", "地市", "年度目标", "累计完成", "完成率（%）", "序时进度（%）", "差距（百分点）", "亮灯"],
        [1, "惠州市", 1200, 1150, 95.8, 83.3, "+12.5", "绿"], [2, "汕头市", 1000, 820, 82.0, 83.3, "-1.3", "黄"],
    ]}, "新增就业", "C4", "1200", "emp_employed_new", HZ, "2026-10", 1200, "ytd", "target", before="F01"),
    Stage("F10", "系统导出.csv", {"系统导出": [
        ["地市", "单位编码", "统计月份", "队伍总数", "志愿者总数"], ["广州市", '="440100"', "202610", "812", "18650"],
        ["深圳市", '="440300"', "202610", "310", "9000"],
    ]}, "系统导出", "E2", "18650", "vol_volunteers", GZ, "2026-10", 18_650, "end"),
    Stage("F11", "分月时长.xlsx", {"表": [
        ["2026年志愿服务时长（小时）"], ["地区", "1-2月", "3月", "9月", "10月"],
        ["广州市", 80210, 40000, 41000, 42000], ["深圳市", 70210, 30000, 31000, 32000],
    ]}, "表", "E3", "42000", "vol_hours", GZ, "2026-10", 42_000),
    Stage("F12", "活动记录.xlsx", {"记录": [
        ["志愿服务活动记录（2026年10月）"],
        ["编号", "活动名称", "所属队伍", "地市", "活动日期", "服务时长（小时）", "参与人数"],
        [1, "防汛值守", "战旗队", "韶关市", "2026.10.9", 3.5, 20], [2, "普法", "战旗队", "韶关市", "2026.10.20", 2, 15],
    ]}, "记录", "F3:F4", "=SUMPRODUCT(F3:F4;G3:G4)", "vol_hours", SG, "2026-10", 100),
    Stage("F13", "更正函.xlsx", {"函": [
        ["关于就业月报数据的更正函"],
        ["地市", "报表", "报告期", "指标", "原报数", "更正数", "差额", "原因", "更正日期"],
        ["茂名市", "就业情况月报表", "2026年9月", "新增实现就业", 143, 134, -9, "录入错位", "2026年10月12日"],
    ]}, "函", "F3", "134", "emp_employed_new", MM, "2026-09", 134, before="F03"),
)  # fmt: skip
TEAM = ["序号", "地市", "县（市、区）", "村（社区）", "队伍名称", "层级", "队长", "人数", "累计时长（小时）", "状态"]
SITE = ["序号", "地市", "县区", "名称", "类型（室/墙）", "级别", "面积（㎡）", "年参观人次", "负责人"]
# Registers: form, workbook, rows, register, the line to follow, what it says of one field.
REGISTERS = (
    ("F04", "队伍台账.xlsx", [
        ["全省退役军人志愿服务队台账（2026年10月）"], TEAM,
        [1, "惠州市", "惠城区", "三新社区", "三新社区战旗队", "村", "张三", 25, "1,860", "在册"],
        [2, None, "惠城区", "东平社区", "东平社区战旗队", "村", "李四", "约30", "/", "注销"],
    ], "vol_teams_register", 4, {"name": "东平社区战旗队", "members": 30, "region": HZ}),
    ("F08", "荣誉室登记.xlsx", [
        ["荣誉室（墙）登记表（2026年9月）"], SITE,
        [1, "汕头市", "金平区", "金平区荣誉室", "馆", "县", "约120", "3,200", "李四"],
        [2, "汕头市", "金平区", "小公园荣誉墙", "墙", "村", "/", 0, "王五"],
    ], "hon_sites_register", 3, {"name": "金平区荣誉室", "visits": 3200, "area": 120, "type": "site_room"}),
)  # fmt: skip


def written(stage: Stage, folder: Path) -> Path:
    """The stage's workbook in a folder: .xlsx, or a CSV in GB18030 as business systems export it."""
    path = folder / stage.name
    if path.suffix == ".xlsx":
        return write(path, stage.sheets)
    rows = next(iter(stage.sheets.values()))
    lines = (",".join(f'"{str(field).replace(chr(34), chr(34) * 2)}"' for field in row) for row in rows)
    path.write_bytes("\r\n".join([*lines, f"共{len(rows) - 1}条"]).encode("gb18030"))
    return path
