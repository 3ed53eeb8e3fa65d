import { toChinaDigits } from '../../codec/time.js'
import type { SmAlgorithms } from '../../crypto/contract.js'
import type { MockClock } from '../../mock/clock.js'
import { certify, createSm2Party, type Keys, type Party } from '../../mock/parties.js'
import { sm2Keys } from './keys.js'

export type PlatformCertificate = {
  readonly serial: string
  readonly party: Party
  readonly pem: string
  readonly from: number
  readonly to: number
}

/** YeePay's, the one before and the one after; both are listed. */
export type Certificates = readonly [PlatformCertificate, PlatformCertificate]

const day = 86_400_000

export async function createCertificates(clock: MockClock, keys: Keys, sm: SmAlgorithms): Promise<Certificates> {
  const now = clock.now()
  const make = async (name: 'yeepay' | 'next', serial: string, from: number): Promise<PlatformCertificate> => {
    const party = await createSm2Party(keys, sm2Keys[name], sm)
    const to = from + 730 * day
    const subject = [{ type: 'CN', value: 'shroff mock, not for production' }] as const
    // Decimal in YeePay's header, where certificates have it hexadecimal.
    const hexadecimal = BigInt(serial).toString(16).toUpperCase()
    const pem = await certify(party, { serial: hexadecimal, subject, issuer: subject, from, to })
    return { serial, party, pem, from, to }
  }
  return Promise.all([
    make('yeepay', '289798445125', now - 365 * day),
    make('next', '289798445126', now - 365 * day + 725 * day),
  ])
}

/** The first, until five days before it expires. */
export const signingAt = ([first, next]: Certificates, now: number): PlatformCertificate =>
  now < first.to - 5 * day ? first : next

/** What lists them is signed by the first as long as it is valid, so that the second is learnt from it. Unconfirmed. */
export const listingAt = ([first, next]: Certificates, now: number): PlatformCertificate =>
  now < first.to ? first : next

/** From a day before the second is in effect. */
export function listed(all: Certificates, now: number): object {
  const those = all.filter(({ from, to }) => from - day <= now && now < to)
  return {
    data: those.map(({ serial, pem, from, to }) => ({
      serialNo: serial,
      effectiveDate: timeText(from),
      expireDate: timeText(to),
      cert: pem,
    })),
  }
}

const timeText = (time: number) => toChinaDigits(time).replace(/^(....)(..)(..)(..)(..)(..).*/, '$1-$2-$3 $4:$5:$6')
