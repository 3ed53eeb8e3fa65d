import { type Amount, amount, type Currency } from '../../core/amount.js'
import { currencyOf } from '../../core/currency.js'
import type { SchemeAccount } from './account.js'
import type { CodeObject, ReadObject } from './objects.js'
import { readScheme } from './scheme.js'

/** A template of any scheme: `guid` is its object 00, `objects` are the others, with the scheme's own meaning. */
export type CodeTemplate = { id: string; guid: string; objects: readonly CodeObject[] }

/** Where the money goes: an account of a scheme that is known here, any other template (26 to 51), or a plain value (02 to 25). */
export type MerchantAccount =
  | { scheme: 'primitive' /** `02` to `25`; which card scheme it is says the number. */; id: string; value: string }
  | ({ scheme: 'template' } & CodeTemplate)
  | SchemeAccount

/** What the payer may or must add to the amount. */
export type Tip =
  /** The app asks for it. */
  | { type: 'prompt' }
  | { type: 'fixed'; amount: Amount }
  | { type: 'percent' /** `0.01` to `99.99`, such as `5`. */; percent: string }

/** Template 62. Each text has 1 to 25 characters of printable ASCII; `***` has the app ask the payer for it. */
export type AdditionalData = {
  billNumber?: string
  mobileNumber?: string
  storeLabel?: string
  loyaltyNumber?: string
  /** The shop's own number of the order. */
  referenceLabel?: string
  customerLabel?: string
  terminalLabel?: string
  purpose?: string
  /** What the app is to ask the payer for. */
  requests?: readonly ('address' | 'mobile' | 'email')[]
  /** Templates of payment systems, 50 to 99. */
  templates?: readonly CodeTemplate[]
}

/** Template 64: name and city in another language, in whatever script. */
export type Translation = {
  /** ISO 639, two letters. */
  language: string
  /** 1 to 25 characters. */
  name: string
  /** 1 to 15 characters. */
  city?: string
}

/** What a code says, as far as it says it in a form that EMVCo knows. */
export type MerchantCodeFields = {
  /** `static`: one code for many payments; `dynamic`: a new one for each. */
  initiation?: 'static' | 'dynamic'
  accounts: readonly MerchantAccount[]
  /** ISO 18245, four digits; `0000` where there is none. */
  categoryCode?: string
  /** Absent for a currency that this library does not know: its number is in `objects`. */
  currency?: Currency
  /** Absent where the payer types it, and where it is none of `currency`. */
  amount?: Amount
  tip?: Tip
  /** ISO 3166-1, two capitals. */
  country?: string
  name?: string
  city?: string
  postalCode?: string
  additional?: AdditionalData
  translation?: Translation
  /** Templates 80 to 99. */
  unreserved?: readonly CodeTemplate[]
}

/** With an `amount`, or with a `currency` alone if the payer is to type it. */
export type MerchantCodeParameters = Omit<MerchantCodeFields, 'amount' | 'currency' | 'country'> & {
  /** ISO 3166-1, two capitals. */
  country: string
} & ({ amount: Amount; currency?: Currency } | { currency: Currency; amount?: undefined })

export const additionalIds = {
  billNumber: '01',
  mobileNumber: '02',
  storeLabel: '03',
  loyaltyNumber: '04',
  referenceLabel: '05',
  customerLabel: '06',
  terminalLabel: '07',
  purpose: '08',
} as const

export const requestLetters = { address: 'A', mobile: 'M', email: 'E' } as const

/** The amount that a text says exactly; nothing for one with more decimals than the currency has. */
export function amountOf(text: string, currency: Currency): Amount | undefined {
  // `98.` is as good as `98`; nothing else is repaired.
  const digits = text.endsWith('.') ? text.slice(0, -1) : text
  try {
    return amount(digits, currency)
  } catch {
    return undefined
  }
}

export function readFields(objects: readonly ReadObject[]): MerchantCodeFields {
  const textOf = (id: string) => objects.find((object) => object.id === id)?.value || undefined
  const templateOf = (id: string) => objects.find((object) => object.id === id)?.objects
  const currency = currencyOf(textOf('53') ?? '')
  const amount = currency && amountOf(textOf('54') ?? '', currency)
  const [additional, translation] = [templateOf('62'), templateOf('64')]
  return withoutUndefined({
    initiation: ({ 11: 'static', 12: 'dynamic' } as const)[textOf('01') ?? ''],
    accounts: objects.filter(({ id }) => id >= '02' && id <= '51').map(accountOf),
    categoryCode: textOf('52'),
    currency,
    amount,
    tip: tipOf(textOf('55'), currency && amountOf(textOf('56') ?? '', currency), textOf('57')),
    country: textOf('58'),
    name: textOf('59'),
    city: textOf('60'),
    postalCode: textOf('61'),
    additional: additional && additionalOf(additional),
    translation: translation && translationOf(translation),
    unreserved: templatesOf(objects.filter(({ id }) => id >= '80')),
  })
}

function accountOf(object: ReadObject): MerchantAccount {
  const { account } = readScheme(object)
  if (account) return account
  const [template] = templatesOf([object]) ?? []
  return template ? { scheme: 'template', ...template } : { scheme: 'primitive', id: object.id, value: object.value }
}

function templatesOf(objects: readonly ReadObject[]): CodeTemplate[] | undefined {
  const templates = objects.flatMap(({ id, objects: inner }): CodeTemplate[] => {
    const guid = inner?.find((one) => one.id === '00')?.value
    return inner && guid ? [{ id, guid, objects: inner.filter((one) => one.id !== '00').map(plain) }] : []
  })
  return templates.length > 0 ? templates : undefined
}

const plain = ({ id, value }: ReadObject): CodeObject => ({ id, value })

function tipOf(kind: string | undefined, amount: Amount | undefined, percent: string | undefined): Tip | undefined {
  if (kind === '01') return { type: 'prompt' }
  if (kind === '02') return amount && { type: 'fixed', amount }
  return kind === '03' && percent ? { type: 'percent', percent } : undefined
}

function additionalOf(objects: readonly ReadObject[]): AdditionalData {
  const textOf = (id: string) => objects.find((object) => object.id === id)?.value || undefined
  const letters = textOf('09')
  const requests =
    letters && (['address', 'mobile', 'email'] as const).filter((one) => letters.includes(requestLetters[one]))
  return withoutUndefined({
    ...Object.fromEntries(Object.entries(additionalIds).map(([name, id]) => [name, textOf(id)])),
    requests: requests || undefined,
    templates: templatesOf(objects.filter(({ id }) => id >= '50')),
  })
}

function translationOf(objects: readonly ReadObject[]): Translation | undefined {
  const [language, name, city] = ['00', '01', '02'].map((id) => objects.find((object) => object.id === id)?.value)
  return language && name ? { language, name, ...(city && { city }) } : undefined
}

/** A copy without what is not there, so that it compares equal to what the code was built of. */
function withoutUndefined<T extends object>(all: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as T
}
