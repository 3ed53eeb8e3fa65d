import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const consumers = new URL('test/consumers/', root)

it('docs/packaging.md names every version that the projects in test/consumers pin', () => {
  const documented = readFileSync(new URL('docs/packaging.md', root), 'utf8').split(
    '## Tools that it is tested with',
  )[1]!
  const manifests = readdirSync(consumers, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^\w+[\\/]package\.json$/.test(path),
  )
  expect(manifests.length).toBeGreaterThan(7)
  for (const path of manifests) {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL(path, consumers), 'utf8'))
    for (const [tool, pinned] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
      const version = pinned.replace(/^npm:.*@/, '')
      if (tool !== 'shroff') expect(documented, `${tool} ${version}`).toContain(version)
    }
  }
})
