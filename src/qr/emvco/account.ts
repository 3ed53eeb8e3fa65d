/** Thailand. Exactly one of `phone`, `nationalId`, `eWalletId`. */
export type PromptPayAccount = {
  scheme: 'promptpay'
  /** Template, 26 to 51. Default `29`. */
  id?: string
} & (
  | { /** `0066` and nine digits, without the leading zero. */ phone: string; nationalId?: never; eWalletId?: never }
  | { /** Citizen or tax number, 13 digits. */ nationalId: string; phone?: never; eWalletId?: never }
  | { /** 15 digits. */ eWalletId: string; phone?: never; nationalId?: never }
)

/** Thailand, to a biller. */
export type PromptPayBill = {
  scheme: 'promptpay-bill'
  /** Template, 26 to 51. Default `30`. */
  id?: string
  /** Tax number and suffix, 15 digits. */
  billerId: string
  reference1: string
  reference2?: string
}

/** Vietnam (NAPAS 247). */
export type VietQrAccount = {
  scheme: 'vietqr'
  /** Template, 26 to 51. Default `38`. */
  id?: string
  /** The bank's BIN, six digits. */
  bank: string
  /** Number of the account or of the card, 1 to 19 letters and digits. */
  account: string
  /** What `account` is the number of. */
  service: 'account' | 'card'
}

/** Brazil: a `key` for a code of one's own, or the `url` of a charge that the bank has made. */
export type PixAccount = {
  scheme: 'pix'
  /** Template, 26 to 51. Default `26`. */
  id?: string
} & (
  | { key: string /** Words for the payer. */; info?: string; url?: never }
  | { /** Without `https://`. */ url: string; key?: never; info?: never }
)

/** Singapore. */
export type PayNowAccount = {
  scheme: 'paynow'
  /** Template, 26 to 51. Default `26`. */
  id?: string
  proxyType: 'mobile' | 'uen'
  /** A number with its country, `+65…`, or a UEN. */
  proxy: string
  /** Whether the payer may change the amount. */
  editable: boolean
  /** `YYYYMMDD`, the last day on which the code can be paid. */
  expires?: string
}

/** Hong Kong. One of `fpsId`, `phone`, `email`. */
export type FpsAccount = {
  scheme: 'fps'
  /** Template, 26 to 51. Default `26`. */
  id?: string
  /** The bank's clearing code, three digits. */
  clearingCode?: string
} & (
  | { /** 7 to 9 digits. */ fpsId: string; phone?: never; email?: never }
  | { /** `+852-` and the number. */ phone: string; fpsId?: never; email?: never }
  | { email: string; fpsId?: never; phone?: never }
)

/** UnionPay. The split is confirmed by codes of four countries; its official text has not been read. */
export type UnionPayAccount = {
  scheme: 'unionpay'
  /** `15` or `16`. Default `15`. */
  id?: string
  /** IIN of the acquirer, eight digits. */
  acquirer: string
  /** IIN of who forwards, eight digits. */
  forwarder: string
  /** 15 characters. */
  merchantId: string
}

export type SchemeAccount =
  | PromptPayAccount
  | PromptPayBill
  | VietQrAccount
  | PixAccount
  | PayNowAccount
  | FpsAccount
  | UnionPayAccount
