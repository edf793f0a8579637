/** Words of the photos and films of a lead. 简体中文在先，英文见 media.en.ts。 */

export const mediaZh = {
  "photos.title": "照片和视频",
  "photos.count": "已收到 {received}/{total} 件",
  "photos.none": "没有照片或视频。",
  "photos.open": "查看 {name}",
  "photos.declared": "等待手机上传",
  "photos.uploading": "正在上传 {percent}%",
  "photos.verifying": "正在核对",
  "photos.received": "已收到，校验一致",
  "photos.erased": "已到期删除",
  "photos.mismatch": "校验不一致",
  "photos.no_preview": "无法预览：{reason}",
  "photos.not_here": "原件还未到达",
  "photos.pending": "预览生成中",
  "photos.camera": "应用内拍摄",
  "photos.gallery": "相册选取",
  "photos.file": "文件选取",
  "photos.video": "视频",

  "preview.video": "视频没有静态预览",
  "preview.audio": "音频文件",
  "preview.not_an_image": "文件内容不是图片",
  "preview.too_large": "文件太大",
  "preview.too_many_pixels": "像素太多",
  "preview.truncated": "文件不完整",
  "preview.decoder_failed": "无法解码",
  "preview.erased": "已到期删除",
  "preview.unknown": "原因不明",

  "photos.role_original": "原件",
  "photos.role_voice": "语音说明",
  "photos.role_stamped": "水印副本",
  "photos.role_annotated": "标注副本",
  "photos.role_redacted": "遮挡版",
};

export type MediaWords = Record<keyof typeof mediaZh, string>;
