import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { controls } from '../../src/mock/server/control/table.js'
import { root } from './pages.js'

it.each(['docs/control.md', 'docs/zh/control.md'])('%s has every operation, with what it takes', (page) => {
  const text = readFileSync(join(root, page), 'utf8')
  const rows = [...text.matchAll(/^\| `(GET|POST) (\w+)` \| (.*?) \|/gm)]
  expect(rows.map(([, method, name]) => `${method} ${name}`)).toEqual(
    controls.map(({ name, method }) => `${method} ${name}`),
  )
  for (const { name, parameters } of controls) {
    const names = Object.keys((parameters as unknown as { shape: object }).shape)
    const [, , , takes = ''] = rows.find(([, , each]) => each === name) ?? []
    const told = [...takes.matchAll(/\w+/g)].map(([word]) => word)
    expect(names, name).toEqual(expect.arrayContaining(told.filter((word) => !/^(or|and)$/.test(word))))
  }
})
