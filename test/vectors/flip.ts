import { expect, it } from 'vitest'

/** What every published sample has. `expected` is what must come out of it, down to each leaf. */
export type Sample = { readonly name: string; readonly kind: string; readonly expected: object }

/** How a sample of each kind is run: throws unless everything in `expected` holds. */
export type Checks<S extends Sample> = Record<string, (sample: S) => void | Promise<void>>

/** A leaf of `expected`, by the name of its sample and its JSON pointer, for which the usual wrong values do not do. */
export type Exception = {
  readonly sample: string
  readonly leaf: string
  readonly why: string
  /** A wrong value that must be noticed. Without it no value would be. */
  readonly instead?: unknown
}

/** Runs the samples, and then each once more for every wrong value of every expected leaf: no check may pass over it. */
export function testSamples<S extends Sample>(
  samples: readonly S[],
  checks: Checks<S>,
  exceptions: readonly Exception[] = [],
): void {
  it.each(samples)('$kind: $name', (sample) => checks[sample.kind]!(sample))

  const all = samples.reduce((sum, { expected }) => sum + leavesOf(expected).length, 0)
  const blind = exceptions.filter((exception) => !('instead' in exception)).map(nameOf)
  it(`a change of any of the ${all} expected leaves is noticed, except ${blind.length}`, async () => {
    expect(await unnoticed(samples, checks, exceptions)).toEqual(blind)
  })
}

/** The leaves that can be changed without a check's failing, in the order of the samples. */
export async function unnoticed<S extends Sample>(
  samples: readonly S[],
  checks: Checks<S>,
  exceptions: readonly Exception[] = [],
): Promise<string[]> {
  const found = new Set<string>()
  for (const sample of samples) {
    const check = checks[sample.kind]
    if (!check) throw new Error(`${sample.kind} has no check`)
    // A check that fails anyway would seem to notice everything.
    await check(sample)
    for (const [leaf, value] of leavesOf(sample.expected)) {
      const name = nameOf({ sample: sample.name, leaf })
      const exception = exceptions.find((one) => nameOf(one) === name)
      const wrongs = exception && 'instead' in exception ? [exception.instead] : wrongFor(value)
      for (const wrong of wrongs) {
        const changed = { ...sample, expected: withLeaf(sample.expected, namesIn(leaf), wrong) as object }
        if (await passes(() => check(changed))) found.add(name)
      }
    }
  }
  return [...found]
}

const nameOf = ({ sample, leaf }: Pick<Exception, 'sample' | 'leaf'>) => `${sample} ${leaf}`

async function passes(run: () => void | Promise<void>): Promise<boolean> {
  try {
    await run()
    return true
  } catch {
    return false
  }
}

const isBranch = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0

const leavesOf = (value: unknown, at = ''): [pointer: string, value: unknown][] =>
  isBranch(value)
    ? Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, `${at}/${escaped(name)}`))
    : [[at, value]]

// RFC 6901.
const escaped = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')
const namesIn = (pointer: string) =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Values near the right one, so that a check that compares loosely is found too. */
function wrongFor(value: unknown): unknown[] {
  if (typeof value === 'boolean') return [!value]
  if (typeof value === 'number') return [value + 1]
  if (typeof value !== 'string' || value === '') return ['x']
  const middle = Math.floor(value.length / 2)
  const other = value[middle] === '7' ? '8' : '7'
  return [`${value.slice(0, middle)}${other}${value.slice(middle + 1)}`, `${value}x`]
}

function withLeaf(value: unknown, [name, ...rest]: string[], leaf: unknown): unknown {
  if (name === undefined) return leaf
  const inner = (value as Record<string, unknown>)[name]
  return Object.assign(Array.isArray(value) ? [] : {}, value, { [name]: withLeaf(inner, rest, leaf) })
}
