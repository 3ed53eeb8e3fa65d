import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import {
  discriminantOf,
  type Found,
  type How,
  howOf,
  inOrder,
  literalsOf,
  namesIn,
  type Variant,
  variantsOf,
} from './variants.js'

// What the types say of parameters and results: each member's name, where it is there, whether it must be, and its comment.

/** A member of a type, or of an object in it: `store.id`, `goodsDetail[].quantity`. */
export type Member = {
  readonly path: string
  /** Its comment; where variants have different ones, with the values of those. */
  readonly texts: readonly (readonly [text: string, of: readonly string[]])[]
  readonly type: string
  /** By value of what tells the variants apart (`channel`, `type`), those that share a cell together. */
  readonly presence: readonly Presence[]
}
export type Presence = { readonly of: readonly string[]; readonly how: How }

/** Files are read once: most of the time is TypeScript's own declarations. */
const parsed = new Map<string, ts.SourceFile>()

/** Reads types by their public names from the entry of a provider. */
export function typesOf(entry: string, wanted: (exported: readonly string[]) => readonly string[]) {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { config } = ts.readConfigFile(`${root}test/tsconfig.json`, ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, `${root}test`)
  const source = `${root}src/${entry}`
  // A file that is nowhere names each type with its defaults filled in: `CreatePaymentParameters` is generic.
  const probe = `${root}test/docs/.probe.ts`
  let text = ''
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists } = host
  host.fileExists = (path) => path === probe || fileExists(path)
  host.getSourceFile = (path, ...rest) => {
    if (path === probe) return ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true)
    const file = parsed.get(path) ?? getSourceFile(path, ...rest)
    if (file) parsed.set(path, file)
    return file
  }
  const exported = exportsOf(ts.createProgram([source], options, host), source)
  const names = wanted(exported)
  const lines = names.map((name) => `export declare const ${name}: public_.${name}`)
  text = [`import type * as public_ from ${JSON.stringify(source.replace(/\.ts$/, '.js'))}`, ...lines].join('\n')
  const program = ts.createProgram([probe], options, host)
  const checker = program.getTypeChecker()
  const symbols = checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(probe)!)!)
  const folder = source.replace(/[^/]*$/, '')
  return new Map(
    symbols.map((symbol) => [symbol.name, membersOf({ checker, folder, names }, checker.getTypeOfSymbol(symbol))]),
  )
}

function exportsOf(program: ts.Program, source: string): readonly string[] {
  const checker = program.getTypeChecker()
  return checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(source)!)!)
    .map(({ name }) => name)
}

type Context = { readonly checker: ts.TypeChecker; readonly folder: string; readonly names: readonly string[] }

function membersOf(context: Context, type: ts.Type): Member[] {
  const { checker } = context
  const variants = variantsOf(checker, type)
  const kind = discriminantOf(checker, variants)
  const groups = new Map<string, Variant[]>()
  for (const variant of variants)
    for (const value of kind ? literalsOf(variant.get(kind)!.type) : [''])
      groups.set(value, [...(groups.get(value) ?? []), variant])
  const values = inOrder([...groups.keys()])
  const names = new Set([...(kind ? [kind] : []), ...values.flatMap((value) => groups.get(value)!.flatMap(namesIn))])
  const valuesOf = (some: readonly Variant[]) =>
    values.filter((value) => groups.get(value)!.some((one) => some.includes(one)))
  return [...names].flatMap((name) => {
    const having = variants.filter((variant) => variant.has(name))
    const presence = new Map<string, Presence>()
    for (const value of values) {
      const how = howOf(name, groups.get(value)!)
      const key = JSON.stringify(how)
      if (how) presence.set(key, { of: [...(presence.get(key)?.of ?? []), value], how })
    }
    const member = {
      path: name,
      texts: gather(having, (variant) => textOf(checker, variant.get(name)!.symbol), valuesOf, values.length),
      type: typeOf(
        checker,
        having.map((variant) => variant.get(name)!),
      ),
      presence: evenOut([...presence.values()], values.length),
    }
    const inside = gather(having, (variant) => variant.get(name)!.type, valuesOf, values.length)
    return [member, ...merge(inside.map(([own, of]) => insideOf(context, own, name).map((inner) => within(inner, of))))]
  })
}

/** What each variant says, once, with the values whose variants say so; without them where all do. */
function gather<T>(
  having: readonly Variant[],
  said: (variant: Variant) => T,
  valuesOf: (some: readonly Variant[]) => readonly string[],
  all: number,
): readonly (readonly [T, readonly string[]])[] {
  const by = new Map<T, Variant[]>()
  for (const variant of having) if (said(variant)) by.set(said(variant), [...(by.get(said(variant)) ?? []), variant])
  return [...by].map(([what, some]) => {
    const of = valuesOf(some)
    return [what, of.length === all ? [] : of] as const
  })
}

/** A member of an object that only some variants have. */
const within = (member: Member, of: readonly string[]): Member =>
  of.length === 0
    ? member
    : {
        ...member,
        presence: member.presence.map((one) => ({ ...one, of })),
        texts: member.texts.map(([text]) => [text, of]),
      }

/** The same path of two variants' objects is one row. */
function merge(tables: readonly (readonly Member[])[]): Member[] {
  const rows = new Map<string, Member>()
  for (const member of tables.flat()) {
    const known = rows.get(member.path)
    const presence = [...(known?.presence ?? []), ...member.presence]
    rows.set(member.path, { ...(known ?? member), presence })
  }
  return [...rows.values()]
}

/** What holds for every variant needs no list of them. */
const evenOut = (presence: readonly Presence[], variants: number): readonly Presence[] =>
  presence.length === 1 && presence[0]!.of.length === variants ? [{ ...presence[0]!, of: [] }] : presence

function textOf(checker: ts.TypeChecker, symbol: ts.Symbol): string {
  const parts = (symbol.declarations ?? []).flatMap((declaration) => {
    const own = (declaration as { symbol?: ts.Symbol }).symbol
    return own ? [ts.displayPartsToString(own.getDocumentationComment(checker))] : []
  })
  // Of a type that narrows another one: its own word stands last.
  return (parts.filter(Boolean).at(-1) ?? '')
    .replace(/\{@link (\w+) ?\}/g, '`$1`')
    .replace(/\s+/g, ' ')
    .trim()
}

/** As a table can hold it: what is inside an object has rows of its own. */
function typeOf(checker: ts.TypeChecker, found: readonly Found[]): string {
  const literals = [...new Set(found.flatMap(({ type }) => literalsOf(type)))]
  const { symbol, type } = found[0]!
  const [declaration] = symbol.declarations ?? []
  const node = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined
  const written = node?.getText().replace(/\s+/g, ' ') ?? ''
  if (found.length === 1 && /^(\| )?('[^']*'|\d+)( \| ('[^']*'|\d+))*$/.test(written))
    return written.replace(/^\| /, '')
  if (literals.length > 0)
    return inOrder(literals)
      .map((value) => `'${value}'`)
      .join(' | ')
  if (checker.isArrayType(type) && /\{/.test(written)) return 'list of objects'
  const words = found.map(({ type }) => checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation))
  // By channel it may be one action or another.
  const told = inOrder([...new Set(words)]).join(' | ')
  if (told === '{}') return 'unknown'
  if (/[{]/.test(told)) return 'object'
  return told
    .replaceAll('"', "'")
    .replace(/<(unknown(, )?)+>/, '')
    .replace('<ArrayBufferLike>', '')
}

/** The members of an object that stands in this provider's own words; one that has a table of its own is named only. */
function insideOf(context: Context, type: ts.Type, name: string): Member[] {
  const { checker, folder, names } = context
  const element = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined
  const inner = element ?? type
  const declared = (inner.isUnion() ? inner.types : [inner]).every((one) => {
    const [declaration] = one.symbol?.declarations ?? []
    const isLiteral = declaration !== undefined && ts.isTypeLiteralNode(declaration)
    return isLiteral && declaration.getSourceFile().fileName.startsWith(folder)
  })
  if (!declared || inner.getStringIndexType() || names.includes(inner.aliasSymbol?.name ?? '')) return []
  return membersOf(context, inner).map((member) => ({
    ...member,
    path: `${name}${element ? '[]' : ''}.${member.path}`,
  }))
}
