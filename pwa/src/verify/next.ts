/** What each code means for somebody who is no technician, and who does what next; the codes' own words are the Python verifier's. */

import type { Language } from "./page_words.ts";
import type { Code } from "./verdicts.ts";

/** What is missing or wrong, and the next step. */
type Said = Record<Language, readonly [what: string, next: string]>;

const fresh = (zh: string, en: string): Said => ({
  zh: [zh, "请向制作单位重新索取；仍不通过就不要采信"],
  en: [en, "ask its maker for a new one; do not rely on it while this fails"],
});
const doubted = (zh: string, en: string): Said => ({
  zh: [zh, "不要采信，请制作单位的系统管理员书面说明"],
  en: [en, "do not rely on it; ask the maker's system administrator for a written explanation"],
});
const gap = (zh: string, next: string, en: string, then: string): Said => ({ zh: [zh, next], en: [en, then] });

export const NEXT: Record<Code, Said> = {
  no_zip: fresh("证据包不是可用的 ZIP 文件", "the package is not a usable ZIP file"),
  repacked: fresh("证据包被重新打包过或夹带了数据", "the package was packed again or has something hidden in it"),
  too_large: fresh("证据包大得不合理", "the package is larger than one can be"),
  foreign_entry: fresh("证据包里多了不属于它的文件", "the package holds a file that does not belong there"),
  entry_twice: fresh("证据包里同一文件出现两次", "the package holds a file twice"),
  entry_missing: fresh("证据包里少了文件", "the package lacks a file"),
  damaged: fresh("文件已损坏", "a file is damaged"),
  no_json: fresh("记录文件无法读取", "an entry cannot be read"),
  key_twice: fresh("记录文件写法不合规", "an entry names a thing twice"),
  index: fresh("证据包目录不合规", "the package's index is not what it must be"),
  size: fresh("文件大小与目录不符", "a file's size is not what the index says"),
  hash: doubted("原件内容与收到时不符，被改动过", "an original is not what was received: it was changed"),
  event: doubted("操作记录与目录不符", "an entry of the record is not what the index says"),
  proof: doubted("封存证明无法读取", "a proof of sealing cannot be read"),
  not_in_log: doubted("操作记录不在封存的日志中", "an entry is not in the sealed log"),
  checkpoint: gap(
    "封存签名不是信任文件所列日志签的", "请核对信任文件是否为制作单位公布的那一份；确认无误仍不通过就不要采信",
    "the seal was not signed by a log that the policy names", "see that the policy is the one the maker has made public; if it is, do not rely on the package",
  ),
  stamp: doubted("时间戳不是可信机构签发的", "the time stamp is not that of a trusted authority"),
  forked: doubted("同一日志出现两个互相矛盾的版本", "two versions of one log contradict each other"),
  omitted: doubted("记录提到的材料没有全部列出", "the record speaks of more than is listed"),
  not_sealed: gap("部分操作尚未封存", "请几分钟后重新导出", "some entries are not sealed yet", "export it again in a few minutes"),
  not_received: gap(
    "原件尚未收到", "请拍摄人员打开手机联网上传，收到后重新导出",
    "an original was not received yet", "whoever captured it opens the phone with a network; then export again",
  ),
  not_stamped: gap(
    "机构时间戳未核验", "请用 verifier.pyz 或 openssl 核验",
    "the authority's time stamp was not checked", "check it with verifier.pyz or openssl",
  ),
  witnesses: gap(
    "见证方签名不够", "请系统管理员检查见证方，补齐后重新导出",
    "too few witnesses have signed", "the system administrator sees to the witnesses; then export again",
  ),
  key_unknown: doubted("拍摄密钥没有登记", "the capture's key was never enrolled"),
  key_revoked: doubted("拍摄密钥在入链之前已停用", "the capture's key was revoked before the capture stood in the log"),
  key_not_approved: gap(
    "拍摄密钥未经核准", "请系统管理员核准后重新导出",
    "the capture's key was not approved", "the system administrator approves it; then export again",
  ),
  no_manifest: gap(
    "材料没有手机签名", "事后无法补签，请拍摄人员书面说明来源",
    "no phone has signed the capture", "it cannot be signed later; whoever captured it explains in writing where it comes from",
  ),
  signature: doubted("手机签名无效", "the phone's signature is wrong"),
  malleated: doubted("手机签名被改写过", "the phone's signature was altered"),
  chain: doubted("取证记录前后不衔接", "the chain of captures is broken"),
  chain_gap: gap(
    "取证记录缺号", "请拍摄人员打开手机联网补传，收到后重新导出",
    "numbers of the chain of captures are missing", "whoever captured it opens the phone with a network; then export again",
  ),
  manifest: doubted("手机签名的是另一个文件", "the phone has signed another file"),
  receipt: doubted("接收回执无效或与材料不符", "a receipt is wrong, or of something else"),
  beacon: gap(
    "最早拍摄时间没有得到证明", "事后无法补做，最晚时间仍有证明",
    "the earliest time of the capture is not shown", "it cannot be made up for; the latest time is shown all the same",
  ),
  custody: doubted("保管记录与操作记录不符", "the story of custody says something else than the record"),
  not_confirmed: gap(
    "第二名执法人员未确认", "请其在手机上确认，然后重新导出",
    "the second officer has not confirmed it", "they do so on their phone; then export again",
  ),
  derived: doubted("遮挡版不能证明由该原件制作", "the record does not show what a copy was made of"),
  withheld: gap(
    "原件未随包提供，只有遮挡版", "需要原件时，请制作单位连同原件重新导出",
    "an original is withheld, a redacted copy is there", "where the original is needed, its maker exports again with it",
  ),
  erased: gap(
    "原件保存期满已删除", "无法补回，删除本身有记录",
    "an original was deleted when its time was over", "it cannot be brought back; the deletion is on record",
  ),
};
