import { damaged, quoted } from './row.js'

const maximumColumns = 64

/** The column names of a file. Files differ in the order of their columns, so cells are found by name only. */
export type Columns = readonly string[]

/** @throws `BODY_INVALID` if a name is there twice or one that is needed is not there. */
export function readColumns(names: string[], needed: readonly string[]): Columns {
  if (names.length > maximumColumns) throw damaged(`it has over ${maximumColumns} columns`)
  const missing = needed.find((name) => !names.includes(name))
  if (missing !== undefined) throw damaged(`it has no column ${missing}`)
  const twice = names.find((name, place) => names.indexOf(name) !== place)
  if (twice !== undefined) throw damaged(`it has the column ${quoted(twice)} twice`)
  return names
}

/** @throws `BODY_INVALID` unless there is one cell for each column: a comma too many moves every amount after it. */
export function byColumn(columns: Columns, cells: readonly string[]): Record<string, string> {
  if (cells.length !== columns.length)
    throw damaged(`it has ${cells.length} cells where there are ${columns.length} columns`)
  const row: Record<string, string> = {}
  for (let place = 0; place < columns.length; place += 1) row[columns[place]!] = cells[place]!
  return row
}

/** What a cell of a column may be: of this form, or with `commas` any text, which may have been cut into several at its commas. */
export type CellForm = RegExp | 'commas'

/**
 * The cells of a row whose texts may have commas in them, put together again: one for each column. Where more than one way fits,
 * which one is right would be a guess; and whoever names the goods could write half a row into the name.
 *
 * @throws `BODY_INVALID` for a row that fits in no way, or in several.
 */
export function fitCells(columns: Columns, cells: readonly string[], formOf: (column: string) => CellForm): string[] {
  const surplus = cells.length - columns.length
  if (surplus <= 0 || surplus > maximumColumns) return [...cells]
  // From the last column back: in how many ways the columns from here on hold the cells from here on, up to two.
  const forms = columns.map(formOf)
  const ways = columns.map(() => new Uint8Array(surplus + 2))
  for (let column = columns.length - 1; column >= 0; column -= 1) {
    for (let extra = surplus; extra >= 0; extra -= 1) {
      const after = column === columns.length - 1 ? Number(extra === surplus) : ways[column + 1]![extra]!
      const form = forms[column]!
      const found =
        form === 'commas' ? after + ways[column]![extra + 1]! : form.test(cells[column + extra]!) ? after : 0
      ways[column]![extra] = Math.min(2, found)
    }
  }
  const tooMany = `it has ${cells.length} cells where there are ${columns.length} columns`
  if (ways[0]![0] === 0) throw damaged(`${tooMany}, and no column can hold the rest`)
  if (ways[0]![0] === 2) throw damaged(`${tooMany}, and can be read in several ways`)
  const whole: string[] = []
  let extra = 0
  for (let column = 0; column < columns.length; column += 1) {
    const first = column + extra
    const next = (more: number) => (column === columns.length - 1 ? Number(more === surplus) : ways[column + 1]![more]!)
    while (forms[column] === 'commas' && next(extra) === 0) extra += 1
    whole.push(cells.slice(first, column + extra + 1).join(','))
  }
  return whole
}
