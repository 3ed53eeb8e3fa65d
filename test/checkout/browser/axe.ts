import { createRequire } from 'node:module'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { DriverPage } from './driver.js'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What of the page as it stands breaks a rule of WCAG 2.2 AA. Its policy lets no script in but its own; a driver may evaluate. */
export function violationsOf(page: DriverPage): Promise<string[]> {
  const require = createRequire(join(inject('tools'), 'package.json'))
  return page.evaluate(
    async ({ source, tags }) => {
      new Function(source).call(window)
      const { axe } = window as unknown as {
        axe: {
          run(root: Document, options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
        }
      }
      const found = await axe.run(document, { runOnly: tags })
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
    },
    { source: require('axe-core').source as string, tags },
  )
}
