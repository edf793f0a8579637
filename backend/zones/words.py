"""Every sentence an import can say, in Chinese and in English, by its code."""

from backend.zones.structs import Finding, Severity

# Of the file that cannot be read.
_FILE = {
    "unknown_format": (
        "无法识别文件格式。请上传 GeoJSON、GeoPackage 或 Shapefile 压缩包（.zip）。",
        "Not a known format. Send GeoJSON, GeoPackage or a zipped Shapefile.",
    ),
    "unreadable": ("文件已损坏或无法读取：{why}", "The file is damaged or cannot be read: {why}"),
    "archive_damaged": ("压缩包已损坏。", "The archive is damaged."),
    "archive_encrypted": ("压缩包已加密，无法读取。", "The archive is encrypted."),
    "archive_too_large": (
        "压缩包解压后超过 {limit} MB，已拒绝。",
        "Unpacked, the archive is larger than {limit} MB.",
    ),
    "archive_unsafe_name": (
        "压缩包内文件名不安全：{name}",
        "The archive holds an unsafe file name: {name}",
    ),
    "archive_no_shapefile": ("压缩包中没有 Shapefile（.shp）。", "The archive holds no Shapefile (.shp)."),
    "archive_several": (
        "压缩包中有多个 Shapefile：{names}。请只放一个，或用 layer 参数指定。",
        "The archive holds several Shapefiles: {names}. Keep one, or name it by the parameter layer.",
    ),
    "archive_part_missing": (
        "Shapefile 不完整，缺少 {name}。",
        "The Shapefile is not complete: {name} is missing.",
    ),
    "several_layers": (
        "文件中有多个图层：{names}。请用 layer 参数指定。",
        "The file holds several layers: {names}. Name one by the parameter layer.",
    ),
    "no_layer": ("文件中没有名为“{name}”的面图层。", "The file holds no layer of areas named {name}."),
    "too_many_features": ("区域超过 {limit} 个。", "More than {limit} features."),
    "too_many_points": ("坐标点超过 {limit} 个。", "More than {limit} points."),
    "encoding": (
        "属性文字无法按 {name} 解码，请用 encoding 参数指定（如 GBK）。",
        "The text of the attributes is not {name}. Declare it by the parameter encoding (GBK, for example).",
    ),
    "too_complex": (
        "文件过于复杂，检查超出了限定的{why_zh}。",
        "The file is too complex: checking it ran out of {why_en}.",
    ),
}

# Of the file that was read.
_PROBLEM = {
    "no_features": ("文件中没有区域。", "The file holds no features."),
    "missing_code": (
        "找不到编码字段。文件的字段有：{fields}。请用 code_field 参数指定。",
        "No column of codes. The columns are: {fields}. Name it by the parameter code_field.",
    ),
    "missing_name": (
        "找不到名称字段。文件的字段有：{fields}。请用 name_field 参数指定。",
        "No column of names. The columns are: {fields}. Name it by the parameter name_field.",
    ),
    "crs_unknown": ("无法识别坐标系：{crs}", "The coordinate system is not known: {crs}"),
    "crs_contradiction": (
        "文件声明的坐标系是 {crs}，与参数 EPSG:{epsg} 矛盾。",
        "The file declares {crs}, the parameter EPSG:{epsg}. Which is right?",
    ),
    "wrong_datum": (
        "坐标系的大地基准是 {datum}，不是 CGCS2000。没有本地转换参数不能换算，请先转换为 CGCS2000。",
        "The datum is {datum}, not CGCS2000. It cannot be converted without local parameters: convert it first.",
    ),
    "gcj02_projected": (
        "声明为 GCJ-02 的文件却使用投影坐标系 {crs}。",
        "Declared as GCJ-02, but in the projected system {crs}.",
    ),
}

# Of one feature.
_FEATURE = {
    "no_geometry": ("没有图形。", "It has no shape."),
    "wrong_type": ("图形不是面。", "The shape is not a polygon."),
    "not_finite": ("坐标含有非数值（NaN 或无穷大）。", "A coordinate is not a finite number."),
    "ring_not_closed": ("边界未闭合。", "A ring is not closed."),
    "too_few_points": ("边界点数不足。", "A ring has too few points."),
    "self_crossing": ("边界自相交。", "The boundary crosses itself."),
    "hole_outside": ("内孔位于外边界之外。", "A hole lies outside the boundary."),
    "nested_rings": ("环重复或相互嵌套。", "Rings lie within one another or twice in the same place."),
    "disconnected": ("内孔使内部不连通。", "Holes cut the inside into pieces."),
    "invalid": ("图形无效。", "The shape is not valid."),
    "too_small": ("面积仅 {area:.2f} 平方米。", "Its area is only {area:.2f} m²."),
    "swapped_axes": (
        "坐标轴疑似颠倒：纬度（北向）写在了前面，应为先经度后纬度。",
        "The axes look swapped: latitude (northing) comes first. Longitude must come first.",
    ),
    "zone_prefixed": (
        "坐标带有投影带号（东坐标 {easting:.0f}），应声明为 EPSG:{epsg}（CGCS2000 高斯投影）。",
        "Eastings carry a zone number ({easting:.0f}): declare EPSG:{epsg} (CGCS2000 Gauss-Krueger).",
    ),
    "projected": (
        "坐标像是以米为单位的投影坐标（东坐标 {easting:.0f}），请声明坐标系，"
        "例如 EPSG:4549（CGCS2000，中央经线 120°）。",
        "Coordinates look like metres (easting {easting:.0f}): declare the system, for example EPSG:4549 "
        "(CGCS2000, central meridian 120°).",
    ),
    "web_mercator": (
        "坐标像是网络墨卡托（EPSG:3857），请声明 EPSG:3857 或先转换为 CGCS2000。",
        "Coordinates look like Web Mercator: declare EPSG:3857, or convert to CGCS2000 first.",
    ),
    "out_of_range": ("坐标不是经纬度。", "The coordinates are not degrees."),
    "outside_china": ("位置不在中国境内。", "The place is not in China."),
    "gcj02_refused": (
        "声明为 GCJ-02。法定图层须使用国家大地坐标系（测绘法第五条）；如确认来源，可用 convert=true 换算后导入。",
        "Declared as GCJ-02. Statutory layers use the state's datum (Surveying and Mapping Law Art. 5); if the source "
        "is certain, ask for conversion by convert=true.",
    ),
    "outside_county": (
        "有 {share:.0%} 在县域之外。",
        "{share:.0%} of it lies outside the county.",
    ),
    "partly_outside_county": ("有 {share:.1%} 超出县域边界。", "{share:.1%} of it sticks out of the county."),
    "overlap": (
        "与“{other}”重叠 {area:,.0f} 平方米。",
        "It overlaps {other} by {area:,.0f} m².",
    ),
    "overlaps_in_force": (
        "与现行区域“{other}”重叠 {area:,.0f} 平方米。",
        "It overlaps {other}, which is in force, by {area:,.0f} m².",
    ),
    "no_code": ("没有编码。", "It has no code."),
    "bad_code": ("编码“{code}”应为 {digits} 位数字。", "The code {code} must have {digits} digits."),
    "bad_free_code": ("编码超过 40 个字或含有控制字符。", "The code is longer than 40 or holds control characters."),
    "duplicate_code": ("编码“{code}”在文件中重复。", "The code {code} occurs more than once in the file."),
    "unknown_parent": (
        "编码“{code}”的前缀 {prefix} 不是现行的上级区划。",
        "The code {code} begins with {prefix}, which is no division in force.",
    ),
    "no_name": ("没有名称。", "It has no name."),
    "bad_name": ("名称过长或含有控制字符。", "The name is too long or holds control characters."),
    "wrong_parent": (
        "编码属于{town}，但图形主要位于{other}。",
        "By its code it belongs to {town}, but it lies mostly in {other}.",
    ),
    "outside_towns": ("不在任何现行乡镇范围内。", "It lies in no town in force."),
    "unknown_town": ("所属乡镇“{town}”不存在。", "There is no town {town}."),
    "town_differs": (
        "属性写明属于{town}，但图形主要位于{other}。",
        "Its attributes say {town}, but it lies mostly in {other}.",
    ),
    "town_unknown": (
        "尚无现行乡镇边界，无法确定所属乡镇。",
        "No towns are in force yet, so its town cannot be told.",
    ),
    "gap": (
        "旁边有 {area:.1f} 平方米不属于任何区域。",
        "Beside it lie {area:.1f} m² that belong to no area.",
    ),
    "grid_order": (
        "编码“{code}”的顺序号未按自西向东、自北向南排列。",
        "The sequence of {code} does not run from west to east and from north to south.",
    ),
    "gcj02_converted": (
        "已由 GCJ-02 换算为 CGCS2000。",
        "Converted from GCJ-02 to CGCS2000.",
    ),
}

# What could be done about a fault; with "_gap" about ground that nobody has.
_REPAIR = {
    "cut": (
        "从“{name}”中去掉与“{other}”重叠的 {area:,.0f} 平方米。",
        "Take the {area:,.0f} m² that it shares with {other} from {name}.",
    ),
    "snap": (
        "把“{name}”的边界对齐到“{other}”，去掉 {area:.1f} 平方米的窄条。",
        "Lay the border of {name} onto that of {other}: a strip of {area:.1f} m² goes.",
    ),
    "snap_gap": (
        "把“{name}”的边界对齐到相邻区域，补上 {area:.1f} 平方米的窄缝。",
        "Lay the border of {name} onto its neighbour's: a crack of {area:.1f} m² is closed.",
    ),
    "fill_gap": (
        "把不属于任何区域的 {area:,.0f} 平方米并入“{name}”。",
        "Give the {area:,.0f} m² that nobody has to {name}.",
    ),
    "drop": (
        "“{name}”与“{other}”是同一块，去掉前者。",
        "{name} is the same ground as {other}: leave it out.",
    ),
    "recode": ("“{name}”改用编码 {code}。", "Give {name} the code {code}."),
}

# Of a set of areas; with "_gap" of ground that nobody has.
_FLAW = {
    "overlap": (
        "“{name}”与“{other}”重叠 {area:,.0f} 平方米。",
        "{name} and {other} overlap by {area:,.0f} m².",
    ),
    "gap_gap": ("“{name}”旁有 {area:,.0f} 平方米不属于任何区域。", "Beside {name} lie {area:,.0f} m² that nobody has."),
    "sliver": (
        "“{name}”与“{other}”的边界画了两次，有 {area:.1f} 平方米的重叠窄条。",
        "The border of {name} and {other} is drawn twice: a strip of {area:.1f} m² belongs to both.",
    ),
    "sliver_gap": ("“{name}”旁有 {area:.1f} 平方米的窄缝。", "Beside {name} is a crack of {area:.1f} m²."),
    "duplicate": ("“{name}”与“{other}”是同一块。", "{name} and {other} are the same ground."),
    "stray": (
        "“{name}”的编码前缀与位置不符：它主要位于“{other}”。",
        "The code of {name} begins wrongly: it lies mostly in {other}.",
    ),
}

# Of what was asked for while drawing.
_DRAWING = {
    "not_cut": (
        "分割线须从边界外穿到边界外，把区域切成两块。",
        "The line must run from outside the border to outside it, and cut the zone in two.",
    ),
    "not_neighbours": ("只能合并共用边界的区域。", "Only zones that share a border can be joined."),
    "nothing_left": ("邻区已占有全部范围。", "Its neighbours have all of this ground."),
}

_NOTES = {"partly_outside_county", "town_differs", "town_unknown", "gap", "grid_order", "gcj02_converted"}
_ALL = _FILE | _PROBLEM | _FEATURE | _DRAWING


def of_all(finding: Finding, count: int) -> Finding:
    """Said once of the file, when it holds for every feature."""
    return Finding(
        code=finding.code,
        zh=f"全部 {count} 个区域：{finding.zh}",
        en=f"All {count} features: {finding.en}",
        severity=finding.severity,
    )


def say(
    code: str, place: tuple[float, float] | None = None, other_code: str | None = None, /, **values: object
) -> Finding:
    """The finding of this code, with its sentences filled in from ``values``."""
    zh, en = _ALL[code]
    return Finding(
        code=code,
        zh=zh.format(**values),
        en=en.format(**values),
        severity=Severity.NOTE if code in _NOTES else Severity.ERROR,
        place=place,
        other_code=other_code,
    )


def repair_said(repair: str, missing: bool, **values: object) -> tuple[str, str]:
    """A proposal in Chinese and English."""
    zh, en = _REPAIR[f"{repair}_gap" if missing else repair]
    return zh.format(**values), en.format(**values)


def flaw_said(flaw: str, missing: bool, **values: object) -> tuple[str, str]:
    """A fault of a set in Chinese and English."""
    zh, en = _FLAW[f"{flaw}_gap" if missing else flaw]
    return zh.format(**values), en.format(**values)
