import { importPrivateKey as importPrivate, importPublicKey as importPublic } from '#crypto'
import type { Crypto } from '../crypto/contract.js'
import { isKeyProblem } from '../crypto/refused.js'
import { configError } from './errors.js'

/** As `#crypto`’s; a key that it refuses is a mistake of the configuration. @throws `CONFIG_INVALID` */
export const importPrivateKey: Crypto['importPrivateKey'] = (...given) =>
  importPrivate(...given).catch(mustBeConfigured)

/** As `#crypto`’s; a key that it refuses is a mistake of the configuration. @throws `CONFIG_INVALID` */
export const importPublicKey: Crypto['importPublicKey'] = (...given) => importPublic(...given).catch(mustBeConfigured)

/** Throws what was caught, a key that cannot be used as `CONFIG_INVALID`. */
export function mustBeConfigured(error: unknown): never {
  throw isKeyProblem(error) ? configError(error.message, error.next) : error
}
