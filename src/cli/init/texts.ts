import type { Text } from '../texts.js'

export const texts = {
  init: {
    en: 'write a running shop: order, QR code, webhook, refund, and tests that need no network',
    zh: '生成一个可运行的小店：下单、二维码、回调、退款，以及不需要网络的测试',
  },
  folder: { en: 'where to (default: here)', zh: '写到哪个目录（默认当前目录）' },
  wallet: { en: 'wallet', zh: '钱包' },
  framework: { en: 'framework', zh: '框架' },
  database: { en: 'database', zh: '数据库' },
  yes: { en: 'write it; without, it is only shown', zh: '写入文件；不加则只显示' },
  exampleLook: { en: 'shows what would be written', zh: '显示将要写入的文件' },
  exampleWrite: { en: 'writes it', zh: '写入文件' },
  wrote: { en: 'Written:', zh: '已写入：' },
  wouldWrite: { en: 'Would be written:', zh: '将写入：' },
  goOn: {
    en: 'Next, in that folder: npm install && npm test; then fill .env from .env.example, and npm start',
    zh: '接着在该目录执行：npm install && npm test；再按 .env.example 填好 .env，然后 npm start',
  },
  withYes: { en: 'Nothing was written: with --yes it is.', zh: '没有写入任何文件：加 --yes 才写入。' },
} satisfies Record<string, Text>
