import { existsSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { operations } from './operations.js'

const shared = new URL('../../../../shared/vectors/wechatpay-operations.json', import.meta.url)

it('the catalogue has 993 operations, each once and each of a documented form', () => {
  expect(operations).toHaveLength(993)
  expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(993)
  expect(operations.filter(({ multipart }) => multipart)).toHaveLength(14)
  expect(operations.filter(({ method }) => !/^(GET|POST|PUT|PATCH|DELETE)$/.test(method))).toEqual([])
  expect(operations.filter(({ path }) => !/^\/v3(\/([\w-]+|\{\w+\}))+$/.test(path))).toEqual([])
})

it.runIf(existsSync(shared))('the catalogue is transcribed without a change', () => {
  const published: { method: string; path: string; multipart?: true }[] = JSON.parse(
    readFileSync(shared, 'utf8'),
  ).operations
  const sorted = (all: object[]) => all.map((one) => JSON.stringify(one)).sort()
  expect(sorted(operations)).toEqual(
    sorted(
      published
        .map((one) => ({ multipart: false, ...one }))
        .map(({ method, path, multipart }) => ({ method, path, multipart })),
    ),
  )
})
