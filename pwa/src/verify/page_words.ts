/** Words of the verifier's own page, which stands alone and brings its own. */

export type Language = "zh" | "en";

export const WORDS = {
  title: { zh: "枫巡证据包核验", en: "Check a Fengxun package of evidence" },
  lead: {
    zh: "文件只在本机读取，不会上传。断网也能用；可把本页另存为一个文件，日后离线打开。",
    en: "Files are read on this machine and go nowhere. Works without a network; the page can be saved as one file and opened offline.",
  },
  package: { zh: "证据包（ZIP）", en: "Package (ZIP)" },
  policy: { zh: "信任文件（policy.txt）", en: "Policy (policy.txt)" },
  policy_hint: {
    zh: "写明信任的日志公钥、见证方公钥和回执公钥，应从证据包以外的途径取得。",
    en: "Names the keys of the log, the witnesses and the receipts that are trusted; get it another way than with the package.",
  },
  choose: { zh: "选择文件", en: "Choose a file" },
  none: { zh: "未选择", en: "none" },
  drop: { zh: "也可把两个文件拖到本页。", en: "Or drop both files on this page." },
  check: { zh: "核验", en: "Check" },
  busy: { zh: "正在核验……", en: "Checking…" },
  verdict: { zh: "结论", en: "Verdict" },
  item: { zh: "项目", en: "Item" },
  why: { zh: "原因", en: "Reason" },
  each: { zh: "逐项核验清单", en: "Each item" },
  PASS: { zh: "通过", en: "All is right" },
  FAIL: { zh: "不通过", en: "Something is wrong" },
  INCOMPLETE: { zh: "尚不完整", en: "Not all is shown" },
  lacks_policy: { zh: "还缺信任文件 policy.txt。", en: "The policy (policy.txt) is still missing." },
  lacks_package: { zh: "还缺证据包（ZIP）。", en: "The package (ZIP) is still missing." },
  fetch_policy: { zh: "联网时从本系统下载信任文件", en: "Download it from this system while there is a network" },
  where_policy: {
    zh: "可联网从制作单位的系统下载：网址后加 /api/evidence/policy.txt。",
    en: "It can be downloaded from the maker's system, at /api/evidence/policy.txt.",
  },
  bad_policy: { zh: "信任文件有误：", en: "The policy is wrong:" },
  broken: { zh: "无法核验：", en: "Could not check:" },
  stamps: {
    zh: "机构时间戳（RFC 3161）不在浏览器中核验，要求时间戳时显示为尚不完整：请用 verifier.pyz 或 openssl。",
    en: "Time stamps of authorities (RFC 3161) are not checked in a browser; where the policy asks for one it says INCOMPLETE: use verifier.pyz or openssl.",
  },
  save: { zh: "另存为单个文件", en: "Save as one file" },
  language: { zh: "English", en: "中文" },
} satisfies Record<string, Record<Language, string>>;

export type PageWord = keyof typeof WORDS;
