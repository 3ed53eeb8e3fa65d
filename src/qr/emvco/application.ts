import type { ReadTlv } from './ber.js'

/** One way in which the payer can pay, with what all of them share. */
export type PayerApplication = {
  /** The card scheme's application, 5 to 16 bytes in hexadecimal digits: `A000000333010102` is UnionPay's. */
  readonly aid: string
  readonly label?: string
  /** YYMM. */
  readonly expiry?: string
  readonly serviceCode?: string
  /** Two-letter codes, the payer's favourite first. */
  readonly languages?: readonly string[]
  /** Where a receipt can be sent. */
  readonly issuerUrl?: string
  /** Four hexadecimal digits. */
  readonly version?: string
  readonly tokenRequestorId?: string
  readonly accountReference?: string
  /** Last four digits of the card, for the receipt, where `pan` is a token. */
  readonly lastFour?: string
} & Hidden

/** What a log must not have. Whole by its name; `console.log`, `JSON.stringify` and a copy pass over it. */
type Hidden = {
  /** Card number or token. */
  readonly pan?: string
  /** Track 2, `D` between its parts, without the padding. */
  readonly track2?: string
  readonly cardholder?: string
  /** Template 63 of the application and 64 of all, as hexadecimal digits: forwarded to the card scheme as they are. */
  readonly transparent?: string
  readonly commonTransparent?: string
  /** All data objects of the application and those that all share, but for the two above. */
  readonly objects: readonly ReadTlv[]
}

export type Tell = (tag: string, offset: number, problem: string) => void

/** Reads what an application says. `tell` hears of each object whose form is not EMVCo's; its member is then absent. */
export function readApplication(
  template: ReadTlv,
  common: ReadTlv | undefined,
  tell: Tell,
): PayerApplication | undefined {
  const own = template.objects ?? []
  const shared = common?.objects ?? []
  const objects = [...own.filter(({ tag }) => tag !== '63'), ...shared.filter(({ tag }) => tag !== '64')]
  const hexOf = (tag: string, fits: RegExp, wanted: string): string | undefined => {
    const object = objects.find((one) => one.tag === tag)
    if (!object || fits.test(object.value)) return object?.value
    tell(tag, object.offset, wanted)
    return undefined
  }
  const textOf = (tag: string, from: number, to: number, form = /^[ -~]*$/): string | undefined => {
    const object = objects.find((one) => one.tag === tag)
    const text = object && ascii(object.value)
    if (!object || (text !== undefined && text.length >= from && text.length <= to && form.test(text))) return text
    tell(tag, object.offset, `must be ${from} to ${to} characters of printable ASCII, in the form of this object`)
    return undefined
  }
  const aid = hexOf('4F', /^([0-9A-F]{2}){5,16}$/, 'must be 5 to 16 bytes')
  if (!aid) return undefined
  const track2 = hexOf('57', /^(?=.{1,38}$)\d{1,19}D\d{7}\d*F?$/, 'must be track 2 in at most 19 bytes')?.replace(
    /F$/,
    '',
  )
  const [, ofTrack, expiry, serviceCode] = /^(\d+)D(\d{4})(\d{3})/.exec(track2 ?? '') ?? []
  const ofCard = hexOf('5A', /^(?=.{2,20}$)\d{1,19}F*$/, 'must be digits in at most ten bytes')?.replace(/F+$/, '')
  const pan = ofCard ?? ofTrack
  if (ofCard && ofTrack && ofCard !== ofTrack) tell('5A', template.offset, 'is not the card of 57')
  const shown = defined({
    label: textOf('50', 1, 16),
    expiry,
    serviceCode,
    languages: textOf('5F2D', 2, 8, /^([A-Za-z]{2})+$/)?.match(/../g) ?? undefined,
    issuerUrl: textOf('5F50', 1, 255),
    version: hexOf('9F08', /^.{4}$/, 'must be two bytes'),
    tokenRequestorId: hexOf('9F19', /^\d{12}$/, 'must be six bytes of digits')?.slice(1),
    accountReference: textOf('9F24', 29, 29, /^[0-9A-Za-z]+$/),
    lastFour: hexOf('9F25', /^\d{4}$/, 'must be two bytes of digits'),
  })
  const secret = defined({
    pan,
    track2,
    cardholder: textOf('5F20', 2, 26),
    transparent: own.find(({ tag }) => tag === '63')?.value,
    commonTransparent: shared.find(({ tag }) => tag === '64')?.value,
  })
  return hide({ aid, ...shown }, { ...secret, objects })
}

/** Members that are found by their names alone. */
export function hide<S extends object, H extends object>(shown: S, hidden: H): S & Readonly<H> {
  // Behind a function, so that an inspector that shows hidden members shows none of their values.
  for (const [name, value] of Object.entries(hidden)) Object.defineProperty(shown, name, { get: () => value })
  return shown as S & Readonly<H>
}

const defined = <T extends object>(all: T) =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>
  }

function ascii(hex: string): string | undefined {
  const text = hex.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)))
  return /^[ -~]*$/.test(text) ? text : undefined
}
