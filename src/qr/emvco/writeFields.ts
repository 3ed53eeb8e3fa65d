import { type Amount, formatAmount } from '../../core/amount.js'
import { currencyNumber } from '../../core/currency.js'
import { type FieldProblem, isShroffError } from '../../core/errors.js'
import {
  type AdditionalData,
  additionalIds,
  type CodeTemplate,
  type MerchantAccount,
  type MerchantCodeParameters,
  requestLetters,
  type Tip,
  type Translation,
} from './fields.js'
import { type Given, readGiven } from './given.js'
import type { CodeObject } from './objects.js'
import { writeScheme } from './scheme.js'

const names = [
  'initiation', 'accounts', 'categoryCode', 'currency', 'amount', 'tip', 'country', 'name', 'city', 'postalCode',
  'additional', 'translation', 'unreserved',
] // biome-ignore format: a list

/** The objects of a code in EMVCo's order. What cannot be written is a problem; the rules are not asked here. */
export function writeFields(parameters: MerchantCodeParameters): { objects: CodeObject[]; problems: FieldProblem[] } {
  const given = readGiven()
  const { accounts, amount, currency, tip, ...rest } = given.members('', parameters, names)
  const settled = amount?.currency ?? currency
  const number = settled && currencyNumber(settled)
  if (!number || (currency ?? settled) !== settled)
    given.refuse('currency', 'must be one that is known here, that of the amount if there is one')
  const objects = [
    ...present([
      ['00', '01'],
      ['01', given.code('initiation', rest.initiation, { static: '11', dynamic: '12' })],
    ]),
    ...byId(given.list('accounts', accounts).map((account, at) => accountObject(given, `accounts.${at}`, account))),
    ...present([
      ['52', given.text('categoryCode', rest.categoryCode)],
      ['53', number],
      ['54', money(given, 'amount', amount)],
      ...tipTexts(given, tip, settled),
      ['58', given.text('country', rest.country)],
      ['59', given.text('name', rest.name)],
      ['60', given.text('city', rest.city)],
      ['61', given.text('postalCode', rest.postalCode)],
    ]),
    ...(rest.additional === undefined ? [] : [additionalObject(given, rest.additional)]),
    ...(rest.translation === undefined ? [] : [translationObject(given, rest.translation)]),
    ...byId(
      given
        .list('unreserved', rest.unreserved)
        .map((one, at) => templateObject(given, `unreserved.${at}`, one, 80, 99)),
    ),
  ]
  return { objects, problems: given.problems }
}

function money(given: Given, path: string, value: Amount | undefined): string | undefined {
  try {
    return value && formatAmount(value)
  } catch (error) {
    return given.refuse(path, (isShroffError(error) && error.fields?.[0]?.problem) || 'is no amount')
  }
}

function tipTexts(given: Given, tip: Tip | undefined, currency: unknown): [id: string, text: string | undefined][] {
  const all = given.members<{ type: string; amount?: Amount; percent?: string }>('tip', tip, [
    'type',
    'amount',
    'percent',
  ])
  if (all.amount && all.amount.currency !== currency) given.refuse('tip.amount', 'must be in the currency of the code')
  return [
    ['55', given.code('tip.type', all.type, { prompt: '01', fixed: '02', percent: '03' })],
    ['56', money(given, 'tip.amount', all.amount)],
    ['57', given.text('tip.percent', all.percent)],
  ]
}

function accountObject(given: Given, path: string, account: MerchantAccount): CodeObject {
  if (account?.scheme === 'template') return templateObject(given, path, account, 26, 51)
  if (account?.scheme === 'primitive') {
    const { id, value = '' } = given.members(path, account, ['scheme', 'id', 'value'])
    return { id: given.id(path, id, 2, 25), value: given.text(`${path}.value`, value) ?? '' }
  }
  const { object, problems } = writeScheme(account, path)
  given.problems.push(...problems)
  if (!object) return { id: '', value: '' }
  const [from, to] = account.scheme === 'unionpay' ? [15, 16] : [26, 51]
  return { ...object, id: given.id(path, object.id, from!, to!) }
}

function templateObject(given: Given, path: string, template: CodeTemplate, from: number, to: number): CodeObject {
  const { id, guid = '', objects } = given.members(path, template, ['scheme', 'id', 'guid', 'objects'])
  const inner = given.list(`${path}.objects`, objects).map((object, at): CodeObject => {
    const place = `${path}.objects.${at}`
    const { id, value = '' } = given.members(place, object as { id: string; value: string }, ['id', 'value'])
    return { id: given.id(place, id, 1, 99), value: given.text(`${place}.value`, value) ?? '' }
  })
  return {
    id: given.id(path, id, from, to),
    objects: [...present([['00', given.text(`${path}.guid`, guid)]]), ...inner],
  }
}

function additionalObject(given: Given, additional: AdditionalData): CodeObject {
  const texts = given.members('additional', additional, [...Object.keys(additionalIds), 'requests', 'templates'])
  const letters = given
    .list('additional.requests', texts.requests)
    .map((one) => given.code('additional.requests', one, requestLetters))
  const objects = [
    ...present(
      (Object.keys(additionalIds) as (keyof typeof additionalIds)[]).map((name) => [
        additionalIds[name],
        given.text(`additional.${name}`, texts[name]),
      ]),
    ),
    ...present([['09', letters.length > 0 ? letters.join('') : undefined]]),
    ...byId(
      given
        .list('additional.templates', texts.templates)
        .map((one, at) => templateObject(given, `additional.templates.${at}`, one, 50, 99)),
    ),
  ]
  return { id: '62', objects }
}

function translationObject(given: Given, translation: Translation): CodeObject {
  const { language, name, city } = given.members('translation', translation, ['language', 'name', 'city'])
  const objects = present([
    ['00', given.text('translation.language', language)],
    ['01', given.text('translation.name', name)],
    ['02', given.text('translation.city', city)],
  ])
  return { id: '64', objects }
}

const present = (texts: readonly (readonly [id: string, text: string | undefined])[]): CodeObject[] =>
  texts.flatMap(([id, value]) => (value === undefined ? [] : [{ id, value }]))

const byId = (objects: readonly CodeObject[]) => [...objects].sort((a, b) => Number(a.id) - Number(b.id))
