import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

const root = join(import.meta.dirname, '../../../src')

/** The sources of these folders and files, by their paths. */
const sourcesOf = (paths: readonly string[]): ts.SourceFile[] =>
  paths.flatMap((path) => {
    const files = path.endsWith('.ts')
      ? [path]
      : readdirSync(join(root, path))
          .filter((name) => name.endsWith('.ts'))
          .map((name) => join(path, name))
    return files.map((file) =>
      ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true),
    )
  })

/** Every text under this node, with `X` for each fact in it. */
function textsIn(node: ts.Node): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) {
    const text = [node.head.text, ...node.templateSpans.map(({ literal }) => `X${literal.text}`)].join('')
    return [text, ...node.templateSpans.flatMap(({ expression }) => textsIn(expression))]
  }
  const found: string[] = []
  ts.forEachChild(node, (child) => {
    found.push(...textsIn(child))
  })
  return found
}

/** The sentences that are given to these functions, or stand as these members, in these sources. */
export function sentencesOf(
  paths: readonly string[],
  functions: readonly string[],
  members: readonly string[] = [],
): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if ((ts.isCallExpression(node) || ts.isNewExpression(node)) && functions.includes(node.expression.getText()))
      found.push(...(node.arguments ?? []).flatMap(textsIn))
    if (ts.isPropertyAssignment(node) && members.includes(node.name.getText())) found.push(...textsIn(node.initializer))
    ts.forEachChild(node, visit)
  }
  for (const source of sourcesOf(paths)) visit(source)
  // A name or a number alone is none.
  return [...new Set(found)].filter((text) => /[A-Za-z]+ [A-Za-z]+/.test(text))
}
