import type { ParameterSchema } from '../../src/core/standard.js'
import { limitsOf } from './limits.js'
import { type Member, typesOf } from './members.js'
import { borrowed, type Provider } from './providers.js'
import type { Language } from './table-words.js'

// The tables of a provider's page, in either language.

/** Table by heading: an action's or the account's parameters by its name, a result by its type's. */
export type Tables = Readonly<Record<Kind, ReadonlyMap<string, readonly Member[]>>>
export const kinds = ['parameters', 'members', 'mock'] as const
export type Kind = (typeof kinds)[number]

export function tablesOf({ name, entry, options, told, mock }: Provider): Tables {
  const types = typesOf(entry, (exported) => [
    options,
    ...exported.filter((name) => /^[A-Z].*Parameters$/.test(name) && exported.includes(actionOf(name))),
    ...told,
  ])
  const title = (type: string) => (type === options ? name : actionOf(type))
  const rank = (type: string) => [options, 'CreatePaymentParameters'].indexOf(type) >>> 0
  const parameters = [...types].filter(([type]) => !told.includes(type)).sort(([a], [b]) => rank(a) - rank(b))
  return {
    parameters: new Map(parameters.map(([type, members]) => [title(type), members])),
    members: new Map(told.map((type) => [type, types.get(type)!])),
    mock: new Map(
      [...(mock ? typesOf(mock.entry, () => [mock.options]) : [])].map(([type, members]) => [
        actionOf(type).replace(/Options$/, ''),
        members,
      ]),
    ),
  }
}

const actionOf = (type: string) => type[0]!.toLowerCase() + type.slice(1).replace(/Parameters$/, '')

/** One heading and table after the other. */
export function markdownOf(provider: Provider, tables: Tables, kind: Kind, language: Language): string {
  const isGiven = kind !== 'members'
  return [...tables[kind]]
    .map(([name, members]) => {
      // Where all variants have a member, each is asked for its limits.
      const variants = new Set(members.flatMap(({ presence }) => presence.flatMap(({ of }) => of)))
      const limits = (member: Member) => (isGiven ? limitsIn(provider, name, member, [...variants]) : [])
      // Most of the variants are told by the few that are missing.
      const named = (of: readonly string[]) => {
        const missing = [...variants].filter((value) => !of.includes(value))
        const few = missing.length > 0 && missing.length < 3 && of.length > 2
        return few ? language.allBut(code(missing, language)) : code(of, language)
      }
      const rows = members.map((member) => rowOf(provider, name, isGiven, member, limits(member), language, named))
      const way = isGiven ? 'given' : 'told'
      const head = [row(language.head[way]), row(dashes)]
      return [`### \`${name}\``, '', ...byVariant(members, language, way), ...head, ...rows].join('\n')
    })
    .join('\n\n')
}

/** What each variant asks for, at a glance, where there are some: the table below it says what each member is. */
function byVariant(members: readonly Member[], language: Language, way: 'given' | 'told'): readonly string[] {
  if (!members.some(({ presence }) => presence.some(({ of }) => of.length > 0))) return []
  // What tells the variants apart stands first.
  const [kind, ...others] = members.filter(({ path }) => !/[.[]/.test(path))
  const values = [...kind!.type.matchAll(/'([^']+)'/g)].map(([, value]) => value!)
  const namesOf = (isNeeded: boolean, value?: string) => {
    const found = others.flatMap(({ path, presence }) =>
      presence
        .filter(({ of }) => (value === undefined ? of.length === 0 : of.includes(value)))
        .filter(({ how }) => (how.is !== 'optional' && how.is !== 'with') === isNeeded)
        .map(({ how }) => [path, ...(how.is === 'or' ? how.others : [])].sort().map((name) => `\`${name}\``))
        .map((names) => names.join(language.or)),
    )
    return [...new Set(found)].join(language.comma) || '–'
  }
  const rows = [undefined, ...values].map((value) =>
    row([value === undefined ? language.all : `\`${value}\``, namesOf(true, value), namesOf(false, value)]),
  )
  return [row([`\`${kind!.path}\``, ...language.variants[way]]), row(dashes.slice(1)), ...rows, '']
}

const code = (values: readonly string[], { comma }: Language) => values.map((value) => `\`${value}\``).join(comma)
const dashes = ['---', '---', '---', '---']
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

function rowOf(
  provider: Provider,
  table: string,
  isGiven: boolean,
  member: Member,
  limits: readonly string[],
  language: Language,
  named: (of: readonly string[]) => string,
): string {
  const type = language.type(member.type)
  const presence = member.presence.map(({ of, how }) => {
    const word = language.how[isGiven ? 'given' : 'told'](how, table)
    return of.length > 0 ? `${named(of)}${language.colon}${word}` : word
  })
  return row(
    [
      `\`${member.path}\``,
      presence.join(language.semicolon),
      limits.length > 0 ? limits.map(language.limit).join(language.comma) : type,
      language.text(provider, table, member, limits, named),
    ].map((cell) => cell.replaceAll('|', '\\|')),
  )
}

function limitsIn(
  { module }: Provider,
  action: string,
  member: Member,
  variants: readonly string[],
): readonly string[] {
  const [lender, base] = borrowed[action] ?? [action, {}]
  const schema = (module as Record<string, ParameterSchema<unknown> | undefined>)[`${lender}Parameters`]
  if (!schema) return []
  const own = member.presence.flatMap(({ of }) => of)
  const values = own.length > 0 ? own : variants.length > 0 ? variants : ['']
  const asked = values.map((value) => ({ channel: value, to: value, ...base }))
  return [...new Set(asked.flatMap((chosen) => limitsOf(schema, member.path, chosen)))]
}
