import { checkOptions, type Rule, yesOrNo } from '../../core/options.js'

export type MockXrplOptions = {
  /** The merchant's account refuses transfers without a tag (`asfRequireDest`). Default `true`. */
  requiresTag?: boolean
  /** The merchant's account has a trust line for RLUSD; without one nobody can send it any. Default `true`. */
  trustLine?: boolean
  /** The most transactions that a page of account_tx has, whatever is asked for. Default 200. */
  pageSize?: number
}

const rules: Readonly<Record<keyof MockXrplOptions, Rule>> = {
  requiresTag: yesOrNo,
  trustLine: yesOrNo,
  pageSize: {
    fits: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 200,
    wanted: 'an integer from 1 to 200',
  },
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export const checkMockOptions = (options: MockXrplOptions): void =>
  checkOptions<MockXrplOptions>('mockXrpl', options, rules)
