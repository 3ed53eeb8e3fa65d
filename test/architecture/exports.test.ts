import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { entries, manifestExports } from '../../.ci/entries.mjs'
import { version } from '../../src/core/version.js'
import { readSources } from './modules.js'

const sources = readSources()
const root = join(import.meta.dirname, '../..')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string
  exports: Record<string, unknown>
}

it('exports what the list in exports.txt says, and no more', async () => {
  const lists = entries.map(([subpath, path]) => `${subpath}\n${exportsOf(path).join('\n')}\n`)
  await expect(lists.join('\n')).toMatchFileSnapshot('exports.txt')
})

it('has written the list of entries wherever it stands: `npm run entries` does', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'))
  // As text: in `exports` the first condition that fits decides.
  expect(JSON.stringify(manifest.exports)).toBe(JSON.stringify(manifestExports()))
  expect(read('src/tsconfig.node.json').typedocOptions.entryPoints).toEqual(entries.map(([, source]) => source))
  const { '#crypto': _, ...paths } = read('test/tsconfig.json').compilerOptions.paths
  expect(paths).toEqual(Object.fromEntries(entries.map(([subpath, source]) => [subpath, [`../src/${source}`]])))
})

it('names in each entry, with @module, the subpath that it is', () => {
  const named = [...sources.values()].flatMap(({ path, text }) => {
    const [, name] = /^ \* @module (\S+)$/m.exec(text) ?? []
    return name ? [[name, path] as const] : []
  })
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(entries.map(([subpath, source]) => [subpath, source])))
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
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText(source))
    return [statement.getText(source).slice(0, 60)]
  })
  return names.map((name) => `  ${name}`).sort()
}
