export const wallets = ['wechatpay', 'alipay'] as const
export const frameworks = ['hono', 'express', 'next'] as const
export const databases = ['sqlite', 'postgres'] as const

export type Choice = {
  wallet: (typeof wallets)[number]
  framework: (typeof frameworks)[number]
  database: (typeof databases)[number]
}
