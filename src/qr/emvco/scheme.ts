import type { FieldProblem } from '../../core/errors.js'
import type { SchemeAccount } from './account.js'
import { type CodeObject, type ReadObject, readObjects } from './objects.js'
import { schemes } from './schemes.js'

/** UnionPay's three parts stand one after the other in a text, without a GUID. */
const unionpay = /^(?<acquirer>\d{8})(?<forwarder>\d{8})(?<merchantId>[ -~]{15})$/

const guidOf = (object: ReadObject) => object.objects?.find(({ id }) => id === '00')?.value

const nameOf = (guid: string | undefined) =>
  Object.keys(schemes).find((name) => schemes[name]!.guid.toLowerCase() === guid?.toLowerCase())

export const leavesOut = (object: ReadObject): boolean => schemes[nameOf(guidOf(object)) ?? '']?.leavesOut ?? false

type Problem = { object: string; offset: number; problem: string }

/** The members of the scheme whose account this is, and what does not hold; nothing for a scheme that is not known. */
export function readScheme(object: ReadObject): { account?: SchemeAccount; problems: Problem[] } {
  if (object.id === '15' || object.id === '16') {
    const parts = unionpay.exec(object.value)?.groups
    const account = parts && ({ scheme: 'unionpay', id: object.id, ...parts } as SchemeAccount)
    return { ...(account && { account }), problems: [] }
  }
  const scheme = nameOf(guidOf(object))
  if (!scheme) return { problems: [] }
  const { parts, needed = [], one } = schemes[scheme]!
  const account: Record<string, unknown> = { scheme, id: object.id }
  const problems: Problem[] = []
  const leaves = leavesOf(object)
  for (const [name, [at, fits, wanted]] of Object.entries(parts)) {
    const leaf = leaves.get(at)
    if (!leaf) continue
    const told = fits instanceof RegExp ? undefined : fits.find(([, text]) => text === leaf.value)
    if (fits instanceof RegExp ? fits.test(leaf.value) : told) account[name] = told ? told[0] : leaf.value
    else problems.push({ object: `${object.id}.${at}`, offset: leaf.offset, problem: wanted })
  }
  const lacking = [...needed, ...(one ? [one] : [])].filter((names) => ![names].flat().some((name) => name in account))
  if (problems.length === 0 && lacking.length > 0)
    problems.push({ object: object.id, offset: object.offset, problem: `lacks ${lacking.flat().join(', ')}` })
  if (one && one.filter((name) => name in account).length > 1)
    problems.push({ object: object.id, offset: object.offset, problem: `has more than one of ${one.join(', ')}` })
  // With an object that is not known, the members would not be all that it says.
  const known = [...leaves.keys()].every((at) => at === '00' || Object.values(parts).some(([part]) => part === at))
  return problems.length === 0 && known ? { account: account as SchemeAccount, problems } : { problems }
}

/** Its objects by their place; those of an inner template only where a scheme has one there. */
function leavesOf(object: ReadObject): Map<string, ReadObject> {
  const inner = Object.values(schemes[nameOf(guidOf(object))!]!.parts).map(([at]) => at)
  const leaves = new Map<string, ReadObject>()
  for (const leaf of object.objects!) {
    const nested = inner.some((at) => at.startsWith(`${leaf.id}.`))
    if (!nested) leaves.set(leaf.id, leaf)
    else
      for (const one of readObjects(leaf.value, 'characters', leaf.offset + 4).objects)
        leaves.set(`${leaf.id}.${one.id}`, one)
  }
  return leaves
}

/** The object of an account, or what is wrong with its members. */
export function writeScheme(given: SchemeAccount, path: string): { object?: CodeObject; problems: FieldProblem[] } {
  if (typeof given !== 'object' || given === null) return { problems: [{ path, problem: 'must be an object' }] }
  const { scheme: name, id, ...members } = given as { scheme: string; id?: string } & Record<string, unknown>
  const problem = (member: string, problem: string): FieldProblem => ({ path: `${path}.${member}`, problem })
  if (name === 'unionpay') {
    const { acquirer, forwarder, merchantId, ...others } = members
    const value = `${acquirer}${forwarder}${merchantId}`
    const fits = unionpay.test(value) && Object.keys(others).length === 0
    const wanted = 'must be 8 digits, 8 digits, 15 characters and nothing else'
    if (!fits) return { problems: [problem('acquirer, forwarder, merchantId', wanted)] }
    return { object: { id: id ?? '15', value }, problems: [] }
  }
  if (!Object.hasOwn(schemes, name))
    return {
      problems: [
        problem('scheme', `must be ${[...Object.keys(schemes), 'unionpay', 'primitive'].join(', ')} or template`),
      ],
    }
  const { parts, needed = [], one, guid, id: usual } = schemes[name]!
  const texts = new Map<string, string>()
  const problems = Object.entries(members).flatMap(([member, value]): FieldProblem[] => {
    if (value === undefined) return []
    if (!Object.hasOwn(parts, member))
      return [problem(member, `is no member; there are ${Object.keys(parts).join(', ')}`)]
    const [at, fits, wanted] = parts[member]!
    const text = fits instanceof RegExp ? value : fits.find(([said]) => said === value)?.[1]
    if (typeof text !== 'string' || (fits instanceof RegExp && !fits.test(text))) return [problem(member, wanted)]
    texts.set(at, text)
    return []
  })
  const has = (member: string) => members[member] !== undefined
  problems.push(...needed.filter((member) => !has(member)).map((member) => problem(member, 'is missing')))
  if (one && one.filter(has).length !== 1)
    problems.push({ path, problem: `must have exactly one of ${one.join(', ')}` })
  if (problems.length > 0) return { problems }
  return { object: { id: id ?? usual, objects: [{ id: '00', value: guid }, ...nest(texts)] }, problems }
}

function nest(texts: Map<string, string>): CodeObject[] {
  const ids = [...new Set([...texts.keys()].map((at) => at.slice(0, 2)))].sort()
  return ids.map((id) => {
    const value = texts.get(id)
    if (value !== undefined) return { id, value }
    const inner = [...texts].filter(([at]) => at.startsWith(`${id}.`))
    return { id, objects: inner.map(([at, text]) => ({ id: at.slice(3), value: text })) }
  })
}
