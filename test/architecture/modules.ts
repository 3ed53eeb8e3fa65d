import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import ts from 'typescript'

export type Import = {
  /** As written. */
  specifier: string
  /** The path in the folder of what is imported, or the specifier of something outside. */
  target: string
  names: string[]
  /** Gone after compilation. */
  typeOnly: boolean
  reexport: boolean
}

export type Module = { path: string; text: string; source: ts.SourceFile; imports: Import[] }

/** The modules of a folder, `src` unless told otherwise, by their path in it, such as `core/client.ts`. */
export function readSources(root = 'src'): Map<string, Module> {
  const folder = join(import.meta.dirname, '../..', root)
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'))
  return modulesOf(
    Object.fromEntries(
      paths.filter((path) => path.endsWith('.ts')).map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
    ),
  )
}

export function modulesOf(texts: Record<string, string>): Map<string, Module> {
  return new Map(Object.entries(texts).map(([path, text]) => [path, readModule(path, text)]))
}

function readModule(path: string, text: string): Module {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  const imports: Import[] = []
  const add = (specifier: string, rest: Partial<Import>) => {
    const target = specifier.startsWith('.')
      ? posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')
      : specifier
    imports.push({ specifier, target, names: [], typeOnly: false, reexport: false, ...rest })
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings
      const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : []
      const typeOnly =
        node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword ||
        (elements.length > 0 && !node.importClause?.name && elements.every((element) => element.isTypeOnly))
      add(node.moduleSpecifier.text, { names: elements.map((e) => (e.propertyName ?? e.name).text), typeOnly })
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
      const elements = node.exportClause && ts.isNamedExports(node.exportClause) ? [...node.exportClause.elements] : []
      const typeOnly = node.isTypeOnly || (elements.length > 0 && elements.every((element) => element.isTypeOnly))
      add(node.moduleSpecifier.text, {
        names: elements.map((e) => (e.propertyName ?? e.name).text),
        typeOnly,
        reexport: true,
      })
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      add(argument && ts.isStringLiteral(argument) ? argument.text : '(computed)', {})
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add((node.argument.literal as ts.StringLiteral).text, { typeOnly: true })
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  return { path, text, source, imports }
}

/** Everything that is loaded with this module, itself and packages included. */
export function reached(modules: Map<string, Module>, path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found
  found.add(path)
  for (const { target, typeOnly } of modules.get(path)?.imports ?? []) if (!typeOnly) reached(modules, target, found)
  return found
}
