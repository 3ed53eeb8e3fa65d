import type { Currency } from './amount.js'

/** ISO 4217 numeric codes. */
const numbers = {
  AED: '784', AUD: '036', BDT: '050', BRL: '986', CAD: '124', CHF: '756', CLP: '152', CNY: '156', EUR: '978', GBP: '826', HKD: '344',
  IDR: '360', INR: '356', JPY: '392', KHR: '116', KRW: '410', KWD: '414', KZT: '398', LAK: '418', LKR: '144', MMK: '104',
  MNT: '496', MOP: '446', MXN: '484', MYR: '458', NPR: '524', NZD: '554', PEN: '604', PHP: '608', PKR: '586', PLN: '985', RUB: '643', SAR: '682',
  SGD: '702', THB: '764', TRY: '949', TWD: '901', USD: '840', VND: '704', ZAR: '710',
} as const satisfies Record<Currency, string> // biome-ignore format: a table

/** The three digits of a currency, such as `156` of CNY; undefined for what is none. */
export const currencyNumber = (currency: Currency): string | undefined =>
  Object.hasOwn(numbers, currency) ? numbers[currency] : undefined

/** The currency that has these three digits, if it is one of those above. */
export const currencyOf = (number: string): Currency | undefined =>
  (Object.keys(numbers) as Currency[]).find((currency) => numbers[currency] === number)
