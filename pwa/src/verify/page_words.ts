/** Words of the verifier's own page, which stands alone and brings its own. */

export type Language = "zh" | "en";

export const WORDS = {
  title: { zh: "枫巡证据包核验", en: "Check a Fengxun package of evidence" },
  lead: {
    zh: "文件只在本机读取，不会上传。断网也能用；可把本页另存为一个文件，日后离线打开。",
    en: "Files are read on this machine and go nowhere. Works without a network; the page can be saved as one file and opened offline.",
  },
  package: { zh: "证据包（ZIP）", en: "Package (ZIP)" },
  policy: { zh: "信任策略（policy.txt）", en: "Policy (policy.txt)" },
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
  PASS: { zh: "全部通过", en: "all is right" },
  FAIL: { zh: "未通过", en: "something is wrong" },
  INCOMPLETE: { zh: "不完整", en: "not all is shown" },
  bad_policy: { zh: "策略文件有误：", en: "The policy is wrong:" },
  broken: { zh: "无法核验：", en: "Could not check:" },
  stamps: {
    zh: "机构时间戳（RFC 3161）不在浏览器中核验，要求时间戳时显示为不完整：请用 verifier.pyz 或 openssl。",
    en: "Time stamps of authorities (RFC 3161) are not checked in a browser; where the policy asks for one it says INCOMPLETE: use verifier.pyz or openssl.",
  },
  save: { zh: "另存为单个文件", en: "Save as one file" },
  language: { zh: "English", en: "中文" },
} satisfies Record<string, Record<Language, string>>;

export type PageWord = keyof typeof WORDS;
