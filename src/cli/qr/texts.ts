import type { Text } from '../texts.js'

export const texts = {
  qr: { en: 'draw a QR code: in the terminal, as SVG, as PNG', zh: '绘制二维码：终端、SVG、PNG' },
  text: { en: 'what it says; - reads stdin', zh: '二维码内容；- 表示从标准输入读取' },
  svg: { en: 'write SVG to this file', zh: '写入 SVG 文件' },
  png: { en: 'write PNG to this file', zh: '写入 PNG 文件' },
  level: { en: 'error correction: L, M, Q or H', zh: '纠错级别：L、M、Q 或 H' },
  margin: { en: 'light border in modules, 0 to 40 (default: 4)', zh: '白边宽度（模块数），0 到 40（默认 4）' },
  size: {
    en: 'of the SVG: pixels, 1 to 10000 (default: fills its container)',
    zh: 'SVG 尺寸（像素），1 到 10000（默认撑满容器）',
  },
  scale: { en: 'of the PNG: pixels per module, 1 to 40 (default: 8)', zh: 'PNG 每个模块的像素数，1 到 40（默认 8）' },
  title: { en: 'of the SVG: what a screen reader says', zh: 'SVG 标题，供读屏软件朗读' },
  plain: { en: 'without colour codes, for files and logs', zh: '不带颜色代码，用于文件和日志' },
  invert: { en: 'with --plain: for light letters on a dark ground', zh: '与 --plain 同用：深色背景、浅色文字' },
  drawn: { en: 'draws it here, to be scanned', zh: '直接在终端显示，供扫码' },
  written: { en: 'writes two files', zh: '写入两个文件' },
  piped: { en: 'reads what it says from another command', zh: '从其他命令读取内容' },
  noText: {
    en: 'say what the code is to hold, or - to read it from stdin',
    zh: '请给出二维码内容，或用 - 从标准输入读取',
  },
  emvco: { en: 'codes by EMVCo: build a merchant’s, read any', zh: 'EMVCo 码：生成商户码，解析各种码' },
  emvcoParse: {
    en: 'read an EMVCo code: its fields, and every rule that it breaks',
    zh: '解析 EMVCo 码：字段，以及违反的每条规则',
  },
  emvcoBuild: { en: 'build a merchant’s EMVCo code from parameters in JSON', zh: '按 JSON 参数生成 EMVCo 商户码' },
  parameters: {
    en: 'JSON, as buildMerchantCode takes it; - reads stdin',
    zh: 'buildMerchantCode 的参数（JSON）；- 表示从标准输入读取',
  },
  noJson: { en: 'the parameters are no JSON', zh: '参数不是 JSON' },
  intact: { en: 'intact', zh: '完好' },
  broken: { en: 'broken: nothing of it may be paid', zh: '已损坏：不可据此付款' },
} satisfies Record<string, Text>
