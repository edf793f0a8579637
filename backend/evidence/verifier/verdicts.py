"""What can be said of an item, in the words of both languages."""

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    PASS = "PASS"  # noqa: S105 - no password
    FAIL = "FAIL"
    INCOMPLETE = "INCOMPLETE"


class Code(StrEnum):
    """Why not PASS."""

    NO_ZIP = "no_zip"
    REPACKED = "repacked"
    TOO_LARGE = "too_large"
    FOREIGN_ENTRY = "foreign_entry"
    ENTRY_TWICE = "entry_twice"
    ENTRY_MISSING = "entry_missing"
    DAMAGED = "damaged"
    NO_JSON = "no_json"
    KEY_TWICE = "key_twice"
    INDEX = "index"
    SIZE = "size"
    HASH = "hash"
    EVENT = "event"
    PROOF = "proof"
    NOT_IN_LOG = "not_in_log"
    CHECKPOINT = "checkpoint"
    STAMP = "stamp"
    FORKED = "forked"
    OMITTED = "omitted"
    NOT_SEALED = "not_sealed"
    NOT_RECEIVED = "not_received"
    WITNESSES = "witnesses"
    NOT_STAMPED = "not_stamped"
    KEY_UNKNOWN = "key_unknown"
    KEY_REVOKED = "key_revoked"
    KEY_NOT_APPROVED = "key_not_approved"
    NO_MANIFEST = "no_manifest"
    SIGNATURE = "signature"
    MALLEATED = "malleated"
    CHAIN = "chain"
    CHAIN_GAP = "chain_gap"
    MANIFEST = "manifest"
    RECEIPT = "receipt"
    BEACON = "beacon"
    CUSTODY = "custody"
    NOT_CONFIRMED = "not_confirmed"
    DERIVED = "derived"
    WITHHELD = "withheld"
    ERASED = "erased"


WORDS = {
    Code.NO_ZIP: ("不是可用的 ZIP 文件", "not a usable ZIP file"),
    Code.REPACKED: (
        "ZIP 不是系统写出时的样子，可能被重新打包或夹带了数据",
        "the ZIP is not as the system wrote it: packed again, or with something hidden in it",
    ),
    Code.TOO_LARGE: ("超出证据包的合理大小", "larger than a package can be"),
    Code.FOREIGN_ENTRY: ("含有不属于证据包的文件", "holds a file that does not belong there"),
    Code.ENTRY_TWICE: ("同一文件出现两次", "holds a file twice"),
    Code.ENTRY_MISSING: ("缺少文件", "a file is missing"),
    Code.DAMAGED: ("文件已损坏", "a file is damaged"),
    Code.NO_JSON: ("不是 JSON", "not JSON"),
    Code.KEY_TWICE: ("JSON 中有重复的字段", "the JSON names a key twice"),
    Code.INDEX: ("目录内容不符合格式", "the index is not what it must be"),
    Code.SIZE: ("大小与目录不符", "its size is not what the index says"),
    Code.HASH: ("原件的散列与记录不符", "its hash is not what was received"),
    Code.EVENT: ("操作记录与目录不符", "the entry is not what the index says"),
    Code.PROOF: ("证明无法读取", "the proof cannot be read"),
    Code.NOT_IN_LOG: (
        "证明不成立：记录不在封存的日志中",
        "the proof fails: the entry is not in the sealed log",
    ),
    Code.CHECKPOINT: ("检查点没有可信日志的有效签名", "no trusted log has signed the checkpoint"),
    Code.STAMP: (
        "时间戳不是可信机构对该检查点签发的",
        "the time stamp is not that of a trusted authority on this checkpoint",
    ),
    Code.FORKED: (
        "同一日志出现两个互相矛盾的检查点",
        "two checkpoints of one log contradict each other",
    ),
    Code.OMITTED: ("记录中提到的材料没有全部列出", "the record speaks of more than is listed"),
    Code.NOT_SEALED: ("记录尚未封存", "the entry was not sealed yet"),
    Code.NOT_RECEIVED: ("原件尚未收到", "the original was not received yet"),
    Code.NOT_STAMPED: ("尚无覆盖全部记录的可信时间戳", "no trusted time stamp covers all entries yet"),
    Code.WITNESSES: ("见证方签名数量不足", "too few witnesses have signed"),
    Code.KEY_UNKNOWN: ("取证密钥没有登记记录", "no entry shows that the key was enrolled"),
    Code.KEY_REVOKED: ("入链之前密钥已停用", "the key was revoked before the capture stood in the log"),
    Code.KEY_NOT_APPROVED: ("密钥未经第二人核准", "no second person has approved the key"),
    Code.NO_MANIFEST: ("手机没有为它签名", "no phone has signed its capture"),
    Code.SIGNATURE: ("取证签名无效", "the signature of the capture is wrong"),
    Code.MALLEATED: ("取证签名被改写过", "the signature of the capture was altered"),
    Code.CHAIN: ("与前一条取证记录不衔接", "it does not follow from the entry before"),
    Code.CHAIN_GAP: ("取证记录缺号", "these numbers of the chain are missing"),
    Code.MANIFEST: ("取证记录写的是另一个文件", "the entry speaks of another hash, size or role"),
    Code.RECEIPT: ("回执无效或与材料不符", "the receipt is wrong, or of something else"),
    Code.CUSTODY: ("保管记录与操作记录不符", "the story of custody says something else than the record"),
    Code.NOT_CONFIRMED: ("第二名执法人员尚未确认", "the second officer has not confirmed it"),
    Code.DERIVED: ("记录没有证明副本由该原件制作", "the record does not show that it was made of that original"),
    Code.WITHHELD: ("原件未随包提供，另有遮挡版", "the original is withheld; a redacted copy was made of it"),
    Code.ERASED: ("保存期满，原件已删除", "its time was over, and it was deleted"),
    Code.BEACON: ("最早时间没有得到证明", "the earliest time is not shown"),
}
INCOMPLETE = frozenset(
    {
        Code.NOT_SEALED, Code.NOT_RECEIVED, Code.WITNESSES, Code.NOT_STAMPED,
        Code.KEY_NOT_APPROVED, Code.NO_MANIFEST, Code.CHAIN_GAP, Code.BEACON,
        Code.NOT_CONFIRMED, Code.WITHHELD, Code.ERASED,
    }
)  # fmt: skip
"""Nothing is wrong, but it is not shown that all is right."""


class Rejected(Exception):
    """``where`` is the file, or what else it is about."""

    def __init__(self, code: Code, where: str) -> None:
        super().__init__(f"{code}: {where}")
        self.code, self.where = code, where


class Result(NamedTuple):
    """``at``: the time that an authority vouches for."""

    item: str
    code: Code | None = None
    at: str | None = None

    @property
    def verdict(self) -> Verdict:
        if self.code is None:
            return Verdict.PASS
        return Verdict.INCOMPLETE if self.code in INCOMPLETE else Verdict.FAIL

    def __str__(self) -> str:
        if self.code is None:
            return f"{self.verdict} {self.item}" + (f": {self.at}" if self.at else "")
        zh, en = WORDS[self.code]
        return f"{self.verdict}({self.code}) {self.item}: {zh} · {en}"
