import { nameOf as nameOfCircle } from '../../circle/name.js'
import { nameOf as nameOfRipplePayments } from '../../ripple-payments/name.js'
import { nameOf as nameOfXrpl } from '../../xrpl/name.js'
import type { Text } from '../texts.js'

/** What is said in place of a verdict where the doctor has no eye for a provider’s signatures: nothing there is called right or wrong. */
type Row = {
  readonly nameOf: (account: never) => string
  /** What of an account is looked at, and what is not. */
  readonly account: Text
  readonly message: Text
  readonly next: Text
}

/** The cause of such a message. */
export const notJudged = 'not-judged'

/** Whether a message of this cause is right or wrong, and not neither. */
export const isJudged = (cause: string): boolean => cause !== notJudged && cause !== 'nobody-signs'

export const unjudged: Readonly<Partial<Record<string, Row>>> = {
  xrpl: {
    nameOf: nameOfXrpl,
    account: {
      en: 'The XRP Ledger has no keys of a merchant here and signs no answers: only the address and its check are looked at. Network, hosts, the flag for tags and the trust line are asked for by --online; why a transfer does not count says explainTransfer.',
      zh: 'XRP Ledger 这里没有商户密钥，应答也不签名：只核对 address 的校验。网络、hosts、标签标志和信任线用 --online 去问；某笔转账为什么不算，用 explainTransfer。',
    },
    message: {
      en: 'Nobody signs what goes between a shop and the servers of the XRP Ledger, so there is no signature that could be wrong.',
      zh: '商户与 XRP Ledger 服务器之间的报文没有签名，谈不上验签。',
    },
    next: {
      en: 'Ask explainTransfer why a transfer does not count; confirmWith 2 guards against a server that lies: docs/xrpl.md.',
      zh: '某笔转账为什么不算，用 explainTransfer；防服务器说谎，用 confirmWith 2，见 docs/zh/xrpl.md。',
    },
  },
  circle: {
    nameOf: nameOfCircle,
    account: {
      en: 'The doctor does not take Circle’s signatures apart: keys that are given are imported, and environments that are mixed are named. Whether Circle takes the API key is asked by --online.',
      zh: 'Circle 的签名不作拆解：给出的密钥只试着导入，另看环境有没有混用。Circle 认不认 API 密钥，用 --online 去问。',
    },
    message: {
      en: 'The doctor does not take Circle’s signatures apart, so whether this one is right is not said here.',
      zh: 'Circle 的签名不作拆解，这里不说对错。',
    },
    next: {
      en: 'Hand it to receiveWebhook of shroff/circle, whose error says what is wrong: docs/circle.md.',
      zh: '交给 shroff/circle 的 receiveWebhook，哪里不对由错误说明，见 docs/zh/circle.md。',
    },
  },
  'ripple-payments': {
    nameOf: nameOfRipplePayments,
    account: {
      en: 'Ripple Payments signs nothing: only the forms of the options are looked at. Whether Ripple takes the credentials is asked by --online.',
      zh: 'Ripple Payments 什么都不签名：只核对各项的形式。Ripple 认不认这组凭据，用 --online 去问。',
    },
    message: {
      en: 'Nobody signs what goes between a customer and Ripple Payments, so there is no signature that could be wrong.',
      zh: '客户与 Ripple Payments 之间的报文没有签名，谈不上验签。',
    },
    next: {
      en: 'A notice is no more than a hint: ask getTransfer of shroff/ripple-payments: docs/ripple-payments.md.',
      zh: '通知只是提示：用 shroff/ripple-payments 的 getTransfer 去问，见 docs/zh/ripple-payments.md。',
    },
  },
}
