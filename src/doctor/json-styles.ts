import { type Node, readTree, type Style, writeTree } from './json-tree.js'

/** The same JSON as another program would have written it, and by what the two differ. */
export type Rewriting = { readonly text: string; readonly changes: readonly string[] }

type Order = Style['order']

/** What each part of a style can be, the commonest first. */
const choices = (orders: readonly Order[]) =>
  ({
    spaces: [
      { comma: '', colon: '' },
      { comma: ' ', colon: ' ' },
      { comma: '', colon: ' ' },
      // One blank, and one behind the first brace, as WeChat Pay and the mock gateway write.
      ...[' ', '  ', '    ', '\t'].map((indent) => ({ comma: '', colon: ' ', indent })),
      { comma: '', colon: '', first: ' ' },
    ],
    slashes: [false, true],
    letters: ['as they are', 'lower', 'upper'],
    order: ['as they came', ...orders, 'sorted'],
    html: [false, true],
    decimals: ['', '.00', '.0'],
    quotes: ['as they are', 'none', 'all'],
    blanks: [false, true],
    objects: [false, true],
  }) as const satisfies { [Part in keyof Style]: readonly Style[Part][] }

const words: Readonly<Record<keyof Style, string>> = {
  spaces: 'spaces and line ends',
  slashes: 'the slashes, which were written as \\/',
  letters: 'letters, which were written as \\u…',
  order: 'the order of the members',
  html: '<, > and &, which were written as \\u…',
  decimals: 'decimals of numbers',
  quotes: 'the quotation marks of numbers',
  blanks: 'empty texts and null',
  objects: 'empty objects and lists',
}

/**
 * The ways in which other programs write the same JSON, those with the fewest differences first.
 *
 * @param orders Orders of members that the provider is known to write.
 */
export function* rewritings(text: string, orders: readonly (readonly string[])[]): Generator<Rewriting> {
  const tree = readTree(text)
  if (!tree) return
  const all = choices(orders)
  const own = ownStyle(tree, text, all)
  let styles: (readonly [Style, (keyof Style)[]])[] = [[own ?? plain(all), own ? [] : ['spaces']]]
  for (const part of Object.keys(all) as (keyof Style)[]) {
    styles = styles.flatMap(([style, changed]) =>
      all[part]
        // More at once is no program's doing.
        .filter((choice) => choice === style[part] || changed.length < 3)
        .map((choice) =>
          choice === style[part]
            ? ([style, changed] as const)
            : ([{ ...style, [part]: choice }, [...changed, part]] as const),
        ),
    )
  }
  styles.sort(([, a], [, b]) => a.length - b.length)
  for (const [style, changed] of styles) {
    const written = writeTree(tree, style)
    if (written !== text) yield { text: written, changes: changed.map((part) => words[part]) }
  }
}

const plain = (all: ReturnType<typeof choices>): Style =>
  Object.fromEntries(Object.entries(all).map(([part, [first]]) => [part, first])) as unknown as Style

/** The style that the text is written in; undefined where it is irregular. */
function ownStyle(tree: Node, text: string, all: ReturnType<typeof choices>): Style | undefined {
  for (const spaces of all.spaces)
    for (const slashes of all.slashes)
      for (const letters of all.letters)
        for (const html of all.html) {
          const style = { ...plain(all), spaces, slashes, letters, html }
          if (writeTree(tree, style) === text) return style
        }
  return undefined
}
