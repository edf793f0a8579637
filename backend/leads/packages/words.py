"""What a reader of a package is told, before they trust anything in it."""

from backend.core.china import SHANGHAI
from backend.leads.packages.structs import Index

_README = """枫巡证据包 · A package of evidence made by Fengxun
================================================

对象 Object: 线索 lead {subject}
制作时间 Made at: {made_at}（北京时间 Beijing time）
用途 Purpose: {purpose}

一、里面有什么 · What is in it
  originals/            收到的原件，字节未动 · the originals as they were received, byte for byte
  events/N.json         第 N 条操作记录，写下时的字节 · entry N of the record of what was done, as it was written
  events/N.tlog-proof   该记录在封存日志中的证明（C2SP tlog-proof，extra 行是盐值）
                        the proof that the entry stands in the sealed log (C2SP tlog-proof; the extra line is the salt)
  chain/keys.json       取证密钥及其登记、核准、停用的记录号
                        the keys of phones, and the numbers of the entries that say what was done to them
  chain/KEY/N.json      手机为每次拍摄签下的记录，签名时的字节；.sig 是 64 字节签名
                        what the phone signed for each capture, byte for byte; .sig is its signature, 64 bytes
  receipts/ID.txt       系统收到材料后给手机的回执；.sig 是签名 · the receipt the phone was given; .sig is its signature
  stamp/                机构时间戳（RFC 3161）及其检查点，如有
                        the time stamp of an authority and the checkpoint it is on, where one is asked
  custody/ID.json       一件材料的保管记录，供阅读，与操作记录逐条核对
                        the story of an item, for reading; it is held against the entries
  index.json            目录 · the table of contents
  lead.json             线索内容，供阅读，不受证明保护 · what the lead says, for reading; nothing proves it

二、怎样核验 · How to check it
  任选一种。三种互不依赖，结论相同；都不需要登录、网络里的数据库或制作单位的帮助。
  Any one of three ways. None rests on another, and they come to the same verdicts; none needs an account, a database
  or the help of whoever made this.

  先取得信任文件 policy.txt：{address}/api/evidence/policy.txt
  它写明信任的日志公钥、见证方公钥和回执公钥。应从本包以外的途径与制作单位公布的公钥核对。
  First get policy.txt from that address. It names the keys of the log, of its witnesses and of receipts that are
  trusted: compare them with those the maker has made public, another way than with this package.

  （一）用浏览器，什么都不用安装 · In a browser, nothing to install
     打开 {address}/verify/ ，选本 ZIP 和 policy.txt。文件不上传；该页可另存为一个文件，以后断网也能用。
     Open that page, choose this ZIP and policy.txt. Nothing is sent; the page can be saved as one file for later.

  （二）用 Python · With Python
     1. 装好 Python 3.11 以上版本和 cryptography（pip install cryptography）。
        Have Python 3.11 or newer and cryptography.
     2. 下载核验程序 verifier.pyz，任何人无需登录 · Download the verifier; anybody may, without signing in:
        {address}/api/evidence/verifier.pyz
     3. 运行 · Run:  python verifier.pyz THIS.zip --policy policy.txt
     逐项显示 PASS（通过）、FAIL（未通过及原因）、INCOMPLETE（不完整）。
     It says PASS, FAIL with the reason, or INCOMPLETE for each item.

  （三）只用 OpenSSL 3 和 shell，不用我们的任何程序 · With OpenSSL 3 and a shell alone, no program of ours
     脚本 verify.sh 全文附在本文件末尾，不长，可逐行阅读；也可从 {address}/api/evidence/verify.sh 下载。
     The script verify.sh stands whole at the end of this file, short enough to be read line by line; it can also be
     downloaded from that address.
       sed -n '/^#!/,$p' README.txt > verify.sh
       sh verify.sh THIS.zip policy.txt
     随包附来的脚本不比包本身更可信：先读一遍，或与下载的比较是否逐字相同。
     A script that came with a package deserves no more trust than the package: read it, or compare it byte for byte
     with the one downloaded.

  有时间戳时 · Where there is a time stamp:
    openssl ts -verify -in stamp/token.tsr -data stamp/checkpoint -CAfile CA.pem

  手工核验一件材料 · One item by hand:
    openssl dgst -sha256 originals/FILE          与 events/N.json 中的 sha256 相同 · equals the sha256 in events/N.json
    (printf 'EXTRA' | base64 -d; cat events/N.json) | openssl dgst -sha256 -binary > c
    (printf '\\000fengxun/leaf/v1\\n'; cat c) | openssl dgst -sha256
    其结果是叶子散列，按 RFC 6962 与证明中的散列逐个合并，得到检查点里的根。
    The result is the hash of the leaf; joined with the hashes of the proof as RFC 6962 says it comes to the root of the
    checkpoint, which the log has signed (Ed25519) and witnesses have cosigned.

  手工核验一次拍摄的签名 · The signature of one capture by hand（verify.sh 做同样的事 · does the same）:
    公钥 KEY.der：动作为 capture_key.enrolled、对象为该密钥的记录里的 public_key，base64 解码
    KEY.der: public_key of the entry capture_key.enrolled about the key, decoded from base64
    R=$(head -c 32 N.sig | od -An -v -tx1 | tr -d ' \\n'); S=$(tail -c 32 N.sig | od -An -v -tx1 | tr -d ' \\n')
    printf 'asn1=SEQUENCE:s\\n[s]\\nr=INTEGER:0x%s\\ns=INTEGER:0x%s\\n' $R $S > sig.conf
    openssl asn1parse -genconf sig.conf -noout -out sig.der
    (printf 'fengxun/manifest/v1\\n'; cat N.json) > said
    openssl dgst -sha256 -verify KEY.der -keyform DER -signature sig.der said
    回执同理，签的就是 .txt 本身，公钥在 policy.txt 的 receipts 行。
    A receipt likewise: what is signed is the .txt itself, by the key in the line receipts of policy.txt.

三、证明什么，不证明什么 · What it proves, and what not
  证明：原件自系统收到之时起没有改动；这些操作记录自检查点签名起没有被修改、删除或倒填。
  It proves that the originals are what the system received, and that the entries were not altered, removed or
  back-dated since the checkpoint was signed.
  有 chain/ 的材料还证明：从手机写下拍摄的那一刻起文件没有换过，在相邻编号之间这部手机的拍摄没有少过一张；
  拍摄不早于其中 beacon 的时间，不晚于回执的时间。
  Where chain/ speaks of an item it also proves that the file was not swapped since the phone wrote it down, that no
  capture of that phone is missing between it and its neighbours in the chain, and that it was made after the time in
  its beacon and before that of the receipt.
  副本（水印、标注、遮挡）没有拍摄签名，也不代替原件；核验结果 derived/ID 证明它由哪件原件制作、何时由何人制作。
  A copy (stamped, marked, painted over) was taken by no camera and never stands in for its original: the result
  derived/ID says that the record shows of which original it was made, when and by whom.
  不证明：拍摄内容真实；手机写下以前没有改动；手机时钟准确；目录没有遗漏日志封存以前就未写下的事。
  It does not prove that a picture shows the truth, that nothing was changed before the phone wrote it down, that the
  phone's clock was right, or that everything that happened was written down.

附：verify.sh 全文，自下一行至文末 · The script verify.sh, from the next line to the end
"""


def readme(index: Index, address: str, by_hand: str) -> str:
    """``address``: of the installation, without a stroke at its end. ``by_hand``: the verifier for a shell, which needs
    no entry of its own in the ZIP here: verifiers go on refusing every file that they do not know."""
    made_at = f"{index.made_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
    return _README.format(subject=index.subject, made_at=made_at, purpose=index.purpose, address=address) + by_hand
