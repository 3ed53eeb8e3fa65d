import type { Clock } from '../core/account.js'
import { type CertificateFacts, certificateFacts, validityOfCertificate } from '../core/certificates.js'
import { configError } from '../core/errors.js'
import { createKeyring, type Keyring } from '../core/keyring.js'
import { importPublicKey } from '../core/keys.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import type { KeyInput } from '../crypto/contract.js'
import { readKeys } from '../crypto/key.js'

type Read = CertificateFacts & { readonly der: Uint8Array }

/** The certificates of a file: one, or while it is being changed the next beside it. @throws `CONFIG_INVALID` for anything else. */
export const readCertificates = (input: KeyInput, name: string): Read[] =>
  readKeys(input).map((key) => {
    if (key.form !== 'certificate')
      throw configError(
        `lakala: ${name} must be a certificate, but ${key.given} was given.`,
        'Take the .cer file of the open platform as it is.',
      )
    return { der: key.der, ...certificateFacts(key.der, `lakala: ${name}`) }
  })

/** Lakala's keys by the serials of their certificates, each within its dates. */
export function keyringOf(
  input: KeyInput,
  name: string,
  { clock, vet }: { clock: Clock; vet: () => Promise<void> },
): Keyring {
  const all = new Map(readCertificates(input, name).map((one) => [one.serial, one]))
  return createKeyring({
    keys: Object.fromEntries([...all].map(([serial, { der }]) => [serial, der])),
    clock,
    load: async (_serial, der) => {
      await vet()
      return importPublicKey(der, `${name}: Lakala’s certificate`, rsaSha256)
    },
    validity: (serial) =>
      validityOfCertificate(
        all.get(serial)!,
        `lakala: ${name}`,
        'Take the current one from the open platform; both may stand in the file while it is being changed.',
      ),
  })
}
