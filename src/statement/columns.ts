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
    throw damaged(`a row has ${cells.length} cells where there are ${columns.length} columns`)
  const row: Record<string, string> = {}
  for (let place = 0; place < columns.length; place += 1) row[columns[place]!] = cells[place]!
  return row
}
