import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import { isPrivateUrl } from '../../core/public-url.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockCircleOptions = {
  /** Where webhooks go from the beginning. Default `https://shop.example/notify`; `subscribeWebhooks` gives another one. */
  endpoint?: string
  /** Who carries them: `2`, Circle signs them itself; `1`, Amazon SNS. Default `2`. */
  version?: 1 | 2
  /** What Amazon signs notices with: `2`, RSA with SHA-256; `1`, with SHA-1. Default `2`. */
  signatureVersion?: 1 | 2
  /** Milliseconds from an intent to its address. Default 1000. */
  addressAfter?: number
  /** A recipient is `active` at once, and not `pending` first. Default `true`. */
  activatesRecipients?: boolean
  /** Endpoints that have no action here, by `GET /v1/…`: the mock checks the API key and wraps the answer. */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: CircleUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type CircleUnconfirmed = {
  /** A key that comes with another content is answered with the first object, and not refused with 409. */
  answersFirst?: boolean
  /** An intent that is paid when its time is over is `complete`, and not `expired` with the money on it. */
  completesLate?: boolean
}

const rules: Readonly<Record<keyof MockCircleOptions, Rule>> = {
  endpoint: {
    fits: (value) =>
      typeof value === 'string' && URL.canParse(value) && (value.startsWith('https:') || isPrivateUrl(value)),
    wanted: 'an absolute https address',
  },
  version: { fits: [1, 2], wanted: '1 or 2' },
  signatureVersion: { fits: [1, 2], wanted: '1 or 2' },
  addressAfter: {
    fits: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
    wanted: 'a number of milliseconds',
  },
  activatesRecipients: yesOrNo,
  routes: { fits: (value) => typeof value === 'object', wanted: 'an object of functions, by their routes' },
  unconfirmed: { fits: (value) => typeof value === 'object', wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof CircleUnconfirmed, Rule>> = {
  answersFirst: yesOrNo,
  completesLate: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockCircleOptions): void {
  checkOptions<MockCircleOptions>('mockCircle', options, rules)
  if (options.unconfirmed)
    checkOptions<CircleUnconfirmed>('mockCircle: unconfirmed', options.unconfirmed, unconfirmedRules)
}
