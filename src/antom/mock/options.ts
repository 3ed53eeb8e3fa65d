import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'
import type { Endpoints } from '../../mock/endpoints.js'

export type MockAntomOptions = {
  /** The client id is one of the sandbox (`SANDBOX_…`), which delivers each webhook once. Default `false`. */
  sandbox?: boolean
  /** Refunds take their time: they are in process until `settleRefund`. Default `false`. */
  asyncRefunds?: boolean
  /** Endpoints that have no action here, by `POST /ams/api/v1/…`: the mock verifies the request and signs the answer. */
  routes?: Endpoints
  /** What no public source settles. */
  unconfirmed?: AntomUnconfirmed
}

/** What no public source settles. Each member decides a question the other way. */
export type AntomUnconfirmed = {
  /** A refund that is not there is refused (`F`), and not answered by a success without a state. */
  refusesUnknownRefund?: boolean
  /** An order code is answered by `U` and `PAYMENT_IN_PROCESS`, as pages are, and not by `S`. */
  answersCodeInProcess?: boolean
}

const rules: Readonly<Record<keyof MockAntomOptions, Rule>> = {
  sandbox: yesOrNo,
  asyncRefunds: yesOrNo,
  routes: { fits: (value) => typeof value === 'object', wanted: 'an object of functions, by their routes' },
  unconfirmed: { fits: (value) => typeof value === 'object', wanted: 'an object' },
}

const unconfirmedRules: Readonly<Record<keyof AntomUnconfirmed, Rule>> = {
  refusesUnknownRefund: yesOrNo,
  answersCodeInProcess: yesOrNo,
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export function checkMockOptions(options: MockAntomOptions): void {
  checkOptions<MockAntomOptions>('mockAntom', options, rules)
  if (options.unconfirmed)
    checkOptions<AntomUnconfirmed>('mockAntom: unconfirmed', options.unconfirmed, unconfirmedRules)
}
