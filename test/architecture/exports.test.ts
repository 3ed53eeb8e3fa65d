import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { version } from '../../src/core/version.js'
import { readSources } from './modules.js'
import { entries } from './rules.js'

const sources = readSources()
const root = join(import.meta.dirname, '../..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  exports: Record<string, unknown>
}
const subpaths = Object.keys(manifest.exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => subpath.replace('.', 'shroff'))

it('exports what the list in exports.txt says, and no more', async () => {
  const lists = Object.entries(entries).map(([subpath, path]) => `${subpath}\n${exportsOf(path).join('\n')}\n`)
  await expect(lists.join('\n')).toMatchFileSnapshot('exports.txt')
})

it('has one file for each subpath of package.json', () => {
  expect(Object.keys(entries)).toEqual(subpaths)
})

it('names in each entry, with @module, the subpath that it is', () => {
  const named = [...sources.values()].flatMap(({ path, text }) => {
    const [, name] = /^ \* @module (\S+)$/m.exec(text) ?? []
    return name ? [[name, path] as const] : []
  })
  expect(Object.fromEntries(named)).toEqual(entries)
})

it('documents each entry', () => {
  const { typedocOptions } = JSON.parse(readFileSync(join(root, 'src/tsconfig.node.json'), 'utf8')) as {
    typedocOptions: { entryPoints: string[] }
  }
  expect(typedocOptions.entryPoints).toEqual(Object.values(entries))
})

it('says the version of package.json', () => {
  expect(version).toBe(manifest.version)
})

/** `name` for a value, `type name` for a type. */
function exportsOf(path: string): string[] {
  const { source } = sources.get(path)!
  const names = source.statements.flatMap((statement) => {
    if (ts.isExportDeclaration(statement)) {
      const { exportClause, isTypeOnly } = statement
      if (!exportClause || !ts.isNamedExports(exportClause)) return ['*']
      return exportClause.elements.map((e) => `${isTypeOnly || e.isTypeOnly ? 'type ' : ''}${e.name.text}`)
    }
    const exported =
      ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)
    if (!exported) return []
    if (ts.isTypeAliasDeclaration(statement)) return [`type ${statement.name.text}`]
    if (ts.isFunctionDeclaration(statement)) return [statement.name!.text]
    return [statement.getText(source).slice(0, 60)]
  })
  return names.map((name) => `  ${name}`).sort()
}
