// What TypeDoc cannot say by itself: it links a function's parameters, and cannot take apart a type that depends on another
// (`CreatePaymentParameters<C>`). The providers' pages have each of them in a table, made from the types and the limits; here
// the same table goes below the parameter, and below a type that has a table of its own.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Comment, Converter, PageEvent, ReflectionKind } from 'typedoc'

/** A plugin of TypeDoc's; `typedocOptions` in src/tsconfig.node.json names it. */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
      const tables = tablesOf(module.name)
      for (const type of module.getChildrenByKind(ReflectionKind.TypeAlias)) {
        // A plain object's members stand on its page already; the condition's parts do not.
        const action = type.type?.type === 'conditional' && type.name.replace(/Parameters$/, '')
        add(type, tables.get(type.name) ?? (action && tables.get(action[0].toLowerCase() + action.slice(1))))
      }
      for (const { name, signatures } of module.getChildrenByKind(ReflectionKind.Function)) {
        // Further signatures take less of the same.
        const { parameters = [] } = signatures[0]
        const given = parameters.find(({ name }) => name === 'parameters') ?? parameters[0]
        if (given) add(given, tables.get(name))
      }
    }
  })
  app.renderer.on(PageEvent.BEGIN, ({ model }) => {
    // Under a Chinese heading the anchor of the English page stands in HTML, of which TypeDoc does not know.
    if (!model.isDocument()) return
    const slugger = app.renderer.router.getSlugger(model)
    for (const { text } of model.content)
      for (const [, id] of text.matchAll(/<a id="([\w-]+)"><\/a>/g)) slugger.slug(id)
  })
}

/** The tables of docs/<provider>.md by their headings. They stand between comments, as test/docs/providers.ts says. */
function tablesOf(module) {
  const page = join(import.meta.dirname, '../docs', `${module.split('/')[1]}.md`)
  if (!existsSync(page)) return new Map()
  const made = readFileSync(page, 'utf8').matchAll(/^<!-- (\w+): \w+ -->\n(.*?)\n<!-- end of \1 -->$/gms)
  return new Map(
    [...made].flatMap(([, , text]) =>
      [...`\n${text}`.matchAll(/\n### `(\w+)`\n\n(.*?)(?=\n### |$)/gs)].map(([, name, table]) => [name, table]),
    ),
  )
}

function add(reflection, table) {
  if (!table) return
  reflection.comment ??= new Comment()
  // A link to a heading of the page would lead nowhere here.
  const text = table.replace(/\[([^\]]*)\]\(#[^)]*\)/g, '$1')
  reflection.comment.summary.push({ kind: 'text', text: `\n\n${text}` })
}
