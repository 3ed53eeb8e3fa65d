import { encryptRsaPkcs1, toBase64 } from '#crypto'
import { configError, type FieldProblem, parametersError } from '../core/errors.js'
import { importPublicKey } from '../core/keys.js'
import { refuseUnknown } from '../core/options.js'
import { rsaSha256 } from '../crypto/algorithms.js'
import { fromHex, utf8 } from '../crypto/bytes.js'
import { type UnionpayReceivingAccount, unionpaySecrets } from './account.js'
import { readFirst } from './certificates.js'

/** A card and its holder, as far as a product asks for them. */
export type UnionpayCard = {
  /** `accNo`: 13 to 19 digits. */
  cardNumber?: string
  /**
   * `certifTp`: 01 identity card, 02 officer, 03 passport, 04 home-return permit, 05 permit of Taiwan, 06 police, 07 soldier, 99
   * another.
   */
  documentType?: '01' | '02' | '03' | '04' | '05' | '06' | '07' | '99'
  /** `certifId`: the number of that document. */
  documentNumber?: string
  /** `customerNm`: the holder's name. */
  name?: string
  /** `smsCode`: the code that UnionPay sent to the holder's phone. */
  smsCode?: string
  /** `phoneNo`: the phone that the bank knows. */
  phoneNumber?: string
  /** `cvn2`: 3 digits on the back of a credit card. */
  cvn2?: string
  /** `expired`: year and month as they are sent, `YYMM`, which is not the order on the card. */
  expiry?: string
  /** `pin`: 4 to 12 digits; encrypted only, and only together with `cardNumber`. */
  pin?: string
}

/** What `more` of `createPayment` and `fields` of `callProvider` take. */
export type UnionpayCardFields = {
  readonly accNo?: string
  readonly customerInfo?: string
  /** Which certificate it was encrypted for. */
  readonly encryptCertId?: string
}

/**
 * The fields of a card, in the clear: for a merchant number without 敏感信息加密 (encryption of sensitive fields).
 *
 * @throws `PARAMETERS_INVALID` without any of the values; also for a `pin`, which never goes in the clear.
 * @see https://github.com/ileapy/unionpay/blob/master/src/Kernel/Support/AcpService.php getCustomerInfo
 * @example
 * const fields = { accType: '01', ...cardFields({ cardNumber, name }) }
 */
export function cardFields(card: UnionpayCard): UnionpayCardFields {
  check('cardFields', card)
  if (card.pin !== undefined)
    throw refused('cardFields', { path: 'pin', problem: 'must not be given: encryptCardFields encrypts it' })
  return {
    ...(card.cardNumber !== undefined && { accNo: card.cardNumber }),
    ...customerInfo({ ...holder(card), ...sensitive(card) }),
  }
}

/**
 * The same fields, encrypted for UnionPay: RSAES-PKCS1-v1_5 under `encryptionCertificate`. Only where the merchant number has
 * 敏感信息加密; `accNo`, phone, CVN2, expiry and PIN are encrypted, document, name and SMS code are not.
 *
 * @throws `PARAMETERS_INVALID` without any of the values; `CONFIG_INVALID` where the account has no `encryptionCertificate`, or
 * it has expired.
 * @see https://github.com/ileapy/unionpay/blob/master/src/Kernel/Support/AcpService.php getCustomerInfoWithEncrypt
 * @example
 * const card = await encryptCardFields(account, { cardNumber, phoneNumber, cvn2, expiry: '3012' })
 * const fields = { txnType: '01', txnSubType: '01', bizType: '000301', accType: '01', ...card }
 */
export async function encryptCardFields(
  account: UnionpayReceivingAccount,
  card: UnionpayCard,
): Promise<UnionpayCardFields> {
  check('encryptCardFields', card)
  const { cardNumber, pin } = card
  if (pin !== undefined && cardNumber === undefined)
    throw refused('encryptCardFields', { path: 'cardNumber', problem: 'must be given together with pin' })
  const { encrypt, encryptCertId } = await encrypterOf(account)
  const info = joined(sensitive(card))
  return {
    ...(cardNumber !== undefined && { accNo: await encrypt(utf8(cardNumber)) }),
    ...customerInfo({
      ...holder(card),
      pin: pin && (await encrypt(pinBlock(pin, cardNumber!))),
      encryptedInfo: info && (await encrypt(utf8(info))),
    }),
    encryptCertId,
  }
}

/** What stays readable in `customerInfo`. */
const holder = ({ documentType, documentNumber, name, smsCode }: UnionpayCard) => ({
  certifTp: documentType,
  certifId: documentNumber,
  customerNm: name,
  smsCode,
})

/** What moves into `encryptedInfo`. */
const sensitive = ({ phoneNumber, cvn2, expiry }: UnionpayCard) => ({ phoneNo: phoneNumber, cvn2, expired: expiry })

type Pairs = Readonly<Record<string, string | undefined>>

const joined = (pairs: Pairs): string =>
  Object.entries(pairs)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')

function customerInfo(pairs: Pairs): { customerInfo?: string } {
  const text = joined(pairs)
  return text ? { customerInfo: toBase64(utf8(`{${text}}`)) } : {}
}

/** ISO 9564-1, format 0: the PIN, over the last twelve digits of the card's number without its check digit. */
function pinBlock(pin: string, cardNumber: string): Uint8Array {
  const padded = fromHex(`0${pin.length.toString(16)}${pin}`.padEnd(16, 'F'))!
  const over = fromHex(`0000${cardNumber.slice(-13, -1)}`)!
  return padded.map((byte, index) => byte ^ over[index]!)
}

/** The pairs are joined without any escape. */
const text = /^[^&={}\p{Cc}\p{Cs}]{1,60}$/u

const rules: { readonly [N in keyof UnionpayCard]-?: readonly [RegExp, wanted: string] } = {
  cardNumber: [/^\d{13,19}$/, '13 to 19 digits'],
  documentType: [/^(0[1-7]|99)$/, '01 to 07, or 99'],
  documentNumber: [text, '1 to 60 characters without & = { }'],
  name: [text, '1 to 60 characters without & = { }'],
  smsCode: [/^[0-9A-Za-z]{1,20}$/, '1 to 20 digits or letters'],
  phoneNumber: [/^\+?[\d-]{5,20}$/, 'a phone number in digits'],
  cvn2: [/^\d{3}$/, '3 digits'],
  expiry: [/^\d\d(0[1-9]|1[0-2])$/, 'year and month, YYMM'],
  pin: [/^\d{4,12}$/, '4 to 12 digits'],
}

/** Values are never repeated. */
function check(action: string, card: UnionpayCard): void {
  refuseUnknown(action, card, Object.keys(rules))
  const problems = Object.entries(rules).flatMap(([path, [fits, wanted]]) => {
    const value: unknown = card[path as keyof UnionpayCard]
    const right = value === undefined || (typeof value === 'string' && fits.test(value))
    return right ? [] : [{ path, problem: `must be ${wanted}` }]
  })
  if (problems.length > 0) throw parametersError(action, problems)
}

const refused = (action: string, problem: FieldProblem) => parametersError(action, [problem])

async function encrypterOf(account: UnionpayReceivingAccount) {
  const { encryptionCertificate, vet } = unionpaySecrets(account)
  if (encryptionCertificate === undefined)
    throw configError(
      'encryptCardFields needs encryptionCertificate, which this account does not have.',
      'Give the account acp_…_enc.cer, or what fetchEncryptionKey(client, …) answers.',
    )
  await vet()
  const { spki, notAfter, serialDecimal } = readFirst(encryptionCertificate, 'encryptionCertificate')
  if (!(account.clock.now() <= notAfter.getTime()))
    throw configError(
      `unionpay: encryptionCertificate expired on ${notAfter.toISOString()}.`,
      'fetchEncryptionKey(client, …) gives the current one.',
    )
  const key = await importPublicKey(spki, 'encryptionCertificate', rsaSha256)
  const encrypt = async (plaintext: Uint8Array) => toBase64(await encryptRsaPkcs1(key, plaintext))
  return { encrypt, encryptCertId: serialDecimal }
}
