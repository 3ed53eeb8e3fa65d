import { toBase64 } from '#crypto'
import { secretsOf } from '../core/account.js'
import { platformKeyName } from '../core/keyring.js'
import type { Around, NamedKey, Signed, Verifiable } from '../doctor/case.js'
import { namedKey, triedKeys } from '../doctor/curve.js'
import type { YeepayAccount, YeepaySecrets } from './account.js'
import { nameOf } from './name.js'
import { readSignature } from './scheme.js'
import { schemes } from './wire.js'

export const held = (account: YeepayAccount) => secretsOf<YeepaySecrets>(account)!

export function keysOf(account: YeepayAccount): NamedKey[] {
  const { sm, keyring, yeepayPublicKey, privateKey } = held(account)
  const theirs = keyring
    ? keyring.serials().map((serial) => namedKey(sm, platformKeyName(serial), 'provider', keyring.input(serial)))
    : [namedKey(undefined, 'yeepayPublicKey', 'provider', yeepayPublicKey)]
  return [...theirs, namedKey(sm, 'privateKey', 'merchant', privateKey)]
}

/** A signature as the wire has it: by RSA its digest shows, by SM2 each key is tried. */
export function bySignature(
  account: YeepayAccount,
  given: string,
  others: Around['others'] = [],
): Pick<Signed, 'scheme' | 'keys' | 'signature'> | Pick<Verifiable, 'scheme' | 'keys' | 'signature'> {
  const { scheme } = held(account)
  const keys = keysOf(account)
  const bytes = readSignature(scheme, given)
  const [written = ''] = given.split('$', 1)
  if (scheme.wire === schemes.rsa) return { scheme: 'rsa', keys, signature: bytes ? toBase64(bytes) : written }
  const tried = (of: readonly NamedKey[], name?: string) =>
    triedKeys(scheme.algorithm, bytes ?? new Uint8Array(), of, name)
  const theirs = (others as readonly YeepayAccount[]).flatMap((other) =>
    tried(
      keysOf(other).filter(({ whose }) => whose === 'provider'),
      nameOf(other),
    ),
  )
  return { scheme: 'curve', signature: written, keys: [...tried(keys), ...theirs] }
}

/** Whether it says that it is signed as the account is not. */
export const isOfOther = (account: YeepayAccount, mark: string | undefined): boolean =>
  Object.values(schemes).some((wire) => mark === wire.mark && wire !== held(account).scheme.wire)

/** The option whose key should have signed: with SM algorithms by the serial that is named. */
export function expectedOf(account: YeepayAccount, serial: string | undefined): string {
  const { keyring } = held(account)
  if (!keyring) return 'yeepayPublicKey'
  const [only] = keyring.serials()
  return platformKeyName(serial ?? only ?? '')
}
