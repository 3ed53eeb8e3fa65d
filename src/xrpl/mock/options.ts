import { checkOptions, isFunction, type Rule, yesOrNo } from '../../core/options.js'

/** What of the package `ripple-binary-codec` the mock needs. */
export type MockXrplCodec = {
  /** Reads a blob. */
  decode(blob: string): object
  /** What a transaction's signature is over. */
  encodeForSigning(transaction: object): string
}
/** What of the package `ripple-keypairs` the mock needs. */
export type MockXrplKeypairs = {
  /** Whether a signature is one by this key. */
  verify(message: string, signature: string, publicKey: string): boolean
  /** The address of a key. */
  deriveAddress(publicKey: string): string
}

export type MockXrplOptions = {
  /** The merchant's account refuses transfers without a tag (`asfRequireDest`). Default `true`. */
  requiresTag?: boolean
  /** The merchant's account has a trust line for RLUSD; without one nobody can send it any. Default `true`. */
  trustLine?: boolean
  /** The most transactions that a page of account_tx has, whatever is asked for. Default 200. */
  pageSize?: number
  /** The package `ripple-binary-codec`, by which it reads what is submitted. Default: none, and it submits nothing. */
  codec?: MockXrplCodec
  /** The package `ripple-keypairs`, by which it verifies what is submitted. Needed together with `codec`. */
  keypairs?: MockXrplKeypairs
}

const has = (value: unknown, ...names: string[]) =>
  names.every((name) => isFunction((value as Record<string, unknown> | null)?.[name]))

const rules: Readonly<Record<keyof MockXrplOptions, Rule>> = {
  requiresTag: yesOrNo,
  trustLine: yesOrNo,
  pageSize: {
    fits: (value) => Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 200,
    wanted: 'an integer from 1 to 200',
  },
  codec: {
    fits: (value) => has(value, 'decode', 'encodeForSigning'),
    wanted: 'the package ripple-binary-codec, imported whole',
  },
  keypairs: {
    fits: (value) => has(value, 'verify', 'deriveAddress'),
    wanted: 'the package ripple-keypairs, imported whole',
  },
}

/** @throws `CONFIG_INVALID` naming the option that there is not. */
export const checkMockOptions = (options: MockXrplOptions): void =>
  checkOptions<MockXrplOptions>('mockXrpl', options, rules)
