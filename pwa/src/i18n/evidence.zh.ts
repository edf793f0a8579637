/** Words of looking at evidence and of its custody. English in evidence.en.ts. */

export const evidenceZh = {
  "evidence.ask": "查看材料",
  "evidence.purpose": "查看目的",
  "evidence.choose": "请选择",
  "evidence.purpose_own_capture": "本人拍摄",
  "evidence.purpose_casework": "办案核查",
  "evidence.purpose_review": "法制审核、复核",
  "evidence.purpose_complaint": "投诉核查",
  "evidence.purpose_transfer": "移交",
  "evidence.purpose_publication": "公开",
  "evidence.purpose_supervision": "执法监督",
  "evidence.recorded": "谁、何时、为何查看，都会记入保管记录。本次登录内，这条线索不再询问。",
  "evidence.look": "查看",
  "custody.title": "保管记录",
  "custody.captured": "拍摄（手机时间）",
  "custody.declared": "申报",
  "custody.system": "系统",
  "custody.purpose": "目的：{purpose}",
  "custody.sealed": "已封存",
  "custody.waiting": "待封存",
  "custody.failed": "保管记录读取失败：{reason}",
  "custody.print_hint": "选择查看目的后显示照片和保管记录。",
};

export type EvidenceWords = Record<keyof typeof evidenceZh, string>;
